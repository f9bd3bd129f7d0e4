"""Where in a text a decision belongs: its anchor is the figure as printed, the words and sums of the clauses around.

A text is compared without its spaces and line ends, each character in one form, so that neither a new layout nor
full-width digits are a change. Where it is another text than the one decided on, every place that has the number is
weighed by what of the anchor is around it; one is taken only when it fits better than any other place does, and better
than any other place did when the figure was decided on (`Anchor.rival`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from zlib import crc32

from ..text.characters import UNSEEN, plain_text

#: Characters kept of the words on either side of a figure, and clauses on either side of its own.
CHARACTERS, CLAUSES = 12, 6
# How far off an inserted clause or word may have pushed what was near.
CLAUSES_OFF, CHARACTERS_OFF = 16, 24
ENDS_OF_CLAUSES = frozenset("。;!?,:、\n\t")
BEGINNING, END = "^", "$"
#: In the words around, where a line ends.
LINE_END = "⏎"
SUM, OF_TEXT = 4, 12

# How well a place must fit at all; how much better than any place did then, and than any does now; how much where it
# is not told by its own clause: that is in other words, or there are fewer places with it than then; or more, so that
# one of them may be a copy.
FITS, LEAD, FAR, FARTHEST = 0.5, 0.1, 0.25, 0.4
# As good as certainly the place, whatever number stands there.
SAME_PLACE = 0.9
NUMBER = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a figure stood when it was decided on.

    Attributes
    ----------
    surface : str
        As printed, without spaces.
    before, after : str
        The words around it, without spaces; empty where the text was not at hand.
    start : int or None
        Offset in that text.
    text : str
        The first digits of that text's SHA-256, empty where it is not known.
    around : str
        A sum of each of the clauses before its own and of those after, the nearest first.
    rival : float
        How well the place that is likest to it fitted, 0 to 1.
    twins : int
        How many other places had its very clause.
    """

    surface: str
    before: str = ""
    after: str = ""
    start: int | None = None
    text: str = ""
    around: str = ""
    rival: float = 0.0
    twins: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """Where an anchor is in a text.

    Attributes
    ----------
    span : tuple of int or None
        Of its surface, as offsets of the text; None where no place is clearly the one.
    fits : float
        How well, 0 to 1.
    why : str
        Where there is none: ``gone`` or ``alike``.
    among : tuple
        The spans that fit alike.
    """

    span: tuple[int, int] | None
    fits: float = 1.0
    why: str = ""
    among: tuple[tuple[int, int], ...] = ()


