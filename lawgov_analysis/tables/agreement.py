"""What the rows of a table must agree with, beyond its schema: each other, and the rows of other tables."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pandas as pd

from ..errors import nearest
from ..text.dates import NO_PERIOD, is_period
from .checks import names_of, said
from .sources import is_official

#: Gives the cells of another table, or None when that one is broken.
Beside: TypeAlias = Callable[[str], pd.DataFrame | None]

# A ratio of two counts (复议与诉讼之比) is printed in 倍.
UNITS_OF_KIND = {"rate": ("%", "倍"), "amount": ("元",)}
LIST = {"list": "|"}


def _indicators(cells: pd.DataFrame, _beside: Beside) -> list[str]:
    faults: list[str] = []
    units = cells["units"].str.split("|")
    first = pd.Series([unit == names[0] for unit, names in zip(cells["unit"], units, strict=True)], cells.index)
    among = pd.Series([unit in names for unit, names in zip(cells["unit"], units, strict=True)], cells.index)
    has_units = cells["unit"].ne("") & cells["units"].ne("")
    for names, of in cells["unit"][has_units & ~among].groupby(cells["units"], sort=False):
        faults += said(of, f"must be one of its units {names}")
    faults += said(cells["units"][has_units & among & ~first], "must have the customary unit first")
    for kind, (unit, *more) in UNITS_OF_KIND.items():
        wrong = cells["unit"].ne("") & ~cells["unit"].isin([unit, *more])
        faults += said(cells["unit"][wrong & (cells["kind"] == kind)], f"must be {unit} where kind is {kind}")
        wrong = cells["unit"].eq(unit) & cells["kind"].isin({"count"})
        faults += said(cells["unit"][wrong], f"must not be {unit} where kind is count: that is the unit of kind {kind}")
    faults += said(
        cells["direction"][
            cells["kind"].isin({"count", "amount", "target", "item"}) & cells["direction"].ne("neutral")
        ],
        "must be neutral: only a rate may be higher or lower",
    )
    # Of 立案(决定)案件数 nobody can say which of the two is meant; 村(社区) is one thing.
    of_two = cells["name_zh"].str.replace("村(社区)", "", regex=False).str.contains("[(（/]")
    faults += said(cells["name_zh"][of_two], "must name one thing: no brackets and no /, but in 村(社区)")
    faults += _outside(cells, "core", "levels", "is not among its levels")
    faults += _of_itself(cells, "confusable")
    kinds = dict(zip(cells["id"], cells["kind"], strict=True))
    for part in ("numerator", "denominator"):
        faults += _of_itself(cells, part)
        wrong = cells[part].map(lambda name: kinds.get(name, "count") not in {"count", "amount"})
        faults += said(cells[part][wrong], "must be a count or an amount")
    same = cells["numerator"].ne("") & cells["numerator"].eq(cells["denominator"])
    return faults + said(cells["denominator"][same], "must be another than the numerator") + _clauses(cells)


def _outside(cells: pd.DataFrame, column: str, of: str, rule: str) -> list[str]:
    """Say which names of a list are not among those of another of the same row."""
    left = [
        "|".join(name for name in mine.split("|") if name and name not in others.split("|"))
        for mine, others in zip(cells[column], cells[of], strict=True)
    ]
    outside = names_of(pd.Series(left, cells.index, name=column, dtype="str"), LIST)
    where = cells[of].groupby(level=[0, 1]).first()
    return [
        fault
        for others, names in outside.groupby(outside.index.map(where), sort=False)
        for fault in said(names, f"{rule}, which are {others or 'none'}")
    ]


def _of_itself(cells: pd.DataFrame, column: str) -> list[str]:
    itself = [name in names.split("|") for name, names in zip(cells["id"], cells[column], strict=True)]
    return said(cells[column][itself], "must not name the indicator itself")


SOURCES = (
    "纲要2021—2025",
    "纲要2015—2020",
    "法治社会纲要2020—2025",
    "督察规定",
    "政府信息公开条例",
    "行政复议法",
    "行政诉讼法",
    "行政处罚法",
    "行政许可法",
    "行政强制法",
    "人民调解法",
    "法律援助法",
    "重大行政决策程序暂行条例",
    "国家工作人员学法用法",
    "粤府令184号",
    "优化营商环境条例",
    "突发事件应对法",
    "信访工作条例",
)
# The parts of the outline of 2021 and the articles in each.
ARTICLES = {
    "一": "一二三",
    "二": "四五六",
    "三": "七八九",
    "四": ("十", "十一", "十二"),
    "五": ("十三", "十四", "十五", "十六"),
    "六": ("十七", "十八", "十九"),
    "七": ("二十", "二十一", "二十二", "二十三"),
    "八": ("二十四", "二十五", "二十六", "二十七", "二十八"),
    "九": ("二十九", "三十", "三十一"),
    "十": ("三十二", "三十三", "三十四", "三十五"),
}
PLACES = {
    "纲要2021—2025": (
        {f"{part}({article})" for part, articles in ARTICLES.items() for article in articles},
        "part(article), as 五(十五)",
    ),
    "纲要2015—2020": (set("一二三四五六七"), "its part, one of 一 to 七"),
}


def _clauses(cells: pd.DataFrame) -> list[str]:
    """Say which clauses are of a source, or of a part of an outline, that does not exist."""
    clauses, faults = names_of(cells["clause"], LIST), []
    for clause in clauses.unique():
        source, _, where = clause.partition(":")
        if source not in SOURCES:
            near = "、".join(nearest(source, SOURCES) or SOURCES)
            faults += said(clauses[clauses == clause], f"{source} is no known source; the nearest are {near}")
            continue
        places, form = PLACES.get(source, ({where}, ""))
        if where not in places:
            article = re.search(r"\(.+\)", where)
            right = [name for name in places if article and name.endswith(article[0])]
            hint = f"; {article[0]} is in {right[0]}" if article and right else ""
            faults += said(clauses[clauses == clause], f"{source} must be followed by {form}{hint}")
    return faults


def _renamed(cells: pd.DataFrame, _beside: Beside) -> list[str]:
    faults = said(cells["new"][cells["old"] == cells["new"]], "must be another than the old name")
    onward: dict[str, list[str]] = {}
    for old, new in zip(cells["old"], cells["new"], strict=True):
        onward.setdefault(old, []).append(new)
    named = set[frozenset[str]]()
    for at, (old, new) in enumerate(zip(cells["old"], cells["new"], strict=True)):
        cycle = None if old == new else _way(new, old, onward)
        if cycle and frozenset(cycle) not in named:
            named.add(frozenset(cycle))
            shown = " → ".join([old, *cycle])
            faults += said(cells["new"].iloc[[at]], f"leads back to the old name: {shown}")
    return faults


def _identities(cells: pd.DataFrame, beside: Beside) -> list[str]:
    """Say which ids of a sum cannot be added, or stand in it twice."""
    both = cells["left"] + "+" + cells["right"]
    again = both.map(lambda ids: next((one for one in ids.split("+") if one and ids.split("+").count(one) > 1), ""))
    faults = [
        fault
        for name, of in cells["right"].groupby(again, sort=False)
        if name
        for fault in said(of, f"names {name} twice, with the left side")
    ]
    indicators = beside("indicators")
    if indicators is None:
        return faults
    kinds = dict(zip(indicators["id"], indicators["kind"], strict=True))
    for side in ("left", "right"):
        ids = names_of(cells[side], {"list": "+"})
        faults += said(
            ids[~ids.map(lambda name: kinds.get(name, "count")).isin({"count", "amount"})],
            "must be a count or an amount",
        )
    return faults


def _coded(*columns: str) -> Callable[[pd.DataFrame, Beside], list[str]]:
    """Return the check that rules code no figure as an item."""

    def check(cells: pd.DataFrame, beside: Beside) -> list[str]:
        indicators = beside("indicators")
        if indicators is None:
            return []
        items = set(indicators["id"][indicators["kind"] == "item"])
        return [
            fault
            for column in columns
            for fault in said(cells[column][cells[column].isin(items)], "is an item, of yes or no, and has no figure")
        ]

    return check


def _way(start: str, goal: str, onward: dict[str, list[str]]) -> list[str]:
    """Return the names on a way from one to another, both with it; none where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        for name in onward.get(way[-1], []):
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _reports(cells: pd.DataFrame, _beside: Beside) -> list[str]:
    is_known, of_government = cells["url"].ne(""), cells["url"].map(is_official).astype(bool)
    claimed = is_known & ~of_government & cells["official"].eq("yes")
    denied = is_known & of_government & cells["official"].eq("no")
    return [
        *said(cells["url"][claimed], "must be of gov.cn or a host below it where official is yes"),
        *said(cells["official"][denied], "must be yes where url is of gov.cn"),
    ]


