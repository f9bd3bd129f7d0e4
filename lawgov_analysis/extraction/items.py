"""Items: which of what a report must have, or may practise, it has: yes, no, or not said.

What a sentence answers, the rules of ``rules/items/patterns.csv`` tell: yes where it says that it is so, no only where
it says that it is not. What is planned answers nothing. Whether the report has its parts is seen from its statements;
that it has them not can only be said of a whole text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

import pandas as pd

from ..tables import levels_of, load_indicators, open_data
from ..tables.folder import Data, DataDir, made_of
from ..text.offsets import Offset
from .parts import CAUSES, DONE, LEADERS, OTHER, PLANS, SHORTCOMINGS, Piece, pieces_of
from .record import Readable, check_report
from .statement_words import StatementWords, compiled, statement_words
from .statements import Statement, find_statements

ITEM_COLUMNS = ("place_code", "year", "item", "answer", "section", "note")
YES, NO, NOT_SAID = "yes", "no", "not_said"
#: How far apart the words of one rule may stand.
REACH = 30
#: A whole report has at least so many characters, one that tells what was done so many of that.
SHORTEST_REPORT, SHORTEST_PART = 300, 30

OPENING = re.compile(r"(?:报告|汇报|总结|公布|公开|通报)如下")
CLOSING = re.compile(r"(?:特此报告|专此报告|以上报告)")
AS_OF = re.compile(
    r"截[至止](?:到)?\s?(?:20\d\d\s?年(?:底|末|\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|底|末))|\d{1,2}\s?月(?:\s?\d{1,2}\s?日|底|末)|年底|年末)"
    r"|统计(?:期间|时间|周期|期限|口径|截止|日期)[^。;\n]{0,12}\d"
    r"|1\s?月\s?1\s?日[^。,;\n]{0,8}[至到\-~][^。,;\n]{0,8}1[0-2]\s?月\s?\d{1,2}\s?日"
    r"|20\d\d\s?年\s?1\s?(?:月份?)?\s?[至到\-~]\s?(?:20\d\d\s?年)?\s?1[0-2]\s?月"
)
TITLE_YEAR = re.compile(r"20\d\d|二[〇○零0]")
PARTY = re.compile(r"^中共|党委|党工委|[省市县区旗州镇乡]委$|街道工委|党组")
GOVERNMENT = re.compile(r"人民政府|办事处|政府$|管理委员会$|管委会$")
OFFICE = re.compile(r"(?:办公室|司法所|司法局|领导小组)$")
DEPARTMENT = re.compile(r"(?:局|厅|委|办|院|署|中心|总队|支队|大队|委员会|管理处)$")
LEVELS = (
    (re.compile(r"(?:镇|乡|街道|街道办事处|苏木)$"), "镇街"),
    (re.compile(r"(?:县|区|旗)$"), "县区"),
    (re.compile(r"(?:州|盟|市)$"), "市"),
    (re.compile(r"(?:省|自治区)$"), "省"),
)


class Published(Readable, Protocol):
    """What the items ask of a report beside its text: what it says of itself."""

    @property
    def title(self) -> str:
        """The title as printed."""
        ...

    @property
    def issuer(self) -> str:
        """The bodies that signed."""
        ...

    @property
    def issued_on(self) -> date | None:
        """The day of the signature."""
        ...

    @property
    def published_on(self) -> date | None:
        """The day that the page gives."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report answers to an item.

    Attributes
    ----------
    answer : str
        ``yes``, ``no`` or ``not_said``.
    start, end : Offset or None
        What tells it, in the text as it was written.
    rule : str
        The name of the rule that told it; ``structure`` where the parts of the report do, ``identity`` where its
        title, signature or day does.
    section : str
        Outline path; ``""`` where no place tells it.
    """

    answer: str
    start: Offset | None = None
    end: Offset | None = None
    rule: str = ""
    section: str = ""


SILENT = Answer(NOT_SAID)


class ItemRule(NamedTuple):
    """A rule of ``rules/items/patterns.csv``."""

    name: str
    item: str
    answer: str
    groups: tuple[tuple[re.Pattern[str], bool], ...]
    never: re.Pattern[str]

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where a sentence says it: one word of each group, near each other, and none of `never` beside."""
        (first, _), *others = self.groups
        for begun in first.finditer(text):
            start, end = begun.span()
            for group, behind in others:
                since = begun.start() if behind else max(0, start - REACH)
                spans = [found.span() for found in group.finditer(text, since, end + REACH)]
                if not spans:
                    break
                begins, ends = _nearest(begun.span(), spans)
                start, end = min(start, begins), max(end, ends)
            else:
                clause = max(text.rfind(mark, 0, start) for mark in ",:") + 1
                stops = [stop for stop in (text.find(mark, end) for mark in ",:") if stop >= 0]
                beside = text[clause : min(stops, default=len(text))]
                if text.count(",", start, end) <= 1 and not self.never.search(beside):
                    return start, end
        return None


