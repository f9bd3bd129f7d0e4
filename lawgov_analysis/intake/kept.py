"""Kept: what persons wrote and decided of a report stays when it is read anew."""

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from ..decisions import decisions_between, load_decisions, overlay
from ..decisions.deciding import now as now_utc
from ..decisions.store import decisions_csv, decisions_file, with_rows, with_state
from ..documents import parse_report
from ..extraction import extract_figures
from ..paths import command, shown_path
from ..tables import Data, figures_csv
from ..tables.drafted import digest
from .staged import IN_THE_TEXT
from .store import Row

# Who decided what was changed in a table by hand, as far as anybody knows.
BY, WHY = "数据表", "重读前已在表中改过 (changed in the table by hand)"
# More rows of a table than these are not struck out by one who corrects it: it was cut short.
FEW, LARGE_PART = 3, 0.2
WRITTEN = ("text_zh", "text_en", "cause")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Laid:
    """A table of figures with what persons decided.

    Attributes
    ----------
    figures : str
        As CSV.
    decisions : str
        As CSV, ``""`` where there are none.
    lost : tuple of (str, str)
        Why what a person wrote cannot be laid over it, by the reason and in words; nothing may be written then.
    made : int
        How many decisions were made of what was changed in the table by hand.
    held, waiting : int
        How many decisions it has, and how many wait because they do not fit it.
    """

    figures: str
    decisions: str = ""
    lost: tuple[str, ...] = ()
    made: int = 0
    held: int = 0
    waiting: int = 0


def lay_decisions(read: str, text: str, key: tuple[str, int], text_before: str, is_drafted: bool, data: Data) -> Laid:
    """Lay what persons decided over a reading; what they changed in the table itself becomes decisions first.

    Parameters
    ----------
    read, text : str
        The figures as they are read, as CSV, and the text that they are read from.
    key : (str, int)
        Of the report.
    text_before : str
        The text of the table that is there, ``""`` where it is not at hand.
    is_drafted : bool
        Whether nobody changed that table since the program wrote it.
    data : Data

    Raises
    ------
    BadTable
        When that table, or that of the decisions, breaks a rule.
    """
    files = data.files("figures", f"{key[0]}-{key[1]}")
    has_decisions = decisions_file(f"{key[0]}-{key[1]}", data).is_file()
    if not has_decisions and (is_drafted or not files):
        return Laid(read)
    decisions = load_decisions(*key, data)
    reading, made = _table(read, data), 0
    if files and not is_drafted:
        # Once as the data are read: a table that is cut short is no correction.
        data.read("figures", files)
        now = data.read("figures", files, draft=True)
        if text_before and text_before != text:
            before = extract_figures(parse_report(text_before, place=key[0], year=key[1], data_dir=data), data)
            before = overlay(before, text_before, decisions, data).figures
        elif text_before or not len(now) or now["start"].isna().all():
            before = overlay(reading, text, decisions, data).figures
        else:
            return Laid(
                "", lost=("two-texts", "the table was edited by hand, and the text that it is of is not at hand")
            )
        lacking = len(before) - len(now)
        if lacking > max(FEW, LARGE_PART * len(before)):
            said = f"{shown_path(files[0])}: lacks {lacking} of {len(before)} figures that are read; if they are none"
            return Laid("", lost=("bad-table", f"{said}, strike them out by {command()} decide, else remove the table"))
        changed = decisions_between(before, now, text_before or text, BY, WHY, now_utc())
        had = len(decisions)
        decisions = with_rows(decisions, changed)
        made = len(decisions) - had
    laid = overlay(reading, text, decisions, data)
    return Laid(
        figures_csv(laid.figures),
        decisions_csv(with_state(decisions, laid.decisions)),
        made=made,
        held=laid.held,
        waiting=len(laid.waiting),
    )


def _table(content: str, data: Data) -> pd.DataFrame:
    with TemporaryDirectory() as folder:
        file = Path(folder, "figures.csv")
        file.write_bytes(content.encode("utf-8"))
        return data.read("figures", [file], draft=True)


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
