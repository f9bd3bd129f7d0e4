"""The tables of decisions: lines are added to them, and two who write at once lose nothing."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from lawgov_analysis import extract_figures, parse_report
from lawgov_analysis.decisions import add_decisions, decisions_between, keep_state, load_decisions, overlay, store
from lawgov_analysis.decisions.store import decisions_csv, decisions_file, table_of
from lawgov_analysis.errors import BadTable, OutputError
from lawgov_analysis.tables import open_data

from helpers.drafted import HENGLI, TEXT, Towns

KEY = f"{HENGLI}-2020"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return Towns(tmp_path_factory.mktemp("untouched") / "data").add(TEXT).folder


@pytest.fixture
def folder(untouched, tmp_path):
    return shutil.copytree(untouched, tmp_path / "data")


@cache
def read():
    return extract_figures(parse_report(TEXT, place=HENGLI, year=2020))


def decided(scope="镇级", by="李", on="2024-01-01T00:00:00Z"):
    reading = read()
    return decisions_between(reading, reading.assign(scope=[scope, "", ""]), TEXT, by, "看过原文", on)


def test_lines_are_added_and_the_same_one_only_once(folder):
    add_decisions(KEY, decided(), folder)
    first = decisions_file(KEY, open_data(folder)).read_text(encoding="utf-8")
    add_decisions(KEY, decided(), folder)
    add_decisions(KEY, decided("村级"), folder)
    text = decisions_file(KEY, open_data(folder)).read_text(encoding="utf-8")
    assert text.startswith(first)
    assert len(load_decisions(HENGLI, 2020, folder)) == 2


def test_what_is_read_is_what_was_written(folder):
    rows = decided()
    add_decisions(KEY, rows, folder)
    assert decisions_csv(load_decisions(HENGLI, 2020, folder)) == decisions_csv(rows)


def test_a_file_that_excel_saved_is_read_and_lines_of_two_branches_are_all_kept(folder):
    add_decisions(KEY, decided(), folder)
    file = decisions_file(KEY, open_data(folder))
    head, line = file.read_text(encoding="utf-8").splitlines()
    other = line.replace("李", "王")
    # One branch knew already that the first one waits.
    file.write_bytes(f"\ufeff{head}\r\n{line.replace(',,8次', ',gone,8次')}\r\n{line}\r\n{other}\r\n".encode())
    assert load_decisions(HENGLI, 2020, folder)[["decision", "by"]].to_numpy().tolist() == [[1, "李"], [2, "王"]]
    add_decisions(KEY, decided("村级"), folder)
    assert file.read_text(encoding="utf-8").splitlines()[:3] == [head, line, other]


def test_a_conflict_of_git_is_said_with_its_line(folder):
    add_decisions(KEY, decided(), folder)
    file = decisions_file(KEY, open_data(folder))
    file.write_text(file.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(BadTable, match=rf"{KEY}\.csv:3: has 1 cells"):
        load_decisions(HENGLI, 2020, folder)


def test_what_waits_is_kept_and_the_second_time_no_byte_changes(folder):
    add_decisions(KEY, decided(), folder)
    text = TEXT.replace("组织应急演练8次，", "")
    reading = extract_figures(parse_report(text, place=HENGLI, year=2020))
    laid = overlay(reading, text, load_decisions(HENGLI, 2020, folder), folder)
    keep_state(KEY, laid.decisions, folder)
    file = decisions_file(KEY, open_data(folder))
    assert load_decisions(HENGLI, 2020, folder)["waits"].tolist() == ["gone"]
    before = file.stat().st_mtime_ns
    keep_state(KEY, laid.decisions, folder)
    assert file.stat().st_mtime_ns == before


def test_a_state_does_not_undo_a_decision_that_was_added_since(folder):
    add_decisions(KEY, decided(), folder)
    laid = load_decisions(HENGLI, 2020, folder).assign(waits="gone")
    add_decisions(KEY, decided("村级", by="王"), folder)
    keep_state(KEY, laid, folder)
    assert load_decisions(HENGLI, 2020, folder)["waits"].tolist() == ["gone", ""]


def test_two_at_once_lose_no_line(folder):
    row = {"place_code": HENGLI, "year": 2020, "figure": 1, "field": "scope", "reason": "r"}

    def write(by):
        for at in range(10):
            add_decisions(KEY, table_of([{**row, "by": by, "on": f"2024-01-01T00:00:{at:02}Z"}]), folder)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "甲乙"))
    told = load_decisions(HENGLI, 2020, folder)
    assert told.groupby("by").size().to_dict() == dict.fromkeys("甲乙", 10)
    for _, of in told.groupby("by"):
        assert of["on"].is_monotonic_increasing


def test_another_process_that_writes_is_waited_for(folder, monkeypatch):
    add_decisions(KEY, decided(), folder)
    program = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire()"
    program += "; print(flush=True); sys.stdin.read()"
    lock = str(folder / "decisions/.lock")
    with subprocess.Popen([sys.executable, "-c", program, lock], stdin=-1, stdout=-1) as other:
        other.stdout.readline()
        with monkeypatch.context() as patched:
            patched.setattr(store, "PATIENCE", 0.0)
            with pytest.raises(OutputError, match="another is writing decisions there"):
                add_decisions(KEY, decided("村级"), folder)
    assert len(add_decisions(KEY, decided("村级"), folder)) == 2


def test_decisions_of_another_report_are_refused(folder):
    add_decisions(KEY, decided(), folder)
    file = decisions_file(KEY, open_data(folder))
    file.rename(file.with_name(f"{HENGLI}-2021.csv"))
    with pytest.raises(BadTable, match="must be 441900106 and 2021, as the file name says"):
        load_decisions(HENGLI, 2021, folder)


def test_no_decisions_are_a_table_too():
    assert decisions_csv(table_of([])).count("\n") == 1
