"""Judge a measure in Chinese numerals: most of them count nothing (两手抓, 一次办好, 三项制度).

So the burden of proof lies on the figure: an unmistakable numeral, a verb that counts, a noun that is counted, the end
of the clause. Each rule says what it must not take for a figure.
"""

import re
from dataclasses import replace

from ..text.characters import CN, HAN
from .context import CASE_UNITS, CLAUSE_END, NONE_UNITS, clause_before, is_criterion, with_bound, with_kind
from .grammar import NONE_OF, PLACE_NAME

# At the end of a clause 一 counts with these even where no verb of counting is seen: 行政复议一件.
FINAL_UNITS = (*CASE_UNITS, "次", "场", "场次", "期", "份", "名", "所", "处", "座", "间", "台", "辆", "架", "部", "轮")
# 一名学生获省级一等奖, 一起案件入选: the one did something.
# 解决一个问题、完善一套制度; 召开一次会议,第一时间传达 says no second 一.
SAID_AGAIN = re.compile(rf"{HAN}{{0,8}}[、,]{HAN}{{1,4}}(?<![第统进])一")
SAID_BEFORE = re.compile(rf"一(?![等般致定流线]){HAN}[^。;]{{0,6}}[、,][^。;]{{0,5}}\Z")
ONE_DID = re.compile(rf"{HAN}{{0,8}}?(?:入选|荣?获|被|受到|获评|通过)")


