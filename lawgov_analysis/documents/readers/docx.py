"""Read a Word file: paragraphs with the numbers that Word gives them, tables in reading order, text boxes, notes.

What Word prints is read, and no more. What it does not print, or prints beside the text, is left out and said.
"""

import re
import struct
import zipfile
import zlib
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import lxml.etree as etree
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...files.archives import check_archive
from ...files.limits import MAX_CHARACTERS
from ...text.characters import ANY_HAN, tidy
from .content import TOO_LONG, Content, left_out
from .docx_looks import PLAIN, Look, Looks, is_dark, is_on, is_white
from .docx_numbering import Numbering
from .docx_package import Package, archive_of_flat, is_flat, qn
from .grid import EMPTY, Cell, lay_out
from .raised import Raised
from .word_made import Made

OTHERS = {
    "xl/workbook.xml": "a spreadsheet; save the report's text as .docx or .txt",
    "ppt/presentation.xml": "a presentation; save the report's text as .docx or .txt",
    "content.xml": "an OpenDocument file; save it as .docx",
}
DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
# What stands a second time for programs that know no text boxes; codes of fields; properties; readings of characters.
UNSEEN = frozenset(
    map(
        qn,
        (
            *("w:delText", "w:delInstrText", "w:rt", "mc:Fallback", "w:pPr", "w:rPr", "w:tblPr", "w:tblGrid"),
            *("w:tblPrEx", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:sectPr"),
        ),
    )
)
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT_BOX = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:txbxContent"))
SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXTS = frozenset((qn("w:t"), qn("m:t")))
VALUE, ID, REFERENCE, RUN_PROPERTIES = qn("w:val"), qn("w:id"), qn("r:id"), qn("w:rPr")
FIELD, SIMPLE_FIELD, CODE, CONTROL, CHUNK = map(qn, ("w:fldChar", "w:fldSimple", "w:instrText", "w:sdt", "w:altChunk"))
POWER, FRACTION, DENOMINATOR = map(qn, ("m:sup", "m:f", "m:den"))
NOTES = {
    qn("w:footnoteReference"): ("footnotes", qn("w:footnote")),
    qn("w:endnoteReference"): ("endnotes", qn("w:endnote")),
}
# {what is drawn: what it is in a note}
DRAWN = {
    **dict.fromkeys((qn("a:blip"), qn("v:imagedata")), ("a picture, and any text in it,", "图片及其中文字")),
    qn("c:chart"): ("a chart", "图表"),
    qn("dgm:relIds"): ("a diagram", "示意图"),
    qn("o:OLEObject"): ("an embedded object", "嵌入对象"),
    qn("w:subDoc"): ("a linked document", "链接的子文档"),
    qn("w:control"): ("a form control", "窗体控件"),
}
# Fields whose result is no part of the text, and those that print a circled number without a result.
OF_CONTENTS = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)
OF_PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)
ENCLOSED = re.compile(r"\s*EQ\s*\\o.*?\([^(,，;]{0,40}[,，;]\s*([^()]{1,9})\)", re.IGNORECASE)
CIRCLED = {str(n): chr(ord("①") + n - 1) for n in range(1, 21)}
PRINTS = re.compile(r"\s*(?:=|REF\b|DOCPROPERTY\b|DOCVARIABLE\b|MERGEFIELD\b|FORMULA\b|EQ\b)", re.IGNORECASE)
LEGACY = re.compile(r"\s*FORMDROPDOWN\b", re.IGNORECASE)
# A symbol is a letter of its font, whose own letters are drawn as something else.
CODE_OF_SYMBOL, PRIVATE = re.compile("[0-9A-Fa-f]{1,4}"), 0xD800
OWN_LETTERS = re.compile("dings|symbol|webd|mt extra", re.IGNORECASE)
MAX_SPAN = 1000
MOST_FIELDS = 100
DEEPEST_CHUNK = 3

