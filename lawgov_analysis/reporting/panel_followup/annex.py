"""What begins and ends the panel: title, where each number and sentence stands; and what the machine needs."""

from datetime import date

import pandas as pd

from ...documents.outline import find_sections
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import records
from ..sources import marked_sentence, printed_form, program_versions, provenance_view
from .followed import again
from .stated import picked, shown_figures
from .words import where


def title(subject):
    """Return the title of the panel.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has the lines of its reports in ``reports.csv``.
    """
    return View([heading(subject.title, level=1)], subject.lines.reset_index(drop=True))


def annex(subject):
    """Return where each number, statement and sentence stands; the only step that shows sentences of the reports.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has the figures that the panel shows.
    """
    say = subject.language.say
    figures = shown_figures(subject)
    head = heading(say("annex"))
    if figures.empty and not subject.statements:
        return View([head, paragraph(say("panel_nothing_stated"))], figures)
    shown = pd.DataFrame(
        {
            say("column_number"): [
                str(subject.figure_rows[key]) for key in zip(figures["year"], figures["figure"], strict=True)
            ],
            say("column_year"): figures["year"].astype("str"),
            say("column_section"): [where(subject, section) for section in figures["section"]],
            say("column_measure"): [subject.language.name(row) for row in records(figures)],
            say("column_surface"): [_printed(subject, row) for row in records(figures)],
        }
    )
    anchors = [f"f{number}" for number in shown[say("column_number")]]
    caption = say("panel_annex_caption", n=len(figures))
    blocks = [table(shown, caption, numeric=[say("column_number")], anchors=anchors)]
    return View([head, paragraph(say("panel_annex_intro")), *blocks, *_sentences(subject)], figures)


def _printed(subject, row):
    """Return the sentence of a figure; where its text is not at hand, how it is printed, opening the report's page."""
    text = subject.texts[row.year]
    if text and not pd.isna(row.start):
        return marked_sentence(text, int(row.start), int(row.end))
    return printed_form(row.surface, subject.lines.loc[row.year, "url"])


def _sentences(subject):
    """Return the statements that are shown, and the sentences that proposals go by."""
    say, rows = subject.language.say, []
    for key, number in subject.sentence_rows.items():
        if len(key) == 2:
            told = subject.statements[key]
            kind, place = say(f"kind_{told.kind}"), where(subject, told.section)
            said = _said(subject, key[0], int(told.start), int(told.end))
        else:
            kind, place, said = say("panel_evidence"), where(subject, _section(subject, *key[:2])), _said(subject, *key)
        rows.append((str(number), str(key[0]), place, kind, said))
    if not rows:
        return []
    heads = [say(f"column_{name}") for name in ("number", "year", "section", "kind", "surface")]
    caption = say("panel_sentences_caption", n=len(rows))
    anchors = [f"n{row[0]}" for row in rows]
    return [table(pd.DataFrame(rows, columns=heads), caption, numeric=heads[:1], anchors=anchors)]


def _section(subject, year, begin):
    """Return the outline path of the section that a sentence of a report stands in."""
    within = [each.number for each in find_sections(subject.texts[year]) if each.start <= begin < each.end]
    return within[-1] if within else ""


def _said(subject, year, begin, end):
    text = subject.texts[year]
    if text:
        return " ".join(text[begin:end].split())
    return subject.language.say("statement_located", start=begin + 1, end=end)


def provenance(subject):
    """Return the parameters of this run and where the numbers come from.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
    """
    say = subject.language.say
    lines = [line for _, line in subject.lines.iterrows()]
    reports = [(say("panel_row_report", year=line.year), subject.language.report_title(line)) for line in lines]
    return provenance_view(subject, reports)


def versions(subject):
    """Return the versions of the programs that made the panel.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
    """
    shown = program_versions(subject.language, "lawgov_analysis", "pandas", "matplotlib")
    return View([table(shown, subject.language.say("versions_caption"))], shown)


def facts(subject):
    """Return the title block of the publication and the day that it is dated.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    facts : tuple of tuple of str
    dated : datetime.date
        When the last of its reports was signed, else the end of its year.
    """
    say = subject.language.say
    years = subject.language.join(map(str, subject.years))
    said = (
        (say("column_place"), f"{subject.place}{say('in_brackets', text=subject.place_code)}"),
        (say("panel_fact_years"), years),
    )
    signed = subject.lines["issued_on"].dropna()
    return said, signed.iloc[-1].date() if len(signed) else date(subject.years[-1], 12, 31)


def tables(subject):
    """Return the sheets of the workbook.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    dict of pandas.DataFrame
        ``stated``, ``year_on_year``, ``plans``, ``shortcomings``, ``growth`` and ``repeats``.
    """
    plans = subject.plans.drop(columns=["plan", "evidence", "start", "end"])
    own = [subject.statements[row.plan_year, row.statement] for row in records(plans)]
    plans = plans.assign(
        text_zh=[row.text_zh for row in own],
        text_en=[row.text_en for row in own],
        figures=[" ".join(map(str, numbers)) for numbers in plans["figures"]],
    )
    growths = subject.growths.assign(bases=[" ".join(map(str, bases)) for bases in subject.growths["bases"]])
    stated = picked(subject)[["place_code", "indicator", "scope", "year", "figure", "value", "unit", "bound", "period"]]
    return {
        "stated": stated,
        "year_on_year": subject.compared,
        "plans": plans,
        "shortcomings": subject.shortcomings,
        "growth": growths,
        "repeats": again(subject),
    }


def numbers(subject):
    """Return what the page of all reports says of the panel.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    dict
        ``place`` and ``main`` (names and values as text).
    """
    say, language = subject.language.say, subject.language
    compared, broken = int(subject.compared["comparable"].sum()), int((~subject.compared["comparable"]).sum())
    main = [
        [say("panel_fact_years"), language.join(map(str, subject.years))],
        [say("panel_fact_compared"), say("panel_fact_pairs", compared=compared, broken=broken)],
    ]
    if len(subject.plans):
        counts = subject.plans["status"].value_counts()
        values = {name: int(counts.get(name, 0)) for name in ("done", "partly", "not_mentioned", "unknown")}
        main.append([say("panel_fact_plans"), say("panel_fact_counts", **values)])
    return {"place": subject.place, "main": main}
