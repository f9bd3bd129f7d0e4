"""What each figure counts."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report, extract_figures


def measures(text):
    return [figure.counted.measure for figure in code_report(parse_report(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共调解纠纷30件。", ["调解纠纷"]),
        ("5.2020年以来累计建成调解室18个。", ["建成调解室"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党工委中心组开展3次学法活动。", ["党工委中心组开展学法活动"]),
        ("统一表单、证照等12项主要办理要件。", ["统一表单、证照主要办理要件"]),
        ("受理投诉30件,主要为消费纠纷。", ["受理投诉"]),
        ("收取18件立案申请。", ["收取立案申请"]),
        ("执法人员12人参加法治培训。", ["执法人员参加法治培训"]),
        ("组建4个督察组对5个镇开展督察。", ["组建督察组", "对镇开展督察"]),
        ("检查30次,依法对4户无证摊贩进行处罚。", ["检查", "依法对无证摊贩进行处罚"]),
        ("执法队对9处未批先建的工地责令停工。", ["执法队对未批先建的工地责令停工"]),
        ("比对30条无异常。", ["比对"]),
        ("向26家未按期公示的单位发函。", ["向未按期公示的单位发函"]),
        ("公开2项行政检查、3项服务事项。", ["公开行政检查", "公开服务事项"]),
        ("建成2个省级、4个市级普法基地。", ["建成省级普法基地", "建成市级普法基地"]),
        ("建成2个省级。", ["建成省级"]),
        ("选派30名干部参加为期4天的法治培训班。", ["选派干部参加法治培训班", "参加法治培训班"]),
        ("检查企业36家,17个部门对82个事项作出承诺。", ["检查企业", "部门", "对事项作出承诺"]),
        ("检查商超14个,餐厅402个。", ["检查商超", "餐厅"]),
        ("通过政府网公开文件51条,计划规划40条。", ["通过政府网公开文件", "计划规划"]),
        ("培养明白人60名,平均每村4名。", ["培养明白人", "明白人平均每村"]),
        ("行政诉讼一审21件、再审2件。", ["行政诉讼一审", "再审"]),
        ("答复不存在9件。", ["答复不存在"]),
    ],
)
def test_joins_the_noun_that_a_number_stands_before(text, expected):
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办培训会2场。全年立案查处390件。", "立案查处"),
        ("检查经营主体2.8万家次,立案2136起,办结1987起。", "办结"),
        ("排查矛盾纠纷64次,化解190起。", "化解矛盾纠纷"),
        ("受理投诉94件,挽回损失36万元,满意率97%。", "投诉满意率"),
        ("对照28个问题,制定措施56条,整改26个。", "整改问题"),
        ("收到仲裁案件32件,涉及职工32人,涉及金额48万元。", "仲裁案件涉及金额"),
        ("审结诉讼案件90件,以县政府为被告的18件,败诉3件。", "败诉诉讼案件"),
        ("受理复议申请30件,驳回请求4件,撤销2件。", "撤销复议申请"),
        ("组织资格考试,报名96人,实考90人,合格率93%。", "组织资格考试合格率"),
        ("收到信访30件,办结28件。", "办结信访"),
        ("提出意见210条,采纳205条。", "采纳意见"),
        ("9个调解组织调解成功30件。", "调解成功调解组织"),
    ],
)
def test_lends_only_what_may_be_meant(text, expected):
    assert measures(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("物业纠纷仍是辖区矛盾的主要类型,占调解总量的26%。", "物业纠纷占调解总量比例"),
        ("持证人员146人,占比92.4%。", "持证人员占比"),
        ("主要是年轻干部,占26%。", "占"),
    ],
)
def test_a_share_is_of_the_clause_before(text, expected):
    assert measures(text)[-1] == expected


def test_a_level_keeps_what_it_is_of_behind_its_year():
    said = measures("热线诉求由2019年的11万件增至2021年的18万件,三年一共受理43万件。")
    assert said == ["热线诉求", "热线诉求", "受理热线诉求"]


def test_a_measure_names_the_rules_that_put_it_together():
    figures = code_report(parse_report("审查合同30份、文件5份,涉及金额5万元。"))
    assert [figure.counted.by for figure in figures] == [
        ("words.before",),
        ("words.before", "list.verb"),
        ("words.before", "carried.topic"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("县安委会12个成员单位制定了专项行动方案。", ""),
        ("开展专项行动12次。", "special_campaigns"),
        ("主动检查用人单位3500户。同时,督促860户用人单位补缴社保费。", ""),
        ("为58家企业提供法治体检。", "enterprises_given_checkups"),
    ],
)
def test_who_did_something_is_not_what_was_done(text, indicator):
    assert code_report(parse_report(text))[-1].coding.indicator == indicator


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
    figures = code_report(parse_report("检查企业30家、" * 2000))
    assert len(figures) == 2000
    assert len({figure.clause.sentence for figure in figures}) > 10
    assert {figure.counted.measure for figure in figures} == {"检查企业"}


def test_a_text_without_figures_counts_nothing():
    assert measures("全面依法治国。") == []


def test_each_of_a_list_of_names_has_the_frame_and_is_no_headline():
    table = extract_figures(parse_report("行政处罚案件居前的是城关镇（56件）、河口镇（42件）和新桥镇（30件）。"))
    assert table["measure"].tolist() == [f"行政处罚案件居前的是{name}" for name in ("城关镇", "河口镇", "新桥镇")]
    assert table["scope"].tolist() == ["城关镇", "河口镇", "新桥镇"]
    assert table["relation"].tolist() == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("创新推出164项“一件事”套餐服务。", "创新推出“一件事”套餐服务"),
        ("选拔培养55名“法律明白人”。", "选拔培养“法律明白人”"),
    ],
)
def test_a_noun_in_quotation_marks_is_one(text, measure):
    assert extract_figures(parse_report(text))["measure"].tolist() == [measure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇调委会受理案件90件,调解成功86件。", ["镇调委会受理案件", "镇调委会受理案件中调解成功"]),
        ("受理民间纠纷90件,调解成功86件。", ["受理民间纠纷", "调解成功民间纠纷"]),
        ("镇干部考试应考24人,实考23人,参考率95.8%。", ["镇干部考试应考", "镇干部考试实考", "镇干部考试参考率"]),
        ("22个行政村中已有7个建成法治文化墙。", ["行政村", "建成法治文化墙"]),
        ("新聘的4名驻村律师已全部到岗。", ["新聘的驻村律师"]),
        ("审结案件9件。受理量中土地纠纷27件。", ["审结案件", "土地纠纷"]),
        ("服务中心改造完成工程量的七成。", ["服务中心改造完成工程量"]),
        ("区里要求信访事项按期答复率达到97%。", ["信访事项按期答复率目标"]),
        ("信访事项按期答复率不得低于97%。", ["信访事项按期答复率目标"]),
        ("信访事项按期答复率不低于97%。", ["信访事项按期答复率"]),
        ("处理信访件167件，同比下降18.1%（2022年为204件）。", ["处理信访件", "处理信访件同比下降", "处理信访件"]),
        ("罚款4万元。开展检查1640家次。", ["罚款", "开展检查"]),
        ("市本级受理行政复议申请30件，全市120件。", ["市本级受理行政复议申请", "全市受理行政复议申请"]),
        ("案件类型\t2022年（宗）\n超限\t24\n合计\t24", ["超限", "合计"]),
        ("法院受理一审行政案件120件，审结98件。", ["法院受理一审行政案件", "法院审结一审行政案件"]),
    ],
)
def test_a_measure_reads_as_a_reader_would_say_it(text, expected):
    assert extract_figures(parse_report(text))["measure"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与上年的120件相比,受理申请135件。", ["受理申请", "受理申请"]),
        ("受理申请比上年的120件增加15件。", ["受理申请", "受理申请增加"]),
        ("每村培养法律明白人3名,共63名。", ["每村培养法律明白人", "培养法律明白人"]),
        ("人大建议4件、政协提案6件,办结率均为100%。", ["人大建议、政协提案办结率"]),
        ("人大建议4件、政协提案6件,满意率分别为98%、97%。", ["人大建议满意率", "政协提案满意率"]),
        ("人大建议4件、政协提案6件,答复率和满意率分别为98%、97%。", ["政协提案答复率", "政协提案满意率"]),
        ("受理申请90件,公安类60件、土地类30件,分别占66.7%、33.3%。", ["公安类占比", "土地类占比"]),
    ],
)
def test_what_is_said_of_two_lists_or_two_years_is_of_its_own(text, expected):
    assert [figure.measure for figure in extract_figures(parse_report(text)).itertuples()][-len(expected) :] == expected
