"""Cells that run in a forked process show what an ordinary kernel shows, and end as it ends."""

import os
import subprocess
import sys
import threading

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lawgov_analysis.reporting.render import can_fork

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")

# A notebook of everything that a cell can show.
CELLS = [
    "import sys\nprint('一', end='')\nprint('二')\nsys.stderr.write('三\\n')\nprint('四')",
    "print('mixed'); display('shown'); print('after')\n'last'",
    "!echo from the shell",
    "%%capture kept\nprint('not shown')",
    "kept.stdout",
    "from IPython.display import HTML, Image, clear_output, display, update_display\nHTML('<b>x</b>')",
    "handle = display('first', display_id='one')",
    "update_display('second', display_id='one')",
    "print('gone'); clear_output(); print('stays')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "plt.figure(); plt.bar(['a'], [1])",
    "import pandas as pd\npd.DataFrame({'横沥镇': [1.5, 2]})",
    "pd.DataFrame([range(1000, 1018)], columns=[f'column {n}' for n in range(18)])",
    "import asyncio\nawait asyncio.sleep(0)\nlen(In), _.shape",
    "def f(): return f\nimport pickle\npickle.loads(pickle.dumps(f)) is f, __name__",
    "get_ipython().run_line_magic('who_ls', 'str')",
    "1;",
    "",
    "import warnings\nwarnings.simplefilter('ignore'); sys.displayhook.__class__.__name__",
]
ERRORS = {
    "an error": "def f():\n    return 1 / 0\nf()",
    "an error of syntax": "f(",
    "input": "input('who? ')",
    "sys.exit": "import sys\nsys.exit(3)",
    "an error while showing": (
        "class A:\n    __repr__ = lambda self: 'A'\n    def _repr_html_(self): raise ValueError('no')\nA()"
    ),
}
NOTEBOOKS = {
    "outputs": ([*CELLS, "len(In), [name for name in globals() if not name.startswith('_')], __name__"], []),
    "errors": (["print(1)", *ERRORS.values(), "print(2)"], ["raises-exception"]),
    "stops": (["print(1)", ERRORS["an error"], "print(2)"], []),
    "programs": (["import os, subprocess, sys\nprint(1)\nos.system('echo from a program')\nprint(2)"], []),
    "slow": (["print(1)", "import time; time.sleep(60)"], []),
    "random": (["import numpy, random, uuid\nnumpy.random.random(), random.random(), uuid.uuid4()"], []),
    "random again": (["import numpy, random, uuid\nnumpy.random.random(), random.random(), uuid.uuid4()"], []),
}
PROGRAM = """
import sys, time
from lawgov_analysis.reporting.render import load_notebook_libraries
load_notebook_libraries()
import papermill
from papermill.exceptions import PapermillExecutionError
from lawgov_analysis.reporting import forked
engine, _, here = sys.argv[1].partition("+")
if engine == "lawgov-forked":
    forked.warm_shell()
for name in sys.argv[2:]:
    options = {"engine_name": engine, "progress_bar": False, "extra_arguments": ["--log-level=ERROR"]}
    options |= {"here": bool(here), "until": time.monotonic() + (1 if name == "slow" else 100)}
    try:
        papermill.execute_notebook(f"{name}.ipynb", f"{name}.{sys.argv[1]}.ipynb", **options)
    except PapermillExecutionError as error:
        print(name, error.ename, error.evalue)
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run notebooks by papermill and an engine in a process of its own; give their cells and what was raised."""
    folder = tmp_path_factory.mktemp("notebooks")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, (sources, tags) in NOTEBOOKS.items():
        cells = [new_code_cell(source, metadata={"tags": tags}, id=f"c{n}") for n, source in enumerate(sources)]
        notebook = new_notebook(cells=[new_markdown_cell("# 一", id="m"), *cells], metadata=kernel)
        nbformat.write(notebook, folder / f"{name}.ipynb")

    def run(engine, *names):
        command = [sys.executable, "-c", PROGRAM, engine, *names]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, timeout=100)
        assert done.returncode == 0, done.stderr
        return {name: _cells(folder / f"{name}.{engine}.ipynb") for name in names}, done.stdout

    return run


@pytest.fixture(scope="module")
def forked(run):
    """The cells of all notebooks by forks of one process, and what was raised."""
    return run("lawgov-forked", *(name for name in NOTEBOOKS if name != "slow"))


def _cells(file):
    cells = nbformat.read(file, as_version=4).cells
    for cell in cells:
        del cell["id"]
        for key in ("papermill", "execution"):  # when it was run
            cell.metadata.pop(key, None)
        if cell.get("outputs") and "traceback" in cell.outputs[0] and "input(" in cell.source:
            del cell.outputs[0]["traceback"]  # through the kernel's own code
    return cells


def test_outputs_and_errors_are_those_of_an_ordinary_kernel(run, forked):
    names = ["outputs", "errors", "stops"]
    ordinary, raised = run("lawgov-kernel", *names)
    cells, raised_too = forked
    for name in names:
        for one, other in zip(ordinary[name], cells[name], strict=True):
            assert other == one
    # papermill takes an expected error for one too.
    assert raised_too == raised == "errors ValueError no\nstops ZeroDivisionError division by zero\n"
    assert ordinary["stops"][0].source.startswith("<span")  # papermill's mark on top
    pictures = [o for cell in ordinary["outputs"] for o in cell.get("outputs", []) if "image/png" in o.get("data", {})]
    assert len(pictures) == 2


def test_cells_within_the_process_of_their_report_show_the_same_and_end_in_time(run, forked):
    here, _ = run("lawgov-forked+here", "outputs", "slow")
    assert here["outputs"] == forked[0]["outputs"]
    before, late = (cell for cell in here["slow"] if cell.cell_type == "code")
    assert before.outputs[0].text == "1\n"
    assert (late.outputs[0].ename, late.outputs[0].evalue) == ("Timeout", "it took longer than --timeout allows")


def test_random_numbers_differ_from_fork_to_fork(forked):
    cells, _ = forked
    assert cells["random"] != cells["random again"]


def test_what_programs_print_is_shown_in_their_cell(forked):
    # By an ordinary kernel too, but there it is chance in which cell.
    cells, _ = forked
    assert cells["programs"][1].outputs == [
        {"output_type": "stream", "name": "stdout", "text": "1\n2\nfrom a program\n"}
    ]


def test_a_process_with_other_threads_is_not_forked():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not can_fork()
    finally:
        done.set()
        thread.join()
