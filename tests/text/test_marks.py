"""The marks that reports number their sections and points by, each style under its name."""

import re

import pytest

from lawgov_analysis.text.marks import OF_REPORTS, STYLES, mark_of, read_number

MARKS = {
    "part": "第一部分",
    "chapter": "第二章",
    "node": "第三节",
    "han": "四、",
    "han_bracket": "（五）",
    "han_half": "六)",
    "latin": "７．",
    "latin_bracket": "(8)",
    "latin_half": "9）",
    "circled": "⑩",
    "ordinal": "第十一，",
    "shi": "十二是",
    "yao": "十三要",
    "qi": "其三,",
    "adverb": "首先,",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style_has_its_own_marks_and_no_others(style):
    matched = [name for name, mark in MARKS.items() if re.fullmatch(mark_of(style), mark)]
    assert matched == [style]


@pytest.mark.parametrize(
    ("style", "number"), [(style, number) for number, style in enumerate(MARKS, 1) if style not in ("qi", "adverb")]
)
def test_the_number_of_a_mark_is_read(style, number):
    found = re.match(mark_of(*STYLES, named=True), MARKS[style])
    assert found is not None
    assert read_number(found[f"{style}_n"]) == number


def test_a_decimal_is_no_mark():
    assert not re.match(mark_of("latin"), "1.5万元")


def test_a_page_of_a_site_numbers_by_none_of_the_marks_of_reports():
    assert not any(re.match(mark_of(*OF_REPORTS), line) for line in ("1.首页", "(2)", "一部分企业", "一体化"))


def test_what_follows_a_mark_may_be_asked_for():
    mark = re.compile(mark_of("han", "shi", then={"han": "(?!二)"}))
    assert mark.match("一、成效")
    assert not mark.match("一、二级")
    assert mark.match("一是二次")
