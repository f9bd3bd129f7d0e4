"""A data folder: one object holds its tables, and what is made of them, until one of them is changed.

What a public function calls ``data_dir`` is the path of such a folder, or the object itself: who makes many reports
opens the folder once and hands the object on.
"""

import fnmatch
import os
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from ..errors import BadParameter, BadTable
from ..paths import PACKAGE_FILE, default_data_dir, find_folder, shown_path
from ..text.dates import is_period
from .parquet import home_of, kept_table
from .read import read_files
from .schema import draft_schema, read_package

# What a folder says of its reports is its own; a codebook, rules or words that it does not have are the package's.
OWN = {"reports", "statements", "items", "figures", "corrections", "followups", "queue"}
HELD_OPEN = 4
#: From so many bytes on a table is read and checked once, and kept as it was found.
LARGE = 4 * 2**20
# Two writes within what a file system tells apart may look the same: what is so young is looked at again.
TOLD_APART = 2 * 10**9
SETS_OF_FIGURES = 256

# What a table has in its ``attrs``.
OF_DATA = "data_dir"

#: What a public function takes as `data_dir`.
DataDir: TypeAlias = "str | os.PathLike[str] | Data | None"

#: When a file was written, when changed, and how large it is.
Stamp: TypeAlias = tuple[int, int, int]

_Made = TypeVar("_Made")

_open: "dict[Path, Data]" = {}
_made_of: dict[Callable[..., Any], frozenset[str]] = {}


def made_of(*tables: str) -> Callable[[Callable[..., _Made]], Callable[..., _Made]]:
    """Mark a function for `Data.made` whose result is made of these tables alone, and keeps nothing of the data.

    Folders that have none of these tables of their own share one result with the package. Tables that their keys are on
    count too: other tables in the place of those may make them faulty.

    Examples
    --------
    >>> @made_of("units")
    ... def number_of_units(data):
    ...     return len(data.table("units"))
    >>> open_data().made(number_of_units) > 100
    True
    """

    def mark(make: Callable[..., _Made]) -> Callable[..., _Made]:
        _made_of[make] = frozenset(tables)
        return make

    return mark


def open_data(data_dir: DataDir = None) -> "Data":
    """Open a data folder as it is now: the same object until one of its tables was changed.

    The tables of figures, of which there may be thousands, are looked at when they are asked for: one town's new table
    does not throw away what was made of the others.

    Parameters
    ----------
    data_dir : path-like or Data, optional
        The package's own by default, and for an empty text; an open one is returned as it is.

    Returns
    -------
    Data

    Raises
    ------
    BadTable
        When the folder has no ``datapackage.json``.
    BadParameter
        When it is no path.

    Examples
    --------
    >>> open_data() is open_data()
    True
    >>> open_data().table("places", index="code").at["441900106", "slug"]
    'dongguan-hengli'
    """
    if isinstance(data_dir, Data):
        return data_dir
    check_path(data_dir)
    folder = default_data_dir() if data_dir in (None, "") else find_folder(data_dir)
    data = _open.pop(folder, None)
    if data is None or not data.is_current():
        data = Data(folder)
    # The last used is the last: the package's own, which all others borrow from, stay while folders come and go.
    _open[folder] = data
    while len(_open) > HELD_OPEN:
        del _open[next(iter(_open))]
    return data


def check_path(data_dir: Any) -> Any:
    """Return what is given as a data folder, None where none is.

    Raises
    ------
    BadParameter
        When it is no path.
    """
    if not isinstance(data_dir, str | os.PathLike | None):
        raise BadParameter(f"data_dir must be the path of a data folder, got {type(data_dir).__name__}")
    if data_dir is not None and "\0" in os.fspath(data_dir):
        raise BadParameter("data_dir must be the path of a data folder: a path has no null character")
    return data_dir


def of_data(table: pd.DataFrame, data: "Data") -> pd.DataFrame:
    """Return a table that remembers which data folder it is of, as do the rows and columns that are chosen of it."""
    table.attrs[OF_DATA] = str(data.folder)
    return table


#: Without these nothing can be said of figures.
OF_FIGURES = ("place_code", "year", "indicator", "relation")
#: What says what a figure is.
OF_HEADLINE = (*OF_FIGURES, "scope", "period")
#: What tells a figure from others, and its number.
OF_VALUES = (*OF_FIGURES, "figure", "measure", "value", "unit", "bound", "surface")
# What of figures is a number, and must be there; a draft may lack its year.
_NUMBERS, _WHOLE = ("value",), ("year", "figure", "start", "end")


