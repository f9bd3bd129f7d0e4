"""What the yearly analysis begins with: its parameters, checked, and which there are."""

from ...tables import load_reports
from ..subject import YearReport


def load(place, year, lang="zh", data_dir=None):
    """Load the report of a place and year, with all that is known of it.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    YearReport

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> load("横沥镇", 2020).title
    '东莞市横沥镇2020年法治政府建设年度数据分析'
    """
    report = begin(place, year, lang, data_dir)
    report.check()
    return report


def begin(place, year, lang="zh", data_dir=None):
    """Return the report of a place and year, of which nothing is read yet; as `load` else."""
    return YearReport(place, year, lang or "zh", data_dir)


def runs(data, place_codes=(), years=(), excerpts=False):
    """Return the parameters of each report of the data that is known whole.

    Parameters
    ----------
    data : Data
    place_codes, years : collection
        All by default.
    excerpts : bool
        Those too of which only an excerpt is known.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> runs(open_data(), ["441900106"])
    [{'place': '441900106', 'year': 2020}]
    """
    known = load_reports(data_dir=data)
    wanted = known["year"].isin(list(years) or known["year"])
    wanted &= known["place_code"].isin(list(place_codes) or known["place_code"])
    chosen = known[wanted if excerpts else wanted & (known["coverage"] == "full")]
    return [
        {"place": code, "year": year} for code, year in zip(chosen["place_code"], chosen["year"].tolist(), strict=True)
    ]
