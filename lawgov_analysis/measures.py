"""What the figures imply: rates, disclosure, parts of a total, and how a place stands among others.

Every function takes figures as from `lawgov_analysis.load_figures` and returns a new table; none changes the figures.
Unlike things are never compared: 人 is not 人次, 家次 is not 次, a running total is not a year's flow.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from .codebook import load_indicators, load_places, load_units
from .errors import BadParameter
from .figures import KEY, headline, load_panel, load_reports
from .sources import is_official
from .tables import look_at, read_table, resolve_data_dir

# A town answers for other things than a district: each is compared with its like.
TIERS = {"镇": "town", "乡": "town", "街道": "town", "园区": "town", "区": "county", "县": "county"}
# With fewer other places a rank says nothing; what is more years apart is of another time.
FEWEST_PLACES, YEARS_APART = 8, 1
# Their figures are about the government itself: setting them against the number of residents says nothing.
INWARD = {"组织领导与学法", "规范性文件", "重大行政决策", "法律顾问与合同", "政务公开", "审计与监督", "突发事件应对"}
OPPOSITE = {"exact": "exact", "at_least": "at_most", "at_most": "at_least", "about": "about"}


def unit_class(units, data_dir=None):
    """Return the class of each unit: units of one class count the same way.

    Parameters
    ----------
    units : pandas.Series of str
    data_dir : path-like, optional

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


def derive_rates(figures, data_dir=None):
    """Derive the rates that the figures imply: every subset or part of a figure, and every printed rate.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional

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
    >>> rates.loc[54, ["count", "total", "rate", "printed"]].tolist()
    [199.0, 200.0, 99.5, 99.0]
    >>> rates.loc[[25, 24, 10], "rate"].round(1).tolist()
    [98.1, 90.8, 8.7]
    """
    pairs = _pairs(figures)
    told = figures[[*KEY, "figure", "measure", "value", "bound"]].assign(
        unit_class=unit_class(figures["unit"], data_dir)
    )
    for side in ("numerator", "denominator"):
        pairs = pairs.merge(told.rename(columns={"figure": side}), on=[*KEY, side], suffixes=("", "_of"))
    alike = (pairs["unit_class"] == pairs["unit_class_of"]) & (pairs["value_of"] != 0)
    rate = (100 * pairs["value"] / pairs["value_of"]).where(alike)
    bounds = [_rate_bound(*both) for both in zip(pairs["bound"], pairs["bound_of"], strict=True)]
    rates = pairs.assign(rate=rate, bound=pd.Series(bounds, dtype="str"), gap=rate - pairs["printed"])
    rates = rates[rates["rate"].notna() | rates["printed"].notna()]
    rates = rates.rename(columns={"value": "count", "measure_of": "of", "value_of": "total"})
    counts = ["relation", "numerator", "denominator", "measure", "count", "of", "total"]
    return rates[[*KEY, *counts, "rate", "bound", "printed", "printed_figure", "gap"]].reset_index(drop=True)


def _pairs(figures):
    """Numerator and denominator of every subset and part, joined with the rates printed for the same pair."""
    one = figures[figures["relation"].isin(["subset", "part"]) & figures["related"].str.fullmatch(r"\d+")]
    one = one.assign(numerator=one["figure"], denominator=one["related"].astype("int64"))
    printed = figures[(figures["relation"] == "ratio") & figures["related"].str.fullmatch(r"\d+/\d+")]
    sides = printed["related"].str.split("/", expand=True).reindex(columns=[0, 1]).astype("int64")
    printed = printed.assign(numerator=sides[0], denominator=sides[1])
    printed = printed.rename(columns={"value": "printed", "figure": "printed_figure"})
    keys = [*KEY, "numerator", "denominator"]
    pairs = one[[*keys, "relation"]].merge(printed[[*keys, "printed", "printed_figure"]], on=keys, how="outer")
    pairs["relation"] = pairs["relation"].fillna("ratio").astype("str")
    pairs["printed_figure"] = pairs["printed_figure"].astype("Int64")
    return pairs.astype({"printed": "float64"}).sort_values(keys, ignore_index=True)


def _rate_bound(count, total):
    """Bound of count / total: at least 400 of at most 500 is at least 80 %."""
    total = OPPOSITE[total]
    if "exact" in (count, total):
        return total if count == "exact" else count
    return count if count == total else "about"


