"""The parts of the yearly analysis: what they say, for a full report, for an excerpt, in both languages."""

import re
import shutil

import nbformat
import pytest

from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.presentation.blocks import Blocks, bullets, link, table
from lawgov_analysis.reporting.analyses import find_notebook
from lawgov_analysis.reporting.annual_report import AnnualReport
from lawgov_analysis.reporting.annual_report.sections import assign_sections
from lawgov_analysis.tables import load_figures, load_reports, read_table

from helpers import audited
from helpers.audited import disputes, figure
from helpers.invented import SHILI, add_report, copy_of_data

SECTIONS = read_table("sections")["section"].tolist()


def all_parts(report):
    parts = [report.title(), report.abstract(), report.disclosure(), *map(report.section, SECTIONS)]
    return [*parts, report.shortcomings_and_plans(), report.derived_rates(), report.standing(), report.annex()]


def text_of(parts):
    return "\n".join(repr(block) for part in parts for block in part)


@pytest.fixture(scope="module")
def chinese():
    return AnnualReport("横沥镇", 2020)


def test_the_notebook_shows_every_section_in_the_order_of_the_table():
    cells = nbformat.read(find_notebook().notebook, as_version=4).cells
    shown = [re.fullmatch(r'report\.section\("(\w+)"\)', cell.source) for cell in cells]
    assert [found[1] for found in shown if found] == SECTIONS


def test_the_abstract_has_the_main_numbers_of_the_year(chinese):
    said = text_of([chinese.abstract()])
    assert all(number in said for number in ("65个数据", "1,935条", "199", "99.5%", "331场次"))


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
    said = text_of(all_parts(AnnualReport("清溪镇", 2024)))
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


def test_a_link_is_an_official_address_or_nothing():
    assert "<a " not in link("地址", "javascript:alert(1)")._repr_html_()
    assert "<a " not in link("地址", "https://example.com/")._repr_html_()
    assert 'href="https://a.gov.cn/?a=1&amp;b=2"' in link("地址", "https://a.gov.cn/?a=1&b=2")._repr_html_()


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data")


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "{0}2023年（标题未收录）"), ("en", "{0}, 2023 (title not recorded)")]
)
@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_a_title_that_is_not_recorded_is_not_made_up(data_dir, lang, name, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    report = AnnualReport(SHILI, 2023, lang, data_dir)
    said = text_of([*all_parts(report), report.quality(), report.provenance()])
    assert said.count(name.format(report.subject.place)) >= 3
    assert not re.search("2023年法治政府建设年度报告|yearly report", said)


def test_a_recorded_title_is_cited_as_one(chinese):
    assert "《横沥镇2020年法治政府建设年度报告》" in text_of([chinese.abstract()])


@pytest.mark.parametrize(("lang", "said"), [("zh", "本库尚未收录"), ("en", "not yet recorded in this library")])
@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_what_nobody_has_recorded_is_not_laid_to_the_report(data_dir, lang, said, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    shown = text_of([AnnualReport(SHILI, 2023, lang, data_dir).shortcomings_and_plans()])
    assert said in shown
    assert not re.search("没有写明|states no", shown)


def test_plans_that_alone_are_not_recorded_are_said(data_dir):
    file = data_dir / "statements.csv"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if ",plan," not in line]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    said = text_of([AnnualReport("横沥镇", 2020, data_dir=data_dir).shortcomings_and_plans()])
    assert "下一年的安排：本库尚未收录。" in said
    assert "存在的不足：" not in said


@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_a_section_without_anything_to_say_is_left_out(data_dir, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    report = AnnualReport(SHILI, 2023, data_dir=data_dir)
    shown = [section for section in SECTIONS if report.section(section)]
    assert shown == report.section_of.unique().tolist()
    assert "疫情" not in text_of(all_parts(report))


def test_an_excerpt_without_an_indicator_has_no_table_of_them(data_dir):
    add_report(data_dir, audited.table(figure(30, "件", "事项")), coverage="excerpt")
    assert AnnualReport(SHILI, 2023, data_dir=data_dir).disclosure() == []


def disclosed(data_dir, *rows):
    add_report(data_dir, audited.table(*rows))
    return repr(AnnualReport(SHILI, 2023, data_dir=data_dir).disclosure()[1])


def test_a_domain_is_silent_only_while_every_figure_has_an_indicator(data_dir, chinese):
    coded = figure(30, "宗", indicator="mediation_accepted")
    assert "突发事件应对" in disclosed(data_dir, coded)
    assert "没有给出数字的领域" not in disclosed(data_dir, coded, figure(9, "次", "应急演练"))
    assert "没有给出数字的领域" not in text_of([chinese.disclosure()])


def test_a_chapter_on_epidemic_control_speaks_of_emergencies(data_dir):
    said = disclosed(data_dir, figure(30, "家", "检查疫情防控场所", indicator="inspections"))
    assert "没有给出数字的领域" in said
    assert "突发事件应对" not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_closed_gate_leaves_one_sentence_with_its_numbers_and_no_chart(lang):
    section = AnnualReport("横沥镇", 2020, lang).standing()
    assert len(section) == 2
    assert {"zh": "收录了0个地方的，至少要有8个", "en": "of 0 other places, and 8 are needed"}[lang] in repr(section[1])


def test_an_open_gate_shows_ranks_a_chart_and_a_table(data_dir):
    for code in (SHILI, *(f"9900001{n:02}" for n in range(8))):
        value = 31 if code == SHILI else 30
        row = figure(value, "宗", "受理", indicator="mediation_accepted", start=0, end=3)
        add_report(data_dir, audited.table(row, place=code))
    section = AnnualReport(SHILI, 2023, data_dir=data_dir).standing()
    assert "9个地方中由高到低第1位" in text_of([section])
    assert [block for block in section if hasattr(block, "png")]


def test_blocks_show_one_output_each(monkeypatch):
    shown = []
    monkeypatch.setattr("lawgov_analysis.presentation.blocks.display", shown.append)
    Blocks([1, 2])._ipython_display_()
    assert shown == [1, 2]


def test_a_rate_of_a_bound_keeps_its_bound():
    said = text_of(all_parts(AnnualReport("440311", 2021)))
    assert "170宗（≤94.4%）" in said
    assert "94.4%" not in said.replace("≤94.4%", "")


def test_what_the_provisions_ask_for_is_answered_with_its_place(chinese):
    said = text_of([chinese.disclosure()])
    assert "写明不足的原因" in said
    assert "四月一日前公开" in said


@pytest.mark.parametrize(("lang", "said_of_it"), [("zh", "（2024年计划）"), ("en", "planned for 2024")])
def test_what_is_planned_is_no_figure_of_the_year_and_stands_under_the_plans(tmp_path, lang, said_of_it):
    data_dir = copy_of_data(tmp_path / "data")
    target = figure(9, "处", "新建法治文化阵地", period="2024")
    add_report(data_dir, audited.table(figure(30, "件", "受理法律援助案件"), target))
    report = AnnualReport(SHILI, audited.YEAR, lang, data_dir)
    assert "法治文化阵地" not in text_of([report.abstract(), *map(report.section, SECTIONS)])
    assert "新建法治文化阵地" in text_of([report.shortcomings_and_plans()])
    assert said_of_it in text_of([report.annex()])
