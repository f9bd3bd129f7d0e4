"""Numerals, written in any style, read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lawgov_analysis.text.numerals import NUMERAL_CHARS, read_arabic, read_chinese, write_chinese, write_plain


@given(st.integers(0, 10**8 - 1))
@example(10)
@example(10010)
@example(10**7 + 1)
def test_a_chinese_numeral_reads_back(number):
    assert read_chinese(write_chinese(number)) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两万", 20000),
        ("两百零五", 205),
        ("一万五", 15000),
        ("三百二", 320),
        ("三万零五", 30005),
        ("一亿二千万", 120_000_000),
        ("廿三", 23),
        ("卅", 30),
        ("二〇二〇", 2020),
        ("一二三四五", 12345),
        ("百", 100),
        ("零", 0),
    ],
)
def test_the_spoken_forms_are_read(numeral, value):
    assert read_chinese(numeral) == value


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_000, "一万"),
        (12_000, "一万二千"),
        (100_010, "十万零一十"),
    ],
)
def test_a_number_is_written_as_one_counts(number, numeral):
    assert write_chinese(number) == numeral


@pytest.mark.parametrize(("value", "written"), [(1526.0, "1526"), (0.5, "0.5"), (100.0, "100"), (1.25, "1.25")])
def test_idle_decimals_are_not_written(value, written):
    assert write_plain(value) == written


@pytest.mark.parametrize("numeral", ["", "三四", "十百", "一一", "百千", "一零", "十零", "二十零", "亿万", "三十四十"])
def test_what_is_not_well_formed_is_no_number(numeral):
    assert read_chinese(numeral) is None


@given(st.text(NUMERAL_CHARS, max_size=40))
def test_any_run_of_numeral_characters_is_a_whole_number_or_none(numeral):
    value = read_chinese(numeral)
    assert value is None or (isinstance(value, int) and value >= 0)


@given(st.integers(0, 10**10), st.sampled_from(["", "万", "亿", "千万", "百"]), st.integers(0, 3))
def test_a_decimal_with_a_multiplier_is_the_nearest_float(units, scale, places):
    factor = {"": 1, "百": 100, "万": 10**4, "千万": 10**7, "亿": 10**8}[scale]
    whole, fraction = divmod(units, 10**places)
    written = f"{whole}.{fraction:0{places}}" if places else str(whole)
    assert read_arabic(written, scale) == units * factor / 10**places


@given(st.integers(0, 10**12))
def test_thousands_set_off_by_commas_or_spaces_do_not_matter(number):
    assert read_arabic(f"{number:,}") == read_arabic(f"{number:,}".replace(",", " ")) == number


def test_a_number_too_long_to_count_is_none():
    assert read_arabic("9" * 16) is None
    assert read_chinese("一" * 10_000) is None
