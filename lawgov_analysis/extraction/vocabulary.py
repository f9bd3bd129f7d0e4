"""Vocabulary: the words that tell how a sentence counts, the roles of ``rules/measure/words.csv``, as patterns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..quantities import Quantity
from ..tables import WordLists, check_roles, same_unit, word_lists
from ..tables.folder import Data, made_of
from ..text.alternatives import alternatives_of
from ..text.dates import TO
from ..text.marks import NUMERAL, mark_of
from .recall import recalled

# Word processors set Latin digits apart: 2020 年 12 月.
_MONTHS = rf"\d{{1,2}} ?(?:月(?:份|底|末)? ?)?(?:{TO} ?\d{{1,2}} ?)?月"
_DATE = (
    rf"(?:截[至止]到? ?)?(?:20\d\d ?年?{TO}+ ?(?=20\d\d ?年))?"
    rf"(?:20\d\d ?年(?:度|底|末|全年|上半年|下半年)?(?: ?{_MONTHS})?(?: ?\d{{1,2}} ?日|底|末|份)?"
    rf"|{_MONTHS}(?: ?\d{{1,2}} ?日|底|末|份)?)(?:以来|以前|之前|前|止)?"
)
# 全镇, 全市各级, 我局: the place that reports.
_PLACE = (
    r"(?:全|我|本|该)(?:自治区|街道|系统|[省市州盟区县旗镇乡街局委办厅院师团校司处])(?![位域别性场面])"
    r"(?:各级|范围内|共)?"
)
# 三年一共受理, 五年来: over several years.
_YEARS = r"近?[一二两三四五六七八九十]年(?:来|间|内|(?=一?共|累计|总计|合计))"
# How many characters before a figure only lead up to it.
TAIL = 12
# (四)综合执法大队11人, 二是3个村, 5.2020年以来: an outline's mark is no word of the phrase.
_MARK = rf"(?:{mark_of('han_bracket', 'latin_bracket', 'latin')}|\d{{1,2}}[.．](?=20\d\d ?年)|{NUMERAL}(?:是|、|$))"
_LINK = r"[\s,，:：、;；]"
_SPACES = re.findall(r"\s", "".join(map(chr, range(0x10000))))
# 排查出各类纠纷: 出 is of the verb, and 出租房 a noun.
_COMPLEMENT = re.compile("^(?:出(?![租口生入庭版具台资行让国警差])|过|了)")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The word lists, one pattern a role, and which units are alike, as the same data say."""

    lead: re.Pattern
    trail: re.Pattern
    trail_ends: frozenset[str]
    verb: re.Pattern
    verbs_and_nouns: re.Pattern
    only_verbs: re.Pattern
    thin: re.Pattern
    done: re.Pattern
    predicate: re.Pattern
    outcome: re.Pattern
    finding: re.Pattern
    quality: re.Pattern
    field: re.Pattern
    narrow: re.Pattern
    generic: re.Pattern
    stock: re.Pattern
    added: re.Pattern
    actor: re.Pattern
    other_actor: re.Pattern
    planned: re.Pattern
    announced: re.Pattern
    possible: re.Pattern
    prevented: re.Pattern
    due: re.Pattern
    wanted: re.Pattern
    honoured: re.Pattern
    honour: re.Pattern
    undone: re.Pattern
    each: re.Pattern
    averages: re.Pattern
    settled: re.Pattern
    doer: re.Pattern
    district: re.Pattern
    manner: re.Pattern
    aside: re.Pattern
    joined_by: re.Pattern
    decision: re.Pattern
    case: re.Pattern
    concluded: re.Pattern
    thing: re.Pattern
    how: re.Pattern
    act: re.Pattern
    resolved: re.Pattern
    put: re.Pattern
    instead: re.Pattern
    agent: re.Pattern
    towards: re.Pattern
    took_in: re.Pattern
    document: re.Pattern
    looking_back: re.Pattern
    left_over: re.Pattern
    stage: re.Pattern
    change: re.Pattern
    causative: re.Pattern
    helped: re.Pattern
    domain: re.Pattern
    reconsideration: re.Pattern
    litigation: re.Pattern
    data: Data

    @cached_property
    def of_relations(self) -> WordLists:
        """The words that tell how figures relate, ``rules/relation/words.csv``."""
        return word_lists(self.data, "relation_words")

    @cached_property
    def of_scopes(self) -> WordLists:
        """The words that tell to what a figure is limited, ``rules/scope/words.csv``."""
        return word_lists(self.data, "scope_words")

    def same_unit(self, one: str, other: str) -> bool:
        """Return whether two units count the same things."""
        return same_unit(one, other, self.data)

    def is_of(self, part: Quantity, whole: Quantity) -> bool:
        """Return whether a quantity can be some of another: the same kind of thing, and not more of it."""
        return (part.value or 0.0) <= (whole.value or 0.0) and self.same_unit(part.unit, whole.unit)

    @recalled
    def bare(self, before: str) -> str:
        """Return the words before a figure without what only leads up to it: 2020年,我镇共受理约 → 受理."""
        before = self.untrailed(before)
        return before[self._past_lead(before) :]

    def untrailed(self, before: str) -> str:
        """Return words without what leads up to the figure at their end: 受理共计 → 受理."""
        # Most words end with no character of those, which one look tells.
        while before[-1:] in self.trail_ends and (found := self.trail.search(before, max(0, len(before) - TAIL))):
            before = before[: found.start()]
        return before

    def nominal(self, after: str) -> bool:
        """Return whether the words after a figure can be what it counts, a verb used as a noun included: 2次督查."""
        # 55名“法律明白人”: a noun in quotation marks is one.
        after = after.strip().lstrip("“")
        return bool(after) and after[0] not in "(（)）,，;；:：、。" and not self.predicate.match(after)

    def names_noun(self, after: str) -> bool:
        """Return whether the words after a figure name what it counts."""
        return self.nominal(after) and not self.verb.match(after.strip().lstrip("“"))

    @recalled
    def find_verb(self, phrase: str) -> re.Match[str] | None:
        """Return the match of the first verb of a phrase, or None: 调解组织 is a noun, and 组织 in it no verb."""
        return next((found for found in self.verbs_and_nouns.finditer(phrase) if found["verb"]), None)

    def ends_with_verb(self, phrase: str) -> bool:
        """Return whether a phrase ends with a verb that is no name of what is done: 镇党委开展, never 行政处罚."""
        *_, last = None, *self.verbs_and_nouns.finditer(phrase)
        return bool(last and last["verb"] and last.end() == len(phrase) and not self.field.fullmatch(last["verb"]))

    def is_rate(self, before: str) -> bool:
        """Return whether the words before a figure name a rate: 调解成功率."""
        return before.endswith(("率", "满意度", "占比", "比例", "比重"))

    @recalled
    def needs_object(self, phrase: str) -> bool:
        """Return whether a phrase is verbs alone, which act on what was said before: 受理."""
        said = phrase[self.towards.match(phrase).end() :]  # type: ignore[union-attr]
        return bool(self.only_verbs.fullmatch(said, self._past_lead(said)))

    @recalled
    def is_thin(self, phrase: str) -> bool:
        """Return whether a phrase names nothing that it could be told by alone: 涉及金额, 办结事项."""
        at = 0
        while found := self.lead.match(phrase, at) or self.thin.match(phrase, at):
            at = found.end()
        return 0 < at == len(phrase)

    def _past_lead(self, phrase: str) -> int:
        lead = self.lead.match(phrase)
        return lead.end() if lead else 0

    def find_average(self, said: str, start: int = 0) -> re.Match[str] | None:
        """Return the match of the first words that name an average, its group `average` or `score`; None without any.

        人均办理46件 is so many of each, 平均分92分 a score that all of them reached.
        """
        return next((found for found in self.averages.finditer(said, start) if found.lastgroup), None)

    def is_average(self, phrase: str) -> bool:
        """Return whether a phrase begins by naming an average: 人均办理."""
        found = self.averages.match(phrase)
        return bool(found and found.lastgroup)

    def is_agent(self, phrase: str) -> bool:
        """Return whether a phrase names who acts, not what is acted on: 负责人 in 负责人出庭."""
        return bool(self.agent.search(phrase))

    def actor_of(self, ahead: str) -> str:
        """Return who acts, where a sentence up to a figure names one of those that act through it: 法律顾问."""
        ahead = ahead[max(ahead.rfind("；"), ahead.rfind(";")) + 1 :]
        *_, actor = None, *self.actor.finditer(ahead)
        return actor["who"] if actor and not self.other_actor.search(ahead, actor.end()) else ""

    @recalled
    def object_of(self, phrase: str) -> str:
        """Return what a phrase is about, without its first verb: 受理行政复议申请 → 行政复议申请."""
        if self.done.match(phrase) or (self.needs_object(phrase) and not self.field.search(phrase)):
            return ""
        verb = self.find_verb(phrase)
        # 行政复议委员会: a field inside a name is no verb of it.
        inside = verb and verb.start() and self.field.fullmatch(verb[0])
        for said in (phrase[verb.end() :] if verb and not inside else "", phrase):
            said = _COMPLEMENT.sub("", said.strip("的了"))
            if said.startswith(("、", "和", "及", "与")):
                return ""
            did = self.done.search(said)
            noun = said[: did.start()] if did else said
            if (
                len(noun) > 1
                and not self.is_thin(noun)
                and not (self.field.fullmatch(noun) and noun != phrase)
                and not (did and self.is_agent(noun))
            ):
                return noun
        return ""

    def thin_noun(self, phrase: str) -> str:
        """Return the noun of a phrase that does not tell alone what is counted: 受理各类事项 → 各类事项."""
        verb = self.find_verb(phrase)
        noun = phrase[verb.end() :] if verb else phrase
        return noun if len(noun) > 1 and self.is_thin(noun) and not self.needs_object(noun) else ""


