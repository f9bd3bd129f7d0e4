"""The front page, and each of its parts."""

from functools import partial

import pandas as pd

from ....analysis import year_reasons
from ....analysis.coverage import core_of
from ....presentation.blocks import View, heading, paragraph
from ....tables import load_indicators, records
from .asked import answered, asked_table
from .known import known_of
from .points import PROBLEM, SHOWN, STRONG, points_of

POINT_COLUMNS = ["rule", "text", "advice", "figures", "sections", "clause", "weight", "shown"]
# So many indicators are named beside last year's.
COMPARED = 3
# And of what is not comparable so many reasons.
UNLIKE = 2


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
    draft = [paragraph(say("front_unreviewed"))] if known.is_whole and not known.is_reviewed else []
    draft += [] if known.is_official or not known.is_whole else [paragraph(say("front_unofficial"))]
    blocks = [heading(say("front_title")), *draft, *(block for part in parts for block in part)]
    return View(blocks, partial(_frame_of_all, known))


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
    said = [] if known.is_whole else [paragraph(known.language.say(f"front_{known.why_not}"))]
    return View([*said, asked_table(known)], pd.DataFrame(known.complied.values()))


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
    say, points = known.language.say, points_of(known, PROBLEM)
    blocks = [heading(say("front_advice"), level=3)]
    if not known.is_whole:
        blocks.append(paragraph(say(f"front_{known.why_not}")))
    elif points:
        # Each with the number of its problem.
        shown = enumerate(points[:SHOWN], 1)
        blocks += [paragraph(say("front_numbered", n=n, text=point.advice)) for n, point in shown]
    else:
        lacking = answered(known, "no")
        items = say("comma").join(lacking)
        blocks.append(paragraph(say("front_no_advice_but", items=items) if lacking else say("front_no_advice")))
    return View(blocks, partial(_frame, points))


def _listed(report, kind):
    known = known_of(report)
    points = points_of(known, kind)
    shown = [point.text for point in points[:SHOWN]]
    only = []
    if kind == STRONG and 0 < len(points) < SHOWN:
        only = [paragraph(known.language.say("front_only_strong", n=len(points)))]
    return View(
        [heading(known.language.say(f"front_{kind}"), level=3), *only, *_said(known, shown, f"front_no_{kind}")],
        partial(_frame, points),
    )


def _said(known, shown, none):
    """Say the points one by one, numbered."""
    say = known.language.say
    if not known.is_whole:
        return [paragraph(say(f"front_{known.why_not}"))]
    if not shown:
        if none != "front_no_problem":
            return [paragraph(say(none))]
        lacking, unknown = len(answered(known, "no")), len(answered(known, "unknown"))
        said = [say(f"{none}_but", n=lacking) if lacking else say(none)]
        said += [say("front_not_judged", n=unknown)] if unknown else []
        return [paragraph(("" if known.language.lang == "zh" else " ").join(said))]
    return [paragraph(say("front_numbered", n=n, text=text)) for n, text in enumerate(shown, 1)]


def _frame(points):
    frame = pd.DataFrame(points, columns=POINT_COLUMNS[:-1])
    return frame.assign(shown=[at < SHOWN for at in range(len(points))]).astype({"shown": bool, "weight": "int64"})


def _frame_of_all(known):
    frames = [_frame(points_of(known, kind)).assign(kind=kind) for kind in (STRONG, PROBLEM)]
    return pd.concat(frames, ignore_index=True)[["kind", *POINT_COLUMNS]]


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
    if compared.empty:
        return View([head, paragraph(say("front_none_alike", year=known.year - 1))], compared)
    alike = compared[compared["comparable"]]
    if alike.empty:
        said = [say("front_none_alike", year=known.year - 1)]
    elif (alike["change"] == 0).all():
        flows = len(known.repeated)
        same = say("front_same_of", year=known.year - 1, n=len(alike), flows=flows)
        said = [same if 0 < flows < len(alike) else say("front_same", year=known.year - 1, n=len(alike))]
    else:
        figures = say("semicolon").join(_changes(known, alike))
        said = [
            say("front_alike" if figures else "front_alike_bare", year=known.year - 1, n=len(alike), figures=figures)
        ]
    vague = compared["reason"] == "bound"
    unlike = compared[~compared["comparable"] & ~vague]
    if len(unlike):
        said.append(say("front_unlike", n=len(unlike), names=_unlike(known, unlike)))
    if vague.any() and alike.empty:
        said.append(say("front_vague", n=int(vague.sum())))
    return View([head, paragraph(("" if language.lang == "zh" else " ").join(said))], compared)


def _unlike(known, unlike):
    """Name what cannot be compared and why, in the order of the reasons."""
    language, reasons = known.language, year_reasons(known.data)
    order = {reason: at for at, reason in enumerate(reasons.index)}
    rows = sorted(records(unlike), key=lambda row: order[row.reason])
    named = {}
    for row in rows:
        name = language.indicator(row.indicator)
        if row.base_indicator != row.indicator:
            base = language.indicator(row.base_indicator)
            name = language.say("front_base", name=name, year=row.base_year, base=base)
        named.setdefault(row.reason, {})[name] = None
    said = [
        language.say("front_reason", name=_some(names, language), reason=reasons.loc[reason, language.lang])
        for reason, names in named.items()
    ]
    return language.say("semicolon").join(said[:UNLIKE]) + (language.say("front_more") if len(said) > UNLIKE else "")


def _some(names, language):
    """Return the first of some names, and that there are more."""
    return language.join([*names][:COMPARED]) + (language.say("front_more") if len(names) > COMPARED else "")


def _changes(known, alike):
    """Name the rates that changed most, then the core numbers of the whole that did; for neither is more better."""
    indicators, language = load_indicators(known.data), known.language
    level = known.report.coverage["level"].iloc[0]
    core = core_of(level, known.data)
    rows = [row for row in records(alike) if row.change == row.change and row.change and row.figure in known.figures]
    rows = [row for row in rows if row.figure not in known.faulty and row.base_figure not in known.faulty_before]
    directed = indicators["direction"].isin(["higher", "lower"])
    rates = [row for row in rows if row.unit == "%" and directed[row.indicator]]
    counts = [row for row in rows if row.percent == row.percent and row.indicator in core and not row.scope]
    rates.sort(key=lambda row: -abs(row.change))
    counts.sort(key=lambda row: -abs(row.percent))
    for row in [*rates[:2], *counts][:COMPARED]:
        before = language.quantity(row.base_value, row.base_unit)
        turned = language.say("front_rose" if row.change > 0 else "front_fell")
        now = known.value(row.figure)
        yield language.say("front_change", name=known.name(row.figure), before=before, turned=turned, now=now)
