"""Results: what a yearly report shows of the audit, of last year's plans and of other places, summed up.

Each is worked out of several tables, of which the page shows that and no more: while it is the same, whatever changed
in these tables, the page is. It is worked out of one report when that is made, and of many at once when they are
planned.
"""

from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from ...analysis.gate import judged_reports, years_near
from ...analysis.standings import AROUND, stand_among
from ...auditing import audit_all, audit_figures, check_identities, follow_up, load_rules
from ...auditing.audited import Panel
from ...auditing.words import audit_words
from ...tables import KEY, kinds_of, left_out, levels_of, load_panel, load_places, open_data
from ...tables.figures import kept_of_figures
from ...tables.parquet import code_of
from ..inputs import CODING, INDICATORS, OTHERS, WHOLE, Result, digest, row_sums
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
COMPARED += ["start", "end", "out_of_field", "measure"]
FIELDS = [{"name": name, "type": "string"} for name in ("level", "indicator", "total")]
OF_REPORT = ["document_type", "coverage", "official"]
SHOWN = ["others", "by_residents", *AROUND, "population_years"]


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
    shown = _shown(subject.beside, subject.audit.findings, subject.printed)
    level, cells = levels_of(pd.Series([subject.place_code], dtype="str"), data)[0], _cells_of_data(data)
    names = sorted(set(subject.printed["indicator"]) - {""})
    parts = {name: f"{cells.near(level, name, year)} {shown.get(name, '')}" for name in names}
    return {**parts, LEFT_OUT: digest(left_out(data))}


def _shown(beside, findings, figures):
    """What the page of one report shows of each indicator of others."""
    compared = dict(zip(beside["indicator"], _summed(beside), strict=True))
    return _with_findings(compared, findings, dict(zip(figures["figure"], figures["indicator"], strict=True)))


def _summed(beside):
    """The sum of what each row of figures beside others says of these."""
    return [digest(row) for row in zip(*(beside[name].tolist() for name in SHOWN), strict=True)]


def _with_findings(compared, findings, indicators):
    told = {}
    for row in findings[findings["rule"] == OF_OTHERS].itertuples():
        told.setdefault(indicators[row.figures[0]], []).append([row.figures[0], row.printed, row.expected, row.message])
    return {name: digest(compared.get(name), told.get(name)) for name in {*compared, *told}}


def _stand_now(keys, recorded, data, lang):
    codes, cells = pd.Series(sorted({code for code, _ in keys}), dtype="str"), _cells_of_data(data)
    levels = dict(zip(codes, levels_of(codes, data), strict=True))
    names = set().union(*recorded) - {LEFT_OUT, WHOLE}
    begins = {
        of: {LEFT_OUT: "", WHOLE: "", **{name: f"{cells.near(of[0], name, of[1])} " for name in names}}
        for of in {(levels[code], year) for code, year in keys}
    }
    changed = []
    for (code, year), parts in zip(keys, recorded, strict=True):
        now = begins[levels[code], year]
        changed.append({name for name, was in parts.items() if not was.startswith(now[name])})
    shown = {}
    if names := sorted(set().union(*changed)):
        years = sorted({year for (_, year), of in zip(keys, changed, strict=True) if of})
        shown = _shown_now(names, years, data, lang)
    broken = digest(left_out(data))
    return [
        parts
        if not of and parts.get(LEFT_OUT) == broken
        else {
            **parts,
            **{name: f"{parts[name].partition(' ')[0]} {shown.get((*key, name), '')}" for name in of},
            LEFT_OUT: broken,
        }
        for key, parts, of in zip(keys, recorded, changed, strict=True)
    ]


def _cells_of_data(data):
    return data.made_of_files(Cells, "figures")


class Cells:
    """The sums of what is stated of each indicator, and by whom, by level and year; each is worked out once."""

    def __init__(self, data, *_figures):
        self._of_year, self.near = lru_cache(partial(_cells_of, data)), lru_cache(maxsize=None)(self._near)

    def _near(self, level, name, year):
        """The sum of all that reports of a level, and of the years that are compared, state of an indicator."""
        return digest([self._of_year(each).get((level, name), "") for each in years_near(year)])


def _cells_of(data, year):
    code = code_of(Path(__file__).parent)
    cells = kept_of_figures(_cells, data, f"cells-{year}", [year], FIELDS, code, about=(year,))
    return dict(zip(zip(cells["level"], cells["indicator"], strict=True), cells["total"], strict=True))


def _cells(figures, data, year):
    reports = data.table("reports")
    reports = reports[reports["year"] == year].reset_index(drop=True)
    of = reports["place_code"]
    places = load_places(data).reindex(of)[["population", "population_year"]].reset_index(drop=True)
    about = pd.concat([reports[OF_REPORT], places], axis=1).assign(kind=kinds_of(of, data))
    known = reports[KEY].assign(about=row_sums(about), level=levels_of(of, data).fillna(""))  # noqa: F841 (the query names it)
    stated = ", ".join(f'"{name}"' for name in ("about", "headline", *COMPARED))
    sums = figures.query(
        "figures",
        f"""SELECT level, indicator, sum(hash(place_code, {stated}))::VARCHAR AS total
        FROM figures JOIN known USING (place_code, year) WHERE indicator <> '' GROUP BY level, indicator""",
    )
    return sums.df().astype("str")


def _shown_now(names, years, data, lang):
    """What the pages of all reports of some years show of some indicators of others, by report and indicator."""
    figures = load_panel(data, years=years, indicators=names)
    found = audit_figures(figures, among=Panel(data), lang=lang, data_dir=data, only=[OF_OTHERS])
    numbers = figures.set_index([*KEY, "figure"])["indicator"].to_dict()
    told = {}
    for row in found.itertuples():
        name = numbers[row.place_code, row.year, row.figures[0]]
        said = [row.figures[0], row.printed, row.expected, row.message]
        told.setdefault((row.place_code, row.year, name), []).append(said)
    sums = {}
    for year in years:
        admitted = judged_reports(year, data).query("reason == ''")[KEY]
        beside = stand_among(figures[figures["year"] == year].merge(admitted, on=KEY), year, data)
        sums |= zip(
            zip(beside["place_code"], beside["year"], beside["indicator"], strict=True), _summed(beside), strict=True
        )
    return {key: digest(sums.get(key), told.get(key)) for key in {*sums, *told}}
