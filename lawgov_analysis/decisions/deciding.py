"""Deciding: what a person says of a figure is written down, and the table of figures follows at once."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from ..errors import BadParameter, BadTable, LawgovError, OutputError
from ..files import write_all
from ..paths import command, shown_path
from ..presentation.cells import lines_html
from ..quantities import AS_PRINTED, BOUND_PRINTED, is_printed_bound, unlike_print
from ..tables import Data, DataDir, figures_csv, find_place, load_figures, open_data, records
from ..tables.drafted import redrafted
from ..tables.figures import faults_within
from ..tables.returned import rule_in_chinese
from ..tables.texts import load_text, text_file
from ..text.terminal import harmless
from .anchors import OF_TEXT, closed_text
from .checking import WHERE, checked_values, one_line
from .differences import Told
from .laying import (
    APPROVED,
    AT_REST,
    FIELDS,
    IS_FIGURE,
    NAMING,
    NO,
    NUMBERS,
    READ,
    REVIEW,
    SETTLED,
    UNPLACED,
    WITHDRAWN,
    YES,
    Overlaid,
    agree,
    cell_said,
    is_withdrawal,
    moment_of,
    overlay,
    person,
    row_said,
    unlaid,
)
from .status import REVIEWED, checked_alone, status_of
from .store import deciding, decisions_csv, decisions_file, key_of, load_decisions, table_of, with_rows, with_state

# The relations of a figure to what it is within.
OF_WHOLE = ("part", "subset")
# How far ahead a moment may be, in seconds, that acts of one person on one figure are told apart by.
AHEAD = 60
# So many characters around a figure are shown of what is printed.
AROUND = 8
# What an intake that was killed had decided to write, and has not written yet.
CUT_SHORT = ".intake/commit/list.json"


@dataclass(frozen=True)
class Decided:
    """What became of a decision.

    Attributes
    ----------
    rows : pandas.DataFrame
        As they were written, with ``waits``.
    before, figures : pandas.DataFrame
        The table of figures before and now.
    settled, waiting : int
        How many decisions that waited do so no longer, and how many of the report still wait.
    status : str
        How far the report is checked now, as of `review_status`.
    figures_file, decisions_file : pathlib.Path
    """

    rows: pd.DataFrame
    before: pd.DataFrame
    figures: pd.DataFrame
    settled: int
    waiting: int
    status: str
    figures_file: Path
    decisions_file: Path

    def __repr__(self) -> str:
        return "\n".join(self._told())

    def _repr_html_(self) -> str:
        return lines_html(self._told())

    def _told(self) -> list[str]:
        # Here, because what is said of decisions is said of this class.
        from .said import HOW_FAR, changes_said, said_of

        try:
            return said_of(self, data_dir=self.decisions_file.parent.parent).splitlines()
        except LawgovError:  # the folder is gone; the package's own data have the words, but not each place
            return [*changes_said(self), f"核对：{HOW_FAR[self.status][1]}"]


def now() -> str:
    """Return the time as decisions write it."""
    return _written_as(datetime.now(UTC))


def _written_as(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def decide(
    place: str | int,
    year: int | str,
    figure: int | str,
    values: Mapping[str, str],
    by: str,
    reason: str,
    on: str | None = None,
    settle: bool = False,
    data_dir: DataDir = None,
) -> Decided:
    """Write down what a person decides of a figure, and lay it over the table of figures.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    figure : int or str
        Its number in the table; ``0`` for the whole report; ``3,7-9`` or ``all`` for several; ``new`` for one that was
        missed, with where it stands: ``surface``, and ``before``, ``after`` or ``start`` where that is in the text
        more than once.
    values : dict of str
        By field. ``review`` is ``accepted``, of the whole report ``read`` or ``approved``; ``withdrawn`` takes back
        what this person decided of it last, and once more what he decided before that.
    by, reason : str
        Who decides, and why.
    on : str, optional
        When, ISO 8601; now by default.
    settle : bool
        Whether it ends a difference: what others decided of the same before holds no longer, nor does what waits
        between this figure and others. Of the whole report that was read: all that waits for its place.
    data_dir : path-like or Data, optional

    Returns
    -------
    Decided

    Raises
    ------
    UnknownPlace, NoData, BadTable, OutputError
    BadParameter
        When there is no such figure or field, or a value breaks a rule; nothing is written then.

    Examples
    --------
    >>> from shutil import copytree
    >>> from tempfile import TemporaryDirectory
    >>> from lawgov_analysis.paths import default_data_dir
    >>> with TemporaryDirectory() as folder:
    ...     copy = copytree(default_data_dir(), f"{folder}/data")
    ...     decided = decide("横沥镇", 2020, 51, {"bound": "约"}, by="李明", reason="看过原文", data_dir=copy)
    >>> decided.rows[["figure", "field", "was", "value"]].values.tolist()
    [[51, 'bound', 'exact', 'about']]
    """
    data = open_data(data_dir)
    by, reason = _told_of("--by", by), _told_of("--reason", reason)
    code = str(find_place(place, data).name)
    with deciding(f"{code}-{year}", data):
        return _Deciding(code, int(year), data).decide(str(figure).strip(), values, by, reason, on, settle)


def take_back(
    table: pd.DataFrame, by: str, reason: str, reading: pd.DataFrame | None = None, data_dir: DataDir = None
) -> Decided:
    """Take a table of figures that a person corrected as decisions: only what differs, so that no reading undoes it.

    Parameters
    ----------
    table : pandas.DataFrame
        Of one report, as from `read_figures`.
    by, reason : str
        Who corrected it, and why.
    reading : pandas.DataFrame, optional
        What it was corrected from, where the data have no table of the report.
    data_dir : path-like or Data, optional

    Returns
    -------
    Decided

    Raises
    ------
    BadTable, BadParameter, OutputError
    """
    data = open_data(data_dir)
    by, reason = _told_of("--by", by), _told_of("--reason", reason)
    code, year = str(table["place_code"].iloc[0]), int(table["year"].iloc[0])
    with deciding(f"{code}-{year}", data):
        return _Deciding(code, year, data, reading).take_back(table, by, reason)


@dataclass(frozen=True)
class Brought:
    """What became of decisions that were made elsewhere.

    Attributes
    ----------
    decided : Decided or None
        Of those that were taken.
    taken, known : int
        How many were, and how many were written down before.
    conflicts : list of (int, str)
        Of those that were not: which row it is, from 0, and why.
    """

    decided: Decided | None
    taken: int
    known: int
    conflicts: list[tuple[int, str]]


def bring(
    place: str | int, year: int | str, rows: pd.DataFrame, data_dir: DataDir = None, dry_run: bool = False
) -> Brought:
    """Write down decisions that were made elsewhere, each whole or not at all, all that hold at once.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    rows : pandas.DataFrame
        With the columns of a table of decisions. Where the words around a figure are not given, it is that of its
        number, if that is still the one that was looked at: its ``surface`` is the same, and where there is a
        ``measure`` what its column was (``was``; of ``review`` and ``figure`` its indicator) too.
    data_dir : path-like or Data, optional
    dry_run : bool
        Only say what would become of them.

    Returns
    -------
    Brought

    Raises
    ------
    UnknownPlace, NoData, BadTable, OutputError
    """
    data = open_data(data_dir)
    code = str(find_place(place, data).name)
    if dry_run:
        return _Deciding(code, int(year), data).bring(rows, write=False)
    with deciding(f"{code}-{year}", data):
        return _Deciding(code, int(year), data).bring(rows, write=True)


class _Deciding:
    def __init__(self, code: str, year: int, data: Data, reading: pd.DataFrame | None = None) -> None:
        self.code, self.year, self.data = code, year, data
        self.key = f"{code}-{year}"
        self.before = load_decisions(code, year, data)
        self.waited = int((~self.before["waits"].isin(AT_REST)).sum())
        self.text, self.of_text = text_at_hand(self.key, data)
        if reading is None:
            self.table = with_draft_columns(load_figures(code, year, data), self.key, data)
            self.reading = unlaid(self.table, self.before)
        else:
            self.reading = reading
            self.table = overlay(reading, self.text, self.before, data).figures

        if (data.folder / CUT_SHORT).is_file():
            raise OutputError(f"{shown_path(data.folder)}: a lawgov add was cut short there; run it once more first")

    def decide(
        self, figure: str, values: Mapping[str, str], by: str, reason: str, on: str | None, settle: bool
    ) -> Decided:
        on = on or self._moment(figure, by)
        if values.get(REVIEW) == WITHDRAWN:
            if len(values) > 1 or settle:
                raise BadParameter("review=withdrawn: stands alone; decide anew what else there is to say")
            return self._written(table_of(self._taken_back(figure, by, reason, on)))
        told = Told(self.reading, self.table, self.text, by, reason, on, self.of_text)
        if figure == "new":
            rows = self._missed(values, told)
        elif figure == "0":
            checked = self._checked(values, whole=True)
            if APPROVED in checked.values():
                self._check_second(by)
            rows = [self._of_report(told, name, value) for name, value in checked.items()]
            if settle:
                self.before.loc[self.before["waits"].isin(UNPLACED), "waits"] = SETTLED
        else:
            checked = self._checked(values, whole=False)
            rows = [row for number in self._numbers(figure) for row in self._of_figure(number, checked, told)]
        return self._written(table_of({**row, "settles": YES if settle else ""} for row in rows))

    def take_back(self, table: pd.DataFrame, by: str, reason: str) -> Decided:
        """Write down what a table that a person corrected says otherwise than was read and decided before."""
        about = self.text, by, reason, self._moment("all", by), self.of_text
        otherwise = Told(self.reading, table, *about).rows()
        # What others decided before, and what the person has as it was read, is nothing that was decided now.
        now = {_what(row) for row in Told(self.table, table, *about).rows()}
        rows = [row for row in otherwise if _what(row) in now]
        told = Told(self.reading, self.reading, *about)
        if not _is_said(self.before, by, REVIEW, READ):
            rows.append(self._of_report(told, REVIEW, READ))
        return self._written(table_of(rows))

    def bring(self, rows: pd.DataFrame, write: bool) -> Brought:
        """Write down what was decided elsewhere, as far as it holds."""
        known: dict[tuple, list[tuple[Any, int]]] = {}
        for row in self.before.to_dict("records"):
            known.setdefault(_who_said(row), []).append(_where(row))
        conflicts, fresh, again = [], list[tuple[int, list[dict[str, Any]]]](), 0
        for at, row in enumerate(rows.to_dict("records")):
            start, number = _where(row)
            of = known.setdefault(_who_said(row), [])
            if any(number == figure if start is None else start == place for place, figure in of):
                again += 1
                continue
            of.append((start, number))
            try:
                fresh.append((at, self._brought(row)))
            except BadParameter as error:
                conflicts.append((at, str(error)))
        taken = list[tuple[int, list[dict[str, Any]]]]()
        try:
            self._laid(_of_all(fresh))
            taken = fresh
        except BadParameter:
            # One of them makes a table that breaks a rule: which, is found one by one.
            for each in fresh:
                try:
                    self._laid(_of_all([*taken, each]))
                    taken.append(each)
                except BadParameter as error:
                    conflicts.append((each[0], str(error)))
        decided = self._written(_of_all(taken)) if taken and write else None
        return Brought(decided, len(taken), again, sorted(conflicts))

    def _brought(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a decision that was made elsewhere as rows of the table; one that has its words is one already."""
        number, name, value = int(row["figure"]), row["field"], row["value"]
        by, reason = _told_of("by", row["by"]), _told_of("reason", row["reason"])
        whole = {**row, "by": by, "reason": reason, "waits": ""}
        # It would stand against all that is decided until then. Clocks of two machines differ, by less than a day.
        if moment_of(row["on"]) > datetime.now(UTC) + timedelta(days=1):
            raise BadParameter(f"on: {row['on']} is still to come")
        if (name, value) == (REVIEW, WITHDRAWN):
            if not row["was"]:
                raise BadParameter("review=withdrawn: does not say which decision it takes back")
            return [whole]
        checked = self._checked({name: value}, whole=not number)
        about = Told(self.reading, self.table, self.text, by, reason, row["on"], self.of_text)
        if not number:
            if value == APPROVED:
                self._check_second(by)
            return [{**self._of_report(about, name, value), "settles": row["settles"]}]
        if row["before"] or row["after"] or row["around"]:
            return [{**whole, "value": checked[name]}]
        shown = next((each for each in self.table.to_dict("records") if int(each["figure"]) == number), None)
        if shown is None:
            raise BadParameter(f"figure {number}: there is no such figure any more")
        self._check_shown(row, shown)
        return [{**each, "settles": row["settles"]} for each in self._of_figure(number, checked, about)]

    def _check_shown(self, row: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
        """Check that a figure is still what was looked at when it was decided on."""
        number, name = int(row["figure"]), row["field"]
        is_elsewhere = not pd.isna(row["start"]) and not pd.isna(shown["start"]) and row["start"] != shown["start"]
        if closed_text(harmless(shown["surface"])) != closed_text(row["surface"]):
            raise BadParameter(f"figure {number}: is “{shown['surface']}” now, it was “{row['surface']}”")
        if not row["measure"]:
            return
        if is_elsewhere and shown["measure"] != row["measure"]:
            raise BadParameter(f"figure {number}: counts {shown['measure']} now, it was {row['measure']}")
        of = name if name in FIELDS else "indicator"
        now = cell_said(shown[of])
        if now not in (row["was"], row["value"] if name in FIELDS else row["was"]):
            raise BadParameter(
                f"figure {number}: {of} is {now or 'empty'} now, it was {row['was'] or 'empty'} when it was decided on"
            )

    def _laid(self, rows: pd.DataFrame) -> tuple[pd.DataFrame, Overlaid]:
        """Lay decisions; refuse them where the table that comes of it breaks a rule."""
        decisions = with_rows(self.before, rows)
        laid = overlay(self.reading, self.text, decisions, self.data)
        self._check(laid.figures, {name: rows.loc[rows["field"] == name, "figure"].tolist() for name in AS_PRINTED})
        self._check_bounds(laid.figures, rows.loc[rows["field"] == "bound", "figure"].tolist())
        _check_relations(laid.figures, rows["figure"].tolist())
        return decisions, laid

    def _written(self, rows: pd.DataFrame) -> Decided:
        """Write decisions down and lay them, or nothing where the table that comes of it breaks a rule."""
        decisions, laid = self._laid(rows)
        decisions = with_state(decisions, laid.decisions)
        figures_file = self.data.folder / "figures" / f"{self.key}.csv"
        file = decisions_file(self.key, self.data)
        contents = {file: decisions_csv(decisions)}
        if not figures_file.is_file() or not laid.figures.equals(self.table):
            contents[figures_file] = figures_csv(laid.figures)
            before = figures_file.read_text(encoding="utf-8-sig") if figures_file.is_file() else ""
            contents |= redrafted(self.code, self.year, before, contents[figures_file], self.data)
        write_all(contents)
        waits = len(laid.waiting)
        fresh = decisions.tail(len(decisions) - len(self.before))
        status, *_ = status_of(self._stated(), decisions.to_dict("records"), laid.figures["figure"].tolist())
        settled = self.waited - (waits - int((~fresh["waits"].isin(AT_REST)).sum()))
        return Decided(fresh, self.table, laid.figures, max(0, settled), waits, status, figures_file, file)

    def _check_second(self, by: str) -> None:
        """Check that a report may be approved, and by this person."""
        if self.waited:
            them = "1 decision waits" if self.waited == 1 else f"{self.waited} decisions wait"
            raise BadParameter(
                f"review=approved: {them} for a person; settle first: {command()} queue --place {self.code}"
            )
        decisions, numbers = self.before.to_dict("records"), self.table["figure"].tolist()
        stated = self._stated()
        _, checked, of = status_of(stated, decisions, numbers)
        if checked < of:
            raise BadParameter(f"review=approved: {of - checked} of {of} figures were not checked by anybody yet")
        alone = frozenset() if stated in (REVIEWED, APPROVED) else checked_alone(by, decisions, numbers)
        if alone:
            raise BadParameter(
                f"review=approved: {len(alone)} of {of} figures were checked by {by} alone; a second person approves"
            )

    def _stated(self) -> str:
        reports = self.data.table("reports")
        of = (reports["place_code"] == self.code) & (reports["year"] == self.year)
        return next(iter(reports.loc[of, "review"].tolist()), "")

    def _checked(self, values: Mapping[str, str], whole: bool) -> dict[str, str]:
        return checked_values(values, whole, self.data)

    def _numbers(self, figure: str) -> list[int]:
        known = self.table["figure"].tolist()
        if figure == "all":
            return known
        numbers: list[int] = []
        for part in re.split("[,，、]", figure):
            span = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part.strip())
            if not span:
                raise BadParameter(
                    f"{figure or '(empty)'}: no figure; give a number, 3,7-9, all, new, or 0 for the whole report"
                )
            first, last = int(span[1]), int(span[2] or span[1])
            if last < first:
                raise BadParameter(f"{part.strip()}: ends before it begins; write {last}-{first}")
            numbers += range(first, last + 1)
        none = (self.before["field"] == IS_FIGURE) & (self.before["value"] == NO)
        struck = self.before.loc[none & (self.before["waits"] != WITHDRAWN), "figure"].tolist()
        for number in numbers:
            if number not in known and number not in struck:
                said = f"{known[0]} to {known[-1]}" if known else "none"
                raise BadParameter(f"figure {number}: {self.key} has no such figure; there are {said}")
        return numbers

    def _of_figure(self, number: int, values: Mapping[str, str], told: Told) -> list[dict[str, Any]]:
        read = {int(row["figure"]): row for row in self.reading.to_dict("records")}
        shown = {int(row["figure"]): row for row in self.table.to_dict("records")}
        row = read.get(number) or shown[number]
        known = {int(other["figure"]) for other in shown.values()}
        values, rows = _with_what_follows(values, row), []
        for name, value in values.items():
            refers = ""
            if name in NAMING and value:
                for other in map(int, NUMBERS.findall(value)):
                    if other == number or other not in known:
                        raise BadParameter(f"{name}: {other} is no other figure of {self.key}")
                refers = told.refers(value, {})
            if name == IS_FIGURE and value == NO:
                was = row_said(row, read.values())
            else:
                was = "" if name in (REVIEW, IS_FIGURE) else cell_said(row[name])
            if name == IS_FIGURE and value == YES:
                was = YES if number in read else ""
            rows.append(told.of(row, name, value, was, refers))
        return rows

    def _moment(self, figure: str, by: str) -> str:
        """Return the time of a decision: after all others, and what one person decided of one figure told apart."""
        numbers = [0] if figure in ("0", "new") else self._numbers(figure)
        time = now()
        soon = _written_as(datetime.fromisoformat(time) + timedelta(seconds=AHEAD))
        of = self.before["figure"].isin(numbers) | (self.before["waits"] == WITHDRAWN)
        for on, who, may_be_same in zip(self.before["on"], self.before["by"], of, strict=True):
            if on.endswith("Z") and time <= on < soon:
                is_same = may_be_same and person(who) == person(by)
                time = _written_as(datetime.fromisoformat(on) + timedelta(seconds=int(is_same)))
        return time

    def _taken_back(self, figure: str, by: str, reason: str, on: str) -> list[dict[str, Any]]:
        """Return what takes back what a person decided last of some figures, one row each."""
        mine: dict[int, dict[str, Any]] = {}
        for row in self.before.to_dict("records"):
            is_his = person(row["by"]) == person(by) and not is_withdrawal(row)
            if is_his and row["waits"] not in (WITHDRAWN, SETTLED, *UNPLACED):
                last = mine.get(int(row["figure"]))
                if last is None or last["on"] <= row["on"]:
                    mine[int(row["figure"])] = row
        numbers = [0] if figure == "0" else self._numbers(figure)
        if figure == "all":
            numbers = sorted(set(mine) - {0})
        rows = []
        for number in numbers:
            if number not in mine:
                what = f"figure {number}" if number else "the whole report"
                raise BadParameter(f"review=withdrawn: nothing that {by} decided of {what} can be taken back")
            about = {"field": REVIEW, "value": WITHDRAWN, "was": mine[number]["on"], "by": by, "on": on}
            about |= {"reason": reason, "confidence": None, "settles": "", "waits": "", "refers": ""}
            rows.append({**mine[number], **about})
        return rows

    def _of_report(self, told: Told, name: str, value: str) -> dict[str, Any]:
        row = {"place_code": self.code, "year": self.year, "figure": 0, "surface": "", "start": None, "end": None}
        return {**told.of({**row, "measure": ""}, name, value, ""), "start": None, "text": ""}

    def _missed(self, values: Mapping[str, str], told: Told) -> list[dict[str, Any]]:
        values = dict(values)
        where = {name: values.pop(name) for name in WHERE if name in values}
        values.setdefault(IS_FIGURE, YES)
        checked = self._checked(values, whole=False)
        start, end = self._place(where)
        for name in ("value", "measure"):
            if not checked.get(name):
                raise BadParameter(f"{name}: a figure that was missed needs its {name}")
        row = {
            "place_code": self.code,
            "year": self.year,
            "figure": max(self.table["figure"].tolist(), default=0) + 1,
            "surface": self.text[start:end],
            "start": start,
            "end": end,
            "measure": checked["measure"],
        }
        refers = {name: told.refers(value, {}) for name, value in checked.items() if name in NAMING and value}
        return [told.of(row, name, value, "", refers.get(name, "")) for name, value in checked.items()]

    def _place(self, where: Mapping[str, str]) -> tuple[int, int]:
        """Return where the figure stands that was missed."""
        surface = where.get("surface", "")
        if not surface:
            raise BadParameter("surface: a figure that was missed needs its number as printed, e.g. surface=12件")
        if not self.text:
            file = text_file(self.code, self.year, self.data)
            raise BadParameter(f"{shown_path(file)}: the text is not at hand, in which a missed figure is to be found")
        before, after = where.get("before", ""), where.get("after", "")
        found = [match.start() + len(before) for match in re.finditer(re.escape(before + surface + after), self.text)]
        if where.get("start"):
            found = [start for start in found if str(start) == where["start"]]
        if len(found) != 1:
            many = f"stands in the text {len(found)} times" if found else "is not in the text"
            raise BadParameter(f"surface: “{before}{surface}{after}” {many}; say with before=, after= or start= which")
        end = found[0] + len(surface)
        over = self.table[(self.table["start"] < end) & (self.table["end"] > found[0])]
        if len(over):
            raise BadParameter(f"surface: “{surface}” there is figure {over['figure'].iloc[0]} already")
        return found[0], end

    def _check(self, figures: pd.DataFrame, typed: Mapping[str, Collection[int]]) -> None:
        """Check the table as it will be, before anything is written: what was typed is held against the print."""
        # What was recognised in a picture is not surely what is printed there.
        seen = figures["figure"][figures["page"].notna()].tolist() if "page" in figures else []
        held = {name: [str(number) for number in of if number not in seen] for name, of in typed.items()}

        def faults_of(cells: pd.DataFrame) -> list[str]:
            faults = faults_within(cells)
            for name, numbers in held.items():
                faults += unlike_print(cells[cells["figure"].isin(numbers)], self.data, [name])
            return faults

        with TemporaryDirectory() as folder:
            file = Path(folder, f"{self.key}.csv")
            file.write_bytes(figures_csv(figures).encode())
            try:
                self.data.read("figures", [file], also=faults_of)
            except BadTable as error:
                raise BadParameter(self._by_figure(error.faults[0], shown_path(file), figures)) from None

    def _check_bounds(self, figures: pd.DataFrame, numbers: Collection[int]) -> None:
        """Check that the words around a figure say the bound that was typed."""
        decided = figures[figures["figure"].isin(numbers) & figures["start"].notna()] if self.text else figures[:0]
        for row in records(decided):
            if not is_printed_bound(row.bound, self.text, row.start, row.end, self.data):
                around = " ".join(self.text[max(0, row.start - AROUND) : row.end + AROUND].split())
                fault = BOUND_PRINTED.format(around)
                raise BadParameter(f"figure {row.figure}: bound: {fault}, got “{row.bound}”")

    def _by_figure(self, fault: str, shown: str, figures: pd.DataFrame) -> str:
        """Return a fault in a table by the number of its figure, and in Chinese too."""
        found = re.fullmatch(rf"{re.escape(shown)}:(\d+):(?:(\w+):)?(.*)", fault, flags=re.DOTALL)
        if not found:
            return fault
        number = figures["figure"].tolist()[int(found[1]) - 2]
        titles = {field["name"]: field["title"] for field in self.data.fields("figures")}
        rule = rule_in_chinese(found[3])
        said = f"（第{number}项“{titles.get(found[2], found[2])}”：{rule}）" if rule else ""
        return f"figure {number}: {found[2] + ':' if found[2] else ''}{found[3]}{said}"


