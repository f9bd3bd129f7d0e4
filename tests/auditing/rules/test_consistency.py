"""What is said twice, and the year before: the rules speak where it differs, and are silent where it may."""

import pandas as pd
import pytest

from lawgov_analysis.auditing import audit_figures

from helpers.audited import YEAR, figure, found, hard, only, rate, table


def twice(one, other, **columns):
    row = {"indicator": "mediation_accepted", "measure": "调解纠纷"}
    return table({**figure(one, "宗"), **row}, {**figure(other, "宗"), **row, **columns})


def test_two_values_of_one_indicator_are_said():
    finding = only(twice(320, 302), "conflicting-values")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((1, 2), "320宗", "302宗")
    assert not hard(twice(320, 320))


@pytest.mark.parametrize(
    "columns",
    [
        {"scope": "劳动争议"},
        {"period": "2022"},
        {"period": "2023-01/2023-06"},
        {"basis": "cumulative", "period": "../2023-12-31"},
        {"unit": "人次"},
        {"indicator": "mediation_succeeded"},
        {"indicator": ""},
        {"bound": "about", "value": 310.0},
        {"bound": "at_least", "value": 300.0},
        {"relation": "subset", "related": "1"},
        {"relation": "growth", "related": "1", "unit": "%"},
    ],
)
def test_what_may_differ_is_not_held_together(columns):
    assert "conflicting-values" not in found(twice(320, 302, **columns))


@pytest.mark.parametrize(
    ("scope", "measures"),
    [("2022年", ("市本级收案", "云亭区收案")), ("隐患整改率", ("重大隐患整改率", "隐患整改率"))],
)
def test_rows_of_two_places_and_what_is_limited_by_no_name_are_not_held_together(scope, measures):
    row = {"indicator": "mediation_accepted", "scope": scope, "period": "2022"}
    assert "conflicting-values" not in found(
        table(*(figure(value, "宗", name, **row) for value, name in zip((466, 318), measures, strict=True)))
    )


def test_two_rates_of_two_denominators_are_no_conflict_but_want_their_denominator():
    figures = table(
        figure(151, "件", "受理"),
        figure(135, "件", "审结"),
        figure(29, "件", "纠错", relation="subset", related="1"),
        figure(19.2, "%", "纠错率", indicator="reconsideration_correction_rate", relation="ratio", related="3/1"),
        figure(21.5, "%", "纠错率", indicator="reconsideration_correction_rate", relation="ratio", related="3/2"),
    )
    findings = audit_figures(figures).set_index("rule")
    assert "conflicting-values" not in findings.index
    assert findings.loc["denominator-unsaid", "figures"] == (4, 5)


def test_a_rate_without_its_counts_is_noted_once_for_the_report():
    figures = table(figure(92.06, "%", "履职率"), figure(99.55, "%", "优秀率"), figure(100, "%", "参训率"))
    assert only(figures, "denominator-unsaid")["figures"] == (1, 2)
    assert "denominator-unsaid" not in found(rate("95", 38, 40))


@pytest.mark.parametrize("measure", ["服务中心改造完成工程量", "信访事项按期答复率目标"])
def test_how_far_a_work_has_come_and_what_is_wanted_have_no_counts(measure):
    assert "denominator-unsaid" not in found(table(figure(70, "%", measure, indicator="")))


@pytest.mark.parametrize("measure", ["对照省定目标", "低于全市平均水平"])
def test_what_others_have_and_what_is_aimed_at_wants_no_counts(measure):
    assert "denominator-unsaid" not in found(table(figure(95, "%", measure)))


def test_a_rate_that_two_counts_around_it_give_wants_none():
    case = [figure(1751, "件", "合计收案"), figure(512, "件", "市本级收案")]
    assert "denominator-unsaid" not in found(table(*case, figure(29.2, "%", "市本级占全市比重")))
    assert "denominator-unsaid" in found(table(*case, figure(29.9, "%", "市本级占全市比重")))
    assert "denominator-unsaid" in found(table(*case, figure(29.2, "%", "办结率")))
    left = [figure(1560, "批次", "抽检农产品"), figure(22, "批次", "不合格农产品")]
    assert "denominator-unsaid" not in found(table(*left, figure(98.6, "%", "农产品合格率")))


