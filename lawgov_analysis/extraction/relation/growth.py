"""Growths: which figures say how another moved, and which one that is; fills ``relation`` and ``related``."""

import re
from collections.abc import Sequence

from ...quantities import RATES
from ...tables import WordLists
from ...text.characters import pairs_of_characters
from ...text.offsets import Position
from ..record import Figure, Relation, positions
from ..sentences import is_closed
from .state import LISTED, Draft, is_short_for

_LAST_TIME = r"(?:[年期]初|上月|上季度|上一?年|去年|前一?年|往年| ?20\d\d ?年)(?:同期|年?底|年?末|度|全年)*"
# 低于上年1.1个百分点; behind it a rate in % is the level itself.
APART = re.compile(rf"[低高多少]于{_LAST_TIME}的?$")
# 与上年同比,受案增加67件: what all of a sentence is compared with.
OPENED = re.compile(rf"(?:与|同|和|较|比){_LAST_TIME}(?:相比|同比|比较|比)?[,，]")
YEARS = re.compile(r"20\d\d ?年?[、和]20\d\d ?年")
PAST = re.compile(r"上一?年|去年|前一年|(?P<year>20\d\d) ?年")
# 信访量同比下降: what stands before the comparison and the move names what moved.
THEN = rf"[低高多少]于|(?:与|同|和)?{_LAST_TIME}|同比|环比|较|比|{{}}".format
LIST_GAP = re.compile(r"\s*[、和及与]\s*[-−－]?")
UNMOVED = re.compile(r"\s*[、,，和]\s*(?:与?(?:上年|去年)(?:同期)?|[同环]比)?(?:基本)?持平")
# 精简会议文件25%, 申请材料压减四成: by how much there is less of what the words name.
CUT = r"(?:{})(?:了|约|近|达|超过?)*(?P<what>[^,，;；。、:：()（）\d]{{0,12}})$".format
SUMMED_UP = "(?:{})$".format
MONEY = "(?:{})$".format
# 减少检查420次,检查频次下降36%: how many fewer there are has not moved.
LESS = "(?:{})(?!至|到)".format
# 压减到30%: the level itself; 由86个整合为52个,精简39.5%: the level that was come to.
LEVEL = re.compile("[至到]了?$")
LEVEL_BEFORE = re.compile("[至到为]了?$")
SHORTENED = "(?:{})了?$".format
# A subject of as many characters names what it is of.
NAMING_SUBJECT = 3
# 受理案件数, 举报量: what moved is 受理, 举报.
NUMBER_OF = re.compile("(?:案件)?(?:总)?(?:数量|数|量)?$")
# 火灾起数, 死亡人数, 罚款额: what is counted, and perhaps its unit, in the name of a number.
NAME = re.compile("(?P<what>.*?)(?P<unit>[起件宗人批家户]|[批人件]次)?总?(?:数量?|量|[金数]?额)?")
COLUMN = (r"(?:{})(?:率|幅度|幅|情况|数量|数|量|值|额|百分比)?(?:[(（][^()（）]{{1,4}}[)）])?$").format
# 起数、死人和损失分别下降: what stands before 分别.
NAMES = re.compile(r"(?P<names>[^,，;；。:：()（）\d\n]{2,40}?)分别[^,，;；。:：、\d\n]{0,8}$")
# 同比上升63%,达到4146件: the level that something came to.
COME_TO = re.compile("[,，]?(?:达到?|(?:上?升|增[加长]?|提[升高]|下?降|降低|减少?)[至到为])了?(?:约|近)?")
# 2023年比2022年增长12.9%: of what the sentence before says of that year.
OF_YEAR = re.compile(r"(?P<year>20\d\d) ?年度?")
# 涉企检查总量: all of what is named so fully that another count is not of it.
TOTAL = re.compile("(?P<of>.{4,})总[量数额]")
# 占受理总数的95%,审结率上升6%: what share one count is of another.
SHARE_OF = re.compile("占.*的?$")
FROM = re.compile("[由从自]")
MARK = re.compile("[,，;；。:：、()（）\n]")
# 474家法院新收案件数上升超过50%: a number that each of them has.
NUMBER_OF_EACH = re.compile("[数量额]$")
# Of words that say no year.
THIS_YEAR = 9999
# How many figures back of its sentence what grew may stand.
ACROSS = 6
# And that of a subject of so many characters, in another paragraph too.
LONG_SUBJECT = 4
FAR_ACROSS = 12
# 协助县信访局化解1件,信访总量下降15%: the name of a body is nothing that moved.
BODY = re.compile("[一-龥]{2}[局委厅办](?!理|结|公)")
# Pairs of characters that too much has to be named by.
VAGUE = {"行政"}


