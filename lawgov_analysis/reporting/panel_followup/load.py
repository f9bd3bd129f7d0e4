"""What the panel begins with: its parameters, checked, and the years of the place."""

from functools import cached_property

import pandas as pd

from ...analysis import compare_years
from ...analysis.coverage import core_of, kin_of
from ...analysis.years import BASES, MIN_BASE
from ...auditing import (
    follow_up,
    growth_claims,
    recurring_shortcomings,
    repeated_numbers,
    restated_numbers,
    reused_passages,
    said_otherwise,
)
from ...errors import BadParameter, NoData
from ...presentation import load_language
from ...tables import (
    are_planned,
    find_place,
    levels_of,
    load_figures,
    load_indicators,
    load_places,
    load_statements,
    load_text,
    open_data,
    records,
)
from ...text.around import bound_words
from ...text.dates import check_year
from ..inputs import CODING, INDICATORS, Reads, Result, digest
from ..parameters import ALL, choice, folder_ending, indicators_named, listed, whole
from .stated import shown_figures, shown_sentences
from .words import OF_ONE

NAME = "panel_followup"
DEFAULTS = {"indicators": [], "base": BASES[0], "min_base": MIN_BASE}
# More indicators are asked for by what they are, and not by name.
MOST_NAMED = 20
FOLLOWED = Result("followed", (*CODING, INDICATORS), also=(INDICATORS,))
# Rules of the other analyses, and what they ask of a report.
NOT_READ = frozenset(
    ["items.csv", "corrections.csv", "identities.csv", "rules/coverage/kin.csv", "rules/front/rules.csv"]
    + [f"rules/peers/{name}.csv" for name in ("reasons", "denominators", "methods", "standings")]
    + [
        f"rules/{name}.csv"
        for name in ("scorecard/rubric", "scorecard/bands", "compliance/rules", "compliance/reasons")
    ]
    + [f"rules/{name}.csv" for name in ("audit/rules", "audit/messages", "items/patterns", "supervision/reasons")]
    + ["rules/queue/reasons.csv", "presentation/charts.csv", "presentation/sections.csv"]
)


