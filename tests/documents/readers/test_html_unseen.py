"""Web pages: what a browser does not show is not read, and said."""

import pytest

from helpers import files
from helpers.files import page

BEFORE, AFTER = "全年立案查处行政处罚案件", "件,成效明显。"
MORE = "<p>二、存在不足</p><p>执法力量与任务仍不匹配,数字化水平有待提高,需要在今后工作中改进。</p>"


@pytest.fixture
def reading(read):
    """Return the lines of a page of a body between a report's opening and its signature, and its notes."""

    def reading(body, head=""):
        content = read(page(body + MORE, head))
        lines = content.text.split("\n")
        assert lines[:3] == [files.TITLE, files.OPENING, files.HEADING]
        assert lines[-4] == "二、存在不足"
        return lines[3:-4], content.notes

    return reading


HIDING = [
    "display:none",
    "DISPLAY: NONE !important",
    "visibility:hidden",
    "visibility: collapse",
    "font-size:0",
    "font-size:0px;line-height:0",
    "font-size:1px",
    "font: 0/0 a",
    "opacity:0",
    "opacity: 0.0",
    "position:absolute;left:-9999px",
    "position:fixed; top:-999em",
    "text-indent:-9999px",
    "color:#fff",
    "color: #FFFFFF",
    "color:white",
    "color:rgb(255,255,255)",
    "color:rgba(0,0,0,0)",
    "color:transparent",
    "background:#c00;color:#c00",
    "width:0;overflow:hidden",
    "height:0;overflow:hidden;display:inline-block",
    "max-height:0px;overflow:hidden",
    "position:absolute;clip:rect(0 0 0 0)",
    "position:absolute;clip:rect(1px,1px,1px,1px)",
    "clip-path:inset(50%)",
    "transform:scale(0)",
    "mso-hide:all",
    "unicode-bidi:bidi-override;direction:rtl",
]


@pytest.mark.parametrize("style", HIDING)
def test_a_hidden_text_is_left_out_and_said(reading, style):
    lines, (note,) = reading(f'<p>{BEFORE}<span style="{style}">12</span>15{AFTER}</p>')
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert note.endswith(": 12")
    assert "未读" in note


@pytest.mark.parametrize("tag", ["<bdo dir=rtl>12</bdo>", "<span popover>12</span>"])
def test_a_text_that_is_turned_around_or_waits_for_a_click_is_left_out_and_said(reading, tag):
    lines, (note,) = reading(f"<p>{BEFORE}{tag}15{AFTER}</p>")
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert note.endswith(": 12")


@pytest.mark.parametrize(
    "style",
    [
        "display:inline",
        "visibility:visible",
        "font-size:12px",
        "font-size:0.9em",
        "opacity:.5",
        "position:absolute;left:20px",
        "text-indent:2em",
        "color:#333",
        "background:#c00;color:#fff",
        "background-image:url(a.png);color:#fff",
        "background:linear-gradient(red,blue);color:white",
        "height:20px;overflow:hidden",
        "width:0",
        "text-decoration:underline",
        "left:50%;margin-left:-500px",
        "color:red;background:transparent",
    ],
)
def test_a_text_that_is_shown_is_read(reading, style):
    assert reading(f'<p>{BEFORE}<span style="{style}">12</span>{AFTER}</p>') == ([f"{BEFORE}12{AFTER}"], ())


@pytest.mark.parametrize(
    "tag",
    [
        "<s>12</s>",
        "<del>12</del>",
        "<strike>1<b>2</b></strike>",
        '<span style="text-decoration:line-through">12</span>',
        '<span style="text-decoration: underline line-through red"><font>12</font></span>',
        '<i style="text-decoration-line:line-through">12</i>',
        '<span class="old">12</span>',
    ],
)
def test_a_struck_text_is_left_out_and_said(reading, tag):
    lines, notes = reading(
        f"<p>{BEFORE}{tag}<ins>15</ins>{AFTER}</p>", "<style>.old{text-decoration:line-through}</style>"
    )
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert "删除线" in notes[0]


