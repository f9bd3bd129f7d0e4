"""Measure: what each figure of a report counts; fills the column ``measure``.

A figure counts what stands before it (调解成功199宗), after it (组织35家企业) or both, and a list carries words on
(检查14个商超,402个餐饮单位). Where its own words do not tell (受理28件, 涉及金额5万元), the object is the last noun
that the sentence counted, the clause before it, or the heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ..quantities import PERSONS, RATES, Quantity
from ..quantities.find import NONE_IN_WORDS
from ..tables.figures import WANTED
from ..text.offsets import Position
from .carried import SHORT_PHRASE, Carried, is_incomplete, subject_of
from .deed import LAID_DOWN, TASK, deed_of, falls_short
from .larger_place import OURS
from .record import DONE, Clause, Counted, Deed, Figure, Passage
from .sentences import BECAME, LAST_YEAR, LISTED, by_sentence, is_closed
from .vocabulary import Vocabulary

# 清理文件58份,现行有效规范性文件30件: what there is of them was not done.
_THERE_IS = re.compile("现|共|另|原|其|新|尚|继续")
# In what documents are counted.
PAPERS = ("份", "件", "项", "部", "条")
# How many characters of a measure are kept, the last ones.
LONGEST_MEASURE = 60
# How many figures before one are looked at for what it is compared with.
NEAR = 12
# How many characters ahead of a figure one looks for who acts.
ACTOR_REACH = 200
# How many characters a list carries on as a verb with its subject: 法律顾问审查.
LONGEST_SUBJECT = 12

# What may have been reached as well: 全年答复率不低于98%.
_OR_REACHED = ("不低于", "不少于", "控制在", "控制到")
# What is wanted of a rate is one: 答复率.
_RATE_NAMED = re.compile("(?:率|度|占比|比例|比重)(?:目标|要求)?$")
_INCLUDING = re.compile(r"[(（](?:不?含|包括|包含|除)[^()（）]*[)）]")
_FROM = re.compile(
    r"(?:由|从)(?:(?P<year>上年|去年|上一年| ?20\d\d ?年)|原来|原先|之前|年初|法定|规定|承诺)?(?:度|同期|底)?的?$"
)
# 对4户, 依法将8起, 共向15名: nothing that could be counted stands before the number.
_GOVERNS = re.compile("(?:^|依法|[共均已又还])[对向将把给]$")
# 执法队对9户无证餐饮店立案查处; 比对30条无异常 is a verb.
_TO_WHOM = re.compile("(?<![核比校查绝相反配结])对$")
_FINED = re.compile("罚款|罚没")
_TO = re.compile(f"{BECAME}$")
# 无一件被撤销, 实现“零败诉”: what there is none of follows.
_NONE = re.compile(r"(?:实现|保持|确保|做到)?[“\"]?(?:未|没有|无)?(?:发生|出现|接到|收到|发现|产生|引发|有|存在)?过?$")
_IN_ALL = re.compile("总[量数额]|总户数|保有量")
_TOTAL = re.compile(r"共计|合计|总计|累计|总共")
_BOUND = re.compile(r"^(?:以上|以下|以内|左右|余|多|强$)?的?")
_MOVED = re.compile(
    r"(?:同比|环比|[较比](?:上一?年|去年|前一年| ?20\d\d ?年)).{0,6}(?:增|减|升|降|提高|上涨|回落|多|少)[^,，;；]{0,4}$"
)
# 实际完成342户, 已完成295家, 实训402人: what was done instead of what was planned.
_INSTEAD = re.compile("(?P<really>实际|实(?![施现验行])|)(?:已|共|累计|全部|分别)*(?P<did>[^,，、;；]{0,6})")
_ALREADY = re.compile("已经?$|已经?[^,，、;；]{2,4}$")
_REACHED = re.compile("完成|达到|实现|落实|到位|到[会场课岗]|执行|参加")
_LEFT = re.compile("(?:其余|剩余|余下|剩下|另外?)的?有?")
# 事故起数11起: the unit in the name of a number is no word of what it counts.
_HOW_MANY = re.compile("起数(?=[为达共是]{0,2}$)")
_GROWN = re.compile("(?:同比|环比)?(?:增|减|升|降|上升|下降|提高|上涨|下滑|回落)[加长少幅]?")
_RATIO = re.compile("占(?:比|比例|比重)?")
# 对35份合同、12份文件进行审查: what is done to all stands behind the last.
_TREATED = re.compile(r"^(?:对|为|将|把|给|向)")
# 县司法局对35份合同、12份文件进行审查
_TREATED_BY = re.compile(r"(?:^|依法|[局所办委院厅府会队科关门组])(对|为|将|把|给|向)")
_TREATMENT = re.compile(r"(?:依法|逐一|集中|全面|及时)?(?:进行|开展|实施|予以|给予|作出|提供|纳入)")
# 班子成员11人在会上述法: what persons did follows their number.
_DID = re.compile(
    r"(?:在(?!编|岗|册)|通过|参加|参与|取得|获|持有?|被|经|完成|接受|报名|报考|[到赴].{1,12}(?:学习|培训|轮训))"
)
# 通过政府网公开文件12件: by what means.
_MEANS = ("通过", "借助", "利用", "运用")
# 表单、证照等12项要件
_AND_SO_ON = re.compile(r"等\s*$")
# 甲县(30起)、乙县(20起)
_NAMED = re.compile(r"\s*[、,，和及与]?\s*(?P<name>[^()（）,，、]{1,12})[(（]\s*")
_FRAME = re.compile("(?P<frame>.+(?:分别是|依次是|依次为|分别为|[是为有])).{1,12}")
_OWN_OFFICE = re.compile("^.{0,8}?(?:机关|本级|本部)(?=..)")
_OF_YEAR = re.compile(r"^20\d\d ?年度?")
# 14个村中,9个…: among those is no word of what they are.
_AMONG = re.compile("(?<=[村居区镇街乡家户位员人门件案业所站])中$")
# 行政复议申请比上年的120件增加15件: the year of a level is no word of what is counted.
_OF_LEVEL = re.compile(rf"(?<=..)[比较]{LAST_YEAR}(?:同期)?的?$")
# 与2023年的120件相比,受理135件: a level that stands before the figure that is held against it.
_HELD = re.compile(rf"(?:[与同跟和比较]|相比|相较)(?:于)?{LAST_YEAR}(?:同期|全年)?的?$")
_AGAINST = re.compile(r"相比|比较|相较|[,，]|比$")
# 是同期行政诉讼案件(1180件)的2.4倍: what it is held against, and not spoken of.
_BESIDE = re.compile("(?:是|为|相当于)(?:同期|同时期|上年|全[省市国])")
# 满意率分别为98%、97%; 办结率均为100%: to which of the things before a rate belongs.
_TO_EACH = re.compile("分别|依次")
_TO_ALL = re.compile("[均都]")
_AMONG_WHICH = re.compile("其中")
# 全省败诉率12.5%,我市8.3%: that of the larger place ends where the report's own begins.
_LARGER = re.compile("^.*全[国省市州盟县区]")
# 9个县收到申请超过40件 are more than 40 of each of them; 9个县共收到 are of all.
_OVER_OR_UNDER = re.compile("(?:超过|不足|少于|多于|不到|高于|低于|超)$")
_ALTOGETHER = re.compile("共(?![建享同治])|累计|合计|总")
# 60人参加培训2次: what persons did may itself be counted.
_TOOK_PART = re.compile(r"(?:共同|分别|分批)?参加")
# 12名律师为36个村担任法律顾问, 12名律师担任36个村的法律顾问
_SERVES = re.compile("(?:担任|受聘为|出任|兼任)")


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
    by: tuple[str, ...] = ()

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
            self.by,
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
    carried, end = Carried(words), -1
    for positions in by_sentence(figures):
        group = drafts[positions[0] : positions[-1] + 1]
        sentence = group[0].clause.sentence
        start = sentence.start
        carried.begin(text, start, is_near=end >= 0 and not text[end:start].strip(" 。"))
        if words.actor.search(text, start, group[-1].quantity.start):
            for draft in group:
                at = draft.quantity.start
                draft.actor = words.actor_of(text[max(start, at - ACTOR_REACH) : at])
        _complete(text, group, words, drafts, carried)
        _tell_deeds(group, drafts, passage)
        end = sentence.end
    return [figure.grown(counted=draft.counted()) for figure, draft in zip(figures, drafts, strict=True)]


def _tell_deeds(group: list[_Draft], drafts: list[_Draft], passage: Passage) -> None:
    """Tell whether what the figures of a sentence count has happened; a part is what its total is."""
    before, previous = DONE, None
    for draft in group:
        draft.deed = deed_of(draft.clause, draft.phrase, draft.quantity.unit, before, passage.words, passage.year)
        if draft.clause.ends_range and previous:
            draft.deed = previous.deed
        elif not draft.deed.kind and draft.whole is not None:
            draft.deed = drafts[draft.whole].deed
        if previous and not draft.deed.kind and (bound := _of_each_place(previous, draft, passage)):
            draft.deed = Deed("each", (bound,))
        before, previous = draft.deed, draft


def _of_each_place(places: _Draft, draft: _Draft, passage: Passage) -> str:
    """Return the bound that each of some places is told by, empty where a figure is of all: 9个县收到申请超过40件."""
    said = passage.text[places.quantity.end : draft.quantity.start].strip()
    bound = _OVER_OR_UNDER.search(said)
    if not bound or draft.clause.separator or draft.clause.ahead or not places.noun_follows or _ALTOGETHER.search(said):
        return ""
    return bound[0] if passage.words.doer.search(places.phrase) or places.phrase.endswith("政府") else ""


def name_measure(position: Position, figures: Sequence[Figure]) -> str:
    """Return what a figure counts, for the column; a growth names what grows, a part its total."""
    figure, counted = figures[position], figures[position].counted
    to = figure.relation.to
    if figure.relation.kind == "growth" and to:
        # Of a run (分别增长12%、15%) the first says how it moved.
        since = reversed(figures[to[0] + 1 : position + 1])
        moved = next((other.counted.phrase for other in since if other.counted.phrase), "")
        grown = figures[to[0]].counted.measure
        moved = moved.replace("分别", "")
        return moved if grown in moved else grown + moved
    if figure.relation.kind == "part" and figure.opened_from is None and to[0] < position and not figure.quantity.cell:
        # 审查412件:文件7件、合同238件
        return f"{figures[to[0]].counted.measure}:{counted.phrase or counted.measure}"[-LONGEST_MEASURE:]
    name = _AMONG.sub("", counted.measure)
    if len(name) < 2:
        # 合计 | 件数: the row of totals names nothing else.
        name = _OF_YEAR.sub("", figure.quantity.head) or name or figure.quantity.unit
    if figure.quantity.unit not in RATES:
        return name
    # 完成工程量的六成
    name = name.removesuffix("的") or name
    is_uncoded = not (figure.planned or figure.coding.indicator)
    is_wanted = counted.deed.kind == "planned" and counted.deed.names[0] not in _OR_REACHED
    if is_uncoded and is_wanted and _RATE_NAMED.search(name):
        # 要求答复率不得低于98%: what is wanted has no indicator that would say so.
        name = name.replace(counted.deed.names[0], "")
        return name if name.endswith(WANTED) else f"{name}{WANTED[0]}"
    return name


def _complete(text: str, group: list[_Draft], words: Vocabulary, drafts: list[_Draft], carried: Carried) -> None:
    """Tell what each figure of a sentence counts."""
    for position, draft in enumerate(group):
        previous = group[position - 1] if position else None
        if previous and _TO.fullmatch(draft.clause.before.strip()) and (left := _FROM.search(previous.clause.before)):
            # 由2022年的203件降至171件: what a year before came to is a figure of that year; 由9天压缩到3天 has no year.
            lawful = "法定" in left[0] and previous.quantity.unit not in RATES
            previous.superseded = left["year"] is None and not lawful
            _replace_level(previous, draft)
            if lawful:
                # 由法定20个工作日压缩至5个工作日
                previous.phrase, previous.full_phrase = f"法定{previous.phrase}", f"法定{previous.full_phrase}"
            continue
        if _TO.fullmatch(draft.clause.before.strip()) and (what := _what_moved(group[:position])):
            # 复议案件比上年减少18件,降为54件
            draft.phrase = draft.full_phrase = draft.measure = what
            draft.by = ("growth.levels",)
            continue
        like = _like(text, group[max(0, position - NEAR) : position + 1], words)
        if like:
            draft.phrase, draft.full_phrase, draft.measure = like.phrase, like.full_phrase, like.measure
            draft.by = ("figure.range" if draft.clause.ends_range else "figure.compared",)
            continue
        if previous and (moved := _MOVED.search(previous.own)) and _FROM.match(draft.clause.before.strip()):
            # 检查次数同比下降31.5%,由2023年的46000次降至31500次: the levels are of what moved.
            draft.phrase = draft.full_phrase = draft.measure = previous.own[: moved.start()]
            draft.by = ("growth.levels",)
            continue
        wanted = falls_short(draft.clause) if draft.quantity.unit in RATES else ""
        if wanted and previous and previous.quantity.unit in RATES:
            # 持证率68.3%,距离75%的要求还有差距
            draft.phrase, draft.full_phrase = previous.phrase, previous.full_phrase
            draft.measure = previous.measure.removesuffix("为") + wanted
            draft.by = ("figure.compared",)
            continue
        if _is_held(draft):
            draft.measure = words.bare(draft.clause.before) or draft.clause.before.strip()
            continue
        if draft.quantity.cell:
            _tell_cell(draft, words, carried)
            continue
        before = draft.own = words.bare(_without_brackets(_HOW_MANY.sub("", draft.clause.before)))
        before = _did_instead(group[:position], draft, words) or before
        following = group[position + 1] if position + 1 < len(group) else None
        if following and following.quantity.unit == "倍" and _BESIDE.match(draft.clause.before):
            draft.phrase = draft.full_phrase = draft.measure = before
            draft.by = ("words.before",)
            continue
        _phrase(draft, before, previous, following, words)
        _take_part(draft, following, words)
        _share_treatment(group[:position], draft, words)
        if not draft.phrase and previous:
            # 执法培训3期、440人次: one thing counted twice.
            said, phrase = previous.measure, previous.phrase
            if words.each.match(phrase) and (did := words.find_verb(phrase)):
                # 每村培养3名,共63名
                said, phrase = said.replace(phrase, phrase[did.start() :]), phrase[did.start() :]
            if what := _what_moved(group[:position]):
                # 新收申请较上年增加112件,增长41%,总量达到385件
                said = phrase = what
            same = draft.quantity.unit == previous.quantity.unit
            again = same and not _TOTAL.search(draft.clause.before)
            is_all = same and _IN_ALL.search(draft.clause.before)
            if is_all or (again and words.stock.search(draft.clause.before)):
                # 接收矫正对象36名,现有12名; 新增市场主体1万户,总量达11万户: what was added is not what is counted now.
                said = words.object_of(said) or said
                phrase = said
            if again and (all_of := words.of_scopes.patterns["whole_place"].search(draft.clause.before)):
                # 局机关持证人员214人,全系统1136人
                said = all_of[0] + _OWN_OFFICE.sub("", said)
            if again and OURS.search(draft.clause.before):
                said = _LARGER.sub("", said)
            draft.full_phrase = draft.measure = said
            draft.phrase = "" if again else phrase
            draft.by = ("figure.before",)
            continue
        if previous and _has_moved(draft.clause.before):
            # 开展活动52场,同比增加7场,参与2万人: how much more is no matter of its own.
            draft.full_phrase = draft.measure = draft.phrase
            draft.verb = previous.verb
            draft.by += ("growth.named",)
            continue
        carried.hear(draft.clause.ahead)
        unit = draft.quantity.unit
        if before.startswith("占") and unit in RATES:
            draft.phrase = draft.full_phrase = _share(draft, before, previous, words)
            draft.by = ("carried.share",)
        else:
            is_joined = previous is not None and not draft.clause.separator and not draft.clause.ahead
            draft.full_phrase = carried.complete(draft.phrase, before, unit, draft.noun_follows, is_joined)
            draft.by += ("carried.topic",) if draft.full_phrase != draft.phrase else ()
        draft.measure = _of_whole(draft, drafts)
        is_beside = draft.clause.separator == "、"
        if draft.whole is None and (setting := carried.setting(draft.phrase, draft.measure, unit, is_beside)):
            draft.measure = f"{setting}:{draft.measure}"
            draft.by += ("carried.setting",)
        if draft.actor not in draft.measure:
            draft.measure = f"{draft.actor}:{draft.measure}"
            draft.by += ("carried.actor",)
        draft.measure = draft.measure[-LONGEST_MEASURE:]
        counts = unit or draft.quantity.value
        if counts and unit not in (*RATES, "倍") and draft.whole is None:
            carried.count(_FROM.sub("", _own_noun(draft, before)), draft.phrase, unit, opens=not position)
    for draft in group:
        if _OF_LEVEL.search(draft.phrase):
            said = (draft.phrase, draft.full_phrase, draft.measure)
            draft.phrase, draft.full_phrase, draft.measure = (_OF_LEVEL.sub("", each) for each in said)
    _hold_against(group, words)
    _share_out(group, words)


def _tell_cell(draft: _Draft, words: Vocabulary, carried: Carried) -> None:
    """Tell what a cell of a table counts: its heads say it, and what the table is called where they are thin."""
    cell, unit = draft.quantity.cell, draft.quantity.unit
    if cell is None:
        return
    draft.own = draft.phrase = words.bare(cell.counted) or cell.counted
    draft.by = ("words.head",)
    is_thin = is_incomplete(draft.phrase, words)
    if cell.over:
        # 发现纠纷 of 纠纷排查化解情况 were found: what the table does is not what its column says that it did.
        did = None if is_thin else words.find_verb(draft.phrase)
        does_other = did is not None and did[0] not in cell.over and words.find_verb(cell.over) is not None
        is_of_table = cell.is_completed(is_thin) and not does_other
        draft.full_phrase = cell.whole(draft.phrase) if is_of_table else draft.phrase
        named = draft.full_phrase if is_thin or len(draft.phrase) < SHORT_PHRASE else draft.phrase
    else:
        draft.full_phrase = carried.complete(draft.phrase, draft.phrase, unit, False, False)
        named = draft.full_phrase
        if unit not in (*RATES, "倍"):
            carried.count(draft.phrase, draft.phrase, unit, opens=False)
    whose = "".join(cell.limits.split("、"))
    draft.measure = (whose + named)[-LONGEST_MEASURE:]


def _hold_against(group: list[_Draft], words: Vocabulary) -> None:
    """Give a level that stands before the figure that is held against it what that counts: 与上年的120件相比."""
    for position, (level, draft) in enumerate(pairwise(group)):
        if not _is_held(level):
            continue
        between = _AGAINST.sub("", level.clause.after.strip()) + draft.clause.before
        says_growth = words.change.search(between) and not _TO.search(between)
        # 受理2846件,与上年2155件相比增长32%
        of = (group[position - 1] if position else None) if says_growth else draft
        if of and level.quantity.unit == of.quantity.unit:
            level.phrase, level.full_phrase, level.measure = of.phrase, of.full_phrase, of.measure
            level.by = ("figure.compared",)


def _is_held(draft: _Draft) -> bool:
    """Return whether a figure is a level that the next is held against."""
    clause = draft.clause
    return bool(_HELD.fullmatch(clause.before.strip()) and _AGAINST.match(clause.after.strip() or ","))


def _share_out(group: list[_Draft], words: Vocabulary) -> None:
    """Give the rates of a list each its own of the things before: 建议45件、提案60件,满意率分别为98%、97%."""
    for position, draft in enumerate(group):
        is_lent = {"carried.topic", "carried.share"}.intersection(draft.by)
        if draft.quantity.unit not in RATES or not is_lent:
            continue
        rate = _share_of(draft.own) if "carried.share" in draft.by else draft.phrase
        run = [
            draft,
            *takewhile(lambda each: each.clause.separator in ("、", "和") and not each.own, group[position + 1 :]),
        ]
        things = _things_before(group[:position], words)
        if _TO_EACH.search(draft.clause.before) and 1 < len(run) == len(things):
            own = things
        elif _TO_ALL.search(draft.clause.before) and len(run) == 1 < len(things):
            own = ["、".join(things)]
        else:
            continue
        for each, thing in zip(run, own, strict=True):
            each.phrase = each.full_phrase = each.measure = thing + rate
            each.by = ("list.respective",)


def _things_before(group: list[_Draft], words: Vocabulary) -> list[str]:
    """Return the names of the things that the last list of counts before a rate has."""
    listed: list[str] = []
    for draft in reversed(group):
        if draft.quantity.unit in RATES:
            if listed:
                break
            continue
        listed.append(words.object_of(draft.phrase) or draft.phrase)
        # 隐患3600条,其中重大隐患45条,整改率分别为99%、100%
        if draft.clause.separator not in ("、", "和") and not _AMONG_WHICH.match(draft.clause.before):
            break
    return listed[::-1]


def _like(text: str, group: Sequence[_Draft], words: Vocabulary) -> _Draft | None:
    """Return the figure that the last of some is another level of, or the other end of a range with; None for none.

    立案168件,罚款30万元,较上年的150件增加18件: of the cases; 27件(政府9件),较上年的31件: of all.
    """
    *before, draft = group
    if not before:
        return None
    # 信访167件,同比下降18.1%(2023年为204件)
    is_level = draft.clause.separator in ("(", "（") and _has_moved(before[-1].clause.before)
    if draft.clause.compared or (is_level and not words.bare(draft.clause.before)):
        alike = [each for each in before if each.quantity.unit == draft.quantity.unit]
        still = [each for each in alike if not is_closed(text[each.quantity.end : draft.quantity.start])]
        return (still or alike or before)[-1]
    return before[-1] if draft.clause.ends_range else None


def _without_brackets(before: str) -> str:
    """Return words without what a bracket in them only takes in or leaves out: 案件(含积案)."""
    return _INCLUDING.sub("", before).rstrip("(（") if "(" in before or "（" in before else before


def _did_instead(earlier: list[_Draft], draft: _Draft, words: Vocabulary) -> str:
    """Return what was done of what was planned or due, where only a verb tells: 计划检查企业300户,实际完成342户."""
    found = _INSTEAD.fullmatch(words.bare(draft.clause.before))
    if not found or not (found["really"] or _ALREADY.search(draft.clause.before)):
        return ""
    alike = (each for each in reversed(earlier) if words.same_unit(each.quantity.unit, draft.quantity.unit))
    previous = next(alike, None)
    if not previous:
        return ""
    before = previous.clause.before
    wanted, did = words.wanted.search(before) or LAID_DOWN.search(before) or TASK.search(before), found["did"]
    if not wanted:
        return ""
    said = LAID_DOWN.split(words.wanted.sub("", previous.full_phrase))[-1]
    said = TASK.sub(r"\g<task>\g<what>", said).strip("的了")
    if len(did) == 1 and previous.full_phrase.endswith(f"应{did}"):
        # 法治培训应训410人,实训402人
        return previous.full_phrase.replace(f"应{did}", f"实{did}")
    if len(did) < 2 or _REACHED.fullmatch(did) or did in said:
        return said
    if not words.needs_object(did):
        return ""
    verb = words.verb.match(said)
    return did + said[verb.end() if verb else 0 :]


def _what_moved(earlier: list[_Draft]) -> str:
    """Return what the growths right before a figure say that moved, empty where none of them names it."""
    for draft in reversed(earlier):
        if (moved := _MOVED.search(draft.own)) and moved.start() > 1:
            return draft.own[: moved.start()]
        if not _GROWN.fullmatch(draft.own):
            break
    return ""


def _has_moved(before: str) -> bool:
    """Return whether words say how much more or less something became: 同比增加."""
    return ("比" in before or "较" in before) and _MOVED.search(before) is not None


def _share(draft: _Draft, before: str, previous: _Draft | None, words: Vocabulary) -> str:
    """Return what a share is of: 持证人员146人,占92.4%, or of the clause before, 物业纠纷仍是主要类型,占26%."""
    subject = subject_of(draft.clause.ahead, words)
    if not subject and previous:
        subject = previous.full_phrase
    if not subject:
        return draft.phrase
    return subject + _share_of(before)


def _share_of(said: str) -> str:
    return "占比" if _RATIO.fullmatch(said) else f"{said.rstrip('的')}比例"


def _replace_level(previous: _Draft, draft: _Draft) -> None:
    for each in (previous, draft):
        each.phrase = _FROM.sub("", previous.phrase)
        each.full_phrase = _FROM.sub("", previous.full_phrase)
        each.measure = _FROM.sub("", previous.measure)
    draft.by = ("figure.level",)


def _phrase(draft: _Draft, before: str, previous: _Draft | None, following: _Draft | None, words: Vocabulary) -> None:
    """Put together the words of a figure's own, with the verb that a list carries on."""
    after = _BOUND.sub("", draft.clause.after.strip(), count=1)
    # 新聘的4名律师已全部到岗
    after = settled if len(settled := words.settled.sub("", after)) > 1 else after
    draft.noun_follows = _stands_before_noun(draft, before, after, words)
    verb = _main_verb(before, words)
    # What a list carries on is its first verb, with the subject when that is short: 法律顾问审查合同、涉法文件. A verb
    # that ends its phrase (当场处罚5件、一般程序3件) has no object to share the place of.
    if verb and (verb.end() < len(before) or draft.noun_follows):
        end = _chained(before, verb.end(), words)
        draft.verb = before[:end] if end <= LONGEST_SUBJECT else before[verb.start() : end]
    if previous and (framed := _framed(draft, previous)):
        before = framed
        draft.by += ("list.verb",)
    in_list = previous and previous.whole == draft.whole and draft.clause.separator in LISTED
    # 下放事项8项,权力事项减少到1213项: the level that something has come to is no further object of the verb.
    in_list = in_list and not _TO.search(draft.clause.before)
    # 新增调解员30名,每村不少于3名: how many there are of each is no further item.
    in_list = in_list and not (before.startswith("每") or words.is_average(before))
    # 没收出版物200本、罚款2万元: to fine is an act of its own.
    in_list = in_list and not _FINED.match(before)
    # 申领执法证18人,312名执法人员通过考试: those who did something themselves are a clause of their own.
    in_list = in_list and not (
        draft.clause.separator != "、" and not before and _goes_on(draft, after, following, words)
    )
    # 化解纠纷3件,未发生群体性事件: what there is none of has its own verb.
    in_list = in_list and draft.quantity.rule != NONE_IN_WORDS
    if in_list and previous and not verb and not words.outcome.match(before) and not words.is_rate(before):
        draft.verb = previous.verb
        own = before
        if (draft.clause.separator == "、" and before) or (draft.noun_follows and not before):
            before = draft.verb + before
        elif words.same_unit(draft.quantity.unit, previous.quantity.unit) and len(before) >= SHORT_PHRASE:
            # Behind a comma the item may have a subject of its own: 镇党委会学法2次,办公会会前学法3次; and a verb
            # alone has no object to share the place of: 维持5件,行政诉讼3件.
            # The third item has it from the second: 检查市场3个,宾馆5家,饭店8家.
            said = previous.phrase if "list.verb" in previous.by else previous.own
            opens = None if words.verb.fullmatch(previous.own) else words.verb.match(said)
            before = (opens[0] if opens and opens[0] not in _MEANS else "") + before
        elif _is_paper(before, draft, words) and _is_paper(words.object_of(previous.own), previous, words):
            # 审查合同58份,规范性文件3件,重大决策2项
            before = draft.verb + before
        draft.by += ("list.verb",) if before != own else ()
    if draft.quantity.value == 0 and after and not draft.noun_follows:
        before, after, draft.noun_follows = _NONE.sub("", before), after.strip('”"'), True
    elif draft.quantity.value == 0 and draft.noun_follows:
        # 未发生一起“民转刑”案件
        before = _NONE.sub("", before)
    is_next = previous and previous.noun_follows and not draft.clause.separator and not draft.clause.ahead
    if draft.noun_follows and not before and not in_list and is_next and previous:
        # 调整27个街镇133项行政职权: what is done is done to both.
        before = draft.verb = _verb_alone(previous.verb, words)
    draft.by = (*(("words.before",) if before else ()), *(("words.behind",) if draft.noun_follows else ()), *draft.by)
    if draft.noun_follows or not before:
        draft.phrase = before + after
        return
    # 领导干部18人完成述法: a subject, its number, and what it did.
    did = (draft.quantity.unit in PERSONS and _DID.match(after)) or (after and _AMONG.search(before))
    # 其余10件无法提供: what became of the rest stands behind its number.
    tells = after and not verb and (_LEFT.fullmatch(before) or not words.predicate.match(after))
    draft.phrase = before + after if did or tells else before


