"""Files of the kinds that a report is published in, made in a test: Word's, pages, Markdown, plain text."""

import zipfile
from io import BytesIO
from itertools import count

TITLE = "示例市示例镇2023年度法治政府建设年度报告"
OPENING = "2023年,示例镇坚持依法行政,认真落实上级部署,扎实推进法治政府建设各项工作,现将有关情况报告如下:"
HEADING = "一、主要成效"
CLOSING = ["示例镇人民政府", "2024年1月18日"]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_TYPE = "application/vnd.openxmlformats"
TYPES = (
    f'<Default Extension="rels" ContentType="{OFFICE_TYPE}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" '
    f'ContentType="{OFFICE_TYPE}-officedocument.wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{OFFICE_TYPE}-officedocument.wordprocessingml.styles+xml"/>'
)
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": WORD,
        "r": RELATIONS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def run(text, properties=""):
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def paragraph(*runs, properties=""):
    """Return a paragraph of runs; a text is a run of its own."""
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def docx(*blocks, styles="", parts=(), relations=(), whole=True):
    """Return a Word file of blocks, between the opening and the signature of a report.

    `parts` are (name, text) and `relations` (id, type, target, mode) beside those that every file has.
    """
    blocks = [each if each.startswith("<") else paragraph(each) for each in blocks]
    if whole:
        opening = [paragraph(each) for each in (TITLE, OPENING, HEADING)]
        blocks = [*opening, *blocks, *(paragraph(each) for each in CLOSING)]
    document = f"<w:document {SPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    related = [("rIdStyles", "styles", "styles.xml", ""), *relations]
    rows = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for name, kind, target, mode in related
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{TYPES}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>',
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        **dict(parts),
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def retyped(data, kind):
    """Return a Word file as one of another kind: a docm, a dotx."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            said = old.read(name)
            if name == "[Content_Types].xml":
                was = f"{OFFICE_TYPE}-officedocument.wordprocessingml.document.main+xml".encode()
                assert was in said
                said = said.replace(was, kind.encode())
            new.writestr(name, said)
    return written.getvalue()


def page(body, head="", whole=True):
    """Return a web page, its body between the opening and the signature of a report."""
    if whole:
        opening = f"<h1>{TITLE}</h1><p>{OPENING}</p><p>{HEADING}</p>"
        body = f"{opening}{body}{''.join(f'<p>{line}</p>' for line in CLOSING)}"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def text(body):
    """Return a plain text, its body between the opening and the signature of a report."""
    return "\n".join([TITLE, OPENING, HEADING, body, *CLOSING]).encode()


def markdown(body):
    opening = [f"# {TITLE}", "", OPENING, "", f"## {HEADING}", ""]
    return "\n".join([*opening, body, "", *CLOSING]).encode()


# A table is a list of rows of cells; a cell is its text, or (text, columns, rows) where it spans some.


def full(cell):
    return (cell, 1, 1) if isinstance(cell, str) else cell


def html_table(rows):
    def cell(each):
        said, columns, down = full(each)
        spans = (f" colspan={columns}" if columns > 1 else "") + (f" rowspan={down}" if down > 1 else "")
        return f"<td{spans}>{'<br>'.join(said.split(chr(10)))}</td>"

    lines = ["".join(map(cell, row)) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def docx_table(rows):
    hanging, written = {}, []
    for row in rows:
        cells, column, places = [], 0, list(map(full, row))
        while places or column in hanging:
            if column in hanging:
                columns, left = hanging.pop(column)
                cells.append(_tc("", columns, "<w:vMerge/>"))
                below = (columns, left - 1) if left > 1 else None
            else:
                said, columns, down = places.pop(0)
                cells.append(_tc(said, columns, '<w:vMerge w:val="restart"/>' if down > 1 else ""))
                below = (columns, down - 1) if down > 1 else None
            if below:
                written.append((column, below))
            column += columns
        hanging = dict(written)
        written.clear()
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def word_table(rows, properties=""):
    width = max(sum(full(cell)[1] for cell in row) for row in rows)
    columns = '<w:gridCol w:w="1800"/>' * min(width, 63)
    grid = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl>{grid}{''.join(docx_table(rows))}</w:tbl>"


def _tc(said, columns, merge):
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    width = f'<w:tcW w:w="{1800 * min(columns, 63)}" w:type="dxa"/>'
    return (
        f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr>{''.join(paragraph(each) for each in said.split(chr(10)))}</w:tc>"
    )


def tabbed(rows):
    """Return a table as it is copied from a program: cells with tabs between them, merged ones empty but the first."""
    hanging = {}
    lines = []
    for row in rows:
        cells, places, below = [], list(map(full, row)), {}
        for column in count():
            if column in hanging:
                cells.append("")
                if hanging[column] > 1:
                    below[column] = hanging[column] - 1
            elif column < len(cells):
                continue
            elif places:
                said, columns, down = places.pop(0)
                for n in range(columns):
                    cells.append(said.replace("\n", "") if n == 0 else "")
                    if down > 1:
                        below[column + n] = down - 1
            else:
                break
        hanging = below
        lines.append("\t".join(cells))
    return "\n".join(lines)


def piped(rows):
    """Return a table in Markdown; merged cells are empty but the first."""
    lines = [f"| {line.replace(chr(9), ' | ')} |" for line in tabbed(rows).split("\n")]
    return "\n".join([lines[0], "|" + " --- |" * (lines[0].count("|") - 1), *lines[1:]])
