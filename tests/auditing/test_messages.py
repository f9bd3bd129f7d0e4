"""Findings in words: every message is filled, in both languages."""

import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.tables import load_figures

from helpers.audited import figure, only, table


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_is_filled_for_all_of_the_data(lang):
    figures = load_figures()
    said = audit_figures(figures, among=figures, lang=lang)["message"]
    assert said.str.len().min() > 5
    assert not said.str.contains(r"\{|nan|None|<NA>").any()


def test_an_indicator_that_the_codebook_lacks_is_taken_as_uncoded():
    row = {"indicator": "no_such_indicator", "measure": "调解纠纷"}
    figures = table({**figure(320, "宗"), **row}, {**figure(302, "宗"), **row})
    assert "320" in only(figures, "conflicting-values", lang="en")["message"]


def test_a_long_list_of_figures_is_cut_short():
    figures = table(*(figure(n + 0.5, "%", f"第{n}率") for n in range(7)))
    finding = only(figures, "denominator-unsaid")
    assert finding["message"].endswith("第4率4.5%…。")
    assert finding["figures"] == (1, 2, 3, 4, 5, 6, 7)
