"""Where numbers stand: in the cells of a table, in quotes and in titles."""

import re
from dataclasses import replace

from ..text.numerals import read_arabic
from ..text.offsets import Offset
from .grammar import Grammar
from .quantity import Quantity
from .shapes import NUMBER, YEAR

LONGEST_SLOGAN = 30
LONGEST_TITLE = 300
QUOTES = re.compile("[“”\n]")
# Marks that do not show which of them opens; what they hold has no comma, or one lost mark would quote the rest.
STRAIGHT_QUOTED = re.compile(r"\"[^\",。;:\n]*+\"|'[^',。;:\n]*+'|‘[^‘’\n]*+’|「[^「」\n]*+」")
HEAD_UNIT = re.compile(r"\((?P<scale>[万亿千百]?)(?P<unit>[^()]{1,5})\)$")
TABLE_UNIT = re.compile(r"单位:[ ]?(?P<scale>[万亿千百]?)(?P<unit>[^、,/;()\s]{1,5})[ )]*$")
CELL = re.compile(rf"{NUMBER}(?=[ ]*$)")
SERIAL_HEADS = ("序号", "编号", "代码", "行次", "栏次")
TIME_HEADS = ("年", "年度", "年份", "时间", "日期", "月份")
OF_YEAR = re.compile(rf"{YEAR}[ ]?年?度?$")


def read_cells(grammar: Grammar, plain: str, found: list[Quantity]) -> None:
    """Read by the head of its column or row each cell of a table that is a bare number, in place.

    Rows are lines with tabs between their cells. The unit is that of ``罚没金额(万元)``, or of ``单位:件`` above the
    table where it is one unit. A row with fewer cells than the head has no heads: a merged cell may be anywhere. A
    column of serial numbers counts nothing.
    """
    if "\t" not in plain:
        return
    places: dict[int, int] = {quantity.start: place for place, quantity in enumerate(found)}
    heads: list[str] = []
    table_unit: re.Match[str] | None = None
    at = 0
    for line in plain.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            heads, table_unit = [], TABLE_UNIT.search(line)
        elif all(_is_head(cell.strip(" "), first=not heads) for cell in cells):
            heads = [cell.strip(" ") for cell in cells]
        else:
            start, aligned = at, len(heads) == len(cells)
            for column, cell in enumerate(cells):
                place = places.get(start + len(cell) - len(cell.lstrip(" ")))
                if place is not None and found[place].end == start + len(cell.rstrip(" ")):
                    head, row = heads[column] if aligned else "", cells[0].strip(" ") if column else ""
                    found[place] = _read_cell(grammar, found[place], cell.strip(" "), head, row, table_unit)
                    if head and found[place].kind == "figure":
                        is_year = heads[0].endswith(TIME_HEADS) and OF_YEAR.match(row)
                        said = _said(row, head) if is_year else _said(head, row)
                        found[place] = replace(found[place], head=said)
                start += len(cell) + 1
        at += len(line) + 1


def _said(head: str, row: str) -> str:
    """Join the heads of a column and a row: 受理 of 公安 is 公安受理, 2019年 of 行政处罚 is 2019年行政处罚."""
    row, head = "" if CELL.match(row) else HEAD_UNIT.sub("", row), HEAD_UNIT.sub("", head)
    if OF_YEAR.match(head):
        return f"{head.removesuffix('度').removesuffix('年')}年{row}"
    return row + head


def _is_head(cell: str, first: bool) -> bool:
    """Return whether a cell may be one of the head: no bare number, but 2021 and 2022 in the first row name columns."""
    return not CELL.match(cell) or (first and bool(re.fullmatch(YEAR, cell)))


def _read_cell(
    grammar: Grammar, quantity: Quantity, cell: str, head: str, row: str, table_unit: re.Match[str] | None
) -> Quantity:
    is_time = head.endswith(TIME_HEADS) and not OF_YEAR.match(head)
    if not CELL.match(cell) or is_time or not (head or row):
        return quantity
    if head in SERIAL_HEADS:
        return replace(quantity, kind="outline", value=None, unit="", bound="exact", rule="serial_cell")
    said = HEAD_UNIT.search(head) or HEAD_UNIT.search(row) or table_unit
    scale, unit = (said["scale"], said["unit"]) if said and said["unit"] in grammar.unit_classes else ("", "")
    value = read_arabic(cell, scale)
    if value is None:
        return quantity
    decimals = len(cell.partition(".")[2])
    return replace(
        quantity, kind="figure", value=float(value), unit=unit, bound="exact", decimals=decimals, rule="cell"
    )


def find_quotes(plain: str) -> list[tuple[Offset, Offset]]:
    """Return the spans of short quotes “…”, marks included, in the order of the text.

    Quotes typed the wrong way round, ”…“, are quotes too where they hold no comma: between the two quotes of
    ``”一窗受理“,办件30件,”网上办“`` stands none.

    Examples
    --------
    >>> text = "实施”千警进村“,走访30户,打造“1个中心”"
    >>> [text[start:end] for start, end in find_quotes(text)]
    ['”千警进村“', '“1个中心”']
    """
    has_straight = any(mark in plain for mark in "\"'‘「")
    straight = STRAIGHT_QUOTED.finditer(plain) if has_straight else ()
    spans = [(Offset(match.start()), Offset(match.end())) for match in straight]
    opened = None
    for mark in QUOTES.finditer(plain):
        if opened is None or mark[0] == "\n":
            opened = None if mark[0] == "\n" else mark
        elif mark[0] == opened[0]:
            opened = mark
        elif mark[0] == "”" or not re.search("[,。;:]", plain[opened.end() : mark.start()]):
            spans.append((Offset(opened.start()), Offset(mark.end())))
            opened = None
        else:
            opened = mark
    return sorted(span for span in spans if span[1] - span[0] <= LONGEST_SLOGAN + 2)


def find_titles(plain: str) -> list[tuple[Offset, Offset]]:
    """Return the spans of 《…》 with what they nest; one that is never closed is none."""
    spans: list[tuple[Offset, Offset]] = []
    depth = opened = 0
    for mark in re.finditer("[《》]", plain):
        if mark[0] == "《":
            if depth == 0 or mark.start() - opened > LONGEST_TITLE:
                depth, opened = 0, mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and mark.end() - opened <= LONGEST_TITLE:
                spans.append((Offset(opened), Offset(mark.end())))
    return spans
