"""A view where nothing runs: a table of its first rows, and a chart where one indicator is in view."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...presentation import load_language
from ...tables import Data
from .assets import words
from .pack import SHOWN, labels_of
from .query import Query
from .saved import in_words, with_its_unit

#: Of a view so many rows are shown.
ROWS = 20
# Of a chart so many bars, the greatest.
BARS = 20
LEAST = 2
# Between sentences.
GAP = {"zh": "", "en": " "}


def static_table(view: pd.DataFrame, query: Query, total: int, lang: str, data: Data) -> tuple[str, str]:
    """Return the first rows of a view as an HTML table with its caption, and as plain text.

    Parameters
    ----------
    view : pandas.DataFrame
        With all its columns.
    query : Query
        That it is of.
    total : int
        Of how many figures it was chosen.
    lang : str
    data : Data

    Returns
    -------
    html, text : str
    """
    from ...presentation.blocks import table

    said = words(lang, data)
    if not total:
        return f"<p>{said['empty_title']}</p>", said["empty_title"]
    names = with_its_unit(query.columns or SHOWN)
    first = in_words(view.head(ROWS), lang, data, names)
    language = load_language(lang, data)
    numeric = labels_of("column", [name for name in names if name in ("value", "figure", "part_of")], lang, data)
    for title in first.columns:
        if title in numeric:
            first[title] = [
                language.number(cell, 4) for cell in first[title].to_numpy(dtype=float, na_value=float("nan"))
            ]
    years = sorted(set(view["year"].dropna().astype(int)))
    span = "–".join(dict.fromkeys((str(years[0]), str(years[-1])))) if years else "—"
    key = "static_caption" if len(view) > ROWS else "static_caption_all"
    counts = {"n": f"{len(view):,}", "shown": f"{len(first):,}", "places": f"{view['place'].nunique():,}"}
    caption = said[key].format(years=span, **counts)
    if len(view) < total:
        caption = " ".join([caption, said["static_of"].format(total=f"{total:,}")])
    block = table(first.astype("object").where(first.notna(), ""), caption, numeric)
    return block.html, block.text


def static_chart(view: pd.DataFrame, lang: str, data: Data) -> Any:
    """Return a chart of a view that has comparable figures of one indicator, None of another.

    Drawn is what may be compared: of one unit, one nature and places of one level, the most frequent; of several places
    their last year in view. What is left out of it is said below.

    Returns
    -------
    Chart or None
    """
    main = view[(view["headline"] == "yes") & view["value"].notna()]
    if main.empty or (main["indicator"] != main["indicator"].iloc[0]).any():
        return None
    over_years = (main["place"] == main["place"].iloc[0]).all()
    # A report that was signed before its year ended stands beside those of other places, and beside no whole year.
    alone = main["incomparable"].ne("") & (over_years | main["incomparable"].ne("signed-early"))
    main, alone = main[~alone], main[alone]
    for names in (["unit", "basis"], ["level"]):
        if main.empty:
            return None
        alike = main.groupby(names, sort=False)["value"].transform("size")
        first = main[alike == alike.max()].iloc[0]
        of_first = (main[names] == first[names]).all(axis=1)
        others, main = main[~of_first], main[of_first]
    alone = alone[(alone["unit"] == first["unit"]) & (alone["basis"] == first["basis"])]
    language = load_language(lang, data)
    said, name = words(lang, data), language.indicator(first["indicator"])
    if over_years and len(main) >= LEAST:
        from ...analysis.charts_years import small_multiples

        years = main.sort_values("year")[["year", "value", "unit", "bound"]].astype({"year": int})
        years = years.assign(panel=first["place_name"], plotted=True, why="")
        years["joined"] = years["year"].diff() == 1
        notes = _left_out(first["level"], others, alone, said, lang, data)
        return small_multiples(years, said["title_years"].format(indicator=name), lang, notes, data)
    year = int(main["year"].max())
    main, others, alone = (each[each["year"] == year] for each in (main, others, alone))
    if len(main) < LEAST or not first["level"]:
        return None
    from ...analysis.charts import bars

    greatest = main.nlargest(BARS, "value")
    # A chart names what is narrowed by its scope: here that is the place.
    greatest = greatest.rename(columns={"place": "place_code"}).assign(scope=greatest["place_name"])
    title = said["title_places"].format(year=year, indicator=name)
    notes = _left_out(first["level"], others, alone, said, lang, data)
    if len(main) > BARS:
        notes = GAP[lang].join(filter(None, [said["only_bars"].format(total=len(main), n=BARS), notes]))
    return bars(greatest, title, lang, notes, data)


def _left_out(
    level: str, others: pd.DataFrame, alone: pd.DataFrame, said: Mapping[str, str], lang: str, data: Data
) -> str:
    """Say what of an indicator is not drawn: places of other levels, and numbers that are compared with none."""
    notes = []
    if len(others):
        counts = others.groupby("level", sort=False)["place"].nunique().sort_values(ascending=False, kind="stable")
        own, *labels = labels_of("level", [level, *counts.index], lang, data)
        each = [said["level_places"].format(n=n, level=of) for n, of in zip(counts, labels, strict=True)]
        notes.append(said["other_levels"].format(level=own, list=said["comma"].join(each)))
    if len(alone):
        counts = alone["incomparable"].value_counts(sort=False)
        labels = labels_of("incomparable", list(counts.index), lang, data)
        each = [said["reason_n"].format(n=n, reason=of) for n, of in zip(counts, labels, strict=True)]
        notes.append(said["left_out"].format(list=said["semicolon"].join(each)))
    return GAP[lang].join(notes)
