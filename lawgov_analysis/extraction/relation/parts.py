"""Parts: which figures add up to a total exactly; fills ``relation`` and ``related``."""

import re
from collections.abc import Iterable, Sequence
from math import isclose

from ...text.offsets import Position
from ..record import positions
from ..sentences import LISTED
from ..vocabulary import Vocabulary
from .openers import HANDED_OVER
from .outcome import CONCLUDED, DECIDED, UNFINISHED, UNTOUCHED, can_be_of, outcome_words, stage_of
from .state import Draft

# A total below this is a sum by chance too often.
CHANCE = 30
# Deeds are added up whatever they are done to: a case, a person who asks, a visit.
DEEDS = ("件", "件次", "次", "人次", "人", "起", "宗")
# How many figures back the total of procedures is.
PROCEDURES_REACH = 20


def find_parts(draft: Draft, group: Sequence[Position]) -> None:
    """Let arithmetic say which figures of a sentence make up a total."""
    if len(group) < 2:
        return
    figures = draft.figures
    for whole in {opener for position in group if (opener := figures[position].opened_from) is not None}:
        opened = [p for p in group if figures[p].opened_from == whole and draft.is_count(p)]
        # 审结261件（含上年结转19件），其中维持…: what the bracket says is no item of the list behind it.
        listed = [p for p in opened if not draft.is_bracketed(p, whole)]
        run = _run_summing(draft, opened, whole) or _run_summing(draft, listed, whole)
        _set_parts(draft, run or _mixed(draft, opened, group, whole), whole)
    for total in group:
        if not draft.is_count(total):
            continue
        following = positions(total + 1, group[-1] + 1)
        # 9件,其中公开类5件;维持7件、撤回1件、正在审理1件: the outcomes are a list of their own.
        outside = [p for p in following if figures[p].opened_from is None]
        after = _run_summing(draft, following, total)
        if not after and len(outside) < len(following):
            after = _run_summing(draft, outside, total)
        if after and _are_parts(draft, after, total):
            _set_parts(draft, after, total)
        if re.search(draft.said["total"], draft.lead_up(total, reach=8)):
            _set_parts(draft, _run_summing(draft, positions(group[0], total)[::-1], total), total)


def _mixed(draft: Draft, opened: list[Position], group: Sequence[Position], whole: Position) -> list[Position]:
    """Return the list of deeds in unlike units that sum exactly to their total: 32万件次,其中9万件、3万件、20万人次."""
    if not opened or draft.value(whole) < CHANCE or draft.figures[whole].quantity.unit not in DEEDS:
        return []
    run, reached = [opened[0]], draft.value(opened[0])
    for position in positions(opened[0] + 1, group[-1] + 1):
        figure = draft.figures[position]
        is_item = draft.is_count(position) and figure.quantity.unit in DEEDS and not draft.relations[position].kind
        if not is_item or figure.clause.separator not in LISTED or figure.opened_from not in (None, whole):
            return []
        run.append(position)
        reached += draft.value(position)
        if isclose(reached, draft.value(whole)):
            return run
        if reached > draft.value(whole):
            return []
    return []


def _are_parts(draft: Draft, run: list[Position], total: Position) -> bool:
    """Return whether figures that sum to a figure before them are its parts, as what they count tells."""
    whole, words = draft.figures[total], draft.words
    # Small numbers add up by chance (9 officers, 6 certified, 3 at an exam) unless each is an outcome, and of cases
    # concluded and others transferred none is a part beside the other.
    became = [outcome_words(draft.figures[p], words) for p in run]
    stages = {stage_of(own, words) for own in became if not UNFINISHED.search(own)}
    if not _is_all(draft, run) or not all(can_be_of(own, whole) for own in became):
        return False
    # 撤销3件、确认违法2件、变更1件 is one list.
    is_item = draft.figures[run[0]].clause.separator == "、" and DECIDED in stages
    if is_item and stage_of(outcome_words(whole, words), words) == DECIDED:
        return False
    if draft.value(total) >= CHANCE or UNTOUCHED not in stages:
        return True
    # 其中自然人7件,法人2件,予以公开4件,不掌握3件,不予公开2件: a second time all of a total, to the end of the sentence.
    last = draft.figures[run[-1]]
    is_end = run[-1] + 1 == len(draft.figures) or draft.figures[run[-1] + 1].clause.sentence != last.clause.sentence
    ends = [stage_of(became[place], words) for place in (0, -1)]
    return len(run) > 2 and is_end and UNTOUCHED not in ends and run[-1] - run[0] == len(run) - 1


