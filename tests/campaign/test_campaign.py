"""The quick part of the campaign: what a hostile file did once, it does no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a case runs in a fork")
def test_no_quick_case_has_a_fault():
    program = Path(__file__).with_name("run.py")
    done = subprocess.run([sys.executable, program, "--quick"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
