"""Add: from files to the tables, each report whole or not at all."""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from ..auditing import audit_figures
from ..decisions import bring, deciding
from ..errors import BadParameter, BadTable, NoData, UnknownPlace
from ..paths import PACKAGE, PACKAGE_FILE, processors, shown_path
from ..tables import Data, DataDir, find_place, load_text, open_data, text_file
from ..tables.checks import field_faults
from ..tables.drafted import FIGURES, ITEMS, STATEMENTS, digest, rows_of_csv
from ..tables.figures import year_of
from ..tables.texts import HIDDEN, STAGED
from ..text.formulas import of_cell
from ..text.terminal import one_line
from .address import is_address
from .found import Found, find_files
from .judged import Doubt
from .kept import Laid, kept_items, kept_statements, lay_decisions
from .rules import ADDED, QUEUED, REFUSED, UNCHANGED, limit
from .staged import Staged, Task, load_staged, surfaces_of
from .store import (
    UNPACKED,
    Row,
    Table,
    begin_folder,
    check_folder,
    commit,
    folder_of,
    held,
    is_kept,
    know_queue,
)
from .together import Key, Recorded, judge_together
from .whose import line_of_place
from .workers import stage_all

# Reports that the tables take at a time.
GROUP = 200
REPORT = ("place_code", "year")
# What a person put aside.
LEFT = "left"
# Why a decision that was made elsewhere is not taken.
CONFLICT = "decision-conflict"
# What a text that claims to be a report waits for, and what it may wait for besides.
CLAIMED, ALIKE = "two-texts", {"two-texts", "near-twin"}
FIRST_YEAR, LAST_YEAR = 2000, 2100


# Where the page of the queue marks as text what Excel would take for a formula.
DEFUSED = ("surface", "was", "value", "measure")


@dataclass(frozen=True)
class Added:
    """What became of a file.

    Attributes
    ----------
    file : str
        As it was named; of a folder or an archive with its path there.
    state : str
        ``added``, ``queued``, ``refused`` or ``unchanged``.
    place_code : str
    year : int or None
        Of the report, as far as they are known.
    figures, statements : int
        How many were read.
    reasons : list of str
        Why it was not added: ids of ``data/rules/intake/reasons.csv``.
    detail : str
        What more there is to say.
    findings : int
        How many errors and warnings the audit has of one that was added.
    exit_code : int
        Of the kind of error, of one that was refused.
    coverage : str
        ``full``, or ``excerpt`` of one that gives only parts of the report.
    decided : tuple of (int, int, int)
        How many decisions were made of what was changed in the table by hand, how many decisions of persons hold for
        this reading, and how many wait because they do not fit it.
    put_aside : tuple of str
        The files that waited for the answer which of the texts it is.
    brought : tuple of (int, int)
        Of a table of decisions, how many were taken, and how many were written down before.
    place : str
        The full name of whose it is, as the report calls it.
    """

    file: str
    state: str
    place_code: str = ""
    year: int | None = None
    figures: int = 0
    statements: int = 0
    reasons: tuple[str, ...] = ()
    detail: str = ""
    findings: int = 0
    exit_code: int = 0
    coverage: str = "full"
    decided: tuple[int, int, int] = (0, 0, 0)
    put_aside: tuple[str, ...] = ()
    brought: tuple[int, int] = (0, 0)
    place: str = ""


