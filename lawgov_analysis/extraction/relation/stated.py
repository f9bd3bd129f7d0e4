"""Stated: relations that the words of a report state, or suggest, where the numbers do not bear them out.

A table keeps a relation only where it adds up: 评查案卷40宗,合格38宗,合格率96% gives no ratio, as 38 of 40 is not 96 %.
That keeps what is misread out of the tables, but it is just what an audit looks for. Here the words alone decide: a
rate named after the outcome that it follows, parts that say that they are all there are, what 其中 opens, the year
before.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from ...quantities import PERSONS
from ...text.characters import HAN
from ...text.offsets import Position
from ..record import UNRELATED, Relation, positions, value_of
from ..sentences import COLONS, is_closed
from .growth import FROM, is_range, subject_of, year_of
from .outcome import LIST_MARKS, find_outcome, stage_of
from .ratio import MISSTATED, names_due, summed_by
from .state import Draft

# The count and the total that a rate is of, and whether that is only likely.
Pair = tuple[Position, Position, bool]

RATE_NAME = re.compile(
    rf"(?P<stem>{HAN}{{1,12}}?)(?:率|比例|占比)"
    r"(?:均|也|都)?(?:达到了?|达|为|是|约|高达|超过?|实现|保持在?)*$"
)
# 2022年受理280件,2023年受理316件
YEAR = re.compile(r"(?P<year>20\d\d) ?年")
SHARE = re.compile(r"约?占(?:比|总数|全部|总量|其中|全[镇县区市年])?的?(?:比例|比重)?(?:达到|达|为|约)?")
# 40宗,具体为
SAID_BEHIND = "[^,，;；。]{{0,8}}[,，:：]?(?:{})".format
PERCENT = ("%", "‰")
# Characters between a count and what is said of it: 40宗,其中合格38宗.
LONGEST_GAP = 24
# How many figures before one are looked at for what it is compared with.
NEAR = 12
# Characters behind a total in which 分别为 may follow.
LONGEST_OPENER = 80
# Characters before a count, and behind it, in which a word says that cases of earlier years are among it.
CARRIED_BEFORE = 40
CARRIED_BEHIND = 20
# Counts so many figures from a rate may be its own.
REACH = 6
# A list of kinds within a twentieth of its total may be meant to be whole.
NEARLY = 0.05
# What is meant to be a sum is at most so far off: beyond that, something is left out of the list.
NEAR_TOTAL = 0.2
# A rate that is off by more percentage points is of a total that is not printed.
FAR = 30


def state_subsets(draft: Draft, group: Sequence[Position]) -> None:
    """Find what 其中 opens, or an outcome, that is more than every figure before it that it could be of."""
    counts = [at for at in group if draft.is_counting(at)]
    for previous, position in pairwise(group):
        if draft.relations[position].kind or not (draft.is_counting(previous) and draft.is_counting(position)):
            continue
        earlier = [at for at in counts if at < position and draft.same_unit(at, position)]
        more = all(draft.value(position) > draft.value(other) for other in earlier)
        if not more or previous not in earlier:
            continue
        gap = draft.between(previous, position)
        if re.match(r"[,，;；(（]?\s*(?:其中|内)", gap) and len(gap) <= LONGEST_GAP:
            draft.propose(position, "subset", (previous,), "stated.subset.opened", "stated")
        elif re.fullmatch(r"[,，]?[^,，;；:：、]*", gap) and not _is_carried_over(draft, previous, position):
            if _is_outcome(draft, previous, position):
                draft.propose(position, "subset", (previous,), "stated.subset.outcome", "stated")
            elif _may_be_outcome(draft, group, previous, position):
                draft.propose(position, "subset", (previous,), "stated.subset.carried", "likely")


def _is_carried_over(draft: Draft, previous: Position, position: Position) -> bool:
    start = max(0, draft.figures[previous].quantity.start - CARRIED_BEFORE)
    around = draft.text[start : draft.figures[position].quantity.end + CARRIED_BEHIND]
    return bool(draft.said.patterns["carried_over"].search(around))


def _is_outcome(draft: Draft, previous: Position, position: Position) -> bool:
    """Return whether the words say that one count is of another's: 发现隐患230处,完成整改243处."""
    first, second = draft.phrase(previous), draft.phrase(position)
    return any(one in first and other in second for one, other in draft.said.pairs("outcome_pair"))


