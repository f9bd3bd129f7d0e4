"""A query means one thing: to the page, to pandas, and in the code that makes its view again."""

import json
from pathlib import Path

import pandas as pd
import pytest

from lawgov_analysis import described_figures
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.interactive.explorer import Query, code_of, has_words, view
from lawgov_analysis.interactive.explorer.table import DESCRIBED

SHARED = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))
CASES = [pytest.param(case["query"], case["rows"], id=case["about"]) for case in SHARED["cases"]]


@pytest.fixture(scope="module")
def table():
    return pd.DataFrame(SHARED["table"])


@pytest.mark.parametrize(("query", "rows"), CASES)
def test_a_view_has_the_rows_of_a_query_in_its_order(table, query, rows):
    assert view(table, query).index.tolist() == rows


@pytest.mark.parametrize(("query", "rows"), CASES)
def test_the_code_of_a_view_makes_it_again(table, query, rows):
    # As somebody has it who gave the figures: described figures that are given are taken as they are.
    names = {"figures": table.reindex(columns=[*table, *(name for name in DESCRIBED if name not in table)])}
    exec(code_of(query, table, given=True), names)
    pd.testing.assert_frame_equal(
        names["view"][view(table, query).columns], view(table, query), check_dtype=False, check_index_type=False
    )


def test_code_names_what_was_asked_of_the_data():
    asked = {
        "facets": {"year": [2020], "finding": ["vague"]},
        "sort": [["value", "desc"], "unit"],
        "columns": ["value"],
    }
    figures = described_figures("横沥镇")
    code, names = code_of(asked, figures, "横沥镇"), {}
    exec(code, names)
    assert "described_figures(place='横沥镇')" in code
    assert names["view"].equals(view(figures, asked))
    assert len(names["view"])


def test_places_and_indicators_may_be_named(table):
    asked = {"facets": {"place": "东莞市横沥镇", "year": 2020, "indicator": ["检查次数"]}}
    assert Query.of(asked, table).facets == {"place": ("441900106",), "year": ("2020",), "indicator": ("inspections",)}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"facet": {}}, "“facet”; there is facets"),
        ({"facets": {"plase": ["x"]}}, "“plase”; there is place"),
        (
            {"facets": {"place": ["东莞市横历镇"]}},
            "place: none of the figures has “东莞市横历镇”; the nearest are 东莞市横沥镇",
        ),
        ({"facets": {"year": [2031]}}, "year: none of the figures has “2031”; the nearest are 20"),
        ({"facets": {"finding": ["vage"]}}, "the nearest are vague"),
        ({"sort": [["valu", "asc"]]}, "“valu”; there is value"),
        ({"sort": [["value", "up"]]}, "“up”; there is asc, desc"),
        ({"columns": ["value", "nothing"]}, "“nothing”; there is"),
        ({"chart": "pie"}, "“pie”; there is years, places, composition"),
        ({"text": 5}, "text must be a text, got “5”"),
        ({"facets": {"place": {"a": 1}}}, "place must be a list"),
        ("复议", "a query is a dict of facets, text, sort, columns, chart; got “复议”"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(table, asked, said):
    with pytest.raises(BadParameter) as fault:
        view(table, asked)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


def test_words_are_no_patterns(table):
    assert not has_words(table, ".*").any()
    assert has_words(table, "<b>").sum() == 1


def test_a_year_that_is_not_known_can_be_chosen(table):
    lost = table.assign(year=table["year"].astype("Int64").where(table["figure"] != 1))
    assert view(lost, {"facets": {"year": [""]}})["figure"].unique().tolist() == [1]
    names = {"figures": lost.reindex(columns=[*lost, *(name for name in DESCRIBED if name not in lost)])}
    exec(code_of({"facets": {"year": ["", "2021"]}}, lost, given=True), names)
    assert names["view"]["year"].dropna().unique().tolist() == [2021]
    assert names["view"]["year"].isna().any()


def test_a_query_says_nothing_that_it_does_not_ask(table):
    empty = {"facets": {"place": []}, "text": "  ", "sort": [], "columns": None, "chart": None}
    assert Query.of(empty, table).as_dict() == {}


@pytest.mark.parametrize("year", [float("inf"), float("nan"), 2020.5])
def test_a_year_that_is_none_is_said(year):
    with pytest.raises(BadParameter, match="none of the figures has"):
        Query.of({"facets": {"year": [year]}}, described_figures("横沥镇", 2020))
