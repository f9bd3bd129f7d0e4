"""The Word templates: how the Word document looks, each language's page, styles and numbers in one file.

``python3 run.py python -m lawgov_analysis.publishing.docx_template`` makes ``templates/report/report.*.docx`` anew of
what stands here. The Word document is made of those files alone: one that was changed in Word serves as well.
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from ..presentation import LANGUAGES, load_wording
from .publication import TEMPLATES

MAIN = "application/vnd.openxmlformats-officedocument."
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATED}"'
CM, POINT = 1440 / 2.54, 20  # twentieths of a point, which Word measures in

SONG, HEI = "宋体", "黑体"
# What stands in where a system has neither: free, and on most Linux systems.
FREE = {SONG: "Noto Serif CJK SC", HEI: "Noto Sans CJK SC"}
LATIN = {SONG: "Times New Roman", HEI: "Arial"}
INK, FAINT, LINE, HEAD = "1F4E79", "55606B", "B9C4CF", "EEF2F6"

PAGE = {"width": 21, "height": 29.7, "sides": 2.4, "top": 2.5, "bottom": 2.3, "edge": 1.27}  # centimetres
LAST = PAGE["width"] - 2 * PAGE["sides"]  # where a line ends

# Headings are numbered by Word: the kind of each number and what stands around it.
HEADINGS = {
    "zh": [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")],
    "en": [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), ("decimal", "%1.%2.%3.%4")],
}
NUMBERED, BULLETS, COUNTED = 1, 2, 3

# A style: its parent, its font, its size, the space before and after it in points, its lines, its colour, bold.
STYLES = {
    "Normal": ("", SONG, 10.5, 0, 0, 1, "", False),
    "Body Text": ("Normal", SONG, 10.5, 3, 5, 1.4, "", False),
    "Title": ("Normal", HEI, 20, 0, 12, 1.3, INK, True),
    "heading 1": ("Normal", HEI, 15, 18, 6, 1.2, INK, True),
    "heading 2": ("Normal", HEI, 12.5, 12, 6, 1.2, INK, True),
    "heading 3": ("Normal", HEI, 11, 9, 6, 1.2, INK, True),
    "heading 4": ("Normal", HEI, 10.5, 6, 6, 1.2, INK, True),
    "List Bullet": ("Normal", SONG, 10.5, 1, 2, 1.35, "", False),
    "List Number": ("Normal", SONG, 10.5, 1, 2, 1.35, "", False),
    "caption": ("Normal", HEI, 9, 4, 12, 1, FAINT, False),
    "Table Caption": ("caption", HEI, 9, 12, 4, 1, FAINT, False),
    "Picture": ("Normal", SONG, 10.5, 8, 0, 1, "", False),
    "Table Text": ("Normal", SONG, 9, 1.5, 1.5, 1.15, "", False),
    "Table Head": ("Table Text", HEI, 9, 1.5, 1.5, 1.15, "", True),
    "Table Label": ("Table Text", SONG, 9, 1.5, 1.5, 1.15, FAINT, False),
    "After Table": ("Normal", SONG, 6, 0, 0, 1, "", False),
    "Code": ("Normal", SONG, 9, 0, 0, 1, "", False),
    "header": ("Normal", SONG, 9, 0, 0, 1, FAINT, False),
    "footer": ("Normal", SONG, 9, 0, 0, 1, FAINT, False),
    "TOC Heading": ("Normal", HEI, 14, 20, 8, 1, INK, True),
    "toc 1": ("Normal", SONG, 10.5, 2, 2, 1.15, "", False),
    "toc 2": ("Normal", SONG, 10.5, 2, 2, 1.15, "", False),
}
# What else a paragraph of a style has, in the order of the standard.
FLOW = {
    "Picture": "<w:keepNext/>",
    "Table Caption": "<w:keepNext/>",
    **{f"heading {level}": "<w:keepNext/><w:keepLines/>" for level in range(1, 5)},
}
NUMBERS = {
    **{f"heading {level}": (NUMBERED, level - 1) for level in range(1, 5)},
    "List Bullet": (BULLETS, 0),
    "List Number": (COUNTED, 0),
}
DOTS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{LAST * CM:.0f}"/></w:tabs>'
TABS = {"toc 1": DOTS, "toc 2": DOTS}
INDENTS = {"toc 2": 0.8}


def template(lang):
    """Return the template of a language: an empty Word document with its page and its styles.

    Parameters
    ----------
    lang : str

    Returns
    -------
    bytes
        The same each time, and not compressed: git keeps the difference of two well.

    Examples
    --------
    >>> from docx import Document
    >>> made = Document(io.BytesIO(template("zh")))
    >>> made.styles["Heading 1"].font.size.pt, round(made.sections[0].page_width.cm, 1)
    (15.0, 21.0)
    """
    parts = {
        "document": _document(),
        "styles": _styles(lang),
        "numbering": _numbering(lang),
        "settings": _settings(),
        "fontTable": _fonts(),
        "header": f'<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>',
        "footer": _footer(lang),
        "footer1": _footer(lang),
        "theme": _theme(),
    }
    kinds = {name: name.rstrip("1") for name in parts}
    named = {name: f"{MAIN}wordprocessingml.{kind}+xml" for name, kind in kinds.items()}
    named |= {"document": f"{MAIN}wordprocessingml.document.main+xml", "theme": f"{MAIN}theme+xml"}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in named.items())
    del kinds["document"]
    ends = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    known = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in ends.items())
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{known}{types}</Types>',
        "_rels/.rels": _relations({"officeDocument": "officeDocument"}, "word/document.xml"),
        "word/_rels/document.xml.rels": _relations(kinds, "{}.xml"),
        **{f"word/{name}.xml": part for name, part in parts.items()},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 0
            archive.writestr(info, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
    return made.getvalue()


def template_file(lang):
    """Return the path of the template that the Word document of a language is made of.

    Parameters
    ----------
    lang : str

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> template_file("zh").name
    'report.zh.docx'
    """
    return TEMPLATES / "report" / f"report.{lang}.docx"


def _relations(kinds, target):
    related = "".join(
        f'<Relationship Id="{name}" Type="{RELATED}/{kind}" Target="{target.format(name)}"/>'
        for name, kind in kinds.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'


def _document():
    """The page: the first has no header, all have the number of the page below."""
    sides, edge = (f"{PAGE[name] * CM:.0f}" for name in ("sides", "edge"))
    return (
        f'<w:document {W}><w:body><w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footer1"/>'
        f'<w:pgSz w:w="{PAGE["width"] * CM:.0f}" w:h="{PAGE["height"] * CM:.0f}"/>'
        f'<w:pgMar w:top="{PAGE["top"] * CM:.0f}" w:right="{sides}" w:bottom="{PAGE["bottom"] * CM:.0f}" '
        f'w:left="{sides}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>"
    )


def _footer(lang):
    pieces = load_wording(lang).say("page_number", page="\0PAGE\0", pages="\0NUMPAGES\0").split("\0")
    runs = "".join(
        f'<w:fldSimple w:instr="{piece}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if at % 2
        else f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' * bool(piece)
        for at, piece in enumerate(pieces)
    )
    return f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:ftr>'


def _fonts():
    """The fonts, each Chinese one with what stands in for it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{free}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"roman" if name == SONG else "swiss"}"/><w:pitch w:val="variable"/></w:font>'
        for name, free in FREE.items()
    )
    return f"<w:fonts {W}>{fonts}</w:fonts>"


