"""Whose report a text is: by all its signs, left open where two places remain or two signs differ."""

import csv

import pytest

from lawgov_analysis import load_places
from lawgov_analysis.documents import parse_report, read_report
from lawgov_analysis.documents.place import identify
from lawgov_analysis.errors import BadTable, UnknownPlace
from lawgov_analysis.paths import default_data_dir

from helpers.invented import copy_of_data
from helpers.placed import invent, load

TITLE = "2023年法治政府建设年度报告"


def of_title(title, text="", **signs):
    return identify(text, f"{title}{TITLE}", **signs)


@pytest.mark.parametrize("place", list(load_places().itertuples()), ids=lambda place: place.Index)
def test_every_place_is_identified_by_its_full_name(place):
    for name in {place.full_name, f"{place.province}{place.city}{place.county}{place.name}"}:
        placed = of_title(name.replace(f"{place.city}{place.city}", place.city), f"2023年,{name}依法办事。")
        assert (placed.code, placed.name, placed.basis) == (place.Index, place.name, "title")


def test_random_reports_are_placed_right_or_left_open():
    wrong, lost, right = [], [], 0
    made = invent(load(), 1000, seed=14)
    for said in made:
        placed = identify(said.text, said.title, said.issuer, said.url, said.folder)
        right += placed.code == said.code
        wrong += [(said, placed)] if placed.code not in ("", said.code) else []
        lost += [(said, placed)] if not placed.code and said.code not in placed.candidates else []
    assert wrong == []
    assert lost == []
    # What is left open has no sign that could tell.
    assert right >= 0.94 * len(made)


def test_the_reports_of_the_data_are_placed_right_or_left_open():
    with (default_data_dir() / "reports.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [row for row in rows if row["title"] or row["issuer"]]
    for row in rows:
        placed = identify("", row["title"], row["issuer"], row["url"])
        assert placed.code in ("", row["place_code"])
        assert placed.code or row not in named
        assert identify("", row["title"], row["issuer"]).code in ("", row["place_code"])


@pytest.mark.parametrize(
    ("signs", "basis"),
    [
        ({"title": f"东莞市横沥镇{TITLE}"}, "title"),
        ({"title": f"东莞横沥镇{TITLE}"}, "title"),
        ({"title": f"广东省东莞市横沥镇人民政府关于{TITLE}"}, "title"),
        ({"issuer": "中共东莞市横沥镇委员会 东莞市横沥镇人民政府"}, "issuer"),
        ({"title": f"横沥镇{TITLE}", "text": "按照东莞市委、市政府部署，我镇依法办事。"}, "text"),
        ({"title": f"横沥镇{TITLE}", "url": "http://www.dg.gov.cn/zwgk/content/post_3455638.html"}, "url"),
        ({"title": f"横沥镇{TITLE}", "folder": "reports/东莞市/2020"}, "folder"),
        ({"title": f"横沥镇{TITLE}", "folder": "C:\\报告\\东莞市\\横沥镇\\2020.txt"}, "folder"),
    ],
)
def test_a_name_of_many_places_needs_a_second_sign(signs, basis):
    placed = identify(**{"text": "", **signs})
    assert (placed.code, placed.basis) == ("441900106", basis)


def test_a_name_of_many_places_alone_has_candidates_and_no_code():
    placed = of_title("横沥镇")
    assert (placed.code, placed.name) == ("", "横沥镇")
    assert set(placed.candidates) == {"441900106", "440115101", "441302110"}


@pytest.mark.parametrize(
    "signs",
    [
        {"text": "我镇依法办事。惠州市惠城区横沥镇获评先进。", "url": "http://www.dg.gov.cn/1.html"},
        {"text": "东莞市", "folder": "惠州市/2023"},
        {"text": "", "issuer": "东莞市桥头镇人民政府"},
        {"text": "唐河县横沥镇", "url": "http://www.dg.gov.cn/1.html"},
        {"text": "东莞市", "url": "http://www.huicheng.gov.cn/1.html"},
    ],
)
def test_signs_that_differ_leave_it_open(signs):
    assert identify(title=f"横沥镇{TITLE}", **signs).code == ""


def test_a_town_with_that_name_elsewhere_has_no_code():
    assert of_title("唐河县青石镇").code == ""
    assert of_title("重庆市涪陵区龙潭镇").code == "500102123"
    placed = of_title("重庆市大冶市龙潭镇")
    assert (placed.code, placed.candidates) == ("", ())


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
        ("青石市城市管理和综合执法局2023年法治政府建设年度报告", "青石市城市管理和综合执法局"),
    ],
)
def test_a_place_that_is_not_known_is_named_as_printed(title, name):
    placed = identify("", title)
    assert (placed.code, placed.name) == ("", name)


