"""The tables of decisions, ``data/decisions/<place code>-<year>.csv``: read, appended to, kept up.

Lines are only ever added. What changes of one is ``figure``, the number of its figure in the table as it is now,
``waits``, why it is not laid over that, and ``was`` and ``confidence``, what is read there: the table has that again
where it does not hold any more.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadTable
from ..files import hold_folder, regular, write_whole
from ..paths import shown_path
from ..tables import Data, DataDir, find_place, load_fields, open_data

COLUMNS = [field["name"] for field in load_fields("decisions")]
TYPES = {
    "year": "int64",
    "figure": "int64",
    "confidence": "float64",
    "start": "Int64",
    "rival": "float64",
    "twins": "Int64",
}
FOLDER = "decisions"
#: How long another is waited for who writes decisions, in seconds.
PATIENCE = 60.0
CODE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")
# What of a decision changes when it is laid over another reading.
STATE = ["figure", "waits", "was", "confidence"]
# What says which decision it is, whatever became of it since.
SAID = [name for name in COLUMNS if name not in STATE]


def decisions_file(key: str, data: Data) -> Path:
    """Return the file of the decisions on a report, whose key is ``<place>-<year>``."""
    return _file(key_of(key, data), data)


def _file(key: str, data: Data) -> Path:
    return data.folder / FOLDER / f"{key}.csv"


def code_of(place: str | int, data: Data) -> str:
    """Return the code of a place; what looks like one is taken as it is."""
    said = str(place).strip()
    return said if CODE.fullmatch(said) else str(find_place(said, data).name)


def key_of(key: str, data: Data) -> str:
    """Return the key of a report, whose place may be told by its slug or name too."""
    place, _, year = key.rpartition("-")
    return f"{code_of(place, data)}-{year}"


def _of_key(key: str) -> tuple[str, str]:
    code, _, year = key.rpartition("-")
    return code, year


def load_decisions(place: str | int, year: int | str, data_dir: DataDir = None) -> pd.DataFrame:
    """Load the decisions on a report.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a decision, in the order in which they were made known: ``decision`` (1…n), then the columns of the
        table. Empty where nobody decided anything.

    Raises
    ------
    UnknownPlace, BadTable

    Examples
    --------
    >>> load_decisions("横沥镇", 2020).empty
    True
    """
    data = open_data(data_dir)
    place_code = code_of(place, data)
    file = decisions_file(f"{place_code}-{year}", data)
    if not file.is_file():
        return no_decisions()
    table = data.read("decisions", [file])
    foreign = table[(table["place_code"] != place_code) | (table["year"] != int(year))]
    if len(foreign):
        line = int(foreign.index[0]) + 2
        raise BadTable(
            [f"{shown_path(file)}:{line}:place_code,year: must be {place_code} and {year}, as the file name says"]
        )
    # Two branches that are merged may have one line with two states of it.
    return numbered(table[~_cells(table)[SAID].duplicated(keep="last")])


def no_decisions() -> pd.DataFrame:
    """Return a table of decisions without any."""
    return table_of([])


def numbered(table: pd.DataFrame) -> pd.DataFrame:
    """Return decisions with the number of each: which line of the file it is."""
    table = table.drop(columns="decision", errors="ignore").reset_index(drop=True)
    table.insert(0, "decision", range(1, len(table) + 1))
    return table


def add_decisions(key: str, rows: pd.DataFrame, data_dir: DataDir = None) -> pd.DataFrame:
    """Add decisions to those on a report; two who do it at once wait for each other, and nothing of either is lost.

    Parameters
    ----------
    key : str
        ``<place>-<year>``, the place by its code, slug or name.
    rows : pandas.DataFrame
        As from `decisions_between`. One that is there to the letter is not added again.
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        All decisions on the report, as from `load_decisions`.

    Raises
    ------
    BadTable, OutputError
    """
    data = open_data(data_dir)
    key = key_of(key, data)
    with deciding(key, data):
        both = with_rows(load_decisions(*_of_key(key), data), rows)
        write_whole(decisions_file(key, data), decisions_csv(both))
    return both


def with_rows(decisions: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return decisions with more of them at the end, without what is there already."""
    if rows.empty:
        return decisions
    known = {tuple(row) for row in _cells(decisions)[SAID].to_numpy().tolist()}
    fresh = [tuple(row) not in known for row in _cells(rows)[SAID].to_numpy().tolist()]
    rows = rows[fresh]
    if rows.empty:
        return decisions
    return numbered(rows if decisions.empty else pd.concat([decisions, rows], ignore_index=True))


