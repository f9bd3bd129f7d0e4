"""A pack says in codes and bytes what a table says, the same in each language, and little of it."""

import json

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis import described_figures
from lawgov_analysis.interactive.explorer import pack
from lawgov_analysis.interactive.explorer.pack import PACKED, finding_column

TYPES = {"u8": "<u1", "u16": "<u2", "u32": "<u4", "f64": "<f8"}


@pytest.fixture(scope="module")
def table():
    return described_figures()


def unpacked(header, buffers):
    """The cells of each column, as the page has them."""
    cells = {}
    for column in header["columns"]:
        codes = np.frombuffer(buffers[column["buffer"]], TYPES[column["type"]])
        if column["kind"] == "number":
            cells[column["name"]] = codes
        elif column["kind"] == "set":
            sets = ["|".join(column["values"][at] for at in one) for one in column["sets"]]
            cells[column["name"]] = np.array(sets, dtype=object)[codes]
        else:
            cells[column["name"]] = np.array(column["values"], dtype=object)[codes]
    return pd.DataFrame(cells)


def test_what_is_packed_is_what_was_described(table):
    header, buffers = pack(table)
    back = unpacked(header, buffers)
    assert list(back) == list(PACKED)
    for name in back:
        expected = table[name].astype("str") if name == "year" else table[name]
        if back[name].dtype == float:
            np.testing.assert_array_equal(back[name], expected.to_numpy(dtype=float, na_value=np.nan))
        else:
            assert back[name].tolist() == expected.tolist(), name
    assert header["rows"] == len(table)
    assert json.loads(json.dumps(header, allow_nan=False)) == header


def test_values_stand_in_the_order_of_sorting_and_each_once(table):
    for column in pack(table)[0]["columns"]:
        if column["kind"] == "category":
            assert column["values"] == sorted(set(column["values"]))


def test_labels_are_in_the_language_and_values_are_not(table):
    chinese, english = (pack(table, lang) for lang in ("zh", "en"))
    assert chinese[1] == english[1]
    by_name = {column["name"]: column for column in english[0]["columns"]}
    assert "Government services" in by_name["domain"]["labels"]
    assert "not coded" in by_name["indicator"]["labels"]
    assert by_name["finding"]["labels"][by_name["finding"]["values"].index("rate-truncated")].startswith("A rate")
    assert [column["title"] for column in chinese[0]["columns"]][:3] == ["地方", "年份", "序号"]


def test_findings_can_be_packed_alone(table):
    header, buffers = pack(table)
    column, alone = finding_column(table)
    whole = next(one for one in header["columns"] if one["name"] == "finding")
    assert alone[0] == buffers[whole["buffer"]]
    assert {**column, "buffer": whole["buffer"]} == whole


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_of_no_row_or_one_is_packed_too(table, rows):
    header, buffers = pack(table.head(rows))
    assert header["rows"] == rows
    assert unpacked(header, buffers).shape == (rows, len(PACKED))


def test_a_column_grows_with_its_values(table):
    many = pd.concat([table.head(1)] * 300, ignore_index=True).assign(measure=[f"第{n}项" for n in range(300)])
    many["value"] = np.nan
    types = {column["name"]: column["type"] for column in pack(many)[0]["columns"]}
    assert (types["measure"], types["place"], types["value"]) == ("u16", "u8", "f64")
