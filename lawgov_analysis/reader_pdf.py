"""Read a PDF: its text layer, with the lines of each paragraph joined, without page numbers and repeated headers."""

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

import pypdfium2
from pypdfium2 import raw

from .content import MAX_CHARACTERS, Content, tidy
from .errors import UnreadableReport

MAX_PAGES = 600
# Headers and page numbers stand in the outer tenth of a page.
MARGIN = 0.1

PAGE_NUMBER = re.compile(r"[\s\-—–_·•~第|]*(\d{1,4})\s*(?:页)?(?:\s*[/／,，共]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[\s\-—–_·•~|]*", re.I)
MARK = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,4}(?:[、.．]|是|部分|章)|[(（](?:[一二三四五六七八九十]{1,4}|\d{1,2})[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳]|附件)"
)
CLOSED = re.compile(r"[。；;：:！!？?][”’）)]?$")
UNBREAKABLE = re.compile(r"[0-9A-Za-z(（《“‘\[【<]")
UNMAPPED = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(slots=True)
class _Line:
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str

    @property
    def height(self):
        return self.y1 - self.y0


def read_pdf(data):
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
        room = MAX_CHARACTERS
        for number in range(len(document)):
            lines, size, pictured = _read_page(document, number, room)
            room -= sum(len(line.text) for line in lines)
            pages.append(lines)
            sizes.append(size)
            if pictured and not lines:
                pictures.append(number + 1)
        title = tidy(document.get_metadata_value("Title") or "")
    if not any(pages):
        raise UnreadableReport("no text layer, so it is a scan or a drawing; recognise its text first (OCR) and save that")
    _refuse_garbled("".join(line.text for lines in pages for line in lines))
    if 2 * len(pictures) >= len(pages):
        raise UnreadableReport(f"{len(pictures)} of {len(pages)} pages are scans; recognise their text first (OCR)")
    body = _without_furniture(pages, [height for _, height in sizes])
    notes = tuple(f"page {number} is a picture, its text was not read" for number in pictures)
    return Content("\n".join(_paragraphs(body, median(width for width, _ in sizes))), title if "报告" in title else "", notes=notes)


def _open(data):
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableReport("an encrypted PDF; open it with its password and save it without one") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise UnreadableReport("a PDF with a protection that is not known; print it to a PDF without it") from None
        raise UnreadableReport("a damaged PDF; download it again") from None


def _read_page(document, number, room):
    """Return the lines of a page in the order that they were written in, its size, and whether it has a picture."""
    try:
        page = document[number]
        width, height = page.get_size()
        characters = page.get_textpage()
        if characters.count_chars() > room:
            raise UnreadableReport(f"more than {MAX_CHARACTERS:,} characters are no report")
        pictured = any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
        lines = _lines(characters, number, page.get_rotation(), width, height)
        return lines, (width, height), pictured
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"page {number + 1} of the PDF is damaged; download it again") from None


def _lines(characters, page, rotation, width, height):
    lines, box, wide_gap = [], raw.FS_RECTF(), False
    current = None
    for index in range(characters.count_chars()):
        code = raw.FPDFText_GetUnicode(characters, index)
        if raw.FPDFText_IsGenerated(characters, index) == 1:
            # Spaces and line ends that were not written are judged by their width below.
            wide_gap = wide_gap or code == 32
            continue
        if not code or not raw.FPDFText_GetLooseCharBox(characters, index, ctypes.byref(box)):
            continue
        char = "-" if code == 2 else chr(code)
        x0, y0, x1, y1 = _upright(box.left, box.bottom, box.right, box.top, rotation, width, height)
        if x1 <= x0 or y1 <= y0:
            continue
        if current and _follows(current, x0, y0, y1):
            gap = x0 - current.x1
            if gap > 1.2 * current.size or (wide_gap and _parts_words(current.text[-1:], char, gap, current.size)):
                current.text += " "
            current.text += char
            current.x1 = max(current.x1, x1)
        else:
            current = _Line(page, x0, y0, x1, y1, y1 - y0, char)
            lines.append(current)
        wide_gap = False
    for line in lines:
        line.text = tidy(line.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return [line for line in lines if line.text]


def _upright(x0, y0, x1, y1, rotation, width, height):
    """Turn a box as the page is turned when it is shown."""
    if rotation == 90:
        return y0, height - x1, y1, height - x0
    if rotation == 180:
        return width - x1, height - y1, width - x0, height - y0
    if rotation == 270:
        return width - y1, x0, width - y0, x1
    return x0, y0, x1, y1


def _follows(line, x0, y0, y1):
    """Tell whether a character stands in the same line, right of what is there."""
    shared = min(line.y1, y1) - max(line.y0, y0)
    return shared > 0.5 * min(line.height, y1 - y0) and x0 > line.x1 - line.size


def _parts_words(before, after, gap, size):
    """Tell whether a space that was not written sets words apart: only Latin ones have such, and numbers if wide."""
    if before.isdigit() and after.isdigit():
        return gap > 0.25 * size
    return before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())


def _refuse_garbled(text):
    unmapped = len(UNMAPPED.findall(text))
    if 50 * unmapped > len(text):
        raise UnreadableReport("its fonts do not say which characters they draw; recognise its text (OCR) and save that")


def _without_furniture(pages, heights):
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


def _paragraphs(lines, width):
    if not lines:
        return []
    left, right = _column(lines, width)
    leading = _leading(lines)
    paragraphs = [lines[0].text]
    for above, line in zip(lines, lines[1:], strict=False):
        if _same_row(above, line):
            paragraphs[-1] += f" {line.text}"
        elif _continues(above, line, left, right, leading):
            glue = " " if _is_latin(above.text[-1]) and _is_latin(line.text[0]) else ""
            paragraphs[-1] += glue + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _is_latin(char):
    return char.isascii() and char.isalpha()


def _same_row(above, line):
    return above.page == line.page and abs(above.y0 - line.y0) < 0.3 * line.size and line.x0 > above.x1


def _column(lines, width):
    """Return the left edge of the text and the right one: the outermost that several lines have."""
    size = median(line.size for line in lines)
    several = max(2, len(lines) // 30)
    lefts = Counter(round(line.x0 / size) for line in lines)
    left = size * min((edge for edge, n in lefts.items() if n >= several), default=min(lefts))
    rights = Counter(round(line.x1 / size) for line in lines)
    right = size * max((edge for edge, n in rights.items() if n >= several), default=0)
    # Where no line is full, the margins are as wide on the right as on the left.
    return left, right if right > 0.7 * width else width - left


def _leading(lines):
    gaps = [above.y0 - line.y0 for above, line in zip(lines, lines[1:], strict=False) if above.page == line.page]
    gaps = [gap for gap in gaps if gap > 0]
    return median(gaps) if gaps else 0


def _continues(above, line, left, right, leading):
    """Tell whether a line goes on with the paragraph of the one above."""
    size = above.size
    if abs(above.size - line.size) > 0.25 * size:
        return False
    if above.page == line.page and above.y0 - line.y0 > 1.6 * leading:
        return False
    closed, marked, indented = CLOSED.search(above.text), MARK.match(line.text), line.x0 > left + 0.8 * size
    if above.x1 < right - 2.2 * size:
        # A number or a bracket is not broken, so the line before it may be short.
        wide = above.x1 - left > 0.6 * (right - left)
        return wide and not closed and not indented and bool(UNBREAKABLE.match(line.text)) and not marked
    if closed and marked:
        return False
    if indented:
        return not closed and not marked and line.x0 < left + 4 * size
    return True
