"""What figures may stand in one chart: the levels of their places, and why some may not be compared at all.

The rules are those by which the analyses compare: a chart never says what a comparison of them would refuse to.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from ...analysis.gate import OF_THE_YEAR, kept_out
from ...tables import Data, kinds_of, load_places, place_in
from ...tables.gazetteer import departments_of
from ...tables.places import FORMER

#: Why a main figure is compared with none, in the order in which it is said; ``signed-early`` counts over years alone.
REASONS = ("excerpt", "not-of-a-year", "target", "negative", "cumulative", "part-of-year", "signed-early")
_OF_FIGURES = ("target", "negative", "cumulative", "part-of-year")
DEPARTMENT = "部门"


def levels(figures: pd.DataFrame, data: Data) -> pd.Series:
    """Return of which level the place of each figure was in the year of its report.

    Parameters
    ----------
    figures : pandas.DataFrame
        With ``place_code`` and ``year``.
    data : Data

    Returns
    -------
    pandas.Series of str
        As of `kinds_of`: places of another level, and other departments, have other duties and are not compared;
        ``""`` where the place is not known.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> some = pd.DataFrame({"place_code": ["441900106", "441900902", "x"], "year": [2020, 2020, 2020]})
    >>> levels(some, open_data()).tolist()
    ['镇街', '部门902', '']
    """
    codes, known = pd.factorize(figures["place_code"])
    of_place = kinds_of(pd.Series(known, dtype="str"), data).astype("str").fillna("")
    said = pd.Series(pd.array([*of_place, ""], dtype="str").take(codes), index=figures.index)
    former = load_places(data)["former_names"]
    renamed = [code for code in known if code in former.index and FORMER.search(former[code] or "")]
    for code in renamed:
        of = figures["place_code"] == code
        was = {year: place_in(code, int(year), data)[1] for year in figures.loc[of, "year"].dropna().unique()}
        said = said.mask(of, figures["year"].map(was).fillna(""))
    return said.astype("str")


def reasons(figures: pd.DataFrame, main: np.ndarray, data: Data) -> pd.Series:
    """Return why main figures are compared with none.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`.
    main : numpy.ndarray of bool
        Which of them are the main figures of their reports: of the others nothing is said.
    data : Data

    Returns
    -------
    pandas.Series of str
        One of `REASONS`; ``""`` for what may be compared.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> from lawgov_analysis.tables import open_data
    >>> figures = load_figures("清溪镇")
    >>> set(reasons(figures, np.ones(len(figures), dtype=bool), open_data()))
    {'excerpt'}
    """
    table = figures.loc[main, ["place_code", "year", "indicator", "value", "basis", "period"]]
    of = pd.MultiIndex.from_arrays([table["place_code"], table["year"].astype("Float64").astype("float64")])
    about = data.table("reports").assign(year=lambda reports: reports["year"].astype("float64"))
    about = about.set_index(["place_code", "year"])[["document_type", "coverage", "period_end", "issued_on"]]
    # What is known of no report is not known to be no report of a year.
    about = about.reindex(of).set_axis(table.index)
    department = table["place_code"].str.len().eq(9) & table["place_code"].str[6:].gt("900")
    of_a_year = about["document_type"].isin(OF_THE_YEAR) | (department & (about["document_type"] == "部门报告"))
    masks = dict(kept_out(table, _OF_FIGURES, data).items())
    masks["part-of-year"] |= (table["basis"] != "flow") & ~_ends_with_its_year(table)
    masks["excerpt"] = about["coverage"] == "excerpt"
    masks["not-of-a-year"] = about["document_type"].notna() & ~of_a_year
    early = [pd.to_datetime(about[name]).dt.year == table["year"] for name in ("period_end", "issued_on")]
    # A number as of a day in December is that of the end of the year, whenever the report was signed.
    in_year = pd.concat([pd.to_datetime(about[name]) for name in ("period_end", "issued_on")], axis=1).min(axis=1)
    masks["signed-early"] = (early[0] | early[1]) & ((table["basis"] == "flow") | (in_year.dt.month < 12))
    said = pd.Series("", index=table.index, dtype="object")
    for name in REASONS:
        holds = masks[name].fillna(False).to_numpy(dtype=bool)
        said = said.mask((said == "") & holds, name)
    return said.reindex(figures.index, fill_value="").astype("str")


def _ends_with_its_year(table: pd.DataFrame) -> pd.Series:
    """Return which periods end with the year of their report, or on a day of its December."""
    end = table["period"].str.replace(r"^.*/", "", regex=True)
    year = table["year"].astype("Int64").astype("str")
    return (end == year) | ((end.str[:4] == year) & (end.str[4:7] == "-12"))


def level_labels(values: list[str], gloss: Callable[..., str], said: Mapping[str, str], data: Data) -> list[str]:
    """Return what levels are called: of departments which one it is.

    Parameters
    ----------
    values : list of str
        As from `levels`.
    gloss : callable
        Says a term of the codebook in the language.
    said : mapping
        The words of the explorer.
    data : Data

    Returns
    -------
    list of str

    Examples
    --------
    >>> from lawgov_analysis.interactive.explorer.assets import words
    >>> from lawgov_analysis.presentation import load_language
    >>> from lawgov_analysis.tables import open_data
    >>> data = open_data()
    >>> level_labels(["镇街", "部门902", ""], load_language("zh", data).gloss, words("zh"), data)
    ['镇街', '部门（司法局）', '层级不详']
    """
    departments = {each.number: each.name for each in departments_of(data).values()}
    names = load_places(data)["full_name"]
    labels = []
    for value in values:
        which = value.removeprefix(DEPARTMENT)
        if which == value or not which:
            labels.append(gloss(value, "level") if value else said["level_unknown"])
        else:
            labels.append(said["level_department"].format(which=departments.get(which) or names.get(which, which)))
    return labels
