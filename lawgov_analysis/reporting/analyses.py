"""The analyses that there are: each a notebook, and the package of this folder that its cells call.

What the machine needs of such a package, beside the steps that its notebook shows:

``load(...)``
    Checks the parameters of the notebook and returns its subject, which has ``data``, ``data_dir``, ``language``,
    ``lang``, ``title``, ``parameters`` (a dict of JSON types, as the notebook is given them, without ``data_dir``) and
    ``folder`` (where it is written, below the folder of reports). It may have ``reads``, what it reads of the data, as
    of `lawgov_analysis.reporting.inputs.Reads` (all of them where it does not say), and ``files``, what it is made of
    beyond the data folder.
``facts(subject)``
    The title block of its publication, and the day that this is dated.
``tables(subject)``
    The sheets of its workbook.
``numbers(subject)``
    What the page of all reports says of it: ``place`` and ``main``, and what more it has to say.
``runs(data, place_codes=(), years=())``
    The parameters of each run of a batch; with ``excerpts=False`` where it can be of excerpts too.
``results(subject, name)``
    Where its ``reads`` have results: the sum of each part of one. ``results_of(name, asked, data, lang)`` gives them
    for many of its reports at once, where that is quicker.
"""

import ast
import inspect
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from ..errors import BadParameter, NoData, UnknownPlace, nearest
from ..files import read_json, regular
from ..paths import default_notebooks_dir, shown_path
from .parameters import check_names, check_parameters

#: The analyses that come with the package, as the page of all reports lists them.
ANALYSES = ("annual_report", "disclosure_scorecard", "panel_followup", "peer_comparison", "explore")
SUFFIX = ".ipynb"
#: What a batch makes one run of, and of which analysis where its notebook does not say.
EACH = ("report", "place", "region")
EACH_OF = {"disclosure_scorecard": "region", "panel_followup": "place"}
OF_DATA = "data_dir"
#: Parameters whose values in a notebook are those of the place that it is shown with.
OF_EXAMPLE = ("year", "from_year", "to_year")
_REQUIRED = inspect.Parameter.empty


@dataclass(frozen=True)
class Analysis:
    """An analysis that can be run: a notebook, and the package that it calls; see `find_notebook`.

    Attributes
    ----------
    name : str
    notebook : pathlib.Path
    each : str
        What a batch makes one run of: ``report``, ``place`` or ``region``.
    defaults : dict
        What the notebook gives its parameters.
    is_plain : bool
        Whether its cells call steps of the package and nothing else: what they read is then known.
    """

    name: str
    notebook: Path
    each: str
    defaults: dict
    is_plain: bool = False

    @property
    def module(self):
        """The package that its cells call."""
        return analysis_package(self.name)

    @property
    def example(self):
        """The data folder of the notebook as it stands; None for the package's own."""
        return self.defaults.get(OF_DATA) or None

    @property
    def known(self):
        """The names of its parameters, in their order."""
        return tuple(_parameters_of(self.module.load))

    @property
    def about(self):
        """The parameter that says whom it is about: a place, or several."""
        return self.known[0]

    def check(self, names):
        """Check that there are parameters of these names.

        Raises
        ------
        BadParameter
        """
        check_names(self.name, names, self.known)

    def folder(self, named):
        """Return where it writes, below the folder of reports: a changed copy beside what it is a copy of.

        The yearly report stays where it is looked for, whatever notebook makes it.
        """
        kept = self.name == ANALYSES[0] or self.notebook.stem == self.name
        own = "" if kept else re.sub(r"[^\w-]+", "-", self.notebook.stem).strip("-")
        return f"{named}-{own}" if own else named

    def load(self, parameters, data_dir=None):
        """Return what it is about, with all parameters checked.

        Raises
        ------
        UnknownPlace, NoData, BadTable, BadParameter
        """
        self._check_given(parameters)
        return self.module.load(**parameters, data_dir=data_dir)

    def begin(self, parameters, data_dir=None):
        """Return what it is about, to be planned: where much would have to be read to check all, this is left."""
        self._check_given(parameters)
        begin = getattr(self.module, "begin", self.module.load)
        return begin(**parameters, data_dir=data_dir)

    def _check_given(self, parameters):
        """Check that nothing is lacking that it cannot do without."""
        self.check(parameters)
        needed = _parameters_of(self.module.load).values()
        lacking = [each.name for each in needed if each.default is _REQUIRED and each.name not in parameters]
        if lacking:
            raise BadParameter(f"{self.name} needs {', '.join(lacking)}: -p {lacking[0]} …")

    @contextmanager
    def naming_example(self, parameters):
        """Say with an error of a place that nobody named that it is the one that the notebook is shown with."""
        try:
            yield
        except (NoData, UnknownPlace) as error:
            if self.about in parameters or not self.defaults.get(self.about):
                raise
            said = f"{error}; the notebook is shown with {self.defaults[self.about]}: -p {self.about} …"
            raise type(error)(said) from None

    def runs(self, data, place_codes=(), years=(), excerpts=False):
        """Return the parameters of each run of a batch, of excerpts too where it can be and they are asked for."""
        make = self.module.runs
        more = {"excerpts": excerpts} if "excerpts" in inspect.signature(make).parameters else {}
        return make(data, place_codes, years, **more)

    def completed(self, parameters):
        """Return parameters with what the notebook gives the others; what else it has is its own matter.

        The years of the notebook are those of its example: who names another place gets those that the analysis takes.
        """
        known = _parameters_of(self.module.load)
        named = self.about in parameters
        own = {
            name: value
            for name, value in self.defaults.items()
            if name in known and not (named and name in OF_EXAMPLE and known[name].default is not _REQUIRED)
        }
        return {name: value for name, value in {**own, **parameters}.items() if name != OF_DATA}


