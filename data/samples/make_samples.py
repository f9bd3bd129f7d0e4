"""Make the html, mht, docx, pdf and ofd of each sample report from its text, with the same bytes on every run.

Run it after a change of a text: ``python data/samples/make_samples.py``.
"""

import re
import zipfile
from datetime import datetime
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from quopri import encodestring

import zhplot
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).parent
MADE = datetime(2024, 1, 18, 9, 0)
CHAPTER = re.compile(r"^(?:&emsp;)*[一二三四五六七八九十]+、")
ITEM = re.compile(r"(\([一二三四五六七八九十]+\))([^。]+。)(.+)")

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_示例市示例镇人民政府网站</title>
<meta name="SiteName" content="示例市示例镇人民政府">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2024-01-22 10:30">
<style>.main{{width:960px;margin:0 auto}} .nav li{{display:inline}}</style>
<script>function setFont(size) {{ document.getElementById("zoom").style.fontSize = size + "px"; }}</script>
</head>
<body>
<div class="top"><a href="/">示例市示例镇人民政府</a> <a href="/wza">无障碍</a> <a href="/mobile">手机版</a>
今天是2024年1月25日 星期四</div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/zwfw">政务服务</a></li>
<li><a href="/hdjl">互动交流</a></li><li><a href="/zjsl">走进示例</a></li></ul></div>
<div class="main">
<div class="position">当前位置:<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt;
<a href="/zwgk/fzzf">法治政府建设</a></div>
<h1 class="title">{title}</h1>
<div class="info"><span>发布时间:2024-01-22 10:30</span> <span>来源:示例镇司法所</span> <span>浏览次数:368次</span>
<span>字体:[<a href="javascript:setFont(18)">大</a> <a href="javascript:setFont(16)">中</a>
<a href="javascript:setFont(14)">小</a>]</span> <a href="javascript:window.print()">打印</a></div>
<div class="content" id="zoom">
{body}
</div>
<div class="share">分享到:<a href="#wx">微信</a> <a href="#wb">微博</a></div>
<div class="pages"><p>上一篇:<a href="/a1.html">示例镇2023年第4季度重点工作完成情况</a></p>
<p>下一篇:<a href="/a2.html">示例镇召开2024年春节前安全生产会议</a></p></div>
<div class="related"><h3>相关新闻</h3><ul>
<li><a href="/a3.html">示例镇新增公办学位1500个</a> 2024-01-20</li>
<li><a href="/a4.html">示例镇2022年度法治政府建设年度报告</a> 2023-01-19</li>
<li><a href="/a5.html">示例镇为民办好10件实事</a> 2024-01-15</li></ul></div>
</div>
<div class="footer"><p>主办:示例市示例镇人民政府 地址:示例市示例镇示例路1号 邮编:000000</p>
<p>电话:0000-00000000 网站标识码:0000000000</p>
<p>某ICP备00000000号-1 某公网安备00000000000000号</p></div>
</body>
</html>
"""


def read_sample(path):
    """Return the title, the paragraphs and the lines of the signature."""
    title, *lines = path.read_text(encoding="utf-8").splitlines()
    return title, lines[:-3], lines[-3:]


def make_html(title, paragraphs, signature):
    """Return the report as a page of a government site, with all that such a page carries around a text."""
    indented = [f"&emsp;&emsp;{escape(line)}" for line in paragraphs]
    body = [f"<p><strong>{line}</strong></p>" if CHAPTER.search(line) else f"<p>{line}</p>" for line in indented]
    body += [f'<p style="text-align: right">{escape(line)}</p>' for line in signature]
    return PAGE.format(title=escape(title), body="\n".join(body)).encode()


def make_mht(title, paragraphs, signature):
    """Return the page as a browser saves it in one file (单个文件网页): quoted-printable, its pictures beside it."""
    page = encodestring(make_html(title, paragraphs, signature).replace(b"\n", b"\r\n"))
    head = (
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: http://www.shili.example/fzzf/20240122.html",
        "Subject: =?utf-8?Q?=E5=B9=B4=E5=BA=A6=E6=8A=A5=E5=91=8A?=",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----MultipartBoundary--0"',
        "",
        "------MultipartBoundary--0",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: http://www.shili.example/fzzf/20240122.html",
        "",
        "",
    )
    rest = (
        "",
        "------MultipartBoundary--0",
        "Content-Type: image/gif",
        "Content-Transfer-Encoding: base64",
        "Content-Location: http://www.shili.example/images/blank.gif",
        "",
        "R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
        "------MultipartBoundary--0--",
        "",
    )
    return "\r\n".join(head).encode() + page + "\r\n".join(rest).encode()


def make_docx(title, paragraphs, signature):
    """Return the report as a Word file: headings, the plans in a table, the marks of one chapter numbered by Word."""
    document = Document()
    document.core_properties.author = "示例镇"
    document.core_properties.title = title
    document.core_properties.created = document.core_properties.modified = MADE
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    numbering = _chinese_numbering(document)
    document.add_heading(title, 0)
    chapter, table = "", None
    for line in paragraphs:
        item = ITEM.fullmatch(line)
        if CHAPTER.match(line):
            chapter, table = line, None
            document.add_heading(line, 1)
        elif item and "安排" in chapter:
            table = table or document.add_table(rows=0, cols=2, style="Table Grid")
            cells = table.add_row().cells
            cells[0].text, cells[1].text = item[1] + item[2], item[3]
        elif item:
            paragraph = document.add_paragraph()
            _number(paragraph, numbering)
            paragraph.add_run(item[2]).bold = True
            paragraph.add_run(item[3])
        else:
            document.add_paragraph(line)
    for line in signature:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    written = BytesIO()
    document.save(written)
    return undated(written)


def _chinese_numbering(document):
    """Define a list that Word numbers (一), (二), … and return its id."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("start", "1"), ("numFmt", "chineseCountingThousand"), ("suff", "nothing"), ("lvlText", "(%1)")):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:val"), value)
        level.append(element)
    abstract.append(level)
    numbering.insert(0, abstract)
    return numbering.add_num(90).numId


