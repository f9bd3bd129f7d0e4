"""Years held against each other: each reason by its example, and what the invented city plants."""

import re

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis import load_figures, load_indicators
from lawgov_analysis.analysis import compare_years, year_reasons
from lawgov_analysis.analysis.years import REASONS
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.tables import open_data

from helpers.audited import figure, table

CITY, PLACE = "data/samples/city", "990101101"
SIDE = re.compile(r"(?P<indicator>\S+) (?P<value>-?\d+(?:\.\d+)?)(?P<bound>余?)(?P<unit>[^\s余]+)(?P<told>.*)")
PERIOD = re.compile(r"\d{4}(-\d\d)?(/\d{4}(-\d\d)?)?")
BASIS = {"当年": "flow", "期末": "stock", "累计": "cumulative"}


@pytest.fixture(scope="module")
def city():
    return compare_years(load_figures(data_dir=CITY), CITY)


def one_side(text, year):
    """The figures that one side of an example says, what it says of the report, and of the place."""
    said = SIDE.fullmatch(text)
    row = {"indicator": said["indicator"], "year": year, "period": str(year), "measure": "数"}
    report, others, level = {"document_type": "年度报告", "coverage": "full", "official": "yes"}, [], ""
    more = []
    for word in said["told"].split():
        if word in BASIS:
            row["basis"] = BASIS[word]
        elif PERIOD.fullmatch(word):
            row["period"] = word
        elif word.startswith("数="):
            row["measure"] = word[2:]
        elif word.startswith("范围="):
            row["scope"] = word[3:]
        elif word.startswith("落款"):
            report["issued_on"] = pd.Timestamp(f"{year}-{word[2:]}")
        elif word.startswith("另有"):
            others.append(float(word[2:-1]))
        elif word.startswith("上年结转"):
            part = {"measure": "数:上年结转", "relation": "subset", "related": "1", "period": str(year), "year": year}
            more.append(figure(float(word[4:]), said["unit"], **part))
        elif word in ("镇", "乡", "县"):
            level = word
        else:
            known = {
                "未核对": ("review", "unread"),
                "新闻": ("document_type", "新闻"),
                "摘编": ("coverage", "excerpt"),
                "转载": ("official", "no"),
            }
            name, value = known[word]
            report[name] = value
    row["bound"] = "at_least" if said["bound"] else "exact"
    values = [float(said["value"]), *others]
    return [*(figure(value, said["unit"], **row) for value in values), *more], report, level


def compared(example):
    """What is said of the two sides of an example."""
    sides = [one_side(text, year) for text, year in zip(example.split(" → "), (2021, 2022), strict=True)]
    figures = table(*(row for rows, _, _ in sides for row in rows), place=PLACE)
    figures["figure"] = range(1, len(figures) + 1)
    data = open_data(CITY)
    reports = data.table("reports")
    for year, (_, report, _) in zip((2021, 2022), sides, strict=True):
        of_it = (reports["place_code"] == PLACE) & (reports["year"] == year)
        reports.loc[of_it, list(report)] = list(report.values())
    places = data.table("places")
    if sides[0][2]:
        places.loc[places["code"] == PLACE, "former_names"] = f"丹枫{sides[0][2]}<2022"
    return compare_years(figures, data.with_tables({"reports": reports, "places": places}))


def test_every_reason_of_the_table_has_its_function():
    assert list(REASONS) == year_reasons().index.tolist()


@pytest.mark.parametrize("reason", list(REASONS))
def test_a_reason_applies_to_its_example_and_not_to_what_is_unlike(reason):
    rule = year_reasons().loc[reason]
    (told,) = compared(rule["example"]).itertuples()
    said = told.note.split("|") if rule["kind"] == "note" else [told.reason]
    assert reason in said
    assert told.comparable == (rule["kind"] == "note")
    (unlike,) = compared(rule["unlike"]).itertuples()
    assert unlike.comparable
    assert reason not in unlike.note.split("|")


