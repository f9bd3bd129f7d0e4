"""Wholes: from which figure 其中, brackets, 在…中 and 按…分 open, and where such a list of parts ends."""

import re
from collections import Counter
from functools import partial
from itertools import accumulate, chain, pairwise, takewhile
from math import isclose

from ...quantities import RATES, is_of
from ...tables import same_unit

# 从类型看, 按程序分: what follows are parts of the last total.
_SORTED = re.compile(
    r"从[^,，;；。]{2,14}(?:看|来看|上看|分析)[,，:：]|按[^,，;；。]{2,12}(?:分|分类|划分|统计)[,，:：]"
)
_OPENER = re.compile(
    r"其中|包括|包含|分别是|(?<![单未不])含(?!义|量|税)|(?<=[,，:：])分别为(?!\d)|(?<![^,，;；。！!？?\n])(?P<among>[^,，;；。、()（）]{2,16})中[,，:：]"
)
# 民事案件中农民工讨薪20件: without a comma the words before 中 must name cases.
_CASES_NAMED = "案件|纠纷|申请|投诉|举报|诉求|工单|问题|隐患|线索|事项|人员|对象|案卷|文件|建议"
_AMONG = re.compile(
    rf"(?<![^,，;；。！!？?\n])(?P<among>[^,，;；。、()（）\d]{{1,12}}(?:{_CASES_NAMED}))中(?![,，:：心介队小央])"
)
# 其中持证15人,另有辅助人员9人: others than those.
_OTHERS = re.compile(r"\s*(?:另(?![行案])|此外)")
HANDED_OVER = re.compile("移送|移交|转办|转交|转送")
_CONCLUDED = re.compile("结案|办结|审结|已结")
_DECIMALS = re.compile(r"[.．]([\d０-９]+)")
_COMPARED = re.compile(
    r"同比|环比|相比|[较比](?:年初|上月|上季度|上一?年|去年|前一年|往年| ?20\d\d ?年)|(?:上年|去年)同期"
)
# 12.3 + 6.3 is 18.6 to as many places.
PLACES = 6
# What a rate is rounded by is half of its last place.
HALF = 0.5001
# Kinds of cases in a row, how long their names are, and how many figures back their total is.
CASES, KINDS, LONGEST_KIND, NEAR = ("件", "宗", "起", "例", "件次"), 3, 8, 10


def open_wholes(text, group, marks, recent, first, words):
    """Find what 其中, brackets and 在…中 open from; a sentence that begins with 其中 opens from the one before.

    Parameters
    ----------
    text : str
    group : list of Mention
        The figures of a sentence; `whole` is set.
    marks : list of tuple of (int, str)
        Offset and kind of its marks.
    recent : list of Mention
        The figures before the sentence.
    first : int
        The position of its first figure.
    words : Words
    """
    start, end = group[0].sentence
    earlier = [*recent, *group]
    offset = first - len(recent)
    closing, depth = {}, []
    for at, kind in marks:
        if kind == "open":
            depth.append(at)
        elif kind == "close":
            closing[depth.pop()] = at
    shares = _shares(group, words)
    semicolons = [at for at, kind in marks if kind == "clause" and text[at] in ";；"]
    openings = [(at, stop, stop, "", at) for at, stop in closing.items()]
    for opener in chain(_OPENER.finditer(text, start, end), _AMONG.finditer(text, start, end)):
        at = opener.end() if opener["among"] else opener.start()
        last = min([*(stop for bracket, stop in closing.items() if bracket < at < stop), end])
        stop = min([*(mark for mark in semicolons if mark > at), last])
        openings.append((at, stop, last, opener["among"] or "", opener.start()))
    for sorting in _SORTED.finditer(text, start, end):
        openings.append((sorting.end(), end, end, "sorted", sorting.start()))
    for at, stop, last, among, opened in sorted(openings):
        nested = [(bracket, closed) for bracket, closed in closing.items() if at < bracket]
        counts = [
            m
            for m in group
            if at < m.quantity.start < last
            and m.quantity.unit not in RATES
            and not any(bracket < m.quantity.start < closed for bracket, closed in nested)
        ]
        candidates = _candidates(at, among, opened, earlier, start, words, is_bracket=at in closing)
        within = _within(text, counts, stop, candidates, earlier, words, among, shares)
        if among and text[at - 1] == "中":
            within = within[:1] + list(takewhile(lambda m: m.separator in ("、", "和"), within[1:]))
        first_part, parts, reached, wholes = None, Counter(), Counter(), {}
        for mention in within:
            unit = mention.quantity.unit
            if unit not in wholes:
                alike = [m for m in within if same_unit(m.quantity.unit, unit)]
                wholes[unit] = _whole_of(text, alike, candidates, earlier, words, shares, is_sorted=among == "sorted")
            whole = wholes[unit]
            if whole is not None and is_of(mention.quantity, earlier[whole].quantity):
                # A list of parts ends where they are the whole.
                is_whole = parts[whole] > 1 and isclose(reached[whole], earlier[whole].quantity.value)
                if at not in closing and (is_whole or (first_part and _has_ended(first_part, mention, words))):
                    break
                mention.whole = whole + offset
                first_part = first_part or mention
                parts[whole] += 1
                reached[whole] += mention.quantity.value
            elif first_part and at not in closing and mention.separator != "、":
                break
    _open_kinds(text, group, earlier, offset, words)


