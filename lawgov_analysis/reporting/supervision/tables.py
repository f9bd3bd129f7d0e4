"""What a supervising office asks first of many reports, each as a table: raw values, no text made for print."""

import re
from typing import NamedTuple

import pandas as pd

from ...analysis import core_not_stated
from ...analysis.gate import OF_THE_YEAR
from ...auditing import audit_all, compliance, load_rules
from ...auditing.findings import SEVERITIES
from ...tables import (
    KEY,
    are_planned,
    kinds_of,
    levels_of,
    load_indicators,
    load_items,
    load_panel,
    open_data,
    places_together,
)
from ...tables.divisions import load_divisions

# Where so few have a report of a year, or are of a level, silence is no news.
FEWEST = 3
# What a body's account of its year is, by its level; the rest is news or of one team.
ACCOUNTS = {"部门": OF_THE_YEAR | {"部门报告"}}
# Of a code of a division, what is its county's.
TOWN, COUNTY = "镇街", 6
# Of the name of an indicator, how it is counted.
HOW_MANY = re.compile("(?:次数|件数|案件数|人数|场次|期数|项数|数)$")


def missing_reports(data_dir=None):
    """List the places without a report of a year in which half of those like them have one.

    Places are alike that are of one level and lie in one county, or, if they are counties or departments, in one city.
    The towns of a county are all its divisions, not only those that the data name. That the data have no report does
    not say that none was published.

    Parameters
    ----------
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a place and year: ``place_code``, ``year``, ``reason`` (an id of
        ``data/rules/supervision/reasons.csv``: absent, not_report, excerpt or unofficial), and ``document_type`` of
        what is there. ``attrs["not_asked"]`` lists what half do not have: the year, of which level, how many have a
        report, and of how many.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> missing_reports("data/samples/city")[["place_code", "year", "reason"]].values.tolist()
    [['990102001', 2021, 'not_report'], ['990102103', 2021, 'unofficial'], ['990102201', 2021, 'excerpt']]
    """
    data = open_data(data_dir)
    reports = data.table("reports")
    places = data.table("places")[["code"]].rename(columns={"code": "place_code"})
    places = places.assign(kind=kinds_of(places["place_code"], data), level=levels_of(places["place_code"], data))
    places["beside"] = [_above(code) + kind for code, kind in zip(places["place_code"], places["kind"], strict=True)]
    there = reports.merge(places, on="place_code")
    places = pd.concat([places, _divisions(places, data)], ignore_index=True)
    counts = there.groupby(["beside", "year"])["place_code"].nunique().rename("have").reset_index()
    counts["all"] = counts["beside"].map(places["beside"].value_counts())
    enough = (counts["all"] >= FEWEST) & (2 * counts["have"] >= counts["all"])
    surveyed, others = counts[enough], counts[~enough & (counts["have"] < counts["all"])]
    expected = places.merge(surveyed[["beside", "year"]], on="beside")
    rows = expected.merge(reports, on=KEY, how="left", indicator=True)
    rows["reason"] = [_what_lacks(row) for row in rows.to_dict("records")]
    # What is there and is no whole report of the place is told wherever it is.
    alone = there[~pd.MultiIndex.from_frame(there[KEY]).isin(pd.MultiIndex.from_frame(expected[KEY]))].assign(
        _merge="both"
    )
    if len(alone):
        alone["reason"] = [_what_lacks(row) for row in alone.to_dict("records")]
        rows = pd.concat([rows, alone[alone["reason"] == "not_report"]], ignore_index=True)
    rows = rows[rows["reason"] != ""].fillna({"document_type": ""})
    told = rows[[*KEY, "reason", "document_type"]].sort_values(KEY, kind="stable").reset_index(drop=True)
    others = others.assign(level=others["beside"].map(dict(zip(there["beside"], there["level"], strict=True))))
    others = others.groupby(["year", "level"], as_index=False)[["have", "all"]].sum()
    told.attrs["not_asked"] = list(others.itertuples(index=False, name=None))
    return told


def _divisions(places, data):
    """Return the divisions of the counties of some towns that are not among these."""
    towns = places[places["level"] == TOWN]
    counties = set(towns["place_code"].str[:COUNTY])
    known = [code for code in load_divisions(data) if len(code) > COUNTY and code[:COUNTY] in counties]
    codes = pd.Series(sorted(set(known) - set(towns["place_code"])), dtype="str")
    return pd.DataFrame({"place_code": codes, "kind": TOWN, "level": TOWN, "beside": codes.str[:COUNTY] + TOWN})


