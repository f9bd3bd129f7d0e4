"""Numbers that stand in the cells of tables: each is read anew for what its cell alone says of it.

A row goes through its cells by these: where the number of a cell is, whether it names its row (a serial number, a
class) or is a figure, and with which sign, multiplier and bound.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from ..text.numerals import read_arabic
from ..text.offsets import Offset
from .grammar import Grammar
from .heads import Unit
from .quantity import RATES, Cell, Quantity
from .shapes import NUMBER, SCALE, SPACED

CELL = re.compile(rf"{NUMBER}(?=[ ]*$)")
SPACED_CELL = re.compile(SPACED)
BRACKET = re.compile(rf"{NUMBER}[ ]?\(")
BEFORE_NUMBER = re.compile(r"[-+±≥≤<>~约近超达共▲△↑↓▼▽]{1,3}[ ]?")
SIGN = re.compile(rf"[-+▲△↑↓▼▽](?={NUMBER}$)")
SIGNED = re.compile(rf"[-↓▼▽]{NUMBER}")
# 100万元以上, 18-35岁: a class, in a head or at the beginning of a row.
LIMITS = re.compile(
    rf"(?:{NUMBER}{SCALE}?[^0-9()\s]{{0,4}}?[(]?(?:不?含)?[)]?(?:-|~|至))?"
    rf"{NUMBER}{SCALE}?[^0-9()\s]{{0,4}}?(?:[(]不?含[^()]{{0,6}}[)])?(?:及?以[上下内外]|(?<=[岁年])(?=$))"
)
MARK_OF_VALUE = re.compile(r"(?<=[0-9%])(?:[\[【]注?[ ]?[0-9]{1,2}[\]】]|\(注[0-9]{0,2}\)|[①-⑳*]+)$")
# 约98, 98余, 3.5万: the unit is that of the heads, the bound its own.
HEDGED = re.compile(
    rf"(?:[≥≤<>~约近超达共]{{1,3}}[ ]?)?(?P<n>{NUMBER})[ ]?(?P<scale>{SCALE})?(?:余|多|左右|以上|以下)?"
)


class Numbers:
    """The numbers of a text by where they stand.

    Parameters
    ----------
    grammar : Grammar
    plain : str
        The whole text.
    found : list of Quantity
        Of the whole text; changed in place.
    """

    def __init__(self, grammar: Grammar, plain: str, found: list[Quantity]) -> None:
        self._bounds = grammar.bounds
        self._plain, self._found = plain, found
        self._starts = [int(quantity.start) for quantity in found]
        self._places = {start: place for place, start in enumerate(self._starts)}
        # What turns out to be a part of another number.
        self._dropped: set[int] = set()

    def end(self) -> None:
        """Leave out what turned out to be a part of another number: after this the places are others."""
        if self._dropped:
            self._found[:] = [each for place, each in enumerate(self._found) if place not in self._dropped]

    def at(self, start: int, text: str) -> int | None:
        """Return the place of the number that a cell begins with, be it behind a sign; None without one."""
        place = self._places.get(start)
        before = BEFORE_NUMBER.match(text) if place is None else None
        return self._places.get(start + before.end()) if before else place

    def quantity(self, place: int) -> Quantity:
        """Return a number as it is read by now."""
        return self._found[place]

    def within(self, start: int, text: str) -> list[int]:
        """Return the places of the figures that a cell holds."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, start + len(text), lo=first)
        return [place for place in range(first, last) if self._found[place].kind == "figure"]

    def words_before(self, place: int, at: int) -> str:
        """Return the words of a cell from an offset to a number."""
        return self._plain[at : self._found[place].start].strip(" ,;、/():。")

    def shared_unit(self, starts: Iterable[int]) -> Unit | None:
        """Return the one unit that is printed in the cells of a row: the 0 beside 75件 and 16件 is 0件."""
        printed = {self._found[self._places[start]].unit for start in starts if start in self._places} - {""}
        # 10, 12 and +20%: a growth or a share is beside counts.
        return Unit("", printed.pop()) if len(printed) == 1 and printed.isdisjoint(RATES) else None

    def name(self, start: int, text: str) -> None:
        """Take the numbers of a class for its name."""
        before = BEFORE_NUMBER.match(text)
        place = self._places.get(start + (before.end() if before else 0))
        limits = LIMITS.match(text, before.end() if before else 0)
        if place is None or limits is None or text[limits.end() :].partition("(")[0]:
            return
        while place < len(self._found) and self._found[place].start < start + len(text):
            self._found[place] = replace(self._found[place], kind="name", rule="serial_cell")
            place += 1

    def count_row(self, place: int, text: str, kind: str) -> None:
        """Take a cell for what numbers, ranks or names its row: outline, ordinal or identifier."""
        if CELL.match(text):
            self._found[place] = replace(
                self._found[place], kind=kind, value=None, unit="", bound="exact", rule="serial_cell"
            )

    def is_bare(self, place: int, text: str) -> bool:
        """Return whether a cell has no more than digits, or what is no figure by itself."""
        return bool(CELL.match(MARK_OF_VALUE.sub("", text))) or self._found[place].kind != "figure"

    def read(self, place: int, start: int, text: str, unit: Unit | None, of_row: Unit | None) -> None:
        """Read the number that a cell begins with, in the unit of its heads, or else in that of its row."""
        quantity, text = self._found[place], MARK_OF_VALUE.sub("", text)
        number = CELL.match(text) or SPACED_CELL.fullmatch(text) or SIGN.match(text)
        bracketed = BRACKET.match(text) and quantity.kind == "figure" and not quantity.unit
        if number or bracketed:
            digits = text if number else text.partition("(")[0].rstrip(" ")
            self._found[place] = self._bare(quantity, place, digits, start, unit or of_row)
        elif (hedged := HEDGED.fullmatch(text)) and not quantity.unit:
            self._found[place] = self._hedged(quantity, hedged, unit)
        elif SIGNED.match(text) and quantity.kind == "figure" and quantity.value and quantity.start != start:
            self._found[place] = replace(quantity, start=Offset(start), value=-abs(quantity.value))

    def say(self, place: int, head: str, cell: Cell | None = None) -> None:
        """Say of a number what its heads do."""
        self._found[place] = replace(self._found[place], head=head, cell=cell)

    def _bare(self, quantity: Quantity, place: int, text: str, start: int, unit: Unit | None) -> Quantity:
        """Return a number that stands alone in its cell as a figure."""
        sign = -1 if SIGNED.match(text) else 1
        digits = text.lstrip("+-▲△↑↓▼▽").replace(" ", "")
        value = read_arabic(digits, unit.scale if unit else "")
        if value is None:
            return quantity
        end = start + len(text)
        for later in range(place + 1, len(self._found)):
            # 1 234 was read as two.
            if self._found[later].start >= end:
                break
            self._dropped.add(later)
        return replace(
            quantity,
            start=Offset(start),
            end=Offset(max(quantity.end, end)),
            kind="figure",
            value=sign * float(value),
            unit=unit.name if unit else "",
            bound="exact",
            decimals=len(digits.partition(".")[2]),
            rule="cell",
        )

    def _hedged(self, quantity: Quantity, cell: re.Match[str], unit: Unit | None) -> Quantity:
        """Return a number with a word of bound, or a multiplier, as a figure in the unit of its heads."""
        scale = cell["scale"] or (unit.scale if unit else "")
        value = read_arabic(cell["n"], scale)
        if value is None:
            return quantity
        said = next((bound for mark, bound in self._bounds.items() if mark in cell[0]), "exact")
        bound = quantity.bound if quantity.kind == "figure" and quantity.bound != "exact" else said
        return replace(
            quantity, kind="figure", value=float(value), unit=unit.name if unit else "", bound=bound, rule="cell"
        )
