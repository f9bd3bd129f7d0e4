"""Every rule does what its own examples say."""

import pytest

from lawgov_analysis.codebook.check import RULE_TABLES, faults_of
from lawgov_analysis.codebook.remarks import notes
from lawgov_analysis.codebook.trial import Trial
from lawgov_analysis.tables import load_indicators, open_data

TRIAL = Trial(open_data())
DOMAINS = {**load_indicators()["domain"].to_dict(), "": "none"}


def group_of(row):
    """Rows of one test: thousands of tests would take longer than what they try."""
    rule = TRIAL.at(row)
    match row.table:
        case "exclusions":
            return f"{row.table}-{rule.set[0]}"
        case "words":
            return f"{row.table}-{rule.role}"
        case "patterns" | "indicator_examples":
            return f"{row.table}-{DOMAINS[rule.indicator]}"
    return row.table


GROUPS = {}
for name in RULE_TABLES:
    for each in TRIAL.rows(name):
        GROUPS.setdefault(group_of(each), []).append(each)


@pytest.mark.parametrize("rows", GROUPS.values(), ids=GROUPS)
def test_rules_do_what_their_examples_say(rows):
    faults = [f"{TRIAL.file(row.table)}:{row.line}:{': '.join(said)}" for row in rows for said in faults_of(TRIAL, row)]
    assert faults == []


def test_every_coding_rule_decides_an_example():
    for rows in GROUPS.values():
        for row in rows:
            if row.table in ("patterns", "indicator_examples"):
                faults_of(TRIAL, row)
    assert [said for *_, said in notes(TRIAL, "dead")] == []
