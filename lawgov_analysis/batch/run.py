"""Many reports made side by side, by an executor of this machine or of a cluster.

The work goes through the interface of `concurrent.futures`: threads of this machine, each driving processes forked
from a warm one, or the executor of a Dask cluster. Every report appears whole or not at all, so a batch that was
stopped, by whatever, goes on where it was when it is started again.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace

from ..auditing import audit_beforehand
from ..errors import BadParameter, OutputError
from ..paths import processors
from ..reporting.analyses import ANALYSES
from ..reporting.render import can_fork
from .plan import FAILED, LEFT, MADE
from .warm import attempt_warm, end_warm_processes, warm_process

CLUSTER_ANSWERS_IN = "10s"


def run_batch(batch, executor, timeout=600.0, told=None):
    """Make the reports of a batch that are left.

    Parameters
    ----------
    batch : Batch
        Changed in place as reports are done.
    executor : concurrent.futures.Executor
        As of `local_executor` or `cluster_executor`.
    timeout : float
        Seconds that the notebook of one report may take.
    told : callable, optional
        Called with each `BatchReport` that is done.

    Raises
    ------
    OutputError
        When the disk is full or read-only; what is done stays.
    """
    todo = {at: report for at, report in enumerate(batch.reports) if report.state == LEFT}
    futures = {executor.submit(attempt_warm, report.plan, timeout): at for at, report in todo.items()}
    for future in as_completed(futures):
        report = todo[futures[future]]
        try:
            attempt = future.result()
        except Exception as error:  # of a cluster: e.g. too many of its workers were lost
            done = replace(report, state=FAILED, error=f"{type(error).__name__}: {error}", exit_code=1)
        else:
            done = replace(
                report,
                state=FAILED if attempt.error else MADE,
                error=attempt.error,
                exit_code=attempt.exit_code,
                seconds=round(attempt.seconds, 2),
                cpu_seconds=round(attempt.cpu_seconds, 2),
                memory=attempt.memory,
            )
            if attempt.of_disk:
                raise OutputError(attempt.error, of_disk=True)
        batch.reports[futures[future]] = done
        if told:
            told(done)


@contextmanager
def local_executor(jobs=None, batch=None):
    """Give an executor of this machine.

    Parameters
    ----------
    jobs : int, optional
        Reports at a time: the number of processors by default.
    batch : Batch, optional
        Whose reports will be made: the process that makes them can be forked from this one, while it has one thread.

    Yields
    ------
    concurrent.futures.Executor
        When the block ends by an error, what is under way is stopped at once.

    Raises
    ------
    BadParameter
    """
    if jobs is not None and jobs < 1:
        raise BadParameter(f"jobs must be at least 1, got {jobs}")
    pool = ThreadPoolExecutor(jobs or processors(), thread_name_prefix="report")
    try:
        if batch and can_fork():
            _begin_warm(batch.of(LEFT), batch)
        yield pool
    finally:
        # None is begun any more, those under way end, and so does what one began just now.
        pool.shutdown(wait=False, cancel_futures=True)
        end_warm_processes()
        pool.shutdown()
        end_warm_processes()


def _begin_warm(left, batch):
    if yearly := {report.place_code for report in left if report.analysis == ANALYSES[0]}:
        audit_beforehand(yearly, batch.lang, batch.data)
    warm_process(left[0].plan).begin()


@contextmanager
def cluster_executor(address):
    """Give an executor of a Dask cluster.

    Parameters
    ----------
    address : str
        Of its scheduler, e.g. ``tcp://scheduler:8786``.

    Yields
    ------
    concurrent.futures.Executor

    Raises
    ------
    BadParameter
        When the cluster cannot be reached, or `distributed` is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BadParameter("a cluster needs the extra: pip install lawgov_analysis[cluster]") from None
    try:
        client = Client(address, timeout=CLUSTER_ANSWERS_IN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BadParameter(f"no Dask cluster answers at {address}: {str(error).splitlines()[0]}") from None
    with client:
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)  # what is left is taken back
