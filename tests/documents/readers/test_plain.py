"""Plain text: as it is, but for the marks of Markdown and for tables that are set with spaces or strokes."""

import pytest

from lawgov_analysis.documents import read_report
from lawgov_analysis.documents.readers.plain import is_markdown, read_text
from lawgov_analysis.extraction import extract_figures

from helpers import files

ORDINARY = [
    "一、主要成效\n全年办结98宗*,其中#3件。\n- 5 -\n第3~5期",
    "责任编辑 王某  审核 李某\n联系电话:0769-1234567\n示例镇人民政府      2024年1月18日",
    "示例镇委员会    示例镇人民政府\n2024年1月18日      印发",
    "面积12*30米,规格3*4*5,编号A_1_B,金额5$",
    "公安局 35 8\n税务局 12 9",
    "王某某  13812345678\n李某某  13912345678",
    "出席:张三  李四  王五\n列席:赵六  钱七  孙八",
    "1.加强领导\n2.落实责任\n(1)抓紧\n  缩进的一行\n",
    "a < b, c > d, <注> 98件",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_is_not_touched(text):
    assert read_text(text).text == text
    assert read_text(text).notes == ()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("# 一、主要成效", "一、主要成效"),
        ("##### (一)依法行政 #####", "(一)依法行政"),
        ("#一、主要成效\n## 二", "一、主要成效\n二"),
        ("办结**98**宗", "办结98宗"),
        ("办结**98宗,**其中__3__件", "办结98宗,其中3件"),
        ("**办结 *98* 宗**", "办结 98 宗"),
        ("***98***宗", "98宗"),
        ("# 办结 ** 98 ** 宗,**95 **宗", "办结 98 宗,95宗"),
        ("> **98**宗\n> 95宗", "98宗\n95宗"),
        ("- **98**宗\n* 95宗\n+ 3宗", "98宗\n95宗\n3宗"),
        ("**98**宗\n\n---\n\n***\n95宗", "98宗\n\n\n95宗"),
        ("```text\n**98**宗\n```", "98宗"),
        ("**98**宗见[公报](http://a.cn/b)。", "98宗见公报。"),
        ("**98**宗[^1]。\n\n[^1]: 含上年结转。", "98宗。\n\n含上年结转。"),
        ("**98**宗<br>95宗", "98宗\n95宗"),
        ("面积300m<sup>2</sup>,**98**宗<sup>[1]</sup>。", "面积300m²,98宗。"),
        ("<center>第一章</center>\n\n办结<u>98</u>宗&nbsp;。", "第一章\n\n办结98宗 。"),
        ("<!-- 9件 -->\n**98**宗", "\n98宗"),
        ("办结率$98.5\\%$,面积$300\\mathrm{m}^{2}$", "办结率98.5%,面积300m²"),
        ("约$3\\times 10^{4}$亩,$\\geq 50\\%$", "约3×10⁴亩,≥50%"),
        ("办结$35^{[1]}$件,$1{,}201$件", "办结35件,1,201件"),
        ("$\\frac{2}{3}$以上,98$^{①}$件", "2/3以上,98件"),
        ("1\\. 办结**98**宗\\*", "1. 办结98宗*"),
        ("==98==宗**。**", "98宗。"),
        ("办结98宗 **", "办结98宗 **"),
    ],
)
def test_marks_of_markdown_are_no_text(marked, expected):
    assert is_markdown(marked) == (marked != expected)
    assert read_text(marked).text == expected


@pytest.mark.parametrize(
    ("marked", "expected", "note"),
    [
        ("办结~~12~~15宗", "办结15宗", "删除线"),
        ("办结<del>12</del>15宗", "办结15宗", "删除线"),
        ('办结<span style="display:none">12</span>15宗', "办结15宗", "隐藏"),
        ("办结15宗![](images/a_(1).jpg)。", "办结15宗。", "图片"),
        ("办结15宗<img src='a.jpg'>。", "办结15宗。", "图片"),
        ("**办结**15[^注]宗", "办结15宗", "注释"),
    ],
)
def test_what_markdown_leaves_out_is_said(marked, expected, note):
    content = read_text(marked)
    assert content.text == expected
    assert note in content.notes[0]


