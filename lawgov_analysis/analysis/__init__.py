"""Figures → rates, coverage, standing among others, parts, charts."""

from .coverage import core_not_stated, coverage, silent_fields
from .gate import FEWEST_PLACES, comparable_reports, comparison_gate
from .parts import divisions, parts
from .peers import comparable, peers, standing, wide
from .rates import ABOUT, derive_rates, rounding, true_values, unit_class
from .standings import standing_among
from .years import compare_years, load_years, year_reasons

__all__ = [
    "ABOUT",
    "FEWEST_PLACES",
    "comparable",
    "comparable_reports",
    "compare_years",
    "comparison_gate",
    "core_not_stated",
    "coverage",
    "derive_rates",
    "divisions",
    "load_years",
    "parts",
    "peers",
    "rounding",
    "silent_fields",
    "standing",
    "standing_among",
    "true_values",
    "unit_class",
    "wide",
    "year_reasons",
]