# {(tag of a reference, id): note}
Notes = dict[tuple[str, str], Element]
LEFT_OUT = {
    "struck": ("struck-out text", "删除线文字"),
    "hidden": ("hidden text", "隐藏文字"),
    "white": ("white text", "白色文字"),
    "deleted": ("text that a tracked change deletes", "修订中删除的文字"),
    "contents": ("the table of contents", "目录"),
    "field": ("a field without its result", "没有结果的域"),
    "chunk": ("an embedded part of the text", "嵌入的文档片段"),
    "comment": ("a comment", "批注"),
    "margin": ("a page header or footer", "页眉页脚"),
}


def read_docx(data: bytes, depth: int = 0) -> Content:
    """Read the text of a Word file.

    Parameters
    ----------
    data : bytes
        Of a docx, docm, dotx or dotm, in the transitional or the strict form, or of Word's one XML.
    depth : int
        Of how many other files this is a part.

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When it is damaged, encrypted, no Word file, or unpacks to more than any report.
    """
    try:
        data = archive_of_flat(data) if is_flat(data) else data
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableReport("a damaged Word file; save it anew as .docx", "damaged") from None
    check_archive(data, "Word file", ".docx", _check_names)
    try:
        return read_package(Package(data), depth)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, struct.error, KeyError):
        raise UnreadableReport(
            "a damaged Word file, or a kind of it that is not read; save it anew as .docx", "damaged"
        ) from None


def read_package(package: Package | Made, depth: int = 0) -> Content:
    """Read the text of a Word file from its parts.

    Parameters
    ----------
    package : Package or Made
        Of a docx, or made of a file in another of Word's formats.
    depth : int
        As of `read_docx`.

    Returns
    -------
    Content
    """
    reader = _Reader(package, depth)
    lines = reader.read()
    if reader.is_lost_in_contents:
        reader = _Reader(package, depth, reads_contents=True)
        lines = reader.read()
    title = tidy(package.title)
    text = "\n".join(_without_gaps(lines))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableReport(TOO_LONG, "too-large")
    if not text:
        pictured = DRAWN[qn("a:blip")] in reader.drawn
        what = "only pictures in it; recognise their text first (OCR)" if pictured else "no text in it"
        raise UnreadableReport(what, "scan" if pictured else "empty")
    return Content(text, title if "报告" in title else "", notes=reader.said())


