"""What two showings of an analysis say otherwise: figures by their numbers, sentences by their clauses."""

from pathlib import Path

import pandas as pd
import pytest

from lawgov_analysis.presentation import load_language
from lawgov_analysis.presentation.blocks import bullets, heading, linked, new_page, paragraph, table
from lawgov_analysis.reporting.changes.compare import compare
from lawgov_analysis.reporting.changes.said import line_of
from lawgov_analysis.reporting.changes.shown import Executed, Shown, _blocks

ZH = load_language("zh")


def showing(*blocks, held=True):
    found = [Shown(**{**vars(each), "held": held}) for each in _blocks(list(blocks))]
    return Executed(Path("report.ipynb"), "annual_report", {}, (), tuple(found))


def figures(*rows, ids=()):
    frame = pd.DataFrame(rows, columns=["序号", "计量对象", "数值"])
    return table(frame, "全部数据", anchors=ids)


def lines(old, new, echoes=False):
    changes = compare(showing(*old), showing(*new), ZH)
    return [line_of(change.record(), ZH) for change in changes if echoes or not change.echo]


def test_the_same_is_no_change():
    blocks = [heading("摘要"), paragraph("发布信息1,935条。"), figures(["43", "发布信息", "1,935条"])]
    assert lines(blocks, blocks) == []


def test_a_figure_is_told_by_its_number_and_without_its_unit():
    assert lines([figures(["43", "发布信息", "1,935条"])], [figures(["43", "发布信息", "1,936条"])]) == [
        "43: 1,935 → 1,936"
    ]


def test_a_figure_is_told_by_its_anchor_where_a_row_has_no_number():
    def shown(value):
        frame = pd.DataFrame([["发布信息", value]], columns=["计量对象", "数值"])
        return [table(frame, "数据", anchors=["f43"])]

    assert lines(shown("1,935条"), shown("1,936条")) == ["43: 1,935 → 1,936"]


def test_a_figure_of_one_of_several_years_is_told_with_its_year():
    def shown(value):
        return [paragraph(f"受理{linked(value, 'f20220028')}")]

    assert lines(shown("254宗"), shown("255宗")) == ["2022 · 28: 254 → 255"]


def test_a_value_with_brackets_is_told_whole():
    def shown(value):
        return [table(pd.DataFrame([["受理", value]], columns=["指标", "增减"]), "比较")]

    assert lines(shown("+14宗（+5.8%）"), shown("+15宗（+6.2%）")) == [
        "比较 · 受理 · 增减: +14宗（+5.8%） → +15宗（+6.2%）"
    ]


def test_what_only_follows_a_figure_is_counted_and_not_told():
    def shown(value):
        return [
            heading("摘要"),
            paragraph(f"共发布信息{linked(value, 'f43')}，比上年多。"),
            figures(["43", "发布信息", value]),
        ]

    old, new = shown("1,935条"), shown("1,936条")
    assert lines(old, new) == ["43: 1,935 → 1,936"]
    assert len(lines(old, new, echoes=True)) == 2


def test_a_row_that_comes_in_above_is_one_change():
    old = [figures(["1", "接访", "8次"], ["2", "培训", "3期"])]
    new = [figures(["1", "讲座", "5场"], ["2", "接访", "8次"], ["3", "培训", "3期"])]
    assert lines(old, new) == ["1: 新增 讲座 5场"]
    assert lines(new, old) == ["1: 删去 讲座 5场"]


def test_of_a_sentence_the_clause_that_changed_is_told():
    old = [heading("质量"), paragraph("共核对4个关系，3个成立；发现错误0处，警告0处。")]
    new = [heading("质量"), paragraph("共核对4个关系，3个成立；发现错误1处，警告0处。")]
    assert lines(old, new) == ["质量: 发现错误0处 → 发现错误1处"]


def test_a_number_with_a_comma_is_shown_whole():
    assert lines([paragraph("发布1,935条")], [paragraph("发布1,835条")]) == ["发布1,935条 → 发布1,835条"]


def test_a_finding_is_told_as_one():
    old, new = (
        [heading("报告的问题"), bullets(["提示：一"])],
        [heading("报告的问题"), bullets(["提示：一", "错误：和不对。"])],
    )
    assert lines(old, new) == ["核查 · 报告的问题: 新增 错误：和不对。"]


def test_a_rate_is_told_by_its_row_and_column():
    def shown(rate):
        return [table(pd.DataFrame([["调解成功", rate]], columns=["分子", "复算"]), "推算的比率")]

    assert lines(shown("99.50%"), shown("98.00%")) == ["推算的比率 · 调解成功 · 复算: 99.50% → 98.00%"]


def test_a_table_of_pandas_is_held_against_the_other_cell_by_cell():
    def shown(value):
        return [pd.DataFrame({"value": [1.0, value]}, index=pd.Index(["甲", "乙"], name="place"))]

    assert lines(shown(2.0), shown(3.0)) == ["乙 · value: 2.0 → 3.0"]


def test_a_break_of_the_page_is_nothing():
    assert showing(new_page(), paragraph("一")).blocks == showing(paragraph("一")).blocks


def test_a_section_that_is_gone_takes_its_lines_with_it():
    old = [heading("普法"), bullets(["讲座99场次"]), heading("附录"), paragraph("完")]
    new = [heading("附录"), paragraph("完")]
    assert lines(old, new) == ["删去 普法", "普法: 删去 讲座99场次"]


@pytest.mark.parametrize(("column", "told"), [("数值", 1), ("原文", 0)])
def test_where_a_text_may_be_at_hand_or_not_only_the_figures_count(column, told):
    def shown(said):
        cells = {"序号": "43", "数值": "1", "原文": "甲", column: said}
        return showing(table(pd.DataFrame([cells]), "附录"), held=False)

    assert len(compare(shown("1"), shown("2"), ZH)) == told