def _may_be_outcome(draft: Draft, group: Sequence[Position], previous: Position, position: Position) -> bool:
    """Return whether a count would be read as an outcome of the one before it, were it no more: 受理60件,化解63件."""
    unit, own = draft.units[position], draft.figures[position].counted.own
    # 公职律师8人,取得资格46人; 窗口10个,受理事项486项: two lists of what there is.
    if unit in PERSONS or unit != draft.units[previous]:
        return False
    # 评估3件,废止7件: what else may have been repealed.
    if any(what.match(own) for what, _ in draft.said.couples("outcome_of")):
        return False
    if _is_one_of_several(draft, group, previous) or YEAR.match(draft.figures[position].clause.before):
        return False
    return find_outcome(draft, group, position, be_it_more=True) == previous and not _are_complements(
        draft, draft.phrase(previous), draft.phrase(position)
    )


def _is_one_of_several(draft: Draft, group: Sequence[Position], position: Position) -> bool:
    """Return whether a count is the last of a list, which more may be said of: 占道12起、隐患28起,整改35起."""
    beside = Position(position - 1)
    if beside < group[0] or not draft.same_unit(beside, position):
        return False
    one, other = (stage_of(draft.figures[p].counted.own, draft.words) for p in (beside, position))
    return one == other or draft.figures[position].clause.separator in LIST_MARKS


def _are_complements(draft: Draft, first: str, second: str) -> bool:
    """Return whether two counts are of what is the one or the other: 线上办理8件,线下受理12件."""
    pairs = draft.said.pairs("complement")
    return any((one in first and other in second) or (other in first and one in second) for one, other in pairs)


def state_parts(draft: Draft, group: Sequence[Position]) -> None:
    """Relate subsets that the words say, or let suppose, to be all there are of their whole."""
    for place, whole in enumerate(group):
        if not draft.is_counting(whole):
            continue
        children = _children(draft, whole, group[place + 1 :])
        is_list = len(children) > 1 and not _has_left_over(draft, group)
        is_all = is_list and _is_all(draft, whole, children)
        if is_all or (is_list and _may_be_all(draft, whole, children)):
            basis = "stated" if is_all and _are_opened(draft, whole, children) else "likely"
            for child in children:
                draft.propose(child, "part", (whole,), "stated.parts", basis)
        elif is_list and _are_too_many(draft, whole, children):
            for child in children:
                draft.propose(child, "part", (whole,), "stated.parts.exceed", "likely")
        elif any(draft.whole_of(child) == whole for child in children):
            for child in children:
                if not draft.relations[child].kind and draft.value(child) > draft.value(whole):
                    draft.propose(child, "subset", (whole,), "stated.parts.larger", "stated")


def _children(draft: Draft, whole: Position, behind: Sequence[Position]) -> list[Position]:
    """Return the run of figures that are of the one before them, or that a list of its parts goes on with."""
    children: list[Position] = []
    end = draft.figures[whole].quantity.end
    opened = re.match(r"[:：]", draft.text[end : end + 1]) or _says_all(draft, whole)
    for other in behind:
        of_it = draft.whole_of(other) == whole
        too_large = draft.value(other) > draft.value(whole)
        gap = draft.between(children[-1], other) if children else ""
        listed = re.fullmatch(r"[、,，和及与;；][^,，;；。:：()（）]*", gap) if children else None
        # 取消4项、合并9项；公布1162项: behind a semicolon or a comma the sentence has turned to another matter.
        too_large = too_large and listed and listed[0][0] not in ",，;；"
        goes_on = not draft.relations[other].kind and ((opened and (listed or not children)) or too_large)
        if not draft.same_unit(other, whole) or not (of_it or goes_on):
            break
        children.append(other)
    return children


