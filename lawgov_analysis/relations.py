"""Relations between the figures of a report: part of a total, subset, ratio, growth.

========  ==========================================================================================================
relation  rule, and what would break it
========  ==========================================================================================================
growth    增长, 下降 … of the figure before, or 同比 and 较上年; a rate that “rose to” a level is a rate of its own
ratio     a rate and two counts of its sentence: those that it names (成功率 of 成功198件), or that give exactly it; a
          rate of something else takes no neighbours, and 100 % of two equal counts needs the name
part      two or more figures of one unit that sum exactly to their total: opened by 其中 or a bracket, added up by
          合计, or in a row; a sum of small numbers by chance would break the last
subset    opened by 其中, 在…中 or a bracket; an outcome of the figure before (办结, 调解成功 …); or the same noun
          counted again and not more of it (检查50个冷库,并对18个冷库督导整改)
========  ==========================================================================================================
"""

import re
from collections import Counter, deque
from itertools import pairwise, takewhile
from math import isclose

from .sentences import PERSONS, RATES, is_of, same_unit

_MOVES = "增长|上升|下降|减少|增加|净增|净减|增幅|降幅|提升|提高|降低|上涨|下浮|回落|递增|攀升|同比增|同比降|翻"
_MOVED = rf"(?:{_MOVES})(?:了|约|近|超过?|达到?|为|率|幅度|幅)*"
_LAST_TIME = r"(?:上一?年|去年|前一年|往年| ?20\d\d ?年)(?:同期|年?底|年?末|度|全年)*"
GROWTH = re.compile(rf"{_MOVED}$|(?:[较比]{_LAST_TIME}|[,，])(?:少|多|降|增|升|减)了?$")
COMPARED = re.compile(rf"同比|环比|[较比]{_LAST_TIME}|相比|较上|比上")
# 信访量同比下降: what stands before the comparison and the move names what moved.
PAST = re.compile(r"上一?年|去年|前一年|20\d\d ?年")
_THEN = re.compile(rf"(?:与|同|和)?{_LAST_TIME}|同比|环比|较|比|{_MOVES}")
TOTAL = re.compile(r"合计|共计|总计|总共|共")
LIST_GAP = re.compile(r"\s*[、,，和及与]\s*[-−－]?")
# 分别增长4.5%、9.1%和下降12.7%
RESPECTIVE_GAP = re.compile(rf"\s*[、,，和及与]\s*(?:同比|环比)?(?:{_MOVED})?\s*[-−－]?")
# A rate that names its two counts may be off by as much and still be theirs: what an audit is to find.
ROUNDING, MISSTATED = 0.6, 5.0
# Refusals are of applications, and repeals of what was looked through.
OUTCOMES_OF = (
    (re.compile("不(?!合格|及格|达标|符合|满意)"), re.compile("申请|受理|收|办理|审")),
    (re.compile("(?:上|去|往|历)年度?结转"), re.compile("(?!)")),
    (re.compile("拆除|取缔|关停"), re.compile("查|违|排|巡|发现|认定")),
    (re.compile("发现|存在|查出|检出"), re.compile("查|检|测|审|评")),
    (re.compile("废止|修改|修订|取消|宣布失效|失效|保留|继续有效"), re.compile("清理|梳理|评估|审查|核查|涉及")),
)
FOUND = re.compile("发现|存在|查出")
INTAKE = re.compile("受理|立案|转送")
DISPOSAL = re.compile("查处|查办|破案|侦破|处置")
HANDED_OVER = re.compile("移送|移交")
# 取得执法资格: a person who holds something is one of those counted before.
HELD = re.compile("(?:证|证书|证件|资格|学历|学位|职称)的?$|^(?:考核|考试)$")
UNFINISHED = re.compile("未|待|正在|尚")
CONCLUSION = re.compile("审结|办结|结案|已结|未结|办理中|审理中|开庭|应出庭")
UNTOUCHED, FOUND_OUT, TAKEN_IN, DISPOSED, CONCLUDED, DECIDED = range(6)
RATIO_REACH = 8
PARAGRAPH = 12
CHANCE = 30
NOUNS, NAME = 40, 4
AGAIN = re.compile("[对将把]$")


