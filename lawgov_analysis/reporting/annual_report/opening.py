"""Opening: the title of the yearly analysis; and what ends it, its source and versions."""

import pandas as pd

from ...presentation.blocks import View, heading, link, table
from ..sources import program_versions


def title(subject):
    """Return the title of the analysis.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is the line of the report in ``reports.csv``.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> title(load("横沥镇", 2020))
    [# 东莞市横沥镇2020年法治政府建设年度数据分析]
    """
    return View([heading(subject.title, level=1)], subject.report.to_frame().T)


def provenance(subject):
    """Return the source of the figures and the parameters of this run.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is the line of the report in ``reports.csv``.
    """
    report, say = subject.report, subject.say
    rows = [
        ("source_title", subject.language.report_title(report)),
        *((key, report[key]) for key in ("issuer", "document_type") if report[key] and subject.lang == "zh"),
        *((key, _date(report[key])) for key in ("issued_on", "published_on", "period_end")),
        ("coverage", say(f"coverage_{report['coverage']}")),
        ("sha256", report["sha256"] or "—"),
        ("parameters", f"place={subject.place_code}, year={subject.year}, lang={subject.lang}"),
        ("data_folder", say("data_own" if subject.data_dir is None else "data_other")),
    ]
    shown = pd.DataFrame([(say(f"row_{key}"), value) for key, value in rows])
    shown.columns = [say("column_item"), say("column_content")]
    address = [link(report["url"], report["url"], say("web_address"))] if report["url"] else []
    return View(
        [heading(say("provenance")), *address, table(shown, say("provenance_caption"))], subject.report.to_frame().T
    )


def versions(subject):
    """Return the versions of the programs that made the report.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
    """
    shown = program_versions(subject.language, "lawgov_analysis", "pandas", "matplotlib")
    return View([table(shown, subject.say("versions_caption"))], shown.set_axis(["program", "version"], axis=1))


def _date(date):
    return "—" if pd.isna(date) else date.strftime("%Y-%m-%d")
