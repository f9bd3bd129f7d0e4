"""Mentions: what each figure of a report counts.

A figure counts what stands before it (调解成功199宗), after it (组织35家企业) or both, and a list carries words on
(检查14个商超,402个餐饮单位). Where its own words do not tell (受理28件, 涉及金额5万元), the object is the last noun
that the sentence counted, the clause before it, or the heading.
"""

import re
from itertools import pairwise

from ..quantities import PERSONS, RATES, same_unit
from ..tables import open_data
from ..text.dates import TO
from ..text.marks import HEADINGS, NUMERAL, mark_of
from .sentences import cut_sentences
from .vocabulary import compile_words

# How far ahead of a figure one looks for who acts.
MEASURE_LENGTH, ACTING = 60, 200
SUBJECT, SHORT, RATE_NAME, HEADING, CLAUSE = 12, 4, 5, 32, 24
LISTED = ("、", ",", "，", "和")

_INCLUDING = re.compile(r"[(（](?:不?含|包括|包含|除)[^()（）]*[)）]")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|原来|原先|之前|年初|法定|规定|承诺| ?20\d\d ?年)?(?:度|同期|底)?的?$")
_TO = re.compile(
    r"(?:下降|上升|提高|提升|增长|降低|减少|增加|压缩|缩短|扩大|压减|精简|调整|优化|缩减|扩充|[减增降升扩压变])(?:到|至|为)了?$"
)
_RANGE = re.compile(rf"\s*{TO}{{1,2}}\s*")
# 无一件被撤销, 实现“零败诉”: what there is none of follows.
_NONE = re.compile(r"(?:实现|保持|确保|做到)?[“\"]?(?:未|没有|无)?(?:发生|出现|接到|收到|发现|产生|引发|有|存在)?过?$")
_TOTAL = re.compile(r"共计|合计|总计|累计|总共")
_CLAUSES = re.compile(r"[,，;；:：。！!？?\n]")
_MARK = re.compile(rf"^\s*(?:{mark_of(*HEADINGS[3:-1], 'shi')}|第{NUMERAL}|首先|其次)\s*")
_BOUND = re.compile(r"^(?:以上|以下|以内|左右|余|多|强$)?的?")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
# 运用方言宣讲等形式: how a thing was done is not what was.
_MANNER = re.compile(
    r"^(?:创新|充分|通过|运用|利用|依托|结合|围绕|借助|采取|采用|针对|按照|根据|坚持|以)"
    r"|(?:形式|方式|载体|契机|抓手|原则|要求|基础上|作用|重点|目标|导向)$"
)
# 较2022年558件增加…: the level that a figure is compared with counts the same.
_LEVEL_BEFORE = re.compile(
    r"[(（]?(?:(?:(?:同比|环比)[较比]?|[较比])(?:上年|去年|上一年|前年| ?20\d\d ?年)度?(?:同期)?的?"
    r"|(?:上年|去年)(?:同期)?(?:数?为)?)[(（]?$"
)
_THEN = re.compile(r"[,，]?[(（]20\d\d ?年度?(?:同期)?为?(?P<did>[^,，;；。、\d]{0,8})")
_MOVED = re.compile(
    r"(?:同比|环比|[较比](?:上一?年|去年|前一年| ?20\d\d ?年)).{0,6}(?:增|减|升|降|提高|上涨|回落|多|少)[^,，;；]{0,4}$"
)
_ASPECT = re.compile(r"(?:^|[,，;；。:：])(?:在)?([^,，;；。:：、]{2,12})(?:方面|领域|环节|工作中|上)[,，:：]")
# 对35份合同、12份文件进行审查: what is done to all stands behind the last.
_TREATED = re.compile(r"^(?:对|为|将|把|给|向)")
_TREATMENT = re.compile(r"(?:依法|逐一|集中|全面|及时)?(?:进行|开展|实施|予以|给予|作出|提供|纳入)")
# 班子成员11人在会上述法: what persons did follows their number.
_DID = re.compile(r"(?:在(?!编|岗|册)|通过|参加|参与|取得|获|持有?|被|经)")
# 60人参加培训2次: what persons did may itself be counted.
_TOOK_PART = re.compile(r"(?:共同|分别|分批)?参加")


