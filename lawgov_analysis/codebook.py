"""The codebook: the reference tables that give figures their meaning."""

from .errors import UnknownPlace, nearest
from .tables import read_table


def load_indicators(data_dir=None):
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
    return read_table("indicators", data_dir, index="id")


def load_places(data_dir=None):
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
    return read_table("places", data_dir, index="code")


def load_units(data_dir=None):
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
    return read_table("units", data_dir, index="unit")


def load_patterns(data_dir=None):
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
    return read_table("patterns", data_dir)


def find_place(name, data_dir=None):
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
