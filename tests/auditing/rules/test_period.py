"""A period that is not the year's is said."""

import pytest

from helpers.audited import figure, found, only, table


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"period": "2023"}, False),
        ({"period": "2023-01/2023-06"}, True),
        ({"period": "2023-01-01/2023-11-30"}, True),
        ({"period": "2023-01-01/2023-12-31"}, False),
        ({"period": "2023-01/2023-12"}, False),
        ({"period": "2023-12-20", "basis": "stock"}, True),
        ({"period": "2023-12-31", "basis": "stock"}, False),
        ({"period": "2023-06"}, False),
        ({"period": "2022-07/2023-06"}, True),
        ({"period": "2022"}, False),
        ({"period": "2024"}, False),
    ],
)
def test_a_period_that_is_not_the_year_is_said(columns, said):
    assert ("period-incomplete" in found(table(figure(9, "起", **columns)))) is said


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        ({"indicator": "penalty_cases"}, {"indicator": "penalty_cases", "relation": "subset", "related": "1"}, False),
        ({"indicator": "penalty_cases"}, {"indicator": "penalty_cases", "scope": "上半年"}, False),
        ({}, {"relation": "part", "related": "1"}, False),
        ({}, {}, True),
        ({"indicator": "cases_filed"}, {"indicator": "penalty_cases", "relation": "subset", "related": "1"}, True),
        ({"indicator": "penalty_cases", "scope": "公安"}, {"indicator": "penalty_cases"}, True),
        ({"indicator": "penalty_cases", "period": "2022"}, {"indicator": "penalty_cases"}, True),
        ({"indicator": "penalty_cases", "value": 12.0}, {"indicator": "penalty_cases"}, True),
    ],
)
def test_a_half_year_beside_its_whole_is_no_fault(whole, part, said):
    of_half = figure(21, "宗", period="2023-01-01/2023-06-30", **part)
    assert ("period-incomplete" in found(table({**figure(52, "宗"), **whole}, of_half))) is said


def test_a_running_total_is_not_the_years():
    assert "cumulative-as-annual" in found(table(figure(500, "场", period="2015/2023", basis="cumulative")))
    assert (
        "2015"
        in only(table(figure(500, "场", period="2015/2023", basis="cumulative")), "cumulative-as-annual")["message"]
    )
    assert "cumulative-as-annual" not in found(table(figure(500, "场")))
    assert "cumulative-as-annual" not in found(table(figure(50, "场", period="2023/2023", basis="cumulative")))


def test_a_running_total_that_says_so_is_no_fault_of_the_report():
    said = only(table(figure(500, "场", period="2015/2023", basis="cumulative")), "cumulative-as-annual")
    assert (said["about"], said["severity"]) == ("library", "note")
    assert "不与2023年一年的数相比" in said["message"]
