"""Standings: the quartiles of what the places of a kind state in a year, less the one that is held against the others.

They are worked out once for all places of a year. Who stands among thousands needs of these two values a quartile: that
which it is with all of them, and that to which it moves where one below it is taken away.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from ..tables import KEY, kinds_of, load_indicators, load_panel, load_places, open_data
from ..tables.figures import kept_of_figures
from ..tables.parquet import code_of
from .gate import COMPARED, FEWEST_PLACES, judged_figures, judged_reports, years_near
from .peers import by_nearness, comparable, first_stated, like_ones, like_per_residents
from .rates import OPPOSITE, true_values

QUARTILES = {"lower": 0.25, "median": 0.5, "upper": 0.75}
# What is alike in these is compared.
ALIKE = ["kind", "indicator", "unit_class", "basis"]
SIDES = {"": "low", "_to": "high"}
AROUND = {name: [f"{name}_at", f"{name}_next"] for name in (f"{of}{side}" for of in QUARTILES for side in SIDES)}
FIELDS = [
    *({"name": name, "type": "string"} for name in (*ALIKE, "population_years")),
    *({"name": name, "type": "integer", "constraints": {"required": True}} for name in ("n", "lacking", "lacking_to")),
    {"name": "by_residents", "type": "boolean"},
    *({"name": name, "type": "number"} for both in AROUND.values() for name in both),
]
STATED = ["indicator", "figure", "value", "unit", "bound", "per_10k"]
# Of millions of figures each as a number, and not as a text.
BOUND = f"bound::ENUM({', '.join(map(repr, OPPOSITE))}) AS bound"
COLUMNS = [*STATED, "others", "by_residents", *AROUND, "population_years"]


def standing_among(place_code, year, gate, data_dir=None):
    """Return what a report states beside the quartiles of other places, as far as the gate lets that be printed.

    Parameters
    ----------
    place_code : str
    year : int
    gate : Gate
        As from `comparison_gate`, on no other terms than its own.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row an indicator that enough other places state, in the order of the codebook: ``indicator``, ``figure``,
        ``value``, ``unit``, ``bound`` and ``per_10k`` of the place itself; of how many ``others``; whether all are
        compared ``by_residents``; their quartiles ``lower``, ``median`` and ``upper``, each a value that is there, and
        where bounds leave it open the least that it may be, with the most under ``lower_to``, ``median_to`` and
        ``upper_to``; and the ``population_years`` of all. Without a row where the gate is closed.

    Examples
    --------
    >>> from lawgov_analysis.analysis import comparison_gate
    >>> place, city = ("990101101", 2023), "data/samples/city"
    >>> found = standing_among(*place, comparison_gate(*place, city), city).set_index("indicator")
    >>> found.loc["mediation_accepted", ["value", "others", "median"]].round(1).tolist()
    [275.0, 11.0, 38.0]
    """
    data = open_data(data_dir)
    if not gate.is_open:
        return pd.DataFrame(columns=COLUMNS)
    found = stand_among(load_panel(data, [place_code], [year]), year, data)
    order = {name: at for at, name in enumerate(load_indicators(data).index)}
    return found.sort_values("indicator", key=lambda names: names.map(order), ignore_index=True)[COLUMNS]


def stand_among(figures, year, data):
    """Return what reports of a year state beside the quartiles of others, as of `standing_among`, in any order.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`, of reports that the gate admits.
    year : int
    data : Data

    Returns
    -------
    pandas.DataFrame
        With the columns of `standing_among`, ``place_code`` and ``year``.
    """
    own = comparable(figures, data)
    own = own[judged_figures(own, data) == ""]
    own = own.assign(kind=kinds_of(own["place_code"], data))
    found = own.merge(standings(year, data), on=ALIKE)
    found = found.assign(others=found["n"] - 1)
    by_residents = found["by_residents"].to_numpy(bool)
    bounds = bounds_of(found["value"], found["bound"], found["per_10k"].where(by_residents))
    for side, values in zip(SIDES, bounds, strict=True):
        # What cannot be divided has no place in an order, and leaves no quartile.
        lacks = found[f"lacking{side}"].to_numpy() > np.isnan(values)
        for of in QUARTILES:
            at, after = (found[name].to_numpy(float) for name in AROUND[f"{of}{side}"])
            found[f"{of}{side}"] = np.where(lacks, np.nan, np.where(values <= at, after, at))
    return found[[*KEY, *COLUMNS]]


def bounds_of(value, bound, per_10k):
    """Return between which numbers each of some values lies, of those that have a value by residents by that."""
    value, per_10k = np.asarray(value, dtype=float), np.asarray(per_10k, dtype=float)
    low, high = true_values(value, bound)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(np.isnan(per_10k), 1.0, per_10k / value)
    return low * scale, high * scale


def standings(year, data):
    """Return the quartiles of each group of like figures of a year, of enough places, with what is on both sides.

    Parameters
    ----------
    year : int
    data : Data

    Returns
    -------
    pandas.DataFrame
        One row a group, with the columns `FIELDS`: of ``n`` places, of so many of whom what is compared is ``lacking``.
    """
    code = code_of(Path(__file__).parent)
    return kept_of_figures(_standings, data, f"standings-{year}", years_near(year), FIELDS, code, about=(year,))


def _standings(figures, data, year):
    reports, like = judged_reports(year, data).query("reason == ''"), like_ones(figures, data)
    rows = first_stated(figures, like, reports[KEY], by_nearness(reports["year"], year), ["value", BOUND], COMPARED)
    codes = rows["place_code"].cat.categories
    kinds, of_kind = pd.factorize(reports.drop_duplicates("place_code").set_index("place_code")["kind"].reindex(codes))
    years = load_places(data)["population_year"].reindex(codes).astype("Float64").to_numpy(float, na_value=np.nan)
    per_10k = like_per_residents(rows, like, data)
    place, number, value = rows["place_code"].cat.codes.to_numpy(), rows["number"].to_numpy(), rows["value"].to_numpy()
    group = np.where(kinds[place] < 0, -1, number * max(len(of_kind), 1) + kinds[place])
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    like, found = like.drop_duplicates("number").set_index("number"), []
    for chosen in np.split(order, first)[1:]:
        if len(chosen) <= FEWEST_PLACES:
            continue
        own = like.loc[number[chosen[0]]]
        by_residents = not np.isnan(per_10k[chosen]).any()
        residents = per_10k[chosen] if by_residents else np.full(len(chosen), np.nan)
        of_bounds = bounds_of(value[chosen], rows["bound"].array[chosen], residents)
        known = years[place[chosen]]
        found.append(
            {
                "kind": of_kind[kinds[place[chosen[0]]]],
                **own[["indicator", "unit_class", "basis"]],
                "population_years": "|".join(f"{each:.0f}" for each in np.unique(known[~np.isnan(known)])),
                "n": len(chosen),
                "by_residents": by_residents,
                **{f"lacking{side}": int(np.isnan(each).sum()) for side, each in zip(SIDES, of_bounds, strict=True)},
                **{name: at for side, each in zip(SIDES, of_bounds, strict=True) for name, at in _around(each, side)},
            }
        )
    columns = [field["name"] for field in FIELDS]
    table = pd.DataFrame(found, columns=columns)
    return table.astype(dict.fromkeys([*ALIKE, "population_years"], "str"))


def _around(values, side):
    """Give the quartiles of values without one of them: as they are where it is above, the next where it is not."""
    at = np.quantile(np.arange(len(values) - 1), list(QUARTILES.values()), method="inverted_cdf").astype(int)
    ordered = np.partition(values, [*at, *(at + 1)])
    for of, place in zip(QUARTILES, at, strict=True):
        yield from zip(AROUND[f"{of}{side}"], ordered[[place, place + 1]].tolist(), strict=True)
