"""The command ``lawgov add``: what it prints, for people and machines, and its exit codes."""

import json
import sys

import pytest
from click.testing import CliRunner

from lawgov_analysis import paths
from lawgov_analysis.cli import main
from lawgov_analysis.intake import Added, run
from lawgov_analysis.intake.command import closing, said_of_added

pytestmark = pytest.mark.usefixtures("here")


def call(*words):
    return CliRunner().invoke(main, ["add", *map(str, words)])


def test_a_line_is_said_of_each_file_then_a_count_then_what_to_do(folder, published):
    place = published("mingxi-2021.html").parent
    published("shating-2021.html")
    said = call(place, "--data-dir", folder)
    assert said.exit_code == 0
    first, second, *last = said.output.splitlines()
    assert first.startswith("已入库")
    assert "示例市临屿区茗溪镇 2021: 33 个数，5 条陈述" in first
    assert second.startswith("待处理")
    assert "是新闻，不是报告" in second
    assert last == [
        "已入库 1，待处理 1，读不了 0，没有变化 0",
        f"看看什么在等人处理：lawgov queue --data-dir {folder}",
        f"生成年度报告：lawgov batch --data-dir {folder}",
    ]
    again = call(place, "--data-dir", folder, "--lang", "en")
    assert again.output.splitlines()[-2:] == [
        "0 added, 1 queued, 0 refused, 1 unchanged",
        f"what waits for a person: lawgov queue --data-dir {folder}",
    ]


def test_what_to_do_next_begins_as_the_program_was_started(monkeypatch):
    monkeypatch.setenv("LAWGOV_COMMAND", "python3 run.py")
    done = [Added("a", "added"), Added("b", "queued")]
    assert list(closing(done, "en", False))[1:] == [
        "what waits for a person: python3 run.py queue",
        "to make the yearly reports: python3 run.py batch",
    ]


def test_an_excerpt_and_decisions_that_fit_no_more_are_said():
    done = Added("a", "added", figures=19, coverage="excerpt", decided=(0, 9, 1), put_aside=("old.docx",))
    assert said_of_added(done, "zh") == (
        "只是节选，不是全文，19 个数，0 条陈述，9 条决定仍有效，1 条决定对不上、等人处理，另一份正文放在一边：old.docx"
    )
    assert any(line.endswith(" queue") for line in closing([done], "zh", False))


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_that_moves_a_console_is_shown_on_one_line(folder, published):
    said = call(published("mingxi-2021.html", "a\n\x1b[31mb.html"), "--data-dir", folder)
    assert r"a\n\x1b[31mb.html" in said.output.splitlines()[0]


def test_machines_are_given_a_list_of_objects(folder, published):
    said = call(published("mingxi-2021.html"), "--data-dir", folder, "--json")
    [done] = json.loads(said.output)
    assert list(done) == ["file", "state", "place_code", "year", "figures", "statements", "reasons"]
    assert (done["state"], done["place_code"], done["year"], done["reasons"]) == ("added", "990101105", 2021, [])


def test_a_refused_file_gives_the_exit_code_of_its_kind_after_all_others(folder, published):
    place = published("mingxi-2021.html").parent
    (place / "empty.html").write_bytes(b"")
    said = call(place, "--data-dir", folder)
    assert said.exit_code == 7
    assert "已入库 1，待处理 0，读不了 1，没有变化 0" in said.output
    assert said.stderr.splitlines() == ["lawgov: 1 of 2 files could not be read"]


def test_a_run_that_is_stopped_says_how_to_go_on(folder, published, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "find_files", stop)
    said = call(published("mingxi-2021.html"), "--data-dir", folder)
    assert (said.exit_code, said.stderr) == (130, "lawgov: stopped; the same command goes on from here\n")


def test_the_tables_of_an_installed_package_are_not_written(published, monkeypatch):
    monkeypatch.setattr(paths, "_CHECKOUT", paths.PACKAGE)
    paths.is_checkout.cache_clear()
    try:
        said = call(published("mingxi-2021.html"))
    finally:
        monkeypatch.undo()
        paths.is_checkout.cache_clear()
    assert said.exit_code == 8
    assert said.stderr.splitlines()[0].endswith("name a folder of your own: --data-dir FOLDER")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--year", "1066"], 6, "the year must be from 2000 to 2100"),
        (["--place", "无此镇"], 3, "unknown place: 无此镇"),
        (["--url", "www.dg.gov.cn"], 6, "--url must be an address that begins with http:// or https://"),
    ],
)
def test_what_is_asked_wrongly_is_said_before_anything_is_read(folder, published, words, code, said):
    done = call(published("mingxi-2021.html"), "--data-dir", folder, *words)
    assert (done.exit_code, said in done.stderr) == (code, True)
