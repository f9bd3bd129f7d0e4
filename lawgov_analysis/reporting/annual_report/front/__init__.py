"""The front page of the yearly report: what a head of office can sign, every sentence by a rule that can be read."""

from .page import against_last_year, compliance, front_page, problems, strong_points, suggestions

__all__ = ["against_last_year", "compliance", "front_page", "problems", "strong_points", "suggestions"]
