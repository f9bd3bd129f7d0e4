"""What one report costs, by different ways and in batches of different sizes.

    python3 run.py python benchmarks/batch.py                 the ways, interleaved, medians
    python3 run.py python benchmarks/batch.py --sizes 10 100  batches of invented towns, each compared with all
    python3 run.py python benchmarks/batch.py --analyses      scorecard, panels and comparisons of the invented city

CPU seconds are the firm figures: wall time is that of a machine with other work. The ways make the report of Hengli
2020 by the real notebook, with its page:

shell loop      `papermill` and `jupyter nbconvert --to html` for each, as one would write it
papermill API   one process, one exporter, an ordinary kernel for each: `lawgov report` without its start
lawgov report   one, from the start of the program to its end
first run       the same where no module was compiled yet, as after the set-up
lawgov batch    all of it, from the start of the program to its end
limit           the code of the notebook for the same reports in a warm process a job, with all that it shows, and
                nothing else: two that share a machine slow each other down, whatever they run, so a batch is held
                against as many
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

import psutil

from lawgov_analysis.paths import default_data_dir, default_notebooks_dir
from lawgov_analysis.reporting.analyses import ANALYSES
from tests.helpers.many_towns import SOURCE, YEAR, make_data, make_years

# Seconds from one look at the memory to the next: each look takes time of the processors that are measured.
LOOKED_AT = 0.5
NOTEBOOK = default_notebooks_dir() / "annual_report.ipynb"
CITY, YEAR_OF_CITY = default_data_dir() / "samples" / "city", 2022
API = """
import sys
from dataclasses import replace
from pathlib import Path
from lawgov_analysis.reporting.annual_report import load
from lawgov_analysis.reporting.plan import plan_report
from lawgov_analysis.reporting.render import make_report
plan = plan_report(load("441900106", 2020), reports_dir=sys.argv[1]).completed()
for n in range(int(sys.argv[2])):
    make_report(replace(plan, folder=Path(sys.argv[1], str(n))), plan.subject())
"""
LIMIT = """
import ast, sys, time
import nbformat
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from lawgov_analysis import load_reports
shell = InteractiveShell.instance(display_pub_class=CapturingDisplayPublisher)
cells = [c.source for c in nbformat.read(sys.argv[1], 4).cells if c.cell_type == "code"]
data = sys.argv[2]
years = load_reports(sys.argv[3], data_dir=data)["year"].tolist()[int(sys.argv[4]) :: int(sys.argv[5])]

