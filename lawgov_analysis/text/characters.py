"""Characters: the many ways to write one, told as one."""

import re
import unicodedata

from .numerals import NUMERAL_CHARS

# Ranges stand within brackets, ``[{HAN_RANGE}、]``, and the others are whole.
HAN_RANGE = "\u4e00-\u9fff"
HAN = f"[{HAN_RANGE}]"
# With the circle that is a zero in 二〇二三年 and in no block of characters.
HAN_OR_ZERO = f"[{HAN_RANGE}〇]"
# With the rare ones of extension A: what may fill a page that is Chinese.
ANY_HAN_RANGE = "\u3400-\u9fff"
ANY_HAN = f"[{ANY_HAN_RANGE}]"
CN = f"[{NUMERAL_CHARS}]"
DIGIT = "[0-9０-９]"
#: The name of a document; its years and numbers are its own.
TITLED = r"《[^《》\n]{1,100}》"

DASHES, WAVES = "‐‑‒–—―−─━", "〜∼"
# As printed, full-width ones too.
ANY_DASH_RANGE = f"-－~～{DASHES}{WAVES}"
# One character for one, so that offsets in the plain text are offsets in the text.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= {ord(dash): "-" for dash in DASHES}
_PLAIN |= {ord(wave): "~" for wave in WAVES}
_PLAIN |= {ord("∶"): ":"}
_PLAIN |= {ord(dot): "·" for dot in "‧•・∙⋅●"}
_PLAIN |= {ord(space): " " for space in "\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff\r"}

# The radicals that PDF fonts give for whole characters, where Unicode's own tables do not lead back to the character.
_RADICALS = str.maketrans(
    "⺁⺇⺋⺕⺜⺝⺟⺠⺬⺮⺶⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "厂几卩彐日月母民示竹羊西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_LOOK_ALIKE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0b-\x1f\x7f]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain_text(text: str) -> str:
    """Return `text` with one form for each digit, dash, dot and space, every offset kept.

    Examples
    --------
    >>> plain_text("４５０件（９９．５％）"), plain_text("2016—2020")
    ('450件(99.5%)', '2016-2020')
    """
    return text.translate(_PLAIN)


def tidy(line: str) -> str:
    r"""Return a line without what no reader sees: marks of no width, spaces around, radicals that stand for characters.

    Examples
    --------
    >>> tidy("\u3000\u3000⼀、⻓\u200b效机制\xa0 1\u200b935条 ")
    '一、长效机制 1935条'
    """
    line = _UNSEEN.sub("", line.translate(_RADICALS))
    line = _LOOK_ALIKE.sub(lambda char: unicodedata.normalize("NFKC", char[0]), line)
    return re.sub(r"[^\S\t]+", " ", line).strip()


def raised(text: str) -> str:
    """Return a text that is printed raised: 12m with a raised 2 is no 12m2.

    Examples
    --------
    >>> f"12m{raised('2')}"
    '12m²'
    """
    return text.translate(_RAISED)
