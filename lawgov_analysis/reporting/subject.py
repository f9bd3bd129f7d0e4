"""Subject: the report of one place and year, with all that is known of it; it is handed through reporting."""

from functools import cached_property

from ..analysis import coverage, derive_rates, load_years
from ..auditing import audit_report
from ..decisions import review_status
from ..errors import NoData
from ..presentation import load_language
from ..tables import (
    are_planned,
    find_place,
    load_figures,
    load_items,
    load_reports,
    load_statements,
    load_text,
    open_data,
)
from ..tables.figures import say_no_data
from ..text.dates import check_year

# The findings that make a number itself doubtful, so that nothing is derived from it.
DO_NOT_ADD_UP = [
    *("parts-mismatch", "subset-exceeds-total", "conflicting-values", "outlier"),
    *("rate-mismatch", "rate-out-of-range", "growth-mismatch"),
]


class YearReport:
    """The report of one place and year, in one language; what is known of it is looked up once, when it is asked for.

    Parameters
    ----------
    place : str
        A code, slug, 横沥镇 or 东莞市横沥镇.
    year : int
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like or Data, optional

    Attributes
    ----------
    data : Data
        What all of it is looked up in.
    data_dir : pathlib.Path or None
        None for the package's own data.
    language : Language
    lang : str
    place_code : str
    year : int

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> hengli = YearReport("横沥镇", 2020)
    >>> len(hengli.figures), len(hengli.rates), hengli.report["coverage"]
    (60, 9, 'full')
    """

    def __init__(self, place, year, lang="zh", data_dir=None):
        self.year = check_year(year)
        self.data = open_data(data_dir)
        self.data_dir = None if data_dir in (None, "") else self.data.folder
        self.language, self.lang = load_language(lang, self.data), lang
        # Most are named by their code, and thousands are planned at once.
        known = str(place) in self.language.places.index
        self.place_code = str(place) if known else find_place(place, self.data).name
        if self.place_code not in self.language.places.index:
            # The country has it, these data do not.
            raise NoData(say_no_data(self.place_code, self.year, self.data))

    def check(self):
        """Look up what nothing can be made without, so that it is said before any work is done.

        Raises
        ------
        NoData, BadTable
        """
        return self.report, self.figures, self.statements, self.items

    @cached_property
    def place(self):
        """Its full name in the language."""
        return self.language.place(self.place_code)

    @property
    def title(self):
        """The title of the analysis."""
        return self.language.say("title", place=self.place, year=self.year)

    @property
    def parameters(self):
        """What the notebook is given to be about it."""
        return {"place": self.place_code, "year": self.year, "lang": self.lang}

    @property
    def folder(self):
        """Where its analysis is written, below the folder of reports."""
        return f"{self.slug}/{self.year}"

    @property
    def slug(self):
        """The short name of its place."""
        return self.language.of_places["slug"][self.place_code]

    @property
    def is_full(self):
        """Whether the report is known whole, and not from an excerpt."""
        return self.report["coverage"] == "full"

    @cached_property
    def report(self):
        """Its line in ``reports.csv``."""
        return load_reports(self.place_code, self.year, self.data).iloc[0]

    @cached_property
    def review(self):
        """How far people have checked it: its line of `review_status`."""
        return review_status(self.place_code, self.year, self.data).iloc[0]

    @cached_property
    def printed(self):
        """All its figures, as from `load_figures`."""
        return load_figures(self.place_code, self.year, self.data)

    @cached_property
    def figures(self):
        """Its figures of law-based government: without those that are out of the field, and without what it plans."""
        own = self.printed[(self.printed["out_of_field"] == "") & ~are_planned(self.printed)]
        return own.reset_index(drop=True)

    @cached_property
    def planned(self):
        """Its figures of law-based government that are still to come: the targets of the next year."""
        own = self.printed[(self.printed["out_of_field"] == "") & are_planned(self.printed)]
        return own.reset_index(drop=True)

    @cached_property
    def printed_before(self):
        """All figures of the report of its place of the year before; none where that is not recorded."""
        return load_years(self.place_code, [self.year - 1], self.data)

    @cached_property
    def figures_of_place(self):
        """The figures of all years of its place."""
        return load_figures(self.place_code, data_dir=self.data)

    @cached_property
    def statements(self):
        """The shortcomings, plans and leaders' acts that it states, as from `load_statements`."""
        return load_statements(self.place_code, self.year, self.data)

    @cached_property
    def text(self):
        """Its text, ``""`` where that is not at hand."""
        return load_text(self.place_code, self.year, self.data)

    @cached_property
    def items(self):
        """What it has and has not, as from `load_items`."""
        return load_items(self.place_code, self.year, self.data)

    @cached_property
    def rates(self):
        """The rates that its figures imply, as from `derive_rates`; of doubtful numbers only those that it prints."""
        rates = derive_rates(self.figures, self.data)
        of_doubtful = rates["numerator"].isin(self.doubtful) | rates["denominator"].isin(self.doubtful)
        return rates[~of_doubtful | rates["printed"].notna()].reset_index(drop=True)

    @cached_property
    def doubtful(self):
        """The numbers of the figures that do not add up by the audit, explained or not."""
        findings = self.audit.findings
        found = findings[(findings["about"] == "report") & findings["rule"].isin(DO_NOT_ADD_UP)]
        return {number for numbers in found["figures"] for number in numbers}

    @cached_property
    def coverage(self):
        """How many indicators of each domain it gives, as from `coverage`."""
        return coverage(self.figures, self.data)

    @cached_property
    def audit(self):
        """What does not add up in it, as from `audit_report`."""
        return audit_report(self.place_code, self.year, lang=self.lang, data_dir=self.data)
