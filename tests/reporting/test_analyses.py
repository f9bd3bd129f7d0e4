"""Any analysis is planned, run, kept up and listed as the yearly report is: tried with one that is made up here."""

import json
import sys
from datetime import date
from types import ModuleType, SimpleNamespace

import nbformat
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import check_reports
from lawgov_analysis.batch import command as batch_command
from lawgov_analysis.batch import plan_batch
from lawgov_analysis.batch.index import index_page
from lawgov_analysis.batch.plan import Batch
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadParameter, LawgovError, NoData
from lawgov_analysis.paths import default_notebooks_dir
from lawgov_analysis.presentation import load_language
from lawgov_analysis.reporting import analyses, render, render_notebook
from lawgov_analysis.reporting.analyses import find_notebook
from lawgov_analysis.reporting.parameters import as_given, check_parameters
from lawgov_analysis.reporting.plan import ReportPlanner
from lawgov_analysis.tables import open_data

from helpers import ROOT
from helpers.invented import copy_of_data

CITY = "data/samples/city"


def load(places, year=2022, rubric="", lang="zh", data_dir=None):
    """As any analysis, but of nothing: `rubric` is a file, and year 1999 is a bad one."""
    data = open_data(data_dir)
    if year == 1999:
        raise NoData("no report of 1999")
    return SimpleNamespace(
        data=data,
        data_dir=data.folder,
        language=load_language(lang, data),
        lang=lang,
        title=f"{places}·{year}",
        parameters={"places": str(places), "year": year, "rubric": rubric, "lang": lang},
        folder=f"shili/tiny-{year}",
        files=[rubric] if rubric else [],
    )


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    """The made-up analysis, one of those that there are."""
    module = ModuleType("lawgov_analysis.reporting.tiny")
    module.load = load
    module.facts = lambda subject: ((("地方", subject.parameters["places"]),), date(2023, 1, 1))
    module.tables = lambda subject: {"all": pd.DataFrame({"place_code": ["9901"], "mine": [1.5]})}
    module.numbers = lambda subject: {"place": "<i>市</i>", "main": [["份数", "15份"]]}
    module.runs = lambda data, codes=(), years=(): [{"places": "9901", "year": year} for year in years or [2021, 2022]]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(analyses, "ANALYSES", (*analyses.ANALYSES, "tiny"))
    return module


