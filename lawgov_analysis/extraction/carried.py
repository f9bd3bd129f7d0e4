"""Carried: what a sentence, the clause before or a heading lend to a phrase that does not tell what is counted.

Only what a phrase really lacks is lent: 受理 and 审结 take the cases that were counted in the same unit, never those
who were trained or the meetings held; 涉及金额 and 满意率 take what was counted last.
"""

import re
from dataclasses import dataclass, field, replace

from ..quantities import PERSONS, RATES
from ..text.marks import HEADINGS, NUMERAL, mark_of
from ..text.offsets import Offset
from .vocabulary import Vocabulary

# A phrase of as many characters may need what it is to be understood in: 排查隐患.
SHORT_PHRASE = 4
# A rate of as many characters does not tell what it is of: 合格率.
SHORT_RATE = 5
# How many characters a line or sentence has that is a heading.
LONGEST_HEADING = 32
# How many characters of a clause are its topic, the last ones.
LONGEST_TOPIC = 24
# How many characters name who acts before what was done: 各级行政复议机关.
LONGEST_AGENT = 12
# How many of the things that were counted are remembered.
REMEMBERED = 8
# In what those who are inspected are counted, and no cases.
VISITED = ("家次", "户次", "家", "户")
# What is of anything that was counted: so many persons, so much money.
ATTRIBUTES = (*PERSONS, *RATES, "元", "美元", "倍", "分")

