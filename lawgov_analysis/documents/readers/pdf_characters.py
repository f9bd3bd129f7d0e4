"""The characters of a PDF's page as it shows them: without those that nobody sees, and those that are turned.

What a page holds and what it shows are two things. Text may be drawn with no ink, in white, in a layer that is off,
below a picture, or beside the page; a watermark and a seal are drawn across the text. A look at the drawing tells most
of that, and where it does not, the page is painted with the text in doubt and without it: what makes no difference is
not there.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from .pdf_drawing import Drawing

# What pdfium gives for a hyphen at the end of a line.
HYPHEN = 2
# How a character without a name is shown, and how much of what stands around it.
GAP = "□"
AROUND = 6
# Modes of drawing text that leave no ink: none at all, and to clip by.
NO_INK = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
STROKES = (
    raw.FPDF_TEXTRENDERMODE_STROKE,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
    raw.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
# In points: nobody reads less, if the text beside is larger. In the share of the ink of black: less of it is pale.
SMALLEST = 1.5
WHITE, PALE = 0.06, 0.45
# Of 255 shades: what differs by less from the paper is not seen.
FAINT = 12
# A watermark is larger than the text by so much.
LARGE = 1.5
# In degrees. A page that was scanned askew is turned by a little, and all of it is.
TURNED = 8
# Of a seal's round text so many characters stand upright beside each other.
UPRIGHT_IN_ROUND = 4
MOST_PIXELS = 4_000_000

# (x, y) and (width, height), in points.
Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How the characters of one text object are drawn: the size of the font and where its base line begins too."""

    em: float
    base: Point
    angle: float
    ink: float
    no_ink: bool
    doubtful: bool


