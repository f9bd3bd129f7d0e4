"""Charts of many places at once: what each has of what is asked, on which day, how many points, whose text is alike.

Marks differ in shape and not in colour alone, so that they stay apart in grey and for every eye.
"""

from datetime import date

import pandas as pd

from ..presentation import load_language, width_em
from ..tables import records
from .chart_sheet import DARK, FAINT, FILLS, GAP, INK, LIGHT, LINE, MARGIN, MIDDLE, SIZES, WIDTH, Sheet, inches
from .charts import Chart

# Columns that stand side by side on a page, and how wide one is at the most, in inches.
COLUMNS, WIDEST = 30, 0.34
CELL = 0.235
ANSWERS = ["yes", "partly", "no", "unknown", "not_asked"]
SEGMENTS = [*FILLS, (MIDDLE, "\\\\\\\\"), ("#ffffff", "xxxx")]
EVERY_NUMBER = 16  # places, of which each cell of the matrix has room for its number


def answer_matrix(cells, title, lang="zh", source="", data_dir=None):
    """Chart which place has which item: a matrix of full, half, crossed and open boxes.

    Parameters
    ----------
    cells : pandas.DataFrame
        One row a place and item, in the order in which they are shown: ``place`` and ``item`` (labels), ``group`` (of
        the item), ``answer`` (yes, partly, no, unknown or not_asked) and ``points`` (0 to 1).
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
    >>> cells = pd.DataFrame({"place": ["甲镇", "乙镇"], "item": ["原因"] * 2, "group": ["法定内容"] * 2})
    >>> chart = answer_matrix(cells.assign(answer=["yes", "no"], points=[1.0, 0.0]), "有没有")
    >>> chart
    有没有。原因：有1，没有1（乙镇）。
    """
    language = load_language(lang, data_dir)
    places, items = (list(dict.fromkeys(cells[name])) for name in ("place", "item"))
    at = {(row.place, row.item): row for row in records(cells)}
    groups = cells.drop_duplicates("item").set_index("item")["group"]
    shown = [answer for answer in ANSWERS if (cells["answer"] == answer).any()]

    def draw(title):
        sheet = Sheet(title, items, [])
        for first in range(0, len(places), COLUMNS):
            block = places[first : first + COLUMNS]
            width = min(WIDEST, sheet.room / len(block))
            if first:
                sheet.gap()
            _heads(sheet, block, width)
            for n, item in enumerate(items):
                if n == 0 or groups[item] != groups[items[n - 1]]:
                    sheet.y += 0.03
                    sheet.line([MARGIN, sheet.left + width * len(block)], [sheet.y] * 2)
                    sheet.y += 0.03
                sheet.text(sheet.left - GAP, sheet.y + CELL / 2, item, "label", ha="right")
                for column, place in enumerate(block):
                    row = at.get((place, item))
                    x = sheet.left + column * width + width / 2
                    _mark(sheet, x, sheet.y + CELL / 2, row.answer if row else "not_asked", row.points if row else 0)
                sheet.y += CELL
        _legend(sheet, shown, language)
        return sheet.done([source])

    data = cells.assign(label=cells["place"] + " " + cells["item"], text=cells["answer"])
    return Chart(data, title, _said_of_items(title, cells, items, language, source), draw)


def _heads(sheet, names, width):
    """Write the names of the columns upright, as high as the longest needs."""
    height = max(map(width_em, names)) * SIZES["label"] / 72 + 0.08
    for column, name in enumerate(names):
        x = sheet.left + column * width + width / 2
        sheet.upright(x, sheet.y + height, name, min(SIZES["label"], width * 66))
    sheet.y += height + 0.06


def _mark(sheet, x, y, answer, points):
    """Draw the mark of an answer with its middle at a point."""
    side, kept = 0.13, sheet.y
    sheet.y = y
    left = x - side / 2
    if answer == "yes":
        sheet.box(left, side, side, DARK)
    elif answer == "partly":
        sheet.box(left, side, side, "white", edge=DARK)
        sheet.y = y + side / 2 * (1 - points)
        sheet.box(left, side, side * points, MIDDLE, edge=DARK)
    elif answer == "no":
        sheet.box(left, side, side, "white", edge=DARK)
        for up in (1, -1):
            sheet.line([left, left + side], [y - up * side / 2, y + up * side / 2], DARK, 1.4)
    elif answer == "unknown":
        sheet.text(x, y, "?", "label", ha="center", color=FAINT)
    else:
        sheet.line([x - side / 3, x + side / 3], [y, y], LIGHT, 1.2)
    sheet.y = kept


def _legend(sheet, answers, language):
    sheet.y += 0.16
    x = MARGIN
    for answer in answers:
        _mark(sheet, x + 0.07, sheet.y, answer, 0.5)
        said = language.say(f"scorecard_answer_{answer}")
        sheet.text(x + 0.2, sheet.y, said, "note", color=FAINT)
        x += 0.2 + width_em(said) * SIZES["note"] / 72 + 0.3
    sheet.y += 0.1


