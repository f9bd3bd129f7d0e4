"""Parts: which pieces of a report are on what was done, on what falls short, and on what is planned.

A heading says it (二、存在的不足), or in running text the sentence that opens the matter (但仍存在薄弱环节, 下一步).
What a sentence opens goes on until the heading ends that it stands under, or another sentence opens something else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..tables.folder import Data
from ..text.dates import read_years
from ..text.marks import NUMERAL, STYLES, mark_of, read_number
from ..text.offsets import Offset
from .record import Heading, Readable
from .statement_words import StatementWords, statement_words

#: What a piece is on.
SHORTCOMINGS, PLANS, LEADERS, OTHER, CAUSES, DONE = "shortcomings", "plans", "leaders", "other", "causes", ""

CHAPTER = re.compile(mark_of("part", "chapter", "han"))
INLINE = re.compile(mark_of("shi", "yao", "qi", "adverb", "ordinal"))
_BULLETS = r"[·\-*◆■▪◇□➢✓►○]"
ANY_BULLET = re.compile(_BULLETS)
BULLET = re.compile(rf"(?:^|(?<=[。;:!?\n]))[^\S\n]*{_BULLETS}(?=[^\S\n]*[^\s\d.])", re.MULTILINE)
ENDS = re.compile(r"[。;!?\n]")
QUOTED = re.compile(r"“[^“”\n]{1,100}”|《[^《》\n]{1,100}》|\([^()\n]{1,60}\)")
LONGEST_HEADING, SHORT_HEADING = 60, 16
UNMARKED_HEADING = 30
LONGEST_LABEL = 40
#: Behind a report.
ANNEX = re.compile(r"附件?\s?\d?:")
#: What links a label to what follows it, and what a label on someone's duty ends with.
LINKED = re.compile(r"(?:主要|集中|突出)?(?:是|有|为|在于|在|表现在|表现为|体现在|表现|体现|包括|如下)?$")
ABOUT = re.compile(r"(?:方面|情况|职责|责任)$")
#: How far before what falls short the word may stand that sets it against what was reached.
NEAR = 120
MARKED = re.compile(mark_of(*STYLES))
HEAD = re.compile(mark_of("han_bracket", "latin", "shi"))
TITLE_ENDS = re.compile(r"[。:;]")
YEAR_WITHIN = re.compile(r"(?<=.)20\d\d年")
OF_YEAR = re.compile(r"(?:在)?(20\d\d)\s?年(?!以来|来)")
AHEAD = re.compile("将|要|继续|力争|计划|打算|着力|重点")
THIS_YEAR = re.compile(r"今年,?[^,。;]{0,16}将")
PASSED = re.compile(r"(?:截至|截止|到|在)?(20\d\d)\s?年|今年以来|全年|一年来|去年")
#: What no short line without a mark has, and none with one.
UNMARKED_ENDS, MARKED_ENDS = re.compile("[。;,!?:]"), re.compile("[。;!?:]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a report, a sentence or a clause that a semicolon ends.

    Attributes
    ----------
    start, end : Offset
        In the text as it was written.
    text : str
    section : int
        Which section it lies in, of those of the report; -1 for none.
    part : str
        What it is on: `SHORTCOMINGS` and so on.
    opens : bool
        Whether it only opens a part: a heading, 主要表现在以下方面.
    leads : bool
        Whether it begins a paragraph.
    item : bool
        Whether it begins what a bullet or a mark of the outline numbers.
    """

    start: Offset
    end: Offset
    text: str
    section: int
    part: str = DONE
    opens: bool = False
    leads: bool = False
    item: bool = False


@dataclass(slots=True)
class _Run:
    """A part that a sentence opened: until where, and which marks take up again what was before (二是 after 一是)."""

    part: str
    until: int
    resumes: set[tuple[str, str, int]]

    def ends_at(self, piece: Piece, sections: Sequence[Heading]) -> bool:
        """Return whether the part ends where a piece begins: its chapter does, or a list above it goes on counting."""
        if piece.start >= self.until:
            return True
        if piece.section < 0 or not piece.item or sections[piece.section].start != piece.start:
            return False
        counted = _counted(sections[piece.section])
        if counted in self.resumes:
            return True
        if counted and counted[2] == 1:
            # A list of its own: what it counts later is not the one above.
            self.resumes = {each for each in self.resumes if each[:2] != counted[:2]}
        return False


def pieces_of(report: Readable, data: Data) -> list[Piece]:
    """Cut a report into pieces and tell what each is on, without its signature and what is the page's."""
    lines, text = report.lines, report.lines.text
    sections = report.written_sections
    end = next((section.start for section in sections if section.number == "sig"), Offset(len(text)))
    outline = [section for section in sections if section.number != "sig"]
    pieces = find_pieces(text, outline, end, report.year, data.made(statement_words))
    return [piece for piece in pieces if not report.is_furniture_at(Offset(lines.printed_at(piece.start)))]


