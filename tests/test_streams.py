"""What is printed is right to the byte, or a line says why it is not and the exit code says of what kind that is."""

import io
import os
import sys
from threading import Event, Thread

import pytest

from lawgov_analysis import __main__ as program
from lawgov_analysis import cli, commands
from lawgov_analysis.cli import main
from lawgov_analysis.errors import UNWAITED

RARE = "检查ꙮ店30件"


@pytest.fixture
def lawgov(monkeypatch):
    """Run a command on streams of an encoding, or on given ones; return its exit code and the bytes of both."""

    def run(*words, encoding="utf-8", out=None):
        printed, said = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdout", out or printed)
            streams.setattr(sys, "stderr", said)
            with pytest.raises(SystemExit) as ended:
                main(words, prog_name="lawgov")
        return ended.value.code, printed.buffer.getvalue(), said.buffer.getvalue().decode(encoding)

    return run


def test_what_an_encoding_has_is_printed_in_it(lawgov):
    code, printed, _ = lawgov("trace", "受理3件", encoding="gbk")
    assert (code, "3件  第1项" in printed.decode("gbk")) == (0, True)


@pytest.mark.parametrize(("encoding", "text", "lost"), [("gbk", RARE, "ꙮ"), ("cp437", "受理3件", "件")])
def test_what_an_encoding_has_not_is_no_question_mark(lawgov, encoding, text, lost):
    code, printed, said = lawgov("trace", text, encoding=encoding)
    assert (code, printed) == (8, b"")
    escaped = lost.encode("unicode_escape").decode()
    assert escaped in said
    assert f"{encoding} has no" in said
    assert said.count("\n") == 1


def test_a_terminal_shows_what_it_can(lawgov):
    terminal = io.BytesIO()
    out = io.TextIOWrapper(terminal, encoding="cp437", write_through=True)
    out.isatty = lambda: True
    assert lawgov("trace", "受理3件", out=out)[0] == 0
    assert b"\\u4ef6" in terminal.getvalue()


def test_a_name_in_no_encoding_is_escaped(lawgov):
    code, printed, _ = lawgov("trace", "受理\udcff3件")
    assert (code, b"\xed\xb3\xbf" in printed) == (0, False)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")  # noqa: PTH110
def test_a_full_disk_is_told(lawgov):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        code, _, said = lawgov("rules", out=full)
    assert (code, said) == (8, "lawgov: the standard output cannot be written: No space left on device\n")


def test_a_closed_output_is_told_before_anything_is_done(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as ended:
        main(("add", str(tmp_path), "--data-dir", str(tmp_path / "data")), prog_name="lawgov")
    assert ended.value.code == 8
    assert not (tmp_path / "data").exists()


def test_whoever_stops_a_command_while_it_loads_is_told_nothing(monkeypatch, capsys):
    def stopped(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", stopped)
    with pytest.raises(SystemExit) as ended:
        program.run()
    assert (ended.value.code, capsys.readouterr()) == (130, ("", ""))


def test_a_thread_that_has_no_memory_is_no_traceback(lawgov, monkeypatch):
    def full():
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(commands, "open_streams", full)
    code, _, said = lawgov("rules")
    assert (code, said) == (1, "lawgov: there is not enough memory\n")


@pytest.mark.parametrize("word", ["nan", "inf", "1e300", "0", "-1"])
def test_a_time_that_never_ends_is_none(lawgov, word):
    assert lawgov("batch", "--dry-run", f"--timeout={word}")[0] == 2


@pytest.mark.parametrize("year", ["1e300", "nan", "twenty", "2020.5", "99999999999999999999"])
@pytest.mark.parametrize(
    "words",
    [
        ("report", "横沥镇", "{}"),
        ("audit", "横沥镇", "{}"),
        ("extract", "r.txt", "--year={}"),
        ("add", "r.txt", "--year={}"),
        ("trace", "受理3件", "--year={}"),
        ("decide", "横沥镇", "{}", "1", "--by", "a", "--reason", "b"),
        ("explore", "--year={}"),
        ("batch", "--year={}"),
    ],
    ids=lambda words: words[0],
)
def test_every_command_says_alike_what_is_no_year(lawgov, words, year):
    code, _, said = lawgov(*(word.format(year) for word in words))
    assert code == 4
    assert said == f"lawgov: no report of the year {year[:20]}: a year is a number like 2020\n"


def test_who_stops_a_command_sees_no_traceback(lawgov, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(main.commands["rules"], "callback", stop)
    assert lawgov("rules") == (130, b"", "lawgov: stopped\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MemoryError(), 1, "not enough memory"),
        (OSError(24, "Too many open files", "a.csv"), 1, "a.csv: Too many open files"),
        (OSError(36, "File name too long", "a" * 300), 6, "File name too long: aaa"),
        (FileNotFoundError(2, "No such file or directory"), 1, "the current folder is not there any more"),
    ],
)
def test_what_the_system_refuses_is_one_line(lawgov, monkeypatch, error, code, said):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(main.commands["rules"], "callback", refuse)
    ended, _, told = lawgov("rules")
    assert ended == code
    assert said in told
    assert told.count("\n") == 1
    assert len(told) < 200


def test_who_stops_a_command_waits_for_no_thread_of_it(monkeypatch):
    ended, let_go = [], Event()
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(cli, "main", lambda **_: sys.exit(130))
    Thread(target=let_go.wait, args=(9,), name=UNWAITED, daemon=True).start()
    with pytest.raises(SystemExit):
        program.run()
    let_go.set()
    assert ended == [130]
