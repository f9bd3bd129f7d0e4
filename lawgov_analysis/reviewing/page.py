"""The review page: a report with every figure marked in place and what was understood of it."""

import re
from collections import Counter
from itertools import groupby, pairwise

import pandas as pd

from ..documents import Report
from ..extraction import MONEY
from ..extraction.record import check_report
from ..presentation.pages import page_templates, policy_hash
from ..quantities import KINDS, RATES, find_quantities
from ..tables import DataDir, data_of, load_indicators, load_units
from ..tables.folder import OF_HEADLINE, OF_VALUES
from .explain import CLEAR, kind_of
from .tracing import stage_labels, trace

# Numbers that the table does not have.
LEFT_OUT = {"figure": "表中未收", "furniture": "网页附属"}
# These are in every other word of a text: a label on each would drown it.
UNLABELLED = {"outline", "idiom", "vague"}
SORTS = {"count": "数量", "rate": "比率", "amount": "金额", "growth": "增减"}
BOUNDS = {"exact": "", "at_least": "至少", "at_most": "至多", "about": "约"}
BASES = {"flow": "期内发生", "stock": "期末存量", "cumulative": "历年累计"}
RELATIONS = {"part": "合成", "subset": "属于", "ratio": "比值", "growth": "增减"}


def review_page(report: Report, figures: pd.DataFrame, data_dir: DataDir = None) -> str:
    """Write a page that shows a report with every figure marked in place and what was understood of it.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    figures : pandas.DataFrame
        Its figures, from `extract_figures` or a reviewed table; figures without ``confidence`` count as certain.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    str
        One HTML page in Chinese that needs neither a network nor a script: a click on the number of a figure shows
        every decision on it, with its rule. Its own security policy forbids both, so that nothing in a report can run.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> from lawgov_analysis.extraction import extract_figures
    >>> report = parse_report("全年评查案卷40宗。")
    >>> "<mark" in review_page(report, extract_figures(report))
    True
    """
    data = data_of(figures, data_dir, columns=(*OF_HEADLINE, *OF_VALUES, "section", "start", "end"))
    check_report(report)
    traced = trace(report, data_dir=data)
    shown = _shown_figures(report, figures, load_indicators(data), set(load_units(data).index))
    _add_reasons(shown, traced)
    placed = [figure for figure in shown if figure["placed"]]
    outline = _outline(report, Counter(figure["section"] for figure in shown))
    others = traced[traced["figure"].isna()]
    rules = dict(zip(others["start"], others["rule"], strict=True))
    pieces = _pieces(report, placed, find_quantities(report.text, data), outline, rules)
    templates = page_templates("lawgov_analysis.reviewing")
    template = templates.get_template("review.html")
    style = templates.get_template("review.css").render()
    return template.render(
        report=report,
        figures=shown,
        paragraphs=_paragraphs(pieces),
        outline=outline,
        others=_others(others),
        summary=_summary(shown, outline),
        style=style,
        style_hash=policy_hash(style),
        sorts=SORTS,
    )


def _shown_figures(report, figures, indicators, units):
    """Put each figure into the words of the page."""
    shown = []
    for row in figures.itertuples():
        start, end = (-1, -1) if pd.isna(row.start) or pd.isna(row.end) else (int(row.start), int(row.end))
        coded = bool(row.indicator)
        confidence = getattr(row, "confidence", 1.0) if coded else None
        confidence = 1.0 if coded and pd.isna(confidence) else confidence
        shown.append(
            {
                "number": int(row.figure),
                "start": start,
                "end": end,
                "placed": start >= 0 and report.text[start:end] == row.surface,
                "section": row.section,
                "surface": row.surface,
                "read": " ".join(filter(None, (BOUNDS[row.bound], f"{row.value:,.15g}", row.unit))),
                "measure": row.measure,
                "scope": row.scope,
                "sort": _sort(row, indicators),
                "indicator": row.indicator,
                "name": indicators["name_zh"].get(row.indicator, ""),
                "domain": indicators["domain"].get(row.indicator, ""),
                "confidence": confidence,
                "coded": coded,
                "doubtful": coded and confidence < CLEAR,
                # “零投诉” has no unit and needs none.
                "unknown_unit": re.sub(r"(?:\(次\)|/次)$", "", row.unit) not in units and bool(row.unit or row.value),
                "unit": row.unit,
                "period": row.period,
                "basis": BASES[row.basis],
                "relation": RELATIONS.get(row.relation, ""),
                "related": re.findall(r"\d+|\D+", row.related),
            }
        )
    return shown


