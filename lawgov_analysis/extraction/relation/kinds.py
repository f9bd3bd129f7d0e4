"""Kinds: lists of kinds behind a total that no word opens: 调解纠纷263起。邻里94起、物业71起、婚姻家庭38起."""

from math import isclose

from ...quantities import RATES
from ...text.offsets import Position
from ..vocabulary import Vocabulary
from .item import Item
from .list_ends import are_all, shares_of

# How many kinds of cases make a list of kinds.
FEWEST_KINDS = 3
# How many characters name a kind: 婚姻家庭.
LONGEST_KIND = 8
# How many figures back the total of kinds is.
KINDS_REACH = 10


def open_kinds(text: str, group: list[Item], earlier: list[Item], offset: int, words: Vocabulary) -> None:
    """Find kinds that are listed behind a total without a word for it.

    调解纠纷263起,成功258起。邻里94起、物业71起、婚姻家庭38起。
    """
    # In a row of a table the first is no total of those beside it.
    if len(group) < FEWEST_KINDS or group[0].quantity.head:
        return
    run = []
    for item in [*group, None]:
        if item is not None and _is_kind(item, words) and (not run or run[-1].quantity.unit == item.quantity.unit):
            run.append(item)
        elif item is None or item.quantity.unit not in RATES:
            _set_kinds(text, run, group, earlier, offset, words)
            run = []


def _is_kind(item: Item, words: Vocabulary) -> bool:
    """Return whether a figure counts cases of which no more than a noun is said, and no other sort: 邻里94起."""
    if item.whole is not None or not words.same_unit(item.quantity.unit, "件") or item.clause.after.strip():
        return False
    said = words.bare(item.clause.before)
    tells = words.find_verb(said) or words.done.search(said) or words.field.search(said) or "行政" in said
    return 1 < len(said) <= LONGEST_KIND and (said.endswith("类") or not tells)


def _set_kinds(
    text: str, run: list[Item], group: list[Item], earlier: list[Item], offset: int, words: Vocabulary
) -> None:
    if len(run) > FEWEST_KINDS and run[0].value >= sum(item.value for item in run[1:]):
        # 工单2600件,咨询类1100件、…: the total is a noun too.
        run = run[1:]
    if len(run) < FEWEST_KINDS:
        return
    reached = sum(item.value for item in run)
    # Of a total of which some is left over they are no more than half; with shares that make 100% they are all of it.
    most = reached if are_all(run, shares_of(group, words)) else 2 * reached
    first = next(place for place, item in enumerate(earlier) if item is run[0])
    totals = [
        place
        for place in range(max(0, first - KINDS_REACH), first)
        if earlier[place].whole is None
        and words.same_unit(earlier[place].quantity.unit, run[0].quantity.unit)
        # Most of a total is sorted, or it is another.
        and reached <= earlier[place].value <= most
        and not words.of_relations.patterns["compared"].search(earlier[place].clause.before)
        and "\n" not in text[earlier[place].quantity.end : run[0].quantity.start]
    ]
    if totals:
        # 调解400起,成功392起:邻里200起、…: those are sorted that the kinds add up to, or else those taken in.
        exact = [place for place in totals if isclose(earlier[place].value, reached)]
        largest = max(exact or totals, key=lambda place: earlier[place].value)
        for item in run:
            item.whole = Position(largest + offset)
