"""What counts in a report, and what a number is otherwise."""

import csv
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lawgov_analysis.numerals import NUMERAL_CHARS, read_chinese
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.quantities import KINDS, find_quantities

MARKS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}


def rows(name):
    with (default_data_dir() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(text):
    return [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]


def reads(text):
    """Return the figures of a text in short: ``≥300家 99.5%``."""
    return " ".join(f"{MARKS[q.bound]}{q.value:.12g}{q.unit}" for q in figures(text))


def kind_of(text, surface):
    """Return the kind of the one number that a piece of the text stands for."""
    at = text.index(surface)
    (kind,) = {q.kind for q in find_quantities(text) if q.start < at + len(surface) and at < q.end}
    return kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理1,234件,办结1，230件", "1234件 1230件"),
        ("受理12 345件", "12345件"),
        ("办理３．０７万件,涉及１.２亿元", "30700件 120000000元"),
        ("投入3000多万元,培训5千余人", "≥30000000元 ≥5000人"),
        ("走访十二家企业,惠及两万余人次", "12家 ≥20000人次"),
        ("化解一百二十三件,评查三十余家,印发两百余册", "123件 ≥30家 ≥200册"),
        ("合格率百分之九十九点五,到课率百分百", "99.5% 100%"),
        ("印发1万3千册,投资1亿2000万元", "13000册 120000000元"),
        ("收到353 份、12　宗", "353份 12宗"),
        ("满意率100 ％,上升3个百分点,下降2.5‰", "100% 3个百分点 2.5‰"),
        ("九成以上群众,约两成,两成五", "≥90% ≈20% 25%"),
        ("占三分之二,约占1/4", "66.6666666667% ≈25%"),
        ("检查20余万册,巡查10来次,覆盖200+家", "≥200000册 ≈10次 ≥200家"),
        ("近百家、上千人、百余场", "≈100家 ≥1000人 ≥100场"),
        ("清理三点五万件,提高两个百分点", "35000件 2个百分点"),
        ("处罚8万5千元,节约2.1亿元以上", "85000元 ≥210000000元"),
        ("开展普法20场(次),检查300家（次），慰问50余人／次", "20场次 300家次 ≥50人次"),
        ("培训60学时,法治培训3天", "60学时 3天"),
        ("受理1730条、1935条、2020件", "1730条 1935条 2020件"),
    ],
)
def test_a_number_is_read_in_any_style(text, expected):
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不少于5次,至少3家,超过100件,逾30起", "≥5次 ≥3家 ≥100件 ≥30起"),
        ("不超过5家,不足10%,低于3%", "≤5家 ≤10% ≤3%"),
        ("约30宗,近200人,大约50户", "≈30宗 ≈200人 ≈50户"),
        ("50件以上,20%以下,40家左右,98%(含)以上", "≥50件 ≤20% ≈40家 ≥98%"),
        ("每组3至5人,10～20家,三到五场", "≥3人 ≤5人 ≥10家 ≤20家 ≥3场 ≤5场"),
        ("罚款3—5万元,合格率95%至98%", "≥30000元 ≤50000元 ≥95% ≤98%"),
        ("签约12家,节约3万元,商超14个,预约120人次,达不到60分", "12家 30000元 14个 120人次 60分"),
        ("由35件降至12件,从3件到5件", "35件 12件 3件 5件"),
        ("多达30件,高达80%", "30件 80%"),
        ("同比-3.2%", "-3.2%"),
    ],
)
def test_a_bound_is_read_before_inside_and_after(text, expected):
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("测试18个部门908项,17个村(社区)", "18个 908项 17个"),
        ("3人次,5户次,12场次,8件次,36桌次", "3人次 5户次 12场次 8件次 36桌次"),
        ("12起诉讼案件,35个体育场所,12项目标任务", "12起 35个 12项"),
        ("47公职人员,13名执法人员,51行政执法人员", "47名 13名 51名"),
        ("修建木栈道36榀,", "36榀"),
        ("共7部门联合发文", "7"),
        ("分别为12、15和20件", "12件 15件 20件"),
        ("新增APP3个,完成GDP120亿元", "3个 12000000000元"),
    ],
)
def test_an_unknown_measure_word_never_loses_the_number(text, expected):
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("召开会议一次,开展督察两次", "1次 2次"),
        ("建成一个法治公园", "1个"),
        ("聘请两名顾问,查处四起案件,评查六宗", "2名 4起 6宗"),
        ("召开三次专题会议", "3次"),
        ("覆盖一百零五个村,开展三十二次专项检查", "105个 32次"),
        ("实现零投诉,无一起纠错,未发生1起事故,全年0起", "0 0起 0起 0起"),
        ("进一步统一部署,一批一系列,千家万户,一年一审,百花齐放", ""),
        ("三项制度、八项规定、三级网络、五个方面、六大行动、两手抓", ""),
        ("一次性告知,新一轮,上一年,同一个,每一个,一个窗口受理,最多跑一次", ""),
        ("一村一顾问,人手一本,查处一起、震慑一片,两名以上执法人员", ""),
        ("学习十分重要,提出三点要求,三方联动,三台县、七台河市", ""),
        ("县红十字会参与,推进工程二期,三番五次,走遍四面八方,实行三步走,辖区连成一片", ""),
        ("服务三家市场主体", "3家"),
        ("数百家,几十件,二十四节气,零距离,零容忍", ""),
    ],
)
def test_a_chinese_numeral_is_a_figure_only_where_it_counts(text, expected):
    assert reads(text) == expected


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("2020年5月15日起", "2020年5月15日", "date"),
        ("截至2020年上半年", "2020", "date"),
        ("于2021-01-29签发", "2021-01-29", "date"),
        ("1-11月份", "1-11月份", "date"),
        ("12·4国家宪法日", "12·4", "date"),
        ("6.26禁毒日", "6.26", "date"),
        ("上午9:30", "9:30", "date"),
        ("二〇二〇年十二月", "二〇二〇年十二月", "date"),
        ("对2016-2018管网工程", "2016-2018", "year_range"),
        ("纲要(2021—2025年)", "2021—2025年", "year_range"),
        ("有效期3年", "3年", "period"),
        ("24小时自助服务区", "24小时", "period"),
        ("5个工作日内办结", "5个工作日", "deadline"),
        ("每季度召开1次会议", "1次", "frequency"),
        ("第12次会议", "12次", "ordinal"),
        ("第1、2组", "2", "ordinal"),
        ("位于前10名", "10名", "ordinal"),
        ("粤府〔2020〕15号", "2020", "document_number"),
        ("(2020)粤9971行初123号", "2020", "document_number"),
        ("第184号令", "184", "document_number"),
        ("电话0769-83371234", "0769-83371234", "identifier"),
        ("邮编523460", "523460", "identifier"),
        ("12345热线", "12345", "name"),
        ("建设5G基站", "5G", "name"),
        ("见http://example.cn/post_123", "post_123", "name"),
        ("实行7×24小时", "7×24小时", "name"),
        ("部署1+1+9工作", "1+1+9", "slogan"),
        ("推行1234工作法", "1234", "slogan"),
        ("落实“4321”要求", "4321", "slogan"),
        ("按《清单80条》整改", "80条", "title"),
        ("如下:\n1.加强领导", "1.", "outline"),
        ("(一)主要做法", "一", "outline"),
        ("一是学习。二是宣传", "二", "outline"),
        ("法治政府\n- 5 -\n建设", "5", "page"),
        ("数十家", "十", "vague"),
    ],
)
def test_what_does_not_count_is_classed(text, surface, kind):
    assert kind_of(text, surface) == kind


