"""A batch that is killed, stopped or out of room leaves only whole reports, and the next one goes on from there."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import nbformat
import psutil
import pytest
from click.testing import CliRunner

from lawgov_analysis.batch import plan_batch, run_batch
from lawgov_analysis.batch import run as batch
from lawgov_analysis.batch.run import cluster_executor
from lawgov_analysis.batch.warm import end_warm_processes
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.files import MOVES, hold_folder
from lawgov_analysis.reporting.manifest import file_sha256

from helpers.many_towns import make_data

TOWNS = 6
# Seconds after which what is waited for will not come, however loaded the machine.
CEILING = 600
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    return make_data(tmp_path_factory.mktemp("towns") / "data", TOWNS)


@pytest.fixture
def held(tmp_path):
    """A file: reports of towns whose last digits stand in it are not done, so that no batch ends before its time."""
    (tmp_path / "held").write_text("", encoding="utf-8")
    return tmp_path / "held"


@pytest.fixture
def notebook(tmp_path, held):
    """A notebook that takes a moment and shows enough for a page of some size."""
    code = f"import time; from pathlib import Path; time.sleep(0.2); held = Path({str(held)!r})"
    code += "\nwhile place[-1] in held.read_text(encoding='utf-8'): time.sleep(0.02)\nprint(place * 20_000)"
    cells = [
        nbformat.v4.new_code_cell(
            "place = None\nyear = None\nlang = None\ndata_dir = None", metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell(code),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "slow.ipynb")
    return tmp_path / "slow.ipynb"


@pytest.fixture
def words(data_dir, notebook, tmp_path):
    """The words of a batch of all towns, after ``lawgov``."""

    def words(*more, reports_dir=tmp_path / "reports"):
        always = ["--data-dir", data_dir, "--notebook", notebook, "--reports-dir", reports_dir]
        return [*map(str, ["batch", *always, "--jobs", "2", *more])]

    return words


@pytest.fixture
def start(words):
    """Start ``lawgov batch`` as a process of its own; all of it is gone at the end of the test."""
    running = []

    def start(*more, **where):
        command = [sys.executable, "-m", "lawgov_analysis", *words(*more, **where)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        process = subprocess.Popen(command, start_new_session=True, **pipes)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def ended_later():
    yield lambda: None
    end_warm_processes()


@pytest.fixture
def lawgov_batch(words, monkeypatch, ended_later):
    """Run ``lawgov batch`` in this process, which nobody kills; one warm process reads the tables for all of them."""
    monkeypatch.setattr(batch, "end_warm_processes", ended_later)

    def run(*more, **where):
        done = CliRunner().invoke(main, words(*more, **where))
        return done.exit_code, done.stdout, done.stderr

    return run


def finished(process):
    out, err = process.communicate(timeout=CEILING)
    return process.returncode, out, err


def whole(reports_dir):
    """Return the folders of reports; every one of them has to be whole."""
    folders = [folder for folder in reports_dir.glob("*/[0-9]*") if folder.is_dir()]
    for folder in folders:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert {"report.html", "report.ipynb"} <= manifest["files"].keys()
        for name, said in manifest["files"].items():
            assert file_sha256(folder / name) == said["sha256"], folder / name
    return folders


def has_reports(reports_dir, more_than):
    return len(list(reports_dir.glob("*/[0-9]*"))) > more_than


def wait_for(condition):
    until = time.monotonic() + CEILING
    while not condition():
        assert time.monotonic() < until, "too long"
        time.sleep(0.01)


def test_a_batch_killed_at_any_moment_or_stopped_leaves_whole_reports_and_the_next_goes_on(
    start, lawgov_batch, held, tmp_path
):
    reports = tmp_path / "reports"
    held.write_text("56", encoding="utf-8")
    process = start()
    wait_for(lambda: has_reports(reports, more_than=0))
    time.sleep(random.Random(2020).uniform(0, 0.3))
    descendants = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    whole(reports)
    # What the batch had under way may still come to its end, and counts then.
    wait_for(lambda: not any(child.is_running() for child in descendants))
    before = len(whole(reports))
    assert 1 <= before < TOWNS
    held.write_text("6", encoding="utf-8")
    process = start()
    wait_for(lambda: has_reports(reports, more_than=before))
    stop(process, signal.SIGINT, reports, before)
    before = len(whole(reports))
    held.write_text("", encoding="utf-8")
    code, out, err = lawgov_batch()
    assert code == 0, err
    assert f"{TOWNS - before} made, {before} skipped, 0 failed, 0 left" in out
    assert len(whole(reports)) == TOWNS
    leftovers = [path.name for path in reports.glob("*/.*") if path.name != MOVES]
    assert leftovers == []


def test_killed_workers_are_replaced(start, tmp_path):
    process, reports = start("--force"), tmp_path / "reports"
    killed = 0
    for done in (1, 3):
        wait_for(lambda: has_reports(reports, more_than=done - 1))  # noqa: B023
        warm = psutil.Process(process.pid).children()
        if done == 1:
            workers = warm[0].children()
            assert workers or process.poll() is None
            for worker in workers[:1]:
                worker.kill()
                killed += 1
        else:
            warm[0].kill()
            killed += 1
    code, _, err = finished(process)
    assert code == 0, err
    assert killed >= 1
    assert len(whole(reports)) == TOWNS


def stop(process, number, reports, skipped=0):
    """Stop a batch as a terminal or the system does; what it says then has to be so."""
    os.killpg(process.pid, number)
    code, out, err = finished(process)
    assert code == 130
    made = len(whole(reports)) - skipped
    counts = json.loads((reports / "batch.json").read_text(encoding="utf-8"))["counts"]
    assert made - 2 <= counts["made"] <= made  # those whose end it had not heard of
    assert counts["made"] + counts["left"] == TOWNS - skipped
    assert f"{counts['made']} made, {skipped} skipped, 0 failed, {counts['left']} left" in out
    assert err == f"lawgov: stopped with {counts['left']} left; the same command goes on from here\n"


def test_a_second_batch_at_the_same_time_says_so_until_the_first_is_stopped(start, lawgov_batch, held, tmp_path):
    held.write_text("6", encoding="utf-8")
    first, reports = start(), tmp_path / "reports"
    wait_for(lambda: has_reports(reports, more_than=0))
    code, _, err = lawgov_batch()
    assert (code, "another batch is at work there" in err) == (8, True)
    stop(first, signal.SIGTERM, reports)
    with hold_folder(reports, "nobody is there any more"):
        pass


@pytest.fixture
def small_disk(tmp_path):
    """A disk with room for some reports, and the function that gives it other options."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True).returncode

    if not shutil.which("mount") or mount("size=3m"):
        pytest.skip("mounting a disk is for root alone")
    yield folder, lambda options: mount(f"remount,{options}")
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_leaves_whole_reports(start, lawgov_batch, small_disk):
    disk, remount = small_disk
    code, out, err = finished(start(reports_dir=disk))
    assert code == 8, err
    assert "cannot be written: No space left on device; stopped with " in err
    assert err.count("\n") == 1
    made = len(whole(disk))
    assert 0 < made < TOWNS
    remount("size=60m")
    code, out, err = lawgov_batch(reports_dir=disk)
    assert code == 0, err
    assert f"{TOWNS - made} made, {made} skipped, 0 failed, 0 left" in out
    assert len(whole(disk)) == TOWNS
    remount("ro")
    code, out, err = lawgov_batch("--force", reports_dir=disk)
    assert (code, err.count("\n")) == (8, 1)
    assert "cannot be written: Read-only file system" in err
    assert len(whole(disk)) == TOWNS


