"""A table that keeps its schema is typed; one that breaks it is refused with every fault at once."""

import json
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from lawgov_analysis.errors import BadTable
from lawgov_analysis.paths import default_data_dir, shown_path
from lawgov_analysis.tables import column_names, open_data, read_table

from helpers.invented import copy_of_data

HEADER = "code,slug,name,full_name,level,province,city,county,population,population_year,aliases,former_names"
GOOD = "990000001,shili,示例镇,示例市示例镇,镇,示例省,示例市,,52000,2020,,"


@pytest.fixture
def data_dir(tmp_path):
    """A data folder of our own to spoil."""
    return copy_of_data(tmp_path / "data", "indicators", "units")


def write_places(data_dir, *lines, header=HEADER):
    file = data_dir / "places.csv"
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return file


def faults_of(data_dir, name="places"):
    with pytest.raises(BadTable) as caught:
        read_table(name, data_dir)
    return caught.value.faults


def only_fault_of(data_dir, name="places"):
    (fault,) = faults_of(data_dir, name)
    return fault


def with_cell(column, cell):
    cells = GOOD.split(",")
    cells[HEADER.split(",").index(column)] = cell
    return ",".join(cells)


def test_cells_are_typed_by_the_schema(data_dir):
    write_places(data_dir, GOOD, "990000002,yangli,样例镇,示例市样例镇,镇,示例省,示例市,,52000,2020,,")
    places = read_table("places", data_dir)
    assert places["code"].tolist() == ["990000001", "990000002"]
    assert places["population"].tolist() == [52000, 52000]
    assert places["county"].tolist() == ["", ""]


def test_a_missing_whole_number_is_missing_and_not_zero(data_dir):
    write_places(data_dir, with_cell("population", ""))
    assert pd.isna(read_table("places", data_dir)["population"].item())


def test_dates_are_dates():
    issued = read_table("reports").query("place_code == '441900106'")["issued_on"].item()
    assert issued == pd.Timestamp(2021, 1, 29)


def test_text_is_never_missing():
    for name in ("places", "indicators", "reports", "statements", "patterns", "figures"):
        table = read_table(name)
        text = table.select_dtypes("str")
        assert not text.isna().any().any(), name


def test_a_table_may_start_with_a_byte_order_mark(data_dir):
    file = write_places(data_dir, GOOD)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(read_table("places", data_dir)) == 1


def test_windows_line_ends_are_read(data_dir):
    file = write_places(data_dir, GOOD)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_table("places", data_dir)["population_year"].tolist() == [2020]


def test_columns_may_stand_in_any_order(data_dir):
    columns = HEADER.split(",")
    header, row = ",".join(reversed(columns)), ",".join(reversed(GOOD.split(",")))
    write_places(data_dir, row, header=header)
    assert list(read_table("places", data_dir).columns) == columns


def test_a_changed_file_is_read_again(data_dir):
    write_places(data_dir, GOOD)
    assert read_table("places", data_dir)["name"].item() == "示例镇"
    file = write_places(data_dir, with_cell("name", "样例镇"))
    stamp = file.stat().st_mtime_ns + 10**9
    os.utime(file, ns=(stamp, stamp))
    assert read_table("places", data_dir)["name"].item() == "样例镇"


def test_what_a_caller_changes_stays_with_the_caller():
    spoiled = read_table("places")
    spoiled["name"] = ""
    assert (read_table("places")["name"] != "").all()


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("population", "many", "must be a whole number, got “many”"),
        ("population", "1.5", "must be a whole number, got “1.5”"),
        ("population", "５２", "must be a whole number, got “５２”"),
        ("population", "-3", "must be at least 0, got “-3”"),
        ("population", "9" * 30, f"must be a whole number, got “{'9' * 30}”"),
        ("population_year", "1900", "must be at least 1949, got “1900”"),
        ("population_year", "3000", "must be at most 2100, got “3000”"),
        ("code", "99x", "must match [0-9]{6}([0-9]{3})?, got “99x”"),
        ("slug", "示例", "must match [a-z0-9]+(-[a-z0-9]+)*, got “示例”"),
        ("level", "国", "must be one of 省, 市, 区, 县, 镇, 乡, 街道, 园区, 部门, got “国”"),
        ("name", "", "must not be empty, got “”"),
    ],
)
def test_a_bad_cell_is_named_by_file_row_column_and_rule(data_dir, column, cell, rule):
    write_places(data_dir, with_cell(column, cell))
    assert only_fault_of(data_dir) == f"{data_dir / 'places.csv'}:2:{column}: {rule}"


