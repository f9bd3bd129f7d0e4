"""Which indicator a figure states."""

import os
import subprocess
import sys

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.errors import BadTable
from lawgov_analysis.extraction import code_report, extract_figures, near_misses
from lawgov_analysis.extraction.indicator import DOUBTFUL, Coder, code_figure, place_level
from lawgov_analysis.extraction.indicator_rules import Rule, RuleSet, rules_of_unit
from lawgov_analysis.extraction.record import Evidence
from lawgov_analysis.tables import load_indicators, load_patterns, open_data, read_table

from helpers.invented import add_indicator, copy_of_data

PATTERNS = "rules/indicator/patterns.csv"
RECODINGS = "rules/indicator/recodings.csv"


@pytest.mark.parametrize(
    ("measure", "unit", "indicator"),
    [
        ("受理行政复议申请", "件", "reconsideration_accepted"),
        ("不予受理行政复议申请", "件", "reconsideration_not_accepted"),
        ("收到行政复议申请", "件", "reconsideration_received"),
        ("行政复议综合纠错率", "%", "reconsideration_overall_correction_rate"),
        ("行政机关负责人出庭应诉率", "%", "head_court_appearance_rate"),
        ("行政机关负责人出庭应诉", "件", "head_court_appearances"),
        ("调解成功", "宗", "mediation_succeeded"),
        ("调解成功率", "%", "mediation_success_rate"),
        ("开展行政检查", "次", "inspections"),
        ("开展联合执法", "次", "joint_enforcement_actions"),
        ("出动执法人员", "人次", "officers_dispatched"),
        ("组织执法人员培训", "期", "enforcement_training_sessions"),
        ("组织领导干部法治培训", "期", "law_training_sessions"),
        ("罚没金额", "元", "fines_and_confiscations_amount"),
        ("主动公开政府信息", "条", "proactive_disclosure"),
        ("发放普法宣传资料", "份", "publicity_materials"),
        ("培育“法律明白人”", "名", "legal_literate_persons_trained"),
        ("开展应急演练", "场", "emergency_drills"),
    ],
)
def test_codes_the_usual_wordings(measure, unit, indicator):
    assert code_figure(measure, unit).indicator == indicator


def test_each_indicator_that_has_a_rule_is_known_by_a_wording():
    assert set(read_table("indicator_examples")["indicator"]) == set(load_patterns()["indicator"])


def test_a_word_alone_is_left_uncoded():
    assert code_figure("受理", "件").indicator == ""


def test_the_sentence_before_says_what_is_accepted():
    evidence = Evidence("受理", before="全年收到行政复议申请30件,")
    assert code_figure(evidence, "件").indicator == "reconsideration_accepted"


def test_the_clause_behind_says_what_a_meeting_was_about():
    evidence = Evidence("召开局党委会", behind=",研究审议法治建设重大问题")
    assert code_figure(evidence, "次").indicator == "rule_of_law_meetings"
    assert code_figure("召开局党委会", "次").indicator == ""


def test_a_heading_says_what_a_bare_verb_is_about():
    assert code_figure(Evidence("审结", headings="依法办理行政复议案件"), "件").indicator == "reconsideration_concluded"


def test_what_the_sentence_carries_on_completes_a_phrase_but_never_stands_for_one():
    assert code_figure(Evidence("审结", carried="审结复议申请"), "件").indicator == "reconsideration_concluded"
    assert code_figure(Evidence("附带", carried="附带复议申请"), "件").indicator == ""


def test_a_nearer_topic_beats_a_farther_one():
    before = "行政应诉方面情况平稳。" + "各部门" * 20 + "全年收到行政复议申请30件,"
    assert code_figure(Evidence("受理", before=before), "件").indicator == "reconsideration_accepted"


def test_what_a_figure_is_a_part_of_may_forbid_what_it_is():
    assert code_figure("行政处罚", "宗").indicator == "penalty_cases"
    assert code_figure(Evidence("行政处罚", whole=("评查行政执法案卷",)), "宗").indicator == ""


