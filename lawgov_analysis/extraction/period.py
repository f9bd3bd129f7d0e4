"""Period: when a figure of a report happened, and whether it happened, stood or had added up; ``period``, ``basis``.

The last expression of time before a figure in its sentence says its period; without one it is the year of the report. A
level of another year that a figure is compared with (较上年的558件) has that year, and hands it on to no other figure.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from ..text.dates import MONTH, TO, last_day
from ..text.numerals import read_chinese
from ..text.offsets import Offset
from .record import Figure, Heading, Passage, Period
from .vocabulary import Vocabulary

NEXT_YEAR = re.compile(r"下一?步|下一?年|明年|来年|打算|工作(?:设想|计划|安排|思路|谋划)|努力方向|改进方向")
STOCK_UNITS = frozenset(["个", "名", "人", "位", "所", "家", "台", "处", "间", "支", "项", "户", "座"])
# How many characters ahead of a figure a word says that it stands: 目前有.
STOCK_REACH = 40

_FIVE_YEAR_PLANS = {
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "七五": 2016,
    "八五": 2021,
    "九五": 2026,
}
_YEAR = r"(?:20\d\d)"
# Word processors set Latin digits apart: 2020 年 12 月 31 日.
_Y = " ?年 ?"
_M = " ?月 ?"
_D = " ?日"
_TIMES = re.compile(
    # Most characters begin no time, which one look at a set tells.
    r"(?=[\d“\"一二三四五六七八九十两近成开运实建启上下设挂改换入推历自截前第去较比与同今本全年当目现])(?:"
    rf"(?P<range>(?P<r1>{_YEAR})(?:{_Y})?{TO}+ ?(?P<r2>{_YEAR}) ?年(?!\d))"
    rf"|(?P<since>(?P<s1>{_YEAR}){_Y}(?:{MONTH}{_M})?(?:\d{{1,2}}{_D})?(?:底|初|末)?(?:以来|起|开始|至今|到现在))"
    r"|(?P<plan>[“\"]?(?P<p1>十[二三四五]五|[七八九]五)[”\"]?(?:[^,，;；。、]{0,8}?)(?:以来|期间|启动以来|开局以来))"
    r"|(?P<recent>近(?P<n1>[两二三四五六七八九十]|\d)年(?:来|多来)?|(?<!第)(?P<n2>[两二三四五六七八九]|\d)年(?:来|多来|间))"
    r"|(?P<ever>(?:成立|开展|运行|实施|建立|启动|上线|设立|挂牌|建成|改革|换届|入驻|推行)以来|历年|历史累计|自(?!今年|年初|20\d\d|上)[^,，;；。]{2,14}以来)"
    rf"|(?P<asof>截[至止]到? ?(?:(?P<a1>{_YEAR}){_Y})?"
    rf"(?:(?P<a2>{MONTH}){_M}(?:份)?(?:(?P<a3>\d{{1,2}}){_D}|底|末)?|年?(?P<a4>底|末)))"
    rf"|(?P<months>(?<![\d年])(?:(?P<m0>{_YEAR}){_Y})?(?P<m1>{MONTH})(?:{_M})?(?:份)? ?"
    rf"{TO} ?(?P<m2>{MONTH}) ?月)"
    r"|(?P<quarter>前(?P<q1>[两二三四])个?季度|第?(?P<q2>[一二三四])季度)"
    r"|(?P<half>[上下]半年)"
    r"|(?P<last>(?P<than>(?:较|比|同比)?)(?:去年|上一?年|前年)(?!结转|度结转|末结转|未结|遗留|度未结|已))"
    rf"|(?P<year>(?P<than2>(?:[较比与同] ?)?)(?P<y1>{_YEAR}) ?年(?!规划|行动|计划))"
    r"|(?P<now>今年|本年|全年|年内|当年|目前|现有))"
)


def is_plan(sections: Iterable[Heading]) -> bool:
    """Return whether a figure stands under a heading on what is still to be done."""
    return any(NEXT_YEAR.search(section.title) for section in sections)


def date(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Tell when each figure happened.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `when`.
    """
    text, year, words = passage.text, passage.year, passage.words
    dated, times, sentence = [], [], None
    for figure in figures:
        if figure.clause.sentence is not sentence:
            sentence = figure.clause.sentence
            times = list(_TIMES.finditer(text, sentence.start, sentence.end))
        dated.append(figure.grown(when=_period_of(text, figure, times, year, words)))
    return dated


def _period_of(text: str, figure: Figure, times: list[re.Match], year: int | None, words: Vocabulary) -> Period:
    at, clause, is_growth = Offset(figure.quantity.start), figure.clause, figure.relation.kind == "growth"
    # The head of a column (2019年) says it of its cells.
    found = _TIMES.match(figure.quantity.head) or _last_time(text, times, at, is_growth)
    kind = next((name for name in _KINDS if found[name]), None) if found else None
    if year is None:
        return Period("", "cumulative" if kind in _CUMULATIVE else "flow")
    if figure.planned:
        return Period(str(year + 1), "flow")
    ahead = max(clause.sentence.start, at - STOCK_REACH)
    stock = figure.quantity.unit in STOCK_UNITS and words.stock.search(text, ahead, at)
    if found and kind in _CUMULATIVE and _is_of_what_is_handled(text, found, at, words):
        return Period(str(year), "flow")
    if kind in (None, "now", "year") and _is_running_total(text, figure):
        return Period(*_cumulative(None, year))
    if clause.compared and kind not in ("year", "last"):
        return Period(str(year - 1), "flow")
    if found is None or kind is None:
        return Period(str(year), "stock" if stock else "flow")
    return Period(*_PERIODS[kind](found, year, bool(stock)))


