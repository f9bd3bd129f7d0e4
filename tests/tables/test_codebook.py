"""The codebook holds together: ids, names, places and coding rules point at one thing each."""

import json
from collections import Counter

import pytest

from lawgov_analysis import find_place, load_indicators, load_places
from lawgov_analysis.errors import BadTable, UnknownPlace
from lawgov_analysis.extraction.indicator import code_figure
from lawgov_analysis.tables import load_patterns, load_units, open_data, same_unit

from helpers.invented import add_indicator, copy_of_data


def test_the_towns_of_dongguan_have_the_population_of_the_census():
    dongguan = load_places().query("city == '东莞市' and level in ['镇', '街道', '园区']")
    assert dongguan["population"].sum() == 10_466_625
    assert set(dongguan["population_year"].dropna()) == {2020}


def test_slugs_are_unique_and_fit_a_folder_name():
    slugs = load_places()["slug"]
    assert slugs.is_unique
    assert slugs.str.fullmatch("[a-z0-9]+(-[a-z0-9]+)*").all()
    assert not set(slugs) & set(load_places().index) - {c for c, s in slugs.items() if s == c}


def test_a_code_lies_in_its_province():
    places = load_places()
    province = places.groupby(places.index.str[:2])["province"].nunique()
    assert (province == 1).all(), province[province > 1]


def test_a_town_has_nine_digits_and_what_is_above_it_six():
    places = load_places()
    towns = places["level"].isin(["镇", "乡", "街道"])
    assert set(places.index[towns].str.len()) == {9}


@pytest.mark.parametrize("name", ["441900106", 441900106, "dongguan-hengli", "横沥镇", "东莞市横沥镇", " 横沥镇 "])
def test_a_place_is_found_by_any_of_its_names(name):
    assert find_place(name).name == "441900106"


def test_every_place_is_found_by_code_slug_and_full_name():
    places = load_places()
    for place in places.itertuples():
        assert {find_place(name).name for name in (place.Index, place.slug, place.full_name)} == {place.Index}


def test_an_unknown_place_is_told_the_nearest():
    with pytest.raises(UnknownPlace, match=r"unknown place: 横历镇 .*横沥镇"):
        find_place("横历镇")


@pytest.mark.parametrize("name", ["", "   "])
def test_no_name_is_no_place(name):
    with pytest.raises(UnknownPlace):
        find_place(name)


def test_a_name_that_several_places_have_is_refused(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "places")
    with (data_dir / "places.csv").open("a", encoding="utf-8") as places:
        places.write("990000001,shili-hengli,横沥镇,示例市横沥镇,镇,示例省,示例市,,,,,\n")
    with pytest.raises(UnknownPlace, match=r"several places: .*东莞市横沥镇\(441900106\).*name one by its code"):
        find_place("横沥镇", data_dir)
    assert find_place("东莞市横沥镇", data_dir).name == "441900106"


def test_each_alias_names_one_indicator():
    indicators = load_indicators()
    names = Counter(
        name for row in indicators.itertuples() for name in {row.name_zh, *filter(None, row.aliases.split("|"))}
    )
    assert [name for name, n in names.items() if n > 1] == []


def test_indicator_names_are_unique():
    indicators = load_indicators()
    assert indicators["name_zh"].is_unique
    assert indicators["name_en"].is_unique


def test_a_kind_fits_its_unit():
    indicators = load_indicators()
    assert set(indicators.query("kind == 'rate'")["unit"]) == {"%", "倍"}
    assert set(indicators.query("kind == 'amount'")["unit"]) == {"元"}
    assert not set(indicators.query("kind == 'count'")["unit"]) & {"%", "元"}


def test_the_unit_of_an_indicator_is_a_unit():
    assert set(load_indicators()["unit"]) - {""} <= set(load_units().index)


def test_each_core_indicator_has_a_coding_rule():
    core = load_indicators().query("core != ''").index
    assert set(core) - set(load_patterns()["indicator"]) == set()


def test_a_rule_has_no_word_that_it_excludes_itself():
    for rule in load_patterns().itertuples():
        never = set(filter(None, rule.never.split("|")))
        for group in rule.counts.split():
            left = [word for word in group.split("|") if not any(bad in word for bad in never)]
            assert left, f"rule {rule.pattern} ({rule.indicator}): every word of {group} has one of {never}"


def test_a_rule_may_have_the_unit_of_its_indicator():
    units, classes = load_indicators()["unit"], load_units()["class"]
    for rule in load_patterns().query("unit != '' and indicator != ''").groupby("indicator"):
        allowed = {unit for cell in rule[1]["unit"] for unit in cell.split("|")}
        unit = units[rule[0]]
        assert {unit, classes[unit]} & allowed, f"{rule[0]}: neither {unit} nor {classes[unit]} is in {allowed}"


