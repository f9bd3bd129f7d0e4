"""The analysis of one yearly report: steps that a notebook calls, each giving a `View`."""

from ..facts import main_numbers as numbers
from ..facts import title_facts as facts
from ..workbook_tables import report_tables as tables
from .annex import annex
from .comparison import standing
from .disclosure import disclosure
from .fields import fields, section
from .load import load, runs
from .opening import provenance, title, versions
from .plans import shortcomings_and_plans
from .quality import quality

__all__ = [
    "annex",
    "disclosure",
    "facts",
    "fields",
    "load",
    "numbers",
    "provenance",
    "quality",
    "runs",
    "section",
    "shortcomings_and_plans",
    "standing",
    "tables",
    "title",
    "versions",
]
