"""Confidence: how surely a figure has its indicator, and what speaks against it; fills ``confidence``.

A rule that wins by a clear lead may still have missed a word that makes the figure another: 立案撤销8件 are no filings.
So a code is held against all the words of its figure. Words that neither the rule nor the codebook's definition of the
indicator knows, and that are no filling (``filling.csv``), are a doubt; each doubt is a row of ``doubts.csv``, with the
part of the confidence that it keeps, as measured on marked reports that the rules were not made from.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..tables import check_roles, load_indicators
from ..tables.folder import Data
from .indicator_rules import Rule, all_rules, names_of_unit
from .record import Coding, Evidence, Match, Seen
from .vocabulary import any_word, compile_words

# So many characters of a phrase that nothing explains are more than a word.
LONGEST_WORD = 2
# The doubts about a number that was recognised: any, and one that was not clear.
OF_SCANS = ("ocr", "ocr_unclear")
# What was recognised less surely is doubted strongly.
CLEARLY_SEEN = 0.9
# A single character changes what is counted only where it is one of these: 未, 拟, 再, 被.
_TURNS = frozenset("未不无拟待应可免退撤非误再复被新停废")
# What an act or an account is called says nothing of what is counted: 学习《…条例》3次, 微博“绿韵”发布20条.
_TITLE = re.compile(r"《[^《》]*》|(?<=[博信号台音站])“[^“”]*”")
# 累计培养法律明白人86名 may be all that there are, 今年累计培养 are those of the year;
_SO_FAR = re.compile("(?:累计|在册|迄今|至今|已)[^,，;；。:：0-9]{0,12}$")
# and so may be those that all villages have.
_EVERYWHERE = re.compile("覆盖|每个?[村居社镇]|均有|都有|全部[村居社镇]")
# 全年新设经营主体260户,总数达3600户: all there are, whatever was counted before.
_IN_ALL = re.compile("总(?:数|量|户数|人数)(?:已?达到?|为|突破|超过?)?$")
_OF_YEAR = re.compile("今年|本年|全年|年内|年度|新|20[0-9]{2} ?年(?!以?来|至今|起)")
# 创建示范村3个, 取得执法证12人 may be those of the year.
_BECOMING = re.compile("创建|创成|打造|取得|获得")
# What stays when the year is over: persons, and places. Cases do not.
_STAYS = ("名", "人", "个", "户")
_NO_WORD = re.compile(r"[\s、,，:：;；。.“”\"'‘’《》<>〈〉()（）\[\]【】·—\-/+和的及与等了并或、0-9]+")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against codes, and how much confidence each doubt keeps.

    Attributes
    ----------
    keeps : dict of str to float
        By the names of doubts.
    rules : dict of int to Rule
        By their numbers.
    filling : re.Pattern
        Words that leave what a figure counts as it is: 发放, 适用, 结果.
    agent : re.Pattern
        Who acts, at the beginning of a phrase: 镇司法所, 局党组.
    said : dict of str to str
        What the codebook says that an indicator counts.
    units : dict of str to frozenset of str
        The units in which an indicator is counted.
    twins : dict of str to str
        The basis of each indicator that is taken for another of the other basis: new ones for all that there are.
    """

    keeps: dict[str, float]
    rules: dict[int, Rule]
    filling: re.Pattern
    agent: re.Pattern
    said: dict[str, str]
    units: dict[str, frozenset[str]]
    twins: dict[str, str]
    data: Data

    def against(self, match: Match, evidence: Evidence, unit: str) -> tuple[str, ...]:
        """Return the names of the doubts about the code that a match gives."""
        return tuple(self._against(match, evidence, unit))

    def _against(self, match: Match, evidence: Evidence, unit: str) -> Iterator[str]:
        if self.rules[match.pattern].maybe:
            yield "maybe"
        left = self.unexplained(match, evidence.phrase)
        if left:
            yield "unexplained_words" if sum(map(len, left)) > LONGEST_WORD else "unexplained_word"
            if any(word not in evidence.phrase and word not in evidence.carried for word in match.words):
                yield "thing" if _ends_unexplained(evidence.phrase, match, left) else "borrowed"
        if any(_is_far(word, evidence) for word in match.words):
            yield "far"
        basis = self.twins.get(match.indicator)
        if basis and _is_of_other_basis(basis, evidence):
            yield "basis"
        units = self.units[match.indicator]
        if unit and unit not in units and units.isdisjoint(names_of_unit(unit, self.data)):
            yield "unit"

    def keep(self, confidence: float, doubts: Sequence[str]) -> float:
        """Return what doubts leave of a confidence.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> open_data().made(compile_doubts).keep(0.9, ())
        0.9
        """
        return round(confidence * math.prod(self.keeps[doubt] for doubt in doubts), 2)

    def as_seen(self, coding: Coding, seen: Seen | None) -> Coding:
        """Return a coding with the doubts about a number that was recognised on a scan, which keeps its indicator.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> doubts = open_data().made(compile_doubts)
        >>> coding = Coding("petitions", 1.0, ())
        >>> doubts.as_seen(coding, None).doubts, doubts.as_seen(coding, Seen(1, (0, 0, 9, 9), 0.4)).doubts
        ((), ('ocr_unclear',))
        """
        if seen is None or not coding.indicator:
            return coding
        doubt = OF_SCANS[seen.certainty < CLEARLY_SEEN]
        return replace(coding, confidence=self.keep(coding.confidence, [doubt]), doubts=(*coding.doubts, doubt))

    def unexplained(self, match: Match, phrase: str) -> list[str]:
        """Return the words of a phrase that neither a rule nor the definition of its indicator explains.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> doubts = open_data().made(compile_doubts)
        >>> rule = next(rule for rule in doubts.rules.values() if rule.indicator == "reconsideration_received")
        >>> match = Match(rule.indicator, 8.0, rule.number, ())
        >>> doubts.unexplained(match, "收到行政复议申请"), doubts.unexplained(match, "收到国家赔偿申请")
        ([], ['赔偿'])
        """
        rule = self.rules[match.pattern]
        # Of words of one length that overlap the first in the rule is taken out, not one by chance as a set gives them.
        known = [word for words in (*rule.counts, *rule.about) for word in words if word in phrase]
        if "《" in phrase or "“" in phrase:
            phrase = _TITLE.sub(" ", phrase)
        for word in sorted(known, key=len, reverse=True):
            phrase = phrase.replace(word, " ")
        said = self.said.get(rule.indicator, "")
        # Most phrases have no words but those: what is left then need not be looked through for titles and filling.
        if not _unsaid(phrase, said):
            return []
        phrase = self.agent.sub("", phrase, count=1)
        return _unsaid(self.filling.sub(" ", phrase), said)


