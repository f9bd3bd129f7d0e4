"""Subsets: which figures count some of what another counts; fills ``relation`` and ``related``."""

import re
from collections import deque
from collections.abc import Sequence
from itertools import takewhile
from math import isclose

from ...text.characters import pairs_of_characters
from ...text.offsets import Position
from ..record import Figure, positions
from ..vocabulary import Vocabulary
from .arithmetic import CHANCE
from .outcome import CONCLUDED, TAKEN_IN, UNTOUCHED, find_outcome, is_measure, outcome_words, stage_of
from .ratio import counted_before, gives_share
from .state import Draft

# How many nouns of a section are remembered.
REMEMBERED_NOUNS = 40
# A noun of as many characters says itself what it counts.
SHORTEST_NAME = 4
# 72项重点任务, 44项重点任务清单: a paper on matters is none of them.
PAPERS = "(?:{})$".format
# 建议17件、提案24件
TWO = ("、", "和", "及", "与")
# 30件提案
NOUN = re.compile(r"\s*(?P<noun>[\u4e00-\u9fff]{2})")
AGAIN = re.compile("[对将把]$")
# 3410件）、县市场监管局（420件, 1120件、市交通局860件
PLACE_GAP = re.compile(r"[)）]?\s*[、,，和及]\s*[^,，;；。、()（）\d]{2,16}[(（]?")
RANKED_REACH = 6
# How many figures back the pieces of a total are gathered.
GATHERED_REACH = 24
# A share is said so many figures behind its count at most.
SHARE_REACH = 4
# 其中有效回访246件,表示满意的240件
ANSWERED = re.compile("(?:群众)?(?:表示|评价|对.*满意|满意)")
LEVEL = re.compile("(?:市|区|县|州|省)(?:直|级)?本级(?P<what>.*)")
LEVEL_REACH = 12


def find_subsets(draft: Draft, group: Sequence[Position]) -> None:
    """Find what an opener makes some of a total, and outcomes of what stands before."""
    for position in group:
        figure = draft.figures[position]
        if draft.relations[position].kind or draft.is_rate(position):
            continue
        rule = "subset.opened" if figure.opened_from is not None else "subset.outcome"
        whole = figure.opened_from if figure.opened_from is not None else find_outcome(draft, group, position)
        if figure.opened_from is not None and (item := _item_before(draft, group, position)) is not None:
            whole, rule = item, "subset.outcome"
        if whole is not None and draft.words.find_average(draft.figures[whole].counted.own):
            # 平均用时52天,其中民事平均用时47天
            continue
        if whole is None or draft.is_growth(whole) or _is_of_either(draft, position, whole):
            continue
        if draft.is_of(position, whole):
            draft.propose(position, "subset", (whole,), rule, "stated")


def _item_before(draft: Draft, group: Sequence[Position], position: Position) -> Position | None:
    """Return the item of a list of which another says what became of it: 其中:受理民事案件75件,结案60件,结案率80%."""
    figures, words = draft.figures, draft.words
    own = stage_of(outcome_words(figures[position], words), words)
    answered = ANSWERED.match(figures[position].counted.own)
    if own < CONCLUDED and not answered:
        return None
    before = [p for p in positions(group[0], position) if figures[p].opened_from == figures[position].opened_from]
    before = [p for p in before if draft.is_count(p) and draft.is_of(position, p)]
    if answered:
        return next((p for p in reversed(before) if figures[p].counted.own.startswith("有效")), None)
    if not before:
        return None
    # 其中企业诉求180件,占8.3%,办结179件: of what is named alone so far.
    is_kind = own == CONCLUDED and len(before) == 1 and figures[position].clause.separator in (",", "，")
    stage = stage_of(figures[before[-1]].counted.own, words)
    return before[-1] if stage == TAKEN_IN or (is_kind and stage == UNTOUCHED) else None


def _is_of_either(draft: Draft, position: Position, whole: Position) -> bool:
    """Return whether a total is one of two in a list, and what opens names neither: 法规5件、规章4件,其中新立3件."""
    beside = Position(whole - 1)
    figure, last = draft.figures[position], draft.figures[whole]
    if figure.opened_from != whole or whole == 0 or position != whole + 1 or last.opened_from is not None:
        return False
    if last.clause.separator not in TWO or not draft.same_unit(beside, whole) or not draft.is_count(beside):
        return False
    if (
        draft.is_bracketed(position, whole)
        or not figure.counted.own
        or not draft.words.is_of(figure.quantity, last.quantity)
    ):
        return False
    named = pairs_of_characters(figure.counted.own)
    one, other = (named & pairs_of_characters(draft.figures[p].counted.own) for p in (whole, beside))
    return not one or bool(other)


