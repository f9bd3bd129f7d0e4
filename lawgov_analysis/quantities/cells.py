"""Numbers in the cells of a table: its heads say what they count, for whom, when and in which unit."""

import re
from functools import reduce

from .cell_numbers import CELL, Numbers
from .grammar import Grammar
from .head_words import HeadWords
from .heads import BARE_YEAR, LIST_MARK, VALUE, Head, HeadReader, Unit, caption_time, is_part, is_time, joined_times
from .quantity import RATES, Cell, Quantity, joined
from .shapes import YEAR

# What stands in a row above the head, or in the corner of it.
OF_TABLE = re.compile(r"[(]?(?:计量|填报|制表|统计)?单位(?::|均?为)")
SAYS_UNIT = re.compile(r"(?:计量)?单位(?::|均?为)|^(?:计量|数量)?单位$")
NOTHING = re.compile(r"[-/\\.·*]+|无|N/?A|null", re.IGNORECASE)
OF_YEAR = re.compile(rf"{YEAR}[ ]?年?度?$")
LONGEST_LABEL = 40

STEPS = {
    "serial_cell": "序号\t机关\t件数\n1\t公安局\t35",
    "cell": "项目\t数量(件)\n申请\t2045",
}

# What a cell says, and where it begins.
Printed = tuple[str, int]


def read_cells(grammar: Grammar, words: HeadWords, plain: str, found: list[Quantity]) -> None:
    """Read each number in a cell of a table by the heads of its column and its row, in place.

    A table is lines with tabs between their cells, as `documents.readers.grid` sets them or somebody copied them. Its
    head may have several rows; a time in it (2022年) is that of the column, and so is one at the head of a row, in the
    name of a part of the table or in its caption. The unit is that of the cell itself, of a column of units, of a head
    (``罚没金额(万元)``), of a row (``行政处罚(件)``), or of the table (``单位:件``) where it is one unit. A row with
    fewer cells than the head has no heads: a merged cell may be anywhere. A column of serial numbers counts nothing.
    """
    numbers, heads = Numbers(grammar, plain, found), HeadReader(grammar)
    reader, captions, at = None, [], 0
    for line in plain.split("\n"):
        if "\t" in line:
            reader = reader or _Table(words, heads, numbers, captions)
            reader.read_row(line, at)
        elif line.strip(" "):
            # The unit may stand between the caption and its table.
            is_unit = SAYS_UNIT.search(line) and len(line) <= LONGEST_LABEL
            reader, captions = None, [*captions[-1:], line] if is_unit else [line]
        elif reader is not None:
            reader, captions = None, []
        at += len(line) + 1
    numbers.end()


