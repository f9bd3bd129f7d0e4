"""Wholes: which figure the parts behind an opener are of."""

import re
from collections.abc import Sequence
from itertools import accumulate
from math import isclose

from ...quantities import RATES
from ...text.offsets import Offset
from ..vocabulary import Vocabulary
from .arithmetic import CHANCE, PLACES, is_share
from .item import Item, Shares
from .list_ends import are_all

_PARTED = re.compile("[、,，;；:：)）。]")
_RECEIVED = "(?<!不予)(?:{})".format
_ANY_CASE = "(?:{})$".format
_HARM = re.compile("[亡伤]$")
_OF_CASES = re.compile("(?:收案|结案|立案|办案|案件)$")
# Characters that lead up to a figure.
_LED_UP = 40
# 解决: a verb alone says nothing of what was counted.
BARE_VERB = 2


def candidates_of(
    text: str,
    at: Offset,
    among: str,
    opened: Offset,
    earlier: list[Item],
    reach: range,
    start: Offset,
    words: Vocabulary,
    is_bracket: bool,
) -> list[int]:
    """Return the places of the figures before an opening that it may open from."""
    said_total = words.of_relations.patterns["total"]
    candidates = [
        p
        for p in reach
        if earlier[p].quantity.unit not in RATES
        and not earlier[p].is_past
        # 从行业看,工矿亡45人,其中煤矿12人; 抽查中,处罚42家,其中公共场所39家: of the item.
        and (
            earlier[p].whole is None
            or earlier[p].is_sorted
            or among
            or is_bracket
            or (p == reach[-1] and (earlier[p].is_among or said_total.search(earlier[p].clause.before)))
        )
        and not words.of_relations.patterns["compared"].search(earlier[p].clause.before)
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


def _named(
    text: str,
    among: str,
    candidates: list[int],
    earlier: list[Item],
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


def _led_up(text: str, earlier: list[Item], place: int) -> str:
    """Return what stands in the sentence of a figure between it and the one before."""
    item = earlier[place]
    start = max(item.clause.sentence.start, earlier[place - 1].quantity.end if place else 0)
    return text[max(start, item.quantity.start - _LED_UP) : item.quantity.start]


def summed(counts: Sequence[Item], near: Sequence[int], earlier: Sequence[Item], words: Vocabulary) -> list[int]:
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


def shared(
    counts: Sequence[Item],
    named: Sequence[int],
    near: Sequence[int],
    earlier: Sequence[Item],
    words: Vocabulary,
    shares: Shares,
) -> list[int]:
    """Return the figure before that the first item of a list is the share of that is printed, where no named one is.

    提交提案187件,立案175件。在所有提案中,经济类94件,占53.7%: of the 175.
    """
    share = shares.get(Offset(counts[0].quantity.start)) if counts else None
    if share is None:
        return []
    fitting = [p for p in near if is_share(counts[0].quantity, earlier[p].quantity, share, words)]
    return [] if set(fitting) & set(named) else fitting[-1:]


def whole_of(
    alike: list[Item],
    candidates: list[int],
    earlier: list[Item],
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
    told = [(m.quantity, shares[Offset(m.quantity.start)]) for m in alike if m.quantity.start in shares]
    if len(told) > 1:
        # 公安类380件,占34%;市场监管类297件,占27%: one without decimals may be of another by chance, hardly all of them.
        for p in fitting:
            if all(is_share(m, earlier[p].quantity, s, words, 1) for m, s in told):
                return p
    if is_sorted:
        if are_all(alike, shares):
            # 来信17件,占30%;来访20件,占35%;…: of what they are shares of, though it be printed nowhere.
            near = (p for p in fitting if any(is_share(m, earlier[p].quantity, s, words, 1) for m, s in told))
            return next(near, None)
        # All of a total is sorted, and no part of another.
        run = next((n for n, m in enumerate(alike[1:], 1) if m.clause.separator != "、"), len(alike))
        fitting = [p for p in fitting if earlier[p].whole is None and earlier[p].value >= reached[run - 1]]
    said = words.bare(alike[0].clause.before)
    if harm := _HARM.search(said):
        # 死亡144人、受伤164人。住宅亡106人: of the dead.
        fitting = [p for p in fitting if earlier[p].clause.before.strip().endswith(harm[0])] or fitting
    elif len(said) > 1 and fitting and len(words.bare(earlier[fitting[0]].clause.before)) <= BARE_VERB:
        # 受理投诉551件,解决449件。其中,加倍赔偿的投诉84件: of what is counted by the same noun.
        noun = () if words.of_relations.patterns["any_case", _ANY_CASE].search(said) else (said[-2:],)
        fitting = [p for p in fitting if earlier[p].clause.before.strip().endswith(noun)] or fitting
    if taken_in := words.of_relations.patterns["received", _RECEIVED].search(said):
        # 受理638件,结案620件,其中受理民事案件564件: of those that were taken in.
        fitting = [p for p in fitting if taken_in[0] in earlier[p].clause.before] or fitting
    if not words.outcome.match(said):
        # 调解327件,成功321件,其中邻里纠纷112件: kinds are of all that were tried.
        fitting = [p for p in fitting if "成功" not in earlier[p].clause.before] or fitting
    nearest = next(iter(fitting), None)
    if nearest is None or is_sorted:
        return nearest
    if words.of_relations.patterns["handed_over"].match(said):
        # 立案56件,结案52件,其中移送3件: what was handed over is of those taken in.
        nearest = next(
            (p for p in fitting if not words.of_relations.patterns["closed"].search(earlier[p].clause.before)), nearest
        )
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


def is_older(whole: int, item: Item, earlier: list[Item], offset: int) -> bool:
    """Return whether a figure stands in a sentence before that of which the first item of a list is some."""
    first = earlier[item.whole - offset] if item.whole is not None else None
    return first is not None and earlier[whole].clause.sentence.start < first.clause.sentence.start
