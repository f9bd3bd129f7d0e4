"""Scope: to which narrower object a figure is limited; fills the column ``scope``.

An indicator has one headline figure at the most, whose scope is empty: the first that says no more than the indicator.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from .record import Figure, Passage, Period, value_of
from .sentences import RECENT
from .vocabulary import Vocabulary

# The length of the longest of the words that narrow nothing.
LONGEST_IDLE = 4
# What begins and ends words that narrow nothing, and others: 县长, 中央, 以案释法.
STEMS = frozenset("镇市区县局中以街道")
# 处罚较多的是甲县(210起): one of those that the place has, by its name.
_ONE_OF = re.compile(
    r"(?:较[多大高]|最[多大高]|居前|靠前|前[一二三四五六七八九十\d]+[名位]?)的?(?:依次|分别)?[是为有](?P<who>.{1,12})$"
)

# 全省办理复议案件5.2万件,我县86件: of which place a sentence is, which words that tell what was done follow.
_OF_ALL = re.compile(r"(?:20\d\d ?年)?(?P<of>全(?P<rank>[国省市县区]))(?!率先|首)")
# 我局办理86件: what the place or the department that reports did, against which the larger one's is held.
_OWN = re.compile("[我本][省市州盟县区旗镇乡街局委办厅院]")
# Of what part of the year a figure is, and what says that one is of all of it: 上半年21件,全年45件.
_PART_OF_YEAR, _WHOLE_YEAR = frozenset({"half", "quarter", "months"}), frozenset({"year", "now"})
RANKS = {
    "国": 5,
    "省": 4,
    "自治区": 4,
    "市": 3,
    "州": 3,
    "盟": 3,
    "县": 2,
    "区": 2,
    "旗": 2,
    "镇": 1,
    "乡": 1,
    "街道": 1,
}
# 示例市示例区, 示例县城市管理局
_PLACES = re.compile(f".{{1,8}}?(?<![城社园景林矿])({'|'.join(sorted(RANKS, key=len, reverse=True))})")


def narrow(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Tell to which narrower object each figure is limited.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `scope` and `scope_by`.
    """
    words, narrowed = passage.words, []
    headlines: set[str] = set()
    for position, figure in enumerate(figures):
        indicator, phrase = figure.coding.indicator, figure.counted.phrase
        if not indicator or figure.relation.kind == "growth":
            narrowed.append(figure)
            continue
        # What happened in another year, or over several, is no headline of this one.
        scope, by = _other_time(figure.when, passage.year), "time"
        # 五年来办理612件,其中2023年158件: a part of what is no headline itself may be one.
        of_same = any(
            figures[other].coding.indicator == indicator and not _other_time(figures[other].when, passage.year)
            for other in figure.relation.to
        )
        if not scope and (whole := _larger(figure, passage)):
            scope, by = whole, "word"
        elif not scope and (one := _ONE_OF.search(phrase)):
            scope, by = one["who"], "word"
        elif not scope and (of_same or indicator in headlines or _is_part_of_year(position, figures)):
            by = "again"
            scope = figure.counted.own if figure.coding.by == "kind" else ""
            scope = scope or _narrowing(phrase, figure.coding.matches[0].words, words) or figure.counted.measure
        elif not scope and words.narrow.search(phrase):
            by = "word"
            scope = _narrowing(phrase, figure.coding.matches[0].words, words)
        if not scope:
            headlines.add(indicator)
        narrowed.append(figure.grown(scope=scope, scope_by=by if scope else "headline"))
    return narrowed


def _other_time(when: Period, year: int | None) -> str:
    if when.basis == "cumulative":
        return "累计"
    return f"{when.span}年" if len(when.span) == 4 and year is not None and int(when.span) < year else ""


def _is_part_of_year(position: int, figures: Sequence[Figure]) -> bool:
    """Return whether a figure is of a part of the year that one behind it is all of: 上半年21件,全年45件."""
    part = figures[position]
    return part.when.by in _PART_OF_YEAR and any(
        whole.coding.indicator == part.coding.indicator
        and whole.when.by in _WHOLE_YEAR
        and value_of(whole.quantity) >= value_of(part.quantity)
        for whole in figures[position + 1 : position + 1 + RECENT]
    )


def _larger(figure: Figure, passage: Passage) -> str:
    """Return the larger place that a figure is of: 全省 in the report of a county; else ``""``."""
    whole = _OF_ALL.match(figure.clause.before)
    if not whole:
        return ""
    own = _rank(passage.place)
    if RANKS[whole["rank"]] <= own:
        return ""
    # Whose report it is is not known, unless it says what its own is.
    if not own and not _OWN.search(passage.text, figure.quantity.end, figure.clause.sentence.end):
        return ""
    rest = figure.clause.before[whole.end() :]
    return whole["of"] if passage.words.lead.match(rest) or passage.words.verb.match(rest) else ""


@lru_cache(maxsize=64)
def _rank(name: str) -> int:
    """Return the rank of a place or of that of a department, 0 where its name does not tell.

    Examples
    --------
    >>> _rank("示例市示例区"), _rank("示例县城市管理局"), _rank("示例省住房和城乡建设厅"), _rank("司法局")
    (2, 2, 4, 0)
    """
    rank = 0
    for found in _PLACES.finditer(name):
        if rank and RANKS[found[1]] >= rank:
            break
        rank = RANKS[found[1]]
    return rank


@lru_cache(maxsize=1024)
def _narrowing(phrase: str, found: tuple[str, ...], words: Vocabulary) -> str:
    """Return what a phrase says beyond its indicator's words, verbs and generic ones: 检查食品销售单位 → 食品销售."""
    own = [word for word in found if not words.narrow.fullmatch(word)]
    rest = max((_trimmed(piece, words) for piece in (_any_of(tuple(own)).split(phrase) if own else [phrase])), key=len)
    # 村(社区)调委会 is cut within its bracket.
    if len(rest) > 1 and len(re.findall("[(（]", rest)) == len(re.findall("[)）]", rest)):
        return rest
    # 创建市级民主法治示范村: nothing is left but a word that always narrows.
    narrow = words.narrow.search(phrase)
    return narrow[0] if narrow else ""


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _trimmed(piece: str, words: Vocabulary) -> str:
    """Return words without the verbs and generic words at their ends; 县 of 县长 is neither."""
    longest = range(LONGEST_IDLE, 0, -1)

    def idle(word: str) -> bool:
        is_whole = STEMS.isdisjoint(word) or word[0] in "全我本各"
        is_empty = words.generic.fullmatch(word) or words.verb.fullmatch(word)
        return word in ("以上", "以下", "包括") or bool(is_whole and is_empty)

    while head := next((n for n in longest if len(piece) >= n and idle(piece[:n])), 0):
        piece = piece[head:]
    while tail := next((n for n in longest if len(piece) >= n and idle(piece[-n:])), 0):
        piece = piece[:-tail]
    is_quoted = piece.count("“") == piece.count("”") and piece.count("《") == piece.count("》")
    return piece if is_quoted else piece.strip("“”《》")
