"""OFD files: each text object where it stands, put together to lines, paragraphs and tables."""

import zipfile
from io import BytesIO

import pytest

from helpers.samples import SENTENCE

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 4


def text(said, x=25.0, y=30.0, size=SIZE, more="", inner="", delta=None):
    """Return a text object; a digit is half as wide as a character."""
    steps = [size * (0.5 if char.isascii() else 1) for char in said[:-1]]
    delta = " ".join(map(str, steps)) if delta is None else delta
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 160 {size}" Size="{size}" Font="1" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{0.9 * size}" DeltaX="{delta}">{said}</ofd:TextCode></ofd:TextObject>'
    )


def path(data, more=""):
    data = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="8" Boundary="0 0 210 297" {more}>{data}</ofd:PathObject>'


def ofd(*pages, document="", root="", more=(), location="Pages/Page_{n}/Content.xml", doc_root="Doc_0/Document.xml"):
    """Return an OFD of pages, each the objects on it."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="{location.format(n=n)}"/>' for n in range(len(pages)))
    files = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo>{root}</ofd:DocInfo>"
        f"<ofd:DocRoot>{doc_root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{document}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page_of(objects) for n, objects in enumerate(pages)},
        **dict(more),
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    return written.getvalue()


def page_of(objects, head=""):
    layer = f'<ofd:Layer ID="2" Type="Body">{objects}</ofd:Layer>'
    return f"<ofd:Page {SPACE}>{head}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def lines(content):
    return content.text.split("\n")


@pytest.mark.parametrize("name", ["报告.ofd", "报告.pdf", "报告.zip"])
def test_an_ofd_is_read_whatever_its_name(read, name):
    assert lines(read(ofd(text("一、成效") + text(SENTENCE, y=40)), name)) == ["一、成效", SENTENCE]


@pytest.mark.parametrize(
    "location", ["Pages/Page_{n}/Content.xml", "/Doc_0/Pages/Page_{n}/Content.xml", "Doc_0/Pages/Page_{n}/Content.xml"]
)
def test_a_page_is_found_from_the_root_and_from_the_document(read, location):
    assert read(ofd(text(SENTENCE), location=location)).text == SENTENCE


def test_steps_that_are_said_once_for_many_characters_are_read(read):
    assert read(ofd(text("调解纠纷86宗", delta="g 4 4 2 2"))).text == "调解纠纷86宗"


def test_characters_that_stand_alone_are_put_together(read):
    objects = "".join(text(char, x=25 + 4 * n) for n, char in enumerate("调解纠纷八十六宗"))
    assert read(ofd(objects)).text == "调解纠纷八十六宗"


def test_a_text_may_be_scaled_and_moved_by_a_matrix(read):
    scaled = text("调解", size=8, more='CTM="0.5 0 0 0.5 0 0"') + text("纠纷86宗", x=33)
    assert read(ofd(scaled)).text == "调解纠纷86宗"


def test_a_table_with_rules_is_a_grid(read):
    rules = "".join(f"M 25 {y} L 145 {y} " for y in (30, 40, 50)) + "".join(
        f"M {x} 30 L {x} 50 " for x in (25, 65, 105, 145)
    )
    cells = [("事项", "2022年", "2023年"), ("处罚", "98", "86")]
    objects = "".join(
        text(cell, x=27 + 40 * column, y=32 + 10 * row)
        for row, of_row in enumerate(cells)
        for column, cell in enumerate(of_row)
    )
    assert lines(read(ofd(text("前。", y=20) + path(rules) + objects + text("后。", y=60)))) == [
        "前。",
        "事项\t2022年\t2023年",
        "处罚\t98\t86",
        "后。",
    ]


WHITE = '<ofd:FillColor Value="255 255 255"/>'


@pytest.mark.parametrize(
    ("unseen", "what"),
    [
        (text("98", x=60, y=60, more='Visible="false"'), "隐藏"),
        (text("98", x=60, y=60, more='Alpha="0"'), "隐藏"),
        (text("98", x=60, y=60, inner=WHITE), "白色"),
        (text("98", x=60, y=60, more='CTM="0.7 0.7 -0.7 0.7 0 0"'), "水印"),
    ],
)
def test_what_is_not_shown_is_no_figure(read, unseen, what):
    content = read(ofd(text(SENTENCE) + unseen))
    assert content.text == SENTENCE
    assert [what in note and note.endswith(": 98") for note in content.notes] == [True]


def test_white_text_on_a_colour_is_read(read):
    dark = path("M 20 25 L 100 25 L 100 40 L 20 40 C", 'Fill="true" Stroke="false"')
    assert read(ofd(dark + text("调解86宗", inner=WHITE) + text("完。", y=60))).text == "调解86宗\n完。"


def test_page_numbers_and_running_heads_are_left_out(read):
    pages = [
        text("示例镇文件", y=10)
        + "".join(text(f"第{n}页正文调解{n + 30}宗。", y=40 + 7 * row) for row in range(3))
        + text(f"— {n} —", x=100, y=285)
        for n in (1, 2, 3)
    ]
    said = read(ofd(*pages)).text
    assert "示例镇文件" not in said
    assert "—" not in said
    assert "调解33宗" in said


def test_a_page_on_which_others_stand_is_read_once_for_each(read):
    template = page_of(text("底稿文字", y=200))
    said = ofd(
        "",
        document='<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>',
        more={
            "Doc_0/Tpls/T.xml": template,
            "Doc_0/Pages/Page_0/Content.xml": page_of(text(SENTENCE), '<ofd:Template TemplateID="7"/>'),
        }.items(),
    )
    assert set(lines(read(said))) == {SENTENCE, "底稿文字"}


def test_stamps_and_attachments_are_said(read):
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page>'
    stamp = f"<ofd:Annot><ofd:Appearance>{text('作废99')}</ofd:Appearance></ofd:Annot>"
    files = {
        "Doc_0/Annots/A.xml": f"<ofd:Annotations {SPACE}>{listed}</ofd:Annotations>",
        "Doc_0/Annots/P.xml": f"<ofd:PageAnnot {SPACE}>{stamp}</ofd:PageAnnot>",
    }
    end = "</ofd:Document>"
    located = f"<ofd:Annotations>Annots/A.xml</ofd:Annotations>{end}"
    data = replaced(ofd(text(SENTENCE), more=files.items()), "Doc_0/Document.xml", end, located)
    content = read(data)
    assert content.text == SENTENCE
    assert [note.endswith(": 作废99") for note in content.notes] == [True]


def replaced(data, name, old, new):
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(written, "w") as changed:
        for each in archive.namelist():
            said = archive.read(each).decode()
            changed.writestr(each, said.replace(old, new) if each == name else said)
    return written.getvalue()


IMAGE = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="3"/>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ofd(IMAGE), "scans"),
        (ofd(""), "no text"),
        (ofd(text(SENTENCE), doc_root="../../etc/passwd"), "damaged"),
        (ofd(text(SENTENCE), location="../../../Content.xml"), "damaged"),
        (ofd(text(SENTENCE), more=[("Encryptions.xml", "<a/>")]), "encrypted"),
        (ofd(text("调" * 30_000)), "characters on page"),
        (ofd(*[text(SENTENCE)] * 601), "601 pages"),
        (ofd("<ofd:PageBlock>" * 400 + "</ofd:PageBlock>" * 400), "damaged"),
        (ofd(text(SENTENCE))[:-300], "damaged"),
        (ofd("", more=[("big.xml", " " * 31 * 2**20)]), "far more than a report"),
    ],
    ids=["scan", "empty", "path", "path of a page", "encrypted", "endless line", "endless", "deep", "cut off", "bomb"],
)
def test_another_ofd_is_refused_with_what_to_do(refusal, data, reason):
    assert reason in refusal(data, "报告.ofd")


def test_entities_are_not_looked_up(refusal):
    data = replaced(
        ofd(text(SENTENCE)), "OFD.xml", "<ofd:OFD", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ofd:OFD'
    )
    assert "entities of its own" in refusal(data, "报告.ofd")


def test_one_file_that_is_said_to_be_every_page_is_refused(refusal):
    data = ofd(*[""] * 500, location="Pages/Page_0/Content.xml")
    data = replaced(data, "Doc_0/Pages/Page_0/Content.xml", "<ofd:Layer ", " " * 2**20 + "<ofd:Layer ")
    assert "far more in it" in refusal(data, "报告.ofd")
