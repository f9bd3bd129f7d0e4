"""Indicator: which one of the codebook a figure states, and how surely; fills ``indicator`` and ``confidence``.

The rules of ``patterns.csv`` (see `indicator_rules`) that a figure fits compete: the indicator with the most
evidence is the figure's, unless another comes too close. Where a rule without an indicator has the most, or nothing has
enough, the figure is left uncoded: a doubtful code is worse than none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..quantities import RATES
from ..tables import load_indicators, open_data
from ..tables.folder import Data, DataDir, made_of
from ..text.offsets import Position
from .carried import is_incomplete
from .confidence import compile_doubts
from .evidence import gather_evidence, persons_alone, plainer
from .forms import FormReader
from .indicator_rules import CODED_BY, RuleSet, all_rules, expand_sets, fit_rule, match_fit, rules_of_unit
from .narrowing import names_of
from .record import NOTHING, UNRELATED, Coding, Evidence, Figure, Match, Passage, positions
from .sentences import RECENT
from .vocabulary import Vocabulary

# A figure whose evidence is worth less than this part of what is enough is left uncoded.
DOUBTFUL = 0.5
# So is one of which doubts leave less confidence than this.
LEAST = 0.4
# Nor is one, unless it is some of the other, that is of an indicator its sentence has already with less than this: of
# ten such seven were wrong, none surely right.
FAINT = 0.35
# The doubt about what is coded as some of another figure, or of what its table counts.
KIND = "kind"
# What keeps a rule out that is no word: the unit of the figure.
OF_UNIT = "单位 "
# Whose matters they are, where that keeps a rule out: 矛调中心, 法院; 调解 does not tell.
_BODY = re.compile("(?:中心|平台|大队|机关|部门|政府|公安|[局所院委办站会])$")
# By how many characters of evidence an indicator leads the next one that is certain.
CLEAR_LEAD = 1.2
# What part of what another match borrows counts for nothing beside one that borrows nothing.
OWN_WORDS = 0.7
# Matches that differ by less earn alike;
ALIKE = 0.1
# by how much the one leads them that tells most of the phrase.
BEST_TOLD = 0.7
# How many characters of evidence are enough to be certain.
FULL_EVIDENCE = 4.0
# 罚款18万元: what is counted in money can be little else. Of 93 such codes of few words 91 were right.
OF_MONEY = 0.5
# Of so many kinds one may be known to be something else: 公开信息84条,其中…行政处罚信息5条.
FEW = 4
# A code that rests on less, though certain, is right less often: 法制审核, 专题学习.
SHORT_EVIDENCE = 5.5
# What nothing speaks against is right 19 times of 20 where it rests on less than this; on more, 62 of 63 times.
CERTAIN_EVIDENCE = 9.0
NEARLY_CERTAIN = 0.95
# Another rule that earns less by no more than this fits too, and may be the right one: of certain codes with such a
# rival 8 % are wrong, of the others 1 %.
RIVAL = 4.0
# 清理文件268件次 are documents, some of them more than once; 家次, 户次 are visits, and no households.
THINGS = frozenset("件宗起例项份条场")
# A share of a total, which is the rate of nothing: 占执法人员总数5.8%.
_SHARE = re.compile("占.*(?:比|比例|比重)$")
# 噪声扰民, 建筑市场类: what may name a kind; 不合格, 已整改 say what came of it.
_KIND = re.compile("(?![不未无已被予])[一-龥“”()（）]{2,12}")
_CALLED_KIND = "类"
_MEDIATED = "调解"
_KIND_ENDS = re.compile("(?:纠纷|案件)?类?$")
# The departments that decide reconsideration cases for their government.
RECONSIDERING = ("司法局", "司法厅")


def code(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Code each figure; a growth is coded as what grows, a plan for next year not at all.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `evidence` and `coding`.
    """
    coder = Coder(passage.level, passage.data)
    domains, kinds_of = passage.data.made(_domains), passage.data.made(_kinds)
    codings: list[Coding] = [NOTHING] * len(figures)
    gathered: list[Evidence | None] = [None] * len(figures)
    parts: dict[Position, list[Position]] = {}
    for position in positions(0, len(figures)):
        if figures[position].relation.kind == "part":
            parts.setdefault(figures[position].relation.to[0], []).append(position)
    topic, topic_section = "", None
    said_here: set[str] = set()
    sentence = None
    forms = FormReader(figures, passage)
    for position in positions(0, len(figures)):
        figure = figures[position]
        if sentence != figure.clause.sentence:
            said_here, sentence = set(), figure.clause.sentence
        grows = figure.clause.compared or figure.relation.kind == "growth"
        if figure.counted.superseded or (figure.planned and grows):
            codings[position] = replace(NOTHING, by="planned" if figure.planned else "superseded")
            continue
        grown = _grown_behind(position, figures) if figure.clause.compared else None
        if grown is not None:
            codings[position] = replace(codings[grown], by="compared")
            continue
        if figure.relation.kind == "growth":
            grown = codings[figure.relation.to[0]] if figure.relation.to else NOTHING
            codings[position] = replace(grown, by="growth")
            continue
        evidence = gather_evidence(position, figures, topic if topic_section == figure.section else "", passage)
        if figure.quantity.cell and figure.quantity.cell.is_of_some:
            gathered[position], codings[position] = evidence, replace(NOTHING, by="subtotal")
            continue
        formed = forms.indicator_of(position)
        if formed is not None:
            gathered[position], codings[position] = evidence, Coding(formed, float(bool(formed)), (), by="form")
            continue
        coding = coder.code(evidence, figure.quantity.unit)
        if figure.quantity.cell and coding.by != "none":
            coding = _of_table(coder, coding, figure, evidence, passage.words)
        if coding.confidence < DOUBTFUL and coding.by != "none" and (plain := plainer(evidence, passage.words)):
            # 采取线上线下相结合的方式开展演练12次: the words of how say nothing of what.
            plainly = coder.code(plain, figure.quantity.unit)
            coding = plainly if plainly.indicator else coding
        if coding.by == "" and (alone := persons_alone(evidence, figure, passage.words)):
            who = coder.code(alone, figure.quantity.unit)
            coding = coder.doubt(who, "unexplained_words") if who.indicator else coding
        if figure.planned:
            # 下一步,力争出庭率达到100%: of what is planned only a target has a code.
            is_target = kinds_of.get(coding.indicator) == "target"
            codings[position] = coding if is_target else replace(NOTHING, by="planned")
            gathered[position] = evidence if is_target else None
            continue
        # What a table is called says of what its totals are.
        is_told = figure.quantity.cell is not None and figure.quantity.cell.is_told
        sums = () if is_told else parts.get(position, ())
        if coding.indicator and _sums_unlike(position, coding.indicator, sums, codings):
            coding = Coding("", 0.0, coding.matches, by="sum")
        if coding.indicator and _is_of_refused(position, coding.indicator, figures, codings, gathered, passage):
            coding = Coding("", 0.0, coding.matches, by="whole")
        whole = None if coding.indicator else _whole_of_own_level(figure, figures, passage.words)
        if whole is None and not coding.indicator:
            whole = _whole_of_kind(figure, figures, coding, passage.words)
            of = codings[whole].indicator if whole is not None else ""
            whole = whole if of and not _is_another(figure, coding, of, evidence, passage.data) else None
        if whole is not None and codings[whole].indicator:
            coding = replace(coder.doubt(codings[whole], KIND), by="kind")
        elif coding.indicator:
            # A table says it again of another year or another place.
            again = coding.indicator in said_here and not figure.quantity.head
            if again and coding.matches[0].borrowed:
                coding = coder.doubt(coding, "again")
                if coding.confidence < FAINT and figure.relation.kind not in ("part", "subset"):
                    coding = replace(coding, indicator="", by="doubtful")
            if coding.indicator:
                said_here.add(coding.indicator)
                # What the figure before was about is as good as a heading.
                topic, topic_section = domains.get(coding.indicator, ""), figure.section
        gathered[position], codings[position] = evidence, coding
    for total, kinds in parts.items():
        if codings[total].indicator and _are_kinds(total, kinds, figures, codings, passage.words):
            coding = replace(coder.doubt(codings[total], KIND), by="kind")
            for kind in (part for part in kinds if not codings[part].indicator):
                codings[kind] = coding
    return [
        figure.grown(evidence=evidence, coding=coder.doubts.as_seen(coding, figure.seen))
        for figure, evidence, coding in zip(figures, gathered, codings, strict=True)
    ]


