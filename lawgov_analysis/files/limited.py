"""Limited: a call that may take only so much time and memory, because what it reads comes from strangers.

Libraries that read the files of others take all the memory there is, work without end, or crash, whatever is checked
before. So a call is made in a process of its own, which the system holds to its limits, and which writes no file. Where
the system can, that process is forked from this one, in which everything is imported: some milliseconds. Where it
cannot (Windows), it is a program that is started once and waits for more, and the one who asks watches it.
"""

import atexit
import ctypes
import faulthandler
import gc
import os
import pickle
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic, process_time
from typing import IO, Any, NoReturn

import psutil

PROGRAM = "from lawgov_analysis.files.limited import serve; serve()"
# Of what a call returns, written down.
MOST_RETURNED = 2**30
# In seconds: how often a process is looked at that its system does not hold to its limits.
LOOKED_AT = 0.1
# A process of so much of its memory that ends by itself ended for want of more.
NEARLY = 0.5
# Where Linux says how much memory this process has asked for; and what ends a child whose parent is gone.
OWN_MEMORY, PR_SET_PDEATHSIG = Path("/proc/self/statm"), 1


@dataclass(frozen=True)
class Limits:
    """What a call may take.

    Attributes
    ----------
    seconds : float
        Of a processor.
    gigabytes : float
        Of memory, beside what the process has before.
    clock : float, optional
        Seconds by the clock: four times as many by default, as others may be at work.
    writes : bool
        Whether it may write files.
    """

    seconds: float
    gigabytes: float
    clock: float | None = None
    writes: bool = False

    @property
    def by_the_clock(self) -> float:
        """How long to wait for it."""
        return 4 * self.seconds if self.clock is None else self.clock


class LimitExceeded(Exception):
    """A call was ended.

    Attributes
    ----------
    what : str
        ``time``, ``memory``, or ``died`` where a library ended the process.
    detail : str
        How it ended.
    """

    def __init__(self, what: str, detail: str = "") -> None:
        super().__init__(f"{what} {detail}".strip())
        self.what, self.detail = what, detail


