"""Read a PDF: its text layer, with the lines of each paragraph joined, without page numbers and repeated headers."""

import ctypes
import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from time import monotonic
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ...errors import UnreadableReport
from ...text.characters import ANY_HAN, tidy
from ...text.marks import HEADINGS, mark_of
from .content import MAX_CHARACTERS, TOO_LONG, Content
from .pdf_columns import in_columns

MAX_PAGES = 600
MAX_SECONDS = 60
# A page number is no text: a picture with less than this is a scan.
FEWEST_CHARACTERS = 20
# Headers and page numbers stand in the outer tenth of a page.
MARGIN = 0.1

PAGE_NUMBER = re.compile(
    r"[\s\-—–_·•~第|]*(\d{1,4})\s*(?:页)?(?:\s*[/／,，共]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[\s\-—–_·•~|]*", re.I
)
MARK = re.compile(rf"{mark_of(*HEADINGS)}|附件")
CLOSED = re.compile(r"[。；;：:！!？?][”’）)]?$")
UNBREAKABLE = re.compile(r"[0-9A-Za-z(（《“‘\[【<]")
# What pdfium gives for a hyphen at the end of a line.
HYPHEN = 2
UNMAPPED = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")

# (x, y) and (width, height), in points.
Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(slots=True)
class _Line:
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    boxes: list[tuple[float, float]]
    gaps: list[tuple[float, float, int]] = field(default_factory=list)

    @property
    def size(self) -> float:
        return self.y1 - self.y0

    def goes_on(self, x0: float, y0: float, y1: float) -> bool:
        """Return whether a character stands in this line, right of what is there."""
        shared = min(self.y1, y1) - max(self.y0, y0)
        return shared > 0.5 * min(self.size, y1 - y0) and x0 > self.x1 - self.size

    def measure(self) -> None:
        """Take the height of most characters, where a bracket or a raised one stands out."""
        self.y0, self.y1 = (median(edges) for edges in zip(*self.boxes, strict=True))
        self.boxes = []


def read_pdf(data: bytes) -> Content:
    """Read the text layer of a PDF.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When the file is damaged, encrypted, a scan, too long, or its fonts do not say which characters they draw.
    """
    with _open(data) as document:
        if len(document) > MAX_PAGES:
            raise UnreadableReport(f"{len(document):,} pages are no report (limit {MAX_PAGES})")
        pages, sizes, pictures = [], [], []
        room, deadline = MAX_CHARACTERS, monotonic() + MAX_SECONDS
        for number in range(len(document)):
            lines, size, is_picture = _read_page(document, number, room)
            room -= sum(len(line.text) for line in lines)
            pages.append(lines)
            sizes.append(size)
            if is_picture:
                pictures.append(number + 1)
            if monotonic() > deadline:
                raise UnreadableReport(f"its pages take more than {MAX_SECONDS} seconds to read; print it to a new PDF")
        title = tidy(document.get_metadata_value("Title") or "")
    if not any(pages):
        raise UnreadableReport(
            "no text layer, so it is a scan or a drawing; recognise its text first (OCR) and save that"
        )
    _refuse_garbled("".join(line.text for lines in pages for line in lines))
    if 2 * len(pictures) >= len(pages):
        raise UnreadableReport(f"{len(pictures)} of {len(pages)} pages are scans; recognise their text first (OCR)")
    body = _without_furniture(pages, [height for _, height in sizes])
    notes = tuple(f"page {number} is a picture, its text was not read" for number in pictures)
    return Content(
        "\n".join(_paragraphs(body, median(width for width, _ in sizes))), title if "报告" in title else "", notes=notes
    )


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableReport("an encrypted PDF; open it with its password and save it without one") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise UnreadableReport("a PDF with a protection that is not known; print it to a PDF without it") from None
        raise UnreadableReport("a damaged PDF; download it again") from None


