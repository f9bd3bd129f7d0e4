"""Parts: what the pieces of a total come to."""

import pandas as pd

from ..errors import BadParameter
from ..tables import KEY


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
        One row a part, largest first: ``figure``, ``label`` (its scope, else its measure), ``value``, ``unit``,
        ``bound`` and ``share`` (% of the total). A last row without a figure number holds what the parts leave of the
        total, or overshoot it by (negative); when they sum exactly there is none. Empty when the total has no parts.

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
    if len(figures[KEY].drop_duplicates()) > 1:
        raise BadParameter("parts need the figures of one report; choose a place and a year")
    whole = figures[figures["figure"] == total]
    if whole.empty:
        raise BadParameter(f"no figure {total}; the report has {', '.join(map(str, figures['figure']))}")
    of = figures[(figures["relation"] == "part") & (figures["related"] == str(total))]
    table = of[["figure", "value", "unit", "bound"]].assign(label=of["scope"].where(of["scope"] != "", of["measure"]))
    table = table.sort_values("value", ascending=False, kind="stable").astype({"figure": "Int64"})
    sum_of_all = whole["value"].item()
    left = sum_of_all - table["value"].sum()
    if len(table) and abs(left) > 1e-9 * max(1, abs(sum_of_all)):
        rest = {"figure": pd.NA, "label": "", "value": left, "unit": whole["unit"].item(), "bound": "about"}
        table = pd.concat([table, pd.DataFrame([rest]).astype({"figure": "Int64"})])
    table["share"] = 100 * table["value"] / sum_of_all if sum_of_all else float("nan")
    return table[["figure", "label", "value", "unit", "bound", "share"]].reset_index(drop=True)
