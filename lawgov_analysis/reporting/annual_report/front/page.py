"""The front page, and each of its parts."""

import pandas as pd

from ....auditing import load_compliance_rules
from ....presentation import section_name
from ....presentation.blocks import View, heading, paragraph, table
from ....tables import load_indicators, records
from .known import known_of
from .points import PROBLEM, SHOWN, STRONG, clause_name, points_of

# The parts stand in one line of the page.
FOUR_PARTS = ["part_results", "part_shortcomings", "part_leaders", "part_plan"]
LINES = ["signed", "published", "parts", "causes", "joint_signature", "title", "last_plan", "period"]
POINT_COLUMNS = ["rule", "text", "advice", "figures", "sections", "clause", "weight", "shown"]
# So many indicators are named beside last year's.
COMPARED = 3


def front_page(report):
    """Return the front page: compliance, strong points, problems, against last year, suggestions.

    Parameters
    ----------
    report : YearReport
        As from `load`.

    Returns
    -------
    View
        Its frame has the points, with their ``kind``.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> page = front_page(load("横沥镇", 2020))
    >>> page.frame.loc[page.frame["shown"], "rule"].tolist()[-3:]
    ['causes_missing', 'residual_class', 'plans_bare']
    """
    known = known_of(report)
    say = known.language.say
    steps = [strong_points, problems, against_last_year, suggestions] if known.is_whole else []
    parts = [compliance(report), *(step(report) for step in steps)]
    blocks = [heading(say("front_title")), *(block for part in parts for block in part)]
    if known.is_whole and not known.is_reviewed:
        blocks.append(paragraph(say("front_unreviewed")))
    frames = [_frame(points_of(known, kind)).assign(kind=kind) for kind in (STRONG, PROBLEM)]
    return View(blocks, pd.concat(frames, ignore_index=True)[["kind", *POINT_COLUMNS]])


def compliance(report):
    """Return what is asked of the report and whether it is there: yes, no, or not to be told.

    Parameters
    ----------
    report : YearReport

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.auditing.compliance`.
    """
    known = known_of(report)
    language, say, rules = known.language, known.language.say, load_compliance_rules(known.data)
    complied = known.complied
    lines = [
        _parts_line(known) if name == "parts" else _line(known, name)
        for name in LINES
        if name == "parts" or name in complied
    ]
    names = [
        say("front_parts") if name == "parts" else rules.at[name, language.lang]
        for name in LINES
        if name == "parts" or name in complied
    ]
    shown = pd.DataFrame(
        [[name, say(f"front_{answer}"), text, basis] for name, (answer, text, basis) in zip(names, lines, strict=True)],
        columns=[say(f"front_column_{column}") for column in ("asked", "answer", "found", "basis")],
    )
    blocks = [heading(say("front_compliance"), level=3)]
    if not known.is_whole:
        blocks.append(paragraph(say(f"front_{known.why_not}")))
    frame = pd.DataFrame(list(complied.values()))
    return View([*blocks, table(shown, say("front_compliance_caption"))], frame)


def _line(known, name):
    """Return the answer of a rule, what tells it, and by which provision it is asked."""
    row, language, say = known.complied[name], known.language, known.language.say
    if row.answer == "unknown":
        return row.answer, _why(known, row), _basis(known, row)
    if name in ("signed", "published") and row.day:
        signed = name == "signed" or (known.report.report["published_on"] is pd.NaT)
        text = say("front_signed_on" if signed else "front_published_on", date=known.date(row.day))
    elif name == "period" and row.answer == "yes" and row.day:
        text = say("front_until", date=known.date(row.day))
    elif name == "joint_signature" and known.report.report["issuer"] and language.lang == "zh":
        text = say("front_issuer", issuer=known.report.report["issuer"])
    elif name == "title" and known.report.report["title"] and language.lang == "zh":
        text = say("titled", title=known.report.report["title"])
    else:
        text = say(f"front_{name}_{row.answer}")
        where = section_name(row.section, language)
        text = say("front_with", text=text, evidence=where) if where else text
    return row.answer, text, _basis(known, row)


def _parts_line(known):
    """Return the line of the four parts that must be there."""
    rows, language = [known.complied[name] for name in FOUR_PARTS], known.language
    answers = {row.answer for row in rows}
    answer = "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"
    if answers == {"unknown"}:
        return answer, _why(known, rows[0]), _basis(known, rows[0])
    names = load_compliance_rules(known.data)[language.lang]
    said = []
    for row in rows:
        where = section_name(row.section, language)
        name = names[row.rule]
        if row.answer == "yes":
            said.append(language.say("front_with", text=name, evidence=where) if where else name)
        else:
            said.append(language.say(f"front_part_{row.answer}", part=name))
    return answer, language.join(said), _basis(known, rows[0])