def _theme():
    """The colours and fonts that Word offers first to whoever goes on with the document; it wants a theme."""
    colours = [("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", INK), ("lt2", HEAD)]
    colours += [(f"accent{at}", (INK, FAINT, LINE)[at % 3 - 1]) for at in range(1, 7)]
    colours += [("hlink", INK), ("folHlink", FAINT)]
    palette = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours)
    fonts = "".join(
        f'<a:{part}Font><a:latin typeface="{LATIN[font]}"/><a:ea typeface="{font}"/><a:cs typeface=""/></a:{part}Font>'
        for part, font in (("major", HEI), ("minor", SONG))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effects = {
        "fillStyleLst": fill,
        "lnStyleLst": f'<a:ln w="6350">{fill}</a:ln>',
        "effectStyleLst": "<a:effectStyle><a:effectLst/></a:effectStyle>",
        "bgFillStyleLst": fill,
    }
    format_ = "".join(f"<a:{name}>{effect * 3}</a:{name}>" for name, effect in effects.items())
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="lawgov"><a:themeElements>'
        f'<a:clrScheme name="lawgov">{palette}</a:clrScheme><a:fontScheme name="lawgov">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="lawgov">{format_}</a:fmtScheme></a:themeElements></a:theme>'
    )


def _settings():
    """Lay out as Word does since 2013: no "compatibility mode" in the title, tables flush with the text."""
    word = "http://schemas.microsoft.com/office/word"
    modes = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1, "enableOpenTypeFeatures": 1}
    compat = "".join(f'<w:compatSetting w:name="{k}" w:uri="{word}" w:val="{v}"/>' for k, v in modes.items())
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _styles(lang):
    language = {"zh": "en-US"}.get(lang, "en-GB")
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{_font(SONG, 10.5)}"
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        # Of Word's own styles only those that are here are offered.
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        + "".join(_style(name, lang) for name in STYLES)
        + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{INK}"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="CodeCharacter"><w:name w:val="Code Character"/>'
        '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/></w:rPr></w:style>' + _table_styles() + "</w:styles>"
    )


