"""Openers: from which figure 其中, brackets, 在…中 and 按…分 open, and where such a list of parts ends."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise, takewhile
from math import isclose

from ...quantities import RATES, Quantity
from ...tables import word_lists
from ...tables.folder import Data
from ...text.offsets import Offset, Position
from ..record import Clause, Figure, Passage, value_of
from ..sentences import RECENT, by_sentence
from ..vocabulary import Vocabulary

# 其中持证15人,另有辅助人员9人: others than those.
_OTHERS = re.compile(r"\s*(?:另(?![行案])|此外)")
# 其中醉驾17起,因酒驾导致事故15起
_ENSUED = re.compile("(?:因|由).{2,16}(?:导致|引发|造成|引起)|(?:造成|引发|导致)")
_PARTED = re.compile("[、,，;；:：)）。]")
_CLOSED_FIRST = re.compile(r"[^()（）\n]{0,40}[)）]")
# 不含上年结转28件: what a bracket leaves out is none of the number before it.
_LEFT_OUT = re.compile(r"[(（]\s*(?:均|都|已)?(?:不含|不包[括含]|不计|未含|未计|除|剔除|扣除)")
# 联合随机任务: in what way, and not what was done.
_MANNER = ("联合", "公开", "公示", "公告", "通知")
# 公示公告
TWO_VERBS = 4
_TAKEN_IN = re.compile("(?<!不予)(?P<verb>受理|收到|接收|收案|立案)")
HANDED_OVER = re.compile("移送|移交|转办|转交|转送")
# Nouns that count anything.
_ANY_CASE = ("案件", "办件", "事项")
_HARM = re.compile("[亡伤]$")
_CONCLUDED = re.compile("结案|办结|审结|已结")
_COMPARED = re.compile(
    r"同比|环比|相比|[较比](?:年初|上月|上季度|上一?年|去年|前一年|往年| ?20\d\d ?年)|(?:上年|去年)同期"
)
_OF_CASES = re.compile("(?:收案|结案|立案|办案|案件)$")
# Characters that lead up to a figure.
_LED_UP = 40
_MOVED = re.compile("(?:增长|上升|下降|减少|增加|提高|降低|上涨|回落)(?:了|约|近|达|率)*$")
# 12.3 + 6.3 is 18.6 to as many places.
PLACES = 6
# 解决: a verb alone says nothing of what was counted.
BARE_VERB = 2
# Two numbers add up to a total below this by chance too often.
CHANCE = 30
# What a rate is rounded by is half of its last place.
HALF = 0.5001
# How many figures on each side of an opener are looked at.
MOST_OPENED = 60
# How many kinds of cases make a list of kinds.
FEWEST_KINDS = 3
# How many characters name a kind: 婚姻家庭.
LONGEST_KIND = 8
# How many figures back the total of kinds is.
KINDS_REACH = 10


# What share the figure at an offset is said to be.
Shares = dict[Offset, Quantity]


@dataclass(slots=True, eq=False)
class _Item:
    """A figure while it is being told what it opens from.

    Attributes
    ----------
    quantity : Quantity
    clause : Clause
    value : float
    whole : Position or None
        The figure that 其中 or a bracket opens from.
    is_sorted : bool
        Whether it is an item of a list that sorts a total: 从类型看.
    """

    quantity: Quantity
    clause: Clause
    value: float
    whole: Position | None = None
    is_sorted: bool = False


def open_lists(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Find what 其中, brackets and 在…中 open from.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `opened_from`.
    """
    items = [_Item(figure.quantity, figure.clause, value_of(figure.quantity)) for figure in figures]
    for group in by_sentence(figures):
        first, end = group[0], group[-1] + 1
        recent = max(0, first - RECENT)
        _open_wholes(passage.text, items[first:end], items[recent:first], recent, passage.words)
        for position in group:
            clause = items[position].clause
            # What counts the same as the figure before it is no part by itself.
            if clause.ends_range or (clause.compared and position > first):
                items[position].whole = None
    return [
        figure if item.whole is None else figure.grown(opened_from=item.whole)
        for figure, item in zip(figures, items, strict=True)
    ]


