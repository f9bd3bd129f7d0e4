"""The file of a table: CSV, or a workbook, in which many offices correct one; its first sheet, or a named one."""

import codecs
import csv
import io
import os
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from ..errors import BadTable, MissingPackage, UnreadableReport, not_installed
from ..files import regular
from ..files.archives import check_archive
from ..files.limited import LimitExceeded, call
from ..files.limits import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, reading
from ..paths import shown_path

CSV, WORKBOOK = ".csv", ".xlsx"
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
DAMAGED = (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
NOT_COUNTED = "is a formula without a value; write what it gives as text"
FORMULA = re.compile(rb"<f[ >/]")
# A run of a cell's text, or of a text that several cells share, that is struck out: openpyxl reads the words alone.
STRUCK = re.compile(rb"<(?:\w{1,9}:)?strike(?:\s+val=[\"'](?:1|true|on)[\"'])?\s*/?>")
SHARED = "xl/sharedStrings.xml"
TEXT = re.compile(rb"<(?:\w{1,9}:)?si[\s>].*?</(?:\w{1,9}:)?si>", re.DOTALL)
CELL = re.compile(
    rb"<(?:\w{1,9}:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>]*(?<!/)>(.*?)</(?:\w{1,9}:)?c>",
    re.DOTALL,
)
OF_SHARED = re.compile(rb"\st=[\"']s[\"'].*?<(?:\w{1,9}:)?v>([0-9]{1,9})<", re.DOTALL)
MERGED = re.compile(rb"<(?:\w{1,9}:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
DELIMITERS = ",\t;"
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet, or of a CSV file, as text.

    Attributes
    ----------
    name : str
        Of the sheet, ``""`` of a CSV file.
    rows : list of (int, list of str)
        The number of each row and its cells.
    merged : list of (int, int, int, int)
        The first and the last row, and the first and the last place in a row, of each merged cell.
    faults : list of (int, int, str)
        Row and place of each cell that is neither text nor a number, and why.
    formulas : set of (int, int)
        Row and place of each cell that a formula fills.
    struck : set of (int, int)
        Row and place of each cell that is struck out.
    """

    name: str
    rows: list[tuple[int, list[str]]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What openpyxl reads of a sheet.

    Attributes
    ----------
    cells, looks : list of tuple
        The values of each row; the format of its numbers and whether it is struck out, where that is asked for.
    struck : set of (int, int)
        Row and place of each cell of which a part of the text is struck out.
    uncounted, formulas : set of (int, int)
        Row and place of each formula that has no value, which is read as an empty cell, and of all others.
    merged : list of (int, int, int, int)
        As of `Grid`.
    """

    cells: list[tuple[object, ...]]
    looks: list[tuple[tuple[str, bool], ...]]
    uncounted: frozenset[tuple[int, int]]
    formulas: frozenset[tuple[int, int]]
    merged: list[tuple[int, int, int, int]]
    struck: frozenset[tuple[int, int]]


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
        with regular(path).open(encoding="utf-8-sig", newline="") as lines:
            # The same few words fill most cells, of thousands of files: each is kept once.
            return [(n, [*map(intern, row)]) for n, row in enumerate(csv.reader(_without_nul(lines), strict=True), 1)]
    except UnicodeDecodeError:
        raise BadTable([f"{shown}: not UTF-8; save it as “CSV UTF-8”"]) from None
    except csv.Error as error:
        raise BadTable([f"{shown}: not a CSV table: {error}"]) from None


def read_grids(path: Path, shown: str) -> list[Grid]:
    """Read every sheet of a table that came back, whatever it was saved as: CSV of any encoding, or a workbook.

    Parameters
    ----------
    path : pathlib.Path
    shown : str
        The path as messages show it.

    Returns
    -------
    list of Grid
        A percentage of a workbook as it is shown: 97%, not the 0.97 that is stored.

    Raises
    ------
    BadTable, MissingPackage, OSError
    """
    if is_workbook(path):
        return [_grid(sheet, name, shown) for name, sheet in _sheets(path, shown, looks=True).items()]
    text = _decoded(regular(path, MAX_TABLE_BYTES).read_bytes(), shown)
    if "\0" in text:
        raise BadTable([f"{shown}: not a CSV table: it holds a NUL character"])
    said = re.match(r"sep=(.)\r?\n", text)
    first = text[said.end() :] if said else text
    # A title above the headings has no delimiter at all.
    delimiter = said[1] if said else max(DELIMITERS, key=lambda sign: first[:20_000].count(sign))
    try:
        rows = list(csv.reader(io.StringIO(first, newline=""), strict=True, delimiter=delimiter))
    except csv.Error as error:
        raise BadTable([f"{shown}: not a CSV table: {error}"]) from None
    if len(rows) > MAX_ROWS:
        raise BadTable([f"{shown}: more than {MAX_ROWS:,} rows are no table of figures"])
    return [Grid("", [*enumerate(rows, 2 if said else 1)])]


def _decoded(data: bytes, shown: str) -> str:
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable([f"{shown}: neither UTF-8, UTF-16 nor GBK; save it as “CSV UTF-8”"])


def _grid(sheet: _Sheet, name: str, shown: str) -> Grid:
    """Return a sheet of a workbook as text."""
    cells, uncounted = sheet.cells, sheet.uncounted
    if len(cells) > MAX_ROWS:
        raise BadTable([f"{shown}:{name}: more than {MAX_ROWS:,} rows are no table of figures"])
    # Every row is as wide as a sheet may be, and a table is not.
    width = max((at for row in cells for at, cell in enumerate(row, 1) if cell is not None), default=0)
    width = max([width, *(at + 1 for _, at in uncounted)])
    rows, faults, struck = [], [], set(sheet.struck)
    for line, (row, looks) in enumerate(zip(cells, sheet.looks, strict=True), 1):
        faults += [(line, at, fault) for at, cell in enumerate(row[:width]) if (fault := _fault(cell))]
        rows.append(
            (line, [_shown(cell, written) for cell, (written, _) in zip(row[:width], looks[:width], strict=True)])
        )
        struck |= {(line, at) for at, (_, is_struck) in enumerate(looks[:width]) if is_struck}
    faults += [(line, at, NOT_COUNTED) for line, at in sorted(uncounted)]
    return Grid(name, rows, sheet.merged, faults, sheet.formulas, frozenset(struck))


def _shown(cell: object, number_format: str) -> str:
    """Return a cell as text, a percentage as it is shown."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and "%" in QUOTED.sub("", number_format):
        return f"{100 * cell:.12g}%"
    return _text(cell)


def _merged(path: Path, shown: str, name: str) -> list[tuple[int, int, int, int]]:
    """Return the first and last row and place of each cell of a sheet that is merged of several."""
    book = _book(path, shown)
    sheet = book[name]
    with zipfile.ZipFile(path) as archive:
        found = MERGED.findall(archive.read(sheet._worksheet_path))
    return [(int(first), int(last), _place(left), _place(right)) for left, first, right, last in found]


def _struck_in_part(path: Path, shown: str, name: str) -> frozenset[tuple[int, int]]:
    """Return row and place of each cell of a sheet of which a run is struck out."""
    with zipfile.ZipFile(path) as archive:
        texts = archive.read(SHARED) if SHARED in archive.namelist() else b""
        sheet = archive.read(_book(path, shown)[name]._worksheet_path)
    if not (STRUCK.search(texts) or STRUCK.search(sheet)):
        return frozenset()
    shared = {at for at, text in enumerate(TEXT.findall(texts)) if STRUCK.search(text)}
    found = set()
    for cell in CELL.finditer(sheet):
        of_shared = OF_SHARED.search(cell[0])
        if STRUCK.search(cell[3]) or (of_shared and int(of_shared[1]) in shared):
            found.add((int(cell[2]), _place(cell[1])))
    return frozenset(found)


def _place(letters: bytes) -> int:
    """Return the place in a row of a column of Excel, from 0: of B 1."""
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place - 1


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise csv.Error("it holds a NUL character")
        yield line


def _workbook_rows(path: Path, names: Mapping[str, str], shown: str, sheet: str) -> list[tuple[int, list[str]]]:
    """Columns of other headings, as of notes by whoever corrected it, are left out, and so are empty rows."""
    rows, faults = [], []
    columns: dict[int, str] = {}
    # By the name of the file and not of the sheet, or it would be read once for each.
    sheets = _sheets(path, shown_path(path))
    read_sheet = sheets[sheet or next(iter(sheets))]
    uncounted, merged = read_sheet.uncounted, read_sheet.merged
    for line, cells in enumerate(read_sheet.cells, 1):
        if line > MAX_ROWS:
            raise BadTable([f"{shown}: more than {MAX_ROWS:,} rows are no table of figures"])
        if not rows:
            columns = {at: names[_text(cell)] for at, cell in enumerate(cells) if _text(cell) in names}
            rows.append((line, list(columns.values())))
            continue
        read = {at: cells[at] for at in columns}
        if any(cell is not None or (line, at) in uncounted for at, cell in read.items()):
            faults += [f"{shown}:{line}:{columns[at]}: {_fault(cell)}" for at, cell in read.items() if _fault(cell)]
            faults += [f"{shown}:{line}:{columns[at]}: {NOT_COUNTED}" for at in columns if (line, at) in uncounted]
            faults += [
                f"{shown}:{line}:{columns[at]}: is merged with other cells; unmerge it and fill in each"
                for at in columns
                if any(first == line and left <= at <= right for first, _, left, right in merged)
            ]
            rows.append((line, [_text(cell) for cell in read.values()]))
    if faults:
        raise BadTable(faults)
    return rows


def sheet_names(path: Path, shown: str) -> list[str]:
    """Return the names of the sheets of a workbook; `shown` is its path as messages show it."""
    return list(_sheets(path, shown))


def _sheets(path: Path, shown: str, looks: bool = False) -> dict[str, _Sheet]:
    state = path.stat()
    return _read(path, (state.st_mtime_ns, state.st_size), shown, looks)


# A workbook of a dozen tables is read once and not for each of them: its texts are in one place.
@lru_cache(maxsize=2)
def _read(path: Path, state: tuple[int, int], shown: str, looks: bool) -> dict[str, _Sheet]:
    """Read a workbook in a process of its own, within limits: nobody knows who made it."""
    try:
        import openpyxl  # noqa: F401 (once, and not in each of these processes)
    except ImportError:
        raise MissingPackage(f"{shown} not read: {not_installed('openpyxl')}") from None
    try:
        return call(_read_sheets, path, shown, looks, limits=reading(state[1]))
    except LimitExceeded as ended:
        raise BadTable([f"{shown}: takes too much to read ({ended}); copy its cells into a new workbook"]) from None


def _read_sheets(path: Path, shown: str, looks: bool) -> dict[str, _Sheet]:
    # What is shown goes before what is hidden, as an older draft may be.
    shown_first = sorted(_book(path, shown).worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    names = [sheet.title for sheet in shown_first]
    if not names:
        raise BadTable([f"{shown}: a workbook without a sheet of cells"])
    sheets = {}
    for name in names:
        rows, seen = _sheet(path, shown, name, looks=looks), list[tuple[tuple[str, bool], ...]]()
        if looks:
            seen = [tuple(look for _, look in row) for row in rows]
            rows = [tuple(cell for cell, _ in row) for row in rows]
        merged, struck = _merged(path, shown, name), _struck_in_part(path, shown, name)
        sheets[name] = _Sheet(rows, seen, *_formulas(rows, path, shown, name), merged, struck)
    return sheets


def _formulas(
    rows: Sequence[tuple[object, ...]], path: Path, shown: str, name: str
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Return the row and place of each formula that has no value, which is read as an empty cell, and of all others."""
    with zipfile.ZipFile(path) as archive:
        sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        if not any(FORMULA.search(archive.read(part)) for part in sheets):
            return frozenset(), frozenset()
    written = _sheet(path, shown, name, values=False)
    found = {
        (line, at): cell
        for line, (cells, formulas) in enumerate(zip(rows, written, strict=False), 1)
        for at, (cell, formula) in enumerate(zip(cells, formulas, strict=False))
        if formula != cell and formula is not None
    }
    uncounted = frozenset(place for place, cell in found.items() if cell is None)
    return uncounted, frozenset(found) - uncounted


def _book(path: Path, shown: str, values: bool = True) -> Any:
    state = path.stat()
    return _opened(path, (state.st_mtime_ns, state.st_size), shown, values)


# For its values, and for its formulas, where it has any.
@lru_cache(maxsize=2)
def _opened(path: Path, _state: tuple[int, int], shown: str, values: bool) -> Any:
    from openpyxl import load_workbook

    data = regular(path, MAX_TABLE_BYTES).read_bytes()
    try:
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


def _sheet(path: Path, shown: str, name: str, values: bool = True, looks: bool = False) -> list[tuple[Any, ...]]:
    """Return the values of each row, or its formulas as they are written; with the looks of each cell if asked for."""
    book = _book(path, shown, values)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = book[name]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=not looks)
            return [tuple((cell.value, _look(cell)) for cell in row) for row in rows] if looks else list(rows)
    except DAMAGED:
        raise BadTable([f"{shown}:{name}: a damaged sheet; save the workbook anew as {WORKBOOK}"]) from None


def _look(cell: Any) -> tuple[str, bool]:
    """Return the format of the number in a cell, and whether it is struck out."""
    if cell.value is None:
        return "", False
    return cell.number_format, bool(cell.font.strike)


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
