"""The command lawgov: what it prints, and how it ends."""

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, load_figures, read_report, save_figures
from lawgov_analysis.cli import main
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import figures_csv, read_figures

from helpers.invented import copy_of_data

SAMPLE = str(default_data_dir() / "samples" / "shili-2023.txt")


@pytest.fixture
def run():
    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.mark.parametrize(
    "words",
    [
        *(["extract", SAMPLE, option, ""] for option in ("-o", "--html", "--data-dir")),
        ["extract", ""],
        ["add", ""],
        ["batch", "--dry-run", "--reports-dir="],
    ],
)
def test_an_empty_path_is_not_the_current_folder(run, words):
    done = run(*words)
    assert (done.exit_code, "an empty path names nothing" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["decide", "横沥镇", "2020", "1", "unit=件", "unit=宗", "--by", "a", "--reason", "b"], 2, "given twice"),
        (["codebook", "edit", "units", "-o", "a.csv", "--take", "b.csv"], 2, "give one of them"),
        (["rules", "--json", "--markdown"], 2, "give one of them"),
        (["queue", "--files", "nowhere", "--html", "q.html"], 2, "--files is a folder"),
        (["queue", "--html", "places.csv"], 8, "places.csv: a page is written as .html or .htm, and not as .csv"),
    ],
)
def test_options_that_contradict_are_told(run, words, code, said):
    done = run(*words)
    assert (done.exit_code, said in done.stderr) == (code, True)


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
        (["report", "横沥镇", "去年"], 4, "no report of the year 去年: a year is a number like 2020"),
        (["extract", "a.txt", "--year", "24"], 4, "a year is a number like 2020; did you mean 2024?"),
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
    data = copy_of_data(tmp_path / "data", "reports")
    file = data / "figures" / "441900106-2020.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("mediation_amount", "no_such").replace(",450人次,", ",450人次,", 1), encoding="utf-8")
    done = run("report", "横沥镇", "2020", "--data-dir", data, "--reports-dir", tmp_path / "reports")
    assert done.exit_code == 5
    assert "441900106-2020.csv:63:indicator: is not in the table indicators" in done.stderr
    assert not (tmp_path / "reports").exists()


def test_extract_prints_the_table_of_the_library(run):
    done = run("extract", SAMPLE)
    assert done.exit_code == 0
    assert done.stdout == figures_csv(extract_figures(read_report(SAMPLE)))
    assert "figures" in done.stderr


def test_a_draft_is_a_table_that_loads(run, tmp_path):
    words = ["--place", "441900119", "-o", tmp_path / "draft.csv", "--html", tmp_path / "d.html"]
    done = run("extract", SAMPLE, *words, "--force")
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


@pytest.mark.parametrize("option", ["-o", "--html", "--statements", "--items"])
def test_the_report_itself_is_never_written_over(run, tmp_path, option):
    report = tmp_path / "report.csv.txt"
    report.write_text("调解纠纷30件。", encoding="utf-8")
    done = run("extract", report, option, report, "--force")
    assert (done.exit_code, report.read_text(encoding="utf-8")) == (8, "调解纠纷30件。")
    assert "is the report itself; name another file" in done.stderr


def test_a_dash_is_no_name_of_a_file(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("extract", SAMPLE, "--html", "-").exit_code == 8
    assert not list(tmp_path.iterdir())


def test_diff_shows_what_would_change_and_writes_nothing(run, tmp_path):
    table = tmp_path / "reviewed.csv"
    figures = extract_figures(read_report(SAMPLE, place="441900119"))
    save_figures(figures.assign(value=figures["value"].where(figures["figure"] != 2, 99.0)), table)
    before = table.read_bytes()
    done = run("extract", SAMPLE, "--place", "441900119", "--diff", "-o", table, "--force")
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


def files(folder):
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("text", "words", "name", "code", "said"),
    [
        ("调解纠纷30件。", [], "draft.csv", 11, "no place of the gazetteer (--place) and no year (--year)"),
        ("调解纠纷30件。", ["--year", 2023], "441900119-2023.csv", 11, "no place of the gazetteer (--place); give it"),
        ("调解纠纷30件。", ["--place", "长安镇"], "441900119-2023.csv", 11, "no year (--year); give it"),
        ("调解纠纷30件。", ["--place", "长安镇", "--year", 2023], "d.xlsx", 11, "its name must be 441900119-2023.csv"),
        (
            "无数字。",
            ["--place", "长安镇", "--year", 2023],
            "441900119-2023.csv",
            4,
            "no figure was found in",
        ),
    ],
)
def test_nothing_is_written_among_the_figures_that_could_not_be_read_there(
    run, tmp_path, text, words, name, code, said
):
    data = copy_of_data(tmp_path / "data", "reports")
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    before = files(tmp_path)
    done = run("extract", tmp_path / "report.txt", *words, "-o", data / "figures" / name, "--html", tmp_path / "r.html")
    assert done.exit_code == code, done.output
    assert f"{name} not written: " in done.stderr
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert files(tmp_path) == before


def test_an_audit_says_of_what_is_no_report_what_add_says(run, tmp_path):
    (tmp_path / "shopping.txt").write_text("今天天气很好，买菜花了35元。", encoding="utf-8")
    done = run("audit", tmp_path / "shopping.txt")
    assert (done.exit_code, done.stderr) == (0, f"lawgov: {tmp_path / 'shopping.txt'}: 不像法治政府建设报告\n")


