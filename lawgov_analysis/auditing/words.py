"""Words: the word lists of the audit."""

from pathlib import Path

from ..errors import BadTable, nearest
from ..paths import shown_path
from ..tables import Data


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
    return AuditWords(data.table("audit_words").set_index("role")["words"].to_dict(), data.files("audit_words")[0])
