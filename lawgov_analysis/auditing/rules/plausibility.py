"""Rules on the figures as a whole: their units, how vague and how round they are, how far from other places."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...analysis import FEWEST_PLACES, comparable, comparable_reports
from ...tables import load_indicators, load_units
from ...text.numerals import write_plain
from ..audited import KEY, once
from ..findings import Unit, audit_words, rule
from .arithmetic import shown

# An outlier is this many times off the median of other places, and this many of their robust deviations.
TIMES, DEVIATIONS = 5.0, 5.0
# Places that are nearly alike still differ by a quarter from year to year.
LEAST_SPREAD = math.log(1.25)
# The median absolute deviation of a normal distribution is this part of its standard deviation.
NORMAL = 0.6745
FEWEST_RATES = 3
# Figures that are alike in these can be compared.
ALIKE = ["indicator", "unit_class", "basis", "tier", "per_10k"]
# What an indicator counts, and what is printed instead. An assessment is as well counted in 次 as in 项, and a patrol
# in 次 as in 人次; a visit to a place (家次) is a visit (次), said more exactly.
UNLIKE = [
    ("person", "person_times"),
    ("person_times", "person"),
    ("person_times", "count"),
    ("times", "event"),
    ("times", "count"),
    ("count", "times"),
]


@rule("unit-unexpected")
def unit_unexpected(material):
    """A unit that counts something else than the indicator's customary one."""
    figures = material.figures
    customary = figures["indicator"].map(material.indicators["unit"])
    classes = load_units(material.data)["class"]
    wanted, printed = customary.map(classes), figures["unit_class"]
    visits = figures["indicator"].isin(audit_words()["visits"].split("|")) & printed.isin(["count", "place"])
    unlike = pd.MultiIndex.from_arrays([wanted, printed]).isin(UNLIKE) | visits
    unlike &= (figures["relation"] != "growth") & (figures["unit"] != "")
    codebook = {row.Index: row for row in material.indicators.itertuples()}
    for (_, _, unit), positions in figures[unlike].groupby(["report", "indicator", "unit"], sort=False).groups.items():
        listed = [material.rows[at] for at in positions]
        indicator = codebook[listed[0].indicator]
        here, due = Unit(unit, listed[0].unit_class), Unit(indicator.unit, wanted[positions[0]])
        values = {"listed": listed, "indicator": indicator, "here": here, "due": due}
        yield material.found(tuple(positions), unit, indicator.unit, **values)
    visits = figures["indicator"].isin(audit_words()["visits"].split("|"))
    objects = figures["unit"].isin(["次", "场次"]) & visits & figures["measure"].str.contains(audit_words()["object"])
    for at in np.flatnonzero(objects):
        row = material.rows[at]
        here, due = Unit(row.unit, row.unit_class), Unit("家次", "times")
        values = {"listed": [row], "indicator": codebook[row.indicator], "here": here, "due": due}
        yield material.found((at,), here.unit, due.unit, **values)


@rule("vague")
def vague(material):
    """The share of figures that are bounds or about."""
    is_vague = material.figures["bound"] != "exact"
    yield from _share(material, is_vague)


@rule("uncoded")
def uncoded(material):
    """The share of figures without an indicator."""
    yield from _share(material, material.figures["indicator"] == "")


def _share(material, chosen):
    sizes = material.figures.groupby("report", sort=False).size().to_dict()
    for report, positions in material.figures[chosen].groupby("report", sort=False).groups.items():
        n, of = len(positions), sizes[report]
        share = f"{100 * n / of:.1f}%"
        listed = [material.rows[at] for at in positions]
        yield material.found(tuple(positions), share, n=n, of=of, share=share, listed=listed)


@rule("all-hundred")
def all_hundred(material):
    """Every rate of a report exactly 100 %."""
    figures = material.figures
    rates = figures[(figures["unit"] == "%") & (figures["relation"] != "growth")]
    whole = (rates["value"] == 100) & (rates["bound"] == "exact")
    rates = rates[whole.groupby(rates["report"]).transform("all")]
    for positions in rates.groupby("report", sort=False).groups.values():
        if len(positions) >= FEWEST_RATES:
            yield material.found(tuple(positions), "100%", n=len(positions))