def _statements(cells: pd.DataFrame, _beside: Beside) -> list[str]:
    report, known = _report_of(cells), defaultdict[str, set[str]](set)
    for key, number, kind in zip(report, cells["statement"].tolist(), cells["kind"].tolist(), strict=True):
        if kind == "shortcoming":
            known[key].add(number)
    nowhere = cells["text_zh"].eq("") & cells["start"].eq("")
    faults = said(cells["text_zh"][nowhere], "must not be empty where start is empty: nothing says what is stated")
    return faults + _numbers(cells, "answers", report, known, "is no shortcoming of this report") + _spans(cells)


def _figures(cells: pd.DataFrame, beside: Beside) -> list[str]:
    report, known = _report_of(cells), defaultdict[str, set[str]](set)
    # Plain texts: pandas would take most of the time of reading a small table to give and compare its columns.
    columns = ("figure", "overlaps", "stated_as", "bound", "start", "period", "indicator")
    figure, overlaps, stated_as, bound, start, period, indicator = (cells[name].tolist() for name in columns)
    for key, number in zip(report, figure, strict=True):
        known[key].add(number)
    faults = _numbers(cells, "overlaps", report, known, "is no figure of this report")
    itself = [number in names.split("|") for number, names in zip(figure, overlaps, strict=True)]
    faults += _where(itself, cells["overlaps"], "must not name the figure itself")
    in_words = [said_as == "words" for said_as in stated_as]
    vague = [words and cell != "exact" for words, cell in zip(in_words, bound, strict=True)]
    faults += _where(vague, cells["bound"], "must be exact where stated_as is words")
    nowhere = [words and not cell for words, cell in zip(in_words, start, strict=True)]
    faults += _where(nowhere, cells["start"], "must not be empty where stated_as is words")
    never = {cell for cell in set(period) if cell and not is_period(cell)}
    faults += _where([cell in never for cell in period], cells["period"], NO_PERIOD)
    indicators = beside("indicators")
    if indicators is not None:
        kinds = zip(indicators["id"].tolist(), indicators["kind"].tolist(), strict=True)
        items = {name for name, kind in kinds if kind == "item"}
        rule = "is an item, of yes or no, and has no figure: its answer stands in the table items"
        faults += _where([cell in items for cell in indicator], cells["indicator"], rule)
    return faults


