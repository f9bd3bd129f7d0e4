"""Measure: what each figure of a report counts; fills the column ``measure``.

A figure counts what stands before it (调解成功199宗), after it (组织35家企业) or both, and a list carries words on
(检查14个商超,402个餐饮单位). Where its own words do not tell (受理28件, 涉及金额5万元), the object is the last noun
that the sentence counted, the clause before it, or the heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..quantities import PERSONS, RATES, Quantity
from ..text.marks import HEADINGS, NUMERAL, mark_of
from ..text.offsets import Offset, Position
from .deed import deed_of
from .record import DONE, Clause, Counted, Deed, Figure, Passage
from .sentences import by_sentence
from .vocabulary import Vocabulary

# How many characters of a measure are kept, the last ones.
LONGEST_MEASURE = 60
# How many characters ahead of a figure one looks for who acts.
ACTOR_REACH = 200
# How many characters a list carries on as a verb with its subject: 法律顾问审查.
LONGEST_SUBJECT = 12
# A phrase of as many characters may need what it is to be understood in: 排查隐患.
SHORT_PHRASE = 4
# A rate of as many characters does not tell what it is of: 合格率.
SHORT_RATE = 5
# How many characters a line or sentence has that is a heading.
LONGEST_HEADING = 32
# How many characters of a clause are its topic, the last ones.
LONGEST_TOPIC = 24
# What stands between the items of a list.
LISTED = ("、", ",", "，", "和")

_INCLUDING = re.compile(r"[(（](?:不?含|包括|包含|除)[^()（）]*[)）]")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|原来|原先|之前|年初|法定|规定|承诺| ?20\d\d ?年)?(?:度|同期|底)?的?$")
_TO = re.compile(
    r"(?:下降|上升|提高|提升|增长|降低|减少|增加|压缩|缩短|扩大|压减|精简|调整|优化|缩减|扩充|[减增降升扩压变])(?:到|至|为)了?$"
)
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


@dataclass(slots=True)
class _Draft:
    """A figure while it is being told what it counts; the attributes are those of `Counted`."""

    quantity: Quantity
    clause: Clause
    whole: Position | None
    own: str = ""
    phrase: str = ""
    full_phrase: str = ""
    measure: str = ""
    verb: str = ""
    actor: str = ""
    noun_follows: bool = False
    superseded: bool = False
    deed: Deed = DONE

    def counted(self) -> Counted:
        return Counted(
            self.own,
            self.phrase,
            self.full_phrase,
            self.measure,
            self.verb,
            self.actor,
            self.noun_follows,
            self.superseded,
            self.deed,
        )


def tell_measures(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Tell of each figure what it counts.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `counted`.
    """
    text, words = passage.text, passage.words
    drafts = [_Draft(figure.quantity, figure.clause, figure.opened_from) for figure in figures]
    topic, end = "", -1
    for positions in by_sentence(figures):
        group = drafts[positions[0] : positions[-1] + 1]
        sentence = group[0].clause.sentence
        start = sentence.start
        if text[end:start].strip(" 。") or end < 0:
            topic = ""
        if words.actor.search(text, start, group[-1].quantity.start):
            for draft in group:
                at = draft.quantity.start
                draft.actor = words.actor_of(text[max(start, at - ACTOR_REACH) : at])
        topic = _complete(group, words, drafts, topic, _heading(text, start))
        _tell_deeds(group, drafts, words)
        end = sentence.end
    return [figure.grown(counted=draft.counted()) for figure, draft in zip(figures, drafts, strict=True)]


def _tell_deeds(group: list[_Draft], drafts: list[_Draft], words: Vocabulary) -> None:
    """Tell whether what the figures of a sentence count has happened; a part is what its total is."""
    before = DONE
    for draft in group:
        draft.deed = deed_of(draft.clause, draft.phrase, draft.quantity.unit, before, words)
        if not draft.deed.kind and draft.whole is not None:
            draft.deed = drafts[draft.whole].deed
        before = draft.deed


