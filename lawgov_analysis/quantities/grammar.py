"""The forms that numbers take in Chinese administrative reports, compiled once from patterns and tables.

Patterns match *plain* text (`plain_text`): one form for each digit, dash and space, offsets kept. Every
repetition is possessive or bounded, so that the cost of reading grows only with the length of the text.

The words are data: ``data/units.csv`` holds the measure words, ``data/quantity_words.csv`` the words around
a number.
"""

import re
from types import SimpleNamespace
from typing import NamedTuple

from ..errors import BadTable
from ..paths import shown_path
from ..text.characters import CN, HAN
from ..text.numerals import NUMERAL_CHARS

BOUNDS, SIDES = ("at_least", "at_most", "about"), ("before", "after")
# 12 .5%, 12. 5% are badly recognised; before another unit the point may end a list mark: 1. 5件.
NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)"
    r"(?:\.[0-9]++|(?:[ ]\.|\.[ ])[0-9]++(?=[ ]?%))?"
)
# 12 345件, as GB/T 15835 prints thousands; a unit must follow, or the cells of a row would be one number.
SPACED = r"[1-9][0-9]{0,2}(?:[ ][0-9]{3}){1,4}+(?![0-9])(?:\.[0-9]++)?"
# 千 and 百 begin other words too: 5千克, 300百姓.
SCALE = r"(?:万亿|千万|百万|十万|亿|万|千(?![克米瓦伏])|百(?![分姓货强]))"
TO = r"[ ]?(?:-{1,2}|~|至|到)[ ]?"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
HOUR = r"(?:2[0-4]|[01]?[0-9])(?![0-9])"
MONTH_NAME = r"月(?:份|底|末|初|[上中下]旬)?"
MONTHS = f"{MONTH}(?:{TO}{MONTH})?"
OF_MONTH = rf"(?:[ ]?{DAY}(?:{TO}{DAY})?[ ]?[日号])?"
PART_OF_YEAR = r"[上下]半年|第?[一二三四1-4]季度|前[一二三1-3]个?季度"
CASE_NUMBER = f"{HAN}{{1,4}}[0-9]{{0,6}}{HAN}{{1,4}}[0-9]{{1,6}}"
CN_DIGIT = "[〇零一二三四五六七八九]"
CN_MONTH = f"(?:十[一二]?|[一二三四五六七八九]){MONTH_NAME}"


class Shape(NamedTuple):
    """A form that counts nothing.

    Attributes
    ----------
    kind : str
        What it is instead: one of `quantities.KINDS`.
    form : str
        Its pattern; ``UNIT`` stands for any measure word, ``LATIN`` for one in Latin letters.
    takes, spares : tuple of str
        Texts whose numbers are of this kind, and the nearest ones with a figure, which a looser form would break.
    """

    kind: str
    form: str
    takes: tuple[str, ...]
    spares: tuple[str, ...]


