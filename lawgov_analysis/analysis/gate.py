"""Gate: which reports are compared with which, in print and by the audit, and why the others are not.

Every reason that keeps a report or a figure out is a rule: what it says is in ``data/rules/peers/reasons.csv``, and
here is a function for each of them. A report, or a figure, has the first reason that holds of it.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from ..tables import KEY, kinds_of, levels_of, load_indicators, load_places, open_data
from ..tables.parquet import open_database
from .peers import PLANNED

# With fewer other places a rank says nothing; what is more years apart is of another time.
FEWEST_PLACES, YEARS_APART = 8, 1
# What gives an account of a place's year, whatever it is called; news and the report of one team do not.
OF_THE_YEAR = {"年度报告", "总结"}


def years_near(year):
    """Return the years, a range, whose reports one of a year may be compared with."""
    return range(year - YEARS_APART, year + YEARS_APART + 1)


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

# 以区政府为被告的: of the suits of the place only those against its government, unless the indicator counts just these.
ONE_BODY = "以(?:[本全我]?[区县市]|[^，,]{2,4}[区县市])(?:人民)?政府为(?:被告|被申请人)"
OF_ONE_BODY = "indicator LIKE '%\\_against\\_%' ESCAPE '\\' OR indicator LIKE '%respondent%'"

# What is counted one by one: a fraction of it is an average.
WHOLE = ("件", "宗", "起", "例", "人", "名", "次", "人次", "场次")

# Why a figure is not compared: of a figure with the kind of its indicator the SQL holds that the rule keeps out.
FIGURE_RULES = {
    "target": f"kind = 'target' OR {PLANNED}",
    # It was taken from an excerpt: whether the words around it narrow it to a part nobody can say.
    "no-sentence": '"start" IS NULL OR "end" IS NULL',
    "negative": "value < 0",
    "out-of-field": "out_of_field <> ''",
    "growth": "relation = 'growth'",
    "narrowed": "scope <> ''",
    "one-body": f"regexp_matches(measure, '{ONE_BODY}') AND NOT ({OF_ONE_BODY})",
    "average": f"value <> floor(value) AND unit IN ({', '.join(map(repr, WHOLE))})",
    "cumulative": "basis = 'cumulative'",
    "part-of-year": "basis = 'flow' AND period IS DISTINCT FROM year::VARCHAR",
}
# No headline figure is a target, grew or is narrowed.
OF_HEADLINES = set(FIGURE_RULES) - {"target", "growth", "narrowed"}
COMPARED = " AND ".join(f"NOT ({rule})" for name, rule in FIGURE_RULES.items() if name in OF_HEADLINES)
# Of why a figure is not compared, the first rule that holds; nothing where none does.
REASON = " ".join(f"WHEN {rule} THEN '{name}'" for name, rule in FIGURE_RULES.items())
REASON = f"CASE {REASON} ELSE '' END"
ASKED = [
    "unit",
    "kind",
    "indicator",
    "measure",
    "year",
    "period",
    "start",
    "end",
    "value",
    "out_of_field",
    "relation",
    "scope",
    "basis",
]


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
    # Which places are asked for, and how many are enough, is no matter of a report.
    return data.made(_judged_reports, year, terms._replace(places=(), min_n=0)).copy(deep=False)


def _judged_reports(data, year, terms):
    reports = data.made(_of_kinds)
    reason = _first_reason(reports, [(rule, out(reports, year, terms)) for rule, out in REPORT_RULES.items()])
    return reports[[*KEY, "level", "kind"]].assign(reason=reason)


def _kinds_of_all(data):
    """What each place is compared by: those of the data, and those that have a report."""
    codes = pd.Series([*dict.fromkeys([*load_places(data).index, *data.table("reports")["place_code"]])], dtype="str")
    return kinds_of(codes, data).set_axis(pd.Index(codes))


def _of_kinds(data):
    """All reports, each with what its place is compared by: worked out once, not for each that is compared."""
    reports = data.table("reports")
    of = reports["place_code"]
    return reports.assign(level=levels_of(of, data), kind=kinds_of(of, data))


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
    return _told(figures, [f"{REASON} AS reason"], data_dir)["reason"]


def kept_out(figures, rules, data_dir=None):
    """Tell of figures by each of some rules whether it keeps them out.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns that the rules look at.
    rules : iterable of str
        Of `FIGURE_RULES`.
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame of bool
        A column a rule.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> kept_out(load_figures("横沥镇", 2020), ["narrowed", "negative"]).sum().to_dict()
    {'narrowed': 31, 'negative': 0}
    """
    return _told(figures, [f'coalesce({FIGURE_RULES[rule]}, FALSE) AS "{rule}"' for rule in rules], data_dir)


def _told(figures, what, data_dir):
    kind = figures["indicator"].map(load_indicators(data_dir)["kind"])
    table = figures.assign(kind=kind).filter(ASKED)
    with open_database() as database:
        return database.from_df(table).project(", ".join(what)).df().set_axis(figures.index)


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
    kinds = data.made(_kinds_of_all)
    alike = kinds.index[kinds == kinds_of(pd.Series([place_code], dtype="str"), data)[0]]
    alike = alike[alike.isin(terms.places)] if terms.places else alike
    codes = pd.Series([place_code, *alike[alike != place_code]], dtype="str")
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