def find_pieces(
    text: str, sections: Sequence[Heading], end: int, year: int | None, words: StatementWords
) -> list[Piece]:
    """Cut a report into pieces and tell what each is on.

    Parameters
    ----------
    text : str
        As it was written.
    sections : sequence of Heading
        The outline, with offsets in `text`.
    end : int
        Where the report ends and its signature begins.
    year : int or None
        The year reported on: what is planned is later.
    words : StatementWords

    Returns
    -------
    list of Piece
        In the order of the text.
    """
    pieces = _cut(text, sections, end)
    headed = _headed(text, sections, year, words)
    told: list[Piece] = []
    by_number = {section.number: section for section in sections}
    runs: list[_Run] = []
    for place, piece in enumerate(pieces):
        if piece.leads and ANNEX.match(piece.text):
            break
        while runs and runs[-1].ends_at(piece, sections):
            runs.pop()
        own = headed[piece.section] if piece.section >= 0 else None
        opens_section = piece.item and piece.section >= 0 and piece.start == sections[piece.section].start
        if own and opens_section and own[1] == piece.section:
            # A heading of its own ends what a sentence opened before.
            runs.clear()
        if runs and runs[-1].part == PLANS and _looks_back(piece.text, year):
            runs.pop()
        part = runs[-1].part if runs else (own[0] if own else DONE)
        opens = bool(opens_section and own and own[1] == piece.section and _is_title(pieces, place, sections))
        if not opens:
            unmarked = _unmarked_heading(piece, year, words)
            cue = unmarked or (piece.leads and label_of(piece.text, year, words)[1]) or _cue(piece, part, year, words)
            if cue and cue != part:
                runs.append(_Run(cue, *_scope(sections, by_number, piece, len(text))))
                part = cue
            opens = bool(unmarked)
        # 截至2023年底已建成12个 under the plans for 2024 is what was done.
        passed = part == PLANS and not opens and _looks_back(piece.text, year)
        part = DONE if passed else part
        told.append(Piece(piece.start, piece.end, piece.text, piece.section, part, opens, piece.leads, piece.item))
    return told


def _cut(text: str, sections: Sequence[Heading], end: int) -> list[Piece]:
    """Cut a text at the ends of sentences and at the marks of its outline."""
    quoted = [match.span() for match in QUOTED.finditer(text, 0, end)]
    cuts, at = {section.start for section in sections if section.start < end}, 0
    bullets = {match.start() for match in BULLET.finditer(text, 0, end)} if ANY_BULLET.search(text, 0, end) else set()
    for match in ENDS.finditer(text, 0, end):
        while at < len(quoted) and quoted[at][1] <= match.start():
            at += 1
        if at == len(quoted) or not quoted[at][0] < match.start():
            cuts.add(Offset(match.end()))
    places = sorted(cuts | bullets | {Offset(0), Offset(end)})
    pieces: list[Piece] = []
    opened: list[int] = []
    following, starts = 0, {section.start for section in sections} | bullets
    for begin, stop in pairwise(places):
        while following < len(sections) and sections[following].start <= begin:
            opened.append(following)
            following += 1
        while opened and sections[opened[-1]].end <= begin:
            opened.pop()
        written = text[begin:stop]
        body = written.strip()
        if not body:
            continue
        start = begin + len(written) - len(written.lstrip())
        pieces.append(
            Piece(
                Offset(start),
                Offset(start + len(body)),
                body,
                opened[-1] if opened else -1,
                leads="\n" in text[max(0, begin - 1) : start] or not begin,
                item=begin in starts or start in starts,
            )
        )
    return pieces


def _headed(
    text: str, sections: Sequence[Heading], year: int | None, words: StatementWords
) -> list[tuple[str, int] | None]:
    """Return of each section what it is on, and which section's heading says so."""
    said: dict[str, tuple[str, int]] = {}
    parts: list[tuple[str, int] | None] = []
    for place, section in enumerate(sections):
        above = said.get(section.number.rpartition(".")[0])
        leads = not text[text.rfind("\n", 0, section.start) + 1 : section.start].strip()
        own = ""
        if leads and not INLINE.fullmatch(section.mark):
            own = part_of_heading(section.title, year, words, strictly=above is not None)
            if own == PLANS and not _is_sure_plan(section.title, year, words):
                # 一、重点工作 is what was done: no report begins with its plans; (三)重点任务 is within what was done.
                chapter, _, below = section.number.partition(".")
                own = DONE if chapter == "1" or (below and not _ends_in_plans(section.title, words)) else own
        found = (own, place) if own and (above is None or own != above[0]) else above
        if found:
            said[section.number] = found
        parts.append(found)
    return parts