def name_measure(position: Position, figures: Sequence[Figure]) -> str:
    """Return what a figure counts, for the column; a growth names what grows, a part its total."""
    figure, counted = figures[position], figures[position].counted
    to = figure.relation.to
    if figure.relation.kind == "growth" and to:
        # Of a run (分别增长12%、15%) the first says how it moved.
        since = reversed(figures[to[0] + 1 : position + 1])
        moved = next((other.counted.phrase for other in since if other.counted.phrase), "")
        grown = figures[to[0]].counted.measure
        return grown + moved.replace("分别", "").removeprefix(grown)
    if figure.relation.kind == "part" and figure.opened_from is None and to[0] < position:
        # 审查412件:文件7件、合同238件
        return f"{figures[to[0]].counted.measure}:{counted.phrase or counted.measure}"[-LONGEST_MEASURE:]
    return counted.measure or figure.quantity.unit


def _heading(text: str, start: Offset) -> str:
    """Return what the sentence or line before says when it is as short as a heading."""
    before = text[max(0, start - LONGEST_HEADING - 8) : start].rstrip(" \t\r\n\u3000。")
    said = re.split(r"[。！!？?\n]", before)[-1]
    if len(said) > LONGEST_HEADING or "\t" in said or any(char.isdigit() for char in _MARK.sub("", said)):
        return ""
    return _MARK.sub("", said)


def _complete(group: list[_Draft], words: Vocabulary, drafts: list[_Draft], topic: str, heading: str) -> str:
    """Tell what each figure of a sentence counts; return what the sentence is about at its end."""
    noun = aspect = ""
    for position, draft in enumerate(group):
        previous = group[position - 1] if position else None
        if previous and _TO.fullmatch(draft.clause.before.strip()) and _FROM.search(previous.clause.before):
            _replace_level(previous, draft)
            continue
        if previous and draft.clause.compared:
            # 立案168件,罚款30万元,较上年的150件增加18件: it is of the cases.
            unit = draft.quantity.unit
            like = next((each for each in reversed(group[:position]) if each.quantity.unit == unit), previous)
        else:
            like = previous if draft.clause.ends_range else None
        if like:
            draft.phrase, draft.full_phrase, draft.measure = like.phrase, like.full_phrase, like.measure
            continue
        before = draft.own = words.bare(
            _INCLUDING.sub("", draft.clause.before) if "(" in draft.clause.before else draft.clause.before
        )
        _phrase(draft, before, previous, words)
        _take_part(draft, group[position + 1 : position + 2])
        _share_treatment(group[:position], draft, words)
        if not draft.phrase and previous:
            # 执法培训3期、440人次: one thing counted twice.
            draft.full_phrase = draft.measure = previous.measure
            again = draft.quantity.unit == previous.quantity.unit and not _TOTAL.search(draft.clause.before)
            draft.phrase = "" if again else previous.phrase
            continue
        if said := _ASPECT.findall(draft.clause.ahead):
            aspect = _MARK.sub("", said[-1]).removeprefix("在")
        if previous and _MOVED.search(draft.clause.before):
            # 开展活动52场,同比增加7场,参与2万人: how much more is no matter of its own.
            draft.full_phrase = draft.measure = draft.phrase
            draft.verb = previous.verb
            continue
        topic, noun = (said, "") if (said := _clause_topic(draft.clause.ahead, words)) else (topic, noun)
        draft.full_phrase = _full_phrase(draft, before, previous, words, topic, noun)
        if before.startswith("占"):
            draft.phrase = draft.full_phrase
        draft.measure = _of_whole(draft, drafts)
        if draft.whole is None and (setting := _setting(draft, topic, aspect, heading, words)):
            draft.measure = f"{setting}:{draft.measure}"
        if draft.actor not in draft.measure:
            draft.measure = f"{draft.actor}:{draft.measure}"
        draft.measure = draft.measure[-LONGEST_MEASURE:]
        counts = draft.quantity.unit or draft.quantity.value
        if counts and draft.quantity.unit not in (*RATES, "倍") and draft.whole is None:
            own = _own_noun(draft, before)
            said = words.object_of(own)
            if not said and not position and not _is_incomplete(draft.phrase, words):
                # 执法部门立案5件: the sentence has turned to another matter.
                topic = ""
            topic, noun = (said, "") if said else (topic, words.thin_noun(own) or noun)
    return topic


