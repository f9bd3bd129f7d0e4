"""What is drawn on a PDF's page besides its text: the rules of tables, lines through words, areas that hide text."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ...files.limits import MAX_FORM_DEPTH, MAX_PAGE_OBJECTS

# A drawing of more than this is a picture.
MOST_SEGMENTS = 50_000
# With more of them it is faster to look at the page.
MOST_AREAS = 300
# In points: what is thinner is a line.
THIN = 2.5
SHORTEST = 4

# x0, y0, x1, y1
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawing:
    """The straight lines of a page, and the areas and pictures on it with their places in the order of drawing.

    Attributes
    ----------
    lines : list of Box
        As boxes without height or width, as in the file.
    areas : list of (int, Box)
    order : dict of int
        The place of each text object, by its address.
    within : set of int
        The addresses of those that stand in a form.
    """

    lines: list[Box] = field(default_factory=list)
    areas: list[tuple[int, Box]] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    within: set[int] = field(default_factory=set)

    def may_hide(self, text_object: Any) -> bool:
        """Return whether an area lies over a text, the text is clipped, or it is of a form, which may be off."""
        if ctypes.addressof(text_object.contents) in self.within:
            return True
        place = self.order.get(ctypes.addressof(text_object.contents))
        if place is not None and self.areas and self.areas[-1][0] > place:
            if len(self.areas) > MOST_AREAS:
                return True
            x0, y0, x1, y1 = _bounds(text_object)
            if any(n > place and a < x1 and c > x0 and b < y1 and d > y0 for n, (a, b, c, d) in self.areas):
                return True
        clip = raw.FPDFPageObj_GetClipPath(text_object)
        return bool(clip) and raw.FPDFClipPath_CountPaths(clip) > 0 and not _lies_in(text_object, clip)


def read_drawing(page: pypdfium2.PdfPage) -> Drawing:
    """Read what is drawn on a page.

    Parameters
    ----------
    page : pypdfium2.PdfPage

    Returns
    -------
    Drawing
    """
    drawing = Drawing()
    room = MOST_SEGMENTS
    for place, (page_object, kind, matrix) in enumerate(_objects(page)):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawing.order[ctypes.addressof(page_object.contents)] = place
            if matrix is not UPRIGHT:
                drawing.within.add(ctypes.addressof(page_object.contents))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawing.areas.append((place, _moved(_bounds(page_object), matrix)))
        elif kind == raw.FPDF_PAGEOBJ_PATH and room > 0:
            room -= _read_path(page_object, matrix, place, drawing)
    return drawing


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield the objects of a page and of the forms on it in the order of drawing: object, kind, matrix of its form."""
    left = MAX_PAGE_OBJECTS

    def within(count: int, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
        nonlocal left
        for n in range(count):
            left -= 1
            if left < 0:
                return
            page_object = get(n)
            kind = raw.FPDFPageObj_GetType(page_object)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                inner = times(_matrix(page_object), matrix)
                count_in = raw.FPDFFormObj_CountObjects(page_object)
                yield from within(
                    count_in, lambda at, form=page_object: raw.FPDFFormObj_GetObject(form, at), inner, depth + 1
                )
            else:
                yield page_object, kind, matrix

    count = raw.FPDFPage_CountObjects(page)
    yield from within(count, lambda at: raw.FPDFPage_GetObject(page, at), UPRIGHT, 0)


def _read_path(path: Any, matrix: Matrix, place: int, drawing: Drawing) -> int:
    """Read the straight lines of a path, or the area that it fills; return how many segments it has."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    if not filled.value and not stroked.value:
        return 1
    box = _moved(_bounds(path), matrix)
    x0, y0, x1, y1 = box
    if min(x1 - x0, y1 - y0) <= THIN:
        _add_line(drawing, box)
        return 1
    if filled.value:
        drawing.areas.append((place, box))
    if not stroked.value:
        return 1
    count = raw.FPDFPath_CountSegments(path)
    own = times(_matrix(path), matrix)
    start = before = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(min(count, MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = point_of((x.value, y.value), own)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            _add_line(drawing, (*before, *point))
        before = point
        if raw.FPDFPathSegment_GetClose(segment):
            _add_line(drawing, (*before, *start))
            before = start
    return max(1, count)


def _add_line(drawing: Drawing, box: Box) -> None:
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    if y1 - y0 <= THIN and x1 - x0 >= SHORTEST:
        drawing.lines.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
    elif x1 - x0 <= THIN and y1 - y0 >= SHORTEST:
        drawing.lines.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))


def _bounds(page_object: Any) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(page_object, *map(ctypes.byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _lies_in(text_object: Any, clip: Any) -> bool:
    """Return whether a text lies within what it is clipped to."""
    x0, y0, x1, y1 = _bounds(text_object)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(raw.FPDFClipPath_CountPaths(clip)):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if count < 0:
            continue
        points = []
        for n in range(min(count, 64)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, n)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if count > 64 or not points:
            return False
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        bottom, top = min(y for _, y in points), max(y for _, y in points)
        if x0 < left or x1 > right or y0 < bottom or y1 > top:
            return False
    return True


def _matrix(page_object: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(page_object, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return what does the one and then the other.

    Examples
    --------
    >>> times((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 7))
    (2, 0, 0, 2, 5, 7)
    """
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def point_of(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Return where a point comes to lie.

    Examples
    --------
    >>> point_of((1, 1), (2, 0, 0, 2, 5, 7))
    (7, 9)
    """
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == UPRIGHT:
        return box
    corners = [point_of((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
