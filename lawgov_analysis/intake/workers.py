"""Workers: processes that stage one file after another, so that a file that hangs or crashes takes no other with it.

Each is a server of `files.limited`, which works on every system. One that is ended, by the clock, the system or a crash
of a library, is replaced, and its file is refused with the reason.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock, local

from ..files.limited import LimitExceeded, Limits, Server
from ..tables import Data, open_data
from .staged import Staged, Task, refused, stage

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
    # A scan is recognised on all processors.
    limits = Limits(seconds * (os.cpu_count() or 1), gigabytes, clock=seconds, writes=True)
    workers = _Workers(folder, limits)
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

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.mine, self.lock, self.ended = local(), Lock(), False
        self.all: list[Server] = []

    def stage(self, task: Task) -> Staged:
        worker = self._worker()
        self.mine.left -= 1
        try:
            return worker.call(stage_in, self.folder, task, limits=self.limits)
        except LimitExceeded as ended:
            if ended.what == "time":
                return refused(task, "timeout", f"{self.limits.clock:g} s")
            return refused(task, "died", "out of memory" if ended.what == "memory" else ended.detail)
        finally:
            if worker.is_over or not self.mine.left:
                self._drop(worker)

    def _worker(self) -> Server:
        if getattr(self.mine, "worker", None) is None:
            with self.lock:
                if self.ended:
                    raise KeyboardInterrupt
                self.mine.worker, self.mine.left = Server(), FILES_A_WORKER
                self.all.append(self.mine.worker)
        return self.mine.worker

    def _drop(self, worker: Server) -> None:
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


def stage_in(folder: Path, task: Task) -> Staged:
    """Stage a file by the tables of a folder, which a worker opens once."""
    return stage(task, _opened(folder))


@lru_cache(maxsize=1)
def _opened(folder: Path) -> Data:
    return open_data(folder)
