"""How values are written in findings: as printed, or as they should have been."""

from types import SimpleNamespace

import pytest

from lawgov_analysis.auditing.shown import printed_decimals, quote, shown, shown_rate
from lawgov_analysis.text.offsets import Offset


def rate(value, surface, bound="exact"):
    return SimpleNamespace(value=value, surface=surface, bound=bound, unit="%")


@pytest.mark.parametrize(
    ("surface", "decimals"),
    [
        ("成功率99%", 0),
        ("成功率99.0%", 1),
        ("由98.4%升至99.25％", 2),
        ("百分之九十九", 0),
        ("百分之九十九点五", 1),
        ("九成", -1),
        ("", 2),
    ],
)
def test_decimals_are_counted_as_printed(surface, decimals):
    assert printed_decimals(rate(99.25, surface)) == decimals


def test_a_rate_keeps_its_idle_decimals_and_a_count_has_none():
    assert shown_rate(rate(99.0, "99.0%")) == "99.0%"
    assert shown(rate(99.0, "99.0%")) == "99%"
    assert shown_rate(rate(90.0, "九成以上", "at_least")) == "≥90%"


def test_a_quotation_is_the_clause():
    text = "第一句。开展活动XX场,反响好。"
    at = text.index("XX")
    assert quote(text, Offset(at), Offset(at + 2)) == "开展活动XX场"
