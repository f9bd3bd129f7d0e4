"""The figures of a report while they are being related: what each pass asks of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from ...quantities import RATES
from ...tables import WordLists
from ...text.offsets import Position
from ..record import Figure, Relation, half_digit, positions, value_of
from ..vocabulary import Vocabulary

# How many characters lead up to a figure.
LEAD_UP = 24
CLOSED = re.compile("[)）]")
LISTED = re.compile(r"\s*[、和及与]\s*")
# The brackets of 村(社区)调委会 are within a clause.
OWN_CLAUSE = re.compile(r"(?:[^,，;；。:：、()（）\n]|[(（][^()（）]*[)）])*$")
BRACKETS = re.compile("[()（）]")
UP_TO_MARK = re.compile(r".*[,，;；。:：、\n]", re.DOTALL)
TAIL = re.compile(r"[^,，;；。:：()（）、\n]*")
# Characters that lead up to a figure, where none stands before it.
LONGEST_LEAD = 80
# Characters between two figures that are looked at, however far apart they are.
LONGEST_GAP_READ = 200


@dataclass(frozen=True)
class Draft:
    """All figures of a text, and the relations found so far.

    What is derived of the figures cannot be set or changed: only `relations` and `before` grow.

    Attributes
    ----------
    text : str
    figures : sequence of Figure
    words : Vocabulary
    before : dict
        Of a growth the figure of the year before that the text gives beside it.
    """

    text: str
    figures: Sequence[Figure]
    words: Vocabulary
    before: dict[Position, Position] = field(init=False, default_factory=dict)

    @cached_property
    def relations(self) -> list[Relation]:
        """One a figure."""
        return [figure.relation for figure in self.figures]

    @cached_property
    def said(self) -> WordLists:
        """The words of relations, by role: ``rules/relation/words.csv``."""
        return self.words.of_relations

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The value of each figure."""
        return tuple(value_of(figure.quantity) for figure in self.figures)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The unit of each figure."""
        return tuple(figure.quantity.unit for figure in self.figures)

    @cached_property
    def past(self) -> tuple[bool, ...]:
        """Of each figure whether it is the level of an earlier year."""
        past = [figure.clause.compared for figure in self.figures]
        for position in positions(1, len(self.figures)):
            if past[position - 1] and LISTED.fullmatch(self.between(Position(position - 1), position)):
                # 较去年同期的45起、260万元: one list is all of one year.
                past[position] = True
        return tuple(past)

    @cached_property
    def _plain(self) -> tuple[bool, ...]:
        """Of each figure whether it is a count, unless it was found to be a growth."""
        return tuple(unit not in RATES and not past for unit, past in zip(self.units, self.past, strict=True))

    def propose(self, position: Position, kind: str, to: tuple[Position, ...], rule: str, basis: str) -> None:
        """Give a figure a relation, instead of the one that it has.

        Parameters
        ----------
        position : Position
        kind : str
        to : tuple of Position
        rule : str
            The name of the finder and its case.
        basis : str
            computed, stated or likely.
        """
        self.relations[position] = Relation(kind, to, basis, rule)

    def value(self, position: Position) -> float:
        """Return the value of a figure."""
        return self.values[position]

    def blur(self, position: Position) -> float:
        """Return half of the last printed digit of a figure, as a share of it: 0.05万 of 90.1万起, 0 of 200宗."""
        quantity, value = self.figures[position].quantity, self.values[position]
        return half_digit(quantity, self.text[quantity.start : quantity.end]) / value if value else 0.0

    def is_rate(self, position: Position) -> bool:
        """Return whether a figure is a rate or a difference of rates."""
        return self.units[position] in RATES

    def is_growth(self, position: Position) -> bool:
        """Return whether a figure was found to be a growth."""
        return self.relations[position].kind == "growth"

    def is_count(self, position: Position) -> bool:
        """Return whether a figure is a count of its own: no rate, no growth, no level of another year."""
        return self._plain[position] and self.relations[position].kind != "growth"

    def is_counting(self, position: Position) -> bool:
        """Return whether a figure counts things, be it in another year: it is no rate, no growth, no multiple."""
        unit = self.units[position]
        return unit not in RATES and unit != "倍" and self.relations[position].kind != "growth"

    def same_unit(self, position: Position, other: Position) -> bool:
        """Return whether two figures count the same things."""
        return self.words.same_unit(self.units[position], self.units[other])

    def is_of(self, position: Position, whole: Position) -> bool:
        """Return whether a figure can be some of another, as far as unit and value tell."""
        return self.words.is_of(self.figures[position].quantity, self.figures[whole].quantity)

    def is_some_of(self, position: Position, whole: Position) -> bool:
        """Return whether a figure was found to be a part or a subset of another."""
        relation = self.relations[position]
        return relation.kind in ("subset", "part") and relation.to == (whole,)

    def lead_up(self, position: Position, reach: int = LEAD_UP) -> str:
        """Return the characters of its sentence right before a figure."""
        figure = self.figures[position]
        if figure.quantity.head:
            return figure.quantity.head
        at = figure.quantity.start
        return self.text[max(figure.clause.sentence.start, at - reach) : at].rstrip(" ")

    def up_to_last(self, group: Sequence[Position]) -> str:
        """Return what leads up to the figures of a sentence, from the first to the last."""
        start = max(0, self.figures[group[0]].quantity.start - LEAD_UP)
        return self.text[start : self.figures[group[-1]].quantity.start]

    def between(self, position: Position, following: Position) -> str:
        """Return what stands between two figures."""
        return self.text[self.figures[position].quantity.end : self.figures[following].quantity.start]

    def lead(self, position: Position) -> str:
        """Return the words of a figure's own clause before it, not reaching back over the figure before."""
        start = self.figures[position].quantity.start
        at = self.figures[position - 1].quantity.end if position else max(0, start - LONGEST_LEAD)
        before = self.text[max(at, start - LONGEST_GAP_READ) : start]
        if not BRACKETS.search(before) and before[-1:] != "\n":
            # The last mark is found at once; where a bracket may hold marks, each character may begin the clause.
            mark = UP_TO_MARK.match(before)
            return before[mark.end() :] if mark else before
        return _found(OWN_CLAUSE.search(before))

    def phrase(self, position: Position) -> str:
        """Return the words of a figure's own clause on both sides of it, up to the next figure."""
        end = self.figures[position].quantity.end
        is_last = position + 1 == len(self.figures)
        ceiling = len(self.text) if is_last else self.figures[position + 1].quantity.start
        return self.lead(position) + _found(TAIL.match(self.text, end, min(ceiling, end + LONGEST_GAP_READ)))

    def whole_of(self, position: Position) -> Position | None:
        """Return the figure that one is a subset of, None where it is of none."""
        relation = self.relations[position]
        return relation.to[0] if relation.kind == "subset" and relation.to else None

    def is_bracketed(self, position: Position, whole: Position) -> bool:
        """Return whether a figure stands in a bracket right behind another: 审结261件（含上年结转19件）."""
        between = self.between(whole, position)
        return between.lstrip()[:1] in ("(", "（") and not CLOSED.search(between)

    def listed_before(self, position: Position, candidates: Sequence[Position], number: int) -> list[Position]:
        """Return the list of so many figures right before another, each of one level: all parts, or none.

        Parameters
        ----------
        position : Position
        candidates : sequence of Position
            The figures before it that may be in the list, rising.
        number : int

        Returns
        -------
        list of Position
            Empty where no list is of that length.
        """
        listed: list[Position] = []
        for place in reversed(candidates):
            following = listed[0] if listed else position
            if listed and (
                any(self.is_count(other) or self.is_growth(other) for other in positions(place + 1, following))
                or any(mark in ";；。" for mark in self.between(place, following))
            ):
                break
            listed.insert(0, place)
        top = [place for place in listed if self._is_top(place)]
        parts: list[Position] = []
        while len(parts) < len(listed) and not self._is_top(listed[-1 - len(parts)]):
            parts.insert(0, listed[-1 - len(parts)])
        # 调解员50名(专职5名、兼职45名),调解19件、成功18件,分别上升…: the list begins anew behind parts.
        anew = list(takewhile(self._is_top, reversed(listed)))[::-1]
        return next((each for each in (parts, top, anew, listed) if len(each) == number), [])

    def _is_top(self, position: Position) -> bool:
        return self.figures[position].opened_from is None


def is_short_for(short: str, phrase: str) -> bool:
    """Return whether characters are short for words of a phrase: 收案 for 共收行政一审案.

    Examples
    --------
    >>> is_short_for("收到申请", "收到行政复议申请"), is_short_for("结案", "受理各类案件")
    (True, False)
    """
    return len(short) > 1 and re.search(".*".join(map(re.escape, short)), phrase) is not None


def _found(match: re.Match[str] | None) -> str:
    """Return what a pattern that may be empty found, which it always does."""
    return match[0] if match else ""
