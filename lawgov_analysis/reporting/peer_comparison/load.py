"""What the comparison begins with: its parameters, checked, and the place that is compared."""

from functools import cached_property

import numpy as np
import pandas as pd

from ...analysis.beside import is_at_ceiling, rates_beside, spread_of, values_beside
from ...analysis.coverage import core_of, kin_of
from ...analysis.gate import FEWEST_PLACES, YEARS_APART, Terms, comparison_gate, members
from ...errors import BadParameter, NoData, UnknownPlace, nearest
from ...presentation import load_language
from ...tables import (
    KEY,
    find_place,
    kinds_of,
    levels_of,
    load_indicators,
    load_panel,
    load_places,
    load_reports,
    open_data,
)
from ...text.dates import check_year
from ..inputs import CODING, Reads
from ..parameters import ALL, choice, flag, folder_ending, indicator_named, listed, whole
from .limits import funnel_of
from .standings import rates_between, standing_of

NAME = "peer_comparison"
# No report is further from another: each year of the window is looked up.
MOST_YEARS_APART = 100
# Rules of the other analyses, and what they read of a report.
NOT_READ = frozenset(
    [*CODING, *(f"{name}.csv" for name in ("statements", "items", "corrections", "followups", "identities"))]
    + [f"rules/audit/{name}.csv" for name in ("rules", "messages", "words")]
    + [f"rules/followups/{name}.csv" for name in ("rules", "words", "repeated")]
    + [
        f"rules/{name}.csv"
        for name in ("scorecard/rubric", "scorecard/bands", "compliance/rules", "compliance/reasons")
    ]
    + [f"rules/{name}.csv" for name in ("items/patterns", "supervision/reasons", "queue/reasons", "front/rules")]
)


