"""The sheet that charts are drawn on: rows of labelled bars, dots or segments from the top down, in one look."""

from html import escape

import numpy as np

from ..presentation import width_em, wrap
from ..tables import records

WIDTH = 7.2  # inches
MARGIN, LABELS, GAP = 0.12, 2.7, 0.1  # inches: around, at most for the labels left of the bars, beside the bars
ROW, BAR, LINE = 0.29, 0.18, 0.165
DARK, MIDDLE, LIGHT, INK, FAINT = "#1f4e79", "#6f9bc4", "#dbe6f0", "#1a1a1a", "#595959"
FILLS = [(DARK, ""), (LIGHT, "////"), (MIDDLE, ""), ("#ffffff", "...."), (LIGHT, "")]
SIZES = {"title": 11.5, "label": 9.5, "note": 8}
INCH, POINT = 96, 96 / 72  # pixels
# What a line of text is centred on is so far above the line that letters stand on, in em.
MIDDLE_OF_LETTERS = 0.36
# The package's own, which the PDF and a PNG have; then those that systems come with.
FONTS = "Noto Sans SC,Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,sans-serif"
# Each a tile of so many pixels and what is drawn on it in the colour of the edge, with a pen of that width.
SLANT, BACK = "M0 6L6 0M-1 1L1-1M5 7L7 5", "M0 0L6 6M5-1L7 1M-1 5L1 7"
HATCHES = {
    "////": (6, SLANT, 0.8),
    "\\\\\\\\": (6, BACK, 0.8),
    "xxxx": (6, SLANT + BACK, 0.8),
    "....": (6, "M1.5 1.5h.01M4.5 4.5h.01", 1.5),
}
# The corners around the middle, with half a side of 1.
SHAPES = {
    "D": ((0, -1.41), (1.41, 0), (0, 1.41), (-1.41, 0)),
    "^": ((0, -1), (1, 1), (-1, 1)),
    "v": ((0, 1), (1, -1), (-1, -1)),
    ">": ((1, 0), (-1, 1), (-1, -1)),
}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