def find_mentions(text, figures, data_dir=None):
    """Say of each figure what it counts.

    Parameters
    ----------
    text : str
    figures : list of Quantity
        The figures of the text, in order.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    list of Mention
        One a figure, in order.

    Raises
    ------
    BadTable
        When ``words.csv`` breaks its schema.

    Examples
    --------
    >>> from lawgov_analysis.quantities import find_quantities
    >>> text = "公示抽查事项清单11份、全过程记录清单38份。"
    >>> figures = [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]
    >>> [mention.measure for mention in find_mentions(text, figures)]
    ['公示抽查事项清单', '公示全过程记录清单']
    """
    words = open_data(data_dir).made(compile_words)
    mentions, topic, end = [], "", -1
    for group in cut_sentences(text, figures, words):
        start = group[0].sentence[0]
        if text[end:start].strip(" 。") or end < 0:
            topic = ""
        if words.actor.search(text, start, group[-1].quantity.start):
            for mention in group:
                at = mention.quantity.start
                mention.actor = words.actor_of(text[max(start, at - ACTING) : at])
        mentions += group
        ends = _range_ends(text, group)
        topic = _complete(group, words, mentions, topic, _heading(text, start), ends)
        end = group[0].sentence[1]
    return mentions


def _heading(text, start):
    """Return what the sentence or line before says when it is as short as a heading."""
    before = text[max(0, start - HEADING - 8) : start].rstrip(" \t\r\n\u3000。")
    said = re.split(r"[。！!？?\n]", before)[-1]
    if len(said) > HEADING or "\t" in said or any(char.isdigit() for char in _MARK.sub("", said)):
        return ""
    return _MARK.sub("", said)


def _range_ends(text, group):
    """Return the positions of the figures that end a range (20至30家), and give its beginning their noun."""
    ends = set()
    for position, (low, high) in enumerate(pairwise(group), start=1):
        of_range = (low.quantity.bound, high.quantity.bound) == ("at_least", "at_most")
        if of_range and _RANGE.fullmatch(text, low.quantity.end, high.quantity.start):
            low.after = high.after
            ends.add(position)
    return ends


def _complete(group, words, mentions, topic, heading, range_ends):
    """Say what each figure of a sentence counts; return what the sentence is about at its end."""
    noun = aspect = ""
    for position, mention in enumerate(group):
        previous = group[position - 1] if position else None
        if previous and _TO.fullmatch(mention.before.strip()) and _FROM.search(previous.before):
            _replace_level(previous, mention)
            continue
        mention.compared = bool(_LEVEL_BEFORE.fullmatch(mention.before.strip())) or _is_past(mention, previous)
        if previous and mention.compared:
            # 立案168件,罚款30万元,较上年的150件增加18件: it is of the cases.
            unit = mention.quantity.unit
            like = next((each for each in reversed(group[:position]) if each.quantity.unit == unit), previous)
        else:
            like = previous if position in range_ends else None
        if like:
            mention.phrase, mention.full_phrase, mention.measure = like.phrase, like.full_phrase, like.measure
            mention.whole = None
            continue
        before = mention.own = words.bare(
            _INCLUDING.sub("", mention.before) if "(" in mention.before else mention.before
        )
        _phrase(mention, before, previous, words)
        _take_part(mention, group[position + 1 : position + 2])
        _share_treatment(group[:position], mention, words)
        if not mention.phrase and previous:
            # 执法培训3期、440人次: one thing counted twice.
            mention.full_phrase = mention.measure = previous.measure
            again = mention.quantity.unit == previous.quantity.unit and not _TOTAL.search(mention.before)
            mention.phrase = "" if again else previous.phrase
            continue
        if said := _ASPECT.findall(mention.ahead):
            aspect = _MARK.sub("", said[-1]).removeprefix("在")
        if previous and _MOVED.search(mention.before):
            # 开展活动52场,同比增加7场,参与2万人: how much more is no matter of its own.
            mention.full_phrase = mention.measure = mention.phrase
            mention.verb = previous.verb
            continue
        topic, noun = (said, "") if (said := _clause_topic(mention.ahead, words)) else (topic, noun)
        mention.full_phrase = _full_phrase(mention, before, previous, words, topic, noun)
        if before.startswith("占"):
            mention.phrase = mention.full_phrase
        mention.measure = _of_whole(mention, mentions)
        if mention.whole is None and (setting := _setting(mention, topic, aspect, heading, words)):
            mention.measure = f"{setting}:{mention.measure}"
        if mention.actor not in mention.measure:
            mention.measure = f"{mention.actor}:{mention.measure}"
        mention.measure = mention.measure[-MEASURE_LENGTH:]
        counts = mention.quantity.unit or mention.quantity.value
        if counts and mention.quantity.unit not in (*RATES, "倍") and mention.whole is None:
            own = _own_noun(mention, before)
            said = words.object_of(own)
            if not said and not position and not _is_incomplete(mention.phrase, words):
                # 执法部门立案5件: the sentence has turned to another matter.
                topic = ""
            topic, noun = (said, "") if said else (topic, words.thin_noun(own) or noun)
    return topic


