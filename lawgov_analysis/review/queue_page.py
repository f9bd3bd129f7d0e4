"""The page of the queue: what waits for a person, with its sentences, pictures and commands, for a browser."""

from collections import Counter
from collections.abc import Mapping
from os import PathLike
from typing import Any

import pandas as pd

from ..presentation.pages import page_templates, policy_hash
from ..tables import is_official
from .queue_rows import head_of, queue_words


def queue_page(table: pd.DataFrame, lang: str = "zh", files: str | PathLike[str] | None = None) -> str:
    """Write a page of what waits, to go through with the keyboard: J and K from one to the next.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `queue`.
    lang : str
    files : path-like, optional
        Folder of the published files, for the pictures of what was read from pictures.

    Returns
    -------
    str
        One HTML page that needs no network. Its own security policy lets nothing run but its one script, so that
        nothing in a report or in a name can.

    Examples
    --------
    >>> from lawgov_analysis.review import queue
    >>> queue_page(queue("横沥镇"))[:15]
    '<!DOCTYPE html>'
    """
    say = queue_words(lang).say
    rows = [_shown(row, lang, files) for row in table.to_dict("records")]
    kinds = Counter(row["kind"] for row in rows)
    templates = page_templates("lawgov_analysis.review")
    style, script = (templates.get_template(name).render() for name in ("queue.css", "queue.js"))
    total = table.attrs.get("total", len(rows))
    return templates.get_template("queue.html").render(
        say=say,
        lang="zh-CN" if lang == "zh" else lang,
        rows=rows,
        kinds=[(kind, say("kind", kind), kinds[kind]) for kind in kinds],
        total=_said_total(total, len(rows), say),
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
    )


def _said_total(total: int, shown: int, say: Any) -> str:
    if not total:
        return say("head", "none")
    return say("head", "all", total=total) if total == shown else say("head", "more", total=total, shown=shown)


def _shown(row: Mapping[str, Any], lang: str, files: str | PathLike[str] | None) -> dict[str, Any]:
    """Return a row as the page shows it."""
    begin, end = row["mark"] or (0, 0)
    sentence = row["sentence"]
    return {
        **row,
        "head": head_of(row, lang),
        "start": None if pd.isna(row["start"]) else row["start"],
        "before": sentence[:begin],
        "number": sentence[begin:end],
        "after": sentence[end:],
        "weight": f"{row['weight']:g}",
        "linked": bool(row["url"]) and is_official(row["url"]),
        "picture": _picture(row, files),
    }


def _picture(row: Mapping[str, Any], files: str | PathLike[str] | None) -> str:
    return ""
