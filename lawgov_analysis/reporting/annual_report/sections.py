"""Which figures belong to which section of the yearly analysis, and which are charted side by side.

The sections and their charts are tables under ``data/presentation``.
"""

import re

import pandas as pd

from ...tables import load_indicators, open_data, records

# The section of what the leaders of a place do themselves.
LEADERSHIP = "leadership"


def assign_sections(figures, data_dir=None):
    """Tell the section of the analysis that each figure belongs to.

    In this order: a word that claims the figure or the outline item it is printed in; the domain of its indicator; the
    section of the figure it relates to; that of the coded figures printed nearest in the outline; ``other``.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of one report.
    data_dir : path-like, optional

    Returns
    -------
    pandas.Series of str
        Ids of ``data/presentation/sections.csv``, one a figure.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> figures = load_figures("横沥镇", 2020)
    >>> assign_sections(figures)[figures["surface"].isin(["约450万元", "18个", "500余本"])].tolist()
    ['epidemic', 'services', 'mediation', 'leadership']
    """
    data = open_data(data_dir)
    sections = sections_of(figures["year"].unique(), data)
    found = pd.Series("", index=figures.index, dtype="str")
    wording = figures["measure"] + " " + figures["scope"]
    for row in [row for row in sections if row.words]:
        claimed = wording.str.contains(row.words)
        if row.claims == "item":
            items = set(figures.loc[claimed & (figures["section"] != ""), "section"])
            claimed |= figures["section"].isin(items)
        found = found.mask((found == "") & claimed, row.section)
    # Of two sections that have a domain the last gets its figures: drills are no matter of 疫情.
    by_domain = {domain: row.section for row in sections for domain in row.domains.split("|")}
    domains = figures["indicator"].map(load_indicators(data)["domain"]).fillna("")
    found = found.mask((found == "") & (domains != ""), domains.map(by_domain).fillna("other"))

    of_figure = dict(zip(figures["figure"], found, strict=True))
    for at, related in figures.loc[found == "", "related"].items():
        numbers = [int(number) for number in re.findall(r"\d+", related)]
        found[at] = next((of_figure[n] for n in numbers if of_figure.get(n)), "")
    for at, outline in figures.loc[found == "", "section"].items():
        found[at] = _nearest_section(outline, figures["section"], found)
    return found.astype("str")


def sections_of(years, data):
    """Return the sections that there are in a year: 疫情 is none of later ones.

    Parameters
    ----------
    years : iterable of int
    data : Data

    Returns
    -------
    list of namedtuple
        Rows of ``data/presentation/sections.csv``.
    """
    wanted = {str(year) for year in years}
    rows = records(data.table("sections"))
    return [row for row in rows if not row.years or wanted & set(row.years.split("|"))]


def _nearest_section(outline, outlines, found):
    """The commonest section in the same outline item, else in the item above it; a whole part is about everything."""
    while outline:
        inside = outlines == outline
        if "." in outline:
            inside |= outlines.str.startswith(f"{outline}.")
        known = found[inside & (found != "")]
        if len(known):
            return known.mode()[0]
        outline = outline.rpartition(".")[0]
    return "other"


def is_charted(figure, layout):
    """Return whether a chart has a figure: of its indicators, or uncoded with its words; no growth, no part of a total.

    Parameters
    ----------
    figure : namedtuple
        A row of the figures.
    layout : namedtuple
        A row of ``data/presentation/charts.csv``.

    Returns
    -------
    bool
    """
    if figure.relation in ("growth", "part"):
        return False
    if figure.indicator:
        return figure.indicator in layout.indicators.split("|")
    return bool(layout.words and re.search(layout.words, figure.measure))
