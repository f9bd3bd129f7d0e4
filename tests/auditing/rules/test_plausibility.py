"""Units, shares, other places: the rules speak of what is hardly meant, and are silent of the rest."""

import pandas as pd
import pytest

from lawgov_analysis.analysis import FEWEST_PLACES
from lawgov_analysis.auditing import audit_report
from lawgov_analysis.tables import load_figures, load_places

from helpers.audited import figure, found, only, rate, table
from helpers.invented import record, without_reports


def test_people_for_person_times_are_said():
    finding = only(table(figure(340, "人次", indicator="certified_officers")), "unit-unexpected")
    assert (finding["figures"], finding["printed"], finding["expected"]) == ((1,), "人次", "人")
    assert finding["about"] == "library"
    assert "unit-unexpected" not in found(table(figure(340, "名", indicator="certified_officers")))
    # 参考人数 are people, whatever the customary unit: the codebook allows both.
    assert "unit-unexpected" not in found(table(figure(444, "人", indicator="enforcement_exam_participants")))


def test_times_for_visits_are_said():
    visits = {"indicator": "inspections", "measure": "检查生产经营单位"}
    assert only(table({**figure(1850, "次"), **visits}), "unit-unexpected")["expected"] == "家次"
    assert "unit-unexpected" not in found(table({**figure(1850, "家次"), **visits}))
    assert "unit-unexpected" not in found(table({**figure(30, "次"), **visits, "measure": "行政检查"}))


def test_vague_figures_are_one_share_of_the_report():
    finding = only(load_figures("横沥镇", 2020), "vague")
    assert (finding["figures"], finding["printed"]) == ((34, 62, 63), "5.0%")
    assert "vague" not in found(rate("96.9", 2784, 2872))


def test_a_report_whose_every_rate_is_whole_is_noted():
    whole = [figure(100, "%", f"第{n}率") for n in range(3)]
    assert "all-hundred" in found(table(*whole))
    assert "all-hundred" not in found(table(*whole[:2]))
    assert "all-hundred" not in found(table(*whole, figure(99.8, "%", "满意率")))
    assert "all-hundred" not in found(table(*whole).assign(bound=["exact", "exact", "at_least"]))


def test_figures_without_an_indicator_are_one_share_of_the_report():
    assert only(load_figures("横沥镇", 2020), "uncoded")["printed"] == "1.7%"
    assert "uncoded" not in found(table(figure(9, "宗", indicator="mediation_accepted")))
    assert "uncoded" not in found(table(figure(3936, "人次", out_of_field="核酸检测不是法治工作")))


def test_an_excerpt_is_not_judged_by_its_shares():
    assert "vague" in found(load_figures("统景镇", 2024))
    assert "vague" not in set(audit_report("统景镇", 2024).findings["rule"])


def towns(values, indicator="mediation_accepted", unit="宗"):
    codes = load_places().query("level == '镇' and city == '东莞市'").index[: len(values)]
    return pd.concat(
        [
            table(figure(value, unit, indicator=indicator, start=0, end=3), place=code, year=2020)
            for code, value in zip(codes, values, strict=True)
        ],
        ignore_index=True,
    )


@pytest.fixture
def recorded(tmp_path):
    """Data in which every town of Dongguan has a full official report of 2020."""
    data_dir = without_reports(tmp_path / "data")
    for code in load_places().query("level == '镇' and city == '东莞市'").index:
        record(data_dir, code, 2020)
    return data_dir


def test_a_figure_far_from_other_places_is_noted_per_resident(recorded):
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    like = (population / 1000).round().tolist()
    assert "outlier" not in found(towns(like), data_dir=recorded)
    off = towns([*like[:-1], like[-1] * 60])
    finding = only(off, "outlier", data_dir=recorded)
    assert finding["place_code"] == off["place_code"].iloc[-1]
    assert "每万人" in finding["message"]


def test_too_few_places_or_a_wide_spread_make_no_outlier(recorded):
    assert "outlier" not in found(towns([100, 100, 100, 100, 9000]), data_dir=recorded)
    assert "outlier" not in found(towns([10, 40, 90, 300, 800, 2000, 15, 60, 150, 500, 9000]), data_dir=recorded)


def test_outliers_are_sought_among_others(recorded):
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    panel = towns((population / 1000).round().tolist())
    one = panel[:1].assign(value=panel["value"].iloc[0] * 60)
    assert "outlier" in found(one, among=panel, data_dir=recorded)
    assert "outlier" not in found(panel[:1], among=panel, data_dir=recorded)


@pytest.mark.parametrize(
    "known",
    [{"coverage": "excerpt"}, {"url": "http://www.gov.cn.example.com/1", "official": "no"}, {"document_type": "新闻"}],
)
def test_outliers_are_not_sought_among_reports_that_are_not_compared_with(recorded, known):
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    off = towns([*(population / 1000).round().tolist()[:-1], 90_000])
    assert "outlier" in found(off, data_dir=recorded)
    file = recorded / "reports.csv"
    reports = pd.read_csv(file, dtype="str", keep_default_na=False)
    others = reports["place_code"] != off["place_code"].iloc[-1]
    reports.loc[others & (reports.index < len(off) - FEWEST_PLACES), [*known]] = [*known.values()]
    reports.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")
    assert "outlier" not in found(off, data_dir=recorded)


def test_an_excerpt_is_no_outlier_but_a_report_at_hand_may_be_one(recorded):
    population = load_places().query("level == '镇' and city == '东莞市'")["population"].head(12).astype(float)
    panel = towns((population / 1000).round().tolist())
    street = load_places().query("level == '街道' and city == '东莞市'").index[0]
    one = table(figure(90_000, "宗", indicator="mediation_accepted", start=0, end=3), place=street, year=2020)
    assert "outlier" in found(one, among=panel, data_dir=recorded)
    record(recorded, street, 2020, coverage="excerpt")
    assert "outlier" not in found(one, among=panel, data_dir=recorded)


def test_what_is_planned_is_no_figure_of_the_year():
    planned = figure(60, "件", "评查案卷", bound="at_least", period="2024")
    assert not {"vague", "uncoded"} & found(table(figure(9, "宗", indicator="mediation_accepted"), planned))


@pytest.mark.parametrize(
    ("value", "unit", "printed", "is_said"),
    [
        (3.07, "件", "3.07万件", True),
        (30700, "件", "3.07万件", False),
        (0.97, "%", "97%", True),
        (1235, "件", "1,234件", True),
        (1234, "次", "1,234件", True),
        (1234, "件", "1,234件", False),
        (15, "件", "十五件", False),
        (97, "%", "0.97", False),
        (-5, "%", "-5%", False),
    ],
)
def test_a_value_that_is_not_what_is_printed_is_said_of_recorded_figures(value, unit, printed, is_said):
    figures = table({**figure(value, unit), "surface": printed})
    assert ("unlike-print" in found(figures)) == is_said
    if is_said:
        finding = only(figures, "unlike-print")
        assert (finding["figures"], finding["printed"], finding["about"]) == ((1,), printed, "library")
        assert f"{value:g}{unit}" in finding["message"]