# Tried in this order.
DIGIT_SHAPES = [
    # 20212025年 lost its dash.
    Shape(
        "year_range",
        rf"{YEAR}(?:[ ]?年度?)?{TO}{YEAR}(?:[ ]?(?:学年|年度?)|(?=项目)|(?![ ]?(?:UNIT)))",
        ("纲要(2021—2025年)", "对2016-2018管网工程", "2021年至2023年"),
        ("检查2000-2100件",),
    ),
    Shape(
        "year_range",
        r"(?:19|20)[0-9]{2}(?:[ ]?-[ ]?[0-9]{2}|(?:19|20)[0-9]{2})(?:学年|年)",
        ("2020-21学年", "纲要(20212025年)"),
        ("检查20212025次",),
    ),
    Shape(
        "date",
        rf"{YEAR}(?:-{MONTH}-{DAY}|\.{MONTH}\.{DAY}|/{MONTH}/{DAY}|-(?:0[1-9]|1[0-2])(?![0-9-]))",
        ("于2021-01-29签发", "2021.1.29", "2021/1/29", "2021-05"),
        ("罚款2021.1万元",),
    ),
    Shape(
        "date",
        rf"{YEAR}\.{MONTH}(?:{TO}(?:{YEAR}\.)?{MONTH})?(?![ ]?(?:[余多万亿]|UNIT))",
        ("2021.1-2021.12", "2021.05"),
        ("罚款2021.12万元",),
    ),
    Shape(
        "date",
        rf"{YEAR}[ ]?年(?:度|底|末|初)?(?:[ ]?{MONTHS}[ ]?{MONTH_NAME}{OF_MONTH}|{PART_OF_YEAR})?",
        ("2020年", "2020 年度", "2020年1-11月", "2020年上半年", "2020年第一季度", "2020年5月15日"),
        ("共2020人", "慰问2020名年轻干部"),
    ),
    # A year in a list has no 年 of its own.
    Shape(
        "date",
        rf"{YEAR}(?=[ ]?(?:学年|财年|届|版|级|[、和与及](?:19|20)[0-9]{{2}}[ ]?年))",
        ("2019、2020年", "2020版", "2020届"),
        ("分别为2019、2020件",),
    ),
    Shape(
        "date",
        rf"{MONTH}(?:(?:{TO}|、){MONTH}){{0,11}}+[ ]?{MONTH_NAME}(?:[ ]?{DAY}(?:{TO}{DAY})?[ ]?[日号])?",
        ("5月", "5、6月", "1-11月份", "12月20日", "9月上旬"),
        ("检查1-11家",),
    ),
    # 30日内 is a deadline, left to the units.
    Shape(
        "date",
        rf"{DAY}(?:(?:{TO}|、){DAY}){{0,9}}+[ ]?日(?![内常均报]|以内|之内)",
        ("20日召开", "4-8日", "12、13日"),
        ("20日常检查点",),
    ),
    Shape("date", rf"{HOUR}:[0-5][0-9](?::[0-5][0-9])?(?![0-9])", ("上午9:30", "8:30-17:30"), ("共计:30件",)),
    Shape(
        "date",
        rf"[1-4][ ]?季度|{HOUR}时(?:[0-5]?[0-9]分|(?=[,。、至前]))",
        ("1季度末", "9时30分", "8时至17时"),
        ("学习9学时",),
    ),
    # 8点 alone may be a measure word.
    Shape(
        "date",
        rf"{HOUR}点(?:[0-5]?[0-9]分|(?=[整半至到]))|{MONTH}·{DAY}",
        ("8点30分", "12·4国家宪法日", "“3·15”"),
        ("提出8点建议",),
    ),
    # (2020年版) is a date.
    Shape(
        "document_number",
        rf"(?<=[〔\[【(〈]){YEAR}[〕\]】)〉](?:[ ]?第?[ ]?[0-9]{{1,6}}|{CASE_NUMBER})[ ]?号",
        ("粤府〔2020〕15号", "国发[2019]32号", "(2020)粤9971行初123号"),
        ("粤府〔2020〕下发文件15份",),
    ),
    Shape(
        "document_number",
        rf"(?<=[〔【〈]){YEAR}(?=[〕】〉])|[0-9]{{1,8}}(?:[-、][0-9]{{1,4}}){{0,9}}+[ ]?号(?:令|文件|公告|通告)?",
        ("第184号令", "1、2、3号", "1号线"),
        ("办理1、2、3件",),
    ),
    # 200+家 has its unit behind the +, 同比+2.3个百分点 is a growth with a sign.
    Shape(
        "slogan",
        r"[0-9]++(?:[ ]?\+[ ]?[0-9A-Za-z一二三四五六七八九十百千]++)++\+?|(?<![比长速幅]\+)(?<=\+)[0-9]++(?![0-9.]*%)",
        ("部署1+1+9工作", "建立1+3+N体系", "5+2"),
        ("覆盖200+家", "同比+2.3个百分点", "点击量10万+"),
    ),
    Shape(
        "slogan",
        r"[0-9]加[0-9](?![0-9])|(?<=跑)[01][次趟]",
        ("5加2", "最多跑1次"),
        ("检查5加油站", "巡逻1次"),
    ),
    Shape(
        "slogan",
        r"1[村镇户人企案事区校站品](?:\([^()\n]{1,4}\))?[1-9](?=[法档策顾品码员警站村辅网格图查罚议])"
        r"|1(?=人[多兼]|网通|网统|窗[受通]|岗双|票否|把手|件事1?次|次性|体化|站式|门式)",
        ("1村1顾问", "1村(社区)1法律顾问", "1案3查", "1窗受理", "1人多岗"),
        ("奖励1户1万元", "查处1案3人"),
    ),
    Shape("name", r"[0-9]++[ ]?[×xX*][ ]?[0-9]++(?:[ ]?(?:小时|天))?", ("7×24小时", "7*24小时"), ("增长24倍",)),
    # Telephones, leading zeros, numbers too long to count.
    Shape(
        "identifier",
        r"0[0-9]{2,3}-[0-9]{1,8}(?![0-9])|1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,}+(?!\.)|[0-9]{16,}+[A-Za-z]?",
        ("电话0769-83371234", "13812345678", "编号00123", "110101199003071234"),
        ("跑动次数为0.1次",),
    ),
    # Version and IP numbers, codes, mail addresses.
    Shape(
        "identifier",
        r"[0-9]++(?:\.[0-9]++){2,}+|[0-9]++(?:-[0-9]++){2,}+|[0-9]++@[0-9A-Za-z.]*+",
        ("192.168.0.1", "11-22-33", "123456@qq.com"),
        ("下降1.2%-3.4%",),
    ),
    Shape(
        "name",
        r"[0-9]++(?:\.[0-9]++)?(?!(?:LATIN)(?![A-Za-z]))[A-Za-z][0-9A-Za-z_-]*+",
        ("建设5G基站", "4A级景区"),
        ("修路12km", "拆违860m2"),
    ),
    Shape(
        "name",
        r"(?<=小数点后)[0-9]位|[0-9]{1,2}\.[0-9]{1,2}(?:版|时代)|(?:[5-9]0|00)后|[0-9]{1,3}:[0-9]{1,3}|[1-9]星级",
        ("平台2.0版", "90后干部", "比例为1:1", "5星级", "小数点后2位"),
        ("办结90件后", "5星5家"),
    ),
    Shape("page", r"[0-9]{1,4}[ ]?页[ ,/]{0,2}共[ ]?[0-9]{1,4}[ ]?页", ("第3页 共10页",), ("印发10页",)),
    Shape("outline", r"(?<=[(\[])[0-9]{1,2}(?=[)\]])", ("(1)检查", "[1]"), ("检查(3件)",)),
]
CHINESE_SHAPES = [
    Shape(
        "outline",
        rf"(?<=\(){CN}{{1,3}}(?=\))|(?<=其)[一二三四五六七八九](?=[,、是:])|(?<!{HAN}){CN}{{1,3}}(?=是|要(?!求)|、)",
        ("(一)主要做法", "其一,学习", "一是学习", "二要落实", "三、成效"),
        ("新增三、四件",),
    ),
    # 三个季度 is a period.
    Shape(
        "date",
        rf"{CN_DIGIT}{{4}}年度?(?:{CN_MONTH}(?:{CN}{{1,3}}[日号])?)?|{CN_MONTH}(?:{CN}{{1,3}}[日号])?|[一二三四]季度",
        ("二〇二〇年十二月", "十二月三十日", "三季度"),
        ("检查二十二次",),
    ),
    Shape(
        "name",
        r"十?[一二三四五六七八九]五(?=规划|普法|时期|期间|以来|[”\"]|依法治)",
        ("十四五规划", "“八五”普法"),
        ("检查四十五家",),
    ),
    Shape(
        "name",
        rf"{CN}{{1,3}}届|{CN}{{1,2}}中(?=全会|、)|{CN}{{2,3}}大(?=精神|报告|以来|召开|和|及|后|部署|代表|(?!{HAN}))",
        ("十九届五中全会", "党的二十大"),
        ("梳理十二大类",),
    ),
    Shape("ordinal", rf"(?<=第){CN}++(?:[、和至]{CN}++){{0,9}}+", ("第三次会议", "第一、二批"), ("共三十次",)),
]

