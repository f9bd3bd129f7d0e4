"""A report file → `Report`: its text, its outline, whose it is and of which year."""

from .report import Report, parse_report, read_report

__all__ = ["Report", "parse_report", "read_report"]
