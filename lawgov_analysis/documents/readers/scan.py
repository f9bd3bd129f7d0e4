"""Read a scan: its pages rendered or its pictures opened, recognised, and set in lines as those of a PDF are.

A number that was recognised may be another than is printed, so each character keeps where it stands and how sure the
engine is of it, and a figure can be held against the picture of its line. All limits of scans are here.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError
from pypdfium2 import raw

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS, MAX_PICTURE_PIXELS, MAX_SCANNED_PAGES
from ...text.offsets import Offset
from .content import TOO_LONG, Content, Glyph, left_out
from .ocr import Engine, load_engine
from .pages import join_pages
from .pdf_lines import Line, texts_of
from .raised import Raised
from .scan_page import LeftOutOfScan, Placed, ScannedPage, read_page

# A page takes some seconds, so fewer of them than of a text; no report has as many.
# What the engine reads best and what it is given at most; a picture with more is no page.
DPI = 200
MOST_PIXELS = 12_000_000
# A picture that does not say how large it is printed is as long as a sheet, in points; nor is a sheet any smaller.
SHEET = 842
SMALLEST_PAGE, LARGEST_PAGE = 100, 5000
KNOWN_DPI = (50, 1200)
# Around the picture of a line: so much to each side, in points, and above and below in heights of the line.
BESIDE, ABOVE = 170, 0.8
LINE_DPI = 144
FRAME = (200, 40, 40)

SPACE = re.compile(r"\s+")
# A line may be found anywhere, if it is long enough to be there once.
TELLING = 8


def read_scanned_pdf(
    document: pypdfium2.PdfDocument,
    scanned: Sequence[int],
    read: Sequence[tuple[list[Line], tuple[float, float]]],
    why: str,
) -> Content:
    """Recognise the pages of a PDF that are pictures, and read the others.

    Parameters
    ----------
    document : pypdfium2.PdfDocument
    scanned : sequence of int
        Numbers of the pages, from 0.
    read : sequence of (list of Line, (float, float))
        Of each page what its text layer has, and its width and height.
    why : str
        Why its text layer is not its text.

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When the extra is missing, or the pages are too many, too large or damaged.
    """
    if len(scanned) > MAX_SCANNED_PAGES:
        raise UnreadableReport(_too_many(len(scanned)), "too-large")
    pages = _Pages(load_engine(why))
    for number, (lines, size) in enumerate(read):
        if number in scanned:
            pages.add(*_rendered(document, number), number)
        else:
            pages.add_read(lines, *size)
    return pages.content()


def read_picture(data: bytes) -> Content:
    """Recognise the text of a picture file; one of several pictures (tif) has as many pages.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When the extra is missing, or the picture is damaged or too large.
    """
    with _open_picture(data) as picture:
        count = getattr(picture, "n_frames", 1)
        if count > MAX_SCANNED_PAGES:
            raise UnreadableReport(_too_many(count), "too-large")
        pages = _Pages(load_engine("a picture without text"))
        for number in range(count):
            pages.add(*_frame(picture, number), number)
    return pages.content()


def line_picture(path: str | PathLike[str], page: int, box: str | Sequence[float]) -> bytes | None:
    r"""Return the picture of the line that a figure stands in, the figure framed.

    Parameters
    ----------
    path : path-like
        The scan that was read: a PDF or a picture.
    page : int
        From 1, as in the column ``page`` of a draft.
    box : str or sequence of float
        ``x0 y0 x1 y1`` in points from the lower left corner of the page, as in the column ``box``.

    Returns
    -------
    bytes or None
        A PNG; None where the file cannot be opened or has no such place, as when another was put in its place.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> made = line_picture(default_data_dir() / "samples" / "shili-2023.pdf", 1, "100 700 150 712")
    >>> made[:4]
    b'\x89PNG'
    """
    try:
        edges = [float(edge) for edge in (box.split() if isinstance(box, str) else box)]
        x0, y0, x1, y1 = edges
        if not all(map(isfinite, edges)):
            return None
        data = Path(path).read_bytes()
        shown, scale, height = _page_of(data, int(page) - 1)
    except (OSError, ValueError, IndexError, UnreadableReport, pypdfium2.PdfiumError):
        return None
    above = ABOVE * (y1 - y0)
    area = [
        max(0, round((x0 - BESIDE) * scale)),
        max(0, round((height - y1 - above) * scale)),
        min(shown.width, round((x1 + BESIDE) * scale)),
        min(shown.height, round((height - y0 + above) * scale)),
    ]
    if not (x0 < x1 and y0 < y1 and area[0] < area[2] and area[1] < area[3]):
        return None
    line = shown.crop(area).convert("RGB")
    framed = [x0 * scale - area[0] - 2, (height - y1) * scale - area[1] - 2]
    framed += [x1 * scale - area[0] + 2, (height - y0) * scale - area[1] + 2]
    ImageDraw.Draw(line).rectangle(framed, outline=FRAME, width=2)
    written = BytesIO()
    line.save(written, "PNG", optimize=True)
    return written.getvalue()


def _page_of(data: bytes, number: int) -> tuple[Image.Image, float, float]:
    """Return a page as a picture, the pixels of a point, and its height in points."""
    if b"%PDF-" in data[:1024]:
        with pypdfium2.PdfDocument(data) as document:
            if not 0 <= number < len(document):
                raise IndexError(number)
            picture, scale = _rendered(document, number, LINE_DPI)
    else:
        with _open_picture(data) as opened:
            if not 0 <= number < getattr(opened, "n_frames", 1):
                raise IndexError(number)
            picture, scale = _frame(opened, number)
    return Image.fromarray(np.ascontiguousarray(picture[..., ::-1])), scale, picture.shape[0] / scale


def _too_many(count: int) -> str:
    return (
        f"{count:,} scanned pages are no report (limit {MAX_SCANNED_PAGES}); save the report's own pages as a file "
        "of their own"
    )


def _rendered(document: pypdfium2.PdfDocument, number: int, dpi: float = DPI) -> tuple[np.ndarray, float]:
    """Return the picture of a page and the pixels of a point."""
    try:
        with closing(document[number]) as page:
            width, height = page.get_size()
            if not (0 < width <= LARGEST_PAGE and 0 < height <= LARGEST_PAGE):
                raise UnreadableReport(
                    f"page {number + 1} measures {width:,.0f} x {height:,.0f} points and is no page", "too-large"
                )
            for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
                _check_size(*drawn.get_px_size(), f"page {number + 1}")
            scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
            with closing(page.render(scale=scale, may_draw_forms=False)) as bitmap:
                picture = bitmap.to_numpy()
                colours = picture.reshape(*picture.shape[:2], -1)[..., :3]
                return np.array(np.broadcast_to(colours, (*colours.shape[:2], 3))), scale
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"page {number + 1} of the PDF is damaged; download it again", "damaged") from None


def _check_size(width: int, height: int, where: str) -> None:
    if width * height > MAX_PICTURE_PIXELS:
        raise UnreadableReport(
            f"{where}: a picture of {width:,} x {height:,} pixels is no page "
            f"(limit {MAX_PICTURE_PIXELS // 10**6} million); scan it with {DPI} to 300 dpi",
            "too-large",
        )


@contextmanager
def _open_picture(data: bytes) -> Iterator[Image.Image]:
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        # Opening reads the head alone: how large it is is asked before it is unpacked.
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF")) as picture:
            yield picture
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise UnreadableReport("a damaged picture; save or scan it again", "damaged") from None
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _frame(picture: Image.Image, number: int) -> tuple[np.ndarray, float]:
    """Return a picture of a file as it is looked at, and the pixels of a point."""
    picture.seek(number)
    _check_size(*picture.size, f"picture {number + 1}")
    dpi = _known_dpi(picture)
    shown = ImageOps.exif_transpose(picture)
    if "A" in shown.getbands() or "transparency" in shown.info:
        shown = shown.convert("RGBA")
        white = Image.new("RGBA", shown.size, "white")
        shown = Image.alpha_composite(white, shown)
    shown = shown.convert("RGB")
    scale = dpi / 72 if dpi else max(shown.size) / SHEET
    if max(shown.size) / scale > LARGEST_PAGE or max(shown.size) / scale < SMALLEST_PAGE:
        scale = max(shown.size) / SHEET
    shrunk = min(1.0, DPI / 72 / scale, (MOST_PIXELS / (shown.width * shown.height)) ** 0.5)
    if shrunk < 1:
        shown = shown.resize((round(shown.width * shrunk), round(shown.height * shrunk)), Image.Resampling.LANCZOS)
        scale *= shrunk
    return np.asarray(shown)[..., ::-1], scale


def _known_dpi(picture: Image.Image) -> float:
    """Return the dots per inch that a picture says it has, 0 where it says none that a scanner has."""
    said: Any = picture.info.get("dpi")
    try:
        dpi = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0
    return dpi if KNOWN_DPI[0] <= dpi <= KNOWN_DPI[1] else 0.0


class _Pages:
    """The pages of a scan, one after the other."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pages: list[ScannedPage] = []
        self.omitted, self.raised = LeftOutOfScan(), Raised()
        self.room = MAX_CHARACTERS
        self.scanned = 0

    def add(self, picture: np.ndarray, scale: float, number: int) -> None:
        """Recognise a page."""
        page = read_page(picture, scale, number, self.engine, self.omitted, self.raised)
        self.scanned += 1
        self._keep(page)

    def add_read(self, lines: list[Line], width: float, height: float) -> None:
        """Take a page that was read."""
        self._keep(ScannedPage(lines, width, height, []))

    def _keep(self, page: ScannedPage) -> None:
        self.room -= sum(map(len, texts_of(page.lines)))
        if self.room < 0:
            raise UnreadableReport(TOO_LONG, "too-large")
        self.pages.append(page)

    def content(self) -> Content:
        """Return the text of all pages with the place of each character."""
        if not any(page.lines for page in self.pages):
            raise UnreadableReport(
                "no text was recognised on its pages (blank, or too pale or small); scan it again with 200 to 300 dpi",
                "scan",
            )
        own = [_own(page) for page in self.pages]
        pages = [page.lines for page in self.pages]
        text, body = join_pages(pages, [(page.width, page.height) for page in self.pages])
        return Content(text, notes=self._notes(), glyphs=tuple(_glyphs(text, body, own)))

    def _notes(self) -> tuple[str, ...]:
        omitted, many = self.omitted, f"{self.scanned} page{'s' * (self.scanned > 1)}"
        said = [f"{many} recognised by {self.engine.name}; hold each number against its page (文字识别，须核对原件)"]
        said += [
            f"page {number} is hard to recognise, certainty {certainty:.0%} (第{number}页难以识别)"
            for number, certainty in omitted.unclear
        ]
        said += [
            f"page {number} has something like text that was not recognised (第{number}页有未识别的内容)"
            for number in omitted.overlooked
        ]
        said += [f"nothing was recognised on page {number} (第{number}页未识别出文字)" for number in omitted.blank]
        if omitted.seals:
            pages = ", ".join(map(str, omitted.seals))
            said.append(left_out(f"the seal on page {pages}", "印章"))
        for what, in_chinese, pieces in (
            ("turned text (a seal, a watermark, a note at the side)", "水印、印章或竖排旁注", omitted.turned),
            ("text of which the engine was not sure", "识别不清的文字", omitted.faint),
        ):
            said += [left_out(what, in_chinese, pieces)] if pieces else []
        return (*said, *self.raised.notes)


