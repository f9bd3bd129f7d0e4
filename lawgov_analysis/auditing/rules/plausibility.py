"""Rules on the figures as a whole: their units, how vague and how round they are, how far from other places."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ...quantities import is_printed, is_printed_unit
from ...tables import Data, load_indicators, load_units
from ...text.numerals import write_plain
from ...text.offsets import Position
from ..audited import Audited
from ..checks.others import beside_others, headline_counts
from ..findings import Finding, Unit
from ..layout import FigureRow
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
    rows, classes = audited.rows, load_units(audited.data)["class"].to_dict()
    visits = audited.words["visits"].split("|")
    codebook = audited.data.made(_codebook)
    of_unit: dict[tuple[int, str, str], list[Position]] = {}
    for at, row in enumerate(rows):
        indicator = codebook.get(row.indicator)
        if indicator is None or row.unit == "" or row.relation == "growth":
            continue
        is_unlike = (classes.get(indicator.unit), row.unit_class) in UNLIKE
        is_place = row.indicator in visits and row.unit_class in ("count", "place")
        if (is_unlike or is_place) and row.unit not in indicator.units.split("|"):
            of_unit.setdefault((row.report, row.indicator, row.unit), []).append(Position(at))
    for (_, name, unit), positions in of_unit.items():
        listed, indicator = [rows[at] for at in positions], codebook[name]
        here, due = Unit(unit, listed[0].unit_class), Unit(indicator.unit, classes.get(indicator.unit, ""))
        values = {"listed": listed, "indicator": indicator, "here": here, "due": due}
        yield audited.finding_on(tuple(positions), unit, indicator.unit, **values)
    for at in (Position(at) for at, row in enumerate(rows) if row.unit in ("次", "场次") and row.indicator in visits):
        row = rows[at]
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
    codebook, demanded = audited.data.made(_codebook), re.compile(audited.words["demanded"])

    def is_vague(row: FigureRow) -> bool:
        # 不低于50% is what is demanded, said exactly.
        indicator = codebook.get(row.indicator)
        is_target = indicator is not None and indicator.kind == "target"
        return row.bound != "exact" and not is_target and not demanded.search(row.measure + row.surface)

    yield from _share(audited, is_vague)


def uncoded(audited: Audited) -> Iterator[Finding]:
    """The share of figures without an indicator."""
    yield from _share(audited, lambda row: row.indicator == "")


def _share(audited: Audited, is_chosen: Callable[[FigureRow], bool]) -> Iterator[Finding]:
    """The share of the figures of the field and of the year: what is out of the field, or planned, does not count."""
    for positions in audited.of_field.values():
        chosen = [at for at in positions if is_chosen(audited.rows[at])]
        if chosen:
            n, of = len(chosen), len(positions)
            share = f"{100 * n / of:.1f}%"
            listed = [audited.rows[at] for at in chosen]
            yield audited.finding_on(tuple(chosen), share, n=n, of=of, share=share, listed=listed)


def all_hundred(audited: Audited) -> Iterator[Finding]:
    """Every rate of a report exactly 100 %."""
    rates: dict[int, list[Position]] = {}
    for at, row in enumerate(audited.rows):
        if row.unit == "%" and row.relation != "growth":
            rates.setdefault(row.report, []).append(Position(at))
    for positions in rates.values():
        listed = [audited.rows[at] for at in positions]
        if len(listed) >= FEWEST_RATES and all(row.value == 100 and row.bound == "exact" for row in listed):
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
