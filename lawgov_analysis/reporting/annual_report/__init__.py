"""The analysis of one yearly report: steps that a notebook calls, each giving a `View`."""

from .annex import annex
from .comparison import standing
from .disclosure import disclosure
from .facts import facts, numbers
from .fields import fields, section
from .front import front_page
from .load import begin, load, runs
from .opening import provenance, title, versions
from .plans import shortcomings_and_plans
from .quality import quality
from .results import results, results_of
from .workbook import tables

__all__ = [
    "annex",
    "begin",
    "disclosure",
    "facts",
    "fields",
    "front_page",
    "load",
    "numbers",
    "provenance",
    "quality",
    "results",
    "results_of",
    "runs",
    "section",
    "shortcomings_and_plans",
    "standing",
    "tables",
    "title",
    "versions",
]
