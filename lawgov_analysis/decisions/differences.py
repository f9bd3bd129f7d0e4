"""Differences: what a table that a person made says otherwise than a reading, as decisions."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from .anchors import Anchor, Words, closed_text
from .laying import FIELDS, IS_FIGURE, NAMING, NO, NUMBERS, YES, cell_said, referred, row_said
from .store import table_of

#: What a figure that was missed says even where it is nothing: the reading has it otherwise by default.
ALWAYS = ("section", "measure", "value", "bound", "period", "basis")


def match_rows(old: pd.DataFrame, new: pd.DataFrame) -> dict[int, int]:
    """Match the rows of two tables of one report.

    By place in the text and surface; where the text moved, by surface and value in their order.

    Parameters
    ----------
    old, new : pandas.DataFrame
        With the columns `FIGURE_COLUMNS`.

    Returns
    -------
    dict of int
        {row of old: row of new}, of those that have one.
    """

    def keys(table: pd.DataFrame, *columns: str) -> dict[int, tuple]:
        rows = zip(*(table[column] for column in columns), strict=True)
        return {row: key for row, key in enumerate(rows) if not pd.isna(key[0])}

    by_span = {key: there for there, key in keys(new, "start", "surface").items()}
    spans = keys(old, "start", "surface").items()
    matched: dict[int, int] = {here: by_span[key] for here, key in spans if key in by_span}
    for columns in (("surface", "value"), ("value", "unit"), ("start",)):
        taken = set(matched.values())
        left: dict[int, tuple] = {here: key for here, key in keys(old, *columns).items() if here not in matched}
        right: dict[int, tuple] = {there: key for there, key in keys(new, *columns).items() if there not in taken}
        heres: list[int] = list(left)
        theres: list[int] = list(right)
        matcher = SequenceMatcher(None, list(left.values()), list(right.values()), autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            matched |= dict(zip(heres[a : a + size], theres[b : b + size], strict=True))
    return matched


def decisions_between(
    reading: pd.DataFrame, table: pd.DataFrame, text: str, by: str, reason: str, on: str
) -> pd.DataFrame:
    """Return what a table says otherwise than a reading of the same text as decisions.

    Parameters
    ----------
    reading : pandas.DataFrame
        As from `extract_figures`.
    table : pandas.DataFrame
        What a person made of it: cells changed, rows struck out, rows added.
    text : str
        Which the offsets count in; ``""`` where it is not at hand.
    by, reason, on : str
        Who, why, and when (ISO 8601, to the second).

    Returns
    -------
    pandas.DataFrame
        Rows for `add_decisions`: laid over the reading they give the table. Empty where nothing differs.
    """
    told = Told(reading, table, text, by, reason, on)
    return table_of(told.rows())


class Told:
    """What a person decided of the figures of a reading, as rows of decisions.

    Parameters
    ----------
    reading, table, text, by, reason, on
        As of `decisions_between`.
    of_text : str
        The first digits of the text's SHA-256, where only they are known.
    """

    def __init__(
        self, reading: pd.DataFrame, table: pd.DataFrame, text: str, by: str, reason: str, on: str, of_text: str = ""
    ) -> None:
        self.words, self.of_text = Words(text), of_text
        self.reading, self.table = reading.to_dict("records"), table.to_dict("records")
        self.pairs = _same_spans(match_rows(reading, table), self.reading, self.table)
        self.anchors: dict[tuple[int, int], Anchor] = {}
        self.about = {"by": by, "on": on, "reason": reason}

    def rows(self) -> list[dict[str, Any]]:
        """Return the decisions, in the order of the reading, what was missed behind it."""
        rows = []
        numbers = {self.table[there]["figure"]: self.reading[here]["figure"] for here, there in self.pairs.items()}
        taken = {int(row["figure"]) for row in self.reading}
        for there, row in enumerate(self.table):
            if there not in self.pairs.values():
                number = int(row["figure"])
                if number in taken:
                    number = max(taken) + 1
                taken.add(number)
                numbers[row["figure"]] = number
        for here, row in enumerate(self.reading):
            if here not in self.pairs:
                rows.append(self.of(row, IS_FIGURE, NO, row_said(row, self.reading)))
                continue
            other = self.table[self.pairs[here]]
            for name in FIELDS:
                was, value = cell_said(row[name]), cell_said(other[name])
                if name in NAMING:
                    now = _renumbered(value, numbers)
                    if now != was:
                        rows.append(self.of(row, name, now, was, self.refers(value, numbers)))
                elif was != value:
                    rows.append(self.of(row, name, value, was))
        for there, row in enumerate(self.table):
            if there in self.pairs.values():
                continue
            mine = {**row, "figure": numbers[row["figure"]]}
            rows.append(self.of(mine, IS_FIGURE, YES, ""))
            for name in FIELDS:
                value = cell_said(row[name])
                if name in NAMING and value:
                    rows.append(self.of(mine, name, _renumbered(value, numbers), "", self.refers(value, numbers)))
                elif value or name in ALWAYS:
                    rows.append(self.of(mine, name, value, ""))
        return rows

    def of(self, row: Mapping[str, Any], name: str, value: str, was: str, refers: str = "") -> dict[str, Any]:
        """Return one decision of a figure, with its anchor."""
        anchor = self.anchor(row)
        return {
            "place_code": row["place_code"],
            "year": int(row["year"]),
            "figure": int(row["figure"]),
            "field": name,
            "value": value,
            "was": was,
            "confidence": row.get("confidence"),
            **self.about,
            "surface": anchor.surface,
            "before": anchor.before,
            "after": anchor.after,
            "start": anchor.start,
            "text": anchor.text,
            "around": anchor.around,
            "rival": anchor.rival,
            "twins": anchor.twins,
            "measure": row["measure"],
            "refers": refers,
        }

    def anchor(self, row: Mapping[str, Any]) -> Anchor:
        """Return where a figure stands; of one whose text is not at hand what its table says of that."""
        surface = closed_text(row["surface"])
        placed = not (pd.isna(row["start"]) or pd.isna(row["end"]))
        start, end = (int(row["start"]), int(row["end"])) if placed else (0, 0)
        if surface and closed_text(self.words.text[start:end]) == surface:
            if (start, end) not in self.anchors:
                self.anchors[start, end] = self.words.anchor(start, end)
            return self.anchors[start, end]
        like = [
            other
            for other in (*self.reading, *self.table)
            if (closed_text(other["surface"]), other["measure"]) == (surface, row["measure"])
        ]
        rival = 1.0 if len({(other["figure"], cell_said(other["start"])) for other in like}) > 1 else 0.0
        return Anchor(surface, start=start if placed else None, text=self.of_text, rival=rival)

    def refers(self, value: str, numbers: Mapping[Any, Any]) -> str:
        """Return where the figures stand that a value of the table names."""
        rows = {int(row["figure"]): row for row in self.table}
        return "|".join(
            referred(int(numbers.get(int(number), int(number))), self.anchor(rows[int(number)]))
            if int(number) in rows
            else number
            for number in NUMBERS.findall(value)
        )


def _same_spans(
    matched: Mapping[int, int], reading: list[dict[str, Any]], table: list[dict[str, Any]]
) -> dict[int, int]:
    """Keep the pairs that are of the same words: another span is one figure struck out and another missed."""
    return {
        here: there
        for here, there in matched.items()
        if closed_text(reading[here]["surface"]) == closed_text(table[there]["surface"])
        and (
            cell_said(reading[here]["start"]) == cell_said(table[there]["start"])
            or "" in (cell_said(reading[here]["start"]), cell_said(table[there]["start"]))
        )
    }


def _renumbered(value: str, numbers: Mapping[Any, Any]) -> str:
    return re.sub(r"\d+", lambda number: str(numbers.get(int(number[0]), number[0])), value)
