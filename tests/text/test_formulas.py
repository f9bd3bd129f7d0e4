"""What a spreadsheet would take for a formula."""

import pytest

from lawgov_analysis.text.formulas import as_cell, of_cell


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_spreadsheet_takes_a_text_for_a_formula(words):
    assert as_cell(words) == f"'{words}"
    assert of_cell(as_cell(words)) == words


@pytest.mark.parametrize("words", ["", "'", "'十四五'规划", "办结3件"])
def test_other_texts_stay_what_they_are(words):
    assert as_cell(words) == of_cell(words) == words
