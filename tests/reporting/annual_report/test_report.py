"""The steps of the yearly analysis: what they say, for a full report, for an excerpt, in both languages."""

import re
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.presentation.blocks import Blocks, bullets, link, plain, table
from lawgov_analysis.reporting import annual_report as annual
from lawgov_analysis.reporting.analyses import find_notebook
from lawgov_analysis.reporting.annual_report.said import in_words
from lawgov_analysis.tables import load_figures, load_indicators, load_reports, read_table

from helpers import ROOT, audited
from helpers.audited import disputes, figure
from helpers.invented import SHILI, add_report, copy_of_data

CITY = ROOT / "data" / "samples" / "city"
SECTIONS = read_table("sections")["section"].tolist()
ONCE = [annual.title, annual.disclosure, annual.fields]
THEN = [annual.shortcomings_and_plans, annual.quality, annual.standing, annual.annex, annual.provenance]


def all_parts(report):
    return [*(step(report) for step in ONCE), *sections_of(report), *(step(report) for step in THEN)]


def sections_of(report):
    return [annual.section(report, name) for name in SECTIONS]


def text_of(parts):
    return "\n".join(repr(block) for part in parts for block in part)


@pytest.fixture(scope="module")
def chinese():
    return annual.load("横沥镇", 2020)


def cells():
    return nbformat.read(find_notebook().notebook, as_version=4).cells


def test_the_notebook_shows_every_section_in_the_order_of_the_table():
    shown = [re.match(r'\w+ = annual\.section\(report, "(\w+)"\)', cell.source) for cell in cells()]
    assert [found[1] for found in shown if found] == SECTIONS


def test_every_cell_calls_one_or_two_steps_and_has_a_heading_above_it():
    for before, cell in zip(cells(), cells()[1:], strict=False):
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            assert len(cell.source.splitlines()) <= 25
            assert cell.source.count("annual.") <= 3
        if cell.cell_type == "markdown":
            assert cell.source.startswith("#")
            assert "outline" in cell.metadata.tags
            assert before.cell_type == "code"


def test_only_the_annex_may_hold_sentences_of_a_source_and_its_outputs_are_not_compared():
    tagged = [cell.source for cell in cells() if "nbval-ignore-output" in cell.metadata.get("tags", [])]
    assert [source.split("(")[0].split("annual.")[1] for source in tagged] == ["annex", "versions"]


def test_sections_stand_in_the_order_of_the_outline():
    clauses = load_indicators()["clause"].str.extractall(r"纲要2021—2025:([一二三四五六七八九十])\(")[0]
    domains = load_indicators()["domain"].reindex(clauses.index.get_level_values(0))
    commonest = clauses.groupby(domains.to_numpy()).agg(lambda parts: parts.mode()[0]).map("一二三四五六七八九十".index)
    parts = [
        min((commonest[domain] for domain in row.split("|")), default=9)
        for row in read_table("sections")["domains"]
        if row
    ]
    assert parts == sorted(parts)


def test_every_value_opens_its_place_in_the_annex(chinese):
    shown = "".join(block._repr_html_() for part in all_parts(chinese) for block in part if hasattr(block, "html"))
    opened = set(re.findall(r'href="#([fn]\d+)"', shown))
    assert opened <= set(re.findall(r'<tr id="([fn]\d+)"', shown))
    assert {f"f{number}" for number in chinese.figures["figure"]} <= opened


def test_every_figure_is_in_one_section(chinese):
    assert set(chinese.section_of) <= set(SECTIONS)
    frames = [part.frame for part in sections_of(chinese)]
    assert sorted(pd.concat(frames)["figure"]) == chinese.figures["figure"].tolist()


def test_running_text_says_bounds_in_words(chinese):
    said = text_of(sections_of(chinese))
    assert "400余人次" in said
    assert "约450万元" in said
    assert not re.search("[≥≤≈]", said)
    assert "more than 400 person-times" in text_of(sections_of(annual.load("横沥镇", 2020, "en")))


