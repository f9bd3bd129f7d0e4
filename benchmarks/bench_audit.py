"""How fast figures are audited, and that the cost grows with their number.

usage: python benchmarks/bench_audit.py

Prints a table of seconds, for 100, 1,000 and 4,000 reports of 60 figures each in one process: sound reports, and
reports of which each has a fault in every relation, so that the findings are put into words too.
"""

import time

import pandas as pd

from lawgov_analysis import load_figures
from lawgov_analysis.auditing import audit_figures

FIGURES = 60


def main():
    """Print the table."""
    audit_figures(reports(1))
    print(f"{'reports':>8} {'figures':>8} {'faulty':>7} {'findings':>9} {'seconds':>8} {'CPU':>6}")
    for n in (100, 1000, 4000):
        for faulty in (False, True):
            figures = reports(n, faulty)
            seconds, cpu, findings = min(timed(figures) for _ in range(3))
            said = "yes" if faulty else "no"
            print(f"{n:>8,} {len(figures):>8,} {said:>7} {findings:>9,} {seconds:>8.2f} {cpu:>6.2f}")


def timed(figures):
    """Return the seconds of one audit by the clock and of the processor, and how many findings it gave."""
    start, cpu = time.perf_counter(), time.process_time()
    findings = audit_figures(figures)
    return time.perf_counter() - start, time.process_time() - cpu, len(findings)


def reports(n, faulty=False):
    """Return the figures of `n` invented reports: a published one, its values changed a little from place to place."""
    one = load_figures("横沥镇", 2020)
    last = one.iloc[[57]].assign(figure=60)
    one = pd.concat([one, last], ignore_index=True).head(FIGURES)
    parts = []
    for at in range(n):
        report = one.assign(place_code=f"99{at:07d}")
        free = (report["relation"] == "") & ~report["figure"].isin([9, 15, 20, 21, 43, 53])
        report["value"] = report["value"].where(~free, report["value"] + at % 17)
        if faulty:
            report.loc[report["relation"].isin(["part", "ratio"]), "value"] *= 1.5
        parts.append(report)
    return pd.concat(parts, ignore_index=True)


if __name__ == "__main__":
    main()
