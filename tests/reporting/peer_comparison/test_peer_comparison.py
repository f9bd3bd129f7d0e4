"""The comparison of a place with its like: what it says, what it keeps to itself, and what it refuses."""

import pandas as pd
import pytest

from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.reporting import peer_comparison as peers
from lawgov_analysis.reporting.peer_comparison.standings import STANDINGS, Case, standing_in
from lawgov_analysis.tables import open_data, read_table

from helpers.audited import figure, table
from helpers.invented import add_report, without_reports

CITY = "data/samples/city"
STEPS = [
    peers.title,
    peers.profile,
    peers.membership,
    peers.distribution,
    peers.rates,
    peers.funnels,
    peers.ranks,
    peers.ceilings,
    peers.missing,
    peers.values,
    peers.methods,
    peers.provenance,
]


@pytest.fixture(scope="module")
def city():
    return open_data(CITY)


@pytest.fixture(scope="module")
def danfeng(city):
    return peers.load("丹枫镇", 2022, data_dir=city)


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    """Ten towns of 50,000: one has far more cases, one is known as a bound; all but one have settled all of them."""
    data_dir = without_reports(tmp_path_factory.mktemp("ten") / "data")
    counts = [300, 100, 104, 98, 96, 101, 99, 103, 97, 100]
    for at, count in enumerate(counts):
        code = f"9900000{at:02}"
        done = count if at else count - 6
        rows = [
            figure(
                count, "宗", indicator="mediation_accepted", start=0, end=3, bound="at_least" if at == 9 else "exact"
            ),
            figure(done, "宗", indicator="mediation_succeeded", start=4, end=7),
        ]
        add_report(data_dir, table(*rows, place=code, year=2023), population=50_000, population_year=2020)
    return open_data(data_dir)


def text(view):
    return "\n".join(map(repr, view))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_step_says_something_and_hands_on_a_frame(city, lang):
    subject = peers.load("990101101", 2022, lang=lang, data_dir=city)
    for step in STEPS:
        view = step(subject)
        # In the city no rate is at its ceiling, which is not worth a section.
        assert text(view).strip() or step is peers.ceilings
        assert view.frame is not None
    assert "{" not in "".join(text(step(subject)) for step in STEPS)


def test_the_invented_city_differs_by_chance_alone(danfeng):
    assert {found.spread for found in danfeng.funnels.values()} == {1.0}
    assert not set(danfeng.standings["standing"]) & {"far-above", "far-below"}
    # No two towns can be told apart, so all ranks are open.
    ranks = peers.ranks(danfeng).frame
    assert ranks["pairs"].sum() == 0
    assert (ranks["best"] == 1).all()
    assert (ranks["worst"] == ranks["n"]).all()


def test_a_change_of_definition_is_not_compared_over(city):
    # Its report of 2023 has the disputes that arose, those of the others the ones accepted.
    subject = peers.load("柏湾街道", 2023, ["mediation_accepted", "disputes_occurred"], data_dir=city)
    standings = subject.standings.set_index("indicator")["standing"].to_dict()
    assert standings == {"mediation_accepted": "not-comparable", "disputes_occurred": "too-few"}
    assert "载明的是相近的指标" in text(peers.missing(subject))


def test_eleven_months_are_not_beside_twelve(city):
    subject = peers.load("鹭汀镇", 2021, ["mediation_accepted"], data_dir=city)
    assert subject.standings["standing"].tolist() == ["not-comparable"]
    assert "不是全年的数" in text(peers.profile(subject))


def test_below_enough_places_there_is_no_rank_at_all(city):
    subject = peers.load("丹枫镇", 2022, places="990101", data_dir=city)
    for step in (peers.distribution, peers.rates, peers.funnels, peers.ranks, peers.ceilings):
        assert not step(subject)
    # Why is said once.
    said = "".join(text(step(subject)) for step in STEPS)
    assert said.count("只有5个，少于8个") == 1
    assert "第" not in text(peers.profile(subject))


