"""For the supervising office: who is missing or late, what nobody reports, what the audit finds, whether sums agree."""

from .page import PAGE, supervision_page, write_page
from .rollup import roll_up
from .tables import findings_by_rule, late_reports, missing_reports, unstated_clauses, unstated_indicators
from .texts import lacking_parts, plans_followed, repeated_reports, shared_texts

__all__ = [
    "PAGE",
    "findings_by_rule",
    "lacking_parts",
    "late_reports",
    "missing_reports",
    "plans_followed",
    "repeated_reports",
    "roll_up",
    "shared_texts",
    "supervision_page",
    "unstated_clauses",
    "unstated_indicators",
    "write_page",
]
