"""What the system refuses is told in one line, with the exit code of its kind."""

import ctypes
import os
import subprocess
import sys

import pytest

from lawgov_analysis.paths import default_data_dir

from helpers.invented import copy_of_data

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and limits of POSIX")
# Of <linux/prctl.h> and <linux/capability.h>.
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def feel_rights():
    """Take from root, before a program begins, what passes over the rights of files; others feel them anyway."""
    if sys.platform == "linux":
        for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right)


def keep_files_small():
    """Let no file grow beyond 4 KB."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.fixture
def lawgov(tmp_path):
    def run(*words, before):
        done = subprocess.run(
            [sys.executable, "-m", "lawgov_analysis", *words],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=os.environ | {"LAWGOV_LANG": "en"},
            preexec_fn=before,
        )
        return done.returncode, done.stderr.rstrip("\n")

    return run


@pytest.mark.parametrize(
    ("path", "words", "code", "said"),
    [
        ("data/figures", ("audit", "横沥镇", "2020"), 5, "lawgov: data/figures: cannot be read: Permission denied"),
        (
            "data/places.csv",
            ("audit", "横沥镇", "2020"),
            5,
            "lawgov: data/places.csv: cannot be read: Permission denied",
        ),
        ("w.txt", ("extract", "w.txt"), 7, "lawgov: w.txt: no permission to read it, or another program has it open"),
    ],
)
def test_what_nobody_may_read_is_named(lawgov, tmp_path, path, words, code, said):
    copy_of_data(tmp_path / "data", "places", "figures", "reports")
    (tmp_path / "w.txt").write_text("横沥镇2023年度法治政府建设年度报告", encoding="utf-8")
    (tmp_path / path).chmod(0)
    asked = subprocess.run(
        [sys.executable, "-c", f"import os; raise SystemExit(os.access({path!r}, os.R_OK))"],
        cwd=tmp_path,
        check=False,
        preexec_fn=feel_rights,
    )
    if asked.returncode:
        pytest.skip("this user may read everything")
    assert lawgov(*words, "--data-dir", "data", before=feel_rights) == (code, said)
    (tmp_path / path).chmod(0o700)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "横沥镇", "2020", "--reports-dir", "out"),
        ("explore", "--html", "x.html"),
        ("codebook", "edit", "-o", "c.xlsx"),
    ],
)
def test_what_does_not_fit_is_an_output_that_cannot_be_written(lawgov, tmp_path, words):
    code, said = lawgov(*words, "--data-dir", str(default_data_dir()), before=keep_files_small)
    assert (code, said.count("\n")) == (8, 0)
    assert said.endswith("cannot be written: File too large")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and file.name != ".moves.lock"]
