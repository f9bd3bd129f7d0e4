"""Tables of sentences, each row a test of its own."""

import csv

from helpers import TESTS


def read_sentences(name):
    """Return the rows of a table of tests/ as tuples, by table and line: ``{"wordings.csv:2": (…), …}``."""
    with (TESTS / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return {f"{name}:{reader.line_num}": tuple(row.values()) for row in reader}