def _is_paper(said: str, draft: _Draft, words: Vocabulary) -> bool:
    """Return whether a figure counts documents, and says of itself nothing that was done to them: 规范性文件3件."""
    is_listed = draft.quantity.unit in PAPERS and not words.find_verb(said) and not _THERE_IS.match(said)
    return is_listed and bool(words.document.fullmatch(said))


def _verb_alone(said: str, words: Vocabulary) -> str:
    verb = words.find_verb(said)
    return verb[0] if verb and verb.end() == len(said) else ""


def _stands_before_noun(draft: _Draft, before: str, after: str, words: Vocabulary) -> bool:
    """Return whether a figure stands before what it counts: 35家企业, 收取18件立案申请, 表单、证照等12项办理要件."""
    if words.names_noun(after) or _is_governed(before, after):
        return True
    if not words.nominal(after):
        return False
    if words.needs_object(before) or _AND_SO_ON.search(draft.clause.before):
        return True
    # 执法人员12人参加培训 took part; 党委开展3次学法活动 held some.
    return draft.quantity.unit not in PERSONS and words.ends_with_verb(before)


def _is_governed(before: str, after: str) -> bool:
    """Return whether a preposition governs what follows, which may begin like a predicate: 对4户无证商户处罚."""
    if not after[:1].isalpha():
        return False
    return bool(_GOVERNS.search(before) or (after[0] in "无未" and _TO_WHOM.search(before)))