def _open_wholes(text: str, group: list[_Item], recent: list[_Item], offset: int, words: Vocabulary) -> None:
    """Set `whole` of the figures of a sentence; one that begins with 其中 opens from the one before.

    Parameters
    ----------
    text : str
    group : list of _Item
        The figures of the sentence.
    recent : list of _Item
        The figures before it.
    offset : int
        The position of the first of them.
    words : Vocabulary
    """
    sentence = group[0].clause.sentence
    start, end, marks = sentence.start, sentence.end, sentence.marks
    earlier = [*recent, *group]
    closing = _closing(marks)
    opener, among_cases, sorting_by = words.data.made(_openers)
    openers = [*opener.finditer(text, start, end), *among_cases.finditer(text, start, end)]
    sorting = [*sorting_by.finditer(text, start, end)] or _sorting_before(
        text, earlier[: len(recent)], start, sorting_by
    )
    if not (closing or openers or sorting):
        _open_kinds(text, group, earlier, offset, words)
        return
    inside = _by_bracket(group, closing)
    starts = {bracket: [m.quantity.start for m in items] for bracket, items in inside.items()}
    ends = [m.quantity.end for m in earlier]
    shares, moving = _shares(group, words), _moving(group)
    semicolons = [at for at, kind in marks if kind == "clause" and text[at] in ";；"]
    # Where it begins, where its first part and its last may stand, its words, where these begin, and its bracket.
    openings: list[tuple[Offset, Offset, Offset, str, Offset, Offset | None]]
    openings = [(at, stop, stop, "", at, at) for at, stop in closing.items() if not _LEFT_OUT.match(text, at)]
    brackets = _brackets_of([Offset(each.end() if each["among"] else each.start()) for each in openers], closing)
    for found, bracket in zip(openers, brackets, strict=True):
        at = Offset(found.end() if found["among"] else found.start())
        if bracket is None and _CLOSED_FIRST.match(text, at, end):
            # 办结85件(含上年结转),转下年6件: nothing is counted in its bracket.
            continue
        last = end if bracket is None else min(closing[bracket], end)
        following = bisect_right(semicolons, at)
        stop = min(semicolons[following], last) if following < len(semicolons) else last
        openings.append((at, stop, last, found["among"] or "", Offset(found.start()), bracket))
    for found, bracket in zip(sorting, _brackets_of([Offset(each.end()) for each in sorting], closing), strict=True):
        at = max(start, Offset(found.end()))
        openings.append((at, end, end, "sorted", Offset(found.start()), bracket))
    # What a second 其中 opens within a list, up to its semicolon, is of an item.
    later = [(at, stop) for at, stop, last, _, _, bracket in openings if bracket is None and stop < last]
    told: set[Offset] = set()
    for at, stop, last, among, opened, bracket in sorted(openings):
        if bracket in told and at not in closing and not text[bracket + 1 : opened].strip():
            # 其中民事268件(含劳动报酬142件): the bracket has told what it is of.
            continue
        first = bisect_left(starts.get(bracket, ()), at)
        counts = [
            m
            for m in inside.get(bracket, ())[first : first + MOST_OPENED]
            if m.quantity.start < last and m.quantity.unit not in RATES
        ]
        near = range(max(0, bisect_right(ends, at) - MOST_OPENED), bisect_right(ends, at))
        candidates = _candidates(text, at, among, opened, earlier, near, start, words, is_bracket=at in closing)
        if at in closing and candidates:
            told.add(at)
        if among and among != "sorted":
            candidates = _summed(counts, near, earlier, words) or candidates
        if nested := [each for each in later if at < each[0] and each[1] < last]:
            counts = [m for m in counts if not any(start <= m.quantity.start < end for start, end in nested)]
        within = _within(counts, stop, candidates, earlier, words, among, shares, moving)
        if among and text[at - 1] == "中":
            within = [*within[:1], *takewhile(partial(_is_listed, moving, words), within[1:])]
        first_part, parts, wholes = None, Counter(), {}
        is_all = bool(within) and bool(_summed(within, candidates, earlier, words))
        reached: dict[int, float] = defaultdict(float)
        for item in within:
            unit = item.quantity.unit
            if unit not in wholes:
                alike = [m for m in within if words.same_unit(m.quantity.unit, unit)]
                wholes[unit] = _whole_of(alike, candidates, earlier, words, shares, is_sorted=among == "sorted")
            whole = wholes[unit]
            if first_part and whole is not None and at not in closing and _is_older(whole, first_part, earlier, offset):
                # 罚款420万元。案件3424件。其中案件80件,罚款145万元: of that sentence no money is counted.
                whole = None
            if whole is not None and words.is_of(item.quantity, earlier[whole].quantity):
                # A list of parts ends where they are the whole.
                is_whole = parts[whole] > 1 and isclose(reached[whole], earlier[whole].value)
                if at not in closing and (
                    is_whole or (first_part and not is_all and _has_ended(first_part, item, words))
                ):
                    break
                item.whole, item.is_sorted = Position(whole + offset), among == "sorted"
                first_part = first_part or item
                parts[whole] += 1
                reached[whole] += item.value
            elif first_part and at not in closing and item.clause.separator != "、" and not is_all:
                break
    _open_kinds(text, group, earlier, offset, words)


