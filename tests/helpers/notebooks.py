"""Notebooks run for nbval by forks of one process that has imported all, as a batch runs them.

A kernel for each would import the libraries and read the tables anew, two seconds of a processor. That a fork shows
what a kernel shows is tested in tests/reporting/test_forked.py; the lines of the README run nbval with kernels.
"""

import atexit
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from queue import Empty

import nbformat

PROGRAM = """
import gc, json, os, sys
from lawgov_analysis.paths import COLLECTED_AT
gc.set_threshold(COLLECTED_AT)
from lawgov_analysis.reporting.render import load_notebook_libraries
load_notebook_libraries()  # first: it leaves out what the others would have imported
from lawgov_analysis.batch.warm_server import _warm
from lawgov_analysis.reporting.engines import FORKED
import papermill
from papermill.exceptions import PapermillExecutionError
_warm(None)
# What reads a text, too: each notebook with a plan or a sentence would compile it anew.
from lawgov_analysis import extract_figures, parse_report
extract_figures(parse_report("受理行政复议申请12件。"))
# What a cell prints past its outputs is no answer.
answers, asked = os.fdopen(os.dup(1), "w"), sys.stdin
os.dup2(2, 1)
for line in asked:
    source, target, folder = json.loads(line)
    try:
        options = {"engine_name": FORKED, "progress_bar": False, "extra_arguments": ["--log-level=ERROR"]}
        papermill.execute_notebook(source, target, cwd=folder, **options)
    except PapermillExecutionError:
        pass  # the error is an output of its cell
    print("done", file=answers, flush=True)
"""


class Runner:
    """The process that notebooks are run by; started for the first one."""

    process = None

    def run(self, file, folder=None):
        """Return a notebook as it is after all its cells ran in a folder (else its own), up to the first that fails."""
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
            )
            atexit.register(self.end)
        with tempfile.TemporaryDirectory() as made:
            target = Path(made) / "run.ipynb"
            task = [str(file), str(target), str(folder or file.parent)]
            print(json.dumps(task), file=self.process.stdin, flush=True)
            assert self.process.stdout.readline() == "done\n", "the process that runs notebooks is gone"
            return nbformat.read(target, as_version=4)

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def run_cells(self, managed, *_kernel):
        """Stand for the kernel that `KernelEngine.run` starts: fill in what the cells of a notebook show."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "asked.ipynb"
            nbformat.write(managed.nb, file)
            ran = self.run(file, Path.cwd())
        asked, done = ([cell for cell in book.cells if cell.cell_type == "code"] for book in (managed.nb, ran))
        for cell, shown in zip(asked, done, strict=True):
            cell.outputs, cell.execution_count = shown.outputs, shown.execution_count


RUNNER = Runner()


class Replayed:
    """Stands for a kernel: its cells show what they showed when the notebook was run."""

    def __init__(self, notebook):
        self.cells = iter([(cell.source, cell.outputs) for cell in notebook.cells if cell.cell_type == "code"])
        self.messages = []

    def is_alive(self):
        return True

    def stop(self):
        pass

    def await_idle(self, _asked, _timeout):
        pass

    def execute_cell_input(self, source, allow_stdin=None):
        outputs = next((outputs for ran, outputs in self.cells if ran == source), [])
        told = [(output.output_type, {"metadata": {}, **output}) for output in outputs]
        self.messages = [*told, ("status", {"execution_state": "idle"})]
        return "asked"

    def await_reply(self, _asked, timeout=None):
        pass

    def get_message(self, _stream, timeout=None):
        if not self.messages:
            raise Empty
        kind, content = self.messages.pop(0)
        return {"msg_type": kind, "content": content, "parent_header": {"msg_id": "asked"}}
