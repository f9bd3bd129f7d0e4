"""What the heads and the caption of a table say: what is counted, for whom it is, and what sums up.

行政复议案件审结情况(单位:件) counts 行政复议案件审结; 甲区 and 公安局 are names to which a row is limited; 合计 and
全县 are rows of totals, 小计 is one of subtotals; 件数 says no more than that it counts.
"""

import re

LONGEST_NAME = 20
LONGEST_TABLE = 24

_MARKED = re.compile(
    r"^(?:(?:附?[图表](?:格)?[ ]?[0-9一二三四五六七八九十]{1,3}(?:[-.][0-9]{1,2})?|附[图表件])[ :、.]*"
    r"|(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.](?![0-9])|第[一二三四五六七八九十]{1,3}部分)[ ]*)+"
)
_BRACKETS = re.compile(r"[(【\[][^()\[\]【】]{0,30}[)】\]]|(?<=..)[ ]*(?:计量)?单位[:为].*$")
_NO_CAPTION = re.compile("^(?:注|备注|说明|单位|计量单位|填报|填表|制表|数据来源|来源|资料来源)(?:[:0-9]|$)")
# 具体情况如下表所示, 详见下表
_REFERS = re.compile(
    "(?:,?(?:具体|详细)?(?:情况|数据|分布|明细)?"
    "(?:如下表?(?:所示)?|(?:详?见|如)(?:[下附后]表|表[ ]?[0-9一二三四五]?|附件)(?:所示)?))[:。]?$"
)
_ENDS = re.compile(r"[。;!?]$")
_YEAR = r"20\d\d[ ]?年?度?"
_TIMES = re.compile(
    rf"(?:截至)?{_YEAR}[ ]?(?:[-~至—和与、][ ]?{_YEAR}[ ]?)*"
    r"(?:[0-9]{1,2}(?:[-~至][0-9]{1,2})?月份?|[上下]半年|[一二三四1-4]季度)?(?:以来|底|末)?"
    r"|近[两三四五六七八九十2-9]年来?|(?:历|全|本|上|当)年度?|年度"
)
# 全市, 各区县, 我局, 分部门: whose figures, which a table says again in its heads.
_WHOSE = re.compile(
    r"(?:[全我本各分按](?:[省市州盟县区旗镇乡街村居局厅委院]|街道|社区|部门|单位|地区|地|级|系统|领域|机关|类别?)+"
    r"(?:[(]?[市区县镇街道乡村社居]+[)]?)?)+(?:的|机关|部门)?"
)
# What any table is of.
_TABLE = re.compile(
    r"(?:(?:(?<=.)的)?(?:基本|主要|总体|有关|相关|具体)?(?:情况|工作|数据|统计|汇总|一览|明细|登记|对比|比较|分布|完成|结果|公示|指标|如下|表|:|(?<=..)(?:办理|处理|实施|开展)))+$"
)
_ONLY_COUNTS = re.compile("(?<=..)(?:数量|总数|件数|宗数|次数|人数)$")
_SAYS_NOTHING = re.compile(
    "(?:主要|重点|基本|有关|相关|工作|业务|指标|数据|任务|年度|统计|情况|总体|具体|部分|各项|其他|法治政府|建设)*"
)

_OURS = r"(?:[全本](?:[国省市州盟县区旗镇乡村局厅委院]|街道|系统|部)(?!级))"
_SUM = r"(?:[合总共][ ]*计|总[ ]*[数量和]|累[ ]*计)"
_ALL = re.compile(rf"(?:{_OURS}[(]?{_SUM}?[)]?|{_SUM}[数量]?[(]?{_OURS}?[)]?|全年)[:]?")
_SOME = re.compile(r"[(]?小[ ]*计[)]?[:]?$")
_ENDS_IN_SUM = re.compile(rf"(?<=.){_SUM}[数量]?$")
# 受理量, 办结总量, 行政检查次数: as many as were, in a unit.
_DONE_IN_ALL = re.compile(
    "(?<=受理|办理|办结|审结|受案|结案|立案|收案|接听|申请|来电|转办|处理|成功|新收|承办)(?:件|总)?[量数]$"
    "|(?<=..)(?:[件宗起户家场期条份]|[户家场批件]?次)数$"
)
# What says no more than that a column counts, and in which unit.
_HOW_MANY = re.compile(
    "(?:实施|办理)?(?:数[量值据目]|数|合?计|总[数量]|[人户家场批件个班车艘]?次"
    "|[件宗起人户家场份期条项个名处所辆台篇例单笔站批])数?量?"
)
_CASES = re.compile("案件?数?量?|案件总数")
_SEVERAL = re.compile("(?<=..)(?:和(?!解|谐)|以?及(?!时)|与|、)(?!成效|成果|经费|结果|效果)(?=..)")
# What heads a column of what became of cases, all of which are concluded.
_OUTCOMES = re.compile("(?:结案|审理|处理|办理|复议|裁判|审结|答复)(?:结果|方式|情况)$")
# What heads a column of kinds.
_SORTED = re.compile("(?:类型|类别|种类|分类|案由|领域|事由|被申请人|被告|结果|方式|渠道|程序|级别|性质)$")
# What heads a column of names, each of a place or a body.
_NAME_HEADS = re.compile(
    r"(?:单位|部门|机关|机构|主体|地区|地市|市州|区域|片区|辖区|区划|县区|区县|县市区?|市县区?|镇街|街镇|镇乡|乡镇|镇|街道|乡|村居|村社|村|社区"
    r"|网格|大队|中队|分局|科室|处室|办所|站所|司法所|派出所)(?:[(][^()]{1,6}[)])?(?:名称|别)?$"
)
_NAMED = re.compile(r"[^,、;:()]{1,14}(?:局|镇|乡|街道|办事处|县|区|市|州|盟|旗|村|社区)(?:[(][^()]{1,8}[)])?")
_NO_NAME = re.compile("(?:城|小|地|辖|园|景|山|示范|试点)[市区](?:$|[(])|示范|法治|先进|试点|文明|出庭|结局")


