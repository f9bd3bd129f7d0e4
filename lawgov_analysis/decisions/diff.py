"""Diff: what a new extraction would change in a figures table."""

import re
from typing import Any

import pandas as pd

from ..tables import FIGURE_COLUMNS
from .differences import match_rows

DIFF_COLUMNS = ["change", "figure", "surface", "column", "old", "new"]
# Offsets and numbers move with every word that an editor adds above; they are no change of what is said.
COMPARED = ["surface"] + [
    c for c in FIGURE_COLUMNS if c not in ("place_code", "year", "figure", "surface", "start", "end")
]


def diff_figures(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Say what a new extraction would change in a figures table.

    Figures are matched by place in the text and surface; where the text moved, by surface and value in their order.
    Numbers in ``related`` are compared by the figures that they mean, so that an inserted row is one change.

    Parameters
    ----------
    old, new : pandas.DataFrame
        With the columns `FIGURE_COLUMNS`.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``change`` (added, removed, changed), ``figure`` (its number in `old`, in `new` where it is
        added), ``surface``, ``column``, ``old``, ``new``; an added or removed figure shows its measure. Empty when
        nothing changes.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> from lawgov_analysis.extraction import extract_figures
    >>> old = extract_figures(parse_report("受理信访30件,办结28件。"))
    >>> diff_figures(old, old).empty
    True
    >>> diff_figures(old, old.assign(value=[30.0, 29.0]))[["change", "column", "old", "new"]].values.tolist()
    [['changed', 'value', '28', '29']]
    """
    matched = match_rows(old, new)
    olds, news = old.to_dict("records"), new.to_dict("records")
    numbers = {news[there]["figure"]: olds[here]["figure"] for here, there in matched.items()}
    changes: list[tuple[Any, ...]] = []
    for here, row in enumerate(olds):
        head = row["figure"], row["surface"]
        if here not in matched:
            changes.append((here, "removed", *head, "", row["measure"], ""))
            continue
        for column in COMPARED:
            before, after = _said(row[column]), _said(news[matched[here]][column])
            if column == "related":
                after = re.sub(r"\d+", lambda number: str(numbers.get(int(number[0]), f"新{number[0]}")), after)
            if before != after:
                changes.append((here, "changed", *head, column, before, after))
    place, above = {there: here for here, there in matched.items()}, -1
    for there, row in enumerate(news):
        above = place.get(there, above)
        if there not in place:
            # An added figure is listed after the one that it follows.
            changes.append((above + 0.5, "added", row["figure"], row["surface"], "", "", row["measure"]))
    changes.sort(key=lambda change: change[0])
    return pd.DataFrame([change[1:] for change in changes], columns=DIFF_COLUMNS)


def _said(cell: object) -> str:
    if pd.isna(cell):
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