def _own(page: ScannedPage) -> list[tuple[str, list[Placed | None]]]:
    """Return the texts of a page's lines and rows, each with the characters that it is of, as far as they are known."""
    own = []
    for line in page.lines:
        if not line.rows:
            own.append((line.text, _of_line(line, page.placed)))
            continue
        inside = [
            each
            for each in page.placed
            if line.x0 - 1 <= each.character.middle[0] - line.shift <= line.x1 + 1
            and line.y0 - 1 <= each.character.middle[1] <= line.y1 + 1
        ]
        own += _of_rows(line.rows, inside)
    return own


def _of_line(line: Line, placed: Sequence[Placed]) -> list[Placed | None]:
    """Return of each character of a line's text the one on the page, None for a space."""
    inside = [
        each
        for each in placed
        if line.x0 - 1 <= each.character.middle[0] - line.shift <= line.x1 + 1
        and line.y0 <= each.character.middle[1] <= line.y1
    ]
    return _matched(line.text, inside)


def _matched(text: str, placed: Sequence[Placed]) -> list[Placed | None]:
    """Return of each character of a text the one that it is, which come in the same order; none where they do not."""
    found: list[Placed | None] = []
    at = 0
    for char in text:
        if char.isspace():
            found.append(None)
            continue
        while at < len(placed) and placed[at].character.text != char:
            at += 1
        if at == len(placed):
            return [None] * len(text)
        found.append(placed[at])
        at += 1
    return found


