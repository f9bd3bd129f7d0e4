"""How surely a figure has its indicator."""

from dataclasses import replace

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report
from lawgov_analysis.extraction.confidence import compile_doubts
from lawgov_analysis.extraction.indicator import NEARLY_CERTAIN
from lawgov_analysis.extraction.indicator_rules import Rule
from lawgov_analysis.extraction.record import Match
from lawgov_analysis.tables import open_data, read_table


def coding(text):
    [figure] = code_report(parse_report(text))
    return figure.coding


@pytest.mark.parametrize(
    "text",
    [
        "受理行政复议申请12件。",
        "镇司法所受理行政复议申请12件。",
        "依法依规作出行政处罚决定12件。",
        "全年共作出行政处罚决定12件。",
    ],
)
def test_words_that_change_nothing_are_no_doubt(text):
    assert (coding(text).doubts, coding(text).confidence) == ((), NEARLY_CERTAIN)


def test_only_what_rests_on_many_characters_is_certain():
    assert coding("列入重大行政决策目录事项12项。").confidence == 1.0


def test_what_an_account_is_called_is_no_doubt():
    assert coding("微信公众号“绿韵小镇”推送信息30条。").doubts == ("short",)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("围绕移风易俗和家庭教育开展法治培训12场。", "unexplained_words"),
        ("排查经营场所86处。", "unexplained_word"),
        ("警告12件。", "weak"),
        ("开展法治培训12场。", "short"),
        ("修订应急预案类规范性文件2件。", "close"),
        ("邀请律师为机关干部作民法典专题辅导1场。", "alike"),
        ("查处违法用地23宗。", "rival"),
        ("新办行政执法证36件。", "unit"),
        ("累计培养法律明白人132名。", "basis"),
        ("已培养法律明白人132名。", "basis"),
        ("培养法律明白人132名，覆盖全部行政村。", "basis"),
        ("取得执法证人员12名。", "basis"),
        ("组织干部职工学法12次。", "maybe"),
    ],
)
def test_what_speaks_against_a_code_is_named_and_takes_confidence(text, doubt):
    said = coding(text)
    assert doubt in said.doubts
    assert 0 < said.confidence < 1


@pytest.mark.parametrize("text", ["今年已培养法律明白人132名。", "全员取得执法证，执法人员32名。"])
def test_what_says_when_or_that_it_is_all_is_told(text):
    assert "basis" not in coding(text).doubts


def test_who_acts_in_a_matter_of_its_own_is_no_filling():
    assert "unexplained_words" in coding("市公安局开展行政检查12次。").doubts
    assert coding("市交通局开展行政检查12次。").doubts == ("short",)


def test_what_the_codebook_says_that_an_indicator_counts_is_explained():
    doubts = open_data().made(compile_doubts)
    match = coding("收到行政复议申请12件。").matches[0]
    assert doubts.unexplained(match, "收到行政复议申请书") == []
    assert doubts.unexplained(match, "收到赔偿申请") == ["赔偿"]


def test_a_figure_without_an_indicator_has_no_doubts():
    said = coding("栽种树木12棵。")
    assert (said.indicator, said.doubts) == ("", ())


def test_each_doubt_is_one_that_the_code_raises():
    keeps = read_table("doubts").set_index("doubt")["keeps"]
    assert (keeps[["weak", "close"]] == 1).all()
    assert (keeps.drop(["weak", "close"]) < 1).all()


def test_of_words_that_overlap_the_first_in_the_rule_is_explained():
    doubts = open_data().made(compile_doubts)
    words = ["甲乙丙", "乙丙丁", "丙丁戊", "丁戊己", "戊己庚", "己庚辛"]
    for first in words:
        counts = tuple((word,) for word in [first, *(word for word in words if word != first)])
        rule = Rule(1, "", counts, (), frozenset(), frozenset(), "count")
        # The order of a set, by which another is taken out in each run, would leave the words of some of them.
        left = replace(doubts, rules={1: rule}).unexplained(Match("", 1.0, 1, ()), "甲乙丙丁戊己庚辛")
        assert not set(first) & set("".join(left))


def test_the_second_of_a_sentence_that_borrows_its_words_is_doubted():
    text = "学习习近平法治思想，开展党组中心组集中学习12次、专题学习6次。"
    first, second = (figure.coding for figure in code_report(parse_report(text)))
    assert first.indicator == second.indicator
    assert (first.confidence, second.doubts) == (NEARLY_CERTAIN, ("again",))
    assert second.confidence < 0.7
