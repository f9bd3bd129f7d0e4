"""Charts of the years of one place: small multiples with their breaks, and what became of plans.

A line is drawn only between years that can be compared. Where they cannot, two strokes stand in its place and the
reason below; a number with a bound is an open mark, an arrow to where it may be. All stay apart in grey.
"""

import pandas as pd

from ..presentation import load_language, wrap
from ..tables import records
from .chart_sheet import DARK, FAINT, INK, LIGHT, LINE, MARGIN, MIDDLE, SIZES, WIDTH, Sheet, inches
from .charts import Chart

COLUMNS, BETWEEN = 3, 0.3  # panels beside each other, inches between them
HEIGHT, AXIS = 0.62, 0.2  # inches: of a panel's plot, and below it for the years
MARKS = {"exact": ("o", DARK), "at_least": ("^", "white"), "at_most": ("v", "white"), "about": ("o", "white")}
STROKE, APART = 0.05, 0.04  # inches: half the height of a break's strokes, and how far they are apart
NOTE_LINE = 0.13
SQUARE, STEP = 0.2, 0.27


def small_multiples(values, title, lang="zh", source="", data_dir=None):
    """Chart indicators over years, one small panel each, on its own scale from zero.

    Parameters
    ----------
    values : pandas.DataFrame
        One row an indicator and year, in the order in which they are shown: ``panel`` (its title), ``year``, ``value``,
        ``unit``, ``bound``, ``plotted`` (whether it stands on the scale of its panel: another unit or definition does
        not), ``joined`` (whether it can be compared with the year before) and ``why`` (a word or two, where there is a
        value before and it cannot).
    title : str
    lang : str
        ``zh`` or ``en``.
    source : str
        Said below the chart.
    data_dir : path-like, optional

    Returns
    -------
    Chart

    Examples
    --------
    >>> rows = [(2021, 365.0, True, False, ""), (2022, 397.0, False, False, "口径")]
    >>> values = pd.DataFrame(rows, columns=["year", "value", "plotted", "joined", "why"])
    >>> small_multiples(values.assign(panel="受理纠纷（宗）", unit="宗", bound="exact"), "历年变化")
    历年变化。受理纠纷（宗）：2021年365宗；2022年397宗（口径，不可比）。线只连可比的年份；断开处不可比，空心的是约数。
    """
    language = load_language(lang, data_dir)
    texts = [language.quantity(row.value, row.unit, row.bound) for row in records(values)]
    data = values.assign(label=[str(year) for year in values["year"]], text=texts).reset_index(drop=True)
    panels = [panel for _, panel in data.groupby("panel", sort=False)]
    years = range(int(data["year"].min()), int(data["year"].max()) + 1)
    notes = [language.say("panel_chart_note"), source]

    def draw(title):
        sheet = Sheet(title, [], [])
        width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * BETWEEN) / COLUMNS
        for at in range(0, len(panels), COLUMNS):
            row = panels[at : at + COLUMNS]
            heads = [wrap(panel["panel"].iloc[0], width * 72 / SIZES["label"]) for panel in row]
            feet = [wrap(_why(panel, language), width * 72 / SIZES["note"]) for panel in row]
            top = sheet.y + 0.08
            plot = top + LINE * max(map(len, heads)) + 0.16
            for column, panel in enumerate(row):
                left = MARGIN + column * (width + BETWEEN)
                for n, line in enumerate(heads[column]):
                    sheet.text(left, top + n * LINE, line, "label")
                _panel(sheet, panel, years, left, width, plot)
                for n, line in enumerate(feet[column]):
                    sheet.text(left, plot + HEIGHT + AXIS + 0.14 + n * NOTE_LINE, line, "note", color=FAINT)
            sheet.y = plot + HEIGHT + AXIS + 0.1 + NOTE_LINE * max(map(len, feet)) + 0.04
        return sheet.done(notes)

    return Chart(data, title, _alt(title, panels, notes, language), draw)


def _panel(sheet, panel, years, left, width, top):
    """Draw the marks, lines and breaks of one panel; its plot begins at `top`."""
    shown = panel[panel["plotted"]]
    most = shown["value"].max() if len(shown) and shown["value"].max() > 0 else 1.0
    inner = width - 0.44
    x_of = {year: left + 0.22 + inner * (n / max(1, len(years) - 1)) for n, year in enumerate(years)}
    foot = top + HEIGHT
    sheet.line([left, left + width], [foot, foot], LIGHT, 1.0, above=0)
    # A year of five has no room for four digits.
    for year in years:
        said = str(year) if len(years) <= 4 else f"’{year % 100:02d}"
        sheet.text(x_of[year], foot + 0.11, said, "note", ha="center", color=FAINT)
    before = None
    for row in records(panel):
        x, y = x_of[row.year], foot - HEIGHT * (row.value / most if row.plotted else 0.0)
        if row.joined and before is not None:
            sheet.line([before[0], x], [before[1], y], MIDDLE, 1.4, above=1)
        elif row.why:
            middle = (x + before[0]) / 2 if before is not None else x - 0.12
            _break(sheet, middle, foot)
        if row.plotted:
            shape, face = MARKS[row.bound]
            sheet.mark(x, y, shape, 5.5, face, 0.9, above=3)
            sheet.text(x, y - 0.12, row.text, "note", ha="center", color=INK)
        else:
            sheet.text(x, foot - 0.12, row.text, "note", ha="center", color=FAINT)
        before = (x, y)


