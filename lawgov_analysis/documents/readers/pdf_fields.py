"""What was filled in a PDF and set upon its pages: fields of forms, typed notes, remarks, words struck out."""

import ctypes
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ...text.characters import tidy
from .pdf_characters import Character, Look, Shown, upright

PRINTED = Look(0.0, (0.0, 0.0), 0.0, 1.0, False, False)
TEXT_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
REMARKS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_STAMP,
)
MOST = 2000
# In points.
LEVEL = 8
# A rule strikes out what it goes through between these parts of its height.
MIDDLE = (0.28, 0.68)


@dataclass(slots=True)
class SetUpon:
    """What is set upon a page.

    Attributes
    ----------
    filled : list of (box, text)
        What was typed into a field or upon the page, as the page shows it.
    remarks : list of str
    struck : list of box
    ticked : int
        How many boxes were ticked.
    """

    filled: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    struck: list[tuple[float, float, float, float]] = field(default_factory=list)
    ticked: int = 0


def read_set_upon(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, shown: Shown) -> SetUpon:
    """Read the fields and remarks of a page."""
    found = SetUpon()
    rectangle = raw.FS_RECTF()
    for n in range(min(MOST, max(0, raw.FPDFPage_GetAnnotCount(page)))):
        annotation = raw.FPDFPage_GetAnnot(page, n)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if raw.FPDFAnnot_GetFlags(annotation) & HIDDEN or not raw.FPDFAnnot_GetRect(
                annotation, ctypes.byref(rectangle)
            ):
                continue
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            box = upright(box, shown.rotation, shown.corner, shown.size)
            if kind == raw.FPDF_ANNOT_WIDGET:
                _read_field(document, annotation, box, found)
            elif kind == raw.FPDF_ANNOT_FREETEXT:
                text = _contents(annotation)
                found.filled += [(box, text)] if text else []
            elif kind == raw.FPDF_ANNOT_STRIKEOUT:
                found.struck += _quads(annotation, shown) or [box]
            elif kind in REMARKS:
                text = _contents(annotation)
                found.remarks += [text] if text or kind == raw.FPDF_ANNOT_STAMP else []
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _read_field(document: pypdfium2.PdfDocument, annotation: Any, box: Any, found: SetUpon) -> None:
    form = document.formenv
    if form is None:
        return
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        found.ticked += bool(raw.FPDFAnnot_IsChecked(form, annotation))
    elif kind in TEXT_FIELDS:
        chosen = [
            _text(raw.FPDFAnnot_GetOptionLabel, form, annotation, n)
            for n in range(min(MOST, max(0, raw.FPDFAnnot_GetOptionCount(form, annotation))))
            if raw.FPDFAnnot_IsOptionSelected(form, annotation, n)
        ]
        text = tidy("、".join(chosen) or _text(raw.FPDFAnnot_GetFormFieldValue, form, annotation))
        found.filled += [(box, text)] if text else []


def _contents(annotation: Any) -> str:
    return tidy(_text(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))


def _text(get: Any, *about: Any) -> str:
    """Return what a function of pdfium writes in UTF-16 to a place that is given to it."""
    length = get(*about, None, 0)
    if length <= 2 or length > 2**20:
        return ""
    written = ctypes.create_string_buffer(length)
    get(*about, ctypes.cast(written, ctypes.POINTER(ctypes.c_ushort)), length)
    return written.raw[: length - 2].decode("utf-16-le", "replace").replace("\r", "\n")


def _quads(annotation: Any, shown: Shown) -> list[tuple[float, float, float, float]]:
    """Return the boxes that a mark on words covers."""
    boxes, quad = [], raw.FS_QUADPOINTSF()
    for n in range(min(MOST, raw.FPDFAnnot_CountAttachmentPoints(annotation))):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, n, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            box = (min(xs), min(ys), max(xs), max(ys))
            boxes.append(upright(box, shown.rotation, shown.corner, shown.size))
    return boxes


