"""Charts of figures: bars, shares of a total, parts of a total, disclosure, and a place among others.

A `Chart` holds the data that it plots and says it all again as alternative text. It is drawn when it is shown, on a
figure of its own, as SVG whose text stays text: nothing here touches pyplot or the settings of matplotlib.

All charts have one look: printed bounds (≥, ≈) stay on the numbers, bars start at zero, every bar is labelled with its
value instead of an axis, and dark, light and hatched fills stay apart in grey.
"""

from dataclasses import dataclass, field

import pandas as pd

from ..presentation import capital, load_language, pictures
from ..presentation.blocks import Html, caption
from ..tables import data_of, records
from .chart_sheet import Sheet, style
from .rates import unit_class

LOG_FROM = 200  # times the smallest value: beyond it bars would hide the small ones
# Fewer a sentence or a table says as well.
LEAST_MARKS = 4
# Units that count the same in other words.
ALIKE = {"件": "宗", "起": "宗", "例": "宗", "场": "场次", "名": "人", "位": "人"}


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart, drawn when it is shown.

    Attributes
    ----------
    data : pandas.DataFrame
        What is plotted, one row a mark, with its ``label`` and its ``text`` as shown.
    title : str
    alt : str
        The alternative text: the title and every plotted number.
    """

    data: pd.DataFrame
    title: str
    alt: str
    draw: object = field(repr=False)

    def __repr__(self):
        return self.alt

    def figure(self, titled=True):
        """Draw the chart as a `matplotlib.figure.Figure`.

        Parameters
        ----------
        titled : bool
            With the title in the picture, for a picture that stands alone.

        Returns
        -------
        matplotlib.figure.Figure
        """
        return self._drawn(lambda figure: figure, titled)

    def svg(self, titled=True):
        """Draw the chart as SVG: the same data give the same text.

        Parameters
        ----------
        titled : bool
            As of `figure`.

        Returns
        -------
        str
        """
        return self._drawn(pictures.svg, titled)

    def png(self, titled=True):
        """Draw the chart as the bytes of a PNG: the same data give the same bytes.

        Parameters
        ----------
        titled : bool
            As of `figure`.

        Returns
        -------
        bytes
        """
        return self._drawn(pictures.png, titled)

    def _drawn(self, made, titled):
        import matplotlib as mpl

        with mpl.rc_context(style()):
            return made(self.draw(self.title if titled else ""))

    def _ipython_display_(self):
        from IPython.display import display

        # The title is said once, as text: below the picture in a notebook, with the number of the figure in a report.
        display(Html(self._repr_html_(), self.alt))
        display(caption(self.title))

    def _repr_html_(self):
        return f"<figure>{pictures.image(self.svg(titled=False), self.alt)}</figure>"


def bars(figures, title, lang="zh", source="", data_dir=None):
    """Chart figures side by side: one panel a kind of unit, each from zero on its own scale.

    A figure that is alone in its panel has nothing to be compared with and is given as a number. Where the values of a
    panel are too far apart for bars, dots on a logarithmic scale take their place.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`; all of them are plotted.
    title : str
        With the year; the units are on the labels.
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
    >>> from lawgov_analysis import load_figures
    >>> found = load_figures("横沥镇", 2020).query("indicator == 'objects_inspected'")
    >>> bars(found, "检查对象(2020年)").data["text"].tolist()[:3]
    ['1,286个', '402个', '50个']
    """
    data = data_of(figures, data_dir)
    language = load_language(lang, data)
    same = _is_one(figures["indicator"]) and (figures["scope"] != "").all()
    labels = [language.gloss(f.scope) if same else language.name(f) for f in records(figures)]
    charted = figures[["place_code", "year", "figure", "value", "unit", "bound"]].assign(
        label=[*map(capital, labels)],
        text=[language.quantity(f.value, f.unit, f.bound) for f in records(figures)],
        panel=_panels(figures, data),
        own=True,
    )
    charted["first"] = charted.groupby("panel", sort=False)["figure"].transform("min")
    charted = charted.sort_values(["first", "value"], ascending=[True, False], kind="stable", ignore_index=True)
    return _bar_chart(charted.drop(columns="first"), title, language, source)


def _panels(figures, data_dir):
    """Units of one class share a panel where one indicator is counted; else only near synonyms do."""
    kinds = unit_class(figures["unit"], data_dir)
    if _is_one(figures["indicator"]):
        return kinds
    units = figures["unit"].map(lambda unit: ALIKE.get(unit, unit))
    return kinds.where(kinds.isin(["event", "person"]), units)


def alike_marks(figures):
    """Give, of figures that may be charted, those that stand on one axis and are worth a picture.

    Of one unit, `LEAST_MARKS` of them or more, and near enough to each other that bars show them all.

    Parameters
    ----------
    figures : pandas.DataFrame

    Returns
    -------
    list of pandas.DataFrame

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> inspected = load_figures("横沥镇", 2020).query("indicator == 'objects_inspected'")
    >>> [len(marks) for marks in alike_marks(inspected)], alike_marks(inspected.head(3))
    ([4], [])
    """
    units = figures["unit"].map(lambda unit: ALIKE.get(unit, unit))
    groups = [alike for _, alike in figures.groupby(units, sort=False)]
    return [alike for alike in groups if len(alike) >= LEAST_MARKS and not _is_far_apart(alike["value"])]


def _is_one(column):
    return len(set(column)) == 1


def peer_bars(beside, indicator, lang="zh", source="", data_dir=None):
    """Chart where a place stands in one indicator of `peers`: its own bar is dark, the others' light.

    Parameters
    ----------
    beside : pandas.DataFrame
        As from `peers`.
    indicator : str
        Or a list: one panel each.
    lang, source, data_dir
        As for `bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_of(beside, data_dir, "beside"))
    wanted = [indicator] if isinstance(indicator, str) else list(indicator)
    data = beside[beside["indicator"].isin(wanted)]
    data = data.assign(
        label=[
            language.say("place_year", place=language.place(r.place_code, False), year=r.year) for r in records(data)
        ],
        text=[language.quantity(r.value, r.unit, r.bound) for r in records(data)],
        panel=[language.indicator(name) for name in data["indicator"]],
    ).reset_index(drop=True)
    own = data[data["own"]].iloc[0]
    others = data.loc[~data["own"], "place_code"].nunique()
    title = language.say("peers_title", place=language.place(own["place_code"], False), year=own["year"], n=others)
    return _bar_chart(data, title, language, source, panel_titles=True)


