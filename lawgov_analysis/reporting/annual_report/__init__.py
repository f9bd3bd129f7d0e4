"""What the yearly report says, section by section."""

from .load import load
from .report import AnnualReport

__all__ = ["AnnualReport", "load"]