@pytest.mark.parametrize(
    ("title", "issuer", "code", "department"),
    [
        (f"龙岗区司法局{TITLE}", "", "440307902", "司法局"),
        (f"龙岗区司法局关于{TITLE}", "深圳市龙岗区司法局", "440307902", "司法局"),
        (f"东莞市城市管理和综合执法局{TITLE}", "", "441900927", "城市管理局"),
        (f"国家税务总局东莞市税务局{TITLE}", "", "441900930", "税务局"),
        (f"龙岗区{TITLE}", "龙岗区司法局", "440307", ""),
        (f"龙岗区司法局关于龙岗区{TITLE}", "", "440307", ""),
        (f"中共龙岗区委全面依法治区委员会办公室关于{TITLE}", "", "440307", ""),
        (f"龙岗区法治政府建设领导小组办公室{TITLE}", "", "440307", ""),
        (f"龙岗区{TITLE}", "龙岗区市场监督管理局", "", ""),
        (f"东莞市奇石局{TITLE}", "", "", "奇石局"),
        (f"东莞市横沥镇司法所{TITLE}", "", "", "司法所"),
        (f"东莞市教育系统{TITLE}", "", "", ""),
    ],
)
def test_a_department_is_an_issuer_of_its_own(title, issuer, code, department):
    placed = identify("", title, issuer)
    assert (placed.code, placed.department) == (code, department)


def test_a_justice_bureau_that_signs_a_report_without_a_name_may_report_for_its_county():
    placed = identify("全县依法办事。", TITLE, "唐河县司法局")
    assert (placed.code, placed.candidates) == ("", ("411328902", "411328"))
    assert identify("我局依法办事。", TITLE, "唐河县司法局").code == "411328902"


def test_a_former_name_holds_for_the_years_before():
    city = default_data_dir() / "samples" / "city"
    before = identify("", "榆埠镇2021年法治政府建设年度报告", data_dir=city, year=2021)
    assert (before.code, before.name) == ("990102104", "榆埠镇")
    assert identify("", "榆埠镇2023年法治政府建设年度报告", data_dir=city, year=2023).code == ""


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
    assert identify(text).name == ""


def test_the_body_places_a_report_by_the_name_it_says_most():
    text = "我镇坚持依法办事。今年横沥镇普法12场,横沥镇调解30件,桥头镇来访1次。"
    assert identify(text).name == "横沥镇"
    assert identify(text.replace("今年", "东莞市委要求,今年")).code == "441900106"


def test_a_file_called_by_the_short_name_of_an_autonomous_county_is_no_sign_against_its_title():
    placed = identify("", title=f"循化撒拉族自治县{TITLE}", folder="报送/循化县2022法治报告.txt")
    assert placed.code == "630225", placed


def test_a_folder_alone_gives_a_code_where_the_text_is_of_that_level():
    assert identify("我镇依法办事。", folder="东莞市/横沥镇").code == "441900106"
    placed = identify("我镇依法办事。", folder="东莞市")
    assert (placed.code, placed.candidates) == ("", ("441900",))


def test_the_path_of_a_file_is_a_sign(tmp_path):
    folder = tmp_path / "东莞市" / "2020"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(f"横沥镇{TITLE}\n我镇依法办事。", encoding="utf-8")
    assert read_report(folder / "report.txt").placed.basis == "folder"
    assert read_report(folder / "report.txt").place_code == "441900106"


def test_a_place_that_is_named_is_not_guessed():
    report = parse_report("青石镇2023年法治政府建设年度报告\n依法办事。", place="横沥镇", year=2020)
    assert (report.place_code, report.place_name, report.year) == ("441900106", "横沥镇", 2020)
    assert report.placed.basis == "given"


@pytest.mark.parametrize("title", ["惠州市惠城区横沥镇", "长安镇", "东莞市司法局", "东莞市奇石局"])
def test_a_place_that_is_given_against_the_text_is_said(title):
    place = "东莞市" if "局" in title else "横沥镇"
    assert parse_report(f"{title}{TITLE}\n依法办事。", place=place).contradicted


def test_a_place_that_is_given_where_the_text_leaves_it_open_is_no_contradiction():
    assert parse_report(f"横沥镇{TITLE}\n依法办事。", place="横沥镇").contradicted == ""


def test_an_unknown_place_that_is_named_is_an_error():
    with pytest.raises(UnknownPlace, match="横沥镇"):
        parse_report("依法办事。", place="横历镇")


def test_a_sentence_without_a_place_reads_no_gazetteer(tmp_path, monkeypatch):
    data_dir = copy_of_data(tmp_path / "data", "divisions")
    monkeypatch.setattr("lawgov_analysis.tables.divisions.Divisions.__init__", lambda *_: pytest.fail("was read"))
    assert parse_report("受理行政复议申请12件，审结10件。", data_dir=data_dir).place_name == ""


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (f"湖北省恩施州巴东县{TITLE}", "422823"),
        (f"黔东南州凯里市{TITLE}", "522601"),
        (f"东莞{TITLE}", "441900"),
        (f"内蒙古自治区{TITLE}", "150000"),
        (f"青龙满族自治县{TITLE}", "130321"),
        (f"鄂伦春自治旗大杨树镇{TITLE}", "150723101"),
        (f"石家庄市高新技术产业开发区管委会{TITLE}", "130171"),
        ("法治政府建设年度报告（唐河县 2023年）", "411328"),
        (f"中共大冶市委 大冶市人民政府关于{TITLE}", "420281"),
        (f"临沧市镇康县军赛乡{TITLE}", "530924205"),
        (f"【法治政府建设年报】唐河县龙潭镇{TITLE}", "411328107"),
        (f"法治政府建设年报丨唐河县龙潭镇{TITLE}", "411328107"),
        (f"锡林郭勒盟行政公署关于{TITLE}", "152500"),
        (f"喀什地叶城县{TITLE}", "653126"),
        (f"湖北恩施巴东县{TITLE}", "422823"),
        (f"沙汀街道召开会议总结{TITLE}", ""),
        (f"朝阳区{TITLE}", ""),
        (f"深圳市公安局龙岗分局{TITLE}", ""),
        (f"成都高新区{TITLE}", ""),
        (f"石家庄高新区{TITLE}", "130171"),
        (f"合肥经开区管委会{TITLE}", "340177"),
        (f"新疆生产建设兵团第八师石河子市{TITLE}", "659001"),
    ],
)
def test_a_title_names_its_place_in_many_ways(title, code):
    assert identify("", title).code == code


