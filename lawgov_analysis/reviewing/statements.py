"""Drafts of statements and items as tables, with the words of the report beside them for the person who judges."""

from datetime import datetime

from ..errors import BadParameter
from ..extraction import extract_items, extract_statements
from ..paths import shown_path
from ..tables import is_workbook, load_fields, open_data
from ..text.formulas import as_cell

#: Of the columns that only a draft has.
TITLES = {"printed": "原文", "rule": "规则", "start": "起", "end": "止"}
SHEETS = {"statements": "陈述", "items": "有无项"}
# Letters of Excel.
PRINTED, OTHER = 70, 30


def draft_tables(report, statements=None, items=None, data_dir=None):
    r"""Draft the statements and the items of a report as the files to write.

    A draft is no table of the data: the words of the report stand in it, which do not go there, and what a person says
    in short, ``text_zh`` and ``text_en``, is empty.

    Parameters
    ----------
    report : Report
    statements, items : path-like, optional
        The tables to write, CSV, or workbooks when their names end in ``.xlsx``; of one name, one workbook.
    data_dir : path-like, optional

    Returns
    -------
    dict
        {path: str or bytes}

    Raises
    ------
    BadParameter
        When both are to be written into one CSV file.
    MissingPackage
        When a workbook is asked for and xlsxwriter is not installed.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("三、下一步打算\n一是充实执法力量,年底前招录5人。二是办好宪法宣传周。")
    >>> print(draft_tables(report, statements="s.csv")["s.csv"].splitlines()[1])
    ,,1,plan,1,,,,5人,年底前,,8,25,"一是充实执法力量,年底前招录5人。"
    """
    data = open_data(data_dir)
    drafts = {}
    if statements:
        drafts.setdefault(statements, {})["statements"] = extract_statements(report, data)
    if items:
        drafts.setdefault(items, {})["items"] = extract_items(report, data)
    contents = {}
    for path, tables in drafts.items():
        if is_workbook(path):
            contents[path] = _workbook(tables, data)
        elif len(tables) > 1:
            raise BadParameter(f"{shown_path(path)}: --statements and --items need two CSV files, or one workbook")
        else:
            [table] = tables.values()
            shown = table.assign(printed=table["printed"].map(as_cell))
            contents[path] = shown.to_csv(index=False, lineterminator="\n")
    return contents


def _workbook(tables, data):
    """Write each draft on a sheet of its own, under Chinese headings."""
    # With figures alone no workbook is written, and its package need not be there.
    from ..publishing.sheets import Sheets

    # The same day each time, so that the same report gives the same bytes.
    sheets = Sheets("zh", datetime(1980, 1, 1))
    for name, table in tables.items():
        titles = TITLES | {field["name"]: field["title"] for field in load_fields(name, data)}
        widest = {column: PRINTED if column == "printed" else OTHER for column in table}
        sheet = sheets.book.add_worksheet(SHEETS[name])
        sheets.fill(sheet, table, [titles[column] for column in table], keys=3, widest=widest)
    return sheets.finished()
