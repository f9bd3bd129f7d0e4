"""Evidence: what a report says of a figure, by which its ``indicator`` is told."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ..quantities import PERSONS
from ..text.offsets import Position
from .record import Evidence, Figure, Passage
from .vocabulary import Vocabulary

# How many characters of its section before a figure speak for its indicator.
BEFORE_REACH = 200
# How many characters of its sentence behind a figure do.
BEHIND_REACH = 40

# Units of cases, of which some may be told apart by what they are about.
CASES = frozenset({"件", "宗", "起", "例"})
# Two procedures that are named within so many characters are spoken of together.
TOGETHER = 8

# 调查处理, 检查处置: no 查处, which many rules ask for.
_NOT_PUNISHED = re.compile("(?<=[调检审核稽巡抽排])查(?=处)")
# 为58家企业提供体检: to whom it was done.
_TREATED = re.compile("[对为向将把给与使让]")
# 是同期一审行政诉讼案件的1.4倍: what it is held against is not spoken of.
_TIMES = re.compile(r"(?:是|为|相当于)[^,，;；。]{2,30}?的[\d.]+倍")
# 行政复议案件中,政府信息公开类17件: of which cases some are told apart by what they are about,
_OF_CASES = re.compile(r"(?P<cases>[^,，;；。:：、\d\s]{2,16}?(?:案件|申请|案))(?:总数|总量)?[之当]?中[,，:：]?")
# in these words.
_ABOUT = re.compile("(?:涉及|涉)+(?P<about>[^企外诉法农侨台军稳黑毒嫌]..+)|(?P<kind>.{2,}类)(?:案件|申请|案)?|涉.+")
_WHOLE_CLAUSES = re.compile(r"(?:.*[,，;；、])?", re.DOTALL)


def gather_evidence(position: Position, figures: Sequence[Figure], topic: str, passage: Passage) -> Evidence:
    """Gather what a report says of a figure.

    Parameters
    ----------
    position : Position
    figures : sequence of Figure
    topic : str
        What the figures before it are about, as good as a heading.
    passage : Passage

    Returns
    -------
    Evidence
    """
    figure = figures[position]
    headings, counted, at = figure.headings, figure.counted, figure.quantity.start
    floor = max(headings[-1].start if headings else passage.begins, at - BEFORE_REACH)
    before = _apart(passage.text[floor:at])
    before = _TIMES.sub("", before) if "倍" in before else before
    titles = " ".join([*(section.title for section in headings), topic])
    before, titles = _of_one_procedure(before, titles, figure.clause.sentence.start - floor, passage.words)
    phrase, carried, cases = _apart(counted.phrase), _apart(counted.full_phrase), _cases(position, figures, passage)
    if cases:
        # 涉及行政处罚20件 and 行政处罚类20件 are alike.
        about = _ABOUT.fullmatch(phrase)["about"]  # type: ignore[index]
        phrase = f"{about}类" if about else phrase
        carried = phrase + cases
    return Evidence(
        phrase,
        carried,
        () if figure.opened_from is None else _said_of(figures[figure.opened_from], passage.words),
        before=before,
        headings=titles,
        behind=_behind(passage.text, figure, figures[position + 1] if position + 1 < len(figures) else None),
        actor="" if _is_who_they_are(figure, passage.words) else counted.actor,
        deed=counted.deed,
        doers=_doers(figure, passage.words),
        cases=cases,
    )


def _of_one_procedure(before: str, titles: str, sentence: int, words: Vocabulary) -> tuple[str, str]:
    """Return what stands before a figure and above it without the procedure that its sentence no longer speaks of.

    受理行政复议申请12件;作为被告的行政诉讼案件3件,1件尚在审理: that one is no reconsideration.
    """
    said = before[max(0, sentence) :]
    last = {pattern: _ends(pattern, said) for pattern in (words.reconsideration, words.litigation)}
    (other, far), (_, near) = sorted(last.items(), key=lambda pair: pair[1])
    # 行政复议和应诉案件: of both.
    if near < 0 or (far >= 0 and near - far < TOGETHER):
        return before, titles
    return other.sub("", before), other.sub("", titles)


def _ends(pattern: re.Pattern, said: str) -> int:
    return max((found.end() for found in pattern.finditer(said)), default=-1)


def _cases(position: Position, figures: Sequence[Figure], passage: Passage) -> str:
    """Return of which cases a figure counts those about something: 行政复议案件 of 其中信息公开类17件."""
    figure = figures[position]
    if figure.quantity.unit not in CASES or not _ABOUT.fullmatch(figure.counted.phrase):
        return ""
    words, sentence = passage.words, figure.clause.sentence
    *_, said = None, *_OF_CASES.finditer(passage.text, sentence.start, figure.quantity.start)
    whole = next(iter(figure.relation.to), None) if figure.relation.kind in ("part", "subset") else figure.opened_from
    if said:
        cases = said["cases"]
    elif whole is not None:
        cases = figures[whole].counted.full_phrase
    else:
        # 行政应诉案件20件,涉及行政处罚5件、行政许可3件
        ahead = (figures[before] for before in range(position - 1, -1, -1))
        alike = takewhile(lambda other: other.clause.sentence is sentence, ahead)
        total = next((other for other in alike if not _ABOUT.fullmatch(other.counted.phrase)), None)
        cases = total.counted.full_phrase if total and words.is_of(figure.quantity, total.quantity) else ""
    return cases if words.reconsideration.search(cases) or words.litigation.search(cases) else ""


def _is_who_they_are(figure: Figure, words: Vocabulary) -> bool:
    """Return whether persons are counted who do nothing: 聘请法律顾问,公职律师19名 are none of the advisers."""
    return figure.quantity.unit in PERSONS and not words.find_verb(figure.counted.phrase)


def _apart(said: str) -> str:
    """Return what is said with two words set apart that look like one: 调查、处理."""
    return _NOT_PUNISHED.sub("查、", said) if "查处" in said else said


def _doers(figure: Figure, words: Vocabulary) -> str:
    """Return the places or bodies that a figure counts where what they did follows: 46个小区实现视频监控."""
    counted = figure.counted
    if not counted.noun_follows or figure.quantity.unit in PERSONS:
        return ""
    if _TREATED.search(figure.clause.before):
        # 对20个乡镇的农资市场进行整治: the places in which it was done are no such deeds.
        places = words.district.match(figure.clause.after.strip())
        return places[0] if places else ""
    if words.find_verb(counted.own):
        return ""
    did = words.find_verb(counted.phrase)
    noun = counted.phrase[: did.start()] if did and did.end() < len(counted.phrase) else ""
    # 12个成员单位制定了专项方案: what they did is not what was counted.
    return noun if words.doer.search(noun) else ""


def _said_of(whole: Figure, words: Vocabulary) -> tuple[str, ...]:
    phrase = whole.counted.phrase
    return (phrase, whole.counted.measure) if words.needs_object(phrase) else (phrase,)


def _behind(text: str, figure: Figure, following: Figure | None) -> str:
    """Return the clauses behind a figure that have no figure of their own."""
    end = figure.quantity.end
    said = text[end : min(figure.clause.sentence.end, end + BEHIND_REACH)]
    if following and following.quantity.start < end + len(said):
        whole_clauses = _WHOLE_CLAUSES.match(said[: following.quantity.start - end])
        return whole_clauses[0] if whole_clauses else ""
    return said
