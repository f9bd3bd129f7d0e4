"""Folders: what of the reports in one data folder is otherwise than in another, and why, as their tables tell."""

from dataclasses import dataclass

import pandas as pd

from ...analysis import derive_rates
from ...auditing import audit_report
from ...decisions import diff_figures, load_decisions, match_rows
from ...errors import NoData
from ...tables import KEY, load_figures, load_items, load_statements, open_data
from .compare import FIGURE_KIND, FINDING, RATE, SENTENCE, Change
from .why import CODEBOOK, kind_of_input

# What the program keeps for itself, and how far people checked it, is nothing that a report says.
OF_REPORTS = [
    "issuer", "document_type", "title", "issued_on", "published_on", "period_end", "url", "official", "sha256", "coverage",
]  # fmt: skip
OF_DECISIONS = ["field", "value", "by", "on", "reason", "surface"]
REPORT, ITEM, RULES = "report", "item", "codebook"


@dataclass(frozen=True)
class Told:
    """A change, of which report it is and why.

    Attributes
    ----------
    report : str
        ``990101-2022``, or the folder of a report; ``""`` for what all share.
    change : Change
    why : tuple of str
    """

    report: str
    change: Change
    why: tuple = ()


def between_folders(old_dir, new_dir, language):
    """Say what of the reports in a data folder is otherwise than in another, and why.

    Parameters
    ----------
    old_dir, new_dir : path-like
    language : Language

    Returns
    -------
    list of Told

    Raises
    ------
    BadTable
    """
    old, new = open_data(old_dir), open_data(new_dir)
    tables = _tables_between(old, new)
    told = [Told("", Change(RULES, "", name, "", *counts)) for name, counts in tables.items()]
    keys = [set(zip(data.table("reports")["place_code"], data.table("reports")["year"], strict=True)) for data in (old, new)]
    for code, year in sorted(keys[0] | keys[1]):
        key = f"{code}-{year}"
        if (code, year) not in keys[0] & keys[1]:
            is_new = (code, year) in keys[1]
            line = _line(new if is_new else old, code, year)
            title = line["title"] or key
            said = ("", title) if is_new else (title, "")
            told.append(Told(key, Change(REPORT, "", "", "", *said), (language.say("change_why_listed"),)))
            continue
        told += [Told(key, change, tuple(why)) for change, why in _Report(old, new, code, year, tables, language).changes()]
    return told


def _tables_between(old, new):
    """Return which tables that all reports share differ, each with how many lines only the old and the new one has."""
    differing = {}
    before, after = old.sources(), new.sources()
    for name in sorted(before.keys() | after.keys()):
        if kind_of_input(name) not in (CODEBOOK, "corrections", "words") or name in ("queue.csv", "datapackage.json"):
            continue
        lines = [_lines(each.get(name)) for each in (before, after)]
        if lines[0] != lines[1]:
            differing[name] = tuple(str(sum(line not in other for line in lines_)) for lines_, other in (lines, lines[::-1]))
    return differing


def _lines(file):
    return file.read_text(encoding="utf-8-sig").splitlines() if file and file.is_file() else []


def _line(data, code, year):
    reports = data.table("reports")
    return reports[(reports["place_code"] == code) & (reports["year"] == year)].iloc[0]


