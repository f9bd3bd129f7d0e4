"""Checks of consistency: with what a report says elsewhere, and with the year before."""

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ...tables import KEY, records
from ...text.characters import HAN_RANGE
from ...text.offsets import Position
from ..layout import FigureRow
from ..shown import PERCENT, printed_decimals
from .arithmetic import TOLERANCE

if TYPE_CHECKING:
    from ..audited import Audited

# 增长约两成 may be a quarter of it more or less.
ABOUT_GROWTH = 0.25
NOT_COUNTED = {"money", "area", "length", "volume", "weight", "energy", "rate", "time", "work_time", "data", "score"}
# A drafted indicator at least so sure is held against last year's table.
CERTAIN = 0.8
# Characters between a drafted figure and the growth that is surely its own: 22件,同比上升.
STANDS_BY = 16
# What stands between the cells of a row.
CELL = "\t"
# 增加8次,增长20%: nothing between them says that another time is compared with.
MOVED_BY = re.compile(
    r"[,，、(（]?\s*(?:同比)?(?:增长|上升|增幅|下降|降幅|降低|减少|回落|提高)(?:率|幅度|幅|了|约|近|达|为)*"
)
# 同比, 较去年, 比上年: what a growth is measured by. And how many there are of what grew.
COMPARED_WITH = re.compile("同比|环比|同期|[较比与同](?:上年|去年|上一年|往年|20\\d\\d年)(?:度|同期|相比)?|相比")
OF_HOW_MANY = re.compile("次数|数量|总量|总数|件数|频次|幅度|比例|[数量率幅了约近达为再又:：的]")
# So many characters name another thing.
ANOTHER = 2
# Characters of a measure that tell what is counted, without an indicator.
LONG = 6

# Place, year, indicator, scope and basis.
YearsFigure = tuple[str, int, str, str, str]
# Of a growth: its base's value of the year before, the growth from it, the least and the most that value can be, and
# whether it holds.
Checked = tuple[float, float, float, float, bool]


class Repeated(NamedTuple):
    """Two figures that should have one value and do not: where they are, and whether they are rates of two totals."""

    first: Position
    other: Position
    has_two_denominators: bool


def said_again(audited: "Audited") -> list[Repeated]:
    """Return the pairs of figures that should have one value and have two, in the order of the text.

    They are of one indicator, scope, period and basis, in units of one class: 40件 and 45件次 may both be right. In a
    draft the scope, and whether it is a stock, are guesses: there both must speak of the whole place and count the same
    in the same words.
    """
    rows, kinds, alike = audited.rows, dict[Any, list[Position]](), dict[Any, list[Position]]()
    for at, row in enumerate(rows):
        if row.indicator and row.relation not in ("growth", "part"):
            basis = "flow" if audited.is_draft and row.basis == "stock" else row.basis
            kind = row.report, row.indicator, row.unit_class, row.period, basis
            kinds.setdefault(kind, []).append(Position(at))
    for kind, positions in kinds.items():
        for at in positions if len(positions) > 1 else ():
            if not audited.is_draft:
                if not _is_limited_by_no_name(rows[at]):
                    alike.setdefault((*kind, _limit(rows[at], audited.words)), []).append(at)
            elif _is_of_the_whole(audited, at):
                alike.setdefault((*kind, _bare(rows[at].measure, audited.words)), []).append(at)
    rate, _, total = audited.ratios
    total_of = dict(zip(rate.tolist(), total.tolist(), strict=True))
    differing = []
    for first, *others in sorted(alike.values()):
        for other in others:
            if rows[other].related == str(rows[first].figure):
                # It is a part of the first, which a scope would have said.
                continue
            low, high = max(rows[first].low, rows[other].low), min(rows[first].high, rows[other].high)
            if low > high * (1 + TOLERANCE) + TOLERANCE:
                has_two = {first, other} <= set(total_of) and total_of[first] != total_of[other]
                differing.append(Repeated(first, other, has_two))
                break
    return differing


def _is_limited_by_no_name(row: FigureRow) -> bool:
    """Return whether a scope only says that a figure is of some of it: what it counts, again."""
    return bool(row.scope) and row.scope in row.measure and row.measure.endswith(row.scope)


def _limit(row: FigureRow, words: dict[str, str]) -> tuple[str, str]:
    """Return to what a figure is limited: in the column of a year a table has many places, named by the measure."""
    return row.scope, _bare(row.measure, words) if row.scope == f"{row.period}年" else ""


def _is_of_the_whole(audited: "Audited", at: Position) -> bool:
    """Return whether a drafted figure speaks of the whole place and year, by the sentence that leads up to it."""
    row, text, words = audited.rows[at], audited.text_of(at), audited.words
    if text is None or pd.isna(row.start) or row.indicator in words["fielded"].split("|"):
        return False
    start = 1 + max(text.text.rfind(mark, 0, int(row.start)) for mark in "。;；\n")
    before = text.text[start : int(row.start)]
    return bool(re.search(words["whole"], before)) and not re.search(words["narrow"], before)


