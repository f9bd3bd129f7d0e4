"""Figures with what describes them: whose they are, what they are called, what was found, and who checked them."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from ...auditing import audit_all, audit_figures, audit_report
from ...decisions import figure_status
from ...errors import BadParameter, NoData, nearest
from ...presentation import Language, load_language
from ...reporting.parameters import indicator_named
from ...tables import (
    FIGURE_COLUMNS,
    MAY_LACK,
    Data,
    DataDir,
    data_of,
    find_place,
    headline,
    load_figures,
    load_panel,
    of_data,
    open_data,
)
from ...tables.figures import DRAFT_COLUMNS, year_of
from ...tables.folder import load_fields
from .alike import levels, reasons
from .query import BAR

#: Of more figures than these the findings are worked out when they are asked for.
FINDINGS_LATER = 50_000
# Of so many reports each is audited by itself, of more all at once.
FEW_REPORTS = 20
#: The columns of a described figure.
DESCRIBED = [
    *("place", "place_name", "year", "figure", "section", "domain", "indicator", "indicator_name", "measure", "scope"),
    *("value", "unit", "bound", "period", "basis", "surface", "part_of", "headline", "confidence", "finding", "review"),
    *("coverage", "level", "incomparable", "relation", "related", "start", "end"),
]
KEY = ["place", "year", "figure"]
#: Under which a table keeps whose figures it has.
OF_DATA = "lawgov_data"
#: Of these more than their being texts is needed: what is said of them is worked out of their parts.
FORMED = ("section", "period")
# What a number of a figure, or an offset, may be at most, and what a year.
MOST = 10**15, 9999
_NUMBERS = {"value": "float64", "confidence": "float64", "figure": "Int64", "year": "Int64", "start": "Int64"}
_NUMBERS |= {"end": "Int64"}
# In quotation marks: what of it is wrong is said here, and nearer.
One: TypeAlias = "str | int | Iterable[Any] | None"


def described_figures(
    place: One = None,
    year: One = None,
    indicator: One = None,
    domain: One = None,
    figures: pd.DataFrame | None = None,
    findings: bool = True,
    lang: str = "zh",
    data_dir: DataDir = None,
) -> pd.DataFrame:
    """Join figures with what describes them.

    Parameters
    ----------
    place : str or list of str, optional
        Codes, slugs or names; all places by default.
    year : int or list of int, optional
    indicator : str or list of str, optional
        Ids or names; ``""`` is the figures that no indicator codes.
    domain : str or list of str, optional
        Of indicators, in either language.
    figures : pandas.DataFrame, optional
        As from `load_figures` or `extract_figures`, in the place of those of the data; what was described already is
        chosen from.
    findings : bool
        Whether the audit's findings are worked out; of more than 50,000 figures they are not.
    lang : str
        Of names: ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a figure, in the order of places, years and figures: ``place`` (the code) and ``place_name``, ``year``,
        ``figure``, ``section``, ``domain``, ``indicator`` and ``indicator_name``, ``measure``, ``scope``, ``value``,
        ``unit``, ``bound``, ``period``, ``basis``, ``surface``, ``part_of`` (the number of the figure that it is a part
        of), ``headline`` (``yes``: the one figure of its indicator that may be compared), ``confidence`` of a draft,
        ``finding`` (the rules by which the audit found something, joined by ``|``), ``review`` (unread, read,
        reviewed or approved), ``coverage`` (whole or excerpt) of its report, ``level`` (of its place, of a department
        which one it is: others are not compared), ``incomparable`` (why a main figure is compared with none),
        ``relation``, ``related``, ``start`` and ``end``. ``""`` is a missing text.

    Raises
    ------
    UnknownPlace, NoData, BadTable
    BadParameter
        When there is no such indicator, domain or language, or `figures` are none.

    Examples
    --------
    >>> rates = described_figures("横沥镇", 2020, domain="矛盾纠纷与调解").query("unit == '%'")
    >>> rates[["place_name", "indicator_name", "value", "finding", "review"]].values.tolist()
    [['东莞市横沥镇', '人民调解成功率', 99.0, 'rate-truncated', 'reviewed']]
    """
    data = open_data(data_dir) if figures is None else data_of(figures, data_dir)
    language = load_language(lang, data)
    if figures is not None and is_described(figures):
        table = chosen_figures(figures, place, year, data, "place")
    else:
        own = figures is None
        figures = _loaded(place, year, data) if own else chosen_figures(checked(figures), place, year, data)
        table = describe(figures, language, data)
        if findings and len(table) <= FINDINGS_LATER:
            table["finding"] = rules_of(table, found_in(table, lang, data, None if own else figures))
        of_data(table, data).attrs[OF_DATA] = str(data.folder) if own else ""
    wanted = _indicators(indicator, data)
    if wanted is not None:
        table = table[table["indicator"].isin(wanted)]
    wanted = _domains(domain, language, data)
    if wanted is not None:
        table = table[table["domain"].isin(wanted)]
    return table.reset_index(drop=True)


def are_own(table: pd.DataFrame, data: Data) -> bool:
    """Return whether described figures are those of the data, so that their texts and decisions are too.

    Examples
    --------
    >>> data = open_data()
    >>> are_own(described_figures("横沥镇", 2020, data_dir=data).query("value > 100"), data)
    True
    """
    return table.attrs.get(OF_DATA) == str(data.folder)


def is_described(figures: Any) -> bool:
    """Return whether figures are described already."""
    return isinstance(figures, pd.DataFrame) and set(DESCRIBED) <= set(figures.columns)


def checked(figures: Any) -> pd.DataFrame:
    """Return figures that somebody gives with the columns and the types of `load_figures`.

    Raises
    ------
    BadParameter
        When a column is not there, or has what is no number where numbers are.
    """
    if not isinstance(figures, pd.DataFrame):
        raise BadParameter(f"figures must be a DataFrame as from load_figures(), got {type(figures).__name__}")
    missing = [name for name in FIGURE_COLUMNS if name not in figures and name not in MAY_LACK]
    if missing:
        near = nearest(missing[0], map(str, figures.columns), 1)
        hint = f"; is it “{near[0]}”?" if near else ""
        raise BadParameter(f"figures have no column {', '.join(missing)}{hint}")
    twice = figures.columns[figures.columns.duplicated()].intersection([*FIGURE_COLUMNS, *DRAFT_COLUMNS])
    if len(twice):
        raise BadParameter(f"figures have the column {twice[0]} twice")
    figures = figures.reset_index(drop=True)
    for field in load_fields("figures"):
        name = field["name"]
        if name in figures:
            make = _texts if field["type"] == "string" else _numbers
            figures[name] = make(figures[name], field.get("constraints", {}))
    return figures


def _numbers(cells: pd.Series, constraints: Mapping[str, Any]) -> pd.Series:
    """Return a column as numbers, whole ones where it counts."""
    name = str(cells.name)
    is_number = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)
    numbers = cells if is_number else pd.to_numeric(cells.astype("object").map(_unless_truth), errors="coerce")
    real = numbers.to_numpy(dtype="float64", na_value=np.nan)
    is_said = cells.notna().to_numpy() if is_number else (cells.notna() & cells.astype("str").ne("")).to_numpy()
    _refuse(cells, np.isinf(real) | (np.isnan(real) & is_said), "must be a number")
    kind = _NUMBERS.get(name)
    if kind != "Int64":
        return numbers if is_number or kind is None else numbers.astype(kind)
    _refuse(cells, (real != np.floor(real)) & ~np.isnan(real), "must be a whole number")
    least, most = constraints.get("minimum", 0), constraints.get("maximum", MOST[name == "year"])
    _refuse(cells, (real < least) | (real > most), f"must be from {least} to {most}")
    if name == "figure":
        _refuse(cells, np.isnan(real), "must be a number")
    return numbers if is_number else numbers.astype("float64").astype("Int64")


def _unless_truth(cell: Any) -> Any:
    return "" if isinstance(cell, bool | np.bool_) else cell


def _texts(cells: pd.Series, constraints: Mapping[str, Any]) -> pd.Series:
    """Return a column as texts: what is missing is ``""``, and a code that was taken for a number is a text again."""
    if pd.api.types.is_integer_dtype(cells):
        cells = cells.astype("object").map(str, na_action="ignore")
    if not isinstance(cells.dtype, pd.StringDtype):
        cells = cells.astype("object").where(cells.notna(), "")
        _refuse(cells, ~np.fromiter((isinstance(cell, str) for cell in cells), bool, len(cells)), "must be a text")
        cells = cells.astype("str")
    elif cells.isna().any():
        cells = cells.fillna("")
    if cells.name in FORMED:
        pattern = re.compile(constraints["pattern"])
        known = {one: one == "" or pattern.fullmatch(one) is not None for one in cells.unique()}
        _refuse(cells, ~cells.map(known).to_numpy(dtype=bool), f"must match {pattern.pattern}")
    return cells


def _refuse(cells: pd.Series, wrong: np.ndarray, rule: str) -> None:
    if wrong.any():
        at = int(wrong.argmax())
        said = " ".join(str(cells.iloc[at]).split())[:40]
        raise BadParameter(f"{cells.name}: {rule} in each row, got “{said}” in row {at}")


def describe(figures: pd.DataFrame, language: Language, data: Data) -> pd.DataFrame:
    """Return figures with what describes them, but what was found of them.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns and types of `load_figures`.
    language : Language
    data : Data

    Returns
    -------
    pandas.DataFrame
        As from `described_figures`.
    """
    figures = _in_order(figures)
    main = np.zeros(len(figures), dtype=bool)
    main[headline(figures).index] = True
    places, codebook = language.places.index, language.indicators
    reports = data.table("reports")
    coverage = {
        (code, int(year)): "excerpt" if said == "excerpt" else "whole"
        for code, year, said in zip(reports["place_code"], reports["year"], reports["coverage"], strict=True)
    }
    empty = pd.Series("", index=figures.index, dtype="str")
    confidence = figures["confidence"] if "confidence" in figures else pd.Series(np.nan, index=figures.index)
    columns = {
        "place": figures["place_code"],
        "place_name": _said(figures["place_code"], lambda code: language.place(code) if code in places else code),
        "year": figures["year"],
        "figure": figures["figure"],
        "domain": _said(
            figures["indicator"], lambda name: codebook.loc[name, "domain"] if name in codebook.index else ""
        ),
        "indicator_name": _said(
            figures["indicator"], lambda name: language.indicator(name) if name in codebook.index else name
        ),
        "part_of": _wholes(figures),
        "headline": pd.Series(pd.array(["", "yes"], dtype="str").take(main.astype("int8")), index=figures.index),
        "confidence": confidence.astype("float64"),
        "finding": empty,
        "review": figure_status(figures, data),
        "coverage": _of_reports(figures, coverage),
        "level": levels(figures, data),
        "incomparable": reasons(figures, main, data),
    }
    return pd.DataFrame({name: columns.get(name, figures.get(name, empty)) for name in DESCRIBED})


def found_in(table: pd.DataFrame, lang: str, data: Data, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what the audit finds in the reports of described figures.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    lang : str
    data : Data
    given : pandas.DataFrame, optional
        The figures that were described, where they are not those of the data.

    Returns
    -------
    pandas.DataFrame
        As from `audit_figures`.

    Raises
    ------
    BadTable
    BadParameter
        When the figures that are given have one number twice in a report: nobody could say which is meant.
    """
    if given is None:
        reports = list(dict.fromkeys(zip(table["place"], table["year"], strict=True)))
        if not reports:
            return audit_all(lang, data)
        if len(reports) > FEW_REPORTS:
            return audit_all(lang, data, table["place"].unique())
        found = [audit_report(place, int(year), lang=lang, data_dir=data).findings for place, year in reports]
        return pd.concat(found, ignore_index=True)
    names = ["place_code", "year", "figure"]
    if len(twice := given.loc[given.duplicated(names), names]):
        place, year, number = twice.iloc[0]
        raise BadParameter(f"figures have figure {number} of {place} {year} twice; each number is of one figure")
    return audit_figures(given, lang=lang, data_dir=data)


