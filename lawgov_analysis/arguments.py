"""Arguments of the public functions: what is of another kind than a function takes is told by its name.

The annotations of a function say what it takes. They are looked at where the function is taken from the package, so
that what is given there by a person is checked once, and what the library calls itself is not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, wraps
from inspect import signature
from numbers import Real
from os import PathLike
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from .errors import BadParameter

KINDS: dict[Any, str] = {PathLike: "path", Path: "path", type(None): "None", None: "None", Mapping: "dict"}
KINDS |= dict.fromkeys((Iterable, Sequence, Collection), "list")


@cache
def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that refuses an argument which is not as its annotation says.

    An annotation in quotation marks is left to the function itself: its module is not imported for it.

    Examples
    --------
    >>> def twice(number: int | None = None) -> int: return 2 * number
    >>> checked(twice)(3)
    6
    >>> checked(twice)("3")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    lawgov_analysis.errors.BadParameter: number must be int or None, got str
    """
    takes = signature(function)
    kinds = {name: parameter.annotation for name, parameter in takes.parameters.items()}

    @wraps(function)
    def check(*args: Any, **kwargs: Any) -> Any:
        try:
            given = takes.bind(*args, **kwargs).arguments
        except TypeError as missing:
            # Here, so that it names the function and what is missing or unknown, and nothing stands below it.
            raise TypeError(f"{function.__name__}(): {missing}") from None
        for name, value in given.items():
            if not _fits(value, kinds[name]):
                raise BadParameter(f"{name} must be {_said(kinds[name])}, got {_kind_of(value)}")
        return function(*args, **kwargs)

    # Another process finds it by its name where it was taken from; that in its module is another function.
    check.__module__, check.__qualname__ = __package__, function.__name__
    return check


def _fits(value: Any, annotation: Any) -> bool:
    """Return whether a value is as an annotation says, and so is what it holds."""
    kind, of = get_origin(annotation), get_args(annotation)
    if kind in (Union, UnionType):
        return any(_fits(value, each) for each in of)
    if annotation in (int, float):
        # Be it one of numpy, and a year from a column with gaps.
        return isinstance(value, Real) and not isinstance(value, bool) and (annotation is float or value % 1 == 0)
    if annotation in (None, Any, bool) or isinstance(annotation, str):
        return annotation is not None or value is None
    if not _is_a(value, kind or annotation) or (kind is not None and isinstance(value, str | bytes)):
        return False
    # What gives its items once, as a generator, is left alone.
    return len(of) != 1 or not isinstance(value, list | tuple | set) or all(_fits(each, of[0]) for each in value)


def _is_a(value: Any, kind: Any) -> bool:
    try:
        return isinstance(value, kind)
    except TypeError:
        # Of a protocol only those who use it can tell.
        return True


def _said(annotation: Any) -> str:
    """Return how an annotation is told."""
    kind, of = get_origin(annotation), get_args(annotation)
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_said, of)))
    name = KINDS.get(kind or annotation) or getattr(annotation, "__name__", str(annotation))
    return " of ".join([name, _said(of[0])] if name == "list" else [name])


def _kind_of(value: Any) -> str:
    """Return what a value is, and what is in a list."""
    name = "None" if value is None else type(value).__name__
    held = dict.fromkeys(map(_kind_of, value)) if isinstance(value, list | tuple | set) else {}
    return " of ".join([name, " and ".join(held)] if held else [name])
