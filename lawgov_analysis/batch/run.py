"""Many reports: plan them, skip what is there, make the rest side by side, and sum up.

The work goes through the interface of `concurrent.futures`: threads of this machine, each driving processes forked
from a warm one, or the executor of a Dask cluster. Every report appears whole or not at all, so a batch that was
stopped, by whatever, goes on where it was when it is started again.
"""

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import BadParameter, BadTable, NoData, OutputError
from ..paths import shown_path
from ..publishing.formats import available, check_formats
from ..reporting.plan import ReportPlan, ReportPlanner
from ..reporting.subject import check_year
from ..tables import find_place, load_reports, unlisted_tables
from .warm import attempt_warm, end_warm_processes

CLUSTER_ANSWERS_IN = "10s"
MADE, SKIPPED, FAILED, LEFT = "made", "skipped", "failed", "left"


@dataclass(frozen=True)
class BatchReport:
    """A report of a batch.

    Attributes
    ----------
    place_code : str
    place : str
        Its full name.
    year : int or None
        None for a place that has no report at all.
    plan : ReportPlan or None
        None when it cannot be made.
    reason : str
        Why it has to be made; ``""`` when it is there and nothing changed.
    state : str
        ``made``, ``skipped``, ``failed``, or ``left`` to be made.
    error : str
        Why it failed, in one line.
    exit_code : int
        Of the kind of error.
    seconds, cpu_seconds, memory
        As of `Outcome`.
    """

    place_code: str
    place: str
    year: int | None
    plan: ReportPlan | None = None
    reason: str = ""
    state: str = LEFT
    error: str = ""
    exit_code: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory: int = 0

    def __str__(self):
        return " ".join(map(str, filter(None, [self.place, self.place_code, self.year])))


@dataclass
class Batch:
    """The reports of a batch and what became of them.

    Attributes
    ----------
    reports_dir : pathlib.Path
    reports : list of BatchReport
        In the order of ``data/reports.csv``.
    lang : str
    missing : tuple of str
        A line for each format that needs a package that is not installed.
    """

    reports_dir: Path
    reports: list = field(default_factory=list)
    lang: str = "zh"
    missing: tuple = ()

    def of(self, state):
        """Return the reports of a state."""
        return [report for report in self.reports if report.state == state]

    def __str__(self):
        return ", ".join(f"{len(self.of(state))} {state}" for state in (MADE, SKIPPED, FAILED, LEFT))


def plan_batch(
    places=(),
    years=(),
    lang="zh",
    data_dir=None,
    reports_dir=None,
    force=False,
    excerpts=False,
    notebook=None,
    formats=("html",),
):
    """Say which reports have to be made, and why; nothing is written.

    Parameters
    ----------
    places : iterable of str
        Codes, slugs or names; all by default.
    years : iterable of int
        All by default.
    lang, data_dir, reports_dir, notebook
        As of `lawgov_analysis.reporting.plan.ReportPlanner`.
    force : bool
        Make those too that nothing changed of.
    excerpts : bool
        Those too of which only an excerpt is known.
    formats : str or iterable of str
        As of `lawgov_analysis.publishing.formats.check_formats`.

    Returns
    -------
    Batch
        A report without figures, figures without their line in ``reports.csv``, and a place without a report, are
        ``failed`` already.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> str(plan_batch(["横沥镇"], reports_dir="nowhere"))
    '0 made, 0 skipped, 0 failed, 1 left'
    """
    planner = ReportPlanner(lang, data_dir, reports_dir, notebook)
    formats, missing = available(check_formats(formats), lang)
    years = [check_year(year) for year in years]
    codes = list(dict.fromkeys(find_place(place, planner.data).name for place in places))
    known = load_reports(data_dir=planner.data)
    known = known[known["year"].isin(years or known["year"])]
    known = known[known["place_code"].isin(codes or known["place_code"])]
    wanted = known if excerpts else known[known["coverage"] == "full"]
    unlisted = [
        (key, said)
        for key, said in unlisted_tables(planner.data)
        if key[0] in (codes or key) and key[1] in (years or key)
    ]
    if wanted.empty and not unlisted:
        raise NoData(_no_report(codes, years, known, planner.language))
    batch = Batch(planner.reports_dir, lang=lang, missing=missing)
    there = {file.name for file in planner.data.files("figures")}
    for code, year in zip(wanted["place_code"], wanted["year"].tolist(), strict=True):
        report = BatchReport(code, planner.language.place(code), year)
        if f"{code}-{year}.csv" in there:
            plan = replace(planner.plan(code, year), formats=formats)
            reason = plan.reason() or ("asked for" if force else "")
            batch.reports.append(replace(report, plan=plan, reason=reason, state=LEFT if reason else SKIPPED))
        else:
            said = f"{shown_path(planner.data.folder)} has no figures/{code}-{year}.csv"
            batch.reports.append(replace(report, state=FAILED, error=said, exit_code=NoData.exit_code))
    for (code, year), said in unlisted:
        place = planner.language.place(code) if code in planner.language.places.index else ""
        batch.reports.append(BatchReport(code, place, year, state=FAILED, error=said, exit_code=BadTable.exit_code))
    for code in codes:
        if code not in {*wanted["place_code"], *(code for (code, _), _ in unlisted)}:
            said = _no_report([code], years, known[known["place_code"] == code], planner.language)
            report = BatchReport(code, planner.language.place(code), years[0] if len(years) == 1 else None)
            batch.reports.append(replace(report, state=FAILED, error=said, exit_code=NoData.exit_code))
    return batch


def _no_report(codes, years, known, language):
    of = "、".join(language.place(code) for code in codes) or "any place"
    when = f" for {', '.join(map(str, years))}" if years else ""
    hint = "; it is known from an excerpt: --excerpts makes a report of that" if len(known) else ""
    return f"no full report of {of}{when} in the data{hint}"


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
            outcome = future.result()
        except Exception as error:  # of a cluster: e.g. too many of its workers were lost
            done = replace(report, state=FAILED, error=f"{type(error).__name__}: {error}", exit_code=1)
        else:
            done = replace(
                report,
                state=FAILED if outcome.error else MADE,
                error=outcome.error,
                exit_code=outcome.exit_code,
                seconds=round(outcome.seconds, 2),
                cpu_seconds=round(outcome.cpu_seconds, 2),
                memory=outcome.memory,
            )
            if outcome.of_disk:
                raise OutputError(outcome.error, of_disk=True)
        batch.reports[futures[future]] = done
        if told:
            told(done)


@contextmanager
def local_executor(jobs=None):
    """Give an executor of this machine.

    Parameters
    ----------
    jobs : int, optional
        Reports at a time: the number of processors by default.

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
        yield pool
    finally:
        # None is begun any more, those under way end, and so does what one began just now.
        pool.shutdown(wait=False, cancel_futures=True)
        end_warm_processes()
        pool.shutdown()
        end_warm_processes()


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


def processors():
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
