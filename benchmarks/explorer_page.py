"""What the explorer's file of 10,000 figures takes: how long it is made, how large it is, how fast it is there.

    python3 run.py python benchmarks/explorer_page.py            10,000 figures of invented towns, with their sentences
    python3 run.py python benchmarks/explorer_page.py 20000

The system's Chromium opens it from disk, offline. Seconds are medians of five, of a new page each time: from opening
until the first rows are drawn, and from the first click on a row until its sentence stands there.
"""

import csv
import sys
import tempfile
import time
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from statistics import median

from lawgov_analysis.interactive.explorer import described_figures
from lawgov_analysis.interactive.explorer.page import explorer_page
from lawgov_analysis.paths import default_data_dir
from tests.helpers.browser import chromium
from tests.helpers.many_towns import SOURCE, YEAR, make_data

ROUNDS = 5
# Of a sentence and of a paragraph, in characters.
SENTENCE, PARAGRAPH = 60, 400
FILLING = "依法行政全面推进落实机制建设工作规范文件审查办理案件检查复议受理调解人民群众"
FIRST_ROWS = """new MutationObserver((_, seen) => {
  if (!document.querySelector('tbody tr[data-at]')) return;
  seen.disconnect();
  requestAnimationFrame(() => { window.drawn = performance.now(); });
}).observe(document, {childList: true, subtree: true})"""


def main():
    """Measure it."""
    wanted = int(sys.argv[1]) if sys.argv[1:] else 10_000
    with tempfile.TemporaryDirectory() as folder:
        data, figures = invented(Path(folder, "data"), wanted)
        began = time.perf_counter()
        table = described_figures(data_dir=data)
        described = time.perf_counter() - began
        html = explorer_page(table, data_dir=data)
        made = time.perf_counter() - began
        print(f"{figures:,} figures: {made:.1f} s to make, {described:.1f} of them to describe and audit; ", end="")
        print(f"{len(html.encode()) / 1e6:.1f} MB")
        file = Path(folder, "explorer.html")
        file.write_text(html, encoding="utf-8", newline="\n")
        with chromium() as browser:
            times = [opened(browser, file.as_uri()) for _ in range(ROUNDS)]
    rows, sentence = (median(each) for each in zip(*times, strict=True))
    print(f"{rows:.2f} s to the first rows, {sentence:.2f} s from a click to its sentence")


def opened(browser, address):
    """Return the seconds to the first rows, and those from a click to a sentence."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.add_init_script(FIRST_ROWS)
    tab.goto(address)
    rows = tab.wait_for_function("window.drawn").json_value() / 1000
    began = time.perf_counter()
    tab.locator("tbody tr[data-at]").nth(3).click()
    tab.locator(".lx-detail mark").wait_for()
    sentence = time.perf_counter() - began
    context.close()
    return rows, sentence


def invented(folder, wanted):
    """Write a data folder of towns with about so many figures and a text each, in which every figure has its place."""
    source = default_data_dir() / "figures" / f"{SOURCE}-{YEAR}.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    towns = -(-wanted // len(rows))
    make_data(folder, towns)
    text = text_of(rows)
    reports = folder / "reports.csv"
    with reports.open(encoding="utf-8", newline="") as lines:
        table = [row | {"sha256": sha256(text.encode()).hexdigest()} for row in csv.DictReader(lines)]
    with reports.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    (folder / "texts").mkdir(exist_ok=True)
    for row in table:
        (folder / "texts" / f"{row['place_code']}-{YEAR}.txt").write_bytes(text.encode())
    return folder, towns * len(rows)


def text_of(rows):
    """Return a text that has each figure where its table says."""
    places = {int(float(row["start"])): row["surface"] for row in rows if row["start"]}
    filling, text = cycle(FILLING), []
    while len(text) < max(places) + SENTENCE:
        at = len(text)
        if at in places:
            text += places[at]
        elif at % PARAGRAPH == PARAGRAPH - 1:
            text.append("\n")
        else:
            text.append("。" if at % SENTENCE == SENTENCE - 1 else next(filling))
    return "".join(text)


if __name__ == "__main__":
    main()
