"""Find every number of a Chinese report and say what it is.

`find_quantities` reads from left to right. At every run of digits or Chinese numerals it asks, in order:

1. Has it the *shape* of what counts nothing: a date, a document number, ``1+1+9``?
2. Else it is a *measure*: number, multiplier, inner bound, unit (``20余万元``). The words around it may
   still turn it into a rank, a hotline, a deadline, an idiom …
3. Inside ``《…》``, or a short ``“…”``, nothing is a figure.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from ..tables import open_data
from ..text.lines import set_right
from ..text.numerals import NUMERAL_CHARS, SCALES, read_arabic, read_chinese
from .cells import find_quotes, find_titles, read_cells
from .chinese import judge_chinese
from .context import judge_digits, judge_share, kind_by_unit
from .grammar import FRACTION, NUMBER, OUTLINE, PAGE, PER_CENT, RANGE, SCALE, TENTHS, WORD, compile_grammar

KINDS = {
    "figure": "数据",
    "date": "日期",
    "year_range": "起止年份",
    "period": "时段",
    "deadline": "时限",
    "frequency": "频次要求",
    "ordinal": "序数、名次",
    "document_number": "文号、门牌号",
    "identifier": "号码",
    "name": "名称",
    "slogan": "口号、提法",
    "title": "书名号内",
    "outline": "层次序号",
    "page": "页码",
    "vague": "约数词",
    "idiom": "固定词语",
}
LISTED = ("、", "和", "及", "与")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, and what it is.

    Attributes
    ----------
    start, end : int
        Offsets in the text, from the first character of the number to the end of its unit. A word of bound
        before the number or behind the unit is outside, one between them (``400余人次``) inside.
    kind : str
        ``figure``, or what it is instead: one of `KINDS`.
    value : float or None
        In `unit`, multipliers multiplied out; tenths (成) and fractions in per cent. None where what is no
        figure has no value of its own.
    unit : str
        The measure word; ``""`` where none is printed, ``名`` where it is left out (``47公职人员``).
    bound : str
        ``exact``, ``at_least``, ``at_most`` or ``about``.
    head : str
        In a table, what the heads of its column and of its row say that it counts: ``2019年行政处罚``.
    """

    start: int
    end: int
    kind: str
    value: float | None = None
    unit: str = ""
    bound: str = "exact"
    head: str = ""


