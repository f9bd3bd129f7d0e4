"""What a table says that cannot be is refused by file, row and column, all at once, with the nearest right value."""

import csv
import json

import pytest
from click.testing import CliRunner

from lawgov_analysis import load_identities, load_items, load_renamed
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadTable
from lawgov_analysis.tables import read_table

from helpers.invented import add_indicator, copy_of_data

HENGLI = {"place_code": "441900106", "year": "2020"}


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data")


def change(file, at, **cells):
    """Change cells of the row at a place, or of every row of which `at` is true; return the line of the first."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    places = [n for n, row in enumerate(rows) if at(row)]
    for n in places:
        rows[n] |= cells
    write(file, rows[0].keys(), rows)
    return places[0] + 2


def append(file, **cells):
    """Append a row; return its line."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    write(file, header, [*(dict(zip(header, row, strict=True)) for row in rows), cells])
    return len(rows) + 2


def write(file, header, rows):
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def faults_of(data_dir, name):
    with pytest.raises(BadTable) as caught:
        read_table(name, data_dir)
    return caught.value.faults


def of(name):
    return lambda row: row["id"] == name


def figure(number):
    return lambda row: row["figure"] == str(number)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"kind": "rate", "unit": "%", "units": "%"}, "numerator: must not be empty where kind is rate, got “”"),
        ({"definition_zh": ""}, "definition_zh: must not be empty, got “”"),
        ({"definition_en": ""}, "definition_en: must not be empty, got “”"),
        ({"name_zh": "立案(决定)案件数"}, "name_zh: must name one thing: no brackets and no /, but in 村(社区)"),
        ({"numerator": "mediators"}, "numerator: must be empty where kind is count or amount or target or item"),
        ({"unit": "元", "units": "元"}, "unit: must not be 元 where kind is count: that is the unit of kind amount"),
        ({"unit": "宗", "units": "件|起"}, "unit: must be one of its units 件|起, got “宗”"),
        ({"unit": "宗", "units": "件|宗"}, "units: must have the customary unit first, got “件|宗”"),
        ({"unit": "案宗", "units": "案宗"}, "unit: is not in the table units; the nearest are "),
        ({"units": "个|个数"}, "units: is not in the table units; the nearest are "),
        ({"units": "个|个"}, "units: names 个 twice, got “个|个”"),
        ({"units": "个||件"}, "units: has an empty name beside a |, got “个||件”"),
        ({"basis": ""}, "basis: must not be empty where kind is count or rate or amount or target, got “”"),
        ({"levels": "镇街|乡镇"}, "levels: must be one of 镇街, 县区, 市, 省, 部门, got “乡镇”"),
        ({"core": "镇街|县区"}, "core: is not among its levels, which are 镇街, got “县区”"),
        ({"core": "省"}, "core: must be one of 镇街, 县区, 市, got “省”"),
        ({"confusable": "mediator"}, "confusable: is not in the table indicators; the nearest are mediators"),
        ({"confusable": "cakes"}, "confusable: must not name the indicator itself, got “cakes”"),
        (
            {"direction": "higher", "direction_role": "镇"},
            "direction: must be neutral: only a rate may be higher or lower",
        ),
        ({"direction": "higher"}, "direction_role: must not be empty where direction is higher or lower, got “”"),
        ({"direction_role": "执法机关"}, "direction_role: must be empty where direction is neutral, got “执法机关”"),
        ({"comparable_by": "人口"}, "comparable_by: must be one of 常住人口, 执法人员, "),
        ({"clause": "治安管理处罚法"}, "clause: 治安管理处罚法 is no known source; the nearest are 行政处罚法"),
        ({"clause": ""}, "clause: must not be empty, got “”"),
        (
            {"clause": "纲要2021—2025:八(二十三)"},
            "must be followed by part(article), as 五(十五); (二十三) is in 七(二十三)",
        ),
        ({"clause": "纲要2015—2020:八"}, "clause: 纲要2015—2020 must be followed by its part, one of 一 to 七"),
        ({"official_form": "年报"}, "official_form: must match "),
        ({"kind": "aim"}, "kind: must be one of count, rate, amount, target, item, got “aim”"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(data_dir, cells, fault):
    line = add_indicator(data_dir, "cakes", **cells)
    assert any(
        f"indicators.csv:{line}:{fault}" in said or (":clause:" in said and fault in said)
        for said in faults_of(data_dir, "indicators")
    )


def test_a_rate_divides_two_counts_that_are_indicators(data_dir):
    rate = {"kind": "rate", "unit": "%", "units": "%"}
    lines = [
        add_indicator(data_dir, "cakes_rate", **rate, numerator="cake", denominator="certified_rate"),
        add_indicator(data_dir, "pies_rate", **rate, numerator="mediators", denominator="mediators"),
        add_indicator(data_dir, "buns_rate", **rate, numerator="mediators"),
    ]
    assert faults_of(data_dir, "indicators") == [
        f"{data_dir / 'indicators.csv'}:{line}:{said}"
        for line, said in (
            (lines[2], "denominator: must not be empty where kind is rate, got “”"),
            (lines[0], "numerator: is not in the table indicators; the nearest are cakes_rate, got “cake”"),
            (lines[0], "denominator: must be a count or an amount, got “certified_rate”"),
            (lines[1], "denominator: must be another than the numerator, got “mediators”"),
        )
    ]


def test_an_item_has_no_unit_basis_or_parts(data_dir):
    add_indicator(data_dir, "joint_signature", kind="item", unit="个", units="个", basis="flow", comparable_by="企业")
    said = faults_of(data_dir, "indicators")
    assert [fault.split(":")[-2] for fault in said] == ["unit", "units", "basis", "comparable_by"]
    assert all("must be empty where kind is item" in fault or "kind is rate or item" in fault for fault in said)
    change(data_dir / "indicators.csv", of("joint_signature"), unit="", units="", basis="", comparable_by="")
    assert "joint_signature" in read_table("indicators", data_dir)["id"].tolist()


def test_all_faults_of_a_codebook_come_at_once(data_dir):
    change(data_dir / "indicators.csv", of("mediators"), unit="%", levels="乡镇", clause="某法", confusable="x")
    columns = {fault.split(":")[-2] for fault in faults_of(data_dir, "indicators")}
    assert {"unit", "levels", "clause", "confusable"} <= columns


@pytest.mark.parametrize(
    ("renamed", "faults"),
    [
        ([("old_name", "mediators")], []),
        ([("mediators", "fulltime_mediators")], []),
        ([("old_name", "mediator")], ["2:new: is not in the table indicators; the nearest are mediators"]),
        ([("mediators", "mediators")], ["2:new: must be another than the old name, got “mediators”"]),
        (
            [("mediators", "patrols"), ("patrols", "inspections"), ("inspections", "mediators")],
            ["2:new: leads back to the old name: mediators → patrols → inspections → mediators, got “patrols”"],
        ),
    ],
)
def test_a_new_name_is_an_indicator_and_names_do_not_go_round(data_dir, renamed, faults):
    file = data_dir / "renamed_indicators.csv"
    write(file, ["old", "new", "reason"], [{"old": old, "new": new, "reason": "示例"} for old, new in renamed])
    if faults:
        said = faults_of(data_dir, "renamed_indicators")
        assert len(said) == len(faults)
        assert all(f"renamed_indicators.csv:{fault}" in one for fault, one in zip(faults, said, strict=True))
    else:
        assert len(load_renamed(data_dir)) == len(renamed)


def test_a_figure_with_a_name_that_was_changed_is_told_the_new_one(data_dir):
    append(data_dir / "renamed_indicators.csv", old="patrol_times", new="patrols", reason="分开人次与次")
    append(data_dir / "renamed_indicators.csv", old="patrol_times", new="inspections", reason="分开人次与次")
    line = change(data_dir / "figures" / "441900106-2020.csv", figure(2), indicator="patrol_times")
    (fault,) = faults_of(data_dir, "figures")
    rule = "is not in the table indicators: it was renamed to patrols、inspections, got “patrol_times”"
    assert fault.endswith(f"441900106-2020.csv:{line}:indicator: {rule}")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"relation": "subset", "related": "1"}, "relation_by: must not be empty where relation is filled, got “”"),
        ({"relation_by": "stated"}, "relation_by: must be empty where relation is empty, got “stated”"),
        ({"relation_by": "guess"}, "relation_by: must be one of stated, computed, likely, got “guess”"),
        ({"overlaps": "3|99"}, "overlaps: is no figure of this report; those are 1、2、3、"),
        ({"overlaps": "2"}, "overlaps: must not name the figure itself, got “2”"),
        ({"out_of_field": "检测"}, "indicator: must be empty where out_of_field is filled, got “officers_dispatched”"),
        ({"stated_as": "words", "start": ""}, "start: must not be empty where stated_as is words, got “”"),
        ({"stated_as": "words", "bound": "about"}, "bound: must be exact where stated_as is words, got “about”"),
        ({"stated_as": "spoken"}, "stated_as: must be one of number, words, got “spoken”"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(data_dir, cells, fault):
    line = change(data_dir / "figures" / "441900106-2020.csv", figure(2), **cells)
    assert any(f"441900106-2020.csv:{line}:{fault}" in said for said in faults_of(data_dir, "figures"))


def test_an_item_has_an_answer_and_no_figure(data_dir):
    add_indicator(data_dir, "joint_signature", kind="item", unit="", basis="")
    append(data_dir / "items.csv", **HENGLI, item="joint_signature", answer="yes")
    assert load_items("横沥镇", 2020, data_dir)["item"].tolist()[-1] == "joint_signature"
    line = change(data_dir / "figures" / "441900106-2020.csv", figure(2), indicator="joint_signature")
    rule = f"441900106-2020.csv:{line}:indicator: is an item, of yes or no, and has no figure"
    assert rule in faults_of(data_dir, "figures")[0]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"item": "joint_signatures"}, "item: is not in the table indicators; the nearest are joint_signature"),
        (
            {"item": "mediators"},
            "item: must be an indicator of kind item and is a count; the nearest are has_admin_mediation",
        ),
        ({"answer": "maybe"}, "answer: must be one of yes, no, not_said, got “maybe”"),
        ({"year": "2019"}, "place_code,year: is not in the table reports, got “441900106-2019”"),
    ],
)
def test_an_answer_is_of_an_item_of_a_report(data_dir, cells, fault):
    add_indicator(data_dir, "joint_signature", kind="item", unit="", basis="")
    line = append(data_dir / "items.csv", **{**HENGLI, "item": "joint_signature", "answer": "yes", **cells})
    (said,) = faults_of(data_dir, "items")
    assert f"items.csv:{line}:{fault}" in said


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"url": "https://www.kcqsx.example.com/"}, "url: must be of gov.cn or a host below it where official is yes"),
        ({"url": "http://www.dg.gov.cn.example.com/"}, "url: must be of gov.cn or a host below it"),
        ({"official": "no"}, "official: must be yes where url is of gov.cn, got “no”"),
        ({"official": ""}, "official: must not be empty where url is filled, got “”"),
        ({"url": ""}, "official: must be empty where url is empty, got “yes”"),
        ({"document_type": "报告"}, "document_type: must be one of 年度报告, 总结, 部门报告, 新闻, 其他, got “报告”"),
        ({"document_type": ""}, "document_type: must not be empty, got “”"),
    ],
)
def test_a_report_is_official_on_a_host_of_the_government_only(data_dir, cells, fault):
    line = change(data_dir / "reports.csv", lambda row: row["place_code"] == "441900106", **cells)
    assert any(f"reports.csv:{line}:{fault}" in said for said in faults_of(data_dir, "reports"))