def test_where_nobody_can_be_compared_it_says_what_is_missing():
    subject = peers.load("横沥镇", 2020)
    assert "只有0个，少于8个" in text(peers.profile(subject))
    assert "只收录了摘录，没有全文" in text(peers.membership(subject))
    assert "没有收录这些地方的常住人口" not in text(peers.membership(subject))


def test_what_nobody_states_is_said_and_drawn_nowhere(city):
    subject = peers.load("丹枫镇", 2022, "major_decisions", data_dir=city)
    assert "没有一个地方载明的有1项：重大行政决策事项数" in text(peers.missing(subject))
    assert all(len(step(subject)) == 2 for step in (peers.distribution, peers.rates, peers.funnels, peers.methods))


def test_without_population_cases_are_still_shares_of_cases(ten):
    places = ten.table("places").assign(population=pd.NA, population_year=pd.NA)
    places = places.astype({"population": "Int64", "population_year": "Int64"})
    subject = peers.load("990000001", 2023, data_dir=ten.with_tables({"places": places}))
    assert set(subject.rated["denominator"]) == {"受理数"}
    assert "没有收录这些地方的常住人口" in text(peers.membership(subject))


def test_an_excerpt_and_news_are_not_compared_themselves(city):
    for place, why in (("琴坞乡", "只收录了摘录"), ("沙汀街道", "新闻")):
        subject = peers.load(place, 2021, data_dir=city)
        assert why in text(peers.profile(subject))
        assert subject.compared.empty


def test_a_place_beyond_chance_is_told_apart(ten):
    subject = peers.load("990000000", 2023, ["mediation_accepted"], data_dir=ten)
    funnel = subject.funnels["mediation_accepted"]
    assert funnel.spread > 1
    assert subject.rated.set_index("place_code").loc["990000000", ["best", "worst"]].tolist() == [1, 2]
    assert peers.ranks(subject).frame["pairs"].item() == 8


def test_a_bound_draws_neither_the_centre_nor_a_point_outside(ten):
    subject = peers.load("990000001", 2023, ["mediation_accepted"], data_dir=ten)
    funnel = subject.funnels["mediation_accepted"]
    exact = subject.rated[subject.rated["rate_bound"] == "exact"]
    assert len(exact) == 9
    assert funnel.centre == pytest.approx(10_000 * exact["value"].sum() / exact["exposure"].sum())
    assert funnel.rows.set_index("place_code").loc["990000009", "outside"] == "unsure"
    assert subject.quartiles["mediation_accepted"][2][1] > subject.quartiles["mediation_accepted"][2][0]


def test_at_the_ceiling_only_the_exceptions_are_named(ten):
    subject = peers.load("990000001", 2023, ["mediation_succeeded"], data_dir=ten)
    assert subject.ceilings == {"mediation_succeeded"}
    said = text(peers.ceilings(subject))
    assert "98.0%（294/300）" in said
    assert subject.standings["standing"].tolist() == ["at-ceiling"]
    assert subject.funnels == {}
    assert "—" not in text(peers.ranks(subject))


def test_charts_say_every_number_and_none_of_a_glyph_is_missing(danfeng, recwarn):
    charts = [
        block
        for step in (peers.distribution, peers.rates, peers.funnels)
        for block in step(danfeng)
        if hasattr(block, "png")
    ]
    assert len(charts) == 5
    for chart in charts:
        assert all(text in chart.alt for text in chart.data["text"])
        assert chart.svg().startswith("<svg")
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_a_rate_stands_beside_the_quartiles_of_rates(danfeng):
    said = text(peers.profile(danfeng))
    assert "人民调解受理纠纷数（每万名常住人口） | 254宗 | 34.3（30.2–38.8） | 36.1（34.7至39.6） | 分不出先后" in said
    assert "4次 | 5（5至6）" in said


def test_each_method_is_named_with_its_source(danfeng):
    said = text(peers.methods(danfeng))
    for source in ("Garwood 1936", "Wilson 1927", "Spiegelhalter 2005", "Klein, Wright & Wieczorek 2020"):
        assert source in said


