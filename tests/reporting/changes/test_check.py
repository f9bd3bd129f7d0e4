"""lawgov check: reports that were made, held against their data without a kernel."""

import json

import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadParameter, LawgovError
from lawgov_analysis.reporting.changes.shown import read_executed, show_again
from lawgov_analysis.reporting.manifest import manifest_text

from helpers.executed import executed_notebook


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made():
    """The executed notebook of the reference report, as it would be made now."""
    return json.dumps(executed_notebook("annual_report", place="441900106", year=2020, lang="zh"), ensure_ascii=False)


@pytest.fixture
def report(tmp_path, made):
    """Write the executed notebook into a folder of reports, with something replaced."""
    file = tmp_path / "dongguan-hengli" / "2020" / "report.ipynb"
    file.parent.mkdir(parents=True)

    def write(*pairs):
        text = made
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_a_report_that_says_what_its_data_say_ends_with_0(report, tmp_path):
    report()
    done = run("check", tmp_path)
    assert (done.exit_code, done.stderr, done.stdout) == (0, "", "看了1份，与数据一致\n")


def test_a_number_that_was_changed_is_one_line_under_the_name_of_the_report(report, tmp_path):
    report(("1,935", "1,936"))
    manifest = tmp_path / "dongguan-hengli" / "2020" / "manifest.json"
    manifest.write_text('{"code": "of before"}', encoding="utf-8")
    done = run("check", tmp_path)
    assert done.exit_code == 1
    name, line, follows, why, counted = done.stdout.splitlines()
    assert name.endswith("report.ipynb 东莞市横沥镇2020年法治政府建设年度数据分析")
    assert line == "  48: 1,936 → 1,935"
    assert "只是随上面的数变了" in follows
    assert counted == "看了1份，1份与数据不同"
    assert "程序改了" in why


def test_no_code_of_the_file_is_run(report):
    file = report()
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][-1], "source": ["raise SystemExit"], "outputs": []})
    file.write_text(json.dumps(notebook), encoding="utf-8")
    executed = read_executed(file)
    assert executed.sources[-1] == "raise SystemExit"
    assert show_again(executed).blocks[0] == executed.blocks[0]


def test_changes_are_a_list_of_objects_for_machines(report, tmp_path):
    report(("1,935", "1,936"))
    row, *_ = json.loads(run("check", tmp_path, "--json").stdout)
    assert [row[name] for name in ("kind", "key", "old", "new")] == ["figure", "48", "1,936", "1,935"]


def test_of_another_version_of_the_notebook_only_the_values_are_held_against_the_data(report, tmp_path):
    report(("annual.provenance(report)", "annual.provenance(report, True)"), ("1,935", "1,936"))
    done = run("check", tmp_path)
    assert done.exit_code == 1
    assert [line.strip() for line in done.stdout.splitlines()[1:3]] == [
        "由另一版 notebook 生成，以下只比各个数的值；重新生成后可全部比对",
        "48: 1,936 → 1,935",
    ]


@pytest.mark.parametrize(
    ("pairs", "code", "said"),
    [
        ([("lang = 'zh'", "data_dir = 'gone'")], 4, "its data folder gone is not there; name another with --data-dir"),
        ([("year = 2020", "year = 2019")], 4, "no report of 东莞市横沥镇 for 2019"),
        ([("year = 2020", "jahr = 2020")], 6, "was made with jahr, which annual_report does not take any more"),
        ([("lawgov_analysis.reporting", "elsewhere")], 6, "was made by no notebook of the package"),
        ([('"cells"', '"sells"')], 5, "not a notebook of version 4"),
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
    assert done.stdout == "看了1份，与数据一致\n1份没能核对\n"


def test_nothing_is_said_to_agree_where_nothing_could_be_looked_at(report, tmp_path):
    report().rename(tmp_path / "dongguan-hengli" / "2020" / "report.html")
    done = run("check", tmp_path)
    assert (done.exit_code, done.stdout) == (4, "1份没能核对\n")
    assert "no report.ipynb of it is there" in done.stderr
    done = run("check", tmp_path / "dongguan-hengli" / "2020" / "report.html")
    assert (done.exit_code, done.stdout) == (6, "")
    assert "is no executed notebook" in done.stderr


def test_a_page_that_was_edited_by_hand_is_told(report, tmp_path):
    page = report().with_name("report.html")
    page.write_text("1,098", encoding="utf-8")
    page.with_name("manifest.json").write_text(manifest_text({}, page.parent), encoding="utf-8")
    page.write_text("1,099", encoding="utf-8")
    done = run("check", tmp_path)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1:] == ["  report.html：生成后被改过", "看了1份，1份与数据不同"]
    page.with_name("manifest.json").write_text("[]", encoding="utf-8")
    done = run("check", tmp_path)
    assert (done.exit_code, "is no manifest" in done.stderr) == (5, True)


def test_a_fault_of_a_step_is_told_as_one_line(report, monkeypatch):
    from lawgov_analysis.reporting import annual_report

    def fails(*_, **__):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(annual_report, "load", fails)
    with pytest.raises(LawgovError, match="cannot be made from its data: ZeroDivisionError") as caught:
        show_again(read_executed(report()))
    assert not isinstance(caught.value, BadParameter)
