"""What surrounds a command: its streams, folders, variables, rights, limits and clock, and others at work beside it."""

import datetime
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import FileIO, TextIOWrapper
from pathlib import Path

from lawgov_analysis import panel
from lawgov_analysis.cli import main
from lawgov_analysis.paths import default_data_dir

from ..case import Case, Limits, Right
from .table import folder_of_data
from helpers.many_towns import make_data

SAID = (
    "横沥镇2023年度法治政府建设年度报告\n2023年，横沥镇扎实推进法治政府建设，现将有关情况报告如下：\n一、主要成效\n"
    "全年办理投诉1234件，办结率97%。\n二、存在问题\n执法力量不足。\n三、下一步打算\n加强培训。\n横沥镇人民政府\n2024年1月18日\n"
)
NOBODY = 65534
LIMITS = Limits(seconds=60, lines=8)
OK, USAGE, SOME = Right(0), Right(2), Right(1)
NO_REPORT, BROKEN, WRONG, UNREAD, DISK, STOPPED = (Right(code) for code in (4, 5, 6, 7, 8, 9))
DATA = ("--data-dir", "data")
OUT = (*DATA, "--reports-dir", "out")
IN_TIME = ("--place", "横沥镇", "--year", "2023")
COMMANDS: dict[str, tuple[str, ...]] = {
    "rules": ("rules", *DATA),
    "trace": ("trace", "受理3件"),
    "extract": ("extract", "w.txt", *IN_TIME),
    "extract -o": ("extract", "w.txt", *IN_TIME, "-o", "o.csv"),
    "a workbook": ("extract", "w.txt", *IN_TIME, "-o", "o.xlsx"),
    "audit": ("audit", "横沥镇", "2020", *DATA),
    "audit of a file": ("audit", "w.txt", *DATA),
    "queue": ("queue", *DATA),
    "queue --html": ("queue", "--html", "q.html", *DATA),
    "explore": ("explore", "--html", "x.html", *DATA),
    "add": ("add", "w.txt", *DATA),
    "add anew": ("add", "w.txt", "--data-dir", "new"),
    "decide": ("decide", "横沥镇", "2020", "4", "scope=镇级", "--by", "a", "--reason", "b", *DATA),
    "codebook show": ("codebook", "show", "reconsideration_accepted", *DATA),
    "codebook edit": ("codebook", "edit", "units", "-o", "u.csv", *DATA),
    "batch --dry-run": ("batch", "--dry-run", *OUT),
    "check": ("check", "out", *DATA),
    "report": ("report", "横沥镇", "2020", *OUT),
    "help": ("--help",),
    "version": ("--version",),
}
READING = ("rules", "trace", "extract", "audit", "queue", "codebook show", "help", "version")
WRITING = (
    "extract -o",
    "a workbook",
    "queue --html",
    "explore",
    "add",
    "add anew",
    "decide",
    "codebook edit",
    "report",
)


def cases() -> Iterator[Case]:
    """Give the cases of what surrounds a command."""
    for what, prepare in STREAMS.items():
        for name in READING:
            yield _case(f"{what}: {name}", prepare, name, (OK, DISK))
    for what, (prepare, rights) in SURROUNDINGS.items():
        for name in (*READING, *WRITING):
            if name != "report" or what in FOR_REPORTS:
                yield _case(f"{what}: {name}", prepare, name, (OK, *rights))
    for what, (path, mode, names) in RIGHTS.items():
        for name in names:
            prepare = lambda path=path, mode=mode: _as_nobody(path, mode)  # noqa: E731
            yield _case(f"{what}: {name}", prepare, name, (OK, NO_REPORT, BROKEN, WRONG, UNREAD, DISK))
    for what, act in TOGETHER.items():
        yield Case(what, _put, act, OK, ("*",), limits=LIMITS)
    for what, damage in STORES.items():
        act = lambda damage=damage: _asked_again(damage)  # noqa: E731
        yield Case(f"a store {what}", lambda folder: make_data(folder / "many", 70), act, OK, ("*",), limits=LIMITS)


def _put(folder: Path) -> None:
    (folder / "w.txt").write_text(SAID, encoding="utf-8")
    folder_of_data(folder)
    for table in default_data_dir().glob("divisions*"):
        (folder / "data" / table.name).symlink_to(table)


def _case(name: str, prepare: Callable[[], object], command: str, rights: tuple[Right, ...]) -> Case:
    def act() -> None:
        prepare()
        main(COMMANDS[command], prog_name="lawgov")

    return Case(name, _put, act, rights, ("*",), limits=LIMITS)


# Streams


def _opened(number: int, file: str, encoding: str = "utf-8") -> None:
    opened = os.open(file, os.O_WRONLY)
    os.dup2(opened, number)
    stream = TextIOWrapper(FileIO(number, "w", closefd=False), encoding=encoding)
    if number == 1:
        sys.stdout = stream
    else:
        sys.stderr = stream


