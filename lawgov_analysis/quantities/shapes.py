"""Shapes: the forms of numbers that count nothing, each with its name and its examples.

A date, a document number or ``1+1+9`` is told by its form alone. The first shape of the list that fits decides.
"""

from typing import NamedTuple

from ..text.characters import CN, HAN
from ..text.dates import CHINESE_MONTH

# 12 .5%, 12. 5% are badly recognised; before another unit the point may end a list mark: 1. 5件.
NUMBER = (
    r"(?:[0-9]{1,3}(?>(?:,[0-9]{3})+)(?![0-9])|[0-9]++)"
    r"(?:\.[0-9]++|(?:[ ]\.|\.[ ])[0-9]++(?=[ ]?%))?"
)
# 12 345件, as GB/T 15835 prints thousands; a unit must follow, or the cells of a row would be one number.
SPACED = r"[1-9][0-9]{0,2}(?>(?:[ ][0-9]{3}){1,4})(?![0-9])(?:\.[0-9]++)?"
# 千 and 百 begin other words too: 5千克, 300百姓.
SCALE = r"(?:万亿|千万|百万|十万|亿|万|千(?![克米瓦伏])|百(?![分姓货强]))"
# 10w, 3.5W, 5k of those who count readers; watts and kilobytes are told by what stands around them.
SHORT_SCALE = r"[wWk](?![0-9A-Za-z])"
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
BEFORE_CAPTION = r"[\n\t见如由从附和及与按据、(,。;:下上右左]"
CN_DIGIT = "[〇零一二三四五六七八九]"
CN_MONTH = f"{CHINESE_MONTH}{MONTH_NAME}"


class Shape(NamedTuple):
    """A form that counts nothing.

    Attributes
    ----------
    name : str
        As a trace has it; of no other shape or rule.
    kind : str
        What it is instead: one of `quantities.KINDS`.
    form : str
        Its pattern; ``UNIT`` stands for any measure word, ``LATIN`` for one in Latin letters.
    takes, spares : tuple of str
        Texts whose numbers are of this kind, and the nearest ones with a figure, which a looser form would break.
    """

    name: str
    kind: str
    form: str
    takes: tuple[str, ...]
    spares: tuple[str, ...]


