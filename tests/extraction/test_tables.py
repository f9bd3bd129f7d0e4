"""Tables of statistics: what each cell counts, of whom and when, by its heads and by what its table is called."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures


def cells(table):
    """Return the rows that are drafted of a table in a report of 2023."""
    return extract_figures(parse_report(table.replace("|", "\t"), year=2023))


def coded(table):
    """Return of each cell of a table its indicator and its scope."""
    return list(cells(table)[["indicator", "scope"]].itertuples(index=False, name=None))


BY_CAPTION = [
    # A bare number of a body or a place is of what the table counts.
    (
        "行政检查情况（单位：次）\n部门|次数\n公安局|30\n林业局|12\n合计|42",
        [("inspections", "公安局"), ("inspections", "林业局"), ("inspections", "")],
    ),
    # So is a verb that alone says little; 合计 is all that its row sums up, and no more of the column before.
    (
        "法律援助情况\n县区|申请（件）|受理（件）\n丰县|88|80\n全市|152|141",
        [(f"legal_aid_{stage}", place) for place in ("丰县", "") for stage in ("applications", "cases")],
    ),
    (
        "行政处罚情况\n部门|简易程序（件）|普通程序（件）|合计（件）\n林业局|20|15|35",
        [(f"{kind}", "林业局") for kind in ("summary_procedure_cases", "ordinary_procedure_cases", "penalty_cases")],
    ),
    # What became of cases is one of its own, and their total what was concluded.
    (
        "行政复议案件审理情况\n结案方式|件数\n维持|31\n撤销|12\n合计|43",
        [("reconsideration_upheld", ""), ("reconsideration_revoked", ""), ("reconsideration_concluded", "")],
    ),
    # Arbitration is no people's mediation, though its caption says 调解 too.
    ("调解仲裁情况（单位：件）\n地区|受理\n甲区|60\n合计|60", [("", "")] * 2),
    # What the table does is not what its column says that it did.
    (
        "矛盾纠纷排查化解情况\n村（社区）|发现纠纷（件）|化解（件）\n红旗村|11|11",
        [("disputes_found", "红旗村"), ("disputes_resolved", "红旗村")],
    ),
    # A cell is of one of the things that its table is named by.
    (
        "行政复议和行政应诉情况\n部门|行政复议|行政应诉\n部门|受理（件）|败诉（件）\n合计|19|2",
        [("reconsideration_accepted", ""), ("litigation_lost", "")],
    ),
    # A kind of what the table counts is no headline.
    ("行政检查情况\n领域|数量（次）\n食品|31\n合计|48", [("inspections", "食品"), ("inspections", "")]),
    # Subtotals of which nothing tells what they are of have no indicator.
    (
        "行政检查情况（单位：次）\n部门|次数\n公安局|30\n小计|30\n林业局|12\n总计|42",
        [("inspections", "公安局"), ("", ""), ("inspections", "林业局"), ("inspections", "")],
    ),
    (
        "行政检查情况（单位：次）\n片区|镇|次数\n东片|甲镇|31\n东片|小计|31",
        [("inspections", f"东片{s}") for s in ("甲镇", "")],
    ),
]


@pytest.mark.parametrize(("table", "expected"), BY_CAPTION)
def test_a_cell_is_of_what_its_table_counts(table, expected):
    assert coded(table) == expected


def test_the_rate_of_one_place_is_not_that_of_all():
    said = coded("人民调解情况\n镇|成功率（%）\n东河镇|98.4\n西山镇|98.9\n全县|98.6")
    assert said == [("mediation_success_rate", scope) for scope in ("东河镇", "西山镇", "")]


def test_places_may_head_the_columns():
    said = coded("人民调解情况（单位：件）\n项目|丙镇|丁镇|全县合计\n受理|77|66|143")
    assert said == [("mediation_accepted", scope) for scope in ("丙镇", "丁镇", "")]


@pytest.mark.parametrize(
    ("time", "period"), [("一季度", "2023-01/2023-03"), ("下半年", "2023-07/2023-12"), ("3月", "2023-03")]
)
def test_a_part_of_the_year_limits_its_row(time, period):
    first, last = cells(f"行政复议情况\n时间|受理（件）\n{time}|11\n全年|25").to_dict("records")
    assert (first["period"], first["scope"]) == (period, time)
    assert (last["period"], last["scope"]) == ("2023", "")


def test_rows_that_add_up_are_parts_of_their_total():
    table = cells(
        "行政检查情况（单位：次）\n部门|次数\n公安局|30\n林业局|12\n合计|42\n\n行政许可情况\n部门|件数\n公安局|9"
    )
    assert table["relation"].tolist() == ["part", "part", "", ""]
    assert table["related"].tolist() == ["3", "3", "", ""]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # A share is none of what its row is counted in.
        ("指标|单位|2023年|同比（%）\n罚款金额|万元|88.4|-6.9", [(884000.0, "元"), (-6.9, "%")]),
        # What a caption of amounts has are amounts.
        (
            "行政执法涉及金额（单位：万元）\n部门|没收违法所得|合计\n林业局|12.3|73.8",
            [(123000.0, "元"), (738000.0, "元")],
        ),
    ],
)
def test_the_unit_is_that_of_the_column(table, expected):
    assert list(cells(table)[["value", "unit"]].itertuples(index=False, name=None)) == expected


def test_a_table_says_nothing_of_the_rows_beside():
    last = cells("公共法律服务情况\n县|调解纠纷（件）|受援人（人次）\n丰县|40|9\n全市|90|16").to_dict("records")[-1]
    assert (last["indicator"], last["scope"], last["measure"]) == ("legal_aid_recipients", "", "公共法律服务受援人")
