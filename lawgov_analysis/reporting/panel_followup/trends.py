"""Which years of an indicator can be compared, how it went, and by how much it changed."""

import pandas as pd

from ...analysis import unit_class, year_reasons
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import place_in, records
from ..periods import period_said
from .stated import picked
from .words import OF_ONE, change_said, notes_said, nothing, reason, said_value, series_name, short_columns

#: A chart of fewer years says no more than the table.
FEWEST_YEARS = 3
#: So many panels make one chart.
PANELS = 12


def held(subject):
    """Return which reports there are, and what is to be known of each before it is compared.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has a row a year: ``year``, ``name`` (what the place was called), ``document_type``, ``coverage``,
        ``official``, ``issued_on``, ``period_end`` and ``text`` (whether it is at hand); missing where there is no
        report.
    """
    say, language = subject.language.say, subject.language
    rows, shown = [], []
    for year in range(subject.from_year, subject.to_year + 1):
        name = place_in(subject.place_code, year, subject.data)[0]
        if year not in subject.years:
            rows.append((year, name, None, None, None, pd.NaT, pd.NaT, False))
            shown.append((str(year), say("panel_no_report"), "—", "—", "—", "—"))
            continue
        line, text = subject.lines.loc[year], bool(subject.texts[year])
        rows.append(
            (year, name, *line[["document_type", "coverage", "official", "issued_on", "period_end"]].tolist(), text)
        )
        until = line["period_end"]
        shown.append(
            (
                str(year),
                language.report_title(line),
                language.gloss(line["document_type"], "document_type"),
                say(f"coverage_{line['coverage']}"),
                "—" if pd.isna(until) else until.strftime("%Y-%m-%d"),
                say("panel_yes" if text else "panel_no"),
            )
        )
    columns = ["year", "name", "document_type", "coverage", "official", "issued_on", "period_end", "text"]
    frame = pd.DataFrame(rows, columns=columns)
    heads = [say(f"panel_column_{name}") for name in ("year", "report", "type", "coverage", "until", "text")]
    blocks = [heading(say("panel_held")), table(pd.DataFrame(shown, columns=heads), say("panel_held_caption"))]
    names = frame.loc[frame["year"].isin(subject.years), ["year", "name"]]
    changed = [
        say("panel_renamed", year=now.year, before=before.name, now=now.name)
        for before, now in zip(records(names), records(names.iloc[1:]), strict=False)
        if now.name != before.name
    ]
    unofficial = [str(year) for year in subject.years if subject.lines.loc[year, "official"] == "no"]
    early = [
        say("panel_signed_early", year=year, day=subject.lines.loc[year, "issued_on"].strftime("%Y-%m-%d"))
        for year in subject.years
        if subject.lines.loc[year, "issued_on"].year == year
    ]
    said = changed + early + ([say("panel_unofficial", years=language.join(unofficial))] if unofficial else [])
    return View([*blocks, *map(paragraph, said)], frame)