class PanelSubject:
    """The reports of a place over some years; what is known of them is looked up once, when it is asked for.

    Attributes
    ----------
    data : Data
    data_dir : pathlib.Path or None
        None for the package's own data.
    language : Language
    lang : str
    place_code : str
    from_year, to_year : int
    years : tuple of int
        Those of which there is a report.
    indicators : tuple of str
        Those that were asked for; empty for the core indicators of the level.
    base : str
    min_base : int
    parameters : dict
    folder : str
        Where it is written, below the folder of reports.
    """

    def __init__(self, place_code, years, span, given, lang, data, data_dir):
        self.place_code, self.years = place_code, tuple(years)
        self.from_year, self.to_year = span
        self.data, self.data_dir = data, None if data_dir is None else data.folder
        self.language, self.lang = load_language(lang, data), lang
        self.indicators = tuple(given["indicators"])
        self.base, self.min_base = given["base"], given["min_base"]
        further = {name: value for name, value in given.items() if value != DEFAULTS[name]}
        about = {"place": place_code, "from_year": self.from_year, "to_year": self.to_year}
        self.parameters = {**about, **given, "lang": lang}
        slug = load_places(data)["slug"].get(place_code) or place_code
        self.folder = f"{slug}/{NAME}-{self.from_year}-{self.to_year}{folder_ending(further)}"

    @property
    def place(self):
        """Its full name in the language."""
        return self.language.place(self.place_code)

    @property
    def title(self):
        """The title of the panel."""
        case = "panel_title" if self.from_year < self.to_year else "panel_title_one"
        return self.language.say(case, place=self.place, first=self.from_year, last=self.to_year)

    @property
    def reads(self):
        """What it reads of the data: of its place all years; the codebook whole where all of it is asked for."""
        texts = tuple((self.place_code, year) for year in self.years)
        by_indicator = len(self.indicators) <= MOST_NAMED
        return Reads((self.place_code,), texts=texts, skipped=NOT_READ, by_indicator=by_indicator, results=(FOLLOWED,))

    @property
    def coded(self):
        """The indicators that its place has a figure of, and those that were asked for."""
        return {*load_figures(self.place_code, data_dir=self.data)["indicator"], *self.indicators}

    @cached_property
    def lines(self):
        """The lines of its reports in ``reports.csv``, by year."""
        table = self.data.table("reports")
        table = table[(table["place_code"] == self.place_code) & table["year"].isin(self.years)]
        return table.set_index("year", drop=False).sort_index()

    @cached_property
    def figures(self):
        """The figures of its reports, as from `load_figures`."""
        figures = load_figures(self.place_code, data_dir=self.data)
        return figures[figures["year"].isin(self.years)].reset_index(drop=True)

    @cached_property
    def surfaces(self):
        """How each figure is printed, by year and number: with the words of its bound where the text is at hand."""
        return {(row.year, row.figure): bound_words(self.texts[row.year], row) for row in records(self.figures)}

    @cached_property
    def chosen(self):
        """The ids of the indicators that it is on, in the order of the codebook.

        Where none were asked for they are the core ones of the level, or what counts for them where they are not
        stated, those whose definition, unit or the like changes, and those with running totals; of a department, which
        has no core ones, what it states in more than one year.
        """
        if self.indicators:
            return self.indicators
        level = levels_of(pd.Series([self.place_code], dtype="str"), self.data)[0]
        codebook, told = load_indicators(self.data), self.all_compared
        wanted = set(core_of(level, self.data))
        if not wanted:
            years = self.stated.groupby("indicator")["year"].nunique()
            wanted = set(years.index[years > 1])
        kin, stated = kin_of(self.data), set(self.stated["indicator"])
        wanted |= stated & set(kin.loc[kin["counts_for"].isin(wanted - stated), "indicator"])
        broken = told[told["reason"].isin(OF_ONE)]
        wanted |= {*broken["indicator"], *broken["base_indicator"], *self.totals["indicator"]}
        counted = codebook.index[~codebook["kind"].isin(["item", "target"])]
        return tuple(name for name in counted if name in wanted)

    @cached_property
    def totals(self):
        """The running totals that its reports state: they are no numbers of a year."""
        return self.stated[self.stated["basis"] == "cumulative"].reset_index(drop=True)

    @cached_property
    def stated(self):
        """The figures that its reports state of their own years: neither growths nor plans."""
        figures = self.figures
        own = (figures["indicator"] != "") & (figures["relation"] != "growth") & ~are_planned(figures)
        return figures[own].reset_index(drop=True)

    @cached_property
    def all_compared(self):
        """Its years held against each other, as from `compare_years`, of all indicators."""
        return compare_years(self.figures, self.data, self.base, self.min_base)

    @cached_property
    def compared(self):
        """The rows of `all_compared` that are of the chosen indicators."""
        chosen = set(self.chosen)
        of_them = self.all_compared["indicator"].isin(chosen) | self.all_compared["base_indicator"].isin(chosen)
        return self.all_compared[of_them].reset_index(drop=True)

    @cached_property
    def breaks(self):
        """Its years held each against the one before, whatever the base: where a line may be drawn."""
        if self.base == BASES[0]:
            return self.all_compared
        return compare_years(self.figures, self.data)

    def of_years(self, ask):
        """Put together what a function gives for each report whose year before is there too."""
        pairs = [year for year in self.years if year - 1 in self.years]
        tables = [ask(self.place_code, year, self.data) for year in pairs]
        return pd.concat(tables, ignore_index=True) if tables else ask(self.place_code, self.years[0], self.data)[:0]

    @cached_property
    def plans(self):
        """What became of the plans, as from `follow_up`."""
        return self.of_years(follow_up)

    @cached_property
    def growths(self):
        """The growths that are claimed, as from `growth_claims`, of all its reports."""
        return pd.concat([growth_claims(self.place_code, year, self.data) for year in self.years], ignore_index=True)

    @cached_property
    def restated(self):
        """Last year's numbers in this year's reports, as from `restated_numbers`."""
        return self.of_years(restated_numbers)

    @cached_property
    def otherwise(self):
        """What one year states of an indicator and the other in words without one, as from `said_otherwise`."""
        return self.of_years(said_otherwise)

    @cached_property
    def shortcomings(self):
        """The shortcomings that recur, as from `recurring_shortcomings`, within its years."""
        told = [recurring_shortcomings(self.place_code, year, self.data) for year in self.years]
        table = pd.concat(told, ignore_index=True)
        return table[table["base_year"].isin(self.years)].reset_index(drop=True)

    @cached_property
    def numbers_again(self):
        """Which numbers are last year's, as from `repeated_numbers`."""
        return self.of_years(repeated_numbers)

    @cached_property
    def passages(self):
        """Of each year the passages that are last year's, as from `reused_passages`."""
        pairs = [year for year in self.years if year - 1 in self.years]
        return {year: reused_passages(self.place_code, year, self.data) for year in pairs}

    @cached_property
    def statements(self):
        """What its reports state, by year and number."""
        table = load_statements(self.place_code, data_dir=self.data)
        return {(row.year, row.statement): row for row in records(table)}

    @cached_property
    def figure_rows(self):
        """The number in the annex of each figure that is shown, by year and number."""
        figures = shown_figures(self)
        return {key: at for at, key in enumerate(zip(figures["year"], figures["figure"], strict=True), 1)}

    @cached_property
    def sentence_rows(self):
        """The number in the annex of each statement and sentence that is shown, as of `shown_sentences`."""
        return {key: at for at, key in enumerate(shown_sentences(self), 1)}

    @cached_property
    def texts(self):
        """The texts of its reports by year, ``""`` where one is not at hand."""
        return {year: load_text(self.place_code, year, self.data) for year in self.years}


