"""Tables under headings in words."""

import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.auditing.findings import FINDING_COLUMNS
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.tables.figures import FIGURE_COLUMNS

PLACE, YEAR = "横沥镇", 2020


def test_a_name_that_tables_use_for_different_things_is_headed_by_its_table():
    figures = lawgov.load_figures(PLACE, YEAR)
    counted = lawgov.headed(lawgov.coverage(figures))
    named = lawgov.headed(lawgov.audit_figures(figures))
    assert "数据个数" in counted
    assert "数据序号" in named


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [FIGURE_COLUMNS, FINDING_COLUMNS])
def test_every_column_of_the_main_tables_has_a_heading_of_its_own(columns, lang):
    headings = list(lawgov.headed(pd.DataFrame(columns=columns), lang))
    assert len(set(headings)) == len(headings)
    assert not set(headings) & set(columns)


def test_codes_are_words_and_whole_numbers_stay_whole_numbers():
    table = lawgov.load_figures(PLACE, YEAR)[["place_code", "value", "bound", "basis", "relation"]].head(1)
    assert lawgov.headed(table).to_dict("records") == [
        {"地方": "东莞市横沥镇", "数值": 10000, "界限": "不少于", "性质": "期内发生", "关系": ""}
    ]
    mixed = lawgov.headed(pd.DataFrame({"value": [99.5, 447.0, None]}))["数值"].tolist()
    assert mixed[:2] == [99.5, 447]
    assert isinstance(mixed[1], int)
    assert pd.isna(mixed[2])


def test_what_has_no_heading_keeps_its_name_and_an_unknown_code_is_itself():
    table = pd.DataFrame({"place_code": ["1"], "mine": ["x"], "indicator": ["no_such"]})
    assert lawgov.headed(table).to_dict("records") == [{"地方": "1", "mine": "x", "指标": "no_such"}]
    assert lawgov.headed(table.head(0)).empty


def test_a_panel_has_names_for_its_rows_and_columns():
    panel = lawgov.headed(lawgov.wide(lawgov.load_figures(PLACE, YEAR)))
    assert panel.index[0] == ("东莞市横沥镇", 2020)
    assert "政务服务事项数" in panel


def test_another_language_is_refused():
    with pytest.raises(BadParameter, match="lang"):
        lawgov.headed(pd.DataFrame(), "de")


def test_columns_and_rules_that_a_table_tells_of_are_in_words():
    decided = pd.DataFrame({"figure": [51], "field": ["value"], "was": ["474"], "value": ["447"]})
    assert lawgov.headed(decided)["改的是"].tolist() == ["数值"]
    told = pd.DataFrame({"kind": ["finding", "figure"], "key": ["parts-mismatch", "parts-mismatch"]})
    assert lawgov.headed(told)["哪一个"].tolist() == ["分项之和不等于合计", "parts-mismatch"]


def test_what_is_no_table_and_what_no_whole_number_holds():
    with pytest.raises(BadParameter, match="must be DataFrame, got None"):
        lawgov.headed(None)
    assert lawgov.headed(pd.DataFrame({"value": [1e300, None]}))["数值"][0] == 1e300