def comparability(subject):
    """Return the matrix of indicators and years, with what cannot be compared and why.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has a row an indicator, scope and year that is stated: the figure with ``value``, ``unit``, ``bound``,
        ``period``, ``basis`` and ``section``, and the ``reason`` why it is not compared with the year before.
    """
    say, language = subject.language.say, subject.language
    head = heading(say("panel_comparability"))
    frame = picked(subject)
    if frame.empty:
        return View([head, paragraph(say("panel_nothing_stated"))], frame)
    broken = subject.breaks[~subject.breaks["comparable"]]
    why = {(row.indicator, row.scope, row.year): row.reason for row in records(broken)}
    keys = zip(frame["indicator"], frame["scope"], frame["year"], strict=True)
    frame = frame.assign(reason=pd.Series([why.get(key, "") for key in keys], index=frame.index, dtype="str"))
    rows = []
    for (indicator, scope), of_one in frame.groupby(["indicator", "scope"], sort=False):
        by_year = {row.year: row for row in records(of_one)}
        cells = [_cell(subject, by_year.get(year), year) for year in subject.years]
        breaks = [
            say("panel_why", year=row.year, why=reason(subject, row.reason, short=True))
            for row in by_year.values()
            if row.reason
        ]
        rows.append([series_name(subject, indicator, scope), *cells, language.say("semicolon").join(breaks) or "—"])
    heads = [say("column_indicator"), *map(str, subject.years), say("panel_column_break")]
    cells = pd.DataFrame(rows, columns=heads)
    shown = table(cells, say("panel_comparability_caption"), numeric=short_columns(cells, heads[1:-1]))
    said = _meant(subject, set(frame["reason"]))
    if len(subject.otherwise):
        said.append(paragraph(say("panel_otherwise_intro")))
        said.append(bullets(_otherwise(subject, row) for row in records(subject.otherwise)))
    totals = subject.totals[subject.totals["indicator"].isin(subject.chosen)]
    if len(totals):
        said.append(paragraph(say("panel_totals_intro")))
        said.append(bullets(_total(subject, row) for row in records(totals)))
    columns = ["place_code", "indicator", "scope", "year", "figure", "value", "unit", "bound", "period", "basis"]
    return View(
        [head, paragraph(say("panel_comparability_intro")), shown, *said], frame[[*columns, "section", "reason"]]
    )


def _meant(subject, reasons):
    """Say what the short words mean, once for all numbers that have them."""
    used = [name for name in year_reasons(subject.data).index if name in reasons]
    meant = [
        subject.language.say(
            "panel_reason_meant", short=reason(subject, name, short=True), reason=reason(subject, name)
        )
        for name in used
    ]
    stop = subject.language.say("stop").rstrip()
    return [paragraph(subject.language.say("semicolon").join(meant) + stop)] if meant else []


def _otherwise(subject, row):
    """Say a number of one year beside that of the other, which is of the like in other words."""
    figures = {(figure.year, figure.figure): figure for figure in records(subject.figures)}
    both = [figures[row.base_year, row.base_figure], figures[row.year, row.figure]]
    told = [
        subject.language.say(
            "panel_otherwise_one",
            year=each.year,
            name=subject.language.name(each),
            value=said_value(subject, each.value, each.unit, each.bound, each.figure, each.year),
        )
        for each in both
    ]
    return subject.language.say("semicolon").join(told) + subject.language.say("stop").rstrip()


def _total(subject, row):
    """Say a running total, with the years that it runs over."""
    value = said_value(subject, row.value, row.unit, row.bound, row.figure, row.year)
    name = series_name(subject, row.indicator, row.scope)
    return subject.language.say(
        "panel_total_line", year=row.year, name=name, value=value, period=period_said(row, subject.language)
    )


def _cell(subject, row, year):
    """Return the cell of a year: the value with its period where that is not the year, or that nothing is stated."""
    if row is None:
        line = subject.lines.loc[year]
        partial = line["coverage"] == "excerpt" or line["document_type"] == "新闻"
        return subject.language.say("panel_unseen" if partial else "panel_unstated")
    value = said_value(subject, row.value, row.unit, row.bound, row.figure, row.year)
    period = period_said(row, subject.language)
    return value + (subject.language.say("in_brackets", text=period) if period else "")


def trends(subject):
    """Return the indicators over the years, in small panels; lines only where years can be compared.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame is what is drawn, as for `lawgov_analysis.analysis.charts_years.small_multiples`.
    """
    # Only here: whoever plans a run draws nothing.
    from ...analysis.charts_years import small_multiples

    say = subject.language.say
    head = heading(say("panel_trends"))
    frame = _drawn(subject)
    if frame.empty:
        return View(nothing(subject, head, "panel_nothing_drawn", n=FEWEST_YEARS), frame)
    names = list(dict.fromkeys(frame["panel"]))
    parts = [names[at : at + PANELS] for at in range(0, len(names), PANELS)]
    span = {"first": subject.from_year, "last": subject.to_year}
    charts = [
        small_multiples(
            frame[frame["panel"].isin(part)],
            say("panel_trends_title" if len(parts) == 1 else "panel_trends_part", n=n, of=len(parts), **span),
            subject.language,
        )
        for n, part in enumerate(parts, 1)
    ]
    return View([head, *charts], frame)