def test_what_the_machine_needs(city, danfeng):
    facts, dated = peers.facts(danfeng)
    assert facts[2] == ("可比的其他地方", "11个")
    assert dated.isoformat() == "2023-01-10"
    assert peers.numbers(danfeng)["main"][0] == ["可比的其他地方", "11个"]
    assert danfeng.folder == "shili-linyu-danfeng/peer_comparison-2022"
    assert peers.load("丹枫镇", 2022, window=0, data_dir=city).folder[:-8] == f"{danfeng.folder}-"
    assert len(peers.runs(city, years=[2022])) == 15
    assert peers.load(**danfeng.parameters, data_dir=city).folder == danfeng.folder
    for sheet in peers.tables(danfeng).values():
        assert not sheet.isin([float("inf")]).any(axis=None)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"place": "丹枫"}, UnknownPlace, "nearest"),
        ({"place": "临屿区", "year": 2019}, NoData, "2019"),
        ({"year": "twenty"}, NoData, "a year is a number"),
        ({"indicators": "mediation_acepted"}, BadParameter, "mediation_accepted"),
        ({"indicators": "collective_law_study_target"}, BadParameter, "no number"),
        ({"theme": "行政执去"}, BadParameter, "行政执法"),
        ({"theme": "行政执法", "indicators": "人民调解受理纠纷数"}, BadParameter, "one of them"),
        ({"window": -1}, BadParameter, "window"),
        ({"min_n": "few"}, BadParameter, "min_n"),
        ({"window": 10**9}, BadParameter, "window is a whole number from 0 to 100, not 1000000000"),
        ({"level": "县区"}, BadParameter, "镇街"),
        ({"places": "示例港"}, UnknownPlace, "示例港"),
        ({"places": 7777}, UnknownPlace, "7777"),
        ({"denominator": "人口"}, BadParameter, "常住人口"),
        ({"full_only": "perhaps"}, BadParameter, "full_only"),
        ({"lang": "fr"}, BadParameter, "zh, en"),
    ],
    ids=str,
)
def test_a_wrong_parameter_is_one_clear_line(city, given, error, said):
    with pytest.raises(error, match=said) as raised:
        peers.load(**{"place": 990101101, "year": 2022, "data_dir": city, **given})
    assert "\n" not in str(raised.value)


def test_parameters_are_taken_as_papermill_gives_them(city):
    subject = peers.load(
        990101101, "2022", places="990101102、岚桥镇|990102", min_n="4", full_only="true", data_dir=city
    )
    assert len(subject.terms.places) == 9
    assert peers.load("990101101", data_dir=city).year == 2023
    assert peers.load("990101101", indicators=["调解成功数"], data_dir=city).indicators == ("mediation_succeeded",)


# Where a place stands


def case_of(said):
    """The case that an example of standings.csv describes."""
    words = dict(word.split("=", 1) for word in said.split())
    others = [float(each) for each in words.get("others", "1,2,3,4,5,6,7,8").split(",") if each]
    own = words.get("own", "5")
    value = float(own.lstrip(">="))
    known = {"low": value, "high": float("inf") if own.startswith(">=") else value}
    known |= {"is_open": words.get("gate") != "closed", "reason": words.get("own_reason", "")}
    known |= {"others": 8 if "," in words.get("others", ",") else int(others[0]), "needed": 8}
    known |= {"at_ceiling": words.get("ceiling") == "yes"}
    if "limits" in words:
        alarm_low, low, high, alarm_high = map(float, words["limits"].split(","))
        bands = [
            ("far-above", value > alarm_high),
            ("far-below", value < alarm_low),
            ("above", value > high),
            ("below", value < low),
        ]
        known["outside"] = next((name for name, holds in bands if holds), "")
    return Case(**known, quartiles=[(2.75, 2.75), (4.5, 4.5), (6.25, 6.25)])


@pytest.mark.parametrize("row", [*read_table("peer_standings").itertuples()], ids=lambda row: row.standing)
def test_a_standing_holds_of_its_example_and_not_of_what_is_unlike(row):
    assert standing_in(case_of(row.example)) == row.standing
    assert standing_in(case_of(row.unlike)) != row.standing


def test_every_standing_has_its_rule():
    assert list(STANDINGS) == read_table("peer_standings")["standing"].tolist()
