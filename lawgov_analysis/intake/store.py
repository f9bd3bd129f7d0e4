"""Store: a data folder as the intake writes it: begun, held alone, and changed as a whole or not at all.

A change is first written beside the tables, under ``.intake/commit``, with a list of what goes where; with that list
the change is decided. A process that is killed before leaves the tables as they were; one that is killed after it
leaves the list, and whoever adds next carries it out.
"""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import OutputError
from ..files import hold_folder, write_whole, writing
from ..paths import PACKAGE_FILE, default_data_dir, is_checkout, shown_path
from ..tables import Data
from ..tables.folder import check_path
from ..tables.texts import HIDDEN

COMMIT, LIST, UNPACKED = "commit", "list.json", "unpacked"
#: The tables that a data folder has of its own; all others are the package's.
OWN = ("places", "reports", "statements", "items", "queue", "figures", "corrections", "followups", "decisions")
BUSY = "another lawgov add is at work there; wait for it, or stop it"
NOT_YOURS = "the tables of the installed package are not to be written; name a folder of your own: --data-dir FOLDER"

Row = dict[str, str]


def folder_of(data_dir: str | os.PathLike[str] | Data | None) -> Path:
    """Return the folder to write to.

    Raises
    ------
    OutputError
        When it would be the one inside the installed package.
    """
    data_dir = data_dir.folder if isinstance(data_dir, Data) else check_path(data_dir)
    if data_dir is None and not is_checkout():
        raise OutputError(NOT_YOURS)
    return default_data_dir() if data_dir is None else Path(data_dir).absolute()


def check_folder(folder: Path) -> None:
    """Check that a folder is a data folder, or that one may be begun there: it is empty or has nothing but tables.

    Raises
    ------
    OutputError
        When it holds other things.
    """
    if (folder / PACKAGE_FILE).is_file():
        return
    resources = _own_resources()
    # Another process may have begun it just now.
    known = {resource["path"] for resource in resources} | {PACKAGE_FILE, "figures", "decisions", "texts", "README.md"}
    if folder.is_dir():
        others = sorted(
            entry.name for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in known
        )
        if others:
            said = f"it has no {PACKAGE_FILE}, but {', '.join(others[:3])}; name a new or empty folder to begin one"
            raise OutputError(f"{shown_path(folder)}: not a data folder: {said}")
    elif folder.exists():
        raise OutputError(f"{shown_path(folder)}: not a folder")


def begin_folder(folder: Path) -> None:
    """Make a data folder of one that has nothing but tables.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    if (folder / PACKAGE_FILE).is_file():
        return
    resources = _own_resources()
    package = {"name": "reports", "title": "法治政府建设年度报告数据", "resources": resources}
    for resource in resources:
        file = folder / resource["path"]
        if "files" not in resource and not file.exists():
            write_whole(file, ",".join(_columns(resource)) + "\n")
    with writing(folder / "figures"):
        (folder / "figures").mkdir(exist_ok=True)
    write_whole(folder / PACKAGE_FILE, json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def _own_resources() -> list[dict[str, Any]]:
    package = json.loads((default_data_dir() / PACKAGE_FILE).read_text(encoding="utf-8"))
    return [resource for resource in package["resources"] if resource["name"] in OWN]


def _columns(resource: dict[str, Any]) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]


def know_queue(folder: Path) -> None:
    """Add the table of what waits to a folder whose description is older than that."""
    file = folder / PACKAGE_FILE
    package = json.loads(file.read_text(encoding="utf-8-sig"))
    if all(resource["name"] != "queue" for resource in package["resources"]):
        package["resources"] += [resource for resource in _own_resources() if resource["name"] == "queue"]
        write_whole(file, json.dumps(package, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a data folder alone among those who add, with what a killed one left carried out.

    Raises
    ------
    OutputError
        When another one holds it, or it cannot be written.
    """
    with hold_folder(folder / HIDDEN, BUSY):
        recover(folder)
        yield


