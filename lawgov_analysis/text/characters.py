"""Characters: the many ways to write one, told as one."""

import re
import unicodedata
from itertools import groupby, pairwise

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

# What stands for whole characters in the text of many PDFs and in what is copied out of them, as the character that is
# printed: the radicals that Unicode's own tables lead to no character, and those that they lead to one of Taiwan's.
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺹⺺⺻⺼⺾⺿⻀"
        "⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾⾭⿈",
        "厂乛乚乙亻冂几刂卜卩小小兀尣尢巳幺彑彐忄㣺扌攵旡日月歺母民氵氺灬爫爫丬犭王罒示礻竹糹纟罓罒㓁羊耂肀聿肉艹艹艹"
        "虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟户青黄",
        strict=True,
    )
)
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
_AS_TYPED = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}
_AS_TYPED |= {ord(radical): character for radical, character in _RADICALS.items()}
# What ends a line in some program: tabs down, new pages, the separators of Unicode.
_AS_TYPED |= dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n")
# Few texts have any of them, which is told in half the time that it takes to put them right.
_MISTYPED = frozenset(map(chr, _AS_TYPED))

# Marks of no width and what else nobody sees: joiners, directions, soft hyphens, choices of a glyph, fillers.
_UNSEEN_RANGE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f"
)
_UNSEEN = re.compile(f"[{_UNSEEN_RANGE}]")
#: What each of them is in a plain text.
UNSEEN = "\u200b"

# One character for one, so that offsets in the plain text are offsets in the text.
_PLAIN: dict[int, str | int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Small forms of marks: ﹪, ﹣, ﹐.
_PLAIN |= {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (0xFE50, 0xFE52, *range(0xFE54, 0xFE58), 0xFE59, 0xFE5A, 0xFE62, 0xFE63, 0xFE6A)
}
_PLAIN |= {ord(dash): "-" for dash in DASHES}
_PLAIN |= {ord(wave): "~" for wave in WAVES}
_PLAIN |= {ord("∶"): ":"}
_PLAIN |= {ord(dot): "·" for dot in "‧•・∙⋅●"}
_PLAIN |= {ord(space): " " for space in "\u00a0\u202f\u205f\u3000\r"}
_PLAIN |= dict.fromkeys(range(0x2000, 0x200B), " ")
_PLAIN |= _AS_TYPED
_PLAIN |= {code: UNSEEN for code in range(0x10000) if _UNSEEN.match(chr(code))}
_PLAIN |= dict.fromkeys(range(0xE0000, 0xE1000), UNSEEN)

_DRAWN_STROKES = "│┃║｜"
#: The strokes between cells, as the one that is typed.
STROKES = dict.fromkeys(map(ord, _DRAWN_STROKES), "|")
# What is drawn below the head of a table: |---|:-:|.
_DRAWN = re.compile(r"[|:\- ]*-[|:\- ]*")
_DRAWN_CELL = re.compile(r"[:\-]")
# With one stroke alone, as 首页 | 新闻 has too, a number stands behind it.
_TWO_CELLS = re.compile(r"[^|\d]+\|[ ]*[0-9,.]+%?[ ]*")

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", RAISED)
_RAISED |= {ord(circled): f"{number}".translate(_RAISED) for number, circled in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}


def plain_text(text: str) -> str:
    """Return `text` with one form for each digit, dash, dot, space and unseen mark, every offset kept.

    Examples
    --------
    >>> plain_text("４５０件（９９．５％）"), plain_text("2016—2020")
    ('450件(99.5%)', '2016-2020')
    """
    return text.translate(_PLAIN)


def tabbed(text: str) -> str:
    r"""Return a text with tabs for the strokes that part the cells of a table, every offset kept.

    A table is lines with strokes, one below the other, of which two have as many: two or more, or one before a number.
    What stands at the margins or below the head is drawn, and parts nothing.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> tabbed("事项 | 许可 | 处罚 |\n数量 | 75件 | 16件 |"), tabbed("首页 | 公开\\n新闻 | 服务")
    ('事项 \t 许可 \t 处罚  \n数量 \t 75件 \t 16件  ', '首页 | 公开\\n新闻 | 服务')
    """
    if not any(stroke in text for stroke in f"|{_DRAWN_STROKES}"):
        return text
    lines = text.translate(STROKES).split("\n")
    is_table = False
    for has_strokes, group in groupby(range(len(lines)), key=lambda n: "|" in lines[n]):
        rows = list(group)
        if not has_strokes or not _is_table([lines[n] for n in rows]):
            continue
        is_table = True
        opened, closed = (all(lines[n].strip()[at] == "|" for n in rows) for at in (0, -1))
        for n in rows:
            line = lines[n]
            if _DRAWN.fullmatch(line):
                line = _DRAWN_CELL.sub(" ", line)
            if opened:
                line = line.replace("|", " ", 1)
            if closed:
                line = " ".join(line.rsplit("|", 1))
            lines[n] = line.replace("|", "\t")
    return "\n".join(lines) if is_table else text


def _is_table(rows: list[str]) -> bool:
    """Return whether two rows, one below the other, have as many strokes; one alone stands before a number."""
    strokes = [row.count("|") for row in rows]
    has_number = any(_TWO_CELLS.fullmatch(row) for row in rows)
    return any(above == below and (above > 1 or has_number) for above, below in pairwise(strokes))


def as_typed(text: str) -> str:
    r"""Return `text` with the characters that its radicals stand for and one kind of line end, every offset kept.

    Examples
    --------
    >>> as_typed("⼀、⻓效机制\u2028⼾籍５²①")
    '一、长效机制\n户籍５²①'
    """
    return text if _MISTYPED.isdisjoint(text) else text.translate(_AS_TYPED)


def tidy(line: str) -> str:
    r"""Return a line as typed, without what no reader sees: marks of no width, spaces around.

    Examples
    --------
    >>> tidy("\u3000\u3000⼀、⻓\u200b效机制\xa0 1\u200b935条 ")
    '一、长效机制 1935条'
    """
    line = _UNSEEN.sub("", as_typed(line))
    return re.sub(r"[^\S\t\n]+", " ", line).strip()


def raised(text: str) -> str:
    """Return a text that is printed raised, as a note's number is: 12m with a raised 2 is no 12m2.

    Examples
    --------
    >>> f"12m{raised('2')}"
    '12m²'
    """
    return text.translate(_RAISED)


def pairs_of_characters(phrase: str) -> set[str]:
    """Return the pairs of neighbouring characters of a phrase.

    Examples
    --------
    >>> sorted(pairs_of_characters("调解成功"))
    ['成功', '解成', '调解']
    """
    return set(map("".join, pairwise(phrase)))
