"""What a table that a person made says otherwise than the reading, as decisions: laid over it they give the table."""

import random
from functools import cache

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, load_figures, parse_report, read_report
from lawgov_analysis.cli import main
from lawgov_analysis.decisions import decisions_between, load_decisions, overlay, review_status
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.workbook import draft_workbook
from lawgov_analysis.tables import FIGURE_COLUMNS, figures_csv

from helpers.drafted import HENGLI, TEXT, Towns

CITY = default_data_dir() / "samples" / "city"
ABOUT = "李", "看过原文", "2024-01-01T00:00:00Z"


def laid(reading, table, text):
    return overlay(reading, text, decisions_between(reading, table, text, *ABOUT))


@pytest.mark.parametrize("name", ["fengzhu-2021.docx", "qinwu-2021.txt", "linyu-2022.pdf", "shating-2023.html"])
def test_what_differs_from_the_truth_of_a_report_gives_the_truth(name):
    report = read_report(CITY / "published" / name, data_dir=CITY)
    reading = extract_figures(report, CITY)
    truth = load_figures(report.place_code or "990102201", report.year, CITY)
    reading = reading.assign(place_code=truth["place_code"].iloc[0])
    done = laid(reading, truth, report.text)
    assert done.waiting.empty
    assert named_by_place(done.figures) == named_by_place(truth)


def named_by_place(figures):
    """Return figures without their numbers, those that they name told by where they stand."""
    place = {str(number): f"<{start}>" for number, start in zip(figures["figure"], figures["start"], strict=True)}
    told = figures[FIGURE_COLUMNS].drop(columns="figure").astype("str")
    for name in ("related", "overlaps"):
        told[name] = told[name].str.replace(r"\d+", lambda found: place[found[0]], regex=True)
    return told.to_dict("records")


@cache
def jiangxi():
    report = read_report(CITY / "published" / "jiangxi-2022.txt", data_dir=CITY)
    return report, extract_figures(report, CITY)


@pytest.mark.parametrize("seed", range(6))
def test_a_table_that_was_changed_at_random_comes_out_of_its_decisions(seed):
    chance = random.Random(seed)
    report, reading = jiangxi()
    table = reading.copy()
    for at in chance.sample(range(len(table)), 6):
        name, value = chance.choice(
            [
                ("scope", "村级"),
                ("unit", "宗"),
                ("value", 7.0),
                ("bound", "about"),
                ("measure", "别的"),
                ("related", ""),
            ]
        )
        table.loc[at, [name, *(["relation", "relation_by"] if name == "related" else [])]] = value
    named = {number for names in table["related"] for number in names.replace("/", " ").split()}
    free = [at for at, number in enumerate(table["figure"]) if str(number) not in named]
    table = table.drop(index=chance.sample(free, 2)).reset_index(drop=True)
    done = laid(reading, table, report.text)
    assert figures_csv(done.figures[FIGURE_COLUMNS]) == figures_csv(table[FIGURE_COLUMNS])
    assert done.waiting.empty


def test_nothing_differs_from_itself():
    reading = extract_figures(parse_report(TEXT, place=HENGLI, year=2020))
    assert decisions_between(reading, reading, TEXT, *ABOUT).empty


@pytest.fixture
def town(tmp_path):
    return Towns(tmp_path / "data").add(TEXT)


def come_back(town, table, *options):
    book = town.folder.parent / "back.xlsx"
    book.write_bytes(draft_workbook(table, TEXT, town.folder))
    output = town.folder / f"figures/{HENGLI}-2020.csv"
    return CliRunner().invoke(main, ["extract", str(book), "-o", str(output), *options])


def as_read():
    return extract_figures(parse_report(TEXT, place=HENGLI, year=2020))


def test_a_workbook_that_comes_back_becomes_decisions_where_it_differs(town):
    done = come_back(town, as_read().assign(scope=["镇级", "", ""]), "--by", "李", "--reason", "在Excel里核对")
    assert done.exit_code == 0, done.stderr
    told = load_decisions(HENGLI, 2020, town.folder)
    assert told[["figure", "field", "value", "by", "reason"]].to_numpy().tolist() == [
        [1, "scope", "镇级", "李", "在Excel里核对"],
        [0, "review", "read", "李", "在Excel里核对"],
    ]
    assert load_figures(HENGLI, 2020, town.folder)["scope"].tolist() == ["镇级", "", ""]
    assert review_status(HENGLI, 2020, town.folder)["status"].tolist() == ["read"]


def test_a_workbook_that_was_made_before_others_decided_takes_nothing_back(town):
    town.decide(HENGLI, 2020, 2, "scope=村级")
    done = come_back(town, as_read().assign(scope=["镇级", "", ""]), "--by", "王")
    assert done.exit_code == 0, done.stderr
    assert load_figures(HENGLI, 2020, town.folder)["scope"].tolist() == ["镇级", "村级", ""]


def test_a_workbook_comes_back_where_only_the_text_is(town):
    (town.folder / f"figures/{HENGLI}-2020.csv").unlink()
    done = come_back(town, as_read().assign(basis=["stock", "stock", "flow"]), "--by", "李")
    assert done.exit_code == 0, done.stderr
    assert load_decisions(HENGLI, 2020, town.folder)["field"].tolist() == ["basis", "basis", "review"]
    assert load_figures(HENGLI, 2020, town.folder)["basis"].tolist() == ["stock", "stock", "flow"]


def test_a_workbook_whose_reading_is_not_at_hand_is_written_as_a_table(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT, keep=False)
    (town.folder / f"figures/{HENGLI}-2020.csv").unlink()
    assert come_back(town, as_read()).exit_code == 0
    assert load_decisions(HENGLI, 2020, town.folder).empty
    assert pd.read_csv(town.folder / f"figures/{HENGLI}-2020.csv")["figure"].tolist() == [1, 2, 3]