def _read_page(document: pypdfium2.PdfDocument, number: int, room: int) -> tuple[list[_Line], Size, bool]:
    """Return the lines of a page in the order that they were written in, its size, and whether it is a picture."""
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as characters:
            # Where a page has none, the whole page is.
            left, bottom, right, top = page.get_cropbox()  # pyright: ignore[reportGeneralTypeIssues]
            rotation = page.get_rotation()
            size = (right - left, top - bottom) if rotation in (0, 180) else (top - bottom, right - left)
            if characters.count_chars() > room:
                raise UnreadableReport(TOO_LONG)
            lines, width = in_columns(_lines(characters, number, rotation, (left, bottom), size), size[0])
            size = width, size[1]
            for line in lines:
                line.text = tidy(line.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
            lines = [line for line in lines if line.text]
            is_picture = sum(len(line.text) for line in lines) < FEWEST_CHARACTERS and any(
                True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            )
            return lines, size, is_picture
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"page {number + 1} of the PDF is damaged; download it again") from None


def _lines(characters: pypdfium2.PdfTextPage, page: int, rotation: int, corner: Point, size: Size) -> list[_Line]:
    lines, spaced, box = [], False, raw.FS_RECTF()
    for index in range(characters.count_chars()):
        code = raw.FPDFText_GetUnicode(characters, index)
        if raw.FPDFText_IsGenerated(characters, index) == 1:
            # Spaces and line ends that were not written are judged by their width below.
            spaced = spaced or code == ord(" ")
            continue
        if not code or not raw.FPDFText_GetLooseCharBox(characters, index, ctypes.byref(box)):
            continue
        char = "-" if code == HYPHEN else chr(code)
        x0, y0, x1, y1 = _upright(box, rotation, corner, size)
        if x1 <= x0 or y1 <= y0:
            continue
        line = lines[-1] if lines else None
        if line and line.goes_on(x0, y0, y1):
            gap = x0 - line.x1
            if gap > line.size:
                line.gaps.append((line.x1, x0, len(line.text)))
            if gap > 1.2 * line.size or (spaced and _parts_words(line.text[-1:], char, gap, line.size)):
                line.text += " "
            line.text += char
            line.x1 = max(line.x1, x1)
        else:
            line = _Line(page, x0, y0, x1, y1, char, [])
            lines.append(line)
        line.boxes.append((y0, y1))
        spaced = False
    for line in lines:
        line.measure()
    return lines


def _upright(box: Any, rotation: int, corner: Point, size: Size) -> tuple[float, float, float, float]:
    """Return a box on the page as it is turned when it is shown, measured from its lower left corner."""
    (left, bottom), (width, height) = corner, size
    x0, y0, x1, y1 = box.left - left, box.bottom - bottom, box.right - left, box.top - bottom
    if rotation == 90:
        return y0, height - x1, y1, height - x0
    if rotation == 180:
        return width - x1, height - y1, width - x0, height - y0
    if rotation == 270:
        return width - y1, x0, width - y0, x1
    return x0, y0, x1, y1


def _parts_words(before: str, after: str, gap: float, size: float) -> bool:
    """Return whether a space that was not written sets words apart: only Latin ones have such, and numbers if wide."""
    if before.isdigit() and after.isdigit():
        return gap > 0.25 * size
    return before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())


def _refuse_garbled(text: str) -> None:
    """Refuse a text layer of characters that stand for nothing, or of any letters where Chinese ones are drawn."""
    unmapped = len(UNMAPPED.findall(text))
    foreign = len(text) > 5 * FEWEST_CHARACTERS and 10 * len(re.findall(ANY_HAN, text)) < len(text)
    if foreign or 50 * unmapped > len(text):
        raise UnreadableReport(
            "its fonts do not say which characters they draw; recognise its text (OCR) and save that"
        )