@pytest.mark.parametrize(
    ("rules", "attributes"),
    [
        (".a{display:none}", 'class="a"'),
        (".a.b{display:none}", 'class="b c a"'),
        ("p .a{visibility:hidden}", 'class="a"'),
        ("p>span.a{display:none}", 'class="a"'),
        ("body p > .a{display:none}", 'class="a"'),
        ("#x{font-size:0}", 'id="x"'),
        ("span[data-k]{display:none}", 'data-k="1"'),
        ('span[class^="no-"]{display:none}', 'class="no-show"'),
        ("span{display:none}span.seen{display:inline}", 'class="a"'),
        (".a{display:block}.a{display:none}", 'class="a"'),
        (".a{display:none!important}#x{display:inline}", 'class="a" id="x" style="display:inline"'),
        ("@media screen{.a{display:none}}", 'class="a"'),
        ("/* .b{} */ .b, .a , .c{color:red;display : none ;}", 'class="a"'),
        ("@charset 'utf-8';@import url(x.css);.a{position:absolute;left:-9999px}", 'class="a"'),
        ("b+span{display:none}", ""),
        ("span:first-of-type{color:red}span:nth-child(2){display:none}", ""),
        ("span:not(.seen){display:none}", 'class="a"'),
        (".a{color:#fff}", 'class="a"'),
        ("}} .broken{ .a{display:none}", 'class="a" hidden'),
        ("p{color:#333;.a{display:none}}", 'class="a"'),
        ("p{& > .a, .b{display:none}}", 'class="a"'),
        ("body{@media screen{p{span.a{display:none}}}}", 'class="a"'),
        (":root{--gone:none}.a{display:var(--gone)}", 'class="a"'),
        (".a{--Size:0;font-size:var( --Size )}", 'class="a"'),
        (".a{display:var(--unset, none)}", 'class="a"'),
        ("p{--one:var(--two);--two:none}.a{display:var(--one)}", 'class="a"'),
    ],
)
def test_a_rule_of_a_style_sheet_hides(reading, rules, attributes):
    lines, (note,) = reading(f"<p>{BEFORE}<b>1</b><span {attributes}>8</span>5{AFTER}</p>", f"<style>{rules}</style>")
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert note.endswith(": 8")


@pytest.mark.parametrize(
    ("rules", "attributes"),
    [
        (".a{display:none}", 'class="b"'),
        (".a .b{display:none}", 'class="b"'),
        ("b{.a{display:none}}", 'class="a"'),
        ("p{.b{display:none}}", 'class="a"'),
        ("p{@media print{.a{display:none}}}", 'class="a"'),
        (".a{display:var(--unset)}", 'class="a"'),
        (":root{--x:none}p{--x:inline}.a{display:var(--x)}", 'class="a"'),
        (".a{--x:var(--y);--y:var(--x);display:var(--x)}", 'class="a"'),
        (".a:hover{display:none}", 'class="a"'),
        (".a::before{display:none}", 'class="a"'),
        ("@media print{.a{display:none}}", 'class="a"'),
        ("@media (max-width:600px){.a{display:none}}", 'class="a"'),
        (".a{display:none}.a.b{display:inline}", 'class="a b"'),
        (".a{display:none}", 'class="a" style="display:inline"'),
        ("span{display:none}.a{display:inline}", 'class="a"'),
        ("p{background:#006}.a{color:#fff}", 'class="a"'),
        ("div > .a{display:none}", 'class="a"'),
        ("span[data-k=x]{display:none}", 'data-k="y"'),
    ],
)
def test_a_rule_of_others_hides_nothing(reading, rules, attributes):
    body = f"<p>{BEFORE}<span {attributes}>15</span>{AFTER}</p>"
    assert reading(body, f"<style>{rules}</style>") == ([f"{BEFORE}15{AFTER}"], ())