@pytest.mark.parametrize(
    ("at", "cells", "fault"),
    [
        ("plan", {"answers": "1|99"}, "answers: is no shortcoming of this report; those are 3、4, got “1”"),
        ("plan", {"answers": "3|4", "deadline": "2021-13"}, "deadline: must match "),
        ("plan", {"cause": "人手不足"}, "cause: must be empty where kind is leadership or plan, got “人手不足”"),
        ("shortcoming", {"quantity": "3场"}, "quantity: must be empty where kind is leadership or shortcoming"),
        ("plan", {"start": "9", "end": "9"}, "end: must be after start, got “9”"),
    ],
)
def test_a_plan_answers_shortcomings_of_its_report(data_dir, at, cells, fault):
    of_hengli = {**HENGLI, "kind": at}
    line = change(data_dir / "statements.csv", lambda row: of_hengli.items() <= row.items(), **cells)
    assert any(f"statements.csv:{line}:{fault}" in said for said in faults_of(data_dir, "statements"))


def test_no_rule_codes_a_figure_as_an_item(data_dir):
    rules = data_dir / "rules" / "indicator"
    columns = {"patterns": "indicator", "recodings": "becomes", "indicator_examples": "indicator"}
    files = {"indicator_examples": "examples"}
    for name, column in columns.items():
        file = rules / f"{files.get(name, name)}.csv"
        line = change(file, lambda row: row["indicator"] == "reconsideration_received", **{column: "has_part_other"})
        assert any(f":{line}:{column}: is an item, of yes or no" in said for said in faults_of(data_dir, name))


