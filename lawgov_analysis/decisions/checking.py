"""What may be decided: a field and its value, held to the schema of the figures, with the nearest right one named."""

from collections.abc import Mapping

import pandas as pd

from ..errors import BadParameter, nearest
from ..tables import Data, open_data
from ..tables.checks import field_faults
from ..tables.codebook import ids_of_names
from ..tables.folder import DataDir
from ..tables.returned import said_as_table
from ..text.dates import NO_PERIOD, is_period
from ..text.formulas import FORMULA_IN_WORDS
from .laying import ACCEPTED, APPROVED, FIELDS, IS_FIGURE, NO, READ, REVIEW, WITHDRAWN, YES

OF_FIGURE = {IS_FIGURE: (YES, NO), REVIEW: (ACCEPTED, WITHDRAWN)}
OF_REPORT = {REVIEW: (READ, APPROVED, WITHDRAWN)}
#: What says where a figure stands that was missed.
WHERE = ("surface", "before", "after", "start")


def checked_values(values: Mapping[str, str], whole: bool, data_dir: DataDir = None) -> dict[str, str]:
    """Return decided values as the tables have them, after checking each by itself.

    Parameters
    ----------
    values : dict of str
        By field; 约, 30,700 or the Chinese name of an indicator is read as in a workbook.
    whole : bool
        Whether they are of the whole report.
    data_dir : path-like or Data, optional

    Returns
    -------
    dict of str

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> checked_values({"bound": "约", "value": "3.07万"}, whole=False)
    {'bound': 'about', 'value': '30700'}
    """
    data = open_data(data_dir)
    if not values:
        raise BadParameter("nothing to decide; give FIELD=VALUE, e.g. indicator=inspections or review=accepted")
    return {name: _checked(name, value, whole, data) for name, value in values.items()}


def _checked(name: str, value: str, whole: bool, data: Data) -> str:
    known = OF_REPORT if whole else {**OF_FIGURE, **dict.fromkeys(FIELDS, ())}
    if name not in known:
        near = "、".join(nearest(name, known)) or ", ".join(known)
        what = "the whole report" if whole else "a figure"
        raise BadParameter(f"{name}: no field that can be decided of {what}; the nearest are {near}")
    if known[name]:
        if value not in known[name]:
            raise BadParameter(f"{name}: must be {' or '.join(known[name])}, got “{value}”")
        return value
    value = said_as_table(name, one_line(name, value))
    if name == "indicator":
        value = data.made(ids_of_names).get(value, value)
    schema = next(field for field in data.fields("figures") if field["name"] == name)
    alone = {key: part for key, part in schema.items() if key not in ("required_where", "empty_where")}
    cells = pd.DataFrame({name: [value]}, index=pd.MultiIndex.from_tuples([("", 0)]), dtype="str")
    faults = field_faults(cells, [alone])
    if name == "period" and faults:
        raise BadParameter(f"period: must be written like 2020, 2020-01/2020-06 or ../2020-12-31, got “{value}”")
    enum = schema.get("constraints", {}).get("enum")
    if faults:
        near = "、".join(nearest(value, enum or []))
        raise BadParameter(f"{faults[0].removeprefix(':0:')}{f'; the nearest is {near}' if near else ''}")
    if name == "period" and not is_period(value):
        raise BadParameter(f"period: {NO_PERIOD}, got “{value}”")
    for column, table, key in (("indicator", "indicators", "id"), ("unit", "units", "unit")):
        if name == column and value:
            names = data.table(table)[key].tolist()
            if value not in names:
                near = _near_indicators(value, data) if name == "indicator" else nearest(value, names)
                hint = f"; the nearest are {'、'.join(near)}" if near else ""
                raise BadParameter(f"{name}: “{value}” is not in the table {table}{hint}")
    return value


def _near_indicators(value: str, data: Data) -> list[str]:
    """Return the indicators whose name, other name or id is like a value, as they may be given, with what they are."""
    ids = data.made(ids_of_names)
    indicators = data.table("indicators")
    names = dict(zip(indicators["id"], indicators["name_zh"], strict=True))
    found = dict.fromkeys(ids[name] for name in nearest(value, ids, n=6))
    return [f"{key} {names[key]}" for key in [*found][:3]]


def one_line(name: str, words: str) -> str:
    r"""Return words that a person gave as they may stand in a table: on one line, and no formula.

    Parameters
    ----------
    name : str
        What they are, for the message.
    words : str

    Returns
    -------
    str

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> one_line("--reason", "看过 原文\n第3页")
    '看过 原文 第3页'
    """
    words = " ".join(words.split())
    if not words.isprintable():
        raise BadParameter(f"{name}: has characters that cannot be printed")
    if words.startswith(FORMULA_IN_WORDS):
        raise BadParameter(f"{name}: must not begin with {words[0]}: Excel would take it for a formula")
    return words
