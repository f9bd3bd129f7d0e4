"""Openers: where 其中, brackets, 在…中 and 按…分 open a list of parts, and what each of its figures is some of."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from math import isclose

from ...quantities import RATES
from ...text.characters import pairs_of_characters
from ...text.offsets import Offset, Position
from ..record import Figure, Passage, value_of
from ..sentences import RECENT, by_sentence
from ..vocabulary import Vocabulary
from .item import Item
from .kinds import open_kinds
from .list_ends import ends_before, is_listed, moving_of, shares_of, within_list
from .wholes import candidates_of, is_older, shared, summed, whole_of

_CLOSED_FIRST = re.compile(r"[^()（）\n]{0,40}[)）]")
# 不含上年结转28件: what a bracket leaves out is none of the number before it.
_LEFT_OUT = re.compile(r"[(（]\s*(?:均|都|已)?(?:不含|不包[括含]|不计|未含|未计|除|剔除|扣除)")
# 办案254件(2013年办理177件): what was done in another year.
_OTHER_YEAR = r"[(（]\s*(?:20\d\d ?年度?(?![以底初前后起至\d])|(?:上年|去年)(?:度|同期)?)(?!度?(?:{}))".format
# 2016年审理的2118件(包括结转150件)案件中: what is spoken of again.
_AGAIN = re.compile(r"(?:[(（][^()（）]*[)）])?[^,，;；。、()（）\d]{0,12}中[,，]")
# 收案均超50万件: of each.
EACH = re.compile(
    "(?:均|都|各自?)(?:已|就)?(?:超过?|达到?|突破|高于|不低于|不少于|在)$|案件?数(?:量)?(?:超过?|过|突破)$"
)
# 千万元以上大案, 60岁以上老人
SIZES = ("元", "岁", "年")
AND_MORE = re.compile("及?(?:以[上下内])(?:的)?[\u4e00-\u9fff]")
# How many characters behind a number name what it counts.
_NOUN = 6
# 其中; 民事案件中, which without a comma must name cases.
_CLAUSE = "(?<![^,，;；。！!？?\\n])"
OPENER = ("{}|" + _CLAUSE + "(?P<among>[^,，;；。、()（）]{{2,24}})中[,，:：]").format
AMONG_CASES = (_CLAUSE + r"(?P<among>[^,，;；。、()（）\d]{{1,12}}(?:{}))中(?![,，:：心介队小央])").format
# How many figures on each side of an opener are looked at.
MOST_OPENED = 60


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
    items = [Item(figure.quantity, figure.clause, value_of(figure.quantity)) for figure in figures]
    rows: dict[Position, Sequence[Position]] = {}
    for group in by_sentence(figures):
        if figures[group[0]].quantity.head:
            rows.update(dict.fromkeys(group, group))
        first, end = group[0], group[-1] + 1
        recent = max(0, first - RECENT)
        _open_wholes(passage.text, items[first:end], items[recent:first], recent, passage.words)
        for position in group:
            clause = items[position].clause
            # What counts the same as the figure before it is no part by itself.
            if clause.ends_range or (clause.compared and position > first):
                items[position].whole = None
        _open_by_columns(items, group, rows)
    return [
        figure if item.whole is None else figure.grown(opened_from=item.whole)
        for figure, item in zip(figures, items, strict=True)
    ]


def _open_by_columns(items: list[Item], group: Sequence[Position], rows: dict[Position, Sequence[Position]]) -> None:
    """Let the cells of a row be of those above them: 其中：维持 of 2021年 is of what was accepted in 2021年."""
    for place, position in enumerate(group):
        whole = items[position].whole
        above = rows.get(whole, ()) if whole is not None else ()
        if above is not group and len(above) == len(group):
            items[position].whole = above[place]


def _open_wholes(text: str, group: list[Item], recent: list[Item], offset: int, words: Vocabulary) -> None:
    """Set `whole` of the figures of a sentence; one that begins with 其中 opens from the one before.

    Parameters
    ----------
    text : str
    group : list of Item
        The figures of the sentence.
    recent : list of Item
        The figures before it.
    offset : int
        The position of the first of them.
    words : Vocabulary
    """
    sentence = group[0].clause.sentence
    start, end, marks = sentence.start, sentence.end, sentence.marks
    earlier = [*recent, *group]
    closing = _closing(marks)
    said = words.of_relations
    opener, among_cases, sorting_by = (
        said.patterns["opener", OPENER],
        said.patterns["cases", AMONG_CASES],
        said.patterns["sorted"],
    )
    openers = [*opener.finditer(text, start, end), *among_cases.finditer(text, start, end)]
    sorting = [*sorting_by.finditer(text, start, end)]
    if not sorting and not group[0].quantity.head:
        # A row of a table is sorted by its heads.
        sorting = _sorting_before(text, earlier[: len(recent)], start, sorting_by)
    if not (closing or openers or sorting):
        open_kinds(text, group, earlier, offset, words)
        return
    inside = _by_bracket(group, closing)
    starts = {bracket: [m.quantity.start for m in items] for bracket, items in inside.items()}
    ends = [m.quantity.end for m in earlier]
    shares, moving = shares_of(group, words), moving_of(group, words)
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
            if m.quantity.start < last and m.quantity.unit not in RATES and not _is_threshold(text, m)
        ]
        near = range(max(0, bisect_right(ends, at) - MOST_OPENED), bisect_right(ends, at))
        candidates = candidates_of(text, at, among, opened, earlier, near, start, words, is_bracket=at in closing)
        if at in closing and candidates:
            told.add(at)
        if among and among != "sorted":
            candidates = (
                summed(counts, near, earlier, words)
                or shared(counts, candidates, near, earlier, words, shares)
                or candidates
            )
        if nested := [each for each in later if at < each[0] and each[1] < last]:
            counts = [m for m in counts if not any(start <= m.quantity.start < end for start, end in nested)]
        within = within_list(counts, stop, candidates, earlier, words, among, shares, moving)
        if among and text[at - 1] == "中":
            within = [*within[:1], *takewhile(partial(is_listed, moving, words), within[1:])]
        first_part, parts, wholes = None, Counter(), {}
        is_all = bool(within) and bool(summed(within, candidates, earlier, words))
        reached: dict[int, float] = defaultdict(float)
        for item in within:
            unit = item.quantity.unit
            if unit not in wholes:
                alike = [m for m in within if words.same_unit(m.quantity.unit, unit)]
                wholes[unit] = whole_of(alike, candidates, earlier, words, shares, is_sorted=among == "sorted")
            whole = wholes[unit]
            if first_part and whole is not None and at not in closing and is_older(whole, first_part, earlier, offset):
                # 罚款420万元。案件3424件。其中案件80件,罚款145万元: of that sentence no money is counted.
                whole = None
            if among and whole is not None and not first_part and _is_total_again(text, at, item, earlier[whole]):
                # 从审理结果看,2016年审理的2118件案件中,…: what follows is of that.
                break
            is_alone = at in closing and len(within) == 1
            if is_alone and whole is not None and _is_past(text, at, item, earlier[whole], words):
                item.is_past = True
                break
            if whole is not None and words.is_of(item.quantity, earlier[whole].quantity):
                # A list of parts ends where they are the whole.
                is_whole = parts[whole] > 1 and isclose(reached[whole], earlier[whole].value)
                if at not in closing and (
                    is_whole or (first_part and not is_all and ends_before(first_part, item, words))
                ):
                    break
                item.whole, item.is_sorted, item.is_among = Position(whole + offset), among == "sorted", bool(among)
                first_part = first_part or item
                parts[whole] += 1
                reached[whole] += item.value
            elif first_part and at not in closing and item.clause.separator != "、" and not is_all:
                break
    open_kinds(text, group, earlier, offset, words)


def _is_threshold(text: str, item: Item) -> bool:
    """Return whether a figure tells of which size others are: 千万元以上大案169起; 5个省收案均超50万件."""
    at = item.quantity.end
    return EACH.search(item.clause.before) is not None or (
        item.quantity.unit in SIZES and AND_MORE.match(text, at) is not None
    )


def _is_total_again(text: str, at: Offset, item: Item, whole: Item) -> bool:
    """Return whether the first figure behind an opening is its total again, or another of which more is said."""
    start, end = item.quantity.start, item.quantity.end
    if item.value != whole.value:
        return _AGAIN.match(text, end) is not None
    said = pairs_of_characters(text[at:start] + item.clause.after[:_NOUN])
    return bool(said & pairs_of_characters(whole.clause.before))


def _is_past(text: str, at: Offset, item: Item, whole: Item, words: Vocabulary) -> bool:
    """Return whether the figure of a bracket is what the one before it was in another year: 254件(2013年办理177件)."""
    found = words.of_relations.patterns["left_over_bracketed", _OTHER_YEAR].match(text, at)
    said = text[found.end() : item.quantity.start] if found else ""
    return found is not None and (
        len(said) < 2 or bool(pairs_of_characters(said) & pairs_of_characters(whole.clause.before))
    )


def _sorting_before(text: str, recent: list[Item], start: Offset, sorting_by: re.Pattern[str]) -> list[re.Match[str]]:
    """Return what the sentence before sorts by, where it counts nothing: 从区域看,农村仍多。农村39起,城市25起."""
    counted = recent[-1].quantity.end if recent else 0
    before = max(counted, text.rfind("\n", 0, start) + 1, text.rfind("。", 0, max(0, start - 1)) + 1)
    found = sorting_by.match(text, before, start)
    return [found] if found else []


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


def _by_bracket(group: list[Item], closing: dict[Offset, Offset]) -> dict[Offset | None, list[Item]]:
    """Return the figures of a sentence by the innermost bracket that they stand in, None for none."""
    inside: dict[Offset | None, list[Item]] = defaultdict(list)
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
