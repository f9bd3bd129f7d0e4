"""What holds for every test, doctest and notebook of a run."""

import os
from pathlib import Path

from hypothesis import settings

# The same examples on every machine; `--hypothesis-profile=deep` looks for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile("ci")


def pytest_configure(config):
    # Here and not in pyproject.toml, where the path would be relative to the folder pytest is started in.
    config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "nbval_sanitize.cfg")


def pytest_collection():
    # run.py asks Python to warn of every encoding left out. A kernel or program that tests start would print
    # these warnings of others' code into output that is compared. The workers of xdist have it by now.
    os.environ.pop("PYTHONWARNDEFAULTENCODING", None)
