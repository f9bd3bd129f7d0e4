"""Dates: years and days in Arabic and Chinese numerals, ranges of them, the last day of a period."""

import math
import re
from calendar import monthrange
from datetime import date
from typing import Any

from ..errors import NoData
from .characters import ANY_DASH_RANGE, TITLED
from .numerals import read_chinese

# The zero of 二〇二三年 is drawn with whatever is round.
ZERO = "〇○零ＯOοΟ0"
ARABIC_YEAR = r"(?:20|２０)\d\d"
CHINESE_YEAR = rf"二[{ZERO}][{ZERO}一二三四五六七八九]{{2}}"
MONTH = "(?:1[0-2]|0?[1-9])"
CHINESE_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
#: Between the ends of a range: 2021—2025年, 1至6月.
TO = f"[{ANY_DASH_RANGE}至到]"

# A year has four digits: with two it is shortened.
SHORTENED, YEARS = 100, 10_000
#: What is said of a period that is none.
NO_PERIOD = "no such day or month, or one that ends before it begins"

#: A whole day; `day_of` says which.
DAY = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20|１９|２０)\d\d)\s?[年./-]\s?(?P<m>\d{{1,2}}|元)\s?[月./-]\s?(?P<d>\d{{1,2}})(?!\d)\s?日?"
    rf"|(?P<cy>{CHINESE_YEAR})\s?年\s?(?P<cm>[元正一二三四五六七八九十]{{1,3}})\s?月"
    r"\s?(?P<cd>[一二三四五六七八九十]{1,3})\s?日"
)
# Neither end of the years of a plan (2021—2025年) is the year of a report.
_YEAR = re.compile(
    rf"(?<![{ANY_DASH_RANGE}\d])(?P<year>{ARABIC_YEAR}|{CHINESE_YEAR})(?:[ ]?年(?!\s?{TO})|(?=度|法治|依法))"
)
_TITLED = re.compile(TITLED)


def read_day(text: str) -> date | None:
    """Read the first whole date of a text, in Arabic or Chinese numerals.

    Examples
    --------
    >>> read_day("2021年1月29日"), read_day("二〇二一年十二月三十一日"), read_day("2021-02-30")
    (datetime.date(2021, 1, 29), datetime.date(2021, 12, 31), None)
    """
    match = DAY.search(text)
    return day_of(match) if match else None


def day_of(match: re.Match[str]) -> date | None:
    """Return the date of a match of `DAY`, None when the calendar has none such."""
    if match["y"]:
        year, month, day = int(match["y"]), 1 if match["m"] == "元" else int(match["m"]), int(match["d"])
    else:
        year = _read_year(match["cy"])
        month = 1 if match["cm"] in ("元", "正") else read_chinese(match["cm"])
        day = read_chinese(match["cd"])
    if month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_year(text: str) -> int | None:
    """Read the first year of a text that is not of a plan, a project or a document's name.

    Examples
    --------
    >>> read_year("落实《法治政府建设实施纲要(2021—2025年)》,2022年开展培训"), read_year("二〇二三年度")
    (2022, 2023)
    """
    return next(iter(read_years(text)), None)


def read_years(text: str) -> list[int]:
    """Read the years of a text that are not of a plan, a project or a document's name.

    Examples
    --------
    >>> read_years("2023年工作总结和二〇二四年工作计划")
    [2023, 2024]
    """
    untitled = _TITLED.sub(lambda name: " " * len(name[0]), text)
    return [_read_year(match["year"]) for match in _YEAR.finditer(untitled)]


def last_day(period: str) -> date:
    """Return the last day of an ISO 8601 year, month or day; of a day that the month does not have, the month's.

    Examples
    --------
    >>> str(last_day("2020")), str(last_day("2020-02")), str(last_day("2020-11-31"))
    ('2020-12-31', '2020-02-29', '2020-11-30')
    """
    year, month, day = (int(part) for part in (*period.split("-"), "0", "0")[:3])
    month = min(month or 12, 12)
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def _read_year(numeral: str) -> int:
    if numeral[0] in "2２":
        return int(numeral)
    return int("".join("0" if char in ZERO else str("〇一二三四五六七八九".index(char)) for char in numeral))


def check_year(year: Any) -> int:
    """Return a year as an int.

    Raises
    ------
    NoData
        When it is none.

    Examples
    --------
    >>> check_year("2020"), check_year("二〇二四年")
    (2020, 2024)
    """
    numeral = str(year).strip().removesuffix("年")
    if isinstance(year, str) and re.fullmatch(rf"{ARABIC_YEAR}|{CHINESE_YEAR}", numeral):
        return _read_year(numeral)
    try:
        if float(year) != math.floor(float(year)):
            raise ValueError
        if not SHORTENED <= float(year) < YEARS:
            raise ValueError
        return int(float(year))
    except (TypeError, ValueError, OverflowError):
        said = f" {str(year)[:20]}" if str(year).strip() else " that is empty"
        meant = f"; did you mean 20{numeral}?" if re.fullmatch("[0-9]{2}", numeral) else ""
        raise NoData(f"no report of the year{said}: a year is a number like 2020{meant}") from None


def is_period(value: str) -> bool:
    """Return whether the days of a period are in the calendar and in order.

    Examples
    --------
    >>> is_period("2024-01/2024-06"), is_period("../2024-12-31"), is_period("2024-13"), is_period("2024/2023")
    (True, True, False, False)
    """
    ends = []
    for part, (first, last) in zip(value.split("/"), (("-01-01", "-01"), ("-12-31", "")), strict=False):
        if part != "..":
            ends.append(_day_of(part, first, last))
    days = [day for day in ends if day]
    return bool(ends) and days == ends and sorted(days) == days


def _day_of(part: str, of_year: str, of_month: str) -> date | None:
    known = part + {4: of_year, 7: of_month or "-28"}.get(len(part), "")
    try:
        return date.fromisoformat(known)
    except ValueError:
        return None
