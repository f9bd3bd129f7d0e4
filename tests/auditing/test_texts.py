"""From a report's text to its findings: planted faults are found, sound sentences raise nothing that is hard."""

import csv
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_analysis.audit_rules_boilerplate import shared_passages
from lawgov_analysis.auditing import audit_figures, audit_file
from lawgov_analysis.claims import add_claims
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.findings import audit_table, load_rules
from lawgov_analysis.paths import default_data_dir

from helpers import ROOT, TESTS
from helpers.audited import YEAR, report_text

HARD = set(load_rules().query("severity == 'error'").index)
SAMPLES = default_data_dir() / "samples"
SHARED = ROOT.parent / "shared"
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def sentences():
    with (TESTS / "audit_sentences.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["rule"], row["text"].replace("/", "\n")) for row in csv.DictReader(lines)]


PLANTED = [(rule, text) for rule, text in sentences() if rule]
SOUND = [text for rule, text in sentences() if not rule]


def audit(text, **options):
    report = parse_report(text)
    return audit_figures(extract_figures(report), report, **options)


def hard(findings):
    return set(findings.loc[findings["severity"] == "error", "rule"])


def audit_all(texts):
    """Audit many texts at once; return the rules of each and those of its errors."""
    reports = [replace(parse_report(text), place_code=f"99{at:07d}") for at, text in enumerate(texts)]
    figures = [extract_figures(report).assign(place_code=report.place_code) for report in reports]
    findings = audit_figures(pd.concat(figures, ignore_index=True), reports)
    of_each = [findings[findings["place_code"] == report.place_code] for report in reports]
    return [(set(found["rule"]), hard(found)) for found in of_each]


@pytest.mark.parametrize("punctuation", ["half", "full"])
def test_planted_faults_are_found_and_nothing_else_that_is_hard(punctuation):
    texts = [report_text(text) for _, text in PLANTED]
    texts = [text.translate(FULL_WIDTH) for text in texts] if punctuation == "full" else texts
    found = zip(PLANTED, audit_all(texts), strict=True)
    assert [(planted, rules) for planted, rules in found if planted[0] not in rules[0] or rules[1] - {planted[0]}] == []


@pytest.mark.parametrize("punctuation", ["half", "full"])
def test_sound_sentences_raise_nothing_hard(punctuation):
    texts = [report_text(text) for text in SOUND]
    texts = [text.translate(FULL_WIDTH) for text in texts] if punctuation == "full" else texts
    assert [(text, rules) for text, (_, rules) in zip(SOUND, audit_all(texts), strict=True) if rules] == []


def test_a_whole_report_of_sound_sentences_raises_nothing_hard():
    # Invented apart, they give one indicator several values.
    assert hard(audit(report_text(*SOUND))) == {"conflicting-values"}


def test_a_report_full_of_faults_gives_each_rule():
    findings = audit(report_text(*(text for _, text in PLANTED)))
    assert {rule for rule, _ in PLANTED} <= set(findings["rule"])


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "pdf"])
def test_the_sample_has_exactly_its_two_faults(suffix):
    findings = audit_file(SAMPLES / f"shili-2023.{suffix}").findings
    errors = findings[findings["severity"] == "error"]
    assert errors[["rule", "printed", "expected"]].to_numpy().tolist() == [
        ["rate-mismatch", "96%", "95.0%"],
        ["parts-mismatch", "1526条", "1516条"],
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published text is not beside the project")
def test_a_published_report_has_exactly_its_one_fault():
    findings = audit_file(SHARED / "corpus" / "hengli_2020.txt").findings
    assert findings.loc[findings["severity"] == "error", "rule"].tolist() == ["rate-truncated"]
    assert not {"part-missing", "placeholder", "wrong-year", "published-late", "source-changed"} & set(findings["rule"])


# Likely rather than said: a warning, never an error.


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
    assert hard(audit(report_text(text))) == set()


def test_cases_carried_over_may_be_more_than_those_received():
    assert "subset-exceeds-total" in set(audit(report_text("受理信访事项85件,办结88件。"))["rule"])
    assert "subset-exceeds-total" not in set(audit(report_text("受理信访事项85件,办结88件(含上年结转8件)。"))["rule"])


def test_claims_leave_the_drafted_table_as_it_is():
    report = parse_report("评查案卷40宗,合格38宗,合格率96%。")
    figures = extract_figures(report)
    before = figures.copy(deep=True)
    claimed = add_claims(figures, report.text)
    assert claimed["related"].tolist() == ["", "1", "2/1"]
    assert figures.equals(before)


def test_a_ratio_found_by_chance_is_not_held_against_a_report():
    text = "开展检查120次,举办讲座118次,群众满意率98%。"
    assert hard(audit(report_text(text))) == set()


# Year, parts, dates


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("一、2023年主要举措", "一、2022年主要举措", "章节标题"),
        ("一、2023年主要举措", "一、2024年主要举措", "章节标题"),
        ("四、2024年工作安排", "四、2023年工作安排", "下一年"),
        ("四、2024年工作安排", "四、2022年工作安排", "下一年"),
        ("现将有关情况报告如下", "现将2022年法治政府建设情况报告如下", "开头"),
    ],
)
def test_another_year_than_the_reports_is_said(old, new, said):
    findings = audit(report_text("调解纠纷30件。").replace(old, new)).set_index("rule")
    assert findings.loc["wrong-year", "severity"] == "error"
    assert said in findings.loc["wrong-year", "message"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、2023年主要举措", "一、主要举措"),
        ("一、2023年主要举措", "一、2021年以来主要举措"),
        ("二、存在的不足和原因", "二、2022年度督察反馈问题整改情况和存在的不足"),
        ("四、2024年工作安排", "四、下一步工作打算"),
        ("提升执法能力", "落实《法治社会建设纲要(2020—2025年)》"),
        ("扎实推进", "贯彻2022年中央经济工作会议精神,扎实推进"),
    ],
)
def test_other_years_are_spoken_of_with_right(old, new):
    assert "wrong-year" not in set(audit(report_text("调解纠纷30件。").replace(old, new))["rule"])


