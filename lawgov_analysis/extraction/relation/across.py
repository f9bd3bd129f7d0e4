"""Across: what a sentence says of a total in an earlier one (受理20件。经审查,维持6件;驳回10件)."""

import re
from collections.abc import Sequence
from math import isclose

from ...text.offsets import Position
from ..record import positions
from .arithmetic import CHANCE
from .outcome import (
    CONCLUDED,
    DECIDED,
    LIST_MARKS,
    USUAL,
    WHOSE,
    can_be_of,
    is_of_another_sort,
    names_what_was_done,
    outcome_words,
    stage_of,
)
from .parts import LIKELY, is_all
from .ratio import gives_share
from .state import Draft

# How many figures back the sentences before are looked through.
REACH = 12
# How many figures back what a list of shares is of: all of them being exact, hardly any other is by chance.
SHARES_REACH = 60
# How many characters back.
FAR = 160


# So many characters that two kinds end with alike say that they are of one list.
ALIKE = 6
# 征收类案件
KIND = re.compile("类(?:型|别)?(?:的)?(?:案件|事项|纠纷|投诉|举报|诉求|工单|问题|信息|申请)?$")


def find_sums_across(draft: Draft, group: Sequence[Position]) -> None:
    """Find the total in an earlier sentence that outcomes sum to exactly: 案件20起。胜诉12起;撤诉6起;未判决2起."""
    run = [p for p in group if draft.is_count(p) and draft.figures[p].opened_from is None]
    if len(run) < 2 or not _tells(draft, run[0]):
        return
    reached: list[float] = []
    for place, position in enumerate(run):
        is_item = draft.same_unit(position, run[0]) and not draft.relations[position].kind
        if not is_item or not _tells(draft, position):
            break
        reached.append(draft.value(position) + (reached[-1] if place else 0.0))
    if len(reached) < 2:
        return
    for whole in _before(draft, group[0]):
        stages = {stage_of(draft.figures[p].counted.own, draft.words) for p in run[: len(reached)]}
        stage = stage_of(draft.figures[whole].counted.own, draft.words)
        can_be = draft.same_unit(whole, run[0]) and stage < max(stages)
        count = next((n for n, total in enumerate(reached, 1) if isclose(total, draft.value(whole))), 0)
        # Of few cases two numbers add up by chance, but where the last says that it is what is left.
        is_sure = draft.value(whole) >= CHANCE or count > 2 or _is_open(draft, run[count - 1])
        if can_be and count > 1 and is_sure:
            for position in run[:count]:
                draft.propose(position, "part", (whole,), "across.sum", "computed")
            return


def find_shared_out(draft: Draft, group: Sequence[Position]) -> None:
    """Find the total of another paragraph that counts with their shares sum to: 业务内76件,占79%;业务外20件,占21%.

    Where they sum to none, that of which they are the shares that are printed: 公安380件,占34%;市场监管297件,占27%.
    """
    run = [p for p in group if draft.is_count(p) and _has_share(draft, p)]
    if len(run) < 2 or any(draft.relations[p].kind or not draft.same_unit(p, run[0]) for p in run):
        return
    before = [p for p in reversed(positions(max(0, run[0] - SHARES_REACH), run[0])) if draft.is_count(p)]
    reached = sum(map(draft.value, run))
    is_all = len(run) * 2 == len(group) and reached >= CHANCE
    for whole in before:
        is_total = draft.figures[whole].opened_from is None and draft.same_unit(whole, run[0])
        if is_all and is_total and isclose(reached, draft.value(whole)):
            for position in run:
                draft.propose(position, "part", (whole,), "shared_out", "computed")
            return
    for whole in before:
        if all(gives_share(draft, Position(p + 1), p, whole, coarsest=1) for p in run):
            for position in run:
                draft.propose(position, "subset", (whole,), "shared_out.shares", "stated")
            return


def _has_share(draft: Draft, position: Position) -> bool:
    """Return whether the share of a count in a total stands right behind it."""
    behind = Position(position + 1)
    if behind == len(draft.figures) or draft.units[behind] != "%":
        return False
    return draft.figures[behind].counted.own.startswith("占")


