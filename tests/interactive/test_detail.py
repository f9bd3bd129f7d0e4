"""A click on a number finds its sentence, its definition, its source, what was found of it and what was decided."""

import json
import os
import shutil

import pandas as pd
import pytest

from lawgov_analysis import described_figures, load_figures
from lawgov_analysis.decisions import decide
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.interactive.explorer import Details, details
from lawgov_analysis.interactive.explorer.detail import AROUND, CUT

from helpers.drafted import HENGLI, TEXT, Towns

MORE = f"{TEXT}行政执法人员33名，其中持证31名，持证率96.3%。\n{'很长的表格 ' * 200}开展普法12场{' 很长的表格' * 200}\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return Towns(tmp_path_factory.mktemp("town") / "data").add(MORE)


@pytest.fixture
def folder(town, tmp_path):
    return shutil.copytree(town.folder, tmp_path / "data")


def asked(folder, lang="zh"):
    return Details(described_figures(data_dir=folder, lang=lang), folder, lang)


def row_of(details, surface):
    return details.table["surface"].tolist().index(surface)


def test_the_sentence_of_a_number_is_marked_where_the_number_is(folder):
    of = asked(folder)
    for row, surface in enumerate(of.table["surface"]):
        sentence = of.detail(row)["sentence"]
        assert sentence["text"][slice(*sentence["mark"])] == surface


def test_of_a_passage_without_stops_what_is_around_is_enough(folder):
    of = asked(folder)
    text = of.detail(row_of(of, "12场"))["sentence"]["text"]
    assert text.startswith(CUT)
    assert text.endswith(CUT)
    assert len(text) < 2 * AROUND + 20


def test_what_was_found_and_decided_is_said_with_it(folder):
    decide("横沥镇", 2020, "1", {"review": "accepted"}, "李", "看过原文", data_dir=folder)
    of = asked(folder)
    rate = of.detail(row_of(of, "96.3%"))
    found = [of.finding(number) for number in rate["findings"]]
    assert "rate-mismatch" in [one["rule"] for one in found]
    assert all(one["severity"] and one["message"] and one["explained"] for one in found)
    (decision,) = of.detail(0)["decisions"]
    assert (decision["by"], decision["value"], decision["reason"]) == ("李", "读得对", "看过原文")
    # Made while the table is open.
    decide("横沥镇", 2020, "2", {"scope": "镇级"}, "王", "看过原文", data_dir=folder)
    assert of.detail(1)["decisions"][0]["value"] == "镇级"


def test_without_its_text_the_printed_form_and_the_way_to_it_are_said():
    of = Details(described_figures("横沥镇", 2020))
    detail = of.detail(1)
    assert detail["sentence"] is None
    assert "data/texts/" in detail["why"]
    assert detail["printed"]["surface"] == "450人次"
    assert detail["printed"]["position"] == "一、（二）2，第956—961字"
    assert detail["printed"]["url"].endswith("#:~:text=450%E4%BA%BA%E6%AC%A1")


def test_cards_and_reports_are_in_the_language():
    figures = described_figures("横沥镇", 2020)
    chinese, english = (Details(figures, lang=lang) for lang in ("zh", "en"))
    assert ["定义", "报告期内行政复议机关经审查决定受理或者依法视为受理的行政复议案件件数。"] in chinese.card(
        "reconsideration_accepted"
    )["rows"]
    assert dict(english.card("mediation_success_rate")["rows"])["Unit"] == "%"
    assert dict(english.report(f"{HENGLI}-2020")["rows"])["Place"] == "Hengli Town, Dongguan"
    assert chinese.report(f"{HENGLI}-2020")["url"].startswith("http://www.dg.gov.cn/")
    assert "没有收录" in str(chinese.report("999999999-2020"))


def test_an_address_that_is_not_official_is_no_link():
    of = Details(described_figures("横沥镇", 2020))
    of.reports[HENGLI, 2020] = of.reports[HENGLI, 2020] | {"url": "javascript:alert(1)"}
    assert of.detail(1)["printed"]["url"] == ""
    said = of.report(f"{HENGLI}-2020")
    assert said["url"] == ""
    assert said["rows"][-1][1] == "javascript:alert(1)"


@pytest.mark.parametrize(
    ("ask", "name"), [("detail", 9999), ("detail", -1), ("detail", "1"), ("card", "no_such"), ("finding", "9999")]
)
def test_what_is_not_there_is_said(ask, name):
    with pytest.raises(BadParameter):
        getattr(Details(described_figures("横沥镇", 2020)), ask)(name)


def test_a_folder_that_changes_or_vanishes_is_told_and_the_rest_goes_on(folder):
    of = asked(folder)
    (folder / "texts" / f"{HENGLI}-2020.txt").unlink()
    assert "data/texts/" in of.detail(0)["why"]
    figures = folder / "figures" / f"{HENGLI}-2020.csv"
    status = figures.stat()
    os.utime(figures, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert of.has_changed()
    assert "重新运行" in of.detail(0)["why"]
    shutil.rmtree(folder)
    detail = of.detail(0)
    assert "已不在" in detail["why"]
    assert detail["printed"]["surface"]
    assert of.card("reconsideration_accepted")["rows"]
    assert of.report(detail["report"])["rows"]


def test_other_words_at_the_place_of_a_number_are_not_shown_as_its_sentence(folder):
    of = asked(folder)
    of.table.loc[0, ["start", "end"]] = [0, 3]
    assert of.detail(0)["sentence"] is None
    assert "对不上" in of.detail(0)["why"]
    of.table.loc[0, ["start", "end"]] = pd.NA
    assert "没有记录" in of.detail(0)["why"]


def test_figures_that_were_given_have_no_text_of_the_data():
    of = Details(described_figures(figures=load_figures("横沥镇", 2020)))
    assert "直接给出" in of.detail(0)["why"]


def test_for_a_file_all_is_said_once_and_as_one_by_one(folder):
    of = asked(folder)
    said = details(of.table, folder)
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert len(said["sentences"]) == len(set(said["sentences"])) < len(said["details"])
    for row, one in enumerate(said["details"]):
        sentence = {**one["sentence"], "text": said["sentences"][one["sentence"]["text"]]}
        assert {**one, "sentence": sentence} == of.detail(row)
        assert one["report"] in said["reports"]
        assert one["card"] is None or one["card"] in said["cards"]
        assert all(said["findings"][number] == of.finding(number) for number in one["findings"])
