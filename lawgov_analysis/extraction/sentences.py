"""Sentences: each figure with the words around it that are its own; fills no column, all that do read its `Clause`.

A sentence is cut at its marks; 《》 and “” are one opaque word each, and so are brackets without a figure inside. The
words between two figures go to the one or the other: a list, a conjunction or a new verb begins the next.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ..files.limits import MAX_FIGURES, MAX_UNMARKED
from ..quantities import PERSONS, RATES, Quantity
from ..text.dates import TO
from ..text.offsets import Offset, Position
from .record import Clause, Figure, Passage, Sentence, positions
from .vocabulary import Vocabulary

# What stands between the items of a list.
LISTED = ("、", ",", "，", "和")
# What stands before a list.
COLONS = (":", "：")
# 由11万件增至2021年的18万件: what became of the figure before.
BECAME = (
    r"(?:下降|上升|提高|提升|增长|降低|减少|增加|压缩|缩短|扩大|压减|精简|调整|优化|缩减|扩充|[减增降升扩压变])(?:到|至|为)了?"
    r"(?:20\d\d ?年度?底?的?|今年的?|本年度?的?)?"
)
# A year that this one is held against.
LAST_YEAR = r"(?:上年|去年|上一年|前年| ?20\d\d ?年)度?"
# How many figures before a sentence it may speak of.
RECENT = 20
# How many characters on each side speak for a figure.
LONGEST_WORDS = 120
# More characters than these behind a number say what was done.
SHORT_DEED = 3

_MARKS = re.compile(
    # Most characters are no mark, which one look at a set tells.
    r"(?=[《“(（)）,，;；:：\t、。！!？?\n])(?:《[^《》\n]{1,80}》|“[^“”\n]{1,60}”"
    r"|(?P<open>[(（])|(?P<close>[)）])|(?P<clause>[,，;；:：\t])|(?P<list>、)|(?P<stop>[。！!？?\n]))"
)
# 和解, 及格 and 与会 are words, no conjunctions.
_AND = r"以及|(?:和(?!解|谐|睦)|及(?!格|时)|与(?!会|度))"
_CONJUNCTION = re.compile(rf"{_AND}|并(?!处|案|存)")
# 12个村调委会共有调解员62人: what they have is what the next figure counts.
_HAVE = re.compile(r"(?<=.)(?:共有|现有|合计|累计|总计)")
_ITEM = re.compile(rf"{_AND}|、")
_OF_KIND = re.compile("(?<![一二两三四五六七八九十各此几多])类[^类]{2,}$")
_BECAME = re.compile(rf"\s*{BECAME}\s*")
# 组建4个督察组对5个县: to whom it was done begins the next.
_PREPOSED = re.compile(r"(?<!.针)(?:对|为|向|将|把|给|从|由)$")
# 2个省级、4个市级普法基地: the noun of the last is that of all.
_LEVEL = re.compile("(?:国家|省|市|县|区|镇|乡|村|州|盟|旗|部|厅)级")
_OF_LEVEL = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|州|盟|旗|部|厅)级?(?P<noun>[^,，、;；]{2,})")
_LIST_GAP = re.compile(r"\s*(?:以及|[、,，和及与])\s*")
# 对35份合同, 为47名农民工: what is done to them follows the noun.
_DISPOSAL = re.compile(r"(?:对|为|将|把|给|向|帮助|帮|协助|(?<!调解)(?<!社会)(?<!自治)(?<!行业)(?<!党)组织)$")
# 5次在联席会上研究: where, or on what, goes before the verb.
_AT = re.compile("[在就对赴]")
# 学法考试合格率
_RATE_WORD = re.compile(".{2}率$")
# 73起案件中简易程序占41%: the words behind 中 are those of the share.
_AMONG = re.compile("(?<=[人员件案户家])中(?=.{2,12}占比?$)")
# 20至30家
_RANGE = re.compile(rf"\s*{TO}{{1,2}}\s*")
# 较2022年558件增加…: the level that a figure is compared with.
_LEVEL_BEFORE = re.compile(
    rf"[(（]?(?:(?:(?:同比|环比)[较比]?|[较比]){LAST_YEAR}(?:同期)?的?"
    r"|[而但]?(?:上年|去年)(?:同期|全年)?(?:数?[仅只才]?[为是有])?)[(（]?$"
)
_THEN = re.compile(r"[,，]?[(（]20\d\d ?年度?(?:同期)?为?(?P<did>[^,，;；。、\d]{0,8})")

# Where a text is cut, and by what.
Marks = list[tuple[Offset, str]]


@dataclass(slots=True)
class _Draft:
    """A clause while it is being cut."""

    quantity: Quantity
    before: str = ""
    after: str = ""
    separator: str = ""
    ahead: str = ""


def cut_sentences(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Give each figure the words of its sentence that are its own.

    Parameters
    ----------
    figures : sequence of Figure
        All figures of the text, in order.
    passage : Passage

    Returns
    -------
    list of Figure
        With `clause`.
    """
    text, words, cut = passage.text, passage.words, []
    whole = _sentences(text, [figure.quantity for figure in figures])
    for start, end, marks, quantities in (part for each in whole for part in _bounded(*each)):
        sentence = Sentence(start, end, tuple(marks))
        group = [_Draft(quantity) for quantity in quantities]
        _give_words(text, sentence, group, words)
        _give_items(text, group, words)
        _give_level_nouns(group)
        ends = _give_range_nouns(text, group)
        previous = None
        for each in group:
            compared = bool(_LEVEL_BEFORE.fullmatch(each.before.strip())) or _is_past(each, previous)
            ends_range = each.quantity.start in ends
            cut.append(Clause(sentence, each.before, each.after, each.separator, each.ahead, compared, ends_range))
            previous = each
    return [figure.grown(clause=clause) for figure, clause in zip(figures, cut, strict=True)]


