"""Every rule does what its own examples say."""

import pytest

from lawgov_analysis.codebook.check import RULE_TABLES, Trial
from lawgov_analysis.tables import open_data

TRIAL = Trial(open_data())
ROWS = {f"{TRIAL.file(row.table)}:{row.line}": row for name in RULE_TABLES for row in TRIAL.rows(name)}
# Of these tables not every row has an example yet.
UNFINISHED = {"words", "exclusions"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_rule_does_what_its_examples_say(row):
    faults = TRIAL.faults(row)
    assert [fault for fault in faults if row.table not in UNFINISHED or fault[1] != "没有例句"] == []


def test_every_coding_rule_decides_an_example():
    for row in ROWS.values():
        if row.table in ("patterns", "indicator_examples"):
            TRIAL.faults(row)
    assert [said for *_, said in TRIAL.notes("dead")] == []