# Tried in this order.
DIGIT_SHAPES: tuple[Shape, ...] = (
    # One number or two, and of which scale, nobody can tell: none is better than a wrong one.
    # So few groups each, or a long list would be gone through again from every number of it.
    Shape(
        "misprinted_thousands",
        "misprint",
        r"[0-9]++(?>(?:['’‘][0-9]{3}){1,5})(?![0-9])"
        r"|[0-9]{1,3}(?>(?:\.[0-9]{3}){1,5}),[0-9]++"
        r"|[0-9]{1,3}(?>(?:,[0-9]{3}){1,5}),[0-9]{1,2}(?![0-9])"
        r"|[0-9]{1,3}(?>(?:,[0-9]{1,2}(?![0-9])){1,5})(?>(?:,[0-9]{3}){1,5})(?![0-9])"
        r"|(?<![为是、])[1-9][0-9]{0,2}(?>(?:,[ ][0-9]{3}){1,5})(?![0-9])(?=[ ]?(?:UNIT))"
        # 1,2345件 is 12345, 1234 or 1 and 2345.
        rf"|[0-9]{{1,3}}(?:,[0-9]{{3}}){{0,5}},(?!{YEAR}[ ]?年)[0-9]{{4,}}(?=[ ]?[余多]?[ ]?(?:[万亿]|UNIT))",
        ("1'234件", "1.234,56万元", "1,000,00件", "1,23,456件", "1, 234件", "罚款12,3450元"),
        ("1,234件", "分别为120, 135件", "受理12件,2023年办结8件"),
    ),
    Shape(
        "misprinted_point",
        "misprint",
        r"[0-9]++[·。][0-9]++(?=[ ]?%)|(?<![为是、])[0-9]++,[0-9]{1,2}(?=[ ]?%)|[0-9]++\.{2,3}[0-9]++",
        ("97·5%", "97。5%", "97,5%", "办理1..5件"),
        ("检查120件。5%的", "办结97件,5%未办结", "占比分别为97,5%"),
    ),
    # ± and ½ are printed as they were meant; no column has room for them.
    Shape(
        "beyond_digits",
        "misprint",
        r"[0-9]++(?:\.[0-9]++)?(?:[ ]?±[ ]?[0-9]++(?:\.[0-9]++)?|‱|[½⅓⅔¼¾⅛]|[□\ufffd][0-9]*+)",
        ("5±1件", "3‱", "3½件", "1□件"),
        ("3件□是□否",),
    ),
    # 图2所示, 表2-1, 附表3项目清单; 附表3张, 绘制图表5份 are counted.
    Shape(
        "number_of_caption",
        "identifier",
        rf"(?<!意见表)(?:(?<=^[图表])|(?<=^[图表][ ])|(?<={BEFORE_CAPTION}[图表])|(?<={BEFORE_CAPTION}[图表][ ]))"
        r"[0-9]{1,2}(?:[-.][0-9]{1,2})?(?![0-9万亿余多%])(?![ ]?(?:[张幅份页套]|个(?!案|体|人|税)))"
        r"|(?:(?<=^案例)|(?<=\n案例))[0-9]{1,2}(?![0-9余多个件起宗例则篇])"
        r"|(?<=案例)[0-9]{1,2}(?=[中里:]|所[示述])|(?<=(?:备注|说明|附注|示例))[0-9]{1,2}(?=:)"
        r"|(?<=附件)[0-9]{1,2}(?=(?:项目|名单|名录|件数|条款|台账|个案|户籍|家庭|人员|份额))",
        ("如图2所示", "表2-1处罚情况", "附表3项目清单", "见表3所列", "案例3:某公司"),
        ("附表3张", "绘制图表5份", "发布案例3件", "附件2份", "地图5幅"),
    ),
    # 20212025年 lost its dash.
    Shape(
        "year_range",
        "year_range",
        rf"{YEAR}(?:[ ]?年度?)?{TO}{YEAR}(?:[ ]?(?:学年|年度?)|(?=项目)|(?![ ]?(?:UNIT)))",
        ("纲要(2021—2025年)", "对2016-2018管网工程", "2021年至2023年"),
        ("检查2000-2100件",),
    ),
    Shape(
        "short_year_range",
        "year_range",
        r"(?:19|20)[0-9]{2}(?:[ ]?-[ ]?[0-9]{2}|(?:19|20)[0-9]{2})(?:学年|年)",
        ("2020-21学年", "纲要(20212025年)"),
        ("检查20212025次",),
    ),
    Shape(
        "full_date",
        "date",
        rf"{YEAR}(?:-{MONTH}-{DAY}|\.{MONTH}\.{DAY}|/{MONTH}/{DAY}|-(?:0[1-9]|1[0-2])(?![0-9-]))",
        ("于2021-01-29签发", "2021.1.29", "2021/1/29", "2021-05"),
        ("罚款2021.1万元",),
    ),
    Shape(
        "year_and_month",
        "date",
        rf"{YEAR}\.{MONTH}(?:{TO}(?:{YEAR}\.)?{MONTH})?(?![ ]?(?:[余多万亿]|UNIT))",
        ("2021.1-2021.12", "2021.05"),
        ("罚款2021.12万元",),
    ),
    Shape(
        "year",
        "date",
        rf"{YEAR}[ ]?年(?:度|底|末|初)?(?:[ ]?{MONTHS}[ ]?{MONTH_NAME}{OF_MONTH}|{PART_OF_YEAR})?",
        ("2020年", "2020 年度", "2020年1-11月", "2020年上半年", "2020年第一季度", "2020年5月15日"),
        ("共2020人", "慰问2020名年轻干部"),
    ),
    # A year in a list has no 年 of its own.
    Shape(
        "year_in_list",
        "date",
        rf"{YEAR}(?=[ ]?(?:学年|财年|届|版|级|[、和与及](?:19|20)[0-9]{{2}}[ ]?年))",
        ("2019、2020年", "2020版", "2020届"),
        ("分别为2019、2020件",),
    ),
    Shape(
        "month",
        "date",
        rf"{MONTH}(?>(?:(?:{TO}|、){MONTH}){{0,11}})[ ]?{MONTH_NAME}(?:[ ]?{DAY}(?:{TO}{DAY})?[ ]?[日号])?",
        ("5月", "5、6月", "1-11月份", "12月20日", "9月上旬"),
        ("检查1-11家",),
    ),
    # 30日内 is a deadline, left to the units.
    Shape(
        "day",
        "date",
        rf"(?<![短缩减][为至到])(?<!为期|历时|平均){DAY}(?>(?:(?:{TO}|、){DAY}){{0,9}})"
        r"[ ]?日(?![内常均报]|以内|之内|[缩压][短缩减])",
        ("20日召开", "4-8日", "12、13日"),
        ("20日常检查点", "时限由15日缩短为4日"),
    ),
    Shape("clock", "date", rf"{HOUR}:[0-5][0-9](?::[0-5][0-9])?(?![0-9])", ("上午9:30", "8:30-17:30"), ("共计:30件",)),
    Shape(
        "quarter_or_hour",
        "date",
        rf"[1-4][ ]?季度|{HOUR}时(?:[0-5]?[0-9]分|(?=[,。、至前]))",
        ("1季度末", "9时30分", "8时至17时"),
        ("学习9学时",),
    ),
    # 8点 alone may be a measure word.
    Shape(
        "clock_in_words",
        "date",
        rf"{HOUR}点(?:[0-5]?[0-9]分|(?=[整半至到]))|{MONTH}·{DAY}",
        ("8点30分", "12·4国家宪法日", "“3·15”"),
        ("提出8点建议",),
    ),
    # (2020年版) is a date.
    Shape(
        "bracketed_document_number",
        "document_number",
        rf"(?<=[〔\[【(〈]){YEAR}[〕\]】)〉](?:[ ]?第?[ ]?[0-9]{{1,6}}|{CASE_NUMBER})[ ]?号",
        ("粤府〔2020〕15号", "国发[2019]32号", "(2020)粤9971行初123号"),
        ("粤府〔2020〕下发文件15份",),
    ),
    Shape(
        "document_number",
        "document_number",
        rf"(?<=[〔【〈]){YEAR}(?=[〕】〉])|[0-9]{{1,8}}(?>(?:[-、][0-9]{{1,4}}){{0,9}})[ ]?号(?:令|文件|公告|通告)?",
        ("第184号令", "1、2、3号", "1号线"),
        ("办理1、2、3件",),
    ),
    # 200+家 has its unit behind the +, 同比+2.3个百分点 is a growth with a sign.
    Shape(
        "added_slogan",
        "slogan",
        r"[0-9]++(?>(?:[ ]?\+[ ]?[0-9A-Za-z一二三四五六七八九十百千]++)+)\+?"
        r"|(?<![比长速幅年期月(减]\+)(?<=\+)[0-9]++(?![0-9.]*%)",
        ("部署1+1+9工作", "建立1+3+N体系", "5+2"),
        ("覆盖200+家", "同比+2.3个百分点", "点击量10万+", "许可1650件(+35件)"),
    ),
    Shape(
        "short_slogan",
        "slogan",
        r"[0-9]加[0-9](?![0-9])|(?<=跑)[01][次趟]",
        ("5加2", "最多跑1次"),
        ("检查5加油站", "巡逻1次"),
    ),
    Shape(
        "one_each",
        "slogan",
        r"1[村镇户人企案事区校站品](?:\([^()\n]{1,4}\))?[1-9](?=[法档策顾品码员警站村辅网格图查罚议])"
        r"|1(?=人[多兼]|网通|网统|窗[受通]|岗双|票否|把手|件事1?次|次性|体化|站式|门式)",
        ("1村1顾问", "1村(社区)1法律顾问", "1案3查", "1窗受理", "1人多岗"),
        ("奖励1户1万元", "查处1案3人"),
    ),
    Shape(
        "product", "name", r"[0-9]++[ ]?[×xX*][ ]?[0-9]++(?:[ ]?(?:小时|天))?", ("7×24小时", "7*24小时"), ("增长24倍",)
    ),
    # Telephones, leading zeros, numbers too long to count.
    Shape(
        "telephone_or_code",
        "identifier",
        r"0[0-9]{2,3}-[0-9]{1,8}(?![0-9])|1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,}+(?!\.)|[0-9]{16,}+[A-Za-z]?",
        ("电话0769-83371234", "13812345678", "编号00123", "110101199003071234"),
        ("跑动次数为0.1次",),
    ),
    # Version and IP numbers, codes, mail addresses.
    Shape(
        "dotted_code",
        "identifier",
        r"[0-9]++(?>(?:\.[0-9]++){2,})|[0-9]++(?>(?:-[0-9]++){2,})|[0-9]++@[0-9A-Za-z.]*+",
        ("192.168.0.1", "11-22-33", "123456@qq.com"),
        ("下降1.2%-3.4%",),
    ),
    Shape(
        "latin_name",
        "name",
        r"[0-9]++(?:\.[0-9]++)?(?!(?:LATIN)(?![A-Za-z]))[A-Za-z][0-9A-Za-z_-]*+",
        ("建设5G基站", "4A级景区"),
        ("修路12km", "拆违860m2"),
    ),
    Shape(
        "edition_ratio_or_star",
        "name",
        r"(?<=小数点后)[0-9]位|[0-9]{1,2}\.[0-9]{1,2}(?:版|时代)|(?:[5-9]0|00)后|[0-9]{1,3}:[0-9]{1,6}|[1-9]星级",
        ("平台2.0版", "90后干部", "1:2000地形图", "5星级", "小数点后2位"),
        ("办结90件后", "5星5家"),
    ),
    Shape(
        "page_of_pages", "page", r"[0-9]{1,4}[ ]?页[ ,/]{0,2}共[ ]?[0-9]{1,4}[ ]?页", ("第3页 共10页",), ("印发10页",)
    ),
    # 95宗〔2〕, [3-5]; [注1], 注1: before what it says. That of 98宗[注1] is not of the running text at all.
    Shape(
        "note_mark",
        "outline",
        r"(?<=[(\[〔【]注)[0-9]{1,2}(?=[)\]〕】])|(?<=[见附]注)[0-9]{1,2}(?=[)\],。;、])|(?<=注)[0-9]{1,2}(?=:)|(?<=[\[〔【])[0-9]{1,2}(?:[,、-][0-9]{1,2}){0,9}(?=[\]〕】])",
        ("[注1]含简易程序", "注1:含简易程序", "查处案件[3-5]", "办结〔2〕"),
        ("关注1家", "处罚[5件]"),
    ),
    Shape("bracketed_item", "outline", r"(?<=\()[0-9]{1,2}(?=\))", ("(1)检查",), ("检查(3件)",)),
)
CHINESE_SHAPES: tuple[Shape, ...] = (
    Shape(
        "chinese_mark",
        "outline",
        rf"(?<=\(){CN}{{1,3}}(?=\))|(?<=其)[一二三四五六七八九](?=[,、是:])|(?<!{HAN}){CN}{{1,3}}(?=是|要(?!求)|、)",
        ("(一)主要做法", "其一,学习", "一是学习", "二要落实", "三、成效"),
        ("新增三、四件",),
    ),
    # 三个季度 is a period.
    Shape(
        "chinese_date",
        "date",
        rf"{CN_DIGIT}{{4}}年度?(?:{CN_MONTH}(?:{CN}{{1,3}}[日号])?)?|{CN_MONTH}(?:{CN}{{1,3}}[日号])?|[一二三四]季度",
        ("二〇二〇年十二月", "十二月三十日", "三季度"),
        ("检查二十二次",),
    ),
    Shape(
        "five_year_plan",
        "name",
        r"十?[一二三四五六七八九]五(?=规划|普法|时期|期间|以来|[”\"]|依法治)",
        ("十四五规划", "“八五”普法"),
        ("检查四十五家",),
    ),
    Shape(
        "session_of_many",
        "name",
        rf"{CN}{{1,3}}届|{CN}{{1,2}}中(?=全会|、)|{CN}{{2,3}}大(?=精神|报告|以来|召开|和|及|后|部署|代表|(?!{HAN}))",
        ("十九届五中全会", "党的二十大"),
        ("梳理十二大类",),
    ),
    Shape(
        "chinese_ordinal",
        "ordinal",
        rf"(?<=第){CN}++(?>(?:[、和至]{CN}++){{0,9}})",
        ("第三次会议", "第一、二批"),
        ("共三十次",),
    ),
)