def relate(text, mentions, words, sections):
    """Relate figures to each other.

    Parameters
    ----------
    text : str
    mentions : list of Mention
        All figures of the text, in order.
    words : Words
    sections : list of str
        The section number of each mention.

    Returns
    -------
    list of tuple of (str, tuple of int)
        One a mention: the relation (``""``, part, subset, ratio or growth) and the positions of the figures that it
        is to; a ratio is (numerator, denominator).
    """
    relations = [("", ())] * len(mentions)
    groups, first = [], 0
    for position in range(1, len(mentions) + 1):
        if position == len(mentions) or mentions[position].sentence != mentions[first].sentence:
            groups.append(range(first, position))
            first = position
    for group in groups:
        _growths(text, mentions, group, relations)
        _parts(text, mentions, group, relations, words)
        _subsets(mentions, group, relations, words)
        _ratios(text, mentions, group, relations, words)
    _recounted(mentions, relations, sections, words)
    return relations


def _value(mention):
    return mention.quantity.value


def _is_rate(mention):
    return mention.quantity.unit in RATES


def _growths(text, mentions, group, relations):
    run = []
    for position in group:
        gap = text[mentions[run[-1]].quantity.end : mentions[position].quantity.start] if run else ""
        goes_on = RESPECTIVE_GAP if run and "分别" in _lead_up(text, mentions[run[0]]) else LIST_GAP
        if run and not goes_on.fullmatch(gap):
            _set_growths(text, mentions, group, run, relations)
            run = []
        if run or _grows(text, mentions[position]):
            run.append(position)
    if run:
        _set_growths(text, mentions, group, run, relations)


def _lead_up(text, mention, reach=24):
    return text[max(mention.sentence[0], mention.quantity.start - reach) : mention.quantity.start].rstrip(" ")


def _grows(text, mention):
    lead_up = _lead_up(text, mention)
    if not GROWTH.search(lead_up):
        return False
    return _is_rate(mention) or mention.quantity.unit == "倍" or bool(COMPARED.search(lead_up))


def _set_growths(text, mentions, group, run, relations):
    """Relate a run of growths (分别增长12%、15%) to as many figures before it, in order."""
    first = mentions[run[0]]
    points = mentions[run[-1]].quantity.unit == "个百分点"
    bases = [p for p in group if p < run[0] and relations[p][0] != "growth" and not mentions[p].compared]
    fitting = [p for p in bases if _is_rate(mentions[p]) == points] or bases
    chosen = _respective(text, mentions, fitting, len(run))
    if len(run) == 1 and len(chosen) != 1:
        chosen = _grown(text, mentions, fitting, first)
    for place, position in enumerate(run):
        relations[position] = ("growth", tuple(chosen[place : place + 1]))


def _respective(text, mentions, bases, number):
    """Return the figures of the list right before, where as many are of one level."""
    if number == 1:
        return []
    listed = []
    for base in reversed(bases):
        if listed and (
            any(not mentions[p].compared for p in range(base + 1, listed[0]))
            or re.search(r"[;；。]", text[mentions[base].quantity.end : mentions[listed[0]].quantity.start])
        ):
            break
        listed.insert(0, base)
    top = [p for p in listed if mentions[p].whole is None]
    parts = list(takewhile(lambda p: mentions[p].whole is not None, reversed(listed)))[::-1]
    return next((each for each in (parts, top, listed) if len(each) == number), [])


def _grown(text, mentions, bases, growth):
    """Return the figure that a single growth is of, if it can be told: the one that it names, else the last."""
    subject = _THEN.split(growth.own, maxsplit=1)[0]
    if subject.endswith("率"):
        names = [p for p in bases if _is_rate(mentions[p]) and mentions[p].own.endswith(subject)]
        return names[-1:]
    pairs = _pairs_of_characters(subject)
    named = [p for p in bases if pairs & _pairs_of_characters(mentions[p].phrase)] if len(subject) > 2 else []
    # 信访量同比下降27%: what names its own subject is the growth of no other figure.
    if named or len(subject) > 3:
        return named[-1:]
    # 收到30件(其中新收28件),同比增长5%: a bracket is closed again.
    open_still = [p for p in bases if not _is_closed(text[mentions[p].quantity.end : growth.quantity.start])]
    last = open_still[-1:]
    if last and PAST.search(mentions[last[0]].before):
        # 2022年收案120件,2021年收案100件,增长20%
        alike = [p for p in open_still[:-1] if mentions[p].own == mentions[last[0]].own]
        return alike[-1:] or last
    if last and mentions[last[0]].whole is not None:
        # Of a list of parts none is said to have grown, but their total.
        whole = mentions[last[0]].whole
        listed = [p for p in open_still if mentions[p].whole == whole and not _is_rate(mentions[p])]
        if len(listed) > 1 and not _is_rate(mentions[last[0]]):
            return [whole] if whole in bases else []
    return last


