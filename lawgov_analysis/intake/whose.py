"""Whose: the line of ``places.csv`` of whoever has a report."""

import pandas as pd

from ..errors import UnknownPlace
from ..tables import Data
from ..tables.places import is_department, place_line


def line_of_place(code: str, given: pd.Series | None, data: Data) -> dict[str, str]:
    """Return the line of ``places.csv`` of a place or department that has none.

    Parameters
    ----------
    code : str
    given : pandas.Series or None
        The place that the user gave, as from `find_place`.
    data : Data
    """
    if given is not None and given.name == code:
        return {"code": code, **{str(name): "" if pd.isna(cell) else str(cell) for name, cell in given.items()}}
    if is_department(code):
        names = data.table("departments").astype("str").set_index("number")["name"]
        if code[6:] not in names.index:
            raise UnknownPlace(f"unknown department: {code}; name it with --place, by its full name")
        return place_line(code[:6], str(names[code[6:]]), data)
    return place_line(code, data_dir=data)
