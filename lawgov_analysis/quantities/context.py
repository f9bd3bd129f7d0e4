"""Judge a measure by its context: the words around a number decide whether it counts.

The rules are lists, tried in their order; the first whose test holds decides. `DIGIT_RULES` are for a number in Arabic
digits, then `BARE_RULES` where it has no known unit and `UNIT_RULES` where it has one; what a unit of time or of rank
makes of any number is in `CLASS_RULES`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ..text.characters import HAN
from ..text.offsets import Offset
from .grammar import Grammar
from .quantity import Quantity
from .shapes import DAY, MONTH, YEAR

MINUS = re.compile(r"(?:增|同比|环比|幅度?|涨跌)[^,。;、0-9-]{0,8}-$")
# 增长负5%; what a person or an enterprise bears, 自负5%, is another word.
MINUS_IN_WORDS = re.compile("(?<![胜自担肩背抱欠减])负$")
# 同比-12宗, (-12宗): a change of a count; 立案-12宗 has a dash.
MINUS_COUNT = re.compile(r"(?:同比|环比|增减|增幅|增长|相比|[较比][^,。;、()0-9-]{1,8}|\()-$")
FALLEN = re.compile("[降减少][^,。;、0-9]{0,2}[↓▼]$")
# So large are the 6 of 百人次以上6件; 5万元以上10万元以下 is a range.
CRITERION_OF = re.compile(
    r"(?:及|\(含\))?(?:(?:以[上下])?的[^,。;、0-9]{0,6}[0-9]|以[上下][0-9]{1,6}[余多]?[件宗起例份批户家个次名场项](?!以|及))"
)
CRITERION = re.compile(r"(?:及|\(含\))?以[上下]\)")
LISTED_DECIMALS = re.compile(
    r"(?>(?:[、和与及][0-9]{1,4}(?:\.[0-9]{1,4})?){1,9})(?=个|[%‰万亿元件次名人家起宗条份亩吨])"
)
MONTH_AND_DAY = re.compile(rf"{MONTH}\.{DAY}")
VERSION = re.compile(r"[1-9]\.0")
# 办件量2023, 案件数为2021.
QUANTITY = re.compile("[量数](?:共?计|共)?[为达是:]?$")
CLAUSE_END = ",。;:、!?()[]\n“”《》"
BACK_IN_CLAUSE = re.compile(f"[”》]?[^{re.escape(CLAUSE_END)}]*+")
CASE_UNITS = ("起", "例", "件", "宗")
# 无一人漏管, 没有1家企业停产.
NONE_UNITS = (*CASE_UNITS, "人", "名", "家", "户")
# 未发生一起, 无1例: the one is none.
NONE_OF = re.compile(r"(?:未|没有|无)(?:发生|出现|接到|收到|发现|产生|引发|有|存在)?过?$")
# An unknown measure word shows itself: X次, X米, or one character that ends the clause or stands between
# two numbers (摊位36摊。, 8区2县).
UNKNOWN_UNIT = re.compile(
    rf"{HAN}次(?![数要])|{HAN}{{1,2}}[米吨亩](?=[,。;、)\n]|$)"
    rf"|(?![等余多的和及与是为后前内中起左以至到比加减共达约近超占每较同或]){HAN}(?=[,。;、)\n0-9]|$)"
)
# 用时压缩一半的56件: what is counted.
HALF_OF = re.compile("的[0-9]")
AS_ONE = ("计", "统计", "算", "合并", "记", "登记", "认定")
# 金额达3万, 损失共计约200余万.
TO_NUMBER = re.compile(
    "(?:共计|合计|总计|累计|总共|一共|高达|达到|多达|超过|不少于|不低于|将近|大约|[共计达约近超逾为是了到有至仅:])+$"
)
CLAUSE_ENDS = re.compile(f"(?:以上|以下|左右|上下|有余|[余多])?(?:[{re.escape(CLAUSE_END)}]|$)")
NOT_HALF = ("另", "那", "这", "某", "每", "前", "后", "上", "下", "对")
BEFORE_IDENTIFIERS = ("、", "和", "或", "/", " ")
# What goes on with a list of another kind.
LISTED_KINDS = ("ordinal", "identifier")
# What CRITERION_OF, `Grammar.sized` and `Grammar.sized_money` begin with.
BEGIN_CRITERION = ("及", "(", "以", "的")
# What may stand between a bound and its number.
BEHIND_BOUND = ("为", "有", "达", "了", "共")
# 12, -12, ↓12; a space may hide the sign.
SIGNS = ("-", "↓", "▼", " ")
# More than so many are not due each time.
MOST_EACH = 3
BEFORE_ORDINALS = ("、", "和", "至", "-", "到")


class Context:
    """A measure and the words around it.

    Attributes
    ----------
    grammar : Grammar
    plain : str
        The text it stands in.
    measure : Quantity
        As its own form reads it, then as it is read so far.
    found : list of Quantity
        What was found before it.
    before : str
        The dozen characters before it.
    """

    __slots__ = ("before", "found", "grammar", "measure", "plain")

    def __init__(self, grammar: Grammar, plain: str, measure: Quantity, found: list[Quantity]) -> None:
        self.grammar, self.plain, self.measure, self.found = grammar, plain, measure, found
        self.before = plain[max(0, measure.start - 12) : measure.start].rstrip(" ")


C = TypeVar("C", bound=Context)


@dataclass(frozen=True, slots=True)
class Rule(Generic[C]):
    """What the words around a number may make of it.

    Attributes
    ----------
    name : str
        As a trace has it; of no other shape or rule.
    test : callable
        Whether the rule decides, given the context.
    verdict : callable
        What the measure is read as, given the context and the name of the rule.
    takes, spares : tuple of str
        Texts of which the rule reads a number, and the nearest ones of which it reads none.
    """

    name: str
    test: Callable[[C], object]
    verdict: Callable[[C, str], Quantity]
    takes: tuple[str, ...]
    spares: tuple[str, ...]


def decide(rules: Sequence[Rule[C]], context: C) -> Quantity | None:
    """Return what the first rule that holds reads, None where none does."""
    for rule in rules:
        if rule.test(context):
            return rule.verdict(context, rule.name)
    return None


def always(context: Context) -> bool:
    """Return True: the rule decides where those before it do not."""
    return True


def is_a(kind: str) -> Callable[[Context, str], Quantity]:
    """Return the verdict that a measure is of another kind."""

    def verdict(context: Context, name: str) -> Quantity:
        return replace(context.measure, kind=kind, rule=name)

    return verdict


def counts(context: Context, name: str) -> Quantity:
    """Read a figure with its bound."""
    return figure(context, context.measure, name)


def figure(context: Context, measure: Quantity, name: str) -> Quantity:
    """Return a measure as a figure with its bound, or what a bound makes of it."""
    bound = find_bound(context.grammar, context.plain, measure)
    # Most are read already.
    if bound == measure.bound == "exact" and name == measure.rule:
        return measure
    read = replace(measure, kind="figure", bound=bound, rule=name)
    if bound not in ("at_least", "at_most"):
        return read
    context.measure = read
    return decide(BOUNDED_RULES, context) or read


def states_none(context: Context, name: str) -> Quantity:
    """Read 无一起 and 未发生1例 as none."""
    return replace(context.measure, value=0.0, rule=name)


def judge_digits(grammar: Grammar, plain: str, measure: Quantity, found: list[Quantity]) -> Quantity:
    """Return what a measure in Arabic digits is, from the words around it.

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
    unit, last = measure.unit, plain[measure.start - 1 : measure.start]
    is_listed = bool(found) and found[-1].kind in LISTED_KINDS
    may_begin = is_listed or last == " " or last in grammar.end_rule
    may_say = not unit or unit == "%" or measure.value == 1 or last in SIGNS
    # Rules are asked only where one of them may hold: most numbers are 35家.
    if not may_begin and not may_say and _class_rules(grammar, measure) is None:
        bound = find_bound(grammar, plain, measure)
        if bound == measure.bound == "exact":
            return measure
        if bound == "about":
            return replace(measure, bound=bound)
    context = Context(grammar, plain, measure, found)
    judged = decide(DIGIT_RULES, context) if may_begin else None
    if judged is None and may_say:
        judged = decide(UNIT_RULES if unit else BARE_RULES, context)
    if judged is not None:
        return judged
    judged = judge_by_class(context)
    if judged is None or judged.kind == "figure":
        return figure(context, measure, judged.rule if judged else MEASURE.name)
    return judged


