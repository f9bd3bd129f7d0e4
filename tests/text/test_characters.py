"""Characters that are written in many ways, told as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.text.characters import plain_text, raised, tidy


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("４５０件", "450件"),
        ("９９．５％", "99.5%"),
        ("（一）", "(一)"),
        ("2016—2020", "2016-2020"),
        ("1〜6月", "1~6月"),
        ("示例\u3000镇", "示例 镇"),
        ("尼玛•次仁", "尼玛·次仁"),
    ],
)
def test_look_alikes_are_one_character(printed, plain):
    assert plain_text(printed) == plain


@given(st.text())
def test_every_offset_of_the_plain_text_is_one_of_the_text(text):
    assert len(plain_text(text)) == len(text)
    assert plain_text(plain_text(text)) == plain_text(text)


@pytest.mark.parametrize(
    ("printed", "tidied"),
    [
        ("\u3000\u3000一、成效\xa0", "一、成效"),
        ("⻓效机制", "长效机制"),
        ("⼀、", "一、"),
        ("19\u200b35条", "1935条"),
        ("许可\t120  件", "许可\t120 件"),
    ],
)
def test_what_no_reader_sees_is_not_there(printed, tidied):
    assert tidy(printed) == tidied


def test_a_raised_digit_is_no_digit_of_the_number():
    assert f"12m{raised('2')}" == "12m²"
