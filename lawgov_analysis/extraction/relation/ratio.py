"""Ratios: which two counts a rate divides; fills ``relation`` and ``related``."""

import re
from collections.abc import Sequence

from ...quantities import PERSONS
from ...text.characters import pairs_of_characters
from ...text.offsets import Position
from ..record import positions
from ..sentences import is_closed
from .arithmetic import is_share, last_place
from .state import LISTED, Draft, is_short_for

# By how much, in per cent, a rate without decimals may be off from what two counts give.
ROUNDING = 0.6
# A rate that names its two counts may be off by as much and still be theirs: what an audit is to find.
MISSTATED = 5.0
# 45 of 100 are 45.0 %, for a computer too.
TOLERANCE = 1e-9
# Words of as many characters name what is counted.
NAMING = 4
# How many counts back a rate may divide.
REACH = 8
# How many a rate may add up.
SUMMED_REACH = 16
# How many figures back, in the sentences before, a rate may divide.
PARAGRAPH_REACH = 12
# And as many the share of what a report is on.
REPORT_REACH = 60
SHARES = re.compile(r"占(?:比|[^,，;；。\d]{0,12})?分别为?$|分别占|[,，]占(?:总?[数量]|总额)的$")
# 优秀率分别为26.7%、27.3%; (占95%、60%)
RATES_OF = re.compile("率(?:分别)?(?:均|都)?(?:为|达到?|是)?$|^占$")
TOTAL_OF = re.compile("占(?P<what>.{2,10})(?:总额|总数|总量|总人数)的?")
# 占投诉量的, 在全市调解纠纷量中占: what names the whole, without the words that say no more than that it is one.
WHOLE = re.compile("^(?:全[省市区县州镇乡部]|本[省市区县镇]|所有|同期)?(?P<named>.*?)(?:总|数|量|额|人次|人数)*$")
# 占比为2%, 在全市调解纠纷量中占33.3%, 占审核总数的74.2%: the share of the count before it.
SHARE_OF = re.compile(
    "(?:在(?P<among>[^,，;；。]{2,14})中|[^,，;；。、占]{1,4}数)?(?:约|大约|共|合计)?占(?P<what>[^,，;；。、]{0,14}?)(?:比|比例|比重)?的?(?:为|达到?|约|近)*"
)
HARM = re.compile("[亡伤]")
# Plain shares are of the total that the list is of, and of no other: 占, 占比, 占总数的.
PLAIN = re.compile("(?:全部|总|总体|其中)?(?:总?数|总?量|总额)?")
# 占案件总数的
OF_CASES = re.compile("(?:全部|总)?案件(?:总数|总量|数)?")
# By how many points a share may miss its total and still be of it.
FAR_OFF = 15.0
# 参考率 of 参加考试, 持证率
ABBREVIATED = re.compile(r"[\u4e00-\u9fff]{2}")
# 应考186人,实考179人: what was due, and what was done of it.
DUE_OF = r"应(?:当|该)?(?:到|参加)?[^,，;；。]{{0,6}}{what}"
DONE_OF = r"(?:实|实际)(?:到|参加)?[^,，;；。]{{0,6}}{what}"
SHARE_GAP = re.compile(r"\s*[、,，和及与]\s*")


