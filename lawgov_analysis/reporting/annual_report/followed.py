"""Followed: last year's plans beside what the report of this year says of them."""

import pandas as pd

from ...auditing import followup_rules
from ...presentation import capital
from ...presentation.blocks import heading, linked, paragraph, table
from ...tables import load_statements, load_text, records
from .said import in_words, opens


def followed(subject):
    """Return last year's plans as a table, each with what this year's report says of it.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    blocks : list of Html
        Empty where no plan of the year before is recorded.
    frame : pandas.DataFrame
        As from `follow_up`.
    """
    frame, say, language = subject.followed, subject.say, subject.language
    if frame.empty:
        return [], frame
    rules = followup_rules(subject.data)[subject.lang]
    rows = records(frame)
    texts = _texts(subject)
    shown = pd.DataFrame(
        {
            say("column_last_plan"): [
                texts[row.statement] + linked(opens(subject, row.section, texts[row.statement]), f"p{row.statement}")
                for row in rows
            ],
            say("column_status"): [say(f"plan_{row.status}") for row in rows],
            say("column_by"): [_evidence(subject, row, rules) for row in rows],
        }
    )
    counts = frame["status"].value_counts()
    said = language.join(say(f"plans_{status}", n=int(counts[status])) for status in STATUSES if status in counts)
    absent = say("followed_absent") if "not_mentioned" in counts else ""
    intro = say("followed", last=subject.year - 1, n=len(frame), counts=said)
    return [
        heading(say("followed_title"), level=3),
        paragraph(subject.sentences([intro, say("followed_how"), absent])),
        table(shown, say("followed_caption", last=subject.year - 1)),
    ], frame


#: In the order in which they are counted.
STATUSES = ["done", "partly", "not_mentioned", "unknown"]
#: Of these the sentences that they are told by have the figures.
TOLD = ("done", "partly")
NEXT_IS_THIS = {"zh": ("次年", "本年"), "en": ("the next report", "this report")}


def _texts(subject):
    """Last year's statements in words, by their numbers."""
    stated = load_statements(subject.place_code, subject.year - 1, subject.data)
    text = load_text(subject.place_code, subject.year - 1, subject.data)
    return {row.statement: in_words(subject, row, text) for row in records(stated)}


def _evidence(subject, row, rules):
    """Say by what a status is told: a person, or the rule that proposes it, with the figures that it goes by."""
    say, known = subject.say, subject.phrases.rows
    if row.decided:
        return say("decided_by", by=row.by, reason=row.reason) if row.reason else say("decided", by=row.by)
    numbers = [number for number in row.figures if number in known]
    if not numbers and row.status in TOLD:
        inside = [(number, known[number].start) for number in known if not pd.isna(known[number].start)]
        numbers = [number for number, at in inside if any(start <= at < end for start, end in row.evidence)]
    figures = [say("figure", name=subject.phrases.names[number], value=subject.value(number)) for number in numbers]
    # The rules speak of the next report, which is this one.
    why = capital(rules[row.rule].replace(*NEXT_IS_THIS[subject.lang]))
    return why + say("in_brackets", text=subject.language.join(figures)) if figures else why
