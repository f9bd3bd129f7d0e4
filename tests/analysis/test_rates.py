"""What the figures imply, against tables checked by hand."""

import pandas as pd
import pytest

from lawgov_analysis import coverage, derive_rates, load_figures, load_indicators, parts, peers, standing, wide
from lawgov_analysis.analysis import (
    FEWEST_PLACES,
    comparable,
    comparison_gate,
    core_not_stated,
    silent_fields,
    standing_among,
)
from lawgov_analysis.analysis.gate import judged_figures
from lawgov_analysis.errors import BadParameter

from helpers.audited import disputes, figure, table
from helpers.invented import add_report, copy_of_data, record, without_reports
from update_golden import GOLDEN, golden_csv, golden_tables

HENGLI = ("441900106", 2020)


@pytest.fixture(scope="module")
def hengli():
    return load_figures(*HENGLI)


def made_up(*rows):
    """Figures of one report: (figure, value, unit, bound, relation, related) each."""
    template = load_figures(*HENGLI).iloc[[0] * len(rows)].reset_index(drop=True)
    columns = ["figure", "value", "unit", "bound", "relation", "related"]
    return template.assign(**{name: [row[at] for row in rows] for at, name in enumerate(columns)})


@pytest.mark.parametrize("name", ["rates", "coverage", "peers"])
def test_the_reference_report_gives_the_golden_table(name):
    golden = (GOLDEN / f"hengli-2020-{name}.csv").read_text(encoding="utf-8")
    assert golden_csv(golden_tables()[name]) == golden


@pytest.mark.parametrize(("count", "total", "rate"), [(4, 46, 8.7), (1416, 1935, 73.2), (199, 200, 99.5)])
def test_the_rates_that_a_reader_would_work_out_are_there(hengli, count, total, rate):
    rates = derive_rates(hengli)
    found = rates[(rates["count"] == count) & (rates["total"] == total)]
    assert found["rate"].round(1).tolist() == [rate]


def test_what_was_inferred_is_no_rate_of_the_report(hengli):
    likely = hengli[hengli["relation_by"] == "likely"]
    assert sorted(likely["value"]) == [18, 18, 908, 981]
    assert not set(likely["figure"]) & set(derive_rates(hengli)["numerator"])
    stated = hengli.assign(relation_by=hengli["relation_by"].replace("likely", "stated"))
    assert set(likely["figure"]) <= set(derive_rates(stated)["numerator"])


def test_a_rate_names_its_two_figures(hengli):
    values, rates = hengli.set_index("figure")["value"], derive_rates(hengli)
    assert rates["numerator"].map(values).tolist() == rates["count"].tolist()
    assert rates["denominator"].map(values).tolist() == rates["total"].tolist()


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    [
        ("exact", "exact", "exact"),
        ("at_least", "exact", "at_least"),
        ("exact", "at_least", "at_most"),
        ("at_least", "at_most", "at_least"),
        ("at_least", "at_least", "about"),
        ("about", "exact", "about"),
    ],
)
def test_bounds_carry_over_to_the_rate(part, whole, bound):
    figures = made_up((1, 500, "件", whole, "", ""), (2, 400, "件", part, "subset", "1"))
    assert derive_rates(figures)["bound"].tolist() == [bound]


def test_people_are_no_part_of_person_times():
    figures = made_up((1, 500, "人次", "exact", "", ""), (2, 400, "人", "exact", "subset", "1"))
    assert derive_rates(figures).empty


def test_nothing_is_divided_by_zero():
    figures = made_up((1, 0, "件", "exact", "", ""), (2, 0, "件", "exact", "subset", "1"))
    assert derive_rates(figures).empty


def test_no_figures_give_no_rates(hengli):
    assert derive_rates(hengli[:0]).empty


def test_coverage_counts_within_the_core_of_the_level_and_never_the_codebook(hengli):
    table, indicators = coverage(hengli), load_indicators()
    assert table["core"].sum() == indicators["core"].str.split("|").map(lambda levels: "镇街" in levels).sum()
    assert table["core"].sum() < len(indicators) / 5
    assert (table["core_stated"] + table["not_stated"] == table["core"]).all()
    assert (table["core_stated"] <= table["stated"]).all()


