"""A publication as a Word document: styles that Word knows, so that an office can go on with it."""

import io
from datetime import UTC, datetime, time

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt

from ..files.archives import with_constant_times
from ..presentation import pictures
from ..tables import is_official
from ..text.numerals import write_chinese
from .docx_template import template_file
from .publication import LONG, PAGE

PIXEL = 9525  # EMU
PICTURE = 0.963  # of the width of the text
ROOM = 1.12  # of the width that the fonts of the template need


def word_document(publication):
    """Return a publication as a Word document; the same publication gives the same bytes.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    bytes
    """
    writer = _Writer(publication)
    file = io.BytesIO()
    writer.write().save(file)
    return with_constant_times(file.getvalue())


class _Writer:
    def __init__(self, publication):
        self.publication, self.say = publication, publication.language.say
        # The page, the styles and the numbers are the template's; here is only what this report says.
        self.document = Document(template_file(publication.language.lang))
        section = self.document.sections[0]
        self.width = section.page_width - section.left_margin - section.right_margin
        section.header.paragraphs[0].text = publication.title
        self.bookmarks, self.starts_page = 0, False
        self.counts = {"figure_label": 0, "table_label": 0}

    def write(self):
        self._properties()
        self.document.add_paragraph("\n".join(self.publication.title_lines), style="Title")
        # The first chapter is what is read first: it has the first page to itself.
        blocks, lead = self.publication.blocks, self.publication.lead
        for block in blocks[:lead]:
            getattr(self, f"_{block['kind']}")(block)
        if lead:
            self._close_up()
        self.starts_page = bool(lead)
        self._facts()
        self._contents()
        for block in blocks[lead:]:
            getattr(self, f"_{block['kind']}")(block)
        last = self.document.paragraphs[-1]
        if last.style.name == "After Table":
            # Word wants a paragraph behind the last table: one that never needs a page of its own.
            last.paragraph_format.line_spacing = Pt(1)
        return self.document

    def _close_up(self):
        """Set what stands so far closer than the template does, so that it has room on one page."""
        for paragraph in self.document.paragraphs:
            space = paragraph.paragraph_format
            heads = paragraph.style.name.startswith("Heading")
            space.line_spacing = 1.0 if heads else 1.2
            space.space_before, space.space_after = Pt(8 if heads else 0), Pt(3)
        for cell in self.document.element.body.iter(qn("w:tc")):
            for paragraph in cell.iter(qn("w:p")):
                properties = paragraph.get_or_add_pPr()
                properties.spacing_line, properties.spacing_lineRule = Pt(12), WD_LINE_SPACING.AT_LEAST
                properties.spacing_before = properties.spacing_after = Pt(0)

    def _properties(self):
        properties = self.document.core_properties
        properties.title, properties.language = self.publication.title, self.publication.lang
        properties.author = properties.last_modified_by = "lawgov_analysis"
        dated = datetime.combine(self.publication.dated, time(), UTC).replace(tzinfo=None)
        properties.created = properties.modified = dated
        properties.subject = " · ".join(text for _, text in self.publication.facts[:3])

    def _facts(self):
        rows = [
            [[{"text": label}], [{"text": text, **({"href": text} if is_official(text) else {})}]]
            for label, text in self.publication.facts
        ]
        if rows:
            if self.starts_page:
                above = self.document.add_paragraph(style="After Table")
                above.paragraph_format.page_break_before, self.starts_page = True, False
            for row in self._grid(rows, 0, [6, PAGE - 6]).rows:
                row.cells[0].paragraphs[0].style = "Table Label"

    def _contents(self):
        """The table of contents: a field, framed so that Word offers to update it.

        Only Word knows on which pages it puts what, so the entries are links without page numbers until then; a field
        marked as outdated would have Word ask the reader what to do before it shows anything.
        """
        headings = self.publication.contents
        if not headings:
            return
        frame = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        made = [self.document.add_paragraph(self.say("contents"), style="TOC Heading")]
        made[0].paragraph_format.page_break_before = self.starts_page
        numbers = heading_numbers([heading["level"] for heading in headings], self.publication.language.lang)
        for at, (heading, number) in enumerate(zip(headings, numbers, strict=True)):
            entry = self.document.add_paragraph(style=f"toc {heading['level']}")
            made.append(entry)
            if not at:
                _field_part(entry, "begin")
                _instruction(entry, r'TOC \o "1-2" \h \z \u')
                _field_part(entry, "separate")
            _link(entry.add_run(f"{number}{heading['text']}"), qn("w:anchor"), heading["id"])
        _field_part(made[-1], "end")
        made[0]._p.addprevious(frame)
        for paragraph in made:
            frame[-1].append(paragraph._p)
        self.starts_page = True

    def _heading(self, block):
        paragraph = self.document.add_heading(block["text"], min(block["level"], 4))
        if self.starts_page:
            paragraph.paragraph_format.page_break_before, self.starts_page = True, False
            paragraph.paragraph_format.space_before = Pt(0)
        if block["id"]:
            self._bookmark(paragraph, block["id"])

    def _paragraph(self, block):
        paragraph = self.document.add_paragraph(style="Body Text")
        self._add_runs(paragraph, block["runs"])
        # An address does not break where a line is full: the words before it would be drawn apart.
        if any("href" in run for run in block["runs"]):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _list(self, block):
        for item in block["items"]:
            self._add_runs(
                self.document.add_paragraph(style="List Number" if block["ordered"] else "List Bullet"), item
            )

    def _code(self, block):
        self.document.add_paragraph(block["text"], style="Code")

    def _break(self, block):
        self.starts_page = True

    def _picture(self, block):
        paragraph = self.document.add_paragraph(style="Picture")
        width = PICTURE * self.width
        if block["width"]:
            width = min(width, block["width"] * PIXEL)
        data = pictures.rendered(block["data"].decode()) if block["format"] == "svg" else block["data"]
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Emu(int(width)))
        shape._inline.docPr.set("descr", block["alt"])
        shape._inline.docPr.set("title", block["title"])
        shape._inline.docPr.set("name", f"{self.say('figure_label')} {self.counts['figure_label'] + 1}")
        if block["title"]:
            self._caption("figure_label", block["title"], "Caption")
        else:
            paragraph.paragraph_format.keep_with_next = False

    def _table(self, block):
        if block["caption"]:
            self._caption("table_label", block["caption"], "Table Caption")
        head = [[[{"text": text}] for text in row] for row in block["head"]]
        table = self._grid([*head, *block["cells"]], len(head), block["widths"], block["numeric"])
        for row, anchor in zip(table.rows[len(head) :] if any(block["ids"]) else [], block["ids"], strict=False):
            if anchor:
                self._bookmark(row.cells[0].paragraphs[0], anchor)
        self.document.add_paragraph(style="After Table")

    def _caption(self, label, text, style):
        self.counts[label] += 1
        paragraph = self.document.add_paragraph(f"{self.say(label)} ", style=style)
        _field(paragraph, f"SEQ {self.say(label)} \\* ARABIC", str(self.counts[label]))
        paragraph.add_run(f"\u3000{text}" if self.publication.language.lang == "zh" else f". {text}")

    def _grid(self, rows, heads, widths, numeric=()):
        if not rows:
            return None
        table = self.document.add_table(len(rows), len(widths), style="Report Table")
        _look(table, heads)
        table.autofit = False
        # By their ids: by their names, python-docx would look through all styles for every cell.
        head, body = (self.document.styles[name].style_id for name in ("Table Head", "Table Text"))
        widths = _roomy(widths)
        # The shares of the page that fit its small type, as in the PDF.
        whole = min(1, max(0.45, sum(widths) / PAGE)) * self.width
        wide = [Emu(int(whole * width / sum(widths))) for width in widths]
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        for at, cells in enumerate(rows):
            row = table.rows[at]
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if at < heads:
                properties.append(OxmlElement("w:tblHeader"))
            for column, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = wide[column]
                paragraph = cell.paragraphs[0]
                paragraph._p.style = head if at < heads else body
                self._add_runs(paragraph, runs)
                if numeric and numeric[column]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                # A caption and the head of its table stay with the first row, small tables stay whole.
                paragraph.paragraph_format.keep_with_next = at < max(heads, len(rows) - 1 if len(rows) < 11 else heads)
        return table

    def _bookmark(self, paragraph, name):
        self.bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), name)
        paragraph._p.insert(1, start)
        paragraph._p.append(end)

    def _add_runs(self, paragraph, runs):
        for piece in runs:
            run = paragraph.add_run(piece["text"])
            run.bold, run.italic = piece.get("bold"), piece.get("italic")
            if piece.get("code"):
                run.style = "Code Character"
            href = piece.get("href", "")
            if href.startswith("http"):
                target = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                run.style = "Hyperlink"
                _link(run, qn("r:id"), target)
            elif "note" in piece:
                mark = paragraph.add_run(piece["note"])
                mark.font.superscript = True
                _link(mark, qn("w:anchor"), href[1:])


