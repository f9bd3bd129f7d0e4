"""Read an OFD (GB/T 33190, the fixed layout of China's offices): its text objects where they stand, set in lines.

A page of it says the same as one of a PDF, each character with its place, and the rules of tables; so the lines, tables
and paragraphs are put together as those of a PDF.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, degrees, hypot

import lxml.etree as etree
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...files.archives import check_archive
from ...files.limits import MAX_CHARACTERS, MAX_PAGES
from ...text.characters import tidy
from .content import TOO_LONG, Content, left_out
from .docx_package import parse
from .pages import join_pages, set_page
from .pdf import FEWEST_CHARACTERS, refuse_garbled
from .pdf_characters import Character, Look
from .pdf_drawing import SHORTEST, THIN, Box, Matrix, point_of, times
from .pdf_lines import Line, texts_of
from .raised import Raised

DAMAGED = "a damaged OFD file; download it again, or save it as PDF in its reader"
TOO_MUCH = "an OFD file with far more in it than a report; refused"
POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)
MAX_XML, MAX_OBJECTS, MAX_RULES, MOST_AREAS = 60 * 2**20, 200_000, 20_000, 200
# A page of a newspaper has some 10,000.
MOST_ON_PAGE = 20_000
# In degrees.
TURNED = 8
WHITE = 0xF4
# Chinese characters and signs are as wide as high; of others half of that.
WIDE_FROM = 0x2E80
FULL_WIDTH = frozenset("—…“”‘’·℃‰①②③④⑤⑥⑦⑧⑨⑩")
ASCENT, DESCENT = 0.86, 0.14
PATH = re.compile(r"[A-Za-z]|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
LEFT_OUT = {
    "hidden": ("hidden text", "隐藏文字"),
    "white": ("white text", "白色文字"),
    "turned": ("turned text (a watermark, a seal, a note at the side)", "水印、印章或竖排旁注"),
    "annotation": ("a remark or stamp on a page", "页面批注或印章"),
    "attachment": ("an attached file", "附件文件"),
    "composite": ("a drawing of parts", "复合图形"),
    "document": ("another document in the file", "文件中的其他文档"),
}


def read_ofd(data: bytes) -> Content:
    """Read the text of an OFD.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When it is damaged, encrypted, a scan, or has more in it than any report.
    """
    check_archive(data, "fixed-layout file (OFD)", "OFD or PDF", _check_names)
    try:
        return _Reader(data).read()
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OverflowError):
        raise UnreadableReport(DAMAGED, "damaged") from None


def _check_names(names: set[str]) -> None:
    if any(name.rpartition("/")[2].lower().startswith(("encryptions", "decryptseed")) for name in names):
        raise UnreadableReport("an encrypted OFD file; open it with its password and save it without one", "encrypted")


@dataclass(slots=True)
class _Page:
    """What is found on a page."""

    size: tuple[float, float]
    characters: list[Character] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)
    pictures: int = 0

    def is_dark(self, x: float, y: float) -> bool:
        """Return whether a colour lies behind a point, on which white is seen."""
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.dark[:MOST_AREAS])


class _Reader:
    """Reads the document of a file.

    Parameters
    ----------
    data : bytes
        Checked by `archives.check_archive`.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._members = {name.replace("\\", "/").strip("/").lower(): name for name in self._archive.namelist()}
        self._room, self._characters, self._objects = MAX_XML, MAX_CHARACTERS, MAX_OBJECTS
        self._left_out: dict[str, list[str]] = {}
        self._raised = Raised()

    def read(self) -> Content:
        """Return what is read of the file."""
        root = self._parse("OFD.xml")
        bodies = list(root.iter("{*}DocBody"))
        said = [(body.findtext("{*}DocRoot") or "").strip() for body in bodies]
        if not said or not said[0]:
            raise UnreadableReport(DAMAGED, "damaged")
        for name in said[1:]:
            self._leave_out("document", name)
        document_name = self._name("", said[0])
        document = self._parse(document_name)
        folder = posixpath.dirname(document_name)
        default = _box(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"), A4)
        templates = {
            each.get("ID", ""): self._name(folder, each.get("BaseLoc", ""))
            for each in document.iterfind("{*}CommonData/{*}TemplatePage")
        }
        names = [each.get("BaseLoc", "") for each in document.iterfind("{*}Pages/{*}Page")]
        if len(names) > MAX_PAGES:
            raise UnreadableReport(f"{len(names):,} pages are no report (limit {MAX_PAGES})", "too-large")
        pages: list[list[Line]] = []
        sizes: list[tuple[float, float]] = []
        pictured: list[int] = []
        for number, name in enumerate(names):
            page = self._page(self._name(folder, name), templates, default)
            if len(page.characters) > MOST_ON_PAGE:
                raise UnreadableReport(
                    f"{len(page.characters):,} characters on page {number + 1} are no report's", "too-large"
                )
            lines, width, beside = set_page(page.characters, page.rules, number, page.size[0], self._raised)
            for text in beside:
                self._leave_out("turned", text)
            if page.pictures and sum(map(len, texts_of(lines))) < FEWEST_CHARACTERS:
                pictured.append(number + 1)
            pages.append(lines)
            sizes.append((width, page.size[1]))
        if not any(pages) or 2 * len(pictured) >= len(pages):
            if not pictured:
                raise UnreadableReport("no text in it", "empty")
            raise UnreadableReport(
                f"{len(pictured)} of {len(pages)} pages are scans; recognise their text first (OCR)", "scan"
            )
        refuse_garbled("".join(text for lines in pages for text in texts_of(lines)))
        self._read_beside(document, folder)
        title = tidy(next((each.findtext("{*}DocInfo/{*}Title") or "" for each in bodies), ""))
        notes = [f"page {number} is a picture, its text was not read" for number in pictured]
        notes += [
            left_out(*LEFT_OUT[what], dict.fromkeys(self._left_out[what]))
            for what in LEFT_OUT
            if what in self._left_out
        ]
        return Content(
            join_pages(pages, sizes)[0], title if "报告" in title else "", notes=(*notes, *self._raised.notes)
        )

    def _leave_out(self, what: str, text: str = "") -> None:
        self._left_out.setdefault(what, []).append(text)

    def _name(self, folder: str, location: str) -> str:
        """Return the name of a member that a location says, from the root of the file or from a folder."""
        location = location.replace("\\", "/").strip()
        joined = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location)
        name = posixpath.normpath(joined)
        return name if name.lower() in self._members else posixpath.normpath(location.lstrip("/"))

    def _parse(self, name: str) -> Element:
        data = self._archive.read(self._members[name.lower()])
        # One file may be said to be every page.
        self._room -= len(data)
        if self._room < 0:
            raise UnreadableReport(TOO_MUCH, "too-large")
        return parse(data)

    def _page(self, name: str, templates: dict[str, str], default: Box) -> _Page:
        root = self._parse(name)
        x, y, width, height = _box(root.findtext("{*}Area/{*}PhysicalBox"), default)
        page = _Page((width * POINTS, height * POINTS))
        for template in root.iterfind("{*}Template"):
            of_template = templates.get(template.get("TemplateID", ""), "")
            if of_template:
                self._read_layers(self._parse(of_template), page, (x, y))
        self._read_layers(root, page, (x, y))
        unseen: dict[int, list[str]] = {}
        judged: dict[int, bool] = {}
        for char in page.characters:
            look = char.look
            if id(look) not in judged:
                judged[id(look)] = bool(look.ink) or page.is_dark(*char.middle)
            if not judged[id(look)]:
                unseen.setdefault(id(look), []).append(char.text)
        for said in unseen.values():
            self._leave_out("white", "".join(said))
        page.characters = [char for char in page.characters if judged[id(char.look)]]
        return page

    def _read_layers(self, root: Element, page: _Page, corner: tuple[float, float]) -> None:
        """Read what is drawn on a page, or on the page below it."""
        # From millimetres from above to points from below.
        paper = (POINTS, 0.0, 0.0, -POINTS, -corner[0] * POINTS, page.size[1] + corner[1] * POINTS)
        for layer in root.iterfind("{*}Content/{*}Layer"):
            for each in layer.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject"):
                self._objects -= 1
                if self._objects < 0:
                    raise UnreadableReport(TOO_MUCH, "too-large")
                kind = etree.QName(each).localname
                is_hidden = each.get("Visible") == "false" or each.get("Alpha") == "0"
                if kind == "TextObject":
                    self._read_text(each, page, paper, is_hidden)
                elif is_hidden:
                    continue
                elif kind == "PathObject":
                    _read_path(each, page, paper)
                elif kind == "ImageObject":
                    page.pictures += 1
                else:
                    self._leave_out("composite")

    def _read_text(self, element: Element, page: _Page, paper: Matrix, is_hidden: bool) -> None:
        codes = [(code, code.text or "") for code in element.iterfind("{*}TextCode")]
        self._objects -= len(codes)
        text = "".join(said for _, said in codes)
        self._characters -= len(text)
        if self._characters < 0:
            raise UnreadableReport(TOO_LONG, "too-large")
        if not text.strip():
            return
        color = element.find("{*}FillColor")
        strokes = element.get("Stroke") == "true"
        no_ink = not strokes and (element.get("Fill") == "false" or (color is not None and color.get("Alpha") == "0"))
        if is_hidden or no_ink:
            self._leave_out("hidden", text)
            return
        own = _matrix(element, paper)
        angle = (degrees(atan2(own[1], own[0])) + _float(element.get("CharDirection"), 0)) % 360
        if TURNED < angle < 360 - TURNED:
            self._leave_out("turned", text)
            return
        size = _float(element.get("Size"), 3.7)
        wide = _float(element.get("HScale"), 1)
        em = size * hypot(own[2], own[3])
        ink = 0.0 if not strokes and _is_white(color) else 1.0
        x = y = 0.0
        for code, said in codes:
            x, y = _float(code.get("X"), x), _float(code.get("Y"), y)
            across, down = _steps(code.get("DeltaX"), len(said)), _steps(code.get("DeltaY"), len(said))
            look = Look(em, point_of((x, y), own), angle, ink, False, False)
            for n, char in enumerate(said):
                natural = size * wide * (1 if ord(char) >= WIDE_FROM or char in FULL_WIDTH else 0.5)
                step = across[n] if n < len(across) else 0.0 if n < len(down) else natural
                width = step if 0 < step < natural else natural
                left, base = point_of((x, y), own)
                right, _ = point_of((x + width, y), own)
                if char >= " ":
                    page.characters.append(
                        Character(char, left, base - DESCENT * em, right, base + ASCENT * em, False, look, base)
                    )
                x += step
                y += down[n] if n < len(down) else 0.0

    def _read_beside(self, document: Element, folder: str) -> None:
        """Say what is attached to the document, or stamped on it."""
        for kind, tag in (("annotation", "Annotations"), ("attachment", "Attachments")):
            location = (document.findtext(f"{{*}}{tag}") or "").strip()
            name = self._name(folder, location) if location else ""
            if name.lower() not in self._members:
                continue
            root = self._parse(name)
            if kind == "attachment":
                for each in root.iter("{*}Attachment"):
                    self._leave_out(kind, each.get("Name", ""))
                continue
            for each in root.iter("{*}FileLoc"):
                page = self._name(posixpath.dirname(name), each.text or "")
                if page.lower() in self._members:
                    for annotation in self._parse(page).iter("{*}Annot"):
                        said = "".join(code.text or "" for code in annotation.iter("{*}TextCode"))
                        self._leave_out(kind, said)


