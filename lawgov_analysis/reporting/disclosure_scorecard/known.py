"""What is known of the reports of a year, worked out once for all of them, and of one of them."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ...analysis.coverage import core_not_stated
from ...auditing import audit_figures, check_identities
from ...auditing.audited import Panel
from ...auditing.compliance import compliance
from ...auditing.similarity import similarity
from ...decisions import review_status
from ...documents import parse_report
from ...tables import (
    are_planned,
    load_figures,
    load_indicators,
    load_items,
    load_panel,
    load_statements,
    load_text,
    records,
)

# The rules of the audit that look at a text alone.
OF_TEXTS = ["placeholder", "wrong-year"]
# With a larger share of figures without an indicator, any of them may be what seems not to be stated.
MOST_UNCODED = 0.2


@dataclass(eq=False)
class Known:
    """What is known of the reports of some places; each kind of it is looked up when it is asked for.

    Attributes
    ----------
    places : pandas.DataFrame
        With ``place_code`` and ``level``; each has a whole report of the year.
    year : int
    lang : str
        Of the messages of the audit.
    data : Data
    """

    places: pd.DataFrame
    year: int
    lang: str
    data: object

    @property
    def codes(self):
        """The places."""
        return self.places["place_code"].tolist()

    @cached_property
    def printed(self):
        """The figures of these reports; each must keep the rules."""
        printed = load_panel(self.data, self.codes, [self.year])
        for file in printed.attrs["left_out"]:
            # Says what is wrong in it.
            load_figures(file.partition("-")[0], self.year, self.data)
        return printed

    @cached_property
    def figures(self):
        """Those of them that are of law-based government and of the year."""
        return self.printed[(self.printed["out_of_field"] == "") & ~are_planned(self.printed)]

    @cached_property
    def before(self):
        """The figures of the year before, of those places whose report of that year is on record in full."""
        reports = self.data.table("reports")
        full = reports[(reports["year"] == self.year - 1) & (reports["coverage"] == "full")]["place_code"]
        return load_panel(self.data, sorted(set(full) & set(self.codes)), [self.year - 1])

    @cached_property
    def findings(self):
        """What the audit finds in the figures and nobody has explained."""
        found = audit_figures(self.printed, among=Panel(self.data), lang=self.lang, data_dir=self.data)
        return found[found["explained"] == ""]

    @cached_property
    def identities(self):
        """What the figures state of each other."""
        return check_identities(self.printed, among=Panel(self.data), data_dir=self.data)

    @cached_property
    def texts(self):
        """The places whose text is at hand."""
        return {code for code in self.codes if load_text(code, self.year, self.data)}

    @cached_property
    def text_findings(self):
        """What the audit finds in the texts that are at hand and nobody has explained."""
        reports = [
            parse_report(load_text(code, self.year, self.data), place=code, year=self.year, data_dir=self.data)
            for code in sorted(self.texts)
        ]
        found = audit_figures(self.printed[:0], reports, lang=self.lang, data_dir=self.data, only=OF_TEXTS)
        return found[found["explained"] == ""]

    @cached_property
    def compliance(self):
        """What is asked of the reports of the year."""
        return compliance(year=self.year, data_dir=self.data)

    @cached_property
    def alike(self):
        """How much of each text stands in another's."""
        return similarity([(code, self.year) for code in self.codes], self.data)

    @cached_property
    def statements(self):
        """What the reports of the year state."""
        return load_statements(year=self.year, data_dir=self.data)

    @cached_property
    def items(self):
        """What the reports of the year have and have not."""
        return load_items(year=self.year, data_dir=self.data)

    @cached_property
    def reviewed(self):
        """The places of whose reports people have read every figure."""
        status = review_status(year=self.year, data_dir=self.data)
        return set(status.loc[status["status"].isin(["reviewed", "approved"]), "place_code"])

    @cached_property
    def core(self):
        """Which core indicators of its level the report of each place states.

        One row a place and core indicator: ``place_code``, ``level``, ``indicator`` and whether it is ``stated``.
        """
        indicators, figures, rows = load_indicators(self.data), self.figures, []
        for place in records(self.places):
            core = indicators.index[[place.level in levels.split("|") for levels in indicators["core"]]]
            silent = set(core_not_stated(figures[figures["place_code"] == place.place_code], place.level, self.data))
            rows += [[place.place_code, place.level, name, name not in silent] for name in core]
        return pd.DataFrame(rows, columns=["place_code", "level", "indicator", "stated"])

    @property
    def core_as_read(self):
        """The rows of `core` of reports that people have read; of others the program may not have seen one."""
        return self.core[self.core["place_code"].isin(self.reviewed - self.uncoded)]

    @cached_property
    def uncoded(self):
        """The places of whose figures too many have no indicator to say what the report does not state."""
        lacking = self.figures["indicator"].eq("").groupby(self.figures["place_code"]).mean()
        return set(lacking.index[lacking > MOST_UNCODED])

    def of(self, code):
        """Return what is known of the report of a place."""
        return KnownReport(code, self)


@dataclass(eq=False)
class KnownReport:
    """What is known of one report."""

    place_code: str
    known: Known

    def __getattr__(self, name):
        """Return the rows of a table of all reports that are of this one."""
        table = getattr(self.known, name)
        own = table[table["place_code"] == self.place_code]
        setattr(self, name, own)
        return own

    @property
    def has_text(self):
        """Whether its text is at hand."""
        return self.place_code in self.known.texts

    @property
    def is_reviewed(self):
        """Whether people have read all of its figures."""
        return self.place_code in self.known.reviewed

    def findings_of(self, rules):
        """Return the findings of its figures, of some rules."""
        return self.findings[self.findings["rule"].isin(rules)]
