"""Every error that a user can cause has one exit code of its own and says the nearest right value."""

import pickle

import pytest

from lawgov_analysis import errors
from lawgov_analysis.errors import BadTable, LawgovError, nearest

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LawgovError)]


def test_exit_codes_are_of_one_kind_each():
    codes = [kind.exit_code for kind in KINDS]
    assert len(codes) == len(set(codes))
    # 0 is success and 2 is click's: the command's words are wrong.
    assert not {0, 2} & set(codes)
    # Shells keep those from 126 for themselves; 130 is what they say of a program that Ctrl-C ended.
    assert all(0 < code < 126 or code == 130 for code in codes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_table_of_the_module_names_each_kind(kind):
    assert any(f"`{kind.__name__}`" in line and f" {kind.exit_code} " in line for line in errors.__doc__.splitlines())


def test_a_bad_table_says_each_fault_on_a_line_of_its_own():
    error = BadTable(fault for fault in ("a.csv:2:name: must not be empty", "a.csv:3:name: must not be empty"))
    assert error.faults == str(error).splitlines()
    assert len(error.faults) == 2
    # It comes back from another process as it was raised there.
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_table_that_is_none_says_some_of_its_faults_and_how_many_more():
    error = BadTable(["a.csv:2:name: " + "x" * 10_000] * 60_000)
    *said, more = str(error).splitlines()
    assert (len(error.faults), len(said), more) == (60_000, 50, "… and 59,950 more faults")
    assert max(map(len, said)) < 1100


def test_the_nearest_names_come_best_first():
    assert nearest("横历镇", ["长安镇", "横栏镇", "横沥镇"])[0] in ("横沥镇", "横栏镇")
    assert nearest("横沥", ["长安镇", "横沥镇"]) == ["横沥镇"]


def test_nothing_near_is_nothing():
    assert nearest("", ["横沥镇"]) == []
    assert nearest("moon", []) == []


def test_a_number_may_be_asked_for():
    assert nearest(441900107, ["441900106"]) == ["441900106"]


def test_no_more_names_than_asked_for():
    assert len(nearest("示例镇", ["示例镇", "示例乡", "示例市", "示例县"], n=2)) == 2
