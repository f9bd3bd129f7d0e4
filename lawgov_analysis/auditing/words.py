"""Words: the word lists of the audit."""

from ..tables import Data, Rows


def audit_words(data: Data) -> dict[str, str]:
    """Return the word lists of the audit, {role: alternatives of a regular expression}."""
    return data.made(_words)


def _words(data: Data) -> dict[str, str]:
    return Rows(data.table("audit_words").set_index("role")["words"].to_dict(), data, "audit_words", "role")
