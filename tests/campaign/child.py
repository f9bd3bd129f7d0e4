"""Child: a case is run by a process forked from this one, where all is imported, within limits of its own."""

import io
import os
import resource
import select
import signal
import sys
import tempfile
import traceback
from contextlib import redirect_stderr, redirect_stdout, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import NoReturn

import psutil

from lawgov_analysis.cli import main
from lawgov_analysis.documents.readers.html import read_page
from lawgov_analysis.errors import LawgovError
from lawgov_analysis.paths import default_data_dir

from .case import Case, Outcome

# Of what is printed: no case that is right prints more.
MOST_PRINTED = 2**24


def warm_up() -> None:
    """Import what the cases need and read the tables, once for all."""
    # Of a short page its library asks lists of words that it reads at the first: in this process, not in each case's.
    with suppress(LawgovError):
        read_page("<p>全年办结调解98宗。".encode())
    for name in ("shili-2023.docx", "shili-2023.html", "shili-2023.pdf"):
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), suppress(SystemExit):
            main(["extract", str(default_data_dir() / "samples" / name)])


def run(case: Case) -> Outcome:
    """Run a case and return what came of it."""
    with tempfile.TemporaryDirectory(prefix="campaign-", ignore_cleanup_errors=True) as place:
        folder, beside = Path(place, "folder"), Path(place, "tmp")
        folder.mkdir()
        beside.mkdir()
        case.make(folder)
        before = _files(folder)
        out, errors = Path(place, "out"), Path(place, "errors")
        ended, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.close(ended)
            _be(case, folder, beside, out, errors)
        os.close(theirs)
        try:
            is_late = not select.select([ended], [], [], 4 * case.limits.seconds)[0]
            if is_late:
                with suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGKILL)
                    os.kill(child, signal.SIGKILL)
            _, status, used = os.wait4(child, 0)
        finally:
            os.close(ended)
        new = [*sorted(_files(folder) - before), *(f"tmp/{each}" for each in sorted(_files(beside)))]
        return Outcome(
            os.waitstatus_to_exitcode(status),
            *(each.read_bytes()[:MOST_PRINTED].decode("utf-8", "replace") for each in (out, errors)),
            is_late,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / 2**10,
            tuple(each for each in new if not any(fnmatch(each, pattern) for pattern in case.writes)),
            not is_late and _is_at_work(child),
        )


def _files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*")} if folder.is_dir() else set()


def _is_at_work(group: int) -> bool:
    """Return whether a process of a group is at work, and end it."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
        return any(
            each.status() != psutil.STATUS_ZOMBIE for each in psutil.process_iter() if os.getpgid(each.pid) == group
        )
    return False


def _be(case: Case, folder: Path, beside: Path, out: Path, errors: Path) -> NoReturn:
    """Be the process of a case."""
    code = 1
    try:
        os.setpgid(0, 0)
        os.chdir(folder)
        os.environ["TMPDIR"] = tempfile.tempdir = str(beside)
        for number, file in ((0, Path(os.devnull)), (1, out), (2, errors)):
            opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8") for number in (1, 2)
        )
        limits = case.limits
        seconds = int(sum(os.times()[:2]) + 2 * limits.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written * 2**20,) * 2)
        code = _act(case)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(BaseException):
                stream.flush()
        os._exit(code)


def _act(case: Case) -> int:
    if isinstance(case.act, tuple):
        main(case.act, prog_name="lawgov")
        return 0
    try:
        case.act()
    except LawgovError as error:
        print(f"lawgov: {error}", file=sys.stderr)
        return error.exit_code
    return 0
