"""Find every number of a Chinese report and say what it is.

`find_quantities` reads from left to right. At every run of digits or Chinese numerals it asks, in order:

1. Has it the *shape* of what counts nothing: a date, a document number, ``1+1+9``?
2. Else it is a *measure*: number, multiplier, inner bound, unit (``20余万元``). The words around it may
   still turn it into a rank, a hotline, a deadline, an idiom …
3. Inside ``《…》``, or a short ``“…”``, nothing is a figure.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from ..tables import DataDir, open_data
from ..text.characters import CN, HAN
from ..text.lines import set_right
from ..text.numerals import CAPITALS, NUMERAL_CHARS, SCALES, read_arabic, read_chinese, write_common
from ..text.offsets import Offset
from .cells import read_cells
from .chinese import judge_chinese
from .context import (
    CLAUSE_END,
    HALF_SHARE,
    LISTED_KINDS,
    MEASURE,
    MONTH_AND_DAY,
    Context,
    clause_before,
    find_bound,
    judge_by_class,
    judge_digits,
    judge_share,
)
from .enclosed import enclose
from .grammar import (
    BETWEEN_RANGE,
    FRACTION,
    HALF,
    LEVELS,
    OUTLINE,
    PAGE,
    PER,
    PER_CENT,
    RANGE,
    SHAPED_BEFORE,
    SHAPED_BEHIND,
    SHARE_AHEAD,
    SHARED_PART,
    STANDARD,
    TENTHS,
    WORD,
    Grammar,
    compile_grammar,
)
from .head_words import compile_heads
from .quantity import Quantity
from .shapes import CHINESE_SHAPES, CN_DIGIT, DIGIT_SHAPES, NUMBER, SCALE, SHORT_SCALE, Shape

BEFORE_MARKS = frozenset("\n。;:!? \t-")
LISTED = ("、", "和", "及", "与")
# What neither a shape nor a rule reads: the name in a trace, and an example.
# 12:30 is a clock; 1:1.8, 1.8:1 are ratios.
RATIO = re.compile(
    r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?):(?:(?P<one>1)(?![0-9.:])|(?:[0-9]{1,3}\.[0-9]{1,2}|[0-9](?=[^0-9:.]|$))(?![0-9:]))"
)
OF_RATIO = re.compile("比(?:例|值|率)?(?:约|近|超|超过|高|仅|由|从|已|率)?(?:为|达|达到|至|到|是)?(?:约|近|超过?)?$")
# 确保未发生败诉案件 says what is wanted.
HOPED_FOR = re.compile("确保|力争|争取|努力|保证|是否|假如|如果|一旦")
# How far apart the levels of a ratio stand that rises: 由1.2:1升至1.9:1.
LONGEST_STEP = 6
SHORT = re.compile(rf"{NUMBER}{SHORT_SCALE}")
# 12.4宪法日, 3.15消费者权益日; not 1.1日常管理.
HOLIDAY = re.compile(rf"{MONTH_AND_DAY.pattern}{HAN}{{0,10}}?(?:日(?![常程益期报])|节(?![能约水点目]))")
SCALED_BEHIND = frozenset("万亿千百余多")
# Telephones are longer.
LONGEST_PLAIN = 7
JIAO = re.compile(rf"([1-9]|{CN_DIGIT})角(?:([1-9]|{CN_DIGIT})分)?")
# What is counted in wholes.
WHOLE = ("count", "event", "times", "person", "kind", "place", "person_times")
REST = re.compile(r"(零?)([0-9]+(?:\.[0-9]+)?)([十百千万]*)")
SHORT_SCALES = {"w": "万", "W": "万", "k": "千"}
# The number and the multiplier of 5万元, 五百万元.
SCALED = re.compile(rf"({NUMBER}|{CN}+?)({SCALE}|[百千万亿]++)(?!{CN})")
NONE_IN_WORDS = "none_in_words"
# What is read by none of the shapes and rules, with a text of which it is.
STEPS = {
    NONE_IN_WORDS: "没有发生行政诉讼败诉案件",
    "circled_number": "①加强领导",
    "standard": "执行GB/T 1234—2020",
    "latin_word": "见http://example.cn/post_123",
    "levels": "1.1本镇有5人",
    "ratio": "复议诉讼比为1.8:1",
    "ratio_asked_for": "按1:3配备",
    "page_number": "法治政府\n- 5 -\n建设",
    "list_mark": "如下:\n1.加强领导",
    "too_long": "共1,999,999,999,999,999,999件",
    "no_numeral": "两三个",
    "range": "每组3至5人",
    "listed_time": "通关时间28.4小时、1.07小时",
    "listed_unit": "分别为12、15件",
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
    data = open_data(data_dir)
    grammar: Grammar = data.made(compile_grammar)
    search, at, is_common = grammar.anchor.search, Offset(0), False
    found: list[Quantity] = []
    while anchor := search(plain, at):
        start, char = Offset(anchor.start()), anchor[0]
        if char.isdecimal():
            count = _read_plain_count(grammar, plain, start, found)
            if count:
                found.append(count)
            else:
                found += _read_digits(grammar, plain, start, found)
            at = found[-1].end
            continue
        if char == "半":
            half = _read_half(plain, start)
            at = half.end if half else Offset(start + 1)
            found += [judge_share(grammar, plain, half, found)] if half else []
            continue
        if char in CAPITALS:
            # What stands before is read, so that the text is written anew but once.
            is_common, plain = True, plain if is_common else write_common(plain)
            at = start if plain[start] != char else Offset(start + 1)
            continue
        if char in NUMERAL_CHARS:
            found += _read_chinese_numeral(grammar, plain, start, found)
        elif not char.isascii():
            found.append(Quantity(start, Offset(start + 1), "outline", rule="circled_number"))
        else:
            word, at = _read_word(grammar, plain, start)
            found += word
            continue
        at = found[-1].end
    found = _with_nones(grammar, plain, found)
    _carry_units(plain, found)
    if "\t" in plain:
        read_cells(grammar, data.made(compile_heads), plain, found)
    enclose(plain, found)
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
    standard = STANDARD.match(plain, start)
    if standard:
        return [Quantity(start, Offset(standard.end()), "name", rule="standard")], Offset(standard.end())
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
    if start == 0 or plain[start - 1] in BEFORE_MARKS:
        mark = _read_mark(grammar, plain, start)
        if mark:
            return [mark]
    number = grammar.arabic.match(plain, start)
    assert number is not None  # it stands at a digit
    share = None
    if _is_shaped(plain, start, number):
        ratio = RATIO.match(plain, start)
        if ratio:
            return [_read_ratio(grammar, plain, start, ratio, found)]
        form = grammar.digit_shapes.match(plain, start)
        if form and not _is_short_scale(grammar, plain, start):
            return [_shaped(start, form, DIGIT_SHAPES)]
        share = _read_share(plain, start)
    measure = share or _with_jiao(plain, _measure_of(start, number))
    if plain[measure.end : measure.end + 1] in BETWEEN_RANGE:
        both = _read_range(grammar, plain, measure, _read_arabic_measure)
        if both:
            return both
    return [(judge_share if share else judge_digits)(grammar, plain, measure, found)]


def _read_plain_count(grammar: Grammar, plain: str, start: Offset, found: list[Quantity]) -> Quantity | None:
    """Read 35家, 1.2万余件 where nothing beside it can be a bound or make it another kind, as most numbers are."""
    if plain[start - 1 : start] in grammar.beside_number or (found and found[-1].kind in LISTED_KINDS):
        return None
    number = grammar.arabic.match(plain, start)
    assert number is not None  # it stands at a digit
    n, unit = number.group("n", "unit")
    least, end = grammar.plain_units.get(unit), number.end()
    if least is None or len(n) > LONGEST_PLAIN or plain[end : end + 1] in grammar.behind_number:
        return None
    behind = plain[start + len(n)]
    if behind != unit[0] and behind not in SCALED_BEHIND:
        return None
    if n.isdecimal():
        if n[0] == "0":
            return None
        is_simple = end == start + len(n) + len(unit)
    else:
        is_simple = False
    before = plain[max(0, start - 8) : start]
    if "至" in before or "最" in before or "起" in before:
        return None
    if is_simple:
        value = float(n)
        return (
            Quantity(start, Offset(end), "figure", value, unit, "exact", "", 0, MEASURE.name) if value > least else None
        )
    measure = _measure_of(start, number)
    is_count = measure.end == end and (measure.value or 0.0) > least
    return measure if is_count else None


def _is_shaped(plain: str, start: Offset, number: re.Match[str]) -> bool:
    """Return whether a shape may begin with a number; with most none does, 35家 and 1.2万件, and none is tried."""
    n, unit = number.group("n", "unit")
    if not unit or len(n) > LONGEST_PLAIN or n[0] == "0" or n == "1":
        return True
    behind = plain[start + len(n)]
    return behind in SHAPED_BEHIND or behind < "%" or "%" < behind < "\x80" or plain[start - 1 : start] in SHAPED_BEFORE


def _read_ratio(grammar: Grammar, plain: str, start: Offset, ratio: re.Match[str], found: list[Quantity]) -> Quantity:
    """Read 1.8:1 as one number: a figure where a ratio is told, a name where it is asked for (按1:3配备)."""
    goes_on = bool(found) and found[-1].rule == "ratio" and start - found[-1].end <= LONGEST_STEP
    value = float(ratio["n"])
    if ratio["one"] and value != 1 and (goes_on or OF_RATIO.search(plain, max(0, start - 12), start)):
        decimals = len(ratio["n"].partition(".")[2])
        read = Quantity(start, Offset(ratio.end()), "figure", value, decimals=decimals, rule="ratio")
        return replace(read, bound=find_bound(grammar, plain, read))
    return Quantity(start, Offset(ratio.end()), "name", rule="ratio_asked_for")


def _is_short_scale(grammar: Grammar, plain: str, start: Offset) -> bool:
    """Return whether the letter behind a number is a multiplier: 阅读量10w, 3.5W次; not 功率50W, 4K."""
    short = SHORT.match(plain, start)
    if short is None:
        return False
    before = clause_before(plain, start)
    about = before + plain[short.end() : short.end() + 6]
    if any(word in about for word in grammar.power_before):
        return False
    number = grammar.arabic.match(plain, start)
    if number and (number["unit"] or number["inner"] or number["plus"]):
        return True
    ends = short.end() == len(plain) or plain[short.end()] in CLAUSE_END
    return ends and any(word in before for word in grammar.readers_before)


def _shaped(start: Offset, form: re.Match[str], shapes: tuple[Shape, ...]) -> Quantity:
    shape = shapes[(form.lastindex or 0) - 1]
    return Quantity(start, Offset(form.end()), shape.kind, rule=shape.name)


def _read_mark(grammar: Grammar, plain: str, start: Offset) -> Quantity | None:
    """Read what numbers a heading, a list item or a page."""
    before = plain[max(0, start - 8) : start].rstrip(" \t-")
    if before and before[-1] not in "\n。;:!?":
        return None
    line_head = before[-1:] == "\n" or (not before and start <= 8)
    page = PAGE.match(plain, start) if line_head else None
    if page and (page["dash"] or len(page["n"]) < 3) and len(plain) > len(page[0]):
        return Quantity(start, Offset(page.end("n")), "page", rule="page_number")
    levels = LEVELS.match(plain, start) if line_head else None
    if levels and _is_level(grammar, plain, start, levels.end()):
        return Quantity(start, Offset(levels.end()), "outline", rule="levels")
    outline = OUTLINE.match(plain, start)
    # 3 个村 at the head of a line counts, 3 加强领导 is a heading.
    if outline and outline[0][-1] == " ":
        number = grammar.arabic.match(plain, start) if line_head else None
        outline = outline if number and not number["unit"] else None
    return Quantity(start, Offset(outline.end()), "outline", rule="list_mark") if outline else None


def _is_level(grammar: Grammar, plain: str, start: Offset, end: int) -> bool:
    """Return whether 1.1 numbers what follows: of 1.1本镇 there is no tenth of a 本, of 1.5公里 there is."""
    number = grammar.arabic.match(plain, start)
    if number is None or number["scale"] or HOLIDAY.match(plain, start):
        return False
    unit = number["unit"]
    if not unit:
        return True
    is_whole = grammar.unit_classes[unit][0] in WHOLE and not number["inner"]
    return is_whole and number.end() < len(plain) and plain[number.end()] not in "\n\t,。;、)"


def _read_arabic_measure(grammar: Grammar, plain: str, start: Offset) -> Quantity:
    match = grammar.arabic.match(plain, start)
    assert match is not None  # it stands at a digit
    return _measure_of(start, match)


def _measure_of(start: Offset, match: re.Match[str]) -> Quantity:
    """Read a match of `Grammar.arabic`."""
    n, unit = match.group("n", "unit")
    if (
        unit
        and match.end("n") == match.start("unit")
        and match.end("unit") == match.end()
        and len(n) < 9
        and n.isdigit()
    ):
        # Most are 35家.
        return Quantity(start, Offset(match.end()), "figure", float(n), unit, "exact", "", 0, MEASURE.name)
    n, early, scale, rest, plus, inner, unit, more, half, bracketed = match.groups()
    # Most are short and whole.
    if not scale and len(n) < 9 and n.isdigit():
        value = float(n)
    else:
        scale = SHORT_SCALES.get(scale, scale) or ""
        value = _read_parts(n, scale, rest) if rest else read_arabic(n, scale)
        if rest and value is None:
            return Quantity(start, Offset(match.start("rest")), "figure", read_arabic(n, scale), rule=MEASURE.name)
        n = rest or n
    decimals = len(n.partition(".")[2].lstrip(" ")) if "." in n else 0
    return _measured(start, match, value, decimals, early or inner or plus, unit or bracketed, more, half)


def _read_parts(number: str, scale: str, rest: str) -> float | None:
    """Read 1亿2345万6789 and 1亿2千3百万, of which `rest` is what follows the first multiplier.

    None where the parts do not fall, and where a last one without a multiplier is too short: of 3万40 a zero is
    missing, or it is two numbers.
    """
    total = section = 0.0
    big, small = math.inf, math.inf
    for zero, digits, scales in [("", number, scale), *(part.groups() for part in REST.finditer(rest))]:
        of_section = math.prod(SCALES[char] for char in scales if char in "十百千")
        of_whole = math.prod(SCALES[char] for char in scales if char in "万亿")
        part = read_arabic(digits)
        is_short = (
            not scales and not zero and len(digits.partition(".")[0]) < min(3, len(str(int(min(big, small)))) - 1)
        )
        if part is None or is_short or part == 0 or part * of_section >= small or of_whole >= big:
            return None
        section, small = section + part * of_section, of_section
        if of_whole > 1:
            if section * of_whole >= big:
                return None
            total, section, big, small = total + section * of_whole, 0.0, of_whole, of_whole
    return total + section


def _read_chinese_measure(grammar: Grammar, plain: str, start: Offset) -> Quantity:
    match = grammar.chinese.match(plain, start)
    assert match is not None  # it stands at a numeral
    n, f, f_scale, early, scale, inner, unit, more, half, bracketed = match.groups()
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
    return _measured(start, match, value, len(f or ""), early or inner, unit or bracketed, more, half)


def _measured(
    start: Offset,
    match: re.Match[str],
    value: float | None,
    decimals: int,
    inner: str | None,
    unit: str | None,
    more: str | None,
    half: str | None,
) -> Quantity:
    if value is None:
        return Quantity(start, Offset(match.end("n")), "identifier", rule="too_long")
    if half:
        value, decimals = value + 0.5, 1
    bound = "exact" if not inner else "about" if inner == "来" else "at_least"
    unit = _unit(unit or "", more) if more else unit or ""
    return Quantity(start, Offset(match.end()), "figure", value, unit, bound, "", decimals, MEASURE.name)


def _with_jiao(plain: str, measure: Quantity) -> Quantity:
    """Add the 5角 of 12元5角, and the 三角五分 of 一百元三角五分."""
    end = measure.end
    if measure.unit != "元" or measure.bound != "exact" or plain[end + 1 : end + 2] != "角":
        return measure
    coins = JIAO.match(plain, end)
    if coins is None:
        return measure
    cents = [int(_positions(digit)) if digit else 0 for digit in coins.groups()]
    value = round((measure.value or 0.0) + cents[0] / 10 + cents[1] / 100, 2)
    return replace(measure, end=Offset(coins.end()), value=value, decimals=2 if coins[2] else 1)


def _unit(unit: str, more: str) -> str:
    """Join a unit and what is printed behind it: 人(次) is 人次, 台(套) is 台套, 辆(艘)次 is 辆次, 元/次 as printed."""
    if more == "/次":
        return unit + more if unit.endswith("元") else unit + "次"
    if more.startswith("(") and more.endswith(")次"):
        return unit + "次"
    return unit + more.strip("( )")


def _positions(digits: str) -> str:
    return "".join(char if char.isdecimal() else str(read_chinese(char)) for char in digits)


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
        return _shared(start, match, 100.0) if match["all"] else _read_part(start, match, match["per"])
    match = FRACTION.match(plain, start)
    if match:
        n, d = match["n"] or match["sn"], match["d"] or match["sd"]
        n, d = (int(part) if part.isascii() else read_chinese(part) for part in (n, d))
        if n and d == 1000:
            return _shared(start, match, float(n), "‰")
        if n and d and n < d:
            return _shared(start, match, 100 * n / d)
    return _read_half(plain, start)


def _read_part(start: Offset, match: re.Match[str], per: str) -> Quantity | None:
    """Read the 九十九点五 of 百分之九十九点五, which the other end of a range may have without 百分之."""
    whole = match["n"] or read_chinese(match["c"])
    if whole is None:
        return None
    number = f"{whole}.{_positions(match['f'])}" if match["f"] else str(whole)
    value, decimals = read_arabic(number), len(number.partition(".")[2].lstrip(" "))
    unit, shift = PER[per]
    return None if value is None else _shared(start, match, value / 10**shift, unit, decimals + shift)


def _read_half(plain: str, start: Offset) -> Quantity | None:
    """Read 一半, 半数, and the 半 of 近半, 过半; 大半 is more."""
    match = HALF.match(plain, start)
    if match is None:
        return None
    is_more = match[0] == "半" and plain[start - 1] == "大"
    bound = "at_least" if is_more or plain[start - 1 : start] == "过" else "exact"
    at = Offset(start - 1) if is_more else start
    return Quantity(at, Offset(match.end()), "figure", 50.0, "%", bound, rule=HALF_SHARE.name)


def _shared(start: Offset, match: re.Match[str], value: float, unit: str = "%", decimals: int = 0) -> Quantity:
    return Quantity(start, Offset(match.end()), "figure", value, unit, decimals=decimals)


def _read_range(
    grammar: Grammar, plain: str, low: Quantity, read: Callable[[Grammar, str, Offset], Quantity]
) -> list[Quantity] | None:
    """Read 3至5次 as two figures; None when there is no range, or no unit, or it does not rise."""
    if low.kind != "figure":
        return None
    gap = RANGE.match(plain, low.end)
    # 第3-5期, 前3至5名 are judged one by one.
    if (
        gap is None
        or plain[low.start - 1 : low.start] in ("第", "前")
        # 零时至2时 are two numbers, each in its own writing.
        or (plain[gap.end()] in NUMERAL_CHARS) != (plain[low.start] in NUMERAL_CHARS)
    ):
        return None
    if low.unit and plain[low.start - 1 : low.start] in ("从", "由"):
        return None
    end = Offset(gap.end())
    high = _read_share(plain, end) or read(grammar, plain, end)
    if plain.startswith("分之", low.start + 1):
        part = SHARED_PART.match(plain, end)
        if part and (part["f"] or not high.unit):
            high = _read_part(end, part, plain[low.start]) or high
    if high.kind != "figure" or not high.unit or low.unit not in ("", high.unit):
        return None
    value, highest = low.value or 0.0, high.value or 0.0
    decimals = low.decimals
    if not low.unit:
        value, decimals = _shared_scale(plain, low, high)
    # 一至四批 are numbered; 一到两次 is a count.
    if value >= highest or (plain[low.start : low.end] == "一" and plain[high.start] != "两"):
        return None
    both = Quantity(low.start, high.end, "figure", highest, high.unit)
    judged = judge_by_class(Context(grammar, plain, both, []))
    kind = judged.kind if judged else "figure"
    return [
        Quantity(low.start, low.end, kind, value, high.unit, "at_least", decimals=decimals, rule="range"),
        Quantity(high.start, high.end, kind, highest, high.unit, "at_most", decimals=high.decimals, rule="range"),
    ]


def _shared_scale(plain: str, low: Quantity, high: Quantity) -> tuple[float, int]:
    """Return the value and the decimals of the low end of a range that has its multiplier from the high end.

    3-5万元, 三至五万元 and 四至五成; but 八千至一万人, whose 一 is less than 八千.
    """
    value = low.value or 0.0
    written, number = plain[high.start : high.end], plain[low.start : low.end]
    if TENTHS.match(plain, high.start) and value < 10:
        return value * 10, -1
    scaled = SCALED.match(written)
    if scaled is None or number[-1] in "万亿余多几":
        return value, low.decimals
    head, scale = scaled.groups()
    for n in range(len(scale)):
        above = read_arabic(head) if head[0].isascii() else read_chinese(head + scale[:n])
        if above is not None and value < above:
            factor = math.prod(SCALES[char] for char in scale[n:])
            return (read_arabic(number, scale[n:]) or value) if number.isascii() else value * factor, low.decimals
        if head[0].isascii():
            break
    return value, low.decimals


def _read_chinese_numeral(grammar: Grammar, plain: str, start: Offset, found: list[Quantity]) -> list[Quantity]:
    share = _read_share(plain, start)
    form = None if share else grammar.chinese_shapes.match(plain, start)
    if form:
        return [_shaped(start, form, CHINESE_SHAPES)]
    measure = share or _with_jiao(plain, _read_chinese_measure(grammar, plain, start))
    if plain[measure.end : measure.end + 1] in BETWEEN_RANGE:
        both = _read_range(grammar, plain, measure, _read_chinese_measure)
        if both:
            return both
    return [(judge_share if share else judge_chinese)(grammar, plain, measure, found)]


def _carry_units(plain: str, found: list[Quantity]) -> None:
    """Give the 12 and the 15 of 12、15、20件 the unit that the list ends with; 28小时、3小时 count alike."""
    periods = [i for i, quantity in enumerate(found) if quantity.kind == "period" and i]
    for i in periods:
        left, right = found[i - 1], found[i]
        if left.kind == "figure" and left.unit == right.unit and plain[left.end : right.start].strip(" ") in LISTED:
            found[i] = replace(right, kind="figure", rule="listed_time")
    # A bare date with a value only looks like a year: 分别为2015、1998件.
    bare = [i for i, quantity in enumerate(found) if not quantity.unit and quantity.kind in ("figure", "date")]
    for i in reversed(bare):
        left, right = found[i], found[i + 1] if i + 1 < len(found) else None
        if (
            right is not None
            and right.kind == "figure"
            and right.unit
            and left.value is not None
            and plain[left.end - 1] in "0123456789万亿余多"
            and plain[left.end : right.start].strip(" ") in LISTED
        ):
            found[i] = replace(left, kind="figure", unit=right.unit, rule="listed_unit")


def _with_nones(grammar: Grammar, plain: str, found: list[Quantity]) -> list[Quantity]:
    """Return what was found with the zeros that are said without a numeral: 没有发生行政诉讼败诉案件."""
    said_of = chain(grammar.none_in_words.finditer(plain), grammar.none_of_it.finditer(plain))
    nones = [
        Quantity(Offset(said.start("none")), Offset(said.end("none")), "figure", 0.0, unit, rule=NONE_IN_WORDS)
        for said in said_of
        if not HOPED_FOR.search(clause_before(plain, Offset(said.start())))
        # Cases are counted in 件, though none is printed.
        for unit in ["件" if "案件" in said[0] else ""]
    ]
    return sorted([*found, *nones], key=lambda each: each.start) if nones else found
