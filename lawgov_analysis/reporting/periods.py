"""Periods: of which time a figure is, in words, where that is not the year of its report."""

from calendar import monthrange


def period_said(row, language):
    """Say of which time a figure is.

    Parameters
    ----------
    row : namedtuple
        Of the figures, with ``year``, ``period`` and ``basis``.
    language : Language

    Returns
    -------
    str
        ``""`` of the whole year of its report, and of what is as of its end.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from lawgov_analysis.presentation import load_language
    >>> def said(period, basis="flow"):
    ...     return period_said(SimpleNamespace(year=2024, period=period, basis=basis), load_language("zh"))
    >>> said("2023"), said("2024-01/2024-06"), said("../2024-12-31", "cumulative"), said("2021/2024", "cumulative")
    ('2023年', '1—6月', '截至2024年累计', '2021—2024年累计')
    """
    first, _, last = row.period.rpartition("/")
    if row.basis == "cumulative":
        year_end = f"{row.year}-12-31"
        last = str(row.year) if last == year_end else last
        if first in ("", ".."):
            return language.say("period_total_until", last=_said(last, language))
        if first.isdecimal() and last.isdecimal():
            return language.say("period_total", first=first, last=last)
        return language.say("period_total_of", first=_said(first, language), last=_said(last, language))
    if row.period == str(row.year):
        return ""
    # To the end of a month, whether it is printed as 1至10月 or as 截至10月31日.
    begins = first in (f"{row.year}-01", f"{row.year}-01-01")
    if begins and last.startswith(f"{row.year}-") and last[8:] in ("", str(monthrange(row.year, int(last[5:7]))[1])):
        return language.say("period_months", last=int(last[5:7]))
    return "—".join(_said(each, language) for each in (first, last) if each)


def _said(day, language):
    """Return a year, a month or a day as running text has it; in English as it is written in the table."""
    parts = [str(int(part)) if part.isdecimal() else part for part in day.split("-")]
    return "".join(map("".join, zip(parts, "年月日", strict=False))) if language.lang == "zh" else day
