"""Data folders to add to, and adding without processes of their own where they are not what is tested."""

import json
import shutil
from dataclasses import asdict, replace
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


@pytest.fixture(scope="session")
def stage_once(tmp_path_factory):
    """Give the function that stages a file, in this process: once for all tests that add the same file so."""
    data, before = open_data(CITY), {}
    place = tmp_path_factory.mktemp("staged")

    def stage_again(task):
        path = Path(task.path)
        key = replace(task, name=Path(task.name).name, path=path.parent.name, keep_at="")
        if key not in before:
            keep_at = place / f"{len(before)}.json"
            before[key] = stage(replace(task, keep_at=str(keep_at)), data), keep_at
        staged, kept = before[key]
        staged = replace(staged, name=task.name, keep_at=task.keep_at and staged.keep_at and task.keep_at)
        if staged.keep_at:
            payload = json.loads(kept.read_bytes().decode("utf-8", "surrogatepass")) | {"staged": asdict(staged)}
            Path(task.keep_at).parent.mkdir(parents=True, exist_ok=True)
            Path(task.keep_at).write_bytes(json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return staged

    return stage_again


@pytest.fixture
def here(monkeypatch, stage_once):
    """Files are staged in this process, by words and rules that are read once for all tests, and not audited."""
    monkeypatch.setattr(run._Intake, "_audit", lambda self, keys: None)
    monkeypatch.setattr(run, "stage_all", lambda tasks, folder, *limits: [stage_once(task) for task in tasks])


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
