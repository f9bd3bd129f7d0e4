"""The rules of a table's schema, each broken one said with file, line and column.

Types and constraints are those of the Frictionless Data standard, and ``regex``, which it does not know: a cell that is
a regular expression. They are checked as pandas masks. The frictionless library takes more than a second at the first
table of every process, as docs/decisions/table-checks.md measured, so only the tests use it, to hold this module to the
standard.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

LONGEST = 80
TYPES: dict[str, tuple[str, Callable[[pd.Series], pd.Series]]] = {
    "string": ("text", lambda cells: cells.notna()),
    "integer": ("a whole number", lambda cells: cells.str.fullmatch(r"-?[0-9]{1,18}")),
    "number": ("a number", lambda cells: cells.str.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")),
    "date": ("a date like 2021-01-29", lambda cells: _dates(cells).notna()),
}
CONSTRAINTS: dict[str, tuple[str, Callable[[pd.Series, Any], pd.Series]]] = {
    "enum": ("must be one of {}", lambda cells, allowed: ~cells.isin(allowed)),
    "pattern": ("must match {}", lambda cells, pattern: ~cells.str.fullmatch(pattern)),
    "minimum": ("must be at least {}", lambda cells, least: pd.to_numeric(cells) < least),
    "maximum": ("must be at most {}", lambda cells, most: pd.to_numeric(cells) > most),
    "unique": ("must be unique", lambda cells, _: cells.duplicated()),
}


def field_faults(cells: pd.DataFrame, fields: Sequence[dict[str, Any]]) -> list[str]:
    """Return what is wrong with the cells of a table by themselves.

    Parameters
    ----------
    cells : pandas.DataFrame
        Of texts, indexed by the file and the line of each row.
    fields : list of dict
        Of the table's schema.

    Returns
    -------
    list of str
        As from `said`.

    Examples
    --------
    >>> cells = pd.DataFrame({"value": ["三"]}, index=pd.MultiIndex.from_tuples([("a.csv", 2)]), dtype="str")
    >>> field_faults(cells, [{"name": "value", "type": "number"}])
    ['a.csv:2:value: must be a number, got “三”']
    """
    faults: list[str] = []
    for field in fields:
        column = cells[field["name"]]
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            faults += said(column[column == ""], "must not be empty")
        meaning, is_type = TYPES[field["type"]]
        column = column[column != ""]
        fits = is_type(column)
        faults += said(column[~fits], f"must be {meaning}")
        column = column[fits]
        for constraint, (rule, broken) in CONSTRAINTS.items():
            if constraint in constraints:
                limit = constraints[constraint]
                shown = ", ".join(limit) if isinstance(limit, list) else limit
                faults += said(column[broken(column, limit)], rule.format(shown))
        if field.get("regex"):
            for why, cells_of in column.groupby(column.map(_regex_fault), sort=False):
                faults += said(cells_of, f"must be a regular expression ({why})") if why else []
    return faults


def _regex_fault(cell: str) -> str:
    try:
        re.compile(cell)
    except re.error as error:
        return str(error)
    return ""


def primary_key_faults(cells: pd.DataFrame, key: list[str]) -> list[str]:
    """Return the rows that repeat a key, as from `said`; `key` is a list of columns."""
    repeated = cells[cells.duplicated(key)] if key else cells[:0]
    return said(repeated[key].agg("-".join, axis=1), "repeats a key", ",".join(key)) if len(repeated) else []


def said(cells: pd.Series, rule: str, column: str | None = None) -> list[str]:
    """Say of each cell of a column that it breaks a rule: file, line, column, rule and what is there, in a line."""
    column = column or cells.name
    cut = cells.map(lambda cell: " ".join(cell[:LONGEST].split("\n")) + ("…" if len(cell) > LONGEST else ""))
    return [f"{shown}:{line}:{column}: {rule}, got “{cell}”" for (shown, line), cell in cut.items()]


def typed(cells: pd.Series, field: dict[str, Any]) -> pd.Series:
    """Return a column of texts that keep the rules of their field as a column of its type."""
    match field["type"]:
        case "integer" if field.get("constraints", {}).get("required"):
            return cells.astype("int64")
        case "integer":
            return pd.to_numeric(cells.where(cells != "")).astype("Int64")
        case "number":
            return pd.to_numeric(cells.where(cells != "")).astype("float64")
        case "date":
            return _dates(cells)
    return cells


def _dates(cells: pd.Series) -> pd.Series:
    ascii_only = cells.where(cells.str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"))
    return pd.to_datetime(ascii_only, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
