"""The figures of a report while they are being related: what each rule asks of them."""

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from ...quantities import RATES
from ..sentences import Mention
from ..vocabulary import Words

LEAD_UP = 24
CLOSED = re.compile("[)）]")


@dataclass(slots=True)
class Figures:
    """All figures of a text, and the relations found so far.

    Attributes
    ----------
    text : str
    mentions : list of Mention
    words : Words
    relations : list of tuple of (str, tuple of int)
        One a mention, as `relate` returns them.
    """

    text: str
    mentions: list[Mention]
    words: Words
    relations: list[tuple[str, tuple[int, ...]]] = field(init=False)

    def __post_init__(self):
        self.relations = [("", ())] * len(self.mentions)

    def value(self, position):
        """Return the value of a figure."""
        return self.mentions[position].quantity.value

    def is_rate(self, position):
        """Say whether a figure is a rate or a difference of rates."""
        return self.mentions[position].quantity.unit in RATES

    def is_growth(self, position):
        """Say whether a figure was found to be a growth."""
        return self.relations[position][0] == "growth"

    def is_count(self, position):
        """Say whether a figure is a count of its own: no rate, no growth, no level of another year."""
        return not (self.is_rate(position) or self.mentions[position].compared or self.is_growth(position))

    def is_some_of(self, position, whole):
        """Say whether a figure was found to be a part or a subset of another."""
        return self.relations[position] in (("subset", (whole,)), ("part", (whole,)))

    def lead_up(self, position, reach=LEAD_UP):
        """Return the characters of its sentence right before a figure."""
        mention = self.mentions[position]
        if mention.quantity.head:
            return mention.quantity.head
        return self.text[max(mention.sentence[0], mention.quantity.start - reach) : mention.quantity.start].rstrip(" ")

    def between(self, position, following):
        """Return what stands between two figures."""
        return self.text[self.mentions[position].quantity.end : self.mentions[following].quantity.start]

    def is_bracketed(self, position, whole):
        """Say whether a figure stands in a bracket right behind another: 审结261件（含上年结转19件）."""
        opened = self.between(whole, position).lstrip()[:1] in ("(", "（")
        return opened and not CLOSED.search(self.between(whole, position))

    def listed_before(self, position, candidates, number):
        """Return the list of so many figures right before another, each of one level: all parts, or none.

        Parameters
        ----------
        position : int
        candidates : list of int
            The figures before it that may be in the list, rising.
        number : int

        Returns
        -------
        list of int
            Empty where no list is of that length.
        """
        listed = []
        for place in reversed(candidates):
            following = listed[0] if listed else position
            if listed and (
                any(self.is_count(other) or self.is_growth(other) for other in range(place + 1, following))
                or any(mark in ";；。" for mark in self.between(place, following))
            ):
                break
            listed.insert(0, place)
        top = [place for place in listed if self.mentions[place].whole is None]
        parts = []
        while len(parts) < len(listed) and self.mentions[listed[-1 - len(parts)]].whole is not None:
            parts.insert(0, listed[-1 - len(parts)])
        # 调解员50名(专职5名、兼职45名),调解19件、成功18件,分别上升…: the list begins anew behind parts.
        anew = list(takewhile(lambda place: self.mentions[place].whole is None, reversed(listed)))[::-1]
        return next((each for each in (parts, top, anew, listed) if len(each) == number), [])


def pairs_of_characters(phrase):
    """Return the pairs of neighbouring characters of a phrase.

    Examples
    --------
    >>> sorted(pairs_of_characters("调解成功"))
    ['成功', '解成', '调解']
    """
    return set(map("".join, pairwise(phrase)))
