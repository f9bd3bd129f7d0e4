"""Rules of consistency: with what the report says elsewhere, and with the year before."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from ...tables import are_planned
from ...text.characters import pairs_of_characters
from ...text.numerals import write_plain
from ..audited import Audited
from ..findings import Finding
from ..layout import FigureRow
from ..shown import PERCENT, printed_decimals, shown, shown_rate
from .arithmetic import broken

# A rate stands beside counts that are among so many figures before it.
NEAR = 3
# The counts of a rate stand among so many figures before and after it.
AROUND = 12
# A rate is rounded to its last digit, or cut off.
CUT = 1.0


def conflicting_values(audited: Audited) -> Iterator[Finding]:
    """Two values for one indicator in one scope and period."""
    for first, other, has_two_denominators in audited.said_again:
        if not has_two_denominators:
            one, two = audited.rows[first], audited.rows[other]
            yield audited.finding_on((first, other), shown(one), shown(two), first=one, second=two)


def denominator_unsaid(audited: Audited) -> Iterator[Finding]:
    """Rates without the counts that they can be recomputed from, and one rate of two denominators."""
    figures = audited.figures
    related = np.isin(np.arange(len(figures)), audited.ratios[0])
    between = figures["unit"].isin(PERCENT) & (figures["value"] > 0) & (figures["value"] < 100)
    unsaid = between & (figures["relation"] != "growth") & ~are_planned(figures) & ~related
    # What is demanded, how far a work has come or what was cut, and surveys have no counts to be recomputed from.
    unsaid &= figures["indicator"].map(audited.indicators["kind"]) != "target"
    for words in ("demanded", "uncounted"):
        unsaid &= ~(figures["measure"] + figures["surface"]).str.contains(audited.words[words])
    unsaid &= ~_stand_beside_their_counts(audited, unsaid)
    for positions in figures[unsaid].groupby("report", sort=False).groups.values():
        rates = [audited.rows[at] for at in positions]
        yield audited.finding_on(tuple(positions), "、".join(map(shown_rate, rates)), n=len(rates), rates=rates)
    for first, other, has_two_denominators in audited.said_again:
        if has_two_denominators:
            one, two = audited.rows[first], audited.rows[other]
            printed = f"{shown(one)}、{shown(two)}"
            yield audited.finding_on((first, other), printed, case="two", first=one, second=two)


def _stand_beside_their_counts(audited: Audited, unsaid: pd.Series) -> np.ndarray:
    """Return of which rates both counts are printed, though no relation says so: 应考186人，实考179人，参考率98.2%."""
    beside = np.zeros(len(audited.figures), dtype=bool)
    codes, due, actual = audited.indicators, audited.words["due"], audited.words["actual"]
    for at in np.flatnonzero(unsaid.to_numpy()):
        row = audited.rows[at]
        before = [one for one in audited.rows[max(at - NEAR, 0) : at] if _is_of_one_place(one, row)]
        if row.indicator in codes.index:
            counts = {codes.loc[row.indicator, name] for name in ("numerator", "denominator")}
            beside[at] = "" not in counts and counts <= {one.indicator for one in before}
        for first, second in pairwise(before):
            pair = bool(re.search(due, first.measure) and re.search(actual, second.measure))
            beside[at] |= pair and first.unit_class == second.unit_class != "rate"
        beside[at] |= _is_given_by_neighbours(audited, int(at))
    return beside


def _is_given_by_neighbours(audited: Audited, at: int) -> bool:
    """Return whether two counts around a rate give it, of which the part is named like it: 败诉3件 of 45件, 败诉率6.7%.

    So do the rows of a table, of which the last is the whole, and what is left of it: 不合格22批次, 合格率98.6%.
    """
    rate, step = audited.rows[at], 10.0 ** -printed_decimals(audited.rows[at])
    names = pairs_of_characters(rate.measure)
    around = [
        (one, pairs_of_characters(one.measure))
        for one in audited.rows[max(at - AROUND, 0) : at + AROUND + 1]
        if _is_of_one_place(one, rate) and one.relation != "growth" and one.period == rate.period
    ]
    for part, named in around:
        own = names & named
        # 行政复议 is of the whole too: the rate has of the part what the whole has not.
        wholes = [
            one.value
            for one, others in around
            if one.unit_class == part.unit_class != "rate" and one.value > part.value and own - others
        ]
        for share in (PERCENT[rate.unit] * part.value / whole for whole in wholes):
            if min(abs(share - rate.value), abs(PERCENT[rate.unit] - share - rate.value)) < step * CUT:
                return True
    return False


def _is_of_one_place(one: FigureRow, other: FigureRow) -> bool:
    return one.report == other.report and one.section == other.section


def _apart(low: float, high: float) -> tuple[str, str]:
    """Return two numbers with as many decimals as tell them apart."""
    shown = ((write_plain(low, decimals), write_plain(high, decimals)) for decimals in (2, 3, 4))
    return next((pair for pair in shown if pair[0] != pair[1]), (write_plain(low, 5), write_plain(high, 5)))


def growth_mismatch(audited: Audited) -> Iterator[Finding]:
    """A growth that last year's figure does not give, or that no whole number gives."""
    for check in broken(audited.growth_checks):
        positions = (check.growth, *check.bases)
        growth, base = audited.rows[check.growth], audited.rows[check.bases[0]]
        if pd.isna(check.before):
            low, high = _apart(check.low, check.high)
            yield audited.finding_on(positions, shown_rate(growth), unsure=growth.unsure, base=base, low=low, high=high)
        else:
            expected = f"{check.expected:+.{max(printed_decimals(growth), 1)}f}{growth.unit}"
            before = f"{write_plain(check.before)}{base.unit}"
            values = {"base": base, "before": before}
            yield audited.finding_on(
                positions, shown_rate(growth), expected, "last-year", unsure=growth.unsure, **values
            )
