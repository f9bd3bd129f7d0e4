"""Words of statements: the roles of ``rules/statements/words.csv`` as patterns, and the topics of plans."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..tables import check_roles
from ..tables.folder import Data, made_of

#: What words of a pattern that are joined by ~ may have between them, within one clause.
GAP = "[^,。;:!?\n]{0,20}?"
ENDS_NOT = re.compile(r"不(?!断|少|小|同|限|动产|足为奇)[^,。、;:]{1,3}$")
#: 因地制宜, 因此 and their like give no cause.
NO_CAUSE = "此|而|地制宜|时制宜|人而异|人施策|人制宜|材施教|势利导|案施策|村施策|素|果|故|循|特网"
#: What stands before the noun of a heading.
NAMING = r"(?:^|(?<=[的和与及、,有找])|(?<=存在|面临|主要|问题|工作|建设|当前|目前|自身))"
NEVER = re.compile(r"(?!)")


def pattern_of(words: Iterable[str]) -> str:
    """Return words as one pattern, the longest first; ``制定~清单`` is 清单 soon after 制定.

    Examples
    --------
    >>> bool(re.search(pattern_of(["制定~清单"]), "制定并公布了普法责任清单"))
    True
    """
    # Of words as long as each other the first of the table is tried first, in every run.
    once = dict.fromkeys(word for words_of in words for word in words_of.split("|") if word)
    found = sorted(once, key=len, reverse=True)
    return "|".join(GAP.join(map(re.escape, word.split("~"))) for word in found)


def compiled(words: Iterable[str]) -> re.Pattern[str]:
    """Return words as one compiled pattern, which finds nothing where there are none."""
    pattern = pattern_of(words)
    return re.compile(pattern) if pattern else NEVER


@dataclass(frozen=True, eq=False)
class StatementWords:
    """The words by which statements are told, one pattern a role, and the topics by which they answer each other."""

    roles: dict[str, tuple[str, ...]]
    topics: tuple[tuple[str, re.Pattern[str]], ...]

    def __getattr__(self, role: str) -> re.Pattern[str]:
        """Return the pattern of a role; one without words finds nothing."""
        if role.startswith("_"):
            raise AttributeError(role)
        made = compiled(self.roles.get(role, ()))
        object.__setattr__(self, role, made)
        return made

    def source(self, *roles: str) -> str:
        """Return the words of some roles as a part of a pattern."""
        if roles not in self._sources:
            self._sources[roles] = pattern_of(word for role in roles for word in self.roles.get(role, ())) or "(?!)"
        return self._sources[roles]

    @cached_property
    def _sources(self) -> dict[tuple[str, ...], str]:
        """What `source` gave: it is asked of every sentence."""
        return {}

    def falls_short(self, text: str) -> bool:
        """Return whether words say how something falls short: 力量薄弱; at their end whatever is not: 面不广."""
        return bool(self.deficiency.search(text) or ENDS_NOT.search(text))

    def topics_of(self, text: str) -> frozenset[str]:
        """Return what a statement is on: 执法人员少 and 充实执法力量 are on the same."""
        return frozenset(topic for topic, words in self.topics if words.search(text))

    @cached_property
    def opens_plan(self) -> re.Pattern[str]:
        """How a sentence begins that says what is planned: 下一步, 为此,在下一阶段."""
        return re.compile(rf"(?:为此,?)?(?:在)?(?:{self.source('plan_opener')})")

    @cached_property
    def ends_in_shortcoming(self) -> re.Pattern[str]:
        """What ends with the noun for what falls short: 工作中的差距."""
        return re.compile(rf"(?:{self.source('shortcoming_noun')})$")

    @cached_property
    def names_shortcomings(self) -> re.Pattern[str]:
        """A heading over what falls short: 存在的不足; 执法力量不足 is itself what does."""
        nouns = self.source("shortcoming_noun")
        return re.compile(rf"{NAMING}(?:{nouns})(?:(?:及|和|与|以及|、|/|,).{{0,16}})?$")

    @cached_property
    def ends_in_plans(self) -> re.Pattern[str]:
        """A heading whose last word is one for plans: 打算, and no 重点工作."""
        return re.compile(rf"(?:{self.source('plan_heading_own')})$")

    @cached_property
    def cause_within(self) -> re.Pattern[str]:
        """A cause in a clause of its own: 由于编制少, 因系统多头建设, 受经费限制; the group ``why`` is the cause."""
        begins, around, ends = (self.source(f"cause_{role}") for role in ("begins", "around", "ends"))
        return re.compile(
            rf"(?:^|(?<=[,。;:、!?\n是但且而]))(?:主要|多|大多|往往|都|均)?(?:是)?"
            rf"(?:{begins}|(?:{around})(?=[^,。;:!?\n]{{2,60}}?(?:{ends})[,。;!?\n]))(?!{NO_CAUSE})"
            rf"(?P<why>[^,。;:!?\n]{{2,60}}?)(?:{ends})?(?=[,。;!?\n]|$)"
        )

    @cached_property
    def cause_behind(self) -> re.Pattern[str]:
        """A cause behind its word, up to the end of the sentence: 主要原因是编制少; 归档慢,主要是编制少.

        主要是偏远村组, 主要是停车纠纷 tell where, and of which kind.
        """
        mainly, places, kinds = (self.source(f"cause_{role}") for role in ("mainly", "mainly_not", "mainly_noun"))
        return re.compile(
            rf"(?:(?:{self.source('cause_behind')})[,:]?"
            rf"|(?<=[^,。;!?\n]{{4}},)(?:{mainly})(?!{places}|\d|[^,。;\n]{{0,16}}(?:{kinds})(?:[,。;\n]|$)))"
            r"(?P<why>[^。;!?\n]{2,200})"
        )

    @cached_property
    def cause_before(self) -> re.Pattern[str]:
        """A cause before what it brought about: 编制少导致执法力量不足."""
        return re.compile(
            rf"(?:^|(?<=[,;。]))(?P<why>[^,。;:!?\n]{{3,40}}?)(?:{self.source('cause_before')})(?=[^,。;])"
        )

    @cached_property
    def tells_cause(self) -> re.Pattern[str]:
        """A clause that gives the cause of what another named: 编制少是重要因素, 与编制少相关."""
        return re.compile(rf"{self.source('cause_told')}|(?:{self.source('cause_told_end')})[。;!?]?$")

    @cached_property
    def aimed(self) -> re.Pattern[str]:
        """What a plan is aimed at: 针对执法力量不足的问题."""
        return re.compile(
            rf"(?:^|(?<=[,。;:\n、]))[^,。;:\n]{{0,14}}?(?:{self.source('aimed')})(?:[^,。;:、\n]{{0,8}}?(?:存在|出现|面临)的)?"
            rf"(?P<what>[^。;:\n]{{3,60}}?)(?:等)?(?:方面)?(?:存在)?(?:的)?(?P<noun>{self.source('aimed_noun')})?(?:等)?(?=[,。;:\n])"
        )

    @cached_property
    def said_to_exist(self) -> re.Pattern[str]:
        """What is wrong, named between its verb and its noun: 存在执法力量不足、普法不深等问题."""
        return re.compile(
            rf"(?:{self.source('exists')})(?:着|了)?(?P<what>[^。;:\n]{{0,80}}?)(?:等)?(?:方面)?(?:的)?(?P<noun>{self.source('shortcoming_noun')})"
        )


@made_of("statement_words", "statement_topics")
def statement_words(data: Data) -> StatementWords:
    """Return the words of some data; handed to `Data.made`, which makes them once."""
    check_roles(data, "statement_words")
    words = data.table("statement_words")
    topics = data.table("statement_topics")
    return StatementWords(
        {role: (written,) for role, written in zip(words["role"], words["words"], strict=True)},
        tuple((topic, compiled([written])) for topic, written in zip(topics["topic"], topics["words"], strict=True)),
    )