def find_listed(draft: Draft, group: Sequence[Position]) -> None:
    """Find the total before a list that is all of it: 办理工单495件。交办388件,直办107件;回复424件,逾期71件."""
    for run in _lists(draft, group):
        reached = sum(map(draft.value, run))
        least = CHANCE if len(run) > 2 else LIKELY
        if reached < least or not is_all(draft, run):
            continue
        for whole in reversed(positions(max(0, run[0] - REACH), run[0])):
            figure = draft.figures[whole]
            if draft.figures[run[0]].quantity.start - figure.quantity.end > FAR:
                break
            is_total = draft.is_count(whole) and figure.opened_from is None and draft.same_unit(whole, run[0])
            if not is_total:
                continue
            if not isclose(reached, draft.value(whole)):
                if len(run) > 2 and _is_rounded(draft, run, whole):
                    for position in run:
                        draft.propose(position, "subset", (whole,), "listed.rounded", "likely")
                    break
                continue
            is_free = all(draft.relations[position].to in ((), (whole,)) for position in run)
            if is_free and (len(run) > 2 or "\n" not in draft.between(whole, run[0])):
                for position in run:
                    draft.propose(position, "part", (whole,), "listed", "computed")
            break


def _is_rounded(draft: Draft, run: list[Position], whole: Position) -> bool:
    """Return whether pieces of which nothing was said are a rounded total, as far as they are rounded themselves."""
    if any(draft.relations[position].kind for position in run):
        return False
    blur = sum(draft.blur(p) * draft.value(p) for p in (*run, whole))
    return draft.blur(whole) > 0 and abs(sum(map(draft.value, run)) - draft.value(whole)) <= blur


def _lists(draft: Draft, group: Sequence[Position]) -> list[list[Position]]:
    """Return the lists of a sentence, from semicolon to semicolon: two counts or more, of one unit and of nothing."""
    lists: list[list[Position]] = [[]]
    for position in group:
        if draft.figures[position].clause.separator in (";", "；"):
            lists.append([])
        lists[-1].append(position)
    return [run for run in lists if len(run) > 1 and all(_is_item(draft, run[0], position) for position in run)]


def _is_item(draft: Draft, first: Position, position: Position) -> bool:
    is_free = draft.relations[position].kind in ("", "subset") and draft.figures[position].opened_from is None
    return is_free and draft.is_count(position) and draft.same_unit(position, first)


def _is_open(draft: Draft, position: Position) -> bool:
    figure = draft.figures[position]
    still_open = draft.said.patterns["open"]
    return bool(still_open.match(figure.counted.own) or still_open.match(figure.clause.after.strip()))


def _tells(draft: Draft, position: Position) -> bool:
    """Return whether the words of a figure are what became of something: verbs alone, an outcome, what is open."""
    own = draft.said.patterns["party", WHOSE].sub("", outcome_words(draft.figures[position], draft.words))
    return bool(
        _is_open(draft, position)
        or draft.words.outcome.match(own)
        or draft.words.done.search(own)
        or draft.words.needs_object(own)
    )


def find_across(draft: Draft, group: Sequence[Position]) -> None:
    """Find the total in an earlier sentence of which a sentence says what became of it."""
    run = _outcomes(draft, group)
    if not run:
        return
    reached = sum(map(draft.value, run))
    stage = min(stage_of(outcome_words(draft.figures[p], draft.words), draft.words) or DECIDED for p in run)
    for whole in _before(draft, group[0]):
        if not draft.same_unit(whole, run[0]) or draft.value(whole) < reached:
            continue
        own = draft.figures[whole].counted.own
        if stage_of(own, draft.words) >= stage or draft.said.patterns["open"].search(own):
            continue
        if not all(
            can_be_of(outcome_words(draft.figures[p], draft.words), draft.figures[whole], draft.words) for p in run
        ):
            continue
        is_all = len(run) > 1 and isclose(reached, draft.value(whole))
        for position in run:
            kind, basis = ("part", "computed") if is_all else ("subset", "stated")
            draft.propose(position, kind, (whole,), f"across.{kind}", basis)
        return


def _outcomes(draft: Draft, group: Sequence[Position]) -> list[Position]:
    """Return the decisions that a sentence begins with and lists, all in one unit and of nothing in the sentence."""
    run: list[Position] = []
    for position in group:
        figure = draft.figures[position]
        if draft.is_rate(position) or draft.is_growth(position) or figure.opened_from is not None:
            continue
        if names_what_was_done(figure, draft.words):
            break
        own = outcome_words(figure, draft.words)
        is_open = _is_open(draft, position)
        stage = stage_of(own, draft.words)
        is_first = not run
        own = draft.said.patterns["party", WHOSE].sub("", own)
        found = draft.words.outcome.match(own)
        said = own[found.end() :] if found else own
        # 审结33件: what comes next in the way of cases. 维持6件: what a decision is.
        tells = stage in (CONCLUDED, DECIDED) and (found or stage == DECIDED) and _is_usual(said, draft)
        if not (tells or (is_open and not is_first)) or draft.relations[position].kind:
            break
        if run and (not draft.same_unit(position, run[0]) or stage == CONCLUDED != stage_of_first(draft, run)):
            break
        if is_of_another_sort(figure.quantity.unit, "件"):
            break
        run.append(position)
        if stage == CONCLUDED and not is_open:
            break
    return run


