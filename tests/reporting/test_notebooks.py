"""The notebooks that come with the package: what each has, so that it can be read, run alone, and run by a batch."""

import ast
import inspect
import json
import re

import pytest

from lawgov_analysis.reporting.analyses import ANALYSES, analysis_package, find_notebook
from lawgov_analysis.tables import open_data

from helpers import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What papermill can read, and say in its help.
TYPES = {"str", "int", "float", "bool"}
BOTH = re.compile(r"[\u4e00-\u9fff].*[a-z]{2}", re.DOTALL)


def cells_of(file, kind):
    notebook = json.loads(file.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def test_there_is_a_notebook_for_each_analysis_and_no_other():
    assert {file.stem for file in NOTEBOOKS} == set(ANALYSES)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
class TestNotebook:
    def test_it_says_which_analysis_it_is(self, file):
        said = json.loads(file.read_text(encoding="utf-8"))["metadata"]["lawgov"]
        assert said["analysis"] == file.stem
        assert find_notebook(file.stem) == find_notebook(file)

    def test_its_parameters_are_those_of_the_analysis_each_with_a_type_and_words_in_both_languages(self, file):
        (cell,) = [cell for cell in cells_of(file, "code") if "parameters" in cell["metadata"].get("tags", [])]
        lines = ast.parse(source(cell)).body
        assert all(isinstance(line, ast.AnnAssign) and line.annotation.id in TYPES for line in lines)
        known = inspect.signature(analysis_package(file.stem).load).parameters
        assert [line.target.id for line in lines] == list(known)
        told = [line for line in source(cell).splitlines() if not line.startswith(("year", "lang", "data_dir"))]
        assert [line for line in told if not BOTH.search(line.partition("#")[2])] == []

    def test_what_is_not_said_is_as_the_analysis_has_it(self, file):
        analysis = find_notebook(file)
        parameters = inspect.signature(analysis.module.load).parameters
        empty = (None, "", [], ())
        told = {"place", "places", "year", "data_dir", *analysis.runs(open_data("data/samples/city"))[0]}
        for name, value in analysis.defaults.items():
            if name not in told:
                default = parameters[name].default
                assert value == default or (value in empty and default in empty), name

    def test_its_first_step_checks_what_papermill_put_in(self, file):
        _, first, *_ = cells_of(file, "code")
        assert re.search(r"^check_parameters\(\w+\.load\)$", source(first), re.MULTILINE)

    def test_no_cell_is_long(self, file):
        assert max(len(source(cell).splitlines()) for cell in cells_of(file, "code")) <= 25

    def test_it_has_an_outline_in_both_languages_that_stays_out_of_what_is_published(self, file):
        first, *others = cells_of(file, "markdown")
        assert source(first).startswith("# ")
        headings = [cell for cell in others if source(cell).startswith("##")]
        assert len(headings) >= 4
        if file.stem != "explore":  # which is a text of its own, in Chinese
            assert all(BOTH.search(source(cell)) for cell in (first, *headings))
            assert all("outline" in cell["metadata"].get("tags", []) for cell in (first, *others))
