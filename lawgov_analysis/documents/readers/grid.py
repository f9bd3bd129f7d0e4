"""Grid: a table of any file as rows of cells, set in lines that say of each number which heads it stands under.

A reader gives the cells as its file has them, each with the rows and columns that it spans, and nothing more:
`lay_out` makes full rows of them and sets each in a line, with tabs between its cells. An empty cell keeps its place,
a merged one is said again in every row and column that it spans, unless it holds a number, which is said once. What
the heads then say of a number is read from these lines alone by `quantities.cells`, as it is from a table that
somebody copied into a text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...text.characters import DIGIT, HAN
from ...text.marks import OF_REPORTS, mark_of

# A table is set in lines of cells as far as it says something; the text of a report laid out in cells is paragraphs.
LONGEST_ROW = 400
LONGEST_ROW_OF_VALUES = 2_000
LONGEST_CELL = 60
LONGEST_LABEL = 40
MAX_COLUMNS = 200

ENDS_SENTENCE = re.compile(r"[。；;]")
MARK = re.compile(rf"\s*{mark_of(*OF_REPORTS, 'han_bracket', 'latin', 'latin_bracket')}\s*")
NUMBER = re.compile(DIGIT)
# A number alone in its cell, or none: -, /, 98, 1,650件, 99.5%.
VALUE = re.compile(rf"[-+±≥≤<>~约近超]*{DIGIT}[{DIGIT[1:-1]}.,，]*\s*(?:[%％‰]|[万亿]?{HAN}{{0,3}})|[-—–/\\]+|无")
TIME = re.compile(
    rf"(?:(?:19|20){DIGIT}{{2}}(?:\s*年.*)?|第?{DIGIT}(?:季度|[-—~～至]{DIGIT}{{1,2}}月份?)|{DIGIT}{{1,2}}月份?)"
)
# What a row that is merged across the table says, which goes on below it only if this is the name of its next part.
ENDS_TABLE = re.compile(
    rf"\s*(?:[（(]?[附续]?表\s*(?:{DIGIT}|[一二三四五六七八九十])|[备附]?注\s*[:：]|说明|(?:数据)?来源|单位\s*[:：])"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as a file has it.

    Attributes
    ----------
    lines : tuple of str
        Its paragraphs, tidied, none of them empty; none of an empty cell.
    columns, rows : int
        How many it spans.
    """

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1


