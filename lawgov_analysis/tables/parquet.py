"""Parquet: what was read and checked once, kept beside the tables that it is made of; it may be deleted at any time."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from platformdirs import user_cache_path

from ..errors import OutputError
from ..files import write_whole

if TYPE_CHECKING:  # half of what reads figures asks no database
    import duckdb

#: Beside the tables that it is made of; git ignores it, as it says itself.
FOLDER = ".panel"
# What a question that was begun still reads stays for so long after it was replaced.
READ_WITHIN = 3600
ROWS_TOGETHER = 20_480
#: Under which a file tells of each indicator what its rows are made of.
MADE_OF = "made_of"


def home_of(folder: Path) -> Path:
    """Return where what is made of a data folder is kept: beside its tables, or in the user's cache."""
    if os.access(folder, os.W_OK):
        return folder / FOLDER
    return user_cache_path("lawgov_analysis") / "panel" / sha256(str(folder).encode()).hexdigest()[:16]


def begin_home(home: Path) -> None:
    """Make that folder, so that git passes it by.

    Raises
    ------
    OutputError
    """
    if not (home / ".gitignore").exists():
        write_whole(home / ".gitignore", "*\n")


def rules_of(fields: Sequence[Mapping[str, Any]]) -> str:
    """Return a digest of what a table is checked by, other tables apart."""
    return sha256(json.dumps(fields, sort_keys=True).encode() + code_of(Path(__file__).parent)).hexdigest()


@cache  # what is imported stays what it is
def code_of(folder: Path) -> bytes:
    """Return the programs of a folder: what they made is made anew when one of them changes."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("*.py")))


class Damaged(Exception):
    """A file that was made of the tables cannot be read: it is to be made anew."""


def open_database(threads: int = 1) -> "duckdb.DuckDBPyConnection":
    """Open a database in memory: it fetches nothing, and what has no room there goes where temporary files do.

    Parameters
    ----------
    threads : int
        With more than one it has threads of its own, which a process that forks must not have.
    """
    return _connected(threads) if threads > 1 else _without_threads().cursor()


@cache
def _without_threads() -> "duckdb.DuckDBPyConnection":
    """Open the one that all questions of this process share, each by a cursor: to begin it takes longer than most."""
    return _connected(1, async_threads=0)


def _connected(threads: int, **more: int) -> "duckdb.DuckDBPyConnection":
    import duckdb

    fetch = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={**fetch, **more, "temp_directory": tempfile.gettempdir(), "threads": threads})


@contextmanager
def database() -> "Iterator[duckdb.DuckDBPyConnection]":
    """Give a database of which nothing is left at the end.

    Raises
    ------
    Damaged
    """
    with open_database() as opened:
        from duckdb import Error

        try:
            yield opened
        except Error as error:
            raise Damaged(str(error)) from None


def asked(query: str, given: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the columns that a query gives, as arrays.

    Raises
    ------
    Damaged
    """
    with database() as opened:
        return opened.execute(query, list(given)).fetchnumpy()


def of_parquets(parquets: Iterable[str | Path]) -> str:
    """Return the SQL of what some files have."""
    return f"read_parquet([{', '.join(map(_quoted, parquets))}])"


def _quoted(path: str | Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_parquet(
    opened: "duckdb.DuckDBPyConnection", query: str, file: Path, made_of: Mapping[str, int] | None = None
) -> None:
    """Write what a query gives in one move, and with it what of each indicator it is made of.

    Raises
    ------
    OutputError
    """
    from duckdb import Error

    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    said = f"KV_METADATA {{{MADE_OF}: {_quoted(json.dumps(made_of or {}))}}}"
    form = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_TOGETHER}, {said})"
    try:
        opened.execute(f"COPY ({query}) TO {_quoted(partial)} {form}")
        partial.replace(file)
    except (Error, OSError) as error:
        with suppress(OSError):
            partial.unlink()
        raise OutputError(f"{file.parent}: cannot be written: {error}") from None


def tidy(home: Path, pattern: str, kept: str) -> None:
    """Delete what was replaced long ago, and what a killed process left; Windows keeps a file that is read."""
    for file in [*home.glob(pattern), *home.glob(f".{pattern}.*.part")]:
        with suppress(OSError):
            if file.name != kept and time.time() - file.stat().st_mtime > READ_WITHIN:
                file.unlink()


