"""Data folders that somebody edited: what Excel makes of a table, rows and columns that went astray, odd file names."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from ..case import Case, Limits, Right, reads, refuses
from .table import REPORT
from helpers.invented import copy_of_data

FIGURES, REPORTS, PLACES = f"figures/{REPORT}.csv", "reports.csv", "places.csv"
AUDIT = ("audit", "横沥镇", "2020", "--data-dir", "data")
QUEUE = ("queue", "--limit", "3", "--data-dir", "data")
MANY = Limits(lines=51)
# What a file name must be.
MISNAMED = "must be named by the code of its place and its year"

#: The cells of a table, the head first.
Rows = list[list[str]]


def cases() -> Iterator[Case]:
    """Give the cases of edited data folders."""
    for what, (dialect, right) in SAVED.items():
        yield _case(f"saved {what}", lambda data, dialect=dialect: _save(data / FIGURES, _rows(data), **dialect), right)
    for what, (change, says) in ROWS.items():
        edit = lambda data, change=change: _save(data / FIGURES, change(_rows(data)))  # noqa: E731
        right = reads() if says is None else refuses(f"{REPORT}.csv", says, code=5)
        yield _case(what, edit, right, quick=what in ("rows of nothing", "a relation to nothing"))
    for what, (file, column, value, says) in CELLS.items():
        edit = lambda data, given=(file, column, value): _set(data, *given)  # noqa: E731
        yield _case(f"{column}: {what}", edit, reads() if says is None else refuses(column, says, code=5))
    for name in ("441900106-2020 - 副本.csv", "横沥2020.csv", "441900106-2020(1).csv", "~$441900106-2020.csv"):
        beside = lambda data, name=name: shutil.copy(data / FIGURES, data / "figures" / name)  # noqa: E731
        yield _case(f"{name}: audit", beside, reads())
        yield _case(f"{name}: queue", beside, reads("数据表不合规则"), QUEUE)
        yield _case(f"{name}: diff", beside, refuses(name, MISNAMED, code=5), ("diff", "data", "data"))
    for name in (REPORTS, PLACES, "datapackage.json"):
        away = lambda data, name=name: (data / name).unlink()  # noqa: E731
        yield _case(f"no {name}", away, refuses("data", code=5))


def _case(
    name: str, edit: Callable[[Path], object], right: Right, act: tuple[str, ...] = AUDIT, *, quick: bool = False
) -> Case:
    def make(folder: Path) -> None:
        copy_of_data(folder / "data", "reports")
        edit(folder / "data")

    return Case(name, make, act, right, quick=quick, limits=MANY)


def _rows(data: Path, file: str = FIGURES) -> Rows:
    return list(csv.reader(io.StringIO((data / file).read_text(encoding="utf-8"))))


def _save(file: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",", end: str = "\n") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    file.write_bytes(out.getvalue().encode(encoding))


def _set(data: Path, file: str, column: str, value: str) -> None:
    head, first, *others = _rows(data, file)
    first[head.index(column)] = value
    _save(data / file, [head, first, *others])


SAVED: dict[str, tuple[dict[str, str], Right]] = {
    "as UTF-8 with its mark": ({"encoding": "utf-8-sig"}, reads()),
    "with line ends of Windows": ({"end": "\r\n"}, reads()),
    "in GBK": ({"encoding": "gb18030"}, refuses("not UTF-8", code=5)),
    "as Unicode text": ({"encoding": "utf-16", "delimiter": "\t"}, refuses("not UTF-8", code=5)),
    "with semicolons": ({"delimiter": ";"}, refuses("parted by “;”", code=5)),
    "with tabs": ({"delimiter": "\t"}, refuses("parted by “\\t”", code=5)),
}
ROWS: dict[str, tuple[Callable[[Rows], Rows], str | None]] = {
    "columns turned round": (lambda rows: [row[::-1] for row in rows], None),
    "rows turned round": (lambda rows: [rows[0], *rows[:0:-1]], None),
    "a column away": (lambda rows: [row[:7] + row[8:] for row in rows], ":1:value: missing"),
    "a column twice": (lambda rows: [[*row, row[7]] for row in rows], ":1:value: repeated"),
    "columns of nothing": (lambda rows: [[*row, "", ""] for row in rows], ":1:(empty),(empty): unknown"),
    "rows of nothing": (lambda rows: [*rows, [], [""] * len(rows[0])], "is an empty row; so are 1 more"),
    "a row with a cell more": (lambda rows: [rows[0], [*rows[1], ""], *rows[2:]], ":2: has 22 cells"),
    "a row twice": (lambda rows: [*rows, rows[1]], ":67:place_code,year,figure: repeats a key"),
    "no row": (lambda rows: rows[:1], "has no row"),
    "nothing": (lambda rows: [], ":1:place_code,year,figure"),
    "a row of another report": (lambda rows: [*rows, ["440311", "2021", *rows[1][2:]]], "as the file name says"),
    "a relation to nothing": (
        lambda rows: [*rows[:3], [*rows[3][:12], "part", "999", *rows[3][14:17], "stated", *rows[3][18:]], *rows[4:]],
        ":4:related: 999 is no other figure of this report",
    ),
    "related without a relation": (
        lambda rows: [*rows[:3], [*rows[3][:12], "", "1", *rows[3][14:]], *rows[4:]],
        ":4:relation: must not be empty where related is filled",
    ),
}
CELLS: dict[str, tuple[str, str, str, str | None]] = {
    # what: file, column, value, what must be said
    "with a comma": (FIGURES, "value", "10,000", "must be a number"),
    "in full width": (FIGURES, "value", "１００００", "must be a number"),
    "with an exponent": (FIGURES, "value", "1E+04", "must be a number"),
    "an error": (FIGURES, "value", "#REF!", "must be a number"),
    "too wide to be shown": (FIGURES, "value", "########", "must be a number"),
    "with two places": (FIGURES, "value", "10000.00", None),
    "a code with an exponent": (FIGURES, "place_code", "4.419E+08", "must match"),
    "a code with places": (FIGURES, "place_code", "441900106.0", "must match"),
    "a code with an apostrophe": (FIGURES, "place_code", "'441900106", "must match"),
    "a year with places": (FIGURES, "year", "2020.0", "must be a whole number"),
    "a day": (FIGURES, "period", "2020/1/1", "must match"),
    "a month in words": (FIGURES, "period", "Jan-20", "must match"),
    "made a day": (FIGURES, "section", "2001/2/1", "must match"),
    "two lines": (FIGURES, "measure", "出动\n人员", None),
    "a formula": (FIGURES, "measure", "=1+1", None),
    "with strokes": (REPORTS, "published_on", "2021/3/29", "must be a date like"),
    "a serial day": (REPORTS, "published_on", "44284", "must be a date like"),
    "no day": (REPORTS, "published_on", "2021-02-30", "must be a date like"),
    "in capitals": (REPORTS, "official", "YES", "must be one of yes, no"),
    "a sum with an exponent": (REPORTS, "sha256", "1.23E+60", "must match"),
    "in words": (REPORTS, "url", "见官网", "must match"),
    "a way up": (PLACES, "slug", "../../x", "must match"),
    "in 万": (PLACES, "population", "68万", "must be a whole number"),
    "unknown": (PLACES, "level", "镇级", "must be one of"),
}