def rules_of(table: pd.DataFrame, findings: pd.DataFrame) -> pd.Series:
    """Return for each described figure the rules by which something was found, joined by ``|``, as a column.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    findings : pandas.DataFrame
        As from `audit_figures`.

    Returns
    -------
    pandas.Series of str
    """
    each = findings[["place_code", "year", "figures", "rule"]].explode("figures").dropna(subset="figures")
    each = each.rename(columns={"place_code": "place", "figures": "figure"}).drop_duplicates()
    if each.empty:
        return pd.Series("", index=table.index, dtype="str")
    joined = each.groupby(KEY, sort=False)["rule"].agg(BAR.join).rename("found").reset_index()
    joined = joined.astype({"year": "Int64", "figure": "Int64"})
    keys = table[KEY].astype({"year": "Int64", "figure": "Int64"})
    found = keys.merge(joined, on=KEY, how="left")["found"].fillna("").astype("str")
    return found.set_axis(table.index)


def _loaded(place: One, year: One, data: Data) -> pd.DataFrame:
    """Load the figures of places and years; a report that is not there is no fault where another is."""
    places, years = [find_place(one, data).name for one in _listed(place)], list(map(year_of, _listed(year)))
    if not places and not years:
        return load_panel(data)
    found, fault = [], None
    for one in places or [None]:
        for of in years or [None]:
            try:
                found.append(load_figures(one, of, data))
            except NoData as error:
                fault = fault or error
    if not found and fault:
        raise fault
    return (
        found[0]
        if len(found) == 1
        else pd.concat(found, ignore_index=True).drop_duplicates(["place_code", "year", "figure"], ignore_index=True)
    )