def _without_gaps(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are not empty, and an empty one between two tables: each has heads of its own."""
    before, is_gap = "", False
    for line in lines:
        if not line:
            is_gap = True
            continue
        if is_gap and "\t" in line and "\t" in before:
            yield ""
        yield line
        before, is_gap = line, False


def _check_names(names: set[str]) -> None:
    """Refuse what is no Word file."""
    what = next((what for name, what in OTHERS.items() if name in names), None)
    if what is None and not any(name.lower().endswith("[content_types].xml") for name in names):
        what = None if "word/document.xml" in names else "an archive; unpack it first"
    if what:
        raise UnreadableReport(what, "archive" if "archive" in what else "unknown-kind")


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    in_result: bool = False
    has_result: bool = False
    chosen: str = ""


@dataclass(slots=True)
class _Paragraph:
    """What is read of a paragraph: its pieces, each with whether it is raised, and the text boxes that hang on it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    style: str = ""
    follows_raised: bool = False

    def add(self, text: str, look: Look = PLAIN) -> None:
        self.pieces.append((text, look.raised))


class _Reader:
    """Reads the blocks of a document.

    Parameters
    ----------
    package : Package or Made
    depth : int
        As of `read_docx`.
    reads_contents : bool
        Whether its table of contents is read as text, because it is not told where that ends.
    """

    def __init__(self, package: Package | Made, depth: int, reads_contents: bool = False) -> None:
        self._package, self._depth, self._reads_contents = package, depth, reads_contents
        styles = next(iter(package.parts("styles")), None)
        self._looks = Looks(styles)
        self._numbering = Numbering(next(iter(package.parts("numbering")), None), styles)
        self._notes = _notes(package)
        self._raised = Raised()
        self._held, self._in_cell, self._table_style = 0, 0, ""
        # How many shapes, cells and paragraphs around what is read have a colour behind it, on which white is seen.
        self._shaded = int(_has_background(package.document))
        self._noted: deque[Element] = deque()
        self._fields: list[_Field] = []
        self._carried = ""
        self.drawn: dict[tuple[str, str], int] = defaultdict(int)
        self._left_out: dict[str, list[str]] = defaultdict(list)
        self._chunk_notes: list[str] = []

    def read(self) -> list[str]:
        """Return the lines of the document."""
        body = self._package.document.find(qn("w:body"))
        if body is None:
            raise UnreadableReport("a Word file without a text; save it anew as .docx", "empty")
        lines = list(self.blocks(body))
        if self._carried:
            lines.append(tidy(self._carried))
        for tag, count in ((tag, sum(1 for _ in _seen(body, tag))) for tag in DRAWN):
            if count:
                self.drawn[DRAWN[tag]] += count
        self._read_margins()
        return lines

    @property
    def is_lost_in_contents(self) -> bool:
        """Whether the table of contents never ends, and has swallowed the report."""
        return self._in_contents and not self._reads_contents

    def said(self) -> tuple[str, ...]:
        """What is said of all that was left out."""
        notes = [left_out(*LEFT_OUT[what], self._left_out[what]) for what in LEFT_OUT if what in self._left_out]
        notes += self._raised.notes
        notes += [left_out(*what, [f"{count} ×"] if count > 1 else []) for what, count in self.drawn.items()]
        return tuple(dict.fromkeys([*notes, *self._chunk_notes]))

    def _leave_out(self, what: str, *pieces: str) -> None:
        self._left_out[what].extend(piece for piece in map(tidy, pieces) if piece)

    def _read_margins(self) -> None:
        """Say what stands in headers, footers and comments."""
        for kind in ("header", "footer"):
            for root in self._package.parts(kind):
                said = tidy("".join(each.text or "" for each in _seen(root, qn("w:t"))))
                if re.search(ANY_HAN, re.sub("第|共|页", "", said)) and said not in self._left_out["margin"]:
                    self._leave_out("margin", said)
        for root in self._package.parts("comments"):
            for comment in root.iterchildren(qn("w:comment")):
                self._leave_out("comment", "".join(each.text or "" for each in comment.iter(qn("w:t"))))
        self._left_out = defaultdict(list, {what: said for what, said in self._left_out.items() if said})

    def blocks(self, parent: Element) -> Iterator[str]:
        """Yield the lines below an element, tables and text boxes in their place, notes behind what they note."""
        for child in parent.iterchildren("{*}*"):
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == TABLE:
                # Between the rows of a table a note would part them from their head.
                self._held += 1
                yield ""
                yield from self._table(child)
                yield ""
                self._held -= 1
            elif child.tag == CHUNK:
                yield from self._chunk(child)
            elif child.tag in DELETED:
                self._leave_out("deleted", _text_of(child))
            elif child.tag == CONTROL and self._is_left_out(child):
                continue
            elif child.tag not in UNSEEN:
                yield from self.blocks(child)
            while self._noted and not self._held:
                self._held += 1
                yield from self.blocks(self._noted.popleft())
                self._held -= 1

    def _paragraph(self, element: Element) -> Iterator[str]:
        """Yield the lines of a paragraph and of the text boxes that hang on it."""
        paragraph = _Paragraph(style=self._looks.style_of(element))
        shaded = is_dark(element.find(f"{qn('w:pPr')}/{qn('w:shd')}"))
        self._shaded += shaded
        self._walk(element, paragraph, PLAIN)
        self._shaded -= shaded
        # No code of a field goes on in the next paragraph, but of a damaged one.
        self._fields = [each for each in self._fields if each.in_result]
        for what, pieces in paragraph.unseen.items():
            self._leave_out(what, "".join(pieces))
        text = self._set(paragraph)
        mark = self._numbering.mark(element) if text.strip() else ""
        if paragraph.style in self._looks.contents and "。" not in text and not self._reads_contents:
            self._leave_out("contents", mark + text)
        else:
            text, self._carried = self._carried + mark + text, ""
            if _is_joined(element) and text.strip():
                self._carried = text
            else:
                # Between the cells of a row stands a tab, and in none of them.
                text = text.replace("\t", " ") if self._in_cell else text
                yield from (tidy(line) for line in text.split("\n"))
        self._shaded += 1
        for box in paragraph.boxes:
            yield from self.blocks(box)
        self._shaded -= 1

    def _set(self, paragraph: _Paragraph) -> str:
        """Return the text of a paragraph, its raised characters as exponents, or without them as marks of notes."""
        said = ""
        for is_raised, pieces in groupby(paragraph.pieces, key=lambda piece: piece[1]):
            text = "".join(piece for piece, _ in pieces)
            said += self._raised.set(said[-20:], text) if is_raised else text
        return said

    def _walk(self, parent: Element, into: _Paragraph, look: Look) -> None:
        for child in parent.iterchildren("{*}*"):
            tag = child.tag
            if tag in TEXTS or tag in SIGNS:
                self._say(SIGNS.get(tag) or child.text or "", into, look)
            elif tag == RUN:
                properties = child.find(RUN_PROPERTIES)
                own = self._looks.look(properties, into.style, into.follows_raised, self._table_style)
                # White text is seen on a shape or a cell that is filled.
                own = Look(own.struck, own.hidden, own.white and not self._shaded, own.raised or look.raised)
                into.follows_raised = own.raised or (into.follows_raised and not child.findtext(qn("w:t"), ""))
                self._walk(child, into, own)
            elif tag == TEXT_BOX:
                into.boxes.append(child)
            elif tag in NOTES:
                # A note is read once, however often it is referred to.
                note = self._notes.pop((tag, child.get(ID, "")), None)
                self._noted.extend(() if note is None else (note,))
            elif tag == FIELD:
                self._open_or_close(child, into, look)
            elif tag == CODE:
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].code += child.text or ""
            elif tag == SIMPLE_FIELD:
                self._fields.append(_Field(child.get(qn("w:instr"), ""), in_result=True))
                self._walk(child, into, look)
                self._fields.pop()
            elif tag in DELETED:
                into.unseen["deleted"].append(_text_of(child))
            elif tag == qn("w:sym"):
                self._say(_symbol(child), into, look)
            elif tag == POWER:
                self._walk(child, into, Look(look.struck, look.hidden, look.white, raised=True))
            elif tag == FRACTION:
                self._walk(child, into, look)
            elif tag == DENOMINATOR:
                self._say("/", into, look)
                self._walk(child, into, look)
            elif tag == CONTROL and self._is_left_out(child):
                continue
            elif tag == CHUNK:
                into.pieces.extend((f"\n{line}", False) for line in self._chunk(child))
            elif tag not in UNSEEN:
                self._walk(child, into, look)

    def _say(self, text: str, into: _Paragraph, look: Look) -> None:
        """Add a piece of text to a paragraph, or to what is left out."""
        result = next((each for each in self._fields if not each.in_result), None)
        if result is not None:
            # The code of a field, typed as text.
            return
        for each in self._fields:
            each.has_result = True
        if self._fields and any(OF_PAGES.match(each.code) for each in self._fields):
            return
        if self._in_contents and not self._reads_contents:
            into.unseen["contents"].append(text)
        elif look.struck or look.hidden or look.white:
            into.unseen["struck" if look.struck else "hidden" if look.hidden else "white"].append(text)
        else:
            into.add(text, look)

    @property
    def _in_contents(self) -> bool:
        return any(each.in_result and OF_CONTENTS.match(each.code) for each in self._fields)

    def _open_or_close(self, mark: Element, into: _Paragraph, look: Look) -> None:
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin":
            if len(self._fields) >= MOST_FIELDS:
                raise UnreadableReport("a Word file with fields within each other without end; refused", "too-large")
            self._fields.append(_Field(chosen=_chosen(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if closed.has_result:
                return
            enclosed = ENCLOSED.match(closed.code)
            if enclosed:
                self._say(CIRCLED.get(enclosed[1].strip(), enclosed[1].strip()), into, look)
            elif LEGACY.match(closed.code):
                self._say(closed.chosen, into, look)
            elif PRINTS.match(closed.code):
                self._leave_out("field", closed.code)

    def _is_left_out(self, control: Element) -> bool:
        """Return whether a content control is a table of contents, or says only what to type into it."""
        properties = control.find(qn("w:sdtPr"))
        if properties is None:
            return False
        gallery = next((each.get(VALUE, "") for each in properties.iter(qn("w:docPartGallery"))), "")
        if gallery == "Table of Contents" and not self._reads_contents:
            self._leave_out("contents", *(_text_of(each) for each in control.iter(PARAGRAPH)))
            return True
        return is_on(properties.find(qn("w:showingPlcHdr")))

    def _chunk(self, chunk: Element) -> Iterator[str]:
        """Yield the lines of a file within this file."""
        from .any import read_part

        relation = self._package.references.get(chunk.get(REFERENCE, ""))
        if relation is None or not relation.name or self._depth >= DEEPEST_CHUNK:
            self._left_out["chunk"].append("altChunk")
            return
        try:
            content = read_part(self._package.read(relation.name), self._depth + 1)
        except UnreadableReport as error:
            self._left_out["chunk"].append(f"{relation.name}: {error}")
            return
        self._chunk_notes += content.notes
        yield ""
        yield from content.text.split("\n")

    def _table(self, table: Element) -> Iterator[str]:
        """Yield the lines of a table."""
        shade = table.find(f"{qn('w:tblPr')}/{qn('w:shd')}")
        named = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        style, around = "" if named is None else named.get(VALUE, ""), self._table_style
        shaded = is_dark(shade) or self._looks.shades_cells(style)
        self._shaded += shaded
        self._table_style = style
        rows = [self._row(row) for row in _own(table, ROW) if self._is_seen(row)]
        self._shaded -= shaded
        self._table_style = around
        yield from lay_out(_spans(rows))

    def _is_seen(self, row: Element) -> bool:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            return True
        if properties.find(qn("w:del")) is not None:
            self._leave_out("deleted", _text_of(row))
            return False
        if is_on(properties.find(qn("w:hidden"))):
            self._leave_out("hidden", _text_of(row))
            return False
        return True

    def _row(self, row: Element) -> "list[_Merged]":
        """Return the cells of a row, each with how it is merged."""
        cells = [_Merged(EMPTY, _count(row, "w:trPr/w:gridBefore", 0))]
        for cell in _own(row, CELL):
            shaded = is_dark(cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}"))
            self._shaded += shaded
            self._in_cell += 1
            lines = tuple(line for line in self.blocks(cell) if line.strip())
            self._in_cell -= 1
            self._shaded -= shaded
            if cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is not None:
                self._leave_out("deleted", " ".join(lines))
                lines = ()
            columns = _count(cell, "w:tcPr/w:gridSpan", 1)
            if _merge(cell, "w:hMerge") == "continue" and len(cells) > 1:
                cells[-1].columns += columns
                continue
            cells.append(_Merged(Cell(lines), columns, _merge(cell, "w:vMerge")))
        return cells if cells[0].columns else cells[1:]


@dataclass(slots=True)
class _Merged:
    """A cell of a row, the columns that it spans, and whether it begins or goes on with one that spans rows."""

    cell: Cell
    columns: int = 1
    merge: str = ""


def _spans(rows: list[list[_Merged]]) -> list[list[Cell]]:
    """Return the rows with what goes on from a row above as a span of the cell there."""
    # From below: how many rows the cell of each column has beneath it that go on with it.
    beneath: dict[int, tuple[int, int]] = {}
    spanned: list[list[Cell]] = []
    merged = [{column for column, each in _columns(row) if each.merge} for row in rows]
    for n in range(len(rows) - 1, -1, -1):
        cells, counted = [], {}
        for column, each in _columns(rows[n]):
            columns, below = beneath.get(column, (0, 0))
            span = 1 + (below if columns == each.columns else 0)
            if each.merge == "continue" and n and column in merged[n - 1]:
                counted[column] = each.columns, span
                continue
            cells.append(Cell(each.cell.lines, each.columns, span))
        spanned.append(cells)
        beneath = counted
    return spanned[::-1]


def _columns(row: list[_Merged]) -> Iterator[tuple[int, _Merged]]:
    column = 0
    for each in row:
        yield column, each
        column += each.columns


def _count(element: Element, path: str, least: int) -> int:
    found = element.find("/".join(map(qn, path.split("/"))))
    said = "" if found is None else found.get(VALUE, "")
    return min(max(int(said), least), MAX_SPAN) if re.fullmatch("[0-9]{1,6}", said) else least


def _merge(cell: Element, tag: str) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn(tag)}")
    return "" if found is None else found.get(VALUE, "continue")


def _is_joined(paragraph: Element) -> bool:
    """Return whether the end of a paragraph is deleted or hidden, so that the next one goes on in its line."""
    mark = paragraph.find(f"{qn('w:pPr')}/{RUN_PROPERTIES}")
    return mark is not None and (
        mark.find(qn("w:del")) is not None
        or mark.find(qn("w:moveFrom")) is not None
        or (is_on(mark.find(qn("w:vanish"))) and is_on(mark.find(qn("w:specVanish"))))
    )


def _has_background(document: Element) -> bool:
    background = document.find(qn("w:background"))
    return background is not None and not is_white(background.get(qn("w:color"), "FFFFFF"))


def _chosen(mark: Element) -> str:
    """Return the entry that is chosen in a drop-down list of a form."""
    choices = mark.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if choices is None:
        return ""
    said = [choices.find(qn(tag)) for tag in ("w:result", "w:default")]
    at = next((int(each.get(VALUE)) for each in said if each is not None and each.get(VALUE, "").isdigit()), 0)
    entries = [each.get(VALUE, "") for each in choices.iterchildren(qn("w:listEntry"))]
    return entries[at] if at < len(entries) else ""


def _symbol(element: Element) -> str:
    """Return the character of a symbol; a box where it is one of its font alone, whose letters are drawn otherwise."""
    font, code = element.get(qn("w:font"), ""), element.get(qn("w:char"), "")
    if not CODE_OF_SYMBOL.fullmatch(code) or OWN_LETTERS.search(font) or not 0x20 < int(code, 16) < PRIVATE:
        return "\u25a1"
    return chr(int(code, 16))


def _text_of(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t"), qn("w:delText")))


def _seen(root: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag below another, but those that stand a second time for older programs."""
    fallback = qn("mc:Fallback")
    for each in root.iter(tag):
        if next(each.iterancestors(fallback), None) is None:
            yield each


def _notes(package: Package | Made) -> Notes:
    """Return the footnotes and endnotes of a document: {(tag of a reference, id): note}."""
    return {
        (reference, note.get(ID, "")): note
        for reference, (kind, tag) in NOTES.items()
        for root in package.parts(kind)
        for note in root.iterchildren(tag)
    }


def _own(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those within content controls too."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN and child.tag not in DELETED and child.tag not in (TABLE, PARAGRAPH):
            yield from _own(child, tag)
