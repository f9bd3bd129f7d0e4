"""What it costs to load figures, of a province and of the whole country, every number of which is invented.

    python3 run.py python benchmarks/panel.py                  1,500 reports, beside a plain loop of pandas
    python3 run.py python benchmarks/panel.py --country        five years of the country: 206,760 reports
    python3 run.py python benchmarks/panel.py --folder FOLDER  where the tables are kept for another time

Each question is asked by a process of its own, that has imported the library; what it says is of the question alone:
seconds, CPU seconds and the most memory that the process ever had. The country's tables take 2 GB of disk and some
minutes to invent, and the store some more to build.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.invented_country import invent

PLACE, ANOTHER, YEAR = "110101001", "110101002", 2022
BEGIN = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd
import lawgov_analysis as lawgov
from lawgov_analysis.tables import load_panel
from lawgov_analysis.reporting import peer_comparison, annual_report
data, place, year = sys.argv[1], sys.argv[2], int(sys.argv[3])
files = sorted(Path(data, "figures").glob("*.csv")) if "files" in sys.argv[4] else []
begun, used = time.perf_counter(), time.process_time()
"""
END = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - begun, time.process_time() - used, peak, str(found)]))
"""
AGAIN = "begun, used = time.perf_counter(), time.process_time()\n"
LOAD = "found = len(lawgov.load_figures(data_dir=data))\n"
LOOP = "found = len(pd.concat([pd.read_csv(file, dtype={'place_code': str}) for file in files]))\n"
ONE_INDICATOR = "found = len(load_panel(data, years=[year], indicators=['service_items'], columns=['value']))\n"
ONE_PLACE = "found = len(lawgov.load_figures(place, data_dir=data))\n"
MEDIANS = "by = 'indicator, year'\nfound = len(lawgov.panel(data).aggregate(f'{by}, median(value)', by).df())\n"
PEERS = "found = len(annual_report.load(place, year, data_dir=data).beside)\n"
FILE = "file = Path(data, 'figures', f'{place}-{year}.csv')\ntext = file.read_text(encoding='utf-8')\n"
CHANGE = f"{FILE}file.write_text(text.replace(',exact,', ',about,', 1), encoding='utf-8')\n"
CHANGE_ALL = (
    f"{FILE}table = pd.read_csv(file, dtype=str, keep_default_na=False)\n"
    "counts = ~table['unit'].isin(['%', '‰']) & (table['relation'] == '')\n"
    "table.loc[counts, 'value'] = table.loc[counts, 'value'].map(lambda value: f'{2 * float(value):.15g}')\n"
    "table.to_csv(file, index=False, lineterminator='\\n')\n"
)
# Of another town, or there is nothing to be beside others.
BREAK = CHANGE.replace("{place}", ANOTHER).replace("about", "nearly")
BACK = "file.write_text(text, encoding='utf-8')\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--country", action="store_true", help="five years of the country")
    parser.add_argument("--folder", help="where the invented tables are kept")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        if options.country:
            show_country(invent(folder / "country", 41_352, range(2020, 2025)))
        else:
            show_province(invent(folder / "province", 300, range(2020, 2025)), options.rounds)


def show_province(data, rounds):
    ways = {
        "a loop of pandas over the files": LOOP,
        "load_figures, another process": LOAD,
        "the same again in that process": LOAD + AGAIN + LOAD,
        "one place": ONE_PLACE,
        "one indicator of one year": ONE_INDICATOR,
        "one town changed": CHANGE + AGAIN + LOAD + BACK,
    }
    asked(data, LOAD)
    found = {way: [] for way in ways}
    for _ in range(rounds):
        for way, code in ways.items():
            found[way].append(asked(data, code))
            if "changed" in way:
                asked(data, LOAD)
    loop = median(cpu for _, cpu, *_ in found["a loop of pandas over the files"])
    for way, said in found.items():
        wall, cpu, peak = (median(each[at] for each in said) for at in range(3))
        print(f"{way:34} {wall:7.3f} s {cpu:7.3f} CPU s, {loop / cpu:5.1f} × the loop, peak {peak:.0f} MB")


def show_country(data):
    for way, code in {
        "the store brought up to date": MEDIANS,
        "all medians, another process": MEDIANS,
        "one indicator of one year": ONE_INDICATOR,
        "one place, five years": ONE_PLACE,
        "one place beside its peers": PEERS,
        "the same again in that process": PEERS + AGAIN + PEERS,
        "one figure of it changed": PEERS + CHANGE + AGAIN + PEERS + BACK,
        "all counts of it changed": PEERS + CHANGE_ALL + AGAIN + PEERS + BACK,
        "the table of another breaks a rule": PEERS + BREAK + AGAIN + PEERS + BACK,
        "and as it was": PEERS,
    }.items():
        wall, cpu, peak, found = asked(data, code)
        print(f"{way:34} {wall:7.2f} s {cpu:7.2f} CPU s, peak {peak:.0f} MB: {found}", flush=True)
    size = sum(file.stat().st_size for file in (data / ".panel").iterdir())
    print(f"the store: {size / 2**20:.0f} MB")


def asked(data, code):
    """Ask one question in a process of its own."""
    command = [sys.executable, "-c", BEGIN + code + END, str(data), PLACE, str(YEAR), code]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)


if __name__ == "__main__":
    main()
