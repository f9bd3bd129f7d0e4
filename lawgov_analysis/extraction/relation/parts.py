"""Parts: which figures add up to a total exactly; fills ``relation`` and ``related``."""

from collections.abc import Iterable, Sequence
from math import isclose

from ...text.offsets import Position
from ..record import positions
from ..sentences import COLONS, LISTED
from ..vocabulary import Vocabulary
from .arithmetic import CHANCE
from .outcome import CONCLUDED, DECIDED, UNTOUCHED, can_be_of, outcome_words, stage_of
from .state import Draft

# Deeds are added up whatever they are done to: a case, a person who asks, a visit.
DEEDS = ("件", "件次", "次", "人次", "人", "起", "宗", "批", "批次")
# Things that a list may count in one unit or another.
ITEMS = (*"件份个项条次起宗篇部批场例类处卷本", "批次", "场次")
# 8件,3件撤诉;5件胜诉
BARE = (",", "，", "、", ";", "；", *COLONS)
# Sums of money and what is measured are no pieces that something became of.
UNTOLD = ("元", "年", "天", "小时", "期", "岁")
# 12.1 + 6.3 is 18.4, for a computer too.
TOLERANCE = 1e-9
# A total below this is a sum of two other deeds by chance too often.
LIKELY = 100
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
        run = run or _mixed(draft, opened, group, whole) or _slipped(draft, opened, group, whole)
        if not run:
            run = _set_nested(draft, opened, group, whole)
        _set_parts(draft, run, whole)
        _set_again(draft, opened, group, whole)
    for total in group:
        if not draft.is_count(total):
            continue
        following = positions(total + 1, group[-1] + 1)
        after = _run_summing(draft, following, total)
        if not after:
            # 9件,其中公开类5件;维持7件、撤回1件、正在审理1件: the outcomes are a list of their own.
            outside = [p for p in following if figures[p].opened_from is None]
            after = _run_summing(draft, outside, total) if len(outside) < len(following) else []
        if after and _are_parts(draft, after, total) and not _are_sisters(draft, after, total):
            _set_parts(draft, after, total)
        elif not any(draft.is_some_of(position, total) for position in following):
            _set_parts(draft, _bare_pieces(draft, following, total), total)
        if draft.said.patterns["total"].search(draft.lead_up(total, reach=8)):
            before = positions(group[0], total)[::-1]
            # 上半年检查60家,发现问题9个;下半年检查50家,发现问题8个;全年共发现问题17个: those of its own words.
            own = figures[total].counted.own
            named = [p for p in before if len(own) > 1 and figures[p].counted.own == own]
            _set_parts(draft, _run_summing(draft, before, total) or _run_summing(draft, named, total), total)


def _mixed(draft: Draft, opened: list[Position], group: Sequence[Position], whole: Position) -> list[Position]:
    """Return the list of deeds in unlike units that sum exactly to their total: 32万件次,其中9万件、3万件、20万人次."""
    if not opened or draft.value(whole) < CHANCE or draft.figures[whole].quantity.unit not in DEEDS:
        return []
    first = Position(opened[0] - 1)
    if first == whole + 1 and draft.figures[first].quantity.unit in DEEDS and not draft.relations[first].kind:
        # 信访94件,其中来访51批、来信43件: the first, in another unit, opens from nothing.
        is_opened = draft.said.patterns["opener"].search(draft.between(whole, first))
        opened = [first, *opened] if is_opened else opened
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


def _set_again(draft: Draft, opened: list[Position], group: Sequence[Position], whole: Position) -> None:
    """Relate what is said in the same words again and sums exactly to its total: 依甲条例,处罚26起;依乙条例,处罚6起."""
    firsts: dict[str, Position] = {}
    for position in opened:
        if not draft.relations[position].kind:
            firsts.setdefault(draft.figures[position].counted.own, position)
    for own, first in firsts.items():
        if not own:
            continue
        alike = [p for p in positions(first, group[-1] + 1) if draft.figures[p].counted.own == own]
        if all(draft.figures[p].opened_from in (None, whole) for p in alike):
            _set_parts(draft, _run_summing(draft, alike, whole), whole)