def _box(said: str | None, default: Box) -> Box:
    numbers = [_float(each, 0) for each in (said or "").split()]
    if len(numbers) != 4 or not (0 < numbers[2] < 1e5 and 0 < numbers[3] < 1e5):
        return default
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _float(said: str | None, default: float) -> float:
    try:
        number = float(said or "")
    except ValueError:
        return default
    return number if abs(number) < 1e6 else default


def _steps(said: str | None, length: int) -> list[float]:
    """Return the steps from character to character; ``g 3 4.5`` is three steps of 4.5.

    Examples
    --------
    >>> _steps("2 g 3 4.5 1", 9)
    [2.0, 4.5, 4.5, 4.5, 1.0]
    """
    steps: list[float] = []
    words = iter((said or "").split())
    for word in words:
        if len(steps) >= length:
            break
        if word == "g":
            count, step = int(_float(next(words, "0"), 0)), _float(next(words, "0"), 0)
            steps += [step] * min(max(count, 0), length)
        else:
            steps.append(_float(word, 0))
    return steps[:length]


def _matrix(element: Element, paper: Matrix) -> Matrix:
    """Return how the inside of an object lies on the paper."""
    x, y, *_ = [*(_float(each, 0) for each in element.get("Boundary", "").split()), 0.0, 0.0][:2]
    own: Matrix = (1, 0, 0, 1, 0, 0)
    said = [_float(each, 0) for each in element.get("CTM", "").split()]
    if len(said) == 6:
        own = (said[0], said[1], said[2], said[3], said[4], said[5])
    return times(times(own, (1, 0, 0, 1, x, y)), paper)


