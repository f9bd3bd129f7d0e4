"""Recognised: where a figure of a scan stands and how surely it was read; fills ``page``, ``box`` and ``certainty``."""

from ..quantities import Quantity
from ..text.lines import Lines
from .record import NOWHERE, Readable, Seen

# A comma parts thousands or nothing, and a unit is a word: neither makes a number another.
NO_DIGIT = ",，"


def see(quantity: Quantity, report: Readable) -> Seen | None:
    """Return where a figure of a scan stands, `NOWHERE` where that is not known, None of another file.

    Parameters
    ----------
    quantity : Quantity
        Its offsets are in ``report.lines.text``.
    report : Report

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> see(Quantity(4, 7, "figure"), parse_report("调解纠纷86宗。")) is None
    True
    """
    if not report.glyphs:
        return None
    lines: Lines = report.lines
    glyphs = report.glyphs_in(*lines.printed_span(quantity.start, quantity.end))
    telling = [glyph for glyph in glyphs if report.text[glyph.offset] not in NO_DIGIT]
    if not telling:
        return NOWHERE
    # A number that a line's end cuts in two is shown where it begins; one line is as high as its characters.
    first = glyphs[0]
    on_line = [each for each in glyphs if each.page == first.page and first.y0 < (each.y0 + each.y1) / 2 < first.y1]
    box = (
        min(glyph.x0 for glyph in on_line),
        min(glyph.y0 for glyph in on_line),
        max(glyph.x1 for glyph in on_line),
        max(glyph.y1 for glyph in on_line),
    )
    return Seen(first.page, box, min(glyph.certainty for glyph in telling))