HEADED = "事项\t2022年\t2023年\n行政处罚\t31\t98\n行政检查\t\t1850"
TABLES = {
    "rows between strokes": "| 事项 | 2022年 | 2023年 |\n|:---|---:|:-:|\n|行政处罚|31|98|\n|行政检查| |1850|",
    "no strokes outside": "事项 | 2022年 | 2023年\n--- | --- | ---\n行政处罚 | 31 | **98**\n行政检查 |  | 1850",
    "no rule": "| 事项 | 2022年 | 2023年 |\n| 行政处罚 | 31 | 98 |\n| 行政检查 |  | 1850 |",
    "full-width strokes": "｜事项｜2022年｜2023年｜\n｜行政处罚｜31｜98｜\n｜行政检查｜｜1850｜",
    "a drawn box": (
        "+----------+--------+--------+\n| 事项     | 2022年 | 2023年 |\n+==========+========+========+\n"
        "| 行政处罚 | 31     | 98     |\n+----------+--------+--------+\n| 行政检查 |        | 1850   |\n"
        "+----------+--------+--------+"
    ),
    "lines of a box": (
        "┌────┬───┬───┐\n│事项│2022年│2023年│\n├────┼───┼───┤\n│行政│31│98│\n│处罚│││\n├────┼───┼───┤\n"
        "│行政检查││1850│\n└────┴───┴───┘"
    ),
    "columns of spaces": "事项        2022年    2023年\n行政处罚        31        98\n行政检查                1850",
    "columns to the left": "事项      2022年  2023年\n行政处罚  31      98\n行政检查          1850",
    "wide spaces": "事项　　　　2022年　2023年\n行政处罚　　31　　　98\n行政检查　　　　　　1850",
    "html": (
        "<table><tr><td>事项</td><td>2022年</td><td>2023年</td></tr>\n<tr><td>行政处罚</td><td>31</td><td>98</td></tr>"
        "<tr><td>行政检查</td><td></td><td>1850</td></tr></table>"
    ),
    "latex": (
        "\\begin{tabular}{|l|r|r|}\n\\hline\n事项 & 2022年 & 2023年 \\\\ \\hline\n\\textbf{行政处罚} & 31 & $98$ \\\\\n"
        "行政检查 & & 1850 \\\\ \\hline\n\\end{tabular}"
    ),
    "html of a page": (
        "<html><body><table border=1><thead><tr><td>事项</td><td>2022年</td><td>2023年</td></tr></thead><tbody>"
        "<tr><td>行政处罚</td><td>31</td><td>98</td></tr><tr><td>行政检查</td><td></td><td>1850</td></tr>"
        "</tbody></table></body></html>"
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_laid_out_whatever_parts_its_cells(table):
    before, after = "各年情况如下(单位:件):", "以上为办案情况。"
    assert read_text(f"{before}\n\n{TABLES[table]}\n\n{after}").text == f"{before}\n\n{HEADED}\n\n{after}"


@pytest.mark.parametrize("table", TABLES)
def test_the_numbers_of_a_typed_table_have_heads(table, tmp_path):
    path = tmp_path / "report.md"
    path.write_bytes(files.text(f"各年情况如下(单位:件):\n\n{TABLES[table]}\n"))
    told = extract_figures(read_report(path))[["value", "unit", "period", "measure"]].values.tolist()
    assert told == [
        [31, "件", "2022", "行政处罚"],
        [98, "件", "2023", "行政处罚"],
        [1850, "件", "2023", "行政检查"],
    ]


def test_merged_cells_of_latex_keep_their_columns():
    table = (
        "\\begin{tabular}{lll}\\multirow{2}{*}{单位} & \\multicolumn{2}{c}{行政处罚} \\\\ \\cline{2-3}"
        " & 件数(件) & 占比(\\%) \\\\ 甲 & 98 & 12.5 \\\\ \\end{tabular}"
    )
    assert read_text(table).text.strip() == "单位\t行政处罚\t行政处罚\n单位\t件数(件)\t占比(%)\n甲\t98\t12.5"


def test_single_spaces_part_cells_only_where_every_row_has_as_many():
    told = "项目 2022年 2023年\n行政处罚 31 98\n行政许可 120 1650"
    assert read_text(told).text == told.replace(" ", "\t")
    uneven = "项目 2022年 2023年\n行政处罚 31 98\n行政 许可 120 1650"
    assert read_text(uneven).text == uneven


def test_a_cell_with_a_stroke_and_a_line_end_is_one():
    table = "| 事项 | 数量 |\n| --- | --- |\n| 处罚\\|许可 | 98件<br>(其中听证2件) |"
    assert read_text(table).text == "事项\t数量\n处罚|许可\t98件(其中听证2件)"


@pytest.mark.parametrize(
    "start",
    [
        '<div align="center">\n\n# {title}\n\n</div>',
        "<table><tr><td>文号</td><td>1</td></tr></table>\n\n# {title}",
        "<html><body><table><tr><td>甲</td><td>1</td></tr></table></body></html>\n\n# {title}",
        "![](logo.png)\n\n# {title}",
    ],
)
def test_markdown_that_begins_as_a_page_is_markdown(read, start):
    body = "## 一、主要成效\n\n全年办结行政处罚案件**98**宗,罚没款**86.4**万元。"
    lines = read(f"{start.format(title=files.TITLE)}\n\n{body}\n").text.split("\n")
    assert files.TITLE in lines
    assert "一、主要成效" in lines
    assert "全年办结行政处罚案件98宗,罚没款86.4万元。" in lines


def test_a_page_with_a_stroke_of_markdown_is_a_page(read):
    body = "<p>全镇依法调解纠纷**1935**宗,成功率99%。</p><p># 一、成效</p>"
    assert "<p>" not in read(files.page(body)).text


@pytest.mark.parametrize(
    "contents", ["目录\n一、主要成效……………1\n二、2024年安排……………12", "一、主要成效.......1\n二、2024年安排.......12"]
)
def test_page_numbers_of_contents_are_no_figures(tmp_path, contents):
    path = tmp_path / "report.txt"
    path.write_bytes(f"{files.TITLE}\n{contents}\n{files.OPENING}\n一、主要成效\n办结98宗。\n二、2024年安排\n".encode())
    report = read_report(path)
    assert extract_figures(report)["value"].tolist() == [98]
    assert report.furniture


def test_rows_that_count_up_are_no_contents(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(files.text("项目\t数量(件)\n1.行政处罚\t31\n2.行政许可\t98\n3.行政检查\t120"))
    assert extract_figures(read_report(path))["value"].tolist() == [31, 98, 120]


HOSTILE = {
    "stars": "**" * 50_000 + "a",
    "bold never closed": "**a " * 30_000,
    "tables never closed": "<table>" * 20_000,
    "tags never closed": "<b " * 50_000 + "# a",
    "strokes": "|" * 100_000,
    "rows of strokes": "| a | 1 |\n" * 20_000,
    "spaces": ("a" + " " * 100 + "1\n") * 3_000,
    "brackets": "![" * 50_000,
    "formulas": "$1" * 50_000,
    "rules": "|-" * 50_000,
    "dots": "一、成效" + "." * 100_000 + "\n" * 5,
    "comments": "<!--" * 30_000,
    "latex": "\\begin{tabular}{" * 5_000,
    "latex that ends": "\\begin{tabular}" + "a & " * 20_000 + "\\end{tabular}",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read(text):
    assert read_text(f"# 一、成效\n{HOSTILE[text]}").text