def _sorting_before(text: str, recent: list[_Item], start: Offset, sorting_by: re.Pattern[str]) -> list[re.Match[str]]:
    """Return what the sentence before sorts by, where it counts nothing: 从区域看,农村仍多。农村39起,城市25起."""
    counted = recent[-1].quantity.end if recent else 0
    before = max(counted, text.rfind("\n", 0, start) + 1, text.rfind("。", 0, max(0, start - 1)) + 1)
    found = sorting_by.match(text, before, start)
    return [found] if found else []


def _summed(counts: Sequence[_Item], near: Sequence[int], earlier: Sequence[_Item], words: Vocabulary) -> list[int]:
    """Return the figure before that the first items of a list sum to exactly, where these are no few by chance.

    新收刑事案件240件,审结236件。收案中,一审案件215件,上升2%;二审案件25件: of the 240, whatever 收案 names.
    """
    if not counts:
        return []
    alike = [m for m in counts if words.same_unit(m.quantity.unit, counts[0].quantity.unit)]
    sums = {round(total, PLACES) for total in list(accumulate(m.value for m in alike))[1:]}
    return [
        p
        for p in near
        if earlier[p].value >= CHANCE
        and words.same_unit(earlier[p].quantity.unit, counts[0].quantity.unit)
        and round(earlier[p].value, PLACES) in sums
    ][-1:]