def test_the_figure_before_says_what_a_paragraph_is_about():
    text = "县政府收到行政复议申请41件。" + "各部门依法履职。" * 40 + "全年审结31件。"
    assert extract_figures(parse_report(text))["indicator"].tolist()[-1] == "reconsideration_concluded"


def test_persons_are_not_counted_as_sessions():
    sessions, persons = code_figure("开展法治培训", "期"), code_figure("开展法治培训", "人次")
    assert (sessions.indicator, persons.indicator) == ("law_training_sessions", "law_training_participants")


@pytest.mark.parametrize("unit", ["户次", "店次", "铺次"])
def test_a_unit_belongs_to_its_class_though_no_list_has_it(unit):
    assert code_figure("检查餐饮单位", unit).indicator == "inspections"


def test_a_rate_is_never_coded_as_a_count():
    rates = set(load_indicators().query("kind == 'rate'").index)
    assert code_figure("行政复议案件按期审结率", "%").indicator in rates


def test_two_indicators_that_fit_alike_leave_the_figure_uncoded():
    coding = code_figure("废止、修订规范性文件", "件")
    assert coding.indicator == ""
    assert coding.confidence < DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "日均办件86件",
        "食品抽检合格率98.6%",
        "仲裁案件标的额21亿元",
        "出动执法车辆800余车次",
        "召开党政联席会34次",
        "受理12315咨询2.4万件",
        "消费投诉调解成功率57%",
        "因故未出庭2件",
        "行政处罚案件被纠错3件",
    ],
)
def test_what_the_codebook_does_not_have_stays_uncoded(text):
    assert extract_figures(parse_report(text))["indicator"].tolist() == [""]


def test_a_department_is_the_respondent_unless_it_says_that_it_accepts():
    coder = Coder(level=place_level("示例市交通运输局"))
    assert coder.code(Evidence("行政复议案件"), "件").indicator == "reconsideration_as_respondent"
    upheld = coder.code(Evidence("维持", before="行政复议案件5件,"), "件").indicator
    assert upheld == "reconsideration_as_respondent_upheld"
    assert coder.code(Evidence("受理行政复议申请"), "件").indicator == "reconsideration_accepted"
    before = "依法受理行政复议申请26件,"
    assert coder.code(Evidence("维持", before=before), "件").indicator == "reconsideration_upheld"


@pytest.mark.parametrize("name", ["青山镇", "青山街道办事处", "青山街办", "青山乡人民政府"])
def test_towns_and_streets_are_respondents_however_they_are_called(name):
    coding = Coder(level=place_level(name)).code(Evidence("行政复议"), "件")
    assert coding.indicator == "reconsideration_as_respondent"


@pytest.mark.parametrize("name", ["示例市司法局", "示例省司法厅", "示例市", ""])
def test_who_decides_reconsideration_cases_is_taken_at_its_word(name):
    coding = Coder(level=place_level(name)).code(Evidence("审结行政复议案件"), "件")
    assert coding.indicator == "reconsideration_concluded"


@pytest.mark.parametrize("text", ["办理代表建议8件、政协提案5件,共计13件。", "普通程序18件,简易程序65件,合计83件。"])
def test_a_total_of_unlike_figures_has_the_code_of_none(text):
    *parts, total = extract_figures(parse_report(text))["indicator"]
    assert all(parts)
    assert total == ""


def test_a_total_of_like_figures_has_their_code():
    text = "收到来信46件、网上信访30件,合计76件。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == ["petitions_received"] * 3


def test_the_level_of_an_earlier_year_has_the_code_of_what_grew():
    text = "立案168件,罚款30万元,较上年的150件增加18件。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == [
        "penalty_cases_filed",
        "fines_amount",
        "penalty_cases_filed",
        "penalty_cases_filed",
    ]


def test_what_bodies_have_in_all_is_counted_apart_from_them():
    text = "12个村调委会共有调解员62人。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == ["mediation_committees", "mediators"]


