"""Mentions: each figure in its sentence, with the words that say what it counts.

A figure counts what stands before it (调解成功199宗), after it (组织35家企业) or both, and a list carries words on
(检查14个商超,402个餐饮单位). The word lists are in ``data/words.csv``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .quantities import Quantity
from .tables import read_table, resolve_data_dir

MEASURE_LENGTH = 60
SUBJECT = 12
SAME_UNITS = [frozenset(units.split()) for units in ("人 名 位", "件 宗 起 例 件次", "场 场次 次 期")]
LISTED = ("、", ",", "，", "和")
RATES = ("%", "‰", "个百分点")

# 《》 and “” are one opaque word each, and so are brackets without a figure inside: 17个村(社区)法律顾问.
_MARKS = re.compile(
    r"《[^《》\n]{1,80}》|“[^“”\n]{1,60}”"
    r"|(?P<open>[(（])|(?P<close>[)）])|(?P<clause>[,，;；:：])|(?P<list>、)|(?P<stop>[。！!？?\n])"
)
_OPENER = re.compile(r"其中|包括|包含|含")
_CONJUNCTION = re.compile(r"以及|并且|[和及与并]")
_DATE = r"(?:截至|截止)?20\d\d年(?:度|底|末|以来|上半年|下半年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?|\d{1,2}月(?:\d{1,2}日|底|末|份)"
_INCLUDING = re.compile(r"[(（](?:不?含|包括|包含|除)[^()（）]*[)）]")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|上一年|原来|原先|之前|年初|20\d\d年)?(?:度|同期|底)?的?$")
_TO = re.compile(r"(?:下降|上升|提高|提升|增长|降低|减少|增加|压缩|缩短|扩大)(?:到|至|为)了?$")
_ITEM = re.compile(r"以及|[、和及与]")
_LIST_GAP = re.compile(r"\s*(?:以及|[、,，和及与])\s*")


def same_unit(one, other):
    """Say whether two units count the same kind of thing: 件 and 宗."""
    return one == other or any(one in units and other in units for units in SAME_UNITS)


def is_of(part, whole):
    """Say whether a quantity can be some of another: the same kind of thing, and not more of it."""
    return same_unit(part.unit, whole.unit) and part.value <= whole.value


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
    separator : str
        The mark between its words and those before: a comma, 、, a bracket, 和, or nothing.
    phrase : str
        What it counts in its own words: `before`, or both where the figure stands before its noun.
    noun_follows : bool
        Whether the figure stands before its noun (35家企业).
    verb : str
        The verb of the phrase, carried on through a list.
    measure : str
        `phrase`, completed by what the sentence carries on.
    whole : int or None
        Position of the mention that 其中 or a bracket opens from.
    superseded : bool
        Whether it is an earlier level that the next figure replaces: 由9%下降到7%.
    """

    quantity: Quantity
    sentence: tuple[int, int]
    before: str = ""
    after: str = ""
    separator: str = ""
    phrase: str = ""
    noun_follows: bool = False
    verb: str = ""
    measure: str = ""
    whole: int | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``data/words.csv``, one pattern a role."""

    lead: re.Pattern
    trail: re.Pattern
    verb: re.Pattern
    only_verbs: re.Pattern
    predicate: re.Pattern
    outcome: re.Pattern
    narrow: re.Pattern
    generic: re.Pattern

    def bare(self, before):
        """Return the words before a figure without what only leads up to it: 2020年,我镇共受理约 → 受理."""
        before = self.trail.sub("", before)
        lead = self.lead.match(before)
        return before[lead.end() :] if lead else before

    def names_noun(self, after):
        """Say whether the words after a figure name what it counts."""
        after = after.strip()
        return self.nominal(after) and not self.verb.match(after.strip())

    def nominal(self, after):
        """Say whether the words after a figure can be what it counts, a verb used as a noun included: 2次督查."""
        after = after.strip()
        return bool(after) and not _MARKS.match(after) and not self.predicate.match(after)

    def is_rate(self, before):
        """Say whether the words before a figure name a rate: 调解成功率."""
        return before.endswith(("率", "满意度"))


@lru_cache(maxsize=8)
def load_words(data_dir):
    """Compile the word lists of a data folder."""
    table = read_table("words", data_dir)
    any_of = {
        role: "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for role, words in table.groupby("role")["word"]
    }
    return Words(
        lead=re.compile(rf"(?:{_DATE}|{any_of['time']}|{any_of['lead']}|[\s,，:：、])+"),
        trail=re.compile(
            rf"(?:{any_of['trail']}|连续(?:\d+|[一二三四五六七八九十])年|(?<!行)为|(?<![收接])到|[\s,，:：、])+$"
        ),
        # 组织机构, 宣传资料 begin like verbs and are none.
        verb=re.compile(rf"(?!{any_of['noun']})(?:{any_of['verb']})"),
        only_verbs=re.compile(rf"(?:{any_of['lead']})*(?:{any_of['outcome']}|{any_of['verb']})"),
        predicate=re.compile(rf"(?!{any_of['noun']})(?:{any_of['predicate']})"),
        outcome=re.compile(any_of["outcome"]),
        narrow=re.compile(any_of["narrow"]),
        generic=re.compile(rf"(?:{any_of['generic']}|[\s,，:：、])+"),
    )


def find_mentions(text, figures, data_dir=None):
    """Say of each figure what it counts.

    Parameters
    ----------
    text : str
    figures : list of Quantity
        The figures of the text, in order.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    list of Mention
        One a figure, in order.

    Examples
    --------
    >>> from lawgov_analysis.quantities import find_quantities
    >>> text = "公示抽查事项清单11份、全过程记录清单38份。"
    >>> figures = [quantity for quantity in find_quantities(text) if quantity.kind == "figure"]
    >>> [mention.measure for mention in find_mentions(text, figures)]
    ['公示抽查事项清单', '公示全过程记录清单']
    """
    words = load_words(resolve_data_dir(data_dir))
    mentions = []
    for start, end, marks, quantities in _sentences(text, figures):
        group = [Mention(quantity, (start, end)) for quantity in quantities]
        _give_words(text, group, marks, words)
        _give_items(text, group, words)
        _open_wholes(text, group, marks, mentions)
        mentions += group
        _complete(group, words, mentions)
    return mentions


def _sentences(text, figures):
    """Yield (start, end, marks, figures) of each sentence with a figure; marks are (offset, kind)."""
    start, marks, position = 0, [], 0
    for match in _MARKS.finditer(text):
        kind, at = match.lastgroup, match.start()
        if kind is None or (position < len(figures) and figures[position].start <= at < figures[position].end):
            continue
        if kind != "stop":
            marks.append((at, kind))
            continue
        first = position
        while position < len(figures) and figures[position].start < at:
            position += 1
        if position > first:
            yield start, at, _without_opaque(marks, figures[first:position]), figures[first:position]
            if position == len(figures):
                return
        start, marks = at + 1, []
    if position < len(figures):
        yield start, len(text), _without_opaque(marks, figures[position:]), figures[position:]


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
    for mention in group:
        quantity = mention.quantity
        mark = max((at for at in hard if at < quantity.start), default=None)
        clause = start if mark is None else mark + 1
        floor = previous.quantity.end if previous else start
        while mark is not None and text[mark] in ",，:：(（" and not words.bare(text[clause : quantity.start]):
            # “开展普法活动,共计331场次”, “城建拆迁(17%)”: the words of the figure are those before the mark.
            earlier = max((at for at in hard if at < mark), default=start - 1)
            if earlier + 1 < floor or words.names_noun(text[quantity.end : quantity.end + 8]):
                break
            mark, clause = (earlier if earlier >= start else None), earlier + 1
        if previous and previous.quantity.end >= clause:
            between = text[previous.quantity.end : quantity.start]
            listed = next((at for at in lists if previous.quantity.end <= at < quantity.start), None)
            if listed is not None:
                cut, mention.separator = listed + 1 - previous.quantity.end, "、"
            else:
                cut, mention.separator = _cut(between, words)
            previous.after = words.trail.sub("", between[:cut].rstrip("、以及和与并"))
            mention.before = between[cut:]
        else:
            mention.before = text[clause : quantity.start]
            mention.separator = "" if mark is None else text[mark]
        mention.after = text[quantity.end : min((at for at in hard + lists if at >= quantity.end), default=end)]
        previous = mention


def _cut(between, words):
    """Say where the words between two figures of a clause stop belonging to the first."""
    conjunction, verb = _CONJUNCTION.search(between), words.verb.search(between)
    if conjunction and (not verb or conjunction.start() <= verb.start()):
        return conjunction.end(), "和"
    if verb:
        return verb.start(), ""
    return len(between) if words.trail.sub("", between.strip()) == between.strip() else 0, ""


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
        items = [item for item in _ITEM.split(words.trail.sub("", head or tail)) if item]
        if len(run) < 2 or len(items) < len(run):
            continue
        extra = len(items) - len(run)
        items = ["、".join(items[: extra + 1]), *items[extra + 1 :]]
        shared = words.verb.search(items[-1])
        if shared and shared.start() and not any(words.verb.search(item) for item in items[:-1]):
            # “甲、乙两市受理案件分别为…”: what the last item does, all do.
            items[:-1] = [item + items[-1][shared.start() :] for item in items[:-1]]
        for each, item in zip(run, items, strict=True):
            each.before, each.after, each.separator = item, "", ""


def _open_wholes(text, group, marks, earlier):
    """Find what 其中 and brackets open from; a sentence that begins with 其中 opens from the one before."""
    start, end = group[0].sentence
    closing, depth = {}, []
    for at, kind in marks:
        if kind == "open":
            depth.append(at)
        elif kind == "close":
            closing[depth.pop()] = at
    openings = list(closing.items())
    semicolons = [at for at, kind in marks if kind == "clause" and text[at] in ";；"]
    for opener in _OPENER.finditer(text, start, end):
        inside = [stop for bracket, stop in closing.items() if bracket < opener.start() < stop]
        openings.append((opener.start(), min([*inside, *(at for at in semicolons if at > opener.start()), end])))
    for at, stop in sorted(openings):
        candidates = [
            len(earlier) + position
            for position, mention in enumerate(group)
            if mention.quantity.end <= at and mention.quantity.unit not in RATES and mention.whole is None
        ]
        if at in closing and (not candidates or at - group[candidates[-1] - len(earlier)].quantity.end > 8):
            continue
        if not candidates and at - start < 4:
            recent = range(max(0, len(earlier) - 9), len(earlier))
            candidates = [p for p in recent if earlier[p].quantity.unit not in RATES and earlier[p].whole is None]
        if not candidates:
            continue
        last = candidates[-1]
        whole = earlier[last] if last < len(earlier) else group[last - len(earlier)]
        for mention in group:
            if at < mention.quantity.start < stop and mention.quantity.unit not in RATES:
                if not is_of(mention.quantity, whole.quantity) and at not in closing:
                    break
                if is_of(mention.quantity, whole.quantity):
                    mention.whole = last


def _complete(group, words, mentions):
    """Say what each figure of a sentence counts."""
    object_before = ""
    for position, mention in enumerate(group):
        previous = group[position - 1] if position else None
        before, after = (
            words.bare(_INCLUDING.sub("", mention.before)),
            mention.after.strip().removeprefix("的"),
        )
        if previous and _TO.fullmatch(mention.before.strip()) and _FROM.search(previous.before):
            previous.superseded = True
            previous.phrase = mention.phrase = _FROM.sub("", previous.phrase)
            previous.measure = mention.measure = _FROM.sub("", previous.measure)
            continue
        bare_verb = bool(words.only_verbs.fullmatch(before))
        mention.noun_follows = words.names_noun(after) or (bare_verb and words.nominal(after))
        verb = words.verb.search(before)
        # What a list carries on is its first verb, with the subject when that is short: 法律顾问审查合同、涉法文件.
        mention.verb = (before[: verb.end()] if verb.end() <= SUBJECT else verb.group()) if verb else ""
        if not mention.verb and previous and previous.whole == mention.whole and mention.separator in LISTED:
            mention.verb = previous.verb
            if mention.separator == "、" or (mention.noun_follows and not before):
                before = mention.verb + before
        if mention.noun_follows:
            mention.phrase = before + after
            object_before = after
        else:
            # 领导干部18人完成述法: a subject, its number, and what it did.
            says_more = bool(after) and not verb and not words.predicate.match(after)
            mention.phrase = before + after if says_more or not before else before
            if not bare_verb and mention.whole is None and mention.quantity.unit not in RATES and len(before) > 3:
                object_before = before[verb.end() :] if verb else before
        if not mention.phrase and previous:
            # 执法培训3期、440人次: one thing counted twice.
            mention.measure = previous.measure
            mention.phrase = "" if mention.quantity.unit == previous.quantity.unit else previous.phrase
            continue
        if before.startswith("占") and previous and mention.quantity.unit in RATES:
            mention.measure = previous.measure + "占比"
        elif words.is_rate(before) and len(before) <= SUBJECT // 2:
            mention.measure = object_before + mention.phrase
        else:
            mention.measure = _carried(mention, mentions, object_before if bare_verb else "")
        mention.measure = mention.measure[-MEASURE_LENGTH:]


def _carried(mention, mentions, object_before):
    """Complete a phrase by the whole it is of, or a verb alone by the object before: 收到申请30件,受理28件."""
    whole = None if mention.whole is None else mentions[mention.whole]
    if whole and mention.phrase != whole.measure:
        return f"{whole.measure}:{mention.phrase}" if mention.phrase else whole.measure
    if mention.noun_follows:
        return mention.phrase
    return mention.phrase + object_before