def _said_of_items(title, cells, items, language, source):
    said = [title]
    for item in items:
        own = cells[cells["item"] == item]
        parts = []
        for answer in ANSWERS[:-1]:
            names = own.loc[own["answer"] == answer, "place"].tolist()
            if names:
                named = "" if answer == "yes" else language.say("in_brackets", text=language.join(names))
                word = language.say(f"scorecard_answer_{answer}")
                parts.append(language.say("scorecard_counted", word=word, n=len(names), names=named))
        said.append(item + language.say("colon") + language.say("scorecard_and").join(parts))
    return _sentences([*said, source], language)


def _sentences(parts, language):
    stop = language.say("stop")
    return "".join(part.rstrip(" .。") + stop for part in parts if part).strip()


def day_dots(days, year, title, lang="zh", source="", data_dir=None):
    """Chart when reports were signed and published: open and full dots beside 1 March and 1 April.

    Parameters
    ----------
    days : pandas.DataFrame
        One row a place: ``place`` (label), ``signed`` and ``published`` (dates, or missing) and ``text`` (what is said
        at the end of the row).
    year : int
        Of the reports; both limits are of the next.
    title, lang, source, data_dir
        As for `answer_matrix`.

    Returns
    -------
    Chart

    Examples
    --------
    >>> days = pd.DataFrame({"place": ["甲镇"], "signed": [date(2023, 1, 9)], "published": [date(2023, 4, 18)]})
    >>> day_dots(days.assign(text="2023-04-18"), 2022, "公开日期")
    公开日期。甲镇 2023-04-18。
    """
    language = load_language(lang, data_dir)
    known = [day for name in ("signed", "published") for day in pd.to_datetime(days[name]).dropna().dt.date]
    begin = min([date(year + 1, 1, 1), *known])
    end = max([date(year + 1, 4, 15), *known])
    whole = (end - begin).days or 1

    def draw(title):
        sheet = Sheet(title, days["place"], days["text"])

        def x(day):
            return sheet.left + sheet.room * (day - begin).days / whole

        limits = [(date(year + 1, 3, 1), "scorecard_limit_signed"), (date(year + 1, 4, 1), "scorecard_limit_published")]
        top = sheet.y + 0.2
        for day, said in limits:
            sheet.text(x(day), sheet.y + 0.07, language.say(said), "note", ha="center", color=FAINT)
        sheet.y = top
        for row in records(days):
            height = sheet.label(row.place)
            sheet.y += height / 2
            sheet.line([sheet.left, sheet.left + sheet.room], [sheet.y] * 2, above=0)
            signed, published = (
                None if pd.isna(day) else pd.Timestamp(day).date() for day in (row.signed, row.published)
            )
            if signed:
                # Around the full dot of the same day the ring still shows.
                size = 11 if signed == published else 7
                sheet.mark(x(signed), sheet.y, size=size, fill="white", edge_width=1.2)
            if published:
                sheet.mark(x(published), sheet.y)
            sheet.text(sheet.left + sheet.room + GAP, sheet.y, row.text, "label")
            sheet.y += height / 2
        for day, _ in limits:
            sheet.line([x(day)] * 2, [top, sheet.y], MIDDLE, 1.2, above=0, dashes=(4, 2))
        for month in range(1, 13):
            for day in (date(begin.year, month, 1), date(begin.year + 1, month, 1)):
                if begin <= day <= end:
                    sheet.line([x(day)] * 2, [sheet.y, sheet.y + 0.05], FAINT)
                    label = language.say("scorecard_month", month=day.month, name=day.strftime("%b"))
                    sheet.text(x(day), sheet.y + 0.13, label, "note", ha="center", color=FAINT)
        sheet.y += 0.3
        sheet.mark(MARGIN + 0.07, sheet.y)
        said = language.say("scorecard_dot_published")
        sheet.text(MARGIN + 0.2, sheet.y, said, "note", color=FAINT)
        at = MARGIN + 0.5 + width_em(said) * SIZES["note"] / 72
        sheet.mark(at, sheet.y, fill="white", edge_width=1.2)
        sheet.text(at + 0.13, sheet.y, language.say("scorecard_dot_signed"), "note", color=FAINT)
        sheet.y += 0.12
        return sheet.done([source])

    said = language.say("semicolon").join(f"{row.place} {row.text}" for row in records(days))
    data = days.assign(label=days["place"])
    return Chart(data, title, _sentences([title, said, source], language), draw)


