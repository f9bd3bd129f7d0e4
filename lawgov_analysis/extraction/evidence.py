"""Evidence: what a report says of a figure, by which its ``indicator`` is told."""

import re
from collections.abc import Sequence

from ..text.offsets import Position
from .record import Evidence, Figure, Passage
from .vocabulary import Vocabulary

# How many characters of its section before a figure speak for its indicator.
BEFORE_REACH = 200
# How many characters of its sentence behind a figure do.
BEHIND_REACH = 40

_WHOLE_CLAUSES = re.compile(r"(?:.*[,，;；、])?", re.DOTALL)


def gather_evidence(position: Position, figures: Sequence[Figure], topic: str, passage: Passage) -> Evidence:
    """Gather what a report says of a figure.

    Parameters
    ----------
    position : Position
    figures : sequence of Figure
    topic : str
        What the figures before it are about, as good as a heading.
    passage : Passage

    Returns
    -------
    Evidence
    """
    figure = figures[position]
    headings, counted, at = figure.headings, figure.counted, figure.quantity.start
    floor = max(headings[-1].start if headings else 0, at - BEFORE_REACH)
    return Evidence(
        counted.phrase,
        counted.full_phrase,
        () if figure.opened_from is None else _said_of(figures[figure.opened_from], passage.words),
        before=passage.text[floor:at],
        headings=" ".join([*(section.title for section in headings), topic]),
        behind=_behind(passage.text, figure, figures[position + 1] if position + 1 < len(figures) else None),
        actor=counted.actor,
        deed=counted.deed,
    )


def _said_of(whole: Figure, words: Vocabulary) -> tuple[str, ...]:
    phrase = whole.counted.phrase
    return (phrase, whole.counted.measure) if words.needs_object(phrase) else (phrase,)


def _behind(text: str, figure: Figure, following: Figure | None) -> str:
    """Return the clauses behind a figure that have no figure of their own."""
    end = figure.quantity.end
    said = text[end : min(figure.clause.sentence.end, end + BEHIND_REACH)]
    if following and following.quantity.start < end + len(said):
        whole_clauses = _WHOLE_CLAUSES.match(said[: following.quantity.start - end])
        return whole_clauses[0] if whole_clauses else ""
    return said
