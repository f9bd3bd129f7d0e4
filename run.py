#!/usr/bin/env python3
"""Set the project up in .venv beside this file, then run it.

    python3 run.py report 横沥镇 2020    a command of lawgov, with its exit code
    python3 run.py test [...]            every test, notebooks included; options go to pytest
    python3 run.py lab [...]             JupyterLab on the guided tour
    python3 run.py docs [...]            the pages of docs/ as a site in docs/_site/html/; options go to Sphinx
    python3 run.py python [...]          the Python of .venv, for everything else

Needs Python 3.11 or newer and nothing else. The first run installs what is pinned with its hashes:
requirements-core.txt for lawgov and JupyterLab, requirements.txt, which has the tools of development too, for
`test`, `docs` and `python`. It does so with uv where that is found, and with pip where pip has been
configured (mirror, proxy) or there is no uv; later runs need no network. To start afresh, delete .venv.
"""

# ruff: noqa: E402
import signal

# Whoever stops this while it loads is shown no traceback, as nobody is later.
STOPPED = signal.signal(signal.SIGINT, signal.SIG_DFL)

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Two locks with the same pins: what users run, and all that developers do; the second holds all of the first.
CORE = HERE / "requirements-core.txt"
EVERYTHING = HERE / "requirements.txt"
LOCKS = (CORE, EVERYTHING)
FOR_DEVELOPERS = {"test", "docs", "python"}
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up.txt"  # what was installed; written last
LOG = VENV / "set-up.log"
PIP = VENV / "set-up-pip.txt"
# What JupyterLab shows of the project, which the set-up copies to where it looks.
SHOWN_IN_LAB = HERE / "lawgov_analysis" / "interactive" / "jupyter"
UNFINISHED = "unfinished"
CAPTURED = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}


