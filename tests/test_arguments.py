"""A public function says in one line what of its arguments is of another kind."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.arguments import checked
from lawgov_analysis.errors import BadParameter


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: lawgov.add(None), "paths must be str or PathLike or Iterable of str or PathLike, got NoneType"),
        (lambda: lawgov.add(["a.txt", None]), "paths must be .*, got list"),
        (lambda: lawgov.add("a.txt", jobs="2"), "jobs must be int or None, got str"),
        (lambda: lawgov.render_notebook(None), "name must be str or PathLike, got NoneType"),
        (lambda: lawgov.check_reports(5), "reports must be str or PathLike or None, got int"),
        (lambda: lawgov.check_codebook(5), "which must be str or Path or None, got int"),
        (lambda: lawgov.load_figures(["横沥镇"]), "place must be str or int or None, got list"),
        (lambda: lawgov.audit_report("横沥镇", datetime.date(2020, 1, 1)), "year must be int or str, got date"),
        (lambda: lawgov.parts(lawgov.load_figures("横沥镇", 2020), "48"), "total must be int, got str"),
        (lambda: lawgov.diff(b"a", "b"), "old must be str or PathLike, got bytes"),
    ],
)
def test_an_argument_of_another_kind_is_named(call, said):
    with pytest.raises(BadParameter, match=f"^{said}$"):
        call()


def test_what_tables_hold_is_a_number_and_a_text():
    figures = lawgov.load_figures(np.str_("横沥镇"), np.int64(2020))
    assert len(lawgov.parts(figures, np.int64(48))) > 0
    assert len(lawgov.load_figures(441900106, "2020")) == len(figures)


@pytest.mark.parametrize("value", [pd.NA, float("nan"), 1.5, True, [1], None])
def test_no_other_thing_is_a_text(value):
    def shown(text: str) -> str:
        return text

    with pytest.raises(BadParameter, match="text must be str"):
        checked(shown)(value)


def test_a_generator_is_not_used_up():
    def count(paths: Iterable[str]) -> int:
        return len(list(paths))

    assert checked(count)(each for each in "ab") == 2


def test_a_missing_argument_is_told_by_python():
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        lawgov.find_place()


def test_the_words_that_are_allowed_are_named():
    def say(lang: Literal["zh", "en"], file: Path | None = None) -> str:
        return lang

    with pytest.raises(BadParameter, match=r"^lang must be zh or en, got str$"):
        checked(say)("fr")


def test_a_function_is_the_same_one_each_time_and_has_its_help():
    assert lawgov.add is lawgov.add
    assert lawgov.add.__doc__.startswith("Add published reports")
