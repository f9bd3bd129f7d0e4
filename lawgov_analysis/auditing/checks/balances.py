"""Balances: what was left over and what was new is what was concluded and what is still open, in one sentence.

上年结转10件,新收120件,审结100件,未结30件. No word of a report says that the two sides are equal, and cases may have
been left over that it does not count, so what does not hold is to be looked at, and no error.
"""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...text.numerals import write_plain
from ...text.offsets import Position
from ..shown import PERCENT
from .arithmetic import SUMMED, TOLERANCE, sum_of

if TYPE_CHECKING:
    from ..audited import Audited

#: What the two sides are called beside the identities of official forms.
BALANCE = "收支平衡"
# How many figures before what is still open the sides of a balance are looked for.
REACH = 8
LONGEST_CLAUSE = 40
MARK = re.compile("[,，;；:：、()（）]")
SENTENCE = re.compile("[。！!？?\n]")
# In this order: 未审结 is open, and 上年结转 is left over, whatever else they name.
SIDES = ("open", "left_over", "concluded", "new")


def check_balances(audited: "Audited") -> list[tuple]:
    """Add up both sides of every balance that one sentence of a report states whole.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    list of tuple
        As the rows of `check_official`: of the left side what was left over, if that is said, and what was new.
    """
    rows, found = audited.rows, []
    likely = audited.figures["measure"].str.contains(audited.words["balance_open"]).to_numpy()
    for at in map(Position, np.flatnonzero(likely).tolist()):
        sides = _sides_before(audited, at) if _side(audited, at) == "open" else None
        if sides is None:
            continue
        left, right = sides
        (low, high, value), (least, most, printed) = ([sum_of(name, side, rows) for name in SUMMED] for side in sides)
        slack = TOLERANCE * max(abs(high), 1.0)
        told = (f"{write_plain(each)}{rows[at].unit}" for each in (value, printed))
        found.append((BALANCE, left, right, *told, low <= most + slack and least <= high + slack))
    return found


def _sides_before(audited: "Audited", last: Position) -> tuple[tuple[Position, ...], tuple[Position, ...]] | None:
    """Return the two sides of the balance that what is still open ends, None where it ends none or more is said."""
    rows, sides, others = audited.rows, {"open": last}, list[Position]()
    for at in map(Position, range(last - 1, max(-1, last - 1 - REACH), -1)):
        if rows[at].report != rows[last].report or SENTENCE.search(_between(audited, at, last)):
            break
        if rows[at].relation == "growth" or rows[at].unit in PERCENT:
            continue
        if rows[at].unit_class != rows[last].unit_class or rows[at].period != rows[last].period:
            return None
        side = _side(audited, at)
        if not side or side in sides:
            others.append(at)
        else:
            sides[side] = at
    if not {"new", "concluded"} <= sides.keys():
        return None
    new, done, over = sides["new"], sides["concluded"], sides.get("left_over")
    numbers = {str(rows[at].figure) for at in (done, *others)}
    # What was concluded may be told by kind; of another count it is not known which side it is of.
    is_told = all(rows[at].related in numbers and rows[at].relation in ("part", "subset") for at in others)
    if not is_told or rows[last].relation == "part":
        return None
    is_within = over is not None and rows[over].related == str(rows[new].figure)
    return (new,) if over is None or is_within else (over, new), (done, last)


def _side(audited: "Audited", at: Position) -> str:
    """Return which side of a balance the words of its clause put a figure on."""
    row, report = audited.rows[at], audited.text_of(at)
    if row.relation == "growth" or row.unit in PERCENT or report is None or pd.isna(row.start):
        return ""
    start = max(0, int(row.start) - LONGEST_CLAUSE)
    previous = audited.rows[at - 1] if at else None
    if previous is not None and previous.report == row.report and not pd.isna(previous.end):
        start = max(start, int(previous.end))
    clause = MARK.split(report.text[start : int(row.start)])[-1]
    return next((side for side in SIDES if re.search(audited.words[f"balance_{side}"], clause)), "")


def _between(audited: "Audited", at: Position, other: Position) -> str:
    text, first, last = audited.text_of(at), audited.rows[at], audited.rows[other]
    if text is None or pd.isna(first.end) or pd.isna(last.start):
        return "\n"
    return text.text[int(first.end) : int(last.start)]
