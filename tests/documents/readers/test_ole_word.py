"""Word files of 1997–2003 (.doc, .wps): the same text as a docx, whichever program wrote them."""

import struct

import pytest

from lawgov_analysis.documents.readers.any import read_file
from lawgov_analysis.errors import UnreadableReport
from lawgov_analysis.paths import default_data_dir

from helpers.files import docx, html_table, page
from helpers.old_word import ole, para, run, table_row, word
from helpers.samples import SENTENCE

SAMPLE = (default_data_dir() / "samples" / "shili-2023.doc").read_bytes()
STRUCK, HIDDEN, DELETED, RAISED = (0x0837, b"\1"), (0x083C, b"\1"), (0x0800, b"\1"), (0x2A48, b"\1")
WHITE, SPECIAL = (0x6870, b"\xff\xff\xff\0"), (0x0855, b"\1")
WORD_9X, WPS = {"table": "0Table"}, {"table": "1Table", "version": 0x112}


def lines(content):
    return content.text.split("\n")


@pytest.mark.parametrize("way", [WORD_9X, WPS], ids=["Word 97", "WPS Writer"])
@pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.docx", "报告.txt"])
def test_an_old_word_file_is_read_whatever_its_name(read, way, name):
    assert lines(read(word([para("一、成效"), para(SENTENCE)], **way), name)) == ["一、成效", SENTENCE]


def test_bytes_of_windows_are_read_beside_chinese(read):
    content = read(word([para("调解86宗。"), para("“ABC” – 12 %…"), para("完。")], narrow={1}))
    assert lines(content) == ["调解86宗。", "“ABC” – 12 %…", "完。"]


@pytest.mark.parametrize(
    ("look", "what"),
    [(STRUCK, "删除线"), (HIDDEN, "隐藏"), (WHITE, "白色"), (DELETED, "修订中删除"), ((0x2A53, b"\1"), "删除线")],
)
def test_what_word_does_not_show_is_no_figure(read, look, what):
    content = read(word([para("调解纠纷", run("98", look), "86宗。")]))
    assert content.text == "调解纠纷86宗。"
    assert [what in note and note.endswith(": 98") for note in content.notes] == [True]


def test_white_text_on_a_colour_is_read(read):
    assert read(word([para("调解", run("98宗", WHITE, (0x2A0C, b"\6")))])).text == "调解98宗"


def test_an_exponent_is_kept_and_the_mark_of_a_note_is_not(read):
    content = read(word([para("绿地1200m", run("2", RAISED), ",办结率95%", run("[1]", RAISED), "。")]))
    assert content.text == "绿地1200m²,办结率95%。"


def test_a_field_says_its_result_and_not_its_code(read):
    code = [run("\x13", SPECIAL), ' HYPERLINK "http://a.cn/99" ', run("\x14", SPECIAL), "86宗", run("\x15", SPECIAL)]
    assert read(word([para("调解", *code, "。")])).text == "调解86宗。"


def test_a_table_is_a_grid(read):
    rows = [*table_row("事项", "2022年", "2023年"), *table_row("处罚", "98", "86"), *table_row("检查", "", "1850")]
    assert lines(read(word([para("前。"), *rows, para("后。")]))) == [
        "前。",
        "事项\t2022年\t2023年",
        "处罚\t98\t86",
        "检查\t\t1850",
        "后。",
    ]


def test_merged_cells_are_heads_of_all_that_they_span(read):
    edges, wide = [0, 1800, 3600, 5400], [0, 1800, 5400]
    rows = [
        *table_row("单位", "行政处罚", edges=wide, flags=[0x60, 0]),
        *table_row("", "件数(件)", "金额(万元)", edges=edges, flags=[0x20, 0, 0]),
        *table_row("执法队", "98", "86.4", edges=edges),
    ]
    assert lines(read(word(rows))) == [
        "单位\t行政处罚\t行政处罚",
        "单位\t件数(件)\t金额(万元)",
        "执法队\t98\t86.4",
    ]


@pytest.mark.parametrize("flags", [[0, 1, 2], [0, 2, 1]], ids=["Word 97", "as Word writes now"])
def test_cells_that_are_marked_as_merged_are_one(read, flags):
    rows = [*table_row("单位", "行政处罚", "", flags=flags), *table_row("执法队", "98", "86")]
    assert lines(read(word(rows)))[0] == "单位\t行政处罚\t行政处罚"


