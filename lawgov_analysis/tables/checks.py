"""The rules of a table's schema, each broken one said with file, line and column.

Types and constraints are those of the Frictionless Data standard, and what it does not know:

- ``regex``: the cell is a regular expression;
- ``list``: the cell is names that this sign parts, and ``each``: the constraints of every name;
- ``references``: columns of tables, one of which must have the cell, or every name of it; with ``mark``, every name
  that begins with that sign;
- ``required_where`` and ``empty_where``: the cell must be filled, or empty, where another column has one of some
  values, ``any`` or ``none``.

A rule is tried once for each text that a column has, however many of its cells have it. The frictionless library
takes more than a second at the first table of every process, as docs/decisions/table-checks.md measured, so only the
tests use it, to hold this module to the standard.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from math import nan
from typing import Any, TypeAlias

import pandas as pd

from ..errors import nearest

# Gives a column: of one that keeps its rules nothing else than its plain texts is looked at, which pandas would take
# most of the time of reading a small table to give again and again.
_Column: TypeAlias = Callable[[], pd.Series]

LONGEST = 80
WHOLE = re.compile(r"-?[0-9]{1,18}")
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_date(cell: str) -> bool:
    try:
        return bool(DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


TYPES: dict[str, tuple[str, Callable[[str], object]]] = {
    "string": ("text", lambda cell: isinstance(cell, str)),
    "integer": ("a whole number", WHOLE.fullmatch),
    "number": ("a number", NUMBER.fullmatch),
    "date": ("a date like 2021-01-29", _is_date),
}
# Of each limit, what keeps it.
CONSTRAINTS: dict[str, tuple[str, Callable[[Any], Callable[[str], object]]]] = {
    "enum": ("must be one of {}", lambda allowed: allowed.__contains__),
    "pattern": ("must match {}", lambda pattern: re.compile(pattern).fullmatch),
    "minimum": ("must be at least {}", lambda least: lambda cell: float(cell) >= least),
    "maximum": ("must be at most {}", lambda most: lambda cell: float(cell) <= most),
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
    plain = dict(zip(map(str, cells.columns), cells.to_numpy(dtype=object).T.tolist(), strict=True))
    for field in fields:
        column = partial(cells.__getitem__, field["name"])
        texts = set(plain[field["name"]])
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            faults += _broken(column, {cell for cell in texts if _is_blank(cell)}, "must not be empty")
        faults += _where_faults(column, plain, field)
        meaning, is_type = TYPES[field["type"]]
        texts.discard("")
        others = {cell for cell in texts if not is_type(cell)}
        faults += _broken(column, others, f"must be {meaning}")
        texts -= others
        faults += _constraint_faults(column, texts, constraints)
        if constraints.get("unique") and len(texts) < len(plain[field["name"]]):
            filled = column()
            filled = filled[filled.isin(texts)]
            faults += said(filled[filled.duplicated()], "must be unique")
        if "list" in field:
            faults += _list_faults(column, texts, field)
        if field.get("regex"):
            why = {cell: why for cell in texts if (why := regex_fault(cell))}
            for reason, cells_of in _parted_by(column, why):
                faults += said(cells_of, f"must be a regular expression ({reason})")
    return faults


def _broken(column: _Column, texts: Collection[str], rule: str) -> list[str]:
    """Say of each cell of a column that has one of some texts that it breaks a rule."""
    return said(column()[lambda cell: cell.isin(texts)], rule) if texts else []


def _parted_by(column: _Column, about: dict[str, str]) -> Iterable[tuple[Any, pd.Series]]:
    """Return the cells that have one of some texts, those together of which the same is to be said."""
    if not about:
        return []
    cells = column()[lambda cell: cell.isin(about)]
    return cells.groupby(cells.map(about), sort=False)


def _constraint_faults(column: _Column, texts: Collection[str], constraints: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    for constraint, (rule, keeper) in CONSTRAINTS.items():
        if constraint in constraints:
            limit = constraints[constraint]
            shown, keeps = ", ".join(limit) if isinstance(limit, list) else limit, keeper(limit)
            faults += _broken(column, {cell for cell in texts if not keeps(cell)}, rule.format(shown))
    return faults


def _list_faults(column: _Column, texts: Collection[str], field: dict[str, Any]) -> list[str]:
    """Return what is wrong with the names of cells that are lists."""
    sign = field["list"]
    parted = {cell: cell.split(sign) for cell in texts}
    empty = {cell for cell, names in parted.items() if "" in names}
    faults = _broken(column, empty, f"has an empty name beside a {sign}")
    again = {cell: twice for cell, names in parted.items() if (twice := _named_twice(names))}
    for name, cells_of in _parted_by(column, again):
        faults += said(cells_of, f"names {name} twice")
    if "each" in field:
        each = {name for names in parted.values() for name in names if name}
        faults += _constraint_faults(lambda: names_of(column(), field), each, field["each"])
    return faults


def _named_twice(names: Sequence[str]) -> str:
    """Return the first of some names that is there again, or nothing."""
    if len(set(names)) == len(names):
        return ""
    return next((name for name in names if name and names.count(name) > 1), "")


def _where_faults(column: _Column, plain: dict[str, list[str]], field: dict[str, Any]) -> list[str]:
    """Return the cells that are empty, or filled, where another column forbids it."""
    faults: list[str] = []
    for key, is_wrong, rule in (
        ("required_where", _is_blank, "must not be empty"),
        ("empty_where", bool, "must be empty"),
    ):
        for other, wanted in field.get(key, {}).items():
            is_asked, shown = {
                "any": (bool, f"{other} is filled"),
                "none": (operator.not_, f"{other} is empty"),
            }.get(str(wanted)) or (wanted.__contains__, f"{other} is {' or '.join(wanted)}")
            pairs = zip(plain[field["name"]], plain[other], strict=True)
            wrong = [is_asked(there) and is_wrong(cell) for cell, there in pairs]
            faults += said(column()[wrong], f"{rule} where {shown}") if any(wrong) else []
    return faults


def _is_blank(cell: str) -> bool:
    """Return whether a cell says nothing: of a space, or a wide one, nobody sees that it is there."""
    return not cell.strip()


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
    column, mark = cells[field["name"]], field.get("mark", "")
    texts = set(column.tolist())
    given = {name for text in texts for name in text.split(field["list"])} if "list" in field else texts
    unknown = {name for name in given if name and name.startswith(mark) and name.removeprefix(mark) not in known}
    if not unknown:
        return []
    names, resource, faults = names_of(column, field), field["references"][0]["resource"], []
    for name in names[names.isin(unknown)].unique():
        near = "、".join(mark + one for one in nearest(name.removeprefix(mark), known))
        hint = advice(name) or (f"; the nearest are {near}" if near else "")
        faults += said(names[names == name], f"is not in the table {resource}{hint}")
    return faults


def regex_fault(cell: str) -> str:
    """Return what is wrong with a regular expression, nothing where it is one."""
    try:
        re.compile(cell)
    except re.error as error:
        return str(error)
    return ""


def primary_key_faults(cells: pd.DataFrame, key: list[str] | str) -> list[str]:
    """Return the rows that repeat a key, as from `said`; `key` is a list of columns, or the name of one."""
    key = [key] if isinstance(key, str) else key
    if not key or len(set(zip(*(cells[name].tolist() for name in key), strict=True))) == len(cells):
        return []
    repeated = cells.loc[cells.duplicated(key), key]
    return said(repeated.agg("-".join, axis=1), "repeats a key", ",".join(key))


def said(cells: pd.Series, rule: str, column: str | None = None) -> list[str]:
    """Say of each cell of a column that it breaks a rule: file, line, column, rule and what is there, in a line."""
    column = column or cells.name
    if cells.empty:
        return []
    cut = cells.map(lambda cell: " ".join(cell[:LONGEST].split("\n")) + ("…" if len(cell) > LONGEST else ""))
    return [f"{shown}:{line}:{column}: {rule}, got “{cell}”" for (shown, line), cell in cut.items()]


def typed(cells: pd.Series, field: dict[str, Any]) -> pd.Series:
    """Return a column of texts that keep the rules of their field as a column of its type."""
    match field["type"]:
        case "integer" if field.get("constraints", {}).get("required"):
            return cells.astype("int64")
        case "integer":
            return pd.Series([int(cell) if cell else None for cell in cells.tolist()], cells.index, "Int64")
        case "number":
            return pd.Series([float(cell) if cell else nan for cell in cells.tolist()], cells.index, "float64")
        case "date":
            return _dates(cells)
    return cells


def _dates(cells: pd.Series) -> pd.Series:
    return pd.to_datetime(cells.where(cells != ""), format="%Y-%m-%d").astype("datetime64[s]")


def empty_rows(lines: Sequence[int], shown: str) -> list[str]:
    """Return a fault of the rows that have nothing in any cell, one for all.

    Examples
    --------
    >>> empty_rows([4, 9, 10], "a.csv")
    ['a.csv:4: is an empty row; so are 2 more, up to row 10; delete them']
    """
    if not lines:
        return []
    more = f"; so are {len(lines) - 1:,} more, up to row {lines[-1]}; delete them" if len(lines) > 1 else "; delete it"
    return [f"{shown}:{lines[0]}: is an empty row{more}"]


def unlike_header(rows: Sequence[tuple[int, int]], width: int, shown: str) -> list[str]:
    """Return a fault of the rows that have another number of cells than the header, one a number."""
    by_width: dict[int, list[int]] = {}
    for line, cells in rows:
        by_width.setdefault(cells, []).append(line)
    return [
        f"{shown}:{lines[0]}: has {cells} cells, the header has {width}"
        + (f"; so have {len(lines) - 1:,} more rows, up to row {lines[-1]}" if len(lines) > 1 else "")
        for cells, lines in by_width.items()
    ]
