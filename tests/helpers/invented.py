"""Invented towns and reports in a copy of the data, for what the real ones do not show."""

import csv
import json
import shutil
from functools import cache
from pathlib import Path

import pandas as pd

from lawgov_analysis.paths import PACKAGE_FILE, default_data_dir
from lawgov_analysis.tables import is_official, save_figures

SHILI = "990000001"
OF_REPORTS = ("places", "reports", "statements", "items", "figures", "decisions", "corrections", "queue")
FEW = ("patterns", "exclusions", "recodings", "examples")
FEW_NAMED = ("none.日均", "none.上年结转")


def copy_of_data(folder, *tables):
    """Copy the data without the samples and without what the package lends: its divisions, of which there are 44,700.

    Where tables are named, such as ``units``, the package lends all but these and those that say of its reports.
    """
    source, folder = default_data_dir(), Path(folder)
    folder.mkdir(parents=True)
    package = json.loads((source / PACKAGE_FILE).read_text(encoding="utf-8"))
    mine = {*OF_REPORTS, *tables} if tables else {table["name"] for table in package["resources"]} - {"divisions"}
    package["resources"] = [table for table in package["resources"] if table["name"] in mine]
    assert mine == {table["name"] for table in package["resources"]}
    (folder / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    for table in package["resources"]:
        for file in source.glob(table.get("files", table["path"])):
            copied = folder / file.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copied)
    return folder


def with_few_rules(folder, *tables, kept=("fines_amount", "reconsideration_accepted", "penalty_cases", "")):
    """Copy the data with the coding rules of few indicators: trying all of them takes half a minute.

    Every twentieth rule without an indicator, and of each set of exclusions that is named the first word, are kept.
    The other tables are lent by the package, which has compiled their words, but for those that are named.
    """
    data_dir = copy_of_data(folder, "patterns", "exclusions", "recodings", "indicator_examples", *tables)
    for name, text in _few_rules(kept).items():
        (data_dir / "rules/indicator" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return data_dir


@cache
def _few_rules(kept):
    rules = default_data_dir() / "rules/indicator"
    tables = {name: pd.read_csv(rules / f"{name}.csv", dtype=str, keep_default_na=False) for name in FEW}
    patterns = tables["patterns"]
    patterns = patterns[patterns["indicator"].isin(kept)]
    named = patterns["indicator"].ne("") | patterns["name"].isin(FEW_NAMED)
    patterns = patterns[named | (patterns.index % 20 == 0)]
    recodings, exclusions = tables["recodings"], tables["exclusions"]
    cells = pd.concat([patterns["never"], recodings["level"], recodings["unless"]])
    sets = {word[1:] for cell in cells for word in cell.split("|") if word.startswith("@")}
    first = exclusions.groupby("set").cumcount() < 1
    levels = {word[1:] for cell in recodings["level"] for word in cell.split("|") if word.startswith("@")}
    exclusions = exclusions[exclusions["set"].isin(sets) & (first | exclusions["set"].isin(levels))]
    examples = tables["examples"]
    few = {"patterns": patterns, "exclusions": exclusions, "examples": examples[examples["indicator"].isin(kept[:1])]}
    return {name: table.to_csv(index=False, lineterminator="\n") for name, table in few.items()}


def without_reports(folder):
    """Copy the data without a report, its figures, statements and corrections."""
    data_dir = copy_of_data(folder, "reports")
    for name in ("reports", "statements", "items", "corrections"):
        file = data_dir / f"{name}.csv"
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    for file in (data_dir / "figures").glob("*.csv"):
        file.unlink()
    return data_dir


def add_report(data_dir, figures, **known):
    """Add a report and its figures; the rest as of `record`."""
    code, year = str(figures["place_code"].iloc[0]), int(figures["year"].iloc[0])
    record(data_dir, code, year, **known)
    save_figures(figures, data_dir / "figures" / f"{code}-{year}.csv")


def add_indicator(data_dir, id_, **columns):
    """Add an indicator, a count of 个 where `columns` of indicators.csv do not say otherwise; return its line."""
    row = {"id": id_, "name_zh": id_, "name_en": id_, "kind": "count", "domain": "普法宣传", "clause": "督察规定"}
    row |= {"definition_zh": "示例。", "definition_en": "An example.", "counts_zh": "示例", "excludes_zh": "示例"}
    row |= {"moment_zh": "示例", "levels": "镇街", "direction": "neutral"}
    row |= {"unit": "个", "basis": "flow", "seen_in": "0", **columns}
    _append(data_dir / "indicators.csv", {"units": row["unit"], **row}, {}, ["id"])
    return len((data_dir / "indicators.csv").read_text(encoding="utf-8").splitlines())


def record(data_dir, code, year, **known):
    """Record a report, and its town where it is new; `known` are columns of places.csv and reports.csv."""
    town = {"code": code, "slug": f"shili-{code}", "name": "示例镇" if code == SHILI else f"示例{code}镇"}
    town |= {"full_name": f"示例市{town['name']}", "level": "镇", "province": "示例省", "city": "示例市"}
    report = {"place_code": code, "year": year, "url": f"http://www.example.gov.cn/{code}/{year}", "coverage": "full"}
    report |= {"document_type": "年度报告"}
    report["official"] = "yes" if is_official(known.get("url", report["url"])) else "no"
    _append(data_dir / "places.csv", town, known, ["code"])
    _append(data_dir / "reports.csv", report, known, ["place_code", "year"])


def _append(file, row, known, key):
    with file.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        there = {tuple(each[name] for name in key) for each in table}
    row = {name: str(value) for name, value in {**row, **known}.items() if name in table.fieldnames}
    if tuple(row[name] for name in key) not in there:
        with file.open("a", encoding="utf-8", newline="") as lines:
            csv.DictWriter(lines, table.fieldnames, lineterminator="\n").writerow(row)
