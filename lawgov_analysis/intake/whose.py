"""Whose: the line of ``places.csv`` of whoever has a report."""

from collections.abc import Iterable

import pandas as pd

from ..errors import UnknownPlace
from ..tables import Data
from ..tables.places import department_called, is_department, place_line


def line_of_place(code: str, given: pd.Series | None, said: Iterable[str], data: Data) -> dict[str, str]:
    """Return the line of ``places.csv`` of a place or department that has none.

    Parameters
    ----------
    code : str
    given : pandas.Series or None
        The place that the user gave, as from `find_place`.
    said : iterable of str
        The title of the report, then who signed it: they tell what a department is called.
    data : Data
    """
    if given is not None and given.name == code:
        return {"code": code, **{str(name): "" if pd.isna(cell) else str(cell) for name, cell in given.items()}}
    if is_department(code):
        department = department_called(code, said, data)
        if not department:
            raise UnknownPlace(f"unknown department: {code}; name it with --place, by its full name")
        return place_line(code[:6], department, data)
    return place_line(code, data_dir=data)
