"""Many reports: what is made and what is left alone, what fails and what is said of it, what is shown at the end."""

import json
import os
import re
import shutil
import time
from contextlib import nullcontext
from pathlib import Path
from threading import Event

import nbformat
import psutil
import pytest
from click.testing import CliRunner

from lawgov_analysis.batch import command as batch_command
from lawgov_analysis.batch import plan_batch, run_batch
from lawgov_analysis.batch import run as batch_run
from lawgov_analysis.batch.index import batch_record, index_page
from lawgov_analysis.batch.plan import Batch, BatchReport
from lawgov_analysis.batch.run import local_executor
from lawgov_analysis.batch.warm import end_warm_processes
from lawgov_analysis.cli import main
from lawgov_analysis.errors import LawgovError, NoData, OutputError, Stopped, UnknownPlace
from lawgov_analysis.files import hold_folder

from helpers import ROOT
from helpers.audited import figure, table
from helpers.browser import chromium, needs_browser
from helpers.invented import SHILI, add_report, copy_of_data

HENGLI, CHANGAN = "441900106", "441900119"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """A copy of the data in which every report of Dongguan is a full one, with two of an invented town; no others."""
    folder = copy_of_data(tmp_path_factory.mktemp("towns") / "data", "reports")
    for name in ("reports", "statements", "items"):
        header, *rows = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        kept = [row.replace(",excerpt", ",full") for row in rows if row.startswith("4419")]
        (folder / f"{name}.csv").write_text("\n".join([header, *kept, ""]), encoding="utf-8")
    for file in (folder / "figures").glob("*.csv"):
        if not file.name.startswith("4419"):
            file.unlink()
    for year in (2019, 2020):
        figures = table(figure(30, "件", indicator="mediation_accepted"), year=year)
        add_report(folder, figures)
    return folder


@pytest.fixture
def own_towns(towns, tmp_path):
    """The same, to write to."""
    return Path(shutil.copytree(towns, tmp_path / "data"))


