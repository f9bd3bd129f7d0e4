"""Corrected drafts that come back as workbooks and tables: a number that is stored, merged, hidden or dated otherwise."""

import csv
import datetime
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from lawgov_analysis.cli import main

from ..case import Case, Limits, Right, reads

TEXT = (
    "示例市示例镇2023年度法治政府建设年度报告\n2023年，示例镇扎实推进法治政府建设，现将有关情况报告如下：\n一、主要成效\n"
    "全年办理投诉1,234件，办结率97%。罚没款3.07万元。投诉同比增长-5%。\n示例镇人民政府\n2024年1月18日\n"
)
PLACE = ("--place", "横沥镇", "--year", "2023", "--force")
BROKEN = Right(5)
RIGHT = "1234 97 30700 -5"
# What each change of a cell of the draft comes to: the values that are written, or a refusal that names the row.
CELLS: dict[str, tuple[str, int, Any, str, tuple[str, ...]]] = {
    # name: column, row, value, format, what may come of it
    "1,234 as a text": ("数值", 2, "1,234", "", (RIGHT,)),
    "1 234 as a text": ("数值", 2, "1 234", "", (RIGHT, "")),
    "1.234 as a text": ("数值", 2, "1.234", "", ("",)),
    "1234 in full width": ("数值", 2, "１２３４", "", (RIGHT,)),
    "1234 with a quotation mark": ("数值", 2, "'1234", "", (RIGHT, "")),
    "1234 with spaces": ("数值", 2, " 1234\xa0", "", (RIGHT,)),
    "1234件": ("数值", 2, "1234件", "", (RIGHT, "")),
    "1234.0": ("数值", 2, 1234.0, "0.00", (RIGHT,)),
    "1234.0000000001": ("数值", 2, 1234.0000000001, "0", (RIGHT, "")),
    "1.234E+03": ("数值", 2, 1234, "0.00E+00", (RIGHT,)),
    "1.234E+03 as a text": ("数值", 2, "1.234E+03", "", (RIGHT, "")),
    "thousands by format": ("数值", 2, 1234, "#,##0", (RIGHT,)),
    "thousands cut off by format": ("数值", 2, 1234, "#,##0,", (RIGHT, "")),
    "1.234 in thousands by format": ("数值", 2, 1.234, "0.000", ("",)),
    "another number": ("数值", 2, 1235, "", ("",)),
    "another number by format": ("数值", 2, 1235, '"1,234"', ("",)),
    "hidden by format": ("数值", 2, 1235, ";;;", ("",)),
    "1234.4 shown as 1234": ("数值", 2, 1234.4, "0", ("",)),
    "0.97 as 97%": ("数值", 3, 0.97, "0%", (RIGHT,)),
    "0.97": ("数值", 3, 0.97, "", (RIGHT, "")),
    "0.97 shown as 1": ("数值", 3, 0.97, "0", (RIGHT, "")),
    "97% as a text": ("数值", 3, "97%", "", (RIGHT,)),
    "97 as 9700%": ("数值", 3, 97, "0%", (RIGHT, "")),
    "97‰": ("数值", 3, "97‰", "", ("",)),
    "0.97000001": ("数值", 3, 0.97000001, "0%", (RIGHT, "")),
    "0.974 shown as 97%": ("数值", 3, 0.974, "0%", ("",)),
    "a date": ("数值", 3, datetime.datetime(2023, 4, 7), "yyyy-mm-dd", ("",)),
    "97 shown as a date": ("数值", 3, 97, "yyyy-mm-dd", ("",)),
    "a time": ("数值", 3, datetime.time(23, 16, 48), "hh:mm", ("",)),
    "true": ("数值", 3, True, "", ("",)),
    "an error": ("数值", 3, "#DIV/0!", "", ("",)),
    "not there": ("数值", 3, "#N/A", "", ("",)),
    "a formula without a value": ("数值", 3, "=90+7", "", ("",)),
    "3.07": ("数值", 4, 3.07, "", ("",)),
    "3.07万 as a text": ("数值", 4, "3.07万", "", (RIGHT,)),
    "30,700": ("数值", 4, "30,700", "", (RIGHT,)),
    "30700 in 万 by format": ("数值", 4, 30700, '0!.00,"万"', (RIGHT, "")),
    "money": ("数值", 4, 30700, '"￥"#,##0.00', (RIGHT,)),
    "￥30,700 as a text": ("数值", 4, "￥30,700", "", (RIGHT, "")),
    "(5)": ("数值", 5, "(5)", "", (RIGHT, "")),
    "（5）": ("数值", 5, "（5）", "", (RIGHT, "")),
    "5 in brackets by format": ("数值", 5, -5, "0;(0)", (RIGHT,)),
    "5 in red by format": ("数值", 5, -5, "0;[Red]0", (RIGHT,)),
    "−5 with the sign of mathematics": ("数值", 5, "−5", "", (RIGHT,)),
    "－5 in full width": ("数值", 5, "－5", "", (RIGHT,)),
    "5-": ("数值", 5, "5-", "", (RIGHT, "")),
    "5": ("数值", 5, 5, "", ("",)),
    "-0.05 as -5%": ("数值", 5, -0.05, "0%", (RIGHT,)),
    "负5": ("数值", 5, "负5", "", (RIGHT, "")),
    "infinity": ("数值", 5, "inf", "", ("",)),
    "NaN": ("数值", 5, "NaN", "", ("",)),
    "a year as a date": ("期间", 2, datetime.datetime(2023, 1, 1), "yyyy", (RIGHT, "")),
    "a month as a date": ("期间", 2, datetime.datetime(2023, 6, 1), "yyyy-mm", (RIGHT, "")),
    "a year as a number": ("期间", 2, 2023, "", (RIGHT,)),
    "a serial day": ("期间", 2, 44927, "", ("",)),
    "a unit of another scale": ("单位", 4, "万元", "", ("",)),
    "a unit that is none": ("单位", 2, "头牛", "", ("",)),
    "an indicator that is none": ("指标", 2, "nothing", "", ("",)),
    "an indicator in capitals": ("指标", 2, "ADMIN_LICENCES", "", (RIGHT, "")),
    "a surface that the text does not have": ("原文", 2, "1,235件", "", ("",)),
    "a surface and value that the text does not have": ("原文", 2, "9,999件", "", ("",)),
    "a formula for the surface": ("原文", 2, '=CONCAT("1,234","件")', "", ("", RIGHT)),
    "a link for the surface": ("原文", 2, '=HYPERLINK("http://nowhere.invalid","1,234件")', "", ("", RIGHT)),
    "a macro of DDE": ("口径", 2, "=cmd|'/c calc'!A1", "", (RIGHT, "")),
    "a scope with a formula as a text": ("口径", 2, "+1+1", "", (RIGHT, "")),
    "a scope of 40,000 letters": ("口径", 2, "长" * 30000, "", (RIGHT, "")),
    "a start that is no number": ("起", 2, "abc", "", ("",)),
    "a start beyond the text": ("起", 2, 99999, "", (RIGHT, "")),
    "a confidence of 2": ("把握", 2, 2, "", ("",)),
    "a number of another figure": ("序号", 2, 3, "", ("",)),
    "a number of none": ("序号", 2, 0, "", ("", RIGHT)),
    "a number beyond": ("序号", 2, 10**20, "", ("", RIGHT)),
    "a year of another report": ("报告年度", 2, 2022, "", ("!",)),
    "a place of another report": ("地区代码", 2, "441900107", "", ("!",)),
}


