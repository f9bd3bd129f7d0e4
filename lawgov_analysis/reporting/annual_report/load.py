"""What the yearly analysis begins with: its parameters, checked; what its steps share; and which reports there are."""

from functools import cached_property

import pandas as pd

from ...analysis import comparison_gate, silent_fields, standing_among
from ...auditing import compliance, follow_up
from ...tables import load_figures, load_reports, records
from ..inputs import COUNTY, Reads
from ..subject import YearReport
from .last_year import LastYear
from .phrases import Phrases
from .results import RESULTS
from .sections import LEADERSHIP, assign_sections

# Rules of the other analyses.
NOT_READ = frozenset(
    [f"rules/peers/{name}.csv" for name in ("reasons", "denominators", "methods", "standings")]
    + [f"rules/scorecard/{name}.csv" for name in ("rubric", "bands")]
    + ["rules/items/patterns.csv", "rules/supervision/reasons.csv", "rules/queue/reasons.csv"]
)
# What the year before says of a figure.
BESIDE = ["base_value", "comparable", "reason", "change"]


class AnnualSubject(YearReport):
    """The report that is analysed, with what several steps look up; see `load`."""

    @cached_property
    def section_of(self):
        """The section that each figure stands in, as from `assign_sections`; what leaders did themselves is theirs."""
        acts = self.statements[(self.statements["kind"] == "leadership") & self.statements["start"].notna()]
        theirs = pd.Series(False, index=self.figures.index)
        for start, end in zip(acts["start"], acts["end"], strict=True):
            theirs |= (self.figures["start"] >= start) & (self.figures["start"] < end)
        return assign_sections(self.figures, self.data).mask(theirs, LEADERSHIP)

    @cached_property
    def beside_last_year(self):
        """Its figures, and what the year before states of them where it does."""
        last = self.last_year.frame
        return self.figures if last.empty else self.figures.merge(last[["figure", *BESIDE]], on="figure", how="left")

    @cached_property
    def by_section(self):
        """The same by section, of those that it has figures of."""
        groups = self.beside_last_year.groupby(self.section_of.to_numpy(), sort=False)
        return {name: figures.reset_index(drop=True) for name, figures in groups}

    @cached_property
    def layouts(self):
        """The rows of ``charts.csv``."""
        return records(self.data.table("charts"))

    @cached_property
    def sections(self):
        """The rows of ``sections.csv``, by their ids."""
        return {row.section: row for row in records(self.data.table("sections"))}

    @cached_property
    def phrases(self):
        """How its figures are said within a sentence."""
        return Phrases(self)

    @cached_property
    def last_year(self):
        """Its figures beside those of the year before."""
        return LastYear(self)

    @cached_property
    def followed(self):
        """What it says of the plans of the year before, as from `follow_up`."""
        return follow_up(self.place_code, self.year, self.data)

    @cached_property
    def complied(self):
        """Its rows of `lawgov_analysis.auditing.compliance`, by rule."""
        return {row.rule: row for row in records(compliance(self.place_code, self.year, self.data))}

    @cached_property
    def silent(self):
        """The fields of which it has no figure, as from `silent_fields`."""
        return silent_fields(self.figures, self.coverage["level"].iloc[0], self.data)

    @cached_property
    def gate(self):
        """Which other reports it may be compared with."""
        return comparison_gate(self.place_code, self.year, self.data)

    @cached_property
    def beside(self):
        """Its figures beside the quartiles of other places, as far as the gate lets them through."""
        return standing_among(self.place_code, self.year, self.gate, self.data)

    @property
    def reads(self):
        """What it reads of the data: of its place all years, and to find shared passages the texts of its county."""
        code, year = self.place_code, self.year
        texts = ((code, year), (code, year - 1), (f"{code[:COUNTY]}*", year))
        return Reads(places=(code,), texts=texts, skipped=NOT_READ, by_indicator=True, results=RESULTS)

    @property
    def coded(self):
        """The indicators that its place has a figure or an item of."""
        stated = load_figures(self.place_code, data_dir=self.data, columns=["indicator"])
        return {*stated["indicator"].unique(), *self.items["item"]}

    def say(self, sentence, **values):
        """Return a sentence, which may name the place and the year."""
        return self.language.say(sentence, **{"place": self.place, "year": self.year, **values})

    def sentences(self, said):
        """Return sentences as one text."""
        return ("" if self.lang == "zh" else " ").join(filter(None, said))

    def value(self, number):
        """Return the value of a figure, which opens its place in the source."""
        return self.phrases.value(number)

    @property
    def source(self):
        """What stands below a chart: where its numbers are from."""
        return self.say("source", title=self.language.report_title(self.report))


def load(place, year, lang="zh", data_dir=None):
    """Load the report of a place and year, with all that is known of it.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    AnnualSubject

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> load("横沥镇", 2020).title
    '东莞市横沥镇2020年法治政府建设年度数据分析'
    """
    report = begin(place, year, lang, data_dir)
    if report.data.held:
        # The cells of a notebook find what the process that they are forked from has looked up already.
        return report.data.made(_loaded, report.place_code, report.year, report.lang, report.data_dir is None)
    report.check()
    return report


def _loaded(data, place_code, year, lang, is_own):
    report = AnnualSubject(place_code, year, lang, None if is_own else data)
    report.check()
    return report


def begin(place, year, lang="zh", data_dir=None):
    """Return the report of a place and year, of which nothing is read yet; as `load` else."""
    return AnnualSubject(place, year, lang or "zh", data_dir)


def runs(data, place_codes=(), years=(), excerpts=False):
    """Return the parameters of each report of the data that is known whole.

    Parameters
    ----------
    data : Data
    place_codes, years : collection
        All by default.
    excerpts : bool
        Those too of which only an excerpt is known.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> runs(open_data(), ["441900106"])
    [{'place': '441900106', 'year': 2020}]
    """
    known = load_reports(data_dir=data)
    wanted = known["year"].isin(list(years) or known["year"])
    wanted &= known["place_code"].isin(list(place_codes) or known["place_code"])
    chosen = known[wanted if excerpts else wanted & (known["coverage"] == "full")]
    return [
        {"place": code, "year": year} for code, year in zip(chosen["place_code"], chosen["year"].tolist(), strict=True)
    ]