def test_who_acts_through_a_sentence_says_what_was_done():
    text = "村(社区)法律顾问坐班192次,解答咨询371人次,协调纠纷18件。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == [
        "village_adviser_shifts",
        "legal_consultations",
        "legal_adviser_mediations",
    ]


def test_who_acts_rules_out_what_others_do():
    assert code_figure("调解纠纷", "件").indicator == "mediation_accepted"
    assert code_figure(Evidence("调解纠纷", actor="法律明白人"), "件").indicator == ""


def test_a_trade_that_is_not_about_law_has_no_code():
    assert code_figure("举办讲座", "场").indicator == ""
    assert code_figure(Evidence("举办讲座", before="加强法治宣传,"), "场").indicator == "rule_of_law_lectures"
    assert code_figure(Evidence("举办健康知识讲座", before="加强法治宣传,"), "场").indicator == ""


def test_a_town_is_the_respondent_of_its_reconsideration_cases():
    assert Coder(level="街道").code(Evidence("行政复议案件"), "宗").indicator == "reconsideration_as_respondent"
    assert Coder().code(Evidence("行政复议案件"), "宗").indicator == "reconsideration_accepted"


def test_matches_name_the_rule_and_the_words_found():
    match = code_figure("受理行政复议申请", "件").matches[0]
    rule = load_patterns().set_index("pattern").loc[match.pattern]
    assert rule["indicator"] == match.indicator
    assert all(word in "受理行政复议申请" for word in match.words)


# What the figures of some phrases are coded as, line by line.
CODED = """
from lawgov_analysis.extraction.indicator import code_figure
for said in ('受理行政复议申请', '组织执法人员法治培训', '审查规范性文件合同', '开展普法宣传活动'):
    for unit in ('件', '次', '份'):
        print(code_figure(said, unit))
"""


def test_the_order_of_hashing_changes_nothing(capsys):
    # In this process it is another one at every run.
    exec(CODED, {})
    outputs = {capsys.readouterr().out}
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-c", CODED]
        done = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8")
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_near_misses_name_what_keeps_them_out():
    found = {(match.indicator, reason) for match, reason in near_misses(Evidence("开展法治培训"), "人次")}
    assert ("law_training_sessions", "单位 人次") in found


def test_an_analyst_adds_an_indicator_by_two_rows(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns", "recodings")
    add_indicator(data_dir, "law_post_offices", name_zh="法治邮局数")
    with (data_dir / PATTERNS).open("a", encoding="utf-8") as table:
        table.write("9001,law_post_offices.邮局,law_post_offices,法治邮局,,改造,个|处,,,,\n")
    report = parse_report("全年建成法治邮局3个,改造法治邮局2个。")
    assert extract_figures(report, data_dir)["indicator"].tolist() == ["law_post_offices", ""]
    assert extract_figures(report)["indicator"].tolist() == ["", ""]


def test_a_set_that_there_is_not_is_a_fault_of_the_table(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns", "recodings")
    rows = len(load_patterns()) + 2
    with (data_dir / PATTERNS).open("a", encoding="utf-8") as table:
        table.write("9001,none.研讨会,,研讨会,,@trades,,,,,\n")
    with pytest.raises(BadTable, match=rf"patterns\.csv:{rows}:never: is not in the table exclusions; .*@trade"):
        code_figure("召开研讨会", "次", data_dir=data_dir)


def test_the_kinds_of_a_total_have_its_code_each_with_its_own_scope():
    text = "主动公开政府信息60条，其中财政信息20条、政策文件25条、其他15条。"
    figures = extract_figures(parse_report(text))
    assert set(figures["indicator"]) == {"proactive_disclosure"}
    assert figures["scope"].tolist() == ["", "财政信息", "政策文件", "其他"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Some of them, which need not sum up to it.
        ("主动公开政府信息60条，其中财政信息20条、政策文件25条。", ["财政信息", "政策文件"]),
        ("办理法律援助案件1460件，其中刑事案件512件。", ["刑事案件"]),
        ("立案查处违法案件86件，其中建筑市场类12件，燃气安全类9件。", ["建筑市场类", "燃气安全类"]),
    ],
)
def test_a_kind_that_a_noun_alone_names_has_the_code_of_its_total(text, kinds):
    figures = extract_figures(parse_report(text))
    assert len(set(figures["indicator"])) == 1
    assert figures["scope"].tolist() == ["", *kinds]


@pytest.mark.parametrize(
    "text",
    [
        # What came of some, and what else was done.
        "审查合同60件，其中提出意见20件、不合规5件。",
        # What was done is said of each.
        "办理依申请公开60件，其中20件按时答复，40件由于疫情影响延期答复。",
        # One is known to be something else.
        "审结行政复议案件60件，其中维持40件、其他20件。",
    ],
)
def test_parts_that_are_no_kinds_of_a_total_do_not_take_its_code(text):
    figures = extract_figures(parse_report(text))
    assert figures["indicator"].tolist()[1:].count(figures["indicator"][0]) == 0


def test_a_kind_that_bears_the_noun_of_its_whole_has_its_code_and_a_scope():
    text = "受理信访件86件，其中疑难信访件32件。便民服务中心办件260件，其中会办件36件。"
    figures = extract_figures(parse_report(text))
    assert figures["indicator"].tolist() == ["petitions_received", "petitions_received", "service_items_handled", ""]
    assert figures["scope"][1]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全市共有1014名法律顾问参与政府决策。", "legal_advisers"),
        ("发动全县40名法治副校长进校授课。", "school_law_vice_principals"),
        ("12名网格员走访群众。", ""),
    ],
)
def test_persons_are_counted_whatever_they_went_to_do(text, indicator):
    assert extract_figures(parse_report(text))["indicator"].tolist() == [indicator]


