"""Word lists: tables of a role in each row, with its words as a pattern, pairs, groups or a list."""

import re
from pathlib import Path

from ..errors import BadTable, nearest
from ..paths import shown_path
from .folder import Data

# Of the kinds that are no pattern: what each part of a cell is.
FORMS = {"list": ("names", "[a-z0-9_]+"), "pairs": ("pairs of words with ~ between them", "[^~]+~[^~]+")}


class WordLists(dict[str, str]):
    """The word lists of a table, {role: alternatives of a regular expression}.

    Parameters
    ----------
    words : dict of str
    file : pathlib.Path
        The table that they are of, which is said to lack a role that is asked for.
    """

    def __init__(self, words: dict[str, str], file: Path) -> None:
        super().__init__(words)
        self._file = file

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
    faults = [
        f"{shown_path(file)}:{line}:words: must be {FORMS[kind][0]}, separated by |, got “{part}”"
        for line, (kind, words) in enumerate(zip(table["kind"], table["words"], strict=True), 2)
        if kind in FORMS
        for part in words.split("|")
        if not re.fullmatch(FORMS[kind][1], part)
    ]
    if faults:
        raise BadTable(faults)
    return WordLists(table.set_index("role")["words"].to_dict(), file)