def _moved(moves: str) -> str:
    return rf"(?:{moves})(?:了|约|接?近|超过?|达到?|为|率|幅度|幅)*"


def grown(moves: str) -> str:
    """Return the pattern of what leads up to a growth: 同比增长, 较上年多."""
    words = moves.split("|")
    firsts = "".join(sorted({word[0] for word in words}))
    # Most characters begin none of them, which one look at a set tells.
    is_likely = f"(?=[较比同环,，{firsts}])" if all(map(str.isalpha, words)) else ""
    return (
        rf"{is_likely}(?:{_moved(moves)}$|[较比]{_LAST_TIME}(?:分别)?(?:[多少高低]|新增)[^,，;；。、\d]{{0,2}}$"
        rf"|(?:[较比]{_LAST_TIME}|[同环]比|[,，])[略微小]?幅?[降增升减少多]了?$)"
    )


def respective_gap(moves: str) -> str:
    """Return the pattern of what stands between growths of a list: 分别增长4.5%、9.1%和下降12.7%."""
    return rf"\s*[、,，和及与]\s*(?:同比|环比)?(?:{_moved(moves)})?\s*[-−－]?"


def find_growths(draft: Draft, group: Sequence[Position]) -> None:
    """Relate the growths of a sentence to what grew.

    Parameters
    ----------
    draft : Draft
    group : sequence of Position
        The figures of the sentence.
    """
    run: list[Position] = []
    for position in group:
        if run and not _list_gap(draft, run).fullmatch(draft.between(run[-1], position)):
            _set_growths(draft, group, run)
            run: list[Position] = []
        if run or _grows(draft, position):
            run.append(position)
    if run:
        _set_growths(draft, group, run)


def _list_gap(draft: Draft, run: list[Position]) -> re.Pattern[str]:
    return draft.said.patterns["moved", respective_gap] if "分别" in draft.lead_up(run[0]) else LIST_GAP


def _grows(draft: Draft, position: Position) -> bool:
    if head := draft.figures[position].quantity.head:
        # 2023年 | 2024年 | 增减: a column says it of its cells.
        return draft.said.patterns["column", COLUMN].search(head) is not None
    lead_up = draft.lead_up(position)
    unit = draft.figures[position].quantity.unit
    if not (draft.said.patterns["moved", grown].search(lead_up) or (unit != "%" and APART.search(lead_up))):
        cut = draft.said.patterns["cut", CUT].search(lead_up) if unit == "%" else None
        return cut is not None and _cuts(draft, position, cut["what"])
    is_relative = draft.is_rate(position) or unit == "倍"
    return (
        is_relative
        or _is_of_range(draft, position)
        or bool(draft.said.patterns["compared"].search(lead_up))
        or _goes_on(draft, position)
    )


def is_range(draft: Draft, position: Position) -> bool:
    """Return whether a figure is what the one before it became: 由86人增加到92人."""
    then = Position(position - 1)
    if then < 0 or draft.figures[then].clause.sentence != draft.figures[position].clause.sentence:
        return False
    if draft.is_rate(position) != draft.is_rate(then) or not draft.same_unit(then, position):
        return False
    came_to = draft.said.patterns["range_to"].search(draft.lead(position))
    return (
        came_to is not None and not MARK.search(draft.between(then, position)) and bool(FROM.search(draft.lead(then)))
    )


def _is_of_range(draft: Draft, position: Position) -> bool:
    """Return whether a count is by how many the one before it changed: 由86人增加到92人,增加6人."""
    beside = Position(position - 1)
    is_alike = beside >= 0 and draft.same_unit(beside, position) and is_range(draft, beside)
    return is_alike and not subject_of(draft.figures[position].counted.own, draft.said)


