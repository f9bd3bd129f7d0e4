"""The review desk: what waits for a person, one figure after another; each act is a decision at once."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ...decisions import Decided, decide
from ...decisions.checking import one_line
from ...decisions.laying import (
    ACCEPTED,
    APPROVED,
    REVIEW,
    SETTLED,
    UNPLACED,
    WITHDRAWN,
    is_withdrawal,
    person,
)
from ...decisions.said import changes_said
from ...decisions.store import FOLDER, stored_of
from ...errors import BadParameter, NoData
from ...paths import PACKAGE_FILE, command, default_data_dir, find_folder, shown_path
from ...presentation import check_language, load_language
from ...presentation.wordings import Wordings
from ...reviewing.queue_items import Item, gather
from ...reviewing.queue_rows import Described
from ...tables import Data, DataDir, find_place, open_data
from ...tables.figures import say_no_data, year_of
from ...text.terminal import harmless
from .presence import Presence
from .sheet import Sheet

# Decisions that wait where their figure is known; the others have lost it.
PLACED = ("decision-differ", "decision-number", "decision-related", "decision-schema")
# What a figure is called between the page and the desk: place, year and number.
ITEM = re.compile(r"[^-]+-[0-9]{1,4}-[0-9]{1,9}")
# Of all reports, as many as are listed.
LISTED = 500
# Sheets that are kept at hand.
SHEETS = 8


class Desk:
    """The figures that wait for a person, the worst first, and what is done with each.

    Every act is a decision at once, as of `decide`: there is nothing to save, and nothing is lost when the kernel ends.

    Parameters
    ----------
    place : str, optional
        A code, slug or name; all places by default.
    year : int, optional
        With `place`, one report: then all its figures are listed, those that nobody has checked first.
    by : str, optional
        Who decides; asked for where it is not given.
    lang : {"zh", "en"}
    data_dir : path-like or Data, optional

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> desk = Desk("横沥镇", 2020)
    >>> waiting = desk.queue()
    >>> waiting["report"]["status"], len(waiting["items"])
    ('reviewed', 65)
    """

    def __init__(
        self,
        place: str | int | None = None,
        year: int | str | None = None,
        by: str | None = None,
        lang: str = "zh",
        data_dir: DataDir = None,
    ) -> None:
        self.lang = check_language(lang)
        self.folder = data_dir.folder if isinstance(data_dir, Data) else _folder(data_dir)
        self.words = Wordings(open_data(), "desk_sentences", ["key"], lang)
        data = self._data()
        self.code = None if place is None else str(find_place(place, data).name)
        self.year = None if year is None else year_of(year)
        self.by = ""
        if by:
            self.name(by)
        self.sheets: dict[str, Sheet] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.queued: dict[str, Item] = {}
        self.seen: dict[str, tuple[str, ...]] = {}
        # What was done here, the last at the end: of an act its moment, of what was left for later nothing.
        self.acts: list[tuple[str, str]] = []
        self.later: set[str] = set()
        self.at = ""
        if self.key and not data.files("figures", self.key):
            raise NoData(say_no_data(self.code, self.year, data))
        self.known = {key: len(stored_of(key, data)) for key in self._keys(data)}
        self.presence = Presence(self.folder)

    @property
    def key(self) -> str:
        """The report that it is of, ``""`` where it is of several."""
        return f"{self.code}-{self.year}" if self.code and self.year else ""

    # What is to be seen

    def name(self, by: str) -> dict[str, Any]:
        """Say who decides."""
        by = one_line("by", str(by))
        if not by:
            raise BadParameter(self.words.say("who"))
        self.by = by
        return {"by": by}

    def queue(self) -> dict[str, Any]:
        """Return what waits, the worst first, then the rest of the report in the order of the text."""
        data = self._data()
        elsewhere, notes = 0, []
        queued: dict[str, Item] = {}
        for item in sorted(gather(data, self.code, self.lang), key=lambda item: item.order):
            if self.year is not None and item.year != self.year:
                continue
            if not self._is_for_here(item):
                elsewhere += 1
                if self.key and item.kind == "finding":
                    notes.append(item.detail)
                continue
            for one, each in _figures_of(item):
                queued[one] = _both(queued[one], each) if one in queued else each
        self.queued = queued
        listed = list(queued) if self.key else list(queued)[:LISTED]
        if self.key:
            sheet = self._sheet(self.key)
            # Once now, so that the first figure comes as quickly as the others.
            _ = sheet.described
            listed = [one for one in listed if _number(one) in sheet.rows]
            rest = [f"{self.key}-{number}" for number in [*sheet.rows, *sheet.struck]]
            # What nobody looked at comes before what somebody did.
            listed += sorted((one for one in rest if one not in queued), key=lambda one: bool(sheet.done(_number(one))))
        described = Described(self.lang, data)
        self.items = {one: self._listed(one, described, data) for one in listed}
        waits = sum(not item["done"] for item in self.items.values())
        return {
            "title": self._title(data),
            "by": self.by,
            "items": list(self.items.values()),
            "report": self._sheet(self.key).status(self.by) if self.key else {},
            "said": self.words.say("queue_left", n=waits) if waits else self.words.say("queue_none"),
            "elsewhere": self._elsewhere(elsewhere),
            "notes": notes,
            "others": self._others(),
            "readonly": self._read_only(),
            "can_undo": self._can_undo(data),
        }

    def show(self, item: str) -> dict[str, Any]:
        """Return all that is to be known of a figure."""
        sheet, number = self._of(item)
        self.at = item
        self._here()
        if number in sheet.rows:
            self.seen[item] = sheet.shown(number)
            shown = sheet.show(number, sheet.item(number, self.queued.get(item)))
        else:
            shown = sheet.show_struck(number)
        return {**self._item(item), **shown, "reason": self.words.say("looked")}

    def others(self) -> dict[str, Any]:
        """Return who else is at work here, and what others decided since this was asked last."""
        data = self._data()
        self._here()
        say = self.words.say
        changed: dict[str, list[str]] = {}
        for key in self._keys(data):
            rows = stored_of(key, data)
            for row in rows[self.known.get(key, 0) :]:
                if person(row["by"]) != person(self.by) and int(row["figure"]):
                    changed.setdefault(row["by"], []).append(f"{key}-{row['figure']}")
            self.known[key] = len(rows)
        told = [
            say("decided_since", by=by, figures=self._figures(dict.fromkeys(ids), data)) for by, ids in changed.items()
        ]
        ids = list(dict.fromkeys(one for of in changed.values() for one in of))
        return {
            "others": self._others(),
            "changed": ids,
            "items": [self._item(one) for one in ids if one in self.items],
            "said": "；".join(told) if self.lang == "zh" else "; ".join(told),
        }

    # What is done

    def accept(self, item: str, reason: str = "") -> dict[str, Any]:
        """Write down that a figure was read rightly."""
        sheet, number = self._of(item)
        if number not in sheet.rows:
            raise BadParameter(self.words.say("is_struck", figure=self.figure_name(item)))
        return self._decide(item, {REVIEW: ACCEPTED}, reason)

    def correct(self, item: str, values: Mapping[str, str], reason: str = "", settle: bool = False) -> dict[str, Any]:
        """Write down what a figure is instead; only what differs from what is shown."""
        sheet, number = self._of(item)
        for name, value in values.items():
            # Of None and a list a text could be made too, which nobody meant.
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise BadParameter(
                    f"{harmless(str(name))[:60]}: must be a text or a number, got {type(value).__name__}"
                )
        fields = {name: str(value) for name, value in values.items() if str(value) != sheet.said(number, name)}
        if not fields:
            raise BadParameter(self.words.say("nothing_given"))
        return self._decide(item, fields, reason, settle)

    def skip(self, item: str) -> dict[str, Any]:
        """Leave a figure for later."""
        self._of(item)
        self.later.add(item)
        self.acts.append((item, ""))
        return self._answer(item, self.words.say("skipped", figure=self.figure_name(item)))

    def undo(self) -> dict[str, Any]:
        """Take back what was done last: a decision of one's own, or that a figure was left for later."""
        data, say = self._data(), self.words.say
        if self.acts and not self.acts[-1][1]:
            item, _ = self.acts.pop()
            self.later.discard(item)
            return {**self._answer(item, say("unskipped", figure=self.figure_name(item))), "id": item, "next": item}
        self._check_named()
        item, on = self.acts[-1] if self.acts else self._last(data)
        if not item:
            raise BadParameter(say("nothing_to_undo"))
        key, number = _key(item), _number(item)
        mine = [row for row in self._mine(key, data) if int(row["figure"]) == number]
        if not mine or max(row["on"] for row in mine) != on:
            del self.acts[-1:]
            raise BadParameter(say("undone_already", figure=self.figure_name(item)))
        what = [row for row in mine if row["on"] == on]
        self._written(item, {REVIEW: WITHDRAWN}, say("undo_reason"))
        del self.acts[-1:]
        self._forget(item)
        self.known[key] = self.known.get(key, 0) + 1
        told = "、".join(f"{row['field']}={row['value']}" for row in what)
        said = say("undone", figure=self.figure_name(item), on=_clock(on), what=told)
        # Of the whole report there is nothing to go back to.
        return {**self._answer(item, said), "id": item, "next": item if number else self.at or None}

    def approve(
        self, place: str | int | None = None, year: int | str | None = None, reason: str = ""
    ) -> dict[str, Any]:
        """Approve a report that another person reviewed."""
        data = self._data()
        self._check_named()
        code = self.code if place in (None, "") else str(find_place(place, data).name)
        year = self.year if year is None or year == "" else year_of(year)
        if code is None or year is None:
            raise BadParameter(self.words.say("which_report"))
        key = f"{code}-{year}"
        if not data.files("figures", key):
            raise NoData(say_no_data(code, year, data))
        if refused := self._sheet(key).unapproved(self.by):
            raise BadParameter(refused)
        reason = reason.strip() or self.words.say("approve_reason")
        done = self._written(f"{key}-0", {REVIEW: APPROVED}, reason)
        self.acts.append((f"{key}-0", str(done.rows["on"].iloc[-1]) if len(done.rows) else ""))
        self.known[key] = self.known.get(key, 0) + len(done.rows)
        return {
            "said": self._joined(changes_said(done, self.lang, data)),
            "status": self._sheet(key).status(self.by),
            "can_undo": True,
            "next": None,
        }

    def close(self) -> None:
        """Say that nobody sits here any more."""
        self.presence.leave()

    # How

    def _decide(self, item: str, values: Mapping[str, str], reason: str, settle: bool = False) -> dict[str, Any]:
        self._check_named()
        sheet, number = self._of(item)
        if changed := sheet.changed(number, self.seen.get(item)):
            self.seen[item] = sheet.shown(number)
            raise BadParameter(self.words.say("changed", figure=self.figure_name(item), what=self._joined(changed)))
        data = self._data()
        reason = reason.strip() or self.words.say("looked")
        done = self._written(item, values, reason, settle)
        if len(done.rows):
            self.acts.append((item, str(done.rows["on"].iloc[-1])))
        self.later.discard(item)
        self._forget(item)
        key = _key(item)
        self.known[key] = self.known.get(key, 0) + len(done.rows)
        return self._answer(item, self._joined(changes_said(done, self.lang, data)))

    def _written(self, item: str, values: Mapping[str, str], reason: str, settle: bool = False) -> Decided:
        """Write a decision down."""
        data = self._data()
        return decide(*_report(item), _number(item), values, self.by, reason, settle=settle, data_dir=data)

    def _answer(self, item: str, said: str) -> dict[str, Any]:
        """Return what became of an act, and which figure comes next."""
        if item in self.items:
            self.items[item] = self._item(item)
        if _number(item):
            self.at = item
        self._here()
        return {
            "said": said,
            "item": self._item(item),
            "next": self._next(item),
            "status": self._sheet(_key(item)).status(self.by),
            "can_undo": self._can_undo(self._data()),
        }

    def _next(self, item: str) -> str | None:
        """Return the next figure that nobody has judged, those left for later last."""
        if not self.items:
            self.queue()
        ids = list(self.items)
        at = ids.index(item) + 1 if item in self.items else 0
        order = [*ids[at:], *ids[:at]]
        for wanted in ("", "skipped"):
            found = next((one for one in order if self.items[one]["done"] == wanted and one != item), None)
            if found:
                return found
        return None

    def _forget(self, item: str) -> None:
        """Let a figure be what it has become."""
        self.seen.pop(item, None)
        sheet = self._sheet(_key(item))
        if _number(item) in sheet.rows:
            self.seen[item] = sheet.shown(_number(item))

    def _item(self, item: str) -> dict[str, Any]:
        """Return a figure as it is listed, with what was made of it by now."""
        listed = self.items.get(item)
        if listed is None:
            data = self._data()
            listed = self._listed(item, Described(self.lang, data), data)
        sheet, number = self._sheet(_key(item)), _number(item)
        done = "skipped" if item in self.later else sheet.done(number)
        if listed["weight"] and done == "reviewed":
            done = ""
        label = self.words.say(f"done_{done}") if done else ""
        now = {"done": done, "label": label}
        if number in sheet.rows:
            now["surface"] = harmless(sheet.rows[number].surface)
        return {**listed, **now}

    def _listed(self, item: str, described: Described, data: Data) -> dict[str, Any]:
        code, year = _report(item)
        queued = self.queued.get(item)
        place = load_language(self.lang, data).place(code) if code in data.table("places", index="code").index else code
        row = queued.row if queued is not None else self._sheet(_key(item)).rows.get(_number(item))
        done = "skipped" if item in self.later else ""
        if not done and (self.key or queued is None):
            done = self._sheet(_key(item)).done(_number(item))
        if done == "reviewed" and queued is not None:
            # Somebody called the whole report reviewed, and still something is wrong.
            done = ""
        return {
            "id": item,
            "place": place,
            "place_code": code,
            "year": year,
            "figure": _number(item),
            "surface": harmless(getattr(row, "surface", "")),
            "why": described.why(queued) if queued is not None else "",
            "weight": queued.weight if queued is not None else 0.0,
            "done": done,
            "label": self.words.say(f"done_{done}") if done else "",
        }

    def _is_for_here(self, item: Item) -> bool:
        if item.year is None or not item.number:
            return False
        if item.kind == "decision":
            return item.reasons[:1] != () and item.reasons[0] in PLACED
        return item.kind == "figure" or (item.kind == "finding" and item.row is not None)

    def _of(self, item: str) -> tuple[Sheet, int]:
        """Return the report of a figure as it is now, and the number of it there."""
        if not ITEM.fullmatch(str(item)):
            raise BadParameter(self.words.say("no_item", id=harmless(str(item))[:60]))
        sheet, number = self._sheet(_key(item)), _number(item)
        if number not in sheet.rows and number not in sheet.struck:
            raise BadParameter(self.words.say("no_item", id=self.figure_name(item)))
        return sheet, number

    def _sheet(self, key: str) -> Sheet:
        """Return a report as it is now."""
        data = self._data()
        before = self.sheets.pop(key, None)
        if before is not None and before.stamp == before.stamp_of(data):
            sheet = before
        else:
            code, _, year = key.partition("-")
            sheet = Sheet(code, int(year), self.lang, data, self.words, before)
        self.sheets[key] = sheet
        while len(self.sheets) > SHEETS:
            del self.sheets[next(iter(self.sheets))]
        return sheet

    def _data(self) -> Data:
        """Return the data as they are now."""
        if not (self.folder / PACKAGE_FILE).is_file():
            raise NoData(self.words.say("gone", folder=shown_path(self.folder)))
        return open_data(self.folder)

    def _keys(self, data: Data) -> list[str]:
        """Return the reports here that were decided on."""
        if self.key:
            return [self.key]
        names = (file.stem for file in (data.folder / FOLDER).glob("*.csv"))
        return sorted(
            name
            for name in names
            if (self.code is None or name.startswith(f"{self.code}-"))
            and (self.year is None or name.endswith(f"-{self.year}"))
        )

    def _mine(self, key: str, data: Data) -> list[Mapping[str, str]]:
        """Return the decisions on a report that this person made and that hold, or wait beside another's."""
        return [
            row
            for row in stored_of(key, data)
            if person(row["by"]) == person(self.by)
            and not is_withdrawal(row)
            and row["waits"] not in (WITHDRAWN, SETTLED, *UNPLACED)
        ]

    def _last(self, data: Data) -> tuple[str, str]:
        """Return the figure that this person decided on last, and when: also before the kernel was started anew."""
        last = "", ""
        for key in self._keys(data):
            for row in self._mine(key, data):
                if row["on"] >= last[1]:
                    last = f"{key}-{row['figure']}", row["on"]
        return last

    def _can_undo(self, data: Data) -> bool:
        return bool(self.acts) or bool(self.by and self._last(data)[0])

    def _check_named(self) -> None:
        if not self.by:
            raise BadParameter(self.words.say("who"))

    def _read_only(self) -> str:
        """Say that nothing can be written, ``""`` where it can."""
        for name in (FOLDER, "figures"):
            folder = self.folder / name
            while not folder.exists():
                folder = folder.parent
            if not os.access(folder, os.W_OK):
                return self.words.say("readonly", folder=shown_path(self.folder / name))
        return ""

    def _here(self) -> None:
        self.presence.say(self.by, self.key, self.at)

    def _others(self) -> list[dict[str, str]]:
        """Return who else is at this report, or at one of these."""
        say, data, told = self.words.say, self._data(), []
        for other in self.presence.others():
            key = other.key or _key(other.item)
            if (self.key and key != self.key) or (person(other.by) == person(self.by) and self.by):
                continue
            what = self.figure_name(other.item) if other.item.count("-") == 2 else self._title(data)
            by = harmless(other.by) or say("somebody")
            told.append({"by": by, "on": what, "said": say("here_now", by=by, what=what)})
        return told

    def _elsewhere(self, n: int) -> str:
        of = f" --place {self.code}" if self.code else ""
        return self.words.say("elsewhere", n=n, command=f"{command()} queue{of}") if n else ""

    def _title(self, data: Data) -> str:
        if not self.code:
            return self.words.say("all_reports")
        place = load_language(self.lang, data).place(self.code)
        return self.words.say("of_report", place=place, year=self.year) if self.year else place

    def figure_name(self, item: str) -> str:
        """Return what a figure is called."""
        number = self.words.say("figure" if _number(item) else "whole", number=_number(item))
        if self.key:
            return number
        data = self._data()
        code, year = _report(item)
        place = load_language(self.lang, data).place(code) if code in data.table("places", index="code").index else code
        return f"{self.words.say('of_report', place=place, year=year)} {number}"

    def _figures(self, items: Iterable[str], data: Data) -> str:
        return ("、" if self.lang == "zh" else ", ").join(self.figure_name(item) for item in items)

    def _joined(self, said: Iterable[str]) -> str:
        return ("；" if self.lang == "zh" else "; ").join(said)


