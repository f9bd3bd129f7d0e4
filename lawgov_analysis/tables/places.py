"""Places: whose report it is, by code, slug or name."""

import pandas as pd

from ..errors import UnknownPlace, nearest
from .folder import DataDir, open_data


def load_places(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the gazetteer.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by the official statistical division ``code`` (str), with columns ``slug``, ``name``, ``full_name``,
        ``level``, ``province``, ``city``, ``county``, ``population`` (persons) and ``population_year``.

    Raises
    ------
    BadTable
        When the table breaks its schema.

    Examples
    --------
    >>> int(load_places().query("city == '东莞市'")["population"].sum())
    10466625
    """
    return open_data(data_dir).table("places", index="code")


def find_place(name: str | int, data_dir: DataDir = None) -> pd.Series:
    """Find a place by code, slug, short name or full name.

    Parameters
    ----------
    name : str or int
        ``441900106``, ``dongguan-hengli``, ``横沥镇`` or ``东莞市横沥镇``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series
        The row of `load_places`; its ``name`` attribute is the code.

    Raises
    ------
    UnknownPlace
        When no place, or more than one, has that name; the message gives the nearest.

    Examples
    --------
    >>> find_place("横沥镇").name
    '441900106'
    """
    places = load_places(data_dir)
    wanted = str(name).strip()
    if wanted in places.index:
        return places.loc[wanted]
    for column in ("slug", "full_name", "name"):
        rows = places[places[column] == wanted]
        if len(rows) > 1:
            said = "、".join(f"{row.full_name}({row.Index})" for row in rows.itertuples())
            raise UnknownPlace(f"the name {wanted} means several places: {said}; name one by its code")
        if len(rows) == 1:
            return rows.iloc[0]
    near = nearest(wanted, [*places["name"], *places["full_name"], *places["slug"], *places.index])
    hint = f"; the nearest are {'、'.join(dict.fromkeys(near))}" if near else "; see data/places.csv"
    raise UnknownPlace(f"unknown place: {wanted or '(empty)'} is no code, slug or name in the gazetteer{hint}")