def _above(code):
    """Return within what places are alike: a town's county, a county's or a department's city."""
    return code[:6] if len(code) == 9 and code[6:] <= "900" else code[:4]


def _what_lacks(row):
    if row["_merge"] != "both":
        return "absent"
    if row["document_type"] not in ACCOUNTS.get(row["level"], OF_THE_YEAR):
        return "not_report"
    if row["coverage"] != "full":
        return "excerpt"
    return "unofficial" if row["official"] == "no" else ""


def late_reports(data_dir=None):
    """List the reports that were signed after 1 March or published after 1 April, and those of which no day is known.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        The rows of `lawgov_analysis.auditing.compliance` of the rules ``signed`` and ``published`` whose answer is
        not yes: ``place_code``, ``year``, ``rule``, ``answer`` (no or unknown), ``reason``, ``day``, ``limit``,
        ``binding``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> late = late_reports("data/samples/city").query("answer == 'no'")
    >>> late[["place_code", "year", "rule", "day", "binding"]].values.tolist()
    [['990101001', 2022, 'published', '2023-04-18', True], ['990101105', 2023, 'signed', '2024-03-12', False]]
    """
    return late_of(compliance(data_dir=data_dir))


def late_of(asked):
    """Return of the answers of `lawgov_analysis.auditing.compliance` what `late_reports` does."""
    late = asked[asked["rule"].isin(["signed", "published"]) & (asked["answer"] != "yes")]
    return late[[*KEY, "rule", "answer", "reason", "day", "limit", "binding"]].reset_index(drop=True)


def unstated_clauses(data_dir=None):
    """List the clauses with core indicators of a level of which none of its whole reports states anything.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a level and clause: ``level``, ``clause``, ``indicators`` (a tuple of its core indicators of the level),
        ``reports`` (how many whole reports there are), ``uncoded`` (how many of their figures have no indicator: they
        may be of any clause). A level with fewer than three whole reports is left out, and so
        is a clause that has no core indicator: nobody is bound to state it.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> list(unstated_clauses().columns)
    ['level', 'clause', 'indicators', 'reports', 'uncoded']
    """
    rows = []
    for of in _by_level(open_data(data_dir)):
        of_clause = {}
        for row in of.indicators:
            for clause in filter(None, row["clause"].split("|")):
                of_clause.setdefault(clause, []).append(row["id"])
        for clause, names in sorted(of_clause.items()):
            asked = tuple(name for name in names if name in of.core)
            if asked and set(asked) <= of.silent and not of.stated & set(names):
                rows.append([of.level, clause, asked, of.reports, of.uncoded])
    return pd.DataFrame(rows, columns=["level", "clause", "indicators", "reports", "uncoded"])


def unstated_indicators(data_dir=None):
    """List the core indicators of a level that none of its whole reports states.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a level and indicator: ``level``, ``indicator``, ``clause``, ``reports``, ``uncoded``. Left out is what
        a number may be of that has no indicator, or another: it has the name, or is related to a figure of the field.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> unstated_indicators("data/samples/city").query("level == '镇街'")["indicator"].tolist()
    ['major_decisions']
    """
    rows = []
    for of in _by_level(open_data(data_dir)):
        rows += [
            [of.level, row["id"], row["clause"], of.reports, of.uncoded]
            for row in of.indicators
            if row["id"] in of.silent
        ]
    return pd.DataFrame(rows, columns=["level", "indicator", "clause", "reports", "uncoded"])


class _Level(NamedTuple):
    """What the whole reports of a level state: of its indicators, of those at its core; and what has no indicator.

    Silent are those at its core that none states, nor a near kin of them.
    """

    level: str
    indicators: list
    core: set
    stated: set
    silent: set
    reports: int
    uncoded: int