def compile_words(data: Data) -> Vocabulary:
    """Compile the word lists of the data.

    Parameters
    ----------
    data : Data

    Returns
    -------
    Vocabulary

    Raises
    ------
    BadTable
        When ``words.csv`` breaks its schema, or has no word of a role.
    """
    return Vocabulary(data=data, **data.made(_compiled))


@made_of("words")
def _compiled(data: Data) -> dict[str, Any]:
    check_roles(data, "words")
    lists = {role: list(words) for role, words in data.table("words").groupby("role")["word"]}
    patterns = {name: re.compile(pattern) for name, pattern in _patterns(lists).items()}
    return {"trail_ends": _ends(lists["trail"]), **patterns}


def with_lists(
    words: Vocabulary, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> Vocabulary:
    """Return a vocabulary with only those patterns compiled anew that other word lists change.

    Of a text that is read with it, the lists need to have no other words than those that are in it.
    """
    old = _patterns(before)
    changed: dict[str, Any] = {
        name: re.compile(pattern) for name, pattern in _patterns(after).items() if pattern != old[name]
    }
    ends: dict[str, Any] = {"trail_ends": _ends(after["trail"])} if "trail" in changed else {}
    return replace(words, **changed, **ends)


def _ends(trail: Sequence[str]) -> frozenset[str]:
    return frozenset("年为有到-−－—,，:：、;；").union(_SPACES, (word[-1] for word in trail))


def _patterns(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    any_of = {role: any_word(words) for role, words in lists.items()}
    # A verb that names a field (复议, 审计) says what is counted where 受理, 办结 do not.
    field = re.compile(any_of["field"])
    empty = any_word([word for word in (*lists["verb"], *lists["outcome"]) if not field.search(word)])
    # Atomic and possessive, so that a hostile run of short words costs no backtracking.
    leads = rf"【[^】\n]{{1,20}}】|{_DATE}|{_YEARS}|{any_of['time']}|{any_of['lead']}|{_PLACE}|{_MARK}|{_LINK}"
    lead = rf"(?!{any_of['noun']})(?>{leads})"
    # 计划开展 and 拟聘请 look ahead; 代拟文书, 模拟法庭, 工作计划 and 计划完成率 are words.
    intends = rf"(?<![代模草虚])(?<!工作)(?<!学习)(?<!检查)(?<!行动)(?:(?<!年度)|(?<=[本今]年度)){any_of['intends']}"
    # 应参加120人, 应依法公开信息; 应急, 反应 and 应收尽收 are words.
    due = (
        rf"(?<![相响供反适对效回呼感答顺照叫])(?:{any_of['due']})"
        rf"(?!急|诉|用|对|届|付|征|季|激|知|聘(?![请任用])|邀|[^,，、;；]{{0,6}}尽)"
        rf"(?:{any_of['how']}|予以?)*(?={any_of['verb']}|[考检训到审报评备参结办整撤拆缴收公述录配建改])"
    )
    announced = rf"{any_of['ahead']}|{intends}(?:{any_of['verb']})(?!率)"
    return {
        "lead": rf"(?>(?:{lead})+)",
        "trail": (
            # 人均, 村规民约, 不存在 and 商超 are words.
            rf"(?:(?!(?<=[人户日月年])均|(?<=[民公契合签违履])约|(?<=存)在|(?<=商)超)(?:{any_of['trail']})"
            rf"|连续(?:\d+|[一二三四五六七八九十])年|(?<![行认])为|(?<![实持拥享])有|(?<![收接])到|[-−－—]|{_LINK})+$"
        ),
        # 组织机构, 宣传资料 begin like verbs and are none.
        "verb": rf"(?!{any_of['noun']})(?:{any_of['verb']})",
        # 《审计报告》反映: what a document is called is nothing done.
        "verbs_and_nouns": rf"《[^《》]*》|{any_of['noun']}|(?P<verb>{any_of['verb']})",
        # Behind what only leads up: a pattern of its own, which takes longer to compile than all words of a sentence.
        "only_verbs": rf"(?>(?>{any_of['outcome']}|{any_of['verb']}|[了并、])+)",
        "thin": rf"(?>{empty}|{any_of['thin']}|{any_of['generic']}|[和及与的了并前后])",
        "done": rf"(?:{any_of['outcome']})+$",
        "predicate": rf"(?!{any_of['noun']})(?:{any_of['predicate']})",
        "outcome": any_of["outcome"],
        "finding": any_of["finding"],
        "quality": any_of["quality"],
        "field": any_of["field"],
        "narrow": rf"(?!{any_of['no_narrow']}){any_of['narrow']}",
        "stock": any_of["stock"],
        # 全年新聘, 共新增
        "added": rf"(?>(?:{lead})*){any_of['added']}",
        "generic": rf"(?:{any_of['generic']}|{_LINK})+",
        # 法律顾问制度, 法律顾问覆盖率, 律师事务所 do not act, 法律顾问5名 are counted;
        # 村法律顾问全年 and 法律顾问审查 do.
        "actor": (
            rf"(?P<who>{any_of['actor']})(?:团队?|队伍|们)?(?!全?覆盖)(?=[,，]|全年|共|累计|先后|积极|[^,，；]{{0,2}}{any_of['verb']})"
        ),
        "other_actor": (
            rf"[,，][^,，\d]{{0,10}}(?:政府|局|委|办|所|法院|部门|机关|单位|组织|调委会|镇|街道)(?=共|全年|累计|{any_of['verb']})"
        ),
        "planned": rf"{any_of['planned']}|(?P<ahead>{announced}|{any_of['will']}(?:{any_of['verb']})(?!率))",
        "announced": rf"(?!{any_of['planned']})(?:{announced})",
        "possible": any_of["possible"],
        "prevented": any_of["prevented"],
        "due": due,
        "wanted": rf"(?:原|年初|年度|全年)*(?:{any_of['intends']}|{any_of['ahead']}|{due})",
        "honoured": any_of["honoured"],
        "honour": any_of["honour"],
        # 社区矫正在册 are no cases that are still dealt with.
        "undone": rf"(?<!矫)(?:{any_of['undone']})",
        "each": any_of["each"],
        # 负责人均, 2021年均: all is meant by 均.
        "averages": (
            rf"{any_of['no_average']}|(?P<score>{any_of['score']})|(?<!\d)(?<!\d )(?P<average>{any_of['average']})"
        ),
        "settled": rf"(?:均|都|现|全部)?已(?:经|全部|均|陆续|正式|如期)*{any_of['settled']}(?:了)?$",
        # 事务所 is a body of another kind.
        "doer": rf"(?!(?<=事务)所){any_of['doer']}(?:[(（][^()（）]*[)）])?(?:全部|全面|均|都|也|已)*$",
        "district": rf"{any_of['district']}(?:[(（][^()（）]*[)）])?(?=的)",
        "manner": rf"^{any_of['manner']}|{any_of['manner_end']}$",
        # 采取线上线下相结合的方式开展宣传: how it was done, before what was.
        "aside": (
            rf"{any_of['manner']}[^,，;；]{{1,40}}?{any_of['manner_end']}(?:[的下上中])?"
            rf"(?=(?!{any_of['noun']}){any_of['verb']})"
        ),
        # 联合公安、市场监管等部门开展检查: with whom.
        "joined_by": (
            rf"(?<=联合|会同|协同)[^,，;；]{{1,30}}?(?:{any_of['doer']})(?=(?:{any_of['how']})*(?!{any_of['noun']}){any_of['verb']})"
        ),
        "decision": any_of["decision"],
        "case": rf"{any_of['case']}$",
        "concluded": rf"{any_of['concluded']}(?:排查)?$",
        "thing": rf"{any_of['thing']}$",
        # 有效防止, 提前预防
        "how": rf"(?:{any_of['how']})*",
        "act": rf"{any_of['act']}$",
        # 防范和化解
        "resolved": rf"[和与、]?{any_of['resolved']}",
        "put": any_of["put"],
        # 公共法律服务 is no total; 二是 begins another matter.
        "instead": rf"(?<![公中]){any_of['instead']}|{NUMERAL}是",
        "agent": rf"{any_of['agent']}$",
        # 按规定向市政府备案: to whom it was done is not what was.
        "towards": (
            r"(?:按规定|按要求|按程序|按期|按时|及时|依法|均|全部)*"
            rf"(?:(?:向|报|送|由|经)[^,，、]{{2,20}}?(?={any_of['reported']}))?"
        ),
        # 镇调委会受理案件: who took in what.
        "took_in": rf"(?<=.){any_of['took_in']}(?:各类|各种|的)*(?:案件|事项|件|问题|纠纷)$",
        "document": rf"[^\d,，;；。、:：]{{0,12}}{any_of['document']}共?计?",
        "looking_back": rf"{any_of['looking_back']}[^,，;；。\d]{{0,6}}$",
        "left_over": any_of["left_over"],
        "stage": any_of["stage"],
        "change": any_of["change"],
        "causative": any_of["causative"],
        # 协助县法院办理案件: whose deed it was stands between.
        "helped": (
            rf"{any_of['helped']}(?![^,，、;；]*联合)(?=[^,，、;；]{{0,24}}?(?:{any_of['doer']})[)）]?"
            rf"(?:{any_of['how']})*(?!{any_of['noun']}){any_of['verb']})"
        ),
        # 行政应诉。审结22件; 信访工作方面,受理120件
        "domain": rf"(?P<what>{any_of['domain']})(?:工作|案件|情况|办理|方面|[:：])*$",
        "reconsideration": any_of["reconsideration"],
        "litigation": any_of["litigation"],
    }


def any_word(words: Iterable[str]) -> str:
    """Return a pattern of any of many words, the longest first."""
    return alternatives_of(dict.fromkeys(words, ""))
