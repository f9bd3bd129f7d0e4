"""Reports: made of any text, never with an error, in time that grows with its length."""

from hashlib import sha256
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.documents import parse_report, read_report
from lawgov_analysis.documents.readers.content import MAX_CHARACTERS
from lawgov_analysis.errors import BadParameter, UnreadableReport
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.quantities import find_quantities
from lawgov_analysis.text import lines
from lawgov_analysis.text.lines import rejoin

TITLE = "青石镇2023年法治政府建设年度报告"
SECTIONS = "一、成效\n(一)普法。一是讲座8场。二是考试1次。\n二、不足\n不够。"
TEXT = f"{TITLE}\n前言。\n{SECTIONS}\n青石镇人民政府\n2024年1月18日"


def test_an_offset_lies_in_its_narrowest_section():
    report = parse_report(TEXT)
    for said, number in (
        ("前言", "0"),
        ("成效", "1"),
        ("普法", "1.1"),
        ("8场", "1.1.1"),
        ("1次", "1.1.2"),
        ("不够", "2"),
    ):
        assert report.section_at(TEXT.index(said)) == number
    assert report.section_at(TEXT.index("青石镇人民政府")) == "sig"


def test_a_report_is_its_text_and_no_other():
    assert parse_report(TEXT).text == TEXT
    assert parse_report(TEXT).sha256 == sha256(TEXT.encode()).hexdigest()


def test_a_report_of_a_file_knows_its_name(tmp_path):
    path = tmp_path / "青石镇 2023.txt"
    path.write_text(TEXT, encoding="gb18030")
    report = read_report(path)
    assert (report.source, report.text) == (path.name, TEXT)
    assert report == parse_report(TEXT, path.name)


def test_the_numbers_of_a_copied_page_are_no_figures():
    page = f"浏览次数:1234\n{TEXT}\n上一篇:第4季度投诉12件\n相关新闻\n新增学位1500个 2024-01-20"
    assert extract_figures(parse_report(page))["surface"].tolist() == ["8场", "1次"]


def test_the_text_of_a_report_is_set_right_once(monkeypatch):
    text, asked = TEXT.replace("讲座", "讲 座"), []
    monkeypatch.setattr(lines, "rejoin", lambda plain: asked.append(plain) or rejoin(plain))
    report = parse_report(text)
    assert extract_figures(report)["surface"].tolist() == ["8场", "1次"]
    assert len(find_quantities(report.text)) > 2
    assert asked.count(lines.plain_text(text)) == 1


def test_the_year_is_read_over_the_end_of_a_line():
    opening = "青石镇全面推进法治政府建设并坚持依法行政和依法决策,现将青石镇20"
    assert parse_report(f"法治政府建设\n{opening}\n22年工作情况报告如下。\n青石镇人民政府\n2024年1月18日").year == 2022


def test_a_phrase_is_a_report_too():
    report = parse_report("调解纠纷30件")
    assert (report.title, report.year, report.sections, report.furniture) == ("", None, (), ())
    assert len(extract_figures(report)) == 1


def test_a_text_longer_than_any_report_is_refused():
    with pytest.raises(UnreadableReport, match="no report"):
        parse_report("法" * (MAX_CHARACTERS + 1), "book.txt")


WORDS = (
    *(
        "一、",
        "二、",
        "(一)",
        "1.",
        "一是",
        "首先,",
        "第一部分",
        "《",
        "》",
        "“",
        "(",
        ")",
        "。",
        ",",
        ":",
        "\n",
        " ",
        "\t",
    ),
    *(
        "2021年",
        "2021年1月29日",
        "二〇二一年",
        "1月",
        "报告",
        "法治政府",
        "青石镇",
        "横沥镇",
        "东莞市",
        "县",
        "人民政府",
    ),
    *(
        "中共",
        "委员会",
        "我镇",
        "关于",
        "现将",
        "情况",
        "上一篇",
        "相关新闻",
        "浏览次数:12",
        "来源:",
        "12件",
        "99%",
        "附件",
    ),
)


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=80).map("".join)))
def test_any_text_is_a_report(text):
    report = parse_report(text)
    assert report.text == text
    assert all(0 <= section.start < section.end <= len(text) for section in report.sections)
    assert all(0 <= start < end <= len(text) for start, end in report.furniture)
    assert report.section_at(0) == "0" or report.sections[0].start == 0


def test_half_a_character_is_no_error():
    assert parse_report("依法\ud800办事。").sha256


HOSTILE = [
    *("（", "(一)", "一、", "一是", "1.", "首先,", "其一,", "第一,第二,", "第一部分\n", "《", "“", "①"),
    *("2021年", "2021年1月29日\n", "二〇二一年", "2020-", "县区镇乡市", "横沥镇", "东莞市桥头镇", "中共", "政府"),
    *(
        " ",
        "　",
        "\n",
        "\t",
        "\xa0",
        "a。\n上一篇\n",
        "上一篇\n",
        "来 源:",
        "示例镇人民政府\n",
        "现将报告",
        "报告(",
        "一、a……\n",
    ),
]


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_time_grows_with_the_length_and_no_faster(unit):
    def seconds(length):
        text, taken = (unit * length)[:length], []
        for _ in range(3):
            begun = perf_counter()
            parse_report(text)
            taken.append(perf_counter() - begun)
        return min(taken)

    # Quadratic time would be 64 times as much; the rest is room for a busy machine.
    assert seconds(40_000) < 24 * max(seconds(5_000), 0.01)


def test_a_year_that_is_none_is_refused():
    with pytest.raises(BadParameter, match="year must be a whole number like 2020, got “去年”"):
        parse_report(TEXT, year="去年")