def add(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    place: str | int | None = None,
    year: int | str | None = None,
    url: str | None = None,
    data_dir: DataDir = None,
    jobs: int | None = None,
    dry_run: bool = False,
    force: bool = False,
    leave: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> list[Added]:
    """Add published reports to a data folder: files, and all files of folders and archives; and tables of decisions.

    What is doubtful is not added but queued, whole, with its reasons; what cannot be read is refused; neither keeps
    other files from being added.

    Parameters
    ----------
    paths : path-like or iterable of path-like
        Files and folders.
    place : str, optional
        A code, slug or name, of all of them; told by each file itself when not given.
    year : int, optional
        The year that they are about; told by each file itself when not given.
    url : str, optional
        The address of the one file that is named; a saved page's own, or that of a list, when not given.
    data_dir : path-like, optional
        The folder to add to; begun when it is not there.
    jobs : int, optional
        Files at a time: the number of processors by default.
    dry_run : bool
        Only say what would be done; nothing is written.
    force : bool
        Read anew what is in the data. A file that is named alone, with its place and year, is added whatever is
        doubtful about it, and takes the place of another text of that report.
    leave : bool
        Put them aside instead: they wait no longer, and are not added by later runs.
    told : callable, optional
        Called with how many files are done and how many there are.

    Returns
    -------
    list of Added
        One of each file, in the order of their names.

    Raises
    ------
    UnknownPlace, BadParameter, BadTable
    OutputError
        When the folder cannot be written, or another one adds to it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from lawgov_analysis.paths import default_data_dir
    >>> sample = default_data_dir() / "samples" / "city" / "published" / "mingxi-2023.html"
    >>> [done] = add(sample, data_dir=default_data_dir() / "samples" / "city", dry_run=True)
    >>> done.state, done.place_code, done.year
    ('unchanged', '990101105', 2023)
    """
    named = list(paths) if isinstance(paths, Iterable) and not isinstance(paths, str) else [paths]
    year = None if year is None else year_of(year)
    _check(named, year, url, jobs)
    folder = folder_of(data_dir)
    with ExitStack() as stack:
        check_folder(folder)
        if dry_run:
            unpacked = Path(stack.enter_context(TemporaryDirectory(prefix="lawgov-")))
            if not (folder / PACKAGE_FILE).is_file():
                folder = _begun_elsewhere(folder, Path(stack.enter_context(TemporaryDirectory())))
        else:
            # Another that begins it at the same time is waited for by none, and loses no row.
            stack.enter_context(held(folder))
            begin_folder(folder)
            unpacked = folder / HIDDEN / UNPACKED
            stack.callback(shutil.rmtree, unpacked, ignore_errors=True)
        data = open_data(folder)
        return _Intake(data, place, year, url, jobs, dry_run, force, leave, told or (lambda done, of: None)).run(
            named, unpacked
        )


def _check(named: Sequence[Any], year: int | None, url: str | None, jobs: int | None) -> None:
    if not named:
        raise BadParameter("paths: an empty list; name a file or a folder")
    no_path = next((each for each in named if not isinstance(each, str | os.PathLike)), "")
    if no_path != "":
        raise BadParameter(f"paths must be paths of files and folders, got {type(no_path).__name__}")
    if url is not None and (len(named) != 1 or Path(named[0]).is_dir()):
        raise BadParameter(
            "--url is the address of one file; name that file alone, or list them in urls.csv (file,url)"
        )
    if any(not os.fspath(each) for each in named):
        raise BadParameter("an empty path: name a file or a folder, the current one by a dot")
    if url is not None and not is_address(url):
        raise BadParameter(
            f"--url must be an address that begins with http:// or https://, got “{one_line(url)[:100]}”"
        )
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadParameter(f"the year must be from {FIRST_YEAR} to {LAST_YEAR}, got {year}")
    if jobs is not None and jobs < 1:
        raise BadParameter(f"jobs must be at least 1, got {jobs}")


def _begun_elsewhere(folder: Path, other: Path) -> Path:
    """Return a folder that is like the one which would be begun."""
    if folder.is_dir():
        for file in folder.glob("*.csv"):
            shutil.copy(file, other)
    begin_folder(other)
    return other


class _Intake:
    """One run."""

    def __init__(
        self,
        data: Data,
        place: str | int | None,
        year: int | None,
        url: str | None,
        jobs: int | None,
        dry_run: bool,
        force: bool,
        leave: bool,
        told: Callable[[int, int], None],
    ) -> None:
        self.data, self.folder = data, data.folder
        # One line each, of whatever breaks a rule, before anything is read.
        for name in ("places", "reports", "statements", "items", "queue"):
            if data.has(name) and (data.files(name) or name not in ("items", "queue")):
                data.table(name)
        self.place = place = None if place is None else one_line(str(place))
        self.given = None if place is None else find_place(place, data)
        self.code = None if self.given is None else str(self.given.name)
        self.year, self.url, self.jobs = year, url, jobs or processors()
        self.dry_run, self.force, self.leave, self.told = dry_run, force, leave, told
        self.staged_in = self.folder / HIDDEN / STAGED
        reports = Table(data, "reports", REPORT)
        self.reports = {(row["place_code"], int(row["year"])): row for row in reports.rows}
        self.by_file = {row["file_sha256"]: key for key, row in self.reports.items() if row.get("file_sha256")}
        self.by_text = {row["sha256"]: key for key, row in self.reports.items() if row.get("sha256")}
        self.findings: dict[Key, int] = {}
        self.anew: set[str] = set()
        self.laid: dict[Key, Laid] = {}
        waiting = self._waiting().rows if data.has("queue") else []
        self.left = {row["file_sha256"] for row in waiting if row["kind"] == LEFT}
        self.claims: dict[Key, list[Row]] = {}
        for row in waiting:
            reasons = set(row["reasons"].split("|")) if row["kind"] == "file" and row["year"] else set()
            if CLAIMED in reasons and reasons <= ALIKE:
                self.claims.setdefault((row["place_code"], int(row["year"])), []).append(row)
        self.state_of_rules = "" if dry_run else rules_stamp(data)

    def run(self, named: Sequence[str | os.PathLike[str]], unpacked: Path) -> list[Added]:
        found = list(find_files(named, unpacked))
        lists = [each for each in found if each.is_list]
        tables = [each for each in found if each.is_decisions]
        found = [each for each in found if not (each.is_list or each.is_decisions)]
        given = {each.sha256 for each in found}
        for key, rows in self.claims.items():
            self.claims[key] = [row for row in rows if row["file_sha256"] not in given]
        self.is_alone = len(found) == 1
        self.is_vouched_for = self.is_alone and self.force and self.place is not None and self.year is not None
        self.done, self.total = 0, len(found) + len(tables)
        done: list[Staged | None] = [None] * len(found)
        tasks: list[tuple[int, Task]] = []
        first_of: dict[str, int] = {}
        same: list[tuple[int, int]] = []
        for at, each in enumerate(found):
            if each.refused:
                done[at] = Staged(each.name, state=REFUSED, doubts=[(each.refused[0], each.refused[1])], exit_code=7)
            elif each.sha256 in first_of:
                same.append((at, first_of[each.sha256]))
                continue
            elif self.leave or (each.sha256 in self.left and not self.force and self.place is None):
                first_of[each.sha256] = at
                done[at] = Staged(each.name, each.sha256, UNCHANGED, [(LEFT, "")])
            else:
                first_of[each.sha256] = at
                task = self._task(each)
                done[at] = self._known_file(each) or self._staged_before(task)
                if done[at] is None:
                    tasks.append((at, task))
            if done[at] is not None:
                self._tell()
        for (at, _), staged in zip(tasks, self._stage([task for _, task in tasks]), strict=True):
            done[at] = staged
            self._tell()
        distinct = [each for each in done if each is not None]
        judged = iter(
            judge_together(distinct, self._recorded, self._rivals, self.by_text, self._is_anew, self.force, self.data)
        )
        result: list[Staged | None] = [None if each is None else next(judged) for each in done]
        for at, first in same:
            result[at] = _copy_of(found[at], result[first])
            self._tell()
        final = [self._with_address(each, of) for each, of in zip(result, found, strict=True) if each is not None]
        if not self.dry_run:
            # Who decides waits until the tables are written, which takes seconds.
            with deciding("", self.data):
                self._write(final)
            self._audit([(each.place_code, each.year) for each in final if each.state == ADDED and each.year])
        said = [Added(each.name, UNCHANGED, reasons=each.refused[:1], detail=each.refused[1]) for each in lists]
        aside = tuple(row["file"] for row in self._answered(final))
        # After the reports that they may be on.
        brought = [each for table in tables for each in self._decisions(table)]
        return [*said, *(_added(each, self.findings, self.laid.get(_key_of(each)), aside) for each in final), *brought]

    def _decisions(self, found: Found) -> list[Added]:
        """Take a table of decisions; one row of a decision that does not hold any more, and of what was taken."""
        self._tell()
        if self.leave or found.path is None:
            return [Added(found.name, REFUSED, reasons=("table",), exit_code=7)]
        return take_decisions(found.path, found.name, open_data(self.folder), self.dry_run)

    def _is_anew(self, staged: Staged) -> bool:
        """Return whether what is in the data is taken again."""
        row = self.reports.get((staged.place_code, staged.year or 0), {})
        return self.force or staged.file_sha256 in self.anew or self.url not in (None, row.get("url"))

    def _with_address(self, staged: Staged, found: Found) -> Staged:
        """Say of a file that changes nothing whose address is none of the data."""
        row = self.reports.get((staged.place_code, staged.year or 0))
        told, known = self.url or found.url, (row or {}).get("url", "")
        # Of two files of one report the address of one may be written down in this very run.
        if staged.state != UNCHANGED or row is None or told in ("", known) or not (known or self.url):
            return staged
        said = f"网址仍记作 {known or '（空）'}，没有改成 {told}"
        return replace(staged, doubts=[*staged.doubts, (staged.doubts[0][0], said)])

    def _tell(self) -> None:
        self.done += 1
        self.told(self.done, self.total)

    def _task(self, found: Found) -> Task:
        place, year, is_vouched_for = self.place, self.year, self.is_vouched_for
        key = self._key_of_file(found)
        if key is not None:
            # Whose it is was told when it was taken, by a person where the file does not say.
            (place, year), is_vouched_for = key, True
        by = self.url or found.url, place, year, is_vouched_for, self.state_of_rules
        options = repr((found.name, str(Path.cwd()), *by))
        name = f"{found.sha256[:40]}-{sha256(options.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.json"
        return Task(
            name=found.name,
            path=str(found.path),
            url=self.url or found.url,
            sha256=found.sha256,
            place=place,
            year=year,
            is_vouched_for=is_vouched_for,
            keep_at="" if self.dry_run else str(self.staged_in / name),
        )

    def _known_file(self, found: Found) -> Staged | None:
        """Return what came of a file that is in the data as it is."""
        key = self._key_of_file(found)
        if key is None or self.force:
            return None
        said, known = self.url or found.url, self.reports[key].get("url")
        if (said and not known) or self.url not in (None, known) or not self._figures_file(key).is_file():
            self.anew.add(found.sha256)
            return None
        try:
            text = sha256(text_file(*key, self.data).read_bytes()).hexdigest()
        except OSError:
            return None
        if text != self.reports[key].get("sha256"):
            return None
        count = len(self._figures(key) or ())
        return Staged(found.name, found.sha256, UNCHANGED, [("in-data", "")], key[0], key[1], figures=count)

    def _key_of_file(self, found: Found) -> Key | None:
        """Return of which report of the data a file is, unless it is now said to be of another."""
        key = self.by_file.get(found.sha256)
        return None if key is None or self.code not in (None, key[0]) or self.year not in (None, key[1]) else key

    def _staged_before(self, task: Task) -> Staged | None:
        """Return what was staged of a file by a run that was killed, or that queued it."""
        before = load_staged(task.keep_at) if task.keep_at else None
        return None if before is None else replace(before[0], name=task.name, keep_at=task.keep_at)

    def _stage(self, tasks: list[Task]) -> Iterator[Staged]:
        if not tasks:
            return iter(())
        limits = limit("seconds_a_file", self.data), limit("gigabytes_a_file", self.data)
        return stage_all(tasks, self.folder, min(self.jobs, len(tasks)), *limits)

    def _recorded(self, key: Key) -> Recorded | None:
        row = self.reports.get(key)
        if row is None:
            return None
        text = load_text(*key, self.data)
        surfaces = surfaces_of(row.get("surface", "") for row in self._figures(key) or ())
        return Recorded(row.get("sha256", ""), row["coverage"], row.get("source", ""), text, surfaces)

    def _rivals(self, key: Key) -> list[Staged]:
        """Return the texts that wait because they too claim to be a report."""
        found = []
        for row in self.claims.get(key, ()):
            files = sorted(self.staged_in.glob(f"{row['file_sha256'][:40]}-*.json"))
            staged = [kept[0] for kept in map(load_staged, files) if kept and (kept[0].place_code, kept[0].year) == key]
            # Of one that was staged elsewhere its bytes are known to be others.
            unlike = Staged(row["file"], row["file_sha256"], words_hash=row["file_sha256"], surfaces=row["file_sha256"])
            found.append(replace(staged[0], name=row["file"]) if staged else unlike)
        return found

    def _answered(self, staged: Sequence[Staged]) -> list[Row]:
        """Return the files that wait for the answer which of two texts it is, where the one that is named is taken."""
        if not (self.is_alone and self.force and staged[0].state == ADDED and staged[0].year):
            return []
        key = staged[0].place_code, staged[0].year
        return [] if key in self.reports else self.claims.get(key, [])

    def _figures_file(self, key: Key) -> Path:
        return self.folder / "figures" / f"{key[0]}-{key[1]}.csv"

    def _figures(self, key: Key) -> list[Row] | None:
        """Return the figures of a report as they stand in its table, None where that cannot be read."""
        try:
            return rows_of_csv(self._figures_file(key).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, csv.Error):
            return None

    # Writing

    def _write(self, staged: list[Staged]) -> None:
        tables = {
            "places": Table(self.data, "places", ("code",)),
            "reports": Table(self.data, "reports", REPORT),
            "statements": Table(self.data, "statements", REPORT, ("statement",)),
            "items": Table(self.data, "items", REPORT, ("item",)),
        }
        for at in range(0, len(staged), GROUP):
            group = staged[at : at + GROUP]
            loaded = {n: load_staged(each.keep_at) for n, each in enumerate(group) if each.state == ADDED}
            payloads = {n: kept[1] for n, kept in loaded.items() if kept is not None}
            contents: dict[str, bytes] = {}
            for n, fault in faults_of(payloads, self.data).items():
                staged[at + n] = replace(group[n], state=QUEUED, doubts=[("bad-table", fault)])
            for n, payload in payloads.items():
                if staged[at + n].state == ADDED:
                    files, lost = self._take(staged[at + n], payload, tables)
                    contents |= files
                    if lost:
                        staged[at + n] = replace(group[n], state=QUEUED, doubts=[lost])
            self._commit(tables, contents)
        contents = {}
        for each in staged:
            if each.state == UNCHANGED and each.keep_at:
                contents |= self._text_alone(each)
        queue = self._queue(staged)
        if queue is not None:
            tables["queue"] = queue
        self._commit(tables, contents)
        self._clear(staged)

    def _audit(self, keys: list[Key]) -> None:
        """Audit the reports that were added, many at a time, beside each other."""
        data = open_data(self.folder)
        for at in range(0, len(keys), GROUP):
            files = [self._figures_file(key) for key in keys[at : at + GROUP]]
            try:
                findings = audit_figures(data.read("figures", files), data_dir=data)
            except BadTable:  # a person's table that breaks a rule is told by what reads it
                continue
            findings = findings[(findings["severity"] != "note") & (findings["explained"] == "")]
            of_report = Counter(zip(findings["place_code"], findings["year"], strict=True))
            self.findings |= {key: of_report[key] for key in keys[at : at + GROUP]}

    def _take(
        self, staged: Staged, payload: dict[str, Any], tables: dict[str, Table]
    ) -> tuple[dict[str, bytes], Doubt | None]:
        """Put a report into the tables; return the files of its own, or why that cannot be."""
        code, year = staged.place_code, str(staged.year)
        key = code, int(year)
        before = next(iter(tables["reports"].of(code, year)), {})
        drafted = before.get("drafted", "").split()
        is_same_text = before.get("sha256") == payload["report"]["sha256"]
        text_before = payload["text"] if is_same_text else load_text(*key, self.data)
        table = self._figures(key)
        is_drafted = table is not None and drafted[FIGURES : FIGURES + 1] == [digest(table)]
        try:
            laid = lay_decisions(payload["figures"], payload["text"], key, text_before, is_drafted, self.data)
            if not laid.lost:
                self._know_place(code, tables["places"], payload["report"])
        except BadTable as error:
            return {}, ("bad-table", error.faults[0])
        except UnknownPlace as error:
            return {}, ("place-unknown", str(error))
        if laid.lost:
            return {}, (laid.lost[0], laid.lost[1])
        self.laid[key] = laid
        statements = kept_statements(
            payload["statements"],
            tables["statements"].of(code, year),
            drafted[STATEMENTS : STATEMENTS + 1],
            payload["text"],
            text_before,
        )
        items = kept_items(payload["items"], tables["items"].of(code, year), drafted[ITEMS:])
        tables["statements"].replace((code, year), statements)
        tables["items"].replace((code, year), items)
        row = _report_row(payload["report"], before, is_same_text)
        if self.url:
            row |= {name: payload["report"][name] for name in ("url", "official")}
        row["drafted"] = " ".join(map(digest, (rows_of_csv(laid.figures), statements, items)))
        tables["reports"].replace((code, year), [row])
        files = {
            f"texts/{code}-{year}.txt": payload["text"].encode("utf-8", "surrogatepass"),
            f"figures/{code}-{year}.csv": laid.figures.encode("utf-8"),
        }
        if laid.decisions:
            files[f"decisions/{code}-{year}.csv"] = laid.decisions.encode("utf-8")
        return files, None

    def _know_place(self, code: str, places: Table, report: Row) -> None:
        """Give the place of a report its line."""
        if not places.of(code):
            # A code says nothing of what a department is called, its name does.
            given = None if self.place == code else self.given
            places.replace((code,), [line_of_place(code, given, (report["title"], report["issuer"]), self.data)])

    def _text_alone(self, staged: Staged) -> dict[str, bytes]:
        """Return the text of a report that is in the data without it."""
        loaded = load_staged(staged.keep_at)
        key = staged.place_code, staged.year
        if loaded is None or self.by_text.get(staged.text_sha256) != key:
            return {}
        return {f"texts/{key[0]}-{key[1]}.txt": loaded[1]["text"].encode("utf-8", "surrogatepass")}

    def _queue(self, staged: list[Staged]) -> Table | None:
        """Return the table of what waits, with the files of this run."""
        if not self.data.has("queue"):
            if all(each.state != QUEUED and not _is_left(each) for each in staged):
                return None
            know_queue(self.folder)
            self.data = open_data(self.folder)
        table = self._waiting()
        for each in staged:
            known = next(iter(table.of(each.file_sha256)), {})
            if _is_left(each):
                table.replace((each.file_sha256,), [_queue_row(each, known, "left")])
            elif each.state == QUEUED:
                table.replace((each.file_sha256,), [_queue_row(each, known, "file")])
            elif each.state != REFUSED and each.file_sha256:
                table.replace((each.file_sha256,), [])
        for row in self._answered(staged):
            table.replace((row["file_sha256"],), [{**row, "kind": LEFT, "reasons": LEFT, "detail": ""}])
        return table

    def _waiting(self) -> Table:
        return Table(self.data, "queue", ("file_sha256",), ("kind", "file"))

    def _commit(self, tables: dict[str, Table], contents: dict[str, bytes]) -> None:
        contents = {path: content for path, content in contents.items() if not is_kept(self.folder, path, content)}
        changed = {table.path: table.content() for table in tables.values() if table.is_changed}
        first = {path: changed.pop(path) for path in ("places.csv", "reports.csv") if path in changed}
        if first or contents or changed:
            commit(self.folder, {**first, **contents, **changed})
        for table in tables.values():
            table.is_changed = False

    def _clear(self, staged: list[Staged]) -> None:
        """Throw away what was staged, but of files that wait: they are not read again."""
        waits = {Path(each.keep_at).name for each in staged if each.state == QUEUED and each.keep_at}
        if self.staged_in.is_dir():
            queued = {row["file_sha256"][:40] for row in (self._waiting().rows if self.data.has("queue") else [])}
            for file in self.staged_in.iterdir():
                mine = file.name[:40] in {name[:40] for name in waits}
                if file.name not in waits and (mine or file.name[:40] not in queued):
                    file.unlink(missing_ok=True)


def faults_of(payloads: dict[int, dict[str, Any]], data: Data) -> dict[int, str]:
    """Return what in the tables of some reports breaks a rule: of each that has a fault, the first one."""
    found: dict[int, str] = {}
    for name, key in (("reports", "report"), ("figures", "figures"), ("statements",) * 2, ("items",) * 2):
        fields = data.fields(name)
        rows, index = [], []
        for n, payload in payloads.items():
            said = payload[key]
            mine = said if isinstance(said, list) else [said] if isinstance(said, dict) else rows_of_csv(said)
            rows += mine
            index += [(str(n), line) for line in range(2, len(mine) + 2)]
        if rows:
            columns = {field["name"]: [row.get(field["name"], "") for row in rows] for field in fields}
            cells = pd.DataFrame(columns, pd.MultiIndex.from_tuples(index), dtype="str")
            for fault in field_faults(cells, fields):
                n, _, rest = fault.partition(":")
                found.setdefault(int(n), f"{name}:{rest}")
    return found


def _report_row(new: Row, before: Row, is_same_text: bool) -> Row:
    """Return the line of a report: what was known of it by other ways stays."""
    row = {**before, **{name: cell for name, cell in new.items() if cell}}
    for name in ("sha256", "file_sha256", "source", "notes"):
        row[name] = new[name]
    if is_same_text:
        row |= {name: cell for name, cell in before.items() if cell and name not in ("file_sha256", "source", "notes")}
    if before.get("url") and not new["url"]:
        row["official"] = before["official"]
    return row


def _copy_of(found: Found, first: Staged | None) -> Staged:
    """Return what becomes of a file with the same bytes as another one."""
    assert first is not None
    if first.state == ADDED:
        return replace(first, name=found.name, state=UNCHANGED, doubts=[("twin", Path(first.name).name)], keep_at="")
    return replace(first, name=found.name, keep_at="")


def _queue_row(staged: Staged, known: Row, kind: str) -> Row:
    row = {
        "kind": kind,
        "file": staged.name,
        "file_sha256": staged.file_sha256,
        "place_code": staged.place_code,
        "year": "" if staged.year is None else str(staged.year),
        "reasons": "|".join(dict.fromkeys(reason for reason, _ in staged.doubts)),
        "detail": "；".join(f"{reason}: {' '.join(detail.split())}" for reason, detail in staged.doubts if detail),
        "candidates": "|".join(staged.candidates),
    }
    # The same file may be named from another folder the next time.
    same = all(known.get(name, "") == cell for name, cell in row.items() if name != "file")
    return {**row, "file": known["file"]} if same else row


def _is_left(staged: Staged) -> bool:
    return staged.state == UNCHANGED and any(reason == LEFT for reason, _ in staged.doubts)


def take_decisions(file: Path, name: str, data: Data, dry_run: bool) -> list[Added]:
    """Take a table of decisions as the page of the queue writes it, each decision whole or not at all.

    Parameters
    ----------
    file : pathlib.Path
    name : str
        As it is shown.
    data : Data
    dry_run : bool

    Returns
    -------
    list of Added
        One of each report of which some were taken or known, and one of each decision that was not.
    """
    try:
        rows = data.read("decisions", [file])
    except BadTable as error:
        detail = error.faults[0].removeprefix(f"{shown_path(file)}:")
        return [Added(name, REFUSED, reasons=("bad-decisions",), detail=detail, exit_code=BadTable.exit_code)]
    for column in DEFUSED:
        rows[column] = rows[column].map(of_cell)
    done = []
    for (code, year), of in rows.groupby(["place_code", "year"], sort=False):
        about = {"place_code": str(code), "year": int(year)}
        refused = {**about, "reasons": (CONFLICT,), "exit_code": BadParameter.exit_code}
        try:
            brought = bring(str(code), int(year), of, data, dry_run)
        except (NoData, BadTable) as error:
            done.append(Added(name, REFUSED, **{**refused, "exit_code": error.exit_code}, detail=str(error)))
            continue
        counted = (brought.taken, brought.known)
        if brought.taken:
            waits = brought.decided.waiting if brought.decided else 0
            done.append(Added(name, ADDED, **about, decided=(0, 0, waits), brought=counted))
        elif brought.known:
            done.append(Added(name, UNCHANGED, **about, reasons=("decided-already",), brought=counted))
        lines = of.index.tolist()
        for at, why in brought.conflicts:
            done.append(Added(name, REFUSED, **refused, detail=f"{lines[at] + 2}: {why}"))
    return done or [Added(name, UNCHANGED, reasons=("decided-already",))]


def _key_of(staged: Staged) -> Key:
    """Return the key of a report that was added, one of none otherwise."""
    return (staged.place_code, staged.year or 0) if staged.state == ADDED else ("", 0)


def _added(staged: Staged, findings: dict[Key, int], laid: Laid | None, aside: tuple[str, ...]) -> Added:
    return Added(
        file=staged.name,
        state=staged.state,
        place_code=staged.place_code,
        year=staged.year,
        figures=staged.figures,
        statements=staged.statements,
        reasons=tuple(dict.fromkeys(reason for reason, _ in staged.doubts)),
        detail="；".join(detail for _, detail in staged.doubts if detail),
        findings=findings.get(_key_of(staged), 0),
        exit_code=staged.exit_code,
        coverage=staged.coverage,
        decided=(laid.made, laid.held, laid.waiting) if laid else (0, 0, 0),
        put_aside=aside,
        place=staged.place,
    )


def rules_stamp(data: Data) -> str:
    """Return a digest of the program and the tables by which a file is read, as they are now."""
    files = [*sorted(PACKAGE.rglob("*.py")), *(file for path, file in data.sources().items() if path not in OWN_PATHS)]
    total = sha256()
    for file in files:
        try:
            status = file.stat()
            total.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
        except OSError:
            continue
    return total.hexdigest()[:16]


OWN_PATHS = {"reports.csv", "statements.csv", "items.csv", "queue.csv", "corrections.csv", "datapackage.json"}