def _open_kinds(text, group, earlier, offset, words):
    """Find kinds that are listed behind a total without a word for it.

    调解纠纷263起,成功258起。邻里94起、物业71起、婚姻家庭38起。
    """
    if len(group) < KINDS:
        return
    run = []
    for mention in [*group, None]:
        if (
            mention is not None
            and _is_kind(mention, words)
            and (not run or run[-1].quantity.unit == mention.quantity.unit)
        ):
            run.append(mention)
        elif mention is None or mention.quantity.unit not in RATES:
            _set_kinds(text, run, earlier, offset)
            run = []


def _is_kind(mention, words):
    """Say whether a figure counts cases of which no more is said than a noun, and no other sort of case: 邻里94起."""
    if mention.whole is not None or mention.quantity.unit not in CASES or mention.after.strip():
        return False
    said = words.bare(mention.before)
    tells = words.find_verb(said) or words.done.search(said) or words.field.search(said) or "行政" in said
    return 1 < len(said) <= LONGEST_KIND and (said.endswith("类") or not tells)


def _set_kinds(text, run, earlier, offset):
    if len(run) > KINDS and run[0].quantity.value >= sum(mention.quantity.value for mention in run[1:]):
        # 工单2600件,咨询类1100件、…: the total is a noun too.
        run = run[1:]
    if len(run) < KINDS:
        return
    reached = sum(mention.quantity.value for mention in run)
    first = next(place for place, mention in enumerate(earlier) if mention is run[0])
    totals = [
        place
        for place in range(max(0, first - NEAR), first)
        if earlier[place].whole is None
        and same_unit(earlier[place].quantity.unit, run[0].quantity.unit)
        # Most of a total is sorted, or it is another.
        and reached <= earlier[place].quantity.value <= 2 * reached
        and not _COMPARED.search(earlier[place].before)
        and "\n" not in text[earlier[place].quantity.end : run[0].quantity.start]
    ]
    if totals:
        # Of those taken in and those resolved the first are sorted.
        largest = max(totals, key=lambda place: earlier[place].quantity.value)
        for mention in run:
            mention.whole = largest + offset


def _candidates(at, among, opened, earlier, start, words, is_bracket):
    """Return the places of the figures before an opening that it may open from."""
    candidates = [
        p
        for p, m in enumerate(earlier)
        if m.quantity.end <= at
        and m.quantity.unit not in RATES
        and (m.whole is None or among or is_bracket)
        and not _COMPARED.search(m.before)
    ]
    near = [p for p in candidates if earlier[p].sentence[0] == start]
    if is_bracket:
        return [p for p in near[-1:] if at - earlier[p].quantity.end <= 8]
    if among == "sorted":
        return candidates
    if among:
        inside = [p for p in near if earlier[p].quantity.start >= opened]
        return inside or _named(among, candidates, earlier, words)
    return near or (candidates if at - start < 4 else [])


def last_place(text, quantity):
    """Return what the last printed digit of a rate counts: 0.1 for 99.5%."""
    decimals = _DECIMALS.search(text, quantity.start, quantity.end)
    return 10.0 ** -len(decimals[1]) if decimals else 1.0


def is_share(text, some, whole, rate, coarsest=0.1):
    """Say whether a quantity can be some of another, and a rate with decimals is the share of the two, rounded."""
    place = last_place(text, rate)
    return (
        place <= coarsest
        and 0 < some.value < whole.value
        and same_unit(some.unit, whole.unit)
        and abs(100 * some.value / whole.value - rate.value) <= place * HALF
    )


def _shares(group, words):
    """Return the rates that say what share the figure before them is, by its offset: 咨询类41万件,占47.7%."""
    return {
        mention.quantity.start: rate.quantity
        for mention, rate in pairwise(group)
        if rate.quantity.unit == "%" and words.bare(rate.before).startswith("占")
    }


