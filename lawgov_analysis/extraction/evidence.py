"""Evidence: what a report says of a figure, by which its ``indicator`` is told."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..quantities import PERSONS
from ..text.offsets import Position
from .cases import of_one_procedure, told_apart
from .record import Evidence, Figure, Passage
from .vocabulary import Vocabulary

# How many characters of its section before a figure speak for its indicator.
BEFORE_REACH = 200
# How many characters of its sentence behind a figure do.
BEHIND_REACH = 40

# Two words between which a third seems to stand, which rules ask for: 查处 in 检查处置, 中心组 in 服务中心组织,
# 应诉 in 回应诉求, 立案 in 建立案例库, 审结 in 评审结果, 警告 in 民警告知, 司法 in 公司法务.
_TWO_WORDS = re.compile(
    "(?<=[调检审核稽巡抽排]查)(?=处)|(?<=中心)(?<!学习中心)(?=组织)|(?<=[回响]应)(?=诉求)|(?<=[建成设]立)(?=案[例件])"
    "|(?<=评审)(?=结果)|(?<=[民交辅]警)(?=告)|(?<=公司)(?=法)"
)
# 为58家企业提供体检: to whom it was done.
_TREATED = re.compile("[对为向将把给与使让]")
# 是同期一审行政诉讼案件的1.4倍: what it is held against is not spoken of.
_MULTIPLE = re.compile(r"(?:是|为|相当于)[^,，;；。]{2,30}?(?:[(（][^()（）]{1,12}[)）])?的[\d.]+倍")
# 邻里纠纷、土地纠纷等民事纠纷: the kinds named are examples of what is counted.
_EXAMPLES = re.compile("^[^、,，;；]{2,}、(?:[^、,，;；]{2,}、)*[^、,，;；]{2,}?(?=等[^、,，;；]{2,})")
# 法律顾问参与政府决策, 法治副校长进校讲课: persons, and what they went or set about to do.
_ACTING = re.compile(
    '(?P<who>[^,，、;；的]{0,12}?(?:法律顾问|副校长|明白人|带头人|志愿者|律师|[员师]))[”"]?'
    "(?:[走深进到赴下](?!步)|参与|提供|积极|轮流|常态|定期|开展|协助|化解|服务)"
)
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
    cell = figure.quantity.cell
    # Of a cell its caption speaks, and no rows of others.
    told = cell.beside if cell and cell.over else None
    before = _apart(passage.text[floor:at] if told is None else told)
    before = _MULTIPLE.sub("", before) if "倍" in before else before
    titles = " ".join([*(section.title for section in headings), topic if told is None else ""])
    begins = len(before) - (at - figure.clause.sentence.start) if told is None else 0
    before, titles = of_one_procedure(before, titles, begins, passage.words)
    phrase, carried, cases = told_apart(position, figures, passage)
    phrase, carried = (passage.words.joined_by.sub("", said) for said in (phrase, carried))
    return Evidence(
        _apart(phrase),
        _apart(carried),
        () if figure.opened_from is None else _said_of(figures[figure.opened_from], passage.words),
        before=before,
        headings=titles,
        behind=_behind(passage.text, figure, figures[position + 1] if position + 1 < len(figures) else None),
        actor="" if _is_who_they_are(figure, passage.words) else counted.actor,
        deed=counted.deed,
        doers=_doers(figure, passage.words),
        cases=cases,
    )


def plainer(evidence: Evidence, words: Vocabulary) -> Evidence | None:
    """Return what is said of a figure without how it was done and what is named as examples, None if it says neither.

    采取上门方式调解邻里纠纷、土地纠纷等民事纠纷 → 调解等民事纠纷
    """
    phrase, carried = (_plain(said, words) for said in (evidence.phrase, evidence.carried))
    return replace(evidence, phrase=phrase, carried=carried) if phrase != evidence.phrase else None


def _plain(said: str, words: Vocabulary) -> str:
    said = words.aside.sub("", said, count=1)
    verb = words.verb.match(said)
    begins = verb.end() if verb else 0
    return said[:begins] + _EXAMPLES.sub("", said[begins:], count=1)


def persons_alone(evidence: Evidence, figure: Figure, words: Vocabulary) -> Evidence | None:
    """Return what is said of persons without what they did, None where a figure counts none that acted of themselves.

    发动全县40名法治副校长进校授课 → 发动全县法治副校长; those who took part in a course or were rewarded are no stock.
    """
    phrase, after = evidence.phrase, figure.clause.after.strip()
    acted = _ACTING.match(after) if figure.counted.noun_follows and figure.quantity.unit in PERSONS else None
    if not acted or not phrase.endswith(after) or figure.counted.deed.kind or not _brings(figure.clause.before, words):
        return None
    said = phrase[: len(phrase) - len(after)] + acted["who"]
    return replace(evidence, phrase=said, carried=said, behind="")


def _brings(before: str, words: Vocabulary) -> bool:
    """Return whether words before persons only say that there are any or that they are sent: 组织, 共有, 全县."""
    verb = words.find_verb(before)
    return not _TREATED.search(before) and (verb is None or bool(words.causative.fullmatch(verb[0])))


def _is_who_they_are(figure: Figure, words: Vocabulary) -> bool:
    """Return whether persons are counted who do nothing: 聘请法律顾问,公职律师19名 are none of the advisers."""
    return figure.quantity.unit in PERSONS and not words.find_verb(figure.counted.phrase)


def _apart(said: str) -> str:
    """Return what is said with two words set apart between which a third seems to stand: 调查、处理."""
    return _TWO_WORDS.sub("、", said)


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
