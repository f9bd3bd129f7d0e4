"""What ``lawgov batch`` shows: progress while it runs, a line for each report that failed, and how to go on."""

import shlex
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from threading import Thread

import click
from tqdm import tqdm

from ..errors import UNWAITED, BadParameter, LawgovError, OutputError, Stopped, UnknownPlace
from ..files import hold_folder
from ..files.streams import tell
from ..messages import for_reader
from ..paths import command, default_reports_dir, shown_path
from ..presentation import in_language
from ..tables import left_out, load_figures
from ..tables.folder import written
from .index import INDEX, RECORD, prepare_index, write_index
from .plan import FAILED, LEFT, plan_batch
from .run import cluster_executor, local_executor, run_batch

# A command that names more places than this is longer than useful.
NAMED = 40
TIMEOUT = 600


def batch(jobs, cluster, dry_run, timeout, reports_dir, **options):
    """Plan and make reports as the command ``lawgov batch`` says; see there.

    Raises
    ------
    LawgovError
        When a report was not made.
    Stopped
        By Ctrl-C.
    """
    options["reports_dir"] = (reports_dir or default_reports_dir(options["data_dir"])).absolute()
    record = options["reports_dir"] / RECORD
    before = written(record)
    planned = plan_batch(**options)
    if dry_run:
        _show_plan(planned)
        return
    if planned.of(LEFT):
        with hold_folder(options["reports_dir"], "another batch is at work there; wait for it, or stop it"):
            # Another batch has ended just now: it writes the record last.
            if written(record) != before:
                planned = plan_batch(**options)
            ended = _run(planned, cluster_executor(cluster) if cluster else local_executor(jobs, planned), timeout)
            with suppress(*[OutputError] if ended else []):
                write_index(planned, of_all=not ended)
    else:
        ended = None
        write_index(planned)
    _show(f"{planned}: {shown_path(options['reports_dir'] / in_language(INDEX, options['lang']))}")
    failed = planned.of(FAILED)
    for report in failed:
        tell(f"{report}: {report.error}")
    if ended:
        raise ended
    for line in planned.missing:
        tell(line)
    if failed:
        raise LawgovError(_again(failed, jobs, cluster, timeout, **options | {"reports_dir": reports_dir}))


def _show(said):
    click.echo(for_reader(said, sys.stdout))


def _show_plan(planned):
    for report in planned.reports:
        said = {LEFT: f"would be made: {report.reason}", FAILED: f"cannot be made: {report.error}"}
        _show(f"{report}: {said.get(report.state, 'unchanged')}")
    _show(f"{len(planned.of(LEFT))} of {len(planned.reports)} would be made")
    for fault in _faults(planned.data):
        tell(f"{fault}; no report is compared with this table")


def _faults(data):
    """Yield the first fault of each table of figures that breaks a rule."""
    try:
        names = left_out(data)
    except LawgovError:  # none of them keeps the rules, or there is none
        names = data.names("figures")
    for name in names:
        code, _, year = name.removesuffix(".csv").rpartition("-")
        try:
            # A table that is of no report and place is listed among the reports.
            with suppress(UnknownPlace, BadParameter):
                load_figures(code, year, data)
        except LawgovError as error:
            yield str(error).splitlines()[0]


def _run(planned, executor, timeout):
    """Make what is left; return the error that ended it before its time, or None."""
    # The pages over all reports tell most of what they do of the data alone: a processor that is free does it now. Who
    # stops the batch waits for no page of the whole country.
    beside = Thread(target=prepare_index, args=(planned,), name=UNWAITED, daemon=True)
    try:
        with _terminated_as_by_ctrl_c():
            with executor as pool, _progress(planned) as told:
                beside.start()
                run_batch(planned, pool, timeout, told)
            beside.join()
    except KeyboardInterrupt:
        return Stopped(f"stopped with {len(planned.of(LEFT))} left; the same command goes on from here")
    except OutputError as error:
        left = len(planned.of(LEFT))
        return OutputError(f"{error}; stopped with {left} left, the same command goes on from here")
    return None


@contextmanager
def _terminated_as_by_ctrl_c():
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(planned):
    """Give the function that shows each report that is done: by a bar on a terminal, else by a line."""
    total = len(planned.of(LEFT))
    if is_terminal():
        with tqdm(total=total, unit=for_reader("report", sys.stderr), dynamic_ncols=True) as bar:

            def told(report):
                if report.state == FAILED:
                    bar.write(for_reader(f"failed {report}: {report.error}", sys.stderr), file=sys.stderr)
                done = f"failed={len(planned.of(FAILED))}, left={len(planned.of(LEFT))}"
                bar.set_postfix_str(for_reader(done, sys.stderr), refresh=False)
                bar.update()

            yield told
    else:

        def told(report):
            at = total - len(planned.of(LEFT))
            _show(f"{at}/{total} {report.state} {report} ({report.seconds:.1f} s)")

        yield told


def _again(
    failed,
    jobs,
    cluster,
    timeout,
    reports_dir,
    lang,
    data_dir,
    force,
    excerpts,
    notebook=None,
    formats="html",
    **others,
):
    """How to make only the failed reports again, as commands."""
    if len(failed) > NAMED:
        return "the same command makes only what is not there"
    given = [("--data-dir", data_dir), ("--reports-dir", reports_dir), ("--lang", lang if lang != "zh" else None)]
    given.append(("--format", formats if formats not in ("html", ("html",)) else None))
    always = _options(given) + ["--force"] * force
    of_batch = _options([("--jobs", jobs), ("--cluster", cluster), *given])
    of_batch += _options([("--timeout", f"{timeout:g}" if timeout != TIMEOUT else None)])
    of_batch += ["--force"] * force + ["--excerpts"] * excerpts
    commands = []
    yearly = [report for report in failed if report.each == "report" and report.year]
    for year, its in sorted({(report.year, report.notebook) for report in yearly}):
        places = [w for r in yearly if (r.year, r.notebook) == (year, its) for w in ("--place", r.place_code)]
        commands.append(["batch", "--year", year, *places, *_options([("--notebook", its or None)]), *of_batch])
    for report in failed:
        if report.each != "report" and report.parameters:
            values = [("-p", name, _value(value)) for name, value in report.parameters.items()]
            commands.append(["notebook", report.notebook, *(word for value in values for word in value), *always])
    said = [f"{command()} {_joined([str(word) for word in words])}" for words in commands]
    return "\n".join(["to make only these again:", *said]) if said else "nothing to make again"


def _options(given):
    return [word for option, value in given if value is not None for word in (option, str(value))]


def _value(value):
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else value


def _joined(words):
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def is_terminal():
    """Return whether there is someone to show a bar to."""
    return sys.stderr.isatty()
