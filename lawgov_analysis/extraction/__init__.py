"""`Report` → figures: one module for each column of the figures table that it fills."""

from .indicator import near_misses
from .indicator_rules import MONEY
from .items import extract_items
from .pipeline import code_report, extract_figures, tabulate
from .statements import extract_statements

__all__ = ["MONEY", "code_report", "extract_figures", "extract_items", "extract_statements", "near_misses", "tabulate"]