def _of_table(coder: "Coder", coding: Coding, figure: Figure, evidence: Evidence, words: Vocabulary) -> Coding:
    """Return the code of a cell by what its heads say with what its table counts before it.

    申请 of 法律援助情况 are 法律援助申请, 食品 of 行政检查情况 are some of the inspections; 维持 of 行政复议情况
    are not all of the cases. 检查企业 of 涉企行政检查情况 are these inspections, as both say 检查. 调解员 of 镇调委会
    are some of them, which the row alone does not tell.
    """
    cell, unit, phrase = figure.quantity.cell, figure.quantity.unit, evidence.phrase
    if cell is None or (coding.indicator and not coding.doubts):
        return coding
    is_thin = is_incomplete(phrase, words)
    verb = words.find_verb(phrase)
    is_noun = not (verb or words.outcome.match(phrase))
    says_again = verb is not None and verb[0] in cell.over
    if cell.is_completed(is_thin) and (is_thin or is_noun or says_again) and cell.whole(phrase) != phrase:
        wholly = coder.code(replace(evidence, phrase=cell.whole(phrase)), unit)
        if not coding.indicator and wholly.indicator:
            return coder.doubt(wholly, KIND) if is_noun and not is_thin else wholly
        is_alike = wholly.indicator == coding.indicator or (says_again and coding.confidence <= DOUBTFUL)
        if wholly.indicator and is_alike and wholly.confidence > coding.confidence:
            return wholly
    is_kind = cell.label and cell.column and not words.find_verb(cell.label)
    if not coding.indicator and is_kind and phrase != cell.column:
        of_column = coder.code(replace(evidence, phrase=cell.column, carried=cell.column), unit)
        return coder.doubt(of_column, KIND) if of_column.indicator else coding
    return coding