def coverage(figures, data_dir=None):
    """Count, by domain, how many indicators of the codebook each report gives.

    An indicator counts as given when at least one figure of it is printed, narrowed by a scope or not; a growth rate
    alone does not give it.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        One row a report and domain, in the order of the codebook: ``place_code``, ``year``, ``domain``, ``indicators``
        (in the codebook), ``stated``, ``figures`` (printed on them), ``not_stated`` and ``share`` (`stated` as % of
        `indicators`), ``coverage`` (full or excerpt). Of an excerpt ``not_stated`` and ``share`` are missing: what
        it does not show, the report may well print.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> given = coverage(load_figures("横沥镇", 2020)).set_index("domain")
    >>> given.loc["政务服务", ["stated", "indicators"]].tolist()
    [7, 18]
    """
    indicators = load_indicators(data_dir)
    known = load_reports(data_dir=data_dir)[[*KEY, "coverage"]]
    grid = (
        figures[KEY]
        .drop_duplicates()
        .merge(indicators.groupby("domain", sort=False).size().rename("indicators").reset_index(), how="cross")
    )
    given = figures[(figures["indicator"] != "") & (figures["relation"] != "growth")]
    given = given.assign(domain=given["indicator"].map(indicators["domain"]))
    counts = given.groupby([*KEY, "domain"])["indicator"].agg(stated="nunique", figures="size").reset_index()
    table = grid.merge(counts, on=[*KEY, "domain"], how="left").merge(known, on=KEY, how="left")
    table[["stated", "figures"]] = table[["stated", "figures"]].fillna(0).astype("int64")
    full = table["coverage"] == "full"
    table["not_stated"] = (table["indicators"] - table["stated"]).where(full).astype("Int64")
    table["share"] = (100 * table["stated"] / table["indicators"]).where(full)
    return table[[*KEY, "domain", "indicators", "stated", "figures", "not_stated", "share", "coverage"]]


def wide(figures, data_dir=None):
    """Lay headline figures out as reports × indicators.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        Indexed by ``place_code`` and ``year``, a column an indicator that any of the reports gives, in the order of
        the codebook; missing where a report gives none. Values are as printed: look up the unit and the bound in the
        figures before comparing (`peers` does).

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> wide(load_figures("清溪镇"))["trainees"].to_dict()
    {('441900115', 2024): 1400.0}
    """
    table = headline(figures).set_index([*KEY, "indicator"])["value"].unstack()  # noqa: PD010 (nothing to aggregate)
    return table[[name for name in load_indicators(data_dir).index if name in table]].rename_axis(columns=None)


