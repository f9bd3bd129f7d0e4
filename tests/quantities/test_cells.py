"""Numbers that a margin cuts, and cells of tables."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.quantities import find_quantities

from helpers.reading import figures, kinds_of, reads

BEFORE = "全年共出动行政执法人员检查各类生产经营单位并督促整改隐患"
PRINTED = ["3,936人次", "450万元", "99.5%", "两百余件", "1.2个百分点", "5个工作日", "20余万份", "3至5次", "1 935条"]


@given(st.sampled_from(PRINTED), st.data(), st.sampled_from(["\n", "\n ", " \n"]))
def test_a_number_cut_by_the_end_of_a_line_reads_the_same(printed, data, line_end):
    whole = f"{BEFORE}缩短至{printed},成效明显,受到群众的普遍好评"
    at = data.draw(st.integers(len(BEFORE), whole.index(",成效")))
    assume(" " not in whole[at - 1 : at + 1])
    cut = whole[:at] + line_end + whole[at:]
    read = [(q.kind, q.value, q.unit, q.bound) for q in find_quantities(cut)]
    assert read == [(q.kind, q.value, q.unit, q.bound) for q in find_quantities(whole)]
    # The offsets are those of the text with its line ends.
    for quantity, uncut in zip(find_quantities(cut), find_quantities(whole), strict=True):
        surface = cut[quantity.start : quantity.end].replace(line_end, "")
        assert surface.strip() == whole[uncut.start : uncut.end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BEFORE}。\n3件案件", "3件"),
        (f"{BEFORE}情况\n1.加强领导,检查3家", "3家"),
        (f"{BEFORE}\n三、检查3家", "3家"),
        (f"{BEFORE}的\n12\n指导检查3家", "3家"),
        (f"{BEFORE}的\n- 2 -\n检查3家", "3家"),
        (f"{BEFORE}12\n  件数不多,检查3家", "12 3家"),
        ("检查12\n件数不多", "12"),
        ("公安局 35 8\n3 加强领导", "35 8"),
    ],
)
def test_lines_that_were_not_cut_stay_apart(text, expected):
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年拆除违法建筑1.2万平\n方米", "12000平方米"),
        ("全年修复城市道路12公\n里,清运", "12公里"),
        ("全年共培训执法人员35人\n次", "35人次"),
        ("全年开展宣传活动12场\n,发放资料", "12场"),
        ("全年共检查企业商户35家\n次数较多", "35家"),
    ],
)
def test_a_short_line_that_cuts_a_unit_is_rejoined(text, expected):
    assert reads(f"{text}。\n{BEFORE}{BEFORE}。") == expected


SPACED = "示例区办理行政复议案件35件,审结30件,其中维持20件;合同审查份数12份,同比增长三成。"


@given(st.sets(st.integers(1, len(SPACED) - 1)))
def test_spaces_between_characters_change_nothing(places):
    cuts = [at for at in sorted(places) if not (SPACED[at - 1].isdigit() and SPACED[at].isdigit())]
    pieces = [SPACED[start:end] for start, end in pairwise([0, *cuts, len(SPACED)])]
    table, whole = (extract_figures(parse_report(text)) for text in (" ".join(pieces), SPACED))
    assert table["surface"].str.replace(" ", "").tolist() == whole["surface"].tolist()
    told = ["value", "unit", "bound", "measure", "indicator", "scope", "relation", "related"]
    pd.testing.assert_frame_equal(table[told], whole[told])


WRAPPED = """示例区2023年工作情况报告
全年收到行政复议申请35件，受理30件，审结28件，其中维持20件、撤销3件、终止5件，审结率93.3%。
组织行政执法人员培训6期、1 280人次，参训率100%；
开展普法宣传活动52场次，受众两万余人次，其中学校12场、企业8场、村（社区）32场。
人民调解组织调解纠纷86宗，成功85宗。
"""


@given(st.integers(50, 90))
def test_a_margin_changes_nothing(width):
    lines = [""]
    for char in WRAPPED:
        # No line begins with a mark that closes.
        if _width(lines[-1] + char) > width and char not in "，。；、）%\n":
            lines.append("")
        lines[-1] += char
        lines += [""] if char == "\n" else []
    wrapped, whole = (extract_figures(parse_report(text, year=2023)) for text in ("\n".join(lines), WRAPPED))
    told = ["value", "unit", "bound", "measure", "indicator", "scope", "relation", "related"]
    pd.testing.assert_frame_equal(wrapped[told], whole[told])


def _width(line):
    return sum(1 if char.isascii() else 2 for char in line)


def test_the_items_of_a_list_are_not_joined():
    items = ["全年办理行政许可", "全年行政处罚立案", "全年开展行政检查"]
    table = extract_figures(parse_report("\n".join(f"{item}120件" for item in items)))
    assert table["measure"].tolist() == [item.removeprefix("全年") for item in items]


TABLE = """表1 行政处罚实施情况统计表
单位\t警告\t罚款\t合计(宗)\t罚没金额(万元)
州公安局\t1205\t3480\t1903\t321.6
州交通运输局\t23\t1,876\t2012\t502.35
"""


def test_a_bare_cell_takes_the_unit_of_its_column():
    assert reads(TABLE) == "1205 3480 1903宗 3216000元 23 1876 2012宗 5023500元"


def test_the_offsets_of_a_cell_are_the_cell():
    surfaces = [TABLE[q.start : q.end] for q in figures(TABLE)]
    assert " ".join(surfaces) == "1205 3480 1903 321.6 23 1,876 2012 502.35"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("项目\t数量(件)\n申请\t2045\n许可\t0", "2045件 0件"),
        ("行政处罚(件)\t35\n行政许可(件)\t12", "35件 12件"),
        ("单位:件\n项目\t数量\n申请\t2045", "2045件"),
        ("单位:件、万元\n项目\t数量\n申请\t2045", "2045"),
        ("序号\t机关\t件数(件)\n1\t公安局\t35\n2\t税务局\t12", "35件 12件"),
        ("指标\t2021\t2022\n处罚\t35\t12", "35 12"),
        ("年度\t处罚(件)\n2021\t35", "35件"),
        ("机关\t处罚(件)\t金额(元)\n公安局\t35", "35"),
        ("项目\t办结率\n投诉\t98.5%", "98.5%"),
        ("项目\t数量(日)\n公示\t7", "7日"),
    ],
)
def test_heads_of_columns_and_rows_say_the_unit(table, expected):
    assert reads(table) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("单位:件、万元\n项目\t案件数\t罚没金额\n执法队\t98\t18.5", "98件 185000元"),
        ("(单位:件,次)\n项目\t处罚\t检查\n执法队\t98\t18", "98 18"),
        ("项目\t数量(件)\n处罚\t约98\n许可\t120余\n检查\t≥30", "≈98件 ≥120件 ≥30件"),
        ("项目\t金额(元)\n罚没\t3.5万\n收缴\t1.2亿余", "35000元 ≥120000000元"),
        ("项目\t金额(万元)\n罚没\t约3.5", "≈35000元"),
        ("项目\t数量(件)\n处罚\t98*\n许可\t120①\n检查\t30[2]", "98件 120件 30件"),
        ("项目\t平均罚款元/件\n处罚\t350", "350"),
        ("各年情况(件):\n项目\t处罚\n执法队\t98", "98件"),
        ("情况如下,单位为件:\n项目\t处罚\n执法队\t98", "98件"),
        ("项目\t金额(单位:万元)\t件数(单位:件)\n罚没\t1.5\t98", "15000元 98件"),
        ("单位:件\t2022年\t2023年\n处罚\t31\t98", "31件 98件"),
        ("填报单位:执法局\t\t单位:件\n项目\t2022年\t2023年\n处罚\t31\t98", "31件 98件"),
        ("单位:万人\n项目\t参加人数\n培训\t1.5", "15000人"),
        ("项目\t处罚\t罚没\n单位\t件\t万元\n执法队\t98\t18.5", "98件 185000元"),
        ("项目\t处罚\t检查\n\t(件)\t(次)\n执法队\t98\t1850", "98件 1850次"),
        ("项目\t金额(人民币万元)\t占比%\n罚没\t1.5\t12", "15000元 12%"),
        ("项目\t金额/万元\n罚没\t1 234.5", "12345000元"),
        ("项目\t同比\n处罚\t↓12.5%\n许可\t▲5%", "-12.5% 5%"),
        ("项目\t增减(件)\n处罚\t-12\n许可\t+5", "-12件 5件"),
        ("项目\t办结率\n复议\t98.5\n诉讼\t0.97", "98.5% 0.97"),
        ("行政许可\t件\t120\n行政处罚\t件\t35", "120件 35件"),
        ("项目\t100万元以上(件)\n案件\t3", "3件"),
        ("年龄\t人数\n18-35岁\t20\n60岁及以上\t30", "20人 30人"),
        ("指标\t数值\t排名\n许可\t98件\t3", "98件"),
        ("姓名\t联系电话\n张三\t13812345678", ""),
        ("项目\t数量(件)[注1]\n处罚①\t98", "98件"),
        ("类别\t公安\t财政\n数量\t75件\t0\n占总数的比例\t100%\t0", "75件 0件 100% 0%"),
        ("处罚实施数量(宗)\n警告\t罚款\t罚没金额(万元)\n2\t5\t1.5", "2宗 5宗 15000元"),
    ],
)
def test_units_signs_and_classes_of_tables_of_people(table, expected):
    read = reads(table)
    assert read.removeprefix("1 ") == expected


HEADS = [
    ("项目\t2022年\t2023年\n处罚\t31\t98", "2022年处罚 2023年处罚"),
    ("项目\t2022\t2022\n项目\t受理\t办结\n复议\t3\t4", "2022年复议受理 2022年复议办结"),
    (
        "项目\t2022年\t\t2023年\t\n\t受理\t办结\t受理\t办结\n复议\t1\t2\t3\t4",
        "2022年复议受理 2022年复议办结 2023年复议受理 2023年复议办结",
    ),
    ("项目\t上半年\t下半年\n复议\t1\t2", "上半年复议 下半年复议"),
    ("项目\t2023年\t2023年\n项目\t1季度\t第二季度\n复议\t1\t2", "2023年1-3月复议 2023年4-6月复议"),
    ("年度\t事项\t数量\n2022年\t受理\t12\n\t办结\t11", "2022年受理数量 2022年办结数量"),
    ("项目\t2021-2023年累计\t2023年\n检查\t30\t18", "2021-2023年检查累计 2023年检查"),
    ("项目\t2022年\n处罚\t12件,罚没3万元\n许可\t受理5件", "2022年处罚 2022年处罚罚没 2022年许可受理"),
    ("表1 2022年情况表\n项目\t数量\n处罚\t98", "2022年处罚数量"),
    ("2022年情况表\n单位:件\n项目\t数量\n处罚\t98", "2022年处罚数量"),
    ("2022年办结多件。\n项目\t数量\n处罚\t98", "处罚数量"),
    ("2021年以来情况如下:\n项目\t数量\n处罚\t98", "处罚数量"),
    ("项目\t数量\n2022年\t\n处罚\t98\n2023年\t\n处罚\t99", "2022年处罚数量 2023年处罚数量"),
    ("项目\t2022年\n处罚\t31\n\n项目\t2023年\n处罚\t98", "2022年处罚 2023年处罚"),
    ("项目\t2022年\n处罚\t31\n项目\t2023年\n处罚\t98", "2022年处罚 2023年处罚"),
    ("项目\t数量\n负责人\t张三\n处罚\t98", "处罚数量"),
    ("类别\t程序\t数量\n处罚\t简易\t3\n\t普通\t4\n\t\t7", "处罚简易数量 处罚普通数量 数量"),
    # What stands above all columns, and what the table is called, where a column only sums up.
    ("许可实施数量(宗)\n申请\t准予\t合计\n3\t4\t7", "许可实施数量申请 许可实施数量准予 许可实施数量合计"),
    ("某县2024年度行政强制实施情况统计表\n查封\t扣押\t合计\n3\t4\t7", "2024年查封 2024年扣押 2024年行政强制合计"),
    # The row of totals is of what the caption names where its column only says that it counts.
    ("行政处罚情况表\n单位\t案件数\n城管局\t3\n合计\t7", "城管局案件数 行政处罚合计案件数"),
    ("行政处罚情况表\n单位\t罚没金额\n城管局\t3\n合计\t7", "城管局罚没金额 合计罚没金额"),
    ("行政执法情况表\n事项\t件数\n许可\t3\n处罚\t7", "许可件数 处罚件数"),
    # 其中 makes a part of its own column alone; a number of a class is no mark of a list.
    ("地区\t审结\t其中:调解\t结案率\n甲区\t90\t60\t98.2%", "甲区审结 甲区调解 甲区结案率"),
    ("地区\t处罚\t1.5万元以上\n甲区\t90\t60", "甲区处罚 甲区1.5万元以上"),
    # Numbers that look like years: below a year, in a row that begins with one, below a unit.
    ("项目\t2022年\t2023年\n许可\t2000\t2300\n检查\t2019\t2021", "2022年许可 2023年许可 2022年检查 2023年检查"),
    ("年度\t处罚\t许可\n2022\t1999\t2000", "2022年处罚 2022年许可"),
    ("项目\t处罚(件)\t许可(件)\n甲局\t1999\t2000", "甲局处罚 甲局许可"),
    ("项目\t处罚\t许可\n年份\t2022\t2023\n数量\t35\t40", "2022年处罚 2023年许可"),
    # What a row of numbers is called says nothing; a share is of what its column counts.
    ("类别\t公安\t财政\n数量\t5件\t3件\n占总数的比例\t62.5%\t37.5%", "公安 财政 公安占总数的比例 财政占总数的比例"),
]


@pytest.mark.parametrize(("table", "expected"), HEADS)
def test_heads_say_when_and_what(table, expected):
    assert " ".join(quantity.head for quantity in figures(table)) == expected


@pytest.mark.parametrize(
    ("strokes", "tabs"),
    [
        ("事项 | 许可 | 处罚 |\n数量 | 75件 | 16件 |", "事项\t许可\t处罚\n数量\t75件\t16件"),
        ("| 事项 | 许可 |\n|---|:-:|\n| 数量 | 75件 |", "事项\t许可\n数量\t75件"),
        ("│事项│许可│\n│数量│75件│", "事项\t许可\n数量\t75件"),
        ("事项 | 数量(件)\n许可 | 75\n处罚 | 1,016", "事项\t数量(件)\n许可\t75\n处罚\t1,016"),
        ("检查数量(宗) | ||\n商户 | 学校 | 合计 |\n5 | 3 | 8 |", "检查数量(宗)\n商户\t学校\t合计\n5\t3\t8"),
    ],
)
def test_strokes_part_cells_as_tabs_do(strokes, tabs):
    drawn, copied = extract_figures(parse_report(strokes)), extract_figures(parse_report(tabs))
    told = ["surface", "value", "unit", "measure", "indicator"]
    assert drawn[told].equals(copied[told])
    assert [strokes[f.start : f.end] for f in drawn.itertuples()] == drawn["surface"].tolist()


def test_a_long_table_is_read_in_time_with_its_length():
    def told(rows):
        return "\n".join(
            ["机关\t" + "\t".join(f"第{n}类(件)" for n in range(20)), *["甲\t" + "\t".join(["7"] * 20)] * rows]
        )

    assert len(figures(told(500))) == 10_000


def test_a_column_of_serial_numbers_counts_nothing():
    assert kinds_of("序号\t机关\t件数\n1\t公安局\t35", "1") == {"outline"}