def _is_of_refused(
    position: Position,
    indicator: str,
    figures: Sequence[Figure],
    codings: Sequence[Coding],
    gathered: Sequence[Evidence | None],
    passage: Passage,
) -> bool:
    """Return whether an outcome is of what is of no indicator, or is kept from the one that it would be a share of.

    矛调中心受理纠纷174件,调解成功172件: where the disputes are not those of people's mediation, nor are the settled.
    诉前调解320件,成功260件: a rule says of the first that it is none.
    """
    figure = figures[position]
    if figure.relation.kind != "subset" or not passage.words.needs_object(figure.counted.phrase):
        return False
    (whole,) = figure.relation.to
    if codings[whole].by == "none":
        return True
    evidence = gathered[whole]
    denominators = passage.data.made(_denominators).get(indicator, ())
    if not denominators or evidence is None or codings[whole].indicator:
        return False
    near = near_misses(evidence, figures[whole].quantity.unit, passage.data)
    return any(match.indicator in denominators and _BODY.search(why) for match, why in near)


def _whole_of_own_level(figure: Figure, figures: Sequence[Figure], words: Vocabulary) -> Position | None:
    """Return the figure of which one states the share of the body itself, and says no more: 立案86起(市本级12起)."""
    if figure.relation.kind not in ("part", "subset"):
        return None
    whole = figure.relation.to[0]
    is_alike = figures[whole].quantity.unit == figure.quantity.unit
    is_own = words.of_scopes.patterns["own_level"].fullmatch(words.bare(figure.counted.phrase))
    return whole if is_alike and is_own else None


def _whole_of_kind(figure: Figure, figures: Sequence[Figure], coding: Coding, words: Vocabulary) -> Position | None:
    """Return the figure of which one counts a kind, named by a noun alone: 受理投诉1204件,其中噪声扰民456件.

    A rule that leaves such a noun uncoded speaks of it where it stands alone: 刑事案件 are no cases of ours, and of
    法律援助案件 they are a kind.
    """
    whole = figure.opened_from
    own = figure.counted.own
    if whole is None or figure.relation.to != (whole,) or figure.relation.kind not in ("part", "subset"):
        return None
    if figure.quantity.unit != figures[whole].quantity.unit or figure.clause.after.strip() or figure.counted.deed.kind:
        return None
    if not _KIND.fullmatch(own):
        return None
    is_called_so = own.endswith(_CALLED_KIND)
    # Of 行政处罚决定 some are of 处罚.
    is_same_thing = own[-2:] in figures[whole].counted.phrase[-4:]
    # What a rule or a doubt leaves uncoded is a kind only where it says so.
    if coding.by not in ("", "none", "doubtful") or (coding.by and not (is_called_so or is_same_thing)):
        return None
    # 其中道路运输处罚 are some of 行政处罚, 撤销处罚 none.
    named = (is_same_thing and own[:-2]) or own
    does = words.find_verb(named) or words.outcome.search(named) or words.is_thin(named)
    return whole if is_called_so or not does else None


