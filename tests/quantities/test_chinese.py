"""Which Chinese numerals count, and which are sayings, names and ordinals."""

import pytest

from helpers.reading import reads

COUNTS = [
    # An unmistakable numeral.
    ("走访十二家企业,惠及两万余人次", "12家 ≥20000人次"),
    ("覆盖一百零五个村,开展三十二次专项检查", "105个 32次"),
    ("罚款一万五千元,经费五十八万六千元", "15000元 586000元"),
    ("编印十万余字,发放三万六千余份", "≥100000字 ≥36000份"),
    ("梳理十二大类三十六项重点任务", "12大类 36项"),
    # At the end of its clause.
    ("召开会议一次,开展督察两次", "1次 2次"),
    ("行政诉讼案件两件,均胜诉", "2件"),
    ("创建国家级示范村一个、省级示范村两个", "1个 2个"),
    ("成立“老兵调解室”三个,调解五十多起", "3个 ≥50起"),
    ("通报典型案例两批10起", "2批 10起"),
    ("编制只有九人,法律顾问仅有一人", "9人 1人"),
    ("审查合同一份", "1份"),
    # Behind a verb that counts.
    ("聘请两名顾问,查处四起案件,评查六宗", "2名 4起 6宗"),
    ("召开三次专题会议,先后两次组织演练", "3次 2次"),
    ("召开一次专题会议", "1次"),
    ("建成一个法治公园", "1个"),
    ("有三个没有联络点", "3个"),
    ("案件总量同比增长一倍", "1倍"),
    # Before a noun that is counted.
    ("两个案例入选全国典型,五支队伍参赛", "2个 5支"),
    ("两部地方性法规,三家市场主体", "2部 3家"),
    ("两人受到处分,一人被免职", "2人 1人"),
    ("我区一名学生获省级一等奖,一起案件入选", "1名 1起"),
    ("辖七个村、一个社区", "7个 1个"),
    # Round numbers that a word makes a count.
    ("上百人旁听,近千人次参加,播放突破百万次", "≥100人 ≈1000人次 ≥1000000次"),
    ("点击量破百万,万余人次受益", "≥1000000 ≥10000人次"),
    # Ranges.
    ("三到五场,一到两次", "≥3场 ≤5场 ≥1次 ≤2次"),
    ("没有发生一起安全事故,行政复议一件", "0起 1件"),
    # A zero that is stated.
    ("实现零投诉,无一起纠错,未发生1起事故,全年0起", "0 0起 0起 0起"),
    ("无一人漏管,没有一起案件被撤销,败诉案件为零", "0人 0起 0"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_a_numeral_that_counts_is_read(text, expected):
    assert reads(text) == expected


SAYINGS = {
    "words that begin with a numeral": "进一步统一部署,一批典型,一系列,一定程度,一旦,"
    "一律,一并,十分重要,再一次,多次,双方",
    "idioms": "千家万户,百花齐放,千方百计,四面八方,万无一失,成千上万,三令五申,五湖四海,百里挑一,接二连三,三番五次",
    "principles": "两个维护,四个意识,三大攻坚战,五位一体,八项规定,七个一律,十一个坚持,六稳六保,三个规定,两手抓",
    "institutions": "三项制度全面推行,三级联动,三会一课,三重一大,三公经费,"
    "四套班子,两代表一委员,一府两院,两客一危,四下基层",
    "one of each": "一村一顾问,人手一册,一年一审,一案双查,一企一档,一人一策,一事一议,一乡一所,一岗双责,一票否决",
    "slogans with one": "一网通办,最多跑一次,一站式服务,一件事一次办,"
    "一把尺子量到底,一张蓝图,一盘棋,一支队伍管执法,一窗受理",
    "sayings that say one again": "查处一起、震慑一片,解决一个问题、完善一套制度,"
    "调解一案、教育一片,办成一件事、温暖一片心",
    "what is one": "形成一套经验,打造一支高素质队伍,建立一套机制,凝聚在一起,结合在一起抓,作为一名党员,独一家",
    "which one": "新一轮,上一年,同一个,每一个,唯一,第三次会议,首次,首批,一期工程,二次供水,三星级,一等奖,五四,一号文件",
    "sessions": "十三届人大三次会议,市委八届七次全会,政协十四届二次会议,二十届三中全会,人大常委会第五次会议",
    "kinds and sides": "五个方面,三个环节,六大行动,三类企业,三方联动,两级法院,五个维度,三点要求,三步走,两种类型",
    "what a law asks for": "两名以上执法人员,不少于两人,至少两名,每月一次,"
    "每季度一次,每年至少一次,三日内,十五个工作日内,十八周岁",
    "spans of time": "三年行动,两年来,近三年,半年,三个月,二十四小时,五年规划,一季度,七日无理由退货,改革开放四十周年",
    "places and people": "三台县,七台河市,三门峡,九江市,六安市,五里牌社区,四川省,万州区,张三李四,县红十字会",
    "vague numbers": "数百家,几十件,数以千计,两三个,三五年,七八个,十来年",
    "zero of nothing": "零距离,零容忍,零星,零售,零的突破,零起点",
    "numbered": "工程二期,三大队,六村民小组,三楼会议室,一至四批,第一百条,一审、二审,三科室,四号楼",
    "plans and holidays": "十四五规划,“八五”普法,三八妇女节,六五环境日,五一假期,二月二,二〇二〇年十二月",
    "sayings of rates": "“五个百分百”,六个百分之百",
}


@pytest.mark.parametrize("texts", SAYINGS.values(), ids=SAYINGS)
def test_a_numeral_that_counts_nothing_is_no_figure(texts):
    # Alone, and in the middle of a sentence, where other words stand before it.
    assert {text: reads(text) for text in texts.split(",") if reads(text)} == {}
    assert reads(f"全年坚持依法行政,{texts},成效明显。") == ""
