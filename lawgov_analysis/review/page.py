"""Review: show an analyst what was read of a report, what would change, and why a figure is coded as it is."""

import re
from base64 import b64encode
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from ..documents import parse_report
from ..extraction import MONEY, code_report, near_misses, tabulate
from ..quantities import KINDS, RATES, find_quantities
from ..tables import FIGURE_COLUMNS, load_indicators, load_units, open_data

# A coded figure below this confidence asks for a second look.
CLEAR = 0.7

DIFF_COLUMNS = ["change", "figure", "surface", "column", "old", "new"]
WHY_COLUMNS = ["figure", "surface", "measure", "unit", "indicator", "confidence"]
WHY_COLUMNS += ["candidate", "name_zh", "score", "pattern", "words", "excluded_by"]
# Offsets and numbers move with every word that an editor adds above; they are no change of what is said.
COMPARED = ["surface"] + [
    c for c in FIGURE_COLUMNS if c not in ("place_code", "year", "figure", "surface", "start", "end")
]
EXCLUSIONS = 5

# Numbers that the table does not have.
LEFT_OUT = {"figure": "表中未收", "furniture": "网页附属"}
# These are in every other word of a text: a label on each would drown it.
UNLABELLED = {"outline", "idiom", "vague"}
SORTS = {"count": "数量", "rate": "比率", "amount": "金额", "growth": "增减"}
BOUNDS = {"exact": "", "at_least": "至少", "at_most": "至多", "about": "约"}
BASES = {"flow": "期内发生", "stock": "期末存量", "cumulative": "历年累计"}
RELATIONS = {"part": "合成", "subset": "属于", "ratio": "比值", "growth": "增减"}


