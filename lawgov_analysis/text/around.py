"""Around: the sentence that a figure stands in, and the words of its bound beside it."""

import re
from typing import Any

STOPS = "。；！？\n"
# The words of a bound that stand before a number and after it, so many letters long at most.
BEFORE = re.compile(
    "(?:不少于|不得少于|不低于|不得低于|不超过|不高于|超过|超出|超|逾|突破|多于|高于|大于|约|接近|将近|近)$"
)
AFTER = re.compile("以上|以下|以内|左右")
LONGEST = 4
ITEM = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,，、])\s*"
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words between the stops around a figure begin and end, spaces at both ends left out.

    Parameters
    ----------
    text : str
        Of the report.
    start, end : int
        Where the figure is.

    Returns
    -------
    tuple of (int, int)

    Examples
    --------
    >>> text = "一、履职。受理信访30件，办结28件。"
    >>> begin, stop = sentence_around(text, 9, 12)
    >>> text[begin:stop]
    '受理信访30件，办结28件。'
    """
    begin = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    stop = min((at for at in (text.find(stop, end) for stop in STOPS) if at >= 0), default=len(text)) + 1
    said = text[begin:stop]
    begin += len(said) - len(said.lstrip())
    return begin, begin + len(said.strip())


def bound_words(text: str, figure: Any) -> str:
    """Return how a figure is printed, with the words of its bound that stand beside it in its text.

    Parameters
    ----------
    text : str
        Of the report, or ``""``.
    figure : namedtuple
        With ``bound``, ``surface``, ``start`` and ``end``.

    Returns
    -------
    str
        Its surface alone where the text is not at hand, where the words are not beside it, or where it has no bound.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> figure = SimpleNamespace(bound="about", surface="550人次", start=5, end=10)
    >>> bound_words("法律咨询近550人次。", figure), bound_words("", figure)
    ('近550人次', '550人次')
    """
    if figure.bound == "exact" or not text or figure.start != figure.start:
        return figure.surface
    start, end = int(figure.start), int(figure.end)
    if text[start:end] != figure.surface:
        return figure.surface
    before, after = BEFORE.search(text[max(start - LONGEST, 0) : start]), AFTER.match(text[end : end + 2])
    return (before[0] if before else "") + figure.surface + (after[0] if after else "")


def opening_words(text: str, most: int = 40) -> str:
    """Return how a passage begins, its item number left out, cut off at a mark.

    Parameters
    ----------
    text : str
    most : int
        How many letters it has at most, where a mark is found among them.

    Returns
    -------
    str
        It ends in an ellipsis where it is cut off.

    Examples
    --------
    >>> opening_words("一是新建公园2个，让群众出门见法。"), opening_words("（二）推行普法，办班2期，建墙9面。", most=10)
    ('新建公园2个，让群众出门见法', '推行普法，办班2期……')
    """
    said = ITEM.sub("", "".join(text.split())).rstrip("。；;.")
    if len(said) <= most:
        return said
    at = max(said.rfind(mark, 0, most + 1) for mark in "，。；,;")
    return said[: at if at > 0 else most] + "……"
