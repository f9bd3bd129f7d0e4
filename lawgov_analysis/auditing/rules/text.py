"""Rules on the text: what was not filled in, what is missing, what is of another year or another report."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ...documents import Report
from ...documents.identity import heading_of
from ...tables import Data, load_units
from ...text.characters import HAN, HAN_RANGE
from ...text.dates import read_year
from ...text.marks import mark_of
from ...text.offsets import Offset
from ..audited import Audited, Subject
from ..findings import Finding
from ..shown import QUOTED, quote
from ..words import audit_words

# Within so many characters a report opens.
OPENING = 4000
PARTS = ("results", "shortcomings", "leaders", "plans")
# A text with neither a title nor a signature nor this many headings is a piece of a report.
HEADINGS = 2
MAIN_HEADING = re.compile(rf"^[^\S\n]*{mark_of('part', 'chapter', 'han')}([^。，,:：；;\n]{{2,40}})", re.MULTILINE)
BARE_HEADING = re.compile(rf"^[^\S\n]*([{HAN_RANGE}\d]{{4,24}})[^\S\n]*$", re.MULTILINE)


def placeholder(audited: Audited) -> Iterator[Finding]:
    """A number or a name that the template left open."""
    for subject in audited.subjects:
        if subject.text is None:
            continue
        text, end = subject.text.text, -1
        for match in audited.data.made(_placeholder).finditer(text):
            # One finding a clause, however much of it is open.
            start, stop = Offset(match.start()), Offset(match.end())
            if start < end:
                continue
            end = _clause_end(text, stop)
            yield audited.finding_of(subject, match[0].strip(), quote=quote(text, start, stop))


def _placeholder(data: Data) -> re.Pattern[str]:
    words, units = audit_words(data), load_units(data)
    ends: dict[str, str] = units[~units["class"].isin(["place", "grade"])]["not_before"].to_dict()
    ends |= dict.fromkeys("年月日", "")
    unit = "|".join(
        re.escape(name) + (f"(?!{end})" if (end := ends[name]) else "") for name in sorted(ends, key=len, reverse=True)
    )
    mark = rf"(?:{words['placeholder_mark']})\s?[余多]?[十百千万亿]{{0,2}}(?:{unit})"
    left_open = rf"(?:{words['placeholder_open']})[余多]?(?:{words['placeholder_unit']})(?![光片线])"
    number = rf"(?<![A-Za-z\d+×＋*＊﹡_□○◯.…“‘{words['surname']}])(?:{mark}|{left_open})(?![A-Za-z+＋])"
    before_blank = rf"(?<={HAN})(?<![{words['numeral']}])"
    # A lone space may set letters apart (事 项); before one letter of a unit it takes two.
    few = rf"[ \u3000]+(?:{words['placeholder_blank']})|[ \u3000]{{2,}}(?:{words['placeholder_unit']})"
    blank = rf"{before_blank}(?:{few})(?=[,，。;；、])"
    return re.compile("|".join([number, blank, words["placeholder_note"], words["placeholder_name"]]), re.MULTILINE)


def wrong_year(audited: Audited) -> Iterator[Finding]:
    """A title, a heading or an opening that speaks of another year."""
    for subject in audited.subjects:
        year = subject.year
        if year is None:
            continue
        title = subject.text.title if subject.text else subject.recorded.title if subject.recorded else ""
        said = read_year(title)
        if said and said != year:
            yield audited.finding_of(subject, str(said), str(year), "title", said=said, quote=title)
        if subject.text is None:
            continue
        for section in subject.text.sections:
            heading = heading_of(section.title)
            said = read_year(heading) if section.level <= 2 and section.number != "sig" else None
            if said and _is_wrong(said, year, heading, audited.words):
                plans = bool(re.search(audited.words["plans_heading"], heading))
                case, due = ("plans", year + 1) if plans else ("heading", year)
                yield audited.finding_of(subject, str(said), str(due), case, said=said, quote=heading[:QUOTED])
        yield from _wrong_opening(audited, subject, subject.text, year)


def _is_wrong(said: int, year: int, heading: str, words: dict[str, str]) -> bool:
    if re.search(words["other_years"], heading) or not re.search(words["heading_of_year"], heading):
        return False
    if re.search(words["plans_heading"], heading):
        return said not in (year, year + 1) or (said == year and bool(re.search(words["plans_end"], heading)))
    return said in (year - 1, year + 1)


def _wrong_opening(audited: Audited, subject: Subject, report: Report, year: int) -> Iterator[Finding]:
    text = report.text
    opening = re.search(audited.words["opening"], text[:OPENING])
    said = read_year(opening[0]) if opening else None
    if opening and said in (year - 1, year + 1):
        values = {"said": said, "quote": opening[0][:QUOTED]}
        yield audited.finding_of(subject, str(said), str(year), "opening", **values)
        return
    # Sentences that begin 2022年, … in a report of 2023 that never says 2023 but in its title.
    begun = [int(found) for found in re.findall(r"(?:^|[。\n])\s*(20\d\d)年[,，]", text)]
    title_at = text.find(report.title) if report.title else -1
    body = text[title_at + len(report.title) :] if title_at >= 0 else text
    if len(begun) > 1 and len(set(begun)) == 1 and begun[0] == year - 1 and f"{year}年" not in body:
        quoted = re.findall(rf"{begun[0]}年[,，][^。\n]{{0,{QUOTED}}}", text)[0]
        yield audited.finding_of(subject, str(begun[0]), str(year), "body", said=begun[0], quote=quoted)


def part_missing(audited: Audited) -> Iterator[Finding]:
    """One of the required parts is missing, by headings and by sentences; other matters there may be none."""
    for subject in audited.subjects:
        if subject.text is not None:
            given = _parts_of_text(subject.text, subject.year, audited.words)
        else:
            given = _parts_recorded(audited, subject)
        if given is not None and any(audited.rows[at].period[:4] > str(subject.year) for at in subject.positions):
            # What is counted of a later year is planned, under whatever heading.
            given = given | {"plans"}
        for part in PARTS:
            if given is not None and part not in given:
                yield audited.finding_of(subject, case=part)


def _parts_of_text(report: Report, year: int | None, words: dict[str, str]) -> set[str] | None:
    """Return the parts that a text gives, by its headings and by its sentences; None for a fragment."""
    end = next((section.start for section in report.sections if section.number == "sig"), len(report.text))
    headings = _main_headings(report, Offset(end))
    if not report.title and not report.issuer and len(headings) < HEADINGS:
        return None
    given: set[str] = set()
    for (start, title), (stop, _) in pairwise([*headings, (Offset(end), "")]):
        named = [part for part in ("shortcomings", "leaders", "plans") if re.search(words[f"part_{part}"], title)]
        named = [part for part in named if part == "plans" or not re.search(words["other_years"], title)]
        given.update(named)
        for match in re.finditer(r"[^。！!？?\n]+", report.text[start:stop]):
            given.update(_parts_said(match[0].strip(), named, year, words))
    for match in re.finditer(r"[^。！!？?\n]+", report.text[: headings[0][0] if headings else end]):
        said = _parts_said(match[0].strip(), [], year, words)
        # What comes before the first heading leads up to the report.
        given.update(said - {"results"} if headings else said)
    return given


def _main_headings(report: Report, end: Offset) -> list[tuple[Offset, str]]:
    """Return the offsets and titles of the widest headings: 一、 … whether or not they count up, else bare lines."""
    for pattern in (MAIN_HEADING, BARE_HEADING):
        found = [(Offset(match.start(1)), match[1].strip()) for match in pattern.finditer(report.text, 0, end)]
        found = [(start, title) for start, title in found if title not in report.title]
        if found:
            return found
    return []


def _parts_said(sentence: str, named: list[str], year: int | None, words: dict[str, str]) -> set[str]:
    """Return the parts that a sentence of a section is about; `named` are those of its heading."""
    said: set[str] = set()
    if "plans" not in named:
        said = {part for part in ("shortcomings", "leaders") if re.search(words[f"says_{part}"], sentence)}
    if re.match(words["says_plans"], sentence) or (year and sentence.startswith(f"{year + 1}年")):
        said.add("plans")
    if not named and re.search(words["says_results"], sentence):
        said.add("results")
    return said


def _parts_recorded(audited: Audited, subject: Subject) -> set[str] | None:
    """Return the parts that the reviewed statements and figures of a report give, None where none are recorded."""
    statements = audited.statements
    if not len(statements) or subject.recorded is None or subject.recorded.coverage != "full":
        return None
    own = statements[(statements["place_code"] == subject.place_code) & (statements["year"] == subject.year)]
    if own.empty:
        return None
    kinds = {"shortcoming": "shortcomings", "plan": "plans", "leadership": "leaders"}
    return {kinds[kind] for kind in own["kind"]} | ({"results"} if subject.positions else set())


def published_late(audited: Audited) -> Iterator[Finding]:
    """Published, or signed where that is not known, after 1 April of the next year."""
    for subject in audited.subjects:
        if subject.year is None:
            continue
        limit = date(subject.year + 1, 4, 1)
        published, signed = audited.day(subject, "published_on"), audited.day(subject, "issued_on")
        day, case = (published, "") if published else (signed, "signed")
        if day and day > limit:
            yield audited.finding_of(subject, day.isoformat(), f"≤{limit.isoformat()}", case, date=day, limit=limit)


def source_changed(audited: Audited) -> Iterator[Finding]:
    """The text of a report whose figures were recorded from another version of it."""
    for subject in audited.subjects:
        recorded, report = subject.recorded, subject.text
        if report is None or recorded is None or recorded.coverage != "full":
            continue
        if recorded.sha256 and report.sha256 != recorded.sha256:
            yield audited.finding_of(subject, report.sha256, recorded.sha256)


def _clause_end(text: str, at: Offset) -> Offset:
    match = re.compile(r"[,，。;；\n]").search(text, at)
    return Offset(match.end() if match else len(text))
