"""What each figure counts."""

import pytest

from lawgov_analysis.extraction.measure import find_mentions
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
        ("2020 年 12 月底,受理投诉 12 件。", ["受理投诉"]),
        ("2018 年至 2020 年,培训干部 30 人次。", ["培训干部"]),
        ("行政处罚\t36件\t罚款\t4万元", ["行政处罚", "罚款"]),
        ("开展2次督查。", ["开展督查"]),
        ("17个村(社区)完成换届。", ["村(社区)完成换届"]),
        ("收到、受理、审结案件分别为30件、28件和25件。", ["收到", "受理", "审结案件"]),
        ("常委会、常务会分别研究法治议题5项、8项。", ["常委会研究法治议题", "常务会研究法治议题"]),
        ("常委会4次、常务会7次研究法治工作。", ["常委会研究法治工作", "常务会研究法治工作"]),
        ("7名班子成员、22个书记年终述法。", ["班子成员述法", "书记年终述法"]),
        ("覆盖12个镇街、部门。", ["覆盖镇街、部门"]),
        ("开展规范性文件清理,共清理14件。", ["开展规范性文件清理"]),
        ("村居法律顾问132名,办理公证2640件。", ["村居法律顾问", "办理公证"]),
        ("村居法律顾问审查合同30份,代拟文书5份。", ["村居法律顾问审查合同", "法律顾问:代拟文书"]),
        ("下放管理事项8项,行政权力事项减少到213项。", ["下放管理事项", "行政权力事项"]),
        ("新申领执法证18人,312名执法人员通过考试。", ["新申领执法证", "执法人员通过考试"]),
        ("举办法治讲座8场,受众600人次。", ["举办法治讲座", "法治讲座受众"]),
        ("审查合同30份,涉及金额5万元。", ["审查合同", "合同涉及金额"]),
        ("为47名农民工追回工资58万元。", ["农民工追回工资", "追回工资"]),
        ("组织开展述法工作,15人完成书面述法。", ["完成书面述法"]),
        ("领导班子成员11人在会上述法。", ["领导班子成员在会上述法"]),
        ("评查案卷180宗。", ["评查案卷"]),
        ("组织行政执法案卷评查2次,评查案卷180宗。", ["组织行政执法案卷评查", "行政执法案卷评查:评查案卷"]),
        ("特种设备方面,检查单位30家,排查隐患5项。", ["特种设备:检查单位", "特种设备:排查隐患"]),
        ("按规定向市政府备案4件。", ["按规定向市政府备案"]),
        ("干部60人参加法治培训2次。", ["干部参加法治培训", "参加法治培训"]),
        ("组织旁听庭审1次、26人。", ["组织旁听庭审", "组织旁听庭审"]),
        ("法律顾问审查合同56份,解答咨询30次。", ["法律顾问审查合同", "法律顾问:解答咨询"]),
        ("法律顾问审查合同56份,区司法局排查纠纷30次。", ["法律顾问审查合同", "区司法局排查纠纷"]),
        ("(四)综合执法大队11人。", ["综合执法大队"]),
        ("二是3个村缺少调解室。", ["村缺少调解室"]),
        ("持证人员146人,占92.4%。", ["持证人员", "持证人员占比"]),
        ("人均培训62学时,审核村规民约9件。", ["人均培训", "审核村规民约"]),
        ("政协提案5件办复率100%。", ["政协提案", "政协提案办复率"]),
        ("受理复议申请30件,是上年的1.8倍,审结28件。", ["受理复议申请", "上年的", "审结复议申请"]),
        ("现场调解6次。", ["现场调解"]),
        ("党委中心组学习法律3次,班子成员带头讲法治课5次。", ["党委中心组学习法律", "班子成员带头讲法治课"]),
        ("办理食品经营许可215件,药品经营许可42件。", ["办理食品经营许可", "办理药品经营许可"]),
        ("学法考试参考率、及格率分别为100%、98%。", ["学法考试参考率", "及格率"]),
        ("受理申请151件,较2022年66件增加85件。", ["受理申请", "受理申请", "增加"]),
        ("组织调解镇街争议30件。", ["组织调解镇街争议"]),
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


def test_what_is_sorted_by_kind_is_of_the_last_total():
    said = measures("受理案件79件。从类型看,行政处罚60件、信息公开19件。")
    assert said == ["受理案件", "受理案件:行政处罚", "受理案件:信息公开"]


def test_among_the_concluded_names_the_figure_that_concluded():
    said = measures("全年受理复议申请40件,审结30件。审结案件中,维持20件。")
    assert said == ["受理复议申请", "审结复议申请", "审结复议申请:维持"]


def test_a_heading_tells_what_a_verb_alone_acts_on():
    assert measures("(三)依法办理行政复议案件\n全年审结30件。") == ["依法办理行政复议案件:审结"]


def test_a_sentence_that_turns_to_another_matter_forgets_the_last():
    assert measures("评查案卷30宗。执法部门立案50件,结案40件。")[-1] == "结案"


def test_how_a_thing_was_done_is_not_what_was():
    assert measures("开展普法活动9场,运用以案释法等形式,覆盖群众300人次。")[-1] == "普法活动覆盖群众"


def test_separators_inside_titles_are_no_separators():
    assert measures("印发《宪法、民法典,读本》共500本。") == ["印发《宪法、民法典,读本》"]


def test_a_time_and_the_place_itself_are_no_measure():
    assert measures("2020年,全年累计受理投诉117宗。") == ["受理投诉"]


def test_a_sentence_without_an_end_is_cut():
    text = "检查企业30家、" * 2000
    figures = [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]
    mentions = find_mentions(text, figures)
    assert len(mentions) == 2000
    assert len({mention.sentence for mention in mentions}) > 10
    assert {mention.measure for mention in mentions} == {"检查企业"}


def test_no_figures_no_mentions():
    assert find_mentions("全面依法治国。", []) == []