def recover(folder: Path) -> None:
    """Carry out what a killed process had decided; throw away what it had not."""
    beside = folder / HIDDEN / COMMIT
    with writing(folder):
        if (beside / LIST).is_file():
            _carry_out(folder)
        for left in (beside, folder / HIDDEN / UNPACKED):
            shutil.rmtree(left, ignore_errors=True)


def commit(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Change files of a data folder as a whole, however the process may end.

    Parameters
    ----------
    folder : pathlib.Path
    contents : dict of bytes
        By their paths below the folder, in the order in which they take their places.

    Raises
    ------
    OutputError
        When they cannot be written; nothing is changed then.
    """
    beside = folder / HIDDEN / COMMIT
    listed = {}
    with writing(folder):
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for number, (path, content) in enumerate(contents.items()):
            (beside / str(number)).write_bytes(content)
            listed[path] = str(number)
        with (beside / f"{LIST}.part").open("wb") as file:
            file.write(json.dumps(listed, ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
        (beside / f"{LIST}.part").replace(beside / LIST)
        _carry_out(folder)


def _carry_out(folder: Path) -> None:
    beside = folder / HIDDEN / COMMIT
    listed = json.loads((beside / LIST).read_text(encoding="utf-8"))
    for path, number in listed.items():
        # What is gone has taken its place already.
        if (beside / number).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / number).replace(folder / path)
    (beside / LIST).unlink()
    shutil.rmtree(beside, ignore_errors=True)


class Table:
    """A table of one file, to change its rows group by group; what is not changed stays as it is written.

    Parameters
    ----------
    data : Data
    name : str
    group : tuple of str
        The columns whose rows are changed together: all of one report.
    key : tuple of str
        The columns beside them that tell rows apart.
    """

    def __init__(self, data: Data, name: str, group: tuple[str, ...], key: tuple[str, ...] = ()) -> None:
        self.group, self.key = group, (*group, *key)
        self.fields = [field["name"] for field in data.fields(name) if not field.get("optional")]
        files = data.files(name)
        self.path = files[0].relative_to(data.folder).as_posix() if files else f"{name}.csv"
        self.groups: dict[tuple[str, ...], list[Row]] = {}
        self.columns: list[str] = []
        rows: list[Row] = []
        if files:
            with files[0].open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                rows = [{name: cell or "" for name, cell in row.items() if name} for row in reader]
                self.columns = list(reader.fieldnames or ())
        for row in rows:
            self.groups.setdefault(self._group_of(row), []).append(row)
        self.columns = self.columns or self.fields
        keys = [self._sorted_by(row) for row in rows]
        self.is_sorted = keys == sorted(keys)
        self.is_changed = False

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [row for rows in self.groups.values() for row in rows]

    def of(self, *group: str) -> list[Row]:
        """Return the rows of a group, with every column of the schema."""
        return [{name: row.get(name, "") for name in self.fields} for row in self.groups.get(group, [])]

    def replace(self, group: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Put rows into the place of those of a group."""
        rows = [{name: row.get(name, "") for name in self.fields} for row in rows]
        if self.of(*group) == rows:
            return
        self.groups.pop(group, None)
        if rows:
            self.groups[group] = rows
        self.is_changed = True
        new = {name for row in rows for name, cell in row.items() if cell} - set(self.columns)
        if new:
            self.columns = [name for name in self.fields if name in new or name in self.columns]

    def content(self) -> bytes:
        """Return the table as it is to be written."""
        rows = sorted(self.rows, key=self._sorted_by) if self.is_sorted else self.rows
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self.columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue().encode("utf-8", "backslashreplace")

    def _group_of(self, row: Row) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in self.group)

    def _sorted_by(self, row: Row) -> tuple[tuple[int, str], ...]:
        """Return what a row is sorted by: codes as they are written, numbers by their size."""
        cells = ((name, row.get(name, "")) for name in self.key)
        return tuple((int(cell), "") if cell.isdecimal() and "code" not in name else (-1, cell) for name, cell in cells)


def is_kept(folder: Path, path: str, content: bytes) -> bool:
    """Return whether a file of a folder has that content already."""
    with suppress(OSError):
        return (folder / path).stat().st_size == len(content) and (folder / path).read_bytes() == content
    return False
