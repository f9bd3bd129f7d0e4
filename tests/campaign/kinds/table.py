"""Tables, workbooks and data folders, and what stands where they should."""

import csv
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from lawgov_analysis import load_figures
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import figures_csv

from ..case import EITHER, Case, Limits, Right, reads, refuses

TEXT = "横沥镇2021年法治政府建设年度报告\n调解纠纷30件，成功28件。\n"
BROKEN = refuses(code=5)
# Of each command that reads a table: its words around the name of the file.
READERS: dict[str, tuple[tuple[str, ...], int]] = {
    "extract": (("extract", "{}"), 5),
    "audit": (("audit", "{}"), 5),
    "audit --against": (("audit", "r.txt", "--against", "{}"), 5),
    "codebook edit --take": (("codebook", "edit", "units", "--take", "{}", "--data-dir", "data"), 5),
}
REPORT = "441900106-2020"
ORDINARY, MANY = Limits(), Limits(lines=51)


def cases() -> Iterator[Case]:
    """Give the cases of tables."""
    yield from _no_files()
    yield from _contents()
    yield from _packages()
    yield from _in_data()


def folder_of_data(folder: Path) -> None:
    """Copy the package's tables."""
    large = shutil.ignore_patterns("samples", "divisions*")
    shutil.copytree(default_data_dir(), folder / "data", ignore=large)


def _case(
    name: str,
    put: Callable[[Path], object],
    act: tuple[str, ...],
    right: Right | tuple[Right, ...],
    *,
    limits: Limits = ORDINARY,
    quick: bool = False,
    writes: tuple[str, ...] = (),
) -> Case:
    def make(folder: Path) -> None:
        (folder / "r.txt").write_text(TEXT, encoding="utf-8")
        if "data" in act:
            folder_of_data(folder)
        put(folder)

    return Case(name, make, act, right, writes, quick, limits)


def _no_files() -> Iterator[Case]:
    """Pipes, devices, folders and links in the place of a table."""

    def loop(file: Path) -> None:
        file.symlink_to(file.with_name("other" + file.suffix))
        file.with_name("other" + file.suffix).symlink_to(file)

    kinds: dict[str, Callable[[Path], object]] = {
        "a pipe": os.mkfifo,
        "a device without end": lambda file: file.symlink_to("/dev/zero"),
        "a device": lambda file: file.symlink_to("/dev/null"),
        "a folder": Path.mkdir,
        "a link to nothing": lambda file: file.symlink_to("nowhere"),
        "a link to itself": loop,
        "a file that is not there": lambda file: None,
    }
    for what, put in kinds.items():
        for command, (words, code) in READERS.items():
            for name in ("t.csv", "t.xlsx"):
                act = tuple(name if word == "{}" else word for word in words)
                quick = (what, command, name) == ("a pipe", "extract", "t.csv")
                given = lambda folder, put=put, name=name: put(folder / name)  # noqa: E731
                yield _case(f"{command}: {what}, {name}", given, act, refuses(code=code), quick=quick)


def _contents() -> Iterator[Case]:
    head = figures_csv(load_figures("横沥镇", 2020)).partition("\n")[0]
    width = head.count(",") + 1
    contents: dict[str, Callable[[], bytes]] = {
        "nothing": lambda: b"",
        "a mark of its encoding alone": lambda: b"\xef\xbb\xbf",
        "100,000 columns": lambda: ",".join(f"c{i}" for i in range(100_000)).encode() + b"\n1\n",
        "100,000 columns of one name": lambda: (head + ",value" * 100_000).encode(),
        "a heading of 10 MB": lambda: b"x" * 10_000_000 + b",1\n",
        "a cell of 10 MB": lambda: head.encode() + b"\n" + b"x" * 10_000_000 + b"," * (width - 1),
        "60,000 rows of faults": lambda: (head + "\n" + ",".join(["x" * 60] * width) + "\n").encode() * 60_000,
        "15,000 rows of faults": lambda: (head + ("\n" + ",".join(["x" * 60] * width)) * 15_000).encode(),
        "a NUL character": lambda: head.encode() + b"\na\0b" + b"," * (width - 1),
        "NUL characters alone": lambda: b"\0" * 1000,
        "a quotation that never closes": lambda: (head + '\n"' + "x," * 10_000).encode(),
        "bytes of no encoding": lambda: head.encode() + b"\n\xff\xfe\x80\x81" + b"," * (width - 1),
        "UTF-16 cut in two": lambda: head.encode("utf-16")[:-1],
        "1,000,000 empty lines": lambda: head.encode() + b"\n" * 1_000_000,
        "commas alone": lambda: b"," * 100_000,
        "line ends of Windows": lambda: head.replace(",", "\r\n").encode(),
        "51 MB": lambda: b"x" * (51 * 2**20),
    }
    for what, data in contents.items():
        for command in ("extract", "audit"):
            right = EITHER if what == "1,000,000 empty lines" else (BROKEN, refuses(code=6))
            act = (command, "t.csv")
            given = lambda folder, data=data: (folder / "t.csv").write_bytes(data())  # noqa: E731
            quick = (command, what) == ("audit", "100,000 columns of one name")
            yield _case(f"{command}: a table of {what}", given, act, (*right, BROKEN), limits=MANY, quick=quick)
        if what not in ("60,000 rows of faults", "15,000 rows of faults"):
            given = lambda folder, data=data: (folder / "t.xlsx").write_bytes(data())  # noqa: E731
            yield _case(f"audit: a workbook of {what}", given, ("audit", "t.xlsx"), BROKEN)
    for command, words in {"audit": ("audit", "t.xlsx"), "extract": ("extract", "t.xlsx")}.items():
        yield _case(f"{command}: a workbook of 27 MB of styles", _styled, words, BROKEN)


