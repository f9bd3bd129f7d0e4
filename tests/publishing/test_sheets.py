"""Every workbook has the same head, fits its texts, and holds them as texts."""

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from lawgov_analysis.publishing.sheets import LONGEST, PRINTED, Sheets, clean

# openpyxl opens its own files without naming an encoding; the package only reads with it.
pytestmark = pytest.mark.filterwarnings("ignore::EncodingWarning:openpyxl")
DAY = datetime(1980, 1, 1)
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "http://www.example.com/", "1e5"]


def filled(table, **options):
    sheets = Sheets("zh", DAY)
    sheets.fill(sheets.book.add_worksheet("表"), table, list(table), **options)
    return sheets.finished()


def opened(table, **options):
    return openpyxl.load_workbook(io.BytesIO(filled(table, **options))).active


def test_a_text_is_a_text_whatever_it_begins_with():
    cells = [row[0] for row in opened(pd.DataFrame({"文": HOSTILE})).iter_rows(2)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in HOSTILE]


def test_a_cell_has_the_type_of_what_it_holds():
    table = pd.DataFrame({"值": ["文", 1.5, True, datetime(2020, 1, 2), None, float("nan"), ""]}, dtype=object)
    cells = [row[0].value for row in opened(table).iter_rows(2)]
    assert cells == ["文", 1.5, True, datetime(2020, 1, 2)]


def test_what_excel_cannot_hold_is_left_out():
    assert clean("一\x00二\ufffe") == "一二"
    assert len(clean("长" * (LONGEST + 1))) == LONGEST


def test_rows_below_the_table_take_texts_as_texts_and_numbers_as_numbers():
    sheet = opened(pd.DataFrame({"关联": ["51/50"], "数值": [1.0]}), spare=5)
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "General"


def test_heads_stand_where_their_cells_do_and_stay():
    sheet = opened(pd.DataFrame({"文": ["一"], "数": [1]}), keys=1)
    assert [cell.alignment.horizontal for cell in sheet[1]] == ["left", "right"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B2", "$1:$1")


@pytest.mark.parametrize(("columns", "fits"), [(2, True), (PRINTED // 20, False)])
def test_what_would_be_too_small_on_one_page_goes_on_several(columns, fits):
    sheet = opened(pd.DataFrame({f"列{at}": ["字" * 20] for at in range(columns)}), keys=1)
    assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) == fits
    assert (sheet.print_title_cols == "$A:$A") == (not fits)


def test_an_empty_table_is_a_sheet_too():
    assert opened(pd.DataFrame({"文": []})).max_row == 1


def test_the_same_cells_give_the_same_bytes():
    table = pd.DataFrame({"文": HOSTILE})
    assert filled(table) == filled(table)
