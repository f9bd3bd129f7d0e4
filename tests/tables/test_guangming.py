"""The report of Guangming District for 2021: a full report of a district, checked row by row."""

import csv
import re
from hashlib import sha256

import pytest

from lawgov_analysis import (
    derive_rates,
    load_figures,
    load_indicators,
    load_items,
    load_reports,
    load_statements,
)
from lawgov_analysis.presentation.language import load_language

from helpers import ROOT

# The published texts stay with their owners: they lie beside the project where somebody has them.
CORPUS = ROOT.parent / "shared" / "corpus"
beside_the_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the published text is not beside the project")


@pytest.fixture(scope="module")
def figures():
    return load_figures("光明区", 2021)


@beside_the_corpus
def test_the_offsets_reproduce_the_published_text(figures):
    text = (CORPUS / "guangming_2021.txt").read_text(encoding="utf-8-sig")
    assert sha256(text.encode()).hexdigest() == load_reports("光明区", 2021)["sha256"].item()
    for figure in figures.itertuples():
        assert text[figure.start : figure.end] == figure.surface


@beside_the_corpus
def test_every_figure_that_was_read_by_hand_is_there_with_its_value(figures):
    with (CORPUS / "guangming_2021.gold.csv").open(encoding="utf-8-sig", newline="") as table:
        read = [row for row in csv.DictReader(table) if row["kind"] == "figure"]
    recorded = {(row.start, row.end): (row.value, row.unit, row.bound) for row in figures.itertuples()}
    expected = {(int(row["start"]), int(row["end"])): (float(row["value"]), row["unit"], row["bound"]) for row in read}
    assert expected.items() <= recorded.items()
    assert len(recorded) - len(expected) == 3  # two targets and 全覆盖


def test_44_departments_are_not_44_problems(figures):
    (measure,) = figures.loc[figures["surface"] == "44个", "measure"]
    assert measure.endswith("部门")
    assert not any("存在问题44个" in row.measure + row.surface for row in figures.itertuples())


def test_what_is_demanded_is_a_target_and_no_result(figures):
    demanded = figures[figures["surface"].str.startswith("不低于")]
    assert set(demanded["indicator"].map(load_indicators()["kind"])) == {"target"}
    assert demanded["value"].tolist() == [50, 90]


def test_documents_of_many_years_were_cleaned_up_in_one(figures):
    cleaned = figures.query("surface == '99份'")
    assert cleaned[["period", "basis"]].values.tolist() == [["2021", "flow"]]


def test_a_rate_of_more_than_180_is_at_most(figures):
    (rate,) = derive_rates(figures).itertuples()
    assert (rate.count, rate.total, rate.bound) == (170, 180, "at_most")


def test_jobs_are_out_of_the_field_and_not_uncoded(figures):
    outside = figures[figures["out_of_field"] != ""]
    assert outside["surface"].tolist() == ["602家", "4.46万个", "500多名"]
    assert set(outside["indicator"]) == {""}


def test_suits_and_appearances_make_no_rate(figures):
    heads = figures.query("indicator == 'head_court_appearances'")
    assert heads["relation"].tolist() == [""]
    assert heads["overlaps"].item() == str(figures.query("indicator == 'litigation_cases'")["figure"].item())


def test_five_shortcomings_and_the_plans_of_four_chapters():
    statements = load_statements("光明区", 2021)
    assert statements["kind"].value_counts().to_dict() == {"plan": 17, "shortcoming": 5, "leadership": 5}
    assert set(statements.query("kind == 'plan'")["section"]) == {"3.1", "3.2", "3.3", "3.4"}
    assert set(statements["cause"]) == set(statements["deadline"]) == {""}


def test_every_item_of_a_county_is_answered():
    items = load_items("光明区", 2021)
    indicators = load_indicators().query("kind == 'item'")
    of_county = indicators.index[indicators["levels"].str.split("|").map(lambda levels: "县区" in levels)]
    assert set(items["item"]) == set(of_county)
    assert items["answer"].value_counts().to_dict() == {"not_said": 16, "yes": 15, "no": 5}


def test_every_figure_has_an_english_name(figures):
    english = load_language("en")
    assert [name for name in map(english.name, figures.itertuples()) if re.search("[一-鿿]", name)] == []