def _of_rows(rows: Sequence[str], inside: Sequence[Placed]) -> list[tuple[str, list[Placed | None]]]:
    """Return the rows of a table with the characters of their cells.

    A cell's characters stand beside each other; of cells that say the same the first is the first on the page.
    """
    left = list(inside)
    found = []
    for row in rows:
        of_row: list[Placed | None] = []
        for n, cell in enumerate(row.split("\t")):
            of_row += [None] if n else []
            of_cell = _of_cell(cell, left)
            taken = {id(each) for each in of_cell if each}
            left = [each for each in left if id(each) not in taken]
            of_row += of_cell
        found.append((row, of_row))
    return found


def _of_cell(cell: str, left: Sequence[Placed]) -> list[Placed | None]:
    """Return the characters of a cell: the first that stand beside each other, and beside which no others do."""
    said = SPACE.sub("", cell)
    if not said:
        return [None] * len(cell)
    printed = "".join(each.character.text for each in left)
    at = printed.find(said)
    while at >= 0 and len(printed) == len(left):
        if not _adjoin(left, at - 1) and not _adjoin(left, at + len(said) - 1):
            return _matched(cell, left[at : at + len(said)])
        at = printed.find(said, at + 1)
    return [None] * len(cell)


def _adjoin(placed: Sequence[Placed], at: int) -> bool:
    """Return whether a character and the next stand beside each other in one cell."""
    if at < 0 or at + 1 >= len(placed):
        return False
    one, other = placed[at].character, placed[at + 1].character
    return abs(one.base - other.base) < 0.3 * one.size and other.x0 - one.x1 < 0.5 * one.size


