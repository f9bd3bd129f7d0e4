"""Whether what a figure counts has happened."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report


def deeds(text):
    return [figure.counted.deed.kind for figure in code_report(parse_report(text, year=2023))]


def indicators(text):
    return [figure.coding.indicator for figure in code_report(parse_report(text))]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("力争行政诉讼败诉率控制在5%以内。", ["planned"]),
        ("力争办结率达到95%,满意率达到98%。", ["planned", "planned"]),
        ("拟制定规范性文件5件。", ["planned"]),
        ("对拟制定的5件规范性文件进行审查。", [""]),
        ("按计划举办法治讲座20场。", [""]),
        ("计划举办法治讲座20场,实际举办22场。", ["planned", ""]),
        ("将开展普法情况纳入12个部门考核。", [""]),
        ("将继续举办法治讲座20场。", ["planned"]),
        ("计划举办法治讲座20场,其中企业专场8场。", ["planned", "planned"]),
        ("乡里的6个村有望建成法治广场。", ["possible"]),
        ("排查可能引发上访的纠纷12件。", [""]),
        ("通过劝解,有效防止行政诉讼案件5件、群体上访2件。", ["prevented", "prevented"]),
        ("开展防范诈骗宣传12场。", [""]),
        ("协助县司法局办理行政复议案件12件。", ["helped"]),
        ("积极协助派出所调解治安纠纷18起。", ["helped"]),
        ("协助调处矛盾纠纷36件。", [""]),
        ("配合县应急局开展联合执法9次。", [""]),
        ("1个组织获评先进人民调解组织。", ["honoured"]),
        ("新建1个人民调解组织。", [""]),
        ("行政处罚立案320件,立案撤销8件。", ["", "undone"]),
    ],
)
def test_tells_whether_a_deed_was_done(text, kinds):
    assert deeds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("力争年底建成法治广场2个,新增法律明白人50名;发放资料3万份。", ["planned"] * 3),
        ("计划开展执法培训6期,培训1000人次,目前已开展2期,培训260人次。", ["planned", "planned", "", ""]),
        ("将举办法治讲座20场,发放资料3万份。举办法治讲座12场。", ["planned", "planned", ""]),
        ("拟聘请法律顾问5名,审查合同60份。", ["planned", "planned"]),
        ("计划2024年培育法律明白人50名,审查合同60份。", ["planned", "planned"]),
        ("按计划2023年培育法律明白人50名。", [""]),
        ("清理文件88件,拟修改15件,废止12件。", ["", "planned", ""]),
        ("到2025年底,建成示范村30个,配备法律顾问80名。", ["planned", "planned"]),
        ("到2023年底,建成示范村30个,配备法律顾问80名。", ["", ""]),
        ("2021年至2025年,建成示范村30个。", [""]),
        ("一是计划新增公证员5名;二是举办法治讲座20场。", ["planned", ""]),
        ("代拟文书60份,开展模拟法庭12场。", ["", ""]),
        ("按照年度工作计划检查企业98家。", [""]),
        ("计划完成率111%,检查企业98家。", ["", ""]),
        ("将继续深化改革,取消证明事项20项。", ["planned"]),
        ("将学法纳入考核,举办法治讲座20场。", [""]),
        ("力争矛盾不上交,全年调解纠纷300件。", [""]),
        ("在省司法厅计划指导下,举办法治讲座20场。", [""]),
    ],
)
def test_what_is_planned_goes_on_until_something_was_done(text, kinds):
    assert deeds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "力争行政复议办结率达到98%。",
        "行政复议办结率不低于98%。",
        "计划举办法治讲座20场。",
        "有望建成法治文化广场3个。",
        "制止行政诉讼案件5件。",
        "1个组织获评全省先进人民调解组织。",
        "行政处罚立案撤销8件。",
        "5名执法人员未持证上岗。",
        "每万人拥有律师3.1名。",
        "平均每个社区有人民调解员3名。",
        "县级执法大队平均11人。",
        "乡镇败诉案件占全市败诉案件的40.6%。",
        "综合执法队应配168人。",
        "仍有2个未设公共法律服务工作室。",
    ],
)
def test_what_was_not_done_is_not_coded_as_if_it_had(text):
    assert indicators(text) == [""]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("力争人民调解成功率达到98%。", "mediation_success_rate_target"),
        ("人民调解成功率达到98%。", "mediation_success_rate"),
        ("执法人员人均培训42学时。", "enforcement_training_hours"),
        ("负责人均出庭应诉,共出庭30次。", "head_court_appearances"),
        ("防止民转刑案件3起。", "escalations_prevented_crimes"),
        ("制止违法行为12起。", "violations_found"),
        ("18个镇被评为法治政府建设示范镇。", "rule_of_law_demonstrations"),
        ("12卷案卷被评为优秀案卷。", "case_files_excellent"),
        ("为12名未成年人提供法律援助。", "legal_aid_recipients"),
    ],
)
def test_a_rule_that_names_the_deed_codes_it(text, indicator):
    assert indicators(text) == [indicator]


def test_what_each_person_handled_is_no_count_of_all():
    assert indicators("行政复议案件增速较快,4名办案人员人均办理46.8件。") == ["", ""]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("要求各单位依申请公开答复率达到100%。", "planned"),
        ("将“合法性审查率达到100%”列入考核。", "planned"),
        ("按要求依申请公开答复率达到100%。", ""),
    ],
)
def test_a_rate_that_is_asked_of_others_is_wanted(text, kind):
    assert deeds(text) == [kind]
