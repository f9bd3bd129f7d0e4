"""The codebook: the reference tables that give figures their meaning."""

import pandas as pd

from ..errors import BadTable
from ..paths import shown_path
from .folder import Data, DataDir, made_of, open_data
from .returned import indicator_ids


def check_roles(data: Data, table: str) -> None:
    """Raise an error when a table of words has no row of a role that its schema lists: each is asked for."""
    role = next(field for field in data.fields(table) if field["name"] == "role")
    known = set(data.table(table)["role"])
    missing = [name for name in role["constraints"]["enum"] if name not in known]
    if missing:
        raise BadTable([f"{shown_path(data.files(table)[0])}: has no row of the role {', '.join(missing)}"])


def load_indicators(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the indicators that figures are coded by.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``id``, with the other columns of ``data/indicators.csv``: names, ``kind``, ``domain``, ``clause``,
        what it is, counts and excludes, ``unit`` and ``units``, ``basis``, ``numerator`` and ``denominator`` of a rate,
        ``levels`` and ``core``, ``official_form``, what it is confused and divided with, ``direction`` and for whom.

    Raises
    ------
    BadTable
        When the table breaks its schema.

    Examples
    --------
    >>> load_indicators().loc["mediation_amount", ["name_zh", "unit"]].tolist()
    ['调解协议涉及金额', '元']
    """
    return open_data(data_dir).table("indicators", index="id")


@made_of("indicators", "units")
def ids_of_names(data: Data) -> dict[str, str]:
    """Return the id of each name that one indicator alone has, for `Data.made`."""
    return indicator_ids(data.table)


def load_renamed(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the indicators that have another name now, or were split.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a new name: ``old``, ``new`` and ``reason``, in Chinese.

    Raises
    ------
    BadTable
        When a new name is no indicator, or names lead back to themselves, too.

    Examples
    --------
    >>> list(load_renamed())
    ['old', 'new', 'reason']
    """
    return open_data(data_dir).table("renamed_indicators")


def load_identities(data_dir: DataDir = None) -> pd.DataFrame:
    """Load what official forms make equal.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``identity``: ``left`` and ``right``, ids of indicators joined by +, whose sums are equal, ``source``
        and ``note``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> list(load_identities())
    ['left', 'right', 'source', 'note']
    """
    return open_data(data_dir).table("identities", index="identity")


def load_units(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the units that figures are counted in.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``unit``; units of one ``class`` count the same way, those that share a ``group`` count the same
        things (`same_unit`), the other columns tell how reports write them.

    Raises
    ------
    BadTable
        When the table breaks its schema.

    Examples
    --------
    >>> load_units().loc[["人", "人次"], "class"].tolist()
    ['person', 'person_times']
    """
    return open_data(data_dir).table("units", index="unit")


def same_unit(one: str, other: str, data: Data) -> bool:
    """Return whether two units count the same things, so that the one may be some of the other.

    They do when they are the same unit or share a ``group`` of ``data/units.csv``. It is asked of two figures of one
    report, 受理40宗,办结38件; of two reports it is asked whether a figure counts the same *way*, which is the class.

    Parameters
    ----------
    one, other : str
    data : Data

    Returns
    -------
    bool

    Raises
    ------
    BadTable

    Examples
    --------
    >>> data = open_data()
    >>> same_unit("件", "宗", data), same_unit("件", "件次", data), same_unit("人", "人次", data)
    (True, True, False)
    """
    if one == other:
        return True
    return other in data.made(_alike).get(one, ())


def _alike(data: Data) -> dict[str, frozenset[str]]:
    """Return for each unit of a group the units that share one with it."""
    units = data.table("units")
    groups = dict(zip(units["unit"], units["group"].str.split("|").map(lambda named: set(named) - {""}), strict=True))
    return {
        unit: frozenset(other for other, others in groups.items() if others & mine)
        for unit, mine in groups.items()
        if mine
    }


def load_patterns(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the coding rules.

    Returns
    -------
    pandas.DataFrame
        One row a rule: ``pattern`` (its number), ``indicator``, ``counts``, ``about``, ``never``, ``unit``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> set(load_patterns()["indicator"]) - {""} <= set(load_indicators().index)
    True
    """
    return open_data(data_dir).table("patterns")
