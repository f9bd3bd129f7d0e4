"""The rooms of the package: what each may import, and that it says what it is for."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest

import lawgov_analysis
from lawgov_analysis.paths import PACKAGE

from helpers import ROOT

FOLDERS = sorted({file.relative_to(PACKAGE).parts[0] for file in PACKAGE.rglob("*/*.py")} - {"_resources"})
MODULES = sorted(file.relative_to(ROOT).as_posix() for file in PACKAGE.rglob("*.py"))
HEAVY = ["pandas", "duckdb", "matplotlib", "IPython", "papermill", "nbconvert", "nbformat", "openpyxl", "docx"]


def contract():
    """The lines of the contract, the highest first, each the names of what stands on it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [layer.split(" | ") for layer in project["tool"]["importlinter"]["contracts"][0]["layers"]]


def layers():
    return [name for line in contract() for name in line]


def test_a_stage_imports_only_from_those_below_it():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_names_every_folder():
    assert set(FOLDERS) <= set(layers())


def test_a_module_imports_nothing_that_another_keeps_to_itself():
    kept = [
        f"{file}:{node.lineno}: {alias.name}"
        for file in MODULES
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.level or node.module.split(".")[0] == "lawgov_analysis")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert kept == []


def test_no_pattern_repeats_a_group_possessively():
    # Python 3.11.4 and older match (?:…)++ wrongly; (?>(?:…)+) says the same.
    tables = (file.relative_to(ROOT) for file in (ROOT / "data" / "rules").rglob("*.csv"))
    possessive = [
        f"{file}: {found[0]}"
        for file in [*MODULES, *tables]
        for found in re.finditer(r"(?<!\\)\)(?:[+*?]|\{\d*,?\d*\})\+", (ROOT / file).read_text(encoding="utf-8"))
    ]
    assert possessive == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_says_in_a_sentence_what_it_is_for(folder):
    said = ast.get_docstring(ast.parse((PACKAGE / folder / "__init__.py").read_text(encoding="utf-8")))
    assert len(said.splitlines()[0]) > 20
    assert f"{folder}/" in lawgov_analysis.__doc__


def test_the_package_lists_each_folder_below_those_that_it_imports():
    listed = re.findall(r"^ +(\w+)/ ", lawgov_analysis.__doc__, re.MULTILINE)
    assert sorted(listed) == FOLDERS
    line = {name: at for at, names in enumerate(contract()) for name in names}
    assert listed == sorted(listed, key=line.__getitem__, reverse=True)


def test_the_top_of_the_package_is_seen_at_one_look():
    entries = [path.name for path in PACKAGE.iterdir() if path.name not in ("__pycache__", "_resources")]
    assert len(entries) <= 25, entries


def test_a_command_begins_without_what_only_some_commands_need():
    code = f"import sys, lawgov_analysis.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_found_where_it_is_said_to_be():
    assert all(getattr(lawgov_analysis, name).__name__ == name for name in lawgov_analysis.__all__)


def test_charts_are_at_hand_and_cost_nothing_until_one_is_drawn():
    code = "import sys, lawgov_analysis as lg\n"
    code += "print(lg.charts.bars.__module__, hasattr(lg, 'chart'), 'matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["lawgov_analysis.analysis.charts", "False", "False"]
