"""The tables of measure words and of words around a number."""

import csv

from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.quantities import find_quantities

from helpers.reading import figures, reads

QUANTITY_WORDS = "rules/quantities/words.csv"


def rows(name):
    with (default_data_dir() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def beginnings():
    """Return the words that begin with a unit and are none: (unit, word)."""
    return [
        (row["unit"], row["unit"] + rest)
        for row in rows("units.csv")
        if "(" not in row["not_before"]
        for rest in row["not_before"].split("|")
        if rest
    ]


def test_a_unit_is_not_read_into_a_word_that_begins_with_it():
    wrong = [word for unit, word in beginnings() if any(q.unit == unit for q in figures(f"共有35{word}的情况"))]
    assert wrong == []


def test_units_and_roles_have_no_duplicates():
    for name, key in (("units.csv", "unit"), (QUANTITY_WORDS, "role")):
        keys = [row[key] for row in rows(name)]
        assert len(keys) == len(set(keys))


def test_the_tables_can_be_another_folders(tmp_path):
    for name in ("datapackage.json", "units.csv", QUANTITY_WORDS):
        text = (default_data_dir() / name).read_text(encoding="utf-8")
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with (tmp_path / "units.csv").open("a", encoding="utf-8") as table:
        table.write("榀,count,,always,,\n")
    assert reads("屋架36榀完工") == "36"
    assert [q.unit for q in find_quantities("屋架36榀完工", tmp_path)] == ["榀"]


def test_of_units_that_begin_alike_the_longest_is_read():
    by_length = sorted((row["unit"] for row in rows("units.csv")), key=len)
    nested = [(short, unit) for unit in by_length for short in by_length if short != unit and unit.startswith(short)]
    assert len(nested) > 50
    assert [unit for _, unit in nested if figures(f"共有35{unit},") and figures(f"共有35{unit},")[0].unit != unit] == []
