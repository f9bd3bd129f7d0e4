"""Explain: what each number of a report was taken for, and why a figure is coded as it is."""

import pandas as pd

from ..documents import parse_report
from ..extraction import code_report, near_misses, tabulate
from ..quantities import find_quantities
from ..tables import load_indicators, open_data

# A coded figure below this confidence asks for a second look.
CLEAR = 0.7

WHY_COLUMNS = ["figure", "surface", "measure", "unit", "indicator", "confidence"]
WHY_COLUMNS += ["candidate", "name_zh", "score", "pattern", "words", "excluded_by"]
EXCLUSIONS = 5


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
    >>> report = parse_report("2023年评查案卷40宗。")
    >>> [kind_of(report, quantity) for quantity in find_quantities(report.text)]
    ['date', 'figure']
    """
    return "furniture" if report.is_furniture_at(quantity.start) else quantity.kind


def why(text, data_dir=None):
    """Say which indicator each figure of a phrase gets, and which rules of the codebook that comes from.

    Parameters
    ----------
    text : str
        A sentence or less, e.g. ``罚没款86.4万元``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        For each ``figure`` (with ``surface``, ``measure``, ``unit``, ``indicator`` and ``confidence``, empty and
        missing when uncoded) one row a rule that it fits, best first: ``candidate`` (the rule's indicator),
        ``name_zh``, ``score``, ``pattern`` (the row of ``patterns.csv``), ``words`` found; then the nearest rules
        that would fit, with what keeps each out in ``excluded_by``: a word of its column ``never``, or the unit.
        A figure that no rule is near has one row without a candidate.

    Examples
    --------
    >>> why("罚没款86.4万元").loc[0, ["indicator", "name_zh", "excluded_by"]].tolist()
    ['fines_and_confiscations_amount', '罚没金额', '']
    """
    data = open_data(data_dir)
    report = parse_report(text)
    names = load_indicators(data)["name_zh"]
    rows = []
    read = code_report(report, data)
    for figure, reading in zip(tabulate(read, report).itertuples(), read, strict=True):
        matches = [(match, "") for match in reading.coding.matches]
        if reading.evidence:
            matches += near_misses(reading.evidence, reading.quantity.unit, data)[:EXCLUSIONS]
        head = [getattr(figure, column) for column in WHY_COLUMNS[:6]]
        for match, reason in matches or [(None, "")]:
            rule = (
                [match.indicator, names.get(match.indicator, "不在指标表中"), round(match.score, 2), match.pattern]
                if match
                else []
            )
            rows.append([*head, *(rule or ["", "", None, None]), " ".join(match.words) if match else "", reason])
    table = pd.DataFrame(rows, columns=WHY_COLUMNS)
    return table.astype({"confidence": "float64", "score": "float64", "pattern": "Int64"})
