"""The Word document takes its look from the template of its language, and from nothing else."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lawgov_analysis.documents.readers.docx import read_docx
from lawgov_analysis.presentation import LANGUAGES, load_language
from lawgov_analysis.publishing import docx as writer
from lawgov_analysis.publishing.docx import heading_numbers, word_document
from lawgov_analysis.publishing.docx_template import template, template_file
from lawgov_analysis.publishing.publication import publish

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
# One of everything that a notebook can show.
SHOWN = f"""
<h1>题</h1><h2>甲</h2><h3>子</h3><h4>丑</h4><h5>寅</h5><h2>乙</h2><h3>卯</h3>
<h3>辰</h3><h3>巳</h3><h3>午</h3><h3>未</h3><h3>申</h3><h3>酉</h3>
<p>文<b>字</b><code>x</code><a href="http://www.example.gov.cn/">网</a></p><ul><li>一</li></ul><ol><li>二</li></ol>
<pre>x = 1</pre>
<figure><img src="data:image/png;base64,{PIXEL}"><figcaption>图</figcaption></figure>
<table><caption>表</caption><thead><tr><th>头</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
"""
languages = pytest.mark.parametrize("lang", LANGUAGES)


def publication(lang, shown=SHOWN):
    cell = new_code_cell("1", outputs=[new_output("display_data", data={"text/html": shown})])
    return publish(new_notebook(cells=[cell]), "题", load_language(lang), [("地方", "横沥镇")])


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")}


@languages
def test_the_template_is_what_its_module_makes(lang):
    """Whoever goes on in Word instead takes the module away, and this test with it."""
    assert parts(template_file(lang).read_bytes()) == parts(template(lang))


@languages
def test_the_document_uses_every_style_of_the_template_and_no_other(lang):
    made = parts(word_document(publication(lang)))
    pages = "".join(made[f"word/{name}.xml"] for name in ("document", "header", "footer"))
    used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', pages))
    styles = docx.Document(template_file(lang)).styles
    # The parents of the others.
    parents = {"Normal", "DefaultParagraphFont", "NoList", "TableNormal"}
    assert used == {style.style_id for style in styles} - parents


@languages
def test_the_document_has_the_styles_of_the_template_as_they_are(lang):
    made, had = parts(word_document(publication(lang))), parts(template_file(lang).read_bytes())
    for name in ("word/styles.xml", "word/numbering.xml", "word/fontTable.xml", "word/settings.xml"):
        assert made[name].partition("?>")[2].strip() == had[name].partition("?>")[2].strip(), name


def test_what_is_changed_in_a_template_is_changed_in_the_document(tmp_path, monkeypatch):
    changed = docx.Document(template_file("zh"))
    changed.styles["Heading 1"].font.color.rgb = RGBColor(0x9C, 0, 0)
    changed.sections[0].left_margin = Cm(6)
    changed.save(tmp_path / "own.docx")
    monkeypatch.setattr(writer, "template_file", lambda lang: tmp_path / "own.docx")
    made = docx.Document(io.BytesIO(word_document(publication("zh"))))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x9C, 0, 0)
    # What is as wide as the text follows the margins.
    assert abs(sum(column.width for column in made.tables[0].columns) - Cm(21 - 6 - 2.4)) < Cm(0.01)


@languages
def test_the_contents_show_the_numbers_that_word_gives(lang):
    made = word_document(publication(lang))
    # Word counts the headings, and the reader with it; the contents, which it leaves out, are written.
    read = [line.replace("\u3000", " ") for line in read_docx(made).text.splitlines()]
    paragraphs = docx.Document(io.BytesIO(made)).element.body.iter(qn("w:p"))
    written = ["".join(said.text for said in each.iter(qn("w:t"))).replace("\u3000", " ") for each in paragraphs]
    for number, heading in zip(heading_numbers([1, 2, 1, 2], lang), "甲子乙卯", strict=True):
        assert (read.count(f"{number}{heading}"), written.count(f"{number}{heading}")) == (1, 1), (read, written)


@languages
def test_the_page_number_is_in_the_words_of_the_language(lang):
    footers = docx.Document(template_file(lang)).sections[0]
    for footer in (footers.footer, footers.first_page_footer):
        said = "".join(text.text for text in footer._element.iter(qn("w:t")))
        assert said == load_language(lang).say("page_number", page="1", pages="1")


@languages
def test_the_template_carries_nothing_that_the_document_does_not_need(lang):
    made = parts(word_document(publication(lang)))
    assert not [name for name in made if re.search("thumbnail|customXml|WithEffects", name)]
    assert len(made["word/styles.xml"]) < 20_000
    assert 'w:eastAsia="ja-JP"' not in made["word/settings.xml"]


def test_a_document_that_ends_with_a_table_has_no_empty_page():
    last = docx.Document(io.BytesIO(word_document(publication("zh")))).paragraphs[-1]
    assert (last.style.name, last.text, last.paragraph_format.line_spacing.pt) == ("After Table", "", 1)


def test_a_line_with_an_address_is_not_drawn_apart():
    made = docx.Document(io.BytesIO(word_document(publication("zh"))))
    with_address = [paragraph for paragraph in made.paragraphs if paragraph.hyperlinks and "文" in paragraph.text]
    assert [paragraph.alignment for paragraph in with_address] == [0]


def test_columns_of_numbers_have_room_for_a_wider_font_and_long_texts_give_way():
    narrow, wide = writer._roomy([4, 12]), writer._roomy([8, 8, 40])
    assert narrow == pytest.approx([4 * writer.ROOM, 12 * writer.ROOM])
    assert wide[:2] == pytest.approx([8 * writer.ROOM] * 2)
    assert wide[2] < 40
