"""Evidence: how each kind of row of the rubric is judged.

A kind is a function of the row and what is known of the report; `JUDGES` lists them by the names of the column
``evidence``. What the data cannot tell is *unknown*, and never counts for or against a place.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ...analysis import coverage
from ...auditing import audit_figures, audit_report
from ...auditing.compliance import compliance
from ...auditing.similarity import similarity
from ...decisions import review_status
from ...documents import parse_report
from ...tables import (
    are_planned,
    load_figures,
    load_indicators,
    load_items,
    load_reports,
    load_statements,
    load_text,
    records,
)

YES, PARTLY, NO, UNKNOWN, NOT_ASKED = "yes", "partly", "no", "unknown", "not_asked"
JUDGED_COLUMNS = ["place_code", "year", "rule", "dimension", "weight", "answer", "points", "value", "of", "reason"]
JUDGED_COLUMNS += ["day", "section", "figures", "said", "other"]


class Judgement(NamedTuple):
    """What a row of the rubric finds in a report.

    Attributes
    ----------
    points : float or None
        From 0 to 1; None where it cannot be told.
    reason : str
        Why it cannot.
    value, of : float
        What was counted: 14 of 31.
    day, section : str
        The day, and the outline path, that tell it.
    figures : tuple of int
        The numbers of the figures that it is about.
    said : tuple of str
        What there is to say of it, in the language of no one: a key and its values, or messages of the audit.
    other : tuple
        Another report that it is about: place code and year.
    """

    points: float | None = None
    reason: str = ""
    value: float = float("nan")
    of: float = float("nan")
    day: str = ""
    section: str = ""
    figures: tuple = ()
    said: tuple = ()
    other: tuple = ()


@dataclass(eq=False)
class Known:
    """What is known of one report, looked up when it is asked for."""

    place_code: str
    year: int
    level: str
    lang: str
    alike: pd.DataFrame
    data: object

    @cached_property
    def report(self):
        """Its line in ``reports.csv``."""
        return load_reports(self.place_code, self.year, self.data).iloc[0]

    @cached_property
    def compliance(self):
        """Its answers, by the rules of compliance."""
        return {row.rule: row for row in records(compliance(self.place_code, self.year, self.data))}

    @cached_property
    def items(self):
        """Its items, by their ids."""
        return {row.item: row for row in records(load_items(self.place_code, self.year, self.data))}

    @cached_property
    def audit(self):
        """Its audit, by its figures."""
        return audit_report(self.place_code, self.year, lang=self.lang, data_dir=self.data)

    @cached_property
    def figures(self):
        """Its figures of the year."""
        figures = load_figures(self.place_code, self.year, self.data)
        return figures[(figures["out_of_field"] == "") & ~are_planned(figures)]

    @cached_property
    def statements(self):
        """What it states of shortcomings and plans."""
        return load_statements(self.place_code, self.year, self.data)

    @cached_property
    def is_reviewed(self):
        """Whether people have read all of its figures."""
        status = review_status(self.place_code, self.year, self.data).iloc[0]["status"]
        return status in ("reviewed", "approved")

    @cached_property
    def text_findings(self):
        """What the audit says of its text; None where that is not at hand."""
        text = load_text(self.place_code, self.year, self.data)
        if not text:
            return None
        figures = load_figures(self.place_code, self.year, self.data)
        report = parse_report(text, place=self.place_code, year=self.year, data_dir=self.data)
        return audit_figures(figures, report, lang=self.lang, data_dir=self.data, only=["placeholder", "wrong-year"])

    def open_findings(self, rules):
        """Return the findings of its figures, of some rules, that nobody has explained."""
        findings = self.audit.findings
        return findings[findings["rule"].isin(rules) & (findings["explained"] == "")]


def judge(places, year, rubric, lang, data):
    """Judge the reports of places by a rubric.

    Parameters
    ----------
    places : pandas.DataFrame
        With ``place_code`` and ``level``; each has a whole report of the year.
    year : int
    rubric : pandas.DataFrame
    lang : str
        Of the messages of the audit.
    data : Data

    Returns
    -------
    pandas.DataFrame
        One row a report and row of the rubric: ``answer`` (yes, partly, no, unknown, or not_asked of its level),
        ``points`` (0 to 1, missing where it cannot be told), ``value`` and ``of``, ``reason`` (why it is unknown),
        ``day``, ``section``, ``figures``, ``said`` and ``other``.
    """
    keys = [(code, year) for code in places["place_code"]]
    asks_for_texts = (rubric["evidence"] == "own_words").any()
    alike = similarity(keys if asks_for_texts else [], data)
    rows = []
    for code, level in zip(places["place_code"], places["level"], strict=True):
        known = Known(code, year, level, lang, alike[alike["place_code"] == code], data)
        for row in records(rubric):
            found, answer = Judgement(), NOT_ASKED
            if not row.levels or level in row.levels.split("|"):
                found = JUDGES[row.evidence](row, known)
                answer = _answer(found.points)
            points = float("nan") if found.points is None else float(found.points)
            told = [
                found.value,
                found.of,
                found.reason,
                found.day,
                found.section,
                found.figures,
                found.said,
                found.other,
            ]
            rows.append([code, year, row.rule, row.dimension, row.weight, answer, points, *told])
    return pd.DataFrame(rows, columns=JUDGED_COLUMNS)


def _answer(points):
    if points is None:
        return UNKNOWN
    return YES if points >= 1 else PARTLY if points > 0 else NO


def _graded(row, value, of, share=None, **about):
    """Return the points of a share between where a row gives nothing and where it gives all."""
    share = 100 * value / of if share is None else share
    points = min(1.0, max(0.0, (share - row.none_at) / (row.full_at - row.none_at)))
    return Judgement(points, value=value, of=of, **about)


def by_compliance(row, known):
    """What is asked of such reports: on time, its parts, its signature."""
    found = known.compliance.get(row.about)
    if found is None:
        return Judgement(reason="not_recorded")
    if found.answer == UNKNOWN:
        return Judgement(reason=found.reason, section=found.section)
    return Judgement(float(found.answer == YES), day=found.day, section=found.section)


def by_item(row, known):
    """An item of the codebook that is answered with yes or no; what a report does not say is unknown."""
    found = known.items.get(row.about)
    if found is None or found.answer == "not_said":
        return Judgement(reason="not_said" if found else "not_recorded")
    return Judgement(float(found.answer == YES), section=found.section)


def by_findings(row, known):
    """What the audit finds in the figures; where no two of them can be held against each other, nothing is told."""
    rules = row.about.split("|")
    if known.figures.empty:
        return Judgement(reason="no_figures")
    found = known.open_findings(rules)
    if found.empty:
        relations = len(known.audit.identities)
        if not relations and set(rules) & OF_RELATIONS:
            return Judgement(reason="no_relations")
        return Judgement(1.0, value=0, of=relations)
    numbers = tuple(dict.fromkeys(int(number) for numbers in found["figures"] for number in numbers))
    return Judgement(0.0, value=len(found), figures=numbers, said=tuple(found["message"]))


def by_text(row, known):
    """What the audit finds in the text, where that is at hand."""
    if known.text_findings is None:
        return Judgement(reason="no_text")
    found = known.text_findings
    found = found[found["rule"].isin(row.about.split("|")) & (found["explained"] == "")]
    return Judgement(float(found.empty), value=len(found), said=tuple(found["message"]))


def by_core(row, known):
    """How many core indicators of its level it states; of a draft that nobody has read the codes are not certain."""
    given = coverage(known.figures, known.data)
    core, stated = int(given["core"].sum()), int(given["core_stated"].sum())
    if not core:
        return Judgement(reason="no_figures" if known.figures.empty else "no_core")
    found = _graded(row, stated, core)
    if not known.is_reviewed and found.points < 1:
        return Judgement(reason="unreviewed", value=stated, of=core)
    return found


def by_rate_counts(row, known):
    """How many of its rates can be recomputed from counts that it prints."""
    figures = known.figures
    demanded = figures["indicator"].map(load_indicators(known.data)["kind"]) == "target"
    rates = figures[figures["unit"].isin(["%", "‰"]) & (figures["relation"] != "growth") & ~demanded]
    # A rate of nothing or of all needs no counts to be understood.
    rates = rates[(rates["value"] > 0) & (rates["value"] < 100)]
    if rates.empty:
        return Judgement(reason="no_rates")
    lacking = {n for numbers in known.open_findings(["denominator-unsaid"])["figures"] for n in numbers}
    lacking &= set(rates["figure"])
    return _graded(row, len(rates) - len(lacking), len(rates), figures=tuple(sorted(map(int, lacking))))


def by_exact(row, known):
    """How many of its figures are exact."""
    if known.figures.empty:
        return Judgement(reason="no_figures")
    vague = known.figures[known.figures["bound"] != "exact"]["figure"]
    n = len(known.figures)
    return _graded(row, n - len(vague), n, figures=tuple(map(int, vague)))


def by_own_words(row, known):
    """How much of its text another place's report of the year has too, word for word and with the same numbers."""
    if not load_text(known.place_code, known.year, known.data):
        return Judgement(reason="no_text")
    beside = known.alike[known.alike["other_code"] != known.place_code]
    if beside.empty:
        return Judgement(reason="nothing_beside")
    most = beside.loc[beside["share"].idxmax()]
    return _graded(
        row, most["characters"], 100, share=most["share"], other=(most["other_code"], int(most["other_year"]))
    )._replace(value=float(most["share"]))


