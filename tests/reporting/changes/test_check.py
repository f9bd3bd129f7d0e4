"""lawgov check: reports that were made, held against their data without a kernel."""

import json
import shutil

import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadParameter, LawgovError
from lawgov_analysis.reporting.changes.shown import read_executed, show_again

from helpers import ROOT

REFERENCE = ROOT / "reports" / "dongguan-hengli" / "2020" / "report.ipynb"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def report(tmp_path):
    """A copy of the reference report, and the function that writes its notebook with something replaced."""
    file = tmp_path / "dongguan-hengli" / "2020" / "report.ipynb"
    file.parent.mkdir(parents=True)
    shutil.copy(REFERENCE, file)

    def write(*pairs):
        text = REFERENCE.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_the_reference_report_says_what_its_data_say():
    done = run("check", REFERENCE.parent)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "看了1份，与数据一致\n"


def test_a_number_that_was_changed_is_one_line_under_the_name_of_the_report(report, tmp_path):
    report(("1,935", "1,936"))
    done = run("check", tmp_path)
    assert done.exit_code == 1
    name, line, *_ = done.stdout.splitlines()
    assert "report.ipynb 东莞市横沥镇2020年法治政府建设年度数据分析" in name
    assert line == "  48: 1,936 → 1,935"
    rows = json.loads(run("check", tmp_path, "--json").stdout)
    assert [(row["kind"], row["key"], row["old"], row["new"]) for row in rows][0] == ("figure", "48", "1,936", "1,935")


def test_no_code_of_the_file_is_run(report):
    file = report()
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][-1], "source": ["raise SystemExit"], "outputs": []})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    executed = read_executed(file)
    assert executed.sources[-1] == "raise SystemExit"
    assert show_again(executed).blocks[0] == executed.blocks[0]


@pytest.mark.parametrize(
    ("pairs", "code", "said"),
    [
        ([("lang = \\\"zh\\\"", "data_dir = \\\"gone\\\"")], 4, "its data folder gone is not there; name another with --data-dir"),
        ([("year = 2020", "year = 2019")], 4, "no report of 东莞市横沥镇 for 2019"),
        ([("year = 2020", "jahr = 2020")], 6, "was made with jahr, which annual_report does not take any more"),
        ([("lawgov_analysis.reporting", "elsewhere")], 6, "was made by no notebook of the package"),
        ([("\"cells\"", "\"sells\"")], 5, "not a notebook of version 4"),
    ],
)
def test_what_cannot_be_made_again_is_one_line(report, tmp_path, pairs, code, said):
    report(*pairs)
    done = run("check", tmp_path)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("folder", "said"), [("nowhere", "no such folder"), ("", "no report in it")])
def test_a_folder_without_reports_is_one_line(tmp_path, folder, said):
    done = run("check", tmp_path / folder)
    assert (done.exit_code, done.stdout) == (4, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_report_that_fails_does_not_hide_the_others(report, tmp_path):
    report()
    other = tmp_path / "other" / "2020" / "report.en.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("{}", encoding="utf-8")
    done = run("check", tmp_path)
    assert done.exit_code == 5
    assert done.stdout == "看了1份，与数据一致\n"


def test_a_fault_of_a_step_is_told_as_one_line(report, monkeypatch):
    from lawgov_analysis.reporting import annual_report

    def fails(*_, **__):
        raise ZeroDivisionError("division by zero")

    for name in ("AnnualReport", "load"):
        monkeypatch.setattr(annual_report, name, fails)
    with pytest.raises(LawgovError, match="cannot be made from its data: ZeroDivisionError") as caught:
        show_again(read_executed(report()))
    assert not isinstance(caught.value, BadParameter)
