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
