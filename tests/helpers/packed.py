"""Packs as the explorer takes them, of invented figures, and a page of its front alone."""

import json
from pathlib import Path

import numpy as np

from lawgov_analysis.interactive.explorer.page import page_of

TITLES = {
    "zh": [
        *("地方", "年份", "序号", "章节", "领域", "指标", "计量对象", "口径", "数值", "单位"),
        *("界限", "期间", "性质", "原文", "所属总数", "可比", "把握", "核查发现", "核对", "收录"),
        *("层级", "不能相比的原因"),
    ],
    "en": [
        *("Place", "Year", "No.", "Section", "Domain", "Indicator", "What is counted", "Scope", "Value", "Unit"),
        *("Bound", "Period", "Nature", "Words", "Part of", "Headline", "Confidence", "Findings", "Review", "Coverage"),
        *("Level", "Why not comparable"),
    ],
}
NAMES = [
    *("place", "year", "figure", "section", "domain", "indicator", "measure", "scope", "value", "unit", "bound"),
    *("period", "basis", "surface", "part_of", "headline", "confidence", "finding", "review", "coverage"),
    *("level", "incomparable"),
]
NUMBERS = {"figure", "value", "part_of", "confidence"}
SHOWN = ["place", "year", "indicator", "measure", "value", "surface", "finding", "review"]
FACETS = ["place", "year", "domain", "indicator", "finding", "review"]
LABELS = {
    "indicator": {"inspections": "行政检查次数", "cases": "行政处罚案件数", "reviews": "行政复议受理数", "": "未编码"},
    "bound": {"exact": "准数", "at_least": "不少于", "about": "约"},
    "basis": {"flow": "本年", "stock": "年末"},
    "finding": {"part-exceeds": "部分大于总数", "out-of-range": "与往年相差过大"},
    "review": {"read": "已读", "unreviewed": "未核对"},
    "coverage": {"whole": "全文", "excerpt": "摘录"},
    "incomparable": {"excerpt": "只收录了摘录"},
}


def pack(rows, lang="zh", labels=LABELS):
    """Return the header and buffers of rows, each a dict by column; what a row does not have is missing."""
    columns, buffers = [], []
    for name, title in zip(NAMES, TITLES[lang], strict=True):
        cells = [row.get(name) for row in rows]
        column = {"name": name, "title": title, "buffer": len(buffers)}
        if name in NUMBERS:
            column |= {"kind": "number", "type": "f64", "decimals": None}
            array = np.array([np.nan if cell is None else cell for cell in cells], dtype="<f8")
        elif name == "finding":
            sets = list(dict.fromkeys(tuple(cell or ()) for cell in cells))
            values = sorted({value for one in sets for value in one})
            column |= {"kind": "set", "values": values, "type": "u16"}
            column["sets"] = [[values.index(value) for value in one] for one in sets]
            column["labels"] = [labels.get(name, {}).get(value, value) for value in values]
            array = np.array([sets.index(tuple(cell or ())) for cell in cells], dtype="<u2")
        else:
            texts = [cell or "" for cell in cells]
            values = list(dict.fromkeys(texts))
            column |= {"kind": "category", "values": values, "type": "u16"}
            if name in labels:
                column["labels"] = [labels[name].get(value, value) for value in values]
            array = np.array([values.index(text) for text in texts], dtype="<u2")
        columns.append(column)
        buffers.append(array.tobytes())
    return {"rows": len(rows), "lang": lang, "columns": columns, "facets": FACETS, "shown": SHOWN}, buffers


def towns(places=12, years=range(2019, 2024)):
    """Return rows of invented towns: what may be compared, a whole with its parts, bounds, findings, no value."""
    rows = []
    for n in range(places):
        for year in years:
            base = {"place": f"虚构市第{n + 1}镇", "year": str(year), "domain": "行政执法", "section": "严格执法"}
            base |= {"review": "read" if n % 3 else "unreviewed", "coverage": "excerpt" if n == 2 else "whole"}
            base |= {"level": "县区" if n == places - 1 else "镇街", "incomparable": "excerpt" if n == 2 else ""}
            base |= {"basis": "flow", "bound": "exact"}
            seen = 300 + 37 * n + 5 * (year - 2000)
            rows += [
                base
                | {"figure": 1, "indicator": "inspections", "measure": "检查", "unit": "次", "value": seen * 10.5}
                | {"surface": f"{seen * 10.5}次", "headline": "yes", "bound": "at_least" if n == 1 else "exact"},
                base
                | {"figure": 2, "indicator": "cases", "measure": "处罚案件", "unit": "件", "value": seen}
                | {"surface": f"{seen}件", "headline": "yes", "finding": ["part-exceeds"] if n % 4 == 0 else []},
                base
                | {
                    "figure": 3,
                    "measure": "处罚案件:普通程序",
                    "unit": "件",
                    "value": 120,
                    "part_of": 2,
                    "surface": "120件",
                },
                base
                | {
                    "figure": 4,
                    "measure": "处罚案件:简易程序",
                    "unit": "件",
                    "value": 90,
                    "part_of": 2,
                    "surface": "90件",
                },
                base
                | {"figure": 5, "domain": "行政复议", "indicator": "reviews", "unit": "件", "surface": "若干件"}
                | {"value": None, "headline": "yes", "confidence": 0.5},
            ]
    return rows


def details(rows):
    """Return what the page knows of each row: a sentence with its number marked for every other one."""
    some = []
    for n, row in enumerate(rows):
        sentence = f"全年{row.get('measure', '')}{row.get('surface', '')}。"
        at = sentence.find(row.get("surface", ""))
        some.append(
            {
                "sentence": {"text": sentence, "mark": [at, at + len(row.get("surface", ""))]} if n % 2 == 0 else None,
                "why": "" if n % 2 == 0 else "原文没有收录",
                "printed": {
                    "surface": row.get("surface", ""),
                    "position": str(100 + n),
                    "url": "https://www.example.gov.cn/a",
                },
                "card": row.get("indicator") or None,
                "report": "r",
                "findings": list(row.get("finding") or ()),
                "decisions": [],
            }
        )
    return {
        "details": some,
        "sentences": [],
        "cards": {
            code: {"title": name, "rows": [["定义", "一年内的次数。"]]} for code, name in LABELS["indicator"].items()
        },
        "reports": {
            "r": {"title": "年度报告", "rows": [["公布", "2021-01-20"]], "url": "https://www.example.gov.cn/a"}
        },
        "findings": {
            rule: {"rule": rule, "severity": "错误", "message": name, "explained": "请对照原文。"}
            for rule, name in LABELS["finding"].items()
        },
    }


def page(header, buffers, known=None, query=None):
    """Return the page of a pack, with a query to begin with."""
    html = page_of(header, buffers, known or details([]))
    part = json.dumps(query or {}).replace("<", chr(92) + "u003c")
    return html.replace("<main", f'<script type="application/json" id="query">{part}</script>\n<main', 1)


def saved(folder: Path, html, name="explorer.html"):
    """Return the address of a page written into a folder."""
    file = folder / name
    file.write_text(html, encoding="utf-8", newline="\n")
    return file.as_uri()
