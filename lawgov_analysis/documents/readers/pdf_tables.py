"""The tables of a PDF's page: what is drawn or set in rows and columns, as rows of cells."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from .grid import VALUE, Cell, lay_out
from .pdf_characters import Character
from .pdf_drawing import Box
from .pdf_lines import Line, set_lines, tidied, tidy_lines
from .raised import Raised

# In points: rules that are as near belong together.
NEAR = 3.0
MOST_CELLS, MOST_TABLES = 10_000, 50
# In sizes of a character: how far the rows of a table without rules stand apart.
FAR = 3.2
# What is further to the right than a table's cells reach is a full line of text.
LONGEST_CELL = 24


@dataclass(slots=True)
class _Grid:
    """The rules of a table: where its columns and rows begin, from the left and from the top."""

    xs: list[float]
    ys: list[float]
    down: list[Box]
    across: list[Box]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and the column of a point, None where it lies outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        if 0 <= column < self.columns and 0 <= row < self.rows:
            return row, column
        return None


def with_ruled_tables(
    characters: Sequence[Character], rules: Sequence[Box], page: int, raised: Raised
) -> list[Character | Line]:
    """Put each table that is drawn with rules in the place of its first character.

    Parameters
    ----------
    characters : sequence of Character
    rules : sequence of Box
        The straight lines of the page as it is shown.
    page : int
    raised : Raised

    Returns
    -------
    list of Character or Line
    """
    grids = _grids(rules)
    if not grids:
        return [*characters]
    held: dict[int, dict[int, list[Character]]] = {}
    first: dict[int, int] = {}
    roots = [_merge(grid) for grid in grids]
    taken: dict[int, int] = {}
    for n, char in enumerate(characters):
        for number, grid in enumerate(grids):
            place = grid.place(*char.middle)
            if place:
                root = roots[number][place[0] * grid.columns + place[1]]
                held.setdefault(number, {}).setdefault(root, []).append(char)
                first.setdefault(number, n)
                taken[n] = number
                break
    tables = {}
    for number, cells in held.items():
        # On squared paper each character has a square of its own.
        single = sum(len(of_cell) == 1 for of_cell in cells.values())
        if len(cells) > 1 and (len(cells) < 20 or 10 * single < 9 * len(cells)):
            tables[number] = _table(grids[number], roots[number], cells, page, raised)
    placed: list[Character | Line] = []
    for n, char in enumerate(characters):
        number = taken.get(n, -1)
        if number not in tables:
            placed.append(char)
        elif first[number] == n:
            placed.append(tables[number])
    return placed


def _grids(rules: Sequence[Box]) -> list[_Grid]:
    """Return the tables that rules make: those that touch each other, with two columns at least."""
    across = _joined([rule for rule in rules if rule[1] == rule[3]])
    down = [_turned(rule) for rule in _joined([_turned(rule) for rule in rules if rule[0] == rule[2]])]
    if not down or len(across) * len(down) > MOST_CELLS * 10:
        return []
    parent = [*range(len(across) + len(down))]

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, (x0, y, x1, _) in enumerate(across):
        for j, (x, y0, _, y1) in enumerate(down, len(across)):
            if x0 - NEAR <= x <= x1 + NEAR and y0 - NEAR <= y <= y1 + NEAR:
                parent[root(i)] = root(j)
    grids = []
    for _, members in groupby(sorted(range(len(parent)), key=root), key=root):
        numbers = [*members]
        flat = [across[n] for n in numbers if n < len(across)]
        upright = [down[n - len(across)] for n in numbers if n >= len(across)]
        if len(flat) < 2 or not upright:
            continue
        xs = _edges([x for x, *_ in upright] + [min(rule[0] for rule in flat), max(rule[2] for rule in flat)])
        ys = _edges([y for _, y, *_ in flat] + [min(rule[1] for rule in upright), max(rule[3] for rule in upright)])
        if len(xs) - 1 >= 2 and len(ys) - 1 >= 1 and (len(xs) - 1) * (len(ys) - 1) <= MOST_CELLS:
            grids.append(_Grid(xs, ys[::-1], upright, flat))
    # Of a table in a cell of another the inner one is asked first.
    return sorted(grids, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1]))[-MOST_TABLES:]


def _turned(rule: Box) -> Box:
    x0, y0, x1, y1 = rule
    return y0, x0, y1, x1


def _joined(rules: Sequence[Box]) -> list[Box]:
    """Join the pieces of horizontal rules: each cell may be drawn with its own."""
    joined: list[Box] = []
    level: list[Box] = []

    def end() -> None:
        for x0, _, x1, _ in sorted(level):
            if joined and joined[-1][1] == level[0][1] and x0 <= joined[-1][2] + NEAR:
                joined[-1] = (joined[-1][0], joined[-1][1], max(joined[-1][2], x1), joined[-1][3])
            else:
                joined.append((x0, level[0][1], x1, level[0][1]))
        level.clear()

    for rule in sorted(rules, key=lambda rule: rule[1]):
        if level and rule[1] - level[0][1] > NEAR:
            end()
        level.append(rule)
    if level:
        end()
    return joined


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _merge(grid: _Grid) -> list[int]:
    """Return for each place of a grid, row by row, the place that its cell begins at."""
    parent = [*range(grid.rows * grid.columns)]

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    down = [[rule[1::2] for rule in grid.down if abs(rule[0] - x) <= NEAR] for x in grid.xs]
    across = [[rule[0::2] for rule in grid.across if abs(rule[1] - y) <= NEAR] for y in grid.ys]
    for row in range(grid.rows):
        y = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(grid.columns):
            x = (grid.xs[column] + grid.xs[column + 1]) / 2
            n = row * grid.columns + column
            if column + 1 < grid.columns and not _covers(down[column + 1], y):
                parent[max(root(n), root(n + 1))] = min(root(n), root(n + 1))
            if row + 1 < grid.rows and not _covers(across[row + 1], x):
                below = n + grid.columns
                parent[max(root(n), root(below))] = min(root(n), root(below))
    return [root(n) for n in range(len(parent))]


def _covers(spans: Sequence[Sequence[float]], at: float) -> bool:
    return any(begins - 1 <= at <= ends + 1 for begins, ends in spans)


def _table(grid: _Grid, roots: list[int], cells: dict[int, list[Character]], page: int, raised: Raised) -> Line:
    """Return a table as a line of the page."""
    members: dict[int, list[int]] = {}
    for at, root in enumerate(roots):
        members.setdefault(root, []).append(at)
    rows: list[list[Cell]] = []
    for row in range(grid.rows):
        placed: list[tuple[list[Line], float, int, int]] = []
        for column in range(grid.columns):
            n = row * grid.columns + column
            if roots[n] == n:
                columns = max(at % grid.columns for at in members[n]) - column + 1
                down = max(at // grid.columns for at in members[n]) - row + 1
                lines = tidy_lines(set_lines(cells.get(n, []), page, raised))
                lines.sort(key=lambda line: -round(line.y0 / max(1.0, line.size / 2)))
                placed.append((lines, grid.xs[column + columns], columns, down))
        rows += _rows_of_one(placed) or [
            [Cell(_paragraphs(lines, right), columns, down) for lines, right, columns, down in placed]
        ]
    said, edges = lay_out(rows) or [""], tuple(grid.xs)
    return Line(page, grid.xs[0], grid.ys[-1], grid.xs[-1], grid.ys[0], "", rows=said, cells=rows, edges=edges)


def _paragraphs(lines: Sequence[Line], right: float) -> tuple[str, ...]:
    """Return the paragraphs of a cell: its lines, those joined that go on because the cell is full."""
    if not lines:
        return ()
    # A narrow cell, in which a word is set from the top to the bottom.
    stacked = len(lines) > 1 and all(len(line.text) <= 1 for line in lines)
    paragraphs = [lines[0].text]
    for above, line in pairwise(lines):
        if abs(above.y0 - line.y0) < 0.3 * line.size:
            paragraphs[-1] += f" {line.text}" if line.x0 - above.x1 > 0.5 * line.size else line.text
        elif stacked or right - above.x1 < 1.5 * above.size:
            paragraphs[-1] += line.text
        else:
            paragraphs.append(line.text)
    return tuple(paragraphs)


def _rows_of_one(placed: Sequence[tuple[list[Line], float, int, int]]) -> list[list[Cell]]:
    """Return the rows between which a table has no rules; none where its row is one.

    A cell has several numbers below each other then, and its rows are the lines that stand beside each other.
    """
    if not any(sum(bool(VALUE.fullmatch(line.text)) for line in lines) > 1 for lines, *_ in placed):
        return []
    if len(placed) < 2 or any(down > 1 for *_, down in placed):
        return []
    rows: list[tuple[float, list[list[str]]]] = []
    above: dict[int, Line] = {}
    lines = sorted(((line, at) for at, (lines, *_) in enumerate(placed) for line in lines), key=lambda one: -one[0].y0)
    for line, at in lines:
        if not rows or rows[-1][0] - line.y0 > 0.5 * line.size:
            beside = {other for one, other in lines if abs(one.y0 - line.y0) <= 0.5 * line.size}
            is_full = at in above and placed[at][1] - above[at].x1 < 1.5 * line.size
            # Else it is the end of a label that is longer than its cell.
            if not rows or len(beside) > 1 or not is_full:
                rows.append((line.y0, [[] for _ in placed]))
        above[at] = line
        rows[-1][1][at].append(line.text)
    return [
        [Cell(tuple(["".join(texts)] if texts else []), placed[at][2]) for at, texts in enumerate(row)]
        for _, row in rows
    ]


@dataclass(slots=True)
class _Piece:
    x0: float
    x1: float
    text: str


def with_set_tables(lines: Sequence[Line]) -> list[Line]:
    """Put each table that is set without rules, in columns that stand apart, in the place of its lines.

    A table has two rows at least whose cells stand below each other, and in two of them a cell that is a number.
    """
    placed: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and not _stands_below(run[-1], line):
            placed += _set_table(run)
            run = []
        run.append(line)
    return placed + (_set_table(run) if run else [])


def _stands_below(above: Line, line: Line) -> bool:
    if above.rows or line.rows or above.page != line.page:
        return False
    step = above.y0 - line.y0
    # The cells of a row may be lines of their own.
    return -0.3 * line.size < step < FAR * max(above.size, line.size) and _may_be_row(above) == _may_be_row(line)


def _may_be_row(line: Line) -> bool:
    return len(line.text) <= LONGEST_CELL or bool(line.gaps)


def _set_table(run: Sequence[Line]) -> list[Line]:
    """Return a run of lines with the table among them, if they are one."""
    rows: list[tuple[list[Line], list[_Piece]]] = []
    for line in run:
        pieces = _pieces(line)
        if rows and abs(rows[-1][0][-1].y0 - line.y0) < 0.3 * line.size and pieces[0].x0 > rows[-1][1][-1].x1:
            rows[-1][0].append(line)
            rows[-1][1].extend(pieces)
        else:
            rows.append(([line], pieces))
    begin, end = _widest_run(rows)
    table = [pieces for _, pieces in rows[begin:end]]
    bands = _bands(table)
    numeric = sum(any(VALUE.fullmatch(piece.text.replace(" ", "")) for piece in pieces[1:]) for pieces in table)
    if len(bands) < 2 or len(table) < 2 or numeric < 2:
        return [*run]
    cells = [_cells(pieces, bands) for pieces in table]
    of_table = [line for lines, _ in rows[begin:end] for line in lines]
    set_out = Line(
        run[0].page,
        min(line.x0 for line in of_table),
        min(line.y0 for line in of_table),
        max(line.x1 for line in of_table),
        max(line.y1 for line in of_table),
        "",
        rows=lay_out(cells),
    )
    before = [line for lines, _ in rows[:begin] for line in lines]
    return [*before, set_out, *(line for lines, _ in rows[end:] for line in lines)]


def _widest_run(rows: Sequence[tuple[Any, list[_Piece]]]) -> tuple[int, int]:
    """Return the longest run of rows of several pieces, with those of one piece between them."""
    longest, begin, last = (0, 0), None, 0
    for n, (_, pieces) in enumerate(rows):
        if len(pieces) > 1:
            begin = n if begin is None else begin
            last = n
            longest = max(longest, (begin, last + 1), key=lambda run: run[1] - run[0])
        elif begin is not None and n - last > 1:
            begin = None
    return longest


def _pieces(line: Line) -> list[_Piece]:
    pieces, at, x0 = [], 0, line.x0
    for end, start, length in line.gaps:
        pieces.append(_Piece(x0, end, tidied(line.text[at:length])))
        at, x0 = length, start
    pieces.append(_Piece(x0, line.x1, tidied(line.text[at:])))
    return [piece for piece in pieces if piece.text] or pieces[:1]


def _bands(table: Sequence[Sequence[_Piece]]) -> list[tuple[float, float]]:
    """Return the columns of a table: where the pieces of the rows that have most of them stand, left to right."""
    most = max((len(pieces) for pieces in table), default=0)
    spans = sorted((piece.x0, piece.x1) for pieces in table if len(pieces) == most for piece in pieces)
    bands: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands if len(bands) == most else []


def _cells(pieces: Sequence[_Piece], bands: Sequence[tuple[float, float]]) -> list[Cell]:
    """Return the cells of a row: each piece in the columns that it stands over, or in the nearest one."""
    cells: list[Cell] = []
    at = 0
    for piece in pieces:
        over = [n for n, (x0, x1) in enumerate(bands) if n >= at and piece.x0 < x1 and piece.x1 > x0]
        if not over:
            middle = (piece.x0 + piece.x1) / 2
            free = range(min(at, len(bands) - 1), len(bands))
            over = [min(free, key=lambda n: abs((bands[n][0] + bands[n][1]) / 2 - middle))]
        cells += [Cell(())] * (over[0] - at)
        cells.append(Cell((piece.text,), columns=len(over)))
        at = over[-1] + 1
    return cells + [Cell(())] * (len(bands) - at)


def join_tables(lines: Sequence[Line]) -> list[Line]:
    """Join the parts of each table that goes on over the end of a page: its head and a broken row are said once."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and above.rows and line.rows and _goes_on(above, line):
            rows = _without_head(above.cells, line.cells)
            if rows and _is_rest(rows[0], above.cells[-1]):
                pairs = zip(above.cells[-1], rows[0], strict=True)
                last = [replace(cell, lines=_continued(cell.lines, rest.lines)) for cell, rest in pairs]
                cells = [*above.cells[:-1], last, *rows[1:]]
            else:
                cells = [*above.cells, *rows]
            joined[-1] = replace(above, page=line.page, y0=line.y0, y1=line.y1, rows=lay_out(cells), cells=cells)
        else:
            joined.append(line)
    return joined