def test_an_identity_is_of_indicators(data_dir):
    carried = {"identity": "carried", "left": "mediators+patrol", "right": "patrols", "source": "示例"}
    write(data_dir / "identities.csv", [*carried, "note"], [carried])
    (fault,) = faults_of(data_dir, "identities")
    assert "identities.csv:2:left: is not in the table indicators; the nearest are patrols" in fault
    change(data_dir / "identities.csv", lambda row: True, left="mediators+has_part_achievements+patrols")
    assert [fault.partition("identities.csv")[2] for fault in faults_of(data_dir, "identities")] == [
        ":2:right: names patrols twice, with the left side, got “patrols”",
        ":2:left: must be a count or an amount, got “has_part_achievements”",
    ]
    change(data_dir / "identities.csv", lambda row: True, left="mediators+inspections")
    assert load_identities(data_dir)["left"].tolist() == ["mediators+inspections"]


@pytest.mark.parametrize(
    ("table", "column", "cell", "fault"),
    [
        ("charts", "indicators", "mediators|mediator", "is not in the table indicators; the nearest are mediators"),
        ("sections", "domains", "普法", "is not in the table indicators; the nearest are 普法宣传, got “普法”"),
        ("units", "group", "件|桩子", "is not in the table units; the nearest are "),
        ("patterns", "unit", "件|events", "is not in the table units; the nearest are event、length, got “events”"),
        (
            "patterns",
            "never",
            "宣传|@trades",
            "is not in the table exclusions; the nearest are @trade",
        ),
        ("recodings", "unless", "决定|@decide", "is not in the table exclusions; the nearest are @deciding"),
        ("recodings", "level", "@townships", "is not in the table exclusions; the nearest are @township"),
    ],
)
def test_an_unknown_name_inside_a_cell_is_a_fault(data_dir, table, column, cell, fault):
    package = json.loads((data_dir / "datapackage.json").read_text(encoding="utf-8"))
    (path,) = [resource["path"] for resource in package["resources"] if resource["name"] == table]
    change(data_dir / path, lambda row: row == row, **{column: cell})
    assert any(f":2:{column}: {fault}" in said for said in faults_of(data_dir, table))


def test_the_command_says_it_all_in_lines_and_ends_with_5(data_dir):
    change(data_dir / "indicators.csv", of("mediators"), levels="乡镇", clause="某法")
    done = CliRunner().invoke(main, ["codebook", "test", "调解3宗", "--data-dir", str(data_dir)])
    assert done.exit_code == 5
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.output
