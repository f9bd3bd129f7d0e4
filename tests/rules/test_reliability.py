"""How often a code is wrong that was said with so much confidence."""

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.codebook.reliability import CODES, is_right, read_codes, reliability
from lawgov_analysis.errors import BadParameter

MARKED = (
    "示例镇2023年法治政府建设年度报告\n"
    "全年受理行政复议申请{12件|reconsideration_as_respondent|受理行政复议申请|},栽种树木{30棵|}。\n"
    "作出行政处罚决定{15件|?penalty_decisions/penalty_cases},同比增长{20%|penalty_decisions}。调解纠纷8件。\n"
)


@pytest.fixture
def marked(tmp_path):
    file = tmp_path / "marked.txt"
    file.write_text(MARKED, encoding="utf-8")
    return file


def test_each_mark_is_held_against_what_is_said(marked):
    codes = read_codes([marked])
    assert codes["marked"].tolist() == [
        "reconsideration_as_respondent",
        "-",
        "?penalty_decisions/penalty_cases",
        "",
    ]
    assert codes["said"].tolist()[:2] == ["reconsideration_as_respondent", ""]
    assert codes["confidence"].notna().tolist()[:2] == [True, False]


def test_what_is_not_marked_and_coded_is_wrong(marked):
    last = read_codes([marked]).iloc[-1]
    assert last["said"]
    assert not is_right(last["marked"], last["said"])


def test_bands_count_what_is_said_in_them():
    rows = [("a", 0, "x", "x", 1.0, ""), ("a", 1, "x", "y", 1.0, ""), ("a", 2, "-", "x", 0.7, "weak")]
    table = reliability(pd.DataFrame([*rows, ("a", 3, "x", "", None, "")], columns=CODES))
    assert table["said"].tolist() == [2, 0, 0, 1, 0, 0]
    assert table["wrong"].tolist() == [1, 0, 0, 1, 0, 0]
    assert table["share"].tolist()[0] == 0.5
    assert table["share"].isna().tolist() == [False, True, True, False, True, True]


def test_the_command_writes_codes_and_reads_them_again(marked, tmp_path):
    table = tmp_path / "codes.csv"
    run = CliRunner().invoke
    done = run(main, ["codebook", "reliability", str(marked), "-o", str(table)])
    assert done.exit_code == 0
    assert "12件" not in table.read_text(encoding="utf-8")
    assert run(main, ["codebook", "reliability", str(table)]).output == done.output
    again = run(main, ["codebook", "reliability", str(marked), "-o", str(table)])
    assert again.exit_code == 8
    assert "is there already; --force overwrites it" in again.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "受理{12件|no_such_indicator}",
            "{12件|no_such_indicator} names no indicator of the codebook: no_such_indicator",
        ),
        ("受理12件", "has no marked figure; a mark is {12件|reconsideration_accepted}"),
    ],
)
def test_a_text_that_is_not_marked_is_said(tmp_path, text, said):
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadParameter) as caught:
        read_codes([file])
    assert said in str(caught.value)


def test_files_that_are_not_there_or_no_such_table_are_said(tmp_path):
    with pytest.raises(BadParameter, match="there is no such file or folder"):
        read_codes([tmp_path / "none.txt"])
    (tmp_path / "units.csv").write_text("unit\n件\n", encoding="utf-8")
    with pytest.raises(BadParameter, match="is no table of codes: its columns must be text, start, marked"):
        read_codes([tmp_path / "units.csv"])
