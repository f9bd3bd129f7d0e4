"""Layout: the figures of many reports with what an audit needs of each, above all where its true value lies."""

from typing import Protocol

import pandas as pd

from ..analysis import rounding, true_values, unit_class
from ..errors import BadTable
from ..tables import FIGURE_COLUMNS, KEY, MAY_LACK, DataDir, open_data
from ..tables.folder import check_periods, check_table
from ..text.offsets import FigureNumber, Offset


class FigureRow(Protocol):
    """A row of `lay_out`, as the rules see it."""

    place_code: str
    year: int
    figure: FigureNumber
    section: str
    indicator: str
    measure: str
    scope: str
    value: float
    unit: str
    bound: str
    period: str
    basis: str
    relation: str
    related: str
    relation_by: str
    stated_as: str
    out_of_field: str
    surface: str
    start: Offset
    end: Offset
    confidence: float
    unsure: bool
    before: FigureNumber
    report: int
    unit_class: str
    low: float
    high: float


def lay_out(figures: pd.DataFrame, data_dir: DataDir = None) -> pd.DataFrame:
    """Lay figures out for an audit.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures` or `extract_figures`, of any number of reports.
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        The figures in their order with these columns more: ``report`` (a number for each place and year), ``before``
        and ``unsure`` (as from `add_stated`), ``confidence`` (1 where the figures are reviewed), ``unit_class``, and
        ``low`` and ``high``, between which the true value lies. A whole number is itself; 3.07万件 was rounded to a
        hundred, so it is 30,650 to 30,750; 400余人次 is at least 400; 约450万元 a tenth more or less.

    Raises
    ------
    BadTable
        When a column is missing, or a report has two figures of one number.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> hengli = lay_out(load_figures("横沥镇", 2020)).set_index("surface")
    >>> hengli.loc[["400余人次", "约450万元", "199宗"], ["low", "high"]].values.tolist()
    [[400.0, inf], [4050000.0, 4950000.0], [199.0, 199.0]]
    """
    missing = [name for name in FIGURE_COLUMNS if name not in figures and name not in MAY_LACK]
    if missing:
        raise BadTable([f"figures:1:{','.join(missing)}: missing; the columns are {','.join(FIGURE_COLUMNS)}"])
    check_table(figures, columns=[name for name in FIGURE_COLUMNS if name in figures])
    check_periods(figures)
    table = figures.reindex(columns=FIGURE_COLUMNS, fill_value="").reset_index(drop=True)
    table["confidence"] = figures["confidence"].fillna(0).to_numpy() if "confidence" in figures else 1.0
    # A relation that we inferred accuses nobody.
    inferred = (table["relation_by"] == "likely").to_numpy()
    table["unsure"] = figures["unsure"].to_numpy() if "unsure" in figures else inferred
    table["before"] = figures["before"].to_numpy() if "before" in figures else 0
    table["report"] = table.groupby(KEY, sort=False, dropna=False).ngroup()
    repeated = table[table.duplicated(["report", "figure"])]
    if len(repeated):
        faults = [
            f"figures:{line + 2}:figure: is twice in one report, got “{n}”" for line, n in repeated["figure"].items()
        ]
        raise BadTable(faults)
    table["unit_class"] = unit_class(table["unit"], open_data(data_dir))
    value, bound = table["value"].to_numpy(dtype=float), table["bound"].to_numpy()
    table["low"], table["high"] = true_values(value, bound, rounding(table))
    return table