def _is_closed(between):
    return len(re.findall("[)）]", between)) > len(re.findall("[(（]", between))


def _countable(mentions, relations, position):
    return not (_is_rate(mentions[position]) or mentions[position].compared or relations[position][0] == "growth")


def _parts(text, mentions, group, relations, words):
    """Let arithmetic say which figures make up a total."""
    for whole in {mentions[position].whole for position in group} - {None}:
        opened = [p for p in group if mentions[p].whole == whole and _countable(mentions, relations, p)]
        _set_parts(relations, _run_summing(mentions, opened, whole, relations), whole)
    for total in group:
        if not _countable(mentions, relations, total):
            continue
        after = _run_summing(mentions, range(total + 1, group[-1] + 1), total, relations)
        # Small numbers add up by chance (9 officers, 6 certified, 3 at an exam) unless each is an outcome, and of cases
        # concluded and others transferred none is a part beside the other.
        stages = {_stage(mentions[p].own, words) for p in after if not UNFINISHED.search(mentions[p].own)}
        alike = not stages >= {CONCLUDED, DECIDED} and not any(
            _is_no_outcome_of(mentions[total], mentions[p].own) for p in after
        )
        if after and alike and (_value(mentions[total]) >= CHANCE or UNTOUCHED not in stages):
            _set_parts(relations, after, total)
            continue
        if TOTAL.search(_lead_up(text, mentions[total], reach=8)):
            _set_parts(relations, _run_summing(mentions, range(total - 1, group[0] - 1, -1), total, relations), total)


def _run_summing(mentions, positions, total, relations):
    """Return the shortest run of two or more figures that sums exactly to a figure of their unit."""
    run, reached, wanted = [], 0.0, mentions[total].quantity
    for position in positions:
        mention = mentions[position]
        is_nested = mention.whole in run or (mention.whole is not None and position > total > mention.whole)
        if is_nested or relations[position][0] or not same_unit(mention.quantity.unit, wanted.unit):
            continue
        run.append(position)
        reached += _value(mentions[position])
        if reached > wanted.value or isclose(reached, wanted.value):
            return run if len(run) > 1 and isclose(reached, wanted.value) else []
    return []


def _set_parts(relations, parts, total):
    for part in parts:
        relations[part] = ("part", (total,))


def _subsets(mentions, group, relations, words):
    for position in group:
        mention = mentions[position]
        if relations[position][0] or _is_rate(mention):
            continue
        whole = mention.whole if mention.whole is not None else _outcome_of(mentions, group, relations, words, position)
        if whole is not None and is_of(mention.quantity, mentions[whole].quantity) and relations[whole][0] != "growth":
            relations[position] = ("subset", (whole,))


def _outcome_of(mentions, group, relations, words, position):
    """Find the earlier figure of which this one counts an outcome: 收到30件,办结28件."""
    mention = mentions[position]
    own = mention.own
    counts_persons = mention.quantity.unit in PERSONS
    if counts_persons and words.quality.fullmatch(own):
        # 调解员143名,专职26名
        before = [p for p in range(group[0], position) if not _is_rate(mentions[p])][-1:]
        return next((p for p in before if mentions[p].quantity.unit in PERSONS), None)
    if mention.separator in ("、", "和") and mention.verb and mention.phrase.startswith(mention.verb):
        # 取得高级资格21名、中级资格50名
        own = mention.phrase
    if counts_persons and not own and words.outcome.match(mention.after):
        # 参训人员80人,78人通过考核
        own = mention.after
    first, last = words.outcome.match(own), words.done.search(own)
    if not (first or last):
        return None
    if mention.separator in ("、", "和") and position > group[0] and relations[position - 1][0] == "subset":
        # 复议维持3件、撤回1件: a list has one subject.
        [whole] = relations[position - 1][1]
        if words.outcome.match(mentions[position - 1].own) or words.done.search(mentions[position - 1].own):
            return whole
    stage = _stage(own, words)
    # The object of an outcome is what the earlier figure counts, or not said: 办结(行政复议)案件.
    rest = own[first.end() :] if first else own[: last.start()]
    said = bool(rest) and not words.is_thin(rest) and (counts_persons or not words.is_agent(rest))
    if counts_persons and HELD.search(rest):
        said = False
    wholes = Counter(mentions[p].whole for p in range(group[0], position))
    for other in range(position - 1, group[0] - 1, -1):
        earlier = mentions[other]
        if earlier.whole is not None and wholes[earlier.whole] > 1:
            # Behind a list of parts (药店45家、诊所30家) the total is spoken of again.
            continue
        reached = _stage(earlier.own, words)
        if (
            _is_rate(earlier)
            or reached >= stage
            or relations[other][0] == "growth"
            or not same_unit(earlier.quantity.unit, mention.quantity.unit)
            or (said and rest[-4:] not in earlier.measure)
            or _is_no_outcome_of(earlier, own)
            # What was handed over to the police was not concluded.
            or (reached == CONCLUDED and HANDED_OVER.search(own))
        ):
            continue
        if is_of(mention.quantity, earlier.quantity):
            return other
    return None


