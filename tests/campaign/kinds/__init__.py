"""The kinds of cases: each module has `cases()`, which gives those of the kind that it is named for."""

from importlib import import_module
from pkgutil import iter_modules

from ..case import Case

KINDS = sorted(each.name for each in iter_modules(__path__))


def cases_of(kind: str) -> list[Case]:
    """Return the cases of a kind.

    Raises
    ------
    ValueError
        When two of them have one name.
    """
    cases = list(import_module(f"{__name__}.{kind}").cases())
    names = [case.name for case in cases]
    if len(names) != len(set(names)):
        raise ValueError(f"{kind}: two cases of one name: {sorted({name for name in names if names.count(name) > 1})}")
    return cases
