"""Beside: what each place states of an indicator, or why it is not compared, and what that is per resident or per case.

It stands on the gate (`lawgov_analysis.analysis.gate`): who is compared is decided there, here only what is alike.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..tables import FIGURE_COLUMNS, KEY, load_indicators, load_panel, load_places, open_data
from .gate import ASKED, Terms, judged_figures, members
from .intervals import binomial_interval, joint_level, poisson_interval, rank_ranges, wilson_interval
from .rates import rate_bound, true_values, unit_class

FIGURE = ["figure", "section", "measure", "value", "unit", "bound", "period", "basis", "unit_class"]
# Classes of units that count cases or events one by one, whose number chance can be reckoned of.
COUNTED = ("count", "event")
# Among shares at their ceiling a rank says nothing: it is reached where so much of the places have it.
CEILING, AT_CEILING = 100.0, 0.5

# Why a value is not compared though the figure by itself could be: of the values of one indicator, with those of the
# place itself or else of most places as `unit_of` and `basis_of`.
VALUE_RULES: dict[str, Callable] = {
    "other-unit": lambda values: values["unit_class"] != values["unit_of"],
    "other-basis": lambda values: values["basis"] != values["basis_of"],
}


def values_beside(place_code, year, indicators, data_dir=None, terms=None):
    """Return what each place that is compared states of some indicators, and why a value is not compared.

    Parameters
    ----------
    place_code : str
    year : int
    indicators : iterable of str
    data_dir : path-like, optional
    terms : Terms, optional

    Returns
    -------
    pandas.DataFrame
        For each indicator a row for each place that the gate admits, the place itself first: ``indicator``,
        ``place_code``, ``year``, ``own``, ``figure``, ``section``, ``measure``, ``value``, ``unit``, ``bound``,
        ``period``, ``basis`` (missing where none is stated); ``low`` and ``high``, between which the true value lies;
        and ``reason``, ``""`` where it is compared, else a reason of ``data/rules/peers/reasons.csv``.

    Examples
    --------
    >>> values_beside("441900106", 2020, ["disputes_occurred"])[["value", "reason"]].values.tolist()
    [[200.0, '']]
    """
    data, terms = open_data(data_dir), terms or Terms()
    among = members(place_code, year, data, terms).query("reason == ''")
    among = among[["place_code", "own", "year"]].assign(year=among["year"].astype("int64"))
    stated = _judged(among, indicators, data)
    # One that can be compared is taken before one that cannot.
    stated = stated.assign(out=stated["reason"] != "").sort_values(["out", "figure"], kind="stable")
    of_one = [*KEY, "indicator"]
    differ = stated[~stated["out"]].groupby(of_one)["value"].nunique().loc[lambda n: n > 1].index
    stated = stated.drop_duplicates(of_one)
    wanted = pd.DataFrame({"indicator": list(dict.fromkeys(indicators))}).merge(among, how="cross")
    values = wanted.merge(stated[[*of_one, *FIGURE, "reason"]], on=of_one, how="left")
    excerpts = data.table("reports").set_index(KEY)["coverage"].eq("excerpt")
    is_excerpt = excerpts.reindex(pd.MultiIndex.from_frame(values[KEY])).fillna(False).to_numpy(dtype=bool)
    silent = pd.Series(np.where(is_excerpt, "cannot-tell", "not-stated"), index=values.index)
    values["reason"] = values["reason"].astype("object").where(values["figure"].notna(), silent)
    two = pd.MultiIndex.from_frame(values[of_one]).isin(differ)
    values["reason"] = values["reason"].mask((values["reason"] == "") & two, "two-values")
    for name in ("unit_class", "basis"):
        values[f"{name.removesuffix('_class')}_of"] = values["indicator"].map(_of_most(values, name))
    for rule, out in VALUE_RULES.items():
        values["reason"] = values["reason"].mask((values["reason"] == "") & out(values), rule)
    low, high = true_values(values["value"].to_numpy(float), values["bound"].fillna("exact").to_numpy())
    low, high = (
        np.where(values["value"].isna(), np.nan, np.maximum(low, 0)),
        np.where(values["value"].isna(), np.nan, high),
    )
    values = values.assign(low=low, high=high, reason=values["reason"].astype("str"))
    return values.drop(columns=["unit_of", "basis_of"])


def _judged(reports, indicators, data):
    """The figures of some reports that have one of some indicators, each with the reason why it is not compared."""
    chosen = [*KEY, "indicator", *(name for name in FIGURE if name != "unit_class"), *(set(ASKED) - set(FIGURE))]
    chosen = [name for name in FIGURE_COLUMNS if name in chosen]
    codes, years = reports["place_code"].unique(), reports["year"].unique()
    coded = load_panel(data, codes.tolist(), years.tolist(), [*indicators], chosen).merge(reports, on=KEY)
    return coded.assign(reason=judged_figures(coded, data), unit_class=unit_class(coded["unit"], data))


def _of_most(values, name):
    """Of each indicator what its own value has, else what most have; the first in the alphabet of equally many."""
    compared = values[values["reason"] == ""]
    counts = compared.groupby(["indicator", name]).size().reset_index(name="n")
    most = counts.sort_values(["n", name], ascending=[False, True]).drop_duplicates("indicator")
    own = compared[compared["own"]].set_index("indicator")[name]
    return most.set_index("indicator")[name].to_dict() | own.to_dict()


def rates_beside(values, data_dir=None, denominator="", min_n=0):
    """Divide the values of each indicator by what the codebook compares it by, with intervals of chance and of ranks.

    Parameters
    ----------
    values : pandas.DataFrame
        As from `values_beside`.
    data_dir : path-like, optional
    denominator : str
        One of the codebook's ``comparable_by``; by default of each indicator the first that enough places have, before
        all one by which chance can be reckoned of.
    min_n : int
        So many places have enough.

    Returns
    -------
    pandas.DataFrame
        The rows of values that are compared and of which a denominator is known, with ``denominator``, ``method`` (rate
        or share), ``per``; ``exposure`` (the denominator), ``exposure_low``, ``exposure_high``, ``exposure_bound``;
        ``rate``, ``rate_low``, ``rate_high`` (for `per` of the denominator; the interval missing where chance is not
        reckoned of); ``best`` and ``worst``, the ranks that it may have (missing likewise); ``rate_bound``, exact
        where neither of the two is a bound; and
        ``reason``, ``""`` or a reason of ``data/rules/peers/reasons.csv``.

    Examples
    --------
    >>> values = values_beside("990101101", 2022, ["mediation_accepted"], "data/samples/city")
    >>> rates_beside(values, "data/samples/city")[["place_code", "rate"]].round(1).head(1).values.tolist()
    [['990101101', 34.3]]
    """
    data = open_data(data_dir)
    compared = values[values["reason"] == ""]
    codebook = load_indicators(data)["comparable_by"].fillna("")
    found = [
        _rates_of(rows, [name for name in codebook[indicator].split("|") if denominator in ("", name)], data, min_n)
        for indicator, rows in compared.groupby("indicator", sort=False)
    ]
    found = [rows for rows in found if len(rows)]
    return pd.concat(found, ignore_index=True) if found else _nothing(compared)


def _nothing(values):
    columns = ["denominator", "method", "per", "exposure", "exposure_low", "exposure_high", "exposure_bound"]
    columns += ["exposure_figure", "rate", "rate_bound", "rate_low", "rate_high", "best", "worst"]
    return values[:0].assign(**{name: pd.Series(dtype="object") for name in columns})


def _rates_of(rows, names, data, min_n):
    """The rates of one indicator, by the first denominator that enough places have, else by that which most have."""
    options = [each for name in names if (each := _divided(rows, name, data)) is not None]
    if not options:
        return _nothing(rows)
    rated = [int((each["reason"] == "").sum()) for each in options]
    enough = [at for at, n in enumerate(rated) if n >= max(min_n, 1)]
    by_chance = [at for at in enough if options[at]["method"].iloc[0] == "share" or is_chance(options[at])]
    return _with_intervals(options[next(iter(by_chance + enough), int(np.argmax(rated)))])


def _divided(rows, name, data):
    table = data.table("peer_denominators")
    table = table[(table["denominator"] == name) & table["indicator"].isin(["", rows["indicator"].iloc[0]])]
    if table.empty:
        return None
    by = table.sort_values("indicator", ascending=False).iloc[0]
    rows = rows.assign(denominator=name, method=by["method"], per=by["per"])
    if not by["stated_by"]:
        people = (
            rows["place_code"].map(load_places(data)["population"]).astype("Float64").to_numpy(float, na_value=np.nan)
        )
        rows = rows.assign(exposure=people, exposure_low=people, exposure_high=people, exposure_bound="exact")
        rows = rows.assign(exposure_figure=pd.NA)
    else:
        of = _judged(rows[KEY].drop_duplicates(), [by["stated_by"]], data)
        of = of[of["reason"] == ""]
        alone = ~of.duplicated(KEY, keep=False) | of.duplicated([*KEY, "value"], keep=False)
        of = of[alone].drop_duplicates(KEY)
        low, high = true_values(of["value"].to_numpy(float), of["bound"].to_numpy())
        of = of[KEY].assign(
            exposure=of["value"],
            exposure_low=np.maximum(low, 0),
            exposure_high=high,
            exposure_bound=of["bound"],
            exposure_figure=of["figure"],
        )
        rows = rows.merge(of, on=KEY, how="left")
    none = ~(rows["exposure"] > 0)
    exceeds = (by["method"] == "share") & (rows["low"] > rows["exposure_high"])
    return rows.assign(reason=np.select([none, exceeds], ["no-denominator", "part-exceeds-whole"], ""))


def _with_intervals(rows):
    """Add rates, their intervals and the ranks that these leave open."""
    of, is_share, per = rows["reason"] == "", rows["method"].iloc[0] == "share", rows["per"].iloc[0]
    rows = rows.assign(rate=(per * rows["value"] / rows["exposure"]).where(of))
    bounds = zip(rows["bound"], rows["exposure_bound"].fillna("exact"), strict=True)
    rows["rate_bound"] = [rate_bound(*both) for both in bounds]
    for name in ("rate_low", "rate_high", "best", "worst"):
        rows[name] = np.nan
    if not of.any() or not (is_share or is_chance(rows)):
        return rows
    rated = rows[of]
    rows.loc[of, "rate_low"], rows.loc[of, "rate_high"] = _interval(rated, is_share)
    joint = _interval(rated, is_share, joint_level(len(rated)), exact=True)
    rows.loc[of, "best"], rows.loc[of, "worst"] = rank_ranges(*joint)
    return rows


def is_chance(rows):
    """Return whether chance can be reckoned of values: they are a year's number of cases or events."""
    return bool((rows["unit_class"].isin(COUNTED) & (rows["basis"] == "flow")).all())


