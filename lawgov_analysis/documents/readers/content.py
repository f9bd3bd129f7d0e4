"""Content: what a reader finds in a file."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

MAX_CHARACTERS = 2_000_000

# The radicals that PDF fonts give for whole characters, where Unicode's own tables do not lead back to the character.
RADICALS = str.maketrans(
    "⺁⺇⺋⺕⺜⺝⺟⺠⺬⺮⺶⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "厂几卩彐日月母民示竹羊西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
# 12m with a raised 2 is no 12m2.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0b-\x1f\x7f]")
# A unit in a cell of its own.
UNIT_CELL = re.compile("(?<=[0-9０-９])\t(?=[\u4e00-\u9fff]{1,3}(?:\t|$))")
LOOK_ALIKE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff]")


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


def tidy(line):
    r"""Return a line without what no reader sees: marks of no width, spaces around, radicals that stand for characters.

    Examples
    --------
    >>> tidy("\u3000\u3000⼀、⻓\u200b效机制\xa0 1\u200b935条 ")
    '一、长效机制 1935条'
    """
    line = UNSEEN.sub("", line.translate(RADICALS))
    line = LOOK_ALIKE.sub(lambda char: unicodedata.normalize("NFKC", char[0]), line)
    return re.sub(r"[^\S\t]+", " ", line).strip()


def join_cells(cells):
    r"""Return the line of a row of a table.

    Examples
    --------
    >>> join_cells(["行政许可", "120", "件", "行政处罚", "35", "件"])
    '行政许可\t120 件\t行政处罚\t35 件'
    """
    return UNIT_CELL.sub(" ", "\t".join(cells))
