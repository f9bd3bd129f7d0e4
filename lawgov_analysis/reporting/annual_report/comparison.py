"""Comparison: what the yearly analysis says of where a place stands among others that state the same indicator.

Medians and quartiles only: ranks, intervals and who was left out are matters of the notebook ``peer_comparison``.
"""

import numpy as np
import pandas as pd

from ...presentation.blocks import View, heading, paragraph, table
from ...tables import left_out, records


def standing(subject):
    """Return a place's numbers beside the quartiles of others; nothing where too few can be compared.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.analysis.standing_among`.

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
    least, most = beside["others"].min(), beside["others"].max()
    others = str(least) if least == most else f"{least}–{most}"
    said = [say("standing_intro", n=len(beside), others=others)]
    if beside["by_residents"].any():
        said.append(say("per_10k_note", year=_population_years(beside, language)))
    return View(
        [
            heading(say("standing")),
            paragraph(subject.sentences(said)),
            *_tables(subject, beside),
            *broken,
        ],
        beside,
    )


def _tables(subject, beside):
    """One table of what is compared by residents and one of what is compared as stated: their columns are unlike."""
    for per_10k, caption in ((False, "standing_caption"), (True, "standing_per_10k_caption")):
        chosen = records(beside[beside["by_residents"] == per_10k])
        if chosen:
            shown = pd.DataFrame([_row(subject, row) for row in chosen])
            yield table(shown, subject.say(caption), numeric=shown.columns[1:])


def _row(subject, row):
    """An indicator: by residents where it is compared so, else as stated."""
    language, say = subject.language, subject.say
    unit = "" if row.by_residents else row.unit
    return {
        say("column_indicator"): language.indicator(row.indicator),
        say("column_here"): subject.value(row.figure),
        **({say("column_per_10k"): f"{row.per_10k:,.1f}"} if row.by_residents else {}),
        say("column_lower_quartile"): _said(language, row.lower, row.lower_to, unit),
        say("column_median"): _said(language, row.median, row.median_to, unit),
        say("column_upper_quartile"): _said(language, row.upper, row.upper_to, unit),
        say("column_others"): str(row.others),
    }


def _said(language, low, high, unit):
    """A quartile; where bounds leave it open, between which it lies."""
    if not np.isfinite([low, high]).all():
        return "—"
    said = [language.quantity(float(each), unit) if unit else f"{each:,.1f}" for each in (low, high)]
    return said[0] if low == high else f"{said[0]}–{said[1]}"


def _population_years(beside, language):
    years = {year for said in beside["population_years"] for year in said.split("|") if year}
    return language.join(sorted(years)) or "—"
