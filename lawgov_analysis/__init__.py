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

# Each public name by the module that it is from, which is imported when the name is first asked for: to import all of
# them takes more than a second, which neither a command nor the kernel of a notebook should wait for.
_FROM = {
    "analysis": ("compare_years", "coverage", "derive_rates", "parts", "peers", "standing", "wide"),
    "auditing": ("audit_figures", "audit_file", "audit_report", "check_identities", "follow_up", "load_rules"),
    "codebook": ("check_codebook", "show_indicator"),
    "decisions": ("decide", "load_decisions", "review_status"),
    "documents": ("Report", "parse_report", "read_report"),
    "errors": ("LawgovError",),
    "extraction": ("extract_figures", "extract_items", "extract_statements"),
    "intake": ("add",),
    "interactive.desk.review": ("review",),
    "interactive.explorer": ("described_figures", "explore"),
    "interactive.headed": ("headed",),
    "reporting": ("render_notebook", "render_report"),
    "reporting.changes": ("check_reports", "diff"),
    "reviewing": ("queue", "review_page", "trace"),
    "tables": (
        "find_place",
        "headline",
        "load_corrections",
        "load_figures",
        "load_followups",
        "load_identities",
        "load_indicators",
        "load_items",
        "load_places",
        "load_renamed",
        "load_reports",
        "load_statements",
        "panel",
        "save_figures",
    ),
}
_MODULE_OF = {name: module for module, names in _FROM.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __dir__():
    return [*__all__, "charts"]


def __getattr__(name):
    if name == "charts":
        return import_module("lawgov_analysis.analysis.charts")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    if isinstance(found, type):
        return found
    from .arguments import checked

    return checked(found)
