"""The sheet that charts are drawn on: rows of labelled bars, dots or segments from the top down, in one look.

matplotlib is imported where something is drawn: it takes longer than many a command that has no chart to show.
"""

from functools import lru_cache

import numpy as np

from ..paths import font_folder
from ..presentation import width_em, wrap
from ..tables import records

WIDTH, DPI = 7.2, 192  # inches; shown at half the pixels, so sharp on fine screens and on paper
MARGIN, LABELS, GAP = 0.12, 2.7, 0.1  # inches: around, at most for the labels left of the bars, beside the bars
ROW, BAR, LINE = 0.29, 0.18, 0.165
DARK, MIDDLE, LIGHT, INK, FAINT = "#1f4e79", "#6f9bc4", "#dbe6f0", "#1a1a1a", "#595959"
FILLS = [(DARK, ""), (LIGHT, "////"), (MIDDLE, ""), ("#ffffff", "----"), (LIGHT, "")]
SIZES = {"title": 11.5, "label": 9.5, "note": 8}


class Sheet:
    """A figure laid out from the top down in inches; without axes there is nothing to measure, and drawing is quick.

    Parameters
    ----------
    title : str
        Left out where it is ``""``.
    labels, texts : iterable of str
        All that will stand left and right of the bars: they decide how much room is left for the bars.
    """

    def __init__(self, title, labels, texts):
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.figure = Figure(figsize=(WIDTH, 1), dpi=DPI, facecolor="white")
        self.page = Affine2D()
        self.inches = self.page + self.figure.dpi_scale_trans
        self.y = MARGIN
        self.labels = min(LABELS, max(map(inches, labels), default=0) + 0.05)
        self.left = MARGIN + self.labels + GAP
        self.room = WIDTH - self.left - GAP - max(map(inches, texts), default=0) - MARGIN
        for line in wrap(title, (WIDTH - 2 * MARGIN) * 72 / SIZES["title"]) if title else ():
            self.y += 0.11
            self.text(MARGIN, self.y, line, "title")
            self.y += 0.13
        self.y += 0.08 if title else 0

    def text(self, x, y, text, size, ha="left", color=INK):
        """Write a text, its middle at the height `y`."""
        self._text(x, y, text, SIZES[size], ha=ha, va="center", color=color)

    def upright(self, x, y, text, points):
        """Write a text that runs up from `y`, its middle at `x`."""
        self._text(x, y, text, points, ha="center", va="bottom", color=INK, rotation=90)

    def _text(self, x, y, text, points, **look):
        self.figure.text(x, y, text, transform=self.inches, fontsize=points, parse_math=False, **look)

    def box(self, x, width, height, color, hatch="", edge=None):
        """Draw a box from `x`, its middle at the present height."""
        from matplotlib.patches import Rectangle

        corner, look = (x, self.y - height / 2), {"fc": color, "ec": edge or color, "lw": 0.8, "hatch": hatch}
        self.figure.add_artist(Rectangle(corner, width, height, transform=self.inches, **look))

    def line(self, xs, ys, color=LIGHT, width=0.8, above=2, dashes=()):
        """Draw a line; `dashes` are in widths of the line."""
        self._line(xs, ys, color=color, lw=width, zorder=above, ls=(0, dashes) if dashes else "-")

    def mark(self, x, y, shape="o", size=7, fill=DARK, edge_width=1.0, edge=DARK, above=2):
        """Draw a mark of so many points: ``o`` a dot, ``D`` a diamond, ``^``, ``v``, ``<`` and ``>`` arrows."""
        self._line([x], [y], marker=shape, ms=size, mfc=fill, mec=edge, mew=edge_width, zorder=above)

    def _line(self, xs, ys, **look):
        from matplotlib.lines import Line2D

        self.figure.add_artist(Line2D(xs, ys, transform=self.inches, **look))

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
        widths = [room * abs(share) / total for share, _ in segments]
        middles = [end - width / 2 for end, width in zip(np.cumsum(widths) + MARGIN, widths, strict=True)]
        # Each text ends before the line that leads to the next one, which may stand below it.
        ends = [*(middle - 0.06 for middle in middles[1:]), WIDTH - MARGIN]
        fills = _fills(len(segments))
        for (_, said), width, middle, end, (color, hatch) in zip(segments, widths, middles, ends, fills, strict=True):
            self.box(x, width, height, color, hatch, edge=DARK)
            start = max(min(middle - inches(said) / 2, end - inches(said)), MARGIN)
            if start < free:
                line += LINE + 0.02
            self.line([middle] * 2, [top, line - 0.1], MIDDLE, above=0)
            self.text(start, line, said, "label")
            free = start + inches(said) + 0.2
            x += width
        self.y = line + 0.1

    def done(self, notes):
        """Write the notes, fit the height and return the `matplotlib.figure.Figure`."""
        said = [line for note in filter(None, notes) for line in wrap(note, (WIDTH - 2 * MARGIN) * 72 / SIZES["note"])]
        self.y += 0.06 if said else 0
        for line in said:
            self.y += 0.08
            self.text(MARGIN, self.y, line, "note", color=FAINT)
            self.y += 0.08
        height = round((self.y + MARGIN) * DPI) / DPI
        self.figure.set_size_inches(WIDTH, height)
        self.page.scale(1, -1).translate(0, height)
        return self.figure


def inches(text):
    """Return the width of a label in inches."""
    return width_em(text) * SIZES["label"] / 72


def _fills(n):
    return [FILLS[at % len(FILLS)] for at in range(n)]


@lru_cache(maxsize=1)  # the font comes with a package, which stays what it is
def style():
    """The settings of every chart; the Chinese font comes first."""
    from matplotlib import font_manager

    file = font_folder() / "NotoSansSC-Regular.ttf"
    font_manager.fontManager.addfont(file)
    name = font_manager.FontProperties(fname=file).get_name()
    # Fitting Chinese glyphs to the pixels takes a quarter of all drawing and is not seen at this resolution.
    looks = {"hatch.linewidth": 0.6, "svg.fonttype": "none", "svg.hashsalt": "lawgov", "text.hinting": "no_hinting"}
    return {"font.family": [name, "DejaVu Sans"], **looks}
