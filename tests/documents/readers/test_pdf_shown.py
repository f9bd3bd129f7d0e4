"""What a page of a PDF shows is read, what it does not show is not, and whatever is left out is said."""

from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

import pypdf
import pytest
import zhplot
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures

REPORT = [
    "示例市示例镇2023年度法治政府建设年度报告",
    "一、主要成效",
    "全年立案查处行政处罚案件1935件，办结1930件，罚没款86.4万元。",
    "二、存在不足",
    "执法力量仍显不足。",
]
SECRET = "行政许可9999件。"


@pytest.fixture(scope="module", autouse=True)
def _font():
    pdfmetrics.registerFont(TTFont("Noto", next(Path(zhplot.__file__).parent.rglob("*.ttf"))))


def pdf_of(*draws, size=A4, text=REPORT):
    """Draw each page: the report on it, and what is drawn before or behind it."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=size)
    for draw in draws:
        if getattr(draw, "first", False):
            draw(canvas)
        canvas.setFillColor(black)
        canvas.setFont("Noto", 12)
        for n, line in enumerate(text):
            canvas.drawString(96, 760 - 22 * n, line)
        if not getattr(draw, "first", False):
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def say(canvas, x, y, text, size=12, mode=0, colour=black):
    canvas.saveState()
    made = canvas.beginText(x, y)
    made.setFont("Noto", size)
    made.setFillColor(colour)
    made.setTextRenderMode(mode)
    made.textOut(text)
    canvas.drawText(made)
    canvas.restoreState()


def no_ink(canvas):
    say(canvas, 96, 500, SECRET, mode=3)


def in_white(canvas):
    say(canvas, 96, 500, SECRET, colour=white)


def nearly_white(canvas):
    say(canvas, 96, 500, SECRET, colour=Color(0.99, 0.99, 0.99))


def transparent(canvas):
    say(canvas, 96, 500, SECRET, colour=Color(0, 0, 0, alpha=0))


def tiny(canvas):
    say(canvas, 96, 500, SECRET, size=0.5)


def beside_the_page(canvas):
    say(canvas, 700, 500, SECRET)
    say(canvas, 96, -40, SECRET)


def clipped(canvas):
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(96, 400, 30, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    say(canvas, 96, 500, SECRET)
    canvas.restoreState()


def clipped_away(canvas):
    say(canvas, 96, 500, SECRET, mode=7)


def covered(canvas):
    say(canvas, 96, 500, SECRET)
    canvas.setFillColor(white)
    canvas.rect(90, 490, 300, 30, stroke=0, fill=1)


def blackened(canvas):
    say(canvas, 96, 500, SECRET)
    canvas.setFillColor(black)
    canvas.rect(90, 490, 300, 30, stroke=0, fill=1)


@pytest.mark.parametrize(
    "draw",
    [
        no_ink,
        in_white,
        nearly_white,
        transparent,
        tiny,
        beside_the_page,
        clipped,
        clipped_away,
        covered,
        blackened,
    ],
)
def test_text_that_the_page_does_not_show_is_left_out_and_said(read, draw):
    content = read(pdf_of(draw))
    assert content.text.split("\n") == REPORT
    assert content.notes[0].startswith("hidden text was not read (隐藏文字未读)")


def _layer(writer, is_on):
    """Make a layer of a document."""
    name = pypdf.generic.TextStringObject("旧稿")
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): name}))
    state = {NameObject("/ON" if is_on else "/OFF"): ArrayObject([layer])}
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): DictionaryObject(state)}
    )
    return layer


def in_layer(data, is_on):
    """Put the last text of the page into a layer."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(data)))
    page = writer.pages[0]
    page["/Resources"].get_object()[NameObject("/Properties")] = DictionaryObject(
        {NameObject("/L0"): _layer(writer, is_on)}
    )
    content = page.get_contents().get_data()
    at = content.rindex(b"BT")
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(content[:at] + b"/OC /L0 BDC\n" + content[at:] + b"\nEMC\n")
    page[NameObject("/Contents")] = writer._add_object(stream)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def in_form(canvas):
    canvas.beginForm("draft")
    say(canvas, 96, 500, SECRET)
    canvas.endForm()
    canvas.doForm("draft")