def _break(sheet, x, foot):
    """Draw two strokes across the foot of a panel."""
    for shift in (-APART / 2, APART / 2):
        sheet.line([x + shift - 0.025, x + shift + 0.025], [foot + STROKE, foot - STROKE], INK, 1.1, above=4)


def _why(panel, language):
    """Say why years of a panel are not compared."""
    said = [language.say("panel_why", year=row.year, why=row.why) for row in records(panel) if row.why]
    return language.say("semicolon").join(said)


def _alt(title, panels, notes, language):
    stop, parts = language.say("stop"), []
    for panel in panels:
        said = [
            language.say("panel_alt_why" if row.why else "panel_alt", year=row.year, value=row.text, why=row.why)
            for row in records(panel)
        ]
        parts.append(panel["panel"].iloc[0] + language.say("colon") + language.say("semicolon").join(said))
    return "".join(part.rstrip(" .。") + stop for part in [title, *parts, *filter(None, notes)]).strip()


def status_strip(plans, title, lang="zh", source="", data_dir=None):
    """Chart what became of plans: a row of boxes a year, one box a plan.

    Parameters
    ----------
    plans : pandas.DataFrame
        ``plan_year``, ``statement`` and ``status`` (done, partly, not_mentioned or unknown), in order.
    title, lang, source, data_dir
        As for `small_multiples`.

    Returns
    -------
    Chart

    Examples
    --------
    >>> plans = pd.DataFrame({"plan_year": [2021, 2021], "statement": [5, 6], "status": ["done", "unknown"]})
    >>> status_strip(plans, "安排的落实")
    安排的落实。2021年的安排：已落实1，无法判断1。
    """
    language = load_language(lang, data_dir)
    rows = [(year, of_year["status"].tolist()) for year, of_year in plans.groupby("plan_year", sort=True)]
    labels = [language.say("panel_plans_of", year=year) for year, _ in rows]
    texts = [_counted(statuses, language) for _, statuses in rows]
    shown = [status for status in STATUSES if any(status in statuses for _, statuses in rows)]

    def draw(title):
        sheet = Sheet(title, labels, [])
        for (_, statuses), label, text in zip(rows, labels, texts, strict=True):
            height = sheet.label(label)
            sheet.y += height / 2
            for n, status in enumerate(statuses):
                _status(sheet, sheet.left + n * STEP, status)
            x = sheet.left + len(statuses) * STEP + 0.1
            fits = x + inches(text) <= WIDTH - MARGIN
            sheet.y += 0 if fits else height / 2 + 0.1
            sheet.text(x if fits else sheet.left, sheet.y, text, "label")
            sheet.y += height / 2
        sheet.y += 0.16
        x = MARGIN
        for status in shown:
            _status(sheet, x, status)
            said = language.say(f"panel_status_{status}")
            sheet.text(x + SQUARE + 0.08, sheet.y, said, "label")
            x += SQUARE + inches(said) + 0.35
        sheet.y += 0.12
        return sheet.done([source])

    data = plans.assign(label=[language.say("panel_plans_of", year=year) for year in plans["plan_year"]])
    data = data.assign(text=[language.say(f"panel_status_{status}") for status in plans["status"]])
    said = [label + language.say("colon") + text for label, text in zip(labels, texts, strict=True)]
    stop = language.say("stop")
    alt = "".join(part.rstrip(" .。") + stop for part in [title, *said, *filter(None, [source])]).strip()
    return Chart(data, title, alt, draw)


STATUSES = ("done", "partly", "not_mentioned", "unknown")


def _counted(statuses, language):
    counts = pd.Series(statuses).value_counts()
    said = [
        f"{language.say(f'panel_status_{name}')}{_gap(language)}{counts[name]}" for name in STATUSES if name in counts
    ]
    return language.say("panel_and").join(said)


def _gap(language):
    return "" if language.lang == "zh" else " "


def _status(sheet, x, status):
    """Draw the box of a status: full, half full, crossed, or with a question mark."""
    edge = DARK if status != "unknown" else MIDDLE
    sheet.box(x, SQUARE, SQUARE, DARK if status == "done" else "white", edge=edge)
    if status == "partly":
        kept = sheet.y
        sheet.y += SQUARE / 4
        sheet.box(x, SQUARE, SQUARE / 2, MIDDLE, edge=edge)
        sheet.y = kept
    elif status == "not_mentioned":
        for up in (1, -1):
            ys = [sheet.y - up * SQUARE / 2, sheet.y + up * SQUARE / 2]
            sheet.line([x, x + SQUARE], ys, DARK, 1.3)
    elif status == "unknown":
        sheet.text(x + SQUARE / 2, sheet.y, "?", "label", ha="center", color=FAINT)