def _openers(data: Data) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what opens a list: 其中; 民事案件中, which without a comma must name cases; 从类型看."""
    said, clause = word_lists(data, "relation_words"), "(?<![^,，;；。！!？?\\n])"
    opener = rf"{said['opener']}|{clause}(?P<among>[^,，;；。、()（）]{{2,24}})中[,，:：]"
    among = rf"{clause}(?P<among>[^,，;；。、()（）\d]{{1,12}}(?:{said['cases']}))中(?![,，:：心介队小央])"
    return re.compile(opener), re.compile(among), re.compile(said["sorted"])


def _closing(marks: Sequence[tuple[Offset, str]]) -> dict[Offset, Offset]:
    """Return where each bracket of a sentence closes."""
    closing: dict[Offset, Offset] = {}
    depth: list[Offset] = []
    for at, kind in marks:
        if kind == "open":
            depth.append(at)
        elif kind == "close" and depth:
            closing[depth.pop()] = at
    return closing


def _by_bracket(group: list[_Item], closing: dict[Offset, Offset]) -> dict[Offset | None, list[_Item]]:
    """Return the figures of a sentence by the innermost bracket that they stand in, None for none."""
    inside: dict[Offset | None, list[_Item]] = defaultdict(list)
    brackets = _brackets_of([item.quantity.start for item in group], closing)
    for item, bracket in zip(group, brackets, strict=True):
        inside[bracket].append(item)
    return inside


def _brackets_of(offsets: list[Offset], closing: dict[Offset, Offset]) -> list[Offset | None]:
    """Return the innermost bracket that each offset lies in, in their order."""
    found: dict[Offset, Offset | None] = {}
    brackets, opened, following = sorted(closing), [], 0
    for at in sorted(offsets):
        while following < len(brackets) and brackets[following] < at:
            opened.append(brackets[following])
            following += 1
            # What closed before it does not hold the next.
            while len(opened) > 1 and closing[opened[-2]] < opened[-1]:
                del opened[-2]
        while opened and closing[opened[-1]] <= at:
            opened.pop()
        found[at] = opened[-1] if opened else None
    return [found[at] for at in offsets]


def _open_kinds(text: str, group: list[_Item], earlier: list[_Item], offset: int, words: Vocabulary) -> None:
    """Find kinds that are listed behind a total without a word for it.

    调解纠纷263起,成功258起。邻里94起、物业71起、婚姻家庭38起。
    """
    if len(group) < FEWEST_KINDS:
        return
    run = []
    for item in [*group, None]:
        if item is not None and _is_kind(item, words) and (not run or run[-1].quantity.unit == item.quantity.unit):
            run.append(item)
        elif item is None or item.quantity.unit not in RATES:
            _set_kinds(text, run, earlier, offset, words)
            run = []


def _is_kind(item: _Item, words: Vocabulary) -> bool:
    """Return whether a figure counts cases of which no more than a noun is said, and no other sort: 邻里94起."""
    if item.whole is not None or not words.same_unit(item.quantity.unit, "件") or item.clause.after.strip():
        return False
    said = words.bare(item.clause.before)
    tells = words.find_verb(said) or words.done.search(said) or words.field.search(said) or "行政" in said
    return 1 < len(said) <= LONGEST_KIND and (said.endswith("类") or not tells)


def _set_kinds(text: str, run: list[_Item], earlier: list[_Item], offset: int, words: Vocabulary) -> None:
    if len(run) > FEWEST_KINDS and run[0].value >= sum(item.value for item in run[1:]):
        # 工单2600件,咨询类1100件、…: the total is a noun too.
        run = run[1:]
    if len(run) < FEWEST_KINDS:
        return
    reached = sum(item.value for item in run)
    first = next(place for place, item in enumerate(earlier) if item is run[0])
    totals = [
        place
        for place in range(max(0, first - KINDS_REACH), first)
        if earlier[place].whole is None
        and words.same_unit(earlier[place].quantity.unit, run[0].quantity.unit)
        # Most of a total is sorted, or it is another.
        and reached <= earlier[place].value <= 2 * reached
        and not _COMPARED.search(earlier[place].clause.before)
        and "\n" not in text[earlier[place].quantity.end : run[0].quantity.start]
    ]
    if totals:
        # Of those taken in and those resolved the first are sorted.
        largest = max(totals, key=lambda place: earlier[place].value)
        for item in run:
            item.whole = Position(largest + offset)


def _candidates(
    text: str,
    at: Offset,
    among: str,
    opened: Offset,
    earlier: list[_Item],
    reach: range,
    start: Offset,
    words: Vocabulary,
    is_bracket: bool,
) -> list[int]:
    """Return the places of the figures before an opening that it may open from."""
    candidates = [
        p
        for p in reach
        if earlier[p].quantity.unit not in RATES
        # 从行业看,工矿亡45人,其中煤矿12人: of the item.
        and (earlier[p].whole is None or earlier[p].is_sorted or among or is_bracket)
        and not _COMPARED.search(earlier[p].clause.before)
    ]
    near = [p for p in candidates if earlier[p].clause.sentence.start == start]
    if is_bracket:
        # 甲县(210起)、乙县(180起): behind a mark the bracket is of what stands between.
        if rated := [
            p for p in reach if p and 0 <= at - earlier[p].quantity.end < 2 and earlier[p].quantity.unit in RATES
        ]:
            # 结案440件,结案率48%(调解结案211件、撤诉97件)
            return [p for p in near if p == rated[-1] - 1]
        ends = [earlier[p].quantity.end for p in near[-1:]]
        return near[-1:] if ends and at - ends[0] <= 8 and not _PARTED.search(text, ends[0], at) else []
    if among == "sorted":
        return candidates
    if among:
        inside = [p for p in near if earlier[p].quantity.start >= opened]
        return inside or _named(text, among, candidates, earlier, words)
    return near or (candidates if at - start < 4 else [])


def last_place(quantity: Quantity) -> float:
    """Return what the last printed digit of a rate counts: 0.1 for 99.5%; of 九成 no more is taken than of 90%."""
    return 10.0 ** -max(0, quantity.decimals)


def is_share(
    some: Quantity, whole: Quantity, rate: Quantity, words: Vocabulary, coarsest: float = 0.1, blur: float = 0.0
) -> bool:
    """Return whether a quantity can be some of another, and a rate with decimals is the share of the two, rounded.

    What the two were rounded by themselves is `blur`, as a share of them.
    """
    place, n, d = last_place(rate), value_of(some), value_of(whole)
    return (
        place <= coarsest
        and 0 < n < d
        and words.same_unit(some.unit, whole.unit)
        and abs(100 * n / d - value_of(rate)) <= place * HALF + blur * 100 * n / d
    )


def _shares(group: list[_Item], words: Vocabulary) -> Shares:
    """Return the rates that say what share the figure before them is, by its offset: 咨询类41万件,占47.7%."""
    return {
        Offset(item.quantity.start): rate.quantity
        for item, rate in pairwise(group)
        if rate.quantity.unit == "%" and words.bare(rate.clause.before).startswith("占")
    }


def _moving(group: list[_Item]) -> set[Offset]:
    """Return where the figures of a sentence begin that a growth stands right behind: 治安的285件,下降5.6%."""
    return {
        Offset(item.quantity.start)
        for item, rate in pairwise(group)
        if rate.quantity.unit in ("%", "倍") and _MOVED.search(rate.clause.before)
    }


def _is_older(whole: int, item: _Item, earlier: list[_Item], offset: int) -> bool:
    """Return whether a figure stands in a sentence before that of which the first item of a list is some."""
    first = earlier[item.whole - offset] if item.whole is not None else None
    return first is not None and earlier[whole].clause.sentence.start < first.clause.sentence.start


def _is_sharing(whole: Quantity, shares: Shares, words: Vocabulary, item: _Item) -> bool:
    return is_share(item.quantity, whole, shares[Offset(item.quantity.start)], words, coarsest=1)


def _within(
    counts: list[_Item],
    stop: Offset,
    candidates: list[int],
    earlier: list[_Item],
    words: Vocabulary,
    among: str,
    shares: Shares,
    moving: set[Offset],
) -> list[_Item]:
    """Return the figures that an opening is about: up to a semicolon, unless the list goes on behind it.

    其中:机构20条;政策30条;动态950条 is one list where it sums to the total, and so is 审结案件中,维持8件;撤销2件, and
    其中咨询类41万件,占47.7%;求助类33万件,占38.8% where the shares are of one total.
    """
    within = [m for m in counts if m.quantity.start < stop]
    if not within or len(within) == len(counts):
        return within
    unit = within[0].quantity.unit
    alike = [m for m in counts if words.same_unit(m.quantity.unit, unit)]
    reached = list(accumulate(m.value for m in alike))
    totals = {round(earlier[p].value, PLACES) for p in candidates if words.same_unit(unit, earlier[p].quantity.unit)}
    count = next((count for count, total in enumerate(reached[1:], 2) if round(total, PLACES) in totals), 0)
    if count and not (reached[count - 1] < CHANCE and _is_new_deed(within[0], alike[count - 1], stop, words)):
        last = counts.index(alike[count - 1])
        # 普通程序100件,处罚金额70万元: what is said of the last item goes with it.
        summing = [*counts[: last + 1], *takewhile(partial(_goes_with, unit, words), counts[last + 1 :])]
        return summing if len(summing) > len(within) else within
    sharing = list(takewhile(lambda m: m.quantity.start in shares, counts))
    for p in reversed(candidates):
        whole = earlier[p].quantity
        fitting = list(takewhile(partial(_is_sharing, whole, shares, words), sharing))
        if len(fitting) > len(within):
            return fitting
    # Shares that do not fit are still of the items of one list, as long as these are not more than the total.
    if len(sharing) > len(within) and _is_within(sharing, candidates, earlier, words):
        return sharing
    # 其中涉及治安的285件,下降5.6%;劳教的37件,下降28.8%: of each item how it moved.
    moved = list(takewhile(partial(_is_moving, moving, words), counts))
    if len(moved) > len(within) and _is_within(moved, candidates, earlier, words):
        return moved
    parallel = _parallel(within, counts, words)
    if len(parallel) > len(within) and _is_within(
        [m for m in parallel if words.same_unit(m.quantity.unit, unit)], candidates, earlier, words
    ):
        return parallel
    said = words.bare(within[0].clause.before)
    if among or words.outcome.match(said) or words.done.search(said):
        more = takewhile(lambda m: words.outcome.match(words.bare(m.clause.before)), counts[len(within) :])
        return [*within, *more]
    return within


def _is_new_deed(first: _Item, item: _Item, stop: Offset, words: Vocabulary) -> bool:
    """Return whether an item behind a semicolon was done in another verb: 其中研究法治6次;组织学法12次."""
    if item.quantity.start < stop:
        return False
    did, done = (words.verb.match(words.bare(each.clause.before)) for each in (first, item))
    return bool(done) and (did is None or did[0] != done[0]) and not words.outcome.match(words.bare(item.clause.before))


def _goes_with(unit: str, words: Vocabulary, item: _Item) -> bool:
    return item.clause.separator in (",", "，") and not words.same_unit(item.quantity.unit, unit)


def _parallel(within: list[_Item], counts: list[_Item], words: Vocabulary) -> list[_Item]:
    """Return the items of a list with those behind semicolons that are made alike.

    其中食品案件121件、罚没156万元;价格案件18件、罚没40万元.
    """
    items = list(within)
    pattern = [m.quantity.unit for m in within]
    first = words.bare(within[0].clause.before)
    verb = words.find_verb(first)
    rest = counts[len(within) :]
    while rest:
        segment = rest[: len(pattern)]
        said = words.bare(segment[0].clause.before)
        other = words.find_verb(said)
        is_alike = [m.quantity.unit for m in segment] == pattern and segment[0].clause.separator in (";", "；")
        is_item = said and (other[0] if other else "") == (verb[0] if verb else "") and not words.done.search(said)
        if not is_alike or not is_item or any(m.clause.separator in (";", "；") for m in segment[1:]):
            break
        items += segment
        rest = rest[len(pattern) :]
    # 其中“零跑动”14项;“通办”3项: one more is as likely another matter.
    return items if len(pattern) > 1 or len(items) > len(within) + 1 else within


def _is_moving(moving: set[Offset], words: Vocabulary, item: _Item) -> bool:
    """Return whether a figure has its growth, and is named and not done: 劳教的37件, but not 立案37件."""
    said = words.bare(item.clause.before)
    did = words.outcome.match(said) or (words.verb.match(said) and not said.endswith("的"))
    return item.quantity.start in moving and bool(said) and not did


def _is_listed(moving: set[Offset], words: Vocabulary, item: _Item) -> bool:
    """Return whether a figure goes on with a list: 维持8件、撤销2件; 劳教的37件,下降28.8%."""
    return item.clause.separator in ("、", "和") or _is_moving(moving, words, item)


def _is_within(items: list[_Item], candidates: list[int], earlier: list[_Item], words: Vocabulary) -> bool:
    """Return whether the nearest total of their unit is as large as all of a list of items."""
    unit, reached = items[0].quantity.unit, sum(item.value for item in items)
    if not all(words.same_unit(item.quantity.unit, unit) for item in items):
        return False
    whole = next((p for p in reversed(candidates) if words.same_unit(earlier[p].quantity.unit, unit)), None)
    return whole is not None and reached <= earlier[whole].value


def _has_ended(first: _Item, item: _Item, words: Vocabulary) -> bool:
    """Return whether a list of parts ended before a figure: a clause with a verb of its own begins."""
    if item.clause.separator in ("、", "和", ""):
        return False
    before = words.bare(item.clause.before)
    if _ENSUED.match(before):
        return True
    if _OTHERS.match(item.clause.before):
        return not (words.outcome.match(before) or words.outcome.match(item.clause.after.strip()))
    # 其中劳动争议45件,举办讲座12件: parts named by nouns, and something that was done.
    is_done = words.verb.match(before) and not words.outcome.match(before)
    if _is_name(before, words):
        return False
    return bool(is_done) and not words.find_verb(words.bare(first.clause.before))


def _is_name(before: str, words: Vocabulary) -> bool:
    """Return whether words that begin with a verb name a kind: 公示公告, 联合随机任务."""
    return before.startswith(_MANNER) or (len(before) == TWO_VERBS and words.needs_object(before))


def _led_up(text: str, earlier: list[_Item], place: int) -> str:
    """Return what stands in the sentence of a figure between it and the one before."""
    item = earlier[place]
    start = max(item.clause.sentence.start, earlier[place - 1].quantity.end if place else 0)
    return text[max(start, item.quantity.start - _LED_UP) : item.quantity.start]


def _named(
    text: str,
    among: str,
    candidates: list[int],
    earlier: list[_Item],
    words: Vocabulary,
) -> list[int]:
    """Find the figures that “在审结的案件中” speaks of: the one inside it, or those of its words."""
    said = words.object_of(among) or among
    said = re.sub(r"^(?:在|已|上述|所有|全部|以上)+|的|案件$", "", said if len(said) > 1 else among)
    # 城建案件居首,收1002件。城建收案中: which cases, before a comma.
    kind = _OF_CASES.sub("", among)
    verb = words.find_verb(among)
    return [
        p
        for p in candidates
        if (len(said) > 1 and said in earlier[p].clause.before + earlier[p].clause.after)
        or (len(kind) > 1 and kind in _led_up(text, earlier, p))
        or (verb and verb[0] in earlier[p].clause.before)
    ]


def _whole_of(
    alike: list[_Item],
    candidates: list[int],
    earlier: list[_Item],
    words: Vocabulary,
    shares: Shares,
    is_sorted: bool,
) -> int | None:
    """Choose the figure that others of one unit are some of: what they sum to or are shares of, else the nearest."""
    first = alike[0].quantity
    reached = list(accumulate(item.value for item in alike))
    fitting = [p for p in reversed(candidates) if words.is_of(first, earlier[p].quantity)]
    sums = {round(total, PLACES) for total in reached[1:]}
    for p in fitting:
        if round(earlier[p].value, PLACES) in sums:
            return p
    if share := shares.get(Offset(first.start)):
        for p in fitting:
            if is_share(first, earlier[p].quantity, share, words):
                return p
    if is_sorted:
        # All of a total is sorted, and no part of another.
        run = next((n for n, m in enumerate(alike[1:], 1) if m.clause.separator != "、"), len(alike))
        fitting = [p for p in fitting if earlier[p].whole is None and earlier[p].value >= reached[run - 1]]
    said = words.bare(alike[0].clause.before)
    if harm := _HARM.search(said):
        # 死亡144人、受伤164人。住宅亡106人: of the dead.
        fitting = [p for p in fitting if earlier[p].clause.before.strip().endswith(harm[0])] or fitting
    elif len(said) > 1 and fitting and len(words.bare(earlier[fitting[0]].clause.before)) <= BARE_VERB:
        # 受理投诉551件,解决449件。其中,加倍赔偿的投诉84件: of what is counted by the same noun.
        noun = () if said.endswith(_ANY_CASE) else (said[-2:],)
        fitting = [p for p in fitting if earlier[p].clause.before.strip().endswith(noun)] or fitting
    if taken_in := _TAKEN_IN.search(said):
        # 受理638件,结案620件,其中受理民事案件564件: of those that were taken in.
        fitting = [p for p in fitting if taken_in["verb"] in earlier[p].clause.before] or fitting
    if not words.outcome.match(said):
        # 调解327件,成功321件,其中邻里纠纷112件: kinds are of all that were tried.
        fitting = [p for p in fitting if "成功" not in earlier[p].clause.before] or fitting
    nearest = next(iter(fitting), None)
    if nearest is None or is_sorted:
        return nearest
    if HANDED_OVER.match(said):
        # 立案56件,结案52件,其中移送3件: what was handed over is of those taken in.
        nearest = next((p for p in fitting if not _CONCLUDED.search(earlier[p].clause.before)), nearest)
    later, added = 0, 0.0
    for p in reversed([p for p in candidates if words.same_unit(earlier[p].quantity.unit, first.unit)]):
        if later > 1 and isclose(added, earlier[p].value):
            # 收到58件,办结55件,正在办理3件,其中初访49件: behind parts that are all of it the total is spoken of.
            return p
        later, added = later + 1, added + earlier[p].value
        if later > 1 and round(added, PLACES) in sums:
            # 建议17件、提案24件,其中主办13件、会办28件: parts of both.
            return None
    return nearest
