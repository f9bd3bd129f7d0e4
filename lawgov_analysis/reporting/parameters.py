"""Parameters of a notebook: a name that it does not have is said, where papermill would only log it.

papermill puts what is given into a cell of its own behind the one with the defaults, whatever it is called there; the
notebook then runs with the default and says nothing. So each notebook checks, in its first step, what was put in.

What is put in comes as papermill gives it: ``-p places 9901`` is a number, several are a list or one text.
"""

import ast
import hashlib
import inspect
import json
import math
import re
from contextlib import suppress

from ..errors import BadParameter, nearest
from ..tables import load_indicators

INJECTED = "# Parameters"
# What asks for every indicator.
ALL = {"all", "全部"}
APART = re.compile(r"[,，、|;；\n]")
FLAGS = {"true": True, "yes": True, "1": True, "是": True, "false": False, "no": False, "0": False, "否": False}


def check_names(notebook, names, known):
    """Check that a notebook has the parameters that are given.

    Parameters
    ----------
    notebook : str
        Its name.
    names, known : iterable of str
        What is given, and what the notebook has.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> check_names("annual_report", ["yaer"], ["place", "year"])
    Traceback (most recent call last):
    lawgov_analysis.errors.BadParameter: annual_report has no parameter yaer; did you mean year?
    """
    known = list(known)
    for name in names:
        if name not in known:
            meant = nearest(name, known, n=1)
            hint = f"did you mean {meant[0]}?" if meant else f"it has {', '.join(known)}"
            raise BadParameter(f"{notebook} has no parameter {name}; {hint}")


def check_parameters(load):
    """Check, in a notebook, that papermill was given no parameter that the notebook does not have.

    Parameters
    ----------
    load : callable
        What the notebook hands its parameters to; it has their names, and its module that of the notebook.

    Raises
    ------
    BadParameter

    Examples
    --------
    Outside of a notebook nothing is injected:

    >>> from lawgov_analysis.reporting import annual_report
    >>> check_parameters(annual_report.load)
    """
    notebook = load.__module__.split(".")[2]
    check_names(notebook, _injected(), inspect.signature(load).parameters)


def _injected():
    """The names that papermill's own cell gave values to, as of its last run."""
    # Not above: who makes no notebook does not wait for IPython.
    from IPython import get_ipython

    shell = get_ipython()
    cells = shell.user_ns.get("In", []) if shell else []
    given = [cell for cell in cells if cell.startswith(INJECTED)]
    if not given:
        return []
    assigned = [node for node in ast.parse(given[-1]).body if isinstance(node, ast.Assign)]
    return [target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)]


def as_given(pairs, **more):
    """Return parameters as papermill reads them from its command line: numbers are numbers, None is nothing.

    Parameters
    ----------
    pairs : iterable of tuple of str
        Names and values.
    more
        What other options of a command say; None where they say nothing.

    Returns
    -------
    dict

    Raises
    ------
    BadParameter
        When one is given twice.

    Examples
    --------
    >>> as_given([("places", "9901"), ("show_names", "False")], lang="en")
    {'places': 9901, 'show_names': False, 'lang': 'en'}
    """
    read = {}
    for name, value in [*((name, _typed(value)) for name, value in pairs), *more.items()]:
        if name in more and value is None:
            continue
        if name in read and read[name] != value:
            several = "" if name in more else "; several go into one, a,b"
            raise BadParameter(f"{name} is given twice: {read[name]} and {value}{several}")
        read[name] = value
    return read


def _typed(text):
    if text in ("None", "True", "False"):
        return {"None": None, "True": True, "False": False}[text]
    for kind in (int, float):
        with suppress(ValueError):
            # A code may begin with a zero, and is no number then.
            return text if text[:1] == "0" and text.isdigit() and len(text) > 1 else kind(text)
    return text


def listed(value):
    """Return the texts that a parameter names, each once: one, a list, or a text that has marks between them.

    Examples
    --------
    >>> listed(9901), listed("横沥镇、长安镇, 横沥镇"), listed(["441900106", 441900119]), listed(None)
    (['9901'], ['横沥镇', '长安镇'], ['441900106', '441900119'], [])
    """
    several = list(value) if isinstance(value, list | tuple | set) else [value]
    texts = [part.strip() for each in several if each is not None for part in APART.split(str(each))]
    return [text for text in dict.fromkeys(texts) if text]


