"""Score extracted figures against a table made by hand."""

from itertools import pairwise

import pandas as pd


def score(figures, gold):
    """Compare figures with a gold table.

    A figure is right when it lies on a gold figure and has its value. Everything else is judged on the right ones:
    the share with the gold's unit, bound and measure (two fifths of its pairs of neighbouring characters are said),
    the F1 of the indicators, and the recall of the relations. ``said`` lists what differs, for the message of a test.
    """
    true = gold[gold["kind"] != "not_figure"]
    right, said = {}, []
    for figure in figures.itertuples():
        on = true[(true["start"] < figure.end) & (true["end"] > figure.start)]
        on = on[(on["value"].astype(float) - figure.value).abs() <= 1e-9 * abs(figure.value)]
        if len(on) == 1 and on.index[0] not in right:
            right[on.index[0]] = figure
        else:
            said.append(f"{figure.surface} at {figure.start}: no figure of the gold table")
    said += [f"{row.surface} at {row.start}: missed" for row in true.drop(index=list(right)).itertuples()]
    pairs = [(figure, true.loc[place]) for place, figure in right.items()]
    agrees = {
        "unit": [figure.unit == row["unit"] for figure, row in pairs],
        "bound": [figure.bound == row["bound"] for figure, row in pairs],
        "measure": [tells(figure.measure + figure.scope, row["measure"]) for figure, row in pairs],
        "indicator": [figure.indicator == row["indicator"] for figure, row in pairs],
    }
    for column, agreed in agrees.items():
        said += [
            f"{row['surface']} at {row['start']}: {column} “{getattr(figure, column)}”, not “{row[column]}”"
            for (figure, row), same in zip(pairs, agreed, strict=True)
            if not same
        ]
    related = [(figure, row) for figure, row in pairs if row["relation"]]
    coded_right = sum(bool(f.indicator) and f.indicator == row["indicator"] for f, row in pairs)
    return {
        "value": f1(len(right), len(figures), len(true)),
        **{column: share(agreed) for column, agreed in agrees.items() if column != "indicator"},
        "indicator": f1(coded_right, sum(f.indicator != "" for f, _ in pairs), (true["indicator"] != "").sum()),
        "relation": share([f.relation == row["relation"].partition(":")[0] for f, row in related]),
        "said": said,
    }


def read_gold(path):
    """Read a gold table: offsets as numbers, the rest as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False).astype({"start": int, "end": int})


def f1(right, said, wanted):
    return 2 * right / (said + wanted) if said + wanted else 1.0


def share(agreed):
    return sum(agreed) / len(agreed) if agreed else 1.0


def tells(phrase, wanted):
    pairs = neighbours(wanted)
    return len(pairs & neighbours(phrase)) >= 0.4 * len(pairs)


def neighbours(phrase):
    chars = [char for char in phrase if char.isalnum()]
    return set(pairwise(chars)) or set(chars)