def judge_share(grammar: Grammar, plain: str, measure: Quantity, found: list[Quantity]) -> Quantity:
    """Return what a rate in tenths, fractions or per cent in words is."""
    return decide(SHARE_RULES, Context(grammar, plain, measure, found)) or measure


def judge_by_class(context: Context) -> Quantity | None:
    """Return what the class of its unit makes of a number, None where that leaves it as it is."""
    rules = _class_rules(context.grammar, context.measure)
    return decide(rules, context) if rules else None


def _class_rules(grammar: Grammar, measure: Quantity) -> Sequence[Rule[Context]] | None:
    """Return the rules of the class of a unit, None where it has none that may hold for so large a number."""
    classed = grammar.unit_classes.get(measure.unit)
    rules = CLASS_RULES.get(classed[0] if classed else "count")
    return None if rules is _EACH and (measure.value or 0.0) > MOST_EACH else rules


def class_of_unit(context: Context) -> str:
    """Return the class of the unit of a measure; what is not in the table counts."""
    return context.grammar.unit_classes.get(context.measure.unit, ("count",))[0]


def _is_session(context: Context) -> bool:
    """Return whether the sessions of a congress are numbered: 十三届5次全会 is the fifth, 召开5次会议 counts."""
    if not context.before.endswith(context.grammar.session_before):
        return False
    return context.plain.startswith(("会议", "全会", "全体"), context.measure.end)


