"""Relations between the figures of a report: which columns ``relation`` and ``related`` get, pass by pass.

========  ==========================================================================================================
relation  rule, and what would break it
========  ==========================================================================================================
growth    增长, 下降 … of the figure before, or 同比 and 较上年, and behind 分别 of as many; never of the level that it
          is compared with, and of nothing where it names what the text does not count; a rate that “rose to” a level
          is a rate of its own
ratio     a rate and two counts of its sentence: those that it names (成功率 of 成功198件), or that give exactly it, or
          the count before it and one of its paragraph; a rate of something else takes no neighbours, 100 % of two
          equal counts needs the name, and a rate of a sum has no pair
part      two or more figures of one unit that sum exactly to their total: opened by 其中 or a bracket, added up by
          合计, in a row, or a list of subsets; procedures (简易程序, 普通程序) of cases before; a sum of small numbers
          by chance would break those in a row
subset    opened by 其中, 在…中 or a bracket, as long as the list goes on, of the total that its shares (占47.7%) fit;
          kinds of cases listed behind their total; an outcome of an earlier stage (受理, then 办结, then 维持), side by
          side with 分别; a share of something counted; or the same noun taken up again, and not more of it
          (检查50个冷库,并对18个冷库督导整改)
========  ==========================================================================================================
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...text.offsets import Position
from ..record import Figure, Passage, positions
from ..sentences import by_sentence
from .growth import find_growths
from .parts import find_parts, find_procedures, sum_subsets
from .ratio import find_ratios
from .state import Draft
from .subset import find_recounted, find_shares, find_subsets


class Pass(NamedTuple):
    """One look at the figures of a sentence, by what it finds."""

    name: str
    find: Callable[[Draft, Sequence[Position]], None]


#: In this order at each sentence: a pass sees what those before it found, here and in the sentences before.
SENTENCE_PASSES = (
    # First: how much more or less something became is no count, that could be a part or be divided.
    Pass("growths", find_growths),
    # Before the subsets: what adds up exactly is all of its total, whatever its words say that it is.
    Pass("parts", find_parts),
    # Behind the parts: what is left of a list is some of its total; an outcome may be of what another outcome is of.
    Pass("subsets", find_subsets),
    # Behind the subsets: a list of them that is all of their total, which nothing but their words opened.
    Pass("sums of subsets", sum_subsets),
    # Behind all that a sentence says of its own figures: procedures are of a total in the sentences before.
    Pass("procedures", find_procedures),
    # Behind parts and subsets: of two pairs that give a rate, the one whose counts are some of each other is meant.
    Pass("ratios", find_ratios),
    # Behind the ratios, the two counts of a share being known: of what nothing else was said, one is some of the other.
    Pass("shares", find_shares),
)
#: At all figures at once, behind all sentences: a noun is taken up again only where nothing nearer was found.
REPORT_PASSES = (Pass("recounted nouns", find_recounted),)


def relate(figures: Sequence[Figure], passage: Passage) -> list[Figure]:
    """Relate figures to each other.

    Parameters
    ----------
    figures : sequence of Figure
    passage : Passage

    Returns
    -------
    list of Figure
        With `relation`.
    """
    draft = Draft(passage.text, figures, passage.words)
    for group in by_sentence(figures):
        for each in SENTENCE_PASSES:
            each.find(draft, group)
    for each in REPORT_PASSES:
        each.find(draft, positions(0, len(figures)))
    return [
        figure.grown(relation=relation) if relation.kind else figure
        for figure, relation in zip(figures, draft.relations, strict=True)
    ]