def _link(run, kind, target):
    """Make a run open something."""
    link = OxmlElement("w:hyperlink")
    link.set(kind, target)
    run._r.addprevious(link)
    link.append(run._r)


def _field(paragraph, instruction, shown):
    """Append a field; return its runs."""
    return [
        _field_part(paragraph, "begin"),
        _instruction(paragraph, instruction),
        _field_part(paragraph, "separate"),
        paragraph.add_run(shown),
        _field_part(paragraph, "end"),
    ]


def _field_part(paragraph, kind):
    run = paragraph.add_run()
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    run._r.append(part)
    return run


def _instruction(paragraph, text):
    run = paragraph.add_run()
    part = OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = f" {text} "
    run._r.append(part)
    return run


def _roomy(widths):
    """Widths of columns with room for a wider font that stands in; where there is none, long texts give way."""
    widths = [ROOM * width for width in widths]
    long = sum(width for width in widths if width > ROOM * LONG)
    kept = 1 - min(0.3, max(0, sum(widths) - PAGE) / long) if long else 1
    return [width * kept if width > ROOM * LONG else width for width in widths]


def _look(table, heads):
    """Say which rows the style of a table shows as its head, as Word of old and of new read it."""
    look = OxmlElement("w:tblLook")
    for part, on in (("firstRow", bool(heads)), ("noHBand", True), ("noVBand", True)):
        look.set(qn(f"w:{part}"), str(int(on)))
    look.set(qn("w:val"), "0620" if heads else "0600")
    table._tblPr.replace(table._tblPr.find(qn("w:tblLook")), look)


def heading_numbers(levels, lang):
    """Return the numbers that Word gives to headings of the first two levels.

    Examples
    --------
    >>> heading_numbers([1, 2, 2, 1], "zh")
    ['一、', '（一）', '（二）', '二、']
    >>> heading_numbers([1, 2, 1], "en")
    ['1 ', '1.1 ', '2 ']
    """
    numbers, counts = [], [0, 0]
    for level in levels:
        counts = [counts[0] + 1, 0] if level == 1 else [counts[0], counts[1] + 1]
        if lang != "zh":
            numbers.append(".".join(map(str, counts[:level])) + " ")
        else:
            numbers.append(f"{write_chinese(counts[0])}、" if level == 1 else f"（{write_chinese(counts[1])}）")
    return numbers
