"""Around: the sentence that a figure stands in."""

STOPS = "。；！？\n"


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