def _bare(measure: str, words: dict[str, str]) -> str:
    """Return the words of a measure that tell what is counted: 全镇现有行政执法人员 → 行政执法人员."""
    return re.sub(words["filler"], "", measure)


def check_growths(audited: "Audited") -> pd.DataFrame:
    """Check every printed growth: against the year before where its figure is known, else that a whole number gives it.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        One row a growth that can be checked: the position ``growth``, the positions ``bases`` of what grew (a tuple),
        ``before`` (their value of the year before, missing where it is not known), ``expected`` (the growth from it),
        ``low`` and ``high`` (between which the year before lies), and whether it ``holds``.
    """
    before = _years_before(audited) if audited.growths else {}
    checks = []
    for at, bases in audited.growths:
        growth, grown = audited.rows[at], [audited.rows[base] for base in bases]
        mixed = len({row.unit_class for row in grown}) > 1
        if growth.bound in ("at_least", "at_most") or mixed or _is_of_another(growth, grown, audited.words):
            continue
        if (by := _by_how_many(audited, at, growth, grown)) is not None:
            known = [by]
        elif growth.before:
            known = [audited.rows[audited.position(at, growth.before)]]
        else:
            keys = [_years_before_key(row) if row.confidence >= CERTAIN or not row.indicator else None for row in grown]
            known = [before[key] for key in keys if key in before]
        alike = [one.unit_class for one in known] == [row.unit_class for row in grown]
        if alike and (by is not None or growth.before or _stands_by(audited, at, growth, grown)):
            check = _from_last_year(growth, grown, known, audited.words)
        else:
            check = _from_whole_numbers(audited, at, growth, grown)
        if check is not None:
            checks.append((at, bases, *check))
    table = pd.DataFrame(checks, columns=["growth", "bases", "before", "expected", "low", "high", "holds"])
    return table.astype({"growth": int, "before": float, "expected": float, "low": float, "high": float, "holds": bool})


def _is_of_another(growth: FigureRow, grown: list[FigureRow], words: dict[str, str]) -> bool:
    """Return whether a growth names another thing behind what it is said to be of: 化解案件 → 化解案件信访总量下降."""
    said, base = growth.measure, grown[0].measure
    if len(grown) > 1 or not base or not said.startswith(base):
        return False
    rest = re.sub(f"{words['rise']}|{words['fall']}|{words['uncounted']}", "", COMPARED_WITH.sub("", said[len(base) :]))
    return len(re.findall(f"[{HAN_RANGE}]", OF_HOW_MANY.sub("", rest))) >= ANOTHER


def _years_before(audited: "Audited") -> dict[YearsFigure, FigureRow]:
    """Return the figures of the audited places by the year that they are of."""
    own = [audited.figures, audited.panel.of_places(audited.figures["place_code"].unique())]
    # The audited ones are of the panel too, which says of what several count in the same words.
    told = pd.concat(own, ignore_index=True).drop_duplicates([*KEY, "figure"])
    told = told[told["relation"] != "growth"]
    told, uncoded = told[told["indicator"] != ""], told[told["indicator"] == ""]
    seen = {}
    for row in records(told[told["period"].str.fullmatch(r"\d{4}")]):
        # What a report says of another year is limited to that year alone.
        scope = "" if row.scope == f"{row.period}年" else row.scope
        seen.setdefault((row.place_code, int(row.period), row.indicator, scope, row.basis), row)
    seen |= _said_once(records(uncoded[uncoded["period"].str.fullmatch(r"\d{4}")]))
    return seen


def _said_once(uncoded: list[FigureRow]) -> dict[YearsFigure, FigureRow]:
    """Return the figures without an indicator by their words, those that one number of a year alone has."""
    by_words: dict[YearsFigure, list[FigureRow]] = {}
    for row in uncoded:
        key = _years_before_key(row)
        if key is not None:
            by_words.setdefault((key[0], key[1] + 1, *key[2:]), []).append(row)
    return {key: rows[0] for key, rows in by_words.items() if len(rows) == 1}


def _years_before_key(row: FigureRow) -> YearsFigure | None:
    # Without an indicator the same words are of the same thing, where they are more than 受理案件.
    name = row.indicator or (row.measure if len(row.measure) >= LONG else "")
    if not name or not re.fullmatch(r"\d{4}", row.period):
        return None
    return row.place_code, int(row.period) - 1, name, row.scope, row.basis