def test_a_body_that_speaks_of_another_year_only_is_said():
    text = "示例镇2023年法治政府建设报告\n2022年,我镇依法办事。\n一、成效\n2022年,调解纠纷30件。\n二、不足\n人员少。\n"
    assert "wrong-year" in set(audit(text)["rule"])
    assert "wrong-year" not in set(audit(text + "2023年,开展培训3次。")["rule"])


def test_the_year_that_a_user_gives_is_held_against_the_title():
    report = parse_report(report_text("调解纠纷30件。"), year=2022)
    assert "标题写的是2023年" in "".join(audit_figures(extract_figures(report), report)["message"])


SECTIONS = {
    "主要举措和成效": ("一、2023年主要举措", "二、存在的不足"),
    "存在的不足和原因": ("二、存在的不足", "三、党政主要负责人"),
    "第一责任人职责": ("三、党政主要负责人", "四、2024年工作安排"),
    "下一年度的主要安排": ("四、2024年工作安排", "示例镇人民政府\n"),
}


@pytest.mark.parametrize("part", SECTIONS)
def test_a_missing_part_is_said(part):
    text = report_text("受理12345热线投诉30件,办结30件。", "针对督察反馈存在的问题逐项整改,党委书记主持召开会议。")
    assert "part-missing" not in set(audit(text)["rule"])
    first, last = SECTIONS[part]
    findings = audit(text[: text.index(first)] + text[text.index(last) :])
    missing = findings.loc[findings["rule"] == "part-missing", "message"].tolist()
    assert len(missing) == 1
    assert part in missing[0]