def _goes_on(draft: Draft, position: Position) -> bool:
    """Return whether a sentence that a comparison opened counts growths alone: 与上年相比,收案增加67件,结案增加34件."""
    figures, before = draft.figures, position - 1
    sentence = figures[position].clause.sentence
    while before >= 0 and figures[before].clause.sentence == sentence and draft.is_growth(Position(before)):
        before -= 1
    is_first = before < 0 or figures[before].clause.sentence != sentence
    first = figures[before + 1].quantity.start
    # 收案同比增加18件;结案增加17件: the first of them is compared.
    is_later = before + 1 < position
    follows = is_later and draft.said.patterns["compared"].search(draft.text, sentence.start, first)
    return is_first and bool(OPENED.match(draft.text, sentence.start, first) or follows)


def _cuts(draft: Draft, position: Position, what: str) -> bool:
    """Return whether a rate says by how much there is less of what was counted, or of what the words name."""
    figure, lead_up = draft.figures[position], draft.lead_up(position)
    if (
        draft.said.patterns["aimed"].search(lead_up)
        or LEVEL.search(lead_up)
        or draft.words.is_rate(what.rstrip("达为至到约近"))
    ):
        return False
    if len(figure.counted.own) > len(what) + len("精简"):
        return not draft.said.patterns["promised"].search(figure.counted.own)
    if what:
        return not draft.said.patterns["promised"].search(what)
    before = draft.figures[position - 1] if position else None
    if before is None or before.clause.sentence != figure.clause.sentence:
        return False
    # 入企检查1.9万次,压减31%; but of 19项,压缩60% it is the time.
    is_count = before.quantity.unit not in RATES and not draft.said.patterns["shortened", SHORTENED].search(lead_up)
    return is_count or bool(LEVEL_BEFORE.search(before.clause.before.strip()))


def _set_growths(draft: Draft, group: Sequence[Position], run: list[Position]) -> None:
    """Relate a run of growths (分别增长12%、15%) to as many figures before it, in order."""
    if named := _named_in_turn(draft, group, run):
        for position, base in zip(run, named, strict=True):
            draft.propose(position, "growth", (base,), "growth.named", "stated")
        return
    bases = [p for p in group if p < run[0] and not draft.is_growth(p) and not draft.past[p]]
    less = [p for p in bases if draft.said.patterns["less", LESS].match(draft.figures[p].counted.own)]
    bases = [p for p in bases if p not in less]
    # 受理71184件,日均10169件,较上周下降0.2%
    bases = [p for p in bases if not draft.words.is_average(draft.figures[p].counted.own)] or bases
    if run[0] - 1 in less and draft.said.patterns["cut", CUT].search(draft.lead_up(run[0])):
        # 取消37项,减少材料412份,精简28%: of what there was of the materials.
        bases = []
    moved = draft.figures[run[-1]].quantity.unit
    # 调解3件、成功率98%,较上年分别增加1件、2个百分点
    respective = draft.listed_before(run[0], bases, len(run)) if len(run) > 1 else []
    end = draft.figures[run[-1]].quantity.end
    unmoved = "分别" in draft.lead_up(run[0]) and UNMOVED.match(draft.text, end)
    beside, subject = Position(run[0] - 1), subject_of(draft.figures[run[0]].counted.own, draft.said)
    fitting: Sequence[Position]
    chosen: Sequence[Position | None]
    if respective and all(_can_move(draft, growth, base) for growth, base in zip(run, respective, strict=True)):
        fitting = respective
    elif moved == "个百分点" or (
        moved == "%" and (subject.endswith("率") or (beside in bases and not subject and _is_named_rate(draft, beside)))
    ):
        fitting = [p for p in bases if draft.is_rate(p)]
    elif draft.is_rate(run[-1]) or moved == "倍":
        fitting = [p for p in bases if not draft.is_rate(p)]
    else:
        # 受理26件,赔付189万元,分别减少4件、35万元
        fitting = [p for p in bases if any(draft.same_unit(p, growth) for growth in run)]
    fitting = fitting or [p for p in bases if draft.is_rate(p)]
    if len(run) > 1 and draft.said.patterns["all_of_them"].search(draft.lead_up(run[0])):
        # 复议60件,其中网上20件;诉讼30件,其中一审20件,两项分别增加5件、3件: those that are no parts, or none.
        whole = [p for p in fitting if draft.figures[p].opened_from is None]
        chosen = whole if len(whole) == len(run) else [None] * len(run)
    elif len(run) > 1 and YEARS.search(draft.lead_up(run[0])):
        # 审结2565件,比2021、2022年分别下降18.9%和14%: one of each year, of one figure.
        chosen = [_grown(draft, fitting, run[0])] * len(run)
    elif unmoved:
        # 复议14件、诉讼5件,同比分别减少3件、持平
        listed = draft.listed_before(run[0], fitting, len(run) + 1)
        chosen = listed[:-1] or [None] * len(run)
    elif len(run) == 1 and (level := _level_behind(draft, group, run[0], bases)) is not None:
        chosen = [level]
    elif len(run) == 1:
        grown = _grown(draft, _of_its_kind(draft, fitting, run[0]), run[0])
        if grown is None and not bases and (across := _grown_across(draft, group, run[0])) is not None:
            draft.propose(run[0], "growth", (across,), "growth.across", "likely")
            return
        chosen = [None if grown is None or _is_total_of_other(draft, grown, subject) else grown]
    else:
        chosen = draft.listed_before(run[0], fitting, len(run)) or _from_total(draft, fitting, len(run))
        chosen = chosen or _below_all(draft, fitting, run) or [_named(draft, fitting, each) for each in run]
    for position, base in zip(run, chosen, strict=True):
        draft.propose(position, "growth", () if base is None else (base,), "growth", "stated")


