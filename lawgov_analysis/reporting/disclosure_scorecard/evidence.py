"""Evidence: how each kind of row of the rubric is judged.

A kind is a function of the row and what is known of the report; `JUDGES` lists them by the names of the column
``evidence``. What the data cannot tell is *unknown*, and never counts for or against a place.
"""

from typing import NamedTuple

import pandas as pd

from ...auditing.words import audit_words
from ...tables import load_indicators, records

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


def judge(known, rubric):
    """Judge reports by a rubric.

    Parameters
    ----------
    known : Known
    rubric : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        One row a report and row of the rubric: ``answer`` (yes, partly, no, unknown, or not_asked of its level),
        ``points`` (0 to 1, missing where it cannot be told), ``value`` and ``of``, ``reason`` (why it is unknown),
        ``day``, ``section``, ``figures``, ``said`` and ``other``.
    """
    rows = []
    for place in records(known.places):
        report = known.of(place.place_code)
        for row in records(rubric):
            found, answer = Judgement(), NOT_ASKED
            if not row.levels or place.level in row.levels.split("|"):
                found = JUDGES[row.evidence](row, report)
                found, answer = (Judgement(), NOT_ASKED) if found is None else (found, _answer(found.points))
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
            rows.append([place.place_code, known.year, row.rule, row.dimension, row.weight, answer, points, *told])
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


def _as_read(known, found):
    """Return what was counted in a report, where people have read it: what the program did not see may be there.

    What it did see is left out as well, or a report that nobody has read would look better than one that was.
    """
    if known.is_reviewed:
        return found
    return Judgement(reason="unreviewed", value=found.value, of=found.of)


def by_compliance(row, known):
    """What is asked of such reports: on time, its parts, its signature.

    A rule that is not asked has no row: no causes are asked of a report without shortcomings.
    """
    own = known.compliance[known.compliance["rule"] == row.about]
    if own.empty:
        return None
    found = records(own)[0]
    if found.answer == UNKNOWN:
        return Judgement(reason=found.reason, section=found.section)
    return Judgement(float(found.answer == YES), day=found.day, section=found.section)


def by_item(row, known):
    """An item of the codebook that is answered with yes or no; what a report does not say is unknown."""
    own = known.items[known.items["item"] == row.about]
    if own.empty or own["answer"].iloc[0] == "not_said":
        return Judgement(reason="not_recorded" if own.empty else "not_said")
    found = records(own)[0]
    return Judgement(float(found.answer == YES), section=found.section)


def by_findings(row, known):
    """What the audit finds in the figures; where no two of them can be held against each other, nothing is told."""
    rules = row.about.split("|")
    if known.figures.empty:
        return Judgement(reason="no_figures")
    found = known.findings_of(rules)
    if found.empty:
        relations = len(known.identities)
        if not relations and set(rules) & OF_RELATIONS:
            return Judgement(reason="no_relations")
        return Judgement(1.0, value=0, of=relations)
    numbers = tuple(dict.fromkeys(int(number) for numbers in found["figures"] for number in numbers))
    return Judgement(0.0, value=len(found), figures=numbers, said=tuple(found["message"]))


def by_text(row, known):
    """What the audit finds in the text, where that is at hand."""
    if not known.has_text:
        return Judgement(reason="no_text")
    found = known.text_findings[known.text_findings["rule"].isin(row.about.split("|"))]
    return Judgement(float(found.empty), value=len(found), said=tuple(found["message"]))


def by_core(row, known):
    """How many core indicators of its level it states; of a draft that nobody has read the codes are not certain."""
    core, stated = len(known.core), int(known.core["stated"].sum())
    if not core:
        return Judgement(reason="no_core")
    if known.figures.empty:
        return Judgement(reason="no_figures")
    if known.place_code in known.known.uncoded:
        return Judgement(reason="uncoded")
    return _as_read(known, _graded(row, stated, core))


def by_rate_counts(row, known):
    """How many of its rates can be recomputed from counts that it prints."""
    figures = known.figures
    demanded = figures["indicator"].map(load_indicators(known.known.data)["kind"]) == "target"
    demanded |= (figures["measure"] + figures["surface"]).str.contains(audit_words(known.known.data)["demanded"])
    rates = figures[figures["unit"].isin(["%", "‰"]) & (figures["relation"] != "growth") & ~demanded]
    # A rate of nothing or of all needs no counts to be understood.
    rates = rates[(rates["value"] > 0) & (rates["value"] < 100)]
    if rates.empty:
        return Judgement(reason="no_rates")
    lacking = {n for numbers in known.findings_of(["denominator-unsaid"])["figures"] for n in numbers}
    lacking &= set(rates["figure"])
    found = _graded(row, len(rates) - len(lacking), len(rates), figures=tuple(sorted(map(int, lacking))))
    return _as_read(known, found)


def by_exact(row, known):
    """How many of its figures are exact."""
    if known.figures.empty:
        return Judgement(reason="no_figures")
    vague = known.figures[known.figures["bound"] != "exact"]["figure"]
    n = len(known.figures)
    return _graded(row, n - len(vague), n, figures=tuple(map(int, vague)))


def by_own_words(row, known):
    """How much of its text another place's report of the year has too, word for word and with the same numbers."""
    if not known.has_text:
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
    if known.before.empty or known.figures.empty:
        return Judgement(reason="no_year_before")
    kept = set(map(tuple, known.before[SAME].to_numpy().tolist()))
    same = [tuple(row) in kept for row in known.figures[SAME].to_numpy().tolist()]
    return _graded(row, sum(same), len(same))


def by_plans(row, known):
    """How many of its plans say how much, or by when."""
    plans = known.statements[known.statements["kind"] == "plan"]
    if plans.empty:
        return Judgement(reason="no_plans")
    return _as_read(known, _graded(row, int((plans[row.about] != "").sum()), len(plans)))


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
    return _as_read(known, _graded(row, len(answered), len(numbers)))


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
