"""Peers: places beside each other."""

import duckdb
import numpy as np
import pandas as pd

from ..tables import (
    FIGURE_COLUMNS,
    KEY,
    DataDir,
    data_of,
    find_place,
    headline,
    kinds_of,
    levels_of,
    load_indicators,
    load_places,
    load_units,
    of_data,
    open_data,
    told_headline,
)
from ..tables.figures import year_of
from ..tables.folder import OF_HEADLINE, OF_VALUES, check_table
from ..tables.parquet import open_database
from ..tables.places import check_places
from .rates import true_values, unit_class

COLUMNS = ["indicator", *KEY, "own", "value", "unit", "bound", "period", "figure", "per_10k"]
# Of a figure that is coded, whether it is planned; as `are_planned`, for what is asked of all reports.
PLANNED = "coalesce(try_cast(left(period, 4) AS INTEGER) > year, FALSE)"


def wide(figures: pd.DataFrame, data_dir: DataDir = None) -> pd.DataFrame:
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
    data = data_of(figures, data_dir, columns=(*OF_HEADLINE, "value"))
    table = headline(figures).set_index([*KEY, "indicator"])["value"].unstack()  # noqa: PD010 (nothing to aggregate)
    laid = table[[name for name in load_indicators(data).index if name in table]].rename_axis(columns=None)
    return of_data(laid, data)


