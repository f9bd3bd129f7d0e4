"""Numbers in quotes and in titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.quantities.enclosed import find_quotes, find_titles

from helpers.reading import reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推行“一窗受理”,办件30件", "30件"),
        ("打造“1个中心、5支队伍、3个平台”", ""),
        ("“互联网+”监管3次,“12345”热线20件", "3次 20件"),
        ("实现“零投诉”,达到“100%”", "0 100%"),
        ("推行”一窗受理“,办件30件,”网上办“率达90%", "30件 90%"),
        ("围绕工作”,办件30件,“网上办”率90%", "30件 90%"),
        ("“只开不关,办件30件", "30件"),
        ('推行"一窗受理",办件30件,"网上办"20件', "30件 20件"),
        ("《清单80条》和《五年规划(2021—2025年)》,制定12条", "12条"),
        ("《只开不关80条", "80条"),
        ("》80条《", "80条"),
    ],
)
def test_what_quotes_and_titles_hold_counts_nothing(text, expected):
    assert reads(text) == expected


def test_a_long_quotation_is_a_statement():
    assert reads("他说:“去年我们镇的调解员走村入户,一共调解了各类矛盾纠纷三十多起,群众都很满意,今年接着干”") == "≥30起"


@given(st.text(st.sampled_from("“”《》\"'‘’「」1件,。\n"), max_size=80))
def test_quotes_and_titles_are_found_in_order_and_inside_the_text(text):
    for spans in (find_quotes(text), find_titles(text)):
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
