"""Trials of what tells statements and items: what their examples read, in short, in Chinese."""

import re
from collections.abc import Iterator
from typing import Any

from ..documents import Report, parse_report
from ..extraction import extract_items, extract_statements
from ..extraction.statement_words import compiled
from ..tables.folder import Data
from .trial import Fault, Trial, missing

#: The year of every example: what it plans for a later one is a plan.
YEAR = 2023
KINDS = {"leadership": "履职", "shortcoming": "不足", "plan": "安排"}
PARTS = {
    "has_part_achievements": "成效",
    "has_part_shortcomings": "不足",
    "has_part_leaders_duty": "履职",
    "has_part_next_plan": "安排",
}
EXTRAS = {"cause": "因", "quantity": "数", "deadline": "限", "answers": "对"}


def try_statement_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell a statement."""
    yield from missing(row, "note")
    words = trial.data.table("statement_words")
    without = trial.data.with_tables(
        {"statement_words": words.assign(words=words["words"].where(words["role"] != row.role, "\0"))}
    )
    if (read := statements_read(row.example, trial.data)) != row.reads:
        yield "example", f"应读作“{row.reads}”，实为“{read}”"
    elif statements_read(row.example, without) == read:
        yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
    if row.unlike:
        if not compiled([row.words]).search(row.unlike):
            yield "unlike", "应含有这一行的一个词"
        if (alike := statements_read(row.unlike, without)) != (read := statements_read(row.unlike, trial.data)):
            yield "unlike", f"没有这些词应读得一样，“{alike}”，实为“{read}”"


def try_statement_topics(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words by which a plan answers a shortcoming."""
    yield from missing(row)
    for column, expected in (("example", True), ("unlike", False)):
        text = getattr(row, column)
        if text and not compiled([row.words]).search(text.partition("/")[0]):
            yield column, "不足里应含有这一行的一个词"
        elif text and is_answered(text, trial.data) is not expected:
            yield column, f"安排{'应' if expected else '不应'}对应不足"


def try_item_patterns(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a rule that answers an item."""
    yield from missing(row)
    read, rule = item_read(row.item, row.example, trial.data)
    if (read, rule) != (row.answer, row.name):
        yield "example", f"应由这条规则答 {row.answer}，实为 {read}（{rule or '没有规则'}）"
    if row.unlike:
        if not any(compiled([group]).search(row.unlike) for group in row.words.split()):
            yield "unlike", "应含有这条规则的一个词"
        if item_read(row.item, row.unlike, trial.data)[0] == row.answer:
            yield "unlike", f"不应答 {row.answer}"


def statements_read(text: str, data: Data) -> str:
    """Return the statements that lines of a report read, / between the lines, and which parts a whole report lacks.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> statements_read("二、存在不足/一是执法力量不足,由于编制少。二是普法不深。", open_data())
    '不足:一是执法力量不足,由于编制少(因 编制少) · 不足:二是普法不深'
    """
    report = parse_report(text.replace("/", "\n"), year=YEAR, data_dir=data)
    table = extract_statements(report, data)
    read = []
    for row in table.to_dict("records"):
        extras = ",".join(f"{short} {row[column]}" for column, short in EXTRAS.items() if row[column])
        said = re.sub(r"\s+", "", row["printed"]).rstrip("。;,")
        read.append(f"{KINDS[row['kind']]}:{said}" + (f"({extras})" if extras else ""))
    if lacks := _lacks(report, data):
        read.append(f"没有{'、'.join(lacks)}")
    return " · ".join(read)


def _lacks(report: Report, data: Data) -> list[str]:
    """Return which parts a whole report lacks; what has no title is none."""
    if not report.title:
        return []
    items = extract_items(report, data)
    answered_no = set(items.loc[items["answer"] == "no", "item"])
    return [part for item, part in PARTS.items() if item in answered_no]


def is_answered(example: str, data: Data) -> bool:
    """Return whether the plan of an example answers its shortcoming, / between the two.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> is_answered("执法力量薄弱/充实执法队伍", open_data()), is_answered("执法力量薄弱/拍摄短视频", open_data())
    (True, False)
    """
    shortcoming, _, plan = example.partition("/")
    text = f"存在不足\n{shortcoming}。\n工作打算\n{plan}。"
    table = extract_statements(parse_report(text, year=YEAR, data_dir=data), data)
    return bool((table["answers"] != "").any())


def item_read(item: str, text: str, data: Data) -> tuple[str, str]:
    """Return what lines of a report answer to an item, and the rule that tells it.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> item_read("has_emergency_plan", "修订突发事件应急预案5个。", open_data())
    ('yes', 'has_emergency_plan.预案')
    """
    table = extract_items(parse_report(text.replace("/", "\n"), data_dir=data), data).set_index("item")
    if item not in table.index:
        return "", ""
    return str(table.loc[item, "answer"]), str(table.loc[item, "rule"])
