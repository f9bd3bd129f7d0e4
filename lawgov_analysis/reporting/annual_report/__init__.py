"""What the yearly report says, section by section."""

from .report import AnnualReport

__all__ = ["AnnualReport"]