def part_of_heading(title: str, year: int | None, words: StatementWords, strictly: bool = False) -> str:
    """Return what a heading says that follows.

    Parameters
    ----------
    title : str
    year : int or None
    words : StatementWords
    strictly : bool
        Whether the heading stands under one that has said it; then only a plain one says something else.
    """
    title = _title(title, words)
    if len(title) > LONGEST_HEADING or (strictly and len(title) > SHORT_HEADING):
        return DONE
    if words.other_heading.search(title):
        return OTHER
    short = words.names_shortcomings.search(title) is not None and not words.heading_not.search(title)
    if not short and words.cause_heading.search(title) and not words.heading_not.search(title):
        return CAUSES
    if short:
        return SHORTCOMINGS
    if announces_plans(title, year, words):
        return PLANS
    led = words.leader_heading.search(title) and (len(title) <= SHORT_HEADING or ABOUT.search(title))
    return LEADERS if led else DONE


def announces_plans(title: str, year: int | None, words: StatementWords) -> bool:
    """Return whether a heading announces what is still to be done: 2024年度主要安排 in the report of 2023.

    All who ask it ask here: what figures, statements, items and the audit take for plans is the same.

    Parameters
    ----------
    title : str
        Without its mark.
    year : int or None
        The year reported on; without it years in a heading say nothing.
    words : StatementWords
    """
    title = QUOTED.sub("", _title(title, words)).strip()
    if words.plan_heading_not.search(title) or words.plan_heading_mixed.search(title):
        return False
    years = read_years(title) if year is not None else []
    later = year is not None and any(found > year for found in years)
    slipped = bool(years) and not later
    ahead = words.plan_heading.search(title) and not slipped
    if re.search(rf"(?:{words.source('plan_heading_past')})$", title):
        # 2024年工作安排情况 is still to come, 年度工作安排情况 was.
        return bool(ahead or later) and _ends_in_plans(title.removesuffix("情况"), words)
    if slipped:
        # 2023年工作打算 in the report of 2023 is a slip of the year, 2023年重点工作 is what was done.
        return max(years) == year and _ends_in_plans(title, words)
    ends = words.source("plan_heading_end", *(["plan_heading_year"] if later else []))
    return bool(ahead or re.search(rf"(?:{ends})$", title))


def _title(title: str, words: StatementWords) -> str:
    """Return a heading without what follows it on its line: 工作计划 of 三、工作计划 2025年开展培训4期."""
    title = TITLE_ENDS.split(title, maxsplit=1)[0].strip()
    year = YEAR_WITHIN.search(title)
    return title[: year.start()] if year and _ends_in_plans(title[: year.start()], words) else title


def _ends_in_plans(title: str, words: StatementWords) -> bool:
    """Return whether the last word of a heading is one for plans: 打算, and no 重点工作."""
    return bool(words.ends_in_plans.search(title))


def _counted(section: Heading) -> tuple[str, str, int] | None:
    """Return the list that a mark is of, by the section it is in and by its style, and its number in it."""
    numeral = re.search(rf"{NUMERAL}|\d+|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|首先|其次|再次", section.mark)
    number = read_number(numeral[0]) if numeral else None
    if numeral is None or number is None:
        return None
    adverb = numeral[0] in ("首先", "其次", "再次")
    style = "adverb" if adverb else section.mark[: numeral.start()] + "#" + section.mark[numeral.end() :].strip()
    return section.number.rpartition(".")[0], style, number


def _is_sure_plan(title: str, year: int | None, words: StatementWords) -> bool:
    """Return whether a heading says by itself that what follows is still to come: 下一步, a later year."""
    return bool(words.plan_heading.search(title)) or (year is not None and any(n > year for n in read_years(title)))


def _is_title(pieces: Sequence[Piece], place: int, sections: Sequence[Heading]) -> bool:
    """Return whether a piece is the heading of its section, and no sentence that is all of it."""
    piece = pieces[place]
    if len(piece.text) > LONGEST_HEADING + 5:
        return False
    if not (piece.text.endswith(("。", ";")) and "," in piece.text):
        return True
    # 四、找差距,下步打算更明确。 heads what follows; 三、下一步,充实执法力量。 is all that there is.
    return place + 1 < len(pieces) and pieces[place + 1].start < sections[piece.section].end


