"""How each rule of the front page is told: a function for each name of the column ``told_by``.

A function gets what is known of the report and the row of ``data/rules/front/rules.csv``; for each thing that it finds
it yields a `Found`: what the sentence is filled with, the figures that it opens, and the places in the outline.
"""

from typing import NamedTuple

import pandas as pd

from ....analysis import parts
from ....analysis.years import left_over
from ....tables import load_indicators, records
from ....text.dates import last_day

#: A sentence names so many things at the most, the frame has them all.
NAMED = 3
RESIDUAL = ("其他", "其它")
#: The rules of the follow-ups that go by words alone.
SAID = ("said-done", "number-said")


class Found(NamedTuple):
    """What a rule finds.

    Attributes
    ----------
    values : dict
        What its sentence is filled with.
    figures : tuple of int
    sections : tuple of str
        Outline paths; of the figures, where there are none.
    """

    values: dict
    figures: tuple = ()
    sections: tuple = ()


def _listed(known, said):
    """Return some things as a list within a sentence, the first ones of many."""
    said = list(said)
    more = known.language.say("front_more") if len(said) > NAMED else ""
    return known.language.say("semicolon").join(said[:NAMED]) + more


def _names(known, numbers):
    """Return what some figures count, within a sentence."""
    names = list(dict.fromkeys(map(known.name, numbers)))
    return known.language.join(names[:NAMED]) + (known.language.say("front_more") if len(names) > NAMED else "")


def _of(rule):
    return rule.of.split("|") if rule.of else []


# Compliance and items


def last_plan_answered(known, rule):
    """The report says itself what became of last year's plan, where nothing more is said of that."""
    row = known.items.get(rule.of)
    if row is not None and row.answer == "yes" and not known.is_followed:
        yield Found({}, sections=(row.section,))


def not_complied(known, rule):
    """What a provision that binds this level asks for and is not there."""
    row = known.complied.get(rule.of)
    if row and row.answer == "no" and row.binding:
        values = {name: known.date(day) for name, day in (("day", row.day), ("limit", row.limit)) if day}
        act = "front_act_signed" if row.section == "sig" else "front_act_published"
        yield Found({**values, "act": known.language.say(act)}, sections=() if row.day else (row.section,))


def causes_missing(known, rule):
    """Shortcomings without their causes; where there are none, that is said instead."""
    if known.complied["part_shortcomings"].answer == "no":
        return
    for found in not_complied(known, rule):
        n = len(known.shortcomings)
        said = known.language.say("front_shortcomings" if n > 1 else "front_shortcomings_some", n=n)
        yield found._replace(values={"shortcomings": said})


def items_stated(known, rule):
    """Items that are all answered with yes."""
    rows = [known.items.get(item) for item in _of(rule)]
    if all(row is not None and row.answer == "yes" for row in rows):
        yield Found({}, sections=tuple(row.section for row in rows))


# What the audit finds


def findings(known, rule):
    """The findings of an audit rule, in its words."""
    for row in known.faults.get(rule.of, []):
        shown = [number for number in row.figures if number in known.figures]
        if len(row.figures) >= (0 if pd.isna(rule.least) else rule.least):
            # What a suggestion is about: each of several rates, what grew, else the total or the rate that comes first.
            about = {"denominator-unsaid": shown, "growth-mismatch": shown[1:2]}.get(rule.of, shown[:1])
            what = _names(known, about)
            message = _with_links(row.message, shown, known)
            if rule.of == "growth-mismatch" and not known.is_reviewed:
                # Nobody has checked that the two are one thing.
                message = message.rstrip("。. ") + known.language.say("front_unread")
            yield Found({"message": message, "what": what}, tuple(shown))


def _with_links(message, numbers, known):
    """Let the values in a message open their places, as far as they stand in it once."""
    for number in numbers:
        value = known.value(number)
        said = known.language.quantity(*(getattr(known.figures[number], name) for name in ("value", "unit", "bound")))
        if message.count(said) == 1 and f"\ue001{said}" not in message:
            message = message.replace(said, value)
    return message


