"""Trials of the words of heads and captions: what the heads of the cells of an example say because of them."""

from collections.abc import Iterator
from typing import Any

from ..quantities import Quantity, find_quantities
from ..tables.folder import Data
from ..text.numerals import write_plain
from .trial import Fault, ReadBy, Trial, try_word_list

SUMS = {"all": "（合计）", "some": "（小计）", "": ""}


def try_head_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words of heads and captions."""
    return try_word_list(trial, "head_words", row, heads_read)


def heads_read(text: str, _: Data, tried: Data) -> ReadBy:
    """Return what the heads of each figure of a table say, ``/`` between its lines and ``|`` between its cells.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> data = open_data()
    >>> heads_read("人民调解情况/镇|成功（件）/柳河镇|12/合计|12", data, data).shown
    '柳河镇：人民调解·成功12件 | 人民调解·成功12件（合计）'
    """
    found = find_quantities(text.replace("/", "\n").replace("|", "\t"), tried)
    shown = " | ".join(_said(quantity) for quantity in found if quantity.kind == "figure")
    return ReadBy(shown or "-", repr(found))


def _said(quantity: Quantity) -> str:
    number = f"{write_plain(quantity.value, 10)}{quantity.unit}"
    if (cell := quantity.cell) is None:
        return quantity.head + number
    over = f"{cell.over}·" if cell.completes and not cell.counted.startswith(cell.over) else ""
    return f"{cell.limits}{'：' if cell.limits else ''}{over}{cell.counted}{number}{SUMS[cell.sums]}"
