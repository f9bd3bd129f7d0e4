"""Look-alikes and marks that nobody sees are alike in every format, and offsets are those of the text that is kept."""

from io import BytesIO

import pytest
from docx import Document

from lawgov_analysis.documents import parse_report, read_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.quantities import find_quantities

MARKS = [
    "\u200b",
    "\u2060",
    "\u200d",
    "\u200c",
    "\u200e",
    "\u202d",
    "\u2067",
    "\u00ad",
    "\ufeff",
    "\ufe0f",
    "\u061c",
    "\u034f",
]
REST = ["二、存在不足", "执法力量仍显不足，培训不够。", "三、下一步工作", "继续规范执法行为，加强培训。"]
BREAKS = ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c"]


def as_txt(lines):
    return "\n".join(lines).encode()


def as_gbk(lines):
    return "\r\n".join(lines).encode("gb18030")


def as_utf16(lines):
    return "\r\n".join(lines).encode("utf-16")


def as_html(lines):
    said = "".join(f"<p>{line}</p>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><div>{said}</div></body></html>'.encode()


def as_docx(lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


FORMATS = [as_txt, as_gbk, as_utf16, as_html, as_docx]


@pytest.fixture
def figures(tmp_path):
    """Give value and unit of each figure of some lines in a format; each is printed where its offsets say."""

    def figures(make, lines):
        file = tmp_path / "report"
        file.write_bytes(make(lines))
        report = read_report(file)
        found = extract_figures(report)
        for row in found.itertuples():
            assert report.text[row.start : row.end] == row.surface
        return report, [f"{row.value:.15g}{row.unit}" for row in found.itertuples()], found

    return figures


@pytest.mark.parametrize("make", FORMATS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_no_width_parts_nothing(figures, make, mark):
    head = [f"示例镇20{mark}23年度法治政府建设年度报告", f"一{mark}、主要{mark}成效"]
    first = f"全年{mark}立案查处行政{mark}处罚案件1{mark}9{mark}35{mark}件，"
    second = f"调解率9{mark}9.{mark}5%，走访十{mark}五户，拨付3{mark}万元。"
    report, values, found = figures(make, [*head, first + second, *REST])
    assert values == ["1935件", "99.5%", "15户", "30000元"]
    assert (report.year, found["section"].tolist()) == (2023, ["1"] * 4)
    assert found["measure"][0] == "立案查处行政处罚案件"
    assert found["indicator"][0] == "penalty_cases_filed"


@pytest.mark.parametrize("make", FORMATS)
def test_radicals_are_characters(figures, make):
    lines = [
        "示例镇2023年度法治政府建设年度报告",
        "⼀、主要成效",
        "⾏政处罚⽴案⼗五件，⾛访企业120⼾，⻋辆检查35辆次，⻧制品抽检6批次。",
    ]
    report, values, found = figures(make, [*lines, *REST])
    assert values == ["15件", "120户", "35辆次", "6批次"]
    assert found["section"].tolist() == ["1"] * 4
    assert "⼾" not in report.text
    assert "户" in report.text


@pytest.mark.parametrize("make", FORMATS)
def test_what_only_looks_alike_by_its_width_or_form_is_kept(figures, make):
    report, values, _ = figures(
        make, ["示例镇2023年度报告", "①全年办理案件１，９３５件，绿地300m²，调解½以上，占９７％。"]
    )
    assert {"1935件", "300m²", "97%"} <= set(values)
    assert all(char in report.text for char in "①１９３５²½９７％")


@pytest.mark.parametrize("make", [as_txt, as_utf16, as_docx])
@pytest.mark.parametrize("mark", BREAKS)
def test_every_end_of_a_line_ends_it(figures, make, mark):
    if make is as_docx and mark in "\u000b\u000c":
        pytest.skip("XML has no such characters")
    lines = mark.join(
        ["示例镇2023年度法治政府建设年度报告", "一、主要成效", "立案98宗。", "二、存在不足", "调解案件15件。"]
    )
    _, values, found = figures(make, [lines])
    assert values == ["98宗", "15件"]
    assert found["section"].tolist() == ["1", "2"]


@pytest.mark.parametrize("text", ["受理1\u200b935件", "受理⼗五件", "受理1201¹件", "受理98[注1]宗"])
def test_a_phrase_is_read_alike_with_its_own_offsets(text):
    [figure] = [found for found in find_quantities(text) if found.kind == "figure"]
    assert (figure.start, figure.end) == (2, len(text))
    assert extract_figures(parse_report(text))["surface"].tolist()[0][0] == parse_report(text).text[2]