class Sheet:
    """A drawing laid out from the top down in inches; widths of texts are reckoned, so that nothing has to be measured.

    Parameters
    ----------
    title : str
        Left out where it is ``""``.
    labels, texts : iterable of str
        All that will stand left and right of the bars: they decide how much room is left for the bars.
    """

    def __init__(self, title, labels, texts):
        self.drawn, self.hatches = [], {}
        self.y = MARGIN
        self.labels = min(LABELS, max(map(inches, labels), default=0) + 0.05)
        self.left = MARGIN + self.labels + GAP
        self.room = WIDTH - self.left - GAP - max(map(inches, texts), default=0) - MARGIN
        for line in wrap(title, (WIDTH - 2 * MARGIN) * 72 / SIZES["title"]) if title else ():
            self.y += 0.11
            self.text(MARGIN, self.y, line, "title")
            self.y += 0.13
        self.y += 0.08 if title else 0

    def _draw(self, above, element):
        self.drawn.append((above, element))

    def text(self, x, y, text, size, ha="left", color=INK):
        """Write a text, its middle at the height `y`."""
        size = SIZES[size] * POINT
        at = f'x="{_px(x)}" y="{_n(y * INCH + MIDDLE_OF_LETTERS * size)}" font-size="{_n(size)}" fill="{color}"'
        anchor = "" if ha == "left" else f' text-anchor="{ANCHORS[ha]}"'
        self._draw(3, f"<text {at}{anchor}>{escape(text, quote=False)}</text>")

    def upright(self, x, y, text, points):
        """Write a text that runs up from `y`, its middle at `x`."""
        size = points * POINT
        turned = f'transform="translate({_n(x * INCH + MIDDLE_OF_LETTERS * size)} {_px(y)})rotate(-90)"'
        self._draw(3, f'<text {turned} font-size="{_n(size)}" fill="{INK}">{escape(text, quote=False)}</text>')

    def box(self, x, width, height, color, hatch="", edge=None):
        """Draw a box from `x`, its middle at the present height."""
        at = f'x="{_px(x)}" y="{_px(self.y - height / 2)}" width="{_px(width)}" height="{_px(height)}"'
        edge = edge or color
        fill = f"url(#{self._hatch(hatch, color, edge)})" if hatch else color
        self._draw(1, f'<rect {at} fill="{fill}" stroke="{edge}" stroke-width="{_n(0.8 * POINT)}"/>')

    def _hatch(self, hatch, color, edge):
        return self.hatches.setdefault((hatch, color, edge), f"h{len(self.hatches) + 1}")

    def line(self, xs, ys, color=LIGHT, width=0.8, above=2, dashes=()):
        """Draw a line; `dashes` are in widths of the line."""
        points = " ".join(f"{_px(x)},{_px(y)}" for x, y in zip(xs, ys, strict=True))
        ends = ' stroke-linecap="square"'
        if dashes:
            ends = f' stroke-dasharray="{" ".join(_n(part * width * POINT) for part in dashes)}"'
        look = f'fill="none" stroke="{color}" stroke-width="{_n(width * POINT)}"{ends}'
        self._draw(above, f'<polyline points="{points}" {look}/>')

    def mark(self, x, y, shape="o", size=7, fill=DARK, edge_width=1.0, edge=DARK, above=2):
        """Draw a mark of so many points: ``o`` a dot, ``D`` a diamond, ``^``, ``v`` and ``>`` arrows."""
        look = f'fill="{fill}" stroke="{edge}" stroke-width="{_n(edge_width * POINT)}"'
        half = size / 2 * POINT
        if shape == "o":
            drawn = f'<circle cx="{_px(x)}" cy="{_px(y)}" r="{_n(half)}" {look}/>'
        else:
            corners = " ".join(f"{_n(x * INCH + dx * half)},{_n(y * INCH + dy * half)}" for dx, dy in SHAPES[shape])
            drawn = f'<polygon points="{corners}" {look}/>'
        self._draw(above, drawn)

    def gap(self):
        """Set two panels apart by a line."""
        self.y += 0.04
        self.line([MARGIN, WIDTH - MARGIN], [self.y, self.y])
        self.y += 0.04

    def heading(self, text):
        """Write the heading of a panel."""
        self.y += 0.15
        self.text(MARGIN, self.y, text, "label", color=FAINT)
        self.y += 0.13

    def label(self, text):
        """Write the label of a row and return the height that the row needs."""
        lines = wrap(text, self.labels * 72 / SIZES["label"])
        height = max(ROW, LINE * len(lines) + 0.1)
        for at, line in enumerate(lines):
            y = self.y + height / 2 + (at - (len(lines) - 1) / 2) * LINE
            self.text(self.left - GAP, y, line, "label", ha="right")
        return height

    def row(self, label, text, filled, whole=0.0, dark=True):
        """Draw a labelled bar: the part `filled` of the room, within the outline of `whole`."""
        height = self.label(label)
        self.y += height / 2
        if whole:
            self.box(self.left, whole * self.room, BAR, "white", edge=MIDDLE)
        if filled:
            self.box(self.left, filled * self.room, BAR, DARK if dark else LIGHT, edge=DARK)
        else:
            self.line([self.left] * 2, [self.y - BAR / 2, self.y + BAR / 2], DARK, 1.2)
        self.text(self.left + max(filled, whole) * self.room + GAP, self.y, text, "label")
        self.y += height / 2

    def number(self, row):
        """Write a labelled number without a bar."""
        height = self.label(row.label)
        self.y += height / 2
        self.text(self.left, self.y, row.text, "label")
        self.y += height / 2

    def panel(self, rows):
        """Draw rows of one scale from zero."""
        most = rows["value"].max()
        for row in records(rows):
            self.row(row.label, row.text, row.value / most if most > 0 else 0, dark=row.own)

    def log_panel(self, rows, scale):
        """Draw rows as dots on a logarithmic scale."""
        low, high = np.floor(np.log10(rows["value"].min())), np.log10(rows["value"].max())
        at = (np.log10(rows["value"]) - low) / (high - low) * self.room
        top = self.y
        for row, x in zip(records(rows), at, strict=True):
            height = self.label(row.label)
            self.y += height / 2
            self.line([self.left, self.left + self.room], [self.y] * 2, above=0)
            self.mark(self.left + x, self.y)
            self.text(self.left + x + GAP, self.y, row.text, "label")
            self.y += height / 2
        for power in range(int(low), int(np.floor(high)) + 1):
            x = self.left + (power - low) / (high - low) * self.room
            self.line([x, x], [top, self.y], above=0)
            self.text(x, self.y + 0.08, f"{10**power:,}", "note", ha="center", color=FAINT)
        self.text(self.left + self.room + 0.1, self.y + 0.08, scale, "note", color=FAINT)
        self.y += 0.2

    def stacked(self, segments):
        """Draw the whole as one bar, its segments named below on as many lines as they need."""
        height, room, x = 0.34, WIDTH - 2 * MARGIN, MARGIN
        self.y += height / 2
        top, line, free = self.y + height / 2, self.y + height / 2 + 0.18, MARGIN
        total = sum(abs(share) for share, _ in segments)
        for (share, said), (color, hatch) in zip(segments, _fills(len(segments)), strict=True):
            width = room * abs(share) / total
            self.box(x, width, height, color, hatch, edge=DARK)
            start = min(max(x + (width - inches(said)) / 2, MARGIN), WIDTH - MARGIN - inches(said))
            if start < free:
                line += LINE + 0.02
            self.line([x + width / 2] * 2, [top, line - 0.1], MIDDLE, above=0)
            self.text(start, line, said, "label")
            free = start + inches(said) + 0.2
            x += width
        self.y = line + 0.1

    def done(self, notes):
        """Write the notes, fit the height and return the drawing as SVG."""
        said = [line for note in filter(None, notes) for line in wrap(note, (WIDTH - 2 * MARGIN) * 72 / SIZES["note"])]
        self.y += 0.06 if said else 0
        for line in said:
            self.y += 0.08
            self.text(MARGIN, self.y, line, "note", color=FAINT)
            self.y += 0.08
        width, height = round(WIDTH * INCH), round((self.y + MARGIN) * INCH)
        size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        tiles = "".join(_tile(name, *look) for look, name in self.hatches.items())
        drawn = "".join(element for _, element in sorted(self.drawn, key=lambda one: one[0]))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONTS}">{tiles}'
            f'<path d="M0 0H{width}V{height}H0z" fill="#fff"/>{drawn}</svg>'
        )


def _tile(name, hatch, color, edge):
    side, path, pen = HATCHES[hatch]
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0H{side}V{side}H0z" fill="{color}"/>'
        f'<path d="{path}" stroke="{edge}" stroke-width="{pen}" stroke-linecap="round"/></pattern>'
    )


def _n(value):
    """A number as short as it may be."""
    return f"{value:.1f}".removesuffix(".0")


def _px(value):
    return _n(value * INCH)


def inches(text):
    """Return the width of a label in inches."""
    return width_em(text) * SIZES["label"] / 72


def _fills(n):
    return [FILLS[at % len(FILLS)] for at in range(n)]
