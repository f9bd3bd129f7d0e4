"""The tables of a PDF keep their rows and columns, with rules and without, and prose in columns is no table."""

from io import BytesIO
from pathlib import Path

import pytest
import zhplot
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures

ROWS = [
    ["事项", "2022年（件）", "2023年（件）"],
    ["行政处罚", "31", "98"],
    ["行政许可", "1,402", "1650"],
    ["行政复议", "", "7"],
]
LINES = ["事项\t2022年（件）\t2023年（件）", "行政处罚\t31\t98", "行政许可\t1,402\t1650", "行政复议\t\t7"]
HEAD = ["示例市示例镇2023年度法治政府建设年度报告", "一、主要成效", "全年依法办事，情况见下表。"]
TAIL = ["二、存在不足", "执法力量仍显不足。"]


@pytest.fixture(scope="module", autouse=True)
def _font():
    pdfmetrics.registerFont(TTFont("Noto", next(Path(zhplot.__file__).parent.rglob("*.ttf"))))


def pdf_of(draw, head=HEAD, tail=TAIL):
    """Draw a report with a table between its lines."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("Noto", 12)
    for n, line in enumerate(head):
        canvas.drawString(96, 760 - 22 * n, line)
    foot = draw(canvas, 760 - 22 * len(head))
    for n, line in enumerate(tail):
        canvas.drawString(96, foot - 22 * (n + 1), line)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


RULES = {
    "all rules": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
    "thick": [("GRID", (0, 0), (-1, -1), 2, "black")],
    "open sides": [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")],
    "boxed": [("BOX", (0, 0), (-1, -1), 1, "black"), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")],
    "three rules": [
        ("LINEABOVE", (0, 0), (-1, 0), 1.5, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1.5, "black"),
    ],
    "upright rules": [("LINEBEFORE", (1, 0), (-1, -1), 0.5, "black"), ("BOX", (0, 0), (-1, -1), 1, "black")],
    "shaded": [("BACKGROUND", (0, 0), (-1, 0), "lightgrey"), ("GRID", (0, 0), (-1, -1), 0.5, "grey")],
    "no rules": [],
}


def table(rows, rules, widths=None, spans=(), align="CENTER", size=11):
    def draw(canvas, top):
        style = [("FONT", (0, 0), (-1, -1), "Noto", size), ("ALIGN", (0, 0), (-1, -1), align), *rules]
        style += [("SPAN", *span) for span in spans] + [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        made = Table(rows, colWidths=widths or [110] * len(rows[0]), style=TableStyle(style))
        _, height = made.wrapOn(canvas, 500, 600)
        made.drawOn(canvas, 96, top - height)
        canvas.setFont("Noto", 12)
        return top - height

    return draw


def lines_of(read, draw):
    lines = read(pdf_of(draw)).text.split("\n")
    assert lines[: len(HEAD)] == HEAD
    assert lines[-len(TAIL) :] == TAIL
    return lines[len(HEAD) : -len(TAIL)]


def figures_of(lines):
    found = extract_figures(parse_report("\n".join([*HEAD, *lines, *TAIL])))
    return [(row.measure, f"{row.value:.15g}{row.unit}", row.period) for row in found.itertuples() if row.value != 2023]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("align", ["CENTER", "LEFT", "RIGHT"])
def test_a_table_keeps_its_cells_and_heads(read, rules, align):
    lines = lines_of(read, table(ROWS, RULES[rules], align=align))
    assert lines == LINES
    assert figures_of(lines) == [
        ("行政处罚", "31件", "2022"),
        ("行政处罚", "98件", "2023"),
        ("行政许可", "1402件", "2022"),
        ("行政许可", "1650件", "2023"),
        ("行政复议", "7件", "2023"),
    ]


def test_a_head_of_two_rows_is_said_over_its_columns(read):
    rows = [
        ["单位", "行政处罚", "", "行政检查（次）"],
        ["", "件数（件）", "金额（万元）", ""],
        ["执法队", "98", "86.4", "1850"],
        ["应急办", "7", "2.5", "320"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (3, 1))]
    lines = lines_of(read, table(rows, RULES["all rules"], spans=spans))
    assert lines == [
        "单位\t行政处罚\t行政处罚\t行政检查（次）",
        "单位\t件数（件）\t金额（万元）\t行政检查（次）"[: len("单位\t件数（件）\t金额（万元）\t")]
        + lines[1].rpartition("\t")[2],
        "执法队\t98\t86.4\t1850",
        "应急办\t7\t2.5\t320",
    ]
    assert [value for _, value, _ in figures_of(lines)] == ["98件", "864000元", "1850次", "7件", "25000元", "320次"]


def test_a_label_that_hangs_over_rows_is_said_in_each(read):
    rows = [
        ["类别", "程序", "数量（件）"],
        ["行政处罚", "简易程序", "31"],
        ["", "普通程序", "64"],
        ["行政许可", "承诺件", "120"],
    ]
    lines = lines_of(read, table(rows, RULES["all rules"], spans=[((0, 1), (0, 2))]))
    assert lines == [
        "类别\t程序\t数量（件）",
        "行政处罚\t简易程序\t31",
        "行政处罚\t普通程序\t64",
        "行政许可\t承诺件\t120",
    ]


def test_words_that_are_broken_in_a_narrow_cell_are_whole(read):
    rows = [["事项", "数量（件）"], ["行政处\n罚案件", "98"], ["行政许可办\n理", "1650"], ["行\n政\n复\n议", "7"]]
    lines = lines_of(read, table(rows, RULES["all rules"], widths=[60, 110], align="LEFT"))
    assert lines == ["事项\t数量（件）", "行政处罚案件\t98", "行政许可办理\t1650", "行政复议\t7"]


def test_a_table_whose_rows_have_no_rules_is_read_row_by_row(read):
    rows = [["事项", "2022年（件）", "2023年（件）"], ["行政处罚\n行政许可", "31\n1402", "98\n1650"]]
    lines = lines_of(read, table(rows, RULES["all rules"]))
    assert lines == ["事项\t2022年（件）\t2023年（件）", "行政处罚\t31\t98", "行政许可\t1402\t1650"]


@pytest.mark.parametrize("by_column", [False, True])
def test_cells_are_read_by_where_they_stand_not_when_they_were_drawn(read, by_column):
    def draw(canvas, top):
        canvas.setFont("Noto", 12)
        places = [(r, c) for r in range(4) for c in range(3)]
        for r, c in sorted(places, key=lambda place: place[::-1]) if by_column else places[::-1]:
            canvas.drawString(100 + 130 * c, top - 20 - 20 * r, ROWS[r][c])
        for r in range(5):
            canvas.line(96, top - 6 - 20 * r, 480, top - 6 - 20 * r)
        for x in (96, 226, 356, 480):
            canvas.line(x, top - 6, x, top - 86)
        return top - 86

    assert lines_of(read, draw) == LINES


def test_a_table_goes_on_over_the_page(read):
    written = BytesIO()
    document = SimpleDocTemplate(written, pagesize=A4)
    rows = [
        ["单位", "行政处罚（件）", "行政检查（次）"],
        *([f"第{n}执法队", str(n), str(100 + n)] for n in range(1, 61)),
    ]
    style = [("FONT", (0, 0), (-1, -1), "Noto", 11), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    document.build([Table(rows, style=style, repeatRows=1)])
    lines = read(written.getvalue()).text.split("\n")
    assert lines == ["\t".join(row) for row in rows]
    found = extract_figures(parse_report("\n".join([*HEAD, *lines])))
    assert found["unit"].tolist()[-120:] == ["件", "次"] * 60


def test_a_row_that_breaks_over_the_page_is_one(read):
    parts = [
        [["单位", "行政处罚（件）", "行政检查（次）"], ["第一执法队", "12", "101"], ["综合行政执", "98", "1850"]],
        [["法队", "", ""], ["应急办", "7", "320"]],
    ]
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for part in parts:
        table(part, RULES["all rules"])(canvas, 780)
        canvas.showPage()
    canvas.save()
    assert read(written.getvalue()).text.split("\n") == [
        "单位\t行政处罚（件）\t行政检查（次）",
        "第一执法队\t12\t101",
        "综合行政执法队\t98\t1850",
        "应急办\t7\t320",
    ]


@pytest.mark.parametrize("rules", ["all rules", "three rules", "no rules"])
def test_years_are_the_heads_of_columns(read, rules):
    rows = [
        ["项目", "2021", "2022", "2023"],
        ["罚没款（万元）", "12.5", "30", "86.4"],
        ["行政检查（次）", "900", "1200", "1850"],
    ]
    found = figures_of(lines_of(read, table(rows, RULES[rules], widths=[120, 80, 80, 80])))
    assert [(value, period) for _, value, period in found] == [
        ("125000元", "2021"),
        ("300000元", "2022"),
        ("864000元", "2023"),
        ("900次", "2021"),
        ("1200次", "2022"),
        ("1850次", "2023"),
    ]


def test_a_frame_around_prose_is_no_table(read):
    def draw(canvas, top):
        canvas.setFont("Noto", 12)
        canvas.drawString(100, top - 20, "全年立案查处行政处罚案件1935件，")
        canvas.drawString(100, top - 42, "办结1930件。")
        canvas.rect(90, top - 50, 400, 48)
        return top - 60

    assert "\t" not in "".join(lines_of(read, draw))


@pytest.mark.parametrize(
    "pairs",
    [
        [("示例镇人民政府", ""), ("", "2024年1月18日")],
        [("联系人：某某", "电话：12345678"), ("审核：某某", "日期：2024年1月18日")],
        [("（一）依法行政", "第3页"), ("（二）化解纠纷", "第5页")],
    ],
)
def test_words_that_stand_apart_are_no_table(read, pairs):
    def draw(canvas, top):
        canvas.setFont("Noto", 12)
        for n, (left, right) in enumerate(pairs):
            canvas.drawString(96, top - 22 * (n + 1), left)
            canvas.drawString(350, top - 22 * (n + 1), right)
        return top - 22 * len(pairs)

    assert "\t" not in "".join(lines_of(read, draw))


def test_thousands_of_rules_take_no_long_time(read):
    def draw(canvas, top):
        for n in range(3000):
            canvas.line(96 + n % 97 * 4, top - n % 89 * 5, 96 + n % 97 * 4 + 40, top - n % 89 * 5)
            canvas.line(96 + n % 97 * 4, top - n % 89 * 5, 96 + n % 97 * 4, top - n % 89 * 5 - 40)
        return top - 500

    assert HEAD[0] in read(pdf_of(draw)).text