class PeerSubject:
    """A place and a year that are compared with others; what is known of it is looked up once, when it is asked for.

    Attributes
    ----------
    data : Data
    data_dir : pathlib.Path or None
        None for the package's own data.
    language : Language
    lang : str
    place_code : str
    year : int
    terms : Terms
    indicators : tuple of str
        Those that were asked for; empty for the core indicators of the level and what else can be compared.
    denominator : str
        ``""`` for those of the codebook.
    parameters : dict
    folder : str
        Where it is written, below the folder of reports.
    """

    def __init__(self, place_code, year, terms, indicators, denominator, given, lang, data, data_dir):
        self.place_code, self.year, self.terms = place_code, year, terms
        self.indicators, self.denominator = indicators, denominator
        self.data, self.data_dir = data, None if data_dir is None else data.folder
        self.language, self.lang = load_language(lang, data), lang
        further = {name: value for name, value in given.items() if value != DEFAULTS[name]}
        self.parameters = {"place": place_code, "year": year, **given, "lang": lang}
        slug = load_places(data)["slug"].get(place_code) or place_code
        self.folder = f"{slug}/{NAME}-{year}{folder_ending(further)}"

    @property
    def reads(self):
        """What it reads of the data: the reports of all places of its kind, and the figures of the years near by."""
        kinds = tuple(kinds_of(pd.Series([self.place_code], dtype="str"), self.data).dropna())
        years = self.year - self.terms.window, self.year + self.terms.window
        places = tuple(dict.fromkeys([self.place_code, *self.terms.places]))
        # Of a place of no kind nobody knows with whom it is compared.
        return Reads(places, kinds, years, skipped=NOT_READ) if kinds else None

    @property
    def place(self):
        """Its full name in the language."""
        return self.language.place(self.place_code)

    @property
    def title(self):
        """The title of the comparison."""
        return self.language.say("comparison_title", place=self.place, year=self.year)

    @cached_property
    def level(self):
        """The level of the codebook that it is of."""
        return levels_of(pd.Series([self.place_code], dtype="str"), self.data)[0]

    @cached_property
    def report(self):
        """The line of its report in ``reports.csv``."""
        return load_reports(self.place_code, self.year, self.data).iloc[0]

    @cached_property
    def gate(self):
        """What it may be set beside, as from `comparison_gate`."""
        return comparison_gate(self.place_code, self.year, self.data, self.terms)

    @cached_property
    def members(self):
        """Who is in and who is out, as from `members`."""
        return members(self.place_code, self.year, self.data, self.terms)

    @cached_property
    def stated(self):
        """What each place states of each indicator, as from `values_beside`."""
        codebook = load_indicators(self.data)
        asked = self.indicators or codebook.index
        values = values_beside(self.place_code, self.year, asked, self.data, self.terms)
        values["reason"] = values["reason"].mask(self._of_near_kin(values), "near-kin")
        if self.indicators:
            return values
        others = values[~values["own"]].groupby("indicator")["reason"].agg(lambda reasons: (reasons == "").sum())
        chosen = self.core.union(others[others >= self.terms.min_n].index)
        return values[values["indicator"].isin(chosen)].reset_index(drop=True)

    @cached_property
    def core(self):
        """The core indicators of its level."""
        return pd.Index(core_of(self.level, self.data), dtype="str")

    def _of_near_kin(self, values):
        """Which values are not stated, but a near kin of the indicator is: nobody is called silent for another word."""
        silent = values["reason"] == "not-stated"
        kin = kin_of(self.data)
        kin = kin[kin["counts_for"].isin(self.core)]
        codes, years = (values.loc[silent, name].unique().tolist() for name in KEY)
        stated = load_panel(self.data, codes, years, kin["indicator"].unique(), [*KEY, "indicator", "relation"])
        stated = stated[stated["relation"] != "growth"].merge(kin, on="indicator")
        of = pd.MultiIndex.from_frame(stated[[*KEY, "counts_for"]])
        return silent & pd.MultiIndex.from_frame(values[[*KEY, "indicator"]]).isin(of)

    @cached_property
    def compared(self):
        """The values that can be compared, where enough other places have one; none where the gate is shut."""
        if not self.gate.is_open:
            return self.stated[:0]
        compared = self.stated[self.stated["reason"] == ""]
        others = (~compared["own"]).groupby(compared["indicator"]).transform("sum")
        return compared[others >= self.terms.min_n].reset_index(drop=True)

    @cached_property
    def rates(self):
        """`compared` per resident or per case, as from `rates_beside`, where enough other places have a rate."""
        rates = rates_beside(self.compared, self.data, self.denominator, self.terms.min_n + 1)
        others = ((rates["reason"] == "") & ~rates["own"].astype(bool)).groupby(rates["indicator"]).transform("sum")
        return rates[others >= self.terms.min_n].reset_index(drop=True)

    @cached_property
    def rated(self):
        """The rates themselves: of `rates` those that nothing is missing for."""
        return self.rates[self.rates["reason"] == ""].reset_index(drop=True)

    @cached_property
    def ceilings(self):
        """The indicators of which most places have 100 %: rates as printed, and shares."""
        kind = load_indicators(self.data)["kind"]
        printed = self.compared[self.compared["indicator"].map(kind) == "rate"]
        shares = self.rated[self.rated["method"] == "share"]
        tops = [(name, rows["low"]) for name, rows in printed.groupby("indicator", sort=False)]
        # ≤100 % may be less.
        known = shares["rate"].where(shares["rate_bound"] == "exact", 0.0)
        tops += [(name, rates) for name, rates in known.groupby(shares["indicator"], sort=False)]
        return {name for name, values in tops if is_at_ceiling(values)}

    @cached_property
    def funnels(self):
        """Of each indicator that chance can be reckoned of, as from `funnel_of`."""
        by = self.rated[self.rated["rate_low"].notna()].groupby("indicator", sort=False)
        return {name: funnel_of(rows) for name, rows in by if name not in self.ceilings}

    @cached_property
    def quartiles(self):
        """Of each indicator of `compared` the quartiles of the other places, as from `spread_of`."""
        by = self.compared[~self.compared["own"]].groupby("indicator", sort=False)
        return {name: spread_of(rows["low"], rows["high"]) for name, rows in by}

    @cached_property
    def rate_quartiles(self):
        """Of each indicator of `rated` the quartiles of the other places' rates, as from `spread_of`."""
        others = self.rated[~self.rated["own"].astype(bool)]
        least, most = rates_between(others)
        others = others.assign(least=least, most=most)
        by = others.groupby("indicator", sort=False)
        return {name: spread_of(rows["least"], rows["most"]) for name, rows in by}

    @cached_property
    def standings(self):
        """Where the place stands in each indicator: ``indicator``, ``standing``, ``n`` (other places), ``values``."""
        rows = [(name, *standing_of(self, name)) for name in dict.fromkeys(self.stated["indicator"])]
        return pd.DataFrame(rows, columns=["indicator", "standing", "n", "values"])


DEFAULTS = {
    "indicators": [],
    "theme": "",
    "window": YEARS_APART,
    "level": "",
    "places": [],
    "denominator": "",
    "full_only": True,
    "official_only": True,
    "min_n": FEWEST_PLACES,
}


