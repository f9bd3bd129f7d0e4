"""Cells of official forms, by their heads and nothing else."""

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report
from lawgov_analysis.extraction.forms import compile_forms
from lawgov_analysis.tables import load_indicators, open_data

FORM = "某县2024年度行政处罚实施情况统计表"


def coded(text):
    return [(figure.coding.indicator, figure.coding.by) for figure in code_report(parse_report(text))]


def test_every_form_of_the_codebook_that_is_printed_as_a_table_is_known():
    forms = {said.rpartition("·")[0] for said in load_indicators()["official_form"] if "·表" in said}
    known = [form.name for form in compile_forms(open_data())]
    assert all(any(form.startswith(name) for name in known) for form in forms)


def test_no_two_indicators_are_the_same_cell():
    for form in compile_forms(open_data()):
        codes = [code for code in load_indicators()["official_form"] if code.startswith(f"{form.name}·")]
        summed = [code for code in codes if "之和" in code]
        assert len(form.columns) == len(codes) - len(summed)


def test_what_a_form_does_not_know_has_no_code():
    assert coded(f"{FORM}\n警告\t责令关闭、限制从业\n3\t4") == [("penalty_warnings", "form"), ("", "form")]


def test_a_row_that_does_not_fit_its_heads_has_no_code():
    assert coded(f"{FORM}\n警告\t罚款\n3\t4\n5\t6\t7")[2:] == [("", "form")] * 3


@pytest.mark.parametrize("between", ["说明如下：\n", "2024年作出行政处罚决定7宗。\n", "\n另表\n"])
def test_a_form_ends_where_its_table_ends(between):
    *_, last = coded(f"{FORM}\n警告\t罚款\n3\t4\n{between}警告\t罚款\n5\t6")
    assert last[1] != "form"


def test_the_nearest_title_says_which_form_it_is():
    text = f"{FORM}\n警告\t罚款\n3\t4\n{FORM.replace('处罚', '许可')}\n申请数量\t受理数量\n5\t6"
    assert [indicator for indicator, _ in coded(text)[2:]] == ["licence_applications", "licences_accepted"]


def test_prose_below_the_title_of_a_form_is_coded_by_its_words():
    assert coded(f"{FORM}\n2024年作出行政处罚决定7宗。") == [("penalty_decisions", "rule")]
