"""What a chart costs: CPU time to draw it and its bytes, as SVG and as PNG.

python3 run.py python benchmarks/bench_charts.py
"""

from statistics import median
from time import process_time

from lawgov_analysis import coverage, load_figures, parts
from lawgov_analysis.analysis.charts import bars, composition, disclosure

ROUNDS = 10


def main():
    figures = load_figures("横沥镇", 2020)
    checked = figures.query("unit == '条' and relation == 'part'")
    charts = [disclosure(coverage(figures)), composition(parts(figures, 48), "主动公开"), bars(checked, "公开")]
    began = process_time()
    charts[0].svg()
    print(f"first one, with the import: {process_time() - began:.2f} CPU s")
    times = {"svg": [], "png": []}
    for _ in range(ROUNDS):
        for kind, taken in times.items():
            for chart in charts:
                began = process_time()
                made = getattr(chart, kind)(titled=False)
                taken.append((process_time() - began, len(made)))
    for kind, taken in times.items():
        seconds, sizes = zip(*taken, strict=True)
        print(f"{kind}: {1000 * median(seconds):.0f} CPU ms, {sum(sizes) // ROUNDS:,} bytes of {len(charts)} charts")


if __name__ == "__main__":
    main()
