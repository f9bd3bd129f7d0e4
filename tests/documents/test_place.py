"""Whose report a text is: by the gazetteer, or as printed where it does not have the place."""

import pytest

from lawgov_analysis import load_places
from lawgov_analysis.documents import parse_report
from lawgov_analysis.documents.place import recognise_place
from lawgov_analysis.errors import UnknownPlace


@pytest.mark.parametrize("place", list(load_places().itertuples()), ids=lambda place: place.Index)
def test_every_place_is_recognised_by_its_names(place):
    for name in {place.name, place.full_name, f"{place.city}{place.name}"}:
        title = f"{name}2023年法治政府建设年度报告"
        assert recognise_place(f"{title}\n2023年,{name}依法办事。", title) == (place.Index, place.name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青石镇2023年法治政府建设年度报告", "青石镇"),
        ("2023年青石镇法治政府建设年度报告", "青石镇"),
        ("二〇二三年度青石镇法治政府建设报告", "青石镇"),
        ("青石县人民政府2023年法治政府建设年度报告", "青石县"),
        ("青石市青山区青石镇2023年度法治政府建设报告", "青石镇"),
        ("青石街道办事处2023年法治政府建设年度报告", "青石街道"),
        ("中共青石街道工作委员会 青石街道办事处2023年法治政府建设年度报告", "青石街道"),
        ("中共青石镇委员会 青石镇人民政府关于2023年法治政府建设情况的报告", "青石镇"),
        ("青石自治县2023年法治政府建设年度报告", "青石自治县"),
        ("青石乡人民政府关于2023年度法治政府建设情况的报告", "青石乡"),
        ("青石县司法局2023年法治政府建设年度报告", "青石县司法局"),
        ("青石市市场监督管理局关于2023年法治政府建设情况的报告", "青石市市场监督管理局"),
    ],
)
def test_a_place_that_the_gazetteer_does_not_have_is_named_as_printed(title, name):
    assert recognise_place("", title) == ("", name)


def test_a_department_of_a_known_place_is_not_the_place():
    assert recognise_place("", "龙岗区司法局2023年法治政府建设年度报告") == ("", "龙岗区司法局")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("法治政府建设年度报告\n2023年,青石镇坚持依法办事。", "青石镇"),
        ("法治政府建设年度报告\n我镇坚持依法办事。\n青石镇人民政府\n2024年1月18日", "青石镇"),
        ("法治政府建设年度报告\n我镇坚持依法办事。\n中共青石镇委员会 青石镇人民政府", "青石镇"),
        ("今年以来,青石镇坚持依法办事。", "青石镇"),
        ("法治政府建设年度报告\n我们坚持依法办事。", ""),
        ("全镇调解纠纷30件。", ""),
        ("", ""),
    ],
)
def test_a_text_without_a_title_is_placed_by_its_signature_or_opening(text, name):
    assert parse_report(text).place_name == name


def test_a_body_in_the_opening_that_is_no_department_names_no_place():
    text = "2021年法治政府建设年度报告\n一、重点领域立法。提请省人大常委会审议法规草案11件。"
    assert recognise_place(text) == ("", "")


def test_the_body_places_a_report_by_the_name_it_says_most():
    text = "我镇坚持依法办事。今年横沥镇普法12场,横沥镇调解30件,桥头镇来访1次。"
    assert recognise_place(text) == ("441900106", "横沥镇")


def test_a_town_of_that_name_elsewhere_has_no_code():
    assert recognise_place("", "唐河县龙潭镇2023年法治政府建设年度报告") == ("", "龙潭镇")
    assert recognise_place("", "重庆市涪陵区龙潭镇2023年法治政府建设年度报告") == ("500102123", "龙潭镇")


def test_a_place_that_is_named_is_not_guessed():
    report = parse_report("青石镇2023年法治政府建设年度报告\n依法办事。", place="横沥镇", year=2020)
    assert (report.place_code, report.place_name, report.year) == ("441900106", "横沥镇", 2020)


def test_an_unknown_place_that_is_named_is_an_error():
    with pytest.raises(UnknownPlace, match="横沥镇"):
        parse_report("依法办事。", place="横历镇")
