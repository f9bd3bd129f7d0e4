"""The tables of the intake: each row is tried by its own example, and each reason is one that is given."""

import re

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.documents.place import Placed
from lawgov_analysis.intake.judged import coverage, document_type
from lawgov_analysis.intake.rules import KINDS, limit, reasons_of, says
from lawgov_analysis.paths import PACKAGE, default_data_dir
from lawgov_analysis.tables import load_reports, open_data, read_table

SOURCE = "".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "intake").glob("*.py"))
WORDS = read_table("intake_words").to_dict("records")


@pytest.mark.parametrize("row", WORDS, ids=[row["role"] for row in WORDS])
def test_words_stand_in_their_example_and_not_in_its_unlike(row):
    assert says(row["role"], row["example"], open_data())
    assert not row["unlike"] or not says(row["role"], row["unlike"], open_data())


def test_every_role_limit_and_reason_is_asked_for():
    quoted = set(re.findall(r'"([a-z]+(?:[_-][a-z]+)*)"', SOURCE))
    data = open_data()
    assert set(data.table("intake_words")["role"]) <= quoted
    assert set(data.table("intake_limits")["limit"]) <= quoted
    assert set(reasons_of(data).index) <= quoted
    assert limit("fewest_figures", data) == 5


def test_each_kind_of_what_cannot_be_read_is_one_that_a_reader_names():
    files = [PACKAGE / "files" / "archives.py", *(PACKAGE / "documents").rglob("*.py")]
    readers = "".join(file.read_text(encoding="utf-8") for file in files)
    named = re.findall(r'UnreadableReport\((?:[^\n]*|\n[^)]*)"([a-z]+(?:-[a-z]+)+|[a-z]+)",?\s*\)', readers)
    assert set(named) <= KINDS
    assert {kind for kind in KINDS if f'"{kind}"' in readers} == KINDS
    assert reasons_of(open_data()).loc[sorted(KINDS), "state"].eq("refused").all()


def test_what_waits_weighs_and_says_what_to_do():
    reasons = reasons_of(open_data())
    queued = reasons[reasons["state"] == "queued"]
    assert queued["weight"].between(80, 99).all()
    assert (queued["settle"] != "").all()
    assert (queued["settle_en"] != "").all()
    assert (reasons.loc[reasons["state"] != "queued", "weight"] == 0).all()


def titled():
    for data_dir in (None, default_data_dir() / "samples" / "city"):
        for row in load_reports(data_dir=data_dir).to_dict("records"):
            if row["title"]:
                yield row["title"], row["document_type"], row["coverage"]


def test_the_titles_of_the_data_say_what_kind_of_document_they_are():
    wrong = []
    for title, kind, _ in titled():
        report = parse_report(f"{title}\n一、成效\n全年办理案件12件。")
        department = Placed(level="部门" if kind == "部门报告" else "")
        found = document_type(report, department, open_data())
        wrong += [(title, kind, found)] if found != kind else []
    assert wrong == []


def test_a_report_of_a_department_that_is_given_is_one_of_a_department():
    report = parse_report("2023年法治政府建设年度报告\n一、成效\n全年办理案件12件。", place="东莞市司法局")
    assert document_type(report, report.placed, open_data()) == "部门报告"


def test_an_excerpt_says_so():
    for title in ("琴坞乡2021年法治政府建设年度报告（摘编）", "琴坞乡2021年法治政府建设年度报告"):
        report = parse_report(f"{title}\n一、成效\n全年办理案件12件。")
        assert coverage(report, open_data()) == ("excerpt" if "摘编" in title else "full")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某镇召开2023年法治政府建设推进会", "新闻"),
        ("某镇2023年政府信息公开工作年度报告", "其他"),
        ("某县2023年法治政府建设实施方案", "其他"),
        ("某镇党政主要负责人2023年述法报告", "其他"),
        ("关于印发《某县2023年度法治政府建设情况报告》的通知", "年度报告"),
        ("某镇关于2020年度推进法治政府建设情况及2021年工作打算", "年度报告"),
        ("某镇2022年依法行政工作总结", "总结"),
    ],
)
def test_titles_of_other_documents_are_told_apart(title, kind):
    assert document_type(parse_report(f"{title}\n全年办理案件12件。"), Placed(), open_data()) == kind
