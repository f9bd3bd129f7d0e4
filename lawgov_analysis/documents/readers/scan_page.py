"""A page that was recognised: its runs of text set in lines and tables, as the characters of a PDF's page are.

The engine gives runs, each in a box that may be askew as the whole page is. What the layout asks of a character (its
size, its base line, where it begins and ends) is worked out of them with the page set upright; what a reviewer is shown
stays where it is on the page as it lies.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin
from statistics import fmean, median

import numpy as np
from PIL import Image, ImageDraw

from ...text.characters import HAN
from .ocr import Engine, Point, Run, is_same
from .pages import set_page
from .pdf_characters import Character, Look
from .pdf_drawing import Box
from .pdf_lines import Line
from .raised import Raised

# In degrees: a run that is turned further against its page is a seal, a watermark or a note at the side.
TURNED = 8
# No page lies more askew on a scanner.
MOST_ASKEW = 15
# Below this a run is no text: a stain, a seal's edge.
NO_TEXT = 0.5
# A page of which the engine is less sure lies on its side or on its head, if it is surer of it turned.
SURE_OF_PAGE = 0.8
# Sizes that differ by less are one size; the boxes of a scan are not exact.
ONE_SIZE, NO_SIZE = 0.12, 0.35
# A box of the engine's is so much higher than the characters in it.
OF_BOX = 0.92
# In points: how large a seal is, and the cells that a page is looked at in for its red.
SMALLEST_SEAL, LARGEST_SEAL = 80, 200
BELOW_SEAL = 140
# What is darker is ink: from the darkest (so many per cent) on towards the paper. Where nothing was read it is
# looked for in cells, in points; how much of one and of all of them is ink of text, how small text is, how long no
# stroke of it is, and how much around it is looked at again, how often.
DARK, BLACKEST = 0.55, 0.5
CELL, LEAST_INK, TEXT_INK, SMALLEST_TEXT = 4, 0.06, (0.04, 0.6), 8
NO_STROKE = 20
LOOK_AROUND, MOST_LOOKS = 24, 6
# In shares of a character's size.
SHORTEST_RULE = 2.2
GAP = 1.0
# Of a stroke, in pixels; a photograph has any number of them.
THICKEST, MOST_STROKES = 12, 20_000

# x0, y0, x1, y1 of pixels
PixelBox = tuple[int, int, int, int]

HALF_WIDTH = re.compile(r"[\x21-\x7e]")
A_HAN = re.compile(HAN)
# What the engine takes for each other beside digits, where only one of them makes sense.
DASH = re.compile(r"(?<=[0-9])[一](?=[0-9])")
NO_DIGIT = re.compile(r"(?<=[0-9])[oOQlI|](?=[0-9,.%％件宗人次个项份场万亿名条])|(?<![0-9A-Za-z])[lI|](?=[0-9])")
DIGIT_OF = {"o": "0", "O": "0", "Q": "0", "l": "1", "I": "1", "|": "1"}


@dataclass(slots=True)
class LeftOutOfScan:
    """What of the pages was not read, each kind by itself."""

    blank: list[int] = field(default_factory=list)
    overlooked: list[int] = field(default_factory=list)
    seals: list[int] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    unclear: list[tuple[int, float]] = field(default_factory=list)


@dataclass(slots=True)
class Placed:
    """A character as the layout has it, and where it is on the page as it lies."""

    character: Character
    box: Box
    certainty: float


@dataclass(slots=True)
class ScannedPage:
    """The lines of a page in the order of reading, its size in points, and all its characters."""

    lines: list[Line]
    width: float
    height: float
    placed: list[Placed]


def read_page(
    picture: np.ndarray, scale: float, number: int, engine: Engine, omitted: LeftOutOfScan, raised: Raised
) -> ScannedPage:
    """Recognise the text of a page and set it in lines.

    Parameters
    ----------
    picture : numpy.ndarray
        Its last axis is blue, green, red.
    scale : float
        Pixels of a point.
    number : int
        Of the page, from 0.
    engine : Engine
    omitted : LeftOutOfScan
    raised : Raised

    Returns
    -------
    ScannedPage
    """
    picture, has_seal = without_seal(picture, scale)
    if has_seal:
        omitted.seals.append(number + 1)
    runs, turns = _runs_upright(picture, engine)
    upright = np.rot90(picture, turns)
    runs, overlooked = _with_overlooked(runs, upright, scale, engine)
    if overlooked:
        omitted.overlooked.append(number + 1)
    height, width = (edge / scale for edge in upright.shape[:2])
    angle = _angle(runs)
    kept = []
    for run in runs:
        if not run.text.strip():
            continue
        if run.certainty < NO_TEXT:
            omitted.faint.append(run.text)
        elif _is_turned(run, angle):
            omitted.turned.append(run.text)
        else:
            kept.append(run)
    if not kept:
        omitted.blank.append(number + 1)
        return ScannedPage([], width, height, [])
    certainty = fmean(sure for run in kept for sure in run.certainties)
    if certainty < SURE_OF_PAGE:
        omitted.unclear.append((number + 1, certainty))
    frame = _Frame(scale, angle, width, height, turns)
    placed = _set_upright(kept, frame)
    size = median(each.character.size for each in placed)
    rules = _rules(upright, frame, size)
    characters = [each.character for each in placed]
    lines, width, beside = set_page(characters, rules, number, width, raised)
    omitted.turned += beside
    return ScannedPage(lines, width, height, placed)


def without_seal(picture: np.ndarray, scale: float) -> tuple[np.ndarray, bool]:
    """Take the red of a round seal off a page, which lies over the lines of its signature.

    Other red is text: the head of an official paper.
    """
    blue, green, red = (picture[..., n].astype(np.int16) for n in range(3))
    is_red = (red - np.maximum(blue, green)) > 40
    cell = max(1, round(4 * scale))
    rows, columns = (edge // cell for edge in is_red.shape)
    if not rows or not columns or not is_red.any():
        return picture, False
    cells = is_red[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell).mean(axis=(1, 3)) > 0.02
    found = False
    cleaned = picture
    for x0, y0, x1, y1 in _patches(cells):
        sides = [(x1 - x0) * cell / scale, (y1 - y0) * cell / scale]
        if min(sides) >= SMALLEST_SEAL and max(sides) <= LARGEST_SEAL and max(sides) < 1.4 * min(sides):
            area = np.s_[max(0, (y0 - 1) * cell) : (y1 + 1) * cell, max(0, (x0 - 1) * cell) : (x1 + 1) * cell]
            cleaned = cleaned if found else picture.copy()
            # Black below red stays dark in the red that a scanner saw.
            shade = picture[area][..., 2:3]
            cleaned[area] = np.where(shade < BELOW_SEAL, shade, 255)
            found = True
    return cleaned, found


def _patches(cells: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes of the patches of cells that touch each other, or nearly."""
    left = {(int(y), int(x)) for y, x in np.argwhere(cells)}
    while left:
        start = left.pop()
        found, waiting = [start], deque([start])
        while waiting:
            y, x = waiting.popleft()
            for near in [(y + dy, x + dx) for dy in (-2, -1, 0, 1, 2) for dx in (-2, -1, 0, 1, 2)]:
                if near in left:
                    left.remove(near)
                    found.append(near)
                    waiting.append(near)
        ys, xs = zip(*found, strict=True)
        yield min(xs), min(ys), max(xs) + 1, max(ys) + 1


