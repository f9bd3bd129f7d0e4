"""How things are said and shown: words of two languages, widths, blocks of a notebook cell."""

from .language import LANGUAGES, MARKS, Wording, capital, check_language, in_language, load_wording
from .typography import width_em, wrap

__all__ = [
    "LANGUAGES",
    "MARKS",
    "Wording",
    "capital",
    "check_language",
    "in_language",
    "load_wording",
    "width_em",
    "wrap",
]
