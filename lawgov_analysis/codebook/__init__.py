"""The codebook in an analyst's hands: each rule tried by its own examples, tables to Excel and back, cards."""

from .card import show_indicator
from .check import check_codebook

__all__ = ["check_codebook", "show_indicator"]
