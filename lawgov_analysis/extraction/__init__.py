"""`Report` → figures: one module for each column of the figures table that it fills."""

from .indicator import near_misses
from .indicator_rules import MONEY
from .pipeline import add_stated, code_report, extract_figures, tabulate

__all__ = ["MONEY", "add_stated", "code_report", "extract_figures", "near_misses", "tabulate"]