def peers(
    figures: pd.DataFrame | duckdb.DuckDBPyRelation, place_code: str | int, year: int | str, data_dir: DataDir = None
) -> pd.DataFrame:
    """Put a report's headline figures beside those of other places that state the same indicator.

    Compared is only what is alike: the same indicator, a unit of the same class, the same basis, a place of the same
    level (towns, townships, subdistricts and parks; districts and counties; of a department, the same department). Of
    each other place the report nearest in time is taken, the later of two. A target is no result, and is compared with
    none.

    Parameters
    ----------
    figures : pandas.DataFrame or duckdb.DuckDBPyRelation
        Of many reports, that of the place among them; of `panel` no more is read than is compared.
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
    is_relation = isinstance(figures, duckdb.DuckDBPyRelation)
    data = open_data(data_dir) if is_relation else data_of(figures, data_dir, columns=FIGURE_COLUMNS)
    place_code, year = find_place(place_code, data).name, year_of(year)
    panel = figures if is_relation else open_database().from_df(told_headline(figures))
    reports = panel.project("place_code, year").distinct().df()
    alike = kinds_of(reports["place_code"], data) == kinds_of(pd.Series([place_code], dtype="str"), data)[0]
    own = duckdb.ColumnExpression("place_code") == duckdb.ConstantExpression(place_code)
    own = comparable(panel.filter(own).filter(f"year = {year} AND headline").df()[FIGURE_COLUMNS], data)
    others = beside(
        panel, own, year, reports[alike & (reports["place_code"] != place_code)], data, ["unit", "bound", "period"]
    )
    check_places(own["place_code"], data)
    return of_data(put_together(own, others.astype(dict.fromkeys(["indicator", "place_code"], "str")), data), data)


def beside(panel, own, year, reports, data, texts):
    """Return what other places state of the indicators of a report, of each that of its report nearest in time.

    Parameters
    ----------
    panel : duckdb.DuckDBPyRelation
        Of many reports, as from `lawgov_analysis.panel`.
    own : pandas.DataFrame
        The headline figures of the report, as from `comparable`.
    year : int
        Its year.
    reports : pandas.DataFrame
        ``place_code`` and ``year`` of the reports that are looked at, each once.
    data : Data
    texts : iterable of str
        Which columns are given besides, as SQL.

    Returns
    -------
    pandas.DataFrame
        One row an indicator and place: ``place_code`` and ``indicator`` (as categories), ``year``, ``figure``,
        ``value`` and `texts`.
    """
    own = own.reset_index(drop=True)
    units = load_units(data)["class"].rename("unit_class").reset_index()
    units = pd.concat([units, own[["unit", "unit_class"]]]).drop_duplicates()
    like = own[["indicator", "basis", "unit_class"]].reset_index(names="number").merge(units, on="unit_class")
    columns = ["figure", "year", "value", *texts]
    rows = first_stated(panel, like, reports, by_nearness(reports["year"], year), columns)
    return rows.assign(indicator=pd.Categorical.from_codes(rows["number"], own["indicator"]))


def by_nearness(years, year):
    """Return some years, each once, the nearest to one first, of two the later.

    Examples
    --------
    >>> by_nearness(pd.Series([2019, 2020, 2021, 2020]), 2020)
    [2020, 2021, 2019]
    """
    return sorted(set(years.tolist()), key=lambda one: (abs(one - year), one < year))


def like_ones(panel, data):
    """Return which headline figures are alike: of one indicator, class of units and basis.

    Parameters
    ----------
    panel : duckdb.DuckDBPyRelation
        As from `lawgov_analysis.panel`.
    data : Data

    Returns
    -------
    pandas.DataFrame
        ``indicator``, ``unit``, ``basis`` and ``unit_class``; those of one ``number`` are alike.
    """
    like = panel.filter("headline").project("indicator, unit, basis").distinct().df()
    like = like.sort_values(["indicator", "unit", "basis"], ignore_index=True)
    like = like.assign(unit_class=unit_class(like["unit"], data))
    return like.assign(number=like.groupby(["indicator", "unit_class", "basis"], sort=False).ngroup().astype("int32"))


def first_stated(panel, like, reports, years, columns, rules="TRUE"):
    """Return the headline figures that are alike, of each place that of the first of some years which has one.

    Parameters
    ----------
    panel : duckdb.DuckDBPyRelation
        As from `lawgov_analysis.panel`.
    like : pandas.DataFrame
        ``indicator``, ``unit`` and ``basis`` of figures; those of one ``number`` are alike.
    reports : pandas.DataFrame
        ``place_code`` and ``year`` of the reports that are looked at, each once.
    years : list of int
        The first is read first: a place that has a figure in it is not looked for in the others.
    columns : iterable of str
        What is given of each, as SQL: of millions of figures, texts take more than all the rest.
    rules : str
        What else is asked of a headline figure, as SQL over the columns of figures.

    Returns
    -------
    pandas.DataFrame
        One row a number and place: ``number``, ``place_code`` (as a category) and `columns`.
    """
    codes = sorted(set(reports["place_code"]))
    reports = reports.assign(place=pd.Categorical(reports["place_code"], codes).codes)
    seen, found = np.zeros((len(codes), int(like["number"].max() if len(like) else 0) + 1), dtype=bool), []
    for year in years or [0]:
        wanted = (reports["year"] == year) & ~seen[reports["place"]].all(axis=1)
        admitted = reports.loc[wanted, ["place_code", "place"]]  # noqa: F841 (the query names it)
        rows = panel.query(
            "panel",
            f"""SELECT {", ".join(["place", "number", *columns])}
            FROM panel JOIN "like" USING (indicator, unit, basis) JOIN admitted USING (place_code)
            WHERE headline AND year = {year} AND {rules}""",
        ).df()
        rows = rows[~seen[rows["place"], rows["number"]]]
        seen[rows["place"], rows["number"]] = True
        found.append(rows)
    rows = pd.concat(found, ignore_index=True)
    return rows.assign(place_code=pd.Categorical.from_codes(rows["place"], codes)).drop(columns="place")


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
    data = data_of(figures, data_dir, columns=(*OF_HEADLINE, *OF_VALUES))
    table = headline(figures)
    kind = table["indicator"].map(load_indicators(data)["kind"])
    table = table[(kind != "target").to_numpy()]
    return table.assign(
        unit_class=unit_class(table["unit"], data),
        level=levels_of(table["place_code"], data),
        per_10k=per_residents(table, data),
    )


def per_residents(table, data):
    """Return the values for 10,000 residents, of what was done in the year and is compared so."""
    population = _looked_up(data.made(_populations), table["place_code"])
    return (10_000 * table["value"] / population).where(_are_counted(table, data))


def like_per_residents(rows, like, data):
    """Return the same of what `first_stated` gives, as an array, where it was given `like`."""
    like = like.drop_duplicates("number").set_index("number")
    counted = _are_counted(like, data).loc[rows["number"]].to_numpy()
    places = rows["place_code"].cat
    population = data.made(_populations).reindex(places.categories).to_numpy().take(places.codes)
    return np.where(counted, 10_000 * rows["value"].to_numpy() / population, np.nan)


def _are_counted(table, data):
    """Tell what was done in the year and is compared by residents."""
    return (table["basis"] == "flow") & (_looked_up(data.made(_by_residents), table["indicator"]) == 1)


def _by_residents(data):
    by_residents = load_indicators(data)["comparable_by"].fillna("").str.split("|").map(lambda by: "常住人口" in by)
    return by_residents.astype("float64")


def _populations(data):
    population = load_places(data)["population"].astype("Float64").astype("float64")
    return population.where(population > 0)


def _looked_up(numbers, names):
    """What numbers there are by some names, each looked up once; they may be categories."""
    codes, known = pd.factorize(names)
    return numbers.reindex(pd.Index(known, dtype="str")).to_numpy().take(codes) if len(known) else 0.0


def put_together(own, others, data):
    """Return a report's figures and those of others as one table, by indicator and the highest first.

    Parameters
    ----------
    own : pandas.DataFrame
        As from `comparable`.
    others : pandas.DataFrame
        As from `beside`.
    data : Data

    Returns
    -------
    pandas.DataFrame
        As from `peers`, with the columns that both have.
    """
    own = own[own["indicator"].isin(others["indicator"].unique())].assign(own=True)
    # What is compared is of one basis.
    basis = others["indicator"].map(own.set_index("indicator")["basis"])
    others = others.assign(own=False, per_10k=per_residents(others.assign(basis=basis), data))
    columns = [name for name in COLUMNS if name in others]
    if others.empty:
        return own[columns].reset_index(drop=True)
    table = pd.concat([own[columns].astype(others[columns].dtypes), others[columns]], ignore_index=True)
    order = pd.Series({name: at for at, name in enumerate(load_indicators(data).index)})
    table = table.assign(at=_looked_up(order, table["indicator"]))
    by = ["at", "value", "place_code"]
    return table.sort_values(by, ascending=[True, False, True], ignore_index=True)[columns]


def standing(beside: pd.DataFrame) -> pd.DataFrame:
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
    check_table(beside, "beside", ("own", "indicator", "year", "value", "bound"))
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
