"""Folders: what of the reports in one data folder is otherwise than in another, and why, as their tables tell."""

from dataclasses import dataclass

import pandas as pd

from ...analysis import derive_rates
from ...auditing import audit_all
from ...decisions import diff_figures, load_decisions, match_rows
from ...tables import KEY, load_figures, load_items, load_statements, open_data
from ...tables.drafted import digest, rows_of_csv
from .compare import FIGURE_KIND, FINDING, RATE, SENTENCE, Change
from .why import CODEBOOK, kind_of_input, say_reasons

# How far people checked it, and what the program keeps for itself, is nothing that a report says.
OF_REPORTS = ["issuer", "document_type", "title", "issued_on", "published_on", "period_end"]
OF_REPORTS += ["url", "official", "sha256", "coverage"]
OF_DECISIONS = ["field", "value", "by", "on", "reason", "surface"]
REPORT, ITEM, RULES = "report", "item", "codebook"


@dataclass(frozen=True)
class Told:
    """A change, of which report it is and why.

    Attributes
    ----------
    report : str
        ``990101-2022``, or the file of a report; ``""`` for what all share.
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
    folders = [_Folder(folder, language) for folder in (old_dir, new_dir)]
    tables = _tables_between(*(folder.data for folder in folders))
    told = [Told("", Change(RULES, "", name, "", *counts)) for name, counts in tables.items()]
    for key in sorted(folders[0].lines.keys() | folders[1].lines.keys()):
        name = f"{key[0]}-{key[1]}"
        lines = [folder.lines.get(key) for folder in folders]
        if None in lines:
            titles = [line["title"] or name if line else "" for line in lines]
            which = "new" if lines[0] is None else "old"
            told.append(Told(name, Change(REPORT, "", "", "", *titles), (language.say(f"change_why_only_{which}"),)))
        else:
            told += [Told(name, *found) for found in _Report(folders, key, tables, language).changes()]
    return told


class _Folder:
    """What is known of all reports of a data folder, by report."""

    def __init__(self, folder, language):
        data = self.data = open_data(folder)
        self.lines = {(row["place_code"], row["year"]): row for row in data.table("reports").to_dict("records")}
        figures = load_figures(data_dir=data) if data.files("figures") else data.table("figures").head(0)
        self.none = figures.head(0)
        self.figures = _by_report(figures)
        self.rates = _by_report(derive_rates(figures, data))
        self.findings = _by_report(audit_all(language.lang, data))
        self.statements = _by_report(load_statements(data_dir=data))
        self.items = _by_report(load_items(data_dir=data))

    def rows(self, table, key):
        """Return the rows of a report as dicts."""
        return getattr(self, table)[key].to_dict("records") if key in getattr(self, table) else []


def _by_report(table):
    return {key: rows.reset_index(drop=True) for key, rows in table.groupby(KEY)}


def _tables_between(old, new):
    """Return which tables that all reports share differ, with how many lines only the old and only the new one has."""
    differing = {}
    before, after = old.sources(), new.sources()
    for name in sorted(before.keys() | after.keys()):
        if kind_of_input(name) not in (CODEBOOK, "corrections", "words") or name in ("queue.csv", "datapackage.json"):
            continue
        lines = [_lines(files.get(name)) for files in (before, after)]
        if lines[0] != lines[1]:
            only = [set(lines[0]) - set(lines[1]), set(lines[1]) - set(lines[0])]
            differing[name] = tuple(str(len(each)) for each in only)
    return differing


def _lines(file):
    return file.read_text(encoding="utf-8-sig").splitlines() if file and file.is_file() else []


class _Report:
    """One report in two folders."""

    def __init__(self, folders, key, tables, language):
        self.folders, self.key, self.tables, self.language = folders, key, tables, language
        self.lines = [folder.lines[key] for folder in folders]
        self.figures = [folder.figures.get(key, folder.none) for folder in folders]
        numbers = [table["figure"].tolist() for table in self.figures]
        #: Which number of the old table a number of the new one is.
        self.number = {numbers[1][there]: numbers[0][here] for here, there in match_rows(*self.figures).items()}
        self.decided, self.source = self._decided(), self._source()
        # Why each figure is otherwise, by its number in the old table.
        self.touched = {}

    def changes(self):
        """Return each change with its reasons; the figures before what is made of them."""
        found = [*self._of_line(), *self._of_figures(), *self._of_rates(), *self._of_findings()]
        return [(change, tuple(why)) for change, why in [*found, *self._of_sentences(), *self._of_items()]]

    def _of_line(self):
        for column in OF_REPORTS:
            before, after = (_said(line[column]) for line in self.lines)
            if before != after:
                why = self.source if column == "sha256" else [self.language.say("change_why_listed")]
                if column == "sha256":
                    before, after = before[:8], after[:8]
                yield Change(REPORT, "", "", column, before, after), why

    def _of_figures(self):
        if self.figures[0].equals(self.figures[1]):
            return
        for row in diff_figures(*self.figures).to_dict("records"):
            number, field = row["figure"], row["column"] if row["change"] == "changed" else "figure"
            which = ["changed", "removed", "added"].index(row["change"])
            number = f"+{number}" if row["change"] == "added" else number
            why = self._why_figure(self.decided.get((number, field)) or self.decided.get((number, "figure")))
            self.touched.setdefault(number, why)
            if not which:
                column = "" if row["column"] == "value" else row["column"]
                yield Change(FIGURE_KIND, "", str(number), column, row["old"], row["new"]), why
            else:
                said = f"{row['old'] or row['new']} {row['surface']}".strip()
                yield Change(FIGURE_KIND, "", str(row["figure"]), "", *((said, "") if which == 1 else ("", said))), why

    def _of_rates(self):
        rates = [{}, {}]
        for which, folder in enumerate(self.folders):
            for row in folder.rows("rates", self.key):
                pair = tuple(self._old_number(row[side], which) for side in ("numerator", "denominator"))
                said = self.language.percent(row["rate"], 2, row["bound"])
                rates[which][pair] = (f"{row['measure']} / {row['of']}", said)
        yield from self._differing(RATE, rates, lambda pair: pair)

    def _of_findings(self):
        findings = [{}, {}]
        for which, folder in enumerate(self.folders):
            for row in folder.rows("findings", self.key):
                numbers = tuple(self._old_number(number, which) for number in row["figures"])
                findings[which][(row["rule"], numbers or row["message"])] = (row["rule"], row["message"])
        yield from self._differing(FINDING, findings, lambda key: key[1] if isinstance(key[1], tuple) else ())

    def _of_sentences(self):
        text = f"text_{self.language.lang}"
        said = [
            {(row["kind"], row["statement"]): (row["kind"], row[text]) for row in folder.rows("statements", self.key)}
            for folder in self.folders
        ]
        yield from self._differing(SENTENCE, said)

    def _of_items(self):
        said = [
            {
                row["item"]: (self.language.indicator(row["item"]), row["answer"])
                for row in folder.rows("items", self.key)
            }
            for folder in self.folders
        ]
        yield from self._differing(ITEM, said)

    def _differing(self, kind, both, numbers_of=lambda key: ()):
        before, after = both
        for key in [*before, *(key for key in after if key not in before)]:
            old, new = before.get(key, ("", "")), after.get(key, ("", ""))
            if old[1] != new[1]:
                # Why the figures are otherwise that it is about; where none of them is, what else is.
                of_figures = [why for number in numbers_of(key) for why in self.touched.get(number, ())]
                why = list(dict.fromkeys(of_figures)) or self._why_made()
                yield Change(kind, "", old[0] or new[0], "", old[1], new[1]), why

    def _why_figure(self, decided):
        """Say why a figure is otherwise: what a person decided, another source, a table edited by hand, else rules."""
        if decided:
            return [decided]
        if self.source:
            return self.source
        return self._by_hand() or self._rules() or [self.language.say("change_why_program")]

    def _why_made(self):
        """Say why what is worked out is otherwise, where no figure is that it is about."""
        return self.source or self._rules() or [self.language.say("change_why_others")]

    def _rules(self):
        names = [name for name in self.tables if kind_of_input(name) in (CODEBOOK, "corrections")]
        return say_reasons([(CODEBOOK, names)], self.language) if names else []

    def _by_hand(self):
        """Say whether the new table of figures is as the program wrote it; a table that persons made is not."""
        written, files = self.lines[1]["drafted"], self.folders[1].data.files("figures", f"{self.key[0]}-{self.key[1]}")
        if not written:
            return [self.language.say("change_why_unknown")]
        is_written = any(written.startswith(digest(rows_of_csv(file.read_text(encoding="utf-8")))) for file in files)
        return [] if is_written else [self.language.say("change_why_by_hand")]

    def _old_number(self, number, which):
        return self.number.get(number, f"+{number}") if which else number

    def _source(self):
        before, after = (line["sha256"] for line in self.lines)
        if before == after:
            return []
        return [self.language.say("change_why_text", names=f"{before[:8] or '—'} → {after[:8] or '—'}")]

    def _decided(self):
        """Return the decisions that only one of the folders has, with who and why, by figure and field."""
        told = []
        for folder in self.folders:
            rows = load_decisions(*self.key, folder.data).to_dict("records")
            told.append({tuple(_said(row[name]) for name in OF_DECISIONS): row for row in rows})
        found = {}
        for which, words in ((0, "change_why_undecided"), (1, "change_why_decided")):
            for key, row in told[which].items():
                if key not in told[1 - which]:
                    said = self.language.say(words, by=row["by"], on=_said(row["on"])[:10], reason=row["reason"])
                    found[(self._old_number(row["figure"], which), row["field"])] = said
        return found


def _said(value):
    if pd.isna(value):
        return ""
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)
