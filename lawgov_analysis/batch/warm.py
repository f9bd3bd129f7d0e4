"""Reports made by processes forked from a warm one, in which everything is imported and the tables are read.

The warm process has one thread and does nothing but fork; each report has a process of its own, and so have the cells
of a notebook of one's own. It is reached from any thread of any process, be it of `lawgov batch` or of a cluster's
worker. `lawgov batch` forks it from itself, while it has one thread, and so hands on what it has imported, read and
audited; where that cannot be, and in the place of one that was killed, it is a program that begins anew.

Why not a pool? A `ProcessPoolExecutor` keeps its workers: what one town's notebook does to pandas or to the environment
is there for the next, and a worker that is killed breaks the whole pool with all that it had under way. With a worker
for each report (``max_tasks_per_child=1``) each would import everything anew, which takes longer than the report; the
``forkserver`` of `multiprocessing` spares the imports, but not the tables, the audit's panel and the shell; and inside
a worker of Dask, which is a daemonic process, `multiprocessing` may have no children at all. Here a report costs a
fork, what is killed is one report, which is tried again, and all that was forked ends with the batch as one session.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from threading import Lock

from ..errors import LawgovError, OutputError
from ..paths import COLLECTED_AT
from ..reporting.manifest import describe_programs
from ..reporting.plan import ReportPlan
from ..reporting.render import load_notebook_libraries, make_report

# Seconds that a report may take beyond its notebook: to export and write it.
GRACE = 120
# A report whose process was killed, or could not be forked because the warm one was killed, is tried again.
TRIES = 3
# Warm processes at a time: a cluster's worker outlives many batches and many versions of the data.
KEPT = 2


@dataclass(frozen=True)
class Attempt:
    """What came of a planned report.

    Attributes
    ----------
    plan : ReportPlan
    error : str
        Why it was not made, in one line; ``""`` when it was.
    exit_code : int
        Of the kind of error.
    of_disk : bool
        Whether no other report can be written either.
    seconds, cpu_seconds : float
        How long it took, and the time of processors it took.
    memory : int
        The most that its processes had at a time, in bytes; pages that they share with the warm process count too.
    """

    plan: ReportPlan
    error: str = ""
    exit_code: int = 0
    of_disk: bool = False
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory: int = 0


def attempt(plan, forked, timeout):
    """Make a report in this process, and say what came of it.

    Parameters
    ----------
    plan : ReportPlan
    forked : bool
        Whether this is a process of its own for the report, which can be forked again.
    timeout : float
        Seconds that its notebook may take.

    Returns
    -------
    Attempt
    """
    began = time.monotonic()
    try:
        check_programs(plan)
        make_report(plan, plan.subject(), forked=forked, until=began + timeout, alone=forked)
    except LawgovError as error:
        said, *more = str(error).splitlines()
        said += f" (and {len(more)} more)" if more else ""
        of_disk = isinstance(error, OutputError) and error.of_disk
        return Attempt(plan, said, error.exit_code, of_disk, time.monotonic() - began)
    except Exception as error:  # one town's report must not end the others'
        return Attempt(plan, f"{type(error).__name__}: {error}", 1, seconds=time.monotonic() - began)
    return Attempt(plan, seconds=time.monotonic() - began)


def check_programs(plan):
    """Check that this process has the programs that a report was planned with: a cluster's worker may have others.

    Raises
    ------
    LawgovError
    """
    have = describe_programs(plan.analysis.notebook)
    differing = sorted(
        name for name, version in plan.made_of["versions"].items() if have["versions"].get(name) != version
    )
    differing += [name for name in ("code", "notebook") if have[name] != plan.made_of[name]]
    if differing:
        raise LawgovError(f"{socket.gethostname()} has another version of: {', '.join(differing)}")


def attempt_warm(plan, timeout):
    """Make a report by the warm process of this one; where nothing forks, by an ordinary kernel.

    Parameters
    ----------
    plan : ReportPlan
    timeout : float
        Seconds that its notebook may take.

    Returns
    -------
    Attempt
    """
    if not hasattr(os, "fork"):
        from jupyter_core.utils import ensure_event_loop

        try:
            return attempt(plan, False, timeout)
        finally:
            # The kernel's client opened one for this thread.
            ensure_event_loop().close()
    process = warm_process(plan)
    for _ in range(TRIES):
        with suppress(EOFError, OSError):
            return process.attempt(plan, timeout)
    return Attempt(plan, "the process that made it was killed by the system, again and again (out of memory?)", 9)


class Forked:
    """A process forked from this one, with what is used here of `subprocess.Popen`."""

    def __init__(self, pid):
        self.pid, self.status = pid, None

    def poll(self):
        """Return how it ended, None where it has not."""
        return self._waited(os.WNOHANG)

    def wait(self):
        """Wait for its end."""
        self._waited(0)

    def _waited(self, how):
        if self.status is None:
            ended, status = os.waitpid(self.pid, how)
            self.status = status if ended else None
        return self.status


class WarmProcess:
    """The handle of a warm process.

    Parameters
    ----------
    data_dir : pathlib.Path or None
        Whose tables it reads.
    """

    def __init__(self, data_dir):
        self.data_dir, self.lock, self.process, self.ended = data_dir, Lock(), None, False

    def begin(self):
        """Fork it from this process, which must have one thread only, with all that this has imported and read."""
        with self.lock:
            self._start(is_forked=True)

    def attempt(self, plan, timeout):
        """Make a report in a process forked from the warm one.

        Returns
        -------
        Attempt

        Raises
        ------
        EOFError, OSError
            When that process was killed, or the warm one is to end.
        """
        ours, theirs = Pipe()
        with ours, theirs:
            process = self._send(theirs)
            theirs.close()
            try:
                pid = ours.recv()
            except (EOFError, OSError):
                self._replace(process)
                raise
            ours.send((plan, timeout))
            if ours.poll(timeout + GRACE):
                return ours.recv()
            os.kill(pid, signal.SIGKILL)
            return Attempt(plan, f"it hung, {GRACE} seconds beyond --timeout", 9)

    def _send(self, theirs):
        with self.lock:
            if self.ended:
                raise EOFError
            if self.process is None or self.process.poll() is not None:
                self._end()
                self._start()
            with suppress(OSError):  # of one that was just killed, which the answer will show
                socket.send_fds(self.control, [b"."], [theirs.fileno()])
            return self.process

    def _replace(self, process):
        with self.lock:
            if self.process is process:
                self._end()

    def _start(self, is_forked=False):
        # It has a session of its own: Ctrl-C is for the batch alone, and all that is forked can be ended at once.
        self.control, its = socket.socketpair()
        with its:
            self.process = self._forked(its) if is_forked else self._spawned(its)

    def _forked(self, its):
        pid = os.fork()
        if pid:
            return Forked(pid)
        try:
            os.setsid()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            self.control.close()
            load_notebook_libraries()
            from .warm_server import serve

            serve(its, self.data_dir)
        finally:
            os._exit(1)

    def _spawned(self, its):
        program = f"import gc, socket; gc.set_threshold({COLLECTED_AT})\n"
        program += "from lawgov_analysis.reporting import render; render.load_notebook_libraries()\n"
        program += "from lawgov_analysis.batch.warm_server import serve\n"
        program += f"serve(socket.socket(fileno={its.fileno()}), {self.data_dir and str(self.data_dir)!r})"
        return subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
            start_new_session=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )

    def end(self):
        """End it and all that is forked from it, now."""
        with self.lock:
            self.ended = True
            self._end()

    def _end(self):
        if self.process is not None:
            self.control.close()
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def warm_process(plan):
    """Return the warm process for the data of a planned report; it starts with its first report where nobody began it.

    It keeps the tables that it has read: other data are another process's.
    """
    key = plan.data_dir, plan.shared
    with _lock:
        if key not in _processes:
            while len(_processes) >= KEPT:
                _processes.pop(next(iter(_processes))).end()
            _processes[key] = WarmProcess(plan.data_dir)
        return _processes[key]


def end_warm_processes():
    """End the warm processes of this one and all that is forked from them, now."""
    while _processes:
        _processes.popitem()[1].end()


_processes, _lock = {}, Lock()