@pytest.mark.parametrize("date", ["2021-02-30", "2021/1/29", "29.1.2021", "2021-1-9x", "２０２１-01-29"])
def test_a_day_that_does_not_exist_is_no_date(data_dir, date):
    file = data_dir / "reports.csv"
    text = file.read_text(encoding="utf-8").replace("2021-01-29", date)
    file.write_text(text, encoding="utf-8")
    assert only_fault_of(data_dir, "reports").endswith(f":issued_on: must be a date like 2021-01-29, got “{date}”")


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_a_cell_of_spaces_is_as_good_as_empty(data_dir, blank):
    write_places(data_dir, with_cell("name", blank))
    assert ":2:name: must not be empty" in only_fault_of(data_dir)


def test_a_repeated_key_is_a_fault(data_dir):
    write_places(data_dir, GOOD, GOOD.replace("shili", "yangli").replace("示例市示例镇", "示例市样例镇"))
    assert any(":3:code: repeats a key, got “990000001”" in fault for fault in faults_of(data_dir))


def test_all_faults_come_at_once(data_dir):
    write_places(data_dir, with_cell("population", "many"), with_cell("level", "国"), with_cell("slug", ""))
    said = " ".join(faults_of(data_dir))
    for fault in ("places.csv:2:population: ", "places.csv:3:level: ", "places.csv:4:slug: ", "places.csv:3:code: "):
        assert fault in said


def test_faults_of_several_files_come_at_once(data_dir):
    names = ["120118-2020.csv", "441900106-2020.csv"]
    for name in names:
        file = data_dir / "figures" / name
        file.write_text(file.read_text(encoding="utf-8").replace(",exact,", ",sure,", 1), encoding="utf-8")
    faults = faults_of(data_dir, "figures")
    assert [re.search(r"[^\\/]+\.csv(?=:\d+:bound: )", fault).group() for fault in faults] == names


def test_a_missing_column_is_a_fault_of_the_header(data_dir):
    write_places(data_dir, GOOD.rpartition(",")[0], header=HEADER.rpartition(",")[0])
    assert ":1:former_names: missing; the columns are code," in only_fault_of(data_dir)


def test_an_unknown_column_is_a_fault_of_the_header(data_dir):
    write_places(data_dir, GOOD + ",x", header=HEADER + ",mayor")
    assert ":1:mayor: unknown; the columns are code," in only_fault_of(data_dir)


def test_a_repeated_column_is_a_fault_of_the_header(data_dir):
    write_places(data_dir, GOOD + ",x", header=HEADER + ",name")
    assert ":1:name: repeated; the columns are code," in only_fault_of(data_dir)


def test_a_ragged_row_is_a_fault(data_dir):
    write_places(data_dir, GOOD, GOOD + ",more", "990000002,short")
    assert [fault.rpartition("places.csv")[2] for fault in faults_of(data_dir)] == [
        ":3: has 13 cells, the header has 12",
        ":4: has 2 cells, the header has 12",
    ]


def test_rows_of_nothing_are_one_fault(data_dir):
    write_places(data_dir, GOOD, "")
    assert only_fault_of(data_dir).endswith("places.csv:3: is an empty row; delete it")
    write_places(data_dir, GOOD, "", "," * HEADER.count(","), ",,")
    assert only_fault_of(data_dir).endswith(":3: is an empty row; so are 2 more, up to row 5; delete them")


