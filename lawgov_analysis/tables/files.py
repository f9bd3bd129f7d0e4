"""The file of a table: CSV, or a workbook, in which many offices correct one; its first sheet, or a named one."""

import csv
import io
import os
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from ..archives import check_archive
from ..errors import BadTable, MissingPackage, UnreadableReport, not_installed

CSV, WORKBOOK = ".csv", ".xlsx"
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
DAMAGED = (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
FORMULA = re.compile(rb"<f[ >/]")
MAX_BYTES = 50 * 2**20
MAX_ROWS, MAX_COLUMNS = 20_000, 200


def is_table(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a table, by its name.

    Examples
    --------
    >>> is_table("draft.csv"), is_table("draft.xlsx"), is_table("report.docx")
    (True, True, False)
    """
    return str(path).lower().endswith((CSV, WORKBOOK))


def is_workbook(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a workbook, by its name.

    Examples
    --------
    >>> is_workbook("draft.XLSX"), is_workbook("draft.csv")
    (True, False)
    """
    return str(path).lower().endswith(WORKBOOK)


def read_rows(path: Path, names: Mapping[str, str], shown: str, sheet: str = "") -> list[tuple[int, list[str]]]:
    """Read the rows of a table.

    Parameters
    ----------
    path : pathlib.Path
    names : dict of str
        The column of each heading of a workbook; a CSV table is headed by the columns' names.
    shown : str
        The path as messages show it.
    sheet : str
        Of a workbook, the name of the sheet; the first one where none is given.

    Returns
    -------
    list of tuple of int and list of str
        The number of each row and its cells; the first has the columns' names.

    Raises
    ------
    BadTable
        When the file is none of its kind, or a cell of a workbook is neither text nor a number.
    MissingPackage
        When a workbook is read and openpyxl is not installed.
    OSError
    """
    if is_workbook(path):
        return _workbook_rows(path, names, shown, sheet)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            # The same few words fill most cells, of thousands of files: each is kept once.
            return [(n, [*map(intern, row)]) for n, row in enumerate(csv.reader(_without_nul(lines), strict=True), 1)]
    except UnicodeDecodeError:
        raise BadTable([f"{shown}: not UTF-8; save it as “CSV UTF-8”"]) from None
    except csv.Error as error:
        raise BadTable([f"{shown}: not a CSV table: {error}"]) from None


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise csv.Error("it holds a NUL character")
        yield line


def _workbook_rows(path: Path, names: Mapping[str, str], shown: str, sheet: str) -> list[tuple[int, list[str]]]:
    """Columns of other headings, as of notes by whoever corrected it, are left out, and so are empty rows."""
    rows, faults = [], []
    sheet_rows = _sheet(path, shown, sheet)
    uncounted = _uncounted(sheet_rows, path, shown, sheet)
    for line, cells in enumerate(sheet_rows, 1):
        if line > MAX_ROWS:
            raise BadTable([f"{shown}: more than {MAX_ROWS:,} rows are no table of figures"])
        if not rows:
            columns = {at: names[_text(cell)] for at, cell in enumerate(cells) if _text(cell) in names}
            rows.append((line, list(columns.values())))
            continue
        read = {at: cells[at] for at in columns}
        if any(cell is not None or (line, at) in uncounted for at, cell in read.items()):
            faults += [f"{shown}:{line}:{columns[at]}: {_fault(cell)}" for at, cell in read.items() if _fault(cell)]
            faults += [
                f"{shown}:{line}:{columns[at]}: is a formula without a value; write what it gives as text"
                for at in columns
                if (line, at) in uncounted
            ]
            rows.append((line, [_text(cell) for cell in read.values()]))
    if faults:
        raise BadTable(faults)
    return rows


def sheet_names(path: Path, shown: str) -> list[str]:
    """Return the names of the sheets of a workbook; `shown` is its path as messages show it."""
    return list(_book(path, shown).sheetnames)


def _uncounted(rows: Sequence[tuple[object, ...]], path: Path, shown: str, name: str) -> frozenset[tuple[int, int]]:
    """Return the row and place of each formula that has no value: it is read as an empty cell."""
    with zipfile.ZipFile(path) as archive:
        sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        if not any(FORMULA.search(archive.read(part)) for part in sheets):
            return frozenset()
    written = _sheet(path, shown, name, values=False)
    return frozenset(
        (line, at)
        for line, (cells, formulas) in enumerate(zip(rows, written, strict=False), 1)
        for at, (cell, formula) in enumerate(zip(cells, formulas, strict=False))
        if cell is None and formula is not None
    )


def _book(path: Path, shown: str, values: bool = True) -> Any:
    state = path.stat()
    return _opened(path, (state.st_mtime_ns, state.st_size), shown, values)


# A workbook of a dozen tables is opened once and not for each of them: its texts are in one place.
@lru_cache(maxsize=2)
def _opened(path: Path, _state: tuple[int, int], shown: str, values: bool) -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingPackage(f"{shown} not read: {not_installed('openpyxl')}") from None
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            raise UnreadableReport(f"more than {MAX_BYTES // 2**20} MB are no table of figures")
        check_archive(data, "workbook", WORKBOOK, _check_names)
    except UnreadableReport as error:
        raise BadTable([f"{shown}: {error}"]) from None
    try:
        with warnings.catch_warnings():
            # Of what a sheet has besides its cells, which is not read.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except DAMAGED:
        raise BadTable([f"{shown}: a damaged workbook; save it anew as {WORKBOOK}"]) from None


def _sheet(path: Path, shown: str, name: str, values: bool = True) -> list[tuple[object, ...]]:
    """Return the values of each row, or its formulas as they are written."""
    book = _book(path, shown, values)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = book[name] if name else book.worksheets[0]
            sheet.reset_dimensions()
            return list(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True))
    except DAMAGED:
        raise BadTable([f"{shown}: a damaged workbook; save it anew as {WORKBOOK}"]) from None


def _check_names(names: Sequence[str]) -> None:
    if "xl/workbook.xml" not in names:
        raise UnreadableReport(f"no Excel workbook; save it as {WORKBOOK}")


def _fault(cell: object) -> str:
    if isinstance(cell, date | time | timedelta):
        return f"Excel made a date of it, {cell}; format the cell as text and write it again"
    if isinstance(cell, bool) or cell in ERRORS:
        return f"must be text or a number, got {str(cell).upper()}"
    return ""


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()
