"""Alternatives: the pattern of any of many words."""

import re
from collections.abc import Mapping


def alternatives_of(words: Mapping[str, str]) -> str:
    """Return a pattern of any of many words, the longest first, each with the pattern that it goes on with.

    Examples
    --------
    >>> alternatives_of({"件": "(?!数)", "件次": ""})
    '(?=[件])(?:件次|件(?!数))'
    >>> alternatives_of({})
    '(?!)'
    """
    if not words:
        return "(?!)"
    ordered = sorted(words, key=len, reverse=True)
    firsts = "".join(re.escape(char) for char in dict.fromkeys(word[0] for word in ordered))
    # Most characters begin no word at all, which one look at a set tells. Sets further in would each take longer to
    # compile than the words that they save from being tried.
    return f"(?=[{firsts}])(?:{'|'.join(re.escape(word) + words[word] for word in ordered)})"