def test_columns_without_a_heading_are_one_fault(data_dir):
    write_places(data_dir, GOOD + ",,", header=HEADER + ",,")
    assert ":1:(empty),(empty): unknown; the columns are code," in only_fault_of(data_dir)


@pytest.mark.parametrize(("sign", "shown"), [(";", ";"), ("\t", "\\t"), ("，", "，")])
def test_other_signs_than_commas_are_named(data_dir, sign, shown):
    write_places(data_dir, GOOD.replace(",", sign), header=HEADER.replace(",", sign))
    assert f":1: its columns are parted by “{shown}”, not by commas" in only_fault_of(data_dir)


def test_another_encoding_than_utf8_is_said(data_dir):
    file = write_places(data_dir, GOOD)
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert only_fault_of(data_dir) == f"{file}: not UTF-8; save it as “CSV UTF-8”"


def test_a_nul_is_a_clear_fault(data_dir):
    file = write_places(data_dir, with_cell("name", "示例\0镇"))
    assert only_fault_of(data_dir).startswith(f"{file}")


def test_an_open_quote_is_a_clear_fault(data_dir):
    file = write_places(data_dir, with_cell("name", '"示例镇'))
    assert only_fault_of(data_dir).startswith(f"{file}: not a CSV table: ")


def test_an_empty_file_has_no_columns(data_dir):
    file = data_dir / "places.csv"
    file.write_bytes(b"")
    assert only_fault_of(data_dir).startswith(f"{file}:1:code,slug,name,full_name,level,")


def test_a_header_without_rows_is_an_empty_table(data_dir):
    write_places(data_dir)
    assert read_table("places", data_dir).empty


def test_a_folder_in_place_of_a_table_is_said(data_dir):
    file = data_dir / "places.csv"
    file.unlink()
    file.mkdir()
    assert only_fault_of(data_dir).startswith(f"{file}: cannot be read: ")


def test_a_table_that_is_not_there_is_said(data_dir):
    (data_dir / "places.csv").unlink()
    assert only_fault_of(data_dir) == f"{data_dir}: no file of the table places (places.csv)"


def test_a_folder_without_a_datapackage_is_no_data_folder(tmp_path):
    with pytest.raises(BadTable, match=re.escape("not a data folder: it has no datapackage.json")):
        open_data(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": 1}', '{"resources": [{}]}', "not json"])
def test_a_broken_datapackage_is_said(data_dir, text):
    (data_dir / "datapackage.json").write_text(text, encoding="utf-8")
    assert "datapackage.json: not a data package: " in only_fault_of(data_dir)


def test_a_datapackage_of_another_encoding_is_said(tmp_path):
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-16")
    assert faults_of(tmp_path)[0].endswith("datapackage.json: not UTF-8; save it as “UTF-8”")


def test_a_table_that_the_datapackage_does_not_name_is_said():
    with pytest.raises(BadTable, match=r"datapackage\.json: has no table mayors"):
        read_table("mayors")


def test_a_key_into_another_table_must_be_there(data_dir):
    file = data_dir / "figures" / "441900106-2020.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",mediation_amount,", ",moon_cakes,"), encoding="utf-8")
    fault = only_fault_of(data_dir, "figures")
    assert fault.startswith(f"{file}:63:indicator: is not in the table indicators; the nearest are ")
    assert fault.endswith(", got “moon_cakes”")


def test_a_figure_of_an_unknown_place_is_refused(data_dir):
    file = data_dir / "figures" / "441900106-2020.csv"
    renamed = file.with_name("999999999-2020.csv")
    renamed.write_text(file.read_text(encoding="utf-8").replace("441900106,2020", "999999999,2020"), encoding="utf-8")
    faults = faults_of(data_dir, "figures")
    assert f"{renamed}:2:place_code: is not in the table places, got “999999999”" in faults
    assert f"{renamed}:2:place_code,year: is not in the table reports, got “999999999-2020”" in faults


def test_paths_in_messages_are_relative_where_they_can_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "data" / "a.csv") == str(Path("data", "a.csv"))
    assert shown_path(tmp_path.parent / "a.csv") == str(tmp_path.parent / "a.csv")


