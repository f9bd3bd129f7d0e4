"""Relations between the figures of a report: which columns ``relation`` and ``related`` get, finder by finder.

Each finder proposes relations of one kind; the table keeps those of `SENTENCE_FINDERS` and `REPORT_FINDERS`, and an
audit asks `STATED_FINDERS` as well, for what the words say and the numbers do not bear out.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...text.offsets import Position
from ..record import Figure, Passage, Relation, positions
from ..sentences import by_sentence
from .across import find_across, find_rest
from .growth import find_growths
from .parts import find_parts, find_procedures, sum_subsets
from .ratio import find_ratios
from .state import Draft
from .respective import find_respective
from .stated import state_parts, state_rates, state_subsets, state_totals, state_years_before
from .subset import find_recounted, find_shares, find_subsets

# How many figures of a sentence are looked at together: one without an end, as a table in one line, is no sentence.
TOGETHER = 150
# As many of them an audit reads together.
STATED_TOGETHER = 40


class Finder(NamedTuple):
    """One look at the figures of a sentence, by what it finds.

    Attributes
    ----------
    name : str
        As the rules of the relations that it proposes begin.
    find : callable
    """

    name: str
    find: Callable[[Draft, Sequence[Position]], None]


#: In this order at each sentence: a finder sees what those before it found, here and in the sentences before.
SENTENCE_FINDERS = (
    # First: how much more or less something became is no count, that could be a part or be divided.
    Finder("growth", find_growths),
    # Before the parts: in two lists without words each is of what stands in its own place.
    Finder("respective", find_respective),
    # Before the subsets: what adds up exactly is all of its total, whatever its words say that it is.
    Finder("parts", find_parts),
    # Behind the parts: what is left of a list is some of its total; an outcome may be of what another outcome is of.
    Finder("subset", find_subsets),
    # Behind the subsets: of what nothing in its own sentence is the total, an earlier sentence may have it.
    Finder("across", find_across),
    # Behind all that is some of a total: what is left of it.
    Finder("rest", find_rest),
    # Behind the subsets: a list of them that is all of their total, which nothing but their words opened.
    Finder("parts", sum_subsets),
    # Behind all that a sentence says of its own figures: procedures are of a total in the sentences before.
    Finder("parts", find_procedures),
    # Behind parts and subsets: of two pairs that give a rate, the one whose counts are some of each other is meant.
    Finder("ratio", find_ratios),
    # Behind the ratios, the two counts of a share being known: of what nothing else was said, one is some of the other.
    Finder("share", find_shares),
)
#: At all figures at once, behind all sentences: a noun is taken up again only where nothing nearer was found.
REPORT_FINDERS = (Finder("recounted", find_recounted),)
#: What an audit asks besides, of the relations that a table has.
STATED_FINDERS = (
    Finder("stated.subset", state_subsets),
    Finder("stated.parts", state_parts),
    Finder("stated.totals", state_totals),
    Finder("stated.rates", state_rates),
    Finder("stated.year_before", state_years_before),
)


def relate(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Relate figures to each other.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `relation`.
    """
    draft = Draft(passage.text, figures, passage.words)
    for group in _groups(figures, TOGETHER):
        for each in SENTENCE_FINDERS:
            each.find(draft, group)
    for each in REPORT_FINDERS:
        each.find(draft, positions(0, len(figures)))
    return [
        figure.grown(relation=relation) if relation.kind else figure
        for figure, relation in zip(figures, draft.relations, strict=True)
    ]


def state(figures: Sequence[Figure], passage: Passage) -> tuple[list[Relation], dict[Position, Position]]:
    """Return how figures relate by the words of their text, also where the numbers do not bear them out.

    Parameters
    ----------
    figures : sequence of Figure
        With `clause`, and with the relations that a table keeps.
    passage : Passage

    Returns
    -------
    list of Relation
    dict of Position
        Of growths the figure of the year before that stands beside them.
    """
    draft = Draft(passage.text, figures, passage.words)
    for group in _groups(figures, STATED_TOGETHER):
        for each in STATED_FINDERS:
            each.find(draft, group)
    return draft.relations, draft.before


def _groups(figures: Sequence[Figure], most: int) -> list[Sequence[Position]]:
    """Return the figures of each sentence, of one that is too long piece by piece."""
    return [
        group[first : first + most] for group in by_sentence(figures) for first in range(0, len(group), most) if group
    ]
