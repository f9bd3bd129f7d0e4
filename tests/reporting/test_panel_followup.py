"""The years of a place: what the city plants is found, nothing else is claimed, and what is missing is said."""

import json
import shutil
from pathlib import Path

import pytest

from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.paths import default_notebooks_dir
from lawgov_analysis.reporting import panel_followup as panel
from lawgov_analysis.tables import load_figures, open_data

CITY = "data/samples/city"
STEPS = [
    "held",
    "overview",
    "comparability",
    "trends",
    "year_on_year",
    "growth",
    "plans",
    "repeats",
    "annex",
    "provenance",
]
DANFENG, BAIWAN, FENGZHU, LUTING, WEITANG = "990101101", "990101001", "990102101", "990101103", "990101104"
JIANGXI, YUBU, QINWU, SHATING = "990102103", "990102104", "990102201", "990102001"


def shown(subject, *steps):
    """All that some steps show, as text."""
    return "\n".join(
        block.alt if hasattr(block, "alt") else block.text for step in steps for block in getattr(panel, step)(subject)
    )


@pytest.fixture(scope="module")
def data():
    return open_data(CITY)


def load(code, data, **more):
    """Load a panel, once for all tests: what is known of it is looked up once."""
    return data.made(_loaded, code, tuple(more.items()))


def _loaded(data, code, more):
    return panel.load(code, data_dir=data, **dict(more))


@pytest.mark.parametrize(
    ("code", "step", "said"),
    [
        (DANFENG, "plans", "新建法治文化公园2个。（四、（一）） | 已落实"),
        (DANFENG, "plans", "在20个村民小组建成法治宣传栏。（四、（一）） | 部分落实"),
        (DANFENG, "plans", "在3个村试点“网格+调解”。（四、（二）） | 未提及"),
        (BAIWAN, "comparability", "发生矛盾纠纷数 | 未载明 | 未载明 | 397宗 | 2023年：口径"),
        (BAIWAN, "year_on_year", "365宗（人民调解受理纠纷数） | 397宗 | 不可比：口径换了，是另一个指标"),
        (BAIWAN, "trends", "2023年397宗（口径（发生矛盾纠纷数），不可比）"),
        (FENGZHU, "year_on_year", "191人次 | 186人 | 不可比：计量单位不同，数的不是同一种东西"),
        (LUTING, "comparability", "人民调解受理纠纷数 | 139宗（1—11月） | 148宗 | 173宗 | 2022年：期间"),
        (JIANGXI, "comparability", "2023年报告：专项整治行动次数57次（2021—2023年累计）"),
        (JIANGXI, "held", "2021年报告的文本取自非官方网站"),
        (YUBU, "held", "2022年报告起，榆埠镇改称榆埠街道"),
        (QINWU, "year_on_year", "42宗 | 45宗 | 不可比：摘编"),
        (SHATING, "year_on_year", "290宗 | 316宗 | 不可比：非年报"),
        (WEITANG, "repeats", "2023年：可比的当年数全部与上年相同。"),
        (WEITANG, "overview", "2023年：正文大部分与上年逐字相同，连数字也相同。"),
    ],
)
def test_what_the_city_plants_is_found(data, code, step, said):
    assert said in shown(load(code, data), step)


def test_bounds_are_said_and_no_line_is_drawn_through_them(data):
    subject = load(QINWU, data, indicators="行政执法")
    assert "约150处" in shown(subject, "comparability")
    frame = panel.trends(load(FENGZHU, data)).frame
    vague = frame[frame["bound"] != "exact"]
    assert len(vague)
    assert not vague["joined"].any()


