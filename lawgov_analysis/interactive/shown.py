"""Whether somebody sits before a notebook: what is shown there may be a widget, elsewhere it is a table that stays."""

import os
import sys
from collections.abc import Mapping
from typing import Any

# What a notebook's front end says of the cell that it runs; what runs notebooks by itself (nbclient, and with it
# papermill and nbconvert; nbval) has no cells to name.
CELL = "cellId"
# Set to anything, nothing is a widget.
STATIC = "LAWGOV_STATIC"


def is_interactive(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a person runs this cell: in JupyterLab, Jupyter Notebook or VS Code.

    A kernel that papermill, nbconvert, nbval or this package's own rendering starts from such a notebook has its
    environment too (``JPY_SESSION_NAME``, ``VSCODE_PID``), so that alone tells nothing: what tells is the message that
    asks for the cell to be run, in which a front end names the cell.

    Parameters
    ----------
    environment : mapping of str
        ``LAWGOV_STATIC`` in it, set to anything, says no.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_interactive()
    False
    """
    if environment.get(STATIC):
        return False
    # Nobody who runs in a kernel has to import it first.
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    kernel = getattr(shell, "kernel", None)
    return kernel is not None and bool(_metadata(kernel).get(CELL))


def _metadata(kernel: Any) -> Mapping[str, Any]:
    """Return what is said with the message that is being answered."""
    try:
        return kernel.get_parent("shell").get("metadata") or {}
    except (AttributeError, TypeError, LookupError, RuntimeError):
        return {}
