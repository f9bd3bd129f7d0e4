"""Quality: what the yearly analysis says of how far a report's figures can be trusted.

Three things: what does not add up, the identities that hold, and how much of the report can be checked at all.
"""

import pandas as pd

from ...analysis.charts import composition
from ...auditing import count_open
from ...presentation.blocks import Blocks, bullets, heading, paragraph
from ...tables import records

GROUPS = ["within", "beside", "alone"]


def quality_section(subject, beside, source=""):
    """Return the section on data quality.

    Parameters
    ----------
    subject : YearReport
    beside : pandas.DataFrame
        Its figures beside those that other places state too, as from `lawgov_analysis.analysis.peers.peers`.
    source : str
        Said below the chart.

    Returns
    -------
    Blocks
    """
    audit, figures, language = subject.audit, subject.figures, subject.language
    findings, identities = audit.findings, audit.identities
    blocks = [heading(language.say("quality")), paragraph(quality_sentence(audit, language))]
    blocks.append(paragraph(review_sentence(subject.review, language)))
    faults = [_told(row, language) for row in records(findings[findings["about"] == "report"])]
    if faults:
        blocks += [heading(language.say("quality_findings"), level=3), bullets(faults)]
    names = {row.figure: row for row in records(figures)}
    held = [identity for identity in records(identities[identities["holds"]]) if identity.identity != "subset"]
    if held:
        blocks += [heading(language.say("quality_held"), level=3), bullets(_held(row, names, language) for row in held)]
    kinds = checkable(identities, figures, beside)
    counts = kinds.set_index("group")["value"]
    values = {group: language.number(counts.get(group, 0)) for group in GROUPS}
    said = "checkable" if counts.get("beside", 0) else "checkable_here"
    blocks.append(paragraph(language.say(said, n=len(figures), **values)))
    if len(kinds) > 1:
        title = language.say("checkable_title", n=len(figures), **values)
        kinds = kinds.assign(label=[language.say(f"checkable_{group}") for group in kinds["group"]])
        blocks.append(composition(kinds, title, lang=language, source=source, data_dir=subject.data))
    notes = [row.message for row in records(findings[findings["about"] == "library"])]
    if notes:
        blocks += [heading(language.say("quality_notes"), level=3)]
        blocks += [paragraph(language.say("quality_notes_meaning")), bullets(notes)]
    return Blocks(blocks)


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


def checkable(identities, figures, beside):
    """Count the figures of a report by what they can be checked against.

    Parameters
    ----------
    identities : pandas.DataFrame
        As from `check_identities`.
    figures : pandas.DataFrame
        Of one report.
    beside : pandas.DataFrame
        As for `quality_section`.

    Returns
    -------
    pandas.DataFrame
        One row a group that has figures: ``group`` (within: by other figures of the report; beside: only by other
        reports; alone: by nothing), ``figure`` (a number of the group), ``value``, ``unit``, ``bound`` and ``share`` (%
        of all figures).

    Examples
    --------
    >>> from lawgov_analysis import load_figures, peers
    >>> from lawgov_analysis.auditing import audit_report
    >>> hengli, beside = load_figures("横沥镇", 2020), peers(load_figures(), "441900106", 2020)
    >>> groups = checkable(audit_report("横沥镇", 2020).identities, hengli, beside)
    >>> groups[["group", "value"]].values.tolist()
    [['within', 13], ['beside', 2], ['alone', 50]]
    """
    within = {number for numbers in identities["figures"] for number in numbers}
    compared = set(beside.loc[beside["own"], "figure"]) - within
    group = figures["figure"].map(lambda n: "within" if n in within else "beside" if n in compared else "alone")
    counts = group.value_counts().reindex(GROUPS, fill_value=0)
    table = pd.DataFrame({"group": counts.index, "figure": range(1, len(counts) + 1), "value": counts.to_numpy()})
    table = table[table["value"] > 0].astype({"figure": "Int64"})
    return table.assign(unit="个", bound="exact", share=100 * table["value"] / len(figures)).reset_index(drop=True)


def _told(finding, language):
    severity = language.say(f"severity_{finding.severity}")
    said = language.say("quality_finding", severity=severity, message=finding.message)
    return said + (language.say("quality_reason", reason=finding.explained) if finding.explained else "")


def _held(identity, names, language):
    first, *others = (names[number] for number in identity.figures)
    values = {"name": language.name(first), "value": language.quantity(first.value, first.unit, first.bound)}
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
