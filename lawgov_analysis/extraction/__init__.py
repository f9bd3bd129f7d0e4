"""`Report` → figures: one module for each column of the figures table that it fills."""

from .indicator import near_misses
from .indicator_rules import MONEY
from .pipeline import code_report, extract_figures, tabulate

__all__ = ["MONEY", "code_report", "extract_figures", "near_misses", "tabulate"]
