"""What a figure may be, by how it is printed: a value that was typed anew is held against that."""

import re

from ..tables import DataDir
from .find import find_quantities

BARE = re.compile(r"[0-9０-９.．,，]+")
DIGITS = re.compile("[0-9０-９]")
# Of a bare number the head of its column, or the other end of a range, says in what it is counted.
SAID_ELSEWHERE = (10, 100, 10**3, 10**4, 10**6, 10**7, 10**8)
CLOSE = 1e-9


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
    >>> is_printed(97, "97%"), is_printed(0.97, "97%"), is_printed(864000, "86.4"), is_printed(15, "十五件")
    (True, False, True, True)
    """
    closed = re.sub(r"\s", "", surface)
    scales = (1, *SAID_ELSEWHERE) if BARE.fullmatch(closed) else (1,)
    known = bool(DIGITS.search(closed))
    for text in dict.fromkeys((surface, closed, f"共{closed}")):
        said = [found.value for found in find_quantities(text, data_dir) if found.value is not None]
        if any(abs(scale * one - value) <= CLOSE * max(1, abs(value)) for one in said for scale in scales):
            return True
        known = known or bool(said)
    return not known