def _style(name, lang):
    parent, font, size, before, after, lines, colour, bold = STYLES[name]
    level = int(name[-1]) - 1 if name.startswith("heading") else None
    alone = {"Normal": ' w:default="1"'}.get(name, "")
    own = ' w:customStyle="1"' if name.startswith(("Table", "After", "Code", "Picture")) else ""
    based = f'<w:basedOn w:val="{_id(parent)}"/>' if parent else ""
    following = '<w:next w:val="BodyText"/>' if level is not None or name == "Title" else ""
    number, at = NUMBERS.get(name, (0, 0))
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    spacing = (
        f'<w:spacing w:before="{before * POINT:.0f}" w:after="{after * POINT:.0f}" '
        f'w:line="{lines * 240:.0f}" w:lineRule="auto"/>'
    )
    indent = f'<w:ind w:left="{INDENTS[name] * CM:.0f}"/>' if name in INDENTS else ""
    # A line of Chinese has as many places as any other: both its ends are straight.
    aligned = f'<w:jc w:val="{"both" if lang == "zh" else "left"}"/>' if name == "Body Text" else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    # The items of a list keep together.
    together = "<w:contextualSpacing/>" if name.startswith("List") else ""
    flow = FLOW.get(name, "") + numbered + TABS.get(name, "") + spacing + indent + together + aligned + outline
    return (
        f'<w:style w:type="paragraph"{alone}{own} w:styleId="{_id(name)}"><w:name w:val={quoteattr(name)}/>{based}'
        f"{following}<w:qFormat/><w:pPr>{flow}</w:pPr><w:rPr>{_font(font, size, colour, bold)}</w:rPr></w:style>"
    )


def _font(font, size, colour="", bold=False):
    latin = "".join(f' w:{script}="{LATIN[font]}"' for script in ("ascii", "hAnsi", "cs"))
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:rFonts{latin} w:eastAsia="{font}"/>{"<w:b/><w:bCs/>" if bold else ""}{coloured}'
        f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'
    )


def _id(name):
    """The identifier of a style: its name without spaces, each word begun large, as Word makes it."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _table_styles():
    """The tables: thin lines, a shaded head, and cells with narrow sides: what a column is wide then fits its text."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    plain = '<w:tblInd w:w="0" w:type="dxa"/>'

    def margins(width):
        return "<w:tblCellMar>{}</w:tblCellMar>".format(
            "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("left", "right"))
        )

    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f"<w:tblPr>{plain}{margins(108)}</w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr>{plain}<w:tblBorders>{borders}</w:tblBorders>{margins(70)}</w:tblPr>"
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _numbering(lang):
    """The numbers of headings, linked to their styles, and the marks of the two lists."""
    suffix = "nothing" if lang == "zh" else "space"
    headings = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(HEADINGS[lang])
    )
    lists = {
        NUMBERED: ("multilevel", headings),
        BULLETS: ("singleLevel", _list_level("bullet", "ListBullet", "\u2022")),
        COUNTED: ("singleLevel", _list_level("decimal", "ListNumber", "%1.")),
    }
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for number, (kind, levels) in lists.items()
    )
    used = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in lists)
    return f"<w:numbering {W}>{kinds}{used}</w:numbering>"


def _list_level(kind, style, text):
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    )


if __name__ == "__main__":
    for language in LANGUAGES:
        template_file(language).write_bytes(template(language))