@dataclass(slots=True)
class Character:
    """A character where it stands on the page as it is shown, measured from the lower left corner.

    Attributes
    ----------
    text : str
    x0, y0, x1, y1 : float
    spaced : bool
        Whether a space that was not written stands before it.
    look : Look
    base : float
        The height of its base line.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    spaced: bool
    look: Look
    base: float = 0

    @property
    def size(self) -> float:
        """Its height."""
        return self.y1 - self.y0

    @property
    def middle(self) -> Point:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Shown:
    """What a page shows, and what was left out of it: the texts of each kind."""

    characters: list[Character]
    size: Size
    rotation: int
    corner: Point
    unseen: list[str]
    turned: list[str]
    unnamed: list[str]


def read_characters(page: pypdfium2.PdfPage, texts: pypdfium2.PdfTextPage, drawing: Drawing) -> Shown:
    """Read the characters of a page in the order that they were written in.

    Parameters
    ----------
    page : pypdfium2.PdfPage
    texts : pypdfium2.PdfTextPage
    drawing : Drawing
        What else is drawn on the page.

    Returns
    -------
    Shown
    """
    left, bottom, right, top = _page_box(page)
    found, objects, gaps = _found(texts, drawing)
    rotation = _rotation(found, page.get_rotation())
    width, height = right - left, top - bottom
    size = (width, height) if rotation in (0, 180) else (height, width)
    unseen = _unseen(found, (left, bottom, right, top), page, objects)
    turned = _turned(found, rotation, unseen)
    kept = []
    bases: dict[int, float] = {}
    for n, character in enumerate(found):
        if n not in unseen and n not in turned:
            look = character.look
            if id(look) not in bases:
                bases[id(look)] = upright((*look.base, *look.base), rotation, (left, bottom), size)[1]
            character.base = bases[id(look)]
            character.x0, character.y0, character.x1, character.y1 = upright(
                (character.x0, character.y0, character.x1, character.y1), rotation, (left, bottom), size
            )
            kept.append(character)
    hidden, set_apart, unnamed = _pieces(found, unseen), _pieces(found, turned), _around(found, gaps)
    return Shown(kept, size, rotation, (left, bottom), hidden, set_apart, unnamed)


def _page_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    # Where a page has no box to cut it to, the whole page is one; its corners may be given in any order.
    x0, y0, x1, y1 = page.get_cropbox()
    if x0 == x1 or y0 == y1:
        # One of no size is shown as a sheet.
        return 0, 0, *page.get_size()
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def upright(box: Sequence[float], rotation: int, corner: Point, size: Size) -> tuple[float, float, float, float]:
    """Return a box on the page as it is turned when it is read, measured from its lower left corner."""
    (left, bottom), (width, height) = corner, size
    x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    if rotation == 90:
        return y0, height - x1, y1, height - x0
    if rotation == 180:
        return width - x1, height - y1, width - x0, height - y0
    if rotation == 270:
        return width - y1, x0, width - y0, x1
    return x0, y0, x1, y1


class _Buffers:
    """What pdfium writes to: made once a page, as each costs more than what is asked."""

    def __init__(self) -> None:
        self.matrix = raw.FS_MATRIX()
        self.matrix_at = ctypes.byref(self.matrix)
        self.colours = tuple(ctypes.c_uint() for _ in range(4))
        self.colours_at = tuple(map(ctypes.byref, self.colours))


def _around(found: Sequence[Character], gaps: Sequence[int]) -> list[str]:
    """Return what stands around each of the characters that are drawn, and that no font names."""
    texts = [character.text for character in found]
    return [f"{''.join(texts[max(0, at - AROUND) : at])}{GAP}{''.join(texts[at : at + AROUND])}" for at in gaps]


def _found(texts: pypdfium2.PdfTextPage, drawing: Drawing) -> tuple[list[Character], dict[int, Any], list[int]]:
    """Return every character, its box as in the file, the text objects in doubt, and before which one lacks a name."""
    found: list[Character] = []
    gaps: list[int] = []
    looks: dict[int, Look] = {}
    doubtful: dict[int, Any] = {}
    box, buffers, spaced, last, look = raw.FS_RECTF(), _Buffers(), False, 0, None
    for index in range(texts.count_chars()):
        code = raw.FPDFText_GetUnicode(texts, index)
        if raw.FPDFText_IsGenerated(texts, index) == 1:
            # Spaces and line ends that were not written are judged by their width later.
            spaced = spaced or code == ord(" ")
            continue
        if not raw.FPDFText_GetLooseCharBox(texts, index, ctypes.byref(box)):
            continue
        if box.right <= box.left or box.top <= box.bottom:
            continue
        if not code:
            gaps.append(len(found))
            continue
        text_object = raw.FPDFText_GetTextObject(texts, index)
        address = ctypes.addressof(text_object.contents) if text_object else 0
        if look is None or address != last:
            last = address
            if address not in looks:
                looks[address] = _look(texts, index, text_object, drawing, buffers)
            look = looks[address]
            if look.doubtful:
                doubtful[id(look)] = text_object
        char = "-" if code == HYPHEN else chr(code)
        found.append(Character(char, box.left, box.bottom, box.right, box.top, spaced, look))
        spaced = False
    return found, doubtful, gaps


def _look(texts: pypdfium2.PdfTextPage, index: int, text_object: Any, drawing: Drawing, into: _Buffers) -> Look:
    matrix = into.matrix
    raw.FPDFText_GetMatrix(texts, index, into.matrix_at)
    angle = degrees(atan2(matrix.b, matrix.a)) if matrix.a or matrix.b else 0.0
    mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else raw.FPDF_TEXTRENDERMODE_FILL
    strokes = mode in STROKES
    ink, alpha = 1.0, 255
    if raw.FPDFText_GetFillColor(texts, index, *into.colours_at):
        red, green, blue, alpha = (colour.value for colour in into.colours)
        ink = (1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255) * alpha / 255
    no_ink = mode in NO_INK or (alpha == 0 and not strokes)
    doubtful = text_object is not None and (
        (ink <= WHITE and not strokes) or _in_layer(text_object) or drawing.may_hide(text_object)
    )
    em = raw.FPDFText_GetFontSize(texts, index) * hypot(matrix.c, matrix.d)
    return Look(em, (matrix.e, matrix.f), angle % 360, 1.0 if strokes else ink, no_ink, doubtful and not no_ink)


def _in_layer(text_object: Any) -> bool:
    """Return whether a text is of a layer, which may be off."""
    name, length = ctypes.create_string_buffer(16), ctypes.c_ulong()
    for n in range(max(0, raw.FPDFPageObj_CountMarks(text_object))):
        mark = raw.FPDFPageObj_GetMark(text_object, n)
        text = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetName(mark, text, 16, ctypes.byref(length)) and name.raw[:6] == b"O\0C\0\0\0":
            return True
    return False


def _rotation(found: Sequence[Character], rotation: int) -> int:
    """Return how most of the text is turned: as the page is, or drawn sideways on it."""
    angles = Counter(round(character.look.angle / 90) % 4 for character in found if not _is_askew(character, 0))
    return 90 * angles.most_common(1)[0][0] if angles else rotation


def _is_askew(character: Character, rotation: int) -> bool:
    """Return whether a character is turned to neither side of the page."""
    return (
        min(
            abs((character.look.angle - rotation) % 90),
            90 - (character.look.angle - rotation) % 90,
        )
        > TURNED
    )


def _unseen(
    found: Sequence[Character],
    page_box: tuple[float, float, float, float],
    page: pypdfium2.PdfPage,
    doubtful: dict[int, Any],
) -> set[int]:
    """Return the places of the characters that the page does not show."""
    left, bottom, right, top = page_box
    outside, inside, unseen = [], set(), set()
    smallest = min(SMALLEST, 0.3 * median(map(_width, found))) if found else 0
    for n, character in enumerate(found):
        x, y = character.middle
        if character.look.no_ink or _width(character) < smallest:
            unseen.add(n)
        elif left <= x <= right and bottom <= y <= top:
            inside.add(id(character.look))
        else:
            outside.append(n)
    # A line that is too long for its page is read to its end.
    unseen.update(n for n in outside if id(found[n].look) not in inside)
    if not unseen and not doubtful:
        return unseen
    painted = _paint(page)
    if doubtful:
        modes = {key: raw.FPDFTextObj_GetTextRenderMode(text_object) for key, text_object in doubtful.items()}
        for text_object in doubtful.values():
            raw.FPDFTextObj_SetTextRenderMode(text_object, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        without = _paint(page)
        for key, text_object in doubtful.items():
            raw.FPDFTextObj_SetTextRenderMode(text_object, modes[key])
        for n, character in enumerate(found):
            if id(character.look) in doubtful and n not in unseen:
                there, not_there = (part.at(character) for part in (painted, without))
                if not there.size or int(abs(there.astype(int) - not_there).max()) < FAINT:
                    unseen.add(n)
    # A text that was recognised on a scan, or set below letters that are drawn as shapes, says what is seen there.
    if 2 * len(unseen) >= len(found):
        inked = {n for n in unseen if painted.at(found[n]).size and _has_ink(painted.at(found[n]))}
        if 2 * len(inked) >= len(unseen):
            unseen -= inked
    return unseen


def _width(character: Character) -> float:
    return max(character.size, character.x1 - character.x0)


def _has_ink(pixels: Any) -> bool:
    return int(pixels.max()) - int(pixels.min()) > 3 * FAINT


@dataclass(frozen=True, slots=True)
class _Painted:
    """A page in pixels, and how its points are placed among them."""

    pixels: Any
    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def at(self, character: Character) -> Any:
        """Return the pixels below a character."""
        width, height = self.right - self.left, self.top - self.bottom
        size = (width, height) if self.rotation in (0, 180) else (height, width)
        box = (character.x0, character.y0, character.x1, character.y1)
        x0, y0, x1, y1 = upright(box, self.rotation, (self.left, self.bottom), size)
        rows, columns = self.pixels.shape[:2]
        across, down = columns / size[0], rows / size[1]
        return self.pixels[
            max(0, int((size[1] - y1) * down)) : max(0, int((size[1] - y0) * down) + 1),
            max(0, int(x0 * across)) : max(0, int(x1 * across) + 1),
        ]


def _paint(page: pypdfium2.PdfPage) -> _Painted:
    left, bottom, right, top = _page_box(page)
    area = max(1.0, (right - left) * (top - bottom))
    bitmap = page.render(scale=min(1.5, (MOST_PIXELS / area) ** 0.5), grayscale=True, may_draw_forms=False)
    return _Painted(bitmap.to_numpy().copy(), left, bottom, right, top, page.get_rotation())


def _turned(found: Sequence[Character], rotation: int, unseen: set[int]) -> set[int]:
    """Return the places of the characters that stand askew or sideways, and of a watermark that stands upright."""
    told = [n for n in range(len(found)) if n not in unseen]
    turned = {n for n in told if abs((found[n].look.angle - rotation + 180) % 360 - 180) > TURNED}
    for before, after in _neighbours(sorted(turned)):
        between = [n for n in range(before + 1, after) if n not in unseen]
        if len(between) <= UPRIGHT_IN_ROUND and all(_are_alike(found[n], found[before]) for n in between):
            turned.update(between)
    sizes = sorted(_height(found[n], rotation) for n in told if n not in turned)
    if sizes:
        usual = sizes[len(sizes) // 2]
        turned |= {
            n
            for n in told
            if found[n].look.ink < PALE and found[n].look.ink > WHITE and _height(found[n], rotation) > LARGE * usual
        }
    return turned


def _height(character: Character, rotation: int) -> float:
    return character.size if rotation in (0, 180) else character.x1 - character.x0


def _are_alike(one: Character, other: Character) -> bool:
    """Return whether two characters are of one round text: each drawn by itself, in one colour."""
    return one.look is not other.look and abs(one.look.ink - other.look.ink) < 0.01


def _neighbours(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((one, other) for one, other in pairwise(places) if other - one > 1)


def _pieces(found: Sequence[Character], places: set[int]) -> list[str]:
    """Return the texts at some places, those that follow each other as one."""
    pieces: list[str] = []
    last = -2
    for n in sorted(places):
        if n == last + 1:
            pieces[-1] += found[n].text
        else:
            pieces.append(found[n].text)
        last = n
    return pieces
