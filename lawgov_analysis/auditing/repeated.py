"""Repeated: what a report has of last year's, numbers, passages and shortcomings, and what it says of last year."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from ..analysis import compare_years, load_years, unit_class
from ..analysis.gate import OF_THE_YEAR
from ..extraction.statement_words import statement_words
from ..tables import (
    KEY,
    Data,
    DataDir,
    find_place,
    load_figures,
    load_indicators,
    load_statements,
    load_text,
    open_data,
    records,
)
from .audited import Audited, Panel
from .layout import lay_out
from .similarity import similarity, with_numbers, word_for_word

#: Of fewer numbers it may be chance that all are last year's.
FEWEST_NUMBERS = 10
#: So much of a text is more than set phrases and headings.
MOST_OF_TEXT = 0.5


class Claim(NamedTuple):
    """A growth that a report claims.

    Attributes
    ----------
    check : namedtuple or None
        A row of `lawgov_analysis.auditing.checks.consistency.check_growths`; None where there is none.
    is_read : bool
        Whether a person has checked the two reports: else it is not known that both numbers are of one thing.
    """

    check: Any
    is_read: bool

    @property
    def is_held(self) -> bool:
        """Whether last year's report has the number that it grew from."""
        return self.check is not None and not pd.isna(self.check.before)


def repeated_rules(data_dir: DataDir = None) -> pd.DataFrame:
    """Load what is said of what reports repeat.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``rule``: ``about``, ``zh``, ``en``, ``example``, ``unlike`` and ``note``.

    Examples
    --------
    >>> repeated_rules().loc["growth-differs", "about"]
    'growth'
    """
    return open_data(data_dir).table("repeated_rules", index="rule")