def _replace_level(previous: _Draft, draft: _Draft) -> None:
    previous.superseded = True
    for each in (previous, draft):
        each.phrase = _FROM.sub("", previous.phrase)
        each.full_phrase = _FROM.sub("", previous.full_phrase)
        each.measure = _FROM.sub("", previous.measure)


def _phrase(draft: _Draft, before: str, previous: _Draft | None, words: Vocabulary) -> None:
    """Put together the words of a figure's own, with the verb that a list carries on."""
    after = _BOUND.sub("", draft.clause.after.strip(), count=1)
    bare_verb = words.needs_object(before)
    draft.noun_follows = words.names_noun(after) or (bare_verb and words.nominal(after))
    verb = words.find_verb(before)
    # What a list carries on is its first verb, with the subject when that is short: 法律顾问审查合同、涉法文件. A verb
    # that ends its phrase (当场处罚5件、一般程序3件) has no object to share the place of.
    if verb and (verb.end() < len(before) or draft.noun_follows):
        draft.verb = before[: verb.end()] if verb.end() <= LONGEST_SUBJECT else verb.group()
    in_list = previous and previous.whole == draft.whole and draft.clause.separator in LISTED
    # 下放事项8项,权力事项减少到1213项: the level that something has come to is no further object of the verb.
    in_list = in_list and not _TO.search(draft.clause.before)
    # 申领执法证18人,312名执法人员通过考试: persons who did something themselves are a clause of their own.
    did = words.find_verb(after) if draft.noun_follows and draft.quantity.unit in PERSONS and not before else None
    in_list = in_list and not (draft.clause.separator != "、" and did and 1 < did.start() < did.end() < len(after))
    if in_list and previous and not verb and not words.outcome.match(before) and not words.is_rate(before):
        draft.verb = previous.verb
        if (draft.clause.separator == "、" and before) or (draft.noun_follows and not before):
            before = draft.verb + before
        elif words.same_unit(draft.quantity.unit, previous.quantity.unit) and len(before) >= SHORT_PHRASE:
            # Behind a comma the item may have a subject of its own: 镇党委会学法2次,办公会会前学法3次; and a verb
            # alone has no object to share the place of: 维持5件,行政诉讼3件.
            opens = None if words.verb.fullmatch(previous.own) else words.verb.match(previous.own)
            before = (opens[0] if opens else "") + before
    if draft.quantity.value == 0 and after and not draft.noun_follows:
        before, after, draft.noun_follows = _NONE.sub("", before), after.strip('”"'), True
    if draft.noun_follows or not before:
        draft.phrase = before + after
        return
    # 领导干部18人完成述法: a subject, its number, and what it did.
    did = draft.quantity.unit in PERSONS and _DID.match(after)
    draft.phrase = before + after if did or (after and not verb and not words.predicate.match(after)) else before


def _take_part(draft: _Draft, following: list[_Draft]) -> None:
    """Give persons what the next figure counts when they did it."""
    if draft.quantity.unit not in PERSONS or not following or following[0].clause.separator:
        return
    if _TOOK_PART.match(following[0].clause.before):
        draft.phrase += following[0].clause.before


