"""Typography: how wide a text is, and where it breaks."""

import math

CLOSING = "\uff0c\uff1a\uff1b\uff09。、》”,:;)"
WIDE, NARROW = "“”‘’…—≥≤≈", " .,:;'il|()"


def width_em(text):
    """Return the width of a text in em: a Chinese character is one, a Latin letter about half.

    Examples
    --------
    >>> width_em("横沥镇")
    3.0
    """
    return sum(1.0 if letter > "\u2e7f" or letter in WIDE else 0.3 if letter in NARROW else 0.56 for letter in text)


def wrap(text, em, lines=3):
    """Break a text into even lines of at most `em`; what is over the last line ends in an ellipsis.

    Latin words are kept whole, Chinese breaks anywhere but before a closing mark.

    Examples
    --------
    >>> wrap("可在一体化政务服务平台办理的政务服务事项", 16)
    ['可在一体化政务服务平', '台办理的政务服务事项']
    >>> wrap("Joint-stock co-operatives audited on site", 15)
    ['Joint-stock co-operatives', 'audited on site']
    """
    out = _fill(text, em)
    if len(out) > lines:
        *out, last = out[:lines]
        return [*out, last[: math.floor(len(last) * 0.9)] + "…"]
    even = width_em(text) / len(out)
    while len(out) > 1 and even < em and len(_fill(text, even)) > len(out):
        even += 1
    return _fill(text, min(even, em)) if len(out) > 1 else out


def _fill(text, em):
    out, line = [], ""
    for piece in _pieces(text):
        if line and width_em(line + piece.rstrip()) > em and piece not in CLOSING:
            out.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*out, line.rstrip()]


def _pieces(text):
    """Latin words with the space behind them, other characters one by one."""
    piece = ""
    for letter in text:
        if ord(letter) > 0x2E7F:
            if piece:
                yield piece
            piece = ""
            yield letter
        else:
            piece += letter
            if letter == " ":
                yield piece
                piece = ""
    if piece:
        yield piece