def _closed(number: int) -> None:
    os.close(number)
    if number == 1:
        sys.stdout = None
    else:
        sys.stderr = None


def _unread() -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)
    sys.stdout = TextIOWrapper(FileIO(1, "w", closefd=False), encoding="utf-8")


def _told_in(encoding: str) -> None:
    for name, number in (("stdout", 1), ("stderr", 2)):
        setattr(sys, name, TextIOWrapper(FileIO(number, "w", closefd=False), encoding=encoding))
    os.environ["LAWGOV_LANG"] = "zh"


STREAMS: dict[str, Callable[[], object]] = {
    "output closed": lambda: _closed(1),
    "output full": lambda: _opened(1, "/dev/full"),
    "output unread": _unread,
    "input closed": lambda: os.close(0),
    "told in ASCII": lambda: _told_in("ascii"),
    "told in GBK": lambda: _told_in("gbk"),
    "told in Latin-1": lambda: _told_in("latin-1"),
    "told in UTF-16": lambda: _told_in("utf-16"),
}

# Folders, variables, limits, clocks


def _gone() -> None:
    gone = Path("gone").absolute()
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()


def _set(**variables: str) -> None:
    os.environ |= variables
    tempfile.tempdir = None


def _unset(*names: str) -> None:
    for name in names or list(os.environ):
        os.environ.pop(name, None)
    tempfile.tempdir = None


