"""A decision that is taken back: a line more, and the table as if it had never been."""

import shutil
from functools import cache

import pytest

from lawgov_analysis import LawgovError, extract_figures, load_figures, parse_report
from lawgov_analysis.decisions import (
    add_decisions,
    decide,
    keep_state,
    load_decisions,
    overlay,
    review_status,
    settled,
    take_back,
    waiting,
)
from lawgov_analysis.tables import figures_csv

from helpers.drafted import HENGLI, Towns

TEXT = (
    "2020年法治政府建设年度报告\n"
    "一、行政复议\n全年受理行政复议申请12件，办结10件，其中调解4件。\n"
    "二、信访\n全年受理信访事项12件，办结11件。另有专班3个。\n"
)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return Towns(tmp_path_factory.mktemp("untouched") / "data").add(TEXT).folder


@pytest.fixture
def folder(untouched, tmp_path):
    return shutil.copytree(untouched, tmp_path / "data")


def say(folder, number, by="李", settle=False, **values):
    return decide(HENGLI, 2020, number, values, by, "看过原文", settle=settle, data_dir=folder)


def back(folder, figure, by="李"):
    return say(folder, figure, by, review="withdrawn")


def table(folder):
    return (folder / f"figures/{HENGLI}-2020.csv").read_bytes()


def status(folder):
    return review_status(HENGLI, 2020, folder).loc[0, ["status", "reviewed"]].tolist()


@cache
def read(text):
    return extract_figures(parse_report(text, place=HENGLI, year=2020))


ACTS = {
    "accepted": (1, {"review": "accepted"}),
    "another code": (1, {"indicator": "petitions_received"}),
    "no code": (1, {"indicator": ""}),
    "several columns": (2, {"period": "2019", "basis": "stock", "scope": "镇级"}),
    "out of the field": (6, {"out_of_field": "construction"}),
    "no figure, of which another is a part": (2, {"figure": "no"}),
    "a relation": (4, {"relation": "part", "related": "3", "relation_by": "stated"}),
    "several figures": ("2-4", {"review": "accepted"}),
    "all": ("all", {"scope": "村级"}),
}


@pytest.mark.parametrize(("figure", "values"), ACTS.values(), ids=ACTS)
def test_the_table_is_again_what_it_was_to_the_byte(folder, figure, values):
    before = table(folder)
    done = say(folder, figure, **values)
    lines = load_decisions(HENGLI, 2020, folder)
    again = back(folder, figure)
    assert table(folder) == before
    assert len(lines) == len(done.rows)
    after = load_decisions(HENGLI, 2020, folder)
    assert len(after) > len(lines)
    assert after["waits"].eq("withdrawn").all()
    assert again.waiting == 0
    assert waiting(folder).empty
    assert status(folder) == ["unread", 0]
    assert settled(HENGLI, 2020, folder) == {}


def test_several_go_back_one_after_another_and_only_ones_own(folder):
    tables = [table(folder)]
    for values in ({"scope": "镇级"}, {"basis": "stock"}, {"review": "accepted"}):
        say(folder, 1, **values)
        tables.append(table(folder))
    say(folder, 2, by="王", scope="村级")
    for expected in reversed(tables[:-1]):
        back(folder, 1)
        say(folder, 2, by="王", review="withdrawn")
        assert table(folder) == expected
        say(folder, 2, by="王", scope="村级")
    with pytest.raises(LawgovError, match="nothing that 李 decided of figure 1 can be taken back"):
        back(folder, 1)
    with pytest.raises(LawgovError, match="nothing that 李 decided of figure 2"):
        back(folder, 2)


def test_what_is_decided_again_after_it_holds(folder):
    for _ in range(3):
        say(folder, 1, scope="镇级")
        assert load_figures(HENGLI, 2020, folder)["scope"].iloc[0] == "镇级"
        back(folder, 1)
        assert load_figures(HENGLI, 2020, folder)["scope"].iloc[0] == ""
    say(folder, 1, scope="镇级")
    assert load_figures(HENGLI, 2020, folder)["scope"].iloc[0] == "镇级"


