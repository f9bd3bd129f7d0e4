"""Intervals: how far a count or a share may be off by chance, and what ranks it leaves open.

Each method is named in ``data/rules/peers/methods.csv`` with its source, and shown with it where it is used. All of
them are exact or closed formulas: nothing is simulated, so the same figures give the same intervals.
"""

import numpy as np
from scipy import special

LEVEL = 0.95
# The limits of a funnel: about two and three standard deviations.
WARNING, ALARM = 0.95, 0.998
# z-scores beyond these quantiles at either end are cut down to them before the spread beyond chance is estimated.
WINSORISED = 0.1


def poisson_interval(count, level=LEVEL, most=None):
    """Return the exact interval of the mean of a Poisson count (Garwood 1936).

    Parameters
    ----------
    count : array-like of float
        How many happened; where that is only known between bounds, the least.
    level : float
    most : array-like of float, optional
        The most that may have happened; `count` where it is known.

    Returns
    -------
    low, high : numpy.ndarray

    Examples
    --------
    >>> low, high = poisson_interval([0, 10])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 4.795], [3.689, 18.39])
    """
    count, most, tail = *_least_and_most(count, most), (1 - level) / 2
    low = np.where(count > 0, special.gammaincinv(np.maximum(count, 1e-9), tail), 0.0)
    known = np.isfinite(most)
    return low, np.where(known, special.gammaincinv(np.where(known, most, 0.0) + 1, 1 - tail), np.inf)


def wilson_interval(count, of, level=LEVEL):
    """Return the score interval of a share (Wilson 1927).

    Parameters
    ----------
    count, of : array-like of float
        So many of so many.
    level : float

    Returns
    -------
    low, high : numpy.ndarray

    Examples
    --------
    >>> low, high = wilson_interval([81, 0], [263, 20])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.1611])
    """
    count, of = np.asarray(count, dtype=float), np.asarray(of, dtype=float)
    z2 = special.ndtri((1 + level) / 2) ** 2
    middle = (count + z2 / 2) / (of + z2)
    half = np.sqrt(z2 * (count * (of - count) / of + z2 / 4)) / (of + z2)
    return np.where(count > 0, middle - half, 0.0), np.where(count < of, middle + half, 1.0)


def binomial_interval(count, of, level=LEVEL):
    """Return the exact interval of a share (Clopper & Pearson 1934), which never holds less often than it says.

    Examples
    --------
    >>> low, high = binomial_interval([10], [10])
    >>> low.round(4).tolist(), high.tolist()
    ([0.6915], [1.0])
    """
    count, of = np.asarray(count, dtype=float), np.asarray(of, dtype=float)
    rest, tail = of - count, (1 - level) / 2
    low = np.where(count > 0, special.betaincinv(np.maximum(count, 1e-9), rest + 1, tail), 0.0)
    high = np.where(rest > 0, special.betaincinv(count + 1, np.maximum(rest, 1e-9), 1 - tail), 1.0)
    return low, high


def joint_level(n, level=LEVEL):
    """Return the level at which each of `n` independent intervals must hold for all to hold at `level` (Šidák 1967).

    Examples
    --------
    >>> round(joint_level(12), 5)
    0.99573
    """
    return level ** (1 / max(n, 1))