def _glyphs(
    text: str, body: Sequence[Line], own: Sequence[Sequence[tuple[str, list[Placed | None]]]]
) -> Iterator[Glyph]:
    """Yield the characters of a text of which it is known where they stand, in order."""
    waiting = [list(of_page) for of_page in own]
    found: dict[int, Glyph] = {}
    at = 0
    for line in body:
        first = line.page
        for said in texts_of([line]):
            # A table that goes on over a page is of the last; its rows are of either.
            pages = [*range(max(0, first - len(line.rows)), first + 1)][::-1] if line.rows else [first]
            place = next(
                ((page, n) for page in pages for n, (of, _) in enumerate(waiting[page]) if of == said),
                None,
            )
            if place is None:
                continue
            page, n = place
            _, characters = waiting[page].pop(n)
            begins = _begins(text, said, at)
            if begins < 0:
                continue
            at = begins + len(said)
            for offset, each in enumerate(characters, begins):
                if each is not None:
                    found[offset] = Glyph(Offset(offset), page + 1, *each.box, each.certainty)
    yield from (found[offset] for offset in sorted(found))


def _begins(text: str, said: str, at: int) -> int:
    """Return where a line stands in a text behind another: next to it, or anywhere if it is there once."""
    here = len(text) - len(text[at:].lstrip())
    if text.startswith(said, here):
        return here
    return text.find(said) if len(said) >= TELLING and text.count(said) == 1 else -1
