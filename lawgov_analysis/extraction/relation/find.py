"""Relations between the figures of a report: which columns ``relation`` and ``related`` get, finder by finder.

Each finder proposes relations of one kind; the table keeps those of `SENTENCE_FINDERS` and `REPORT_FINDERS`, and an
audit asks `STATED_FINDERS` as well, for what the words say and the numbers do not bear out. Of these the table keeps
the rates that are surely of two counts.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...text.offsets import Position
from ..record import Figure, Passage, Relation, positions
from ..sentences import by_sentence
from .across import find_across, find_continued, find_listed, find_rest, find_shared_out, find_sums_across
from .growth import find_growths
from .parts import find_parts, find_procedures, sum_subsets
from .ratio import find_ratios
from .respective import find_respective
from .state import Draft
from .stated import state_parts, state_rates, state_subsets, state_totals, state_years_before
from .subset import (
    find_gathered,
    find_levels,
    find_ranked,
    find_recounted,
    find_shares,
    find_sorted_again,
    find_subsets,
)
from .tables import find_totals

# How many figures of a sentence are looked at together: one without an end, as a table in one line, is no sentence.
TOGETHER = 150
# As many of them an audit reads together.
STATED_TOGETHER = 40


class Finder(NamedTuple):
    """One look at the figures of a sentence, by what it finds.

    Attributes
    ----------
    name : str
        The rules of the relations that it proposes begin so.
    find : callable
    example : str
        A sentence in which it proposes one.
    unlike : str
        A near one in which it must not.
    """

    name: str
    find: Callable[[Draft, Sequence[Position]], None]
    example: str
    unlike: str


#: In this order at each sentence: a finder sees what those before it found, here and in the sentences before.
SENTENCE_FINDERS = (
    # First: how much more or less something became is no count, that could be a part or be divided.
    Finder("growth", find_growths, "办理案件22件,同比增长22.2%。", "群众满意率提升至98%。"),
    # Before the parts: in two lists without words each is of what stands in its own place.
    Finder(
        "respective",
        find_respective,
        "承办建议60件、提案80件,其中主办25件、36件。",
        "检查企业60家、商户40家,发放告知书55份、38份。",
    ),
    # Before the subsets: what adds up exactly is all of its total, whatever its words say that it is.
    Finder(
        "parts",
        find_parts,
        "发布信息35条,其中政策文件20条、财政信息15条。",
        "执法人员9人,持证6人,今年组织3人参加考试。",
    ),
    # As soon as those: what adds up exactly to a total of an earlier sentence.
    Finder(
        "across.sum",
        find_sums_across,
        "参加应诉案件20起。经过努力,胜诉12起;对方撤诉6起;尚未判决2起。",
        "应诉案件7起。镇长出庭5起,副镇长出庭2起。",
    ),
    # As soon as those too: of each its share in a total is said, and they are all of it.
    Finder(
        "shared_out",
        find_shared_out,
        "收到举报96件。\n业务内举报76件,占总数的79%;业务外举报20件,占总数的21%。",
        "收到举报96件。\n业务内举报76件,占总数的76%;业务外举报24件,占总数的24%。",
    ),
    # Behind the parts: what is left of a list is some of its total; an outcome may be of what another outcome is of.
    Finder("subset", find_subsets, "立案46宗,其中4宗移交公安机关。", "行政许可4760件,不予许可113件。"),
    # Behind the subsets: places beside a total, which no word opens.
    Finder(
        "ranked",
        find_ranked,
        "全年受理投诉600件,较多的是甲镇(120件)、乙镇(90件)。",
        "受理投诉较多的是甲镇(120件)、乙镇(90件)。",
    ),
    Finder("level", find_levels, "全市办件数量为900件;市本级办件数量为300件。", "全市办件900件;市本级罚款30件。"),
    # Behind the subsets: of what nothing in its own sentence is the total, an earlier sentence may have it.
    Finder(
        "across",
        find_across,
        "全区收到复议申请80件,受理72件。经审查,维持原行政行为30件;驳回20件。",
        "全年调解纠纷80件。终止劳动合同12人。",
    ),
    # Behind the subsets too: a list that goes on behind a full stop.
    Finder(
        "continued",
        find_continued,
        "受理案件300件,其中处罚类案件90件,占30%。征收类案件60件,确认类案件20件。",
        "受理案件300件,其中处罚类案件90件,占30%。征收案件复核60件。",
    ),
    # Behind the subsets: what names the noun of a total again and sums to it is all of it.
    Finder(
        "sorted_again",
        find_sorted_again,
        "40个行政村完成创建。评定出9个示范行政村,20个优秀行政村和11个达标行政村。",
        "40个行政村完成创建。评定出9个示范行政村,20个优秀行政村和11个先进社区。",
    ),
    # Behind all that is some of a total: what is left of it.
    Finder(
        "rest",
        find_rest,
        "收到复议申请60件,受理51件,其余6件不予受理。",
        "执法人员30名,其中持证28名,另有辅助人员12名。",
    ),
    # Behind the subsets: a list of them that is all of their total, which nothing but their words opened.
    Finder(
        "subsets_sum",
        sum_subsets,
        "收到行政复议4件、行政诉讼3件,复议维持3件、撤回1件。",
        "立案98宗,办结95宗,移送案件3宗。",
    ),
    # Behind all that a sentence says of its own figures: procedures are of a total in the sentences before.
    Finder(
        "procedures",
        find_procedures,
        "立案318件。简易程序97件、普通程序221件。",
        "立案318件。简易程序97件、普通程序200件。",
    ),
    # Behind parts and subsets: of two pairs that give a rate, the one whose counts are some of each other is meant.
    Finder(
        "ratio",
        find_ratios,
        "受理纠纷200宗,调解成功199宗,成功率达99%。",
        "受理纠纷200宗,调解成功150宗,群众满意率98%。",
    ),
    # Behind the ratios, the two counts of a share being known: of what nothing else was said, one is some of the other.
    Finder(
        "share",
        find_shares,
        "全年办件1.12万件,即办件8900件,占总办件量的79.5%。",
        "全年办件1.12万件,即办件8900件,满意率79.5%。",
    ),
    # Behind all that the words say: a list without a word for it, that is all of the total before it.
    Finder(
        "listed",
        find_listed,
        "办理工单495件。交办388件,直办107件;按期回复424件,逾期71件。",
        "办理工单495件。交办388件,直办106件;走访95家。",
    ),
    # Behind the shares: pieces with their shares, or of the total's own noun, that are all of it together.
    Finder(
        "gathered",
        find_gathered,
        "承办提案92件。已解决的22件,占23.9%。正在解决的70件,占76.1%。",
        "承办提案92件。已解决的22件,占23.9%。组织座谈70次。",
    ),
)
#: At all figures at once, behind all sentences: a noun is taken up again only where nothing nearer was found.
REPORT_FINDERS = (
    # Behind all sentences: a row is a sentence, and that of totals another.
    Finder(
        "totals",
        find_totals,
        "机关\t检查(次)\n公安局\t30\n林业局\t12\n合计\t42",
        "机关\t检查(次)\n公安局\t30\n林业局\t13\n合计\t42",
    ),
    Finder(
        "recounted",
        find_recounted,
        "检查50个冷库,并对18个冷库进行督导整改。",
        "对20家企业开展体检,对8家企业开展培训。",
    ),
)
#: What an audit asks besides, of the relations that a table has.
STATED_FINDERS = (
    Finder("stated.subset", state_subsets, "现有执法人员46名,其中持证48名。", "现有执法人员46名,其中持证44名。"),
    Finder(
        "stated.parts",
        state_parts,
        "审结案件80件,其中维持50件、撤销8件、驳回12件、终止12件。",
        "现有法律顾问21名,其中律师15名、党员12名。",
    ),
    Finder(
        "stated.totals",
        state_totals,
        "简易程序案件210件,普通程序案件158件,共计378件。",
        "检查企业30家,召开会议3次,共计发现隐患20处。",
    ),
    Finder(
        "stated.rates",
        state_rates,
        "评查案卷40宗,合格38宗,合格率96%。",
        "抽检食品5200批次,不合格88批次,合格率98.3%。",
    ),
    Finder(
        "stated.year_before",
        state_years_before,
        "受理案件45件,上年36件,同比增长30%。",
        "受理案件45件,上年结转8件,同比增长30%。",
    ),
)


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
    for group in _groups(figures, TOGETHER):
        for each in SENTENCE_FINDERS:
            each.find(draft, group)
    for each in REPORT_FINDERS:
        each.find(draft, positions(0, len(figures)))
    _keep_misstated_rates(draft)
    return [
        figure.grown(relation=relation) if relation.kind else figure
        for figure, relation in zip(figures, draft.relations, strict=True)
    ]


def _keep_misstated_rates(draft: Draft) -> None:
    """Relate a rate to the two counts that its words surely name, though these do not give it.

    审结264件,其中调解88件,调解率43.3%: a table without it would never say that the rate is wrong.
    """
    kept = list(draft.relations)
    for group in _groups(draft.figures, STATED_TOGETHER):
        state_rates(draft, group)
    for position, (before, stated) in enumerate(zip(kept, draft.relations, strict=True)):
        is_sure = not before.kind and stated.kind == "ratio" and stated.basis == "stated"
        draft.relations[position] = stated if is_sure else before


def state(figures: Sequence[Figure], passage: Passage) -> tuple[list[Relation], dict[Position, Position]]:
    """Return how figures relate by the words of their text, also where the numbers do not bear them out.

    Parameters
    ----------
    figures : sequence of Figure
        With `clause`, and with the relations that a table keeps.
    passage : Passage

    Returns
    -------
    list of Relation
    dict of Position
        Of growths the figure of the year before that stands beside them.
    """
    draft = Draft(passage.text, figures, passage.words)
    for group in _groups(figures, STATED_TOGETHER):
        for each in STATED_FINDERS:
            each.find(draft, group)
    return draft.relations, draft.before


def _groups(figures: Sequence[Figure], most: int) -> list[Sequence[Position]]:
    """Return the figures of each sentence, of one that is too long piece by piece."""
    return [
        group[first : first + most] for group in by_sentence(figures) for first in range(0, len(group), most) if group
    ]
