"""What begins a new page does so in Word and in the PDF, and is no mark on the screen."""

import io

import docx
import pypdf
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lawgov_analysis.presentation import blocks, load_language
from lawgov_analysis.publishing.docx import word_document
from lawgov_analysis.publishing.pdf import pdf_document
from lawgov_analysis.publishing.publication import publish


def sheets():
    """A publication of three chapters, the last on a page of its own."""
    shown = [text for name in ("摘要", "甲镇") for text in (blocks.heading(name), blocks.paragraph(f"关于{name}"))]
    shown += [blocks.new_page(), blocks.heading("乙镇"), blocks.paragraph("关于乙镇")]
    bundles = [{"text/html": block._repr_html_(), "text/plain": block.text} for block in shown]
    outputs = [new_output("display_data", bundle) for bundle in bundles]
    return publish(new_notebook(cells=[new_code_cell("1", outputs=outputs)]), "反馈单", load_language())


def test_a_sheet_begins_a_page_of_its_own_in_word():
    document = docx.Document(io.BytesIO(word_document(sheets())))
    begins = {p.text: p.paragraph_format.page_break_before for p in document.paragraphs if p.style.name == "Heading 1"}
    assert begins["乙镇"] is True


def test_a_sheet_begins_a_page_of_its_own_in_the_pdf():
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_document(sheets()))).pages]
    first, second = (next(at for at, text in enumerate(pages) if f"关于{name}" in text) for name in ("甲镇", "乙镇"))
    assert second == first + 1
