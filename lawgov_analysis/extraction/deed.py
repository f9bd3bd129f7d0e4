"""Deed: whether what a figure counts has happened; fills no column, but what did not happen is not coded as if it had.

力争办结率达到95%, 有望创建示范村6个, 防止集体上访3件, 2人获评优秀调解员, 撤销立案8件, 协助法院调解9件, 每万人有律师3名
count no such rate, village, petition, mediator, case or lawyers. Such a figure is only of an indicator whose rule names
what became of the deed (防止…激化, 示范村), or of a target where it was planned.
"""

import re
from collections.abc import Sequence

from ..quantities import RATES
from ..tables.figures import WANTED
from .record import DONE, Clause, Deed
from .sentences import BECAME
from .vocabulary import Vocabulary

# Hours of training are told of each person alone, and days of what is handled on the average.
EACH_ALONE = ("学时", "课时", "小时", "天", "日", "工作日")
# 败诉案件占全市的40.6% is no rate of what is lost; 占比, 占道, 占地 are words.
_SHARE = re.compile("占(?![比道地用据领有])")
# 处以500元的行政处罚 is one penalty; 处以共计30万元的行政处罚 are all.
_PENALTY = re.compile("的(?:行政)?(?:处罚|罚款|罚单)(?:决定书?)?$")
_IN_ALL = re.compile("共|合计|累计|总[计额]|各类|分别")
# The kind of indicator that says what was wanted.
TARGET = "target"
# 按计划举办12场, 按照年度计划举办12场 were held.
_AS = re.compile("[按照据][^,，、;；]{0,8}$")
# 到2025年底, 2025年前: a day that may be after the year of the report.
_BY_THEN = re.compile(
    r"(?<![^,，;；。])(?:(?:力争|争取|确保)?[到至]|力争|争取)(?P<by>20\d\d) ?年"
    r"|(?P<before>20\d\d) ?年[底末]前|(?<![^,，;；])[明来]年"
    r"|(?<![按照据])(?:计划|打算|拟|将|预计|力争|争取|确保)[于在]?(?P<next>20\d\d) ?年"
    r"(?!度?[^,，;；]{0,8}(?:计划|要点|方案|规划))"
)

# 力争矛盾不上交,全年调解300件: what has a time of its own is not meant.
_OWN_TIME = re.compile(r"全年|[今本当]年|年内|20\d\d ?年|\d{1,2}月")
_CLAUSES = re.compile("[,，;；:：]")
_BECAME = re.compile(BECAME)
# 2个社区未设工作站, 5名执法人员未持证; 未成年人 did not leave anything out.
_NOT = re.compile("(?:未|没有)(?!成年|来|婚|遂|决犯).")
# 要求各单位答复率达到100%; 按要求, 要求下 lead up to what was reached.
_ASKED = re.compile("(?:明确|严格)?要求(?!.{0,6}[下后])(?=.{2,})")
_ASSESSED = re.compile('[”"](列入|纳入|作为)[^,，;；。]{0,10}(?:考核|目标|要求|任务|标准|指标)')
_SHORT_OF = re.compile("(?:^|[仍尚但还])(?:距离?|[离与])[^,，、;；0-9]{0,8}$")
_SHORT = re.compile(f"的?[^,，;；]{{0,4}}?(?P<wanted>{'|'.join(WANTED)}).{{0,4}}?(?:差|远|短)")
# 检查计划确定检查单位120家
LAID_DOWN = re.compile("(?<!按)(?:计划|方案)(?:确定|安排|下达)(?![^,，、;；]*的)")
# 下达检查任务280家, 检查任务数为280家; 任务12项 are tasks that are counted.
TASK = re.compile(
    "(?:(?:确定|下达|安排|分配)(?:了|的)?(?P<task>[^,，、;；]{2,}?)任务|(?P<what>[^,，、;；]{2,}?)(?:任务|目标)(?:数量?|量))[为是]?$"
)
_TASKS_DONE = re.compile("完成|落实|执行|承[接担]|超额|列入")
_TASKS = ("项", "个", "条", "件")
# 应出庭, 应当答复; 出庭应诉 is none.
_DUE = re.compile("应(?!诉|急|对|用|知)")
# 将办结时限由9天缩短至5天
_FROM = re.compile("[由从]$")
# 在省司法厅计划指导下,开展宣传12场: how it was done.
_HOW = re.compile("[下中后时]$")