def judge_chinese(grammar, plain, measure, found):
    """Say what a Chinese numeral is: an idiom, unless its unit, its verb and its place speak for a figure.

    Parameters
    ----------
    grammar : types.SimpleNamespace
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
    start, end, unit = measure.start, measure.end, measure.unit
    numeral = re.match(f"{CN}+", plain[start:end])[0]
    idiom = replace(measure, end=start + len(numeral), kind="idiom", value=None, unit="", bound="exact")
    before = plain[max(0, start - 12) : start]
    if numeral == "零":
        return replace(idiom, kind="figure", value=0.0) if _states_zero(grammar, plain, start) else idiom
    # 数十家, 几百次: no number can be told.
    if before.endswith(("数", "几")):
        return replace(idiom, kind="vague")
    # 百姓, 千方百计, 万里长征; 上百人 and 近千人次 count.
    round_number = numeral[0] in "百千万亿" and measure.bound == "exact"
    if round_number and (not before.endswith(grammar.round_before) or before.endswith(grammar.not_bound)):
        return idiom
    # 点击量破百万, 三百余; 千方百计.
    if not unit:
        ends = end == len(plain) or plain[end] in CLAUSE_END
        if (round_number and ends) or (measure.bound == "at_least" and measure.value >= 100):
            return _bounded(grammar, plain, measure, before)
        return idiom
    # 无一起, 未发生一例; 没有一起之外 … states no zero.
    if numeral == "一" and unit in NONE_UNITS and NONE_OF.search(before) and plain[end : end + 1] != "外":
        return replace(measure, value=0.0)
    # 新一轮, 同一个, 第三次, 凝聚在一起; 先后三次 and 合同一份 count.
    if not round_number and before.endswith(grammar.reference_before) and not before.endswith(grammar.not_reference):
        return replace(idiom, kind="ordinal") if before.endswith("第") else idiom
    measure = with_kind(grammar, plain, measure)
    if measure.kind != "figure":
        return measure
    strength = grammar.unit_classes[unit][1] if unit in grammar.unit_classes else "always"
    single = len(numeral) == 1 and measure.bound == "exact" and not round_number
    # 二十四字, 五个方面, 三类人员; 十万余字 is too many for a saying.
    if (strength == "never" and measure.value < 1000) or plain.startswith(grammar.abstract_noun, end):
        return replace(idiom, kind="slogan")
    # 三项制度, 两个责任.
    if single and strength == "verb" and plain.startswith(grammar.slogan_noun, end):
        return replace(idiom, kind="slogan")
    if single and not _is_counted(grammar, plain, measure, numeral, strength, found):
        return idiom
    measure = _bounded(grammar, plain, measure, before) if round_number else with_bound(grammar, plain, measure)
    return replace(measure, kind="name") if is_criterion(grammar, plain, measure) else measure


def _bounded(grammar, plain, measure, before):
    """Give 上百人 and 破百万 their bound."""
    if before.endswith(("上", "过", "破")):
        return replace(measure, bound="at_least")
    return with_bound(grammar, plain, measure)


def _states_zero(grammar, plain, start):
    """Whether 零 is a number: 零投诉, 事故起数为零; not 零距离, 零的突破."""
    clause = clause_before(plain, start)
    return plain.startswith(grammar.zero_of, start + 1) or (
        clause.endswith("为") and any(word in clause for word in grammar.zero_of)
    )


def _is_counted(grammar, plain, measure, numeral, strength, found):
    """Whether 一 … 十 before a unit counts: 开展督察两次 does, 两手抓 and 一次办好 do not."""
    start, end = measure.start, measure.end
    clause = clause_before(plain, start).removesuffix("了")
    # 两批10起: another number ends it too.
    final = end == len(plain) or plain[end] in ",。;、()\n0123456789"
    if numeral == "一" and final and clause.endswith(grammar.only):
        return True
    # 每年至少一次; 两名以上执法人员 is what a law asks for; 三台县.
    if grammar.uncounted.search(clause) or plain.startswith(("以上", "事"), end) or PLACE_NAME.match(plain, end):
        return False
    if _goes_on(plain, measure, found):
        return True
    verb_before = clause.endswith(grammar.counting_verb)
    if numeral == "一":
        return _one_is_counted(grammar, plain, measure, clause, final, verb_before, found)
    # 二 counts in longer numerals only; alone it is 两, and 工程二期 is the second.
    if numeral == "二":
        return False
    # 三类企业 are kinds.
    if grammar.unit_classes.get(measure.unit, ("count",))[0] == "kind":
        return verb_before
    # 两个案例入选, 五支队伍; 两个维护, 三支一扶.
    return (
        strength == "always"
        or verb_before
        or (final and len(clause) >= 3)
        or plain.startswith(grammar.counted_noun, end)
    )


def _one_is_counted(grammar, plain, measure, clause, final, verb_before, found):
    """Whether 一 counts: 召开一次专题会议 does; 查处一起、震慑一片 is a saying, and says 一 again."""
    start, end, unit = measure.start, measure.end, measure.unit
    before = SAID_BEFORE.search(plain, max(0, start - 14), start)
    # 未发生一起事故,行政复议一件: what was no saying before makes none now.
    is_said = before and not (found and found[-1].kind == "figure" and found[-1].start == before.start())
    if SAID_AGAIN.match(plain, end) or is_said:
        return not final and clause.endswith(grammar.one_verb) and _names_thing(grammar, plain, end)
    if unit == "倍":
        return verb_before
    if final:
        return len(clause) >= 4 and (
            unit in FINAL_UNITS or bool(grammar.counting.search(clause)) or (unit == "家" and len(clause) >= 6)
        )
    if clause.endswith(grammar.one_verb) or (verb_before and unit in FINAL_UNITS):
        return _names_thing(grammar, plain, end)
    return unit in (*CASE_UNITS, "名", "人", "个", "项", "家") and bool(ONE_DID.match(plain, end))


def _names_thing(grammar, plain, end):
    """Whether 一个 names a thing that can be counted: 一个法治公园, not 一个完整的体系."""
    noun = plain[end : end + 8]
    return not any(word in noun for word in grammar.not_one)


def _goes_on(plain, measure, found):
    """Whether the numeral goes on with a list that counts: 七个村、一个社区."""
    last = found[-1] if found else None
    if last is None or last.kind != "figure" or last.unit != measure.unit:
        return False
    gap = plain[last.end : measure.start]
    return 2 <= len(gap) <= 8 and gap.endswith(("、", "和", "及")) and not re.search("[,。;:\n]", gap)