def find_ratios(draft: Draft, group: Sequence[Position]) -> None:
    """Relate the rates of a sentence to the two counts that they divide.

    Parameters
    ----------
    draft : Draft
    group : sequence of Position
        The figures of the sentence.
    """
    rates = [p for p in group if draft.figures[p].quantity.unit == "%" and not draft.relations[p].kind]
    if not rates:
        return
    counts = [p for p in group if draft.is_count(p) and draft.value(p) > 0]
    _set_shares(draft, rates, counts)
    for rate in rates:
        if draft.relations[rate].kind:
            continue
        figure = draft.figures[rate]
        before, after = [p for p in counts if p < rate][-REACH:], [p for p in counts if p > rate]
        rule, basis = "ratio.sum", "computed"
        # What a rate adds up by its name goes before two counts that give it by chance.
        pair = _sum_of(draft, rate, [p for p in counts if p < rate][-SUMMED_REACH:])
        if pair is None:
            rule, pair = "ratio", _pair_of(draft, rate, before, beside=after[:1])
        if pair is None and draft.words.is_rate(figure.clause.before.rstrip("达为到约近")):
            # 调解成功率99%,受理200件,成功198件
            pair = _pair_of(draft, rate, after[: REACH // 2], named_only=True)
        if pair is None and (count := counted_before(draft, rate)) is not None:
            pair, rule = _pair_across(draft, rate, count, _earlier(draft, group[0])), "ratio.across"
            if pair is None and _last_place(draft, rate) < 1 and SHARE_OF.fullmatch(figure.counted.own):
                pair = _pair_across(draft, rate, count, _far_before(draft, group[0]))
            if pair is None and (listed := _listed_share(draft, rate, count)):
                pair, rule = listed, "ratio.sum"
            if pair is None:
                pair, rule, basis = _share_stated(draft, rate, count), "ratio.share", "stated"
        if pair:
            draft.propose(rate, "ratio", pair, rule, basis)


def _is_listed(draft: Draft, rate: Position) -> bool:
    """Return whether a rate stands in a list of rates: 76件、30件(占95%、60%)."""
    pairs = ((rate - 1, rate), (rate, rate + 1))
    return any(
        one >= 0 and other < len(draft.figures) and LISTED.fullmatch(draft.between(Position(one), Position(other)))
        for one, other in pairs
    )


def counted_before(draft: Draft, rate: Position) -> Position | None:
    """Return the count that a rate stands behind: but for its growth and a bracket, nothing stands between."""
    figures = draft.figures
    for count in reversed(positions(max(0, rate - REACH), rate)):
        if figures[count].clause.sentence != figures[rate].clause.sentence:
            return None
        if draft.is_growth(count) or is_closed(draft.between(count, rate)):
            # 共450人,同比上升3%,占51%; 325件(其中无照经营210件),占9%
            continue
        return count if draft.is_count(count) else None
    return None


def gives_share(
    draft: Draft, rate: Position, numerator: Position, denominator: Position, coarsest: float = 0.1
) -> bool:
    """Return whether two counts give the decimals of a rate rounded, and one is some of the other."""
    n, d = draft.figures[numerator].quantity, draft.figures[denominator].quantity
    blur = draft.blur(numerator) + draft.blur(denominator)
    return is_share(n, d, draft.figures[rate].quantity, draft.words, coarsest, blur)


def _last_place(draft: Draft, rate: Position) -> float:
    return last_place(draft.figures[rate].quantity)


def _off(draft: Draft, rate: Position, numerator: Position, denominator: Position) -> float:
    """Return by how much a rate differs from what two counts give."""
    return abs(100 * draft.value(numerator) / draft.value(denominator) - draft.value(rate))


def _set_shares(draft: Draft, rates: Sequence[Position], counts: Sequence[Position]) -> None:
    """Relate 民事150件、刑事60件,分别占71.4%、28.6% in order, each to what it is a part of."""
    for place, first in enumerate(rates):
        if not (SHARES.search(draft.lead_up(first)) or RATES_OF.search(draft.lead(first))):
            continue
        run = [first]
        for rate in rates[place + 1 :]:
            if rate != run[-1] + 1 or not SHARE_GAP.fullmatch(draft.between(run[-1], rate)):
                break
            run.append(rate)
        listed = draft.listed_before(first, [p for p in counts if p < first], len(run)) if len(run) > 1 else []
        whole = _whole_of_shares(draft, run, listed)
        for rate, count in zip(run, listed, strict=False):
            relation = draft.relations[count]
            is_some = relation.kind in ("part", "subset")
            if whole is not None:
                draft.propose(rate, "ratio", (count, whole), "ratio.respective", "computed")
            elif is_some and (
                _off(draft, rate, count, *relation.to) < _last_place(draft, rate)
                or gives_share(draft, rate, count, *relation.to)
            ):
                draft.propose(rate, "ratio", (count, *relation.to), "ratio.respective", "computed")


def _whole_of_shares(draft: Draft, run: list[Position], listed: list[Position]) -> Position | None:
    """Return the last count of which two shares or more are exactly those that are printed: 分别占调解总数的…."""
    if len(listed) < 2 or len(run) != len(listed):
        return None
    for whole in reversed(positions(max(0, listed[0] - SUMMED_REACH), listed[0])):
        pairs = zip(run, listed, strict=True)
        if draft.is_count(whole) and all(gives_share(draft, rate, count, whole) for rate, count in pairs):
            return whole
    return None


def _pair_of(
    draft: Draft,
    rate: Position,
    counts: Sequence[Position],
    named_only: bool = False,
    beside: Sequence[Position] = (),
) -> tuple[Position, Position] | None:
    """Return the two counts that a rate divides: those that it names, else those that give exactly it."""
    figures, words, smallest = draft.figures, draft.words, _last_place(draft, rate)
    own, stated_rate = figures[rate].counted.own, draft.value(rate)
    name = own.removesuffix("率")
    names, characters = pairs_of_characters(name), set(name)
    found = []
    # 投诉198件,占1%;建议118件,占0.6%: a share is of what it stands behind.
    shared = counted_before(draft, rate) if own.startswith("占") and not _is_listed(draft, rate) else None
    for numerator in reversed([p for p in counts if shared is None or p == shared]):
        phrase = figures[numerator].counted.phrase
        named = bool(names & pairs_of_characters(phrase)) or (own.startswith("占") and numerator == counts[-1])
        if stated_rate == 100 and (ends := words.outcome.match(name, max(0, len(name) - 2))):
            # 参加考试60人,考试合格率100%: how many were good enough is what was not counted.
            named = named and ends[0] in phrase
        # 调解率 is not the rate of what 调解成功 counts, and may only be it exactly.
        did = words.outcome.match(phrase) or words.done.search(phrase)
        # 计划检查120家,实际检查138家,完成率115%
        is_planned = "完成" in own and draft.said.patterns["done_count"].search(figures[numerator].clause.before)
        strongly = named and (not did or set(did[0]) <= set(own)) and characters <= set(phrase)
        whole = figures[numerator].opened_from
        for denominator in reversed(counts if whole is None or whole in counts else [whole, *counts]):
            n, d = figures[numerator].quantity, figures[denominator].quantity
            # Who appeared 5 times in 5 cases.
            counted_alike = draft.same_unit(numerator, denominator) or (
                named and n.unit == "次" and words.same_unit(d.unit, "件")
            )
            # 计划检查320家,实际检查358家,完成率111.9%
            if (
                numerator == denominator
                or not counted_alike
                or (draft.value(numerator) > draft.value(denominator)) != (stated_rate > 100)
            ):
                continue
            off = _off(draft, rate, numerator, denominator)
            named = named or bool(
                is_planned and draft.said.patterns["planned_count"].search(figures[denominator].counted.phrase)
            )
            stated = draft.is_some_of(numerator, denominator)
            # 实际参加考试60人,参考率100%
            named = named or (
                stated and bool(ABBREVIATED.fullmatch(name)) and re.search(".*".join(name), phrase) is not None
            )
            if draft.relations[denominator].kind == "part" and not stated and stated_rate == 100:
                # 一审6宗、二审3宗,出庭6次,出庭率100%: of one kind as many by chance.
                continue
            # 应考186人,实考179人,参考率98.2%
            strongly = strongly or names_due(draft, name, numerator, denominator)
            named = named or strongly
            exact = off < smallest and stated_rate != 100
            if (
                (named and off < smallest)
                or (not named_only and exact and (smallest < 1 or (stated and off < ROUNDING)))
                or (
                    (strongly and stated and off < MISSTATED)
                    and not _is_of_a_sum(draft, rate, numerator, denominator, [*counts, *beside])
                )
            ):
                # Of two that give it the nearer: 公安90件(30.0%)、其他90件(30.0%); what gives it before what does not.
                found.append((off >= smallest, not named, not stated, off, -numerator, denominator))
    if not found:
        return None
    *_, nearer, denominator = min(found)
    return Position(-nearer), denominator


def names_due(draft: Draft, name: str, numerator: Position, denominator: Position) -> bool:
    """Return whether a rate is named after what was due and done: 参考率 of 应考 and 实考, whatever it computes."""
    for group in draft.said["due_rate"].split("|"):
        what, *names = group.split()
        if name.endswith(tuple(names)):
            done_of, due_of = DONE_OF.format(what=what), DUE_OF.format(what=what)
            did, due = draft.lead(numerator), draft.lead(denominator)
            if re.search(f"{done_of}试?$", did) and re.search(f"{due_of}试?$", due):
                return True
    return False


def _is_of_a_sum(
    draft: Draft, rate: Position, numerator: Position, denominator: Position, counts: Sequence[Position]
) -> bool:
    """Return whether a rate that two counts do not give is exact with a third: 结转5件, 审结率 of 新收 and 结转."""
    n, d = draft.value(numerator), draft.value(denominator)
    for third in counts:
        if third in (numerator, denominator) or not draft.same_unit(third, denominator):
            continue
        more = draft.value(third)
        sums = ((n, d + more), (n + more, d), (n, d - more))
        if any(
            whole > 0 and abs(100 * some / whole - draft.value(rate)) < _last_place(draft, rate) for some, whole in sums
        ):
            return True
    return False


def summed_by(draft: Draft, rate: Position, counts: Sequence[Position]) -> tuple[Position, ...] | None:
    """Return the figures that a rate adds up by its name, the last total that they are of behind them.

    直接纠错率 is of 撤销, 变更, 确认违法 and 责令履行.
    """
    own = draft.lead(rate)
    names = [group.split() for group in draft.said["summed"].split("|") if group.split()[0] in own]
    if not names or "率" not in own:
        return None
    _, *outcomes = names[0]
    some = [p for p in counts if p < rate and draft.relations[p].kind in ("part", "subset")]
    for whole in dict.fromkeys(draft.relations[p].to for p in reversed(some)):
        summed = [p for p in some if draft.relations[p].to == whole]
        summed = [p for p in summed if any(word in draft.phrase(p) for word in outcomes)]
        if len(summed) > 1 and draft.value(*whole) > 0:
            return (*summed, *whole)
    return None


def _sum_of(draft: Draft, rate: Position, counts: Sequence[Position]) -> tuple[Position, ...] | None:
    """Return the figures that a rate adds up, and their total, where these give it."""
    summed = summed_by(draft, rate, counts)
    if summed is None:
        return None
    *parts, whole = summed
    off = abs(100 * sum(map(draft.value, parts)) / draft.value(whole) - draft.value(rate))
    # Without decimals too many sums give a rate, but for one that gives it as it is.
    return summed if off <= min(0.05, _last_place(draft, rate) / 2) + TOLERANCE else None


def _earlier(draft: Draft, first: Position) -> list[Position]:
    """Return the counts of the sentences before, and behind them what these are some of, rising."""
    near = [p for p in positions(max(0, first - PARAGRAPH_REACH), first) if draft.is_count(p)]
    wholes = {p for each in near if draft.relations[each].kind in ("part", "subset") for p in draft.relations[each].to}
    return sorted(wholes.union(near))


def _far_before(draft: Draft, first: Position) -> list[Position]:
    """Return the counts of sentences further back that are some of nothing: what a whole report is on."""
    far = positions(max(0, first - REPORT_REACH), max(0, first - PARAGRAPH_REACH))
    return [p for p in far if draft.is_count(p) and draft.relations[p].kind not in ("part", "subset")]


def _pair_across(
    draft: Draft, rate: Position, numerator: Position, earlier: Sequence[Position]
) -> tuple[Position, Position] | None:
    """Return the count before a rate and one of the sentences before, where they give its decimals rounded.

    审结309件。…撤销和确认违法共32件,直接纠错率10.4%: both are in the paragraph. Without decimals only a share is sure.
    """
    n, own, smallest = draft.figures[numerator].quantity, draft.figures[rate].counted.own, _last_place(draft, rate)
    share = SHARE_OF.fullmatch(own)
    # 占执法人员的…: one that names its whole has it elsewhere, but for 占罚款总额的.
    total = TOTAL_OF.fullmatch(own)
    relation = draft.relations[numerator]
    wholes = list(relation.to) if relation.kind in ("part", "subset") else []
    shared = pairs_of_characters(own.removesuffix("率")) & pairs_of_characters(draft.figures[numerator].counted.phrase)
    is_named = own.endswith("率") and (smallest < 1 or (wholes and shared))
    if n.bound != "exact" or not (share or is_named):
        return None
    if not share and smallest == 1:
        # 办结31.2万件,办结率99%: of what it was found to be some of.
        earlier = ()
    what = (share["among"] or share["what"]) if share else ""
    # What the words name goes before what is nearer, of which a coarse share may be by chance.
    nearest = sorted(earlier, key=lambda p: (not _is_named(draft, p, what), -p))
    for denominator in [*wholes, *nearest]:
        d = draft.figures[denominator].quantity
        is_whole = denominator in wholes
        is_named = not is_whole and (
            _is_named(draft, denominator, what) or _is_counted_again(draft, denominator, numerator)
        )
        is_sure = is_whole or (share and (is_named or smallest < 1))
        if not is_sure and "\n" in draft.between(denominator, numerator):
            continue
        if not is_whole and not is_named and not _names(draft, denominator, what, bool(total) or smallest < 1):
            continue
        if d.bound != "exact" or not 0 < draft.value(numerator) < draft.value(denominator):
            continue
        off = _off(draft, rate, numerator, denominator)
        blur = (draft.blur(numerator) + draft.blur(denominator)) * draft.value(rate)
        if draft.is_of(numerator, denominator) and off <= smallest / 2 + blur + TOLERANCE:
            return numerator, denominator
    return None


def _is_named(draft: Draft, denominator: Position, what: str) -> bool:
    """Return whether all words of a share that name its whole are in what a figure counts: 占举报量的 of 受理举报."""
    found = WHOLE.match(what)
    # 收到申请:依法受理: what stands before the colon is what it is some of.
    measure = draft.figures[denominator].counted.measure.rpartition(":")[2]
    named = found["named"] if found else ""
    pairs = pairs_of_characters(named)
    if draft.figures[denominator].quantity.unit in PERSONS and (harm := HARM.search(named)):
        # 占火灾亡人总数的: of 死亡1441人.
        return measure.endswith(harm[0])
    return bool(pairs) and (pairs <= pairs_of_characters(measure) or is_short_for(named, measure))


def _is_counted_again(draft: Draft, denominator: Position, numerator: Position) -> bool:
    """Return whether a count has all the words of another and more: 城市道路查处酒驾 of 查处酒驾."""
    some, whole = (draft.figures[p].counted.own for p in (numerator, denominator))
    return len(whole) >= NAMING and len(some) > len(whole) and some.endswith(whole)


def _names(draft: Draft, denominator: Position, what: str, is_telling: bool) -> bool:
    """Return whether a share may be of a figure, as the words of the share tell: 占受案总数的, 占比, 占有罪人犯的."""
    figure = draft.figures[denominator]
    if PLAIN.fullmatch(what):
        return figure.opened_from is None
    if not is_telling:
        return False
    named = TOTAL_OF.fullmatch(f"占{what}")
    said = pairs_of_characters(named["what"] if named else what) - pairs_of_characters("案件总数")
    return not said or bool(said & pairs_of_characters(figure.counted.measure))


def _listed_share(draft: Draft, rate: Position, last: Position) -> tuple[Position, ...] | None:
    """Return a list and what all of it is some of, where the share behind it is theirs: 甲类78件、乙类57件,占54%."""
    relation = draft.relations[last]
    if relation.kind not in ("part", "subset") or not SHARE_OF.fullmatch(draft.figures[rate].counted.own):
        return None
    run = [last]
    while run[0] and draft.figures[run[0]].clause.separator == "、" and draft.relations[run[0] - 1].to == relation.to:
        run.insert(0, Position(run[0] - 1))
    whole = relation.to[0]
    off = abs(100 * sum(map(draft.value, run)) / draft.value(whole) - draft.value(rate)) if draft.value(whole) else 100
    return (*run, whole) if len(run) > 1 and off <= _last_place(draft, rate) / 2 + TOLERANCE else None


def _share_stated(draft: Draft, rate: Position, count: Position) -> tuple[Position, Position] | None:
    """Return what a share is of where the numbers do not give it: 1000件,其中咨询450件,占51.1%."""
    share = SHARE_OF.fullmatch(draft.figures[rate].counted.own)
    relation = draft.relations[count]
    if not share or relation.kind not in ("part", "subset"):
        return None
    (whole,) = relation.to
    is_of_cases = OF_CASES.fullmatch(share["what"]) and "案件" in draft.figures[whole].counted.measure
    if not (PLAIN.fullmatch(share["what"]) or is_of_cases or _is_named(draft, whole, share["what"])):
        return None
    is_sure = draft.figures[count].opened_from == whole and draft.value(whole) > 0
    return (count, whole) if is_sure and _off(draft, rate, count, whole) <= FAR_OFF else None