def _runs_upright(picture: np.ndarray, engine: Engine) -> tuple[list[Run], int]:
    """Return the runs of a page, and by how many quarters it had to be turned for them to be read."""
    runs = engine(picture)
    if not runs or (_certainty(runs) >= SURE_OF_PAGE and not _lies(runs)):
        return runs, 0
    best, turned = (_certainty(runs), runs, 0), (1, 3) if _lies(runs) else (2,)
    for turns in turned:
        again = engine(np.rot90(picture, turns))
        if again and not _lies(again):
            best = max(best, (_certainty(again) + (0.2 if _lies(runs) else 0), again, turns), key=lambda one: one[0])
    return best[1], best[2]


def _with_overlooked(
    runs: list[Run], picture: np.ndarray, scale: float, engine: Engine
) -> tuple[list[Run], list[PixelBox]]:
    """Return the runs with those that a closer look finds where ink is left, and where some is left even then."""
    left = _unread(picture, runs, scale)
    margin = round(LOOK_AROUND * scale)
    more = []
    for x0, y0, x1, y1 in left[:MOST_LOOKS]:
        x, y = max(0, x0 - margin), max(0, y0 - margin)
        for run in engine(picture[y : y1 + margin, x : x1 + margin]):
            moved = run.moved(x, y)
            if run.certainty >= SURE_OF_PAGE and not any(
                is_same(moved.corners, other.corners) for other in runs + more
            ):
                more.append(moved)
    if not more:
        return runs, left
    return runs + more, _unread(picture, runs + more, scale)