def cases() -> Iterator[Case]:
    """Give the cases of drafts that come back."""
    for what, (column, row, value, form, ways) in CELLS.items():

        def change(
            sheet: Worksheet, column: str = column, row: int = row, value: Any = value, form: str = form
        ) -> None:
            heads = {cell.value: cell.column for cell in sheet[1]}
            cell = sheet.cell(row, heads[column], value)
            if form:
                cell.number_format = form

        yield _case(f"a cell: {what}", change, ways)
    for what, (change, ways) in SHEETS.items():
        yield _case(f"a sheet: {what}", change, ways)
    for what, (edit, ways) in TABLES.items():
        yield _table(f"a table: {what}", edit, ways)


def _extract(*words: str) -> None:
    try:
        main(("extract", *words), prog_name="lawgov")
    except SystemExit as ended:
        if ended.code:
            raise


def _values(file: str) -> str:
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        return " ".join(f"{float(row['value']):.12g}" for row in csv.DictReader(lines))


def _right(ways: tuple[str, ...]) -> list[Right]:
    if ways == ("!",):
        return [Right(11)]
    return [reads(f"<{way}>") if way else BROKEN for way in ways] + ([Right(6)] if "" in ways else [])


def _case(name: str, change: Callable[[Any], object], ways: tuple[str, ...]) -> Case:
    def make(folder: Path) -> None:
        (folder / "r.txt").write_text(TEXT, encoding="utf-8")

    def act() -> None:
        _extract("r.txt", *PLACE, "-o", "d.xlsx")
        book = load_workbook("d.xlsx", rich_text=True)
        change(book.active)
        book.save("d.xlsx")
        _extract("d.xlsx", "-o", "out.csv")
        print(f"<{_values('out.csv')}>")

    return Case(name, make, act, _right(ways), ("d.xlsx", "out.csv"), limits=Limits(lines=60))