def find_shares(draft: Draft, group: Sequence[Position]) -> None:
    """Find what a rate with decimals says by itself: 即办件8900件,占总办件量的79.5% are some of the 1.12万件."""
    for rate in group:
        relation = draft.relations[rate]
        is_listed = relation.rule == "ratio.respective"
        if relation.kind != "ratio" or len(relation.to) != 2:
            continue
        some, whole = relation.to
        if whole > some or draft.relations[some].kind:
            continue
        is_share = is_listed or (some == counted_before(draft, rate) and "占" in draft.figures[rate].counted.own)
        if is_share and gives_share(draft, rate, some, whole, coarsest=1):
            draft.propose(some, "subset", (whole,), "share", "stated")
        elif _is_named_after(draft, rate, some, whole) and gives_share(draft, rate, some, whole):
            draft.propose(some, "subset", (whole,), "share.named", "stated")


def _is_named_after(draft: Draft, rate: Position, some: Position, whole: Position) -> bool:
    """Return whether a rate is named after what one count says and the other does not: 解决449件,投诉解决率81.5%."""
    name = draft.figures[rate].counted.own
    told = pairs_of_characters(draft.figures[some].counted.own) - pairs_of_characters(draft.figures[whole].counted.own)
    return name.endswith("率") and bool(told & pairs_of_characters(name.removesuffix("率")))


def find_gathered(draft: Draft, group: Sequence[Position]) -> None:
    """Let the pieces of a total that stand in sentences of their own and are all of it be its parts.

    A类22件,占24%。B类70件,占76%: of each its share is said; 采纳的提案60件。另有30件提案列入计划: it is named again.
    """
    pieces: list[Position] = []
    reached, whole = 0.0, None
    for position in reversed(positions(max(0, group[-1] - GATHERED_REACH), group[-1] + 1)):
        relation = draft.relations[position]
        if not draft.is_count(position):
            continue
        if position == whole:
            return
        if relation.kind == "subset" and (whole is None or relation.to == (whole,)):
            whole = relation.to[0]
        elif relation.kind or not NOUN.match(draft.figures[position].clause.after):
            if relation.to == (whole,) or not pieces:
                return
            continue
        pieces.append(position)
        reached += draft.value(position)
        if whole is not None and reached > draft.value(whole):
            return
        if whole is not None and len(pieces) > 1 and isclose(reached, draft.value(whole)):
            is_sure = len(pieces) > 2 or draft.value(whole) >= CHANCE
            if is_sure and all(_is_piece(draft, piece, whole) for piece in pieces):
                for piece in pieces:
                    draft.propose(piece, "part", (whole,), "gathered", "computed")
            return


def _is_piece(draft: Draft, position: Position, whole: Position) -> bool:
    """Return whether the share of a figure in a total is said, or the figure names again what the total counts."""
    if not draft.same_unit(position, whole):
        return False
    behind = positions(position + 1, min(position + 1 + SHARE_REACH, len(draft.figures)))
    if any(draft.relations[p].kind == "ratio" and draft.relations[p].to == (position, whole) for p in behind):
        return True
    noun = NOUN.match(draft.figures[position].clause.after)
    return noun is not None and noun["noun"] in draft.phrase(whole)


def find_ranked(draft: Draft, group: Sequence[Position]) -> None:
    """Find the largest of the places that a total is of: 处罚4860件,较多的是甲县(3410件)、乙县(420件)."""
    if not draft.said.patterns["ranked"].search(draft.up_to_last(group)):
        return
    for place, first in enumerate(group):
        if not draft.is_count(first) or not draft.said.patterns["ranked"].search(draft.lead_up(first)):
            continue
        run = [first]
        for position in group[place + 1 :]:
            if not draft.is_count(position) or not PLACE_GAP.fullmatch(draft.between(run[-1], position)):
                break
            run.append(position)
        if len(run) < 2 or any(draft.relations[p].kind for p in run):
            continue
        said = pairs_of_characters(draft.lead_up(first) + draft.figures[first].counted.measure)
        reached, likely = sum(map(draft.value, run)), []
        for whole in positions(max(0, first - RANKED_REACH), first):
            figure = draft.figures[whole]
            is_like = draft.is_count(whole) and draft.same_unit(whole, first) and figure.opened_from is None
            shared = len(said & pairs_of_characters(figure.counted.measure))
            if is_like and shared and reached <= draft.value(whole):
                likely.append((shared, draft.value(whole), whole))
        if likely:
            for position in run:
                draft.propose(position, "subset", (max(likely)[2],), "ranked", "stated")


def find_levels(draft: Draft, group: Sequence[Position]) -> None:
    """Find what the seat alone has of what a whole place has: 全市办件30751件;市本级办件9651件."""
    if "本级" not in draft.up_to_last(group):
        return
    for position in group:
        own = draft.figures[position].counted.own
        level = LEVEL.match(own)
        if not level or draft.relations[position].kind or not draft.is_count(position):
            continue
        for whole in reversed(positions(max(0, position - LEVEL_REACH), position)):
            said = draft.figures[whole].counted.own
            is_whole = draft.is_count(whole) and draft.figures[whole].opened_from is None and not LEVEL.match(said)
            if is_whole and len(level["what"]) > 1 and said.endswith(level["what"]) and draft.is_of(position, whole):
                draft.propose(position, "subset", (whole,), "level", "stated")
                break


