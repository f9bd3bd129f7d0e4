"""The page of the queue: what waits for a person, with its sentences, pictures and commands, for a browser."""

import os
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ..presentation.pages import page_templates, policy_hash
from ..tables import is_official
from .queue_files import folder_of
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
    >>> from lawgov_analysis.reviewing import queue
    >>> queue_page(queue("横沥镇"))[:15]
    '<!DOCTYPE html>'
    """
    say = queue_words(lang).say
    pictures = _Pictures(files)
    rows = [_shown(row, lang, pictures) for row in table.to_dict("records")]
    kinds = Counter(row["kind"] for row in rows)
    templates = page_templates("lawgov_analysis.reviewing")
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


class _Pictures:
    """The pictures of what was read from pictures, cut from the files of a folder."""

    def __init__(self, folder: str | PathLike[str] | None) -> None:
        self.files: dict[str, list[Path]] = {}
        for at, _, names in os.walk(folder) if folder is not None else ():
            for name in names:
                self.files.setdefault(name, []).append(Path(at, name))

    def of(self, row: Mapping[str, Any]) -> str:
        """Return the picture of a row's line as text; ``""`` where there is none, or the file is not at hand."""
        if not row["box"] or pd.isna(row["page"]):
            return ""
        # Its libraries take a while to load.
        from ..documents.readers.scan import line_picture

        file = next((file for file in self.files.get(row["source"], ()) if _sum(file) == row["source_sha256"]), None)
        picture = None if file is None else line_picture(file, int(row["page"]), row["box"])
        return b64encode(picture).decode() if picture else ""


def _sum(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _shown(row: Mapping[str, Any], lang: str, pictures: _Pictures) -> dict[str, Any]:
    """Return a row as the page shows it."""
    return {
        **row,
        **_parted(row),
        "head": head_of(row, lang),
        "folder": folder_of(row["file"]),
        "same": [{**each, **_parted(each)} for each in row["same"]],
        "start": None if pd.isna(row["start"]) else row["start"],
        "weight": f"{row['weight']:g}",
        "linked": bool(row["url"]) and is_official(row["url"]),
        "picture": pictures.of(row),
    }


def _parted(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a sentence in three: up to the number that it is about, the number, and what follows."""
    begin, end = row["mark"] or (0, 0)
    sentence = row["sentence"]
    return {"before": sentence[:begin], "number": sentence[begin:end], "after": sentence[end:]}
