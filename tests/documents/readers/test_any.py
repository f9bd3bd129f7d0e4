"""Files as people receive them: the text of the report and nothing else, or one line that says why not."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zhplot
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from lawgov_analysis.documents import read_report
from lawgov_analysis.errors import UnreadableReport
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.readers import MAX_BYTES, read_file
from lawgov_analysis.word_numbering import format_number

from helpers import TESTS

SAMPLES = default_data_dir() / "samples"
PAGES = TESTS / "samples"
REPORT = (PAGES / "report.txt").read_text(encoding="utf-8").splitlines()
TITLE, LINES = REPORT[0], REPORT[1:]
SENTENCE = "全镇依法调解纠纷1935宗,成功率99%。"


@pytest.fixture
def read(tmp_path):
    """Read bytes as a file of a name."""

    def read(data, name="report"):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_file(path)

    return read


@pytest.fixture
def refusal(read):
    """Say why bytes are refused as a file: one line that begins with its name."""

    def refusal(data, name="report.bin"):
        with pytest.raises(UnreadableReport) as caught:
            read(data, name)
        message = str(caught.value)
        assert message.startswith(f"{name}: ")
        assert "\n" not in message
        return message

    return refusal


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_text_is_read_in_its_encoding(read, encoding):
    text = "\n".join(LINES)
    assert read(text.encode(encoding)).text == text


def test_a_text_of_windows_has_the_offsets_that_python_gives_it(read, tmp_path):
    content = read("一、成效\r\n调解30宗。\r二、不足\n\n".encode("utf-8-sig"), "windows.txt")
    assert content.text == (tmp_path / "windows.txt").read_text(encoding="utf-8-sig")


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_a_text_keeps_every_character(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(f"报告{text}", encoding="utf-8", newline="")
    assert read_file(path).text == f"报告{text}"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t", b"\0" * 64, "　\n　".encode()])
def test_an_empty_file_is_refused(refusal, data):
    assert re.search("empty|no text", refusal(data, "empty.txt"))


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(range(256)) * 20,
        "全镇调解纠纷30宗。".encode() * 9 + b"\xff" + "全镇调解纠纷30宗。".encode(),
        "全镇调解纠纷30宗。".encode()[:-1],
        "某鎮依法行政報告,全年受理案件".encode("big5") * 9,
    ],
    ids=["binary", "broken", "cut off", "another encoding"],
)
def test_what_is_no_text_is_refused_whatever_its_name(refusal, data):
    assert "UTF-8" in refusal(data, "report.txt")


# Refused


def test_a_file_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(UnreadableReport, match=r"none\.txt: no such file"):
        read_file(tmp_path / "none.txt")


def test_a_folder_is_no_report(tmp_path):
    with pytest.raises(UnreadableReport, match="a folder"):
        read_file(tmp_path)


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def deny(*_):
        raise PermissionError(13, "Permission denied")

    # As another user: the one who runs the tests may be allowed everything.
    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(UnreadableReport, match=r"secret\.txt: no permission"):
        read_file(path)


def test_a_device_that_never_ends_is_not_read():
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("no such device here")
    with pytest.raises(UnreadableReport, match="no regular file"):
        read_file(device)


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(UnreadableReport, match="200 MB are no report"):
        read_file(path)
    assert MAX_BYTES < 200 * 2**20


def test_a_path_with_a_null_character_is_refused():
    with pytest.raises(UnreadableReport):
        read_file("a\0b.txt")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted Office file"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word file"),
        (OLE, "old Office file"),
        (rb"{\rtf1\ansi report}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
        (b"Rar!\x1a\x07\x00" + bytes(99), "archive"),
        ('<?xml version="1.0"?><report>调解30宗。</report>', "XML"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "XML"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(refusal, data, reason):
    message = refusal(data, "report.docx")
    assert reason in message
    assert re.search("save|unpack", message)


@pytest.mark.parametrize("data", [OLE + "WordDocument".encode("utf-16-le"), OLE, rb"{\rtf1\ansi report}"])
def test_an_old_file_is_refused_with_what_to_click(refusal, data):
    assert refusal(data, "报告.wps").endswith("as .docx (另存为)")


# Web pages


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_of_any_layout_gives_the_report_and_nothing_else(page):
    lines = read_file(page).text.split("\n")
    table = (
        ["类别\t数量", "行政许可\t120件", "行政处罚\t35件", "行政检查\t1850次"] if page.stem == "table_in_text" else []
    )
    expected = [*LINES[:3], *table, *LINES[3:]]
    assert lines in (expected, [TITLE, *expected])


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_of_any_layout_says_what_report_it_is(page):
    report = read_report(page)
    assert (report.title, report.place_name, report.year) == (TITLE, "青石镇", 2023)
    assert (report.issuer, str(report.issued_on)) == ("青石镇人民政府", "2024-01-18")
    if page.stem != "bare_body":
        assert str(report.published_on) == "2024-01-22"


def test_every_layout_gives_the_same_figures():
    tables = [extract_figures(read_report(page)) for page in PAGES.glob("*.html") if page.stem != "table_in_text"]
    first = tables[0][["value", "unit", "bound", "section", "measure"]].values.tolist()
    assert len(first) == 15
    for table in tables[1:]:
        assert table[["value", "unit", "bound", "section", "measure"]].values.tolist() == first


def page_of(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_number_cut_by_tags_is_whole(read):
    body = (
        "<p>全镇依法调解纠纷<span>1</span><span style='x'>93</span><b>5</b>宗,成功率<font>99</font>&#46;<i>5</i>%。</p>"
    )
    assert read(page_of(body)).text == "全镇依法调解纠纷1935宗,成功率99.5%。"


def test_spaces_of_the_source_are_none_of_the_text(read):
    body = "<p>\n　　全镇依法\n    调解纠纷\r\n  1935宗,&nbsp;成功\u200b率99%。\n</p>"
    assert read(page_of(body)).text == "全镇依法调解纠纷1935宗, 成功率99%。"


@pytest.mark.parametrize("block", ["<pre>{}</pre>", "<div style='white-space: pre-wrap'>{}</div>"])
def test_lines_of_preformatted_text_stay_lines(read, block):
    lines = ["一、成效", SENTENCE, "二、不足", "仍有7项未办。"]
    assert read(page_of(block.format("\r\n　　".join(lines)))).text.split("\n") == lines


def test_a_page_that_only_links_to_the_report_names_the_file(refusal):
    link = f"<p>附件:<a href='/2024/P0201.docx?v=1'>{TITLE}.docx</a></p>"
    assert f"{TITLE}.docx; download that" in refusal(page_of(f"<h1>{TITLE}</h1>{link}"), "index.html")


def test_a_report_of_several_pages_is_noted(read):
    assert read(page_of(f"<p>{SENTENCE}</p>")).notes == ()
    (note,) = read(page_of(f"<p>{SENTENCE}</p><a href='2.html'>下一页</a>")).notes
    assert "下一页" in note


def test_a_raised_digit_stays_raised(read):
    assert "1.5万m²" in read(page_of("<p>拆除违法建筑面积1.5万m<sup>2</sup>,依法处理。</p>")).text


def test_what_a_page_hides_is_not_read(read):
    body = f"<p>{SENTENCE}</p><p style='display: none'>依法办结88件,完成。</p><p hidden>依法办结77件,完成。</p>"
    assert read(page_of(body)).text == SENTENCE


def test_a_report_that_a_script_shows_later_is_read(read):
    assert read(page_of(f"<div style='display:none'><p>{SENTENCE}</p></div>")).text == SENTENCE


def test_a_page_named_otherwise_is_a_page(read):
    assert read(page_of(f"<p>{SENTENCE}</p>"), "report.doc").text == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", '<meta charset="gb2312">'),
        ("gb18030", ""),
        ("utf-8", '<meta charset="gb2312">'),
        ("big5", '<meta http-equiv="Content-Type" content="text/html; charset=big5">'),
    ],
)
def test_a_page_is_read_in_its_encoding_whatever_it_declares(read, encoding, head):
    text = "全市依法受理行政案件1935件,成功99件。"
    assert read(page_of(f"<p>{text}</p>", head).encode(encoding)).text == text


def test_a_page_with_a_broken_byte_is_read_as_a_browser_does(read):
    head = b'<meta charset="utf-8"><meta name="description" content="' + "依法".encode()[:-1] + b'">'
    body = "".join(f"<p>{SENTENCE}</p>" for _ in range(40))
    assert SENTENCE in read(b"<html><head>" + head + f"</head><body>{body}</body></html>".encode()).text


def test_a_page_saved_as_one_file_is_read(read):
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    part = "--x\r\nContent-Type: text/html; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    data = (head + part).encode() + page_of(f"<p>{SENTENCE}</p>").encode("gb18030") + b"\r\n--x--\r\n"
    assert read(data, "report.mht").text == SENTENCE


def test_pictures_within_a_page_do_not_count(read):
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    assert (
        read(page_of(f"<p>{SENTENCE}</p>{picture}<p>依法办结7件,完成。</p>")).text == f"{SENTENCE}\n依法办结7件,完成。"
    )


def test_a_day_of_the_page_is_not_that_of_its_publication(read):
    body = f"<p>今天是2024年3月5日</p><h1>{TITLE}</h1><p>成文日期:2024-01-18</p><p>{SENTENCE}</p>"
    assert read(page_of(body)).published_on is None
    dated = body.replace("成文日期", "发布日期:2024-01-22 成文日期")
    assert str(read(page_of(dated)).published_on) == "2024-01-22"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{TITLE}_青石镇人民政府网", TITLE),
        (f"{TITLE}-青石镇人民政府", TITLE),
        (f"青石县政府门户网站 - {TITLE}", TITLE),
        ("青石镇2021-2022年法治政府建设情况", "青石镇2021-2022年法治政府建设情况"),
        ("青石镇人民政府", ""),
    ],
)
def test_the_title_of_a_window_is_told_from_the_site(read, title, expected):
    assert read(page_of(f"<p>{SENTENCE}</p>", f"<title>{title}</title>")).title == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a href='/'>首页</a>" * 9,
        "<ul>" + "<li><a href='/1'>青石镇依法调解纠纷12宗,成功11宗</a> 2024-01-02</li>" * 30 + "</ul>",
        "<h1>404</h1><p>抱歉,您访问的页面不存在,3秒后返回首页。</p>",
        f"<div id='app'></div><script>var report = '{SENTENCE}'</script>",
    ],
    ids=["empty", "navigation", "a list of news", "not found", "text in a script"],
)
def test_a_page_without_a_report_is_refused(refusal, body):
    assert "no report on this page" in refusal(page_of(body), "index.html")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('<!DOCTYPE html [<!ENTITY a "依法"><!ENTITY b "&a;&a;&a;">]>' + page_of(f"<p>&b;{SENTENCE}</p>"), "entities"),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page_of(f"<p>{SENTENCE}&x;</p>"), "entities"),
        (f"<html><body>{'<div>' * 1_000_000}{SENTENCE}", "within each other"),
        (f"<html><body>{'<p>a</p>' * 120_000}", "elements"),
        (f"<html><body><p>{'依法' * 1_100_000}。</p>", "characters"),
    ],
    ids=["entities", "files", "deep", "wide", "long"],
)
def test_a_hostile_page_is_refused(refusal, page, reason):
    assert reason in refusal(page, "report.html")


def test_tags_that_are_never_closed_hide_nothing(read):
    lines = [f"全镇依法调解纠纷{n}宗,成功。" for n in range(600)]
    body = "".join(f"<font size=3><span><p>{line}</p>" for line in lines)
    assert read(page_of(body)).text.split("\n") == lines


# Word


def docx_of(make):
    document = Document()
    make(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def numbered(document, levels, paragraphs):
    """Add a list whose levels are (format, text), and its paragraphs (level, text)."""
    numbering = document.part.numbering_part.element
    marks = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{marks}</w:abstractNum>'))
    number = numbering.add_num(77).numId
    for level, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def test_the_numbers_that_word_gives_are_read_as_printed(read):
    levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "(%2)"), ("decimal", "%1.%3.")]
    paragraphs = [
        (0, "成效"),
        (1, "普法"),
        (1, "调解"),
        (2, "排查"),
        (2, "化解"),
        (0, "不足"),
        (1, "力量"),
        (2, "经费"),
    ]
    data = docx_of(lambda document: numbered(document, levels, paragraphs))
    expected = ["一、成效", "(一)普法", "(二)调解", "一.1.排查", "一.2.化解", "二、不足", "(一)力量", "二.1.经费"]
    assert read(data).text.split("\n") == expected


def test_the_numbers_of_a_style_are_read_and_bullets_are_not(read):
    def make(document):
        for text, style in (("讲座", "List Number"), ("展板", "List Number"), ("其他", "List Bullet")):
            document.add_paragraph(text, style=style)

    assert read(docx_of(make)).text.split("\n") == ["1. 讲座", "2. 展板", "其他"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chineseCounting", ["一", "十", "十一", "二十", "九十九", "一百零一", "一百一十"]),
        ("decimalFullWidth", ["１", "１０", "１１", "２０", "９９", "１０１", "１１０"]),
        ("decimalZero", ["01", "10", "11", "20", "99", "101", "110"]),
        ("upperRoman", ["I", "X", "XI", "XX", "XCIX", "CI", "CX"]),
        ("lowerLetter", ["a", "j", "k", "t", "uuuu", "wwww", "fffff"]),
        ("a format of tomorrow", ["1", "10", "11", "20", "99", "101", "110"]),
    ],
)
def test_numbers_are_written_in_the_format_of_the_list(style, expected):
    assert [format_number(n, style) for n in (1, 10, 11, 20, 99, 101, 110)] == expected


def test_tables_are_read_where_they_stand(read):
    def make(document):
        document.add_paragraph("各类执法如下:")
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table._cells, ["类别", "数量", "单位", "行政许可", "120", "件"], strict=True):
            cell.text = text
        layout = document.add_table(rows=1, cols=1).cell(0, 0)
        layout.text = "二、不足"
        layout.add_paragraph("仍有7项未办。")
        document.add_paragraph("特此报告。")

    expected = ["各类执法如下:", "类别\t数量\t单位", "行政许可\t120 件", "二、不足", "仍有7项未办。", "特此报告。"]
    assert read(docx_of(make)).text.split("\n") == expected


def test_word_gives_what_is_printed_and_no_more(read):
    office = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>框内7件。</w:t></w:r></w:p></w:txbxContent>"

    def make(document):
        paragraph = document.add_paragraph("受理")
        paragraph.add_run("19")
        paragraph.add_run("35件,面积9m")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run("暗88件").font.hidden = True
        for xml in (
            '<w:ins {} w:id="1" w:author="a"><w:r><w:t>,增12件。</w:t></w:r></w:ins>',
            '<w:del {} w:id="2" w:author="a"><w:r><w:delText>删13件。</w:delText></w:r></w:del>',
            "<w:r {}><w:instrText>PAGE 99</w:instrText></w:r>",
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
        drawn = (
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        document.add_paragraph("见图")._p.append(parse_xml(f'<w:r {nsdecls("w")} xmlns:mc="{office}">{drawn}</w:r>'))
        control = "<w:sdtContent><w:p><w:r><w:t>控件内9件。</w:t></w:r></w:p></w:sdtContent>"
        document.element.body.insert(2, parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/>{control}</w:sdt>"))
        document.sections[0].header.paragraphs[0].text = "页眉100"

    assert read(docx_of(make)).text == "受理1935件,面积9m²,增12件。\n见图\n框内7件。\n控件内9件。"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def noted(document, kind, notes):
    """Give a document notes: {id: text}, where ``[n]`` refers to the note n."""

    def paragraph(text):
        runs = re.sub(r"\[(\d+)\]", rf'</w:t><w:{kind}Reference w:id="\1"/><w:t>', text)
        return f"<w:p><w:r><w:{kind}Ref/><w:t>{runs}</w:t></w:r></w:p>"

    body = "".join(f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>' for number, text in notes.items())
    xml = f"<w:{kind}s {nsdecls('w')}>{body}</w:{kind}s>".encode()
    part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", xml, document.part.package)
    document.part.relate_to(part, f"{OFFICE}/{kind}s")


def refer(paragraph, kind, number):
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'))


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_read_behind_the_paragraph_that_it_notes(read, kind):
    def make(document):
        paragraph = document.add_paragraph("办理行政处罚案件35件")
        refer(paragraph, kind, 2)
        paragraph.add_run(",行政检查120次。")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["类别", "数量(件)", "行政许可", "120"], strict=True):
            cell.text = text
        refer(table.cell(0, 1).paragraphs[0], kind, 3)
        document.add_paragraph("特此报告。")
        noted(document, kind, {-1: "分隔", 2: "其中简易程序12件。[4]", 3: "不含变更7件。", 4: "[2]当场处罚。"})

    expected = [
        "办理行政处罚案件35件,行政检查120次。",
        "其中简易程序12件。",
        "当场处罚。",
        "类别\t数量(件)",
        "行政许可\t120",
    ]
    assert read(docx_of(make)).text.split("\n") == [*expected, "不含变更7件。", "特此报告。"]


def test_notes_that_refer_to_each_other_without_end_are_read(read):
    def make(document):
        refer(document.add_paragraph(SENTENCE), "footnote", 1)
        noted(document, "footnote", {number: f"注{number}。[{number + 1}][{number}]" for number in range(1, 3000)})

    assert read(docx_of(make)).text.count("注") == 2999


def repacked(change=lambda name, data: data, more=()):
    """Return the sample's docx with its members changed, None for one left out, and more added."""
    written = BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / "shili-2023.docx") as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in more:
            new.writestr(name, data)
    return written.getvalue()