def _is_another(figure: Figure, coding: Coding, indicator: str, evidence: Evidence, data: Data) -> bool:
    """Return whether a kind is none of what its total counts.

    A word keeps it from the indicator (便民服务办件,其中会办件), or the codebook has one of these disputes alone: of
    受理纠纷286件,其中邻里94件 the second.
    """
    near = () if coding.by == "none" else near_misses(evidence, figure.quantity.unit, data)
    if any(match.indicator == indicator and not why.startswith(OF_UNIT) for match, why in near):
        return True
    names = data.made(names_of)
    own = _KIND_ENDS.sub("", figure.counted.own)
    return _MEDIATED in names[indicator] and any(_MEDIATED in name and own in name for name in names.values())


def _denominators(data: Data) -> dict[str, set[str]]:
    """Return of each indicator what it is divided by in a rate."""
    rates = load_indicators(data)
    divided: dict[str, set[str]] = {}
    for numerator, denominator in zip(rates["numerator"], rates["denominator"], strict=True):
        if numerator and denominator:
            divided.setdefault(numerator, set()).add(denominator)
    return divided


def _domains(data: Data) -> dict[str, str]:
    return load_indicators(data)["domain"].to_dict()


def _confusable(data: Data) -> dict[str, frozenset[str]]:
    named = load_indicators(data)["confusable"]
    return {id_: frozenset(others.split("|")) for id_, others in named.items()}


def _kinds(data: Data) -> dict[str, str]:
    return load_indicators(data)["kind"].to_dict()


def _grown_behind(position: Position, figures: Sequence[Figure]) -> Position | None:
    """Return what grew since the level of an earlier year, None if not said: 立案168件,较上年的150件增加18件."""
    following = figures[position + 1].relation if position + 1 < len(figures) else UNRELATED
    grown = next(iter(following.to), position) if following.kind == "growth" else position
    return grown if grown < position else None


def _sums_unlike(position: Position, indicator: str, parts: Sequence[Position], codings: Sequence[Coding]) -> bool:
    """Return whether a figure has the code of one of the unlike figures that it sums up: 建议8件、提案5件,共计13件."""
    summed = {codings[part].indicator for part in parts if position - RECENT <= part < position}
    return len(summed) > 1 and indicator in summed


def _are_kinds(
    total: Position, parts: Sequence[Position], figures: Sequence[Figure], codings: Sequence[Coding], words: Vocabulary
) -> bool:
    """Return whether parts are of the kinds that a total has: 发布信息60条,其中财政信息20条、规划计划40条.

    They sum up to it, none says of itself what was done, and few are known to be something else: 审结60件,其中维持40件.
    """
    strange = sum(codings[part].indicator not in ("", codings[total].indicator) for part in parts)
    return (
        len(parts) > 1
        and strange * FEW <= len(parts)
        and all(
            figures[part].opened_from == total
            and figures[part].relation.basis == "computed"
            and figures[part].quantity.unit == figures[total].quantity.unit
            and not _says_deed(figures[part], words)
            and codings[part].by in ("", "none", "rule", "recoded", "kind")
            for part in parts
        )
    )


def _says_deed(figure: Figure, words: Vocabulary) -> bool:
    """Return whether a part says what was done or came of it; 行政处罚信息, 资金使用 are kinds."""
    own = words.bare(figure.clause.before)
    is_outcome = words.verb.match(own) or words.outcome.match(own) or words.done.search(own)
    return bool(is_outcome or figure.clause.after.strip())


def code_figure(evidence: Evidence | str, unit: str, level: str = "", data_dir: DataDir = None) -> Coding:
    """Code one figure.

    Parameters
    ----------
    evidence : Evidence or str
        What the report says of it; a str is its phrase alone.
    unit : str
        Its measure word.
    level : str
        The level of the place that reports, e.g. ``镇``: ``recodings.csv`` says what an indicator means there.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    Coding

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> code_figure("受理行政复议申请", "件").indicator
    'reconsideration_accepted'
    >>> code_figure("受理", "件").indicator
    ''
    >>> code_figure("受理行政复议申请", "件", level="镇").indicator
    'reconsideration_as_respondent'
    """
    evidence = Evidence(evidence) if isinstance(evidence, str) else evidence
    return Coder(level, data_dir).code(evidence, unit)