def main(arguments):
    if sys.version_info < (3, 11):  # noqa: UP036 (what the check is for)
        version = ".".join(map(str, sys.version_info[:3]))
        fail(f"needs Python 3.11 or newer, {sys.executable} is {version}; start it with a newer one")
    command, *rest = arguments or [""]
    needed = EVERYTHING if command in FOR_DEVELOPERS else CORE
    try:
        signal.signal(signal.SIGINT, STOPPED)
        if not is_ready(needed):
            with lock():
                if not is_ready(needed):  # another run.py may have done it meanwhile
                    set_up(needed)
    except KeyboardInterrupt:
        fail("set-up interrupted; the next run does it again")
    except OSError as error:
        fail(f"set-up failed: {error}")

    environment = project_environment()
    if command == "test":
        # Tests see the encoding a user's machine would use, and say where one was left out.
        environment.pop("PYTHONUTF8")
        environment["PYTHONWARNDEFAULTENCODING"] = "1"
        os.chdir(HERE)
        # In the order of conftest.py: the longest first, or one process would be left with it at the end.
        run(["-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *rest], environment)
    elif command == "lab":
        tour = HERE / "notebooks" / "explore.ipynb"
        prefer_settings()
        environment["LAWGOV_COMMAND"] = command_typed(sys.argv[0])
        run(["-m", "jupyterlab", f"--ServerApp.root_dir={HERE}", str(tour), *rest], environment)
    elif command == "docs":
        os.chdir(HERE)
        run(
            ["-m", "sphinx", "--fail-on-warning", "-c", "docs", ".", "docs/_site/html", *rest],
            environment,
        )
    elif command == "python":
        run(rest, environment)
    else:
        environment["LAWGOV_COMMAND"] = command_typed(sys.argv[0])
        # -P: a file in the current folder never stands in for a library.
        run(["-P", "-m", "lawgov_analysis", *arguments], environment)


def command_typed(path):
    """How the user started this, for the commands that the program prints to be copied."""
    python = "python" if os.name == "nt" else "python3"
    return f'{python} "{path}"' if " " in path else f"{python} {path}"


def prefer_settings():
    """Let JupyterLab start in the user's language and ask for no news from the net; what they choose goes before."""
    file = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings = {
        "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN" if speaks_chinese() else "default"},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")


def speaks_chinese():
    """Whether the user's locale is Chinese; on Windows that is the language of the system's interface."""
    if os.name == "nt":
        import ctypes

        return ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04
    named = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    found = next(filter(None, named), "")
    if not found and sys.platform == "darwin":
        asked = subprocess.run(["defaults", "read", "-g", "AppleLanguages"], **CAPTURED)
        return bool(re.match(r'[\s("]*zh', asked.stdout))
    return found.startswith("zh")


def project_environment():
    """For every child: the programs of .venv first, UTF-8 everywhere, no other Python mixed in."""
    # Without bytecode every process would compile each library anew: pip leaves it to the first that imports one.
    left_out = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LAWGOV_COMMAND"}
    environment = {k: v for k, v in os.environ.items() if k not in left_out}
    path = [str(BIN), *filter(None, [environment.get("PATH")])]
    return environment | {"PATH": os.pathsep.join(path), "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1"}


def run(arguments, environment):
    command = [str(PYTHON), *arguments]
    if os.name != "nt":  # signals and the exit code are then the program's own
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:  # Windows gives Ctrl-C to the program too: its answer counts
            continue


def wanted(requirements):
    """The lock, the project, and what is installed as a copy, as one hash."""
    copied = [*SHOWN_IN_LAB.glob("*.json"), *SHOWN_IN_LAB.glob("labextension/**/*.*")]
    files = [requirements, HERE / "pyproject.toml", *sorted(copied)]
    content = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    return f"{requirements.name} {content}"


def identity():
    """Python version and folder of .venv (it cannot be moved), or "" if its Python does not run."""
    version = answer("-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    return f"{version} {VENV}" if version else ""


def answer(*arguments):
    """What the Python of .venv prints, or "" if it fails."""
    try:
        done = subprocess.run([PYTHON, *arguments], env=setup_environment(), **CAPTURED)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def stamp():
    return STAMP.read_text(encoding="utf-8").split("\n")[:-1] if STAMP.is_file() else []


def is_ready(needed):
    found = stamp()
    return found[:1] == [identity()] and wanted(needed) in found[1:]


def set_up(needed):
    found, before, program = identity(), stamp(), uv()
    if any(line.startswith(f"{EVERYTHING.name} ") for line in before):
        needed = EVERYTHING  # the tools of development that are there are kept up to date with the rest
    if found and before[:1] in ([], [found]) and (program or answer("-m", "pip", "--version")):
        tell("updating .venv")
    else:
        tell("setting up .venv (about a minute, once)")
        make_venv(program)
        before = [UNFINISHED]
    write_stamp(UNFINISHED)
    try:
        install_all(program, needed)
    except SystemExit:
        write_stamp(*before)  # nothing is changed when something cannot be had: what worked is still there
        raise
    write_stamp(identity(), *(wanted(lock) for lock in LOCKS[: LOCKS.index(needed) + 1]))


def install_all(program, needed):
    LOG.unlink(missing_ok=True)
    locked_only = ("--require-hashes", "--only-binary", ":all:", "-r")
    if program is None:
        # The pip that comes with Python can be years old; the locked one takes half the time for the rest.
        PIP.write_text(locked("pip"), encoding="utf-8")
        install(program, *locked_only, PIP)
    install(program, *locked_only, needed)
    install(program, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")


def locked(name):
    """The lines of the lock that pin one package."""
    text = CORE.read_text(encoding="utf-8")
    return re.search(rf"^{name}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL).group()


def write_stamp(*lines):
    STAMP.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def uv():
    """The program uv, which installs in half the time, or None.

    It does not read how pip was configured, so pip goes first wherever it was.
    """
    found = shutil.which("uv")
    if found is None:
        return None
    asked = subprocess.run([sys.executable, "-m", "pip", "config", "list"], **CAPTURED)
    return None if asked.returncode == 0 and asked.stdout.strip() else found


def make_venv(program):
    options = ["--clear"]
    if program is not None:
        options.append("--without-pip")
    elif not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        fail(f"{sys.executable} has no venv with ensurepip; on Debian or Ubuntu: apt install python3-venv")
    base = getattr(sys, "_base_executable", sys.executable)  # not the .venv that is about to be remade
    made = subprocess.run([base, "-m", "venv", *options, VENV], env=setup_environment(), **CAPTURED)
    if made.returncode != 0:
        fail(f"cannot make {VENV}: {last_line(made.stdout)}")


def install(program, *arguments):
    # A command imports a tenth of what is installed; to compile all of it takes longer than to install it.
    pip = [PYTHON, "-m", "pip", "--no-input", "--disable-pip-version-check", "install", "--no-compile"]
    command = pip if program is None else [program, "pip", "install", "--python", PYTHON]
    done = subprocess.run([*command, *arguments], cwd=HERE, env=setup_environment(), **CAPTURED)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(done.stdout)
    if done.returncode != 0:
        fail(f"install failed: {last_line(done.stdout)} (network or mirror reachable? all of it: {LOG})")


def setup_environment():
    # Some machines make pip install for the user by default, which a virtual environment refuses.
    return project_environment() | {"PIP_USER": "0"}


def last_line(output):
    """The line of pip or venv that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no reason given"])[-1].removeprefix("ERROR: ")


@contextmanager
def lock():
    """Hold the set-up alone; the system lets go of it when this process ends, however it ends."""
    with (HERE / ".venv.lock").open("a+b") as file:
        waiting = False
        while not try_lock(file):
            if not waiting:
                tell("waiting for another set-up to finish")
                waiting = True
            time.sleep(0.2)
        yield


def try_lock(file):
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks
    return True


def tell(line):
    print(for_reader(f"run.py: {line}"), file=sys.stderr, flush=True)


def fail(line):
    sys.exit(for_reader(f"run.py: {line}"))


def for_reader(line):
    """The line in the language of whoever reads it; in English where the package is not whole."""
    try:
        from lawgov_analysis import messages
    except (ImportError, SyntaxError):  # as of a Python that is too old
        return line
    return messages.for_reader(line, sys.stderr)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
