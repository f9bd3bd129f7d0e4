"""Dates as Chinese reports write them."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.text.dates import last_day, read_day, read_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二一年十二月三十一日", date(2021, 12, 31)),
        ("二〇二一年十月十日", date(2021, 10, 10)),
        ("二〇二一年十一月二十日", date(2021, 11, 20)),
        ("2021年2月30日", None),
        ("2021年13月1日", None),
        ("1935条", None),
        ("12021年1月29日", None),
        ("", None),
    ],
)
def test_a_day_is_one_of_the_calendar(text, day):
    assert read_day(text) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_day_is_read_back(day):
    for text in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y/%m/%d}"):
        assert read_day(f"发布于{text}。") == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("《法治政府建设实施纲要(2021—2025年)》于2022年印发", 2022),
        ("2021—2025年规划", None),
        ("受理2023条", None),
        ("2023年度", 2023),
        ("二〇二三年", 2023),
        ("２０２３年", 2023),
    ],
)
def test_a_year_is_not_that_of_a_plan_or_a_count(text, year):
    assert read_year(text) == year


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_the_last_day_of_a_month_is_that_of_the_calendar(year, month):
    assert last_day(f"{year}-{month:02d}") == date(year, month, monthrange(year, month)[1])


@pytest.mark.parametrize(
    ("period", "day"),
    [("2023", date(2023, 12, 31)), ("2023-06-15", date(2023, 6, 15)), ("2023-06-31", date(2023, 6, 30))],
)
def test_the_last_day_of_a_period_is_one_of_the_calendar(period, day):
    assert last_day(period) == day