def _drawn(subject):
    """Return what the small panels show: indicators that are stated in enough years."""
    stated, rows = picked(subject), []
    held_against = {(row.indicator, row.scope, row.year): row for row in records(subject.breaks)}
    replaced = {
        (row.base_indicator, row.base_scope, row.year): row
        for row in records(subject.breaks)
        if (row.base_indicator, row.base_scope) != (row.indicator, row.scope)
    }
    for (indicator, scope), of_one in stated.groupby(["indicator", "scope"], sort=False):
        kinds = unit_class(of_one["unit"], subject.data)
        drawn = []
        for row, kind in zip(records(of_one), kinds, strict=True):
            against = held_against.get((indicator, scope, row.year))
            joined = against is not None and bool(against.comparable)
            vague = against is not None and against.reason == "bound"
            why = "" if against is None or joined or vague else reason(subject, against.reason, short=True)
            plotted = kind == kinds.iloc[0] and row.basis != "cumulative"
            drawn.append((row.year, row.value, row.unit, row.bound, plotted, joined, why))
        for year in subject.years:
            # In a later year another thing is counted in its place: it is said, and stands on no scale of this.
            other = replaced.get((indicator, scope, year))
            if other is not None and year not in set(of_one["year"]):
                why = reason(subject, other.reason, short=True)
                if other.indicator != indicator:
                    why += subject.language.say("in_brackets", text=subject.language.indicator(other.indicator))
                drawn.append((year, other.value, other.unit, other.bound, False, False, why))
        if len(drawn) < FEWEST_YEARS or sum(mark[4] for mark in drawn) < FEWEST_YEARS - 1:
            continue
        unit = subject.language.gloss(of_one["unit"].iloc[0], "unit")
        # In English a mere number has no unit.
        named = "" if unit.startswith("(") else subject.language.say("in_brackets", text=unit)
        panel = series_name(subject, indicator, scope) + named
        rows += [(indicator, scope, panel, *mark) for mark in sorted(drawn)]
    columns = ["indicator", "scope", "panel", "year", "value", "unit", "bound", "plotted", "joined", "why"]
    return pd.DataFrame(rows, columns=columns)


def year_on_year(subject):
    """Return by how much each number changed, or why that cannot be said: a table a year.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.compare_years`.
    """
    say = subject.language.say
    head = heading(say("panel_year_on_year"))
    told = subject.compared
    if told.empty:
        return View(nothing(subject, head, "panel_no_pairs"), told)
    blocks = [paragraph(say("panel_year_on_year_intro", least=subject.min_base))]
    blocks += _meant(subject, set(told["reason"]) - OF_ONE)
    for year, of_year in told.groupby("year"):
        one = len(set(of_year["base_year"])) == 1
        rows = [
            [
                series_name(subject, row.indicator, row.scope),
                _base(subject, row, one),
                said_value(subject, row.value, row.unit, row.bound, row.figure, row.year),
                change_said(subject, row),
                notes_said(subject, row) or "—",
            ]
            for row in records(of_year)
        ]
        base = str(of_year["base_year"].iloc[0]) if one else say("panel_column_base")
        heads = [say("column_indicator"), base, str(year), say("column_change"), say("panel_column_note")]
        compared = int(of_year["comparable"].sum())
        caption = say(
            "panel_year_caption" if one else "panel_base_caption",
            year=year,
            base=base,
            n=len(of_year),
            compared=compared,
        )
        cells = pd.DataFrame(rows, columns=heads)
        blocks.append(table(cells, caption, numeric=short_columns(cells, heads[1:3])))
    return View([head, *blocks], told)


def _base(subject, row, one):
    """Return the number that a number is held against; with its year or its indicator where those are others."""
    said = said_value(subject, row.base_value, row.base_unit, row.base_bound, row.base_figure, row.base_year)
    more = [] if one else [str(row.base_year)]
    if row.base_indicator != row.indicator:
        more.append(subject.language.indicator(row.base_indicator))
    return said + "".join(subject.language.say("in_brackets", text=text) for text in more)
