"""How the panel says its numbers, changes, reasons and places in a report."""

import numpy as np
import pandas as pd

from ...analysis import year_reasons
from ...presentation import section_name
from ...presentation.blocks import linked, paragraph, plain
from ...tables import records

#: A longer cell, more than 100 person-times, is broken; else it pushes the newest year off the page.
SHORT = 14
#: What keeps one indicator from being compared, and not a whole report: it is said of each.
OF_ONE = {"definition", "unit", "basis", "scope", "carried", "conflict", "cumulative", "unread"}


def opens_figure(subject, text, year, number):
    """Return a text that opens the row of the annex that has a figure of a year."""
    at = subject.figure_rows.get((year, number))
    return linked(text, f"f{at}") if at else text


def opens_sentence(subject, text, *key):
    """Return a text that opens the row of the annex that has a statement or a sentence of a year."""
    at = subject.sentence_rows.get(key)
    return linked(text, f"n{at}") if at else text


def said_value(subject, value, unit, bound, figure, year):
    """Return a value as running text has it; it opens its place in the annex."""
    surface = subject.surfaces.get((year, figure), "")
    return opens_figure(subject, subject.language.said(value, unit, bound, surface), year, figure)


def change_said(subject, row):
    """Say how a number changed, or why that cannot be said.

    Parameters
    ----------
    subject : PanelSubject
    row : namedtuple
        Of `compare_years`.

    Returns
    -------
    str
    """
    say = subject.language.say
    if not row.comparable:
        # What is so of a whole report is said once, above.
        return say("not_comparable", reason=reason(subject, row.reason, short=row.reason not in OF_ONE))
    if pd.isna(row.change):
        return _bounded(subject, row)
    if row.change == 0:
        return say("unchanged")
    change = _signed(subject, row.change, row.unit)
    if pd.isna(row.percent):
        return change
    return say("changed_percent", change=change, percent=f"{row.percent:+.1f}%".replace("-", "−"))


def _bounded(subject, row):
    """Say between what the change of a number with a bound lies."""
    rises = row.change_low >= 0
    least, most = sorted(map(abs, (row.change_low, row.change_high)))
    unit = _unit_of_change(subject, row.unit)
    known = subject.language.quantity(least, unit)
    if least == 0:
        return subject.language.say("rose" if rises else "fell")
    if np.isinf(most):
        return subject.language.say("panel_rose_least" if rises else "panel_fell_least", change=known)
    case = "panel_rose_between" if rises else "panel_fell_between"
    return subject.language.say(case, low=subject.language.number(least), high=subject.language.quantity(most, unit))


def _signed(subject, change, unit):
    sign = "+" if change > 0 else "−"
    return sign + subject.language.quantity(abs(change), _unit_of_change(subject, unit))


def _unit_of_change(subject, unit):
    return subject.language.say("points") if unit == "%" else unit


def reason(subject, name, short=False):
    """Return a reason of ``data/rules/years/reasons.csv`` in words."""
    column = f"short_{subject.lang}" if short else subject.lang
    return year_reasons(subject.data).loc[name, column]


def notes_said(subject, row):
    """Return what is said beside a comparison, in a word or two; of a changed definition how the two differ.

    Parameters
    ----------
    subject : PanelSubject
    row : namedtuple
        Of `compare_years`.

    Returns
    -------
    str
        ``""`` where nothing is.
    """
    names = [name for name in row.note.split("|") if name not in ("", "points")]
    said = [reason(subject, name, short=True) for name in names]
    if row.reason == "definition":
        swaps = subject.data.table("year_definitions")
        both = {row.indicator, row.base_indicator}
        said += [getattr(swap, subject.lang) for swap in records(swaps) if {swap.one, swap.other} == both]
    return subject.language.say("semicolon").join(said)


def series_name(subject, indicator, scope):
    """Return the name of an indicator with the part that it is narrowed to."""
    name = subject.language.indicator(indicator)
    return name + (subject.language.say("in_brackets", text=subject.language.gloss(scope)) if scope else "")


def where(subject, section):
    """Return the name of a section, a dash where it is not known."""
    return section_name(section, subject.language) or "—"


def short_columns(frame, names):
    """Return those of some columns whose cells are short: they are set as numbers, and not broken.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of cells as they are shown.
    names : list of str

    Returns
    -------
    list of str
    """
    return [name for name in names if frame[name].map(plain).str.len().max() <= SHORT]


def nothing(subject, head, sentence, *more, **values):
    """Return a section that says what is missing; none where there is one year alone, which is said once above."""
    if len(subject.years) == 1:
        return []
    return [head, paragraph(subject.language.say(sentence, **values)), *more]
