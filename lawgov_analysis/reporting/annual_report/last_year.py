"""Last year: a report's figures beside those of the report of the year before."""

import pandas as pd

from ...analysis.years import compare_years, year_reasons
from ...tables import records

# Why a whole report is not compared, not one number of it: that is said once, above the tables.
OF_A_REPORT = {"document", "excerpt", "level", "signed-early"}


class LastYear:
    """The figures of one report beside those of the year before.

    Parameters
    ----------
    subject : YearReport

    Attributes
    ----------
    frame : pandas.DataFrame
        The rows of `compare_years` of its year.
    is_known : bool
        Whether the year before is recorded at all.
    """

    def __init__(self, subject):
        self.subject, self.language = subject, subject.language
        before = subject.printed_before
        self.is_known = len(before) > 0
        years = pd.concat([before, subject.printed], ignore_index=True)
        compared = compare_years(years, subject.data) if self.is_known else pd.DataFrame(columns=["figure", "year"])
        self.frame = compared[compared["year"] == subject.year].reset_index(drop=True)
        self.rows = {row.figure: row for row in records(self.frame)}
        self.reasons = year_reasons(subject.data).to_dict("index")
        self.surfaces = before.set_index("figure")["surface"].to_dict()
        self.restated = _restated(subject.printed, subject.year)

    def value(self, number):
        """Return what the year before has for a figure, else what this report says it was, ``—`` where neither does."""
        row = self.rows.get(number)
        if row is None:
            again = self.restated.get(number)
            return "—" if again is None else self.subject.value(again.figure)
        surface = self.surfaces.get(row.base_figure, "")
        return self.language.said(row.base_value, row.base_unit, row.base_bound, surface)

    def change(self, number):
        """Return how a figure changed, or why that cannot be said; ``""`` where there was none to compare with."""
        row = self.rows.get(number)
        if row is None:
            again = self.restated.get(number)
            return "" if again is None else self._changed(again)
        say = self.language.say
        if not row.comparable:
            whole = row.reason in OF_A_REPORT
            return say("not_comparable_at_all" if whole else "not_comparable", reason=self.reason(row.reason, "short_"))
        if pd.isna(row.change):
            return say("rose" if row.change_low >= 0 else "fell")
        if row.change == 0:
            return say("unchanged")
        change = self._signed(row.change, row.unit)
        if pd.isna(row.percent):
            return change
        return say("changed_percent", change=change, percent=f"{row.percent:+.1f}%".replace("-", "−"))

    def _changed(self, before):
        now = self.subject.phrases.rows[before.now]
        change = now.value - before.value
        return self._signed(change, now.unit) if change else self.language.say("unchanged")

    def reason(self, reason, length=""):
        """Return a reason of ``data/rules/years/reasons.csv`` in words; with ``short_`` in few."""
        return self.reasons[reason][f"{length}{self.language.lang}"]

    def _signed(self, change, unit):
        sign = "+" if change > 0 else "−"
        return sign + self.language.quantity(abs(change), self.language.say("points") if unit == "%" else unit)


def _restated(figures, year):
    """Return what a report says of the year before beside its own number, in the same words: a row of a table."""
    figures = figures[(figures["relation"] != "growth") & (figures["bound"] == "exact") & (figures["indicator"] != "")]
    alike = ["section", "measure", "indicator", "unit"]
    sides = [figures[figures["period"] == str(each)].drop_duplicates(alike, keep=False) for each in (year, year - 1)]
    own = sides[0][[*alike, "figure"]].rename(columns={"figure": "now"})
    return {row.now: row for row in records(sides[1].merge(own, on=alike))}