def _goes_on_with(kind: str, marks: tuple[str, ...]) -> Callable[[Context], bool]:
    """Return the test whether the number goes on with a list of another kind, as the 2 of 第1、2组 does."""

    def test(context: Context) -> bool:
        last = context.found[-1] if context.found else None
        if last is None or last.kind != kind or last.unit:
            return False
        return context.plain[last.end : context.measure.start] in marks

    return test


_lists_identifiers = _goes_on_with("identifier", BEFORE_IDENTIFIERS)


def _is_rank(context: Context) -> bool:
    before, grammar = context.before, context.grammar
    return (
        context.measure.unit in ("", "名", "位", "强", "%")
        and before.endswith(grammar.rank_before)
        and not before.endswith(grammar.not_rank)
    )


def _is_bracketed_criterion(context: Context) -> bool:
    start, end = context.measure.start, context.measure.end
    return context.plain[start - 1 : start] == "(" and CRITERION.match(context.plain, end) is not None


def _is_page_counter(context: Context) -> bool:
    before = context.before
    return before.endswith(":") and before.rstrip(":").endswith(context.grammar.counter_before)


def _digits(context: Context) -> str:
    """Return the digits of a number that has no decimals, nothing of another."""
    number = context.plain[context.measure.start : context.measure.end]
    return number if number.isdigit() else ""


def _after(context: Context, words: tuple[str, ...]) -> bool:
    """Return whether one of the words stands behind a number, or behind the space there."""
    end = context.measure.end
    return context.plain.startswith(words, end + (context.plain[end : end + 1] == " "))


def _is_hotline(context: Context) -> bool:
    is_counted = context.before.endswith(("共", "计", "达", "约", "近", "超", "超过"))
    return _digits(context) in context.grammar.hotline and not is_counted


def _is_zero_of_nothing(context: Context) -> bool:
    """Return whether 0 is a saying: 0距离, 0跑腿; 0投诉 states a zero."""
    plain, end = context.plain, context.measure.end
    return (
        _digits(context) == "0"
        and not plain.startswith(context.grammar.zero_of, end)
        and re.match(HAN, plain[end : end + 1]) is not None
    )


def _looks_like_a_year(context: Context) -> bool:
    """Return whether a number is a year: 面向2035 is; 共发布2020, and 办件量2020, count."""
    if not re.fullmatch(YEAR, _digits(context)):
        return False
    before, after = context.before, context.plain[context.measure.end : context.measure.end + 1]
    is_counted = before.endswith(context.grammar.counting_verb) and after in CLAUSE_END
    return not is_counted and not (QUANTITY.search(before) and after in ",。;)\n")


