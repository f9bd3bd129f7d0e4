"""Workers: processes that stage one file after another, so that a file that hangs or crashes takes no other with it.

They are started as programs of their own, which works on every system, and talk by their standard streams. A worker
that is killed, by the clock, the system or a crash of a library, is replaced, and its file is refused with the reason.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread, Timer, local
from time import process_time
from typing import IO

from .staged import Staged, Task, refused

PROGRAM = "from lawgov_analysis.intake.workers import serve; serve()"
# A worker is replaced after so many files: what libraries keep of a file stays small.
FILES_A_WORKER = 400
# Files that wait for a worker, for each worker: names alone, but of any number of files.
AHEAD = 8


def stage_all(tasks: Iterable[Task], folder: Path, jobs: int, seconds: float, gigabytes: float) -> Iterator[Staged]:
    """Stage files in processes of their own, and yield what came of each, in their order.

    Parameters
    ----------
    tasks : iterable of Task
    folder : pathlib.Path
        Of the tables.
    jobs : int
        Processes at a time.
    seconds, gigabytes : float
        What a file may take.
    """
    workers = _Workers(folder, seconds, gigabytes)
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="intake")
    waiting: deque[Future[Staged]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(workers.stage, task))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        workers.end()
        pool.shutdown()


class _Workers:
    """A worker for each thread."""

    def __init__(self, folder: Path, seconds: float, gigabytes: float) -> None:
        self.folder, self.seconds, self.gigabytes = folder, seconds, gigabytes
        self.mine, self.lock, self.ended = local(), Lock(), False
        self.all: list[_Worker] = []

    def stage(self, task: Task) -> Staged:
        worker = getattr(self.mine, "worker", None)
        if worker is None or worker.left <= 0:
            if worker is not None:
                self._drop(worker)
            with self.lock:
                if self.ended:
                    raise KeyboardInterrupt
                worker = self.mine.worker = _Worker(self.folder, self.seconds, self.gigabytes)
                self.all.append(worker)
        staged = worker.stage(task)
        if worker.left <= 0:
            self._drop(worker)
        return staged

    def _drop(self, worker: "_Worker") -> None:
        worker.end()
        self.mine.worker = None
        with self.lock:
            if worker in self.all:
                self.all.remove(worker)

    def end(self) -> None:
        with self.lock:
            self.ended = True
            for worker in self.all:
                worker.end()


class _Worker:
    """A process that stages files."""

    def __init__(self, folder: Path, seconds: float, gigabytes: float) -> None:
        self.seconds = seconds
        self.left = FILES_A_WORKER
        self.is_late = False
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # Ctrl-C is for the one who started them.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._send((folder, seconds, gigabytes))

    def stage(self, task: Task) -> Staged:
        self.left -= 1
        timer = Timer(self.seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            self._send(task)
            return pickle.load(self.process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError):
            self.left = 0
            if self.is_late:
                return refused(task, "timeout", f"{self.seconds:g} s")
            return refused(task, "died", _said(self.process.wait()))
        finally:
            timer.cancel()

    def _send(self, what: object) -> None:
        with suppress(OSError):  # of one that has died, as the answer shows
            pickle.dump(what, self.process.stdin)  # type: ignore[arg-type]
            self.process.stdin.flush()  # type: ignore[union-attr]

    def _too_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


def _said(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def serve() -> None:
    """Be a worker: stage what comes in, until the other end is gone."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not be taken for an answer.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    from ..tables import open_data
    from .staged import stage

    folder, seconds, gigabytes = pickle.load(asked)
    _limit("RLIMIT_AS", gigabytes * 2**30)
    data = open_data(folder)
    # Whoever asks may be killed while a file is read: its answer is then for nobody.
    tasks = tasks_of(asked, lambda: os._exit(0))
    while True:
        task = tasks.get()
        # A search without end lets no other thread run: the clock of the one who asks, or this, is the end of it.
        _limit("RLIMIT_CPU", process_time() + 1 + seconds * (os.cpu_count() or 1))
        pickle.dump(stage(task, data), answers)
        answers.flush()


def tasks_of(asked: IO[bytes], ended: Callable[[], object]) -> "SimpleQueue[Task]":
    """Return the tasks that come in, as they come; when no more can come, `ended` is called at once."""
    tasks: SimpleQueue[Task] = SimpleQueue()

    def take() -> None:
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                tasks.put(pickle.load(asked))
        ended()

    Thread(target=take, daemon=True).start()
    return tasks


def _limit(what: str, wanted: float) -> None:
    """Limit what this process may take, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        of = getattr(resource, what)
        _, hard = resource.getrlimit(of)
        if hard == resource.RLIM_INFINITY or wanted <= hard:
            resource.setrlimit(of, (int(wanted), hard))
