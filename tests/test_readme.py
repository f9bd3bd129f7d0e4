"""Every command and every line of Python that the README and the how-to pages show is run."""

import re
import shlex
import shutil
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from lawgov_analysis import add
from lawgov_analysis.batch import run as batch_run
from lawgov_analysis.batch.warm import end_warm_processes
from lawgov_analysis.cli import main
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.drafting import draft

from helpers import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
# Tests, a server that runs until it is stopped, the site, and what writes into the checkout: tested elsewhere.
NOT_HERE = ("python3 run.py test", "python3 run.py lab", "python3 run.py docs", "python3 run.py python tests/")
# It compares a report with a new run of it: see below.
COMPARES = "--nbval "
# The report that the reader adds: its table stands beside the data here.
TABLE = "data/figures/441900113-2024.csv"


def fences(readme, language):
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


def inline_commands(readme):
    text = re.sub(r"```.*?```", "", readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"`(python3 run\.py [^`]*)`", text)


def commands(readme):
    lines = [line for fence in fences(readme, "sh") for line in fence.splitlines() if line.strip()]
    return [*lines, *inline_commands(readme)]


def report_of_the_reader():
    sample = (ROOT / "data" / "samples" / "shili-2023.html").read_text(encoding="utf-8")
    return (
        sample.replace("示例市", "东莞市").replace("示例镇", "大朗镇").replace("2024", "2025").replace("2023", "2024")
    )


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """A data folder to which the reader has added the report."""
    folder = tmp_path_factory.mktemp("added")
    (folder / "report.html").write_text(report_of_the_reader(), encoding="utf-8")
    (done,) = add(folder / "report.html", data_dir=folder / "data")
    assert done.state == "added"
    return folder / "data"


@pytest.fixture(scope="module")
def ended_later():
    """Stands for the end of the warm processes of a batch: those of the same data share one, which reads the tables."""
    yield lambda: None
    end_warm_processes()


@pytest.fixture(scope="module")
def reports_dir(tmp_path_factory):
    """Where the reports of all commands go, one language and format after another."""
    return tmp_path_factory.mktemp("reports")


@pytest.fixture
def checkout(tmp_path, added):
    """A folder that looks like the checkout to commands which read from it and write into it."""
    for name in ("data", "notebooks", "reports", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    # A report that the reader has, alone and among others; and what becomes of the data when it is added.
    (tmp_path / "published").mkdir()
    for file in ("report.html", "published/report.html"):
        (tmp_path / file).write_text(report_of_the_reader(), encoding="utf-8")
    for name in ("added", "我的数据"):
        shutil.copytree(added, tmp_path / name)
    return tmp_path


def state_of_the_data():
    """When each file of the package's data was written, which no command that is shown may do here."""
    return {file: file.stat().st_mtime_ns for file in (ROOT / "data").rglob("*") if file.is_file()}


def translated(command):
    """The words of a command, for the Python that runs the tests."""
    words = ["new.csv" if word == TABLE else word for word in shlex.split(command)]
    match words:
        case ["python3", "run.py", "python", *rest]:
            return [sys.executable, *rest]
        case ["python3", "run.py", *rest]:
            return [sys.executable, "-m", "lawgov_analysis", *rest]
        case ["papermill" | "pytest" as module, *rest]:
            return [sys.executable, "-m", module, *rest]
    raise AssertionError(f"not a command that is known here: {command}")


def test_both_readmes_show_the_same_commands_and_code():
    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert fences(english, "python") == fences(chinese, "python")
    assert comparisons(english) == comparisons(chinese)


def test_the_report_that_is_added_is_not_there_yet():
    assert any(TABLE in line for page in HOW_TO for line in commands(page))
    assert not (ROOT / TABLE).exists()


def shown():
    """The commands of all pages, each once."""
    lines = {line for page in [READMES[0], *HOW_TO] for line in commands(page)}
    return sorted(line for line in lines if COMPARES not in line and not line.startswith(NOT_HERE))


@pytest.mark.parametrize("command", shown())
def test_a_command_that_is_shown_runs(command, checkout, reports_dir, monkeypatch, ended_later, forks):
    monkeypatch.setattr(batch_run, "end_warm_processes", ended_later)
    words = translated(command)
    own = {"add", "queue", "decide", "441900113", "大朗镇"} & set(words) or words[3:] == ["batch"]
    if own and not {"--data-dir", "-o"} & set(words):
        # What the reader does to the data is done to a folder of its own here.
        words += ["--data-dir", "added"]
    if {"report", "batch", "notebook"} & set(words) and "--reports-dir" not in words:
        words += ["--reports-dir", "made" if "batch" in words else str(reports_dir)]
    if words[4:5] == ["draft.xlsx"]:
        draft(checkout / "report.html", output=checkout / "draft.xlsx")
    if "--diff" in words:
        table = (ROOT / "data" / "figures" / "441900119-2024.csv").read_text(encoding="utf-8")
        (checkout / "new.csv").write_text(table.replace("441900119", "441900113"), encoding="utf-8")
    if "my-rubric.csv" in words:
        shutil.copy(default_data_dir() / "rules" / "scorecard" / "rubric.csv", checkout / "my-rubric.csv")
    if "review=approved" in words:
        # Who approves is not the first to look.
        first = [word.replace("王芳", "李明") for word in words]
        first[first.index("0") : first.index("review=approved") + 1] = ["all", "review=accepted"]
        run(first, checkout, monkeypatch)
    brought = next((word for word in words if word.startswith("decisions-")), "")
    if brought or "review=withdrawn" in words:
        # There is something to take back, or to bring.
        told = ["review=accepted", "--by", "李明", "--reason", "看过", "--data-dir", "added"]
        run([*words[:3], "decide", "441900113", "2024", "12", *told], checkout, monkeypatch)
    if brought:
        shutil.copy(checkout / "added" / "decisions" / "441900113-2024.csv", checkout / brought)
    before = state_of_the_data()
    code, said = run(words, checkout, monkeypatch)
    assert code == 0, said
    assert state_of_the_data() == before
    if "papermill" in words:
        assert "横沥镇2020年" in (checkout / "reports" / "out.ipynb").read_text(encoding="utf-8")


def run(words, folder, monkeypatch):
    """Run a command; one of lawgov in this process, which has read the tables: tests/test_cli.py starts processes."""
    if words[1:3] == ["-m", "lawgov_analysis"]:
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, words[3:])
        return done.exit_code, f"{done.output}{done.exception or ''}"
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def comparisons(readme):
    """The lines that compare a report with a new run: in the checkout, and where there is none."""
    (inside,) = [line for line in commands(readme) if COMPARES in line]
    (outside,) = re.findall(r"`(pytest [^`]*)`", readme.read_text(encoding="utf-8"))
    return [inside, outside]


