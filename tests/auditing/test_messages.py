"""Findings in words: every message is filled, in both languages."""

import pandas as pd
import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import load_figures

from helpers.audited import figure, only, table
from helpers.invented import copy_of_data


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


@pytest.mark.parametrize(
    ("name", "what", "key"),
    [
        ("rules/audit/messages", "rule “rate-truncated”, case “”", "rate-truncated"),
        ("rules/audit/words", "role unbounded", "unbounded"),
        ("presentation/sentences", "sentence “comma”", "comma"),
    ],
)
def test_a_row_that_the_audit_asks_for_and_is_not_there_is_a_fault_of_the_table(tmp_path, name, what, key):
    data_dir = copy_of_data(tmp_path / "data", "rules", "messages", "audit_words", "sentences")
    file = data_dir / f"{name}.csv"
    rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(row for row in rows if not row.startswith(f"{key},")) + "\n", encoding="utf-8")
    with pytest.raises(BadTable, match=rf"{name.split('/')[-1]}\.csv: has no row of the {what}"):
        audit_figures(pd.concat([load_figures("横沥镇", 2020), table(figure(120, "%", "办结率"))]), data_dir=data_dir)


def test_a_rule_that_nothing_checks_is_a_fault_of_the_table(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "rules", "messages", "audit_words", "sentences")
    with (data_dir / "rules" / "audit" / "rules.csv").open("a", encoding="utf-8") as table:
        table.write("too-good,note,report,太好,Too good,好。,Good.,好。,Good.,,,\n")
    with pytest.raises(BadTable, match=r"rules\.csv: no such rule is checked, got “too-good”"):
        audit_figures(load_figures("横沥镇", 2020), data_dir=data_dir)
