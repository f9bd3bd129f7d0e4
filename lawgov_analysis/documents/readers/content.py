"""Content: what a reader finds in a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...text.characters import DIGIT, HAN

MAX_CHARACTERS = 2_000_000
TOO_LONG = f"more than {MAX_CHARACTERS:,} characters are no report"

# A unit in a cell of its own.
UNIT_CELL = re.compile(rf"(?<={DIGIT})\t(?={HAN}{{1,3}}(?:\t|$))")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a report and what its file says beside it.

    Attributes
    ----------
    text : str
        The body, one paragraph a line.
    title : str
        The title that the file gives outside of the text, ``""`` where it has none.
    published_on : datetime.date or None
        The date that a web page gives.
    notes : tuple of str
        What could not be read of the file, a line each: ``page 3 is a picture``.
    """

    text: str
    title: str = ""
    published_on: date | None = None
    notes: tuple[str, ...] = ()


def join_cells(cells: Iterable[str]) -> str:
    r"""Return the line of a row of a table.

    Examples
    --------
    >>> join_cells(["行政许可", "120", "件", "行政处罚", "35", "件"])
    '行政许可\t120 件\t行政处罚\t35 件'
    """
    return UNIT_CELL.sub(" ", "\t".join(cells))