def _without_furniture(pages: list[list[_Line]], heights: list[float]) -> list[_Line]:
    """Drop page numbers and the lines that stand at one place of several pages' margins."""
    margins = [
        (number, line)
        for number, lines in enumerate(pages)
        for line in lines
        if min(line.y0, heights[number] - line.y1) < MARGIN * heights[number]
    ]
    places = Counter((line.text, round(line.y0 / 4)) for _, line in margins)
    offsets = Counter()
    for number, line in margins:
        found = PAGE_NUMBER.fullmatch(line.text)
        if found:
            offsets[int(found[1]) - number] += 1
    numbered = offsets.most_common(1)[0][0] if offsets else None
    furniture = set()
    for number, line in margins:
        found = PAGE_NUMBER.fullmatch(line.text)
        counts_on = found and int(found[1]) - number == numbered and (offsets[numbered] > 1 or numbered == 1)
        decorated = found and found[0].strip() != found[1]
        repeated = places[line.text, round(line.y0 / 4)] >= max(2, len(pages) / 3)
        if counts_on or decorated or repeated:
            furniture.add(id(line))
    return [line for lines in pages for line in lines if id(line) not in furniture]


def _paragraphs(lines: list[_Line], width: float) -> list[str]:
    if not lines:
        return []
    column = _column(lines, width)
    paragraphs = [lines[0].text]
    for above, line in pairwise(lines):
        if _same_row(above, line):
            paragraphs[-1] += f" {line.text}"
        elif column.continues(above, line):
            glue = " " if _is_latin(above.text[-1]) and _is_latin(line.text[0]) else ""
            paragraphs[-1] += glue + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _same_row(above: _Line, line: _Line) -> bool:
    return above.page == line.page and abs(above.y0 - line.y0) < 0.3 * line.size and line.x0 > above.x1


@dataclass(frozen=True, slots=True)
class _Column:
    """How the text is set: its edges, the size of most lines, the step from line to line, whether paragraphs indent."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool

    def continues(self, above: _Line, line: _Line) -> bool:
        """Return whether a line goes on with the paragraph of the one above."""
        if abs(above.size - line.size) > 0.2 * above.size:
            return False
        closed, marked = bool(CLOSED.search(above.text)), bool(MARK.match(line.text))
        indented = line.x0 > self.left + 0.8 * self.size
        step = (above.y0 - line.y0) / max(1, above.size / self.size) if above.page == line.page else 0
        if step > (1.15 if closed or (marked and not self.indents) else 1.5) * self.leading:
            return False
        if above.size > 1.15 * self.size and self._is_centred(above) and self._is_centred(line):
            # The lines of a title.
            return not closed
        if above.x1 < self.right - 2.2 * above.size:
            # A number or a bracket is not broken, so the line before it may be short.
            wide = above.x1 - self.left > 0.6 * (self.right - self.left)
            return wide and not closed and not indented and bool(UNBREAKABLE.match(line.text))
        if indented:
            return not closed and not marked and line.x0 < self.left + 4 * self.size
        return self.indents or not (closed and marked)

    def _is_centred(self, line: _Line) -> bool:
        return abs((line.x0 - self.left) - (self.right - line.x1)) < 2 * line.size


def _column(lines: list[_Line], width: float) -> _Column:
    """Measure how the lines are set; an edge is the outermost that several lines have."""
    size = median(line.size for line in lines)
    several = max(2, len(lines) // 30)
    lefts = Counter(round(line.x0 / size) for line in lines)
    left = size * min((edge for edge, n in lefts.items() if n >= several), default=min(lefts))
    rights = Counter(round(line.x1 / size) for line in lines if line.x1 > 0.7 * width)
    often = max(rights.values(), default=0) / 2
    # Where no line is full, the margins are as wide on the right as on the left.
    right = size * max((edge for edge, n in rights.items() if n >= max(2, often)), default=(width - left) / size)
    steps = [above.y0 - line.y0 for above, line in pairwise(lines) if above.page == line.page and above.y0 > line.y0]
    indented = sum(1.2 * size < line.x0 - left < 3 * size for line in lines)
    return _Column(
        left=left,
        right=right,
        size=size,
        leading=median(steps) if steps else 1.5 * size,
        indents=indented >= max(2, len(lines) // 12),
    )
