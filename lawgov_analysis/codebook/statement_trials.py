"""Trials of what tells statements and items: what their examples read, in short, in Chinese."""

import re

from ..documents import parse_report
from ..extraction import extract_items, extract_statements
from ..tables.folder import Data

#: The year of every example: what it plans for a later one is a plan.
YEAR = 2023
KINDS = {"leadership": "履职", "shortcoming": "不足", "plan": "安排"}
EXTRAS = {"cause": "因", "quantity": "数", "deadline": "限", "answers": "对"}


def statements_read(text: str, data: Data) -> str:
    """Return the statements that lines of a report read, / between the lines.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> statements_read("二、存在不足/一是执法力量不足,由于编制少。二是普法不深。", open_data())
    '不足:一是执法力量不足,由于编制少(因 编制少) · 不足:二是普法不深'
    """
    table = extract_statements(parse_report(text.replace("/", "\n"), year=YEAR, data_dir=data), data)
    read = []
    for row in table.to_dict("records"):
        extras = ",".join(f"{short} {row[column]}" for column, short in EXTRAS.items() if row[column])
        said = re.sub(r"\s+", "", row["printed"]).rstrip("。;,")
        read.append(f"{KINDS[row['kind']]}:{said}" + (f"({extras})" if extras else ""))
    return " · ".join(read)


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