def rank_ranges(low, high):
    """Return the ranks that each of several values may have, 1 for the highest, where each lies between two bounds.

    A place is surely above another only where its whole interval is above the other's. Where the intervals hold
    together at some level, so do all the ranges of ranks (Klein, Wright & Wieczorek 2020).

    Parameters
    ----------
    low, high : array-like of float

    Returns
    -------
    best, worst : numpy.ndarray of int

    Examples
    --------
    >>> best, worst = rank_ranges([9, 5, 4, 0], [11, 7, 6, 1])
    >>> best.tolist(), worst.tolist()
    ([1, 2, 2, 4], [1, 3, 3, 4])
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    surely_above = np.searchsorted(np.sort(low), high, side="right")
    surely_below = np.searchsorted(np.sort(high), low, side="left")
    return 1 + len(low) - surely_above, len(low) - surely_below


def funnel_limits(exposure, centre, level=WARNING, share=False, spread=1.0):
    """Return between which limits places lie by chance around a common rate (Spiegelhalter 2005).

    A count beyond a limit has an exact probability below half of what `level` leaves; between whole numbers the limits
    follow the incomplete gamma and beta functions, so that they are smooth.

    Parameters
    ----------
    exposure : array-like of float
        What the count is divided by: of shares the total.
    centre : float
        The rate of all together, in the unit of count ÷ exposure.
    level : float
        Of places so many lie within.
    share : bool
        Whether the counts are some of the exposure (binomial); else they are Poisson.
    spread : float
        As from `overdispersion`: the limits are drawn apart by its square root.

    Returns
    -------
    low, high : numpy.ndarray

    Examples
    --------
    >>> low, high = funnel_limits([100.0], 0.1)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.038], [0.171])
    """
    exposure, tail = np.asarray(exposure, dtype=float), (1 - level) / 2
    mean = exposure * centre
    # Beyond it no tail is left that is asked for.
    reach = mean + 12 * np.sqrt(mean) + 12
    if share:
        counted = np.minimum(reach, exposure)

        def at_least(count):
            return special.betainc(np.maximum(count, 1e-9), exposure - count + 1, centre)

        def at_most(count):
            return special.betaincc(count + 1, np.maximum(exposure - count, 1e-9), centre)
    else:
        counted = reach

        def at_least(count):
            return special.gammainc(np.maximum(count, 1e-9), mean)

        def at_most(count):
            return special.gammaincc(count + 1, mean)

    low = _crossing(lambda count: at_most(count) > tail, np.zeros_like(mean), mean)
    high = _crossing(lambda count: at_least(count) < tail, mean, counted)
    low, high = (centre + np.sqrt(spread) * (limit / exposure - centre) for limit in (low, high))
    return np.maximum(low, 0.0), np.minimum(high, 1.0) if share else high


def _crossing(is_beyond, start, end):
    """Where something that holds from some point on begins to hold; the end where it never does."""
    least, most = start, end
    for _ in range(48):
        middle = (least + most) / 2
        beyond = is_beyond(middle)
        least, most = np.where(beyond, least, middle), np.where(beyond, middle, most)
    return most


def overdispersion(count, exposure, centre, share=False):
    """Estimate by how much rates differ more than by chance (Spiegelhalter 2005, section 4.2).

    Parameters
    ----------
    count, exposure : array-like of float
    centre : float
    share : bool
        As of `funnel_limits`.

    Returns
    -------
    spread : float
        The mean of the squared z-scores, those beyond the quantiles of 10 % and 90 % cut down to these; 1 where it is
        no more than chance may give.

    Examples
    --------
    >>> overdispersion([10, 11, 9, 12, 8], [100] * 5, 0.1)
    1.0
    >>> round(overdispersion([2, 30, 5, 60, 8], [100] * 5, 0.21), 1)
    14.8
    """
    count, exposure = np.asarray(count, dtype=float), np.asarray(exposure, dtype=float)
    variance = centre * (1 - centre) * exposure if share else centre * exposure
    if not len(count) or (variance <= 0).any():
        return 1.0
    z = (count - centre * exposure) / np.sqrt(variance)
    z = np.clip(z, *np.quantile(z, [WINSORISED, 1 - WINSORISED]))
    spread = float((z**2).mean())
    return spread if special.chdtrc(len(z), len(z) * spread) < 1 - LEVEL else 1.0


def outside_by_chance(n, level=WARNING):
    """Return how many of `n` lie outside by chance alone, and how likely it is that at least one does.

    Examples
    --------
    >>> expected, any_at_all = outside_by_chance(12)
    >>> round(expected, 2), round(any_at_all, 2)
    (0.6, 0.46)
    """
    return n * (1 - level), 1 - level**n


def _least_and_most(count, most):
    count = np.asarray(count, dtype=float)
    return count, count if most is None else np.asarray(most, dtype=float)
