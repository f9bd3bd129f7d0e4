"""Judge a measure by its context: the words around a number decide whether it counts.

Every function takes a measure (a `quantities.Quantity` of kind ``figure``) and the plain text it stands in.
"""

import re
from dataclasses import replace

from ..text.characters import HAN
from .grammar import DAY, MONTH, NONE_OF, UNKNOWN_UNIT, YEAR

MINUS = re.compile(r"(?:增|同比|环比|幅度?|涨跌)[^,。;、0-9-]{0,8}-$")
CRITERION_OF = re.compile(r"(?:及|\(含\))?(?:以[上下])?的[^,。;、0-9]{0,6}[0-9]")
CRITERION = re.compile(r"(?:及|\(含\))?以[上下]\)")
LISTED_DECIMALS = re.compile(r"(?:[、和与及][0-9]{1,4}(?:\.[0-9]{1,4})?){1,9}+(?=个|[%‰万亿元件次名人家起宗条份亩吨])")
# 办件量2023, 案件数为2021.
QUANTITY = re.compile("[量数](?:共?计|共)?[为达是:]?$")
CLAUSE_END = ",。;:、!?()[]\n“”《》"
CASE_UNITS = ("起", "例", "件", "宗")
# 无一人漏管, 没有1家企业停产.
NONE_UNITS = (*CASE_UNITS, "人", "名", "家", "户")


def judge_digits(grammar, plain, measure, found):
    """Say what a measure in Arabic digits is, from the words around it."""
    if measure.kind != "figure":
        return measure
    start, unit = measure.start, measure.unit
    before = plain[max(0, start - 12) : start].rstrip(" ")
    # 十三届5次全会 is the fifth; 召开5次会议 counts.
    is_session = before.endswith(grammar.session_before) and plain.startswith(("会议", "全会", "全体"), measure.end)
    if (
        before.endswith(grammar.ordinal_before)
        or is_session
        or _continues(plain, measure, found, "ordinal", ("、", "和", "至", "-", "到"))
    ):
        return replace(measure, kind="ordinal")
    # 电话82315677、8231 5678
    if not unit and _continues(plain, measure, found, "identifier", ("、", "和", "或", "/", " ")):
        return replace(measure, kind="identifier")
    # 优秀率(90分以上) says what is excellent.
    if plain[start - 1 : start] == "(" and CRITERION.match(plain, measure.end):
        return replace(measure, kind="name")
    if before.rstrip(":").endswith(grammar.counter_before) and before.endswith(":"):
        return replace(measure, kind="identifier")
    if (
        unit in ("", "名", "位", "强", "%")
        and before.endswith(grammar.rank_before)
        and not before.endswith(grammar.not_rank)
    ):
        return replace(measure, kind="ordinal")
    if not unit:
        measure = _judge_bare(grammar, plain, measure, before)
    elif unit == "%" and before.endswith("个"):
        return judge_share(grammar, plain, measure, found)
    elif measure.value == 1 and unit in NONE_UNITS and NONE_OF.search(before):
        return replace(measure, value=0.0)
    # 增长-2.7%, 2%、-2.7%; 合格率—98% has a dash.
    elif unit in ("%", "个百分点") and (
        MINUS.search(before) or (before.endswith("、-") and found and found[-1].unit == unit)
    ):
        return replace(measure, start=start - 1, value=-measure.value)
    else:
        measure = with_kind(grammar, plain, measure)
    if measure.kind != "figure":
        return measure
    measure = with_bound(grammar, plain, measure)
    return replace(measure, kind="name") if is_criterion(grammar, plain, measure) else measure


def judge_share(grammar, plain, measure, found):
    """Say what a rate in tenths, fractions or per cent is; 三个100% and 六个百分百 are sayings."""
    if plain[measure.start - 1 : measure.start] == "个":
        return replace(measure, kind="slogan")
    return with_bound(grammar, plain, measure)


