"""Published files of many invented towns: the reports of the invented city under other names, years and numbers."""

import csv
import random
import re
from functools import cache
from pathlib import Path

from lawgov_analysis.documents import read_report
from lawgov_analysis.paths import default_data_dir

CITY = default_data_dir() / "samples" / "city"
# Towns of the city whose reports are whole, each in three years.
TOWNS = ("danfeng", "mingxi", "jiangxi", "fengzhu", "baiwan")
FIRST = "霁霭霖霜霞霏雯雱露霓霈霆霂霡霢霙"
SECOND = "渌湲溆澧漪潇潆瀛澜涟湉沄洢浯泠淏"
YEARS = (2021, 2022, 2023)
SUFFIX = re.compile("镇|街道|乡")
NUMBER = re.compile(r"(?<![\d.年月第“])(\d{2,4})(?=[个人件场份次条宗名余期])")


@cache
def _sources():
    with (CITY / "places.csv").open(encoding="utf-8") as file:
        places = {row["slug"].rpartition("-")[2]: row for row in csv.DictReader(file)}
    return [
        (places[town], year, read_report(next((CITY / "published").glob(f"{town}-{year}.*")), data_dir=CITY))
        for town in TOWNS
        for year in YEARS
    ]


def names():
    """Yield the names of invented towns, which no town of the country has."""
    for first in FIRST:
        for second in SECOND:
            yield first + second
    for first in FIRST:
        for second in FIRST:
            yield first + second


def make_published(folder: Path, count: int, seed: int = 1) -> Path:
    """Write published reports of invented towns into a folder, and their gazetteer into another one beside it.

    Returns
    -------
    pathlib.Path
        The folder to add to: it has the gazetteer and no reports.
    """
    numbers = random.Random(seed)
    data = folder.with_name(f"{folder.name}-data")
    for each in (folder, data):
        each.mkdir(parents=True)
    rows = []
    sources = _sources()
    towns = names()
    for at in range(count):
        place, year, report = sources[(at // 3 * 3 + at % 3) % len(sources)]
        if at % 3 == 0:
            name = next(towns)
            code = f"9903{at // 3 // 90 + 1:02}{at // 3 % 90 + 101:03}"
            town = name + SUFFIX.findall(place["name"])[-1]
            full = place["full_name"].replace(place["name"], town)
            rows.append({**place, "code": code, "slug": f"town-{code}", "name": town, "full_name": full})
        stem, new = SUFFIX.sub("", place["name"]), SUFFIX.sub("", rows[-1]["name"])
        title = "" if report.text.startswith(report.title[:6]) else f"{report.title}\n"
        text = NUMBER.sub(lambda found: str(int(found[1]) + numbers.randrange(7)), f"{title}{report.text}")
        (folder / f"{rows[-1]['code']}-{year}.txt").write_text(text.replace(stem, new), encoding="utf-8")
    with (data / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return data