def _unread(picture: np.ndarray, runs: Sequence[Run], scale: float) -> list[PixelBox]:
    """Return where there is ink as of text but no run: no rule, no stain, no photograph."""
    height, width = picture.shape[:2]
    read = Image.new("1", (width, height))
    draw = ImageDraw.Draw(read)
    for run in runs:
        draw.polygon(run.corners, fill=1, outline=1, width=max(1, round(2 * scale)))
    bright = picture.sum(axis=2, dtype=np.uint16)
    black, paper = np.percentile(bright, [BLACKEST, 50])
    ink = bright < black + DARK * (paper - black)
    longest = round(NO_STROKE * scale)
    ink &= ~(_along(ink, longest) | _along(ink.T, longest).T | np.asarray(read))
    cell = max(1, round(CELL * scale))
    rows, columns = height // cell, width // cell
    # Of black edges that a scanner leaves nothing is text.
    ink[: 4 * cell] = ink[-4 * cell :] = False
    ink[:, : 4 * cell] = ink[:, -4 * cell :] = False
    shares = ink[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell).mean(axis=(1, 3))
    found = []
    for x0, y0, x1, y1 in _patches(shares > LEAST_INK):
        inked = shares[y0:y1, x0:x1]
        sides = (x1 - x0) * CELL, (y1 - y0) * CELL
        if min(sides) > SMALLEST_TEXT and max(sides) > 2 * SMALLEST_TEXT and TEXT_INK[0] < inked.mean() < TEXT_INK[1]:
            found.append((x0 * cell, y0 * cell, x1 * cell, y1 * cell))
    return sorted(found, key=lambda box: box[1])


def _along(ink: np.ndarray, length: int) -> np.ndarray:
    """Return what of the ink is of strokes along the rows that are so long at least."""
    if ink.shape[1] <= length:
        return np.zeros_like(ink)
    # Where a stroke of so many pixels begins, of twice as many at each step; then as many behind each beginning.
    strokes, steps = ink.copy(order="K"), []
    while (reach := 1 + sum(steps)) < length:
        steps.append(min(reach, length - reach))
        strokes[:, : -steps[-1]] &= strokes[:, steps[-1] :]
        strokes[:, -steps[-1] :] = False
    for step in steps:
        strokes[:, step:] |= strokes[:, :-step]
    return strokes


def _certainty(runs: Sequence[Run]) -> float:
    return fmean([sure for run in runs for sure in run.certainties] or [0.0])


def _lies(runs: Sequence[Run]) -> bool:
    """Return whether the lines of a page run from the top to the bottom."""
    several = [run for run in runs if len(run.text) > 3]
    return bool(several) and 2 * sum(abs(_angle_of(run)) > 45 for run in several) > len(several)


