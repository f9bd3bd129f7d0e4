"""Figures in files, printed, laid out and stored in ways that change a number: each is read as it is seen, or not silently."""

from collections.abc import Callable, Iterator
from pathlib import Path

from lawgov_analysis import extract_figures, read_report

from ..case import Case, reads
from helpers.files import docx, page, paragraph, run, text, word_table

SAID = "全年办结调解98宗。"


def cases() -> Iterator[Case]:
    """Give the cases of figures."""
    yield from _printed()
    yield from _pages()
    yield from _word()


def of_figures(
    name: str, data: bytes | Callable[[], bytes], *ways: str, file: str = "report", quick: bool = False
) -> Case:
    """Return the case of a file whose figures are told as ``value unit`` each, or in one of other ways."""

    def make(folder: Path) -> None:
        (folder / file).write_bytes(data() if callable(data) else data)

    def act() -> None:
        report = read_report(file, data_dir=None)
        table = extract_figures(report)
        told = (f"{value:.12g}{unit}" for value, unit in zip(table["value"], table["unit"].fillna(""), strict=True))
        print(f"<{' '.join(told)}>")
        for note in report.notes:
            print("note:", note)

    return Case(
        name,
        make,
        act,
        [reads(f"<{way}>") if not way.startswith("!") else reads("<98宗", way[1:]) for way in ways],
        quick=quick,
    )