def stage_of_first(draft: Draft, run: list[Position]) -> int:
    """Return the stage of the first of a list of outcomes."""
    return stage_of(outcome_words(draft.figures[run[0]], draft.words), draft.words)


def _is_usual(said: str, draft: Draft) -> bool:
    """Return whether what is said behind an outcome is no object of its own."""
    more = draft.words.outcome.match(said.lstrip("、和及"))
    if more:
        said = said.lstrip("、和及")[more.end() :]
    return bool(USUAL.fullmatch(said))


def _before(draft: Draft, first: Position) -> list[Position]:
    """Return the counts of the sentences before that may be a total, the nearest first."""
    found: list[Position] = []
    start = draft.figures[first].quantity.start
    for position in reversed(positions(max(0, first - REACH), first)):
        figure = draft.figures[position]
        if start - figure.quantity.end > FAR or figure.section != draft.figures[first].section:
            break
        if "\n" in draft.between(position, first):
            # A paragraph of its own speaks of its own cases.
            break
        if draft.is_count(position) and figure.opened_from is None:
            found.append(position)
    return found


def find_continued(draft: Draft, group: Sequence[Position]) -> None:
    """Find kinds that go on in a new sentence: 其中处罚类案件90件,占60%。征收类案件30件,其他类案件10件."""
    first = group[0]
    last = next((p for p in reversed(positions(max(0, first - REACH), first)) if draft.is_count(p)), None)
    if last is None or "\n" in draft.between(last, first):
        return
    one, other = draft.figures[last].counted.own, draft.figures[first].counted.own
    # 围绕经济方面提出提案94件。围绕社会方面提出提案45件
    is_worded_alike = len(one) > ALIKE and one[-ALIKE:] == other[-ALIKE:]
    kind = re.compile(re.escape(one[-ALIKE:]) + "$") if is_worded_alike else KIND
    if not (kind.search(one) and kind.search(other)):
        return
    relation = draft.relations[last]
    if relation.kind not in ("subset", "part"):
        return
    (whole,) = relation.to
    before = [p for p in positions(whole + 1, first) if draft.relations[p].to == (whole,) and draft.is_count(p)]
    reached = sum(map(draft.value, before))
    run: list[Position] = []
    for position in group:
        figure = draft.figures[position]
        if draft.is_rate(position):
            continue
        is_listed = not run or figure.clause.separator in (*LIST_MARKS, ",", "，", ";", "；")
        is_item = is_listed and draft.is_count(position) and draft.same_unit(position, whole)
        if not is_item or draft.relations[position].kind:
            break
        run.append(position)
    while run and not kind.search(draft.figures[run[-1]].counted.own):
        run.pop()
    if reached + sum(map(draft.value, run)) <= draft.value(whole):
        for position in run:
            draft.propose(position, "subset", (whole,), "continued", "stated")


def find_rest(draft: Draft, group: Sequence[Position]) -> None:
    """Find what is left of a total of which the figures before are some: 整改131个,其余12个正在推进."""
    if len(group) < 3:
        return
    for position in group:
        figure = draft.figures[position]
        if draft.relations[position].kind or not draft.is_count(position):
            continue
        if not draft.said.patterns["left"].search(draft.words.untrailed(figure.clause.before.strip())):
            continue
        after = figure.clause.after.strip()
        became = (
            draft.said.patterns["open"].search(after[:8])
            or draft.said.patterns["goes_on"].match(after)
            or draft.words.outcome.search(after[:24])
        )
        if not became:
            continue
        for other in reversed(positions(group[0], position)):
            relation = draft.relations[other]
            if relation.kind not in ("subset", "part"):
                continue
            (whole,) = relation.to
            siblings = [p for p in positions(whole + 1, position) if draft.relations[p].to == (whole,)]
            reached = draft.value(position) + sum(
                draft.value(p) for p in siblings if draft.relations[p].kind in ("subset", "part")
            )
            if draft.is_of(position, whole) and reached <= draft.value(whole):
                draft.propose(position, "subset", (whole,), "rest", "stated")
                break
