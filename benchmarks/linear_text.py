"""How the time of reading a text grows with its size, for texts that are all of one thing.

    python3 run.py python benchmarks/linear_text.py                     every kind, some minutes
    python3 run.py python benchmarks/linear_text.py --kind years        those with these words in their names

Each is read at three sizes, four times as long each. The exponent is that of the last two: 1 where a text twice as
long takes twice as long. It is of processor seconds, the best of two, without what the collector of garbage adds.
"""

import argparse
import gc
import math
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from campaign.kinds.sentence import TEXTS, read

SIZES = (8_000, 32_000, 128_000)
# A clock's ticks would else tell what takes no time.
LEAST = 0.02


def seconds(text: str) -> float:
    best = math.inf
    for _ in range(2):
        gc.collect()
        gc.disable()
        began = time.process_time()
        read(text)
        best = min(best, time.process_time() - began)
        gc.enable()
    return best


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kind", default="", help="only those with these words in their names")
    chosen = options.parse_args()
    read("受理3件。")
    worst = 0.0
    print(f"{'':34}{'  '.join(f'{size:>8,}' for size in SIZES)}  exponent")
    for name, make in TEXTS.items():
        if chosen.kind in name:
            took = [max(LEAST, seconds(make(size))) for size in SIZES]
            exponent = math.log(took[2] / took[1]) / math.log(SIZES[2] / SIZES[1])
            worst = max(worst, exponent)
            print(f"{name:34}{'  '.join(f'{each:8.2f}' for each in took)}  {exponent:8.2f}", flush=True)
    print(f"the greatest exponent: {worst:.2f}")


if __name__ == "__main__":
    main()