def _angle(runs: Sequence[Run]) -> float:
    """Return by how many degrees the lines of a page fall to the right."""
    long = sorted(runs, key=lambda run: run.width, reverse=True)[: max(3, len(runs) // 2)]
    long = [run for run in long if len(run.text) > 5 and abs(_angle_of(run)) < MOST_ASKEW]
    return median([_angle_of(run) for run in long]) if long else 0.0


def _angle_of(run: Run) -> float:
    (x0, y0), (x1, y1), *_ = run.corners
    return degrees(atan2(y1 - y0, x1 - x0))


def _is_turned(run: Run, angle: float) -> bool:
    # The box of a few characters is no measure of how they are turned.
    return run.width > 2 * run.height and abs(_angle_of(run) - angle) > TURNED


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the points of a picture become those of a page: upright for the layout, as it lies for whoever looks."""

    scale: float
    angle: float
    width: float
    height: float
    turns: int

    def upright(self, x: float, y: float) -> Point:
        """Return the place of a pixel on the page set upright, in points from the lower left corner."""
        x, y = x / self.scale - self.width / 2, self.height / 2 - y / self.scale
        turn = radians(self.angle)
        return (
            x * cos(turn) - y * sin(turn) + self.width / 2,
            x * sin(turn) + y * cos(turn) + self.height / 2,
        )

    def as_it_lies(self, box: Box) -> Box:
        """Return a box of pixels on the page as the file has it, in points from the lower left corner."""
        corners = [(x / self.scale, y / self.scale) for x, y in (box[:2], box[2:])]
        if self.turns == 1:
            corners = [(self.height - y, x) for x, y in corners]
        elif self.turns == 2:
            corners = [(self.width - x, self.height - y) for x, y in corners]
        elif self.turns == 3:
            corners = [(y, self.width - x) for x, y in corners]
        height = self.width if self.turns % 2 else self.height
        xs, ys = [x for x, _ in corners], [height - y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def _set_upright(runs: Sequence[Run], frame: _Frame) -> list[Placed]:
    """Return the characters of the runs in the order of reading: row by row, from the left."""
    own = {id(run): _pitch(run) for run in runs}
    pitches = [pitch for pitch in own.values() if pitch]
    heights = median(run.height for run in runs)
    usual = median(pitches) if pitches else OF_BOX * heights
    rows: list[list[tuple[Run, float, float]]] = []
    placed = []
    for run in runs:
        size = own[id(run)] or (usual if abs(run.height - heights) < NO_SIZE * heights else OF_BOX * run.height)
        size = usual if abs(size - usual) < ONE_SIZE * usual else size
        xs, ys = zip(*(frame.upright(*corner) for corner in run.corners), strict=True)
        placed.append((run, size / frame.scale, fmean(ys), min(xs)))
    placed.sort(key=lambda one: -one[2])
    for run, size, middle, x0 in placed:
        if not rows or rows[-1][0][2] - middle > 0.45 * min(size, rows[-1][0][1]):
            rows.append([])
        rows[-1].append((run, size, middle, x0))
    return [
        each
        for row in rows
        for run, size, middle, _ in sorted(row, key=lambda one: one[3])
        for each in _characters(run, size, middle, frame)
    ]


def _pitch(run: Run) -> float:
    """Return how far apart the Chinese characters of a run stand, 0 where it has too few of them."""
    steps = [
        run.width * (following - place)
        for (char, place), (after, following) in pairwise(zip(run.text, run.places, strict=True))
        if A_HAN.match(char) and A_HAN.match(after)
    ]
    # Characters that are spread over a line stand further apart than they are large.
    pitch = median(steps) if len(steps) > 2 else 0.0
    return pitch if pitch < 1.3 * run.height else 0.0


def _characters(run: Run, size: float, middle: float, frame: _Frame) -> Iterator[Placed]:
    """Yield the characters of a run beside each other, but for gaps that are wider than one."""
    look = Look(size, (0.0, 0.0), 0.0, 1.0, False, False)
    text, certainties = _put_right(run)
    edges = [frame.upright(*corner)[0] for corner in run.corners]
    at, last = min(edges), len(text) - 1
    centres = [frame.upright(*run.middle(n))[0] for n in range(len(text))]
    spaced = False
    for n, char in enumerate(text):
        if char.isspace():
            spaced = True
            continue
        half = size / (4 if HALF_WIDTH.match(char) else 2)
        begins = centres[n] - half
        if n and begins - at < GAP * size:
            begins = at
        ends = centres[n] + half
        if n == last:
            ends = max(edges)
        elif n < last:
            ends = max(begins, min(ends, centres[n + 1]))
        character = Character(
            char, begins, middle - size / 2, max(begins, ends), middle + size / 2, spaced, look, middle - 0.36 * size
        )
        at, spaced = character.x1, False
        x, y = run.middle(n)
        across, down = half * frame.scale, run.height / 2
        box = (x - across, y - down, x + across, y + down)
        yield Placed(character, frame.as_it_lies(box), certainties[n])


def _put_right(run: Run) -> tuple[str, tuple[float, ...]]:
    """Return what a run says where a character is no such one beside digits, and how sure that is: not at all."""
    text, certainties = DASH.sub("—", run.text), run.certainties
    if found := [match.start() for match in NO_DIGIT.finditer(text)]:
        text = "".join(DIGIT_OF[char] if n in found else char for n, char in enumerate(text))
        certainties = tuple(0.0 if n in found else sure for n, sure in enumerate(certainties))
    return text, certainties


def _rules(picture: np.ndarray, frame: _Frame, size: float) -> list[Box]:
    """Return the straight lines that are drawn on a page, as boxes without height or width on the page set upright."""
    grey = Image.fromarray(np.ascontiguousarray(picture)).convert("L")
    if abs(frame.angle) > 0.05:
        grey = grey.rotate(frame.angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    is_dark = np.asarray(grey) < 150
    shortest = max(20, round(SHORTEST_RULE * size * frame.scale))
    across = [(x0, y, x1, y) for y, x0, x1 in _strokes(is_dark, shortest)]
    down = [(x, y0, x, y1) for x, y0, y1 in _strokes(is_dark.T, shortest)]

    def point(x: float, y: float) -> Point:
        return x / frame.scale, frame.height - y / frame.scale

    return [(*point(x0, y1), *point(x1, y0)) for x0, y0, x1, y1 in (*across, *down)]


def _strokes(is_dark: np.ndarray, shortest: int) -> list[tuple[float, int, int]]:
    """Return the horizontal strokes: their height, and where they begin and end."""
    # A stroke of a scan is not straight to the pixel: the row above and below count as it.
    thick = is_dark.copy()
    thick[1:] |= is_dark[:-1]
    thick[:-1] |= is_dark[1:]
    strokes: list[tuple[int, int, int]] = []
    counts = thick.sum(axis=1)
    for y in np.flatnonzero(counts >= shortest):
        row = np.concatenate(([0], thick[y].view(np.int8), [0]))
        changes = np.diff(row)
        begins, ends = np.flatnonzero(changes == 1), np.flatnonzero(changes == -1)
        joined: list[list[int]] = []
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            if joined and begin - joined[-1][1] <= 3:
                joined[-1][1] = end
            else:
                joined.append([begin, end])
        strokes += [(int(y), begin, end) for begin, end in joined if end - begin >= shortest]
    return _thinned(strokes)


def _thinned(strokes: Sequence[tuple[int, int, int]]) -> list[tuple[float, int, int]]:
    """Return each stroke once that lies over several rows of pixels."""
    thin: list[list[int]] = []
    lasting: list[list[int]] = []
    for y, begin, end in strokes[:MOST_STROKES]:
        lasting = [stroke for stroke in lasting if y - stroke[1] <= 2]
        over = next((stroke for stroke in lasting if begin < stroke[3] and end > stroke[2]), None)
        if over:
            over[1:] = y, min(begin, over[2]), max(end, over[3])
        else:
            thin.append([y, y, begin, end])
            lasting.append(thin[-1])
    # What is as thick as text is a bar or a picture.
    return [((top + bottom) / 2, begin, end) for top, bottom, begin, end in thin if bottom - top <= THICKEST]
