"""Comparison: what the yearly analysis says of where a place stands among others that state the same indicator.

Medians and quartiles only: ranks, intervals and who was left out are matters of the notebook ``peer_comparison``.
"""

import numpy as np
import pandas as pd

from ...analysis.rates import true_values
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import left_out, records

QUARTILES = [0.25, 0.5, 0.75]


def standing(subject):
    """Return a place's numbers beside the quartiles of others; nothing where too few can be compared.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.analysis.gated_peers`.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> standing(load("横沥镇", 2020))
    []
    """
    say, language, beside = subject.say, subject.language, subject.beside
    broken = left_out(subject.data)
    broken = [paragraph(say("standing_left_out", files=language.join(broken)))] if broken else []
    if beside.empty:
        return View([heading(say("standing")), *broken] if broken else [], beside)
    of_each = list(beside.groupby("indicator", sort=False))
    sizes = [int((~rows["own"]).sum()) for _, rows in of_each]
    others = str(min(sizes)) if min(sizes) == max(sizes) else f"{min(sizes)}–{max(sizes)}"
    said = [say("standing_intro", n=len(of_each), others=others)]
    if beside["per_10k"].notna().any():
        said.append(say("per_10k_note", year=_population_years(beside, language)))
    return View(
        [
            heading(say("standing")),
            paragraph(subject.sentences(said)),
            *_tables(subject, of_each),
            *broken,
        ],
        beside,
    )


def _tables(subject, of_each):
    """One table of what is compared by residents and one of what is compared as stated: their columns are unlike."""
    by_residents = [bool(rows["per_10k"].notna().all()) for _, rows in of_each]
    for per_10k, caption in ((False, "standing_caption"), (True, "standing_per_10k_caption")):
        chosen = [each for each, by in zip(of_each, by_residents, strict=True) if by == per_10k]
        if chosen:
            shown = pd.DataFrame([_row(subject, name, rows, per_10k) for name, rows in chosen])
            yield table(shown, subject.say(caption), numeric=shown.columns[1:])


def _row(subject, name, rows, by_residents):
    """An indicator: by residents where it is compared so, else as stated."""
    language, say = subject.language, subject.say
    own, others = records(rows[rows["own"]])[0], rows[~rows["own"]]
    unit = "" if by_residents else own.unit
    quartiles = [
        _said(language, *both, unit) for both in zip(*map(quartiles_of, bounds_of(others, by_residents)), strict=True)
    ]
    return {
        say("column_indicator"): language.indicator(name),
        say("column_here"): subject.value(own.figure),
        **({say("column_per_10k"): f"{own.per_10k:,.1f}"} if by_residents else {}),
        say("column_lower_quartile"): quartiles[0],
        say("column_median"): quartiles[1],
        say("column_upper_quartile"): quartiles[2],
        say("column_others"): str(len(others)),
    }


def bounds_of(values, by_residents):
    """Return between which numbers each of some values lies, by residents where they are compared so."""
    low, high = true_values(values["value"].to_numpy(float), values["bound"].to_numpy())
    scale = (values["per_10k"] / values["value"]).to_numpy(float) if by_residents else 1.0
    return low * scale, high * scale


def quartiles_of(values):
    """Return the quartiles of values, each a value that is there."""
    return np.quantile(values, QUARTILES, method="inverted_cdf")


def _said(language, low, high, unit):
    """A quartile; where bounds leave it open, between which it lies."""
    if not np.isfinite([low, high]).all():
        return "—"
    said = [language.quantity(float(each), unit) if unit else f"{each:,.1f}" for each in (low, high)]
    return said[0] if low == high else f"{said[0]}–{said[1]}"


def _population_years(beside, language):
    years = language.places.loc[beside["place_code"].unique(), "population_year"].dropna().unique()
    return language.join(str(year) for year in sorted(years)) or "—"
