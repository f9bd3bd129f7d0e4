"""lawgov audit and lawgov rules: what they print, and how they end."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, load_figures, read_report, save_figures
from lawgov_analysis.auditing import load_rules, rules_markdown
from lawgov_analysis.auditing.findings import FINDING_COLUMNS
from lawgov_analysis.cli import main
from lawgov_analysis.paths import default_data_dir

from helpers.audited import disputes, figure, table
from helpers.invented import add_report, copy_of_data

SAMPLES = default_data_dir() / "samples"
SAMPLE = SAMPLES / "shili-2023.txt"


@pytest.fixture
def run():
    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def sound(tmp_path):
    """The sample without its two faults."""
    text = SAMPLE.read_text(encoding="utf-8").replace("合格率96%", "合格率95%").replace("1,526条", "1,516条")
    file = tmp_path / "sound.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_report_of_the_data_is_audited(run):
    done = run("audit", "横沥镇", "2020")
    assert done.exit_code == 0
    assert done.stdout.startswith("提示 rate-truncated [61, 60, 59] 矛盾纠纷调解成功率印作99%")
    assert "能核对的4个关系中3个成立" in done.stdout


@pytest.mark.parametrize("suffix", ["txt", "docx", "html", "pdf"])
def test_a_published_report_is_extracted_first(run, suffix):
    done = run("audit", SAMPLES / f"shili-2023.{suffix}", "--json")
    assert done.exit_code == 0
    errors = [finding for finding in json.loads(done.stdout) if finding["severity"] == "error"]
    assert [finding["rule"] for finding in errors] == ["rate-mismatch", "parts-mismatch"]
    assert errors[0]["year"] == 2023


def test_json_is_a_list_of_objects_with_the_keys_of_the_contract(run):
    done = run("audit", default_data_dir() / "figures" / "441900106-2020.csv", "--json", "--lang", "en")
    findings = json.loads(done.stdout)
    assert list(findings[0]) == FINDING_COLUMNS
    first = findings[0]
    assert (first["rule"], first["figures"], first["place_code"]) == ("rate-truncated", [61, 60, 59], "441900106")
    assert "is printed as 99%" in first["message"]


def test_notes_of_the_library_stand_apart_and_are_not_counted(run):
    faults, notes = run("audit", "横沥镇", "2020").stdout.split("本库的说明\n")
    assert [rule in faults for rule in ("uncoded", "rate-truncated")] == [False, True]
    assert [rule in notes for rule in ("uncoded", "rate-truncated")] == [True, False]
    counted = sum(line.startswith(("错误 ", "警告 ", "提示 ")) for line in faults.splitlines())
    assert f"提示{counted}处" in notes.splitlines()[-1]


def test_strict_ends_with_one_when_an_error_is_unexplained(run, sound):
    assert run("audit", "横沥镇", "2020", "--strict").exit_code == 0
    assert run("audit", SAMPLE, "--strict", "--json").exit_code == 1
    assert run("audit", sound, "--strict").exit_code == 0
    assert run("audit", SAMPLE).exit_code == 0


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data", "rules", "sentences")


def test_an_explained_fault_is_shown_as_explained_and_is_not_strict(run, data_dir):
    add_report(data_dir, disputes("96.7"))
    with (data_dir / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("990000001,2023,3,rate-mismatch,96.7,96.9,原文计算有误。,Miscalculated in the source.\n")
    ours = ("--data-dir", data_dir)
    done = run("audit", "示例镇", "2023", "--strict", *ours)
    assert done.exit_code == 0
    assert "错误（已说明） rate-mismatch" in done.stdout
    assert "说明：原文计算有误" in done.stdout
    (finding,) = json.loads(run("audit", "示例镇", "2023", "--json", "--lang", "en", *ours).stdout)
    assert finding["explained"].startswith("Miscalculated in the source")


def test_findings_and_rules_are_listed_in_the_words_of_the_folder(run, data_dir):
    sentences = data_dir / "presentation" / "sentences.csv"
    text = sentences.read_text(encoding="utf-8").replace("severity_note,提示", "severity_note,请看")
    sentences.write_text(text, encoding="utf-8")
    assert run("audit", "横沥镇", "2020", "--data-dir", data_dir).stdout.startswith("请看 rate-truncated")
    assert "rate-truncated (请看)" in run("rules", "--data-dir", data_dir).stdout


def test_the_rules_of_a_folder_are_listed(run, data_dir):
    rules = data_dir / "rules" / "audit" / "rules.csv"
    rules.write_text(rules.read_text(encoding="utf-8").replace("rate-mismatch,error,", "rate-mismatch,note,"), "utf-8")
    ours = ("--data-dir", data_dir)
    assert json.loads(run("rules", "--json", *ours).stdout)[0]["severity"] == "note"
    assert "| [rate-mismatch](#rate-mismatch) | note |" in run("rules", "--markdown", *ours).stdout


def test_a_draft_without_its_text_is_sure_of_no_relation(run, tmp_path):
    save_figures(extract_figures(read_report(SAMPLE, place="441900119")), tmp_path / "draft.csv")
    done = run("audit", tmp_path / "draft.csv", "--strict", "--json")
    assert done.exit_code == 0
    assert "rate-mismatch" in {finding["rule"] for finding in json.loads(done.stdout)}


def test_place_and_year_choose_a_report_of_a_table(run, tmp_path):
    both = load_figures().query("place_code in ['441900106', '441900115']")
    save_figures(both, tmp_path / "both.csv")
    findings = json.loads(run("audit", tmp_path / "both.csv", "--place", "清溪镇", "--json").stdout)
    assert {finding["place_code"] for finding in findings} == {"441900115"}
    findings = json.loads(run("audit", tmp_path / "both.csv", "--year", "2020", "--json").stdout)
    assert {finding["place_code"] for finding in findings} == {"441900106"}
    assert run("audit", tmp_path / "both.csv", "--year", "1999").exit_code == 4


def test_place_and_year_of_a_text_can_be_given(run, sound):
    findings = json.loads(run("audit", sound, "--place", "长安镇", "--year", "2022", "--json").stdout)
    assert {(finding["place_code"], finding["year"]) for finding in findings} == {("441900119", 2022)}
    assert "wrong-year" in {finding["rule"] for finding in findings}


def test_another_report_is_searched_for_shared_passages(run, sound):
    done = run("audit", sound, "--against", SAMPLES / "shili-2023.docx", "--json")
    assert "boilerplate" in {finding["rule"] for finding in json.loads(done.stdout)}


def test_last_years_table_is_compared_with(run, tmp_path, data_dir):
    cases = [("简易程序", 9, "summary_procedure_cases"), ("普通程序", 13, "ordinary_procedure_cases")]
    counts = [figure(value, "起", measure, indicator=indicator) for measure, value, indicator in cases]
    growth = figure(22.2, "%", "行政处罚案件同比上升", relation="growth", related="1 2", surface="同比上升22.2%")
    figures = table(*counts, growth, year=2025)
    add_report(data_dir, figures)
    before = figures[figures["figure"].isin([1, 2])].assign(year=2024, period="2024")
    save_figures(before.assign(value=[9.0, 12.0], surface=["9起", "12起"]), tmp_path / "last.csv")
    audit = ("audit", "示例镇", "2025", "--data-dir", data_dir, "--against", tmp_path / "last.csv")
    done = run(*audit, "--json")
    (finding,) = [finding for finding in json.loads(done.stdout) if finding["severity"] == "error"]
    assert (finding["rule"], finding["printed"], finding["expected"]) == ("growth-mismatch", "22.2%", "+4.8%")
    save_figures(before.assign(value=[8.0, 10.0], surface=["8起", "10起"]), tmp_path / "last.csv")
    assert run(*audit, "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["audit", "横沥镇"], 2, "横沥镇 is no file; for the report of a place name its year too"),
        (["audit", "横沥镇", "2020", "--place", "长安镇"], 2, "--place and --year are of a file"),
        (["audit", "横历镇", "2020"], 3, "unknown place: 横历镇"),
        (["audit", "横沥镇", "2019"], 4, "no report of 东莞市横沥镇 for 2019"),
        (["audit", "横沥镇", "2020", "--lang", "fr"], 6, "unknown language fr"),
        (["audit", "横沥镇", "2020", "--against", "other.docx"], 6, "passages can be shared with a text only"),
        (["audit", "nowhere.docx"], 7, "nowhere.docx"),
        (["audit", "nowhere.csv"], 5, "nowhere.csv: cannot be read"),
        (["audit", SAMPLE, "--against", "nowhere.txt"], 7, "nowhere.txt"),
        (["audit", SAMPLE, "--place", "没有镇"], 3, "unknown place: 没有镇"),
        (["audit", "横沥镇", "2020", "--data-dir", "nowhere"], 5, "nowhere: not a data folder"),
        (["rules", "--lang", "fr"], 6, "unknown language fr"),
    ],
)
def test_what_a_user_did_wrong_is_said_without_a_traceback(run, arguments, code, said):
    done = run(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_malformed_table_says_file_row_and_rule(run, tmp_path):
    file = shutil.copy(default_data_dir() / "figures" / "441900106-2020.csv", tmp_path / "bad.csv")
    text = Path(file).read_text(encoding="utf-8")
    Path(file).write_text(text.replace("mediation_amount", "no_such").replace(",about,", ",vague,"), encoding="utf-8")
    done = run("audit", file)
    assert done.exit_code == 5
    assert "bad.csv:63:bound: must be one of exact, at_least, at_most, about, got “vague”" in done.stderr


def test_rules_are_listed(run):
    assert len(run("rules").stdout.splitlines()) == len(load_rules())
    assert run("rules", "--lang", "en").stdout.startswith("rate-mismatch (error): The printed rate")
    rules = json.loads(run("rules", "--json").stdout)
    assert [rule["rule"] for rule in rules] == load_rules().index.tolist()


def test_the_page_of_the_rules_is_printed(run):
    assert run("rules", "--markdown").stdout == rules_markdown()
