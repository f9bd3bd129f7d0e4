"""Each format is read back: the same headings, tables and pictures, the same bytes, and no text is ever run."""

import importlib
import io
import json
import re
import zipfile
from datetime import date

import docx
import nbformat
import numpy as np
import openpyxl
import pandas as pd
import pypdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lawgov_analysis import load_figures
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.presentation import blocks, load_language, pictures
from lawgov_analysis.publishing import formats
from lawgov_analysis.publishing.formats import available, check_formats, export
from lawgov_analysis.publishing.publication import publish
from lawgov_analysis.reporting import render_report
from lawgov_analysis.reporting.annual_report import tables as report_tables
from lawgov_analysis.reporting.manifest import file_sha256
from lawgov_analysis.reporting.render import publication_of
from lawgov_analysis.reporting.subject import YearReport

from helpers import ROOT
from helpers.browser import chromium, needs_browser

HENGLI = ("441900106", 2020)
MARK = re.compile(r"\[(?:文|上年)?\d+\]")
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "#set page(width: 1pt)", "$x$ *b* \\"]


@pytest.fixture(scope="module")
def publication():
    reference = ROOT / "reports" / "dongguan-hengli" / "2020" / "report.ipynb"
    return publication_of(YearReport(*HENGLI), nbformat.read(reference, as_version=4))


@pytest.fixture(scope="module")
def tables():
    return report_tables(YearReport(*HENGLI))


@pytest.fixture(scope="module")
def files(publication, tables):
    return {name: export(name, publication, lambda: tables) for name in formats.FORMATS}


@pytest.fixture(scope="module")
def word(files):
    return docx.Document(io.BytesIO(files["docx"]))


@pytest.fixture(scope="module")
def pdf(files):
    return pypdf.PdfReader(io.BytesIO(files["pdf"]))


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["xlsx"]))


def shown(kind, publication):
    return [block for block in publication.blocks if block["kind"] == kind]


def hostile_publication():
    frame = pd.DataFrame({"指标": HOSTILE, "数值": HOSTILE})
    table = blocks.table(frame, HOSTILE[4])
    outputs = [
        new_output("display_data", data={"text/html": table._repr_html_(), "text/plain": repr(table)}),
        new_output("display_data", data={"text/html": '<p onclick="x()">文<script>x()</script><iframe src="a">'}),
        new_output("stream", text=HOSTILE[4]),
    ]
    return publish(new_notebook(cells=[new_code_cell("1", outputs=outputs)]), HOSTILE[4], load_language())


OFFICIAL = "http://www.example.gov.cn/1.html"
STRANGE = [
    "http://www.gov.cn.example.com/1",
    "http://gov.cn@example.com/2",
    "HTTPS://EXAMPLE.COM/3",
    "javascript:alert(4)",
]


def linked_publication():
    """Links in the text and in the title block, of which one address is official."""
    shown = "".join(f'<p><a href="{url}">{url}</a></p>' for url in [OFFICIAL, *STRANGE])
    cell = new_code_cell("1", outputs=[new_output("display_data", data={"text/html": shown})])
    facts = [(f"原文网址{at}", url) for at, url in enumerate([OFFICIAL, *STRANGE])]
    return publish(new_notebook(cells=[cell]), "题", load_language(), facts)


# All of them


def links_of(format_, tables):
    """The addresses that can be followed in a file, and its text."""
    made = export(format_, linked_publication(), lambda: tables)
    if format_ == "html":
        page = html.fromstring(made.decode())
        return [href for href in page.xpath("//@href") if not href.startswith("#")], page.text_content()
    if format_ == "docx":
        word = docx.Document(io.BytesIO(made))
        return [part.target_ref for part in word.part.rels.values() if part.is_external], word.element.xml
    if format_ == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        actions = [note.get_object().get("/A", {}) for page in pages for note in page.get("/Annots", [])]
        return [str(action["/URI"]) for action in actions if "/URI" in action], "".join(p.extract_text() for p in pages)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return [cell.hyperlink.target for cell in cells if cell.hyperlink], " ".join(str(cell.value) for cell in cells)


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_only_an_official_address_is_a_link_and_the_others_are_text(format_, tables):
    links, text = links_of(format_, tables)
    assert set(links) == {OFFICIAL}
    assert all(url in text.replace("\u200b", "") for url in STRANGE)


