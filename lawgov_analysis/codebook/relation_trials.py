"""Trials of what tells relations: how the figures of an example relate by its words."""

from typing import NamedTuple

from ..documents import parse_report
from ..extraction.pipeline import STAGES, begin, passage_of, related
from ..extraction.relation import relate, state
from ..tables.folder import Data


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
    shown = " | ".join(f"{figure.relation.kind} {related(figure)}".strip() or "-" for figure in grown)
    return RelationsRead(shown, f"{relations} {before}")
