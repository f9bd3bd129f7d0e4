"""What the explorer shows, saves and packs is the number, unit and bound that the table of figures has: of all."""

import csv
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.interactive.explorer.pack import pack
from lawgov_analysis.interactive.explorer.query import Query
from lawgov_analysis.interactive.explorer.static import static_table

FOLDERS = [None, "data/samples/city"]
KEY = ["place_code", "year", "figure"]
SAID = ["figure", "value", "unit", "bound", "basis", "indicator", "measure", "surface"]
TYPES = {"f64": "<f8", "u8": "<u1", "u16": "<u2", "u32": "<u4"}
ORDER = {"sort": [["value", "desc"]], "columns": SAID}


@pytest.fixture(scope="module", params=FOLDERS, ids=["package", "city"])
def both(request):
    """Returns an explorer of all figures of a folder, and the figures themselves in its order."""
    found = lawgov.explore(data_dir=request.param)
    figures = lawgov.load_figures(data_dir=request.param).sort_values(KEY, ignore_index=True)
    return found, figures


def same(one, other):
    return len(one) == len(other) and all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))


def labels(name, figures, found):
    column = next(one for one in pack(found.table, "zh", found.data)[0]["columns"] if one["name"] == name)
    called = dict(zip(column["values"], column.get("labels", column["values"]), strict=True))
    return [called[one] for one in figures[name]]


def test_the_table_and_its_pack_have_each_number_with_its_unit_and_bound(both):
    found, figures = both
    assert found.table["place"].tolist() == figures["place_code"].tolist()
    for name in [*SAID, "year", "scope", "period", "section", "relation", "related"]:
        assert same(found.table[name].tolist(), figures[name].tolist()), name
    header, buffers = found.packed()
    for column in header["columns"]:
        name = {"place": "place_code"}.get(column["name"], column["name"])
        if name not in figures:
            continue
        numbers = np.frombuffer(buffers[column["buffer"]], TYPES[column["type"]])
        if column["kind"] == "number":
            assert same(numbers.tolist(), figures[name].astype(float).tolist()), name
        else:
            assert [column["values"][at] for at in numbers] == figures[name].astype(str).tolist(), name


def test_a_view_and_the_code_that_makes_it_have_the_same_numbers(both):
    found, figures = both
    found.query = ORDER
    wanted = figures.sort_values("value", ascending=False, kind="stable", na_position="last")[SAID]
    assert found.frame.equals(found.table.loc[wanted.index, SAID])
    made = {}
    exec(found.code, made)
    assert made["view"].equals(found.frame)
    for name in SAID:
        assert same(found.frame[name].tolist(), wanted[name].tolist()), name
    found.query = None


def test_what_is_saved_has_the_same_numbers(both, tmp_path):
    found, figures = both
    query = Query.of({"columns": SAID}, found.table)
    found.query = query.as_dict()
    found.to_csv(tmp_path / "view.csv")
    found.to_excel(tmp_path / "view.xlsx")
    found.query = None
    rows = list(csv.reader(io.StringIO((tmp_path / "view.csv").read_text(encoding="utf-8-sig"))))[1:]
    sheet = openpyxl.load_workbook(tmp_path / "view.xlsx").active
    cells = list(sheet.iter_rows(values_only=True))[1:]
    for at, wanted in ((1, figures["value"]), (0, figures["figure"].astype(float))):
        assert same([float(row[at]) if row[at] else np.nan for row in rows], wanted.tolist())
        assert same([np.nan if row[at] is None else float(row[at]) for row in cells], wanted.tolist())
    for at, name in ((2, "unit"), (3, "bound"), (4, "basis"), (7, "surface")):
        said = labels(name, figures, found)
        assert [row[at].removeprefix("'") for row in rows] == said
        assert [row[at] or "" for row in cells] == said


def test_the_static_table_prints_the_same_numbers(both, monkeypatch):
    found, figures = both
    monkeypatch.setattr("lawgov_analysis.interactive.explorer.static.ROWS", len(figures))
    query = Query.of({"columns": SAID[:5]}, found.table)
    html, _ = static_table(found.table, query, len(figures), "zh", found.data)
    (shown,) = pd.read_html(io.StringIO(html), converters=dict.fromkeys(range(5), str), keep_default_na=False)
    printed = [float(cell.replace(",", "")) if cell.strip("—") else np.nan for cell in shown.iloc[:, 1]]
    assert printed == pytest.approx(figures["value"].tolist(), rel=0, abs=5e-5, nan_ok=True)
    assert shown.iloc[:, 2].tolist() == figures["unit"].tolist()
    assert shown.iloc[:, 3].tolist() == labels("bound", figures, found)


def test_no_number_is_shown_or_saved_without_its_bound_unit_and_nature(tmp_path):
    found = lawgov.explore("横沥镇", 2020)
    assert "不少于" in found._repr_mimebundle_()["text/plain"]
    found.query = {"columns": ["value"]}
    found.to_csv(tmp_path / "view.csv")
    found.to_excel(tmp_path / "view.xlsx")
    head = ("数值", "界限", "单位", "性质")
    assert (tmp_path / "view.csv").read_text(encoding="utf-8-sig").splitlines()[:2] == [
        ",".join(head),
        "10000,不少于,份,期内发生",
    ]
    assert next(openpyxl.load_workbook(tmp_path / "view.xlsx").active.iter_rows(values_only=True)) == head
    assert found._repr_mimebundle_()["text/plain"].splitlines()[1] == " | ".join(head)