def test_nothing_else_is_claimed(data):
    # Of all places only one copied, and only what is planted is broken for its own sake.
    claimed, broken = set(), set()
    for code in data.table("places")["code"]:
        if len(data.files("figures", f"{code}-*")) > 1:
            subject = load(code, data)
            claimed |= {(code, year) for year, told in subject.passages.items() if told.attrs["rule"]}
            claimed |= {(code, row.year) for row in subject.numbers_again.itertuples() if row.rule}
            told = subject.all_compared
            of_one = told[
                told["reason"].isin(["definition", "unit", "basis", "scope", "conflict", "level", "cumulative"])
            ]
            broken |= {(code, row.year, row.reason) for row in of_one.itertuples()}
    assert claimed == {(WEITANG, 2023)}
    assert broken == {(BAIWAN, 2023, "definition"), (FENGZHU, 2023, "unit")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_opens_a_row_of_the_annex(data, lang):
    subject = load(DANFENG, data, lang=lang)
    blocks = [block for step in STEPS for block in getattr(panel, step)(subject) if hasattr(block, "html")]
    html = "".join(block.html for block in blocks)
    targets = {part.split('"')[0] for part in html.split('href="#')[1:]}
    ids = {part.split('"')[0] for part in html.split(' id="')[1:]}
    assert len(targets) > 30
    assert targets <= ids


def test_only_the_annex_shows_sentences_of_the_reports(data):
    subject = load(DANFENG, data)
    said = "按照上年安排，新建的2个法治文化公园均已建成开放"
    assert said not in shown(subject, *(step for step in STEPS if step != "annex"))
    assert said in shown(subject, "annex")


def test_a_plan_that_nobody_has_put_in_words_is_named_by_its_own(data):
    # Its place alone, （四、（二））, tells whoever signs nothing.
    bare = data.with_tables({"statements": data.table("statements").assign(text_zh="")})
    assert "“新建法治文化公园2个" in shown(panel.load(DANFENG, data_dir=bare), "plans")


def test_figures_and_links_hold_where_no_text_is_at_hand(data, tmp_path):
    for name in ("datapackage.json", "places.csv", "reports.csv", "statements.csv"):
        shutil.copy(data.folder / name, tmp_path)
    shutil.copytree(data.folder / "figures", tmp_path / "figures")
    subject = panel.load(DANFENG, data_dir=tmp_path)
    assert "原文第" in shown(subject, "annex")
    assert "正文不在手边" in shown(subject, "repeats")
    assert "次年报告的正文不在手边，无从查找" in shown(subject, "plans")


def test_one_year_says_what_is_missing():
    subject = panel.load("横沥镇")
    said = shown(subject, *STEPS)
    assert said.count("只收录了2020年一年的报告") == 1
    assert not any(getattr(panel, step)(subject) for step in ("trends", "year_on_year", "growth", "plans", "repeats"))
    assert subject.title == "东莞市横沥镇2020年计划与数据（只有一年的报告）"
    assert not [block for step in STEPS for block in getattr(panel, step)(subject) if hasattr(block, "png")]


def test_a_report_whose_numbers_are_all_uncoded_or_below_zero_has_a_panel(data):
    subject = panel.load(DANFENG, data_dir=data)
    subject.figures = load_figures(DANFENG, data_dir=data).assign(indicator="", value=-4.0, bound="at_least")
    assert "各年报告都没有载明所选的指标" in shown(subject, "comparability")
    assert all(getattr(panel, step)(subject) is not None for step in STEPS)
    subject = panel.load(DANFENG, data_dir=data)
    subject.figures = load_figures(DANFENG, data_dir=data).assign(value=-4.0, bound="at_least")
    assert "-4" in shown(subject, *STEPS)
    assert not subject.compared["comparable"].any()


def test_an_indicator_that_nobody_states_is_said_to_be_missing(data):
    said = shown(load(DANFENG, data, indicators="arbitration_amount"), "comparability", "year_on_year")
    assert "各年报告都没有载明所选的指标" in said


def test_the_first_year_may_be_the_base(data):
    frame = panel.year_on_year(load(DANFENG, data, base="first")).frame
    told = frame[frame["indicator"] == "mediation_accepted"].set_index("year")
    assert told["base_year"].unique().tolist() == [2021]
    assert told.loc[2023, "change"] == 35


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"place": "不存在镇"}, UnknownPlace, "unknown place"),
        ({"from_year": 2023, "to_year": 2021}, BadParameter, "from_year 2023 is after to_year 2021"),
        ({"from_year": "twenty"}, NoData, "a year is a number"),
        ({"from_year": 2010, "to_year": 2012}, NoData, "there are those of 2021, 2022, 2023"),
        ({"indicators": "mediation_acepted"}, BadParameter, "mediation_accepted"),
        ({"base": "frist"}, BadParameter, "first"),
        ({"min_base": -1}, BadParameter, "min_base"),
        ({"lang": "fr"}, BadParameter, "zh, en"),
    ],
)
def test_a_wrong_parameter_is_one_clear_line(data, given, kind, said):
    with pytest.raises(kind) as error:
        panel.load(**{"place": DANFENG, "data_dir": data, **given})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_parameters_come_as_papermill_gives_them(data):
    plain = load(DANFENG, data)
    assert load(int(DANFENG), data, from_year="", to_year=None, indicators=None, min_base="20").folder == plain.folder
    chosen = load(DANFENG, data, indicators="mediation_accepted|penalty_decisions")
    assert chosen.chosen == ("penalty_decisions", "mediation_accepted")
    assert chosen.folder.startswith(plain.folder + "-")