@pytest.mark.parametrize(
    ("title", "name", "candidates"),
    [
        ("天津经济技术开发区", "天津经济技术开发区", ()),
        ("昆山经济技术开发区管理委员会", "昆山经济技术开发区", ("320583400",)),
        ("合肥开发区", "合肥开发区", ("340176", "340177")),
    ],
)
def test_a_zone_is_none_of_a_district_and_none_that_is_called_otherwise(title, name, candidates):
    placed = of_title(title)
    assert (placed.code, placed.name, placed.level, placed.candidates) == ("", name, "园区", candidates)


LINES = (
    "440400960,gongbei-customs,拱北海关,拱北海关,部门,广东省,珠海市,,,,,\n"
    "659001598,t150,一五〇团,石河子市一五〇团,镇,新疆维吾尔自治区,,石河子市,,,150团,\n"
)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("中华人民共和国拱北海关", "440400960"),
        ("拱北海关关于", "440400960"),
        ("拱北海关缉私局", ""),
        ("新疆生产建设兵团第八师一五〇团", "659001598"),
        ("150团", "659001598"),
    ],
)
def test_what_is_of_no_government_is_placed_by_its_line(tmp_path, title, code):
    data = copy_of_data(tmp_path / "data", "places")
    with (data / "places.csv").open("a", encoding="utf-8") as file:
        file.write(LINES)
    assert of_title(title, data_dir=data).code == code


def test_a_line_with_the_code_of_another_place_is_refused(tmp_path):
    data = copy_of_data(tmp_path / "data", "places")
    with (data / "places.csv").open("a", encoding="utf-8") as file:
        file.write("320583401,kunshan-kfq,昆山经济技术开发区,昆山经济技术开发区,园区,江苏省,苏州市,昆山市,,,,\n")
    with pytest.raises(BadTable, match="320583401 is the code of 苏州市昆山市昆山旅游度假区"):
        of_title("昆山经济技术开发区", data_dir=data)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023年，五里墩街道在浉河区委、浉河区政府的坚强领导下，依法办事。", "411502004"),
        ("2020年，济南市紧紧围绕法治政府建设，依法办事。", "370100"),
        ("2023年，高村镇在易县委、易县政府的坚强领导下，依法办事。", "130633108"),
    ],
)
def test_an_opening_names_its_place_in_a_sentence(text, code):
    assert identify(text, TITLE).code == code


def test_a_county_that_became_a_district_is_still_told():
    assert of_title("芜湖市繁昌县荻港镇").code == "340212101"
    placed = of_title("三明市沙县")
    assert (placed.code, placed.candidates) == ("", ("350405",))
    placed = identify("", f"砚湖区榆埠乡{TITLE}", data_dir=default_data_dir() / "samples" / "city")
    assert (placed.code, placed.candidates) == ("", ("990102104",))


def test_a_text_of_a_town_under_the_name_of_its_county_is_left_open():
    text = "我镇依法办事。我镇普法12场，全镇调解30件。"
    assert identify(text, f"唐河县{TITLE}").code == ""
    assert identify(text.replace("镇", "县"), f"唐河县{TITLE}").code == "411328"


def test_a_name_that_only_one_place_has_now_is_left_open_where_another_county_governs():
    text = "在唐河县委、县政府的领导下，我镇依法办事。唐河县司法局到我镇督导。"
    assert identify(text, f"淳口镇{TITLE}").code == ""


def test_a_visit_to_a_town_of_the_same_name_does_not_place_a_report():
    text = "我镇在南沙区委、南沙区政府的领导下依法办事，赴东莞市横沥镇学习。"
    assert set(of_title("横沥镇", text).candidates) == {"441900106", "440115101"}


def test_a_town_that_a_text_names_in_passing_is_a_candidate():
    placed = identify("本报讯 淳口镇召开会议。", "法治政府建设推进会召开")
    assert (placed.code, placed.candidates) == ("", ("430181127",))


def test_what_a_text_calls_its_own_opens_no_report_of_what_lies_above():
    text = "在东莞市委领导下，我镇依法办事。我镇横沥镇，横沥镇坚持普法。"
    assert identify(text).code in ("", "441900106")
