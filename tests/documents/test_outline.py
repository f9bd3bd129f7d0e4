"""The sections of a report, by whatever marks it numbers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.documents.outline import find_sections


def outline(text):
    return [(section.number, section.mark, section.title) for section in find_sections(text)]


def numbers(text):
    return [section.number for section in find_sections(text)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("一、 二、 三、", ["一、", "二、", "三、"]),
        ("一. 二. 三.", ["一.", "二.", "三."]),
        ("(一) (二) (三)", ["(一)", "(二)", "(三)"]),
        ("（一） （二） （三）", ["（一）", "（二）", "（三）"]),
        ("（一）、 （二）、", ["（一）、", "（二）、"]),
        ("一） 二）", ["一）", "二）"]),
        ("1. 2. 3.", ["1.", "2.", "3."]),
        ("１． ２．", ["１．", "２．"]),
        ("1、 2、", ["1、", "2、"]),
        ("(1) (2)", ["(1)", "(2)"]),
        ("① ② ③", ["①", "②", "③"]),
        ("第一部分 第二部分", ["第一部分", "第二部分"]),
        ("第一章 第二章", ["第一章", "第二章"]),
        ("一是 二是 三是", ["一是", "二是", "三是"]),
        ("一要 二要", ["一要", "二要"]),
        ("第一, 第二,", ["第一,", "第二,"]),
        ("首先, 其次, 再次, 最后,", ["首先,", "其次,", "再次,", "最后,"]),
        ("其一, 其二,", ["其一,", "其二,"]),
    ],
)
def test_every_set_of_marks_counts(marks, expected):
    text = "\n".join(f"{mark}推进普法工作。" for mark in marks.split())
    assert outline(text) == [(str(n), mark, "推进普法工作") for n, mark in enumerate(expected, 1)]


@pytest.mark.parametrize("stop", ["", "。"])
def test_headings_end_with_a_stop_or_without(stop):
    text = f"一、成效{stop}\n(一)普法{stop}\n办讲座8场。\n(二)调解{stop}\n30件。\n二、不足{stop}\n不够。"
    assert [(number, title) for number, _, title in outline(text)] == [
        ("1", "成效"),
        ("1.1", "普法"),
        ("1.2", "调解"),
        ("2", "不足"),
    ]


def test_headings_may_stand_within_a_paragraph():
    text = "一、成效。(一)普法。一是办讲座8场。二是发资料。(二)调解。调解30件。二、不足。不够。"
    assert numbers(text) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2"]


def test_levels_are_told_by_the_order_of_marks():
    text = (
        "第一部分 成效\n一、普法\n1.讲座\n8场。\n2.资料\n(1)册子\n(2)折页\n二、调解\n第二部分 不足\n一、力量\n二、经费"
    )
    assert numbers(text) == ["1", "1.1", "1.1.1", "1.1.2", "1.1.2.1", "1.1.2.2", "1.2", "2", "2.1", "2.2"]


def test_chapters_hold_their_sections():
    assert numbers("第一章 成效\n第一节 普法\n第二节 调解\n第二章 不足\n第一节 力量") == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_report_may_begin_below_the_widest_level():
    assert numbers("(一)普法\n8场。\n(二)调解\n30件。") == ["1", "2"]
    assert numbers("一是普法8场。二是调解30件。") == ["1", "2"]


def test_a_numbering_that_begins_anew_is_of_the_next_section():
    text = "一、成效\n1.普法\n2.调解\n二、不足\n1.力量\n2.经费\n三、计划\n1.培训"
    assert numbers(text) == ["1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1"]


def test_a_numbering_that_runs_on_is_of_the_next_section_too():
    assert numbers("一、成效\n1、普法\n2、调解\n二、不足\n3、力量\n4、经费") == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_second_count_in_one_section_goes_on():
    assert numbers("一、成效\n一是普法。二是调解。\n一是讲座。二是考试。") == ["1", "1.1", "1.2", "1.3", "1.4"]


def test_a_misprinted_number_is_taken_as_meant():
    assert numbers("一、成效\n三、不足\n四、计划") == ["1", "2", "3"]


def test_spaces_around_a_mark_do_not_matter():
    assert outline("　　一 、成效\n\t(一) 普法\n　　(二)　调解\n二 、 不足") == [
        ("1", "一 、", "成效"),
        ("1.1", "(一)", "普法"),
        ("1.2", "(二)", "调解"),
        ("2", "二 、", "不足"),
    ]


def test_a_table_of_contents_is_no_outline():
    text = "目录\n一、成效……1\n二、不足……3\n一、成效\n8场。\n二、不足\n不够。"
    sections = find_sections(text)
    assert [section.title for section in sections] == ["成效", "不足"]
    assert sections[0].start == text.rindex("一、成效")


@pytest.mark.parametrize(
    "text",
    [
        "统一是难点,唯一是重点。",
        "依据本条第(二)款规定办理。",
        "落实“一、二级”响应。",
        "二是调解30件。",
        "一是普法8场。",
        "1.5万元用于培训,增长12.5%。",
        "《一、总则》《二、分则》印发。",
        "第一时间到场,第二季度办结。",
        "2023.1.18",
        "首先到场的是网格员。",
    ],
)
def test_what_does_not_count_is_no_mark(text):
    assert outline(text) == []


def test_a_section_lies_within_the_one_that_its_number_names():
    text = "一、成效\n(一)普法。一是讲座。二是资料。\n(二)调解。\n二、不足\n1.力量\n2.经费"
    sections = {section.number: section for section in find_sections(text)}
    for number, section in sections.items():
        assert text.startswith(section.mark, section.start)
        parent = sections.get(number.rpartition(".")[0])
        if parent:
            assert parent.start < section.start < section.end <= parent.end
            assert parent.level == section.level - 1


MARKS = st.sampled_from(
    (
        *("一、", "二、", "三、", "(一)", "(二)", "1.", "2.", "(1)", "①", "第一部分", "第一章", "第一节"),
        *("一是", "二是", "首先,", "最后,", "第一,", "。", "\n", "，", "法治"),
    )
)


@given(st.lists(MARKS, max_size=60).map("".join))
def test_any_marks_make_a_well_formed_outline(text):
    sections = find_sections(text)
    assert [section.start for section in sections] == sorted(section.start for section in sections)
    children = {}
    for section in sections:
        assert section.start < section.end <= len(text)
        parent, _, last = section.number.rpartition(".")
        # Sections count from one, without a gap.
        assert int(last) == children.get(parent, 0) + 1
        children[parent] = int(last)


def test_the_numbered_rows_of_a_table_are_no_headings():
    text = "一、成效\t\n情况如下:\n项目\t数量\n一、处罚\t98\n二、许可\t\n(一)即办\t7\n二、不足\n\t三、\t打算\n无。"
    assert [(section.number, section.mark) for section in find_sections(text)] == [
        ("1", "一、"),
        ("2", "二、"),
        ("3", "三、"),
    ]