def _is_past(mention, previous):
    """Say whether a bracket tells the level of another year: 受理215件(2020年受理180件)."""
    if not previous or mention.quantity.head:
        return False
    then = _THEN.fullmatch(mention.separator + mention.before.strip())
    is_next = then and mention.quantity.unit == previous.quantity.unit
    return bool(is_next) and then["did"] in previous.before


def _replace_level(previous, mention):
    previous.superseded = True
    for each in (previous, mention):
        each.phrase = _FROM.sub("", previous.phrase)
        each.full_phrase = _FROM.sub("", previous.full_phrase)
        each.measure = _FROM.sub("", previous.measure)


def _phrase(mention, before, previous, words):
    """Put together the words of a figure's own, with the verb that a list carries on."""
    after = _BOUND.sub("", mention.after.strip(), count=1)
    bare_verb = words.needs_object(before)
    mention.noun_follows = words.names_noun(after) or (bare_verb and words.nominal(after))
    verb = words.find_verb(before)
    # What a list carries on is its first verb, with the subject when that is short: 法律顾问审查合同、涉法文件. A verb
    # that ends its phrase (当场处罚5件、一般程序3件) has no object to share the place of.
    if verb and (verb.end() < len(before) or mention.noun_follows):
        mention.verb = before[: verb.end()] if verb.end() <= SUBJECT else verb.group()
    in_list = previous and previous.whole == mention.whole and mention.separator in LISTED
    # 下放事项8项,权力事项减少到1213项: the level that something has come to is no further object of the verb.
    in_list = in_list and not _TO.search(mention.before)
    # 申领执法证18人,312名执法人员通过考试: persons who did something themselves are a clause of their own.
    did = words.find_verb(after) if mention.noun_follows and mention.quantity.unit in PERSONS and not before else None
    in_list = in_list and not (mention.separator != "、" and did and 1 < did.start() < did.end() < len(after))
    if in_list and not verb and not words.outcome.match(before) and not words.is_rate(before):
        mention.verb = previous.verb
        if (mention.separator == "、" and before) or (mention.noun_follows and not before):
            before = mention.verb + before
        elif same_unit(mention.quantity.unit, previous.quantity.unit) and len(before) >= SHORT:
            # Behind a comma the item may have a subject of its own: 镇党委会学法2次,办公会会前学法3次; and a verb
            # alone has no object to share the place of: 维持5件,行政诉讼3件.
            opens = None if words.verb.fullmatch(previous.own) else words.verb.match(previous.own)
            before = (opens[0] if opens else "") + before
    if mention.quantity.value == 0 and after and not mention.noun_follows:
        before, after, mention.noun_follows = _NONE.sub("", before), after.strip('”"'), True
    if mention.noun_follows or not before:
        mention.phrase = before + after
        return
    # 领导干部18人完成述法: a subject, its number, and what it did.
    did = mention.quantity.unit in PERSONS and _DID.match(after)
    mention.phrase = before + after if did or (after and not verb and not words.predicate.match(after)) else before