def text_at_hand(key: str, data: Data) -> tuple[str, str]:
    """Return the text of a report that its figures were read from, and the first digits of its SHA-256.

    Either is ``""`` where it is not known: the text stays with its owner.
    """
    code, _, year = key_of(key, data).rpartition("-")
    reports = data.table("reports")
    of = reports.loc[(reports["place_code"] == code) & (reports["year"] == int(year)), "sha256"].tolist()
    return load_text(code, year, data), of[0][:OF_TEXT] if of else ""


def may_be_laid(key: str, data: Data) -> bool:
    """Return whether a table of figures that is there is a reading with decisions, and not one that people made."""
    key = key_of(key, data)
    (file,) = data.files("figures", key)
    with file.open(encoding="utf-8-sig") as lines:
        is_draft = "confidence" in lines.readline().strip().split(",")
    return is_draft or bool(text_at_hand(key, data)[0]) or decisions_file(key, data).is_file()


def with_draft_columns(figures: pd.DataFrame, key: str, data: Data) -> pd.DataFrame:
    """Return a table of figures with the columns that only a draft has, as its file has them."""
    (file,) = data.files("figures", key)
    raw = pd.read_csv(file, encoding="utf-8-sig", keep_default_na=False, dtype="str")
    known = {field["name"]: field for field in data.fields("figures") if field.get("optional")}
    for name in known:
        if name in raw and name not in figures:
            column = raw[name]
            if known[name]["type"] in ("number", "integer"):
                column = pd.to_numeric(column.where(column != "")).astype(
                    "float64" if known[name]["type"] == "number" else "Int64"
                )
            figures = figures.assign(**{name: column.to_numpy()})
    return figures


