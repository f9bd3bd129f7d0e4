"""How far people have checked a report, from what was stated before decisions were kept and what was decided since."""

import pytest

from lawgov_analysis.decisions import review_status
from lawgov_analysis.decisions.status import status_of

from helpers.drafted import HENGLI, TEXT, Towns


def told(figure, by="李", field="scope", value="镇级", waits=""):
    return {"figure": str(figure), "by": by, "field": field, "value": value, "waits": waits}


ACCEPTED = [told(1, field="review", value="accepted"), told(2, field="review", value="accepted")]


@pytest.mark.parametrize(
    ("stated", "decisions", "status", "reviewed"),
    [
        ("", [], "unread", 0),
        ("reviewed", [], "reviewed", 2),
        ("", [told(1)], "read", 1),
        ("", [told(1), told(1, by="王")], "read", 1),
        ("", [told(1, waits="gone")], "read", 0),
        ("", [told(0, field="review", value="read")], "read", 0),
        ("", ACCEPTED, "reviewed", 2),
        ("", [*ACCEPTED, told(3, field="figure", value="no")], "reviewed", 2),
        ("", [*ACCEPTED, told(0, by="王", field="review", value="approved")], "approved", 2),
        ("", [*ACCEPTED, told(0, field="review", value="approved")], "reviewed", 2),
        ("", [told(1), told(0, by="王", field="review", value="approved")], "read", 1),
        ("reviewed", [told(0, by="王", field="review", value="approved")], "approved", 2),
        ("", [*ACCEPTED, told(1, by="王"), told(0, by="王", field="review", value="approved")], "approved", 2),
        ("", [told(1), told(2, by="王"), told(0, by="王", field="review", value="approved")], "reviewed", 2),
        ("", [*ACCEPTED, told(1, waits="settled")], "reviewed", 2),
        ("reviewed", [told(1, waits="differ"), told(1, by="王", waits="differ")], "read", 2),
    ],
)
def test_a_report_is_as_far_as_its_figures(stated, decisions, status, reviewed):
    assert status_of(stated, decisions, [1, 2]) == (status, reviewed, 2)


def test_every_report_has_its_line(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT).add(TEXT, code="441900119", review="reviewed")
    town.decide(HENGLI, 2020, 1, "review=accepted")
    assert review_status(data_dir=town.folder).to_numpy().tolist() == [
        [HENGLI, 2020, "read", 1, 3],
        ["441900119", 2020, "reviewed", 3, 3],
    ]


def test_the_reports_of_before_are_reviewed():
    assert set(review_status()["status"]) == {"reviewed"}
