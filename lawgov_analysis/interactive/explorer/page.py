"""The explorer as one file: figures with their sentences, and all that shows them, in a page that needs no network."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import pandas as pd

from ...presentation import check_language, html_lang
from ...presentation.pages import MADE_OF, page_templates, policy_hash
from ...tables import DataDir, open_data
from .assets import file_script, vega_source, words
from .detail import details
from .pack import pack

#: Of the sum that tells two files apart, as much as is shown.
SHOWN = 16
# What ends or opens an element in a page, and what ends a line of a script and not one of JSON.
RISKY = re.compile("[<>&\u2028\u2029]")


def explorer_page(table: pd.DataFrame, lang: str = "zh", data_dir: DataDir = None, made_of: str = "") -> str:
    """Return figures as one page to filter, sort, chart and open at their sentences, which needs no network.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    lang : {'zh', 'en'}
    data_dir : path-like or Data, optional
    made_of : str
        As of `page_of`.

    Returns
    -------
    str

    Raises
    ------
    BadParameter, BadTable

    Examples
    --------
    >>> from lawgov_analysis.interactive.explorer import described_figures
    >>> explorer_page(described_figures("横沥镇", 2020))[:15]
    '<!DOCTYPE html>'
    """
    data = open_data(data_dir)
    header, buffers = pack(table, check_language(lang), data)
    return page_of(header, buffers, details(table, data, lang), data, made_of)


def page_of(
    header: Mapping[str, Any],
    buffers: Sequence[bytes],
    known: Mapping[str, Any],
    data_dir: DataDir = None,
    made_of: str = "",
) -> str:
    """Return the page of a pack.

    Parameters
    ----------
    header : dict
        As from `pack`.
    buffers : list of bytes
    known : dict
        As from `details`.
    data_dir : path-like or Data, optional
        What has the words.
    made_of : str
        Kept in the page for who asks later whether it is still current; what figures it has where none is given.

    Returns
    -------
    str
        One HTML page, the same for the same pack. Its own policy lets nothing run but its two scripts and nothing be
        loaded; what comes from reports stands in it as JSON, which never runs.
    """
    lang, total = header["lang"], _sum_of(header, buffers, known)
    say = _sayer(words(lang, data_dir))
    title, about = _heading(header, say)
    said = {"header": header, "words": words(lang, data_dir), "details": known}
    parts = {name: _as_part(value) for name, value in said.items()}
    parts |= {f"buffer-{at}": _as_part(b64encode(buffer).decode()) for at, buffer in enumerate(buffers)}
    templates = page_templates("lawgov_analysis.interactive")
    style = templates.get_template("explorer_page.css").render()
    script, vega = file_script(), vega_source()
    return templates.get_template("explorer_page.html").render(
        lang=html_lang(lang),
        title=title,
        about=about,
        sum=say("file_sum", sum=total[:SHOWN]),
        no_script=say("file_no_script"),
        made_of=made_of or total,
        made_of_name=MADE_OF,
        parts=parts,
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
        vega=vega,
        vega_hash=policy_hash(vega),
    )


def _sayer(said: Mapping[str, str]) -> Any:
    return lambda key, **values: said[key].format(**values)


def _heading(header: Mapping[str, Any], say: Any) -> tuple[str, str]:
    """Return the title of a pack's page, and in a line what figures it has."""
    if not header["rows"]:
        return say("file_title"), say("file_empty")
    columns = {column["name"]: column for column in header["columns"]}
    years = sorted(filter(None, columns["year"]["values"]))
    places = columns["place"].get("labels") or columns["place"]["values"]
    about = {"n": f"{header['rows']:,}", "years": "–".join(dict.fromkeys(years[:1] + years[-1:])) or "—"}
    if len(places) == 1 and places[0]:
        return say("file_title_one", place=places[0]), say("file_about_one", **about)
    return say("file_title"), say("file_about", places=f"{len(places):,}", **about)


def _as_part(value: Any) -> str:
    r"""Return a value as JSON that may stand in an element of a page, whatever texts are in it.

    Examples
    --------
    >>> _as_part({"text": "</script><!--"})
    '{"text":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A half of a character, which no encoding of a page has, is shown as what it is: nothing that can be read.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _sum_of(header: Mapping[str, Any], buffers: Sequence[bytes], known: Mapping[str, Any]) -> str:
    """Return the sha256 of what figures a page has, and of all that it says of them."""
    total = sha256(_as_part([header, known]).encode())
    for buffer in buffers:
        total.update(buffer)
    return total.hexdigest()