def _says_all(draft: Draft, whole: Position) -> bool:
    end = draft.figures[whole].quantity.end
    behind = draft.text[end : end + LONGEST_OPENER]
    return draft.said.patterns["all_opener", SAID_BEHIND].match(behind) is not None


def _is_all(draft: Draft, whole: Position, children: list[Position]) -> bool:
    phrases = [draft.phrase(child) for child in children]
    if _says_all(draft, whole) or draft.said.patterns["rest"].search(phrases[-1]):
        return True
    marks = "、,，;；" if draft.said.patterns["sum_up"].search(draft.lead(whole)) else "、"
    kinds = all(draft.between(*both)[:1] in marks for both in pairwise(children))
    if len(children) >= 3 and kinds and re.match(r"[:：](?!.*其中)", draft.between(whole, children[0])):
        return True
    if len(children) != 2:
        return False
    first, second = phrases
    undone = re.search(rf"未({HAN}{{2}})", second)
    if undone and undone[1] in first and f"未{undone[1]}" not in first:
        return True
    if _are_complements(draft, first, second):
        return True
    named = re.split(r"[和与及、]", re.sub(r"(?:共|合计|总计|等).*$", "", draft.lead(whole)))
    bare = [re.sub(r"^其中|\s", "", phrase) for phrase in phrases]
    return len(named) == 2 and all(one and name.endswith(one) for one, name in zip(bare, named, strict=True))


def _are_opened(draft: Draft, whole: Position, children: list[Position]) -> bool:
    """Return whether a word or a mark opens a list as one of its total, or it ends with the others.

    受理120件,办结100件,正在办理30件 is none: cases of the year before, and others than these, may be among them.
    """
    end = draft.figures[whole].quantity.end
    is_opened = all(draft.figures[child].opened_from is not None for child in children)
    is_listed = draft.text[end : end + 1] in COLONS or draft.said.patterns["rest"].search(draft.phrase(children[-1]))
    return is_opened or bool(is_listed) or _says_all(draft, whole)


def _has_left_over(draft: Draft, group: Sequence[Position]) -> bool:
    """Return whether a sentence counts what one year leaves to the next: then outcomes are of more than what is new.

    上年结转4件,新收131件,公开72件、不公开56件,结转下年度7件
    """
    return any(draft.is_counting(at) and draft.said.patterns["left_over"].search(draft.phrase(at)) for at in group)


def _may_be_all(draft: Draft, whole: Position, children: list[Position]) -> bool:
    """Return whether a list of kinds comes so near to its whole that it may be meant to be all of it."""
    total = draft.value(whole)
    exact = all(draft.figures[at].quantity.bound == "exact" for at in (whole, *children))
    near = abs(sum(map(draft.value, children)) - total) <= NEARLY * total
    return exact and near and (len(children) >= 3 or draft.figures[whole].quantity.unit == "元")


def _are_too_many(draft: Draft, whole: Position, children: list[Position]) -> bool:
    """Return whether items that exclude each other, as two decisions on a case do, are more than all there are."""
    if sum(map(draft.value, children)) <= draft.value(whole):
        return False
    if any(draft.figures[at].quantity.bound != "exact" for at in (whole, *children)):
        return False
    return all(draft.said.patterns["exclusive"].search(draft.phrase(child)) for child in children)


def state_totals(draft: Draft, group: Sequence[Position]) -> None:
    """Relate a list to what 合计 sums it up to."""
    for place, position in enumerate(group):
        if not draft.is_counting(position) or not draft.said.patterns["sum_up"].search(draft.lead(position)):
            continue
        run: list[Position] = []
        for other in reversed(group[:place]):
            if not draft.is_counting(other) or not draft.same_unit(other, position) or draft.relations[other].kind:
                break
            if run and not re.fullmatch(r"[、和及与,，][^,，;；。:：]*", draft.between(other, run[0])):
                break
            run.insert(0, other)
        if len(run) > 1 and run[0] == group[0]:
            all_said = not draft.said.patterns["not_all"].search(
                draft.text[_start(draft, run[0]) : _start(draft, position)]
            )
            near = abs(sum(map(draft.value, run)) - draft.value(position)) <= NEAR_TOTAL * draft.value(position)
            for other in run:
                draft.propose(other, "part", (position,), "stated.totals", "stated" if all_said and near else "likely")


