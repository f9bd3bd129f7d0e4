"""Results: what a yearly report shows of the audit, of last year's plans and of other places, summed up.

Each is worked out of several tables, of which the page shows that and no more: while it is the same, whatever changed
in these tables, the page is. It is worked out of one report when that is made, and of many at once when they are
planned.
"""

import numpy as np
import pandas as pd

from ...analysis import comparable
from ...analysis.gate import FEWEST_PLACES, YEARS_APART, judged_figures, judged_reports
from ...auditing import audit_all, audit_figures, check_identities, follow_up, load_rules
from ...auditing.words import audit_words
from ...tables import KEY, kinds_of, left_out, levels_of, load_panel, load_places, open_data
from ..inputs import CODING, INDICATORS, OTHERS, WHOLE, Result, digest, row_sums, sums_by
from .comparison import QUARTILES, bounds_of, quartiles_of
from .front.known import OF_NUMBERS, at_fault, known_of

AUDIT = tuple(f"rules/audit/{name}.csv" for name in ("rules", "messages", "words"))
FINDINGS = Result("findings", (*AUDIT, "identities.csv"))
FOLLOWED = Result("followed", (*CODING, INDICATORS), also=(INDICATORS,))
# A table of figures breaks a rule, and is left out, when the codebook loses an indicator.
READ_TOO = (INDICATORS, "places.csv", "reports.csv")
STANDING = Result("others", (OTHERS, *READ_TOO), also=READ_TOO)
RESULTS = (FINDINGS, FOLLOWED, STANDING)
#: The rule that holds a figure against other places.
OF_OTHERS = "outlier"
#: The part of a result that is of all of it, and the part of tables that break a rule, which a page names.
ALL, LEFT_OUT = "all", "left out"
# What a figure is compared by, and with.
COMPARED = ["figure", "indicator", "value", "unit", "bound", "period", "basis", "scope", "relation"]
COMPARED += ["start", "end", "out_of_field"]
OF_REPORT = ["document_type", "coverage", "official"]
ALIKE = ["indicator", "unit_class", "basis", "kind"]


def results(subject, name):
    """Return the sums of the parts of a result of a report that is made.

    Parameters
    ----------
    subject : AnnualSubject
    name : str
        Of `RESULTS`.

    Returns
    -------
    dict of str

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> results(load("横沥镇", 2020), "followed")
    {'all': ''}
    """
    return {FINDINGS.name: _found, FOLLOWED.name: _followed_by, STANDING.name: _stands}[name](subject)


def results_of(name, asked, data_dir=None, lang="zh"):
    """Return the sums of the parts of a result of many reports as the data are now.

    Parameters
    ----------
    name : str
    asked : list of (dict, dict)
        The parameters of each report, and the sums as they were when it was made.
    data_dir : path-like or Data, optional
    lang : str

    Returns
    -------
    list of dict of str
        One each; the sum of a part that nothing changed of may be the one that it had.
    """
    data, keys = open_data(data_dir), [(given["place"], given["year"]) for given, _ in asked]
    recorded = [was for _, was in asked]
    if name == FINDINGS.name:
        return _found_now(keys, data, lang)
    return (_followed_now if name == FOLLOWED.name else _stand_now)(keys, recorded, data, lang)


# What the audit finds


def _found(subject):
    # Of last year's report a page looks up which of its numbers are at fault.
    before = known_of(subject).faulty_before
    audited = _audit_sum(subject.audit.findings, subject.audit.identities, subject.data)
    return {ALL: digest(audited, sorted(before), _letters(subject.data))}


def _found_now(keys, data, lang):
    found = audit_all(lang, data)
    figures = load_panel(data)
    identities = check_identities(figures, among=figures, data_dir=data)
    found_of, identities_of, faults_of = (
        dict(list(table.groupby(KEY, sort=False)))
        for table in (found, identities, found[found["rule"].isin(OF_NUMBERS)])
    )
    letters, totals = _letters(data), []
    for code, year in keys:
        own = (found_of.get((code, year), found[:0]), identities_of.get((code, year), identities[:0]))
        before = at_fault(faults_of.get((code, year - 1), found[:0]))
        totals.append({ALL: digest(_audit_sum(*own, data), sorted(before), letters)})
    return totals


