"""Extraction: from a report to its figures.

Each quantity that `read_quantities` calls a figure becomes a row: what it counts (`mentions`), how it relates to the
others (`relations`), which indicator it states (`coding`), and the period that it covers (`periods`). All of them read
the report without the line ends and spaces that nobody wrote; a row says where its figure is printed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from ..quantities import read_quantities
from ..tables import FIGURE_COLUMNS, load_indicators, open_data
from .indicator import NOTHING, Coder, Coding, place_level
from .indicator_rules import Evidence
from .measure import MEASURE_LENGTH, find_mentions
from .period import find_times, is_plan, period_of
from .relation.parts import relate
from .sentences import RECENT, Mention
from .vocabulary import compile_words

CONTEXT, BEHIND = 200, 40
# The length of the longest of the words that narrow nothing; what of them begins and ends others: 县长, 中央, 以案释法.
LONGEST_IDLE, STEMS = 4, frozenset("镇市区县局中以街道")
TYPES = {
    "year": "Int64",
    "figure": "int64",
    "value": "float64",
    "start": "Int64",
    "end": "Int64",
    "confidence": "float64",
}


@dataclass(slots=True)
class Reading:
    """What is understood of one figure of a report.

    Attributes
    ----------
    mention : Mention
        The figure in its sentence, and what it counts.
    section : str
        The number of its section.
    headings : tuple of Section
        The sections that it lies in, outermost first.
    relation : str
        part, subset, ratio, growth, or ``""``.
    related : tuple of int
        The positions of the figures that it relates to.
    evidence : Evidence or None
        What it was coded by; None when it has the coding of another figure, or is never coded.
    coding : Coding
    """

    mention: Mention
    section: str
    headings: tuple
    relation: str = ""
    related: tuple = ()
    evidence: Evidence | None = None
    coding: Coding = NOTHING


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
    data = open_data(data_dir)
    words = data.made(compile_words)
    lines, text, readings = _read(report, data)
    times = {sentence: find_times(text, sentence) for sentence in {each.mention.sentence for each in readings}}
    periods = [
        period_of(
            text,
            each.mention,
            times[each.mention.sentence],
            each.headings,
            report.year,
            words,
            growth=each.relation == "growth",
        )
        for each in readings
    ]
    scopes = _scopes(readings, periods, report.year, words)
    spans = [lines.printed_span(each.mention.quantity.start, each.mention.quantity.end) for each in readings]
    # A bare number says nothing of what it counts: its own digits stand for that.
    rows = (
        (
            report.place_code,
            report.year,
            position + 1,
            each.section,
            each.coding.indicator,
            scope,
            _measure(position, readings) or text[each.mention.quantity.start : each.mention.quantity.end],
            each.mention.quantity.value,
            each.mention.quantity.unit,
            each.mention.quantity.bound,
            period,
            basis,
            each.relation,
            ("/" if each.relation == "ratio" else " ").join(str(other + 1) for other in each.related),
            report.text[start:end],
            start,
            end,
            each.coding.confidence if each.coding.indicator else None,
        )
        for position, (each, scope, (period, basis), (start, end)) in enumerate(
            zip(readings, scopes, periods, spans, strict=True)
        )
    )
    names = [*FIGURE_COLUMNS, "confidence"]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    # A column with its type costs a third of a table of records that is typed afterwards.
    return pd.DataFrame({name: _typed(name, values) for name, values in zip(names, columns, strict=True)})


def _typed(name, values):
    kind = TYPES.get(name)
    if kind is None:
        return list(values) or np.array([], dtype=object)
    return pd.array(values, dtype=kind) if kind == "Int64" else np.array(values, dtype=kind)


def code_report(report, data_dir=None):
    """Read the figures of a report: what each counts, its indicator and why, and how it relates to the others.

    Parameters
    ----------
    report, data_dir
        As of `extract_figures`.

    Returns
    -------
    list of Reading
        One a figure, in the order of the text.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> [reading] = code_report(parse_report("受理行政复议申请12件。"))
    >>> reading.evidence.phrase, reading.coding.indicator
    ('受理行政复议申请', 'reconsideration_accepted')
    """
    return _read(report, open_data(data_dir))[-1]


def _read(report, data):
    """Return the lines of a report as they were written, their text, and what is read of its figures in that."""
    lines = report.lines
    text, words = lines.take_out(report.text), data.made(compile_words)
    figures = [
        quantity
        for quantity in read_quantities(lines.text, data)
        if quantity.kind == "figure" and not report.is_furniture_at(lines.printed_at(quantity.start))
    ]
    mentions = find_mentions(text, figures, data)
    places = _places(report.written_sections, figures)
    readings = [Reading(mention, *place) for mention, place in zip(mentions, places, strict=True)]
    relations = relate(text, [each.mention for each in readings], words, [each.section for each in readings])
    for each, (relation, related) in zip(readings, relations, strict=True):
        each.relation, each.related = relation, related
    _code(report, text, readings, words, data)
    return lines, text, readings


def _measure(position, readings):
    """Return what a figure counts; a growth names what grows, a part its total."""
    each, mention = readings[position], readings[position].mention
    if each.relation == "growth" and each.related:
        # Of a run (分别增长12%、15%) the first says how it moved.
        since = reversed(readings[each.related[0] + 1 : position + 1])
        moved = next((other.mention.phrase for other in since if other.mention.phrase), "")
        grown = readings[each.related[0]].mention.measure
        return grown + moved.replace("分别", "").removeprefix(grown)
    if each.relation == "part" and mention.whole is None and each.related[0] < position:
        # 审查412件:文件7件、合同238件
        return f"{readings[each.related[0]].mention.measure}:{mention.phrase or mention.measure}"[-MEASURE_LENGTH:]
    return mention.measure or mention.quantity.unit


def _places(sections, figures):
    """Yield of each figure, in order, the number of its section and the sections that it lies in, outermost first."""
    outline = {section.number: section for section in sections}
    opened, following = [], 0
    for figure in figures:
        while following < len(sections) and sections[following].start <= figure.start:
            opened.append(sections[following])
            following += 1
        while opened and opened[-1].end <= figure.start:
            opened.pop()
        number = opened[-1].number if opened else "0"
        parts = number.split(".")
        paths = (".".join(parts[: n + 1]) for n in range(len(parts)))
        yield number, tuple(outline[path] for path in paths if path in outline)


def _code(report, text, readings, words, data):
    """Code each figure; a growth is coded as what grows, a plan for next year not at all."""
    coder = Coder(place_level(report.place_name, data), data)
    domains = load_indicators(data)["domain"].to_dict()
    topic, topic_section = "", None
    for position, each in enumerate(readings):
        if is_plan(each.headings) or each.mention.superseded:
            continue
        if each.mention.compared and (grown := _grown_behind(position, readings)) is not None:
            each.coding = readings[grown].coding
            continue
        if each.relation == "growth":
            each.coding = readings[each.related[0]].coding if each.related else NOTHING
            continue
        each.evidence = _evidence(text, position, readings, topic if topic_section == each.section else "", words)
        each.coding = coder.code(each.evidence, each.mention.quantity.unit)
        if each.coding.indicator and _sums_unlike(position, readings):
            each.coding = NOTHING
        if each.coding.indicator:
            # What the figure before was about is as good as a heading.
            topic, topic_section = domains.get(each.coding.indicator, ""), each.section


def _grown_behind(position, readings):
    """Return what grew since the level of an earlier year, None if not said: 立案168件,较上年的150件增加18件."""
    following = readings[position + 1] if position + 1 < len(readings) else None
    grown = following.related[0] if following and following.relation == "growth" and following.related else position
    return grown if grown < position else None


def _sums_unlike(position, readings):
    """Say whether a figure has the code of one of the unlike figures that it sums up: 建议8件、提案5件,共计13件."""
    before = readings[max(0, position - RECENT) : position]
    summed = {each.coding.indicator for each in before if each.relation == "part" and each.related == (position,)}
    return len(summed) > 1 and readings[position].coding.indicator in summed


def _evidence(text, position, readings, topic, words):
    each, mention = readings[position], readings[position].mention
    at = mention.quantity.start
    floor = max(each.headings[-1].start if each.headings else 0, at - CONTEXT)
    return Evidence(
        mention.phrase,
        mention.full_phrase,
        () if mention.whole is None else _said_of(readings[mention.whole].mention, words),
        before=text[floor:at],
        headings=" ".join([*(section.title for section in each.headings), topic]),
        behind=_behind(text, mention, readings[position + 1 : position + 2]),
        actor=mention.actor,
    )


def _said_of(mention, words):
    return (mention.phrase, mention.measure) if words.needs_object(mention.phrase) else (mention.phrase,)


def _behind(text, mention, following):
    """Return the clauses behind a figure that have no figure of their own."""
    end = mention.quantity.end
    said = text[end : min(mention.sentence[1], end + BEHIND)]
    if following and following[0].mention.quantity.start < end + len(said):
        return re.match(r"(?:.*[,，;；、])?", said[: following[0].mention.quantity.start - end], re.DOTALL)[0]
    return said


def _scopes(readings, periods, year, words):
    """Say to which narrower object a figure is limited, so that an indicator has one headline figure at the most."""
    scopes, headlines = [], set()
    for each, period in zip(readings, periods, strict=True):
        indicator, phrase = each.coding.indicator, each.mention.phrase
        if not indicator or each.relation == "growth":
            scopes.append("")
            continue
        # What happened in another year, or over several, is no headline of this one.
        scope = _other_time(*period, year)
        of_same = any(readings[other].coding.indicator == indicator for other in each.related)
        if not scope and (of_same or indicator in headlines):
            scope = _narrowing(phrase, each.coding.matches[0].words, words) or each.mention.measure
        elif not scope and words.narrow.search(phrase):
            scope = _narrowing(phrase, each.coding.matches[0].words, words)
        if not scope:
            headlines.add(indicator)
        scopes.append(scope)
    return scopes


def _other_time(period, basis, year):
    if basis == "cumulative":
        return "累计"
    return f"{period}年" if len(period) == 4 and year is not None and int(period) < year else ""


@lru_cache(maxsize=1024)
def _narrowing(phrase, found, words):
    """Return what a phrase says beyond its indicator's words, verbs and generic ones: 检查食品销售单位 → 食品销售."""
    own = [word for word in found if not words.narrow.fullmatch(word)]
    said = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    rest = max((_trimmed(piece, words) for piece in (re.split(said, phrase) if own else [phrase])), key=len)
    # 村(社区)调委会 is cut within its bracket.
    if len(rest) > 1 and len(re.findall("[(（]", rest)) == len(re.findall("[)）]", rest)):
        return rest
    # 创建市级民主法治示范村: nothing is left but a word that always narrows.
    narrow = words.narrow.search(phrase)
    return narrow[0] if narrow else ""


def _trimmed(piece, words):
    """Return words without the verbs and generic words at their ends; 县 of 县长 is neither."""
    longest = range(LONGEST_IDLE, 0, -1)

    def idle(word):
        is_whole = STEMS.isdisjoint(word) or word[0] in "全我本各"
        is_empty = words.generic.fullmatch(word) or words.verb.fullmatch(word)
        return word in ("以上", "以下", "包括") or (is_whole and is_empty)

    while head := next((n for n in longest if len(piece) >= n and idle(piece[:n])), 0):
        piece = piece[head:]
    while tail := next((n for n in longest if len(piece) >= n and idle(piece[-n:])), 0):
        piece = piece[:-tail]
    is_quoted = piece.count("“") == piece.count("”") and piece.count("《") == piece.count("》")
    return piece if is_quoted else piece.strip("“”《》")
