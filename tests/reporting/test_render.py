"""One report: checked before a kernel starts, written whole, made again only when something changed."""

import json
import os

import nbformat
import pytest

from lawgov_analysis.errors import BadParameter, NoData, NotebookFailed, OutputError, UnknownPlace
from lawgov_analysis.reporting import render_report
from lawgov_analysis.reporting.inputs import data_sums
from lawgov_analysis.reporting.manifest import file_sha256
from lawgov_analysis.reporting.plan import plan_report
from lawgov_analysis.reporting.render import export_files
from lawgov_analysis.reporting.subject import YearReport

from helpers import ROOT
from helpers.invented import copy_of_data

REFERENCE = ROOT / "reports" / "dongguan-hengli" / "2020"
HENGLI = ("横沥镇", 2020)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """A copy of the data, to be spoilt."""
    return copy_of_data(tmp_path_factory.mktemp("copy") / "data", "reports")


@pytest.fixture(scope="module")
def reports_dir(tmp_path_factory):
    """A folder with the report of Hengli, made once; its name has braces, which papermill would fill in."""
    folder = tmp_path_factory.mktemp("out") / "{place} 报告"
    render_report(*HENGLI, reports_dir=folder)
    return folder


@pytest.fixture
def quick_notebook(tmp_path):
    """A notebook with parameters that runs at once, and the function that writes its second cell."""
    file = tmp_path / "quick.ipynb"

    def write(source, tags=("parameters",)):
        cells = [
            nbformat.v4.new_code_cell(
                "place = None\nyear = None\nlang = None\ndata_dir = None", metadata={"tags": list(tags)}
            )
        ]
        cells.append(nbformat.v4.new_code_cell(source))
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
        return file

    return write


