"""Figures laid out for an audit: where their true values lie, and what cannot be laid out."""

import math

import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.auditing.layout import lay_out
from lawgov_analysis.errors import BadTable

from helpers.audited import figure, table


@pytest.mark.parametrize(
    ("columns", "interval"),
    [
        ({"value": 199.0}, [199, 199]),
        ({"value": 30_700.0, "surface": "3.07万件"}, [30_650, 30_750]),
        ({"value": 30_000.0, "surface": "3万件"}, [25_000, 35_000]),
        ({"value": 2.5}, [2.45, 2.55]),
        ({"value": 400.0, "bound": "at_least"}, [400, math.inf]),
        ({"value": 400.0, "bound": "at_most"}, [-math.inf, 400]),
        ({"value": 450.0, "bound": "about"}, [405, 495]),
    ],
)
def test_a_true_value_lies_where_its_print_lets_it(columns, interval):
    figures = table({**figure(0, "件"), **columns})
    assert lay_out(figures)[["low", "high"]].to_numpy().tolist() == [pytest.approx(interval)]


def test_a_number_that_comes_twice_is_refused():
    with pytest.raises(BadTable, match="figures:3:figure: is twice in one report, got “1”"):
        audit_figures(table(figure(1, "件"), figure(2, "件")).assign(figure=1))


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(BadTable, match="figures:1:unit: missing"):
        audit_figures(table(figure(1, "件")).drop(columns="unit"))
