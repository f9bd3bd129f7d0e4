"""Characters: the many ways to write one, told as one."""

from functools import lru_cache

from .numerals import NUMERAL_CHARS

HAN = "[\u4e00-\u9fff]"
CN = f"[{NUMERAL_CHARS}]"
# One character for one, so that offsets in the plain text are offsets in the text.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= {ord(dash): "-" for dash in "‐‑‒–—―−─━"}
_PLAIN |= {ord(wave): "~" for wave in "〜∼"}
_PLAIN |= {ord("∶"): ":"}
_PLAIN |= {ord(dot): "·" for dot in "‧•・∙⋅●"}
_PLAIN |= {ord(space): " " for space in "\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff\r"}


@lru_cache(maxsize=4)
def plain_text(text):
    """Return `text` with one form for each digit, dash, dot and space, every offset kept.

    Examples
    --------
    >>> plain_text("４５０件（９９．５％）"), plain_text("2016—2020")
    ('450件(99.5%)', '2016-2020')
    """
    return text.translate(_PLAIN)