# A signature takes longer to read than most of a plan does to make.
@lru_cache(maxsize=len(ANALYSES) * 2)
def _parameters_of(function):
    return inspect.signature(function).parameters


def analysis_package(name):
    """Return the package of an analysis.

    Examples
    --------
    >>> analysis_package("annual_report").__name__
    'lawgov_analysis.reporting.annual_report'
    """
    full = f"{__package__}.{name}"
    return sys.modules.get(full) or import_module(full)


def find_notebook(name=ANALYSES[0]):
    """Find an analysis by its name, or by a notebook of one's own, which says whose copy it is.

    Parameters
    ----------
    name : str or path-like

    Returns
    -------
    Analysis

    Raises
    ------
    BadParameter
        When there is none, or the notebook takes no parameters.

    Examples
    --------
    >>> found = find_notebook("annual_report")
    >>> found.each, found.known
    ('report', ('place', 'year', 'lang', 'data_dir'))
    >>> find_notebook("anual_report")
    Traceback (most recent call last):
    lawgov_analysis.errors.BadParameter: unknown notebook anual_report; did you mean annual_report?
    """
    if str(name) in ANALYSES:
        return _read(default_notebooks_dir() / f"{name}{SUFFIX}")
    file = Path(name).absolute()
    if not (file.suffix or file.exists()):
        meant = nearest(name, ANALYSES, n=1)
        hint = f"did you mean {meant[0]}?" if meant else f"it is one of {', '.join(ANALYSES)}, or a file"
        raise BadParameter(f"unknown notebook {name}; {hint}")
    return _read(file)


def _read(file):
    try:
        notebook = read_json(regular(file).read_text(encoding="utf-8"))
        given = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
        said = notebook["metadata"].get("lawgov", {})
        source = "".join(given[0]["source"]) if given else ""
        named = said.get("analysis") or called(notebook) or _named(file)
        each = said.get("each") or EACH_OF.get(named, EACH[0])
    except OSError as error:
        raise BadParameter(f"{shown_path(file)}: the notebook cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadParameter(f"{shown_path(file)}: not a notebook of version 4") from None
    if not given:
        raise BadParameter(f"{shown_path(file)}: has no cell tagged “parameters”, so that it cannot be told a place")
    for word, known in ((named, ANALYSES), (each, EACH)):
        if word not in known:
            raise BadParameter(f"{shown_path(file)}: its metadata say {word}: it must be one of {', '.join(known)}")
    return Analysis(named, file, each, _defaults(file, source), is_plain(notebook, named))


def called(notebook):
    """Return which analysis the cells of a notebook call, by what they import; ``""`` where it is none.

    Parameters
    ----------
    notebook : dict
        As read from its file.

    Examples
    --------
    >>> source = ["from lawgov_analysis.reporting import panel_followup as panel"]
    >>> called({"cells": [{"cell_type": "code", "source": source}]})
    'panel_followup'
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            lines = ast.parse("".join(cell["source"])).body
        except SyntaxError:
            continue
        for line in lines:
            if isinstance(line, ast.ImportFrom) and (line.module or "").startswith(__package__):
                names = [*line.module.split(".")[2:], *(alias.name for alias in line.names)]
                if found := next((name for name in names if name in ANALYSES), ""):
                    return found
    return ""


def is_plain(notebook, name):
    """Return whether the cells of a notebook call steps of an analysis, one by one, and nothing else.

    Parameters
    ----------
    notebook : dict
        As read from its file.
    name : str
        Of the analysis.

    Examples
    --------
    >>> source = "from lawgov_analysis.reporting import panel_followup as panel; "
    >>> cells = ({"cell_type": "code", "source": source + more} for more in ("panel.title(x)", "x.data"))
    >>> [is_plain({"cells": [cell]}, "panel_followup") for cell in cells]
    [True, False]
    """
    steps = set()
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            parsed = list(ast.walk(ast.parse("".join(cell["source"]))))
        except SyntaxError:
            return False
        for node in parsed:
            if isinstance(node, ast.ImportFrom) and node.module == __package__:
                steps |= {alias.asname or alias.name for alias in node.names if alias.name == name}
                known = all(alias.name in (name, check_parameters.__name__) for alias in node.names)
            elif isinstance(node, ast.Attribute):
                known = isinstance(node.value, ast.Name) and node.value.id in steps
            elif isinstance(node, ast.Call):
                known = (
                    isinstance(node.func, ast.Attribute) or getattr(node.func, "id", "") == check_parameters.__name__
                )
            else:
                known = not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.Lambda | ast.ClassDef)
            if not known:
                return False
    return True


def _named(file):
    return file.stem if file.stem in ANALYSES else ANALYSES[0]


def _defaults(file, source):
    """What a cell of parameters gives them; one that is worked out, and not written down, has none."""
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise BadParameter(f"{shown_path(file)}: its cell of parameters is no Python: {error.msg}") from None
    found = {}
    for line in lines:
        targets = [line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [])
        for target in targets:
            if isinstance(target, ast.Name) and line.value is not None:
                try:
                    found[target.id] = ast.literal_eval(line.value)
                except ValueError:
                    continue
    return found