def test_every_format_has_the_same_bytes_again(publication, tables, files):
    for name, made in files.items():
        assert export(name, publication, lambda: tables) == made, name


@pytest.mark.parametrize("formats", ["doc", "html,txt", "", ","])
def test_a_format_that_is_none_is_said(formats):
    with pytest.raises(BadParameter, match="must be one of html, docx, pdf, xlsx"):
        check_formats(formats)


def test_a_missing_package_names_its_extra_and_the_other_formats_are_made(tmp_path, monkeypatch, quick):
    find = importlib.util.find_spec
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == "typst" else find(name))
    done = render_report("横沥镇", 2020, reports_dir=tmp_path, notebook=quick, formats="all")
    assert [re.findall(r"report\.pdf|typst|lawgov_analysis\[publish\]", line) for line in done.missing] == [
        ["report.pdf", "typst", "lawgov_analysis[publish]"]
    ]
    assert {file.name for file in done.folder.iterdir()} == {
        "report.ipynb",
        "report.html",
        "report.docx",
        "report.xlsx",
        "manifest.json",
    }
    again = render_report("横沥镇", 2020, reports_dir=tmp_path, notebook=quick, formats="all")
    assert (again.written, len(again.missing)) == (False, 1)


@pytest.fixture
def quick(tmp_path, forks):
    cells = [new_code_cell("place = year = lang = data_dir = None", metadata={"tags": ["parameters"]})]
    cells.append(new_code_cell("import os; print(os.getpid())"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), tmp_path / "quick.ipynb")
    return tmp_path / "quick.ipynb"


def test_a_format_more_is_made_of_the_same_run_and_the_others_are_kept_up(tmp_path, quick):
    options = {"reports_dir": tmp_path, "notebook": quick}
    first = render_report("横沥镇", 2020, **options)
    ran = (first.folder / "report.ipynb").read_bytes()
    assert render_report("横沥镇", 2020, **options, formats="xlsx").reason == "report.xlsx not made yet"
    assert (first.folder / "report.ipynb").read_bytes() == ran
    render_report("横沥镇", 2020, **options, force=True)
    manifest = json.loads((first.folder / "manifest.json").read_text(encoding="utf-8"))
    made = sorted(name for name in manifest["files"] if not name.startswith("changes."))
    assert made == ["report.html", "report.ipynb", "report.xlsx"]
    for name, said in manifest["files"].items():
        assert said["sha256"] == file_sha256(first.folder / name)
    assert (first.folder / "report.ipynb").read_bytes() != ran


def test_available_names_what_is_installed():
    assert available(formats.FORMATS) == (formats.FORMATS, ())


def test_a_table_that_a_cell_only_names_on_its_last_line_is_published():
    shown = new_output("execute_result", data={"text/html": "<table><tr><td>43</td></tr></table>", "text/plain": "43"})
    made = publish(new_notebook(cells=[new_code_cell("frame", outputs=[shown])]), "题", load_language())
    assert [block["rows"] for block in made.blocks] == [[["43"]]]