PRINTED: dict[str, tuple[str, ...]] = {
    # what is printed between a deed and its mark: what it is
    "办理投诉1 234件。": ("1234件",),
    "办理投诉1\u2009234件。": ("1234件",),
    "办理投诉1\u202f234件。": ("1234件",),
    "办理投诉1\u00a0234件。": ("1234件",),
    "办理投诉1'234件。": ("1234件", ""),
    "办理投诉1’234件。": ("1234件", ""),
    "办理投诉1，234件。": ("1234件",),
    "办理投诉1, 234件。": ("1234件", ""),
    "办理投诉12.345.678件。": ("12345678件", ""),
    "办理投诉1,23,456件。": ("123456件", ""),
    "办理投诉1,2345件。": ("12345件", "", "1 2345件"),
    "办理投诉１，２３４件。": ("1234件",),
    "办理投诉１２３４件。": ("1234件",),
    "办理投诉1２3４件。": ("1234件",),
    "办理投诉１．５万件。": ("15000件",),
    "办结率９７．５％。": ("97.5%",),
    "办结率97．5％。": ("97.5%",),
    "办结率97·5%。": ("97.5%", ""),
    "办结率97。5%。": ("97.5%", ""),
    "办结率97,5%。": ("97.5%", ""),
    "办结率97﹪。": ("97%",),
    "办结率97 %。": ("97%",),
    "办结率百分之九十七点五。": ("97.5%",),
    "办结率百分之97。": ("97%",),
    "办结率达九成七。": ("97%",),
    "办结率达9成。": ("90%",),
    "差错率3‰。": ("3‰", "0.3%"),
    "差错率千分之三。": ("3‰", "0.3%"),
    "差错率万分之三。": ("3‱", "0.03%", "0.3‰"),
    "差错率3‱。": ("3‱", "0.03%", "0.3‰", ""),
    "办理投诉٣٤件。": ("34件", ""),
    "办理投诉३४件。": ("34件", ""),
    "办理投诉𝟗𝟖件。": ("98件", ""),
    "办理投诉⁹⁸件。": ("98件", ""),
    "办理投诉㊾件。": ("49件", ""),
    "办理投诉⑨⑧件。": ("98件", ""),
    "办理投诉Ⅲ件。": ("3件", ""),
    "办理投诉½万件。": ("5000件", ""),
    "办理投诉3½件。": ("3.5件", ""),
    "办理投诉二○件。": ("20件", ""),
    "办理投诉二〇件。": ("20件", ""),
    "办理投诉二Ｏ件。": ("20件", ""),
    "办理投诉2O件。": ("20件", ""),
    "办理投诉l2件。": ("12件", ""),
    "办理投诉I2件。": ("12件", ""),
    "办理投诉廿三件。": ("23件",),
    "办理投诉卅五件。": ("35件",),
    "办理投诉卌二件。": ("42件", ""),
    "办理投诉佰贰拾叁件。": ("123件", ""),
    "办理投诉壹佰贰拾叁件。": ("123件",),
    "办理投诉两百五件。": ("250件", ""),
    "办理投诉一千零五件。": ("1005件",),
    "办理投诉一万二件。": ("12000件", ""),
    "办理投诉3千余件。": ("3000件",),
    "办理投诉3百件。": ("300件",),
    "办理投诉1.2.3件。": ("",),
    "办理投诉1..5件。": ("", "1.5件"),
    "办理投诉-5件。": ("-5件", "", "5件"),
    "办理投诉−5件。": ("-5件", "", "5件"),
    "办理投诉(5)件。": ("5件", "-5件", ""),
    "投诉同比增长-5%。": ("-5%",),
    "投诉同比增长−5%。": ("-5%",),
    "投诉同比增长－５％。": ("-5%",),
    "投诉同比增长﹣5%。": ("-5%",),
    "投诉同比增长–5%。": ("-5%",),
    "投诉同比增长(5%)。": ("5%", "-5%", ""),
    "投诉同比增长负5%。": ("-5%",),
    "投诉同比增长+5%。": ("5%",),
    "投诉同比增长＋5%。": ("5%",),
    "办理投诉5±1件。": ("", "5件"),
    "办理投诉1e3件。": ("1000件", ""),
    "办理投诉1.5E+03件。": ("1500件", ""),
    "办理投诉0x1F件。": ("",),
    "办理投诉#12件。": ("12件", ""),
    "办理投诉№12件。": ("12件", ""),
    "办理投诉007件。": ("7件", ""),
    "办理投诉1,000,00件。": ("", "100000件"),
    "办理投诉99999999999999999999件。": ("1e+20件", ""),
    "办理投诉3-5件。": ("3件 5件",),
    "办理投诉3～5件。": ("3件 5件",),
    "办理投诉3~5件。": ("3件 5件",),
    "办理投诉3至5件。": ("3件 5件",),
    "办理投诉1.2至1.5万件。": ("12000件 15000件",),
    "办理投诉三五件。": ("", "3件 5件"),
    "办理投诉十来件。": ("10件",),
    "办理投诉十几件。": ("10件", ""),
    "办理投诉几十件。": ("",),
    "办理投诉数百件。": ("",),
    "办理投诉上百件。": ("100件", ""),
    "办理投诉N件。": ("",),
    "办理投诉XX件。": ("",),
    "办理投诉××件。": ("",),
    "办理投诉【】件。": ("",),
    "办理投诉  件。": ("",),
    "办理投诉___件。": ("",),
    "办理投诉12\n34件。": ("1234件", "12 34件", "12件 34件", "34件", ""),
    "办理投诉1.\n5万件。": ("15000件", "", "1 50000件"),
    "办理投诉12<br>34件。": ("1234件", "12 34件", ""),
    "办理投诉5:30件。": ("",),
    "12：30办理投诉5件。": ("5件",),
    "男女比例3:1。": ("3", "3倍", ""),
    "拨打12345热线办理投诉5件。": ("5件",),
    "电话0769-83371234，办理投诉5件。": ("5件",),
    "联系13812345678，办理投诉5件。": ("5件",),
    "（代码91441900MA4UKWPT3X）办理投诉5件。": ("5件",),
    "根据粤府〔2021〕12号，办理投诉5件。": ("5件",),
    "《条例》第12条，办理投诉5件。": ("5件",),
    "使用A4纸，办理投诉5件。": ("5件",),
    "建设5G基站，办理投诉5件。": ("5件",),
    "7×24小时办理投诉5件。": ("5件",),
    "T+1办理投诉5件。": ("5件",),
    "98.6分位列第3，办理投诉5件。": ("98.6分 5件", "98.6分 3 5件", "98.6分 第3名 5件", "98.6分 3名 5件"),
    "罚款￥3,500元。": ("3500元",),
    "罚款¥3500。": ("3500元", "3500"),
    "罚款3500.50元。": ("3500.5元",),
    "罚款3.5亿元。": ("350000000元",),
    "罚款3.5千元。": ("3500元",),
    "罚款叁仟伍佰元整。": ("3500元",),
    "罚款1亿2千万元。": ("120000000元",),
    "罚款35万5千元。": ("355000元",),
    "罚款35.5W元。": ("355000元",),
    "罚款USD3500。": ("", "3500美元", "3500"),
    "罚款3500美元。": ("3500美元", ""),
    "罚款1,234.56万元。": ("12345600元",),
    "罚款1.234,56万元。": ("", "12345600元"),
    "面积3亩，长5公里，重2吨。": ("3亩 5公里 2吨", "2000平方米 5000米 2000公斤", "3亩 5000米 2000千克"),
}


