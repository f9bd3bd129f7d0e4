"""Comparison: what the yearly analysis says of where a place stands among others that state the same indicator."""

import pandas as pd

from ...analysis import nearest_peers
from ...analysis import standing as standing_of
from ...analysis.charts import peer_bars
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import records

# Of each indicator so many other places are listed and charted; the ranks count them all.
SHOWN = 10
# So many indicators are charted: those that most places state.
CHARTED = 5


def standing(subject):
    """Return where a place stands among others that state the same indicator; nothing where too few can be compared.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.peers`, as far as the gate lets it through.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> standing(load("横沥镇", 2020))
    []
    """
    language, say, beside = subject.language, subject.say, subject.beside
    left_out = subject.panel.attrs["left_out"]
    broken = [say("standing_left_out", files=language.join(left_out))] if left_out else []
    if beside.empty:
        return View([heading(say("standing")), *map(paragraph, broken)] if broken else [], beside)
    ranks = standing_of(beside).merge(beside.loc[beside["own"], ["indicator", "bound"]], on="indicator")
    least, most = ranks["others"].min(), ranks["others"].max()
    span = str(least) if least == most else f"{least}–{most}"
    intro = "standing_intro" if most <= SHOWN else "standing_intro_many"
    notes = [say("per_10k_note", year=_population_years(beside, language))]
    if most > SHOWN:
        notes.append(say("standing_shown", n=SHOWN))
    notes += broken
    nearest = nearest_peers(beside, SHOWN)
    stated_by_most = ranks.sort_values("others", ascending=False, kind="stable")["indicator"].head(CHARTED)
    charted = [name for name in ranks["indicator"] if name in set(stated_by_most)]
    shown = _table(nearest, language)
    return View(
        [
            heading(say("standing")),
            paragraph(say(intro, n=len(ranks), others=span)),
            bullets(_rank(row, language) for row in records(ranks)),
            peer_bars(nearest, charted, language, say("source_all"), subject.data),
            table(shown, say("standing_caption"), numeric=shown.columns[3:]),
            paragraph(subject.sentences(notes)),
        ],
        beside,
    )


def _rank(row, language):
    name, value = language.indicator(row.indicator), language.quantity(row.value, row.unit, row.bound)
    values = {"indicator": name, "value": value, "rank": row.rank, "rank_to": row.rank_to, "of": row.others + 1}
    case = "rank_unsure" if row.rank_to > row.rank else "rank_tied" if row.tied else "rank"
    return language.say(case, tied=row.tied, **values)


def _table(beside, language):
    rows = records(beside)
    return pd.DataFrame(
        {
            language.say("column_indicator"): [language.indicator(row.indicator) for row in rows],
            language.say("column_place"): [language.place(row.place_code) for row in rows],
            language.say("column_year"): [str(row.year) for row in rows],
            language.say("column_value"): [language.quantity(row.value, row.unit, row.bound) for row in rows],
            language.say("column_per_10k"): [
                "—" if row.per_10k != row.per_10k else f"{row.per_10k:,.1f}" for row in rows
            ],
        }
    )


def _population_years(beside, language):
    years = language.places.loc[beside["place_code"].unique(), "population_year"].dropna().unique()
    return language.join(str(year) for year in sorted(years)) or "—"