def _where(wrong: list[bool], column: pd.Series, rule: str) -> list[str]:
    """Say of each cell of a column that is wrong that it breaks a rule."""
    return said(column[wrong], rule) if any(wrong) else []


def _items(cells: pd.DataFrame, beside: Beside) -> list[str]:
    indicators = beside("indicators")
    if indicators is None:
        return []
    kinds = dict(zip(indicators["id"], indicators["kind"], strict=True))
    items = [name for name, kind in kinds.items() if kind == "item"]
    faults: list[str] = []
    wrong = cells["item"][cells["item"].map(lambda name: kinds.get(name, "item") != "item")]
    for name in wrong.unique():
        near = "、".join(nearest(name, items))
        hint = f"; the nearest are {near}" if near else ""
        faults += said(wrong[wrong == name], f"must be an indicator of kind item and is a {kinds[name]}{hint}")
    return faults


def _report_of(cells: pd.DataFrame) -> list[str]:
    return [f"{code}-{year}" for code, year in zip(cells["place_code"].tolist(), cells["year"].tolist(), strict=True)]


def _numbers(
    cells: pd.DataFrame, column: str, report: list[str], known: Mapping[str, set[str]], rule: str
) -> list[str]:
    """Say which numbers in a list are none of those that are known of the same report."""
    faults: list[str] = []
    lists = [[number for number in cell.split("|") if number] for cell in cells[column].tolist()]
    of = [key for key, numbers in zip(report, lists, strict=True) for _ in numbers]
    numbers = [number for numbers in lists for number in numbers]
    unknown = [number not in known.get(key, ()) for key, number in zip(of, numbers, strict=True)]
    if not any(unknown):
        return []
    names = names_of(cells[column], LIST)
    for key, numbers in names[unknown].groupby(pd.Series(of, names.index)[unknown], sort=False):
        right = sorted(known.get(str(key), ()), key=lambda number: (len(number), number))
        faults += said(numbers, f"{rule}; those are {'、'.join(right) or 'none'}")
    return faults


def _spans(cells: pd.DataFrame) -> list[str]:
    start, end = (pd.to_numeric(cells[name], errors="coerce") for name in ("start", "end"))
    return said(cells["end"][start.notna() & ~(end > start)], "must be after start")


AGREEMENTS: dict[str, tuple[Callable[[pd.DataFrame, Beside], list[str]], ...]] = {
    "indicators": (_indicators,),
    "renamed_indicators": (_renamed,),
    "identities": (_identities,),
    "patterns": (_coded("indicator"),),
    "recodings": (_coded("indicator", "becomes"),),
    "indicator_examples": (_coded("indicator"),),
    "reports": (_reports,),
    "statements": (_statements,),
    "items": (_items,),
    "figures": (_figures,),
}