PER_CENT = re.compile(rf"百分之(?:(?P<n>{NUMBER})|(?P<c>{CN}++)(?:点(?P<f>{CN_DIGIT}++))?)|(?P<all>百分百)")
FRACTION = re.compile(
    rf"(?P<d>[0-9]{{1,3}}|{CN}{{1,3}})分之(?P<n>[0-9]{{1,3}}|{CN}{{1,3}})"
    r"|(?P<sn>[0-9]{1,2})/(?P<sd>[0-9]{1,3})(?![0-9/])"
)
# 三成, 两成五; not 三成员, 一成不变.
TENTHS = re.compile(
    rf"(?P<n>[1-9][ ]?|(?!零){CN_DIGIT}|两)成"
    r"(?P<f>半|[一二三四五六七八九](?!成))?(?![立员为功果效长就本都熟型品分绩因交不])"
)
RANGE = re.compile(rf"{TO}(?=[0-9]|{CN})")
# 元/人, 件/万人, 微克/立方米. 家/户 is either, 人/次 is 人次.
PER = (
    r"/(?:万人|千人|百人|人(?!次)|年|月|日|天|周|村|小时|季度|亩|平方米|立方米|平方公里|公里|㎡|m²|m³|吨|升)"
    r"|(?<=元)/(?:户|家|台|套|件|个|间|次|头|只|株|张|份|本|辆)"
)
# 未发生一起, 无1例: the one is none.
NONE_OF = re.compile(r"(?:未|没有|无)(?:发生|出现|接到|收到|发现|产生|引发|有|存在)?过?$")
# 三台县, 七台河市, 三家镇; 三家市场主体 counts.
PLACE_NAME = re.compile(
    "[河渠山庄沟桥店坪塘峡]?[县镇乡市区](?![级场直属民政域街村内])|(?<=台)山|(?<=门)峡|(?<=家)[渠村]"
)
# A Latin run with what belongs to a URL, a mail address or a model number; PM2.5 ends where the concentration begins,
# and A. is a list mark.
WORD = re.compile(r"PM(?:2\.5|10(?![0-9]))|[A-Z]\.(?=[0-9])|[A-Za-z][0-9A-Za-z_./:?=&%#@~+-]*+")
OUTLINE = re.compile(rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*+(?:[ ]?[.、)](?![0-9])|[ ](?={HAN}))")
PAGE = re.compile(r"(?P<n>[0-9]{1,4})[ ]?(?P<dash>-{0,2})[ ]*(?=\n|$)")
# An unknown measure word shows itself: X次, X米, or one character that ends the clause or stands between
# two numbers (摊位36摊。, 8区2县).
UNKNOWN_UNIT = re.compile(
    rf"{HAN}次(?![数要])|{HAN}{{1,2}}[米吨亩](?=[,。;、)\n]|$)"
    rf"|(?![等余多的和及与是为后前内中起左以至到比加减共达约近超占每较同或]){HAN}(?=[,。;、)\n0-9]|$)"
)


