"""Tables under headings in words: what columns and codes are called, for a cell, a page or a workbook."""

import pandas as pd

from ..auditing import load_rules
from ..presentation import check_language, load_language
from ..tables import DataDir, data_of, load_indicators
from ..tables.folder import Data
from .explorer.pack import labels_of

# Columns of ids of indicators, and of codes that `labels_of` has words for.
OF_INDICATORS = ("indicator", "numerator", "denominator", "item")
OF_CODES = ("bound", "basis", "relation", "relation_by", "severity", "review", "status", "coverage", "kind")
PLACE, NAMED = "place_code", ("place", "place_name")
# What a year is held against has the same columns, called so.
BASE = "base_"
# Above this not every whole number is a float.
EXACT = 2.0**53
# Of the columns of a table, as many must a sheet have that it is taken for.
MOST = 0.7


def headed(table: pd.DataFrame, lang: str = "zh", data_dir: DataDir = None) -> pd.DataFrame:
    """Return a table under headings in words, with what its codes stand for, to be looked at or handed on.

    Parameters
    ----------
    table : pandas.DataFrame
        Any that this package gives: figures, rates, findings, the coverage of a report, what waits …
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like or Data, optional
        Whose places, indicators and words.

    Returns
    -------
    pandas.DataFrame
        With the same rows. Codes of places and ids of indicators are names, unless the table has the names in a column
        of its own; bounds, natures, relations, severities and states are words. Numbers stay numbers, whole ones
        without a decimal point. What has no heading or name keeps its own.

    Raises
    ------
    BadParameter
        When `lang` is neither, or `table` is none.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> shown = headed(load_figures("横沥镇", 2020)[["place_code", "indicator", "value", "unit", "bound"]].tail(2))
    >>> shown.to_dict("records")[0]
    {'地方': '东莞市横沥镇', '指标': '普法宣传活动场次', '数值': 331, '单位': '场次', '界限': '确数'}
    """
    check_language(lang)
    data = data_of(table, data_dir, "table")
    named = {name: _cells(table, name, lang, data) for name in table.columns}
    shown = pd.DataFrame(named, index=table.index)
    shown.columns = _headings(table, lang, data)
    if any(table.index.names):
        levels = table.index.to_frame(index=False)
        shown.index = pd.MultiIndex.from_frame(headed(levels, lang, data))
    return shown


def _cells(table: pd.DataFrame, name: str, lang: str, data: Data) -> pd.Series:
    cells = table[name]
    if (name == PLACE and _is_named(table)) or (name == "place" and "place_name" not in table):
        places, language = set(data.table("places")["code"]), load_language(lang, data)
        return cells.map({one: language.place(one) if one in places else one for one in cells.unique()})
    of = str(name).removeprefix(BASE)
    if of in OF_INDICATORS and f"{name}_name" not in table:
        names = load_indicators(data)[f"name_{lang}"]
        return cells.map(lambda one: names.get(one, one))
    if name == "field":
        fields = [field["name"] for field in data.fields("figures")]
        titles = dict(zip(fields, _headings(pd.DataFrame(columns=fields), lang, data), strict=True))
        return cells.map(lambda one: titles.get(one, one))
    if name == "rule" or (name == "key" and "kind" in table):
        titles = load_rules(data)[f"title_{lang}"]
        is_rule = cells.isin(titles.index) & (name == "rule" or table["kind"].eq("finding"))
        return cells.where(~is_rule, cells.map(lambda one: titles.get(one, one)))
    if of in OF_CODES:
        known = [one for one in cells.dropna().unique().tolist() if isinstance(one, str) and one]
        said = dict(zip(known, labels_of("review" if of == "status" else of, known, lang, data), strict=True))
        return cells.map(lambda one: said.get(one, one))
    if pd.api.types.is_float_dtype(cells):
        whole = cells.mod(1).eq(0)
        if ((whole & cells.abs().lt(EXACT)) | cells.isna()).all():
            return cells.astype("Int64")
        shown = [int(one) if is_whole else one for one, is_whole in zip(cells, whole, strict=True)]
        return pd.Series(shown, index=cells.index, dtype=object)
    return cells


def _is_named(table: pd.DataFrame) -> bool:
    return not any(name in table for name in NAMED)


def _headings(table: pd.DataFrame, lang: str, data: Data) -> list[str]:
    """Return what the columns are called.

    One name means different things in different tables (``figures``: a number of them, or which): a heading is taken
    from the table that has most of the columns, of ``headings.csv`` or a report's workbook, else only where all agree.
    """
    own = [str(name) for name in table.columns]
    of_sheet, agreed = _sheets(own, lang, data)
    as_explored = dict(zip(own, labels_of("column", own, lang, data), strict=True))
    names = load_indicators(data)[f"name_{lang}"]
    headings = []
    for name in own:
        if name == PLACE and _is_named(table):
            headings += labels_of("column", ["place"], lang, data)
        else:
            explored = as_explored[name] if as_explored[name] != name else ""
            headings.append(of_sheet.get(name) or explored or agreed.get(name) or names.get(name, name))
    return headings


def _sheets(columns: list[str], lang: str, data: Data) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headings of the table that has most of some columns, and those that all tables agree on."""
    told = pd.concat([data.table("headings"), data.table("workbook").rename(columns={"sheet": "table"})])
    told = told[told["column"].isin(columns)]
    tables = {name: dict(zip(rows["column"], rows[lang], strict=True)) for name, rows in told.groupby("table")}
    # Of tables that have as many, the one of figures is meant.
    most = max(tables, key=lambda name: (len(tables[name]), name == "figures"), default="")
    agreed = (
        told.drop_duplicates(["column", lang])
        .groupby("column")[lang]
        .agg(lambda said: "" if len(said) > 1 else said.iloc[0])
    )
    return tables[most] if most and len(tables[most]) >= MOST * len(columns) else {}, agreed.to_dict()
