"""A data folder of invented towns, for benchmarks and tests of many reports: Hengli's figures, larger or smaller."""

import csv
import shutil

from lawgov_analysis.paths import default_data_dir

from .invented import copy_of_data

SOURCE, YEAR = "441900106", 2020


def make_data(folder, towns):
    """Write a data folder with a full report of 2020 for each of `towns` invented towns, and nothing else.

    Every town has the figures of Hengli times a number of its own, so that sums and rates are right and no two towns
    are alike. The codes begin with 99, where the official list has none.
    """
    copy_of_data(folder, "places", "corrections")
    shutil.rmtree(folder / "figures")
    codes = [f"99{town:07d}" for town in range(1, towns + 1)]
    place = _rows(folder / "places.csv", "code", SOURCE)
    _write(
        folder / "places.csv",
        [
            place | {"code": c, "slug": f"town-{c}", "name": f"{c}镇", "full_name": f"示例市{c}镇", "county": ""}
            for c in codes
        ],
    )
    report = _rows(folder / "reports.csv", "place_code", SOURCE)
    _write(folder / "reports.csv", [report | {"place_code": c} for c in codes])
    for table in ("statements.csv", "items.csv", "corrections.csv"):
        with (folder / table).open(encoding="utf-8", newline="") as lines:
            columns = csv.DictReader(lines).fieldnames
        _write(folder / table, [], columns)
    (folder / "figures").mkdir()
    source = default_data_dir() / "figures" / f"{SOURCE}-{YEAR}.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        figures = list(csv.DictReader(lines))
    for town, code in enumerate(codes):
        rows = [row | {"place_code": code, "value": _scaled(row, 1 + town * 7 % 97)} for row in figures]
        _write(folder / "figures" / f"{code}-{YEAR}.csv", rows)
    return folder


def make_years(folder, years):
    """Write the package's data with the report of Hengli for so many years, 2020 among them: each costs what one does.

    The figures and findings are the same.
    """
    copy_of_data(folder, "reports")
    report = _rows(folder / "reports.csv", "place_code", SOURCE)
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as lines:
        others = [row for row in csv.DictReader(lines) if row["place_code"] != SOURCE]
    first = max(2000, YEAR + 1 - years)
    years = range(first, first + years)
    _write(folder / "reports.csv", others + [_of_year(report, year) for year in years])
    text = (folder / "figures" / f"{SOURCE}-{YEAR}.csv").read_text(encoding="utf-8")
    for year in years:
        rows = text.replace(str(YEAR), str(year))
        (folder / "figures" / f"{SOURCE}-{year}.csv").write_text(rows, encoding="utf-8")
    return folder


def _of_year(report, year):
    dated = {name: cell.replace(str(YEAR + 1), str(year + 1)) for name, cell in report.items()}
    return {name: cell.replace(str(YEAR), str(year)) for name, cell in dated.items()} | {"url": report["url"]}


def _scaled(row, times):
    return row["value"] if row["unit"] == "%" else f"{float(row['value']) * times:.15g}"


def _rows(file, column, key):
    with file.open(encoding="utf-8", newline="") as lines:
        return next(row for row in csv.DictReader(lines) if row[column] == key)


def _write(file, rows, columns=None):
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns or rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
