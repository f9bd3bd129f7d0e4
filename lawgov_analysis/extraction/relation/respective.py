"""Respective: what stands in the same place of two lists (建议156件、提案212件,其中主办90件、131件)."""

import re
from collections.abc import Sequence

from ...text.offsets import Position
from ..record import Figure
from .outcome import Became, stage_of
from .state import LISTED, Draft

OPENED = re.compile("其中|[,，]?分别有|中[,，:：]?(?:分别)?[已共]?有?$|分别")
# What stands behind the numbers, of all of them: 76件、30件(占95%、60%)已办结.
LABELLED = re.compile("其中|分别")


def find_respective(draft: Draft, group: Sequence[Position]) -> None:
    """Relate the figures of a list without words of their own to those of the list before, each to its own."""
    for run in _bare_runs(draft, group):
        if any(draft.relations[position].kind for position in run):
            continue
        lead = draft.lead(run[0]) + draft.figures[run[0]].clause.before
        before = [position for position in group if position < run[0] and draft.is_count(position)]
        wholes = draft.listed_before(run[0], before, len(run)) if before else []
        if not wholes or not all(map(draft.is_of, run, wholes)):
            continue
        opened = OPENED.search(lead) or LABELLED.search(draft.between(wholes[-1], run[0]))
        if opened or _became(draft, run, wholes):
            rule = "respective.opened" if opened else "respective.outcome"
            for position, whole in zip(run, wholes, strict=True):
                draft.propose(position, "subset", (whole,), rule, "stated")


def _bare_runs(draft: Draft, group: Sequence[Position]) -> list[list[Position]]:
    """Return the lists of counts of which nothing but marks stands between, two or more each."""
    runs: list[list[Position]] = []
    for position in group:
        if not draft.is_count(position):
            continue
        listed = runs and runs[-1][-1] == position - 1 and LISTED.fullmatch(draft.between(runs[-1][-1], position))
        if listed:
            runs[-1].append(position)
        else:
            runs.append([position])
    return [run for run in runs if len(run) > 1]


def _became(draft: Draft, run: list[Position], wholes: list[Position]) -> bool:
    """Return whether the words of a list say what became of what the list before counts: 办结33宗、21宗."""
    figure, words = draft.figures[run[0]], draft.words
    if not (words.outcome.match(figure.counted.own) or words.done.search(figure.counted.own)):
        return False
    stage = stage_of(figure.counted.own, words)
    return all(_is_of(draft.figures[whole], figure, stage, draft) for whole in wholes[:1])


def _is_of(whole: Figure, figure: Figure, stage: int, draft: Draft) -> bool:
    return Became(figure, figure.counted.own, stage, False, "").is_of(whole, draft.words)
