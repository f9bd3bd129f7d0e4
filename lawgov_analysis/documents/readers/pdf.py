"""Read a PDF: its text layer, and the pages of a scan as they are recognised."""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import pypdfium2
from pypdfium2 import raw

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS, MAX_PAGES
from ...text.characters import ANY_HAN, tidy
from .content import TOO_LONG, Content, NeedsEngine, left_out
from .pages import join_pages, set_page
from .pdf_characters import read_characters, upright
from .pdf_drawing import read_drawing
from .pdf_fields import fill_in, read_set_upon, without_struck
from .pdf_lines import Line, texts_of
from .raised import Raised

# A page number is no text: a picture with less than this is a scan.
FEWEST_CHARACTERS = 20
GARBLED = "its fonts do not say which characters they draw"
UNMAPPED = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(slots=True)
class _LeftOut:
    """What of the pages was not read, each kind by itself."""

    pictures: list[int] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    ticked: int = 0

    def notes(self, raised: Raised) -> tuple[str, ...]:
        said = [f"page {number} is a picture, its text was not read" for number in self.pictures]
        for what, in_chinese, pieces in (
            ("hidden text", "隐藏文字", self.unseen),
            ("turned or pale text (a watermark, a seal, a note at the side)", "水印、印章或竖排旁注", self.turned),
            ("struck-out text", "删除线文字", self.struck),
            ("a remark on a page", "页面批注", self.remarks),
            ("a character that its font does not name", "字体没有编码的字", self.unnamed),
        ):
            said += [left_out(what, in_chinese, dict.fromkeys(pieces))] if pieces else []
        if self.ticked:
            said.append(left_out(f"which boxes are ticked ({self.ticked})", "勾选框"))
        return (*said, *raised.notes)


def read_pdf(data: bytes, recognises: bool = False) -> Content:
    """Read the text layer of a PDF; of a scan, recognise its pages.

    Parameters
    ----------
    data : bytes
    recognises : bool
        Whether a scan is recognised.

    Returns
    -------
    Content

    Raises
    ------
    NeedsEngine
        When it is a scan and not `recognises`.
    UnreadableReport
        When the file is damaged, encrypted or too long, or a scan (or of fonts that do not say which characters they
        draw) and what recognises one is not installed.
    """
    with _open(data) as document:
        if len(document) > MAX_PAGES:
            raise UnreadableReport(f"{len(document):,} pages are no report (limit {MAX_PAGES})", "too-large")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        pages, sizes, omitted, raised = [], [], _LeftOut(), Raised()
        room = MAX_CHARACTERS
        for number in range(len(document)):
            lines, size = _read_page(document, number, room, omitted, raised)
            room -= sum(map(len, texts_of(lines)))
            pages.append(lines)
            sizes.append(size)
        title = tidy(document.get_metadata_value("Title") or "")
        why, scanned = _why_scan(pages, omitted.pictures)
        if why and not recognises:
            raise NeedsEngine
        if why:
            # Its libraries take a while to load, and few files need them.
            from .scan import read_scanned_pdf

            content = read_scanned_pdf(document, scanned, list(zip(pages, sizes, strict=True)), why)
            omitted.pictures = []
            notes = (*content.notes, *omitted.notes(raised))
            return replace(content, title=title if "报告" in title else "", notes=notes)
    return Content(join_pages(pages, sizes)[0], title if "报告" in title else "", notes=omitted.notes(raised))


def _why_scan(pages: Sequence[Sequence[Line]], pictures: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return why the text layer is not the text, ``""`` where it is, and the pages to be recognised, from 0."""
    everywhere = range(len(pages))
    if not any(pages):
        return "no text layer, so it is a scan or a drawing", everywhere
    if is_garbled("".join(text for lines in pages for text in texts_of(lines))):
        return GARBLED, everywhere
    if 2 * len(pictures) >= len(pages):
        return f"{len(pictures)} of {len(pages)} pages are scans", [number - 1 for number in pictures]
    return "", ()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableReport(
                "an encrypted PDF; open it with its password and save it without one", "encrypted"
            ) from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise UnreadableReport(
                "a PDF with a protection that is not known; print it to a PDF without it", "encrypted"
            ) from None
        raise UnreadableReport("a damaged PDF; download it again", "damaged") from None


def _read_page(
    document: pypdfium2.PdfDocument, number: int, room: int, omitted: _LeftOut, raised: Raised
) -> tuple[list[Line], tuple[float, float]]:
    """Return the lines of a page in the order that they were written in, and its size; say what was left out."""
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as texts:
            if texts.count_chars() > room:
                raise UnreadableReport(TOO_LONG, "too-large")
            drawing = read_drawing(page)
            shown = read_characters(page, texts, drawing)
            rules = [upright(rule, shown.rotation, shown.corner, shown.size) for rule in drawing.lines]
            set_upon = read_set_upon(document, page, shown)
            characters, struck = without_struck(shown.characters, set_upon.struck, rules)
            characters = fill_in(characters, set_upon)
            sideways = shown.rotation != page.get_rotation()
            lines, width, beside = set_page(characters, rules, number, shown.size[0], raised, sideways)
            if sum(map(len, texts_of(lines))) < FEWEST_CHARACTERS and any(
                True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            ):
                omitted.pictures.append(number + 1)
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"page {number + 1} of the PDF is damaged; download it again", "damaged") from None
    omitted.unseen += shown.unseen
    omitted.unnamed += shown.unnamed
    omitted.turned += [*shown.turned, *beside]
    omitted.struck += struck
    omitted.remarks += set_upon.remarks
    omitted.ticked += set_upon.ticked
    return lines, (width, shown.size[1])


def refuse_garbled(text: str) -> None:
    """Refuse a text layer that is not of the characters that are drawn."""
    if is_garbled(text):
        raise UnreadableReport(f"{GARBLED}; recognise its text (OCR) and save that", "scan")


def is_garbled(text: str) -> bool:
    """Return whether a text layer is of characters that stand for nothing, or of any letters where Han are drawn."""
    unmapped = len(UNMAPPED.findall(text))
    foreign = len(text) > 5 * FEWEST_CHARACTERS and 10 * len(re.findall(ANY_HAN, text)) < len(text)
    return foreign or 50 * unmapped > len(text)
