"""Rules on the figures as a whole: their units, how vague and how round they are, how far from other places."""

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ...quantities import is_printed, is_printed_unit
from ...tables import Data, are_planned, load_indicators, load_units
from ...text.numerals import write_plain
from ...text.offsets import Position
from ..audited import Audited
from ..checks.others import beside_others, headline_counts
from ..findings import Finding, Unit
from ..shown import shown

# An outlier is this many times off the median of other places …
TIMES = 5.0
# … and this many of their robust deviations.
DEVIATIONS = 5.0
# Places that are nearly alike still differ by a quarter from year to year.
LEAST_SPREAD = math.log(1.25)
# The median absolute deviation of a normal distribution is this part of its standard deviation.
NORMAL = 0.6745
# That one rate or two are 100 % is nothing to note.
FEWEST_RATES = 3
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


def unit_unexpected(audited: Audited) -> Iterator[Finding]:
    """A unit that the codebook does not allow for an indicator, and that counts something else."""
    figures = audited.figures
    customary = figures["indicator"].map(audited.indicators["unit"])
    classes = load_units(audited.data)["class"]
    wanted, printed = customary.map(classes), figures["unit_class"]
    visits = figures["indicator"].isin(audited.words["visits"].split("|"))
    unlike = pd.MultiIndex.from_arrays([wanted, printed]).isin(UNLIKE) | (visits & printed.isin(["count", "place"]))
    codebook = audited.data.made(_codebook)
    fits = [
        name in codebook and unit in codebook[name].units.split("|")
        for name, unit in zip(figures["indicator"].tolist(), figures["unit"].tolist(), strict=True)
    ]
    unlike &= (figures["relation"] != "growth") & (figures["unit"] != "") & ~np.array(fits, dtype=bool)
    for (_, _, unit), positions in figures[unlike].groupby(["report", "indicator", "unit"], sort=False).groups.items():
        listed = [audited.rows[at] for at in positions]
        indicator = codebook[listed[0].indicator]
        here, due = Unit(unit, listed[0].unit_class), Unit(indicator.unit, wanted[positions[0]])
        values = {"listed": listed, "indicator": indicator, "here": here, "due": due}
        yield audited.finding_on(tuple(positions), unit, indicator.unit, **values)
    for at in map(Position, np.flatnonzero(figures["unit"].isin(["次", "场次"]) & visits).tolist()):
        row = audited.rows[at]
        if not re.search(audited.words["object"], row.measure):
            continue
        here, due = Unit(row.unit, row.unit_class), Unit("家次", "times")
        values = {"listed": [row], "indicator": codebook[row.indicator], "here": here, "due": due}
        yield audited.finding_on((at,), here.unit, due.unit, **values)


def unlike_print(audited: Audited) -> Iterator[Finding]:
    """A value or a unit of the table that is not what is printed: it was changed by hand, or not multiplied out."""
    if audited.is_draft:
        return
    for at, row in enumerate(audited.rows):
        told = f"{row.value:.15g}{row.unit}"
        # Most are printed to the letter as the table has them.
        if row.stated_as == "words" or row.surface in ("", told):
            continue
        if not (
            is_printed(row.value, row.surface, audited.data) and is_printed_unit(row.unit, row.surface, audited.data)
        ):
            yield audited.finding_on((Position(at),), row.surface, "", figure=row, told=told)


def _codebook(data: Data) -> dict[str, Any]:
    """The indicators by their ids: laid out once, however many reports are audited."""
    return {row.Index: row for row in load_indicators(data).itertuples()}


def vague(audited: Audited) -> Iterator[Finding]:
    """The share of figures that are bounds or about."""
    # 不低于50% is what is demanded, said exactly.
    is_target = audited.figures["indicator"].map(audited.indicators["kind"]) == "target"
    figures = audited.figures
    is_target |= (figures["measure"] + figures["surface"]).str.contains(audited.words["demanded"])
    is_vague = (figures["bound"] != "exact") & ~is_target
    yield from _share(audited, is_vague)


def uncoded(audited: Audited) -> Iterator[Finding]:
    """The share of figures without an indicator."""
    yield from _share(audited, audited.figures["indicator"] == "")


def _share(audited: Audited, chosen: pd.Series) -> Iterator[Finding]:
    """The share of the figures of the field and of the year: what is out of the field, or planned, does not count."""
    figures = audited.figures
    of_field = figures[(figures["out_of_field"] == "") & ~are_planned(figures)]
    sizes = of_field.groupby("report", sort=False).size().to_dict()
    for report, positions in of_field[chosen[of_field.index]].groupby("report", sort=False).groups.items():
        n, of = len(positions), sizes[report]
        share = f"{100 * n / of:.1f}%"
        listed = [audited.rows[at] for at in positions]
        yield audited.finding_on(tuple(positions), share, n=n, of=of, share=share, listed=listed)


def all_hundred(audited: Audited) -> Iterator[Finding]:
    """Every rate of a report exactly 100 %."""
    figures = audited.figures
    rates = figures[(figures["unit"] == "%") & (figures["relation"] != "growth")]
    whole = (rates["value"] == 100) & (rates["bound"] == "exact")
    rates = rates[whole.groupby(rates["report"]).transform("all")]
    for positions in rates.groupby("report", sort=False).groups.values():
        if len(positions) >= FEWEST_RATES:
            yield audited.finding_on(tuple(positions), "100%", n=len(positions))


def outlier(audited: Audited) -> Iterator[Finding]:
    """A figure far from those of other places of the same level, per resident where that makes sense."""
    counts = headline_counts(audited.figures, audited.data).dropna(subset="year")
    if counts.empty:
        return
    compared = beside_others(counts, audited.panel, _are_far)
    if compared.empty:
        return
    for row in compared.sort_values("at").itertuples():
        figure = audited.rows[row.at]
        times, median = math.exp(row.log - row.middle), math.exp(row.middle)
        values: dict[str, Any] = {"figure": figure, "n": row.others, "times": _plain_times(times)}
        if row.per_10k:
            values |= {"own": write_plain(row.amount, 1), "median": write_plain(median, 1)}
        else:
            values |= {"median": f"{write_plain(median, 1)}{figure.unit}"}
        yield audited.finding_on((row.at,), shown(figure), values["median"], "per-10k" if row.per_10k else "", **values)


def _are_far(compared: pd.DataFrame) -> pd.Series:
    """Tell of counts beside the spread of others which are far from it."""
    off = compared["log"] - compared["middle"]
    limit = np.maximum(compared["deviation"] / NORMAL, LEAST_SPREAD) * DEVIATIONS
    return (off.abs() > limit) & (off.abs() >= math.log(TIMES))


def _plain_times(times: float) -> str:
    return write_plain(times, 1) if times >= 1 else f"1/{write_plain(1 / times, 1)}"
