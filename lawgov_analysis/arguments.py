"""Arguments of the public functions: what is of another kind than a function takes is told by its name.

The annotations of a function say what it takes. They are looked at where the function is taken from the package, so
that what is given there by a person is checked once, and what the library calls itself is not.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from operator import index
from os import PathLike
from types import UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

from .errors import BadParameter

P, R = ParamSpec("P"), TypeVar("R")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that refuses an argument which is not as its annotation says.

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
    annotations = {
        name: parameter.annotation
        for name, parameter in takes.parameters.items()
        # What is in quotation marks is checked by the function itself: its module is not imported for it.
        if parameter.annotation is not Parameter.empty and not isinstance(parameter.annotation, str)
    }

    @wraps(function)
    def check(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = takes.bind(*args, **kwargs).arguments
        except TypeError:
            # Python itself says which is missing or unknown.
            return function(*args, **kwargs)
        for name, value in given.items():
            if name in annotations and not _fits(value, annotations[name]):
                raise BadParameter(f"{name} must be {_said(annotations[name])}, got {type(value).__name__}")
        return function(*args, **kwargs)

    return check


def _fits(value: Any, annotation: Any) -> bool:
    """Return whether a value is as an annotation says, and so is what it holds."""
    kind, of = get_origin(annotation), get_args(annotation)
    if kind in (Union, UnionType):
        return any(_fits(value, each) for each in of)
    if annotation is Any or isinstance(annotation, str):
        return True
    if annotation is None:
        return value is None
    if kind is Literal:
        return value in of
    if annotation in (int, float):
        return _is_number(value, annotation)
    if kind is None:
        return _is_a(value, annotation)
    if not _is_a(value, kind) or (isinstance(value, str | bytes) and str not in of):
        return False
    if len(of) == 1 and isinstance(value, list | tuple | set | frozenset):
        return all(_fits(each, of[0]) for each in value)
    return True


def _is_a(value: Any, kind: Any) -> bool:
    try:
        return isinstance(value, kind)
    except TypeError:
        # Of a protocol only those who use it can tell.
        return True


def _is_number(value: Any, kind: type) -> bool:
    """Return whether a value is a number, be it one of numpy."""
    if isinstance(value, kind):
        return True
    try:
        index(value) if kind is int else float(value)
    except (TypeError, ValueError):
        return False
    return not isinstance(value, str | bytes)


def _said(annotation: Any) -> str:
    """Return how an annotation is told."""
    kind, of = get_origin(annotation), get_args(annotation)
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_said, of)))
    if annotation in (None, type(None)):
        return "None"
    if kind is Literal:
        return " or ".join(map(str, of))
    inner = f" of {_said(of[0])}" if len(of) == 1 and kind is not PathLike else ""
    return getattr(kind or annotation, "__name__", str(annotation)) + inner
