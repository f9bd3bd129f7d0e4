"""`Report` → figures: one module for each column of the figures table that it fills."""

from .indicator import near_misses
from .indicator_rules import MONEY
from .items import extract_items
from .pipeline import add_stated, code_report, extract_figures, tabulate
from .statement_words import statement_words
from .statements import extract_statements

__all__ = [
    "MONEY",
    "add_stated",
    "code_report",
    "extract_figures",
    "extract_items",
    "extract_statements",
    "near_misses",
    "statement_words",
    "tabulate",
]