_STOPS = re.compile(r"[。！!？?\n]")
_CLAUSES = re.compile(r"[,，;；:：。！!？?\n]")
_MARK = re.compile(rf"^\s*(?:{mark_of(*HEADINGS[3:-1], 'shi')}|第{NUMERAL}|首先|其次)\s*")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_ASPECT = re.compile(r"(?:^|[,，;；。:：])(?:在)?([^,，;；。:：、]{2,12})(?:方面|领域|环节|工作中|上)[,，:：]")
# 物业纠纷仍是主要类型,占26%: what a clause says something of.
_SUBJECT = re.compile(
    r"^(?!主要|其中|分别)(.{2,}?)(?:仍然?|依然|依旧|已|最|较|相对)?(?:是|为(?!民)|成为|居|位居|位列|排名?|多发|高发|占据|数量|最多)"
)
# 以县政府为被告的18件 are of the suits before.
_PARTY = re.compile(r"^(?:以|由).*(?:被告|被申请人|第三人|原告)$")
# 在审结的310件案件中: those before are spoken of again.
_TAKEN_UP = re.compile(r"^(?:在|上述|以上|这些)|中$")
# 学法考试应考240人,实考231人: the stage is no word of the thing.
_AT_STAGE = re.compile("(?:(?:应|实)(?:考|检|训|到|参加)|参考)$")
# 新收一审行政案件26件,二审8件
_INSTANCE = re.compile("[一二]审|再审")
# 截至12月25日 is no topic.
_DAY = re.compile("[0-9] ?日$")
# 平均每村3名: of those who were counted before.
_OF_EACH = re.compile("(?:平均|实现|达到|做到)?每个?[^,，、]{1,6}")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that was spoken of.

    Attributes
    ----------
    noun : str
    unit : str or None
        In which it was counted; None when a clause without a figure spoke of it.
    is_thin : bool
        Whether it does not tell alone what it is: 问题.
    """

    noun: str
    unit: str | None = None
    is_thin: bool = False


@dataclass(slots=True)
class Carried:
    """What a text has spoken of so far, and which aspect of it.

    Attributes
    ----------
    words : Vocabulary
    topics : list of Topic
        The last last.
    aspect : str
        特种设备 of 特种设备方面.
    heading : str
    since : int
        How many of the topics are of sentences before.
    """

    words: Vocabulary
    topics: list[Topic] = field(default_factory=list)
    aspect: str = ""
    heading: str = ""
    since: int = 0

    def begin(self, text: str, start: Offset, is_near: bool) -> None:
        """Begin a sentence; what was spoken of is kept where nothing stood between."""
        self.aspect, self.heading = "", _heading(text, start)
        # What a clause spoke of ends with its sentence, unless nothing was counted since.
        near = self.topics if is_near else []
        self.topics = [topic for topic in near if topic.unit is not None or topic is near[-1]]
        self.since = len(self.topics)

    def hear(self, ahead: str) -> None:
        """Hear the clauses without a figure before one."""
        if not ahead:
            return
        if said := _ASPECT.findall(ahead):
            self.aspect = _MARK.sub("", said[-1]).removeprefix("在")
        if topic := _clause_topic(ahead, self.words):
            self._say(Topic(topic))

    def count(self, own: str, phrase: str, unit: str, opens: bool) -> None:
        """Remember what a figure counts; `opens` of the first of a sentence, which may turn to another matter."""
        words = self.words
        if words.is_average(own):
            # 日均办件1800件,全年办件45万件: what comes on a day is no matter of its own.
            return
        said = words.object_of(own)
        did = words.verb.match(said)
        if did and words.field.fullmatch(said, did.end()):
            # 收到信访30件,办结28件: 信访 is what is dealt with.
            said = said[did.end() :]
        said = _AT_STAGE.sub("", said) or said
        if not said and opens and not is_incomplete(phrase, words) and not _TAKEN_UP.search(phrase):
            # 执法部门立案5件: the sentence has turned to another matter.
            self.topics, self.since = [], 0
        if _INSTANCE.fullmatch(own) and self.topics:
            # 新收一审案件26件,二审8件;审结30件: of all instances.
            last = self.topics[-1]
            self._say(replace(last, noun=_INSTANCE.sub("", last.noun) or last.noun))
            return
        # 驳回复议申请 decides the cases before, 办结行政处罚案件 names its own.
        decided = words.decision.match(own) and any(
            topic.unit and words.same_unit(topic.unit, unit) for topic in self.topics
        )
        # 收到立案申请32件,涉及职工32人,涉及金额48万元: the money is of the applications.
        touched = own.startswith(("涉及", "涉案")) and unit in PERSONS
        if decided and not (words.field.search(said) and words.case.search(said)):
            return
        # 特种设备80台,应检75台,合格70台: a stage of the same things.
        if said and not touched and not _PARTY.search(said) and not words.stage.fullmatch(said):
            self._say(Topic(said, unit))
        elif (thin := words.thin_noun(own)) and words.thing.search(thin):
            self._say(Topic(thin, unit, is_thin=True))

    def _say(self, topic: Topic) -> None:
        kept = self.topics[1 - REMEMBERED :]
        self.since = max(0, self.since - len(self.topics) + len(kept))
        self.topics = [*kept, topic]

    def lent(self, phrase: str, unit: str, is_joined: bool = False) -> str:
        """Return what was spoken of that a phrase in a unit may be of, or nothing.

        Of two figures of one clause (9个调解组织调解成功30件), `is_joined`, the first is what the second is of.
        """
        words = self.words
        if words.needs_object(phrase) and unit not in ATTRIBUTES and not is_joined:
            if not words.same_unit(unit, "件"):
                # 对照28个问题,制定措施56条,整改26个: of two things that may be meant, the one that is counted alike.
                here = self.topics[self.since :]
                alike = [topic for topic in here if topic.unit is not None and words.same_unit(topic.unit, unit)]
                # 处罚案件118宗,罚款4万元。开展检查1640家次: no cases and no money are inspected.
                things = [t for t in self.topics if not (t.is_thin or t.unit == "元" or self._is_case(t, unit))]
                found = (alike or things or [None])[-1]
                return found.noun if found else ""
            for topic in reversed(self.topics):
                # 检查经营主体2万家,立案30起,办结28起: cases are concluded, and no businesses.
                is_alike = topic.unit is None or words.same_unit(topic.unit, unit)
                if is_alike or (words.concluded.search(topic.noun) and not topic.is_thin):
                    return topic.noun
            return ""
        told = [topic for topic in self.topics if not topic.is_thin]
        if unit in RATES:
            # 为游客挽回损失36万元,满意率97%: not the money has a rate.
            told = [topic for topic in told if topic.unit != "元"] or told
        elif words.same_unit(unit, "件"):
            # 开庭9件,涉及职工9人;审结案件21件: not the persons are concluded.
            told = [topic for topic in told if topic.unit not in PERSONS] or told
        return told[-1].noun if told else ""

    def _is_case(self, topic: Topic, unit: str) -> bool:
        return unit in VISITED and topic.unit is not None and self.words.same_unit(topic.unit, "件")

    def complete(self, phrase: str, own: str, unit: str, noun_follows: bool, is_joined: bool) -> str:
        """Return a phrase with what it is of, where it lacks it: 审结 → 审结行政复议案件."""
        words = self.words
        lacks_object, untold = words.needs_object(phrase), unit in RATES and not (own or noun_follows)
        if not (lacks_object or untold or is_incomplete(phrase, words)):
            return phrase
        topic = self.lent(phrase, unit, is_joined) or self._domain(phrase, unit)
        if not topic or topic in phrase or (noun_follows and not own and not is_joined and unit not in ATTRIBUTES):
            # 17个部门对82个事项作出承诺 are none of the things before.
            return phrase
        if _INSTANCE.fullmatch(phrase):
            # 一审案件21件、二审9件
            topic = _INSTANCE.sub("", topic)
        if lacks_object:
            if phrase in topic:
                return topic
            if words.took_in.search(topic):
                # 调委会受理案件中调解成功
                return f"{topic}中{phrase}"
            if _AT_STAGE.fullmatch(phrase):
                # 学法考试实考
                return topic + phrase
            # 法院审结行政案件, of 法院受理行政案件
            did = words.find_verb(topic)
            who, what = (topic[: did.start()], topic[did.end() :]) if did else ("", topic)
            acts = 0 < len(who) <= LONGEST_AGENT and not what.startswith(("和", "、", "及", "与"))
            return who + phrase + what if acts and words.is_agent(words.untrailed(who)) else phrase + topic
        return topic + phrase

    def _domain(self, phrase: str, unit: str) -> str:
        """Return the cases that a bare heading names, which verbs alone are of: 行政应诉。全年审结22件."""
        if self.topics or not unit or not self.words.same_unit(unit, "件"):
            return ""
        named = self.words.domain.fullmatch(self.heading)
        return f"{named['what']}案件" if named else ""

    def setting(self, phrase: str, measure: str, unit: str, is_beside: bool) -> str:
        """Return what a short phrase is to be understood in: 特种设备:排查隐患, 行政执法案卷评查:评查案卷.

        What stands `is_beside` another in a list is not understood in that: 不予处罚决定213件、减轻处罚88件.
        """
        if is_incomplete(phrase, self.words):
            said = self.aspect or ("" if self.lent(phrase, unit) else self.heading)
            return said if said not in measure else ""
        if len(phrase) > SHORT_PHRASE or unit in RATES:
            return ""
        if self.aspect and self.aspect not in measure:
            return self.aspect
        if is_beside:
            return ""
        topic = self.lent(phrase, unit)
        return topic if len(topic) > len(phrase) and topic not in phrase and phrase[-2:] in topic else ""


def is_incomplete(phrase: str, words: Vocabulary) -> bool:
    """Return whether a phrase does not tell by itself what is counted: verbs alone, 涉及金额, 合格率."""
    if words.is_rate(phrase):
        return all(len(name) <= SHORT_RATE for name in re.split("[、和及]", phrase))
    return words.needs_object(phrase) or words.is_thin(phrase) or bool(_OF_EACH.fullmatch(phrase))


def subject_of(ahead: str, words: Vocabulary) -> str:
    """Return what the clause right before a share is about: 物业纠纷 of 物业纠纷仍是主要类型,占26%."""
    clause = words.bare(_CLAUSES.split(_BRACKETED.sub("", ahead).rstrip(",，"))[-1])
    said = _SUBJECT.match(clause)
    return said[1] if said and words.object_of(said[1]) else ""


def _heading(text: str, start: Offset) -> str:
    """Return what the sentence or line before says when it is as short as a heading."""
    before = text[max(0, start - LONGEST_HEADING - 8) : start].rstrip(" \t\r\n\u3000。")
    said = _STOPS.split(before)[-1]
    if len(said) > LONGEST_HEADING or "\t" in said or any(char.isdigit() for char in _MARK.sub("", said)):
        return ""
    return _MARK.sub("", said)


def _clause_topic(ahead: str, words: Vocabulary) -> str:
    """Return what the clause before a figure is about: 开展规范性文件清理,共清理14件."""
    for clause in reversed(_CLAUSES.split(_BRACKETED.sub("", ahead).strip("(（、)）"))):
        said = words.bare(clause)
        if len(said) > 3 and not _DAY.search(said) and not words.manner.search(said) and words.object_of(said):
            return said[-LONGEST_TOPIC:]
    return ""
