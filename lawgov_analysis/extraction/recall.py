"""Recall: what an object was asked of a phrase is kept, as reports say the same over and over."""

from collections.abc import Callable, Hashable
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

_Asked = TypeVar("_Asked", bound=Hashable)
_Answer = TypeVar("_Answer")

# How many answers a method keeps, about as many as a long report has phrases: the collector of garbage counts them too.
KEPT = 512


def recalled(method: Callable[[Any, _Asked], _Answer]) -> cached_property[Callable[[_Asked], _Answer]]:
    """Return a method that keeps its answers with its object, of which it may depend on nothing that changes.

    Examples
    --------
    >>> class Words:
    ...     @recalled
    ...     def counted(self, phrase):
    ...         print("counting")
    ...         return len(phrase)
    >>> words = Words()
    >>> words.counted("受理"), words.counted("受理")
    counting
    (2, 2)
    """

    def keeping(self: Any) -> Callable[[_Asked], _Answer]:
        return lru_cache(maxsize=KEPT)(partial(method, self))

    keeping.__doc__ = method.__doc__
    return cached_property(keeping)  # type: ignore[bad-return]
