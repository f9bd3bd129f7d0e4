"""A report's tables as an Excel workbook: cells of their own type, ready to be sorted, filtered and computed with."""

import re
from datetime import datetime, time

import pandas as pd

from ..presentation import MARKS
from ..tables import is_official, open_data
from .sheets import Sheets, clean, fit_row, lines

PAGE = 90  # letters of Excel in a line of running text
KEYS = {"wide": 3, "figures": 3, "codebook": 2}  # columns that stay when the others are scrolled
PLAIN = {"year", "figure", "start", "end", "numerator", "denominator", "printed_figure"}
# What Excel takes as an address.
PLAIN_ADDRESS = re.compile(r"[!-~]{1,2000}\Z")
# What the name of a sheet may not have.
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def workbook(publication, tables):
    """Return the tables of a report as a workbook; the same tables give the same bytes.

    Parameters
    ----------
    publication : Publication
        For the sheet with the abstract.
    tables : dict of pandas.DataFrame
        A sheet each, in their order. What sheets and columns are called stands in ``data/presentation/workbook.csv``,
        that of a column that is not there under its sheet under any other; else they keep their names. ``wide`` is as
        of `wide_cells`. Texts stay texts, whatever they begin with.

    Returns
    -------
    bytes

    Raises
    ------
    MissingPackage
        When xlsxwriter is not installed.
    """
    writer = _Writer(publication)
    writer.summary()
    for name, table in tables.items():
        if name == "wide":
            writer.wide(table)
        else:
            writer.table(name, table)
    writer.notes({"summary", *tables, "notes"})
    return writer.sheets.finished()


class _Writer:
    def __init__(self, publication):
        self.publication, lang = publication, publication.language.lang
        self.sheets = Sheets(lang, datetime.combine(publication.dated, time()), publication.title)
        data = open_data()
        self.layout = data.table("workbook")
        self.names = {(r.sheet, r.column): getattr(r, lang) for r in self.layout.itertuples()}
        self.columns = {column: said for (_, column), said in reversed(self.names.items())}
        self.meanings = {(r.sheet, r.column): getattr(r, f"note_{lang}") for r in self.layout.itertuples()}
        self.title = self.sheets.format(bold=True, font_size=15)
        self.label = self.sheets.format(bold=True)
        self.link = self.sheets.format(font_color="#1F4E79", underline=1, align="left", indent=1)

    def sheet_name(self, name):
        """What a sheet is called: its name where the table of names has none."""
        return NO_SHEET_NAME.sub(" ", self.names.get((name, ""), name))[:31]

    def sheet(self, name):
        """A sheet set up for A4, with its title above and the page number below."""
        sheet = self.sheets.book.add_worksheet(self.sheet_name(name))
        sheet.set_paper(9)
        sheet.set_margins(0.5, 0.5, 0.8, 0.7)
        page = self.publication.language.say("page_number", page="&P", pages="&N")
        sheet.set_header("&L" + clean(self.publication.title)[:100].replace("&", "&&") + "&R&A")
        sheet.set_footer(f"&C{page}")
        return sheet

    def summary(self):
        """The title block, and what stands under the first heading of the report."""
        sheet = self.sheet("summary")
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, PAGE)
        sheet.write_string(0, 0, clean(self.publication.title), self.title)
        at = 2
        for label, text in self.publication.facts:
            sheet.write_string(at, 0, clean(label), self.label)
            if is_official(text) and PLAIN_ADDRESS.match(text):
                sheet.write_url(at, 1, text, self.link)
            else:
                sheet.write_string(at, 1, clean(text), self.sheets.text)
            at += 1
        at += 1
        for label, text in self._abstract():
            sheet.write_string(at, 0, clean(label), self.label)
            sheet.write_string(at, 1, clean(text), self.sheets.text)
            fit_row(sheet, at, lines(text, PAGE))
            at += 1

    def _abstract(self):
        heading, first = "", True
        for block in self.publication.blocks:
            if block["kind"] == "heading":
                if heading:
                    return
                heading = block["text"]
            elif block["kind"] == "paragraph":
                yield heading * first, _plain(block["runs"])
                first = False
            elif block["kind"] == "list":
                for item in block["items"]:
                    yield "", _plain(item)

    def wide(self, wide):
        """Reports × indicators; each number shows its unit and bound by its format."""
        known = self.publication.language.indicator
        names = [self.names.get(("wide", name)) or known(name) for name in wide.columns]
        self.sheets.fill(self.sheet("wide"), wide, names, _wide_pattern, KEYS["wide"])

    def table(self, name, frame):
        """A table as it is, one row a record."""
        names = [
            self.names.get((name, str(column))) or self.columns.get(str(column), str(column))
            for column in frame.columns
        ]
        self.sheets.fill(self.sheet(name), frame, names, _plain_pattern, KEYS.get(name, 0))

    def notes(self, sheets):
        """What each of the sheets and their columns mean."""
        rows = [
            (
                self.sheet_name(r.sheet),
                self.names[r.sheet, r.column] if r.column else "",
                self.meanings[r.sheet, r.column],
            )
            for r in self.layout.itertuples()
            if self.meanings[r.sheet, r.column] and r.sheet in sheets
        ]
        self.table("notes", pd.DataFrame(rows, columns=["sheet", "column", "note"]))


def wide_cells(figures, wide, language):
    """Return the table of `wide` with its places' names, and each value with its unit and bound.

    Parameters
    ----------
    figures : pandas.DataFrame
        The headline figures that `wide` was made of.
    wide : pandas.DataFrame
    language : Language

    Returns
    -------
    pandas.DataFrame
        ``place_code``, ``place``, ``year``, and a column an indicator of tuples of value, unit and bound.
    """
    keys = ["place_code", "year", "indicator"]
    told = {
        tuple(row[:3]): tuple(row[3:]) for row in figures[[*keys, "value", "unit", "bound"]].itertuples(index=False)
    }
    rows = [
        [code, language.place(code), int(year), *(told.get((code, year, name)) for name in wide.columns)]
        for code, year in wide.index
    ]
    return pd.DataFrame(rows, columns=["place_code", "place", "year", *wide.columns], dtype=object)


def _plain_pattern(key, value):
    """The number format of a cell of a plain table: numbers that name something have no thousands separator."""
    if key in PLAIN:
        return "0"
    if key in ("rate", "gap"):
        return "#,##0.00"
    whole = isinstance(value, (int, float)) and value == value and value == int(value)
    return "#,##0" if whole else "#,##0.####"


def _wide_pattern(_, cell):
    """The number format that shows a value with its unit and bound."""
    if not isinstance(cell, tuple):
        return "0"
    value, unit, bound = cell
    digits = "#,##0" if value == int(value) else "#,##0.####"
    before, after = (f'"{text.replace(chr(34), "")}"' if text else "" for text in (MARKS[bound], unit))
    return f"{before}{digits}{after}"


def _plain(runs):
    return "".join(run["text"] for run in runs)
