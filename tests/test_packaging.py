"""The files a user installs from say the same thing, and what is committed was run and is tidy."""

import ast
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
EVERYTHING = ROOT / "requirements.txt"
LOCKS = (ROOT / "requirements-core.txt", EVERYTHING)
NOTEBOOKS = [
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
    ROOT / "docs" / "how_a_sentence_is_read.ipynb",
    ROOT / "reports" / "dongguan-hengli" / "2020" / "report.ipynb",
]


def bounds(requirements):
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, requirements)}


def direct_dependencies():
    locked = ("setup", "publish", "ocr", "dev", "docs")
    return bounds([*PROJECT["project"]["dependencies"], *(name for extra in locked for name in EXTRAS[extra])])


def locked_requirements(lock):
    """The requirements of a lock, each with the options that follow it."""
    text = lock.read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    for line in text.splitlines():
        requirement, *options = re.split(r"\s+--", line)
        yield Requirement(requirement), options


def run_py():
    """The module run.py, which nothing imports."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    before = signal.getsignal(signal.SIGINT)
    spec.loader.exec_module(module)
    signal.signal(signal.SIGINT, before)
    return module


def ruff(*arguments):
    command = [sys.executable, "-m", "ruff", *arguments, str(ROOT)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_with_hashes_and_without_an_address(lock):
    for requirement, options in locked_requirements(lock):
        assert requirement.url is None, requirement
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert options, requirement
        assert all(re.fullmatch(r"hash=sha256:[0-9a-f]{64}", option) for option in options), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock):
    assert not re.search(r"://|^\s*--(?!hash)|\s@\s", lock.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_lock_holds_every_direct_dependency_within_its_bounds():
    pins = {}
    for requirement, _ in locked_requirements(EVERYTHING):
        pins.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier)[2:])
    for name, specifier in direct_dependencies().items():
        assert name in pins, f"{name} is not in requirements.txt: lock it anew (CONTRIBUTING.md)"
        assert all(pin in specifier for pin in pins[name]), f"{name} {pins[name]} is not {specifier}"


def test_what_users_run_is_what_the_tests_run():
    core, everything = ({str(r): options for r, options in locked_requirements(lock)} for lock in LOCKS)
    assert core.items() <= everything.items()
    needed = [*PROJECT["project"]["dependencies"], *EXTRAS["setup"], *EXTRAS["publish"], *EXTRAS["ocr"]]
    assert bounds(needed).keys() <= {canonicalize_name(Requirement(r).name) for r in core}


def test_run_py_installs_the_tools_of_development_for_developers_alone(monkeypatch):
    run = run_py()
    asked = []
    monkeypatch.setattr(run, "is_ready", lambda lock: asked.append(lock.name) or True)
    monkeypatch.setattr(run, "run", lambda *arguments: None)
    monkeypatch.chdir(ROOT)
    for command in ("report", "add", "test", "docs", "python"):
        run.main([command])
    assert asked == ["requirements-core.txt"] * 2 + ["requirements.txt"] * 3


@pytest.mark.skipif(os.name == "nt", reason="a program is found by its extension")
@pytest.mark.parametrize(("configured", "chosen"), [("", True), ("global.index-url='https://mirror.example'", False)])
def test_run_py_takes_uv_unless_pip_was_configured(configured, chosen, tmp_path, monkeypatch):
    run = run_py()
    program = tmp_path / "uv"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    answered = subprocess.CompletedProcess([], 0, stdout=configured)
    monkeypatch.setattr(run.subprocess, "run", lambda *arguments, **options: answered)
    assert run.uv() == (str(program) if chosen else None)
    monkeypatch.setenv("PATH", "")
    assert run.uv() is None


def test_the_build_backend_is_locked():
    assert bounds(PROJECT["build-system"]["requires"]).items() <= direct_dependencies().items()


def test_conda_users_get_the_same_dependencies():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, from_pip = environment["dependencies"]
    named = bounds(conda) | bounds(from_pip["pip"])
    assert named.pop("python") == Requirement(f"python{PROJECT['project']['requires-python']}").specifier
    assert named == direct_dependencies()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_run_py_that_is_stopped_while_it_loads_shows_no_traceback(tmp_path):
    (tmp_path / "hashlib.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, ROOT / "run.py"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


@pytest.mark.parametrize("file", ["run.py", "lawgov_analysis/messages.py", "lawgov_analysis/paths.py"])
def test_the_set_up_imports_the_standard_library_only(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    # What it says is put into Chinese by a module that is held to this too.
    own = {"lawgov_analysis"} if file == "run.py" else set()
    assert {name.split(".")[0] for name in imported} - own <= sys.stdlib_module_names


def test_an_installed_wheel_carries_the_data_the_notebooks_and_the_templates(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    for folder in ("data", "notebooks"):
        files = [file for file in (ROOT / folder).rglob("*") if file.suffix in {".csv", ".json", ".ipynb"}]
        expected = {file.relative_to(ROOT).as_posix() for file in files if ".ipynb_checkpoints" not in file.parts}
        assert {f"lawgov_analysis/_resources/{name}" for name in expected} <= carried
    templates = [file for file in (ROOT / "lawgov_analysis").glob("*/templates/**/*.*") if file.is_file()]
    assert {file.relative_to(ROOT).as_posix() for file in templates} <= carried
    # Where JupyterLab and its server look.
    (shared,) = {name.partition("/")[0] for name in carried if ".data/" in name}
    labextension = ROOT / "lawgov_analysis" / "interactive" / "jupyter" / "labextension"
    shown = {file.relative_to(labextension).as_posix() for file in labextension.rglob("*.*") if file.is_file()}
    assert {f"{shared}/data/share/jupyter/labextensions/lawgov-analysis/{name}" for name in shown} <= carried
    assert f"{shared}/data/etc/jupyter/jupyter_server_config.d/lawgov_analysis.json" in carried
    assert "lawgov_jupyter.py" in carried


def test_the_installed_version_is_the_one_of_pyproject():
    assert version("lawgov_analysis") == PROJECT["project"]["version"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_committed_cell_was_run(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert cells
    for cell in cells:
        source = "".join(cell["source"])
        assert cell["execution_count"], f"not run: {source}"
        assert not [o for o in cell["outputs"] if o["output_type"] == "error"], f"failed: {source}"


def test_ruff_has_nothing_to_say():
    done = ruff("check", "--no-fix")
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_formatted():
    done = ruff("format", "--diff")
    assert done.returncode == 0, done.stdout + done.stderr
