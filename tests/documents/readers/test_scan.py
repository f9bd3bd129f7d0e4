"""Scans: what an engine recognises on pages, set in lines as those of a PDF are, each character with its place."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from math import cos, radians, sin

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4

from lawgov_analysis import extract_figures, read_report
from lawgov_analysis.documents import line_picture
from lawgov_analysis.documents.readers import ocr, scan
from lawgov_analysis.documents.readers.ocr import Run
from lawgov_analysis.documents.readers.scan import DPI, MAX_SCANNED_PAGES
from lawgov_analysis.documents.readers.scan_page import without_seal

TITLE, SIZE, LEFT, RIGHT = "青石镇2023年度法治政府建设年度报告", 12, 72, 523
SCALE = DPI / 72


def run_at(x, top, text, size=SIZE, turned=0, certainties=()):
    """Return a run as an engine gives it: its left and upper edge in points, turned by degrees around the page."""
    widths = [size / 2 if char.isascii() else size for char in text]
    width = sum(widths)
    middles = [(sum(widths[:n]) + own / 2) / width for n, own in enumerate(widths)]

    def pixel(x, y):
        turn, (a, b) = radians(turned), (x - A4[0] / 2, y - A4[1] / 2)
        return SCALE * (a * cos(turn) - b * sin(turn) + A4[0] / 2), SCALE * (a * sin(turn) + b * cos(turn) + A4[1] / 2)

    box = [(x, top), (x + width, top), (x + width, top + size), (x, top + size)]
    sure = [*certainties, *[0.99] * len(text)][: len(text)]
    return Run(text, tuple(pixel(*corner) for corner in box), tuple(middles), tuple(sure))


class FakeEngine:
    """Gives the runs of one page after the other, whatever is on it."""

    name = "an engine 1.0"

    def __init__(self, *pages):
        self.pages = [*pages]

    def __call__(self, picture):
        return self.pages.pop(0)


@pytest.fixture
def recognise(monkeypatch, read):
    """Read pictures as a file, on which an engine finds the runs that are given."""

    def recognise(*pages, pictures=None):
        monkeypatch.setattr(scan, "load_engine", lambda why: FakeEngine(*pages))
        return read(scanned(*(pictures or [sheet() for _ in pages])), "scan.pdf")

    return recognise


def sheet(*rules):
    """Return an empty sheet with rules on it, in points from the upper left corner."""
    picture = Image.new("RGB", (round(A4[0] * SCALE), round(A4[1] * SCALE)), "white")
    for x0, y0, x1, y1 in rules:
        ImageDraw.Draw(picture).line([x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE], fill="black", width=3)
    return picture


def scanned(*pictures):
    """Return pictures as a PDF without text."""
    written = BytesIO()
    pictures[0].save(written, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    return written.getvalue()


def lines(*texts, top=100, turned=0):
    return [run_at(LEFT, top + 20 * n, text, turned=turned) for n, text in enumerate(texts)]


FULL = "全年共受理行政复议申请12件,办结10件,开展行政执法检查1850次,发现各类问题隐患86"


@pytest.mark.parametrize("turned", [0, 1.5, -2])
def test_the_lines_of_a_paragraph_are_joined_though_the_page_is_askew(recognise, turned):
    content = recognise(lines("一、成效", FULL, "个,全部整改。", "二、不足", turned=turned))
    assert content.text == f"一、成效\n{FULL}个,全部整改。\n二、不足"


def test_runs_are_put_in_the_order_of_reading(recognise):
    right, left = run_at(300, 120, "办结10件。"), run_at(LEFT, 121, "受理12件,")
    assert recognise([right, left, *lines("一、成效")]).text == "一、成效\n受理12件, 办结10件。"


def test_columns_are_read_one_after_the_other(recognise):
    texts = [f"{n}年级共受理行政复议申请{n}件、办结" for n in range(1, 13)]
    left = [run_at(60, 100 + 20 * n, text, size=10) for n, text in enumerate(texts)]
    right = [run_at(310, 100 + 20 * n, text.replace("年级", "班"), size=10) for n, text in enumerate(texts)]
    text = recognise([run for pair in zip(left, right, strict=True) for run in pair]).text
    assert text.index("12年级") < text.index("1班")


ROWS = [("事项", "件数", "金额"), ("行政处罚", "98", "5"), ("行政许可", "5", "64")]


def table(xs=(80, 240, 380), step=24):
    return [run_at(x, 200 + step * n, cell) for n, row in enumerate(ROWS) for x, cell in zip(xs, row, strict=True)]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_is_rows_of_cells_and_a_number_is_under_its_heads(recognise, ruled):
    edges = [72, 220, 360, 500]
    rules = [(72, 196 + 24 * n, 500, 196 + 24 * n) for n in range(4)] + [(x, 196, x, 268) for x in edges]
    content = recognise(table(), pictures=[sheet(*(rules if ruled else []))])
    assert content.text.split("\n") == ["\t".join(row) for row in ROWS]
    # Of cells that say the same each has its own place.
    fives = [glyph for glyph in content.glyphs if content.text[glyph.offset] == "5"]
    assert [(round(glyph.x0), round(A4[1] - glyph.y1)) for glyph in fives] == [(380, 224), (240, 248)]


def test_page_numbers_are_no_text(recognise):
    foot = [run_at(290, 800, f"-{n}-") for n in (1, 2)]
    assert recognise([*lines("一、成效。"), foot[0]], [*lines("二、不足。"), foot[1]]).text == "一、成效。\n二、不足。"


def test_turned_and_unsure_text_is_left_out_and_said(recognise):
    seal = run_at(200, 200, "示例市青石镇人民政府", turned=40)
    stain = run_at(LEFT, 300, "柜", certainties=[0.3])
    content = recognise([*lines("一、成效。"), seal, stain])
    assert content.text == "一、成效。"
    assert "an engine 1.0" in content.notes[0]
    assert "文字识别" in content.notes[0]
    assert any("示例市青石镇人民政府" in note for note in content.notes)
    assert any("柜" in note for note in content.notes)


def test_a_red_seal_is_taken_off_and_said_and_the_black_below_it_stays():
    picture = sheet((300, 400, 420, 400))
    ImageDraw.Draw(picture).ellipse([300 * SCALE, 340 * SCALE, 420 * SCALE, 460 * SCALE], outline="red", width=9)
    cleaned, found = scan_page_of(picture)
    assert found
    assert cleaned[round(400 * SCALE), round(360 * SCALE)].tolist() == [0, 0, 0]
    assert cleaned[round(341 * SCALE), round(360 * SCALE)].min() > 250
    # The red head of an official paper is text.
    head = sheet()
    ImageDraw.Draw(head).rectangle([100 * SCALE, 90 * SCALE, 500 * SCALE, 130 * SCALE], fill="red")
    assert not scan_page_of(head)[1]


def scan_page_of(picture):
    return without_seal(np.asarray(picture)[..., ::-1], SCALE)


def test_what_no_digit_can_be_beside_digits_is_put_right_and_doubted(recognise):
    content = recognise(lines("2021一2025年,受理3O件、l2件,第一批。"))
    assert content.text == "2021—2025年,受理30件、12件,第一批。"
    certain = {glyph.offset: glyph.certainty for glyph in content.glyphs}
    assert [certain[content.text.index(number) + at] for number, at in (("30件", 1), ("12件", 0))] == [0, 0]


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """Return the draft of a scanned report with its file and its figures."""
    unsure = run_at(LEFT, 140, "办结行政复议申请18件。", certainties=[0.99] * 8 + [0.99, 0.6])
    page = [run_at(LEFT, 100, TITLE), run_at(LEFT, 120, "一、成效"), unsure]
    more = [run_at(LEFT, 100, "受理行政复议申请12件。")]
    path = tmp_path_factory.mktemp("draft") / "scan.pdf"
    path.write_bytes(scanned(sheet(), sheet()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scan, "load_engine", lambda why: FakeEngine(page, more))
        report = read_report(path)
    return path, report, extract_figures(report)


def test_a_figure_of_a_scan_has_its_page_and_box_and_a_lower_confidence(draft):
    *_, figures = draft
    assert figures["value"].tolist() == [18, 12]
    assert figures["page"].tolist() == [1, 2]
    assert figures["certainty"].tolist() == [0.6, 0.99]
    x0, y0, x1, y1 = map(float, figures["box"][1].split())
    assert (round(x0), round(A4[1] - y1), round(x1), round(A4[1] - y0)) == (72 + 8 * 12, 100, 72 + 8 * 12 + 24, 112)
    assert figures["confidence"].tolist() == [0.57, 0.9]


def test_a_figure_of_a_scan_of_which_no_place_is_known_is_doubted_most(draft):
    _, report, _ = draft
    lost = extract_figures(replace(report, glyphs=report.glyphs[:5]))
    assert lost["page"].isna().all()
    assert lost["box"].eq("").all()
    assert lost["confidence"].tolist() == [0.57, 0.57]


def test_the_picture_of_a_line_has_its_number_framed(draft):
    path, _, figures = draft
    picture = Image.open(BytesIO(line_picture(path, int(figures["page"][1]), figures["box"][1])))
    assert picture.width > 4 * picture.height
    assert scan.FRAME in {colour for _, colour in picture.getcolors()}


@pytest.mark.parametrize(
    "place", [(9, "1 1 9 9"), (1, ""), (1, "a b c d"), (1, "9 9 1 1"), (0, "1 1 9 9"), (1, "1 nan 9 9")]
)
def test_a_place_that_a_file_does_not_have_has_no_picture(draft, place):
    path, *_ = draft
    assert line_picture(path, *place) is None
    assert line_picture(path.with_name("gone.pdf"), 1, "1 1 9 9") is None


def test_a_figure_of_a_text_has_no_page():
    assert not {"page", "box", "certainty"} & {*extract_figures(read_report("data/samples/shili-2023.txt"))}


def test_limits(refusal, monkeypatch):
    monkeypatch.setattr(scan, "load_engine", lambda why: FakeEngine())
    many = scanned(*[Image.new("L", (200, 280), 255)] * (MAX_SCANNED_PAGES + 1))
    assert f"{MAX_SCANNED_PAGES + 1} scanned pages" in refusal(many, "scan.pdf")
    written = BytesIO()
    Image.new("L", (200, 280), 255).save(written, "PNG")
    assert "damaged picture" in refusal(written.getvalue()[:60], "scan.png")
    monkeypatch.setattr(scan, "MAX_PICTURE_PIXELS", 10_000)
    assert "200 x 280 pixels" in refusal(scanned(Image.new("L", (200, 280), 255)), "scan.pdf")
    assert "200 x 280 pixels" in refusal(written.getvalue(), "scan.png")


def test_a_picture_of_any_size_is_told_by_its_head_alone(refusal, monkeypatch):
    monkeypatch.setattr(scan, "load_engine", lambda why: FakeEngine())
    head = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    data += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert "20,000 x 20,000 pixels is no page" in refusal(data, "scan.png")


def test_a_blank_page_is_noted_and_blank_pages_alone_are_refused(recognise, refusal, monkeypatch):
    content = recognise(lines("一、成效。"), [])
    assert any("page 2" in note for note in content.notes)
    monkeypatch.setattr(scan, "load_engine", lambda why: FakeEngine([]))
    assert "no text was recognised" in refusal(scanned(sheet()), "scan.pdf")


def test_where_ink_is_left_a_closer_look_is_taken_and_what_stays_unread_is_said(recognise):
    picture = sheet()
    for n in range(12):
        ImageDraw.Draw(picture).ellipse(
            [(80 + 12 * n) * SCALE, 300 * SCALE, (88 + 12 * n) * SCALE, 312 * SCALE], outline="black", width=4
        )
    found = recognise(lines("一、成效。"), [run_at(24 - 6, 24 - 6, "2024年1月18日")], pictures=[picture])
    assert found.text == "一、成效。\n2024年1月18日"
    missed = recognise(lines("一、成效。"), [], pictures=[picture])
    assert any("未识别的内容" in note for note in missed.notes)


def test_pages_that_lie_on_their_side_are_turned(monkeypatch, read):
    lying = [run_at(300, 300, "成效成效成效", turned=90)] * 3
    on_its_head = [run_at(300, 300, "双郊双郊双郊", certainties=[0.4] * 6)]
    engine = FakeEngine(lying, on_its_head, lines("一、成效。", FULL))
    monkeypatch.setattr(scan, "load_engine", lambda why: engine)
    content = read(scanned(sheet().rotate(90, expand=True)), "scan.pdf")
    assert content.text == f"一、成效。\n{FULL}"
    first = content.glyphs[0]
    # What is on the left of the sheet is at the foot of the page as it lies.
    assert (round(first.x0), round(first.y0)) == (100, 72)
    assert not engine.pages


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_picture_files_are_scans(monkeypatch, read, kind):
    monkeypatch.setattr(scan, "load_engine", lambda why: FakeEngine(lines("一、成效。")))
    written = BytesIO()
    sheet().save(written, kind, **({"dpi": (DPI, DPI)} if kind != "GIF" else {}))
    assert read(written.getvalue(), "scan.doc").text == "一、成效。"


@pytest.mark.usefixtures("without_engine")
def test_a_picture_without_the_extra_is_refused_with_its_name(refusal):
    written = BytesIO()
    sheet().save(written, "PNG")
    assert 'pip install "lawgov_analysis[ocr]"' in refusal(written.getvalue(), "scan.png")


def test_an_engine_that_does_not_start_is_one_line(refusal, monkeypatch):
    def broken():
        raise ImportError("DLL load failed")

    monkeypatch.setattr(ocr, "RapidOcr", broken)
    monkeypatch.setattr(ocr, "find_spec", lambda name: True)
    ocr._engine_of.cache_clear()
    assert "DLL load failed" in refusal(scanned(sheet()), "scan.pdf")


@pytest.fixture(scope="module")
def sample_scan(tmp_path_factory):
    """Return the upper half of a page of a sample as a scan: grey, askew, noisy, with a seal, as JPEG of quality 60."""
    with pypdfium2.PdfDocument("data/samples/shili-2023.pdf") as document:
        page = document[1].render(scale=SCALE).to_pil().convert("RGB")
    # Between two lines.
    blank = np.flatnonzero(np.asarray(page.convert("L")).min(axis=1) == 255)
    page = page.crop((0, 0, page.width, int(blank[blank < page.height // 2].max())))
    ImageDraw.Draw(page).ellipse([900, 300, 1200, 600], outline=(220, 40, 40), width=8)
    page = page.rotate(1, resample=Image.Resampling.BICUBIC, fillcolor="white")
    noise = np.random.default_rng(7).normal(0, 12, (page.height, page.width, 1))
    page = Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype("uint8"))
    written = tmp_path_factory.mktemp("scan") / "scan.pdf"
    page.save(written, "PDF", resolution=DPI, quality=60)
    return written


def test_the_engine_reads_every_number_of_a_page(sample_scan):
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    whole = extract_figures(read_report("data/samples/shili-2023.txt"))
    report = read_report(sample_scan)
    read = extract_figures(report)
    told = [(row.value, row.unit) for row in whole.itertuples()]
    found = [(row.value, row.unit) for row in read.itertuples()]
    assert any(found == told[at : at + len(found)] for at in range(len(told)))
    assert len(found) > 15
    assert read["page"].eq(1).all()
    assert read["box"].ne("").all()
