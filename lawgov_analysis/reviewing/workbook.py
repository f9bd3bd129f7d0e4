"""A draft as an Excel workbook: made to be corrected there, and then read like the CSV table."""

from datetime import datetime

import pandas as pd

from ..presentation.wordings import Wordings
from ..publishing.sheets import Sheets
from ..tables import load_fields, load_indicators, open_data
from ..text.around import sentence_around
from .explain import CLEAR

# Letters of Excel: of the words around a figure, and of any other column, so that a screen shows them all.
SENTENCE, OTHER = 70, 30
# Rows below the figures where one that was missed can be written.
SPARE = 50


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
    draft = _Draft(data_dir)
    draft.write(figures, text)
    return draft.sheets.finished()


class _Draft:
    def __init__(self, data_dir):
        data = open_data(data_dir)
        layout = data.table("workbook")
        self.layout = layout[layout["sheet"] == "draft"].set_index("column")
        self.names = Wordings(data, "workbook", ["sheet", "column"], "zh")
        self.fields = {field["name"]: field for field in load_fields("figures", data)}
        self.indicators = load_indicators(data)
        # The same day each time, so that the same figures give the same bytes.
        self.sheets = Sheets("zh", datetime(1980, 1, 1))
        self.figures, self.codebook = (
            self.sheets.book.add_worksheet(self.names.say(name, "")) for name in ("draft", "codebook")
        )
        self.unsure = self.sheets.book.add_format({"bg_color": "#FFF2CC"})

    def write(self, figures, text):
        """Write both sheets."""
        known = self.indicators["name_zh"].reindex(figures["indicator"]).fillna("").tolist()
        table = figures.assign(indicator_name=known)
        if text:
            places = zip(figures["start"], figures["end"], strict=True)
            table["sentence"] = [_around(text, *place) for place in places]
        table = table[[name for name in self.layout.index if name in table]]
        widest = {name: SENTENCE if name == "sentence" else OTHER for name in table}
        self.sheets.fill(self.figures, table, self.layout["zh"][list(table)], keys=1, widest=widest, spare=SPARE)
        for at, name in enumerate(table):
            self.figures.write_comment(0, at, self.layout.loc[name, "note_zh"])
        self._guide(table)
        listed = self.indicators.reset_index()[["id", "name_zh", "domain", "unit", "kind"]]
        self.sheets.fill(self.codebook, listed, [self.names.say("codebook", name) for name in listed], keys=1)

    def _guide(self, table):
        """Give lists to choose from, the name of an indicator as it is chosen, and marks on what to look at first."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        columns, last = list(table), len(table) + SPARE
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
            self.figures.write_formula(row, indicator + 1, looked_up, self.sheets.text, name)
        if "confidence" in columns:
            sure = xl_rowcol_to_cell(1, columns.index("confidence"), col_abs=True)
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({sure}),{sure}<{CLEAR})", "format": self.unsure}
            self.figures.conditional_format(1, indicator, last, indicator + 1, rule)


def _around(text, start, end):
    """Return the words between the stops around a figure."""
    if pd.isna(start):
        return ""
    begin, stop = sentence_around(text, start, end)
    return text[begin:stop]
