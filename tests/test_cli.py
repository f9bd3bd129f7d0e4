"""The command lawgov: what it prints, and how it ends."""

import shutil

import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, load_figures, read_report, save_figures
from lawgov_analysis.cli import main
from lawgov_analysis.figures import figures_csv, read_figures
from lawgov_analysis.paths import default_data_dir

SAMPLE = str(default_data_dir() / "samples" / "shili-2023.txt")


@pytest.fixture
def run():
    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


def test_every_command_has_help(run):
    def commands(command, path=()):
        yield path
        for name, sub in getattr(command, "commands", {}).items():
            yield from commands(sub, (*path, name))

    for path in commands(main):
        done = run(*path, "--help")
        assert done.exit_code == 0
        assert done.stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["report", "横历镇", "2020"],
            3,
            "unknown place: 横历镇 is no code, slug or name in the gazetteer; the nearest",
        ),
        (["report", "横沥镇", "2019"], 4, "no report of 东莞市横沥镇 for 2019; there are those of 2020"),
        (["report", "横沥镇", "二零二零"], 4, "no report of the year 二零二零: a year is a number like 2020"),
        (["report", "横沥镇", "2020", "--lang", "fr"], 6, "unknown language fr; lang must be one of zh, en"),
        (["report", "横沥镇", "2020", "--data-dir", "nowhere"], 5, "nowhere: not a data folder"),
        (["extract", "nowhere.txt"], 7, "nowhere.txt"),
        (["extract", SAMPLE, "--place", "没有镇"], 3, "unknown place: 没有镇"),
    ],
)
def test_what_a_user_did_wrong_is_one_line_and_an_exit_code(run, arguments, code, said):
    done = run(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stderr.startswith("lawgov: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_bad_table_gives_every_fault_a_line(run, tmp_path):
    data = shutil.copytree(default_data_dir(), tmp_path / "data")
    file = data / "figures" / "441900106-2020.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("mediation_amount", "no_such").replace(",450人次,", ",450人次,", 1), encoding="utf-8")
    done = run("report", "横沥镇", "2020", "--data-dir", data, "--reports-dir", tmp_path / "reports")
    assert done.exit_code == 5
    assert "441900106-2020.csv:57:indicator: is not in the table indicators, got “no_such”" in done.stderr
    assert not (tmp_path / "reports").exists()


def test_extract_prints_the_table_of_the_library(run):
    done = run("extract", SAMPLE)
    assert done.exit_code == 0
    assert done.stdout == figures_csv(extract_figures(read_report(SAMPLE)))
    assert "figures" in done.stderr


def test_a_draft_is_a_table_that_loads(run, tmp_path):
    done = run("extract", SAMPLE, "--place", "441900119", "-o", tmp_path / "draft.csv", "--html", tmp_path / "d.html")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "draft.csv").read_text(encoding="utf-8").splitlines()[1].startswith("441900119,2023,1,")
    assert "<mark" in (tmp_path / "d.html").read_text(encoding="utf-8")


def test_a_reviewed_table_is_not_overwritten(run, tmp_path):
    table = tmp_path / "reviewed.csv"
    table.write_text("reviewed", encoding="utf-8")
    done = run("extract", SAMPLE, "-o", table)
    assert done.exit_code == 8
    assert "reviewed.csv is there already and may be reviewed; --force overwrites it" in done.stderr
    assert table.read_text(encoding="utf-8") == "reviewed"
    assert run("extract", SAMPLE, "-o", table, "--force").exit_code == 0
    assert table.read_text(encoding="utf-8") != "reviewed"


def test_diff_shows_what_would_change_and_writes_nothing(run, tmp_path):
    table = tmp_path / "reviewed.csv"
    figures = extract_figures(read_report(SAMPLE, place="441900119"))
    save_figures(figures.assign(value=figures["value"].where(figures["figure"] != 2, 99.0)), table)
    before = table.read_bytes()
    done = run("extract", SAMPLE, "--place", "441900119", "--diff", "-o", table)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[1].startswith("changed,2,")
    assert len(done.stdout.splitlines()) == 2
    assert table.read_bytes() == before
    assert run("extract", SAMPLE, "--diff", "-o", tmp_path / "none.csv").exit_code == 4


def test_a_draft_without_place_and_year_can_be_read(run, tmp_path):
    (tmp_path / "phrase.txt").write_text("调解矛盾纠纷30件,成功28件。", encoding="utf-8")
    assert run("extract", tmp_path / "phrase.txt", "-o", tmp_path / "draft.csv").exit_code == 0
    draft = read_figures(tmp_path / "draft.csv")
    assert draft["value"].tolist() == [30, 28]
    assert draft["year"].isna().all()


def test_explain_accounts_for_every_number(run):
    done = run("extract", SAMPLE, "--explain")
    assert done.exit_code == 0
    assert done.stdout.startswith("start,end,surface,kind,value,unit,bound\n")
    assert ",figure," in done.stdout
    assert ",document_number," in done.stdout


def test_codebook_test_shows_the_rule_and_the_next_best(run):
    done = run("codebook", "test", "受理行政复议申请12件")
    assert done.exit_code == 0
    assert "→ reconsideration_accepted" in done.stdout
    assert "reconsideration_received" in done.stdout
    assert "no figure" in run("codebook", "test", "无数字").stdout


def test_saved_figures_load_again_the_same(tmp_path):
    figures = load_figures("横沥镇", 2020)
    save_figures(figures, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (default_data_dir() / "figures/441900106-2020.csv").read_bytes()
