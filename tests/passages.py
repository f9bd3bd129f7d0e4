"""Passages of invented reports, each figure marked with what it is: ``{surface|indicator|measure|relation}``.

An indicator that starts with ``?`` may as well be left out: careful readers differ.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("passages")
MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")


class Marked(NamedTuple):
    """A figure as it is marked in a passage."""

    start: int
    end: int
    surface: str
    indicator: str
    measure: str
    relation: str


def load_passages():
    """Return [(name, text, marked figures)] of the folder ``passages``."""
    return [(file.stem, *unmarked(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.txt"))]


def unmarked(passage):
    """Return the text of a passage and its marked figures, with offsets into the text."""
    text, marked, at = "", [], 0
    for mark in MARK.finditer(passage):
        text += passage[at : mark.start()]
        marked.append(Marked(len(text), len(text) + len(mark[1]), *mark.groups()))
        text += mark[1]
        at = mark.end()
    return text + passage[at:], marked
