"""Charts of places beside each other: a strip of all with quartiles, rates with intervals and ranks, and a funnel.

They stand on the same sheet as the other charts. Own place is a dark diamond, the others are light dots, and what is
only known as a bound is an open mark that points to the unknown side: all stay apart in grey.
"""

import numpy as np
import pandas as pd

from ..presentation import MARKS, load_language
from ..tables import records
from .chart_sheet import DARK, FAINT, INK, LIGHT, MARGIN, MIDDLE, SIZES, WIDTH, Sheet, inches
from .charts import Chart

DOT, OWN = ("o", 6), ("D", 8)
# What is only known as a bound points to where it may be.
OPEN = {"at_least": ">", "at_most": "<", "about": "o"}
UPRIGHT = {"at_least": "^", "at_most": "v", "about": "o"}
ABREAST, CELL = 24, 0.36  # so many places beside each other, inches for each
STEP = 0.09  # inches: so much higher stands a dot that would lie on another
FUNNEL_HEIGHT, POINTS = 3.0, 80


def strip(values, quartiles, title, lang="zh", source="", data_dir=None):
    """Chart the values of all places, one panel an indicator, with the quartiles of the others.

    Parameters
    ----------
    values : pandas.DataFrame
        ``indicator``, ``place_code``, ``own``, ``value``, ``unit`` and ``bound``; one row a mark.
    quartiles : dict
        Of each indicator the three quartiles of the others, each as the least and most that it may be, as from
        `lawgov_analysis.analysis.beside.spread_of`.
    title : str
    lang, source, data_dir
        As for `lawgov_analysis.analysis.charts.bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_dir)
    data = values.assign(
        label=[language.place(code, False) for code in values["place_code"]],
        text=[language.quantity(r.value, r.unit, r.bound) for r in records(values)],
        panel=[language.indicator(name) for name in values["indicator"]],
    ).reset_index(drop=True)
    said = {name: _quartile_text(quartiles[name], language) for name in data["indicator"].unique()}
    notes = _notes(data, "comparison_strip_note", source, language)

    def draw(title):
        sheet = Sheet(title, [], [])
        for at, (name, panel) in enumerate(data.groupby("indicator", sort=False)):
            if at:
                sheet.gap()
            sheet.heading(panel["panel"].iloc[0])
            _strip_panel(sheet, panel, quartiles[name], said[name], language)
        return sheet.done(notes)

    panels = [
        (panel["panel"].iloc[0] + language.say("colon") + said[name] + language.say("semicolon"), panel)
        for name, panel in data.groupby("indicator", sort=False)
    ]
    return Chart(data, title, _alt(title, panels, notes, language), draw)


def _quartile_text(quartiles, language):
    ends = [_range(low, high, language) for low, high in quartiles]
    values = dict(zip(("lower", "median", "upper"), ends, strict=True))
    return language.say("comparison_quartiles", **values)


def _range(low, high, language):
    if low == high:
        return language.number(low)
    return f"≥{language.number(low)}" if high == np.inf else f"{language.number(low)}–{language.number(high)}"


def _strip_panel(sheet, panel, quartiles, said, language):
    lowest, highest = panel["value"].min(), panel["value"].max()
    reach = (highest - lowest) or 1.0
    left, room = MARGIN + 0.25, WIDTH - 2 * MARGIN - 0.5

    def x_of(value):
        return left + room * min(max((value - lowest) / reach, 0), 1)

    rest = panel[~panel["own"]].sort_values("value")
    at, levels = [x_of(value) for value in rest["value"]], []
    for x in at:
        level = 0
        while any(abs(x - other) < STEP and level == taken for other, taken in levels):
            level += 1
        levels.append((x, level))
    own = panel[panel["own"]]
    tallest = max((level for _, level in levels), default=0)
    sheet.y += 0.08 + (0.2 if len(own) else 0) + STEP * tallest
    middle = sheet.y + 0.1
    sheet.y = middle
    lower, median, upper = (x_of(low) for low, _ in quartiles)
    sheet.line([left, left + room], [middle, middle], MIDDLE, above=0)
    sheet.box(lower, max(upper - lower, 0.02), 0.24, LIGHT, edge=MIDDLE)
    sheet.line([median, median], [middle - 0.16, middle + 0.16], INK, 1.6, above=2)
    for (x, level), row in zip(levels, records(rest), strict=True):
        _mark(sheet, x, middle - STEP * level, row, DOT)
    for row in records(own):
        x = x_of(row.value)
        _mark(sheet, x, middle, row, OWN, DARK)
        text = f"{row.label} {row.text}"
        # Widths of letters are reckoned, not measured: a little more room than they should take.
        start = min(max(x - inches(text) / 2, MARGIN), WIDTH - MARGIN - inches(text) - 0.1)
        below = [level for other, level in levels if start - 0.1 < other < start + inches(text) + 0.1]
        sheet.text(start, middle - 0.24 - STEP * max(below, default=0), text, "label")
    sheet.y = middle + 0.24
    unit = panel.iloc[0]
    sheet.text(left, sheet.y, language.quantity(lowest, unit["unit"]), "note", ha="center", color=FAINT)
    sheet.text(left + room, sheet.y, language.quantity(highest, unit["unit"]), "note", ha="center", color=FAINT)
    sheet.text(WIDTH / 2, sheet.y, said, "note", ha="center", color=FAINT)
    sheet.y += 0.14


def _mark(sheet, x, y, row, look, color=MIDDLE, pointing=OPEN):
    bound = getattr(row, "bound", "exact")
    open_mark = bound in pointing
    shape, size = look
    sheet.mark(x, y, pointing.get(bound, shape), size, "white" if open_mark else color, 0.9, above=3)


def intervals(rates, centre, title, lang="zh", source="", data_dir=None):
    """Chart the rates of one indicator with their intervals, and beside them the ranks that these leave open.

    Parameters
    ----------
    rates : pandas.DataFrame
        Rows of `lawgov_analysis.analysis.beside.rates_beside`, of one indicator; as many as are to be drawn.
    centre : float
        The rate of all together: a line.
    title : str
    lang, source, data_dir
        As for `lawgov_analysis.analysis.charts.bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_dir)
    data = rates.sort_values(["rate", "place_code"], ascending=[False, True], ignore_index=True)
    share = data["method"].iloc[0] == "share"
    data = data.assign(
        label=[language.place(code, False) for code in data["place_code"]],
        text=[interval_text(row, language) for row in records(data)],
        ranks=[rank_text(row.best, row.worst, language) for row in records(data)],
        bound=data["rate_bound"],
    )
    n = int(rates["worst"].max())
    # Where no two places can be told apart, bars that all run from the first to the last rank say nothing.
    tells_ranks = bool((rates["best"] > 1).any())
    notes = _notes(data, "comparison_interval_note" if tells_ranks else "comparison_rates_note", source, language)

    def draw(title):
        # Room for a digit more: widths of letters are reckoned, not measured.
        sheet = Sheet(title, data["label"], data["text"] + "0")
        gap, ranks = (0.35, 1.25) if tells_ranks else (0.0, 0.0)
        room = sheet.room - gap - ranks
        drawn = data["rate_high"].where(np.isfinite(data["rate_high"]), data["rate"])
        low, high = min(data["rate_low"].min(), centre), max(drawn.max(), centre)
        low, high = (max(low, 0), min(high, 100) if share else high)
        scale = room / ((high - low) or 1.0)
        start = sheet.left + room + gap
        sheet.y += 0.1
        sheet.text(sheet.left + room / 2, sheet.y, language.say("comparison_axis_rate"), "note", "center", FAINT)
        if tells_ranks:
            sheet.text(start + ranks / 2, sheet.y, language.say("comparison_axis_rank", n=n), "note", "center", FAINT)
        sheet.y += 0.1
        top = sheet.y
        for row in records(data):
            height = sheet.label(row.label)
            sheet.y += height / 2
            high_at = min(row.rate_high, high)
            xs = [sheet.left + (value - low) * scale for value in (row.rate_low, high_at)]
            sheet.line(xs, [sheet.y] * 2, DARK if row.own else MIDDLE, 3 if row.own else 1.6, above=1)
            _mark(
                sheet,
                sheet.left + (row.rate - low) * scale,
                sheet.y,
                row,
                OWN if row.own else DOT,
                DARK if row.own else MIDDLE,
            )
            if tells_ranks:
                step = ranks / max(n - 1, 1)
                ends = [start + (rank - 1) * step for rank in (row.best, row.worst)]
                sheet.line(
                    ends if ends[0] < ends[1] else [ends[0] - 0.03, ends[0] + 0.03],
                    [sheet.y] * 2,
                    DARK if row.own else MIDDLE,
                    5 if row.own else 3,
                    above=1,
                )
            sheet.text(start + ranks + 0.15, sheet.y, row.text, "label")
            sheet.y += height / 2
        x = sheet.left + (centre - low) * scale
        sheet.line([x, x], [top, sheet.y], INK, 0.9, above=0, dashes=(4, 3))
        sheet.y += 0.08
        for value in (low, high):
            sheet.text(sheet.left + (value - low) * scale, sheet.y, language.number(value, 1), "note", "center", FAINT)
        for rank in (1, n) if tells_ranks else ():
            sheet.text(start + (rank - 1) * ranks / max(n - 1, 1), sheet.y, str(rank), "note", "center", FAINT)
        sheet.y += 0.1
        return sheet.done(notes)

    told = data.assign(text=data["text"] + language.say("comma") + data["ranks"]) if tells_ranks else data
    return Chart(data, title, _alt(title, [("", told)], notes, language), draw)


def interval_text(row, language):
    """Return a rate with its interval as text: 34.3（30.2–38.8）."""
    unit = "%" if row.method == "share" else ""
    rate = f"{MARKS[row.rate_bound]}{row.rate:,.1f}{unit}"
    if pd.isna(row.rate_low):
        return rate
    high = "∞" if row.rate_high == np.inf else f"{row.rate_high:,.1f}"
    return language.say("comparison_interval", rate=rate, low=f"{row.rate_low:,.1f}", high=high)


def rank_text(best, worst, language):
    """Return a range of ranks as text."""
    if pd.isna(best):
        return "—"
    best, worst = int(best), int(worst)
    return language.say("comparison_rank_one" if best == worst else "comparison_ranks", best=best, worst=worst)


def funnel(rates, limits, centre, title, lang="zh", source="", data_dir=None, axis=""):
    """Chart rates against what they are divided by, within the limits of chance around the rate of all together.

    Parameters
    ----------
    rates : pandas.DataFrame
        Rows of `lawgov_analysis.analysis.beside.rates_beside`, of one indicator, with ``outside``: ``""`` or the
        standing of one that lies outside of the limits.
    limits : callable
        Of an array of exposures and a level it gives the limits, low and high, in the unit of the rates.
    centre : float
    title : str
    axis : str
        What the exposure is.
    lang, source, data_dir
        As for `lawgov_analysis.analysis.charts.bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_dir)
    share = rates["method"].iloc[0] == "share"
    data = rates.assign(
        label=[language.place(code, False) for code in rates["place_code"]],
        text=[
            language.say(
                "comparison_funnel_mark", rate=interval_text(row, language), exposure=language.number(row.exposure)
            )
            for row in records(rates)
        ],
        bound=rates["rate_bound"],
    ).reset_index(drop=True)
    notes = _notes(data, "comparison_funnel_note", source, language)

    def draw(title):
        sheet = Sheet(title, [], [])
        left, room, height = MARGIN + 0.6, WIDTH - 2 * MARGIN - 1.5, FUNNEL_HEIGHT
        top = sheet.y + 0.1
        most = data["exposure"].max() * 1.05
        grid = np.linspace(max(data["exposure"].min() * 0.6, most / POINTS), most, POINTS)
        curves = [limits(grid, level) for level in (0.95, 0.998)]
        low = min(curve[0][grid >= data["exposure"].min()].min() for curve in curves)
        high = max(curve[1][grid >= data["exposure"].min()].max() for curve in curves)
        low, high = min(low, data["rate"].min()), max(high, data["rate"].max())
        low, high = max(low - 0.04 * (high - low), 0), high + 0.04 * (high - low)
        high = min(high, 100) if share else high

        def x_of(exposure):
            return left + room * np.asarray(exposure) / most

        def y_of(rate):
            return top + height * (1 - (np.clip(rate, low, high) - low) / (high - low))

        sheet.line([left, left, left + room], [top, top + height, top + height], FAINT)
        sheet.line([left, left + room], [y_of(centre)] * 2, INK, 1.2, above=1)
        for (lower, upper), dashes, level in zip(curves, ((5, 3), ()), ("95%", "99.8%"), strict=True):
            for curve in (lower, upper):
                inside = (curve >= low) & (curve <= high)
                sheet.line(x_of(grid[inside]), y_of(curve[inside]), MIDDLE, 1.1, above=1, dashes=dashes)
            sheet.text(left + room + 0.06, float(y_of(upper[-1])), level, "note", color=FAINT)
        sheet.text(
            left + room + 0.06,
            float(y_of(centre)),
            language.say("comparison_centre", rate=f"{centre:,.1f}"),
            "note",
            color=FAINT,
        )
        for row in records(data):
            x, y = float(x_of(row.exposure)), float(y_of(row.rate))
            look, color = (OWN, DARK) if row.own else (DOT, MIDDLE)
            _mark(sheet, x, y, row, look, color, UPRIGHT)
            if row.own or row.outside not in ("", "unsure"):
                width = inches(row.label)
                right = x + 0.1 + width < left + room
                above = -0.13 if row.rate >= centre else 0.15
                sheet.text(x + 0.1 if right else x - 0.1 - width, y + above, row.label, "label")
        for value in (low, high):
            sheet.text(left - 0.06, float(y_of(value)), language.number(value, 1), "note", ha="right", color=FAINT)
        sheet.y = top + height + 0.1
        for value in (0, most / 1.05):
            sheet.text(float(x_of(value)), sheet.y, language.number(round(value)), "note", "center", FAINT)
        sheet.text(left + room / 2, sheet.y, axis, "note", "center", FAINT)
        sheet.y += 0.1
        return sheet.done(notes)

    return Chart(data, title, _alt(title, [("", data)], notes, language), draw)