def by_new_numbers(row, known):
    """How many of its figures are the same as in its report of the year before."""
    panel = known.data.table("reports")
    before = panel[(panel["place_code"] == known.place_code) & (panel["year"] == known.year - 1)]
    if before.empty or before["coverage"].iloc[0] != "full" or not len(known.figures):
        return Judgement(reason="no_year_before")
    earlier = load_figures(known.place_code, known.year - 1, known.data)
    kept = set(map(tuple, earlier[SAME].to_numpy().tolist()))
    same = [tuple(row) in kept for row in known.figures[SAME].to_numpy().tolist()]
    return _graded(row, sum(same), len(same))


def by_plans(row, known):
    """How many of its plans say how much, or by when."""
    plans = known.statements[known.statements["kind"] == "plan"]
    if plans.empty:
        return Judgement(reason="no_plans")
    return _graded(row, int((plans[row.about] != "").sum()), len(plans))


def by_answered(row, known):
    """How many of its shortcomings a plan answers."""
    statements = known.statements
    numbers = set(statements.loc[statements["kind"] == "shortcoming", "statement"].astype(str))
    plans = statements[statements["kind"] == "plan"]
    if not numbers:
        return Judgement(reason="no_shortcomings")
    if plans.empty:
        return Judgement(reason="no_plans")
    answered = {number for numbers in plans["answers"] for number in str(numbers).split("|")} & numbers
    return _graded(row, len(answered), len(numbers))


# A figure that counts the same and has the same value.
SAME = ["indicator", "measure", "scope", "unit", "value"]
# Rules that hold figures against each other.
OF_RELATIONS = {"rate-mismatch", "parts-mismatch", "subset-exceeds-total", "growth-mismatch"}

#: How each kind of evidence is judged, by the column ``evidence`` of the rubric.
JUDGES = {
    "compliance": by_compliance,
    "item": by_item,
    "findings": by_findings,
    "text_findings": by_text,
    "core": by_core,
    "rate_counts": by_rate_counts,
    "exact": by_exact,
    "own_words": by_own_words,
    "new_numbers": by_new_numbers,
    "plans": by_plans,
    "answered": by_answered,
}
