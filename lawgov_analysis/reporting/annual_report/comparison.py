"""Comparison: what the yearly analysis says of where a place stands among others that state the same indicator."""

import pandas as pd

from ...analysis import FEWEST_PLACES, nearest_peers, standing
from ...analysis.charts import peer_bars
from ...presentation.blocks import Blocks, bullets, heading, paragraph, table
from ...tables import records

# Of each indicator so many other places are listed and charted; the ranks count them all.
SHOWN = 10
# So many indicators are charted: those that most places state.
CHARTED = 5


def comparison_section(subject, beside, gate, left_out=()):
    """Return the section on how a place stands among others.

    Parameters
    ----------
    subject : YearReport
    beside : pandas.DataFrame
        Its figures beside others', as from `lawgov_analysis.analysis.gate.gated_peers`.
    gate : Gate
        What it was let through by.
    left_out : iterable of str
        The tables that break a rule and are not compared with.

    Returns
    -------
    Blocks

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> from lawgov_analysis.analysis import comparison_gate, gated_peers
    >>> from lawgov_analysis.reporting.subject import YearReport
    >>> hengli = YearReport("横沥镇", 2020)
    >>> gate = comparison_gate(hengli.place_code, 2020)
    >>> comparison_section(hengli, gated_peers(load_figures(), hengli.place_code, 2020, gate), gate)[1]
    没有可以相比的：同级地方相差不超过一年、在官方网站公布的报告全文，本库收录了0个地方的，至少要有8个才比较。
    """
    language = subject.language
    say, blocks = language.say, [heading(language.say("standing"))]
    broken = [say("standing_left_out", files=language.join(left_out))] if left_out else []
    if beside.empty:
        why = "no_peers_like" if gate.is_open else "no_peers" if gate.own else "no_peers_own"
        said = [say(why, n=gate.places, needed=FEWEST_PLACES), *broken]
        return Blocks([*blocks, paragraph(("" if language.lang == "zh" else " ").join(said))])
    ranks = standing(beside).merge(beside.loc[beside["own"], ["indicator", "bound"]], on="indicator")
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
    return Blocks(
        [
            *blocks,
            paragraph(say(intro, n=len(ranks), others=span)),
            bullets(_rank(row, language) for row in records(ranks)),
            peer_bars(nearest, charted, language, say("source_all"), subject.data),
            table(shown, say("standing_caption"), numeric=shown.columns[3:]),
            paragraph(("" if language.lang == "zh" else " ").join(notes)),
        ]
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
