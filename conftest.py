"""What holds for every test, doctest and notebook of a run."""

import gc
import os
import re
import sys
from html import unescape
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine; `--hypothesis-profile=deep` looks for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile("ci")
# What tests compare with is English, on a Chinese system too.
os.environ["LAWGOV_LANG"] = "en"
# nbval is loaded here and not by itself, without the grammar of addresses that jsonschema would check in notebooks by:
# none has any, and to compile it takes a fifth of what it takes to collect all tests, in each process.
pytest_plugins = ["nbval.plugin"]
sys.modules.setdefault("rfc3987_syntax", None)
import nbval.plugin  # noqa: E402, F401

if sys.modules["rfc3987_syntax"] is None:
    del sys.modules["rfc3987_syntax"]


# The files that take longest, the longest first: whatever is short fills what time is left beside them.
LONGEST = (
    "tests/test_readme.py",
    "tests/batch/test_survives.py",
    "tests/rules/test_rules.py",
    "tests/test_lab.py",
    "tests/batch/test_run.py",
    "tests/campaign/test_campaign.py",
    "tests/test_surroundings.py",
    "tests/reporting/test_forked.py",
    "tests/interactive/test_desk.py",
    "tests/reporting/disclosure_scorecard/test_scorecard.py",
    "tests/tables/test_read.py",
    "tests/reviewing/test_tracing.py",
    "tests/reviewing/test_workbook.py",
    "tests/documents/readers/test_scan.py",
    "tests/tables/test_panel_store.py",
    "tests/reporting/test_panel_followup.py",
    "tests/samples/test_city.py",
    "tests/decisions/test_lasting.py",
    "tests/test_docs.py",
    "tests/auditing/test_properties.py",
    "tests/reporting/annual_report/test_report.py",
    "tests/intake/test_add.py",
    "tests/rules/test_workbook.py",
    "tests/decisions/test_withdrawn.py",
    "tests/decisions/test_deciding.py",
    "tests/auditing/test_texts.py",
    "tests/intake/test_city.py",
    "tests/reporting/test_render.py",
    "tests/reviewing/test_returned.py",
    "tests/tables/test_folder.py",
    "tests/reporting/annual_report/test_front.py",
    "tests/interactive/test_explore.py",
    "tests/publishing/test_formats.py",
    "tests/intake/test_decisions.py",
    "tests/reporting/supervision/test_supervision.py",
    "tests/tables/test_agreement.py",
    "tests/reviewing/test_queue.py",
    "tests/intake/test_workers.py",
    "tests/extraction/test_pipeline.py",
    "tests/quantities/test_find.py",
    "tests/reviewing/test_queue_page.py",
    "tests/reporting/test_touched.py",
    "tests/interactive/test_table.py",
    "tests/reviewing/test_review.py",
    "tests/interactive/test_desk_front.py",
    "tests/interactive/test_front.py",
)


def pytest_configure(config):
    # Here and not in pyproject.toml, where the path would be relative to the folder pytest is started in.
    config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "nbval_sanitize.cfg")
    # Not this file: of it a notebook that is collected elsewhere would not ask.
    config.pluginmanager.register(SaidOtherwise())
    if hasattr(os, "fork") and (Path(__file__).parent / "tests" / "helpers").is_dir():
        run_by_forks()


def pytest_collection():
    # run.py asks Python to warn of every encoding left out. A kernel or program that tests start would print
    # these warnings of others' code into output that is compared. The workers of xdist have it by now.
    os.environ.pop("PYTHONWARNDEFAULTENCODING", None)


def pytest_collection_modifyitems(items):
    order = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))


@pytest.fixture
def forks(monkeypatch):
    """Have notebooks run by forks of a warm process: tests/reporting/test_forked.py has that kernels do the same."""
    if hasattr(os, "fork"):
        from lawgov_analysis.reporting.render import load_notebook_libraries

        from helpers.notebooks import RUNNER

        load_notebook_libraries()
        monkeypatch.setattr("lawgov_analysis.reporting.engines.KernelEngine.run", RUNNER.run_cells)


def pytest_collection_finish():
    if "lawgov_analysis.documents.readers.any" in sys.modules:
        read_files_here()
    if "lawgov_analysis.intake.run" in sys.modules:
        stage_files_here()
    # What is loaded by now stays: thousands of tests, libraries and tables need not be gone through again and again,
    # and what a test leaves behind is looked for a hundred times less often than at every 700 objects.
    gc.collect()
    gc.freeze()
    gc.set_threshold(70_000, 20, 100)


def read_files_here():
    """Have what strangers wrote read without a process of its own for each file; see `within_limits`."""
    from lawgov_analysis.documents.readers import any as readers
    from lawgov_analysis.tables import files

    readers.call = files.call = lambda function, *args, limits: function(*args)


def stage_files_here():
    """Have files that are added staged without a worker, which reads all words anew; see `tests/intake`."""
    from lawgov_analysis.intake import run
    from lawgov_analysis.intake.staged import stage
    from lawgov_analysis.tables import open_data

    def stage_all(tasks, folder, *_limits):
        data = open_data(folder)
        return (stage(task, data) for task in tasks)

    run.stage_all = stage_all


@pytest.fixture
def within_limits(monkeypatch):
    """Have files read as users have it: each in a process of its own."""
    from lawgov_analysis.documents.readers import any as readers
    from lawgov_analysis.files.limited import call
    from lawgov_analysis.tables import files

    monkeypatch.setattr(readers, "call", call)
    monkeypatch.setattr(files, "call", call)


def run_by_forks():
    """Let nbval have what a fork of a warm process shows, not a kernel of each notebook's own."""
    from nbval.plugin import IPyNbFile

    from helpers.notebooks import RUNNER, Replayed

    def setup(notebook):
        notebook.kernel = Replayed(RUNNER.run(notebook.path))
        notebook.setup_sanitize_files()

    IPyNbFile.setup = setup


class SaidOtherwise:
    """Says what a table or a sentence of a notebook says otherwise as `lawgov check` does: 43: 1,935 → 1,936."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_assertrepr_compare(self, op, left, right):
        if op != "==" or not all(isinstance(side, str) and side.startswith("<") for side in (left, right)):
            return None
        from lawgov_analysis.presentation import load_language
        from lawgov_analysis.reporting.changes.compare import compare
        from lawgov_analysis.reporting.changes.said import line_of
        from lawgov_analysis.reporting.changes.shown import executed_of

        language = load_language("zh")
        shown = [executed_of(_notebook_of(side), Path()) for side in (left, right)]
        lines = [line_of(change.record(), language) for change in compare(*shown, language)]
        return ["what is shown differs:", *lines] if lines else None


def _notebook_of(html):
    data = {"text/html": html, "text/plain": unescape(re.sub(r"<[^>]*>", " ", html)).strip() or "-"}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return {"cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}]}
