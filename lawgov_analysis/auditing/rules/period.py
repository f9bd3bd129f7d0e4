"""Rules on time: figures that do not cover the year, and those that cover more than it."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

import pandas as pd

from ...documents import Report
from ...documents.outline import Section
from ...quantities import RATES
from ...text.dates import CHINESE_MONTH, TO, last_day
from ...text.numerals import read_chinese
from ...text.offsets import Offset, Position
from ..audited import Audited, Subject
from ..findings import Finding
from ..layout import FigureRow
from ..shown import quote

MONTH = rf"(?P<m>\d{{1,2}}|{CHINESE_MONTH})"
UP_TO = re.compile(
    rf"截[至止](?:到|于)?(?:(?P<y>20\d\d)年|今年|当年|本年)?{MONTH}月(?:份)?(?:(?P<d>\d{{1,2}})日|底|末)?"
    rf"|(?<!\d)(?:(?P<y2>20\d\d)年|今年)?(?:1|一)月?(?:份)?\s?{TO}+\s?(?P<m2>\d{{1,2}}|{CHINESE_MONTH})月"
    rf"|(?<!\d)(?:1|一)\s?{TO}+\s?(?P<q2>[23二三])季度|前(?P<quarters>[一二三两])个?季度|(?P<half>上半年)|前(?P<months>\d{{1,2}}|{CHINESE_MONTH})个月"
)
TWO_YEARS = re.compile(rf"(20\d\d)年\d{{1,2}}月(?:\d{{1,2}}日)?\s?{TO}+\s?(20\d\d)年\d{{1,2}}月(?:\d{{1,2}}日)?")
# Characters before a figure in which its own clause is looked for.
LONGEST_CLAUSE = 200
RANGE = re.compile(r"(?P<start>\.\.|\d{4}(?:-\d\d)?(?:-\d\d)?)/(?P<end>\d{4}(?:-\d\d)?(?:-\d\d)?)")


def period_incomplete(audited: Audited) -> Iterator[Finding]:
    """Figures that cover the year only in part, or two; a report signed, or closed, before the year ended."""
    for subject in audited.subjects:
        if subject.year is None:
            continue
        year_end = date(subject.year, 12, 31)
        signed, closed = audited.day(subject, "issued_on"), audited.day(subject, "period_end")
        if signed and signed < year_end:
            yield audited.finding_of(subject, signed.isoformat(), f"≥{year_end.isoformat()}", "signed", date=signed)
        elif closed and closed < year_end:
            yield audited.finding_of(subject, closed.isoformat(), year_end.isoformat(), "recorded", date=closed)
        incomplete: dict[tuple[str, str], list[Position]] = {}
        told: set[Position] = set()
        for at in subject.positions:
            row = audited.rows[at]
            case, covered = _part_of_year(row.period, row.basis, subject.year)
            if covered:
                told.add(at)
                if not _is_beside_whole(audited, subject, at):
                    incomplete.setdefault((case, covered), []).append(at)
        for (case, covered), positions in incomplete.items():
            listed = [audited.rows[at] for at in positions]
            values = {"listed": listed, "end": covered, "period": covered}
            expected = str(subject.year) if case else year_end.isoformat()
            yield audited.finding_on(tuple(positions), covered, expected, case, **values)
        if subject.text is not None:
            yield from _said_in_text(audited, subject, subject.text, subject.year, [audited.rows[at] for at in told])


@lru_cache(maxsize=1024)
def _part_of_year(period: str, basis: str, year: int) -> tuple[str, str]:
    """Return the message's case, and the end or the whole of a period that is not the year; else ``""`` twice."""
    if not period:
        return "", ""
    match = RANGE.fullmatch(period)
    if match is None:
        end = last_day(period)
        # A state in December counts as that of the year's end only on its last day.
        as_of = basis == "stock" and len(period) > 4 and end.year == year and end < date(year, 12, 31)
        return ("", end.isoformat()) if as_of else ("", "")
    end = last_day(match["end"])
    if end.year == year and end < date(year, 12, 31) and (match["start"] == ".." or match["start"] <= f"{year}-01-01"):
        return "", end.isoformat()
    start = match["start"]
    two_years = (
        basis == "flow" and start != ".." and int(start[:4]) != end.year and start[4:] not in ("", "-01", "-01-01")
    )
    return ("other-year", period) if two_years else ("", "")


