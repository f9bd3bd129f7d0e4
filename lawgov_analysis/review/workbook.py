"""A draft as an Excel workbook: made to be corrected there, and then read like the CSV table."""

import io
import math
from datetime import datetime

import pandas as pd

from ..errors import MissingPackage, not_installed
from ..presentation import width_em
from ..publishing.xlsx import clean
from ..tables import load_fields, load_indicators, open_data
from .explain import CLEAR

STOPS = "。；！？\n"
# Widths in letters of Excel, two to an em.
NARROWEST, WIDEST, SENTENCE = 8, 30, 70
LINE = 15  # points
# Rows below the figures where one that was missed can be written.
SPARE = 50
FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}


def draft_workbook(figures, text="", data_dir=None):
    """Return figures as a workbook to correct.

    Its first sheet has the columns of the table under their Chinese headings, with the words around each figure and the
    name of its indicator. What has few values is chosen from a list; an indicator that the extraction is not
    sure of, or has none for, is marked. The second sheet lists the indicators.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns `FIGURE_COLUMNS`, and ``confidence`` where it is a draft.
    text : str
        Of the report, which the offsets count in; without it there are no words around the figures.
    data_dir : path-like, optional

    Returns
    -------
    bytes
        The same figures give the same bytes.

    Raises
    ------
    MissingPackage
        When xlsxwriter is not installed.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> draft_workbook(load_figures("横沥镇", 2020))[:2]
    b'PK'
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingPackage(f"a workbook is not made: {not_installed('xlsxwriter')}") from None
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"author": "lawgov_analysis", "created": datetime(1980, 1, 1)})
    _Sheets(book, data_dir).write(figures, text)
    book.close()
    return file.getvalue()


class _Sheets:
    def __init__(self, book, data_dir):
        data = open_data(data_dir)
        layout = data.table("workbook")
        self.layout = layout[layout["sheet"] == "draft"].set_index("column")
        self.names = layout.set_index(["sheet", "column"])["zh"]
        self.fields = {field["name"]: field for field in load_fields("figures", data)}
        self.indicators = load_indicators(data)
        self.figures, self.codebook = (book.add_worksheet(self.names[name, ""]) for name in ("draft", "codebook"))
        self.head = book.add_format(
            {**FONT, "bold": True, "bg_color": "#EEF2F6", "bottom": 1, "align": "left", "indent": 1}
        )
        self.text = book.add_format({**FONT, "num_format": "@", "text_wrap": True, "align": "left", "indent": 1})
        self.number = book.add_format({**FONT, "num_format": "General"})
        self.unsure = book.add_format({"bg_color": "#FFF2CC"})

    def write(self, figures, text):
        """Write both sheets."""
        known = self.indicators["name_zh"].reindex(figures["indicator"]).fillna("").tolist()
        table = figures.assign(indicator_name=known)
        if text:
            places = zip(figures["start"], figures["end"], strict=True)
            table["sentence"] = [_around(text, *place) for place in places]
        table = table[[name for name in self.layout.index if name in table]]
        self._fill(self.figures, table, self.layout["zh"])
        for at, name in enumerate(table):
            self.figures.write_comment(0, at, self.layout.loc[name, "note_zh"])
        self._guide(table)
        listed = self.indicators.reset_index()[["id", "name_zh", "domain", "unit", "kind"]]
        self._fill(self.codebook, listed, self.names["codebook"])

    def _fill(self, sheet, table, headings):
        """Write a table, its columns as wide and its rows as high as their texts need."""
        widths = []
        for at, name in enumerate(table):
            heading, cells = headings[name], table[name].tolist()
            needed = max([width_em(heading) * 2 + 5, *map(_width, cells)])  # the arrow of the filter takes four
            widths.append(min(needed, SENTENCE if name == "sentence" else WIDEST))
            sheet.set_column(at, at, widths[-1], self.text)
            sheet.write_string(0, at, heading, self.head)
            for row, cell in enumerate(cells, 1):
                if isinstance(cell, str):
                    sheet.write_string(row, at, clean(cell), self.text)
                elif not pd.isna(cell):
                    sheet.write_number(row, at, cell, self.number)
        for row, cells in enumerate(table.itertuples(index=False), 1):
            lines = max(math.ceil(_width(cell, 0) / (width - 3)) for cell, width in zip(cells, widths, strict=True))
            if lines > 1:
                sheet.set_row(row, LINE * lines)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(table)), len(table.columns) - 1)

    def _guide(self, table):
        """Give lists to choose from, the name of an indicator as it is chosen, and marks on what to look at first."""
        from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

        columns, last = list(table), len(table) + SPARE
        # Codes and section numbers are texts of digits on purpose.
        self.figures.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(columns) - 1)})
        listed = f"'{self.codebook.get_name()}'!$A$2:$B${len(self.indicators) + 1}"
        choices = {
            name: self.fields[name].get("constraints", {}).get("enum") for name in columns if name in self.fields
        }
        for name, source in {**choices, "indicator": "=" + listed.replace("$B", "$A")}.items():
            if source:
                at = columns.index(name)
                self.figures.data_validation(1, at, last, at, {"validate": "list", "source": source})
        indicator = columns.index("indicator")
        names = [*table["indicator_name"], *[""] * SPARE]
        for row, name in enumerate(names, 1):
            looked_up = f'=IFERROR(VLOOKUP({xl_rowcol_to_cell(row, indicator)},{listed},2,FALSE),"")'
            self.figures.write_formula(row, indicator + 1, looked_up, self.text, name)
        if "confidence" in columns:
            sure = xl_rowcol_to_cell(1, columns.index("confidence"), col_abs=True)
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({sure}),{sure}<{CLEAR})", "format": self.unsure}
            self.figures.conditional_format(1, indicator, last, indicator + 1, rule)


def _around(text, start, end):
    """Return the words between the stops around a figure."""
    if pd.isna(start):
        return ""
    before = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    after = min((at for at in (text.find(stop, end) for stop in STOPS) if at >= 0), default=len(text))
    return text[before : after + 1].strip()


def _width(cell, room=3):
    """The width of a cell's text in letters of Excel, with room at its sides."""
    return width_em(cell) * 2 + room if isinstance(cell, str) else NARROWEST