class _Table:
    """Reads the rows of one table, from the top.

    Parameters
    ----------
    words : HeadWords
    reader : HeadReader
    numbers : Numbers
        Of the whole text; read anew.
    captions : list of str
        The lines right above the table.
    """

    def __init__(self, words: HeadWords, reader: HeadReader, numbers: Numbers, captions: list[str]) -> None:
        self._words, self._reader, self._numbers = words, reader, numbers
        self._labels: tuple[str, ...] = ("",)
        self._of_labels = Head()
        self._rows: list[list[str]] = []
        self._heads: list[Head] = []
        self._has_data = False
        self._part = Head()
        self._above: list[str] = []
        self._units: list[Unit] = []
        self._time = ""
        self._named = ""
        self._over = ""
        self._caption = ""
        self._are_names: list[bool] = []
        self._beside: list[str] = []
        self._unit_of_row: Unit | None = None
        for caption in captions:
            self._take_caption(caption)

    def _take_caption(self, said: str) -> None:
        """Take what stands above a table: its unit, its time, and what all of it counts."""
        self._units = self._reader.units_above(said) or self._units
        self._time = caption_time(said) or self._time
        name = self._words.named_table.fullmatch(said.strip(" "))
        over = self._reader.read([said]).words
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
            self._units = next(filter(None, map(self._reader.units_above, filled)), self._units)
            self._time = next(filter(None, map(caption_time, filled)), self._time)
            if len(filled) < 3 or all(":" in text for text in filled):
                return
        if len(filled) == 1 and texts[0] and not has_values:
            self._begin_part(texts[0])
        elif self._is_head(texts):
            self._add_head(texts)
            for text, start in cells:
                self._numbers.name(start, text)
        else:
            self._has_data = True
            self._read_figures(cells[: len(texts)], texts)

    def _has_values(self, texts: list[str]) -> bool:
        return any(self._reader.is_value(text) for text in texts)

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
        return any(is_time(text) or self._reader.unit_of(text) for text in texts[1:])

    def _is_deeper(self, above: list[str], texts: list[str]) -> bool:
        """Return whether a row of words goes on with the head above it: what is merged there is parted here."""
        if self._words.times.fullmatch(above[0]) and is_time(texts[0]):
            # 年度 | 行政处罚, and below it 2022 | 1999.
            return False
        told = [(text, upper) for text, upper in zip(texts, above, strict=True) if text and text != upper]
        told = told[1:] if self._words.units.fullmatch(texts[0]) or self._words.times.fullmatch(texts[0]) else told
        if told and all(self._says_more(text, upper) for text, upper in told):
            return True
        repeated = any(text and text == upper for text, upper in zip(texts, above, strict=True))
        for n in range(1, len(texts)):
            merged = above[n] in ("", above[n - 1])
            if merged and above[n - 1] and texts[n] and texts[n] != texts[n - 1]:
                return True
        # 单位 | 行政处罚, and below it | 件数: the first is merged with what is empty below it.
        return repeated or (not texts[0] and bool(above[0]))

    def _says_more(self, text: str, above: str) -> bool:
        """Return whether a cell is a unit or a time to the head above it; 2000 below 行政许可(件) is a number."""
        if self._reader.unit_of(text) or self._reader.whole_unit(text):
            return True
        return is_time(text) and not (BARE_YEAR.fullmatch(text) and self._reader.unit_of(above))

    def _add_head(self, texts: list[str]) -> None:
        if self._has_data:
            self._rows, self._has_data, self._part = [], False, Head()
        self._rows.append(texts)
        rows = [list(row) for row in self._rows]
        for depth, row in enumerate(rows[:-1]):
            # The rest of a merged cell is empty in a table that was copied.
            for n in range(1, len(row)):
                if not row[n] and row[n - 1] and (rows[depth - 1][n] == rows[depth - 1][n - 1] if depth else n > 1):
                    row[n] = row[n - 1]
        self._heads = [self._reader.read(list(column)) for column in zip(*rows, strict=True)]
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

    def _begin_part(self, text: str) -> None:
        """Take a row of one cell for the name of what follows, or, above the head, for the table's own."""
        if not self._rows and not self._has_data:
            self._take_caption(text)
            return
        self._part = self._reader.read([text])
        if len(text) > LONGEST_LABEL or self._words.no_part.search(self._part.words):
            self._part.words = ""

    def _read_figures(self, cells: list[Printed], texts: list[str]) -> None:
        """Read the numbers of a row."""
        aligned = len(self._heads) == len(texts)
        heads = self._heads if aligned else [Head()] * len(texts)
        kinds = [self._kind(text, head, n) for n, (text, head) in enumerate(zip(texts, heads, strict=True))]
        if aligned:
            texts = self._filled_down(texts, kinds)
        units = [
            self._reader.whole_unit(text) if kind == "unit" else None for text, kind in zip(texts, kinds, strict=True)
        ]
        of_units = (unit for unit, head in zip(units, heads, strict=True) if self._words.units.fullmatch(head.first))
        of_row = next(filter(None, of_units), None)
        self._unit_of_row = self._numbers.shared_unit(
            start for (_, start), kind in zip(cells, kinds, strict=False) if kind == "value"
        )
        labels: list[str] = []
        goes_on = False
        for n, (text, start) in enumerate(cells):
            if kinds[n] == "label":
                self._numbers.name(start, text)
                inside = self._numbers.within(start, text) if n and aligned else []
                if inside:
                    self._read_words(inside, start, heads[n], labels)
                    continue
                labels = [*labels, texts[n]] if goes_on else [texts[n]]
                goes_on = True
                continue
            goes_on = goes_on and kinds[n] in ("unit", "skipped")
            place = self._numbers.at(start, text)
            if kinds[n] != "value" or place is None:
                if kinds[n] == "serial" and place is not None:
                    self._numbers.count_row(place, text, self._counts_rows(heads[n]))
                continue
            beside = [] if aligned else [*units[n + 1 : n + 2], *units[max(0, n - 1) : n]]
            # 20 below 同比(%) is no 20件, though 件 is the unit of its row.
            of_column = heads[n].unit
            of_column = of_column if of_column and of_column.name in RATES else None
            unit = of_column or of_row or next(filter(None, beside), None)
            self._read(place, text, start, n, heads[n], labels, unit, aligned)
            end = self._numbers.quantity(place).end
            if aligned and end < start + len(text):
                self._read_words(self._numbers.within(start, text)[1:], end, heads[n], labels)

    def _read_words(self, inside: list[int], at: int, head: Head, labels: list[str]) -> None:
        """Read the numbers that stand among words in a cell: their heads say when, the words what they count."""
        row = self._row_head(labels)
        if not (head.time or row.time):
            return
        for place in inside:
            words = self._numbers.words_before(place, at)
            self._numbers.say(place, self._said(Head(words, head.time), row))
            at = self._numbers.quantity(place).end

    def _row_head(self, labels: list[str]) -> Head:
        """Return what the heads of a row say; several numbers in a row have the same."""
        key = tuple(labels)
        if key != self._labels:
            row = self._reader.read(labels)
            row.words = "" if CELL.match(row.words) or self._words.number_of.fullmatch(row.words) else row.words
            self._labels, self._of_labels = key, row
        return self._of_labels

    def _kind(self, text: str, head: Head, column: int) -> str:
        """Return what a cell is: label, value, unit, serial, time, skipped, empty."""
        if not text or NOTHING.fullmatch(text):
            return "empty"
        if self._reader.whole_unit(text) and (self._words.units.fullmatch(head.first) or (not self._heads and column)):
            return "unit"
        numbers = self._words.ranks.search(head.first) or self._words.identifiers.search(head.first)
        if self._words.serials.fullmatch(head.first) or (numbers and CELL.match(text)):
            return "serial"
        if self._words.remarks.fullmatch(head.first) and not self._reader.is_value(text):
            return "skipped"
        if OF_YEAR.match(text):
            # 2000 below 2023年 is a number.
            is_year = (self._words.times.search(head.first) and not head.time) or (column == 0 and not head.first)
            return "label" if is_year or not CELL.match(text) else "value"
        if self._reader.is_value(text) or (VALUE.match(text) and not LIST_MARK.match(text) and column):
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

    def _counts_rows(self, head: Head) -> str:
        """Return what the numbers of a column are that count nothing: ranks, identifiers or serial numbers."""
        if self._words.ranks.search(head.first):
            return "ordinal"
        return "identifier" if self._words.identifiers.search(head.first) else "outline"

    def _read(
        self,
        place: int,
        text: str,
        start: int,
        column: int,
        head: Head,
        labels: list[str],
        beside: Unit | None,
        aligned: bool,
    ) -> None:
        row = self._row_head(labels)
        if self._words.times.search(head.first) and not head.time and self._numbers.is_bare(place, text):
            return
        if not (head.first or row.words or row.time):
            return
        value = self._numbers.quantity(place).value or 0
        unit = beside or self._unit_for(head, row, value)
        self._numbers.read(place, start, text, unit, self._unit_of_row)
        if aligned and self._numbers.quantity(place).kind == "figure":
            cell = self._cell(head, row, column)
            if said := self._said(head, row) or cell.counted:
                self._numbers.say(place, said, cell)

    def _unit_for(self, head: Head, row: Head, value: float) -> Unit | None:
        """Return the unit of a bare number: what its heads say, else what its table says and its heads do not deny."""
        unit = head.unit or row.unit or self._part.unit
        if unit:
            return unit
        named = head.words or row.words
        if self._words.share.search(named) or self._words.share.search(row.words):
            # 98.5 below 办结率, 0 beside 占总数的比例; below 万人发案率 it is of ten thousand.
            return Unit("", "%") if (value == 0 or 1 < value <= 100) and not re.search("[千万每]", named) else None
        counted = self._words.counted_in.search(named)
        if counted:
            name = counted["unit"] or counted["times"]
            # 人数 below 单位:万人 is of ten thousand.
            above = next((unit for unit in self._units if unit.name == name), None)
            return above or Unit("", name)
        said = head.words + row.words
        # 罚款 below 行政处罚实施数量(宗) is a number of fines, 没收 below 涉及金额(单位:万元) an amount.
        is_money = bool(self._words.money.search(said)) and ("额" in said or not self._words.counts.search(self._named))
        is_money = is_money or (len(self._units) == 1 and bool(self._words.money.search(self._over)))
        fitting = [unit for unit in self._units if self._reader.is_money(unit) == is_money]
        return fitting[0] if len(fitting) == 1 and (is_money or len(self._units) == 1) else None

    def _cell(self, head: Head, row: Head, column: int) -> Cell:
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
        limits += [time for time in (row.time, head.time) if time and is_part(time)]
        sums = "some" if "some" in (of_row, of_column) else of_row or of_column
        beside = " ".join(filter(None, (self._beside[column], self._caption)))
        completes = "all" if over and not self._words.several.search(over) else ""
        if not completes and sums == "all" and not (limits or self._has_names):
            # 办结 in the row of all of 代表建议、政协提案 are of both.
            completes = "thin"
        return Cell(over, counted, "、".join(limits), label, column_of, sums, beside, completes, column)

    def _is_name_of_row(self, label: str, row: Head) -> bool:
        """Return whether a row is headed by the name of a place or a body: that of 部门, or 清河区 of any column."""
        return row.unit is None and (self._has_names or self._words.is_name(label))

    @property
    def _has_names(self) -> bool:
        """Whether the rows are headed by names."""
        heads = (head.words for head in self._heads if not self._words.serials.fullmatch(head.first))
        return self._words.heads_names(next(heads, ""))

    def _said(self, head: Head, row: Head) -> str:
        """Join what is said of a number: 受理 of 公安 is 公安受理, 行政处罚 of 2019年 is 2019年行政处罚."""
        times = [head.time, row.time, self._part.time]
        if not any(BARE_YEAR.match(time) for time in times):
            times.append(self._time)
        time = joined_times([time for time in dict.fromkeys(times) if time])
        part = self._part.words if self._part.words not in row.words + head.words else ""
        # 处罚 beside 占总数的比例 is 处罚占总数的比例.
        words = head.words + row.words if row.words.startswith("占") else row.words + head.words
        counted = row.words if self._words.number_of.fullmatch(head.words) else words
        if self._words.counts.search(self._named) or self._words.sums_table.fullmatch(counted):
            # What the table counts is not said again by what says it itself.
            part = part or (self._named if self._named not in words else "")
        return time + part + words