def column_of(values: Any, field: Mapping[str, Any]) -> Any:
    """Return what a query gave of a column in the type that `lawgov_analysis.tables.checks.typed` gives it."""
    match field["type"]:
        case "string":
            return pd.array(values, dtype="str")
        case "integer" if not field.get("constraints", {}).get("required"):
            return pd.arrays.IntegerArray(np.ma.getdata(values).astype("int64"), np.ma.getmaskarray(values))
        case "date":
            return pd.Series(np.ma.filled(values, np.datetime64("NaT"))).astype("datetime64[s]")
        case "number":
            return np.ma.filled(values, np.nan)
    return np.ma.getdata(values)


def kept_table(
    home: Path,
    name: str,
    fields: Sequence[Mapping[str, Any]],
    about: bytes,
    make: Callable[[], pd.DataFrame],
    is_current: Callable[[], bool],
) -> pd.DataFrame:
    """Return a table that takes long to make as it was made once of the same.

    Parameters
    ----------
    home : pathlib.Path
        As from `home_of`.
    name : str
    fields : list of dict
    about : bytes
        What tells all that it is made of and checked by.
    make : callable
        Makes it.
    is_current : callable
        Whether what it was made of is still that; else it is not kept.

    Returns
    -------
    pandas.DataFrame
    """
    file = home / f"{name}-{_digest(rules_of(fields).encode() + about)}.parquet"
    table = _read_kept(file, fields)
    if table is None:
        table = make()
        _keep(table, file, {}, is_current)
    return table


def kept_by_indicator(
    home: Path,
    name: str,
    fields: Sequence[Mapping[str, Any]],
    about: bytes,
    sums: Mapping[str, int],
    make: Callable[[list[str] | None], pd.DataFrame],
    is_current: Callable[[], bool],
) -> pd.DataFrame:
    """Return a table as `kept_table` does, of which no more is made than the rows of indicators that were changed.

    Parameters
    ----------
    home, name, fields, is_current
        As of `kept_table`.
    about : bytes
        What tells all that it is made of but the figures.
    sums : dict of int
        What tells of each indicator all figures that its rows are made of.
    make : callable
        Makes the rows of some indicators, of all where it is given None.

    Returns
    -------
    pandas.DataFrame
    """
    begins = f"{name}-{_digest(rules_of(fields).encode() + about)}"
    file = home / f"{begins}{_digest(json.dumps(sums, sort_keys=True).encode())}.parquet"
    table = _read_kept(file, fields)
    if table is None:
        before = [(written.stat().st_mtime_ns, written) for written in home.glob(f"{begins}{'?' * 16}.parquet")]
        changed, as_before = _changed_since(max(before)[1], fields, sums) if before else (None, None)
        table = make(changed)
        if as_before is not None and len(as_before):
            table = pd.concat([as_before, table], ignore_index=True) if len(table) else as_before
        _keep(table, file, sums, is_current)
    return table


def _changed_since(
    file: Path, fields: Sequence[Mapping[str, Any]], sums: Mapping[str, int]
) -> tuple[list[str] | None, pd.DataFrame | None]:
    """Return the indicators of which figures were changed, all where that cannot be told, and the rows of the others."""
    said = f"SELECT decode(value) AS said FROM parquet_kv_metadata({_quoted(file)}) WHERE decode(key) = '{MADE_OF}'"
    with suppress(Damaged, ValueError, IndexError):
        was, table = json.loads(asked(said)["said"][0]), _read_kept(file, fields)
        if table is not None:
            changed = sorted(name for name in {*was, *sums} if was.get(name) != sums.get(name))
            return changed, table[~table["indicator"].isin(changed)]
    return None, None


def _digest(said: bytes) -> str:
    return sha256(said).hexdigest()[:16]


def _read_kept(file: Path, fields: Sequence[Mapping[str, Any]]) -> pd.DataFrame | None:
    by_name = {str(field["name"]): field for field in fields}
    if file.is_file():
        with suppress(Damaged, KeyError):
            found = asked(f"FROM {of_parquets([file])}")
            return pd.DataFrame({column: column_of(values, by_name[column]) for column, values in found.items()})
    return None


def _keep(table: pd.DataFrame, file: Path, made_of: Mapping[str, int], is_current: Callable[[], bool]) -> None:
    with suppress(OutputError, Damaged), database() as opened:
        if is_current():
            begin_home(file.parent)
            opened.register("made", table)
            write_parquet(opened, "FROM made", file, made_of)
            name, _, digest = file.stem.rpartition("-")
            tidy(file.parent, f"{name}-{'?' * len(digest)}.parquet", file.name)
