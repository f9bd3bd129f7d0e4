"""Make what `docx` reads of Word's older formats: the same text in the tags of a docx, so that all are read alike.

What is struck out, hidden, white, deleted, numbered, noted or laid out in cells is judged in one place, `docx`,
whichever of Word's formats says it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import lxml.etree as etree
from lxml.etree import _Element as Element

from .docx_package import Relation, qn

NAMES = {name: qn(f"w:{name}") for name in ("p", "pPr", "r", "rPr", "t", "tab", "br", "noBreakHyphen", "instrText")}
VALUE, ID = qn("w:val"), qn("w:id")
# What no XML can hold.
UNSPEAKABLE = re.compile("[^\t\n\x1e\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SIGNS = {"\t": NAMES["tab"], "\n": NAMES["br"], "\x1e": NAMES["noBreakHyphen"]}
PIECES = re.compile("[\t\n\x1e]|[^\t\n\x1e]+")
# In twips: columns whose edges are no further from each other are one.
NEAR = 60
DEEPEST_TABLE = 20
# How [MS-DOC] and RTF number the ways that lists are numbered in, and what follows the number.
FORMATS = {
    **{0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital"},
    **{11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth"},
    **{22: "decimalZero", 23: "bullet", 28: "decimalEnclosedCircleChinese", 30: "ideographTraditional"},
    **{33: "taiwaneseCounting", 35: "taiwaneseCountingThousand", 36: "ideographDigital", 37: "chineseCounting"},
    **{38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none"},
}
FOLLOWS = {0: "tab", 1: "space", 2: "nothing"}


def add(parent: Element, name: str, value: str | None = None, **attributes: str) -> Element:
    """Add an element of Word's to another, with what it says.

    Examples
    --------
    >>> add(add(etree.Element("body"), "p"), "pStyle", "toc 1").get(VALUE)
    'toc 1'
    """
    element = etree.SubElement(parent, qn(f"w:{name}"))
    if value is not None:
        element.set(VALUE, UNSPEAKABLE.sub("", value))
    for key, said in attributes.items():
        element.set(qn(f"w:{key}"), said)
    return element


@dataclass(frozen=True, slots=True)
class Chars:
    """How some characters are set, as far as it says whether they are read.

    Attributes
    ----------
    switches : tuple of (str, bool)
        Those of ``strike``, ``dstrike`` and ``vanish`` that are said, and whether they are on.
    color : str
        As six hexadecimal digits, ``""`` where none is said.
    align : str
        ``superscript``, ``subscript``, ``baseline`` or ``""``.
    size, position : int or None
        In half points; the position above the line.
    shaded : bool
        Whether a colour lies behind them.
    style : str
        The id of their style.
    deleted : bool
        By a tracked change.
    """

    switches: tuple[tuple[str, bool], ...] = ()
    color: str = ""
    align: str = ""
    size: int | None = None
    position: int | None = None
    shaded: bool = False
    style: str = ""
    deleted: bool = False


AS_ALL = Chars()


def add_properties(parent: Element, chars: Chars) -> None:
    """Add a ``w:rPr`` to an element, if there is anything to say."""
    if chars in (AS_ALL, Chars(deleted=True)):
        return
    properties = add(parent, "rPr")
    if chars.style:
        add(properties, "rStyle", chars.style)
    for name, is_on in chars.switches:
        add(properties, name, "1" if is_on else "0")
    for name, value in (("color", chars.color), ("vertAlign", chars.align)):
        if value:
            add(properties, name, value)
    for name, number in (("sz", chars.size), ("position", chars.position)):
        if number is not None:
            add(properties, name, str(number))
    if chars.shaded:
        add(properties, "shd", "clear", fill="C0C0C0")


def add_run(paragraph: Element, chars: Chars = AS_ALL) -> Element:
    """Add a run to a paragraph, within a tracked change if it is deleted."""
    run = add(add(paragraph, "del") if chars.deleted else paragraph, "r")
    add_properties(run, chars)
    return run


def add_text(paragraph: Element, text: str, chars: Chars = AS_ALL, is_code: bool = False) -> None:
    r"""Add a run of text to a paragraph.

    Parameters
    ----------
    paragraph : lxml element
    text : str
        With ``\t`` for a tab, ``\n`` for a break of a line, ``\x1e`` for a hyphen that does not break.
    chars : Chars
    is_code : bool
        Whether it is the code of a field.
    """
    text = UNSPEAKABLE.sub("", text)
    if not text:
        return
    run = add_run(paragraph, chars)
    for piece in PIECES.findall(text):
        if piece in SIGNS and not is_code:
            etree.SubElement(run, SIGNS[piece])
        else:
            name = NAMES["instrText"] if is_code else qn("w:delText") if chars.deleted else NAMES["t"]
            etree.SubElement(run, name).text = piece


@dataclass(slots=True)
class Row:
    """What is said of a row of a table beside its cells.

    Attributes
    ----------
    edges : sequence of int
        Where its cells begin, and where the last one ends, in twips.
    across, down : sequence of str
        How each cell goes on with the one before it and above it: ``""``, ``restart`` or ``continue``.
    dark : collection of int
        Which cells have a colour behind them.
    deleted : bool
    """

    edges: Sequence[int] = ()
    across: Sequence[str] = ()
    down: Sequence[str] = ()
    dark: frozenset[int] = frozenset()
    deleted: bool = False


@dataclass(slots=True)
class _Level:
    """What is open at one depth of tables: paragraphs of a cell, cells of a row, rows of a table."""

    blocks: list[Element] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    rows: list[tuple[Row, list[list[Element]]]] = field(default_factory=list)


class Blocks:
    """The paragraphs of a text as they come, put together to tables where marks end cells and rows."""

    def __init__(self) -> None:
        self._levels = [_Level()]

    def add(self, block: Element, depth: int = 0) -> None:
        """Add a paragraph, which stands in so many tables."""
        self._go_to(depth)
        self._levels[-1].blocks.append(block)

    def end_cell(self, depth: int) -> None:
        """End a cell of a table that stands in itself and so many others less one."""
        self._go_to(max(1, depth))
        level = self._levels[-1]
        level.cells.append(level.blocks)
        level.blocks = []

    def end_row(self, depth: int, row: Row) -> None:
        """End a row."""
        self._go_to(max(1, depth))
        level = self._levels[-1]
        if level.blocks and any(_text_of(block) for block in level.blocks):
            level.cells.append(level.blocks)
        level.rows.append((row, level.cells))
        level.blocks, level.cells = [], []

    def into(self, parent: Element) -> None:
        """Put all blocks into an element."""
        self._go_to(0)
        parent.extend(self._levels[0].blocks)

    def _go_to(self, depth: int) -> None:
        depth = min(depth, DEEPEST_TABLE)
        while len(self._levels) - 1 < depth:
            self._levels.append(_Level())
        while len(self._levels) - 1 > depth:
            level = self._levels.pop()
            if level.blocks:
                level.cells.append(level.blocks)
            if level.cells:
                level.rows.append((Row(), level.cells))
            if level.rows:
                self._levels[-1].blocks.append(_table(level.rows))


def _text_of(block: Element) -> str:
    return "".join(each.text or "" for each in block.iter(NAMES["t"]))


def _table(rows: Iterable[tuple[Row, list[list[Element]]]]) -> Element:
    table = etree.Element(qn("w:tbl"))
    rows = list(rows)
    columns = _columns([edge for row, cells in rows if _has_edges(row, cells) for edge in row.edges])
    for row, cells in rows:
        placed = add(table, "tr")
        properties = add(placed, "trPr")
        if row.deleted:
            add(properties, "del")
        measured = _has_edges(row, cells)
        if measured and columns[row.edges[0]]:
            add(properties, "gridBefore", str(columns[row.edges[0]]))
        for n, blocks in enumerate(cells):
            cell = add(placed, "tc")
            properties = add(cell, "tcPr")
            span = columns[row.edges[n + 1]] - columns[row.edges[n]] if measured else 1
            if span > 1:
                add(properties, "gridSpan", str(span))
            for name, merges in (("hMerge", row.across), ("vMerge", row.down)):
                if n < len(merges) and merges[n]:
                    add(properties, name, merges[n])
            if n in row.dark:
                add(properties, "shd", "clear", fill="808080")
            cell.extend(blocks)
    return table


def _has_edges(row: Row, cells: Sequence[object]) -> bool:
    """Return whether the edges of a row are there and in their order, as some programs do not care to write them."""
    edges = row.edges
    return 0 < len(cells) == len(edges) - 1 and all(b - a > NEAR for a, b in pairwise(edges))


def _columns(edges: Iterable[int]) -> dict[int, int]:
    """Return the number of each edge from the left; those that are near each other have one."""
    columns: dict[int, int] = {}
    number, first = -1, 0
    for edge in sorted(set(edges)):
        if number < 0 or edge - first > NEAR:
            number, first = number + 1, edge
        columns[edge] = number
    return columns


@dataclass(slots=True)
class Made:
    """A document that was made, read as `docx_package.Package` is.

    Attributes
    ----------
    document : lxml element
    title : str
    references : dict of {str: Relation}
        None: no part is referred to by an id.
    """

    document: Element = field(default_factory=lambda: etree.Element(qn("w:document")))
    title: str = ""
    references: dict[str, Relation] = field(default_factory=dict)
    _parts: dict[str, list[Element]] = field(default_factory=dict)

    def add_part(self, kind: str, tag: str) -> Element:
        """Add a part, and return its root."""
        root = etree.Element(qn(f"w:{tag}"))
        self._parts.setdefault(kind, []).append(root)
        return root

    def parts(self, kind: str) -> list[Element]:
        """Return the roots of the parts of a kind."""
        return self._parts.get(kind, [])

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, of which there are none."""
        raise KeyError(name)
