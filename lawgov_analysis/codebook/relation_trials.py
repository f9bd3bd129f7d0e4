"""Trials of what tells relations: how the figures of an example relate by its words."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..documents import parse_report
from ..extraction.pipeline import STAGES, begin, code_report, passage_of, related
from ..extraction.record import Figure
from ..extraction.relation import relate, state
from ..tables.folder import Data
from .trial import Fault, ReadBy, Trial, try_word_list


def try_relation_examples(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a sentence whose figures relate."""
    read = _shown(code_report(parse_report(row.text, data_dir=trial.data), trial.data))
    if read != row.relations:
        yield "relations", f"应为“{row.relations}”，实为“{read}”"


def try_relation_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell a relation."""
    return try_word_list(trial, "relation_words", row, relations_read)


def relations_read(text: str, data: Data, tried: Data) -> ReadBy:
    """Return how the figures of a text relate by its words, as an audit reads it: also where the numbers do not fit.

    A ``/`` stands for the end of a line.

    Of all that is told each relation has its basis and its rule, and growths the figure of the year before.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> data = open_data()
    >>> relations_read("受理纠纷200宗,调解成功199宗,成功率达99%。", data, data).shown
    '- | subset 1 | ratio 2/1'
    """
    report = parse_report(text.replace("/", "\n"), data_dir=data)
    figures, passage = begin(report, data), passage_of(report, tried)
    for stage in STAGES:
        figures = stage.function(figures, passage)
        if stage.function is relate:
            break
    relations, before = state(figures, passage)
    grown = [figure.grown(relation=relation) for figure, relation in zip(figures, relations, strict=True)]
    return ReadBy(_shown(grown), f"{relations} {before}")


def _shown(figures: Iterable[Figure]) -> str:
    return " | ".join(f"{figure.relation.kind} {related(figure)}".strip() or "-" for figure in figures)
