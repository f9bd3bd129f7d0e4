"""The tables of rules are in an order that two people can add to, and say little in a cell."""

import pytest

from lawgov_analysis.tables import read_table

ORDERS = [
    ("words", ["role", "word"]),
    ("patterns", ["indicator", "name"]),
    ("exclusions", ["set", "word"]),
    ("relation_words", ["role", "words"]),
]


@pytest.mark.parametrize(("table", "order"), ORDERS, ids=[table for table, _ in ORDERS])
def test_the_rows_are_in_order(table, order):
    rows = read_table(table)[order].to_numpy().tolist()
    assert rows == sorted(rows)


def test_a_rule_is_named_by_its_indicator():
    patterns = read_table("patterns")
    assert (patterns["name"].str.split(".").str[0] == patterns["indicator"].where(lambda ids: ids != "", "none")).all()


def test_every_set_is_named_by_a_rule():
    named = "|".join([*read_table("patterns")["never"], *read_table("recodings")[["level", "unless"]].to_numpy().flat])
    assert set(read_table("exclusions")["set"]) == {word[1:] for word in named.split("|") if word.startswith("@")}
