"""Sheets: what every workbook shares, so that it can be read, filtered and printed as it opens.

Columns fit Chinese, rows are as high as their texts, the head stays, and a text stays a text whatever it begins with.
"""

import io
import math
import re
from datetime import datetime

import pandas as pd

from ..errors import MissingPackage, not_installed
from ..presentation import width_em

# Widths in letters of Excel, two to an em: of a column, of a heading on one line, of what still prints on one page.
NARROWEST, WIDEST, HEADING, PRINTED = 7, 42, 16, 300
# What the sides of a cell take, and the arrow of the filter.
SIDES, ARROW = 2.5, 4
LINE = 15  # points
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_767  # letters in a cell of Excel
FONTS = {"zh": "宋体", "en": "Calibri"}


class Sheets:
    """The sheets of a workbook under way.

    Whatever else a sheet has is written by xlsxwriter, whose workbook is ``book``.

    Parameters
    ----------
    lang : str
        Of its font.
    dated : datetime.datetime
        What it gives as its day, so that the same cells give the same bytes.
    title : str, optional

    Raises
    ------
    MissingPackage
        When xlsxwriter is not installed.

    Examples
    --------
    >>> sheets = Sheets("zh", datetime(1980, 1, 1))
    >>> sheets.fill(sheets.book.add_worksheet("表"), pd.DataFrame({"a": ["=1+1"]}), ["文"])
    >>> sheets.finished()[:2]
    b'PK'
    """

    def __init__(self, lang, dated, title=""):
        try:
            import xlsxwriter
        except ImportError:
            raise MissingPackage(f"a workbook is not made: {not_installed('xlsxwriter')}") from None
        self.file = io.BytesIO()
        options = {"in_memory": True, "strings_to_numbers": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.file, options)
        self.book.set_properties({"author": "lawgov_analysis", "created": dated} | ({"title": title} if title else {}))
        self.font = {"font_name": FONTS[lang], "font_size": 10.5, "valign": "top"}
        self.numbers = {}
        self.text = self.format(text_wrap=True, num_format="@", align="left", indent=1)
        head = {"bold": True, "bg_color": "#EEF2F6", "bottom": 1, "text_wrap": True, "valign": "bottom"}
        self.head = self.format(**head, align="left", indent=1)
        self.number_head = self.format(**head, align="right")

    def format(self, **more):
        """A format in the font of the workbook."""
        return self.book.add_format({**self.font, **more})

    def number(self, pattern):
        """The format of a number, made once."""
        if pattern not in self.numbers:
            self.numbers[pattern] = self.format(num_format=pattern)
        return self.numbers[pattern]

    def finished(self):
        """The workbook as bytes."""
        self.book.close()
        return self.file.getvalue()

    def write(self, sheet, row, column, cell, pattern="General"):
        """Write a cell by its type; nothing where it is empty or missing.

        Parameters
        ----------
        sheet : xlsxwriter.worksheet.Worksheet
        row, column : int
        cell : object
        pattern : str
            How it is shown where it is a number.
        """
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

    def fill(self, sheet, table, headings, pattern_of=None, keys=0, widest=None, spare=0):
        """Write a table under its headings, and set its sheet up for looking through it and for paper.

        Parameters
        ----------
        sheet : xlsxwriter.worksheet.Worksheet
        table : pandas.DataFrame
            A cell that is a tuple is a number, its unit and its bound.
        headings : iterable of str
        pattern_of : callable, optional
            Of a column and a cell: how it is shown where it is a number.
        keys : int
            Columns that stay when the others are scrolled.
        widest : dict of float, optional
            Of columns that may get wider, or less wide, than `WIDEST`.
        spare : int
            Rows below the table that are written by hand: what is typed under texts stays a text too.
        """
        from xlsxwriter.utility import xl_range

        whole, heights = 0, [1] * (len(table) + 1)
        for at, (name, heading) in enumerate(zip(table, headings, strict=True)):
            cells = table[name].tolist()
            for row, cell in enumerate(cells, 1):
                number = cell[0] if isinstance(cell, tuple) else cell
                self.write(sheet, row, at, number, pattern_of(name, cell) if pattern_of else "General")
            texts = list(map(_shown, cells))
            head = min(width_em(heading) * 2 + ARROW, HEADING)
            longest = max([NARROWEST, head, *(width_em(text) * 2 + SIDES for text in texts)])
            width = min(longest, (widest or {}).get(name, WIDEST))
            is_text = any(isinstance(cell, str) for cell in cells) or not cells
            sheet.set_column(at, at, width, self.text if spare and is_text else None)
            sheet.write_string(0, at, clean(heading), self.head if is_text else self.number_head)
            whole += width
            heights = [
                max(was, lines(text, width)) for was, text in zip(heights, [heading + " ▼", *texts], strict=True)
            ]
        for row, needed in enumerate(heights):
            fit_row(sheet, row, needed)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.hide_gridlines(0)
        sheet.repeat_rows(0)
        if whole <= PRINTED:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(65)
            if keys:
                sheet.repeat_columns(0, keys - 1)
        sheet.freeze_panes(1, keys)
        if len(table.columns):
            last = len(table.columns) - 1
            sheet.autofilter(0, 0, max(1, len(table)), last)
            # Codes and section numbers are texts of digits on purpose.
            sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, max(1, len(table) + spare), last)})


def clean(text):
    r"""Return a text as a cell of Excel can hold it: no control characters, not too long.

    Examples
    --------
    >>> clean("一\x0b二")
    '一二'
    """
    return CONTROL.sub("", str(text))[:LONGEST]


def lines(text, width):
    """Return how many lines a text needs in a column of a width.

    Examples
    --------
    >>> lines("横沥镇", 8), lines("东莞市横沥镇人民政府", 8)
    (1, 4)
    """
    return max(1, math.ceil(width_em(text) * 2 / (width - 2)))


def fit_row(sheet, row, needed):
    """Make a row as high as its lines need; one of a single line is left to Excel.

    Parameters
    ----------
    sheet : xlsxwriter.worksheet.Worksheet
    row : int
    needed : int
        Lines, as from `lines`.
    """
    if needed > 1:
        sheet.set_row(row, LINE * needed)


def _shown(cell):
    """About what a cell shows, to make its column wide enough."""
    if isinstance(cell, tuple):
        return f"{cell[0]:,g}{cell[1]}≥"
    if isinstance(cell, float):
        return "" if cell != cell else f"{cell:,.2f}"
    return "" if cell is None else str(cell)