def _by_level(data):
    """Give each level that has enough whole reports."""
    reports = data.table("reports")
    reports = reports.assign(level=levels_of(reports["place_code"], data))
    pairs = zip(reports["document_type"], reports["level"], strict=True)
    accounts = [kind in ACCOUNTS.get(level, OF_THE_YEAR) for kind, level in pairs]
    whole = reports[(reports["coverage"] == "full") & pd.Series(accounts, reports.index, dtype=bool)]
    items = load_items(data_dir=data)
    items = items[items["answer"] == "yes"].rename(columns={"item": "indicator"})
    read = [_stated(codes, data) for codes in places_together(data)]
    figures, called, open_fields = (pd.concat(each, ignore_index=True) for each in zip(*read, strict=True))
    items = items.assign(n=1, relation="")
    stated = pd.concat([figures, items[figures.columns]])
    indicators = [row for row in data.table("indicators").to_dict("records") if row["kind"] != "target"]
    for level, of_level in whole.groupby("level"):
        if len(of_level) >= FEWEST:
            own = [row for row in indicators if level in row["levels"].split("|")]
            core = {row["id"] for row in own if level in row["core"].split("|")}
            given = stated.merge(of_level[KEY], on=KEY)
            names = given["indicator"]
            silent = core.intersection(core_not_stated(figures.merge(of_level[KEY], on=KEY), level, data)) - set(names)
            words, fields = (each.merge(of_level[KEY], on=KEY).iloc[:, -1] for each in (called, open_fields))
            silent -= _maybe_stated([row for row in own if row["id"] in silent], set(words), set(fields))
            yield _Level(level, own, core, set(names), silent, len(of_level), int(given.loc[names == "", "n"].sum()))


def _stated(codes, data):
    """What each report of some places states, of the year and of the fields.

    Returns
    -------
    tuple of pandas.DataFrame
        Which indicators it has figures of, and how many ``n``; what its figures are called; and the fields that a
        figure without an indicator may be of, as it is related to one of them.
    """
    columns = [*KEY, "figure", "indicator", "measure", "unit", "period", "relation", "related", "out_of_field"]
    figures = load_panel(data, codes, columns=columns)
    figures = figures[~are_planned(figures) & (figures["out_of_field"] == "")]
    sizes = figures.groupby([*KEY, "indicator", "relation"]).size().rename("n").reset_index()
    domains = load_indicators(data)["domain"]
    numbered = figures.assign(number=figures["figure"].astype("str"), domain=figures["indicator"].map(domains))
    numbered = numbered[[*KEY, "number", "domain", "related"]]
    linked = numbered.assign(related=numbered["related"].str.findall(r"\d+")).explode("related")
    pairs = linked.merge(numbered, left_on=[*KEY, "related"], right_on=[*KEY, "number"], suffixes=("", "_of"))
    fields = [
        pairs.loc[pairs[without].isna(), [*KEY, of]].rename(columns={of: "field"})
        for without, of in (("domain", "domain_of"), ("domain_of", "domain"))
    ]
    open_fields = pd.concat(fields).dropna().drop_duplicates()
    return sizes, figures[[*KEY, "measure"]].drop_duplicates(), open_fields


def _maybe_stated(silent, measures, fields):
    """Return which indicators that none is coded by a figure may be of nevertheless."""
    said = "\n".join(sorted(measures))
    return {row["id"] for row in silent if row["domain"] in fields or HOW_MANY.sub("", row["name_zh"]) in said}


def findings_by_rule(data_dir=None, lang="zh"):
    """Sum up what the audit finds in all reports, rule by rule: faults of reports that no correction explains.

    Parameters
    ----------
    data_dir : path-like or Data, optional
    lang : str
        Of the messages.

    Returns
    -------
    pandas.DataFrame
        One row a rule, the worst first: ``rule``, ``severity``, ``findings``, ``reports`` (a tuple of place code and
        year of each) and ``example`` (the message of the first).

    Raises
    ------
    BadTable

    Examples
    --------
    >>> found = findings_by_rule("data/samples/city")
    >>> found.loc[found["rule"] == "parts-mismatch", "reports"].item()
    (('990101102', 2022),)
    """
    data = open_data(data_dir)
    found = audit_all(lang, data)
    found = found[(found["about"] == "report") & (found["explained"] == "")]
    rows = []
    for (rule, severity), own in found.groupby(["rule", "severity"], sort=False):
        keys = own[KEY].drop_duplicates().sort_values(KEY)
        reports = tuple((code, int(year)) for code, year in keys.itertuples(index=False))
        rows.append([rule, severity, len(own), reports, own["message"].iloc[0]])
    order = list(load_rules(data).index)
    rows.sort(key=lambda row: (SEVERITIES.index(row[1]), -row[2], order.index(row[0])))
    return pd.DataFrame(rows, columns=["rule", "severity", "findings", "reports", "example"])
