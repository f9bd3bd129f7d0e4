"""Sentences: each figure with the words around it that are its own.

A sentence is cut at its marks; 《》 and “” are one opaque word each, and so are brackets without a figure inside. The
words between two figures go to the one or the other: a list, a conjunction or a new verb begins the next.
"""

import re
from dataclasses import dataclass

from ..quantities import PERSONS, RATES, Quantity
from .relation.openers import open_wholes

# How many figures back a sentence looks, how many it has at the most, and how many characters speak for a figure.
RECENT, MANY, LONGEST = 20, 150, 120

_MARKS = re.compile(
    r"《[^《》\n]{1,80}》|“[^“”\n]{1,60}”"
    r"|(?P<open>[(（])|(?P<close>[)）])|(?P<clause>[,，;；:：\t])|(?P<list>、)|(?P<stop>[。！!？?\n])"
)
# 和解, 及格 and 与会 are words, no conjunctions.
_AND = r"以及|(?:和(?!解|谐|睦)|及(?!格|时)|与(?!会|度))"
_CONJUNCTION = re.compile(rf"{_AND}|并(?!处|案|存)")
# 12个村调委会共有调解员62人: what they have is what the next figure counts.
_HAVE = re.compile(r"(?<=.)(?:共有|现有|合计|累计|总计)")
_ITEM = re.compile(rf"{_AND}|、")
_LIST_GAP = re.compile(r"\s*(?:以及|[、,，和及与])\s*")
# 对35份合同, 为47名农民工: what is done to them follows the noun.
_DISPOSAL = re.compile(r"(?:对|为|将|把|给|向|帮助|帮|协助|(?<!调解)(?<!社会)(?<!自治)(?<!行业)(?<!党)组织)$")


@dataclass(slots=True)
class Mention:
    """A figure in its sentence.

    Attributes
    ----------
    quantity : Quantity
    sentence : tuple of int
        Start and end of its sentence.
    before, after : str
        The words around it that belong to it, as printed.
    own : str
        `before` without what only leads up to the figure.
    separator : str
        The mark between its words and those before: a comma, 、, a bracket, 和, or nothing.
    ahead : str
        The clauses without a figure between its words and the figure before it.
    phrase : str
        What it counts in its own words: `before`, or both where the figure stands before its noun.
    noun_follows : bool
        Whether the figure stands before its noun (35家企业).
    verb : str
        The verb of the phrase, carried on through a list.
    full_phrase : str
        `phrase` with the verb or the object that its sentence carries on.
    measure : str
        `full_phrase`, with the figure that it is a part of.
    whole : int or None
        Position of the mention that 其中 or a bracket opens from.
    superseded : bool
        Whether it is an earlier level that the next figure replaces: 由9%下降到7%.
    actor : str
        Who acts through its sentence: 法律顾问.
    compared : bool
        Whether it is the level of an earlier year that the figure before is compared with: 较上年的558件.
    """

    quantity: Quantity
    sentence: tuple[int, int]
    before: str = ""
    after: str = ""
    own: str = ""
    separator: str = ""
    ahead: str = ""
    phrase: str = ""
    noun_follows: bool = False
    verb: str = ""
    full_phrase: str = ""
    measure: str = ""
    whole: int | None = None
    superseded: bool = False
    actor: str = ""
    compared: bool = False


def cut_sentences(text, figures, words):
    """Yield the mentions of each sentence that has a figure, with their own words and what they are parts of.

    Parameters
    ----------
    text : str
    figures : list of Quantity
        The figures of the text, in order.
    words : Words

    Yields
    ------
    list of Mention
        `phrase`, `full_phrase` and `measure` are still to be said.
    """
    recent, first = [], 0
    for start, end, marks, quantities in _sentences(text, figures):
        group = [Mention(quantity, (start, end)) for quantity in quantities]
        _give_words(text, group, marks, words)
        _give_items(text, group, words)
        open_wholes(text, group, marks, recent, first, words)
        yield group
        first += len(group)
        recent = [*recent, *group][-RECENT:]


