"""A report's tables as an Excel workbook: cells of their own type, ready to be sorted, filtered and computed with."""

import io
import re
from datetime import datetime, time

import pandas as pd

from .wording import MARKS, presentation, width_em

NARROWEST, WIDEST = 8, 48
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PLAIN = {"year", "figure", "start", "end", "numerator", "denominator", "printed_figure"}
LONGEST = 32_767  # letters in a cell of Excel


def workbook(publication, tables):
    """Return the tables of a report as a workbook; the same tables give the same bytes.

    Parameters
    ----------
    publication : Publication
        For the sheet with the abstract.
    tables : dict of pandas.DataFrame
        ``figures``, ``wide``, ``rates``, ``findings`` and ``codebook``, with the columns of
        ``data/presentation/workbook.csv`` and any others. Texts stay texts, whatever they begin with.

    Returns
    -------
    bytes

    Raises
    ------
    ImportError
        When xlsxwriter is not installed.
    """
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False, "strings_to_urls": False})
    dated = datetime.combine(publication.dated, time())
    book.set_properties({"title": publication.title, "author": "lawgov_analysis", "created": dated})
    writer = _Writer(book, publication)
    writer.summary()
    writer.wide(tables["wide"])
    for name in ("figures", "rates", "findings", "codebook"):
        writer.table(name, tables[name])
    writer.notes()
    book.close()
    return file.getvalue()


class _Writer:
    def __init__(self, book, publication):
        self.book, self.publication = book, publication
        lang = publication.words.lang
        self.layout = presentation("workbook")
        self.names = {(r.sheet, r.column): getattr(r, lang) for r in self.layout.itertuples()}
        self.meanings = {(r.sheet, r.column): getattr(r, f"note_{lang}") for r in self.layout.itertuples()}
        font = {"font_name": "宋体" if lang == "zh" else "Calibri", "font_size": 10.5, "valign": "top"}
        self.formats, self.font = {}, font
        self.text = book.add_format({**font, "text_wrap": True, "num_format": "@"})
        self.head = book.add_format({**font, "bold": True, "bg_color": "#EEF2F6", "bottom": 1, "text_wrap": True})
        self.title = book.add_format({**font, "bold": True, "font_size": 15})
        self.label = book.add_format({**font, "bold": True})

    def number(self, pattern):
        """The format of a number, made once."""
        if pattern not in self.formats:
            self.formats[pattern] = self.book.add_format({**self.font, "num_format": pattern})
        return self.formats[pattern]

    def sheet(self, name):
        sheet = self.book.add_worksheet(self.names[name, ""])
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def summary(self):
        """The title block, and what stands under the first heading of the report."""
        sheet = self.book.add_worksheet(self.names["summary", ""])
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, clean(self.publication.title), self.title)
        at = 2
        for label, text in self.publication.facts:
            sheet.write_string(at, 0, clean(label), self.label)
            sheet.write_string(at, 1, clean(text), self.text)
            at += 1
        at += 1
        for label, text in self._abstract():
            sheet.write_string(at, 0, clean(label), self.label)
            sheet.write_string(at, 1, clean(text), self.text)
            at += 1

    def _abstract(self):
        heading = ""
        for block in self.publication.blocks:
            if block["kind"] == "heading":
                if heading:
                    return
                heading = block["text"]
            elif block["kind"] == "paragraph":
                yield heading, _plain(block["runs"])
            elif block["kind"] == "list":
                for item in block["items"]:
                    yield "", _plain(item)

    def wide(self, wide):
        """Reports × indicators; each number shows its unit and bound by its format."""
        known = self.publication.words.indicator
        names = [self.names.get(("wide", name)) or known(name) for name in wide.columns]
        sheet = self.sheet("wide")
        self._head(sheet, names)
        for column, name in enumerate(wide.columns):
            for at, cell in enumerate(wide[name], 1):
                if isinstance(cell, tuple):
                    self._write(sheet, at, column, cell[0], _pattern(*cell))
                else:
                    self._write(sheet, at, column, cell, "0")
        self._finish(sheet, names, [list(_texts(wide[name])) for name in wide.columns], freeze=3)

    def table(self, name, frame):
        """A table as it is, one row a record."""
        sheet = self.sheet(name)
        names = [self.names.get((name, str(column)), str(column)) for column in frame.columns]
        self._head(sheet, names)
        for column, key in enumerate(frame.columns):
            for at, cell in enumerate(frame[key].tolist(), 1):
                self._write(sheet, at, column, cell, _plain_pattern(key, cell))
        self._finish(sheet, names, [list(_texts(frame[key])) for key in frame.columns])

    def notes(self):
        """What each sheet and column means."""
        rows = [
            (
                self.names[r.sheet, ""],
                self.names[r.sheet, r.column] if r.column else "",
                self.meanings[r.sheet, r.column],
            )
            for r in self.layout.itertuples()
            if self.meanings[r.sheet, r.column]
        ]
        self.table("notes", pd.DataFrame(rows, columns=["sheet", "column", "note"]))

    def _head(self, sheet, names):
        for column, name in enumerate(names):
            sheet.write_string(0, column, clean(name), self.head)

    def _write(self, sheet, row, column, cell, pattern):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, clean(cell), self.text)
        elif cell is None or pd.isna(cell):
            return
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self.text)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell, self.number("yyyy-mm-dd"))
        else:
            sheet.write_number(row, column, cell, self.number(pattern))

    def _finish(self, sheet, names, columns, freeze=0):
        for at, (name, texts) in enumerate(zip(names, columns, strict=True)):
            # Two columns of Excel to an em; the arrow of the filter takes two more.
            longest = max([width_em(name) * 2 + 3, *(width_em(text) * 2 + 1.5 for text in texts)])
            sheet.set_column(at, at, min(max(longest, NARROWEST), WIDEST))
        sheet.freeze_panes(1, freeze)
        if names:
            sheet.autofilter(0, 0, max(1, len(columns[0])), len(names) - 1)


def clean(text):
    r"""Return a text as a cell of Excel can hold it: no control characters, not too long.

    Examples
    --------
    >>> clean("一\x0b二")
    '一二'
    """
    return CONTROL.sub("", str(text))[:LONGEST]


def wide_cells(figures, wide, words):
    """Return the table of `wide` with its places' names, and each value with its unit and bound.

    Parameters
    ----------
    figures : pandas.DataFrame
        The headline figures that `wide` was made of.
    wide : pandas.DataFrame
    words : Wording

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
        [code, words.place(code), int(year), *(told.get((code, year, name)) for name in wide.columns)]
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


def _pattern(value, unit, bound):
    """The number format that shows a value with its unit and bound."""
    digits = "#,##0" if value == int(value) else "#,##0.####"
    before, after = (f'"{text.replace(chr(34), "")}"' if text else "" for text in (MARKS[bound], unit))
    return f"{before}{digits}{after}"


def _texts(column):
    """About what the cells of a column show, to make it wide enough."""
    for cell in column:
        if isinstance(cell, tuple):
            yield f"{cell[0]:,g}{cell[1]}≥"
        elif isinstance(cell, float):
            yield f"{cell:,.2f}"
        elif cell is not None:
            yield str(cell)


def _plain(runs):
    return "".join(run["text"] for run in runs)
