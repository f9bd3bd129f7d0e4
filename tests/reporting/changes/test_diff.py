"""lawgov diff: two data folders or two runs, what is otherwise and why; the note that a run leaves by itself."""

import json
import shutil
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import decide
from lawgov_analysis.cli import main
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reporting.annual_report import load
from lawgov_analysis.reporting.changes import change_note, diff
from lawgov_analysis.reporting.changes.why import reasons

from helpers.executed import executed_notebook

OWN = "figures/441900106-2020.csv"
CITY = default_data_dir() / "samples" / "city"
WEITANG = "990101104-2022"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The invented city with the reports of one town only."""
    folder = tmp_path_factory.mktemp("data") / "city"
    left_out = shutil.ignore_patterns("published", "facts", "texts", "make_city.py", "*.md", "planted.csv")
    shutil.copytree(CITY, folder, ignore=left_out)
    for file in folder.glob("figures/*.csv"):
        if not file.name.startswith("990101104"):
            file.unlink()
    reports = folder / "reports.csv"
    lines = reports.read_text(encoding="utf-8").splitlines(keepends=True)
    reports.write_text("".join(line for line in lines if line.startswith(("place", "990101104"))), encoding="utf-8")
    for name in ("statements", "items"):
        table = folder / f"{name}.csv"
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(line for line in lines if line.startswith(("place", "990101104"))), encoding="utf-8")
    return folder


@pytest.fixture
def edited(small, tmp_path):
    """A copy of the folder, and the function that replaces something in one of its files."""
    folder = shutil.copytree(small, tmp_path / "edited")

    def edit(name, old, new):
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, text.count(old)
        file.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return edit


def changes(old, new, **options):
    table = diff(old, new, **options)
    return table[["report", "kind", "key", "column", "old", "new"]].to_numpy().tolist()


def test_equal_folders_end_with_0(small):
    done = run("diff", small, small)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "没有变化。\n", "")


def test_a_value_that_was_edited_is_told_with_what_follows_from_it(small, edited):
    row = (
        pd.read_csv(small / "figures" / f"{WEITANG}.csv", dtype=str).query("indicator == 'mediation_accepted'").iloc[0]
    )
    folder = edited(
        f"figures/{WEITANG}.csv", f",{row['value']},件,exact,2022,flow,,,214件", ",215,件,exact,2022,flow,,,214件"
    )
    done = run("diff", small, folder)
    assert done.exit_code == 1
    name, line, *others = done.stdout.splitlines()
    assert name == f"{WEITANG} 苇塘镇2022年法治政府建设年度报告"
    assert line == f"  {row['figure']}: 214 → 215"
    assert "数据表由人做成" in "".join(others)
    assert others[-1].startswith("共")
    rows = json.loads(run("diff", small, folder, "--json").stdout)
    assert rows[0]["why"] == ["数据表由人做成，改动没有记录"]


def test_another_source_text_is_the_reason(small, edited):
    table = pd.read_csv(small / "reports.csv", dtype=str).query("year == '2022'").iloc[0]
    edited("reports.csv", table["sha256"], "0" * 64)
    folder = edited(f"figures/{WEITANG}.csv", ",214件,", ",215件,")
    told = diff(small, folder)
    assert told["why"].explode().str.contains("原文不同").all()
    assert told[told["column"] == "sha256"]["new"].tolist() == ["0" * 8]


def test_what_a_person_decided_is_the_reason_of_that_figure_alone(small, tmp_path):
    folder = shutil.copytree(small, tmp_path / "decided")
    number = (
        pd.read_csv(small / "figures" / f"{WEITANG}.csv").query("indicator == 'mediation_accepted'")["figure"].item()
    )
    decide("990101104", 2022, number, {"scope": "镇级"}, by="李四", reason="只数镇里的", data_dir=folder)
    told = diff(small, folder)
    assert told[["key", "column", "old", "new"]].to_numpy().tolist() == [[str(number), "scope", "", "镇级"]]
    (why,) = told["why"].item()
    assert why.startswith("李四")
    assert why.endswith("只数镇里的")


def test_a_report_that_came_or_went_is_told(small, edited):
    line = next(line for line in (small / "reports.csv").read_text(encoding="utf-8").splitlines() if ",2021," in line)
    folder = edited("reports.csv", line + "\n", "")
    (folder / "figures" / "990101104-2021.csv").unlink()
    for name in ("statements", "items"):
        table = folder / f"{name}.csv"
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(line for line in lines if ",2021," not in line), encoding="utf-8")
    gone = [each for each in changes(small, folder) if each[0] == "990101104-2021"]
    assert gone == [["990101104-2021", "report", "", "", "苇塘镇2021年法治政府建设年度报告", ""]]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere", CITY], 4, "nowhere: no such folder"),
        ([CITY, CITY / "published"], 4, "no report in it"),
        ([CITY, default_data_dir().parent / "reports"], 6, "to compare reports with their data: lawgov check"),
        ([CITY], 2, "Missing argument"),
        ([CITY, CITY, "--lang", "fr"], 6, "unknown language fr"),
    ],
)
def test_what_cannot_be_compared_is_said(words, code, said):
    done = run("diff", *words)
    assert done.exit_code == code
    assert said in done.stderr


def test_a_broken_table_is_one_line(small, edited):
    folder = edited(f"figures/{WEITANG}.csv", ",214,件,exact", ",二百,件,exact")
    done = run("diff", small, folder)
    assert done.exit_code == 5
    assert f"{WEITANG}.csv" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def ran():
    """The executed notebook of the reference report, as it would be made now."""
    return json.dumps(executed_notebook("annual_report", place="441900106", year=2020, lang="zh"), ensure_ascii=False)


@pytest.fixture
def runs(tmp_path, ran):
    """Two runs of a report, of which the second was made of another table: their folders, the first one copied."""

    def made(name, manifest, *replaced):
        folder = tmp_path / name
        folder.mkdir()
        text = ran
        for old, new in replaced:
            text = text.replace(old, new)
        (folder / "report.ipynb").write_text(text, encoding="utf-8")
        (folder / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
        return folder

    was = {"inputs": {OWN: "1", "figures/*.csv": "1"}, "code": "1", "times": {"began": "2021-01-01T00:00:00+00:00"}}
    now = {**was, "inputs": {OWN: "2", "figures/*.csv": "2"}}
    return made("old", was), made("new", now, ("1,935", "1,936"))


def test_two_runs_are_told_apart_by_what_they_show_and_what_they_were_made_of(runs):
    told = diff(*runs)
    assert told.loc[0, ["kind", "key", "old", "new"]].tolist() == ["figure", "48", "1,935", "1,936"]
    assert told["why"].iloc[0] == [f"数据表改了（{OWN}）"]
    assert told["echo"].sum() == len(told) - 1
    assert run("diff", *runs).exit_code == 1
    assert run("diff", runs[0], runs[0]).exit_code == 0


def test_without_manifests_no_reason_is_invented(runs):
    for folder in runs:
        (folder / "manifest.json").unlink()
    assert diff(*runs)["why"].iloc[0] == ["没有清单 manifest.json，说不出原因"]


def begun(folder, name="annual_report", **parameters):
    """Write an executed notebook that has nothing but its parameters."""
    given = "".join(f"{key} = {value!r}\n" for key, value in parameters.items())
    sources = {"injected-parameters": given, "": f"from lawgov_analysis.reporting import {name} as analysis"}
    cells = [{"cell_type": "code", "metadata": {"tags": [tag]}, "source": text} for tag, text in sources.items()]
    folder.mkdir()
    (folder / "report.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


def test_two_years_are_held_against_each_other_by_indicator_and_not_by_number(tmp_path):
    town = {"place": "990101104", "data_dir": "data/samples/city"}
    old, new = (begun(tmp_path / str(year), year=year, **town) for year in (2021, 2022))
    told = diff(old, new).set_index("key")
    assert told.loc["人民调解受理纠纷数", ["old", "new"]].tolist() == ["204件", "214件"]
    assert not told.index.str.isdecimal().any()
    assert diff(new, new).empty


def test_two_years_that_are_not_comparable_are_told_with_the_reason(tmp_path):
    town = {"place": "990101103", "data_dir": "data/samples/city"}
    old, new = (begun(tmp_path / str(year), year=year, **town) for year in (2021, 2022))
    (why,) = diff(old, new).set_index("key").loc["人民调解受理纠纷数", "why"]
    assert why.startswith("不可比：")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": "panel_followup", "place": "990101104"}, "are of other parameters"),
        ({"lang": "en"}, "in two languages"),
    ],
)
def test_what_has_nothing_in_common_is_one_line(tmp_path, other, said):
    old = begun(tmp_path / "old", place="990101104", year=2022, lang="zh")
    done = run("diff", old, begun(tmp_path / "new", **{"lang": "zh", **other}))
    assert (done.exit_code, done.stderr.count("\n")) == (6, 1)
    assert said in done.stderr


def test_a_report_that_only_one_of_two_runs_has_is_told(runs, tmp_path):
    both = tmp_path / "both"
    both.mkdir()
    for folder in runs:
        shutil.copytree(folder, both / "dongguan-hengli" / folder.name)
    one = shutil.copytree(both, tmp_path / "one")
    shutil.rmtree(one / "dongguan-hengli" / "new")
    told = diff(both, one)
    assert told[["report", "kind", "new"]].to_numpy().tolist() == [["dongguan-hengli/new/report.ipynb", "report", ""]]


def test_a_report_made_anew_leaves_a_note_of_what_changed_and_why(runs):
    folder, new = runs
    subject = load("横沥镇", 2020)
    inputs = {OWN: "2", "figures/*.csv": "2"}
    plan = SimpleNamespace(file=folder.joinpath, parameters=subject.parameters, made_of={"inputs": inputs, "code": "1"})
    executed = json.loads((new / "report.ipynb").read_text(encoding="utf-8"))
    files = change_note(plan, executed, subject)
    page = files["changes.html"].decode()
    assert "<li>48: 1,935 → 1,936</li>" in page
    assert f"数据表改了（{OWN}）" in page
    assert "<script" not in page
    for name, content in files.items():
        (folder / name).write_bytes(content)
    again = change_note(plan, json.loads((folder / "report.ipynb").read_text(encoding="utf-8")), subject)
    entries = json.loads(again["changes.json"])
    assert [entry["count"] for entry in entries] == [0, 1]
    assert "没有变化。" in again["changes.html"].decode()


@pytest.mark.parametrize("spoilt", ["{}", "[1, {}]", "no json", '[{"made": 1}]'])
def test_a_spoilt_record_of_earlier_changes_is_begun_anew(runs, spoilt):
    folder, new = runs
    subject = load("横沥镇", 2020)
    (folder / "changes.json").write_text(spoilt, encoding="utf-8")
    plan = SimpleNamespace(file=folder.joinpath, parameters=subject.parameters, made_of={})
    files = change_note(plan, json.loads((new / "report.ipynb").read_text(encoding="utf-8")), subject)
    assert len(json.loads(files["changes.json"])) == 1
    (folder / "report.ipynb").unlink()
    assert change_note(plan, {"cells": []}, subject) == {}


def test_reasons_tell_apart_source_decision_codebook_and_code():
    was = {
        "inputs": {"texts/a.txt": "1", "decisions/a.csv": "1", "rules/x.csv": "1", "figures/*.csv": "1"},
        "code": "1",
    }
    now = {"inputs": dict.fromkeys(was["inputs"], "2"), "code": "2"}
    kinds = [kind for kind, _ in reasons(was, now)]
    assert kinds == ["decision", "others", "codebook", "source", "code"]
    assert reasons(was, was) == []