def _is_total_of_other(draft: Draft, base: Position, subject: str) -> bool:
    """Return whether a total moved that a figure is not of: 联合检查23次,涉企检查总量下降27%."""
    total = TOTAL.fullmatch(subject)
    return bool(total) and total["of"] not in draft.figures[base].counted.measure


def _named_in_turn(draft: Draft, group: Sequence[Position], run: list[Position]) -> list[Position]:
    """Return what as many names before 分别 as there are growths name, each alone: 起数和损失分别上升8%、2%."""
    first = draft.figures[run[0]]
    if len(run) < 2 or not (
        said := NAMES.search(
            draft.text, max(first.clause.sentence.start, first.quantity.start - 60), first.quantity.start
        )
    ):
        return []
    names = LISTED.split(subject_of(said["names"], draft.said))
    if len(names) != len(run):
        return []
    named = [_counted_by_name(draft, group, run[0], name) for name in names]
    can_be = all(base is not None and _can_move(draft, growth, base) for growth, base in zip(run, named, strict=True))
    return [base for base in named if base is not None] if can_be else []


def _counted_by_name(draft: Draft, group: Sequence[Position], growth: Position, name: str) -> Position | None:
    """Return the count that the name of a number names: 死亡人数 of 死亡1441人, if it is of one alone.

    It stands in the sentence of the growth, or in the nearest before it in the paragraph that has one.
    """
    said = NAME.fullmatch(name)
    if said is None or not (said["unit"] or len(said["what"]) > 1):
        return None
    what = re.compile(".*".join(map(re.escape, said["what"])))
    found: list[Position] = []
    for position in reversed(positions(max(0, group[0] - FAR_ACROSS), growth)):
        figure = draft.figures[position]
        if found and figure.clause.sentence != draft.figures[found[0]].clause.sentence:
            break
        is_of_unit = not said["unit"] or draft.words.same_unit(figure.quantity.unit, said["unit"])
        if is_of_unit and draft.is_count(position) and what.search(draft.phrase(position)):
            found.append(position)
    is_one = len(found) == 1 and "\n" not in draft.between(found[0], growth)
    return found[0] if is_one else None


def _is_named_rate(draft: Draft, position: Position) -> bool:
    """Return whether a rate has a name that ends in 率: 结案率97%,同比上升6.7% is of it, however it is measured."""
    return draft.is_rate(position) and draft.figures[position].counted.own.rstrip("达为到约近").endswith("率")