def _run_summing(draft: Draft, candidates: Iterable[Position], total: Position) -> list[Position]:
    """Return the shortest run of two or more figures that sums exactly to a figure of their unit."""
    run: list[Position] = []
    reached, wanted = 0.0, draft.value(total)
    for position in candidates:
        figure = draft.figures[position]
        whole = figure.opened_from
        is_nested = whole is not None and (whole in run or position > total > whole)
        is_other = figure.clause.compared or draft.relations[position].kind
        if is_nested or is_other or not draft.same_unit(position, total):
            continue
        run.append(position)
        reached += draft.value(position)
        if reached > wanted or isclose(reached, wanted):
            return run if len(run) > 1 and isclose(reached, wanted) else []
    return []


def _set_parts(draft: Draft, parts: list[Position], total: Position, rule: str = "parts") -> None:
    for part in parts:
        draft.propose(part, "part", (total,), rule, "computed")


def sum_subsets(draft: Draft, group: Sequence[Position]) -> None:
    """Let what is listed as some of one total, and is all of it, be its parts: 复议维持9件、驳回2件、终止3件."""
    position = group[0]
    while position <= group[-1]:
        relation, run = draft.relations[position], [position]
        while (
            relation.kind == "subset"
            and run[-1] < group[-1]
            and draft.relations[run[-1] + 1] == relation
            and draft.figures[run[-1] + 1].clause.separator in "、,，"
        ):
            run.append(Position(run[-1] + 1))
        if len(run) > 1 and isclose(sum(map(draft.value, run)), draft.value(*relation.to)):
            is_list = all(draft.figures[p].clause.separator == "、" for p in run[1:])
            is_closed = UNFINISHED.search(outcome_words(draft.figures[run[-1]], draft.words))
            if (is_list or is_closed) and _is_all(draft, run):
                _set_parts(draft, run, *relation.to, rule="subsets_sum")
        position = Position(run[-1] + 1)


def find_procedures(draft: Draft, group: Sequence[Position]) -> None:
    """Find the cases whose procedures a later sentence counts: 立案318件。简易程序97件、普通程序221件."""
    run = [p for p in group if re.search(draft.said["procedure"], draft.figures[p].counted.own) and draft.is_count(p)]
    if len(run) < 2 or any(draft.relations[p].kind for p in run) or run[-1] - run[0] >= len(run):
        return
    reached = sum(map(draft.value, run))
    for total in reversed(positions(max(0, run[0] - PROCEDURES_REACH + 1), run[0])):
        if draft.figures[total].section != draft.figures[run[0]].section:
            return
        is_alike = draft.is_count(total) and draft.same_unit(total, run[0])
        if is_alike and reached >= CHANCE and isclose(draft.value(total), reached):
            _set_parts(draft, run, total, "procedures")
            return


def _is_all(draft: Draft, run: list[Position]) -> bool:
    """Return whether figures that sum to a total are a list of its parts, as what they count tells."""
    became = [outcome_words(draft.figures[p], draft.words) for p in run]
    stages = {stage_of(own, draft.words) for own in became if not UNFINISHED.search(own)}
    # 结案10件、移送1件、未结1件: with what is still open the list is all of them.
    is_closed = UNFINISHED.search(became[-1]) and _come_to_an_end(became[:-1], draft.words)
    return bool(is_closed) or not stages >= {CONCLUDED, DECIDED}


def _come_to_an_end(outcomes: list[str], words: Vocabulary) -> bool:
    return all(HANDED_OVER.match(own) or stage_of(own, words) == CONCLUDED for own in outcomes)
