"""What reports have of what is asked of them is told where the data tell it, and unknown everywhere else."""

import pandas as pd
import pytest

from lawgov_analysis.auditing import compliance, load_compliance_rules
from lawgov_analysis.auditing.compliance import ANSWERS, COMPLIANCE_COLUMNS
from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import open_data

CITY = "data/samples/city"


def answers(place, year, data_dir=None):
    return compliance(place, year, data_dir).set_index("rule")


def changed(place, year, **values):
    """Return the city with one line of its reports changed."""
    data = open_data(CITY)
    reports = data.table("reports").copy()
    row = (reports["place_code"] == place) & (reports["year"] == year)
    for column, value in values.items():
        reports.loc[row, column] = value
    return data.with_tables({"reports": reports})


def test_each_rule_is_answered_as_its_examples_say():
    rules, city = load_compliance_rules(), compliance(data_dir=CITY)
    names = open_data(CITY).table("places", index="name")["code"]
    for rule, row in rules.iterrows():
        for example, due in ((row["example"], "yes"), (row["unlike"], "no")):
            if example:
                place, year = example.split()
                found = city[
                    (city["rule"] == rule) & (city["place_code"] == names[place]) & (city["year"] == int(year))
                ]
                assert found["answer"].tolist() == [due], (rule, example)


def test_the_rules_are_those_that_are_answered():
    assert list(load_compliance_rules().index) == list(ANSWERS)


def test_a_rule_that_nothing_answers_is_named():
    data = open_data()
    rules = data.table("compliance_rules")
    more = pd.concat([rules, rules[:1].assign(rule="punctual")], ignore_index=True)
    with pytest.raises(BadTable, match="no such rule is answered, got “punctual”"):
        compliance("横沥镇", 2020, data.with_tables({"compliance_rules": more}))


def test_hengli_was_signed_in_time_by_both_and_gives_no_causes():
    found = answers("横沥镇", 2020)
    assert found.loc[["signed", "joint_signature", "causes", "published"], "answer"].tolist() == [
        "yes",
        "yes",
        "no",
        "unknown",
    ]
    assert found.loc["causes", "section"] == "2"
    # No town is bound by the day of the signature.
    assert not found.loc["signed", "binding"]


@pytest.mark.parametrize(("place", "year", "reason"), [("琴坞乡", 2021, "excerpt"), ("沙汀街道", 2021, "not_report")])
def test_nothing_is_told_of_an_excerpt_or_of_news(place, year, reason):
    found = answers(place, year, CITY)
    assert set(found["answer"]) == {"unknown"}
    assert set(found["reason"]) == {reason}


def test_who_counts_what_is_planned_has_a_plan():
    data = open_data(CITY)
    items, statements = data.table("items").copy(), data.table("statements")
    own = (items["place_code"] == "990101101") & (items["year"] == 2023)
    items.loc[own & (items["item"] == "has_part_next_plan"), "answer"] = "no"
    unread = data.with_tables({"items": items, "statements": statements[statements["kind"] != "plan"]})
    assert answers("990101101", 2023, unread).loc["part_plan", "answer"] == "yes"


def test_the_faults_of_the_city_are_those_that_were_planted():
    city = compliance(data_dir=CITY)
    faults = city[(city["answer"] == "no") & city["binding"]]
    assert faults[["place_code", "year", "rule"]].to_numpy().tolist() == [
        ["990101001", 2022, "published"],
        ["990101102", 2021, "part_leaders"],
        ["990101103", 2022, "causes"],
    ]
    late = city.query("rule == 'signed' and answer == 'no'")
    assert late[["place_code", "year", "day", "limit"]].to_numpy().tolist() == [
        ["990101105", 2023, "2024-03-12", "2024-03-01"]
    ]


def test_a_department_is_not_asked_for_the_partys_signature():
    assert "joint_signature" not in answers("990100901", 2021, CITY).index


def test_a_late_repost_says_nothing_of_the_first_publication():
    data = changed("990101001", 2022, official="no")
    assert answers("990101001", 2022, data).loc["published", ["answer", "reason"]].tolist() == ["unknown", "reposted"]


def test_what_was_signed_after_the_limit_was_published_after_it():
    day = pd.Timestamp("2024-04-09")
    data = changed("990101105", 2023, issued_on=day, published_on=pd.NaT)
    assert answers("990101105", 2023, data).loc["published", ["answer", "day"]].tolist() == ["no", "2024-04-09"]


def test_statements_show_that_a_part_is_there_and_their_lack_shows_nothing():
    data = open_data(CITY)
    bare = data.with_tables({"items": data.table("items")[:0]})
    found = answers("990101101", 2021, bare)
    assert found.loc[["part_shortcomings", "part_plan", "causes"], "answer"].tolist() == ["yes"] * 3
    assert found.loc["title", ["answer", "reason"]].tolist() == ["unknown", "not_recorded"]
    silent = bare.with_tables({"statements": data.table("statements")[:0]})
    assert answers("990101101", 2021, silent).loc["part_shortcomings", "answer"] == "unknown"


def test_it_has_its_columns_where_it_has_no_row():
    data = open_data(CITY)
    none = data.with_tables({"compliance_rules": data.table("compliance_rules")[:0]})
    assert list(compliance("990101101", 2021, none)) == COMPLIANCE_COLUMNS


def test_a_provision_binds_no_report_of_before_it():
    data = open_data(CITY)
    later = data.with_tables({"compliance_rules": data.table("compliance_rules").assign(since=2023)})
    found = compliance("990101101", data_dir=later)
    assert not found.loc[found["year"] < 2023, "binding"].any()
    assert found.loc[found["year"] == 2023, "binding"].any()


def test_last_years_plan_is_asked_for_only_where_it_is_known():
    found = compliance(data_dir=CITY).query("rule == 'last_plan'").set_index(["place_code", "year"])
    assert found.loc[("990101101", 2022), "answer"] == "yes"
    # The report does not say so, but its number reaches the plan's.
    assert found.loc[("990101001", 2023), "answer"] == "yes"
    assert found.loc[("990101001", 2021), ["answer", "reason"]].tolist() == ["unknown", "no_last_plan"]
    assert found.loc[("990101001", 2022), ["answer", "reason"]].tolist() == ["unknown", "plans_unclear"]


def test_a_report_is_told_that_it_passes_over_plans_only_where_it_speaks_of_none():
    data = open_data(CITY)
    statements, items = data.table("statements"), data.table("items")
    plans = (statements["place_code"] == "990101101") & (statements["year"] == 2021) & (statements["kind"] == "plan")
    own = (items["place_code"] == "990101101") & (items["item"] == "has_answer_to_last_year_plan")
    silent = data.with_tables(
        {
            "statements": statements[~plans | (statements["quantity"] == "3个")],
            "items": items.assign(answer=items["answer"].mask(own, "no")),
        }
    )
    assert answers("990101101", 2022, silent).loc["last_plan", "answer"] == "no"


def test_a_report_without_shortcomings_is_not_asked_for_their_causes():
    data = open_data(CITY)
    items, statements = data.table("items"), data.table("statements")
    lacks = (items["place_code"] == "990101101") & (items["item"] == "has_part_shortcomings")
    without = data.with_tables(
        {
            "items": items.assign(answer=items["answer"].mask(lacks, "no")),
            "statements": statements[statements["kind"] != "shortcoming"],
        }
    )
    found = answers("990101101", 2021, without)
    assert found.loc["part_shortcomings", "answer"] == "no"
    assert "causes" not in found.index