def _goes_on(above: Line, line: Line) -> bool:
    return (
        above.page + 1 == line.page
        and len(above.edges) == len(line.edges) > 0
        and all(abs(one - other) <= NEAR for one, other in zip(above.edges, line.edges, strict=True))
    )


def _without_head(above: Sequence[list[Cell]], rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return the rows of a part of a table below those that the first part begins with too."""
    same = 0
    while same < min(len(above), len(rows)) and rows[same] == above[same]:
        same += 1
    return [*rows[same:]]


def _is_rest(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Return whether a row is the rest of the one above: words without numbers, and not in every cell."""
    said = [cell for cell in row if cell.lines]
    alike = len(row) == len(above) and all(
        one.columns == other.columns and one.rows == other.rows == 1 for one, other in zip(row, above, strict=True)
    )
    filled = all(other.lines for one, other in zip(row, above, strict=False) if one.lines)
    has_numbers = any(VALUE.fullmatch(cell.lines[0]) for cell in above if cell.lines)
    is_words = not any(VALUE.fullmatch(line) for cell in said for line in cell.lines)
    return bool(said) and len(said) < len(row) and alike and filled and has_numbers and is_words


def _continued(above: tuple[str, ...], rest: tuple[str, ...]) -> tuple[str, ...]:
    return (*above[:-1], above[-1] + rest[0], *rest[1:]) if above and rest else above or rest