def repeated_numbers(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Say which numbers of a report are last year's.

    Parameters
    ----------
    place_code : str
        Or another name of the place, as of `load_figures`.
    year : int
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a number of the year (no stock) that can be compared with last year's: ``place_code``, ``year``,
        ``base_year``, ``indicator``, ``scope``, ``figure``, ``base_figure``, ``value``, ``unit``, ``bound``, whether it
        is the ``same``; and ``rule``, ``numbers-identical`` in all rows where that can be said.

    Examples
    --------
    >>> told = repeated_numbers("苇塘镇", 2023, "data/samples/city")
    >>> len(told), bool(told["same"].all()), told["rule"].unique().tolist()
    (31, True, ['numbers-identical'])
    """
    data = open_data(data_dir)
    figures = load_years(place_code, [year - 1, year], data)
    return repeated_of(compare_years(figures, data), figures[figures["year"] == year])


def repeated_of(told: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Say which numbers of a report are last year's, of figures that are compared already.

    Parameters
    ----------
    told : pandas.DataFrame
        Rows of `compare_years` of the report.
    figures : pandas.DataFrame
        Of the report, as from `load_figures`.

    Returns
    -------
    pandas.DataFrame
        As of `repeated_numbers`.
    """
    printed = ["value", "unit", "bound"]
    same = (told[printed].to_numpy() == told[[f"base_{name}" for name in printed]].to_numpy()).all(axis=1)
    stock = figures.loc[figures["basis"] == "stock", "figure"]
    # 200余 of both years are the same print, though nobody knows whether the numbers are.
    kept = told["comparable"] | (same & (told["reason"] == "bound"))
    told = told.assign(same=same)[kept & ~told["figure"].isin(stock)].reset_index(drop=True)
    said = _first(NUMBERS, told["same"])
    columns = [*KEY, "base_year", "indicator", "scope", "figure", "base_figure", *printed, "same"]
    return told[columns].assign(rule=pd.Series(said, index=told.index, dtype="str"))


def reused_passages(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Find the passages of a report that last year's has too.

    Parameters
    ----------
    place_code, year, data_dir
        As of `repeated_numbers`.

    Returns
    -------
    pandas.DataFrame
        One row a passage (``start`` and ``end`` in the text of the year; numbers aside), with the ``characters`` it
        has, and ``verbatim``, how many of them are the same with their numbers.
        ``attrs["share"]`` and ``attrs["verbatim"]`` are their shares of the text, missing where one of the two texts
        is not at hand, and ``attrs["rule"]`` is ``text-identical`` where that can be said.

    Examples
    --------
    >>> told = reused_passages("苇塘镇", 2023, "data/samples/city")
    >>> told.attrs["share"] > 0.9, told.attrs["verbatim"] > 0.5, told.attrs["rule"]
    (True, True, 'text-identical')
    """
    data = open_data(data_dir)
    code = str(find_place(place_code, data).name)
    text, before = load_text(code, year, data), load_text(code, year - 1, data)
    rows, share, verbatim = [], float("nan"), float("nan")
    if text and before:
        beside = with_numbers(before)
        (pair,) = records(similarity([(code, year)], data))
        share, verbatim = pair.like / 100, pair.share / 100
        rows = [
            (code, year, start, end, end - start, word_for_word(text[start:end], beside)[0])
            for start, end in pair.places
        ]
    columns = [*KEY, "start", "end", "characters", "verbatim"]
    table = pd.DataFrame(rows, columns=columns).astype({"place_code": "str"} | dict.fromkeys(columns[1:], "int64"))
    table.attrs = {"share": share, "verbatim": verbatim, "rule": _first(PASSAGES, verbatim)}
    return table


def recurring_shortcomings(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Find the shortcomings of a report on a topic on which an earlier one names a shortcoming.

    Parameters
    ----------
    place_code, year, data_dir
        As of `repeated_numbers`.

    Returns
    -------
    pandas.DataFrame
        One row a shortcoming and an earlier one: ``place_code``, ``year``, ``statement``, ``base_year``,
        ``base_statement``, ``topics`` (``|`` between them) and ``rule``.

    Examples
    --------
    >>> told = recurring_shortcomings("丹枫镇", 2023, "data/samples/city")
    >>> told[["statement", "base_year", "base_statement"]].values.tolist()
    [[2, 2021, 1]]
    """
    data = open_data(data_dir)
    stated = load_statements(place_code, data_dir=data)
    stated = stated[(stated["kind"] == "shortcoming") & (stated["year"] <= year)]
    texts = {each: load_text(*each, data) for each in set(zip(stated["place_code"], stated["year"], strict=True))}
    said = [(each, _said(each, texts[each.place_code, each.year])) for each in records(stated)]
    rows = [
        (now.place_code, year, now.statement, before.year, before.statement, "|".join(sorted(topics)), rule)
        for now, text in said
        for before, other in said
        if now.year == year > before.year
        for topics in [_topics(text, data) & _topics(other, data)]
        for rule in [_first(SHORTCOMINGS, topics)]
        if rule
    ]
    columns = [*KEY, "statement", "base_year", "base_statement", "topics", "rule"]
    whole = dict.fromkeys(["year", "statement", "base_year", "base_statement"], "int64")
    text = dict.fromkeys(["place_code", "topics", "rule"], "str")
    return pd.DataFrame(rows, columns=columns).astype({**text, **whole})


def growth_claims(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Hold the growths that a report claims against last year's report.

    Parameters
    ----------
    place_code, year, data_dir
        As of `repeated_numbers`.

    Returns
    -------
    pandas.DataFrame
        One row a growth: ``place_code``, ``year``, ``figure`` (the growth), ``bases`` (a tuple of what grew),
        ``before`` (that of last year's report, missing where it has none to compare with), ``expected`` (the growth
        from it, in the growth's unit) and ``rule``.

    Examples
    --------
    >>> growth_claims("砚湖区", 2023, "data/samples/city")[["figure", "rule"]].values.tolist()
    [[44, 'growth-unknown']]
    """
    data = open_data(data_dir)
    return growths_of(load_figures(place_code, data_dir=data), year, data)


def growths_of(figures: pd.DataFrame, year: int, data: Data) -> pd.DataFrame:
    """Hold the growths of a year's report against last year's, of figures at hand; else as `growth_claims`."""
    audited = Audited(
        lay_out(figures[figures["year"] == year], data), Panel(data, _whole(figures, year, data), of_data=False), data
    )
    checked = {check.growth: check for check in audited.growth_checks.itertuples()}
    rows = []
    for at, bases in audited.growths:
        check = checked.get(at)
        numbers = tuple(int(audited.rows[base].figure) for base in bases)
        growth = audited.rows[at]
        known = (check.before, check.expected) if check is not None else (float("nan"), float("nan"))
        rule = _first(GROWTH, Claim(check, _is_read(growth, data)))
        rows.append((growth.place_code, growth.year, growth.figure, numbers, *known, rule))
    columns = [*KEY, "figure", "bases", "before", "expected", "rule"]
    types = {"place_code": "str", "year": "int64", "figure": "int64", "rule": "str"}
    return pd.DataFrame(rows, columns=columns).astype({**types, "before": "float64", "expected": "float64"})


def restated_numbers(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Hold last year's numbers in a report against last year's report.

    Parameters
    ----------
    place_code, year, data_dir
        As of `repeated_numbers`.

    Returns
    -------
    pandas.DataFrame
        One row a number of the year before that both reports have: ``place_code``, ``year``, ``figure``,
        ``base_figure``, ``indicator``, ``scope``, ``value``, ``base_value``, ``unit``, ``base_unit`` and ``rule``.
    """
    data = open_data(data_dir)
    return restated_of(load_figures(place_code, data_dir=data), year, data)


def restated_of(figures: pd.DataFrame, year: int, data: Data) -> pd.DataFrame:
    """Hold last year's numbers against last year's report, of figures at hand; else as `restated_numbers`."""
    figures = figures[(figures["indicator"] != "") & (figures["relation"] != "growth") & (figures["bound"] == "exact")]
    figures = figures[(figures["period"] == str(year - 1)) & (figures["basis"] != "cumulative")]
    figures = figures.assign(unit_class=unit_class(figures["unit"], data))
    alike = ["place_code", "indicator", "scope", "unit_class", "basis"]
    before = figures[(figures["year"] == year - 1) & figures.index.isin(_whole(figures, year, data).index)]
    # Of a report that has two values for one thing nobody knows which is meant.
    before = before[~before.duplicated(alike, keep=False)]
    now = figures[figures["year"] == year]
    columns = ["figure", "value", "unit"]
    beside = now.merge(before[[*alike, *columns]], on=alike, suffixes=("", "_before"))
    beside = beside.rename(columns={f"{name}_before": f"base_{name}" for name in columns})
    said = [_first(RESTATED, row.value == row.base_value) for row in records(beside[["value", "base_value"]])]
    kept = [*KEY, "figure", "base_figure", "indicator", "scope", "value", "base_value", "unit", "base_unit"]
    return beside[kept].assign(rule=pd.Series(said, index=beside.index, dtype="str"))


def said_otherwise(place_code: str, year: int, data_dir: DataDir = None) -> pd.DataFrame:
    """Find numbers that a report and last year's give on one topic in other words, one of them without an indicator.

    Parameters
    ----------
    place_code, year, data_dir
        As of `repeated_numbers`.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``place_code``, ``year``, ``figure``, ``base_year``, ``base_figure`` and ``topic``, where each
        report has just one such number of the topic in units of one class, the one of a core indicator that the other
        year does not state.

    Examples
    --------
    >>> said_otherwise("丹枫镇", 2023, "data/samples/city").empty
    True
    """
    data = open_data(data_dir)
    return otherwise_of(load_figures(place_code, data_dir=data), year, data)


def otherwise_of(figures: pd.DataFrame, year: int, data: Data) -> pd.DataFrame:
    """Find numbers of one topic in other words, of figures at hand; else as `said_otherwise`."""
    own = figures[figures["year"].isin([year - 1, year]) & (figures["basis"] == "flow") & (figures["scope"] == "")]
    own = own[(own["related"] == "") & (own["out_of_field"] == "") & (own["period"] == own["year"].astype("str"))]
    words = data.made(statement_words)
    own = own.assign(unit_class=unit_class(own["unit"], data), topics=own["measure"].map(words.topics_of))
    stated = {each: set(figures.loc[figures["year"] == each, "indicator"]) for each in (year - 1, year)}
    kin = data.table("year_definitions")
    kin = {*zip(kin["one"], kin["other"], strict=True), *zip(kin["other"], kin["one"], strict=True)}
    core = load_indicators(data)["core"].fillna("")
    core = set(core.index[core != ""])
    rows = []
    for coded, uncoded in ((year, year - 1), (year - 1, year)):
        others = stated[uncoded]
        lone = own[(own["year"] == coded) & own["indicator"].isin(core - others)]
        lone = lone[[not any((name, other) in kin for other in others) for name in lone["indicator"]]]
        bare = own[(own["year"] == uncoded) & (own["indicator"] == "")]
        for topic in words.topics:
            two = [[row for row in records(table) if row.topics == {topic[0]}] for table in (lone, bare)]
            if [len(each) for each in two] == [1, 1] and two[0][0].unit_class == two[1][0].unit_class:
                number = {row.year: row.figure for (row,) in two}
                rows.append((two[0][0].place_code, year, number[year], year - 1, number[year - 1], topic[0]))
    columns = [*KEY, "figure", "base_year", "base_figure", "topic"]
    whole = dict.fromkeys(["year", "figure", "base_year", "base_figure"], "int64")
    return pd.DataFrame(rows, columns=columns).astype({**whole, "place_code": "str", "topic": "str"})


def _whole(figures: pd.DataFrame, year: int, data: Data) -> pd.DataFrame:
    """Return the figures of the year before that are of a whole yearly report, laid out for an audit."""
    reports = data.table("reports")
    yearly = reports["document_type"].isin([*OF_THE_YEAR, "部门报告"]) & (reports["coverage"] == "full")
    kept = pd.MultiIndex.from_frame(reports.loc[yearly, KEY])
    before = figures[(figures["year"] == year - 1) & pd.MultiIndex.from_frame(figures[KEY]).isin(kept)]
    return lay_out(before, data).set_axis(before.index)


def _is_read(row: Any, data: Data) -> bool:
    """Return whether a person has checked the report of a figure and the one of the year before."""
    reports = data.table("reports").reindex(columns=[*KEY, "review"])
    of_both = (reports["place_code"] == row.place_code) & reports["year"].isin([row.year, row.year - 1])
    return not reports.loc[of_both, "review"].isin(["", "unread"]).any()


def _said(statement: Any, text: str) -> str:
    if text and not pd.isna(statement.start) and not pd.isna(statement.end):
        return text[statement.start : statement.end]
    return statement.text_zh


def _topics(text: str, data: Data) -> frozenset[str]:
    """Return the topics of a shortcoming, by what stands before its cause: of that no one is told to fall short."""
    words = data.made(statement_words)
    found = [match.start() for each in (words.cause_begins, words.cause_behind) if (match := each.search(text))]
    return words.topics_of(text[: min(found, default=0)]) or words.topics_of(text)


def _first(rules: dict[str, Callable[..., bool]], value: Any) -> str:
    """Return the first rule that applies, ``""`` where none does."""
    return next((rule for rule, applies in rules.items() if applies(value)), "")


# One function for each line of data/rules/followups/repeated.csv.


def _numbers_identical(same: pd.Series) -> bool:
    return len(same) >= FEWEST_NUMBERS and bool(same.all())


def _text_identical(verbatim: float) -> bool:
    return verbatim >= MOST_OF_TEXT


def _shortcoming_recurs(topics: frozenset[str]) -> bool:
    return bool(topics)


def _growth_holds(claim: Claim) -> bool:
    return claim.is_held and claim.check.holds


def _growth_differs(claim: Claim) -> bool:
    return claim.is_held and not claim.check.holds and claim.is_read


def _growth_unread(claim: Claim) -> bool:
    return claim.is_held and not claim.check.holds


def _growth_impossible(claim: Claim) -> bool:
    return claim.check is not None and not claim.check.holds


def _growth_unknown(_claim: Claim) -> bool:
    return True


def _restated_same(same: bool) -> bool:
    return same


def _restated_differs(same: bool) -> bool:
    return not same


NUMBERS = {"numbers-identical": _numbers_identical}
PASSAGES = {"text-identical": _text_identical}
SHORTCOMINGS = {"shortcoming-recurs": _shortcoming_recurs}
GROWTH = {
    "growth-holds": _growth_holds,
    "growth-differs": _growth_differs,
    "growth-unread": _growth_unread,
    "growth-impossible": _growth_impossible,
    "growth-unknown": _growth_unknown,
}
RESTATED = {"restated-same": _restated_same, "restated-differs": _restated_differs}