def test_a_rate_of_a_bound_keeps_its_bound():
    said = text_of(all_parts(annual.load("440311", 2021)))
    assert "出庭应诉案件19宗" in said
    assert "≤94.4%" in said
    assert "94.4%" not in said.replace("≤94.4%", "")


def test_places_are_named_as_readers_do(chinese):
    said = text_of([annual.annex(chinese), annual.shortcomings_and_plans(chinese)])
    assert "一、（七）2" in said
    assert "1.7.2" not in said


def test_every_figure_is_in_the_annex_as_printed_and_opens_the_page_of_the_report(chinese):
    shown = annual.annex(chinese)
    assert all(surface in text_of([shown]) for surface in chinese.figures["surface"])
    assert "post_3455638.html#:~:text=450%E4%BA%BA%E6%AC%A1" in shown[2]._repr_html_()


def test_where_the_text_is_at_hand_the_annex_has_its_sentences(chinese):
    report = annual.load("丹枫镇", 2022, data_dir=CITY)
    sentence = annual.annex(report).frame["sentence"].iloc[0]
    assert "【" in sentence
    assert sentence in text_of([annual.annex(report)])
    assert sentence.replace("【", "").replace("】", "") not in text_of([*sections_of(report), annual.quality(report)])


def test_a_statement_in_nobodys_words_opens_the_annex(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    statements = data_dir / "statements.csv"
    table = pd.read_csv(statements, dtype=str, keep_default_na=False)
    table.loc[table["kind"] == "plan", ["text_zh", "text_en"]] = ""
    table.to_csv(statements, index=False, lineterminator="\n")
    said = text_of([annual.shortcomings_and_plans(annual.load("横沥镇", 2020, data_dir=data_dir))])
    assert said.count("见附录所列原文") == 4


def test_where_the_text_is_at_hand_such_a_statement_is_said_as_it_begins(data_dir):
    text = "四、计划\n一是新建公园2个，让群众出门见法。"
    add_report(data_dir, audited.table(figure(30, "件", "受理案件")))
    statement = annual.load("横沥镇", 2020).statements.iloc[-1].to_dict() | {
        "text_zh": "",
        "start": 5,
        "end": len(text),
    }
    said = in_words(annual.load(SHILI, 2023, data_dir=data_dir), SimpleNamespace(**statement), text)
    assert said == "“新建公园2个，让群众出门见法”"


def test_shortcomings_and_plans_are_all_said(chinese):
    assert text_of([annual.shortcomings_and_plans(chinese)]).count("\n- ") == 2 + 4


def test_shortcomings_that_a_whole_report_does_not_have_are_said_so_and_not_laid_to_the_library():
    said = text_of([annual.shortcomings_and_plans(annual.load("岚桥镇", 2021, data_dir=CITY))])
    assert "尚未收录" not in said


# How numbers are said


def among(**of_whole):
    """58 of 156, as a report has them that says how many there are since 2021 and how many came this year."""
    whole = figure(156, "名", "培育法律明白人", **of_whole)
    return audited.table(whole, figure(58, "名", "新培育", relation="subset", related="1", relation_by="stated"))


def test_a_running_total_is_said_with_its_beginning_and_the_years_number_is_no_share_of_it(data_dir):
    add_report(data_dir, among(basis="cumulative", period="2021/2023"))
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    assert plain(report.phrases.main([1, 2], 2)) == "培育法律明白人156名（2021年以来累计），其中新培育58名"
    assert report.rates.empty


def test_a_number_of_another_time_has_it_beside_it_and_is_no_chief_number(data_dir):
    counts = [(31, "2022"), (27, "2023"), (11, "2023-01/2023-06")]
    add_report(data_dir, audited.table(*(figure(n, "件", "制发文件", period=period) for n, period in counts)))
    phrases = annual.load(SHILI, 2023, data_dir=data_dir).phrases
    assert [plain(phrases.value(n)) for n in (1, 2, 3)] == ["31件（2022年）", "27件", "11件（1—6月）"]
    assert plain(phrases.main([1, 2, 3], 3)) == "制发文件27件"


def test_figures_of_one_name_are_told_apart(data_dir):
    part = {"relation": "subset", "related": "1", "scope": "罚没款"}
    rows = [
        figure(3642, "件", "罚没款"),
        figure(918, "件", "罚没款", **part),
        figure(200, "件", "罚没款", scope="市局机关"),
        figure(2300, "场", "“八五”普法以来开展宣传", basis="cumulative", period="2021/2023"),
        figure(716, "场", "“八五”普法以来开展宣传", relation="subset", related="4"),
        figure(6917, "宗", "宗"),
    ]
    add_report(data_dir, audited.table(*rows))
    phrases = annual.load(SHILI, 2023, data_dir=data_dir).phrases
    said = ["罚没款", "罚没款（其中一部分）", "罚没款（市局机关）", "“八五”普法以来开展宣传", "开展宣传", "合计"]
    assert [phrases.names[n] for n in range(1, 7)] == said
    assert plain(phrases.main([4, 5], 2)).endswith("其中2023年716场")
    assert plain(phrases.main([1, 2], 2)) == "罚没款3,642件"


def test_what_is_among_a_total_is_none_of_its_kinds(data_dir):
    kinds = [figure(n, "件", name, relation="part", related="1") for n, name in ((31, "一审"), (15, "二审"))]
    lost = figure(3, "件", "败诉", relation="subset", related="1")
    add_report(data_dir, audited.table(figure(46, "件", "应诉案件"), *kinds, lost))
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    assert "应诉案件46件（分2类）" in plain(report.phrases.main([1, 2, 3, 4], 3))


def kinds_of(total, **kinds):
    rows = [figure(n, "件", f"收到申请:{name}", relation="part", related="1") for name, n in kinds.items()]
    return audited.table(figure(total, "件", "收到申请"), *rows)


@pytest.mark.parametrize(
    ("figures", "titles"),
    [
        (kinds_of(90, 受理=60, 不予受理=20, 其他=10), ["收到申请90件，分3类，“受理”占66.7%（2023年）"]),
        (kinds_of(90, 结转=10, 结案=80, 处罚=40, 许可=30, 其他=20), ["收到申请90件，分3类，“处罚”占44.4%（2023年）"]),
        (kinds_of(90, 受理=60, 不予受理=20, 其他=30), []),
        (kinds_of(90, 上年结转=10, 受理=60, 不予受理=20), []),
    ],
)
def test_a_total_is_charted_by_one_division_that_it_holds(data_dir, figures, titles):
    add_report(data_dir, figures.assign(indicator=["reconsideration_received", *[""] * (len(figures) - 1)]))
    assert [chart.title for chart in charts_of(annual.load(SHILI, 2023, data_dir=data_dir))] == titles


def test_what_a_report_says_of_the_year_before_stands_beside_its_own_number(data_dir):
    row = {"indicator": "litigation_lost_first_instance", "section": "1"}
    add_report(
        data_dir, audited.table(figure(13, "件", "一审败诉", period="2022", **row), figure(8, "件", "一审败诉", **row))
    )
    last = annual.load(SHILI, 2023, data_dir=data_dir).last_year
    assert (plain(last.value(2)), last.change(2), last.value(1)) == ("13件（2022年）", "−5件", "—")


def test_numbers_that_do_not_add_up_have_no_shares(data_dir):
    kinds = [
        figure(n, "件", name, relation="part", related="1") for n, name in ((37, "简易"), (24, "普通"), (3, "其他"))
    ]
    add_report(data_dir, audited.table(figure(58, "件", "处罚决定"), *kinds))
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    assert report.doubtful == {1, 2, 3, 4}
    assert "%" not in text_of(sections_of(report))


@pytest.mark.parametrize(
    ("measure", "columns", "name"),
    [
        ("持有执法证的", {"indicator": "certified_officers"}, "持证执法人员"),
        ("学法考试应考参考率", {"indicator": "law_exam_participation_rate", "scope": "机关"}, "学法考试参考率（机关）"),
        ("初次信访事项按期答复率不得低于", {}, "初次信访事项按期答复率"),
        ("受理数中邻里纠纷", {}, "邻里纠纷"),
        ("全体执法人员参加了为期轮训", {}, "“全体执法人员参加了为期轮训”"),
        ("查处各类违法行为", {}, "查处各类违法行为"),
        ("审查合同:提出修改意见的", {}, "审查合同：提出修改意见的"),
    ],
)
def test_a_piece_of_a_sentence_is_no_name(chinese, measure, columns, name):
    row = next(audited.table(figure(30, "件", measure, **columns)).itertuples())
    assert chinese.language.name(row) == name


def test_a_verb_before_the_words_of_its_whole_is_said_after_them(data_dir):
    whole = figure(248, "件", "调解组织受理案件")
    part = figure(243, "件", "调解成功调解组织受理案件", relation="subset", related="1", relation_by="stated")
    add_report(data_dir, audited.table(whole, part))
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    assert report.phrases.names[2] == "调解组织受理案件：调解成功"
    assert "受理案件248件，其中调解成功243件（98.0%）" in text_of(sections_of(report))


def test_a_bound_is_said_with_the_word_that_stands_beside_the_number():
    assert "法律咨询近550人次" in text_of(sections_of(annual.load("丹枫镇", 2023, data_dir=CITY)))


# The year before


def test_last_year_stands_beside_this_one_with_the_reason_where_they_cannot_be_compared():
    report = annual.load("柏湾街道", 2023, data_dir=CITY)
    said = text_of([annual.fields(report), annual.section(report, "mediation")])
    assert "不可比：口径" in said
    assert "口径换了，是另一个指标" in said
    assert "与上年（2022年）报告都载明的指标" in said
    assert {"base_value", "comparable", "reason"} <= set(annual.section(report, "mediation").frame.columns)


def test_a_report_that_is_not_of_the_whole_year_is_said_so_once(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    for year, signed in ((2022, "2022-12-28"), (2023, "2024-01-05")):
        rows = [
            figure(30, "件", "受理", indicator="mediation_accepted"),
            figure(9, "场次", indicator="rule_of_law_lectures"),
        ]
        add_report(data_dir, audited.table(*rows, year=year), issued_on=signed)
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    said = text_of([annual.fields(report), *sections_of(report)])
    assert said.count("有一年的报告在年内落款") == 1
    assert "年内落款，" not in text_of(sections_of(report))


def test_a_small_base_has_no_percentage_and_a_bound_no_difference():
    said = text_of(sections_of(annual.load("丹枫镇", 2023, data_dir=CITY)))
    assert "主要负责人讲法治课 | 3场 | 3场 | 持平" in said
    assert "专题学法 | 5次 | 4次 | +1次\n" in said
    assert "约350万元 | 266.1万元 | 有增加，载明的是约数，幅度不详" in said


def test_without_a_year_before_nothing_is_compared_and_that_is_said(chinese):
    said = text_of([annual.fields(chinese), *sections_of(chinese)])
    assert "没有收录上年（2019年）的报告" in said
    assert "上年 |" not in said


# Charts


def charts_of(report):
    return [block for part in all_parts(report) for block in part if hasattr(block, "png")]


def test_a_chart_has_four_marks_of_one_unit_or_is_a_composition(chinese):
    assert [len(chart.data) for chart in charts_of(chinese)] == [4, 7]
    assert set(charts_of(chinese)[0].data["unit"]) == {"个"}


def test_few_figures_are_a_sentence_and_no_table(chinese):
    assert [type(block).__name__ for block in annual.section(chinese, "publicity")] == ["Html", "Html"]


# Whatever report it is


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_of_all_places_and_years_can_be_analysed(lang):
    for row in load_reports().iloc[::5].itertuples():
        said = text_of(all_parts(annual.load(row.place_code, row.year, lang)))
        assert not re.search(r"\bnan\b|<NA>|None|\{\w+\}", said), (row.place_code, row.year)


def test_an_excerpt_says_so_and_has_no_share_of_core_indicators():
    report = annual.load("清溪镇", 2024)
    said = text_of(all_parts(report))
    assert "摘录" in said
    assert annual.disclosure(report) == []
    assert "没有公开" not in said.replace("不据此认为没有公开", "")


def test_english_has_chinese_in_quotation_marks_only():
    report = annual.load("横沥镇", 2020, "en")
    said = text_of([*(step(report) for step in [*ONCE, *THEN[:-2]]), *sections_of(report)])
    assert not re.search("[\u4e00-\u9fff]", re.sub("“[^”]*”", "", said))


def test_english_says_what_the_source_says():
    report = annual.load("横沥镇", 2020, "en")
    assert "Documents collected for fair-competition review" in text_of(sections_of(report))
    assert "Fair-competition reviews" not in text_of(sections_of(report))


def test_no_name_of_a_scope_is_taken_for_what_is_counted():
    said = text_of(sections_of(annual.load("临屿区", 2022, "en", CITY)))
    assert "Social-stability risk assessments | 18" in said
    assert "\nSocial stability" not in said


def test_a_part_has_not_the_words_of_its_whole_and_never_half_a_word(chinese):
    within = chinese.phrases._within
    assert within("矛盾纠纷调解成功", "全镇发生各类矛盾纠纷") == "调解成功"
    assert within("立案查处疫情相关案件中移交市市场监管局", "立案查处与疫情相关案件") == "移交市市场监管局"
    assert within("拆除违法建筑", "拆除违法建筑") == "拆除违法建筑"


def test_unknown_parameters_are_said():
    with pytest.raises(UnknownPlace):
        annual.load("没有镇", 2020)
    with pytest.raises(NoData):
        annual.load("横沥镇", 1999)
    with pytest.raises(BadParameter, match="zh, en"):
        annual.load("横沥镇", 2020, "fr")


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
    return copy_of_data(tmp_path / "data", "reports")


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "{0}2023年（标题未收录）"), ("en", "{0}, 2023 (title not recorded)")]
)
@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_a_title_that_is_not_recorded_is_not_made_up(data_dir, lang, name, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    report = annual.load(SHILI, 2023, lang, data_dir)
    said = text_of(all_parts(report))
    assert said.count(name.format(report.place)) >= 2
    assert not re.search("2023年法治政府建设年度报告|yearly report", said)


def test_a_recorded_title_is_cited_as_one(chinese):
    assert "《横沥镇2020年法治政府建设年度报告》" in text_of([annual.fields(chinese)])


@pytest.mark.parametrize(("lang", "said"), [("zh", "本库尚未收录"), ("en", "not yet recorded in this library")])
@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_what_nobody_has_recorded_is_not_laid_to_the_report(data_dir, lang, said, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    shown = text_of([annual.shortcomings_and_plans(annual.load(SHILI, 2023, lang, data_dir))])
    assert said in shown
    assert not re.search("没有写明|states no", shown)


@pytest.mark.parametrize("coverage", ["full", "excerpt"])
def test_a_section_without_anything_to_say_is_left_out(data_dir, coverage):
    add_report(data_dir, disputes("96.9"), coverage=coverage)
    report = annual.load(SHILI, 2023, data_dir=data_dir)
    shown = [section for section in SECTIONS if annual.section(report, section)]
    assert shown == report.section_of.unique().tolist()


def test_the_epidemic_is_a_section_of_its_years_alone(data_dir, chinese):
    row = figure(30, "家", "检查疫情防控场所", indicator="inspections")
    add_report(data_dir, audited.table(row))
    assert annual.section(annual.load(SHILI, 2023, data_dir=data_dir), "epidemic") == []
    assert annual.section(chinese, "epidemic") != []


def silence(data_dir, *rows):
    add_report(data_dir, audited.table(*rows))
    return repr(annual.disclosure(annual.load(SHILI, 2023, data_dir=data_dir))[1])


def test_a_domain_is_silent_only_while_every_figure_has_an_indicator(data_dir, chinese):
    coded = figure(30, "宗", indicator="mediation_accepted")
    assert "突发事件应对" in silence(data_dir, coded)
    assert "没有数字的有" not in silence(data_dir, coded, figure(9, "次", "应急演练"))
    said = text_of([annual.quality(annual.load(SHILI, 2023, data_dir=data_dir))])
    assert "没有对应指标的数可能属于任何一个领域" in said.partition("本库的说明")[2]


def test_a_chapter_on_the_epidemic_is_about_emergencies(chinese):
    assert "突发事件应对" not in repr(annual.disclosure(chinese)[1])


def test_core_indicators_that_are_not_stated_are_named(chinese):
    shown = annual.disclosure(chinese)
    assert "31项核心指标中，报告载明11项" in text_of([shown])
    assert "应急演练次数" in repr(shown[2])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_closed_gate_leaves_no_section(lang):
    assert annual.standing(annual.load("横沥镇", 2020, lang)) == []


def test_an_open_gate_shows_quartiles_by_residents_and_no_rank():
    section = annual.standing(annual.load("丹枫镇", 2023, data_dir=CITY))
    said = text_of([section])
    assert "人民调解受理纠纷数 | 275宗 | 37.2 | 36.7 | 38.0 | 42.2 | 11" in said
    assert "第1位" not in said
    assert not [block for block in section if hasattr(block, "png")]


def test_a_quartile_that_bounds_leave_open_is_not_made_up(data_dir):
    for code in (SHILI, *(f"9900001{n:02}" for n in range(8))):
        row = figure(31, "宗", "受理", indicator="mediation_accepted", bound="at_least", start=0, end=3)
        add_report(data_dir, audited.table(row, place=code))
    said = text_of([annual.standing(annual.load(SHILI, 2023, data_dir=data_dir))])
    assert "| — | — | — | 8" in said


# Last year's plans


def test_last_years_plans_stand_beside_what_is_said_of_them_and_the_annex_has_the_sentences():
    report = annual.load("丹枫镇", 2023, data_dir=CITY)
    shown = annual.shortcomings_and_plans(report)
    assert "在20个村民小组建成法治宣传栏。（四、（一）） | 部分落实" in text_of([shown])
    assert "建成法治宣传栏12个" in text_of([shown])
    assert shown.frame["status"].tolist() == ["partly", "unknown", "unknown"]
    assert "其余" in text_of([annual.annex(report)])
    assert "其余" not in text_of([shown])


def test_where_no_plans_are_recorded_of_the_year_before_nothing_is_said_of_them(chinese):
    assert "上年" not in text_of([annual.shortcomings_and_plans(chinese)])


def test_blocks_show_one_output_each(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    Blocks([1, 2])._ipython_display_()
    assert shown == [1, 2]


def test_a_rate_printed_as_a_bound_that_its_counts_keep_is_no_gap(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    table = data_dir / "figures" / "441900106-2020.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace(",99,%,exact,", ",99,%,at_least,"), encoding="utf-8", newline="\n"
    )
    assert "与复算有出入" not in text_of([annual.quality(annual.load("横沥镇", 2020, data_dir=data_dir))])


@pytest.mark.parametrize(("lang", "said_of_it"), [("zh", "（2024年计划）"), ("en", "planned for 2024")])
def test_what_is_planned_is_no_figure_of_the_year_and_stands_under_the_plans(tmp_path, lang, said_of_it):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    target = figure(9, "处", "新建法治文化阵地", period="2024")
    add_report(data_dir, audited.table(figure(30, "件", "受理法律援助案件"), target))
    report = annual.load(SHILI, audited.YEAR, lang, data_dir)
    assert "法治文化阵地" not in text_of([annual.fields(report), *sections_of(report)])
    assert "新建法治文化阵地" in text_of([annual.shortcomings_and_plans(report)])
    assert said_of_it in text_of([annual.annex(report)])