def _unmarked_heading(piece: Piece, year: int | None, words: StatementWords) -> str:
    """Return what a short line without a mark says that follows: 存在的不足."""
    if not piece.leads or piece.item:
        return ""
    # Of a piece of a report the outline may begin with (四), which counts up from nothing and is no mark to it.
    mark = MARKED.match(piece.text)
    title = piece.text[mark.end() :].removesuffix("。") if mark else piece.text
    longest, ends = (LONGEST_HEADING, MARKED_ENDS) if mark else (UNMARKED_HEADING, UNMARKED_ENDS)
    if len(title) > longest or ends.search(title):
        return ""
    if mark and "," in title and piece.text.endswith("。"):
        return ""
    part = part_of_heading(title, year, words)
    return "" if part == LEADERS and not title.endswith("情况") else part


def label_of(text: str, year: int | None, words: StatementWords) -> tuple[int, str]:
    """Return where the label ends that begins a paragraph, and what it says that follows: 工作中的差距:, 履职方面,."""
    end = text.find(":", 0, LONGEST_LABEL) + 1
    if end:
        label = LINKED.sub("", text[: end - 1].rpartition(",")[2])
        if words.ends_in_shortcoming.search(label) and not words.heading_not.search(label):
            return end, SHORTCOMINGS
        part = part_of_heading(label, year, words)
        return end, part if part != LEADERS or ABOUT.search(label) else DONE
    end = text.find(",", 0, UNMARKED_HEADING) + 1
    if end and text[: end - 1].endswith(("方面", "情况")) and words.leader_heading.search(text[:end]):
        return end, LEADERS
    return 0, DONE


def _cue(piece: Piece, part: str, year: int | None, words: StatementWords) -> str:
    """Return what a sentence opens: 但仍存在一些不足 what falls short, 下一步 what is planned."""
    text = piece.text
    if opens_plan(text, part, year, words):
        return PLANS
    if part == SHORTCOMINGS:
        return CAUSES if text.endswith((":", ",")) and words.cause_opener.search(text) else ""
    if part == CAUSES:
        return ""
    return SHORTCOMINGS if opens_shortcomings(text, words) else ""


def opens_plan(text: str, part: str, year: int | None, words: StatementWords) -> bool:
    """Return whether a sentence says what is planned: 下一步,我镇将…; 2024年,我局将…."""
    head = HEAD.match(text)
    body = text[head.end() :] if head else text
    if words.opens_plan.match(body):
        return True
    if part in (SHORTCOMINGS, CAUSES) and words.plan_opener_after.match(body):
        return True
    named = OF_YEAR.match(body)
    if named and year is not None:
        return int(named[1]) > year and bool(AHEAD.search(body[:40]))
    return part in (SHORTCOMINGS, CAUSES) and bool(THIS_YEAR.match(body))


def _looks_back(text: str, year: int | None) -> bool:
    """Return whether a sentence begins with a time that has passed: behind 下一步,我镇将… it is back to results."""
    said = PASSED.match(text)
    return said is not None and (said[1] is None or (year is not None and int(said[1]) <= year))


def opens_shortcomings(text: str, words: StatementWords) -> bool:
    """Return whether a sentence of what was done, or is planned, says that more falls short than it names itself."""
    head = MARKED.match(text)
    opener = text[: text.find(":") + 1] or (text if text.endswith(",") else "")
    begins = (head.end() if head else 0, opener.rfind(",", 0, len(opener) - 1) + 1)
    if opener and any(words.shortcoming_opener.match(opener, begin) for begin in begins):
        return True
    found = says_shortcoming(opener or text, words)
    return bool(found) and (bool(opener) or not words.falls_short(found["what"]))


def says_shortcoming(text: str, words: StatementWords) -> re.Match[str] | None:
    """Return where a sentence says of the reporting body itself that something still falls short, or None."""
    found = words.said_to_exist.search(text)
    if not found:
        return None
    before = text[max(0, found.start() - NEAR) : found.end()]
    clause = before[before.rfind(",", 0, len(before) - len(found[0])) + 1 :]
    return found if words.contrast.search(before) and not words.shortcoming_not.search(clause) else None


def _scope(
    sections: Sequence[Heading], by_number: Mapping[str, Heading], piece: Piece, end: int
) -> tuple[int, set[tuple[str, str, int]]]:
    """Return where a part ends that a sentence opened, with its chapter, and the marks that end it before."""
    resumes: set[tuple[str, str, int]] = set()
    number = sections[piece.section].number if piece.section >= 0 else ""
    while number:
        section = by_number[number]
        if CHAPTER.match(section.mark) and "." not in number:
            return section.end, resumes
        if counted := _counted(section):
            resumes.add((counted[0], counted[1], counted[2] + 1))
        number = number.rpartition(".")[0]
    return end, resumes
