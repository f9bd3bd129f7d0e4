"""Calls of the library with what is none of what they take: every function, every parameter, every kind of value."""

import datetime
import inspect
import math
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

import lawgov_analysis as lawgov

from ..case import Case, Limits, Right
from .table import TEXT, folder_of_data

ODD: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "a number": lambda: 5,
    "less than no number": lambda: -1,
    "no number": lambda: math.nan,
    "infinity": lambda: math.inf,
    "truth": lambda: True,
    "no words": lambda: "",
    "spaces": lambda: "  ",
    "an address": lambda: "https://nowhere.invalid/a.html",
    "half of a character": lambda: "\ud800",
    "a null": lambda: "a\0b",
    "bytes": lambda: b"\xff\xfe",
    "a list of nothing": list,
    "a list of None": lambda: [None],
    "a list in a list": lambda: [["a"]],
    "a dict": lambda: {"a": 1},
    "a set of numbers": lambda: {1.5},
    "a folder": lambda: Path(),
    "a file that is not there": lambda: Path("nowhere.csv"),
    "a file that is a text": lambda: Path("r.txt"),
    "an object": object,
    "a function": lambda: print,
    "a day": lambda: datetime.date(2020, 1, 1),
    "a table of nothing": pd.DataFrame,
    "a table of other columns": lambda: pd.DataFrame({"a": [1, None]}),
    "a column": lambda: pd.Series(["a"]),
    "missing": lambda: pd.NA,
}
RIGHT: dict[str, Callable[[], Any]] = {
    "paths": lambda: "r.txt",
    "place": lambda: "横沥镇",
    "place_code": lambda: "441900106",
    "name": lambda: "横沥镇",
    "year": lambda: 2020,
    "figures": lambda: lawgov.load_figures("横沥镇", 2020),
    "table": lambda: lawgov.load_figures("横沥镇", 2020),
    "beside": lambda: lawgov.peers(lawgov.load_figures(year=2020), "441900106", 2020),
    "total": lambda: 1,
    "path": lambda: Path("r.txt"),
    "old": lambda: "data",
    "new": lambda: "data",
    "indicator": lambda: "reconsideration_accepted",
    "text": lambda: "全年受理行政复议3件。",
    "report": lambda: lawgov.read_report("r.txt"),
    "figure": lambda: 1,
    "values": lambda: {"scope": "镇级"},
    "by": lambda: "a",
    "reason": lambda: "b",
    "data_dir": lambda: "data",
    "reports_dir": lambda: "reports",
}
CLASSES = ("LawgovError", "Report")
# What is true of anything, and what every function opens in the same way.
ANYTHING = ("dry_run", "force", "forked", "leave", "settle", "findings")
OPENS = ("load_figures", "decide", "add", "render_report", "check_reports", "show_indicator")
OTHERWISE: dict[str, dict[str, Callable[[], Any]]] = {
    "parts": {"total": lambda: lawgov.load_figures("横沥镇", 2020).iloc[0]},
    "render_notebook": {"name": lambda: "peer_comparison"},
    "save_figures": {"path": lambda: Path("out.csv")},
}
# What a call may end with: it is done, or it says in a line what is wrong.
EITHER = tuple(Right(code) for code in (0, 1, 3, 4, 5, 6, 7, 8, 9, 11))


def cases() -> Iterator[Case]:
    """Give the cases of calls."""
    for name in lawgov.__all__:
        if name in CLASSES:
            continue
        parameters = inspect.signature(getattr(lawgov, name)).parameters
        for parameter in parameters:
            if parameter in ANYTHING or (parameter == "data_dir" and name not in OPENS):
                continue
            for what, make in ODD.items():
                act = partial(_call, name, parameter, make)
                writes = ("data/*", "reports*", "out.csv", "tmp/*")
                yield Case(f"{name}, {parameter}: {what}", _put, act, EITHER, writes, limits=Limits(lines=60))


def _put(folder: Path) -> None:
    (folder / "r.txt").write_text(TEXT, encoding="utf-8")
    folder_of_data(folder)


def _call(name: str, parameter: str, make: Callable[[], Any]) -> None:
    right = RIGHT | OTHERWISE.get(name, {})
    function = getattr(lawgov, name)
    given = {
        each: right[each]()
        for each, known in inspect.signature(function).parameters.items()
        if known.default is inspect.Parameter.empty or each in ("data_dir", "reports_dir")
    }
    function(**given | {parameter: make()})
