"""Remarks: what of the tables no example needs, or is won by little, and is no failure."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial

from ..extraction.indicator import CLEAR_LEAD
from ..extraction.record import Figure, Match
from .sentences import BadExample
from .trial import Row, Trial, own_words

#: The tables that what is no failure is listed of.
NOTED = {
    "dead": {"patterns"},
    "near_tie": {"patterns", "indicator_examples"},
    "two_roles": {"words"},
    "idle": {"patterns", "exclusions"},
}


def notes(trial: Trial, kind: str, wanted: Collection[Row] | None = None) -> Iterator[tuple[str, int, str, str]]:
    """Yield what is listed of a kind and is no failure: table, line, column, what is said. All was tried before.

    Of some rows alone, what none of them can be is not looked for.
    """
    if wanted is not None and not NOTED[kind] & {row.table for row in wanted}:
        return
    listed = {
        "dead": partial(_dead, trial),
        "near_tie": partial(_near_ties, trial, wanted),
        "two_roles": partial(_two_roles, trial),
        "idle": partial(_idle, trial, wanted),
    }[kind]()
    yield from (note for note in listed if wanted is None or Row(*note[:2]) in wanted)


def _dead(trial: Trial) -> Iterator[tuple[str, int, str, str]]:
    used = {trial.decided(figure) for figure in trial.sentences.all_figures()}
    for line, row in enumerate(trial.table("patterns"), 2):
        if row.pattern not in used:
            yield "patterns", line, "name", row.name


def _coded_examples(trial: Trial, wanted: Collection[Row] | None = None) -> Iterator[tuple[str, int, str, Figure]]:
    """Give table, line, column and figure of each sentence that is there to be coded, or of some."""
    for (name, line), column, text in _coded_texts(trial):
        if wanted is None or Row(name, line) in wanted:
            with suppress(BadExample):
                yield name, line, column, trial.sentences.marked(text)


def _coded_texts(trial: Trial) -> Iterator[tuple[Row, str, str]]:
    for name, column in (("patterns", "example"), ("indicator_examples", "text")):
        for row in trial.rows(name):
            yield row, column, getattr(trial.at(row), column)


def _near_ties(trial: Trial, wanted: Collection[Row] | None) -> Iterator[tuple[str, int, str, str]]:
    for name, line, column, figure in _coded_examples(trial, wanted):
        first, second = [*figure.coding.matches, None, None][:2]
        if figure.coding.indicator and second and first.score - second.score < CLEAR_LEAD:
            yield name, line, column, _tie(trial, first, second)


def _tie(trial: Trial, first: Match, second: Match) -> str:
    names = [trial.rule_names[match.pattern] for match in (first, second)]
    return f"{names[0]} 领先 {names[1]} {first.score - second.score:.2f}"


def _two_roles(trial: Trial) -> Iterator[tuple[str, int, str, str]]:
    roles: dict[str, list[str]] = {}
    for row in trial.table("words"):
        roles.setdefault(row.word, []).append(row.role)
    for line, row in enumerate(trial.table("words"), 2):
        if len(roles[row.word]) > 1 and not row.note:
            yield "words", line, "note", f"{row.word}：{' '.join(roles[row.word])}"


def _idle(trial: Trial, wanted: Collection[Row] | None) -> Iterator[tuple[str, int, str, str]]:
    against: dict[int, set[str]] = {}
    # What is tried alone may exclude in the example of another rule.
    list(_coded_examples(trial, None if wanted is None else _with_words_of(trial, wanted)))
    for figure in trial.sentences.all_figures():
        if figure.evidence:
            for number, words in trial.sentences.kept_out(figure.evidence, figure.quantity.unit).items():
                against.setdefault(number, set()).update(words)
    for line, row in enumerate(trial.table("exclusions"), 2):
        users = trial.users.get(row.set, ())
        if row.set not in trial.levels and not any(row.word in against.get(number, ()) for number in users):
            yield "exclusions", line, "word", f"@{row.set} {row.word}"
    for line, row in enumerate(trial.table("patterns"), 2):
        idle = [word for word in own_words(row) if word not in against.get(row.pattern, ())]
        if idle:
            yield "patterns", line, "never", "|".join(idle)


def _with_words_of(trial: Trial, wanted: Collection[Row]) -> set[Row]:
    """Return the sentences that have all letters of a word of some rows: in no other one the word excludes anything."""
    words = {trial.at(row).word for row in wanted if row.table == "exclusions"}
    words.update(word for row in wanted if row.table == "patterns" for word in own_words(trial.at(row)))
    by_first: dict[str, list[set[str]]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(set(word))
    texts = ((row, set(text)) for row, _, text in _coded_texts(trial))
    return {
        row for row, text in texts if any(word <= text for first in text & by_first.keys() for word in by_first[first])
    }