def test_what_follows_a_picture_as_its_caption_belongs_to_it():
    picture = new_output("display_data", data={"image/png": PIXEL, "text/plain": "一点"})
    said = blocks.caption("<b>图</b>")
    outputs = [picture, new_output("display_data", data={"text/html": said._repr_html_(), "text/plain": repr(said)})]
    made = publish(new_notebook(cells=[new_code_cell("1", outputs=[*outputs, picture])]), "题", load_language())
    assert [block["title"] for block in made.blocks] == ["<b>图</b>", ""]


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ('<text fill="url(#h1)">1,286个</text>', 1),
        ("<script>alert(1)</script>", 0),
        ('<rect onload="alert(1)"/>', 0),
        ('<image href="http://example.com/a.png"/>', 0),
        ('<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>', 0),
        ('<path id="m"/><use xmlns:x="http://www.w3.org/1999/xlink" x:href="#m" style="fill: #fff"/>', 1),
        ('<g id="m"><path/></g><use href="#m"/>', 0),
        ('<rect style="fill:url(http://example.com/a)"/>', 0),
        ('<rect style="fill:\\75rl(http://example.com/a)"/>', 0),
        ("<rect style=\"background:image-set('http://example.com/a')\"/>", 0),
        ('<g xml:base="http://example.com/"/>', 0),
        ('<rect fill="url(http://example.com/a)"/>', 0),
        ("<text>", 0),
    ],
)
def test_a_drawing_is_published_when_it_has_nothing_but_shapes_and_letters(drawn, shown):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{drawn}</svg>'
    cell = new_code_cell("1", outputs=[new_output("display_data", data={"text/html": pictures.image(svg, "图")})])
    made = publish(new_notebook(cells=[cell]), "题", load_language())
    assert len([block for block in made.blocks if block["kind"] == "picture"]) == shown


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("横沥镇2020年法治政府建设年度数据分析", ["横沥镇2020年", "法治政府建设年度数据分析"]),
        ("Hengli Town, 2020: the figures", ["Hengli Town, 2020:", "the figures"]),
        ("2020年", ["2020年"]),
        ("题", ["题"]),
    ],
)
def test_a_title_breaks_between_its_parts(title, lines):
    assert publish(new_notebook(), title, load_language()).title_lines == lines


# What is read first, and where numbers are from


def test_a_number_opens_its_place_in_every_format(publication, files, word, pdf):
    page = html.fromstring(files["html"].decode())
    assert page.xpath('//main//a[@href="#f48"]/@data-note')[0] == "[48]"
    assert len(page.xpath('//tr[@id="f48"]')) == 1
    marks = word.element.body.xpath('.//w:hyperlink[@w:anchor="f48"]//w:t')
    assert {mark.text for mark in marks} == {"[48]"}
    assert word.element.body.xpath('.//w:tr//w:bookmarkStart[@w:name="f48"]')
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert len([link for link in links if "/URI" not in link.get("/A", {})]) > 65
    assert "1,935条[48]" in re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


def test_a_link_to_a_place_that_is_not_there_is_text():
    shown = "".join(f'<p><a href="{target}">一</a></p>' for target in ("#f1", "#s1", "#n2"))
    cell = new_code_cell("1", outputs=[new_output("display_data", data={"text/html": f'{shown}<p id="n2">二</p>'})])
    made = publish(new_notebook(cells=[cell]), "题", load_language())
    assert [run.get("href", "") for block in made.blocks for run in block["runs"]] == ["", "", "#n2", ""]


def test_the_first_chapter_has_the_first_page_and_the_contents_come_behind_it(files, word, pdf):
    first, second = (page.extract_text() for page in pdf.pages[:2])
    assert "要点" in first
    assert "目录" not in first
    assert "目录" in second
    names = [p.style.name for p in word.paragraphs]
    assert names.index("Heading 1") < next(at for at, name in enumerate(names) if name == "After Table")
    breaks = [p for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert len(breaks) == 2


def test_headings_for_who_edits_the_notebook_are_not_published():
    cells = [new_markdown_cell("## 提要"), new_markdown_cell("## 我的话\n\n<script>x</script>\n\n**要紧**")]
    cells[0].metadata["tags"] = ["outline"]
    made = publish(new_notebook(cells=cells), "题", load_language())
    assert made.blocks[0]["text"] == "我的话"
    assert made.blocks[1]["runs"] == [{"text": "要紧", "bold": True}]


# Word


def test_word_has_the_headings_numbered_by_word(word, publication):
    headings = [p for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert [p.text for p in headings] == [block["text"] for block in shown("heading", publication)]
    assert {p.style.name for p in headings} == {"Heading 1", "Heading 2", "Heading 3"}
    for level in (1, 2, 3):
        assert word.styles[f"Heading {level}"].element.pPr.numPr.numId.val > 0


def test_word_has_a_table_of_contents_with_every_heading(word, publication):
    xml = word.element.body.xml
    assert 'TOC \\o "1-2"' in xml
    targets = set(re.findall(r'w:anchor="(\w+)"', xml))
    assert {at for at in targets if at[0] == "s"} == {
        block["id"] for block in shown("heading", publication) if block["level"] < 3
    }
    assert targets <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml))