# The frictionless library takes seconds to import: only these tests need it.


def frictionless_says(data_dir, *names, shipped=()):
    """Say whether the frictionless library finds these tables of a data folder good."""
    import frictionless

    package = json.loads((data_dir / "datapackage.json").read_text(encoding="utf-8"))
    resources = []
    for resource in package["resources"]:
        # The standard has no wildcard: a resource a file.
        for file in sorted(data_dir.glob(resource.get("files", resource["path"]))):
            if resource["name"] not in names or (shipped and file.name not in shipped and "files" in resource):
                continue
            one = {"path": file.relative_to(data_dir).as_posix()}
            name = f"{resource['name']}-{file.stem}" if "files" in resource else resource["name"]
            resources.append(resource | one | {"name": name})
    descriptor = json.loads(json.dumps(package | {"resources": resources}))
    return frictionless.Package.from_descriptor(descriptor, basepath=str(data_dir)).validate()


def test_every_table_of_figures_is_valid_by_the_standard():
    # Of the others there is one file each, which the command below looks at.
    said = frictionless_says(default_data_dir(), "places", "units", "indicators", "reports", "figures")
    assert said.valid, said.to_summary()
    assert len(said.tasks) > 4 + len(list(default_data_dir().glob("figures/*.csv"))) - 1


def test_the_package_passes_the_standards_own_command(monkeypatch):
    package = default_data_dir() / "datapackage.json"
    # In this process, which has imported it for the others.
    from frictionless.console import console
    from typer.testing import CliRunner

    monkeypatch.chdir(package.parents[1])
    done = CliRunner().invoke(console, ["validate", str(package)])
    assert done.exit_code == 0, done.output


def test_every_table_of_the_folder_is_in_the_package():
    package = json.loads((default_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    described = {pattern for r in package["resources"] for pattern in (r["path"], r.get("files", r["path"]))}
    files = [file.relative_to(default_data_dir()) for file in default_data_dir().rglob("*.csv")]
    assert [f for f in files if f.parts[0] != "samples" and not any(f.match(name) for name in described)] == []


@pytest.mark.parametrize(
    "rows",
    {
        "good": [GOOD],
        "missing": [with_cell("population", "")],
        "type": [with_cell("population", "many")],
        "minimum": [with_cell("population", "-3")],
        "year": [with_cell("population_year", "1900")],
        "pattern": [with_cell("code", "99x")],
        "enum": [with_cell("level", "国")],
        "required": [with_cell("name", "")],
        "repeated": [GOOD, GOOD],
        "ragged": [GOOD + ",more"],
    }.items(),
    ids=lambda case: case[0],
)
def test_the_standard_and_we_agree_on_a_table(data_dir, rows):
    write_places(data_dir, *rows[1])
    try:
        read_table("places", data_dir)
        ours = True
    except BadTable:
        ours = False
    assert frictionless_says(data_dir, "places").valid is ours


@pytest.mark.parametrize("indicator", ["mediation_amount", "moon_cakes", ""])
def test_the_standard_and_we_agree_on_a_key(data_dir, indicator):
    file = data_dir / "figures" / "441900106-2020.csv"
    text = file.read_text(encoding="utf-8").replace(",mediation_amount,", f",{indicator},")
    file.write_text(text, encoding="utf-8")
    try:
        read_table("figures", data_dir, [file])
        ours = True
    except BadTable:
        ours = False
    said = frictionless_says(data_dir, "places", "units", "indicators", "reports", "figures", shipped=[file.name])
    assert said.valid is ours


def test_column_names_leave_out_what_a_file_may_leave_out():
    assert "confidence" not in column_names("figures")
    names = [file.name for file in open_data().files("figures")]
    assert names == sorted(names)