def shares(rates, title, lang="zh", source="", data_dir=None):
    """Chart rates as the filled part of a whole: a dark bar within the outline of its total.

    Parameters
    ----------
    rates : pandas.DataFrame
        As from `derive_rates`, with ``name`` and ``of_name`` (the labels of count and total), their ``unit``, and
        ``count_bound`` and ``total_bound``: of ≥180 that were received 170 are ≤94.4 %.
    title, lang, source, data_dir
        As for `bars`.

    Returns
    -------
    Chart
        A printed rate is marked beside the derived one.
    """
    language = load_language(lang, data_of(rates, data_dir, "rates"))
    printed = [
        "" if pd.isna(rate) else language.say("as_printed", rate=language.quantity(rate, "%"))
        for rate in rates["printed"]
    ]
    counts = zip(
        *(rates[name] for name in ("count", "unit", "count_bound", "rate", "bound")),
        printed,
        strict=True,
    )
    wholes = zip(*(rates[name] for name in ("of_name", "total", "unit", "total_bound")), strict=True)
    data = rates[["place_code", "year", "numerator", "denominator", "count", "total", "rate", "printed"]].assign(
        label=rates["name"],
        text=[
            language.say("share", count=language.quantity(*count), rate=language.percent(rate, bound=bound)) + note
            for *count, rate, bound, note in counts
        ],
        panel=[language.say("whole", name=name, value=language.quantity(*whole)) for name, *whole in wholes],
        filled=rates["rate"] / 100,
        whole=1.0,
    )
    data = data.sort_values(["denominator", "rate"], ascending=[True, False], kind="stable", ignore_index=True)
    return _share_chart(data, title, language, [source])


