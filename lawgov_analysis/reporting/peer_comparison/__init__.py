"""The comparison of a place with others like it: who is in, how they lie, and what is beyond chance."""

from .annex import facts, missing, numbers, provenance, tables, title, values, versions
from .chance import ceilings, funnels, methods, ranks, rates
from .load import PeerSubject, load, runs
from .place import distribution, membership, profile

__all__ = [
    "PeerSubject",
    "ceilings",
    "distribution",
    "facts",
    "funnels",
    "load",
    "membership",
    "methods",
    "missing",
    "numbers",
    "profile",
    "provenance",
    "ranks",
    "rates",
    "runs",
    "tables",
    "title",
    "values",
    "versions",
]