def test_word_opens_without_a_question_and_not_in_compatibility_mode(word, files):
    frame = word.element.body.find(qn("w:sdt"))
    assert [part.get(qn("w:val")) for part in frame.iter(qn("w:docPartGallery"))] == ["Table of Contents"]
    assert "TOC" in "".join(frame.itertext())
    parts = zipfile.ZipFile(io.BytesIO(files["docx"]))
    xml = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert not re.search(r"w:dirty|w:updateFields", xml)
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in xml


def test_word_cells_have_their_properties_in_the_order_of_the_standard(word):
    order = ["tcW", "gridSpan"]
    for properties in word.element.body.iter(qn("w:tcPr")):
        names = [child.tag.partition("}")[2] for child in properties]
        assert names == sorted(names, key=order.index)


def test_word_has_every_table_with_its_cells_grid_and_repeated_head(word, publication):
    front, title_block, *made = word.tables
    made = [front, *made]
    assert title_block.cell(0, 1).text == "东莞市横沥镇（441900106）"
    told = shown("table", publication)
    assert len(made) == len(told)
    for table, block in zip(made, told, strict=True):
        texts = [
            [MARK.sub("", "".join(t.text or "" for t in cell.iter(qn("w:t")))) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]
        assert texts == block["head"] + block["rows"]
        assert table.style.name == "Report Table"
        assert table._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")


def test_word_pictures_have_alternative_text_and_captions(word, publication):
    pictures = shown("picture", publication)
    made = word.element.body.findall(f".//{qn('wp:docPr')}")
    assert [picture.get("descr") for picture in made] == [block["alt"] for block in pictures]
    captions = [p.text for p in word.paragraphs if p.style.name == "Caption"]
    for number, block in enumerate(pictures, 1):
        assert f"图 {number}\u3000{block['title']}" in captions


def test_word_names_chinese_fonts_with_free_ones_behind(word, files):
    assert word.styles["Body Text"].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"
    assert word.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    fonts = zipfile.ZipFile(io.BytesIO(files["docx"])).read("word/fontTable.xml").decode()
    assert 'w:name="宋体"><w:altName w:val="Noto Serif CJK SC"' in fonts


def test_word_says_title_language_date_and_page_numbers(word, publication):
    properties = word.core_properties
    assert (properties.title, properties.language) == (publication.title, "zh-CN")
    assert properties.created.date() == date(2021, 1, 29)
    footer = word.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


# PDF


def pdf_texts(pdf):
    """The text of each page, as a viewer that searches it has it."""
    document = pypdfium2.PdfDocument(pdf.stream.getvalue())
    return [page.get_textpage().get_text_range() for page in document]


def test_pdf_pages_are_a4_and_none_is_empty(pdf):
    for page in pdf.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert len(page.extract_text()) > 60  # more than its header and footer


def test_pdf_pages_are_full_to_their_last_quarter(files):
    # Behind the front page, and the contents, which end where they end.
    *pages, _ = list(pypdfium2.PdfDocument(files["pdf"]))[2:]
    for page in pages:
        dark = np.asarray(page.render(scale=0.5, grayscale=True).to_pil()) < 128
        rows = np.flatnonzero(dark[: int(len(dark) * 0.92)].any(axis=1))  # above the page number
        assert rows[-1] > len(dark) * 0.7


def test_pdf_text_can_be_searched_as_chinese(pdf, publication):
    text = re.sub(r"\s", "", "".join(pdf_texts(pdf)))
    for block in shown("heading", publication):
        assert block["text"] in text
    # Words are broken between the lines of a cell, beside which the other cells stand.
    for surface in load_figures(*HENGLI).query("stated_as != 'words'")["surface"]:
        assert surface in text


def test_pdf_has_bookmarks_tags_language_and_title(pdf, publication):
    titles = []

    def walk(outline):
        for entry in outline:
            walk(entry) if isinstance(entry, list) else titles.append(entry.title)

    walk(pdf.outline)
    for block in shown("heading", publication):
        assert any(title.endswith(block["text"]) for title in titles), block["text"]
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("zh")
    assert pdf.metadata.title == publication.title
    assert pdf.metadata.creation_date.date() == date(2021, 1, 29)


def test_pdf_fonts_are_within_it(pdf):
    fonts = {}
    for page in pdf.pages:
        fonts |= {name: font.get_object() for name, font in page["/Resources"].get("/Font", {}).items()}
    assert fonts
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_pdf_long_tables_repeat_their_head(pdf):
    annex = [
        page.extract_text() for page in pdf.pages if "原文" in page.extract_text() and "章节" in page.extract_text()
    ]
    assert len(annex) >= 2


# Excel


def test_workbook_has_the_sheets_in_order(book):
    assert book.sheetnames == ["摘要", "指标", "数据", "比率", "核验", "代码本", "说明"]


def test_workbook_gives_every_figure_typed(book):
    figures = load_figures(*HENGLI)
    head, *rows = book["数据"].iter_rows(values_only=True)
    assert len(rows) == len(figures) == 65
    column = {name: head.index(name) for name in ("数值", "单位", "界限", "原文", "序号", "起")}
    for row, figure in zip(rows, figures.itertuples(), strict=True):
        assert row[column["数值"]] == figure.value
        assert (row[column["单位"]], row[column["界限"]]) == (figure.unit, figure.bound)
        assert row[column["原文"]] == figure.surface
        assert (row[column["序号"]], row[column["起"]]) == (figure.figure, figure.start)


def test_workbook_shows_units_and_bounds_of_wide_values(book):
    sheet = book["指标"]
    head = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, head.index(load_language().indicator("mediation_amount")) + 1)
    assert (cell.value, cell.number_format) == (4_500_000, '"≈"#,##0"元"')


