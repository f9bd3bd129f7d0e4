"""Subsets: which figures count some of what another counts; fills ``relation`` and ``related``."""

import re
from collections import deque
from collections.abc import Sequence

from ...text.offsets import Position
from ..record import Figure
from ..vocabulary import Vocabulary
from .outcome import find_outcome
from .ratio import gives_share
from .state import Draft

# How many nouns of a section are remembered.
REMEMBERED_NOUNS = 40
# A noun of as many characters says itself what it counts.
SHORTEST_NAME = 4
AGAIN = re.compile("[对将把]$")


def find_subsets(draft: Draft, group: Sequence[Position]) -> None:
    """Find what an opener makes some of a total, and outcomes of what stands before."""
    for position in group:
        figure = draft.figures[position]
        if draft.relations[position].kind or draft.is_rate(position):
            continue
        rule = "subset.opened" if figure.opened_from is not None else "subset.outcome"
        whole = figure.opened_from if figure.opened_from is not None else find_outcome(draft, group, position)
        if whole is None or draft.is_growth(whole):
            continue
        if draft.is_of(position, whole):
            draft.propose(position, "subset", (whole,), rule, "stated")


def find_shares(draft: Draft, group: Sequence[Position]) -> None:
    """Find what a share says by itself: 即办件8900件,占总办件量的79.5% are some of the 1.12万件."""
    for rate in group:
        relation = draft.relations[rate]
        if relation.kind != "ratio" or not draft.figures[rate].counted.own.startswith("占"):
            continue
        some, whole = relation.to
        is_told = some == rate - 1 and whole < some and not draft.relations[some].kind
        if is_told and gives_share(draft, rate, some, whole):
            draft.propose(some, "subset", (whole,), "share", "stated")


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
        for other, known in seen.get(key, ()) if follows else ():
            earlier = draft.figures[other]
            if draft.value(position) < draft.value(other) and _is_again(figure, noun, earlier, known, words):
                draft.propose(position, "subset", (other,), "recounted", "likely")
                break
        else:
            seen.setdefault(key, deque(maxlen=REMEMBERED_NOUNS)).append((position, noun))


def _is_again(figure: Figure, noun: str, earlier: Figure, known: str, words: Vocabulary) -> bool:
    """Return whether a noun is some of those that were counted before, and not others of the kind."""
    # A noun as long as a name says itself what it counts; 企业 may be any.
    is_name = earlier.counted.noun_follows and min(len(noun), len(known)) >= SHORTEST_NAME
    if is_name and not words.find_verb(figure.clause.before):
        return noun.startswith(known) or known.startswith(noun)
    # 并对18个冷库督导整改: some of those just counted; 对20家企业…,对8家企业… are others, but where it is an outcome.
    treated = AGAIN.search(figure.clause.before)
    became = words.outcome.match(figure.clause.after.strip()[len(noun) :])
    if not treated or (AGAIN.search(earlier.clause.before) and not became):
        return False
    is_near = treated[0] in "将把" if earlier.clause.sentence != figure.clause.sentence else True
    return is_near and (known.endswith(noun) or (earlier.counted.noun_follows and noun.endswith(known)))


def _head_noun(figure: Figure, words: Vocabulary) -> str:
    noun = re.split(r"[,，、。;；()（）的]|纳入|进驻|可在", figure.clause.after.strip(), maxsplit=1)[0]
    verb = words.find_verb(noun)
    return noun[: verb.start()] if verb and verb.start() > 1 else noun
