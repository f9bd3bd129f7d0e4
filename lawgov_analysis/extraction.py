"""Extraction: from a report to its figures.

Each quantity that `find_quantities` calls a figure becomes a row: what it counts (`mentions`), which indicator that is
(`coding`), how it relates to the others (`relations`), and the period that it covers.
"""

import re

import pandas as pd

from .codebook import load_indicators
from .coding import NOTHING, Coder, Evidence, place_level
from .figures import FIGURE_COLUMNS
from .mentions import MEASURE_LENGTH, find_mentions
from .periods import find_times, is_plan, period_of
from .quantities import find_quantities
from .relations import relate
from .tables import resolve_data_dir
from .words import load_words

CONTEXT, BEHIND = 200, 40


def extract_figures(report, data_dir=None):
    """Draft the figures table of a report.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a figure, in the order of the text, with the columns `FIGURE_COLUMNS` and ``confidence``: 0 to 1 for a
        coded figure, missing for one left uncoded. ``place_code`` is ``""`` and ``year`` missing where the report
        does not say them.

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("2020年,全镇调解矛盾纠纷200宗,调解成功199宗,成功率达99%。")
    >>> extract_figures(report)[["indicator", "value", "unit", "relation", "related"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['mediation_accepted', 200.0, '宗', '', ''],
     ['mediation_succeeded', 199.0, '宗', 'subset', '1'],
     ['mediation_success_rate', 99.0, '%', 'ratio', '2/1']]
    """
    data_dir = resolve_data_dir(data_dir)
    text = report.text
    figures = [
        quantity
        for quantity in find_quantities(text)
        if quantity.kind == "figure" and not report.is_furniture_at(quantity.start)
    ]
    mentions = find_mentions(text, figures, data_dir)
    outline = {section.number: section for section in report.sections}
    numbers = [report.section_at(mention.quantity.start) for mention in mentions]
    words = load_words(data_dir)
    relations = relate(text, mentions, words, numbers)
    ancestries = [_ancestry(number, outline) for number in numbers]
    codings = _codings(text, mentions, relations, ancestries, place_level(report.place_name, data_dir), words, data_dir)
    times = {sentence: find_times(text, sentence) for sentence in {mention.sentence for mention in mentions}}
    periods = [
        period_of(text, mention, times[mention.sentence], sections, report.year, words, relation == "growth")
        for mention, sections, (relation, _) in zip(mentions, ancestries, relations, strict=True)
    ]
    scopes = _scopes(mentions, codings, relations, periods, report.year, words)
    rows = []
    for position, mention in enumerate(mentions):
        quantity, coding, (relation, related) = mention.quantity, codings[position], relations[position]
        period, basis = periods[position]
        rows.append(
            {
                "figure": position + 1,
                "section": numbers[position],
                "indicator": coding.indicator,
                "scope": scopes[position],
                "measure": _measure(position, relation, related, mentions),
                "value": quantity.value,
                "unit": quantity.unit,
                "bound": quantity.bound,
                "period": period,
                "basis": basis,
                "relation": relation,
                "related": ("/" if relation == "ratio" else " ").join(str(other + 1) for other in related),
                "surface": text[quantity.start : quantity.end],
                "start": quantity.start,
                "end": quantity.end,
                "confidence": coding.confidence if coding.indicator else None,
            }
        )
    table = pd.DataFrame(rows, columns=[*FIGURE_COLUMNS[2:], "confidence"])
    table.insert(0, "place_code", report.place_code)
    table.insert(1, "year", pd.array([report.year] * len(table), dtype="Int64"))
    return table.astype({"value": "float64", "start": "Int64", "end": "Int64", "confidence": "float64"})