def content(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_new_run_gives_the_bytes_of_the_committed_reference(reports_dir):
    made = reports_dir / "dongguan-hengli" / "2020"
    for name in ("report.ipynb", "report.html"):
        assert (made / name).read_bytes() == (REFERENCE / name).read_bytes(), name


def test_the_page_is_one_small_file_that_loads_nothing(reports_dir):
    page = (reports_dir / "dongguan-hengli" / "2020" / "report.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_500_000
    assert "<script" not in page
    assert "<link" not in page
    assert 'src="http' not in page
    assert "url(" not in page


def test_every_picture_of_the_page_has_its_numbers_as_text(reports_dir):
    page = (reports_dir / "dongguan-hengli" / "2020" / "report.html").read_text(encoding="utf-8")
    assert page.count("<img ") == page.count('alt="') - page.count('alt=""') >= 1


def test_the_manifest_says_what_the_report_was_made_of(reports_dir):
    folder = reports_dir / "dongguan-hengli" / "2020"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"] == {"place": "441900106", "year": 2020, "lang": "zh"}
    assert manifest["inputs"]["figures/441900106-*.csv"] == data_sums().of_figures["441900106"]
    assert manifest["inputs"]["reports.csv"]["441900106"] == data_sums().row("reports.csv", "441900106")
    assert "service_items" in manifest["inputs"]["indicators.csv"]
    assert "service_items" in manifest["inputs"]["others"]
    assert manifest["versions"]["python"]
    assert manifest["times"]["seconds"] > 0
    for name, said in manifest["files"].items():
        assert said == {"bytes": (folder / name).stat().st_size, "sha256": file_sha256(folder / name)}


def test_the_page_is_the_notebook(reports_dir):
    folder = reports_dir / "dongguan-hengli" / "2020"
    notebook = nbformat.read(folder / "report.ipynb", as_version=4)
    made = export_files(YearReport(*HENGLI), notebook, ["html"])["report.html"]
    assert made == (folder / "report.html").read_bytes()


def test_an_unchanged_report_is_left_alone(reports_dir):
    before = content(reports_dir / "dongguan-hengli" / "2020")
    done = render_report(*HENGLI, reports_dir=reports_dir)
    assert not done.written
    assert content(reports_dir / "dongguan-hengli" / "2020") == before


def test_a_full_disk_of_temporary_files_is_said_as_one(tmp_path, monkeypatch, quick_notebook):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("papermill.execute_notebook", full)
    with pytest.raises(OutputError, match="cannot be written: No space left on device") as caught:
        render_report(*HENGLI, reports_dir=tmp_path, notebook=quick_notebook("1 + 1"))
    assert caught.value.of_disk


def test_a_changed_input_is_the_reason_to_make_it_again(tmp_path, data_dir, quick_notebook, forks):
    notebook = quick_notebook("1 + 1")
    options = {"data_dir": data_dir, "reports_dir": tmp_path, "notebook": notebook}
    assert render_report(*HENGLI, **options).reason == "not made yet"
    figures = data_dir / "figures" / "441900106-2020.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("331场次", "331场"), encoding="utf-8")
    assert render_report(*HENGLI, **options).reason == "its figures changed: figures/441900106-*.csv"
    (tmp_path / "dongguan-hengli" / "2020" / "report.html").write_text("spoilt", encoding="utf-8")
    assert render_report(*HENGLI, **options).reason == "report.html is not as it was written"
    quick_notebook("1 + 2")
    assert render_report(*HENGLI, **options).reason == "the notebook changed"
    note = (tmp_path / "dongguan-hengli" / "2020" / "changes.html").read_text(encoding="utf-8")
    assert "<li>2 → 3</li>" in note
    assert not render_report(*HENGLI, **options).written


def test_the_report_in_another_language_lies_beside_and_each_is_kept_up_alone(tmp_path, quick_notebook, forks):
    options = {"reports_dir": tmp_path, "notebook": quick_notebook("print(lang)"), "formats": "html,docx"}
    folder = render_report(*HENGLI, **options).folder
    chinese = content(folder)
    assert render_report(*HENGLI, **options, lang="en").reason == "not made yet"
    both = content(folder)
    names = ["manifest.json", "report.docx", "report.html", "report.ipynb"]
    assert sorted(chinese) == names
    assert sorted(both.keys() - chinese.keys()) == [name.replace(".", ".en.", 1) for name in names]
    assert {name: both[name] for name in chinese} == chinese
    assert b"en" in both["report.en.html"]
    for lang, name in (("zh", "manifest.json"), ("en", "manifest.en.json")):
        manifest = json.loads(both[name])
        assert manifest["parameters"]["lang"] == lang
        assert all(said["sha256"] == file_sha256(folder / file) for file, said in manifest["files"].items())
        assert not render_report(*HENGLI, **options, lang=lang).written
    (folder / "report.en.html").unlink()
    assert not render_report(*HENGLI, **options).written
    assert render_report(*HENGLI, **options, lang="en").reason == "report.en.html is missing"
    quick_notebook("1 / 0")
    with pytest.raises(NotebookFailed):
        render_report(*HENGLI, **options, lang="en")
    after = content(folder)
    assert "ZeroDivisionError" in after.pop("report.en.failed.ipynb").decode()
    assert after.keys() == both.keys()
    assert {name: after[name] for name in chinese} == chinese
    quick_notebook("2")
    render_report(*HENGLI, **options, force=True)
    assert content(folder)["report.en.html"] == after["report.en.html"]
    assert (folder / "report.en.failed.ipynb").exists()  # of the other language
    render_report(*HENGLI, **options, lang="en")
    # What changed is told beside each that was made anew.
    assert {name for name in content(folder) if not name.startswith("changes.")} == both.keys()


def test_a_file_of_another_time_is_read_to_tell_whether_it_changed(tmp_path, quick_notebook, forks):
    options = {"reports_dir": tmp_path, "notebook": quick_notebook("1 + 1")}
    render_report(*HENGLI, **options)
    page = tmp_path / "dongguan-hengli" / "2020" / "report.html"
    os.utime(page, (0, 0))
    assert not render_report(*HENGLI, **options).written
    page.write_bytes(page.read_bytes()[::-1])
    assert render_report(*HENGLI, **options).reason == "report.html is not as it was written"


def test_a_failed_notebook_is_kept_and_the_old_report_stays(tmp_path, quick_notebook):
    options = {"reports_dir": tmp_path, "notebook": quick_notebook("1 + 1")}
    render_report(*HENGLI, **options)
    folder = tmp_path / "dongguan-hengli" / "2020"
    before = content(folder)
    quick_notebook("1 / 0")
    with pytest.raises(NotebookFailed, match=r"441900106 2020 failed: ZeroDivisionError: division by zero .see "):
        render_report(*HENGLI, **options)
    after = content(folder)
    assert "ZeroDivisionError" in after.pop("report.failed.ipynb").decode()
    assert after == before
    quick_notebook("2 + 2")
    render_report(*HENGLI, **options)
    assert not (folder / "report.failed.ipynb").exists()


@pytest.mark.skipif(os.name == "nt", reason="a signal kills the kernel")
def test_a_kernel_that_dies_is_said(tmp_path, quick_notebook):
    notebook = quick_notebook("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookFailed, match="Kernel died"):
        render_report(*HENGLI, reports_dir=tmp_path, notebook=notebook)


@pytest.mark.parametrize(
    ("place", "year", "lang", "error"),
    [
        ("横历镇", 2020, "zh", UnknownPlace),
        ("横沥镇", 1999, "zh", NoData),
        ("横沥镇", "二〇", "zh", NoData),
        ("横沥镇", 2020.5, "zh", NoData),
        ("横沥镇", 2020, "fr", BadParameter),
    ],
)
def test_wrong_parameters_are_said_before_anything_is_written(tmp_path, place, year, lang, error):
    with pytest.raises(error):
        render_report(place, year, lang, reports_dir=tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_a_notebook_that_is_not_there_or_takes_no_parameters_is_said(tmp_path, quick_notebook):
    with pytest.raises(BadParameter, match=r"none\.ipynb: the notebook cannot be read"):
        plan_report(YearReport(*HENGLI), notebook=tmp_path / "none.ipynb")
    with pytest.raises(BadParameter, match="no cell tagged “parameters”"):
        plan_report(YearReport(*HENGLI), notebook=quick_notebook("1", tags=()))
    (tmp_path / "text.ipynb").write_text("text", encoding="utf-8")
    with pytest.raises(BadParameter, match=r"text\.ipynb: not a notebook"):
        plan_report(YearReport(*HENGLI), notebook=tmp_path / "text.ipynb")


def test_a_reports_folder_that_is_a_file_is_said(tmp_path, quick_notebook):
    (tmp_path / "reports").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        render_report(*HENGLI, reports_dir=tmp_path / "reports", notebook=quick_notebook("1"))