def _is_beside_whole(audited: Audited, subject: Subject, at: Position) -> bool:
    """Return whether the year's own count stands beside that of a part of it: 处罚52宗,其中上半年21宗."""
    row = audited.rows[at]
    for other in (audited.rows[position] for position in subject.positions):
        is_part = row.relation in ("part", "subset") and row.related == str(other.figure)
        is_same = row.indicator in ("", other.indicator) if is_part else row.indicator == other.indicator != ""
        is_whole = other.period == str(subject.year) and other.relation != "growth" and other.basis == row.basis
        is_whole = is_whole and (is_part or other.scope == "")
        if is_same and is_whole and other.unit_class == row.unit_class and other.high >= row.low:
            return True
    return False


def _said_in_text(
    audited: Audited, subject: Subject, report: Report, year: int, told: Collection[FigureRow]
) -> Iterator[Finding]:
    """Read what the text says of the period where the figures do not, such as 前三季度."""
    text, words = report.text, audited.words
    rows = [audited.rows[at] for at in subject.positions if not pd.isna(audited.rows[at].start)]
    crossing = [match for match in TWO_YEARS.finditer(text) if match[1] != match[2] and str(year) in match.groups()]
    early = [match for match in UP_TO.finditer(text) if _ends_early(match, year)]
    for match in [*crossing, *early]:
        said, said_to = Offset(match.start()), Offset(match.end())
        if text[:said].endswith(("每", "《", "“")):
            continue
        start, end = _sentence(text, said)
        counted = [row for row in rows if said_to <= row.start < end]
        planned = any(re.search(words["part_plans"], section.title) for section in _above(report, said))
        if counted and not planned and not any(start <= row.start < end for row in told if not pd.isna(row.start)):
            yield audited.finding_of(subject, match[0], f"{year}-12-31", "text", quote=quote(text, said, said_to))


def _ends_early(match: re.Match[str], year: int) -> bool:
    said = match["y"] or match["y2"]
    if said and int(said) != year:
        return False
    if match["half"] or match["quarters"] or match["q2"]:
        return True
    month = match["m"] or match["m2"] or match["months"]
    month = int(month if month.isdecimal() else read_chinese(month) or 0)
    day = int(match["d"]) if match["d"] else 31
    return 1 <= month < 12 or (month == 12 and day < 31)


def _above(report: Report, offset: Offset) -> list[Section]:
    return [section for section in report.sections if section.start <= offset < section.end]


def _sentence(text: str, at: Offset) -> tuple[Offset, Offset]:
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [end for end in (text.find(mark, at) for mark in "。\n") if end >= 0]
    return Offset(start), Offset(min(ends, default=len(text)))


def cumulative_as_annual(audited: Audited) -> Iterator[Finding]:
    """A running total among the year's figures, by its basis or by the words before it.

    It is said so in the report, whose fault it is not: a note on what this library does with it.
    """
    figures = audited.figures
    counted = ~figures["unit"].isin(RATES) & (figures["relation"] != "growth")
    cumulative = set(figures.index[counted & (figures["basis"] == "cumulative")])
    flows = set(figures.index[counted & (figures["basis"] == "flow") & figures["start"].notna()])
    for subject in audited.subjects:
        for at in subject.positions:
            row = audited.rows[at]
            since = re.match(r"\d{4}(?=.*/)", row.period)
            if at in cumulative and not (since and subject.year and int(since[0]) >= subject.year):
                values = {"figure": row, "since": since[0] if since else ""}
                yield audited.finding_on((at,), row.period, str(subject.year or ""), "since" if since else "", **values)
            elif (
                at in flows
                and subject.text is not None
                and _runs_on(subject.text.text, subject.year, row, audited.words)
            ):
                yield audited.finding_on((at,), row.period, str(subject.year or ""), figure=row)


def _runs_on(text: str, year: int | None, row: FigureRow, words: dict[str, str]) -> bool:
    """Return whether a figure's own clause says that it has been running since an earlier year."""
    before = re.split(r"[。;；\n]", text[max(0, int(row.start) - LONGEST_CLAUSE) : int(row.start)])[-1]
    said = [*re.finditer(words["since"], before)]
    if not said or re.search(rf"{year}年|今年|全年|年内|本年", before[said[-1].end() :]):
        return False
    return not said[-1]["y"] or not year or int(said[-1]["y"]) < year
