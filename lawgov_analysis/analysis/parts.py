"""Parts: what the pieces of a total come to."""

import pandas as pd

from ..errors import BadParameter
from ..tables import records
from ..tables.folder import check_table

COLUMNS = {"figure": "Int64", "label": "str", "value": "float64", "unit": "str", "bound": "str"}


def parts(figures, total):
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
        parts leave of the total, or overshoot it by (negative); when they sum exactly there is none. Empty when the
        total has no parts.

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
    check_table(figures)
    rows = {row.figure: row for row in records(figures)}
    if len({(row.place_code, row.year) for row in rows.values()}) > 1 or len(rows) < len(figures):
        raise BadParameter("parts need the figures of one report; choose a place and a year")
    whole = rows.get(total)
    if whole is None:
        raise BadParameter(f"no figure {total}; the report has {', '.join(map(str, rows))}")
    of = [row for row in rows.values() if row.relation == "part" and row.related == str(total)]
    of.sort(key=lambda row: -row.value)
    told = [(row.figure, _label(row, whole), row.value, row.unit, row.bound) for row in of]
    left = whole.value - sum(row.value for row in of)
    if of and abs(left) > 1e-9 * max(1, abs(whole.value)):
        told.append((pd.NA, "", left, whole.unit, "about"))
    table = pd.DataFrame(told, columns=list(COLUMNS)).astype(COLUMNS)
    return table.assign(share=100 * table["value"] / whole.value if whole.value else float("nan"))


def _label(part, whole):
    return (part.scope or part.measure).removeprefix(f"{whole.measure}:") or part.measure
