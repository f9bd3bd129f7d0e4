"""Sheet: one report as it is now, with all that a person needs to judge its figures; read anew when it has changed."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from ...decisions.deciding import with_draft_columns
from ...decisions.laying import ACCEPTED, FIELDS, IS_FIGURE, NO, REVIEW, WITHDRAWN, cell_said, is_withdrawal
from ...decisions.status import APPROVED, REVIEWED, checked_alone, status_of
from ...decisions.store import decisions_file, stored_of
from ...presentation.wordings import Wordings
from ...reviewing.queue_items import OF_DRAFTS, Item
from ...reviewing.queue_rows import Described
from ...tables import Data, load_figures, load_indicators, records, text_file
from ...tables.folder import OWN
from ...text.terminal import harmless

# Tables that say something of reports, and nothing of how they are read: each decision on a draft writes one of them.
OF_REPORTS = {f"{name}.csv" for name in OWN}
# In the order in which they are corrected most.
FORM = ["indicator", "value", "unit", "bound", "measure", "scope", "period", "basis", "relation", "related"]
FORM += [name for name in FIELDS if name not in FORM]
# What tells that a figure is another than was looked at.
SHOWN = ["surface", "start", *FIELDS]
# What was thought of a number, as far as it tells a person why; what else fits are the candidates.
STAGES = ("number", "list", "measure", "deed", "relation", "indicator", "doubt", "period", "scope")


class Sheet:
    """One report.

    Parameters
    ----------
    code : str
    year : int
    lang : str
    data : Data
    words : Wordings
    before : Sheet, optional
        The same report as it was.
    """

    def __init__(
        self, code: str, year: int, lang: str, data: Data, words: Wordings, before: "Sheet | None" = None
    ) -> None:
        self.code, self.year, self.lang, self.data, self.words = code, year, lang, data, words
        self.key = f"{code}-{year}"
        self.stamp = self.stamp_of(data)
        table = with_draft_columns(load_figures(code, year, data), self.key, data)
        lacking = {name: None for name in OF_DRAFTS if name not in table}
        self.rows = {int(row.figure): row for row in records(table.assign(**lacking))}
        self.told = [row for row in stored_of(self.key, data) if row["waits"] != WITHDRAWN and not is_withdrawal(row)]
        reports = data.table("reports")
        of = reports[(reports["place_code"] == code) & (reports["year"] == year)]
        self.stated = str(of["review"].iloc[0]) if len(of) else ""
        self.url = str(of["url"].iloc[0]) if len(of) else ""
        self.text_sum = str(of["sha256"].iloc[0]) if len(of) else ""
        self.of: dict[int, list[Mapping[str, str]]] = {}
        for row in self.told:
            self.of.setdefault(int(row["figure"]), []).append(row)
        #: What somebody struck out.
        self.struck = [
            number for number in sorted(self.of) if number and number not in self.rows and self.done(number) == "struck"
        ]
        # One that described nothing yet would only make a chain of them.
        self.before = before if before is None or "described" in vars(before) else before.before

    def stamp_of(self, data: Data) -> tuple[Any, ...]:
        """Return what tells whether it has changed."""
        files = [data.folder / "reports.csv", data.folder / "figures" / f"{self.key}.csv"]
        files.append(decisions_file(self.key, data))
        return self._read_by(data), *map(_written, files)

    def _read_by(self, data: Data) -> tuple[Any, ...]:
        """Return what tells whether its text is read as before: the text itself, the codebook and the rules."""
        files = [file for path, file in data.sources().items() if path not in OF_REPORTS]
        return tuple(map(_written, [text_file(self.code, self.year, data), *files]))

    @cached_property
    def described(self) -> Described:
        """What describes its figures: that of an earlier sheet, where neither its text nor the codebook has changed."""
        before, self.before = self.before, None
        if before is not None and before.is_of_same_text(self):
            return before.described
        described = Described(self.lang, self.data)
        described.turn_to(self.code, self.year, [self.item(number) for number in self.rows])
        return described

    def is_of_same_text(self, other: "Sheet") -> bool:
        """Return whether all figures of another sheet were described for this one."""
        same = (self.stamp[0], self.text_sum) == (other.stamp[0], other.text_sum)
        return same and self._starts() >= other._starts()

    def _starts(self) -> set[int]:
        return {int(row.start) for row in self.rows.values() if not pd.isna(row.start)}

    def item(self, number: int, of_queue: Item | None = None) -> Item:
        """Return a figure as the queue has it."""
        row = self.rows[number]
        more = {name: None if pd.isna(value := getattr(row, name)) else value for name in OF_DRAFTS} | {"others": []}
        if of_queue is None:
            return Item("figure", (), 0.0, self.code, self.year, number, row=row, more=more)
        more = {**of_queue.more, **more}
        candidates, detail = of_queue.candidates, of_queue.detail
        return Item(
            "figure", of_queue.reasons, of_queue.weight, self.code, self.year, number, "", detail, candidates, row, more
        )

    def shown(self, number: int) -> tuple[str, ...]:
        """Return what a figure is, to tell later whether it was changed."""
        return tuple(cell_said(getattr(self.rows[number], name)) for name in SHOWN)

    def changed(self, number: int, shown: tuple[str, ...] | None) -> list[str]:
        """Return what of a figure is another than was shown."""
        if shown is None:
            return []
        now = self.shown(number) if number in self.rows else ("",) * len(SHOWN)
        titles = self.titles()
        return [
            f"{titles[name]} {was or '∅'} → {cell or '∅'}"
            for name, was, cell in zip(SHOWN, shown, now, strict=True)
            if was != cell
        ]

    def said(self, number: int, name: str) -> str | None:
        """Return what a field of a figure is; None where it has none."""
        if name == IS_FIGURE:
            return "yes" if number in self.rows else NO
        return cell_said(getattr(self.rows[number], name)) if number in self.rows and name in FIELDS else None

    def titles(self) -> dict[str, str]:
        """Return what the columns of the figures are called."""
        return {field["name"]: field["title" if self.lang == "zh" else "name"] for field in self.data.fields("figures")}

    def done(self, number: int) -> str:
        """Return what people have made of a figure; ``""`` where nobody looked at it."""
        of = [row for row in self.of.get(number, ()) if not row["waits"]]
        if any((row["field"], row["value"]) == (IS_FIGURE, NO) for row in of) and number not in self.rows:
            return "struck"
        if any(row["field"] != REVIEW for row in of):
            return "corrected"
        if any(row["value"] == ACCEPTED for row in of):
            return "accepted"
        return "reviewed" if self.stated in (REVIEWED, APPROVED) else ""

    def status(self, by: str) -> dict[str, Any]:
        """Return how far the report is checked, and whether a person may approve it."""
        numbers = frozenset(self.rows)
        status, checked, of = status_of(self.stated, self.told, numbers)
        return {
            "status": status,
            "label": self.words.say(f"status_{status}"),
            "reviewed": checked,
            "figures": of,
            "waiting": sum(row["waits"] not in ("", "settled") for row in self.told),
            "can_approve": bool(by) and status == REVIEWED and not self._alone(by),
        }

    def _alone(self, by: str) -> frozenset[int]:
        """Return the figures that nobody but one person checked."""
        is_stated = self.stated in (REVIEWED, APPROVED)
        return frozenset() if is_stated else checked_alone(by, self.told, self.rows)

    def unapproved(self, by: str) -> str:
        """Say why a person may not approve the report; ``""`` where he may."""
        status, say = self.status(by), self.words.say
        if status["waiting"]:
            return say("approve_waits", n=status["waiting"])
        if status["reviewed"] < status["figures"]:
            return say("approve_unchecked", n=status["figures"] - status["reviewed"], of=status["figures"])
        alone = self._alone(by)
        return say("approve_alone", n=len(alone), by=by) if alone else ""

    def choices(self, number: int) -> dict[str, list[list[str]]]:
        """Return what each field of a figure may be, where that is a choice."""
        say, unit = self.words.say, self.rows[number].unit
        found = {}
        for field in self.data.fields("figures"):
            name, enum = field["name"], field.get("constraints", {}).get("enum")
            if name in FIELDS and enum:
                none = [] if field["constraints"].get("required") else [["", say("choice_none")]]
                found[name] = none + [[value, say(f"choice_{name}_{value}")] for value in enum]
        indicators = load_indicators(self.data)
        names = zip(indicators.index, indicators[f"name_{self.lang}"], indicators["units"], strict=True)
        # Those counted in its unit first.
        sorted_names = sorted(names, key=lambda one: unit not in one[2].split("|"))
        found["indicator"] = [
            ["", say("choice_uncoded")],
            *([code, f"{name} {code}"] for code, name, _ in sorted_names),
        ]
        found["unit"] = [["", say("choice_none")], *([unit, unit] for unit in self.data.table("units")["unit"])]
        found[IS_FIGURE] = self._is_figure()
        return found

    def show(self, number: int, item: Item) -> dict[str, Any]:
        """Return all that is to be known of a figure."""
        row, say, described = self.rows[number], self.words.say, self.described
        told = described.row(item)
        traced = [] if pd.isna(row.start) else described.traced.get(int(row.start), [])
        stages = self.data.made(_stages, self.lang)
        fields = {name: cell_said(getattr(row, name)) for name in FORM}
        titles = self.titles()
        code = row.indicator or next((each["code"] for each in told["candidates"]), "")
        return {
            "sentence": told["sentence"],
            "mark": told["mark"],
            "no_sentence": "" if told["sentence"] else say("not_there" if described.text else "no_text"),
            "surface": told["surface"],
            "understood": told["understood"],
            "trace": [[stages[each.stage], each.detail] for each in traced if each.stage in STAGES],
            "candidates": [
                {**each, "card": card_of(each["code"], self.lang, self.data)} for each in told["candidates"]
            ],
            "card": card_of(code, self.lang, self.data) if code else None,
            "fields": {**fields, IS_FIGURE: "yes"},
            "titles": {**{name: titles[name] for name in FORM}, IS_FIGURE: say("title_figure")},
            "choices": self.choices(number),
            "decisions": self.decided(number),
            "differs": any(line["waits"] == "differ" for line in self.of.get(number, ())),
            "why": told["why"],
            "url": self.url,
            "printed": {"surface": told["surface"], "start": told["start"], "url": self.url},
        }

    def decided(self, number: int) -> list[dict[str, str]]:
        """Return what was decided of a figure and not taken back, as it stands in the file."""
        names = ("field", "value", "was", "by", "on", "reason", "waits")
        return [{name: line[name] for name in names} for line in self.of.get(number, ())]

    def show_struck(self, number: int) -> dict[str, Any]:
        """Return what is to be known of what was struck out."""
        last = self.of[number][-1]
        surface = harmless(last["surface"])
        before, after = (harmless(last[name].replace("⏎", "\n")) for name in ("before", "after"))
        start = int(last["start"]) if last["start"] else None
        return {
            "sentence": f"{before}{surface}{after}",
            "mark": [len(before), len(before) + len(surface)],
            "no_sentence": "",
            "surface": surface,
            "understood": self.words.say("choice_figure_no"),
            "trace": [],
            "candidates": [],
            "card": None,
            "fields": {IS_FIGURE: NO},
            "titles": {IS_FIGURE: self.words.say("title_figure")},
            "choices": {IS_FIGURE: self._is_figure()},
            "decisions": self.decided(number),
            "differs": False,
            "why": "",
            "url": self.url,
            "printed": {"surface": surface, "start": start, "url": self.url},
        }

    def _is_figure(self) -> list[list[str]]:
        return [[value, self.words.say(f"choice_figure_{value}")] for value in ("yes", NO)]


def card_of(indicator: str, lang: str, data: Data) -> dict[str, Any] | None:
    """Return the definition card of an indicator in the columns that matter to who reads a sentence."""
    indicators = load_indicators(data)
    if indicator not in indicators.index:
        return None
    row = indicators.loc[indicator]
    fields = {field["name"]: field for field in data.fields("indicators")}
    wanted = [f"definition_{lang}", "counts_zh", "excludes_zh", "moment_zh", "clause", "units", "basis"]
    wanted += ["numerator", "denominator", "confusable", "official_form", "aliases"]
    rows = []
    for name in wanted:
        said = str(row.get(name, ""))
        if said and name in ("numerator", "denominator", "confusable"):
            names = indicators[f"name_{lang}"]
            said = ("、" if lang == "zh" else ", ").join(
                f"{names.get(one, '')} {one}".strip() for one in said.split("|")
            )
        if said:
            title = fields[name]["title"] if lang == "zh" else name.removesuffix("_zh").removesuffix("_en")
            rows.append([title, said.replace("|", " | ")])
    return {"title": f"{row[f'name_{lang}']} {indicator}", "rows": rows}


def _stages(data: Data, lang: str) -> dict[str, str]:
    """Return the names of the stages of a trace."""
    say = Wordings(data, "trace", ["part", "case"], lang).say
    return {stage: say("stage", stage) for stage in STAGES}


def _written(file: Any) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
