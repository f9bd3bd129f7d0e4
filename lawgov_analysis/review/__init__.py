"""For the analyst: draft, explain, trace, compare, correct."""

from .page import review_page
from .tracing import trace

__all__ = ["review_page", "trace"]