def _judge_bare(grammar, plain, measure, before):
    """Say what a number without a known unit is; in doubt a figure, so that no number is lost."""
    start, end = measure.start, measure.end
    number = plain[start:end]
    after = end + (plain[end : end + 1] == " ")
    if before.endswith(("¥", "￥")):
        return replace(measure, unit="元")
    if before.rstrip(":是为").endswith(grammar.identifier_before):
        return replace(measure, kind="identifier")
    if start and plain[start - 1].isascii() and plain[start - 1].isalpha():
        return replace(measure, kind="name")
    if number.isdigit():
        is_hotline = number in grammar.hotline and not before.endswith(("共", "计", "达", "约", "近", "超", "超过"))
        if is_hotline or plain.startswith(grammar.name_after, after):
            return replace(measure, kind="name")
        if plain.startswith(grammar.slogan_after, after):
            return replace(measure, kind="slogan")
        if len(number) >= 7:
            return replace(measure, kind="identifier")
        # 0距离, 0跑腿; 0投诉 states a zero.
        if number == "0" and not plain.startswith(grammar.zero_of, end) and re.match(HAN, plain[end : end + 1]):
            return replace(measure, kind="idiom", value=None)
        # 共发布2020, 办件量2020, count; 面向2035 is a year.
        counts = (before.endswith(grammar.counting_verb) and plain[end : end + 1] in CLAUSE_END) or (
            QUANTITY.search(before) and plain[end : end + 1] in ",。;)\n"
        )
        if re.fullmatch(YEAR, number) and not counts:
            return replace(measure, kind="date")
    # 12.4宪法日; 3.15、6.5等节点; 得分9.5 counts, and 12.3、5.6个百分点.
    elif (
        re.fullmatch(rf"{MONTH}\.{DAY}", number)
        and not before.endswith(grammar.decimal_before)
        and not LISTED_DECIMALS.match(plain, end)
    ):
        return replace(measure, kind="date")
    elif re.fullmatch(r"[1-9]\.0", number):
        return replace(measure, kind="name")
    if grammar.person.match(plain, end):
        return replace(measure, unit="名")
    unknown = UNKNOWN_UNIT.match(plain, end)
    return replace(measure, end=unknown.end(), unit=unknown[0]) if unknown else measure


def _continues(plain, measure, found, kind, marks):
    """Whether the number goes on with a list of another kind, as the 2 of 第1、2组 does."""
    last = found[-1] if found else None
    return bool(last and last.kind == kind and not last.unit and plain[last.end : measure.start] in marks)


def with_kind(grammar, plain, measure):
    """Return a measure with the kind that its unit gives it."""
    kind = kind_by_unit(grammar, plain, measure)
    return measure if kind == "figure" else replace(measure, kind=kind)


def kind_by_unit(grammar, plain, measure):
    """Return what the unit, and the words around it, make of a number."""
    unit_class = grammar.unit_classes.get(measure.unit, ("count",))[0]
    if unit_class == "grade":
        return "name"
    if unit_class == "period":
        return "deadline" if plain.startswith(("内", "以内", "之内"), measure.end) else "period"
    if unit_class == "time":
        return _kind_of_time(grammar, plain, measure)
    # 每季度开展1次, 每村1名: a rule, not a count of the year.
    if (
        unit_class in ("event", "count", "person")
        and measure.value <= 3
        and "每" in clause_before(plain, measure.start, 8)
    ):
        return "frequency"
    return "figure"


def _kind_of_time(grammar, plain, measure):
    """Say whether hours or days are work done or time saved, else a deadline or a period."""
    clause, after = clause_before(plain, measure.start), plain[measure.end : measure.end + 6]
    # 压缩至3天以内, 平均1.8个工作日办结; 培训后3天内 is a deadline.
    if clause.endswith(grammar.time_reached):
        return "figure"
    if after.startswith(grammar.deadline_after):
        return "deadline"
    # 每次30分钟, 连续180天, 值守24小时.
    if clause.endswith(("每次", "每场", "每天", "每周", "每日", "连续")) or measure.value in (24, 365):
        return "period"
    is_work = any(word in clause for word in grammar.work_time_before) or after.startswith(grammar.work_time_after)
    return "figure" if is_work else "period"


def clause_before(plain, start, reach=20):
    """Return what stands before an offset in its clause; “老兵调解室”三个 has the name in quotes before it."""
    clause = plain[max(0, start - reach) : start].rstrip(" ")
    for i in range(len(clause) - 1, -1, -1):
        if clause[i] in CLAUSE_END and not (i == len(clause) - 1 and clause[i] in "”》"):
            return clause[i + 1 :]
    return clause


def is_criterion(grammar, plain, measure):
    """Whether a bound says which are counted: 标的额50万元以上的17份, 30人以上上访2批; 百余人的3期 counts."""
    if measure.bound not in ("at_least", "at_most"):
        return False
    if (
        not CRITERION_OF.match(plain, measure.end)
        and not grammar.sized.match(plain, measure.end)
        and not (measure.unit.endswith("元") and grammar.sized_money.match(plain, measure.end))
    ):
        return False
    return not any(char in "余多" for char in plain[measure.start : measure.end])


def with_bound(grammar, plain, measure):
    """Add the bound that stands behind the unit or before the number, where none stands between."""
    if measure.bound != "exact":
        return measure
    after = grammar.bound_after.match(plain, measure.end)
    if after:
        return replace(measure, bound=grammar.bounds[after["word"]] if after["word"] else "at_least")
    before = plain[max(0, measure.start - 8) : measure.start].rstrip(" ")
    # 约为30, 超过了30, 近达30
    before = before[:-1] if before.endswith(("为", "有", "达", "了", "共")) else before
    word = grammar.bound_before.match(before[::-1])
    if word and not before.endswith(grammar.not_bound):
        return replace(measure, bound=grammar.bounds[word[0][::-1]])
    word = grammar.bound_then_verb.search(before)
    return replace(measure, bound=grammar.bounds[word["word"]]) if word else measure