def _start(draft: Draft, position: Position) -> int:
    return draft.figures[position].quantity.start


def state_rates(draft: Draft, group: Sequence[Position]) -> None:
    """Relate a rate named after the outcome that it follows, or that follows it in brackets.

    A ratio that was found by its arithmetic stays only where it recomputes, or the words agree.
    """
    for place, position in enumerate(group):
        relation = draft.relations[position]
        # What a table says of figures that stand nowhere in the text is left alone.
        is_known = relation.kind == "ratio" and relation.to
        if draft.figures[position].quantity.unit not in PERCENT or not (is_known or not relation.kind):
            continue
        near = [at for at in group[max(0, place - REACH) : place + REACH + 1] if draft.is_counting(at)]
        if _recomputes(draft, position) or (is_known and relation.basis == "stated"):
            # What the words surely say stays as the table has it.
            continue
        if _can_be(draft, position, near) or _is_of_earlier(draft, group, position):
            # 受理120件,办结110件,办结率95.7%(不含中止的5件): what others give is of them.
            draft.relations[position] = UNRELATED
            continue
        if summed := summed_by(draft, position, near):
            *counts, total = summed
            computed = 100 * sum(map(draft.value, counts)) / draft.value(total)
            if abs(computed - draft.value(position)) < MISSTATED:
                draft.propose(position, "ratio", summed, "stated.rates.sum", "likely")
                continue
        pair = _pair_before(draft, group, position) or _pair_after(draft, group, position)
        if pair and _contradicts(draft, position, *pair[:2]):
            # 受理85件,办结88件,办结率100%: cases of the year before may be in both.
            is_more = draft.value(pair[0]) > draft.value(pair[1])
            is_sure = not (pair[2] or is_more or _is_told_apart(draft, position, *pair[:2]))
            basis = "stated" if is_sure else "likely"
            draft.propose(position, "ratio", pair[:2], "stated.rates", basis)
        elif relation.kind:
            draft.relations[position] = UNRELATED


def _is_told_apart(draft: Draft, position: Position, count: Position, total: Position) -> bool:
    """Return whether others are told between a total and a count, which the count's rate may leave out.

    办理339件;不予受理14件,受理前化解37件,审结296件,审结率96.4%; but 咨询类30件,占25% is of all.
    """
    others = [p for p in positions(total + 1, count) if draft.is_counting(p) and draft.same_unit(p, count)]
    return bool(others) and not SHARE.match(draft.lead(position))


def _can_be(draft: Draft, position: Position, near: list[Position]) -> bool:
    """Return whether any two counts near a rate, or one and the sum or the difference of two, give it."""
    for count in near:
        alike = [at for at in near if draft.same_unit(at, count)]
        totals = [draft.value(at) for at in alike if at != count]
        # 起诉308人,不起诉122人,不起诉率28.4%: of both.
        sums = [total + draft.value(count) for total in totals]
        totals += [other for pair in combinations(totals, 2) for other in (sum(pair), abs(pair[0] - pair[1]))]
        blur = 2 * max(map(draft.blur, alike)) * draft.value(position)
        if any(_is_near(draft, position, draft.value(count), total, blur) for total in totals + sums):
            return True
    return False


def _is_of_earlier(draft: Draft, group: Sequence[Position], position: Position) -> bool:
    """Return whether the count before a share is that of a total in the sentences before.

    提交187件,立案175件。在所有提案中,经济类94件,占53.7%
    """
    count = Position(position - 1)
    if count < group[0] or not draft.is_counting(count) or not SHARE.match(draft.lead(position)):
        return False
    earlier = [p for p in positions(max(0, group[0] - REACH), group[0]) if draft.same_unit(p, count)]
    return any(draft.is_counting(p) and _is_near(draft, position, draft.value(count), draft.value(p)) for p in earlier)


