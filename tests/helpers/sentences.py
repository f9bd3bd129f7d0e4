"""Tables of sentences, each row a test of its own."""

import csv

from lawgov_analysis.paths import default_data_dir


def read_sentences(name):
    """Return the rows of a table of data/rules/ as tuples, by table and line: ``{"audit/examples.csv:2": (…), …}``."""
    with (default_data_dir() / "rules" / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return {f"{name}:{reader.line_num}": tuple(row.values()) for row in reader}
