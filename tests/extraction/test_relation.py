"""How figures relate to each other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.text.characters import HAN

from helpers.invented import copy_of_data
from helpers.sentences import read_sentences

SENTENCES = read_sentences("relation/examples.csv")


def relations(text):
    table = extract_figures(parse_report(text))
    return list(zip(table["relation"], table["related"], strict=True))


def shown(text):
    return " | ".join(f"{relation} {related}".strip() or "-" for relation, related in relations(text))


def test_units_are_related_that_a_folder_says_are_alike(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "units")
    units = data_dir / "units.csv"
    text = units.read_text(encoding="utf-8").replace("\n件,count,件,", "\n件,count,件|项,")
    units.write_text(text + "榀,count,家,always,,\n", encoding="utf-8")
    report = parse_report("检查厂房60家,其中钢结构12榀。受理事项40项,办结38件,办结率95%。")
    assert extract_figures(report, data_dir)["related"].tolist() == ["", "1", "", "3", "4/3"]
    assert extract_figures(report)["related"].tolist() == ["", "", "", "", ""]


@given(st.sampled_from(list(SENTENCES.values())), st.booleans(), st.booleans())
def test_spaces_and_narrow_marks_change_no_relation(sentence, spaced, narrow):
    text, expected = sentence
    if spaced:
        # As word processors set digits apart: 受理 12 件.
        text = re.sub(rf"(?<={HAN})(?=[0-9])|(?<=[0-9%])(?={HAN})", " ", text)
    if narrow:
        text = text.translate(str.maketrans("，；：（）", ",;:()"))
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理纠纷200宗,调解成功199宗,成功率达99%。", [("", ""), ("subset", "1"), ("ratio", "2/1")]),
        ("立案46宗,其中4宗移交公安机关。", [("", ""), ("subset", "1")]),
        ("发布信息35条,其中政策文件20条、财政信息15条。", [("", ""), ("part", "1"), ("part", "1")]),
        ("处罚案件22件(简易程序9件,普通程序13件)。", [("", ""), ("part", "1"), ("part", "1")]),
        ("简易程序9件,普通程序13件,共计22件。", [("part", "3"), ("part", "3"), ("", "")]),
        ("办理案件22件,同比增长22.2%。", [("", ""), ("growth", "1")]),
        ("办理案件22件,较上年增加4件。", [("", ""), ("growth", "1")]),
        (
            "受理、办结案件分别为30件、20件,同比分别增长12%、15%。",
            [("", ""), ("subset", "1"), ("growth", "1"), ("growth", "2")],
        ),
        ("检查50个冷库,并对18个冷库进行督导整改。", [("", ""), ("subset", "1")]),
        ("群众满意率达98%。", [("", "")]),
        ("检查企业30家,召开会议3次。", [("", ""), ("", "")]),
        ("全年查处案件30件。其中,移送5件。", [("", ""), ("subset", "1")]),
        ("调解成功率99%,受理200件,成功198件。", [("ratio", "3/2"), ("", ""), ("subset", "2")]),
        (
            "审结20件,维持9件(占45%),驳回11件(占55%)。",
            [("", ""), ("part", "1"), ("ratio", "2/1"), ("part", "1"), ("ratio", "4/1")],
        ),
        ("受理申请12件,受理10件,不予受理2件。", [("", ""), ("part", "1"), ("part", "1")]),
        ("受理30件,审结25件,维持20件。", [("", ""), ("subset", "1"), ("subset", "2")]),
        ("来访36批、71人次,同比下降15%、22%。", [("", ""), ("", ""), ("growth", "1"), ("growth", "2")]),
        ("收到案件92件,其中新收84件,新收案件同比上升40%。", [("", ""), ("subset", "1"), ("growth", "2")]),
        ("执法人员9人,持证6人,今年组织3人参加考试。", [("", ""), ("subset", "1"), ("", "")]),
        ("受理79件。从类型看,处罚60件、公开19件。", [("", ""), ("part", "1"), ("part", "1")]),
        ("行政许可4760件,不予许可113件。", [("", ""), ("", "")]),
        (
            "排查调处纠纷193起,化解190起;其中婚姻61起、邻里132起。",
            [("", ""), ("subset", "1"), ("part", "1"), ("part", "1")],
        ),
    ],
)
def test_relates_figures(text, expected):
    assert relations(text) == expected


def test_a_part_larger_than_its_whole_is_no_subset():
    assert relations("立案4宗,其中46宗移交公安机关。")[1] == ("", "")


def test_a_rate_that_rose_to_a_level_is_no_growth():
    assert relations("群众满意率提升至98%。") == [("", "")]


def test_a_rate_that_no_counts_explain_takes_no_neighbours():
    assert relations("受理纠纷200宗,调解成功150宗,群众满意率98%。")[2] == ("", "")


def test_a_hundred_per_cent_of_something_else_takes_no_equal_counts():
    assert relations("开庭151件,负责人出庭151件;生效裁判履行率100%。")[2] == ("", "")


def test_a_rate_that_is_misstated_is_still_the_rate_of_its_counts():
    assert relations("受理案件2872宗,成功调处2784宗,调处成功率96%。")[2] == ("ratio", "2/1")


def test_a_rate_of_another_outcome_is_not_taken_for_a_misstated_one():
    assert relations("受理纠纷264起,调解成功261起,调解率100%。")[2] == ("", "")


def test_a_level_of_last_year_is_no_part_of_this_years():
    assert relations("新收申请702件(去年同期588件),上升19.4%。")[:2] == [("", ""), ("", "")]


def test_cases_concluded_and_cases_transferred_are_no_two_parts_of_the_cases_opened():
    assert relations("立案98宗,办结95宗,移送案件3宗。") == [("", ""), ("subset", "1"), ("subset", "1")]


def test_who_appeared_so_many_times_appeared_in_so_many_cases():
    assert relations("行政诉讼案件5件,负责人出庭5次,负责人出庭率100%。")[2] == ("ratio", "2/1")


def test_what_is_among_a_total_goes_to_the_total_of_its_own_unit():
    assert relations("协议金额120万元,其中帮助12人追回工资23万元。") == [("", ""), ("", ""), ("subset", "1")]


def test_what_was_carried_over_is_no_part_beside_what_became_of_all():
    assert relations("审理复议案件143件(其中上年结转12件),结案131件。")[1:] == [("subset", "1"), ("subset", "1")]
    text = "收到复议申请362件(上年结转28件),其中受理301件、不予受理33件、其他方式处理28件。"
    assert relations(text)[1:] == [("subset", "1"), ("part", "1"), ("part", "1"), ("part", "1")]


def test_the_name_of_a_body_is_nothing_that_moved():
    assert relations("协助县信访局化解积案1件,信访总量较去年下降15.2%。")[1] == ("growth", "")


def test_a_row_of_a_table_is_some_of_what_stands_above_it():
    table = "项目\t2021年\t2022年\n受理行政复议\t10件\t12件\n其中:维持\t6件\t7件"
    assert shown(table) == "- | - | subset 1 | subset 2"


def test_the_first_cell_of_a_row_is_no_total_of_those_beside_it():
    assert shown("类别\t市场监管\t公安\t财政\t民政\n数量\t77件\t42件\t11件\t9件") == "- | - | - | -"
