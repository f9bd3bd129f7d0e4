"""Statements: what a report says of its leaders' duty, of what falls short and why, and of what it plans.

A statement is drafted with the words of the report that it stands in; the short paraphrase that goes into the data is
left to a person. What the text does not say is left empty: a cause, a number, a day, and which shortcoming a plan
answers where no word tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pandas as pd

from ..tables import open_data
from ..tables.folder import Data, DataDir
from ..text.marks import NUMERAL, STYLES, mark_of
from ..text.offsets import Offset
from .answers import Statement, alike, answered
from .parts import (
    CAUSES,
    DONE,
    INLINE,
    LEADERS,
    PLANS,
    SHORTCOMINGS,
    Piece,
    label_of,
    opens_shortcomings,
    pieces_of,
    says_shortcoming,
)
from .plan_terms import deadline_of, quantity_of
from .record import Readable, check_report
from .statement_words import StatementWords, statement_words

MARK = re.compile(rf"(?:{mark_of(*STYLES)}|[·\-*◆■▪◇□➢✓►○])\s*")
#: An item of a plan with so many sentences behind its heading is a chapter, and each sentence a plan.
MANY_SENTENCES = 3
#: A heading of an item that is shorter is no statement.
SHORT = 25
#: What may stand before a cause at the head of a sentence: 这主要.
LEAD = 6
#: 抓好三项工作, 从四个方面着手: a sentence that only says how many things follow.
COUNTED = re.compile(
    rf"(?:{NUMERAL}|几|两)(?:个方面|个重点|方面|大|项|点|件)(?:的)?(?:重点)?"
    r"(?:工作|任务|措施|举措|问题|不足|[:。]|发力|入手|着手|努力|做起|推进)"
)


def extract_statements(report: Readable, data_dir: DataDir = None) -> pd.DataFrame:
    r"""Draft the statements of a report: how the leaders acted, what falls short and why, what is planned.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a statement, in the order of the text, with the columns of the table ``statements`` and ``printed``,
        the words of the report. ``text_zh`` and ``text_en`` are empty: a person says it in short. ``cause``,
        ``quantity`` and ``deadline`` are as printed, and empty where the text gives none; ``answers`` names
        shortcomings by their numbers where words tell that a plan is on the same.

    Raises
    ------
    BadTable
        When the words of statements break their schema.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("二、存在不足\n一是执法力量不足,主要原因是编制少。二是普法不深入。\n"
    ...     "三、下一步打算\n一是充实执法力量,年底前招录5人。二是办好宪法宣传周。")
    >>> extract_statements(report)[["kind", "cause", "quantity", "deadline", "answers"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['shortcoming', '编制少', '', '', ''], ['shortcoming', '', '', '', ''],
     ['plan', '', '5人', '年底前', '1'], ['plan', '', '', '', '']]
    """
    check_report(report)
    data = open_data(data_dir)
    found = find_statements(report, data)
    lines = report.lines
    spans = [lines.printed_span(each.start, each.end) for each in found]
    columns: dict[str, object] = {
        "place_code": [report.place_code] * len(found),
        "year": pd.array([report.year] * len(found), dtype="Int64"),
        "statement": np.arange(1, len(found) + 1),
        "kind": [each.kind for each in found],
        "section": [each.section for each in found],
        "text_zh": [""] * len(found),
        "text_en": [""] * len(found),
        "cause": [each.cause for each in found],
        "quantity": [each.quantity for each in found],
        "deadline": [each.deadline for each in found],
        "answers": ["|".join(str(place + 1) for place in each.answers) for each in found],
        "start": pd.array([start for start, _ in spans], dtype="Int64"),
        "end": pd.array([end for _, end in spans], dtype="Int64"),
        "printed": [report.text[start:end] for start, end in spans],
    }
    return pd.DataFrame(columns)


def find_statements(report: Readable, data: Data) -> list[Statement]:
    """Find the statements of a report, in the order of the text."""
    words = data.made(statement_words)
    found = _Finder(report, data, words).find()
    found.sort(key=lambda each: (each.start, each.end))
    return answered(found, report.lines.text, words)


class _Finder:
    """Find the statements of one report."""

    def __init__(self, report: Readable, data: Data, words: StatementWords) -> None:
        self.report, self.data, self.words = report, data, words
        self.text: str = report.lines.text
        self.sections = [section for section in report.written_sections if section.number != "sig"]
        self.listed = False
        self.parents: set[str] = set()
        self.first: Piece | None = None
        # Where the shortcomings begin that a cause given for all is of.
        self.run = 0
        self.found: list[Statement] = []
        self.aside: list[Statement] = []

    def find(self) -> list[Statement]:
        before = DONE
        for part, pieces in groupby(pieces_of(self.report, self.data), key=lambda piece: piece.part):
            if part == SHORTCOMINGS and before not in (SHORTCOMINGS, CAUSES):
                self.run = len(self.found)
            before = part
            for unit in self._units([piece for piece in pieces if not piece.opens], part):
                {
                    SHORTCOMINGS: self._shortcoming,
                    CAUSES: self._causes,
                    PLANS: self._plan,
                    LEADERS: self._led,
                    DONE: self._done,
                }.get(part, lambda unit: None)(unit)
        # What stands in passing is of the leaders' duty where no chapter is.
        led = any(each.kind == "leadership" for each in self.found)
        return self.found if led else [*self.found, *self.aside]

    # Units

    def _units(self, pieces: Sequence[Piece], part: str) -> Iterator[list[Piece]]:
        """Yield the pieces of one part put together, as marks, paragraphs or sentences part them."""
        # 三是 may have children in the outline that are of the next part: 下一步,一要.
        self.parents = {self._section(piece).rpartition(".")[0] for piece in pieces}
        self.first, self.listed = pieces[0] if pieces else None, False
        unit: list[Piece] = []
        paragraphs = part in (SHORTCOMINGS, PLANS) and self._in_paragraphs(pieces)
        for piece in pieces:
            goes_on = bool(unit) and not piece.item and self._goes_on(unit, piece, part, paragraphs)
            if unit and not goes_on:
                self.listed = self.listed or unit[-1].text.endswith(";")
                yield unit
                unit = []
            unit.append(piece)
        if unit:
            yield unit

    def _goes_on(self, unit: list[Piece], piece: Piece, part: str, paragraphs: bool) -> bool:
        first, words = unit[0], self.words
        if part == LEADERS:
            return first.item and first.section == piece.section and not self._is_container(unit)
        if part == DONE:
            return False
        if part == SHORTCOMINGS and words.of_all.match(piece.text):
            return False
        if part == SHORTCOMINGS and self.listed and self._says_why(piece.text):
            return False
        if first.item and first.section == piece.section:
            section = self.sections[first.section] if first.section >= 0 else None
            inline = section is None or section.start != first.start or INLINE.fullmatch(section.mark)
            if self._is_container(unit):
                return False
            return not (piece.leads and inline) and not words.closing.search(piece.text)
        says_why = self._says_why(piece.text) and not piece.leads
        opens = piece.text.endswith((":", ",")) or self._opener(unit[-1])
        if part == SHORTCOMINGS and not opens and (words.continues.match(piece.text) or says_why):
            return True
        return paragraphs and not piece.leads and not unit[-1].text.endswith(";")

    def _in_paragraphs(self, pieces: Sequence[Piece]) -> bool:
        """Return whether each paragraph is a statement: there are several without marks."""
        free = [piece for piece in pieces if not piece.item and not self._opener(piece)]
        return sum(piece.leads for piece in free) > 1

    def _opener(self, piece: Piece) -> bool:
        """Return whether a sentence only opens a list: 主要表现在以下几个方面, 但仍存在一些不足."""
        words, text = self.words, piece.text
        if text.endswith((":", ",")):
            return True
        exists = words.said_to_exist.search(text)
        if not exists and piece is self.first:
            exists = words.bare_shortcoming.search(text)
        if exists:
            what = exists.groupdict().get("what") or ""
            return not words.falls_short(what) and not words.deficiency.search(text[exists.end() :])
        return self._opens_list(text)

    def _opens_here(self, text: str) -> bool:
        """Return whether the words before a colon only open what follows it: 主要困难是:取证手段落后."""
        named = label_of(text, self.report.year, self.words)
        return named[1] != DONE or self._opens_list(text) or opens_shortcomings(text, self.words)

    def _opens_list(self, text: str) -> bool:
        bare = text
        if self.words.opens_list.search(text):
            # 降至10%以下 bounds a number: no list follows, as it does behind 做好以下工作.
            for term in filter(None, quantity_of(text, self.data).split("、")):
                bare = bare.replace(term, "")
        found = self.words.opens_list.search(bare) or COUNTED.search(text)
        return bool(found) and not self.words.falls_short(text)

    def _section(self, piece: Piece) -> str:
        return self.sections[piece.section].number if piece.section >= 0 else "0"

    def _body(self, unit: list[Piece]) -> tuple[Offset, Offset]:
        return unit[0].start, unit[-1].end

    def _is_container(self, unit: list[Piece]) -> bool:
        """Return whether a unit is only the heading of a section that is parted further."""
        first = unit[0]
        if not first.item or first.section < 0 or self.sections[first.section].start != first.start:
            return False
        return self.sections[first.section].number in self.parents

    # Kinds

    def _shortcoming(self, unit: list[Piece]) -> None:
        start, end = self._body(unit)
        text, words = self.text[start:end], self.words
        mark = MARK.match(text)
        bare = text[mark.end() :] if mark else text
        if words.of_all.match(bare) and not unit[0].item:
            if why := self._why_of_all(bare):
                self._because(self._last_run(), why)
            return
        if not unit[0].item and (cause := self._says_why(bare)):
            # Behind a list whose items semicolons end, a cause is of all of them.
            self._because(self._last_run() if self.listed else self._last_run()[-1:], cause["why"])
            return
        if self._is_container(unit) or words.closing.search(text):
            return
        if not unit[0].item and self._opener(unit[0]) and len(unit) == 1:
            return
        begins = text.find(":") + 1 if not unit[0].item else 0
        if begins and self._opens_here(text[:begins]):
            start = Offset(start + begins)
            text = self.text[start:end]
            if not text.strip():
                return
        elif not unit[0].item and (inside := self._named_inside(start, text)):
            self.found += [self._short(begin, stop, unit[0]) for begin, stop in inside]
            return
        if not unit[0].item and words.positive.search(text) and not words.falls_short(text):
            return
        self.found.append(self._short(start, end, unit[0]))

    def _why_of_all(self, text: str) -> str:
        """Return the cause that a sentence gives for all that was said, else "": 这些问题,主要是编制少."""
        words = self.words
        if cause := words.cause_behind.search(text):
            return cause["why"]
        # 上述问题的产生,既有…因素,也与…有关
        clause = text.find(",") + 1
        bare = re.sub(r"^(?:主要|根本|归根到底)?(?:是|在于|源于|缘于|由于|因为)", "", text[clause:])
        said = bare != text[clause:] or words.cause_topic.search(text[:clause]) or words.tells_cause.search(bare)
        return bare if clause and said else ""

    def _says_why(self, text: str) -> re.Match[str] | None:
        """Return the cause that a sentence is all about: 主要原因是编制少, 这主要是由于编制少."""
        cause = self.words.cause_behind.search(text, 0, SHORT * 2)
        if not cause or cause.start() > LEAD or self.words.falls_short(text[: cause.start()]):
            # 人手不足,主要是编制少 says itself how it falls short.
            return None
        return self.words.cause_behind.search(text)

    def _short(self, start: Offset, end: Offset, piece: Piece) -> Statement:
        return Statement("shortcoming", start, end, self._section(piece), self._cause(self.text[start:end]))

    def _named_inside(self, start: Offset, text: str) -> list[tuple[Offset, Offset]]:
        """Return what a sentence names between 存在 and 等问题, each a shortcoming."""
        exists = self.words.said_to_exist.search(text)
        if not exists or not self.words.falls_short(exists["what"]):
            return []
        return list(self._each(start + exists.start("what"), exists["what"]))

    def _each(self, start: int, what: str) -> Iterator[tuple[Offset, Offset]]:
        """Yield what is listed with 、, where each of it says how it falls short; else all as one."""
        listed = [(match.start(), match.end()) for match in re.finditer(r"[^、,]+", what)]
        if not all(self.words.falls_short(what[begin:stop]) for begin, stop in listed):
            listed = [(0, len(what))]
        for begin, stop in listed:
            yield Offset(start + begin), Offset(start + stop)

    def _cause(self, text: str) -> str:
        words = self.words
        mark = MARK.match(text)
        text = text[mark.end() :] if mark else text
        behind = words.cause_behind.search(text)
        if behind:
            return _trimmed(behind["why"])
        within = words.cause_within.search(text) or words.cause_before.search(text)
        return _trimmed(within["why"]) if within else ""

    def _causes(self, unit: list[Piece]) -> None:
        if self._is_container(unit):
            return
        start, end = self._body(unit)
        text = self.text[start:end]
        if not unit[0].item and text.endswith((":", ",")):
            return
        mark = MARK.match(text)
        bare = text[mark.end() :] if mark else text
        behind = self.words.cause_behind.search(bare)
        within = None if behind else self.words.cause_within.match(bare)
        said = behind or within
        self._because(self._last_run(), _trimmed(said["why"] if said else bare))

    def _last_run(self) -> list[int]:
        """Return the places of the shortcomings that were found one behind the other."""
        return [place for place in range(self.run, len(self.found)) if self.found[place].kind == "shortcoming"]

    def _because(self, places: Sequence[int], why: str) -> None:
        for place in places:
            each = self.found[place]
            self.found[place] = replace(each, cause=f"{each.cause};{_trimmed(why)}" if each.cause else _trimmed(why))

    def _plan(self, unit: list[Piece]) -> None:
        if self._is_container(unit):
            return
        for start, end in self._plans_of(unit):
            text = self.text[start:end]
            if not self._aimed(start, text, unit[0]):
                self._in_passing(replace(unit[0], start=start, end=end, text=text))
            deadline, quantity = deadline_of(text, self.data), quantity_of(text, self.data)
            vague = self.words.generic_plan.search(text) or self.words.closing.search(text)
            if not unit[0].item and vague and not (deadline or quantity):
                continue
            if not unit[0].item and (text.endswith((":", ",")) or self._opens_list(text)):
                continue
            self.found.append(Statement("plan", start, end, self._section(unit[0]), "", quantity, deadline))

    def _plans_of(self, unit: list[Piece]) -> Iterator[tuple[Offset, Offset]]:
        """Yield an item as one plan, or where it has many sentences or several numbers each sentence."""
        start, end = self._body(unit)
        behind = [piece for piece in unit if not self._is_heading(piece, unit)]
        numbered = sum(
            bool(quantity_of(piece.text, self.data) or deadline_of(piece.text, self.data)) for piece in behind
        )
        if len(unit) > 1 and (len(behind) >= MANY_SENTENCES or numbered > 1):
            for piece in behind:
                yield piece.start, piece.end
            return
        colon = self.text.find(":", start, end) + 1
        if colon and not unit[0].item and self._opens_list(self.text[start:colon]) and colon < end:
            start = Offset(colon)
        yield start, end

    def _is_heading(self, piece: Piece, unit: list[Piece]) -> bool:
        return (
            piece is unit[0]
            and len(unit) > 1
            and not quantity_of(piece.text, self.data)
            and not deadline_of(piece.text, self.data)
        )

    def _aimed(self, start: Offset, text: str, piece: Piece) -> bool:
        """Return whether a plan is aimed at something; record that where nothing else says that it falls short."""
        aimed = self.words.aimed.search(text)
        if not aimed or not self.words.falls_short(aimed["what"]) or self.words.named_only.search(aimed["what"]):
            return bool(aimed)
        what = aimed["what"]
        for begin, stop in self._each(start + aimed.start("what"), what):
            said = self.text[begin:stop]
            known = [
                each
                for each in self.found
                if each.kind == "shortcoming" and alike(said, self.text[each.start : each.end], self.words)
            ]
            if not known:
                self.found.append(Statement("shortcoming", begin, stop, self._section(piece)))
        return True

    # Leaders

    def _led(self, unit: list[Piece]) -> None:
        """Record each sentence of a chapter on the leaders that says what they did, and not the heading of an item."""
        if self._is_container(unit):
            return
        headed = len(unit) > 1 and unit[0].item and len(unit[0].text) <= SHORT and "," not in unit[0].text
        for piece in unit[1:] if headed else unit:
            if self.words.deed.search(piece.text) or self.words.actor.search(piece.text):
                self.found.append(Statement("leadership", piece.start, piece.end, self._section(piece)))

    def _done(self, unit: list[Piece]) -> None:
        """Record a sentence elsewhere in which the leaders act, or that says in passing what falls short."""
        piece = unit[0]
        if not self._is_container(unit) and self._acts(piece.text):
            self.aside.append(Statement("leadership", piece.start, piece.end, self._section(piece)))
        self._in_passing(piece)

    def _in_passing(self, piece: Piece) -> None:
        """Record what a sentence on something else names as falling short: 但仍存在执法力量不足的问题."""
        named = says_shortcoming(piece.text, self.words)
        if named and self.words.falls_short(named["what"]):
            start = piece.start + named.start("what")
            self.found += [self._short(begin, stop, piece) for begin, stop in self._each(start, named["what"])]

    def _acts(self, text: str) -> bool:
        """Return whether the leaders do something in a sentence: 镇长主持会议, and not 副镇长 or 镇长热线."""
        others = [match.span() for match in self.words.not_actor.finditer(text)]
        for actor in self.words.actor.finditer(text):
            if not any(start < actor.end() and actor.start() < end for start, end in others):
                return bool(self.words.deed.search(text, actor.end()))
        return False


def _trimmed(why: str) -> str:
    return why.strip(" ,、:;。").removesuffix("等")