def _from_last_year(
    growth: FigureRow, grown: list[FigureRow], known: list[FigureRow], words: dict[str, str]
) -> Checked | None:
    low, high, value = (sum(getattr(row, name) for row in grown) for name in ("low", "high", "value"))
    low_before, high_before, before = (sum(getattr(row, name) for row in known) for name in ("low", "high", "value"))
    of_rates, whole = grown[0].unit in PERCENT, {"%": 100.0, "倍": 1.0}.get(growth.unit, 0.0)
    in_units = growth.unit_class == grown[0].unit_class and not of_rates and not whole
    if of_rates:
        # 由90%提高到95%: what is printed without decimals is rounded too.
        now, then = (0.5 if row.low == row.high else 0.0 for row in (grown[0], known[0]))
        low, high, low_before, high_before = low - now, high + now, low_before - then, high_before + then
    # The least, the most and the value that the growth can be: 败诉率由10.5%下降至8.4%,下降20% is of what it was.
    can_be = list[tuple[float, float, float]]()
    if growth.unit == "个百分点" or in_units or (of_rates and growth.unit == "%"):
        can_be.append((low - high_before, high - low_before, value - before))
    if whole and low_before > 0:
        least, most, ratio = low / high_before, high / low_before, value / before
        can_be.append((whole * (least - 1), whole * (most - 1), whole * (ratio - 1)))
    if not can_be:
        return None
    # Rounded or cut off; what is counted one by one is neither. 增长2倍 is also said for twice as much.
    slack = growth.high - growth.value if in_units else 10.0 ** -printed_decimals(growth)
    slack = max(slack, ABOUT_GROWTH * abs(growth.value)) if growth.bound == "about" else slack
    claims = [sign * growth.value for sign in _signs(growth, words)] + [growth.value - 1] * (growth.unit == "倍")
    holds = any(
        least - slack - TOLERANCE <= claim <= most + slack + TOLERANCE for claim in claims for least, most, _ in can_be
    )
    return before, can_be[0][2], low_before, high_before, holds


def _from_whole_numbers(audited: "Audited", at: Position, growth: FigureRow, grown: list[FigureRow]) -> Checked | None:
    counted = all(row.unit_class not in NOT_COUNTED and row.low == row.high and row.value % 1 == 0 for row in grown)
    if growth.unit != "%" or growth.bound != "exact" or not counted or not _stands_by(audited, at, growth, grown):
        return None
    now, step = sum(row.value for row in grown), 10.0 ** -printed_decimals(growth)
    signs = _signs(growth, audited.words)
    ranges = [(100 + sign * growth.value - step, 100 + sign * growth.value + step) for sign in signs]
    if now <= 0 or any(least <= 0 for least, _ in ranges):
        return None
    ranges = [(100 * now / most, 100 * now / least) for least, most in ranges]
    holds = any(math.floor(high + TOLERANCE) >= math.ceil(low - TOLERANCE) for low, high in ranges)
    return np.nan, np.nan, *ranges[0], holds


def _by_how_many(audited: "Audited", at: Position, growth: FigureRow, grown: list[FigureRow]) -> FigureRow | None:
    """Return what grew as it was before, where the figure right before a growth says by how many it grew.

    检查58次,比去年增加8次,增长20%: 50 before.
    """
    said = audited.rows[at - 1] if at else None
    is_beside = said is not None and said.report == growth.report and said.relation == "growth"
    if said is None or not is_beside or said.related != growth.related or growth.unit != "%" or len(grown) > 1:
        return None
    base: Any = grown[0]
    text = audited.text_of(at)
    is_count = said.unit_class == base.unit_class and said.unit not in PERCENT and not said.unsure
    if text is None or not is_count or pd.isna(growth.start) or pd.isna(said.end):
        return None
    between = text.text[int(said.end) : int(growth.start)]
    sign, *others = _signs(said, audited.words)
    if not MOVED_BY.fullmatch(between) or re.search(audited.words["other_time"], said.measure) or others:
        return None
    low, high = (
        (base.low - said.high, base.high - said.low) if sign > 0 else (base.low + said.low, base.high + said.high)
    )
    value = base.value - sign * said.value
    return base._replace(value=value, low=low, high=high, surface="") if low > 0 else None


def _stands_by(audited: "Audited", at: Position, growth: FigureRow, grown: list[FigureRow]) -> bool:
    """Return whether a growth is surely of these figures: in a draft only where it follows the one right away."""
    if not audited.is_draft:
        return True
    text, base = audited.text_of(at), grown[0]
    if text is None or len(grown) > 1 or growth.figure != base.figure + 1:
        return False
    between = text.text[int(base.end) : int(growth.start)]
    is_cell = between.strip(" ") == CELL
    return is_cell or (len(between) <= STANDS_BY and bool(re.search(audited.words["compared"], between)))


def _signs(growth: FigureRow, words: dict[str, str]) -> tuple[int, ...]:
    """Return 1 for a rise, -1 for a fall, both where the words do not say."""
    said = growth.measure + growth.surface
    last = re.search(rf".*(?:(?P<rise>{words['rise']})|(?P<fall>{words['fall']}))", said)
    if growth.value < 0 or re.search(words["either_way"], growth.measure):
        # 增减 | -6.4%: the sign tells.
        return (1,)
    if last is None:
        return (1, -1)
    return (1,) if last["rise"] else (-1,)