def peers(figures, place_code, year, data_dir=None):
    """Put a report's headline figures beside those of other places that state the same indicator.

    Compared is only what is alike: the same indicator, a unit of the same class, the same basis, a place of the same
    tier (towns and streets; districts and counties). Of each other place the report nearest in time is taken, the
    later of two.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of many reports, that of the place among them.
    place_code : str
    year : int
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        For each indicator with at least one other place, this place's row and the others', highest value first:
        ``indicator``, ``place_code``, ``year``, ``own``, ``value``, ``unit``, ``bound``, ``period``, ``figure``, and
        ``per_10k``: the value for 10,000 residents, where the population is known and the figure is what was done for
        residents in the year (not a rate, a stock, or work within the government).

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> beside = peers(load_figures(), "441900106", 2020)
    >>> beside.loc[beside["indicator"] == "service_items", ["place_code", "year", "value"]].values.tolist()
    [['441900106', 2020, 1000.0], ['620725105', 2025, 64.0]]
    """
    table = figures if "alike" in figures else _ranked(figures, data_dir)
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

    Returns
    -------
    pandas.DataFrame
        The headline figures under their index, with ``unit_class``; ``tier`` (town, county or another level; missing
        for a place that is not in the data); and ``per_10k``, as of `peers`.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> hengli = comparable(load_figures("横沥镇", 2020)).set_index("indicator")
    >>> hengli.loc["mediation_accepted", "tier"], hengli.loc["mediation_accepted", "per_10k"].round(1)
    ('town', np.float64(7.2))
    """
    table, places = headline(figures), load_places(data_dir)
    tier = _tiers(table["place_code"], data_dir)
    about = load_indicators(data_dir).reindex(table["indicator"])
    population = table["place_code"].map(places["population"]).astype("Float64").astype("float64")
    outward = ~about["domain"].isin(INWARD) & (about["kind"] != "rate")
    counted = (table["basis"] == "flow") & outward.to_numpy()
    per_10k = (10_000 * table["value"] / population.where(population > 0)).where(counted)
    return table.assign(unit_class=unit_class(table["unit"], data_dir), tier=tier, per_10k=per_10k)


def _ranked(figures, data_dir):
    """Headline figures by indicator, the highest first; those of one number in ``alike`` can be compared."""
    table = comparable(figures, data_dir)
    alike = table.groupby(["indicator", "unit_class", "basis", "tier"], sort=False).ngroup()
    order = {name: at for at, name in enumerate(load_indicators(data_dir).index)}
    table = table.assign(alike=alike, place=pd.factorize(table["place_code"])[0], at=table["indicator"].map(order))
    return table.sort_values(["at", "value", "place_code"], ascending=[True, False, True], ignore_index=True)


class Gate(NamedTuple):
    """What a report may be set beside in print; see `comparison_gate`.

    Attributes
    ----------
    reports : pandas.DataFrame
        ``place_code`` and ``year`` of the reports of other places.
    is_open : bool
        Whether the report itself is official and whole, and those are of enough places.
    own : bool
        Whether the report itself is official and whole.
    """

    reports: pd.DataFrame
    is_open: bool
    own: bool

    @property
    def places(self):
        """Of how many places the reports are."""
        return self.reports["place_code"].nunique()


def comparable_reports(year, data_dir=None):
    """Return the reports that one of a year can be compared with: whole, from an official host, within a year of it.

    Parameters
    ----------
    year : int
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        ``place_code``, ``year`` and ``tier``, one row a report.

    Examples
    --------
    >>> comparable_reports(2020).values.tolist()
    [['441900106', 2020, 'town']]
    """
    reports = read_table("reports", data_dir)
    reports = reports[(reports["coverage"] == "full") & ((reports["year"] - year).abs() <= YEARS_APART)]
    reports = reports.loc[reports["url"].map(is_official).astype(bool), KEY]
    return reports.assign(tier=_tiers(reports["place_code"], data_dir)).reset_index(drop=True)


def comparison_gate(place_code, year, data_dir=None):
    """Decide what a report may be set beside in print.

    Other reports count when they are whole, from an official host, of a place of the same tier, and at most a year
    older or younger. The gate opens when the report itself is whole and official and those are of eight places or more.

    Parameters
    ----------
    place_code : str
    year : int
    data_dir : path-like, optional

    Returns
    -------
    Gate

    Examples
    --------
    >>> gate = comparison_gate("441900106", 2020)
    >>> gate.is_open, gate.own, gate.places
    (False, True, 0)
    """
    reports = comparable_reports(year, data_dir)
    of_place = reports["place_code"] == place_code
    own = bool((of_place & (reports["year"] == year)).any())
    tier = _tiers(pd.Series([place_code], dtype="str"), data_dir)[0]
    others = reports.loc[~of_place & (reports["tier"] == tier), KEY].reset_index(drop=True)
    return Gate(others, own and others["place_code"].nunique() >= FEWEST_PLACES, own)


def gated_peers(figures, place_code, year, gate, data_dir=None):
    """Keep of `peers` what may be printed: reports that the gate lets through, indicators that enough places state.

    Parameters
    ----------
    figures, place_code, year, data_dir
        As of `peers`.
    gate : Gate
        As from `comparison_gate`.

    Returns
    -------
    pandas.DataFrame
        As from `peers`; without a row where the gate is closed.
    """
    if not gate.is_open:
        return peers(figures[:0], place_code, year, data_dir)
    admitted = pd.MultiIndex.from_frame(gate.reports).append(pd.MultiIndex.from_tuples([(place_code, year)]))
    beside = peers(figures[pd.MultiIndex.from_frame(figures[KEY]).isin(admitted)], place_code, year, data_dir)
    others = beside.groupby("indicator")["own"].transform("size") - 1
    return beside[others >= FEWEST_PLACES].reset_index(drop=True)


def _tiers(codes, data_dir):
    return codes.map(load_places(data_dir)["level"]).map(lambda level: TIERS.get(level, level))


def load_comparable(data_dir=None):
    """Load what `peers` compares one report after the other with: it is worked out once.

    Parameters
    ----------
    data_dir : path-like, optional

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
    data_dir = resolve_data_dir(data_dir)
    looks = tuple(look_at(name, data_dir) for name in ("figures", "places", "units"))
    return _load_comparable(data_dir, looks).copy(deep=False)