class _Report:
    """One report in two folders."""

    def __init__(self, old, new, code, year, tables, language):
        self.data, self.code, self.year, self.language = (old, new), code, year, language
        self.tables = tables
        self.lines = [_line(data, code, year) for data in self.data]
        self.figures = [_figures(data, code, year) for data in self.data]
        matched = match_rows(*self.figures)
        numbers = [table["figure"].tolist() for table in self.figures]
        #: Which number of the old table a number of the new one is.
        self.number = {numbers[1][there]: numbers[0][here] for here, there in matched.items()}
        self.decided = self._decided()
        self.source = self._source()
        self.touched = {}

    def changes(self):
        """Give each change with its reasons."""
        figures = list(self._of_figures())
        return [*self._of_line(), *figures, *self._of_rates(), *self._of_findings(), *self._of_sentences(), *self._of_items()]

    def _of_line(self):
        for column in OF_REPORTS:
            before, after = (_said(line[column]) for line in self.lines)
            if before != after:
                why = self.source if column == "sha256" else [self.language.say("change_why_listed")]
                yield Change(REPORT, "", "", column, before[:12], after[:12]), why

    def _of_figures(self):
        for row in diff_figures(*self.figures).to_dict("records"):
            number = row["figure"]
            why = self._why(self.decided.get((number, row["column"])) or self.decided.get((number, "figure")))
            self.touched.setdefault(number, why)
            key, column = str(number), "" if row["column"] == "value" else row["column"]
            if row["change"] == "changed":
                yield Change(FIGURE_KIND, "", key, column, row["old"], row["new"]), why
            else:
                said = f"{row['old'] or row['new']} {row['surface']}".strip()
                old, new = (said, "") if row["change"] == "removed" else ("", said)
                yield Change(FIGURE_KIND, "", key, "", old, new), why

    def _of_rates(self):
        rates = []
        for which, figures in enumerate(self.figures):
            found = {}
            for row in derive_rates(figures, self.data[which]).to_dict("records"):
                pair = tuple(self._old_number(row[side], which) for side in ("numerator", "denominator"))
                said = self.language.percent(row["rate"], 2, row["bound"])
                found[pair] = (f"{row['measure']} / {row['of']}", said)
            rates.append(found)
        yield from self._differing(RATE, rates)

    def _of_findings(self):
        findings = []
        for which, data in enumerate(self.data):
            found = {}
            rows = [] if self.figures[which].empty else audit_report(self.code, self.year, lang=self.language.lang, data_dir=data).findings
            for row in pd.DataFrame(rows).to_dict("records"):
                numbers = tuple(self._old_number(number, which) for number in row["figures"])
                found[(row["rule"], row["message"] if not numbers else "", *numbers)] = (row["rule"], row["message"])
            findings.append(found)
        yield from self._differing(FINDING, findings, of=lambda key: key[2:])

    def _of_sentences(self):
        said = []
        for data in self.data:
            rows = load_statements(self.code, self.year, data).to_dict("records")
            said.append({(row["kind"], row["statement"]): (row["kind"], row[f"text_{self.language.lang}"]) for row in rows})
        yield from self._differing(SENTENCE, said, of=lambda key: ())

    def _of_items(self):
        said = []
        for data in self.data:
            rows = load_items(self.code, self.year, data).to_dict("records")
            said.append({(row["item"],): (self.language.indicator(row["item"]), row["answer"]) for row in rows})
        yield from self._differing(ITEM, said, of=lambda key: ())

    def _differing(self, kind, both, of=lambda key: key):
        before, after = both
        for key in [*before, *(key for key in after if key not in before)]:
            old, new = before.get(key), after.get(key)
            if (old and old[1]) != (new and new[1]):
                # Of the figures that it is about; where none of them changed, what else did.
                own = [why for number in of(key) for why in self.touched.get(number, ())]
                why = list(dict.fromkeys(own)) or self._why(None)
                name = (old or new)[0]
                yield Change(kind, "", name, "", old[1] if old else "", new[1] if new else ""), why

    def _why(self, decided):
        """Return why a cell is otherwise: what a person decided, else another source, else other rules."""
        if decided:
            return [decided]
        if self.source:
            return self.source
        if self.tables:
            return [self.language.say("change_why_codebook", names=self._table_names())]
        return [self.language.say("change_why_unknown")]

    def _table_names(self):
        names = list(self.tables)
        named = self.language.join(names[:3])
        return named if len(names) < 4 else self.language.say("change_names_more", names=named, n=len(names) - 3)

    def _old_number(self, number, which):
        return self.number.get(number, f"+{number}") if which else number

    def _source(self):
        before, after = (line["sha256"] for line in self.lines)
        if before == after:
            return []
        names = f"{before[:8] or '—'} → {after[:8] or '—'}"
        return [self.language.say("change_why_text", names=names)]

    def _decided(self):
        """Return the decisions that only one of the folders has, each with who and why, by figure and field."""
        told = []
        for data in self.data:
            rows = load_decisions(self.code, self.year, data).to_dict("records")
            told.append({tuple(_said(row[name]) for name in OF_DECISIONS): row for row in rows})
        found = {}
        for which, words in ((0, "change_why_undecided"), (1, "change_why_decided")):
            for key, row in told[which].items():
                if key not in told[1 - which]:
                    number = self._old_number(int(row["figure"]), which)
                    said = self.language.say(words, by=row["by"], on=_said(row["on"])[:10], reason=row["reason"])
                    found[(number if isinstance(number, int) else int(row["figure"]), row["field"])] = said
        return found


def _figures(data, code, year):
    try:
        return load_figures(code, year, data)
    except NoData:
        return data.table("figures").head(0)


def _said(value):
    if pd.isna(value):
        return ""
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)
