"""Scope: to which narrower object a figure is limited; fills the column ``scope``.

An indicator has one headline figure at the most, whose scope is empty: the one that can be compared with another
report's. Where a report states an indicator several times, of several bodies or objects, the first is not the whole of
it, and must not be taken for that: 检查餐饮单位120家、商店35家 is no 检查 of 120.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..quantities import RATES
from ..text.offsets import Position
from .indicator import KIND
from .larger_place import larger_place
from .narrowing import beyond, kind_named, names_of, narrowed_by, without_examples
from .period import usual_bases
from .record import Figure, Passage, Period, half_digit, value_of
from .vocabulary import Vocabulary

# How many characters before a figure a word says that it is of some alone.
SOME_REACH = 40
# How many figures of about one number are held against each other.
MOST_ALIKE = 50
# 处罚较多的是甲县(210起): one of those that the place has, by its name.
ONE_OF = "(?:{})的?(?:依次|分别)?[是为有](?P<who>.{{1,12}})$"
# What joins a figure to one of a list before it, without a comma.
_JOINED = re.compile("[、和及与]|以及")


class Said(NamedTuple):
    """What a figure is limited to, what told it, as of `Figure.scope_by`, and whether that is a kind of object.

    What came of things of a kind is of that kind too; 3次以上 and 各 are none.
    """

    scope: str = ""
    by: str = ""
    is_kind: bool = False


#: Of a figure that nothing limits.
WHOLE = Said()
# What is some of a figure that these limit is limited alike.
HANDED_ON = frozenset(["word", "carried", "part", "beside", "whole"])
# What these limit is of the same place and year, and more than a part of another figure.
OF_THE_REPORT = frozenset(["word", "carried", "whole"])
# What these limit is of more years or more places than the report.
NOT_OURS = frozenset(["time", "place"])


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

    Examples
    --------
    >>> from .pipeline import code_report
    >>> from ..documents import parse_report
    >>> said = code_report(parse_report("检查餐饮单位120家、学校周边商店35家。调解纠纷200宗。"))
    >>> [figure.scope for figure in said]
    ['餐饮单位', '学校周边商店', '']
    """
    coded = [at for at, figure in enumerate(figures) if figure.coding.indicator and figure.relation.kind != "growth"]
    told = {at: _by_its_words(figures[at], passage) for at in coded}
    _carry_on(told, figures, passage)
    _hand_on(told, figures)
    of_one: dict[str, list[int]] = {}
    for at in coded:
        of_one.setdefault(figures[at].coding.indicator, []).append(at)
    for several in of_one.values():
        if len(several) > 1:
            told |= _one_whole(several, told, figures, passage)
            told |= _of_other_times(several, told, figures, passage)
    _hand_on(told, figures)
    return [
        figure if at not in told else figure.grown(scope=told[at].scope, scope_by=told[at].by or "headline")
        for at, figure in enumerate(figures)
    ]


def _of_other_times(
    several: Sequence[int], told: Mapping[int, Said], figures: Sequence[Figure], passage: Passage
) -> dict[int, Said]:
    """Return what limits several figures of one other year further: each row of a column has its own place."""
    of_time: dict[str, list[int]] = {}
    for at in several:
        if told[at].by == "time" and figures[at].when.basis != "cumulative":
            of_time.setdefault(told[at].scope, []).append(at)
    limited: dict[int, Said] = {}
    for time, alike in of_time.items():
        within = _one_whole(alike, dict.fromkeys(alike, WHOLE), figures, passage) if len(alike) > 1 else {}
        limited |= {at: Said(f"{time} {said.scope}", "time") for at, said in within.items()}
    return limited


