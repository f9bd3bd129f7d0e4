"""Checks beside others: what other places of the same level report of the same thing in a year."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...analysis import comparable, comparable_reports, unit_class
from ...analysis.gate import COMPARED
from ...analysis.peers import first_stated, per_residents
from ...tables import KEY, Data, load_indicators

if TYPE_CHECKING:
    from ..audited import Panel

# Figures that are alike in these can be compared.
KIND = ["indicator", "unit_class", "basis"]
ALIKE = [*KIND, "level", "per_10k"]
COUNTED = "value > 0"
NO_COUNTS = ["rate", "target"]


class Others(NamedTuple):
    """What counts of a year are compared with.

    Attributes
    ----------
    spread : pandas.DataFrame
        One row a group of like counts: of ``n`` places, their ``middle`` and their ``deviation`` from it, as logs; with
        the ``number`` of their indicator, class of units and basis.
    among : pandas.DataFrame
        ``number`` and ``place_code`` of each that is counted.
    admitted : pandas.MultiIndex
        The reports that the gate lets through.
    recorded : pandas.MultiIndex
        All reports.
    """

    spread: pd.DataFrame
    among: pd.DataFrame
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
    table = table[(table["value"] > 0) & ~kind.isin(NO_COUNTS) & table["level"].notna()]
    return _with_amount(table.assign(at=table.index))


def _with_amount(counts: pd.DataFrame) -> pd.DataFrame:
    amount = counts["per_10k"].fillna(counts["value"])
    return counts.assign(per_10k=counts["per_10k"].notna(), amount=amount, log=np.log(amount))


def others_of(panel: "Panel", year: int) -> Others:
    """Return what counts of a year are compared with, of all the reports in a panel that may be."""
    data, figures = panel.data, panel.relation
    reports = comparable_reports(year, data)
    admitted, recorded = (pd.MultiIndex.from_frame(table[KEY]) for table in (reports, data.table("reports")))
    # Each place counts once, with its latest figure.
    years = sorted(set(reports["year"].tolist()), reverse=True)
    like = figures.filter("headline").project("indicator, unit, basis").distinct().df()
    like = like[~like["indicator"].map(load_indicators(data)["kind"]).isin(NO_COUNTS)]
    like = like.assign(unit_class=unit_class(like["unit"], data))
    like = like.assign(number=like.groupby(KIND, sort=False).ngroup())
    of_level = reports.dropna(subset="level")
    latest = first_stated(figures, like, of_level, years, rules=f"{COUNTED} AND {COMPARED}")
    like, levels = like.drop_duplicates("number").set_index("number"), of_level.drop_duplicates("place_code")
    names = like[["indicator", "basis"]].reindex(latest["number"]).set_index(latest.index)
    latest = latest.assign(
        per_10k=per_residents(latest.assign(**names), data),
        level=latest["place_code"].map(levels.set_index("place_code")["level"]).astype("category"),
    )
    latest = _with_amount(latest)
    alike = ["number", "level", "per_10k"]
    groups = latest.groupby(alike, sort=False, observed=True)["log"]
    off = latest.assign(off=(latest["log"] - groups.transform("median")).abs())
    spread = groups.agg(n="size", middle="median")
    spread = spread.assign(deviation=off.groupby(alike, sort=False, observed=True)["off"].median()).reset_index()
    spread = spread.astype({"level": "str"}).merge(like[KIND].reset_index(), on="number")
    return Others(spread, latest[["number", "place_code"]], admitted, recorded)


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
    among = beside.among[beside.among["place_code"].isin(compared["place_code"].unique())].astype({"place_code": "str"})
    is_among = pd.MultiIndex.from_frame(compared[["number", "place_code"]]).isin(pd.MultiIndex.from_frame(among))
    return compared.assign(others=compared["n"] - is_among)
