"""Rules of arithmetic: rates, parts of a total, subsets.

They are hard: a finding means that the numbers cannot all be right, whatever was meant. So each compares intervals,
in which the true values must lie given how they are printed, and speaks only where these do not meet: 余 and 约 widen
them, a rate with one decimal is checked at one decimal. Unlike things are never compared: another unit or period.
"""

import re

import numpy as np
import pandas as pd

from ...presentation import MARKS
from ...text.numerals import write_plain
from ..audited import once
from ..findings import audit_words, rule

# 0.1 + 0.2 is not 0.3.
TOLERANCE = 1e-9
PERCENT = {"%": 100.0, "‰": 1000.0}
PRINTED_RATE = re.compile(r"\d+(?:[.．](\d+))?\s*(?:余|多)?\s*[%％‰]")
CHINESE_RATE = re.compile(r"[百千]分之[^点]+(?:点([〇零一二三四五六七八九]+))?")
TENTHS = re.compile(r"[一二三四五六七八九两\d]成半?")


@rule("rate-mismatch")
def rate_mismatch(material):
    """A rate that its counts do not give, neither rounded nor cut off."""
    yield from _say_rates(material, "mismatch")


@rule("rate-truncated")
def rate_truncated(material):
    """A rate cut off instead of rounded."""
    yield from _say_rates(material, "truncated")


def _say_rates(material, verdict):
    for check in check_rates(material).query("verdict == @verdict").itertuples():
        positions = check.rate, check.part, check.total
        rate, count, total = (material.rows[at] for at in positions)
        expected = percent_range(check.low, check.high, max(printed_decimals(rate), 1), rate.unit)
        values = {"rate": rate, "count": count, "total": total}
        yield material.found(positions, shown_rate(rate), expected, unsure=rate.unsure, **values)


