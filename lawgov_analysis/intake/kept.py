"""Kept: what persons wrote and decided of a report stays when it is read anew."""

import re

from ..tables import Data
from .staged import IN_THE_TEXT
from .store import Row, digest

WRITTEN = ("text_zh", "text_en", "cause")
SPACE = re.compile(r"\s+")


def lay_over_table(read: str, table: str, text: str, is_same_text: bool, data: Data) -> str:
    """Return the table of figures to write where a person changed the one that is there: for now that one."""
    return table


def kept_statements(new: list[Row], old: list[Row], drafted: list[str], text: str, text_before: str) -> list[Row]:
    """Return the statements of a report that is read anew, with what a person wrote of them.

    Parameters
    ----------
    new, old : list of dict
        As they are read now, and as they stand in the table.
    drafted : list of str
        The digest of them as the program wrote them last; where it is another, a person changed them.
    text, text_before : str
        The text that they are read from, and the one before.

    Returns
    -------
    list of dict
        Those of a person as they are, found again by their words; beside them what was read and he did not have.

    Examples
    --------
    >>> old = [{"statement": "1", "kind": "plan", "start": "0", "end": "4", "text_zh": "办班。"}]
    >>> new = [{"statement": "1", "kind": "plan", "start": "2", "end": "6", "text_zh": ""}]
    >>> [row["text_zh"] for row in kept_statements(new, old, [], "前言举办培训", "举办培训")]
    ['办班。']
    """
    if not old or drafted == [digest(old)]:
        return new
    if text == text_before or not text_before:
        return old
    by_words = {(row["kind"], _words(row, text)): row for row in new}
    kept, lost = [dict(row) for row in new], []
    at = {row["statement"]: row for row in kept}
    for row in old:
        again = by_words.get((row["kind"], _words(row, text_before)))
        if again is not None:
            wrote = {name: row[name] for name in WRITTEN if row.get(name) and row[name] != IN_THE_TEXT}
            at[again["statement"]].update(wrote)
        elif row.get("text_zh") or row.get("text_en"):
            # Its words are gone; what was written of them stays for a person to judge.
            lost.append({**row, "start": "", "end": "", "answers": ""})
    for number, row in enumerate(lost, len(kept) + 1):
        kept.append({**row, "statement": str(number)})
    return kept


def kept_items(new: list[Row], old: list[Row], drafted: list[str]) -> list[Row]:
    """Return the items of a report that is read anew; the answers of a person stay.

    Examples
    --------
    >>> kept_items([{"item": "a", "answer": "no"}, {"item": "b", "answer": "no"}], [{"item": "a", "answer": "yes"}], [])
    [{'item': 'a', 'answer': 'yes'}, {'item': 'b', 'answer': 'no'}]
    """
    if not old or drafted == [digest(old)]:
        return new
    answered = {row["item"] for row in old}
    return old + [row for row in new if row["item"] not in answered]


def _words(row: Row, text: str) -> str:
    if not row.get("start") or not row.get("end"):
        return ""
    return SPACE.sub("", text[int(row["start"]) : int(row["end"])])