def run(year):
    shell.display_pub.outputs.clear()
    names = {}
    for source in cells:
        *before, last = ast.parse(source).body
        shown = isinstance(last, ast.Expr)
        exec(compile(ast.Module(before if shown else [*before, last], []), "cell", "exec"), names)
        if shown:
            shell.display_formatter.format(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
        elif "data_dir" in names and "report" not in names:  # the parameters, before anything is made of them
            names |= {"place": sys.argv[3], "year": year, "data_dir": data}

run(years[0])
began, cpu = time.monotonic(), time.process_time()
for year in years[1:]:
    run(year)
print(time.monotonic() - began, time.process_time() - cpu, len(years) - 1)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, default=10, help="of each way in each round (the shell loop makes 2)")
    parser.add_argument("--sizes", type=int, nargs="+", help="make batches of so many invented towns instead")
    parser.add_argument("--notebook", type=Path, help="for the batches; a quick one shows what all else costs")
    parser.add_argument("--analyses", action="store_true", help="make all analyses of an invented city instead")
    options = parser.parse_args()
    if options.analyses:
        show_analyses()
        return
    if options.sizes:
        for size in options.sizes:
            show_size(size, ["--notebook", options.notebook] if options.notebook else [])
        return
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            ("shell loop", 1): lambda: shell_loop(Path(folder), 2),
            ("papermill API", 1): lambda: python(API, folder, min(10, options.reports)),
            ("lawgov report", 1): lambda: report(folder),
            ("first run", 1): lambda: report(folder, PYTHONPYCACHEPREFIX=tempfile.mkdtemp(dir=folder)),
            ("lawgov batch", 1): lambda: lawgov(copies(folder, options.reports), 1, "--force"),
            ("limit", 1): lambda: limit(copies(folder, options.reports), 1),
            ("lawgov batch", 2): lambda: lawgov(copies(folder, options.reports), 2, "--force"),
            ("limit", 2): lambda: limit(copies(folder, options.reports), 2),
        }
        results = {way: [] for way in ways}
        for _ in range(options.rounds):
            for way, run in ways.items():
                results[way].append(run())
    print(f"medians of {options.rounds} rounds, a report; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("way            jobs  CPU s  wall s  an hour  x shell  x limit  peak MB")
    middle = {way: [median(column) for column in zip(*rows, strict=True)] for way, rows in results.items()}
    for (name, jobs), (cpu, wall, memory) in middle.items():
        faster, more = middle["shell loop", 1][1] / wall, cpu / middle["limit", jobs][0]
        print(f"{name:14} {jobs:4} {cpu:6.2f} {wall:7.2f} {3600 / wall:8.0f} {faster:8.1f} {more:8.2f} {memory:8.0f}")


def measured(command, reports, **environment):
    """CPU and wall seconds a report of a command, and the most memory of it and its children, in MB."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "encoding": "utf-8"}
    process = psutil.Popen(list(map(str, command)), env=os.environ | environment, **pipes)
    most = 0
    while process.poll() is None:
        most = max(most, memory_of(process))
        with suppress(psutil.TimeoutExpired):
            process.wait(LOOKED_AT)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"failed: {command}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu / reports, wall / reports, most


def memory_of(process):
    """Proportional set sizes: pages that forks share count once."""
    total = 0
    try:
        for each in [process, *process.children(recursive=True)]:
            total += getattr(each.memory_full_info(), "pss", 0)
    except psutil.Error:
        pass
    return total / 1e6


def shell_loop(folder, reports):
    out = folder / "out.ipynb"
    bin_ = Path(sys.executable).parent
    run = [bin_ / "papermill", NOTEBOOK, out, "-p", "place", SOURCE, "-p", "year", YEAR, "--no-progress-bar"]
    export = [bin_ / "jupyter", "nbconvert", "--to", "html", out]
    rows = [[measured(run, 1), measured(export, 1)] for _ in range(reports)]
    return (
        sum(a[0] + b[0] for a, b in rows) / reports,
        sum(a[1] + b[1] for a, b in rows) / reports,
        max(max(a[2], b[2]) for a, b in rows),
    )


def python(program, *words):
    return measured([sys.executable, "-c", program, *words], words[-1])


def report(folder, **environment):
    command = [sys.executable, "-m", "lawgov_analysis", "report", SOURCE, YEAR, "--force", "--reports-dir", folder]
    return measured(command, 1, **environment)


def limit(data_dir, jobs):
    words = [sys.executable, "-c", LIMIT, str(NOTEBOOK), str(data_dir), SOURCE]
    shares = [[*words, str(job), str(jobs)] for job in range(jobs)]
    at_once = [subprocess.Popen(share, stdout=subprocess.PIPE, encoding="utf-8") for share in shares]
    walls, cpus, made = zip(*(map(float, each.communicate()[0].split()) for each in at_once), strict=True)
    return sum(cpus) / sum(made), max(walls) / sum(made), float("nan")


def copies(folder, reports):
    data = Path(folder, f"data-{reports}")
    return data if data.exists() else make_years(data, reports)


def lawgov(data_dir, jobs, *words):
    """`lawgov batch`; the processes of its reports say what they took, and are not its children any more."""
    reports_dir = data_dir.with_name(f"{data_dir.name}-reports")
    command = [sys.executable, "-m", "lawgov_analysis", "batch", "--data-dir", data_dir, "--reports-dir", reports_dir]
    cpu, wall, memory = measured([*command, "--jobs", jobs, *words], 1)
    reports = json.loads((reports_dir / "batch.json").read_text(encoding="utf-8"))["reports"]
    cpu += sum(report["cpu_seconds"] for report in reports)
    return cpu / len(reports), wall / len(reports), memory


def show_analyses():
    """A city in one batch: a scorecard a region and year, a panel a place, a comparison a report of one year."""
    names = [name for name in ANALYSES if name not in ("annual_report", "explore")]
    with tempfile.TemporaryDirectory() as folder:
        notebooks = [word for name in names for word in ("--notebook", name)]
        command = [sys.executable, "-m", "lawgov_analysis", "batch", "--data-dir", CITY, "--reports-dir", folder]
        _, wall, memory = measured([*command, *notebooks, "--year", YEAR_OF_CITY, "--jobs", 2], 1)
        reports = json.loads(Path(folder, "batch.json").read_text(encoding="utf-8"))["reports"]
    for name in names:
        cpu = [report["cpu_seconds"] for report in reports if report["analysis"] == name]
        print(f"{name:22} {len(cpu):3} reports, {median(cpu):.2f} CPU s each, {max(cpu):.2f} at the most")
    print(f"{len(reports)} reports by 2 jobs in {wall:.0f} s, peak {memory:.0f} MB")


def show_size(size, words):
    with tempfile.TemporaryDirectory() as folder:
        data = make_data(Path(folder, "data"), size)
        cpu, wall, memory = lawgov(data, 2, *words)
        _, again, _ = lawgov(data, 2, *words)
        said = f"{size:6} reports: {cpu:.2f} CPU s and {wall:.2f} s each, peak {memory:.0f} MB"
        print(f"{said}; unchanged: {again * size:.1f} s for all", flush=True)


if __name__ == "__main__":
    main()