def _nearest(to: tuple[int, int], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the span that stands nearest to another."""
    begin, stop = to
    apart = [max(start - stop, begin - end, 0) for start, end in spans]
    return spans[apart.index(min(apart))]


@made_of("item_patterns", "indicators", "units")
def item_rules(data: Data) -> tuple[ItemRule, ...]:
    """Return the rules of some data; handed to `Data.made`, which makes them once."""
    table = data.table("item_patterns")
    return tuple(
        ItemRule(
            row["name"],
            row["item"],
            row["answer"],
            tuple((compiled([group.removeprefix(">")]), group.startswith(">")) for group in row["words"].split()),
            compiled([row["never"]]),
        )
        for row in table.to_dict("records")
    )


def extract_items(report: Published, data_dir: DataDir = None) -> pd.DataFrame:
    """Draft what a report answers to every item of the codebook: yes, no, or not said.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row an item of the report's level (all items where it is not known), in the order of the codebook, with the
        columns of the table ``items``, and ``printed``, the words that tell it, with ``start``, ``end`` and ``rule``.
        ``note`` is empty. ``no`` is said where the text says so, or where a whole text shows it; of a piece of a
        report it is ``not_said``.

    Raises
    ------
    BadTable
        When the codebook or the rules of items break their schema.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("全年审核合同12份,聘请2名律师担任法律顾问。本年度未编制重大行政决策事项目录。")
    >>> items = extract_items(report).set_index("item")["answer"]
    >>> items["has_legal_advisers"], items["published_decision_catalogue"], items["has_emergency_plan"]
    ('yes', 'no', 'not_said')
    """
    check_report(report)
    data = open_data(data_dir)
    answers = find_items(report, data)
    lines = report.lines
    rows = []
    for item, found in answers.items():
        told = found.start is not None and found.end is not None
        start, end = lines.printed_span(found.start, found.end) if told else (None, None)
        rows.append(
            {
                "place_code": report.place_code,
                "year": report.year,
                "item": item,
                "answer": found.answer,
                "section": found.section if found.section != "0" else "",
                "note": "",
                "printed": report.text[start:end] if told else "",
                "start": start,
                "end": end,
                "rule": found.rule,
            }
        )
    table = pd.DataFrame(rows, columns=[*ITEM_COLUMNS, "printed", "start", "end", "rule"])
    return table.astype({"year": "Int64", "start": "Int64", "end": "Int64"})


def find_items(report: Published, data: Data) -> dict[str, Answer]:
    """Return what a report answers to each item of its level, in the order of the codebook."""
    indicators = load_indicators(data)
    items = indicators[indicators["kind"] == "item"]
    level = level_of(report, data)
    levels = items["levels"].tolist()
    asked = [item for item, of in zip(items.index, levels, strict=True) if not level or level in of.split("|")]
    pieces = pieces_of(report, data)
    statements = find_statements(report, data)
    words = data.made(statement_words)
    whole = is_whole(report, pieces, words)
    found: dict[str, Answer] = {}
    for item, answer in (
        *_structure(report, pieces, statements, whole, words),
        *_identity(report),
        *_said(report, pieces, whole, data),
    ):
        if item not in found:
            found[item] = answer
    return {item: found.get(item, SILENT) for item in asked}


def level_of(report: Readable, data: Data) -> str:
    """Return the level of the codebook that a report is of, "" where that is not known."""
    name = report.place_name.removesuffix("人民政府").removesuffix("办事处")
    if DEPARTMENT.search(name):
        return "部门"
    if report.place_code:
        return str(levels_of(pd.Series([report.place_code], dtype="str"), data)[0])
    return next((level for ends, level in LEVELS if ends.search(name)), "")


def is_whole(report: Published, pieces: Sequence[Piece], words: StatementWords) -> bool:
    """Return whether a text is a whole report: it begins as one, and ends as one."""
    text = report.lines.text
    # An excerpt and a piece of news tell what stands in them, and not what the report lacks.
    if words.excerpt.search(report.title) or words.news_opening.search(text[:400]):
        return False
    prose = [piece for piece in pieces if piece.text.endswith(("。", ";", "!"))]
    if len(text) < SHORTEST_REPORT and not (report.title and report.issuer):
        return False
    begins = bool(report.title) or bool(OPENING.search(text[:2000]))
    ends = bool(report.issuer or report.issued_on) or bool(CLOSING.search(text[-200:]))
    finished = bool(prose) and pieces[-1].text.endswith(("。", "!"))
    return begins and bool(prose) and (ends or finished)


def _structure(
    report: Published, pieces: Sequence[Piece], statements: Sequence[Statement], whole: bool, words: StatementWords
) -> Iterator[tuple[str, Answer]]:
    """Yield what the parts of a report answer."""

    def part(item: str, found: Statement | Piece | None, section: str) -> tuple[str, Answer]:
        if found:
            return item, Answer(YES, found.start, found.end, "structure", section)
        return item, Answer(NO, rule="structure") if whole else SILENT

    sections = report.written_sections

    def number(piece: Piece | None) -> str:
        return sections[piece.section].number if piece and piece.section >= 0 else ""

    def chapter(statement: Statement | None) -> str:
        return statement.section.split(".")[0] if statement else ""

    told = [piece for piece in pieces if piece.part in (DONE, LEADERS) and piece.text.endswith(("。", ";"))]
    done = [piece for piece in told if not OPENING.search(piece.text)]
    enough = sum(len(piece.text) for piece in done) >= SHORTEST_PART
    first = done[0] if enough else None
    marked = next((piece for piece in done if piece.section >= 0), None) if enough else None
    if not whole and not marked:
        first = None
    yield part("has_part_achievements", marked or first, number(marked).split(".")[0])
    kinds = {
        kind: next((each for each in statements if each.kind == kind), None)
        for kind in ("shortcoming", "leadership", "plan")
    }
    yield part("has_part_shortcomings", kinds["shortcoming"], chapter(kinds["shortcoming"]))
    caused = next((each for each in statements if each.cause), None)
    item, answer = part("has_causes_of_shortcomings", caused, chapter(caused))
    # Under 存在的不足和原因 人少事多 is one, though no word says so.
    headed = any(
        piece.opens and piece.part == SHORTCOMINGS and words.cause_heading.search(piece.text) for piece in pieces
    )
    yield item, SILENT if headed and not caused else answer
    led = kinds["leadership"]
    yield part("has_part_leaders_duty", led, led.section if led else "")
    yield part("has_part_next_plan", kinds["plan"], chapter(kinds["plan"]))
    other = next((piece for piece in pieces if piece.part == OTHER), None)
    yield part("has_part_other", other, number(other))
    dated = next((piece for piece in pieces if piece.part in (DONE, LEADERS) and AS_OF.search(piece.text)), None)
    yield part("has_period_stated", dated, number(dated))


def _identity(report: Published) -> Iterator[tuple[str, Answer]]:
    """Yield what the title, the signature and the days of a report answer."""
    title, year = report.title, report.year
    if title:
        conforms = TITLE_YEAR.search(title) and "法治政府建设" in title and "报告" in title
        yield "has_conforming_title", Answer(YES if conforms else NO, rule="identity")
    bodies = report.issuer.split()
    if bodies:
        party = any(PARTY.search(body) and not OFFICE.search(body) for body in bodies)
        government = any(GOVERNMENT.search(body) and not PARTY.search(body) for body in bodies)
        yield "signed_jointly_by_party_and_government", _signed(YES if party and government else NO)
    if year is not None and report.issued_on and report.issued_on.year > year:
        yield "signed_by_1_march", _signed(YES if report.issued_on <= date(year + 1, 3, 1) else NO)
    if year is not None and report.published_on:
        in_time = report.published_on <= date(year + 1, 4, 1)
        yield "published_by_1_april", Answer(YES if in_time else NO, rule="identity")


def _signed(answer: str) -> Answer:
    return Answer(answer, rule="identity", section="sig")


def _said(report: Published, pieces: Sequence[Piece], whole: bool, data: Data) -> Iterator[tuple[str, Answer]]:
    """Yield what the sentences answer: a yes from what was done, a no also from what falls short."""
    rules = data.made(item_rules)
    sections = report.written_sections
    found: dict[str, Answer] = {}
    for piece in pieces:
        if piece.part in (PLANS, OTHER, CAUSES):
            continue
        for rule in rules:
            known = found.get(rule.item)
            if known and known.answer in (rule.answer, NOT_SAID):
                continue
            if rule.answer == YES and piece.part == SHORTCOMINGS:
                continue
            if span := rule.find(piece.text):
                start, end = (Offset(piece.start + at) for at in span)
                section = sections[piece.section].number if piece.section >= 0 else "0"
                # Of a report that says both a person judges.
                answer = rule.answer if known is None else NOT_SAID
                found[rule.item] = Answer(answer, start, end, rule.name, section)
    if whole and "has_answer_to_last_year_plan" not in found:
        found["has_answer_to_last_year_plan"] = Answer(NO, rule="structure")
    yield from found.items()