def fill_in(characters: Sequence[Character], filled: SetUpon) -> list[Character]:
    """Put what was filled in among the characters of a page, each text behind what it stands right of."""
    if not filled.filled:
        return [*characters]
    levels: dict[int, list[int]] = {}
    for n, char in enumerate(characters):
        for level in {int(char.y0 // LEVEL), int(char.y1 // LEVEL)}:
            levels.setdefault(level, []).append(n)
    placed: list[tuple[int, float, list[Character]]] = []
    for (x0, y0, x1, y1), text in filled.filled:
        near = sorted({n for level in range(int(y0 // LEVEL), int(y1 // LEVEL) + 1) for n in levels.get(level, ())})
        beside = [
            n
            for n in near
            if min(y1, characters[n].y1) - max(y0, characters[n].y0) > 0.5 * min(y1 - y0, characters[n].size)
        ]
        left = [n for n in beside if characters[n].middle[0] <= x0]
        right = [n for n in beside if characters[n].middle[0] > x0]
        if left:
            place = max(left, key=lambda n: characters[n].x1) + 1
        elif right:
            place = min(right, key=lambda n: characters[n].x0)
        else:
            place = next((n for n, char in enumerate(characters) if char.y1 <= y0), len(characters))
        model = characters[left[-1] if left else right[0]] if beside else None
        placed.append((place, x0, _set(text, (x0, y0, x1, y1), model)))
    filled_in = [*characters]
    for place, _, set_in in sorted(placed, key=lambda one: one[:2], reverse=True):
        filled_in[place:place] = set_in
    return filled_in


def _set(text: str, box: tuple[float, float, float, float], model: Character | None) -> list[Character]:
    """Set a text in its field, in the line of a character beside it."""
    x0, y0, x1, y1 = box
    lines = text.split("\n")
    height = model.size if model else (y1 - y0) / len(lines)
    top, look = (model.y1, model.look) if model else (y1, PRINTED)
    characters = []
    for n, line in enumerate(lines):
        foot = top - (n + 1) * height
        base = model.base - n * height if model else foot
        step = min((x1 - x0) / max(1, len(line)), height)
        characters += [
            Character(char, x0 + at * step, foot, x0 + (at + 1) * step, foot + height, False, look, base)
            for at, char in enumerate(line)
        ]
    return characters


def without_struck(
    characters: Sequence[Character],
    struck: Sequence[tuple[float, float, float, float]],
    rules: Sequence[tuple[float, float, float, float]],
) -> tuple[list[Character], list[str]]:
    """Leave out the characters that are struck out: by a mark, or by a rule through their middle."""
    crossed = _crossed(characters, rules)
    kept, pieces, last = [], [], False
    for n, char in enumerate(characters):
        x, y = char.middle
        is_struck = n in crossed or any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in struck)
        if not is_struck:
            kept.append(char)
        elif last:
            pieces[-1] += char.text
        else:
            pieces.append(char.text)
        last = is_struck
    return kept, pieces


def _crossed(characters: Sequence[Character], rules: Sequence[tuple[float, float, float, float]]) -> set[int]:
    """Return the places of the characters that a rule goes through which begins and ends with them.

    One that is longer is of a table, or of the paper.
    """
    levels = _levels(rules)
    heights = [y for y, _ in levels]
    over: dict[tuple[float, float, float], list[int]] = {}
    for n, char in enumerate(characters):
        lowest = bisect_left(heights, char.y0 + MIDDLE[0] * char.size)
        highest = bisect_left(heights, char.y0 + MIDDLE[1] * char.size)
        for y, spans in levels[lowest:highest]:
            at = bisect_left(spans, (char.middle[0] + 1, 0.0)) - 1
            if at >= 0 and char.middle[0] <= spans[at][1] + 1:
                over.setdefault((y, *spans[at]), []).append(n)
    crossed: set[int] = set()
    for (_, x0, x1), places in over.items():
        beyond = 0.6 * max(characters[n].size for n in places)
        if min(characters[n].x0 for n in places) < x0 + beyond and max(characters[n].x1 for n in places) > x1 - beyond:
            crossed.update(places)
    return crossed if 2 * len(crossed) < len(characters) else set()


def _levels(rules: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, list[tuple[float, float]]]]:
    """Return the horizontal rules from the lowest: the height of each and the spans that it covers there."""
    levels: dict[float, list[tuple[float, float]]] = {}
    for x0, y0, x1, y1 in sorted(rules):
        if y0 == y1:
            spans = levels.setdefault(round(2 * y0) / 2, [])
            if spans and x0 <= spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
            else:
                spans.append((x0, x1))
    return sorted(levels.items())
