"""Rates, parts and subsets: the rules speak where the numbers do not add up, and are silent where they may."""

import pytest

from lawgov_analysis.auditing import audit_report, check_identities

from helpers.audited import figure, hard, only, rate, table

# Rates


def test_a_rate_that_does_not_recompute_is_said():
    finding = only(rate("96.7", 2784, 2872), "rate-mismatch")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((3, 2, 1), "96.7%", "96.9%")


def test_a_rate_cut_off_is_a_note_and_no_error_is_said_of_hengli():
    findings = audit_report("横沥镇", 2020).findings
    assert "error" not in set(findings["severity"])
    cut = findings[findings["rule"] == "rate-truncated"].iloc[0]
    assert (cut["severity"], cut["printed"], cut["expected"]) == ("note", "99%", "99.5%")


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
    assert not hard(figures.assign(surface=["3.07万宗", "3.05万宗", "99.5%"]))


def test_a_rate_of_unlike_units_or_periods_is_not_recomputed():
    figures = rate("50", 38, 40)
    assert hard(figures) == {"rate-mismatch"}
    assert not hard(figures.assign(unit=["宗", "人次", "%"], surface=["40宗", "38人次", "50%"]))
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


def test_parts_that_do_not_sum_are_said():
    finding = only(parts(1526, 36, 148, 92, 630, 610), "parts-mismatch")
    assert (finding["printed"], finding["expected"], finding["figures"]) == ("1526条", "1516条", (1, 2, 3, 4, 5, 6))


def test_rounded_parts_may_miss_their_rounded_total():
    amounts = parts(16_168_500, *[1_796_300] * 8, 1_796_100, unit="宗")
    assert hard(amounts) == {"parts-mismatch"}
    near = [f"{value / 1e4:.9g}万宗" for value in amounts["value"]]
    assert hard(amounts.assign(surface=near)) == {"parts-mismatch"}
    assert not hard(parts(50_000, 20_000, 30_100, unit="元").assign(surface=["5万元", "2万元", "3.01万元"]))


def test_a_total_broken_down_twice_holds():
    assert not hard(parts(515, 218, 297, 500, 15))
    assert hard(parts(515, 218, 297, 500, 14)) == {"parts-mismatch"}


def test_a_total_broken_down_twice_is_checked_by_each_division():
    held = check_identities(parts(143, 12, 131, 62, 81))
    assert held["figures"].tolist() == [(1, 2, 3), (1, 4, 5)]
    # In an order that tells no divisions nothing is said.
    assert check_identities(parts(143, 12, 62, 131, 81)).empty


def test_a_rate_of_what_was_to_be_reached_may_be_more_than_all():
    done = figure(124, "%", "违法建设完成率")
    assert not hard(table(figure(150_000, "平方米", "超额完成年度任务"), done))
    assert hard(table(figure(150_000, "平方米", "拆除违法建设"), done)) == {"rate-out-of-range"}


def test_unlike_parts_are_not_added():
    figures = parts(30, 12, 20)
    assert hard(figures) == {"parts-mismatch"}
    assert not hard(figures.assign(unit=["人", "人", "人次"], surface=["30人", "12人", "20人次"]))


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


def test_a_form_that_the_report_itself_breaks_down_is_an_error_and_else_a_question():
    kinds = ["penalty_decisions", "summary_procedure_cases", "ordinary_procedure_cases"]
    rows = [figure(n, "件", indicator=kind) for n, kind in zip((58, 37, 24), kinds, strict=True)]
    assert only(table(*rows), "parts-mismatch")["severity"] == "warning"
    said = [rows[0], *({**row, "relation": "subset", "related": "1"} for row in rows[1:])]
    finding = only(table(*said), "parts-mismatch")
    assert (finding["severity"], finding["message"][-1]) == ("error", "。")


def test_a_count_below_zero_is_no_rate():
    assert not hard(table(figure(-4, "次", "执法检查")))
