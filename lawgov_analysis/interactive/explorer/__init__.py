"""The explorer: figures to choose, sort, chart and click, in a notebook and as one file."""

from .detail import Details, details
from .explorer import Explorer, explore
from .pack import pack
from .query import Query, code_of, has_finding, has_words, view
from .table import described_figures

__all__ = [
    "Details",
    "Explorer",
    "Query",
    "code_of",
    "described_figures",
    "details",
    "explore",
    "has_finding",
    "has_words",
    "pack",
    "view",
]
