"""The invented city comes in from its published files by one command, and equals its truth but for what is listed."""

import csv
import re
import shutil
from collections import Counter

import pytest

from lawgov_analysis.batch import plan_batch
from lawgov_analysis.intake import add, run, workers
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reporting import render_report
from lawgov_analysis.reporting.annual_report import annex, load, shortcomings_and_plans
from lawgov_analysis.tables import load_text

CITY = default_data_dir() / "samples" / "city"
# A newspaper's item is no report: it waits for a person, who may add it.
QUEUED = {"shating-2021.html": ("news",)}
# Said of a file that was read, and of a review that was done.
DRAFTED = {"review", "file_sha256", "source", "notes", "drafted"}


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    shutil.copy(CITY / "places.csv", folder)
    with pytest.MonkeyPatch.context() as patched:
        # By a worker, as users have it.
        patched.setattr(run, "stage_all", workers.stage_all)
        return folder, add(CITY / "published", data_dir=folder, jobs=1)


@pytest.fixture(scope="module")
def added(city):
    return {(row["place_code"], row["year"]): row for row in rows_of(city[0] / "reports.csv")}


@pytest.fixture(scope="module")
def truth():
    return {(row["place_code"], row["year"]): row for row in rows_of(CITY / "reports.csv")}


def test_every_report_is_added_and_the_news_waits(city, added, truth):
    folder, done = city
    waits = {each.file.rpartition("/")[2]: each.reasons for each in done if each.state != "added"}
    assert waits == QUEUED
    assert truth.keys() - added.keys() == {("990102001", "2021")}
    assert added.keys() <= truth.keys()
    assert [row["reasons"] for row in rows_of(folder / "queue.csv")] == ["news"]


def test_what_is_known_of_each_report_is_true(added, truth):
    # No published file says its address, and which day the figures go to is told by a person.
    lacking = {"url": "", "official": "", "period_end": ""}
    known = [name for name in next(iter(truth.values())) if name not in DRAFTED]
    for key, row in added.items():
        assert {name: row[name] for name in known} == {name: truth[key][name] for name in known} | lacking


def test_the_figures_are_nearly_those_of_the_truth(city, added):
    folder, _ = city
    counts = Counter()
    for code, year in added:
        true = {row["start"]: row for row in rows_of(CITY / "figures" / f"{code}-{year}.csv")}
        read = {row["start"]: row for row in rows_of(folder / "figures" / f"{code}-{year}.csv")}
        counts["true"] += len(true)
        counts["missed"] += len(true.keys() - read.keys())
        counts["too many"] += len(read.keys() - true.keys())
        for start in true.keys() & read.keys():
            for name in ("value", "unit", "bound", "indicator", "period", "basis"):
                same = true[start][name] == read[start][name]
                if name == "value":
                    same = float(true[start][name]) == float(read[start][name])
                counts[name] += not same
            wrong = read[start]["indicator"] not in ("", true[start]["indicator"])
            counts["another indicator"] += wrong
    # Of 1,819 figures; those of the news are not among them.
    assert counts["true"] == 1819
    most = {"missed": 2, "too many": 1, "value": 0, "unit": 1, "bound": 1, "period": 15, "basis": 221}
    most |= {"indicator": 130, "another indicator": 40}
    assert {name: counts[name] for name in most if counts[name] > most[name]} == {}


def test_the_statements_stand_where_those_of_the_truth_do(city, added):
    folder, _ = city
    keys = [set(), set()]
    for at, place in enumerate((folder, CITY)):
        for row in rows_of(place / "statements.csv"):
            if (row["place_code"], row["year"]) in added:
                keys[at].add((row["place_code"], row["year"], row["kind"], row["end"]))
    read, true = keys
    assert len(true - read) <= 6
    assert len(read - true) <= 8
    drafted = rows_of(folder / "statements.csv")
    assert {row["text_zh"] + row["text_en"] for row in drafted} == {""}
    assert {row["cause"] for row in drafted} == {"", "见原文"}


def test_the_items_are_those_of_the_truth(city, added):
    folder, _ = city
    read = {(row["place_code"], row["year"], row["item"]): row["answer"] for row in rows_of(folder / "items.csv")}
    true = {
        (row["place_code"], row["year"], row["item"]): row["answer"]
        for row in rows_of(CITY / "items.csv")
        if (row["place_code"], row["year"]) in added
    }
    # What is not asked of a department is not asked of it here either.
    assert {key[2] for key in true.keys() - read.keys()} <= {"signed_jointly_by_party_and_government"}
    wrong = Counter(key[2] for key in true.keys() & read.keys() if read[key] != true[key])
    assert sum(wrong.values()) <= 5, wrong


def test_the_texts_are_kept_and_stand_under_their_figures(city, added):
    folder, _ = city
    for code, year in added:
        text = load_text(code, year, folder)
        for row in rows_of(folder / "figures" / f"{code}-{year}.csv"):
            assert "".join(text[int(row["start"]) : int(row["end"])].split()) == row["surface"]


def test_a_second_run_changes_no_byte(city):
    folder, _ = city
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    again = add(CITY / "published", data_dir=folder, jobs=1)
    assert Counter(each.state for each in again) == {"unchanged": 44, "queued": 1}
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_yearly_report_is_made_with_no_file_touched_by_hand(city, tmp_path, forks):
    folder, done = city
    assert {each.file.rpartition("/")[2]: each.findings for each in done}["xingqiao-2023.html"] > 0
    planned = plan_batch(data_dir=folder, reports_dir=tmp_path)
    assert (len(planned.of("left")), len(planned.of("failed"))) == (43, 0)  # and one is an excerpt
    made = render_report("岚桥镇", 2022, data_dir=folder, reports_dir=tmp_path)
    english = load("岚桥镇", 2022, "en", folder)
    # What nobody has written in short is said in the report's own words.
    short = english.statements.query("kind == 'shortcoming'").iloc[0]
    words = english.text[short["start"] : short["start"] + 8]
    assert f"“{words}" in (made.folder / "report.html").read_text(encoding="utf-8")
    assert f"“{words}" in str(shortcomings_and_plans(english))
    assert "【" in str(annex(english))
    (folder / "texts" / "990101102-2022.txt").rename(tmp_path / "text")
    try:
        without = load("岚桥镇", 2022, data_dir=folder)
        assert re.search("原文第[0-9]+至[0-9]+字", str(annex(without)))
    finally:
        (tmp_path / "text").rename(folder / "texts" / "990101102-2022.txt")