def _by_its_words(figure: Figure, passage: Passage) -> Said:
    """Return what the words of a figure limit it to, whatever else the report says."""
    # What happened in another year, or over several, is no headline of this one.
    if when := _other_time(figure.when, passage.year):
        return Said(when, "time")
    if place := larger_place(figure, passage):
        return Said(place, "place")
    if (cell := figure.quantity.cell) and (heads := cell.limits + _of_kind(figure)):
        return Said(heads, "cell")
    if figure.coding.by == "form":
        # What its heads say is all that it counts.
        return WHOLE
    phrase, words = figure.counted.phrase, passage.words
    # 劳动 narrows no 劳动人事争议仲裁受理数.
    names = passage.data.made(names_of)[figure.coding.indicator]
    # 新聘法律顾问2名 are not all those that the place has.
    if passage.data.made(usual_bases)[figure.coding.indicator] == "stock":
        new = words.added.match(figure.counted.full_phrase)
        if new and new[0] not in names:
            return Said(new[0], "new")
    if one := words.of_scopes.patterns["one_of", ONE_OF.format].search(phrase):
        return Said(one["who"], "part")
    said = passage.text[max(figure.clause.sentence.start, figure.quantity.start - SOME_REACH) : figure.quantity.start]
    # 市本级保留许可事项42项: each level has items of its own.
    limits = (
        ("threshold", phrase),
        ("each", figure.clause.before),
        ("some", said),
        ("own_level", "" if figure.quantity.unit == "项" else phrase),
        ("class", phrase if figure.quantity.unit in RATES else ""),
        ("cause", phrase),
    )
    for role, where in limits:
        if found := words.of_scopes.patterns[role].search(where):
            return Said(found[0], "word")
    # 局机关持证执法人员214人,全系统1136人: what the first is limited to, the second goes beyond.
    is_named = figure.counted.own or figure.counted.noun_follows
    if not is_named and words.of_scopes.patterns["whole_place"].search(figure.clause.before):
        return WHOLE
    narrowed = narrowed_by(figure, passage)
    return Said(narrowed, "word", is_kind=True) if narrowed else WHOLE


def _carry_on(told: dict[int, Said], figures: Sequence[Figure], passage: Passage) -> None:
    """Limit what was found, or came of it, as what its sentence dealt with: 检查加油站28家,发现隐患36处,罚款2万元."""
    turns = passage.words.of_scopes.patterns["turns"]
    names = passage.data.made(names_of)
    limit, first = "", 0
    for at, figure in enumerate(figures):
        before = figures[max(0, at - 1)]
        gap = passage.text[before.quantity.end : figure.quantity.start]
        goes_on = figure.clause.sentence == before.clause.sentence and not turns.search(gap)
        said = told.get(at)
        if limit and goes_on and _came_of(figure, figures[first], passage.words):
            if said is WHOLE and limit not in names[figure.coding.indicator]:
                told[at] = Said(limit, "carried")
            continue
        limit, first = "", at
        # 查处食品案件20件、药品案件30件,罚款12万元: what comes of all of a list is not of its last.
        is_among = figure.relation.to and figure.relation.to == before.relation.to
        if at and goes_on and (is_among or _JOINED.match(gap)):
            continue
        if said is None and figure.relation.kind in ("part", "subset"):
            limit = next((word[0] for word in passage.words.narrow.finditer(figure.counted.own)), "")
        elif said is WHOLE:
            limit = kind_named(figure, passage)
        elif said is not None and said.is_kind:
            limit = said.scope


def _came_of(figure: Figure, source: Figure, words: Vocabulary) -> bool:
    """Return whether a figure says what a check found or what became of cases, and names no other object."""
    scopes, own = words.of_scopes.patterns, words.bare(figure.clause.before)
    for deed, outcome in (("checked", "found_there"), ("dealt_with", "came_of_it")):
        if scopes[deed].search(source.counted.phrase) and scopes[outcome].fullmatch(own):
            return True
    return False


def _of_kind(figure: Figure) -> str:
    """Return what a cell counts of which its table alone tells the indicator: 食品 of 行政检查情况."""
    said = figure.counted.phrase
    return said if figure.quantity.cell and KIND in figure.coding.doubts else ""


