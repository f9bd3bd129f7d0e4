"""What counts in a report, and what a number is otherwise."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lawgov_analysis.quantities import KINDS, cells, enclosed, find, find_quantities, trace_quantities
from lawgov_analysis.tables import load_units
from lawgov_analysis.text.numerals import NUMERAL_CHARS, write_chinese

from helpers.reading import figures, kinds_of, reads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理1,234件,办结1，230件", "1234件 1230件"),
        ("受理12，345件", "12345件"),
        ("受理1,2345件,办结12件", "12件"),
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
        ("罚没6 231.45万元,承诺店2 600余家", "62314500元 ≥2600家"),
        ("罚款320 余万元,办理26.3 万余件", "≥3200000元 ≥263000件"),
        ("占比12 .5%,达12. 5%", "12.5% 12.5%"),
        ("播放45万+次,月活180万+,覆盖200+家", "≥450000次 ≥1800000 ≥200家"),
        ("下降两成多,增长1倍多,九成七,占7 成", "≥20% ≥1倍 97% 70%"),
        ("增长(自然口径)-2.7%,同比-3.2%,同比+2.3个百分点,合格率—98%", "-2.7% -3.2% 2.3个百分点 98%"),
        ("罚款￥2000", "2000元"),
        ("分别为2015、1998件,其中2019、2020年30件", "2015件 1998件 30件"),
        ("分别下降12.3、5.6个百分点", "12.3个百分点 5.6个百分点"),
        ("分别增长6.3%、-3.5%、20.1%", "6.3% -3.5% 20.1%"),
        ("新增4 6 2 3 户,占1 0 . 5 ％,参加5 ,120 名", "4623户 10.5% 5120名"),
        ("投入1 . 36 亿 元,整治12. 5公里,达98 .2 %", "136000000元 12.5公里 98.2%"),
        ("受理三十二 件、二 十 起,抽查6 4 批 次", "32件 20起 64批次"),
        ("2 0 2 2 年办理1 2 3 4 5 热线3 件", "3件"),
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
        ("≥150份,>90%,≤5家", "≥150份 ≥90% ≤5家"),
        ("最高10万元,最低5000元,最高奖励3万元,最高可处罚20万元", "≤100000元 ≥5000元 ≤30000元 ≤200000元"),
        ("最高法院3件,达到历史最高3200件,最低生活保障12户", "3件 3200件 12户"),
        ("合格率 92.3% 以上,20 人左右", "≥92.3% ≈20人"),
        ("撤销证据不足4件,标的额50万元以上的17份,培训百余人的3期", "4件 17份 ≥100人 3期"),
        ("至少开展2次培训,近年来共办理30件,约谈30家", "≥2次 30件 30家"),
        ("约合100万元,超3000人次,突破1亿次,逾七成", "≈1000000元 ≥3000人次 ≥100000000次 ≥70%"),
        ("其余20个,剩余3名,20人多次参加", "20个 3名 20人"),
        ("占三分之一强,四成强,下降五成强化监管", "≥33.3333333333% ≥40% 50%"),
        ("5000元以上罚款案件审核率98%,20万元以上的处罚案件讨论", "98%"),
        ("投入200万元以上开展活动,挽回损失100万元以上。", "≥2000000元 ≥1000000元"),
        ("达300余次,将近200户,反弹率10%上下", "≥300次 ≈200户 ≈10%"),
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
        ("新增APP3个,完成GDP120亿元,配备CT2台", "3个 12000000000元 2台"),
        ("在用特种设备9.8万台(套),抽检685批(次),信访87件/次", "98000台套 685批次 87件次"),
        ("补贴100元/人,每次50元/次,发案3.2件/万人,浓度43微克/立方米", "100元/人 50元/次 3.2件/万人 43微克/立方米"),
        ("墙画1,800延长米,锅炉356蒸吨,牛羊36万头只", "1800延长米 356蒸吨 360000头只"),
        ("PM2.5浓度36微克,PM2.548微克,A.11个单位", "36微克 48微克 11个"),
        ("整治图斑35个点位,门3扇", "35个 3扇"),
        ("出动车船3420辆(艘)次,检查12家(户)次", "3420辆次 12家次"),
        ("检定1.26万台件,抽查36柜食品,设36柜台", "12600台件 36柜 36"),
        ("办件量2023,案件数为2021。", "2023 2021"),
        ("覆盖8区2县,设8科3室", "8区 2县 8科 3室"),
    ],
)
def test_an_unknown_measure_word_never_loses_the_number(text, expected):
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
        ("电话0755-12319、8231 5678转接", "5678", "identifier"),
        ("如下:\n　1 .加强领导", "1 .", "outline"),
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
        ("印发简报第3-5期", "5期", "ordinal"),
        ("前3至5名", "5名", "ordinal"),
        ("县委十三届5次全会", "5次", "ordinal"),
        ("连续180天无疫情", "180天", "period"),
        ("培训后3天内", "3天", "deadline"),
        ("优秀率(90分以上)93.5%", "90分", "name"),
        ("三个100%", "100%", "slogan"),
        ("3.15、6.5等节点", "3.15", "date"),
        ("浏览次数:88次", "88次", "identifier"),
        ("服务0距离", "0", "idiom"),
        ("序号00123", "00123", "identifier"),
        ("表1 行政处罚", "1", "identifier"),
        ("一次性不可降解", "一", "idiom"),
    ],
)
def test_what_does_not_count_is_classed(text, surface, kind):
    assert kinds_of(text, surface) == {kind}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由120个工作日缩减到70个工作日以内", "120个工作日 ≤70个工作日"),
        ("压缩至0.5个工作日,平均1.8个工作日办结,提速2天", "0.5个工作日 1.8个工作日 2天"),
        ("全年坐班48天,优良天数301天", "48天 301天"),
        ("整体通关时间28.4小时、1.07小时", "28.4小时 1.07小时"),
        ("24小时值守,每次30分钟,15分钟办事圈,历时3个月,五日内答复", ""),
    ],
)
def test_time_is_a_figure_where_it_was_worked_or_saved(text, expected):
    assert reads(text) == expected


TABLE = load_units().reset_index().to_dict("records")
COUNTED = [row["unit"] for row in TABLE if row["class"] not in ("time", "period", "grade") and row["unit"] != "分"]
# 十一千瓦时 would be another numeral.
AFTER_CHINESE = {
    row["unit"]
    for row in TABLE
    if row["chinese"] != "never" and not row["unit"].isascii() and row["unit"][0] not in NUMERAL_CHARS
}
BOUNDS = {
    "": "exact",
    "约": "about",
    "近": "about",
    "超过": "at_least",
    "不少于": "at_least",
    "不超过": "at_most",
}


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
        "chinese": write_chinese(number),
    }[style]
    assume(style != "chinese" or (not space and unit in AFTER_CHINESE))
    text = f"全年共完成{before}{written}{inner}{space}{unit}。"
    (figure,) = figures(text)
    assert figure.value == number
    assert figure.unit == unit
    assert figure.bound == ("at_least" if inner else BOUNDS[before])
    assert text[figure.start : figure.end] == f"{written}{inner}{space}{unit}"


@given(st.integers(1, 99), st.integers(0, 9))
def test_per_cent_in_words_reads_back(whole, tenths):
    said = f"百分之{write_chinese(whole)}" + (f"点{'零一二三四五六七八九'[tenths]}" if tenths else "")
    (figure,) = figures(f"合格率{said}。")
    assert (figure.value, figure.unit) == (float(f"{whole}.{tenths}"), "%")


ALPHABET = (
    '0123456789０９①一二三十百千万亿零两〇点余多来几次个人件元%％.,，、。;：:（）()《》“”"-—~至到'
    "第前约近每年月日号\n\t abG+×/分之成半"
)


@given(
    low=st.integers(2, 9_000),
    more=st.integers(1, 90),
    to=st.sampled_from(["至", "到", "-", "—", "~", "～", " 至 "]),
    unit=st.sampled_from(["件", "人次", "万元", "%", "个百分点", "家次"]),
)
def test_a_range_reads_back_as_both_ends(low, more, to, unit):
    assume(not 1900 <= low < 2100)
    one, other = figures(f"全年办理{low}{to}{low + more}{unit}。")
    factor, name = (10**4, "元") if unit == "万元" else (1, unit)
    assert (one.value, other.value) == (low * factor, (low + more) * factor)
    assert (one.unit, other.unit, one.bound, other.bound) == (name, name, "at_least", "at_most")


# Words, marks and numbers in any order.
PIECES = [
    *("检查", "企业", "发现", "问题", "全年", "办理", "群众", "案件", "开展", "活动", "的", "了", "其中", "和"),
    *("、", ",", "。", ";", ":", "(", ")", "12件", "3.5万元", "99%", "2020年", "2020件", "一次", "三项", "两名"),
    *("第3次", "5G", "12345", "20余家", "3至5人", "零投诉", "1+1"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_what_follows_a_full_stop_does_not_change_what_stands_before_it(pieces):
    text = "".join(pieces)
    alone = find_quantities(text + "。")
    assert find_quantities(text + "。检查30家。")[: len(alone)] == alone


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
    *(
        "[2020]",
        "1余",
        "1 111 ",
        "《1",
        "1》",
        "“1",
        "\n1",
        "1(",
        "约1",
        "”1",
        "1\t",
        "1/人",
        "1、2、",
        "至少1",
        "一次、",
    ),
    *("年来共检查企业数1\n", "项目\t1\n", "1.1、", "A.1", "PM2.5", "1级及以", "百万", "同比-", "一起、"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_read_to_its_end(unit):
    # A pattern that is quadratic on one of these would not come back.
    text = unit * (12_000 // len(unit)) + "共3件"
    assert find_quantities(text)[-1].end == len(text)


@pytest.mark.parametrize("text", ["1" * 100_000 + "件", "一" * 100_000 + "件", "共" + "9" * 17 + "件"])
def test_an_absurdly_long_number_is_an_identifier(text):
    assert {q.kind for q in find_quantities(text)} <= {"identifier", "idiom"}


STEPS = find.STEPS | cells.STEPS | enclosed.STEPS


@pytest.mark.parametrize("name", STEPS)
def test_each_step_reads_its_example(name):
    assert name in {rule for _, _, rule in trace_quantities(STEPS[name])}


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_reading_says_what_made_it(pieces):
    text = "".join(pieces)
    assert [(surface, kind) for surface, kind, rule in trace_quantities(text) if not rule] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合格率99.0%", [1]),
        ("办理3.07万件,2025年120件", [2, 0]),
        ("九成群众,两成五,占三分之二", [-1, 0, 0]),
        ("百分之九十九点五,百分之98.25", [1, 2]),
        ("清理三点五万件", [1]),
        ("占比12 .5%,达12. 5%", [1, 1]),
        ("增长-2.70%,5.5%至6.25%", [2, 1, 2]),
        ("分别下降12.3、5.67个百分点", [1, 2]),
        ("机关\t金额(万元)\n公安局\t321.60", [2]),
    ],
)
def test_the_decimals_of_a_figure_are_those_that_are_printed(text, expected):
    assert [quantity.decimals for quantity in figures(text)] == expected


@pytest.mark.parametrize("text", ["零时至2时是高峰时段。", "检查三次至5次。", "检查3次至五次。", "十二人至15人参加。"])
def test_numbers_in_two_writings_are_no_range(text):
    assert not [quantity for quantity in find_quantities(text) if quantity.rule == "range"]
