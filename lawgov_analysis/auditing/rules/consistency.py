"""Rules of comparison: with what the report says elsewhere, and with the year before."""

import math
import re

import numpy as np
import pandas as pd

from ...tables import records
from ...text.numerals import write_plain
from ..audited import once
from ..findings import audit_words, rule
from .arithmetic import PERCENT, TOLERANCE, printed_decimals, shown, shown_rate

# 增长约两成 may be a quarter of it more or less.
ABOUT_GROWTH = 0.25
NOT_COUNTED = {"money", "area", "length", "volume", "weight", "energy", "rate", "time", "work_time", "data", "score"}
# A drafted indicator at least so sure is held against last year's table.
CERTAIN = 0.8
# Characters between a drafted figure and the growth that is surely its own: 22件,同比上升.
STANDS_BY = 16


@rule("conflicting-values")
def conflicting_values(material):
    """Two values for one indicator in one scope and period."""
    for first, second, has_two_denominators in _said_again(material):
        if not has_two_denominators:
            one, two = material.rows[first], material.rows[second]
            yield material.found((first, second), shown(one), shown(two), first=one, second=two)


@rule("denominator-unsaid")
def denominator_unsaid(material):
    """Rates without the counts that they can be recomputed from, and one rate of two denominators."""
    figures = material.figures
    related = np.isin(np.arange(len(figures)), material.ratios[0])
    between = figures["unit"].isin(PERCENT) & (figures["value"] > 0) & (figures["value"] < 100)
    planned = pd.to_numeric(figures["period"].str[:4], errors="coerce") > figures["year"].astype("Float64")
    unsaid = between & (figures["relation"] != "growth") & ~planned.fillna(False).astype(bool) & ~related
    for positions in figures[unsaid].groupby("report", sort=False).groups.values():
        rates = [material.rows[at] for at in positions]
        yield material.found(tuple(positions), "、".join(map(shown_rate, rates)), n=len(rates), rates=rates)
    for first, second, has_two_denominators in _said_again(material):
        if has_two_denominators:
            one, two = material.rows[first], material.rows[second]
            yield material.found((first, second), f"{shown(one)}、{shown(two)}", case="two", first=one, second=two)


@once
def _said_again(material):
    """Return the positions of two figures that should have one value, and whether they are rates of two totals.

    They are of one indicator, scope, unit, period and basis. In a draft the scope, and whether it is a stock, are
    guesses: there both must speak of the whole place and count the same in the same words.
    """
    figures = material.figures
    same = ["report", "indicator", "scope", "unit_class", "period", "basis"]
    told = figures[(figures["indicator"] != "") & ~figures["relation"].isin(["growth", "part"])]
    if material.is_draft:
        told = told.assign(basis=told["basis"].replace("stock", "flow"))
    told = told[told.duplicated([name for name in same if name != "scope"], keep=False)]
    if material.is_draft:
        told = told[np.array([_is_of_the_whole(material, at) for at in told.index], dtype=bool)]
        told = told.assign(scope="", measure=[_bare(measure) for measure in told["measure"]])
        same = [*same, "measure"]
    told = told[told.duplicated(same, keep=False)]
    low, high = figures["low"].to_numpy(), figures["high"].to_numpy()
    total = dict(zip(material.ratios[0].tolist(), material.ratios[2].tolist(), strict=True))
    differing = []
    for first, *others in told.groupby(same, sort=False).groups.values():
        for other in others:
            if material.rows[other].related == str(material.rows[first].figure):
                # It is a part of the first, which a scope would have said.
                continue
            if max(low[first], low[other]) > min(high[first], high[other]) * (1 + TOLERANCE) + TOLERANCE:
                differing.append((first, other, {first, other} <= set(total) and total[first] != total[other]))
                break
    return differing


def _is_of_the_whole(material, at):
    """Tell whether a drafted figure speaks of the whole place and year, by the sentence that leads up to it."""
    row = material.rows[at]
    text = material.text_of(at)
    if text is None or pd.isna(row.start) or row.indicator in audit_words()["fielded"].split("|"):
        return False
    start = 1 + max(text.text.rfind(mark, 0, int(row.start)) for mark in "。;；\n")
    before = text.text[start : int(row.start)]
    return bool(re.search(audit_words()["whole"], before)) and not re.search(audit_words()["narrow"], before)


def _bare(measure):
    """Return the words of a measure that tell what is counted: 全镇现有行政执法人员 → 行政执法人员."""
    return re.sub(audit_words()["filler"], "", measure)


@rule("growth-mismatch")
def growth_mismatch(material):
    """A growth that last year's figure does not give, or that no whole number gives."""
    for check in check_growths(material).query("~holds").itertuples():
        positions = (check.growth, *check.bases)
        growth, base = material.rows[check.growth], material.rows[check.bases[0]]
        if pd.isna(check.before):
            low, high = write_plain(check.low, 2), write_plain(check.high, 2)
            yield material.found(positions, shown_rate(growth), base=base, low=low, high=high)
        else:
            expected = f"{check.expected:+.{max(printed_decimals(growth), 1)}f}{growth.unit}"
            before = f"{write_plain(check.before)}{base.unit}"
            yield material.found(positions, shown_rate(growth), expected, "last-year", base=base, before=before)


