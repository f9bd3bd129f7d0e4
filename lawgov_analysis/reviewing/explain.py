"""Explain: what each number of a report was taken for."""

import pandas as pd

from ..quantities import find_quantities
from ..tables import open_data

# A coded figure below this confidence asks for a second look.
CLEAR = 0.7


def explain(report, data_dir=None):
    """List every number of a report with what it was taken for, so that no digit goes unaccounted.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a number, in the order of the text: ``start``, ``end``, ``surface``, ``kind`` (``figure`` or what the
        number is instead; ``furniture``: it belongs to the page around the report), ``value``, ``unit``, ``bound``.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> explain(parse_report("2023年评查案卷40宗。"))[["surface", "kind"]].values.tolist()
    [['2023年', 'date'], ['40宗', 'figure']]
    """
    quantities = find_quantities(report.text, open_data(data_dir))
    rows = [
        (q.start, q.end, report.text[q.start : q.end], kind_of(report, q), q.value, q.unit, q.bound) for q in quantities
    ]
    columns = ["start", "end", "surface", "kind", "value", "unit", "bound"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64"})


def kind_of(report, quantity):
    """Return what a number of a report is taken for: its kind, or ``furniture`` where it is of the page around it.

    Parameters
    ----------
    report : Report
    quantity : Quantity
        As from `find_quantities`.

    Returns
    -------
    str

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("2023年评查案卷40宗。")
    >>> [kind_of(report, quantity) for quantity in find_quantities(report.text)]
    ['date', 'figure']
    """
    return "furniture" if report.is_furniture_at(quantity.start) else quantity.kind
