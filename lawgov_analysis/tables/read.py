"""Reading: files of a table → one table, typed by its schema, or every fault of them at once."""

from collections import Counter, namedtuple
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import BadTable
from ..paths import printable, shown_path
from .agreement import AGREEMENTS, Beside
from .checks import LONGEST, empty_rows, field_faults, primary_key_faults, reference_faults, said, typed, unlike_header
from .files import read_rows
from .returned import in_chinese_too, read_returned

# What parts columns where no comma does.
OTHER_DELIMITERS = ";\t，|"
# How many columns a fault of a header names.
FEW = 20


def read_files(
    files: Iterable[Path],
    schema: dict[str, Any],
    table_of: Callable[[str], pd.DataFrame],
    draft: bool = False,
    sheet: str = "",
    also: Callable[[pd.DataFrame], list[str]] | None = None,
    alone: bool = False,
) -> pd.DataFrame:
    """Read the files of a table.

    Parameters
    ----------
    files : iterable of pathlib.Path
    schema : dict
        Of ``datapackage.json``.
    table_of : callable
        Gives a table that a key of the schema refers to, by its name.
    draft : bool
        Whether the files came back from whoever corrected them, and are read as `read_returned` does; columns that a
        file may leave out are in the table where they are filled. ``attrs["notes"]`` says what of them was left out.
    sheet : str
        Of workbooks, the name of the sheet; the first one where none is given.
    also : callable, optional
        Gives more faults of the cells, which are texts, indexed by the file and the line of each row.
    alone : bool
        Whether what other tables say of the cells is left for later.

    Returns
    -------
    pandas.DataFrame
        One row a record, columns in the order of the schema. Text is ``str`` with ``""`` for nothing; whole numbers
        are ``int64``, or ``Int64`` where they may be missing; numbers are ``float64``; dates ``datetime64``.

    Raises
    ------
    BadTable
        With all faults of all files, each with file, row, column and rule.
    """
    parts, faults, notes = list[_Part](), [], list[str]()
    headings: dict[str, str] = {}
    for file in files:
        try:
            if draft:
                parts.append(_returned(file, schema["fields"], table_of, notes, headings))
            else:
                parts.append(_cells(file, schema["fields"], sheet))
        except BadTable as error:
            faults += error.faults
    cells = _of_text(parts, schema["fields"])
    if parts:
        faults += field_faults(cells, schema["fields"])
        faults += primary_key_faults(cells, schema.get("primaryKey", []))
        faults += _faults_with_others(cells, schema, None if alone else table_of, draft)
        faults += also(cells) if also else []
    if faults:
        raise BadTable(in_chinese_too(fault, headings) for fault in faults)
    kept = [f for f in schema["fields"] if not f.get("optional") or (draft and cells[f["name"]].ne("").any())]
    cells = cells.reset_index(drop=True)
    # Without their indexes, which pandas would compare: of a small table that takes as long as all the rest.
    table = pd.DataFrame({f["name"]: typed(cells[f["name"]], f).array for f in kept})
    if draft:
        table.attrs["notes"] = notes
    return table


def records(table: pd.DataFrame) -> list[Any]:
    """Return the rows of a table as named tuples, without the index.

    They are those of `pandas.DataFrame.itertuples`, all cells at once: many small tables are gone through.

    Parameters
    ----------
    table : pandas.DataFrame
        A column whose name Python does not allow has its place as its name: ``_3``.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> records(pd.DataFrame({"unit": ["宗"], "value": [200.0]}))
    [Row(unit='宗', value=200.0)]
    """
    return [*map(_row(tuple(table.columns))._make, table.to_numpy(dtype=object).tolist())]


@lru_cache(maxsize=256)
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)  # pyrefly: ignore[bad-class-definition]


def _faults_with_others(
    cells: pd.DataFrame, schema: dict[str, Any], table_of: Callable[[str], pd.DataFrame] | None, draft: bool
) -> list[str]:
    """Return what is wrong with the cells beside other tables; of one that is wrong itself, its own faults."""
    name, faults, broken = schema["table"], [], dict[str, list[str]]()

    def beside(resource: str) -> pd.DataFrame | None:
        if resource == name:
            return cells
        if table_of is not None and resource not in broken:
            try:
                return table_of(resource)
            except BadTable as error:
                broken[resource] = error.faults
        return None

    for key in schema.get("foreignKeys", []):
        other = beside(key["reference"]["resource"]) if len(key["fields"]) > 1 else None
        faults += [] if other is None else _foreign_key_faults(cells, key, other)
    for field in _referring(schema, draft):
        known = _known_to(field["references"], beside)
        # The table of new names refers to the indicators itself.
        is_code = field["references"][0]["resource"] == "indicators" and name not in (
            "indicators",
            "renamed_indicators",
        )
        advice = partial(_renamed_to, beside) if is_code else lambda _: ""
        faults += [] if known is None else reference_faults(cells, field, known, advice)
    for check in AGREEMENTS.get(name, ()):
        faults += check(cells, beside)
    return faults + [fault for of_other in broken.values() for fault in of_other]


def _referring(schema: dict[str, Any], draft: bool) -> list[dict[str, Any]]:
    """Return the fields that are keys into other tables by themselves, or refer to them; of a draft those not open."""
    keys = {
        key["fields"][0]: [{"resource": key["reference"]["resource"], "field": key["reference"]["fields"][0]}]
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1
    }
    fields = [{"references": keys.get(field["name"], []), **field} for field in schema["fields"]]
    return [field for field in fields if field["references"] and not (draft and field.get("open_in_draft"))]