def _printed() -> Iterator[Case]:
    for said, ways in PRINTED.items():
        wanted = [f"98宗 {way}".strip() for way in ways]
        yield of_figures(f"printed: {said}", text(f"{SAID}\n{said}"), *wanted, file="report.txt")


PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a note mark that is a link": ("<p>办理投诉12<a href='#n1'>[1]</a>件。</p>", ("98宗 12件",)),
    "a note mark raised by its style": (
        "<p>办理投诉12<span style='vertical-align:super'>1</span>件。</p>",
        ("98宗 12件",),
    ),
    "a note mark raised by top": (
        "<p>办理投诉12<span style='position:relative;top:-0.5em;font-size:60%'>1</span>件。</p>",
        ("98宗 12件",),
    ),
    "digits in spans": ("<p>办理投诉<span>1</span><span>2</span>件。</p>", ("98宗 12件",)),
    "digits in bold": ("<p>办理投诉1<b>2</b>件。</p>", ("98宗 12件",)),
    "digits in blocks": (
        "<div>办理投诉<div style='display:inline'>1</div><div style='display:inline'>2</div>件。</div>",
        ("98宗 12件", "98宗"),
    ),
    "digits with a word break": ("<p>办理投诉1<wbr>2件。</p>", ("98宗 12件",)),
    "digits with a soft hyphen": ("<p>办理投诉1&shy;2件。</p>", ("98宗 12件",)),
    "digits by entities": ("<p>办理投诉&#49;&#x32;件。</p>", ("98宗 12件",)),
    "digits turned around": ("<p>办理投诉<bdo dir=rtl>21</bdo>件。</p>", ("98宗 12件", "98宗")),
    "digits turned around by style": (
        "<p>办理投诉<span style='unicode-bidi:bidi-override;direction:rtl'>21</span>件。</p>",
        ("98宗 12件", "98宗"),
    ),
    "digits in ruby": ("<p>办理投诉<ruby>12<rp>(</rp><rt>shí'èr</rt><rp>)</rp></ruby>件。</p>", ("98宗 12件",)),
    "a number over its note in ruby": ("<p>办理<ruby>投诉<rt>34</rt></ruby>12件。</p>", ("98宗 12件", "98宗 34 12件")),
    "a field of a form": ("<p>办理投诉<input value='12'>件。</p>", ("98宗 12件", "98宗")),
    "a hidden field of a form": ("<p>办理投诉<input type=hidden value='12'>件。</p>", ("98宗",)),
    "a choice": ("<p>办理投诉<select><option>11<option selected>12</select>件。</p>", ("98宗 12件", "98宗")),
    "a field of text": ("<p>办理投诉<textarea>12</textarea>件。</p>", ("98宗 12件", "98宗")),
    "an output": ("<p>办理投诉<output>12</output>件。</p>", ("98宗 12件",)),
    "a meter": ("<p>办理投诉<meter value=0.5>12</meter>件。</p>", ("98宗 12件", "98宗")),
    "a value for machines": ("<p>办理投诉<data value=34>12</data>件。</p>", ("98宗 12件",)),
    "a day for machines": ("<p><time datetime='2031-01-01'>去年</time>办理投诉12件。</p>", ("98宗 12件",)),
    "a closed detail": ("<details><summary>详情</summary><p>办理投诉12件。</p></details>", ("98宗 12件", "98宗")),
    "a popover": ("<div popover><p>办理投诉12件。</p></div>", ("98宗",)),
    "inert": ("<div inert><p>办理投诉12件。</p></div>", ("98宗 12件",)),
    "hidden until found": ("<div hidden='until-found'><p>办理投诉12件。</p></div>", ("98宗", "98宗 12件")),
    "for readers of the screen alone": (
        "<span class=sr style='position:absolute;width:1px;height:1px;overflow:hidden'>办理投诉12件。</span>",
        ("98宗",),
    ),
    "an old frame": ("<iframe srcdoc='<p>办理投诉12件。</p>'></iframe>", ("98宗", "98宗 12件")),
    "a drawing": ("<svg><text>办理投诉12件。</text></svg>", ("98宗 12件", "98宗")),
    "a formula": ("<p>办理投诉<math><mn>12</mn></math>件。</p>", ("98宗 12件", "98宗")),
    "a fraction of a formula": (
        "<p>办结率<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>。</p>",
        ("98宗", "98宗 1/2", "98宗 50%"),
    ),
    "words before by style": (
        "<style>.a::before{content:'1'}</style><p>办理投诉<span class=a>2</span>件。</p>",
        ("98宗 12件", "98宗 2件"),
    ),
    "a number that a style counts": (
        "<style>.a::after{content:counter(n)}</style><p>办理投诉<span class=a></span>件。</p>",
        ("98宗",),
    ),
    "a number that a style leaves out": (
        "<style>.a{display:none}</style><p>办理投诉1<span class=a>9</span>2件。</p>",
        ("98宗 12件",),
    ),
    "what a style imports": (
        "<style>@import url(http://nowhere.invalid/a.css);.a{display:none}</style><p>办理投诉1<i class=a>9</i>2件。</p>",
        ("98宗 12件",),
    ),
    "letters of no width": ("<p>办理投诉1<span style='font-size:0'>9</span>2件。</p>", ("98宗 12件",)),
    "letters the ground covers": (
        "<p style='background:#fff'>办理投诉1<font color='#fefefe'>9</font>2件。</p>",
        ("98宗 12件", "98宗 192件"),
    ),
    "white on a dark ground": ("<p style='background:#c00;color:#fff'>办理投诉12件。</p>", ("98宗 12件",)),
    "white in a dark cell": (
        "<table bgcolor='#cc0000'><tr><td><font color=white>办理投诉12件。</font></td></tr></table>",
        ("98宗 12件",),
    ),
    "white on a dark picture": (
        "<div style='background-image:url(a.png);color:white'>办理投诉12件。</div>",
        ("98宗 12件", "98宗"),
    ),
    "a row that a script shows": (
        "<p id=a style='display:none'>办理投诉12件。</p><script>document.getElementById('a').style.display='block'</script>",
        ("98宗", "98宗 12件"),
    ),
    "deleted and inserted": ("<p>办理投诉<del>9</del><ins>12</ins>件。</p>", ("98宗 12件",)),
    "struck out by strike": ("<p>办理投诉<strike>9</strike>12件。</p>", ("98宗 12件",)),
    "two sheets of one page": (
        "<p>办理投诉12件。</p><p class=print style='display:none'>办理投诉13件。</p>",
        ("98宗 12件",),
    ),
    "only in print": ("<style>@media print{.p{display:none}}</style><p class=p>办理投诉12件。</p>", ("98宗 12件",)),
    "only on a screen": (
        "<style>@media print{.p{display:block}}.p{display:none}</style><p class=p>办理投诉12件。</p>",
        ("98宗",),
    ),
    "mixed rows and heads": (
        "<table><tr><th>项目<th>2022年<th>2023年<tr><td>办理投诉（件）<td>11<td>12</table>",
        ("98宗 11件 12件",),
    ),
    "a cell merged over two rows": (
        "<table><tr><th>项目<th>数量<tr><td>办理投诉（件）<td rowspan=2>12<tr><td>办结投诉（件）</table>",
        ("98宗 12件", "98宗 12件 12件"),
    ),
    "a cell of 12 in another unit": (
        "<table><tr><th>项目<th>数量（万件）<tr><td>办理投诉<td>1.2</table>",
        ("98宗 12000件",),
    ),
    "a rate in a column of %": ("<table><tr><th>项目<th>比率（%）<tr><td>办结率<td>97</table>", ("98宗 97%",)),
    "a rate of 0.97": ("<table><tr><th>项目<th>比率<tr><td>办结率<td>0.97</table>", ("98宗 97%", "98宗 0.97", "98宗")),
    "negative in brackets": (
        "<table><tr><th>项目<th>同比（%）<tr><td>投诉<td>(5)</table>",
        ("98宗 -5%", "98宗 5%", "98宗"),
    ),
    "a dash in a cell": (
        "<table><tr><th>项目<th>数量（件）<tr><td>办理投诉<td>—<tr><td>办结投诉<td>12</table>",
        ("98宗 12件",),
    ),
    "a slash in a cell": (
        "<table><tr><th>项目<th>数量（件）<tr><td>办理投诉<td>/<tr><td>办结投诉<td>12</table>",
        ("98宗 12件",),
    ),
    "a zero in a cell": (
        "<table><tr><th>项目<th>数量（件）<tr><td>办理投诉<td>0<tr><td>办结投诉<td>12</table>",
        ("98宗 0件 12件",),
    ),
    "numbers with separators in cells": (
        "<table><tr><th>项目<th>数量（件）<tr><td>办理投诉<td>1,234<tr><td>办结投诉<td>1 234</table>",
        ("98宗 1234件 1234件",),
    ),
    "serial numbers": ("<table><tr><th>序号<th>项目<th>数量（件）<tr><td>1<td>办理投诉<td>12</table>", ("98宗 12件",)),
    "a total row": (
        "<table><tr><th>项目<th>数量（件）<tr><td>甲<td>5<tr><td>乙<td>7<tr><td>合计<td>12</table>",
        ("98宗 5件 7件 12件",),
    ),
    "heads below": (
        "<table><tbody><tr><td>办理投诉<td>12</tbody><thead><tr><th>项目<th>数量（件）</thead></table>",
        ("98宗 12件", "98宗 12"),
    ),
    "a table from right to left": (
        "<table dir=rtl><tr><th>数量（件）<th>项目<tr><td>12<td>办理投诉</table>",
        ("98宗 12件",),
    ),
    "columns swapped": (
        "<div style='display:flex;flex-direction:row-reverse'><span>件。</span><span>12</span><span>办理投诉</span></div>",
        ("98宗 12件", "98宗 12"),
    ),
    "a cell at the wrong place": (
        "<p>办理投诉<span style='position:absolute;left:0'>3</span>12件。</p>",
        ("98宗 12件", "98宗", "98宗 312件"),
    ),
    "a base that is elsewhere": ("<base href='http://nowhere.invalid/'><p>办理投诉12件。</p>", ("98宗 12件",)),
    "a picture of a number": ("<p>办理投诉<img alt='12'>件。</p>", ("98宗", "98宗 12件")),
    "a list from 12": ("<ol start=12><li>办理投诉5件。</ol>", ("98宗 5件",)),
    "numbers in the list's marks": ("<ol><li value=34>办理投诉5件。</ol>", ("98宗 5件",)),
    "a page in capitals": ("<P>办理投诉<SPAN STYLE='DISPLAY:NONE'>9</SPAN>12件。</P>", ("98宗 12件",)),
    "text-transform": ("<p style='text-transform:full-width'>办理投诉12件。</p>", ("98宗 12件",)),
    "written from top to bottom": ("<p style='writing-mode:vertical-rl'>办理投诉12件。</p>", ("98宗 12件",)),
    "letters apart": ("<p style='letter-spacing:1em'>办理投诉12件。</p>", ("98宗 12件",)),
    "justified by spaces": ("<p>办 理 投 诉 1 2 件 。</p>", ("98宗 12件",)),
    "preformatted": ("<pre>办理投诉12件，\n办结11件。</pre>", ("98宗 12件 11件",)),
    "a line break in a number": ("<p>办理投诉1<br>2件。</p>", ("98宗 12件", "98宗 1 2件")),
    "a paragraph in a number": ("<p>办理投诉1</p><p>2件。</p>", ("98宗 12件", "98宗", "98宗 1 2件", "98宗 2件")),
    "a comment in a number": ("<p>办理投诉1<!-- 9 -->2件。</p>", ("98宗 12件",)),
    "CDATA in a number": ("<p>办理投诉1<![CDATA[9]]>2件。</p>", ("98宗 12件",)),
    "a null in a number": ("<p>办理投诉1\x002件。</p>", ("98宗 12件", "98宗")),
    "an old number of Windows": (
        "<p>办理投诉1&#130;234件。</p>",
        ("98宗 1234件", "98宗", "98宗 234件", "98宗 1 234件"),
    ),
}


