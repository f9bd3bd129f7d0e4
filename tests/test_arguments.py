"""A public function says in one line what of its arguments is of another kind."""

import datetime
import inspect
import pickle
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.arguments import checked
from lawgov_analysis.errors import BadParameter, LawgovError

FUNCTIONS = [name for name in lawgov.__all__ if not isinstance(getattr(lawgov, name), type)]
# Of what no function takes in the place of anything else.
ODD = [5.5, b"\xff", object(), [None], [["a"]], {1.5}, datetime.date(2020, 1, 1), pd.NA]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: lawgov.add(None), "paths must be str or path or list of str or path, got None"),
        (lambda: lawgov.add(["a.txt", None]), "paths must be .*, got list of str and None"),
        (lambda: lawgov.add([]), "paths: an empty list; name a file or a folder"),
        (lambda: lawgov.add("a.txt", jobs="2"), "jobs must be int or None, got str"),
        (lambda: lawgov.add("a.txt", data_dir=5), "data_dir must be the path of a data folder, got int"),
        (lambda: lawgov.load_figures(data_dir="a\0b"), "data_dir must be .*: a path has no null character"),
        (lambda: lawgov.render_notebook(None), "name must be str or path, got None"),
        (lambda: lawgov.check_reports(5), "reports must be str or path or None, got int"),
        (lambda: lawgov.check_codebook(5), "which must be str or path or None, got int"),
        (lambda: lawgov.load_figures(["横沥镇"]), "place must be str or int or None, got list of str"),
        (lambda: lawgov.load_reports(year="去年"), "year must be a whole number like 2020, got “去年”"),
        (lambda: lawgov.audit_report("横沥镇", datetime.date(2020, 1, 1)), "year must be int or str, got date"),
        (lambda: lawgov.audit_report("横沥镇", 2020, against="a.csv"), "against must be list of str or path, got str"),
        (lambda: lawgov.parts(lawgov.load_figures("横沥镇", 2020), "48"), "total must be int, got str"),
        (lambda: lawgov.diff(b"a", "b"), "old must be str or path, got bytes"),
    ],
)
def test_an_argument_of_another_kind_is_named(call, said):
    with pytest.raises(BadParameter, match=f"^{said}$"):
        call()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_fails_within_for_what_it_is_given_first(name):
    function = getattr(lawgov, name)
    takes = list(inspect.signature(function).parameters.values())
    others = [None for each in takes[1:] if each.default is inspect.Parameter.empty]
    for odd in ODD:
        with pytest.raises(LawgovError) as refused:
            function(odd, *others)
        assert "\n" not in str(refused.value)


def test_what_a_function_takes_is_said_of_each_argument():
    for name in FUNCTIONS:
        for each in inspect.signature(getattr(lawgov, name)).parameters.values():
            assert each.annotation is not inspect.Parameter.empty, f"{name}({each})"


def test_what_tables_hold_is_a_number_and_a_text():
    figures = lawgov.load_figures(np.str_("横沥镇"), np.int64(2020))
    assert len(lawgov.parts(figures, np.int64(48))) > 0
    assert len(lawgov.load_figures(441900106, "2020")) == len(lawgov.load_figures("横沥镇", 2020.0)) == len(figures)


def test_a_place_is_named_as_everywhere_where_others_stand_beside_it():
    figures = lawgov.load_figures()
    pd.testing.assert_frame_equal(lawgov.peers(figures, "横沥镇", "2020"), lawgov.peers(figures, "441900106", 2020))


@pytest.mark.parametrize("value", [pd.NA, float("nan"), 1.5, True, [1], None])
def test_no_other_thing_is_a_number_or_a_text(value):
    def shown(text: str | int) -> str | int:
        return text

    with pytest.raises(BadParameter, match="text must be str or int"):
        checked(shown)(value)


def test_a_generator_is_not_used_up():
    def count(paths: Iterable[str]) -> int:
        return len(list(paths))

    assert checked(count)(each for each in "ab") == 2


def test_a_missing_argument_is_told_by_its_function():
    with pytest.raises(TypeError, match=r"find_place\(\): missing a required argument: 'name'"):
        lawgov.find_place()


def test_what_is_in_quotation_marks_is_left_to_the_function():
    def read(file: "Path") -> str:
        return str(file)

    assert checked(read)(5) == "5"


def test_a_function_is_the_same_one_each_time_and_has_its_help():
    assert lawgov.add is lawgov.add
    assert lawgov.add.__doc__.startswith("Add published reports")


def test_another_process_finds_a_function_by_its_name():
    assert pickle.loads(pickle.dumps(lawgov.extract_figures)) is lawgov.extract_figures


@pytest.fixture(scope="module")
def figures():
    return lawgov.load_figures("横沥镇", 2020)


CHANGES = {
    "value must be numbers, got str": lambda t: t.assign(value=t["value"].astype(str)),
    "value must be numbers, got inf": lambda t: t.assign(value=float("inf")),
    "value is twice among the columns": lambda t: pd.concat([t, t[["value"]]], axis=1),
    "no column value": lambda t: t.drop(columns="value"),
    "place_code must be texts, got int64": lambda t: t.assign(place_code=441900106),
    "year must be whole numbers, got str": lambda t: t.assign(year="2020"),
    "indicator must be texts, got NoneType and str": lambda t: t.assign(
        indicator=t["indicator"].astype(object).where(t["indicator"] != "", None)
    ),
}
OF_FIGURES = {
    "audit_figures": lambda t: lawgov.audit_figures(t),
    "check_identities": lambda t: lawgov.check_identities(t),
    "compare_years": lambda t: lawgov.compare_years(t),
    "peers": lambda t: lawgov.peers(t, "441900106", 2020),
    "wide": lambda t: lawgov.wide(t),
}


@pytest.mark.parametrize("said", CHANGES)
@pytest.mark.parametrize("name", OF_FIGURES)
def test_a_column_that_somebody_read_or_made_otherwise_is_named(figures, name, said):
    # The audit lists what a table lacks as a fault of a table.
    said_of_audit = said.replace("no column value", "value: missing")
    with pytest.raises(LawgovError, match=f"{said}|{said_of_audit}"):
        OF_FIGURES[name](CHANGES[said](figures))


def test_a_draft_without_its_year_is_said_to_have_none():
    draft = lawgov.extract_figures(lawgov.parse_report("全年受理行政复议申请12件，审结10件。"))
    assert len(lawgov.headline(draft)) == 2
    for function in (lawgov.coverage, lawgov.compare_years):
        with pytest.raises(BadParameter, match="a year is missing"):
            function(draft)


def test_a_time_that_is_none_is_named_and_a_draft_that_has_none_is_compared_with_nothing(figures):
    for function in (lawgov.compare_years, lawgov.audit_figures):
        with pytest.raises(BadParameter, match="“去年” is no period like 2020"):
            function(figures.assign(period="去年"))
    assert lawgov.compare_years(figures.assign(period="")).empty
