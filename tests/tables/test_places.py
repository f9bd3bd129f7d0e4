"""Places of the whole country: by code and name, their lines, their departments."""

import shutil

import pandas as pd
import pytest

from lawgov_analysis import load_figures, peers
from lawgov_analysis.errors import UnknownPlace
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import find_place, levels_of, load_places, open_data
from lawgov_analysis.tables.divisions import load_divisions
from lawgov_analysis.tables.places import full_name_said, place_line

CITY = default_data_dir() / "samples" / "city"


@pytest.mark.parametrize(
    ("name", "code", "full_name"),
    [
        ("440115101", "440115101", "广州市南沙区横沥镇"),
        ("广州市南沙区横沥镇", "440115101", "广州市南沙区横沥镇"),
        ("惠州横沥镇", "441302110", "惠州市惠城区横沥镇"),
        ("恩施州", "422800", "恩施土家族苗族自治州"),
        ("湖北省仙桃市彭场镇", "429004109", "湖北省仙桃市彭场镇"),
        ("东莞市司法局", "441900902", "东莞市司法局"),
        ("441900902", "441900902", "东莞市司法局"),
        ("东莞市奇石局", "441900950", "东莞市奇石局"),
    ],
)
def test_a_place_of_the_country_is_found(name, code, full_name):
    row = find_place(name)
    assert (row.name, row["full_name"]) == (code, full_name)
    assert list(row.index) == list(load_places().columns)


def test_a_name_of_many_places_of_the_country_is_refused_with_its_candidates():
    with pytest.raises(UnknownPlace, match="several places"):
        find_place("朝阳区")
    with pytest.raises(UnknownPlace, match="110105"):
        find_place("朝阳区")


def test_a_town_has_no_department_that_reports():
    with pytest.raises(UnknownPlace, match="below the county"):
        place_line("441900106", "司法所")


def test_the_line_of_a_place_fits_the_table(tmp_path):
    data_dir = shutil.copytree(CITY, tmp_path / "city")
    lines = [place_line(code, data_dir=data_dir) for code in ("440115101", "429004109", "500154119", "110000")]
    lines += [place_line("990100", name, data_dir) for name in ("司法局", "市监局")]
    with (data_dir / "places.csv").open("a", encoding="utf-8") as places:
        for line in lines[:-1]:
            places.write(",".join(line.values()) + "\n")
    # The bureau of market supervision stands there by another name.
    assert lines[-1]["code"] == "990100901"
    codes = [line["code"] for line in lines]
    assert load_places(data_dir).loc[codes, "slug"].is_unique
    assert find_place("南沙区横沥镇", data_dir).name == "440115101"
    levels = ["镇街", "镇街", "镇街", "省", "部门", "部门"]
    assert levels_of(pd.Series(codes), data_dir).tolist() == levels


def test_departments_that_are_not_listed_get_numbers_of_their_own(tmp_path):
    data_dir = shutil.copytree(CITY, tmp_path / "city")
    one = place_line("990100", "奇石局", data_dir)
    with (data_dir / "places.csv").open("a", encoding="utf-8") as places:
        places.write(",".join(one.values()) + "\n")
    assert one["code"] == "990100950"
    assert place_line("990100", "奇石局", data_dir) == one
    assert place_line("990100", "盆景局", data_dir)["code"] == "990100951"


def test_the_slugs_of_a_county_are_unique():
    divisions = load_divisions()
    slugs = [place_line(code)["slug"] for code in divisions if code.startswith("411328")]
    assert len(set(slugs)) == len(slugs)


def test_a_department_is_compared_with_the_same_one_only():
    places = load_places(CITY)
    assert set(levels_of(pd.Series(places.index), CITY)) == {"部门", "县区", "市", "镇街"}
    figures = load_figures(data_dir=CITY)
    assert peers(figures, "990100901", 2022, CITY).empty
    assert "990100901" not in set(peers(figures, "990101", 2022, CITY)["place_code"])


@pytest.mark.parametrize(
    ("code", "said", "name"),
    [
        ("430000912", ["湖南省生态环境厅2023年法治政府建设年度报告"], "湖南省生态环境厅"),
        ("430000912", [], "湖南省生态环境厅"),
        ("341103905", ["2023年法治政府建设年度报告", "南谯区教育体育局"], "滁州市南谯区教育体育局"),
        ("341103906", ["南谯区发改委2023年法治政府建设年度报告"], "滁州市南谯区发展和改革委员会"),
        ("341103901", ["南谯区市监局2023年法治政府建设年度报告"], "滁州市南谯区市场监督管理局"),
    ],
)
def test_a_department_is_called_as_its_report_calls_it(code, said, name):
    assert full_name_said(code, said, open_data()) == name
