"""The codebook: the reference tables that give figures their meaning."""

import pandas as pd

from .folder import DataDir, open_data


def load_indicators(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the indicators that figures are coded by.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``id``, with columns ``name_zh``, ``name_en``, ``domain``, ``unit``, ``kind``, ``aliases``,
        ``direction``, ``framework_ref`` and ``seen_in``.

    Raises
    ------
    BadTable
        When the table breaks its schema.

    Examples
    --------
    >>> load_indicators().loc["mediation_amount", ["name_zh", "unit"]].tolist()
    ['调解(协议)涉及金额', '元']
    """
    return open_data(data_dir).table("indicators", index="id")


def load_units(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the units that figures are counted in.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``unit``; units of one ``class`` count the same way, the other columns tell how reports write them.

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
    >>> set(load_indicators().index) <= set(load_patterns()["indicator"])
    True
    """
    return open_data(data_dir).table("patterns")