def _is_month_and_day(context: Context) -> bool:
    """Return whether decimals are a day: 12.4宪法日, 3.15、6.5等节点; 得分9.5 counts, and 12.3、5.6个百分点."""
    plain, start, end = context.plain, context.measure.start, context.measure.end
    return (
        MONTH_AND_DAY.fullmatch(plain, start, end) is not None
        and not context.before.endswith(context.grammar.decimal_before)
        and not LISTED_DECIMALS.match(plain, end)
    )


def _is_behind_letter(context: Context) -> bool:
    before = context.plain[max(0, context.measure.start - 1) : context.measure.start]
    return before.isascii() and before.isalpha()


def _is_unknown_unit(context: Context) -> bool:
    return UNKNOWN_UNIT.match(context.plain, context.measure.end) is not None


def _with_unknown_unit(context: Context, name: str) -> Quantity:
    unit = UNKNOWN_UNIT.match(context.plain, context.measure.end)
    if unit is None:
        return counts(context, name)
    return figure(context, replace(context.measure, end=Offset(unit.end()), unit=unit[0]), name)


def _with_unit(unit: str) -> Callable[[Context, str], Quantity]:
    def verdict(context: Context, name: str) -> Quantity:
        return figure(context, replace(context.measure, unit=unit), name)

    return verdict


def _with_persons(context: Context, name: str) -> Quantity:
    """Count persons whose measure word is left out: 47公职人员 are 47名, 8.6万农民工 86000人."""
    is_scaled = context.plain[context.measure.end - 1] in "万亿余多"
    return figure(context, replace(context.measure, unit="人" if is_scaled else "名"), name)


def _is_share_saying(context: Context) -> bool:
    start = context.measure.start
    return context.measure.unit == "%" and context.plain[start - 1 : start] == "个"


def _is_none(context: Context) -> bool:
    measure = context.measure
    return measure.value == 1 and measure.unit in NONE_UNITS and NONE_OF.search(context.before) is not None


def _is_negative(context: Context) -> bool:
    """Return whether a rate has a minus: 增长-2.7%, 2%、-2.7%; 合格率—98% has a dash."""
    unit, before, found = context.measure.unit, context.before, context.found
    if unit in ("%", "个百分点") and MINUS_IN_WORDS.search(before):
        return True
    if not before.endswith(("-", "↓", "▼")):
        return False
    if before[-1] != "-":
        return FALLEN.search(before) is None
    if unit not in ("%", "个百分点"):
        return MINUS_COUNT.search(before) is not None
    return (
        before.endswith("(-")
        or MINUS.search(before) is not None
        or (before.endswith("、-") and bool(found) and found[-1].unit == unit)
    )


def _negative(context: Context, name: str) -> Quantity:
    measure = context.measure
    return replace(measure, start=Offset(measure.start - 1), value=-(measure.value or 0.0), rule=name)


def _share(context: Context, name: str) -> Quantity:
    bound = find_bound(context.grammar, context.plain, context.measure)
    return replace(context.measure, bound=bound, rule=name)


def _is_half_saying(context: Context) -> bool:
    """Return whether a half is none of what is counted: 另一半, 时间过半, 过半数同意."""
    plain, start, end = context.plain, context.measure.start, context.measure.end
    half = plain[start:end]
    if half[-1:] not in ("半", "数") or context.measure.unit != "%":
        return False
    is_bound = find_bound(context.grammar, plain, context.measure) != "exact"
    is_final = end == len(plain) or plain[end] in CLAUSE_END
    if HALF_OF.match(plain, end):
        return True
    before, grammar = context.before, context.grammar
    if half in ("半", "大半"):
        return is_final and not before.removesuffix("过").endswith(grammar.half_before)
    if half == "半数":
        votes = any(word in plain[end : end + 8] for word in grammar.vote_after)
        return votes or (is_final and not is_bound and not before.endswith(grammar.half_before))
    is_of = before.endswith(("的", *grammar.counting_verb, *grammar.half_before))
    return not (is_bound or plain.startswith("的", end) or (is_final and is_of)) or before.endswith(NOT_HALF)


def is_counted_once(context: Context) -> bool:
    """Return whether a rule says how to count: 只计1次, 按一次计."""
    if context.measure.value != 1:
        return False
    by_rule = context.before.endswith("按") and context.plain.startswith(AS_ONE, context.measure.end)
    return by_rule or context.before.endswith(context.grammar.once_before)