EMPTY = Cell(())


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the grid: the cell that covers it, and whether that cell begins here."""

    cell: Cell
    begins: bool


def lay_out(rows: Iterable[Sequence[Cell]]) -> list[str]:
    r"""Set a table in lines.

    Parameters
    ----------
    rows : iterable of sequence of Cell
        As of `lay_out_rows`.

    Returns
    -------
    list of str
        The lines of all its rows.

    Examples
    --------
    >>> def cells(*texts):
    ...     return [Cell((text,) if text else ()) for text in texts]
    >>> lay_out([cells("事项", "2022年", "2023年"), cells("行政检查", "", "1850")])
    ['事项\t2022年\t2023年', '行政检查\t\t1850']
    >>> head = [Cell(("单位",), rows=2), Cell(("行政处罚",), columns=2)]
    >>> lay_out([head, cells("件数(件)", "金额(万元)"), cells("执法队", "98", "86.4")])
    ['单位\t行政处罚\t行政处罚', '单位\t件数(件)\t金额(万元)', '执法队\t98\t86.4']
    """
    return [line for lines in lay_out_rows(rows) for line in lines]


def lay_out_rows(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    r"""Set each row of a table in lines.

    Parameters
    ----------
    rows : iterable of sequence of Cell
        From the top; each row has the cells that begin in it, from the left, the empty ones too. What a cell of an
        earlier row covers is left out, as it is in HTML.

    Returns
    -------
    list of list of str
        Of each row mostly one line, its cells with a tab between them, as many as the table has columns. A caption
        that is merged across the whole table, and a row that is set in paragraphs, are lines without a tab. A table
        without a number has the cells alone that are not empty.

    Examples
    --------
    >>> def cells(*texts):
    ...     return [Cell((text,) if text else ()) for text in texts]
    >>> caption, label = Cell(("表1 处罚",), columns=3), Cell(("处罚",), rows=2)
    >>> lay_out_rows([[caption], [label, *cells("简易", "31")], cells("普通", "4")])
    [['表1 处罚'], ['处罚\t简易\t31'], ['处罚\t普通\t4']]
    """
    grid = _fill(rows)
    # A column in which no cell begins is one of a span that is wider than the table.
    width = len(grid[0]) if grid else 0
    kept = [n for n in range(width) if any(row[n].begins and row[n].cell.lines for row in grid)]
    has_values = has_figures(place.cell for row in grid for place in row)
    laid_out: list[list[str]] = []
    in_table = False
    for row in grid:
        places = [row[column] for column in kept]
        lines: list[str] = []
        for part in _split(places) if has_values else [places]:
            lines += _set_row(part, has_values, in_table)
            in_table = in_table or any("\t" in line for line in lines)
        laid_out.append(lines)
    return laid_out


def has_figures(cells: Iterable[Cell]) -> bool:
    """Return whether some cell of a table is a number, so that its heads say something of it."""
    return any(VALUE.fullmatch(line) and NUMBER.search(line) for cell in cells for line in cell.lines)


def _fill(rows: Iterable[Sequence[Cell]]) -> list[list[_Place]]:
    """Return the full rows of a table: each place with the cell that covers it."""
    nothing = _Place(EMPTY, True)
    # {column: (cell that hangs down into it, rows that are left)}
    hanging: dict[int, tuple[Cell, int]] = {}
    grid: list[list[_Place]] = []
    for cells in rows:
        row: list[_Place] = []
        for cell in cells:
            while len(row) in hanging:
                row.append(_Place(hanging[len(row)][0], False))
            for n in range(min(max(1, cell.columns), MAX_COLUMNS - len(row))):
                # Of two cells that overlap the later one is seen.
                hanging[len(row)] = cell, cell.rows
                row.append(_Place(cell, n == 0))
        for column in range(len(row), max(hanging, default=-1) + 1):
            row.append(_Place(hanging[column][0], False) if column in hanging else nothing)
        hanging = {column: (cell, left - 1) for column, (cell, left) in hanging.items() if left > 1}
        grid.append(row)
    width = max(map(len, grid), default=0)
    for row in grid:
        row.extend([nothing] * (width - len(row)))
    return grid


def _split(row: list[_Place]) -> list[list[_Place]]:
    """Return the rows that somebody typed into one, a paragraph each: 处罚⏎许可 beside 31⏎64."""
    own = [place.cell.lines for place in row if place.begins and len(place.cell.lines) > 1]
    numbers = [lines for lines in own if all(VALUE.fullmatch(line) for line in lines)]
    if len(own) < 2 or not numbers or len(numbers) == len(own) or len({len(lines) for lines in own}) > 1:
        return [row]
    if any(len(line) > LONGEST_LABEL or ENDS_SENTENCE.search(line) for lines in own for line in lines):
        return [row]
    parts = []
    for n in range(len(own[0])):
        part = []
        for place in row:
            lines = place.cell.lines
            if place.begins and len(lines) > 1:
                part.append(_Place(Cell((lines[n],)), True))
            else:
                part.append(_Place(place.cell, place.begins and n == 0))
        parts.append(part)
    return parts


def _set_row(row: list[_Place], has_values: bool, in_table: bool) -> list[str]:
    """Set a row in one line where its cells are short, else in the paragraphs of each cell."""
    cells = [place.cell for place in row if place.begins and place.cell.lines]
    texts = [join_lines(cell.lines) for cell in cells]
    # A number keeps its heads, however much is said beside it.
    has_value = any(VALUE.fullmatch(text) and NUMBER.search(text) for text in texts)
    is_short = sum(map(len, texts)) <= (LONGEST_ROW_OF_VALUES if has_value else LONGEST_ROW) and all(
        "\t" not in text
        and (len(cell.lines) == 1 or has_value or (has_values and len(text) <= LONGEST_CELL and "。" not in text))
        for cell, text in zip(cells, texts, strict=True)
    )
    paragraphs = [line for cell in cells for line in cell.lines]
    if not is_short or len(row) == 1:
        return paragraphs
    if len(cells) == 1 and (not in_table or all(place.cell in (cells[0], EMPTY) for place in row)):
        # A caption, a remark; else the name of the next part of the table.
        goes_on = in_table and len(texts[0]) <= LONGEST_LABEL and not ENDS_TABLE.match(texts[0])
        return [texts[0] + "\t" * (len(row) - 1)] if goes_on and not ENDS_SENTENCE.search(texts[0]) else paragraphs
    if not has_values:
        return ["\t".join(texts)] if texts else []
    said = [_say(place) for place in row]
    return ["\t".join(said)] if any(said) else []


def _say(place: _Place) -> str:
    """Return the text of a place; that of a merged cell again, if it is a label and no mark of a section."""
    text = join_lines(place.cell.lines)
    if place.begins:
        return text
    if len(text) > LONGEST_LABEL or (NUMBER.search(text) and not TIME.fullmatch(text)) or VALUE.fullmatch(text):
        return ""
    return MARK.sub("", text, count=1)


def join_lines(lines: Sequence[str]) -> str:
    """Join the paragraphs of a cell as they were written: a word that was cut, a bracket below its number.

    Examples
    --------
    >>> join_lines(["行政", "处罚"]), join_lines(["98件", "(其中简易程序31件)"]), join_lines(["31件", "98件"])
    ('行政处罚', '98件(其中简易程序31件)', '31件;98件')
    >>> join_lines(["98件", "其中:", "简易程序31件", "普通程序67件"])
    '98件,其中:简易程序31件;普通程序67件'
    """
    joined = ""
    for line, following in zip_longest(lines, lines[1:]):
        joined += line
        if following and NUMBER.search(line) and re.match("(?:其中|包括|含)", following):
            joined += ","
            continue
        both = following and NUMBER.search(line) and NUMBER.search(following)
        if both and not re.match(r"[(（\[【,，、;；)）]", following) and not re.search(r"[,，、;；:：。(（]$", line):
            joined += ";"
    return joined