class Words:
    """A text to find anchors in.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> words = Words("一是受理信访30件，办结28件。")
    >>> anchor = words.anchor(6, 9)
    >>> anchor.before, anchor.surface, anchor.after
    ('一是受理信访', '30件', '，办结28件。')
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def sum(self) -> str:
        """The first digits of the text's SHA-256."""
        return text_sum(self.text)

    @cached_property
    def _closed(self) -> tuple[str, list[int]]:
        """The text without spaces, each character in one form, and the offset of each."""
        plain = plain_text(self.text)
        at = [offset for offset, sign in enumerate(plain) if not _is_unseen(sign)]
        return "".join([plain[offset] for offset in at]), at

    @cached_property
    def _clauses(self) -> tuple[list[int], list[str]]:
        """Where each clause of the closed text begins, and its sum."""
        closed, at = self._closed
        plain = plain_text(self.text)
        begins, sums, first, last = [], [], 0, -1
        for place, sign in enumerate(closed):
            ends = sign in ENDS_OF_CLAUSES and not self._parts_digits(closed, place)
            # A line's end is no character of the closed text.
            broken = place > first and "\n" in plain[last + 1 : at[place]]
            if broken:
                begins.append(first)
                sums.append(_sum(closed[first:place]))
                first = place
            if ends:
                begins.append(first)
                sums.append(_sum(closed[first:place]))
                first = place + 1
            last = at[place]
        if first < len(closed):
            begins.append(first)
            sums.append(_sum(closed[first:]))
        return begins, sums

    @staticmethod
    def _parts_digits(closed: str, place: int) -> bool:
        return closed[place] in ",:" and bool(
            NUMBER.match(closed[place - 1 : place]) and NUMBER.match(closed[place + 1 : place + 2])
        )

    def anchor(self, start: int, end: int) -> Anchor:
        """Return the anchor of a figure at offsets of the text."""
        first, last = self._place(start), self._place(end)
        at = self._closed[1]
        bare = Anchor(
            surface="".join(self.text[offset] for offset in at[first:last]),
            before=self._words(max(0, first - CHARACTERS), first, first),
            after=self._words(last, min(len(at), last + CHARACTERS), last),
            start=start,
            text=self.sum,
            around=self._around(first, last),
        )
        others = [place for place in self._places_of(bare.surface) if place[0] != first]
        rival = max((self._fits(bare, *place) for place in others), default=0.0)
        twins = sum(self._has_own_clause(bare, *place) for place in others)
        return replace(bare, rival=round(min(rival, 1.0), 3), twins=twins)

    def _words(self, first: int, last: int, of: int) -> str:
        """Return the words of a stretch of the closed text that begins or ends at a figure, with its line ends."""
        at = self._closed[1]
        words = []
        for place in range(first, last):
            if place and (place > first or place == of) and "\n" in self.text[at[place - 1] : at[place]]:
                words.append(LINE_END)
            words.append(self.text[at[place]])
        if last == of and 0 < last < len(at) and "\n" in self.text[at[last - 1] : at[last]]:
            words.append(LINE_END)
        return "".join(words)

    def locate(self, anchor: Anchor) -> Located:
        """Find the place of an anchor of this text or of another.

        Parameters
        ----------
        anchor : Anchor

        Returns
        -------
        Located

        Examples
        --------
        >>> old = Words("一是受理信访30件，办结28件。")
        >>> new = Words("前言。一是受理信访３０件，办结28件。二是调解纠纷30件。")
        >>> new.locate(old.anchor(6, 9)).span
        (9, 12)
        """
        if anchor.start is not None and anchor.text and anchor.text == self.sum:
            first = self._place(anchor.start)
            last = first + len(closed_text(anchor.surface))
            return Located(self._printed(first, last))
        weighed = sorted(
            ((self._fits(anchor, *place), place) for place in self._places_of(anchor.surface)),
            key=lambda one: (-one[0], one[1]),
        )
        if not weighed or weighed[0][0] < FITS:
            return Located(None, weighed[0][0] if weighed else 0.0, "gone")
        fits, best = weighed[0]
        second = weighed[1][0] if len(weighed) > 1 else 0.0
        own = [place for _, place in weighed if self._has_own_clause(anchor, *place)]
        more = len(own) - anchor.twins - 1
        lead = FARTHEST if more > 0 else LEAD if best in own and not more else FAR
        if second and fits < second + lead:
            near = [self._printed(*place) for other, place in weighed if other > fits - lead]
            return Located(None, fits, "alike", tuple(near))
        if anchor.rival and fits < anchor.rival + lead:
            return Located(None, fits, "gone")
        beside = self._neighbours(anchor, *best)
        if best in own:
            is_place = not anchor.twins or any(beside)
        else:
            # Another place would have fitted too, had this one been taken out: in other words it is not to be told.
            is_place = not anchor.rival or (anchor.rival < FITS and all(beside))
        if not is_place:
            return Located(None, fits, "gone")
        return Located(self._printed(*best), fits)

    def _has_own_clause(self, anchor: Anchor, first: int, last: int) -> bool:
        """Return whether the clause beside a figure is there, as far as the anchor has it."""
        closed = self._closed[0]
        before, whole = _own(anchor.before[::-1])
        after, _ = _own(anchor.after)
        begins = first - len(before)
        return (
            closed[max(0, begins) : first] == before[::-1]
            and closed[last : last + len(after)] == after
            and not (whole and begins > 0 and begins not in self._begins)
        )

    def _neighbours(self, anchor: Anchor, first: int, last: int) -> tuple[bool, ...]:
        """Return whether the clause before a figure's own is the one that it was, and the one after."""
        theirs = self._sums_near(first, last, 1)
        return tuple(not a or a[:SUM] == b[0] for a, b in zip(anchor.around.split("/"), theirs, strict=True))

    @cached_property
    def _begins(self) -> frozenset[int]:
        return frozenset(self._clauses[0])

    def is_there(self, anchor: Anchor, start: int, end: int) -> bool:
        """Return whether another number stands, from `start` to `end`, where an anchor's clearly stood."""
        first, last = self._place(start), self._place(end)
        clear = self._has_own_clause(anchor, first, last) and all(self._neighbours(anchor, first, last))
        return clear and self._fits(anchor, first, last) > SAME_PLACE

    def _place(self, offset: int) -> int:
        """Return the place in the closed text of an offset."""
        return bisect_left(self._closed[1], offset)

    def _printed(self, first: int, last: int) -> tuple[int, int]:
        at = self._closed[1]
        return at[first], at[last - 1] + 1

    def _places_of(self, surface: str) -> Iterator[tuple[int, int]]:
        """Yield every place of the closed text that has a surface, not within a longer number."""
        closed, sought = self._closed[0], closed_text(surface)
        first = closed.find(sought) if sought else -1
        while first >= 0:
            last = first + len(sought)
            if not (_goes_on(closed, first) or _goes_on(closed, last)):
                yield first, last
            first = closed.find(sought, first + 1)

    def _around(self, first: int, last: int) -> str:
        before, after = self._sums_near(first, last, CLAUSES)
        return "".join(before) + "/" + "".join(after)

    def _sums_near(self, first: int, last: int, n: int) -> tuple[list[str], list[str]]:
        """Return the sums of the `n` clauses before a place and of those after it, the nearest first."""
        begins, sums = self._clauses
        own, own_end = bisect_right(begins, first) - 1, bisect_right(begins, max(first, last - 1)) - 1
        before = sums[max(0, own - n) : own][::-1]
        after = sums[own_end + 1 : own_end + 1 + n]
        before += [_sum(BEGINNING)] if len(before) < n else []
        after += [_sum(END)] if len(after) < n else []
        return before, after

    def _fits(self, anchor: Anchor, first: int, last: int) -> float:
        """Return how well an anchor fits a place, 0 to 1: half by the words beside it, half by the clauses around."""
        closed = self._closed[0]
        before = (BEGINNING + closed[max(0, first - CHARACTERS_OFF) : first])[::-1]
        after = closed[last : last + CHARACTERS_OFF] + END
        words = _alike(closed_text(anchor.before)[::-1], before) + _alike(closed_text(anchor.after), after)
        mine = [_pieces(part) for part in anchor.around.split("/")] if anchor.around else [[], []]
        theirs = self._sums_near(first, last, CLAUSES_OFF)
        clauses = sum(_near(a, b) for a, b in zip(mine, theirs, strict=True))
        return (words + clauses) / 4