def _styled(folder: Path) -> None:
    book = BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as plain, zipfile.ZipFile(folder / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as styled:
        for name in plain.namelist():
            styles = b'<xf numFmtId="0" fontId="0"/>' * 950_000
            styled.writestr(name, plain.read(name).replace(b"</cellXfs>", styles + b"</cellXfs>"))


PACKAGES = {
    "null": "null",
    "a list": "[]",
    "a number": "1",
    "nothing": "",
    "null for its tables": '{"resources": null}',
    "a text for its tables": '{"resources": "abc"}',
    "a number for a table": '{"resources": [1]}',
    "a table that says nothing": '{"resources": [{}]}',
    "a table without a schema": '{"resources": [{"name": "figures", "path": "figures/*.csv"}]}',
    "a list for a name": '{"resources": [{"name": [], "path": "x.csv", "schema": {"fields": []}}]}',
    "a list for a path": '{"resources": [{"name": "x", "path": [], "schema": {"fields": []}}]}',
    "a text for a schema": '{"resources": [{"name": "x", "path": "x.csv", "schema": "abc"}]}',
    "null for columns": '{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": null}}]}',
    "null for a column": '{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": [null]}}]}',
    "lists 100,000 deep": "[" * 100_000,
    "objects 5,000 deep": '{"a":' * 5000 + "1" + "}" * 5000,
    "a number of 10,000 digits": '{"resources": ' + "9" * 10_000 + "}",
    "half of a character": '{"resources": [{"name": "\\ud800", "path": "\\ud800.csv", "schema": {"fields": []}}]}',
    "30 MB": '{"resources": [], "x": "' + "a" * 30_000_000 + '"}',
}
FIELDS = {
    "no type": {"name": "a"},
    "a list for a type": {"name": "a", "type": []},
    "a text for its rules": {"name": "a", "type": "string", "constraints": "x"},
    "a number for a pattern": {"name": "a", "type": "string", "constraints": {"pattern": 5}},
    "a number for its values": {"name": "a", "type": "string", "constraints": {"enum": 5}},
    "a text for a limit": {"name": "a", "type": "number", "constraints": {"minimum": "x"}},
}


def _packages() -> Iterator[Case]:
    texts = dict(PACKAGES)
    for what, field in FIELDS.items():
        table = {"name": "x", "path": "x.csv", "schema": {"fields": [field]}}
        texts[f"a column with {what}"] = json.dumps({"resources": [table]})
    for what, text in texts.items():

        def put(folder: Path, text: str = text) -> None:
            (folder / "odd").mkdir()
            (folder / "odd" / "datapackage.json").write_text(text, encoding="utf-8")

        act = ("audit", "横沥镇", "2020", "--data-dir", "odd")
        yield _case(f"a data package of {what}", put, act, BROKEN, quick=what == "a list for a name")
    for what, make in {"a pipe": os.mkfifo, "a folder": Path.mkdir}.items():

        def put_odd(folder: Path, make: Callable[[Path], object] = make) -> None:
            (folder / "odd").mkdir()
            make(folder / "odd" / "datapackage.json")

        yield _case(f"a data package that is {what}", put_odd, ("rules", "--data-dir", "odd"), (reads(), BROKEN))


def _in_data() -> Iterator[Case]:
    """What may stand among the tables of a data folder."""
    audit = ("audit", "横沥镇", "2020", "--data-dir", "data")
    explore = ("explore", "--html", "x.html", "--data-dir", "data")
    queue = ("queue", "--data-dir", "data")
    beside = "data/figures/441900119-2021.csv"
    odd: dict[str, Callable[[Path], object]] = {
        "a pipe": os.mkfifo,
        "a folder": Path.mkdir,
        "a link to nothing": lambda file: file.symlink_to("nowhere"),
        "a link to itself": lambda file: file.symlink_to(file.name),
        "a stray partial": lambda file: file.with_name(f".{file.name}.123.part").write_text("x", encoding="utf-8"),
    }
    for what, make in odd.items():
        for command in (explore, queue):
            given = lambda folder, make=make: make(folder / beside)  # noqa: E731
            name = f"{command[0]}: {what} among the figures"
            yield _case(name, given, command, (reads(), BROKEN), writes=("x.html", "data/.index*"))
    values = {
        "a period of a 13th month": ("period", "2024-13"),
        "a period that ends before it begins": ("period", "2024-06/2024-01"),
        "a day that there is not": ("period", "2024-02-31"),
        "a figure related to itself": ("related", "1"),
        "a figure related to none": ("related", "99999"),
        "a value of 400 digits": ("value", "9" * 400),
        "a value that is no number": ("value", "nan"),
    }
    for what, (column, value) in values.items():
        given = lambda folder, column=column, value=value: _edit(folder, {0: {column: value}})  # noqa: E731
        yield _case(f"audit: {what}", given, audit, refuses(REPORT, code=5), limits=MANY, quick=column == "related")
    circle = {3: {"relation": "part", "related": "5"}, 4: {"relation": "part", "related": "4"}}
    yield _case(
        "audit: figures that are parts of each other", lambda folder: _edit(folder, circle), audit, BROKEN, limits=MANY
    )


def _edit(folder: Path, rows: dict[int, dict[str, str]]) -> None:
    file = folder / "data" / "figures" / f"{REPORT}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    for at, cells in rows.items():
        table[at] |= cells
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
