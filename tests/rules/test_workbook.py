"""The tables of the codebook go to Excel and come back, whole or not at all."""

import openpyxl
import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.codebook.workbook import EDITED, edit_csv, save_edit, take_codebook
from lawgov_analysis.errors import BadParameter, BadTable, OutputError
from lawgov_analysis.tables import open_data

from helpers.invented import with_few_rules

# openpyxl opens its own files without naming an encoding; the package only reads with it.
pytestmark = pytest.mark.filterwarnings("ignore::EncodingWarning:openpyxl")
PATTERNS = "rules/indicator/patterns.csv"


@pytest.fixture
def data_dir(tmp_path):
    return with_few_rules(tmp_path / "data")


@pytest.fixture
def edited(tmp_path, data_dir):
    """Write a workbook of the data and change it: a function of the sheet, of which it gives the file."""

    def edited(change, table="patterns"):
        file = save_edit(table, tmp_path / "codebook.xlsx", data_dir=data_dir)
        book = openpyxl.load_workbook(file)
        change(book[open_data(data_dir).title(table)])
        book.save(file)
        return file

    return edited


def column(sheet, heading):
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def test_a_workbook_that_nobody_changed_changes_nothing(tmp_path):
    data_dir = with_few_rules(tmp_path / "data", *EDITED)
    file = save_edit(output=tmp_path / "codebook.xlsx", data_dir=data_dir)
    assert openpyxl.load_workbook(file, read_only=True).sheetnames == [open_data().title(name) for name in EDITED]
    before = {path: path.read_bytes() for path in data_dir.rglob("*.csv")}
    assert take_codebook(file, data_dir=data_dir) == []
    assert {path: path.read_bytes() for path in data_dir.rglob("*.csv")} == before


def test_what_was_changed_is_written_and_in_order(edited, data_dir):
    def change(sheet):
        sheet.cell(2, column(sheet, "说明"), "改过的说明")
        sheet.move_range(f"A2:K{sheet.max_row}", rows=1)
        for cell in sheet[3]:
            sheet.cell(sheet.max_row + 1 if cell.column == 1 else sheet.max_row, cell.column, cell.value)
            cell.value = None

    lines = (data_dir / PATTERNS).read_text(encoding="utf-8").splitlines()
    assert take_codebook(edited(change), data_dir=data_dir) == [data_dir / PATTERNS]
    after = (data_dir / PATTERNS).read_text(encoding="utf-8").splitlines()
    assert after[1].endswith(",改过的说明")
    assert after[2:] == lines[2:]


def test_bad_cells_are_said_by_sheet_row_and_column_and_nothing_is_written(edited, data_dir):
    def change(sheet):
        sheet.cell(2, column(sheet, "名称"), "no point")
        sheet.cell(3, column(sheet, "指标"), "no_such_indicator")
        sheet.cell(4, column(sheet, "计量词"), "")

    before = (data_dir / PATTERNS).read_bytes()
    with pytest.raises(BadTable) as refused:
        take_codebook(edited(change), data_dir=data_dir)
    said = [fault.split("codebook.xlsx:")[1].split(", got")[0] for fault in refused.value.faults]
    assert said[0].startswith("编码规则:2:name: must match")
    assert "编码规则:4:counts: must not be empty" in said
    assert (data_dir / PATTERNS).read_bytes() == before


def test_a_formula_that_nobody_calculated_is_refused(edited, data_dir):
    def change(sheet):
        sheet.cell(3, column(sheet, "反例"), "=1+1")

    with pytest.raises(BadTable) as caught:
        take_codebook(edited(change, "recodings"), data_dir=data_dir)
    (fault,) = caught.value.faults
    assert fault.endswith(":3:unlike: is a formula without a value; write what it gives as text")


def test_a_set_that_there_is_not_is_refused(edited, data_dir):
    before = (data_dir / PATTERNS).read_bytes()
    with pytest.raises(BadTable, match=r"never: is not in the table exclusions; the nearest are @statutes"):
        take_codebook(edited(lambda sheet: sheet.cell(2, column(sheet, "排除词"), "@statute")), data_dir=data_dir)
    assert (data_dir / PATTERNS).read_bytes() == before


def test_an_example_that_fails_is_refused(edited, data_dir):
    before = (data_dir / PATTERNS).read_bytes()
    with pytest.raises(BadTable, match=r"编码规则:2:example: 应有一个数据写在 \{ \} 里"):
        take_codebook(edited(lambda sheet: sheet.cell(2, column(sheet, "例句"), "受理12件")), data_dir=data_dir)
    assert (data_dir / PATTERNS).read_bytes() == before


def test_csv_is_written_with_a_byte_order_mark_and_read_with_or_without(tmp_path, data_dir):
    text = edit_csv("patterns", data_dir)
    assert text[0] == "\ufeff"
    changed = text.replace(",上年结转|结转,", ",上年结转|结转|跨年结转,", 1)
    for begin in ("\ufeff", ""):
        file = tmp_path / "patterns.csv"
        file.write_text(begin + changed.removeprefix("\ufeff"), encoding="utf-8")
        (data_dir / PATTERNS).write_text(text.removeprefix("\ufeff"), encoding="utf-8")
        assert take_codebook(file, "patterns", data_dir) == [data_dir / PATTERNS]
        assert (data_dir / PATTERNS).read_text(encoding="utf-8") == changed.removeprefix("\ufeff")


def test_what_is_not_a_table_of_the_codebook_is_said(tmp_path, data_dir):
    with pytest.raises(BadParameter, match="pattern is no table of the codebook; the nearest are patterns"):
        save_edit("pattern", tmp_path / "x.xlsx", data_dir=data_dir)
    with pytest.raises(BadParameter, match="CSV is of one table"):
        save_edit(output=tmp_path / "x.csv", data_dir=data_dir)
    with pytest.raises(BadParameter, match="say which table it is"):
        take_codebook(tmp_path / "x.csv", data_dir=data_dir)
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(BadParameter, match="has no sheet of the codebook"):
        take_codebook(tmp_path / "empty.xlsx", data_dir=data_dir)


def test_a_workbook_that_is_there_is_kept(tmp_path, data_dir):
    save_edit("recodings", tmp_path / "x.xlsx", data_dir=data_dir)
    with pytest.raises(OutputError, match="is there already"):
        save_edit("recodings", tmp_path / "x.xlsx", data_dir=data_dir)


def test_the_command_edits_and_takes(tmp_path, data_dir):
    file = str(tmp_path / "x.xlsx")
    run = CliRunner().invoke
    assert run(main, ["codebook", "edit", "recodings", "-o", file, "--data-dir", str(data_dir)]).exit_code == 0
    taken = run(main, ["codebook", "edit", "--take", file, "--data-dir", str(data_dir)])
    assert (taken.exit_code, taken.output) == (0, "nothing changed\n")