def deed_of(clause: Clause, phrase: str, unit: str, before: Deed, words: Vocabulary, year: int | None) -> Deed:
    """Return whether what a figure counts has happened.

    Parameters
    ----------
    clause : Clause
    phrase : str
        What it counts in its own words.
    unit : str
    before : Deed
        That of the figure before it in its sentence.
    words : Vocabulary
    year : int or None
        The year that is reported on.

    Returns
    -------
    Deed
    """
    if planned := _planned(clause.before, unit in RATES, words) or _later(clause, year) or _announced(clause, words):
        return planned
    if unit in RATES and (wanted := _wanted_of_others(clause)):
        return Deed("planned", (wanted,))
    laid_down = LAID_DOWN.search(clause.before)
    if laid_down and not _AS.search(clause.before[: laid_down.start()]):
        return Deed("planned", (laid_down[0],))
    if unit not in (*RATES, *_TASKS) and TASK.search(clause.before) and not _TASKS_DONE.search(clause.before):
        return Deed("planned", ("任务",))
    if before.kind == "planned" and _goes_on(clause, unit, before, words):
        return before
    for said in (clause.before, clause.after):
        hope = words.possible.search(said)
        # 可能引发上访的纠纷12件: what may happen tells which ones are meant.
        if hope and "的" not in said[hope.end() :] and not words.find_verb(said[: hope.start()]):
            return Deed("possible", (hope[0],))
    ought = None if unit in RATES else words.due.search(clause.before)
    # 督促应整改的单位完成整改12家 is done.
    if ought and not words.ends_with_verb("".join(clause.before[ought.end() :].partition("的")[1:])):
        return Deed("due", (ought[0],))
    how = words.how.match(phrase).end()  # type: ignore[union-attr]
    kept = words.prevented.match(phrase, how)
    # 防范化解纠纷30件 were resolved; 预防诈骗宣传12场 were held.
    if kept and unit not in RATES and not words.act.search(phrase) and not words.resolved.match(phrase, kept.end()):
        return Deed("prevented", (kept[0],))
    if found := words.helped.match(phrase, how):
        return Deed("helped", (found[0],))
    if before.kind == "each" and _BECAME.fullmatch(clause.before.strip()):
        # 平均每个区县由344项减少到236项
        return before
    is_each = unit not in (*RATES, *EACH_ALONE) and not phrase.endswith(EACH_ALONE)
    if is_each and (found := words.each.match(phrase, how) or _average(clause.before, words)):
        return Deed("each", (found[0],))
    if unit.endswith("元") and _PENALTY.match(clause.after) and not _IN_ALL.search(clause.before):
        return Deed("each", (clause.after,))
    if unit in RATES and (found := _SHARE.search(clause.before)):
        return Deed("share", (found[0],))
    if found := words.honoured.search(phrase):
        return Deed("honoured", (found[0], *words.honour.findall(phrase)))
    # What stands behind a number is what those that it counts did, or did not.
    found = words.undone.search(phrase) or _NOT.search(clause.after)
    return Deed("undone", (found[0],)) if found else DONE


def _average(before: str, words: Vocabulary) -> re.Match[str] | None:
    """Return the word that makes a figure an average, of the last words before it that hold no digit."""
    found = words.find_average(before, max(map(before.rfind, "0123456789")) + 1)
    if found is None or found.lastgroup == "score":
        return None
    # 每月开展法治讲座共12场 are all.
    return None if _IN_ALL.search(before, found.end()) or _OWN_TIME.search(before, found.end()) else found


