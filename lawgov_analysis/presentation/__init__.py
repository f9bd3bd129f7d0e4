"""How things are said and shown: words of two languages, widths, blocks of a notebook cell."""

from .language import LANGUAGES, MARKS, Language, capital, check_language, html_lang, in_language, load_language
from .outline import section_name
from .typography import width_em, wrap

__all__ = [
    "LANGUAGES",
    "MARKS",
    "Language",
    "capital",
    "check_language",
    "html_lang",
    "in_language",
    "load_language",
    "section_name",
    "width_em",
    "wrap",
]
