"""A view as a person reads it: headings and labels in words, as CSV, as a workbook, and as a table in a cell."""

import csv
import io
from datetime import datetime

import pandas as pd

from ...errors import BadParameter
from ...tables import Data
from ...text.formulas import as_cell
from .assets import words
from .pack import CALLED, PACKED, labels_of
from .query import BAR, value_text

# What a value must not be read without.
OF_VALUE = ("bound", "unit", "basis")
#: Of more rows a workbook takes minutes, and few spreadsheets open it.
MOST_ROWS = 100_000


def in_words(view: pd.DataFrame, lang: str, data: Data, columns: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a view with what its codes stand for, under headings in words.

    Parameters
    ----------
    view : pandas.DataFrame
        As from `view`.
    lang : str
    data : Data
    columns : tuple of str
        Those to show; those that a page has by default.

    Returns
    -------
    pandas.DataFrame
        Numbers stay numbers.

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> from lawgov_analysis.tables import open_data
    >>> figures = described_figures("横沥镇", 2020).head(1)
    >>> in_words(figures, "en", open_data(), ("place", "value", "bound")).to_dict("records")
    [{'Place': '东莞市横沥镇', 'Value': 10000.0, 'Bound': 'at least'}]
    """
    shown = {}
    names = [name for name in columns or PACKED if name in view]
    for name, title in zip(names, labels_of("column", names, lang, data), strict=True):
        cells = view[name]
        if name in CALLED and CALLED[name] in view:
            cells = view[CALLED[name]].where(view[CALLED[name]] != "", cells)
            if name == "indicator":
                cells = cells.where(cells != "", words(lang, data)["uncoded"])
        elif name == "finding":
            said = {one: _rules(one, lang, data) for one in cells.unique()}
            cells = cells.map(said)
        elif PACKED.get(name) == "category" and name != "year":
            known = [one for one in cells.unique().tolist() if one]
            said = dict(zip(known, labels_of(name, known, lang, data), strict=True))
            cells = cells.map(lambda one, said=said: said.get(one, ""))
        shown[title] = cells
    return pd.DataFrame(shown, index=view.index)


def with_its_unit(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return columns that are saved with what a value must not be read without.

    Examples
    --------
    >>> with_its_unit(("place", "value", "unit"))
    ('place', 'value', 'bound', 'basis', 'unit')
    """
    beside = [name for name in OF_VALUE if name not in columns]
    return tuple(one for name in columns for one in ((name, *beside) if name == "value" else (name,)))


def csv_text(view: pd.DataFrame, lang: str, data: Data, columns: tuple[str, ...] = ()) -> str:
    """Return a view as the text of a CSV table, as the page saves it: no text of it is taken for a formula.

    Parameters
    ----------
    view, lang, data, columns
        As of `in_words`.

    Returns
    -------
    str
    """
    shown = in_words(view, lang, data, with_its_unit(columns))
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(map(str, shown.columns))
    writer.writerows(zip(*(_cells(shown[title]) for title in shown.columns), strict=True))
    return lines.getvalue()


def workbook_of(view: pd.DataFrame, lang: str, data: Data, columns: tuple[str, ...] = ()) -> bytes:
    """Return a view as a workbook; the same view gives the same bytes.

    Parameters
    ----------
    view, lang, data, columns
        As of `in_words`.

    Returns
    -------
    bytes

    Raises
    ------
    BadParameter
        When it has more rows than `MOST_ROWS`.
    MissingPackage
        When xlsxwriter is not installed.
    """
    from ...publishing.sheets import Sheets

    if len(view) > MOST_ROWS:
        raise BadParameter(words(lang, data)["xlsx_too_long"].format(n=f"{len(view):,}", most=f"{MOST_ROWS:,}"))
    shown = in_words(view, lang, data, with_its_unit(columns))
    for title in shown:
        if pd.api.types.is_numeric_dtype(shown[title]):
            # A cell of Excel is a number or empty.
            shown[title] = shown[title].astype("object").where(shown[title].notna(), None)
    plain = set(labels_of("column", ["year", "figure", "part_of"], lang, data))
    sheets = Sheets(lang, datetime(1980, 1, 1))
    sheet = sheets.book.add_worksheet(words(lang, data)["file_name"][:31])
    sheets.fill(sheet, shown, list(shown.columns), lambda name, cell: "0" if name in plain else _pattern(cell))
    return sheets.finished()


def _pattern(cell: object) -> str:
    """Return the number format of a cell; texts, and what is missing, need none."""
    if not isinstance(cell, float | int) or cell != cell:
        return "General"
    return "#,##0" if cell == int(cell) else "#,##0.####"


def _rules(said: str, lang: str, data: Data) -> str:
    return "；".join(labels_of("finding", said.split(BAR), lang, data)) if said else ""


def _cells(column: pd.Series) -> list[str]:
    if pd.api.types.is_numeric_dtype(column):
        return [value_text(value) for value in column.to_numpy(dtype="float64", na_value=float("nan")).tolist()]
    return [as_cell(str(cell)) for cell in column]