def test_a_core_indicator_is_given_by_its_near_kin(hengli):
    decided = hengli.assign(indicator=hengli["indicator"].replace("penalty_cases_filed", "penalty_decisions"))
    assert "penalty_cases" not in core_not_stated(decided, "镇街")
    assert "penalty_cases" in core_not_stated(hengli[hengli["indicator"] == ""], "镇街")
    assert len(core_not_stated(decided, "镇街")) == coverage(decided)["not_stated"].sum()


def test_a_field_is_silent_only_where_no_uncoded_figure_may_be_of_it():
    city = "data/samples/city"
    figures = load_figures("丹枫镇", 2023, city)
    silent = silent_fields(figures, "镇街", city)
    assert "政务公开" in silent
    last = figures["figure"] == figures["figure"].max()
    uncoded = figures.assign(indicator=figures["indicator"].mask(last, ""), related=figures["related"].mask(last, ""))
    uncoded = uncoded.assign(period="2023")
    assert silent_fields(uncoded.assign(section=uncoded["section"].mask(last, "9")), "镇街", city) == []
    beside = uncoded.loc[(uncoded["indicator"] == "mediation_accepted"), "section"].iloc[0]
    assert silent_fields(uncoded.assign(section=uncoded["section"].mask(last, beside)), "镇街", city) == silent