def _audit_sum(findings, identities, data):
    rules = load_rules(data)
    of = rules.loc[[rule for rule in rules.index if rule in set(findings["rule"])]]
    return digest(*(table.astype("str").to_numpy().tolist() for table in (findings, identities, of)))


def _letters(data):
    # Which phrases all reports have is a word of the audit that tells too what passages two texts share.
    return audit_words(data)["set_phrase"]


# What became of last year's plans


def _followed_by(subject):
    return {ALL: _plans_sum(subject.followed)}


def _plans_sum(plans):
    return digest(plans.astype("str").to_numpy().tolist()) if len(plans) else ""


def _followed_now(keys, recorded, data, _lang):
    # What had no plans when it was made has none now: its statements are the same.
    return [
        was if not was.get(ALL) else {ALL: _plans_sum(follow_up(*key, data))}
        for key, was in zip(keys, recorded, strict=True)
    ]


# Where it stands among others


def _stands(subject):
    data, year = subject.data, subject.year
    shown = _shown(subject.beside, subject.audit.findings, subject.printed, data)
    sums = data.made_of_files(_cells, "figures")
    level = levels_of(pd.Series([subject.place_code], dtype="str"), data)[0]
    names = sorted(set(subject.printed["indicator"]) - {""})
    parts = {name: f"{_cell(sums, level, name, year)} {shown.get(name, '')}" for name in names}
    return {**parts, LEFT_OUT: digest(left_out(data))}


def _shown(beside, findings, figures, data):
    """What the page of one report shows of each indicator of others."""
    years = load_places(data)["population_year"]
    compared = {name: _summed(rows, years) for name, rows in beside.groupby("indicator", sort=False)}
    return _with_findings(compared, findings, dict(zip(figures["figure"], figures["indicator"], strict=True)))


def _summed(rows, years):
    by_residents = bool(rows["per_10k"].notna().all())
    others = rows[~rows["own"]]
    quartiles = [quartiles_of(each).tolist() for each in bounds_of(others, by_residents)]
    known = sorted(set(rows["place_code"].map(years).dropna().tolist()))
    return digest(len(others), by_residents, quartiles, known)


def _with_findings(compared, findings, indicators):
    told = {}
    for row in findings[findings["rule"] == OF_OTHERS].itertuples():
        told.setdefault(indicators[row.figures[0]], []).append([row.figures[0], row.printed, row.expected, row.message])
    return {name: digest(compared.get(name), told.get(name)) for name in {*compared, *told}}


def _stand_now(keys, recorded, data, lang):
    sums = data.made_of_files(_cells, "figures")
    codes = pd.Series(sorted({code for code, _ in keys}), dtype="str")
    levels = dict(zip(codes, levels_of(codes, data), strict=True))
    changed = [
        {name: was.partition(" ")[0] for name, was in parts.items() if name not in (LEFT_OUT, WHOLE)}
        for parts in recorded
    ]
    changed = [
        {name for name, cell in cells.items() if cell != _cell(sums, levels[code], name, year)}
        for (code, year), cells in zip(keys, changed, strict=True)
    ]
    shown = {}
    if names := sorted(set().union(*changed)):
        years = sorted({year for (_, year), of in zip(keys, changed, strict=True) if of})
        shown = _shown_now(names, years, data, lang)
    broken = digest(left_out(data))
    return [
        {
            **parts,
            **{name: f"{parts[name].partition(' ')[0]} {shown.get((*key, name), '')}" for name in of},
            LEFT_OUT: broken,
        }
        for key, parts, of in zip(keys, recorded, changed, strict=True)
    ]


