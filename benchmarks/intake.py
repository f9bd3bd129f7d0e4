"""What it takes to add many reports: seconds, CPU seconds and memory, of a first and of a second run.

    python3 run.py python benchmarks/intake.py                1,000 text files on as many processes as processors
    python3 run.py python benchmarks/intake.py 100 --jobs 1

The files are the reports of the invented city under other names, years and numbers. Memory is the most that the process
and its workers had together, pages that they share counted once for each.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from json import loads
from pathlib import Path

import psutil

from tests.helpers.published_towns import make_published

# Seconds from one look at the memory to the next.
LOOKED_AT = 0.5


def run(published, data, jobs):
    """Add the files as the command does, and say what it took."""
    command = [sys.executable, "-m", "lawgov_analysis", "add", str(published), "--data-dir", str(data), "--json"]
    command += ["--jobs", str(jobs)] if jobs else []
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = psutil.Popen(command, stdout=out)
        most, cpu = [], {}
        while process.poll() is None:
            family = [process]
            try:
                family += process.children(recursive=True)
                most.append(sum(each.memory_info().rss for each in family))
                for each in family:
                    cpu[each.pid] = sum(each.cpu_times()[:2])
            except psutil.NoSuchProcess:
                pass
            time.sleep(LOOKED_AT)
        seconds = time.monotonic() - began
        out.seek(0)
        states = Counter(each["state"] for each in loads(out.read().decode("utf-8")))
    middle = most[len(most) // 2] if most else 0
    said = f"{seconds:6.1f} s, {sum(cpu.values()):6.1f} s of CPU, at most {max(most, default=0) / 2**20:,.0f} MB"
    print(f"{said} (half-way {middle / 2**20:,.0f} MB): {dict(states)}")


def main():
    """Measure a first and a second run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder, "published")
        data = make_published(published, given.count)
        for _ in range(2):
            run(published, data, given.jobs)


if __name__ == "__main__":
    main()
