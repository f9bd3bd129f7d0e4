"""Read a Word file: paragraphs with the numbers that Word gives them, tables in reading order, text boxes, notes."""

from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import lxml.etree as etree
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ...archives import check_archive
from ...errors import UnreadableReport
from ...text.characters import raised, tidy
from .content import MAX_CHARACTERS, TOO_LONG, Content, join_cells
from .docx_numbering import Numbering

OTHERS = {
    "xl/workbook.xml": "a spreadsheet; save the report's text as .docx or .txt",
    "ppt/presentation.xml": "a presentation; save the report's text as .docx or .txt",
    "content.xml": "an OpenDocument file; save it as .docx",
    "OFD.xml": "an OFD file; open it in its reader and save it as .docx or PDF (另存为)",
}
# What is deleted, moved away, or stands a second time for programs that know no text boxes; codes of fields; remarks.
UNSEEN = frozenset(
    (
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText", "w:rt")),
        *map(qn, ("w:pPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr", "w:sectPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT_BOX = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:txbxContent"))
SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXTS = frozenset((qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
NOTES = {
    qn("w:footnoteReference"): (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")),
    qn("w:endnoteReference"): (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")),
}
LONGEST_ROW = 400

# {(tag of a reference, id): note}
Notes = dict[tuple[str, str], Element]


def read_docx(data: bytes) -> Content:
    """Read the text of a Word file.

    Parameters
    ----------
    data : bytes
        Of a docx.

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When it is damaged, encrypted, no Word file, or unpacks to more than any report.
    """
    check_archive(data, "Word file", ".docx", _check_names)
    try:
        document = Document(BytesIO(data))
        styles = document.part._styles_part.element
        reader = _Reader(Numbering(_numbering(document), styles), _hidden_styles(styles), _notes(document))
        title = document.core_properties.title
        body = document.element.body
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError, NotImplementedError):
        raise UnreadableReport("a damaged Word file, or a kind of it that is not read; save it anew as .docx") from None
    if body is None:
        raise UnreadableReport("a Word file without a text; save it anew as .docx")
    lines = [tidy(line) for block in reader.blocks(body) for line in block.split("\n")]
    text = "\n".join(filter(None, lines))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableReport(TOO_LONG)
    if not text:
        pictured = next(body.iter(qn("w:drawing"), qn("w:pict")), None) is not None
        what = "only pictures in it; recognise their text first (OCR)" if pictured else "no text in it"
        raise UnreadableReport(what)
    return Content(text, tidy(title) if "报告" in (title or "") else "")


def _numbering(document: Any) -> Element | None:
    """Return the definitions of lists, None where the document has none."""
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _check_names(names: set[str]) -> None:
    """Refuse what is no Word file."""
    what = next((what for name, what in OTHERS.items() if name in names), None)
    if what is None and not names & {"word/document.xml", "[Content_Types].xml"}:
        what = "an archive; unpack it first"
    if what:
        raise UnreadableReport(what)


def _hidden_styles(styles: Element) -> set[str]:
    """Return the ids of the character styles that hide their text."""
    return {
        style.get(qn("w:styleId"))
        for style in styles.iter(qn("w:style"))
        if style.get(qn("w:type")) == "character" and _is_on(style.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))
    }


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off")


class _Reader:
    """Reads the blocks of a document.

    Parameters
    ----------
    numbering : Numbering
    hidden : set of str
        As from `_hidden_styles`.
    notes : dict
        As from `_notes`.
    """

    def __init__(self, numbering: Numbering, hidden: set[str], notes: Notes) -> None:
        self._numbering, self._hidden, self._notes = numbering, hidden, notes
        self._held = 0
        self._noted: deque[Element] = deque()

    def blocks(self, parent: Element) -> Iterator[str]:
        """Yield the paragraphs below an element, tables and text boxes in their place, notes behind what they note."""
        for child in parent.iterchildren(etree.Element):
            if child.tag == PARAGRAPH:
                text, boxes = self._paragraph(child)
                mark = self._numbering.mark(child) if text.strip() else ""
                yield mark + text
                for box in boxes:
                    yield from self.blocks(box)
            elif child.tag == TABLE:
                # Between the rows of a table a note would part them from their head.
                self._held += 1
                for row in _own(child, ROW):
                    yield from self._row(row)
                self._held -= 1
            elif child.tag not in UNSEEN:
                yield from self.blocks(child)
            while self._noted and not self._held:
                self._held += 1
                yield from self.blocks(self._noted.popleft())
                self._held -= 1

    def _row(self, row: Element) -> Iterator[str]:
        """Yield a row of a table: one line where its cells are short, else the paragraphs of each cell."""
        cells = []
        for cell in _own(row, CELL):
            blocks = [block for block in self.blocks(cell) if block.strip()]
            if blocks:
                cells.append(blocks)
        if sum(map(len, cells)) == len(cells) and sum(len(cell[0]) for cell in cells) <= LONGEST_ROW:
            yield join_cells([cell[0].strip() for cell in cells])
        else:
            for cell in cells:
                yield from cell

    def _paragraph(self, paragraph: Element) -> tuple[str, list[Element]]:
        """Return the text of a paragraph as it is printed, and the text boxes that hang on it."""
        pieces, boxes = [], []

        def walk(parent: Element, is_raised: bool) -> None:
            for child in parent.iterchildren(etree.Element):
                if child.tag in TEXTS:
                    text = child.text or ""
                    pieces.append(raised(text) if is_raised else text)
                elif child.tag in SIGNS:
                    pieces.append(SIGNS[child.tag])
                elif child.tag == TEXT_BOX:
                    boxes.append(child)
                elif child.tag in NOTES:
                    # A note is read once, however often it is referred to.
                    note = self._notes.pop((child.tag, child.get(qn("w:id"))), None)
                    self._noted.extend(() if note is None else (note,))
                elif child.tag == qn("w:sym"):
                    pieces.append("\u25a1")
                elif child.tag == RUN:
                    properties = child.find(qn("w:rPr"))
                    if properties is None or not _is_hidden(properties, self._hidden):
                        walk(child, properties is not None and _is_raised(properties))
                elif child.tag not in UNSEEN:
                    walk(child, is_raised)

        walk(paragraph, False)
        return "".join(pieces), boxes


def _notes(document: Any) -> Notes:
    """Return the footnotes and endnotes of a document: {(tag of a reference, id): note}."""
    notes = {}
    for reference, (kind, tag) in NOTES.items():
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                notes |= {(reference, note.get(qn("w:id"))): note for note in root.iterchildren(tag)}
    return notes


def _own(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those within content controls too."""
    for child in parent.iterchildren(etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN and child.tag not in (TABLE, PARAGRAPH):
            yield from _own(child, tag)


def _is_hidden(properties: Element, hidden: set[str]) -> bool:
    style = properties.find(qn("w:rStyle"))
    return _is_on(properties.find(qn("w:vanish"))) or (style is not None and style.get(qn("w:val")) in hidden)


def _is_raised(properties: Element) -> bool:
    raised = properties.find(qn("w:vertAlign"))
    return raised is not None and raised.get(qn("w:val")) == "superscript"
