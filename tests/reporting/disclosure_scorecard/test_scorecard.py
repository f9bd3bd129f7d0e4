"""The scorecard finds what the invented city plants and claims nothing else; what cannot be told counts for nobody."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis.errors import BadParameter, BadTable, NoData, UnknownPlace
from lawgov_analysis.reporting import disclosure_scorecard as scorecard
from lawgov_analysis.reporting.disclosure_scorecard.evidence import JUDGES
from lawgov_analysis.reporting.disclosure_scorecard.scoring import extremes, moves, score, steady
from lawgov_analysis.reporting.disclosure_scorecard.weighing import load_bands, load_rubric
from lawgov_analysis.reporting.disclosure_scorecard.words import in_list, lacking, nobody_has
from lawgov_analysis.tables import open_data

CITY = "data/samples/city"
STEPS = ("title", "summary", "publication", "items", "core_indicators", "trust", "plans", "similarity", "defects")
STEPS += ("scores", "sensitivity", "rubric", "feedback")


@pytest.fixture(scope="module")
def city():
    """The scorecards of the invented city, by year."""
    return {year: scorecard.load("9901", year, data_dir=CITY) for year in (2021, 2022, 2023)}


def said(view):
    return "\n".join(map(repr, view))


def test_what_the_city_plants_is_found_and_nothing_else_is_held_against_a_place(city):
    found = set()
    for year, subject in city.items():
        own = lacking(subject)
        own = own[own["basis"] != "custom"]
        found |= {(subject.names[row.place_code], year, row.rule) for row in own.itertuples()}
    assert found == {
        ("岚桥镇", 2021, "part_leaders"),
        ("鹭汀镇", 2021, "of_the_year"),
        ("柏湾街道", 2022, "published"),
        ("鹭汀镇", 2022, "causes"),
        ("岚桥镇", 2022, "arithmetic"),
        ("枫渚镇", 2022, "own_words"),
        ("杏桥镇", 2022, "own_words"),
        ("苇塘镇", 2023, "new_numbers"),
        ("杏桥镇", 2023, "arithmetic"),
    }


def test_an_excerpt_and_a_news_item_are_never_scored(city):
    status = city[2021].places.set_index("place_code")["status"]
    assert status[["990102201", "990102001", "990100"]].tolist() == ["excerpt", "not_report", "none"]
    assert not set(city[2021].judged["place_code"]) & {"990102201", "990102001", "990100"}
    shown = said(scorecard.publication(city[2021]))
    assert "沙汀街道 | 新闻 | 没有收录 | 不是年度报告，不评" in shown
    assert "绛溪镇 | 年度报告 | 2022年1月13日 | 2022年1月18日 | 非政府网站转载，须核实官方出处" in shown


def test_a_town_signed_after_1_march_is_told_so_and_loses_nothing(city):
    subject = city[2023]
    assert "2024年3月12日（晚于3月1日，仅供参照）" in said(scorecard.publication(subject))
    own = subject.judged.query("place_code == '990101105' and rule == 'signed'")
    assert own["answer"].item() == "not_asked"


def test_each_item_is_judged_as_its_examples_say(city):
    data = open_data(CITY)
    codes = data.table("places", index="name")["code"]
    rubric = load_rubric()
    assert set(rubric["evidence"]) | {"item"} == set(JUDGES)
    for row in rubric.itertuples():
        for example, due in ((row.example, {"yes"}), (row.unlike, {"no", "partly"})):
            if example:
                place, year = example.split()
                judged = city[int(year)].judged.set_index(["place_code", "rule"])["answer"]
                assert judged[codes[place], row.rule] in due, (row.rule, example)
    for row in load_bands().itertuples():
        for example, due in ((row.example, True), (row.unlike, False)):
            if example:
                place, year = example.split()
                band = city[int(year)].scores.set_index("place_code")["band"][codes[place]]
                assert (band == row.band) is due, (row.band, example)


def test_what_is_unknown_stands_neither_above_nor_below_the_line():
    bands, places = load_bands(), pd.DataFrame({"place_code": ["1", "2", "3"], "kind": "镇"})
    rows = [("1", 50, "yes", 1.0), ("1", 50, "no", 0.0), ("2", 50, "yes", 1.0), ("2", 50, "unknown", None)]
    rows += [("3", 50, "unknown", None), ("3", 50, "not_asked", None)]
    judged = pd.DataFrame(rows, columns=["place_code", "weight", "answer", "points"]).astype({"points": float})
    scores = score(judged, bands, places).set_index("place_code")
    assert scores["score"].round(6).tolist()[:2] in ([50, 100], [100, 50])
    # Half of the weight is too little for a band, however well it is earned.
    assert scores.loc["2", ["score", "judged", "band"]].tolist() == [100, 50, "unscored"]
    assert scores.loc["3", "band"] == "unscored"
    assert pd.isna(scores.loc["3", "score"])


def test_the_bounds_of_a_score_are_those_of_all_weights_within_a_fifth():
    rng = np.random.default_rng(15)
    for _ in range(20):
        weights, points = rng.integers(1, 20, 6).astype(float), rng.choice([0, 0.3, 0.7, 1], 6)
        corners = np.array(list(itertools.product([0.8, 1.2], repeat=6))) * weights
        reached = 100 * corners @ points / corners.sum(axis=1)
        assert extremes(weights, points) == pytest.approx((reached.min(), reached.max()))


def test_a_band_is_steady_up_to_the_change_that_moves_it(city):
    for subject in city.values():
        bands, scores = subject.bands, subject.scores
        found = moves(subject.judged, scores, bands)
        assert set(found["place_code"]) == set(scores.loc[scores["steady"] < 20, "place_code"])
        for way in found.itertuples():
            own = subject.judged[(subject.judged["place_code"] == way.place_code) & subject.judged["points"].notna()]
            turned = dict(zip(way.rules, way.more, strict=True))
            factor = own["rule"].map({rule: 1.2 if more else 0.8 for rule, more in turned.items()}).fillna(1.0)
            again = score(
                own.assign(weight=own["weight"] * factor), bands, subject.scored.query("place_code == @way.place_code")
            )
            assert again["band"].item() == way.to, way
    at = steady(np.array([85.0, 15.0]), np.array([1.0, 0.0]), 1, 100, load_bands()) / 100
    low, _ = extremes(np.array([85.0, 15.0]), np.array([1.0, 0.0]), at)
    assert low == pytest.approx(79.95)


def test_the_edition_without_names_names_nobody(city):
    subject = scorecard.load("990102", 2022, show_names="false", data_dir=CITY)
    places = open_data(CITY).table("places")
    names = re.compile(
        "|".join(
            [
                *places.loc[~places["code"].isin(["990100", "990102"]), "name"],
                *places.loc[places["code"].str.len() == 9, "code"],
                "example.gov",
            ]
        )
    )
    for step in STEPS:
        view = getattr(scorecard, step)(subject)
        assert not names.search(said(view)), step
        assert step == "rubric" or not names.search(view.frame.to_csv()), step
    for name, frame in scorecard.tables(subject).items():
        assert name in ("rubric", "bands") or not names.search(frame.to_csv()), name
    assert len(scorecard.feedback(subject)) == 0
    # The order of the codes would tell who is who, and a kind of which there is one.
    assert list(subject.places["kind"].unique()) == ["镇"]
    assert list(subject.names.values()) == ["镇01", "镇02", "镇03", "镇04"]
    assert subject.places["place_code"].tolist() == list(subject.names)
    with pytest.raises(BadParameter, match="show_names: an edition without names needs 3 scored reports"):
        scorecard.load("丹枫镇", 2022, show_names=False, data_dir=CITY)


def test_a_sheet_asks_a_place_about_its_report_and_not_about_our_codebook(city):
    view = scorecard.feedback(city[2023])
    assert sum(block._repr_html_() == "<hr>" for block in view) == 17
    sheet = said(view).split("#### 关于示例市砚湖区杏桥镇")[1].split("####")[0]
    assert "请核实以下1处" in sheet
    assert "执法人员持证率印作96.3%；持证执法人员31名，行政执法人员33名，应为93.9%。请核实。" in sheet
    assert not re.search("指标库|uncoded", said(view).replace("本库自己的指标和收录问题不在其中", ""))


def test_what_the_program_did_not_see_in_a_report_that_nobody_has_read_is_not_held_against_it():
    data = open_data(CITY)
    reports = data.table("reports").assign(review="unread")
    subject = scorecard.load(["丹枫镇", "岚桥镇"], 2022, data_dir=data.with_tables({"reports": reports}))
    counted = subject.rubric.loc[subject.rubric["evidence"].isin(["core", "rate_counts", "plans", "answered"]), "rule"]
    judged = subject.judged[subject.judged["rule"].isin(counted)]
    assert set(judged["answer"]) == {"unknown"}
    assert "丹枫镇、岚桥镇的数据还没有全部经人核对" in said(scorecard.summary(subject))
    assert said(scorecard.feedback(subject)).count("（草稿：") == 2
    assert scorecard.core_indicators(subject).frame.empty


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"places": "单枫镇"}, UnknownPlace, "丹枫镇"),
        ({"places": 77}, UnknownPlace, "no code begins with 77"),
        ({"year": "twenty"}, NoData, "a year is a number like 2020"),
        ({"year": 2025}, NoData, "there are those of 2021, 2022, 2023"),
        ({"level": "镇子"}, BadParameter, "did you mean 镇"),
        ({"level": "省"}, NoData, "no place of the level 省"),
        ({"lang": "fr"}, BadParameter, "zh, en"),
        ({"show_names": "perhaps"}, BadParameter, "true or false"),
        ({"rubric": "no/such.csv"}, BadParameter, "no such rubric"),
        ({"rubric": 1}, BadParameter, "rubric is the path of a table"),
        ({"rubric": ["a"]}, BadParameter, "rubric is the path of a table"),
    ],
)
def test_a_parameter_that_does_not_exist_is_one_line(given, error, words):
    with pytest.raises(error, match=words) as raised:
        scorecard.load(**{"places": 9901, "year": 2022, "data_dir": CITY, **given})
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("weight", 20.0, "the weights sum to 110, not 100"),
        ("about", "publishd", "did you mean published"),
        ("evidence", "findings", "findings knows no “published”"),
        ("levels", "火星", "火星"),
    ],
)
def test_a_rubric_that_cannot_be_used_is_said_in_one_line(tmp_path, column, value, words):
    rubric = load_rubric()
    rubric.loc[0, column] = value
    rubric.to_csv(tmp_path / "rubric.csv", index=False)
    with pytest.raises(BadTable, match=words) as raised:
        scorecard.load("9901", 2022, rubric=tmp_path / "rubric.csv", data_dir=CITY)
    assert "\n" not in str(raised.value)


def test_a_note_on_our_codebook_cannot_be_held_against_a_place(tmp_path):
    rubric = load_rubric()
    rubric.loc[0, ["evidence", "about"]] = ["findings", "uncoded"]
    rubric.to_csv(tmp_path / "rubric.csv", index=False)
    with pytest.raises(BadTable, match="uncoded is a note on our codebook"):
        scorecard.load("9901", 2022, rubric=tmp_path / "rubric.csv", data_dir=CITY)


def test_an_item_of_the_codebook_is_added_without_a_line_of_code(tmp_path):
    rubric = load_rubric()
    rubric.loc[0, ["evidence", "about", "zh"]] = ["item", "has_part_other", "其他情况"]
    rubric.to_csv(tmp_path / "rubric.csv", index=False)
    subject = scorecard.load("990102", 2022, rubric=str(tmp_path / "rubric.csv"), data_dir=CITY)
    answers = subject.judged.query("rule == 'published'").set_index("place_code")["answer"]
    assert answers["990102101"] == "no"
    assert subject.folder.startswith("shili-yanhu/disclosure_scorecard-2022-")


def test_a_place_named_41_times_is_counted_once_and_said_once():
    subject = scorecard.load(["丹枫镇"] * 41, 2022, data_dir=CITY)
    assert len(subject.places) == 1
    assert said(scorecard.title(subject)).count("丹枫镇重复列出，各只计一次。") == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_can_be_scored_every_part_says_so(lang):
    subject = scorecard.load("琴坞乡", 2021, lang=lang, data_dir=CITY)
    for step in STEPS[:-2]:
        shown = said(getattr(scorecard, step)(subject))
        assert "nan" not in shown
        assert not re.search(r"[{}]", shown)
    assert subject.language.say("scorecard_nothing_scored") in said(scorecard.summary(subject))


def test_the_real_reports_are_scored_where_they_are_whole():
    subject = scorecard.load("4419", 2020)
    assert subject.scored["place_code"].tolist() == ["441900106"]
    answers = subject.judged.set_index("rule")["answer"]
    assert answers[["published", "causes", "own_words", "template"]].tolist() == ["unknown", "no", "unknown", "unknown"]


def test_a_batch_has_one_run_for_each_region_and_year_that_has_something_to_score():
    assert scorecard.runs(open_data(), years=[2020]) == [{"places": "441900", "year": 2020}]
    assert len(scorecard.runs(open_data(CITY))) == 9


def test_the_runner_is_offered_facts_tables_and_numbers(city):
    facts, dated = scorecard.facts(city[2022])
    assert (dict(facts)["范围"], str(dated)) == ("示例市", "2023-04-18")
    assert scorecard.numbers(city[2022])["main"][0][0] == "优"
    assert list(scorecard.tables(city[2022])) == ["scores", "judged", "publication", "moves", "rubric", "bands"]
    assert city[2022].folder == "shili/disclosure_scorecard-2022"


def test_each_chart_says_its_marks_in_words_and_is_drawn(city):
    drawn = [block for step in STEPS for block in getattr(scorecard, step)(city[2022]) if hasattr(block, "png")]
    assert len(drawn) == 4
    for chart in drawn:
        assert chart.alt.startswith(chart.title)
        assert chart.svg().startswith("<svg")


def test_a_report_without_shortcomings_is_not_asked_for_their_causes():
    data = open_data(CITY)
    items, statements = data.table("items"), data.table("statements")
    own = (items["place_code"] == "990101101") & (items["year"] == 2022) & (items["item"] == "has_part_shortcomings")
    items.loc[own, "answer"] = "no"
    told = (statements["place_code"] == "990101101") & (statements["year"] == 2022)
    statements = statements[~(told & (statements["kind"] == "shortcoming"))]
    changed = data.with_tables({"items": items, "statements": statements})
    judged = scorecard.load("丹枫镇", 2022, data_dir=changed).judged.set_index("rule")["answer"]
    assert judged[["part_shortcomings", "causes", "answered"]].tolist() == ["no", "not_asked", "unknown"]


def test_a_score_that_too_little_was_judged_for_says_which_band_it_would_reach():
    bands, places = load_bands(), pd.DataFrame({"place_code": ["1"], "kind": "镇"})
    rows = [("1", "a", 70, "yes", 1.0), ("1", "b", 30, "unknown", None)]
    judged = pd.DataFrame(rows, columns=["place_code", "rule", "weight", "answer", "points"]).astype({"points": float})
    assert score(judged, bands, places)[["band", "capped"]].to_numpy().tolist() == [["good", "excellent"]]


def test_what_none_has_is_said_once_and_on_no_sheet(city):
    subject = scorecard.load(["临屿区", "砚湖区", "岚桥镇"], 2022, data_dir=CITY)
    assert nobody_has(subject) == ["plans_dated"]
    assert "能判断的报告都没有的通行做法：安排有时限。" in said(scorecard.defects(subject))
    assert "安排有时限" not in said(scorecard.feedback(subject))


def test_what_the_program_read_is_no_fact_of_the_area():
    data = open_data(CITY)
    reports = data.table("reports")
    of_one = (reports["place_code"] == "990101101") & (reports["year"] == 2022)
    reports = reports.assign(review=reports["review"].mask(of_one, "unread"))
    subject = scorecard.load(["丹枫镇", "岚桥镇"], 2022, data_dir=data.with_tables({"reports": reports}))
    shown = said(scorecard.plans(subject))
    assert "写明2条不足，其中2条写了原因" in shown
    assert "丹枫镇 | — | —" in shown


def test_a_finding_in_a_list_is_one_clause(city):
    subject = city[2023]
    long = "甲印作3%；乙1名，丙2名，应为5%。（原文没有明说这些数的关系，请核对。）"
    assert in_list((long, long), subject.language) == "甲印作3%，乙1名，丙2名，应为5%，等2处"


def test_a_day_that_nobody_can_mean_is_said_and_not_drawn():
    data = open_data(CITY)
    reports = data.table("reports")
    reports["issued_on"] = (
        reports["issued_on"].astype(object).where(reports["place_code"] != "990101101", pd.Timestamp(2250, 12, 31))
    )
    subject = scorecard.load("990101", 2022, data_dir=data.with_tables({"reports": reports}))
    assert "2250年12月31日" in said(scorecard.publication(subject))


def test_the_public_edition_tells_no_day_by_which_a_place_is_found():
    subject = scorecard.load("990102", 2022, show_names=False, data_dir=CITY)
    shown = "\n".join(said(getattr(scorecard, step)(subject)) for step in ("summary", "publication", "similarity"))
    assert "4月1日前" in shown
    assert not re.search(r"\d月\d+日公开|年\d+月|总结 \||%连数字", shown)


def test_figures_without_an_indicator_are_not_the_silence_of_a_place():
    data = open_data(CITY)
    subject = scorecard.load(["丹枫镇", "岚桥镇"], 2022, data_dir=data)
    known = subject.known
    known.printed = known.printed.assign(
        indicator=known.printed["indicator"].mask(known.printed["place_code"].eq("990101101"), "")
    )
    judged = subject.judged.query("rule == 'core'").set_index("place_code")
    assert judged.loc["990101101", ["answer", "reason"]].tolist() == ["unknown", "uncoded"]
    assert set(scorecard.core_indicators(subject).frame["place_code"]) == {"990101102"}
