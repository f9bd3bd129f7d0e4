"""Ratios: which two counts a rate divides."""

import re

from ...quantities import is_of
from ...tables import same_unit
from .openers import is_share, last_place
from .state import pairs_of_characters

# A rate that names its two counts may be off by as much and still be theirs: what an audit is to find.
ROUNDING, MISSTATED = 0.6, 5.0
REACH, PARAGRAPH = 8, 12
SHARES = re.compile(r"占(?:比|[^,，;；。\d]{0,12})?分别为?$|分别占")
TOTAL_OF = re.compile("占(?P<what>.{2,10})(?:总额|总数|总量|总人数)的?")
SHARE_GAP = re.compile(r"\s*[、,，和及与]\s*")


def find_ratios(figures, group):
    """Relate the rates of a sentence to the two counts that they divide.

    Parameters
    ----------
    figures : Figures
    group : range
        The positions of the figures of the sentence.
    """
    rates = [p for p in group if figures.mentions[p].quantity.unit == "%" and not figures.relations[p][0]]
    if not rates:
        return
    counts = [p for p in group if figures.is_count(p) and figures.value(p) > 0]
    _set_shares(figures, rates, counts)
    for rate in rates:
        if figures.relations[rate][0]:
            continue
        mention = figures.mentions[rate]
        before, after = [p for p in counts if p < rate][-REACH:], [p for p in counts if p > rate]
        pair = _pair_of(figures, rate, before)
        if pair is None and figures.words.is_rate(mention.before.rstrip("达为到约近")):
            # 调解成功率99%,受理200件,成功198件
            pair = _pair_of(figures, rate, after[: REACH // 2], named_only=True)
        if pair is None and before[-1:] == [rate - 1]:
            earlier = [p for p in range(max(0, group[0] - PARAGRAPH), group[0]) if figures.is_count(p)]
            pair = _pair_across(figures, rate, rate - 1, earlier)
        if pair:
            figures.relations[rate] = ("ratio", pair)


def gives_share(figures, rate, numerator, denominator):
    """Say whether two counts give the decimals of a rate rounded, and one is some of the other."""
    n, d = figures.mentions[numerator].quantity, figures.mentions[denominator].quantity
    return is_share(figures.text, n, d, figures.mentions[rate].quantity)


def _last_place(figures, rate):
    return last_place(figures.text, figures.mentions[rate].quantity)


def _off(figures, rate, numerator, denominator):
    """Return by how much a rate differs from what two counts give."""
    return abs(100 * figures.value(numerator) / figures.value(denominator) - figures.value(rate))


def _set_shares(figures, rates, counts):
    """Relate 民事150件、刑事60件,分别占71.4%、28.6% in order, each to what it is a part of."""
    for place, first in enumerate(rates):
        if not SHARES.search(figures.lead_up(first)):
            continue
        run = [first]
        for rate in rates[place + 1 :]:
            if rate != run[-1] + 1 or not SHARE_GAP.fullmatch(figures.between(run[-1], rate)):
                break
            run.append(rate)
        listed = figures.listed_before(first, [p for p in counts if p < first], len(run)) if len(run) > 1 else []
        for rate, count in zip(run, listed, strict=False):
            relation, related = figures.relations[count]
            if relation in ("part", "subset") and _off(figures, rate, count, *related) < _last_place(figures, rate):
                figures.relations[rate] = ("ratio", (count, *related))


def _pair_of(figures, rate, counts, named_only=False):
    """Return the two counts that a rate divides: those that it names, else those that give exactly it."""
    mentions, words, smallest = figures.mentions, figures.words, _last_place(figures, rate)
    own, stated_rate = mentions[rate].own, figures.value(rate)
    name = own.removesuffix("率")
    names, characters = pairs_of_characters(name), set(name)
    found = []
    for numerator in reversed(counts):
        phrase = mentions[numerator].phrase
        named = bool(names & pairs_of_characters(phrase)) or (own.startswith("占") and numerator == counts[-1])
        # 调解率 is not the rate of what 调解成功 counts, and may only be it exactly.
        did = words.outcome.match(phrase) or words.done.search(phrase)
        strongly = named and (not did or set(did[0]) <= set(own)) and characters <= set(phrase)
        whole = mentions[numerator].whole
        for denominator in reversed(counts if whole is None or whole in counts else [whole, *counts]):
            n, d = mentions[numerator].quantity, mentions[denominator].quantity
            # Who appeared 5 times in 5 cases.
            counted_alike = same_unit(n.unit, d.unit) or (named and n.unit == "次" and same_unit(d.unit, "件"))
            # 计划检查320家,实际检查358家,完成率111.9%
            if numerator == denominator or not counted_alike or (n.value > d.value) != (stated_rate > 100):
                continue
            off = _off(figures, rate, numerator, denominator)
            stated = figures.is_some_of(numerator, denominator)
            if figures.relations[denominator][0] == "part" and not stated and stated_rate == 100:
                # 一审6宗、二审3宗,出庭6次,出庭率100%: of one kind as many by chance.
                continue
            exact = off < smallest and stated_rate != 100
            if (
                (named and off < smallest)
                or (not named_only and exact and (smallest < 1 or (stated and off < ROUNDING)))
                or (
                    (strongly and stated and off < MISSTATED)
                    and not _is_of_a_sum(figures, rate, numerator, denominator, counts)
                )
            ):
                # Of two that give it the nearer: 公安90件(30.0%)、其他90件(30.0%).
                found.append((not named, not stated, off, -numerator, denominator))
    if not found:
        return None
    *_, nearer, denominator = min(found)
    return -nearer, denominator


def _is_of_a_sum(figures, rate, numerator, denominator, counts):
    """Say whether a rate that two counts do not give is exact with a third: 结转5件, 审结率 of 新收 and 结转."""
    n, d, unit = figures.value(numerator), figures.value(denominator), figures.mentions[denominator].quantity.unit
    for third in counts:
        if third in (numerator, denominator) or not same_unit(figures.mentions[third].quantity.unit, unit):
            continue
        more = figures.value(third)
        sums = ((n, d + more), (n + more, d), (n, d - more))
        if any(
            whole > 0 and abs(100 * some / whole - figures.value(rate)) < _last_place(figures, rate)
            for some, whole in sums
        ):
            return True
    return False


def _pair_across(figures, rate, numerator, earlier):
    """Return the count before a rate and one of the sentences before, where they give its decimals rounded.

    审结309件。…撤销和确认违法共32件,直接纠错率10.4%: both are in the paragraph.
    """
    n, own, smallest = figures.mentions[numerator].quantity, figures.mentions[rate].own, _last_place(figures, rate)
    # 占执法人员的…: one that names its whole has it elsewhere, but for 占罚款总额的.
    total = TOTAL_OF.fullmatch(own)
    if smallest == 1 or n.bound != "exact" or not (total or own.endswith("率") or own in ("占", "占比")):
        return None
    for denominator in reversed(earlier):
        d = figures.mentions[denominator].quantity
        if "\n" in figures.between(denominator, numerator):
            return None
        if total and total["what"] not in figures.mentions[denominator].phrase:
            continue
        if d.bound == "exact" and is_of(n, d) and _off(figures, rate, numerator, denominator) <= smallest / 2:
            return numerator, denominator
    return None
