"""Short forms of what the grammar reads, for tests to compare with."""

from lawgov_analysis.quantities import find_quantities

MARKS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}


def figures(text):
    return [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]


def reads(text):
    """Return the figures of a text in short: ``≥300家 99.5%``."""
    return " ".join(map(reads_of, figures(text)))


def reads_of(quantity):
    """Return a figure in short."""
    return f"{MARKS[quantity.bound]}{quantity.value:.12g}{quantity.unit}"


def kinds_of(text, surface):
    """Return the kinds of the numbers that a piece of the text stands for."""
    at = text.index(surface)
    return {q.kind for q in find_quantities(text) if q.start < at + len(surface) and at < q.end}


def chinese(number):
    """Write a number below 10**8 in Chinese, the standard way."""
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return chinese(high) + "万" + (("零" if low < 1000 else "") + chinese(low) if low else "")
    out, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + name
        zero = digit == 0
    return out
