"""Checks of arithmetic: rates, parts of a total, subsets.

Each compares intervals, in which the true values must lie given how they are printed: 余 and 约 widen them, a rate with
one decimal is checked at one decimal. Unlike things are never compared: another unit or period.
"""

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...analysis import ABOUT, divisions
from ..layout import FigureRow
from ..shown import PERCENT, printed_decimals

if TYPE_CHECKING:
    from ..audited import Audited

# 0.1 + 0.2 is not 0.3.
TOLERANCE = 1e-9
SUMMED = ("low", "high", "value")


def check_rates(audited: "Audited") -> pd.DataFrame:
    """Recompute every printed rate from its two counts.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        One row a rate from 0 to 100 % whose counts are alike in unit and period: the positions ``rate``, ``parts`` (a
        tuple, of which the numerator is the sum) and ``total``; ``low`` and ``high``, between which the rate lies by
        its counts; ``verdict``: holds, truncated or mismatch.
    """
    figures = audited.figures
    rate, parts, total = audited.ratios
    whole = figures["unit"].map(PERCENT).to_numpy(dtype=float)
    place = np.repeat(np.arange(len(parts)), [len(counts) for counts in parts])
    part = np.array([position for counts in parts for position in counts], dtype=int)
    alike = ~np.isnan(whole[rate]) & ~audited.out_of_range[rate]
    np.logical_and.at(alike, place, audited.are_alike(part, total[place]))
    rate, total, parts = rate[alike], total[alike], [parts[at] for at in np.flatnonzero(alike)]
    low, high = figures["low"].to_numpy(), figures["high"].to_numpy()
    least_part, most_part = (np.array([side[list(counts)].sum() for counts in parts]) for side in (low, high))
    value, bound, whole = figures["value"].to_numpy()[rate], figures["bound"].to_numpy()[rate], whole[rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(high[total] > 0, whole * np.maximum(least_part, 0) / high[total], 0.0)
        most = np.where(low[total] > 0, whole * most_part / low[total], np.inf)
    step = 10.0 ** -np.array([printed_decimals(audited.rows[at]) for at in rate], dtype=float)
    slack = np.where(bound == "about", np.maximum(ABOUT * value, step), step / 2)
    lower = np.where(bound == "at_most", -np.inf, value - slack)
    upper = np.where(bound == "at_least", np.inf, value + slack)
    # Half way up is rounded up, or to the even digit: 98.5 may be printed as 98 or 99, but 99.5 only as 100.
    odd = (bound == "exact") & (np.round(value / step) % 2 == 1)
    apart = (least > upper + np.where(odd, -TOLERANCE, TOLERANCE)) | (most < lower - TOLERANCE)
    # Cut off: the true rate is above the printed one, by less than its last digit.
    cut = apart & (bound == "exact") & (least >= value - TOLERANCE) & (least < value + step - TOLERANCE)
    verdict = np.where(cut, "truncated", np.where(apart, "mismatch", "holds"))
    table = {"rate": rate, "parts": parts, "total": total, "low": least, "high": most, "verdict": verdict}
    return pd.DataFrame(table)


def are_out_of_range(audited: "Audited") -> np.ndarray:
    """Return of each figure whether it is a rate below 0 or above 100 % that cannot be either."""
    figures = audited.figures
    value, whole = figures["value"].to_numpy(), figures["unit"].map(PERCENT).to_numpy(dtype=float)
    # A count below zero is no rate, and no rule of rates speaks of it.
    out = ~np.isnan(whole) & ((value < 0) | (value > whole)) & (figures["relation"] != "growth").to_numpy()
    kinds, words = audited.indicators["kind"], audited.words
    given = _given_by_counts(audited) if out.any() else set()
    for at in np.flatnonzero(out):
        if at in given:
            # 计划检查120家,实际检查138家,完成率115%: of a plan more may be done.
            out[at] = False
            continue
        row = audited.rows[at]
        said = row.measure + row.surface
        named = kinds.get(row.indicator) == "rate" or re.search(words["rate"], said) or not audited.is_draft
        out[at] = bool(named) and not re.search(words["unbounded"], said) and not _is_of_a_target(audited, at)
    return out


def _is_of_a_target(audited: "Audited", at: int) -> bool:
    """Return whether the number before a rate is what was to be reached: 超额完成15万平方米的任务,完成率124%."""
    row, before = audited.rows[at], audited.rows[at - 1] if at else None
    beside = before is not None and (before.report, before.section) == (row.report, row.section)
    return beside and bool(re.search(audited.words["set"], before.measure)) and "完成" in row.measure


def _given_by_counts(audited: "Audited") -> set[int]:
    """Return the positions of the rates that the two counts of the report give, be they what they may."""
    value, whole = audited.figures["value"].to_numpy(), audited.figures["unit"].map(PERCENT).to_numpy(dtype=float)
    given = set()
    for rate, parts, total in zip(*audited.ratios, strict=True):
        step = 10.0 ** -printed_decimals(audited.rows[rate])
        counted = whole[rate] * value[list(parts)].sum() / value[total] if value[total] else np.inf
        if abs(counted - value[rate]) <= step / 2 + TOLERANCE:
            given.add(int(rate))
    return given


def check_parts(audited: "Audited") -> pd.DataFrame:
    """Sum the parts of every total that a report breaks down.

    Parts of unlike units are not added. A total that is broken down twice (by kind, and by village) is checked by each
    division, in the order of the text.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        One row a division of a total: its position ``total``, the positions ``parts`` (a tuple), their ``sum``, and
        whether it ``holds``.
    """
    rows, broken_down = audited.rows, dict[int, list[int]]()
    part, total = audited.of_one("part")
    alike = audited.are_of_one_class(part, total)
    unlike = set(total[~alike].tolist())
    for at, whole in zip(part.tolist(), total.tolist(), strict=True):
        broken_down.setdefault(whole, []).append(at)
    checks = []
    for at, parts in sorted(broken_down.items()):
        if at in unlike or len(parts) == 1:
            continue
        whole = rows[at]
        slack = TOLERANCE * max(abs(whole.value), 1)
        # Broken down by kind and by village, each time to the whole.
        divided = divisions([rows[part].value for part in parts], whole.value) or [range(len(parts))]
        for division in divided:
            of = tuple(parts[place] for place in division)
            low, high, value = (sum_of(name, of, rows) for name in SUMMED)
            holds = high >= whole.low - slack and low <= whole.high + slack
            times = value / whole.value if whole.value > 0 else 0.0
            # In no order that tells which part is of which division it says nothing.
            if holds or times <= 1.5 or abs(times - round(times)) >= TOLERANCE:
                checks.append((at, of, value, holds))
    table = pd.DataFrame(checks, columns=["total", "parts", "sum", "holds"])
    return table.astype({"total": "int64", "sum": "float64", "holds": bool})


def sum_of(name: str, positions: Iterable[int], rows: list[FigureRow]) -> float:
    """Return what a column of the figures at some positions sums to."""
    return math.fsum(getattr(rows[at], name) for at in positions)


def check_subsets(audited: "Audited") -> pd.DataFrame:
    """Compare every subset with the figure that it is of.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        One row a subset of its whole's class of unit and period: the positions ``part`` and ``total``, and whether it
        ``holds``.
    """
    figures = audited.figures
    part, total = audited.of_one("subset")
    alike = audited.are_of_one_class(part, total)
    part, total = part[alike], total[alike]
    low, high = figures["low"].to_numpy(), figures["high"].to_numpy()
    return pd.DataFrame({"part": part, "total": total, "holds": low[part] <= high[total] * (1 + TOLERANCE)})