def _is_money(context: Context) -> bool:
    """Return whether a number without a unit is of yuan: 讨薪6.4亿, 罚款5000; 罚款案件5 is none."""
    measure, plain = context.measure, context.plain
    if (measure.value or 0.0) < 100 or not CLAUSE_ENDS.match(plain, measure.end):
        return False
    before = TO_NUMBER.sub("", context.before)
    return before.endswith(context.grammar.money_before)


def _is_each(context: Context) -> bool:
    """Return whether so many are due each time: 每季度开展1次, 每村1名."""
    measure = context.measure
    return (
        (measure.value or 0.0) <= MOST_EACH
        and not measure.decimals
        and "每" in clause_before(context.plain, measure.start, 8)
    )


def _is_within(context: Context) -> bool:
    return context.plain.startswith(("内", "以内", "之内"), context.measure.end)


def _is_time_reached(context: Context) -> bool:
    return clause_before(context.plain, context.measure.start).endswith(context.grammar.time_reached)


def _is_time_due(context: Context) -> bool:
    after = context.plain[context.measure.end : context.measure.end + 6]
    return after.startswith(context.grammar.deadline_after)


def _is_time_each(context: Context) -> bool:
    each = ("每次", "每场", "每天", "每周", "每日", "连续")
    return clause_before(context.plain, context.measure.start).endswith(each) or context.measure.value in (24, 365)


def _is_time_worked(context: Context) -> bool:
    clause, after = clause_before(context.plain, context.measure.start), context.plain[context.measure.end :][:6]
    is_work = any(word in clause for word in context.grammar.work_time_before)
    return is_work or after.startswith(context.grammar.work_time_after)


def _is_criterion(context: Context) -> bool:
    """Return whether a bound says which are counted: 标的额50万元以上的17份, 30人以上上访2批; 百余人的3期 counts."""
    grammar, plain, measure = context.grammar, context.plain, context.measure
    if plain[measure.end : measure.end + 1] not in BEGIN_CRITERION:
        return False
    if (
        not CRITERION_OF.match(plain, measure.end)
        and not grammar.sized.match(plain, measure.end)
        and not (measure.unit.endswith("元") and grammar.sized_money.match(plain, measure.end))
    ):
        return False
    return not any(char in "余多" for char in plain[measure.start : measure.end])


DIGIT_RULES: tuple[Rule[Context], ...] = (
    Rule(
        "ordinal_word",
        lambda context: context.before.endswith(context.grammar.ordinal_before),
        is_a("ordinal"),
        ("第12次会议", "印发简报第3-5期"),
        ("次第展开,检查12次",),
    ),
    Rule("session", _is_session, is_a("ordinal"), ("县委十三届5次全会",), ("县委召开5次会议",)),
    Rule(
        "ordinal_list",
        _goes_on_with("ordinal", BEFORE_ORDINALS),
        is_a("ordinal"),
        ("第1、2组",),
        ("第1组检查,2家整改",),
    ),
    Rule(
        "identifier_list",
        lambda context: not context.measure.unit and _lists_identifiers(context),
        is_a("identifier"),
        ("电话0755-12319、8231 5678转接",),
        ("电话0755-12319、30件",),
    ),
    # What is excellent.
    Rule(
        "bracketed_criterion",
        _is_bracketed_criterion,
        is_a("name"),
        ("优秀率(90分以上)93.5%",),
        ("优秀(90分)5个",),
    ),
    Rule("page_counter", _is_page_counter, is_a("identifier"), ("浏览次数:88次",), ("浏览次数88次", "检查:88次")),
    Rule("rank", _is_rank, is_a("ordinal"), ("位于前10名", "列前5%"), ("目前120名", "前10家")),
)

