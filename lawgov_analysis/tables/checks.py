"""The rules of a table's schema, each broken one said with file, line and column.

Types and constraints are those of the Frictionless Data standard, and what it does not know:

- ``regex``: the cell is a regular expression;
- ``list``: the cell is names that this sign parts, and ``each``: the constraints of every name;
- ``references``: columns of tables, one of which must have the cell, or every name of it; with ``mark``, every name
  that begins with that sign;
- ``required_where`` and ``empty_where``: the cell must be filled, or empty, where another column has one of some
  values, ``any`` or ``none``.

They are checked as pandas masks. The frictionless library takes more than a second at the first table of every process,
as docs/decisions/table-checks.md measured, so only the tests use it, to hold this module to the standard.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pandas as pd

from ..errors import nearest

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
            faults += said(column[_is_blank(column)], "must not be empty")
        faults += _where_faults(cells, field)
        meaning, is_type = TYPES[field["type"]]
        column = column[column != ""]
        fits = is_type(column)
        faults += said(column[~fits], f"must be {meaning}")
        column = column[fits]
        faults += _constraint_faults(column, constraints)
        if "list" in field:
            faults += _list_faults(column, field)
        if field.get("regex"):
            for why, cells_of in column.groupby(column.map(_regex_fault), sort=False):
                faults += said(cells_of, f"must be a regular expression ({why})") if why else []
    return faults


def _constraint_faults(column: pd.Series, constraints: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    for constraint, (rule, broken) in CONSTRAINTS.items():
        if constraint in constraints:
            limit = constraints[constraint]
            shown = ", ".join(limit) if isinstance(limit, list) else limit
            faults += said(column[broken(column, limit)], rule.format(shown))
    return faults


def _list_faults(column: pd.Series, field: dict[str, Any]) -> list[str]:
    """Return what is wrong with the names of cells that are lists."""
    sign, parted = field["list"], column.str.split(field["list"], regex=False)
    faults = said(column[parted.map(lambda names: "" in names)], f"has an empty name beside a {sign}")
    again = parted.map(lambda names: next((name for name in names if name and names.count(name) > 1), ""))
    for name, cells_of in column.groupby(again, sort=False):
        faults += said(cells_of, f"names {name} twice") if name else []
    return faults + _constraint_faults(names_of(column, field), field.get("each", {}))


def _where_faults(cells: pd.DataFrame, field: dict[str, Any]) -> list[str]:
    """Return the cells that are empty, or filled, where another column forbids it."""
    column, faults = cells[field["name"]], []
    for key, is_wrong, rule in (
        ("required_where", _is_blank(column), "must not be empty"),
        ("empty_where", column != "", "must be empty"),
    ):
        for other, wanted in field.get(key, {}).items():
            where, shown = {
                "any": (cells[other] != "", f"{other} is filled"),
                "none": (cells[other] == "", f"{other} is empty"),
            }.get(str(wanted)) or (cells[other].isin(wanted), f"{other} is {' or '.join(wanted)}")
            faults += said(column[is_wrong & where], f"{rule} where {shown}")
    return faults


def _is_blank(column: pd.Series) -> pd.Series:
    """Return where a cell says nothing: of a space, or a wide one, nobody sees that it is there."""
    return column.str.strip() == ""


def names_of(column: pd.Series, field: dict[str, Any]) -> pd.Series:
    """Return the names in the cells of a column, one a row; an empty cell has none.

    Examples
    --------
    >>> names_of(pd.Series(["件|宗", ""], dtype="str"), {"list": "|"}).tolist()
    ['件', '宗']
    """
    if "list" in field:
        column = column.str.split(field["list"], regex=False).explode()
    return column[column != ""]


def reference_faults(
    cells: pd.DataFrame, field: dict[str, Any], known: Collection[str], advice: Callable[[str], str]
) -> list[str]:
    """Return the cells of a column, or the names in them, that are not among those it refers to.

    Parameters
    ----------
    cells : pandas.DataFrame
        As for `field_faults`.
    field : dict
    known : collection of str
    advice : callable
        Says what an unknown name may be instead, where more is known than what is alike.

    Returns
    -------
    list of str
        As from `said`.

    Examples
    --------
    >>> cells = pd.DataFrame({"units": ["件|总"]}, index=pd.MultiIndex.from_tuples([("a.csv", 2)]), dtype="str")
    >>> field = {"name": "units", "list": "|", "references": [{"resource": "units", "field": "unit"}]}
    >>> reference_faults(cells, field, {"件", "总件"}, lambda name: "")
    ['a.csv:2:units: is not in the table units; the nearest are 总件, got “总”']
    """
    names, mark = names_of(cells[field["name"]], field), field.get("mark", "")
    names = names[names.str.startswith(mark)]
    unknown = names[~names.str.removeprefix(mark).isin(known)]
    resource, faults = field["references"][0]["resource"], []
    for name in unknown.unique():
        near = "、".join(mark + one for one in nearest(name.removeprefix(mark), known))
        hint = advice(name) or (f"; the nearest are {near}" if near else "")
        faults += said(unknown[unknown == name], f"is not in the table {resource}{hint}")
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
