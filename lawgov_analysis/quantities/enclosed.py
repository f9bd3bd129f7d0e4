"""Numbers in quotes and in titles: “千警进村”, 《清单80条》 count nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from ..text.offsets import Offset
from .quantity import Quantity

LONGEST_SLOGAN = 30
LONGEST_TITLE = 300
QUOTES = re.compile("[“”\n]")
# Marks that do not show which of them opens; what they hold has no comma, or one lost mark would quote the rest.
STRAIGHT_QUOTED = re.compile(r"\"[^\",。;:\n]*+\"|'[^',。;:\n]*+'|‘[^‘’\n]*+’|「[^「」\n]*+」")
STEPS = {
    "quoted": "打造“1个中心”",
    "titled": "按《清单80条》整改",
}


def enclose(plain: str, found: list[Quantity]) -> None:
    """Class what stands in 《…》 as title, and in a short “…” as slogan, except rates and stated zeros."""
    starts = [quantity.start for quantity in found]
    for i in _inside(starts, find_quotes(plain)):
        inside = found[i]
        if inside.kind in ("figure", "idiom") and inside.unit != "%" and inside.value != 0:
            found[i] = replace(inside, kind="slogan", rule="quoted")
    for i in _inside(starts, find_titles(plain)):
        found[i] = replace(found[i], kind="title", rule="titled")


def find_quotes(plain: str) -> list[tuple[Offset, Offset]]:
    """Return the spans of short quotes “…”, marks included, in the order of the text.

    Quotes typed the wrong way round, ”…“, are quotes too where they hold no comma: between the two quotes of
    ``”一窗受理“,办件30件,”网上办“`` stands none.

    Examples
    --------
    >>> text = "实施”千警进村“,走访30户,打造“1个中心”"
    >>> [text[start:end] for start, end in find_quotes(text)]
    ['”千警进村“', '“1个中心”']
    """
    has_straight = any(mark in plain for mark in "\"'‘「")
    straight = STRAIGHT_QUOTED.finditer(plain) if has_straight else ()
    spans = [(Offset(match.start()), Offset(match.end())) for match in straight]
    opened = None
    for mark in QUOTES.finditer(plain):
        if opened is None or mark[0] == "\n":
            opened = None if mark[0] == "\n" else mark
        elif mark[0] == opened[0]:
            opened = mark
        elif mark[0] == "”" or not re.search("[,。;:]", plain[opened.end() : mark.start()]):
            spans.append((Offset(opened.start()), Offset(mark.end())))
            opened = None
        else:
            opened = mark
    return sorted(span for span in spans if span[1] - span[0] <= LONGEST_SLOGAN + 2)


def find_titles(plain: str) -> list[tuple[Offset, Offset]]:
    """Return the spans of 《…》 with what they nest; one that is never closed is none."""
    spans: list[tuple[Offset, Offset]] = []
    depth = opened = 0
    for mark in re.finditer("[《》]", plain):
        if mark[0] == "《":
            if depth == 0 or mark.start() - opened > LONGEST_TITLE:
                depth, opened = 0, mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and mark.end() - opened <= LONGEST_TITLE:
                spans.append((Offset(opened), Offset(mark.end())))
    return spans


def _inside(starts: list[Offset], spans: list[tuple[Offset, Offset]]) -> Iterator[int]:
    """Yield the places of the numbers that begin inside one of the spans."""
    for start, end in spans:
        yield from range(bisect_left(starts, start), bisect_left(starts, end))
