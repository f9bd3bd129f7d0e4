"""Facts: what is said of a report in short, in its title block, its manifest and the page of all reports."""

from datetime import date

import pandas as pd

from ...auditing import count_open
from ...tables import headline, records


def facts(subject):
    """Return the title block of a report's publication and the day it is dated.

    Parameters
    ----------
    subject : YearReport

    Returns
    -------
    facts : tuple of tuple of str
        Labels and texts; dates that are not known are left out.
    dated : datetime.date
        When the report was signed, else published, else when its figures end.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> said, dated = facts(load("横沥镇", 2020))
    >>> said[0], str(dated)
    (('地方', '东莞市横沥镇（441900106）'), '2021-01-29')
    """
    report, say = subject.report, subject.language.say
    said = [
        (say("column_place"), f"{subject.place}{say('in_brackets', text=subject.place_code)}"),
        (say("column_year"), str(subject.year)),
        (say("row_source_title"), subject.language.report_title(report)),
        (say("row_web_address"), report["url"]),
    ]
    known = [(key, report[key]) for key in ("issued_on", "published_on", "period_end") if not pd.isna(report[key])]
    said += [(say(f"row_{key}"), day.strftime("%Y-%m-%d")) for key, day in known]
    said.append((say("row_coverage"), say(f"coverage_{report['coverage']}")))
    dated = known[0][1].date() if known else date(subject.year, 12, 31)
    return tuple(fact for fact in said if fact[1]), dated


def numbers(subject):
    """Sum up the figures of a report, for its manifest and the page of all reports.

    Parameters
    ----------
    subject : YearReport

    Returns
    -------
    dict
        ``place`` (its full name), ``coverage`` (full or excerpt), ``figures``, ``coded`` (how many have an indicator),
        ``indicators`` (how many are stated), ``domains``, ``review`` (how far people have checked it), ``findings``
        (how many errors, warnings and notes of the audit nobody has explained) and ``main``: the three figures that
        most reports state, each with its name and its value as text.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> given = numbers(load("横沥镇", 2020))
    >>> given["figures"], given["main"][0]
    (60, ['普法宣传活动场次', '331场次'])
    """
    figures, given, language = subject.figures, subject.coverage, subject.language
    main = headline(figures)
    seen = main["indicator"].map(language.indicators["seen_in"])
    main = main.loc[seen.sort_values(ascending=False, kind="stable").index[:3]]
    return {
        "place": subject.place,
        "coverage": subject.report["coverage"],
        "figures": len(figures),
        "coded": int((figures["indicator"] != "").sum()),
        "indicators": int(given["stated"].sum()),
        "domains": int((given["stated"] > 0).sum()),
        "review": {
            "status": subject.review["status"],
            "reviewed": int(subject.review["reviewed"]),
            "figures": int(subject.review["figures"]),
        },
        "findings": list(count_open(subject.audit.findings).values()),
        "main": [[language.indicator(f.indicator), language.quantity(f.value, f.unit, f.bound)] for f in records(main)],
    }
