"""Exports: an executed notebook as a page, a Word document, a PDF and a workbook.

All are made from one `Publication`, so that they say the same. PDF and Excel need the packages of the extra
``publish``; where one is missing the other formats are made all the same.
"""

import json
from importlib.metadata import version
from importlib.util import find_spec

from ..analysis import derive_rates, wide
from ..auditing import audit_report
from ..errors import BadParameter, nearest, not_installed
from ..presentation import in_language, load_language
from ..publishing.publication import publish, title_facts
from ..tables import headline, load_figures, load_indicators, load_reports

FORMATS = ("html", "docx", "pdf", "xlsx")
NEEDED = {"docx": "python-docx", "pdf": "typst", "xlsx": "xlsxwriter"}
OPTIONAL = {"pdf": "typst", "xlsx": "xlsxwriter"}


def check_formats(formats):
    """Return the formats that are asked for, each once, in their order.

    Parameters
    ----------
    formats : str or iterable of str
        ``html``, ``docx``, ``pdf``, ``xlsx``, or ``all``; a text separates them by commas.

    Returns
    -------
    tuple of str

    Raises
    ------
    BadParameter
        When one is none.

    Examples
    --------
    >>> check_formats("pdf,html"), check_formats("all")
    (('html', 'pdf'), ('html', 'docx', 'pdf', 'xlsx'))
    """
    wanted = formats.split(",") if isinstance(formats, str) else formats
    wanted = {name.strip().lower() for name in wanted} - {""}
    for name in sorted(wanted - {*FORMATS, "all"}):
        meant = nearest(name, FORMATS, n=1)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        raise BadParameter(f"unknown format {name}: it must be one of {', '.join(FORMATS)}, or all{hint}")
    if not wanted:
        raise BadParameter(f"no format named: it must be one of {', '.join(FORMATS)}, or all")
    return FORMATS if "all" in wanted else tuple(name for name in FORMATS if name in wanted)


def available(formats, lang="zh"):
    """Split formats into those that can be made here and, for the others, what is missing.

    Parameters
    ----------
    formats : iterable of str
    lang : str
        Of the report.

    Returns
    -------
    made : tuple of str
    missing : tuple of str
        A line for each other format, with the extra to install.

    Examples
    --------
    >>> available(["html", "docx"])
    (('html', 'docx'), ())
    """
    lacking = [name for name in formats if name in OPTIONAL and find_spec(OPTIONAL[name]) is None]
    made = tuple(name for name in formats if name not in lacking)
    return made, tuple(f"{file_of(name, lang)} not made: {not_installed(OPTIONAL[name])}" for name in lacking)


def file_of(format_, lang="zh"):
    """Return the name of the file of a format in a language."""
    return in_language(f"report.{format_}", lang)


def describe_formats(formats):
    """Say which packages, of which versions, formats are made with.

    Examples
    --------
    >>> list(describe_formats(["html", "docx"]))
    ['docx']
    """
    return {name: {NEEDED[name]: version(NEEDED[name])} for name in formats if name in NEEDED}


def publication_of(notebook, place_code, year, lang="zh", data_dir=None, title=""):
    """Turn the executed notebook of a report into its publication, with its title block.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    place_code : str
    year : int
    lang : str
    data_dir : path-like, optional
    title : str
        Used when the notebook shows none.

    Returns
    -------
    Publication
    """
    language = load_language(lang, data_dir)
    facts, dated = title_facts(load_reports(place_code, year, data_dir).iloc[0], language)
    return publish(notebook, title, language, facts, dated)


def export(format_, publication, tables=None):
    """Return a publication in a format, as bytes.

    Parameters
    ----------
    format_ : str
    publication : Publication
    tables : callable, optional
        Returns what `report_tables` does; only a workbook needs it.

    Returns
    -------
    bytes
    """
    if format_ == "html":
        from ..publishing.html import html_page

        return html_page(publication).encode()
    if format_ == "docx":
        from ..publishing.docx import word_document

        return word_document(publication)
    if format_ == "pdf":
        from ..publishing.pdf import pdf_document

        return pdf_document(publication)
    from ..publishing.xlsx import workbook

    return workbook(publication, tables())


def report_tables(place_code, year, lang="zh", data_dir=None):
    """Return the tables of a report's workbook.

    Parameters
    ----------
    place_code : str
    year : int
    lang : str
    data_dir : path-like, optional

    Returns
    -------
    dict of pandas.DataFrame
        ``figures``, ``wide`` (a row each report of the place), ``rates``, ``findings`` and ``codebook``.

    Examples
    --------
    >>> tables = report_tables("441900106", 2020)
    >>> len(tables["figures"]), len(tables["rates"]), len(tables["codebook"]) > 100
    (59, 13, True)
    """
    from ..publishing.xlsx import wide_cells

    language = load_language(lang, data_dir)
    of_place, figures = load_figures(place_code, data_dir=data_dir), load_figures(place_code, year, data_dir)
    named = figures.assign(indicator_name=[language.indicator(name) for name in figures["indicator"]])
    columns = list(figures.columns)
    at = columns.index("indicator") + 1
    return {
        "figures": named[[*columns[:at], "indicator_name", *columns[at:]]],
        "wide": wide_cells(headline(of_place), wide(of_place, data_dir), language),
        "rates": derive_rates(figures, data_dir),
        "findings": _findings(place_code, year, lang, data_dir),
        "codebook": load_indicators(data_dir).reset_index(),
    }


def _findings(place_code, year, lang, data_dir):
    """What the audit says of the figures, as the notebook shows it."""
    findings = audit_report(place_code, year, lang=lang, data_dir=data_dir).findings
    return findings.assign(figures=[", ".join(map(str, numbers)) for numbers in findings["figures"]])


def notebook_html(notebook, lang="zh", title=""):
    """Return an executed notebook as one HTML page: its outputs without its code, with nothing to load.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With its outputs.
    lang : str
        ``zh`` or ``en``.
    title : str
        Used when the notebook shows none.

    Returns
    -------
    str
        The page opens without a network; its own security policy forbids scripts.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> cell = new_code_cell("1", outputs=[new_output("stream", text="<b>横沥</b>")])
    >>> "&lt;b&gt;横沥" in notebook_html(new_notebook(cells=[cell]))
    True
    """
    from ..publishing.html import html_page

    return html_page(publish(notebook, title, load_language(lang)))


def formats_in(manifest, lang="zh"):
    """Return the formats that a report's manifest lists.

    Examples
    --------
    >>> formats_in({"files": {"report.html": {}, "report.ipynb": {}}})
    ('html',)
    """
    files = manifest.get("files", {})
    return tuple(name for name in FORMATS if file_of(name, lang) in files)


def format_reason(manifest, formats):
    """Say which of the formats were made with another version of their package; ``""`` for none."""
    was, now = manifest.get("formats", {}), describe_formats(formats)
    changed = [name for name in now if was.get(name) != now[name]]
    return f"{json.dumps(now[changed[0]])[1:-1]} is new" if changed else ""