def explain(report, data_dir=None):
    """List every number of a report with what it was taken for, so that no digit goes unaccounted.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a number, in the order of the text: ``start``, ``end``, ``surface``, ``kind`` (``figure`` or what the
        number is instead; ``furniture``: it belongs to the page around the report), ``value``, ``unit``, ``bound``.

    Examples
    --------
    >>> explain(parse_report("2023年评查案卷40宗。"))[["surface", "kind"]].values.tolist()
    [['2023年', 'date'], ['40宗', 'figure']]
    """
    quantities = find_quantities(report.text, open_data(data_dir))
    rows = [
        (q.start, q.end, report.text[q.start : q.end], _kind(report, q), q.value, q.unit, q.bound) for q in quantities
    ]
    columns = ["start", "end", "surface", "kind", "value", "unit", "bound"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64"})


def _kind(report, quantity):
    return "furniture" if report.is_furniture_at(quantity.start) else quantity.kind


def diff_figures(old, new):
    """Say what a new extraction would change in a figures table.

    Figures are matched by place in the text and surface; where the text moved, by surface and value in their order.
    Numbers in ``related`` are compared by the figures that they mean, so that an inserted row is one change.

    Parameters
    ----------
    old, new : pandas.DataFrame
        With the columns `FIGURE_COLUMNS`.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``change`` (added, removed, changed), ``figure`` (its number in `old`, in `new` where it is
        added), ``surface``, ``column``, ``old``, ``new``; an added or removed figure shows its measure. Empty when
        nothing changes.

    Examples
    --------
    >>> from lawgov_analysis.extraction import extract_figures
    >>> old = extract_figures(parse_report("受理信访30件,办结28件。"))
    >>> diff_figures(old, old).empty
    True
    >>> diff_figures(old, old.assign(value=[30.0, 29.0]))[["change", "column", "old", "new"]].values.tolist()
    [['changed', 'value', '28', '29']]
    """
    matched = _match_rows(old, new)
    olds, news = old.to_dict("records"), new.to_dict("records")
    numbers = {news[there]["figure"]: olds[here]["figure"] for here, there in matched.items()}
    changes = []
    for here, row in enumerate(olds):
        head = row["figure"], row["surface"]
        if here not in matched:
            changes.append((here, "removed", *head, "", row["measure"], ""))
            continue
        for column in COMPARED:
            before, after = _said(row[column]), _said(news[matched[here]][column])
            if column == "related":
                after = re.sub(r"\d+", lambda number: str(numbers.get(int(number[0]), f"新{number[0]}")), after)
            if before != after:
                changes.append((here, "changed", *head, column, before, after))
    place, above = {there: here for here, there in matched.items()}, -1
    for there, row in enumerate(news):
        above = place.get(there, above)
        if there not in place:
            # An added figure is listed after the one that it follows.
            changes.append((above + 0.5, "added", row["figure"], row["surface"], "", "", row["measure"]))
    changes.sort(key=lambda change: change[0])
    return pd.DataFrame([change[1:] for change in changes], columns=DIFF_COLUMNS)


def _said(cell):
    if pd.isna(cell):
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _match_rows(old, new):
    """Match the rows of two tables: {row of old: row of new}."""

    def keys(table, *columns):
        rows = zip(*(table[column] for column in columns), strict=True)
        return {row: key for row, key in enumerate(rows) if not pd.isna(key[0])}

    by_span = {key: there for there, key in keys(new, "start", "surface").items()}
    matched = {here: by_span[key] for here, key in keys(old, "start", "surface").items() if key in by_span}
    for columns in (("surface", "value"), ("value", "unit"), ("start",)):
        taken = set(matched.values())
        left = {here: key for here, key in keys(old, *columns).items() if here not in matched}
        right = {there: key for there, key in keys(new, *columns).items() if there not in taken}
        heres, theres = list(left), list(right)
        matcher = SequenceMatcher(None, list(left.values()), list(right.values()), autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            matched |= dict(zip(heres[a : a + size], theres[b : b + size], strict=True))
    return matched


def why(text, data_dir=None):
    """Say which indicator each figure of a phrase gets, and which rules of the codebook that comes from.

    Parameters
    ----------
    text : str
        A sentence or less, e.g. ``罚没款86.4万元``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        For each ``figure`` (with ``surface``, ``measure``, ``unit``, ``indicator`` and ``confidence``, empty and
        missing when uncoded) one row a rule that it fits, best first: ``candidate`` (the rule's indicator),
        ``name_zh``, ``score``, ``pattern`` (the row of ``data/patterns.csv``), ``words`` found; then the nearest rules
        that would fit, with what keeps each out in ``excluded_by``: a word of its column ``never``, or the unit.
        A figure that no rule is near has one row without a candidate.

    Examples
    --------
    >>> why("罚没款86.4万元").loc[0, ["indicator", "name_zh", "excluded_by"]].tolist()
    ['fines_amount', '罚没金额', '']
    """
    data = open_data(data_dir)
    report = parse_report(text)
    names = load_indicators(data)["name_zh"]
    rows = []
    read = code_report(report, data)
    for figure, reading in zip(tabulate(read, report).itertuples(), read, strict=True):
        matches = [(match, "") for match in reading.coding.matches]
        if reading.evidence:
            matches += near_misses(reading.evidence, reading.quantity.unit, data)[:EXCLUSIONS]
        head = [getattr(figure, column) for column in WHY_COLUMNS[:6]]
        for match, reason in matches or [(None, "")]:
            rule = (
                [match.indicator, names.get(match.indicator, "不在指标表中"), round(match.score, 2), match.pattern]
                if match
                else []
            )
            rows.append([*head, *(rule or ["", "", None, None]), " ".join(match.words) if match else "", reason])
    table = pd.DataFrame(rows, columns=WHY_COLUMNS)
    return table.astype({"confidence": "float64", "score": "float64", "pattern": "Int64"})


def review_page(report, figures, data_dir=None):
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
        One HTML page in Chinese that needs neither a network nor a script. Its own security policy forbids both, so
        that nothing in a report can run.

    Examples
    --------
    >>> from lawgov_analysis.extraction import extract_figures
    >>> report = parse_report("全年评查案卷40宗。")
    >>> "<mark" in review_page(report, extract_figures(report))
    True
    """
    data = open_data(data_dir)
    shown = _shown_figures(report, figures, load_indicators(data), set(load_units(data).index))
    placed = [figure for figure in shown if figure["placed"]]
    outline = _outline(report, Counter(figure["section"] for figure in shown))
    pieces = _pieces(report, placed, find_quantities(report.text, data), outline)
    template = _environment().get_template("review.html")
    style = _environment().get_template("review.css").render()
    return template.render(
        report=report,
        figures=shown,
        paragraphs=_paragraphs(pieces),
        outline=outline,
        summary=_summary(shown, outline),
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        sorts=SORTS,
    )


@lru_cache(maxsize=1)
def _environment():
    return Environment(
        loader=PackageLoader("lawgov_analysis.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
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


def _pieces(report, figures, quantities, outline):
    """Cut the text where anything begins or ends; each piece says what it is part of."""
    text = report.text
    within = [None] * len(text)
    for quantity in quantities:
        kind = _kind(report, quantity)
        title = LEFT_OUT.get(kind) or KINDS[kind]
        label = "" if kind in UNLABELLED else title.partition("、")[0]
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