def test_parts_without_headings_of_their_own_are_recognised_by_their_sentences():
    text = (
        "示例镇2023年法治政府建设年度报告\n2023年,全镇调解矛盾纠纷30件。党政主要负责人切实履行推进法治建设职责。\n"
        "虽然取得一定成绩,但工作中还存在执法力量薄弱等问题。\n下一步,我镇将加强队伍建设。\n示例镇人民政府\n2024年1月18日\n"
    )
    assert "part-missing" not in set(audit(text)["rule"])


def test_a_piece_of_a_report_has_no_missing_parts():
    assert "part-missing" not in set(audit("2023年,全镇调解矛盾纠纷30件。")["rule"])


@pytest.mark.parametrize(
    ("signed", "rules"),
    [
        ("2024年1月18日", set()),
        ("2024年4月1日", set()),
        ("2024年4月2日", {"published-late"}),
        ("2023年12月31日", set()),
        ("2023年12月18日", {"period-incomplete"}),
    ],
)
def test_the_day_of_the_signature_is_held_against_the_provisions(signed, rules):
    findings = audit(report_text("调解纠纷30件。").replace("2024年1月18日", signed))
    assert set(findings["rule"]) & {"published-late", "period-incomplete"} == rules


def test_the_day_of_publication_counts_before_that_of_the_signature():
    text = report_text("调解纠纷30件。") + "发布时间:2024-09-08\n"
    findings = audit(text).set_index("rule")
    assert findings.loc["published-late", "printed"] == "2024-09-08"


# Passages

OWN = (
    "窗口把材料清单贴在门口,来办事的人照着带齐,缺一样就打电话到村里核对,不让群众为一张纸再跑一趟。"
    "村里的老支书搬来板凳坐到田埂上,把两家争了七年的水渠一段一段量给他们看,量完各让半尺,当场写了字据。"
)


def test_passages_shared_with_another_report_are_said():
    other = parse_report(report_text(OWN, "办件30件。", year=2022, town="别处镇"))
    findings = audit(report_text("开头不同。", OWN, "办件45件。"), against=[other]).set_index("rule")
    assert "别处镇2022" in findings.loc["boilerplate", "message"]
    assert "窗口把材料清单" in findings.loc["boilerplate", "message"]


def test_set_phrases_and_names_of_documents_are_no_boilerplate():
    phrases = (
        "坚持以习近平新时代中国特色社会主义思想为指导,深入学习贯彻习近平法治思想,全面贯彻落实党的二十大精神,"
        "认真落实《法治政府建设实施纲要(2021—2025年)》,扎实推进法治政府建设。"
    )
    other = parse_report(phrases + "各村轮流坐班,听完再说。")
    assert "boilerplate" not in set(audit(phrases + "赶集日摆摊讲法。", against=[other])["rule"])


def test_a_report_is_not_held_against_itself():
    text = report_text(OWN)
    assert "boilerplate" not in set(audit(text, against=[parse_report(text)])["rule"])


@settings(max_examples=60)
@given(
    st.text("开展普法宣传调解纠纷,。1 \n《》", max_size=200), st.text("开展普法宣传调解纠纷,。1 \n《》", max_size=200)
)
def test_shared_passages_lie_in_the_text_in_order(text, other):
    passages = shared_passages(text, other)
    flat = [offset for passage in passages for offset in passage]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in passages)


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


# The words


def finds(kind, words, phrase):
    """Whether words are found in a phrase."""
    if kind == "pattern":
        return bool(re.search(words, phrase))
    split = list(words) if kind == "letters" else re.split(r"[|~ ]", words)
    return any(word in phrase for word in split)


@pytest.mark.parametrize("role", audit_table("words")["role"])
def test_words_are_found_in_their_example_and_not_in_what_is_unlike(role):
    row = audit_table("words").set_index("role").loc[role]
    assert finds(row["kind"], row["words"], row["example"])
    assert not row["unlike"] or not finds(row["kind"], row["words"], row["unlike"])
