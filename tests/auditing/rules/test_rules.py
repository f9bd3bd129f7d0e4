"""The list of rules: each id has its function, its row and its messages."""

from lawgov_analysis.auditing import load_rules
from lawgov_analysis.auditing.rules import RULES
from lawgov_analysis.tables import read_table


def test_the_rules_are_those_of_the_table_in_its_order():
    assert list(RULES) == load_rules().index.tolist()


def test_a_rule_is_the_function_of_its_name():
    assert [function.__name__.replace("_", "-") for function in RULES.values()] == list(RULES)


def test_each_rule_has_a_message():
    assert set(read_table("messages")["rule"]) == set(RULES)
