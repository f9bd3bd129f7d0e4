"""Characters that are written in many ways, told as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.text.characters import as_typed, plain_text, raised, tidy


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
        ("1\u20669\u2069\u034f3\ufe0f5\U000e0100件", "1935件"),
        ("人口3\xad20户", "人口320户"),
        ("98宗。\u2028二、不足", "98宗。\n二、不足"),
    ],
)
def test_what_no_reader_sees_is_not_there(printed, tidied):
    assert tidy(printed) == tidied


def test_a_raised_digit_is_no_digit_of_the_number():
    assert f"12m{raised('2')}" == "12m²"
    assert f"120{raised('①')}件" == "120¹件"


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("⼾籍120⼾", "户籍120户"),
        (
            "⻁⻔镇⻋辆⻧制品⻙护⻘年⻩⻰⻢⻆⻅⻉⻚⻛⻜⻥⻦⻨⻬⻮⻳",
            "虎门镇车辆卤制品韦护青年黄龙马角见贝页风飞鱼鸟麦齐齿龟",
        ),
        ("⼗⼆⽉⼋⽇⾏⽴⽂⺠⾸⽣⽬⽤⾄", "十二月八日行立文民首生目用至"),
        ("⺌⺼⺾", "小肉艹"),
        ("一\x0b二\x0c三\x85四\u2029五", "一\n二\n三\n四\n五"),
    ],
)
def test_radicals_are_the_characters_that_they_stand_for(printed, typed):
    assert as_typed(printed) == typed


@pytest.mark.parametrize(
    "text", ["10²件", "①加强", "½", "４５０件（９９．５％）", "㎡", "Ⅱ", "⒈", "㈠", "ﬁ", "㊣", "…", "①⑴⒈"]
)
def test_what_a_writer_chose_to_write_is_kept(text):
    assert as_typed(text) == tidy(text) == text


@given(st.text())
def test_what_is_typed_has_the_offsets_of_the_text(text):
    assert len(as_typed(text)) == len(text)
