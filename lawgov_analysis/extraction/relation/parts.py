"""Relations between the figures of a report: part of a total, subset, ratio, growth.

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

import re
from collections import deque
from math import isclose

from ...quantities import is_of
from ...tables import same_unit
from .growth import find_growths
from .openers import HANDED_OVER
from .outcome import CONCLUDED, DECIDED, UNFINISHED, UNTOUCHED, can_be_of, find_outcome, outcome_words, stage_of
from .ratio import find_ratios, gives_share
from .state import Figures

TOTAL = re.compile(r"合计|共计|总计|总共|共")
CHANCE, NEAR = 30, 20
PROCEDURE = re.compile("(?:简易|一般|普通|快速)(?:办理)?程序")
NOUNS, NAME = 40, 4
AGAIN = re.compile("[对将把]$")


def relate(text, mentions, words, sections):
    """Relate figures to each other.

    Parameters
    ----------
    text : str
    mentions : list of Mention
        All figures of the text, in order.
    words : Words
    sections : list of str
        The section number of each mention.

    Returns
    -------
    list of tuple of (str, tuple of int)
        One a mention: the relation (``""``, part, subset, ratio or growth) and the positions of the figures that it
        is to; a ratio is (numerator, denominator).
    """
    figures = Figures(text, mentions, words)
    for group in _sentences(mentions):
        find_growths(figures, group)
        if len(group) > 1:
            _find_parts(figures, group)
        _find_subsets(figures, group)
        _sum_subsets(figures, group)
        _find_procedures(figures, group, sections)
        find_ratios(figures, group)
        _find_shares(figures, group)
    _find_recounted(figures, sections)
    return figures.relations


def _sentences(mentions):
    """Yield the positions of the figures of each sentence."""
    first = 0
    for position in range(1, len(mentions) + 1):
        if position == len(mentions) or mentions[position].sentence != mentions[first].sentence:
            yield range(first, position)
            first = position


def _find_parts(figures, group):
    """Let arithmetic say which figures make up a total."""
    mentions, words = figures.mentions, figures.words
    for whole in {mentions[position].whole for position in group} - {None}:
        opened = [p for p in group if mentions[p].whole == whole and figures.is_count(p)]
        # 审结261件（含上年结转19件），其中维持…: what the bracket says is no item of the list behind it.
        listed = [p for p in opened if not figures.is_bracketed(p, whole)]
        _set_parts(figures, _run_summing(figures, opened, whole) or _run_summing(figures, listed, whole), whole)
    for total in group:
        if not figures.is_count(total):
            continue
        following = range(total + 1, group[-1] + 1)
        # 9件,其中公开类5件;维持7件、撤回1件、正在审理1件: the outcomes are a list of their own.
        outside = [p for p in following if mentions[p].whole is None]
        after = _run_summing(figures, following, total) or _run_summing(figures, outside, total)
        # Small numbers add up by chance (9 officers, 6 certified, 3 at an exam) unless each is an outcome, and of cases
        # concluded and others transferred none is a part beside the other.
        became = [outcome_words(mentions[p], words) for p in after]
        stages = {stage_of(own, words) for own in became if not UNFINISHED.search(own)}
        alike = after and _is_all(figures, after) and all(can_be_of(own, mentions[total]) for own in became)
        # 撤销3件、确认违法2件、变更1件 is one list.
        is_item = after and mentions[after[0]].separator == "、" and DECIDED in stages
        is_item = is_item and stage_of(outcome_words(mentions[total], words), words) == DECIDED
        if after and alike and not is_item and (figures.value(total) >= CHANCE or UNTOUCHED not in stages):
            _set_parts(figures, after, total)
        if TOTAL.search(figures.lead_up(total, reach=8)):
            _set_parts(figures, _run_summing(figures, range(total - 1, group[0] - 1, -1), total), total)


def _run_summing(figures, positions, total):
    """Return the shortest run of two or more figures that sums exactly to a figure of their unit."""
    run, reached, wanted = [], 0.0, figures.mentions[total].quantity
    for position in positions:
        mention = figures.mentions[position]
        is_nested = mention.whole in run or (mention.whole is not None and position > total > mention.whole)
        is_other = mention.compared or figures.relations[position][0]
        if is_nested or is_other or not same_unit(mention.quantity.unit, wanted.unit):
            continue
        run.append(position)
        reached += mention.quantity.value
        if reached > wanted.value or isclose(reached, wanted.value):
            return run if len(run) > 1 and isclose(reached, wanted.value) else []
    return []


def _set_parts(figures, parts, total):
    for part in parts:
        figures.relations[part] = ("part", (total,))


def _sum_subsets(figures, group):
    """Let what is listed as some of one total, and is all of it, be its parts: 复议维持9件、驳回2件、终止3件."""
    position = group[0]
    while position <= group[-1]:
        relation, related = figures.relations[position]
        run = [position]
        while (
            relation == "subset"
            and run[-1] < group[-1]
            and figures.relations[run[-1] + 1] == (relation, related)
            and figures.mentions[run[-1] + 1].separator in "、,，"
        ):
            run.append(run[-1] + 1)
        is_sum = len(run) > 1 and isclose(sum(map(figures.value, run)), figures.value(*related))
        is_list = all(figures.mentions[p].separator == "、" for p in run[1:])
        is_closed = UNFINISHED.search(outcome_words(figures.mentions[run[-1]], figures.words))
        if is_sum and (is_list or is_closed) and _is_all(figures, run):
            _set_parts(figures, run, *related)
        position = run[-1] + 1


def _find_procedures(figures, group, sections):
    """Find the cases whose procedures a later sentence counts: 立案318件。简易程序97件、普通程序221件."""
    run = [p for p in group if PROCEDURE.search(figures.mentions[p].own) and figures.is_count(p)]
    if len(run) < 2 or any(figures.relations[p][0] for p in run) or run[-1] - run[0] >= len(run):
        return
    reached, unit = sum(map(figures.value, run)), figures.mentions[run[0]].quantity.unit
    for total in range(run[0] - 1, max(-1, run[0] - NEAR), -1):
        if sections[total] != sections[run[0]]:
            return
        is_alike = figures.is_count(total) and same_unit(figures.mentions[total].quantity.unit, unit)
        if is_alike and reached >= CHANCE and isclose(figures.value(total), reached):
            _set_parts(figures, run, total)
            return


def _is_all(figures, run):
    """Say whether figures that sum to a total are a list of its parts, as what they count tells."""
    became = [outcome_words(figures.mentions[p], figures.words) for p in run]
    stages = {stage_of(own, figures.words) for own in became if not UNFINISHED.search(own)}
    # 结案10件、移送1件、未结1件: with what is still open the list is all of them.
    is_closed = UNFINISHED.search(became[-1]) and _come_to_an_end(became[:-1], figures.words)
    return is_closed or not stages >= {CONCLUDED, DECIDED}


def _come_to_an_end(outcomes, words):
    return all(HANDED_OVER.match(own) or stage_of(own, words) == CONCLUDED for own in outcomes)


def _find_shares(figures, group):
    """Find what a share says by itself: 即办件8900件,占总办件量的79.5% are some of the 1.12万件."""
    for rate in group:
        relation, related = figures.relations[rate]
        if relation != "ratio" or not figures.mentions[rate].own.startswith("占"):
            continue
        some, whole = related
        is_told = some == rate - 1 and whole < some and not figures.relations[some][0]
        if is_told and gives_share(figures, rate, some, whole):
            figures.relations[some] = ("subset", (whole,))


def _find_subsets(figures, group):
    for position in group:
        mention = figures.mentions[position]
        if figures.relations[position][0] or figures.is_rate(position):
            continue
        whole = mention.whole if mention.whole is not None else find_outcome(figures, group, position)
        if whole is None or figures.is_growth(whole):
            continue
        if is_of(mention.quantity, figures.mentions[whole].quantity):
            figures.relations[position] = ("subset", (whole,))


def _find_recounted(figures, sections):
    """Find nouns counted again within a section: 25个部门进驻 … 将18个部门纳入综合窗口."""
    words, seen = figures.words, {}
    for position, mention in enumerate(figures.mentions):
        if figures.relations[position][0] or figures.is_rate(position):
            continue
        follows = mention.noun_follows and words.names_noun(mention.after)
        noun = _head_noun(mention, words) if follows else mention.own
        if len(noun) < 2:
            continue
        key = (
            sections[position].rsplit(".", 1)[0] if sections[position].count(".") > 1 else sections[position],
            mention.quantity.unit,
        )
        for other, known in seen.get(key, ()) if follows else ():
            earlier = figures.mentions[other]
            if figures.value(position) < figures.value(other) and _is_again(mention, noun, earlier, known, words):
                figures.relations[position] = ("subset", (other,))
                break
        else:
            seen.setdefault(key, deque(maxlen=NOUNS)).append((position, noun))


def _is_again(mention, noun, earlier, known, words):
    """Say whether a noun is some of those that were counted before, and not others of the kind."""
    # A noun as long as a name says itself what it counts; 企业 may be any.
    if earlier.noun_follows and min(len(noun), len(known)) >= NAME and not words.find_verb(mention.before):
        return noun.startswith(known) or known.startswith(noun)
    # 并对18个冷库督导整改: some of those just counted; 对20家企业…,对8家企业… are others, but where it is an outcome.
    treated = AGAIN.search(mention.before)
    became = words.outcome.match(mention.after.strip()[len(noun) :])
    if not treated or (AGAIN.search(earlier.before) and not became):
        return False
    is_near = treated[0] in "将把" if earlier.sentence != mention.sentence else True
    return is_near and (known.endswith(noun) or (earlier.noun_follows and noun.endswith(known)))


def _head_noun(mention, words):
    noun = re.split(r"[,，、。;；()（）的]|纳入|进驻|可在", mention.after.strip(), maxsplit=1)[0]
    verb = words.find_verb(noun)
    return noun[: verb.start()] if verb and verb.start() > 1 else noun
