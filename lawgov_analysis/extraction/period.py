"""Period: when a figure of a report happened, and whether it happened, stood or had added up; ``period``, ``basis``.

The last expression of time before a figure in its sentence says its period; without one it is the year of the report. A
level of another year that a figure is compared with (较上年的558件) has that year, and hands it on to no other figure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ..quantities import Quantity
from ..tables import load_indicators
from ..tables.folder import Data
from ..text.dates import MONTH, TO, last_day
from ..text.numerals import read_chinese
from ..text.offsets import Offset
from .record import Figure, Passage, Period, Sentence
from .sentences import BECAME, by_sentence
from .vocabulary import Vocabulary

STOCK_UNITS = frozenset(["个", "名", "人", "位", "所", "家", "台", "处", "间", "支", "项", "户", "座"])
# How many characters ahead of a figure a word says that it stands: 目前有.
STOCK_REACH = 40
# How many characters ahead of a figure the one that it adds up with stands: 1个,目前已累计达到3个.
RUNNING_REACH = 24

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
# 2022年上半年, 去年第四季度.
_OF_YEAR = (
    rf"(?P<{{n}}t>(?:[较比与同] ?)?)(?:(?:(?P<{{n}}y>{_YEAR}){_Y}|(?P<{{n}}l>去年|上一?年|前年|今年|本年|当年)) ?度?)?"
)
# A row or a column of one month: 3月, 2023年3月份.
_MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?!\d)")


@lru_cache(maxsize=8)
def _times(left_over: str) -> re.Pattern[str]:
    """Return the pattern of a time, which no year is that something was left over from: 上年结转6件, 2023年结转6件."""
    return re.compile(
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
        rf"|(?P<quarter>{_OF_YEAR.format(n='q')}(?:前(?P<q1>[两二三四])个?季度|第?(?P<q2>[一二三四1-4])季度))"
        rf"|(?P<half>{_OF_YEAR.format(n='h')}(?P<which>[上下])半年)"
        rf"|(?P<last>(?P<than>(?:较|比|同比)?)(?:去年|上一?年|前年)(?![度末]?{left_over}|已)"
        r"(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?)"
        rf"|(?P<year>(?P<than2>(?:[较比与同] ?)?)(?P<y1>{_YEAR}) ?年(?!规划|行动|计划|[度末]?{left_over}))"
        r"|(?P<now>今年|本年|全年|年内|当年|目前|现有))"
    )


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
    text, year, said = passage.text, passage.year, _times(passage.words.left_over.pattern)
    dated: list[Figure] = []
    for group in by_sentence(figures):
        together = figures[group[0] : group[-1] + 1]
        sentence = together[0].clause.sentence
        times = list(said.finditer(text, sentence.start, sentence.end))
        ends = [found.end() for found in times]
        each = _one_for_each(text, sentence, times, [figure.quantity for figure in together], year)
        for figure in together:
            when = each.get(figure.quantity.start) or _period_of(figure, said, times, ends, passage)
            when = _of_what_grew(figure, when, dated)
            dated.append(figure.grown(when=when))
    return dated


def _period_of(figure: Figure, said: re.Pattern, times: list[re.Match], ends: list[int], passage: Passage) -> Period:
    text, year, words = passage.text, passage.year, passage.words
    at, clause = Offset(figure.quantity.start), figure.clause
    # The head of a column (2019年) says it of its cells.
    head = figure.quantity.head
    if (month := _MONTH.match(head)) and year is not None and not figure.planned:
        return Period(f"{month['year'] or year}-{int(month['month']):02d}", "flow", "month")
    found = said.match(head) or _last_time(text, times[: bisect_right(ends, at)], figure, words)
    kind = _kind_of(found) if found else None
    usual = passage.data.made(usual_bases).get(figure.coding.indicator, "")
    basis = "stock" if _stands(text, figure, words, usual) else "flow"
    if year is None:
        return Period("", "cumulative" if kind in _CUMULATIVE else basis, kind or "report")
    if figure.planned:
        return Period(str(year + 1), "flow", "planned")
    if found and kind in _CUMULATIVE and _is_of_what_is_handled(text, found, at, words):
        return Period(str(year), "flow", "handled")
    if kind in (None, "now", "year") and _is_running_total(text, figure):
        return Period(*_cumulative(None, year), "running_total")
    if clause.compared and kind not in ("year", "last"):
        return Period(str(year - 1), "flow", "compared")
    if found is None or kind is None:
        return Period(str(year), basis, "report")
    return Period(*_PERIODS[kind](found, year, basis == "stock"), kind)


def _of_what_grew(figure: Figure, when: Period, dated: Sequence[Figure]) -> Period:
    """Return when a growth was, which is held against a year that its sentence names last.

    受理135件,2023年为120件,增长12.5%
    """
    grew = next((dated[at].when.span for at in figure.relation.to if at < len(dated)), "")
    is_growth = figure.relation.kind == "growth" and when.by in _WITH_YEAR
    return Period(grew, "flow", "growth") if is_growth and when.span < grew else when


def _stands(text: str, figure: Figure, words: Vocabulary, usual: str) -> bool:
    """Return whether a figure is what there is at the end, and not what came about: 法律顾问12名, 新聘法律顾问2名.

    What the codebook says of its indicator holds, unless its own words say otherwise.
    """
    at, clause, counted = figure.quantity.start, figure.clause, figure.counted
    if usual == "stock":
        return figure.relation.kind != "growth" and not words.added.match(counted.full_phrase)
    if figure.quantity.unit not in STOCK_UNITS:
        return False
    if usual == "flow":
        return words.stock.search(clause.before) is not None
    return words.stock.search(text, max(clause.sentence.start, at - STOCK_REACH), at) is not None


def usual_bases(data: Data) -> dict[str, str]:
    """Return what the codebook says of each indicator: whether it counts what happened or what there is."""
    return load_indicators(data)["basis"].to_dict()


def _kind_of(found: re.Match) -> str | None:
    # The group of a kind ends behind all that it holds.
    return found.lastgroup


# 2021年、2022年和2023年分别 … 12件、15件和20件: a time for each.
_EACH = re.compile("分别|依次|各(?=[为有是计达]|[0-9０-９])")
_LONGEST_LEAD = 60
_LIST_MARK = re.compile(r"\s*度?(?:全年)?\s*(?:[、,，]|以及|[和与及同跟])?\s*")
_NEXT = re.compile(r"\s*(?:[、,，]|以及|[和与及])\s*[约近超逾达]?\s*")
# 2021、2022、2023年, 上、下半年, 一、二、三季度: only the last of them is whole.
_A_YEAR = re.compile(r"20\d\d")
_YEARS = re.compile(
    r"20\d\d(?: ?年?度? ?(?:[、,，]|以及|[和与及同]) ?20\d\d)+ ?年?度?(?:[两二三四五六]年)?(?![-—~～至到\d])"
)
_SHORT = {
    "half": re.compile("上(?:、|[和与及])$"),
    "quarter": re.compile("(?:第?[一二三](?:、|[和与及]))+(?:第)?$"),
}


def _one_for_each(
    text: str, sentence: Sentence, times: list[re.Match], quantities: list[Quantity], year: int | None
) -> dict[int, Period]:
    """Return the period of each figure, by where it starts, that a list of times gives one each: 分别.

    Any list of as many figures of one unit that follows in the sentence has the same times.
    """
    said: dict[int, Period] = {}
    if year is None or len(quantities) < 2 or not _EACH.search(text, sentence.start, sentence.end):
        return said
    starts = [quantity.start for quantity in quantities]
    runs = list(_runs(text, sentence, times, year))
    for n, (end, periods) in enumerate(runs):
        at = bisect_left(starts, end)
        if len(periods) < 2 or at == len(starts) or starts[at] - end > _LONGEST_LEAD:
            continue
        # 近两年,司法局、公安局分别: as many bodies, not years.
        lead = _EACH.search(text, end, starts[at])
        if not lead or "、" in text[end : lead.start()]:
            continue
        until = runs[n + 1][0] if n + 1 < len(runs) else sentence.end
        while _is_list(text, quantities, at, len(periods)) and starts[at] < until:
            for quantity, period in zip(quantities[at : at + len(periods)], periods, strict=True):
                said[quantity.start] = period
            at += len(periods)
    return said


def _runs(text: str, sentence: Sentence, times: list[re.Match], year: int) -> Iterator[tuple[int, list[Period]]]:
    """Yield where each list of times ends, and its periods."""
    lists = list(_YEARS.finditer(text, sentence.start, sentence.end))
    spans = [(years.start(), years.end()) for years in lists]
    runs = [(years.end(), [Period(of, "flow", "respectively") for of in _A_YEAR.findall(years[0])]) for years in lists]
    first = 0
    for n, found in enumerate(times):
        follows = times[n + 1] if n + 1 < len(times) else None
        if follows is None or not _LIST_MARK.fullmatch(text, found.end(), follows.start()):
            start, end = times[first].start(), found.end()
            if not any(start < to and since < end for since, to in spans):
                runs.append((end, _listed(text, times[first : n + 1], year)))
            first = n + 1
    yield from sorted(runs, key=lambda run: run[0])


def _listed(text: str, run: list[re.Match], year: int) -> list[Period]:
    """Return the periods of a list of times, those that are written short too."""
    kinds = [_kind_of(found) for found in run]
    if len(run) == 1 and kinds[0] in ("range", "recent"):
        span, _ = _PERIODS[kinds[0]](run[0], year, False)
        since, _, to = span.partition("/")
        return [Period(str(of), "flow", "respectively") for of in range(int(since), int(to or since) + 1)]
    if any(kind not in ("months", "quarter", "half", "last", "year", "now", "asof") for kind in kinds):
        return []
    spans = [_PERIODS[kind](found, year, False)[0] for kind, found in zip(kinds, run, strict=True) if kind]
    short = _SHORT.get(kinds[0] or "")
    before = short.search(text, max(0, run[0].start() - _LONGEST_LEAD), run[0].start()) if short else None
    if before and kinds[0] == "half":
        spans = [_span(1, 6, year), *spans]
    elif before:
        quarters = [_numeral(numeral) for numeral in re.findall("[一二三]", before[0])]
        spans = [*(_span(3 * n - 2, 3 * n, year) for n in quarters), *spans]
    return [Period(span, "flow", "respectively") for span in spans]


def _is_list(text: str, quantities: list[Quantity], at: int, length: int) -> bool:
    """Return whether so many figures of one unit, and no more, stand in one list."""
    listed = quantities[at : at + length]
    if len(listed) < length or len({quantity.unit for quantity in listed}) > 1:
        return False
    following = quantities[at + length : at + length + 1]
    gaps = [_NEXT.fullmatch(text, one.end, other.start) for one, other in pairwise([*listed, *following])]
    return all(gaps[: length - 1]) and not any(gaps[length - 1 :])


# 创建示范社区1个，累计3个: the second is what there is in all, the first having been added.
_RUNNING = re.compile(
    r"[\d一二三四五六七八九十百两] ?(?P<unit>[^\d\W]{1,2})[，,、；;（(]"
    r"(?:目前|现|已|全[省市州盟县区旗镇乡])*累计(?:已?达到?|已?有|为|共有?)? ?$"
)

_CUMULATIVE = ("range", "since", "plan", "recent", "ever")


_HANDLING = re.compile(r"[对将把就]$")
_ATTRIBUTE = re.compile(r"[^\d,，;；。、:：]{1,20}的")
# The longest verb that is looked for before an expression of time.
_LONGEST_VERB = 4


def _is_of_what_is_handled(text: str, found: re.Match, at: Offset, words: Vocabulary) -> bool:
    """Return whether an expression of time tells when the objects came about, not when they were dealt with.

    对2007—2021年印发的99份文件进行清理: behind a verb or 对, and with 的, the years are those of the documents.
    """
    # 清理2007—2021年规范性文件99件
    if not (_ATTRIBUTE.match(text, found.end(), at) or words.document.fullmatch(text, found.end(), at)):
        return False
    before = text[max(0, found.start() - _LONGEST_VERB) : found.start()].rstrip()
    verbs = (words.verb.fullmatch(before[-length:]) for length in range(2, len(before) + 1))
    return bool(_HANDLING.search(before)) or any(verbs)


def _is_running_total(text: str, figure: Figure) -> bool:
    """Return whether a figure adds up what the figure just before it, of the same unit, was added to."""
    at = figure.quantity.start
    if text.find("累计", max(figure.clause.sentence.start, at - RUNNING_REACH), at) < 0:
        return False
    before = _RUNNING.search(text, max(figure.clause.sentence.start, at - RUNNING_REACH), at)
    return before is not None and before["unit"] == figure.quantity.unit


# 较上年, 低于去年, 与上年持平: a year to compare with.
_COMPARED_BEFORE = re.compile("(?:[较比于]|超过?|不及|不如|不足|高出|多出|相当于|优于)[ ]?$")
_COMPARED_BESIDE = re.compile("[与同跟和及][ ]?$")
_COMPARED_AFTER = re.compile(
    "[度的]?(?:全年|同期|末|底)?[^,，;；。、]{0,12}?(?:相比|持平|相当|一致|相同|比较|对比|相差|接近|差不多)"
)
# 较上年的558件: the level itself stands right behind its year.
_LEVEL_GAP = re.compile(r"[^\d,，;；。、:：!！?？\n]{0,12}")
_GROUND = re.compile("[度的]?[^,，;；。\\d]{0,4}基础")
# The expressions that may be of a year to compare with.
_WITH_YEAR = ("last", "year", "half", "quarter", "months")
_CLAUSE_MARK = re.compile("[,，;；]")
# 审结81件(含2023年结转6件),其中维持35件: a year in a bracket is of what is counted in it.
_BRACKET = re.compile("[()（）]")
# How many characters behind a year its bracket is closed, or what it was the level of came to another.
_FAR = 40
# 由2023年的46000次降至31500次: the year is of the level that was left.
_FROM = ("由", "从")
_CAME_TO = re.compile(rf"[^,，;；。]*\d[^,，;；。\d]*{BECAME}")
_A_DIGIT = re.compile(r"\d")
# How many expressions of time before a figure are looked at.
_MOST_TIMES = 20


def _last_time(text: str, times: list[re.Match], figure: Figure, words: Vocabulary) -> re.Match | None:
    """Return the match of the last expression of time before a figure that is its own.

    A growth is of the year that it is measured in, so that it has what another figure is only compared with.
    """
    at, is_growth = Offset(figure.quantity.start), figure.relation.kind == "growth"
    looked_at = times[-_MOST_TIMES:]
    for n in range(len(looked_at) - 1, -1, -1):
        found = looked_at[n]
        if _is_of_bracket(text, found, at) or _is_left(text, found, at):
            continue
        if found.lastgroup not in _WITH_YEAR:
            return found
        if _is_compared_with(text, found) or _goes_on_with_compared(text, looked_at, n):
            # 较2022年558件: a level to compare with is no time of what follows it, and 较上年有较大增长 gives none.
            gap = _LEVEL_GAP.fullmatch(text, found.end(), at)
            if gap and not is_growth and not words.change.search(gap[0]):
                return found
        elif found.lastgroup == "last" and (is_growth or _A_DIGIT.search(text, found.end(), at)):
            continue
        elif not _is_looked_back_on(text, found, at, words):
            return found
    return None


def _is_of_bracket(text: str, found: re.Match, at: Offset) -> bool:
    """Return whether a year stands in a bracket, with what is counted in it, that is closed before an offset."""
    mark = _BRACKET.search(text, found.end(), min(at, found.end() + _FAR))
    return mark is not None and mark[0] in ")）" and _A_DIGIT.search(text, found.end(), mark.start()) is not None


def _is_left(text: str, found: re.Match, at: Offset) -> bool:
    """Return whether a year is that of a level that another, before the figure at an offset, replaced."""
    before = text[max(0, found.start() - 2) : found.start()].rstrip()
    return before.endswith(_FROM) and _CAME_TO.match(text, found.end(), min(at, found.end() + _FAR)) is not None


def _goes_on_with_compared(text: str, times: list[re.Match], n: int) -> bool:
    """Return whether a year is listed behind one that is compared with: 比2021年和2022年均有减少."""
    if n == 0:
        return False
    before, found = times[n - 1], times[n]
    gap = _LIST_MARK.fullmatch(text, before.end(), found.start())
    return gap is not None and before.lastgroup in _WITH_YEAR and _is_compared_with(text, before)


def _is_compared_with(text: str, found: re.Match) -> bool:
    """Return whether a year is one that another is compared with."""
    said = found["than"] or found["than2"] or found["qt"] or found["ht"] or ""
    before = text[max(0, found.start() - 4) : found.start() + len(said)]
    if _COMPARED_BEFORE.search(before):
        return True
    return _COMPARED_BESIDE.search(before) is not None and _COMPARED_AFTER.match(text, found.end()) is not None


def _is_looked_back_on(text: str, found: re.Match, at: Offset, words: Vocabulary) -> bool:
    """Return whether a year stands in a clause that only leads up to what is told: 延续上年势头,受理30件."""
    mark = _CLAUSE_MARK.search(text, found.end(), at)
    if mark is None or _A_DIGIT.search(text, found.end(), mark.start()):
        return False
    before = text[max(0, found.start() - 12) : found.start()]
    # 根据2022年度工作要点,召开会议5次: what is looked back on, in a clause of its own.
    return words.looking_back.search(before) is not None or _GROUND.match(text, found.end()) is not None


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


def _year_of(found: re.Match, name: str, year: int) -> int:
    """Return the year that a half or a quarter is of."""
    said = found[f"{name}l"] or ""
    if found[f"{name}y"]:
        return int(found[f"{name}y"])
    return year - (2 if said == "前年" else 1 if said[:1] in ("去", "上") else 0)


def _half(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    first, last = (1, 6) if found["which"] == "上" else (7, 12)
    return _span(first, last, _year_of(found, "h", year)), "flow"


def _quarter(found: re.Match, year: int, stock: bool) -> tuple[str, str]:
    year = _year_of(found, "q", year)
    if found["q1"]:
        return _span(1, 3 * _numeral(found["q1"]), year), "flow"
    quarter = found["q2"]
    last = 3 * (int(quarter) if quarter.isdecimal() else _numeral(quarter))
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
    "half": _half,
    "last": lambda found, year, stock: (str(year - (2 if "前年" in found["last"] else 1)), "flow"),
    "year": _in_year,
    "now": lambda found, year, stock: (str(year), "stock" if stock else "flow"),
}
