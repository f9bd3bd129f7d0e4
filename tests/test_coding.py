"""Which indicator a figure states."""

import pytest

from lawgov_analysis.codebook import load_indicators
from lawgov_analysis.coding import DOUBTFUL, Evidence, code_figure, load_patterns


@pytest.mark.parametrize(
    ("measure", "unit", "indicator"),
    [
        ("受理行政复议申请", "件", "reconsideration_accepted"),
        ("不予受理行政复议申请", "件", "reconsideration_not_accepted"),
        ("收到行政复议申请", "件", "reconsideration_received"),
        ("行政复议综合纠错率", "%", "reconsideration_correction_rate"),
        ("行政机关负责人出庭应诉率", "%", "head_court_appearance_rate"),
        ("行政机关负责人出庭应诉", "件", "head_court_appearances"),
        ("调解成功", "宗", "mediation_succeeded"),
        ("调解成功率", "%", "mediation_success_rate"),
        ("开展行政检查", "次", "inspections"),
        ("开展联合执法", "次", "joint_enforcement_actions"),
        ("出动执法人员", "人次", "patrols"),
        ("组织执法人员培训", "期", "enforcement_training_sessions"),
        ("组织领导干部法治培训", "期", "rule_of_law_training_sessions"),
        ("罚没金额", "元", "fines_amount"),
        ("主动公开政府信息", "条", "proactive_disclosure"),
        ("发放普法宣传资料", "份", "publicity_materials"),
        ("培育“法律明白人”", "名", "legal_literate_persons_trained"),
        ("开展应急演练", "场", "emergency_drills"),
    ],
)
def test_codes_the_usual_wordings(measure, unit, indicator):
    assert code_figure(measure, unit).indicator == indicator


def test_a_word_alone_is_left_uncoded():
    assert code_figure("受理", "件").indicator == ""


def test_the_sentence_before_says_what_is_accepted():
    assert (
        code_figure(Evidence("受理", before="全年收到行政复议申请30件,"), "件").indicator == "reconsideration_accepted"
    )


def test_a_heading_says_what_a_bare_verb_is_about():
    assert code_figure(Evidence("审结", headings="依法办理行政复议案件"), "件").indicator == "reconsideration_concluded"


def test_a_nearer_topic_beats_a_farther_one():
    before = "行政应诉方面情况平稳。" + "各部门" * 20 + "全年收到行政复议申请30件,"
    assert code_figure(Evidence("受理", before=before), "件").indicator == "reconsideration_accepted"


def test_persons_are_not_counted_as_sessions():
    sessions, persons = code_figure("开展法治培训", "期"), code_figure("开展法治培训", "人次")
    assert (sessions.indicator, persons.indicator) == ("rule_of_law_training_sessions", "trainees")


def test_a_rate_is_never_coded_as_a_count():
    rates = set(load_indicators().query("kind == 'rate'").index)
    assert code_figure("行政复议案件按期审结率", "%").indicator in rates


def test_two_indicators_that_fit_alike_leave_the_figure_uncoded():
    coding = code_figure("废止、修订规范性文件", "件")
    assert coding.indicator == ""
    assert coding.confidence < DOUBTFUL


def test_matches_name_the_rule_and_the_words_found():
    match = code_figure("受理行政复议申请", "件").matches[0]
    rule = load_patterns().set_index("pattern").loc[match.pattern]
    assert rule["indicator"] == match.indicator
    assert all(word in "受理行政复议申请" for word in match.words)


def test_the_patterns_reach_every_indicator():
    assert set(load_indicators().index) <= set(load_patterns()["indicator"])
