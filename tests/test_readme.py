"""Every command and every line of Python that the README shows is run, in both languages alike."""

import re
import shlex
import subprocess
import sys

import pytest

from lawgov_analysis.drafting import draft
from lawgov_analysis.paths import default_data_dir

from helpers import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
# The suite itself, and a server that runs until it is stopped: what they start is tested elsewhere.
NOT_HERE = {"python3 run.py test", "python3 run.py lab"}
# A report that the reader has, and the next one of the data.
STANDS_FOR = {"report.html": "data/samples/shili-2023.html", "data/figures/441900119-2024.csv": "new.csv"}


def fences(readme, language):
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


def inline_commands(readme):
    text = re.sub(r"```.*?```", "", readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"`(python3 run\.py [^`]*)`", text)


def commands(readme):
    lines = [line for fence in fences(readme, "sh") for line in fence.splitlines() if line.strip()]
    return [*lines, *inline_commands(readme)]


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like the checkout to commands which read from it and write into it."""
    for name in ("data", "notebooks", "reports", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    return tmp_path


def translated(command):
    """The words of a command, for the Python that runs the tests."""
    words = [STANDS_FOR.get(word, word) for word in shlex.split(command)]
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


@pytest.mark.parametrize("command", sorted(set(commands(READMES[0])) - NOT_HERE))
def test_a_command_of_the_readme_runs(command, checkout):
    words = translated(command)
    if "report" in words and "441900119" in words:
        # The report that the reader has just added; another of the data stands for it.
        words = [{"441900119": "441900111", "2024": "2019"}.get(word, word) for word in words]
    if {"report", "batch"} & set(words):
        words += ["--reports-dir", "made"]
    if words[3:5] == ["extract", "draft.xlsx"]:
        draft(ROOT / "data" / "samples" / "shili-2023.html", output=checkout / "draft.xlsx")
    done = subprocess.run(words, cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("number", range(len(fences(READMES[0], "python"))))
def test_the_code_of_the_readme_runs(number, checkout):
    code = fences(READMES[0], "python")[number]
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_file_that_the_readme_names_is_there(readme):
    text = readme.read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / name).exists(), name


def test_the_sample_that_the_readme_reads_is_there():
    assert (default_data_dir() / "samples" / "shili-2023.docx").is_file()
