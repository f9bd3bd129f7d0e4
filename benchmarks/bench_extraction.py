"""How fast a report becomes figures, that the cost grows with its length, and that memory does not grow with reports.

usage: python benchmarks/bench_extraction.py

Prints a table of characters a second: `extract_figures` on a report once, four and sixteen times as long, beside
`find_quantities` alone and jieba.posseg, a general tagger, in the same run (where jieba can be imported); how the time
grows with texts of unlikely shapes; then the peak of traced memory after ten and after two hundred reports.
"""

import tracemalloc

from bench_quantities import chars_per_second, posseg, print_growth, print_posseg, texts

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.quantities import find_quantities


def main():
    """Print both tables."""
    readers = {"extract_figures": lambda text: extract_figures(parse_report(text)), "find_quantities": find_quantities}
    if tagger := posseg():
        readers["jieba.posseg"] = tagger
    print(f"{'text':>6} {'characters':>11} {'figures':>8} " + " ".join(f"{name:>16}" for name in readers))
    for name, text in texts().items():
        figures = len(extract_figures(parse_report(text)))
        speeds = " ".join(f"{chars_per_second(read, text):>14,.0f}/s" for read in readers.values())
        print(f"{name:>6} {len(text):>11,} {figures:>8,} {speeds}")
    print_posseg(readers["extract_figures"], "extract_figures")
    print_growth(readers["extract_figures"], "extract_figures")
    print()
    print(f"{'reports':>8} {'peak memory':>12}")
    report = parse_report(texts()["1x"])
    extract_figures(report)
    for reports in (10, 200):
        tracemalloc.start()
        for _ in range(reports):
            extract_figures(report)
        print(f"{reports:>8} {tracemalloc.get_traced_memory()[1] / 2**20:>9.1f} MB")
        tracemalloc.stop()


if __name__ == "__main__":
    main()
