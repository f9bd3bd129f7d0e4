"""Relations between the figures of a report: part of a total, subset, ratio, growth.

========  ==========================================================================================================
relation  rule, and what would break it
========  ==========================================================================================================
growth    增长, 下降 … of the figure before, or 同比 and 较上年; a rate that “rose to” a level is a rate of its own
ratio     a rate whose two counts stand before it in the sentence; chosen by arithmetic, so that a rate of something
          else takes no neighbours
part      two or more figures of one unit, opened by 其中, a bracket or a colon, or added up by 合计, that sum exactly
          to their total
subset    opened by 其中 or a bracket; an outcome of the figure before (办结, 调解成功 …); or the same noun counted again
          and not more of it (检查50个冷库,并对18个冷库督导整改)
========  ==========================================================================================================
"""

import re

from .mentions import RATES, is_of, same_unit

GROWTH = re.compile(
    r"(?:同比|环比|较上年|比上年|较去年|比去年|较上一年|比上一年|较前一年|上年同期|去年同期|较往年|比往年)?[^,，;；。、\d]{0,14}?"
    r"(?:增长|上升|下降|减少|增加|增幅|降幅|提升|提高|降低|上涨|下浮|回落|同比增|同比降|翻)(?:了|约|近|超|达|为|率|幅度|幅)*$"
    r"|(?:[较比](?:上年|去年|上一年|20\d\d年)|[,，])(?:少|多|降|增|升|减)了?$"
)
COMPARED = re.compile(r"同比|环比|较上年|比上年|较去年|比去年|较上一年|比上一年|[较比]20\d\d年|同期相比|较上|比上")
TO_A_LEVEL = re.compile(r"(?:至|到)(?:约|近|了)?$")
TOTAL = re.compile(r"合计|共计|总计|总共|共")
LIST_GAP = re.compile(r"\s*[、,，和及与]\s*")
ROUNDING = 0.6


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
    relations = [("", ())] * len(mentions)
    groups, first = [], 0
    for position in range(1, len(mentions) + 1):
        if position == len(mentions) or mentions[position].sentence != mentions[first].sentence:
            groups.append(range(first, position))
            first = position
    for group in groups:
        _growths(text, mentions, group, relations)
        _parts(text, mentions, group, relations)
        _subsets(mentions, group, relations, words)
        _ratios(mentions, group, relations)
    _recounted(mentions, relations, sections)
    return relations


def _value(mention):
    return mention.quantity.value


def _is_rate(mention):
    return mention.quantity.unit in RATES


def _growths(text, mentions, group, relations):
    run = []
    for position in group:
        mention = mentions[position]
        gap = text[mentions[run[-1]].quantity.end : mention.quantity.start] if run else None
        if not (run and LIST_GAP.fullmatch(gap)) and not _grows(text, mention):
            _set_growths(text, mentions, group, run, relations)
            run = []
            continue
        if run and not LIST_GAP.fullmatch(gap):
            _set_growths(text, mentions, group, run, relations)
            run = []
        run.append(position)
    _set_growths(text, mentions, group, run, relations)


def _grows(text, mention):
    lead_up = text[max(mention.sentence[0], mention.quantity.start - 24) : mention.quantity.start]
    if TO_A_LEVEL.search(lead_up) or not GROWTH.search(lead_up):
        return False
    return _is_rate(mention) or mention.quantity.unit == "倍" or bool(COMPARED.search(lead_up))


def _set_growths(text, mentions, group, run, relations):
    """Relate a run of growths (分别增长12%、15%) to as many figures before it, in order."""
    if not run:
        return
    level = mentions[run[0]].whole
    bases = [p for p in group if p < run[0] and relations[p][0] != "growth"]
    bases = [p for p in bases if mentions[p].whole == level] or bases
    lead_up = text[
        max(mentions[run[0]].sentence[0], mentions[run[0]].quantity.start - 24) : mentions[run[0]].quantity.start
    ]
    if "分别" in lead_up:
        # The list of figures right before; one of them may have stayed the same (持平) and have no growth.
        listed = bases[-1:]
        for base in reversed(bases[:-1]):
            gap = text[mentions[base].quantity.end : mentions[listed[0]].quantity.start]
            if not re.search(r"[、和及,，]", gap) or re.search(r"[;；]", gap):
                break
            listed.insert(0, base)
        bases = listed
    for place, position in enumerate(run):
        points = mentions[position].quantity.unit == "个百分点"
        fitting = [p for p in bases if _is_rate(mentions[p]) == points] or bases
        chosen = fitting[place : place + 1] if "分别" in lead_up else fitting[-1:]
        relations[position] = ("growth", tuple(chosen))


def _countable(mentions, relations, position):
    return not _is_rate(mentions[position]) and relations[position][0] != "growth"


