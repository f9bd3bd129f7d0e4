"""How figures relate to each other."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures


def relations(text):
    table = extract_figures(parse_report(text))
    return list(zip(table["relation"], table["related"], strict=True))


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