def test_a_department_has_no_core_and_no_share(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    add_report(data_dir, disputes("96.9"), level="部门")
    table = coverage(load_figures("示例镇", 2023, data_dir), data_dir)
    assert table["core"].sum() == 0
    assert table["share"].isna().all()
    assert table["stated"].sum() == 3


def test_an_excerpt_never_counts_as_not_disclosed():
    table = coverage(load_figures("清溪镇", 2024))
    assert table["not_stated"].isna().all()
    assert table["share"].isna().all()


def test_wide_has_a_row_a_report_and_a_column_an_indicator():
    figures = load_figures()
    table = wide(figures)
    assert len(table) == len(figures.loc[figures["indicator"] != "", ["place_code", "year"]].drop_duplicates())
    assert set(table.columns) <= set(load_indicators().index)
    assert table.loc[HENGLI, "mediation_succeeded"] == 199


def test_peers_are_of_one_level_and_one_kind_of_unit():
    beside = peers(load_figures(), *HENGLI)
    assert beside.groupby("indicator")["own"].sum().eq(1).all()
    assert not beside["place_code"].isin(["330102", "440307"]).any()


def test_a_place_is_compared_once_with_its_nearest_year():
    beside = peers(load_figures(), *HENGLI)
    assert not beside.duplicated(["indicator", "place_code"]).any()


def beside_of(*values, bounds=None):
    """Values of one indicator, the second the place's own."""
    table = pd.DataFrame({"indicator": "a", "value": map(float, values), "unit": "件", "year": 2020})
    return table.assign(own=table.index == 1, bound=bounds or "exact")


def ranks(beside):
    return standing(beside)[["rank", "rank_to", "tied"]].to_numpy().tolist()


def test_equal_values_share_a_rank_and_are_said_to():
    assert ranks(beside_of(9, 9, 3)) == [[1, 1, 1]]


def test_a_bound_makes_a_rank_unsure():
    assert ranks(beside_of(500, 400, 300, bounds=["exact", "at_least", "exact"])) == [[1, 2, 0]]
    assert ranks(beside_of(500, 400, 300, bounds=["about", "exact", "at_least"])) == [[2, 3, 0]]
    assert ranks(beside_of(500, 400, 300, bounds=["at_most", "exact", "exact"])) == [[1, 2, 0]]


def test_a_target_is_compared_with_none():
    figures = load_figures("横沥镇", 2020)
    target = figures.tail(1).assign(indicator="certified_rate_target", unit="%", value=95.0, scope="")
    assert "certified_rate_target" not in set(comparable(pd.concat([figures, target]))["indicator"])


def test_parts_that_do_not_sum_leave_a_remainder():
    figures = made_up((1, 10, "件", "exact", "", ""), *((n, 3, "件", "exact", "part", "1") for n in (2, 3)))
    kinds = parts(figures, 1)
    assert kinds["value"].tolist() == [3, 3, 4]
    assert pd.isna(kinds["figure"].iloc[-1])


def test_the_total_must_be_a_figure_of_one_report(hengli):
    with pytest.raises(BadParameter, match="no figure 999; the report has 1, 2"):
        parts(hengli, 999)
    with pytest.raises(BadParameter, match="one report"):
        parts(load_figures(), 1)


# The gate


OWN = ("990000001", 2023)
OTHERS = [f"9900001{n:02}" for n in range(FEWEST_PLACES)]


def towns(data_dir, changed=(), **known):
    """Data in which eight other towns state what an invented one does; `known` is of those of `changed`."""
    for code in (OWN[0], *OTHERS):
        figures = table(figure(30, "宗", indicator="mediation_accepted", start=0, end=3), place=code)
        own = known if code in changed else {}
        year = own.get("year", OWN[1])
        figures = figures.assign(year=year, period=str(year))
        add_report(data_dir, figures, **{name: own[name] for name in own if name != "year"})
    return data_dir


@pytest.fixture
def no_reports(tmp_path):
    return without_reports(tmp_path / "data")


def compared(data_dir):
    gate = comparison_gate(*OWN, data_dir)
    return gate, standing_among(*OWN, gate, data_dir)


def test_eight_full_official_reports_of_the_level_and_time_open_the_gate(no_reports):
    gate, beside = compared(towns(no_reports))
    assert (gate.is_open, gate.own, gate.places) == (True, True, FEWEST_PLACES)
    assert beside["others"].tolist() == [FEWEST_PLACES]


@pytest.mark.parametrize("year", [2022, 2024])
def test_a_report_of_the_year_beside_is_compared_with(no_reports, year):
    gate, beside = compared(towns(no_reports, OTHERS[:1], year=year))
    assert gate.is_open
    assert beside["others"].tolist() == [FEWEST_PLACES]


@pytest.mark.parametrize(
    "known",
    [
        {"coverage": "excerpt"},
        {"url": "http://www.gov.cn.example.com/1"},
        {"year": 2021},
        {"year": 2025},
        {"level": "县"},
    ],
    ids=lambda known: "".join(f"{name}={value}" for name, value in known.items()),
)
def test_each_condition_alone_closes_the_gate(no_reports, known):
    gate, beside = compared(towns(no_reports, OTHERS[:1], **known))
    assert (gate.is_open, gate.own, gate.places) == (False, True, FEWEST_PLACES - 1)
    assert beside.empty


@pytest.mark.parametrize("known", [{"coverage": "excerpt"}, {"url": "http://example.com/www.gov.cn"}])
def test_a_report_that_is_not_whole_and_official_itself_is_compared_with_none(no_reports, known):
    gate, beside = compared(towns(no_reports, OWN[:1], **known))
    assert (gate.is_open, gate.own, gate.places) == (False, False, FEWEST_PLACES)
    assert beside.empty


def test_a_row_without_its_sentence_is_never_compared(no_reports):
    data_dir = towns(no_reports)
    for file in (data_dir / "figures").glob(f"{OTHERS[0]}-*.csv"):
        file.write_text(file.read_text(encoding="utf-8").replace(",0,3,", ",,,"), encoding="utf-8")
    gate, beside = compared(data_dir)
    assert gate.is_open
    assert beside.empty
    figures = load_figures(data_dir=data_dir)
    assert set(figures.loc[judged_figures(figures, data_dir) == "no-sentence", "place_code"]) == {OTHERS[0]}


@pytest.mark.parametrize(("document_type", "is_open"), [("总结", True), ("部门报告", False), ("新闻", False)])
def test_what_is_no_account_of_a_year_is_not_compared_with(no_reports, document_type, is_open):
    gate, _ = compared(towns(no_reports, OTHERS[:1], document_type=document_type))
    assert gate.is_open is is_open


def test_two_reports_of_one_town_are_one_place(no_reports):
    towns(no_reports, OTHERS[:1], coverage="excerpt")
    record(no_reports, OTHERS[1], 2022)
    assert comparison_gate(*OWN, no_reports).places == FEWEST_PLACES - 1


def test_an_indicator_that_too_few_places_state_is_not_compared(no_reports):
    data_dir = towns(no_reports)
    both = [
        figure(n, "宗", indicator=name, start=0, end=3)
        for n, name in ((30, "mediation_accepted"), (9, "penalty_cases"))
    ]
    for code in (OWN[0], OTHERS[0]):
        add_report(data_dir, table(*both, place=code))
    _, beside = compared(data_dir)
    assert set(beside["indicator"]) == {"mediation_accepted"}
