"""The page for the supervising office: what the invented city plants is found, and nothing else is claimed."""

import pytest

from lawgov_analysis.errors import NoData
from lawgov_analysis.presentation import load_language
from lawgov_analysis.reporting.supervision import (
    findings_by_rule,
    lacking_parts,
    late_reports,
    missing_reports,
    plans_followed,
    repeated_reports,
    roll_up,
    rollup,
    shared_texts,
    supervision_page,
    tables,
    unstated_clauses,
    unstated_indicators,
    write_page,
)
from lawgov_analysis.reporting.supervision import page as supervision_pages
from lawgov_analysis.tables import KEY, find_place, load_figures, open_data
from lawgov_analysis.tables.divisions import Division, load_divisions

from helpers.browser import chromium, needs_browser
from helpers.invented import copy_of_data

CITY = "data/samples/city"


@pytest.fixture(scope="module")
def city():
    return open_data(CITY)


@pytest.fixture(scope="module")
def page(city):
    return supervision_page(city)


@pytest.fixture(scope="module")
def sums(city):
    return roll_up(data_dir=city)


def test_the_district_that_reports_67_more_than_its_towns_is_found(sums):
    added = sums[(sums["indicator"] == "mediation_accepted") & (sums["answer"] != "not_assessable")]
    assert added[[*KEY, "value", "sum", "difference", "answer"]].values.tolist() == [
        ["990101", 2022, 1492.0, 1425.0, 67.0, "more"],
        ["990102", 2022, 1102.0, 1102.0, 0.0, "equal"],
        ["990102", 2023, 1151.0, 1151.0, 0.0, "equal"],
    ]


def test_nothing_but_what_follows_from_it_is_added_up(sums):
    assert set(sums.loc[sums["answer"] != "not_assessable", "indicator"]) == {
        "mediation_accepted",
        "mediation_succeeded",
    }


def test_what_a_body_does_itself_is_no_part_of_the_districts(sums):
    assert not {"theory_group_law_study", "government_reports_heard"} & set(sums["indicator"])


def test_every_case_of_the_table_of_reasons_is_one_and_every_counter_case_is_none(city, sums):
    lacking = missing_reports(city).set_index(KEY)["reason"]
    codes = {row["name"]: row["code"] for row in city.table("places").to_dict("records")}
    for row in city.table("supervision_reasons").to_dict("records"):
        for cell, holds in ((row["example"], True), (row["unlike"], False)):
            place, year, *indicator = [*cell.split(), "", ""][:3]
            key = (codes.get(place, place), int(year)) if year.isdecimal() else None
            if key is None:
                continue  # told in words: the city has none
            if row["about"] == "missing":
                assert (lacking.get(key) == row["reason"]) is holds, cell
            else:
                found = sums.set_index([*KEY, "indicator"]).loc[(*key, indicator[0])]
                assert (found["reason"] == row["reason"]) is holds, cell


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("unit", "人次", "unit"),
        ("basis", "cumulative", "basis"),
        ("bound", "at_least", "bound"),
        ("period", "2022-01/2022-11", "period"),
        ("scope", "本级", "silent"),
    ],
)
def test_a_town_that_counts_otherwise_is_named_and_nothing_is_added_up(city, monkeypatch, column, value, reason):
    figures = load_figures(data_dir=city).copy()
    of_town = (figures["place_code"] == "990101105") & (figures["year"] == 2022)
    figures.loc[of_town & (figures["indicator"] == "mediation_accepted"), column] = value
    monkeypatch.setattr(rollup, "load_panel", lambda *_: figures)
    row = roll_up("990101", 2022, city).set_index("indicator").loc["mediation_accepted"]
    assert (row["answer"], row["reason"], row["who"]) == ("not_assessable", reason, ("990101105",))


def test_who_is_late_is_told_with_the_day(city):
    late = late_reports(city)
    no = late[late["answer"] == "no"]
    assert no[[*KEY, "rule", "day"]].values.tolist() == [
        ["990101001", 2022, "published", "2023-04-18"],
        ["990101105", 2023, "signed", "2024-03-12"],
    ]
    assert (late.loc[late["answer"] == "unknown", "reason"] != "").all()


def test_the_news_item_the_excerpt_and_the_repost_are_no_whole_reports(city):
    assert missing_reports(city)[["place_code", "year", "reason"]].values.tolist() == [
        ["990102001", 2021, "not_report"],
        ["990102103", 2021, "unofficial"],
        ["990102201", 2021, "excerpt"],
    ]


def test_a_report_that_is_not_there_is_absent_only_where_those_beside_have_one(city):
    reports = city.table("reports")
    gone = city.with_tables({"reports": reports[reports["place_code"] != "990101105"]})
    absent = missing_reports(gone).query("reason == 'absent'")
    assert absent[KEY].values.tolist() == [["990101105", 2021], ["990101105", 2022], ["990101105", 2023]]
    alone = city.with_tables({"reports": reports[reports["place_code"] == "990101105"]})
    assert missing_reports(alone).empty


def test_places_far_apart_are_not_missed_beside_each_other():
    assert missing_reports().empty