def _with_what_follows(values: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, str]:
    """Return decided values with what they leave no choice of: out of the field, a figure has no indicator."""
    after = {**row, **{name: value for name, value in values.items() if name in FIELDS}}
    agree(after, values)
    return {**values, **{name: after[name] for name in FIELDS if name not in values and after[name] != row[name]}}


def _of_all(brought: Iterable[tuple[int, list[dict[str, Any]]]]) -> pd.DataFrame:
    return table_of(row for _, rows in brought for row in rows)


def _who_said(row: Mapping[str, Any]) -> tuple:
    """Return what tells a decision from others, whatever is known of the words around it."""
    surface = closed_text(row["surface"]) if int(row["figure"]) else None
    return person(row["by"]), row["on"], row["field"], row["value"], surface


def _where(row: Mapping[str, Any]) -> tuple[int | None, int]:
    """Return where the figure of a decision begins, and its number."""
    return None if pd.isna(row["start"]) else int(row["start"]), int(row["figure"])


def _what(row: Mapping[str, Any]) -> tuple:
    """Return of which figure and field a decision is, and what it says."""
    return row["surface"], row["start"], row["field"], row["value"]


def _is_said(decisions: pd.DataFrame, by: str, name: str, value: str) -> bool:
    said = decisions[["by", "field", "value"]].eq([by, name, value]).all(axis=1)
    return bool((said & (decisions["waits"] != WITHDRAWN)).any())


def _check_relations(figures: pd.DataFrame, decided: Iterable[int]) -> None:
    """Check that no figure that was decided on is, by way of others, a part of itself."""
    named = {
        int(number): [int(other) for other in NUMBERS.findall(related)] if relation in OF_WHOLE else []
        for number, relation, related in figures[["figure", "relation", "related"]].itertuples(index=False)
    }
    for number in named.keys() & set(decided):
        above, seen = list(named[number]), set[int]()
        while above:
            other = above.pop()
            if number in named.get(other, ()):
                raise BadParameter(f"figure {number}: related: figure {other} is already said to be of figure {number}")
            if other not in seen:
                seen.add(other)
                above += named.get(other, ())


def _told_of(name: str, words: str) -> str:
    words = one_line(name, words) if isinstance(words, str) else ""
    if not words:
        raise BadParameter(f"{name}: must not be empty; a decision says who made it and why")
    return words