def check_table(table: pd.DataFrame, name: str = "figures", columns: Iterable[str] = ()) -> None:
    """Check that what a function is given is a table, and has the columns that it looks at, each of its kind.

    What somebody read by pandas itself has codes that are numbers, or numbers that are texts.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> check_table(pd.DataFrame({"value": ["12"]}), columns=["value"])
    Traceback (most recent call last):
    lawgov_analysis.errors.BadParameter: figures: value must be numbers, got str; give a table as from load_figures()
    """
    columns = tuple(columns)
    if not isinstance(table, pd.DataFrame):
        of = " as from load_figures()" if name == "figures" else ""
        raise BadParameter(f"{name} must be a DataFrame{of}, got {type(table).__name__}")
    lacking = [column for column in columns if column not in table]
    if lacking:
        raise BadParameter(f"{name}: no column {', '.join(lacking)}; give a table as from load_figures()")
    if not table.columns.is_unique:
        raise BadParameter(f"{name}: {table.columns[table.columns.duplicated()][0]} is twice among the columns")
    for column in dict.fromkeys(columns):
        if wrong := _unlike(table[column], column):
            raise BadParameter(f"{name}: {column} {wrong}; give a table as from load_figures()")


def check_dated(figures: pd.DataFrame) -> None:
    """Check that figures are each of a year, which a draft may lack.

    Raises
    ------
    BadParameter
    """
    if figures["year"].isna().any():
        raise BadParameter("figures: a year is missing; say of which the report is: read_report(…, year=2024)")


def check_periods(figures: pd.DataFrame) -> None:
    """Check that the periods of figures are some; a draft may lack them.

    Raises
    ------
    BadParameter
    """
    if none := next((cell for cell in figures["period"].unique() if cell and not is_period(cell)), ""):
        raise BadParameter(f"figures: “{none}” is no period like 2020")


def _unlike(cells: pd.Series, column: str) -> str:
    """Say what is wrong with a column of figures, by what it is to hold; nothing where it is right."""
    if column in _NUMBERS:
        numbers = cells.to_numpy()
        has_gaps = isinstance(cells.dtype, pd.api.extensions.ExtensionDtype) and cells.isna().any()
        if numbers.dtype.kind not in "iuf" or has_gaps:
            return f"must be numbers, got {_held(cells)}"
        return "must be numbers, got inf" if np.isinf(numbers).any() else ""
    if column in _WHOLE:
        return "" if cells.dtype.kind in "iuf" else f"must be whole numbers, got {_held(cells)}"
    if column == "own":
        return "" if cells.dtype.kind == "b" else f"must be true or false, got {_held(cells)}"
    held = cells.dtype.categories if isinstance(cells.dtype, pd.CategoricalDtype) else cells
    is_text = len(cells) == 0 or pd.api.types.infer_dtype(held, skipna=False) in ("string", "empty")
    if not is_text:
        return f"must be texts, got {_held(cells)}"
    if cells.isna().any():
        return "must be texts, got nothing; “” says that there is none"
    return ""


def _held(cells: pd.Series) -> str:
    """Return of what kind the cells of a column are."""
    kinds = {type(cell).__name__ for cell in cells[:100].tolist()} if cells.dtype == object else {str(cells.dtype)}
    return " and ".join(sorted(kinds)) or "nothing"


def data_of(
    table: pd.DataFrame, data_dir: DataDir = None, name: str = "figures", columns: Iterable[str] = ()
) -> "Data":
    """Open the data folder that a table is of: the one that is named, else the one that it was loaded from.

    Parameters
    ----------
    table : pandas.DataFrame
    data_dir : path-like or Data, optional
    name : str
        What the table is called where it is none.
    columns : iterable of str
        What the table must have.

    Returns
    -------
    Data
        The package's own for a table that does not say, as one that was put together of several folders'.

    Raises
    ------
    BadTable
    BadParameter
        When it is no table, or lacks a column.

    Examples
    --------
    >>> table = of_data(pd.DataFrame({"value": [1, 2]}), open_data("data/samples/city"))
    >>> data_of(table[table["value"] > 1]).folder.name, data_of(table, "data").folder.name
    ('city', 'data')
    """
    check_table(table, name, columns)
    return open_data(table.attrs.get(OF_DATA) if data_dir is None else data_dir)