def call(function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
    """Call a function in a process of its own, within limits.

    Parameters
    ----------
    function : callable
        Of a module.
    args
        What it is called with.
    limits : Limits

    Returns
    -------
    object
        What it returns.

    Raises
    ------
    LimitExceeded
        When it takes more, or ends its process. Whatever it raises is raised here.

    Examples
    --------
    >>> call(divmod, 98, 10, limits=Limits(60, 1))
    (9, 8)
    """
    if not hasattr(os, "fork"):
        return _kept_server().call(function, *args, limits=limits)
    answers, theirs = Pipe(duplex=False)
    with warnings.catch_warnings():
        # Of other threads: what they hold, the child does not ask for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _be_child(theirs, answers, function, args, limits)
    theirs.close()
    answer, too_much = None, "time"
    try:
        too_much = _waited_for(answers, child, limits)
        if not too_much:
            with suppress(EOFError, OSError):
                answer = pickle.loads(answers.recv_bytes(MOST_RETURNED))
    finally:
        answers.close()
        if too_much:
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    if answer is None:
        # A fork begins with what its parent has.
        its_own = used.ru_maxrss / 2**20 - psutil.Process().memory_info().rss / 2**30
        raise _why_ended(os.waitstatus_to_exitcode(status), too_much, its_own, limits)
    return _given(answer)


def _waited_for(answers: Connection, child: int, limits: Limits) -> str:
    """Wait for an answer or the end of a child; return what it takes too much of, if nobody else stops it."""
    if OWN_MEMORY.exists():
        return "" if answers.poll(limits.by_the_clock) else "time"
    watch = _Watch(psutil.Process(child), limits)
    while not answers.poll(LOOKED_AT):
        if watch.exceeded():
            break
    return watch.what


def _given(answer: tuple[str, Any]) -> Any:
    how, what = answer
    if how == "raised":
        raise what
    return what


def _why_ended(code: int, too_much: str, gigabytes: float, limits: Limits) -> LimitExceeded:
    if too_much == "time" or -code == getattr(signal, "SIGXCPU", 0):
        return LimitExceeded("time", f"{limits.seconds:g} s")
    if too_much or gigabytes > NEARLY * limits.gigabytes:
        return LimitExceeded("memory", f"{limits.gigabytes:g} GB")
    return LimitExceeded("died", f"signal {-code}" if code < 0 else f"exit code {code}")


def _be_child(
    answers: Connection, others: Connection, function: Callable[..., Any], args: tuple[Any, ...], limits: Limits
) -> NoReturn:
    """Be the process that makes a call."""
    try:
        others.close()
        # What was made before is not looked at, so that its memory stays shared; nor what is made in this short life.
        gc.disable()
        faulthandler.disable()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _silence()
        _limit(limits)
        answers.send_bytes(_answer(function, args, limits))
    finally:
        os._exit(0)


def _silence() -> None:
    """Let nothing that a library prints be seen, nor taken for an answer."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)


def _limit(limits: Limits) -> None:
    """Limit what this process may take from here on, where the system can."""
    with suppress(ImportError):
        import resource

        seconds = int(process_time() + limits.seconds) + 1
        _lower(resource, "RLIMIT_CPU", seconds)
        _lower(resource, "RLIMIT_CORE", 0)
        if not limits.writes:
            _lower(resource, "RLIMIT_FSIZE", 0)
        with suppress(OSError):
            pages = int(OWN_MEMORY.read_text(encoding="ascii").split()[5])
            _lower(resource, "RLIMIT_DATA", int(pages * resource.getpagesize() + limits.gigabytes * 2**30))


def _lower(resource: Any, name: str, wanted: int) -> None:
    with suppress(ValueError, OSError, AttributeError):
        of = getattr(resource, name)
        _, hard = resource.getrlimit(of)
        resource.setrlimit(of, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], limits: Limits) -> bytes:
    """Make a call and return what comes of it, written down."""
    try:
        return pickle.dumps(("returned", function(*args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = "raised", LimitExceeded("memory", f"{limits.gigabytes:g} GB")
    except Exception as error:
        error.__traceback__ = error.__context__ = error.__cause__ = None
        answer = "raised", error
        try:
            pickle.loads(pickle.dumps(answer))
        except Exception:  # of a library whose errors cannot be written down
            answer = "raised", RuntimeError(f"{type(error).__name__}: {error}")
    return pickle.dumps(answer)


class Server:
    """A program that makes one call after another within limits, until one of them ends it.

    Parameters
    ----------
    program : str
        What it runs, which calls `serve`.
    """

    def __init__(self, program: str = PROGRAM) -> None:
        self.is_over = False
        self._lock = Lock()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            # Ctrl-C is for the one who started it.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._seen = psutil.Process(self.process.pid)

    def call(self, function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
        """Call a function as `call` of this module does."""
        with self._lock, _watched(self._seen, limits) as watch:
            try:
                with suppress(OSError):  # of one that has died, as the answer shows
                    pickle.dump((function, args, limits), self.process.stdin)  # type: ignore[arg-type]
                    self.process.stdin.flush()  # type: ignore[union-attr]
                answer = pickle.load(self.process.stdout)  # type: ignore[arg-type]
            except (EOFError, OSError, pickle.UnpicklingError):
                self.is_over = True
                code = self.process.wait()
                raise _why_ended(code, watch.what, watch.gigabytes, limits) from None
        return _given(answer)

    def end(self) -> None:
        """End it."""
        self.is_over = True
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


class _Watch:
    """Looks from outside at what a process takes, from now on."""

    def __init__(self, process: psutil.Process, limits: Limits) -> None:
        self._process, self._limits = process, limits
        self._until = monotonic() + limits.by_the_clock
        self.gigabytes = 0.0
        self._seconds = self._looked()
        self._before = self.gigabytes
        #: What it takes too much of: ``time``, ``memory``, or ``""``.
        self.what = ""

    def _looked(self) -> float:
        with suppress(psutil.NoSuchProcess), self._process.oneshot():
            self.gigabytes = self._process.memory_info().rss / 2**30
            return sum(self._process.cpu_times()[:2])
        return 0.0

    def exceeded(self) -> str:
        """Return what it takes too much of."""
        seconds = self._looked() - self._seconds
        if seconds > self._limits.seconds or monotonic() > self._until:
            self.what = "time"
        elif self.gigabytes - self._before > self._limits.gigabytes:
            self.what = "memory"
        return self.what


@contextmanager
def _watched(process: psutil.Process, limits: Limits) -> Iterator[_Watch]:
    """Kill a process as soon as it takes too much."""
    watch, done = _Watch(process, limits), Event()

    def look() -> None:
        while not done.wait(LOOKED_AT):
            if watch.exceeded():
                with suppress(psutil.NoSuchProcess):
                    process.kill()
                break

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield watch
    finally:
        done.set()
        watcher.join()


_servers: list[Server] = []
_one_at_a_time = Lock()


def _kept_server() -> Server:
    """Return the server of this process, another one when the last was ended."""
    with _one_at_a_time:
        if not _servers or _servers[-1].is_over:
            _servers[:] = [Server()]
            atexit.register(_servers[-1].end)
        return _servers[-1]


def serve() -> None:
    """Be a server: make the calls that come in, until the other end is gone."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    _silence()
    # Whoever asks may be killed while a call is made: its answer is then for nobody.
    calls = calls_of(asked, lambda: os._exit(0))
    while True:
        function, args, limits = calls.get()
        _limit(limits)
        answers.write(_answer(function, args, limits))
        answers.flush()


def calls_of(asked: IO[bytes], ended: Callable[[], object]) -> "SimpleQueue[Any]":
    """Return the calls that come in, as they come; when no more can come, `ended` is called at once."""
    calls: SimpleQueue[Any] = SimpleQueue()

    def take() -> None:
        with suppress(Exception):  # at the end of it, or for want of memory: whatever it was, no call comes in any more
            while True:
                calls.put(pickle.load(asked))
        ended()

    Thread(target=take, daemon=True).start()
    return calls
