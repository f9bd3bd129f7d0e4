"""Kill commands at random moments, and print what is torn or lost of what they write.

    python3 run.py python tests/campaign/kills.py                 200 kills, forty of each command, half an hour
    python3 run.py python tests/campaign/kills.py --act add       those of a command; may be repeated
    python3 run.py python tests/campaign/kills.py --kills 20      so many in all
    python3 run.py python tests/campaign/kills.py --seed 7        at other moments

After each, the tables are read whole, the store answers as they do, every report is as its manifest says, and what
the command had told as done is there. Then it runs again and has to come to what it comes to when nobody kills it.
It ends with 1 when something is torn or lost. Linux and macOS.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# What tests import stands in their folder.
sys.path[0] = str(Path(__file__).parents[1])

import pandas as pd  # noqa: E402
import psutil  # noqa: E402

from lawgov_analysis import load_figures, load_reports  # noqa: E402
from lawgov_analysis.cli import main as lawgov  # noqa: E402
from lawgov_analysis.decisions import load_decisions  # noqa: E402
from lawgov_analysis.errors import LawgovError  # noqa: E402
from lawgov_analysis.reporting.manifest import file_sha256  # noqa: E402
from lawgov_analysis.tables import load_panel, open_data  # noqa: E402

from campaign import child  # noqa: E402
from helpers.published_towns import make_published  # noqa: E402

# Of the reports that are there, as many as the store begins at; and of those that are added.
THERE, NEW = 63, 9
TOWNS = [f"9903{1:02}{101 + town:03}" for town in range((THERE + NEW) // 3)]
YEAR = 2022
# What does not depend on the data alone: when, by which process.
FLEETING = ("manifest.json", "batch.json", "index.html", "changes.html", "explorer.html", "supervision.html")
DATA, REPORTS, NEWS, TOLD = "data", "reports", "new", "told.txt"


@dataclass(frozen=True)
class Act:
    """A command that is killed.

    Attributes
    ----------
    do : callable
        Runs it in the folder of a world, which is the current one.
    keeps : callable
        Called with the folder and what was told as done; returns what of it is not there.
    writes : tuple of str
        The folders that it writes to.
    """

    do: Callable[[], None]
    keeps: Callable[[Path, list[str]], list[str]] = lambda world, told: []
    writes: tuple[str, ...] = (DATA,)


def command(*words: object) -> None:
    """Run a command of lawgov, or end this process with its code."""
    try:
        lawgov([*map(str, words), "--data-dir", DATA], prog_name="lawgov")
    except SystemExit as ended:
        if ended.code:
            os._exit(int(ended.code))


def tell(what: str) -> None:
    """Tell that something is done: what is told has to be there whatever comes then."""
    opened = os.open(TOLD, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(opened, f"{what}\n".encode())
    os.close(opened)


def add() -> None:
    """Add reports, some in a command of their own."""
    files = sorted(Path(NEWS).iterdir())
    for chosen in (files[:1], files[1:2], files[2:]):
        command("add", *chosen)
        for file in chosen:
            tell(file.stem)


def added(world: Path, told: list[str]) -> list[str]:
    reports = load_reports(data_dir=world / DATA)
    there = {f"{code}-{year}" for code, year in zip(reports["place_code"], reports["year"], strict=True)}
    return [f"{each} was added and is not there" for each in told if each not in there]


def decide() -> None:
    """Decide on figures of some reports, one command after another."""
    for town in TOWNS[:3]:
        for figure in (1, 2, 3):
            done = load_decisions(town, YEAR, data_dir=DATA)
            if len(done) < figure:
                told = ["review=accepted", "--by", "李明", "--reason", "看过"]
                command("decide", town, YEAR, figure, *told)
            tell(f"{town} {figure}")


def decided(world: Path, told: list[str]) -> list[str]:
    counts = {town: len(load_decisions(town, YEAR, data_dir=world / DATA)) for town in TOWNS[:3]}
    lines = [line.split() for line in told]
    return [f"{town}: {counts[town]} decisions of {number}" for town, number in lines if counts[town] < int(number)]


def report() -> None:
    command("report", TOWNS[0], YEAR, "--reports-dir", REPORTS)
    tell(f"{TOWNS[0]}")


def batch() -> None:
    towns = [word for town in TOWNS[1:7] for word in ("--place", town)]
    command("batch", *towns, "--year", YEAR, "--reports-dir", REPORTS, "--jobs", 2)
    for town in TOWNS[1:7]:
        tell(town)


def reported(world: Path, told: list[str]) -> list[str]:
    return [
        f"{town} was made and is not there"
        for town in told
        if not list((world / REPORTS).glob(f"*{town}/{YEAR}/report.html"))
    ]


def store() -> None:
    """Change tables, as somebody does by hand, and ask for the panel after each."""
    for file in sorted(Path(DATA, "figures").glob(f"*-{YEAR}.csv"))[:4]:
        table = pd.read_csv(file, dtype="str", keep_default_na=False)
        beside = file.with_suffix(".new")
        table.assign(section="9").to_csv(beside, index=False, lineterminator="\n", encoding="utf-8")
        beside.replace(file)
        load_panel(DATA)


ACTS = {
    "report": Act(report, reported, (REPORTS,)),
    "batch": Act(batch, reported, (REPORTS,)),
    "add": Act(add, added),
    "decide": Act(decide, decided),
    "store": Act(store),
}


def make_world(folder: Path) -> None:
    """Write the folder that each round begins with: reports that are there, and files to add."""
    files = folder / NEWS
    data = make_published(files, THERE + NEW)
    shutil.move(data, folder / DATA)
    there = folder / "there"
    there.mkdir()
    for file in sorted(files.iterdir())[:THERE]:
        file.rename(there / file.name)
    status = run(folder, lambda: command("add", there.name), None)[0]
    assert status == 0, (folder / "errors").read_text(encoding="utf-8")
    shutil.rmtree(there)
    load_panel(folder / DATA)
    (folder / REPORTS).mkdir()


def run(world: Path, do: Callable[[], None], moment: float | None, whole_group: bool = True) -> tuple[int, float]:
    """Run something in a process of its own, which is killed at a moment; return how it ended, and the seconds."""
    began = time.monotonic()
    process = os.fork()
    if not process:
        try:
            os.setsid()
            os.chdir(world)
            for number, file in ((1, "out"), (2, "errors")):
                os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
            do()
            os._exit(0)
        except LawgovError as error:
            os.write(2, f"lawgov: {error}\n".encode())
            os._exit(error.exit_code)
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
        finally:
            os._exit(99)
    theirs = []
    if moment is not None:
        time.sleep(moment)
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            theirs = psutil.Process(process).children(recursive=True)
            (os.killpg if whole_group else os.kill)(process, signal.SIGKILL)
            for each in theirs if whole_group else []:
                each.kill()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    # What was not killed may come to its end, and counts then.
    psutil.wait_procs(theirs, timeout=120)
    return status, time.monotonic() - began


def torn(world: Path) -> list[str]:
    """Return what of the tables and reports of a world is not whole."""
    faults = []
    data = world / DATA
    try:
        for table in ("places", "reports", "statements", "items", "queue"):
            open_data(data).table(table)
        load_figures(data_dir=data)
    except LawgovError as error:
        return [f"torn: {error}"]
    bare = world / "bare"
    shutil.copytree(data, bare, ignore=shutil.ignore_patterns(".panel"))
    if not load_panel(data).equals(load_panel(bare)):
        faults.append("the store answers otherwise than the tables")
    shutil.rmtree(bare)
    for folder in (world / REPORTS).glob("*/[0-9]*"):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        faults += [
            f"torn: {folder / name}"
            for name, said in manifest["files"].items()
            if file_sha256(folder / name) != said["sha256"]
        ]
    return faults


def said(world: Path) -> dict[str, str]:
    """Return what every file says that does not depend on when it was written."""
    files = [each for name in (DATA, REPORTS) for each in (world / name).rglob("*") if each.is_file()]
    return {
        each.relative_to(world).as_posix(): _content(each)
        for each in files
        if each.name not in FLEETING and not each.name.endswith(".lock") and ".panel" not in each.parts
    }


def _content(file: Path) -> str:
    if file.parent.name != "decisions" or file.suffix != ".csv":
        return file_sha256(file)
    table = pd.read_csv(file, dtype="str", keep_default_na=False)
    return table.drop(columns="on").to_csv(index=False)


@contextmanager
def copy_of(world: Path) -> Iterator[Path]:
    """Give a copy of a world, always at the same place: a report says where its data are."""
    copy = world.with_name("copy")
    shutil.copytree(world, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


@cache
def undisturbed(name: str, world: Path) -> tuple[dict[str, str], float]:
    """Return what a command comes to when nobody kills it, and how many seconds it takes."""
    with copy_of(world) as copy:
        status, seconds = run(copy, ACTS[name].do, None)
        assert status == 0, (copy / "errors").read_text(encoding="utf-8")
        return said(copy), seconds


def killed(name: str, world: Path, chance: random.Random) -> tuple[list[str], bool]:
    """Kill a command once; return what is torn or lost, and whether it was killed before its end."""
    wanted, longest = undisturbed(name, world)
    with copy_of(world) as copy:
        status, _ = run(copy, ACTS[name].do, chance.uniform(0, longest), chance.random() < 0.5)
        told = copy / TOLD
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        faults = torn(copy)
        if not faults:
            faults += ACTS[name].keeps(copy, lines)
            again, _ = run(copy, ACTS[name].do, None)
            if again:
                faults.append(
                    f"run again, it ends with {again}: {(copy / 'errors').read_text(encoding='utf-8')[-300:]}"
                )
            faults += torn(copy)
            got = said(copy)
            faults += [
                f"otherwise: {file}" for file in sorted(wanted.keys() | got.keys()) if wanted.get(file) != got.get(file)
            ]
        return faults, status == -signal.SIGKILL


def main() -> int:
    """Kill what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--act", action="append", choices=ACTS)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, chosen = random.Random(given.seed), given.act or list(ACTS)
    child.warm_up()
    rows = {name: [0, 0, 0] for name in chosen}
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        world = Path(folder, "world")
        world.mkdir()
        make_world(world)
        for number in range(given.kills):
            name = chosen[number % len(chosen)]
            faults, before_its_end = killed(name, world, chance)
            for fault in faults:
                print(f"{name}, kill {number + 1}: {fault}", flush=True)
            rows[name] = [sum(pair) for pair in zip(rows[name], (1, before_its_end, bool(faults)), strict=True)]
    print(f"\n{'command':10} {'kills':>6} {'before its end':>15} {'torn or lost':>13}")
    for name, (kills, before, faulty) in rows.items():
        print(f"{name:10} {kills:6} {before:15} {faulty:13}")
    return int(any(row[2] for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