def signed_early(known, _rule):
    """Signed before the year had ended."""
    day = known.report.report["issued_on"]
    if not pd.isna(day) and day.year <= known.year:
        yield Found({"day": known.date(day), "year": known.year}, sections=("sig",))


def period_short(known, _rule):
    """Figures that end before the year does, by the record or by their own words."""
    day = known.report.report["period_end"]
    if not pd.isna(day) and day < pd.Timestamp(known.year, 12, 31):
        said = known.language.say("front_the_figures")
        yield Found({"figures": said, "what": said, "day": known.date(day)})
        return
    found = known.report.audit.findings
    told = [n for numbers in found.loc[found["rule"] == "period-incomplete", "figures"] for n in numbers]
    ends = {n: last_day(known.figures[n].period.rpartition("/")[2]) for n in told if n in known.figures}
    short = [n for n, end in ends.items() if end.year == known.year and (end.month, end.day) != (12, 31)]
    if short:
        day = max(ends[n] for n in short)
        said = _listed(known, map(known.named, short))
        yield Found({"figures": said, "what": _names(known, short), "day": known.date(day)}, tuple(short))


# Counts and rates


def _ratios(known):
    """The printed rates that are given with both counts, and those counts."""
    return [one for one in known.identities if one.identity == "ratio"]


def full_rates(known, rule):
    """Rates of 100 % with both counts stated; not where every rate of the report is one, nor of a handful."""
    if known.is_repeated or "all-hundred" in known.faults:
        return
    counted = [(one, [known.figures[n] for n in one.figures]) for one in _ratios(known)]
    full = [
        one
        for one, (rate, *counts) in counted
        if one.holds and len(counts) == 2 and _is_better(known, rate, "higher")
        if rate.value == 100 and all(row.bound == "exact" for row in (rate, *counts))
        if counts[0].value == counts[1].value >= rule.least
    ]
    if full:
        rate, count, total = max(full, key=lambda one: known.figures[one.figures[2]].value).figures
        counts = known.language.say("front_of", count=known.value(count), total=known.value(total))
        name = known.name(rate)
        yield Found({"name": name, "value": known.value(rate), "counts": counts}, (rate, count, total))


def _is_better(known, row, direction):
    """Return whether an indicator is better the higher, or the lower, it is."""
    indicators = load_indicators(known.data)
    return bool(row.indicator) and indicators.loc[row.indicator, "direction"] == direction


def ratios(known, rule):
    """All rates with both counts recompute as printed, and no others want theirs."""
    unsaid = any(len(fault.figures) > 1 for fault in known.faults.get("denominator-unsaid", []))
    found = [] if known.is_repeated or unsaid else _ratios(known)
    if len(found) >= rule.least and all(one.holds for one in found):
        numbers = tuple(n for one in found for n in one.figures)
        yield Found(
            {"n": len(found), "figures": _listed(known, [known.named(one.figures[0]) for one in found])}, numbers
        )


def _residual(known, total):
    """Return the row of the parts of a total that is what is left over, where there is one."""
    kinds = parts(known.report.figures, total)
    rest = kinds[kinds["label"].isin(RESIDUAL) & kinds["figure"].notna()]
    return (records(rest)[0], len(kinds)) if len(rest) == 1 else (None, len(kinds))


def sums(known, rule):
    """The parts of each total sum to it; the largest is named. A total that is mostly 其他 is nothing to show."""
    found = [one for one in known.identities if one.identity == "parts"]
    if known.is_repeated or not all(one.holds for one in found):
        return
    good = [
        one
        for one in found
        if len(one.figures) > rule.least and not _is_hollow(known, one.figures[0]) and not _has_left_over(known, one)
    ]
    if good:
        total, *kinds = max(good, key=lambda one: len(one.figures)).figures
        values = {"name": known.name(total), "value": known.value(total), "n": len(kinds)}
        yield Found(values, (total, *kinds))


