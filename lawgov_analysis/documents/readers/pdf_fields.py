"""What was filled in a PDF and set upon its pages: fields of forms, typed notes, remarks, words struck out."""

import ctypes
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
# In sizes of a character.
WIDTH = 0.55


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
    characters = [*characters]
    for (x0, y0, x1, y1), text in filled.filled:
        beside = [
            n
            for n, char in enumerate(characters)
            if min(y1, char.y1) - max(y0, char.y0) > 0.5 * min(y1 - y0, char.size)
        ]
        left = [n for n in beside if characters[n].middle[0] <= x0]
        right = [n for n in beside if characters[n].middle[0] > x0]
        if left:
            place = max(left, key=lambda n: characters[n].x1) + 1
        elif right:
            place = min(right, key=lambda n: characters[n].x0)
        else:
            below = [n for n, char in enumerate(characters) if char.y1 <= y0]
            place = below[0] if below else len(characters)
        lines = text.split("\n")
        near = characters[left[-1] if left else right[0]] if beside else None
        height = near.size if near else (y1 - y0) / len(lines)
        top = near.y1 if near else y1
        look = near.look if near else PRINTED
        set_in = []
        for n, line in enumerate(lines):
            step = min((x1 - x0) / max(1, len(line)), height)
            for at, char in enumerate(line):
                foot = top - (n + 1) * height
                base = near.base - n * height if near else foot
                set_in.append(
                    Character(char, x0 + at * step, foot, x0 + (at + 1) * step, foot + height, False, look, base)
                )
        characters[place:place] = set_in
    return characters


def without_struck(
    characters: Sequence[Character],
    struck: Sequence[tuple[float, float, float, float]],
    rules: Sequence[tuple[float, float, float, float]],
) -> tuple[list[Character], list[str]]:
    """Leave out the characters that are struck out: by a mark, or by a rule through their middle."""
    flat = [rule for rule in rules if rule[1] == rule[3]]
    if not struck and not flat:
        return [*characters], []
    kept, pieces, last = [], [], False
    for char in characters:
        x, y = char.middle
        is_struck = any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in struck) or any(
            x0 - 1 <= x <= x1 + 1 and char.y0 + 0.28 * char.size <= y0 <= char.y0 + 0.68 * char.size
            for x0, y0, x1, _ in flat
        )
        if not is_struck:
            kept.append(char)
        elif last:
            pieces[-1] += char.text
        else:
            pieces.append(char.text)
        last = is_struck
    return kept, pieces
