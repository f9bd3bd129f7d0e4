"""Outcomes: which figures count what became of those before (收到30件,办结28件,维持20件); for ``relation``."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...quantities import PERSONS
from ...text.offsets import Position
from ..record import Figure, positions
from ..sentences import is_closed
from ..vocabulary import Vocabulary
from .growth import THIS_YEAR, year_of
from .state import LEAD_UP, Draft

HELD = "(?:{})的?$".format
# 责令3家企业停产
TAKEN_AGAINST = "(?:{})了?$".format
MANNER = "(?:{})+$".format
MOVED = "(?:{})了?$".format
# 办结85件(含上年结转)
CARRIED_IN = r"\s*[(（](?:其中)?包?[含括][^()（）\d]{{0,12}}(?:{})[^()（）\d]{{0,8}}[)）]".format
# 应检926台,实检921台; 监督任务179户次,实际监督177户次
DUE = re.compile("应(?!诉|急|对|用)当?(?P<what>.{1,8})|(?P<task>[^,，;；。、]{2,8})任务(?:数|量)?$")
# 应参加考试对象60人,实际参加考试人数58人
DID = re.compile("(?:行政机关)?(?:负责人)?(?:实际|实|已)(?P<what>.{1,8}?)(?:人|人员|人数)?$")
# 维持原行政行为, 驳回原告诉讼请求: what every decision is on.
USUAL = re.compile(
    "(?:了|原|被|对方|申请人|原告|当事人|我方|行政机关|政府|具体)*"
    "(?:行政行为|(?:行政)?决定|(?:诉讼)?请求|起诉|上诉|(?:行政)?复议申请|(?:行政)?复议请求|申请|判决|案件|的)?"
)
# 对方撤诉, 原告撤诉
WHOSE = "^(?:{})已?(?=.)".format
# 判决驳回诉讼请求, 裁定驳回起诉: in what form a court decided.
FORM = re.compile("^(?:判决|裁定|裁决|决定)(?=驳回|撤销|变更|维持|确认|责令|准许|撤诉|终止|不予|终结)")
# 已结案件中驳回183件,维持71件: of which cases, before what became of them.
OF_CASES = "^[^,，;；、()（）]{{0,8}}(?:{})中(?![介心小央])(?=.)".format
# 按时结案597件,超时办理4件
TIMELY = "^(?:{})(?=.)".format
# 以调解方式结案2710件: how a case was concluded, of all that were.
WAY = re.compile(
    "(?:以|通过|经)[^,，、]{2,8}(?:方式|形式)?(?:结案|办结|审结)|(?:调解|和解|撤诉|裁决)(?:方式)?(?:结案|审结)"
)
# 受理刑事案件1620起,立案1490起
OPENED_OF = re.compile("(?:受理|接报|收到).*(?:案件|警情)")
# 予以许可310宗
DECIDED_ON = re.compile("(?:予以|准予)(?!公开)[\u4e00-\u9fff]{2}")
CLAUSE = re.compile("[;；]")
LIST_MARKS = ("、", "和", "及", "与")
# How many figures back of its sentence an outcome may be of.
MOST_BEFORE = 40
# How many characters of its sentence before a figure are its clause at the most.
FAR = 400
# How many figures back the sentence before is looked through.
ACROSS = 8
# 检查车辆900辆,查处超载30辆: units of things looked at, of which some were found wanting.
LOOKED_AT = ("辆", "辆次", "台", "家", "家次", "户", "户次", "批次", "艘次", "处")
WHO = ("家", "家次", "户", "户次", *PERSONS)
# 一审应诉73件,县政府为被告15件
PARTY = re.compile("(?:为|作为)(?:共同)?(?:被告|被申请人|第三人)的?(?:案件)?$")
# 作为被告的行政诉讼案件9起,作为第三人的2起: two kinds, none some of the other.
AS_PARTY = re.compile("(?:为|作为)(?:共同)?(?:被告|被申请人|第三人)")
# 18起较大火灾中有10起
AMONG = re.compile("[^,，;；。:：、()（）\n]{0,16}中[,，]?(?:已|共|仅|就|只)?有")
# 限期整改的已复查43处
TAKEN_UP = re.compile("(?P<those>[^的]{2,10})的.")
# How far a case has come. Nothing became of it yet: 纠纷.
UNTOUCHED = 0
# An inspection found it: 发现隐患.
FOUND = 1
# 受理, 立案.
TAKEN_IN = 2
# 查处, 处置.
DISPOSED = 3
# 办结, or still open: 在办.
CONCLUDED = 4
# 维持, 撤销, or handed over: 移送.
DECIDED = 5
# 执行完毕.
CARRIED_OUT = 6


def stage_of(phrase: str, words: Vocabulary) -> int:
    """Return how far a case has come: what comes later (审结, 维持) is some of what came before (收到, 受理)."""
    if words.finding.match(phrase):
        return FOUND
    patterns = words.of_relations.patterns
    if "中" in phrase:
        phrase = patterns["cases", OF_CASES].sub("", phrase)
    phrase = FORM.sub("", patterns["party", WHOSE].sub("", patterns["timely", TIMELY].sub("", phrase)))
    if not (words.outcome.match(phrase) or words.done.search(phrase) or solves(phrase, words)):
        return DECIDED if DECIDED_ON.match(phrase) else UNTOUCHED
    if patterns["handed_over"].match(phrase) or WAY.match(phrase):
        return DECIDED
    if patterns["carried_out"].match(phrase):
        return CARRIED_OUT
    if patterns["taken_in"].search(phrase):
        return TAKEN_IN
    if patterns["concluded"].search(phrase):
        return CONCLUDED
    return DISPOSED if patterns["disposed"].search(phrase) else DECIDED


def solves(phrase: str, words: Vocabulary) -> re.Match[str] | None:
    """Find a verb that alone says what became of cases, and with a noun that something else was done: 妥善处置."""
    for what, _ in words.of_relations.couples("solved"):
        if found := what.fullmatch(phrase):
            return found
    return None


def can_be_of(own: str, earlier: Figure, words: Vocabulary) -> bool:
    """Return whether an outcome can be one of what an earlier figure counts: nothing is repealed of what was issued."""
    if is_beside(own, earlier, words):
        return False
    said, measure = words.of_relations, earlier.counted.measure
    if any(what.match(own) and not of.search(measure) for what, of in said.couples("outcome_of")):
        return False
    if any(what.fullmatch(own) and not of.search(measure) for what, of in said.couples("solved")):
        return False
    return not any(what.match(own) and other.search(measure) for what, other in said.couples("outcome_not_of"))


def is_beside(own: str, earlier: Figure, words: Vocabulary) -> bool:
    """Return whether an outcome is one measure and an earlier figure counts another."""
    couples = words.of_relations.couples("other_measure")
    return any(one.match(own) and other.search(earlier.counted.own) for one, other in couples)


def is_measure(before: str, words: Vocabulary) -> bool:
    """Return whether words right before a number are a measure against what it counts: 责令3家企业停产."""
    return words.of_relations.patterns["taken_against", TAKEN_AGAINST].search(before) is not None


def is_of_another_sort(unit: str, other: str) -> bool:
    """Return whether one unit is of who is dealt with and the other is not: of 预警138个, 8家 are not punished."""
    return unit != other and (unit in WHO) != (other in WHO)


def find_outcome(
    draft: Draft, group: Sequence[Position], position: Position, *, be_it_more: bool = False
) -> Position | None:
    """Find the earlier figure of which another counts an outcome.

    Parameters
    ----------
    draft : Draft
    group : sequence of Position
        The figures of the sentence.
    position : Position
    be_it_more : bool, optional
        Whether the words alone decide, and it may be more than what it is said to be of.

    Returns
    -------
    Position or None
    """
    figures, words = draft.figures, draft.words
    figure = figures[position]
    own = outcome_words(figure, words)
    is_person = figure.quantity.unit in PERSONS
    is_quality = is_person and words.quality.fullmatch(own)
    for find in (_of_those, _among_those, _of_those_due, _respective_whole, _of_lawsuits):
        if (whole := find(draft, group, position)) is not None:
            return whole
    patterns = words.of_relations.patterns
    if patterns["moved", MOVED].search(own):
        # 执法人员45名,持证人员增加8名
        return None
    found, last = words.finding.match(own), words.done.search(own)
    first = solves(own, words) or words.outcome.match(own) or DECIDED_ON.match(own)
    if figure.quantity.unit in LOOKED_AT:
        found = found or patterns["caught"].match(own)
    holds = patterns["holds"].match(own) if is_person and _is_held(own, words) else None
    is_outcome = found or first or last or holds
    if not (is_outcome or is_quality or words.needs_object(own)):
        return None
    if not is_quality and (whole := _whole_of_list(draft, group, position)) is not None:
        # 裁决33件、调解19件、撤回4件
        return whole
    if not (is_outcome or is_quality) or _carries_over(draft, position) or names_what_was_done(figure, words):
        return None
    before = _counts_before(draft, group, position)
    if is_person:
        # 大专以上学历98人,取得资格7人: what persons are or hold is of all of them.
        said = [(p, figures[p].counted.own) for p in before]
        before = [p for p, own_of in said if not (words.quality.fullmatch(own_of) or _is_held(own_of, words))]
    if is_quality:
        # 调解员143名,专职26名
        return next((p for p in before[:1] if figures[p].quantity.unit in PERSONS), None)
    # The object of an outcome is what the earlier figure counts, or not said: 办结(行政复议)案件.
    did = found or first or holds
    rest = own[did.end() :] if did else own[: last.start()] if last else own
    while rest.startswith(LIST_MARKS) and (too := words.outcome.match(rest, 1) or solves(rest[1:], words)):
        # 审结、执结1671件
        rest = rest[max(1, too.end()) :] if too.re is words.outcome else ""
    if last and not did and rest.endswith("行政") and not words.find_verb(rest):
        # 行政许可860件、行政处罚120件: the name of a kind of act.
        return None
    said = bool(rest) and not words.is_thin(rest) and (is_person or not words.is_agent(rest))
    to_others = not is_person and patterns["handed_over"].match(own) and patterns["authority"].search(rest)
    if found or to_others or (is_person and _is_held(rest, words)) or (first and USUAL.fullmatch(rest)):
        said = False
    # 投诉按时办结, 诉讼案件一审胜诉: how and where is no word of the object.
    rest = patterns["in_what_way", MANNER].sub("", rest.replace("的", "")) if said else ""
    outcome = Became(figure, own, stage_of(own, words) or DECIDED, bool(found), rest, be_it_more)
    near = positions(max(group[0], position - MOST_BEFORE), position)
    wholes = Counter(figures[p].opened_from for p in near)
    # 其中投诉140件、举报38件;投诉办结139件;举报立案7件
    ahead = draft.text[max(figure.clause.sentence.start, figure.quantity.start - FAR) : figure.quantity.start]
    clause = CLAUSE.split(ahead)[-1].strip()
    for other in before:
        earlier = figures[other]
        whole = earlier.opened_from
        # Behind a list of parts (药店45家、诊所30家), or a bracket, the total is spoken of again.
        is_listed = whole is not None and (
            wholes[whole] > 1 or other < position - 1 or is_closed(draft.between(other, position))
        )
        is_named = is_listed and len(earlier.counted.own) > 1 and clause.startswith(earlier.counted.own)
        is_of_clue = own.startswith("立案") and "线索" in earlier.counted.own
        if is_of_clue or (other == position - 1 and is_beside(own, earlier, words)):
            return None
        if (is_named or not is_listed) and outcome.is_of(earlier, words):
            # 抽检药品120批次、化妆品60批次,不合格8批次: of all that is listed.
            return None if not said and _is_one_of_several(draft, other, own) else other
    for other in before:
        relation = draft.relations[other]
        # 受理215件。办结213件,在办2件: what the first is of is in the sentence before.
        if relation.kind == "subset" and relation.to[0] < group[0] and outcome.is_of(figures[relation.to[0]], words):
            return relation.to[0]
    if not first or rest or before:
        return None
    whole = _listed_across(draft, group[0], outcome)
    return _outcome_across(draft, group[0], outcome) if whole is None else whole


@dataclass(frozen=True, slots=True)
class Became:
    """What became of cases, in the words of its figure.

    Attributes
    ----------
    figure : Figure
    own : str
        Its words.
    stage : int
        How far the cases have come, as `stage_of` says.
    found : bool
        Whether it is a finding of an inspection.
    said : str
        The object that its words name.
    be_it_more : bool
        Whether it may be more than what it is of.
    """

    figure: Figure
    own: str
    stage: int
    found: bool
    said: str
    be_it_more: bool = False

    def is_of(self, earlier: Figure, words: Vocabulary) -> bool:
        """Return whether it can be an outcome of what an earlier figure counts."""
        own, of = self.figure.quantity, earlier.quantity
        can_be = words.same_unit(own.unit, of.unit) if self.be_it_more else words.is_of(own, of)
        if not can_be or not self._is_on(earlier.counted.measure, words):
            return False
        patterns = words.of_relations.patterns
        if patterns["added"].search(earlier.clause.before):
            # 加上上年结转的42件,办结455件
            return False
        if is_of_another_sort(self.figure.quantity.unit, earlier.quantity.unit):
            return False
        if year_of(self.figure) not in (THIS_YEAR, year_of(earlier)):
            # 办理254件(2013年办理177件)
            return False
        reached = stage_of(earlier.counted.own, words)
        # Not all cases that are taken in are opened.
        is_opened = self.own.startswith("立案") and OPENED_OF.search(earlier.counted.own)
        is_later = reached < self.stage or self.found or (is_opened and "立案" not in earlier.counted.own)
        if not is_later or not can_be_of(self.own, earlier, words):
            return False
        if self.found:
            is_found = reached == FOUND or (
                earlier.quantity.unit in LOOKED_AT and patterns["caught"].match(earlier.counted.own)
            )
            return not is_found and bool(patterns["inspected"].search(earlier.counted.measure))
        # What was handed over, or is still open, was not concluded.
        is_open = patterns["handed_over"].search(self.own) or patterns["open"].search(self.own)
        return not (reached == CONCLUDED and is_open)

    def _is_on(self, measure: str, words: Vocabulary) -> bool:
        """Return whether the object that its words name is what a measure counts."""
        if self.said[-4:] in measure:
            return True
        # 排查机构340家,取缔无证机构12家: some of a kind, of those that were looked at.
        is_kind = len(self.said) > 3 and self.figure.quantity.unit in LOOKED_AT
        is_kind = is_kind and measure.endswith(self.said[-2:])
        return is_kind and bool(words.of_relations.patterns["inspected"].search(measure))


def _listed_across(draft: Draft, first: Position, outcome: Became) -> Position | None:
    """Find the total that the sentence before listed by kind: 立案98件,其中食品60件、药品38件。结案95件."""
    listed = next(filter(draft.is_count, _back_from(first)), None)
    if listed is None or draft.relations[listed].kind != "part" or "\n" in draft.between(listed, first):
        return None
    [whole] = draft.relations[listed].to
    is_kind = stage_of(draft.figures[listed].counted.own, draft.words) == UNTOUCHED
    is_open = stage_of(draft.figures[whole].counted.own, draft.words) in (TAKEN_IN, DISPOSED)
    return whole if is_kind and is_open and outcome.is_of(draft.figures[whole], draft.words) else None


def _outcome_across(draft: Draft, first: Position, outcome: Became) -> Position | None:
    """Find what an outcome at the head of a sentence is of, in the sentence before: 受理复议申请37件。审结33件.

    The object that the sentence carries on must be what the earlier figure counts.
    """
    carried = outcome.figure.counted.full_phrase.replace(outcome.own, "")
    for other in _back_from(first):
        earlier = draft.figures[other]
        if len(carried) < 2 or "\n" in draft.between(other, first):
            return None
        is_named = carried[-4:] in earlier.counted.measure and earlier.opened_from is None
        if draft.is_count(other) and is_named and outcome.is_of(earlier, draft.words):
            return other
    return None


def _back_from(first: Position) -> Sequence[Position]:
    return positions(max(0, first - ACROSS), first)[::-1]


def outcome_words(figure: Figure, words: Vocabulary) -> str:
    """Return the words of a figure that may tell an outcome, with the verb that a list carries on."""
    counted = figure.counted
    if figure.clause.separator in ("、", "和") and counted.verb and counted.phrase.startswith(counted.verb):
        # 取得高级资格21名、中级资格50名
        return counted.phrase
    if not counted.own and words.outcome.match(figure.clause.after):
        # 参训人员80人,78人通过考核; 维持7件,1件正在审理
        return figure.clause.after
    patterns = words.of_relations.patterns
    among = patterns["cases", OF_CASES].match(counted.own) if "中" in counted.own else None
    if form := among or FORM.match(counted.own) or patterns["party", WHOSE].match(counted.own):
        return counted.own[form.end() :]
    if not counted.own and figure.quantity.unit in PERSONS:
        # 67名干部参加考试,65名成绩合格
        after = figure.clause.after.strip()
        marked = words.of_relations.patterns["exam"].match(after)
        if marked and words.outcome.match(after, marked.end()):
            return after
    return counted.own


def _is_held(own: str, words: Vocabulary) -> bool:
    """Return whether words name what a person holds, who is one of those counted before: 取得执法资格."""
    said = words.of_relations
    return bool(said.patterns["held", HELD].search(own) or said.patterns["exam"].fullmatch(own))


def _is_one_of_several(draft: Draft, position: Position, own: str) -> bool:
    """Return whether a figure is the last of several in a list, which an outcome does not tell apart."""
    figure, beside = draft.figures[position], Position(position - 1)
    if not position or figure.clause.separator not in LIST_MARKS or figure.opened_from is not None:
        return False
    if not draft.is_count(beside) or not draft.same_unit(beside, position) or draft.relations[position].kind:
        return False
    # 受理32件、审结30件: each says what was done itself.
    if draft.words.find_verb(figure.counted.own) or stage_of(figure.counted.own, draft.words):
        return False
    return not ("诉" in own and "诉" in figure.counted.own)


def names_what_was_done(figure: Figure, words: Vocabulary) -> bool:
    """Return whether a figure that tells an outcome names behind it what it is of: 完成31件备案审查."""
    return figure.counted.own == "完成" and figure.counted.noun_follows and words.names_noun(figure.clause.after)


def _carries_over(draft: Draft, position: Position) -> bool:
    """Return whether a bracket behind a figure says that it holds cases of the year before: 办结85件(含上年结转)."""
    end = draft.figures[position].quantity.end
    return bool(draft.said.patterns["left_over_within", CARRIED_IN].match(draft.text, end, end + LEAD_UP))


def _counts_before(draft: Draft, group: Sequence[Position], position: Position) -> list[Position]:
    """Return the counts before a figure in its sentence, the nearest first."""
    return [p for p in reversed(positions(max(group[0], position - MOST_BEFORE), position)) if draft.is_count(p)]


def _of_those_due(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return how many were due, of which another figure counts those that were done: 应检926台,实检921台."""
    figure = draft.figures[position]
    if not (did := DID.match(figure.counted.own)):
        return None
    for other in _counts_before(draft, group, position):
        due = DUE.search(draft.figures[other].counted.own)
        is_same = due and (due["what"].startswith(did["what"]) if due["what"] else due["task"].endswith(did["what"]))
        if is_same and draft.is_of(position, other):
            return other
    return None