def _has_left_over(known, identity):
    """Return whether a part is what was left over from the year before: no kind of what the total counts."""
    old = left_over(known.data)
    return any(n in known.figures and old.search(known.figures[n].measure) for n in identity.figures[1:])


def _is_hollow(known, total):
    rest, _ = _residual(known, total)
    return rest is not None and rest.share >= 50


def residual(known, rule):
    """A breakdown most of which is 其他."""
    totals = sorted({int(row.related) for row in known.figures.values() if row.relation == "part"})
    for total in totals:
        rest, kinds = _residual(known, total)
        stated = [row for row in known.figures.values() if row.relation == "part" and row.related == str(total)]
        if rest is None or rest.share < rule.least or any(row.relation_by == "likely" for row in stated):
            continue
        values = {
            "name": known.name(total),
            "value": known.value(total),
            "n": kinds,
            "label": known.language.gloss(rest.label),
            "part": known.value(int(rest.figure)),
            "share": known.language.percent(rest.share),
        }
        yield Found(values, (total, int(rest.figure)))


def zeros(known, _rule):
    """What the report says did not occur."""
    found = [row for row in known.figures.values() if row.value == 0 and row.bound == "exact" and row.unit != "%"]
    found = [row.figure for row in found if row.relation != "growth" and row.figure not in known.faulty]
    if found and not known.is_repeated:
        yield Found({"figures": _listed(known, map(known.named, found))}, tuple(found))


def cumulative_only(known, _rule):
    """A running total of an indicator of which no number of the year is given."""
    of_year = {row.indicator for row in known.figures.values() if row.basis != "cumulative"}
    year = str(known.report.year)
    running = {n for n, row in known.figures.items() if row.basis == "cumulative" and row.period[:4] != year}
    found = sorted(running)
    found = [n for n in found if known.figures[n].indicator and known.figures[n].indicator not in of_year]
    if found:
        yield Found({"figures": _listed(known, map(known.named, found))}, tuple(found))


def fields_silent(known, _rule):
    """Fields of core indicators without a figure, as far as none of the uncoded ones may be of them."""
    coverage = known.report.coverage
    if coverage.empty:
        return
    names = known.report.silent
    if names:
        said = known.language.join(known.language.gloss(name, "domain") for name in names)
        yield Found({"of": int((coverage["core"] > 0).sum()), "n": len(names), "names": said})


# Shortcomings and plans


def _in(rows):
    """Where statements stand: the part of the report that they share."""
    return tuple(dict.fromkeys(row.section.partition(".")[0] for row in rows))


def shortcomings_answered(known, rule):
    """Each shortcoming has a plan, and where it is asked a cause."""
    rows = known.shortcomings
    if known.is_repeated or len(rows) < rule.least or not all(row.statement in known.answered for row in rows):
        return
    if all(row.cause for row in rows) == (rule.of == "cause"):
        yield Found({"n": len(rows)}, sections=_in([*rows, *known.plans]))


def shortcomings_unplanned(known, _rule):
    """Shortcomings that no plan answers, where people have gone through them and others are answered."""
    rows = [row for row in known.shortcomings if row.statement not in known.answered]
    if rows and known.answered and known.is_reviewed:
        said = _listed(known, map(known.statement, rows))
        of = len(known.shortcomings)
        yield Found({"of": of, "n": len(rows), "shortcomings": said}, sections=tuple(row.section for row in rows))


def plans_measured(known, rule):
    """Half of the plans or more, or all of them, have a number or a deadline."""
    measured, plans = [row for row in known.plans if row.quantity or row.deadline], len(known.plans)
    enough = len(measured) == plans if rule.of == "all" else len(measured) < plans <= 2 * len(measured)
    if len(measured) >= rule.least and enough:
        yield Found({"of": plans, "n": len(measured)}, sections=_in(measured))