def _table(name: str, edit: Callable[[bytes], bytes], ways: tuple[str, ...]) -> Case:
    def make(folder: Path) -> None:
        (folder / "r.txt").write_text(TEXT, encoding="utf-8")

    def act() -> None:
        _extract("r.txt", *PLACE, "-o", "d.csv")
        Path("d.csv").write_bytes(edit(Path("d.csv").read_bytes()))
        _extract("d.csv", "-o", "out.csv")
        print(f"<{_values('out.csv')}>")

    return Case(name, make, act, _right(ways), ("d.csv", "out.csv"), limits=Limits(lines=60))


def _hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


def _filter(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:X5"
    sheet.auto_filter.add_filter_column(3, ["97"])
    for row in (2, 4, 5):
        sheet.row_dimensions[row].hidden = True


def _swap(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        row[3].value, row[2].value = row[2].value, row[3].value


def _twice(sheet: Worksheet) -> None:
    sheet.cell(1, 30, "数值")
    for row in range(2, 6):
        sheet.cell(row, 30, 1)


def _rich(sheet: Worksheet) -> None:
    sheet["C2"] = CellRichText(TextBlock(InlineFont(strike=True), "1,235件"), TextBlock(InlineFont(), "1,234件"))


def _sorted(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=5)]
    for at, row in enumerate(sorted(rows, key=lambda row: row[3] or 0)):
        for column, value in enumerate(row):
            sheet.cell(at + 2, column + 1, value)


def _doubled(sheet: Worksheet) -> None:
    for column in range(1, 25):
        sheet.cell(6, column, sheet.cell(2, column).value)


def _sorted_alone(sheet: Worksheet) -> None:
    values = sorted(sheet.cell(row, 4).value for row in range(2, 6))
    for row, value in enumerate(values, 2):
        sheet.cell(row, 4, value)


def _moved_up(sheet: Worksheet) -> None:
    for row in range(2, 5):
        sheet.cell(row, 4, sheet.cell(row + 1, 4).value)
    sheet.cell(5, 4, None)


def _to_first(name: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        book = sheet.parent
        other = book.create_sheet(name, 0)
        other["A1"] = "说明"

    return change


def _copied_sheet(sheet: Worksheet) -> None:
    other = sheet.parent.copy_worksheet(sheet)
    other["D2"] = 9999
    other.title = "草稿 (2)"


def _hidden_first(sheet: Worksheet) -> None:
    other = sheet.parent.copy_worksheet(sheet)
    other["D2"] = 9999
    other["C2"] = "9999件"
    other.title = "旧"
    sheet.parent.move_sheet(other, -5)
    other.sheet_state = "hidden"


def _merged_value(sheet: Worksheet) -> None:
    sheet.merge_cells("D2:D3")


def _merged_section(sheet: Worksheet) -> None:
    sheet.merge_cells("S2:S5")


def _merged_head(sheet: Worksheet) -> None:
    sheet.merge_cells("D1:E1")


def _total(sheet: Worksheet) -> None:
    sheet["A6"], sheet["D6"] = "合计", 32028


def _note(sheet: Worksheet) -> None:
    sheet["A7"] = "填表人：张三"


def _conditional(sheet: Worksheet) -> None:
    sheet["D2"].comment = None
    sheet["D3"].font = sheet["D3"].font.copy(color="FFFFFF")


def _all_struck(sheet: Worksheet) -> None:
    for cell in sheet[2]:
        cell.font = cell.font.copy(strike=True)


def _transposed(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, 100)
    for column, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            sheet.cell(at, column, value)


def _epoch(sheet: Worksheet) -> None:
    sheet.parent.epoch = datetime.datetime(1904, 1, 1)
    sheet["K2"] = datetime.datetime(2023, 1, 1)
    sheet["K2"].number_format = "yyyy"


def _macro(sheet: Worksheet) -> None:
    sheet.parent.defined_names.clear()
    sheet["D2"] = "=[1]Sheet1!A1"


SHEETS: dict[str, tuple[Callable[[Any], None], tuple[str, ...]]] = {
    "nothing changed": (lambda sheet: None, (RIGHT,)),
    "a hidden row": (_hide_row, (RIGHT, "")),
    "a hidden column": (_hide_column, (RIGHT, "")),
    "a filter": (_filter, (RIGHT, "")),
    "columns swapped with their headings": (_swap, (RIGHT,)),
    "a heading twice": (_twice, ("",)),
    "a text that is partly struck out": (_rich, (RIGHT, "")),
    "sorted by value": (_sorted, ("-5 97 1234 30700", RIGHT)),
    "a row twice": (_doubled, ("", f"{RIGHT} 1234")),
    "values sorted alone": (_sorted_alone, ("",)),
    "values moved up": (_moved_up, ("",)),
    "a sheet of notes in front": (_to_first("说明"), (RIGHT,)),
    "a second draft behind": (_copied_sheet, (RIGHT, "")),
    "a hidden old draft in front": (_hidden_first, (RIGHT, "")),
    "values merged": (_merged_value, ("",)),
    "sections merged": (_merged_section, (RIGHT,)),
    "headings merged": (_merged_head, ("",)),
    "a row of the total": (_total, (RIGHT, "")),
    "a line below": (_note, (RIGHT,)),
    "a value in white": (_conditional, (RIGHT, "")),
    "a row struck out": (_all_struck, ("", "97 30700 -5")),
    "rows for columns": (_transposed, ("",)),
    "days since 1904": (_epoch, (RIGHT, "")),
    "a formula of another file": (_macro, ("",)),
}


def _of_rows(change: Callable[[list[dict[str, str]]], object], **form: Any) -> Callable[[bytes], bytes]:
    def edit(data: bytes) -> bytes:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        change(rows)
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), **form)
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue().encode(form.pop("encoding", "utf-8"))

    return edit


