"""What the texts of many reports tell a supervising office: parts that lack, what was copied, what became of plans."""

from itertools import groupby
from operator import itemgetter

import pandas as pd

from ...analysis import compare_years, load_years
from ...auditing import compliance, follow_up, reused_passages
from ...auditing.repeated import FEWEST_NUMBERS, repeated_of
from ...auditing.similarity import copied, similarity
from ...tables import KEY, load_text, open_data, panel, records

#: Of these the days are told, not only that they are late.
OF_DAYS = ("signed", "published")
STATUSES = ("done", "partly", "not_mentioned", "unknown")
# The reports of a city are held against each other.
CITY = 4


def lacking_parts(data_dir=None):
    """List what the provision binds reports to have and they have not: parts, and the causes of shortcomings.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a rule of `lawgov_analysis.auditing.compliance` that some report does not keep, the days aside:
        ``rule``, ``clause`` and ``reports`` (a tuple of place code and year of each).

    Raises
    ------
    BadTable

    Examples
    --------
    >>> lacking_parts("data/samples/city").set_index("rule").loc["causes", "reports"]
    (('990101103', 2022),)
    """
    return lacking_of(compliance(data_dir=data_dir))


def lacking_of(asked):
    """Return of the answers of `lawgov_analysis.auditing.compliance` what `lacking_parts` does."""
    asked = asked[(asked["answer"] == "no") & asked["binding"] & ~asked["rule"].isin(OF_DAYS)]
    rows = [
        [rule, own["clause"].iloc[0], tuple((row.place_code, int(row.year)) for row in records(own[KEY]))]
        for rule, own in asked.groupby("rule", sort=False)
    ]
    return pd.DataFrame(rows, columns=["rule", "clause", "reports"])


def repeated_reports(data_dir=None):
    """List the reports that are last year's again, by their numbers or by their text.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a report: ``place_code``, ``year`` and ``rules``, a tuple of ids of
        `lawgov_analysis.auditing.repeated_rules`: numbers-identical, text-identical.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> repeated_reports("data/samples/city").values.tolist()
    [['990101104', 2023, ('numbers-identical', 'text-identical')]]
    """
    data = open_data(data_dir)
    # Where fewer values than that are last year's, not all that can be compared are: most reports are told so.
    same = panel(data).query(
        "panel",
        f"""WITH counted AS (SELECT place_code, year, value, unit, count(*) AS n FROM panel GROUP BY ALL)
        SELECT place_code, year FROM counted JOIN (SELECT * REPLACE (year + 1 AS year) FROM counted) AS before
        USING (place_code, year, value, unit)
        GROUP BY place_code, year HAVING sum(least(counted.n, before.n)) >= {FEWEST_NUMBERS}""",
    )
    same = set(same.fetchall())
    rows = []
    for code, years in groupby(_with_one_before(data), key=itemgetter(0)):
        years = [year for _, year in years]
        numbers = _repeated_numbers(code, [year for year in years if (code, year) in same], data)
        for year in years:
            found = [*numbers.get(year, ()), reused_passages(code, year, data).attrs["rule"]]
            if any(found):
                rows.append([code, year, tuple(filter(None, found))])
    return pd.DataFrame(rows, columns=[*KEY, "rules"])


def _repeated_numbers(code, years, data):
    """Return what `repeated_numbers` says of a place, by year: all its years are compared at once."""
    if not years:
        return {}
    figures = load_years(code, sorted({*years, *(year - 1 for year in years)}), data)
    told = compare_years(figures, data)
    return {
        year: repeated_of(told[told["year"] == year], figures[figures["year"] == year])["rule"].unique()
        for year in years
    }


def shared_texts(data_dir=None):
    """List the reports that share passages with another of their city and year, or with last year's, numbers and all.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        The rows of `lawgov_analysis.auditing.similarity.similarity` that are `copied`. ``attrs["at_hand"]`` says how
        many reports have their text at hand.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> shared = shared_texts("data/samples/city")
    >>> shared[["place_code", "year", "other_code", "other_year"]].values.tolist()[0]
    ['990101104', 2023, '990101104', 2022]
    """
    data = open_data(data_dir)
    reports = data.table("reports").sort_values(KEY, kind="stable")
    at_hand = [(row.place_code, int(row.year)) for row in records(reports[KEY]) if load_text(*row, data)]
    cities = dict.fromkeys(code[:CITY] for code, _ in at_hand)
    pairs = [similarity([key for key in at_hand if key[0].startswith(city)], data) for city in cities]
    table = copied(pd.concat(pairs) if pairs else similarity([], data)).reset_index(drop=True)
    table.attrs["at_hand"] = len(at_hand)
    return table


def plans_followed(data_dir=None):
    """Count what became of the plans of last year's reports.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        One row a report whose place has one of the year before with plans: ``place_code``, ``year``, ``plans``, and
        how many of them are ``done``, ``partly`` done, ``not_mentioned`` and ``unknown``, as from
        `lawgov_analysis.auditing.follow_up`; ``decided``, how many of these persons decided.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> plans_followed("data/samples/city").query("place_code == '990101101'")[["year", "plans"]].values.tolist()
    [[2022, 3], [2023, 3]]
    """
    data = open_data(data_dir)
    rows = []
    for code, year in _with_one_before(data):
        plans = follow_up(code, year, data)
        if len(plans):
            counts = plans["status"].value_counts()
            told = [int(counts.get(status, 0)) for status in STATUSES]
            rows.append([code, year, len(plans), *told, int(plans["decided"].sum())])
    return pd.DataFrame(rows, columns=[*KEY, "plans", *STATUSES, "decided"])


def _with_one_before(data):
    """Return the reports whose place has one of the year before too, in the order of their codes."""
    there = {(row.place_code, int(row.year)) for row in records(data.table("reports")[KEY])}
    return sorted((code, year) for code, year in there if (code, year - 1) in there)
