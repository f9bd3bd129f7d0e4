"""Reports: where each was published, and what it says of its own shortcomings and plans."""

from collections.abc import Collection, Iterator

import pandas as pd

from ..errors import BadTable, NoData
from ..paths import shown_path
from .figures import misnamed, rows_of, say_no_data
from .folder import DataDir, open_data
from .places import find_place

# So many digits of a code are its city's.
CITY = 4


def load_reports(
    place: str | int | None = None, year: int | str | None = None, data_dir: DataDir = None
) -> pd.DataFrame:
    """Load what is known of each report: title, dates, source and coverage.

    Parameters
    ----------
    place, year, data_dir
        As for `load_figures`.

    Returns
    -------
    pandas.DataFrame
        One row a report, with ``place_code``, ``year``, ``issuer``, ``document_type`` (only 年度报告 is the statutory
        one), ``title``, ``issued_on``, ``published_on``, ``period_end``, ``url``, ``official`` (whether that is of a
        government's own host), ``sha256`` and ``coverage`` (full or excerpt).

    Raises
    ------
    UnknownPlace, NoData
    BadTable
        When there are figures of such a report, but no line of it, too.

    Examples
    --------
    >>> load_reports("dongguan-hengli")["coverage"].item()
    'full'
    """
    data = open_data(data_dir)
    rows = rows_of(data.table("reports"), place, year, data)
    if rows.empty:
        code = None if place is None else find_place(place, data).name
        faults = [
            said
            for key, said in unlisted_tables(data)
            if code in (None, key[0]) and (year is None or int(year) == key[1])
        ]
        if faults:
            raise BadTable(faults)
        raise NoData(say_no_data(code, year, data))
    return rows


def places_together(
    data_dir: DataDir = None, among: Collection[str] | None = None, most: int = 2000
) -> Iterator[list[str]]:
    """Give the places that have figures, a city's together, and cities together as far as they have so many reports.

    What is worked out of many reports, and would have no room for all at once, goes through them so.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.
    among : collection of str, optional
        Only these; all by default.
    most : int
        A city that has more is given alone.

    Returns
    -------
    iterator of list of str
        Their codes; one empty list where there are no figures.

    Examples
    --------
    >>> city = "data/samples/city"
    >>> [len(codes) for codes in places_together(city)], [len(codes) for codes in places_together(city, most=1)]
    ([15], [15])
    """
    codes = (name.partition("-")[0] for name in open_data(data_dir).names("figures"))
    reports = pd.Series([code for code in codes if among is None or code in among], dtype="str")
    reports = reports.value_counts().sort_index()
    chosen: list[str] = []
    n = 0
    for _, its in reports.groupby(reports.index.str[:CITY]):
        if chosen and n + its.sum() > most:
            yield chosen
            chosen, n = [], 0
        chosen, n = [*chosen, *its.index], n + its.sum()
    yield chosen


def unlisted_tables(data_dir: DataDir = None) -> list[tuple[tuple[str, int], str]]:
    """Find the tables of figures whose report has no line in ``reports.csv``, so that nothing can be made of them.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    list of ((str, int), str)
        The place code and year of each, and what to say of it.

    Examples
    --------
    >>> unlisted_tables()
    []
    """
    data = open_data(data_dir)
    reports = data.table("reports")
    listed = set(zip(reports["place_code"], reports["year"].tolist(), strict=True))
    (list_,), folder = data.files("reports"), data.folder_of("figures")
    found = []
    for name in data.names("figures"):
        code, _, year = name.removesuffix(".csv").partition("-")
        key = code, int(year) if year.isdecimal() else 0
        if key not in listed:
            said = f"no line of place_code {code} and year {year}, which {shown_path(folder / name)} has the figures of"
            found.append((key, misnamed(folder / name) or f"{shown_path(list_)}: {said}; add it"))
    return found


def load_statements(
    place: str | int | None = None, year: int | str | None = None, data_dir: DataDir = None
) -> pd.DataFrame:
    """Load the shortcomings, plans and leaders' acts that reports state, in our own words.

    Parameters
    ----------
    place, year, data_dir
        As for `load_figures`.

    Returns
    -------
    pandas.DataFrame
        One row a statement, with ``place_code``, ``year``, ``statement``, ``kind`` (leadership, shortcoming or
        plan), ``section``, ``text_zh``, ``text_en``, and where the report gives them ``cause`` of a shortcoming,
        ``quantity`` and ``deadline`` of a plan and the shortcomings that it ``answers``. Empty when none is recorded.

    Raises
    ------
    UnknownPlace, BadTable

    Examples
    --------
    >>> load_statements("横沥镇", 2020)["kind"].value_counts().to_dict()
    {'plan': 4, 'leadership': 2, 'shortcoming': 2}
    """
    data = open_data(data_dir)
    return rows_of(data.table("statements"), place, year, data)


def load_items(place: str | int | None = None, year: int | str | None = None, data_dir: DataDir = None) -> pd.DataFrame:
    """Load the answers of reports to what is asked with yes or no.

    Parameters
    ----------
    place, year, data_dir
        As for `load_figures`; a folder without the table has none.

    Returns
    -------
    pandas.DataFrame
        One row an item of a report: ``place_code``, ``year``, ``item`` (an indicator of that kind), ``answer`` (yes,
        no or not_said), ``section`` and ``note``. Empty when none is recorded.

    Raises
    ------
    UnknownPlace, BadTable

    Examples
    --------
    >>> list(load_items("横沥镇", 2020))
    ['place_code', 'year', 'item', 'answer', 'section', 'note']
    """
    data = open_data(data_dir)
    recorded = data.table("items") if data.has("items") and data.files("items") else open_data().table("items").head(0)
    return rows_of(recorded, place, year, data)