def compile_grammar(data):
    """Compile the patterns with the tables of a data folder.

    Parameters
    ----------
    data : Data
        Whose tables ``units`` and ``quantity_words`` are taken.

    Returns
    -------
    types.SimpleNamespace
        A tuple of words for each role of ``quantity_words.csv``, and the compiled patterns.

    Raises
    ------
    BadTable
        When a table breaks its schema, or a role has no row.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> compile_grammar(open_data()).unit_classes["人次"]
    ('person_times', 'always')
    """
    units = sorted(data.table("units").to_dict("records"), key=lambda row: -len(row["unit"]))
    words = _words(data)
    words_of_side = {side: [word for bound in BOUNDS for word in words[f"{bound}_{side}"]] for side in SIDES}
    unit = "|".join(map(_unit_pattern, units))
    latin = "|".join(row["unit"] for row in units if _is_latin(row["unit"]))
    # 人(次), 件/次, and a 次 that no row of the table has.
    tail = (
        rf"(?:[ ]?(?P<inner>[余多几]|来(?=[ ]?(?:{unit}))))?"
        rf"(?:[ ]{{0,2}}(?P<unit>{unit})(?P<more>{PER}|\([ ]?次\)|\([艘架台辆只户]\)次|/次"
        rf"|(?<![名位])次(?![数要日年品序生])|(?<=台)\(套\))?"
        rf"|[ ]?\([ ]?(?P<bracketed>{unit})[ ]?\))?"
    )
    return SimpleNamespace(
        **words,
        unit_classes={row["unit"]: (row["class"], row["chinese"]) for row in units},
        anchor=re.compile(f"[0-9A-Za-z{NUMERAL_CHARS}①-⒛⓪❶-➓]"),
        digit_shapes=_alternatives(DIGIT_SHAPES, unit, latin),
        digit_kinds=_kinds(DIGIT_SHAPES),
        chinese_shapes=_alternatives(CHINESE_SHAPES, unit, latin),
        chinese_kinds=_kinds(CHINESE_SHAPES),
        # 1万3千 has a second part; it needs a unit behind it, or 投入1亿2020年 would be one number.
        arabic=re.compile(
            rf"(?P<n>{SPACED}(?=[ ]?[余多]?[ ]?(?:[万亿]|{unit}))|{NUMBER})"
            rf"(?:[ ]?(?P<early>[余多几])?[ ]?(?P<scale>{SCALE})"
            rf"(?:(?P<n2>[0-9]{{1,4}})(?P<scale2>千万|百万|万|千|百)(?=[余多]|{unit}))?)?"
            rf"(?P<plus>\+(?=[ ]?(?:{unit})|[^0-9A-Za-z“\u4e00-\u9fff]|$))?{tail}"
        ),
        # 两点一线: the decimal point 点 needs a scale or a unit behind its digits.
        chinese=re.compile(
            rf"(?P<n>{CN}++)(?:点(?P<f>{CN_DIGIT}++)(?P<f_scale>[万亿])?(?={unit}))?"
            rf"(?:(?P<early>[余多几])(?P<scale>{SCALE}))?{tail}"
        ),
        person=re.compile(f"{HAN}{{0,4}}?(?:{'|'.join(words['person_noun'])})"),
        counting=re.compile("|".join(words["counting_verb"])),
        uncounted=re.compile("|".join(words["not_final"])),
        bounds={word: bound for bound in BOUNDS for side in SIDES for word in words[f"{bound}_{side}"]},
        # Matched against the reversed text, so that it stands right before the number.
        bound_before=re.compile(_longest_first(word[::-1] for word in words_of_side["before"])),
        # 两成多, 1倍多; 20人多次参加 is no bound.
        bound_after=re.compile(
            rf"[ ]?(?:\(含[^()\n]{{0,4}}\))?(?P<word>{_longest_first(words_of_side['after'])})"
            r"|(?<=[成倍%])(?P<more>[多余])|(?<=[成一二三四五六七八九])(?P<strong>强(?![化调国度制]))"
        ),
        # 5万元以上大要案57件, 5万元以上的案件: so large are those that are counted.
        sized=re.compile(
            rf"(?:及|\(含\))?以[上下][^,。;、0-9\n]{{0,6}}(?:{'|'.join(words['sized_noun'])})[^,。;、0-9\n]{{0,3}}[0-9]"
        ),
        sized_money=re.compile(
            rf"(?:及|\(含\))?以[上下]的?(?:{'|'.join(words['sized_modifier'])}){{0,3}}(?:{'|'.join(words['sized_noun'])})"
        ),
        # 至少开展2次: a bound of what the verb counts; 超过 and 约 stand right before their number.
        bound_then_verb=re.compile(
            rf"(?P<word>至少|最少|起码|至多|最多|最高|最低)可?(?:{'|'.join(words['counting_verb'])})了?$"
        ),
    )


def _longest_first(words):
    # 不少于 ends with 少于, 不超过 with 超过.
    return "|".join(sorted(words, key=len, reverse=True))


def _words(data):
    words = data.table("quantity_words").set_index("role")["words"].str.split("|").map(tuple).to_dict()
    role = next(field for field in data.fields("quantity_words") if field["name"] == "role")
    missing = [name for name in role["constraints"]["enum"] if name not in words]
    if missing:
        raise BadTable([f"{shown_path(data.files('quantity_words')[0])}: has no row of the role {', '.join(missing)}"])
    return words


def _is_latin(unit):
    return unit[0].isascii() and unit[0].isalpha()


def _unit_pattern(row):
    unit = re.escape(row["unit"])
    if row["not_before"]:
        unit += f"(?!{row['not_before']})"
    return unit + "(?![A-Za-z])" if _is_latin(row["unit"]) else unit


def _alternatives(shapes, unit, latin):
    forms = (shape.form.replace("UNIT", unit).replace("LATIN", latin) for shape in shapes)
    return re.compile("|".join(f"({form})" for form in forms))


def _kinds(shapes):
    return (None, *(shape.kind for shape in shapes))
