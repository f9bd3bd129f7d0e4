"""Larger places: what a report says of the province or the city that its place is in."""

import re
from functools import lru_cache

from ..quantities import RATES
from .record import Figure, Passage

# 全省办理复议案件5.2万件,我县86件: of which place a sentence is, which words that tell what was done follow.
LARGER = "(?:20[0-9]{{2}} ?年)?(?P<lean>依托|借助|利用|联动|整合)?(?P<of>{})(?!率先|首)"
# 全省行政复议机关受理: the bodies of that place, all together.
BODIES = "[^,，、。0-9]{{0,10}}?(?:{})"
# 我局办理86件: what the place or the department that reports did, against which the larger one's is held.
OURS = re.compile("[我本][省市州盟县区旗镇乡街局委办厅院]")
RANKS = (
    dict.fromkeys(("镇", "乡", "街道"), 1)
    | dict.fromkeys("县区旗", 2)
    | dict.fromkeys("市州盟", 3)
    | {"省": 4, "自治区": 4, "国": 5}
)
# 示例市示例区, 示例县城市管理局
_PLACES = re.compile(f".{{1,8}}?(?<![城社园景林矿])({'|'.join(sorted(RANKS, key=len, reverse=True))})")


def larger_place(figure: Figure, passage: Passage) -> str:
    """Return the larger place that a figure is of: 全省 in the report of a county; else ``""``.

    Examples
    --------
    >>> from .pipeline import code_report
    >>> from ..documents import parse_report
    >>> said = code_report(parse_report("全省办理行政复议案件520件,我局办理行政复议案件86件。"))
    >>> [figure.scope for figure in said]
    ['全省', '']
    """
    whole = passage.words.of_scopes.patterns["larger", LARGER.format].match(figure.clause.before)
    if not whole:
        return ""
    own = _rank(passage.place)
    if RANKS[whole["of"][1:]] <= own:
        return ""
    # Whose report it is is not known, unless it says what its own is.
    if not own and not OURS.search(passage.text, figure.quantity.end, figure.clause.sentence.end):
        return ""
    rest = figure.clause.before[whole.end() :]
    bodies = passage.words.of_scopes.patterns["bodies", BODIES.format].match(rest)
    said = (rest, rest[bodies.end() :]) if bodies else (rest,)
    # 依托全县126个法治文化阵地 has no verb of its own, nor has a rate: 全省败诉率12.5%.
    is_noun = bool(whole["lean"]) or figure.quantity.unit in RATES
    tells = is_noun or any(passage.words.lead.match(words) or passage.words.verb.match(words) for words in said)
    return whole["of"] if tells else ""


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
