"""Judge a measure in Chinese numerals: most of them count nothing (两手抓, 一次办好, 三项制度).

So the burden of proof lies on the figure: an unmistakable numeral, a verb that counts, a noun that is counted, the end
of the clause. `NUMERAL_RULES` are for any numeral, then come those of its unit (`context.CLASS_RULES`),
`SAYING_RULES`, and `ONE_RULES` or `FEW_RULES` for 一 and 两 … 十 alone; the first whose test holds decides.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from ..text.characters import CN, HAN
from ..text.offsets import Offset
from .context import (
    CASE_UNITS,
    CLAUSE_END,
    NONE_OF,
    NONE_UNITS,
    Context,
    Rule,
    always,
    class_of_unit,
    clause_before,
    counts,
    decide,
    figure,
    find_bound,
    is_a,
    is_counted_once,
    judge_by_class,
    states_none,
)
from .grammar import Grammar
from .quantity import Quantity

NUMERAL = re.compile(f"{CN}+")
# At the end of a clause 一 counts with these even where no verb of counting is seen: 行政复议一件.
FINAL_UNITS = (*CASE_UNITS, "次", "场", "场次", "期", "份", "名", "所", "处", "座", "间", "台", "辆", "架", "部", "轮")
# 一名学生获省级一等奖, 一起案件入选: the one did something.
DOING_UNITS = (*CASE_UNITS, "名", "人", "个", "项", "家")
ONE_DID = re.compile(rf"{HAN}{{0,8}}?(?:入选|荣?获|被|受到|获评|通过)")
# 解决一个问题、完善一套制度; 召开一次会议,第一时间传达 says no second 一.
SAID_AGAIN = re.compile(rf"{HAN}{{0,8}}[、,]{HAN}{{1,4}}(?<![第统进])一")
SAID_BEFORE = re.compile(rf"一(?![等般致定流线]){HAN}[^。;]{{0,6}}[、,][^。;]{{0,5}}\Z")
# 三台县, 七台河市, 三家镇; 三家市场主体 counts.
PLACE_NAME = re.compile(
    "[河渠山庄沟桥店坪塘峡]?[县镇乡市区](?![级场直属民政域街村内])|(?<=台)山|(?<=门)峡|(?<=家)[渠村]"
)


NOUN = re.compile(f"{HAN}{{2,12}}")
# A noun and its number: 监控点310个.
CLASS_OF = re.compile(rf"(?!的){HAN}{{1,10}}[约近超共计达]?[0-9]")
NEAR = 30
# 千户左右邻, 百人上下一心.
NO_BOUND = re.compile("左右(?:手|岸|侧|两|邻)|上下(?:级|游|联|班|楼|学|一心)|以[上下](?:率|同)")


class NumeralContext(Context):
    """A measure in Chinese numerals and the words around it.

    Attributes
    ----------
    numeral : str
    is_round : bool
        Whether it begins with a multiplier, as 百姓, 千方百计, 上百人 do.
    strength : str
        Whether a numeral before its unit counts: always, only after a verb, never.
    clause : str
        What stands before it in its clause; this and the next are for one numeral alone.
    is_final : bool
        Whether its clause ends with it, or another number follows: 两批10起.
    """

    __slots__ = ("clause", "is_final", "is_round", "numeral", "strength")

    def __init__(self, grammar: Grammar, plain: str, measure: Quantity, found: list[Quantity]) -> None:
        self.grammar, self.plain, self.measure, self.found = grammar, plain, measure, found
        self.before = plain[max(0, measure.start - 12) : measure.start]
        numeral = NUMERAL.match(plain, measure.start, measure.end)
        self.numeral = numeral[0] if numeral else ""
        self.is_round = measure.bound == "exact" and self.numeral[:1] in ("百", "千", "万", "亿")
        classed = grammar.unit_classes.get(measure.unit)
        self.strength = classed[1] if classed else "always"

    @property
    def has_verb(self) -> bool:
        """Whether a verb that counts stands before it."""
        return self.clause.endswith(self.grammar.counting_verb)

    @property
    def is_single(self) -> bool:
        """Whether it is one character that may begin a saying: 一 … 十."""
        return (
            len(self.numeral) == 1 and self.measure.bound == "exact" and not self.is_round and not self.measure.decimals
        )

    def look_around(self) -> None:
        """Look at the clause that a numeral stands in."""
        plain, end = self.plain, self.measure.end
        self.clause = clause_before(plain, self.measure.start).removesuffix("了")
        self.is_final = end == len(plain) or plain[end] in ",。;、()\n0123456789"


def judge_chinese(grammar: Grammar, plain: str, measure: Quantity, found: list[Quantity]) -> Quantity:
    """Return what a Chinese numeral is: an idiom, unless its unit, its verb and its place speak for a figure.

    Parameters
    ----------
    grammar : Grammar
    plain : str
    measure : Quantity
        As its own form reads.
    found : list of Quantity
        What was found before it.

    Returns
    -------
    Quantity
    """
    if measure.kind != "figure":
        return measure
    context = NumeralContext(grammar, plain, measure, found)
    judged = decide(NUMERAL_RULES, context)
    if judged is not None:
        return judged
    judged = judge_by_class(context)
    if judged is not None:
        return judged if judged.kind != "figure" else figure(context, measure, judged.rule)
    judged = decide(SAYING_RULES, context)
    if judged is not None:
        return judged
    context.look_around()
    return decide(ONE_RULES if context.numeral == "一" else FEW_RULES, context) or measure


def is_no_number(kind: str) -> Callable[[NumeralContext, str], Quantity]:
    """Return the verdict that a numeral, without its unit, counts nothing."""

    def verdict(context: NumeralContext, name: str) -> Quantity:
        start = context.measure.start
        return Quantity(start, Offset(start + len(context.numeral)), kind, rule=name)

    return verdict


idiom = is_no_number("idiom")


def _is_zero(context: NumeralContext) -> bool:
    """Return whether a numeral is 零 alone; 零点三个百分点 is more."""
    return context.numeral == "零" and not context.measure.decimals


def _states_zero(context: NumeralContext) -> bool:
    """Return whether 零 is a number: 零投诉, 事故起数为零; not 零距离, 零的突破."""
    if not _is_zero(context):
        return False
    start, zero_of = context.measure.start, context.grammar.zero_of
    clause = clause_before(context.plain, start)
    return context.plain.startswith(zero_of, start + 1) or (
        clause.endswith("为") and any(word in clause for word in zero_of)
    )


def _zero(context: NumeralContext, name: str) -> Quantity:
    return replace(idiom(context, name), kind="figure", value=0.0)


def _is_round_word(context: NumeralContext) -> bool:
    grammar, before = context.grammar, context.before
    if not context.is_round or _is_bounded_behind(context):
        return False
    if not before.endswith(grammar.round_before):
        return True
    return before.endswith(grammar.not_bound) and not before.endswith(grammar.still_bound)


def _is_bounded_behind(context: NumeralContext) -> bool:
    """Return whether a word of bound stands behind a round number: 千件以上, 两千有余, 百家左右."""
    end = context.measure.end
    if context.plain[end : end + 1] not in context.grammar.begin_bound:
        return False
    bound = context.grammar.bound_after.match(context.plain, end)
    return bound is not None and bound["word"] is not None and not NO_BOUND.match(context.plain, end)


def _is_bare_count(context: NumeralContext) -> bool:
    measure, plain = context.measure, context.plain
    if measure.unit:
        return False
    ends = measure.end == len(plain) or plain[measure.end] in CLAUSE_END
    is_bounded = measure.bound == "at_least" or _is_bounded_behind(context)
    return (context.is_round and ends) or (is_bounded and (measure.value or 0.0) >= 100)


def _bound_of_round(context: NumeralContext) -> str:
    if context.before.endswith(("上", "过", "破")):
        return "at_least"
    return find_bound(context.grammar, context.plain, context.measure)


def _bare_count(context: NumeralContext, name: str) -> Quantity:
    return replace(context.measure, bound=_bound_of_round(context), rule=name)


def _round_count(context: NumeralContext, name: str) -> Quantity:
    return figure(context, replace(context.measure, bound=_bound_of_round(context)), name)


def _states_none(context: NumeralContext) -> bool:
    if context.numeral != "一" or context.measure.unit not in NONE_UNITS:
        return False
    end = context.measure.end
    return NONE_OF.search(context.before) is not None and context.plain[end : end + 1] != "外"


def _is_reference(context: NumeralContext) -> bool:
    grammar, before = context.grammar, context.before
    return (
        not context.is_round
        and before.endswith(grammar.reference_before)
        and not before.endswith(grammar.not_reference)
    )


def _names_class(context: NumeralContext) -> bool:
    """Return whether 一类, 三类 name a class: 一类监控点310个, and 三类监控点45个 where 一类 or 二类 stands near it."""
    if class_of_unit(context) != "kind" or not CLASS_OF.match(context.plain, context.measure.end):
        return False
    start = context.measure.start
    near = context.plain[max(0, start - NEAR) : start + NEAR]
    return context.numeral in ("一", "二") or f"一{context.measure.unit}" in near or f"二{context.measure.unit}" in near


def _is_abstract(context: NumeralContext) -> bool:
    return context.plain.startswith(context.grammar.abstract_noun, context.measure.end)


def _is_named(context: NumeralContext) -> bool:
    noun = context.grammar.slogan_noun
    return context.is_single and context.strength == "verb" and context.plain.startswith(noun, context.measure.end)


def _is_required(context: NumeralContext) -> bool:
    is_asked = context.grammar.uncounted.search(context.clause) is not None
    return is_asked or context.plain.startswith(("以上", "事"), context.measure.end)


def _goes_on(context: NumeralContext) -> bool:
    """Return whether the numeral goes on with a list that counts."""
    last = context.found[-1] if context.found else None
    if last is None or last.kind != "figure" or last.unit != context.measure.unit:
        return False
    gap = context.plain[last.end : context.measure.start]
    return 2 <= len(gap) <= 8 and gap.endswith(("、", "和", "及")) and not re.search("[,。;:\n]", gap)


def _is_said_again(context: NumeralContext) -> bool:
    """Return whether a saying says 一 again: 查处一起、震慑一片."""
    if SAID_AGAIN.match(context.plain, context.measure.end):
        return True
    start = context.measure.start
    before = SAID_BEFORE.search(context.plain, max(0, start - 14), start)
    # 未发生一起事故,行政复议一件: what was no saying before makes none now.
    last = context.found[-1] if context.found else None
    return before is not None and not (last and last.kind == "figure" and last.start == before.start())


def _names_thing(context: NumeralContext) -> bool:
    """Return whether 一个 names a thing that can be counted: 一个法治公园, not 一个完整的体系."""
    noun = context.plain[context.measure.end : context.measure.end + 8]
    return not any(word in noun for word in context.grammar.not_one)


def _is_new_thing(context: NumeralContext) -> bool:
    return not context.is_final and context.clause.endswith(context.grammar.one_verb) and _names_thing(context)


def _is_final_one(context: NumeralContext) -> bool:
    if not context.is_final or len(context.clause) < 4:
        return False
    unit, clause = context.measure.unit, context.clause
    has_verb = context.grammar.counting.search(clause) is not None
    return unit in FINAL_UNITS or has_verb or (unit == "家" and len(clause) >= 6)


def _is_begun_by_verb(context: NumeralContext) -> bool:
    by_verb = context.has_verb and context.measure.unit in FINAL_UNITS
    return context.clause.endswith(context.grammar.one_verb) or by_verb


def _did_something(context: NumeralContext) -> bool:
    return context.measure.unit in DOING_UNITS and ONE_DID.match(context.plain, context.measure.end) is not None


def _did_much(context: NumeralContext) -> bool:
    """Return whether a few that are named did something: 编排的两个普法视频被评为优秀."""
    end = context.measure.end
    noun = NOUN.match(context.plain, end)
    said = noun[0] if noun and context.clause else ""
    return context.measure.unit in (*DOING_UNITS, "部", "支", "篇") and any(
        word in said for word in context.grammar.did
    )


NUMERAL_RULES: tuple[Rule[NumeralContext], ...] = (
    Rule("zero_stated", _states_zero, _zero, ("实现零投诉", "败诉案件为零"), ("服务零距离",)),
    Rule("zero_saying", _is_zero, idiom, ("服务零距离", "零的突破"), ("实现零投诉",)),
    # 数十家, 几百次: no number can be told.
    Rule(
        "vague",
        lambda context: context.before.endswith(("数", "几")),
        is_no_number("vague"),
        ("数十家", "几百次"),
        ("走访十二家",),
    ),
    Rule(
        "round_word",
        _is_round_word,
        idiom,
        ("服务百姓", "千方百计", "万里长征"),
        ("上百人旁听", "近千人次参加", "千件以上"),
    ),
    Rule(
        "bare_count",
        _is_bare_count,
        _bare_count,
        ("点击量破百万", "受众三百余", "两千有余"),
        ("千方百计", "上百人旁听"),
    ),
    Rule(
        "bare_decimal",
        lambda context: (
            context.measure.decimals
            and not context.measure.unit
            and context.before.endswith(context.grammar.counting_verb + context.grammar.decimal_before)
        ),
        counts,
        ("指数上升零点零五",),
        ("两点一线", "上升三家"),
    ),
    Rule("bare_numeral", lambda context: not context.measure.unit, idiom, ("五湖四海", "一企一策"), ("检查四家",)),
    # 没有一起之外 … states no zero.
    Rule("none_stated", _states_none, states_none, ("无一起纠错", "未发生一例"), ("没有一起外", "发生一起")),
    Rule(
        "counted_once_in_words",
        is_counted_once,
        is_a("frequency"),
        ("重复检查的只计一次", "来访按一次计"),
        ("召开会议一次", "只受理一件"),
    ),
    Rule("reference", _is_reference, idiom, ("新一轮", "同一个", "凝聚在一起"), ("先后三次开展督察", "审查合同一份")),
)
SAYING_RULES: tuple[Rule[NumeralContext], ...] = (
    Rule(
        "class_name",
        _names_class,
        idiom,
        ("建成一类监控点310个", "二类点30个,三类点45个"),
        ("梳理三类问题12个", "新增三类"),
    ),
    # 二十四字; 十万余字 is too many for a saying.
    Rule(
        "never_counts",
        lambda context: context.strength == "never" and (context.measure.value or 0.0) < 1000,
        is_no_number("slogan"),
        ("二十四字", "三步走", "四面八方"),
        ("编印十万余字",),
    ),
    Rule("abstract_noun", _is_abstract, is_no_number("slogan"), ("十三个方面任务", "两个维护"), ("检查十三个部门",)),
    Rule("slogan_noun", _is_named, is_no_number("slogan"), ("三项制度", "两个责任"), ("三十项制度",)),
    Rule(
        "round_count",
        lambda context: context.is_round,
        _round_count,
        ("上百人旁听", "近千人次参加"),
        ("点击量破百万", "服务百姓"),
    ),
    # An unmistakable numeral.
    Rule("numeral", lambda context: not context.is_single, counts, ("走访十二家企业", "惠及两万余人次"), ("检查两家",)),
)
# What a law asks for.
_REQUIRED: Rule[NumeralContext] = Rule(
    "required", _is_required, idiom, ("至少两名", "两名以上执法人员"), ("开展督察两次",)
)
_PLACE_NAME: Rule[NumeralContext] = Rule(
    "place_name",
    lambda context: PLACE_NAME.match(context.plain, context.measure.end) is not None,
    idiom,
    ("三台县", "七台河市"),
    ("三家市场主体",),
)
_IN_LIST: Rule[NumeralContext] = Rule("counting_list", _goes_on, counts, ("七个村、一个社区",), ("七个村,一个社区",))

ONE_RULES: tuple[Rule[NumeralContext], ...] = (
    Rule(
        "only_one",
        lambda context: context.is_final and context.clause.endswith(context.grammar.only),
        counts,
        ("专职人员只有一人",),
        ("只有一人负责",),
    ),
    _REQUIRED,
    _PLACE_NAME,
    _IN_LIST,
    Rule(
        "new_thing_said_again",
        lambda context: _is_new_thing(context) and _is_said_again(context),
        counts,
        ("建成一个公园、新设一处",),
        ("解决一个问题、完善一套制度",),
    ),
    Rule("said_again", _is_said_again, idiom, ("查处一起、震慑一片",), ("查处一起,整改到位",)),
    Rule(
        "doubled",
        lambda context: context.measure.unit == "倍" and context.has_verb,
        counts,
        ("案件总量同比增长一倍",),
        ("多出一倍",),
    ),
    Rule("times_saying", lambda context: context.measure.unit == "倍", idiom, ("多出一倍",), ("增长一倍",)),
    Rule("final_one", _is_final_one, counts, ("行政复议一件", "召开会议一次"), ("人手一册", "一案一件")),
    Rule("final_saying", lambda context: context.is_final, idiom, ("一企一档",), ("行政复议一件",)),
    Rule(
        "one_thing",
        lambda context: _is_begun_by_verb(context) and _names_thing(context),
        counts,
        ("建成一个法治公园", "召开一次专题会议"),
        ("新设一个专班", "打造一支高素质队伍"),
    ),
    Rule("no_thing", _is_begun_by_verb, idiom, ("新设一个专班",), ("建成一个法治公园",)),
    Rule("one_did", _did_something, counts, ("我区一名学生获省级一等奖", "一起案件入选"), ("一名党员",)),
    Rule("one_saying", always, idiom, ("一条路走到底", "一张蓝图"), ("一起案件入选",)),
)
# 召开专题会议五次研究部署: what was held is counted behind its name, and its purpose follows.
HELD = ("次", "场", "期", "轮")
MEETINGS = ("会", "会议", "活动", "培训", "检查")
FEW_RULES: tuple[Rule[NumeralContext], ...] = (
    _REQUIRED,
    _PLACE_NAME,
    _IN_LIST,
    # 二 counts in longer numerals only; alone it is 两.
    Rule("second", lambda context: context.numeral == "二", idiom, ("工程二期",), ("工程两期",)),
    Rule(
        "counted_kinds",
        lambda context: class_of_unit(context) == "kind" and (context.has_verb or context.is_final),
        counts,
        ("新增三类", "梳理问题三类"),
        ("三类企业",),
    ),
    Rule("kinds", lambda context: class_of_unit(context) == "kind", idiom, ("三类企业",), ("新增三类",)),
    Rule(
        "counting_unit", lambda context: context.strength == "always", counts, ("三家市场主体", "四起案件"), ("两个村",)
    ),
    Rule("counting_verb", lambda context: context.has_verb, counts, ("召开三次专题会议",), ("两手抓",)),
    Rule(
        "final_few",
        lambda context: context.is_final and len(context.clause) >= 3,
        counts,
        ("示范村两个",),
        ("有两个",),
    ),
    Rule(
        "held_few",
        lambda context: (
            context.measure.unit in HELD
            and context.clause.endswith(MEETINGS)
            and context.grammar.counting.search(context.clause) is not None
        ),
        counts,
        ("召开党工委专题会议五次研究法治工作",),
        ("专题会议两次延期", "召开会议一次"),
    ),
    Rule(
        "counted_noun",
        lambda context: context.plain.startswith(context.grammar.counted_noun, context.measure.end),
        counts,
        ("两个案例入选全国典型", "五支队伍参赛"),
        ("两个维护", "三支一扶"),
    ),
    Rule(
        "persons_did",
        lambda context: (
            class_of_unit(context) == "person"
            and (
                context.clause.endswith("其中")
                or context.plain.startswith(context.grammar.person_did, context.measure.end)
            )
        ),
        counts,
        ("其中两人获聘公职律师", "三人当选代表"),
        ("两人一组", "三人行"),
    ),
    Rule("few_did", _did_much, counts, ("我局编排的两个普法视频分别被评为优秀",), ("两个维护", "两个责任写入方案")),
    Rule("few_saying", always, idiom, ("四套班子", "两条腿走路"), ("五支队伍参赛",)),
)
