"""Run the campaign of hostile and unlucky inputs, and print how many cases of each kind have a fault.

    python3 run.py python tests/campaign/run.py                     every case, some minutes
    python3 run.py python tests/campaign/run.py --kind page         those of a kind; may be repeated
    python3 run.py python tests/campaign/run.py --case "a tag"      those with these words in their names
    python3 run.py python tests/campaign/run.py --quick             those that the suite runs
    python3 run.py python tests/campaign/run.py --list              only their names

It ends with 1 when a case has a fault. Each case runs in a process forked from this one: Linux and macOS.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# What tests import stands in their folder.
sys.path[0] = str(Path(__file__).parents[1])

from campaign import child  # noqa: E402
from campaign.case import faults_of  # noqa: E402
from campaign.kinds import KINDS, cases_of  # noqa: E402


def main() -> int:
    """Run the cases that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--case", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--costs", action="store_true", help="print what each case takes")
    given = parser.parse_args()
    chosen = [
        (kind, case)
        for kind in given.kind or KINDS
        for case in cases_of(kind)
        if given.case in case.name and (case.quick or not given.quick)
    ]
    if given.list:
        print("\n".join(f"{kind}: {case.name}" for kind, case in chosen))
        return 0
    child.warm_up()
    rows: dict[str, list[float]] = {}
    for kind, case in chosen:
        began = time.monotonic()
        outcome = child.run(case)
        faults = faults_of(case, outcome)
        if given.costs:
            print(f"{outcome.seconds:6.2f} s {outcome.megabytes:6.0f} MB  {kind}: {case.name}", flush=True)
        for fault in faults:
            print(f"{kind}: {case.name}: {fault}", flush=True)
        row = rows.setdefault(kind, [0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += bool(faults)
        row[2] += outcome.seconds
        row[3] = max(row[3], time.monotonic() - began)
        row[4] = max(row[4], outcome.megabytes)
    print(f"\n{'kind':12} {'cases':>6} {'faults':>6} {'CPU s':>7} {'longest s':>9} {'most MB':>8}")
    for kind, (cases, faulty, seconds, longest, megabytes) in rows.items():
        print(f"{kind:12} {cases:6.0f} {faulty:6.0f} {seconds:7.1f} {longest:9.1f} {megabytes:8,.0f}")
    faulty = sum(row[1] for row in rows.values())
    print(f"{'all':12} {len(chosen):6} {faulty:6.0f} {sum(row[2] for row in rows.values()):7.1f}")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