def load(
    place,
    from_year=None,
    to_year=None,
    indicators=None,
    base=BASES[0],
    min_base=MIN_BASE,
    lang="zh",
    data_dir=None,
):
    """Load the reports of a place over some years.

    Parameters
    ----------
    place : str or int
        A code, slug or name.
    from_year, to_year : int, optional
        By default the first and the last that the place has a report of.
    indicators : str or list of str, optional
        Ids, names or domains, or ``all``; by default the core indicators of the level.
    base : str
        What a year is held against: ``previous``, the year before, or ``first``, the first that states it.
    min_base : int
        Of a smaller base no percentage is given.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    PanelSubject

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> subject = load("丹枫镇", data_dir="data/samples/city")
    >>> subject.title, subject.folder
    ('示例市临屿区丹枫镇2021—2023年历年变化与计划落实', 'shili-linyu-danfeng/panel_followup-2021-2023')
    """
    subject = begin(place, from_year, to_year, indicators, base, min_base, lang, data_dir)
    load_figures(subject.place_code, data_dir=subject.data)
    return subject


def begin(
    place, from_year=None, to_year=None, indicators=None, base=BASES[0], min_base=MIN_BASE, lang="zh", data_dir=None
):
    """Return the reports of a place over some years, of which nothing is read yet; as `load` else."""
    data = open_data(data_dir)
    load_language(lang, data)
    code = find_place(place, data).name
    reports = data.table("reports")
    known = sorted(map(int, reports.loc[reports["place_code"] == code, "year"]))
    name = load_places(data)["full_name"].get(code, code)
    if not known:
        raise NoData(f"no report of {name} in the data")
    first = known[0] if from_year in (None, "") else check_year(from_year)
    last = known[-1] if to_year in (None, "") else check_year(to_year)
    if first > last:
        raise BadParameter(f"from_year {first} is after to_year {last}")
    years = [year for year in known if first <= year <= last]
    if not years:
        raise NoData(f"no report of {name} from {first} to {last}; there are those of {', '.join(map(str, known))}")
    given = {
        "indicators": list(_chosen(indicators, data)),
        "base": choice("base", base, BASES, BASES[0]),
        "min_base": whole("min_base", min_base, MIN_BASE),
    }
    return PanelSubject(code, years, (first, last), given, lang, data, data_dir)


def results(subject, _name):
    """Return the sum of what became of plans, recurs or is said otherwise: the results of its ``reads``."""
    told = subject.plans, subject.shortcomings, subject.otherwise
    return {"all": digest([table.astype("str").to_numpy().tolist() for table in told])}


def _chosen(indicators, data):
    if set(listed(indicators)) & ALL:
        codebook = load_indicators(data)
        return tuple(codebook.index[~codebook["kind"].isin(["item", "target"])])
    return indicators_named(indicators, data)


def runs(data, place_codes=(), years=()):
    """Return the parameters of each run of a batch: one a place that has reports of two years or more.

    Parameters
    ----------
    data : Data
    place_codes : collection of str
        Only of these; of all where there are none.
    years : collection of int
        From the first to the last of these, of places that have a report of the last; of one year, all up to it.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> runs(open_data("data/samples/city"), ["990101101"])
    [{'place': '990101101', 'from_year': 2021, 'to_year': 2023}]
    """
    reports = data.table("reports")
    reports = reports[reports["place_code"].isin(place_codes)] if len(place_codes) else reports
    if len(years):
        first, last = min(years), max(years)
        of_last = reports.loc[reports["year"] == last, "place_code"]
        within = (reports["year"] <= last) & ((reports["year"] >= first) | (first == last))
        reports = reports[within & reports["place_code"].isin(of_last)]
    spans = reports.groupby("place_code")["year"].agg(["min", "max"])
    return [
        {"place": code, "from_year": int(first), "to_year": int(last)}
        for code, first, last in spans[spans["min"] < spans["max"]].itertuples()
    ]