def keep_state(key: str, laid: pd.DataFrame, data_dir: DataDir = None) -> None:
    """Store what `overlay` found of the decisions on a report: the number of each figure now, and what waits.

    Parameters
    ----------
    key : str
        ``<place>-<year>``, the place by its code, slug or name.
    laid : pandas.DataFrame
        `Overlaid.decisions`. A decision that was added since is kept as it is.
    data_dir : path-like or Data, optional
    """
    data = open_data(data_dir)
    if laid.empty:
        return
    key = key_of(key, data)
    with deciding(key, data):
        now = load_decisions(*_of_key(key), data)
        write_if_changed(key, with_state(now, laid), data)


def with_state(decisions: pd.DataFrame, laid: pd.DataFrame) -> pd.DataFrame:
    """Return decisions with the state that those of them that were laid have."""
    state: dict[tuple, list[tuple]] = {}
    for said, of in zip(
        _cells(laid)[SAID].to_numpy().tolist(), laid[STATE].astype(object).to_numpy().tolist(), strict=True
    ):
        state.setdefault(tuple(said), []).append(tuple(of))
    now = decisions[STATE].astype(object).to_numpy().tolist()
    for at, said in enumerate(_cells(decisions)[SAID].to_numpy().tolist()):
        if tuple(said) in state:
            now[at] = state[tuple(said)][0]
    columns = zip(STATE, zip(*now, strict=True), strict=True) if now else ()
    types = decisions.dtypes
    return decisions.assign(**{name: pd.Series(cells, decisions.index, types[name]) for name, cells in columns})


def write_if_changed(key: str, decisions: pd.DataFrame, data: Data) -> None:
    """Write the decisions on a report where they are others than those of the file."""
    file, text = decisions_file(key, data), decisions_csv(decisions)
    if not file.is_file() or file.read_bytes() != text.encode():
        write_whole(file, text)


def decisions_csv(decisions: pd.DataFrame) -> str:
    """Return decisions as the text of a CSV table, one line each."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(decisions)[COLUMNS].to_numpy().tolist())
    return lines.getvalue()


def _cells(decisions: pd.DataFrame) -> pd.DataFrame:
    return decisions.reindex(columns=COLUMNS, fill_value="").map(_cell)


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def stored(data: Data) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield the key of each report that was decided on, and the lines of its decisions as they stand in the file."""
    for file in sorted((data.folder / FOLDER).glob("*.csv")):
        yield file.stem, stored_of(file.stem, data)


def stored_of(key: str, data: Data) -> list[dict[str, str]]:
    """Return the lines of the decisions on a report as they stand in the file, without checking them: it is quick."""
    try:
        with regular(_file(key, data)).open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = [{name: row.get(name) or "" for name in COLUMNS} for row in reader]
            if set(COLUMNS) <= set(reader.fieldnames or ()) and all(row["figure"].isdecimal() for row in rows):
                return rows
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error):
        pass
    # Says what is wrong, with file and line.
    return _cells(load_decisions(*_of_key(key), data)).to_dict("records")


def table_of(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return decisions that are given as mappings as a table."""
    rows = list(rows)
    columns = {}
    for name in COLUMNS:
        cells = [row.get(name) for row in rows]
        if name in TYPES:
            columns[name] = pd.Series(
                [None if cell is None or pd.isna(cell) else cell for cell in cells], dtype=TYPES[name]
            )
        else:
            columns[name] = pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="str")
    return numbered(pd.DataFrame(columns))


@contextmanager
def deciding(key: str, data: Data) -> Iterator[None]:
    """Hold the decisions on a report alone; who comes second waits.

    Raises
    ------
    OutputError
        When another has not let go after `PATIENCE` seconds, or the folder cannot be written.
    """
    with hold_folder(data.folder / FOLDER, "another is writing decisions there; try again", PATIENCE):
        yield