def _recomputes(draft: Draft, position: Position) -> bool:
    """Return whether the ratio that was found, be it of two sentences, gives a rate."""
    relation = draft.relations[position]
    if relation.kind != "ratio" or len(relation.to) < 2:
        return False
    *counts, total = relation.to
    return _is_near(draft, position, sum(map(draft.value, counts)), draft.value(total))


def _is_near(draft: Draft, position: Position, count: float, total: float, blur: float = 0.0) -> bool:
    rate = draft.figures[position].quantity
    return total > 0 and abs(100 * count / total - value_of(rate)) <= 0.5 * 10.0**-rate.decimals + blur + 1e-9


def _pair_before(draft: Draft, group: Sequence[Position], position: Position) -> Pair | None:
    """Return the count and the total that a rate follows right away: 受理40宗,合格38宗,合格率96%."""
    count = Position(position - 1)
    while count >= group[0] and draft.figures[count].quantity.unit in PERCENT:
        count = Position(count - 1)
    if count < group[0] or not draft.is_counting(count) or position - count > 3:
        return None
    gap = re.sub(r"[(（][^()（）]*[)）]", "", draft.between(count, position))
    if len(gap) > LONGEST_GAP * (position - count):
        return None
    between = positions(count + 1, position)
    if any(_recomputes(draft, rate) and draft.relations[rate].to[0] == count for rate in between):
        # 网上办理90件,网办率90%,提前办结率98%: the count has given its rate.
        return None
    still_open = draft.said.patterns["open"]
    if still_open.search(draft.phrase(count)) and not still_open.search(draft.lead(position)):
        return None
    if SHARE.fullmatch(draft.lead(position)) or _is_said(draft.relations[position]):
        relation = draft.relations[count]
        return (count, relation.to[0], False) if relation.kind in ("subset", "part") else None
    total = draft.whole_of(count)
    if re.search(r"[;；:：()（]", gap) or not re.search(r"[,，、]", gap) or not RATE_NAME.search(draft.lead(position)):
        return None
    if total is None:
        earlier = [other for other in positions(group[0], count) if draft.is_counting(other)]
        earlier = [other for other in earlier if draft.same_unit(other, count)]
        if not earlier or earlier[-1] != count - 1 or draft.value(earlier[-1]) < draft.value(count):
            return None
        total = earlier[-1]
        if abs(100 * draft.value(count) / draft.value(total) - draft.value(position)) > FAR:
            # 审查128件,制定11件,规范率100%: a misprint is not as far off, but another total is.
            return None
    # 行政复议41件、行政诉讼17件,纠错1件 is of both.
    beside = Position(total - 1)
    is_beside = group[0] <= beside and draft.same_unit(total, beside)
    if is_beside and re.match("[、和及与]", draft.between(beside, total)):
        return None
    # 25个村中,23个村建成工作室,覆盖率92%
    among = total == count - 1 and re.fullmatch(r"[^,，;；。]{0,16}中[,，]?[已共]?有?", draft.between(total, count))
    return (count, total, False) if among else _named(draft, position, count, total)


def _is_said(relation: Relation) -> bool:
    """Return whether a ratio was found by its words, as the share that it says it is."""
    return relation.kind == "ratio" and relation.basis == "stated"


def _pair_after(draft: Draft, group: Sequence[Position], position: Position) -> Pair | None:
    """Return the count and the total in the brackets, or behind 即, that explain a rate."""
    one, other = Position(position + 1), Position(position + 2)
    if other > group[-1] or not re.match(r"[(（]|[,，]即", draft.between(position, one)):
        return None
    if not (draft.is_counting(one) and draft.is_counting(other) and draft.same_unit(one, other)):
        return None
    count, total = sorted((one, other), key=draft.value)
    near = max(len(draft.between(position, one)), len(draft.between(one, other))) <= LONGEST_GAP
    return _named(draft, position, count, total) if near else None