def _share_treatment(earlier: list[_Draft], draft: _Draft, words: Vocabulary) -> None:
    """Give what is done to the last of a list to those before it: 常委会4次、常务会7次研究工作."""
    after = draft.clause.after.strip()
    if draft.clause.separator not in ("、", "和") or not after or not draft.phrase.endswith(after):
        return
    done = _TREATMENT.search(after) or words.find_verb(after)
    if not done:
        return
    sharing = []
    for previous in reversed(earlier):
        if _does_something(previous, words):
            return
        sharing.append(previous)
        if previous.clause.separator not in ("、", "和"):
            break
    if not sharing:
        return
    head = sharing[-1]
    treated = _TREATED.match(head.clause.before.strip())
    if head.noun_follows and not treated and words.bare(head.clause.before):
        return
    for previous in sharing:
        # 16个联社和27个合作社进行审计: the noun behind the last number is its own.
        previous.phrase += after[done.start() :] if previous.noun_follows else after
        previous.full_phrase = previous.measure = previous.phrase
    if treated:
        draft.phrase = treated[0] + draft.phrase


def _does_something(draft: _Draft, words: Vocabulary) -> bool:
    """Return whether an item of a list has a predicate of its own."""
    if draft.noun_follows:
        return bool(words.find_verb(draft.clause.after))
    return bool(draft.verb or draft.clause.after.strip())


def _own_noun(draft: _Draft, before: str) -> str:
    return _BOUND.sub("", draft.clause.after.strip(), count=1) if draft.noun_follows else before


def _clause_topic(ahead: str, words: Vocabulary) -> str:
    """Return what the clause before a figure is about: 开展规范性文件清理,共清理14件."""
    for clause in reversed(_CLAUSES.split(_BRACKETED.sub("", ahead).strip("(（、)）"))):
        said = words.bare(clause)
        if len(said) > 3 and not _MANNER.search(said) and words.object_of(said):
            return said[-LONGEST_TOPIC:]
    return ""


def _full_phrase(
    draft: _Draft,
    before: str,
    previous: _Draft | None,
    words: Vocabulary,
    topic: str,
    noun: str,
) -> str:
    phrase = draft.phrase
    if before.startswith("占") and previous and draft.quantity.unit in RATES:
        return f"{previous.full_phrase}{before.rstrip('的')}比例" if len(before) > 1 else f"{previous.full_phrase}占比"
    if not topic or topic in phrase:
        return phrase
    if words.needs_object(phrase):
        return topic if phrase in topic else phrase + topic + noun
    untold = draft.quantity.unit in RATES and not (before or draft.noun_follows)
    return topic + phrase if untold or _is_incomplete(phrase, words) else phrase


def _setting(draft: _Draft, topic: str, aspect: str, heading: str, words: Vocabulary) -> str:
    """Return what a short phrase is to be understood in: 特种设备:排查隐患, 行政执法案卷评查:评查案卷."""
    phrase = draft.phrase
    if _is_incomplete(phrase, words):
        said = aspect or ("" if topic else heading)
        return said if said not in draft.measure else ""
    if len(phrase) > SHORT_PHRASE or draft.quantity.unit in RATES:
        return ""
    if aspect and aspect not in draft.measure:
        return aspect
    return topic if len(topic) > len(phrase) and topic not in phrase and phrase[-2:] in topic else ""


def _is_incomplete(phrase: str, words: Vocabulary) -> bool:
    """Return whether a phrase does not tell by itself what is counted: verbs alone, 涉及金额, 合格率."""
    if words.is_rate(phrase):
        return all(len(name) <= SHORT_RATE for name in re.split("[、和及]", phrase))
    return words.needs_object(phrase) or words.is_thin(phrase)


def _of_whole(draft: _Draft, drafts: list[_Draft]) -> str:
    """Put the figure that a figure is a part of before its words: 受理投诉:食品投诉."""
    whole = None if draft.whole is None else drafts[draft.whole]
    if whole is None or draft.phrase == whole.measure:
        return draft.full_phrase
    return f"{whole.measure}:{draft.phrase}" if draft.phrase else whole.measure