def _take_part(mention, following):
    """Give persons what the next figure counts when they did it."""
    if mention.quantity.unit not in PERSONS or not following or following[0].separator:
        return
    if _TOOK_PART.match(following[0].before):
        mention.phrase += following[0].before


def _share_treatment(earlier, mention, words):
    """Give what is done to the last of a list to those before it: 常委会4次、常务会7次研究工作."""
    after = mention.after.strip()
    if mention.separator not in ("、", "和") or not after or not mention.phrase.endswith(after):
        return
    done = _TREATMENT.search(after) or words.find_verb(after)
    if not done:
        return
    sharing = []
    for previous in reversed(earlier):
        if _does_something(previous, words):
            return
        sharing.append(previous)
        if previous.separator not in ("、", "和"):
            break
    if not sharing:
        return
    head = sharing[-1]
    treated = _TREATED.match(head.before.strip())
    if head.noun_follows and not treated and words.bare(head.before):
        return
    for previous in sharing:
        # 16个联社和27个合作社进行审计: the noun behind the last number is its own.
        previous.phrase += after[done.start() :] if previous.noun_follows else after
        previous.full_phrase = previous.measure = previous.phrase
    if treated:
        mention.phrase = treated[0] + mention.phrase


def _does_something(mention, words):
    """Say whether an item of a list has a predicate of its own."""
    if mention.noun_follows:
        return bool(words.find_verb(mention.after))
    return bool(mention.verb or mention.after.strip())


def _own_noun(mention, before):
    return _BOUND.sub("", mention.after.strip(), count=1) if mention.noun_follows else before


def _clause_topic(ahead, words):
    """Return what the clause before a figure is about: 开展规范性文件清理,共清理14件."""
    for clause in reversed(_CLAUSES.split(_BRACKETED.sub("", ahead).strip("(（、)）"))):
        said = words.bare(clause)
        if len(said) > 3 and not _MANNER.search(said) and words.object_of(said):
            return said[-CLAUSE:]
    return ""


def _full_phrase(mention, before, previous, words, topic, noun):
    phrase = mention.phrase
    if before.startswith("占") and previous and mention.quantity.unit in RATES:
        return f"{previous.full_phrase}{before.rstrip('的')}比例" if len(before) > 1 else f"{previous.full_phrase}占比"
    if not topic or topic in phrase:
        return phrase
    if words.needs_object(phrase):
        return topic if phrase in topic else phrase + topic + noun
    untold = mention.quantity.unit in RATES and not (before or mention.noun_follows)
    return topic + phrase if untold or _is_incomplete(phrase, words) else phrase


def _setting(mention, topic, aspect, heading, words):
    """Return what a short phrase is to be understood in: 特种设备:排查隐患, 行政执法案卷评查:评查案卷."""
    phrase = mention.phrase
    if _is_incomplete(phrase, words):
        said = aspect or ("" if topic else heading)
        return said if said not in mention.measure else ""
    if len(phrase) > SHORT or mention.quantity.unit in RATES:
        return ""
    if aspect and aspect not in mention.measure:
        return aspect
    return topic if len(topic) > len(phrase) and topic not in phrase and phrase[-2:] in topic else ""


def _is_incomplete(phrase, words):
    """Say whether a phrase does not tell by itself what is counted: verbs alone, 涉及金额, 合格率."""
    if words.is_rate(phrase):
        return all(len(name) <= RATE_NAME for name in re.split("[、和及]", phrase))
    return words.needs_object(phrase) or words.is_thin(phrase)


def _of_whole(mention, mentions):
    """Put the figure that a figure is a part of before its words: 受理投诉:食品投诉."""
    whole = None if mention.whole is None else mentions[mention.whole]
    if whole is None or mention.phrase == whole.measure:
        return mention.full_phrase
    return f"{whole.measure}:{mention.phrase}" if mention.phrase else whole.measure