def _limited(name: str, most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(getattr(resource, name), (most, most))


def _in_year(year: int) -> None:
    class Day(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(year, 1, 1)

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return datetime.datetime(year, 1, 1, tzinfo=tz)

    seconds = (year - 1970) * 365.2425 * 86400
    time.time = lambda: seconds
    for module in [
        each for each in sys.modules.values() if getattr(each, "__name__", "").startswith("lawgov_analysis")
    ]:
        for name, instead in (("date", Day), ("datetime", Moment)):
            if getattr(module, name, None) is getattr(datetime, name):
                setattr(module, name, instead)


SURROUNDINGS: dict[str, tuple[Callable[[], object], tuple[Right, ...]]] = {
    "a current folder that is gone": (_gone, (SOME,)),
    "no home": (lambda: _unset("HOME", "XDG_CACHE_HOME"), (NO_REPORT,)),
    "a home that is no folder": (lambda: _set(HOME="/dev/null", XDG_CACHE_HOME="/dev/null"), (NO_REPORT,)),
    "no variables": (_unset, (NO_REPORT,)),
    "no folder for temporary files": (lambda: _set(TMPDIR="/nowhere", TMP="/nowhere", TEMP="/nowhere"), (NO_REPORT,)),
    "a folder for temporary files that is full": (lambda: _set(TMPDIR="/dev/full"), (NO_REPORT,)),
    "columns of none": (lambda: _set(COLUMNS="0", LINES="0"), ()),
    "columns of one": (lambda: _set(COLUMNS="1"), ()),
    "columns that are no number": (lambda: _set(COLUMNS="abc"), ()),
    "a command that is another": (lambda: _set(LAWGOV_COMMAND="$(touch run)`x`"), ()),
    "files of 4 KB": (lambda: _limited("RLIMIT_FSIZE", 4096), (DISK, BROKEN)),
    "files of nothing": (lambda: _limited("RLIMIT_FSIZE", 0), (DISK, BROKEN)),
    "sixteen files open": (lambda: _limited("RLIMIT_NOFILE", 16), (DISK, BROKEN, UNREAD, SOME)),
    "no other process": (lambda: _limited("RLIMIT_NPROC", 0), (DISK, UNREAD, SOME)),
    "a mask of no rights": (lambda: os.umask(0o777), (DISK, BROKEN)),
    "a clock in 1970": (lambda: _in_year(1970), (WRONG, NO_REPORT)),
    "a clock in 9999": (lambda: _in_year(9999), (WRONG, NO_REPORT)),
}
FOR_REPORTS = (
    "a home that is no folder",
    "no variables",
    "no folder for temporary files",
    "files of 4 KB",
    "a clock in 1970",
)

# Rights, which those who may do anything do not feel: another user is it that asks.


def _as_nobody(path: str, mode: int) -> None:
    for each in (Path(), *Path().parents, Path(tempfile.gettempdir()), Path.cwd(), Path.cwd().parent):
        with suppress(OSError):
            each.chmod(0o777)
    for each in [Path(path), *Path(path).rglob("*")] if mode & 0o777 == 0o555 else [Path(path)]:
        each.chmod(mode if each.is_dir() else mode & 0o666)
    os.environ["HOME"] = "/tmp"
    os.setgroups([])
    os.setresuid(NOBODY, NOBODY, NOBODY)


ALL = ("audit", "queue", "explore", "add", "decide", "codebook edit", "batch --dry-run")
RIGHTS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "a text that nobody may read": ("w.txt", 0o000, ("extract", "audit of a file", "add")),
    "data that nobody may enter": ("data", 0o000, ALL),
    "a table that nobody may read": ("data/places.csv", 0o000, ALL),
    "figures that nobody may read": ("data/figures/441900106-2020.csv", 0o000, ALL),
    "a folder of figures that nobody may read": ("data/figures", 0o000, ALL),
    "texts that nobody may read": ("data/texts", 0o000, ALL),
    "rules that nobody may read": ("data/rules", 0o000, ALL),
    "what tables there are that nobody may read": ("data/datapackage.json", 0o000, ALL),
    "data that nobody may write": ("data", 0o555, (*ALL, "report")),
    "a folder that nobody may write": (
        ".",
        0o555,
        ("extract -o", "a workbook", "queue --html", "explore", "add anew", "report"),
    ),
}

# Others at work


def _two(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """Run two commands at once; both end well, or one is told that the other is at work."""
    codes = []
    for words in (first, second):
        child = os.fork()
        if not child:
            code = 0
            try:
                main(words, prog_name="lawgov")
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        codes.append(child)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in codes]
    if not set(ended) <= {0, 8}:
        raise AssertionError(f"ended with {ended}")


def _two_that_add() -> None:
    _two(COMMANDS["add"], COMMANDS["add"])
    _lines("data/reports.csv", "441900106,2023", 1)


def _two_that_decide() -> None:
    words = COMMANDS["decide"]
    _two(words, tuple("5" if word == "4" else word for word in words))
    main(("audit", "横沥镇", "2020", *DATA), prog_name="lawgov")


def _two_that_write() -> None:
    _two(COMMANDS["extract -o"], COMMANDS["extract -o"])
    main(("audit", "o.csv"), prog_name="lawgov")


def _two_that_report() -> None:
    _two(COMMANDS["report"], COMMANDS["report"])
    main(("check", "out", *DATA), prog_name="lawgov")


def _lines(file: str, beginning: str, count: int) -> None:
    found = [line for line in Path(file).read_text(encoding="utf-8").splitlines() if line.startswith(beginning)]
    if len(found) != count:
        raise AssertionError(f"{file} has {len(found)} lines of {beginning}")


TOGETHER: dict[str, Callable[[], None]] = {
    "two that add one report": _two_that_add,
    "two that decide": _two_that_decide,
    "two that write one output": _two_that_write,
    "two that make one report": _two_that_report,
    "two that write an explorer": lambda: _two(COMMANDS["explore"], COMMANDS["explore"]),
    "one that adds and one that decides": lambda: _two(COMMANDS["add"], COMMANDS["decide"]),
    "one that adds and one that edits the codebook": lambda: _two(COMMANDS["add"], COMMANDS["codebook edit"]),
    "one that adds and one that asks for what waits": lambda: _two(COMMANDS["add"], COMMANDS["queue"]),
}


def _each(change: Callable[[Path], object]) -> None:
    for file in [each for each in Path("many/.panel").rglob("*") if each.is_file()]:
        change(file)


def _instead(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        file.unlink()
        make(file)

    return change


def _in_place_of_it(make: Callable[[Path], object]) -> None:
    home = Path("many/.panel")
    if home.is_dir():
        home.rename("many/.before")
    make(home)


STORES: dict[str, Callable[[], object]] = {
    "of empty files": lambda: _each(lambda file: file.write_bytes(b"")),
    "of other bytes": lambda: _each(lambda file: file.write_bytes(b"nonsense")),
    "that is cut off": lambda: _each(lambda file: os.truncate(file, min(100, file.stat().st_size))),
    "with a byte changed": lambda: _each(lambda file: file.write_bytes(_changed(file.read_bytes()))),
    "whose files are folders": lambda: _each(_instead(Path.mkdir)),
    "whose files are pipes": lambda: _each(_instead(os.mkfifo)),
    "whose files lead nowhere": lambda: _each(_instead(lambda file: file.symlink_to("nowhere"))),
    "that is a file": lambda: _in_place_of_it(lambda home: home.write_text("x", encoding="utf-8")),
    "that leads nowhere": lambda: _in_place_of_it(lambda home: home.symlink_to("nowhere")),
}


def _changed(data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] if data else data


def _asked_again(damage: Callable[[], object]) -> None:
    """Ask all reports for their sum, before and after the store of them is damaged."""
    asked = "count(*), sum(value)"
    before = panel(data_dir="many").aggregate(asked).fetchone()
    damage()
    child = os.fork()
    if not child:
        after = panel(data_dir="many").aggregate(asked).fetchone()
        os._exit(0 if after == before else 77)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise AssertionError(f"it answered otherwise: {code}")
