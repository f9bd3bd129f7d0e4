"""Workers: a file that hangs or crashes is refused alone, and a killed run is taken up by the next."""

import subprocess
import sys
from functools import partial

import pytest

from lawgov_analysis.files.limited import Server
from lawgov_analysis.intake import add, workers
from lawgov_analysis.intake.staged import Task
from lawgov_analysis.tables import open_data, read_table

from .conftest import CITY

# A worker in which a file of one name hangs, and one of another crashes; others have nothing against them.
HOSTILE = """
import os, time
from lawgov_analysis.files import limited
from lawgov_analysis.intake import staged, workers
def stage(task, data):
    if "hang" in task.name:
        time.sleep(600)
    if "crash" in task.name:
        os._exit(9)
    print("printed by a library")
    return staged.Staged(task.name)
workers.stage = stage
limited.serve()
"""


def task(name):
    return Task(name, str(CITY / "published" / "mingxi-2023.html"), "", "0" * 64, None, None, False, "")


def test_a_file_that_hangs_or_crashes_is_refused_alone(monkeypatch):
    monkeypatch.setattr(workers, "Server", partial(Server, HOSTILE))
    names = ["a", "crash", "b"]
    done = list(workers.stage_all(map(task, names), CITY, 1, 120, 4))
    assert [each.name for each in done] == names
    assert [each.state for each in done] == ["added", "refused", "added"]
    assert done[1].doubts == [("died", "exit code 9")]
    [hung] = workers.stage_all([task("hang")], CITY, 1, 0.5, 4)
    assert (hung.state, hung.doubts) == ("refused", [("timeout", "0.5 s")])


# It adds to the first folder that is named by itself; then a process forked from it, which has read the words, adds to
# each, and the system kills it when it has opened for writing, moved and removed so many files.
KILLED = """
import os, signal, sys
from lawgov_analysis.intake import run
from lawgov_analysis.intake.staged import stage
from lawgov_analysis.tables import open_data
run.GROUP = 2
words, place, steps, last = open_data(sys.argv[1]), sys.argv[2], 0, None
run.stage_all = lambda tasks, folder, *limits: (stage(task, words) for task in tasks)
def step(event, about):
    global steps
    writes = event == "open" and about[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1
sys.addaudithook(step)
run.add(place, data_dir=sys.argv[3])
print(steps, flush=True)
for line in sys.stdin:
    steps, last = 0, int(line)
    if not os.fork():
        run.add(place, data_dir=sys.argv[4])
        os._exit(0)
    print("killed" if os.wait()[1] else "ended", flush=True)
"""
FILES = ("mingxi-2021.html", "jiangxi-2022.txt", "luting-2022.txt", "shating-2021.html")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_a_run_that_is_killed_at_any_step_tears_no_table_and_is_taken_up(folder, published, tmp_path, here):
    for name in FILES:
        published(name)
    place, whole = tmp_path / "published", tmp_path / "whole"
    whole.mkdir()
    (whole / "places.csv").write_bytes((folder / "places.csv").read_bytes())
    command = [sys.executable, "-X", "utf8", "-c", KILLED, *map(str, [CITY, place, whole, folder])]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen(command, **pipes) as process:
        steps = int(process.stdout.readline())
        # The first one is killed at the 7th step, and each that takes it up comes further, until one comes to the end.
        ends = []
        for last in range(7, steps, 7):
            print(last, file=process.stdin, flush=True)
            ends.append(process.stdout.readline().strip())
            if (folder / "datapackage.json").is_file() and not (folder / ".intake" / "commit").exists():
                for name in ("places", "reports", "statements", "items"):
                    read_table(name, folder)
            if ends[-1] == "ended":
                break
        process.stdin.close()
    assert ends == ["killed"] * (len(ends) - 1) + ["ended"]
    assert len(ends) > 5
    add(place, data_dir=folder)
    tables = ("reports.csv", "statements.csv", "items.csv", "queue.csv", "places.csv")
    assert {name: (folder / name).read_bytes() for name in tables} == {
        name: (whole / name).read_bytes() for name in tables
    }
    for kind in ("figures", "texts"):
        ours = {file.name: file.read_bytes() for file in (folder / kind).iterdir()}
        assert ours == {file.name: file.read_bytes() for file in (whole / kind).iterdir()}
    assert len(open_data(folder).table("reports")) == len(FILES) - 1
