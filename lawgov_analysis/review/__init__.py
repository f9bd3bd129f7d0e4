"""For the analyst: draft, explain, compare, correct."""

from .page import review_page

__all__ = ["review_page"]
