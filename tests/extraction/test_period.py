"""When a figure happened, and whether it happened, stood or had added up."""

from dataclasses import replace

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.extraction.period import RUNNING_REACH
from lawgov_analysis.extraction.pipeline import code_report


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
        ("创建省级示范村3个，全县累计28个。", ["flow", "cumulative"]),
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
        ("检查次数由2022年的4.6万次降至3.15万次,其中抽查40次。", ["2022", "2023", "2023"]),
        ("从2022年的情况看,受理12件,审结10件。", ["2022", "2022"]),
        ("审结81件（含2022年受理的6件），其中：维持35件。", ["2023", "2022", "2023"]),
        ("审结81件（含2022年结转6件）。", ["2023", "2023"]),
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


@pytest.mark.parametrize(("place", "larger"), [("示例县", ["全省", "全市"]), ("示例市", ["全省"]), ("示例省", [])])
def test_what_a_larger_place_did_is_no_headline(place, larger):
    text = "全省全年办理行政复议案件520件,本地办理行政复议案件86件。全市开展执法检查300次,本地开展执法检查20次。"
    table = extract_figures(replace(parse_report(text, year=2023), place_name=place))
    assert [scope for scope in table["scope"] if scope in ("全省", "全市")] == larger
    # Of each pair one is the headline: the first, but where a larger place's goes before.
    assert table.loc[table["scope"] == "", "value"].tolist() == [
        86 if "全省" in larger else 520,
        20 if "全市" in larger else 300,
    ]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("示例县司法局", "全市办理行政复议案件520件,本地办理行政复议案件86件。"),
        ("", "全省办理行政复议案件520件,我局办理行政复议案件86件。"),
        ("", "上半年办理行政复议案件41件,全年86件。"),
        ("", "1—6月办理行政复议案件41件。2023年办理行政复议案件86件。"),
        ("", "截至6月底办理行政复议案件41件，全年办理行政复议案件86件。"),
    ],
)
def test_what_is_of_a_larger_place_or_of_a_part_of_the_year_is_no_headline(place, text):
    table = extract_figures(replace(parse_report(text, year=2023), place_name=place))
    assert table.loc[table["scope"] == "", "value"].tolist() == [86]


def test_the_whole_place_of_a_department_is_its_own():
    report = replace(parse_report("全省办理行政复议案件520件。", year=2023), place_name="示例省住房和城乡建设厅")
    assert extract_figures(report)["scope"].tolist() == [""]


def test_what_is_first_in_a_larger_place_is_ones_own():
    report = replace(parse_report("全省率先开展法治讲座12场。", year=2023), place_name="示例县")
    assert extract_figures(report)["scope"].tolist() == [""]


def test_the_part_of_the_year_in_a_sum_over_years_is_the_headline():
    table = extract_figures(parse_report("五年来,共调解矛盾纠纷612件,其中2023年158件,2022年120件。", year=2023))
    assert table["scope"].tolist() == ["累计", "", "2022年"]


def test_a_running_total_stands_right_behind_what_it_adds_up():
    assert periods("创建示范社区1个,目前现已累计达到3个。")[1] == ("../2023-12-31", "cumulative")
    # The sentence before the last few characters is not read again for each of its figures.
    assert periods("创建示范社区1个," + "目前" * RUNNING_REACH + "累计3个。")[1] == ("2023", "stock")


def test_a_report_of_no_known_year_has_no_periods():
    table = extract_figures(parse_report("近三年办案30件,上半年办案8件。"))
    assert table["period"].tolist() == ["", ""]
    assert table["basis"].tolist() == ["cumulative", "flow"]


