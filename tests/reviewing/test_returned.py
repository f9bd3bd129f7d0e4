"""A draft comes back as offices save and fill a table; what says one thing is read, and what says two is refused."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from lawgov_analysis.auditing import audit_file
from lawgov_analysis.documents import parse_report
from lawgov_analysis.errors import BadTable, UnidentifiedReport
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import shown_path
from lawgov_analysis.quantities import is_printed, unlike_print
from lawgov_analysis.reviewing.drafting import draft
from lawgov_analysis.reviewing.workbook import draft_workbook
from lawgov_analysis.tables import figures_csv, load_figures, load_indicators, read_figures

pytestmark = pytest.mark.filterwarnings("ignore::EncodingWarning:openpyxl")
TEXT = (
    "示例镇2023年度法治政府建设年度报告\n2023年,示例镇依法办事。\n一、成效\n全年立案查处行政处罚案件1935件,办结率97%,"
    "办理行政许可3.07万件,罚没款86.4万元,受理行政复议申请十五件。\n示例镇人民政府\n2024年1月18日"
)


@pytest.fixture(scope="module")
def report():
    return parse_report(TEXT, place="441900119", year=2023)


@pytest.fixture(scope="module")
def figures(report):
    figures = extract_figures(report)
    assert figures["value"].tolist() == [1935, 97, 30700, 864000, 15]
    return figures


@pytest.fixture(scope="module")
def sent(report, figures):
    """Give the workbook as it was sent, without the codebook: that takes its time to read."""
    book = load_workbook(io.BytesIO(draft_workbook(figures, report.text)))
    del book["代码本"]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture
def returned(tmp_path, sent):
    """Write the workbook as it comes back, its sheet changed."""

    def write(change):
        file = tmp_path / "draft.xlsx"
        book = load_workbook(io.BytesIO(sent))
        change(book)
        book.save(file)
        return file

    return write


def cell(sheet, heading, row, head=1):
    return sheet.cell(row, [at.value for at in sheet[head]].index(heading) + 1)


def put(row, **cells):
    """Put cells into a row of the first sheet, by their headings."""

    def change(book):
        for heading, value in cells.items():
            cell(book.worksheets[0], heading, row).value = value

    return change


def faults_of(file):
    with pytest.raises(BadTable) as error:
        audit_file(file)
    return [fault.partition(": ")[0].partition("draft.")[2] for fault in error.value.faults]


def read(file):
    return read_figures(file, also=unlike_print)


@pytest.mark.parametrize("look", ["0%", "0.00%", "0.0%;[Red]-0.0%"])
def test_a_percentage_is_what_its_cell_shows(returned, figures, look):
    def change(book):
        value = cell(book.worksheets[0], "数值", 3)
        value.value, value.number_format = 0.97, look

    assert figures_csv(read(returned(change))) == figures_csv(figures)


@pytest.mark.parametrize(
    ("row", "value", "look"),
    [(3, 0.97, "General"), (3, 0.97, '0.00"%"'), (4, 3.07, '0.00"万"'), (4, 3.07, "@"), (5, 86.4, "0.0"), (6, 5, "0")],
)
def test_a_value_that_is_not_what_is_printed_is_refused_by_row_and_column(returned, row, value, look):
    def change(book):
        changed = cell(book.worksheets[0], "数值", row)
        changed.value, changed.number_format = value, look

    assert faults_of(returned(change)) == [f"xlsx:{row}:value"]


def test_a_value_that_was_corrected_with_its_print_is_taken(returned):
    file = returned(put(2, 数值=1936, 原文="１，９３６\n件"))
    assert read(file)["value"][0] == 1936


@pytest.mark.parametrize("typed", ["1,935", "１９３５", "1935.0", "0.1935万", " 1935 "])
def test_a_number_is_read_as_it_was_typed(returned, figures, typed):
    assert read(returned(put(2, 数值=typed)))["value"].tolist() == figures["value"].tolist()


@pytest.mark.parametrize(
    ("heading", "column", "typed", "value"),
    [
        ("界限", "bound", "约", "about"),
        ("界限", "bound", "以上", "at_least"),
        ("界限", "bound", "不超过", "at_most"),
        ("界限", "bound", "确数", "exact"),
        ("性质", "basis", "累计", "cumulative"),
        ("期间", "period", "2023年", "2023"),
        ("期间", "period", "２０２３年上半年", "2023-01/2023-06"),
        ("期间", "period", "2023年1-9月", "2023-01/2023-09"),
        ("期间", "period", "2023年第四季度", "2023-10/2023-12"),
        ("期间", "period", 2023, "2023"),
        ("报告年度", "year", "2023年", 2023),
        ("原文", "surface", " 1935件", "1935件"),
    ],
)
def test_a_chinese_word_says_what_the_table_says(returned, heading, column, typed, value):
    assert read(returned(put(2, **{heading: typed})))[column][0] == value


def test_a_relation_may_be_said_in_chinese(returned):
    file = returned(put(3, 关系="其中", 关联数据="１", 关系依据="明说"))
    row = read(file).iloc[1]
    assert (row["relation"], row["related"], row["relation_by"]) == ("subset", "1", "stated")


def test_the_name_of_an_indicator_may_stand_for_its_id(returned, figures):
    indicator = figures["indicator"][0]
    name = load_indicators().loc[indicator, "name_zh"]
    for cells in ({"指标": name}, {"指标": None, "指标名称": name}, {"指标": f" {name}\u3000"}):
        assert read(returned(put(2, **cells)))["indicator"][0] == indicator


def test_an_indicator_and_another_name_beside_it_are_refused(returned, figures):
    name = load_indicators().loc["mediation_accepted", "name_zh"]
    assert faults_of(returned(put(2, 指标名称=name))) == ["xlsx:2:indicator_name"]
    assert faults_of(returned(put(2, 指标名称="想不起来的指标"))) == ["xlsx:2:indicator_name"]


def merge(cells, **shown):
    def change(book):
        sheet = book.worksheets[0]
        for heading, value in shown.items():
            cell(sheet, heading, 2).value = value
        columns = [at.value for at in sheet[1]]
        first, last = (columns.index(heading) + 1 for heading in cells[:2])
        sheet.merge_cells(start_row=cells[2], end_row=cells[3], start_column=first, end_column=last)

    return change


def test_a_merged_cell_says_the_same_of_each_row(returned):
    file = returned(merge(("指标", "指标", 2, 4), 指标="penalty_cases"))
    assert read(file)["indicator"].tolist()[:3] == ["penalty_cases"] * 3
    file = returned(merge(("期间", "期间", 2, 6), 期间="2022年"))
    assert read(file)["period"].tolist() == ["2022"] * 5


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("数值", "数值", 2, 3), "xlsx:2:value"),
        (("原文", "原文", 4, 5), "xlsx:4:surface"),
        (("数值", "单位", 3, 3), "xlsx:3:value"),
        (("序号", "序号", 1, 2), "xlsx:2:figure"),
    ],
)
def test_a_merged_number_is_refused(returned, cells, fault):
    assert fault in faults_of(returned(merge(cells)))


def test_what_is_struck_out_is_refused_once_a_row(returned):
    def strike(*headings):
        def change(book):
            for heading in headings:
                cell(book.worksheets[0], heading, 3).font = Font(strike=True)

        return change

    assert faults_of(returned(strike("序号", "数值", "原文"))) == ["xlsx:3:figure"]
    assert faults_of(returned(strike("数值"))) == ["xlsx:3:value"]
    # Nothing of the table: what an indicator is called, and the sentence, follow the report.
    assert len(read(returned(strike("语句", "指标名称")))) == 5


@pytest.mark.parametrize("is_shared", [False, True])
def test_words_of_a_cell_that_are_struck_out_are_refused(returned, is_shared):
    def change(book):
        words = [TextBlock(InlineFont(strike=True), "行政处罚"), "案件"]
        cell(book.worksheets[0], "计量对象", 3).value = CellRichText(*words)
        cell(book.worksheets[0], "计量对象", 4).value = CellRichText(TextBlock(InlineFont(b=True), "行政"), "许可")

    file = returned(change)
    if is_shared:
        file.write_bytes(with_shared_texts(file.read_bytes()))
    assert faults_of(file) == ["xlsx:3:measure"]


def with_shared_texts(book):
    """Return a workbook as Excel saves it, each text of its sheet once, in a part of its own."""
    texts, kind = [], "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def shared(match):
        texts.append(match[2])
        return f'<c{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r'<c((?: [rs]="\w+")*) t="inlineStr"><is>(.*?)</is></c>', shared, parts[sheet])
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>{"</si><si>".join(texts)}</si></sst>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId99" Target="sharedStrings.xml" Type="{office}/sharedStrings"/>'
    for name, end, added in (
        ("[Content_Types].xml", "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", link),
    ):
        parts[name] = parts[name].replace(end, added + end)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def test_a_sheet_that_was_sorted_gives_the_same_table(returned, figures):
    def change(book):
        sheet = book.worksheets[0]
        rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=2)]
        for line, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(line, column).value = value

    assert figures_csv(read(returned(change))) == figures_csv(figures)


def test_a_title_above_and_a_sheet_in_front_are_no_table(returned, figures, tmp_path, capsys):
    def change(book):
        sheet = book.worksheets[0]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "示例镇2023年度数据核对表"
        sheet.merge_cells("A1:F1")
        sheet["A2"] = "填表人:示例"
        notes = book.create_sheet("填写说明", 0)
        for row in (["填写说明"], ["数值:按元填写"], ["请于1月18日前报送"]):
            notes.append(row)

    file = returned(change)
    assert figures_csv(read(file)) == figures_csv(figures)
    draft(file, output=tmp_path / "read.csv")
    said = capsys.readouterr().err
    assert "the sheet “填写说明” was not read (未读这张工作表), the table is on “草稿”" in said
    assert "draft.xlsx:4: the headings stand here; what is above was not read (表头以上未读): “示例镇2023年度" in said


def test_who_filled_the_table_in_is_no_figure(returned, figures, tmp_path, capsys):
    file = returned(put(9, 序号="填表人:某某", 语句="2024年1月18日"))
    assert figures_csv(read(file)) == figures_csv(figures)
    draft(file, output=tmp_path / "read.csv")
    said = capsys.readouterr().err
    assert "draft.xlsx:9: no figure, so the row was not read (未读这一行): “填表人:某某2024年1月18日”" in said
    assert faults_of(returned(put(9, 数值=35, 原文="35件"))) != []


def test_a_fault_below_a_title_is_named_by_its_row_in_the_file(returned):
    def change(book):
        sheet = book.worksheets[0]
        sheet.insert_rows(1)
        sheet["A1"] = "核对表"
        cell(sheet, "数值", 4, head=2).value = 0.97

    assert faults_of(returned(change)) == ["xlsx:4:value"]


def test_a_column_that_is_left_out_is_named(returned, tmp_path, capsys):
    def change(book):
        sheet = book.worksheets[0]
        sheet.cell(1, sheet.max_column + 1).value = "科室意见"
        sheet.cell(2, sheet.max_column).value = "已核对"

    draft(returned(change), output=tmp_path / "read.csv")
    assert "the column “科室意见” is none of the table and was not read" in capsys.readouterr().err


def as_csv(figures, headings=None, delimiter=",", blank=0):
    """Write the table as a program for spreadsheets does, with blank rows and columns."""
    rows = list(csv.reader(io.StringIO(figures_csv(figures))))
    rows[0] = [(headings or {}).get(name, name) for name in rows[0]]
    rows = [row + [""] * blank for row in rows] + [[""] * (len(rows[0]) + blank)] * blank
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("encoding", "options", "before"),
    [
        ("utf-8", {}, ""),
        ("utf-8-sig", {"blank": 3}, ""),
        ("gbk", {}, ""),
        ("gb18030", {"delimiter": "\t", "blank": 2}, ""),
        ("utf-16", {"delimiter": "\t"}, ""),
        ("utf-8-sig", {"delimiter": ";"}, ""),
        ("utf-8-sig", {"delimiter": ";"}, "sep=;\r\n"),
        ("gbk", {"blank": 1}, "示例镇核对表,,,,\r\n,,,\r\n"),
    ],
)
def test_a_csv_table_is_read_as_excel_saves_it(tmp_path, figures, encoding, options, before):
    file = tmp_path / "draft.csv"
    file.write_bytes((before + as_csv(figures, **options)).encode(encoding))
    assert figures_csv(read(file)) == figures_csv(figures)


def test_a_workbook_that_was_saved_as_csv_comes_back(returned, figures, tmp_path):
    sheet = load_workbook(returned(put(2)), data_only=True).worksheets[0]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(sheet.iter_rows(values_only=True))
    file = tmp_path / "draft.csv"
    file.write_bytes(text.getvalue().encode("gbk"))
    assert figures_csv(read(file)) == figures_csv(figures)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "save it as “CSV UTF-8”"),
        (b"\x81\x20\xff\xff", "save it as “CSV UTF-8”"),
        (b"a,b\0,c\n", "NUL"),
        (b'place_code,year,"figure\n' + b"1,2,3\n" * 3, "not a CSV table"),
        (b"", "missing"),
        (b"\n" * 30_000, "more than 20,000 rows"),
        (b"1,2,3\n", "missing"),
    ],
)
def test_a_hostile_table_is_refused_in_one_line(tmp_path, data, said):
    file = tmp_path / "draft.csv"
    file.write_bytes(data)
    with pytest.raises(BadTable, match=said) as error:
        read(file)
    assert len(error.value.faults) == 1


def test_rows_with_more_cells_than_headings_are_refused(tmp_path, figures):
    lines = as_csv(figures).splitlines()
    lines[2] += ",多出来的"
    file = tmp_path / "draft.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadTable, match=r"draft\.csv:3: has \d+ cells, the header has \d+"):
        read(file)


def test_a_header_that_is_short_of_a_column_is_one_fault(tmp_path, figures):
    header, *lines = as_csv(figures).splitlines()
    file = tmp_path / "draft.csv"
    file.write_text("\n".join([header.rpartition(",")[0], *lines]), encoding="utf-8")
    with pytest.raises(
        BadTable, match=r"draft\.csv:2: has \d+ cells, the header has \d+; so have 3 more rows"
    ) as error:
        read(file)
    assert len(error.value.faults) == 1


def test_a_column_that_is_missing_is_named_as_the_sheet_heads_it(returned):
    def lose(book):
        book.worksheets[0].delete_cols([at.value for at in book.worksheets[0][1]].index("单位") + 1)

    with pytest.raises(BadTable, match="（第1行“单位”：缺少这些列）"):
        read(returned(lose))


def test_a_year_that_was_typed_wrongly_is_named_by_its_rows(returned, tmp_path):
    file = returned(put(3, 报告年度=2022))
    with pytest.raises(UnidentifiedReport, match=r"figures 2 have 2022, the other 4 2023.*序号2是2022，其余4行是2023"):
        draft(file, output=tmp_path / "read.csv")
    assert not (tmp_path / "read.csv").exists()


def test_rows_of_another_year_than_the_one_that_is_meant_are_told(returned):
    figures = read_figures(returned(put(3, 报告年度=2022)), year=2023)
    assert len(figures) == 4
    assert "1 rows are of another place or year and were not read" in figures.attrs["notes"][-1]


def test_a_line_break_within_words_is_none(returned, figures):
    words = figures["measure"][0]
    assert read(returned(put(2, 计量对象=f"{words[:2]}\n{words[2:]}\u00a0")))["measure"][0] == words


def test_an_indicator_of_an_earlier_codebook_is_taken_by_its_one_new_name(tmp_path, figures, capsys):
    file, target = tmp_path / "draft.csv", tmp_path / "read.csv"
    file.write_text(figures_csv(figures.assign(indicator="issues_rectified")), encoding="utf-8")
    draft(file, output=target)
    assert set(read(target)["indicator"]) == {"inspection_issues_rectified"}
    assert (
        "draft.csv:2:indicator: issues_rectified was renamed to inspection_issues_rectified" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"数值": 0.97}, "（第2行“数值”：与原文“1935件”不符：万、亿要乘出，比率以%计）"),
        ({"数值": "许多"}, "（第2行“数值”：应为数字）"),
        ({"界限": "许多"}, "（第2行“界限”：应为其中之一：exact、at_least、at_most、about）"),
        ({"计量对象": None}, "（第2行“计量对象”：不能为空）"),
        ({"指标": "mediation_acceptd"}, "（第2行“指标”：指标库里没有；相近的有 mediation_accepted"),
        ({"指标": "petitions_handled"}, "（第2行“指标”：指标库里没有，已改为 petitions_received、"),
        (
            {"期间": date(2023, 6, 1)},
            "（第2行“期间”：被Excel改成了日期（2023-06-01 00:00:00）；请把单元格设为文本再填）",
        ),
        ({"指标名称": "想不起来"}, "（第2行“指标名称”：没有“想不起来”这个指标；请改“指标”一栏）"),
    ],
)
def test_a_fault_below_chinese_headings_is_said_in_chinese_too(returned, cells, said):
    with pytest.raises(BadTable) as error:
        read(returned(put(2, **cells)))
    assert any(said in fault for fault in error.value.faults)


def test_a_fault_below_english_headings_is_said_in_english(tmp_path, figures):
    file = tmp_path / "draft.csv"
    file.write_text(figures_csv(figures).replace(",1935,", ",many,"), encoding="utf-8")
    with pytest.raises(BadTable) as error:
        read(file)
    assert error.value.faults == [f"{shown_path(file)}:2:value: must be a number, got “many”"]


def test_every_value_that_was_published_is_what_is_printed():
    figures = load_figures()
    in_words = figures["stated_as"] == "words"
    pairs = zip(figures["value"], figures["surface"], strict=True)
    wrong = [pair for pair, skipped in zip(pairs, in_words, strict=True) if not (skipped or is_printed(*pair))]
    assert wrong == []


@pytest.mark.parametrize(
    ("value", "surface", "right"),
    [
        (30700, "3.07万余件", True),
        (3.07, "3.07万件", False),
        (12000, "1.2 万 平\n方米", True),
        (99.6, "9\n9.6%", True),
        (0.996, "99.6%", False),
        (15, "十五件", True),
        (5, "十五件", False),
        (864000, "86.4", True),
        (86.4, "86.4", True),
        (8.64, "86.4", False),
        (1201, "1201¹件", True),
        (0, "零", True),
        (30, "三成", True),
        (1935, "", True),
    ],
)
def test_a_value_is_held_against_what_is_printed(value, surface, right):
    assert is_printed(value, surface) is right


def test_a_hidden_draft_in_front_of_the_one_that_is_shown_is_not_taken(returned, figures):
    def change(book):
        old = book.copy_worksheet(book.worksheets[0])
        cell(old, "数值", 3).value, cell(old, "原文", 3).value = 9999, "9999件"
        old.title, old.sheet_state = "旧稿", "hidden"
        book.move_sheet(old, -len(book.worksheets))

    assert figures_csv(read(returned(change))) == figures_csv(figures)
