"""The queue: what waits for a person over all reports, the worst first; ``lawgov queue``."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ..presentation import check_language
from ..tables import DataDir, find_place, open_data
from ..text.terminal import columns_of, cut_to, folded, harmless, one_line, padded
from .queue_items import gather, together
from .queue_rows import describe, head_of, queue_words

# How many columns of a console a row of the list takes where its width is not known.
WIDTH, NARROWEST = 100, 40
# How many are listed in a console and on a page where nobody says.
LISTED, PAGED = 50, 500
# Of the commands that settle a row, as many as stand in a list.
COMMANDS = 4
LABELS = ("why", "sentence", "understood", "candidates", "settle", "commands")


def queue(
    place: str | int | None = None, limit: int | None = None, lang: str = "zh", data_dir: DataDir = None
) -> pd.DataFrame:
    """List what waits for a person over all reports, the worst first.

    Parameters
    ----------
    place : str, optional
        Only what is of this place: a code, slug or name.
    limit : int, optional
        Only so many. The texts of the rest are not read, so that a short list of many reports is quick.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a thing that waits: ``kind`` (file, figure, decision, statement or finding), ``place_code``, ``place``,
        ``year``, ``figure`` (its number; none of the statements of a report, which wait together),
        ``file``, ``reasons`` (a list of ids of
        ``data/rules/queue/reasons.csv`` and ``data/rules/intake/reasons.csv``), ``why`` (the same in words, with what
        is known besides), ``weight`` (how much harm it would do if it were printed wrong, 0 to 100), ``sentence``,
        ``mark`` (where in it the number begins and ends; empty where the text is not at hand), ``surface`` (as
        printed), ``start`` (where in the text), ``url``, ``understood`` (what was read, in words), ``candidates`` (a
        list of dict with ``code`` and ``name``), ``settle`` (what to do, in words), ``commands`` (a list of dict with
        ``does`` and ``run``), ``source`` and ``source_sha256`` (the file that it was read from), ``page`` and ``box``
        (of a figure from a picture), ``same`` (of figures in the same words and the same doubt in other reports, which
        are one row: a list of dict with ``place_code``, ``place``, ``year``, ``figure``, ``surface``, ``start``,
        ``sentence``, ``mark`` and ``read``; a command then has one line for each), ``read`` (of a figure a dict of what
        its table has: ``indicator``, ``measure``, ``value`` and ``unit``, as text), ``involved`` (of a finding each of
        its figures: ``figure``, ``surface``, ``start`` and ``read``). Of a file that waits ``sentence``
        is its title and the first line of its text, and where two texts claim one report, the first sentence of each
        that the other has not.
        ``attrs["total"]`` is how many there are without `limit`.

    Raises
    ------
    UnknownPlace, BadTable
    BadParameter
        When `lang` is neither.

    Examples
    --------
    >>> waiting = queue("横沥镇")
    >>> list(waiting)[:5], waiting.attrs["total"] == len(waiting)
    (['kind', 'place_code', 'place', 'year', 'figure'], True)
    """
    check_language(lang)
    data = open_data(data_dir)
    code = None if place is None else find_place(place, data).name
    items = together(sorted(gather(data, code, lang), key=lambda item: item.order))
    table = describe(items[:limit], lang, data)
    table.attrs["total"] = len(items)
    return table


def queue_json(table: pd.DataFrame) -> str:
    """Return a queue as JSON: a list of objects, one a thing that waits, with the columns as keys.

    Examples
    --------
    >>> json.loads(queue_json(queue("横沥镇").head(0)))
    []
    """
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return json.dumps(rows, ensure_ascii=False, indent=1)


def queue_text(table: pd.DataFrame, lang: str = "zh", width: int | None = None) -> str:
    """Return a queue as lines of text, each thing that waits with what is to be known of it below.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `queue`.
    lang : str
    width : int, optional
        In columns of a console, 100 when not given; commands and addresses are never cut.

    Returns
    -------
    str

    Examples
    --------
    >>> print(queue_text(queue("横沥镇").head(0)))
    没有等人处理的。
    """
    say, width = queue_words(lang).say, max(width or WIDTH, NARROWEST)
    total = table.attrs.get("total", len(table))
    if not total:
        return say("head", "none")
    labels = {name: say("label", name) for name in LABELS}
    label = max(map(columns_of, labels.values()))
    lines = []
    for number, row in enumerate(table.to_dict("records"), 1):
        lines.append(cut_to(f"{number:>3}. {one_line(harmless(head_of(row, lang)))}", width))
        for name in LABELS:
            for at, said in enumerate(_told(row, name, width - label - 7, say)):
                lines.append(f"     {padded('' if at else labels[name], label)}  {said}")
    shown = len(table)
    lines.append(say("head", "all", total=total) if shown == total else say("head", "more", total=total, shown=shown))
    return "\n".join(lines)


def _told(row: Mapping[str, Any], name: str, width: int, say: Callable[..., str]) -> list[str]:
    """Return the lines of a row under a label."""
    match name:
        case "sentence":
            return _words(row, width, say)
        case "candidates":
            named = say("head", "comma").join(f"{each['name']} {each['code']}" for each in row["candidates"])
            return folded(harmless(named), width) if named else []
        case "settle" if row["kind"] == "figure" and row["commands"]:
            # What each command does says it already.
            return []
        case "commands":
            shown = row["commands"][:COMMANDS]
            does = max((columns_of(each["does"]) for each in shown), default=0)
            return [
                f"{padded('' if at else each['does'], does)}  {run}"
                for each in shown
                for at, run in enumerate(each["run"].splitlines())
            ]
        case _:
            said = one_line(harmless(row[name]))
            return folded(said, width) if said else []


def _words(row: Mapping[str, Any], width: int, say: Callable[..., str]) -> list[str]:
    """Return what a report says there, the number in its marks, or else where it would be found."""
    sentence, url = row["sentence"], [row["url"]] if row["url"] else []
    if sentence and row["mark"]:
        begin, end = row["mark"]
        before, number, after = (one_line(part) for part in (sentence[:begin], sentence[begin:end], sentence[end:]))
        number = f"【{number}】"
        left = max(0, width - columns_of(number))
        # More of what leads up to a number tells what it counts than what follows it.
        ahead = min(columns_of(before), max(2 * left // 3, left - columns_of(after)))
        return [f"{cut_to(before[::-1], ahead)[::-1]}{number}{cut_to(after, left - ahead)}"]
    if sentence:
        lines = sentence.splitlines() if row["kind"] == "file" else [one_line(sentence)]
        return [cut_to(line, width) for line in lines]
    if row["surface"]:
        said = say("where", "no_text", surface=one_line(row["surface"]))
        at = [] if pd.isna(row["start"]) else [say("where", "at", start=row["start"])]
        return [cut_to(" ".join([said, *at]), width), *url]
    return url
