"""Answers: which shortcoming a plan answers, where words tell that both are on the same."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..text.characters import HAN_RANGE
from ..text.offsets import Offset
from .statement_words import StatementWords

#: Words of so many characters that stand in a shortcoming and in a plan tell that they are on the same.
SHARED = 4
#: One fewer tells it where no other shortcoming and no other plan has them.
#: So many pairs of characters that nothing else shares tell it too.
PAIRS = 3
#: A topic that more shortcomings are on tells of none of them that a plan answers it.
MOST_ON_TOPIC = 4
QUOTES = re.compile(r"“[^“”\n]{2,20}”|《[^《》\n]{2,40}》")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a report.

    Attributes
    ----------
    kind : str
        ``leadership``, ``shortcoming`` or ``plan``.
    start, end : Offset
        In the text as it was written.
    section : str
        Outline path, ``0`` in none.
    cause, quantity, deadline : str
        As printed; ``""`` where the text gives none.
    answers : tuple of int
        Which shortcomings a plan answers, by their places in the list of statements.
    """

    kind: str
    start: Offset
    end: Offset
    section: str
    cause: str = ""
    quantity: str = ""
    deadline: str = ""
    answers: tuple[int, ...] = ()


def answered(found: list[Statement], text: str, words: StatementWords) -> list[Statement]:
    """Say of each plan which shortcomings it answers: those on the same topic, or named in the same words."""
    short = [place for place, each in enumerate(found) if each.kind == "shortcoming"]
    plans = [place for place, each in enumerate(found) if each.kind == "plan"]
    said = {place: text[found[place].start : found[place].end] for place in (*short, *plans)}
    by_topic, by_gram, by_run, by_pair = (_index(short, said, of) for of in (words.topics_of, _grams, _runs, _pairs))
    planned = _index(plans, said, lambda text: _pairs(text) | _runs(text))
    everywhere = "|".join(words.roles.get("everywhere", ()))
    answered = list(found)
    for plan in plans:
        named = (by_topic.get(topic, []) for topic in words.topics_of(said[plan]))
        places = {place for on_it in named if len(on_it) <= MOST_ON_TOPIC for place in on_it}
        for gram in _grams(said[plan]):
            if len(by_gram.get(gram, ())) == 1 and not words.everywhere.search(gram):
                places.add(by_gram[gram][0])
        for run in _runs(said[plan]):
            if len(by_run.get(run, ())) == 1 and len(planned[run]) == 1 and run not in everywhere:
                places.add(by_run[run][0])
        shared: dict[int, int] = {}
        for pair in _pairs(said[plan]):
            if len(by_pair.get(pair, ())) == 1 and len(planned[pair]) == 1 and not words.common_pair.search(pair):
                shared[by_pair[pair][0]] = shared.get(by_pair[pair][0], 0) + 1
        places |= {place for place, pairs in shared.items() if pairs >= PAIRS}
        answered[plan] = replace(found[plan], answers=tuple(sorted(places)))
    return answered


def _runs(text: str) -> set[str]:
    return _grams(text, SHARED - 1)


def _pairs(text: str) -> set[str]:
    return _grams(text, 2)


def _index(places: Sequence[int], said: dict[int, str], of: Callable[[str], Iterable[str]]) -> dict[str, list[int]]:
    """Return of each word in which of some statements it stands."""
    index: dict[str, list[int]] = {}
    for place in places:
        for word in of(said[place]):
            index.setdefault(word, []).append(place)
    return index


def alike(one: str, other: str, words: StatementWords) -> bool:
    """Return whether two texts are on the same topic, or say it in the same words."""
    return bool(words.topics_of(one) & words.topics_of(other)) or bool(_grams(one) & _grams(other))


def _grams(text: str, length: int = SHARED) -> set[str]:
    """Return all runs of so many Chinese characters of a text, and what it has in quotes."""
    bare = re.sub(rf"[^{HAN_RANGE}]", " ", text)
    grams = {bare[at : at + length] for at in range(len(bare) - length + 1)}
    return {gram for gram in grams if " " not in gram} | (set(QUOTES.findall(text)) if length == SHARED else set())
