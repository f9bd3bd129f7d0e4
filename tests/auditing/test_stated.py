"""What the words state of the figures: an error where they say it, a warning where they only suggest it."""

import pytest

from lawgov_analysis.auditing import audit_figures
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import add_stated, extract_figures
from lawgov_analysis.tables import FIGURE_COLUMNS

from helpers.audited import audit, report_text


def hard(findings):
    return set(findings.loc[findings["severity"] == "error", "rule"])


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("parts-mismatch", "受理投诉1000件,其中食品400件、药品300件、保健品200件、化妆品90件。"),
        ("parts-mismatch", "审结行政复议案件80件,其中维持50件、撤销8件、驳回12件、终止9件。"),
        ("subset-exceeds-total", "受理信访事项85件,办结88件。"),
        ("rate-mismatch", "排查矛盾纠纷412件,调处401件,化解率99.3%。"),
    ],
)
def test_what_the_text_does_not_say_is_at_most_a_warning(rule, text):
    findings = audit(report_text(text)).set_index("rule")
    assert findings.loc[rule, "severity"] == "warning"
    assert "请核对" in findings.loc[rule, "message"]
    assert not hard(audit(report_text(text)))


def test_cases_carried_over_may_be_more_than_those_received():
    assert "subset-exceeds-total" in set(audit(report_text("受理信访事项85件,办结88件。"))["rule"])
    assert "subset-exceeds-total" not in set(audit(report_text("受理信访事项85件,办结88件(含上年结转8件)。"))["rule"])


def test_outcomes_beside_what_years_leave_over_are_no_sum():
    new = "新收政府信息公开申请131件,予以公开72件、不予公开48件、其他处理8件。"
    assert "parts-mismatch" in hard(audit(report_text(new)))
    assert not hard(audit(report_text(f"上年结转政府信息公开申请4件,{new[:-1]},结转下年度7件。")))


def test_what_is_stated_leaves_the_drafted_table_as_it_is():
    report = parse_report("评查案卷40宗,合格38宗,合格率96%。")
    figures = extract_figures(report)
    before = figures.copy(deep=True)
    claimed = add_stated(figures, report)
    assert claimed["related"].tolist() == ["", "1", "2/1"]
    assert figures.equals(before)


def test_a_ratio_found_by_chance_is_not_held_against_a_report():
    text = "开展检查120次,举办讲座118次,群众满意率98%。"
    assert not hard(audit(report_text(text)))


def test_a_rate_that_is_surely_wrong_is_found_in_a_table_that_has_lost_its_text():
    figures = extract_figures(parse_report("审结行政复议案件264件,其中调解和解88件,调解和解率43.3%。"))
    assert figures["related"].tolist() == ["", "1", "2/1"]
    assert hard(audit_figures(figures[list(FIGURE_COLUMNS)])) == {"rate-mismatch"}
