"""What a report has and has not: yes, no, or not said."""

import pandas as pd
import pytest

from lawgov_analysis import extract_items, load_indicators, load_items, parse_report
from lawgov_analysis.documents import read_report

from helpers import ROOT

CITY = ROOT / "data" / "samples" / "city"
REPORT = """示例镇2023年法治政府建设年度报告
现将示例镇2023年法治政府建设情况报告如下:
一、主要举措和成效
{done}全年办理行政处罚案件41件,调解纠纷96件,开展普法宣传18场,发放宣传资料3000份,培训执法人员62人次。
{rest}中共示例镇委员会
示例镇人民政府
2024年1月18日
"""


def answers(text, **known):
    return extract_items(parse_report(text, **known)).set_index("item")["answer"]


def whole(done="", rest=""):
    return answers(REPORT.format(done=done, rest=rest))


def test_a_whole_report_has_not_what_it_does_not_have():
    items = whole()
    assert items["has_part_achievements"] == "yes"
    for item in ("shortcomings", "next_plan", "leaders_duty", "other"):
        assert items[f"has_part_{item}"] == "no"
    assert items["has_causes_of_shortcomings"] == items["has_answer_to_last_year_plan"] == "no"
    assert items["has_emergency_plan"] == "not_said"


def test_a_piece_of_a_report_does_not_tell_what_the_report_lacks():
    items = answers("聘请法律顾问2名。")
    assert items["has_legal_advisers"] == "yes"
    assert items["has_part_shortcomings"] == items["has_part_next_plan"] == items["has_period_stated"] == "not_said"


def test_an_excerpt_is_no_whole_report():
    items = answers(REPORT.format(done="", rest="").replace("年度报告", "年度报告(摘编)", 1))
    assert items["has_part_shortcomings"] == "not_said"


def test_the_parts_are_seen_from_the_statements():
    rest = "二、存在不足\n一是普法不深,主要原因是人手少。二是案卷潦草。\n三、下一步打算\n一是办讲座。二是评查案卷。\n"
    items = whole(rest=rest)
    assert items["has_part_shortcomings"] == items["has_causes_of_shortcomings"] == items["has_part_next_plan"] == "yes"


@pytest.mark.parametrize(
    ("done", "answer"),
    [
        ("截至2023年12月31日,建成调解室12个。", "yes"),
        ("截至目前,建成调解室12个。", "no"),
        ("本报告数据统计期间为2023年1月1日至12月31日。", "yes"),
        ("2023年,建成调解室12个。", "no"),
    ],
)
def test_the_period_is_stated_with_its_end(done, answer):
    assert whole(done)["has_period_stated"] == answer


@pytest.mark.parametrize(
    ("item", "done", "answer"),
    [
        ("has_legal_advisers", "各村聘请村级法律顾问12名。", "not_said"),
        ("has_whole_process_recording", "落实执法公示、执法全过程记录、法制审核三项制度。", "not_said"),
        ("published_decision_catalogue", "编制重大行政决策事项目录,并向社会公布。", "yes"),
        ("published_decision_catalogue", "本年度没有编制重大行政决策事项目录。", "no"),
        ("published_power_list", "编制了权责清单,对外公布执法公告。", "not_said"),
        ("published_enforcement_information", "做到执法程序公正、公开、公平。", "not_said"),
        ("has_party_committee_heard_report", "镇党委书记专题听取信访工作汇报。", "not_said"),
        ("has_party_committee_heard_report", "县人大常委会听取法治建设情况汇报。", "not_said"),
        ("has_fair_competition_review", "部分文件没有开展公平竞争审查。", "not_said"),
        ("has_annual_work_plan", "根据县法治政府建设工作要点开展工作。", "not_said"),
        ("published_publicity_duty_list", "落实“谁执法谁普法”责任制。", "not_said"),
        ("has_answer_to_last_year_plan", "上年度报告指出的3项不足全部整改到位。", "yes"),
        ("has_answer_to_last_year_plan", "研究分析上一年度存在的问题。", "no"),
    ],
)
def test_only_what_the_text_says_is_answered(item, done, answer):
    assert whole(done)[item] == answer


def test_what_is_planned_or_falls_short_is_not_yet_there():
    rest = "二、存在不足\n一是法制审核人员不足。二是案卷潦草。\n三、下一步打算\n一是聘请法律顾问。二是开展行政调解。\n"
    items = whole(rest=rest)
    assert items["has_legal_advisers"] == items["has_admin_mediation"] == "not_said"
    assert items["has_major_enforcement_legal_review"] == "not_said"


def test_of_a_report_that_says_both_a_person_judges():
    assert whole("聘请2名律师担任法律顾问。因故没有聘请法律顾问。")["has_legal_advisers"] == "not_said"


def test_the_signature_and_the_days_answer_where_they_are_there():
    items = whole()
    assert items["signed_jointly_by_party_and_government"] == items["signed_by_1_march"] == "yes"
    unsigned = answers("示例镇2023年法治政府建设年度报告\n全年办案12件。")
    assert unsigned["signed_jointly_by_party_and_government"] == unsigned["signed_by_1_march"] == "not_said"


def test_a_report_is_asked_what_its_level_is_asked():
    indicators = load_indicators()
    asked = extract_items(parse_report("全年办案12件。", place="440311"))["item"]
    levels = indicators.loc[asked, "levels"].str.split("|")
    assert levels.map(lambda names: "县区" in names).all()
    assert len(asked) < int((indicators["kind"] == "item").sum())


def test_what_tells_an_answer_is_printed_where_it_says():
    report = parse_report(REPORT.format(done="修订应急预案5个。", rest=""))
    [row] = extract_items(report).query("item == 'has_emergency_plan'").itertuples()
    assert report.text[row.start : row.end] == row.printed == "应急预案"
    assert (row.rule, row.section) == ("has_emergency_plan.预案", "1")


def test_under_a_heading_that_names_causes_it_is_not_said_that_there_are_none():
    text = REPORT.format(done="", rest="\n二、存在的不足{}\n司法所仅2名工作人员，人少事多，审查力量不足。\n")
    answered = [answers(text.replace("{}", named))["has_causes_of_shortcomings"] for named in ("", "和原因")]
    assert answered == ["no", "not_said"]


def test_the_items_of_the_sample_city_are_answered():
    truth = load_items(data_dir=CITY).set_index(["place_code", "year", "item"])["answer"]
    reports = pd.read_csv(CITY / "reports.csv", dtype=str, keep_default_na=False)
    own = {row.sha256: (row.place_code, int(row.year)) for row in reports.itertuples()}
    pairs = []
    for file in sorted((CITY / "published").iterdir()):
        report = read_report(file, data_dir=CITY)
        if report.sha256 in own:
            for row in extract_items(report, CITY).itertuples():
                if (key := (*own[report.sha256], row.item)) in truth.index:
                    pairs.append((truth[key], row.answer))
    right = sum(wanted == got for wanted, got in pairs)
    assert len(pairs) > 400
    assert right / len(pairs) >= 0.98
    for answer in ("yes", "no"):
        said = [wanted for wanted, got in pairs if got == answer]
        assert said.count(answer) / len(said) >= 0.98