def _pages() -> Iterator[Case]:
    for what, (body, ways) in PAGES.items():
        yield of_figures(f"page: {what}", page(f"<p>{SAID}</p>{body}"), *ways, file="report.html")


def field(result: str, code: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}{run(result)}{kinds[2]}"


WORD: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "a field of a sum": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉')}{field('12', '=SUM(ABOVE)')}{run('件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a simple field": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉')}<w:fldSimple w:instr='DOCPROPERTY n'>{run('12')}</w:fldSimple>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "a field of a page": (
        lambda: docx(SAID, f"<w:p>{run('见第')}{field('12', 'PAGE')}{run('页，办理投诉5件。')}</w:p>"),
        ("98宗 5件",),
    ),
    "an equation": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉')}<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>{run('件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a fraction of an equation": (
        lambda: docx(
            SAID,
            f"<w:p>{run('占')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>{run('。')}</w:p>",
        ),
        ("98宗", "98宗 50%", "98宗 1/2"),
    ),
    "a symbol": (
        lambda: docx(
            SAID, f"<w:p>{run('办理投诉1')}<w:r><w:sym w:font='Wingdings' w:char='F032'/></w:r>{run('件。')}</w:p>"
        ),
        ("98宗", "98宗 12件"),
    ),
    "a symbol of a usual font": (
        lambda: docx(
            SAID, f"<w:p>{run('办理投诉1')}<w:r><w:sym w:font='SimSun' w:char='0032'/></w:r>{run('件。')}</w:p>"
        ),
        ("98宗", "98宗 12件"),
    ),
    "a hyphen that breaks nothing": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉3')}<w:r><w:noBreakHyphen/></w:r>{run('5件。')}</w:p>"),
        ("98宗 3件 5件",),
    ),
    "a soft hyphen": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉3')}<w:r><w:softHyphen/></w:r>{run('5件。')}</w:p>"),
        ("98宗 35件",),
    ),
    "a line break in a number": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉1')}<w:r><w:br/></w:r>{run('2件。')}</w:p>"),
        ("98宗 12件", "98宗 1 2件"),
    ),
    "a page break in a number": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉1')}<w:r><w:lastRenderedPageBreak/></w:r>{run('2件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a link": (
        lambda: docx(
            SAID, f"<w:p>{run('办理投诉')}<w:hyperlink w:anchor='a'>{run('12')}</w:hyperlink>{run('件。')}</w:p>"
        ),
        ("98宗 12件",),
    ),
    "a smart tag": (
        lambda: docx(
            SAID, f"<w:p>{run('办理投诉')}<w:smartTag w:element='a'>{run('12')}</w:smartTag>{run('件。')}</w:p>"
        ),
        ("98宗 12件",),
    ),
    "custom XML": (
        lambda: docx(
            SAID, f"<w:p>{run('办理投诉')}<w:customXml w:element='a'>{run('12')}</w:customXml>{run('件。')}</w:p>"
        ),
        ("98宗 12件",),
    ),
    "ruby": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉')}<w:r><w:ruby><w:rt>{run('34')}</w:rt><w:rubyBase>{run('12')}</w:rubyBase></w:ruby></w:r>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "inserted and deleted": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉')}<w:del w:id='1'><w:r><w:delText>9</w:delText></w:r></w:del><w:ins w:id='2'>{run('12')}</w:ins>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "inserted and then deleted": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉1')}<w:ins w:id='2'><w:del w:id='1'><w:r><w:delText>9</w:delText></w:r></w:del></w:ins>{run('2件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "moved here": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉')}<w:moveTo w:id='1'>{run('12')}</w:moveTo>{run('件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a paragraph whose mark is deleted": (
        lambda: docx(
            SAID,
            f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('办理投诉1')}</w:p><w:p>{run('2件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "raised by its position": (
        lambda: docx(SAID, paragraph("办理投诉12", run("1", '<w:position w:val="10"/><w:sz w:val="10"/>'), "件。")),
        ("98宗 12件",),
    ),
    "raised by a style": (
        lambda: docx(
            SAID,
            paragraph("办理投诉12", run("1", '<w:rStyle w:val="f"/>'), "件。"),
            styles='<w:style w:type="character" w:styleId="f"><w:name w:val="f"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        ),
        ("98宗 12件",),
    ),
    "black on black": (
        lambda: docx(
            SAID, paragraph("办理投诉12件。", run("办结34件。", '<w:color w:val="000000"/><w:shd w:fill="000000"/>'))
        ),
        ("98宗 12件", "98宗 12件 34件"),
    ),
    "white on a dark ground": (
        lambda: docx(
            SAID, paragraph(run("办理投诉12件。", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>'))
        ),
        ("98宗 12件",),
    ),
    "white in a dark cell": (
        lambda: docx(
            SAID,
            word_table([["办理投诉12件。"]])
            .replace("<w:tcPr>", '<w:tcPr><w:shd w:val="clear" w:fill="C00000"/>')
            .replace("<w:r><w:t", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t'),
        ),
        ("98宗 12件",),
    ),
    "white on a highlight": (
        lambda: docx(SAID, paragraph(run("办理投诉12件。", '<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>'))),
        ("98宗 12件",),
    ),
    "white by the theme": (
        lambda: docx(
            SAID, paragraph("办理投诉12件。", run("办结34件。", '<w:color w:val="FFFFFF" w:themeColor="background1"/>'))
        ),
        ("98宗 12件",),
    ),
    "squeezed to 1%": (
        lambda: docx(SAID, paragraph("办理投诉1", run("9", '<w:w w:val="1"/>'), "2件。")),
        ("98宗 12件", "98宗 192件"),
    ),
    "condensed away": (
        lambda: docx(SAID, paragraph("办理投诉1", run("9", '<w:spacing w:val="-400"/>'), "2件。")),
        ("98宗 12件", "98宗 192件"),
    ),
    "two in one line": (
        lambda: docx(SAID, paragraph("办理投诉", run("12", '<w:eastAsianLayout w:combine="1"/>'), "件。")),
        ("98宗 12件",),
    ),
    "from right to left": (lambda: docx(SAID, paragraph("办理投诉", run("12", "<w:rtl/>"), "件。")), ("98宗 12件",)),
    "in small letters": (lambda: docx(SAID, paragraph(run("办理投诉12件。", "<w:smallCaps/>"))), ("98宗 12件",)),
    "a number in two runs": (
        lambda: docx(SAID, paragraph("办理投诉", run("1", "<w:b/>"), run("2", "<w:i/>"), "件。")),
        ("98宗 12件",),
    ),
    "a number with a bookmark": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉1')}<w:bookmarkStart w:id='1' w:name='a'/>{run('2')}<w:bookmarkEnd w:id='1'/>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "a number with a remark": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉1')}<w:commentRangeStart w:id='1'/>{run('2')}<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "a number with an error of spelling": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉1')}<w:proofErr w:type='spellStart'/>{run('2件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a box beside and for programs of old": (
        lambda: docx(
            SAID,
            f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{paragraph('办理投诉12件。')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('办理投诉12件。')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ),
        ("98宗 12件",),
    ),
    "a control with a choice": (
        lambda: docx(
            SAID,
            f"<w:p>{run('办理投诉')}<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value='34'/></w:dropDownList></w:sdtPr><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>{run('件。')}</w:p>",
        ),
        ("98宗 12件",),
    ),
    "a check box": (lambda: docx(SAID, paragraph("☑办理投诉12件。")), ("98宗 12件",)),
    "an old field of a form": (
        lambda: docx(SAID, f"<w:p>{run('办理投诉')}{field('12', 'FORMTEXT')}{run('件。')}</w:p>"),
        ("98宗 12件",),
    ),
    "a cell merged over rows": (
        lambda: docx(SAID, word_table([["项目", "数量"], ["办理投诉（件）", ("12", 1, 2)], ["办结投诉（件）"]])),
        ("98宗 12件", "98宗 12件 12件"),
    ),
    "a table with % in its head": (
        lambda: docx(SAID, word_table([["项目", "比率（%）"], ["办结率", "97"]])),
        ("98宗 97%",),
    ),
    "a table in 万": (
        lambda: docx(SAID, word_table([["项目", "数量（万件）"], ["办理投诉", "1.2"]])),
        ("98宗 12000件",),
    ),
    "a table whose unit stands above": (
        lambda: docx(
            SAID, paragraph("单位：万元"), word_table([["项目", "2022年", "2023年"], ["罚没款", "1.1", "1.2"]])
        ),
        ("98宗 11000元 12000元",),
    ),
    "a table of years down": (
        lambda: docx(SAID, word_table([["年份", "办理投诉（件）"], ["2022", "11"], ["2023", "12"]])),
        ("98宗 11件 12件",),
    ),
    "a cell with a unit of its own": (
        lambda: docx(SAID, word_table([["项目", "数量（件）"], ["办理投诉", "1.2万件"]])),
        ("98宗 12000件",),
    ),
    "a nested table": (
        lambda: docx(
            SAID,
            f"<w:tbl><w:tr><w:tc>{word_table([['项目', '数量（件）'], ['办理投诉', '12']])}<w:p/></w:tc></w:tr></w:tbl>",
        ),
        ("98宗 12件",),
    ),
    "a number in a foot": (
        lambda: docx(
            SAID,
            paragraph("办理投诉12", "<w:r><w:footnoteReference w:id='2'/></w:r>", "件。"),
            parts=[
                (
                    "word/footnotes.xml",
                    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>另有34件。</w:t></w:r></w:p></w:footnote></w:footnotes>',
                )
            ],
            relations=[("rIdF", "footnotes", "footnotes.xml", "")],
        ),
        ("98宗 12件 34件", "98宗 12件"),
    ),
    "a head of the page": (
        lambda: docx(
            SAID,
            paragraph("办理投诉12件。"),
            parts=[
                (
                    "word/header1.xml",
                    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>第34页</w:t></w:r></w:p></w:hdr>',
                )
            ],
            relations=[("rIdH", "header", "header1.xml", "")],
        ),
        ("98宗 12件",),
    ),
}


def _word() -> Iterator[Case]:
    for what, (make, ways) in WORD.items():
        yield of_figures(f"Word: {what}", make, *ways, file="report.docx")