def test_workbook_can_be_filtered_and_its_heads_stay(book):
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.auto_filter.ref.startswith("A1"), sheet.title


def test_workbook_columns_fit_chinese(book):
    sheet = book["数据"]
    at = [cell.value for cell in sheet[1]].index("原文") + 1
    width = sheet.column_dimensions[sheet.cell(1, at).column_letter].width
    texts = [row[0].value for row in sheet.iter_rows(2, None, at, at)]
    assert width >= max(2 * len(re.findall(r"[\u4e00-\u9fff]", text)) for text in texts)


def test_workbook_columns_that_name_a_row_stay_beside_the_others(book):
    assert [sheet.freeze_panes for sheet in book.worksheets] == [None, "D2", "D2", "A2", "A2", "C2", "A2"]


def test_workbook_rows_are_as_high_as_their_texts(book):
    sheet = book["核验"]
    at = [cell.value for cell in sheet[1]].index("说明") + 1
    width = sheet.column_dimensions[sheet.cell(1, at).column_letter].width
    for row in range(2, sheet.max_row + 1):
        lines = 2 * len(re.findall(r"[\u4e00-\u9fff，。；：、]", sheet.cell(row, at).value)) / width
        assert lines <= 1 or sheet.row_dimensions[row].height >= 13 * lines


