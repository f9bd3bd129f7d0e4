"""Sources: what every analysis says of where it comes from: its sentences, its parameters and data, its programs."""

import platform
from functools import lru_cache
from importlib.metadata import version

import pandas as pd

from ..presentation.blocks import View, heading, linked, table
from ..tables import address_of
from ..text.around import sentence_around

# What is installed stays what it is.
_version = lru_cache(version)


def marked_sentence(text, start, end):
    """Return the sentence of a text in which a part stands, the part in 【】.

    Examples
    --------
    >>> marked_sentence("开会。受理12件，审结10件。", 5, 8)
    '受理【12件】，审结10件。'
    """
    begin, stop = sentence_around(text, start, end)
    pieces = text[begin:start], text[start:end], text[end:stop]
    before, printed, after = (" ".join(piece.split()) for piece in pieces)
    return f"{before}【{printed}】{after}"


def printed_form(surface, url):
    """Return how a figure is printed, which opens the page of the report where it stands, if that is official.

    Examples
    --------
    >>> printed_form("12件", "http://gov.cn.example.com/1.html")
    '12件'
    """
    address = address_of(surface, url)
    return linked(surface, address) if address else surface


def provenance_view(subject, reports):
    """Return what an analysis was made of: its reports, parameters and data.

    Parameters
    ----------
    subject
        With ``language``, ``parameters`` and ``data_dir``.
    reports : list of tuple of str
        A label and a title each.

    Returns
    -------
    View
    """
    say = subject.language.say
    said = ", ".join(f"{name}={_said(value)}" for name, value in subject.parameters.items() if value not in ("", []))
    rows = [
        *reports,
        (say("row_parameters"), said),
        (say("row_data_folder"), say("data_own" if subject.data_dir is None else "data_other")),
    ]
    shown = pd.DataFrame(rows, columns=[say("column_item"), say("column_content")])
    return View([heading(say("provenance")), table(shown, say("provenance_caption"))], shown)


def _said(value):
    return "|".join(map(str, value)) if isinstance(value, list) else value


def program_versions(language, *packages):
    """Return the versions of Python and of packages, as a table of texts in a language.

    Of Python without its patch release, which alters no report: the one in git stays as it is on every machine.

    Examples
    --------
    >>> from lawgov_analysis.presentation import load_language
    >>> program_versions(load_language("en"), "pandas").iloc[:, 0].tolist()
    ['Python', 'pandas']
    """
    python = ".".join(platform.python_version_tuple()[:2])
    rows = [("Python", python), *((name, _version(name)) for name in packages)]
    return pd.DataFrame(rows, columns=[language.say("column_program"), language.say("column_version")])
