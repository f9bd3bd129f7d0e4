"""Figures of China's yearly 法治政府建设 reports: load, read, check and report them.

Where to begin, in a notebook::

    import lawgov_analysis as lawgov

    lawgov.load_figures("横沥镇", 2020)                the figures of a report, a row each
    lawgov.headed(_)                                   any table under headings in words
    lawgov.explore()                                   all figures: choose, sort, chart, click to the sentence
    lawgov.show_indicator("受理行政复议案件数")        what an indicator counts, and what not
    lawgov.read_report("报告.docx")                    a published file; extract_figures reads its figures
    lawgov.review("横沥镇", 2020)                      check and correct them by the keyboard
    lawgov.render_report("横沥镇", 2020)               the yearly report as a page, a Word file, a workbook

Each function says by ``help(lawgov.explore)``, or in a cell by ``lawgov.explore?``, what it takes and gives, with an
example. In a console the same are the commands of ``lawgov --help``.

The folders; each imports only from those above it in this list::

    files/         files written whole, archives checked before they are opened
    text/          Chinese text as printed: characters, lines, numerals, dates, outline marks
    tables/        what stands under data/: read, checked and typed, one object holds it
    presentation/  how things are said and shown: words of two languages, widths, blocks of a notebook cell
    quantities/    text → numbers, and what each is: a figure, a date, a document number
    documents/     a report file → Report: its text, its outline, whose it is and of which year
    extraction/    Report → figures: one module for each column of the figures table that it fills
    analysis/      figures → rates, coverage, standing among others, parts, charts
    publishing/    an executed notebook → html, docx, pdf, xlsx
    decisions/     what people decided: kept with its words, laid over every reading
    auditing/      figures → findings: what in a report does not add up
    reviewing/     for the analyst: draft, explain, trace, compare, correct
    reporting/     one report of an analysis: plan → notebook → publication → manifest
    codebook/      the codebook in an analyst's hands: each rule tried by its examples, to Excel and back, cards
    intake/        published files → the tables: added whole, or put before a person with the reason
    interactive/   figures at hand: the explorer, the review desk, JupyterLab
    batch/         many reports: planned, resumed, one's failure no other's
"""

from importlib import import_module

from .analysis import compare_years, coverage, derive_rates, parts, peers, standing, wide
from .auditing import audit_figures, audit_file, audit_report, check_identities, follow_up, load_rules
from .codebook import check_codebook, show_indicator
from .decisions import decide, load_decisions, review_status
from .documents import Report, parse_report, read_report
from .errors import LawgovError
from .extraction import extract_figures, extract_items, extract_statements
from .intake import add
from .interactive.desk.review import review
from .interactive.explorer import described_figures, explore
from .interactive.headed import headed
from .reporting import render_notebook, render_report
from .reporting.changes import check_reports, diff
from .reviewing import queue, review_page, trace
from .tables import (
    find_place,
    headline,
    load_corrections,
    load_figures,
    load_followups,
    load_identities,
    load_indicators,
    load_items,
    load_places,
    load_renamed,
    load_reports,
    load_statements,
    panel,
    save_figures,
)

__all__ = [
    "LawgovError",
    "Report",
    "add",
    "audit_figures",
    "audit_file",
    "audit_report",
    "check_codebook",
    "check_identities",
    "check_reports",
    "compare_years",
    "coverage",
    "decide",
    "derive_rates",
    "described_figures",
    "diff",
    "explore",
    "extract_figures",
    "extract_items",
    "extract_statements",
    "find_place",
    "follow_up",
    "headed",
    "headline",
    "load_corrections",
    "load_decisions",
    "load_figures",
    "load_followups",
    "load_identities",
    "load_indicators",
    "load_items",
    "load_places",
    "load_renamed",
    "load_reports",
    "load_rules",
    "load_statements",
    "panel",
    "parse_report",
    "parts",
    "peers",
    "queue",
    "read_report",
    "render_notebook",
    "render_report",
    "review",
    "review_page",
    "review_status",
    "save_figures",
    "show_indicator",
    "standing",
    "trace",
    "wide",
]


def __dir__():
    return [*__all__, "charts"]


def __getattr__(name):
    # Here, because drawing needs matplotlib, which nobody should wait for who only reads figures.
    if name == "charts":
        return import_module("lawgov_analysis.analysis.charts")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