def of_layer(data, is_on):
    """Put the form on the page into a layer."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(data)))
    layer = _layer(writer, is_on)
    for form in writer.pages[0]["/Resources"]["/XObject"].values():
        form.get_object()[NameObject("/OC")] = layer
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize(
    ("put", "draw"), [(in_layer, lambda canvas: say(canvas, 96, 500, SECRET)), (of_layer, in_form)]
)
def test_a_layer_is_read_if_it_is_on(read, put, draw, is_on):
    content = read(put(pdf_of(draw), is_on))
    assert (SECRET in content.text) is is_on
    assert bool(content.notes) is not is_on


def white_on_blue(canvas):
    canvas.setFillColor(Color(0, 0.2, 0.5))
    canvas.rect(90, 490, 300, 30, stroke=0, fill=1)
    say(canvas, 96, 500, "行政许可1650件。", colour=white)


def outlined(canvas):
    say(canvas, 96, 500, "行政许可1650件。", mode=1)


def in_its_clip(canvas):
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, *A4)
    canvas.clipPath(path, stroke=0, fill=0)
    say(canvas, 96, 500, "行政许可1650件。")
    canvas.restoreState()


def on_a_background(canvas):
    canvas.setFillColor(Color(0.95, 0.95, 0.9))
    canvas.rect(0, 0, *A4, stroke=0, fill=1)
    say(canvas, 96, 500, "行政许可1650件。")


def in_grey(canvas):
    say(canvas, 96, 500, "行政许可1650件。", colour=Color(0.6, 0.6, 0.6))


on_a_background.first = True


@pytest.mark.parametrize("draw", [white_on_blue, outlined, in_its_clip, on_a_background, in_grey])
def test_text_that_the_page_shows_is_read_however_it_is_drawn(read, draw):
    content = read(pdf_of(draw))
    assert "行政许可1650件。" in content.text.split("\n")
    assert all(line in content.text for line in REPORT)
    assert content.notes == ()


def test_a_line_that_is_too_long_for_its_page_is_read_to_its_end(read):
    long = "全年" + "走访企业并督促整改隐患，" * 4 + "共计1935件。"
    assert long in read(pdf_of(lambda canvas: say(canvas, 96, 500, long))).text


def test_the_text_that_was_recognised_on_a_scan_is_read(read, tmp_path):
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf_of(lambda _: None))[0]
    file = tmp_path / "scan.png"
    file.write_bytes(_png(page.render(scale=2, grayscale=True)))
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.drawImage(str(file), 0, 0, *A4)
    for n, line in enumerate(REPORT):
        say(canvas, 96, 760 - 22 * n, line, mode=3)
    canvas.showPage()
    canvas.save()
    assert read(written.getvalue()).text.split("\n") == REPORT


def _png(bitmap):
    import struct
    import zlib

    pixels = bitmap.to_numpy()
    pixels = pixels.reshape(pixels.shape[0], -1)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


PALE = Color(0.8, 0.8, 0.8)


def turned(angle, text="内部资料2023", size=40, x=200, y=400, colour=PALE):
    def draw(canvas):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        say(canvas, 0, 0, text, size=size, colour=colour)
        canvas.restoreState()

    return draw


def before(draw):
    def first(canvas):
        draw(canvas)

    first.first = True
    return first


def seal(text="示例市示例镇人民政府4419001234567", size=9, start=1.2, step=0.19):
    def draw(canvas):
        for n, char in enumerate(text):
            angle = pi * start - step * n
            canvas.saveState()
            canvas.translate(440 + 40 * cos(angle), 560 + 40 * sin(angle))
            canvas.rotate((angle - pi / 2) * 180 / pi)
            say(canvas, 0, 0, char, size=size, colour=Color(0.8, 0, 0))
            canvas.restoreState()

    return draw


def stacked(text, x=40, y=600, size=10, each=1):
    """Set a text from the top to the bottom."""

    def draw(canvas):
        for n in range(0, len(text), each):
            say(canvas, x, y - 1.3 * size * n / each, text[n : n + each], size=size)

    return draw


@pytest.mark.parametrize(
    "draw",
    [
        stacked("第12号内部资料"),
        stacked("示例镇2023年第3期", x=560),
        before(stacked("装订线内2023", x=30)),
        turned(45),
        turned(30, colour=black, size=12),
        before(turned(45)),
        before(turned(-30, "2024年1月18日 第12号")),
        turned(90, "密级:内部 2023年第3期", size=10, x=40, y=300, colour=black),
        turned(270, "示例镇2023年第3期", size=10, x=560, y=500, colour=black),
        turned(0, "内部资料2023"),
        turned(0, "内部资料2023", colour=Color(0, 0, 0, alpha=0.2)),
        seal(),
        before(seal()),
        seal("示例镇人民政府", start=1.0, step=0.5),
        seal("示例市示例镇人民政府4419001234567", start=1.35, step=0.15),
    ],
)
def test_a_watermark_a_seal_and_a_note_at_the_side_are_no_text(read, draw):
    content = read(pdf_of(draw))
    assert content.text.split("\n") == REPORT
    assert any("watermark" in note for note in content.notes)


def test_a_watermark_on_every_page_is_said_once(read):
    content = read(pdf_of(*[turned(45)] * 3))
    assert "资料" not in content.text
    assert [note.endswith(": 内部资料2023") for note in content.notes] == [True]


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_that_is_set_sideways_is_read(read, angle):
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.translate(*((A4[0], 0) if angle == 90 else (0, A4[1])))
    canvas.rotate(angle)
    for n, line in enumerate(REPORT):
        say(canvas, 96, 500 - 22 * n, line)
    canvas.showPage()
    canvas.save()
    assert read(written.getvalue()).text.split("\n") == REPORT


def test_a_page_that_was_scanned_askew_is_read(read):
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.rotate(1)
    for n, line in enumerate(REPORT):
        say(canvas, 96, 700 - 22 * n, line)
    canvas.showPage()
    canvas.save()
    content = read(written.getvalue())
    assert content.text.replace("\n", "") == "".join(REPORT)
    assert content.notes == ()


def with_raised(*pieces, size=7, rise=5):
    """Draw a sentence of pieces, every second one raised."""

    def draw(canvas):
        x = 96
        for n, piece in enumerate(pieces):
            of_size = size if n % 2 else 12
            say(canvas, x, 500 + (rise if n % 2 else 0), piece, size=of_size)
            x += pdfmetrics.stringWidth(piece, "Noto", of_size)

    return draw


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (("办理行政许可120", "1", "件，按时办结119件。"), "办理行政许可120件，按时办结119件。"),
        (("办理行政许可120件", "[1]", "，按时办结119件", "[2]", "。"), "办理行政许可120件，按时办结119件。"),
        (("办理行政许可120", "①", "件。"), "办理行政许可120件。"),
        (("办理行政许可120件", "注1", "。"), "办理行政许可120件。"),
        (("办理行政许可120", "*", "件。"), "办理行政许可120件。"),
        (("绿地300m", "2", "，水库1200m", "3", "。"), "绿地300m²，水库1200m³。"),
        (("粉尘3×10", "4", "粒，许可1201件。"), "粉尘3×10⁴粒，许可1201件。"),
    ],
)
@pytest.mark.parametrize("set_as", [{}, {"size": 6, "rise": 6.5}, {"size": 8, "rise": 3}])
def test_the_mark_of_a_note_is_no_digit_of_the_number(read, pieces, line, set_as):
    assert line in read(pdf_of(with_raised(*pieces, **set_as))).text.split("\n")


def form(*fields, box=(150, 496, 60, 16)):
    def draw(canvas):
        say(canvas, 96 - 24, 500, "行政许可办结")
        say(canvas, box[0] + box[2] + 5, 500, "件。")
        x, y, width, height = box
        for n, (kind, options) in enumerate(fields):
            place = {"x": x, "y": y - 40 * n, "width": width, "height": height, "name": f"f{n}"}
            getattr(canvas.acroForm, kind)(**place, **options)

    return draw


@pytest.mark.parametrize(
    "field",
    [
        ("textfield", {"value": "120", "fieldFlags": ""}),
        ("textfield", {"value": "120", "borderStyle": "inset", "fieldFlags": "multiline"}),
        ("choice", {"value": "120", "options": ["119", "120"]}),
        ("choice", {"value": "b", "options": [("119", "a"), ("120", "b")]}),
        ("listbox", {"value": "120", "options": ["119", "120"], "fontSize": 6}),
    ],
)
def test_what_was_filled_in_stands_where_its_field_is(read, field):
    text = read(pdf_of(form(field))).text
    found = extract_figures(parse_report(text))
    assert found["value"].tolist()[-1] == 120
    assert found["unit"].tolist()[-1] == "件"
    assert found["measure"].tolist()[-1] == "行政许可办结"


def annotated(data, **annotation):
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(data)))
    made = {NameObject("/Type"): NameObject("/Annot")}
    for key, value in annotation.items():
        if isinstance(value, list):
            value = ArrayObject([pypdf.generic.FloatObject(at) for at in value])
        elif value.startswith("/"):
            value = NameObject(value)
        else:
            value = pypdf.generic.TextStringObject(value)
        made[NameObject(f"/{key}")] = value
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(made))])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_what_was_typed_upon_a_page_is_read(read):
    draw = form()
    data = annotated(pdf_of(draw), Subtype="/FreeText", Rect=[150, 496, 210, 512], Contents="120", DA="/Helv 12 Tf")
    assert "行政许可办结120 件。" in read(data).text
    alone = annotated(pdf_of(lambda _: None), Subtype="/FreeText", Rect=[96, 400, 300, 420], Contents="受理35件。")
    assert read(alone).text.split("\n") == [*REPORT, "受理35件。"]


def test_a_remark_is_said_and_not_read(read):
    data = annotated(pdf_of(lambda _: None), Subtype="/Text", Rect=[96, 400, 120, 420], Contents="应为1936件?")
    content = read(data)
    assert content.text.split("\n") == REPORT
    assert content.notes == ("a remark on a page was not read (页面批注未读): 应为1936件?",)


def test_struck_out_words_are_left_out_and_said(read):
    def draw(canvas):
        say(canvas, 96, 500, "受理行政复议申请12")
        canvas.setLineWidth(0.6)
        canvas.line(96 + 96, 504, 96 + 109, 504)
        say(canvas, 96 + 110, 500, "15件。")

    content = read(pdf_of(draw))
    assert "受理行政复议申请15件。" in content.text
    assert content.notes == ("struck-out text was not read (删除线文字未读): 12",)
    marked = annotated(pdf_of(lambda _: None), Subtype="/StrikeOut", Rect=[96, 712, 600, 730])
    assert REPORT[2] not in read(marked).text


@pytest.mark.parametrize("step", [4, 22])
def test_the_rules_of_the_paper_strike_nothing_out(read, step):
    def draw(canvas):
        for n in range(0, 842, step):
            canvas.line(0, n, 595, n)
            canvas.line(n, 0, n, 842)

    assert read(pdf_of(before(draw))).text.replace("\n", "").replace("\t", "") == "".join(REPORT)


def test_a_line_below_words_strikes_nothing_out(read):
    def draw(canvas):
        say(canvas, 96, 500, "受理行政复议申请12件。")
        canvas.line(96, 498, 240, 498)

    content = read(pdf_of(draw))
    assert "受理行政复议申请12件。" in content.text
    assert content.notes == ()


def paged(*numbers, head=None, foot=30, size=10, notes=()):
    """Draw a sentence over pages, each with its number."""
    lines = ["全年依法办事，规范行政执法行为，健全行政执法制度，强化执法监督，"] * 4
    parts = [["示例镇2023年度法治政府建设年度报告", "一、主要成效", *lines, "全年共立案查处行政处罚案件一千九百三十"]]
    parts += [
        ["五件，办结1930件，并继续规范行政执法行为，健全行政执法制度，强化", *lines, "督促整改隐患12"]
        for _ in numbers[2:]
    ]
    parts.append(["50处。"])
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for n, (number, part) in enumerate(zip(numbers, parts, strict=True)):
        if head:
            say(canvas, 96, 800, head(n), size=size)
        for at, line in enumerate(part):
            full = at < len(part) - 1 or n < len(parts) - 1
            width = pdfmetrics.stringWidth(line, "Noto", 12)
            canvas.saveState()
            made = canvas.beginText(96, 740 - 22 * at)
            made.setFont("Noto", 12)
            made.setCharSpace((420 - width) / max(1, len(line) - 1) if full and len(line) > 12 else 0)
            made.textOut(line)
            canvas.drawText(made)
            canvas.restoreState()
        for at, note in enumerate(notes if n == 0 else ()):
            say(canvas, 96, 90 - 14 * at, note, size=9)
        say(canvas, 270, foot, number, size=size)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.mark.parametrize(
    "numbers",
    [
        ("第一页", "第二页", "第三页"),
        ("第一页 共三页", "第二页 共三页", "第三页 共三页"),
        ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"),
        ("page 1", "page 2", "page 3"),
        ("P1", "P2", "P3"),
        ("1 of 3", "2 of 3", "3 of 3"),
        ("- 1 -", "- 2 -", "- 3 -"),
        ("—一—", "—二—", "—三—"),
        ("一", "二", "三"),
        ("i", "ii", "iii"),
        ("1/3", "2/3", "3/3"),
        ("第1页，共3页", "第2页，共3页", "第3页，共3页"),
        ("第1页（共3页）", "第2页（共3页）", "第3页（共3页）"),
        ("12", "13", "14"),
        ("页码：1", "页码：2", "页码：3"),
        ("· 1 ·", "· 2 ·", "· 3 ·"),
        ("示例镇人民政府 1", "示例镇人民政府 2", "示例镇人民政府 3"),
        ("1 | 示例镇", "2 | 示例镇", "3 | 示例镇"),
    ],
)
def test_the_number_of_a_page_is_no_part_of_a_number(read, numbers):
    text = read(paged(*numbers)).text
    found = extract_figures(parse_report(text))
    assert found["value"].tolist() == [1935, 1930, 1250]


@pytest.mark.parametrize(
    "head",
    [
        lambda n: "示例镇2023年度法治政府建设年度报告" if n else "",
        lambda n: f"示例镇人民政府 {n + 1}",
        lambda n: "示例镇人民政府文件〔2024〕3号",
        lambda n: f"{n + 1}  法治政府建设年度报告",
        lambda n: f"http://www.example.gov.cn/123.html {n + 1}/3",
        lambda n: f"示例镇法治政府建设 第{n + 1}页 共3页",
        lambda n: f"Page {n + 1} of 3 | 示例镇",
    ],
)
def test_a_running_head_is_no_part_of_a_sentence(read, head):
    text = read(paged("1", "2", "3", head=head)).text
    found = extract_figures(parse_report(text))
    assert found["value"].tolist() == [1935, 1930, 1250]


@pytest.mark.parametrize("mark", ["①", "1 ", "[1]", "注："])
def test_a_note_at_the_foot_of_a_page_stands_behind_its_paragraph(read, mark):
    notes = (f"{mark}含上年结转的案件31件，", "不含移送的案件4件。")
    text = read(paged("1", "2", "3", notes=notes)).text
    found = extract_figures(parse_report(text))
    assert found["value"].tolist() == [1935, 1930, 1250, 31, 4]


def test_the_first_numbered_line_of_a_page_is_no_page_number(read):
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for lines in (["一、成效", "受理1935件。"], ["二、不足", "执法力量不足。"]):
        for n, line in enumerate(lines):
            say(canvas, 96, 800 - 22 * n, line)
        canvas.showPage()
    canvas.save()
    assert read(written.getvalue()).text.split("\n") == ["一、成效", "受理1935件。", "二、不足", "执法力量不足。"]


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u200d", "\u200e", "\ufeff", "\u00ad", "\u2069"])
def test_marks_of_no_width_are_not_there(read, mark):
    text = read(pdf_of(lambda canvas: say(canvas, 96, 500, f"行政许可1{mark}65{mark}0件。"))).text
    assert extract_figures(parse_report(text))["value"].tolist()[-1] == 1650


def test_a_character_that_its_font_does_not_name_is_said(read, monkeypatch):
    named = ttfonts.makeToUnicodeCMap

    def without_one(name, subset):
        return named(name, [0 if code == ord("3") else code for code in subset])

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", without_one)
    content = read(pdf_of(lambda canvas: None))
    assert "案件195件，办结190件" in content.text
    assert content.notes[0].startswith("a character that its font does not name was not read (字体没有编码的字未读): ")
    assert "处罚案件19□5件，办结" in content.notes[0]