@pytest.mark.parametrize(
    ("before", "now", "comparable"),
    [("上年结转", "上年结转", True), ("上年结转", "结转下年", False), ("网上", "当场", True)],
)
def test_cases_of_the_year_before_are_compared_where_both_years_say_how_many(before, now, comparable):
    rows = []
    for year, part in ((2021, before), (2022, now)):
        whole = {"indicator": "reconsideration_accepted", "measure": "受理", "year": year, "period": str(year)}
        of_it = {"measure": f"受理:{part}", "relation": "subset", "related": str(len(rows) + 1), "year": year}
        rows += [figure(90, "件", **whole), figure(9, "件", period=str(year), **of_it)]
    (told,) = compare_years(table(*rows, place=PLACE).assign(figure=range(1, 5)), CITY).itertuples()
    assert (told.comparable, told.reason) == (comparable, "" if comparable else "carried")


def test_indicators_that_stand_for_each_other_are_counted_alike():
    # Else their unit or kind would already tell them apart.
    indicators, pairs = load_indicators(), open_data().table("year_definitions")
    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        assert indicators.loc[one, "unit"] == indicators.loc[other, "unit"], (one, other)
        assert other in indicators.loc[one, "confusable"].split("|"), (one, other)


def test_the_citys_breaks_are_those_that_are_planted(city):
    broken = city[~city["comparable"] & (city["reason"] != "bound")]
    assert broken.groupby(["place_code", "year", "reason"]).size().to_dict() == {
        ("990101001", 2023, "definition"): 1,
        ("990101103", 2022, "period"): 9,
        ("990102001", 2022, "document"): 4,
        ("990102101", 2023, "unit"): 1,
        ("990102201", 2022, "excerpt"): 4,
    }
    vague = city[city["reason"] == "bound"]
    assert (vague[["bound", "base_bound"]] != "exact").any(axis=1).all()


def test_the_renamed_street_is_compared_and_the_change_of_name_said(city):
    noted = city[city["note"].str.contains("renamed")]
    assert set(zip(noted["place_code"], noted["year"], strict=True)) == {("990102104", 2022)}
    assert noted["comparable"].any()


def test_a_running_total_is_never_held_against_a_year(city):
    cumulative = load_figures(data_dir=CITY).query("basis == 'cumulative'")
    keys = set(zip(cumulative["place_code"], cumulative["year"], cumulative["figure"], strict=True))
    compared_ = city[city["comparable"]]
    assert not keys & set(zip(compared_["place_code"], compared_["year"], compared_["figure"], strict=True))
    figures = table(
        figure(18, "次", indicator="special_campaigns", year=2021, period="2021"),
        figure(57, "次", indicator="special_campaigns", year=2022, period="2020/2022", basis="cumulative"),
        figure(19, "次", indicator="special_campaigns", year=2022, period="2022", relation="subset", related="2"),
        place=PLACE,
    )
    (told,) = compare_years(figures, CITY).itertuples()
    assert told.comparable
    assert (told.value, told.base_value) == (19, 18)


def test_what_is_changed_is_worked_out(city):
    keys = ["place_code", "year", "indicator", "scope"]
    told = city.set_index(keys).loc[("990101001", 2022, "mediation_accepted", "")]
    assert told[["change", "change_low", "change_high"]].tolist() == [53, 53, 53]
    assert told["percent"] == pytest.approx(16.987, abs=0.001)


def test_a_bound_gives_a_range_and_no_percentage():
    (told,) = compared("law_publicity_audience 400余人次 → law_publicity_audience 380人次").itertuples()
    assert told.comparable
    assert np.isnan(told.change)
    assert np.isnan(told.percent)
    assert (told.change_low, told.change_high) == (-np.inf, -20)


def test_a_year_that_is_missing_is_no_previous_year():
    figures = load_figures("丹枫镇", data_dir=CITY).query("year != 2022")
    assert compare_years(figures, CITY).empty
    assert compare_years(figures, CITY, base="first")["base_year"].unique().tolist() == [2021]


def test_figures_of_one_year_give_an_empty_table_of_the_same_columns(city):
    one = compare_years(load_figures("441900106", 2020))
    assert one.empty
    assert list(one) == list(city)
    assert one.dtypes.astype(str).to_dict() == city.dtypes.astype(str).to_dict()


@pytest.mark.parametrize("given", [{"base": "frist"}, {"min_base": -1}, {"min_base": "20"}, {"min_base": float("nan")}])
def test_a_wrong_parameter_is_one_clear_line(given):
    with pytest.raises(BadParameter) as error:
        compare_years(pd.DataFrame(), **given)
    assert next(iter(given)) in str(error.value)
    assert "\n" not in str(error.value)
