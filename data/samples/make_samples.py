"""Make the html, docx and pdf of each sample report from its text, with the same bytes on every run.

Run it after a change of a text: ``python data/samples/make_samples.py``.
"""

import re
import zipfile
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path

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


def main():
    """Make the other formats of every text beside this file."""
    for path in sorted(HERE.glob("*.txt")):
        sample = read_sample(path)
        for suffix, make in ((".html", make_html), (".docx", make_docx), (".pdf", make_pdf)):
            path.with_suffix(suffix).write_bytes(make(*sample))


if __name__ == "__main__":
    main()
