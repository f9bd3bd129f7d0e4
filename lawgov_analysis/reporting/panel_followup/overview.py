"""At one look: how much changed, what cannot be compared, what became of plans, what recurs."""

import pandas as pd

from ...auditing import repeated_rules
from ...presentation.blocks import View, bullets, heading
from ...tables import records
from .followed import stated_said
from .words import OF_ONE, reason, series_name


def overview(subject):
    """Return the panel in a few lines, each of which a section below shows.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has a row a line: ``about``, and the counts that it is made of as ``what`` and ``n``.
    """
    say = subject.language.say
    rows, lines = [], []
    for about in (_changes, _breaks, _plans, _recurring, _claims):
        counts, *said = about(subject)
        rows += [(about.__name__[1:], what, n) for what, n in counts.items()]
        lines += filter(None, said)
    frame = pd.DataFrame(rows, columns=["about", "what", "n"]).astype({"n": "int64"})
    return View([heading(say("panel_overview")), bullets(lines)], frame)


def _changes(subject):
    told = subject.compared[subject.compared["comparable"]]
    counts = {
        "rose": int((told["change_low"] > 0).sum()),
        "fell": int((told["change_high"] < 0).sum()),
        "same": int((told["change"] == 0).sum()),
    }
    # What only bounds or rounding keep from a rise or a fall has not moved for all that is known.
    counts["open"] = len(told) - sum(counts.values())
    if len(subject.years) == 1:
        return {}, subject.language.say("panel_one_year", year=subject.years[0])
    if told.empty:
        return {}, subject.language.say("panel_no_pairs" if subject.compared.empty else "panel_line_none")
    by_year = subject.language.join(
        subject.language.say("panel_pairs_of", year=year, n=n)
        for year, n in told["year"].value_counts().sort_index().items()
    )
    more = subject.language.say("panel_line_open", n=counts["open"]) if counts["open"] else ""
    return counts, subject.language.say("panel_line_changes", n=len(told), by_year=by_year, more=more, **counts)


def _breaks(subject):
    told = subject.compared[~subject.compared["comparable"]]
    counts = told["reason"].value_counts().to_dict()
    say = subject.language.say
    said = [reason(subject, name, short=True) + say("in_brackets", text=str(n)) for name, n in counts.items()]
    if told.empty:
        return {}, ""
    # Where the range of bounds is all that is in the way, the table says so.
    named = [
        subject.language.say(
            "panel_line_break",
            year=row.year,
            name=series_name(subject, row.indicator, row.scope),
            why=reason(subject, row.reason),
        )
        for row in records(told)
        if row.reason in OF_ONE
    ]
    return counts, subject.language.say("panel_line_breaks", n=len(told), reasons=subject.language.join(said)), *named


def _plans(subject):
    if subject.plans.empty:
        return {}, ""
    counts = {name: int((subject.plans["status"] == name).sum()) for name in STATUSES}
    decided = int(subject.plans["decided"].sum())
    case = "panel_line_plans" if decided else "panel_line_plans_proposed"
    line = subject.language.say(case, n=len(subject.plans), decided=decided, **counts)
    wanting = subject.plans[subject.plans["status"].isin(["partly", "not_mentioned"])]
    named = [
        subject.language.say(
            "panel_line_plan",
            year=row.plan_year,
            status=subject.language.say(f"panel_status_{row.status}"),
            plan=stated_said(subject, row.plan_year, row.statement),
        )
        for row in records(wanting)
    ]
    return counts, line, *named


STATUSES = ("done", "partly", "not_mentioned", "unknown")


def _recurring(subject):
    told = subject.shortcomings
    if told.empty:
        return {}, ""
    topics = dict.fromkeys(topic for row in records(told) for topic in row.topics.split("|"))
    names = subject.language.join(subject.language.gloss(topic, "topic") for topic in topics)
    return {"pairs": len(told)}, subject.language.say("panel_line_recurring", topics=names)


def _claims(subject):
    rules, told = repeated_rules(subject.data)[subject.lang], subject.numbers_again
    said = [
        subject.language.say("panel_claim", year=year, said=rules[rule])
        for year, passages in subject.passages.items()
        for rule in (*dict.fromkeys(told.loc[told["year"] == year, "rule"]), passages.attrs["rule"])
        if rule
    ]
    return ({"claims": len(said)}, "".join(said)) if said else ({}, "")