def _planned(before: str, is_rate: bool, words: Vocabulary) -> Deed | None:
    """Return what the words before a figure want of it: 力争办结率达到95%, 全年检查不少于2次."""
    before = before.rstrip()
    for found in words.planned.finditer(before):
        goes_on = found.lastgroup == "ahead"
        if found.end() == len(before):
            return Deed("planned", (found[0],), goes_on)
        # 拟出台的文件9件 are there; 审查拟签合同12份 was done; 将普法纳入考核, 将办结时限由9天缩短至5天: 将 before what
        # is put there or was changed.
        rest = before[found.end() :]
        is_put = found[0][0] == "将" and (words.put.search(rest) or _FROM.search(rest))
        told = ("的" in rest and not is_rate) or is_put
        if not told and not _is_kept(before[: found.start()], words):
            return Deed("planned", (found[0],), goes_on)
    return None


def _later(clause: Clause, year: int | None) -> Deed | None:
    """Return what is to be by a day after the year of the report: 到2025年底,建成示范村30个."""
    if year is not None and ("年" in clause.before or "年" in clause.ahead):
        for found in _BY_THEN.finditer(clause.ahead + clause.before):
            if int(found["by"] or found["before"] or found["next"] or year + 1) > year:
                return Deed("planned", (found[0],), True)
    return None


def _wanted_of_others(clause: Clause) -> str:
    """Return what asks others for a rate: 要求各单位答复率达到100%, “审查率达到100%”列入考核."""
    if found := _ASKED.match(clause.before):
        return found[0]
    assessed = _ASSESSED.match(clause.after)
    return assessed[1] if assessed else falls_short(clause)


def falls_short(clause: Clause) -> str:
    """Return by what word a rate is one that another falls short of, empty where it is none: 距离75%的要求还有差距."""
    wanted = _SHORT.match(clause.after.strip()) if _SHORT_OF.search(clause.before.strip()) else None
    return wanted["wanted"] if wanted else ""


def _announced(clause: Clause, words: Vocabulary) -> Deed | None:
    """Return what the clauses without a figure before one look ahead to: 将继续深化改革,取消证明20项."""
    if not words.announced.search(clause.ahead) or words.instead.search(clause.before):
        return None
    if _OWN_TIME.match(clause.before):
        return None
    for said in _CLAUSES.split(clause.ahead):
        found = words.announced.search(said)
        if found and not _HOW.search(said) and not _is_kept(said[: found.start()], words):
            return Deed("planned", (found[0],), True)
    return None


def _is_kept(ahead: str, words: Vocabulary) -> bool:
    """Return whether the words before a plan say that it is kept, or did something already."""
    return bool(_AS.search(ahead) or words.find_verb(ahead))


def _goes_on(clause: Clause, unit: str, before: Deed, words: Vocabulary) -> bool:
    """Return whether a figure is wanted with the one before it: 力争办结率95%、满意率98%."""
    # 计划检查98家,实际检查112家
    if words.instead.search(clause.before) or (before.goes_on and words.instead.search(clause.ahead)):
        return False
    if before.goes_on or unit in RATES:
        return True
    return clause.separator in ("、", "和") and not words.verb.match(words.bare(clause.before))


def is_named(deed: Deed, kind: str, found: Sequence[str]) -> bool:
    """Return whether a rule may code a deed: one that happened, or what its words name.

    Parameters
    ----------
    deed : Deed
    kind : str
        Of the rule's indicator.
    found : sequence of str
        The words of the rule that were found.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_named(Deed("prevented", ("防止",)), "count", ["防止", "民转刑"])
    True
    >>> is_named(Deed("planned", ("力争",)), "rate", ["办结率"])
    False
    """
    if kind == TARGET:
        return deed.kind == "planned"
    if not deed.kind:
        return True
    if deed.kind == "due":
        return any(_DUE.search(word) for word in found)
    is_kept = deed.kind == "prevented"
    return any(name in word or (is_kept and word in name) for name in deed.names for word in found)