@pytest.mark.parametrize("line", comparisons(READMES[0]))
def test_a_published_number_that_changed_fails_by_the_line_of_the_readme(line, tmp_path):
    words = translated(line)
    if "run.py" in line:
        (tmp_path / "tests").mkdir()
        for name in ("conftest.py", "pyproject.toml", "tests/nbval_sanitize.cfg"):
            shutil.copy(ROOT / name, tmp_path / name)
    file = tmp_path / words[-1]
    file.parent.mkdir(parents=True, exist_ok=True)
    published = nbformat.read(ROOT / "reports" / "dongguan-hengli" / "2020" / "report.ipynb", as_version=4)
    changed = nbformat.reads(nbformat.writes(published).replace("1,935", "1,936"), as_version=4)
    nbformat.write(changed, file)
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 1, done.stdout + done.stderr
    # Every other cell is as it was published.
    code = [pair for pair in zip(published.cells, changed.cells, strict=True) if pair[0].cell_type == "code"]
    differ = [f"Cell {n}" for n, (one, other) in enumerate(code) if one.outputs != other.outputs]
    assert differ
    assert re.findall(r"^FAILED .*::(Cell \d+)", done.stdout, re.MULTILINE) == differ, done.stdout
    # As conftest.py says it, what was published first; else the line as it is now, and as it was published.
    said = r": 1,936\S* → 1,935" if "run.py" in line else r"^\s+- .*1,935.*\n.*\n?\s+\+ .*1,936"
    assert re.search(said, done.stdout, re.MULTILINE), done.stdout


@pytest.mark.parametrize("number", range(len(fences(READMES[0], "python"))))
def test_the_code_of_the_readme_runs(number, checkout):
    code = fences(READMES[0], "python")[number]
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [*READMES, *HOW_TO], ids=lambda path: path.name)
def test_every_file_that_a_page_links_to_is_there(page):
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / name).exists(), name


@pytest.mark.parametrize("page", HOW_TO, ids=lambda path: path.name)
def test_the_tests_that_a_page_runs_are_there(page):
    for command in commands(page):
        if command.startswith(("python3 run.py test ", "python3 run.py python tests/")):
            assert all((ROOT / word).exists() for word in command.split()[3:]), command


def test_the_sample_that_the_readme_reads_is_there():
    assert (default_data_dir() / "samples" / "shili-2023.docx").is_file()
