"""Every rule of the audit speaks where it should, and is silent where it should not."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lawgov_analysis.auditing import OF_THE_WHOLE, audit_figures, audit_report, check_identities
from lawgov_analysis.codebook import load_places
from lawgov_analysis.documents import Report, parse_report
from lawgov_analysis.errors import BadParameter, BadTable
from lawgov_analysis.figures import load_figures, load_reports
from lawgov_analysis.findings import FINDING_COLUMNS, RULES, audit_table, load_rules
from lawgov_analysis.paths import default_data_dir

from helpers.audited import PLACE, YEAR, figure, rate, table

HARD = load_rules().query("severity == 'error'").index.tolist()


@pytest.fixture
def data_copy(tmp_path):
    """A data folder of our own to change."""
    return Path(shutil.copytree(default_data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("samples")))


def found(figures, report=None, **options):
    """The rules that speak."""
    return set(audit_figures(figures, report, **options)["rule"])


def hard(figures, report=None, **options):
    return found(figures, report, **options) & set(HARD)


def only(figures, rule, **options):
    """The one finding of a rule."""
    findings = audit_figures(figures, **options)
    return findings[findings["rule"] == rule].squeeze(axis=0)


def test_each_rule_has_a_function_a_row_and_a_message_in_both_languages():
    assert set(RULES) == set(load_rules().index)
    assert set(audit_table("messages")["rule"]) == set(RULES)


def test_findings_have_the_columns_of_the_contract_first():
    assert FINDING_COLUMNS[:8] == [
        "rule",
        "severity",
        "place_code",
        "year",
        "figures",
        "printed",
        "expected",
        "message",
    ]
    assert list(audit_figures(table(figure(1, "件"))).columns) == FINDING_COLUMNS


def test_an_audit_changes_no_figure():
    figures = load_figures()
    before = figures.copy(deep=True)
    audit_figures(figures, among=figures)
    pd.testing.assert_frame_equal(figures, before)


# Rates


def test_a_rate_that_does_not_recompute_is_said():
    finding = only(load_figures("寮步镇", 2019), "rate-mismatch")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((3, 2, 1), "96.7%", "96.9%")


def test_a_rate_cut_off_is_said_and_nothing_else_that_is_hard_of_hengli():
    findings = audit_report("横沥镇", 2020).findings
    errors = findings[findings["severity"] == "error"]
    assert errors["rule"].tolist() == ["rate-truncated"]
    assert (errors["printed"].item(), errors["expected"].item()) == ("99%", "99.5%")


@pytest.mark.parametrize(
    ("printed", "count", "total"),
    [
        ("95", 38, 40),
        ("95.0", 38, 40),
        ("97.76", 305, 312),
        ("97.8", 305, 312),
        ("98", 305, 312),
        # 98.5 is rounded up, or to the even digit.
        ("99", 197, 200),
        ("98", 197, 200),
        ("12.3", 245, 2000),
        ("12.2", 245, 2000),
        ("100", 0.999, 1),
        ("0", 0, 12),
    ],
)
def test_a_rate_is_checked_at_the_decimals_it_is_printed_with(printed, count, total):
    assert not hard(rate(printed, count, total))


@pytest.mark.parametrize(
    ("printed", "count", "total", "rule"),
    [
        ("96", 38, 40, "rate-mismatch"),
        ("97.7", 305, 312, "rate-truncated"),
        ("128.78", 0, 1, "rate-out-of-range"),
        ("99.0", 199, 200, "rate-mismatch"),
        ("99", 199, 200, "rate-truncated"),
        ("92.71", 92715, 100000, "rate-truncated"),
        ("100", 7, 8, "rate-mismatch"),
    ],
)
def test_a_rate_that_no_rounding_gives_is_said(printed, count, total, rule):
    assert hard(rate(printed, count, total)) == {rule}


def test_a_bound_widens_what_a_rate_may_be():
    assert not hard(rate("90", 38, 40, bound="at_least"))
    assert hard(rate("96", 38, 40, bound="at_least")) == {"rate-mismatch"}
    figures = rate("96", 38, 40)
    assert not hard(figures.assign(bound=["exact", "at_least", "exact"]))
    assert not hard(figures.assign(bound=["about", "exact", "exact"]))


def test_tenths_are_checked_to_ten():
    assert not hard(rate("90", 19, 22, surface="成功率达九成"))
    assert hard(rate("90", 15, 22, surface="成功率达九成")) == {"rate-mismatch"}


def test_a_count_in_ten_thousands_is_rounded():
    figures = rate("99.5", 30500, 30700)
    assert hard(figures) == {"rate-mismatch"}
    assert not hard(figures.assign(surface=["3.07万件", "3.05万件", "99.5%"]))


def test_a_rate_of_unlike_units_or_periods_is_not_recomputed():
    figures = rate("50", 38, 40)
    assert hard(figures) == {"rate-mismatch"}
    assert not hard(figures.assign(unit=["宗", "人次", "%"]))
    assert not hard(figures.assign(period=["2023", "2023-01/2023-06", "2023"]))


def test_a_growth_and_a_target_may_be_more_than_all():
    assert hard(table(figure(120, "%", "办结率"))) == {"rate-out-of-range"}
    assert hard(table(figure(-3, "%", "办结率"))) == {"rate-out-of-range"}
    assert not hard(table(figure(120, "%", "完成年度目标")))
    assert not hard(table(figure(11, "件"), figure(120, "%", "案件同比增长", relation="growth", related="1")))


# Parts and subsets


def parts(total, *values, unit="条"):
    rows = [figure(value, unit, f"第{n}类", relation="part", related="1") for n, value in enumerate(values)]
    return table(figure(total, unit, "公开信息"), *rows)


def test_the_seven_kinds_of_hengli_sum():
    identities = check_identities(load_figures("横沥镇", 2020)).query("identity == 'parts'")
    assert identities["holds"].tolist() == [True]
    assert identities["expected"].item() == "1935条"


def test_parts_that_do_not_sum_are_said():
    finding = only(parts(1526, 36, 148, 92, 630, 610), "parts-mismatch")
    assert (finding["printed"], finding["expected"], finding["figures"]) == ("1526条", "1516条", (1, 2, 3, 4, 5, 6))


def test_rounded_parts_may_miss_their_rounded_total():
    amounts = parts(16_168_500, *[1_796_300] * 8, 1_796_100, unit="宗")
    assert hard(amounts) == {"parts-mismatch"}
    near = [f"{value / 1e4:g}万宗" for value in amounts["value"]]
    assert hard(amounts.assign(surface=near)) == {"parts-mismatch"}
    assert not hard(parts(50_000, 20_000, 30_100, unit="元").assign(surface=["5万元", "2万元", "3.01万元"]))


def test_a_total_broken_down_twice_holds():
    assert not hard(parts(515, 218, 297, 500, 15))
    assert hard(parts(515, 218, 297, 500, 14)) == {"parts-mismatch"}


def test_unlike_parts_are_not_added():
    figures = parts(30, 12, 20)
    assert hard(figures) == {"parts-mismatch"}
    assert not hard(figures.assign(unit=["人", "人", "人次"]))


def test_some_parts_of_a_total_are_no_partition():
    figures = parts(30, 12, 9).assign(relation=["", "subset", "subset"])
    assert not hard(figures)


def test_a_vague_part_widens_the_sum():
    figures = parts(500, 200, 310)
    assert hard(figures) == {"parts-mismatch"}
    assert not hard(figures.assign(bound=["exact", "exact", "about"]))
    assert not hard(figures.assign(bound=["at_least", "exact", "exact"]))


def subset(part, total, unit="宗", **columns):
    return table(
        figure(total, unit), figure(part, columns.pop("part_unit", unit), relation="subset", related="1", **columns)
    )


def test_a_part_larger_than_its_whole_is_said():
    finding = only(subset(196, 186), "subset-exceeds-total")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((2, 1), "196宗", "≤186宗")
    assert not hard(subset(186, 186))


def test_appearances_of_all_agencies_are_not_compared_with_the_cases_of_one():
    assert not hard(subset(6, 5, unit="件", part_unit="次"))
    assert not hard(subset(196, 186, period="../2023-12-31", basis="cumulative"))


def test_a_vague_whole_may_have_more():
    figures = subset(196, 186)
    assert not hard(figures.assign(bound=["at_least", "exact"]))
    assert not hard(figures.assign(bound=["about", "exact"]))
    assert hard(figures.assign(bound=["at_most", "exact"])) == {"subset-exceeds-total"}


# What is said twice, and the year before


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


def grown(percent, *values, unit="起", said="同比上升", **columns):
    rows = [figure(value, unit, indicator=columns.get("indicator", "")) for value in values]
    related = " ".join(str(n) for n in range(1, len(values) + 1))
    measure = f"行政处罚案件{said}"
    growth = figure(float(percent), "%", measure, relation="growth", related=related, surface=f"{said}{percent}%")
    return table(*rows, growth)


def test_a_growth_that_a_whole_number_gives_is_sound():
    assert not hard(load_figures("120116011", 2025))
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
    finding = only(now, "growth-mismatch", among=last.assign(value=90.0))
    assert (finding["printed"], finding["expected"]) == ("20%", "+33.3%")
    assert not hard(now, among=last.assign(value=92.0, bound="about"))
    assert not hard(now, among=last.assign(value=90.0, scope="环保"))
    assert not hard(now, among=last.assign(value=90.0, place_code="990000002"))
    both = pd.concat([now, last.assign(value=90.0)], ignore_index=True)
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


# Units, shares, other places


def test_people_for_person_times_are_said():
    finding = only(load_figures("清溪镇", 2024), "unit-unexpected")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((1,), "名", "人次")
    assert "unit-unexpected" not in found(table(figure(3403, "人次", indicator="legal_consultations")))


def test_times_for_visits_are_said():
    visits = {"indicator": "inspections", "measure": "检查生产经营单位"}
    assert only(table({**figure(1850, "次"), **visits}), "unit-unexpected")["expected"] == "家次"
    assert "unit-unexpected" not in found(table({**figure(1850, "家次"), **visits}))
    assert "unit-unexpected" not in found(table({**figure(30, "次"), **visits, "measure": "行政检查"}))


def test_vague_figures_are_one_share_of_the_report():
    finding = only(load_figures("横沥镇", 2020), "vague")
    assert (finding["figures"], finding["printed"]) == ((1, 30, 56, 57), "6.8%")
    assert "vague" not in found(load_figures("寮步镇", 2019))


def test_a_report_whose_every_rate_is_whole_is_noted():
    whole = [figure(100, "%", f"第{n}率") for n in range(3)]
    assert "all-hundred" in found(table(*whole))
    assert "all-hundred" not in found(table(*whole[:2]))
    assert "all-hundred" not in found(table(*whole, figure(99.8, "%", "满意率")))
    assert "all-hundred" not in found(table(*whole).assign(bound=["exact", "exact", "at_least"]))


def test_figures_without_an_indicator_are_one_share_of_the_report():
    assert only(load_figures("横沥镇", 2020), "uncoded")["printed"] == "25.4%"
    assert "uncoded" not in found(load_figures("寮步镇", 2019))


def test_an_excerpt_is_not_judged_by_its_shares():
    assert "vague" in found(load_figures("清溪镇", 2024))
    assert "vague" not in set(audit_report("清溪镇", 2024).findings["rule"])


def towns(values, indicator="mediation_accepted", unit="宗"):
    codes = load_places().query("level == '镇' and city == '东莞市'").index[: len(values)]
    return pd.concat(
        [
            table(figure(value, unit, indicator=indicator), place=code, year=2020)
            for code, value in zip(codes, values, strict=True)
        ],
        ignore_index=True,
    )


def test_a_figure_far_from_other_places_is_noted_per_resident():
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    like = (population / 1000).round().tolist()
    assert "outlier" not in found(towns(like))
    off = towns([*like[:-1], like[-1] * 60])
    finding = only(off, "outlier")
    assert finding["place_code"] == off["place_code"].iloc[-1]
    assert "每万人" in finding["message"]


def test_too_few_places_or_a_wide_spread_make_no_outlier():
    assert "outlier" not in found(towns([100, 100, 100, 100, 9000]))
    assert "outlier" not in found(towns([10, 40, 90, 300, 800, 2000, 15, 60, 150, 500, 9000]))


def test_a_report_of_the_data_is_audited_as_if_the_others_were_handed_over():
    for row in load_reports().iloc[::4].itertuples():
        audit, figures = audit_report(row.place_code, row.year), load_figures(row.place_code, row.year)
        pd.testing.assert_frame_equal(audit.identities, check_identities(figures, among=load_figures()))
        findings = audit_figures(figures, among=load_figures())
        shares = findings["rule"].isin(OF_THE_WHOLE) & (row.coverage == "excerpt")
        pd.testing.assert_frame_equal(audit.findings, findings[~shares].reset_index(drop=True))


def test_outliers_are_sought_among_others():
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    panel = towns((population / 1000).round().tolist())
    one = panel[:1].assign(value=panel["value"].iloc[0] * 60)
    assert "outlier" in found(one, among=panel)
    assert "outlier" not in found(panel[:1], among=panel)


# Periods


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"period": "2023"}, False),
        ({"period": "2023-01/2023-06"}, True),
        ({"period": "2023-01-01/2023-11-30"}, True),
        ({"period": "2023-01-01/2023-12-31"}, False),
        ({"period": "2023-01/2023-12"}, False),
        ({"period": "2023-12-20", "basis": "stock"}, True),
        ({"period": "2023-12-31", "basis": "stock"}, False),
        ({"period": "2023-06"}, False),
        ({"period": "2022-07/2023-06"}, True),
        ({"period": "2022"}, False),
        ({"period": "2024"}, False),
    ],
)
def test_a_period_that_is_not_the_year_is_said(columns, said):
    assert ("period-incomplete" in found(table(figure(9, "起", **columns)))) is said


def test_a_running_total_is_not_the_years():
    assert "cumulative-as-annual" in found(table(figure(500, "场", period="2015/2023", basis="cumulative")))
    assert (
        "2015"
        in only(table(figure(500, "场", period="2015/2023", basis="cumulative")), "cumulative-as-annual")["message"]
    )
    assert "cumulative-as-annual" not in found(table(figure(500, "场")))
    assert "cumulative-as-annual" not in found(table(figure(50, "场", period="2023/2023", basis="cumulative")))


def test_dates_of_reports_csv_speak_for_figures_without_a_text(data_copy):
    reports = data_copy / "reports.csv"
    text = reports.read_text(encoding="utf-8")
    reports.write_text(text.replace("2021-01-29,,2020-12-31", "2020-12-18,2021-09-08,2020-11-30"), encoding="utf-8")
    findings = audit_report("横沥镇", 2020, data_dir=data_copy).findings.set_index("rule")
    assert findings.loc["published-late", "printed"] == "2021-09-08"
    assert findings.loc["period-incomplete", "printed"] == "2020-12-18"


def test_recorded_statements_tell_which_parts_there_are(data_copy):
    statements = data_copy / "statements.csv"
    rows = statements.read_text(encoding="utf-8").splitlines()
    assert "part-missing" not in set(audit_report("横沥镇", 2020, data_dir=data_copy).findings["rule"])
    statements.write_text("\n".join(row for row in rows if ",shortcoming," not in row) + "\n", encoding="utf-8")
    findings = audit_report("横沥镇", 2020, data_dir=data_copy).findings
    assert findings.loc[findings["rule"] == "part-missing", "message"].tolist() == ["没有写存在的不足和原因。"]


# A text beside the figures


def test_a_text_other_than_the_recorded_one_is_said():
    figures = load_figures("横沥镇", 2020)
    recorded = load_reports("横沥镇", 2020)["sha256"].item()
    report = parse_report("横沥镇2020年法治政府建设年度报告\n2020年,横沥镇依法办事。", place="横沥镇", year=2020)
    assert "source-changed" in found(figures, report)
    same = Report(text=report.text, sha256=recorded, place_code="441900106", year=2020)
    assert "source-changed" not in found(figures, same)
    elsewhere = parse_report("2024年,长安镇依法办事。", place="长安镇", year=2024)
    assert "source-changed" not in found(load_figures("长安镇", 2024), elsewhere)


def test_a_text_is_that_of_the_figures_though_it_names_no_place():
    report = Report(text="2023年,投入经费XX万元。", issued_on=date(2023, 12, 1))
    findings = audit_figures(table(figure(9, "起")), report).set_index("rule")
    assert findings.loc["placeholder", "place_code"] == PLACE
    assert findings.loc["period-incomplete", "year"] == YEAR


def test_several_texts_go_with_their_figures():
    figures = pd.concat([table(figure(9, "起")), table(figure(9, "起"), year=2022)], ignore_index=True)
    texts = [Report(text="投入XX万元。", place_code=PLACE, year=2022), Report(text="好。", place_code=PLACE, year=2023)]
    findings = audit_figures(figures, texts)
    assert findings.loc[findings["rule"] == "placeholder", "year"].tolist() == [2022]


# Bad input


def test_a_number_that_comes_twice_is_refused():
    with pytest.raises(BadTable, match="figures:3:figure: is twice in one report, got “1”"):
        audit_figures(table(figure(1, "件"), figure(2, "件")).assign(figure=1))


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(BadTable, match="figures:1:unit: missing"):
        audit_figures(table(figure(1, "件")).drop(columns="unit"))


def test_a_language_that_does_not_exist_is_refused():
    with pytest.raises(BadParameter, match="lang must be one of zh, en"):
        audit_figures(table(figure(1, "件")), lang="fr")


def test_no_figures_have_no_findings():
    assert audit_figures(table(figure(1, "件"))[:0]).empty


def test_relations_to_what_is_not_there_are_left_alone():
    figures = table(
        figure(38, "宗", relation="subset", related="9"),
        figure(95, "%", relation="ratio", related="7/8"),
        figure(12, "%", relation="growth", related="9"),
        figure(12, "宗", relation="part", related="0"),
    )
    assert not hard(figures)


def test_an_indicator_that_the_codebook_lacks_is_taken_as_uncoded_in_messages():
    figures = twice(320, 302, indicator="no_such_indicator").assign(indicator="no_such_indicator")
    assert "320" in only(figures, "conflicting-values", lang="en")["message"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_is_filled_for_all_of_the_data(lang):
    figures = load_figures()
    said = audit_figures(figures, among=figures, lang=lang)["message"]
    assert said.str.len().min() > 5
    assert not said.str.contains(r"\{|nan|None|<NA>").any()