def _known_to(references: list[dict[str, str]], beside: Beside) -> set[str] | None:
    """Return what any of some columns has; None where one is of a broken table."""
    known = set[str]()
    for reference in references:
        table = beside(reference["resource"])
        if table is None:
            return None
        known.update(table[reference["field"]].astype("str").tolist())
    return known - {""}


def _renamed_to(beside: Beside, old: str) -> str:
    """Say what an indicator that is none any more was renamed to, or of which a name is."""
    indicators = beside("indicators")
    if indicators is not None and (ids := indicators["id"][indicators["name_zh"] == old].tolist()):
        return f": that is the name of {ids[0]}"
    renamed = beside("renamed_indicators")
    new = [] if renamed is None else renamed["new"][renamed["old"] == old].tolist()
    return f": it was renamed to {'、'.join(new)}" if new else ""


class _Part(NamedTuple):
    """The cells of one file."""

    shown: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]


def _cells(file: Path, fields: Sequence[dict[str, Any]], sheet: str) -> _Part:
    """Read one file as text, refusing rows that do not fit its header."""
    shown = f"{shown_path(file)}:{sheet}" if sheet else shown_path(file)
    try:
        names = {field[part]: field["name"] for field in fields for part in ("name", "title") if part in field}
        (_, header), *numbered = read_rows(file, names, shown, sheet) or [(1, [])]
    except OSError as error:
        raise BadTable([f"{shown}: cannot be read: {error.strerror}"]) from None
    if len(header) == 1 and (sign := next((sign for sign in OTHER_DELIMITERS if sign in header[0]), "")):
        said_sign = f"its columns are parted by “{printable(sign)}”, not by commas"
        raise BadTable([f"{shown}:1: {said_sign}; save it as “CSV UTF-8”"])
    faults = _header_faults(header, fields, f"{shown}:1")
    # Spreadsheets leave rows of nothing behind: of each cell of them that it must not be empty helps nobody.
    empty = [line for line, row in numbered if not any(row)]
    faults += empty_rows(empty, shown)
    ragged = [(line, len(row)) for line, row in numbered if any(row) and len(row) != len(header)]
    faults += unlike_header(ragged, len(header), shown)
    if faults:
        raise BadTable(faults)
    return _Part(shown, tuple(header), numbered)


def _returned(
    file: Path,
    fields: Sequence[dict[str, Any]],
    table_of: Callable[[str], pd.DataFrame],
    notes: list[str],
    headings: dict[str, str],
) -> _Part:
    """Read one file that came back as text."""
    shown = shown_path(file)
    try:
        returned = read_returned(file, fields, table_of, shown)
    except OSError as error:
        raise BadTable([f"{shown}: cannot be read: {error.strerror}"]) from None
    faults = _header_faults(returned.columns, fields, f"{shown}:{returned.line}")
    if faults:
        titles = {field["name"]: field["title"] for field in fields if "title" in field}
        raise BadTable(in_chinese_too(fault, returned.headings, titles) for fault in faults)
    notes += returned.notes
    headings |= returned.headings
    return _Part(shown, tuple(returned.columns), returned.rows)


def _header_faults(header: Sequence[str], fields: Sequence[dict[str, Any]], where: str) -> list[str]:
    known = [f["name"] for f in fields]
    missing = [f["name"] for f in fields if f["name"] not in header and not (f.get("optional") or f.get("may_lack"))]
    extra = [name or "(empty)" for name in header if name not in known]
    repeated = [name for name, times in Counter(header).items() if name and times > 1]
    return [
        f"{where}:{_few(names)}: {rule}; the columns are {','.join(known)}"
        for names, rule in ((missing, "missing"), (extra, "unknown"), (repeated, "repeated"))
        if names
    ]


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return ",".join(name[:LONGEST] for name in names[:FEW]) + more


def _of_text(parts: Sequence[_Part], fields: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Put the cells of files together; the index is the origin of each row: (file, line)."""
    columns: dict[str, list[str]] = {field["name"]: [] for field in fields}
    origins = [(part.shown, line) for part in parts for line, _ in part.rows]
    # Files of one header are one frame: a frame of each of thousands would take longer than to read them.
    for header, alike in groupby(parts, key=attrgetter("header")):
        rows = [row for part in alike for _, row in part.rows]
        given = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
        for name, column in columns.items():
            column += given.get(name) or [""] * len(rows)
    index = pd.MultiIndex.from_arrays([*zip(*origins, strict=True)] or [[], []])
    return pd.DataFrame({name: pd.array(column, dtype="str") for name, column in columns.items()}, index=index)


def _foreign_key_faults(cells: pd.DataFrame, key: dict[str, Any], other: pd.DataFrame) -> list[str]:
    names, columns = key["fields"], key["reference"]["fields"]
    # Few rows of the other are named, where it has those of a country.
    other = other[columns][other[columns[0]].astype("str").isin(cells[names[0]].unique())]
    known = set(zip(*(other[name].astype("str").tolist() for name in columns), strict=True))
    given = [*zip(*(cells[name].tolist() for name in names), strict=True)]
    if all(row in known or "" in row for row in given):
        return []
    unknown = cells.loc[[not (row in known or "" in row) for row in given], names]
    rule = f"is not in the table {key['reference']['resource']}"
    return said(unknown.agg("-".join, axis=1), rule, ",".join(names))
