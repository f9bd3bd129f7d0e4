"""Marks: what a report numbers its sections and points by.

Every writer has another set of them: 一、 (一) 1. (1) ① 第一部分 一是 一要 第一, 首先. Here each style has a name, and
who looks for marks says which styles: `mark_of("han", "shi")` is 一、 or 一是.
"""

import re
import unicodedata

from .characters import DIGIT
from .numerals import read_chinese

# No report has a hundredth chapter.
NUMERAL = "[一二三四五六七八九十]{1,3}"
LATIN = f"{DIGIT}{{1,2}}"

#: Of each style: what stands before the number, the number, what stands behind it.
STYLES = {
    "part": ("第", NUMERAL, "(?:部分|篇)"),
    "chapter": ("第", NUMERAL, "章"),
    "node": ("第", NUMERAL, "节"),
    "han": ("", NUMERAL, r"[^\S\n]?[、.．]"),
    "han_bracket": ("[(（]", NUMERAL, "[)）]"),
    "han_half": ("", NUMERAL, "[)）]"),
    "latin": ("", LATIN, rf"[^\S\n]?[.．、](?!{DIGIT})"),
    "latin_bracket": ("[(（]", LATIN, "[)）]"),
    "latin_half": ("", LATIN, "[)）]"),
    "circled": ("", "[①-⑳⑴-⒇⒈-⒛㈠-㈩]", ""),
    "ordinal": ("第", NUMERAL, "[,，、:：]"),
    "shi": ("", NUMERAL, "是"),
    "yao": ("", NUMERAL, "要"),
    "qi": ("其", "[一二三四五六]", "[,，、:：是]"),
    "adverb": ("", "(?:首先|其次|再次|最后)", "(?:[,，、:：是]|(?=要))"),
}
#: The styles of headings, from the widest to the narrowest; the others enumerate within a paragraph.
HEADINGS = (
    "part",
    "chapter",
    "node",
    "han",
    "han_bracket",
    "han_half",
    "latin",
    "latin_bracket",
    "latin_half",
    "circled",
)
#: The styles that nothing else on a page has: a menu counts by 1. too.
OF_REPORTS = ("part", "chapter", "han", "han_bracket", "ordinal", "shi")
_ADVERBS = {"首先": 1, "其次": 2, "再次": 3}


def mark_of(*styles: str, then: dict[str, str] | None = None, named: bool = False) -> str:
    """Return the pattern of the marks of some styles.

    Parameters
    ----------
    *styles : str
        Names of `STYLES`, in the order that they are tried in.
    then : dict, optional
        What must follow the mark of a style: {style: pattern}.
    named : bool
        Whether each style is a group of its name, and its number one of its name and ``_n``.

    Returns
    -------
    str

    Examples
    --------
    >>> import re
    >>> mark = re.compile(mark_of("han", "shi"))
    >>> bool(mark.match("一、成效")), bool(mark.match("二是普法")), bool(mark.match("(一)普法"))
    (True, True, False)
    """
    patterns = []
    for style in styles:
        before, number, behind = STYLES[style]
        behind += (then or {}).get(style, "")
        patterns.append(
            f"(?P<{style}>{before}(?P<{style}_n>{number}){behind})" if named else f"{before}{number}{behind}"
        )
    return f"(?:{'|'.join(patterns)})"


def read_number(numeral: str) -> int | None:
    """Return the number of a mark; None for 最后, which is the next whatever that is, and for what is none.

    Examples
    --------
    >>> [read_number(numeral) for numeral in ("十二", "３", "⑷", "㈡", "其次", "最后", "三四")]
    [12, 3, 4, 2, 2, None, None]
    """
    if numeral in _ADVERBS:
        return _ADVERBS[numeral]
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", numeral))
    if digits:
        return int(digits)
    return read_chinese(unicodedata.normalize("NFKC", numeral).strip("()")) if numeral != "最后" else None
