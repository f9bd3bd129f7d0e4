"""Limits: the funnel of one indicator, who lies outside of it, and how many would by chance."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from ...analysis.intervals import ALARM, WARNING, funnel_limits, outside_by_chance, overdispersion

# Standings of ``data/rules/peers/standings.csv``, the outermost first: beyond which limit, and on which side.
OUTSIDE = {"far-above": (ALARM, 1), "far-below": (ALARM, -1), "above": (WARNING, 1), "below": (WARNING, -1)}


@dataclass(frozen=True, eq=False)
class Funnel:
    """The funnel of one indicator.

    Attributes
    ----------
    rows : pandas.DataFrame
        The rates with ``outside``: the standing of one that lies outside, else ``""``.
    centre : float
        The rate of all together, of those whose numbers are no bounds; for `per` of the denominator.
    spread : float
        As from `overdispersion`.
    limits : callable
        Of exposures and a level the limits, in the unit of the rates.
    nominal : int
        How many lie outside of the limits of 95 % before these are drawn apart.
    expected : float
        How many of so many places lie outside of those of 95 % by chance.
    any_at_all : float
        How likely it is that at least one does.
    """

    rows: pd.DataFrame
    centre: float
    spread: float
    limits: object
    nominal: int
    expected: float
    any_at_all: float


def funnel_of(rows):
    """Return the funnel of one indicator.

    Parameters
    ----------
    rows : pandas.DataFrame
        As from `lawgov_analysis.analysis.beside.rates_beside`, of one indicator, with intervals.

    Returns
    -------
    Funnel
    """
    share, per = rows["method"].iloc[0] == "share", float(rows["per"].iloc[0])
    # What is only known as a bound draws no line.
    sure = rows[rows["sure"].astype(bool)]
    known = sure if len(sure) else rows
    centre = float(known["value"].sum() / known["exposure"].sum())
    spread = overdispersion(known["value"], known["exposure"], centre, share)
    limits = partial(_limits, centre, share, per, spread)
    outside = [_outside(row, limits) for row in rows.itertuples()]
    plain = partial(_limits, centre, share, per, 1.0)
    nominal = sum(bool(_outside(row, plain)) for row in rows.itertuples())
    expected, any_at_all = outside_by_chance(len(rows))
    return Funnel(rows.assign(outside=outside), per * centre, spread, limits, nominal, expected, any_at_all)


def _limits(centre, share, per, spread, exposure, level):
    low, high = funnel_limits(exposure, centre, level, share, spread)
    return per * low, per * high


def _outside(row, limits):
    """The outermost limit that a rate lies outside of, wherever within its bounds the number is."""
    per, exposure = row.per, [float(row.exposure)]
    least, most = per * row.low / row.exposure_high, per * row.high / row.exposure_low
    for standing, (level, side) in OUTSIDE.items():
        low, high = limits(exposure, level)
        if (side > 0 and least > high[0]) or (side < 0 and most < low[0]):
            return standing
    return ""
