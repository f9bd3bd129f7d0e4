"""The figures that reports print: load them, save them, pick the headline ones."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from ..errors import BadParameter, BadTable, NoData, OutputError, nearest
from ..files import write_whole
from ..paths import processors, shown_path
from .codebook import ids_of_names
from .folder import OF_HEADLINE, Data, DataDir, check_table, column_names, load_fields, of_data, open_data
from .parquet import Damaged, asked, kept_by_indicator, of_parquets, open_database
from .places import find_place
from .read import records
from .store import FEWEST, KEY, ROWS_HELD, Kept, Store, tables_of, without

if TYPE_CHECKING:
    import duckdb

FIGURE_COLUMNS = column_names("figures")
#: Those that a draft has besides: how sure it is, and where on the page of a scan a figure stands.
DRAFT_COLUMNS = [field["name"] for field in load_fields("figures") if field.get("optional")]
#: Those that a table may do without: nothing is said there.
MAY_LACK = [field["name"] for field in load_fields("figures") if field.get("may_lack")]
#: What the measure of a rate ends with that is wanted, and has no indicator that says so: 答复率目标.
WANTED = ("目标", "要求")
NO_ROWS = np.array([], dtype="int64")
# What a table is named by: a place and a year.
_REPORT = re.compile(r"[0-9]{6}(?:[0-9]{3})?-[0-9]{4}")
_WANTED_RATE = re.compile(rf"(?:率|度|占比|比例|比重)(?:{'|'.join(WANTED)})$")


def load_figures(
    place: str | int | None = None,
    year: int | str | None = None,
    data_dir: DataDir = None,
    indicators: str | Iterable[str] | None = None,
    columns: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Load the figures of one report, of a place, of a year, or all.

    Parameters
    ----------
    place : str, optional
        A code, slug, 横沥镇 or 东莞市横沥镇.
    year : int, optional
        The year that the report is about.
    data_dir : path-like, optional
        Another data folder than the package's own.
    indicators : str or iterable of str, optional
        Only these: ids, or Chinese names; ``""`` are the figures without one.
    columns : str or iterable of str, optional
        Only these, as of `load_panel`.

    Returns
    -------
    pandas.DataFrame
        One row a figure, in the order of the text, with the columns `FIGURE_COLUMNS`; ``value`` is in ``unit``
        (money in 元, rates in %), ``start`` and ``end`` are offsets in the source text (missing for excerpts).

    Raises
    ------
    UnknownPlace, NoData, BadTable
    BadParameter
        When there is no such column or indicator.

    Examples
    --------
    >>> hengli = load_figures("横沥镇", 2020)
    >>> len(hengli)
    65
    >>> hengli.loc[hengli["indicator"] == "mediation_amount", "value"].item()
    4500000.0
    """
    data = open_data(data_dir)
    code = None if place is None else find_place(place, data).name
    year = None if year is None else year_of(year)
    places = None if code is None else [code]
    wanted = tables_of(data.names("figures"), places, None if year is None else [year])
    if not wanted:
        raise NoData(say_no_data(code, year, data))
    indicators = _ids(indicators, data)
    found = _asked(data, wanted, places, indicators, columns)
    if found is not None and not found.attrs.pop("left_out"):
        return of_data(found, data)
    # Of tables that break a rule this says which.
    return of_data(_chosen(data.made_of_chosen(_checked, "figures", _files(data, wanted)), indicators, columns), data)