def disclosure(given, lang="zh", source="", data_dir=None):
    """Chart how many core indicators of its level a report gives, by domain; of an excerpt, what it gives.

    Parameters
    ----------
    given : pandas.DataFrame
        As from `coverage`, of one report. Where nothing can be missing, of an excerpt and of a level that has no core
        indicators, what is given is drawn.
    lang, source, data_dir
        As for `bars`.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_of(given, data_dir, "given"))
    whole = given["coverage"].iloc[0] == "full"
    full = whole and bool(given["core"].sum())
    given = given[given["core"] > 0] if full else given[given["stated"] > 0]
    shown, of = ("core_stated", "core") if full else ("stated", "stated")
    most = max(1, given[of].max())
    texts = [
        language.say("disclosed", stated=r.core_stated, core=r.core) if full else language.number(r.stated)
        for r in records(given)
    ]
    data = given.assign(
        label=[language.gloss(domain, "domain") for domain in given["domain"]],
        text=texts,
        filled=given[shown] / most,
        whole=given["core"] / most if full else 0.0,
    ).reset_index(drop=True)
    title = language.say(
        "disclosure_title" if full else "disclosure_title_whole" if whole else "disclosure_title_excerpt",
        stated=int(given[shown].sum()),
        core=int(given["core"].sum()),
        level=language.gloss(given["level"].iloc[0], "level"),
        year=given["year"].iloc[0],
    )
    notes = [source] if whole else [source, language.say("excerpt_note")]
    return _share_chart(data, title, language, notes)


def composition(kinds, title, lang="zh", source="", data_dir=None, small=5.0):
    """Chart a total in its parts: the whole as one bar, and the parts too small to see in it below.

    Parameters
    ----------
    kinds : pandas.DataFrame
        As from `parts`.
    title, lang, source, data_dir
        As for `bars`.
    small : float
        Parts below this % of the total are drawn apart.

    Returns
    -------
    Chart
    """
    language = load_language(lang, data_of(kinds, data_dir, "kinds"))
    labels = [language.gloss(label) if label else language.say("remainder") for label in kinds["label"]]
    data = kinds.assign(
        label=[*map(capital, labels)],
        text=[
            language.say("part", value=language.quantity(r.value, r.unit, r.bound), share=language.percent(r.share))
            for r in records(kinds)
        ],
    )
    is_small = data["share"] < small
    small_ones = data[is_small] if is_small.sum() > 1 else data[:0]
    large = data.drop(small_ones.index)
    rest = language.say("rest", n=len(small_ones), share=language.percent(small_ones["share"].sum()))

    def draw(title):
        sheet = Sheet(title, small_ones["label"], small_ones["text"])
        segments = [(r.share, f"{r.label} {r.text}") for r in records(large)]
        if len(small_ones):
            segments.append((small_ones["share"].sum(), rest))
        sheet.stacked(segments)
        if len(small_ones):
            sheet.heading(language.say("of_which", rest=rest))
            sheet.panel(small_ones.assign(own=True))
        return sheet.done([source])

    return Chart(data, title, _alt(title, data, language, [source]), draw)


def _bar_chart(data, title, language, source, panel_titles=False):
    panels = list(data.groupby("panel", sort=False))
    compared = [len(panel) > 1 for _, panel in panels]
    notes = [source, language.say("own_scales")] if sum(compared) > 1 else [source]

    def draw(title):
        sheet = Sheet(title, data["label"], data["text"])
        for at, (name, panel) in enumerate(panels):
            if panel_titles:
                sheet.heading(name)
            elif at:
                sheet.gap()
            if not compared[at]:
                sheet.number(panel.iloc[0])
            elif _is_far_apart(panel["value"]) and panel["own"].all():
                sheet.log_panel(panel, language.say("log_scale"))
            else:
                sheet.panel(panel)
        return sheet.done(notes)

    return Chart(data, title, _alt(title, data, language, notes, panel_titles), draw)


def _share_chart(data, title, language, notes):
    panels = list(data.groupby("panel", sort=False)) if "panel" in data else [("", data)]

    def draw(title):
        sheet = Sheet(title, data["label"], data["text"])
        for name, panel in panels:
            if name:
                sheet.heading(name)
            for row in records(panel):
                sheet.row(row.label, row.text, row.filled, whole=row.whole)
        return sheet.done(notes)

    return Chart(data, title, _alt(title, data, language, notes, "panel" in data), draw)


def _is_far_apart(values):
    return len(values) > 3 and values.min() > 0 and values.max() / values.min() > LOG_FROM


def _alt(title, data, language, notes, by_panel=False):
    """The title, every label with its number, and the notes, as sentences."""
    groups = data.groupby("panel", sort=False) if by_panel else [("", data)]
    said = [
        (name + language.say("colon") if name else "")
        + language.say("semicolon").join(f"{row.label} {row.text}" for row in records(rows))
        for name, rows in groups
    ]
    stop = language.say("stop")
    return "".join(part.rstrip(" .。") + stop for part in [title, *said, *filter(None, notes)]).strip()