def load(
    place,
    year=None,
    indicators=None,
    theme="",
    window=YEARS_APART,
    level="",
    places=None,
    denominator="",
    full_only=True,
    official_only=True,
    min_n=FEWEST_PLACES,
    lang="zh",
    data_dir=None,
):
    """Load a place and a year, to be compared with others.

    Parameters
    ----------
    place : str or int
        A code, slug or name.
    year : int, optional
        By default the last that the place has a report of.
    indicators : str or list of str, optional
        Ids or names, or ``all``; by default the core indicators of the level, and what else enough places state.
    theme : str
        All indicators of a domain, in the place of `indicators`.
    window : int
        How many years the report of another place may be older or younger.
    level : str
        Only places that are 镇, 乡, 街道 or 园区; by default all that have the same duties.
    places : str or list of str, optional
        Codes, slugs, names or the beginning of a code (``9901``); by default all.
    denominator : str
        What is divided by, of those that the codebook compares an indicator by; by default the first that is known.
    full_only, official_only : bool
        Whether excerpts, and reports from hosts that are not official, are left out.
    min_n : int
        With fewer other places nothing is ranked.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    PeerSubject

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> subject = load("丹枫镇", 2022, data_dir="data/samples/city")
    >>> subject.title, subject.gate.places
    ('示例市临屿区丹枫镇2022年同类比较', 11)
    """
    data = open_data(data_dir)
    load_language(lang, data)
    code = find_place(place, data).name
    reports = data.table("reports")
    years = sorted(reports.loc[reports["place_code"] == code, "year"])
    if not years:
        raise NoData(f"no report of {load_places(data)['full_name'].get(code, code)} in the data")
    year = years[-1] if year in (None, "") else check_year(year)
    load_reports(code, year, data)
    chosen = _indicators(indicators, theme, data)
    among, named = _places(code, places, level, data)
    given = {
        "indicators": list(chosen) if listed(indicators) else [],
        "theme": str(theme or "").strip(),
        "window": whole("window", window, YEARS_APART, most=MOST_YEARS_APART),
        "level": str(level or "").strip(),
        "places": named,
        "denominator": choice("denominator", denominator, _denominators(data), ""),
        "full_only": flag("full_only", full_only, True),
        "official_only": flag("official_only", official_only, True),
        "min_n": whole("min_n", min_n, FEWEST_PLACES, 2),
    }
    terms = Terms(given["window"], among, given["full_only"], given["official_only"], given["min_n"])
    return PeerSubject(code, int(year), terms, chosen, given["denominator"], given, lang, data, data_dir)


def _denominators(data):
    return list(dict.fromkeys(data.table("peer_denominators")["denominator"]))


def _indicators(indicators, theme, data):
    """The ids of what is asked for, in the order of the codebook."""
    codebook, wanted = load_indicators(data), listed(indicators)
    if set(wanted) & ALL:
        return tuple(codebook.index[~codebook["kind"].isin(["item", "target"])])
    theme = choice("theme", theme, list(dict.fromkeys(codebook["domain"])), "")
    if wanted and theme:
        raise BadParameter("indicators and theme are two ways to choose: give one of them")
    if theme:
        return tuple(codebook.index[codebook["domain"] == theme])
    found = [indicator_named(name, codebook) for name in wanted]
    items = [name for name in found if codebook["kind"][name] in ("item", "target")]
    if items:
        raise BadParameter(f"{items[0]} is no number of what was done: it cannot be compared")
    return tuple(name for name in codebook.index if name in set(found))


def _places(code, places, level, data):
    """The codes of those that are compared, and what was asked for, canonical."""
    known, named, chosen = load_places(data), [], None
    for name in listed(places):
        begins = name.rstrip("*")
        if begins.isdigit() and len(begins) < 9:
            found = {each for each in known.index if each.startswith(begins)}
            if not found:
                near = nearest(begins, sorted({each[: len(begins)] for each in known.index}))
                hint = f"; the nearest is {near[0]}" if near else ""
                raise UnknownPlace(f"unknown place: no code of places.csv begins with {begins}{hint}")
            named.append(begins)
        else:
            found = {find_place(name, data).name}
            named += found
        chosen = (chosen or set()) | found
    # 镇街 are all that have the duties of a town; 镇 or 街道 are some of them.
    of_all = levels_of(pd.Series([code], dtype="str"), data)[0]
    alike = _alike(code, known, data)
    level = choice("level", level, [of_all, *sorted(set(alike["level"]) - {of_all})], "")
    if level and level != of_all:
        of_level = set(alike.index[alike["level"] == level])
        chosen = of_level if chosen is None else chosen & of_level
    return () if chosen is None else tuple(sorted(chosen | {code})), list(dict.fromkeys(named))


def _alike(code, known, data):
    """The places of the table that have the same duties."""
    codes = pd.Series(known.index, dtype="str")
    own = kinds_of(pd.Series([code], dtype="str"), data)[0]
    return known[(kinds_of(codes, data) == own).to_numpy()]


def runs(data, place_codes=(), years=()):
    """Return the parameters of each run of a batch: one a report.

    Parameters
    ----------
    data : Data
    place_codes, years : collection
        Only of these; of all where there are none.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> runs(open_data("data/samples/city"), ["990101101"], [2022])
    [{'place': '990101101', 'year': 2022}]
    """
    reports = data.table("reports").sort_values(["place_code", "year"])
    chosen = reports["place_code"].isin(place_codes) if len(place_codes) else np.full(len(reports), True)
    chosen &= reports["year"].isin(years) if len(years) else True
    return [
        {"place": code, "year": int(year)}
        for code, year in zip(reports.loc[chosen, "place_code"], reports.loc[chosen, "year"], strict=True)
    ]
