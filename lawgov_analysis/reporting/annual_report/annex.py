"""Annex: where every number and statement of the analysis stands in its source.

The only step that shows sentences of the source, and only where its text is at hand.
"""

import pandas as pd

from ...presentation import section_name
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import is_official, load_text, records
from ..sources import marked_sentence, printed_form


def annex(subject):
    """Return every figure as printed, and every statement, each with its place in the source.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame has the figures, as from `load_figures`, and the ``sentence`` that each stands in, ``""`` where the
        text is not at hand.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> len(annex(load("横沥镇", 2020)).frame)
    65
    """
    say, figures = subject.say, subject.printed
    rows = records(figures)
    sentences = [_sentence(subject.text, row.start, row.end) for row in rows]
    where = [section_name(row.section, subject.language) for row in rows]
    shown = pd.DataFrame(
        {
            say("column_number"): figures["figure"].astype("str"),
            say("column_section"): where,
            say("column_measure"): [_measured(subject, row) for row in rows],
            say("column_surface"): [_printed(subject, *each) for each in zip(rows, sentences, strict=True)],
        }
    )
    if not any(where):
        shown = shown.drop(columns=say("column_section"))
    linkable = is_official(subject.report["url"])
    intro = "annex_intro_text" if subject.text else "annex_intro_link" if linkable else "annex_intro"
    caption = say("annex_caption", n=len(figures))
    anchors = [f"f{row.figure}" for row in rows]
    blocks = [
        heading(say("annex")),
        paragraph(say(intro)),
        table(shown, caption, numeric=[say("column_number")], anchors=anchors),
        *_statements(subject),
        *_last_plans(subject),
    ]
    return View(blocks, figures.assign(sentence=sentences))


def _sentence(text, start, end):
    """The sentence around a figure, the figure in brackets."""
    if not text or pd.isna(start):
        return ""
    return marked_sentence(text, int(start), int(end))


def _printed(subject, row, sentence):
    """The sentence of a figure, else how it is printed, which opens the page of the report where it stands."""
    return sentence or printed_form(row.surface, subject.report["url"])


def _measured(subject, row):
    """Say what a figure counts, and where it is none of the year's own that it is."""
    name = subject.phrases.names[row.figure]
    if row.out_of_field:
        # The reasons are in Chinese.
        case = "out_of_field" if subject.lang == "zh" else "out_of_field_bare"
        return name + subject.say(case, reason=row.out_of_field)
    if row.figure in set(subject.planned["figure"]):
        return name + subject.say("planned_for", time=row.period[:4])
    return name


def _statements(subject):
    rows = [row for row in records(subject.statements) if not pd.isna(row.start)]
    if not rows:
        return []
    say = subject.say
    texts = [" ".join(subject.text[int(row.start) : int(row.end)].split()) for row in rows]
    located = [text or _located(subject, row) for row, text in zip(rows, texts, strict=True)]
    shown = pd.DataFrame(
        {
            say("column_number"): [str(row.statement) for row in rows],
            say("column_section"): [section_name(row.section, subject.language) or "—" for row in rows],
            say("column_kind"): [say(f"kind_{row.kind}") for row in rows],
            say("column_surface"): located,
        }
    )
    caption = say("statements_caption", n=len(rows))
    return [table(shown, caption, numeric=[say("column_number")], anchors=[f"n{row.statement}" for row in rows])]


def _last_plans(subject):
    """Last year's plans as printed, beside the sentences by which it is told what became of them."""
    rows = records(subject.followed)
    if not rows:
        return []
    say, before = subject.say, load_text(subject.place_code, subject.year - 1, subject.data)
    printed = ["" if pd.isna(row.start) else " ".join(before[row.start : row.end].split()) for row in rows]
    located = ["" if pd.isna(row.start) else _located(subject, row) for row in rows]
    shown = pd.DataFrame(
        {
            say("column_number"): [str(row.statement) for row in rows],
            say("column_last_plan"): [text or place or "—" for text, place in zip(printed, located, strict=True)],
            say("column_this_words"): [
                " ".join("".join(subject.text[start:end].split()) for start, end in row.evidence) or "—" for row in rows
            ],
        }
    )
    caption = say("last_plans_caption", last=subject.year - 1, n=len(rows))
    return [table(shown, caption, numeric=[say("column_number")], anchors=[f"p{row.statement}" for row in rows])]


def _located(subject, row):
    return subject.say("statement_located", start=int(row.start) + 1, end=int(row.end))
