"""Which reports a change touches: values and rows are changed at random, and what is planned is held against the pages.

    python benchmarks/touched.py [--rounds 3] [--seed 1] [--kinds value,rule]

Of each kind of change it says how many reports were made anew before reports were told by what they show, how many are
planned now, and how many pages differ. A page that differs and is not planned ends it with exit code 1: it would have
been left stale.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from lawgov_analysis.errors import LawgovError

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from helpers.changed import KINDS, change
from helpers.touched import Reports, city_with_rules, with_what_is_drawn


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--year", type=int, default=2022)
    parser.add_argument("--lang", default="zh")
    parser.add_argument("--analyses", default="annual_report,panel_followup,peer_comparison,disclosure_scorecard")
    given = parser.parse_args()
    with_what_is_drawn(setattr)
    chance = random.Random(given.seed)
    stale, counts = [], defaultdict(list)
    with TemporaryDirectory() as folder:
        data_dir = city_with_rules(Path(folder, "data"))
        reports = Reports(data_dir, Path(folder, "reports"), given.analyses.split(","), (), [given.year], given.lang)
        reports.record()
        before = reports.pages()
        assert not any(reports.planned()), [r for r in reports.planned() if r][:3]
        print(f"{len(before)} reports")
        for kind in given.kinds.split(","):
            for _ in range(given.rounds):
                with change(kind, data_dir, chance) as said:
                    began = time.process_time()
                    try:
                        planned = reports.planned()
                    except LawgovError as error:
                        print(f"{kind}: {said}: refused, {str(error).splitlines()[0][-80:]}", flush=True)
                        continue
                    seconds = time.process_time() - began
                    after = reports.pages()
                differing = [one != other for one, other in zip(before, after, strict=True)]
                failed = [not other for other in after]
                missed = [
                    run
                    for run, is_planned, differs, fails in zip(reports.runs, planned, differing, failed, strict=True)
                    if differs and not fails and not is_planned
                ]
                made = sum(map(bool, planned))
                counts[kind].append((made, sum(differing), sum(failed)))
                why = next((reason for reason in planned if reason), "")
                print(f"{kind}: {said}: {made} planned, {sum(differing)} differ, {sum(failed)} fail", end="")
                print(f" ({seconds:.1f} s; {why})", flush=True)
                for run in missed:
                    stale.append((kind, said, run))
                    print(f"  STALE {run}", flush=True)
    print("\n| change | before | planned | differ |\n|---|---|---|---|")
    for kind, of in counts.items():
        mean = [sum(column) / len(of) for column in zip(*of, strict=True)]
        print(f"| {kind} | {len(before)} | {mean[0]:.1f} | {mean[1]:.1f} |")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
