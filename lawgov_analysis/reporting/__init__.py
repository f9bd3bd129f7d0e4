"""One report of an analysis: plan → notebook → publication → manifest."""

from .parameters import check_parameters
from .render import render_notebook, render_report

__all__ = ["check_parameters", "render_notebook", "render_report"]
