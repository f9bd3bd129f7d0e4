"""What the yearly report says, section by section."""

from .facts import facts, numbers
from .load import begin, load, runs
from .report import AnnualReport
from .workbook import tables

__all__ = ["AnnualReport", "begin", "facts", "load", "numbers", "runs", "tables"]
