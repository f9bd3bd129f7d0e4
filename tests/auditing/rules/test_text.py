"""Another year, a missing part, a day too late: said of a report's text, and of nothing that is sound."""

import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures

from helpers.audited import audit, report_text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("一、2023年主要举措", "一、2022年主要举措", "章节标题"),
        ("一、2023年主要举措", "一、2024年主要举措", "章节标题"),
        ("四、2024年工作安排", "四、2023年工作安排", "下一年"),
        ("四、2024年工作安排", "四、2022年工作安排", "下一年"),
        ("现将有关情况报告如下", "现将2022年法治政府建设情况报告如下", "开头"),
    ],
)
def test_another_year_than_the_reports_is_said(old, new, said):
    findings = audit(report_text("调解纠纷30件。").replace(old, new)).set_index("rule")
    assert findings.loc["wrong-year", "severity"] == "error"
    assert said in findings.loc["wrong-year", "message"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、2023年主要举措", "一、主要举措"),
        ("一、2023年主要举措", "一、2021年以来主要举措"),
        ("二、存在的不足和原因", "二、2022年度督察反馈问题整改情况和存在的不足"),
        ("四、2024年工作安排", "四、下一步工作打算"),
        ("提升执法能力", "落实《法治社会建设纲要(2020—2025年)》"),
        ("扎实推进", "贯彻2022年中央经济工作会议精神,扎实推进"),
    ],
)
def test_other_years_are_spoken_of_with_right(old, new):
    assert "wrong-year" not in set(audit(report_text("调解纠纷30件。").replace(old, new))["rule"])


def test_a_body_that_speaks_of_another_year_only_is_said():
    text = "示例镇2023年法治政府建设报告\n2022年,我镇依法办事。\n一、成效\n2022年,调解纠纷30件。\n二、不足\n人员少。\n"
    assert "wrong-year" in set(audit(text)["rule"])
    assert "wrong-year" not in set(audit(text + "2023年,开展培训3次。")["rule"])


def test_the_year_that_a_user_gives_is_held_against_the_title():
    report = parse_report(report_text("调解纠纷30件。"), year=2022)
    assert "标题写的是2023年" in "".join(audit_figures(extract_figures(report), report)["message"])


SECTIONS = {
    "主要举措和成效": ("一、2023年主要举措", "二、存在的不足"),
    "存在的不足和原因": ("二、存在的不足", "三、党政主要负责人"),
    "第一责任人职责": ("三、党政主要负责人", "四、2024年工作安排"),
    "下一年度的主要安排": ("四、2024年工作安排", "示例镇人民政府\n"),
}


@pytest.mark.parametrize("part", SECTIONS)
def test_a_missing_part_is_said(part):
    text = report_text("受理12345热线投诉30件,办结30件。", "针对督察反馈存在的问题逐项整改,党委书记主持召开会议。")
    assert "part-missing" not in set(audit(text)["rule"])
    first, last = SECTIONS[part]
    findings = audit(text[: text.index(first)] + text[text.index(last) :])
    missing = findings.loc[findings["rule"] == "part-missing", "message"].tolist()
    assert len(missing) == 1
    assert part in missing[0]


def test_parts_without_headings_of_their_own_are_recognised_by_their_sentences():
    text = (
        "示例镇2023年法治政府建设年度报告\n2023年,全镇调解矛盾纠纷30件。党政主要负责人切实履行推进法治建设职责。\n"
        "虽然取得一定成绩,但工作中还存在执法力量薄弱等问题。\n下一步,我镇将加强队伍建设。\n示例镇人民政府\n2024年1月18日\n"
    )
    assert "part-missing" not in set(audit(text)["rule"])


def test_who_counts_what_is_planned_is_not_told_that_no_plan_is_written():
    text = report_text("举办培训4期。", "党委书记主持召开会议。")
    text = text[: text.index("四、2024年工作安排")] + "示例镇人民政府\n2024年1月18日\n"
    report = parse_report(text)
    figures = extract_figures(report)
    assert "part-missing" in set(audit_figures(figures, report)["rule"])
    assert "part-missing" not in set(audit_figures(figures.assign(period="2024"), report)["rule"])


def test_a_piece_of_a_report_has_no_missing_parts():
    assert "part-missing" not in set(audit("2023年,全镇调解矛盾纠纷30件。")["rule"])


@pytest.mark.parametrize(
    ("signed", "rules"),
    [
        ("2024年1月18日", set()),
        ("2024年4月1日", set()),
        ("2024年4月2日", {"published-late"}),
        ("2023年12月31日", set()),
        ("2023年12月18日", {"period-incomplete"}),
    ],
)
def test_the_day_of_the_signature_is_held_against_the_provisions(signed, rules):
    findings = audit(report_text("调解纠纷30件。").replace("2024年1月18日", signed))
    assert set(findings["rule"]) & {"published-late", "period-incomplete"} == rules


def test_the_day_of_publication_counts_before_that_of_the_signature():
    text = report_text("调解纠纷30件。") + "发布时间:2024-09-08\n"
    findings = audit(text).set_index("rule")
    assert findings.loc["published-late", "printed"] == "2024-09-08"