def _level_behind(
    draft: Draft, group: Sequence[Position], growth: Position, bases: Sequence[Position]
) -> Position | None:
    """Return the level behind a growth that it came to, where that names what grew, or nothing else can have."""
    level = Position(growth + 1)
    if level > group[-1] or not COME_TO.fullmatch(draft.between(growth, level)) or not _can_move(draft, growth, level):
        return None
    return level if not bases or subject_of(draft.figures[growth].counted.own, draft.said) else None


def _from_total(draft: Draft, bases: Sequence[Position], number: int) -> Sequence[Position]:
    """Return the list of so many that begins with a total: 一般40件,简易60件,共计100件,罚款9万元,分别增长8%、12%."""
    total = next(
        (p for p in reversed(bases) if draft.said.patterns["summed_up", SUMMED_UP].search(draft.lead_up(p, reach=6))),
        None,
    )
    listed = [p for p in bases if total is not None and p >= total]
    return listed if len(listed) == number else []


def _below_all(draft: Draft, bases: Sequence[Position], run: list[Position]) -> Sequence[Position]:
    """Return the rates right before as many growths, where all before them are 100%: 响应率100%,解决率92%,满意率95%."""
    listed = bases[-len(run) :]
    is_listed = listed == list(positions(run[0] - len(run), run[0])) and all(map(draft.is_rate, bases))
    return listed if is_listed and all(draft.value(p) == 100 for p in bases[: -len(run)]) else []


def _can_move(draft: Draft, growth: Position, base: Position) -> bool:
    """Return whether a growth has the unit of one of another figure."""
    moved = draft.figures[growth].quantity.unit
    if moved in ("%", "倍", "个百分点"):
        return draft.is_rate(base) == (moved == "个百分点")
    return draft.same_unit(growth, base)


def subject_of(lead_up: str, said: WordLists) -> str:
    """Return what the words before a growth say that moved, empty where they say none: 信访量 of 信访量同比下降."""
    return said.patterns["moved", THEN].split(lead_up, maxsplit=1)[0]


def _named(draft: Draft, bases: Sequence[Position], growth: Position) -> Position | None:
    """Return the figure of what a growth names: 案件数、罚款额分别增加9件、2万元."""
    figures, subject = draft.figures, subject_of(draft.figures[growth].counted.own, draft.said)
    if subject.endswith("率"):
        rates = [p for p in bases if draft.is_rate(p)]
        named = [p for p in rates if figures[p].counted.own.endswith(subject)]
        named = named or [p for p in rates if _is_share_of(draft, p, subject.removesuffix("率"))]
        return named[-1] if named else None
    # 行政检查增长11%: what names all of it, before what names some.
    pairs = pairs_of_characters(subject) - VAGUE
    named = [p for p in bases if len(subject) > 1 and subject in figures[p].counted.phrase]
    named = named or [p for p in bases if pairs & pairs_of_characters(BODY.sub("", figures[p].counted.phrase))]
    if not named and draft.said.patterns["money", MONEY].search(subject):
        # 罚款数额15亿元,处罚金额增长3%
        named = [p for p in bases if len(set(subject) & set(figures[p].counted.own)) > 1]
    return max(reversed(named), key=lambda p: year_of(figures[p]), default=None)


def _is_share_of(draft: Draft, position: Position, did: str) -> bool:
    """Return whether a rate is the share of what was done so: 审结80件,占受理总数的95% of 审结."""
    own = draft.figures[position].counted.own
    return bool(position and did and SHARE_OF.fullmatch(own)) and did in draft.figures[position - 1].counted.own