def test_a_day_that_no_month_has_is_its_last():
    assert periods("截至2月31日,办案30件。") == [("2023-01-01/2023-02-28", "flow")]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("全年立案查处行政处罚案件数量较上年有较大幅度的增长,共计1935件,办结1930件。", "2023 2023"),
        ("全年政务服务办件量比上年有所增加,达到3.07万件。", "2023"),
        ("行政诉讼案件数与上年持平,为5件。", "2023"),
        ("行政复议案件较2022年明显下降,共受理12件。", "2023"),
        ("信访总量同比去年大幅减少,全年受理30件。", "2023"),
        ("败诉率低于上年,败诉案件2件。", "2023"),
        ("与去年基本持平,办理法律援助120件。", "2023"),
        ("与2022年相比略有上升,受理诉求300件。", "2023"),
        ("办件量比前年翻了一番,达到2万件。", "2023"),
        ("培训场次不及去年,仅6场。", "2023"),
        ("检查企业户数超过上年,达120家。", "2023"),
        ("延续上年良好势头,受理行政复议30件。", "2023"),
        ("根据2022年度工作要点,召开会议5次。", "2023"),
        ("在去年工作基础上,新建站点3个。", "2023"),
        ("调解成功率高于去年同期,调解案件80件。", "2023"),
        ("和上年相比,新增网格5个。", "2023"),
        ("案件数量较往年明显下降,共30件。", "2023"),
        ("较上年同期有所减少,受理30件。", "2023"),
        ("针对2022年督察发现的问题,开展整改12次。", "2023"),
        ("相较于去年,检查频次降低,共检查30次。", "2023"),
    ],
)
def test_a_comparison_without_a_number_hands_its_year_on_to_none(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("去年受理30件,今年受理45件。", "2022 2023"),
        ("去年,全镇受理30件。", "2022"),
        ("2022年,受理行政复议30件,办结28件。", "2022 2022"),
        ("受理45件,较上年的30件明显增加。", "2023 2022"),
        ("受理45件,比2022年(30件)增加15件。", "2023 2022 2023"),
        ("受理702件(去年同期588件),上升19.4%。", "2023 2022 2023"),
        ("我市2022年受理案件30件,办结25件。", "2022 2022"),
        ("上年同期为30件,今年为45件。", "2022 2023"),
        ("与2022年的30件相比,增加5件。", "2022 2023"),
        ("2023年受理45件,2022年受理30件。", "2023 2022"),
    ],
)
def test_a_year_that_is_told_is_that_of_its_figures(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2021年、2022年、2023年分别受理行政复议申请12件、15件、20件。", "2021 2022 2023"),
        ("上半年和下半年分别办理行政许可600件、650件。", "2023-01/2023-06 2023-07/2023-12"),
        ("2021年、2022年和2023年分别受理行政复议申请12件、15件和20件。", "2021 2022 2023"),
        ("2021、2022、2023年分别受理行政复议申请12件、15件和20件。", "2021 2022 2023"),
        ("上、下半年分别办理行政许可600件、650件。", "2023-01/2023-06 2023-07/2023-12"),
        ("去年和今年分别受理行政复议30件和35件。", "2022 2023"),
        ("2022年、2023年受理行政复议申请分别为15件、20件,办结14件、19件。", "2022 2023 2022 2023"),
        (
            "一季度、二季度、三季度、四季度分别检查企业10家、12家、15家、20家。",
            "2023-01/2023-03 2023-04/2023-06 2023-07/2023-09 2023-10/2023-12",
        ),
        ("一、二季度分别检查企业10家、12家。", "2023-01/2023-03 2023-04/2023-06"),
        ("2021年至2023年分别受理申请12件、15件、20件。", "2021 2022 2023"),
        ("近三年分别受理申请12件、15件、20件。", "2021 2022 2023"),
        ("2022年和2023年分别办理许可15件和20件,同比增长33.3%。", "2022 2023 2023"),
        ("2022年度、2023年度分别立案35宗、42宗。", "2022 2023"),
        ("1至6月、7至12月分别检查30家、40家。", "2023-01/2023-06 2023-07/2023-12"),
        ("行政处罚案件2021年、2022年、2023年分别为98宗、87宗、76宗。", "2021 2022 2023"),
        ("2022年、2023年行政诉讼案件各为5件、6件。", "2022 2023"),
        ("2022年、2023年分别有12%、15%的案件调解结案。", "2022 2023"),
        ("2022年、2023年,全镇分别受理12件、15件;2023年办结14件。", "2022 2023 2023"),
        ("受理复议、诉讼案件分别为12件、15件。", "2023 2023"),
        ("2022年受理复议、诉讼案件分别为12件、15件。", "2022 2022"),
        ("2022年、2023年共受理案件27件。", "2023"),
        ("今年复议、诉讼分别受理12件、15件。", "2023 2023"),
    ],
)
def test_each_time_of_a_list_has_its_figure(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("对2007年至2021年期间以县政府名义印发的99件规范性文件进行清理。", "2023"),
        ("清理2007—2021年规范性文件99件。", "2023"),
        ("对2007—2021年印发的99份文件进行清理。", "2023"),
        ("梳理2015年至2022年合同35份。", "2023"),
        ("评查2020—2022年办结的案卷40卷。", "2023"),
        ("2019—2021年清理规范性文件99件。", "2019/2021"),
        ("2019年至2021年,审查合同90份。", "2019/2021"),
    ],
)
def test_the_years_of_documents_are_no_time_of_their_cleaning(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


def test_a_period_says_what_it_is_by():
    text = "去年和今年分别受理30件和35件。近三年审查合同90份。全镇检查企业20家。"
    figures = code_report(parse_report(text, year=2023))
    assert [figure.when.by for figure in figures] == ["respectively", "respectively", "recent", "report"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2022年和2023年的立案数分别为35宗、42宗。", "2022 2023"),
        ("全县行政复议受理量(2021年12件、2022年15件、2023年20件)逐年上升。", "2021 2022 2023"),
        ("从2021年的12件、2022年的15件增至2023年的20件。", "2021 2022 2023"),
        ("2021、2022、2023三年分别受理12件、15件、20件。", "2021 2022 2023"),
        ("2021至2023年,受理行政复议分别为12件、15件、20件。", "2021 2022 2023"),
        ("前三季度、第四季度分别办理30件、12件。", "2023-01/2023-09 2023-10/2023-12"),
        (
            "今年上半年、下半年分别开展检查30次和25次,发现问题12个、8个。",
            "2023-01/2023-06 2023-07/2023-12 2023-01/2023-06 2023-07/2023-12",
        ),
        ("2022年、2023年,行政处罚案件分别为98宗和87宗,罚没款分别为20万元和15万元。", "2022 2023 2022 2023"),
        ("2022年、2023年行政复议收案分别同比增长12%、15%。", "2022 2023"),
        ("去年、今年两年分别举办培训5期、6期。", "2022 2023"),
        ("2023年与2022年分别办结20件和15件。", "2023 2022"),
        ("2023年、2022年分别办结20件、15件。", "2023 2022"),
        ("第一季度和第二季度各为12件、15件。", "2023-01/2023-03 2023-04/2023-06"),
        ("2022年,司法局、公安局分别受理12件、15件。", "2022 2022"),
        ("近两年,司法局、公安局分别受理12件、15件。", "2022/2023 2022/2023"),
        ("2021年以来,分别开展培训12期、宣传15场。", "2021/2023 2021/2023"),
        ("截至2022年底、2023年底,调解员分别为20名、25名。", "2022 2023"),
    ],
)
def test_each_time_of_a_list_written_otherwise_has_its_figure(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("案件量较上年大幅上升,其中行政处罚35件、行政许可120件。", "2023 2023"),
        ("相比去年有明显进步,全年开展普法宣传35场。", "2023"),
        ("信访量稳中有降,较去年同期下降,共接访30批。", "2023"),
        ("诉讼案件比2021年和2022年均有减少,仅3件。", "2023"),
        ("同2022年持平,共召开会议4次。", "2023"),
        ("出庭应诉率比去年有所提高,负责人出庭12次。", "2023"),
        ("高于上年水平,达95%。", "2023"),
        ("与去年相当,约300人次。", "2023"),
        ("超过去年全年总量,已办理120件。", "2023"),
        ("案件数较2022年减少5件,为30件。", "2023 2023"),
        ("较上年增加12件,增长20%,审结35件。", "2023 2023 2023"),
        ("上年度遗留5件,本年新收30件。", "2023 2023"),
        ("2022年度考核中获评优秀,全年培训6期。", "2023"),
        ("荣获2022年度先进集体,举办活动3场。", "2023"),
        ("贯彻2021年修订的行政处罚法,培训12场。", "2023"),
        ("结合2022年案卷评查情况,评查案卷30卷。", "2023"),
        ("总结去年经验,开展演练2次。", "2023"),
        ("去年12月,检查企业30家。", "2022"),
        ("2022年立案35件,同比下降12%,2023年立案30件。", "2022 2022 2023"),
        ("2022年上半年受理30件,去年四季度受理12件。", "2022-01/2022-06 2022-10/2022-12"),
        ("较上半年有所增加,共受理30件。", "2023"),
        ("较去年下半年的30件有所增加。", "2022-07/2022-12"),
    ],
)
def test_a_year_that_is_compared_or_looked_back_on_is_no_time(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("聘请法律顾问3名。", "stock"),
        ("执法人员持证率100%。", "stock"),
        ("政府法律顾问12名,新聘法律顾问2名。", "stock flow"),
        ("新增法律顾问2名、人民调解员30名。", "flow flow"),
        ("执法队共有执法人员7名,当年组织14人参加执法资格考试。", "stock flow"),
    ],
)
def test_what_the_codebook_counts_at_the_end_of_the_year_stands_unless_it_is_new(text, basis):
    assert extract_figures(parse_report(text, year=2023))["basis"].tolist() == basis.split()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("受理申请135件,2022年为120件,增长12.5%。", "2023 2022 2023"),
        ("受理申请135件,而上年仅为120件。", "2023 2022"),
        ("与2022年的120件相比,受理申请135件,增加15件。", "2022 2023 2023"),
    ],
)
def test_a_growth_is_of_the_year_of_what_grew(text, spans):
    assert " ".join(period for period, _ in periods(text)) == spans
