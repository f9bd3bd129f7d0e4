"""Workbook: the tables of the codebook in Excel, with lists to choose from, and back, whole or not at all."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..errors import BadParameter, BadTable, OutputError, nearest
from ..files import write_whole
from ..paths import shown_path
from ..publishing.sheets import Sheets
from ..tables import is_table, is_workbook, open_data
from ..tables.files import sheet_names
from ..tables.folder import Data, DataDir
from .check import RULE_TABLES, faults_of
from .trial import Trial

#: The tables that an analyst edits, in the order that they stand on each other.
EDITED = ("units", "indicators", *RULE_TABLES)
# The tables that code a figure.
CODING = ("patterns", "exclusions", "recodings", "indicator_examples")
# Of a table that two people may add to.
ORDERS = {"words": ["role", "word"], "patterns": ["indicator", "name"], "exclusions": ["set", "word"]}
# Letters of Excel, and rows below a table where one is added.
WIDEST, SPARE = 46, 200
BOM = "\ufeff"


def edit_codebook(table: str | None = None, data_dir: DataDir = None) -> bytes:
    """Return the tables of the codebook as a workbook, each a sheet with lists to choose from.

    Parameters
    ----------
    table : str, optional
        Only this one of `EDITED`.
    data_dir : path-like, optional

    Returns
    -------
    bytes
        The same tables give the same bytes.

    Raises
    ------
    BadParameter
        When there is no such table.
    BadTable, MissingPackage

    Examples
    --------
    >>> edit_codebook("recodings")[:2]
    b'PK'
    """
    data = open_data(data_dir)
    names = [_known(table)] if table else list(EDITED)
    sheets = Sheets("zh", datetime(1980, 1, 1))
    pages = {name: sheets.book.add_worksheet(data.title(name)) for name in names}
    listed = data.table("indicators")[["id", "name_zh"]]
    codes = None
    if "indicators" not in names:
        codes = sheets.book.add_worksheet("指标代码")
        sheets.fill(codes, listed, ["代码", "名称"])
    for name, page in pages.items():
        fields, cells = data.fields(name), data.table(name)
        cells = cells.astype("object").where(cells.notna(), "")
        widest = dict.fromkeys(cells, WIDEST)
        sheets.fill(page, cells, [field["title"] for field in fields], keys=1, widest=widest, spare=SPARE)
        keys = {key["fields"][0] for key in data.foreign_keys(name) if key["reference"]["resource"] == "indicators"}
        for at, field in enumerate(fields):
            page.write_comment(0, at, field["description"])
            source = field.get("constraints", {}).get("enum")
            if field["name"] in keys:
                place = data.title("indicators") if codes is None else codes.get_name()
                source = f"='{place}'!$A$2:$A${len(listed) + 1}"
            if source and (isinstance(source, str) or len(",".join(source)) < 255):
                page.data_validation(1, at, len(cells) + SPARE, at, {"validate": "list", "source": source})
    return sheets.finished()


def edit_csv(table: str, data_dir: DataDir = None) -> str:
    r"""Return one table as CSV that Excel opens rightly: it begins with a byte order mark.

    Examples
    --------
    >>> edit_csv("recodings").startswith("\ufefflevel,")
    True
    """
    return BOM + _csv(open_data(data_dir).table(_known(table)))


def save_edit(
    table: str | None = None, output: str | Path | None = None, force: bool = False, data_dir: DataDir = None
) -> Path:
    """Write what `edit_codebook` or, where `output` ends in ``.csv``, `edit_csv` returns.

    Raises
    ------
    OutputError
        When the file is there and not `force`, or cannot be written.
    BadParameter, BadTable, MissingPackage
    """
    file = Path(output or f"{table or 'codebook'}.xlsx")
    if not is_table(file):
        raise BadParameter(f"{shown_path(file)}: its name must end in .xlsx or .csv")
    if not is_workbook(file) and not table:
        raise BadParameter(f"{shown_path(file)}: CSV is of one table; say which: {', '.join(EDITED)}")
    if file.exists() and not force:
        raise OutputError(f"{shown_path(file)} is there already and may be edited; --force overwrites it")
    write_whole(file, edit_codebook(table, data_dir) if is_workbook(file) else edit_csv(table, data_dir))
    return file


def take_codebook(file: str | Path, table: str | None = None, data_dir: DataDir = None) -> list[Path]:
    """Take tables back that were edited, after checking, all or none of them.

    Parameters
    ----------
    file : path-like
        A workbook as of `edit_codebook`, or a CSV table, with or without a byte order mark.
    table : str, optional
        Which table it is; needed of CSV.
    data_dir : path-like, optional

    Returns
    -------
    list of pathlib.Path
        The tables that were written: those that changed.

    Raises
    ------
    BadTable
        With every cell that breaks its table, every set that there is not, and every rule or example that failed and
        did not before; nothing is written.
    BadParameter
        When it has no table of the codebook, or the folder does not have the table itself.
    OutputError
    """
    data, file = open_data(data_dir), Path(file)
    given = _sheets_of(file, table, data)
    tried, faults, changed = data, [], {}
    for name, sheet in given.items():
        try:
            cells = tried.read(name, [file], sheet=sheet)
        except BadTable as error:
            faults += error.faults
            continue
        if name in ORDERS:
            cells = cells.sort_values(ORDERS[name], ignore_index=True)
        if not cells.equals(data.table(name)):
            changed[name] = cells
            tried = tried.with_tables({name: cells})
    if faults:
        raise BadTable(faults)
    if faults := _turned(data, tried, set(changed)):
        raise BadTable(faults)
    lent = [name for name in changed if not data.has(name)]
    if lent:
        raise BadParameter(
            f"{shown_path(data.folder)} has no table {', '.join(lent)} of its own; it takes the package's"
        )
    return _write({data.files(name)[0]: _csv(cells) for name, cells in changed.items()})


def _turned(data: Data, tried: Data, changed: set[str]) -> list[str]:
    """Return what fails of the tables that were tried and did not of those that are there."""
    if not changed:
        return []
    # What codes a figure is tried where a figure is coded; `codebook check` tries all of it.
    tables = CODING if changed <= {*CODING, "indicators"} else RULE_TABLES
    after = _failures(Trial(tried), tables)
    before = {(name, row, *fault) for name, row, _, fault in _failures(Trial(data), tables)} if after else set()
    return [f"{shown}:{fault[0]}: {fault[1]}" for name, row, shown, fault in after if (name, row, *fault) not in before]


def _failures(trial: Trial, tables: Sequence[str]) -> list[tuple[str, str, str, tuple[str, str]]]:
    """Return the table, the row, where it stands and the fault of each failure."""
    return [
        (name, repr(trial.at(row)), f"{trial.data.title(name)}:{row.line}", fault)
        for name in tables
        for row in trial.rows(name)
        for fault in faults_of(trial, row)
    ]


def _sheets_of(file: Path, table: str | None, data: Data) -> dict[str, str]:
    """Return the sheet of each table that a file has."""
    if not is_workbook(file):
        if not table:
            raise BadParameter(f"{shown_path(file)}: say which table it is: {', '.join(EDITED)}")
        return {_known(table): ""}
    try:
        found = sheet_names(file, shown_path(file))
    except OSError as error:
        raise BadTable([f"{shown_path(file)}: cannot be read: {error.strerror}"]) from None
    wanted = [_known(table)] if table else EDITED
    sheets = {name: data.title(name) for name in wanted if data.title(name) in found}
    if not sheets:
        titles = ", ".join(data.title(name) for name in wanted)
        raise BadParameter(f"{shown_path(file)} has no sheet of the codebook; their names are {titles}")
    return sheets


def _write(texts: dict[Path, str]) -> list[Path]:
    before = {file: file.read_bytes() for file in texts}
    try:
        for file, text in texts.items():
            write_whole(file, text)
    except OutputError:
        for file, content in before.items():
            if file.read_bytes() != content:
                write_whole(file, content)
        raise
    return list(texts)


def _known(table: str) -> str:
    if table not in EDITED:
        near = ", ".join(nearest(table, EDITED, 3)) or ", ".join(EDITED)
        raise BadParameter(f"{table} is no table of the codebook; the nearest are {near}")
    return table


def _csv(table: pd.DataFrame) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    cells: Sequence[Sequence[object]] = table.astype("object").where(table.notna(), "").to_numpy().tolist()
    writer.writerows(cells)
    return text.getvalue()
