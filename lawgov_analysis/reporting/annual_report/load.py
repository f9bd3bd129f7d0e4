"""What the yearly analysis begins with: its parameters, checked."""

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
    report = YearReport(place, year, lang, data_dir)
    report.check()
    return report
