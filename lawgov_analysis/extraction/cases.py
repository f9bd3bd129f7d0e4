"""Cases: of which procedure a sentence speaks, and which of its cases a figure counts; helps `evidence`.

A sentence that has gone on from reconsiderations to lawsuits no longer speaks of the former, and what tells some of
the cases of a procedure apart, 政府信息公开类17件, counts these cases and nothing that was disclosed.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from ..text.offsets import Position
from .record import Figure, Passage
from .vocabulary import Vocabulary

# Units of cases, of which some may be told apart by what they are about.
CASES = frozenset({"件", "宗", "起", "例"})
# Two procedures that are named within so many characters are spoken of together.
TOGETHER = 8

# 行政复议案件中,政府信息公开类17件: of which cases some are told apart by what they are about,
_OF_CASES = re.compile(r"(?P<cases>[^,，;；。:：、\d\s]{2,16}?(?:案件|申请|案))(?:总数|总量)?[之当]?中[,，:：]?")
# in these words.
_ABOUT = re.compile("(?:涉及|涉)+(?P<about>[^企外诉法农侨台军稳黑毒嫌]..+)|.{2,}类(?:案件|申请|案)?|涉.+")

# 新收一审案件26件,二审8件;审结30件: of both.
_FIRST_INSTANCE = re.compile("一审(?=.*二审)", re.DOTALL)
# 按案由分:行政处罚12件、行政许可3件 are so without them.
_BY_KIND = re.compile("(?:类型|类别|案由|种类|性质|事项)(?:来看|上看|看|分|划分|分类|分布)[^,，;；。]{0,6}[,，:：]")
# 行政复议申请涉及的事项, above a table of them.
_TITLE_OF_KINDS = re.compile("(?:复议|应诉|诉讼).{0,12}(?:类型|类别|案由|种类|事项|领域)")
# How long the name of a kind is at the most.
LONGEST_KIND = 10


def of_one_procedure(before: str, titles: str, begins: int, words: Vocabulary) -> tuple[str, str]:
    """Return what stands before a figure and above it without the procedure that its sentence no longer speaks of.

    受理行政复议申请12件;作为被告的行政诉讼案件3件,1件尚在审理: that one is no reconsideration.
    """
    if "二审" in before:
        before = _FIRST_INSTANCE.sub("", before)
    said = before[max(0, begins) :]
    reconsidered, litigated = _ends(words.reconsideration, said), _ends(words.litigation, said)
    # 行政复议和应诉案件: of both.
    if reconsidered == litigated or (min(reconsidered, litigated) >= 0 and abs(reconsidered - litigated) < TOGETHER):
        return before, titles
    other = words.reconsideration if litigated > reconsidered else words.litigation
    return other.sub("", before), other.sub("", titles)


def _ends(pattern: re.Pattern, said: str) -> int:
    return max((found.end() for found in pattern.finditer(said)), default=-1)


def told_apart(position: Position, figures: Sequence[Figure], passage: Passage) -> tuple[str, str, str]:
    """Return what a figure counts in its own words and with what is carried on, and of which cases it counts some.

    涉及行政处罚20件 and 行政处罚类20件, behind 行政复议案件中, are both ``行政处罚类`` of ``行政复议案件``.
    """
    figure = figures[position]
    phrase, carried = figure.counted.phrase, figure.counted.full_phrase
    if figure.quantity.unit not in CASES:
        return phrase, carried, ""
    about = _ABOUT.fullmatch(phrase)
    title = figure.headings[-1].title if figure.headings and figure.quantity.head else ""
    if about is None and len(phrase) <= LONGEST_KIND and _TITLE_OF_KINDS.search(title):
        phrase = f"{phrase}类"
        return phrase, phrase + title, title
    is_kind = about is None and figure.relation.kind in ("part", "subset") and len(phrase) <= LONGEST_KIND
    by_kind = is_kind and _BY_KIND.search(passage.text, figure.clause.sentence.start, figure.quantity.start)
    cases = _cases(position, figures, passage) if about or by_kind else ""
    if not cases:
        return phrase, carried, ""
    if by_kind or (about and about["about"]):
        phrase = f"{about['about'] if about else phrase}类"
    return phrase, phrase + cases, cases


def _cases(position: Position, figures: Sequence[Figure], passage: Passage) -> str:
    """Return the cases of a procedure of which a figure tells some apart, if any."""
    figure, words = figures[position], passage.words
    sentence = figure.clause.sentence
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
