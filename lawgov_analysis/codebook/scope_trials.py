"""Trials of what tells scopes: to what the figures of an example are limited by its words."""

from collections.abc import Iterator
from typing import Any

from ..documents import parse_report
from ..extraction import code_report
from ..tables.folder import Data
from .trial import Fault, Trial, finds, missing, without


def try_scope_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell a scope."""
    yield from missing(row, "note")
    read = scopes_read(row.example, trial.data)
    others = trial.data.with_tables({"scope_words": without(trial.data.table("scope_words"), row)})
    if read != row.reads:
        yield "example", f"应读作“{row.reads}”，实为“{read}”"
    elif scopes_read(row.example, others) == read:
        yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
    if row.unlike and finds(row.kind, row.words, row.unlike):
        yield "unlike", "不应含有这一行的词"


def scopes_read(text: str, data: Data) -> str:
    """Return to what the figures of lines of a report are limited, ``/`` between the lines.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> scopes_read("检查餐饮单位120家、学校周边商店35家。", open_data())
    '餐饮 | 周边商店'
    """
    figures = code_report(parse_report(text.replace("/", "\n"), data_dir=data), data)
    return " | ".join(figure.scope or "-" for figure in figures)
