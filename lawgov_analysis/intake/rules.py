"""The words, limits and reasons of the intake: tables under ``data/rules/intake``."""

import re

import pandas as pd

from ..tables import Data

ADDED, QUEUED, REFUSED, UNCHANGED = STATES = ("added", "queued", "refused", "unchanged")
# Why a file is refused, where no kind of its own is known.
UNREADABLE = "unreadable"
# The kinds of `UnreadableReport`, which says in English what these reasons say.
KINDS = {"archive", "damaged", "empty", "encrypted", "no-permission", "no-report-there", "old-kind", "scan"}
KINDS |= {"too-large", "unknown-kind"}


def says(role: str, text: str, data: Data) -> bool:
    """Return whether one of the words of a role stands in a text.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> says("news_title", "某镇召开法治政府建设推进会", open_data())
    True
    """
    return bool(data.made(_patterns)[role].search(text))


def limit(name: str, data: Data) -> float:
    """Return a limit of the intake.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> limit("near_twin", open_data())
    0.8
    """
    return data.made(_limits)[name]


def reasons_of(data: Data) -> pd.DataFrame:
    """Return the reasons for which a file waits, is refused or changes nothing, by their ids."""
    return data.table("intake_reasons", index="reason")


def _limits(data: Data) -> dict[str, float]:
    table = data.table("intake_limits")
    return dict(zip(table["limit"], table["value"].tolist(), strict=True))


def _patterns(data: Data) -> dict[str, re.Pattern[str]]:
    table = data.table("intake_words")
    return {role: re.compile(words) for role, words in zip(table["role"], table["words"], strict=True)}
