"""For the analyst: draft, explain, trace, compare, correct, and what waits for a person."""

from .page import review_page
from .queue import queue
from .tracing import trace

__all__ = ["queue", "review_page", "trace"]
