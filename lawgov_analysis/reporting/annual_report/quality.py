"""Quality: what the yearly analysis says of how far a report's figures can be trusted.

What does not add up, what does, what rates its figures imply; and, apart from it, what this library says of itself.
"""

import pandas as pd

from ...auditing import count_open
from ...presentation.blocks import View, bullets, heading, linked, paragraph, table
from ...tables import records


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
    said = [quality_sentence(audit, language), review_sentence(subject.review, language)]
    blocks = [heading(say("quality")), paragraph(subject.sentences(said))]
    faults = [_told(row, language) for row in records(findings[findings["about"] == "report"])]
    if faults:
        blocks += [heading(say("quality_findings"), level=3), bullets(faults)]
    names = {row.figure: row for row in records(subject.printed)}
    held = [identity for identity in records(identities[identities["holds"]]) if identity.identity != "subset"]
    if held:
        blocks += [heading(say("quality_held"), level=3), bullets(_held(row, names, language) for row in held)]
    blocks += _rates(subject)
    notes = [row.message for row in records(findings[findings["about"] == "library"])]
    if notes:
        blocks += [heading(say("quality_notes"), level=3), paragraph(say("quality_notes_meaning")), bullets(notes)]
    return View(blocks, findings)


def _rates(subject):
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
    gaps = _gaps(subject)
    said = _gap_sentence(subject, gaps) if len(gaps) else say("no_gaps")
    return [
        heading(say("rates"), level=3),
        paragraph(subject.sentences([say("rates_intro", n=len(rates)), said])),
        table(shown, say("rates_caption"), numeric=shown.columns[2:]),
    ]


def _gaps(subject):
    """The rates that the report states and that by the audit do not recompute."""
    identities = subject.audit.identities
    broken = identities[(identities["identity"] == "ratio") & ~identities["holds"]]
    return subject.rates[subject.rates["printed_figure"].isin([rate for rate, *_ in broken["figures"]])]


def _gap_sentence(subject, gaps):
    pairs = [
        subject.say(
            "gap",
            name=subject.phrases.names[int(row.printed_figure)],
            printed=subject.value(int(row.printed_figure)),
            rate=subject.language.quantity(row.rate, "%"),
        )
        for row in records(gaps)
    ]
    return subject.say("gaps", gaps=subject.say("semicolon").join(pairs))


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


def _held(identity, names, language):
    first, *others = (names[number] for number in identity.figures)
    values = {"name": language.name(first), "value": linked(language.figure_said(first), f"f{first.figure}")}
    if identity.identity == "parts":
        numbers = [language.number(row.value) for row in others]
        return language.say("held_parts", **values, total=language.number(first.value), sum=" + ".join(numbers))
    if identity.identity == "ratio":
        part, total = (language.number(row.value) for row in others)
        return language.say("held_ratio", **values, part=part, total=total)
    if identity.identity == "official":
        names = language.join([values["name"], *map(language.name, others)])
        return language.say("held_official", names=names, value=identity.printed)
    return language.say("held_growth", **values)
