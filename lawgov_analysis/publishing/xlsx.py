"""A report's tables as an Excel workbook: cells of their own type, ready to be sorted, filtered and computed with."""

import io
import math
import re
from datetime import datetime, time

import pandas as pd

from ..presentation import MARKS, width_em
from ..tables import is_official, read_table

# Widths in letters of Excel, two to an em: of a column, of a heading on one line, of running text, of what still prints
# on one page.
NARROWEST, WIDEST, HEADING, PAGE, PRINTED = 7, 42, 16, 90, 300
LINE = 15  # points
KEYS = {"wide": 3, "figures": 3, "codebook": 2}  # columns that stay when the others are scrolled
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PLAIN = {"year", "figure", "start", "end", "numerator", "denominator", "printed_figure"}
LONGEST = 32_767  # letters in a cell of Excel
# What Excel takes as an address.
PLAIN_ADDRESS = re.compile(r"[!-~]{1,2000}\Z")


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
        lang = publication.language.lang
        self.layout = read_table("workbook")
        self.names = {(r.sheet, r.column): getattr(r, lang) for r in self.layout.itertuples()}
        self.meanings = {(r.sheet, r.column): getattr(r, f"note_{lang}") for r in self.layout.itertuples()}
        font = {"font_name": "宋体" if lang == "zh" else "Calibri", "font_size": 10.5, "valign": "top"}
        self.formats, self.font = {}, font
        self.text = book.add_format({**font, "text_wrap": True, "num_format": "@", "align": "left", "indent": 1})
        head = {**font, "bold": True, "bg_color": "#EEF2F6", "bottom": 1, "text_wrap": True, "valign": "bottom"}
        self.head = book.add_format({**head, "align": "left", "indent": 1})
        self.number_head = book.add_format({**head, "align": "right"})
        self.title = book.add_format({**font, "bold": True, "font_size": 15})
        self.label = book.add_format({**font, "bold": True})
        self.link = book.add_format({**font, "font_color": "#1F4E79", "underline": 1, "align": "left", "indent": 1})

    def number(self, pattern):
        """The format of a number, made once."""
        if pattern not in self.formats:
            self.formats[pattern] = self.book.add_format({**self.font, "num_format": pattern})
        return self.formats[pattern]

    def sheet(self, name):
        """A sheet set up for A4, with its title above and the page number below."""
        sheet = self.book.add_worksheet(self.names[name, ""])
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
                sheet.write_string(at, 1, clean(text), self.text)
            at += 1
        at += 1
        for label, text in self._abstract():
            sheet.write_string(at, 0, clean(label), self.label)
            sheet.write_string(at, 1, clean(text), self.text)
            _fit_row(sheet, at, _lines(text, PAGE))
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
        sheet = self.sheet("wide")
        for column, name in enumerate(wide.columns):
            for at, cell in enumerate(wide[name], 1):
                if isinstance(cell, tuple):
                    self._write(sheet, at, column, cell[0], _pattern(*cell))
                else:
                    self._write(sheet, at, column, cell, "0")
        self._finish(sheet, "wide", names, wide)

    def table(self, name, frame):
        """A table as it is, one row a record."""
        sheet = self.sheet(name)
        names = [self.names.get((name, str(column)), str(column)) for column in frame.columns]
        for column, key in enumerate(frame.columns):
            for at, cell in enumerate(frame[key].tolist(), 1):
                self._write(sheet, at, column, cell, _plain_pattern(key, cell))
        self._finish(sheet, name, names, frame)

    def notes(self):
        """What each sheet and column means."""
        rows = [
            (
                self.names[r.sheet, ""],
                self.names[r.sheet, r.column] if r.column else "",
                self.meanings[r.sheet, r.column],
            )
            for r in self.layout.itertuples()
            if self.meanings[r.sheet, r.column] and r.sheet != "draft"
        ]
        self.table("notes", pd.DataFrame(rows, columns=["sheet", "column", "note"]))

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

    def _finish(self, sheet, name, names, frame):
        """Write the headings, fit the columns, and set up the sheet for looking through it and for paper."""
        from xlsxwriter.utility import xl_range

        whole, heights = 0, [1] * (len(frame) + 1)
        for at, heading in enumerate(names):
            texts = list(_texts(frame.iloc[:, at]))
            head = width_em(heading) * 2 + 4  # the arrow of the filter takes three
            longest = max([NARROWEST, min(head, HEADING), *(width_em(text) * 2 + 2.5 for text in texts)])
            width = min(longest, WIDEST)
            sheet.set_column(at, at, width)
            is_text = any(isinstance(cell, str) for cell in frame.iloc[:, at]) or not texts
            sheet.write_string(0, at, clean(heading), self.head if is_text else self.number_head)
            whole += width
            heights = [
                max(was, _lines(text, width)) for was, text in zip(heights, [heading + " ▼", *texts], strict=True)
            ]
        for at, lines in enumerate(heights):
            _fit_row(sheet, at, lines)
        sheet.set_landscape()
        sheet.hide_gridlines(0)
        sheet.repeat_rows(0)
        keys = KEYS.get(name, 0)
        if whole <= PRINTED:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(65)
            if keys:
                sheet.repeat_columns(0, keys - 1)
        sheet.freeze_panes(1, keys)
        if names:
            last = max(1, len(frame)), len(names) - 1
            sheet.autofilter(0, 0, *last)
            # Codes and section numbers are texts of digits on purpose.
            sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, *last)})


def clean(text):
    r"""Return a text as a cell of Excel can hold it: no control characters, not too long.

    Examples
    --------
    >>> clean("一\x0b二")
    '一二'
    """
    return CONTROL.sub("", str(text))[:LONGEST]


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
            yield "" if cell != cell else f"{cell:,.2f}"
        else:
            yield "" if cell is None else str(cell)


def _lines(text, width):
    """How many lines a text needs in a column of a width."""
    return max(1, math.ceil(width_em(text) * 2 / (width - 2)))


def _fit_row(sheet, row, lines):
    """Make a row as high as its lines need; those of one line are left to Excel."""
    if lines > 1:
        sheet.set_row(row, LINE * lines)


def _plain(runs):
    return "".join(run["text"] for run in runs)