def _slipped(draft: Draft, opened: list[Position], group: Sequence[Position], whole: Position) -> list[Position]:
    """Return the list that sums exactly to its total although a unit slipped: 60份(合同40份、案卷8件、其他12份)."""
    run: list[Position] = []
    reached = 0.0
    for position in positions(opened[0], group[-1] + 1) if opened else ():
        figure = draft.figures[position]
        if run and position == run[-1] + 1 and not draft.between(run[-1], position).strip():
            # 来访58批126人次: what is said besides of the last item.
            continue
        is_item = figure.quantity.unit in ITEMS and draft.is_count(position) and not draft.relations[position].kind
        is_alike = draft.same_unit(position, whole)
        # 进校园12场次,发放资料28份: what was done besides is no item.
        is_listed = is_alike or figure.clause.separator == "、" or draft.is_bracketed(position, whole)
        is_listed = is_listed or not draft.words.find_verb(figure.counted.own)
        if run and figure.clause.separator not in LISTED:
            return []
        if not (is_item and is_listed) or figure.opened_from not in (None, whole):
            return []
        run.append(position)
        reached += draft.value(position)
        if reached > draft.value(whole) or isclose(reached, draft.value(whole)):
            break
    alike = [p for p in run if draft.same_unit(p, whole)]
    is_exact = bool(run) and isclose(reached, draft.value(whole)) and draft.figures[whole].quantity.unit in ITEMS
    return run if is_exact and len(run) > 2 and 1 < len(alike) < len(run) else []


def _set_nested(draft: Draft, opened: list[Position], group: Sequence[Position], whole: Position) -> list[Position]:
    """Relate lists within a list, and return the outer one: 30件,其中建议12件,主办5件、会办7件;提案18件,….

    The outer ones sum exactly to the total, and what follows one exactly to that one. What follows the colon of one is
    related even where the outer ones make up no total, and none of these is returned.
    """
    if not opened:
        return []
    items = [p for p in positions(opened[0], group[-1] + 1) if draft.is_count(p) and draft.same_unit(p, whole)]
    outer: list[Position] = []
    inner: dict[Position, list[Position]] = {}
    place, reached = 0, 0.0
    while place < len(items) and reached < draft.value(whole) and not isclose(reached, draft.value(whole)):
        top = items[place]
        if draft.relations[top].kind:
            return []
        reached += draft.value(top)
        outer.append(top)
        within = _leading(draft, items[place + 1 :], top)
        if within:
            inner[top] = within
        place += 1 + len(within)
    is_outer = isclose(reached, draft.value(whole)) and len(outer) > 1
    for top, within in inner.items():
        # 查处412件,其中结案400件:运输360件、工程40件: those behind its colon are of the item, whatever it is of.
        if is_outer or draft.figures[within[0]].clause.separator in COLONS:
            _set_parts(draft, within, top, "parts.nested")
    return outer if is_outer and inner else []


def _leading(draft: Draft, items: Sequence[Position], total: Position) -> list[Position]:
    """Return the first items, two or more, that sum exactly to a figure before them."""
    reached = 0.0
    for count, position in enumerate(items, 1):
        reached += draft.value(position)
        if draft.relations[position].kind or reached > draft.value(total) + TOLERANCE:
            return []
        if isclose(reached, draft.value(total)):
            return list(items[:count]) if count > 1 else []
    return []


def _bare_pieces(draft: Draft, following: Sequence[Position], total: Position) -> list[Position]:
    """Return the pieces right behind a total that begin with their number and are all of it: 8件,3件撤诉,5件胜诉."""
    run: list[Position] = []
    reached = 0.0
    for position in following:
        figure = draft.figures[position]
        is_bare = not figure.clause.before.strip() and figure.clause.separator in BARE and draft.is_count(position)
        if not is_bare or not draft.same_unit(position, total) or draft.relations[position].kind:
            break
        if figure.quantity.unit in UNTOLD or not figure.clause.after.strip():
            return []
        run.append(position)
        reached += draft.value(position)
    return run if len(run) > 1 and isclose(reached, draft.value(total)) else []


def _are_parts(draft: Draft, run: list[Position], total: Position) -> bool:
    """Return whether figures that sum to a figure before them are its parts, as what they count tells."""
    whole, words = draft.figures[total], draft.words
    # Small numbers add up by chance (9 officers, 6 certified, 3 at an exam) unless each is an outcome, and of cases
    # concluded and others transferred none is a part beside the other.
    became = [outcome_words(draft.figures[p], words) for p in run]
    stages = {stage_of(own, words) for own in became if not draft.said.patterns["open"].search(own)}
    if not is_all(draft, run) or not all(can_be_of(own, whole, words) for own in became):
        return False
    if len(run) == 2 and any(_is_another_deed(draft, position, total) for position in run):
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


def _are_sisters(draft: Draft, run: list[Position], total: Position) -> bool:
    """Return whether the first of a list is the sum of the others by chance: 前三:甲镇46件;乙镇24件;丙镇22件."""
    first = draft.figures[total]
    is_chance = draft.value(total) < LIKELY and not draft.said.patterns["total"].search(draft.lead_up(total, reach=8))
    tells = any(stage_of(draft.figures[p].counted.own, draft.words) != UNTOUCHED for p in (total, *run))
    marks = {draft.figures[p].clause.separator for p in run}
    return is_chance and not tells and first.clause.separator in COLONS and len(marks) == 1