@pytest.fixture
def other_dashboard():
    """Another cluster's page on the port that Dask takes by itself; else somebody has it already."""
    with socket.socket() as other:
        with suppress(OSError):
            other.bind(("", 8787))
            other.listen()
        yield


def test_a_cluster_that_loses_a_worker_makes_every_report(data_dir, notebook, tmp_path, other_dashboard):
    distributed = pytest.importorskip("distributed")
    planned = plan_batch(data_dir=data_dir, notebook=notebook, reports_dir=tmp_path)
    # Without an address of its own the scheduler's page would want a certain port.
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}
    with distributed.LocalCluster(**settings) as cluster:
        killed = []

        def told(report):
            if len(planned.of("made")) == TOWNS // 2:
                worker = psutil.Process(cluster.workers[0].pid)
                worker.kill()
                killed.append(worker)

        with cluster_executor(cluster.scheduler_address) as executor:
            run_batch(planned, executor, told=told)
    assert killed
    assert str(planned) == f"{TOWNS} made, 0 skipped, 0 failed, 0 left", planned.of("failed")[:1]
    assert len(whole(tmp_path)) == TOWNS


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere"])
def test_a_cluster_that_does_not_answer_is_said(address, monkeypatch):
    monkeypatch.setattr(batch, "CLUSTER_ANSWERS_IN", "1s")
    with pytest.raises(BadParameter, match="no Dask cluster answers at"), cluster_executor(address):
        pass