def _is_no_outcome_of(earlier, own):
    return any(what.match(own) and not of.search(earlier.measure) for what, of in OUTCOMES_OF)


def _stage(phrase, words):
    """Say how far a case has come: what comes later (审结, 维持) is some of what came before (收到, 受理)."""
    if not (words.outcome.match(phrase) or words.done.search(phrase)):
        return UNTOUCHED
    if FOUND.match(phrase):
        return FOUND_OUT
    if INTAKE.search(phrase):
        return TAKEN_IN
    return CONCLUDED if CONCLUSION.search(phrase) else DISPOSED if DISPOSAL.search(phrase) else DECIDED


def _ratios(text, mentions, group, relations, words):
    for position in group:
        rate = mentions[position]
        if relations[position][0] or rate.quantity.unit != "%":
            continue
        counts = [p for p in group if _countable(mentions, relations, p) and _value(mentions[p]) > 0]
        before, after = [p for p in counts if p < position][-RATIO_REACH:], [p for p in counts if p > position]
        printed = _last_place(text, rate)
        pair = _ratio_pair(mentions, rate, before, printed, relations, words)
        if pair is None and words.is_rate(rate.before.rstrip("达为到约近")):
            # 调解成功率99%,受理200件,成功198件
            pair = _ratio_pair(mentions, rate, after[: RATIO_REACH // 2], printed, relations, words, named_only=True)
        if pair is None and before[-1:] == [position - 1]:
            # 审结309件。…撤销和确认违法共32件,直接纠错率10.4%: the rate of the count before it, in the paragraph.
            earlier = [p for p in range(max(0, group[0] - PARAGRAPH), group[0]) if _countable(mentions, relations, p)]
            pair = _ratio_across(text, mentions, rate, position - 1, earlier, printed)
        if pair:
            relations[position] = ("ratio", pair)


def _last_place(text, rate):
    """Return what the last printed digit of a rate counts: 0.1 for 99.5%."""
    decimals = re.search(r"[.．]([\d０-９]+)", text[rate.quantity.start : rate.quantity.end])
    return 10.0 ** -len(decimals[1]) if decimals else 1.0


def _ratio_pair(mentions, rate, counts, last_place, relations, words, named_only=False):
    """Return the two counts that a rate divides: those that it names, else those that give exactly it."""
    own, stated_rate = rate.own, rate.quantity.value
    names, characters = _pairs_of_characters(own.removesuffix("率")), set(own.removesuffix("率"))
    found = []
    for numerator in reversed(counts):
        phrase = mentions[numerator].phrase
        named = bool(names & _pairs_of_characters(phrase)) or (own.startswith("占") and numerator == counts[-1])
        # 调解率 is not the rate of what 调解成功 counts, and may only be it exactly.
        did = words.outcome.match(phrase) or words.done.search(phrase)
        strongly = named and (not did or set(did[0]) <= set(own)) and characters <= set(phrase)
        whole = mentions[numerator].whole
        for denominator in reversed(counts if whole is None or whole in counts else [whole, *counts]):
            n, d = mentions[numerator].quantity, mentions[denominator].quantity
            # Who appeared 5 times in 5 cases.
            counted_alike = same_unit(n.unit, d.unit) or (named and n.unit == "次" and same_unit(d.unit, "件"))
            # 计划检查320家,实际检查358家,完成率111.9%
            if numerator == denominator or not counted_alike or (n.value > d.value) != (stated_rate > 100):
                continue
            off = abs(100 * n.value / d.value - stated_rate)
            stated = relations[numerator][0] in ("subset", "part") and relations[numerator][1] == (denominator,)
            exact = off < last_place and stated_rate != 100
            if (
                (named and off < last_place)
                or (not named_only and stated and off < ROUNDING and exact)
                or (not named_only and exact and last_place < 1)
                or (
                    (strongly and stated and off < MISSTATED)
                    and not _is_of_a_sum(mentions, counts, numerator, denominator, stated_rate, last_place)
                )
            ):
                found.append((not named, not stated, off, numerator, denominator))
    return min(found)[3:] if found else None


def _is_of_a_sum(mentions, counts, numerator, denominator, stated_rate, last_place):
    """Say whether a rate that two counts do not give is exact with a third: 结转5件, 审结率 of 新收 and 结转."""
    n, d = _value(mentions[numerator]), _value(mentions[denominator])
    for third in counts:
        if third in (numerator, denominator) or not same_unit(
            mentions[third].quantity.unit, mentions[denominator].quantity.unit
        ):
            continue
        more = _value(mentions[third])
        sums = ((n, d + more), (n + more, d), (n, d - more))
        if any(whole > 0 and abs(100 * some / whole - stated_rate) < last_place for some, whole in sums):
            return True
    return False


def _ratio_across(text, mentions, rate, numerator, earlier, last_place):
    """Return the count before a rate and one of the sentences before, where they give its decimals rounded."""
    n, own = mentions[numerator].quantity, rate.own
    # 占执法人员的…: one that names its whole has it elsewhere.
    if last_place == 1 or n.bound != "exact" or not (own.endswith("率") or own in ("占", "占比")):
        return None
    for denominator in reversed(earlier):
        d = mentions[denominator].quantity
        if "\n" in text[d.end : n.start]:
            return None
        if d.bound == "exact" and is_of(n, d) and abs(100 * n.value / d.value - rate.quantity.value) <= last_place / 2:
            return numerator, denominator
    return None


def _pairs_of_characters(phrase):
    return set(map("".join, pairwise(phrase)))


def _recounted(mentions, relations, sections, words):
    """Find nouns counted again within a section: 25个部门进驻 … 将18个部门纳入综合窗口."""
    seen = {}
    for position, mention in enumerate(mentions):
        if relations[position][0] or _is_rate(mention):
            continue
        follows = mention.noun_follows and words.names_noun(mention.after)
        noun = _head_noun(mention, words) if follows else mention.own
        if len(noun) < 2:
            continue
        key = (
            sections[position].rsplit(".", 1)[0] if sections[position].count(".") > 1 else sections[position],
            mention.quantity.unit,
        )
        for other, known in seen.get(key, ()) if follows else ():
            if _value(mention) < _value(mentions[other]) and _is_again(mention, noun, mentions[other], known, words):
                relations[position] = ("subset", (other,))
                break
        else:
            seen.setdefault(key, deque(maxlen=NOUNS)).append((position, noun))


def _is_again(mention, noun, earlier, known, words):
    """Say whether a noun is some of those that were counted before, and not others of the kind."""
    # A noun as long as a name says itself what it counts; 企业 may be any.
    if earlier.noun_follows and min(len(noun), len(known)) >= NAME and not words.find_verb(mention.before):
        return noun.startswith(known) or known.startswith(noun)
    # 并对18个冷库督导整改: what is done to some of those just counted, not 对20家企业…,对8家企业….
    treated = AGAIN.search(mention.before)
    if not treated or AGAIN.search(earlier.before):
        return False
    is_near = treated[0] in "将把" if earlier.sentence != mention.sentence else True
    return is_near and (known.endswith(noun) or (earlier.noun_follows and noun.endswith(known)))


def _head_noun(mention, words):
    noun = re.split(r"[,，、。;；()（）的]|纳入|进驻|可在", mention.after.strip(), maxsplit=1)[0]
    verb = words.find_verb(noun)
    return noun[: verb.start()] if verb and verb.start() > 1 else noun