@pytest.mark.parametrize(("column", "word"), [("level", "@townships"), ("unless", "@decidings")])
def test_a_recoding_names_sets_that_there_are(tmp_path, column, word):
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns", "recodings")
    row = {"level": "镇", "indicator": "court_hearings", "note": "试", column: word}
    cells = dict.fromkeys(read_table("recodings"), "") | row
    with (data_dir / RECODINGS).open("a", encoding="utf-8") as table:
        table.write(",".join(cells.values()) + "\n")
    with pytest.raises(
        BadTable, match=rf"recodings\.csv:\d+:{column}: is not in the table exclusions; the nearest are .*{word[:-1]}"
    ):
        place_level("青山镇", data_dir)


def test_what_is_kept_of_units_does_not_grow_with_those_that_texts_invent():
    data = open_data()
    assert rules_of_unit(data, "甲次") is rules_of_unit(data, "乙次")
    assert rules_of_unit(data, "甲") is not rules_of_unit(data, "")


def test_a_phrase_has_all_words_of_the_rules_those_in_others_too():
    rule = Rule(1, "", (("处罚", "行政处罚", "罚"),), (), frozenset(["行政", "处罚决定"]), frozenset(), "count")
    rules = RuleSet((rule,))
    assert rules.words_of("作出行政处罚") == {"行政", "行政处罚", "处罚", "罚"}
    assert rules.words_of("行") == rules.words_of("") == set()


def test_rules_of_a_unit_share_the_words_of_all():
    data = open_data()
    assert rules_of_unit(data, "件").tree is rules_of_unit(data, "元").tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇矛调中心受理各类纠纷205件,调解成功201件。", ["", ""]),
        ("镇调委会受理各类纠纷205件,调解成功201件。", ["mediation_accepted", "mediation_succeeded"]),
        ("镇矛调中心受理各类纠纷205件,其中人民调解成功201件。", ["", "mediation_succeeded"]),
        ("诉前调解案件320件,成功260件。", ["", ""]),
    ],
)
def test_an_outcome_is_not_coded_where_its_total_is_refused(text, expected):
    assert extract_figures(parse_report(text))["indicator"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法制审核人员214名,占执法人员总数5.8%。", ["legal_reviewers", ""]),
        ("民主法治示范村12个,占比60%。", ["democratic_rule_of_law_villages", "democratic_rule_of_law_village_rate"]),
    ],
)
def test_a_share_of_a_total_is_no_rate_unless_a_rule_names_it(text, expected):
    assert extract_figures(parse_report(text))["indicator"].tolist() == expected


