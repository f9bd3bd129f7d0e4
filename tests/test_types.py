"""The stages that count characters, lines and figures: their functions say their types, and the types agree."""

import subprocess
import sys
import tomllib

from helpers import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TYPED = PROJECT["tool"]["pyrefly"]["project-includes"]
CHECK = ("pyrefly", "check", "--output-format", "min-text", "--python-interpreter-path", sys.executable)


def run(module, *arguments):
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)


def test_the_types_agree():
    done = run(*CHECK)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_position_is_not_taken_for_an_offset(tmp_path):
    code = "from lawgov_analysis.text.offsets import Offset, Position\n\nat: Offset = Position(3)\n"
    (tmp_path / "mistaken.py").write_text(code, encoding="utf-8")
    # By the project's own settings, whatever lies above the folder of temporary files.
    done = run(*CHECK, "--config", "pyproject.toml", str(tmp_path / "mistaken.py"))
    assert "`Position` is not assignable to `Offset`" in done.stdout, done.stdout + done.stderr


def test_every_function_says_what_it_takes_and_gives():
    # ANN401: what a column or a made thing is, pandas does not say.
    done = run(
        "ruff", "check", "--no-cache", "--select", "ANN", "--ignore", "ANN401", "--output-format", "concise", *TYPED
    )
    assert done.returncode == 0, done.stdout + done.stderr
