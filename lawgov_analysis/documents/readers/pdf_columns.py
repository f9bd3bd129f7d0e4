"""Columns of a PDF's page, as gazettes are set: its lines one column after the other, as if all stood in the first."""

from bisect import bisect_left
from dataclasses import replace
from statistics import median
from typing import Any

# A gutter is in the middle of the page, between so many lines on its left and on its right; few (a title) cross it.
MIDDLE = (0.35, 0.65)
FEWEST_LEFT, FEWEST_RIGHT = 8, 3
CROSSING = 1 / 6
# Of the strips that a page is looked at in.
MOST_STRIPS = 2000


def in_columns(lines: list[Any], width: float) -> tuple[list[Any], float]:
    """Put the lines of a page that is set in two columns into the order of reading.

    Parameters
    ----------
    lines : list of Line
        With ``x0``, ``x1``, ``y0``, ``size`` and ``text``, and ``gaps``: (end, start, length of the text before it) of
        what is wider than a character.
    width : float
        Of the page.

    Returns
    -------
    lines : list of Line
        Those of the second column at the place of the first; the same lines where there is one column.
    width : float
        Of a page that would have the first column alone.
    """
    gutter = _gutter(lines, width)
    if gutter is None:
        return lines, width
    pieces = [piece for line in lines for piece in _split(line, gutter)]
    left = [piece for piece in pieces if piece.x1 <= gutter]
    right = [piece for piece in pieces if piece.x0 >= gutter]
    across = sorted(-piece.y0 for piece in pieces if piece.x0 < gutter < piece.x1)
    edge = min(piece.x0 for piece in left)
    shift = min(piece.x0 for piece in right) - edge
    placed = []
    for piece in pieces:
        above = bisect_left(across, -piece.y0)
        if piece.x0 < gutter < piece.x1:
            placed.append(((2 * above + 1, 0), piece))
        elif piece.x1 <= gutter:
            placed.append(((2 * above, 0), piece))
        else:
            placed.append(((2 * above, 1), replace(piece, x0=piece.x0 - shift, x1=piece.x1 - shift, shift=shift)))
    placed.sort(key=lambda place: place[0])
    return [piece for _, piece in placed], max(piece.x1 for piece in left) + edge


def _gutter(lines: list[Any], width: float) -> float | None:
    """Return the middle of the strip between two columns of prose, None where there is no such strip."""
    if len(lines) < FEWEST_LEFT or not width > 0:
        return None
    size = median(line.size for line in lines)
    spans = [span for line in lines for span in _spans(line)]
    step = max(size / 2, width / MOST_STRIPS)
    changes = [0] * (int(width / step) + 2)
    for x0, x1 in spans:
        changes[_place(x0, step, changes)] += 1
        changes[_place(x1, step, changes)] -= 1
    longest, run, covered = (0, 0), 0, 0
    for place, change in enumerate(changes):
        covered += change
        is_free = covered <= CROSSING * len(spans) and MIDDLE[0] * width < place * step < MIDDLE[1] * width
        run = run + 1 if is_free else 0
        longest = max(longest, (run, place))
    run, last = longest
    if run < 2:
        return None
    begins, ends = (last - run + 1) * step, (last + 1) * step
    left = [x1 for _, x1 in spans if x1 <= begins + size]
    right = [x0 for x0, _ in spans if x0 >= ends - size]
    # Prose fills its column; the cells of a table do not.
    is_full = 2 * sum(begins - x1 < 2 * size for x1 in left) >= len(left)
    is_set = 2 * sum(x0 - ends < 3 * size for x0 in right) >= len(right)
    if len(left) >= FEWEST_LEFT and len(right) >= FEWEST_RIGHT and is_full and is_set:
        return (begins + ends) / 2
    return None


def _place(x: float, step: float, changes: list[int]) -> int:
    return min(max(0, int(x / step)), len(changes) - 1)


def _spans(line: Any) -> list[tuple[float, float]]:
    """Return the spans of a line between its wide gaps."""
    starts = [line.x0, *(start for _, start, _ in line.gaps)]
    ends = [*(end for end, _, _ in line.gaps), line.x1]
    return list(zip(starts, ends, strict=True))


def _split(line: Any, gutter: float) -> list[Any]:
    """Return what of a line stands left and right of the gutter; a line without a gap there is whole."""
    for end, start, length in line.gaps:
        if end <= gutter <= start:
            left = replace(line, x1=end, text=line.text[:length], gaps=[])
            return [left, replace(line, x0=start, text=line.text[length:], gaps=[])]
    return [line]
