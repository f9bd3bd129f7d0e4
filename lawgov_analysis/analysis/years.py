"""Years: what a place reports in one year beside what it reported in another, and whether the two can be compared."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..errors import BadParameter, nearest
from ..tables import (
    KEY,
    Data,
    DataDir,
    are_planned,
    data_of,
    find_place,
    levels_of,
    load_figures,
    load_indicators,
    of_data,
    open_data,
    place_in,
    records,
    word_lists,
)
from ..tables.folder import OF_HEADLINE, OF_VALUES, check_dated, check_periods
from .gate import OF_THE_YEAR
from .rates import rounding, true_values, unit_class

BASES = ("previous", "first")
#: Below this a difference is given and no percentage: two more than four are no rise by half.
MIN_BASE = 20
CLOSE = 1e-9
#: Numbers that nobody has checked, so many times apart and named in other words, may be of different things.
FACTOR = 2
DECEMBER = (0, 12, 1)
#: Numbers of what was ended, which always have in them what was begun before the year.
ENDED = re.compile("审结|办结|结案|答复")
COLUMNS = [
    *KEY,
    "base_year",
    "indicator",
    "scope",
    "figure",
    "base_figure",
    "value",
    "base_value",
    "unit",
    "base_unit",
    "bound",
    "base_bound",
    "period",
    "base_period",
    "comparable",
    "reason",
    "change",
    "change_low",
    "change_high",
    "percent",
    "note",
    "base_indicator",
    "base_scope",
]


#: A day as (years from the report's, month, day).
Day = tuple[int, int, int]
#: When a period begins and ends; of what is of a day only that.
Span = tuple[Day | None, Day]


class Reported(NamedTuple):
    """What is known of a report: what the place was called and of which level it was, and its line in the data."""

    named: str
    level: str
    document: bool = True
    coverage: str = ""
    official: str = ""
    unread: bool = False
    ends: tuple[Day, ...] = ()


class Stated(NamedTuple):
    """A figure with what is known of it and its report.

    Attributes
    ----------
    low, high : float
        Between which the true value lies.
    whole, span : tuple
        When its period begins and ends, and the same, no longer than the report says or was there to say.
    day : tuple
        The end of that.
    conflicting : bool
        Whether the report says of the same thing another number.
    carried : bool
        Whether the report says how much of it was carried over from the year before.
    """

    place_code: str
    year: int
    figure: int
    indicator: str
    scope: str
    measure: str
    value: float
    unit: str
    bound: str
    period: str
    related: str
    basis: str
    unit_class: str
    low: float
    high: float
    whole: Span
    span: Span
    day: Day
    report: Reported
    conflicting: bool
    carried: bool

    @property
    def same(self) -> tuple[Any, ...]:
        """By what it is told from the figures of something else."""
        return self.place_code, self.year, self.indicator, self.scope, self.unit_class, self.basis


# What of it is as the table has it.
OF_FIGURE = Stated._fields[: Stated._fields.index("basis")]


class Pair(NamedTuple):
    """A figure of a year and the one of the year that it is held against.

    Attributes
    ----------
    now, before : Stated
    rate : bool
        Whether it is a rate.
    least : float
        The least base that a percentage is given of.
    """

    now: Stated
    before: Stated
    rate: bool
    least: float

    @property
    def change(self) -> tuple[float, float]:
        """Between which the difference of the two lies."""
        return self.now.low - self.before.high, self.now.high - self.before.low

    @property
    def is_exact(self) -> bool:
        """Whether both are printed without a bound."""
        return self.now.bound == self.before.bound == "exact"


def load_years(place_code: str, years: Iterable[int], data_dir: DataDir = None) -> pd.DataFrame:
    """Load the figures of a place in some years; a place may have many more.

    Parameters
    ----------
    place_code : str
        Or another name of the place, as of `load_figures`.
    years : iterable of int
        Of those that are not recorded there are no rows.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        As from `load_figures`.

    Raises
    ------
    UnknownPlace, NoData, BadTable

    Examples
    --------
    >>> load_years("枫渚镇", [2022, 2023, 2024], "data/samples/city")["year"].unique().tolist()
    [2022, 2023]
    """
    data = open_data(data_dir)
    code = find_place(place_code, data).name
    recorded = [year for year in years if data.files("figures", f"{code}-{year}")]
    if not recorded:
        return load_figures(code, data_dir=data)[:0]
    return pd.concat([load_figures(code, year, data) for year in recorded], ignore_index=True)


def compare_years(
    figures: pd.DataFrame, data_dir: DataDir = None, base: str = "previous", min_base: float = MIN_BASE
) -> pd.DataFrame:
    """Hold what a place reports of a year against what it reported of another, where the two are alike.

    Alike are figures of one indicator, one scope, one class of units (人 is not 人次), one basis and one part of the
    year, from whole reports of a place of one level; a running total is never compared, and where bounds or rounding
    leave it open whether a number rose or fell, nothing is said. An indicator in whose place another one is reported
    (``data/rules/years/definitions.csv``) has a row too, as a break.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`, of any years.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.
    base : str
        What a year is held against: ``previous``, the year before it; or ``first``, the first year that states the
        indicator.
    min_base : float
        Of a smaller base no percentage is given.

    Returns
    -------
    pandas.DataFrame
        One row an indicator, scope and year that has a base, in the order of the codebook: whose and when, the two
        figures with value, unit, bound and period; whether they are ``comparable``, else the ``reason``, an id of
        ``data/rules/years/reasons.csv``; ``change`` (of exact numbers; of rates in points), between which it lies, and
        ``percent``; ``note``, the ids of what is to be said besides, ``|`` between them; and the base's indicator and
        scope, where they are not the same.

    Raises
    ------
    BadParameter
        When `base` is neither or `min_base` is below 0.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> city = "data/samples/city"
    >>> told = compare_years(load_figures("枫渚镇", data_dir=city), city).set_index(["indicator", "year"])
    >>> told.loc[("law_training_participants", 2022), ["change", "percent"]].round(1).tolist()
    [11.0, 6.1]
    >>> told.loc[("law_training_participants", 2023), "reason"]
    'unit'
    """
    if base not in BASES:
        near = nearest(base, BASES)
        hint = f"; did you mean {near[0]}" if near else ""
        raise BadParameter(f"unknown base {base}; it must be one of {', '.join(BASES)}{hint}")
    if isinstance(min_base, bool) or not isinstance(min_base, int | float) or not 0 <= min_base < np.inf:
        raise BadParameter(f"min_base must be a number of 0 or more, got {min_base}")
    data = data_of(figures, data_dir, columns=(*OF_HEADLINE, *OF_VALUES, "basis", "related"))
    check_dated(figures)
    check_periods(figures)
    indicators = load_indicators(data)
    by_report: dict[tuple[str, int], dict[tuple[str, str], list[Stated]]] = {}
    for row in _told(figures, data):
        by_report.setdefault((row.place_code, row.year), {}).setdefault((row.indicator, row.scope), []).append(row)
    rates = set(indicators.index[indicators["kind"] == "rate"])
    kinds = year_reasons(data)["kind"]
    breaks, notes = (kinds.index[kinds == kind].tolist() for kind in ("break", "note"))
    rows = []
    for (place, year), stated in by_report.items():
        years = sorted(each for code, each in by_report if code == place and each < year)
        years = [each for each in years if each == year - 1] if base == "previous" else years
        beside: dict[tuple[str, str], tuple[list[Any], list[Any]]] = {}
        for earlier in years:
            for key, pair in _beside(stated, by_report[place, earlier], data).items():
                beside.setdefault(key, pair)
        for (indicator, _), (now, before) in beside.items():
            pairs = [Pair(*both, indicator in rates, min_base) for both in product(now, before)]
            rows.append(_row(*_best(pairs, breaks), notes))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = {name: at for at, name in enumerate(indicators.index)}
    at = table["indicator"].map(order)
    table = table.assign(at=at).sort_values(["place_code", "at", "scope", "year"], ignore_index=True)
    text = dict.fromkeys([name for name in COLUMNS if table[name].dtype == object and name != "comparable"], "str")
    whole = dict.fromkeys(["year", "base_year", "figure", "base_figure"], "int64")
    parts = dict.fromkeys(["value", "base_value", "change", "change_low", "change_high", "percent"], "float64")
    return of_data(table[COLUMNS].astype({**text, **whole, **parts, "comparable": bool}), data)


def year_reasons(data_dir: DataDir = None) -> pd.DataFrame:
    """Load why two years are not compared, and what is said beside a comparison.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``reason``: ``kind`` (break or note), ``zh``, ``en``, ``short_zh``, ``short_en``, ``example``,
        ``unlike`` and ``note``.

    Examples
    --------
    >>> year_reasons().loc["unit", "zh"]
    '计量单位不同，数的不是同一种东西'
    """
    return open_data(data_dir).table("year_reasons", index="reason")


def _told(figures: pd.DataFrame, data: Data) -> list[Stated]:
    """Return the figures that say something of their report's own year, with what is known of each and its report."""
    indicators = load_indicators(data)
    kinds, usual = figures["indicator"].map(indicators["kind"]), indicators["basis"].to_dict()
    kept = (figures["indicator"] != "") & (figures["relation"] != "growth") & (kinds != "target")
    # A draft may not know of which time a figure is.
    kept &= figures["period"] != ""
    table = figures[kept & ~are_planned(figures)]
    classes = unit_class(table["unit"], data)
    true = true_values(table["value"].to_numpy(float), table["bound"].to_numpy(), rounding(table))
    reports, told, carried = _reported(table, data), list[Stated](), _with_carried(figures, data)
    for row, counted, low, high in zip(records(table), classes, *(each.tolist() for each in true), strict=True):
        (begin, end), report = _span(row.period, row.year), reports[row.place_code, row.year]
        if end[0]:
            continue
        basis, is_rate = row.basis, counted == "rate"
        # Whether a number is of the year or as of its end the program only guesses, where nobody has read it.
        if report.unread and basis != "cumulative" and row.indicator in usual:
            basis = usual[row.indicator]
        whole = None if is_rate or basis == "stock" else begin, end
        day = min([end, *report.ends])
        # A stock of December is that of the end of the year, whichever day the report was signed on.
        span = whole if basis == "stock" and day >= DECEMBER else (whole[0], day)
        low, high = max(low, 0.0), min(high, 100.0) if is_rate else high
        figure = (getattr(row, name) for name in OF_FIGURE)
        has_old = (row.place_code, row.year, str(row.figure)) in carried and not ENDED.search(row.measure)
        told.append(Stated._make((*figure, basis, counted, low, high, whole, span, day, report, False, has_old)))
    numbers: dict[Any, set[str]] = {}
    for one in told:
        numbers.setdefault(one.same, set()).add(str(one.figure))
    # What is among a number of the same name is a part of it, though no scope says which.
    told = [one for one in told if one.related not in numbers[one.same]]
    between: dict[Any, tuple[float, float]] = {}
    for one in told:
        low, high = between.get(one.same, (one.low, one.high))
        between[one.same] = max(low, one.low), min(high, one.high)
    conflicting = {same for same, (low, high) in between.items() if low > high * (1 + CLOSE) + CLOSE}
    return [one._replace(conflicting=one.same in conflicting) for one in told]


def left_over(data: Data) -> re.Pattern[str]:
    """Return the words of what was begun before the year and is counted with it: 上年结转."""
    return word_lists(data, "audit_words").patterns["left_over"]


def _with_carried(figures: pd.DataFrame, data: Data) -> set[tuple[str, int, str]]:
    """Return the figures of which a part is said to be left over from the year before: 受理130件（含上年结转10件）."""
    among = figures[figures["relation"].isin(["part", "subset"])]
    earlier = among["period"].str[:4] < among["year"].astype("str")
    carried = word_lists(data, "audit_words").patterns["carried"]
    old = among["measure"].str.contains(left_over(data)) | (earlier & among["measure"].str.contains(carried))
    return set(among.loc[old, [*KEY, "related"]].itertuples(index=False, name=None))


def _reported(figures: pd.DataFrame, data: Data) -> dict[tuple[str, int], Reported]:
    """Return what is known of the reports of figures."""
    of = figures[KEY].drop_duplicates()
    recorded = data.table("reports")
    recorded = recorded[recorded["place_code"].isin(of["place_code"])]
    known, found = {(row.place_code, row.year): row for row in records(recorded)}, {}
    for code, year, level in zip(of["place_code"], of["year"].tolist(), levels_of(of["place_code"], data), strict=True):
        named, row = place_in(code, year, data), known.get((code, year))
        if row is None:
            found[code, year] = Reported(*named)
            continue
        document = row.document_type in OF_THE_YEAR or (level, row.document_type) == ("部门", "部门报告")
        ends = tuple((0, day.month, day.day) for day in (row.period_end, row.issued_on) if day.year == year)
        found[code, year] = Reported(*named, document, row.coverage, row.official, row.review in ("", "unread"), ends)
    return found


def _span(period: str, year: int) -> tuple[Day, Day]:
    """Return the first and last day of a period, as (years from the report's, month, day).

    Examples
    --------
    >>> _span("2021-01/2021-11", 2021), _span("2021/2023", 2023)
    (((0, 1, 1), (0, 11, 30)), ((-2, 1, 1), (0, 12, 31)))
    """
    first, _, last = period.partition("/")
    last = last or first
    first = last if first == ".." else first
    begin = [int(part) for part in first.split("-")]
    end = [int(part) for part in last.split("-")]
    begin += [1] * (3 - len(begin))
    end += [12] * (len(end) == 1)
    end += [monthrange(*end[:2])[1]] * (len(end) == 2)
    return (begin[0] - year, begin[1], begin[2]), (end[0] - year, end[1], end[2])


def _beside(stated: dict, earlier: dict, data: Any) -> dict[tuple[str, str], tuple[list[Any], list[Any]]]:
    """Return the figures of a year beside those of an earlier one that they are held against."""
    beside = {key: (now, earlier[key]) for key, now in stated.items() if key in earlier}
    here, there = ({indicator for indicator, _ in keys} for keys in (stated, earlier))
    for indicator in here & there:
        mine = [key for key in stated if key[0] == indicator and key not in earlier]
        theirs = [key for key in earlier if key[0] == indicator and key not in stated]
        # A headline number here, one of a part there: whoever draws a line through both is misled.
        if len(mine) == len(theirs) == 1 and "" in (mine[0][1], theirs[0][1]):
            beside[mine[0]] = stated[mine[0]], earlier[theirs[0]]
    swaps = data.table("year_definitions")
    for one, other in zip(swaps["one"], swaps["other"], strict=True):
        for now, before in ((one, other), (other, one)):
            if (now, "") in stated and (before, "") in earlier and now not in there and before not in here:
                beside.setdefault((now, ""), (stated[now, ""], earlier[before, ""]))
    return beside


def _best(pairs: list[Pair], breaks: list[str]) -> tuple[Pair, str]:
    """Return of the figures that may be meant the two that are most alike, and the reason why they are not compared."""
    found = [(pair, next(_applying(pair, breaks), "")) for pair in pairs]
    return min(found, key=lambda each: -breaks.index(each[1]) if each[1] else -len(breaks))


def _applying(pair: Pair, reasons: list[str]) -> Iterator[str]:
    """Give those of some reasons that apply to two figures, in their order."""
    return (name for name in reasons if REASONS[name](pair))


def _row(pair: Pair, reason: str, known: list[str]) -> tuple:
    now, before = pair.now, pair.before
    low, high = pair.change
    change = percent = np.nan
    if reason:
        low = high = np.nan
    elif pair.is_exact:
        change = now.value - before.value
        if not pair.rate and before.value and before.value >= pair.least:
            percent = 100 * change / before.value
    notes = "|".join(each for each in _applying(pair, known) if not reason or each in ABOUT_REPORTS)
    two = [(now.figure, before.figure)]
    two += [(getattr(now, name), getattr(before, name)) for name in ("value", "unit", "bound", "period")]
    head = (now.place_code, now.year, before.year, now.indicator, now.scope)
    told = (not reason, reason, change, low, high, percent, notes, before.indicator, before.scope)
    return (*head, *(value for both in two for value in both), *told)


# Why two figures are not compared: one function for each line of data/rules/years/reasons.csv.


def _document(pair: Pair) -> bool:
    return not (pair.now.report.document and pair.before.report.document)


def _excerpt(pair: Pair) -> bool:
    return "excerpt" in (pair.now.report.coverage, pair.before.report.coverage)


def _negative(pair: Pair) -> bool:
    return pair.now.value < 0 or pair.before.value < 0


def _level(pair: Pair) -> bool:
    return pair.now.report.level != pair.before.report.level


def _definition(pair: Pair) -> bool:
    return pair.now.indicator != pair.before.indicator


def _unit(pair: Pair) -> bool:
    return pair.now.unit_class != pair.before.unit_class


def _cumulative(pair: Pair) -> bool:
    return "cumulative" in (pair.now.basis, pair.before.basis)


def _basis(pair: Pair) -> bool:
    return pair.now.basis != pair.before.basis and not pair.rate


def _period(pair: Pair) -> bool:
    return pair.now.span != pair.before.span


def _signed_early(pair: Pair) -> bool:
    return _period(pair) and pair.now.whole == pair.before.whole


def _scope(pair: Pair) -> bool:
    return pair.now.scope != pair.before.scope


def _carried(pair: Pair) -> bool:
    return pair.now.carried != pair.before.carried


def _unread(pair: Pair) -> bool:
    low, high = sorted((pair.now.value, pair.before.value))
    return _unchecked(pair) and pair.now.measure != pair.before.measure and high > FACTOR * low


def _conflict(pair: Pair) -> bool:
    return pair.now.conflicting or pair.before.conflicting


def _bound(pair: Pair) -> bool:
    low, high = pair.change
    known = pair.is_exact and pair.now.value == pair.before.value
    return not known and low < -CLOSE and high > CLOSE


def _unchecked(pair: Pair) -> bool:
    return pair.now.report.unread or pair.before.report.unread


def _renamed(pair: Pair) -> bool:
    return pair.now.report.named != pair.before.report.named


def _unofficial(pair: Pair) -> bool:
    return "no" in (pair.now.report.official, pair.before.report.official)


def _day(pair: Pair) -> bool:
    return pair.now.basis == pair.before.basis == "stock" and pair.now.day != pair.before.day


def _small_base(pair: Pair) -> bool:
    changed = pair.now.value != pair.before.value
    return pair.is_exact and not pair.rate and changed and pair.before.value < pair.least


def _points(pair: Pair) -> bool:
    return pair.rate


REASONS: dict[str, Callable[[Pair], bool]] = {
    "document": _document,
    "excerpt": _excerpt,
    "negative": _negative,
    "level": _level,
    "definition": _definition,
    "unit": _unit,
    "cumulative": _cumulative,
    "basis": _basis,
    "signed-early": _signed_early,
    "period": _period,
    "scope": _scope,
    "carried": _carried,
    "unread": _unread,
    "conflict": _conflict,
    "bound": _bound,
    "renamed": _renamed,
    "unchecked": _unchecked,
    "unofficial": _unofficial,
    "day": _day,
    "small-base": _small_base,
    "points": _points,
}
# What is said of the reports, whether their figures are compared or not.
ABOUT_REPORTS = {"renamed", "unofficial", "unchecked"}
