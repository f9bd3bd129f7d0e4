"""Checks beside others: what other places of the same level report of the same thing in a year."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...analysis import comparable, comparable_reports
from ...analysis.gate import judged_figures
from ...tables import KEY, Data, load_indicators

if TYPE_CHECKING:
    from ..audited import Panel

# Figures that are alike in these can be compared.
ALIKE = ["indicator", "unit_class", "basis", "level", "per_10k"]


class Others(NamedTuple):
    """What counts of a year are compared with.

    Attributes
    ----------
    spread : pandas.DataFrame
        One row a group of like counts: of ``n`` places, their ``middle`` and their ``deviation`` from it, as logs.
    among : pandas.MultiIndex
        These groups with their places.
    admitted : pandas.MultiIndex
        The reports that the gate lets through.
    recorded : pandas.MultiIndex
        All reports.
    """

    spread: pd.DataFrame
    among: pd.MultiIndex
    admitted: pd.MultiIndex
    recorded: pd.MultiIndex


def headline_counts(figures: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Return the headline counts of figures as from `lay_out`.

    Parameters
    ----------
    figures : pandas.DataFrame
    data : Data

    Returns
    -------
    pandas.DataFrame
        The counts with their position ``at``; ``amount``, that which is compared, and its ``log``; and ``per_10k``,
        whether the amount is per 10,000 residents.
    """
    table = comparable(figures, data)
    kind = table["indicator"].map(load_indicators(data)["kind"])
    table = table[(table["value"] > 0) & (kind != "rate") & table["level"].notna()]
    amount = table["per_10k"].fillna(table["value"])
    return table.assign(at=table.index, per_10k=table["per_10k"].notna(), amount=amount, log=np.log(amount))


def others_of(panel: "Panel", year: int) -> Others:
    """Return what counts of a year are compared with, of all the reports in a panel that may be."""
    reports = comparable_reports(year, panel.data), panel.data.table("reports")
    admitted, recorded = (pd.MultiIndex.from_frame(table[KEY]) for table in reports)
    compared = panel.counts[judged_figures(panel.counts, panel.data) == ""]
    compared = compared[admitted.get_indexer(pd.MultiIndex.from_frame(compared[KEY])) >= 0]
    # Each place counts once, with its latest figure.
    latest = compared.sort_values("year", kind="stable").drop_duplicates([*ALIKE, "place_code"], keep="last")
    groups = latest.groupby(ALIKE, sort=False)["log"]
    off = latest.assign(off=(latest["log"] - groups.transform("median")).abs())
    spread = groups.agg(n="size", middle="median")
    spread = spread.assign(deviation=off.groupby(ALIKE, sort=False)["off"].median()).reset_index()
    return Others(spread, pd.MultiIndex.from_frame(latest[[*ALIKE, "place_code"]]), admitted, recorded)


def beside_others(counts: pd.DataFrame, year: int, panel: "Panel") -> pd.DataFrame:
    """Join the counts of a year with the spread of like ones.

    Parameters
    ----------
    counts : pandas.DataFrame
        As from `headline_counts`, of one year.
    year : int
    panel : Panel

    Returns
    -------
    pandas.DataFrame
        Of the counts that may be compared, with the columns of the spread, and ``others``: of how many other places
        that is.
    """
    beside, keys = panel.others(year), pd.MultiIndex.from_frame(counts[KEY].astype({"year": "int64"}))
    # A report that is recorded as an excerpt, or from a host that is not official, is compared with none.
    compares = (beside.admitted.get_indexer(keys) >= 0) | (beside.recorded.get_indexer(keys) < 0)
    compared = counts[compares].merge(beside.spread, on=ALIKE)
    is_among = beside.among.get_indexer(pd.MultiIndex.from_frame(compared[[*ALIKE, "place_code"]])) >= 0
    return compared.assign(others=compared["n"] - is_among)