@lru_cache(maxsize=8)
def _load_comparable(data_dir, looks):
    return _ranked(load_panel(data_dir), data_dir)


def nearest_peers(beside, others):
    """Keep of each indicator the place itself and some others: the two highest and lowest, and the nearest in rank.

    Parameters
    ----------
    beside : pandas.DataFrame
        As from `peers`.
    others : int
        How many to keep; all where there are not more.

    Returns
    -------
    pandas.DataFrame
        Rows of `beside` in their order.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> beside = peers(load_figures(), "441900106", 2020)
    >>> nearest_peers(beside, 1).groupby("indicator", sort=False).size().tolist()
    [2, 2]
    """
    return pd.concat([_nearest(rows, others) for _, rows in beside.groupby("indicator", sort=False)])


def _nearest(rows, others):
    at = np.arange(len(rows))
    own = rows["own"].to_numpy().argmax()
    middle = (at >= 2) & (at < len(rows) - 2)
    order = np.lexsort([np.abs(at - own), middle, at != own])
    return rows.iloc[np.sort(order[: others + 1])]


def standing(beside):
    """Sum up where a place stands in each indicator of `peers`.

    Parameters
    ----------
    beside : pandas.DataFrame
        As from `peers`.

    Returns
    -------
    pandas.DataFrame
        One row an indicator: ``indicator``, ``value``, ``unit``, ``others`` (how many), ``rank`` (1 is the highest
        value; equal values share a rank), ``lowest``, ``highest`` of the others, and their years ``from`` and ``to``.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> standing(peers(load_figures(), "441900106", 2020)).set_index("indicator").loc["service_items", "rank"]
    np.int64(1)
    """
    own = beside[beside["own"]].set_index("indicator")
    others = beside[~beside["own"]].groupby("indicator", sort=False)
    above = beside["value"] > beside["indicator"].map(own["value"])
    table = others["value"].agg(others="size", lowest="min", highest="max")
    years = others["year"].agg(["min", "max"]).rename(columns={"min": "from", "max": "to"})
    rank = above.groupby(beside["indicator"], sort=False).sum().add(1).rename("rank")
    table = own[["value", "unit"]].join(table).join(rank).join(years)
    return table.reset_index()[["indicator", "value", "unit", "others", "rank", "lowest", "highest", "from", "to"]]


def parts(figures, total):
    """Break a total down into the parts that a report gives of it.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of one report.
    total : int
        The number of the figure that is the total.

    Returns
    -------
    pandas.DataFrame
        One row a part, largest first: ``figure``, ``label`` (its scope, else its measure), ``value``, ``unit``,
        ``bound`` and ``share`` (% of the total). A last row without a figure number holds what the parts leave of the
        total, or overshoot it by (negative); when they sum exactly there is none. Empty when the total has no parts.

    Raises
    ------
    BadParameter
        When there is no such figure, or the figures are of several reports.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> kinds = parts(load_figures("横沥镇", 2020), 43)
    >>> len(kinds), kinds["value"].sum(), kinds.loc[0, "label"]
    (7, np.float64(1935.0), '其他')
    """
    if len(figures[KEY].drop_duplicates()) > 1:
        raise BadParameter("parts need the figures of one report; choose a place and a year")
    whole = figures[figures["figure"] == total]
    if whole.empty:
        raise BadParameter(f"no figure {total}; the report has {', '.join(map(str, figures['figure']))}")
    of = figures[(figures["relation"] == "part") & (figures["related"] == str(total))]
    table = of[["figure", "value", "unit", "bound"]].assign(label=of["scope"].where(of["scope"] != "", of["measure"]))
    table = table.sort_values("value", ascending=False, kind="stable").astype({"figure": "Int64"})
    sum_of_all = whole["value"].item()
    left = sum_of_all - table["value"].sum()
    if len(table) and abs(left) > 1e-9 * max(1, abs(sum_of_all)):
        rest = {"figure": pd.NA, "label": "", "value": left, "unit": whole["unit"].item(), "bound": "about"}
        table = pd.concat([table, pd.DataFrame([rest]).astype({"figure": "Int64"})])
    table["share"] = 100 * table["value"] / sum_of_all if sum_of_all else float("nan")
    return table[["figure", "label", "value", "unit", "bound", "share"]].reset_index(drop=True)