def _parts(text, mentions, group, relations):
    """Let arithmetic say which figures make up a total."""
    for whole in {mentions[position].whole for position in group} - {None}:
        opened = [p for p in group if mentions[p].whole == whole and _countable(mentions, relations, p)]
        opened = [p for p in opened if same_unit(mentions[p].quantity.unit, mentions[whole].quantity.unit)]
        if len(opened) > 1 and sum(_value(mentions[p]) for p in opened) == _value(mentions[whole]):
            _set_parts(relations, opened, whole)
    for total in group:
        if not _countable(mentions, relations, total):
            continue
        unit = mentions[total].quantity.unit
        after = _run_summing(mentions, range(total + 1, group[-1] + 1), unit, _value(mentions[total]), relations)
        if after:
            _set_parts(relations, after, total)
            continue
        lead_up = text[
            max(mentions[total].sentence[0], mentions[total].quantity.start - 8) : mentions[total].quantity.start
        ]
        if TOTAL.search(lead_up):
            back = range(total - 1, group[0] - 1, -1)
            _set_parts(relations, _run_summing(mentions, back, unit, _value(mentions[total]), relations), total)


def _run_summing(mentions, positions, unit, wanted, relations):
    """Return the shortest run of two or more figures of a unit that sums exactly to a value."""
    run, total = [], 0.0
    for position in positions:
        if not same_unit(mentions[position].quantity.unit, unit) or relations[position][0]:
            continue
        run.append(position)
        total += _value(mentions[position])
        if total >= wanted:
            return run if len(run) > 1 and total == wanted else []
    return []


def _set_parts(relations, parts, total):
    for part in parts:
        relations[part] = ("part", (total,))


def _subsets(mentions, group, relations, words):
    for position in group:
        mention = mentions[position]
        if relations[position][0] or _is_rate(mention):
            continue
        whole = mention.whole if mention.whole is not None else _outcome_of(mentions, group, relations, words, position)
        if whole is not None and is_of(mention.quantity, mentions[whole].quantity) and relations[whole][0] != "growth":
            relations[position] = ("subset", (whole,))


def _outcome_of(mentions, group, relations, words, position):
    """Find the earlier figure of which this one counts an outcome: 收到30件,办结28件."""
    mention = mentions[position]
    own = words.bare(mention.before)
    if not words.outcome.match(own) and not words.outcome.search(own[-6:]):
        return None
    for other in range(position - 1, group[0] - 1, -1):
        earlier = mentions[other]
        if (
            _is_rate(earlier)
            or relations[other][0] == "growth"
            or not same_unit(earlier.quantity.unit, mention.quantity.unit)
        ):
            continue
        # An outcome's outcome goes back to what was taken in: 受理30件,审结25件,维持20件 are each of what stands before.
        if is_of(mention.quantity, earlier.quantity):
            return other
    return None


def _ratios(mentions, group, relations):
    for position in group:
        mention = mentions[position]
        if relations[position][0] or mention.quantity.unit != "%":
            continue
        counts = [p for p in group if p < position and _countable(mentions, relations, p) and _value(mentions[p]) > 0][
            -6:
        ]
        pairs = [
            (numerator, denominator)
            for numerator in reversed(counts)
            for denominator in reversed(counts)
            if numerator != denominator
            and same_unit(mentions[numerator].quantity.unit, mentions[denominator].quantity.unit)
            and abs(100 * _value(mentions[numerator]) / _value(mentions[denominator]) - _value(mention)) < ROUNDING
        ]
        stated = [pair for pair in pairs if relations[pair[0]] == ("subset", (pair[1],))]
        if stated or pairs:
            relations[position] = ("ratio", (stated or pairs)[0])


def _recounted(mentions, relations, sections):
    """Find nouns counted again within a section: 25个部门进驻 … 将18个部门纳入综合窗口."""
    seen = {}
    for position, mention in enumerate(mentions):
        if relations[position][0] or not mention.noun_follows or _is_rate(mention):
            continue
        noun = _head_noun(mention)
        if len(noun) < 2:
            continue
        key = (
            sections[position].rsplit(".", 1)[0] if sections[position].count(".") > 1 else sections[position],
            mention.quantity.unit,
        )
        for other, known in seen.get(key, ()):
            if (
                noun.endswith(known) or known.endswith(noun) or noun.startswith(known) or known.startswith(noun)
            ) and _value(mention) < _value(mentions[other]):
                relations[position] = ("subset", (other,))
                break
        else:
            seen.setdefault(key, []).append((position, noun))


def _head_noun(mention):
    return re.split(r"[,，、。;；()（）的]|纳入|进驻|开展|进行|可在|投入", mention.after.strip(), maxsplit=1)[0]
