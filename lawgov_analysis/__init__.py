"""Figures of China's yearly 法治政府建设 reports: load, read, check and report them."""

from .codebook import find_place, load_indicators, load_places
from .errors import LawgovError
from .figures import load_figures, load_reports, load_statements

__all__ = [
    "LawgovError",
    "find_place",
    "load_figures",
    "load_indicators",
    "load_places",
    "load_reports",
    "load_statements",
]
