"""Words: what several steps of the comparison say alike."""

import numpy as np

from ...presentation.blocks import paragraph


def reason(subject, name, of="peer_reasons", key="reason", **values):
    """Return what a rule's table says of one of its ids."""
    return subject.data.table(of, index=key).at[name, subject.lang].format(**values)


def closed(subject):
    """Return the paragraphs that say why nothing is compared; none where the gate is open."""
    gate, say = subject.gate, subject.language.say
    if gate.is_open:
        return []
    if not gate.own:
        own = subject.members[subject.members["own"]]["reason"].iloc[0]
        return [paragraph(say("comparison_closed_own", year=subject.year, why=reason(subject, own)))]
    return [paragraph(say("comparison_closed_few", n=gate.places, needed=subject.terms.min_n))]


def nothing(subject, head, sentence):
    """Return a section that has nothing to show: its head and what is missing; not even these where the gate is shut.

    Why it is shut is said once, at the top.
    """
    return [head, paragraph(subject.language.say(sentence, needed=subject.terms.min_n))] if subject.gate.is_open else []


def named(subject, ids, most=8, name=None):
    """Return the names of places, or of what `name` names, the first of many and how many there are."""
    ids, language = list(ids), subject.language
    more = "comparison_and_more_items" if name else "comparison_and_more"
    name = name or (lambda code: language.place(code, False))
    names = language.join(name(each) for each in ids[:most])
    return names if len(ids) <= most else language.say(more, names=names, n=len(ids))


def spread(language, least, most, decimals=None):
    """Return a number that may be known between bounds only, with as many decimals as are asked for."""
    low, high = (language.number(number, *([] if decimals is None else [decimals])) for number in (least, most))
    return low if least == most else f"≥{low}" if np.isinf(most) else f"{low}–{high}"


def per_what(subject, row):
    """Return what a rate is for: 每万名常住人口, 占受理数."""
    table = subject.data.table("peer_denominators")
    of_one = table[(table["denominator"] == row.denominator) & table["indicator"].isin(["", row.indicator])]
    return of_one.sort_values("indicator", ascending=False)[subject.lang].iloc[0]