def test_of_a_figure_that_was_missed_nothing_stays(folder):
    town = Towns(folder.parent / "other").add(TEXT, change=lambda figures: figures[:-1])
    before = table(town.folder)
    new = say(town.folder, "new", surface="3个", value="3", unit="个", measure="专班")
    (number,) = set(new.rows["figure"])
    back(town.folder, number)
    assert table(town.folder) == before


def test_two_who_differed_differ_no_more(folder):
    say(folder, 1, by="王", scope="村级")
    alone = table(folder)
    say(folder, 1, scope="镇级")
    assert len(waiting(folder)) == 2
    back(folder, 1)
    assert table(folder) == alone
    assert waiting(folder).empty


def test_what_it_had_settled_differs_again(folder):
    say(folder, 1, by="王", scope="村级")
    say(folder, 1, scope="镇级")
    differ = table(folder)
    say(folder, 1, by="张", scope="县级", settle=True)
    assert waiting(folder).empty
    back(folder, 1, by="张")
    assert table(folder) == differ
    assert len(waiting(folder)) == 2


def test_a_new_reading_and_a_longer_text_do_not_bring_it_back(folder):
    say(folder, 1, scope="镇级")
    say(folder, 3, scope="村级")
    back(folder, 1)
    told = load_decisions(HENGLI, 2020, folder)
    longer = "前言：开展普法12场。\n" + TEXT
    for text in (TEXT, longer):
        laid = overlay(read(text), text, told)
        assert laid.figures.loc[laid.figures["scope"] != "", "surface"].tolist() == ["4件"]
        assert laid.held == 1
        assert laid.waiting.empty
    assert overlay(read(longer), longer, told.assign(waits="")).held == 1


def test_the_whole_report_is_unread_again_and_unapproved(folder):
    for figure in load_figures(HENGLI, 2020, folder)["figure"]:
        say(folder, figure, review="accepted")
    say(folder, 0, by="王", review="approved")
    assert status(folder)[0] == "approved"
    back(folder, 0, by="王")
    assert status(folder)[0] == "reviewed"
    back(folder, 1)
    assert status(folder)[0] == "read"
    with pytest.raises(LawgovError, match="1 of 6 figures were not checked"):
        say(folder, 0, by="王", review="approved")


def test_a_workbook_that_comes_back_after_it_decides_anew(folder):
    corrected = load_figures(HENGLI, 2020, folder)
    say(folder, 1, scope="镇级")
    back(folder, 1)
    corrected.loc[0, "scope"] = "村级"
    take_back(corrected, "李", "工作簿", data_dir=folder)
    assert load_figures(HENGLI, 2020, folder)["scope"].iloc[0] == "村级"
    assert settled(HENGLI, 2020, folder) == {1: {"scope"}}


def test_lines_of_two_branches_say_the_same_whichever_comes_first(folder):
    say(folder, 1, scope="镇级")
    mine = load_decisions(HENGLI, 2020, folder)
    back(folder, 1)
    both = add_decisions(f"{HENGLI}-2020", mine, folder)
    assert len(both) == 2
    assert overlay(read(TEXT), TEXT, both[::-1].reset_index(drop=True)).held == 0


@pytest.mark.parametrize("values", [{"scope": "镇级", "review": "withdrawn"}, {"review": "taken"}])
def test_it_stands_alone(folder, values):
    say(folder, 1, scope="镇级")
    before = {file: file.read_bytes() for file in folder.rglob("*.csv")}
    with pytest.raises(LawgovError, match="review"):
        say(folder, 1, **values)
    assert {file: file.read_bytes() for file in folder.rglob("*.csv")} == before


def test_what_comes_back_is_what_is_read_now_not_what_was_read_then(folder):
    say(folder, 1, scope="镇级", measure="复议申请")
    say(folder, 2, **{"figure": "no"})
    # A later reader reads the same text otherwise.
    reading = read(TEXT)
    reading = reading.assign(scope=["村级", *reading["scope"][1:]], measure=["申请", "办结", *reading["measure"][2:]])
    laid = overlay(reading, TEXT, load_decisions(HENGLI, 2020, folder), folder)
    (folder / f"figures/{HENGLI}-2020.csv").write_text(figures_csv(laid.figures), encoding="utf-8")
    keep_state(f"{HENGLI}-2020", laid.decisions, folder)
    back(folder, 1)
    back(folder, 2)
    assert table(folder).decode() == figures_csv(reading)
