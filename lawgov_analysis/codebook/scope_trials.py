"""Trials of what tells scopes: to what the figures of an example are limited by its words."""

from collections.abc import Iterator
from typing import Any

from ..documents import parse_report
from ..extraction import code_report
from ..tables.folder import Data
from .trial import Fault, ReadBy, Trial, try_word_list


def try_scope_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell a scope."""
    return try_word_list(trial, "scope_words", row, scopes_read)


def scopes_read(text: str, data: Data, tried: Data) -> ReadBy:
    """Return to what the figures of lines of a report are limited, ``/`` between the lines.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> data = open_data()
    >>> scopes_read("检查餐饮单位120家、学校周边商店35家。", data, data).shown
    '餐饮单位 | 学校周边商店'
    """
    figures = code_report(parse_report(text.replace("/", "\n"), data_dir=data), tried)
    shown = " | ".join(figure.scope or "-" for figure in figures)
    return ReadBy(shown, shown)
