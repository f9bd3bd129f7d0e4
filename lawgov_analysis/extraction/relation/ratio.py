"""Ratios: which two counts a rate divides; fills ``relation`` and ``related``."""

import re
from collections.abc import Sequence

from ...text.offsets import Position
from ..record import positions
from .openers import is_share, last_place
from .state import Draft, pairs_of_characters

# By how much, in per cent, a rate without decimals may be off from what two counts give.
ROUNDING = 0.6
# A rate that names its two counts may be off by as much and still be theirs: what an audit is to find.
MISSTATED = 5.0
# How many counts back a rate may divide.
REACH = 8
# How many figures back, in the sentences before, a rate may divide.
PARAGRAPH_REACH = 12
SHARES = re.compile(r"占(?:比|[^,，;；。\d]{0,12})?分别为?$|分别占")
TOTAL_OF = re.compile("占(?P<what>.{2,10})(?:总额|总数|总量|总人数)的?")
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
        pair = _pair_of(draft, rate, before)
        if pair is None and draft.words.is_rate(figure.clause.before.rstrip("达为到约近")):
            # 调解成功率99%,受理200件,成功198件
            pair = _pair_of(draft, rate, after[: REACH // 2], named_only=True)
        if pair is None and before[-1:] == [rate - 1]:
            earlier = [p for p in positions(max(0, group[0] - PARAGRAPH_REACH), group[0]) if draft.is_count(p)]
            pair = _pair_across(draft, rate, before[-1], earlier)
        if pair:
            draft.propose(rate, "ratio", pair, "ratio", "computed")


def gives_share(draft: Draft, rate: Position, numerator: Position, denominator: Position) -> bool:
    """Return whether two counts give the decimals of a rate rounded, and one is some of the other."""
    n, d = draft.figures[numerator].quantity, draft.figures[denominator].quantity
    return is_share(n, d, draft.figures[rate].quantity, draft.words)


def _last_place(draft: Draft, rate: Position) -> float:
    return last_place(draft.figures[rate].quantity)


def _off(draft: Draft, rate: Position, numerator: Position, denominator: Position) -> float:
    """Return by how much a rate differs from what two counts give."""
    return abs(100 * draft.value(numerator) / draft.value(denominator) - draft.value(rate))


def _set_shares(draft: Draft, rates: Sequence[Position], counts: Sequence[Position]) -> None:
    """Relate 民事150件、刑事60件,分别占71.4%、28.6% in order, each to what it is a part of."""
    for place, first in enumerate(rates):
        if not SHARES.search(draft.lead_up(first)):
            continue
        run = [first]
        for rate in rates[place + 1 :]:
            if rate != run[-1] + 1 or not SHARE_GAP.fullmatch(draft.between(run[-1], rate)):
                break
            run.append(rate)
        listed = draft.listed_before(first, [p for p in counts if p < first], len(run)) if len(run) > 1 else []
        for rate, count in zip(run, listed, strict=False):
            relation = draft.relations[count]
            is_some = relation.kind in ("part", "subset")
            if is_some and _off(draft, rate, count, *relation.to) < _last_place(draft, rate):
                draft.propose(rate, "ratio", (count, *relation.to), "ratio.respective", "computed")


def _pair_of(
    draft: Draft, rate: Position, counts: Sequence[Position], named_only: bool = False
) -> tuple[Position, Position] | None:
    """Return the two counts that a rate divides: those that it names, else those that give exactly it."""
    figures, words, smallest = draft.figures, draft.words, _last_place(draft, rate)
    own, stated_rate = figures[rate].counted.own, draft.value(rate)
    name = own.removesuffix("率")
    names, characters = pairs_of_characters(name), set(name)
    found = []
    for numerator in reversed(counts):
        phrase = figures[numerator].counted.phrase
        named = bool(names & pairs_of_characters(phrase)) or (own.startswith("占") and numerator == counts[-1])
        # 调解率 is not the rate of what 调解成功 counts, and may only be it exactly.
        did = words.outcome.match(phrase) or words.done.search(phrase)
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
            stated = draft.is_some_of(numerator, denominator)
            if draft.relations[denominator].kind == "part" and not stated and stated_rate == 100:
                # 一审6宗、二审3宗,出庭6次,出庭率100%: of one kind as many by chance.
                continue
            exact = off < smallest and stated_rate != 100
            if (
                (named and off < smallest)
                or (not named_only and exact and (smallest < 1 or (stated and off < ROUNDING)))
                or (
                    (strongly and stated and off < MISSTATED)
                    and not _is_of_a_sum(draft, rate, numerator, denominator, counts)
                )
            ):
                # Of two that give it the nearer: 公安90件(30.0%)、其他90件(30.0%).
                found.append((not named, not stated, off, -numerator, denominator))
    if not found:
        return None
    *_, nearer, denominator = min(found)
    return Position(-nearer), denominator


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


def _pair_across(
    draft: Draft, rate: Position, numerator: Position, earlier: Sequence[Position]
) -> tuple[Position, Position] | None:
    """Return the count before a rate and one of the sentences before, where they give its decimals rounded.

    审结309件。…撤销和确认违法共32件,直接纠错率10.4%: both are in the paragraph.
    """
    n, own, smallest = draft.figures[numerator].quantity, draft.figures[rate].counted.own, _last_place(draft, rate)
    # 占执法人员的…: one that names its whole has it elsewhere, but for 占罚款总额的.
    total = TOTAL_OF.fullmatch(own)
    if smallest == 1 or n.bound != "exact" or not (total or own.endswith("率") or own in ("占", "占比")):
        return None
    for denominator in reversed(earlier):
        d = draft.figures[denominator].quantity
        if "\n" in draft.between(denominator, numerator):
            return None
        if total and total["what"] not in draft.figures[denominator].counted.phrase:
            continue
        if (
            d.bound == "exact"
            and draft.is_of(numerator, denominator)
            and _off(draft, rate, numerator, denominator) <= smallest / 2
        ):
            return numerator, denominator
    return None
