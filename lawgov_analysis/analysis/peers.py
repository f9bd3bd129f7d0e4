"""Peers: places beside each other."""

import pandas as pd

from ..tables import (
    KEY,
    headline,
    kinds_of,
    levels_of,
    load_indicators,
    load_panel,
    load_places,
    open_data,
)
from .rates import true_values, unit_class


def wide(figures, data_dir=None):
    """Lay headline figures out as reports × indicators.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``place_code`` and ``year``, a column an indicator that any of the reports gives, in the order of
        the codebook; missing where a report gives none. Values are as printed: look up the unit and the bound in the
        figures before comparing (`peers` does).

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> wide(load_figures("清溪镇"))["law_exam_participants"].to_dict()
    {('441900115', 2024): 443.0}
    """
    table = headline(figures).set_index([*KEY, "indicator"])["value"].unstack()  # noqa: PD010 (nothing to aggregate)
    return table[[name for name in load_indicators(data_dir).index if name in table]].rename_axis(columns=None)


def peers(figures, place_code, year, data_dir=None):
    """Put a report's headline figures beside those of other places that state the same indicator.

    Compared is only what is alike: the same indicator, a unit of the same class, the same basis, a place of the same
    level (towns, townships, subdistricts and parks; districts and counties; of a department, the same department). Of
    each other place the report nearest in time is taken, the later of two. A target is no result, and is compared with
    none.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of many reports, that of the place among them.
    place_code : str
    year : int
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        For each indicator with at least one other place, this place's row and the others', highest value first:
        ``indicator``, ``place_code``, ``year``, ``own``, ``value``, ``unit``, ``bound``, ``period``, ``figure``, and
        ``per_10k``: the value for 10,000 residents, where the population is known, the figure is what was done in the
        year, and the codebook compares its indicator by 常住人口.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> beside = peers(load_figures(), "441900106", 2020)
    >>> beside.loc[beside["indicator"] == "service_items", ["place_code", "year", "value"]].values.tolist()
    [['441900106', 2020, 1000.0], ['620725105', 2025, 64.0]]
    """
    table = figures if "alike" in figures else _ranked(figures, open_data(data_dir))
    of_place = table["place_code"] == place_code
    own = of_place & (table["year"] == year)
    chosen = table["alike"].isin(table.loc[own, "alike"]) & (own | ~of_place)
    table = table[chosen].assign(own=own[chosen])
    years_off = 2 * (table["year"] - year).abs() - (table["year"] > year)
    table = table[years_off == years_off.groupby([table["alike"], table["place"]]).transform("min")]
    table = table[table.groupby("alike")["place"].transform("size") > 1]
    columns = ["indicator", *KEY, "own", "value", "unit", "bound", "period", "figure", "per_10k"]
    return table[columns].reset_index(drop=True)


def comparable(figures, data_dir=None):
    """Say of headline figures what they can be compared by.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        The headline figures under their index, with ``unit_class``; ``level`` (as of `levels_of`; missing for a place
        that is not in the data); and ``per_10k``, as of `peers`.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> hengli = comparable(load_figures("横沥镇", 2020)).set_index("indicator")
    >>> hengli.loc["disputes_occurred", "level"], hengli.loc["disputes_occurred", "per_10k"].round(1)
    ('镇街', np.float64(7.2))
    """
    data = open_data(data_dir)
    table, places = headline(figures), load_places(data)
    about = load_indicators(data).reindex(table["indicator"])
    table, about = table[(about["kind"] != "target").to_numpy()], about[about["kind"] != "target"]
    population = table["place_code"].map(places["population"]).astype("Float64").astype("float64")
    by_residents = about["comparable_by"].fillna("").str.split("|").map(lambda by: "常住人口" in by)
    counted = (table["basis"] == "flow") & by_residents.to_numpy(dtype=bool)
    per_10k = (10_000 * table["value"] / population.where(population > 0)).where(counted)
    return table.assign(
        unit_class=unit_class(table["unit"], data), level=levels_of(table["place_code"], data), per_10k=per_10k
    )


def _ranked(figures, data):
    """Headline figures by indicator, the highest first; those of one number in ``alike`` can be compared."""
    table = comparable(figures, data)
    table = table.assign(kind=kinds_of(table["place_code"], data))
    alike = table.groupby(["indicator", "unit_class", "basis", "kind"], sort=False).ngroup()
    order = {name: at for at, name in enumerate(load_indicators(data).index)}
    table = table.assign(alike=alike, place=pd.factorize(table["place_code"])[0], at=table["indicator"].map(order))
    return table.sort_values(["at", "value", "place_code"], ascending=[True, False, True], ignore_index=True)


def load_comparable(data_dir=None):
    """Load what `peers` compares one report after the other with: it is worked out once.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        The headline figures of every report whose table keeps the rules; ``attrs["left_out"]`` as of `load_panel`.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> peers(load_comparable(), "441900106", 2020).equals(peers(load_figures(), "441900106", 2020))
    True
    """
    return open_data(data_dir).made_of_files(_comparable, "figures").copy(deep=False)


def _comparable(data, _name, _files):
    return _ranked(load_panel(data), data)


def standing(beside):
    """Sum up where a place stands in each indicator of `peers`.

    Parameters
    ----------
    beside : pandas.DataFrame
        As from `peers`.

    Returns
    -------
    pandas.DataFrame
        One row an indicator: ``indicator``, ``value``, ``unit``, ``others`` (how many), ``rank`` and ``rank_to`` (the
        best and the worst rank that it may have; 1 is the highest value), ``tied`` (how many others have the same exact
        value), ``lowest``, ``highest`` of the others, and their years ``from`` and ``to``. A bound makes a rank
        unsure: 400余 may be above 450 or below it.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> standing(peers(load_figures(), "441900106", 2020)).set_index("indicator").loc["service_items", "rank"]
    np.int64(1)
    """
    low, high = true_values(beside["value"].to_numpy(), beside["bound"].to_numpy())
    beside = beside.assign(low=low, high=high)
    own = beside[beside["own"]].set_index("indicator")
    of = beside["indicator"]
    others = beside[~beside["own"]].groupby("indicator", sort=False)
    table = others["value"].agg(others="size", lowest="min", highest="max")
    years = others["year"].agg(["min", "max"]).rename(columns={"min": "from", "max": "to"})
    is_other, exact = ~beside["own"], (beside["low"] == beside["high"]) & (of.map(own["low"]) == of.map(own["high"]))
    tied = is_other & exact & (beside["value"] == of.map(own["value"]))
    above = is_other & (beside["low"] > of.map(own["high"]))
    may_be_above = is_other & (beside["high"] > of.map(own["low"]))
    ranks = pd.DataFrame({"rank": above, "rank_to": may_be_above, "tied": tied}).groupby(of, sort=False).sum()
    ranks[["rank", "rank_to"]] += 1
    table = own[["value", "unit"]].join(table).join(ranks).join(years)
    columns = ["indicator", "value", "unit", "others", "rank", "rank_to", "tied", "lowest", "highest", "from", "to"]
    return table.reset_index()[columns]