def _ends_unexplained(phrase: str, match: Match, left: Sequence[str]) -> bool:
    """Return whether a word behind all those of a rule is not explained: 鉴定 of 受理鉴定案件, 来电 of 办理来电.

    A phrase names last what is counted; that its rule does not know, and has its topic from elsewhere.
    """
    told = max((phrase.rfind(word) + len(word) for word in match.words if word in phrase), default=0)
    return phrase.rfind(left[-1]) >= told


def _is_far(word: str, evidence: Evidence) -> bool:
    """Return whether a word is carried on from before a semicolon: 受理援助案件9件;推出措施3项,办理5万件."""
    if word in evidence.phrase or word not in evidence.carried:
        return False
    since = evidence.before[max(0, evidence.before.rfind(word)) :]
    return ";" in since or "；" in since


def _is_of_other_basis(basis: str, evidence: Evidence) -> bool:
    """Return whether a text may mean all there are by what is counted as new of the year, or the other way round."""
    if basis == "stock":
        return bool(_BECOMING.match(evidence.phrase))
    sentence = re.split("[。；;\\n]", evidence.before)[-1]
    if _IN_ALL.search(sentence):
        return True
    is_all = _SO_FAR.search(sentence) or "在册" in evidence.phrase or _EVERYWHERE.search(evidence.behind)
    return bool(is_all) and not _OF_YEAR.search(sentence)


def _unsaid(phrase: str, said: str) -> list[str]:
    """Return the words of a phrase that a definition does not say."""
    return [run for run in _NO_WORD.sub(" ", phrase).split() if run not in said and (len(run) > 1 or run in _TURNS)]


def compile_doubts(data: Data) -> Doubts:
    """Compile what speaks against codes, as the data say.

    Parameters
    ----------
    data : Data

    Returns
    -------
    Doubts

    Raises
    ------
    BadTable
        When a table breaks its schema.
    """
    check_roles(data, "filling")
    rows = load_indicators(data)
    said = rows["name_zh"] + " " + rows["definition_zh"] + " " + rows["counts_zh"]
    return Doubts(
        keeps=data.table("doubts", index="doubt")["keeps"].to_dict(),
        rules={rule.number: rule for rule in data.made(all_rules).rules},
        **_patterns(data.table("filling"), data),
        said=said.to_dict(),
        units={
            id_: frozenset().union(*(names_of_unit(unit, data) for unit in units.split("|")))
            for id_, units in rows["units"].items()
        },
        twins=_twins(rows),
        data=data,
    )


def _twins(rows: pd.DataFrame) -> dict[str, str]:
    """Return the basis of those indicators that may be taken for one of the other basis in the same unit."""
    basis = rows["basis"].to_dict()
    unit = rows["unit"].to_dict()
    return {
        id_: basis[id_]
        for id_, others in rows["confusable"].items()
        if unit[id_] in _STAYS
        for other in others.split("|")
        if {basis[id_], basis.get(other)} == {"flow", "stock"} and unit[other] == unit[id_]
    }


def doubts_with(filling: pd.DataFrame, data: Data) -> Doubts:
    """Return what speaks against codes with other words of filling than those of the data."""
    return replace(data.made(compile_doubts), **_patterns(filling, data))


def _patterns(filling: pd.DataFrame, data: Data) -> dict[str, Any]:
    word, body, other = (
        any_word(filling.loc[filling["role"] == role, "word"]) for role in ("word", "body", "other_body")
    )
    words = data.made(compile_words)
    return {
        "filling": re.compile(rf"(?:{word})|(?>(?:{words.lead.pattern}|{words.thin.pattern})+)"),
        "agent": re.compile(rf"^(?:(?:(?!{other})[^、,，:：]){{0,10}}?(?:{body})+(?=[^、,，:：]{{2}}|\s)){{1,3}}"),
    }
