"""Where the package's own data, notebooks and reports are, and what it was started as and on.

In a checkout they are the top-level folders beside the package; in an installed wheel ``data`` and ``notebooks`` are
carried inside it, and reports go to the current folder.
"""

import os
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
#: Of what a command makes nearly all stays: to look at every 700 objects for what goes took 4 % of a report.
COLLECTED_AT = 50_000
#: What makes a folder one of tables: it says which there are.
PACKAGE_FILE = "datapackage.json"
# Control characters, surrogates, and what separates lines or reverses their direction.
UNPRINTABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_CHECKOUT = PACKAGE.parent
_WHEEL = PACKAGE / "_resources"


@lru_cache(maxsize=1)
def is_checkout():
    """Return whether the package lies in a checkout, whose tables are the user's to change."""
    return (_CHECKOUT / "data" / PACKAGE_FILE).is_file()


@lru_cache(maxsize=8)
def _resource(name):
    return (_CHECKOUT if is_checkout() else _WHEEL) / name


def default_data_dir():
    """Return the folder of the tables that come with the package.

    Examples
    --------
    >>> (default_data_dir() / "datapackage.json").is_file()
    True
    """
    return _resource("data")


def default_notebooks_dir():
    """Return the folder of the notebooks that come with the package.

    Examples
    --------
    >>> default_notebooks_dir().name
    'notebooks'
    """
    return _resource("notebooks")


def default_reports_dir(data_dir=None):
    """Return the folder that reports are written to when none is named: ``reports`` beside the data.

    Parameters
    ----------
    data_dir : path-like, optional
        The data that they are made of. Reports of the package's own, and of its samples, go beside the package.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> default_reports_dir() == default_reports_dir("data/samples/city")
    True
    >>> default_reports_dir("/towns/data").as_posix().endswith("/towns/reports")
    True
    """
    folder = find_folder(data_dir or default_data_dir()).resolve()
    if not folder.is_relative_to(default_data_dir().resolve()):
        return folder.parent / "reports"
    return (_CHECKOUT if is_checkout() else Path.cwd()) / "reports"


def command():
    """Return what a command that is printed to be copied begins with: the program as it was started.

    Examples
    --------
    >>> isinstance(command(), str)
    True
    """
    return os.environ.get("LAWGOV_COMMAND") or "lawgov"


def processors():
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shown_path(path):
    r"""Return a path as messages show it: relative to the current folder where it lies below it, on one line.

    Examples
    --------
    >>> shown_path("no/2021\n年.csv")
    'no/2021\\n年.csv'
    """
    return printable(typed_path(path))


def typed_path(path):
    """Return a path as it is typed, which nobody can where it does not print: relative where it lies below."""
    path, here = Path(path), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def printable(text):
    r"""Return a text with what moves a cursor, colours a screen, turns a line round or is no character, escaped.

    Examples
    --------
    >>> printable("报告\x1b[31m.csv")
    '报告\\x1b[31m.csv'
    """
    return UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), str(text))


def find_folder(path):
    """Return where a data folder, or a table, is: in the current folder, else beside the package's own data.

    A notebook that names ``data/samples/city`` so runs alike in a checkout, in a folder of its own, and elsewhere.

    Examples
    --------
    >>> find_folder("data/samples/city").name
    'city'
    """
    here = Path(path).absolute()
    beside = default_data_dir().parent / path
    return beside if not here.exists() and beside.exists() else here


def portable_path(folder):
    """Return the path by which `find_folder` finds a folder on every machine, its own path where there is none.

    Examples
    --------
    >>> portable_path(default_data_dir() / "samples" / "city"), portable_path("/no/where")
    ('data/samples/city', '/no/where')
    """
    folder, beside = Path(folder), default_data_dir().parent
    return folder.relative_to(beside).as_posix() if folder.is_relative_to(beside) else str(folder)


def font_folder():
    """Return the folder of the Chinese font, which is in the package zhplot."""
    (folder,) = find_spec("zhplot").submodule_search_locations
    return Path(folder) / "fonts"
