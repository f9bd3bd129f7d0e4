"""A known fault is shown as explained; an entry that no longer fits the source fails loudly."""

import pytest

from lawgov_analysis.auditing import audit_figures, audit_report
from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import load_corrections, load_figures

from helpers.audited import disputes
from helpers.invented import add_report, copy_of_data

ENTRY = "990000001,2019,3,rate-mismatch,96.7,96.9,原文有误。,Wrong in the source."


@pytest.fixture
def data_dir(tmp_path):
    """The data with an invented report whose rate is miscalculated, and the entry that explains it."""
    folder = copy_of_data(tmp_path / "data", "reports")
    add_report(folder, disputes("96.7").assign(year=2019, period="2019"))
    write(folder, ENTRY)
    return folder


def write(data_dir, *entries):
    file = data_dir / "corrections.csv"
    header = file.read_text(encoding="utf-8").splitlines()[0]
    file.write_text("\n".join([header, *entries]) + "\n", encoding="utf-8")


def test_every_correction_explains_a_finding(data_dir):
    for folder in (None, data_dir):
        for row in load_corrections(folder).itertuples():
            findings = audit_report(row.place_code, row.year, data_dir=folder).findings
            explained = findings[(findings["rule"] == row.rule) & (findings["explained"] == row.reason_zh)]
            assert row.figure in explained["figures"].item()
    assert len(load_corrections(data_dir)) == 1


def test_a_fault_that_is_not_recorded_stays_unexplained(data_dir):
    write(data_dir)
    findings = audit_report("示例镇", 2019, data_dir=data_dir).findings
    assert findings.loc[findings["rule"] == "rate-mismatch", "explained"].tolist() == [""]


def test_an_entry_fails_once_the_figure_is_another(data_dir):
    file = data_dir / "figures" / "990000001-2019.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",96.7,%", ",96.9,%").replace("96.7%", "96.9%"), encoding="utf-8")
    with pytest.raises(BadTable, match=r"corrections.csv:2:expect: the figure is 96.9 now and not the faulty 96.7"):
        load_corrections(data_dir)
    with pytest.raises(BadTable, match=r"corrections.csv:2"):
        audit_report("示例镇", 2019, data_dir=data_dir)


def test_an_entry_fails_once_the_rule_finds_nothing(data_dir):
    file = data_dir / "figures" / "990000001-2019.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2784", "2777"), encoding="utf-8")
    with pytest.raises(BadTable, match=r"corrections.csv:2:rule: rate-mismatch finds nothing on figure 3"):
        audit_report("示例镇", 2019, data_dir=data_dir)


def test_an_entry_of_a_figure_that_is_not_there_fails(data_dir):
    write(data_dir, ENTRY.replace(",2019,3,", ",2019,99,"))
    with pytest.raises(BadTable, match=r"corrections.csv:2:figure: 99 is no figure of 990000001-2019"):
        load_corrections(data_dir)


def test_an_entry_of_an_unknown_report_fails(data_dir):
    write(data_dir, ENTRY.replace("2019", "2011"))
    with pytest.raises(BadTable, match=r"corrections.csv:2:place_code,year: is not in the table reports"):
        load_corrections(data_dir)


def test_a_figure_put_right_in_a_table_of_ones_own_is_no_failure(data_dir):
    figures = load_figures("示例镇", 2019, data_dir)
    figures["value"] = figures["value"].where(figures["figure"] != 3, 96.9)
    figures["surface"] = figures["surface"].str.replace("96.7", "96.9")
    assert audit_figures(figures, data_dir=data_dir).empty


def test_a_data_folder_without_corrections_has_none(data_dir):
    (data_dir / "corrections.csv").unlink()
    assert load_corrections(data_dir).empty
    assert "rate-mismatch" in set(audit_report("示例镇", 2019, data_dir=data_dir).findings["rule"])
