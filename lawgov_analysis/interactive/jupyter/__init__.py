"""What JupyterLab shows of us: a new analysis from a form, and whether a report is current with its data.

``labextension/`` is what runs in the browser, as JupyterLab loads it; ``lawgov_jupyter.py``, beside the package, is
what its server answers with, and asks here.
"""

from .form import analyses, places_at_hand
from .made import OWN_FOLDER, new_analysis, new_notebook, path_below
from .standing import standing

__all__ = ["OWN_FOLDER", "analyses", "new_analysis", "new_notebook", "path_below", "places_at_hand", "standing"]
