"""What each figure counts."""

import pytest

from lawgov_analysis.mentions import find_mentions
from lawgov_analysis.quantities import find_quantities


def measures(text):
    figures = [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]
    return [mention.measure for mention in find_mentions(text, figures)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共调解纠纷30件。", ["调解纠纷"]),
        ("组织35家企业参加座谈。", ["组织企业参加座谈"]),
        ("公示抽查清单11份、记录清单38份。", ["公示抽查清单", "公示记录清单"]),
        ("检查14个商超,402个餐饮单位。", ["检查商超", "检查餐饮单位"]),
        ("对16个经济联社和27个合作社进行审计。", ["对经济联社进行审计", "对合作社进行审计"]),
        ("开展普法活动,共计31场。", ["开展普法活动"]),
        ("收到复议申请30件,受理28件。", ["收到复议申请", "受理复议申请"]),
        ("开展2次督查。", ["开展督查"]),
        ("17个村(社区)完成换届。", ["村(社区)完成换届"]),
        ("收到、受理、审结案件分别为30件、28件和25件。", ["收到", "受理", "审结案件"]),
    ],
)
def test_finds_what_is_counted(text, expected):
    assert measures(text) == expected


def test_what_is_among_a_whole_names_the_whole():
    assert measures("发布信息35条,其中政策文件20条、财政信息15条。") == [
        "发布信息",
        "发布信息:政策文件",
        "发布信息:财政信息",
    ]


def test_a_bracket_opens_from_the_figure_before_it():
    assert measures("收到来信30件(其中办结27件,正在办理3件)。")[1:] == ["收到来信:办结", "收到来信:正在办理"]


def test_a_sentence_that_begins_with_among_them_goes_back_one_sentence():
    assert measures("全年查处案件30件。其中,移送5件。")[1] == "查处案件:移送"


def test_separators_inside_titles_are_no_separators():
    assert measures("印发《宪法、民法典,读本》共500本。") == ["印发《宪法、民法典,读本》"]


def test_a_time_and_the_place_itself_are_no_measure():
    assert measures("2020年,全年累计受理投诉117宗。") == ["受理投诉"]


def test_no_figures_no_mentions():
    assert find_mentions("全面依法治国。", []) == []
