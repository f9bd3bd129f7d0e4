"""Word files: what Word does not print is not read, and said; what it prints by other means is read."""

import zipfile
from io import BytesIO

import pytest

from lawgov_analysis.documents import read_report
from lawgov_analysis.extraction import extract_figures

from helpers import files
from helpers.files import docx, page, paragraph, run, word_table

BEFORE, AFTER = "全年立案查处行政处罚案件", "件。"


def style(name, kind="character", properties="", based_on="", called=""):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>{base}{properties}</w:style>'


def looks(properties):
    return f"<w:rPr>{properties}</w:rPr>"


WHITE = '<w:color w:val="FFFFFF"/>'
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="C00000"/>'
STYLES = "".join(
    [
        style("Gone", properties=looks("<w:vanish/>")),
        style("GoneToo", based_on="Gone"),
        style("Struck", properties=looks("<w:strike/>")),
        style("Noted", properties=looks('<w:vertAlign w:val="superscript"/>')),
        style("StruckLine", "paragraph", looks("<w:strike/>")),
        style("Banded", "table", f"<w:tblStylePr w:type='firstRow'><w:tcPr>{SHADED}</w:tcPr></w:tblStylePr>"),
        style("Unseen", "table", looks("<w:vanish/>")),
        style("11", "paragraph", called="toc 1"),
        style("WPSOffice1", "paragraph", called="TOC Heading"),
    ]
)


@pytest.fixture
def reading(read):
    """Return the lines of a Word file of some blocks between a report's, and its notes."""

    def reading(*blocks, **more):
        content = read(docx(*blocks, styles=STYLES, **more))
        lines = content.text.split("\n")
        assert lines[:3] == [files.TITLE, files.OPENING, files.HEADING]
        assert lines[-2:] == files.CLOSING
        return lines[3:-2], content.notes

    return reading


@pytest.mark.parametrize(
    ("properties", "note"),
    [
        ("<w:strike/>", "删除线"),
        ('<w:dstrike w:val="true"/>', "删除线"),
        ('<w:rStyle w:val="Struck"/>', "删除线"),
        ("<w:vanish/>", "隐藏"),
        ('<w:vanish w:val="on"/>', "隐藏"),
        ('<w:rStyle w:val="GoneToo"/>', "隐藏"),
        ('<w:sz w:val="2"/>', "隐藏"),
        (WHITE, "白色"),
        ('<w:color w:val="auto" w:themeColor="background1"/>', "白色"),
        ('<w:color w:val="FEFEFE"/><w:shd w:val="clear" w:fill="FFFFFF"/>', "白色"),
    ],
)
def test_a_run_that_is_not_seen_is_left_out_and_said(reading, properties, note):
    lines, notes = reading(paragraph(BEFORE, run("12", properties), "15", AFTER))
    assert lines == [f"{BEFORE}15{AFTER}"]
    (said,) = notes
    assert note in said
    assert said.endswith(": 12")


@pytest.mark.parametrize(
    "properties",
    [
        '<w:strike w:val="0"/>',
        '<w:vanish w:val="false"/>',
        '<w:rStyle w:val="Struck"/><w:strike w:val="0"/>',
        "<w:webHidden/>",
        '<w:sz w:val="10"/>',
        f"{WHITE}{SHADED}",
        f'{WHITE}<w:highlight w:val="darkBlue"/>',
        '<w:color w:val="D9D9D9"/>',
        '<w:u w:val="single"/><w:em w:val="dot"/>',
    ],
)
def test_a_run_that_is_seen_is_read(reading, properties):
    assert reading(paragraph(BEFORE, run("12", properties), AFTER)) == ([f"{BEFORE}12{AFTER}"], ())