def _sentences(text, figures):
    """Yield (start, end, marks, figures) of each sentence with a figure; marks are (offset, kind)."""
    start, marks, first, position = 0, [], 0, 0
    for match in _MARKS.finditer(text):
        kind, at = match.lastgroup, match.start()
        while position < len(figures) and figures[position].end <= at:
            position += 1
        if kind is None or (position < len(figures) and figures[position].start <= at):
            continue
        # A sentence without an end, as a table in one line, is cut where it has become too long to be one.
        if kind != "stop" and not (kind in ("clause", "list") and max(position - first, len(marks) // 4) > MANY):
            marks.append((at, kind))
            continue
        if position > first:
            yield start, at, _without_opaque(marks, figures[first:position]), figures[first:position]
            if position == len(figures):
                return
        start, marks, first = at + 1, [], position
    if first < len(figures):
        yield start, len(text), _without_opaque(marks, figures[first:]), figures[first:]


def _without_opaque(marks, figures):
    """Drop brackets without a figure inside, and what they hold."""
    kept, opened = [], []
    for at, kind in marks:
        kept.append((at, kind))
        if kind == "open":
            opened.append(len(kept) - 1)
        elif kind == "close":
            if not opened:
                kept.pop()
                continue
            first = opened.pop()
            if not any(kept[first][0] < figure.start < at for figure in figures):
                del kept[first:]
    return kept


def _give_words(text, group, marks, words):
    """Cut each figure's own words out of its sentence."""
    start, end = group[0].sentence
    hard = [at for at, kind in marks if kind != "list"]
    lists = [at for at, kind in marks if kind == "list"]
    previous = None
    for position, mention in enumerate(group):
        quantity = mention.quantity
        mark = max((at for at in hard if at < quantity.start), default=None)
        clause = start if mark is None else mark + 1
        floor = previous.quantity.end if previous else start
        while mark is not None and text[mark] in ",，:：(（\t" and not words.bare(_near(text, clause, quantity.start)):
            # “开展普法活动,共计331场次”, “城建拆迁(17%)”: the words of the figure are those before the mark.
            earlier = max((at for at in hard if at < mark), default=start - 1)
            if earlier + 1 < floor or words.names_noun(
                text[quantity.end : min(end, quantity.end + 8)].partition("\t")[0]
            ):
                break
            if quantity.unit in PERSONS and _says_what_they_did(quantity, hard, end):
                break
            mark, clause = (earlier if earlier >= start else None), earlier + 1
        if previous and previous.quantity.end >= clause:
            _share(previous, mention, text[previous.quantity.end : quantity.start], lists, words)
        else:
            mention.before = text[clause : quantity.start]
            mention.separator = "" if mark is None else text[mark]
            mention.ahead = text[max(floor, clause - LONGEST) : clause]
        if quantity.head:
            mention.before, mention.separator, mention.ahead = quantity.head, "", ""
        mention.before = mention.before[-LONGEST:].rstrip(" ")
        following = group[position + 1].quantity.start if position + 1 < len(group) else end
        mention.after = text[quantity.end : _end_of_noun(quantity.end, following, hard, lists, end)][:LONGEST]
        previous = mention


def _near(text, start, end):
    return text[max(start, end - LONGEST) : end]


def _says_what_they_did(quantity, hard, end):
    """Say whether a clause goes on with what persons did: 15人完成书面述法."""
    return min((at for at in hard if at >= quantity.end), default=end) - quantity.end > 3


def _end_of_noun(at, following, hard, lists, end):
    """Say where the words after a figure end: a list of nouns (12个镇街、部门) is one, up to the next figure."""
    stop = min((mark for mark in hard if mark >= at), default=end)
    inside = [mark for mark in lists if at <= mark < stop]
    if inside and following < stop:
        return max((mark for mark in inside if mark < following), default=inside[0])
    return stop


def _share(previous, mention, between, lists, words):
    """Share the words between two figures of a clause."""
    gap = previous.quantity.end
    listed = max((at for at in lists if gap <= at < mention.quantity.start), default=None)
    if "分别" in between:
        # 37人学法考试参考率、优秀率分别为…: the list is of what follows.
        cut, listed = 0, None
    elif listed is not None:
        cut, mention.separator = listed + 1 - gap, "、"
    elif mention.quantity.unit in RATES and words.is_rate(words.untrailed(between)):
        # 提案5件办复率100%: a rate never counts the figure before.
        cut = 0
    else:
        cut, mention.separator = _cut(between, words)
    shared = words.untrailed(between[:cut][:LONGEST].rstrip("、以及和与并"))
    if listed is None and _DISPOSAL.search(previous.before) and not mention.separator and between[cut:]:
        # 为47名农民工追回工资58万元: what is done to the first is what the second counts.
        shared = between[:LONGEST]
    previous.after = shared
    mention.before = between[cut:]


def _cut(between, words):
    """Say where the words between two figures of a clause stop belonging to the first."""
    conjunction, verb = _CONJUNCTION.search(between), words.find_verb(between)
    have = _HAVE.search(between)
    if have and (not verb or have.start() <= verb.start()):
        verb = have
    if conjunction and (not verb or conjunction.start() <= verb.start()):
        return conjunction.end(), "和"
    if verb:
        return verb.start(), ""
    return len(between) if words.untrailed(between.strip()) == between.strip() else 0, ""


def _give_items(text, group, words):
    """Give each figure its own item of “A、B、C分别为1、2、3”."""
    for position, mention in enumerate(group):
        head, respectively, tail = mention.before.partition("分别")
        if not respectively:
            continue
        run = [mention]
        for following in group[position + 1 :]:
            if not _LIST_GAP.fullmatch(text, run[-1].quantity.end, following.quantity.start):
                break
            run.append(following)
        shared = words.untrailed(tail) if head else ""
        items = [item for item in _ITEM.split(words.untrailed(head or tail)) if item]
        if len(run) < 2 or len(items) < len(run):
            continue
        extra = len(items) - len(run)
        items = ["、".join(items[: extra + 1]), *items[extra + 1 :]]
        verb = words.find_verb(items[-1])
        if verb and verb.start() and not any(words.find_verb(item) for item in items[:-1]):
            # “甲、乙两市受理案件分别为…”: what the last item does, all do.
            items[:-1] = [item + items[-1][verb.start() :] for item in items[:-1]]
        for each, item in zip(run, items, strict=True):
            # “常委会、常务会分别研究议题5项、8项”: what stands behind 分别 is of all.
            each.before, each.after, each.separator = item + shared, "", ""
