"""Numbers in the cells of a table: its heads say what they count, for whom, when and in which unit."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from ..text.numerals import read_arabic
from ..text.offsets import Offset
from .grammar import Grammar
from .headed import HeadWords
from .quantity import RATES, Cell, Quantity, joined
from .shapes import NUMBER, SCALE, SPACED, YEAR

# 受理(件), 金额(单位:万元), 金额(人民币万元); 金额/万元, 占比%.
HEAD_UNIT = re.compile(
    r"\((?:计量)?(?:单位[: ]*)?(?:人民币)?(?P<scale>[万亿千百]?)(?P<unit>[^()]{1,5}?)\)"
    r"|[/:](?P<scale2>[万亿千百]?)(?P<unit2>[^()/:]{1,5})$|(?P<unit3>[%‰])$"
)
TABLE_UNITS = re.compile(r"单位(?::|均?为:?)[ ]?(?P<units>[^()\[\]【】。:\t]{1,30})")
LAST_UNIT = re.compile(r"[(](?P<units>[^():]{1,12})[)][:。]?$")
# What stands in a row above the head, or in the corner of it.
OF_TABLE = re.compile(r"[(]?(?:计量|填报|制表|统计)?单位(?::|均?为)")
SAYS_UNIT = re.compile(r"(?:计量)?单位(?::|均?为)|^(?:计量|数量)?单位$")
CELL = re.compile(rf"{NUMBER}(?=[ ]*$)")
SPACED_CELL = re.compile(SPACED)
VALUE = re.compile(
    rf"(?:[+±≥≤<>~约近超达共▲△↑↓▼▽]|-(?=[0-9]))*(?:{SPACED}|{NUMBER})[ ]?(?P<scale>{SCALE})?[余多]?"
    r"(?P<unit>[^0-9()\s]{0,4})"
)
NOTHING = re.compile(r"[-/\\.·*]+|无|N/?A|null", re.IGNORECASE)
BRACKET = re.compile(rf"{NUMBER}[ ]?\(")
BEFORE_NUMBER = re.compile(r"[-+±≥≤<>~约近超达共▲△↑↓▼▽]{1,3}[ ]?")
SIGN = re.compile(rf"[-+▲△↑↓▼▽](?={NUMBER}$)")
SIGNED = re.compile(rf"[-↓▼▽]{NUMBER}")
# 100万元以上, 18-35岁: a class, in a head or at the beginning of a row.
LIMITS = re.compile(
    rf"(?:{NUMBER}{SCALE}?[^0-9()\s]{{0,4}}?[(]?(?:不?含)?[)]?(?:-|~|至))?"
    rf"{NUMBER}{SCALE}?[^0-9()\s]{{0,4}}?(?:[(]不?含[^()]{{0,6}}[)])?(?:及?以[上下内外]|(?<=[岁年])(?=$))"
)
OF_YEAR = re.compile(rf"{YEAR}[ ]?年?度?$")
BARE_YEAR = re.compile(YEAR)
# What the time of a column or a row begins with.
TIME = re.compile(
    rf"(?P<range>{YEAR}[ ]?年?度?[ ]?(?:-|~|至)[ ]?{YEAR}[ ]?年)?"
    rf"(?:(?P<year>{YEAR})(?![ ]?年?度?[ ]?(?:-|~|至)[ ]?(?:19|20)[0-9]{{2}})[ ]?(?:年度?|(?=$|[^0-9A-Za-z.,%-])))?"
    rf"(?P<part>(?:(?:1?[0-9][ ]?月?[ ]?(?:-|~|至)[ ]?)?1?[0-9][ ]?月份?|[上下]半年|第?[一二三四1-4]季度|[底末]))?"
    r"(?P<word>(?:本|今|当|上|去|前)年度?(?:同期)?|同期|全年(?=$|[合总]计))?"
)
PARTS_OF_YEAR = {
    **{"上半年": "1-6月", "下半年": "7-12月"},
    **{"一季度": "1-3月", "二季度": "4-6月", "三季度": "7-9月", "四季度": "10-12月"},
}
YEARS = re.compile(rf"{YEAR}(?=[ ]?年)")
NO_YEAR = re.compile(rf"以来|截[至止]|{YEAR}[ ]?年?[ ]?(?:-|~|至)[ ]?[0-9]|[较比]")
NOTE_MARK = re.compile(r"[(\[【]注?[ ]?[0-9]{1,2}[)\]】]|[①-⑳*]+$")
MARK_OF_VALUE = re.compile(r"(?<=[0-9%])(?:[\[【]注?[ ]?[0-9]{1,2}[\]】]|\(注[0-9]{0,2}\)|[①-⑳*]+)$")
# 约98, 98余, 3.5万: the unit is that of the heads, the bound its own.
HEDGED = re.compile(
    rf"(?:[≥≤<>~约近超达共]{{1,3}}[ ]?)?(?P<n>{NUMBER})[ ]?(?P<scale>{SCALE})?(?:余|多|左右|以上|以下)?"
)
BOUNDS = {
    **dict.fromkeys(("约", "近", "~", "左右"), "about"),
    **dict.fromkeys(("≥", ">", "超", "达", "余", "多", "以上"), "at_least"),
    **dict.fromkeys(("≤", "<", "以下"), "at_most"),
}
# 元/件 is no unit of cases.
COMPOSED = ("元", "人", "件", "次", "户", "家")
LIST_MARK = re.compile(r"^(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.](?![0-9])|其中[:]?|[①-⑳])[ ]*")
LONGEST_LABEL = 40
LONGEST_CAPTION = 120

STEPS = {
    "serial_cell": "序号\t机关\t件数\n1\t公安局\t35",
    "cell": "项目\t数量(件)\n申请\t2045",
}

# What a cell says, and where it begins.
Printed = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Unit:
    scale: str
    name: str


@dataclass(slots=True)
class _Head:
    """What stands above a column: its words without units and times, its time, its unit."""

    words: str = ""
    time: str = ""
    unit: _Unit | None = None
    first: str = ""
    parts: tuple[str, ...] = ()


def read_cells(grammar: Grammar, words: HeadWords, plain: str, found: list[Quantity]) -> None:
    """Read each number in a cell of a table by the heads of its column and its row, in place.

    A table is lines with tabs between their cells, as `documents.readers.grid` sets them or somebody copied them. Its
    head may have several rows; a time in it (2022年) is that of the column, and so is one at the head of a row, in the
    name of a part of the table or in its caption. The unit is that of the cell itself, of a column of units, of a head
    (``罚没金额(万元)``), of a row (``行政处罚(件)``), or of the table (``单位:件``) where it is one unit. A row with
    fewer cells than the head has no heads: a merged cell may be anywhere. A column of serial numbers counts nothing.
    """
    starts = [int(quantity.start) for quantity in found]
    places = {start: place for place, start in enumerate(starts)}
    dropped: set[int] = set()
    reader, captions, at = None, [], 0
    for line in plain.split("\n"):
        if "\t" in line:
            reader = reader or _Table(grammar, words, plain, found, starts, places, dropped, captions)
            reader.read_row(line, at)
        elif line.strip(" "):
            # The unit may stand between the caption and its table.
            is_unit = SAYS_UNIT.search(line) and len(line) <= LONGEST_LABEL
            reader, captions = None, [*captions[-1:], line] if is_unit else [line]
        elif reader is not None:
            reader, captions = None, []
        at += len(line) + 1
    if dropped:
        found[:] = [quantity for place, quantity in enumerate(found) if place not in dropped]


class _Table:
    """Reads the rows of one table, from the top.

    Parameters
    ----------
    grammar : Grammar
    words : HeadWords
    plain : str
        The whole text.
    found : list of Quantity
        Of the whole text; changed in place.
    starts : list of int
        Where they begin.
    places : dict
        {offset: place in `found`}
    dropped : set of int
        Places in `found` of what turns out to be a part of another number.
    captions : list of str
        The lines right above the table.
    """

    def __init__(
        self,
        grammar: Grammar,
        words: HeadWords,
        plain: str,
        found: list[Quantity],
        starts: list[int],
        places: dict[int, int],
        dropped: set[int],
        captions: list[str],
    ) -> None:
        self._grammar, self._words = grammar, words
        self._plain, self._found, self._starts = plain, found, starts
        self._places = places
        self._dropped = dropped
        self._labels: tuple[str, ...] = ("",)
        self._of_labels = _Head()
        self._rows: list[list[str]] = []
        self._heads: list[_Head] = []
        self._has_data = False
        self._part = _Head()
        self._above: list[str] = []
        self._units: list[_Unit] = []
        self._time = ""
        self._named = ""
        self._over = ""
        self._caption = ""
        self._are_names: list[bool] = []
        self._beside: list[str] = []
        self._unit_of_row: _Unit | None = None
        for caption in captions:
            self._take_caption(caption)

    def _take_caption(self, said: str) -> None:
        """Take what stands above a table: its unit, its time, and what all of it counts."""
        self._units = self._table_units(said) or self._units
        self._time = _caption_time(said) or self._time
        name = self._words.named_table.fullmatch(said.strip(" "))
        over = self._head([said]).words
        if name:
            self._named = name["named"]
        elif self._words.counts.search(over) and len(over) <= LONGEST_LABEL:
            self._named = over
        if of := self._words.table_of(said):
            self._over, self._caption = of, said

    def read_row(self, line: str, at: int) -> None:
        """Read a row: it is one of the head, the name of a part of the table, or it has figures."""
        cells: list[Printed] = []
        for piece in line.split("\t"):
            cells.append((piece.strip(" "), at + len(piece) - len(piece.lstrip(" "))))
            at += len(piece) + 1
        texts = [text for text, _ in cells]
        while self._heads and len(texts) > len(self._heads) and not texts[-1]:
            texts.pop()
        filled = [text for text in texts if text]
        if not filled:
            return
        has_values = self._has_values(texts)
        if not has_values and any(map(OF_TABLE.match, filled)):
            self._units = next(filter(None, map(self._table_units, filled)), self._units)
            self._time = next(filter(None, map(_caption_time, filled)), self._time)
            if len(filled) < 3 or all(":" in text for text in filled):
                return
        if len(filled) == 1 and texts[0] and not has_values:
            self._begin_part(texts[0])
        elif self._is_head(texts):
            self._add_head(texts)
            for text, start in cells:
                self._name(text, start)
        else:
            self._has_data = True
            self._read_figures(cells[: len(texts)], texts)

    def _table_units(self, said: str) -> list[_Unit]:
        """Return the units that stand above a table: 件, or 件、万元; none where one of them is not known."""
        found = TABLE_UNITS.search(said) or LAST_UNIT.search(said)
        if found is None:
            return []
        listed = re.split("[、,/;和及 ]+", found["units"].strip())
        units = [self._whole_unit(each.removeprefix("人民币")) for each in listed]
        return [unit for unit in units if unit] if all(units) else []

    def _is_unit(self, said: str) -> bool:
        return said in self._grammar.unit_classes

    def _has_values(self, texts: list[str]) -> bool:
        return any(self._is_value(text) for text in texts)

    def _is_value(self, text: str) -> bool:
        """Return whether a cell has a number alone, or one with its unit, and no year."""
        found = VALUE.match(text)
        if found is None or _is_time(text.partition("(")[0]):
            return False
        is_whole = found.end() == len(text) or text[found.end()] == "("
        return is_whole and (not found["unit"] or self._is_unit(found["unit"]))

    def _is_head(self, texts: list[str]) -> bool:
        if self._has_values(texts) or any(NOTHING.fullmatch(text) for text in texts):
            return False
        if not self._rows:
            return True
        above = self._rows[-1]
        if not self._has_data:
            return len(above) == len(texts) and self._is_deeper(above, texts)
        # A second table right below, or the head again.
        if any(BARE_YEAR.fullmatch(text) for text in texts) and not self._words.opens_head.search(texts[0]):
            return False
        if texts == self._rows[0] or len(texts) != len(above) or self._words.opens_head.search(texts[0]):
            return True
        return any(_is_time(text) or self._unit_of(text) for text in texts[1:])

    def _is_deeper(self, above: list[str], texts: list[str]) -> bool:
        """Return whether a row of words goes on with the head above it: what is merged there is parted here."""
        told = [(text, upper) for text, upper in zip(texts, above, strict=True) if text and text != upper]
        told = told[1:] if self._words.units.fullmatch(texts[0]) else told
        if told and all(self._unit_of(text) or self._whole_unit(text) or _is_time(text) for text, _ in told):
            return True
        repeated = any(text and text == upper for text, upper in zip(texts, above, strict=True))
        for n in range(1, len(texts)):
            merged = above[n] in ("", above[n - 1])
            if merged and above[n - 1] and texts[n] and texts[n] != texts[n - 1]:
                return True
        # 单位 | 行政处罚, and below it | 件数: the first is merged with what is empty below it.
        return repeated or (not texts[0] and bool(above[0]))

    def _add_head(self, texts: list[str]) -> None:
        if self._has_data:
            self._rows, self._has_data, self._part = [], False, _Head()
        self._rows.append(texts)
        rows = [list(row) for row in self._rows]
        for depth, row in enumerate(rows[:-1]):
            # The rest of a merged cell is empty in a table that was copied.
            for n in range(1, len(row)):
                if not row[n] and row[n - 1] and (rows[depth - 1][n] == rows[depth - 1][n - 1] if depth else n > 1):
                    row[n] = row[n - 1]
        self._heads = [self._head(list(column)) for column in zip(*rows, strict=True)]
        named = [head.unit is None and self._words.is_name(self._words.sums_up(head.words)[0]) for head in self._heads]
        self._are_names = [each and sum(named[1:]) > 1 for each in named]
        said = [self._words.sums_up(head.words)[0] for head in self._heads]
        told = [
            "" if self._words.units.fullmatch(head.first) or self._words.heads_names(words) or n == 0 else words
            for n, (head, words) in enumerate(zip(self._heads, said, strict=True))
        ]
        # 案件类型 | 件数: what the rows tell apart.
        told[0] = self._words.sorts_by(said[0])
        # 行政应诉 | 败诉 is none of 行政复议 beside it.
        widest = [head.parts[0] if len(head.parts) > 1 else "" for head in self._heads]
        self._beside = [
            "、".join(each for at, each in enumerate(told[:n]) if each and (not at or widest[at] == widest[n]))
            for n in range(len(told))
        ]

    def _head(self, texts: list[str]) -> _Head:
        """Return what heads of a column or a row, from the widest, say together."""
        head = _Head(first=texts[0] if texts else "")
        words: list[str] = []
        times: list[str] = []
        for text in texts:
            # 其中 says what a column or a row is a part of, and would be read as the beginning of a list.
            text = LIST_MARK.sub("", text)
            if not text or (words and text == words[-1]):
                continue
            head.unit = self._unit_of(text) or self._whole_unit(text) or head.unit
            text = NOTE_MARK.sub("", self._without_unit(NOTE_MARK.sub("", text)))
            year, part, rest = _time_of(text)
            times += [each for each in (year, part) if each and each not in times]
            if rest and rest not in words:
                words.append(rest)
        head.time = _joined(times)
        head.words, head.parts = "".join(words), tuple(words)
        return head

    def _unit_of(self, text: str) -> _Unit | None:
        """Return the unit that a head gives in brackets or behind a stroke."""
        for found in HEAD_UNIT.finditer(text):
            unit = found["unit"] or found["unit2"] or found["unit3"]
            of_each = found["unit2"] and text[: found.start()].endswith(COMPOSED)
            if self._is_unit(unit) and not of_each:
                return _Unit(found["scale"] or found["scale2"] or "", unit)
        return None

    def _whole_unit(self, text: str) -> _Unit | None:
        """Return the unit that a whole cell is: 件, 万元."""
        if self._is_unit(text):
            return _Unit("", text)
        return _Unit(text[0], text[1:]) if text[:1] in tuple("万亿千百") and self._is_unit(text[1:]) else None

    def _without_unit(self, text: str) -> str:
        if self._whole_unit(text):
            return ""
        for found in HEAD_UNIT.finditer(text):
            if self._is_unit(found["unit"] or found["unit2"] or found["unit3"]):
                return text[: found.start()] + text[found.end() :]
        return text

    def _begin_part(self, text: str) -> None:
        """Take a row of one cell for the name of what follows, or, above the head, for the table's own."""
        if not self._rows and not self._has_data:
            self._take_caption(text)
            return
        self._part = self._head([text])
        if len(text) > LONGEST_LABEL or self._words.no_part.search(self._part.words):
            self._part.words = ""

    def _read_figures(self, cells: list[Printed], texts: list[str]) -> None:
        """Read the numbers of a row."""
        aligned = len(self._heads) == len(texts)
        heads = self._heads if aligned else [_Head()] * len(texts)
        kinds = [self._kind(text, head, n) for n, (text, head) in enumerate(zip(texts, heads, strict=True))]
        if aligned:
            texts = self._filled_down(texts, kinds)
        units = [self._whole_unit(text) if kind == "unit" else None for text, kind in zip(texts, kinds, strict=True)]
        of_units = (unit for unit, head in zip(units, heads, strict=True) if self._words.units.fullmatch(head.first))
        of_row = next(filter(None, of_units), None)
        self._unit_of_row = self._shared_unit(
            start for (_, start), kind in zip(cells, kinds, strict=False) if kind == "value"
        )
        labels: list[str] = []
        goes_on = False
        for n, (text, start) in enumerate(cells):
            if kinds[n] == "label":
                self._name(text, start)
                inside = self._inside(start, text) if n and aligned else []
                if inside:
                    self._read_words(inside, start, heads[n], labels)
                    continue
                labels = [*labels, texts[n]] if goes_on else [texts[n]]
                goes_on = True
                continue
            goes_on = goes_on and kinds[n] in ("unit", "skipped")
            place = self._places.get(start)
            if place is None:
                before = BEFORE_NUMBER.match(text)
                place = self._places.get(start + before.end()) if before else None
            if kinds[n] != "value" or place is None:
                if kinds[n] == "serial" and place is not None:
                    self._number(place, text, heads[n].first)
                continue
            beside = [] if aligned else [*units[n + 1 : n + 2], *units[max(0, n - 1) : n]]
            # 20 below 同比(%) is no 20件, though 件 is the unit of its row.
            of_column = heads[n].unit
            of_column = of_column if of_column and of_column.name in RATES else None
            unit = of_column or of_row or next(filter(None, beside), None)
            self._read(place, text, start, n, heads[n], labels, unit, aligned)
            if aligned and self._found[place].end < start + len(text):
                self._read_words(self._inside(start, text)[1:], self._found[place].end, heads[n], labels)

    def _shared_unit(self, starts: Iterable[int]) -> _Unit | None:
        """Return the one unit that is printed in the cells of a row: the 0 beside 75件 and 16件 is 0件."""
        printed = {self._found[self._places[start]].unit for start in starts if start in self._places} - {""}
        # 10, 12 and +20%: a growth or a share is beside counts.
        return _Unit("", printed.pop()) if len(printed) == 1 and printed.isdisjoint(RATES) else None

    def _inside(self, start: int, text: str) -> list[int]:
        """Return the places of the figures that a cell holds."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, start + len(text), lo=first)
        return [place for place in range(first, last) if self._found[place].kind == "figure"]

    def _read_words(self, inside: list[int], at: int, head: _Head, labels: list[str]) -> None:
        """Read the numbers that stand among words in a cell: their heads say when, the words what they count."""
        row = self._row_head(labels)
        if not (head.time or row.time):
            return
        for place in inside:
            quantity = self._found[place]
            words = self._plain[at : quantity.start].strip(" ,;、/():。")
            said = self._said(_Head(words, head.time), row)
            self._found[place] = replace(quantity, head=said)
            at = quantity.end

    def _row_head(self, labels: list[str]) -> _Head:
        """Return what the heads of a row say; several numbers in a row have the same."""
        key = tuple(labels)
        if key != self._labels:
            row = self._head(labels)
            row.words = "" if CELL.match(row.words) or self._words.number_of.fullmatch(row.words) else row.words
            self._labels, self._of_labels = key, row
        return self._of_labels

    def _kind(self, text: str, head: _Head, column: int) -> str:
        """Return what a cell is: label, value, unit, serial, time, skipped, empty."""
        if not text or NOTHING.fullmatch(text):
            return "empty"
        if self._whole_unit(text) and (self._words.units.fullmatch(head.first) or (not self._heads and column)):
            return "unit"
        numbers = self._words.ranks.search(head.first) or self._words.identifiers.search(head.first)
        if self._words.serials.fullmatch(head.first) or (numbers and CELL.match(text)):
            return "serial"
        if self._words.remarks.fullmatch(head.first) and not self._is_value(text):
            return "skipped"
        if OF_YEAR.match(text):
            is_time = self._words.times.search(head.first) or (column == 0 and len(head.first) == 0)
            return "label" if is_time or not CELL.match(text) else "value"
        if self._is_value(text) or (VALUE.match(text) and not LIST_MARK.match(text) and column):
            return "value"
        return "label"

    def _filled_down(self, texts: list[str], kinds: list[str]) -> list[str]:
        """Return a row with the labels of the row above where its own are empty but the last of them is not."""
        texts = list(texts)
        inner = next((n for n, kind in enumerate(kinds) if kind == "label"), 0)
        if inner and all(kind == "empty" and not text for kind, text in zip(kinds[:inner], texts[:inner], strict=True)):
            for n in range(min(inner, len(self._above))):
                if self._above[n]:
                    texts[n] = self._above[n]
                    kinds[n] = "label"
        self._above = [text if kind == "label" else "" for text, kind in zip(texts, kinds, strict=True)]
        return texts

    def _name(self, text: str, start: int) -> None:
        """Take the numbers of a class for its name."""
        before = BEFORE_NUMBER.match(text)
        place = self._places.get(start + (before.end() if before else 0))
        limits = LIMITS.match(text, before.end() if before else 0)
        if place is None or limits is None or text[limits.end() :].partition("(")[0]:
            return
        while place < len(self._found) and self._found[place].start < start + len(text):
            self._found[place] = replace(self._found[place], kind="name", rule="serial_cell")
            place += 1

    def _number(self, place: int, text: str, head: str) -> None:
        """Take a cell for what numbers, ranks or names its row."""
        quantity = self._found[place]
        if CELL.match(text) is None:
            return
        ranks, identifies = self._words.ranks.search(head), self._words.identifiers.search(head)
        kind = "ordinal" if ranks else "identifier" if identifies else "outline"
        self._found[place] = replace(quantity, kind=kind, value=None, unit="", bound="exact", rule="serial_cell")

    def _read(
        self,
        place: int,
        text: str,
        start: int,
        column: int,
        head: _Head,
        labels: list[str],
        beside: _Unit | None,
        aligned: bool,
    ) -> None:
        row = self._row_head(labels)
        quantity, text = self._found[place], MARK_OF_VALUE.sub("", text)
        if self._words.times.search(head.first) and not head.time and (CELL.match(text) or quantity.kind != "figure"):
            return
        if not (head.first or row.words or row.time):
            return
        number = CELL.match(text) or SPACED_CELL.fullmatch(text) or SIGN.match(text)
        bracketed = BRACKET.match(text)
        if number or (bracketed and quantity.kind == "figure" and not quantity.unit):
            unit = beside or self._unit_for(head, row, quantity.value or 0) or self._unit_of_row
            quantity = self._bare(quantity, place, text if number else text.partition("(")[0].rstrip(" "), start, unit)
        elif (hedged := HEDGED.fullmatch(text)) and not quantity.unit:
            unit = beside or self._unit_for(head, row, quantity.value or 0)
            quantity = _hedged(quantity, hedged, unit)
        elif SIGNED.match(text) and quantity.kind == "figure" and quantity.value and quantity.start != start:
            quantity = replace(quantity, start=Offset(start), value=-abs(quantity.value))
        if quantity.kind == "figure" and aligned:
            said = self._said(head, row)
            cell = self._cell(head, row, column)
            said = said or cell.counted
            quantity = replace(quantity, head=said, cell=cell) if said else quantity
        self._found[place] = quantity

    def _bare(self, quantity: Quantity, place: int, text: str, start: int, unit: _Unit | None) -> Quantity:
        """Return a number that stands alone in its cell as a figure."""
        sign = -1 if SIGNED.match(text) else 1
        digits = text.lstrip("+-▲△↑↓▼▽").replace(" ", "")
        value = read_arabic(digits, unit.scale if unit else "")
        if value is None:
            return quantity
        end = start + len(text)
        for later in range(place + 1, len(self._found)):
            # 1 234 was read as two.
            if self._found[later].start >= end:
                break
            self._dropped.add(later)
        return replace(
            quantity,
            start=Offset(start),
            end=Offset(max(quantity.end, end)),
            kind="figure",
            value=sign * float(value),
            unit=unit.name if unit else "",
            bound="exact",
            decimals=len(digits.partition(".")[2]),
            rule="cell",
        )

    def _unit_for(self, head: _Head, row: _Head, value: float) -> _Unit | None:
        """Return the unit of a bare number: what its heads say, else what its table says and its heads do not deny."""
        unit = head.unit or row.unit or self._part.unit
        if unit:
            return unit
        named = head.words or row.words
        if self._words.share.search(named) or self._words.share.search(row.words):
            # 98.5 below 办结率, 0 beside 占总数的比例; below 万人发案率 it is of ten thousand.
            return _Unit("", "%") if (value == 0 or 1 < value <= 100) and not re.search("[千万每]", named) else None
        counted = self._words.counted_in.search(named)
        if counted:
            name = counted["unit"] or counted["times"]
            # 人数 below 单位:万人 is of ten thousand.
            above = next((unit for unit in self._units if unit.name == name), None)
            return above or _Unit("", name)
        said = head.words + row.words
        # 罚款 below 行政处罚实施数量(宗) is a number of fines, 没收 below 涉及金额(单位:万元) an amount.
        is_money = bool(self._words.money.search(said)) and ("额" in said or not self._words.counts.search(self._named))
        is_money = is_money or (len(self._units) == 1 and bool(self._words.money.search(self._over)))
        fitting = [unit for unit in self._units if self._is_money(unit) == is_money]
        return fitting[0] if len(fitting) == 1 and (is_money or len(self._units) == 1) else None

    def _is_money(self, unit: _Unit) -> bool:
        return self._grammar.unit_classes[unit.name][0] == "money"

    def _cell(self, head: _Head, row: _Head, column: int) -> Cell:
        """Return what each of the heads of a number says."""
        over = self._part.words or self._over or self._named
        words, of_column = self._words.sums_up(head.words)
        label, of_row = self._words.sums_up(row.words)
        limits: list[str] = []
        if self._words.is_name(self._part.words):
            over = self._over or self._named
            limits.append(self._part.words)
        if label and self._is_name_of_row(label, row):
            limits.append(label)
            said = ""
        else:
            said = label
        if self._are_names and self._are_names[column]:
            limits.append(words)
            words = ""
        words = words if not words or len(head.parts) < 2 else self._words.sums_up(reduce(joined, head.parts))[0]
        column_of = "" if self._words.how_many.fullmatch(words) else words
        counted = words + said if said.startswith("占") else said + column_of
        says_cases = self._words.cases.fullmatch(counted)
        if not counted or says_cases:
            # 件数 of 甲区, 合计: what the table counts; all outcomes are of what was concluded.
            cases = "案件" if says_cases and not over.endswith(("案件", "案")) else ""
            cases = "办结" if not (counted or limits) and self._words.outcomes.search(self._heads[0].words) else cases
            counted = over + cases if over else counted or head.words
        limits += [time for time in (row.time, head.time) if time and _is_part(time)]
        sums = "some" if "some" in (of_row, of_column) else of_row or of_column
        beside = " ".join(filter(None, (self._beside[column], self._caption)))
        completes = "all" if over and not self._words.several.search(over) else ""
        if not completes and sums == "all" and not (limits or self._has_names):
            # 办结 in the row of all of 代表建议、政协提案 are of both.
            completes = "thin"
        return Cell(over, counted, "、".join(limits), label, column_of, sums, beside, completes, column)

    def _is_name_of_row(self, label: str, row: _Head) -> bool:
        """Return whether a row is headed by the name of a place or a body: that of 部门, or 清河区 of any column."""
        return row.unit is None and (self._has_names or self._words.is_name(label))

    @property
    def _has_names(self) -> bool:
        """Whether the rows are headed by names."""
        heads = (head.words for head in self._heads if not self._words.serials.fullmatch(head.first))
        return self._words.heads_names(next(heads, ""))

    def _said(self, head: _Head, row: _Head) -> str:
        """Join what is said of a number: 受理 of 公安 is 公安受理, 行政处罚 of 2019年 is 2019年行政处罚."""
        times = [head.time, row.time, self._part.time]
        if not any(BARE_YEAR.match(time) for time in times):
            times.append(self._time)
        time = _joined([time for time in dict.fromkeys(times) if time])
        part = self._part.words if self._part.words not in row.words + head.words else ""
        # 处罚 beside 占总数的比例 is 处罚占总数的比例.
        words = head.words + row.words if row.words.startswith("占") else row.words + head.words
        counted = row.words if self._words.number_of.fullmatch(head.words) else words
        if self._words.counts.search(self._named) or self._words.sums_table.fullmatch(counted):
            # What the table counts is not said again by what says it itself.
            part = part or (self._named if self._named not in words else "")
        return time + part + words


def _is_part(time: str) -> bool:
    """Return whether a time is a part of a year: 一季度, 3月."""
    return bool(re.search("季度|半年|月", time))


def _hedged(quantity: Quantity, cell: re.Match[str], unit: _Unit | None) -> Quantity:
    """Return a number with a word of bound, or a multiplier, as a figure in the unit of its heads."""
    scale = cell["scale"] or (unit.scale if unit else "")
    value = read_arabic(cell["n"], scale)
    if value is None:
        return quantity
    said = next((bound for mark, bound in BOUNDS.items() if mark in cell[0]), "exact")
    bound = quantity.bound if quantity.kind == "figure" and quantity.bound != "exact" else said
    return replace(
        quantity, kind="figure", value=float(value), unit=unit.name if unit else "", bound=bound, rule="cell"
    )


def _is_time(text: str) -> bool:
    return bool(text) and not _time_of(text)[2]


def _time_of(text: str) -> tuple[str, str, str]:
    """Return the year and the part of a year that a head begins with, as a sentence says them, and what is left."""
    found = TIME.match(text)
    if found is None or not found[0]:
        return "", "", text
    rest = text[found.end() :]
    part, word = found["part"] or "", found["word"] or ""
    if part and not found["year"] and part in ("底", "末"):
        return "", "", text
    if not found["year"] and rest and not part and word == "同期":
        return "", "", text
    part = re.sub("[1-4](?=季度)", lambda digit: "一二三四"[int(digit[0]) - 1], part)
    year = found["range"] or (f"{found['year']}年" if found["year"] else "")
    return year, part or word, rest.lstrip(" ,:")


def _joined(times: list[str]) -> str:
    """Return one time of a year and a part of one: 2023年 and 上半年 are 2023年1-6月; of two years the first."""
    year = next((time for time in times if BARE_YEAR.match(time)), "")
    part = next((time for time in times if not BARE_YEAR.match(time)), "")
    if not year or not part or len(year) > len("2023年"):
        return year or part
    months = next((months for name, months in PARTS_OF_YEAR.items() if name in part), "")
    return year + months if months or not part[0].isdigit() else year + part


def _caption_time(caption: str) -> str:
    """Return the one year that the caption of a table is about."""
    if len(caption) > LONGEST_CAPTION or NO_YEAR.search(caption) or caption.rstrip(" ").endswith(("。", ";")):
        return ""
    years = set(YEARS.findall(caption))
    return f"{years.pop()}年" if len(years) == 1 else ""
