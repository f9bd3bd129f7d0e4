"""Plans: the shortcomings and plans that a report states, and what became of those of the year before."""

import pandas as pd

from ...presentation.blocks import View, bullets, heading, linked, paragraph, table
from ...tables import records
from .followed import followed
from .said import in_words, opens

KINDS = {"shortcoming": "shortcomings", "plan": "plans"}
# The rule of `compliance` that says whether a report has them.
PARTS = {"shortcoming": "part_shortcomings", "plan": "part_plan"}


def shortcomings_and_plans(subject):
    """Return the shortcomings and plans that the report states, and last year's plans beside what it says of them.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame has the plans of the year before with their ``status``, as from `follow_up`.
    """
    say = subject.say
    last_plans, frame = followed(subject)
    blocks = [*stated(subject, "shortcoming", "shortcomings"), *last_plans, *stated(subject, "plan", "plans")]
    if len(subject.planned):
        shown = pd.DataFrame(
            {
                say("column_measure"): [subject.phrases.names[n] for n in subject.planned["figure"]],
                say("column_value"): [subject.value(n) for n in subject.planned["figure"]],
            }
        )
        blocks.append(table(shown, say("planned_caption"), numeric=[say("column_value")]))
    # What nobody has recorded yet the report may well state; that it does not is told as on the front page.
    lacking = [kind for kind in KINDS if kind not in set(subject.statements["kind"])]
    absent = [
        kind for kind in lacking if PARTS[kind] in subject.complied and subject.complied[PARTS[kind]].answer == "no"
    ]
    for case, kinds in (("not_written", absent), ("not_recorded", [kind for kind in lacking if kind not in absent])):
        if kinds:
            blocks.append(paragraph(say(case, kinds=subject.language.join(say(KINDS[kind]) for kind in kinds))))
    return View([heading(say("shortcomings_and_plans")), *blocks], frame)


def stated(subject, kind, title, level=3):
    """Return the statements of a kind under their heading; nothing where there are none.

    Parameters
    ----------
    subject : AnnualSubject
    kind : str
        Of ``statements.csv``.
    title : str
        A sentence of ``sentences.csv``.
    level : int
        Of the heading.

    Returns
    -------
    list of Html
    """
    rows = records(subject.statements[subject.statements["kind"] == kind])
    if not rows:
        return []
    return [heading(subject.say(title), level=level), bullets(statement_said(subject, row) for row in rows)]


def statement_said(subject, statement):
    """Say a statement in our words, with its place, which opens it.

    Where nobody has written them: how it begins in the report, if its text is at hand, else only its place.

    Parameters
    ----------
    subject : AnnualSubject
    statement : namedtuple

    Returns
    -------
    str
    """
    said = in_words(subject, statement, subject.text)
    if pd.isna(statement.start):
        return said
    return said + linked(opens(subject, statement.section, said), f"n{statement.statement}")
