"""How far people have checked a report: unread, read, reviewed, approved by a second person."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..tables import DataDir, find_place, open_data
from ..tables.drafted import rows_of_file
from .laying import ACCEPTED, APPROVED, AT_REST, IS_FIGURE, NO, READ, REVIEW, WITHDRAWN, person
from .store import code_of, stored, stored_of

UNREAD, REVIEWED = "unread", "reviewed"
#: From the least to the most.
STATUSES = (UNREAD, READ, REVIEWED, APPROVED)
STATUS_COLUMNS = ["place_code", "year", "status", "reviewed", "figures"]


def review_status(
    place: str | int | None = None, year: int | str | None = None, data_dir: DataDir = None
) -> pd.DataFrame:
    """Say how far people have checked reports.

    Parameters
    ----------
    place, year, data_dir
        As for `load_figures`.

    Returns
    -------
    pandas.DataFrame
        One row a report: ``place_code``, ``year``, ``status`` (``unread``; ``read``, a person has begun or has gone
        through it; ``reviewed``, each figure; ``approved``, by another person than who reviewed it), how many figures
        are ``reviewed``, and how many ``figures`` there are.

    Raises
    ------
    UnknownPlace, BadTable

    Examples
    --------
    >>> review_status("横沥镇", 2020)[["status", "reviewed", "figures"]].values.tolist()
    [['reviewed', 65, 65]]
    """
    data = open_data(data_dir)
    reports = data.table("reports")
    if place is not None:
        reports = reports[reports["place_code"] == find_place(place, data).name]
    if year is not None:
        reports = reports[reports["year"] == int(year)]
    rows = []
    for code, of_year, stated in reports[["place_code", "year", "review"]].itertuples(index=False):
        key = f"{code}-{of_year}"
        numbers = data.made_of_files(_numbers, "figures", key)
        rows.append([code, of_year, *status_of(stated, stored_of(key, data), numbers)])
    return pd.DataFrame(rows, columns=STATUS_COLUMNS)


def _numbers(_data: Any, _name: str, files: Iterable[Any]) -> frozenset[int]:
    """Return the numbers of the figures of a report, as its file has them."""
    rows = [row for file in files for row in rows_of_file(file)]
    return frozenset(int(row["figure"]) for row in rows if row.get("figure", "").isdecimal())


def status_of(stated: str, decisions: Iterable[Mapping[str, str]], numbers: Iterable[int]) -> tuple[str, int, int]:
    """Return the status of a report, how many of its figures are reviewed, and how many it has."""
    numbers, decisions = frozenset(numbers), [told for told in decisions if told["waits"] != WITHDRAWN]
    if stated in (REVIEWED, APPROVED):
        checked = numbers
    else:
        checked = numbers & {int(told["figure"]) for told in decisions if not told["waits"]}
    figures = [told for told in decisions if int(told["figure"])]
    of_whole = [told for told in decisions if not int(told["figure"]) and told["field"] == REVIEW]
    status = stated or UNREAD
    if figures or of_whole:
        status = max(status, READ, key=STATUSES.index)
    waits = any(told["waits"] not in AT_REST for told in decisions)
    if numbers and checked == numbers and not waits:
        status = max(status, REVIEWED, key=STATUSES.index)
    elif waits and status in (REVIEWED, APPROVED):
        status = READ
    if status == REVIEWED:
        approved = {person(told["by"]) for told in of_whole if told["value"] == APPROVED}
        alone = frozenset() if stated in (REVIEWED, APPROVED) else numbers
        if any(not checked_alone(by, decisions, alone) for by in approved):
            status = APPROVED
    return status, len(checked), len(numbers)


def checked_alone(by: str, decisions: Iterable[Mapping[str, Any]], numbers: Iterable[int]) -> frozenset[int]:
    """Return the figures that nobody but one person decided on."""
    others = {int(told["figure"]) for told in decisions if not told["waits"] and person(told["by"]) != person(by)}
    return frozenset(numbers) - others


def settled(place: str | int, year: int | str, data_dir: DataDir = None) -> dict[int, set[str]]:
    """Return what is decided of each figure of a report, by its number in the table as it is now.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    data_dir : path-like or Data, optional

    Returns
    -------
    dict of set of str
        The fields that decisions hold of each figure; ``review`` where it was accepted.

    Examples
    --------
    >>> settled("横沥镇", 2020)
    {}
    """
    data = open_data(data_dir)
    found: dict[int, set[str]] = {}
    for told in stored_of(f"{code_of(place, data)}-{year}", data):
        number = int(told["figure"])
        if not number or told["waits"] or (told["field"], told["value"]) == (IS_FIGURE, NO):
            continue
        if told["field"] != REVIEW or told["value"] == ACCEPTED:
            found.setdefault(number, set()).add(told["field"])
    return found


def waiting(data_dir: DataDir = None) -> pd.DataFrame:
    """Return the decisions that wait, over all reports, as they were last laid.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        The columns of the table as text, ``waits`` among them, and ``decision``, which line of its file it is.

    Examples
    --------
    >>> waiting().empty
    True
    """
    rows = [
        {"decision": at, **told}
        for _, decisions in stored(open_data(data_dir))
        for at, told in enumerate(decisions, 1)
        if told["waits"] not in AT_REST
    ]
    from .store import COLUMNS

    return pd.DataFrame(rows, columns=["decision", *COLUMNS])


def figure_status(figures: pd.DataFrame, data_dir: DataDir = None) -> pd.Series:
    """Say of each figure how far people have checked it.

    Parameters
    ----------
    figures : pandas.DataFrame
        With ``place_code``, ``year`` and ``figure``; all figures of each of their reports.
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.Series of str
        One of `STATUSES`: that of its report (`review_status`) where each of that report's figures is reviewed, else
        ``reviewed`` where somebody decided on it, ``read`` where somebody has gone through the report.

    Examples
    --------
    >>> from lawgov_analysis.tables import load_figures
    >>> figure_status(load_figures("横沥镇", 2020)).unique().tolist()
    ['reviewed']
    """
    data = open_data(data_dir)
    reports = data.table("reports")
    stated: dict[tuple[str, int | None], str] = {
        (code, int(year)): review
        for code, year, review in zip(reports["place_code"], reports["year"], reports["review"], strict=True)
        if review
    }
    decided = {key: told for key, told in stored(data) if told}
    codes, places = pd.factorize(figures["place_code"])
    # A draft may not know its year.
    of_years, years = pd.factorize(figures["year"], use_na_sentinel=False)
    keys, pairs = pd.factorize(codes * (len(years) + 1) + of_years)
    of_report = []
    single: dict[int, set[int]] = {}
    for number, pair in enumerate(pairs.tolist()):
        place, year = divmod(pair, len(years) + 1)
        said = places[place], None if pd.isna(years[year]) else int(years[year])
        status = stated.get(said, UNREAD)
        if told := decided.get(f"{said[0]}-{said[1]}"):
            numbers = figures["figure"].to_numpy()[keys == number].tolist()
            status, *_ = status_of(stated.get(said, ""), told, numbers)
            if status not in (REVIEWED, APPROVED):
                single[number] = {int(one["figure"]) for one in told if not one["waits"]} - {0}
                gone_through = any((one["field"], one["value"], one["waits"]) == (REVIEW, READ, "") for one in told)
                status = READ if gone_through or stated.get(said) else UNREAD
        of_report.append(status)
    found = pd.Series(pd.array(of_report, dtype="str").take(keys), index=figures.index)
    for number, numbers in single.items():
        found[(keys == number) & figures["figure"].isin(numbers).to_numpy()] = REVIEWED
    return found
