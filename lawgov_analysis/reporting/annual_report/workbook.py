"""The tables of a report's workbook."""

from ...analysis import wide
from ...tables import headline, load_indicators


def tables(subject):
    """Return the tables of a report's workbook.

    Parameters
    ----------
    subject : YearReport

    Returns
    -------
    dict of pandas.DataFrame
        ``figures``, ``wide`` (a row each report of the place), ``rates``, ``findings`` and ``codebook``.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> made = tables(load("横沥镇", 2020))
    >>> len(made["figures"]), len(made["rates"]), len(made["codebook"]) > 100
    (65, 9, True)
    """
    from ...publishing.xlsx import wide_cells

    figures, language = subject.printed, subject.language
    named = figures.assign(indicator_name=[language.indicator(name) for name in figures["indicator"]])
    columns = list(figures.columns)
    at = columns.index("indicator") + 1
    of_place, findings = subject.figures_of_place, subject.audit.findings
    return {
        "wide": wide_cells(headline(of_place), wide(of_place, subject.data), language),
        "figures": named[[*columns[:at], "indicator_name", *columns[at:]]],
        "rates": subject.rates,
        "findings": findings.assign(figures=[", ".join(map(str, numbers)) for numbers in findings["figures"]]),
        "codebook": load_indicators(subject.data).reset_index(),
    }
