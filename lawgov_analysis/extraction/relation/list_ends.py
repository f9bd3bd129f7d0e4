"""List ends: how far a list of parts goes on behind what opened it."""

import re
from functools import partial
from itertools import accumulate, pairwise, takewhile
from math import isclose

from ...quantities import Quantity
from ...text.offsets import Offset
from ..record import value_of
from ..vocabulary import Vocabulary
from .arithmetic import CHANCE, PLACES, is_share
from .item import Item, Shares

# 其中持证15人,另有辅助人员9人: others than those.
_OTHERS = re.compile(r"\s*(?:另(?![行案])|此外)")
# Shares of all of a total are 100% but for their rounding.
ALL = 0.5
# So many characters begin and end what all items of a list are: 侦办…犯罪案件.
SAME_VERB = 2
SAME_NOUN = 4
# 公示公告
TWO_VERBS = 4
_MOVED = "(?:{})(?:了|约|近|达|率)*$".format


def shares_of(group: list[Item], words: Vocabulary) -> Shares:
    """Return the rates that say what share the figure before them is, by its offset: 咨询类41万件,占47.7%."""
    return {
        Offset(item.quantity.start): rate.quantity
        for item, rate in pairwise(group)
        if rate.quantity.unit == "%" and words.bare(rate.clause.before).startswith("占")
    }


def are_all(items: list[Item], shares: Shares) -> bool:
    """Return whether the shares of several items make 100 %."""
    told = [value_of(shares[Offset(item.quantity.start)]) for item in items if item.quantity.start in shares]
    return 1 < len(told) == len(items) and isclose(sum(told), 100, abs_tol=ALL)


def moving_of(group: list[Item], words: Vocabulary) -> set[Offset]:
    """Return where the figures of a sentence begin that a growth stands right behind: 治安的285件,下降5.6%."""
    moved = words.of_relations.patterns["moved", _MOVED]
    return {
        Offset(item.quantity.start)
        for item, rate in pairwise(group)
        if rate.quantity.unit in ("%", "倍") and moved.search(rate.clause.before)
    }


def within_list(
    counts: list[Item],
    stop: Offset,
    candidates: list[int],
    earlier: list[Item],
    words: Vocabulary,
    among: str,
    shares: Shares,
    moving: set[Offset],
) -> list[Item]:
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
    # Shares that do not fit are still of the items of one list, if they make all of it or these are within a total.
    if len(sharing) > len(within) and (are_all(sharing, shares) or _is_within(sharing, candidates, earlier, words)):
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
    repeated = _repeated(within, counts, words)
    if len(repeated) > 2 and _is_within(repeated, candidates, earlier, words):
        return [*(m for m in within if m.quantity.unit == unit), *repeated[1:]]
    said = words.bare(within[0].clause.before)
    if among or words.outcome.match(said) or words.done.search(said):
        more = takewhile(lambda m: words.outcome.match(words.bare(m.clause.before)), counts[len(within) :])
        return [*within, *more]
    return within


def _is_new_deed(first: Item, item: Item, stop: Offset, words: Vocabulary) -> bool:
    """Return whether an item behind a semicolon was done in another verb: 其中研究法治6次;组织学法12次."""
    if item.quantity.start < stop:
        return False
    did, done = (words.verb.match(words.bare(each.clause.before)) for each in (first, item))
    return bool(done) and (did is None or did[0] != done[0]) and not words.outcome.match(words.bare(item.clause.before))


def _goes_with(unit: str, words: Vocabulary, item: Item) -> bool:
    return item.clause.separator in (",", "，") and not words.same_unit(item.quantity.unit, unit)


def _is_sharing(whole: Quantity, shares: Shares, words: Vocabulary, item: Item) -> bool:
    return is_share(item.quantity, whole, shares[Offset(item.quantity.start)], words, coarsest=1)


def _parallel(within: list[Item], counts: list[Item], words: Vocabulary) -> list[Item]:
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


def _repeated(within: list[Item], counts: list[Item], words: Vocabulary) -> list[Item]:
    """Return the first item of a list with those that begin behind semicolons in its words.

    其中侦办毒品犯罪案件443起,缴获4吨;侦办武器犯罪案件109起,缴获337支
    """
    first, found = within[0], [within[0]]
    named = words.bare(first.clause.before)
    for item in counts[len(within) :]:
        if item.clause.separator not in (";", "；"):
            continue
        said = words.bare(item.clause.before)
        is_same = said[:SAME_VERB] == named[:SAME_VERB] and said[-SAME_NOUN:] == named[-SAME_NOUN:]
        if not is_same or len(named) < SAME_VERB + SAME_NOUN or item.quantity.unit != first.quantity.unit:
            break
        found.append(item)
    return found


def _is_moving(moving: set[Offset], words: Vocabulary, item: Item) -> bool:
    """Return whether a figure has its growth, and is named and not done: 劳教的37件, but not 立案37件."""
    said = words.bare(item.clause.before)
    did = words.outcome.match(said) or (words.verb.match(said) and not said.endswith("的"))
    return item.quantity.start in moving and bool(said) and not did


def is_listed(moving: set[Offset], words: Vocabulary, item: Item) -> bool:
    """Return whether a figure goes on with a list: 维持8件、撤销2件; 劳教的37件,下降28.8%."""
    return item.clause.separator in ("、", "和") or _is_moving(moving, words, item)


def _is_within(items: list[Item], candidates: list[int], earlier: list[Item], words: Vocabulary) -> bool:
    """Return whether the nearest total of their unit is as large as all of a list of items."""
    unit, reached = items[0].quantity.unit, sum(item.value for item in items)
    if not all(words.same_unit(item.quantity.unit, unit) for item in items):
        return False
    whole = next((p for p in reversed(candidates) if words.same_unit(earlier[p].quantity.unit, unit)), None)
    return whole is not None and reached <= earlier[whole].value


def ends_before(first: Item, item: Item, words: Vocabulary) -> bool:
    """Return whether a list of parts ended before a figure: a clause with a verb of its own begins."""
    if item.clause.separator in ("、", "和", ""):
        return False
    before = words.bare(item.clause.before)
    # 其中醉驾17起,因酒驾导致伤亡15起
    if words.of_relations.patterns["ensued"].match(before):
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
    return bool(words.of_relations.patterns["names_kind"].match(before)) or (
        len(before) == TWO_VERBS and words.needs_object(before)
    )