def in_body(change):
    return repacked(lambda name, data: change(data) if name == "word/document.xml" else data)


def with_doctype(doctype):
    return in_body(lambda data: data.replace(b"<w:document", doctype.encode() + b"<w:document", 1))


def lying(data):
    """Return a zip file whose directory says that each member unpacks to one byte."""
    data, at = bytearray(data), -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 1)
    return bytes(data)


DEEP = b"<w:sdt><w:sdtContent>" * 5000 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 5000


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: repacked(more=[("word/media/a.bin", bytes(210 * 2**20))]), "far more than a report"),
        (lambda: repacked(more=[("word/a.xml", b" " * (31 * 2**20))]), "far more than a report"),
        (lambda: repacked(more=[(f"word/{n}.xml", b"") for n in range(5001)]), "far more than a report"),
        (lambda: lying(repacked(more=[("word/a.xml", b" " * 2**20)])), "damaged"),
        (lambda: with_doctype('<!DOCTYPE w [<!ENTITY a "1"><!ENTITY b "&a;&a;">]>'), "entities"),
        (lambda: with_doctype('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (lambda: in_body(lambda data: data.replace(b"<w:body>", b"<w:body>" + DEEP)), "damaged"),
        (lambda: in_body(lambda data: data[: len(data) // 2]), "damaged"),
        (lambda: in_body(lambda data: b""), "damaged"),
        (lambda: in_body(lambda data: None), "damaged"),
        (lambda: repacked()[:20_000], "damaged"),
        (lambda: docx_of(lambda document: None), "no text"),
    ],
    ids=[
        "bomb",
        "bomb of xml",
        "many members",
        "lies of its size",
        "entities",
        "files",
        "deep",
        "half a body",
        "an empty body",
        "no body",
        "cut off",
        "blank",
    ],
)
def test_a_hostile_or_damaged_word_file_is_refused(refusal, make, reason):
    assert reason in refusal(make(), "report.docx")


def zip_of(*names):
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], "spreadsheet"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "presentation"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["OFD.xml"], "OFD"),
        (["report.txt"], "archive"),
        ([], "archive"),
    ],
)
def test_a_zip_file_of_another_kind_is_named(refusal, names, reason):
    assert reason in refusal(zip_of(*names), "report.docx")


