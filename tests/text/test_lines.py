"""What a margin or a program set into a text is taken out, and each piece is found where it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.text.lines import as_written, close_up, rejoin, set_right

LONG = "全年共出动行政执法人员检查各类生产经营单位并督促整改隐患"


@given(st.text(st.sampled_from("检查1 2件三。,\n\t、(一)第.·-"), max_size=120))
def test_what_is_taken_out_can_be_put_back(text):
    text = text * 3
    lines = rejoin(text)
    kept = [lines.printed_at(at) for at in range(len(lines.text))]
    assert kept == sorted(set(kept))
    assert [text[at] for at in kept] == list(lines.text) == list(lines.take_out(text))
    assert [lines.read_at(at) for at in kept] == list(range(len(kept)))
    assert [lines.read_at(at) for at in range(len(text))] == sorted(lines.read_at(at) for at in range(len(text)))
    assert set("".join(char for at, char in enumerate(text) if at not in set(kept))) <= set(" \n")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (f"{LONG}4\n51家。", f"{LONG}451家。"),
        (f"{LONG}120\n家次。", f"{LONG}120家次。"),
        (f"{LONG}并且\n依法处理。", f"{LONG}并且依法处理。"),
        ("发放证 件 1 2 0 本。", "发放证件120本。"),
        ("完成1 . 36亿元投资", "完成1.36亿元投资"),
        ("受理1\u200b9\u200b35件", "受理1935件"),
        (f"{LONG}4\u200b\n\u200b51家。", f"{LONG}451家。"),
        ("办理1201¹件,办结119①件", "办理1201件,办结119件"),
        ("查处98宗[注1],办结95宗[2]。", "查处98宗,办结95宗。"),
        ("查处98(注:①)宗,办结[²]件31", "查处98宗,办结件31"),
        ("受理31*件,结案⁽³⁾", "受理31件,结案⁽³⁾"),
    ],
)
def test_what_nobody_wrote_is_taken_out(printed, read):
    assert rejoin(printed).text == read


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}。\n3件案件",
        f"{LONG}\n三、调解",
        f"{LONG}\n(三)调解",
        f"{LONG}\n第三章调解",
        f"{LONG}\n3.调解",
        f"{LONG}\n三是调解",
        f"{LONG}\n12",
        f"{LONG}\n  调解",
        "开展调解 二是普法",
        "受理\t12\t家",
        "面积300m²,绿地12公里²,尘埃5×10³粒",
        "包括:[1]立案;[2]结案",
        "包括①立案②结案",
        "①立案②结案",
        "府办[2023]12号",
        "共12件(注:含上年结转3件)",
    ],
)
def test_what_the_writer_set_apart_stays_apart(text):
    assert rejoin(text).text == text


def test_a_lone_space_parts_two_names_line_by_line_and_nothing_in_a_sentence():
    text = "中共青石镇委员会 青石镇人民政府\n依法办事。"
    written = set_right(text)
    assert written.by_line.text == text
    assert written.running.text == text.replace(" ", "")


def test_line_by_line_every_line_is_kept():
    text = "青 石 镇 2 0 2 3 年 度 报 告\n青 石 镇 人 民 政 府"
    assert set_right(text).by_line.text == "青石镇2023年度报告\n青石镇人民政府"
    assert close_up("青石镇 报告") == set_right("青石镇 报告").by_line


@given(st.text(st.sampled_from("检查1 2\u200b¹①件[注].\n,"), max_size=80))
def test_marks_are_taken_out_of_both_ways_and_found_again(text):
    written = set_right(text)
    for lines in (written.by_line, written.running):
        kept = [lines.printed_at(at) for at in range(len(lines.text))]
        assert kept == sorted(set(kept))
        assert [written.plain[at] for at in kept] == list(lines.text)
        assert "\u200b" not in lines.text


def test_a_text_is_set_right_once():
    text = f"{LONG}4\n51家。"
    assert set_right(text).running is set_right("".join(text)).running


def test_a_piece_is_without_what_is_printed_beside_it_and_a_part_lasts_until_the_next():
    lines = rejoin("依 法 行 政")
    assert lines.printed_span(0, 2) == (0, 3)
    assert lines.printed_part(0, 2) == (0, 4)


def test_a_heading_is_as_written_and_as_printed():
    assert as_written("（一）依 法 行 政，共 ４ ６ 件") == "（一）依法行政，共４６件"
