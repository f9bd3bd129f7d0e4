"""Tables: the rows that the row of totals of their table sums up, column by column."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import isclose

from ...text.offsets import Position
from ..record import Figure
from .arithmetic import PLACES
from .state import Draft


def find_totals(draft: Draft, group: Sequence[Position]) -> None:
    """Find in each column of a table the rows that add up exactly to that of totals: 甲区 12, 乙区 30, 合计 42."""
    for table in _tables(draft, group):
        columns: dict[int, list[Position]] = defaultdict(list)
        for position in table:
            cell = draft.figures[position].quantity.cell
            if cell is not None and draft.is_count(position):
                columns[cell.at].append(position)
        for column in columns.values():
            _find_total(draft, column)


def _find_total(draft: Draft, column: Sequence[Position]) -> None:
    totals = [position for position in column if _is_total(draft.figures[position])]
    if len(totals) != 1:
        return
    (total,) = totals
    rows = [position for position in column if position != total and draft.same_unit(position, total)]
    subtotals = [position for position in rows if _sums(draft.figures[position]) == "some"]
    single = [position for position in rows if _sums(draft.figures[position]) != "some"]
    # Where subtotals are all that there is, each row is of one of them.
    for parts in (subtotals, single):
        reached = round(sum(map(draft.value, parts)), PLACES)
        if len(parts) > 1 and isclose(reached, draft.value(total)):
            for position in parts:
                if not draft.relations[position].kind:
                    draft.propose(position, "part", (total,), "totals", "computed")
            return


def _is_total(figure: Figure) -> bool:
    cell = figure.quantity.cell
    return cell is not None and not (cell.label or cell.limits) and cell.sums == "all"


def _sums(figure: Figure) -> str:
    return figure.quantity.cell.sums if figure.quantity.cell else ""


def _tables(draft: Draft, group: Sequence[Position]) -> Iterator[list[Position]]:
    """Yield the figures of each table: those between which no line is none of a table."""
    table: list[Position] = []
    for position in group:
        if draft.figures[position].quantity.cell is None:
            continue
        if table:
            between = draft.text[draft.figures[table[-1]].quantity.end : draft.figures[position].quantity.start]
            lines = between.split("\n")[1:-1]
            if any("\t" not in line for line in lines) or len(lines) > 1 or _begins_again(draft, table[0], position):
                yield table
                table = []
        table.append(position)
    if table:
        yield table


def _begins_again(draft: Draft, first: Position, position: Position) -> bool:
    """Return whether a figure is of another part of a table, or of another table right below."""
    one, other = draft.figures[first].quantity.cell, draft.figures[position].quantity.cell
    return one is not None and other is not None and one.over != other.over
