"""The rules of the words around a number: each reads its examples, and not the nearest ones that it spares."""

import re

import pytest

from lawgov_analysis.quantities import cells, enclosed, find, trace_quantities
from lawgov_analysis.quantities.chinese import FEW_RULES, NUMERAL_RULES, ONE_RULES, SAYING_RULES
from lawgov_analysis.quantities.context import (
    BARE_RULES,
    BOUNDED_RULES,
    CLASS_RULES,
    DIGIT_RULES,
    MEASURE,
    SHARE_RULES,
    UNIT_RULES,
)
from lawgov_analysis.quantities.shapes import CHINESE_SHAPES, DIGIT_SHAPES

LISTS = [
    *(DIGIT_RULES, BARE_RULES, SHARE_RULES, UNIT_RULES, *CLASS_RULES.values(), (MEASURE,), BOUNDED_RULES),
    *(NUMERAL_RULES, SAYING_RULES, ONE_RULES, FEW_RULES),
]
# Some stand in two lists.
RULES = list({id(rule): rule for rules in LISTS for rule in rules}.values())


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_takes_its_examples(rule):
    wrong = {text: trace_quantities(text) for text in rule.takes if rule.name not in names(text)}
    assert wrong == {}


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_spares_what_looks_like_its_examples(rule):
    wrong = {text: trace_quantities(text) for text in rule.spares if not names(text) or rule.name in names(text)}
    assert wrong == {}


def names(text):
    return {rule for _, _, rule in trace_quantities(text)}


def test_every_rule_says_what_it_takes_and_what_it_spares():
    assert [rule.name for rule in RULES if not (rule.takes and rule.spares)] == []


def test_every_shape_rule_and_step_has_a_name_of_its_own():
    named = [each.name for each in (*DIGIT_SHAPES, *CHINESE_SHAPES, *RULES)] + [
        *find.STEPS,
        *cells.STEPS,
        *enclosed.STEPS,
    ]
    assert sorted(named) == sorted(set(named))
    assert [name for name in named if not re.fullmatch("[a-z]+(_[a-z]+)*", name)] == []