def test_an_encrypted_zip_file_is_refused(refusal):
    data = bytearray(zip_of("[Content_Types].xml", "word/document.xml"))
    for header, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(header, at + 1)) >= 0:
            data[at + flag] |= 1
    assert "encrypted" in refusal(bytes(data), "report.docx")


# PDF


@pytest.fixture(scope="module", autouse=True)
def _font():
    pdfmetrics.registerFont(TTFont("Noto", next(Path(zhplot.__file__).parent.rglob("*.ttf"))))


def pdf_of(draw, **options):
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return written.getvalue()


def written(texts):
    """Draw texts at places: (x, y, text)."""

    def draw(canvas):
        canvas.setFont("Noto", 12)
        for x, y, text in texts:
            canvas.drawString(x, y, text)
        canvas.showPage()

    return draw


def typeset(lines, indent=2, size=12, space=0, number="— {} —", header="", margin=72):
    """Typeset a report: a title, paragraphs, a signature on the right; a header and a page number."""
    plain = ParagraphStyle(
        "plain", fontName="Noto", fontSize=size, leading=1.6 * size, wordWrap="CJK", firstLineIndent=indent * size
    )
    plain.spaceAfter = space
    title = ParagraphStyle("title", plain, fontSize=1.5 * size, leading=2.4 * size, alignment=TA_CENTER)
    title.firstLineIndent = 0
    signed = ParagraphStyle("signed", plain, alignment=TA_RIGHT)
    styles = [title, *[plain] * (len(lines) - 3), signed, signed]

    def furnish(canvas, document):
        canvas.setFont("Noto", 9)
        canvas.drawCentredString(A4[0] / 2, 30, number.format(document.page))
        canvas.drawString(margin, A4[1] - 40, header)

    written = BytesIO()
    document = SimpleDocTemplate(written, pagesize=A4, leftMargin=margin, rightMargin=margin)
    story = [Paragraph(line, style) for line, style in zip(lines, styles, strict=True)]
    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return written.getvalue()


