"""What a change touches: a report is made anew when what it shows changed, and not when another one's did."""

import json

import pytest

from lawgov_analysis.analysis import comparison_gate
from lawgov_analysis.reporting import annual_report
from lawgov_analysis.reporting.analyses import find_notebook, is_plain
from lawgov_analysis.reporting.annual_report.results import FINDINGS, STANDING
from lawgov_analysis.tables import open_data

from helpers.touched import CITY, Reports, Table, city_with_rules

DANFENG = ("990101101", 2022)


@pytest.fixture(scope="module")
def danfeng():
    return annual_report.load(*DANFENG, data_dir=CITY)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Two reports of one place and a panel, each with its manifest, on a copy of the data."""
    folder = tmp_path_factory.mktemp("touched")
    made = Reports(
        city_with_rules(folder / "data"),
        folder / "reports",
        ("annual_report", "panel_followup"),
        ["990101101"],
        [2022],
    )
    made.record()
    return made


def reasons(reports, name, change):
    table = Table(reports.data_dir / name)
    change(table.rows)
    table.write()
    try:
        return reports.planned()
    finally:
        table.put_back()


def of(rows, **wanted):
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def test_what_is_worked_out_of_many_reports_at_once_is_what_it_is_of_one(danfeng):
    """Else a page would be made in vain each time; what it shows of others is not empty."""
    found = annual_report.results(danfeng, STANDING.name)
    shown = {name: said.partition(" ")[2] for name, said in found.items()}
    assert comparison_gate(*DANFENG, CITY).is_open
    assert sum(map(bool, shown.values())) > 3
    # As if all that is stated had changed.
    recorded = {name: f"other {shown[name]}" if " " in said else said for name, said in found.items()}
    (now,) = annual_report.results_of(STANDING.name, [(danfeng.parameters, recorded)], open_data(CITY))
    assert now == recorded
    (now,) = annual_report.results_of(FINDINGS.name, [(danfeng.parameters, {})], open_data(CITY))
    assert now == annual_report.results(danfeng, FINDINGS.name)


def test_a_report_of_which_nothing_changed_is_left_alone(reports):
    assert reports.planned() == ["", ""]


@pytest.mark.parametrize(
    ("name", "row", "cell", "said"),
    [
        ("places.csv", {"code": "990102101"}, {"aliases": "别名"}, ""),
        ("statements.csv", {"place_code": "990102101"}, {"text_zh": "另一句。"}, ""),
        ("statements.csv", {"place_code": "990101101"}, {"text_zh": "另一句。"}, "statements.csv changed: 990101101"),
        ("indicators.csv", {"id": "service_items"}, {"name_zh": "事项"}, "the codebook changed: service_items"),
        ("rules/audit/rules.csv", {"rule": "placeholder"}, {"title_zh": "别的"}, ""),
        ("rules/peers/reasons.csv", {"reason": "target"}, {"zh": "别的"}, ""),
    ],
)
def test_a_row_is_a_reason_for_the_reports_that_read_it(name, row, cell, said, reports):
    for reason in reasons(reports, name, lambda rows: of(rows, **row).update(cell)):
        assert reason.startswith(said) if said else reason == ""


def test_a_value_of_another_town_is_a_reason_for_who_shows_it(reports):
    def change(rows):
        of(rows, indicator="mediation_accepted")["value"] = "99999"

    yearly, panel = reasons(reports, "figures/990102101-2022.csv", change)
    assert yearly == "what others state changed: mediation_accepted"
    assert panel == ""


def test_who_looks_up_things_of_their_own_is_told_by_all_data():
    notebook = json.loads(find_notebook("annual_report").notebook.read_text(encoding="utf-8"))
    assert is_plain(notebook, "annual_report")
    for more in ("report.panel", "import pandas", "open('x')", "[e for e in map(str, [])]", "(lambda: 1)()"):
        own = {"cells": [*notebook["cells"], {"cell_type": "code", "source": more}]}
        assert not is_plain(own, "annual_report"), more
    assert not find_notebook("explore").is_plain
