"""What the explorer's pages run and how they look: our scripts and styles put together with those of the libraries."""

import json
import re
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from platformdirs import user_cache_path

from ...errors import OutputError
from ...files import write_whole
from ...presentation.pages import page_templates
from ...presentation.wordings import Wordings
from ...tables import open_data
from ...tables.folder import Data, DataDir
from ...text.formulas import FORMULA

#: How the table library, which is an ES module, gives what it is: names that its bundle chose and our own.
GIVEN = re.compile(r"\bexport\s*\{([^}]*)\};?")
#: What of it our table needs.
WANTED = "default"
#: How the chart library gives what it is.
GIVES = "window.lawgovVega={vegaEmbed};"


def words(lang: str, data_dir: DataDir = None) -> dict[str, str]:
    """Return all that the explorer says, in one language, by key.

    Parameters
    ----------
    lang : {'zh', 'en'}
    data_dir : path-like or Data, optional

    Returns
    -------
    dict of str

    Examples
    --------
    >>> words("en")["csv"]
    'Save CSV'
    """
    return open_data(data_dir).made(wordings, lang).texts()


def wordings(data: Data, lang: str) -> Wordings:
    """Return all that the explorer says, each to be filled in."""
    return Wordings(data, "explorer_sentences", ["key"], lang)


def widget_module(lang: str, data_dir: DataDir = None) -> str:
    """Return the ES module of the widget, which needs nothing beside it: ``export default {render}``.

    The widget has the traits ``header`` (dict), ``buffers`` (list of bytes) and ``query`` (dict). Where the column of
    findings has ``pending`` true, a button asks for ``findings``.

    Parameters
    ----------
    lang : {'zh', 'en'}
    data_dir : path-like or Data, optional

    Returns
    -------
    str

    Examples
    --------
    >>> "export default { render }" in widget_module("zh")
    True
    """
    said = json.dumps(words(lang, data_dir), ensure_ascii=False)
    return _module().replace('"words go here"', said, 1).replace('"lang goes here"', json.dumps(lang), 1)


@lru_cache(maxsize=1)
def _module() -> str:
    return _rendered("explorer_widget.js", tables=_tables_source())


@lru_cache(maxsize=1)
def styles() -> str:
    """Return the styles of the explorer, which are the same in a notebook and in a file.

    Returns
    -------
    str

    Examples
    --------
    >>> "@import" in styles()
    False
    """
    return _rendered("explorer.css")


@lru_cache(maxsize=1)
def file_script() -> str:
    """Return the script of the one file: a classic one, put at the end of the body.

    The page has ``<main id="explorer" class="lawgov page">`` and parts ``<script type="application/json" id=…>``:
    ``header``, ``words`` (`words`), ``details``, and ``buffer-0`` and so on (a JSON text in base64 each); optional is
    ``query``. `vega_source` stands in ``<script type="text/plain" id="vega">`` and is named in the policy too, by which
    it may run when a chart is first shown.

    Returns
    -------
    str

    Examples
    --------
    >>> "</script" in file_script() or "<!--" in file_script()
    False
    """
    return _rendered("explorer_file.js", tables=_tables_source())


@lru_cache(maxsize=1)
def vega_source() -> str:
    """Return the script of the chart library, which sets ``window.lawgovVega``.

    Returns
    -------
    str
        Putting it together takes a second, which every batch would wait for: it is kept in the user's cache folder, by
        its version, and made again where it is not there or not whole.

    Examples
    --------
    >>> "lawgovVega" in vega_source()
    True
    """
    named = f"{version('vl-convert-python')}-{sha256(GIVES.encode()).hexdigest()[:8]}"
    file = user_cache_path("lawgov_analysis") / f"vega-{named}.js"
    with suppress(OSError, UnicodeDecodeError):
        summed, _, source = file.read_bytes().decode().partition("\n")
        if summed == _sum(source):
            return source
    import vl_convert

    source = _as_script(vl_convert.javascript_bundle(snippet=GIVES))
    with suppress(OSError, OutputError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, f"{_sum(source)}\n{source}")
    return source


def _sum(source: str) -> str:
    return f"// {sha256(source.encode()).hexdigest()}"


@lru_cache(maxsize=1)
def _tables_source() -> str:
    """Return the table library as an expression that gives its class, from the bundle that itables has with it."""
    from importlib.resources import files

    source = (files("itables") / "html" / "dt_bundle.js").read_text(encoding="utf-8")
    found = GIVEN.search(source)
    if found is None:
        raise RuntimeError("the installed itables gives its table library otherwise than this package expects")
    given = {name: of for of, name in (pair.split(" as ") for pair in found[1].split(","))}
    body = source[: found.start()] + source[found.end() :]
    return _as_script(f"(()=>{{{body}\nreturn {given[WANTED]};}})()")


def _as_script(source: str) -> str:
    """Return a script as it may stand in a page: no text of it opens or closes an element there."""
    return re.sub(r"<(?=!--|/?script)", r"\\x3c", source, flags=re.IGNORECASE).replace("\r\n", "\n").replace("\r", "\n")


def _rendered(template: str, **values: str) -> str:
    return (
        page_templates("lawgov_analysis.interactive").get_template(template).render(formula="".join(FORMULA), **values)
    )
