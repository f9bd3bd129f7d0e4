"""The page of the queue: what waits for a person, with its sentences, pictures and commands, for a browser."""

import json
import os
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ..decisions.store import COLUMNS
from ..presentation import html_lang
from ..presentation.pages import page_templates, policy_hash
from ..tables import DataDir, is_official, load_indicators, open_data
from ..text.formulas import FORMULA, FORMULA_IN_WORDS
from .queue_files import folder_of
from .queue_rows import READ, head_of, queue_words

# Of a figure, what the page does not show but lets be corrected.
OTHERS = ("scope", "bound", "period", "basis", "relation", "related", "section", "out_of_field")
# What the script says, by the names that it has for it.
SAID = ("accepted", "read", "struck", "coded", "uncoded", "set", "none", "with_same", "all_same", "reason", "last")
SAID += ("skipped", "undone", "nothing_to_undo", "downloaded", "nothing_yet", "taken_up", "not_kept", "form_open")
SAID += ("name_first", "no_formula", "reason_first", "nothing_changed", "choose_first", "by_command", "no_candidate")
ROOM = ("number", "what", "name", "code", "field", "value", "file", "head")
HELP = [("A", "accept"), ("1–9", "choose"), ("0", "uncode"), ("C", "correct"), ("X", "strike"), ("S", "skip")]
HELP += [("U", "undo"), ("J", "next"), ("K", "before"), ("D", "download"), ("?", "help")]


def queue_page(
    table: pd.DataFrame,
    lang: str = "zh",
    files: str | PathLike[str] | None = None,
    data_dir: DataDir = None,
) -> str:
    """Write a page of what waits, to go through with the keyboard, that gathers decisions to be downloaded.

    What `add` takes of it is a table of decisions, ``decisions-….csv``; the page itself writes nothing anywhere.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `queue`.
    lang : str
    files : path-like, optional
        Folder of the published files, for the pictures of what was read from pictures.
    data_dir : path-like or Data, optional
        The data that it is of, for the names of their indicators.

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
    acts = [row["decide"] for row in rows if row["decide"]]
    return templates.get_template("queue.html").render(
        say=say,
        lang=html_lang(lang),
        rows=rows,
        kinds=[(kind, say("kind", kind), kinds[kind]) for kind in kinds],
        total=_said_total(total, len(rows), say),
        acts=bool(acts),
        # What was gathered is kept by what the page is of, so that another page takes nothing of it up.
        key=sha256("\n".join(acts).encode()).hexdigest()[:16],
        words=_said_by_script(say) if acts else "",
        indicators=_named(lang, data_dir) if acts else [],
        fields=READ,
        others=OTHERS,
        help=HELP,
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
    )


def _said_total(total: int, shown: int, say: Any) -> str:
    if not total:
        return say("head", "none")
    return say("head", "all", total=total) if total == shown else say("head", "more", total=total, shown=shown)


def _said_by_script(say: Any) -> str:
    """Return what the page's script says, each with its room for values left as it is."""
    room = {name: f"{{{name}}}" for name in ROOM}
    words = {name: say("key", name, **room) for name in SAID}
    words |= {f"field_{name}": say("field", name) for name in (*READ, *OTHERS)}
    words |= {"comma": say("head", "comma"), "columns": ",".join(COLUMNS)}
    words |= {"formula": "".join(FORMULA), "formula_in_words": "".join(FORMULA_IN_WORDS)}
    return json.dumps(words, ensure_ascii=False)


def _named(lang: str, data_dir: DataDir) -> list[tuple[str, str]]:
    """Return the indicators and what they are called."""
    return list(load_indicators(open_data(data_dir))[f"name_{lang}"].items())


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
    decide = _decided_by(row)
    return {
        **row,
        **_parted(row),
        "decide": json.dumps(decide, ensure_ascii=False) if decide else "",
        "acts": _keys(decide),
        "head": head_of(row, lang),
        "folder": folder_of(row["file"]),
        "same": [{**each, **_parted(each)} for each in row["same"]],
        "start": None if pd.isna(row["start"]) else row["start"],
        "weight": f"{row['weight']:g}",
        "linked": bool(row["url"]) and is_official(row["url"]),
        "picture": pictures.of(row),
    }


def _decided_by(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page's script needs to write decisions on a row; nothing of what takes a command."""
    if row["kind"] not in ("figure", "finding") or pd.isna(row["year"]):
        return {}
    of = {"place_code": row["place_code"], "year": int(row["year"])}
    if row["kind"] == "figure":
        figure = of | _target(row)
        return {
            "figure": figure,
            "same": [{"place_code": each["place_code"], "year": each["year"], **_target(each)} for each in row["same"]],
            "accepted": [figure],
            "accept": "accepted",
            "candidates": row["candidates"],
            "alone": True,
        }
    involved = [of | _target(each) for each in row["involved"] or []]
    # A warning is looked at; an error is said of the figures themselves.
    is_read = list(row["reasons"]) == ["audit-warning"]
    if not is_read and not involved:
        return {}
    return {
        "figure": involved[0] if involved else None,
        "same": [],
        "accepted": [of | {"figure": 0}] if is_read else involved,
        "accept": "read" if is_read else "accepted",
        "candidates": [],
        "alone": False,
    }


def _target(row: Mapping[str, Any]) -> dict[str, Any]:
    start = row["start"]
    return {
        "figure": int(row["figure"]),
        "surface": row["surface"],
        "start": None if pd.isna(start) else int(start),
        "read": row["read"],
    }


def _keys(decide: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the keys that do something of a row, and what they do."""
    if not decide:
        return []
    accept = "accept_all" if decide["same"] else "accept" if decide["accept"] == "accepted" else "seen"
    keys = [("A", accept)]
    if decide["figure"]:
        keys.append(("C", "correct"))
    if decide["alone"]:
        keys += [("0", "uncode")] * bool(decide["figure"]["read"]["indicator"]) + [("X", "strike")]
    return [*keys, ("S", "skip")]


def _parted(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a sentence in three: up to the number that it is about, the number, and what follows."""
    begin, end = row["mark"] or (0, 0)
    sentence = row["sentence"]
    return {"before": sentence[:begin], "number": sentence[begin:end], "after": sentence[end:]}