# 创建示范社区1个，累计3个: the second is what there is in all, the first having been added.
_RUNNING = re.compile(
    r"[\d一二三四五六七八九十百两] ?(?P<unit>[^\d\W]{1,2})[，,、；;（(]"
    r"(?:目前|现|已)*累计(?:已?达到?|已?有|为|共有?)? ?$"
)

_KINDS = ("range", "since", "plan", "recent", "ever", "asof", "months", "quarter", "half", "last", "year", "now")
_CUMULATIVE = ("range", "since", "plan", "recent", "ever")


_HANDLING = re.compile(r"[对将把就]$")
_ATTRIBUTE = re.compile(r"[^\d,，;；。、:：]{1,10}的")
# The longest verb that is looked for before an expression of time.
_LONGEST_VERB = 4


def _is_of_what_is_handled(text: str, found: re.Match, at: Offset, words: Vocabulary) -> bool:
    """Return whether an expression of time tells when the objects came about, not when they were dealt with.

    对2007—2021年印发的99份文件进行清理: behind a verb or 对, and with 的, the years are those of the documents.
    """
    if not _ATTRIBUTE.match(text, found.end(), at):
        return False
    before = text[max(0, found.start() - _LONGEST_VERB) : found.start()].rstrip()
    verbs = (words.verb.fullmatch(before[-length:]) for length in range(2, len(before) + 1))
    return bool(_HANDLING.search(before)) or any(verbs)


def _is_running_total(text: str, figure: Figure) -> bool:
    """Return whether a figure adds up what the figure just before it, of the same unit, was added to."""
    before = _RUNNING.search(text, figure.clause.sentence.start, figure.quantity.start)
    return before is not None and before["unit"] == figure.quantity.unit


def _last_time(text: str, times: list[re.Match], at: Offset, is_growth: bool) -> re.Match | None:
    """Return the match of the last expression of time that the figure at an offset has.

    A growth is of the year that it is measured in, so that it has what another figure is only compared with.
    """
    for found in reversed(times):
        if found.end() > at:
            continue
        # 较2022年558件: a level to compare with is no time of what follows it.
        compared = found["than"] or found["than2"] or found["last"]
        if not compared or not (is_growth or any(char.isdigit() for char in text[found.end() : at])):
            return found
    return None


def _span(first: int, last: int, year: int) -> str:
    return str(year) if (first, last) == (1, 12) else f"{year}-{first:02d}/{year}-{last:02d}"


def _cumulative(since: int | None, year: int) -> tuple[str, str]:
    if since is None:
        return f"../{year}-12-31", "cumulative"
    return f"{since}/{year}" if since < year else str(year), "flow" if since == year else "cumulative"


def _as_of(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    of = int(found["a1"] or year)
    day = str(last_day(f"{of}-{found['a2'] or 12}-{found['a3'] or 0}"))
    if stock:
        return day, "stock"
    return (str(of) if day.endswith("-12-31") else f"{of}-01-01/{day}"), "flow"


def _months(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    first, last = int(found["m1"]), int(found["m2"])
    return (_span(first, last, int(found["m0"] or year)) if first < last else str(year)), "flow"


def _quarter(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    if found["q1"]:
        return _span(1, 3 * _numeral(found["q1"]), year), "flow"
    last = 3 * _numeral(found["q2"])
    return _span(last - 2, last, year), "flow"


def _count(found: re.Match) -> int:
    number = found["n1"] or found["n2"]
    return int(number) if number.isdigit() else _numeral(number)


def _numeral(written: str) -> int:
    value = read_chinese(written)
    assert value is not None, written  # the patterns take nothing but numerals
    return value


def _in_year(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    of = int(found["y1"])
    return str(of if of <= year else year), "stock" if stock and of >= year else "flow"


_PERIODS: dict[str, Callable[[re.Match, int, bool], tuple[str, str]]] = {
    "range": lambda found, year, stock: (f"{found['r1']}/{found['r2']}", "cumulative"),
    "since": lambda found, year, stock: _cumulative(int(found["s1"]), year),
    "plan": lambda found, year, stock: _cumulative(_FIVE_YEAR_PLANS[found["p1"]], year),
    "recent": lambda found, year, stock: _cumulative(year + 1 - _count(found), year),
    "ever": lambda found, year, stock: _cumulative(None, year),
    "asof": _as_of,
    "months": _months,
    "quarter": _quarter,
    "half": lambda found, year, stock: (_span(*((1, 6) if found["half"][0] == "上" else (7, 12)), year), "flow"),
    "last": lambda found, year, stock: (str(year - (2 if found["last"].endswith("前年") else 1)), "flow"),
    "year": _in_year,
    "now": lambda found, year, stock: (str(year), "stock" if stock else "flow"),
}
