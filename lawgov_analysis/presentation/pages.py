"""Pages: what those that the package writes have in common, which hold all they need and name what may run in them."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

#: The name under which a page says in its head what it is made of, and how far that head goes.
MADE_OF, HEAD = "lawgov-made-of", 8192


# Compiled once a process, 20 ms of a page's 39: templates are files of the package and hold no data.
@lru_cache(maxsize=8)
def page_templates(package):
    """Return the templates of a package of ours, and those that all pages share; all that is filled in is escaped.

    Parameters
    ----------
    package : str

    Returns
    -------
    jinja2.Environment

    Examples
    --------
    >>> page_templates("lawgov_analysis.reviewing").get_template("review.css").render()[:5]
    ':root'
    """
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("lawgov_analysis.presentation")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy_hash(text):
    """Return what the policy of a page calls a style or a script of its own by.

    Examples
    --------
    >>> policy_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def said_made_of(file):
    """Return what a page says that it is made of; ``""`` where there is no page of ours.

    Parameters
    ----------
    file : pathlib.Path

    Returns
    -------
    str

    Examples
    --------
    >>> from pathlib import Path
    >>> said_made_of(Path("README.md"))
    ''
    """
    try:
        with file.open(encoding="utf-8", errors="replace") as page:
            found = re.search(rf'name="{MADE_OF}" content="(\w+)"', page.read(HEAD))
    except OSError:
        return ""
    return found[1] if found else ""