def load_panel(
    data_dir: DataDir = None,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    indicators: Iterable[str] | None = None,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Load the figures of every report whose table keeps the rules, to compare one report with the others.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.
    places : iterable of str, optional
        Codes of places; of all by default. What is not asked for is not read.
    years : iterable of int, optional
    indicators : iterable of str, optional
        Ids; ``""`` are the figures without one.
    columns : iterable of str, optional
        Of `FIGURE_COLUMNS`, in the order in which they are wanted.

    Returns
    -------
    pandas.DataFrame
        As from `load_figures`. ``attrs["left_out"]`` lists the files that break a rule: one town's slip must not keep
        the other towns from their reports.

    Raises
    ------
    NoData
        When there is no table of figures.
    BadTable
        When another table breaks its rules.

    Examples
    --------
    >>> load_panel().equals(load_figures())
    True
    """
    data = open_data(data_dir)
    places, years = _one_or_several(places), _years(years)
    indicators = _one_or_several(indicators)
    if not data.names("figures"):
        raise NoData(say_no_data(None, None, data))
    wanted = tables_of(data.names("figures"), places, years)
    found = _asked(data, wanted, places, indicators, columns)
    if found is None:
        panel = data.made_of_chosen(_panel, "figures", _files(data, wanted))
        found = _chosen(panel, indicators, columns)
        found.attrs["left_out"] = panel.attrs["left_out"]
    return of_data(found, data)


def left_out(data_dir: DataDir = None) -> list[str]:
    """Return the names of the tables of figures that break a rule and are in no panel; as of `load_panel`."""
    data = open_data(data_dir)
    names = data.names("figures")
    if len(names) >= FEWEST:
        with suppress(OutputError, Damaged):
            return _kept(data, tables_of(names))[1]
    return load_panel(data, indicators=[], columns=KEY).attrs["left_out"]


def hold_figures(data_dir: DataDir = None) -> Data:
    """Look at all tables of figures once, and take them from then on as they were.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    Data
        To be handed on. What is changed later is seen by who opens the folder anew in another process.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> hold_figures(open_data("data/samples/city").with_tables({})).held
    True
    """
    data = open_data(data_dir)
    data.held = True
    with suppress(NoData):
        left_out(data)
    return data


def _files(data: Data, wanted: Mapping[str, Sequence[str]]) -> tuple[Path, ...]:
    folder = data.folder_of("figures")
    return tuple(folder / name for name in sorted(chain.from_iterable(wanted.values())))


def _one_or_several(given: Any) -> list[Any] | None:
    """Return what is asked for as a list, be it one or several; None for all."""
    if given is None:
        return None
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]


def _years(years: int | Iterable[int] | None) -> list[int] | None:
    asked = _one_or_several(years)
    return None if asked is None else list(map(year_of, asked))


def _ids(indicators: str | Iterable[str] | None, data: Data) -> list[str] | None:
    """Return the ids of indicators that are asked for by ids or names."""
    asked = _one_or_several(indicators)
    if asked is None:
        return None
    ids = data.made(ids_of_names)
    for name in asked:
        if name and name not in ids:
            near = nearest(str(name), ids, n=3)
            raise BadParameter(f"{name} is no indicator" + (f"; the nearest are {'、'.join(near)}" if near else ""))
    return [ids.get(name, "") for name in asked]


def _chosen(figures: pd.DataFrame, indicators: Iterable[str] | None, columns: Iterable[str] | None) -> pd.DataFrame:
    if indicators is not None:
        figures = figures[figures["indicator"].isin(list(indicators))]
    if columns is not None:
        figures = figures[_known(columns)]
    return figures.reset_index(drop=True)


def _known(columns: Iterable[str] | None) -> list[str]:
    """Return the columns that are asked for, all by default."""
    asked = FIGURE_COLUMNS if columns is None else list(_one_or_several(columns) or ())
    unknown = next((name for name in asked if name not in FIGURE_COLUMNS), None)
    if unknown is not None:
        near = nearest(str(unknown), FIGURE_COLUMNS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(FIGURE_COLUMNS)}"
        raise BadParameter(f"columns: figures have none named {unknown}; {hint}")
    return asked


def panel(
    data_dir: DataDir = None,
    years: int | Iterable[int] | None = None,
    indicators: str | Iterable[str] | None = None,
) -> "duckdb.DuckDBPyRelation":
    """Return the figures of every report whose table keeps the rules as a relation of DuckDB, of which nothing is read.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.
    years : int or iterable of int, optional
        Of the reports of these alone: those of other years are not looked at.
    indicators : str or iterable of str, optional
        Only these, by ids or names.

    Returns
    -------
    duckdb.DuckDBPyRelation
        With the columns `FIGURE_COLUMNS` and ``headline``, as of `told_headline`; ``filter``, ``aggregate`` and
        ``query`` are done when ``df()`` asks for rows.

    Raises
    ------
    NoData
        When there is no table of figures.
    BadParameter
        When a year is none, or there is no such indicator.

    Examples
    --------
    >>> items = panel().filter("indicator = 'service_items'")
    >>> items.aggregate("year, median(value) AS middle").order("year").df()
       year  middle
    0  2020   757.5
    1  2025    64.0
    """
    data, years = open_data(data_dir), _years(years)
    indicators, names = _ids(indicators, data), data.names("figures")
    if len(names) >= FEWEST:
        with suppress(OutputError):
            kept, bad = _kept(data, tables_of(names, years=years))
            if kept.parquets:
                return _of_indicators(_of_kept(data, kept, bad), indicators)
    return _of_indicators(open_database().from_df(told_headline(load_panel(data, years=years))), indicators)


def _of_kept(data: Data, kept: Kept, bad: Iterable[str]) -> "duckdb.DuckDBPyRelation":
    chosen = ", ".join(f'"{name}"' for name in [*FIGURE_COLUMNS, "headline"])
    opened = open_database(1 if data.held else processors())  # a batch forks
    return opened.sql(f"SELECT {chosen} FROM {of_parquets(kept.parquets)} WHERE {without(bad)}")


def _of_indicators(figures: "duckdb.DuckDBPyRelation", indicators: Iterable[str] | None) -> "duckdb.DuckDBPyRelation":
    if indicators is None:
        return figures
    from duckdb import ColumnExpression, ConstantExpression

    chosen = [ConstantExpression(name) for name in indicators]
    return figures.filter(ColumnExpression("indicator").isin(*chosen) if chosen else "false")


def kept_of_figures(
    make: Callable[..., pd.DataFrame],
    data: Data,
    name: str,
    years: Iterable[int],
    fields: Sequence[Mapping[str, Any]],
    code: bytes,
    about: tuple[Any, ...],
) -> pd.DataFrame:
    """Return a table that is worked out of the figures of some years and of other tables, as it was once of the same.

    Of an indicator of which a figure was changed its rows are worked out anew, all others are taken as they were.

    Parameters
    ----------
    make : callable
        ``make(figures, data, *about)`` works it out of these figures, as from `panel`: a table whose rows are each of
        the figures of their ``indicator``. It is given those of the indicators that it is wanted of.
    data : Data
    name : str
        Under which it is kept, where there are so many figures that it takes long.
    years : iterable of int
        Figures of other years are no part of it.
    fields : list of dict
        The ``name`` and ``type`` of each of its columns.
    code : bytes
        What it is worked out by.
    about : tuple
        What else `make` is given.

    Returns
    -------
    pandas.DataFrame
    """
    names, years = data.names("figures"), [*years]
    if len(names) < FEWEST or data.is_tried:
        return data.made_of_files(_of_files, "figures", about=(make, tuple(years), about)).copy(deep=False)
    store = data.made(_store)
    with suppress(OutputError, Damaged):
        kept, bad = _kept(data, tables_of(names, years=years))
        # What is in none of the files was no figure of them either.
        said = repr([sorted({*bad} - {*kept.bad}), data.sums, code]).encode()
        of_now = said + repr(kept.parquets).encode()
        if kept.parquets and store.worked_out.get(name, (b"",))[0] != of_now:
            table = kept_by_indicator(
                *(store.folder, name, fields, said, kept.indicators),
                # Of the very files that it is named by, whatever is changed meanwhile.
                lambda indicators: make(_of_indicators(_of_kept(data, kept, bad), indicators), data, *about),
                data.is_current,
            )
            store.worked_out[name] = of_now, table
        if kept.parquets:
            return store.worked_out[name][1].copy(deep=False)
    return make(panel(data, years), data, *about)


def _of_files(
    data: Data,
    _name: str,
    _files: Any,
    make: Callable[..., pd.DataFrame],
    years: tuple[int, ...],
    about: tuple[Any, ...],
) -> pd.DataFrame:
    return make(panel(data, years), data, *about)


def figure_sums(data_dir: DataDir = None) -> dict[str, str]:
    """Return the sha256 of every table of figures, read only where it was changed since the store last saw it.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    dict of str
        By the names of the tables without their ending, sorted.

    Raises
    ------
    BadTable
        When one cannot be read.

    Examples
    --------
    >>> list(figure_sums("data/samples/city"))[0]
    '990100901-2021'
    """
    data = open_data(data_dir)
    names, found = data.names("figures"), None
    if len(names) >= FEWEST:
        with suppress(OutputError, Damaged):
            found = data.made(_store).sums(tables_of(names))
    if found is None:
        found = {file.name: table_sum(file) for file in data.files("figures")}
    return {name.removesuffix(".csv"): found[name] for name in names}


def table_sum(file: Path) -> str:
    """Return the sha256 of a table; one that cannot be read is a `BadTable`."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise BadTable([f"{shown_path(file)}: cannot be read: {error.strerror}"]) from None


def _at_hand(data: Data) -> pd.DataFrame | None:
    """Return all figures where they are in memory: those of few tables, which are checked at once, or held ones."""
    if data.held:
        return data.made_of_files(_held, "figures")
    if len(data.names("figures")) < FEWEST:
        with suppress(BadTable):
            return data.made_of_files(_panel, "figures")
    return None


def _held(data: Data, name: str, files: tuple[Path, ...]) -> pd.DataFrame | None:
    """Return all figures, None where they are too many to be in memory, or none can be read."""
    if len(files) < FEWEST:
        with suppress(BadTable):
            return _panel(data, name, files)
        return None
    with suppress(OutputError, Damaged):
        kept, bad = _kept(data, tables_of(data.names(name)))
        if kept.parquets and kept.rows <= ROWS_HELD:
            figures = data.made(_store).ask(kept, FIGURE_COLUMNS, bad)
            figures.attrs["left_out"] = bad
            return figures
    return None


def _of_tables(data: Data, figures: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """Return the figures of some tables out of all."""
    if len(names) == len(data.names("figures")):
        return figures.copy(deep=False)
    rows = data.made_of_files(_rows_by_table, "figures")
    found = figures.take(np.concatenate([rows[name] for name in sorted(names) if name in rows] or [NO_ROWS]))
    found.attrs["left_out"] = [name for name in figures.attrs["left_out"] if name in names]
    return found


def _rows_by_table(data: Data, _name: str, _files: tuple[Path, ...]) -> dict[str, np.ndarray]:
    figures = cast("pd.DataFrame", _at_hand(data))
    tables = figures["place_code"] + "-" + figures["year"].astype("str") + ".csv"
    return tables.groupby(tables).indices


def _asked(
    data: Data,
    wanted: Mapping[str, Sequence[str]],
    places: Collection[str] | None,
    indicators: Iterable[str] | None,
    columns: Iterable[str] | None,
) -> pd.DataFrame | None:
    """Return the figures of tables out of all that were checked together; None where these are to be read alone."""
    at_hand = _at_hand(data)
    if at_hand is not None:
        found = _of_tables(data, at_hand, [*chain.from_iterable(wanted.values())])
        return _chosen(found, indicators, columns)
    if len(data.names("figures")) < FEWEST:
        return None
    store = data.made(_store)
    if sum(map(len, wanted.values())) < FEWEST and not (wanted and store.has_read(wanted)):
        return None
    try:
        for _ in range(2):
            try:
                kept, bad = _kept(data, wanted, places)
                if not kept.parquets:
                    return None
                found = store.ask(kept, _known(columns), bad, places, indicators)
            except Damaged:
                store.forget()
            else:
                found.attrs["left_out"] = bad
                return found
    except OutputError:  # of a full disk: the tables are there
        return None
    return None


def _kept(
    data: Data, wanted: Mapping[str, Sequence[str]], places: Collection[str] | None = None
) -> tuple[Kept, list[str]]:
    """Return what the store has of the tables of places, and which of these break a rule, of whatever table it is."""
    kept = data.made(_store).kept(wanted, places)
    bad = {*kept.bad, *data.made(_unlisted, data.names("figures"))}
    wrong = kept.indicators.keys() - data.made(_of_figures)
    if wrong:
        of = f"place_code || '-' || year || '.csv' AS name FROM {of_parquets(kept.parquets)}"
        bad |= set(asked(f"SELECT DISTINCT {of} WHERE list_contains(?, indicator)", [sorted(wrong)])["name"])
    return kept, sorted(bad.intersection(chain.from_iterable(wanted.values()))) if bad else []


def _of_figures(data: Data) -> frozenset[str]:
    """Return the indicators that a figure may have."""
    codebook = data.table("indicators")
    return frozenset(codebook["id"][codebook["kind"] != "item"])


def _store(data: Data) -> Store:
    return Store(data, lambda files: _right_ones(data, files))


def _right_ones(data: Data, files: list[Path]) -> tuple[pd.DataFrame, list[str]]:
    try:
        figures = _panel(data, "figures", files, alone=True)
    except BadTable:
        return pd.DataFrame(columns=FIGURE_COLUMNS), [file.name for file in files]
    return told_headline(figures), figures.attrs["left_out"]


def _unlisted(data: Data, names: tuple[str, ...]) -> frozenset[str]:
    """Return the tables whose report, or its place, has no line."""
    reports = data.table("reports")
    reports = reports[reports["place_code"].isin(data.table("places")["code"])]
    return frozenset(names) - set(reports["place_code"] + "-" + reports["year"].astype("str") + ".csv")


def _panel(data: Data, name: str, files: Iterable[Path], alone: bool = False) -> pd.DataFrame:
    files, left_out = list(files), []
    while True:
        try:
            figures = _checked(data, name, files, alone)
        except BadTable as error:
            blamed = {fault.rpartition(".csv:")[0] + ".csv" for fault in error.faults}
            bad = [file for file in files if shown_path(file) in blamed]
            # A row that has strayed into another town's table repeats a key of its own, which is right.
            bad = [file for file in bad if not _is_right(data, name, file, alone)] or bad
            if not bad or len(bad) == len(files):
                raise
            left_out += [file.name for file in bad]
            files = [file for file in files if file not in bad]
        else:
            figures.attrs["left_out"] = left_out
            return figures


def _is_right(data: Data, name: str, file: Path, alone: bool) -> bool:
    try:
        _checked(data, name, [file], alone)
    except BadTable:
        return False
    return True


def _checked(data: Data, name: str, files: Iterable[Path], alone: bool = False) -> pd.DataFrame:
    files = list(files)
    if named_otherwise := [*filter(None, map(misnamed, files))]:
        raise BadTable(named_otherwise)
    figures = data.read(name, files, also=_faults_of, alone=alone)
    there = set(figures["place_code"] + "-" + figures["year"].astype("str"))
    empty = [f"{shown_path(file)}: has no row" for file in files if file.stem not in there]
    if empty:
        raise BadTable(empty)
    return figures


def misnamed(file: Path) -> str:
    """Say of a file among the tables of figures that it is not named by a report; nothing where it is.

    Examples
    --------
    >>> misnamed(Path("figures/441900106-2020 - 副本.csv"))
    'figures/441900106-2020 - 副本.csv: must be named by the code of its place and its year, e.g. 441900106-2020.csv'
    >>> misnamed(Path("figures/441900106-2020.csv"))
    ''
    """
    if _REPORT.fullmatch(file.stem):
        return ""
    return f"{shown_path(file)}: must be named by the code of its place and its year, e.g. 441900106-2020.csv"


def faults_of_table(file: Path, data: Data) -> list[str]:
    """Return what is wrong with one table of figures, by itself or with what it refers to."""
    try:
        _checked(data, "figures", [file])
    except BadTable as error:
        return error.faults
    return []


def _faults_of(cells: pd.DataFrame) -> list[str]:
    """Return what is wrong in tables of figures beyond their schema: rows of another report, or that do not agree."""
    shown = cells.index.get_level_values(0).tolist()
    stems = {file: Path(file).stem for file in set(shown)}
    keys = zip(shown, cells["place_code"].tolist(), cells["year"].tolist(), strict=True)
    others = cells.index[[f"{code}-{year}" != stems[file] for file, code, year in keys]].to_frame(index=False)
    wrong = others.drop_duplicates(0).itertuples(index=False, name=None)
    return [_not_of_its_name(*origin) for origin in wrong] + faults_within(cells)


def _not_of_its_name(shown: str, line: int) -> str:
    code, _, year = Path(shown).stem.partition("-")
    return f"{shown}:{line}:place_code,year: must be {code} and {year}, as the file name says"


def headline(figures: pd.DataFrame) -> pd.DataFrame:
    """Keep the headline figure of each indicator: coded, not narrowed by a scope, not a growth, not planned.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`.

    Returns
    -------
    pandas.DataFrame
        The rows kept; the first where a report prints an indicator twice.

    Examples
    --------
    >>> headline(load_figures("横沥镇", 2020)).query("indicator == 'disputes_occurred'")["value"].item()
    200.0
    """
    check_table(figures, columns=OF_HEADLINE)
    plain = figures[(figures["indicator"] != "") & (figures["scope"] == "") & (figures["relation"] != "growth")]
    plain = plain[~are_planned(plain)]
    return plain.drop_duplicates([*KEY, "indicator"])


def told_headline(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with ``headline``: whether each is one that `headline` keeps.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> int(told_headline(load_figures("横沥镇", 2020))["headline"].sum())
    28
    """
    figures = figures.reset_index(drop=True)
    return figures.assign(headline=figures.index.isin(headline(figures).index))


def are_planned(figures: pd.DataFrame) -> pd.Series:
    """Tell which figures are targets and no results: of a time after the year of their report, or named a target.

    Parameters
    ----------
    figures : pandas.DataFrame
        With ``year`` and ``period``; where it has them, ``indicator``, ``measure`` and ``unit`` tell a rate that is
        wanted and has no indicator (答复率目标).

    Returns
    -------
    pandas.Series of bool

    Examples
    --------
    >>> are_planned(pd.DataFrame({"year": [2023, 2023], "period": ["2024", "2021/2024"]})).tolist()
    [True, False]
    >>> demanded = {"indicator": "", "measure": "信访答复率目标", "unit": "%"}
    >>> are_planned(pd.DataFrame([{"year": 2023, "period": "2023", **demanded}])).tolist()
    [True]
    """
    dated = zip(figures["period"].tolist(), figures["year"].tolist(), strict=True)
    planned = [not pd.isna(year) and _first_year(period) > year for period, year in dated]
    if {"indicator", "measure", "unit"} <= set(figures):
        said = zip(*(figures[name].tolist() for name in ("indicator", "unit", "measure")), strict=True)
        wanted = (
            unit in ("%", "‰") and (pd.isna(code) or code == "") and _WANTED_RATE.search(measure)
            for code, unit, measure in said
        )
        planned = [either or bool(other) for either, other in zip(planned, wanted, strict=True)]
    return pd.Series(planned, index=figures.index, dtype=bool)


def _first_year(period: Any) -> int:
    """Return the year that a period begins in, 0 where it says none."""
    begins = period[:4] if isinstance(period, str) else ""
    return int(begins) if begins.isdecimal() else 0


def read_figures(
    path: str | os.PathLike[str],
    data_dir: DataDir = None,
    place: str | int | None = None,
    year: int | str | None = None,
    also: Callable[[pd.DataFrame, DataDir], list[str]] | None = None,
) -> pd.DataFrame:
    """Read one figures table wherever it lies, reviewed or a draft, whose report may not be in the data yet.

    Parameters
    ----------
    path : path-like
        A table with the columns `FIGURE_COLUMNS`, and ``confidence`` where it is a draft: CSV or a workbook, under the
        columns' names or their Chinese headings, as from `draft_workbook`. It is read as `read_returned` does.
    data_dir : path-like, optional
        Whose codebook and schema it keeps.
    place, year : optional
        Of the report in it that is meant; a draft without place or year is taken to be of it.
    also : callable, optional
        Returns what else is wrong in the cells, as from `said`: `quantities.unlike_print` holds them against the print.

    Returns
    -------
    pandas.DataFrame
        As from `load_figures`; ``place_code`` may be ``""`` and ``year`` missing, and a draft has its ``confidence``.
        ``attrs["notes"]`` says what of the file was left out.

    Raises
    ------
    UnknownPlace, NoData
    BadTable
        When there is no such file too.
    MissingPackage
        When a workbook is read and openpyxl is not installed.
    """
    data = open_data(data_dir)
    faults_of = None if also is None else lambda cells: also(cells, data)
    figures = data.read("figures", [Path(path)], draft=True, also=faults_of)
    if place is not None:
        code = find_place(place, data).name
        figures = figures.assign(place_code=figures["place_code"].replace("", code))
    if year is not None:
        figures = figures.assign(year=figures["year"].fillna(int(year)))
    read, figures = figures, rows_of(figures, place, year, data)
    if figures.empty:
        raise NoData(f"no figure of {' '.join(str(said) for said in (place, year) if said is not None)} in the table")
    if left_out := len(read) - len(figures):
        figures.attrs["notes"].append(
            f"{shown_path(Path(path))}: {left_out:,} rows are of another place or year and were not read"
            f"（{left_out:,}行是别的地方或年度，未读）"
        )
    # Whoever corrects a workbook sorts it by what they look at.
    return figures.sort_values([*KEY, "figure"], ignore_index=True)


def save_figures(figures: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write figures as a CSV table that `load_figures` reads.

    Whole values are written without a decimal point; the file appears whole or not at all.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns `FIGURE_COLUMNS`, and those of `DRAFT_COLUMNS` that a draft has.
    path : path-like
        The file to write.

    Raises
    ------
    OutputError
        When the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_figures(load_figures("横沥镇", 2020), Path(folder) / "figures.csv")
    ...     len((Path(folder) / "figures.csv").read_text(encoding="utf-8").splitlines())
    66
    """
    check_table(figures, columns=["value"])
    write_whole(Path(path), figures_csv(figures))


def figures_csv(figures: pd.DataFrame) -> str:
    """Return figures as the text of a CSV table, one row a figure.

    Examples
    --------
    >>> figures_csv(load_figures("横沥镇", 2020)).splitlines()[2].split(",")[7:10]
    ['450', '人次', 'exact']
    """
    columns = FIGURE_COLUMNS + [name for name in DRAFT_COLUMNS if name in figures]
    shown = figures.reindex(columns=columns, fill_value="").assign(
        value=figures["value"].map(lambda value: f"{value:.15g}")
    )
    return shown.to_csv(index=False, lineterminator="\n")


def rows_of(table: pd.DataFrame, place: str | int | None, year: int | str | None, data: Data) -> pd.DataFrame:
    """Return the rows of a table that are of a place and a year, of all where one is None."""
    kept = slice(None) if place is None else table["place_code"] == find_place(place, data).name
    if year is not None:
        of_year = table["year"] == year_of(year)
        kept = of_year if place is None else kept & of_year
    return of_data(table[kept].reset_index(drop=True), data)


def year_of(year: Any) -> int:
    """Return a year that somebody gives as a number.

    Raises
    ------
    BadParameter
        When it is none.

    Examples
    --------
    >>> year_of("2020"), year_of(2020.0)
    (2020, 2020)
    """
    try:
        number = int(year)
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None or (isinstance(year, float) and number != year):
        raise BadParameter(f"year must be a whole number like 2020, got “{' '.join(str(year).split())[:40]}”")
    return number


def say_no_data(code: str | None, year: int | str | None, data: Data) -> str:
    """Say that there is no report of a place or a year, and which there are."""
    reports, folder = data.table("reports"), shown_path(data.folder)
    if reports.empty:
        return f"no report in {folder}: its reports.csv lists none"
    if code is None:
        years = sorted(set(reports["year"]))
        if year is None or year in years:
            return f"{folder} has no figures/{'*' if year is None else f'*-{year}'}.csv"
        return f"no report of the year {year}; there are reports of {', '.join(map(str, years))}"
    place = find_place(code, data)
    years = sorted(reports.loc[reports["place_code"] == code, "year"])
    if not years:
        return f"no report of {place['full_name']} ({code}) in the data"
    if year is None or year in years:
        return f"{folder} has no figures/{code}-{'*' if year is None else year}.csv"
    return f"no report of {place['full_name']} for {year}; there are those of {', '.join(map(str, years))}"


def faults_within(cells: pd.DataFrame) -> list[str]:
    """Return what figures say of others of their report that cannot be: the cells as texts, under file and line."""
    known = set(zip(*(cells[name].tolist() for name in ("place_code", "year", "figure")), strict=True))
    start, end = (pd.to_numeric(cells[name], errors="coerce") for name in ("start", "end"))
    without_end = cells["start"].ne("") & ~(end > start)
    # Most rows say nothing of others.
    is_asked = without_end | cells["related"].ne("") | cells["relation"].eq("ratio")
    asked, faults = cells[is_asked], []
    for (shown, line), row, no_end in zip(asked.index, records(asked), without_end[is_asked], strict=True):
        for number in re.findall(r"\d+", row.related):
            if (row.place_code, row.year, number) not in known or number == row.figure:
                faults.append(f"{shown}:{line}:related: {number} is no other figure of this report")
        if row.relation == "ratio" and "/" not in row.related:
            faults.append(f"{shown}:{line}:related: a ratio needs its two counts, e.g. 51/50, or 8+9/5")
        if row.relation != "ratio" and "+" in row.related:
            faults.append(f"{shown}:{line}:related: only a ratio is of a sum, got “{row.related}”")
        if row.related and not row.relation:
            faults.append(f"{shown}:{line}:relation: must not be empty where related is filled")
        if no_end:
            faults.append(f"{shown}:{line}:end: must be after start")
    return faults
