"""Numerals as Chinese reports write them: ``1,234``, ``3.07万``, ``一百二十三``, ``两万``."""

import re
from collections.abc import Sequence

DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
NUMERAL_CHARS = "".join(DIGITS) + "".join(SCALES) + "廿卅"
# As cheques and decisions write them, so that nobody can change them: 壹拾万零叁仟元整.
_COMMON = {
    ord(capital): common
    for capital, common in zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億圆圓", "一两三四五六七八九十百千万亿元元", strict=True)
}
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
# A hundred may have no one before it: 佰贰拾叁件.
# 队伍, 大陆, 收拾 and a name have one such character, and no multiplier or money behind it.
_CAPITAL_NUMERAL = re.compile(
    "(?<![队行入大水登内着收])(?:[佰仟](?=[零〇壹贰叁肆伍陆柒捌玖拾])|[壹贰叁肆伍陆柒捌玖](?=[拾佰仟万萬亿億元圆圓])|拾(?=[壹贰叁肆伍陆柒捌玖万萬亿億元圆圓]))"
    "[零〇壹贰叁肆伍陆柒捌玖拾佰仟万萬亿億]*+[圆圓]?"
)
_WRITTEN = "零一二三四五六七八九"

# Beyond this many digits a run is an identifier: no report counts so high, and float64 would not be exact.
LONGEST = 15
_PRINTED_RATE = re.compile(r"\d+(?:[.．](\d+))?\s*(?:余|多)?\s*[%％‰]")
_CHINESE_RATE = re.compile(r"[百千]分之[^点]+(?:点([〇零一二三四五六七八九]+))?")
_TENTHS = re.compile(r"[一二三四五六七八九两\d]成半?")


def read_arabic(number: str, scale: str = "") -> float | None:
    """Read Arabic digits and the multiplier behind them.

    Parameters
    ----------
    number : str
        ASCII digits; thousands may be set off by commas or spaces, decimals by a point.
    scale : str
        Chinese multiplier: ``万``, ``亿``, ``千万`` … or nothing.

    Returns
    -------
    float or None
        The nearest float to the decimal written: 3.07万 is 30700 exactly. None beyond `LONGEST` digits.

    Examples
    --------
    >>> read_arabic("1,234"), read_arabic("3.07", "万"), read_arabic("1.2", "亿")
    (1234.0, 30700.0, 120000000.0)
    >>> read_arabic("1" * 10_000)
    """
    whole, _, fraction = number.replace(",", "").replace(" ", "").partition(".")
    if len(whole) + len(fraction) > LONGEST:
        return None
    if not scale:
        return float(f"{whole}.{fraction}") if fraction else float(whole)
    factor = 1
    for char in scale:
        factor *= SCALES[char]
    return int(whole + fraction) * factor / 10 ** len(fraction)


def read_chinese(numeral: str) -> int | None:
    """Read a Chinese numeral, strictly: what is not well formed is no number.

    Parameters
    ----------
    numeral : str
        Characters of `NUMERAL_CHARS`.

    Returns
    -------
    int or None
        None for an empty, ill-formed or absurdly long numeral, and for two neighbouring digits without a
        scale (``三四`` is a guess, not a number). Three or more such digits are read by position.

    Examples
    --------
    >>> [read_chinese(word) for word in ("十二", "一百二十三", "两万", "二〇二〇", "廿三", "一万五", "百")]
    [12, 123, 20000, 2020, 23, 15000, 100]
    >>> [read_chinese(word) for word in ("三四", "十百", "一一", "")]
    [None, None, None, None]
    """
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not numeral or len(numeral) > 2 * LONGEST:
        return None
    if not any(char in SCALES for char in numeral):
        return _read_positional(numeral)
    return _read_scaled(numeral, ("亿", "万"), implied=1)


def write_common(text: str) -> str:
    """Write the capital numerals of a text as the common ones that they stand for, every offset kept.

    Examples
    --------
    >>> write_common("队伍壹支,罚款壹拾万零叁仟圆整,拾金不昧")
    '队伍壹支,罚款一十万零三千元整,拾金不昧'
    """
    return _CAPITAL_NUMERAL.sub(lambda numeral: numeral[0].translate(_COMMON), text)


