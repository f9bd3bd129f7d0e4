"""Passages that a report shares with another are said, set phrases are not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_analysis.auditing.rules.shared_passages import shared_passages
from lawgov_analysis.documents import parse_report

from helpers.audited import audit, report_text

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
