"""One yearly report: plan → notebook → publication → manifest."""

from .parameters import check_parameters
from .render import render_report

__all__ = ["check_parameters", "render_report"]
