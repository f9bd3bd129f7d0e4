"""What the figures imply: rates, disclosure, parts of a total, and how a place stands among others.

Every function takes figures as from `lawgov_analysis.load_figures` and returns a new table; none changes the figures.
Unlike things are never compared: 人 is not 人次, 家次 is not 次, a running total is not a year's flow.
"""

import re

import numpy as np
import pandas as pd

from ..tables import KEY, DataDir, data_of, load_units, of_data, records
from ..tables.folder import OF_VALUES

# 约450万元 may be a tenth more or less.
ABOUT = 0.1
PRINTED_NUMBER = r"[\d,，]*\d(?:[.．](\d+))?\s*(?:余|多|几)?\s*([十百千]?[万亿]?)"
SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
RATIO = re.compile(r"\d+/\d+")
COLUMNS = dict.fromkeys([*KEY, "relation"], "str") | dict.fromkeys(["numerator", "denominator"], "int64")
COLUMNS |= {"measure": "str", "count": "float64", "of": "str", "total": "float64", "rate": "float64", "bound": "str"}
COLUMNS |= {"printed": "float64", "printed_figure": "Int64", "gap": "float64"}
OPPOSITE = {"exact": "exact", "at_least": "at_most", "at_most": "at_least", "about": "about"}


def unit_class(units, data_dir=None):
    """Return the class of each unit: units of one class count the same way.

    Parameters
    ----------
    units : pandas.Series of str
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series of str
        The ``class`` of ``data/units.csv``; a unit that is not there is a class of its own.

    Examples
    --------
    >>> unit_class(pd.Series(["人", "人次", "宗", "件"])).tolist()
    ['person', 'person_times', 'count', 'count']
    """
    return units.map(load_units(data_dir)["class"]).fillna(units).astype("str")


def true_values(value: np.ndarray, bound: np.ndarray, slack: np.ndarray | float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return between which the true values lie, by the bounds they are printed with.

    Parameters
    ----------
    value, bound : numpy.ndarray
    slack : numpy.ndarray or float
        How far a value may be off as printed: half of a last digit.

    Returns
    -------
    low, high : numpy.ndarray

    Examples
    --------
    >>> low, high = true_values(np.array([400.0, 50.0]), np.array(["at_least", "about"]))
    >>> low.tolist(), high.tolist()
    ([400.0, 45.0], [inf, 55.0])
    """
    slack = np.where(bound == "about", np.maximum(ABOUT * np.abs(value), slack), slack)
    low = np.where(bound == "at_most", -np.inf, np.where(bound == "at_least", value, value - slack))
    high = np.where(bound == "at_least", np.inf, np.where(bound == "at_most", value, value + slack))
    return low, high


def rounding(figures: pd.DataFrame) -> np.ndarray:
    """Return half of the last printed digit, of what is printed in 万 or with decimals; 0 for whole numbers.

    Parameters
    ----------
    figures : pandas.DataFrame
        With ``value`` and ``surface``.

    Returns
    -------
    numpy.ndarray

    Examples
    --------
    >>> rounding(pd.DataFrame({"value": [30700.0, 99.5, 200.0], "surface": ["3.07万件", "99.5%", "200宗"]})).tolist()
    [50.0, 0.05, 0.0]
    """
    slack = np.zeros(len(figures))
    value = figures["value"].to_numpy(dtype=float)
    at = np.flatnonzero(figures["surface"].str.contains("[万亿]").to_numpy(dtype=bool) | (value % 1 != 0))
    if len(at):
        read = figures["surface"].iloc[at].str.extract(PRINTED_NUMBER)
        decimals = read[0].str.len().fillna(0).to_numpy(dtype=float)
        scale = np.array([np.prod([SCALES[char] for char in chars]) for chars in read[1].fillna("")])
        slack[at] = np.where((scale == 1) & (decimals == 0), 0.0, scale / 10**decimals / 2)
    return slack


def derive_rates(figures: pd.DataFrame, data_dir: DataDir = None) -> pd.DataFrame:
    """Derive the rates that the figures imply: every subset or part of a figure, and every printed rate.

    A relation that is only ``likely``, because it was inferred and the report does not say it, gives none; nor does a
    number of the year among a running total, unless the report prints the rate.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a pair of figures, in the order of the text:

        ``place_code``, ``year``
            whose, and of which report;
        ``relation``
            subset, part, or ratio where only a printed rate relates the two;
        ``numerator``, ``denominator``
            the numbers of the two figures;
        ``measure``, ``count``, ``of``, ``total``
            what the two figures count, and their values;
        ``rate``
            `count` as % of `total`; missing where `total` is 0 or the two units count unlike things;
        ``bound``
            exact, at_least, at_most or about, as the bounds of the two figures imply;
        ``printed``, ``printed_figure``
            the rate that the report prints for the pair, and its figure number, where it prints one;
        ``gap``
            `rate` minus `printed`, in percentage points.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> rates = derive_rates(load_figures("横沥镇", 2020)).set_index("numerator")
    >>> rates.loc[60, ["count", "total", "rate", "printed"]].tolist()
    [199.0, 200.0, 99.5, 99.0]
    >>> rates.loc[11, "rate"].round(1)
    np.float64(8.7)
    """
    data = data_of(figures, data_dir, columns=(*OF_VALUES, "related"))
    known, related, printed = {}, {}, {}
    for row, counted in zip(records(figures), unit_class(figures["unit"], data), strict=True):
        report = row.place_code, row.year
        known[*report, row.figure] = row, counted
        # What is only likely was inferred by us: it is no rate of the report's.
        if getattr(row, "relation_by", "") == "likely":
            continue
        if row.relation in ("subset", "part") and row.related.isdecimal():
            related[*report, row.figure, int(row.related)] = row.relation
        elif row.relation == "ratio" and RATIO.fullmatch(row.related):
            pair = (*report, *map(int, row.related.split("/")))
            printed.setdefault(pair, []).append((row.value, row.figure))
    rates = []
    for pair in {**related, **printed}:
        *report, numerator, denominator = pair
        if not all((*report, number) in known for number in (numerator, denominator)):
            continue
        (count, counted), (total, of) = (known[*report, number] for number in (numerator, denominator))
        rate = 100 * count.value / total.value if counted == of and total.value else np.nan
        apart = (count.basis == "cumulative") != (total.basis == "cumulative")
        of_two = related.get(pair, "ratio"), numerator, denominator
        values = count.measure, count.value, total.measure, total.value, rate, rate_bound(count.bound, total.bound)
        for stated, figure in printed.get(pair, [(np.nan, None)]):
            if stated == stated or (rate == rate and not apart):
                rates.append((*report, *of_two, *values, stated, figure, rate - stated))
    table = pd.DataFrame(rates, columns=list(COLUMNS)).astype({**COLUMNS, "year": figures["year"].dtype})
    return of_data(table.sort_values([*KEY, "numerator", "denominator"], ignore_index=True), data)


def rate_bound(count, total):
    """Return the bound of a count divided by a total, each printed with its own.

    Examples
    --------
    At least 400 of at most 500 is at least 80 %:

    >>> rate_bound("at_least", "at_most"), rate_bound("exact", "at_least"), rate_bound("about", "at_least")
    ('at_least', 'at_most', 'about')
    """
    total = OPPOSITE[total]
    if "exact" in (count, total):
        return total if count == "exact" else count
    return count if count == total else "about"
