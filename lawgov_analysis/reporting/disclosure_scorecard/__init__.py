"""The disclosure scorecard: which reports of a year were on time, complete and sound, and what to ask back."""

from .feedback import feedback
from .load import load
from .offered import facts, numbers, runs, tables
from .sections import (
    core_indicators,
    defects,
    items,
    plans,
    publication,
    rubric,
    scores,
    sensitivity,
    similarity,
    summary,
    title,
    trust,
)

__all__ = [
    "core_indicators",
    "defects",
    "facts",
    "feedback",
    "items",
    "load",
    "numbers",
    "plans",
    "publication",
    "rubric",
    "runs",
    "scores",
    "sensitivity",
    "similarity",
    "summary",
    "tables",
    "title",
    "trust",
]
