"""Of which procedure a sentence speaks, and which of its cases a figure counts."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report


def evidence(text):
    return [figure.evidence for figure in code_report(parse_report(text))]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("行政复议案件中,政府信息公开类17件,涉行政处罚20件。", ["行政复议案件", "行政复议案件"]),
        ("受理行政复议案件86件,其中涉及信息公开17件。", ["", "受理行政复议案件"]),
        ("行政应诉案件20件,涉及行政处罚5件、行政许可3件。", ["", "行政应诉案件", "行政应诉案件"]),
        ("行政诉讼收案36件,按类型分:行政处罚12件、行政许可3件。", ["", "行政诉讼收案", "行政诉讼收案"]),
        ("行政复议案件中,涉企案件12件。", ["行政复议案件"]),
        ("行政复议案件中,维持12件。", [""]),
        ("调解矛盾纠纷300件,其中涉及劳动争议20件。", ["", ""]),
        ("主动公开政府信息600条,其中涉及财政预算20条。", ["", ""]),
    ],
)
def test_what_tells_cases_apart_is_of_these_cases(text, cases):
    assert [said.cases for said in evidence(text)] == cases


@pytest.mark.parametrize(
    ("heading", "cases"), [("行政复议申请涉及的事项", ["行政复议申请涉及的事项"] * 2), ("行政执法情况", ["", ""])]
)
def test_a_table_below_a_heading_on_kinds_of_cases_is_of_these_cases(heading, cases):
    table = "事项\t信息公开\t行政处罚\n数量\t16件\t40件"
    text = f"一、总体情况\n全年工作有序。\n二、{heading}\n2024年的情况如下。\n{table}\n三、下一步打算\n抓好落实。"
    assert [said.cases for said in evidence(text)] == cases


def test_a_sentence_that_goes_on_to_lawsuits_speaks_of_no_reconsideration():
    *_, pending = evidence("受理行政复议申请12件;作为被告的行政诉讼案件3件,1件尚在审理。")
    assert "复议" not in pending.before
    both, _ = evidence("行政复议和应诉案件12件,1件尚在审理。")
    assert "复议" in both.before
