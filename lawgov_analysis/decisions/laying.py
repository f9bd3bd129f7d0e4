"""Laying decisions over a reading of a report: each goes to the figure that it was decided on, or it waits."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

import pandas as pd
from pandas.api.types import is_numeric_dtype

from ..tables import FIGURE_COLUMNS, Data, DataDir, load_renamed, open_data
from .anchors import Anchor, Located, Words, closed_text
from .store import no_decisions, table_of

#: What may be decided of a figure, besides whether it is one and that it was read rightly.
FIELDS = [name for name in FIGURE_COLUMNS if name not in ("place_code", "year", "figure", "surface", "start", "end")]
IS_FIGURE, REVIEW = "figure", "review"
ACCEPTED, READ, APPROVED = "accepted", "read", "approved"
YES, NO = "yes", "no"
#: What ``waits`` says of a decision that would wait, had not a later one taken its place.
SETTLED = "settled"
#: What ``review`` is of a decision that takes another back, and what ``waits`` says of both.
WITHDRAWN = "withdrawn"
#: What ``waits`` says of decisions that wait for nobody.
AT_REST = ("", SETTLED, WITHDRAWN)
# Why a decision waits whose place is not found, so that another may be about the same.
UNPLACED = ("gone", "alike", "number", "unread", "split")
#: Columns that name figures by their numbers.
NAMING = ("related", "overlaps")
RELATING = ("relation", "related", "relation_by", "overlaps")
# Two figures of one text are two places: which of their anchors one place is, must be clear by so much.
CLEAR_OF_OTHER = 0.1
DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
NUMBERS = re.compile(r"[0-9]+")
REFERRED = re.compile(
    r"(?P<number>\d+)(?:@(?P<start>\d*) (?P<around>[0-9a-f/]*) (?P<rival>[0-9.]*) (?P<twins>[0-9]*) "
    r"(?P<before>[^⟦]*)⟦(?P<surface>[^⟧]*)⟧(?P<after>.*))?"
)
DEFAULTS = {"bound": "exact", "basis": "flow"}


@dataclass(frozen=True)
class Overlaid:
    """A reading with the decisions on it.

    Attributes
    ----------
    figures : pandas.DataFrame
        As the reading, in the order of the text. A figure keeps its number; one that is none leaves a gap, one that was
        missed has the number that it was given, or the next that is free.
    waiting : pandas.DataFrame
        The decisions that are not laid: their columns, ``waits``, why, and ``among``, the numbers of the figures that
        it is between. Why is one of ``gone`` (its words are not in the text), ``alike`` (two places fit alike),
        ``number`` (another number stands there now), ``unread`` (no figure is read there), ``split`` (several are),
        ``differ`` (two persons do), ``related`` (a figure that it names is not found), ``schema`` (the codebook does
        not have the value any more).
    decisions : pandas.DataFrame
        All of them, with the number of their figure and ``waits`` as they are now: `keep_state` stores that. One of
        these has ``settled`` there that would wait, had not a later decision taken its place; one that was taken back
        has ``withdrawn``, and so has what takes it back.
    held : int
        How many are laid.
    """

    figures: pd.DataFrame
    waiting: pd.DataFrame
    decisions: pd.DataFrame

    @property
    def held(self) -> int:
        """How many decisions are laid."""
        return int((self.decisions["waits"] == "").sum())


@dataclass
class _Target:
    """A place of the reading that decisions are on: a row of it, or a span of the text that it has no figure of."""

    row: int | None = None
    span: tuple[int, int] | None = None
    rows: list[int] = field(default_factory=list)

    @property
    def key(self) -> "_Key":
        """What tells it from others: which row, or which span."""
        return self.row if self.row is not None else self.span or (0, 0)


_Key: TypeAlias = int | tuple[int, int]


def overlay(figures: pd.DataFrame, text: str, decisions: pd.DataFrame, data_dir: DataDir = None) -> Overlaid:
    """Lay decisions over a reading, whatever became of the text and the reader since they were made.

    Parameters
    ----------
    figures : pandas.DataFrame
        A reading as from `extract_figures`, or a table of figures that no decision is laid over.
    text : str
        Which the offsets of `figures` count in; ``""`` where it is not at hand.
    decisions : pandas.DataFrame
        As from `load_decisions`.
    data_dir : path-like or Data, optional

    Returns
    -------
    Overlaid

    Examples
    --------
    >>> from lawgov_analysis import extract_figures, parse_report
    >>> from lawgov_analysis.decisions import decisions_between
    >>> text = "受理行政复议申请12件。"
    >>> reading = extract_figures(parse_report(text, place="441900106", year=2020))
    >>> told = decisions_between(reading, reading.assign(scope="镇级"), text, "李", "看过原文", "2021-03-01T09:00:00Z")
    >>> longer = "开展普法12场。" + text
    >>> again = extract_figures(parse_report(longer, place="441900106", year=2020))
    >>> overlay(again, longer, told).figures[["surface", "scope"]].values.tolist()
    [['12场', ''], ['12件', '镇级']]
    """
    data = open_data(data_dir)
    if decisions.empty:
        return Overlaid(figures, no_decisions().assign(among=""), decisions)
    return _Laying(figures, text, decisions, data).laid()


class _Laying:
    def __init__(self, figures: pd.DataFrame, text: str, decisions: pd.DataFrame, data: Data) -> None:
        self.reading = figures
        self.rows: list[dict[str, Any]] = figures.to_dict("records")
        self.words = Words(text)
        self.told: list[dict[str, Any]] = decisions.to_dict("records")
        back = taken_back(self.told)
        self.order = [at for at in in_time(self.told) if at not in back]
        self.data = data
        self.spans = {
            at: (int(row["start"]), int(row["end"]))
            for at, row in enumerate(self.rows)
            if not (pd.isna(row["start"]) or pd.isna(row["end"]))
        }
        self.by_span = {span: at for at, span in self.spans.items()}
        self.before = [(told["figure"], told["waits"]) for told in self.told]
        self.waits = [WITHDRAWN if at in back else "" for at in range(len(self.told))]
        self.among = [""] * len(self.told)
        self.found: dict[Anchor, Located] = {}
        self.own = set[int]()
        self.places: dict[Anchor, tuple[_Target | None, float, str, str]] = {}

    def laid(self) -> Overlaid:
        """Return the reading with the decisions."""
        targets = self._targets()
        for target in targets:
            self._read_now(target)
        struck, holds = set[_Key](), dict[_Key, dict[str, int]]()
        missed = list[_Target]()
        for target in targets:
            verdict, of = self._weigh(target)
            if verdict == NO:
                struck.add(target.key)
            elif target.row is not None or verdict == YES:
                holds[target.key] = of
                missed += [target] if target.row is None else []
            else:
                for at in target.rows:
                    self.waits[at] = self.waits[at] or "unread"
        rows = [dict(row, _at=at) for at, row in enumerate(self.rows)] + [self._missed(target) for target in missed]
        numbers = self._number(rows, missed)
        alive = {at: number for at, number in numbers.items() if at not in struck}
        kept = [row for row in rows if row["_at"] in alive]
        for row in kept:
            if row["_at"] in holds:
                self._apply(row, holds[row["_at"]], alive)
            _forget(row, {numbers[at] for at in struck if at in numbers})
        for target in targets:
            for at in target.rows:
                self.told[at]["figure"] = numbers.get(target.key, self.told[at]["figure"])
        self._settle({at: target for target in targets for at in target.rows})
        for at, (told, waits) in enumerate(zip(self.told, self.waits, strict=True)):
            told["waits"] = waits
            if waits == "number" and self.among[at].isdecimal():
                # Who looks at it finds what is printed there now.
                told["figure"] = int(self.among[at])
        decisions = table_of(self.told)
        waiting = decisions.assign(among=self.among)[[waits not in AT_REST for waits in self.waits]]
        return Overlaid(self._table(kept), waiting.reset_index(drop=True), decisions)

    def _read_now(self, target: _Target) -> None:
        """Let decisions say what is read of their figure now, which the table has again where they do not hold."""
        if target.row is None:
            return
        row = self.rows[target.row]
        for at in target.rows:
            told = self.told[at]
            if told["field"] in FIELDS:
                told["was"] = cell_said(row[told["field"]])
            elif (told["field"], told["value"]) == (IS_FIGURE, NO):
                told["was"] = row_said(row, self.rows)
            else:
                continue
            if not pd.isna(row.get("confidence")):
                told["confidence"] = row["confidence"]

    # Where each belongs.

    def _targets(self) -> list[_Target]:
        """Return the places that decisions are on, each with its decisions in the order of time."""
        found: dict[_Key, _Target] = {}
        claims: dict[_Key, list[tuple[float, Anchor]]] = {}
        anchors = {}
        for at in self.order:
            told = self.told[at]
            if told["surface"]:
                anchors.setdefault(anchor_of(told), []).append(at)
        if self.words.text:
            located = [self._located(anchor).span for anchor in anchors if self._has_words(anchor)]
            self.own = {self.by_span[span] for span in located if span in self.by_span}
        for anchor, ats in anchors.items():
            target, fits, why, among = self._target(anchor, self.told[ats[0]]["measure"])
            self.places[anchor] = target, fits, why, among
            if target is not None:
                claims.setdefault(target.key, []).append((fits, anchor))
        for claimed in claims.values():
            self._one_of(claimed)
        for anchor, ats in anchors.items():
            target, _, why, among = self.places[anchor]
            for at in ats:
                self.waits[at], self.among[at] = why, among
            if target is not None:
                found.setdefault(target.key, target).rows += ats
        rank = {at: place for place, at in enumerate(self.order)}
        for target in found.values():
            target.rows.sort(key=rank.__getitem__)
        return list(found.values())

    def _one_of(self, claimed: Sequence[tuple[float, Anchor]]) -> None:
        """Let only one of several figures of one text have a place, if it is clear which."""
        for text in {anchor.text for _, anchor in claimed if anchor.text}:
            same = sorted(((fits, anchor) for fits, anchor in claimed if anchor.text == text), key=lambda one: -one[0])
            if len({anchor.start for _, anchor in same}) < 2:
                continue
            first = same[0][0] - same[1][0] >= CLEAR_OF_OTHER
            for _, anchor in same[int(first) :]:
                target, fits, _, _ = self.places[anchor]
                among = "" if target is None or target.row is None else str(self.rows[target.row]["figure"])
                self.places[anchor] = None, fits, "alike", among

    def _target(self, anchor: Anchor, measure: str) -> tuple[_Target | None, float, str, str]:
        if not self._has_words(anchor):
            return self._in_table(anchor, measure)
        located = self._located(anchor)
        if located.span is None:
            there = [at for at, span in self.spans.items() if self.words.is_there(anchor, *span)]
            if located.why == "gone" and len(there) == 1:
                return None, located.fits, "number", str(self.rows[there[0]]["figure"])
            return None, located.fits, located.why, self._figures_of(located)
        exact = self.by_span.get(located.span)
        if exact is not None:
            return _Target(row=exact), located.fits, "", ""
        start, end = located.span
        # A figure that was decided on by its own words is another.
        over = [at for at, (first, last) in self.spans.items() if first < end and start < last and at not in self.own]
        if not over:
            return _Target(span=located.span), located.fits, "", ""
        same = [at for at in over if _digits(self.rows[at]["surface"]) == _digits(anchor.surface)]
        if len(same) == 1:
            return _Target(row=same[0]), located.fits, "", ""
        among = " ".join(str(self.rows[at]["figure"]) for at in over)
        return None, located.fits, "split" if len(over) > 1 else "number", among

    def _has_words(self, anchor: Anchor) -> bool:
        """Return whether there is a text to find an anchor in, and words to find it by."""
        return bool(self.words.text) and bool(anchor.text == self.words.sum or anchor.around)

    def _located(self, anchor: Anchor) -> Located:
        if anchor not in self.found:
            self.found[anchor] = self.words.locate(anchor)
        return self.found[anchor]

    def _figures_of(self, located: Located) -> str:
        return " ".join(str(self.rows[self.by_span[span]]["figure"]) for span in located.among if span in self.by_span)

    def _in_table(self, anchor: Anchor, measure: str) -> tuple[_Target | None, float, str, str]:
        """Find a figure by what the table says of it, where the text or the words around it are not at hand."""
        alike = [at for at, row in enumerate(self.rows) if closed_text(row["surface"]) == closed_text(anchor.surface)]
        here = [at for at in alike if anchor.start is not None and self.spans.get(at, (None,))[0] == anchor.start]
        same = [at for at in alike if closed_text(self.rows[at]["measure"]) == closed_text(measure)]
        both = [at for at in here if at in same]
        right = both if len(both) == 1 else same if anchor.rival < 1 else []
        if not self.words.text and len(here) == 1 and len(right) != 1:
            right = here
        if len(right) == 1:
            return _Target(row=right[0]), 1.0, "", ""
        if not alike:
            return None, 0.0, "gone", ""
        return None, 0.0, "alike", " ".join(str(self.rows[at]["figure"]) for at in alike)

    # What holds.

    def _weigh(self, target: _Target) -> tuple[str, dict[str, int]]:
        """Return whether a place is a figure, ``""`` where nobody said so, and which decision holds of each field."""
        stance: dict[str, int] = {}
        by_field: dict[str, list[int]] = {}
        for at in target.rows:
            told = self.told[at]
            by_field.setdefault(told["field"], []).append(at)
            if told["field"] == IS_FIGURE and told["settles"]:
                stance.clear()
            stance[person(told["by"])] = at
        said = {person: self._is_figure(at) for person, at in stance.items()}
        if len(set(said.values())) > 1:
            for at in target.rows:
                self.waits[at] = self.waits[at] or "differ"
            return "", {}
        if NO in said.values():
            return NO, {}
        holds = {}
        for name, ats in by_field.items():
            latest: dict[str, int] = {}
            for at in ats:
                if self.told[at]["settles"]:
                    latest.clear()
                latest[person(self.told[at]["by"])] = at
            if len({self._meant(at) for at in latest.values()}) > 1:
                for at in latest.values():
                    self.waits[at] = "differ"
            else:
                holds[name] = max(latest.values(), key=lambda at: (moment_of(self.told[at]["on"]), at))
        return YES if IS_FIGURE in by_field else "", holds

    def _settle(self, targets: Mapping[int, _Target]) -> None:
        """Let no decision wait whose place a later one has taken."""
        for place, at in enumerate(self.order):
            if self.waits[at] in UNPLACED and any(self._settles(by, at, targets) for by in self.order[place + 1 :]):
                self.waits[at] = SETTLED

    def _settles(self, by: int, at: int, targets: Mapping[int, _Target]) -> bool:
        """Return whether a decision takes the place of an earlier one that is not found."""
        new, old = self.told[by], self.told[at]
        was_settled = self.before[at][1] == SETTLED
        if not new["surface"]:
            return was_settled and bool(new["settles"])
        if not (new["settles"] or person(new["by"]) == person(old["by"])):
            return False
        if was_settled and _covers(new, old, anew=True):
            return True
        if anchor_of(new) == anchor_of(old) or self._were_laid_together(by, at):
            return _covers(new, old, anew=False)
        # The one that is laid was decided of what stands where the other was.
        target, among = targets.get(by), self.among[at].split()
        if target is None or target.row is None or not _covers(new, old, anew=True):
            return False
        number = str(self.rows[target.row]["figure"])
        return among == [number] if self.waits[at] == "number" else bool(new["settles"]) and number in among

    def _were_laid_together(self, by: int, at: int) -> bool:
        """Return whether two decisions were on one figure when they were last laid."""
        new, old = self.told[by], self.told[at]
        alike = old["surface"] == new["surface"] or old["measure"] == new["measure"]
        return bool(old["surface"]) and alike and self.before[by] == self.before[at] == (self.before[at][0], "")

    def _is_figure(self, at: int) -> str:
        return NO if (self.told[at]["field"], self.told[at]["value"]) == (IS_FIGURE, NO) else YES

    def _meant(self, at: int) -> object:
        """Return what a decision says, told so that the same figures named by other numbers are the same."""
        told = self.told[at]
        if told["field"] not in NAMING or not told["value"]:
            return told["value"]
        named = [self._referred(each) for each in _referred_of(told)]
        return NUMBERS.sub("#", told["value"]), tuple(target.key if target else None for target in named)

    def _referred(self, anchor: Anchor) -> _Target | None:
        if not anchor.surface:
            return None
        return self._target(anchor, "")[0]

    def _number(self, rows: list[dict[str, Any]], missed: Sequence[_Target]) -> dict[_Key, int]:
        """Number the rows that were missed, and return the number of each row."""
        taken = {int(row["figure"]) for row in self.rows}
        given = dict[_Key, int]()
        for target in missed:
            wanted = int(self.told[target.rows[0]]["figure"])
            given[target.key] = wanted if wanted and wanted not in taken else max(taken, default=0) + 1
            taken.add(given[target.key])
        for row in rows:
            row["figure"] = given.get(row["_at"], row["figure"])
        return {row["_at"]: int(row["figure"]) for row in rows}

    def _apply(self, row: dict[str, Any], of: Mapping[str, int], number_of: Mapping[_Key, int]) -> None:
        done = set()
        named = {
            name: self._named(self.told[at], number_of, row["_at"])
            for name, at in of.items()
            if name in NAMING and self.told[at]["value"]
        }
        # A relation is nothing without the figures that it is to.
        lost = {name for name, value in named.items() if value is None}
        lost |= {"relation", "relation_by"} if "related" in lost else set()
        for name, at in of.items():
            if name not in FIELDS:
                continue
            if name in lost:
                self.waits[at] = "related"
                continue
            value = named.get(name) or self.told[at]["value"]
            if name == "indicator" and value:
                value = self._indicator(value)
                if value is None:
                    self.waits[at] = "schema"
                    continue
            row[name] = float(value) if name == "value" else value
            done.add(name)
        agree(row, done)
        if "confidence" in row and (done & {"indicator", "out_of_field"} or REVIEW in of):
            row["confidence"] = 1.0 if row["indicator"] else None

    def _named(self, told: Mapping[str, Any], number_of: Mapping[_Key, int], mine: Any) -> str | None:
        """Return the numbers that a decision names, as they are now; None where one is not found."""
        numbers = []
        for each in _referred_of(told):
            target = self._referred(each)
            if target is None or target.key not in number_of or target.key == mine:
                return None
            numbers.append(str(number_of[target.key]))
        found = iter(numbers)
        value = NUMBERS.sub(lambda number: next(found, ""), told["value"])
        return value if len(numbers) == len(NUMBERS.findall(told["value"])) else None

    def _indicator(self, name: str) -> str | None:
        """Return an indicator as the codebook has it now; None where it does not."""
        if name in set(self.data.table("indicators")["id"]):
            return name
        renamed = load_renamed(self.data)
        now = renamed.loc[renamed["old"] == name, "new"].tolist()
        return now[0] if len(now) == 1 else None

    def _missed(self, target: _Target) -> dict[str, Any]:
        """Return a row for a figure that the reading missed."""
        start, end = target.span or (0, 0)
        above = [at for at, (first, _) in self.spans.items() if first < start]
        near = max(above, key=lambda at: self.spans[at][0], default=None)
        told = self.told[target.rows[0]]
        row = _blank(self.reading) | DEFAULTS
        row |= {"place_code": told["place_code"], "year": int(told["year"]), "period": str(told["year"])}
        row |= {"surface": self.words.text[start:end], "start": start, "end": end, "measure": told["measure"]}
        row |= {"section": "0" if near is None else self.rows[near]["section"], "value": 0.0, "_at": target.key}
        return row

    def _table(self, rows: list[dict[str, Any]]) -> pd.DataFrame:
        if len(rows) > len(self.rows) or any(not isinstance(row["_at"], int) for row in rows):
            # A figure without an offset stays behind the one that it followed.
            last = -1
            for row in rows:
                if not pd.isna(row["start"]):
                    last = int(row["start"])
                row["_order"] = last
            rows.sort(key=lambda row: row["_order"])
        columns = list(self.reading.columns)
        table = pd.DataFrame([[row.get(name) for name in columns] for row in rows], columns=columns)
        for name in columns:
            table[name] = table[name].astype(self.reading[name].dtype)
        table.attrs = dict(self.reading.attrs)
        return table


def unlaid(figures: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return a table of figures as it was read, without the decisions that are laid over it.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the numbers that `decisions` were last laid over.
    decisions : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
    """
    rows = {int(row["figure"]): row for row in figures.to_dict("records")}
    told = decisions.to_dict("records")
    seen = set[tuple[int, str]]()
    again = []
    for at in in_time(told):
        row = told[at]
        number, name = int(row["figure"]), row["field"]
        if row["waits"] not in ("", "differ") or (number, name) in seen or not number:
            continue
        seen.add((number, name))
        if name == IS_FIGURE and row["value"] == YES and not row["was"]:
            rows.pop(number, None)
        elif name == IS_FIGURE and row["value"] == NO and number not in rows and row["was"]:
            rows[number] = _restored(row, figures)
            again.append(row)
        elif name in FIELDS and number in rows:
            rows[number][name] = float(row["was"]) if name == "value" and row["was"] else row["was"]
        if "confidence" in rows.get(number, {}):
            sure = rows[number]["confidence"] if pd.isna(row["confidence"]) else row["confidence"]
            rows[number]["confidence"] = sure if rows[number]["indicator"] else None
    for row in again:
        _name_again(row, rows)
    table = pd.DataFrame(list(rows.values()), columns=list(figures.columns))
    for name in figures.columns:
        table[name] = table[name].astype(figures[name].dtype)
    if again:
        table = table.sort_values("figure", kind="stable").reset_index(drop=True)
        placed = table["start"].ffill().fillna(-1)
        table = table.loc[placed.sort_values(kind="stable").index].reset_index(drop=True)
    table.attrs = dict(figures.attrs)
    return table