class Coder:
    """Codes figures by one codebook.

    Parameters
    ----------
    level, data_dir
        As of `code_figure`.

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> Coder(level="镇").code(Evidence("受理行政复议申请"), "件").indicator
    'reconsideration_as_respondent'
    """

    def __init__(self, level: str = "", data_dir: DataDir = None) -> None:
        self.data = open_data(data_dir)
        self.level = level
        self.recodings = self.data.made(_recodings)
        self.doubts = self.data.made(compile_doubts)
        self.rules: dict[str, RuleSet] = {}

    def code(self, evidence: Evidence, unit: str) -> Coding:
        """Return the `Coding` of what is said of a figure in a unit."""
        best = self._matches(evidence, unit)
        if not best and unit.endswith("次") and unit[:-1] in THINGS:
            best = self._matches(evidence, unit[:-1])
        if not best:
            return NOTHING
        first, *others = self._best_told(best, evidence.phrase)
        told = min(1.0, first.score / FULL_EVIDENCE)
        clear = min(1.0, _lead(first, others) / CLEAR_LEAD)
        is_alike = told * clear < DOUBTFUL and told == 1 and self._are_confusable(first, others)
        if is_alike:
            # Which of the two is told less surely than that it is one of them.
            clear = 1.0
        if not first.indicator or told * clear < DOUBTFUL:
            by = "doubtful" if first.indicator else "none"
            return Coding("", round(told * clear, 2), (first, *others), by=by)
        if unit.endswith("元"):
            told = min(1.0, told + OF_MONEY)
        doubts = self.doubts.against(first, evidence, unit)
        doubts = (*(["weak"] if told < 1 else []), *(["close"] if clear < 1 else []), *doubts)
        doubts = ("alike", *doubts) if is_alike else doubts
        # Any other doubt says more.
        if not doubts:
            has_rival = any(first.score - other.score < RIVAL for other in others)
            doubts = ("rival",) if has_rival else ("short",) if first.score < SHORT_EVIDENCE else ()
        confidence = self.doubts.keep(told * clear, doubts)
        if first.score < CERTAIN_EVIDENCE:
            confidence = min(confidence, NEARLY_CERTAIN)
        if confidence < LEAST:
            return Coding("", confidence, (first, *others), doubts, "doubtful")
        indicator = self._recoded(first.indicator, evidence)
        by = "rule" if indicator == first.indicator else "recoded"
        return Coding(indicator, confidence, (first, *others), doubts, by)

    def _are_confusable(self, first: Match, others: Sequence[Match]) -> bool:
        """Return whether the codebook says that the first two indicators are taken for one another."""
        if not (first.indicator and others and others[0].indicator):
            return False
        confusable = self.data.made(_confusable)
        return others[0].indicator in confusable[first.indicator] or first.indicator in confusable[others[0].indicator]

    def _matches(self, evidence: Evidence, unit: str) -> dict[str, Match]:
        """Return of each indicator the match that earns most, the best first."""
        best: dict[str, Match] = {}
        is_share = unit in RATES and _SHARE.search(evidence.phrase)
        # Of rules that earn alike the first in the table is named, whatever order they were found in.
        rules = self.rules.get(unit) or self.rules.setdefault(unit, rules_of_unit(self.data, unit))
        for match in sorted(rules.matches(evidence), key=lambda match: (-match.score, match.pattern)):
            if not is_share or any("占" in word or "比" in word for word in match.words):
                best.setdefault(match.indicator, match)
        return best

    def _best_told(self, best: Mapping[str, Match], phrase: str) -> list[Match]:
        """Return the matches, in front the one of those that earn alike which leaves least of the phrase untold.

        联合综合检查 are joint ones, as 联合 is told by no other. What is counted is named last: where all tell as much,
        the words nearest to the end decide.
        """
        matches = list(best.values())
        alike = [match for match in matches if matches[0].score - match.score < ALIKE]
        if len(alike) < 2 or not all(match.indicator for match in alike):
            return matches

        def left_over(match: Match) -> tuple[int, int]:
            told = max((phrase.rfind(word) + len(word) for word in match.words if word in phrase), default=0)
            return sum(map(len, self.doubts.unexplained(match, phrase))), len(phrase) - told

        ranked = sorted(alike, key=left_over)
        if left_over(ranked[0]) == left_over(ranked[1]):
            return matches
        first = replace(ranked[0], score=matches[0].score + BEST_TOLD)
        return [first, *(match for match in matches if match is not ranked[0])]

    def doubt(self, coding: Coding, doubt: str) -> Coding:
        """Return a coding with one more doubt, and what that leaves of its confidence."""
        confidence = self.doubts.keep(coding.confidence, (doubt,))
        return replace(coding, confidence=confidence, doubts=(*coding.doubts, doubt))

    def _recoded(self, indicator: str, evidence: Evidence) -> str:
        """Return what an indicator means at this level, unless the report says that it means what it says."""
        if (self.level, indicator) not in self.recodings:
            return indicator
        becomes, unless = self.recodings[self.level, indicator]
        said = f"{evidence.before} {evidence.phrase} {evidence.carried}"
        return indicator if any(word in said for word in unless) else becomes


