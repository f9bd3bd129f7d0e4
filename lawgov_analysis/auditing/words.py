"""Words: the word lists of the audit."""

from ..tables import Data, WordLists, word_lists


def audit_words(data: Data) -> WordLists:
    """Return the word lists of the audit."""
    return word_lists(data, "audit_words")
