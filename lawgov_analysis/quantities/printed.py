"""What a figure may be, by how it is printed: a value and a unit that were typed anew are held against that."""

import re
from collections.abc import Collection, Iterator

import pandas as pd

from ..tables import DataDir, open_data
from ..tables.checks import said
from .find import find_quantities
from .grammar import compile_grammar
from .quantity import Quantity

BARE = re.compile(r"[0-9０-９.．,，]+")
DIGITS = re.compile("[0-9０-９]")
# Whether a figure has a minus is told by its cell or the words before it: alone -6.4% is a dash and 6.4%.
FALLEN = tuple("-－−↓▼▽")
# Of a bare number the head of its column, or the other end of a range, says in what it is counted.
SAID_ELSEWHERE = (10, 100, 10**3, 10**4, 10**6, 10**7, 10**8)
CLOSE = 1e-9
#: What is wrong with a value and a unit; the faults say behind it what is printed.
AS_PRINTED = {
    "value": "must be what is printed, in the unit of the table: 万 and 亿 multiplied out, a rate in %; "
    "printed is “{}”",
    "unit": "must be the unit that is printed; printed is “{}”",
}
#: What is wrong with a bound, with the words around the figure.
BOUND_PRINTED = "must be what the words around it say; printed is “{}”"
# So many characters before a figure and behind it may say a bound.
BEFORE, BEHIND = 12, 6
CLAUSE_END = re.compile(r"[，,。；;、\n]")
# Within a number, or for one: 40余人, 数十人.
ROUGH = re.compile("[余多几数]")


def is_printed(value: float, surface: str, data_dir: DataDir = None) -> bool:
    """Return whether a value is what a figure says as it is printed.

    Parameters
    ----------
    value : float
        In the table's unit: 万 and 亿 multiplied out, a rate in %.
    surface : str
        As printed. Of what is no number by itself (百万元, 无一人) it is not known, and so it may be any.
    data_dir : path-like, optional

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_printed(value, "3.07万件") for value in (30700, 3.07)]
    [True, False]
    >>> is_printed(97, "97%"), is_printed(0.97, "97%"), is_printed(-6.4, "-6.4%"), is_printed(15, "十五件")
    (True, False, True, True)
    """
    closed = _closed(surface)
    if closed.startswith(FALLEN):
        return is_printed(-value, closed[1:], data_dir)
    scales = (1, *SAID_ELSEWHERE) if BARE.fullmatch(closed) else (1,)
    known = bool(DIGITS.search(closed))
    for found in _read_alone(surface, data_dir):
        if found.value is not None:
            known = True
            if any(abs(scale * found.value - value) <= CLOSE * max(1, abs(value)) for scale in scales):
                return True
    return not known


def is_printed_unit(unit: str, surface: str, data_dir: DataDir = None) -> bool:
    """Return whether a unit is the one that is printed with a figure, or none is.

    Parameters
    ----------
    unit : str
        As in the table: 元 of 3万元.
    surface : str
        As printed; of a bare number the head of its column says the unit, and so it may be any.
    data_dir : path-like, optional

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_printed_unit(unit, "2次") for unit in ("次", "公斤")], is_printed_unit("公斤", "2")
    ([True, False], True)
    """
    units = {found.unit for found in _read_alone(surface, data_dir)} - {""}
    return not units or unit in units


def is_printed_bound(bound: str, text: str, start: int, end: int, data_dir: DataDir = None) -> bool:
    """Return whether a bound is one that the words around a figure may say.

    Parameters
    ----------
    bound : str
        As in the table.
    text : str
        Where the figure stands.
    start, end : int
    data_dir : path-like, optional

    Returns
    -------
    bool

    Examples
    --------
    >>> said = "败诉3件，约占一成"
    >>> [is_printed_bound(bound, said, 2, 4) for bound in ("exact", "about")], is_printed_bound("about", said, 6, 8)
    ([True, False], True)
    """
    bounds = open_data(data_dir).made(compile_grammar).bounds
    clause = CLAUSE_END.split(text[max(0, start - BEFORE) : start])[-1]
    clause += text[start:end] + CLAUSE_END.split(text[end : end + BEHIND])[0]
    said = bound == "exact" or any(word in clause for word, of in bounds.items() if of == bound)
    return said or (bound in ("at_least", "about") and bool(ROUGH.search(clause)))


def unlike_print(
    cells: pd.DataFrame, data_dir: DataDir = None, columns: Collection[str] = ("value", "unit")
) -> list[str]:
    """Return the cells of figures that are not what the report prints, as a fault each.

    Parameters
    ----------
    cells : pandas.DataFrame
        Of a table of figures, as texts under file and line.
    data_dir : path-like or Data, optional
    columns : collection of str
        Which of the two are looked at.

    Returns
    -------
    list of str

    Examples
    --------
    >>> told = {"value": ["7", "2"], "unit": ["次", "公斤"], "surface": ["2次", "2次"], "stated_as": ["", ""]}
    >>> lines = pd.MultiIndex.from_tuples([("a.csv", 2), ("a.csv", 3)])
    >>> unlike_print(pd.DataFrame(told, index=lines, dtype="str"))[1]
    'a.csv:3:unit: must be the unit that is printed; printed is “2次”, got “公斤”'
    """
    data = open_data(data_dir)
    cells = cells[cells["surface"].ne("") & cells["stated_as"].ne("words")]
    faults: list[str] = []
    for name in columns:
        told = pd.to_numeric(cells["value"], errors="coerce") if name == "value" else cells[name]
        fits = is_printed if name == "value" else is_printed_unit
        pairs = zip(told, cells["surface"], strict=True)
        # What is no number breaks another rule.
        wrong = [one == one and not fits(one, surface, data) for one, surface in pairs]
        for surface, of in cells[name][wrong].groupby(cells["surface"][wrong], sort=False):
            faults += said(of, AS_PRINTED[name].format(" ".join(str(surface).split())))
    return faults


def _closed(surface: str) -> str:
    return re.sub(r"\s", "", surface)


def _read_alone(surface: str, data_dir: DataDir) -> Iterator[Quantity]:
    """Yield what is read of a figure without the words around it, by all ways in which it may be one."""
    closed = _closed(surface)
    for text in dict.fromkeys((surface, closed, f"共{closed}")):
        yield from find_quantities(text, data_dir)
