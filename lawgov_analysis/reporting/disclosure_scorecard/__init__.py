"""The disclosure scorecard: which reports of a year were on time, complete and sound, and what to ask back."""

from .bands import rubric, scores, sensitivity
from .content import core_indicators, defects, items
from .days import publication
from .feedback import feedback
from .load import load
from .offered import facts, numbers, runs, tables
from .overview import summary, title
from .soundness import plans, similarity, trust

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
