"""An output appears whole or not at all."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from filelock import FileLock, Timeout

from lawgov_analysis.errors import OutputError
from lawgov_analysis.files import MOVES, hold_folder, replace_folder, restore_folder, write_whole
from lawgov_analysis.files.writing import MACHINE, UNDER_WAY, leave_nothing_half_written


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != MOVES)


def fill(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_a_folder_is_replaced_and_strangers_stay(tmp_path):
    fill(tmp_path / "2020", report="old", notes="mine")
    with replace_folder(tmp_path / "2020") as staged:
        fill(staged, report="new")
    assert (tmp_path / "2020" / "report").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "2020" / "notes").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["2020"]


def test_nobody_else_moves_a_folder_between_its_copy_and_its_move(tmp_path, monkeypatch):
    copied, copy = [], shutil.copy2

    def copy_while_another_asks(*paths):
        with pytest.raises(Timeout):
            FileLock(tmp_path / MOVES, timeout=0).acquire()
        copied.append(copy(*paths))

    monkeypatch.setattr(shutil, "copy2", copy_while_another_asks)
    fill(tmp_path / "2020", notes="mine")
    with replace_folder(tmp_path / "2020") as staged:
        fill(staged, report="new")
    assert len(copied) == 1
    FileLock(tmp_path / MOVES, timeout=0).acquire()


def test_an_error_on_the_way_leaves_the_old_folder(tmp_path):
    def fail_half_way():
        with replace_folder(tmp_path / "2020") as staged:
            fill(staged, report="half")
            raise ValueError("on the way")

    fill(tmp_path / "2020", report="old")
    with pytest.raises(ValueError, match="on the way"):
        fail_half_way()
    assert (tmp_path / "2020" / "report").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["2020"]


def test_a_folder_left_between_two_moves_is_put_back(tmp_path):
    fill(tmp_path / ".2020.old", report="old")
    restore_folder(tmp_path / "2020")
    assert names(tmp_path / "2020") == ["report"]


def test_a_file_in_the_way_is_said(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(OutputError, match=r"reports.2020 cannot be written"),
        replace_folder(tmp_path / "reports" / "2020"),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_regular_file_is_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="it is no regular file"):
        write_whole(pipe, "text")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_failed_write_leaves_no_part(tmp_path):
    (tmp_path / "file").mkdir()
    with pytest.raises(OutputError, match="file cannot be written"):
        write_whole(tmp_path / "file", "text")
    assert names(tmp_path) == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_a_killed_process_leaves_a_whole_folder(tmp_path):
    folder = tmp_path / "2020"
    code = (
        "import sys\nfrom pathlib import Path\nfrom lawgov_analysis.files import replace_folder\n"
        "n = 0\nwhile True:\n    n += 1\n    with replace_folder(Path(sys.argv[1])) as staged:\n"
        "        for name in 'abcde':\n            (staged / name).write_text(str(n) * 1000, encoding='utf-8')\n"
    )
    for pause in (0.0, 0.013, 0.037):
        process = subprocess.Popen([sys.executable, "-c", code, str(folder)])
        while not folder.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(pause)
        process.kill()
        process.wait()
        restore_folder(folder)
        assert len({(folder / name).read_text(encoding="utf-8") for name in "abcde"}) == 1


def test_a_killed_process_holds_no_folder(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom lawgov_analysis.files import MOVES, hold_folder\n"
        "with hold_folder(Path(sys.argv[1]), 'held'):\n    print('holds', flush=True)\n    sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "reports")], **pipes) as process:
        assert process.stdout.readline() == "holds\n"
        with (
            pytest.raises(OutputError, match="reports: another is at work"),
            hold_folder(tmp_path / "reports", "another is at work"),
        ):
            pass
        process.kill()
        process.wait()
    with hold_folder(tmp_path / "reports", "nobody is there any more"):
        pass


def test_a_folder_that_cannot_be_held_is_said(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="reports cannot be written"), hold_folder(tmp_path / "reports", "held"):
        pass


@pytest.mark.parametrize("error", [OSError(37, "no locks available"), NotImplementedError("no flock")])
def test_a_file_system_without_locks_holds_nobody_up(tmp_path, monkeypatch, error):
    def fail(self):
        raise error

    monkeypatch.setattr("filelock.FileLock._acquire", fail)
    with hold_folder(tmp_path / "reports", "held"):
        assert (tmp_path / "reports").is_dir()


def test_what_a_killed_process_left_of_a_file_goes_when_the_next_one_writes(tmp_path):
    gone, here, elsewhere = (
        tmp_path / f".a.csv.0.{whose}.part"
        for whose in (f"{MACHINE}.{'9' * 9}", f"{MACHINE}.{os.getpid()}", f"of another.{'9' * 9}")
    )
    for partial in (gone, here, elsewhere):
        partial.touch()
    write_whole(tmp_path / "b.csv", "甲")
    assert {*tmp_path.iterdir()} == {here, elsewhere, tmp_path / "b.csv"}


def test_what_a_thread_has_half_written_goes_with_a_process_that_does_not_wait_for_it(tmp_path, monkeypatch):
    left = []

    def ended(partial, _path):
        leave_nothing_half_written()
        left.append(partial.exists())

    monkeypatch.setattr(sys.modules[leave_nothing_half_written.__module__], "_move", ended)
    write_whole(tmp_path / "page.html", "页")
    assert (left, UNDER_WAY) == ([False], set())