def test_only_core_indicators_of_a_level_are_missed(city):
    indicators = city.table("indicators", index="id")
    for row in unstated_indicators(city).to_dict("records"):
        assert row["level"] in indicators.at[row["indicator"], "core"].split("|")
    clauses = unstated_clauses(city)
    assert clauses["indicators"].map(len).min() >= 1
    assert set(clauses["level"]) == {"县区"}


def test_the_findings_are_those_of_the_audit_report_by_report(city):
    found = findings_by_rule(city).query("severity != 'note'").set_index("rule")["reports"].to_dict()
    assert found["parts-mismatch"] == (("990101102", 2022),)
    assert found["rate-mismatch"] == (("990102102", 2023),)
    assert found["part-missing"] == (("990101102", 2021),)
    # A running total that says so is no fault of a report.
    assert "cumulative-as-annual" not in found


def test_what_the_city_plants_in_its_texts_is_found_and_nothing_else(city):
    assert repeated_reports(city)["place_code"].tolist() == ["990101104"]
    shared = shared_texts(city)
    assert {frozenset(pair) for pair in zip(shared["place_code"], shared["other_code"], strict=True)} == {
        frozenset(["990101104"]),
        frozenset(["990102101", "990102102"]),
    }
    lacking = lacking_parts(city).set_index("rule")["reports"].to_dict()
    assert lacking == {"part_leaders": (("990101102", 2021),), "causes": (("990101103", 2022),)}
    plans = plans_followed(city)
    assert (plans["plans"] == plans[["done", "partly", "not_mentioned", "unknown"]].sum(axis=1)).all()


def test_a_park_is_a_division_of_its_district(city):
    assert {"321112401", "321112402"} <= set(rollup.towns_of("321112"))
    assert not [code for code in rollup.towns_of("990101", city) if code >= "990101900"]


def test_a_division_that_the_data_do_not_name_is_missing_beside_the_others(monkeypatch, city):
    known = load_divisions(city)
    more = {"990102402": Division("990102402", "芦洲园区", "园区", "示例省", "示例市", "砚湖区", "")}
    monkeypatch.setattr(tables, "load_divisions", lambda data: {**{code: known[code] for code in known}, **more})
    absent = missing_reports(city).query("reason == 'absent'")
    assert absent[KEY].values.tolist() == [["990102402", year] for year in (2021, 2022, 2023)]


def test_a_core_indicator_is_not_silent_where_a_near_kin_of_it_is_stated(city, monkeypatch):
    assert "major_decisions" in set(unstated_indicators(city)["indicator"])
    monkeypatch.setattr(tables, "core_not_stated", lambda figures, level, data: [])
    assert unstated_indicators(city).empty
    assert unstated_clauses(city).empty


def test_data_without_a_report_or_a_figure_are_one_line(tmp_path):
    data = copy_of_data(tmp_path / "data", "reports")
    for file in (data / "figures").glob("*.csv"):
        file.unlink()
    with pytest.raises(NoData, match=r"has no figures/\*\.csv"):
        supervision_page(data)
    table = data / "reports.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(NoData, match=r"its reports\.csv lists none"):
        supervision_page(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_the_difference_and_what_it_does_not_say(city, page, lang):
    page, language = page if lang == "zh" else supervision_page(city, lang), load_language(lang)
    assert "+67" in page
    assert language.say("supervision_sums_meaning") in page
    assert find_place("990101001", city)["name"] in page or lang == "en"
    assert not [part for part in ("<script", "src=", ">nan<") if part in page]


def test_where_there_is_nothing_to_compare_the_page_says_so(tmp_path):
    page = supervision_page()
    for sentence in ("supervision_missing_none", "supervision_late_none", "supervision_sums_none"):
        assert load_language("zh").say(sentence) in page
    assert write_page(tmp_path, lang="en").name == "supervision.en.html"


@needs_browser
def test_the_page_is_read_on_a_phone_and_by_everyone(page, tmp_path):
    pytest.importorskip("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "supervision.html"
    file.write_text(page, encoding="utf-8")
    with chromium() as browser:
        shown = browser.new_page(viewport={"width": 390, "height": 800})
        shown.goto(file.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390
        assert Axe().run(shown).response["violations"] == []


def test_a_table_that_breaks_a_rule_is_named_and_keeps_nobody_else_from_the_page(city, monkeypatch):
    monkeypatch.setattr(supervision_pages, "left_out", lambda data_dir: ["990102201-2023.csv"])
    page = supervision_page(city)
    assert "没有计入：990102201-2023.csv" in page
    assert "+67" in page


def test_what_fewer_than_half_have_a_report_of_is_counted(city):
    reports = city.table("reports")
    few = city.with_tables({"reports": reports[(reports["year"] != 2022) | (reports["place_code"] == "990102101")]})
    assert (2022, "镇街", 1, 6) in missing_reports(few).attrs["not_asked"]


def test_an_indicator_that_a_number_may_be_of_is_not_said_to_be_stated_by_none():
    row = {"id": "litigation_lost", "name_zh": "行政诉讼败诉案件数", "domain": "行政应诉"}
    other = {"id": "rule_of_law_inspections", "name_zh": "法治督察次数", "domain": "组织领导与学法"}
    assert tables._maybe_stated([row, other], {"败诉案件"}, {"行政应诉"}) == {"litigation_lost"}
    assert tables._maybe_stated([row, other], {"开展法治督察"}, set()) == {"rule_of_law_inspections"}
