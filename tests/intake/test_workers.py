"""Workers: a file that hangs or crashes is refused alone, and a killed run is taken up by the next."""

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from threading import Event

import pytest

from lawgov_analysis.intake import add, workers
from lawgov_analysis.intake.staged import Task
from lawgov_analysis.tables import open_data, read_table

from .conftest import CITY

# A worker in which a file of one name hangs, and one of another crashes.
HOSTILE = """
import os, time
from lawgov_analysis.intake import staged, workers
whole = staged.stage
def stage(task, data):
    if "hang" in task.name:
        time.sleep(600)
    if "crash" in task.name:
        os._exit(9)
    print("printed by a library")
    return whole(task, data)
staged.stage = stage
workers.serve()
"""


def task(name):
    return Task(name, str(CITY / "published" / "mingxi-2023.html"), "", "0" * 64, None, None, False, "")


def test_a_file_that_hangs_or_crashes_is_refused_alone(monkeypatch):
    monkeypatch.setattr(workers, "PROGRAM", HOSTILE)
    names = ["a", "crash", "b"]
    done = list(workers.stage_all(map(task, names), CITY, 1, 120, 4))
    assert [each.name for each in done] == names
    assert [each.state for each in done] == ["added", "refused", "added"]
    assert done[1].doubts == [("died", "exit code 9")]
    [hung] = workers.stage_all([task("hang")], CITY, 1, 0.5, 4)
    assert (hung.state, hung.doubts) == ("refused", [("timeout", "0.5 s")])


KILLED = """
import sys
from pathlib import Path
from lawgov_analysis.intake import run
from lawgov_analysis.intake.staged import stage
from lawgov_analysis.tables import open_data
run.GROUP = 2
run.stage_all = lambda tasks, folder, *limits: (stage(task, open_data(sys.argv[3])) for task in tasks)
run.add(sys.argv[1], data_dir=sys.argv[2])
"""
FILES = ("mingxi-2021.html", "jiangxi-2022.txt", "luting-2022.txt", "shating-2021.html")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_a_run_that_is_killed_at_any_moment_tears_no_table_and_is_taken_up(folder, published, tmp_path):
    for name in FILES:
        published(name)
    place, whole = tmp_path / "published", tmp_path / "whole"
    whole.mkdir()
    (whole / "places.csv").write_bytes((folder / "places.csv").read_bytes())
    command = [sys.executable, "-c", KILLED, str(place)]
    began = time.monotonic()
    subprocess.run([*command, str(whole), str(CITY)], check=True)
    takes = time.monotonic() - began
    moments = random.Random(14)
    for _ in range(3):
        process = subprocess.Popen([*command, str(folder), str(CITY)])
        time.sleep(takes * moments.uniform(0.5, 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (folder / "datapackage.json").is_file() and not (folder / ".intake" / "commit").exists():
            for name in ("places", "reports", "statements", "items"):
                read_table(name, folder)
    add(place, data_dir=folder)
    tables = ("reports.csv", "statements.csv", "items.csv", "queue.csv", "places.csv")
    assert {name: (folder / name).read_bytes() for name in tables} == {
        name: (whole / name).read_bytes() for name in tables
    }
    for kind in ("figures", "texts"):
        ours = {file.name: file.read_bytes() for file in (folder / kind).iterdir()}
        assert ours == {file.name: file.read_bytes() for file in (whole / kind).iterdir()}
    assert len(open_data(folder).table("reports")) == len(FILES) - 1


def test_a_worker_ends_when_nobody_can_ask_it_any_more():
    reads, writes = os.pipe()
    ended = Event()
    with os.fdopen(reads, "rb") as asked:
        with os.fdopen(writes, "wb") as asks:
            tasks = workers.tasks_of(asked, ended.set)
            pickle.dump(task("a"), asks)
        assert tasks.get() == task("a")
        assert ended.wait(60)