@once
def check_rates(material):
    """Recompute every printed rate from its two counts.

    Parameters
    ----------
    material : Material

    Returns
    -------
    pandas.DataFrame
        One row a rate from 0 to 100 % whose two counts are alike in unit and period: the positions ``rate``, ``part``
        and ``total``; ``low`` and ``high``, between which the rate lies by its counts; ``verdict``: holds, truncated or
        mismatch.
    """
    figures = material.figures
    rate, part, total = material.ratios
    whole = figures["unit"].map(PERCENT).to_numpy(dtype=float)
    alike = are_alike(figures, part, total) & ~np.isnan(whole[rate]) & ~_is_out_of_range(material)[rate]
    rate, part, total = rate[alike], part[alike], total[alike]
    low, high = figures["low"].to_numpy(), figures["high"].to_numpy()
    value, bound, whole = figures["value"].to_numpy()[rate], figures["bound"].to_numpy()[rate], whole[rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(high[total] > 0, whole * np.maximum(low[part], 0) / high[total], 0.0)
        most = np.where(low[total] > 0, whole * high[part] / low[total], np.inf)
    told = figures.iloc[rate]
    step = 10.0 ** -np.array([printed_decimals(row) for row in told.itertuples()], dtype=float)
    slack = np.where(bound == "about", np.maximum(0.1 * value, step), step / 2)
    lower = np.where(bound == "at_most", -np.inf, value - slack)
    upper = np.where(bound == "at_least", np.inf, value + slack)
    # Half way up is rounded up, or to the even digit: 98.5 may be printed as 98 or 99, but 99.5 only as 100.
    odd = (bound == "exact") & (np.round(value / step) % 2 == 1)
    apart = (least > upper + np.where(odd, -TOLERANCE, TOLERANCE)) | (most < lower - TOLERANCE)
    # Cut off: the true rate is above the printed one, by less than its last digit.
    cut = apart & (bound == "exact") & (least >= value - TOLERANCE) & (least < value + step - TOLERANCE)
    verdict = np.where(cut, "truncated", np.where(apart, "mismatch", "holds"))
    return pd.DataFrame({"rate": rate, "part": part, "total": total, "low": least, "high": most, "verdict": verdict})


def are_alike(figures, one, other):
    """Tell whether the figures at two lists of positions count alike: in units of one class, over one period."""
    unit, period, basis = (figures[name].to_numpy() for name in ("unit_class", "period", "basis"))
    same_time = (period[one] == period[other]) | (basis[one] == "stock") | (basis[other] == "stock")
    return (unit[one] == unit[other]) & same_time


@rule("rate-out-of-range")
def rate_out_of_range(material):
    """A rate below 0 or above 100 %, unless it grows or is measured against a target."""
    for at in np.flatnonzero(_is_out_of_range(material)):
        rate = material.rows[at]
        yield material.found((at,), shown_rate(rate), f"0–{PERCENT[rate.unit]:g}{rate.unit}", rate=rate)


def _is_out_of_range(material):
    figures = material.figures
    value, whole = figures["value"].to_numpy(), figures["unit"].map(PERCENT).to_numpy(dtype=float)
    out = ((value < 0) | (value > whole)) & (figures["relation"] != "growth").to_numpy()
    kinds, words = material.indicators["kind"], audit_words()
    for at in np.flatnonzero(out):
        row = material.rows[at]
        said = row.measure + row.surface
        named = kinds.get(row.indicator) == "rate" or re.search(words["rate"], said) or not material.is_draft
        out[at] = bool(named) and not re.search(words["unbounded"], said)
    return out


@rule("parts-mismatch")
def parts_mismatch(material):
    """Parts of a total that do not sum to it."""
    for check in check_parts(material).query("~holds").itertuples():
        total = material.rows[check.total]
        positions, expected = (check.total, *check.parts), f"{write_plain(check.sum)}{total.unit}"
        unsure = any(material.rows[part].unsure for part in check.parts)
        yield material.found(positions, shown(total), expected, unsure=unsure, total=total, n=len(check.parts))


@once
def check_parts(material):
    """Sum the parts of every total that a report breaks down.

    Parts of unlike units are not added. A total that is broken down twice (by kind, and by village) holds when all
    parts sum to twice its value.

    Parameters
    ----------
    material : Material

    Returns
    -------
    pandas.DataFrame
        One row a total: its position ``total``, the positions ``parts`` (a tuple), their ``sum``, and whether it
        ``holds``.
    """
    figures = material.figures
    part, total = material.of_one("part")
    table = (
        figures[["low", "high", "value"]]
        .iloc[part]
        .assign(part=part, total=total, alike=are_alike(figures, part, total))
    )
    groups = table.groupby("total")
    sums = groups[["low", "high", "value"]].sum().assign(parts=groups["part"].agg(tuple), alike=groups["alike"].all())
    sums = sums[sums["alike"] & (groups.size() > 1)].reset_index()
    whole = figures[["low", "high", "value"]].iloc[sums["total"]].reset_index(drop=True)
    slack = TOLERANCE * whole["value"].abs().clip(lower=1)
    holds = (sums["high"] >= whole["low"] - slack) & (sums["low"] <= whole["high"] + slack)
    times = (sums["value"] / whole["value"].where(whole["value"] > 0)).fillna(0)
    twice = (times > 1.5) & ((times - times.round()).abs() < TOLERANCE)
    return sums[["total", "parts"]].assign(sum=sums["value"], holds=holds | twice)


@rule("subset-exceeds-total")
def subset_exceeds_total(material):
    """A figure larger than the one that it is among."""
    for check in check_subsets(material).query("~holds").itertuples():
        part, total = material.rows[check.part], material.rows[check.total]
        expected = f"≤{write_plain(total.value)}{total.unit}"
        values = {"part": part, "total": total}
        yield material.found((check.part, check.total), shown(part), expected, unsure=part.unsure, **values)


@once
def check_subsets(material):
    """Compare every subset with the figure that it is of.

    Parameters
    ----------
    material : Material

    Returns
    -------
    pandas.DataFrame
        One row a subset alike in unit and period with its whole: the positions ``part`` and ``total``, and whether it
        ``holds``.
    """
    figures = material.figures
    part, total = material.of_one("subset")
    alike = are_alike(figures, part, total)
    part, total = part[alike], total[alike]
    low, high = figures["low"].to_numpy(), figures["high"].to_numpy()
    return pd.DataFrame({"part": part, "total": total, "holds": low[part] <= high[total] * (1 + TOLERANCE)})


def printed_decimals(rate):
    """Return how many decimals a rate is printed with: 99.0% has one; 九成 is printed to ten, so minus one."""
    printed = PRINTED_RATE.findall(rate.surface)
    if printed:
        return len(printed[-1])
    chinese = CHINESE_RATE.search(rate.surface)
    if chinese:
        return len(chinese[1] or "")
    if TENTHS.search(rate.surface):
        return -1
    return len(write_plain(rate.value).partition(".")[2])


def percent_range(low, high, decimals, unit="%"):
    """Return the rate that two counts give, or the range where they are not exact.

    Examples
    --------
    >>> percent_range(99.5, 99.5, 1), percent_range(80.0, float("inf"), 1), percent_range(90.91, 91.13, 1)
    ('99.5%', '≥80.0%', '90.9–91.1%')
    """
    least, most = f"{low:.{decimals}f}", f"{high:.{decimals}f}"
    if high == np.inf:
        return f"≥{least}{unit}"
    return f"{least}{unit}" if least == most else f"{least}–{most}{unit}"


def shown_rate(rate):
    """Return a rate with the decimals that it is printed with."""
    return f"{MARKS[rate.bound]}{rate.value:.{max(printed_decimals(rate), 0)}f}{rate.unit}"


def shown(figure):
    """Return the value of a figure with its bound and unit."""
    return f"{MARKS[figure.bound]}{write_plain(figure.value)}{figure.unit}"
