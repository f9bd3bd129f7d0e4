"""Figures of China's yearly 法治政府建设 reports: load, read, check and report them."""

from .analysis import coverage, derive_rates, parts, peers, standing, wide
from .auditing import audit_figures, audit_file, audit_report, check_identities, load_rules
from .documents import Report, parse_report, read_report
from .errors import LawgovError
from .extraction import extract_figures
from .reporting import render_report
from .review import review_page
from .tables import (
    find_place,
    headline,
    load_corrections,
    load_figures,
    load_indicators,
    load_places,
    load_reports,
    load_statements,
    save_figures,
)

__all__ = [
    "LawgovError",
    "Report",
    "audit_figures",
    "audit_file",
    "audit_report",
    "check_identities",
    "coverage",
    "derive_rates",
    "extract_figures",
    "find_place",
    "headline",
    "load_corrections",
    "load_figures",
    "load_indicators",
    "load_places",
    "load_reports",
    "load_rules",
    "load_statements",
    "parse_report",
    "parts",
    "peers",
    "read_report",
    "render_report",
    "review_page",
    "save_figures",
    "standing",
    "wide",
]
