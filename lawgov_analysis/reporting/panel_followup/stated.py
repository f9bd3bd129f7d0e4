"""Which figures and sentences of the reports the panel shows: the annex numbers them."""

import numpy as np
import pandas as pd

from ...tables import records


def picked(subject):
    """Return which figure of each report stands for an indicator and scope, in the order of the codebook.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    pandas.DataFrame
        ``indicator``, ``scope``, ``year`` and ``figure``, with what the table of figures has of it.
    """
    stands, chosen = {}, set(subject.chosen)
    for row in records(subject.breaks):
        stands.setdefault((row.indicator, row.scope, row.year), row.figure)
        stands.setdefault((row.base_indicator, row.base_scope, row.base_year), row.base_figure)
    related = subject.compared
    keys = set(zip(related["indicator"], related["scope"], strict=True))
    keys |= set(zip(related["base_indicator"], related["base_scope"], strict=True))
    stated = subject.stated[subject.stated["indicator"].isin(chosen)]
    # A part that one year alone tells apart is no series; the whole is shown though it is alone.
    years = stated.groupby(["indicator", "scope"])["year"].nunique()
    keys |= {(name, scope) for (name, scope), n in years.items() if scope == "" or n > 1}
    of_them = [key in keys for key in zip(subject.stated["indicator"], subject.stated["scope"], strict=True)]
    table_ = subject.stated[np.array(of_them, dtype=bool)]
    # A running total stands for a year only where the report has nothing else.
    table_ = table_.assign(total=table_["basis"] == "cumulative").sort_values(
        ["year", "total", "figure"], kind="stable"
    )
    wanted = [stands.get((row.indicator, row.scope, row.year), row.figure) == row.figure for row in records(table_)]
    table_ = table_[np.array(wanted, dtype=bool)].drop_duplicates(["indicator", "scope", "year"]).drop(columns="total")
    order = {name: at for at, name in enumerate(subject.language.indicators.index)}
    at = table_["indicator"].map(order)
    return table_.assign(at=at).sort_values(["at", "scope", "year"], ignore_index=True).drop(columns="at")


def shown_figures(subject):
    """Return the figures that a step shows: those of the matrix, of totals, of growths and of plans, in order."""
    numbers = set(zip(*(picked(subject)[name] for name in ("year", "figure")), strict=True))
    numbers |= set(zip(subject.totals["year"], subject.totals["figure"], strict=True))
    for told, base in ((subject.compared, "base_year"), (subject.restated, None), (subject.otherwise, "base_year")):
        before = told[base] if base else told["year"] - 1
        numbers |= set(zip(told["year"], told["figure"], strict=True))
        numbers |= set(zip(before, told["base_figure"], strict=True))
    figures = subject.figures
    for row in records(subject.growths):
        # What it grew from, in the report of the year before.
        grown = figures[(figures["year"] == row.year) & figures["figure"].isin(row.bases)]
        before = figures[(figures["year"] == row.year - 1) & (figures["value"] == row.before)]
        alike = before["measure"].isin(grown["measure"]) | (
            before["indicator"].isin(grown["indicator"]) & (before["indicator"] != "")
        )
        numbers |= {(row.year - 1, number) for number in before.loc[alike, "figure"]}
        numbers |= {(row.year, row.figure), *((row.year, base) for base in row.bases)}
    numbers |= {(row.year, number) for row in records(subject.plans) for number in row.figures}
    keys = zip(figures["year"], figures["figure"], strict=True)
    return figures[np.array([key in numbers for key in keys], dtype=bool)].reset_index(drop=True)


def shown_sentences(subject):
    """Return what the panel refers to in the texts: year and number of statements; year, begin and end of sentences.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    list of tuple of int
    """
    stated = {(row.plan_year, row.statement) for row in records(subject.plans)}
    for row in records(subject.shortcomings):
        stated |= {(row.year, row.statement), (row.base_year, row.base_statement)}
    stated = [key for key in stated if not pd.isna(subject.statements[key].start)]
    evidence = {(row.year, *span) for row in records(subject.plans) for span in row.evidence}
    return sorted([*stated, *evidence])
