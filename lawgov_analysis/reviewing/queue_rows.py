"""The rows of the queue: what a person needs to know of each thing that waits, and the command that settles it."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from ..decisions.laying import cell_said
from ..documents import parse_report
from ..errors import UnknownPlace
from ..extraction.indicator import Coder, place_level
from ..extraction.record import Evidence
from ..messages import in_chinese
from ..paths import command, default_data_dir, typed_path
from ..presentation import load_language
from ..presentation.wordings import Wordings
from ..tables import Data, find_place, load_indicators, load_text, open_data, records, same_unit, text_of_file
from ..tables.places import full_name_said
from ..text.around import sentence_around
from ..text.terminal import cut_to, harmless
from .queue_files import first_differing, name_of, opening
from .queue_items import BROKEN, NO_REPORT, TWO_TEXTS, Item
from .tracing import trace_at

# So many letters of the end of a text have its signature.
SIGNATURE = 80
ROW_COLUMNS = ["kind", "place_code", "place", "year", "figure", "file", "reasons", "why", "weight", "sentence", "mark"]
ROW_COLUMNS += ["surface", "start", "url", "understood", "candidates", "settle", "commands", "source", "source_sha256"]
ROW_COLUMNS += ["page", "box", "same", "read", "involved"]
# Of what was read, what a decision is held against when it is brought from elsewhere.
READ = ("indicator", "measure", "value", "unit")
# Decisions whose figure is not told by their words any more, and of these the ones that could be of several.
LAPSED = {"decision-gone", "decision-alike", "decision-unread", "decision-split"}
SEVERAL = {"decision-alike", "decision-split"}
# Of other codes that came near, as many as a person looks through.
CANDIDATES = 5
# Why a file waits that is to be held against another text.
OF_TWO = (TWO_TEXTS, "near-twin")
# What has a line of the table of figures.
OF_FIGURES = ("figure", "finding")
# In columns of a console: what a command is called.
LABEL = 30
# Of a code's text, and of the names of files: what is longer says no more.
LONGEST = 400


def describe(items: Sequence[Item], lang: str, data: Data) -> pd.DataFrame:
    """Return what is to be known of things that wait, in their order, as a table as of `queue`.

    Each report's text is read once, and only of the reports of these items.
    """
    described = Described(lang, data)
    of_report: dict[tuple[str, int | None], tuple[list[int], list[tuple[int, Item]]]] = {}
    for at, item in enumerate(items):
        of_report.setdefault((item.place_code, item.year), ([], []))[0].append(at)
        for other in item.more.get("others", ()):
            of_report.setdefault((other.place_code, other.year), ([], []))[1].append((at, other))
    rows: dict[int, dict[str, Any]] = {}
    same: dict[int, list[dict[str, Any]]] = {}
    for (code, year), (places, others) in of_report.items():
        described.turn_to(code, year, [items[at] for at in places])
        rows |= {at: described.row(items[at]) for at in places}
        for at, other in others:
            same.setdefault(at, []).append(described.other(other))
    for at, each in same.items():
        rows[at]["same"] = sorted(each, key=lambda row: (row["place_code"], row["year"], row["figure"]))
    table = pd.DataFrame([rows[at] for at in range(len(items))], columns=ROW_COLUMNS)
    return table.astype(dict.fromkeys(("year", "figure", "start", "page"), "Int64"))


def queue_words(lang: str) -> Wordings:
    """Return the words of the queue in a language."""
    # The words of the program come with it, whatever data folder is used.
    return open_data().made(_wordings, lang)


def _wordings(data: Data, lang: str) -> Wordings:
    return Wordings(data, "queue_words", ["part", "case"], lang)


def head_of(row: Any, lang: str) -> str:
    """Return what a row of the queue is on: a report and a figure of it, or a file."""
    say = queue_words(lang).say
    said = [row["place"] or row["place_code"], "" if pd.isna(row["year"]) else str(row["year"])]
    if not pd.isna(row["figure"]):
        said.append(say("head", "figure", number=row["figure"]))
    if row["same"]:
        said.append(say("head", "same", number=len(row["same"]) + 1))
    return " ".join(filter(None, [*said, name_of(row["file"])]))


class Described:
    """Describes things that wait, those of one report after the other."""

    def __init__(self, lang: str, data: Data) -> None:
        self.lang, self.data = lang, data
        self.say = queue_words(lang).say
        self.language = load_language(lang, data)
        indicators = load_indicators(data)
        self.names, self.units = indicators[f"name_{lang}"].to_dict(), indicators["units"].to_dict()
        self.reasons = data.made(_reasons)
        self.reports = {(row.place_code, row.year): row for row in records(data.table("reports"))}
        self.near = {code[:digits] for code, _ in self.reports for digits in (2, 4, 6)}
        own = [] if data.folder == default_data_dir() else ["--data-dir", str(data.folder)]
        self.end = "".join(f" {_quoted(word)}" for word in own)
        self.text, self.traced = "", dict[int, list[Any]]()
        self.place, self.level = "", ""

    def turn_to(self, code: str, year: int | None, items: Iterable[Item]) -> None:
        """Turn to the report of some items, with its text where it is at hand."""
        self.place = self._place(code)
        self.level = place_level(self._full_name(code), self.data)
        self.text = "" if year is None else load_text(code, year, self.data)
        starts = {int(item.row.start) for item in items if item.kind == "figure" and self._is_placed(item.row)}
        self.traced = {}
        if starts:
            report = parse_report(self.text, place=code, year=year, data_dir=self.data)
            traced = trace_at(report, starts, self.lang, self.data)
            self.traced = {start: records(told) for start, told in traced.groupby("start")}

    def row(self, item: Item) -> dict[str, Any]:
        """Return the row of an item of the report that was turned to."""
        of_report = self.reports.get((item.place_code, item.year))
        row: dict[str, Any] = dict.fromkeys(ROW_COLUMNS, "")
        row |= {
            "kind": item.kind,
            "place_code": item.place_code,
            "place": self.place,
            "year": item.year,
            "figure": item.number,
            "file": harmless(item.file)[:LONGEST],
            "reasons": list(item.reasons),
            "weight": item.weight,
            "mark": [],
            "start": None,
            "url": getattr(of_report, "url", ""),
            "source": getattr(of_report, "source", ""),
            "source_sha256": getattr(of_report, "file_sha256", ""),
            "settle": self._reason(item.reasons[0], "settle") if item.reasons else "",
            "page": item.more.get("page"),
            "box": item.more.get("box") or "",
            "candidates": [],
            "commands": [],
            "same": [],
            "involved": [],
            "read": _read(item.row) if item.kind in OF_FIGURES and item.row is not None else {},
        }
        row |= getattr(self, f"_{item.kind}")(item)
        row["why"] = self.why(item, row.pop("doubts", ()))
        return row

    def why(self, item: Item, doubts: Iterable[str] = ()) -> str:
        """Say why an item waits, with what speaks against it besides."""
        told = _details(item)
        told |= {reason: name_of(told[reason]) for reason in OF_TWO if reason in told}
        why = [self._behind(self._reason(reason), told.pop(reason, "")) for reason in item.reasons]
        return harmless(self._joined([*why, *doubts, *filter(None, told.values())]))

    def other(self, item: Item) -> dict[str, Any]:
        """Return what is said of a figure in the same words as another, of the report that was turned to."""
        told = {"place_code": item.place_code, "place": self.place, "year": item.year, "figure": item.number}
        words = {"sentence": "", "mark": [], **self._words(item.row)}
        read = {"read": _read(item.row)}
        return told | {name: words[name] for name in ("surface", "start", "sentence", "mark")} | read

    # What waits, by its kind

    def _figure(self, item: Item) -> dict[str, Any]:
        figure, doubts = item.row, []
        traced = self.traced.get(figure.start, ()) if self._is_placed(figure) else ()
        confidence = item.more["confidence"]
        if figure.indicator and confidence is not None:
            doubts.append(self.say("why", "sure", sure=f"{confidence:.0%}"))
        if figure.scope:
            doubts.append(self.say("why", "scoped", scope=figure.scope))
        if figure.indicator:
            doubts += [each.detail for each in traced if each.stage == "doubt"]
        near = [each.decision for each in traced if each.stage in ("indicator", "candidate", "excluded")]
        near = near or self._near(figure)
        codes = [*item.candidates, *near]
        codes = [
            code for code in dict.fromkeys(codes) if code != figure.indicator and self._counts_in(code, figure.unit)
        ]
        codes = codes[:CANDIDATES]
        of_all = "all_" if item.more["others"] else ""
        accept = [(f"{of_all}accept", self._decide(item, "review=accepted"), {})]
        recode = [
            (f"{of_all}code", self._decide(item, f"indicator={code}"), {"name": self.names[code]}) for code in codes
        ]
        if figure.indicator:
            recode.append((f"{of_all}uncode", self._decide(item, "indicator="), {}))
        return {
            **self._words(figure),
            "understood": self._understood(figure, confidence),
            "candidates": [{"code": code, "name": self.names[code]} for code in codes],
            "commands": self._commands(recode + accept if item.candidates else accept + recode),
            "doubts": doubts,
        }

    def _finding(self, item: Item) -> dict[str, Any]:
        commands = [("look", f"{command()} audit {item.place_code} {item.year}{self.end}", {})]
        if item.reasons == ("audit-warning",):
            commands.insert(0, ("seen", self._decide(item, "review=read", "0"), {}))
        if item.row is None:
            return {"commands": self._commands(commands)}
        numbers = ",".join(map(str, sorted(item.more["figures"])))
        commands.insert(0, ("correct", self._decide(item, f"value={self.say('do', 'value')}"), {}))
        commands.insert(1, ("accept", self._decide(item, "review=accepted", numbers), {}))
        return {
            **self._words(item.row),
            "understood": self._understood(item.row, None),
            "commands": self._commands(commands),
            "involved": [
                {"figure": row.figure, "read": _read(row), **self._place_of(row)} for row in item.more["rows"].values()
            ],
        }

    def _statement(self, item: Item) -> dict[str, Any]:
        of, said = item.more["rows"], []
        for row in of:
            if not pd.isna(row.start) and row.end <= len(self.text):
                said.append(harmless(self.text[int(row.start) : int(row.end)]))
        told = [
            " ".join([str(row.statement), self.say("kind_of", row.kind), *filter(None, [row.quantity, row.deadline])])
            for row in of
        ]
        return {"sentence": "／".join(said), "start": of[0].start, "understood": harmless(self._joined(told))}

    def _decision(self, item: Item) -> dict[str, Any]:
        lines: list[dict[str, str]] = item.row or []
        if not lines:
            return {"commands": self._commands([("decide", self._decide(item, f"{self.say('do', 'field')}="), {})])}
        first = lines[0]
        # A line ends there: one letter for one.
        before, after = (first[name].replace("⏎", "\n") for name in ("before", "after"))
        surface = first["surface"]
        codes = list(dict.fromkeys(line["value"] for line in lines if line["field"] == "indicator"))
        told = [
            self.say("read", "decided", **{name: line[name] for name in ("by", "field", "value", "reason")})
            for line in lines
        ]
        # The number of one that lapsed is of an older table: by it another figure would be decided on.
        number = self.say("do", "figure") if set(item.reasons) & LAPSED else ""
        settled = " --settle" if set(item.reasons) & SEVERAL else ""
        again = [
            ("decide", self._decide(item, f"{line['field']}={line['value']}{settled}", number), {}) for line in lines
        ]
        if number:
            again.append(("settle", self._decide(item, "review=read --settle", "0"), {}))
        return {
            "sentence": harmless(f"{before}{surface}{after}"),
            "mark": [len(before), len(before) + len(surface)] if surface else [],
            "surface": harmless(surface),
            "understood": harmless(self._joined(told)),
            "candidates": [{"code": code, "name": self.names[code]} for code in codes if code in self.names],
            "commands": self._commands(again),
        }

    def _file(self, item: Item) -> dict[str, Any]:
        if BROKEN in item.reasons:
            return {}
        codes = sorted(item.candidates, key=self._far)[:CANDIDATES]
        year = "" if item.year is None else str(item.year)
        if any(reason.startswith("year-") for reason in item.reasons):
            year = self.say("do", "year")
        of_year = ["--year", year or self.say("do", "year")] if year or not item.place_code else []
        files = [typed_path(file) for file in item.more["files"]]
        add = partial(self._add, files[0])
        texts = [text_of_file(sum_, self.data) for sum_ in item.more["sums"]]
        said = [each for title, text in texts[:1] for each in (title, text[-SIGNATURE:])]
        named = {code: full_name_said(code, said, self.data) for code in codes}
        if codes:
            commands = [("place", add("--place", code, *of_year), {"name": named[code]}) for code in codes]
        elif not item.place_code:
            commands = [("add", add("--place", self.say("do", "code_of_place"), *of_year), {})]
        elif of_year and not year.isdecimal():
            commands = [("add", add("--place", item.place_code, *of_year), {})]
        elif len(files) > 1:
            whose = ("--place", item.place_code, *of_year, "--force")
            names = [cut_to(harmless(name_of(file)), LABEL) for file in files]
            commands = [
                ("take", self._add(file, *whose), {"file": name}) for file, name in zip(files, names, strict=True)
            ]
        else:
            commands = [("force", add("--place", item.place_code, *of_year, "--force"), {})]
        leave = "leave" if len(files) == 1 else "leave_all", self._add(*files, "--leave"), {}
        # What is no report is put aside first of all.
        commands.insert(0 if item.reasons[:1] and item.reasons[0] in NO_REPORT else len(commands), leave)
        among = len(item.candidates)
        has_line = item.place_code in self.language.places.index or not item.place_code
        return {
            "place": self.place if has_line else full_name_said(item.place_code, said, self.data),
            "file": harmless("、".join(files))[:LONGEST],
            "sentence": harmless("\n".join([*opening(*texts[0]), *self._differing(item, files, texts)])),
            "understood": self.say("read", "places", number=among) if among > len(codes) else "",
            "candidates": [{"code": code, "name": name} for code, name in named.items()],
            "commands": self._commands(commands),
        }

    def _differing(self, item: Item, files: Sequence[str], texts: Sequence[tuple[str, str]]) -> list[str]:
        """Return what differs first in two texts of one report."""
        if not set(OF_TWO) & set(item.reasons):
            return []
        of_file = [name_of(file) for file in files]
        titles, said = " ".join(title for title, _ in texts), [text for _, text in texts]
        if len(files) == 1:
            # The other one is in the data.
            of_file, said = [*of_file, self.say("where", "in_data")], [*said, self.text]
        if len(said) != 2 or not all(said):
            return []
        one, other = said
        told = zip(of_file, first_differing(one, other, titles), strict=True)
        return [self.say("where", "differs", file=file, sentence=sentence) for file, sentence in told if sentence]

    def _far(self, code: str) -> int:
        """Return how far a place is from those whose reports are in the data."""
        return 0 if code[:6] in self.near else 1 if code[:4] in self.near else 2 if code[:2] in self.near else 3

    def _add(self, *words: str) -> str:
        """Return the command that takes files; nothing where a name cannot be typed."""
        return f"{command()} {_line(['add', *words])}{self.end}" if all(map(str.isprintable, words)) else ""

    # What they have in common

    def _words(self, figure: Any) -> dict[str, Any]:
        """Return where a figure stands, and its sentence where the text is at hand."""
        said = self._place_of(figure)
        if not self._is_placed(figure):
            return said
        start, end = int(figure.start), int(figure.end)
        begin, stop = sentence_around(self.text, start, end)
        sentence = harmless(self.text[begin:stop])
        return {**said, "sentence": sentence, "mark": [start - begin, end - begin]}

    def _place_of(self, figure: Any) -> dict[str, Any]:
        """Return a figure as printed, and where."""
        start = None if pd.isna(figure.start) else int(figure.start)
        return {"surface": harmless(figure.surface), "start": start}

    def _is_placed(self, figure: Any) -> bool:
        """Return whether a figure stands in the text that is at hand where its table says."""
        if not self.text or pd.isna(figure.start) or pd.isna(figure.end):
            return False
        return self.text[int(figure.start) : int(figure.end)] == figure.surface

    def _near(self, figure: Any) -> list[str]:
        """Return what a figure could be by its measure alone, where its text is not at hand."""
        matches = Coder(self.level, self.data).code(Evidence(figure.measure), figure.unit).matches
        return [match.indicator for match in matches]

    def _counts_in(self, code: str, unit: str) -> bool:
        """Return whether an indicator is counted in a unit, or one that counts the same things."""
        units = self.units.get(code, "")
        return code in self.names and (not unit or any(same_unit(unit, each, self.data) for each in units.split("|")))

    def _understood(self, figure: Any, confidence: float | None) -> str:
        """Say in words what was read of a figure."""
        say = self.say
        told = [self.language.quantity(figure.value, figure.unit, figure.bound)]
        told.append(say("read", "measure", measure=figure.measure))
        if figure.indicator:
            name = f"{self.names.get(figure.indicator, '')} {figure.indicator}".strip()
            told.append(say("read", "coded", name=name))
        else:
            told.append(say("read", "uncoded"))
        if figure.scope:
            told.append(say("read", "scope", scope=figure.scope))
        told.append(f"{self._span(figure.period)} {say('basis', figure.basis)}")
        if figure.relation and figure.related:
            named = re.sub(r"\d+", lambda number: say("related", "one", number=number[0]), figure.related)
            told.append(say("read", figure.relation, related=named))
        return harmless(self._joined(told))

    def _span(self, period: str) -> str:
        """Say a period in words."""
        if not period:
            return self.say("span", "unknown")
        begin, slash, end = period.partition("/")
        if not slash:
            return self._day(begin)
        if begin == "..":
            return self.say("span", "until", end=self._day(end))
        return self.say("span", "from_to", start=self._day(begin), end=self._day(end))

    def _day(self, said: str) -> str:
        parts = dict(zip(("year", "month", "day"), map(int, said.split("-")), strict=False))
        return self.say("span", list(parts)[-1], **parts)

    def _decide(self, item: Item, what: str, numbers: str = "") -> str:
        """Return the command that decides; of figures in the same words one line for each report of them."""
        who = f"--by {self.say('do', 'name')} --reason {self.say('do', 'reason')}"
        of_report: dict[tuple[str, int | None], list[str]] = {}
        for each in [item, *item.more.get("others", ())]:
            of_report.setdefault((each.place_code, each.year), []).append(numbers or str(each.number or 0))
        return "\n".join(
            f"{command()} decide {code} {year} {','.join(of)} {what} {who}{self.end}"
            for (code, year), of in of_report.items()
        )

    def _commands(self, commands: Iterable[tuple[str, str, dict[str, str]]]) -> list[dict[str, str]]:
        return [{"does": self.say("do", does, **values), "run": run} for does, run, values in commands if run]

    def _reason(self, reason: str, part: str = "") -> str:
        """Return what a reason is in words; of an unknown one its id, of what settles it nothing."""
        row = self.reasons.get(reason, {})
        name = part if self.lang == "zh" and part else f"{part}_{self.lang}".removeprefix("_")
        return row.get(name, "") or ("" if part else reason)

    def _behind(self, said: str, detail: str) -> str:
        detail = in_chinese(detail) if self.lang == "zh" else detail
        return self.say("why", "detail", said=said, detail=detail) if detail else said

    def _place(self, code: str) -> str:
        if code in self.language.places.index:
            return self.language.place(code)
        return self._full_name(code) if code else ""

    def _full_name(self, code: str) -> str:
        try:
            return find_place(code, self.data)["full_name"]
        except UnknownPlace:
            return code

    def _joined(self, said: Iterable[str]) -> str:
        return ("；" if self.lang == "zh" else "; ").join(said)


def _read(row: Any) -> dict[str, str]:
    """Return what was read of a figure, as decisions write it."""
    return {name: cell_said(getattr(row, name)) for name in READ}


def _reasons(data: Data) -> dict[str, dict[str, Any]]:
    """Return the reasons by their ids, as the tables have them."""
    tables = [data.table(name) for name in ("intake_reasons", "queue_reasons") if data.known(name)]
    return {row["reason"]: row for table in tables for row in table.to_dict("records")}


def _details(item: Item) -> dict[str, str]:
    """Return what is to be said besides, by the reason that it is of: ``reason: detail`` where it names one."""
    told: dict[str, list[str]] = {}
    for part in filter(None, item.detail.split("；")):
        reason, colon, detail = part.partition(": ")
        of, detail = (reason, detail) if colon and reason in item.reasons else ("", part)
        told.setdefault(of or next(reversed(told), ""), []).append(detail)
    return {reason: "；".join(details) for reason, details in told.items()}


def _line(words: Sequence[str]) -> str:
    """Return words as a command to be copied."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """Return a word of a command as the shell of this system takes it, whatever is in it."""
    if word.isalnum():
        return word
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)