@pytest.mark.parametrize("row", rows("quantity_words.csv"), ids=lambda row: row["role"])
def test_each_role_of_words_does_what_its_example_says(row):
    assert reads(row["example"]) == row["reads"]


def test_units_and_roles_have_no_duplicates():
    for name, key in (("units.csv", "unit"), ("quantity_words.csv", "role")):
        keys = [row[key] for row in rows(name)]
        assert len(keys) == len(set(keys))


def test_the_tables_can_be_another_folders(tmp_path):
    for name in ("units.csv", "quantity_words.csv"):
        text = (default_data_dir() / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
    with (tmp_path / "units.csv").open("a", encoding="utf-8") as table:
        table.write("榀,count,always,,\n")
    assert reads("屋架36榀完工") == "36"
    assert [q.unit for q in find_quantities("屋架36榀完工", tmp_path)] == ["榀"]


COUNTED = [
    row["unit"] for row in rows("units.csv") if row["class"] not in ("time", "period", "grade") and row["unit"] != "分"
]
BOUNDS = {
    "": "exact",
    "约": "about",
    "近": "about",
    "超过": "at_least",
    "不少于": "at_least",
    "不超过": "at_most",
}


def chinese(number):
    """Write a number below 10**8 in Chinese, the standard way."""
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return chinese(high) + "万" + (("零" if low < 1000 else "") + chinese(low) if low else "")
    out, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + name
        zero = digit == 0
    return out


@given(st.integers(1, 10**8 - 1))
@example(10)
@example(10010)
def test_a_chinese_numeral_reads_back(number):
    assert read_chinese(chinese(number)) == number


@given(
    number=st.integers(11, 10**7),
    style=st.sampled_from(["arabic", "comma", "full-width", "chinese"]),
    inner=st.sampled_from(["", "余", "多"]),
    before=st.sampled_from(sorted(BOUNDS)),
    space=st.sampled_from(["", " ", "\u00a0", "\u3000"]),
    unit=st.sampled_from(COUNTED),
)
def test_a_written_figure_reads_back(number, style, inner, before, space, unit):
    written = {
        "arabic": str(number),
        "comma": f"{number:,}",
        "full-width": "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
        "chinese": chinese(number),
    }[style]
    assume(style != "chinese" or (not space and unit not in CHINESE_NEVER and not unit.isascii()))
    text = f"全年共完成{before}{written}{inner}{space}{unit}。"
    (figure,) = figures(text)
    assert figure.value == number
    assert figure.unit == unit
    assert figure.bound == ("at_least" if inner else BOUNDS[before])
    assert text[figure.start : figure.end] == f"{written}{inner}{space}{unit}"


CHINESE_NEVER = {row["unit"] for row in rows("units.csv") if row["chinese"] == "never"}


@given(st.integers(1, 10**6), st.integers(0, 99), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_a_decimal_with_a_multiplier_is_exact(whole, cents, scale):
    name, factor = scale
    (figure,) = figures(f"投入{whole}.{cents:02d}{name}元")
    assert figure.value == (whole * 100 + cents) * factor / 100


@given(st.integers(1, 99), st.integers(0, 9))
def test_per_cent_in_words_reads_back(whole, tenths):
    said = f"百分之{chinese(whole)}" + (f"点{'零一二三四五六七八九'[tenths]}" if tenths else "")
    (figure,) = figures(f"合格率{said}。")
    assert (figure.value, figure.unit) == (float(f"{whole}.{tenths}"), "%")


ALPHABET = (
    '0123456789０９①一二三十百千万亿零两〇点余多来几次个人件元%％.,，、。;：:（）()《》“”"-—~至到'
    "第前约近每年月日号\n\t abG+×/分之成半"
)


@given(st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=60))
@example("")
@example("《2020年")
@example("1至")
def test_every_number_of_any_text_is_accounted_for(text):
    found = find_quantities(text)
    edges = [0, *(edge for q in found for edge in (q.start, q.end)), len(text)]
    assert edges == sorted(edges)
    covered = {i for q in found for i in range(q.start, q.end)}
    assert {i for i, char in enumerate(text) if re.match("[0-9０-９①-⑳]", char)} <= covered
    assert {i for i, char in enumerate(text) if char in NUMERAL_CHARS} <= covered
    assert all(q.kind in KINDS and q.start < q.end for q in found)
    assert all(q.value is not None for q in found if q.kind == "figure")


HOSTILE = [
    *("1", "一", "1,", "《", "1至", "百分之", "1、", "一、", "1.", "1-", "1+", "1:", "1/", "“", '"', "a1", "十", "零"),
    *("一点", "三分之", "第1、", "1万1千", "每1次", "未发生一", "1月、", "2020-", "@1", "1日、", "1成", "第一、"),
    *("[2020]", "1余", "1 111 ", "《1", "1》", "“1", "\n1", "1(", "约1"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_read_to_its_end(unit):
    # A pattern that is quadratic on one of these would not come back.
    text = unit * (30_000 // len(unit)) + "共3件"
    assert find_quantities(text)[-1].end == len(text)


@pytest.mark.parametrize("text", ["1" * 100_000 + "件", "一" * 100_000 + "件", "共" + "9" * 17 + "件"])
def test_an_absurdly_long_number_is_an_identifier(text):
    assert {q.kind for q in find_quantities(text)} <= {"identifier", "idiom"}
