"""Passages of invented reports, each figure marked with what it is: ``{surface|indicator|measure|relation}``.

An indicator or a relation that starts with ``?`` may as well be left out: careful readers differ. A relation may say
what it is to, as printed: ``subset:135件``, ``ratio:12件/129件``; ``growth:`` is one of what the text does not count.
A fifth part says what the surface reads: ``{1.2亿余元|…|…||≥120000000元}``.
"""

import re
from typing import NamedTuple

from helpers import TESTS

FOLDER = TESTS / "passages"
MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)(?:\|([^{}|]*))?\}")


class Marked(NamedTuple):
    """A figure as it is marked in a passage."""

    start: int
    end: int
    surface: str
    indicator: str
    measure: str
    relation: str
    reads: str | None

    @property
    def kind(self):
        """The relation alone."""
        return self.relation.lstrip("?").partition(":")[0]


def related_to(place, marked):
    """Return the places of the figures that a marked relation is to, the nearest of their surface; None if not said."""
    _, said, surfaces = marked[place].relation.partition(":")
    if not said:
        return None
    return [_nearest(surface, place, marked) for surface in surfaces.split("/") if surface]


def _nearest(surface, place, marked):
    others = [other for other, each in enumerate(marked) if each.surface == surface and other != place]
    return max((other for other in others if other < place), default=None) or min(others)


def load_passages():
    """Return [(name, text, marked figures)] of the folder ``passages``."""
    files = sorted(FOLDER.glob("*.txt"), key=lambda file: int(file.stem))
    return [(file.stem, *unmarked(file.read_text(encoding="utf-8"))) for file in files]


def unmarked(passage):
    """Return the text of a passage and its marked figures, with offsets into the text."""
    text, marked, at = "", [], 0
    for mark in MARK.finditer(passage):
        text += passage[at : mark.start()]
        marked.append(Marked(len(text), len(text) + len(mark[1]), *mark.groups()))
        text += mark[1]
        at = mark.end()
    return text + passage[at:], marked