@pytest.fixture
def notebook(tmp_path):
    """A function that writes a notebook of the made-up analysis."""

    def write(source="print(places, data_dir)", name="tiny.ipynb", **said):
        defaults = 'places: str = "9901"\nyear: int = 2022\nrubric: str = ""\nlang: str = "zh"\n'
        defaults += f'data_dir: str = "{CITY}"'
        cells = [
            nbformat.v4.new_markdown_cell("# 题 · Title", metadata={"tags": ["outline"]}),
            nbformat.v4.new_code_cell(defaults, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(source),
            nbformat.v4.new_markdown_cell("分析人的说明"),
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        about = {"kernelspec": kernel, "lawgov": {"analysis": "tiny", "each": "region", **said}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def no_kernel(monkeypatch):
    """No kernel runs: the notebook is taken as it is."""
    monkeypatch.setattr(render, "run_notebook", lambda plan, *how: nbformat.read(plan.analysis.notebook, as_version=4))


def manifest_of(done):
    return json.loads((done.folder / "manifest.json").read_text(encoding="utf-8"))


def test_a_run_is_told_its_parameters_and_a_folder_that_is_found_everywhere(notebook, tmp_path):
    done = render_notebook(notebook(), {"places": 9901}, data_dir=CITY, reports_dir=tmp_path / "reports")
    assert done.folder == tmp_path / "reports" / "shili" / "tiny-2022"
    executed = nbformat.read(done.folder / "report.ipynb", as_version=4)
    injected = next(cell.source for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", []))
    assert f'data_dir = "{CITY}"' in injected
    assert executed.metadata["lawgov"]["analysis"] == "tiny"
    manifest = manifest_of(done)
    assert (manifest["analysis"], manifest["title"]) == ("tiny", "9901·2022")
    assert manifest["parameters"] == {"places": "9901", "year": 2022, "rubric": "", "lang": "zh"}
    page = (done.folder / "report.html").read_text(encoding="utf-8")
    assert f"9901 {CITY}" in page
    assert "分析人的说明" in page
    assert "Title" not in page


def test_it_is_made_again_when_a_text_or_a_file_of_its_own_changed(notebook, tmp_path, no_kernel):
    data_dir, rubric = copy_of_data(tmp_path / "data", "reports"), tmp_path / "rubric.csv"
    rubric.write_text("weight\n1\n", encoding="utf-8")
    options = {"data_dir": data_dir, "reports_dir": tmp_path / "reports", "formats": "html,xlsx"}
    file, given = notebook(), {"rubric": str(rubric)}
    assert render_notebook(file, given, **options).reason == "not made yet"
    assert not render_notebook(file, given, **options).written
    rubric.write_text("weight\n2\n", encoding="utf-8")
    assert render_notebook(file, given, **options).reason == f"{rubric.as_posix()} changed"
    (data_dir / "texts").mkdir(exist_ok=True)
    (data_dir / "texts" / "441900106-2020.txt").write_text("文", encoding="utf-8")
    assert render_notebook(file, given, **options).reason == "texts/*.txt changed"
    assert render_notebook(file, {**given, "lang": "en"}, **options).reason == "not made yet"
    assert not render_notebook(file, given, **options).written


def test_a_place_is_looked_for_in_the_packages_data_and_the_notebooks_own_in_its_example(notebook, tmp_path, no_kernel):
    asked = []
    file, options = notebook(), {"reports_dir": tmp_path / "reports"}
    sys.modules["lawgov_analysis.reporting.tiny"].load = lambda *places, data_dir=None, **given: (
        asked.append(data_dir) or load(*places, data_dir=data_dir, **given)
    )
    sys.modules["lawgov_analysis.reporting.tiny"].load.__signature__ = analyses.inspect.signature(load)
    render_notebook(file, **options)
    render_notebook(file, {"places": 4419}, **options)
    render_notebook(file, {"places": 4419, "data_dir": CITY}, **options)
    assert asked == [CITY, None, CITY]


def test_reports_of_other_data_go_beside_them_and_not_among_those_of_the_package(notebook, tmp_path, no_kernel):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    with pytest.raises(NoData, match=f"{tmp_path.name}/reports: no such folder"):
        check_reports(data_dir=data_dir)
    assert render_notebook(notebook(), {}, data_dir).folder.parent == tmp_path / "reports" / "shili"
    assert plan_batch(data_dir=data_dir).reports_dir == tmp_path / "reports"
    for own in (None, CITY):
        assert plan_batch(data_dir=own).reports_dir == ROOT / "reports"


def test_the_years_of_the_example_are_not_those_of_another_place(notebook):
    assert find_notebook(notebook()).completed({"lang": "en"})["year"] == 2022
    assert "year" not in find_notebook(notebook()).completed({"places": 4419})
    assert find_notebook().completed({"place": 441900106})["year"] == 2020  # which has to be given


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-p", "yaer", "2021"], 6, "tiny has no parameter yaer; did you mean year?"),
        (["-p", "year", "1999"], 4, "no report of 1999"),
        (["-p", "lang", "fr"], 6, "unknown language fr"),
        (["-p", "year", "2021", "-p", "year", "2022"], 6, "year is given twice: 2021 and 2022"),
        (["--lang", "en", "-p", "lang", "zh"], 6, "lang is given twice: zh and en"),
        (["--data-dir", "nowhere"], 5, "nowhere"),
        (["-p", "data_dir", "data", "--data-dir", CITY], 6, f"data_dir is given twice: data and {CITY}"),
        (["--format", "doc"], 6, "unknown format doc"),
    ],
)
def test_what_is_wrong_is_one_line_before_any_kernel_starts(notebook, tmp_path, words, code, said):
    always = ["--reports-dir", str(tmp_path / "reports")]
    done = CliRunner().invoke(main, ["notebook", str(notebook()), *words, *always])
    assert (done.exit_code, done.stderr.count("\n")) == (code, 1), done.output
    assert said in done.stderr
    assert not (tmp_path / "reports").exists()


def test_the_command_prints_where_the_report_is(notebook, tmp_path, no_kernel):
    words = ["notebook", str(notebook()), "--lang", "en", "--reports-dir", str(tmp_path)]
    done = CliRunner().invoke(main, words)
    assert done.stdout == f"{tmp_path / 'shili' / 'tiny-2022' / 'report.en.html'}\n"
    assert "unchanged" in CliRunner().invoke(main, words).stdout


def test_a_notebook_says_in_the_same_words_what_it_lacks(monkeypatch, notebook):
    shell = SimpleNamespace(user_ns={"In": ["# Parameters\nyaer = 2021\n"]})
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setattr(load, "__module__", "lawgov_analysis.reporting.tiny.load")
    with pytest.raises(BadParameter) as in_notebook:
        check_parameters(load)
    with pytest.raises(BadParameter) as in_command:
        find_notebook(notebook()).check(["yaer"])
    assert str(in_notebook.value) == str(in_command.value)


@pytest.mark.parametrize(
    ("said", "fault"), [({"analysis": "none"}, "its metadata say none"), ({"each": "day"}, "its metadata say day")]
)
def test_a_notebook_of_no_analysis_is_said(notebook, said, fault):
    with pytest.raises(BadParameter, match=fault):
        find_notebook(notebook(**said))


def test_a_parameter_that_only_a_copy_has_is_its_own_matter(notebook, tmp_path, no_kernel):
    file = notebook()
    made = nbformat.read(file, as_version=4)
    made.cells[1].source += "\nmine: int = 5"
    nbformat.write(made, file)
    assert "mine" not in manifest_of(render_notebook(file, reports_dir=tmp_path))["parameters"]


def test_a_notebook_that_is_misspelt_is_said():
    with pytest.raises(BadParameter, match="unknown notebook anual_report; did you mean annual_report"):
        find_notebook("anual_report")
    with pytest.raises(BadParameter, match="it is one of annual_report, "):
        find_notebook("x")


def test_codes_that_begin_with_a_zero_stay_texts():
    assert as_given([("place", "0101"), ("year", "2020"), ("names", "None")]) == {
        "place": "0101",
        "year": 2020,
        "names": None,
    }


def test_a_batch_has_the_runs_of_each_notebook_and_one_that_cannot_be_is_no_others(notebook, tmp_path):
    options = {"data_dir": CITY, "reports_dir": tmp_path}
    planned = plan_batch(notebook=[notebook(), "annual_report"], years=[2022, 1999], **options)
    assert str(planned.reports[0]) == "tiny 9901 2022"
    assert planned.reports[0].plan.folder == tmp_path / "shili" / "tiny-2022"
    assert (planned.reports[1].state, planned.reports[1].error) == ("failed", "no report of 1999")
    assert {report.analysis for report in planned.reports[2:]} == {"annual_report"}
    assert len(planned.of("left")) == 16


def test_a_batch_without_any_run_is_said_and_with_others_only_noted(notebook, tmp_path, tiny):
    tiny.runs = lambda data, codes=(), years=(): []
    options = {"data_dir": CITY, "reports_dir": tmp_path}
    with pytest.raises(NoData, match="tiny: nothing to make of any place for 2022"):
        plan_batch(notebook=[notebook()], years=[2022], **options)
    planned = plan_batch(notebook=[notebook(), "annual_report"], years=[2022], **options)
    assert [str(report) for report in planned.of("failed")] == ["tiny"]


def test_two_notebooks_that_write_into_one_folder_are_said(notebook, tmp_path):
    (tmp_path / "copy").mkdir()
    both = [notebook(), notebook(name="copy/tiny.ipynb")]
    with pytest.raises(BadParameter, match="tiny 9901 2021 and tiny 9901 2021 are written into one folder"):
        plan_batch(notebook=both, data_dir=CITY, reports_dir=tmp_path)


def test_a_copy_under_another_name_writes_beside_what_it_is_a_copy_of(notebook, tmp_path):
    both = [notebook(), notebook(name="my changed.ipynb")]
    planned = plan_batch(notebook=both, data_dir=CITY, reports_dir=tmp_path)
    assert {report.plan.folder.name for report in planned.reports if report.year == 2022} == {
        "tiny-2022",
        "tiny-2022-my-changed",
    }


def test_a_notebook_without_metadata_is_of_the_analysis_that_its_cells_call(tmp_path):
    copy = nbformat.read(default_notebooks_dir() / "panel_followup.ipynb", as_version=4)
    del copy.metadata["lawgov"]
    nbformat.write(copy, tmp_path / "mine.ipynb")
    found = find_notebook(tmp_path / "mine.ipynb")
    assert (found.name, found.each) == ("panel_followup", "place")


def test_what_an_analysis_cannot_do_without_is_one_line():
    with pytest.raises(BadParameter, match="annual_report needs year: -p year"):
        find_notebook("annual_report").load({"place": "丹枫镇"}, CITY)


@pytest.mark.parametrize("name", ["annual_report", "explore"])
def test_the_place_of_the_example_that_the_data_lack_is_named_as_that(name, tmp_path):
    with pytest.raises(NoData, match=r"no report of 东莞市横沥镇 .*the notebook is shown with 441900106: -p place"):
        render_notebook(name, data_dir=CITY, reports_dir=tmp_path)


def test_what_failed_is_made_again_by_a_command_of_its_own(notebook, tmp_path, monkeypatch):
    file = str(notebook())
    planned = plan_batch(notebook=[file], years=[1999, 2022], data_dir=CITY, reports_dir=tmp_path)
    options = {"lang": "zh", "data_dir": CITY, "reports_dir": None, "force": False, "excerpts": False}
    monkeypatch.delenv("LAWGOV_COMMAND", raising=False)
    said = batch_command._again(planned.of("failed"), None, None, 600, **options)
    assert said.splitlines()[1] == f"lawgov notebook {file} -p places 9901 -p year 1999 --data-dir {CITY}"


def test_the_page_of_all_reports_leads_to_it_and_to_the_supervising_offices(notebook, tmp_path, no_kernel):
    render_notebook(notebook(), reports_dir=tmp_path)
    assert "supervision" not in index_page(Batch(tmp_path))
    (tmp_path / "supervision.html").write_text("", encoding="utf-8")
    page = index_page(Batch(tmp_path))
    assert 'href="supervision.html"' in page
    assert 'href="shili/tiny-2022/report.html"' not in page  # of an analysis that this program does not list


def test_explore_is_listed_apart_from_the_yearly_reports(tmp_path, monkeypatch, no_kernel):
    render_notebook("explore", {"place": "丹枫镇", "year": 2022}, data_dir=CITY, reports_dir=tmp_path)
    page = index_page(Batch(tmp_path))
    yearly, _, others = page.partition('<h2 id="explore">')
    assert "report.html" not in yearly
    assert 'href="shili-linyu-danfeng/explore-2022/report.html"' in others


def test_reports_of_one_data_share_a_warm_process_whatever_their_texts_and_decisions():
    planner = ReportPlanner()
    plans = [planner.plan({"place": place, "year": year}) for place, year in (("横沥镇", 2020), ("光明区", 2021))]
    assert len({plan.shared for plan in plans}) == 1
    assert plans[0].completed().made_of["inputs"] != plans[1].completed().made_of["inputs"]


def test_every_error_of_a_run_keeps_its_kind(notebook, tmp_path):
    with pytest.raises(LawgovError):
        plan_batch(notebook=[notebook(each="day")], data_dir=CITY, reports_dir=tmp_path)


def test_its_workbook_has_its_tables_with_the_headings_of_all_workbooks(notebook, tmp_path, no_kernel):
    done = render_notebook(notebook(), reports_dir=tmp_path, formats="xlsx")
    book = openpyxl.load_workbook(done.folder / "report.xlsx")
    assert book.sheetnames == ["摘要", "all", "说明"]
    assert [[cell.value for cell in row] for row in book["all"].rows] == [["地区代码", "mine"], ["9901", 1.5]]
