"""A data folder of the whole country, every number in it invented: what a panel of any size is measured with."""

import csv
import json
import random
from pathlib import Path

from lawgov_analysis.paths import PACKAGE_FILE, default_data_dir
from lawgov_analysis.tables.divisions import load_divisions

SOURCE = "441900106-2020"
OWN = ("places", "reports", "figures", "statements", "items", "corrections", "followups")


def invent(folder, towns, years):
    """Write a data folder in which each of so many towns of the country has a report in each year.

    Each report has the lines of Hengli's with values of its own; rates stay as they are. Where a folder of that name
    is there, it is taken as it is.
    """
    folder = Path(folder)
    if (folder / PACKAGE_FILE).exists():
        return folder
    source = default_data_dir()
    (folder / "figures").mkdir(parents=True)
    package = json.loads((source / PACKAGE_FILE).read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] in OWN]
    divisions = load_divisions()
    places = [
        {
            "code": each.code,
            "slug": f"town-{each.code}",
            "name": each.name,
            "full_name": f"{''.join(each.above)}{each.name}({each.code})",
            **{"province": each.province, "city": each.city, "county": each.county},
            "level": "街道" if each.name.endswith("街道") else "镇",
            "population": random.Random(each.code).randrange(5_000, 150_000),
            "population_year": 2020,
        }
        for each in (divisions[code] for code in divisions if len(code) == 9 and code in divisions)
    ]
    step = max(len(places) // towns, 1)
    places = places[::step][:towns]
    lines = {name: _lines(source, package, name) for name in OWN if name != "figures"}
    _write(folder / "places.csv", lines["places"][0], places)
    like = next(row for row in lines["reports"][1] if (row["place_code"], row["year"]) == tuple(SOURCE.split("-")))
    reports = [
        {**like, "place_code": place["code"], "year": year, **_dated(like, year)} for place in places for year in years
    ]
    _write(folder / "reports.csv", lines["reports"][0], reports)
    for name in OWN[3:]:
        path = next(each["path"] for each in package["resources"] if each["name"] == name)
        _write(folder / path, lines[name][0], [])
    with (source / "figures" / f"{SOURCE}.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    for report in reports:
        chance = random.Random(f"{report['place_code']}{report['year']}")
        code, year = report["place_code"], str(report["year"])
        rows = [{**row, "place_code": code, "year": year, **_another(row, year, chance)} for row in figures]
        _write(folder / "figures" / f"{code}-{year}.csv", figures[0].keys(), rows)
    for each in package["resources"]:
        if each["name"] == "figures":
            each["path"] = f"figures/{places[0]['code']}-{years[0]}.csv"
    (folder / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return folder


def _another(row, year, chance):
    own = {name: row[name].replace("2020", year) for name in ("period",)}
    if row["unit"] not in ("%", "‰") and not row["relation"]:
        own["value"] = f"{float(row['value']) * chance.lognormvariate(0, 1):.0f}"
    return own


def _dated(like, year):
    names = ("title", "issued_on", "published_on")
    return {name: like[name].replace("2021", str(year + 1)).replace("2020", str(year)) for name in names}


def _lines(source, package, name):
    path = next(each["path"] for each in package["resources"] if each["name"] == name)
    with (source / path).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


def _write(file, columns, rows):
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
