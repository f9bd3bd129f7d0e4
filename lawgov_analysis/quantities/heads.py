"""What a head of a table says, and what those say together that stand above each other: words, a time and a unit.

罚没金额(万元) has a unit, 2022年 a time, 其中:食品 stands behind a mark of a list.
"""

import re
from dataclasses import dataclass

from .grammar import Grammar
from .shapes import NUMBER, SCALE, SPACED, YEAR

# 受理(件), 金额(单位:万元), 金额(人民币万元); 金额/万元, 占比%.
HEAD_UNIT = re.compile(
    r"\((?:计量)?(?:单位[: ]*)?(?:人民币)?(?P<scale>[万亿千百]?)(?P<unit>[^()]{1,5}?)\)"
    r"|[/:](?P<scale2>[万亿千百]?)(?P<unit2>[^()/:]{1,5})$|(?P<unit3>[%‰])$"
)
TABLE_UNITS = re.compile(r"单位(?::|均?为:?)[ ]?(?P<units>[^()\[\]【】。:\t]{1,30})")
LAST_UNIT = re.compile(r"[(](?P<units>[^():]{1,12})[)][:。]?$")
VALUE = re.compile(
    rf"(?:[+±≥≤<>~约近超达共▲△↑↓▼▽]|-(?=[0-9]))*(?:{SPACED}|{NUMBER})[ ]?(?P<scale>{SCALE})?[余多]?"
    r"(?P<unit>[^0-9()\s]{0,4})"
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
# 元/件 is no unit of cases.
COMPOSED = ("元", "人", "件", "次", "户", "家")
LIST_MARK = re.compile(r"^(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.](?![0-9])|其中[:]?|[①-⑳])[ ]*")
LONGEST_CAPTION = 120


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its multiplier: 万元 is 万 of 元."""

    scale: str
    name: str


@dataclass(slots=True)
class Head:
    """What stands above a column: its words without units and times, its time, its unit."""

    words: str = ""
    time: str = ""
    unit: Unit | None = None
    first: str = ""
    parts: tuple[str, ...] = ()


class HeadReader:
    """Reads heads, and knows the units that may stand in them.

    Parameters
    ----------
    grammar : Grammar
    """

    def __init__(self, grammar: Grammar) -> None:
        self._classes = grammar.unit_classes

    def read(self, texts: list[str]) -> Head:
        """Return what heads of a column or a row, from the widest, say together."""
        head = Head(first=texts[0] if texts else "")
        words: list[str] = []
        times: list[str] = []
        for text in texts:
            # 其中 says what a column or a row is a part of, and would be read as the beginning of a list.
            text = LIST_MARK.sub("", text)
            if not text or (words and text == words[-1]):
                continue
            head.unit = self.unit_of(text) or self.whole_unit(text) or head.unit
            text = NOTE_MARK.sub("", self._without_unit(NOTE_MARK.sub("", text)))
            year, part, rest = _time_of(text)
            times += [each for each in (year, part) if each and each not in times]
            if rest and rest not in words:
                words.append(rest)
        head.time = joined_times(times)
        head.words, head.parts = "".join(words), tuple(words)
        return head

    def unit_of(self, text: str) -> Unit | None:
        """Return the unit that a head gives in brackets or behind a stroke."""
        for found in HEAD_UNIT.finditer(text):
            unit = found["unit"] or found["unit2"] or found["unit3"]
            of_each = found["unit2"] and text[: found.start()].endswith(COMPOSED)
            if self._is_unit(unit) and not of_each:
                return Unit(found["scale"] or found["scale2"] or "", unit)
        return None

    def whole_unit(self, text: str) -> Unit | None:
        """Return the unit that a whole cell is: 件, 万元."""
        if self._is_unit(text):
            return Unit("", text)
        return Unit(text[0], text[1:]) if text[:1] in tuple("万亿千百") and self._is_unit(text[1:]) else None

    def _without_unit(self, text: str) -> str:
        if self.whole_unit(text):
            return ""
        for found in HEAD_UNIT.finditer(text):
            if self._is_unit(found["unit"] or found["unit2"] or found["unit3"]):
                return text[: found.start()] + text[found.end() :]
        return text

    def units_above(self, said: str) -> list[Unit]:
        """Return the units that stand above a table: 件, or 件、万元; none where one of them is not known."""
        found = TABLE_UNITS.search(said) or LAST_UNIT.search(said)
        if found is None:
            return []
        listed = re.split("[、,/;和及 ]+", found["units"].strip())
        units = [self.whole_unit(each.removeprefix("人民币")) for each in listed]
        return [unit for unit in units if unit] if all(units) else []

    def _is_unit(self, said: str) -> bool:
        return said in self._classes

    def is_value(self, text: str) -> bool:
        """Return whether a cell has a number alone, or one with its unit, and no year."""
        found = VALUE.match(text)
        if found is None or is_time(text.partition("(")[0]):
            return False
        is_whole = found.end() == len(text) or text[found.end()] == "("
        return is_whole and (not found["unit"] or self._is_unit(found["unit"]))

    def is_money(self, unit: Unit) -> bool:
        """Return whether a unit is one of money."""
        return self._classes[unit.name][0] == "money"


def is_time(text: str) -> bool:
    """Return whether a head is a time and no more: 2023年, 上半年."""
    return bool(text) and not _time_of(text)[2]


def is_part(time: str) -> bool:
    """Return whether a time is a part of a year: 一季度, 3月."""
    return bool(re.search("季度|半年|月", time))


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


def joined_times(times: list[str]) -> str:
    """Return one time of a year and a part of one: 2023年 and 上半年 are 2023年1-6月; of two years the first."""
    year = next((time for time in times if BARE_YEAR.match(time)), "")
    part = next((time for time in times if not BARE_YEAR.match(time)), "")
    if not year or not part or len(year) > len("2023年"):
        return year or part
    months = next((months for name, months in PARTS_OF_YEAR.items() if name in part), "")
    return year + months if months or not part[0].isdigit() else year + part


def caption_time(caption: str) -> str:
    """Return the one year that the caption of a table is about."""
    if len(caption) > LONGEST_CAPTION or NO_YEAR.search(caption) or caption.rstrip(" ").endswith(("。", ";")):
        return ""
    years = set(YEARS.findall(caption))
    return f"{years.pop()}年" if len(years) == 1 else ""
