"""The front page says what its rules find, no more; each rule is tried by the reports that it names."""

from dataclasses import replace

import pytest

from lawgov_analysis.errors import BadTable
from lawgov_analysis.presentation.blocks import plain
from lawgov_analysis.reporting.annual_report import front, load
from lawgov_analysis.reporting.annual_report.front.known import known_of
from lawgov_analysis.reporting.annual_report.front.points import PROBLEM, STRONG, front_rules, points_of
from lawgov_analysis.tables import open_data

CITY = "data/samples/city"
PACKAGE = {"横沥镇", "光明区"}


@pytest.fixture(scope="module")
def report_of():
    made, city = {}, open_data(CITY)

    def report(example, lang="zh"):
        place, year = example.split()
        if (example, lang) not in made:
            made[example, lang] = load(place, int(year), lang, None if place in PACKAGE else city)
        return made[example, lang]

    return report


def rules_of(report, kind):
    return [point.rule for point in points_of(known_of(report), kind)]


RULES = front_rules(open_data())


@pytest.mark.parametrize("rule", RULES, ids=[rule.rule for rule in RULES])
def test_a_rule_speaks_of_its_example_and_not_of_the_other(rule, report_of):
    if rule.example:
        assert rule.rule in rules_of(report_of(rule.example), rule.kind)
    assert rule.rule not in rules_of(report_of(rule.unlike), rule.kind)


PAGES = [
    ("横沥镇 2020", "zh"),
    ("横沥镇 2020", "en"),
    ("光明区 2021", "zh"),
    ("丹枫镇 2023", "en"),
    ("岚桥镇 2022", "zh"),
]


@pytest.mark.parametrize(("example", "lang"), PAGES)
def test_a_page_has_three_points_at_the_most_and_advice_for_each_problem(example, lang, report_of):
    report = report_of(example, lang)
    page = front.front_page(report).frame
    shown = page[page["shown"]].groupby("kind").size()
    assert shown.max() <= 3
    problems = page[page["kind"] == PROBLEM]
    assert (problems["advice"] != "").all()
    said = [plain(text) for text in page["text"]]
    assert not [text for text in said if "{" in text or "nan" in text]
    advice = [repr(block) for block in front.suggestions(report)[1:]]
    assert [said[said.index(" ") + 1 :] if lang == "en" else said[2:] for said in advice] == (
        problems.loc[problems["shown"], "advice"].tolist()
    )


def test_hengli_reads_as_its_head_could_sign_it(report_of):
    said = [repr(block) for block in front.problems(report_of("横沥镇 2020"))[1:]]
    assert said == [
        "1．列出的2条不足没有写明原因（第二部分；督察规定第四章）。",
        "2．横沥政府信息公开系统发布信息1,935条分为7类，归入“其他”的1,416条，占73.2%，看不出主要构成（一、（六）2）。",
        "3．4项下年安排都没有数量目标和完成时限（第三部分）。",
    ]


def test_a_number_opens_its_place(report_of):
    html = "".join(block._repr_html_() for block in front.problems(report_of("横沥镇 2020")))
    assert '<a href="#f48">1,935条</a>' in html
    assert '<a href="#f55">1,416条</a>' in html


def test_what_the_city_plants_stands_on_the_page(report_of):
    planted = {
        "丹枫镇 2022": {"plan_done", "plan_unmentioned"},
        "丹枫镇 2023": {"plan_partly"},
        "柏湾街道 2022": {"published_late"},
        "岚桥镇 2021": {"leaders_missing"},
        "鹭汀镇 2022": {"causes_missing"},
        "苇塘镇 2023": {"numbers_repeated"},
        "岚桥镇 2022": {"parts_mismatch"},
        "杏桥镇 2023": {"rate_mismatch"},
        "鹭汀镇 2021": {"signed_early", "period_short"},
    }
    for example, rules in planted.items():
        page = front.front_page(report_of(example)).frame
        assert rules <= set(page.loc[page["shown"], "rule"]), example


def test_a_change_of_definition_is_named_and_not_compared(report_of):
    said = repr(front.against_last_year(report_of("柏湾街道 2023"))[-1])
    assert "发生矛盾纠纷数与2022年的人民调解受理纠纷数（口径换了，是另一个指标）" in said


@pytest.mark.parametrize(("example", "why"), [("琴坞乡 2021", "摘录"), ("沙汀街道 2021", "不是年度报告")])
def test_of_an_excerpt_and_of_news_nothing_is_judged(example, why, report_of):
    page = front.front_page(report_of(example))
    assert page.frame.empty
    text = "\n".join(map(repr, page))
    assert why in text
    assert "✓" not in text
    assert "✗" not in text
    assert text.count("无法判断") > 7
    for step in (front.strong_points, front.problems, front.against_last_year, front.suggestions):
        assert why in repr(step(report_of(example))[-1])


def test_a_copy_of_last_year_is_praised_for_none_of_its_numbers(report_of):
    assert rules_of(report_of("苇塘镇 2023"), STRONG) == []
    said = [repr(block) for block in front.problems(report_of("苇塘镇 2023"))[1:]]
    assert said[0] == "1．能与2022年报告相比的31个当年数，全部与2022年相同，正文大部分也逐字相同。"
    assert "有37个（其中31个是当年数），数值都没有变化" in repr(front.against_last_year(report_of("苇塘镇 2023"))[-1])