def test_a_note_stands_behind_what_it_notes(read):
    content = read(word([para("企业45家", run("\x02", SPECIAL), "。"), para("完。")], notes=[(6, "\x02含镇属12家。")]))
    assert lines(content) == ["企业45家。", "含镇属12家。", "完。"]


@pytest.mark.parametrize(("place", "said"), [(2, ["框前", "框里12宗", "框后"]), (None, ["框前", "框后", "框里12宗"])])
def test_a_text_box_stands_behind_the_paragraph_that_it_hangs_on(read, place, said):
    paragraphs = [para("框前", run("\x08", SPECIAL)), para("框后")]
    assert lines(read(word(paragraphs, boxes=[(place, "框里12宗")]))) == said


def test_a_file_that_was_saved_in_haste_is_read_in_the_order_of_its_pieces(read):
    # 98 was replaced by 86, which was written behind the rest, and the last sentence was deleted.
    written = [para("调解98宗。检查7次。"), para("86")]
    data = word(written, pieces=[(0, 2, 0), (12, 14, 0), (4, 6, 0), (11, 12, 0)])
    assert read(data).text == "调解86宗。"


def test_a_piece_may_be_struck_out_as_a_whole(read):
    struck = 1 << 8 | 0x57 << 1
    group = struct.pack("<H", 0x0837) + b"\1"
    for modifier in (struck, 1):
        data = word([para("调解86宗。另98宗。")], pieces=[(0, 6, 0), (6, 11, modifier), (11, 12, 0)], modifiers=[group])
        content = read(data)
        assert content.text == "调解86宗。"
        assert any("另98宗" in note for note in content.notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word([para(SENTENCE)], flags=0x0100), "encrypted Word file"),
        (word([para(SENTENCE)], version=0x68, magic=0xA5DC), "before 1997"),
        (ole({"EncryptedPackage": b"a", "EncryptionInfo": b"a"}), "encrypted Office file"),
        (ole({"CONTENTS": b"a", "MatOST": b"a"}), "Microsoft Works"),
        (ole({"Workbook": b"a"}), "spreadsheet"),
        (ole({"PowerPoint Document": b"a"}), "presentation"),
        (ole({"other": b"a"}), "old Office file"),
        (word([para("")]), "no text"),
    ],
)
def test_another_old_file_is_refused_with_what_to_do(refusal, data, reason):
    assert reason in refusal(data, "报告.wps")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_not_read_in_part(refusal, share):
    assert "cut off" in refusal(SAMPLE[: int(share * len(SAMPLE))], "报告.doc")


def test_a_chain_of_sectors_without_end_is_refused(refusal):
    data = bytearray(word([para(SENTENCE)]))
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, table + 4 * directory, directory)
    assert "damaged" in refusal(bytes(data), "报告.doc")


def test_a_text_that_lies_in_itself_a_thousand_times_is_refused(refusal):
    data = word([para("调" * 4000)], pieces=[(0, 4000, 0)] * 2000)
    assert "no report" in refusal(data, "报告.doc")


@pytest.mark.parametrize(
    "data",
    [
        page(f"<p>{SENTENCE}</p>{html_table([['事项', '2023年'], ['处罚', '98']])}"),
        docx(SENTENCE),
        rb"{\rtf1\ansi\ansicpg936 " + SENTENCE.encode("gb18030") + rb"\par}",
    ],
    ids=["page", "docx", "rtf"],
)
def test_what_is_no_old_word_file_but_called_so_is_read_as_what_it_is(read, data):
    assert SENTENCE in read(data, "报告.doc").text


@pytest.mark.parametrize("at", range(512, 512 * 12, 512))
def test_a_damaged_file_is_read_or_refused(tmp_path, at):
    path = tmp_path / "damaged.doc"
    for filler in (b"\0", b"\xff"):
        path.write_bytes(SAMPLE[:at] + filler * 64 + SAMPLE[at + 64 :])
        try:
            said = read_file(path).text
        except UnreadableReport as error:
            said = str(error).replace("\n", "")
        assert said.strip()
