"""Places: whose report it is, by code, slug or name."""

import pandas as pd

from ..errors import UnknownPlace, nearest
from .folder import DataDir, open_data

# The levels of the codebook: a town and a street have the same duties, a county-level city those of a county.
_LEVELS = {"镇": "镇街", "乡": "镇街", "街道": "镇街", "园区": "镇街", "区": "县区", "县": "县区"}


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


def levels_of(codes: pd.Series, data_dir: DataDir = None) -> pd.Series:
    """Return the level of the codebook that places are of: 镇街, 县区, 市, 省 or 部门.

    Parameters
    ----------
    codes : pandas.Series of str
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series of str
        Missing for a place that is not in the gazetteer.

    Examples
    --------
    >>> levels_of(pd.Series(["441900106", "440307"])).tolist()
    ['镇街', '县区']
    """
    levels = codes.map(load_places(data_dir)["level"])
    of_county = (levels == "市") & ~codes.str.endswith("00")
    return levels.map(lambda level: _LEVELS.get(level, level)).mask(of_county, "县区")


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
