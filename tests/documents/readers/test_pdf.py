"""PDF files: a line a paragraph, without what is printed around them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zhplot
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from helpers.samples import LINES, SENTENCE, TITLE


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
    assert lines[:2] == ["行政许可\t120\t件", "行政处罚\t35\t"]
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


@pytest.mark.usefixtures("_picture", "without_engine")
def test_a_scan_is_refused_with_what_to_do(refusal):
    said = refusal(pdf_of(picture), "scan.pdf")
    assert "OCR" in said
    assert 'pip install "lawgov_analysis[ocr]"' in said
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


@pytest.mark.usefixtures("without_engine")
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


@pytest.mark.usefixtures("without_engine")
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