def test_what_the_law_asks_for_is_no_strong_point_and_what_lacks_is_not_passed_over(report_of):
    report = report_of("琴坞乡 2022")
    assert repr(front.strong_points(report)[-1]) == "依据报告所载，没有突出的亮点。"
    known = known_of(report)
    known.points[PROBLEM] = []
    assert "除上表标✗的1项以外，没有发现需要指出的问题。上表无法判断的1项没有评判。" in repr(front.problems(report)[-1])
    assert repr(front.suggestions(report)[-1]) == "上表标✗的，下一年度的报告可以补上：党委、政府联合署名。"
    known.points.clear()


def test_the_table_says_how_many_of_last_years_plans_came_to_what(report_of):
    said = repr(front.compliance(report_of("丹枫镇 2023"))[-1])
    assert "上年安排落实情况 | ✓ | 写了上年安排的落实情况；上年3项安排：落实一部分1项、看不出结果2项" in said
    assert "上年安排落实情况 | 无法判断 | 上年2项安排：看不出结果2项" in repr(
        front.compliance(report_of("柏湾街道 2022"))[-1]
    )


def test_a_repost_is_named_as_one(report_of):
    assert "转载自非政府网站" not in repr(front.front_page(report_of("苇塘镇 2023"))[1])
    repost = next(
        load(row.place_code, row.year, "zh", CITY)
        for row in open_data(CITY).table("reports").itertuples()
        if row.official == "no" and row.coverage == "full" and row.document_type == "年度报告"
    )
    assert "转载自非政府网站" in repr(front.front_page(repost)[1])
    assert "年1月18日已有转载" in repr(front.compliance(repost)[-1])


def test_numbers_that_end_early_are_said_to_though_no_one_recorded_the_day():
    report = load("鹭汀镇", 2021, "zh", CITY)
    report.__dict__["report"] = {**report.report, "period_end": None}
    point = next(point for point in points_of(known_of(report), PROBLEM) if point.rule == "period_short")
    assert "只到2021年11月30日，不是全年" in plain(point.text)
    assert point.figures


def test_a_rate_that_does_not_recompute_is_no_improvement(report_of):
    # 96.3 % is printed after 93.3 %, but 31 of 33 are 93.9 %.
    assert "rate_improved" not in rules_of(report_of("杏桥镇 2023"), STRONG)


def test_a_fault_that_is_explained_is_not_held_against_the_report(report_of):
    report = report_of("岚桥镇 2022")
    assert "parts-mismatch" in known_of(report).faults
    explained = load("岚桥镇", 2022, "zh", CITY)
    audit = report.audit
    explained.__dict__["audit"] = replace(audit, findings=audit.findings.assign(explained="原文如此"))
    assert "parts_mismatch" not in rules_of(explained, PROBLEM)


def test_a_town_that_signed_late_is_told_so_and_not_blamed(report_of):
    report = report_of("茗溪镇 2023")
    assert "✗ | 2024年3月12日落款（以落款日期推断、本级参照）" in repr(front.compliance(report)[-1])
    assert "signed_late" not in rules_of(report, PROBLEM)


def test_a_figure_without_a_code_leaves_its_field_in_doubt(report_of):
    def said(report):
        return next((point.text for point in points_of(known_of(report), PROBLEM) if point.rule == "field_silent"), "")

    assert "政务公开" in said(report_of("丹枫镇 2023"))
    doubtful = load("丹枫镇", 2023, "zh", CITY)
    last = doubtful.figures["figure"] == doubtful.figures["figure"].max()
    # It stands in no item of the outline that tells what it is about.
    figures = doubtful.figures.assign(
        indicator=doubtful.figures["indicator"].mask(last, ""), section=doubtful.figures["section"].mask(last, "9")
    )
    doubtful.__dict__["figures"] = figures
    assert said(doubtful) == ""


def test_figures_that_nobody_checked_are_said_to_be_unchecked(report_of):
    unread = load("丹枫镇", 2023, "zh", CITY)
    unread.__dict__["review"] = {"status": "unread"}
    assert "尚未逐一核对" in repr(front.front_page(unread)[1])
    assert "尚未逐一核对" not in repr(front.front_page(report_of("丹枫镇 2023")))


def test_a_plan_that_nobody_has_put_in_short_is_named_by_its_words_else_by_its_place_and_number():
    bare = load("丹枫镇", 2022, "zh", CITY)
    known = known_of(bare)
    known.__dict__["plans_before"] = [plan._replace(text_zh="") for plan in known.plans_before]
    said = [repr(block) for block in front.problems(bare)]
    assert "1．上年的3项安排中，1项在本年报告中未见交代：“选择3个村开展‘网格＋调解’试点，形成可推广的做法”。" in said
    known.points.clear()
    known.__dict__["plans_before"] = [plan._replace(start=float("nan")) for plan in known.plans_before]
    said = [repr(block) for block in front.problems(bare)]
    assert "1．上年的3项安排中，1项在本年报告中未见交代：2021年报告四、（二）的“3个”的安排。" in said


def test_a_rule_that_nothing_tells_is_named():
    rules = open_data().table("front_rules")
    data = open_data().with_tables({"front_rules": rules.assign(told_by="guess")})
    with pytest.raises(BadTable, match="nothing is told_by “guess”"):
        front.front_page(load("横沥镇", 2020, "zh", data))