@pytest.fixture
def notebook(tmp_path):
    """A function that writes a quick notebook with parameters; its code may stop some places."""

    def write(source="place, year", tags=("parameters",)):
        cells = [
            nbformat.v4.new_code_cell(
                "place = None\nyear = None\nlang = None\ndata_dir = None", metadata={"tags": list(tags)}
            ),
            nbformat.v4.new_code_cell(source),
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        # In the place of the yearly report's own: under another name it would write beside that.
        file = tmp_path / "quick" / "annual_report.ipynb"
        file.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
        return file

    return write


@pytest.fixture(scope="module")
def ended_later():
    yield lambda: None
    end_warm_processes()


@pytest.fixture
def lawgov(towns, tmp_path, monkeypatch, ended_later):
    """Run ``lawgov batch`` on the copy of the data; for batches of the same data one warm process reads the tables."""
    monkeypatch.setattr(batch_run, "end_warm_processes", ended_later)

    def run(*words, data_dir=towns):
        always = ["--data-dir", data_dir, "--reports-dir", tmp_path / "reports"]
        return CliRunner().invoke(main, ["batch", *map(str, [*words, *always])])

    return run


def pages(folder):
    return {f.relative_to(folder).as_posix(): f.stat().st_mtime_ns for f in folder.glob("*/*/report.html")}


def test_everything_is_made_once_and_only_what_changed_again(lawgov, notebook, own_towns, tmp_path):
    words = ["--notebook", notebook(), "--jobs", 2]
    done = lawgov(*words)
    assert done.exit_code == 0, done.output
    assert "6/6 made" in done.stdout
    assert "6 made, 0 skipped, 0 failed, 0 left" in done.stdout
    made = pages(tmp_path / "reports")
    assert len(made) == 6
    assert "0 made, 6 skipped, 0 failed, 0 left" in lawgov(*words).stdout
    assert pages(tmp_path / "reports") == made
    (tmp_path / "reports" / "dongguan-hengli" / "2020" / "report.html").unlink()
    assert "1/1 made 东莞市横沥镇 441900106 2020" in lawgov(*words).stdout
    assert "1 made, 0 skipped" in lawgov(*words, "--force", "--place", "横沥镇", "--year", 2020).stdout
    reports = own_towns / "reports.csv"
    reports.write_text(
        reports.read_text(encoding="utf-8").replace("2024,,年度报告,", "2024,示例,年度报告,"), encoding="utf-8"
    )
    changed = lawgov(*words, "--dry-run", data_dir=own_towns)
    assert changed.stdout.count("would be made: reports.csv changed: 4419") == 2
    assert "2 of 6 would be made" in changed.stdout


def test_a_dry_run_gives_a_reason_for_each_and_writes_nothing(lawgov, notebook, tmp_path):
    done = lawgov("--notebook", notebook(), "--dry-run", "--place", "长安镇", "--place", "dongguan-hengli")
    assert done.exit_code == 0
    assert "东莞市横沥镇 441900106 2020: would be made: not made yet" in done.stdout
    assert "2 of 2 would be made" in done.stdout
    assert not (tmp_path / "reports").exists()


FATES = """
import os, signal
if place == "441900106":
    1 / 0
if place == "441900119":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@forks
def test_one_that_fails_or_is_killed_leaves_the_others(lawgov, notebook, tmp_path):
    done = lawgov("--notebook", notebook(FATES))
    assert done.exit_code == 1
    assert "4 made, 0 skipped, 2 failed, 0 left" in done.stdout
    lines = done.stderr.splitlines()
    assert any("横沥镇 441900106 2020: the report" in line and "ZeroDivisionError" in line for line in lines)
    assert any("长安镇 441900119 2024: the report" in line and "out of memory" in line for line in lines)
    for slug, year in (("dongguan-hengli", 2020), ("dongguan-changan", 2024)):
        folder = tmp_path / "reports" / slug / str(year)
        kept = nbformat.read(folder / "report.failed.ipynb", as_version=4)
        assert "An Exception was encountered" in kept.cells[0].source
        assert [file.name for file in folder.iterdir()] == ["report.failed.ipynb"]
    again = [line.removeprefix("lawgov: ") for line in lines if "lawgov batch" in line]
    assert len(again) == 2  # a year each
    assert f"--year 2020 --place {HENGLI}" in again[0]
    record = json.loads((tmp_path / "reports" / "batch.json").read_text(encoding="utf-8"))
    assert record["counts"] == {"made": 4, "skipped": 0, "failed": 2, "left": 0}
    assert {r["place_code"]: r["exit_code"] for r in record["reports"]}[HENGLI] == 9
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert "dongguan-hengli/2020/report.failed.ipynb" in page
    notebook()
    for command in again:
        words = re.findall(r"\S+", command)[2:]
        assert CliRunner().invoke(main, ["batch", *words]).exit_code == 0
    assert len(pages(tmp_path / "reports")) == 6


@forks
def test_one_that_does_not_end_is_ended(lawgov, notebook, tmp_path):
    words = ("--place", "示例镇", "--year", 2019, "--timeout", 1)
    done = lawgov("--notebook", notebook("import time\nwhile True: time.sleep(1)"), *words)
    assert done.exit_code == 1
    assert "0 made, 0 skipped, 1 failed, 0 left" in done.stdout
    assert re.search("示例镇 990000001 2019: the report .*--timeout", done.stderr)
    (kept,) = (tmp_path / "reports" / "shili-990000001" / "2019").iterdir()
    assert kept.name == "report.failed.ipynb"


@forks
def test_another_analysis_is_made_kept_up_and_listed_as_the_yearly_report_is(lawgov, notebook, tmp_path):
    file = notebook("place, data_dir").rename(tmp_path / "panel_followup.ipynb")
    made = nbformat.read(file, as_version=4)
    made.metadata["lawgov"] = {"analysis": "panel_followup", "each": "place"}
    nbformat.write(made, file)
    done = lawgov("--notebook", file, "--place", "示例镇")
    assert done.exit_code == 0, done.output
    (folder,) = (tmp_path / "reports").glob("*/panel_followup-2019-2020")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["analysis"] == "panel_followup"
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert f'href="{folder.parent.name}/{folder.name}/report.html"' in page
    for name in ("supervision.html", "explorer.html"):
        assert (tmp_path / "reports" / name).is_file()
        assert f'href="{name}"' in page
    assert "0 made, 1 skipped" in lawgov("--notebook", file, "--place", "示例镇").stdout
    assert "1 made" in lawgov("--notebook", file, "--place", "示例镇", "--force").stdout


@forks
def test_nothing_leaks_from_one_report_to_the_next(lawgov, notebook, tmp_path):
    leak = (
        "import os, pandas, builtins\nassert not hasattr(builtins, 'left'), 'leaked'\nbuiltins.left = pandas.left = 1"
    )
    leak += "\nos.environ['LEFT'] = os.environ.get('LEFT', '') + 'x'\nassert os.environ['LEFT'] == 'x'"
    done = lawgov("--notebook", notebook(leak), "--jobs", 1)
    assert done.exit_code == 0, done.output


@forks
def test_the_cells_of_a_report_find_the_data_open_as_the_warm_process_read_them(lawgov, notebook):
    held = "from lawgov_analysis.tables import folder, open_data\nheld = list(folder._open.values())\n"
    held += "data = open_data(data_dir)\nassert any(data is each for each in held), 'opened again'\n"
    held += "assert len(data._made) > 10, 'nothing was made of them'"
    done = lawgov("--notebook", notebook(held), "--place", "横沥镇")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("words", [[], ["--place", "横沥镇", "--year", "2020"]])
def test_figures_without_their_line_among_the_reports_are_said(lawgov, notebook, own_towns, words):
    reports = own_towns / "reports.csv"
    lines = reports.read_text(encoding="utf-8").splitlines(keepends=True)
    reports.write_text("".join(line for line in lines if not line.startswith(f"{HENGLI},2020")), encoding="utf-8")
    (own_towns / "statements.csv").write_text(
        (own_towns / "statements.csv").read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8"
    )
    done = lawgov("--notebook", notebook(), "--dry-run", *words, data_dir=own_towns)
    assert f"{HENGLI} 2020: cannot be made: " in done.stdout
    assert "reports.csv: no line of place_code 441900106 and year 2020" in done.stdout
    assert done.stdout.count("横沥镇") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--place", "横历镇"], 3, "unknown place: 横历镇"),
        (["--year", "1999"], 4, "no full report of any place for 1999 in the data"),
        (["--lang", "fr"], 6, "unknown language fr"),
        (["--notebook", "none.ipynb"], 6, "none.ipynb: the notebook cannot be read"),
        (["--notebook", __file__], 6, "not a notebook of version 4"),
        (["--jobs", "0"], 2, "0 is not in the range"),
        (["--timeout", "0"], 2, "0.0 is not in the range"),
    ],
)
def test_wrong_words_are_said_before_anything_is_written(lawgov, tmp_path, words, code, said):
    done = lawgov(*words)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert not (tmp_path / "reports").exists()


def test_a_notebook_without_parameters_is_said(lawgov, notebook):
    done = lawgov("--notebook", notebook(tags=()))
    assert (done.exit_code, "no cell tagged “parameters”" in done.stderr) == (6, True)


def test_excerpts_are_made_when_asked_for():
    with pytest.raises(NoData, match="known from an excerpt: --excerpts"):
        plan_batch(["长安镇"])
    assert len(plan_batch(excerpts=True).reports) > len(plan_batch().reports) >= 1
    with pytest.raises(UnknownPlace):
        plan_batch(["没有镇"])


def test_a_second_batch_on_the_same_folder_says_so(lawgov, notebook, tmp_path):
    with hold_folder(tmp_path / "reports", "held"):
        done = lawgov("--notebook", notebook())
    assert done.exit_code == OutputError.exit_code
    assert "another batch is at work there" in done.stderr
    assert not pages(tmp_path / "reports")


def test_a_batch_is_planned_anew_where_another_has_ended_meanwhile(lawgov, notebook, tmp_path, monkeypatch):
    words, planned = ["--notebook", notebook(), "--place", HENGLI], []
    meanwhile = iter([lambda: lawgov(*words)])

    def plan(**options):
        batch = plan_batch(**options)
        planned.append(len(batch.of("left")))
        next(meanwhile, lambda: None)()
        return batch

    monkeypatch.setattr(batch_command, "plan_batch", plan)
    done = lawgov(*words)
    # That of the other one, which ended before this one's began; and this one's, after which nothing was left.
    assert planned == [1, 1, 0]
    assert "0 made, 1 skipped" in done.stdout
    planned.clear()
    assert "1 made" in lawgov(*words, "--force").stdout
    assert planned == [1]


def test_a_reports_folder_that_cannot_be_written_is_said(lawgov, notebook, tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    done = lawgov("--notebook", notebook())
    assert (done.exit_code, "cannot be written" in done.stderr) == (8, True)


def test_without_fork_an_ordinary_kernel_makes_the_reports(lawgov, notebook, tmp_path, monkeypatch):
    monkeypatch.delattr(os, "fork", raising=False)
    done = lawgov("--notebook", notebook("import os\nhasattr(os, 'fork')"), "--place", HENGLI, "--place", CHANGAN)
    assert done.exit_code == 0, done.output
    assert len(pages(tmp_path / "reports")) == 2


def test_a_terminal_gets_a_bar(lawgov, notebook, monkeypatch):
    monkeypatch.setattr(batch_command, "is_terminal", lambda: True)
    done = lawgov("--notebook", notebook("1 / 0"), "--place", HENGLI, "--place", CHANGAN)
    assert "2/2" in done.stderr
    assert "failed=2" in done.stderr
    assert "left=0" in done.stderr


def test_who_stops_a_batch_waits_for_no_page_over_all_reports(monkeypatch, tmp_path):
    began, begun, let_go = time.monotonic(), Event(), Event()

    def run(*_about):
        begun.wait(9)
        raise KeyboardInterrupt

    monkeypatch.setattr(batch_command, "prepare_index", lambda _batch: begun.set() or let_go.wait(9))
    monkeypatch.setattr(batch_command, "run_batch", run)
    ended = batch_command._run(Batch(tmp_path), nullcontext(), 1)
    assert isinstance(ended, Stopped)
    assert time.monotonic() - began < 9
    let_go.set()


def test_many_failures_do_not_make_an_endless_command():
    reports = [BatchReport(f"99{n:07d}", "镇", 2020, state="failed") for n in range(100)]
    options = {"lang": "zh", "data_dir": None, "reports_dir": None, "notebook": None, "force": False, "excerpts": False}
    options["formats"] = ("html",)
    said = batch_command._again(reports, None, None, 600, **options)
    assert len(said) < 100


def test_the_index_page_lists_all_and_escapes_what_it_lists(tmp_path):
    folder = tmp_path / "a&b" / "2020"
    folder.mkdir(parents=True)
    numbers = {"place": "<i>镇</i>", "coverage": "full", "figures": 59, "coded": 48, "indicators": 40, "domains": 12}
    manifest = {
        "parameters": {"place": HENGLI, "year": 2020, "lang": "zh"},
        "numbers": {**numbers, "main": [["讲座", "99场次"]]},
        "files": {"report.html": {}, "report.ipynb": {}},
        "times": {"began": "2026-01-01T00:00:00+00:00"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    batch = Batch(tmp_path, [BatchReport(SHILI, "示例镇", 2019, state="failed", error="<script>")])
    page = index_page(batch)
    assert "&lt;i&gt;镇&lt;/i&gt;" in page
    assert 'href="a%26b/2020/report.html"' in page
    assert "99场次" in page
    assert "&lt;script&gt;" in page
    assert page.count("<script>") == 1
    assert "http" not in page.replace("http-equiv", "")
    assert json.loads(batch_record(batch))["counts"]["failed"] == 1


def test_a_batch_in_another_language_lies_beside_and_the_index_links_to_both(lawgov, notebook, tmp_path):
    words = ["--notebook", notebook(), "--place", HENGLI, "--year", 2020, "--format", "html,docx"]
    assert "1 made" in lawgov(*words).stdout
    assert "1 made" in lawgov(*words, "--lang", "en").stdout
    page = (tmp_path / "reports" / "index.en.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="dongguan-hengli/2020/(.*?)">(.*?)</a>', page)
    assert [name for name, _ in links] == [f"report{kind}" for kind in EN + ZH]
    assert [said for _, said in links[1:]] == ["en.docx", "en.ipynb", "html", "docx", "ipynb"]
    assert page.count("<tr>") == 2
    done = lawgov(*words)
    assert "0 made, 1 skipped" in done.stdout
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="dongguan-hengli/2020/(.*?)">', page)
    assert links == [f"report{kind}" for kind in ZH + EN]
    # The page of a report whose Chinese was never made.
    for file in (tmp_path / "reports" / "dongguan-hengli" / "2020").iterdir():
        if ".en." not in file.name:
            file.unlink()
    assert 'href="dongguan-hengli/2020/report.en.html"' in index_page(Batch(tmp_path / "reports"))


ZH = [".html", ".docx", ".ipynb"]
EN = [f".en{kind}" for kind in ZH]


def test_a_bad_table_stops_its_own_town_only(lawgov, notebook, own_towns):
    table = own_towns / "figures" / f"{CHANGAN}-2024.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",exact,", ",perhaps,", 1), encoding="utf-8")
    compares = "from lawgov_analysis.reporting import annual_report as annual\n"
    compares += "annual.standing(annual.load(place, year, 'zh', data_dir))"
    done = lawgov("--notebook", notebook(compares), "--place", "长安镇", "--place", "横沥镇", data_dir=own_towns)
    assert done.exit_code == 1
    assert "1 made, 0 skipped, 1 failed" in done.stdout
    assert re.search(r"长安镇 441900119 2024: .*441900119-2024\.csv:\d+:bound: must be one of", done.stderr)
    planned = lawgov("--notebook", notebook(compares), "--dry-run", "--place", "横沥镇", data_dir=own_towns)
    assert re.fullmatch(r"lawgov: .*441900119-2024\.csv:\d+:bound: must be .* no report .*\n", planned.stderr)


def test_a_table_left_out_of_the_comparison_is_named(own_towns):
    from lawgov_analysis.reporting.annual_report import load, standing

    table = own_towns / "figures" / f"{CHANGAN}-2024.csv"
    table.write_text("no table", encoding="utf-8")
    assert f"{CHANGAN}-2024.csv" in str(standing(load(HENGLI, 2020, "zh", own_towns)))


def test_a_place_without_figures_or_without_a_report_is_said(lawgov, notebook, own_towns):
    (own_towns / "figures" / f"{CHANGAN}-2024.csv").unlink()
    places = ["--place", "长安镇", "--place", "横沥镇", "--place", "静海区"]
    done = lawgov("--notebook", notebook(), *places, data_dir=own_towns)
    assert done.exit_code == 1
    assert "1 made, 0 skipped, 2 failed" in done.stdout
    assert "has no figures/441900119-2024.csv" in done.stderr
    assert "静海区 120118: no full report of 天津市静海区 in the data" in done.stderr


def test_the_script_of_the_index_page_is_the_one_that_its_policy_allows(tmp_path):
    from base64 import b64encode
    from hashlib import sha256

    page = index_page(Batch(tmp_path))
    script = page.partition("<script>")[2].partition("</script>")[0]
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page


@needs_browser
def test_the_index_page_sorts_and_filters(tmp_path):
    for place, year, figures in (("甲镇", 2019, 9), ("乙镇", 2020, 10), ("丙镇", 2020, 100)):
        numbers = {"place": place, "coverage": "full", "figures": figures, "coded": 1, "indicators": 1, "domains": 1}
        manifest = {
            "parameters": {"place": HENGLI, "year": year, "lang": "zh"},
            "numbers": {**numbers, "main": [["讲座", "99场次"]]},
            "files": {"report.html": {}},
            "times": {"began": "2026-01-01T00:00:00+00:00"},
        }
        (tmp_path / place / str(year)).mkdir(parents=True)
        (tmp_path / place / str(year) / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "index.html").write_text(index_page(Batch(tmp_path)), encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        page.click("th button >> text=数据")
        assert [text.strip() for text in page.locator("tbody td:nth-child(5)").all_inner_texts()] == ["9", "10", "100"]
        page.click("th button >> text=数据")
        page.fill("#filter", "2020 镇")
        rows = page.locator("tbody tr:visible td:first-child").all_inner_texts()
        assert (rows, page.locator("output").inner_text()) == (["丙镇", "乙镇"], "2 / 3")


def processes():
    return set(psutil.Process().children(recursive=True))


def test_a_report_of_the_batch_is_the_committed_one_and_nothing_goes_on(tmp_path):
    """The real notebook, figures and pictures and all: that an ordinary kernel makes the same is tested there."""
    planned = plan_batch(["横沥镇"], [2020], reports_dir=tmp_path)
    before = processes()
    with local_executor(1) as pool:
        run_batch(planned, pool)
    assert processes() <= before
    assert str(planned) == "1 made, 0 skipped, 0 failed, 0 left"
    for name in ("report.ipynb", "report.html"):
        made, reference = (folder / "dongguan-hengli" / "2020" / name for folder in (tmp_path, ROOT / "reports"))
        assert made.read_bytes() == reference.read_bytes(), name


def test_other_programs_on_a_worker_are_said(tmp_path):
    from dataclasses import replace

    from lawgov_analysis.batch.warm import check_programs

    plan = plan_batch(reports_dir=tmp_path).reports[0].plan
    check_programs(plan)
    other = {**plan.made_of, "versions": {**plan.made_of["versions"], "pandas": "0.1"}, "code": "other"}
    with pytest.raises(LawgovError, match="another version of: pandas, code"):
        check_programs(replace(plan, made_of=other))
