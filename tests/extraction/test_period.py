"""When a figure happened, and whether it happened, stood or had added up."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures


def periods(text, year=2023):
    table = extract_figures(parse_report(text, year=year))
    return list(zip(table["period"], table["basis"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年办案30件。", ("2023", "flow")),
        ("今年以来,调解纠纷30件。", ("2023", "flow")),
        ("年初以来,走访30户。", ("2023", "flow")),
        ("截至12月20日,累计检查企业120家次。", ("2023-01-01/2023-12-20", "flow")),
        ("截至11月底,共受理信访30件。", ("2023-01-01/2023-11-30", "flow")),
        ("截至2023年12月31日,办理案件30件。", ("2023", "flow")),
        ("截至2023年底,全镇共有调解员21名。", ("2023-12-31", "stock")),
        ("截至年末,全镇共有调解员21名。", ("2023-12-31", "stock")),
        ("目前,全镇有人民调解员21名。", ("2023", "stock")),
        ("上半年开展检查8次。", ("2023-01/2023-06", "flow")),
        ("下半年开展检查8次。", ("2023-07/2023-12", "flow")),
        ("一季度办理案件12件。", ("2023-01/2023-03", "flow")),
        ("第四季度办理案件12件。", ("2023-10/2023-12", "flow")),
        ("前三季度办理案件50件。", ("2023-01/2023-09", "flow")),
        ("1—11月,办件5.3万件。", ("2023-01/2023-11", "flow")),
        ("1至6月份,检查企业30家。", ("2023-01/2023-06", "flow")),
        ("1-12月,检查企业30家。", ("2023", "flow")),
        ("2019年至2021年,审查合同90份。", ("2019/2021", "cumulative")),
        ("2019—2021年审查合同90份。", ("2019/2021", "cumulative")),
        ("自2021年以来累计普法210场。", ("2021/2023", "cumulative")),
        ("2015年起累计组织500余场。", ("2015/2023", "cumulative")),
        ("2023年以来,办案30件。", ("2023", "flow")),
        ("“十四五”以来,累计开展普法500场。", ("2021/2023", "cumulative")),
        ("“八五”普法以来,开展宣传1120场。", ("2021/2023", "cumulative")),
        ("近三年,办理法律援助300件。", ("2021/2023", "cumulative")),
        ("三年来,共培训干部600人次。", ("2021/2023", "cumulative")),
        ("成立以来,累计调解案件1200件。", ("../2023-12-31", "cumulative")),
        ("去年受理行政复议30件。", ("2022", "flow")),
        ("上年结转21件。", ("2023", "flow")),
        ("2022年受理行政复议30件。", ("2022", "flow")),
        ("截至 2023 年 12 月 20 日,累计检查企业 120 家次。", ("2023-01-01/2023-12-20", "flow")),
        ("2023 年 1 月至 11 月,办件 5.3 万件。", ("2023-01/2023-11", "flow")),
        ("2019 年至 2021 年,审查合同 90 份。", ("2019/2021", "cumulative")),
        ("与 2022 年相比减少 3 件。", ("2023", "flow")),
    ],
)
def test_an_expression_of_time_says_period_and_basis(text, expected):
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("创建示范社区1个,累计3个。", ["flow", "cumulative"]),
        ("新增法律明白人28人,目前累计达131人。", ["flow", "cumulative"]),
        ("新建工作站1个(累计19个)。", ["flow", "cumulative"]),
        # Other units, a verb of its own, a time of its own: what follows adds up the year.
        ("检查企业36家次,累计42人次。", ["flow", "flow"]),
        ("开展宣传12场,累计举办讲座3场。", ["flow", "flow"]),
        ("1至6月,排查纠纷12起,累计30起。", ["flow", "flow"]),
        ("受理案件20件,全年累计35件。", ["flow", "flow"]),
    ],
)
def test_a_total_behind_what_was_added_to_it_is_cumulative(text, bases):
    assert [basis for _, basis in periods(text)] == bases


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("去年受理30件,今年受理45件。", ["2022", "2023"]),
        ("受理151件,较2022年66件增加85件,同比增长128.8%,审结135件。", ["2023", "2022", "2023", "2023", "2023"]),
        ("新收702件(去年同期588件),上升19.4%,受理571件。", ["2023", "2022", "2023", "2023"]),
        ("由2022年的30件下降到2023年的20件。", ["2022", "2023"]),
        ("受理30件,比上年增加5件。", ["2023", "2023"]),
    ],
)
def test_a_level_to_compare_with_hands_its_year_on_to_no_other(text, years):
    assert [period for period, _ in periods(text)] == years


def test_the_last_expression_of_time_counts():
    assert periods("自2021年以来累计普法210场;上半年投入45万元。") == [
        ("2021/2023", "cumulative"),
        ("2023-01/2023-06", "flow"),
    ]


def test_a_running_total_and_another_year_are_no_headline_of_the_year():
    text = "“八五”普法以来开展普法活动1120场。2022年开展普法活动280场。今年开展普法活动296场。"
    table = extract_figures(parse_report(text, year=2023))
    assert table["indicator"].tolist() == ["law_publicity_events"] * 3
    assert table["scope"].tolist() == ["累计", "2022年", ""]


def test_a_report_of_no_known_year_has_no_periods():
    table = extract_figures(parse_report("近三年办案30件,上半年办案8件。"))
    assert table["period"].tolist() == ["", ""]
    assert table["basis"].tolist() == ["cumulative", "flow"]


def test_a_day_that_no_month_has_is_its_last():
    assert periods("截至2月31日,办案30件。") == [("2023-01-01/2023-02-28", "flow")]
