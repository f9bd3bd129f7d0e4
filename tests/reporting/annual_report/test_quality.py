"""The section on data quality: what does not add up, what does, and how much can be checked."""

import re

import pytest

from lawgov_analysis.auditing import audit_report
from lawgov_analysis.auditing.audit import Audit
from lawgov_analysis.presentation import load_language
from lawgov_analysis.reporting.annual_report import load, quality
from lawgov_analysis.reporting.annual_report.quality import quality_sentence
from lawgov_analysis.tables import load_reports

from helpers.audited import disputes, figure, table
from helpers.invented import add_report, copy_of_data


def text_of(blocks):
    return "\n".join(repr(block) for block in blocks)


def test_the_seven_kinds_are_shown_as_an_identity_that_holds():
    said = text_of(quality(load("横沥镇", 2020)))
    assert "1,935 = 20 + 20 + 447 + 5 + 26 + 1 + 1,416" in said
    assert "提示：矛盾纠纷调解成功率印作99%" in said


def test_an_explained_fault_is_shown_with_its_reason(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    add_report(data_dir, disputes("96.7"))
    with (data_dir / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("990000001,2023,3,rate-mismatch,96.7,96.9,原文计算有误。,Wrong in the source.\n")
    said = text_of(quality(load("示例镇", 2023, data_dir=data_dir)))
    assert "另有1处差错已说明原因" in said
    assert "已说明：原文计算有误" in said


def test_a_growth_that_can_be_is_an_identity_that_holds(tmp_path):
    growth = figure(22.2, "%", "行政处罚案件同比上升", relation="growth", related="1 2", surface="同比上升22.2%")
    data_dir = copy_of_data(tmp_path / "data", "reports")
    figures = table(figure(9, "起", "简易程序"), figure(13, "起", "普通程序"), growth)
    add_report(data_dir, figures)
    said = text_of(quality(load("示例镇", 2023, data_dir=data_dir)))
    assert "同比上升22.2%：按此推算的上年数是整数" in said
    assert "与上年的数相符" not in said


def said_of(folder, *rows):
    data_dir = copy_of_data(folder / "data", "reports")
    add_report(data_dir, table(*rows))
    return text_of(quality(load("示例镇", 2023, data_dir=data_dir)))


def test_a_rate_of_a_sum_is_an_identity_that_holds(tmp_path):
    parts = [figure(80, "件", "审结"), figure(6, "件", "撤销"), figure(3, "件", "确认违法")]
    rate = figure(11.3, "%", "纠错率", relation="ratio", related="2+3/1")
    assert "纠错率11.3%：（6 + 3） ÷ 80，与报告载明的相符" in said_of(tmp_path, *parts, rate)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ([], "没有载明由这些数得出的比率"),
        (
            [figure(98.2, "%", "参考率", indicator="law_exam_participation_rate", surface="98.2%")],
            "复算为96.24%，请核对",
        ),
        ([figure(96.2, "%", "参考率", relation="ratio", related="2/1", surface="96.2%")], "1个有两数可以复算"),
    ],
)
def test_stated_rates_are_held_against_the_counts_of_their_indicator_linked_or_not(tmp_path, stated, said):
    due = figure(186, "人", "应考", indicator="law_exam_due")
    sat = figure(179, "人", "实考", indicator="law_exam_participants", relation="subset", related="1")
    assert said in said_of(tmp_path, due, sat, *stated)


def test_nothing_to_check_and_nothing_found_are_said():
    said = text_of(quality(load("441521115", 2025)))
    assert "没有能互相核对的数" in said
    audit = audit_report("441521115", 2025)
    sentence = quality_sentence(Audit(audit.findings[:0], audit.identities), load_language("zh"))
    assert sentence.endswith("核查没有发现问题。")


def test_the_english_section_has_no_chinese():
    assert not re.search("[\u4e00-\u9fff]", text_of(quality(load("横沥镇", 2020, "en"))))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_of_the_data_have_their_section(lang):
    for row in load_reports()[::5].itertuples():
        said = text_of(quality(load(row.place_code, row.year, lang)))
        assert not re.search(r"\bnan\b|<NA>|None|\{\w+\}", said), (row.place_code, row.year)
