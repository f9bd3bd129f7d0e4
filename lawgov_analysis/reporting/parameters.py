"""Parameters of a notebook: a name that it does not have is said, where papermill would only log it.

papermill puts what is given into a cell of its own behind the one with the defaults, whatever it is called there; the
notebook then runs with the default and says nothing. So each notebook checks, in its first step, what was put in.
"""

import ast
import inspect

from ..errors import BadParameter, nearest

INJECTED = "# Parameters"


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