class Data:
    """The tables of a data folder, each read once; what is made of them is made once too.

    It stays current until one of the tables that were read is changed; one that nobody asked for is of no concern.

    Parameters
    ----------
    folder : pathlib.Path

    Attributes
    ----------
    folder : pathlib.Path
    held : bool
        Whether figures are taken as they were when they were last looked at: of a batch, each report of which would
        look at those of all others again.

    Raises
    ------
    BadTable
        When the folder has no ``datapackage.json``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held = False
        self._seen: dict[str, Stamp | None] = {}
        self._made: dict[tuple[Any, ...], Any] = {}
        self._given: dict[str, pd.DataFrame] = {}
        self._names: dict[str, tuple[Stamp, tuple[str, ...]]] = {}
        self._seen_files: dict[tuple[str, str], tuple[tuple[str, ...], tuple[Stamp | None, ...]]] = {}
        self._tried_on: Data | None = None
        self._watch(folder / PACKAGE_FILE)
        self._tables = read_package(folder, None if self._package is self else self._package._tables)

    def __repr__(self) -> str:
        return f"Data({shown_path(self.folder)!r})"

    @cached_property
    def _package(self) -> "Data":
        """The package's own data, for the tables that the folder does not have."""
        return self if self.folder == default_data_dir() else open_data()

    def with_tables(self, tables: Mapping[str, pd.DataFrame]) -> "Data":
        """Return the same data with other tables in the place of some, to try what they would do.

        Parameters
        ----------
        tables : dict of pandas.DataFrame
            By their names.

        Returns
        -------
        Data

        Examples
        --------
        >>> data = open_data()
        >>> fewer = data.with_tables({"places": data.table("places")[:1]})
        >>> len(fewer.table("places")), len(fewer.table("units")) == len(data.table("units"))
        (1, True)
        """
        other = Data(self.folder)
        other._given, other._tried_on = {**self._given, **tables}, self
        return other

    def is_current(self) -> bool:
        """Return whether none of the tables was changed since it was read."""
        mine = all(written(file) == seen for file, seen in self._seen.items())
        return mine and (self._package is self or self._package.is_current())

    def _watch(self, *files: Path) -> None:
        """Remember what files are like; before they are read, so that what changes meanwhile is seen later."""
        for file in files:
            self._seen.setdefault(str(file), written(file))

    def table(self, name: str, index: str | None = None) -> pd.DataFrame:
        """Return a table whole, read once.

        Parameters
        ----------
        name : str
            A resource of ``datapackage.json``.
        index : str, optional
            A column to be the index.

        Returns
        -------
        pandas.DataFrame
            As of `read_table`.

        Raises
        ------
        BadTable
        """
        if name in self._given:
            table = self._given[name]
            return table.copy(deep=False) if index is None else table.set_index(index)
        owner = self._owner(name)
        if index is not None:
            table = owner.made(_indexed, name, index)
        elif "*" in owner._tables[name]["path"]:
            table = owner.made_of_files(_whole, name)
        else:
            table = owner.made(_whole, name)
        # Shares its data until someone writes to it.
        return table.copy(deep=False)

    def read(
        self,
        name: str,
        files: Iterable[Path],
        draft: bool = False,
        sheet: str = "",
        also: Callable[[pd.DataFrame], list[str]] | None = None,
        alone: bool = False,
    ) -> pd.DataFrame:
        """Read some files of a table, wherever they lie; nothing of it is kept.

        Parameters
        ----------
        name : str
        files : iterable of pathlib.Path
        draft : bool
            As of `read_table`.
        sheet : str
            Of workbooks, the name of the sheet; the first one where none is given.
        also : callable, optional
            As of `read_files`.
        alone : bool
            Whether what other tables say of it is left for later.

        Returns
        -------
        pandas.DataFrame
        """
        schema = self._owner(name)._tables[name]["schema"]
        schema = draft_schema(schema) if draft else schema
        return read_files(files, schema, self.table, draft, sheet, also, alone)

    def files(self, name: str, which: str = "*") -> tuple[Path, ...]:
        """Return the files of a table, sorted by name.

        Parameters
        ----------
        name : str
        which : str
            What stands for the ``*`` in the path of a table of many files, to choose some of them.

        Returns
        -------
        tuple of pathlib.Path
        """
        folder = self.folder_of(name)
        return tuple(folder / each for each in self._chosen(name, which))

    def _chosen(self, name: str, which: str) -> tuple[str, ...]:
        names = self.names(name)
        if which == "*":
            return names
        wanted = Path(self.pattern(name)).name.replace("*", which)
        if any(sign in which for sign in "*?["):
            return tuple(fnmatch.filter(names, wanted))
        at = bisect_left(names, wanted)
        return names[at : at + 1] if wanted in names[at : at + 1] else ()

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names of the files of a table of many, sorted; they are not looked at."""
        known = self._names.get(name)
        if self.held and known:
            return known[1]
        folder = self.folder_of(name)
        stamp = written(folder)
        if stamp is None:
            return ()
        if known is None or known[0] != stamp:
            before, _, after = Path(self.pattern(name)).name.partition("*")
            # A Path for each of 200,000 files would take longer than to read what is asked of them.
            try:
                there = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208
            except OSError as error:
                raise BadTable([f"{shown_path(folder)}: cannot be read: {error.strerror}"]) from None
            found = (each for each in there if each.endswith(after) and each.startswith(before) and each[0] != ".")
            known = stamp, tuple(sorted(found))
            if self.held or time.time_ns() - max(stamp[:2]) > TOLD_APART:
                self._names[name] = known
        return known[1]

    def folder_of(self, name: str) -> Path:
        """Return the folder that the files of a table lie in."""
        return (self._owner(name).folder / self.pattern(name)).parent

    def pattern(self, name: str) -> str:
        """Return where the files of a table lie below the folder that has it: ``figures/*.csv``."""
        return self._owner(name)._tables[name]["path"]

    def fields(self, name: str) -> list[dict[str, Any]]:
        """Return the fields of a table's schema, a list of dict."""
        return self._owner(name)._tables[name]["schema"]["fields"]

    def sources(self) -> dict[str, Path]:
        """Return the file of every table that is one file, the package's for those that the folder does not have.

        Returns
        -------
        dict of pathlib.Path
            By its path below the folder, ``datapackage.json`` among them; sorted.
        """
        mine = {
            path: self.folder / path
            for path in (PACKAGE_FILE, *(table["path"] for table in self._tables.values()))
            if "*" not in path
        }
        self._watch(*mine.values())
        own = {self._package._tables[name]["path"] for name in OWN if name in self._package._tables}
        others = {} if self._package is self else self._package.sources()
        return dict(sorted({**{path: file for path, file in others.items() if path not in own}, **mine}.items()))

    @cached_property
    def sums(self) -> dict[str, str]:
        """The sha256 of each of `sources` that is there, as it was when it was first asked for."""
        there = {path: file for path, file in self.sources().items() if file.is_file()}
        return {path: sha256(file.read_bytes()).hexdigest() for path, file in there.items()}

    @property
    def is_tried(self) -> bool:
        """Whether some tables are not those of the folder; see `with_tables`."""
        return bool(self._given)

    def foreign_keys(self, name: str) -> list[dict[str, Any]]:
        """Return the keys of a table's schema on other tables, a list of dict."""
        return self._owner(name)._tables[name]["schema"].get("foreignKeys", [])

    def known(self, name: str) -> bool:
        """Return whether the folder has a table, or the package lends it."""
        return name in self._tables or (self._package is not self and name not in OWN and self._package.known(name))

    def title(self, name: str) -> str:
        """Return the Chinese title of a table."""
        return self._owner(name)._tables[name]["title"]

    def has(self, name: str) -> bool:
        """Return whether the folder itself has a table."""
        return name in self._tables

    def made(self, make: Callable[..., _Made], *about: Any) -> _Made:
        """Return ``make(data, *about)``, made once for these data; once for all that share what it is made of.

        See `made_of`.
        """
        key = (make, *about)
        if key not in self._made:
            lender = self._lender(_made_of.get(make))
            self._made[key] = make(self, *about) if lender is self else lender.made(make, *about)
        return self._made[key]

    def _lender(self, tables: frozenset[str] | None) -> "Data":
        """Return whose tables these are, where another's are all of them; else these data."""
        if tables is None:
            return self
        if self._tried_on is not None:
            return self if tables & self._given.keys() else self._tried_on
        return self if tables & self._tables.keys() else self._package

    def made_of_files(
        self, make: Callable[..., _Made], name: str, which: str = "*", about: tuple[Any, ...] = ()
    ) -> _Made:
        """Return ``make(data, name, files, *about)`` of files of a table, made once until one of them was changed."""
        names, stamp = self._seen_files.get((name, which)) or (self._chosen(name, which), None)
        if stamp is None:
            stamp = self._stamp(name, names)
            if self.held:
                self._seen_files[name, which] = names, stamp
        return self._of_all(make, name, names, about, stamp)

    def made_of_chosen(
        self, make: Callable[..., _Made], name: str, files: tuple[Path, ...], about: tuple[Any, ...] = ()
    ) -> _Made:
        """Return ``make(data, name, files, *about)``, made once until one of these files of a table was changed."""
        names = tuple(file.name for file in files)
        return self._of_chosen(make, name, names, about, self._stamp(name, names))

    # Two, or a hundred reports that are loaded one by one would throw out what is made of all of them.
    @cached_property
    def _of_all(self) -> Callable[..., Any]:
        return self._kept_calls()

    @cached_property
    def _of_chosen(self) -> Callable[..., Any]:
        return self._kept_calls()

    def _kept_calls(self) -> Callable[..., Any]:
        def made(
            make: Callable[..., Any], name: str, names: tuple[str, ...], about: tuple[Any, ...], _stamp: Any
        ) -> Any:
            folder = self.folder_of(name)
            return make(self, name, tuple(folder / each for each in names), *about)

        return lru_cache(maxsize=SETS_OF_FIGURES)(made)

    def _stamp(self, name: str, names: Iterable[str]) -> tuple[Stamp | None, ...]:
        return tuple(written_each(self.folder_of(name), names))

    def _owner(self, name: str) -> "Data":
        if name in self._tables:
            return self
        if self._package is self or name in OWN:
            raise BadTable([f"{shown_path(self.folder / PACKAGE_FILE)}: has no table {name}"])
        return self._package._owner(name)


def read_table(
    name: str, data_dir: DataDir = None, files: Iterable[Path] | None = None, draft: bool = False
) -> pd.DataFrame:
    """Read a table, or some files of it, typed by its schema.

    Parameters
    ----------
    name : str
        A resource of ``datapackage.json``.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.
    files : list of pathlib.Path, optional
        Only these files of the table.
    draft : bool
        Whether columns that the schema calls ``open_in_draft`` may be empty, and the keys on them need not be known;
        columns that a file may leave out are then in the table where they are filled.

    Returns
    -------
    pandas.DataFrame
        One row a record, columns in the order of the schema. Text is ``str`` with ``""`` for nothing; whole numbers
        are ``int64``, or ``Int64`` where they may be missing; numbers are ``float64``; dates ``datetime64``.

    Raises
    ------
    BadTable
        With all faults of all files, each with file, row, column and rule.

    Examples
    --------
    >>> read_table("places").loc[lambda t: t["slug"] == "dongguan-hengli", ["code", "name"]].values.tolist()
    [['441900106', '横沥镇']]
    """
    data = open_data(data_dir)
    return data.table(name) if files is None else data.read(name, files, draft)


def load_fields(name: str, data_dir: DataDir = None) -> list[dict[str, Any]]:
    """Return the fields of a table's schema.

    Parameters
    ----------
    name : str
    data_dir : path-like or Data, optional

    Returns
    -------
    list of dict
        Each with ``name``, ``type``, ``title`` (its Chinese heading), ``description`` and ``constraints``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> [field["title"] for field in load_fields("figures")][:3]
    ['地区代码', '报告年度', '序号']
    """
    return open_data(data_dir).fields(name)


def column_names(name: str, data_dir: DataDir = None) -> list[str]:
    """Return the columns of a table in order, without those a file may leave out.

    Examples
    --------
    >>> column_names("places")[:3]
    ['code', 'slug', 'name']
    """
    return [field["name"] for field in load_fields(name, data_dir) if not field.get("optional")]


def _whole(data: Data, name: str, files: tuple[Path, ...] | None = None) -> pd.DataFrame:
    if files is None:
        files = data.files(name)
        data._watch(*(files or [data.folder / data._tables[name]["path"]]))
    if not files:
        raise BadTable([f"{shown_path(data.folder)}: no file of the table {name} ({data._tables[name]['path']})"])
    file, *more = files
    if more or file.stat().st_size < LARGE:
        return data.read(name, files)
    # What other tables say of it is checked with it: a change of any is a reason to read it again.
    about = repr(data.sums).encode()
    fields = data.fields(name)
    return kept_table(home_of(data.folder), name, fields, about, lambda: data.read(name, files), data.is_current)


def _indexed(data: Data, name: str, index: str) -> pd.DataFrame:
    return data.table(name).set_index(index)


def written(file: str | Path) -> Stamp | None:
    """Return when a file was last written and changed and how large it is; of one that is not there, None."""
    try:
        status = os.stat(file)  # noqa: PTH116 (a Path would take three times as long, at every call of the library)
    except OSError:
        return None
    return _stamp_of(status)


def _stamp_of(status: os.stat_result) -> Stamp:
    # The second tells a file that was replaced by one of the same time; on Windows it is that of its making.
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def written_each(folder: Path, names: Iterable[str]) -> list[Stamp | None]:
    """Return as `written` of files of a folder, of which there may be hundreds of thousands."""
    files = [f"{folder}/{name}" for name in names]  # a Path each would take as long as to look at them
    try:
        return [_stamp_of(os.stat(file)) for file in files]  # noqa: PTH116 (as of `written`)
    except OSError:  # one was taken away just now
        return [written(file) for file in files]