def in_time(told: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the places of decisions in the order of time, those of one moment as they stand."""
    return sorted(range(len(told)), key=lambda at: (moment_of(told[at]["on"]), at))


def taken_back(told: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the places of decisions that who made them took back, and of those that do so.

    What takes back has the words around its figure from what it takes back, and its time in ``was``.
    """
    back = {at for at, row in enumerate(told) if is_withdrawal(row)}
    acts = {(_act(told[at]), told[at]["was"]) for at in back}
    return back | {at for at, row in enumerate(told) if (_act(row), row["on"]) in acts}


def is_withdrawal(told: Mapping[str, Any]) -> bool:
    """Return whether a decision takes another back."""
    return (told["field"], told["value"]) == (REVIEW, WITHDRAWN)


def _act(told: Mapping[str, Any]) -> tuple:
    """Return who decided of which figure."""
    return person(told["by"]), bool(int(told["figure"])), anchor_of(told), told["measure"]


def row_said(row: Mapping[str, Any], others: Iterable[Mapping[str, Any]] = ()) -> str:
    """Return a row of a table as a decision that it is no figure keeps it, with what others say of it."""
    said: dict[str, Any] = _filled(row, [name for name in row if name not in ("place_code", "year", "figure")])
    surfaces = {str(other["figure"]): other["surface"] for other in others}
    named_by = [
        {
            "figure": int(other["figure"]),
            **_filled(other, ["surface", *RELATING]),
            "of": [surfaces.get(number, "") for number in _named_in(other)],
        }
        for other in others
        if str(row["figure"]) in _named_in(other)
    ]
    return json.dumps({**said, **({"named_by": named_by} if named_by else {})}, ensure_ascii=False)


def _filled(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    cells = {name: cell_said(row[name]) for name in names}
    return {name: cell for name, cell in cells.items() if cell}


def _named_in(row: Mapping[str, Any]) -> list[str]:
    return [number for name in NAMING for number in NUMBERS.findall(row[name])]


def _name_again(told: Mapping[str, Any], rows: Mapping[int, dict[str, Any]]) -> None:
    """Let figures say again what they said of one that was struck out, where they and those they name are the same."""
    for other in json.loads(told["was"]).get("named_by", []):
        row = rows.get(other["figure"])
        again = {name: other.get(name, "") for name in RELATING}
        numbers = [int(number) for number in _named_in(again)]
        same = row is not None and [rows[n]["surface"] if n in rows else None for n in numbers] == other["of"]
        if row is not None and same and row["surface"] == other["surface"]:
            row.update({name: cell for name, cell in again.items() if name == "overlaps" or not row["relation"]})


def _restored(told: Mapping[str, Any], figures: pd.DataFrame) -> dict[str, Any]:
    said = json.loads(told["was"])
    row = _blank(figures)
    row |= {name: float(cell) if row[name] is None else cell for name, cell in said.items() if name in row}
    return row | {"place_code": told["place_code"], "year": int(told["year"]), "figure": int(told["figure"])}


def _blank(figures: pd.DataFrame) -> dict[str, Any]:
    """Return a row of a table with nothing in it."""
    return {name: None if is_numeric_dtype(figures[name].dtype) else "" for name in figures.columns}


def cell_said(cell: Any) -> str:
    """Return a cell of a table as decisions write it."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def anchor_of(told: Mapping[str, Any]) -> Anchor:
    """Return the anchor of a decision."""
    start, rival = told["start"], told["rival"]
    return Anchor(
        told["surface"],
        told["before"],
        told["after"],
        None if pd.isna(start) else int(start),
        told["text"],
        told["around"],
        0.0 if pd.isna(rival) else float(rival),
        0 if pd.isna(told["twins"]) else int(told["twins"]),
    )


def referred(number: int, anchor: Anchor) -> str:
    """Return where a figure stands, as ``refers`` has it."""
    start = "" if anchor.start is None else anchor.start
    before, after = (_unmarked(part) for part in (anchor.before, anchor.after))
    words = f"{before}⟦{_unmarked(anchor.surface)}⟧{after}"
    return f"{number}@{start} {anchor.around} {anchor.rival:.15g} {anchor.twins} {words}"


def _unmarked(words: str) -> str:
    return re.sub("[|⟦⟧]", "", words)


def _referred_of(told: Mapping[str, Any]) -> list[Anchor]:
    """Return the anchor of each figure that a decision names."""
    found = []
    for part in told["refers"].split("|"):
        match = REFERRED.fullmatch(part)
        if match and match["surface"]:
            start = int(match["start"]) if match["start"] else None
            rival = float(match["rival"] or 0)
            anchor = Anchor(
                match["surface"],
                match["before"],
                match["after"],
                start,
                told["text"],
                match["around"],
                rival,
                int(match["twins"] or 0),
            )
            found.append(anchor)
    return found


def agree(row: dict[str, Any], done: Iterable[str]) -> None:
    """Let what was not decided agree with what was."""
    done = set(done)
    if "out_of_field" in done and row["out_of_field"] and "indicator" not in done:
        row["indicator"] = ""
    elif "indicator" in done and row["indicator"] and "out_of_field" not in done:
        row["out_of_field"] = ""
    if "relation" in done and not row["relation"]:
        row["related"] = row["relation_by"] = ""
    elif row["relation"] and not row["relation_by"]:
        row["relation_by"] = "stated" if "relation" in done else row["relation_by"]


def _forget(row: dict[str, Any], gone: set[int]) -> None:
    """Take out of a row what it says of figures that are none."""
    if gone and any(int(number) in gone for number in NUMBERS.findall(row["related"])):
        row["relation"] = row["related"] = row["relation_by"] = ""
    if gone and row["overlaps"]:
        row["overlaps"] = "|".join(number for number in row["overlaps"].split("|") if int(number) not in gone)


def _covers(new: Mapping[str, Any], old: Mapping[str, Any], anew: bool) -> bool:
    """Return whether a decision says what an earlier one on the same figure said.

    That it was read rightly says all, where the earlier was not laid then.
    """
    if new["field"] == old["field"] or (new["field"], new["value"]) == (IS_FIGURE, NO):
        return True
    if (old["field"], old["value"]) == (IS_FIGURE, NO) or old["field"] == REVIEW:
        return True
    return anew and new["field"] == REVIEW


def _digits(surface: str) -> list[str]:
    return DIGITS.findall(closed_text(surface)) or [closed_text(surface)]


def person(name: str) -> str:
    """Return the name of a person as it is compared."""
    return closed_text(name).casefold()


def moment_of(on: str) -> datetime:
    """Return when a decision was made; one that says no time is older than all others."""
    try:
        moment = datetime.fromisoformat(on)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