def _interval(rows, is_share, level=0.95, exact=False):
    """An interval at its widest: of the least count of the most, and of the most of the least."""
    low, high, per = rows["low"].to_numpy(), rows["high"].to_numpy(), rows["per"].to_numpy()
    least, most = rows["exposure_low"].to_numpy(float), rows["exposure_high"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        if not is_share:
            count_low, count_high = poisson_interval(low, level, most=high)
            return per * count_low / most, per * np.where(least > 0, count_high / least, np.inf)
        reckon = binomial_interval if exact else wilson_interval
        of_most, of_least = np.where(np.isfinite(most), most, np.maximum(least, low)), np.maximum(least, low)
        share_low = np.where(np.isfinite(most), reckon(np.minimum(low, of_most), of_most, level)[0], 0.0)
        share_high = reckon(np.minimum(high, of_least), of_least, level)[1]
    return per * share_low, per * share_high


def spread_of(low, high):
    """Return the quartiles of values of which only bounds may be known.

    Parameters
    ----------
    low, high : array-like of float
        Between which each value lies.

    Returns
    -------
    list of tuple of float
        The lower quartile, the median and the upper quartile, each as the least and the most that it may be.

    Examples
    --------
    >>> spread_of([1, 2, 3, 4, 5], [1, 2, 3, 4, float("inf")])
    [(2.0, 2.0), (3.0, 3.0), (4.0, 4.0)]
    >>> spread_of([1, 2, 3, 4], [1, 2, 3, float("inf")])[2]
    (3.25, inf)
    """
    return [(_quantile(low, at), _quantile(high, at)) for at in (0.25, 0.5, 0.75)]


def _quantile(values, at):
    values = np.sort(np.asarray(values, dtype=float))
    place = at * (len(values) - 1)
    before, after = int(np.floor(place)), int(np.ceil(place))
    # Between a number and the endless lies the endless, but not at the number itself.
    if before == after or values[before] == values[after]:
        return float(values[before])
    return float(values[before] + (place - before) * (values[after] - values[before]))


def is_at_ceiling(low):
    """Return whether shares stand at their ceiling: so many are 100 % that the others are the exceptions.

    Examples
    --------
    >>> is_at_ceiling([100, 100, 98]), is_at_ceiling([100, 97, 98])
    (True, False)
    """
    low = np.asarray(low, dtype=float)
    return len(low) > 0 and bool((low >= CEILING).mean() >= AT_CEILING)
