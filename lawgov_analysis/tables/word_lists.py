"""Word lists: tables of a role in each row, with its words as they are, as a pattern, pairs, groups or a list."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from ..errors import BadTable, nearest
from ..paths import shown_path
from .checks import regex_fault
from .folder import Data

# Of the kinds that are no pattern: what each part of a cell is, and the sign between parts.
FORMS = {
    "words": ("words, separated by |", r"[^\W\d_]+", "|"),
    "list": ("names, separated by |", "[a-z0-9_]+", "|"),
    "pairs": ("pairs of words with ~ between them, separated by |", "[^~]+~[^~]+", "|"),
    "couples": ("two patterns with ~ between them", "[^~]+~[^~]+", None),
}
# What is spoken of, and another pattern that its words stand with or against.
Couple: TypeAlias = tuple[re.Pattern[str], re.Pattern[str]]


class _Patterns(dict[str | tuple[str, Callable[[str], str]], re.Pattern[str]]):
    """The patterns of word lists: one that is asked for often is found at once."""

    def __init__(self, lists: "WordLists") -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, key: str | tuple[str, Callable[[str], str]]) -> re.Pattern[str]:
        role, form = (key, str) if isinstance(key, str) else key
        made = self[key] = re.compile(form("|".join(self._lists.rows(role, "words", "pattern"))))
        return made


class WordLists(dict[str, str]):
    """The word lists of a table, {role: its words}; the rows of one role are alternatives.

    Parameters
    ----------
    rows : iterable of tuple
        Role, kind and words of each row.
    file : pathlib.Path
        The table that they are of, which is said to lack a role that is asked for.

    Attributes
    ----------
    patterns : dict of re.Pattern
        Each compiled once: of a role, or of a role and a function that makes the whole pattern of its words, where
        these are a part of it: ``patterns["held", "(?:{})$".format]``.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str]], file: Path) -> None:
        self._rows: dict[str, list[tuple[str, str]]] = {}
        for role, kind, words in rows:
            self._rows.setdefault(role, []).append((kind, words))
        super().__init__({role: "|".join(words for _, words in rows) for role, rows in self._rows.items()})
        self._file = file
        self.patterns = _Patterns(self)
        self._pairs: dict[str, tuple[tuple[str, str], ...]] = {}
        self._couples: dict[str, tuple[Couple, ...]] = {}

    def rows(self, role: str, *kinds: str) -> list[str]:
        """Return the words of each row of a role, which must be of one of these kinds.

        Raises
        ------
        BadTable
            When they are of another, or no row is of the role.
        """
        if role not in self:
            self.__missing__(role)
        if other := next((kind for kind, _ in self._rows[role] if kind not in kinds), ""):
            wanted = " or ".join(kinds)
            raise BadTable([f"{shown_path(self._file)}: the role {role} must be of the kind {wanted}, got “{other}”"])
        return [words for _, words in self._rows[role]]

    def pairs(self, role: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of words of a role."""
        if (made := self._pairs.get(role)) is None:
            pairs = (pair.split("~") for row in self.rows(role, "pairs") for pair in row.split("|"))
            made = self._pairs[role] = tuple((one, other) for one, other in pairs)
        return made

    def couples(self, role: str) -> tuple[Couple, ...]:
        """Return the two patterns of each row of a role, compiled once."""
        if (made := self._couples.get(role)) is None:
            couples = (row.split("~") for row in self.rows(role, "couples"))
            made = self._couples[role] = tuple((re.compile(one), re.compile(other)) for one, other in couples)
        return made

    def __missing__(self, role: str) -> str:
        near = nearest(role, self, 1)
        hint = f"; the nearest is {near[0]}" if near else ""
        raise BadTable([f"{shown_path(self._file)}: has no row of the role {role}{hint}"])


def word_lists(data: Data, name: str) -> WordLists:
    """Return the word lists of a table, read once for its data.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> word_lists(open_data(), "relation_words")["rest"]
    '^(?:其中)?(?:其他|其它|其余)'
    """
    return data.made(_read, name)


def _read(data: Data, name: str) -> WordLists:
    table, (file,) = data.table(name), data.files(name)
    faults: list[str] = []
    for line, (kind, words) in enumerate(zip(table["kind"], table["words"], strict=True), 2):
        said, form, sign = FORMS.get(kind, ("", ".*", None))
        for part in words.split(sign) if sign else [words]:
            if not re.fullmatch(form, part) or (kind == "couples" and any(map(regex_fault, part.split("~")))):
                faults.append(f"{shown_path(file)}:{line}:words: must be {said}, got “{part}”")
    if faults:
        raise BadTable(faults)
    return WordLists(zip(table["role"], table["kind"], table["words"], strict=True), file)