def test_workbook_prints_on_numbered_pages_of_a4(book, publication):
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert publication.title in sheet.oddHeader.left.text
        assert sheet.oddFooter.center.text == "第&P页，共&N页"
    assert book["指标"].print_title_cols == "$A:$C"
    assert {sheet.print_title_rows for sheet in book.worksheets[1:]} == {"$1:$1"}


def test_workbook_links_the_source_and_says_each_heading_once(book, publication):
    sheet = book["摘要"]
    (linked,) = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert linked.value == linked.hyperlink.target == dict(publication.facts)["原文网址"]
    labels = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert len(labels) == len(set(labels))


def test_workbook_does_not_warn_of_codes_as_text(files):
    sheets = zipfile.ZipFile(io.BytesIO(files["xlsx"]))
    assert 'ignoredError sqref="A1:V66" numberStoredAsText="1"' in sheets.read("xl/worksheets/sheet3.xml").decode()


def test_workbook_texts_are_never_formulas(publication, tables):
    frame = pd.DataFrame({"measure": HOSTILE, "surface": HOSTILE})
    made = export("xlsx", publication, lambda: {**tables, "figures": frame})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["数据"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(2)] == [[text, text] for text in HOSTILE]
    assert {cell.data_type for row in sheet.iter_rows(2) for cell in row} == {"s"}


# HTML


def test_page_has_an_outline_of_every_heading(files):
    page = html.fromstring(files["html"].decode())
    links = {link.get("href") for link in page.iterfind(".//nav//a")}
    assert links == {f"#{heading.get('id')}" for heading in page.xpath("//main//h2 | //main//h3")}
    assert page.get("lang") == "zh-CN"
    assert all(cell.get("scope") for cell in page.iter("th"))


def test_page_keeps_short_cells_whole(files):
    page = html.fromstring(files["html"].decode())
    annex = next(table for table in page.iter("table") if "报告载明的65个数据" in table.findtext("caption"))
    heads = [cell.text for cell in annex.iter("th")]
    short = {f"short{at}" for at, head in enumerate(heads, 1) if head not in ("计量对象", "原文")}
    assert set(annex.get("class").split()) == short


def test_page_says_the_title_of_a_chart_once_in_view(files, publication):
    page = html.fromstring(files["html"].decode())
    assert [caption.text for caption in page.iter("figcaption")] == [b["title"] for b in shown("picture", publication)]
    assert all(caption.getparent().find("img").get("title") is None for caption in page.iter("figcaption"))


def test_text_that_looks_like_html_is_shown_and_never_run():
    page = html.fromstring(formats.export("html", hostile_publication()).decode())
    assert not page.xpath("//script | //iframe | //@onclick")
    assert [cell.text for cell in page.iter("td")][::2] == HOSTILE
    assert page.findtext(".//caption") == page.findtext(".//h1") == HOSTILE[4]
    policy = page.xpath("string(//meta[@http-equiv]/@content)")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_text_that_looks_like_markup_is_shown_in_word_and_pdf():
    hostile = hostile_publication()
    texts = {cell.text for cell in docx.Document(io.BytesIO(export("docx", hostile))).tables[0]._cells}
    assert set(HOSTILE) <= texts
    page = "".join(pdf_texts(pypdf.PdfReader(io.BytesIO(export("pdf", hostile))))).replace(" ", "")
    assert [text for text in HOSTILE if text.replace(" ", "") not in page] == []


@needs_browser
def test_axe_finds_nothing_wrong_with_the_page(tmp_path, files):
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "report.html").write_bytes(files["html"])
    with chromium() as browser:
        page, said = browser.new_page(viewport={"width": 390, "height": 844}), []
        page.on("console", lambda message: said.append(message.text))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto((tmp_path / "report.html").as_uri())
            violations = Axe().run(page).response["violations"]
            assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            assert said == []