def long_report():
    """A report of some pages, its lines of every length."""
    body = []
    for n in range(1, 26):
        work = f"全年受理群众申请{n}{n}35件,办结{n},930件,办结率9{n % 10}.7%,检查企业{n}家次,罚没款86.4万元;"
        body.append(f"({n}){work * (n % 5 + 1)}调解纠纷{86 + n}宗。")
    return [TITLE, "2023年,青石镇依法办事。现将有关情况报告如下:", "一、成效", *body, *LINES[-2:]]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"number": "{}", "size": 16},
        {"number": "第 {} 页 共 9 页", "header": TITLE},
        {"number": "- {} -", "size": 10.5, "margin": 90},
        {"number": "{} / 9", "header": "青石镇人民政府", "size": 14},
        {"number": "", "indent": 0, "space": 9},
    ],
    ids=str,
)
def test_a_pdf_gives_one_line_a_paragraph_without_page_numbers(read, options):
    report = long_report()
    assert read(typeset(report, **options)).text.split("\n") == report


def test_characters_on_one_line_stay_together_and_columns_apart(read):
    rows = [(100, 700, "行政许可"), (250, 700, "120"), (400, 700, "件"), (100, 680, "行政处罚"), (250, 680, "35")]
    pieces = [(72, 600, "办结19"), (72 + 4 * 12 - 9.5, 600, "35件。")]
    latin = [(72, 560, "利用OA system of 2023办公。")]
    lines = read(pdf_of(written(rows + pieces + latin))).text.split("\n")
    assert lines[:2] == ["行政许可 120 件", "行政处罚 35"]
    assert lines[2].replace(" ", "") == "办结1935件。"
    assert lines[3] == "利用OA system of 2023办公。"


