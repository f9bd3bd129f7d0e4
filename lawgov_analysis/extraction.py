"""Extraction: from a report to its figures.

Each quantity that `find_quantities` calls a figure becomes a row: what it counts (`mentions`), which indicator that is
(`coding`), how it relates to the others (`relations`), and the period that it covers.
"""

import re
from calendar import monthrange

import pandas as pd

from .coding import NOTHING, Evidence, code_figure, place_level
from .codebook import load_indicators
from .figures import FIGURE_COLUMNS
from .mentions import MEASURE_LENGTH, find_mentions
from .quantities import find_quantities
from .relations import relate
from .tables import resolve_data_dir
from .words import load_words

CONTEXT, BEHIND = 200, 40

NEXT_YEAR = re.compile(r"下一?步|下一?年|明年|来年|工作(?:设想|计划|打算|安排|思路|谋划)|努力方向|改进方向")
HALF = re.compile(r"上半年")
AS_OF = re.compile(r"截[至止](?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底|末)?")
SINCE = re.compile(
    r"(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|至今)|近[两二三四五六七八九十]年|[两二三四五]年(?:来|多来)|十[二三四]五.{0,6}(?:以来|期间)|成立以来|开展以来|历年|自.{2,12}以来"
)
YEAR_SAID = re.compile(r"(20\d\d)年(?!以来|起|至今|[-—至])")
STOCK = re.compile(
    r"目前|现有|现共|在册|在编|配备|拥有|共有|设有|截至|已有|全镇有|全市有|全区有|全县有|建有|达到|累计建|累计培育|保有"
)
STOCK_UNITS = frozenset("个 名 人 位 所 家 台 处 间 支 项 户 座".split())


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
    scopes = _scopes(mentions, codings, relations, words)
    rows = []
    for position, mention in enumerate(mentions):
        quantity, coding, (relation, related) = mention.quantity, codings[position], relations[position]
        period, basis = _period(text, mention, ancestries[position], report.year)
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


def _is_plan(sections):
    return any(NEXT_YEAR.search(section.title) for section in sections)


def _codings(text, mentions, relations, ancestries, level, words, data_dir):
    """Code each figure; a growth is coded as what grows, a plan for next year not at all."""
    codings, domain = [], ("", "")
    domains = load_indicators(data_dir)["domain"]
    for position, (mention, (relation, related), sections) in enumerate(
        zip(mentions, relations, ancestries, strict=True)
    ):
        at = mention.quantity.start
        if _is_plan(sections) or mention.superseded:
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
            codings.append(code_figure(evidence, mention.quantity.unit, level, data_dir))
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


def _scopes(mentions, codings, relations, words):
    """Say to which narrower object a figure is limited, so that an indicator has one headline figure at the most."""
    scopes, headline = [], {}
    for position, (mention, coding, (relation, related)) in enumerate(zip(mentions, codings, relations, strict=True)):
        scope = ""
        if coding.indicator and relation != "growth":
            rest = _narrowing(mention.phrase, coding, words)
            of_same = [other for other in related if codings[other].indicator == coding.indicator]
            if of_same or coding.indicator in headline:
                scope = rest or mention.measure
            elif words.narrow.search(mention.phrase):
                scope = rest
            if not scope:
                headline[coding.indicator] = position
        scopes.append(scope)
    return scopes


def _narrowing(phrase, coding, words):
    """Return what a phrase says beyond its verb and its indicator's words: 检查食品销售单位 → 食品销售."""
    verb = words.verb.match(phrase)
    parts = words.generic.split(phrase[verb.end() :] if verb else phrase)
    rest = longest = max(parts, key=len, default="")
    for word in coding.matches[0].words:
        rest = rest.replace(word, "")
    return rest if len(rest) > 1 else longest


def _period(text, mention, sections, year):
    """Return the ISO 8601 period of a figure and its basis: flow, stock or cumulative."""
    start, end = mention.sentence
    said = text[start : mention.quantity.start]
    clause = said[-40:]
    if year is None:
        return "", "cumulative" if SINCE.search(said) else "flow"
    if _is_plan(sections):
        return str(year + 1), "flow"
    since = SINCE.search(said)
    if since and not YEAR_SAID.search(said, since.end()):
        return f"../{year}-12-31" if not since[1] else f"{since[1]}/{year}", "cumulative"
    as_of = AS_OF.search(said)
    if as_of:
        day = _day(int(as_of[1] or year), int(as_of[2]), as_of[3])
        stock = mention.quantity.unit in STOCK_UNITS and STOCK.search(clause)
        return (day, "stock") if stock else (f"{year}-01-01/{day}", "flow")
    if HALF.search(clause):
        return f"{year}-01/{year}-06", "flow"
    years = [int(found) for found in YEAR_SAID.findall(said)]
    if years and years[-1] < year:
        year = years[-1]
    stock = mention.quantity.unit in STOCK_UNITS and STOCK.search(clause)
    return str(year), "stock" if stock else "flow"


def _day(year, month, day):
    month = min(max(month, 1), 12)
    last = monthrange(year, month)[1]
    return f"{year}-{month:02d}-{min(int(day), last) if day else last:02d}"
