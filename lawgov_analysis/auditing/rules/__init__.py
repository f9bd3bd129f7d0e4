"""The rules of the audit, and their ids."""

from collections.abc import Callable, Iterable

from ..audited import Audited
from ..findings import Finding
from .arithmetic import parts_mismatch, rate_mismatch, rate_out_of_range, rate_truncated, subset_exceeds_total
from .consistency import conflicting_values, denominator_unsaid, growth_mismatch
from .period import cumulative_as_annual, period_incomplete
from .plausibility import all_hundred, outlier, uncoded, unit_unexpected, unlike_print, vague
from .shared_passages import boilerplate
from .text import part_missing, placeholder, published_late, source_changed, wrong_year

Rule = Callable[[Audited], Iterable[Finding]]

# In the order of data/rules/audit/rules.csv.
RULES: dict[str, Rule] = {
    "rate-mismatch": rate_mismatch,
    "rate-truncated": rate_truncated,
    "rate-out-of-range": rate_out_of_range,
    "parts-mismatch": parts_mismatch,
    "subset-exceeds-total": subset_exceeds_total,
    "conflicting-values": conflicting_values,
    "growth-mismatch": growth_mismatch,
    "denominator-unsaid": denominator_unsaid,
    "unit-unexpected": unit_unexpected,
    "period-incomplete": period_incomplete,
    "cumulative-as-annual": cumulative_as_annual,
    "vague": vague,
    "all-hundred": all_hundred,
    "placeholder": placeholder,
    "wrong-year": wrong_year,
    "part-missing": part_missing,
    "published-late": published_late,
    "boilerplate": boilerplate,
    "outlier": outlier,
    "source-changed": source_changed,
    "unlike-print": unlike_print,
    "uncoded": uncoded,
}
