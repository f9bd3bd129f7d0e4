"""Trials of what tells relations: how the figures of an example relate by its words."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..documents import parse_report
from ..extraction.pipeline import STAGES, begin, code_report, passage_of, related
from ..extraction.record import Figure
from ..extraction.relation import relate, state
from ..tables.folder import Data
from .trial import Fault, Trial, finds, missing, without


def try_relation_examples(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a sentence whose figures relate."""
    read = _shown(code_report(parse_report(row.text, data_dir=trial.data), trial.data))
    if read != row.relations:
        yield "relations", f"应为“{row.relations}”，实为“{read}”"


def try_relation_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell a relation."""
    yield from missing(row, "note")
    read = relations_read(row.example, trial.data)
    others = trial.data.with_tables({"relation_words": without(trial.data.table("relation_words"), row)})
    if read.shown != row.reads:
        yield "example", f"应读作“{row.reads}”，实为“{read.shown}”"
    elif relations_read(row.example, trial.data, others) == read:
        yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
    if row.unlike and finds(row.kind, row.words, row.unlike):
        yield "unlike", "不应含有这一行的词"


class RelationsRead(NamedTuple):
    """How the figures of a text relate by its words.

    Attributes
    ----------
    shown : str
        In short, as ``rules/relation/examples.csv`` has them.
    told : str
        Each with its basis and its rule, and of growths the figure of the year before.
    """

    shown: str
    told: str


def relations_read(text: str, data: Data, tried: Data | None = None) -> RelationsRead:
    """Return how the figures of a text relate by its words, as an audit reads it: also where the numbers do not fit.

    Parameters
    ----------
    text : str
    data : Data
    tried : Data, optional
        Those whose words of relations are tried, else the same.

    Returns
    -------
    RelationsRead

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> relations_read("受理纠纷200宗,调解成功199宗,成功率达99%。", open_data()).shown
    '- | subset 1 | ratio 2/1'
    """
    report = parse_report(text, data_dir=data)
    figures, passage = begin(report, data), passage_of(report, tried or data)
    for stage in STAGES:
        figures = stage.function(figures, passage)
        if stage.function is relate:
            break
    relations, before = state(figures, passage)
    grown = [figure.grown(relation=relation) for figure, relation in zip(figures, relations, strict=True)]
    return RelationsRead(_shown(grown), f"{relations} {before}")


def _shown(figures: Iterable[Figure]) -> str:
    return " | ".join(f"{figure.relation.kind} {related(figure)}".strip() or "-" for figure in figures)