def _respective_whole(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return the figure in the same place of the list before: 分别受理120件、360件,审结110件、340件."""
    if not (_follows(draft, group, position) or _follows(draft, group, Position(position + 1))):
        return None
    own = _run_around(draft, group, position)
    before = _run_around(draft, group, Position(own[0] - 1)) if own and own[0] > group[0] else []
    if len(own) < 2 or len(own) != len(before):
        return None
    if not any("分别" in draft.lead_up(run[0]) for run in (before, own)):
        return None
    figure, whole, words = draft.figures[own[0]], before[own.index(position)], draft.words
    if not (words.outcome.match(figure.counted.own) or words.done.search(figure.counted.own)):
        return None
    outcome = Became(figure, figure.counted.own, stage_of(figure.counted.own, words), False, "")
    is_less = draft.is_of(position, whole)
    return whole if is_less and outcome.is_of(draft.figures[before[0]], words) else None


def _run_around(draft: Draft, group: Sequence[Position], position: Position) -> list[Position]:
    """Return the counts of a list of which nothing but marks stands between: 120件、360件."""
    first = end = position
    while _follows(draft, group, first):
        first = Position(first - 1)
    while _follows(draft, group, end := Position(end + 1)):
        pass
    run = positions(first, end)
    return list(run) if all(map(draft.is_count, run)) else []


def _follows(draft: Draft, group: Sequence[Position], position: Position) -> bool:
    """Return whether nothing but a mark of a list stands between a figure of a sentence and the one before it."""
    if not group[0] < position <= group[-1]:
        return False
    return draft.between(Position(position - 1), position).strip() in LIST_MARKS


def _of_lawsuits(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return the lawsuits of which some have a certain party: 一审应诉73件,县政府为被告15件."""
    if not PARTY.search(draft.figures[position].counted.own):
        return None
    for other in _counts_before(draft, group, position):
        earlier = draft.figures[other]
        is_whole = earlier.opened_from is None and not AS_PARTY.search(earlier.counted.own)
        if is_whole and draft.said.patterns["lawsuit"].search(earlier.counted.measure) and draft.is_of(position, other):
            is_end = stage_of(earlier.counted.own, draft.words) >= CONCLUDED
            return None if is_end else other
    return None


def _of_those(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return the figure whose words are taken up by another: 限期整改45处,限期整改的已复查43处."""
    if not (taken_up := TAKEN_UP.match(draft.figures[position].counted.own)):
        return None
    those = taken_up["those"]
    for other in _counts_before(draft, group, position):
        earlier = draft.figures[other]
        if earlier.counted.own == those and draft.is_of(position, other):
            return other
    return None


def _among_those(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return the figure right before of which it is said that some are: 18起较大火灾中有10起发生在居住场所."""
    beside = Position(position - 1)
    if beside < group[0] or not draft.is_count(beside) or not draft.is_of(position, beside):
        return None
    return beside if AMONG.fullmatch(draft.between(beside, position)) else None


def _whole_of_list(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return what the figure before is a subset of, where the two are a list: 复议维持3件、撤回1件."""
    figure, words = draft.figures[position], draft.words
    before = draft.relations[position - 1]
    if figure.clause.separator not in ("、", "和") or position == group[0] or before.kind != "subset":
        return None
    own = draft.figures[position - 1].counted.own
    is_alike = words.needs_object(own) or words.outcome.match(own) or words.done.search(own)
    return before.to[0] if is_alike else None