def _number(paragraph, number):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def undated(written):
    """Return a zip file anew, with one date for all its members."""
    dated = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return dated.getvalue()


def make_pdf(title, paragraphs, signature):
    """Return the report as a PDF with a text layer, lines that end within words, and page numbers."""
    styles = pdf_styles()
    story = [Paragraph(escape(title), styles["head"])]
    story += [Paragraph(escape(line), styles["heading" if CHAPTER.match(line) else "plain"]) for line in paragraphs]
    story += [Paragraph(escape(line), styles["signed"]) for line in signature]
    written = BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=A4,
        invariant=1,
        title=title,
        author="示例镇",
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=22 * mm,
        bottomMargin=22 * mm,
    )
    document.build(story, onFirstPage=page_number, onLaterPages=page_number)
    return written.getvalue()


OFD = "http://www.ofdspec.org/2016"
# In millimetres.
PAPER, EDGE, SIZE, LEADING = (210, 297), 25, 3.7, 6.2


def make_ofd(title, paragraphs, signature):
    """Return the report as an OFD: each line a text object with the steps of its characters, and page numbers."""
    lines = [(title, 4.94, (210 - _width(title) * 4.94) / 2)]
    for paragraph in paragraphs:
        left = EDGE + 2 * SIZE
        while paragraph:
            count = _fitting(paragraph, (PAPER[0] - EDGE - left) / SIZE)
            lines.append((paragraph[:count], SIZE, left))
            paragraph, left = paragraph[count:], EDGE
    lines += [(line, SIZE, PAPER[0] - EDGE - _width(line) * SIZE) for line in signature]
    on_page = int((PAPER[1] - 2 * EDGE) / LEADING)
    pages = [lines[n : n + on_page] for n in range(0, len(lines), on_page)]
    files = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}" DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>'
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {PAPER[0]} {PAPER[1]}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res xmlns:ofd="{OFD}" BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="9001" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    for n, page in enumerate(pages):
        objects = [_text_object(*line, EDGE + at * LEADING) for at, line in enumerate(page)]
        objects.append(_text_object(f"— {n + 1} —", 3.2, 100, PAPER[1] - 15))
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer ID="{9100 + n}" Type="Body">'
            + "".join(objects)
            + "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return undated(written)


def _width(text):
    return sum(0.5 if char.isascii() else 1 for char in text)


def _fitting(text, width):
    """Return how many characters fit into a width; a line begins with no comma and no full stop."""
    count = next((n for n in range(1, len(text)) if _width(text[: n + 1]) > width), len(text))
    return count - 1 if text[count : count + 1] in tuple("，。、；：,.%)") else count


def _text_object(text, size, left, top):
    steps = [round(size * _width(char), 3) for char in text[:-1]]
    delta = " ".join(
        f"g {count} {step}" if count > 1 else f"{step}"
        for step, count in ((step, len([*same])) for step, same in groupby(steps))
    )
    box = f"{left:.3f} {top:.3f} {_width(text) * size:.3f} {size * 1.2:.3f}"
    return (
        f'<ofd:TextObject ID="0" Boundary="{box}" Font="9001" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.9:.3f}" DeltaX="{delta}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def pdf_styles():
    """Return the styles of a PDF's paragraphs, and register their font."""
    font = next(Path(zhplot.__file__).parent.rglob("*.ttf"))
    pdfmetrics.registerFont(TTFont("Noto", font))
    plain = ParagraphStyle("plain", fontName="Noto", fontSize=10.5, leading=17.5, wordWrap="CJK", firstLineIndent=21)
    return {
        "plain": plain,
        "heading": ParagraphStyle("heading", plain, fontSize=12, leading=22),
        "head": ParagraphStyle("head", plain, fontSize=16, leading=34, alignment=TA_CENTER, firstLineIndent=0),
        "signed": ParagraphStyle("signed", plain, alignment=TA_RIGHT),
    }


def page_number(canvas, document):
    """Print the number of a page."""
    canvas.setFont("Noto", 9)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"— {document.page} —")


MAKERS = {".html": make_html, ".mht": make_mht, ".docx": make_docx, ".pdf": make_pdf, ".ofd": make_ofd}


def main():
    """Make the other formats of every text beside this file."""
    for path in sorted(HERE.glob("*.txt")):
        sample = read_sample(path)
        for suffix, make in MAKERS.items():
            path.with_suffix(suffix).write_bytes(make(*sample))


if __name__ == "__main__":
    main()
