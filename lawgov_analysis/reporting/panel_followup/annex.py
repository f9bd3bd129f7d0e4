"""What begins and ends the panel: title, where each number and sentence stands; and what the machine needs."""

import platform
from datetime import date
from importlib.metadata import version
from urllib.parse import quote

import pandas as pd

from ...presentation.blocks import View, heading, linked, paragraph, table
from ...tables import is_official, records
from ...text.around import sentence_around
from .followed import _again, evidence, statement_anchor
from .trends import picked
from .words import anchor, where

# A browser that knows text fragments opens the page where these words are.
FRAGMENT = "#:~:text="


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
    figures = _shown(subject)
    head = heading(say("annex"))
    if figures.empty and not subject.statements:
        return View([head, paragraph(say("panel_nothing_stated"))], figures)
    shown = pd.DataFrame(
        {
            say("column_year"): figures["year"].astype("str"),
            say("column_section"): [where(subject, section) for section in figures["section"]],
            say("column_measure"): [subject.language.name(row) for row in records(figures)],
            say("column_surface"): [_printed(subject, row) for row in records(figures)],
        }
    )
    anchors = [anchor(row.year, row.figure) for row in records(figures)]
    blocks = [table(shown, say("panel_annex_caption", n=len(figures)), anchors=anchors)]
    return View([head, paragraph(say("panel_annex_intro")), *blocks, *_sentences(subject)], figures)


def _shown(subject):
    """Return the figures that a step shows: those of the matrix, of growths and of plans."""
    numbers = set(zip(*(picked(subject)[name] for name in ("year", "figure")), strict=True))
    for told, base in ((subject.compared, "base_year"), (subject.restated, None)):
        before = told[base] if base else told["year"] - 1
        numbers |= set(zip(told["year"], told["figure"], strict=True))
        numbers |= set(zip(before, told["base_figure"], strict=True))
    for row in records(subject.growths):
        numbers |= {(row.year, row.figure), *((row.year, base) for base in row.bases)}
    numbers |= {(row.year, number) for row in records(subject.plans) for number in row.figures}
    figures = subject.figures
    keys = zip(figures["year"], figures["figure"], strict=True)
    return figures[[key in numbers for key in keys]].reset_index(drop=True)


def _printed(subject, row):
    """Return the sentence of a figure; where its text is not at hand, how it is printed, opening the report's page."""
    text = subject.texts[row.year]
    if text and not pd.isna(row.start):
        begin, stop = sentence_around(text, int(row.start), int(row.end))
        pieces = text[begin : row.start], text[row.start : row.end], text[row.end : stop]
        before, printed, after = (" ".join(piece.split()) for piece in pieces)
        return f"{before}【{printed}】{after}"
    url = subject.lines.loc[row.year, "url"]
    if not is_official(url):
        return row.surface
    return linked(row.surface, url.split("#")[0] + FRAGMENT + quote(row.surface, safe=""))


def _sentences(subject):
    """Return the plans and shortcomings that are shown, and the sentences that proposals go by."""
    say = subject.language.say
    numbers = {(row.plan_year, row.statement) for row in records(subject.plans)}
    for row in records(subject.shortcomings):
        numbers |= {(row.year, row.statement), (row.base_year, row.base_statement)}
    rows = []
    for year, number in sorted(numbers):
        told = subject.statements[year, number]
        if not pd.isna(told.start):
            said = _said(subject, year, int(told.start), int(told.end))
            rows.append((year, number, where(subject, told.section), say(f"kind_{told.kind}"), said))
    for (year, begin, end), number in evidence(subject).items():
        rows.append((year, number, "—", say("panel_evidence"), _said(subject, year, begin, end)))
    if not rows:
        return []
    rows.sort()
    heads = [say(f"column_{name}") for name in ("year", "section", "kind", "surface")]
    shown = pd.DataFrame([(str(year), *more) for year, _, *more in rows], columns=heads)
    anchors = [statement_anchor(year, number) for year, number, *_ in rows]
    return [table(shown, say("panel_sentences_caption", n=len(rows)), anchors=anchors)]


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
    said = ", ".join(f"{name}={_given(value)}" for name, value in subject.parameters.items() if value not in ("", []))
    rows = [
        *(
            (say("panel_row_report", year=line.year), subject.language.report_title(line))
            for _, line in subject.lines.iterrows()
        ),
        (say("row_parameters"), said),
        (say("row_data_folder"), say("data_own" if subject.data_dir is None else "data_other")),
    ]
    shown = pd.DataFrame(rows, columns=[say("column_item"), say("column_content")])
    return View([heading(say("provenance")), table(shown, say("provenance_caption"))], shown)


def _given(value):
    return "|".join(map(str, value)) if isinstance(value, list) else value


def versions(subject):
    """Return the versions of the programs that made the panel.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
    """
    packages = ["lawgov_analysis", "pandas", "matplotlib"]
    rows = [("Python", platform.python_version()), *((name, version(name)) for name in packages)]
    say = subject.language.say
    shown = pd.DataFrame(rows, columns=[say("column_program"), say("column_version")])
    return View([table(shown, say("versions_caption"))], shown)


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
        "repeats": _again(subject),
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