def stated_matrix(cells, title, lang="zh", source="", data_dir=None):
    """Chart which place states which indicator: full, open, dotted and doubtful boxes.

    Parameters
    ----------
    cells : pandas.DataFrame
        One row an indicator and place, in the order in which they are shown: ``indicator``, ``place_code``, ``own`` and
        ``state`` (stated, unlike, silent or unclear).
    title : str
    lang, source, data_dir
        As for `lawgov_analysis.analysis.charts.bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_dir)
    names = {code: language.place(code, False) for code in cells["place_code"].unique()}
    items = {name: language.indicator(name) for name in cells["indicator"].unique()}
    state_of = {(row.indicator, row.place_code): row.state for row in records(cells)}
    own = set(cells.loc[cells["own"], "place_code"])
    notes = [language.say("comparison_matrix_note"), source]

    def draw(title):
        sheet = Sheet(title, items.values(), [])
        codes = list(names)
        for first in range(0, len(codes), ABREAST):
            some = codes[first : first + ABREAST]
            width = min(CELL, sheet.room / len(some))
            sheet.y += max(inches(names[code]) for code in some) + 0.08
            at = {code: sheet.left + (n + 0.5) * width for n, code in enumerate(some)}
            for code, x in at.items():
                sheet.upright(x, sheet.y, names[code], SIZES["label"])
            sheet.y += 0.06
            for name, label in items.items():
                height = sheet.label(label)
                sheet.y += height / 2
                for code, x in at.items():
                    if code in own:
                        sheet.box(x - width / 2, width, height, LIGHT)
                    _state(sheet, x, state_of.get((name, code), "silent"))
                sheet.y += height / 2
            sheet.y += 0.08
        return sheet.done(notes)

    stated = (cells["state"] == "stated").groupby(cells["indicator"], sort=False).sum()
    data = cells.assign(label=cells["place_code"].map(names), text=cells["state"])
    said = language.join(f"{items[name]} {n}" for name, n in stated.items())
    stop = language.say("stop")
    alt = "".join(part.rstrip(" .。") + stop for part in (title, language.say("comparison_matrix_alt", said=said)))
    return Chart(data, title, alt.strip(), draw)


def _state(sheet, x, state):
    side = 0.13
    if state == "stated":
        sheet.box(x - side / 2, side, side, DARK)
    elif state == "unlike":
        sheet.box(x - side / 2, side, side, "white", edge=DARK)
    elif state == "unclear":
        sheet.text(x, sheet.y, "?", "label", ha="center")
    else:
        sheet.mark(x, sheet.y, size=1.6, fill=FAINT, edge=FAINT)


def _notes(data, key, source, language):
    """What is said below a chart: what open marks are where there are any."""
    bounds = [language.say("comparison_bound_note")] if (data["bound"] != "exact").any() else []
    return [language.say(key), *bounds, source]


def _alt(title, panels, notes, language):
    """The title, every label with its number, and the notes, as sentences."""
    said = [
        name + language.say("semicolon").join(f"{row.label} {row.text}" for row in records(rows))
        for name, rows in panels
    ]
    stop = language.say("stop")
    return "".join(part.rstrip(" .。") + stop for part in [title, *said, *filter(None, notes)]).strip()