def _main_verb(before: str, words: Vocabulary) -> re.Match[str] | None:
    """Return the verb that a phrase is about: 公开 of 通过政府网公开政策文件, 出台 of 围绕城市更新等领域出台规章."""
    verbs = [found for found in words.verbs_and_nouns.finditer(before) if found["verb"]]
    if len(verbs) < 2 or not (words.manner.match(before) or (not verbs[0].start() and verbs[0][0] in _MEANS)):
        return verbs[0] if verbs else None
    # How it was done stands before what was, and may have verbs of its own.
    did = [found for found in verbs if len(before) - found.end() > 1 and not words.field.fullmatch(found["verb"])]
    return did[-1] if did and did[-1] is not verbs[0] else verbs[1]


def _chained(before: str, end: int, words: Vocabulary) -> int:
    """Return where a verb ends with those right behind it: 推动制定出台规章3件; 答复 of 出具答复意见3份 is none."""
    while (further := words.verb.match(before, end)) and not words.field.fullmatch(further[0]):
        rest = before[further.end() :]
        if len(rest) < len(further[0]) or words.is_thin(rest) or words.thing.search(rest):
            break
        end = further.end()
    return end


def _goes_on(draft: _Draft, after: str, following: _Draft | None, words: Vocabulary) -> bool:
    """Return whether those whom a figure counts did something: 312名执法人员通过考试, 17个委办局对182个事项."""
    if not draft.noun_follows:
        return False
    if words.honoured.search(after):
        # 移送案件12件,2件案例入选典型案例
        return True
    did = words.find_verb(after)
    to_others = following and not following.clause.separator and _TREATED.match(following.clause.before.lstrip())
    return bool((did and 1 < did.start() < did.end() < len(after)) or to_others)


