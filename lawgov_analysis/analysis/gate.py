"""Gate: which reports are compared with which, in print and by the audit, and why the others are not.

Every reason that keeps a report or a figure out is a rule: what it says is in ``data/rules/peers/reasons.csv``, and
here is a function for each of them. A report, or a figure, has the first reason that holds of it.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from ..tables import (
    KEY,
    are_planned,
    kinds_of,
    levels_of,
    load_indicators,
    load_places,
    open_data,
)
from .peers import peers

# With fewer other places a rank says nothing; what is more years apart is of another time.
FEWEST_PLACES, YEARS_APART = 8, 1
# What gives an account of a place's year, whatever it is called; news and the report of one team do not.
OF_THE_YEAR = {"年度报告", "总结"}


class Terms(NamedTuple):
    """On what terms places are compared.

    Attributes
    ----------
    window : int
        How many years a report may be older or younger.
    places : tuple of str
        The codes of those that are compared; all where it is empty.
    full_only, official_only : bool
        Whether reports that are known from an excerpt, or not from an official host, are left out.
    min_n : int
        With fewer other places nothing is compared.
    """

    window: int = YEARS_APART
    places: tuple[str, ...] = ()
    full_only: bool = True
    official_only: bool = True
    min_n: int = FEWEST_PLACES


class Gate(NamedTuple):
    """What a report may be set beside in print; see `comparison_gate`.

    Attributes
    ----------
    reports : pandas.DataFrame
        ``place_code`` and ``year`` of the reports of other places.
    is_open : bool
        Whether the report itself is admitted, and those are of enough places.
    own : bool
        Whether the report itself is admitted: official and whole, unless the terms ask for less.
    terms : Terms
    """

    reports: pd.DataFrame
    is_open: bool
    own: bool
    terms: Terms = Terms()

    @property
    def places(self):
        """Of how many places the reports are."""
        return self.reports["place_code"].nunique()


# Why a report is not compared: of the reports, the year and the terms it tells those that the rule keeps out.
REPORT_RULES: dict[str, Callable] = {
    "not-of-a-year": lambda reports, year, terms: ~reports["document_type"].isin(OF_THE_YEAR),
    "excerpt": lambda reports, year, terms: (reports["coverage"] != "full") & terms.full_only,
    "not-official": lambda reports, year, terms: (reports["official"] != "yes") & terms.official_only,
    "other-year": lambda reports, year, terms: (reports["year"] - year).abs() > terms.window,
}

# Why a figure is not compared: of the figures with the kind of their indicator it tells those that the rule keeps out.
FIGURE_RULES: dict[str, Callable] = {
    "target": lambda figures: (figures["kind"] == "target") | are_planned(figures),
    # It was taken from an excerpt: whether the words around it narrow it to a part nobody can say.
    "no-sentence": lambda figures: figures["start"].isna() | figures["end"].isna(),
    "negative": lambda figures: figures["value"] < 0,
    "out-of-field": lambda figures: figures["out_of_field"] != "",
    "growth": lambda figures: figures["relation"] == "growth",
    "narrowed": lambda figures: figures["scope"] != "",
    "cumulative": lambda figures: figures["basis"] == "cumulative",
    "part-of-year": lambda figures: (figures["basis"] == "flow") & (figures["period"] != figures["year"].astype("str")),
}


def _first_reason(table, masks):
    reasons = pd.Series("", index=table.index, dtype="object")
    for rule, holds in masks:
        reasons = reasons.mask((reasons == "") & holds, rule)
    return reasons.astype("str")


def judged_reports(year, data_dir=None, terms=None):
    """Say of every report whether one of a year can be compared with it, and why not.

    Parameters
    ----------
    year : int
    data_dir : path-like, optional
    terms : Terms, optional

    Returns
    -------
    pandas.DataFrame
        ``place_code``, ``year``, ``level``, ``kind`` (as of `kinds_of`) and ``reason``, ``""`` where it can be
        compared, else a reason of ``data/rules/peers/reasons.csv``; one row a report.

    Examples
    --------
    >>> judged_reports(2020).groupby("reason").size().to_dict()
    {'': 1, 'excerpt': 24, 'not-official': 1}
    """
    data, terms = open_data(data_dir), terms or Terms()
    reports = data.table("reports")
    reason = _first_reason(reports, [(rule, out(reports, year, terms)) for rule, out in REPORT_RULES.items()])
    of = reports["place_code"]
    return reports[KEY].assign(level=levels_of(of, data), kind=kinds_of(of, data), reason=reason)


def judged_figures(figures, data_dir=None):
    """Say of coded figures whether they can be compared with those of other places, and why not.

    Parameters
    ----------
    figures : pandas.DataFrame
        With an indicator each.
    data_dir : path-like, optional

    Returns
    -------
    pandas.Series of str
        ``""`` for one that can be compared, else a reason of ``data/rules/peers/reasons.csv``.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> coded = load_figures("清溪镇").query("indicator != ''")
    >>> set(judged_figures(coded))
    {'no-sentence'}
    """
    kind = figures["indicator"].map(load_indicators(data_dir)["kind"])
    table = figures.assign(kind=kind)
    return _first_reason(table, [(rule, out(table)) for rule, out in FIGURE_RULES.items()])


def members(place_code, year, data_dir=None, terms=None):
    """Say of every place like one whether it is compared with, by which of its reports, and why not.

    Parameters
    ----------
    place_code : str
    year : int
    data_dir : path-like, optional
    terms : Terms, optional

    Returns
    -------
    pandas.DataFrame
        One row a place of the same level (of a department, of the same department), the place itself first:
        ``place_code``, ``own``, ``year`` (of the report that is nearest in time, the later of two; missing where there
        is none) and ``reason``: ``""`` where it is compared, else a reason of ``data/rules/peers/reasons.csv``.

    Examples
    --------
    >>> members("441900106", 2020).head(2)[["place_code", "year", "reason"]].values.tolist()
    [['441900106', 2020, ''], ['310118109', 2025, 'excerpt']]
    """
    data, terms = open_data(data_dir), terms or Terms()
    judged = judged_reports(year, data, terms)
    codes = pd.Series([*dict.fromkeys([place_code, *load_places(data).index, *judged["place_code"]])], dtype="str")
    alike = (kinds_of(codes, data) == kinds_of(pd.Series([place_code], dtype="str"), data)[0]).to_numpy()
    codes = codes[alike & (codes.isin([place_code, *terms.places]) if terms.places else True)]
    # Its own report is that of the year; of another place the nearest is taken that can be.
    judged = judged[(judged["place_code"] != place_code) | (judged["year"] == year)]
    order = judged.assign(
        out=judged["reason"] != "", off=2 * (judged["year"] - year).abs() - (judged["year"] > year)
    ).sort_values(["out", "off"], kind="stable")
    taken = order.drop_duplicates("place_code").set_index("place_code").reindex(codes)
    table = pd.DataFrame(
        {
            "place_code": codes.to_numpy(),
            "own": (codes == place_code).to_numpy(),
            "year": taken["year"].to_numpy(),
            "reason": taken["reason"].fillna("no-report").to_numpy(),
        }
    )
    return table.astype({"place_code": "str", "year": "Int64", "reason": "str"})


def comparable_reports(year, data_dir=None, terms=None):
    """Return the reports that one of a year can be compared with.

    They are whole, of a place's year, from an official host, and at most a year older or younger, unless the terms are
    others.

    Parameters
    ----------
    year : int
    data_dir : path-like, optional
    terms : Terms, optional

    Returns
    -------
    pandas.DataFrame
        ``place_code``, ``year`` and ``level``, one row a report.

    Examples
    --------
    >>> comparable_reports(2020).values.tolist()
    [['441900106', 2020, '镇街']]
    """
    judged = judged_reports(year, data_dir, terms)
    return judged.loc[judged["reason"] == "", [*KEY, "level"]].reset_index(drop=True)


def comparison_gate(place_code, year, data_dir=None, terms=None):
    """Decide what a report may be set beside in print.

    Other reports count when they are whole, from an official host, of a place of the same level (of a department, those
    of the same department elsewhere), and at most a year older or younger. The gate opens when the report itself is
    whole and official and those are of eight places or more. Other terms change this.

    Parameters
    ----------
    place_code : str
    year : int
    data_dir : path-like, optional
    terms : Terms, optional

    Returns
    -------
    Gate

    Examples
    --------
    >>> gate = comparison_gate("441900106", 2020)
    >>> gate.is_open, gate.own, gate.places
    (False, True, 0)
    """
    data, terms = open_data(data_dir), terms or Terms()
    reports = judged_reports(year, data, terms).query("reason == ''")
    of_place = reports["place_code"] == place_code
    own = bool((of_place & (reports["year"] == year)).any())
    kind = kinds_of(pd.Series([place_code], dtype="str"), data)[0]
    chosen = ~of_place & (reports["kind"] == kind)
    chosen &= reports["place_code"].isin(terms.places) if terms.places else True
    others = reports.loc[chosen, KEY].reset_index(drop=True)
    return Gate(others, own and others["place_code"].nunique() >= terms.min_n, own, terms)


def gated_peers(figures, place_code, year, gate, data_dir=None):
    """Keep of `peers` what may be printed: reports that the gate lets through, indicators that enough places state.

    Parameters
    ----------
    figures, place_code, year, data_dir
        As of `peers`.
    gate : Gate
        As from `comparison_gate`.

    Returns
    -------
    pandas.DataFrame
        As from `peers`; without a row where the gate is closed.
    """
    if not gate.is_open:
        return peers(figures[:0], place_code, year, data_dir)
    admitted = pd.MultiIndex.from_frame(gate.reports).append(pd.MultiIndex.from_tuples([(place_code, year)]))
    figures = figures[pd.MultiIndex.from_frame(figures[KEY]).isin(admitted)]
    beside = peers(figures[judged_figures(figures, data_dir) == ""], place_code, year, data_dir)
    others = beside.groupby("indicator")["own"].transform("size") - 1
    return beside[others >= gate.terms.min_n].reset_index(drop=True)