def stacked_scores(scores, dimensions, title, lang="zh", source="", data_dir=None):
    """Chart scores in their dimensions, one bar a place, by groups.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row a place, in the order in which they are shown: ``place``, ``group`` (a heading), ``text`` (at the end
        of the bar), and a column of points for each of `dimensions`.
    dimensions : list of str
    title, lang, source, data_dir
        As for `answer_matrix`.

    Returns
    -------
    Chart

    Examples
    --------
    >>> scores = pd.DataFrame({"place": ["甲镇"], "group": [""], "text": ["80.0"], "时效": [80.0]})
    >>> stacked_scores(scores, ["时效"], "得分")
    得分。甲镇 80.0：时效80。
    """
    language = load_language(lang, data_dir)
    looks = [SEGMENTS[at % len(SEGMENTS)] for at in range(len(dimensions))]

    def draw(title):
        sheet = Sheet(title, scores["place"], scores["text"])
        _named_fills(sheet, dimensions, looks)
        group = None
        for row in scores.to_dict("records"):
            if row["group"] != group and row["group"]:
                sheet.heading(row["group"])
            group = row["group"]
            height = sheet.label(row["place"])
            sheet.y += height / 2
            sheet.box(sheet.left, sheet.room, 0.18, "white", edge=LIGHT)
            x = sheet.left
            for name, (color, hatch) in zip(dimensions, looks, strict=True):
                width = sheet.room * row[name] / 100
                if width > 0:
                    sheet.box(x, width, 0.18, color, hatch, edge=DARK)
                x += width
            sheet.text(sheet.left + sheet.room + GAP, sheet.y, row["text"], "label")
            sheet.y += height / 2
        return sheet.done([source])

    rows = [
        f"{row['place']} {row['text']}"
        + language.say("colon")
        + language.join(
            f"{name}{'' if language.lang == 'zh' else ' '}{language.number(row[name], 1)}" for name in dimensions
        )
        for row in scores.to_dict("records")
    ]
    data = scores.assign(label=scores["place"])
    return Chart(data, title, _sentences([title, language.say("semicolon").join(rows), source], language), draw)


def _named_fills(sheet, names, looks):
    x = MARGIN
    sheet.y += 0.08
    for name, (color, hatch) in zip(names, looks, strict=True):
        width = 0.26 + inches(name) * SIZES["note"] / SIZES["label"] + 0.2
        if x + width > WIDTH - MARGIN and x > MARGIN:
            x, sheet.y = MARGIN, sheet.y + LINE + 0.04
        sheet.box(x, 0.18, 0.12, color, hatch, edge=DARK)
        sheet.text(x + 0.25, sheet.y, name, "note", color=FAINT)
        x += width
    sheet.y += 0.16


def share_matrix(shares, title, lang="zh", source="", data_dir=None):
    """Chart how much of each text stands in each other: a square of shaded cells.

    Parameters
    ----------
    shares : pandas.DataFrame
        Square: a row and a column for each text, labelled, with % of the row's text; missing on the diagonal.
    title, lang, source, data_dir
        As for `answer_matrix`.

    Returns
    -------
    Chart

    Examples
    --------
    >>> both = ["甲镇", "乙镇"]
    >>> share_matrix(pd.DataFrame([[None, 12.0], [9.0, None]], both, both), "相同的文字")
    相同的文字。甲镇—乙镇 12%；乙镇—甲镇 9%。
    """
    language = load_language(lang, data_dir)
    names = list(shares.index)

    def draw(title):
        sheet = Sheet(title, names, [])
        width = min(WIDEST, sheet.room / len(names))
        _heads(sheet, names, width)
        for place in names:
            sheet.text(sheet.left - GAP, sheet.y + CELL / 2, place, "label", ha="right")
            sheet.y += CELL / 2
            for column, other in enumerate(names):
                x, share = sheet.left + column * width, shares.loc[place, other]
                if place == other or pd.isna(share):
                    sheet.box(x, width, CELL, "white", "////" if place == other else "", edge=LIGHT)
                    continue
                dark = share >= 30
                sheet.box(x, width, CELL, DARK if dark else MIDDLE if share >= 15 else "white", edge=LIGHT)
                if share >= 0.5 and len(names) <= EVERY_NUMBER:
                    color = "white" if share >= 15 else INK
                    sheet.text(x + width / 2, sheet.y, f"{share:.0f}", "note", ha="center", color=color)
            sheet.y += CELL / 2
        return sheet.done([language.say("scorecard_share_marks"), source])

    found = [
        (place, other, shares.loc[place, other])
        for place in names
        for other in names
        if place != other and shares.loc[place, other] and shares.loc[place, other] >= 0.5
    ]
    said = language.say("semicolon").join(f"{place}—{other} {share:.0f}%" for place, other, share in found)
    data = pd.DataFrame(found, columns=["label", "other", "share"]).assign(text=lambda rows: rows["share"].round(1))
    return Chart(data, title, _sentences([title, said or language.say("scorecard_no_shared"), source], language), draw)