def test_white_text_on_a_coloured_ground_is_read(reading):
    cell = f"<w:tc><w:tcPr>{SHADED}</w:tcPr>{paragraph(run('事项', WHITE))}</w:tc>"
    row = f"<w:tr>{cell}{cell.replace('事项', '数量(件)')}</w:tr>"
    values = f"<w:tr><w:tc>{paragraph('行政处罚')}</w:tc><w:tc>{paragraph('98')}</w:tc></w:tr>"
    expected = ["事项\t数量(件)", "行政处罚\t98"]
    assert reading(f"<w:tbl>{row}{values}</w:tbl>") == (expected, ())
    banded = f'<w:tbl><w:tblPr><w:tblStyle w:val="Banded"/></w:tblPr>{row.replace(SHADED, "")}{values}</w:tbl>'
    assert reading(banded) == (expected, ())
    shaded = paragraph(run("全年办件7件。", WHITE), properties=SHADED)
    box = f"<w:txbxContent>{paragraph(run('另办9件。', WHITE))}</w:txbxContent>"
    assert reading(shaded, f"<w:p><w:r>{box}</w:r></w:p>") == (["全年办件7件。", "另办9件。"], ())


def test_what_the_style_of_a_table_hides_is_left_out_and_said(reading):
    properties = '<w:tblPr><w:tblStyle w:val="Unseen"/></w:tblPr>'
    seen = run("行政处罚", '<w:vanish w:val="0"/>')
    inner = word_table([["另办9件"]]).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Banded"/>')
    row = f"<w:tr><w:tc>{paragraph(seen)}{inner}</w:tc><w:tc>{paragraph('98')}</w:tc></w:tr>"
    lines, (note,) = reading(f"<w:tbl>{properties}{row}</w:tbl>", paragraph("全年办件7件。"))
    said = " ".join(lines)
    assert "行政处罚" in said
    assert "另办9件" in said
    assert "98" not in said
    assert lines[-1] == "全年办件7件。"
    assert note.endswith(": 98")


def test_a_struck_paragraph_is_left_out(reading):
    struck = paragraph("原办结9件。", properties='<w:pStyle w:val="StruckLine"/>')
    lines, (note,) = reading(struck, paragraph("现办结11件。"))
    assert lines == ["现办结11件。"]
    assert "原办结9件。" in note
    # Struck by its style and again by the run: Word switches it back.
    both = paragraph(run("办结9件。", '<w:rStyle w:val="Struck"/>'), properties='<w:pStyle w:val="StruckLine"/>')
    assert reading(both) == (["办结9件。"], ())


def test_what_a_tracked_change_deletes_or_moves_away_is_left_out(reading):
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>另7件。</w:t></w:r></w:moveFrom>'
    inserted = '<w:ins w:id="3" w:author="a"><w:r><w:t>15</w:t></w:r></w:ins>'
    lines, (note,) = reading(f"<w:p>{run(BEFORE)}{deleted}{inserted}{run(AFTER)}{moved}</w:p>")
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert "修订" in note
    assert "12" in note
    ends = paragraph("办结", properties='<w:rPr><w:del w:id="4" w:author="a"/></w:rPr>')
    assert reading(ends, "11件。")[0] == ["办结11件。"]


def test_rows_and_cells_that_a_tracked_change_deletes_are_left_out(reading):
    def row(*texts, properties=""):
        cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    table = [
        row("事项", "数量(件)"),
        row("行政处罚", "12", properties='<w:del w:id="1" w:author="a"/>'),
        row("行政处罚", "15", properties='<w:ins w:id="1" w:author="a"/>'),
        row("行政许可", "7", properties="<w:hidden/>"),
    ]
    lines, notes = reading(f"<w:tbl>{''.join(table)}</w:tbl>")
    assert lines == ["事项\t数量(件)", "行政处罚\t15"]
    assert len(notes) == 2


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("许可1201", ("1", RAISED), "件"), "许可1201件"),
        (("许可1201", ("[", RAISED), ("2", RAISED), ("]", RAISED), "件"), "许可1201件"),
        (("许可1201", ("①", RAISED), "件"), "许可1201件"),
        (("许可1201", ("注1", RAISED), "件"), "许可1201件"),
        (("许可1201", ("*", RAISED), "件"), "许可1201件"),
        (("许可1201", ("1", '<w:rStyle w:val="Noted"/>'), "件"), "许可1201件"),
        (("许可1201", ("1", '<w:position w:val="8"/><w:sz w:val="12"/>'), "件"), "许可1201件"),
        (("许可1201件", ("1,2", RAISED), "。"), "许可1201件。"),
        (("面积300m", ("2", RAISED), "。"), "面积300m²。"),
        (("面积3km", ("2", RAISED), ("1", RAISED), "。"), "面积3km²。"),
        (("体积3m", ("3", RAISED), "。"), "体积3m³。"),
        (("约3×10", ("4", RAISED), "亩"), "约3×10⁴亩"),
        (("约10", ("4", RAISED), "亩"), "约10⁴亩"),
        (("许可1件", ("1", RAISED), ",检查10", ("2", RAISED), "次"), "许可1件,检查10次"),
        (("第3", ("rd", RAISED)), "第3rd"),
    ],
)
def test_raised_marks_of_notes_go_and_exponents_stay(reading, pieces, expected):
    runs = [run(*piece) if isinstance(piece, tuple) else run(piece) for piece in pieces]
    assert reading(paragraph(*runs))[0] == [expected]