def _hand_on(told: dict[int, Said], figures: Sequence[Figure]) -> None:
    """Limit what is some of a limited figure, or a rate of it, as that is: 查处食品案件30件,结案28件."""
    for at, said in told.items():
        if said is not WHOLE:
            continue
        relation = figures[at].relation
        wholes = relation.to[-1:] if relation.kind == "ratio" else relation.to
        of = next((whole for whole in wholes if whole in told and _hands_on(told[whole], figures[whole])), None)
        if of is not None:
            # 查处食品案件412件,其中无证经营268件、过期103件: each kind is one of its own.
            is_kind = relation.kind in ("part", "subset") and figures[at].coding.by == "kind"
            is_alike = relation.kind != "ratio" and figures[at].coding.indicator == figures[of].coding.indicator
            own = figures[at].counted.own if is_kind or is_alike else ""
            told[at] = Said(own or told[of].scope, "whole")


def _hands_on(said: Said, whole: Figure) -> bool:
    """Return whether what is some of a figure is limited as that is: by words, and not only by what stands beside."""
    return said.by in HANDED_ON and said.scope != whole.counted.measure


def _one_whole(
    several: Sequence[int], told: dict[int, Said], figures: Sequence[Figure], passage: Passage
) -> dict[int, Said]:
    """Return what limits the figures of one indicator that their words do not limit, all but the whole of it."""
    limited: dict[int, Said] = {}
    # 五年来办理612件,其中2023年158件; 全省2.1万件,我县58件: a part of what is no headline itself may be one.
    wholes = {at for at in several if told[at].by not in NOT_OURS}
    # 全年45件,上半年21件: 2023-01/2023-06 is a part of 2023.
    most = {
        year: value for value, year in sorted((value_of(figures[at].quantity), figures[at].when.span) for at in several)
    }
    free = [at for at in several if told[at] is WHOLE]
    again = _said_again(free, figures, passage)
    for at in free:
        if at in again:
            limited[at] = Said(_named(figures[at], passage.words), "again")
        elif not wholes.isdisjoint(figures[at].relation.to) or _is_part_of_year(figures[at], most):
            limited[at] = Said(_named(figures[at], passage.words), "part")
    left = [at for at in free if at not in limited]
    narrowed = [at for at in several if told[at].by in OF_THE_REPORT]
    whole = _whole_of(left, narrowed, figures, passage)
    limited |= {at: Said(_named(figures[at], passage.words), "beside") for at in left if at != whole}
    return limited


def _said_again(several: Sequence[int], figures: Sequence[Figure], passage: Passage) -> set[int]:
    """Return those of several figures whose number another sentence says: 3.86万件, where 38614件 are stated.

    The exact number, with its unit, is the one that the others say again, else the first.
    """
    half = {at: _half_digit(figures[at], passage) for at in several}
    in_order = sorted(several, key=lambda at: value_of(figures[at].quantity))
    values = [value_of(figures[at].quantity) for at in in_order]
    widest = max(half.values(), default=0.0)
    again: set[int] = set()
    for at, value in zip(in_order, values, strict=True):
        own = not figures[at].quantity.unit, half[at], at
        near = slice(bisect_left(values, value - half[at] - widest), bisect_right(values, value + half[at] + widest))
        for other in in_order[near][:MOST_ALIKE]:
            is_first = (not figures[other].quantity.unit, half[other], other) < own
            apart = abs(value - value_of(figures[other].quantity))
            if figures[at].quantity.cell and figures[other].quantity.cell:
                # Rows of a table that are alike are none the less two.
                continue
            if is_first and apart <= half[at] + half[other] and _are_of_two(figures[at], figures[other]):
                again.add(at)
                break
    return again


def _are_of_two(figure: Figure, other: Figure) -> bool:
    """Return whether two figures count alike, in two sentences."""
    units = {figure.quantity.unit, other.quantity.unit} - {""}
    return figure.clause.sentence != other.clause.sentence and len(units) <= 1


def _half_digit(figure: Figure, passage: Passage) -> float:
    return half_digit(figure.quantity, passage.text[figure.quantity.start : figure.quantity.end])


def _is_part_of_year(figure: Figure, most: Mapping[str, float]) -> bool:
    """Return whether a figure is of a part of a year of all of which one is stated, which is no less."""
    span = figure.when.span
    return "-" in span and value_of(figure.quantity) <= most.get(span[:4], -1.0)