def _is_sharing(text, whole, shares, mention):
    return is_share(text, mention.quantity, whole, shares[mention.quantity.start], coarsest=1)


def _within(text, counts, stop, candidates, earlier, words, among, shares):
    """Return the figures that an opening is about: up to a semicolon, unless the list goes on behind it.

    其中:机构20条;政策30条;动态950条 is one list where it sums to the total, and so is 审结案件中,维持8件;撤销2件, and
    其中咨询类41万件,占47.7%;求助类33万件,占38.8% where the shares are of one total.
    """
    within = [m for m in counts if m.quantity.start < stop]
    if not within or len(within) == len(counts):
        return within
    unit = within[0].quantity.unit
    alike = [m for m in counts if same_unit(m.quantity.unit, unit)]
    reached = list(accumulate(m.quantity.value for m in alike))
    totals = {round(earlier[p].quantity.value, PLACES) for p in candidates if same_unit(unit, earlier[p].quantity.unit)}
    count = next((count for count, total in enumerate(reached[1:], 2) if round(total, PLACES) in totals), 0)
    if count:
        summing = counts[: counts.index(alike[count - 1]) + 1]
        return summing if len(summing) > len(within) else within
    sharing = list(takewhile(lambda m: m.quantity.start in shares, counts))
    for p in reversed(candidates):
        whole = earlier[p].quantity
        fitting = list(takewhile(partial(_is_sharing, text, whole, shares), sharing))
        if len(fitting) > len(within):
            return fitting
    said = words.bare(within[0].before)
    if among or words.outcome.match(said) or words.done.search(said):
        more = takewhile(lambda m: words.outcome.match(words.bare(m.before)), counts[len(within) :])
        return [*within, *more]
    return within


def _has_ended(first, mention, words):
    """Say whether a list of parts ended before a figure: a clause with a verb of its own begins."""
    if mention.separator in ("、", "和", ""):
        return False
    before = words.bare(mention.before)
    if _OTHERS.match(mention.before):
        return not (words.outcome.match(before) or words.outcome.match(mention.after.strip()))
    # 其中劳动争议45件,举办讲座12件: parts named by nouns, and something that was done.
    is_done = words.verb.match(before) and not words.outcome.match(before)
    return bool(is_done) and not words.find_verb(words.bare(first.before))


def _named(among, candidates, earlier, words):
    """Find the figures that “在审结的案件中” speaks of: the one inside it, or those of its words."""
    said = words.object_of(among) or among
    said = re.sub(r"^(?:在|已|上述|所有|全部|以上)+|的|案件$", "", said if len(said) > 1 else among)
    verb = words.find_verb(among)
    return [
        p
        for p in candidates
        if (len(said) > 1 and said in earlier[p].before + earlier[p].after) or (verb and verb[0] in earlier[p].before)
    ]


def _whole_of(text, alike, candidates, earlier, words, shares, is_sorted):
    """Choose the figure that others of one unit are some of: what they sum to or are shares of, else the nearest."""
    first = alike[0].quantity
    reached = list(accumulate(mention.quantity.value for mention in alike))
    fitting = [p for p in reversed(candidates) if is_of(first, earlier[p].quantity)]
    sums = {round(total, PLACES) for total in reached[1:]}
    for p in fitting:
        if round(earlier[p].quantity.value, PLACES) in sums:
            return p
    if share := shares.get(first.start):
        for p in fitting:
            if is_share(text, first, earlier[p].quantity, share):
                return p
    if is_sorted:
        # All of a total is sorted, and no part of another.
        run = next((n for n, m in enumerate(alike[1:], 1) if m.separator != "、"), len(alike))
        fitting = [p for p in fitting if earlier[p].whole is None and earlier[p].quantity.value >= reached[run - 1]]
    nearest = next(iter(fitting), None)
    if nearest is None or is_sorted:
        return nearest
    if HANDED_OVER.match(words.bare(alike[0].before)):
        # 立案56件,结案52件,其中移送3件: what was handed over is of those taken in.
        nearest = next((p for p in fitting if not _CONCLUDED.search(earlier[p].before)), nearest)
    later, added = 0, 0.0
    for p in reversed([p for p in candidates if same_unit(earlier[p].quantity.unit, first.unit)]):
        if later > 1 and isclose(added, earlier[p].quantity.value):
            # 收到58件,办结55件,正在办理3件,其中初访49件: behind parts that are all of it the total is spoken of.
            return p
        later, added = later + 1, added + earlier[p].quantity.value
        if later > 1 and round(added, PLACES) in sums:
            # 建议17件、提案24件,其中主办13件、会办28件: parts of both.
            return None
    return nearest
