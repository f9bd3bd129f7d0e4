"""Word files: what is printed, with the numbers that Word gives, and no more."""

import re
import struct
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lawgov_analysis.documents.readers.docx_numbering import format_number
from lawgov_analysis.paths import default_data_dir

from helpers.samples import SENTENCE

SAMPLES = default_data_dir() / "samples"


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

    expected = ["各类执法如下:", "类别\t数量\t单位", "行政许可\t120\t件", "二、不足", "仍有7项未办。", "特此报告。"]
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
