"""The styles of the Word document: fonts, headings with their numbers, captions, page header and footer."""

from datetime import UTC, datetime, time

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

SONG, HEI = "宋体", "黑体"
# What stands in where a system has neither: free, and on most Linux systems.
FREE = {SONG: "Noto Serif CJK SC", HEI: "Noto Sans CJK SC"}
LATIN, LATIN_HEADINGS = "Times New Roman", "Arial"
INK, FAINT = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x55, 0x60, 0x6B)
NUMBERS = {
    "zh": [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")],
    "en": [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), ("decimal", "%1.%2.%3.%4")],
}


def prepare(document, publication):
    """Give an empty document the page, the styles, the properties, and the header and footer of a publication.

    Parameters
    ----------
    document : docx.document.Document
    publication : Publication
    """
    _properties(document, publication)
    _page(document, publication)
    _fonts(document)
    _settings(document)
    _styles(document, publication)
    _heading_numbers(document, publication.language.lang)


def _properties(document, publication):
    dated = datetime.combine(publication.dated, time(), UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.language = publication.title, publication.lang
    properties.author = properties.last_modified_by = "lawgov_analysis"
    properties.created = properties.modified = dated
    properties.subject = " · ".join(text for _, text in publication.facts[:3])
    properties.comments = ""
    properties.revision = 1


def _page(document, publication):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = publication.title
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _, rest = publication.language.say("page_number", page="\0", pages="\1").partition("\0")
        between, _, after = rest.partition("\1")
        for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            paragraph.add_run(text)
            if field:
                simple = OxmlElement("w:fldSimple")
                simple.set(qn("w:instr"), field)
                paragraph._p.append(simple)


def _fonts(document):
    """Name the fonts of the document, each Chinese one with what stands in for it."""
    part = next(p for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{free}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"roman" if name == SONG else "swiss"}"/><w:pitch w:val="variable"/></w:font>'
        for name, free in FREE.items()
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


def _settings(document):
    """Lay out as Word does since 2013: no "compatibility mode" in the title, tables flush with the text."""
    (mode,) = document.settings.element.xpath('.//w:compatSetting[@w:name="compatibilityMode"]')
    mode.set(qn("w:val"), "15")


def _styles(document, publication):
    styles = document.styles
    lang = {"zh": "en-US"}.get(publication.language.lang, "en-GB")
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{lang}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))

    _style(styles, "Normal", size=10.5, before=0, after=0, line=1.0)
    zh = publication.language.lang == "zh"
    body = _style(styles, "Body Text", size=10.5, before=3, after=5, line=1.4)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if zh else WD_ALIGN_PARAGRAPH.LEFT
    title = _style(styles, "Title", HEI, size=20, after=12, line=1.3, colour=INK, bold=True)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    for level, size, before in ((1, 15, 18), (2, 12.5, 12), (3, 11, 9), (4, 10.5, 6)):
        heading = _style(styles, f"Heading {level}", HEI, size=size, before=before, after=6, line=1.2, colour=INK)
        heading.font.bold, heading.font.italic = True, False
        heading.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        _style(styles, name, size=10.5, before=1, after=2, line=1.35)
    _style(styles, "Caption", HEI, size=9, before=4, after=12, colour=FAINT, bold=False)
    _style(styles, "Picture", base="Normal", before=8, after=0)
    _style(styles, "Table Text", base="Normal", size=9, before=1.5, after=1.5, line=1.15)
    _style(styles, "Table Head", HEI, base="Table Text", size=9, bold=True)
    # Narrow sides of the cells: what a column is wide then fits its text.
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    properties = styles["Table Grid"].element.find(qn("w:tblPr"))
    for old in properties.findall(qn("w:tblCellMar")):
        properties.remove(old)
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for border in properties.find(qn("w:tblBorders")):
        border.set(qn("w:color"), "B9C4CF")
    _style(styles, "After Table", base="Normal", size=6)
    _style(styles, "Code", base="Normal", size=9)
    for name in ("Header", "Footer"):
        _style(styles, name, size=9, colour=FAINT)
    _style(styles, "TOC Heading", HEI, base="Normal", size=14, before=20, after=8, colour=INK, bold=True)
    for level in (1, 2):
        contents = _style(styles, f"TOC {level}", base="Normal", size=10.5, before=2, after=2, line=1.15)
        contents.paragraph_format.left_indent = Cm(0.8 * (level - 1))
        contents.paragraph_format.tab_stops.add_tab_stop(Cm(16.2), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = INK, True
    styles.add_style("Code Character", WD_STYLE_TYPE.CHARACTER).font.name = "Consolas"


def _style(styles, name, font=SONG, size=None, before=0, after=0, line=None, colour=None, bold=None, base=None):
    """Set a style, made when it is not there yet."""
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = styles[base]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    latin = LATIN_HEADINGS if font == HEI else LATIN
    for script, named in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), named)
    if size:
        style.font.size = Pt(size)
    style.font.bold = bold
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line
    return style


def _heading_numbers(document, lang):
    """Number the headings by Word's own numbering, linked to their styles."""
    numbering = document.part.numbering_part.element
    ids = [int(found) for found in numbering.xpath("w:abstractNum/@w:abstractNumId")]
    own, number = max(ids, default=0) + 1, max(map(int, numbering.xpath("w:num/@w:numId")), default=0) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:suff w:val="{"nothing" if lang == "zh" else "space"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(NUMBERS["zh" if lang == "zh" else "en"])
    )
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{own}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    first.addprevious(parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{own}"/></w:num>'))
    for level in range(1, 5):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level - 1
        numbered.get_or_add_numId().val = number


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
            numbers.append(f"{_chinese(counts[0])}、" if level == 1 else f"（{_chinese(counts[1])}）")
    return numbers


def _chinese(number):
    """A number below 100 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
