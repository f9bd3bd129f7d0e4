"""Data folders to add to, and adding without processes of their own where they are not what is tested."""

import shutil
from pathlib import Path

import pytest

from lawgov_analysis.intake import run
from lawgov_analysis.intake.staged import stage
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import open_data

CITY = default_data_dir() / "samples" / "city"


@pytest.fixture
def folder(tmp_path):
    """A folder that has the gazetteer of the invented city and nothing else."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(CITY / "places.csv", data)
    return data


@pytest.fixture
def here(monkeypatch):
    """Files are staged in this process, by words and rules that are read once for all tests, and not audited."""
    data = open_data(CITY)
    monkeypatch.setattr(run._Intake, "_audit", lambda self, keys: None)
    monkeypatch.setattr(run, "stage_all", lambda tasks, folder, *limits: [stage(task, data) for task in tasks])


@pytest.fixture
def published(tmp_path):
    """Give the function that puts files of the city into a folder, whole or with some words changed."""

    def put(name, target=None, **changed) -> Path:
        source = CITY / "published" / name
        file = tmp_path / "published" / (target or name)
        file.parent.mkdir(parents=True, exist_ok=True)
        if changed:
            text = source.read_text(encoding="utf-8")
            for old, new in changed["words"]:
                assert old in text
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        else:
            shutil.copy(source, file)
        return file

    return put
