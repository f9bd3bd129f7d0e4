"""The parts of the yearly analysis: what they say, for a full report, for an excerpt, in both languages."""

import re
import shutil

import pytest

from lawgov_analysis.blocks import Blocks, bullets, link, table
from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.figures import load_figures, load_reports
from lawgov_analysis.narrative import AnnualReport
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.sections import assign_sections
from lawgov_analysis.wording import presentation

SECTIONS = presentation("sections")["section"].tolist()


def all_parts(report):
    parts = [report.title(), report.abstract(), report.disclosure(), *map(report.section, SECTIONS)]
    return [*parts, report.shortcomings_and_plans(), report.derived_rates(), report.standing(), report.annex()]


def text_of(parts):
    return "\n".join(repr(block) for part in parts for block in part)


@pytest.fixture(scope="module")
def chinese():
    return AnnualReport("横沥镇", 2020)


def test_the_abstract_has_the_main_numbers_of_the_year(chinese):
    said = text_of([chinese.abstract()])
    assert all(number in said for number in ("59个数据", "1,935条", "199", "99.5%", "331场次"))


def test_a_rate_printed_as_a_bound_that_its_counts_keep_is_no_gap(tmp_path):
    data_dir = shutil.copytree(default_data_dir(), tmp_path / "data")
    table = data_dir / "figures" / "441900106-2020.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace(",99,%,exact,", ",99,%,at_least,"), encoding="utf-8", newline="\n"
    )
    said = text_of([AnnualReport("横沥镇", 2020, data_dir=data_dir).abstract()])
    assert "与复算有出入" not in said


def test_every_figure_is_in_the_annex_as_printed(chinese):
    said = text_of([chinese.annex()])
    assert all(surface in said for surface in chinese.figures["surface"])


def test_every_figure_is_in_one_section(chinese):
    found = assign_sections(chinese.figures)
    assert set(found) <= set(SECTIONS)
    assert len(found) == len(chinese.figures)


def test_shortcomings_and_plans_are_all_said(chinese):
    assert text_of([chinese.shortcomings_and_plans()]).count("\n- ") == 2 + 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_of_all_places_and_years_can_be_analysed(lang):
    for row in load_reports().iloc[::4].itertuples():
        said = text_of(all_parts(AnnualReport(row.place_code, row.year, lang)))
        assert not re.search(r"\bnan\b|<NA>|None|\{\w+\}", said), (row.place_code, row.year)


def test_an_excerpt_says_so_and_computes_no_share_of_disclosure():
    said = text_of(all_parts(AnnualReport("441900111", 2019)))
    assert "摘录" in said
    assert "没有公开" not in said.replace("不据此认为没有公开", "")


def test_english_sentences_have_no_chinese(chinese):
    report = AnnualReport("横沥镇", 2020, "en")
    for part in (report.title(), report.abstract(), report.derived_rates(), report.shortcomings_and_plans()):
        assert not re.search("[\u4e00-\u9fff]", text_of([part]))


def test_unknown_parameters_are_said():
    with pytest.raises(UnknownPlace):
        AnnualReport("没有镇", 2020)
    with pytest.raises(NoData):
        AnnualReport("横沥镇", 1999)
    with pytest.raises(BadParameter, match="zh, en"):
        AnnualReport("横沥镇", 2020, "fr")


def test_text_of_a_table_that_looks_like_html_is_shown_not_run():
    frame = load_figures("横沥镇", 2020).head(1)[["measure"]].assign(measure="<script>alert(1)</script>")
    shown = table(frame, "<b>表</b>")._repr_html_()
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "<img" not in bullets(["<img src=x>"])._repr_html_()


def test_a_link_is_a_web_address_or_nothing():
    assert "<a " not in link("地址", "javascript:alert(1)")._repr_html_()
    assert 'href="https://example.com/?a=1&amp;b=2"' in link("地址", "https://example.com/?a=1&b=2")._repr_html_()


def test_blocks_show_one_output_each(monkeypatch):
    shown = []
    monkeypatch.setattr("lawgov_analysis.blocks.display", shown.append)
    Blocks([1, 2])._ipython_display_()
    assert shown == [1, 2]