def _folder(data_dir: Any) -> Path:
    return default_data_dir() if data_dir in (None, "") else find_folder(data_dir)


def _key(item: str) -> str:
    return item.rpartition("-")[0]


def _number(item: str) -> int:
    return int(item.rpartition("-")[2])


def _report(item: str) -> tuple[str, int]:
    code, _, year = _key(item).partition("-")
    return code, int(year)


def _figures_of(item: Item) -> Iterable[tuple[str, Item]]:
    """Yield the figures that something that waits is on: of a finding there may be several."""
    for number in item.more.get("figures") or [item.number]:
        # What is said of one thing is not said of a reason that comes with another.
        detail = f"{item.reasons[-1]}: {item.detail}" if item.kind == "finding" else item.detail
        row = item.more.get("rows", {}).get(number, item.row if item.kind == "figure" else None)
        yield f"{item.place_code}-{item.year}-{number}", replace(item, number=number, detail=detail, row=row)


def _both(first: Item, second: Item) -> Item:
    """Return a figure that waits for two reasons as one thing."""
    return replace(
        first,
        reasons=tuple(dict.fromkeys([*first.reasons, *second.reasons])),
        detail="；".join(dict.fromkeys(filter(None, [first.detail, second.detail]))),
        candidates=tuple(dict.fromkeys([*first.candidates, *second.candidates])),
        row=first.row if first.row is not None else second.row,
    )


def _clock(on: str) -> str:
    """Return a moment as the clock here has it."""
    return datetime.fromisoformat(on).astimezone().strftime("%Y-%m-%d %H:%M:%S")