def _lead(first: Match, others: Sequence[Match]) -> float:
    """Return by how much a match leads the others.

    What a figure says in its own words is worth more than what another rule takes from around it: 组织法治培训40场 are
    no training of the 执法人员 whom the clause before names.
    """
    share = 0.0 if first.borrowed else OWN_WORDS
    return first.score - max((other.score - share * other.borrowed for other in others), default=0.0)


def near_misses(evidence: Evidence, unit: str, data_dir: DataDir = None) -> list[tuple[Match, str]]:
    """Find the rules that only a word of ``never`` or the unit keeps out.

    Parameters
    ----------
    evidence, unit, data_dir
        As of `code_figure`.

    Returns
    -------
    list of tuple of (Match, str)
        The match it would be and what keeps it out, best first.

    Examples
    --------
    >>> near = near_misses(Evidence("不予受理行政复议申请"), "件")
    >>> ("reconsideration_accepted", "不予受理") in [(match.indicator, reason) for match, reason in near]
    True
    """
    data = open_data(data_dir)
    rules = data.made(all_rules)
    words, carried = rules.words_of(evidence.phrase), rules.words_of(evidence.carried)
    fitting = {rule.number for rule in rules_of_unit(data, unit).rules}
    found = []
    near = {rule.number: rule for word in rules.by_word.keys() & (words | carried) for rule in rules.by_word[word]}
    for rule in near.values():
        never = min(rule.never & words, key=lambda word: (-len(word), word), default="")
        if rule.number in fitting and not never:
            continue
        fit = fit_rule(rule, words, carried)
        match = match_fit(fit, evidence) if fit else None
        if match:
            found.append((match, never or f"{OF_UNIT}{unit or '无'}"))
    return sorted(found, key=lambda pair: (-pair[0].score, pair[0].pattern))


def place_level(name: str, data_dir: DataDir = None) -> str:
    """Return the level of a place that recodings speak of, by the end of its name.

    Examples
    --------
    >>> place_level("东莞市横沥镇人民政府"), place_level("深圳市龙岗区"), place_level("示例市交通运输局")
    ('镇', '', '局')
    >>> place_level("示例市司法局")
    ''
    """
    if name.endswith(RECONSIDERING):
        return ""
    levels = open_data(data_dir).made(_levels)
    name = without_office(name)
    return next((level for level in levels if name.endswith(level)), "")


def without_office(name: str) -> str:
    """Return the name of a place without the office that speaks for it.

    Examples
    --------
    >>> without_office("东莞市横沥镇人民政府"), without_office("示例街道办事处"), without_office("示例市司法局")
    ('东莞市横沥镇', '示例街道', '示例市司法局')
    """
    return name.removesuffix("人民政府").removesuffix("办事处")


def _levels(data: Data) -> tuple[str, ...]:
    return tuple(dict.fromkeys(level for level, _ in data.made(_recodings)))


@made_of("recodings", *CODED_BY)
def _recodings(data: Data) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    table = data.table("recodings")
    levels, unless = (expand_sets(data, "recodings", table[column]) for column in ("level", "unless"))
    return {
        (level, row.indicator): (row.becomes, words)
        for row, named, words in zip(table.itertuples(), levels, unless, strict=True)
        for level in named
    }
