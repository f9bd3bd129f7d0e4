"""Checks beside others: what other places of the same level report of the same thing in a year."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ... import analysis
from ...analysis import FEWEST_PLACES, comparable, comparable_reports
from ...analysis.gate import COMPARED, judged_figures, years_near
from ...analysis.peers import first_stated, like_ones, like_per_residents
from ...tables import KEY, Data, load_indicators
from ...tables.figures import kept_of_figures
from ...tables.parquet import code_of

if TYPE_CHECKING:
    import duckdb

    from ..audited import Panel

# Figures that are alike in these can be compared.
KIND = ["indicator", "unit_class", "basis"]
ALIKE = [*KIND, "level", "per_10k"]
COUNTED = "value > 0"
NO_COUNTS = ["rate", "target"]
FIELDS: list[dict[str, Any]] = [
    *({"name": name, "type": "string"} for name in (*KIND, "level")),
    {"name": "per_10k", "type": "boolean"},
    {"name": "n", "type": "integer", "constraints": {"required": True}},
    *({"name": name, "type": "number"} for name in ("middle", "deviation")),
]


class Others(NamedTuple):
    """What counts of a year are compared with.

    Attributes
    ----------
    spread : pandas.DataFrame
        One row a group of like counts: of ``n`` places, their ``middle`` and their ``deviation`` from it, as logs.
    reports : pandas.DataFrame
        Those that the gate lets through, as from `comparable_reports`.
    """

    spread: pd.DataFrame
    reports: pd.DataFrame


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


def others_of(among: "Panel", year: int) -> Others | None:
    """Return what counts of a year are compared with, of all the reports in a panel that may be; None of too few."""
    data = among.data
    reports = comparable_reports(year, data)
    if reports["place_code"].nunique() < FEWEST_PLACES:
        return None
    if among.figures is not None or not among.of_data:
        return Others(_spread(among.relation, reports, data), reports)
    code = code_of(Path(__file__).parent) + code_of(Path(analysis.__file__).parent)
    spread = kept_of_figures(_spread_of_data, data, f"spread-{year}", years_near(year), FIELDS, code, about=(year,))
    return Others(spread, reports)


def _spread_of_data(figures: "duckdb.DuckDBPyRelation", data: Data, year: int) -> pd.DataFrame:
    return _spread(figures, comparable_reports(year, data), data)


def _spread(figures: "duckdb.DuckDBPyRelation", reports: pd.DataFrame, data: Data) -> pd.DataFrame:
    # Each place counts once, with its latest figure.
    years = sorted(set(reports["year"].tolist()), reverse=True)
    like = like_ones(figures, data)
    like = like[~like["indicator"].map(load_indicators(data)["kind"]).isin(NO_COUNTS)]
    of_level = reports.dropna(subset="level")
    latest = first_stated(figures, like, of_level, years, ["value"], f"{COUNTED} AND {COMPARED}")
    levels = of_level.drop_duplicates("place_code")
    latest = latest.assign(
        per_10k=like_per_residents(latest, like, data),
        level=latest["place_code"].map(levels.set_index("place_code")["level"]).astype("category"),
    )
    latest = _with_amount(latest)
    alike = ["number", "level", "per_10k"]
    groups = latest.groupby(alike, sort=False, observed=True)["log"]
    off = latest.assign(off=(latest["log"] - groups.transform("median")).abs())
    spread = groups.agg(n="size", middle="median")
    spread = spread.assign(deviation=off.groupby(alike, sort=False, observed=True)["off"].median()).reset_index()
    spread = spread.astype({"level": "str"}).merge(like.drop_duplicates("number"), on="number")
    return spread[[field["name"] for field in FIELDS]]


def beside_others(counts: pd.DataFrame, among: "Panel", is_wanted: Callable[[pd.DataFrame], pd.Series]) -> pd.DataFrame:
    """Join counts with the spread of like ones of their year.

    Parameters
    ----------
    counts : pandas.DataFrame
        As from `headline_counts`, one or more, of reports whose year is known.
    among : Panel
    is_wanted : callable
        Of counts with the columns of the spread, which are asked for: of how many other places the spread of one is
        takes as long to tell as all the rest.

    Returns
    -------
    pandas.DataFrame
        Of the counts that are wanted and may be compared with enough other places, with the columns of the spread, and
        ``others``: of how many other places that is. Without these columns where there are none.
    """
    counts = counts.assign(year=counts["year"].astype("int64"))
    of_years = []
    for year, own in counts.groupby("year"):
        others = among.others(year)
        if others is None:
            continue
        own = own.merge(others.spread[others.spread["n"] >= FEWEST_PLACES], on=ALIKE)
        own = own[is_wanted(own)]
        if len(own):
            of_years.append((own, others.reports[others.reports["place_code"].isin(own["place_code"])]))
    if not of_years:
        return counts[:0]
    recorded = among.data.table("reports")
    recorded = _keys(recorded[recorded["place_code"].isin(counts["place_code"])])
    # A report that is recorded as an excerpt, or from a host that is not official, is compared with none.
    of_years = [
        (own[_keys(own).isin(_keys(admitted)) | ~_keys(own).isin(recorded)], admitted) for own, admitted in of_years
    ]
    compared = pd.concat([own for own, _ in of_years], ignore_index=True)
    if compared.empty:
        return compared
    counted = _counted(compared, among)
    keys = _keys(counted)
    # Each place counts among the others with what it states in a report that may be compared with that year's.
    is_among = [
        _keys(own, "place_code", *KIND).isin(_keys(counted[keys.isin(_keys(admitted))], "place_code", *KIND))
        for own, admitted in of_years
    ]
    compared = compared.assign(others=compared["n"] - np.concatenate(is_among))
    return compared[compared["others"] >= FEWEST_PLACES]


def _counted(counts: pd.DataFrame, among: "Panel") -> pd.DataFrame:
    """Return the headline counts that can be compared of the places and indicators of some, in all years near."""
    years = {near for year in counts["year"].unique().tolist() for near in years_near(year)}
    counts = headline_counts(
        among.stated_by(counts["place_code"].unique(), sorted(years), counts["indicator"].unique()), among.data
    )
    return counts[judged_figures(counts, among.data) == ""]


def _keys(table: pd.DataFrame, *names: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[[*(names or KEY)]])