def flag(name, value, default):
    """Return whether a parameter says yes.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> flag("show_names", "False", True), flag("show_names", None, True)
    (False, True)
    """
    if value is None or value == "":
        return default
    said = FLAGS.get(str(value).strip().lower())
    if said is None:
        raise BadParameter(f"{name} is true or false, not {value}")
    return said


def whole(name, value, default, least=0, most=math.inf):
    """Return the whole number that a parameter is.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> whole("min_n", "8", 5), whole("min_n", "", 5)
    (8, 5)
    """
    if value is None or value == "":
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, bool) or not number.is_integer() or not least <= number <= most:
        limits = f"{least} on" if most == math.inf else f"{least} to {most}"
        raise BadParameter(f"{name} is a whole number from {limits}, not {value}")
    return int(number)


def choice(name, value, known, default):
    """Return the value of a parameter that has to be one of a few.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> choice("base", "", ["previous", "first"], "previous")
    'previous'
    >>> choice("base", "frist", ["previous", "first"], "previous")
    Traceback (most recent call last):
    lawgov_analysis.errors.BadParameter: unknown base frist: it must be one of previous, first; did you mean first?
    """
    if value is None or value == "":
        return default
    if str(value).strip() not in known:
        meant = nearest(value, known, n=1)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        raise BadParameter(f"unknown {name} {value}: it must be one of {', '.join(known)}{hint}")
    return str(value).strip()


def folder_ending(further, ascii_only=False):
    """Return what the name of an analysis's folder ends with where parameters are not the defaults.

    Parameters
    ----------
    further : dict
        Those parameters.
    ascii_only : bool
        Whether other characters are told by their numbers, which gives another ending.

    Returns
    -------
    str
        ``""`` for none.

    Examples
    --------
    >>> folder_ending({}), len(folder_ending({"min_n": 3}))
    ('', 9)
    """
    said = json.dumps(further, sort_keys=True, ensure_ascii=ascii_only)
    return f"-{hashlib.sha256(said.encode()).hexdigest()[:8]}" if further else ""


def indicator_named(name, codebook, others=()):
    """Return the id of the indicator that a name is of.

    Parameters
    ----------
    name : str
        An id, or a name in either language.
    codebook : pandas.DataFrame
        As from `lawgov_analysis.load_indicators`.
    others : iterable of str
        What else may be named, among the nearest right values.

    Returns
    -------
    str

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from lawgov_analysis.tables import load_indicators
    >>> indicator_named("行政处罚决定数", load_indicators())
    'penalty_decisions'
    """
    named = {name: at for column in ("name_en", "name_zh") for at, name in codebook[column].items()}
    if name in codebook.index or name in named:
        return name if name in codebook.index else named[name]
    near = nearest(name, [*codebook.index, *codebook["name_zh"], *others], n=3)
    hint = f"; the nearest are {'、'.join(near)}" if near else "; see data/indicators.csv"
    raise BadParameter(f"unknown indicator {name}{hint}")


def indicators_named(value, data):
    """Return the ids of the indicators that a parameter names, by their ids, names or domains.

    Parameters
    ----------
    value : str or list of str
    data : Data

    Returns
    -------
    tuple of str
        In the order of the codebook; without what is answered with yes or no, and without targets.

    Raises
    ------
    BadParameter
        When one is unknown.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> indicators_named("mediation_accepted、行政处罚决定数", open_data())
    ('penalty_decisions', 'mediation_accepted')
    """
    codebook = load_indicators(data)
    domains = set(codebook["domain"])
    found = set()
    for name in listed(value):
        if name in domains:
            found |= set(codebook.index[codebook["domain"] == name])
        else:
            found.add(indicator_named(name, codebook, domains))
    counted = codebook.index[~codebook["kind"].isin(["item", "target"])]
    return tuple(name for name in counted if name in found)