def find_sorted_again(draft: Draft, group: Sequence[Position]) -> None:
    """Find the whole of pieces that name its noun again and are all of it: 40个村。9个示范村、31个优秀村."""
    words = draft.words
    nouns: dict[Position, str] = {}
    for position in group:
        figure = draft.figures[position]
        named = _head_noun(figure, words) if figure.counted.noun_follows else ""
        is_free = draft.is_count(position) and draft.relations[position].kind in ("", "subset")
        if len(named) > 1 and is_free and (not nouns or draft.same_unit(position, next(iter(nouns)))):
            nouns[position] = named
    run = list(nouns)
    if len(run) < 2:
        return
    # The total may be the first of the sentence.
    for pieces, wholes in ((run, _counts_before(draft, run[0])), (run[1:], run[:1])):
        ending = _common_ending([nouns[piece] for piece in pieces])
        for whole in wholes:
            earlier = draft.figures[whole]
            said = earlier.clause.after.strip() if earlier.counted.noun_follows else earlier.counted.own
            tails = (ending[at:] for at in range(max(0, len(ending) - 1)))
            is_named = any(
                said.startswith(tail) if earlier.counted.noun_follows else said.endswith(tail) for tail in tails
            )
            if len(pieces) < 2 or not is_named or not draft.same_unit(whole, run[0]):
                continue
            is_opened = draft.figures[pieces[0]].opened_from == whole
            is_sure = len(pieces) > 2 or is_opened or draft.value(whole) >= CHANCE
            is_free = all(draft.relations[p].to in ((), (whole,)) for p in pieces)
            if is_sure and is_free and isclose(sum(map(draft.value, pieces)), draft.value(whole)):
                for position in pieces:
                    draft.propose(position, "part", (whole,), "sorted_again", "computed")
                return


def _common_ending(nouns: Sequence[str]) -> str:
    """Return the characters that nouns end with alike."""
    alike = takewhile(lambda characters: len(set(characters)) == 1, zip(*map(reversed, nouns), strict=False))
    return "".join(characters[0] for characters in alike)[::-1]


def _counts_before(draft: Draft, first: Position) -> list[Position]:
    """Return the counts right before a sentence, the nearest first, of one section."""
    section, found = draft.figures[first].section, []
    for position in reversed(positions(max(0, first - RANKED_REACH), first)):
        if draft.figures[position].section != section:
            break
        if draft.is_count(position):
            found.append(position)
    return found


def find_recounted(draft: Draft, group: Sequence[Position]) -> None:
    """Find nouns counted again within a section: 25个部门进驻 … 将18个部门纳入综合窗口."""
    words = draft.words
    seen: dict[tuple[str, str], deque[tuple[Position, str]]] = {}
    for position in group:
        figure = draft.figures[position]
        if draft.relations[position].kind or draft.is_rate(position):
            continue
        follows = figure.counted.noun_follows and words.names_noun(figure.clause.after)
        noun = _head_noun(figure, words) if follows else figure.counted.own
        if len(noun) < 2:
            continue
        section = figure.section.rsplit(".", 1)[0] if figure.section.count(".") > 1 else figure.section
        key = section, figure.quantity.unit
        again = [
            other
            for other, known in (seen.get(key, ()) if follows else ())
            if _is_again(figure, noun, draft.figures[other], known, words)
        ]
        # 4个单位书面述法;5个单位现场述法;4个单位…: of two that were counted alike it may be of none.
        if len(again) == 1 and draft.value(position) < draft.value(again[0]):
            draft.propose(position, "subset", (again[0],), "recounted", "likely")
        else:
            seen.setdefault(key, deque(maxlen=REMEMBERED_NOUNS)).append((position, noun))


def _is_again(figure: Figure, noun: str, earlier: Figure, known: str, words: Vocabulary) -> bool:
    """Return whether a noun is some of those that were counted before, and not others of the kind."""
    # A noun as long as a name says itself what it counts; 企业 may be any.
    is_name = earlier.counted.noun_follows and min(len(noun), len(known)) >= SHORTEST_NAME
    if is_name and not words.find_verb(figure.clause.before):
        return known.startswith(noun) or (
            noun.startswith(known) and not words.of_relations.patterns["paper", PAPERS].search(noun)
        )
    # 并对18个冷库督导整改: some of those just counted; 对20家企业…,对8家企业… are others, but where it is an outcome.
    treated = AGAIN.search(figure.clause.before)
    if is_measure(earlier.clause.before, words):
        # 责令3家企业停产,对1家企业按日计罚: two measures.
        return False
    became = words.outcome.match(figure.clause.after.strip()[len(noun) :])
    if not treated or (AGAIN.search(earlier.clause.before) and not became):
        return False
    is_near = treated[0] in "将把" if earlier.clause.sentence != figure.clause.sentence else True
    return is_near and (known.endswith(noun) or (earlier.counted.noun_follows and noun.endswith(known)))


def _head_noun(figure: Figure, words: Vocabulary) -> str:
    noun = re.split(r"[,，、。;；()（）的]|纳入|进驻|可在", figure.clause.after.strip(), maxsplit=1)[0]
    verb = words.find_verb(noun)
    return noun[: verb.start()] if verb and verb.start() > 1 else noun
