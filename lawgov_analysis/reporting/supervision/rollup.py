"""Roll-up: what a district reports against the sum of what its towns report."""

import pandas as pd

from ...analysis.gate import OF_THE_YEAR
from ...tables import KEY, headline, levels_of, load_panel, load_units, open_data, places_together
from ...tables.divisions import load_divisions

#: Of an indicator that grows with who lives in a place, a district may report what its towns report together; what a
#: body does itself (its meetings, its training, its documents) is no part of another body's.
OF_THE_AREA = {"常住人口", "村居"}
SUMMED = {"count", "amount"}
OFFICE = "部门"
COLUMNS = [
    *KEY,
    "indicator",
    "figure",
    "value",
    "unit",
    "bound",
    "towns",
    "stated",
    "sum",
    "difference",
    "answer",
    "reason",
    "who",
]
# What of figures is looked at.
READ = [*KEY, "figure", "indicator", "measure", "scope", "value", "unit", "bound", "period", "basis", "relation"]
EQUAL, MORE, LESS, NOT_ASSESSABLE = "equal", "more", "less", "not_assessable"


def roll_up(district=None, year=None, data_dir=None):
    """Hold what districts report against the sum of what their towns report.

    Only where unit, scope, basis and period agree, every number is exact, and every town, street and park of the
    district has a whole report on an official site that states it; else it is not assessable, and who is silent or
    differs is told.

    Parameters
    ----------
    district : str, optional
        A code of six digits; all districts with a whole report by default.
    year : int, optional
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a district, year and indicator that the district states and at least one of its towns: ``figure``,
        ``value``, ``unit`` and ``bound`` of the district; how many ``towns`` it has and how many ``stated`` it; their
        ``sum`` and the ``difference`` (district minus sum), missing where it is not assessable; ``answer`` (equal,
        more, less or not_assessable), ``reason`` (an id of ``data/rules/supervision/reasons.csv``, ``""`` where it is
        assessable) and ``who`` (a tuple of the codes of the towns that are the reason).

    Raises
    ------
    BadTable

    Examples
    --------
    >>> rows = roll_up("990101", data_dir="data/samples/city").query("indicator == 'mediation_accepted'")
    >>> rows[["year", "value", "sum", "difference", "reason", "who"]].values.tolist()[1:]
    [[2022, 1492.0, 1425.0, 67.0, '', ()], [2023, 1464.0, nan, nan, 'silent', ('990101001',)]]
    """
    data = open_data(data_dir)
    reports = _whole(data)
    levels = levels_of(reports["place_code"], data)
    districts = reports[levels == "县区"]
    if district is not None:
        districts = districts[districts["place_code"] == str(district)]
    if year is not None:
        districts = districts[districts["year"] == int(year)]
    if districts.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows = []
    for codes in places_together(data):
        rows += _of_districts(districts[districts["place_code"].isin(codes)], reports, data)
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_districts(districts, reports, data):
    """The rows of some districts, in their order."""
    if districts.empty:
        return []
    inside = {town for code in districts["place_code"].unique() for town in [code, *towns_of(code, data)]}
    figures = load_panel(data, sorted(inside), districts["year"].unique().tolist(), _summed(data), READ)
    figures = headline(figures)
    groups = load_units(data)["group"]
    figures = figures.assign(group=figures["unit"].map(groups).replace("", pd.NA).fillna(figures["unit"]))
    of_report = dict(list(figures.groupby(KEY)))
    whole = set(reports.loc[reports["place_code"].isin(inside), KEY].itertuples(index=False, name=None))
    rows = []
    for code, of_year in districts[KEY].itertuples(index=False, name=None):
        towns = towns_of(code, data)
        if towns and (code, of_year) in of_report:
            by_town = {town: of_report.get((town, of_year)) for town in towns}
            stated = {
                town: {row["indicator"]: row for row in rows_.to_dict("records")}
                for town, rows_ in by_town.items()
                if rows_ is not None
            }
            for own in of_report[code, of_year].to_dict("records"):
                parts = {town: found[own["indicator"]] for town, found in stated.items() if own["indicator"] in found}
                if parts:
                    rows.append(_row(own, towns, parts, {town for town in towns if (town, of_year) in whole}))
    return rows


def towns_of(district, data_dir=None):
    """Return the codes of all divisions of a district: those of ``places.csv`` and of the divisions of the country.

    Parks and other areas with a government of their own count: what is reported of them is the district's too.

    Examples
    --------
    >>> len(towns_of("990101", "data/samples/city")), len(towns_of("321112"))
    (6, 10)
    """
    data = open_data(data_dir)
    places = data.table("places")
    own = places.loc[places["code"].str.startswith(district) & (places["level"] != OFFICE), "code"]
    known = {*own, *(code for code in load_divisions(data) if code.startswith(district))}
    return sorted(code for code in known if len(code) == len(district) + 3)


def _whole(data):
    """Return the reports that may be added: whole, of the year, on an official site."""
    reports = data.table("reports")
    is_whole = (reports["coverage"] == "full") & reports["document_type"].isin(OF_THE_YEAR)
    return reports[is_whole & (reports["official"] == "yes")]


def _summed(data):
    indicators = data.table("indicators")
    of_area = indicators["comparable_by"].map(lambda by: bool(OF_THE_AREA & set(by.split("|"))))
    return set(indicators.loc[of_area & indicators["kind"].isin(SUMMED), "id"])


def _row(own, towns, parts, whole):
    reason, who = _why_not(own, towns, parts, whole)
    total = difference = None
    answer = NOT_ASSESSABLE
    if not reason:
        total = sum(part["value"] for part in parts.values())
        difference = own["value"] - total
        answer = EQUAL if not difference else MORE if difference > 0 else LESS
    head = [own["place_code"], own["year"], own["indicator"], own["figure"], own["value"], own["unit"], own["bound"]]
    return [*head, len(towns), len(parts), total, difference, answer, reason, tuple(who)]


def _why_not(own, towns, parts, whole):
    """Return why the towns cannot be added up, and which of them are the reason; ``""`` where they can."""
    checks = [
        ("not_whole", [town for town in towns if town not in whole]),
        ("silent", [town for town in towns if town not in parts]),
        ("bound", [town for town, part in parts.items() if part["bound"] != "exact"]),
        ("unit", [town for town, part in parts.items() if part["group"] != own["group"]]),
        ("basis", [town for town, part in parts.items() if part["basis"] != own["basis"]]),
        ("period", [town for town, part in parts.items() if part["period"] != own["period"]]),
    ]
    if own["bound"] != "exact":
        return "bound", [own["place_code"]]
    return next(((reason, who) for reason, who in checks if who), ("", []))
