"""How fast the explorer's page answers 500,000 figures, in the system's Chromium.

usage: python benchmarks/bench_explorer_front.py [figures …]

Prints, for 10,000 and 500,000 invented figures: the size of the page, the seconds from opening it until its first
rows stand, and the milliseconds of a filter, a search and a sort (each the median of five, until the new rows are
drawn), and beside the filter what pandas needs for the same rows and counts.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
from helpers.browser import chromium  # noqa: E402
from helpers.packed import FACETS, NAMES, NUMBERS, SHOWN, TITLES, page, saved  # noqa: E402

ACT = """async (act) => {
  const start = performance.now();
  act();
  const worked = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [worked, performance.now() - start];
}"""


def main(sizes):
    """Print the table."""
    print("  figures     MB first view s  filter ms  pandas ms  search ms  sort ms")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for figures in sizes:
            table, header, buffers = invented(figures)
            html = page(header, buffers)
            address = saved(Path(folder), html)
            first = statistics.median(first_view(browser, address) for _ in range(3))
            at_hand = browser.new_page(viewport={"width": 1280, "height": 800})
            at_hand.goto(address)
            checks = at_hand.locator(".lx-facet[data-facet=place] input[type=checkbox]")
            filters = [acted(at_hand, checks.nth(n), "one.click()") for n in range(5)]
            search = at_hand.locator(".lx-search")
            enter = "one.value=w; one.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
            acted(at_hand, search, enter.replace("w;", "'a';"))
            asked = ("12", "次", "7 件", "99", "案")
            searches = [acted(at_hand, search, enter.replace("w;", f"'{words}';")) for words in asked]
            acted(at_hand, search, enter.replace("w;", "'';"))
            heads = [at_hand.locator(f".dt-scroll-head th[data-name={name}] .lx-sort") for name in SHOWN[:5]]
            sorts = [acted(at_hand, head, "one.click()") for head in heads]
            at_hand.close()
            times = [statistics.median(each) for each in (filters, pandas_filters(table), searches, sorts)]
            print(
                f"{figures:>9,} {len(html) / 1e6:>6.1f} {first:>12.2f} {times[0]:>10.0f} {times[1]:>10.0f} "
                f"{times[2]:>10.0f} {times[3]:>8.0f}"
            )


def first_view(browser, address):
    """Return the seconds from opening the page until its first rows stand."""
    one = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    one.goto(address, wait_until="commit")
    one.locator(".lx-table tbody tr[data-at]").first.wait_for()
    seconds = time.perf_counter() - start
    one.close()
    return seconds


def acted(at_hand, locator, act):
    """Return the milliseconds of an act until what it changes is drawn."""
    return locator.evaluate(f"(one) => ({ACT})(() => {{ {act} }})")[1]


def pandas_filters(table):
    """Return the milliseconds of the same filters and counts of five facets by pandas."""
    for n in range(1, 6):
        start = time.perf_counter()
        kept = table[table["place"].isin([f"p{i}" for i in range(n)])]
        for name in FACETS:
            (table if name == "place" else kept)[name].value_counts()
        yield 1000 * (time.perf_counter() - start)


def invented(figures):
    """Return a table of invented figures, and the same as a pack."""
    draw = np.random.default_rng(16)
    places = max(20, figures // 400)
    values = {
        "place": [f"p{n}" for n in range(places)],
        "year": [str(year) for year in range(2015, 2025)],
        "section": [f"第{n}部分" for n in range(40)],
        "domain": [f"领域{n}" for n in range(12)],
        "indicator": ["", *(f"i{n}" for n in range(300))],
        "measure": [f"计量{n}" for n in range(2000)],
        "scope": ["", *(f"口径{n}" for n in range(200))],
        "unit": ["件", "次", "人", "万元", "%"],
        "bound": ["exact", "at_least", "about"],
        "basis": ["flow", "stock", "cumulative"],
        "surface": [f"约{n:,}件" for n in range(min(figures, 100_000))],
        "headline": ["", "yes"],
        "review": ["read", "unreviewed"],
        "coverage": ["whole", "excerpt"],
        "period": ["", "2019-01/2019-06"],
        "level": ["镇街", "县区"],
        "incomparable": ["", "excerpt"],
    }
    columns, buffers, table = [], [], {}
    for name, title in zip(NAMES, TITLES["zh"], strict=True):
        column = {"name": name, "title": title, "buffer": len(buffers)}
        if name in NUMBERS:
            array = draw.integers(1, 90_000, figures).astype("<f8")
            if name in ("part_of", "confidence"):
                array[draw.random(figures) < 0.9] = np.nan
            column |= {"kind": "number", "type": "f64"}
            table[name] = array
        elif name == "finding":
            sets = [[], [0], [1], [0, 1]]
            array = draw.choice(4, figures, p=[0.9, 0.04, 0.04, 0.02]).astype("<u2")
            column |= {"kind": "set", "type": "u16", "values": ["a", "b"], "sets": sets}
            table[name] = pd.Categorical.from_codes(array, ["", "a", "b", "ab"])
        else:
            array = draw.integers(0, len(values[name]), figures)
            array = (np.sort(array) if name == "place" else array).astype("<u4")
            column |= {"kind": "category", "type": "u32", "values": values[name]}
            table[name] = pd.Categorical.from_codes(array, values[name])
        columns.append(column)
        buffers.append(array.tobytes())
    header = {"rows": figures, "lang": "zh", "columns": columns, "facets": FACETS, "shown": SHOWN}
    return pd.DataFrame(table), header, buffers


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 500_000])