def test_a_batch_makes_one_panel_a_place_that_has_two_years(data):
    runs = panel.runs(data)
    assert len(runs) == 15
    assert {(run["from_year"], run["to_year"]) for run in runs} == {(2021, 2023)}
    assert panel.runs(data, [DANFENG], [2022]) == [{"place": DANFENG, "from_year": 2021, "to_year": 2022}]
    assert panel.runs(data, [DANFENG], [2022, 2023]) == [{"place": DANFENG, "from_year": 2022, "to_year": 2023}]
    assert panel.runs(open_data(), ["441900106"]) == []


def test_what_counts_for_a_core_indicator_is_shown_where_that_is_not_stated(data):
    # Of a town the cases are core, and of this one only the decisions are stated.
    assert "penalty_decisions" in load(DANFENG, data).chosen
    assert "penalty_decisions" not in load(FENGZHU, data).chosen


def test_the_machine_has_what_it_needs_of_it(data):
    subject = load(DANFENG, data)
    said, dated = panel.facts(subject)
    assert (said[0][1], str(dated)) == ("示例市临屿区丹枫镇（990101101）", "2024-01-16")
    assert panel.numbers(subject)["main"][2] == ["安排", "已落实2，部分落实1，未提及1，无法判断2（建议）"]
    assert json.dumps(subject.parameters)
    assert subject.reads.places == (DANFENG,)
    assert subject.reads.texts == ((DANFENG, 2021), (DANFENG, 2022), (DANFENG, 2023))
    sheets = panel.tables(subject)
    assert [len(sheet) for sheet in sheets.values()] == [32, 18, 6, 1, 0, 2]
    kinds = {type(cell) for sheet in sheets.values() for row in sheet.to_numpy(dtype=object) for cell in row}
    assert not kinds & {list, tuple, dict}


def test_the_notebook_shows_every_step_and_no_cell_is_long():
    file = Path(default_notebooks_dir()) / "panel_followup.ipynb"
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    source = "".join(line for cell in cells for line in cell["source"])
    assert all(f"panel.{step}(subject)" in source for step in STEPS)
    assert max(len(cell["source"]) for cell in cells) <= 25


def test_the_figures_of_the_matrix_are_those_of_the_tables(data):
    frame = panel.comparability(load(BAIWAN, data)).frame
    figures = load_figures(BAIWAN, data_dir=data).set_index(["year", "figure"])["value"]
    assert (
        figures.loc[[*zip(frame["year"], frame["figure"], strict=True)]].to_numpy() == frame["value"].to_numpy()
    ).all()
