"""How a figure relates to the others (part, subset, ratio, growth): fills ``relation`` and ``related``."""

from .find import relate, state
from .openers import open_lists

__all__ = ["open_lists", "relate", "state"]
