"""A trial: rules of some data and the sentences that they are tried by, each read once."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from ..extraction.indicator import Coder
from ..extraction.record import Figure
from ..paths import shown_path
from ..tables import load_indicators
from ..tables.folder import Data
from ..tables.read import records
from .sentences import BadExample, Sentences

# A pattern that is found nowhere.
NOTHING = "(?!)"
#: The column of a row that something is wrong with, and what, in Chinese.
Fault = tuple[str, str]


class Row(NamedTuple):
    """Where a row of a table stands."""

    table: str
    line: int


class Trial:
    """All rules of some data and the sentences that they are tried by.

    Parameters
    ----------
    data : Data
    """

    def __init__(self, data: Data) -> None:
        self.data, self.sentences = data, Sentences(data)
        self.names = {**load_indicators(data)["name_zh"].to_dict(), "": "不编码"}
        self._tables: dict[str, list[Any]] = {}

    def table(self, name: str) -> list[Any]:
        """Return the rows of a table."""
        if name not in self._tables:
            self._tables[name] = records(self.data.table(name))
        return self._tables[name]

    def rows(self, name: str) -> list[Row]:
        """Return where each row of a table stands."""
        return [Row(name, line) for line in range(2, len(self.table(name)) + 2)]

    def at(self, row: Row) -> Any:
        """Return a row."""
        return self.table(row.table)[row.line - 2]

    def file(self, name: str) -> str:
        """Return the file of a table, as messages show it."""
        return shown_path(self.data.files(name)[0])

    def figure(self, row: Any, column: str) -> Any:
        """Return the figure in braces of a cell, saying what is wrong with the braces; None without one."""
        text = getattr(row, column)
        if not text:
            return None
        try:
            return self.sentences.marked(text)
        except BadExample as error:
            yield column, str(error)
            return None

    def at_level(self, figure: Figure, level: str) -> str:
        """Return the code of a figure in the report of a level."""
        return Coder(level, self.data).code(figure.evidence, figure.quantity.unit).indicator if figure.evidence else ""

    def decided(self, figure: Figure) -> int:
        """Return the number of the rule that a figure is coded by, or left uncoded by; 0 where none is."""
        coding = figure.coding
        if coding.by == "kind":
            # The rule is that of its total.
            return 0
        is_left = bool(coding.matches) and not coding.matches[0].indicator
        return self.leading(figure) if coding.indicator or is_left else 0

    def leading(self, figure: Figure) -> int:
        """Return the number of the rule with the most evidence, whether or not it is enough; 0 where none fits."""
        first = next(iter(figure.coding.matches), None)
        return first.pattern if first else 0

    def coded(self, figure: Figure) -> str:
        """Return the indicator of a figure, and the rule that decided it."""
        rule = self.rule_names.get(self.decided(figure))
        return self.named(figure.coding.indicator) + (f"（{rule}）" if rule else "")

    def named(self, indicator: str) -> str:
        """Return the name and the id of an indicator."""
        return f"{self.names.get(indicator, '')} {indicator}".strip()

    def expanded(self, cell: str) -> list[str]:
        """Return the words of a cell, of a set those that are in it."""
        return [
            word
            for name in cell.split("|")
            for word in ([r.word for r in self.table("exclusions") if r.set == name[1:]] if name[:1] == "@" else [name])
        ]

    @cached_property
    def rule_names(self) -> dict[int, str]:
        """The name of each rule, by its number."""
        return {row.pattern: row.name for row in self.table("patterns")}

    @cached_property
    def indicators(self) -> dict[int, str]:
        """The indicator of each rule, by its number."""
        return {row.pattern: row.indicator for row in self.table("patterns")}

    @cached_property
    def users(self) -> dict[str, list[int]]:
        """The numbers of the rules that name each set."""
        users: dict[str, list[int]] = {}
        for row in self.table("patterns"):
            for word in row.never.split("|"):
                if word.startswith("@"):
                    users.setdefault(word[1:], []).append(row.pattern)
        return users

    @cached_property
    def levels(self) -> set[str]:
        """The sets that recodings name."""
        cells = [cell for row in self.table("recodings") for cell in (row.level, row.unless)]
        return {word[1:] for cell in cells for word in cell.split("|") if word.startswith("@")}


def missing(row: Any, *columns: str, instead: str = "") -> Iterator[Fault]:
    """Say of a rule that it has no example, and which other columns are empty that must not be."""
    if not row.example and not (instead and getattr(row, instead)):
        yield "example", "没有例句"
    for column in columns:
        if not getattr(row, column):
            yield column, "没有说明"


def own_words(rule: Any) -> list[str]:
    """Return the words that keep a figure from a rule, but for those of sets, which others name too."""
    return [word for word in rule.never.split("|") if word and not word.startswith("@")]


def finds(kind: str, words: str, phrase: str) -> bool:
    """Return whether words of the audit, of relations or of scopes are found in a phrase, of two patterns the first."""
    if kind in ("pattern", "couples"):
        return bool(re.search(words.partition("~")[0] if kind == "couples" else words, phrase))
    split: Sequence[str] = list(words) if kind == "letters" else re.split(r"[|~ ]", words)
    return any(word in phrase for word in split)


class ReadBy(NamedTuple):
    """How a text is read by word lists.

    Attributes
    ----------
    shown : str
        In short, as the column ``reads`` of their rows has it.
    told : str
        With all that their words tell.
    """

    shown: str
    told: str


def try_word_list(trial: Trial, table: str, row: Any, read: Callable[[str, Data, Data], ReadBy]) -> Iterator[Fault]:
    """Try words of a list: its example is read as the row says because of them, and `unlike` has none of them.

    Parameters
    ----------
    trial : Trial
    table : str
        The list.
    row : row of the list
    read : callable
        Of a text, the data and those data whose words are tried.
    """
    yield from missing(row, "note")
    others = trial.data.with_tables({table: _without(trial.data.table(table), row)})
    now = read(row.example, trial.data, trial.data)
    if now.shown != row.reads:
        yield "example", f"应读作“{row.reads}”，实为“{now.shown}”"
    elif read(row.example, trial.data, others) == now:
        yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
    if row.unlike and finds(row.kind, row.words, row.unlike):
        yield "unlike", "不应含有这一行的词"


def _without(words: pd.DataFrame, row: Any) -> pd.DataFrame:
    """Return word lists of which one row finds nothing."""
    mine = (words["role"] == row.role) & (words["words"] == row.words)
    nothing = f"{NOTHING}~{NOTHING}" if row.kind in ("pairs", "couples") else NOTHING
    kind = "pattern" if row.kind == "words" else row.kind
    return words.assign(kind=words["kind"].mask(mine, kind), words=words["words"].mask(mine, nothing))