@rule("outlier")
def outlier(material):
    """A figure far from those of other places of the same level, per resident where that makes sense."""
    counts = _counts(material.figures, material.data)
    compared = [_beside_others(own, int(year), material) for year, own in counts.groupby("year")]
    if not compared:
        return
    compared = pd.concat(compared, ignore_index=True)
    off = compared["log"] - compared["middle"]
    limit = np.maximum(compared["deviation"] / NORMAL, LEAST_SPREAD) * DEVIATIONS
    far = (off.abs() > limit) & (off.abs() >= math.log(TIMES)) & (compared["others"] >= FEWEST_PLACES)
    for row in compared[far].sort_values("at").itertuples():
        figure = material.rows[row.at]
        times, median = math.exp(row.log - row.middle), math.exp(row.middle)
        values = {"figure": figure, "n": row.others, "times": _plain_times(times)}
        if row.per_10k:
            values |= {"own": write_plain(row.level, 1), "median": write_plain(median, 1)}
        else:
            values |= {"median": f"{write_plain(median, 1)}{figure.unit}"}
        yield material.found((row.at,), shown(figure), values["median"], "per-10k" if row.per_10k else "", **values)


class _Others(NamedTuple):
    """What counts of a year are compared with.

    ``spread`` has of each group of like counts ``n`` places, their ``middle`` and their ``deviation`` from it, as logs;
    the others are indexes: of these groups with their places, of the reports that the gate lets through, and of all
    reports.
    """

    spread: pd.DataFrame
    among: pd.MultiIndex
    admitted: pd.MultiIndex
    recorded: pd.MultiIndex


def _beside_others(counts, year, material):
    """Join the counts of a year with the spread of like ones, and ``others``: of how many other places that is."""
    beside, keys = _others(material.panel, year), pd.MultiIndex.from_frame(counts[KEY].astype({"year": "int64"}))
    # A report that is recorded as an excerpt, or from a host that is not official, is compared with none.
    compares = (beside.admitted.get_indexer(keys) >= 0) | (beside.recorded.get_indexer(keys) < 0)
    compared = counts[compares].merge(beside.spread, on=ALIKE)
    is_among = beside.among.get_indexer(pd.MultiIndex.from_frame(compared[[*ALIKE, "place_code"]])) >= 0
    return compared.assign(others=compared["n"] - is_among)


def _others(panel, year):
    kept = _kept(panel)
    if year not in kept:
        admitted, recorded = comparable_reports(year, panel.data), panel.data.table("reports")
        kept[year] = _spread(panel, *(pd.MultiIndex.from_frame(reports[KEY]) for reports in (admitted, recorded)))
    return kept[year]


@once
def _kept(_panel):
    """What is worked out of a panel, by year."""
    return {}


@once
def _panel_counts(panel):
    return _counts(panel.figures, panel.data)


def _spread(panel, admitted, recorded):
    compared = _panel_counts(panel)
    compared = compared[admitted.get_indexer(pd.MultiIndex.from_frame(compared[KEY])) >= 0]
    # Each place counts once, with its latest figure.
    latest = compared.sort_values("year", kind="stable").drop_duplicates([*ALIKE, "place_code"], keep="last")
    groups = latest.groupby(ALIKE, sort=False)["log"]
    off = latest.assign(off=(latest["log"] - groups.transform("median")).abs())
    spread = groups.agg(n="size", middle="median")
    spread = spread.assign(deviation=off.groupby(ALIKE, sort=False)["off"].median()).reset_index()
    return _Others(spread, pd.MultiIndex.from_frame(latest[[*ALIKE, "place_code"]]), admitted, recorded)


def _counts(figures, data):
    """Return the headline counts, each with its position ``at``, ``level``, that which is compared, and its ``log``."""
    table = comparable(figures, data)
    kind = table["indicator"].map(load_indicators(data)["kind"])
    table = table[(table["value"] > 0) & (kind != "rate") & table["tier"].notna()]
    level = table["per_10k"].fillna(table["value"])
    return table.assign(at=table.index, per_10k=table["per_10k"].notna(), level=level, log=np.log(level))


def _plain_times(times):
    return write_plain(times, 1) if times >= 1 else f"1/{write_plain(1 / times, 1)}"