def _is_white(color: Element | None) -> bool:
    said = "" if color is None else color.get("Value", "")
    shades = [int(each[1:], 16) if each.startswith("#") else int(_float(each, 0)) for each in said.split()]
    return len(shades) in (1, 3) and min(shades) >= WHITE


def _read_path(element: Element, page: _Page, paper: Matrix) -> None:
    """Read the straight lines of a path, and the area that it fills."""
    own = _matrix(element, paper)
    corners = [point for points in _lines(element.findtext("{*}AbbreviatedData") or "") for point in points]
    if not corners:
        return
    placed = [point_of(point, own) for point in corners]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    is_filled = element.get("Fill") == "true"
    if is_filled and min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
        _add_rule(page, (min(xs), min(ys)), (max(xs), max(ys)))
        return
    if is_filled and not _is_white(element.find("{*}FillColor")):
        page.dark.append((min(xs), min(ys), max(xs), max(ys)))
    if element.get("Stroke") != "false":
        for one, other in zip(placed[::2], placed[1::2], strict=True):
            _add_rule(page, one, other)


def _add_rule(page: _Page, one: tuple[float, float], other: tuple[float, float]) -> None:
    x0, x1 = sorted((one[0], other[0]))
    y0, y1 = sorted((one[1], other[1]))
    if len(page.rules) >= MAX_RULES:
        return
    if y1 - y0 <= THIN and x1 - x0 >= SHORTEST:
        page.rules.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
    elif x1 - x0 <= THIN and y1 - y0 >= SHORTEST:
        page.rules.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))


def _lines(said: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a path: ``M 0 0 L 10 0 L 10 5 C``.

    Examples
    --------
    >>> list(_lines("M 0 0 L 10 0 C"))
    [((0.0, 0.0), (10.0, 0.0)), ((10.0, 0.0), (0.0, 0.0))]
    """
    words = iter(PATH.findall(said))
    start = before = (0.0, 0.0)
    for word in words:
        count = OPERANDS.get(word)
        if count is None:
            continue
        numbers = [_float(next(words, "0"), 0) for _ in range(count)]
        if word == "C":
            yield before, start
            before = start
            continue
        point = numbers[-2], numbers[-1]
        if word == "L":
            yield before, point
        elif word in "SM":
            start = point
        before = point