def _as(encoding: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode("utf-8-sig").encode(encoding)


def _replace(old: str, new: str) -> Callable[[bytes], bytes]:
    def edit(data: bytes) -> bytes:
        said = data.decode("utf-8-sig")
        assert old in said, said
        return said.replace(old, new).encode()

    return edit


TABLES: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "nothing changed": (lambda data: data, (RIGHT,)),
    "in GBK": (_as("gbk"), (RIGHT,)),
    "in GB18030": (_as("gb18030"), (RIGHT,)),
    "in Big5": (lambda data: data.decode("utf-8-sig").encode("big5", "replace"), (RIGHT, "")),
    "in UTF-16": (_as("utf-16"), (RIGHT,)),
    "in UTF-16 without its mark": (_as("utf-16-le"), (RIGHT, "")),
    "in UTF-32": (_as("utf-32"), (RIGHT, "")),
    "with its mark twice": (lambda data: b"\xef\xbb\xbf\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf"), (RIGHT, "")),
    "with tabs": (_of_rows(lambda rows: None, delimiter="\t"), (RIGHT,)),
    "with semicolons": (_of_rows(lambda rows: None, delimiter=";"), (RIGHT,)),
    "with strokes": (_of_rows(lambda rows: None, delimiter="|"), (RIGHT, "")),
    "with commas in full width": (lambda data: data.decode("utf-8-sig").replace(",", "，").encode(), ("", RIGHT)),
    "with sep= in front": (lambda data: b"sep=,\n" + data.removeprefix(b"\xef\xbb\xbf"), (RIGHT, "")),
    "with line ends of old Macs": (lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r"), (RIGHT, "")),
    "with all cells quoted": (_of_rows(lambda rows: None, quoting=csv.QUOTE_ALL), (RIGHT,)),
    "with single quotes": (_of_rows(lambda rows: None, quoting=csv.QUOTE_ALL, quotechar="'"), (RIGHT, "")),
    "1234 for 1,234 unquoted": (lambda data: data.replace(b",1234,", b",1,234,"), ("",)),
    "a comma for a point": (lambda data: data.replace(b",97,", b',"97,0",'), (RIGHT, "")),
    "1.234.0": (lambda data: data.replace(b",1234,", b",1.234.0,"), ("",)),
    "hex": (lambda data: data.replace(b",1234,", b",0x4D2,"), ("",)),
    "underscores": (lambda data: data.replace(b",1234,", b",1_234,"), ("", RIGHT)),
    "a plus": (lambda data: data.replace(b",1234,", b",+1234,"), (RIGHT, "")),
    "a point in front": (lambda data: data.replace(b",97,", b",.97,"), ("", RIGHT)),
    "Arabic digits": (lambda data: data.replace(b",1234,", ",١٢٣٤,".encode()), (RIGHT, "")),
    "circled digits": (lambda data: data.replace(b",97,", ",⑨⑦,".encode()), (RIGHT, "")),
    "cut off in its last line": (lambda data: data[: len(data) - 30], ("",)),
    "cut off in a character": (lambda data: data[: data.rfind("投诉".encode()) + 1], ("",)),
    "a row with one cell more": (lambda data: data.rstrip() + b",1\n", ("",)),
    "a row with one cell less": (lambda data: data.rstrip().rpartition(b",")[0] + b"\n", (RIGHT, "")),
    "a marked conflict of git": (lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> b\n", ("",)),
    "the table twice": (lambda data: data + data, ("",)),
    "a heading in capitals": (lambda data: data.replace(b"value", b"VALUE"), (RIGHT, "")),
    "a heading with a space": (lambda data: data.replace(b"value", b" value "), (RIGHT, "")),
    "no heading for the value": (lambda data: data.replace(b"value", b"", 1), ("",)),
    "no head": (lambda data: data.partition(b"\n")[2], ("",)),
    "value and surface swapped in a row": (lambda data: data.replace(b",1234,", b",1235,", 1), ("",)),
}
