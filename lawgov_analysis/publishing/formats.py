"""The formats of a report: which there are, which can be made here, and a publication in one of them.

All are made from one `Publication`, so that they say the same. PDF and Excel need the packages of the extra
``publish``; where one is missing the other formats are made all the same.
"""

from importlib.metadata import version
from importlib.util import find_spec

from ..errors import BadParameter, nearest, not_installed
from ..presentation import in_language

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


def export(format_, publication, tables=None):
    """Return a publication in a format, as bytes.

    Parameters
    ----------
    format_ : str
    publication : Publication
    tables : callable, optional
        Returns the tables of its workbook, a dict of pandas.DataFrame; no other format needs them.

    Returns
    -------
    bytes
    """
    if format_ == "html":
        from .html import html_page

        return html_page(publication).encode()
    if format_ == "docx":
        from .docx import word_document

        return word_document(publication)
    if format_ == "pdf":
        from .pdf import pdf_document

        return pdf_document(publication)
    from .xlsx import workbook

    return workbook(publication, tables())