def test_what_a_number_is_held_against_does_not_tell_what_follows():
    text = "行政复议收案1246件,是同期一审行政诉讼案件的1.4倍；审结1138件。"
    assert extract_figures(parse_report(text))["indicator"].iloc[-1] == "reconsideration_concluded"


def test_those_that_there_are_were_not_all_taken_in():
    text = "全年接收社区矫正对象36名，现有12名。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == [
        "community_corrections_accepted",
        "community_corrections",
    ]


def test_parts_of_suggestions_and_proposals_are_each_their_own():
    text = "办理人大代表建议和政协提案88件，其中人大代表建议36件，政协提案52件。"
    assert extract_figures(parse_report(text))["indicator"].tolist() == [
        "npc_cppcc_items_handled",
        "npc_suggestions_handled",
        "cppcc_proposals_handled",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Places that did something, or in which it was done, are no such deeds.
        ("22个派出所实现服务事项“一网通办”。", [""]),
        ("全县562个行政村全部健全了人民调解委员会。", [""]),
        ("对20个乡镇的农资市场进行专项整治。", [""]),
        ("对20个乡镇开展法治督察。", ["units_inspected_by_rule_of_law_inspection"]),
        # 调查处理 is no 查处.
        ("调查处理涉及积案36起。", [""]),
        ("查处违法案件36起。", ["penalty_cases"]),
        # A paper or matter that came more than once is one; a visit to a household is no household.
        ("开展268件次规范性文件清理。", ["normative_docs_cleaned"]),
        ("检查商户268户次。", ["inspections"]),
        # The name of a document does not say what was done.
        ("《审计报告》反映涉及4个方面、29个单位。", ["", ""]),
    ],
)
def test_what_looks_like_a_deed_and_is_none_is_not_coded_as_one(text, expected):
    assert extract_figures(parse_report(text))["indicator"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A court counts what it concluded, a defendant what was concluded against it.
        ("该院共受理行政诉讼案件69件，结案61件。", ["litigation_cases", "court_admin_cases_concluded"]),
        ("我局行政诉讼案件9件，结案6件。", ["litigation_cases", "litigation_concluded"]),
        # Papers that were received are not those that were issued.
        ("收到行政执法监督意见书3份。", [""]),
        ("发出行政执法监督意见书3份。", ["enforcement_supervision_documents"]),
        # How many have an adviser does not make the advisers act in what follows.
        ("村（社区）法律顾问覆盖率100%，配备公职律师32人。", ["village_adviser_coverage_rate", "government_lawyers"]),
        # What is filed of clues or proposals is no penalty.
        ("排查问题线索86条，立案6件。", ["", ""]),
        ("检查企业86家，查处违法行为，立案6件。", ["objects_inspected", "penalty_cases_filed"]),
        # A deed that was dealt with need not have been punished; a case is one of penalties.
        ("查处非法营运63起。", ["violations_found"]),
        ("查处非法营运案件63起。", ["penalty_cases"]),
        # Of rules that earn alike the one that tells more of the phrase decides.
        ("联合市场监管、消防开展综合检查9次。", ["joint_enforcement_actions"]),
        # Persons are counted by who they are, whoever acts near them.
        ("32个部门聘请法律顾问，公职律师19名。", ["bodies_with_adviser", "government_lawyers"]),
    ],
)
def test_the_same_word_of_another_body_or_matter_is_another_count(text, expected):
    assert extract_figures(parse_report(text))["indicator"].tolist() == expected


def test_what_is_carried_on_from_before_a_semicolon_is_doubted():
    *_, figure = code_report(parse_report("受理法律援助案件86件；推出便民举措9项，办理620件。"))
    assert figure.coding.indicator == "legal_aid_cases"
    assert "far" in figure.coding.doubts