def _named(draft: Draft, position: Position, count: Position, total: Position) -> Pair | None:
    """Return count, total and doubt where a rate is named after the count's outcome: 出庭应诉率 of 出庭应诉7件."""
    name = RATE_NAME.search(draft.lead(position))
    stem = draft.said.patterns["agent"].sub("", name["stem"]) if name else ""
    if name is None or draft.said.patterns["change"].search(stem):
        return None
    if name["stem"] and names_due(draft, name["stem"], count, total):
        return count, total, False
    said = draft.phrase(count)
    if stem and f"{stem[-2:]}前" in said:
        # 受理前调解化解37件,受理率83.6%
        return None
    if stem and re.search(f"[不未]{re.escape(stem[-2:])}", said) and not re.search("[不未]", stem):
        # 不合格88批次,合格率98.3% is of all others.
        return None
    letters = set(draft.said.patterns["qualifier"].sub("", stem) or stem)
    own, both = set(draft.phrase(count)), set(draft.phrase(count) + draft.phrase(total))
    if letters and letters <= both and len(letters - own) * 2 <= len(letters):
        return count, total, False
    synonyms = (group.split() for group in draft.said["synonym"].split("|"))
    alike = any(any(w in stem for w in group) and any(w in said for w in group) for group in synonyms)
    return (count, total, True) if alike else None


def _contradicts(draft: Draft, position: Position, count: Position, total: Position) -> bool:
    """Return whether a rate cannot be of these counts; 按时办结 is some of 办结, so its share is only the least."""
    rate, part, whole = map(draft.value, (position, count, total))
    if not whole:
        return False
    computed = 100 * part / whole
    said, done = (
        set(draft.said.patterns["qualifier"].findall(words)) for words in (draft.lead(position), draft.phrase(count))
    )
    if done - said and not said - done:
        return rate < computed
    if said - done and not done - said:
        # 受理86件,审结80件,按期审结率100% is of those that were concluded.
        return rate > computed and not draft.said.patterns["timely"].search(draft.lead(position))
    return said == done


def state_years_before(draft: Draft, group: Sequence[Position]) -> None:
    """Find the figure of the year before, between this year's and its growth, or right before this year's."""
    for position in group[2:]:
        if draft.relations[position].kind != "growth":
            continue
        then = Position(position - 1)
        # 27件(政府9件,办公室18件),较上年的31件减少4件: of all, whose bracket is closed again.
        still = [p for p in positions(max(group[0], then - NEAR), then) if not is_closed(draft.between(p, then))]
        now = still[-1] if still else Position(position - 2)
        came_to = is_range(draft, then)
        if not (came_to or (draft.is_counting(now) and draft.is_counting(then) and draft.same_unit(now, then))):
            continue
        if draft.said.patterns["left_over"].search(draft.lead(now) + draft.lead(then)):
            continue
        if came_to and draft.said.patterns["compared"].search(draft.lead(position)) and _is_older(draft, now, then):
            continue
        subject = draft.said.patterns["cut"].sub("", subject_of(draft.lead(position), draft.said))
        if subject not in draft.phrase(now) + draft.phrase(then):
            # 时限由8.3天减少到6.6天,审批效率提高20.5%: of what no figure counts.
            continue
        last_year = draft.said.patterns["last_year"]
        if last_year.search(draft.lead(then)) and not last_year.search(draft.lead(now)):
            pass
        elif came_to or draft.said.patterns["range_to"].search(draft.lead(then)) or last_year.search(draft.lead(now)):
            now, then = then, now
        else:
            continue
        draft.propose(position, "growth", (now,), "stated.year_before", "stated")
        draft.before[position] = then


def _is_older(draft: Draft, then: Position, now: Position) -> bool:
    """Return whether a level is said to be of another time than last year: 由高峰期的86件下降到52件,同比下降10%."""
    if not (said := FROM.split(draft.lead(then))[-1].strip()):
        return False
    if year := YEAR.match(said):
        return year_of(draft.figures[now]) != int(year["year"]) + 1
    return draft.said.patterns["last_year"].search(said) is None