def _whole_of(left: Sequence[int], narrowed: Sequence[int], figures: Sequence[Figure], passage: Passage) -> int | None:
    """Return which figure of an indicator is the whole of it; None where that cannot be told.

    One that is said to be the sum (两项合计), or a total (共, 各类), else the first that no other stands beside in its
    sentence; and it is no less than any other. Of rates none is the whole of another.
    """
    words = passage.words
    scopes = words.of_scopes.patterns
    sums = [at for at in left if (cell := figures[at].quantity.cell) and cell.sums == "all"]
    said = ((words.of_relations.patterns["sum_up"],), (scopes["total"], scopes["whole_place"]))
    found = ([at for at in left if any(word.search(figures[at].clause.before) for word in each)] for each in said)
    totals = sums or next(filter(None, found), [])
    beside = _in_line(totals or (*left, *narrowed), figures)
    one = next((at for at in totals or left if at not in beside), None)
    if one is None and beside and _is_general(sorted(beside), figures, passage):
        one = min(beside)
    if one is not None and len(_meetings((*left, *narrowed), figures, words)) > 1 and _meetings([one], figures, words):
        # 党组会议12次。厅务会议6次: of two kinds of meetings neither is all.
        return None
    if one is None or figures[one].quantity.unit in RATES:
        return one
    most = value_of(figures[one].quantity)
    others = (figures[at].quantity for at in (*left, *narrowed))
    alike = (value_of(other) for other in others if words.same_unit(other.unit, figures[one].quantity.unit))
    return one if max(alike) <= most else None


def _meetings(several: Sequence[int], figures: Sequence[Figure], words: Vocabulary) -> set[str]:
    """Return the kinds of meetings that several figures name."""
    return {_meeting(figures[at], words).removesuffix("议") for at in several} - {""}


def _meeting(figure: Figure, words: Vocabulary) -> str:
    """Return the one kind of meeting that a figure names, empty for none or several."""
    named = words.of_scopes.patterns["meeting"].findall(figure.counted.phrase)
    return named[0] if len(named) == 1 else ""


def _is_general(several: Sequence[int], figures: Sequence[Figure], passage: Passage) -> bool:
    """Return whether the first of several says nothing more than the indicator, and the others, set apart, all do.

    开展法治宣传活动60场;举办宪法进万家活动6场
    """
    first, *others = [figures[at] for at in several]
    gap = passage.text[first.quantity.end : others[0].quantity.start] if others else ""
    says_more = [
        bool(beyond(without_examples(figure, passage.words), figure, passage.words)) for figure in (first, *others)
    ]
    return not {";", "；"}.isdisjoint(gap) and not says_more[0] and all(says_more[1:])


def _in_line(several: Iterable[int], figures: Sequence[Figure]) -> set[int]:
    """Return those of several figures that others stand beside: 公园1处、长廊2条; 643起(689人) are not two."""
    apart = [at for at in several if figures[at].clause.separator not in ("(", "（")]
    of_sentence = Counter(figures[at].clause.sentence for at in apart)
    some_of = Counter(whole for at in apart for whole in figures[at].relation.to)
    return {at for at in apart if of_sentence[figures[at].clause.sentence] - some_of[Position(at)] > 1}


def _named(figure: Figure, words: Vocabulary) -> str:
    """Return what tells a figure from others of its indicator."""
    own = figure.counted.own if figure.coding.by == "kind" else ""
    own = own or (figure.quantity.cell.label if figure.quantity.cell else "")
    said = beyond(without_examples(figure, words), figure, words)
    # 人民 of 人民调解组织调解纠纷 tells nothing that the indicator does not.
    is_known = not figure.relation.kind and said in words.data.made(names_of)[figure.coding.indicator]
    return own or _meeting(figure, words) or ("" if is_known else said) or figure.counted.measure


def _other_time(when: Period, year: int | None) -> str:
    if when.basis == "cumulative":
        return "累计"
    return f"{when.span}年" if len(when.span) == 4 and year is not None and int(when.span) < year else ""
