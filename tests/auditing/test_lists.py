"""What a list does not add up to is said; what may well be right is not."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import add_stated, extract_figures

from helpers.audited import audit, report_text


def severities(text, rule):
    findings = audit(report_text(text))
    return findings.loc[findings["rule"] == rule, "severity"].tolist()


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("全年受理行政复议36件,其中维持20件、撤销10件、驳回15件。", "warning"),
        ("受理投诉500件,其中消费类260件、服务类180件、质量类90件。", "warning"),
        ("简易程序案件210件,普通程序案件158件,共计378件。", "error"),
        ("审结案件80件,其中维持50件、撤销10件、驳回12件、终止10件。", "warning"),
    ],
)
def test_a_list_that_is_more_or_less_than_its_total_is_said(text, severity):
    assert severities(text, "parts-mismatch") == [severity]


@pytest.mark.parametrize(
    "text",
    [
        "法律援助受援1420人,其中农民工904人、妇女900人、残疾人58人。",
        "办理案件300余件,其中维持200余件、撤销近120件、驳回90件。",
        "检查企业30家次、商户20家次等,共计80家次。",
        "全年提供公共法律服务15万人次,其中法律咨询10万人次、公证3万件、司法鉴定2万件。",
        "办理公开申请9件,其中自然人7件,法人2件,予以公开4件,不掌握3件,不予公开2件。",
        "收到申请128件,结转4件,办结130件,其中予以公开62件、部分公开11件、不予公开9件、无法提供48件。",
    ],
)
def test_a_list_that_may_be_right_is_no_error(text):
    assert "error" not in severities(text, "parts-mismatch")
    assert "error" not in severities(text, "subset-exceeds-total")


def test_shares_that_do_not_fit_their_total_are_said_of_each():
    text = "受理诉求1000件。其中,咨询类450件,占51.1%;求助类300件,占34.1%;投诉类130件,占14.8%。"
    assert severities(text, "rate-mismatch") == ["error"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "抽检食品5200批次,不合格88批次,合格率98.3%。",
        "受理案件120件,办结110件,办结率95.7%(不含中止的5件)。",
        "应出庭96件,实际出庭95件,出庭率99%,其中正职出庭38件,正职出庭率39.6%。",
    ],
)
def test_a_rate_that_other_counts_give_is_held_against_nobody(text):
    assert severities(text, "rate-mismatch") == []


def test_more_may_be_done_than_was_planned():
    assert severities("年度计划检查120家,实际检查138家,完成率115%。", "rate-out-of-range") == []
    assert severities("投诉办结率115%。", "rate-out-of-range") == ["error"]


def test_a_rate_of_a_sum_is_recomputed_from_the_sum():
    told = "审结案件90件,其中维持50件,撤销10件,确认违法5件,直接纠错率{}%。"
    figures = extract_figures(parse_report(told.format(16.7)))
    assert figures["related"].tolist()[-1] == "3+4/1"
    assert severities(told.format(16.7), "rate-mismatch") == []
    findings = audit(report_text(told.format(17.9))).set_index("rule")
    assert findings.loc["rate-mismatch", ["severity", "expected"]].tolist() == ["warning", "16.7%"]


def test_what_a_reviewer_wrote_of_a_relation_is_kept():
    report = parse_report("受理投诉500件,办结480件。")
    figures = extract_figures(report).assign(relation=["", ""], related=["", ""], relation_by=["", ""])
    assert add_stated(figures, report)["related"].tolist() == ["", ""]


def test_rows_without_offsets_are_passed_over():
    report = parse_report("评查案卷40宗,合格38宗,合格率96%。")
    figures = extract_figures(report)
    figures.loc[0, ["start", "end"]] = None
    assert add_stated(figures, report)["relation"].tolist() == ["", "subset", "ratio"]
