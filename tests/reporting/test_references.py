"""Of a number that changed in a reference report nbval says what it was and what it is, in a line."""

import re
import tomllib

import nbformat
import pytest
from nbval.plugin import IPyNbFile, NbCellError

from helpers import ROOT
from helpers.notebooks import Replayed
from helpers.references import FILES

# A number with which a cell of a table begins: of a figure, else any that is no date.
NUMBER = r"(\d{1,3}(?:,?\d{3})*(?:\.\d+)?)(?![\d,.年月日])"
OF_FIGURE, OF_CELL = re.compile(rf'<a href="#f\d+">{NUMBER}'), re.compile(rf"<td[^>]*>{NUMBER}")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def changed(notebook):
    """Change a number of a notebook by one of its last digit; give its cell, what it was and what it is."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number in (OF_FIGURE, OF_CELL):
        for at, cell in enumerate(code):
            for output in cell.outputs:
                html = output.get("data", {}).get("text/html", "")
                if html.startswith("<table") and (found := number.search(html)):
                    was = found[1]
                    now = was[:-1] + str((int(was[-1]) + 1) % 10)
                    output.data["text/html"] = html[: found.start(1)] + now + html[found.end(1) :]
                    return f"Cell {at}", was, now
    raise AssertionError("no number")


@pytest.fixture(params=FILES)
def reference(request):
    """A reference report as nbval holds it, of which a kernel shows again what was published."""
    file = FILES[request.param]
    collected = IPyNbFile.from_parent(request.session, path=file)
    collected.cells = [*collected.collect()]
    collected.kernel = Replayed(nbformat.read(file, as_version=4))
    collected.setup_sanitize_files()
    return collected


def test_a_number_that_changed_fails_by_a_line_that_has_it(reference):
    failing, was, now = changed(reference.nb)
    said = {}
    for cell in reference.cells:
        try:
            cell.runtest()
        except NbCellError:
            said[cell.name] = COLOURS.sub("", cell.repr_failure(pytest.ExceptionInfo.from_current()))
    assert [*said] == [failing]
    # The file has the changed one, and the run the one that was published.
    assert re.search(rf"^.*: {now}\S* → {was}\S*$", said[failing], re.MULTILINE), said[failing]


def test_the_reference_reports_are_those_that_the_tests_run():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    paths = [ROOT / path for path in project["tool"]["pytest"]["ini_options"]["testpaths"]]
    assert [path for path in paths if ROOT / "reports" in path.parents] == [*FILES.values()]
