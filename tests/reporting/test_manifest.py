"""What a report is made of: every table that it depends on, wherever it lies, and nothing else."""

import json

import pytest

from lawgov_analysis.errors import BadTable
from lawgov_analysis.reporting.annual_report import load
from lawgov_analysis.reporting.plan import plan_report

from helpers.invented import copy_of_data

HENGLI = ("441900106", 2020)


def inputs(data_dir):
    """What the report of Hengli is made of, as far as that is known when it is planned."""
    return plan_report(load(*HENGLI, data_dir=data_dir)).completed().made_of["inputs"]


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(
        tmp_path / "data",
        "units",
        "rules",
        "messages",
        "audit_words",
        "sentences",
        "explorer_sentences",
        "indicator_examples",
    )


def without(data_dir, *names):
    """Let a folder have some tables no more."""
    file = data_dir / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    gone = [table for table in package["resources"] if table["name"] in names]
    package["resources"] = [table for table in package["resources"] if table not in gone]
    file.write_text(json.dumps(package), encoding="utf-8")
    for table in gone:
        (data_dir / table["path"]).unlink()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("units.csv", "units.csv"),
        ("rules/audit/rules.csv", "findings"),
        ("rules/audit/messages.csv", "findings"),
        ("presentation/sentences.csv", "presentation/sentences.csv"),
    ],
)
def test_a_table_of_the_folder_that_changed_is_told(name, told, data_dir):
    before = inputs(data_dir)
    file = data_dir / name
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    after = inputs(data_dir)
    assert [key for key in before if before[key] != after[key]] == [told]


def test_a_table_that_the_package_lends_is_told_by_what_it_holds(data_dir):
    own = inputs(data_dir)
    without(data_dir, "units", "sentences", "audit_words")
    lent = inputs(data_dir)
    assert {**lent, "datapackage.json": ""} == {**own, "datapackage.json": ""}


def test_a_sentence_that_rules_are_tried_with_makes_no_report_anew(data_dir):
    before = inputs(data_dir)
    with (data_dir / "rules" / "indicator" / "examples.csv").open("a", encoding="utf-8") as table:
        table.write(",全镇有{3只}猫\n")
    assert inputs(data_dir) == before


def test_words_of_the_explorer_make_no_report_anew(data_dir):
    before = inputs(data_dir)
    with (data_dir / "presentation" / "explorer_sentences.csv").open("a", encoding="utf-8") as table:
        table.write("new,新,new\n")
    assert inputs(data_dir) == before


def test_a_file_that_is_no_table_is_not_told(data_dir):
    before = inputs(data_dir)
    (data_dir / "notes.csv").write_text("mine\n", encoding="utf-8")
    assert inputs(data_dir) == before


@pytest.mark.parametrize("name", ["units.csv", "figures/441900106-2020.csv"])
def test_a_table_that_cannot_be_read_is_a_fault_with_its_name(name, data_dir):
    (data_dir / name).unlink()
    (data_dir / name).mkdir()
    with pytest.raises(BadTable, match=f"{name}: cannot be read"):
        inputs(data_dir)