def by_sentence(figures: Sequence[Figure]) -> Iterator[Sequence[Position]]:
    """Yield the positions of the figures of each sentence."""
    first = 0
    for position in range(1, len(figures) + 1):
        if position == len(figures) or figures[position].clause.sentence is not figures[first].clause.sentence:
            yield positions(first, position)
            first = position


def _sentences(text: str, figures: list[Quantity]) -> Iterator[tuple[Offset, Offset, Marks, list[Quantity]]]:
    """Yield (start, end, marks, figures) of each sentence with a figure; marks are (offset, kind)."""
    start, first, position = Offset(0), 0, 0
    marks: Marks = []
    starts, ends = [figure.start for figure in figures], [figure.end for figure in figures]
    for match in _MARKS.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        at = Offset(match.start())
        while position < len(figures) and ends[position] <= at:
            position += 1
        if position < len(figures) and starts[position] <= at:
            continue
        if kind != "stop":
            # A sentence without an end, as a table in one line, is cut where it has become too long to be one.
            is_full = position - first > MAX_FIGURES or len(marks) // 4 > MAX_FIGURES
            if not (is_full and kind in ("clause", "list")):
                marks.append((at, kind))
                continue
        if position > first:
            yield start, at, _without_opaque(marks, figures[first:position]), figures[first:position]
            if position == len(figures):
                return
        start, marks, first = Offset(at + 1), [], position
    if first < len(figures):
        yield start, Offset(len(text)), _without_opaque(marks, figures[first:]), figures[first:]


def _bounded(
    start: Offset, end: Offset, marks: Marks, figures: list[Quantity]
) -> Iterator[tuple[Offset, Offset, Marks, list[Quantity]]]:
    """Yield a sentence, cut behind every so many figures that no mark parts: what is told of one is sought in all."""
    for first in range(0, len(figures), MAX_UNMARKED):
        part = figures[first : first + MAX_UNMARKED]
        stop = Offset(part[-1].end) if first + MAX_UNMARKED < len(figures) else end
        low, high = (bisect_left(marks, at, key=itemgetter(0)) for at in (start, stop))
        yield start, stop, marks[low:high], part
        start = stop


def _without_opaque(marks: Marks, figures: list[Quantity]) -> Marks:
    """Drop brackets without a figure inside, and what they hold."""
    kept: Marks = []
    opened: list[int] = []
    starts = [figure.start for figure in figures]
    for at, kind in marks:
        kept.append((at, kind))
        if kind == "open":
            opened.append(len(kept) - 1)
        elif kind == "close":
            if not opened:
                kept.pop()
                continue
            first = opened.pop()
            if bisect_right(starts, kept[first][0]) == bisect_left(starts, at):
                del kept[first:]
    return kept