def _grown(draft: Draft, bases: Sequence[Position], growth: Position) -> Position | None:
    """Return the figure that a single growth is of, if it can be told: the one that it names, else the last."""
    figures, subject = draft.figures, subject_of(draft.figures[growth].counted.own, draft.said)
    if subject.endswith("年均"):
        # 年均增长24%: of no one year.
        return None
    if NUMBER_OF_EACH.search(subject) and not (growth and MARK.search(draft.between(Position(growth - 1), growth))):
        bases = [p for p in bases if p != growth - 1]
    named = _named(draft, bases, growth)
    # 信访量同比下降27%: what names its own subject is the growth of no other figure.
    is_own = subject.endswith("率") or (len(subject) >= NAMING_SUBJECT and not draft.words.is_thin(subject))
    if named is not None or is_own:
        return named
    if (
        not subject
        and growth
        and figures[growth - 1].clause.sentence == figures[growth].clause.sentence
        and draft.is_growth(Position(growth - 1))
    ):
        # 较上年增加35件,增幅19.4%
        return next(iter(draft.relations[growth - 1].to), None)
    # 收到30件(其中新收28件),同比增长5%: a bracket is closed again.
    open_still = [p for p in bases if not is_closed(draft.between(p, growth))]
    if not open_still:
        return None
    last = open_still[-1]
    if not subject and is_range(draft, last):
        return last
    # 2022年收案120件,2021年收案100件,增长20%
    alike = [p for p in open_still if figures[p].counted.own == figures[last].counted.own]
    if len(alike) > 1:
        return max(reversed(alike), key=lambda p: year_of(figures[p]))
    if len(open_still) > 1 and not figures[last].counted.own and PAST.search(figures[last].clause.before):
        # 受理215件,2020年180件,同比增长19.4%
        earlier = open_still[-2]
        return earlier if draft.same_unit(earlier, last) else last
    whole = figures[last].opened_from
    parts = [p for p in open_still if whole is not None and figures[p].opened_from == whole and not draft.is_rate(p)]
    # 企业860户,同比增长6.1%;个体1340户,同比增长9%: each of its own.
    each = {p for p in parts if Relation("growth", (p,)) in draft.relations[p:growth]}
    if len(parts) > 1 and not each and not re.search("[;；]", draft.between(parts[-2], last)):
        # Of a list of parts none is said to have grown, but their total.
        return whole if whole in bases else None
    return last


def _of_its_kind(draft: Draft, bases: Sequence[Position], growth: Position) -> Sequence[Position]:
    """Return what a growth can be of, as its subject tells: 案件18件,罚款15万元,罚款金额增长3% is of the money."""
    if not draft.said.patterns["money", MONEY].search(subject_of(draft.figures[growth].counted.own, draft.said)):
        return bases
    return [p for p in bases if draft.figures[p].quantity.unit == "元"] or bases


def _grown_across(draft: Draft, group: Sequence[Position], growth: Position) -> Position | None:
    """Return the one figure of the sentence before that a growth at the head of a sentence is of.

    受理举报360件。比去年增加43件; 新收80件,受理59件。受理案件同比下降38.5%: the one that it names, or that there is.
    """
    figures, own = draft.figures, subject_of(draft.figures[growth].counted.own, draft.said)
    if (by_name := _counted_by_name(draft, group, growth, own)) is not None and _can_move(draft, growth, by_name):
        return by_name
    if said := OF_YEAR.match(figures[growth].clause.before):
        near = positions(max(0, group[0] - FAR_ACROSS), growth)
        of_year = [p for p in near if year_of(figures[p]) == int(said["year"]) and _is_base(draft, growth, p)]
        return of_year[0] if len(of_year) == 1 and "\n" not in draft.between(of_year[0], growth) else None
    subject = NUMBER_OF.sub("", own)
    named = pairs_of_characters(subject)
    found: list[Position] = []
    reach = FAR_ACROSS if len(subject) >= LONG_SUBJECT else ACROSS
    for position in reversed(positions(max(0, group[0] - reach), group[0])):
        is_far = "\n" in draft.between(position, growth)
        if is_far and len(subject) < LONG_SUBJECT:
            break
        if not named and figures[position].clause.sentence != figures[group[0] - 1].clause.sentence:
            break
        is_base = not draft.past[position] and _is_base(draft, growth, position)
        own = figures[position].counted.own
        is_whole = figures[position].opened_from is None or len(subject) >= LONG_SUBJECT
        if (
            is_base
            and is_whole
            and (named <= pairs_of_characters(own) or (len(subject) == 2 and is_short_for(subject, own)))
        ):
            found.append(position)
    return found[0] if len(found) == 1 else None


def _is_base(draft: Draft, growth: Position, position: Position) -> bool:
    return not draft.is_growth(position) and _can_move(draft, growth, position)


def year_of(figure: Figure) -> int:
    """Return the year that the words of a figure say, 0 for last year, and a late one where they say none."""
    past = PAST.search(figure.clause.before)
    return THIS_YEAR if not past else int(past["year"]) if past["year"] else 0