def _cell(sums, level, name, year):
    """The sum of all that reports of a level, and of the years that are compared, state of an indicator."""
    near = range(year - YEARS_APART, year + YEARS_APART + 1)
    return digest([sums.get((level, each, name), "") for each in near])


def _cells(data, _name, _files):
    """The sum of what is stated of each indicator, and by whom, by level and year."""
    reports = data.table("reports")
    places = load_places(data).reindex(reports["place_code"])[["population", "population_year"]].reset_index(drop=True)
    of = reports["place_code"]
    about = pd.concat([reports[OF_REPORT], places], axis=1).assign(kind=kinds_of(of, data))
    about = reports[KEY].assign(about=row_sums(about))
    found = {}
    for year in sorted(set(reports["year"])):
        stated = load_panel(data, years=[year], columns=[*KEY, *COMPARED])
        stated = stated[stated["indicator"] != ""].merge(about, on=KEY, how="left")
        keys = levels_of(stated["place_code"], data).fillna("") + "\n" + stated["indicator"]
        for key, total in sums_by(keys, stated.fillna({"about": 0})).items():
            level, _, name = key.partition("\n")
            found[level, int(year), name] = total
    return found


def _shown_now(names, years, data, lang):
    """What the pages of all reports of some years show of some indicators of others, by report and indicator."""
    near = sorted({year + off for year in years for off in range(-YEARS_APART, YEARS_APART + 1)})
    figures = load_panel(data, years=near, indicators=names)
    compared = comparable(figures, data)
    compared = compared[judged_figures(compared, data) == ""]
    compared = compared.assign(kind=kinds_of(compared["place_code"], data))
    found = audit_figures(figures, among=figures, lang=lang, data_dir=data, only=[OF_OTHERS])
    numbers = figures.set_index([*KEY, "figure"])["indicator"].to_dict()
    told = {}
    for row in found.itertuples():
        name = numbers[row.place_code, row.year, row.figures[0]]
        said = [row.figures[0], row.printed, row.expected, row.message]
        told.setdefault((row.place_code, row.year, name), []).append(said)
    sums = {}
    for year in years:
        sums |= _standings(compared, year, data)
    return {key: digest(sums.get(key), told.get(key)) for key in {*sums, *told}}


def _standings(compared, year, data):
    """What `_summed` says of each report of a year and indicator: of a group of like figures all but its own."""
    admitted = judged_reports(year, data).query("reason == ''")[KEY]
    table = compared.merge(admitted, on=KEY)
    off = 2 * (table["year"] - year).abs() - (table["year"] > year)
    table = table[off == off.groupby([table[name] for name in (*ALIKE, "place_code")]).transform("min")]
    years, found = load_places(data)["population_year"], {}
    for alike, rows in table.groupby(ALIKE, sort=False):
        n = len(rows) - 1
        own = np.flatnonzero((rows["year"] == year).to_numpy())
        if n < FEWEST_PLACES or not len(own):
            continue
        by_residents = bool(rows["per_10k"].notna().all())
        known = sorted(set(rows["place_code"].map(years).dropna().tolist()))
        of_bounds = [_without_each(values, own) for values in bounds_of(rows, by_residents)]
        codes = rows["place_code"].to_numpy()[own]
        for code, *quartiles in zip(codes, *(each.tolist() for each in of_bounds), strict=True):
            found[code, year, alike[0]] = digest(n, by_residents, quartiles, known)
    return found


def _without_each(values, own):
    """The quartiles of all values but one, for each of some: what is left is the order without it."""
    order = np.argsort(values, kind="stable")
    place = np.empty(len(values), dtype=int)
    place[order] = np.arange(len(values))
    at = np.quantile(np.arange(len(values) - 1), QUARTILES, method="inverted_cdf").astype(int)
    ordered = values[order]
    left = ordered[at[None, :] + (at[None, :] >= place[own][:, None])]
    # What cannot be divided has no place in an order, and leaves no quartile.
    lacking = np.isnan(values).sum() - np.isnan(values[own]) > 0
    return np.where(lacking[:, None], np.nan, left)
