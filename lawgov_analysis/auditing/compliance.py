"""Compliance: whether a report was on time, has the parts that the provisions ask for, and is signed as it should be.

What is asked, of whom, and by which provision is ``data/rules/compliance/rules.csv``; here is how each is answered. An
answer is ``unknown`` wherever the data cannot tell: of an excerpt, of news, of a day or an item that nobody recorded.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ..decisions import review_status
from ..errors import BadTable
from ..paths import shown_path
from ..tables import (
    KEY,
    Data,
    DataDir,
    are_planned,
    levels_of,
    load_items,
    load_panel,
    load_reports,
    load_statements,
    open_data,
    records,
)
from .followups import follow_up

YES, NO, UNKNOWN = "yes", "no", "unknown"
#: The five parts that the provisions ask for, by their rules; the last need not be there.
PARTS = ("part_results", "part_shortcomings", "part_leaders", "part_plan", "part_other")
# What gives an account of the year; of a news item nothing is asked.
ACCOUNTS = {"年度报告", "总结", "部门报告"}
COMPLIANCE_COLUMNS = [*KEY, "rule", "item", "answer", "reason", "day", "limit", "section", "binding", "clause"]
COMPLIANCE_COLUMNS += ["reviewed", "note"]


class Answer(NamedTuple):
    """What a rule of compliance finds.

    Attributes
    ----------
    answer : str
        ``yes``, ``no`` or ``unknown``.
    reason : str
        Why it is unknown: an id of ``data/rules/compliance/reasons.csv``.
    day, limit : str
        The day that was held against the limit, and the limit.
    section : str
        Outline path of what tells it, ``sig`` for the signature.
    note : str
        What was remarked when the report was read, in Chinese.
    """

    answer: str
    reason: str = ""
    day: str = ""
    limit: str = ""
    section: str = ""
    note: str = ""


class Asked(NamedTuple):
    """A report that is asked, what is recorded of it, and what is looked up where that is not enough to tell.

    Attributes
    ----------
    report : namedtuple
        A row of `load_reports`.
    items : dict
        Its items, by name.
    kinds : frozenset
        Of its statements.
    uncaused : bool
        Whether a shortcoming has no cause.
    plans : callable
        Gives what became of last year's plans, as far as that can be told.
    counts_ahead : callable
        Gives whether figures are planned.
    """

    report: Any
    items: dict[str, Any]
    kinds: frozenset[str]
    uncaused: bool
    plans: Callable[[], set[str]]
    counts_ahead: Callable[[], bool]

    @property
    def year(self) -> int:
        """The year that it is of."""
        return int(self.report.year)


def compliance(place_code: str | None = None, year: int | str | None = None, data_dir: DataDir = None) -> pd.DataFrame:
    """Say what reports have of what is asked of them: on time, five parts, causes, signature, title.

    Parameters
    ----------
    place_code : str, optional
        A code, slug or name; all places by default.
    year : int, optional
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a report and rule, in the order of ``data/rules/compliance/rules.csv``, of the rules that are asked of
        its level; causes are asked of no report without shortcomings: ``place_code``, ``year``, ``rule``, ``item`` (the
        item of the codebook), ``answer`` (yes, no or unknown), ``reason`` (why it is unknown, an id of ``reasons.csv``
        there), ``day`` and ``limit`` (what was held against what, as text), ``section`` (outline path of what tells it;
        ``sig``), ``binding`` (whether the provision binds this level, so that *no* is a fault), ``clause`` (as in the
        codebook, ``""`` where no provision says it), ``reviewed`` (whether people have checked the report), ``note``
        (in Chinese).

    Raises
    ------
    UnknownPlace, NoData, BadTable

    Examples
    --------
    >>> hengli = compliance("横沥镇", 2020).set_index("rule")
    >>> hengli.loc[["signed", "published", "causes"], ["answer", "reason", "day"]].values.tolist()
    [['yes', '', '2021-01-29'], ['unknown', 'no_day', ''], ['no', '', '']]
    """
    data = open_data(data_dir)
    reports = load_reports(place_code, year, data)
    items, statements = load_items(place_code, year, data), load_statements(place_code, year, data)
    rules, checked = records(_rules(data)), review_status(place_code, year, data)
    reviewed = {(row.place_code, row.year): row.status in ("reviewed", "approved") for row in records(checked)}
    answered = {key: {row.item: row for row in records(rows)} for key, rows in items.groupby(KEY)}
    stated = dict(list(statements.groupby(KEY)))
    whole = data.made(_whole_reports)
    rows = []
    for report, level in zip(records(reports), levels_of(reports["place_code"], data), strict=True):
        key = (report.place_code, report.year)
        before = (report.place_code, int(report.year) - 1) in whole
        asked = _asked(report, answered.get(key, {}), stated.get(key, statements[:0]), before, data)
        for rule in rules:
            if level in rule.levels.split("|") and not (rule.rule == "causes" and _lacks_shortcomings(asked)):
                found = _answer(rule, asked)
                binding = level in rule.binds.split("|") and (pd.isna(rule.since) or report.year >= rule.since)
                told = [found.answer, found.reason, found.day, found.limit, found.section]
                rows.append([*key, rule.rule, rule.item, *told, binding, rule.clause, reviewed[key], found.note])
    return pd.DataFrame(rows, columns=COMPLIANCE_COLUMNS)


def load_compliance_rules(data_dir: DataDir = None) -> pd.DataFrame:
    """Load what is asked of reports.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``rule``: ``item``, ``levels`` (of which it is asked), ``binds`` (those that a provision binds),
        ``since`` (the first year that it binds), ``clause``, its names ``zh`` and ``en``, ``example``, ``unlike``,
        ``note``.

    Examples
    --------
    >>> load_compliance_rules().loc["causes", ["zh", "clause"]].tolist()
    ['写明不足的原因', '督察规定:四']
    """
    return _rules(open_data(data_dir)).set_index("rule")


def _rules(data: Data) -> pd.DataFrame:
    rules = data.table("compliance_rules")
    if unknown := [name for name in rules["rule"] if name not in ANSWERS]:
        file = shown_path(data.files("compliance_rules")[0])
        raise BadTable([f"{file}: no such rule is answered, got “{name}”; drop the row" for name in unknown])
    return rules


def _whole_reports(data: Data) -> set[tuple[str, int]]:
    """Return whose reports are recorded whole."""
    reports = load_reports(data_dir=data)
    whole = reports[(reports["coverage"] == "full") & reports["document_type"].isin(ACCOUNTS)]
    return set(zip(whole["place_code"], whole["year"].astype(int), strict=True))


def _asked(report: Any, items: dict[str, Any], statements: pd.DataFrame, before: bool, data: Data) -> Asked:
    shortcomings = statements[statements["kind"] == "shortcoming"]
    uncaused = bool((shortcomings["cause"] == "").any())

    def plans() -> set[str]:
        return set(follow_up(report.place_code, int(report.year), data)["status"]) if before else set()

    def counts_ahead() -> bool:
        figures = load_panel(data, [report.place_code], [int(report.year)])
        return bool(are_planned(figures[["year", "period"]]).any())

    return Asked(report, items, frozenset(statements["kind"]), uncaused, plans, counts_ahead)


def _lacks_shortcomings(asked: Asked) -> bool:
    """Return whether a whole report has no shortcomings, so that it is not asked for their causes too."""
    found = ANSWERS["part_shortcomings"]("has_part_shortcomings", asked)
    whole = asked.report.coverage == "full" and asked.report.document_type in ACCOUNTS
    return whole and found.answer == NO


def _answer(rule: Any, asked: Asked) -> Answer:
    """Answer a rule of a whole report of the year; of anything else nothing can be told."""
    if asked.report.document_type not in ACCOUNTS:
        return Answer(UNKNOWN, "not_report")
    if asked.report.coverage != "full":
        return Answer(UNKNOWN, "excerpt")
    return ANSWERS[rule.rule](rule.item, asked)


def _recorded(item: str, asked: Asked) -> Answer:
    """Return what is recorded of an item."""
    row = asked.items.get(item)
    if row is None:
        return Answer(UNKNOWN, "not_recorded")
    if row.answer == "not_said":
        return Answer(UNKNOWN, "not_said", section=row.section, note=row.note)
    return Answer(row.answer, section=row.section, note=row.note)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else date(value.year, value.month, value.day)


def _held_against(day: date, limit: date) -> Answer:
    return Answer(YES if day <= limit else NO, day=day.isoformat(), limit=limit.isoformat(), section="sig")


def signed(item: str, asked: Asked) -> Answer:
    """The day of the signature, at the latest 1 March of the next year."""
    day = _day(asked.report.issued_on)
    if day:
        return _held_against(day, date(asked.year + 1, 3, 1))
    found = _recorded(item, asked)
    return found._replace(reason="no_day") if found.answer == UNKNOWN else found


def published(item: str, asked: Asked) -> Answer:
    """The day of publication, at the latest 1 April; a report signed later cannot have been published before."""
    limit, day, signed_on = date(asked.year + 1, 4, 1), _day(asked.report.published_on), _day(asked.report.issued_on)
    if day:
        found = _held_against(day, limit)._replace(section="")
        if found.answer == NO and asked.report.official == "no":
            return found._replace(answer=UNKNOWN, reason="reposted")
        return found
    if signed_on and signed_on > limit:
        return _held_against(signed_on, limit)
    found = _recorded(item, asked)
    return found._replace(reason="no_day") if found.answer == UNKNOWN else found


def _part(kind: str) -> Callable[[str, Asked], Answer]:
    """Return a rule on a part of which there are statements: these show that it is there, their lack shows nothing."""

    def part(item: str, asked: Asked) -> Answer:
        found = _recorded(item, asked)
        return Answer(YES) if found.answer == UNKNOWN and kind in asked.kinds else found

    return part


def part_plan(item: str, asked: Asked) -> Answer:
    """The plans of the next year; of a report that counts what it plans it is never said that it has none."""
    found = _part("plan")(item, asked)
    return Answer(YES) if found.answer == NO and asked.counts_ahead() else found


def causes(item: str, asked: Asked) -> Answer:
    """The causes of the shortcomings; where no item says it, each shortcoming that is recorded has its own."""
    found = _recorded(item, asked)
    if found.answer == UNKNOWN and "shortcoming" in asked.kinds and not asked.uncaused:
        return Answer(YES)
    return found


def last_plan(item: str, asked: Asked) -> Answer:
    """Whether it says what became of last year's plan.

    That it does not is told only where last year's plans are on record and it speaks of none of them.
    """
    found = _recorded(item, asked)
    if found.answer == YES:
        return found
    became = asked.plans()
    if became & {"done", "partly"}:
        return Answer(YES)
    if not became:
        return Answer(UNKNOWN, "no_last_plan")
    return Answer(NO) if became == {"not_mentioned"} else Answer(UNKNOWN, "plans_unclear")


def period(item: str, asked: Asked) -> Answer:
    """The period that the figures cover."""
    found, until = _recorded(item, asked), _day(asked.report.period_end)
    if until and found.answer != YES:
        return Answer(YES, day=until.isoformat())
    return found._replace(day=until.isoformat()) if until else found


#: How each rule is answered, in the order of data/rules/compliance/rules.csv.
ANSWERS: dict[str, Callable[[str, Asked], Answer]] = {
    "signed": signed,
    "published": published,
    "part_results": _recorded,
    "part_shortcomings": _part("shortcoming"),
    "part_leaders": _part("leadership"),
    "part_plan": part_plan,
    "part_other": _recorded,
    "causes": causes,
    "joint_signature": _recorded,
    "title": _recorded,
    "last_plan": last_plan,
    "period": period,
}