def broken(paragraph, width, size):
    """Break a paragraph into lines of a width."""
    lines = [""]
    for char in f"　　{paragraph}":
        if pdfmetrics.stringWidth(lines[-1] + char, "Noto", size) > width:
            lines.append("")
        lines[-1] += char
    return lines


def in_columns(paragraphs, by_row, size=11, per_column=30, width=222, gap=30):
    """Draw paragraphs in two columns, as a gazette does; by row: the lines of both in turn, as some programs do."""
    lines = [line for paragraph in paragraphs for line in broken(paragraph, width, size)]

    def draw(canvas):
        for number, first in enumerate(range(0, len(lines), 2 * per_column)):
            canvas.setFont("Noto", size)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "青石市人民政府公报")
            places = [divmod(n, per_column) for n in range(len(lines[first : first + 2 * per_column]))]
            for column, row in sorted(places, key=lambda place: place[1]) if by_row else places:
                line = lines[first + column * per_column + row]
                canvas.drawString(60 + column * (width + gap), A4[1] - 80 - 22 * row, line)
            canvas.drawCentredString(A4[0] / 2, 30, f"— {number + 12} —")
            canvas.showPage()

    return pdf_of(draw)


@pytest.mark.parametrize("by_row", [False, True])
def test_the_columns_of_a_gazette_are_read_one_after_the_other(read, by_row):
    paragraphs = [line for line in long_report()[1:-2] if len(line) > 1]
    assert read(in_columns(paragraphs, by_row)).text.split("\n") == paragraphs


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(read, turn):
    width, height = A4 if turn % 180 == 0 else A4[::-1]
    corner = {0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn]

    def draw(canvas):
        # A turned page is as wide as the sheet is high.
        canvas.translate(*corner)
        canvas.rotate(turn)
        canvas.setPageRotation(turn)
        written([(96, 500, "受理1935件。"), (72, 300, "办结99%。"), (width / 2, 30, "- 1 -")])(canvas)

    data = BytesIO()
    canvas = Canvas(data, pagesize=(width, height))
    draw(canvas)
    canvas.save()
    assert read(data.getvalue()).text.split("\n") == ["受理1935件。", "办结99%。"]


