"""What is otherwise on Windows, simulated: files that others hold, modules that are not there, names, line ends."""

import ast
import os
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest

from lawgov_analysis import paths
from lawgov_analysis.cli import main
from lawgov_analysis.errors import OutputError
from lawgov_analysis.files import replace_folder, write_whole
from lawgov_analysis.paths import default_data_dir, shown_path
from lawgov_analysis.reporting import render
from lawgov_analysis.reporting.analyses import ANALYSES
from lawgov_analysis.tables import load_places, open_data

POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def held(times, moved):
    """Return a move that Windows refuses so many times, as another program has the file open."""
    refusals = iter([True] * times)

    def replace(source, target):
        if next(refusals, False):
            error = PermissionError(13, "The process cannot access the file")
            error.winerror = 32
            raise error
        return moved(source, target)

    return replace


@pytest.fixture
def paused(monkeypatch):
    pauses = []
    # The package has a function of the name of this module.
    monkeypatch.setattr(sys.modules["lawgov_analysis.files.writing"], "sleep", pauses.append)
    return pauses


def test_a_file_that_a_scanner_holds_for_a_moment_is_written(monkeypatch, tmp_path, paused):
    monkeypatch.setattr(Path, "replace", held(2, Path.replace))
    write_whole(tmp_path / "a.csv", "甲")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "甲"
    assert len(paused) == 2


def test_a_file_that_excel_has_open_is_told_and_left_as_it_is(monkeypatch, tmp_path, paused):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", held(99, Path.replace))
    with pytest.raises(OutputError, match="close it in the program that has it open"):
        write_whole(tmp_path / "a.csv", "new")
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["old"]
    assert sum(paused) < 3


def test_a_folder_that_is_held_for_a_moment_is_replaced(monkeypatch, tmp_path, paused):
    (tmp_path / "2020").mkdir()
    monkeypatch.setattr(Path, "replace", held(1, Path.replace))
    with replace_folder(tmp_path / "2020") as staged:
        (staged / "new").touch()
    assert [file.name for file in (tmp_path / "2020").iterdir()] == ["new"]


def test_what_no_permission_forbids_is_not_tried_again(monkeypatch, tmp_path, paused):
    def refuse(source, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"Permission denied$"):
        write_whole(tmp_path / "a.csv", "new")
    assert not paused


def test_the_name_of_a_partial_is_no_longer_than_its_file(tmp_path):
    for name in (f"{'长' * 80}.csv", f"{'a' * 251}.csv"):
        write_whole(tmp_path / name, "甲")
        assert (tmp_path / name).is_file()


def test_a_stray_partial_of_no_process_is_left_alone(tmp_path):
    for name in (".2020.x.part", f".2020.{'9' * 30}.part", ".2020.part"):
        (tmp_path / name).mkdir()
    with replace_folder(tmp_path / "2020"):
        pass
    assert len([*tmp_path.glob(".2020*.part")]) == 3


def test_modules_of_posix_are_imported_only_where_there_is_a_fork():
    importing = set()
    for file in paths.PACKAGE.rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            if POSIX_ONLY.intersection(names):
                importing.add(file.relative_to(paths.PACKAGE).as_posix())
    assert importing == {"batch/warm_server.py"}


def test_processors_are_counted_where_a_process_cannot_be_held_to_some(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert paths.processors() == os.cpu_count()


def test_two_threads_that_begin_at_once_load_the_libraries(monkeypatch):
    # A batch makes its reports by threads where nothing forks.
    monkeypatch.setattr(render, "LOADING", _Both(render.LOADING))
    failed = []

    def load():
        try:
            render.load_notebook_libraries()
        except KeyError as error:
            failed.append(error)

    threads = [Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


class _Both:
    """A lock that nobody takes before both have asked."""

    def __init__(self, lock):
        self.lock, self.asked = lock, Barrier(2)

    def __enter__(self):
        self.asked.wait(10)
        return self.lock.__enter__()

    def __exit__(self, *ended):
        return self.lock.__exit__(*ended)


def test_no_folder_that_we_make_has_a_name_that_windows_keeps():
    names = {*load_places()["slug"], *ANALYSES, *(place.partition("-")[0] for place in load_places()["slug"])}
    assert not RESERVED & names
    assert all(set(name).isdisjoint('\\/:*?"<>| .') for name in names)


@pytest.mark.parametrize("path", ["C:\\报告\\2021.csv", "\\\\server\\share\\a.csv", "报告 . "])
def test_a_path_of_windows_is_shown_as_it_is(path):
    assert shown_path(path) == path


def test_tables_saved_by_notepad_are_the_same(tmp_path):
    plain = default_data_dir()
    for name in ("datapackage.json", "places.csv", "units.csv"):
        text = (plain / name).read_bytes().replace(b"\n", b"\r\n")
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text)
    saved, package = open_data(tmp_path), open_data()
    for name in ("places", "units"):
        assert saved.table(name).equals(package.table(name))


def test_a_name_of_two_lines_is_shown_on_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(("audit", "a\x1b[31m\n.csv"), prog_name="lawgov")
    said = capsys.readouterr().err
    assert said == "lawgov: a\\x1b[31m\\n.csv: cannot be read: No such file or directory\n"