def _give_words(text: str, sentence: Sentence, group: list[_Draft], words: Vocabulary) -> None:
    """Cut each figure's own words out of its sentence."""
    start, end = sentence.start, sentence.end
    hard = [at for at, kind in sentence.marks if kind != "list"]
    lists = [at for at, kind in sentence.marks if kind == "list"]
    previous = None
    for position, draft in enumerate(group):
        quantity = draft.quantity
        nearest = bisect_left(hard, quantity.start) - 1
        mark = hard[nearest] if nearest >= 0 else None
        clause = start if mark is None else mark + 1
        floor = previous.quantity.end if previous else start
        while mark is not None and text[mark] in ",，:：(（\t" and not words.bare(_near(text, clause, quantity.start)):
            # “开展普法活动,共计331场次”, “城建拆迁(17%)”: the words of the figure are those before the mark.
            nearest -= 1
            earlier = hard[nearest] if nearest >= 0 else start - 1
            if earlier + 1 < floor or words.names_noun(
                text[quantity.end : min(end, quantity.end + 8)].partition("\t")[0]
            ):
                break
            # 15人完成书面述法; 12次召开党委会, 5次在联席会上研究
            times = quantity.unit == "次" and (words.verb.match(text, quantity.end) or _AT.match(text, quantity.end))
            if (quantity.unit in PERSONS or times) and _next(hard, quantity.end, end) - quantity.end > SHORT_DEED:
                break
            mark, clause = (earlier if earlier >= start else None), earlier + 1
        if previous and previous.quantity.end >= clause:
            _share(previous, draft, text[previous.quantity.end : quantity.start], lists, words)
        else:
            draft.before = text[clause : quantity.start]
            draft.separator = "" if mark is None else text[mark]
            draft.ahead = text[max(floor, clause - LONGEST_WORDS) : clause]
        if quantity.head:
            draft.before, draft.separator, draft.ahead = quantity.head, "", ""
        draft.before = draft.before[-LONGEST_WORDS:].rstrip(" ")
        following = group[position + 1].quantity.start if position + 1 < len(group) else end
        draft.after = text[quantity.end : _end_of_noun(quantity.end, following, hard, lists, end)][:LONGEST_WORDS]
        previous = draft


def _near(text: str, start: int, end: int) -> str:
    return text[max(start, end - LONGEST_WORDS) : end]


def _next(marks: list[Offset], at: Offset, end: Offset) -> Offset:
    """Return the first of the marks from an offset on, the end where there is none."""
    following = bisect_left(marks, at)
    return marks[following] if following < len(marks) else end


def _end_of_noun(at: Offset, following: int, hard: list[Offset], lists: list[Offset], end: Offset) -> Offset:
    """Return where the words after a figure end: a list of nouns (12个镇街、部门) is one, up to the next figure."""
    stop = _next(hard, at, end)
    first = bisect_left(lists, at)
    if first < len(lists) and lists[first] < stop and following < stop:
        return lists[max(first, bisect_left(lists, following) - 1)]
    return stop


def _share(previous: _Draft, draft: _Draft, between: str, lists: list[Offset], words: Vocabulary) -> None:
    """Share the words between two figures of a clause."""
    gap = previous.quantity.end
    last = bisect_left(lists, draft.quantity.start) - 1
    listed = lists[last] if last >= 0 and lists[last] >= gap else None
    is_rate = draft.quantity.unit in RATES and words.is_rate(words.untrailed(between))
    among = _AMONG.search(between) if draft.quantity.unit in RATES else None
    if among:
        cut = among.end()
    elif "分别" in between:
        # 37人学法考试参考率、优秀率分别为…: the list is of what follows.
        cut, listed = 0, None
    elif _BECAME.fullmatch(between):
        cut = 0
    elif listed is not None:
        cut, draft.separator = listed + 1 - gap, "、"
    elif is_rate:
        # 提案5件办复率100%: a rate never counts the figure before.
        cut = 0
    else:
        noun_first = words.needs_object(bare := words.bare(previous.before)) or not bare
        cut, draft.separator = _cut(between, words, noun_first)
    shared = words.untrailed(between[:cut][:LONGEST_WORDS].rstrip("、以及和与并"))
    if is_rate and "分别" not in between and not words.bare(previous.before):
        # 163名工作人员学法考试合格率100%: those who were examined are named by the words of their rate alone.
        shared = _RATE_WORD.sub("", words.untrailed(between.strip()))
    if listed is None and _DISPOSAL.search(previous.before) and not draft.separator and between[cut:]:
        # 为47名农民工追回工资58万元: what is done to the first is what the second counts.
        shared = between[:LONGEST_WORDS]
    previous.after = shared
    draft.before = between[cut:]


