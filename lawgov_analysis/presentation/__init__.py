"""How things are said and shown: words of two languages, widths, blocks of a notebook cell."""

from .language import LANGUAGES, MARKS, Language, capital, check_language, in_language, load_language
from .typography import width_em, wrap

__all__ = [
    "LANGUAGES",
    "MARKS",
    "Language",
    "capital",
    "check_language",
    "in_language",
    "load_language",
    "width_em",
    "wrap",
]
