"""Drafts of statements and items: what ``lawgov extract --statements --items`` writes, whole or not at all."""

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_items, extract_statements, read_report
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadTable
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import open_data

from helpers.invented import copy_of_data

SAMPLE = default_data_dir() / "samples" / "shili-2023.txt"


def run(*arguments):
    return CliRunner().invoke(main, ["extract", *(str(argument) for argument in arguments)])


def test_drafts_are_those_of_the_library(tmp_path):
    files = {name: tmp_path / f"{name}.csv" for name in ("figures", "statements", "items")}
    done = run(SAMPLE, "-o", files["figures"], "--statements", files["statements"], "--items", files["items"])
    assert done.exit_code == 0, done.stderr
    report = read_report(SAMPLE)
    for name, table in (("statements", extract_statements(report)), ("items", extract_items(report))):
        assert files[name].read_text(encoding="utf-8") == table.to_csv(index=False, lineterminator="\n")
        assert f"{name}.csv" in done.stderr


def test_a_workbook_has_a_sheet_for_each(tmp_path):
    book = tmp_path / "drafts.xlsx"
    done = run(SAMPLE, "--statements", book, "--items", book)
    assert done.exit_code == 0, done.stderr
    sheets = pd.read_excel(book, sheet_name=None)
    assert list(sheets) == ["陈述", "有无项"]
    assert {"类别", "章节", "原因", "数量", "期限", "原文"} <= set(sheets["陈述"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--statements", "both.csv", "--items", "both.csv"], "need two CSV files, or one workbook"),
        (["-o", "both.csv", "--items", "both.csv"], "--statements and --items need files of their own"),
        (["--items", "i.csv", "--explain"], "--explain and --diff only show"),
        (["-o", "a.csv", "--explain"], "-o and --html write files; --explain and --diff only show"),
        (["--html", "a.html", "--diff"], "-o and --html write files; --explain and --diff only show"),
        (["--explain", "--diff"], "--explain and --diff show two things; give one of them"),
        (["-o", "a.csv", "--html", "b/../a.csv"], "--html needs a file of its own"),
        (["-o", "a.csv", "--items", "b/../a.csv"], "--statements and --items need files of their own"),
        (["--statements", "a.csv", "--items", "b/../a.csv"], "need two CSV files, or one workbook"),
        (["--items", "there.csv", "--statements", "new.csv"], "there.csv is there already"),
        (["-o", "draft.pdf"], "draft.pdf: a table is written as .csv or .xlsx, and not as .pdf"),
        (["--html", "page.docx"], "page.docx: a page is written as .html or .htm, and not as .docx"),
        (["--diff"], "the place or the year is not known; give --place and --year, or -o"),
        (["--items", "folder", "--statements", "new.csv", "--force"], "folder"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text("reviewed", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = run(SAMPLE, *arguments)
    assert done.exit_code != 0
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "there.csv"]
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "reviewed"


def test_a_table_of_figures_has_no_statements(tmp_path):
    table = tmp_path / "figures.csv"
    assert run(SAMPLE, "-o", table).exit_code == 0
    done = run(table, "--items", tmp_path / "items.csv")
    assert "need the report itself; this is a table" in done.stderr


@pytest.mark.parametrize(("drafted_of", "force"), [([], []), (["--place", "440115101"], ["--force"])])
def test_a_draft_comes_back_as_of_the_place_that_is_named(tmp_path, drafted_of, force):
    data_dir, report, draft = copy_of_data(tmp_path / "data", "reports"), tmp_path / "report.txt", tmp_path / "d.xlsx"
    report.write_text("横沥镇2023年法治政府建设年度报告\n调解纠纷30件。\n", encoding="utf-8")
    assert run(report, "-o", draft, *drafted_of).exit_code == 0
    table = data_dir / "figures" / "441900106-2023.csv"
    refused = run(draft, "-o", table, *(["--place", "横沥镇"] if drafted_of else []))
    assert (refused.exit_code, "--place" in refused.stderr, table.exists()) == (11, True, False)
    done = run(draft, "-o", table, "--place", "横沥镇", *force)
    assert done.exit_code == 0, done.stderr
    assert pd.read_csv(table, dtype="str")[["place_code", "year", "value"]].to_numpy().tolist() == [
        ["441900106", "2023", "30"]
    ]


def test_a_draft_is_no_table_of_the_data(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    extract_statements(read_report(SAMPLE, place="441900106", year=2020)).to_csv(
        data_dir / "statements.csv", index=False, lineterminator="\n"
    )
    with pytest.raises(BadTable, match="printed: unknown"):
        open_data(data_dir).table("statements")