# In doubt a figure, so that no number is lost.
BARE_RULES: tuple[Rule[Context], ...] = (
    Rule(
        "negative_bare",
        _is_negative,
        _negative,
        ("立案60宗(同比-12)",),
        ("立案60宗,降幅12",),
    ),
    Rule("money", _is_money, _with_unit("元"), ("讨薪6.4亿", "罚款5000,"), ("罚款案件5000", "发放资料3万")),
    Rule(
        "currency_sign",
        lambda context: context.before.endswith(("¥", "￥")),
        _with_unit("元"),
        ("罚款￥2000",),
        ("罚款2000",),
    ),
    Rule(
        "identifier_word",
        lambda context: context.before.rstrip(":是为").endswith(context.grammar.identifier_before),
        is_a("identifier"),
        ("邮编523460", "统计表1 行政处罚"),
        ("电话回访35", "发表5篇"),
    ),
    Rule("letter_before", _is_behind_letter, is_a("name"), ("APP120平台",), ("新增APP3个",)),
    Rule("hotline", _is_hotline, is_a("name"), ("拨打12348咨询",), ("共12345", "受理12348件")),
    Rule(
        "name_behind",
        lambda context: bool(_digits(context)) and _after(context, context.grammar.name_after),
        is_a("name"),
        ("8890诉求655件",),
        ("8890件诉求", "共8890,诉求多"),
    ),
    Rule(
        "slogan_behind",
        lambda context: bool(_digits(context)) and _after(context, context.grammar.slogan_after),
        is_a("slogan"),
        ("推行1234工作法",),
        ("推行12个工作法",),
    ),
    Rule(
        "long_number",
        lambda context: len(_digits(context)) >= 7,
        is_a("identifier"),
        ("备案1234567",),
        ("备案123456", "投入1234567元"),
    ),
    Rule(
        "zero_of_nothing",
        _is_zero_of_nothing,
        lambda context, name: replace(context.measure, kind="idiom", value=None, rule=name),
        ("服务0距离",),
        ("实现0投诉", "全年0起"),
    ),
    Rule("bare_year", _looks_like_a_year, is_a("date"), ("面向2035",), ("共发布2020,", "办件量2020,", "面向2035人")),
    Rule(
        "month_and_day",
        _is_month_and_day,
        is_a("date"),
        ("12.4宪法日", "3.15、6.5等节点"),
        ("得分9.5", "12.3、5.6个百分点"),
    ),
    Rule(
        "version",
        lambda context: VERSION.fullmatch(context.plain, context.measure.start, context.measure.end) is not None,
        is_a("name"),
        ("平台升级2.0",),
        ("得分2.5", "增长2.0%"),
    ),
    Rule(
        "person_noun",
        lambda context: context.grammar.person.match(context.plain, context.measure.end) is not None,
        _with_persons,
        ("47公职人员", "51行政执法人员", "8.6万农民工"),
        ("47个公职人员",),
    ),
    Rule("unknown_unit", _is_unknown_unit, _with_unknown_unit, ("修建木栈道36榀,", "共有8区2县"), ("共7部门联合发文",)),
    Rule("bare", always, counts, ("共7部门联合发文", "得分9.5"), ("共7个部门",)),
)

# 重复的只计1次, 同一事项按1件统计.
ONCE: Rule[Context] = Rule(
    "counted_once", is_counted_once, is_a("frequency"), ("重复来访只计1次", "按1件统计"), ("全年共计1次", "只受理1件")
)
SHARE_SAYING: Rule[Context] = Rule(
    "share_saying", _is_share_saying, is_a("slogan"), ("三个100%", "六个百分百"), ("达100%",)
)
# 一半是, 另一半, 过半数通过; 占一半 counts.
HALF_SHARE: Rule[Context] = Rule(
    "half_saying",
    _is_half_saying,
    is_a("idiom"),
    ("一半是火焰", "时间过半", "过半数通过"),
    ("压缩一半", "一半以上的案件"),
)
SHARE_RULES: tuple[Rule[Context], ...] = (
    SHARE_SAYING,
    HALF_SHARE,
    Rule("share", always, _share, ("占三分之二", "九成以上群众", "合格率百分之九十九点五"), ("合格率99.5%",)),
)
UNIT_RULES: tuple[Rule[Context], ...] = (
    SHARE_SAYING,
    ONCE,
    Rule("none", _is_none, states_none, ("未发生1起事故", "没有1家企业停产"), ("发生1起事故", "未整改1处")),
    Rule(
        "negative",
        _is_negative,
        _negative,
        ("增长-2.7%", "分别增长6.3%、-3.5%", "同比-12宗", "信访量↓5件", "增长负5%"),
        ("合格率—98%", "立案-12宗", "企业自负5%"),
    ),
)

