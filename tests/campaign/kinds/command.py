"""Commands, and what they are given: every one of `lawgov --help` with names, places and outputs that are none."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from lawgov_analysis.cli import main

from ..case import EITHER, Case, Limits, Right, reads, refuses
from .table import TEXT, folder_of_data

LONG, ESCAPES, LOST = "长" * 300, "a\x1b[31m\nb", "r\udcff"
WORDS = Limits(lines=4)
# Of each command, its words around a path that it reads, and the code of a path that is none.
READING: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "extract": (("extract", "{}.txt"), (7,)),
    "trace": (("trace", "--report", "{}.txt"), (7,)),
    "audit": (("audit", "{}.txt"), (7, 6)),
    "audit of a table": (("audit", "{}.csv"), (5, 6)),
    "add": (("add", "{}.txt", "--data-dir", "new"), (7,)),
    "check": (("check", "{}"), (4, 6)),
    "diff": (("diff", "{}", "{}"), (4, 6)),
    "notebook": (("notebook", "{}.ipynb"), (6,)),
    "codebook check": (("codebook", "check", "{}"), (6,)),
    "codebook show": (("codebook", "show", "{}"), (6,)),
    "codebook reliability": (("codebook", "reliability", "{}"), (6,)),
    "codebook edit": (("codebook", "edit", "--take", "{}.xlsx"), (5, 6)),
    "rules": (("rules", "--json", "--data-dir", "{}"), (5, 6, 0)),
    "report": (("report", "{}", "2020"), (3,)),
    "batch": (("batch", "--dry-run", "--place", "{}"), (3,)),
    "explore": (("explore", "--html", "x.html", "--place", "{}"), (3,)),
    "queue": (("queue", "--place", "{}"), (3,)),
    "decide": (("decide", "{}", "2020", "1", "value=3", "--by", "a", "--reason", "b"), (3,)),
}
WRITING: dict[str, tuple[str, ...]] = {
    "extract -o": ("extract", "r.txt", "-o", "{}"),
    "extract --html": ("extract", "r.txt", "--html", "{}"),
    "queue --html": ("queue", "--html", "{}"),
    "explore --html": ("explore", "--html", "{}"),
    "codebook edit -o": ("codebook", "edit", "units", "-o", "{}"),
}


def cases() -> Iterator[Case]:
    """Give the cases of commands."""
    yield from _names()
    yield from _outputs()
    yield from _without_posix()


def _put(folder: Path) -> None:
    (folder / "r.txt").write_text(TEXT, encoding="utf-8")


def _names() -> Iterator[Case]:
    for name in (LONG, ESCAPES, LOST):
        what = {LONG: "300 letters", ESCAPES: "two lines and an escape", LOST: "no encoding"}[name]
        for command, (words, codes) in READING.items():
            act = tuple(word.format(name) for word in words)
            right = tuple(reads() if code == 0 else Right(code, lacks=("\x1b", "Error:")) for code in codes)
            quick = (command, name) in (("audit of a table", LONG), ("diff", ESCAPES))
            yield Case(f"{command}: a name of {what}", _put, act, right, ("new*",), quick, WORDS)


def _outputs() -> Iterator[Case]:
    outputs = {
        "a dash": "-",
        "a folder": "folder",
        "a pipe": "pipe",
        "a device": "/dev/null",
        "below a file": "r.txt/a.csv",
        "where nothing can be written": "/proc/a.csv",
        "a name of 300 letters": f"{LONG}.csv",
        "the report itself": "r.txt",
    }

    def put(folder: Path) -> None:
        _put(folder)
        (folder / "folder").mkdir()
        os.mkfifo(folder / "pipe")

    for command, words in WRITING.items():
        for what, output in outputs.items():
            if what == "the report itself" and not command.startswith("extract"):
                continue
            act = tuple(output if word == "{}" else word for word in words)
            act = (*act, "--force") if words[0] in ("extract", "codebook") else act
            refused = (refuses(code=8), refuses(code=6))
            yield Case(f"{command}: {what}", put, act, refused, (), what == "the report itself" and "-o" in command)


def _without_posix() -> Iterator[Case]:
    """Give every command as on a system that does not fork."""
    commands = (
        ("rules",),
        ("extract", "r.txt"),
        ("audit", "r.txt"),
        ("trace", "受理3件"),
        ("codebook", "test", "受理3件"),
        ("codebook", "show", "reconsideration_accepted"),
        ("codebook", "edit", "units", "-o", "u.csv"),
        ("queue",),
        ("explore", "--html", "x.html"),
        ("add", "r.txt", "--data-dir", "new"),
        ("decide", "横沥镇", "2020", "4", "scope=镇级", "--by", "a", "--reason", "b", "--data-dir", "data"),
        ("report", "横沥镇", "2020", "--reports-dir", "reports"),
        ("batch", "--place", "横沥镇", "--place", "光明区", "--jobs", "2", "--reports-dir", "reports"),
        ("notebook", "peer_comparison", "--reports-dir", "reports"),
    )

    def put(folder: Path) -> None:
        _put(folder)
        folder_of_data(folder)

    for words in commands:
        name = f"without a fork: {' '.join(words[:2])}"
        writes = ("*.csv", "x.html", "data/*", "new*", "reports*")
        yield Case(name, put, _acting(words), (*EITHER[:1],), writes, limits=Limits(seconds=90, lines=4))


def _acting(words: tuple[str, ...]) -> Callable[[], None]:
    def act() -> None:
        for name in (
            "fork",
            "killpg",
            "setsid",
            "setpgid",
            "getpgid",
            "sched_getaffinity",
            "wait4",
            "register_at_fork",
        ):
            if hasattr(os, name):
                delattr(os, name)
        main(words, prog_name="lawgov")

    return act