@once
def check_growths(material):
    """Check every printed growth: against the year before where its figure is known, else that a whole number gives it.

    Parameters
    ----------
    material : Material

    Returns
    -------
    pandas.DataFrame
        One row a growth that can be checked: the position ``growth``, the positions ``bases`` of what grew (a tuple),
        ``before`` (their value of the year before, missing where it is not known), ``expected`` (the growth from it),
        ``low`` and ``high`` (between which the year before lies), and whether it ``holds``.
    """
    before = _years_before(material) if material.growths else {}
    checks = []
    for at, bases in material.growths:
        growth, grown = material.rows[at], [material.rows[base] for base in bases]
        if growth.bound in ("at_least", "at_most") or len({row.unit_class for row in grown}) > 1:
            continue
        known = [before.get(_years_before_key(row)) if row.confidence >= CERTAIN else None for row in grown]
        if growth.before:
            known = [material.rows[material.position(at, growth.before)]]
        alike = all(one is not None and one.unit_class == row.unit_class for one, row in zip(known, grown, strict=True))
        if alike and (growth.before or _stands_by(material, at, growth, grown)):
            check = _from_last_year(growth, grown, known)
        else:
            check = _from_whole_numbers(material, at, growth, grown)
        if check is not None:
            checks.append((at, bases, *check))
    table = pd.DataFrame(checks, columns=["growth", "bases", "before", "expected", "low", "high", "holds"])
    return table.astype({"growth": int, "before": float, "expected": float, "low": float, "high": float, "holds": bool})


def _years_before(material):
    """Return the figures of the audited places by the year that they are of."""
    own = [material.figures, material.panel.of_places(material.figures["place_code"].unique())]
    told = pd.concat(own, ignore_index=True)
    told = told[(told["indicator"] != "") & (told["relation"] != "growth")]
    seen = {}
    for row in records(told[told["period"].str.fullmatch(r"\d{4}")]):
        seen.setdefault((row.place_code, int(row.period), row.indicator, row.scope, row.basis), row)
    return seen


def _years_before_key(row):
    if not row.indicator or not re.fullmatch(r"\d{4}", row.period):
        return None
    return row.place_code, int(row.period) - 1, row.indicator, row.scope, row.basis


def _from_last_year(growth, grown, known):
    low, high, value = (sum(getattr(row, name) for row in grown) for name in ("low", "high", "value"))
    low_before, high_before, before = (sum(getattr(row, name) for row in known) for name in ("low", "high", "value"))
    if growth.unit == "个百分点":
        least, most, expected = low - high_before, high - low_before, value - before
    elif growth.unit in ("%", "倍") and low_before > 0 and grown[0].unit not in PERCENT:
        whole = 100.0 if growth.unit == "%" else 1.0
        least, most, expected = (
            whole * (ratio - 1) for ratio in (low / high_before, high / low_before, value / before)
        )
    else:
        return None
    # Rounded or cut off. 增长2倍 is also said for twice as much.
    slack = 10.0 ** -printed_decimals(growth)
    slack = max(slack, ABOUT_GROWTH * abs(growth.value)) if growth.bound == "about" else slack
    claims = [sign * growth.value for sign in _signs(growth)] + [growth.value - 1] * (growth.unit == "倍")
    holds = any(least - slack - TOLERANCE <= claim <= most + slack + TOLERANCE for claim in claims)
    return before, expected, low_before, high_before, holds


def _from_whole_numbers(material, at, growth, grown):
    counted = all(row.unit_class not in NOT_COUNTED and row.low == row.high and row.value % 1 == 0 for row in grown)
    if growth.unit != "%" or growth.bound != "exact" or not counted or not _stands_by(material, at, growth, grown):
        return None
    now, step = sum(row.value for row in grown), 10.0 ** -printed_decimals(growth)
    ranges = [(100 + sign * growth.value - step, 100 + sign * growth.value + step) for sign in _signs(growth)]
    if now <= 0 or any(least <= 0 for least, _ in ranges):
        return None
    ranges = [(100 * now / most, 100 * now / least) for least, most in ranges]
    holds = any(math.floor(high + TOLERANCE) >= math.ceil(low - TOLERANCE) for low, high in ranges)
    return np.nan, np.nan, *ranges[0], holds


def _stands_by(material, at, growth, grown):
    """Tell whether a growth is surely of these figures: in a draft only where it follows the one right away."""
    if not material.is_draft:
        return True
    text, base = material.text_of(at), grown[0]
    if text is None or len(grown) > 1 or growth.figure != base.figure + 1:
        return False
    between = text.text[int(base.end) : int(growth.start)]
    return len(between) <= STANDS_BY and bool(re.search(audit_words()["compared"], between))


def _signs(growth):
    """Return 1 for a rise, -1 for a fall, both where the words do not say."""
    said = growth.measure + growth.surface
    last = re.search(rf".*(?:(?P<rise>{audit_words()['rise']})|(?P<fall>{audit_words()['fall']}))", said)
    if growth.value < 0:
        return (1,)
    if last is None:
        return (1, -1)
    return (1,) if last["rise"] else (-1,)
