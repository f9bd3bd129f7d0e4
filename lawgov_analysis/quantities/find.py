"""Find every number of a Chinese report and say what it is.

`find_quantities` reads from left to right. At every run of digits or Chinese numerals it asks, in order:

1. Has it the *shape* of what counts nothing: a date, a document number, ``1+1+9``?
2. Else it is a *measure*: number, multiplier, inner bound, unit (``20余万元``). The words around it may
   still turn it into a rank, a hotline, a deadline, an idiom …
3. Inside ``《…》``, or a short ``“…”``, nothing is a figure.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..tables import DataDir, open_data
from ..text.lines import set_right
from ..text.numerals import NUMERAL_CHARS, SCALES, read_arabic, read_chinese
from ..text.offsets import Offset
from .cells import find_quotes, find_titles, read_cells
from .chinese import judge_chinese
from .context import MEASURE, Context, judge_by_class, judge_digits, judge_share
from .grammar import (
    BETWEEN_RANGE,
    FRACTION,
    OUTLINE,
    PAGE,
    PER_CENT,
    RANGE,
    SHARE_AHEAD,
    TENTHS,
    WORD,
    Grammar,
    compile_grammar,
)
from .quantity import Quantity
from .shapes import CHINESE_SHAPES, DIGIT_SHAPES, NUMBER, SCALE, Shape

BEFORE_MARKS = "\n。;:!? \t-"
LISTED = ("、", "和", "及", "与")
# What neither a shape nor a rule reads: the name in a trace, and an example.
STEPS = {
    "circled_number": "①加强领导",
    "latin_word": "见http://example.cn/post_123",
    "page_number": "法治政府\n- 5 -\n建设",
    "list_mark": "如下:\n1.加强领导",
    "too_long": "共1,999,999,999,999,999,999件",
    "no_numeral": "两三个",
    "range": "每组3至5人",
    "listed_time": "通关时间28.4小时、1.07小时",
    "listed_unit": "分别为12、15件",
    "serial_cell": "序号\t机关\t件数\n1\t公安局\t35",
    "cell": "项目\t数量(件)\n申请\t2045",
    "quoted": "打造“1个中心”",
    "titled": "按《清单80条》整改",
}


def find_quantities(text: str, data_dir: DataDir = None) -> list[Quantity]:
    """Find every number of a text and say what it is.

    Parameters
    ----------
    text : str
        A report, or any phrase of one.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    list of Quantity
        In text order, not overlapping. Every ASCII, full-width or circled digit of the text is inside exactly
        one, and so is every Chinese numeral. A range is two figures, ``at_least`` and ``at_most``.

    Examples
    --------
    >>> def show(text):
    ...     for found in find_quantities(text):
    ...         print(found.kind, found.value, found.unit, found.bound)
    >>> show("2023年办理案件３.０７万余件,办结率99.5%,满意率提高两个百分点。")
    date None  exact
    figure 30700.0 件 at_least
    figure 99.5 % exact
    figure 2.0 个百分点 exact
    >>> show("每组3至5人")
    figure 3.0 人 at_least
    figure 5.0 人 at_most
    """
    lines = set_right(text).running
    found = read_quantities(lines.text, data_dir)
    if lines.cuts:
        spans = [lines.printed_span(each.start, each.end) for each in found]
        found = [replace(each, start=start, end=end) for each, (start, end) in zip(found, spans, strict=True)]
    return found


def read_quantities(plain: str, data_dir: DataDir = None) -> list[Quantity]:
    """Find every number of a text that has been set right, as `find_quantities` does in any.

    Parameters
    ----------
    plain : str
        As from `rejoin`.
    data_dir : path-like or Data, optional

    Returns
    -------
    list of Quantity
    """
    grammar: Grammar = open_data(data_dir).made(compile_grammar)
    search, at = grammar.anchor.search, 0
    found: list[Quantity] = []
    while anchor := search(plain, at):
        start, char = Offset(anchor.start()), anchor[0]
        if char in NUMERAL_CHARS:
            found += _read_chinese_numeral(grammar, plain, start, found)
        elif not char.isascii():
            found.append(Quantity(start, Offset(start + 1), "outline", rule="circled_number"))
        elif char.isdigit():
            found += _read_digits(grammar, plain, start, found)
        else:
            word, at = _read_word(grammar, plain, start)
            found += word
            continue
        at = found[-1].end
    _carry_units(plain, found)
    read_cells(grammar, plain, found)
    _enclose(plain, found)
    return found


def trace_quantities(text: str, data_dir: DataDir = None) -> list[tuple[str, str, str]]:
    """Return which shape or rule read each number of a text as what it is.

    Parameters
    ----------
    text : str
    data_dir : path-like or Data, optional

    Returns
    -------
    list of tuple of str
        Of each number what is printed, its kind, and the name of the shape (`shapes`), rule (`context`, `chinese`) or
        step (`STEPS`) that had the last word.

    Examples
    --------
    >>> for reading in trace_quantities("2023年立案三起,推行1234工作法,三项制度全面落实"):
    ...     print(*reading)
    2023年 date year
    三起 figure counting_unit
    1234 slogan slogan_behind
    三 slogan slogan_noun
    """
    return [(text[found.start : found.end], found.kind, found.rule) for found in find_quantities(text, data_dir)]


def _read_word(grammar: Grammar, plain: str, start: Offset) -> tuple[list[Quantity], Offset]:
    """Read a Latin run: digits in it belong to a name, except where they may count (APP120个)."""
    word = WORD.match(plain, start)
    if word is None:
        return [], Offset(start + 1)
    digit, end = re.search("[0-9]", word[0]), Offset(word.end())
    if digit is None:
        return [], end
    at = Offset(start + digit.start())
    letters, digits = plain[start:at], plain[at:end]
    # APP120个, CT2台; A4纸, G20峰会 have no unit.
    if letters.isalpha() and re.fullmatch(r"[0-9.]+%?", digits):
        number = grammar.arabic.match(plain, at)
        unit = number["unit"] if number and number.end("n") == end else None
        is_counted = unit and grammar.unit_classes[unit][0] != "grade"
        if len(letters) >= 3 or (len(letters) == 2 and is_counted):
            return [], at
    kind = "slogan" if "+" in word[0] else "name"
    return [Quantity(start, end, kind, rule="latin_word")], end


def _read_digits(grammar: Grammar, plain: str, start: Offset, found: list[Quantity]) -> list[Quantity]:
    mark = _read_mark(grammar, plain, start)
    if mark:
        return [mark]
    form = grammar.digit_shapes.match(plain, start)
    if form:
        return [_shaped(start, form, DIGIT_SHAPES)]
    share = _read_share(plain, start)
    measure = share or _read_arabic_measure(grammar, plain, start)
    both = _read_range(grammar, plain, measure, _read_arabic_measure)
    if both:
        return both
    return [(judge_share if share else judge_digits)(grammar, plain, measure, found)]


def _shaped(start: Offset, form: re.Match[str], shapes: tuple[Shape, ...]) -> Quantity:
    shape = shapes[(form.lastindex or 0) - 1]
    return Quantity(start, Offset(form.end()), shape.kind, rule=shape.name)


def _read_mark(grammar: Grammar, plain: str, start: Offset) -> Quantity | None:
    """Read what numbers a heading, a list item or a page."""
    if start and plain[start - 1] not in BEFORE_MARKS:
        return None
    before = plain[max(0, start - 8) : start].rstrip(" \t-")
    if before and before[-1] not in "\n。;:!?":
        return None
    line_head = before[-1:] == "\n" or (not before and start <= 8)
    page = PAGE.match(plain, start) if line_head else None
    if page and (page["dash"] or len(page["n"]) < 3) and len(plain) > len(page[0]):
        return Quantity(start, Offset(page.end("n")), "page", rule="page_number")
    outline = OUTLINE.match(plain, start)
    # 3 个村 at the head of a line counts, 3 加强领导 is a heading.
    if outline and outline[0][-1] == " ":
        number = grammar.arabic.match(plain, start) if line_head else None
        outline = outline if number and not number["unit"] else None
    return Quantity(start, Offset(outline.end()), "outline", rule="list_mark") if outline else None


def _read_arabic_measure(grammar: Grammar, plain: str, start: Offset) -> Quantity:
    match = grammar.arabic.match(plain, start)
    assert match is not None  # it stands at a digit
    n, early, scale, n2, scale2, plus, inner, unit, more, bracketed = match.groups()
    # Most are short and whole.
    value = float(n) if not scale and len(n) < 9 and n.isdigit() else read_arabic(n, scale or "")
    if value is not None and n2:
        value += read_arabic(n2, scale2) or 0.0
    decimals = len(n.partition(".")[2].lstrip(" ")) if "." in n else 0
    return _measured(start, match, value, decimals, early or inner or plus, unit or bracketed, more)


def _read_chinese_measure(grammar: Grammar, plain: str, start: Offset) -> Quantity:
    match = grammar.chinese.match(plain, start)
    assert match is not None  # it stands at a numeral
    n, f, f_scale, early, scale, inner, unit, more, bracketed = match.groups()
    value = read_chinese(n)
    if value is None:
        kind = "vague" if len(n) < 5 else "identifier"
        return Quantity(start, Offset(match.end("n")), kind, rule="no_numeral")
    if f:
        value = read_arabic(f"{value}.{_positions(f)}", f_scale or "")
    if value is not None:
        for char in scale or "":
            value *= SCALES[char]
        value = float(value)
    return _measured(start, match, value, len(f or ""), early or inner, unit or bracketed, more)


def _measured(
    start: Offset,
    match: re.Match[str],
    value: float | None,
    decimals: int,
    inner: str | None,
    unit: str | None,
    more: str | None,
) -> Quantity:
    if value is None:
        return Quantity(start, Offset(match.end("n")), "identifier", rule="too_long")
    bound = "exact" if not inner else "about" if inner == "来" else "at_least"
    unit = _unit(unit or "", more) if more else unit or ""
    return Quantity(start, Offset(match.end()), "figure", value, unit, bound, "", decimals, MEASURE.name)


def _unit(unit: str, more: str) -> str:
    """Join a unit and what is printed behind it: 人(次) is 人次, 台(套) is 台套, 辆(艘)次 is 辆次, 元/次 as printed."""
    if more == "/次":
        return unit + more if unit.endswith("元") else unit + "次"
    if more.startswith("(") and more.endswith(")次"):
        return unit + "次"
    return unit + more.strip("( )")


def _positions(digits: str) -> str:
    return "".join(str(read_chinese(char)) for char in digits)


def _read_share(plain: str, start: Offset) -> Quantity | None:
    """Read 三成, 百分之五, 三分之二, 1/3 in per cent (千分之五 in ‰)."""
    if not SHARE_AHEAD.match(plain, start):
        return None
    match = TENTHS.match(plain, start)
    if match:
        tenths = int(match["n"]) if match["n"].isascii() else read_chinese(match["n"])
        more = 0 if not match["f"] else 5 if match["f"] == "半" else read_chinese(match["f"])
        value = float((tenths or 0) * 10 + (more or 0))
        return _shared(start, match, value, decimals=0 if match["f"] else -1)
    match = PER_CENT.match(plain, start)
    if match:
        whole = "100" if match["all"] else match["n"] or read_chinese(match["c"])
        if whole is None:
            return None
        number = f"{whole}.{_positions(match['f'])}" if match["f"] else str(whole)
        value = read_arabic(number)
        return (
            None if value is None else _shared(start, match, value, decimals=len(number.partition(".")[2].lstrip(" ")))
        )
    match = FRACTION.match(plain, start)
    if match:
        n, d = match["n"] or match["sn"], match["d"] or match["sd"]
        n, d = (int(part) if part.isascii() else read_chinese(part) for part in (n, d))
        if n and d == 1000:
            return _shared(start, match, float(n), "‰")
        if n and d and n < d:
            return _shared(start, match, 100 * n / d)
    return None


def _shared(start: Offset, match: re.Match[str], value: float, unit: str = "%", decimals: int = 0) -> Quantity:
    return Quantity(start, Offset(match.end()), "figure", value, unit, decimals=decimals)


def _read_range(
    grammar: Grammar, plain: str, low: Quantity, read: Callable[[Grammar, str, Offset], Quantity]
) -> list[Quantity] | None:
    """Read 3至5次 as two figures; None when there is no range, or no unit, or it does not rise."""
    if low.kind != "figure" or plain[low.end : low.end + 1] not in BETWEEN_RANGE:
        return None
    gap = RANGE.match(plain, low.end)
    # 第3-5期, 前3至5名 are judged one by one.
    if (
        gap is None
        or plain[low.start - 1 : low.start] in ("第", "前")
        or (plain[gap.end()] in NUMERAL_CHARS) != (plain[low.start] in NUMERAL_CHARS)
    ):
        return None
    if low.unit and plain[low.start - 1 : low.start] in ("从", "由"):
        return None
    end = Offset(gap.end())
    high = _read_share(plain, end) or read(grammar, plain, end)
    if high.kind != "figure" or not high.unit or low.unit not in ("", high.unit):
        return None
    value, highest = low.value or 0.0, high.value or 0.0
    # 3-5万元 shares its multiplier with its unit.
    scale = re.match(rf"{NUMBER}({SCALE})", plain[gap.end() : high.end])
    if scale and not low.unit and plain[low.end - 1].isdigit():
        value = read_arabic(plain[low.start : low.end], scale[1]) or value
    # 一至四批 are numbered; 一到两次 is a count.
    if value >= highest or (plain[low.start : low.end] == "一" and plain[high.start] != "两"):
        return None
    both = Quantity(low.start, high.end, "figure", highest, high.unit)
    judged = judge_by_class(Context(grammar, plain, both, []))
    kind = judged.kind if judged else "figure"
    return [
        Quantity(low.start, low.end, kind, value, high.unit, "at_least", decimals=low.decimals, rule="range"),
        Quantity(high.start, high.end, kind, highest, high.unit, "at_most", decimals=high.decimals, rule="range"),
    ]


def _read_chinese_numeral(grammar: Grammar, plain: str, start: Offset, found: list[Quantity]) -> list[Quantity]:
    share = _read_share(plain, start)
    form = None if share else grammar.chinese_shapes.match(plain, start)
    if form:
        return [_shaped(start, form, CHINESE_SHAPES)]
    measure = share or _read_chinese_measure(grammar, plain, start)
    both = _read_range(grammar, plain, measure, _read_chinese_measure)
    if both:
        return both
    return [(judge_share if share else judge_chinese)(grammar, plain, measure, found)]


def _carry_units(plain: str, found: list[Quantity]) -> None:
    """Give the 12 and the 15 of 12、15、20件 the unit that the list ends with; 28小时、3小时 count alike."""
    for i in range(1, len(found)):
        left, right = found[i - 1], found[i]
        if (
            (left.kind, right.kind) == ("figure", "period")
            and left.unit == right.unit
            and plain[left.end : right.start].strip(" ") in LISTED
        ):
            found[i] = right.judged("figure", "listed_time")
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        # A bare date with a value only looks like a year: 分别为2015、1998件.
        if (
            right.kind == "figure"
            and right.unit
            and (left.kind == "figure" or (left.kind == "date" and left.value is not None))
            and not left.unit
            and plain[left.end - 1] in "0123456789万亿余多"
            and plain[left.end : right.start].strip(" ") in LISTED
        ):
            found[i] = replace(left, kind="figure", unit=right.unit, rule="listed_unit")


def _enclose(plain: str, found: list[Quantity]) -> None:
    """Class what stands in 《…》 as title, and in a short “…” as slogan, except rates and stated zeros."""
    for i, inside in _inside(found, find_quotes(plain)):
        if inside.kind in ("figure", "idiom") and inside.unit != "%" and inside.value != 0:
            found[i] = inside.judged("slogan", "quoted")
    for i, inside in _inside(found, find_titles(plain)):
        found[i] = inside.judged("title", "titled")


def _inside(found: list[Quantity], spans: list[tuple[Offset, Offset]]) -> Iterator[tuple[int, Quantity]]:
    starts = [start for start, _ in spans]
    for i, quantity in enumerate(found) if spans else ():
        k = bisect_right(starts, quantity.start) - 1
        if k >= 0 and quantity.start < spans[k][1]:
            yield i, quantity
