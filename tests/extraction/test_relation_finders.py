"""The finders of relations: each proposes in its own example, and in its counter-example not."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report
from lawgov_analysis.extraction.pipeline import passage_of
from lawgov_analysis.extraction.relation.find import REPORT_FINDERS, SENTENCE_FINDERS, STATED_FINDERS, state
from lawgov_analysis.tables import open_data

FINDERS = (*SENTENCE_FINDERS, *REPORT_FINDERS, *STATED_FINDERS)
BASES = {"computed", "stated", "likely"}


def relations(text, finder):
    report = parse_report(text)
    figures = code_report(report)
    if finder in STATED_FINDERS:
        return state(figures, passage_of(report, open_data()))[0]
    return [figure.relation for figure in figures]


def found(text, finder):
    rules = [relation.rule for relation in relations(text, finder)]
    return [rule for rule in rules if rule == finder.name or rule.startswith(f"{finder.name}.")]


@pytest.mark.parametrize("finder", FINDERS, ids=lambda finder: finder.name)
def test_a_finder_proposes_in_its_example_and_not_in_the_near_one(finder):
    assert found(finder.example, finder)
    assert found(finder.unlike, finder) == []


def test_no_two_finders_have_one_name():
    assert len({finder.name for finder in FINDERS}) == len(FINDERS)


@pytest.mark.parametrize("finder", FINDERS, ids=lambda finder: finder.name)
def test_a_relation_says_its_basis_and_its_rule(finder):
    for relation in relations(finder.example, finder):
        assert (relation.kind == "") == (relation.rule == "")
        assert relation.basis in (BASES if relation.kind else {""})
