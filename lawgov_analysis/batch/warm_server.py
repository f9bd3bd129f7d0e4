"""The warm process: everything is imported and the tables are read, and it forks a process for each report."""

import gc
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from nbformat.v4 import new_code_cell, new_notebook, new_output

from ..analysis.charts import bars
from ..errors import LawgovError
from ..presentation import LANGUAGES, load_language
from ..publishing.formats import export
from ..publishing.publication import publish
from ..reporting import annual_report, forked
from ..reporting.analyses import ANALYSES, analysis_package, find_notebook
from ..reporting.changes.note import note_page
from ..reporting.inputs import codebook_sums
from ..reporting.manifest import describe_programs
from ..tables import hold_figures
from .warm import attempt


def serve(control, data_dir):
    """Be the warm process: fork for each connection that comes in, until the other end is gone.

    Parameters
    ----------
    control : socket.socket
        By which the connections come.
    data_dir : path-like or None
        Whose reports are made.
    """
    _to_devnull(0)
    _to_devnull(1)
    _warm(data_dir)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    while True:
        _, descriptors, *_ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            os.killpg(0, signal.SIGKILL)
        if not os.fork():
            control.close()
            _serve_one(Connection(descriptors[0]))
        os.close(descriptors[0])


def _warm(data_dir):
    forked.warm_shell()
    describe_programs(find_notebook().notebook)
    for name in ANALYSES:
        analysis_package(name)
    with suppress(LawgovError):  # a table that breaks a rule is told by the reports that need it
        # The forks find these data open, and all that was read and made of them; none looks again at the tables of all
        # others. What changes meanwhile is the next batch's.
        data = hold_figures(data_dir)
        languages = [load_language(lang, data) for lang in LANGUAGES]
        # What is imported or worked out at first use, from the charts' font to the page's template.
        reports = data.table("reports")
        first = reports.loc[(reports["coverage"] == "full").idxmax()]
        report = annual_report.load(first["place_code"], int(first["year"]), data_dir=data)
        annual_report.numbers(report)
        annual_report.front_page(report)
        annual_report.versions(report)
        for name in data.table("sections")["section"]:
            annual_report.section(report, name)
        data.made(codebook_sums)
        for result in report.reads.results:
            annual_report.results(report, result.name)
        shown = {"text/html": bars(report.printed.head(2), "", languages[0], data_dir=data)._repr_html_()}
        cell = new_code_cell(outputs=[new_output("display_data", shown)])
        export("html", publish(new_notebook(cells=[cell]), "", languages[0]))
        note_page([], "", languages[0])
    gc.collect()
    gc.freeze()  # what is there stays there: the forks share its pages


def _serve_one(connection):
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        forked.not_for_children.append(connection)
        connection.send(os.getpid())
        plan, timeout = connection.recv()
        connection.send(replace(attempt(plan, True, timeout), **_used()))
    finally:
        os._exit(0)


def _used():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "cpu_seconds": sum(each.ru_utime + each.ru_stime for each in used),
        "memory": unit * max(each.ru_maxrss for each in used),
    }


def _to_devnull(descriptor):
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, descriptor)
    os.close(nothing)