def test_the_units_of_a_rule_are_units_or_classes_of_units():
    units = load_units()
    known = set(units.index) | set(units["class"])
    said = {unit for cell in load_patterns()["unit"] for unit in cell.split("|")} - {""}
    assert {unit for unit in said if unit not in known and not unit.endswith(("次", "(次)"))} == set()


def test_an_analyst_adds_an_indicator_without_python(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns")
    add_indicator(data_dir, "moon_cakes_shared", name_zh="普法月饼数")
    with (data_dir / "rules" / "indicator" / "patterns.csv").open("a", encoding="utf-8") as table:
        table.write("9001,moon_cakes_shared.月饼,moon_cakes_shared,普法月饼,,,,,,,\n")
    assert code_figure("派发普法月饼", "个", data_dir=data_dir).indicator == "moon_cakes_shared"
    assert code_figure("派发普法月饼", "个").indicator == ""


def test_a_rule_for_an_unknown_indicator_is_refused(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns")
    with (data_dir / "rules" / "indicator" / "patterns.csv").open("a", encoding="utf-8") as table:
        table.write("9001,moon_cakes_shared.月饼,moon_cakes_shared,普法月饼,,,,,,,\n")
    with pytest.raises(BadTable, match=r"indicator: is not in the table indicators; .*, got “moon_cakes_shared”"):
        load_patterns(data_dir)


def test_a_count_and_a_rate_of_the_same_words_are_told_apart_by_the_unit():
    assert code_figure("行政机关负责人出庭应诉", "件").indicator == "head_court_appearances"
    assert code_figure("行政机关负责人出庭应诉率", "%").indicator == "head_court_appearance_rate"


def test_what_could_be_anything_stays_uncoded():
    for measure in ("", "受理", "开展活动相关", "购买月饼"):
        assert code_figure(measure, "件").indicator == "", measure


def test_confidence_is_a_share():
    for measure, unit in (("受理行政复议申请", "件"), ("调解成功率", "%"), ("罚没款", "元"), ("受理", "件")):
        assert 0 <= code_figure(measure, unit).confidence <= 1


@pytest.mark.parametrize("units", ["件 宗 起 例 案 件次 宗次", "人 名 位", "场 场次 次 期", "家 户 所 间 个", "项 个"])
def test_units_of_a_group_are_alike(units):
    assert [
        (one, other) for one in units.split() for other in units.split() if not same_unit(one, other, open_data())
    ] == []


@pytest.mark.parametrize(
    "units",
    [
        "人 人次",
        "家 家次",
        "家次 次",
        "家 件",
        "户 宗",
        "项 件",
        "项 家",
        "次 件",
        "次 件次",
        "元 美元",
        "亩 平方米",
        "榀 件",
    ],
)
def test_what_counts_other_things_is_not_alike(units):
    one, other = units.split()
    assert not same_unit(one, other, open_data())
    assert not same_unit(other, one, open_data())


def test_only_a_repeated_count_is_alike_across_classes():
    # 件次 may count a case twice, so of two years it is not compared with 件; of one report it is.
    units = load_units()
    grouped = units[units["group"] != ""]
    named = [(name, row["class"]) for _, row in grouped.iterrows() for name in row["group"].split("|")]
    classes = {group: {of for name, of in named if name == group} for group, _ in named}
    assert classes == {
        "件": {"count", "times"},
        "人": {"person"},
        "场": {"event"},
        "家": {"count"},
        "项": {"count"},
    }


def test_a_group_has_the_name_of_one_of_its_units():
    units = load_units()
    assert [name for cell in units["group"] for name in cell.split("|") if name and name not in units.index] == []


def test_units_are_alike_as_a_folder_says(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "units")
    with (data_dir / "units.csv").open("a", encoding="utf-8") as table:
        table.write("榀,count,家,always,,\n")
    assert same_unit("榀", "家", open_data(data_dir))
    assert not same_unit("榀", "家", open_data())


def test_a_folder_whose_units_have_no_groups_is_refused(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "units")
    package = json.loads((data_dir / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        if table["name"] == "units":
            table["schema"]["fields"] = [field for field in table["schema"]["fields"] if field["name"] != "group"]
    (data_dir / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    load_units().drop(columns="group").to_csv(data_dir / "units.csv", encoding="utf-8")
    with pytest.raises(BadTable, match="the table units must have the column group, of type string"):
        same_unit("件", "宗", open_data(data_dir))
