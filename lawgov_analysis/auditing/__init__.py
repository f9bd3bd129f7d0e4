"""Figures → findings: what in a report does not add up."""

from .audit import (
    audit_all,
    audit_beforehand,
    audit_figures,
    audit_file,
    audit_report,
    audited_beforehand,
    check_identities,
)
from .compliance import compliance, load_compliance_rules
from .findings import count_open, load_rules
from .followups import follow_up, followup_rules
from .listing import findings_json, findings_text, has_unexplained_error, rules_json, rules_markdown, rules_text
from .repeated import (
    growth_claims,
    recurring_shortcomings,
    repeated_numbers,
    repeated_of,
    repeated_rules,
    restated_numbers,
    reused_passages,
    said_otherwise,
)

__all__ = [
    "audit_all",
    "audit_beforehand",
    "audit_figures",
    "audit_file",
    "audit_report",
    "audited_beforehand",
    "check_identities",
    "compliance",
    "count_open",
    "findings_json",
    "findings_text",
    "follow_up",
    "followup_rules",
    "growth_claims",
    "has_unexplained_error",
    "load_compliance_rules",
    "load_rules",
    "recurring_shortcomings",
    "repeated_numbers",
    "repeated_of",
    "repeated_rules",
    "restated_numbers",
    "reused_passages",
    "rules_json",
    "rules_markdown",
    "rules_text",
    "said_otherwise",
]