def plans_bare(known, rule):
    """No plan has a number or a deadline."""
    if len(known.plans) >= rule.least and not any(row.quantity or row.deadline for row in known.plans):
        yield Found({"n": len(known.plans)}, sections=_in(known.plans))


# Last year


def rate_changes(known, rule):
    """The rate that became better by most points since last year, counted alike and right in both years."""
    if known.compared.empty or known.before is None:
        return
    better = []
    for row in records(known.compared):
        if not row.comparable or row.unit != "%" or pd.isna(row.change):
            continue
        if row.figure in known.faulty or row.base_figure in known.faulty_before or row.figure not in known.figures:
            continue
        gain = row.change if _is_better(known, row, "higher") else -row.change if _is_better(known, row, "lower") else 0
        if gain >= rule.least:
            better.append((gain, row))
    if better:
        _, row = max(better, key=lambda each: each[0])
        before = known.language.quantity(row.base_value, row.base_unit)
        turned = known.language.say("front_rose" if row.change > 0 else "front_fell")
        values = {"name": known.name(row.figure), "before": before, "turned": turned, "now": known.value(row.figure)}
        yield Found(values, (row.figure,))


def repeated(known, _rule):
    """All numbers of the year are those of last year."""
    if known.is_repeated:
        text = "" if known.is_reworded else known.language.say("front_text_repeated")
        yield Found({"n": len(known.repeated), "year": known.year - 1, "text": text})


def passages_shared(known, rule):
    """Passages, with their numbers, that another place's report of the year has too; which was first nobody can say."""
    for row in known.shared[:1]:
        if row.share >= rule.least:
            other = known.language.place(row.other_code, full=False)
            share = known.language.percent(row.share, 0)
            yield Found({"n": row.characters, "share": share, "other": other, "year": known.year})


def _followed(known, rule):
    """Return the plans of last year with a status, as far as a rule of the follow-ups or a person tells it surely."""
    status, *rules = _of(rule)
    rows = [row for row in known.followed if row.status == status]
    return [row for row in rows if (row.decided and "decided" in rules) or (not row.decided and row.rule in rules)]


def plans_followed(known, rule):
    """Plans of last year that this report states the number of, or speaks of by name; or of which a person said so."""
    for row in _followed(known, rule):
        within = [figure.figure for start, end in row.evidence for figure in _between(known, start, end)]
        numbers = tuple(n for n in dict.fromkeys([*row.figures, *within]) if n in known.figures)
        figures = _listed(known, map(known.named, numbers))
        if row.evidence and (not numbers or row.rule in SAID):
            # Of what words tell the words are shown; the figures beside them may be of anything.
            figures = known.clause(row, row.evidence[0])
        stated = known.language.say("front_stated", figures=figures) if figures else ""
        yield Found({"plan": known.planned(row), "stated": stated}, numbers)


def _between(known, start, end):
    return [row for row in known.figures.values() if not pd.isna(row.start) and start <= row.start < end]


def plans_unmentioned(known, rule):
    """Plans of last year of which nothing is said."""
    rows = _followed(known, rule)
    if rows:
        unclear = sum(row.status == "unknown" for row in known.followed)
        also = known.language.say("front_unclear", n=unclear) if unclear else ""
        plans = _listed(known, map(known.planned, rows))
        yield Found({"of": len(known.followed), "n": len(rows), "plans": plans, "unclear": also})


#: By the names that ``told_by`` may have.
TOLD_BY = {
    tell.__name__: tell
    for tell in (
        causes_missing,
        cumulative_only,
        fields_silent,
        findings,
        full_rates,
        items_stated,
        last_plan_answered,
        not_complied,
        passages_shared,
        period_short,
        plans_bare,
        plans_followed,
        plans_measured,
        plans_unmentioned,
        rate_changes,
        ratios,
        repeated,
        residual,
        shortcomings_answered,
        shortcomings_unplanned,
        signed_early,
        sums,
        zeros,
    )
}
