"""Gate: which reports are compared with which, in print and by the audit."""

from typing import NamedTuple

import pandas as pd

from ..tables import (
    KEY,
    kinds_of,
    levels_of,
    open_data,
)
from .peers import peers

# With fewer other places a rank says nothing; what is more years apart is of another time.
FEWEST_PLACES, YEARS_APART = 8, 1
# What gives an account of a place's year, whatever it is called; news and the report of one team do not.
OF_THE_YEAR = {"年度报告", "总结"}


class Gate(NamedTuple):
    """What a report may be set beside in print; see `comparison_gate`.

    Attributes
    ----------
    reports : pandas.DataFrame
        ``place_code`` and ``year`` of the reports of other places.
    is_open : bool
        Whether the report itself is official and whole, and those are of enough places.
    own : bool
        Whether the report itself is official and whole.
    """

    reports: pd.DataFrame
    is_open: bool
    own: bool

    @property
    def places(self):
        """Of how many places the reports are."""
        return self.reports["place_code"].nunique()


def within_sentences(figures):
    """Keep the figures whose sentence is known.

    A figure without a place in its text was taken from an excerpt: whether the words around it narrow it to a part, or
    to another matter, nobody can say. It is never compared and never scored.

    Parameters
    ----------
    figures : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> len(within_sentences(load_figures("清溪镇"))), len(within_sentences(load_figures("横沥镇")))
    (0, 65)
    """
    return figures[figures["start"].notna() & figures["end"].notna()]


def comparable_reports(year, data_dir=None):
    """Return the reports that one of a year can be compared with.

    They are whole, of a place's year, from an official host, and at most a year older or younger.

    Parameters
    ----------
    year : int
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        ``place_code``, ``year`` and ``level``, one row a report.

    Examples
    --------
    >>> comparable_reports(2020).values.tolist()
    [['441900106', 2020, '镇街']]
    """
    data = open_data(data_dir)
    reports = data.table("reports")
    reports = reports[(reports["coverage"] == "full") & ((reports["year"] - year).abs() <= YEARS_APART)]
    reports = reports.loc[(reports["official"] == "yes") & reports["document_type"].isin(OF_THE_YEAR), KEY]
    return reports.assign(level=levels_of(reports["place_code"], data)).reset_index(drop=True)


def comparison_gate(place_code, year, data_dir=None):
    """Decide what a report may be set beside in print.

    Other reports count when they are whole, from an official host, of a place of the same level (of a department, those
    of the same department elsewhere), and at most a year older or younger. The gate opens when the report itself is
    whole and official and those are of eight places or more.

    Parameters
    ----------
    place_code : str
    year : int
    data_dir : path-like, optional

    Returns
    -------
    Gate

    Examples
    --------
    >>> gate = comparison_gate("441900106", 2020)
    >>> gate.is_open, gate.own, gate.places
    (False, True, 0)
    """
    data = open_data(data_dir)
    reports = comparable_reports(year, data)
    of_place = reports["place_code"] == place_code
    own = bool((of_place & (reports["year"] == year)).any())
    kind = kinds_of(pd.Series([place_code], dtype="str"), data)[0]
    others = reports.loc[~of_place & (kinds_of(reports["place_code"], data) == kind), KEY].reset_index(drop=True)
    return Gate(others, own and others["place_code"].nunique() >= FEWEST_PLACES, own)


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
    figures = within_sentences(figures)
    admitted = pd.MultiIndex.from_frame(gate.reports).append(pd.MultiIndex.from_tuples([(place_code, year)]))
    beside = peers(figures[pd.MultiIndex.from_frame(figures[KEY]).isin(admitted)], place_code, year, data_dir)
    others = beside.groupby("indicator")["own"].transform("size") - 1
    return beside[others >= FEWEST_PLACES].reset_index(drop=True)