def _is_another_deed(draft: Draft, position: Position, total: Position) -> bool:
    """Return whether a figure counts a deed of its own with an object of its own: 开会18次,其中议法6次;组织学法12次."""
    figure, words = draft.figures[position], draft.words
    own = figure.counted.own
    is_chance = draft.value(total) < LIKELY
    if not is_chance or figure.opened_from is not None or not words.verb.match(own) or words.outcome.match(own):
        return False
    did = words.object_of(own)
    return len(did) > 1 and not words.done.search(own) and did[-2:] not in draft.figures[total].counted.measure


def _run_summing(draft: Draft, candidates: Iterable[Position], total: Position) -> list[Position]:
    """Return the shortest run of two or more figures that sums exactly to a figure of their unit."""
    run: list[Position] = []
    reached, wanted = 0.0, draft.value(total)
    for position in candidates:
        figure = draft.figures[position]
        whole = figure.opened_from
        if run and _is_carried_beside_outcome(draft, run[0], position):
            # 收到362件(上年结转28件),其中受理301件、不予受理33件: what was carried over has outcomes of its own.
            run, reached = run[1:], reached - draft.value(run[0])
        is_nested = whole is not None and (whole in run or position > total > whole)
        is_other = figure.clause.compared or draft.relations[position].kind
        if is_nested or is_other or not draft.same_unit(position, total):
            continue
        run.append(position)
        reached += draft.value(position)
        if reached > wanted or isclose(reached, wanted):
            return run if len(run) > 1 and isclose(reached, wanted) else []
    return []


def _is_carried_beside_outcome(draft: Draft, first: Position, position: Position) -> bool:
    """Return whether a figure is what became of cases, and the first of a list those that were carried over."""
    if not draft.said.patterns["left_over"].search(draft.figures[first].counted.own):
        return False
    own = draft.figures[position].counted.own
    return stage_of(own, draft.words) >= CONCLUDED or own.startswith(("不予", "其他"))


def _set_parts(draft: Draft, parts: list[Position], total: Position, rule: str = "parts") -> None:
    if any(_is_carried_beside_outcome(draft, parts[0], part) for part in parts[1:]):
        return
    for part in parts:
        draft.propose(part, "part", (total,), rule, "computed")


def sum_subsets(draft: Draft, group: Sequence[Position]) -> None:
    """Let what is listed as some of one total, and is all of it, be its parts: 复议维持9件、驳回2件、终止3件."""
    # A share between two of them is no item: 维持2件,占40%;撤销3件,占60%.
    counts = [p for p in group if not draft.is_rate(p)]
    place = 0
    while place < len(counts):
        relation, run = draft.relations[counts[place]], [counts[place]]
        is_unmarked = True
        while relation.kind == "subset" and place + len(run) < len(counts):
            following = counts[place + len(run)]
            separator = draft.figures[following].clause.separator
            if draft.relations[following] != relation or separator not in "、,，;；":
                break
            is_unmarked = is_unmarked and separator in "、,，" and following == run[-1] + 1
            run.append(following)
        if len(run) > 1 and isclose(sum(map(draft.value, run)), draft.value(*relation.to)):
            is_list = all(draft.figures[p].clause.separator == "、" for p in run[1:])
            is_closed = _is_what_is_left(draft, run[-1]) or (
                is_unmarked and draft.said.patterns["open"].search(outcome_words(draft.figures[run[-1]], draft.words))
            )
            if (is_list or is_closed) and is_all(draft, run):
                _set_parts(draft, run, *relation.to, rule="subsets_sum")
        place += len(run)


def _is_what_is_left(draft: Draft, position: Position) -> bool:
    """Return whether words open what is left, or was not concluded: 另2件尚未判决, 其余3件撤回."""
    before = draft.words.untrailed(draft.figures[position].clause.before.strip())
    return bool(draft.said.patterns["left"].search(before))


def find_procedures(draft: Draft, group: Sequence[Position]) -> None:
    """Find the cases whose procedures a later sentence counts: 立案318件。简易程序97件、普通程序221件."""
    run = [
        p for p in group if draft.said.patterns["procedure"].search(draft.figures[p].counted.own) and draft.is_count(p)
    ]
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


def is_all(draft: Draft, run: list[Position]) -> bool:
    """Return whether figures that sum to a total are a list of its parts, as what they count tells."""
    became = [outcome_words(draft.figures[p], draft.words) for p in run]
    stages = {stage_of(own, draft.words) for own in became if not draft.said.patterns["open"].search(own)}
    # 结案10件、移送1件、未结1件: with what is still open the list is all of them.
    is_closed = draft.said.patterns["open"].search(became[-1]) and _come_to_an_end(became[:-1], draft.words)
    return bool(is_closed) or not stages >= {CONCLUDED, DECIDED}


def _come_to_an_end(outcomes: list[str], words: Vocabulary) -> bool:
    return all(
        words.of_relations.patterns["handed_over"].match(own) or stage_of(own, words) == CONCLUDED for own in outcomes
    )
