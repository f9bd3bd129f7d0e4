"""Shown: how an audit writes a value, a rate, a range and a quotation.

It stands beside the rules, not among them: what the rules are made of needs it too.
"""

from typing import TYPE_CHECKING

import numpy as np

from ..presentation import MARKS
from ..text.numerals import printed_decimals as decimals_of
from ..text.numerals import write_plain
from ..text.offsets import Offset

if TYPE_CHECKING:
    from .layout import FigureRow

# The whole that a rate is of.
PERCENT = {"%": 100.0, "‰": 1000.0}
# How many characters of a sentence a message quotes.
QUOTED = 40


def printed_decimals(rate: "FigureRow") -> int:
    """Return how many decimals a rate is printed with: 99.0% has one; 九成 is printed to ten, so minus one."""
    return decimals_of(rate.surface, rate.value)


def percent_range(low: float, high: float, decimals: int, unit: str = "%") -> str:
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


def shown_rate(rate: "FigureRow") -> str:
    """Return a rate with the decimals that it is printed with."""
    return f"{MARKS[rate.bound]}{rate.value:.{max(printed_decimals(rate), 0)}f}{rate.unit}"


def shown(figure: "FigureRow") -> str:
    """Return the value of a figure with its bound and unit."""
    return f"{MARKS[figure.bound]}{write_plain(figure.value)}{figure.unit}"


def quote(text: str, start: Offset, end: Offset) -> str:
    """Return the clauses around a passage of a text, for a message."""
    first = max(text.rfind(mark, 0, start) for mark in "。;；\n,，、:：") + 1
    stops = [at for at in (text.find(mark, end + 1) for mark in "。;；\n,，、") if at >= 0]
    last = min(stops, default=len(text))
    return text[max(first, start - QUOTED) : min(last, end + QUOTED)].strip()