@pytest.mark.parametrize("folder", ["figures/sub/..", "link"])
def test_a_draft_without_a_place_is_kept_from_the_figures_by_whatever_way(run, tmp_path, folder):
    data = copy_of_data(tmp_path / "data", "reports")
    (data / "figures" / "sub").mkdir()
    (data / "link").symlink_to(data / "figures", target_is_directory=True)
    (tmp_path / "report.txt").write_text("调解纠纷30件。", encoding="utf-8")
    done = run("extract", tmp_path / "report.txt", "-o", data / folder / "draft.csv")
    assert done.exit_code == 11, done.output
    assert not (data / "figures" / "draft.csv").exists()


def test_a_draft_of_known_place_and_year_is_taken_in_among_the_figures(run, tmp_path):
    data = copy_of_data(tmp_path / "data", "reports")
    (tmp_path / "report.txt").write_text("调解纠纷30件。", encoding="utf-8")
    table = data / "figures" / "441900119-2023.csv"
    done = run("extract", tmp_path / "report.txt", "--place", "长安镇", "--year", 2023, "-o", table)
    assert done.exit_code == 0, done.stderr
    known = {"place_code": "441900119", "year": 2023, "document_type": "年度报告", "coverage": "excerpt"}
    reports = pd.read_csv(data / "reports.csv", dtype=str)
    pd.concat([reports, pd.DataFrame([known])]).to_csv(data / "reports.csv", index=False, lineterminator="\n")
    assert load_figures("长安镇", 2023, data)["value"].tolist() == [30]
    assert len(load_figures(data_dir=data)) == len(load_figures()) + 1


AGAINST = [
    (["--place", "长安镇"], "the text says 示例镇, not 长安镇 (441900119)"),
    (["--year", 2024], "the text says 2023, not 2024"),
    (["--place", "长安镇", "--year", 2024], "the text says 示例镇, not 长安镇 (441900119); and 2023, not 2024"),
]


@pytest.mark.parametrize(("words", "said"), AGAINST)
def test_a_place_or_year_that_the_text_contradicts_is_taken_by_force_alone(run, tmp_path, words, said):
    done = run("extract", SAMPLE, *words, "-o", tmp_path / "draft.csv")
    assert (done.exit_code, done.stdout) == (11, "")
    assert done.stderr == f"lawgov: shili-2023.txt: {said}; --force takes what --place and --year say\n"
    assert list(tmp_path.iterdir()) == []
    done = run("extract", SAMPLE, *words, "-o", tmp_path / "draft.csv", "--force")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == f"lawgov: shili-2023.txt: {said}; taken as given"
    assert str(words[-1]) in done.stderr.splitlines()[1] or "441900119" in done.stderr.splitlines()[1]


@pytest.mark.parametrize(("words", "said"), AGAINST)
def test_an_audit_says_which_place_or_year_the_text_contradicts(run, words, said):
    assert run("audit", SAMPLE, *words).stderr == f"lawgov: {SAMPLE}: {said}; taken as given\n"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("横沥镇2023年法治政府建设年度报告", "441900106"),
        ("东莞市横沥镇2023年法治政府建设年度报告", "东莞市横沥镇"),
        ("2023年法治政府建设年度报告", "横沥镇"),  # names none
    ],
)
def test_a_place_and_year_that_the_text_agrees_with_are_taken_without_a_word(run, tmp_path, title, place):
    (tmp_path / "report.txt").write_text(f"{title}\n全年调解纠纷30件。\n", encoding="utf-8")
    done = run("extract", tmp_path / "report.txt", "--place", place, "--year", 2023)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("\n") == 1


def test_a_place_of_the_same_name_elsewhere_is_another_place(run, tmp_path):
    (tmp_path / "report.txt").write_text("唐河县横沥镇2023年法治政府建设年度报告\n调解纠纷30件。\n", encoding="utf-8")
    done = run("extract", tmp_path / "report.txt", "--place", "441900106")
    assert done.exit_code == 11
    assert "the text says a 横沥镇 elsewhere, not 东莞市横沥镇 (441900106)" in done.stderr


def test_of_several_places_of_a_name_none_is_taken_until_one_is_named(run, tmp_path):
    data = copy_of_data(tmp_path / "data", "reports")
    places = data / "places.csv"
    (line,) = [line for line in places.read_text(encoding="utf-8").splitlines() if line.startswith("441900106,")]
    other = line.replace("441900106", "440115198").replace("dongguan", "guangzhou").replace("东莞", "广州")
    with places.open("a", encoding="utf-8") as file:
        file.write(f"{other}\n")
    (tmp_path / "report.txt").write_text("横沥镇2023年法治政府建设年度报告\n调解纠纷30件。\n", encoding="utf-8")
    words = ["extract", tmp_path / "report.txt", "--data-dir", data]
    told, done = run(*words).stderr.splitlines()
    assert told.endswith("、441302110 惠州市惠城区横沥镇; say which with --place")
    assert done.startswith("横沥镇 (give --place), 2023")
    done = run(*words, "--place", "440115198")
    assert (done.exit_code, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "广州市横沥镇 440115198, 2023" in done.stderr


def test_explain_accounts_for_every_number(run):
    done = run("extract", SAMPLE, "--explain")
    assert done.exit_code == 0
    assert done.stdout.startswith("start,end,surface,kind,value,unit,bound\n")
    assert ",figure," in done.stdout
    assert ",document_number," in done.stdout


def test_codebook_test_shows_the_rule_and_the_next_best(run):
    done = run("codebook", "test", "受理行政复议申请12件")
    assert done.exit_code == 0
    assert "indicator/patterns.csv reconsideration_accepted." in done.stdout
    assert "indicator/patterns.csv reconsideration_received." in done.stdout
    assert run("codebook", "test", "无数字").stdout == "没有数据\n"


def test_saved_figures_load_again_the_same(tmp_path):
    figures = load_figures("横沥镇", 2020)
    save_figures(figures, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (default_data_dir() / "figures/441900106-2020.csv").read_bytes()
