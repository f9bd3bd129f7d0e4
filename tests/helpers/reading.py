"""Short forms of what the grammar reads, for tests to compare with."""

from lawgov_analysis.quantities import find_quantities
from lawgov_analysis.text.numerals import write_plain

MARKS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}


def figures(text):
    return [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]


def reads(text):
    """Return the figures of a text in short: ``≥300家 99.5%``."""
    return " ".join(map(reads_of, figures(text)))


def reads_of(quantity):
    """Return a figure in short."""
    return f"{MARKS[quantity.bound]}{write_plain(quantity.value, 10)}{quantity.unit}"


def kinds_of(text, surface):
    """Return the kinds of the numbers that a piece of the text stands for."""
    at = text.index(surface)
    return {q.kind for q in find_quantities(text) if q.start < at + len(surface) and at < q.end}