def chosen_figures(figures: pd.DataFrame, place: One, year: One, data: Data, code: str = "place_code") -> pd.DataFrame:
    """Return the figures of places and years, of all where none are named."""
    if places := _listed(place):
        figures = figures[figures[code].isin([find_place(one, data).name for one in places])]
    if years := _listed(year):
        figures = figures[figures["year"].isin([year_of(of) for of in years])]
    return figures.reset_index(drop=True)


def _listed(given: One) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]


def _indicators(given: One, data: Data) -> list[str] | None:
    names = _listed(given)
    codebook = data.table("indicators", index="id")
    return [name if name == "" else indicator_named(name, codebook) for name in names] or None


def _domains(given: One, language: Language, data: Data) -> list[str] | None:
    known = dict.fromkeys(data.table("indicators")["domain"])
    named = {domain: domain for domain in known}
    english = load_language("en", data)
    named |= {english.gloss(domain, "domain"): domain for domain in known}
    wanted = _listed(given)
    for name in wanted:
        if name not in named and name != "":
            near = nearest(name, named) or known
            raise BadParameter(f"unknown domain {name}; there is {'、'.join(near)}")
    return [named.get(name, name) for name in wanted] or None


def _in_order(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures in the order of places, years and figures, with a fresh index."""
    places, known = pd.factorize(figures["place_code"])
    rank = np.empty(len(known), dtype=np.int64)
    rank[sorted(range(len(known)), key=known.__getitem__)] = np.arange(len(known))
    year, figure = (figures[name].to_numpy(dtype="float64", na_value=np.inf) for name in ("year", "figure"))
    order = np.lexsort([figure, year, rank[places] if len(known) else places])
    if (order == np.arange(len(order))).all():
        return figures.reset_index(drop=True)
    return figures.iloc[order].reset_index(drop=True)


def _said(column: pd.Series, say: Callable[[str], str]) -> pd.Series:
    """Return what is said of each cell, asked once of each value."""
    codes, known = pd.factorize(column)
    said = pd.array([*map(say, known), ""], dtype="str")
    return pd.Series(said.take(codes), index=column.index)


def _of_reports(figures: pd.DataFrame, said: dict[tuple[str, int], str]) -> pd.Series:
    """Return what is said of each figure's report; nothing where the report is not known."""
    places, of_place = pd.factorize(figures["place_code"])
    years, of_year = pd.factorize(figures["year"])
    at_place, at_year = ({one: at for at, one in enumerate(known)} for known in (of_place, of_year))
    width = len(of_year) + 1
    values = sorted(set(said.values()))
    known = np.zeros((len(of_place) + 1) * width, dtype=np.int64)
    for (code, year), value in said.items():
        if code in at_place and year in at_year:
            known[at_place[code] * width + at_year[year]] = values.index(value) + 1
    return pd.Series(pd.array(["", *values], dtype="str").take(known[places * width + years]), index=figures.index)


def _wholes(figures: pd.DataFrame) -> pd.Series:
    """Return the number of the figure that each is a part of, where it is one."""
    is_part = (figures["relation"] == "part").to_numpy()
    wholes = np.full(len(figures), np.nan)
    wholes[is_part] = pd.to_numeric(figures["related"][is_part].str.split().str[0], errors="coerce")
    return pd.Series(wholes, index=figures.index)
