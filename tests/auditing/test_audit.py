"""An audit: of what, beside what, with what columns; and what it refuses."""

from datetime import date

import pandas as pd
import pytest

from lawgov_analysis.auditing import (
    audit_all,
    audit_beforehand,
    audit_figures,
    audit_report,
    audited_beforehand,
    check_identities,
)
from lawgov_analysis.auditing.audit import OF_THE_WHOLE
from lawgov_analysis.auditing.findings import FINDING_COLUMNS
from lawgov_analysis.documents import Report, parse_report
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.tables import hold_figures, load_figures, load_reports, open_data

from helpers.audited import PLACE, YEAR, figure, found, hard, table
from helpers.invented import copy_of_data


@pytest.fixture
def data_copy(tmp_path):
    """A data folder of our own to change."""
    return copy_of_data(tmp_path / "data", "reports")


def test_findings_have_the_columns_of_the_contract_first():
    assert FINDING_COLUMNS[:8] == [
        "rule",
        "severity",
        "place_code",
        "year",
        "figures",
        "printed",
        "expected",
        "message",
    ]
    assert list(audit_figures(table(figure(1, "件"))).columns) == FINDING_COLUMNS


def test_an_audit_changes_no_figure():
    figures = load_figures()
    before = figures.copy(deep=True)
    audit_figures(figures, among=figures)
    pd.testing.assert_frame_equal(figures, before)


def test_a_report_of_the_data_is_audited_as_if_the_others_were_handed_over():
    for row in load_reports().iloc[::4].itertuples():
        audit, figures = audit_report(row.place_code, row.year), load_figures(row.place_code, row.year)
        pd.testing.assert_frame_equal(audit.identities, check_identities(figures, among=load_figures()))
        findings = audit_figures(figures, among=load_figures())
        shares = findings["rule"].isin(OF_THE_WHOLE) & (row.coverage == "excerpt")
        pd.testing.assert_frame_equal(audit.findings, findings[~shares].reset_index(drop=True))


def test_held_reports_that_were_audited_beforehand_are_audited_as_by_themselves():
    data, reports = hold_figures(open_data().with_tables({})), load_reports().iloc[::4]
    audit_beforehand(reports["place_code"], data_dir=data)
    for row in reports.itertuples():
        audit, known = audit_report(row.place_code, row.year), audited_beforehand(row.place_code, row.year, "zh", data)
        for one, other in ((audit.findings, known.findings), (audit.identities, known.identities)):
            pd.testing.assert_frame_equal(one, other, check_dtype=len(one) > 0)
    assert audited_beforehand(row.place_code, row.year, "en", data) is None


# Beside the figures: what is recorded of a report, and its text


def test_who_names_every_place_has_all_audited_once(monkeypatch):
    data, times = open_data("data/samples/city").with_tables({}), []
    nothing = pd.DataFrame(columns=FINDING_COLUMNS)
    monkeypatch.setattr("lawgov_analysis.auditing.audit._findings", lambda *_, **__: times.append(1) or nothing)
    audit_all(data_dir=data)
    audit_all(data_dir=data, places={name.partition("-")[0] for name in data.names("figures")})
    assert len(times) == 1


def test_dates_of_reports_csv_speak_for_figures_without_a_text(data_copy):
    reports = data_copy / "reports.csv"
    text = reports.read_text(encoding="utf-8")
    reports.write_text(text.replace("2021-01-29,,,", "2020-12-18,2021-09-08,2020-11-30,"), encoding="utf-8")
    findings = audit_report("横沥镇", 2020, data_dir=data_copy).findings.set_index("rule")
    assert findings.loc["published-late", "printed"] == "2021-09-08"
    assert findings.loc["period-incomplete", "printed"] == "2020-12-18"


def test_recorded_statements_tell_which_parts_there_are(data_copy):
    statements = data_copy / "statements.csv"
    rows = statements.read_text(encoding="utf-8").splitlines()
    assert "part-missing" not in set(audit_report("横沥镇", 2020, data_dir=data_copy).findings["rule"])
    statements.write_text(
        "\n".join(row for row in rows if ",shortcoming," not in row and ",plan," not in row) + "\n", encoding="utf-8"
    )
    findings = audit_report("横沥镇", 2020, data_dir=data_copy).findings
    assert findings.loc[findings["rule"] == "part-missing", "message"].tolist() == [
        "没有写存在的不足和原因。",
        "没有写下一年度的主要安排。",
    ]


def test_a_text_other_than_the_recorded_one_is_said():
    figures = load_figures("横沥镇", 2020)
    recorded = load_reports("横沥镇", 2020)["sha256"].item()
    report = parse_report("横沥镇2020年法治政府建设年度报告\n2020年,横沥镇依法办事。", place="横沥镇", year=2020)
    assert "source-changed" in found(figures, report)
    same = Report(text=report.text, sha256=recorded, place_code="441900106", year=2020)
    assert "source-changed" not in found(figures, same)
    elsewhere = parse_report("2024年,长安镇依法办事。", place="长安镇", year=2024)
    assert "source-changed" not in found(load_figures("长安镇", 2024), elsewhere)


def test_a_text_is_that_of_the_figures_though_it_names_no_place():
    report = Report(text="2023年,投入经费XX万元。", issued_on=date(2023, 12, 1))
    findings = audit_figures(table(figure(9, "起")), report).set_index("rule")
    assert findings.loc["placeholder", "place_code"] == PLACE
    assert findings.loc["period-incomplete", "year"] == YEAR


def test_several_texts_go_with_their_figures():
    figures = pd.concat([table(figure(9, "起")), table(figure(9, "起"), year=2022)], ignore_index=True)
    texts = [Report(text="投入XX万元。", place_code=PLACE, year=2022), Report(text="好。", place_code=PLACE, year=2023)]
    findings = audit_figures(figures, texts)
    assert findings.loc[findings["rule"] == "placeholder", "year"].tolist() == [2022]


# Bad input


def test_a_language_that_does_not_exist_is_refused():
    with pytest.raises(BadParameter, match="lang must be one of zh, en"):
        audit_figures(table(figure(1, "件")), lang="fr")


def test_no_figures_have_no_findings():
    assert audit_figures(table(figure(1, "件"))[:0]).empty


def test_relations_to_what_is_not_there_are_left_alone():
    figures = table(
        figure(38, "宗", relation="subset", related="9"),
        figure(95, "%", relation="ratio", related="7/8"),
        figure(12, "%", relation="growth", related="9"),
        figure(12, "宗", relation="part", related="0"),
    )
    assert not hard(figures)


def test_an_audit_shows_its_findings_as_text_and_in_a_cell():
    audit = audit_report("清溪镇", 2024)
    assert repr(audit).startswith("提示 denominator-unsaid [3] ")
    assert audit._repr_html_().count("<li>") == len(repr(audit).splitlines())
