"""What a report has of last year's: each rule by its example, and what the invented city plants."""

import re

import pandas as pd
import pytest

from lawgov_analysis.auditing import repeated
from lawgov_analysis.auditing.repeated import (
    recurring_shortcomings,
    repeated_rules,
    reused_passages,
)
from lawgov_analysis.tables import load_statements, open_data

from helpers.audited import figure, table

CITY, PLACE = "data/samples/city", "990101101"
REGISTERED = {
    "numbers": repeated.NUMBERS,
    "passages": repeated.PASSAGES,
    "shortcomings": repeated.SHORTCOMINGS,
    "growth": repeated.GROWTH,
    "restated": repeated.RESTATED,
}
LECTURES = {"indicator": "rule_of_law_lectures", "measure": "法治讲座"}


def numbers(example):
    count, same = re.fullmatch(r"(\d+)个数，(全|\d+个)同", example).groups()
    same = int(count) if same == "全" else int(same[:-1])
    return repeated._first(repeated.NUMBERS, pd.Series([True] * same + [False] * (int(count) - same)))


def passages(example):
    return repeated._first(repeated.PASSAGES, int(re.search(r"\d+", example)[0]) / 100)


def shortcomings(example):
    before, now = (repeated._topics(text, open_data()) for text in example.split(" → "))
    return repeated._first(repeated.SHORTCOMINGS, before & now)


def growth(example):
    pattern = r"上年报告(无|\d+场次)；今年(\d+)场次，增长(\d+)%(，未核对)?"
    before, now, percent, unread = re.fullmatch(pattern, example).groups()
    rows = [
        figure(now, "场次", year=2022, **LECTURES),
        figure(percent, "%", "法治讲座增长", year=2022, relation="growth", related="1", surface=f"增长{percent}%"),
    ]
    rows += [figure(before[:-2], "场次", year=2021, **LECTURES)] if before != "无" else []
    figures = table(*rows, place=PLACE).assign(period=[str(row["year"]) for row in rows])
    figures["figure"] = [1, 2, 1][: len(rows)]
    data = open_data(CITY)
    if unread:
        data = data.with_tables({"reports": data.table("reports").assign(review="unread")})
    return repeated.growths_of(figures, 2022, data)["rule"].item()


def restated(example):
    before, now = re.fullmatch(r"上年报告(\d+)场次；今年说上年(\d+)场次", example).groups()
    rows = [figure(before, "场次", year=2021, **LECTURES), figure(now, "场次", year=2022, **LECTURES)]
    figures = table(*rows, place=PLACE).assign(period="2021")
    return repeated.restated_of(figures, 2022, open_data(CITY))["rule"].item()


def test_every_rule_of_the_table_has_its_function():
    rules = repeated_rules()
    assert {about: list(of) for about, of in REGISTERED.items()} == {
        about: of.index.tolist() for about, of in rules.groupby("about", sort=False)
    }


@pytest.mark.parametrize("rule", repeated_rules().index.tolist())
def test_a_rule_is_said_of_its_example_and_not_of_what_is_unlike(rule):
    row = repeated_rules().loc[rule]
    said = globals()[row["about"]]
    assert said(row["example"]) == rule
    assert said(row["unlike"]) != rule


def test_what_is_counted_in_other_words_is_set_beside_and_not_passed_over():
    def said(**before):
        rows = [
            figure(412, before.get("unit", "起"), "网格员排查发现矛盾纠纷", indicator=before.get("indicator", "")),
            figure(286, "件", "调委会受理民间纠纷", indicator="mediation_accepted"),
        ]
        figures = table(*rows, place=PLACE).assign(year=[2021, 2022], period=["2021", "2022"], figure=[1, 1])
        return repeated.otherwise_of(figures.assign(out_of_field=""), 2022, open_data(CITY)).values.tolist()

    assert said() == [[PLACE, 2022, 1, 2021, 1, "纠纷化解"]]
    # A changed definition is a break of the comparison, and a number of persons is of another kind.
    assert said(indicator="disputes_found") == said(unit="人次") == []


def test_a_growth_in_units_is_held_and_the_same_words_are_of_the_same():
    def rule(before, now, grown, unit, **more):
        rows = [
            figure(now, "件", "镇矛调中心受理各类纠纷", year=2022, **more),
            figure(grown, unit, "较上年增加", year=2022, relation="growth", related="1", surface=f"增加{grown}{unit}"),
            figure(before, "件", "镇矛调中心受理各类纠纷", year=2021, **more),
        ]
        figures = table(*rows, place=PLACE).assign(period=[str(row["year"]) for row in rows], figure=[1, 2, 1])
        return repeated.growths_of(figures, 2022, open_data(CITY))["rule"].item()

    accepted = {"indicator": "mediation_accepted"}
    assert (rule(227, 248, 21, "件", **accepted), rule(227, 248, 31, "件", **accepted)) == (
        "growth-holds",
        "growth-differs",
    )
    assert rule(200, 230, 15, "%", indicator="") == "growth-holds"


def test_shortcomings_recur_on_a_topic_as_their_author_meant_it():
    data = open_data(CITY)
    meant = load_statements(data_dir=data).query("kind == 'shortcoming'")
    keys = ["place_code", "year", "statement"]
    words = meant.set_index(keys)["text_zh"].to_dict()
    reports = meant[keys[:2]].drop_duplicates().to_numpy().tolist()
    told = pd.concat([recurring_shortcomings(code, year, data) for code, year in reports])
    right = [
        words[row.place_code, row.year, row.statement] == words[row.place_code, row.base_year, row.base_statement]
        for row in told.itertuples()
    ]
    assert (sum(right), len(right)) == (15, 15)


def test_a_text_that_is_not_at_hand_is_no_text_without_passages():
    told = reused_passages("990101101", 2021, CITY)
    assert told.empty
    assert pd.isna(told.attrs["share"])