def test_what_a_hidden_text_holds_may_be_shown(reading):
    body = (
        f'<p style="font-size:0">{BEFORE}<span style="font-size:16px">{BEFORE}15{AFTER}</span></p>'
        f'<p style="visibility:hidden">9<span style="visibility:visible">另7件,依法办结。</span></p>'
    )
    assert reading(body)[0] == [f"{BEFORE}15{AFTER}", "另7件,依法办结。"]


def test_a_print_only_sheet_hides_nothing(reading):
    head = '<style media="print">p{display:none}</style>'
    assert reading(f"<p>{BEFORE}15{AFTER}</p>", head) == ([f"{BEFORE}15{AFTER}"], ())


def test_white_heads_of_a_table_are_read(reading):
    table = (
        '<table><tr style="background-color:#1e5aa8"><th style="color:#fff">事项</th>'
        '<th style="color:#fff">数量(件)</th>'
        "</tr><tr><td>行政处罚</td><td>98</td></tr></table>"
    )
    assert reading(table) == (["事项\t数量(件)", "行政处罚\t98"], ())
    classed = table.replace('style="background-color:#1e5aa8"', 'class="head"')
    assert reading(classed, '<link rel="stylesheet" href="a.css">') == (["事项\t数量(件)", "行政处罚\t98"], ())


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("35<sup>[1]</sup>件", "35件"),
        ('35<a href="#fn1"><sup>1</sup></a>件', "35件"),
        ('35<sup><a href="#_ftn1">[<span>1</span>]</a></sup>件', "35件"),
        ('35<a href="#_ftn1" name="_ftnref1">[1]</a>件', "35件"),
        ('35<span style="vertical-align:super;font-size:smaller">①</span>件', "35件"),
        ("35<sup>注1</sup>件", "35件"),
        ("35<sup>*</sup>件", "35件"),
        ("300m<sup>2</sup>", "300m²"),
        ("3km<sup>2</sup>", "3km²"),
        ("约3×10<sup>4</sup>亩", "约3×10⁴亩"),
        ("5m<span style='vertical-align:super'>3</span>", "5m³"),
    ],
)
def test_raised_marks_of_notes_go_and_exponents_stay(reading, marked, expected):
    assert reading(f"<p>全镇依法办理{marked},成效明显。</p>")[0] == [f"全镇依法办理{expected},成效明显。"]


@pytest.mark.parametrize(
    "between",
    [
        "</body></html>",
        "</html>",
        "</body></html><html><body>",
        '</body>\n</html>\n<!DOCTYPE html><html lang="zh"><head><title>2</title></head><body class="x">',
    ],
)
def test_what_stands_behind_the_end_of_a_page_is_read(read, between):
    data = page(f"<p>{BEFORE}15{AFTER}</p>{between}<p>办结行政处罚案件11件,罚没款3万元。</p>{MORE}").decode()
    lines = read(data).text.split("\n")
    assert lines[3:5] == [f"{BEFORE}15{AFTER}", "办结行政处罚案件11件,罚没款3万元。"]
    assert lines[-2:] == files.CLOSING


def test_pictures_frames_and_fields_are_said(reading):
    body = (
        f'<p>{BEFORE}15{AFTER}</p><p><img src="a.png"><img src="icon_pdf.png"><img src="b.jpg" width="16">'
        '<iframe src="c"></iframe><input type="hidden" value="9"><input value="98"></p>'
        "<p>另办结7件,群众满意。</p>"
    )
    lines, notes = reading(body)
    assert lines == [f"{BEFORE}15{AFTER}", "另办结7件,群众满意。"]
    assert [note.partition(" was")[0] for note in notes] == [
        "a form field",
        "an embedded frame or object",
        "a picture, and any text in it,",
    ]
    assert notes[0].endswith(": 98")


def test_the_menus_of_a_page_are_not_said(read):
    menu = '<div style="display:none"><a href="/">政务公开</a><a href="/1">互动交流</a></div><img src="/banner.jpg">'
    body = page(f"<p>{BEFORE}15{AFTER}</p>{MORE}").decode().replace("<body>", f"<body>{menu}")
    assert read(body).notes == ()


