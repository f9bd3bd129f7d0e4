"""How fast figures are described, packed and filtered for the explorer, beside pandas alone.

usage: python benchmarks/bench_explorer.py

Prints a table of seconds, the least of five, for 10,000 and 500,000 invented figures: describing them, packing them for
the page, and three questions, each beside what pandas takes for the same filter on the same table.
"""

import time
from functools import partial

import pandas as pd

from lawgov_analysis import described_figures, load_figures
from lawgov_analysis.interactive.explorer import Details, pack, view

TIMES = 5
# Of more figures nobody makes a file.
FILE = 10_000


def main():
    """Print the table."""
    described_figures(figures=load_figures(), findings=False)
    for n in (FILE, 500_000):
        given = invented(n)
        table = described_figures(figures=given, findings=False)
        _, buffers = pack(table)
        print(f"{len(table):,} figures, {sum(map(len, buffers)) / 1e6:.1f} MB packed")
        said("describe", partial(described_figures, figures=given, findings=False))
        said("pack", partial(pack, table))
        for name, query, plain in questions(table):
            said(name, partial(view, table, query), partial(plain, table))
        if n == FILE:
            said("details", Details(table).all)


def questions(table):
    """Yield a name, a query, and what pandas does for the same."""
    place = table["place"].iloc[-1]
    asked = {"facets": {"place": [place], "year": ["2020"]}}
    yield "two facets", asked, lambda t: t[t["place"].isin([place]) & t["year"].isin([2020])]
    asked = {"facets": {"domain": ["行政执法"]}, "sort": [["value", "desc"]]}
    domain = ["行政执法"]
    yield (
        "facet and order",
        asked,
        lambda t: t[t["domain"].isin(domain)].sort_values("value", ascending=False, kind="stable"),
    )
    yield "a word", {"text": "调解"}, contains


def contains(table):
    """Return the figures that have a word in a text, by pandas' own means."""
    texts = ("place_name", "indicator_name", "measure", "scope", "section", "surface", "unit")
    found = pd.Series(False, index=table.index)
    for name in texts:
        found |= table[name].str.contains("调解", regex=False)
    return table[found]


def said(name, act, plain=None):
    """Print how long something takes, and what it is beside pandas alone."""
    seconds = least(act)
    beside = least(plain) if plain else None
    ratio = f"{beside:>10.3f} {seconds / beside:>7.2f}" if beside else ""
    print(f"  {name:<16} {seconds:>8.3f} {ratio}")


def least(act):
    """Return the seconds that something takes at the least."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def invented(n):
    """Return `n` figures and a few more: those of the data, of as many invented places as it takes."""
    one = load_figures()
    one = one.assign(figure=range(1, len(one) + 1), year=2015 + pd.Series(range(len(one))) % 8)
    places = [one.assign(place_code=f"99{at:07d}", value=one["value"] + at % 17) for at in range(-(-n // len(one)))]
    return pd.concat(places, ignore_index=True)


if __name__ == "__main__":
    main()
