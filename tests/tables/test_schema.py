"""What a data folder says of its tables: a fault of it is said in a line, and nothing outside the folder is read."""

import json

import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, parse_report
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import open_data

from helpers.invented import copy_of_data


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data")


def package_with(data_dir, name, change):
    """Change what a folder says of one of its tables."""
    file = data_dir / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    (table,) = [table for table in package["resources"] if table["name"] == name]
    change(table)
    file.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(("part", "name"), [("path", "units"), ("files", "figures")])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/etc/passwd", "leads out of its folder"),
        ("/tmp/*.csv", "leads out of its folder"),
        ("../elsewhere/units.csv", "leads out of its folder"),
        ("figures/../../units.csv", "leads out of its folder"),
        ("..\\units.csv", "leads out of its folder"),
        ("C:/units.csv", "leads out of its folder"),
        ("https://example.org/units.csv", "leads out of its folder"),
        ("**/*.csv", "one [*], in the name of the file"),
        ("[u]nits.csv", "must be of a CSV file"),
        ("", "must be of a CSV file"),
        (".", "must be of a CSV file"),
        ("units\0.csv", "must be of a CSV file"),
        (["units.csv"], "must be text"),
        (None, "must be text"),
    ],
)
def test_a_path_is_of_a_table_within_the_folder(part, name, path, said, data_dir):
    package_with(data_dir, name, lambda table: table.update({part: path}))
    with pytest.raises(BadTable, match=f"datapackage.json: .*{said}"):
        open_data(data_dir)


def field(table):
    return table["schema"]["fields"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.update(schema="units.json"), "not a data package"),
        (lambda table: field(table).pop("name"), "it lacks 'name'"),
        (lambda table: field(table).update(type="text"), "unit of units must be one of string, .*got “text”"),
        (lambda table: field(table)["constraints"].update(pattern="("), "the pattern of the column unit of units"),
        (lambda table: field(table)["constraints"].update(minimum=1), "the minimum of the column unit of units"),
        (lambda table: table["schema"]["fields"].pop(), "the table units must have the column note, of type string"),
        (lambda table: table["schema"].update(primaryKey=["unti"]), "a key of units is on unti"),
    ],
)
def test_a_schema_that_the_program_cannot_use_is_refused(change, said, data_dir):
    package_with(data_dir, "units", change)
    with pytest.raises(BadTable, match=f"datapackage.json: .*{said}"):
        open_data(data_dir)


def append(file, line):
    with file.open("a", encoding="utf-8") as table:
        table.write(line + "\n")


def test_words_that_are_no_pattern_are_said_with_their_row(data_dir):
    file = data_dir / "units.csv"
    line = len(file.read_text(encoding="utf-8").splitlines()) + 1
    append(file, "榀,count,,always,诉(?!讼,")
    done = CliRunner().invoke(main, ["codebook", "test", "受理3件", "--data-dir", str(data_dir)])
    assert done.exit_code == 5
    assert f"units.csv:{line}:not_before: must be a regular expression (missing )" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_unit_is_what_it_says_and_no_pattern(data_dir):
    append(data_dir / "units.csv", "榀(含,count,,always,,")
    figures = extract_figures(parse_report("2023年,全年拆除3榀(含钢架)。"), data_dir)
    assert figures["unit"].tolist() == ["榀(含"]


def test_a_cell_that_is_a_book_is_said_by_its_beginning(data_dir):
    append(data_dir / "units.csv", f"榀,count,,{'长' * 100_000},,")
    with pytest.raises(BadTable) as fault:
        open_data(data_dir).table("units")
    assert len(str(fault.value)) < 500
