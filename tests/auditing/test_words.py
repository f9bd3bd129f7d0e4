"""The words of the audit are those of the folder that is audited."""

import re

import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.auditing.rules.shared_passages import shared_passages
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import add_stated, extract_figures

from helpers.audited import audit, figure, report_text, table
from helpers.invented import copy_of_data


@pytest.fixture
def data_with(tmp_path):
    """A copy of the data whose words of a role have one more."""

    def data_with(role, more, rules="audit"):
        folder = copy_of_data(tmp_path / "data", f"{rules}_words")
        file = folder / "rules" / rules / "words.csv"
        lines = file.read_text(encoding="utf-8").splitlines()
        lines = [re.sub(rf'^({role},\w+,"?)', rf"\g<1>{more}|", line) for line in lines]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return data_with


def test_a_rule_reads_the_words_of_the_folder_that_is_audited(data_with):
    figures = table(figure(120, "%", "办结率"))
    assert "rate-out-of-range" in set(audit_figures(figures)["rule"])
    assert "rate-out-of-range" not in set(audit_figures(figures, data_dir=data_with("unbounded", "办结率"))["rule"])


def test_what_is_stated_is_read_by_the_words_of_the_folder_that_is_audited(data_with):
    report = parse_report("受理信访事项85件,答疑88件。")
    figures, folder = extract_figures(report), data_with("outcome_pair", "受理~答疑", "relation")
    assert add_stated(figures, report)["relation"].tolist() == ["", ""]
    assert add_stated(figures, report, folder)["relation"].tolist() == ["", "subset"]


def test_set_phrases_are_those_of_the_folder_that_is_audited(data_with):
    text = "窗口把材料清单贴在门口,来办事的人照着带齐,缺一样就打电话到村里核对,不让群众为一张纸再跑一趟,办完就走。"
    assert shared_passages(text, text)
    assert not shared_passages(text, text, data_with("set_phrase", "材料清单|打电话到村里核对"))


def test_cases_of_which_a_share_is_told_may_be_counted_in_another_class_but_not_exceed():
    told = "受理投诉40件,办结38件次,办结率96%。"
    found = audit(report_text(told))
    assert found.loc[found["rule"] == "rate-mismatch", "expected"].tolist() == ["95.0%"]
    more = "排查问题40件,整改45件次。"
    assert "subset-exceeds-total" in set(audit(report_text(more.replace("件次", "件")))["rule"])
    assert "subset-exceeds-total" not in set(audit(report_text(more))["rule"])
