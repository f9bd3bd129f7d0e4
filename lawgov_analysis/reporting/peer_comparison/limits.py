"""Limits: the funnel of one indicator, who lies outside of it, and how many would by chance."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from ...analysis.intervals import ALARM, WARNING, funnel_limits, outside_by_chance, overdispersion

# Standings of ``data/rules/peers/standings.csv``, the outermost first: beyond which limit, and on which side.
UNSURE = "unsure"
OUTSIDE = {"far-above": (ALARM, 1), "far-below": (ALARM, -1), "above": (WARNING, 1), "below": (WARNING, -1)}


@dataclass(frozen=True, eq=False)
class Funnel:
    """The funnel of one indicator.

    Attributes
    ----------
    rows : pandas.DataFrame
        The rates with ``outside``: the standing of one that lies outside, ``unsure`` of one that may, else ``""``.
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
    """

    rows: pd.DataFrame
    centre: float
    spread: float
    limits: object
    nominal: int
    expected: float


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
    sure = rows[rows["rate_bound"] == "exact"]
    known = sure if len(sure) else rows
    centre = float(known["value"].sum() / known["exposure"].sum())
    spread = overdispersion(known["value"], known["exposure"], centre, share)
    limits = partial(_limits, centre, share, per, spread)
    outside = _outside(rows, limits)
    nominal = int(np.isin(_outside(rows, partial(_limits, centre, share, per, 1.0)), [*OUTSIDE]).sum())
    expected, _ = outside_by_chance(len(rows))
    return Funnel(rows.assign(outside=outside), per * centre, spread, limits, nominal, expected)


def _limits(centre, share, per, spread, exposure, level):
    low, high = funnel_limits(exposure, centre, level, share, spread)
    return per * low, per * high


def _outside(rows, limits):
    """The outermost limit that each rate lies outside of, wherever within its bounds the number is."""
    exposure = rows["exposure"].to_numpy(float)
    least = (rows["per"] * rows["low"] / rows["exposure_high"]).to_numpy(float)
    most = (rows["per"] * rows["high"] / rows["exposure_low"]).to_numpy(float)
    drawn = {level: limits(exposure, level) for level in (ALARM, WARNING)}
    beyond = [least > drawn[level][1] if side > 0 else most < drawn[level][0] for level, side in OUTSIDE.values()]
    low, high = drawn[WARNING]
    # One that is only known between bounds may be within or not.
    return np.select([*beyond, (least < low) | (most > high)], [*OUTSIDE, UNSURE], "")
