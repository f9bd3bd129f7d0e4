"""Scopes: which figure of an indicator is the whole of it, and to what the others are limited."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures


def scopes(text):
    """Return to what the figures of a report of 2023 are limited that have an indicator."""
    table = extract_figures(parse_report(text, year=2023))
    return table.loc[table["indicator"] != "", "scope"].tolist()


def headlines(text):
    """Return the headline figures of a report of 2023, as printed."""
    table = extract_figures(parse_report(text, year=2023))
    return table.loc[(table["indicator"] != "") & (table["scope"] == ""), "surface"].tolist()


def test_what_narrows_an_indicator_is_a_word_of_its_own():
    text = "创建市级民主法治示范村2个，累计建成省级以上民主法治示范村4个。检查食品销售单位20家次。"
    assert scopes(text) == ["市级", "省级", "食品销售"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民调解委员会21个,其中企事业单位调委会3个。", ["", "企事业单位"]),
        ("行政检查36次。县长带队开展行政检查12次。", ["", "县长带队"]),
        ("示例县法治政府建设年度报告\n举办法治讲座12场。新桥镇举办法治讲座4场。", ["", "新桥镇"]),
    ],
)
def test_a_scope_is_cut_at_the_ends_of_words(text, expected):
    assert scopes(text) == expected


def test_each_kind_of_a_narrowed_whole_is_one_of_its_own():
    said = scopes("立案查处矿产违法案件412件,其中无证开采268件、越界开采103件、其他41件。")
    assert said == ["矿产违法", "无证开采", "越界开采", "其他"]
    # What became of them is no kind.
    assert scopes("受理危险化学品经营许可53件,准予50件,不予许可3件。") == ["危险化学品经营"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检查特种设备使用单位862家，发现隐患1918处，整改率98.6%。", ["特种设备"] * 3),
        ("检查加油站28家次，下达整改通知书9份，罚款2万元。", ["加油站"] * 3),
        ("查处超限超载违法案件436件，罚款218万元，组织普法宣传活动12场。", ["超限超载违法"] * 2 + [""]),
        ("调解医疗纠纷134件，调解成功121件，成功率90.3%。", ["", "医疗", "医疗"]),
        # The sentence turns to another matter, or another begins.
        ("检查加油站28家次，全年共发现隐患560处。", ["加油站", ""]),
        ("查处食品违法案件62件；罚款36万元。", ["食品违法", ""]),
    ],
)
def test_what_limits_a_check_or_a_case_limits_what_came_of_it(text, expected):
    assert scopes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检查医疗机构、公共场所、学校等1560户次。", ""),
        ("检查危险化学品、烟花爆竹、工贸等企业623家次。", ""),
        # What all the examples are of narrows, and so do those for whom something is done.
        ("查处无证经营、超载等交通运输违法案件86件。", "交通运输"),
        ("为农民工、残疾人等办理法律援助案件268件。", "农民工、残疾人"),
    ],
)
def test_examples_of_an_open_list_limit_nothing(text, expected):
    assert scopes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("承接省级下放行政权力事项85项。", ""),
        ("备案审查县级政府和市级部门规范性文件58件。", ""),
        ("白榆镇2023年法治政府建设年度报告\n\n编制镇级权责清单120项。", ""),
        ("编制镇级权责清单120项。", "镇级"),
        ("示例市文化和旅游局2023年法治政府建设年度报告\n\n检查文旅经营单位260家次。", ""),
        ("开展应急疏散演练12场。", ""),
        ("开展消防应急疏散演练12场。", "消防应急疏散演练"),
        ("局机关学习《医师法》5次。", ""),
    ],
)
def test_the_place_s_own_level_or_field_limits_nothing(text, expected):
    assert scopes(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["受理劳动人事争议仲裁案件415件。", "调解劳动纠纷12件。", "调解医疗纠纷4件。", "审结涉企行政复议案件3件。"]
)
def test_what_an_indicator_is_called_limits_nothing(text):
    assert scopes(text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "检查餐饮单位120家、学校周边商店35家。",
        "建成法治文化公园1处、法治文化长廊2条。",
        "设立8个村调委会、1个乡调委会。",
        "查处超限超载418起,卸载货物6900吨,查处非法营运63起。",
        "停业整顿网吧2家、印刷厂2家。",
    ],
)
def test_none_of_several_objects_is_the_whole(text):
    assert headlines(text) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("赠送宪法读本500本。全年共发放宣传资料5000份。", "5000份"),
        ("热线收到投诉举报265件,平台收到投诉举报171件,两项合计收到投诉举报436件。", "436件"),
        ("全年调解各类矛盾纠纷280件。派出所调解矛盾纠纷23件。", "280件"),
        ("行政拘留64起(68人)。", "64起"),
        ("受理行政复议申请86件;上半年受理行政复议申请41件。", "86件"),
        ("开展法治宣传活动1260场次;举办“宪法进万家”活动26场次。", "1260场次"),
        ("受理行政复议申请80件。前述80件行政复议申请已受理。", "80件"),
    ],
)
def test_the_whole_is_what_is_said_to_be_and_no_less_than_the_others(text, whole):
    assert headlines(text) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全省行政复议机关受理行政复议申请2.1万件，我县受理58件。", ["全省", ""]),
        ("全市各级行政机关办理行政应诉案件600件，我局办理行政应诉案件5件。", ["全市", ""]),
    ],
)
def test_what_all_bodies_of_a_larger_place_did_is_that_place_s(text, expected):
    assert scopes(text) == expected


def test_what_was_added_is_not_all_that_there_is():
    assert scopes("新聘政府法律顾问5名。公示随机抽查事项清单2份。") == ["新聘", ""]


def test_what_the_whole_system_has_is_not_limited_as_its_office_is():
    assert scopes("市局机关持证执法人员214人，全系统1,136人。") == ["市局机关", ""]


def test_the_level_of_a_year_before_is_that_year_s():
    assert scopes("行政处罚案件由2022年的203件降至171件。") == ["2022年", ""]


def test_those_that_reach_a_number_are_not_all():
    assert scopes("2023年同一企业被检查3次以上的有126家。") == ["3次以上"]


def test_what_is_done_for_some_alone_is_limited_but_where_it_is_always_for_them():
    assert scopes("为农民工办理法律援助案件74件。为农民工追回工资86万元。") == ["农民工", ""]


def test_what_is_less_than_another_is_not_the_whole():
    assert headlines("镇机关举办法治讲座3场。各村举办法治讲座40场次。") == []


def test_what_is_some_of_a_limited_figure_is_limited_alike():
    assert scopes("查处食品案件30件,结案28件。") == ["食品", "食品"]


def test_company_alone_limits_nothing_that_is_some_of_a_figure():
    text = "受理行政复议申请86件,受理行政复议申请41件,审结39件。"
    assert scopes(text)[-1] == ""


def test_of_two_kinds_of_meetings_neither_is_all():
    assert scopes("局党组会议研究法治建设12次。局务会议研究法治建设6次。") == ["党组会议", "局务会议"]
    assert scopes("局党组会议研究法治建设12次。") == [""]


def test_a_rate_is_the_headline_beside_that_of_a_part():
    text = "受理纠纷926件,调解成功率98%。重大疑难纠纷125件,调解成功率99%。"
    assert "98%" in headlines(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("书记、镇长各讲法治课1堂。", ["各"]),
        ("举办宪法、民法典讲座各2场。", ["各"]),
        ("各镇举办法治讲座20场。各执法部门检查企业120家次。", ["", ""]),
    ],
)
def test_what_each_did_is_not_all(text, expected):
    assert scopes(text) == expected


def test_a_rate_of_the_larger_place_is_told_from_that_of_the_report():
    assert scopes("全省败诉率平均值为12.5%,我市为8.3%。") == ["全省", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部分分局执法人员不足5人。", ["部分"]),
        ("8个县中有3个行政复议人员不足5人。", ["有3个"]),
        ("信息公开申请60件,部分公开6件。", ["", ""]),
        ("市本级受理行政复议申请426件。", ["市本级"]),
        ("市本级保留行政许可事项42项。", [""]),
        ("征收拆迁类案件败诉率达17.2%。", ["征收拆迁类"]),
    ],
)
def test_some_or_one_level_or_class_is_not_all(text, expected):
    assert scopes(text) == expected


def test_what_a_town_leans_on_is_of_its_county():
    assert scopes("白榆镇2023年法治政府建设年度报告\n利用全县8个法治广场开展活动12场。") == ["全县", ""]


def test_rows_of_a_former_year_keep_what_tells_them_apart():
    head = "复议收案情况\n县区\t2023年行政复议收案（件）\t2022年行政复议收案（件）\n"
    table = f"{head}甲县\t120\t90\n乙县\t80\t60\n合计\t200\t150"
    assert [said for said in scopes(table) if said.startswith("2022年")] == ["2022年 甲县", "2022年 乙县", "2022年"]


def test_what_comes_of_all_of_a_list_is_not_limited_as_its_last():
    assert scopes("查处食品案件20件、药品案件30件，罚款12万元。") == ["食品", "药品", ""]
    assert scopes("检查特种设备使用单位3204家次，发现隐患1918处。") == ["特种设备", "特种设备"]


def test_what_came_of_a_kind_that_has_no_code_is_limited_as_it_is():
    text = "全县共调处矛盾纠纷1642件，其中医疗纠纷134件，调解成功121件。"
    assert scopes(text) == ["", "医疗"]
