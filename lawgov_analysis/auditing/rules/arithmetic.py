"""Rules of arithmetic: rates, parts of a total, subsets.

They are hard: a finding means that the numbers cannot all be right, whatever was meant.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ...tables import records
from ...text.numerals import write_plain
from ...text.offsets import Position
from ..audited import Audited
from ..checks.balances import BALANCE
from ..findings import Finding
from ..shown import PERCENT, percent_range, printed_decimals, shown, shown_rate


def rate_mismatch(audited: Audited) -> Iterator[Finding]:
    """A rate that its counts do not give, neither rounded nor cut off."""
    yield from _say_rates(audited, "mismatch")


def rate_truncated(audited: Audited) -> Iterator[Finding]:
    """A rate cut off instead of rounded."""
    yield from _say_rates(audited, "truncated")


def _say_rates(audited: Audited, verdict: str) -> Iterator[Finding]:
    for check in records(audited.rate_checks):
        if check.verdict != verdict:
            continue
        positions = (check.rate, *check.parts, check.total)
        rate, total = audited.rows[check.rate], audited.rows[check.total]
        count = _added([audited.rows[at] for at in check.parts])
        expected = percent_range(check.low, check.high, max(printed_decimals(rate), 1), rate.unit)
        values = {"rate": rate, "count": count, "total": total}
        yield audited.finding_on(positions, shown_rate(rate), expected, unsure=rate.unsure, **values)


def broken(checks: pd.DataFrame) -> list[Any]:
    """Return the checks that do not hold, as rows."""
    return [check for check in records(checks) if not check.holds]


def _added(counts: list[Any]) -> Any:
    """Return the one figure of a numerator, or what several are together."""
    first = counts[0]
    if len(counts) == 1:
        return first
    said = "、".join(count.measure for count in counts)
    return first._replace(indicator="", measure=said, value=sum(count.value for count in counts))


def rate_out_of_range(audited: Audited) -> Iterator[Finding]:
    """A rate below 0 or above 100 %, unless it grows or is measured against a target."""
    for at in map(Position, np.flatnonzero(audited.out_of_range).tolist()):
        rate = audited.rows[at]
        yield audited.finding_on((at,), shown_rate(rate), f"0–{PERCENT[rate.unit]:g}{rate.unit}", rate=rate)


def parts_mismatch(audited: Audited) -> Iterator[Finding]:
    """Parts of a total that do not sum to it, by the words of the report or by an official form."""
    for check in broken(audited.parts_checks):
        total = audited.rows[check.total]
        positions, expected = (check.total, *check.parts), f"{write_plain(check.sum)}{total.unit}"
        unsure = any(audited.rows[part].unsure for part in check.parts)
        whole = total._replace(value=check.sum, bound="exact", surface="")
        values = {"total": total, "whole": whole, "n": len(check.parts)}
        yield audited.finding_on(positions, shown(total), expected, unsure=unsure, **values)
    for check in broken(audited.official_checks):
        left, right = ([audited.rows[at] for at in side] for side in (check.left, check.right))
        values = {"identity": check.identity, "left": left, "right": right, "sum": check.expected}
        positions = (*check.right, *check.left)
        unsure = check.identity == BALANCE or not _are_said_to_be_parts(left, right)
        yield audited.finding_on(positions, check.printed, check.expected, "official", unsure=unsure, **values)


def _are_said_to_be_parts(left: list[Any], right: list[Any]) -> bool:
    """Return whether the report itself says of two sides that one is made of the other (其中)."""
    for parts, whole in ((left, right), (right, left)):
        if len(whole) == 1 and len(parts) > 1:
            number = str(whole[0].figure)
            if all(part.relation_by == "stated" and part.related == number for part in parts):
                return True
    return False


def subset_exceeds_total(audited: Audited) -> Iterator[Finding]:
    """A figure larger than the one that it is among."""
    for check in broken(audited.subset_checks):
        part, total = audited.rows[check.part], audited.rows[check.total]
        expected = f"≤{write_plain(total.value)}{total.unit}"
        values = {"part": part, "total": total}
        yield audited.finding_on((check.part, check.total), shown(part), expected, unsure=part.unsure, **values)