def table_of(caption: str) -> str:
    """Return what a table counts, as its caption says; nothing where that is no name of a table.

    Examples
    --------
    >>> table_of("表2 2023年全市行政复议案件审结情况(单位:件)"), table_of("各镇人民调解工作情况")
    ('行政复议案件审结', '人民调解')
    >>> table_of("2023年,全市劳动人事争议仲裁情况如下:"), table_of("一、工作情况"), table_of("全年办理案件多起。")
    ('劳动人事争议仲裁', '', '')
    """
    said = _MARKED.sub("", caption.strip(" "))
    if not said or _NO_CAPTION.match(said):
        return ""
    refers = _REFERS.search(said)
    said = _REFERS.sub("", said)
    if _ENDS.search(said) or (_ENDS.search(caption.strip(" ")) and not refers):
        return ""
    said = _BRACKETS.sub("", said)
    clauses = [clause for clause in re.split("[,;:。]", said) if clause]
    said = clauses[-1] if clauses else ""
    said = _WHOSE.sub("", _TIMES.sub("", said)).strip(" 的")
    # 行政处罚数量, 行政检查次数
    named = _ONLY_COUNTS.sub("", _TABLE.sub("", said))
    if len(clauses) > 1 and named == said and not refers:
        # The last clause of a sentence is no name.
        return ""
    is_name = 1 < len(named) <= LONGEST_TABLE and not re.search(r"[0-9](?![0-9]*热线|[0-9]{2,4})|[。!?]", named)
    return named if is_name and not _SAYS_NOTHING.fullmatch(named) else ""


def sums_up(label: str) -> tuple[str, str]:
    """Return a head without a word of total, and what it sums up: ``all``, ``some`` or nothing.

    Examples
    --------
    >>> sums_up("合 计"), sums_up("全县"), sums_up("东片小计"), sums_up("行政处罚合计"), sums_up("受理总量")
    (('', 'all'), ('', 'all'), ('东片', 'some'), ('行政处罚', ''), ('受理', ''))
    """
    label = _DONE_IN_ALL.sub("", label)
    if _ALL.fullmatch(label):
        return "", "all"
    if _SOME.search(label):
        return _SOME.sub("", label), "some"
    return _ENDS_IN_SUM.sub("", label), ""


def joined(first: str, second: str) -> str:
    """Return two heads as one, with what both say said once.

    Examples
    --------
    >>> joined("人民调解", "调解成功"), joined("行政检查", "检查"), joined("法律援助", "受理")
    ('人民调解成功', '行政检查', '法律援助受理')
    """
    if second in first or first in second:
        return max(first, second, key=len)
    shared = next((n for n in range(min(len(first), len(second)), 1, -1) if first.endswith(second[:n])), 0)
    return first + second[shared:]


def names_several(table: str) -> bool:
    """Return whether a table is named by several things, of which a cell is of one: 行政复议和行政应诉."""
    return bool(_SEVERAL.search(table))


def says_how_many(head: str) -> bool:
    """Return whether a head says no more than that it counts: 件数, 人次, 数量."""
    return bool(_HOW_MANY.fullmatch(head))


def says_cases(head: str) -> bool:
    """Return whether a head says of what is counted only that these are cases: 案件数."""
    return bool(_CASES.fullmatch(head))


def sorts_by(head: str) -> str:
    """Return by what a column of kinds tells the rows of a table apart, as a sentence says it.

    Examples
    --------
    >>> sorts_by("案件类型"), sorts_by("被申请人"), sorts_by("项目"), sorts_by("县区")
    ('按案件类型分', '按被申请人分', '', '')
    """
    return f"按{head}分" if _SORTED.search(head) and not heads_names(head) else ""


def heads_outcomes(head: str) -> bool:
    """Return whether a column is one of what became of cases: 审理结果, 结案方式."""
    return bool(_OUTCOMES.search(head))


def heads_names(head: str) -> bool:
    """Return whether a column is one of names of places or bodies: 部门, 镇(街道), 执法主体."""
    return len(head) <= LONGEST_NAME and bool(_NAME_HEADS.search(head))


def is_name(label: str) -> bool:
    """Return whether a head is the name of a place or a body: 清河区, 公安局.

    Examples
    --------
    >>> [is_name(label) for label in ("清河区", "公安局", "柳河镇", "行政处罚", "法治示范村")]
    [True, True, True, False, False]
    """
    return len(label) <= LONGEST_NAME and bool(_NAMED.fullmatch(label)) and not _NO_NAME.search(label)
