"""A draft goes out as a workbook, is corrected there, and comes back as the table that it was, with the corrections."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from lawgov_analysis.auditing import audit_file
from lawgov_analysis.documents import parse_report, read_report
from lawgov_analysis.errors import BadParameter, BadTable, MissingPackage, OutputError
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.drafting import draft
from lawgov_analysis.reviewing.workbook import SPARE, draft_workbook
from lawgov_analysis.tables import figures_csv, load_figures, load_indicators, read_figures, save_figures

from helpers.invented import copy_of_data

# openpyxl opens its own files without naming an encoding; the package only reads with it.
pytestmark = pytest.mark.filterwarnings("ignore::EncodingWarning:openpyxl")
SAMPLE = default_data_dir() / "samples" / "shili-2023.txt"


@pytest.fixture(scope="module")
def report():
    return read_report(SAMPLE, place="441900119")


@pytest.fixture(scope="module")
def figures(report):
    return extract_figures(report)


@pytest.fixture(scope="module")
def sent(report, figures):
    return draft_workbook(figures, report.text)


@pytest.fixture
def workbook(tmp_path, sent):
    file = tmp_path / "draft.xlsx"
    file.write_bytes(sent)
    return file


def corrected(file, change):
    """Correct a workbook as a program for spreadsheets does: the sheet is changed and the file saved anew."""
    book = load_workbook(file)
    change(book.worksheets[0])
    book.save(file)


def cell(sheet, heading, row):
    return sheet.cell(row, [head.value for head in sheet[1]].index(heading) + 1)


def test_a_workbook_reads_back_as_the_table_that_it_was_made_of(workbook, figures):
    assert figures_csv(read_figures(workbook)) == figures_csv(figures)


def test_a_reviewed_table_goes_out_and_comes_back_too(tmp_path):
    hengli = load_figures("横沥镇", 2020)
    file = tmp_path / "hengli.xlsx"
    file.write_bytes(draft_workbook(hengli))
    assert figures_csv(read_figures(file)) == figures_csv(hengli)


def test_what_was_corrected_comes_back_and_nothing_else(workbook, figures, tmp_path, capsys):
    def change(sheet):
        cell(sheet, "数值", 2).value = 12.5
        cell(sheet, "原文", 2).value = "12.5次"
        cell(sheet, "指标", 3).value = None
        cell(sheet, "关联数据", 4).value = 3

    corrected(workbook, change)
    save_figures(figures, tmp_path / "before.csv")
    draft(workbook, output=tmp_path / "before.csv", diff=True)
    changed = [line.split(",")[3] for line in capsys.readouterr().out.splitlines()[1:]]
    assert set(changed) == {"value", "surface", "indicator", "related"}
    draft(workbook, output=tmp_path / "after.csv")
    after = read_figures(tmp_path / "after.csv")
    assert (after["value"][0], after["indicator"][1], after["related"][2]) == (12.5, "", "3")


def test_notes_of_the_reviewer_and_empty_rows_are_left_out(workbook, figures):
    def change(sheet):
        sheet.cell(1, sheet.max_column + 1).value = "批注"
        sheet.cell(2, sheet.max_column).value = "已与业务科室核对"
        sheet.insert_rows(5)

    corrected(workbook, change)
    assert figures_csv(read_figures(workbook)) == figures_csv(figures)


def test_columns_may_stand_under_their_names_in_any_order(figures, tmp_path):
    book = Workbook()
    for row in [list(figures.columns)[::-1], *figures.iloc[:, ::-1].astype(object).where(figures.notna(), None).values]:
        book.active.append(list(row))
    book.save(tmp_path / "plain.xlsx")
    assert figures_csv(read_figures(tmp_path / "plain.xlsx")) == figures_csv(figures)


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("关联数据", date(2026, 12, 10), "draft.xlsx:3:related: Excel made a date of it, 2026-12-10"),
        ("界限", True, "draft.xlsx:3:bound: must be text or a number, got TRUE"),
        ("计量对象", "#N/A", "draft.xlsx:3:measure: must be text or a number, got #N/A"),
        ("界限", "许多", "draft.xlsx:3:bound: must be one of exact, at_least, at_most, about, got “许多”"),
        ("指标", "no_such", "draft.xlsx:3:indicator: is not in the table indicators, got “no_such”"),
        ("数值", "三十", "draft.xlsx:3:value: must be a number, got “三十”"),
        ("计量对象", None, "draft.xlsx:3:measure: must not be empty"),
    ],
)
def test_a_wrong_cell_is_named_by_its_row_and_column(workbook, heading, value, said, monkeypatch):
    monkeypatch.chdir(workbook.parent)
    corrected(workbook, lambda sheet: setattr(cell(sheet, heading, 3), "value", value))
    with pytest.raises(BadTable) as error:
        read_figures(workbook)
    assert any(fault.startswith(said) for fault in error.value.faults)


def test_a_column_that_was_deleted_is_named(workbook):
    corrected(workbook, lambda sheet: sheet.delete_cols(1))
    with pytest.raises(BadTable, match=":1:figure: missing"):
        read_figures(workbook)


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a damaged workbook; download it again"),
        (b"PK\x03\x04 cut off", "a damaged workbook; download it again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "with a password; save it as .xlsx without one"),
        ("地区代码,年度".encode(), "a damaged workbook"),
        (archive(word_document="<w/>"), "no Excel workbook"),
        (archive(xl_workbook="not xml"), "no Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(tmp_path, data, said):
    file = tmp_path / "draft.xlsx"
    file.write_bytes(data)
    with pytest.raises(BadTable, match=said) as error:
        read_figures(file)
    assert len(error.value.faults) == 1


def damaged(workbook, name, content):
    """Replace a member of a workbook."""
    was = zipfile.ZipFile(io.BytesIO(workbook.read_bytes()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as now:
        for member in was.namelist():
            now.writestr(member, content if member == name else was.read(member))
    workbook.write_bytes(file.getvalue())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("xl/workbook.xml", b"not xml", "a damaged workbook; save it anew"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row><c t='s'><v>999999</v></c></row>",
            "a damaged workbook",
        ),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>%b</sheetData></worksheet>"
            % b"<row r='1'><c r='A1' t='s'><v>999999</v></c></row>",
            "xlsx:草稿: a damaged sheet; save the workbook anew",
        ),
        ("xl/sharedStrings.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "with entities of its own"),
        ("xl/sharedStrings.xml", b"<x>" + bytes(40 * 2**20), "unpacks to far more than a report"),
    ],
)
def test_a_hostile_workbook_is_refused_in_one_line(workbook, name, content, said):
    damaged(workbook, name, content)
    with pytest.raises(BadTable, match=said) as error:
        read_figures(workbook)
    assert len(error.value.faults) == 1


def test_there_are_lists_to_choose_from_and_the_name_follows_the_indicator(workbook, figures):
    sheet = load_workbook(workbook).worksheets[0]
    lists = {next(iter(rule.sqref.ranges)).min_col: rule.formula1 for rule in sheet.data_validations.dataValidation}
    headings = [head.value for head in sheet[1]]
    assert lists[headings.index("界限") + 1] == '"exact,at_least,at_most,about"'
    assert lists[headings.index("指标") + 1].startswith("'代码本'!$A$2:$A$")
    assert cell(sheet, "指标名称", len(figures) + 1 + SPARE).value.startswith("=IFERROR(VLOOKUP(")
    shown = load_workbook(workbook, data_only=True).worksheets[0]
    names = load_indicators()["name_zh"]
    for row, indicator in enumerate(figures["indicator"], 2):
        assert (cell(shown, "指标名称", row).value or "") == names.get(indicator, "")


def test_each_figure_has_the_words_around_it(workbook, figures):
    sheet = load_workbook(workbook).worksheets[0]
    for row, surface in enumerate(figures["surface"], 2):
        assert surface in cell(sheet, "语句", row).value


def test_a_text_is_never_a_formula(tmp_path):
    report = parse_report("全年=1+1受理案件12件。")
    figures = extract_figures(report).assign(measure="=cmd|' /C calc'!A0")
    file = tmp_path / "draft.xlsx"
    file.write_bytes(draft_workbook(figures, report.text))
    measure = cell(load_workbook(file).worksheets[0], "计量对象", 2)
    assert (measure.data_type, measure.value) == ("s", "=cmd|' /C calc'!A0")
    assert read_figures(file)["measure"].tolist() == ["=cmd|' /C calc'!A0"]


def test_the_same_figures_give_the_same_bytes(report, figures, sent):
    assert draft_workbook(figures, report.text) == sent


def test_an_empty_draft_is_a_workbook_too(tmp_path):
    report = parse_report("本报告没有数字。")
    file = tmp_path / "draft.xlsx"
    file.write_bytes(draft_workbook(extract_figures(report), report.text))
    assert load_workbook(file).worksheets[0].max_row >= 1


def test_the_audit_of_a_workbook_is_that_of_its_table(workbook, figures, tmp_path):
    save_figures(figures, tmp_path / "draft.csv")
    of_workbook, of_table = (audit_file(file).findings for file in (workbook, tmp_path / "draft.csv"))
    assert not of_table.empty
    assert of_workbook.equals(of_table)


def test_a_table_has_no_page_to_show_and_no_numbers_to_explain(workbook, tmp_path):
    with pytest.raises(BadParameter, match="need the report itself"):
        draft(workbook, html=tmp_path / "page.html")
    with pytest.raises(BadParameter, match="need the report itself"):
        draft(workbook, numbers=True)


def test_a_workbook_that_is_there_is_not_overwritten(workbook):
    was = workbook.read_bytes()
    with pytest.raises(OutputError, match="--force overwrites it"):
        draft(SAMPLE, output=workbook)
    assert workbook.read_bytes() == was


def test_a_missing_package_is_named(workbook, monkeypatch, figures):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingPackage, match=r"openpyxl is not installed; it comes with pip install"):
        read_figures(workbook)
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingPackage, match=r"xlsxwriter is not installed; it comes with pip install"):
        draft_workbook(figures)


def test_a_name_that_the_workbooks_table_lacks_is_said(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "workbook")
    file = data_dir / "presentation" / "workbook.csv"
    rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(row for row in rows if not row.startswith("codebook,,")) + "\n", encoding="utf-8")
    with pytest.raises(BadTable, match=r"workbook\.csv: has no row of the sheet “codebook”, column “”"):
        draft_workbook(load_figures("横沥镇", 2020), data_dir=data_dir)