def _add_reasons(shown, traced):
    """Add to the figures of the page what the extraction decided on each of them, and where the table says otherwise.

    A figure that the extraction does not find has no reasons: a reviewer has put it in.
    """
    labels = stage_labels("zh")
    reasons = dict(list(traced.dropna(subset="figure").groupby(["start", "end"])))
    for figure in shown:
        found = reasons.get((figure["start"], figure["end"])) if figure["placed"] else None
        # What is surely coded needs no list of the rules that came near.
        is_sure = figure["coded"] and not figure["doubtful"]
        decisions = [] if found is None else found.itertuples()
        decisions = [each for each in decisions if not (is_sure and each.stage == "excluded")]
        code = next((each.decision for each in decisions if each.stage == "indicator"), None)
        figure["recoded"] = code is not None and code != figure["indicator"]
        figure["doubts"] = [each.detail for each in decisions if each.stage == "doubt"] if figure["coded"] else []
        figure["reasons"] = [
            (labels[stage], [(each.detail, each.rule) for each in group])
            for stage, group in groupby(decisions, key=lambda each: each.stage)
        ]


def _others(others):
    """List what is no figure by what it is instead and the rule that says so, each with its numbers as printed."""
    grouped = {}
    for row in others.itertuples():
        kind = LEFT_OUT.get(row.decision) or KINDS[row.decision]
        grouped.setdefault((kind, row.rule), Counter())[" ".join(row.surface.split())] += 1
    return [
        (kind, rule, [f"{surface}×{times}" if times > 1 else surface for surface, times in found.items()])
        for (kind, rule), found in sorted(grouped.items())
    ]


def _sort(row, indicators):
    if row.relation == "growth":
        return "growth"
    if row.unit in RATES:
        return "rate"
    return "amount" if row.unit in MONEY else indicators["kind"].get(row.indicator, "count")


def _outline(report, counts):
    """List the sections with their headings and the number of figures in each, what is below it included."""
    return [
        {
            "number": section.number,
            "level": section.level,
            "name": f"{section.mark}{section.title}" or "落款",
            "start": section.start,
            "end": _heading_end(report.text, section),
            "figures": sum(n for path, n in counts.items() if f"{path}.".startswith(f"{section.number}.")),
        }
        for section in report.sections
    ]


def _heading_end(text, section):
    at = text.find(section.title, section.start, section.end) if section.title else -1
    return at + len(section.title) if at >= 0 else min(section.end, section.start + len(section.mark))


def _pieces(report, figures, quantities, outline, rules):
    """Cut the text where anything begins or ends; each piece says what it is part of."""
    text = report.text
    within = [None] * len(text)
    for quantity in quantities:
        kind = kind_of(report, quantity)
        title = LEFT_OUT.get(kind) or KINDS[kind]
        label = "" if kind in UNLABELLED else title.partition("、")[0]
        title = f"{title}（{rules[quantity.start]}）" if quantity.start in rules else title
        other = {"kind": kind, "title": title, "label": label, "end": quantity.end}
        within[quantity.start : quantity.end] = [("other", other)] * (quantity.end - quantity.start)
    for figure in figures:
        within[figure["start"] : figure["end"]] = [("figure", figure)] * (figure["end"] - figure["start"])
    headings = [None] * len(text)
    for section in outline:
        headings[section["start"] : section["end"]] = [section] * (section["end"] - section["start"])
    # A signature opens without a heading.
    opening = {section["start"]: section for section in outline}
    cuts = [at for at in range(len(text)) if not at or at in opening or _differs(text, within, headings, at)]
    cuts.append(len(text))
    marked = set()
    for start, end in pairwise(cuts):
        kind, thing = within[start] or ("plain", None)
        # A mark broken by a line end or a heading still is one figure: one id, one number.
        first = kind == "figure" and thing["number"] not in marked
        if first:
            marked.add(thing["number"])
        yield {
            "text": text[start:end],
            "kind": kind,
            "thing": thing,
            "first": first,
            "last": thing is not None and end == thing["end"],
            "heading": headings[start],
            "opens": opening.get(start),
        }


def _differs(text, within, headings, at):
    return (
        within[at] is not within[at - 1]
        or headings[at] is not headings[at - 1]
        or text[at] == "\n"
        or text[at - 1] == "\n"
    )


def _paragraphs(pieces):
    paragraph = []
    for piece in pieces:
        if piece["text"] != "\n":
            paragraph.append(piece)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _summary(figures, outline):
    parents = {section["number"].rpartition(".")[0] for section in outline}
    leaves = [section for section in outline if section["number"] not in {*parents, "sig"}]
    return {
        "figures": len(figures),
        "coded": sum(f["coded"] for f in figures),
        "uncoded": [f for f in figures if not f["coded"]],
        "doubtful": [f for f in figures if f["doubtful"]],
        "unknown_unit": [f for f in figures if f["unknown_unit"]],
        "misplaced": [f for f in figures if not f["placed"]],
        "silent": [section for section in leaves if not section["figures"]],
    }
