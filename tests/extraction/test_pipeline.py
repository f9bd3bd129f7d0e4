"""From a report to its figures."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.quantities import find_quantities
from lawgov_analysis.tables import FIGURE_COLUMNS, load_figures

from helpers.passages import load_passages, related_to
from helpers.reading import reads_of
from helpers.scoring import f1, tells

REPORT = """示例镇2023年法治政府建设年度报告
一、主要工作
(一)行政复议和应诉。2023年,收到行政复议申请12件,受理10件。截至12月20日,累计检查企业120家次。
(二)普法宣传。上半年开展普法活动8场。2021年以来累计培育法律明白人36名。目前,全镇有人民调解员21名。
二、2024年工作设想
(一)继续开展普法活动不少于20场。
"""


@pytest.fixture(scope="module")
def figures():
    return extract_figures(parse_report(REPORT, year=2023))


def of(figures, surface):
    return figures.set_index("surface").loc[surface]


def test_has_the_columns_of_the_figures_table_and_a_confidence(figures):
    assert list(figures.columns) == [*FIGURE_COLUMNS, "confidence"]


def test_surfaces_are_what_the_offsets_cut_out(figures):
    assert [REPORT[a:b] for a, b in zip(figures["start"], figures["end"], strict=True)] == list(figures["surface"])


def test_a_draft_validates_as_a_figures_table(figures, tmp_path):
    columns = load_figures("横沥镇", 2020).columns
    assert set(columns) < set(figures.columns)
    assert figures["figure"].tolist() == list(range(1, len(figures) + 1))


def test_only_coded_figures_have_a_confidence(figures):
    assert (figures["confidence"].notna() == (figures["indicator"] != "")).all()


@pytest.mark.parametrize(
    ("surface", "period", "basis"),
    [
        ("12件", "2023", "flow"),
        ("120家次", "2023-01-01/2023-12-20", "flow"),
        ("8场", "2023-01/2023-06", "flow"),
        ("36名", "2021/2023", "cumulative"),
        ("21名", "2023", "stock"),
        ("20场", "2024", "flow"),
    ],
)
def test_says_period_and_basis(figures, surface, period, basis):
    row = of(figures, surface)
    assert (row["period"], row["basis"]) == (period, basis)


def test_plans_for_next_year_are_never_coded_as_this_years_figures(figures):
    assert of(figures, "20场")["indicator"] == ""


def test_an_indicator_has_one_headline_figure():
    table = extract_figures(parse_report("全年调解纠纷30件。其中,调解劳动纠纷12件,调解家事纠纷8件。"))
    headline = table[(table["indicator"] == "mediation_accepted") & (table["scope"] == "")]
    assert len(headline) == 1


def test_a_phrase_without_context_reads_too():
    table = extract_figures(parse_report("持证上岗率保持100%"))
    assert table[["indicator", "value", "unit"]].to_numpy().tolist() == [["certified_rate", 100.0, "%"]]


def test_the_place_and_year_given_stand_in_every_row(figures):
    assert set(figures["year"]) == {2023}


def test_a_text_without_figures_gives_an_empty_table_of_the_same_columns():
    table = extract_figures(parse_report("全面推进依法治国,建设法治政府。"))
    assert table.empty
    assert list(table.columns) == [*FIGURE_COLUMNS, "confidence"]


TABLES = {
    "类别\t2019年\t2020年\t增幅\n行政处罚(件)\t36\t40\t11.1%\n罚款(万元)\t12.5\t15\t20%": [
        ("行政处罚", 36, "件", "2019", "", ""),
        ("行政处罚", 40, "件", "2020", "", ""),
        ("行政处罚增幅", 11.1, "%", "2020", "growth", "2"),
        ("罚款", 125000, "元", "2019", "", ""),
        ("罚款", 150000, "元", "2020", "", ""),
        ("罚款增幅", 20, "%", "2020", "growth", "5"),
    ],
    "单位:件\n部门\t受理\t办结\t办结率\n公安\t30\t28\t93.3%": [
        ("公安受理", 30, "件", "2020", "", ""),
        ("公安办结", 28, "件", "2020", "subset", "1"),
        ("公安办结率", 93.3, "%", "2020", "ratio", "2/1"),
    ],
    "年度\t受理(件)\n2019\t36\n2020\t40": [
        ("受理", 36, "件", "2019", "", ""),
        ("受理", 40, "件", "2020", "", ""),
    ],
}


@pytest.mark.parametrize("text", TABLES)
def test_a_cell_counts_what_the_heads_of_its_column_and_row_say(text):
    table = extract_figures(parse_report(text, year=2020))
    columns = ["measure", "value", "unit", "period", "relation", "related"]
    assert list(table[columns].itertuples(index=False, name=None)) == TABLES[text]


def test_the_surfaces_of_published_reports_read_as_recorded():
    recorded = load_figures().query("start != start or start.isna()")
    wrong = []
    for row in recorded.itertuples():
        table = extract_figures(parse_report(row.surface))
        values = list(zip(table["value"], table["bound"], strict=True))
        if values != [(row.value, row.bound)] or (row.unit in row.surface and table["unit"].item() != row.unit):
            wrong.append((row.surface, values, table["unit"].tolist()))
    assert len(recorded) == 81
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无一件被撤销或确认违法。", "被撤销或确认违法"),
        ("行政诉讼案件实现“零败诉”。", "行政诉讼案件败诉"),
        ("户外招牌备案由法定20个工作日压缩至3个工作日。", "户外招牌备案"),
        ("为20至30家物业企业做体检。", "物业企业做体检"),
    ],
)
def test_what_a_zero_a_level_and_a_range_count_is_told(text, expected):
    assert set(extract_figures(parse_report(text))["measure"]) == {expected}


def test_a_text_spaced_out_has_its_place_year_and_outline():
    text = "\n".join(" ".join(line) for line in REPORT.splitlines())
    spaced, plain = parse_report(text), parse_report(REPORT)
    assert (spaced.year, spaced.place_name, spaced.title) == (plain.year, plain.place_name, plain.title)
    assert [section.number for section in spaced.sections] == [section.number for section in plain.sections]
    assert all(text[section.start :].startswith(section.mark[0]) for section in spaced.sections)


# A space within a number and others around it: nothing tells 212 from a 2 and a 12.
MISREAD = {"121": {"2 12 个", "2", "12 个"}}
SAID = {
    name: (text, marked) for name, text, marked in load_passages() if any(each.reads is not None for each in marked)
}


@pytest.mark.parametrize("name", SAID)
def test_what_the_surfaces_of_a_passage_read(name):
    text, marked = SAID[name]
    read = {(q.start, q.end): reads_of(q) for q in find_quantities(text) if q.kind == "figure"}
    wanted = {(each.start, each.end): each.reads for each in marked}
    wrong = {text[a:b] for (a, b) in read.keys() | wanted.keys() if read.get((a, b)) != wanted.get((a, b))}
    assert wrong == MISREAD.get(name, set())


def test_extraction_never_mixes_two_reports():
    one, two = parse_report("调解纠纷30件。"), parse_report("调解纠纷40件。")
    pd.testing.assert_frame_equal(extract_figures(one), extract_figures(one))
    assert extract_figures(two)["value"].item() == 40


@pytest.fixture(scope="module")
def readings_of_passages():
    """Pair each figure of the passages with what is marked: [(passage, row, marked)]."""
    pairs = []
    for name, text, marked in load_passages():
        by_start = {row.start: row for row in extract_figures(parse_report(text)).itertuples()}
        pairs += [(name, by_start[each.start], each) for each in marked if each.start in by_start]
    return pairs


def test_the_figures_of_passages_are_found(readings_of_passages):
    marked = [each for _, _, figures in load_passages() for each in figures]
    assert len(marked) > 1500
    assert len(readings_of_passages) >= 0.99 * len(marked)


def test_the_measures_of_passages_are_told(readings_of_passages):
    untold = [
        f"{name} {row.surface}: “{row.measure}” “{row.scope}”, not “{each.measure}”"
        for name, row, each in readings_of_passages
        if not tells(row.measure + row.scope, each.measure)
    ]
    assert len(untold) <= 0.05 * len(readings_of_passages), untold


def test_the_indicators_of_passages_are_said(readings_of_passages):
    firm = [(name, row, each) for name, row, each in readings_of_passages if not each.indicator.startswith("?")]
    right = sum(row.indicator == each.indicator != "" for _, row, each in firm)
    said, wanted = sum(row.indicator != "" for _, row, _ in firm), sum(each.indicator != "" for _, _, each in firm)
    wrong = [
        f"{name} {row.surface} {row.measure}: “{row.indicator}”, not “{each.indicator}”"
        for name, row, each in firm
        if row.indicator != each.indicator
    ]
    assert f1(right, said, wanted) >= 0.97, wrong
    # A wrong indicator is worse than none.
    assert right >= 0.98 * said, wrong


def test_the_relations_of_passages_are_found(readings_of_passages):
    related = [(row.relation, each.kind) for _, row, each in readings_of_passages if each.relation]
    assert sum(found == marked for found, marked in related) >= 0.96 * len(related)
    found = [each.relation for _, row, each in readings_of_passages if row.relation]
    assert sum(relation != "" for relation in found) >= 0.94 * len(found)


def test_the_relations_of_passages_are_to_the_figures_marked():
    wrong, missed, said = [], 0, 0
    for name, text, marked in load_passages():
        if not any(":" in each.relation for each in marked):
            continue
        rows = {row.start: row for row in extract_figures(parse_report(text)).itertuples()}
        numbers = [rows[each.start].figure if each.start in rows else None for each in marked]
        for place, each in enumerate(marked):
            row = rows.get(each.start)
            relation, related = (row.relation, row.related) if row else ("", "")
            missed += bool(each.relation and not each.relation.startswith("?") and not relation)
            said += relation != ""
            others = [numbers[other] for other in related_to(place, marked) or ()]
            if relation and (relation, re.findall(r"\d+", related)) != (each.kind, list(map(str, others))):
                wrong.append(f"{name} {each.surface} {row.measure}: {relation} {related}, not {each.relation}")
    assert said > 250
    assert len(wrong) <= 0.02 * said, wrong
    assert missed <= 0.05 * said


WORDS_OF_REPORTS = """
受理 行政复议 申请 案件 审结 维持 其中 同比 增长 占 分别为 、 , ， 。 ; ( ) （ ） : 和 及 共 约 余 万 件 次 人 % 元
个百分点 12 3.5 200 2022年 上年 较 率 调解 成功 全镇 《 》 “ ” 一、 (一) 从 看 按 中 由 下降到
"""


@given(st.lists(st.sampled_from([*WORDS_OF_REPORTS.split(), "\n"]), max_size=60).map("".join))
def test_any_text_gives_a_table_that_holds_together(text):
    table = extract_figures(parse_report(text, year=2023))
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["surface"].tolist()
    assert (table["measure"] != "").all()
    known = set(table["figure"])
    for row in table.itertuples():
        others = [int(number) for number in re.findall(r"\d+", row.related)]
        assert set(others) <= known - {row.figure}
        assert bool(others) <= bool(row.relation)
        if row.relation in ("part", "subset"):
            [whole] = others
            assert row.value <= table.loc[whole - 1, "value"]
    headlines = table[(table["indicator"] != "") & (table["scope"] == "") & (table["relation"] != "growth")]
    assert headlines["indicator"].is_unique


def test_villages_that_have_persons_are_no_persons_and_cases_of_the_police_no_penalties():
    report = parse_report("2个行政村全部配齐法律明白人,共131人。向公安机关移送案件5件,公安机关立案4件。")
    assert extract_figures(report)["indicator"].tolist() == [
        "",
        "legal_literate_persons",
        "cases_transferred_judicial",
        "",
    ]
