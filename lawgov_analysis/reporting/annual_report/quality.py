"""Quality: what the yearly analysis says of how far a report's figures can be trusted.

What does not add up, what does, what rates its figures imply; and, apart from it, what this library says of itself.
"""

import pandas as pd

from ...analysis import rounding
from ...auditing import count_open
from ...presentation.blocks import View, bullets, heading, linked, paragraph, table
from ...tables import records
from .disclosure import undecided

# What a whole per cent may differ by, and what arithmetic leaves over.
WHOLE, CLOSE = 0.5, 1e-6


def quality(subject):
    """Return what does not add up in a report, what does, and what its figures imply; notes of the library apart.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame has the findings, as from `audit_report`.
    """
    audit, language, say = subject.audit, subject.language, subject.say
    findings, identities = audit.findings, audit.identities
    alone = list(_alone(subject))
    said = [quality_sentence(audit, language), say("quality_apart", n=len(alone)) if alone else ""]
    said.append(review_sentence(subject.review, language))
    blocks = [heading(say("quality")), paragraph(subject.sentences(said))]
    faults = [_told(row, language) for row in records(findings[findings["about"] == "report"])]
    if faults:
        blocks += [heading(say("quality_findings"), level=3), bullets(faults)]
    held = [identity for identity in records(identities[identities["holds"]]) if identity.identity != "subset"]
    if held:
        blocks += [heading(say("quality_held"), level=3), bullets(_held(subject, row) for row in held)]
    blocks += _rates(subject, alone)
    notes = [row.message for row in records(findings[findings["about"] == "library"])]
    notes += filter(None, [undecided(subject)])
    if notes:
        blocks += [heading(say("quality_notes"), level=3), paragraph(say("quality_notes_meaning")), bullets(notes)]
    return View(blocks, findings)


def _rates(subject, alone):
    """The rates that the figures imply, beside those that the report states."""
    say, language, names = subject.say, subject.language, subject.phrases.names
    rates = subject.rates[subject.rates["relation"] != "part"]
    if rates.empty:
        return []
    rows = records(rates)

    def opened(number, value):
        return linked(language.number(value), f"f{number}")

    shown = pd.DataFrame(
        {
            say("column_count"): [names[row.numerator] for row in rows],
            say("column_total"): [names[row.denominator] for row in rows],
            say("column_values"): [
                f"{opened(row.numerator, row.count)} / {opened(row.denominator, row.total)}" for row in rows
            ],
            say("column_rate"): [language.percent(row.rate, 1, row.bound) for row in rows],
            say("column_printed"): [
                "—" if pd.isna(row.printed_figure) else subject.value(int(row.printed_figure)) for row in rows
            ],
        }
    )
    return [
        heading(say("rates"), level=3),
        paragraph(subject.sentences([say("rates_intro", n=len(rates)), *_gaps(subject, rows, alone)])),
        table(shown, say("rates_caption"), numeric=shown.columns[2:]),
    ]


def _gaps(subject, rates, alone):
    """Say of the rates that the report states which do not recompute, or that there are none of these two numbers."""
    say, language, names = subject.say, subject.language, subject.phrases.names
    identities = subject.audit.identities
    ratios = identities[identities["identity"] == "ratio"]
    broken = {figures[0] for figures in ratios.loc[~ratios["holds"], "figures"]}
    linked_to = {int(rate.printed_figure): rate for rate in rates if not pd.isna(rate.printed_figure)}

    def told(case, number, rate):
        computed = language.quantity(rate.rate, "%")
        return say(case, name=names[number], printed=subject.value(number), rate=computed)

    gaps = [told("gap", number, rate) for number, rate in linked_to.items() if number in broken]
    alone = [told("gap_alone", number, rate) for number, rate in alone if rate.relation != "part"]
    if gaps:
        yield say("gaps", gaps=say("semicolon").join(gaps))
    elif linked_to:
        yield say("no_gaps", n=len(linked_to))
    elif not alone:
        yield say("no_stated_rates")
    yield from alone


def _alone(subject):
    """The rates that the report states apart from two numbers that by the codebook give them, and give another."""
    indicators, rows = subject.language.indicators, subject.phrases.rows
    stated = [row for row in records(subject.figures) if row.unit == "%" and not row.related and row.indicator]
    sides = {row.indicator: indicators.loc[row.indicator, ["numerator", "denominator"]].tolist() for row in stated}
    for rate in records(subject.rates):
        count, total = rows[rate.numerator], rows[rate.denominator]
        if not pd.isna(rate.printed_figure) or rate.bound != "exact" or not (count.indicator and total.indicator):
            continue
        of_two = [count.indicator, total.indicator]
        alike = [row for row in stated if row.scope == total.scope and sides[row.indicator] == of_two]
        if len(alike) != 1 or alike[0].bound != "exact":
            continue
        if abs(alike[0].value - rate.rate) > (rounding(pd.DataFrame(alike))[0] or WHOLE) + CLOSE:
            yield alike[0].figure, rate


def quality_sentence(audit, language):
    """Return one sentence that says how many findings there are.

    Examples
    --------
    >>> from lawgov_analysis.auditing import audit_report
    >>> from lawgov_analysis.presentation import load_language
    >>> quality_sentence(audit_report("横沥镇", 2020), load_language("zh"))
    '能在报告内部核对的4个关系中3个成立；核查发现错误0处，警告0处，提示2处。'
    """
    findings, identities = audit.findings, audit.identities
    explained = int((findings["explained"] != "").sum())
    counts = count_open(findings)
    said = language.say("quality_explained", n=explained) if explained else ""
    found = "quality_found" if (findings["about"] == "report").any() else "quality_none"
    checked, held = len(identities), int(identities["holds"].sum())
    relations = (
        language.say("quality_checked", checked=checked, held=held) if checked else language.say("quality_unchecked")
    )
    return relations + language.say(found, **counts, explained=said)


def review_sentence(review, language):
    """Return one sentence that says how many figures people have checked.

    Parameters
    ----------
    review : pandas.Series
        A line of `review_status`.
    language : Language

    Examples
    --------
    >>> from lawgov_analysis.decisions import review_status
    >>> from lawgov_analysis.presentation import load_language
    >>> review_sentence(review_status("横沥镇", 2020).iloc[0], load_language("en"))
    'People have checked 65 of 65 figures.'
    """
    return language.say(f"review_{review['status']}", reviewed=review["reviewed"], figures=review["figures"])


def _told(finding, language):
    severity = language.say(f"severity_{finding.severity}")
    said = language.say("quality_finding", severity=severity, message=finding.message)
    return said + (language.say("quality_reason", reason=finding.explained) if finding.explained else "")


def _held(subject, identity):
    """Say that an identity holds: of what it is, and the numbers that give it, however many they are."""
    say, language, rows, names = subject.say, subject.language, subject.phrases.rows, subject.phrases.names
    first, *others = identity.figures
    values = {"name": names[first], "value": subject.value(first)}
    numbers = [language.number(rows[number].value) for number in others]
    if identity.identity == "parts":
        return say("held_parts", **values, total=language.number(rows[first].value), sum=" + ".join(numbers))
    if identity.identity == "ratio":
        *parts, total = numbers
        part = parts[0] if len(parts) == 1 else say("in_brackets", text=" + ".join(parts))
        return say("held_ratio", **values, part=part, total=total)
    if identity.identity == "official":
        named = language.join([values["name"], *(names[number] for number in others)])
        return say("held_official", names=named, value=identity.printed)
    # Without a number of the year before only a whole number of it is known to be possible.
    return say("held_growth" if identity.expected else "held_growth_whole", **values)