def _framed(draft: _Draft, previous: _Draft) -> str:
    """Return the frame of a list of names with the name of this one: 处罚较多的是甲县(30起)、乙县(20起)."""
    name = _NAMED.fullmatch(draft.clause.before)
    frame = (
        _FRAME.fullmatch(previous.phrase) if name and previous.clause.before.rstrip().endswith(("(", "（")) else None
    )
    return frame["frame"] + name["name"] if frame and name else ""


def _take_part(draft: _Draft, following: _Draft | None, words: Vocabulary) -> None:
    """Give persons what the next figure counts when they did it: 30名干部参加2次培训."""
    if draft.quantity.unit not in PERSONS or not following or following.clause.separator:
        return
    clause = following.clause
    serves = _SERVES.search(draft.clause.after + clause.before) or (
        _TREATED.match(clause.before) and _SERVES.search(clause.after)
    )
    if serves or _TOOK_PART.match(clause.before):
        did = words.untrailed(clause.before)
        draft.phrase = draft.phrase.removesuffix(did) + did + _BOUND.sub("", clause.after.strip(), count=1)


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
    treated = _TREATED_BY.search(head.clause.before.strip())
    begins = words.bare(head.clause.before)
    # 组织12名执法人员、30名村干部参加培训: all of them took part.
    if head.noun_follows and not treated and begins and not words.causative.fullmatch(begins):
        return
    for previous in sharing:
        # 16个联社和27个合作社进行审计: the noun behind the last number is its own.
        previous.phrase += after[done.start() :] if previous.noun_follows else after
        previous.full_phrase = previous.measure = previous.phrase
    if treated:
        draft.phrase = treated[1] + draft.phrase


def _does_something(draft: _Draft, words: Vocabulary) -> bool:
    """Return whether an item of a list has a predicate of its own."""
    if draft.noun_follows:
        # 28件以县政府名义印发的文件: what is said of the noun is no predicate.
        return bool(words.find_verb(draft.clause.after.rpartition("的")[2]))
    return bool(draft.verb or draft.clause.after.strip())


def _own_noun(draft: _Draft, before: str) -> str:
    return _BOUND.sub("", draft.clause.after.strip(), count=1) if draft.noun_follows else before


def _of_whole(draft: _Draft, drafts: list[_Draft]) -> str:
    """Put the figure that a figure is a part of before its words: 受理投诉:食品投诉."""
    whole = None if draft.whole is None else drafts[draft.whole]
    if whole is None or draft.phrase == whole.measure:
        return draft.full_phrase
    draft.by += ("list.whole",)
    return f"{whole.measure}:{draft.phrase}" if draft.phrase else whole.measure