def _why(known, row):
    reasons = known.data.table("compliance_reasons", index="reason")
    return reasons.at[row.reason, known.language.lang]


def _basis(known, row):
    """Return by which provision something is asked, and whether it binds this level."""
    say = known.language.say
    if not row.clause:
        return say("front_custom")
    clause = clause_name(row.clause, known.language)
    return clause if row.binding else say("front_not_binding", clause=clause)


def strong_points(report):
    """Return three strong points at the most, each by a rule of ``data/rules/front/rules.csv``.

    Parameters
    ----------
    report : YearReport

    Returns
    -------
    View
        Its frame has every point that a rule finds, and which are ``shown``.
    """
    return _listed(report, STRONG)


def problems(report):
    """Return three problems at the most, the weightiest ones.

    Parameters
    ----------
    report : YearReport

    Returns
    -------
    View
        As of `strong_points`; ``advice`` is what answers each.
    """
    return _listed(report, PROBLEM)


def suggestions(report):
    """Return what answers each of the problems.

    Parameters
    ----------
    report : YearReport

    Returns
    -------
    View
        As of `problems`.
    """
    known = known_of(report)
    points = points_of(known, PROBLEM)
    shown = [point.advice for point in points[:SHOWN]]
    return View(
        [heading(known.language.say("front_advice"), level=3), *_said(known, shown, "front_no_advice")], _frame(points)
    )


def _listed(report, kind):
    known = known_of(report)
    points = points_of(known, kind)
    shown = [point.text for point in points[:SHOWN]]
    return View(
        [heading(known.language.say(f"front_{kind}"), level=3), *_said(known, shown, f"front_no_{kind}")],
        _frame(points),
    )


def _said(known, shown, none):
    """Say the points one by one, numbered; and where there are fewer than three, that these are all."""
    say = known.language.say
    if not known.is_whole:
        return [paragraph(say(f"front_{known.why_not}"))]
    if not shown:
        return [paragraph(say(none))]
    return [paragraph(say("front_numbered", n=n, text=text)) for n, text in enumerate(shown, 1)]


def _frame(points):
    frame = pd.DataFrame(points, columns=POINT_COLUMNS[:-1])
    return frame.assign(shown=[at < SHOWN for at in range(len(points))])


def against_last_year(report):
    """Return what can be said of the year beside the one before: like rates and numbers, and what is not alike.

    Parameters
    ----------
    report : YearReport

    Returns
    -------
    View
        Its frame is that of `compare_years`.
    """
    known = known_of(report)
    language, say = known.language, known.language.say
    head = heading(say("front_against"), level=3)
    if not known.is_whole:
        return View([head, paragraph(say(f"front_{known.why_not}"))])
    if known.before is None:
        return View([head, paragraph(say("front_no_last_year", year=known.year - 1))])
    compared = known.compared
    alike = compared[compared["comparable"]] if len(compared) else compared
    if alike.empty:
        return View([head, paragraph(say("front_none_alike", year=known.year - 1))], compared)
    said = [
        say("front_alike", year=known.year - 1, n=len(alike), figures=say("semicolon").join(_changes(known, alike)))
    ]
    unlike = compared[~compared["comparable"]]
    if len(unlike):
        names = list(dict.fromkeys(language.indicator(name) for name in unlike["indicator"]))
        more = say("front_more") if len(names) > COMPARED else ""
        said.append(say("front_unlike", n=len(unlike), names=language.join(names[:COMPARED]) + more))
    return View([head, paragraph(("" if language.lang == "zh" else " ").join(said))], compared)


def _changes(known, alike):
    """Name the rates that changed most, then the core numbers that did."""
    indicators, language = load_indicators(known.data), known.language
    level = known.report.coverage["level"].iloc[0] if len(known.report.coverage) else ""
    core = indicators["core"].str.split("|").map(lambda levels: level in levels)
    rows = [row for row in records(alike) if row.change == row.change and row.figure in known.figures]
    rows = [row for row in rows if row.figure not in known.faulty and row.base_figure not in known.faulty_before]
    directed = indicators["direction"].isin(["higher", "lower"])
    rates = sorted((r for r in rows if r.unit == "%" and directed[r.indicator]), key=lambda r: -abs(r.change))
    counts = sorted(
        (r for r in rows if r.unit != "%" and core[r.indicator] and r.percent == r.percent),
        key=lambda r: -abs(r.percent),
    )
    for row in [*rates[:2], *counts][:COMPARED]:
        yield language.say(
            "front_change",
            name=language.name(known.figures[row.figure]),
            before=language.quantity(row.base_value, row.base_unit, row.base_bound),
            now=known.value(row.figure),
        )