def test_radicals_that_fonts_give_for_characters_are_characters(read):
    text = read(pdf_of(written([(72, 700, "⼀、⽴⾜⻓效,⻅证⺠主⻋间12件。")]))).text
    assert text == "一、立足长效,见证民主车间12件。"


def picture(canvas):
    canvas.drawInlineImage(str(picture.file), 0, 0, *A4)
    canvas.showPage()


@pytest.fixture
def _picture(tmp_path):
    pixels = b"\0" + b"\xff" * 3
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    picture.file = tmp_path / "scan.png"
    picture.file.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.usefixtures("_picture")
def test_a_scan_is_refused_with_what_to_do(refusal):
    assert "OCR" in refusal(pdf_of(picture), "scan.pdf")
    numbered = pdf_of(lambda canvas: [canvas.drawString(290, 30, "1"), picture(canvas)])
    assert "OCR" in refusal(numbered, "scan.pdf")


@pytest.mark.usefixtures("_picture")
def test_a_page_that_is_a_picture_is_noted(read):
    def draw(canvas):
        for _ in range(2):
            written([(72, 700, SENTENCE)])(canvas)
        picture(canvas)

    content = read(pdf_of(draw))
    assert content.text == f"{SENTENCE}\n{SENTENCE}"
    assert content.notes == ("page 3 is a picture, its text was not read",)


def test_an_encrypted_pdf_is_refused(refusal):
    assert "encrypted PDF" in refusal(pdf_of(written([(72, 700, SENTENCE)]), encrypt="secret"), "report.pdf")


def test_a_pdf_whose_fonts_tell_no_characters_is_refused(refusal):
    data = typeset(long_report())
    assert b"/ToUnicode" in data
    assert "fonts" in refusal(data.replace(b"/ToUnicode", b"/NoUnicode"), "report.pdf")


def blank(pages):
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*A4)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"%PDF-1.7\n", "damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 30, "damaged"),
        (lambda: typeset(long_report())[:9000], "damaged"),
        (lambda: blank(2), "no text layer"),
        (lambda: blank(10_000), "10,000 pages"),
    ],
    ids=["only a head", "junk", "cut off", "blank", "endless"],
)
def test_a_damaged_or_endless_pdf_is_refused(refusal, make, reason):
    assert reason in refusal(make(), "report.pdf")


@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", OLE[:8], b"\xff\xfe"]),
)
def test_no_bytes_raise_another_error(tmp_path_factory, data, start):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + data)
    try:
        said = read_file(path).text
    except UnreadableReport as error:
        said = str(error).replace("\n", "")
    assert said.strip()
