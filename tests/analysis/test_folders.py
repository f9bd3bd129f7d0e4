"""Figures of another data folder, and what is none: the right folder is asked, or a line says what is wrong."""

import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.errors import BadParameter, UnknownPlace

CITY = "data/samples/city"


@pytest.fixture(scope="module")
def figures():
    return lawgov.load_figures("枫渚镇", 2023, data_dir=CITY)


@pytest.mark.parametrize("work_out", [lawgov.coverage, lawgov.derive_rates, lawgov.compare_years, lawgov.audit_figures])
def test_figures_know_the_folder_that_they_are_of(figures, work_out):
    told = work_out(figures[figures["value"] > 0])
    pd.testing.assert_frame_equal(told, work_out(figures[figures["value"] > 0], data_dir=CITY))


def test_what_is_worked_out_of_them_is_headed_by_the_names_of_that_folder(figures):
    assert lawgov.headed(lawgov.coverage(figures)).iloc[0, 0] == "示例市砚湖区枫渚镇"


def test_a_place_that_the_data_do_not_have_is_no_level_without_indicators(figures):
    elsewhere = pd.DataFrame(figures.to_dict("list"))
    with pytest.raises(UnknownPlace, match=r"is no place of .*; figures of another data folder need its path"):
        lawgov.coverage(elsewhere)
    assert len(lawgov.coverage(elsewhere, CITY))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda figures: lawgov.wide(figures, 3), "data_dir must be the path of a data folder, got int"),
        (lambda figures: lawgov.wide("x"), "figures must be DataFrame, got str"),
        (lambda figures: lawgov.standing(None), "beside must be DataFrame, got None"),
        (lambda figures: lawgov.trace(None), "text must be str or Report, got None"),
        (lambda figures: lawgov.read_report(None), "path must be str or path, got None"),
        (lambda figures: lawgov.extract_figures("x"), r"report must be a Report as from read_report\(\)"),
        (lambda figures: lawgov.review_page("x", figures), "report must be Report"),
    ],
)
def test_what_is_of_another_kind_is_one_line_that_names_what_is_expected(figures, call, said):
    with pytest.raises(BadParameter, match=said):
        call(figures)
