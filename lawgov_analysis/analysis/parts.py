"""Parts: what the pieces of a total come to."""

import pandas as pd

from ..errors import BadParameter
from ..tables import records
from ..tables.folder import OF_VALUES, check_table

TOLERANCE = 1e-9
COLUMNS = {"figure": "Int64", "label": "str", "value": "float64", "unit": "str", "bound": "str"}


def parts(figures: pd.DataFrame, total: int) -> pd.DataFrame:
    """Break a total down into the parts that a report gives of it.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of one report.
    total : int
        The number of the figure that is the total.

    Returns
    -------
    pandas.DataFrame
        One row a part, largest first: ``figure``, ``label`` (its scope, else its measure, without the whole's),
        ``value``, ``unit``, ``bound`` and ``share`` (% of the total). A last row without a figure number holds what the
        parts leave of the total, or overshoot it by (negative); when they sum exactly there is none. Of a total that
        is broken down twice, each time to its whole, the division of the most parts. Empty when the total has no parts.

    Raises
    ------
    BadParameter
        When there is no such figure, or the figures are of several reports.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> kinds = parts(load_figures("横沥镇", 2020), 48)
    >>> len(kinds), kinds["value"].sum(), kinds.loc[0, "label"]
    (7, np.float64(1935.0), '其他')
    """
    check_table(figures, columns=(*OF_VALUES, "scope", "related"))
    rows = {row.figure: row for row in records(figures)}
    if len({(row.place_code, row.year) for row in rows.values()}) > 1 or len(rows) < len(figures):
        raise BadParameter("parts need the figures of one report; choose a place and a year")
    whole = rows.get(total)
    if whole is None:
        raise BadParameter(f"no figure {total}; the report has {', '.join(map(str, rows))}")
    of = [row for row in rows.values() if row.relation == "part" and row.related == str(total)]
    divided = divisions([row.value for row in of], whole.value)
    if divided:
        most = max(divided, key=len)
        of = [of[at] for at in most]
    of.sort(key=lambda row: -row.value)
    told = [(row.figure, _label(row, whole), row.value, row.unit, row.bound) for row in of]
    left = whole.value - sum(row.value for row in of)
    if of and abs(left) > TOLERANCE * max(1, abs(whole.value)):
        told.append((pd.NA, "", left, whole.unit, "about"))
    table = pd.DataFrame(told, columns=list(COLUMNS)).astype(COLUMNS)
    return table.assign(share=100 * table["value"] / whole.value if whole.value else float("nan"))


def divisions(values, whole):
    """Cut parts, in their order, into divisions each of which sums to the whole.

    Parameters
    ----------
    values : list of float
    whole : float

    Returns
    -------
    list of range
        Of positions; empty where they cannot be cut so.

    Examples
    --------
    >>> divisions([12, 131, 62, 25, 19, 37], 143), divisions([12, 131, 62], 143)
    ([range(0, 2), range(2, 6)], [])
    """
    found, first, summed = [], 0, 0.0
    for at, value in enumerate(values, 1):
        summed += value
        if whole > 0 and abs(summed - whole) <= TOLERANCE * max(1, whole):
            found.append(range(first, at))
            first, summed = at, 0.0
    return found if first == len(values) else []


def _label(part, whole):
    return (part.scope or part.measure).removeprefix(f"{whole.measure}:") or part.measure
