"""From a report's text to its findings: planted faults are found, sound sentences raise nothing that is hard."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_analysis.auditing import audit_figures, audit_file
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import default_data_dir

from helpers import ROOT
from helpers.audited import YEAR, audit, report_text
from helpers.sentences import read_sentences

SAMPLES = default_data_dir() / "samples"
SHARED = ROOT.parent / "shared"
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")
SENTENCES = {
    line: (rule, text.replace("/", "\n")) for line, (rule, text) in read_sentences("audit/examples.csv").items()
}
PLANTED = {line: (rule, text) for line, (rule, text) in SENTENCES.items() if rule}
SOUND = {line: text for line, (rule, text) in SENTENCES.items() if not rule}


def hard(findings):
    return set(findings.loc[findings["severity"] == "error", "rule"])


def audit_all(texts):
    """Audit many texts at once; return the rules of each and those of its errors."""
    reports = [replace(parse_report(text), place_code=f"99{at:07d}") for at, text in enumerate(texts)]
    figures = [extract_figures(report).assign(place_code=report.place_code) for report in reports]
    findings = audit_figures(pd.concat(figures, ignore_index=True), reports)
    of_each = [findings[findings["place_code"] == report.place_code] for report in reports]
    return [(set(found["rule"]), hard(found)) for found in of_each]


@pytest.fixture(scope="module")
def audited():
    """The rules of each sentence with wide marks and those of its errors; with narrow ones its rule is tried by it."""
    texts = [report_text(text).translate(FULL_WIDTH) for _, text in SENTENCES.values()]
    return dict(zip(SENTENCES, audit_all(texts), strict=True))


def test_a_planted_fault_is_found_and_nothing_else_that_is_hard(audited):
    wrong = {
        line: (text, rule, audited[line])
        for line, (rule, text) in PLANTED.items()
        if rule not in audited[line][0] or not audited[line][1] <= {rule}
    }
    assert wrong == {}


def test_a_sound_sentence_raises_nothing_hard(audited):
    assert {line: (text, audited[line][1]) for line, text in SOUND.items() if audited[line][1]} == {}


def test_a_whole_report_of_sound_sentences_raises_nothing_hard():
    # Invented apart, they give one indicator several values.
    assert hard(audit(report_text(*SOUND.values()))) == {"conflicting-values"}


def test_a_report_full_of_faults_gives_each_rule():
    findings = audit(report_text(*(text for _, text in PLANTED.values())))
    assert {rule for rule, _ in PLANTED.values()} <= set(findings["rule"])


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "pdf"])
def test_the_sample_has_exactly_its_two_faults(suffix):
    findings = audit_file(SAMPLES / f"shili-2023.{suffix}").findings
    errors = findings[findings["severity"] == "error"]
    assert errors[["rule", "printed", "expected"]].to_numpy().tolist() == [
        ["rate-mismatch", "96%", "95.0%"],
        ["parts-mismatch", "1526条", "1516条"],
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published text is not beside the project")
def test_a_published_report_has_no_error_and_its_rate_is_noted():
    findings = audit_file(SHARED / "corpus" / "hengli_2020.txt").findings
    assert "error" not in set(findings["severity"])
    assert "rate-truncated" in set(findings["rule"])
    assert not {"part-missing", "placeholder", "wrong-year", "published-late", "source-changed"} & set(findings["rule"])


@pytest.mark.parametrize(
    "plan",
    [
        "一是加快装备标准化建设，到2024年年底配备率达到100%。",
        "（一）推进机制建设，2024年底前人员配备率达到100%。",
        "（一）到2024年年底完成规范化建设",
    ],
)
def test_a_deadline_in_a_plan_is_not_the_year_of_its_heading(plan):
    done = "一、工作成效\n全年调解纠纷30件。"
    text = f"示例镇2023年法治政府建设年度报告\n{done}\n三、下一步工作打算\n{plan}\n示例镇人民政府"
    report = parse_report(text)
    findings = audit_figures(extract_figures(report), report)
    assert "wrong-year" not in set(findings["rule"])


def test_a_heading_of_another_year_is_found():
    report = parse_report("示例镇2023年法治政府建设年度报告\n一、2024年工作成效\n全年调解纠纷30件。\n示例镇人民政府")
    assert "wrong-year" in set(audit_figures(extract_figures(report), report)["rule"])


# Hostile input


@settings(max_examples=15)
@given(
    st.lists(
        st.text("一二2023年月日件宗%率其中、,。;()（）XX×*_ \n占合计同比截至上半第", max_size=200),
        min_size=1,
        max_size=9,
    )
)
def test_any_text_can_be_audited(texts):
    assert len(audit_all(texts)) == len(texts)


@pytest.mark.parametrize(
    "text", ["X" * 50_000, "_" * 50_000, "（" * 20_000, "截至" * 20_000, "1件," * 1_000, "其中" * 20_000 + "1件"]
)
def test_hostile_texts_end(text):
    report = parse_report(text, year=YEAR)
    audit_figures(extract_figures(report), report)