TABLE = [["事项", "2022年(件)", "2023年(件)"], ["行政检查", "", "1850"]]
EXPECTED = ["事项\t2022年(件)\t2023年(件)", "行政检查\t\t1850"]


@pytest.mark.parametrize(
    "table",
    [
        files.html_table(TABLE),
        "<table><thead><tr><th>事项<th>2022年(件)<th>2023年(件)</thead><tr><td>行政检查<td><td>1850</table>",
        (
            "<table><tfoot><tr><td>行政检查</td><td></td><td>1850</td></tr></tfoot><tbody>"
            "<tr><td>事项</td><td>2022年(件)</td><td>2023年(件)</td></tr></tbody></table>"
        ),
        (
            "<table><tr><td>事项</td><td>2022年<br>(件)</td><td><p>2023年</p><p>(件)</p></td></tr>"
            "<tr><td>行政检查</td><td>&nbsp;</td><td><span>1</span>850</td></tr></table>"
        ),
        (
            "<div><table><tr><td><table><tr><td>事项</td><td>2022年(件)</td><td>2023年(件)</td></tr>"
            "<tr><td>行政检查</td><td></td><td>1850</td></tr></table></td></tr></table></div>"
        ),
        (
            "<table><tr><td></td><td>事项</td><td>2022年(件)</td><td>2023年(件)</td></tr>"
            "<tr><td> </td><td>行政检查</td><td></td><td>1850</td></tr></table>"
        ),
        (
            '<table><tr><td>事项</td><td>2022年(件)</td><td>2023年(件)</td></tr><tr><td rowspan="0">行政检查</td>'
            '<td colspan="x"></td><td>1850</td></tr></table>'
        ),
    ],
)
def test_tables_of_any_source_keep_their_columns(reading, table):
    assert reading(f"<p>各年情况如下,单位为件:</p>{table}<p>以上为办案情况,特此说明。</p>")[0][1:-1] == EXPECTED


def test_a_table_whose_head_says_name_is_no_furniture(reading):
    table = files.html_table([["名称", "数量(件)"], ["行政处罚", "98"]])
    lines, _ = reading(f"<p>办案情况如下,单位为件:</p>{table}<p>以上为办案情况,特此说明。</p>")
    assert lines[1:3] == ["名称\t数量(件)", "行政处罚\t98"]


def test_two_tables_in_a_row_have_heads_of_their_own(reading):
    lines, _ = reading(files.html_table(TABLE) + files.html_table(TABLE))
    assert lines == [*EXPECTED, "", *EXPECTED]


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td rowspan=100000 colspan=100000>类</td><td>1</td></tr>" * 300 + "</table>",
        "<table><tr><td>类<td>件</tr>" + f"<tr>{'<td>1</td>' * 20}</tr>" * 500 + "</table>",
        "<style>"
        + "".join(f".a{n} .b,.c{n}{{display:none}}" for n in range(2000))
        + "</style>"
        + "<p class=b>a</p>" * 9000,
        "<style>" + "* " * 200 + "{display:none}" + "</style>" + "<p>a</p>" * 2000,
        "<style>" + ".x~" * 50 + ".y{display:none}</style>" + "<p class='x'>a</p>" * 9000 + "<p class=y>b</p>",
        f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>a</p>",
        f'<p style="{"display:x;" * 100_000}">a</p>',
        "<style>" + "@media screen{" * 500 + "</style>",
        "<p>" + "1<sup>2</sup>" * 5_000 + "</p>",
    ],
    ids=["spans", "rows", "rules", "descendants", "siblings", "attributes", "a style", "media", "raised"],
)
def test_a_hostile_page_is_read(read, body):
    assert MORE[3:9] in read(page(body + MORE)).text


def test_a_sheet_of_more_rules_than_are_looked_at_says_so(reading):
    rules = ",".join(f".a{n}" for n in range(5001)) + "{display:none}"
    lines, (note,) = reading(f"<p>{BEFORE}15{AFTER}</p>", f"<style>{rules}</style>")
    assert lines == [f"{BEFORE}15{AFTER}"]
    assert "隐藏" in note