def _measure(position, relation, related, mentions):
    """Return what a figure counts; a growth names what grows."""
    if relation == "growth" and related:
        # Of a run (分别增长12%、15%) the first says how it moved.
        said = next((m.phrase for m in reversed(mentions[related[0] + 1 : position + 1]) if m.phrase), "")
        return mentions[related[0]].measure + said.replace("分别", "")
    mention = mentions[position]
    if relation == "part" and mention.whole is None and related[0] < position:
        # 审查412件:文件7件、合同238件
        return f"{mentions[related[0]].measure}:{mention.phrase or mention.measure}"[-MEASURE_LENGTH:]
    return mention.measure or mention.quantity.unit


def _ancestry(number, outline):
    """Return the sections that a section number lies in, outermost first."""
    parts = number.split(".")
    return [outline[path] for n in range(1, len(parts) + 1) if (path := ".".join(parts[:n])) in outline]


def _codings(text, mentions, relations, ancestries, level, words, data_dir):
    """Code each figure; a growth is coded as what grows, a plan for next year not at all."""
    codings, domain, coder = [], ("", ""), Coder(level, data_dir)
    domains = load_indicators(data_dir)["domain"]
    for position, (mention, (relation, related), sections) in enumerate(
        zip(mentions, relations, ancestries, strict=True)
    ):
        at = mention.quantity.start
        if is_plan(sections) or mention.superseded:
            codings.append(NOTHING)
        elif relation == "growth":
            codings.append(codings[related[0]] if related else NOTHING)
        else:
            floor = max(sections[-1].start if sections else 0, at - CONTEXT)
            number = sections[-1].number if sections else ""
            headings = " ".join([*(section.title for section in sections), domain[1] if domain[0] == number else ""])
            whole = "" if mention.whole is None else _said_of(mentions[mention.whole], words)
            behind = _behind(text, mention, mentions[position + 1 : position + 2])
            evidence = Evidence(mention.phrase, mention.full_phrase, whole, text[floor:at], headings, behind)
            codings.append(coder.code(evidence, mention.quantity.unit))
            if codings[-1].indicator:
                # What the figure before was about is as good as a heading.
                domain = number, domains.get(codings[-1].indicator, "")
    return codings


def _said_of(mention, words):
    return mention.measure if words.needs_object(mention.phrase) else mention.phrase


def _behind(text, mention, following):
    """Return the clauses behind a figure that have no figure of their own."""
    end = mention.quantity.end
    said = text[end : min(mention.sentence[1], end + BEHIND)]
    if following and following[0].quantity.start < end + len(said):
        return re.match(r"(?:.*[,，;；、])?", said[: following[0].quantity.start - end], re.DOTALL)[0]
    return said


def _scopes(mentions, codings, relations, periods, year, words):
    """Say to which narrower object a figure is limited, so that an indicator has one headline figure at the most."""
    scopes, headline = [], {}
    for position, (mention, coding, (relation, related)) in enumerate(zip(mentions, codings, relations, strict=True)):
        scope = ""
        if coding.indicator and relation != "growth":
            rest = _narrowing(mention.phrase, coding, words)
            # What happened in another year, or over several, is no headline of this one.
            scope = _other_time(*periods[position], year)
            of_same = [other for other in related if codings[other].indicator == coding.indicator]
            if scope:
                pass
            elif of_same or coding.indicator in headline:
                scope = rest or mention.measure
            elif words.narrow.search(mention.phrase):
                scope = rest
            if not scope:
                headline[coding.indicator] = position
        scopes.append(scope)
    return scopes


def _other_time(period, basis, year):
    if basis == "cumulative":
        return "累计"
    return f"{period}年" if len(period) == 4 and year is not None and int(period) < year else ""


def _narrowing(phrase, coding, words):
    """Return what a phrase says beyond its verb and its indicator's words: 检查食品销售单位 → 食品销售."""
    verb = words.verb.match(phrase)
    parts = words.generic.split(phrase[verb.end() :] if verb else phrase)
    rest = longest = max(parts, key=len, default="")
    for word in coding.matches[0].words:
        rest = rest.replace(word, "")
    return rest if len(rest) > 1 else longest
