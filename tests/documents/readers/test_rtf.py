"""RTF files in the dialects of those who write them: Word, WPS Writer, LibreOffice, old office systems."""

import pytest

from helpers.samples import SENTENCE

HEAD = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    rb"{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
)


def hexed(text):
    """Return a text as Word writes it: each byte of GBK that is no ASCII by its number."""
    return b"".join(b"\\'%02x" % byte if byte > 127 else bytes([byte]) for byte in text.encode("gb18030"))


def coded(text, skip=1):
    """Return a text as Word writes it now: by the numbers of Unicode, with what older readers show behind each."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
    return b"\\uc%d " % skip + b"".join(
        b"\\u%d" % number + (b"?" if skip == 1 else b"\\'b7\\'a8") for number in numbers
    )


def rtf(body, head=HEAD):
    return head + body + b"}"


def lines(content):
    return content.text.split("\n")


@pytest.mark.parametrize(
    "written",
    [
        hexed(SENTENCE),
        rb"\f1 " + hexed(SENTENCE),
        rb"\loch\af0\hich\af0\dbch\f1 " + hexed(SENTENCE),
        coded(SENTENCE),
        coded(SENTENCE, skip=2),
        SENTENCE.encode("gb18030"),
        rb"{\upr{" + hexed("另") + rb"}{\*\ud{" + coded(SENTENCE) + rb"}}}",
    ],
    ids=["bytes", "with a font", "Word's three fonts", "Unicode", "Unicode over two bytes", "nothing escaped", "both"],
)
def test_chinese_is_read_as_it_was_written(read, written):
    assert lines(read(rtf(rb"\pard\plain " + written + rb"\par " + hexed("完。") + rb"\par"))) == [SENTENCE, "完。"]


def test_a_second_byte_that_is_a_mark_of_rtf_is_none(read):
    # Old systems write each character as it is, and the second byte of some is \, } or {.
    every = map(chr, range(0x4E00, 0x9FA5))
    text = "".join(char for char in every if char.encode("gbk", "ignore")[1:] in (b"\\", b"{", b"}"))[:40]
    assert {b"\\", b"{", b"}"} == {char.encode("gbk")[1:] for char in text}
    assert read(rtf(b"\\f1 " + text.encode("gbk") + b"\\par")).text == text


def test_a_character_beyond_the_first_plane_is_one(read):
    assert read(rtf(rb"\u-10179?\u-8704? " + hexed("调解86宗"))).text == "\U0001f600 调解86宗"


def test_a_font_with_a_chinese_name_is_of_china_whatever_its_number(read):
    head = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f3\fcharset134 SimSun;}}"
    assert read(rtf(rb"\f3 " + hexed("调解86宗") + rb"\f0  caf\'e9", head)).text == "调解86宗 café"


@pytest.mark.parametrize(
    ("look", "what"),
    [
        (rb"\strike", "删除线"),
        (rb"\striked1", "删除线"),
        (rb"\v", "隐藏"),
        (rb"\cf2", "白色"),
        (rb"\deleted\revauthdel1", "修订中删除"),
    ],
)
def test_what_word_does_not_show_is_no_figure(read, look, what):
    head = HEAD + rb"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
    content = read(rtf(hexed("调解纠纷") + b"{" + look + b" 98}" + hexed("86宗。") + rb"\par", head))
    assert content.text == "调解纠纷86宗。"
    assert [what in note and note.endswith(": 98") for note in content.notes] == [True]


def test_an_exponent_is_kept_and_the_mark_of_a_note_is_not(read):
    said = hexed("绿地1200m") + rb"{\super 2}" + hexed(",办结率95%") + rb"{\up8 [1]}" + hexed("。") + rb"\par"
    assert read(rtf(said)).text == "绿地1200m²,办结率95%。"


def test_a_field_says_its_result_and_not_its_code(read):
    field = rb'{\field{\*\fldinst{HYPERLINK "http://a.cn/99" }}{\fldrslt{86}}}'
    assert read(rtf(hexed("调解") + field + hexed("宗。") + rb"\par")).text == "调解86宗。"


def row(*cells, edges=None, before=b"", merges=None):
    edges = edges or [1800 * (n + 1) for n in range(len(cells))]
    merges = merges or [b""] * len(cells)
    said = b"".join(merge + rb"\cellx%d" % edge for edge, merge in zip(edges, merges, strict=True))
    return (
        rb"\trowd\trleft0 " + said + b"".join(rb"\pard\intbl " + hexed(cell) + rb"\cell" for cell in cells) + rb"\row "
    )


def test_a_table_is_a_grid(read):
    rows = row("事项", "2022年", "2023年") + row("处罚", "98", "86") + row("检查", "", "1850")
    content = read(rtf(hexed("前。") + rb"\par" + rows + rb"\pard " + hexed("后。") + rb"\par"))
    assert lines(content) == ["前。", "事项\t2022年\t2023年", "处罚\t98\t86", "检查\t\t1850", "后。"]


def test_merged_cells_are_heads_of_all_that_they_span(read):
    rows = (
        row("单位", "行政处罚", edges=[1800, 5400], merges=[rb"\clvmgf", b""])
        + row("", "件数(件)", "金额(万元)", merges=[rb"\clvmrg", b"", b""])
        + row("执法队", "98", "86.4")
    )
    assert lines(read(rtf(rows))) == ["单位\t行政处罚\t行政处罚", "单位\t件数(件)\t金额(万元)", "执法队\t98\t86.4"]


def test_a_table_in_a_cell_is_read_in_it(read):
    inner = (
        rb"\pard\intbl\itap2 " + hexed("许可") + rb"\nestcell 64\nestcell"
        rb"{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}{\nonesttables\par}"
    )
    outer = rb"\trowd\cellx1800\cellx3600 " + inner + rb"\pard\intbl\itap1\cell " + hexed("另7件") + rb"\cell\row"
    assert "许可\t64" in lines(read(rtf(outer + rb"\pard " + hexed("完。") + rb"\par")))


@pytest.mark.parametrize("mark", [rb"{\listtext\pard\plain ", rb"{\pntext\f1 "], ids=["list", "old list"])
def test_the_printed_mark_of_a_list_is_read(read, mark):
    said = mark + hexed("(二)") + rb"\tab}" + hexed("普法。办讲座8场。") + rb"\par"
    assert read(rtf(rb"\pard\ls1\ilvl0 " + said)).text == "(二)普法。办讲座8场。"


def test_a_printed_number_of_a_list_is_none_with_what_follows(read):
    said = rb"{\listtext\pard\plain 1.\tab}" + hexed("8场讲座。") + rb"\par"
    assert read(rtf(rb"\pard\ls1\ilvl0 " + said)).text == "1. 8场讲座。"


def test_a_list_without_printed_marks_is_counted(read):
    lists = (
        rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37\leveljc0\levelfollow2\levelstartat1"
        rb"{\leveltext\'03(\'00);}{\levelnumbers\'02;}}{\listname ;}\listid77}}"
        rb"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls1}}"
    )
    said = b"".join(rb"\pard\ls1\ilvl0 " + hexed(each) + rb"\par" for each in ("甲8场。", "乙9场。"))
    assert lines(read(rtf(lists + said))) == ["(一)甲8场。", "(二)乙9场。"]


def test_headers_pictures_and_comments_are_said_and_not_read(read):
    body = (
        rb"{\header\pard "
        + hexed("示例镇文件2023")
        + rb"\par}{\*\generator Writer 99;}{\info{\title "
        + hexed("2023年报告")
        + rb"}}"
        + hexed("调解86宗。")
        + rb"{\*\annotation\pard "
        + hexed("应为99宗")
        + rb"}{\pict\pngblip 0123}\par"
    )
    content = read(rtf(body))
    assert (content.text, content.title) == ("调解86宗。", "2023年报告")
    assert [next(what in note for what in ("页眉", "批注", "图片") if what in note) for note in content.notes] == [
        True
    ] * 3


def test_notes_and_text_boxes_stand_behind_their_paragraph(read):
    body = (
        hexed("企业45家")
        + rb"{\super\chftn{\footnote\pard\plain \chftn "
        + hexed("含镇属12家。")
        + rb"}}"
        + hexed("。")
        + rb"\par"
    )
    box = (
        rb"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 7}}{\shptxt\pard "
        + hexed("栏内3项。")
        + rb"\par}}{\shprslt{\pict 00}}}"
    )
    assert lines(read(rtf(body + box + hexed("下。") + rb"\par"))) == [
        "企业45家。",
        "含镇属12家。",
        "下。",
        "栏内3项。",
    ]


@pytest.mark.parametrize("cut", [0.4, 0.99])
def test_a_file_that_is_cut_off_is_not_read_in_part(refusal, cut):
    data = rtf((hexed(SENTENCE) + rb"\par") * 50)
    assert "cut off" in refusal(data[: int(cut * len(data))])


@pytest.mark.parametrize(
    "data",
    [
        rtf(b"{" * 100_000),
        rtf(rb"{\footnote " * 900 + b"}" * 900),
        rtf(rb"{\field{\fldrslt a" * 300 + b"}}" * 300),
        rtf(rb"{\pict\bin2147483647 a}}"),
    ],
    ids=["groups", "notes in notes", "fields in fields", "bytes that are not there"],
)
def test_a_hostile_file_is_refused(refusal, data):
    assert "refused" in refusal(data) or "save its text" in refusal(data) or "cut off" in refusal(data)


def test_words_without_end_are_refused(refusal, monkeypatch):
    monkeypatch.setattr("lawgov_analysis.documents.readers.rtf.MOST_TOKENS", 1_000)
    assert "save its text" in refusal(rtf(b"{}" * 1_000))