def test_a_paragraph_that_is_all_moved_up_is_no_note(reading):
    moved = '<w:position w:val="6"/>'
    assert reading(paragraph(run("办结", moved), run("35", moved), run("件。", moved)))[0] == ["办结35件。"]


def test_the_raised_part_of_a_formula_is_its_exponent(reading):
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert reading(f"<w:p>{run('约3×')}{power}{run('亩')}</w:p>")[0] == ["约3×10⁴亩"]


SENTENCE = "全年立案98宗,办结95宗,罚没款86.4万元。"


@pytest.mark.parametrize(
    "relation",
    [
        ("rId9", "image", "NULL", ""),
        ("rId9", "image", "../NULL", ""),
        ("rId9", "image", "media/lost.png", ""),
        ("rId9", "hyperlink", "#_Toc1", ""),
        ("rId9", "hyperlink", "http://[broken", "External"),
        ("rId9", "attachedTemplate", "file:///C:\\\\a.dotm", "External"),
        ("rId9", "numbering", "numbering.xml", ""),
        ("rId9", "header", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_relationship_to_nothing_matters_not(reading, relation):
    assert reading(SENTENCE, relations=[relation])[0] == [SENTENCE]


def changed(data, change):
    """Return a Word file with its members changed: `change` has a name and bytes, and returns both."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return written.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: (
            name,
            data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
            ),
        ),
        lambda name, data: (name.replace("/", "\\"), data),
        lambda name, data: (
            name.replace("document.xml", "document2.xml"),
            data.replace(b"document.xml", b"document2.xml"),
        ),
        lambda name, data: ("Word" + name[4:] if name.startswith("word") else name, data),
        lambda name, data: (name, data.replace(b'"word/document.xml"', b'"/word/document.xml"')),
        lambda name, data: (name, b"<broken" if name.startswith("_rels") else data),
    ],
    ids=["strict", "backslashes", "another name", "another case", "from the root", "no list of parts"],
)
def test_word_files_of_other_kinds_and_producers_are_read(read, change):
    lines = read(changed(docx(SENTENCE, styles=STYLES), change), "report.docm").text.split("\n")
    assert lines[3] == SENTENCE


def test_a_word_file_in_one_xml_is_read(read):
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    with zipfile.ZipFile(BytesIO(docx(SENTENCE, styles=STYLES))) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{archive.read(name).decode()}</pkg:xmlData></pkg:part>'
            for name in archive.namelist()
            if not name.startswith("[")
        )
    picture = '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>aGFs\nbG8=</pkg:binaryData></pkg:part>'
    data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{parts}{picture}</pkg:package>'
    assert read(data, "report.xml").text.split("\n")[3] == SENTENCE


CHUNK = '<w:altChunk r:id="rId9"/>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page(f"<p>{SENTENCE}</p><p>另<s>3</s>7件。</p>", whole=False)),
        ("a.txt", f"{SENTENCE}\n另7件。".encode()),
        ("a.docx", docx(SENTENCE, "另7件。", whole=False)),
        (
            "a.mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + page(f"<p>{SENTENCE}</p><p>另7件。</p>", whole=False)
            + b"\r\n--x--\r\n",
        ),
    ],
)
def test_an_embedded_part_is_read_in_its_place(reading, name, data):
    lines, _ = reading("附:", CHUNK, "完。", parts=[(f"word/{name}", data)], relations=[("rId9", "aFChunk", name, "")])
    assert lines == ["附:", SENTENCE, "另7件。", "完。"]


@pytest.mark.parametrize("data", [b"{\\rtf1 a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", docx(CHUNK, whole=False)])
def test_an_embedded_part_that_cannot_be_read_is_said(reading, data):
    relation = ("rId9", "aFChunk", "a.bin", "")
    lines, notes = reading("附:", CHUNK, parts=[("word/a.bin", data)], relations=[relation])
    assert lines == ["附:"]
    assert any("嵌入的文档片段" in note for note in notes)


def field(code, *result, ends=True):
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    printed = [marks[1], *result] if result else []
    return "".join([marks[0], f"<w:r><w:instrText>{code}</w:instrText></w:r>", *printed, marks[2] if ends else ""])


ENTRIES = [("一、主要成效", "1"), ("(一)化解矛盾纠纷", "3"), ("三、2024年工作安排", "7")]


def test_a_table_of_contents_of_word_is_left_out(reading):
    def entry(text, number):
        return run(text) + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1 \\h", run(number))

    first, *others = [entry(*each) for each in ENTRIES]
    begin, code, separate = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    contents = [f"<w:p>{begin}{code}{separate}{first}</w:p>", *(f"<w:p>{each}</w:p>" for each in others)]
    lines, (note,) = reading(*contents, f"<w:p>{end}{run(SENTENCE)}</w:p>")
    assert lines == [SENTENCE]
    assert "目录" in note
    # One that never ends has not swallowed the report.
    lines, _ = reading(*contents, SENTENCE)
    assert lines[-1] == SENTENCE


@pytest.mark.parametrize(
    "contents",
    [
        [paragraph(f"{text}\t{n}", properties='<w:pStyle w:val="11"/>') for text, n in ENTRIES],
        [
            (
                '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
                f"<w:sdtContent>{''.join(paragraph(f'{text}{n}') for text, n in ENTRIES)}</w:sdtContent></w:sdt>"
            )
        ],
        [f'<w:p><w:fldSimple w:instr="TOC \\o">{run("一、主要成效 1")}</w:fldSimple></w:p>'],
    ],
    ids=["styles", "control", "simple field"],
)
def test_other_tables_of_contents_are_left_out(reading, contents):
    lines, (note,) = reading(*contents, SENTENCE)
    assert lines == [SENTENCE]
    assert "目录" in note


@pytest.mark.parametrize("leader", ["", "\t", "……………", ".......", " ······ ", "　　　", "  "])
def test_a_table_of_contents_that_is_typed_counts_nothing(tmp_path, leader):
    path = tmp_path / "report.docx"
    entries = [paragraph(*_tabbed(f"{text}{leader}{n}")) for text, n in ENTRIES]
    path.write_bytes(docx("目  录", *entries, "一、主要成效", "(一)化解矛盾纠纷。办结98宗。", "三、2024年工作安排"))
    report = read_report(path)
    assert extract_figures(report)["value"].tolist() == [98]
    assert any("目录" in note for note in report.notes)


def _tabbed(text):
    head, tab, tail = text.partition("\t")
    return [run(head), "<w:r><w:tab/></w:r>", run(tail)] if tab else [run(head)]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (field("EQ \\o\\ac(○,1)"), "办①件。"),
        (field("= SUM(ABOVE)", run("35")), "办35件。"),
        (field("PAGE", run("3")), "办件。"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>35</w:t></w:r></w:sdtContent></w:sdt>", "办35件。"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入1</w:t></w:r></w:sdtContent></w:sdt>",
            "办件。",
        ),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                '<w:listEntry w:val="12"/>'
                '<w:listEntry w:val="35"/></w:ddList></w:ffData></w:fldChar></w:r>'
                '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "办35件。",
        ),
        (
            "<mc:AlternateContent><mc:Choice><w:r><w:t>35</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>35</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            "办35件。",
        ),
        (
            "<w:ruby><w:rt><w:r><w:t>1</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>35</w:t></w:r></w:rubyBase></w:ruby>",
            "办35件。",
        ),
    ],
)
def test_fields_and_controls_give_what_they_print(reading, runs, expected):
    assert reading(f"<w:p>{run('办')}{runs}{run('件。')}</w:p>")[0] == [expected]


def test_what_stands_beside_the_text_is_said(reading):
    header = f"<w:hdr {files.SPACES}>{paragraph('示例镇政府文件')}</w:hdr>"
    number = f"<w:ftr {files.SPACES}>{paragraph('第1页')}</w:ftr>"
    comment = f'<w:comments {files.SPACES}><w:comment w:id="1">{paragraph("应为97件")}</w:comment></w:comments>'
    picture = '<w:drawing><a:blip r:embed="rId8"/></w:drawing>'
    lines, notes = reading(
        paragraph(SENTENCE, f"<w:r>{picture}</w:r>"),
        field_without_result(),
        parts=[("word/h.xml", header), ("word/f.xml", number), ("word/c.xml", comment)],
        relations=[("a", "header", "h.xml", ""), ("b", "footer", "f.xml", ""), ("c", "comments", "c.xml", "")],
    )
    assert lines == [SENTENCE, "见"]
    assert [note.partition(" was not read")[0] for note in notes] == [
        "a field without its result",
        "a comment",
        "a page header or footer",
        "a picture, and any text in it,",
    ]
    assert "示例镇政府文件" in notes[2]
    assert "第1页" not in notes[2]


def field_without_result():
    return f"<w:p>{run('见')}{field('REF _Ref1')}</w:p>"


def test_tables_keep_their_columns_whatever_producer_merged_them(reading):
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    head = f"<w:tr>{cell('事项')}{cell('2022年(件)')}{cell('2023年(件)')}</w:tr>"
    before = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("31")}{cell("98")}</w:tr>'
    opens, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    merged = f"<w:tr>{cell('合计', opens)}{cell('', goes_on)}{cell('7')}</w:tr>"
    lost = f"<w:tr>{cell('许可', '<w:vMerge/>')}{cell('')}{cell('6')}</w:tr>"
    control = f"<w:sdt><w:sdtContent><w:tr>{cell('检查')}{cell('5')}{cell('4')}</w:tr></w:sdtContent></w:sdt>"
    lines, _ = reading(f"<w:tbl>{head}{before}{merged}{lost}{control}</w:tbl>")
    assert lines == ["事项\t2022年(件)\t2023年(件)", "\t31\t98", "合计\t合计\t7", "许可\t\t6", "检查\t5\t4"]


def test_two_tables_in_a_row_have_heads_of_their_own(reading):
    one, other = ([["事项", f"{year}年(件)"], ["处罚", str(year - 2000)]] for year in (2022, 2023))
    lines, _ = reading(files.word_table(one), files.word_table(other))
    assert lines == ["事项\t2022年(件)", "处罚\t22", "", "事项\t2023年(件)", "处罚\t23"]


def test_a_table_within_a_table_and_one_in_a_text_box_are_read(reading):
    inner = files.word_table([["事项", "数量(件)"], ["处罚", "98"]])
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('左')}</w:tc><w:tc>{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>"
    assert reading(outer)[0] == ["左", "事项\t数量(件)", "处罚\t98"]
    assert reading(box)[0] == ["事项\t数量(件)", "处罚\t98"]


@pytest.mark.parametrize(
    "table",
    [
        files.word_table([[("类", 100_000, 1), "a"], ["处罚", "1"]]),
        files.word_table([[("类", 1, 3000), "数量(件)"], *[[str(n)] for n in range(2999)]]),
        "<w:tbl>" * 40 + files.word_table([["处罚", "1"]]) + "</w:tbl>" * 40,
        "<w:tbl><w:tr><w:tc>" * 60 + files.word_table([["处罚", "1"]]) + "</w:tc></w:tr></w:tbl>" * 60,
    ],
    ids=["wide", "long", "broken", "deep"],
)
def test_a_hostile_table_is_read(reading, table):
    lines, _ = reading(table)
    assert sum(map(len, lines)) < 100_000


@pytest.mark.parametrize(
    ("symbol", "seen"),
    [
        ('w:font="SimSun" w:char="0032"', "12"),
        ('w:font="Wingdings" w:char="F032"', "1□"),
        ('w:font="Symbol" w:char="0032"', "1□"),
        ("", "1□"),
    ],
)
def test_a_symbol_is_a_character_only_where_its_font_has_it(reading, symbol, seen):
    lines, _ = reading(paragraph(run("办理1"), f"<w:r><w:sym {symbol}/></w:r>", run("件。")))
    assert lines == [f"办理{seen}件。"]