def write_chinese(number: int) -> str:
    """Write a whole number below 10**8 in Chinese, as a list or a heading counts.

    Examples
    --------
    >>> [write_chinese(number) for number in (0, 10, 21, 105, 110, 20_010)]
    ['零', '十', '二十一', '一百零五', '一百一十', '二万零一十']
    """
    high, low = divmod(number, 10**4)
    written = f"{_write_section(high)}万" if high else ""
    if low or not high:
        written += ("零" if high and low < 1000 else "") + _write_section(low)
    # 十二, but 一百一十二.
    return written.removeprefix("一") if written.startswith("一十") else written


def _write_section(number: int) -> str:
    """Write a number below 10**4, each digit with its scale and one 零 for those that are left out between others."""
    written, left_out = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            written += ("零" if left_out and written else "") + _WRITTEN[digit] + name
        left_out = digit == 0
    return written or "零"


def write_plain(value: float, decimals: int = 4) -> str:
    """Write a number without idle decimals.

    Examples
    --------
    >>> write_plain(1526.0), write_plain(0.25), write_plain(1 / 3, 1)
    ('1526', '0.25', '0.3')
    """
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_positional(numeral: str) -> int | None:
    if len(numeral) == 1:
        return DIGITS[numeral]
    if len(numeral) == 2 or len(numeral) > LONGEST:
        return None
    return int("".join(str(DIGITS[char]) for char in numeral))


def _read_scaled(numeral: str, scales: Sequence[str], implied: int | None = None) -> int | None:
    """Read ``head 亿 rest`` as head * 10**8 + rest, and so on down to a section below 万.

    `implied` is what an empty head counts: 万余人 are 10,000, 亿万 is no number.
    """
    if not scales:
        return _read_section(numeral)
    scale, *lower = scales
    head, mark, rest = numeral.rpartition(scale)
    if not mark:
        return _read_scaled(rest, lower, implied)
    above = _read_scaled(head, lower) if head else implied
    below = _read_rest(rest, SCALES[scale], lower)
    if above is None or below is None or above == 0 or scale in head:
        return None
    return above * SCALES[scale] + below


def _read_rest(rest: str, scale: int, lower: Sequence[str]) -> int | None:
    if not rest:
        return 0
    # 三万五 is 35000: one digit right behind a scale counts the next lower one; 三万零五 is 30005.
    if len(rest) == 1 and rest in DIGITS:
        return DIGITS[rest] * scale // 10 or None
    value = _read_scaled(rest.removeprefix("零").removeprefix("〇"), lower)
    return value if value and value < scale else None


def _read_section(numeral: str) -> int | None:
    """Read a numeral below 万: digit and scale in turn, the scales falling."""
    total, digit, scale, zero = 0, None, 10**4, False
    for char in numeral:
        if char in "零〇":
            if zero or digit is not None:
                return None
            zero = True
        elif char in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[char]
        else:
            # A scale needs its digit, but 十 at the head (十二) and 百, 千 standing first (百余) count one.
            if SCALES[char] >= scale or (digit is None and total):
                return None
            scale = SCALES[char]
            total += (1 if digit is None else digit) * scale
            digit, zero = None, False
    if digit is None:
        return None if zero else total
    if zero or scale in (10, 10**4):
        return total + digit
    return total + digit * scale // 10


def printed_decimals(surface: str, value: float) -> int:
    """Return how many decimals a rate is printed with: 99.0% has one; 九成 is printed to ten, so minus one.

    Examples
    --------
    >>> printed_decimals("99.0%", 99.0), printed_decimals("百分之九十八点五", 98.5), printed_decimals("九成", 90.0)
    (1, 1, -1)
    """
    printed = _PRINTED_RATE.findall(surface)
    if printed:
        return len(printed[-1])
    chinese = _CHINESE_RATE.search(surface)
    if chinese:
        return len(chinese[1] or "")
    if _TENTHS.search(surface):
        return -1
    return len(write_plain(value).partition(".")[2])