def _cut(between: str, words: Vocabulary, noun_first: bool) -> tuple[int, str]:
    """Return where the words between two figures of a clause stop belonging to the first, and the separator.

    Where the first has nothing but a verb before it, its noun comes first: 派出6个检查组检查商户12家.
    """
    if average := words.find_average(between):
        # 4名办案人员人均办理46件: so many for each of them.
        return average.start(), ""
    conjunction, have = _CONJUNCTION.search(between), _HAVE.search(between)
    verb = next(
        (
            found
            for found in words.verbs_and_nouns.finditer(between)
            if found["verb"] and (found.start() or not noun_first) and not between[: found.start()].endswith("行政")
        ),
        None,
    )
    if have and (not verb or have.start() <= verb.start()):
        verb = have
    if conjunction and (not verb or conjunction.start() <= verb.start()):
        return conjunction.end(), "和"
    if verb:
        return verb.start(), ""
    if noun_first and words.nominal(between):
        preposed = _PREPOSED.search(between)
        return preposed.start() if preposed else len(between), ""
    return len(between) if words.untrailed(between.strip()) == between.strip() else 0, ""


def _give_level_nouns(group: list[_Draft]) -> None:
    """Give the figures of a list by level the noun of the last: 2个省级、4个市级普法基地."""
    for low, high in reversed([*pairwise(group)]):
        if high.separator in ("、", "和") and not high.before.strip() and _LEVEL.fullmatch(low.after.strip()):
            named = _OF_LEVEL.match(high.after.strip())
            low.after = low.after.strip() + named["noun"] if named else low.after


def _give_items(text: str, group: list[_Draft], words: Vocabulary) -> None:
    """Give each figure its own item of “A、B、C分别为1、2、3”."""
    for position, draft in enumerate(group):
        head, respectively, tail = draft.before.partition("分别")
        if not respectively:
            continue
        run = [draft]
        for place in range(position + 1, len(group)):
            following = group[place]
            if not _LIST_GAP.fullmatch(text, run[-1].quantity.end, following.quantity.start):
                break
            run.append(following)
        shared = words.untrailed(tail) if head else ""
        items = [item for item in _ITEM.split(words.untrailed(head or tail)) if item]
        if len(run) < 2 or len(items) < len(run):
            continue
        extra = len(items) - len(run)
        items = ["、".join(items[: extra + 1]), *items[extra + 1 :]]
        if (kind := _OF_KIND.search(items[-1])) and not any("类" in item for item in items[:-1]):
            # 行政许可、行政处罚类复议案件分别为3件、12件: of cases of each kind.
            items[:-1] = [item + kind[0] for item in items[:-1]]
        verb = words.find_verb(items[-1])
        if verb and verb.start() and not any(words.find_verb(item) for item in items[:-1]):
            # “甲、乙两市受理案件分别为…”: what the last item does, all do.
            items[:-1] = [item + items[-1][verb.start() :] for item in items[:-1]]
        for each, item in zip(run, items, strict=True):
            # “常委会、常务会分别研究议题5项、8项”: what stands behind 分别 is of all.
            each.before, each.after, each.separator = item + shared, "", ""


def _give_range_nouns(text: str, group: list[_Draft]) -> set[Offset]:
    """Give the beginning of a range (20至30家) the noun of its end; return where the ends stand."""
    ends = set()
    for low, high in pairwise(group):
        of_range = (low.quantity.bound, high.quantity.bound) == ("at_least", "at_most")
        if of_range and _RANGE.fullmatch(text, low.quantity.end, high.quantity.start):
            low.after = high.after
            ends.add(high.quantity.start)
    return ends


def _is_past(draft: _Draft, previous: _Draft | None) -> bool:
    """Return whether a bracket tells the level of another year: 受理215件(2020年受理180件)."""
    if not previous or draft.quantity.head:
        return False
    then = _THEN.fullmatch(draft.separator + draft.before.strip())
    if not then or draft.quantity.unit != previous.quantity.unit:
        return False
    return then["did"] in previous.before


def is_closed(between: str) -> bool:
    """Return whether a bracket that was open at the begin of what stands between two figures closes in it."""
    return sum(map(between.count, ")）")) > sum(map(between.count, "(（"))
