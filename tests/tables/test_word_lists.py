"""Word lists: rows of one role are alternatives, and what a cell may hold."""

import pytest

from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import open_data, word_lists


def lists_of(*rows):
    """Return the word lists of a table whose rows have these roles, kinds and words."""
    data = open_data()
    table = data.table("relation_words")[: len(rows)]
    cells = dict(zip(("role", "kind", "words"), zip(*rows, strict=True), strict=True))
    return word_lists(data.with_tables({"relation_words": table.assign(**cells)}), "relation_words")


def test_rows_of_one_role_are_alternatives_of_one_pattern():
    lists = lists_of(("open", "words", "未|待"), ("open", "pattern", "正?在办"))
    assert lists["open"] == "未|待|正?在办"
    assert lists.patterns["open", "^(?:{})$".format].match("在办")
    assert lists.patterns["open"] is lists.patterns["open"]


def test_couples_are_two_patterns_of_each_row():
    (one, other), (_, last) = lists_of(("of", "couples", "不予~申请|受理"), ("of", "couples", "解除~扣押")).couples(
        "of"
    )
    assert one.match("不予许可")
    assert other.search("收到申请")
    assert last.search("查封扣押")


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("words", "受理|(?:立案)", "must be words, separated by |, got “(?:立案)”"),
        ("words", "受理|", "must be words, separated by |, got “”"),
        ("pairs", "受理~办结|审结", "must be pairs of words with ~ between them, separated by |, got “审结”"),
        ("couples", "受理|立案", "must be two patterns with ~ between them, got “受理|立案”"),
        ("couples", "(受理~立案)", "must be two patterns with ~ between them, got “(受理~立案)”"),
    ],
)
def test_a_cell_that_is_not_of_its_kind_is_said(kind, words, said):
    with pytest.raises(BadTable) as caught:
        lists_of(("open", kind, words))
    assert str(caught.value).endswith(f"words.csv:2:words: {said}")


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (lambda lists: lists.patterns["open"], "words or pattern, got “couples”"),
        (lambda lists: lists.pairs("open"), "pairs, got “couples”"),
        (lambda lists: lists.couples("of"), "couples, got “pattern”"),
    ],
)
def test_words_of_another_kind_than_they_are_used_as_are_said(asked, kind):
    lists = lists_of(("open", "couples", "未~办结"), ("of", "pattern", "不予~申请"))
    with pytest.raises(BadTable, match=rf"words.csv: the role \w+ must be of the kind {kind}"):
        asked(lists)


@pytest.mark.parametrize("asked", [lambda lists: lists.patterns["opn"], lambda lists: lists.couples("opn")])
def test_a_role_without_a_row_is_said_with_the_nearest(asked):
    with pytest.raises(BadTable, match="has no row of the role opn; the nearest is open"):
        asked(lists_of(("open", "words", "未")))