_WORK_TIME: tuple[Rule[Context], ...] = (
    # 压缩至3天以内, 平均1.8个工作日办结.
    Rule("time_reached", _is_time_reached, is_a("figure"), ("压缩至3天以内", "平均1.8个工作日办结"), ("培训后3天内",)),
    Rule("time_due", _is_time_due, is_a("deadline"), ("5个工作日内办结", "培训后3天内"), ("法治培训3天",)),
    Rule("time_each", _is_time_each, is_a("period"), ("每次30分钟", "连续180天无疫情"), ("法治培训3天",)),
    Rule("time_worked", _is_time_worked, is_a("figure"), ("法治培训3天", "提速2天"), ("15分钟办事圈",)),
    Rule("time", always, is_a("period"), ("15分钟办事圈",), ("法治培训3天",)),
)
_EACH: tuple[Rule[Context], ...] = (
    Rule(
        "each",
        _is_each,
        is_a("frequency"),
        ("每季度开展1次会议", "每村1名"),
        ("每季度开展会议,共1次", "每季度开展12次"),
    ),
)
CLASS_RULES: dict[str, tuple[Rule[Context], ...]] = {
    "grade": (Rule("grade", always, is_a("name"), ("年满18周岁", "5级"), ("18人",)),),
    "period": (
        Rule("period_within", _is_within, is_a("deadline"), ("3个月内",), ("有效期3年",)),
        Rule("period", always, is_a("period"), ("有效期3年",), ("检查3次",)),
    ),
    "time": _WORK_TIME,
    "event": _EACH,
    "count": _EACH,
    "person": _EACH,
}
# What the others left.
MEASURE: Rule[Context] = Rule("measure", always, counts, ("检查12件",), ("检查第12件",))
# What a bound makes of a figure.
BOUNDED_RULES: tuple[Rule[Context], ...] = (
    Rule(
        "criterion",
        _is_criterion,
        is_a("name"),
        ("标的额50万元以上的17份", "30人以上上访2批", "百人次以上6件"),
        ("处罚50万元以上", "培训百余人的3期"),
    ),
)


# 低于75%的要求, 未达到60学时的标准: what falls short is something else, and the requirement is what it is.
HELD_AGAINST = frozenset(
    (
        "低于",
        "高于",
        "超过",
        "超出",
        "不足",
        "少于",
        "多于",
        "不到",
        "未达",
        "未达到",
        "尚未达到",
        "未能达到",
        "没有达到",
    )
)
_REQUIRED = re.compile("的(?:[^,，。;；、的]{0,6})(?:要求|标准|目标|规定|考核线)")


def clause_before(plain: str, start: int, reach: int = 20) -> str:
    """Return what stands before an offset in its clause; “老兵调解室”三个 has the name in quotes before it."""
    clause = plain[max(0, start - reach) : start].rstrip(" ")
    backwards = BACK_IN_CLAUSE.match(clause[::-1])
    return clause[len(clause) - backwards.end() :] if backwards else clause


def find_bound(grammar: Grammar, plain: str, measure: Quantity) -> str:
    """Return the bound of a measure: its own, else what stands behind its unit or right before its number."""
    if measure.bound != "exact":
        return measure.bound
    if plain[measure.end : measure.end + 1] in grammar.begin_bound:
        after = grammar.bound_after.match(plain, measure.end)
        if after:
            return grammar.bounds[after["word"]] if after["word"] else "at_least"
    # 缩短至2个工作日内
    if plain[measure.end : measure.end + 1] == "内" and measure.unit in grammar.time_units:
        return "at_most"
    before = plain[max(0, measure.start - 8) : measure.start]
    if before[-1:] in grammar.end_bound:
        before = before.rstrip(" ")
        # 约为30, 超过了30, 近达30
        for said in (before, before[:-1]) if before.endswith(BEHIND_BOUND) else (before,):
            word = grammar.bound_before.match(said[::-1])
            bound = word[0][::-1] if word else ""
            if bound in HELD_AGAINST and _REQUIRED.match(plain, measure.end):
                return "exact"
            if bound and (not said.endswith(grammar.not_bound) or said.endswith(grammar.still_bound)):
                return grammar.bounds[bound]
    if not ("至" in before or "最" in before or "起" in before):
        return "exact"
    word = grammar.bound_then_verb.search(before)
    return grammar.bounds[word["word"]] if word else "exact"
