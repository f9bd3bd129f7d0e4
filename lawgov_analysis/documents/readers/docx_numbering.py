"""Word's automatic numbering: the marks that Word prints before paragraphs and does not keep in their text."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ...files.limits import MAX_LETTERED, MAX_MARK
from ...text.numerals import write_chinese
from .docx_looks import LONGEST_CHAIN
from .docx_package import qn

# The largest that Word counts to.
MAX_NUMBER = 2**31 - 1
DIGITS = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographTraditional",
    )
)
LEVEL, FORMAT, VALUE = map(qn, ("w:lvl", "w:numFmt", "w:val"))
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def format_number(n: int, style: str) -> str:
    """Write a number as Word does in a list.

    Parameters
    ----------
    n : int
    style : str
        Word's name of the format.

    Returns
    -------
    str

    Examples
    --------
    >>> [format_number(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 21, 105)]
    ['一', '十', '十二', '二十', '二十一', '一百零五']
    >>> format_number(3, "decimalEnclosedCircleChinese"), format_number(4, "lowerRoman")
    ('③', 'iv')
    """
    if style in CHINESE and 0 < n < 1000:
        return write_chinese(n)
    if style == "ideographDigital":
        return "".join(DIGITS[int(digit)] if digit.isdecimal() else digit for digit in str(n))
    if style.startswith("decimalEnclosedCircle") and 0 < n <= len(CIRCLED):
        return CIRCLED[n - 1]
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(n))
    if style == "decimalZero":
        return f"{n:02d}"
    if style.endswith("Letter") and n > 0:
        # aa behind z, and a again behind thirty z.
        letters = chr(ord("A") + (n - 1) % 26) * ((n - 1) % MAX_LETTERED // 26 + 1)
        return letters if style == "upperLetter" else letters.lower()
    if style.endswith("Roman") and 0 < n < 400:
        roman = _roman(n)
        return roman if style == "upperRoman" else roman.lower()
    return str(n)


def _roman(n: int) -> str:
    said = ""
    for value, letters in ROMAN:
        said += letters * (n // value)
        n %= value
    return said


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """One count: all lists of one abstract definition go on counting together."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The counters of a document's lists.

    Parameters
    ----------
    definitions : lxml element or None
        The root of ``numbering.xml``.
    styles : lxml element or None
        The root of ``styles.xml``: a heading's style may number it.
    """

    def __init__(self, definitions: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._numbers: dict[str | None, Element] = {}
        self._levels: dict[str | None, dict[int, _Level]] = {}
        own = () if styles is None else styles.iter(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in own}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            None,
        )
        if definitions is None:
            return
        for abstract in definitions.iter(qn("w:abstractNum")):
            levels = {_int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.iter(LEVEL)}
            self._abstract[abstract.get(qn("w:abstractNumId"))] = _List(levels)
        for number in definitions.iter(qn("w:num")):
            self._numbers[number.get(qn("w:numId"))] = number

    def mark(self, paragraph: Element) -> str:
        """Count a paragraph and return the mark that is printed before it, ``""`` for one without."""
        number_id, depth = self._position(paragraph)
        number = self._numbers.get(number_id)
        reference = None if number is None else number.find(qn("w:abstractNumId"))
        counted = None if reference is None else self._abstract.get(reference.get(VALUE))
        if number is None or counted is None:
            return ""
        if number_id not in self._levels:
            self._levels[number_id] = _begun(number, counted)
        levels = self._levels[number_id]
        level = levels.get(depth)
        if level is None:
            return ""
        counted.counts[depth] = counted.counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counted.counts if at > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0:
                del counted.counts[deeper]
        return _printed(level, levels, counted.counts)

    def _position(self, paragraph: Element) -> tuple[str | None, int]:
        """Return the id of a paragraph's list and its depth there, by itself or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        number_id, depth = _reference(own)
        style = None if properties is None else properties.find(qn("w:pStyle"))
        name = self._default if style is None else style.get(VALUE)
        seen = set()
        while (number_id is None or depth is None) and name in self._styles and name not in seen:
            if len(seen) >= LONGEST_CHAIN:
                break
            seen.add(name)
            style = self._styles[name]
            of_style = _reference(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            number_id = of_style[0] if number_id is None else number_id
            depth = of_style[1] if depth is None else depth
            based = style.find(qn("w:basedOn"))
            name = None if based is None else based.get(VALUE)
        return number_id, depth or 0


def _begun(number: Element, counted: _List) -> dict[int, _Level]:
    """Return the levels of a list with what it has of its own, and begin to count where it says."""
    levels = dict(counted.levels)
    for override in number.iter(qn("w:lvlOverride")):
        at = _int(override.get(qn("w:ilvl")))
        own, start = override.find(LEVEL), override.find(qn("w:startOverride"))
        if own is not None:
            levels[at] = _level(own)
        if start is not None:
            counted.counts[at] = _int(start.get(VALUE)) - 1
    return levels


def _reference(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number_id, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    return (
        None if number_id is None else number_id.get(VALUE),
        None if depth is None else _int(depth.get(VALUE)),
    )


def _level(element: Element) -> _Level:
    def said(tag: str, default: str = "") -> str:
        found = element.find(qn(f"w:{tag}"))
        return default if found is None else found.get(VALUE, default)

    legal = element.find(qn("w:isLgl"))
    return _Level(
        format=_format(element),
        text=said("lvlText")[:MAX_MARK],
        start=_int(said("start", "0")),
        legal=legal is not None and legal.get(VALUE) not in ("0", "false"),
        suffix=said("suff", "tab"),
        restart=_int(said("lvlRestart")) if said("lvlRestart") else None,
    )


def _format(element: Element) -> str:
    """Return a level's format; newer ones stand within an alternative."""
    found = next(element.iter(FORMAT), None)
    if found is None:
        return "decimal"
    return "decimalZero" if found.get(VALUE) == "custom" else found.get(VALUE, "decimal")


def _printed(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        return ""

    def number(reference: re.Match[str]) -> str:
        at = int(reference[1]) - 1
        of = levels.get(at, level)
        if of.format in ("bullet", "none"):
            return ""
        return format_number(counts.get(at, of.start), "decimal" if level.legal else of.format)

    mark = re.sub(r"%([1-9])", number, level.text)
    return mark if level.suffix == "nothing" or not mark else f"{mark} "


def _int(text: str | None) -> int:
    try:
        return max(-MAX_NUMBER, min(int(text or 0), MAX_NUMBER))
    except ValueError:
        return 0
