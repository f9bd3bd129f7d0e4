"""The card of an indicator."""

import json
from dataclasses import replace

import pytest

from lawgov_analysis.codebook.card import show_indicator
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.paths import PACKAGE_FILE

from helpers.invented import copy_of_data


def test_a_card_has_the_names_and_the_rules_of_an_indicator():
    card = show_indicator("fines_amount")
    assert card == show_indicator("罚款金额")
    assert str(card).splitlines()[:2] == ["fines_amount", "中文名：罚款金额"]
    assert "fines_amount.罚款" in str(card)


def test_in_a_cell_a_card_is_a_table_whose_rows_are_headed_and_whose_text_is_text():
    shown = replace(show_indicator("fines_amount"), rows=(("定义", "<script>alert(1)</script>"),))._repr_html_()
    assert shown.startswith('<table lang="zh-CN"><caption')
    assert '<th scope="row"' in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script" not in shown


def test_an_unknown_indicator_is_said_with_the_nearest():
    with pytest.raises(BadParameter, match="fines_amont is no indicator; the nearest are fines_amount"):
        show_indicator("fines_amont")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("罚没款金额", "罚没款金额 is no indicator; the nearest are 罚没金额 fines_and_confiscations_amount"),
        ("", "“” is no indicator"),
        ("很长" * 50, f"{'很长' * 40}… is no indicator"),
        ("甲\n乙", "甲 乙 is no indicator"),
    ],
)
def test_a_name_that_is_none_is_said_in_one_short_line(name, said):
    with pytest.raises(BadParameter) as caught:
        show_indicator(name)
    assert str(caught.value).startswith(said)


def test_a_renamed_indicator_is_said_with_what_replaced_it(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "renamed_indicators")
    package = json.loads((data_dir / PACKAGE_FILE).read_text(encoding="utf-8"))
    fields = [{"name": name, "type": "string", "title": name} for name in ("old", "new", "reason")]
    table = {"name": "renamed_indicators", "path": "renamed_indicators.csv", "schema": {"fields": fields}}
    others = [known for known in package["resources"] if known["name"] != table["name"]]
    (data_dir / PACKAGE_FILE).write_text(json.dumps({"resources": [*others, table]}), encoding="utf-8")
    (data_dir / table["path"]).write_text("old,new,reason\nfines,fines_amount,名称\n", encoding="utf-8")
    with pytest.raises(BadParameter, match=r"fines is no indicator any more; it became fines_amount \(名称\)"):
        show_indicator("fines", data_dir)
    assert "改名：fines → fines_amount：名称" in str(show_indicator("fines_amount", data_dir))
