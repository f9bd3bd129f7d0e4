"""Words: the word lists of the audit."""

import re
from pathlib import Path

from ..errors import BadTable, nearest
from ..paths import shown_path
from ..tables import Data

# Of the kinds that are no pattern: what each part of a cell is.
FORMS = {"list": ("names", "[a-z0-9_]+"), "pairs": ("pairs of words with ~ between them", "[^~]+~[^~]+")}


class AuditWords(dict[str, str]):
    """The word lists of the audit, {role: alternatives of a regular expression}.

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


def audit_words(data: Data) -> AuditWords:
    """Return the word lists of the audit."""
    return data.made(_words)


def _words(data: Data) -> AuditWords:
    table, (file,) = data.table("audit_words"), data.files("audit_words")
    faults = [
        f"{shown_path(file)}:{line}:words: must be {FORMS[kind][0]}, separated by |, got “{part}”"
        for line, (kind, words) in enumerate(zip(table["kind"], table["words"], strict=True), 2)
        if kind in FORMS
        for part in words.split("|")
        if not re.fullmatch(FORMS[kind][1], part)
    ]
    if faults:
        raise BadTable(faults)
    return AuditWords(table.set_index("role")["words"].to_dict(), file)
