"""Plan terms: the number and the day that a plan sets, as they are printed."""

import re

from ..quantities import read_quantities
from ..quantities.grammar import compile_grammar
from ..tables.folder import Data
from ..text.marks import NUMERAL
from .statement_words import statement_words

#: 每季度开展一次: how often is a number too.
FREQUENCY = re.compile(
    rf"每(?:{NUMERAL}|半|两|\d)?个?(?:周|月|季度|半年|年|季)[^,。;:\n]{{0,8}}?(?:{NUMERAL}|两|\d{{1,3}})[次场期轮]"
)

_MONTH = r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})\s?月(?:份)?"
_YEAR = r"(?:20\d\d\s?年|明年|来年|今年|当年|本年|次年)"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_QUARTER = r"(?:第?[一二三四1-4]|首)(?:个)?季度"
_BY = r"(?:之?前|以前|内|底前|末前|底|末|中旬|上旬|下旬)"


def deadline_of(text: str, data: Data) -> str:
    """Return by when a plan is to be done, "" where it does not say: 年底前, 2024年6月底前, 三年内.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> deadline_of("落实《2024年工作要点》,2024年6月底前培训4期", open_data())
    '2024年6月底前'
    """
    found = data.made(_deadline_pattern).finditer(_unquoted(text))
    return "、".join(dict.fromkeys(text[match.start() : match.end()].strip() for match in found))


def quantity_of(text: str, data: Data) -> str:
    """Return the numbers that a plan sets with their bounds, "" where it has none: 不少于4期, 每季度开展一次.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> quantity_of("2024年6月底前培训不少于4期", open_data()), quantity_of("每季度开展一次评查", open_data())
    ('不少于4期', '每季度开展一次')
    """
    grammar = data.made(compile_grammar)
    printed = []
    for quantity in read_quantities(text, data):
        if quantity.kind == "figure" and quantity.unit:
            lead = grammar.bound_before.match(text[max(0, quantity.start - 8) : quantity.start][::-1])
            trail = grammar.bound_after.match(text, quantity.end)
            start = quantity.start - len(lead[0]) if lead else quantity.start
            printed.append(text[start : trail.end() if trail else quantity.end].strip())
    often = FREQUENCY.search(text)
    if often and not printed:
        printed.append(often[0])
    return "、".join(dict.fromkeys(printed))


def _unquoted(text: str) -> str:
    """Return a text whose quoted names are blank: the years in 《2024年工作要点》 are no deadline."""
    return re.sub(r"《[^《》\n]{1,100}》|“[^“”\n]{1,100}”", lambda name: "\0" * len(name[0]), text)


def _deadline_pattern(data: Data) -> re.Pattern[str]:
    words = data.made(statement_words)
    day = rf"(?:{_MONTH}\s?\d{{1,2}}\s?日|{_MONTH})"
    return re.compile(
        rf"(?<![每各0-9一二两三四五六七八九十半])(?:{_YEAR})?(?:{words.source('deadline')})"
        rf"|(?:到|至|于|在)?{_YEAR}\s?{day}\s?{_BY}?{_BY}?"
        rf"|(?:到|至|于|在)?{day}\s?{_BY}{_BY}?"
        rf"|(?:到|至|于|力争|确保)20\d\d\s?年(?:底|末)?|20\d\d\s?年(?:年)?(?:底前?|末前?|之?前|内)"
        rf"|{_YEAR}?(?:{_QUARTER}|[上下]半年)(?:{_BY})?{_BY}?"
        rf"|(?<![近去])(?:用|在)?{_COUNT}(?:年|个月|个季度)(?:之内|以内|内|左右的?时间)"
    )