def test_a_growth_that_names_another_thing_is_not_of_the_figure_before_it():
    case = figure(1, "件", "化解“骨头案”")
    falls = {"relation": "growth", "related": "1"}
    assert not hard(table(case, figure(15.2, "%", "化解“骨头案”信访总量较去年下降", **falls)))
    assert hard(table(case, figure(15.2, "%", "化解“骨头案”数量较去年下降", **falls))) == {"growth-mismatch"}


def grown(percent, *values, unit="起", said="同比上升", **columns):
    rows = [figure(value, unit, indicator=columns.get("indicator", "")) for value in values]
    related = " ".join(str(n) for n in range(1, len(values) + 1))
    measure = f"行政处罚案件{said}"
    growth = figure(float(percent), "%", measure, relation="growth", related=related, surface=f"{said}{percent}%")
    return table(*rows, growth)


def test_a_growth_that_a_whole_number_gives_is_sound():
    assert not hard(grown("22.2", 9, 13))
    assert not hard(grown("12.5", 7, said="同比下降"))
    assert not hard(grown("4.7", 112_345))


def test_a_growth_that_no_whole_number_gives_is_said():
    assert hard(grown("23.5", 9, 13)) == {"growth-mismatch"}
    assert hard(grown("15", 9, said="比上年下降")) == {"growth-mismatch"}


def test_money_areas_and_vague_growths_need_no_whole_numbers():
    assert not hard(grown("23.5", 22, unit="万元"))
    assert not hard(grown("23.5", 22, unit="亩"))
    assert not hard(grown("23.5", 22).assign(bound=["exact", "about"]))


def test_a_growth_is_held_against_last_years_table():
    now = grown("20", 120, indicator="penalty_cases")
    last = table(figure(100, "起", indicator="penalty_cases"), year=YEAR - 1)
    assert not hard(now, among=last)
    finding = only(now, "growth-mismatch", among=last.assign(value=90.0, surface="90起"))
    assert (finding["printed"], finding["expected"]) == ("20%", "+33.3%")
    assert not hard(now, among=last.assign(value=92.0, bound="about"))
    assert not hard(now, among=last.assign(value=90.0, scope="环保"))
    assert not hard(now, among=last.assign(value=90.0, place_code="990000002"))
    both = pd.concat([now, last.assign(value=90.0, surface="90起")], ignore_index=True)
    assert hard(both) == {"growth-mismatch"}


def test_points_and_folds_are_held_against_last_years_table():
    def of_last_year(value, unit, growth, growth_unit, before):
        row = {"indicator": "mediation_success_rate" if unit == "%" else "penalty_cases"}
        more = figure(growth, growth_unit, "同比增长", relation="growth", related="1")
        now = table(figure(value, unit, **row), more)
        return hard(now, among=table(figure(before, unit, **row), year=YEAR - 1))

    assert not of_last_year(99, "%", 0.6, "个百分点", 98.4)
    assert of_last_year(99, "%", 0.6, "个百分点", 97) == {"growth-mismatch"}
    assert not of_last_year(30, "件", 2, "倍", 10)
    assert not of_last_year(20, "件", 2, "倍", 10)
    assert of_last_year(50, "件", 2, "倍", 10) == {"growth-mismatch"}


def test_a_rate_beside_its_counts_and_what_is_demanded_want_no_denominator():
    counts = [figure(186, "人", "应考"), figure(179, "人", "实考")]
    assert "denominator-unsaid" not in found(table(*counts, figure(98.2, "%", "参考率")))
    assert "denominator-unsaid" in found(table(*counts, figure(98.2, "%", "办结率", section="2")))
    assert "denominator-unsaid" not in found(table(figure(98, "%", "按期答复率不得低于", bound="at_least")))
    for measure in ("完成工程量的", "群众满意率", "压缩办理时限"):
        assert "denominator-unsaid" not in found(table(figure(60, "%", measure)))
