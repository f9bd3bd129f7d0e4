"""The years of a place: what changed, what can be compared, and what became of its plans."""

from .annex import annex, facts, numbers, provenance, tables, title, versions
from .followed import growth, plans, repeats
from .load import PanelSubject, begin, load, results, runs
from .overview import overview
from .trends import comparability, held, trends, year_on_year

__all__ = [
    "PanelSubject",
    "annex",
    "begin",
    "comparability",
    "facts",
    "growth",
    "held",
    "load",
    "numbers",
    "overview",
    "plans",
    "provenance",
    "repeats",
    "results",
    "runs",
    "tables",
    "title",
    "trends",
    "versions",
    "year_on_year",
]