def find_quantities(text, data_dir=None):
    """Find every number of a text and say what it is.

    Parameters
    ----------
    text : str
        A report, or any phrase of one.
    data_dir : path-like, optional
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


def read_quantities(plain, data_dir=None):
    """Find every number of a text that has been set right, as `find_quantities` does in any.

    Parameters
    ----------
    plain : str
        As from `rejoin`.
    data_dir : path-like, optional

    Returns
    -------
    list of Quantity
    """
    grammar = open_data(data_dir).made(compile_grammar)
    search, found, at = grammar.anchor.search, [], 0
    while anchor := search(plain, at):
        start, char = anchor.start(), anchor[0]
        if char in NUMERAL_CHARS:
            found += _read_chinese_numeral(grammar, plain, start, found)
        elif not char.isascii():
            found.append(Quantity(start, start + 1, "outline"))
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


def _read_word(grammar, plain, start):
    """Read a Latin run: digits in it belong to a name, except where they may count (APP120个)."""
    word = WORD.match(plain, start)
    digit = re.search("[0-9]", word[0])
    if digit is None:
        return [], word.end()
    at = start + digit.start()
    letters, digits = plain[start:at], plain[at : word.end()]
    # APP120个, CT2台; A4纸, G20峰会 have no unit.
    if letters.isalpha() and re.fullmatch(r"[0-9.]+%?", digits):
        number = grammar.arabic.match(plain, at)
        unit = number["unit"] if number.end("n") == word.end() else None
        is_counted = unit and grammar.unit_classes[unit][0] != "grade"
        if len(letters) >= 3 or (len(letters) == 2 and is_counted):
            return [], at
    return [Quantity(start, word.end(), "slogan" if "+" in word[0] else "name")], word.end()


def _read_digits(grammar, plain, start, found):
    mark = _read_mark(grammar, plain, start)
    if mark:
        return [mark]
    shape = grammar.digit_shapes.match(plain, start)
    if shape:
        return [Quantity(start, shape.end(), grammar.digit_kinds[shape.lastindex])]
    share = _read_share(plain, start)
    measure = share or _read_arabic_measure(grammar, plain, start)
    both = _read_range(grammar, plain, measure, _read_arabic_measure)
    if both:
        return both
    return [(judge_share if share else judge_digits)(grammar, plain, measure, found)]


def _read_mark(grammar, plain, start):
    """Read what numbers a heading, a list item or a page."""
    before = plain[max(0, start - 8) : start].rstrip(" \t-")
    if before and before[-1] not in "\n。;:!?":
        return None
    line_head = before[-1:] == "\n" or (not before and start <= 8)
    page = PAGE.match(plain, start) if line_head else None
    if page and (page["dash"] or len(page["n"]) < 3) and len(plain) > len(page[0]):
        return Quantity(start, page.end("n"), "page")
    outline = OUTLINE.match(plain, start)
    # 3 个村 at the head of a line counts, 3 加强领导 is a heading.
    if outline and (outline[0][-1] != " " or (line_head and not grammar.arabic.match(plain, start)["unit"])):
        return Quantity(start, outline.end(), "outline")
    return None


def _read_arabic_measure(grammar, plain, start):
    match = grammar.arabic.match(plain, start)
    n, early, scale, n2, scale2, plus, inner, unit, more, bracketed = match.groups()
    value = read_arabic(n, scale or "")
    if value is not None and n2:
        value += read_arabic(n2, scale2)
    return _measured(match, value, early or inner or plus, unit or bracketed, more)


def _read_chinese_measure(grammar, plain, start):
    match = grammar.chinese.match(plain, start)
    n, f, f_scale, early, scale, inner, unit, more, bracketed = match.groups()
    value = read_chinese(n)
    if value is None:
        return Quantity(start, match.end("n"), "vague" if len(n) < 5 else "identifier")
    if f:
        value = read_arabic(f"{value}.{_positions(f)}", f_scale or "")
    for char in scale or "":
        value *= SCALES[char]
    return _measured(match, None if value is None else float(value), early or inner, unit or bracketed, more)


def _measured(match, value, inner, unit, more):
    if value is None:
        return Quantity(match.start(), match.end("n"), "identifier")
    bound = "exact" if not inner else "about" if inner == "来" else "at_least"
    return Quantity(match.start(), match.end(), "figure", value, _unit(unit or "", more or ""), bound)


def _unit(unit, more):
    """Join a unit and what is printed behind it: 人(次) is 人次, 台(套) is 台套, 辆(艘)次 is 辆次, 元/次 as printed."""
    if more == "/次":
        return unit + more if unit.endswith("元") else unit + "次"
    if more.startswith("(") and more.endswith(")次"):
        return unit + "次"
    return unit + more.strip("( )")


def _positions(digits):
    return "".join(str(read_chinese(char)) for char in digits)


def _read_share(plain, start):
    """Read 三成, 百分之五, 三分之二, 1/3 in per cent (千分之五 in ‰)."""
    match = TENTHS.match(plain, start)
    if match:
        tenths = int(match["n"]) if match["n"].isascii() else read_chinese(match["n"])
        more = 0 if not match["f"] else 5 if match["f"] == "半" else read_chinese(match["f"])
        return Quantity(start, match.end(), "figure", float(tenths * 10 + more), "%")
    match = PER_CENT.match(plain, start)
    if match:
        whole = "100" if match["all"] else match["n"] or read_chinese(match["c"])
        if whole is None:
            return None
        value = read_arabic(f"{whole}.{_positions(match['f'])}" if match["f"] else str(whole))
        return None if value is None else Quantity(start, match.end(), "figure", value, "%")
    match = FRACTION.match(plain, start)
    if match:
        n, d = match["n"] or match["sn"], match["d"] or match["sd"]
        n, d = (int(part) if part.isascii() else read_chinese(part) for part in (n, d))
        if n and d == 1000:
            return Quantity(start, match.end(), "figure", float(n), "‰")
        if n and d and n < d:
            return Quantity(start, match.end(), "figure", 100 * n / d, "%")
    return None


def _read_range(grammar, plain, low, read):
    """Read 3至5次 as two figures; None when there is no range, or no unit, or it does not rise."""
    gap = RANGE.match(plain, low.end) if low.kind == "figure" else None
    # 第3-5期, 前3至5名 are judged one by one.
    if (
        gap is None
        or plain[low.start - 1 : low.start] in ("第", "前")
        or (plain[gap.end()] in NUMERAL_CHARS) != (plain[low.start] in NUMERAL_CHARS)
    ):
        return None
    if low.unit and plain[low.start - 1 : low.start] in ("从", "由"):
        return None
    high = _read_share(plain, gap.end()) or read(grammar, plain, gap.end())
    if high.kind != "figure" or not high.unit or low.unit not in ("", high.unit):
        return None
    value = low.value
    # 3-5万元 shares its multiplier with its unit.
    scale = re.match(rf"{NUMBER}({SCALE})", plain[gap.end() : high.end])
    if scale and not low.unit and plain[low.end - 1].isdigit():
        value = read_arabic(plain[low.start : low.end], scale[1]) or value
    # 一至四批 are numbered; 一到两次 is a count.
    if value >= high.value or (plain[low.start : low.end] == "一" and plain[high.start] != "两"):
        return None
    kind = kind_by_unit(grammar, plain, replace(high, start=low.start))
    low = replace(low, kind=kind, value=value, unit=high.unit, bound="at_least")
    return [low, replace(high, kind=kind, bound="at_most")]


def _read_chinese_numeral(grammar, plain, start, found):
    share = _read_share(plain, start)
    shape = None if share else grammar.chinese_shapes.match(plain, start)
    if shape:
        return [Quantity(start, shape.end(), grammar.chinese_kinds[shape.lastindex])]
    measure = share or _read_chinese_measure(grammar, plain, start)
    both = _read_range(grammar, plain, measure, _read_chinese_measure)
    if both:
        return both
    return [(judge_share if share else judge_chinese)(grammar, plain, measure, found)]


def _carry_units(plain, found):
    """Give the 12 and the 15 of 12、15、20件 the unit that the list ends with; 28小时、3小时 count alike."""
    for i in range(1, len(found)):
        left, right = found[i - 1], found[i]
        if (
            (left.kind, right.kind) == ("figure", "period")
            and left.unit == right.unit
            and plain[left.end : right.start].strip(" ") in LISTED
        ):
            found[i] = replace(right, kind="figure")
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
            found[i] = replace(left, kind="figure", unit=right.unit)


def _enclose(plain, found):
    """Class what stands in 《…》 as title, and in a short “…” as slogan, except rates and stated zeros."""
    for i, inside in _inside(found, find_quotes(plain)):
        if inside.kind in ("figure", "idiom") and inside.unit != "%" and inside.value != 0:
            found[i] = replace(inside, kind="slogan")
    for i, inside in _inside(found, find_titles(plain)):
        found[i] = replace(inside, kind="title")


def _inside(found, spans):
    starts = [start for start, _ in spans]
    for i, quantity in enumerate(found) if spans else ():
        k = bisect_right(starts, quantity.start) - 1
        if k >= 0 and quantity.start < spans[k][1]:
            yield i, quantity