def text_sum(text: str) -> str:
    """Return the first digits of a text's SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:OF_TEXT]


def _own(words: str) -> tuple[str, bool]:
    """Return how the words beside a figure begin, up to the end of its clause, and whether that is among them."""
    for at, sign in enumerate(words):
        if sign == LINE_END or plain_text(sign) in ENDS_OF_CLAUSES:
            return closed_text(words[:at]), True
    return closed_text(words), False


def closed_text(text: str) -> str:
    """Return a text without spaces, each character in one form.

    Examples
    --------
    >>> closed_text("３０ 件")
    '30件'
    """
    return "".join(sign for sign in plain_text(text) if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or sign in (UNSEEN, LINE_END)


def _sum(clause: str) -> str:
    return f"{crc32(clause.encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"


def _pieces(sums: str) -> list[str]:
    return [sums[at : at + SUM] for at in range(0, len(sums), SUM)]


def _goes_on(closed: str, place: int) -> bool:
    """Return whether a number goes on over a place."""
    left, right = closed[place - 1 : place], closed[place : place + 1]
    if NUMBER.match(left) and NUMBER.match(right):
        return True
    # 1.5 within 31.5 is told by the digits; 5 within 1.5 by the point.
    return bool(
        (left in (".", ",") and place > 1 and NUMBER.match(closed[place - 2]) and NUMBER.match(right))
        or (right in (".", ",") and NUMBER.match(left) and NUMBER.match(closed[place + 1 : place + 2]))
    )


def _alike(words: str, others: str) -> float:
    """Return how much of some words others have, the nearest characters counting most."""
    if not words:
        return 1.0 if others in (BEGINNING, END) else 0.0
    if others.startswith(words):
        return 1.0
    weights = [1 / (at + 1) for at in range(len(words))]
    got, at, free = 0.0, 0, 0
    while at < len(words):
        size, where = _longest(words, at, others, free)
        # One character alone is everywhere; beside the figure itself it says something.
        if size > 1 or (size == 1 and at == where):
            moved = max(0.3, 1 - 0.1 * abs(where - at))
            got += moved * sum(weights[at : at + size])
            at, free = at + size, where + size
        else:
            at += 1
    return got / sum(weights)


def _longest(words: str, at: int, others: str, free: int) -> tuple[int, int]:
    """Return how many characters from one of some words on others have in a row, and where; the nearest first."""
    for size in range(len(words) - at, 0, -1):
        where = others.find(words[at : at + size], free)
        if where >= 0:
            return size, where
    return 0, 0


def _near(sums: Sequence[str], others: Sequence[str]) -> float:
    """Return how many of some clauses others have, less for each by how far it moved."""
    if not sums:
        return 0.0
    got = 0.0
    for at, one in enumerate(sums):
        moved = min((abs(place - at) for place, other in enumerate(others) if other == one), default=None)
        got += 0.0 if moved is None else max(0.2, 1 - 0.15 * moved)
    return got / len(sums)
