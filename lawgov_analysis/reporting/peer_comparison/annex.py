"""What begins and ends the comparison: its title, who states what, the parameters; and what the machine needs."""

from datetime import date

import pandas as pd

from ...analysis.charts_distribution import stated_matrix
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import records
from ..sources import program_versions, provenance_view
from .words import named, nothing, reason

# So many indicators stand beside each other in a table that a page has room for.
ABREAST = 5
# So many indicators are named of those that nobody states.
NAMED = 12
# How the reasons are drawn; any other is of a figure that is stated and not comparable.
STATES = {"": "stated", "not-stated": "silent", "cannot-tell": "unclear"}


def title(subject):
    """Return the title of the comparison.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame is the line of the report in ``reports.csv``.
    """
    return View([heading(subject.title, level=1)], subject.report.to_frame().T)


def missing(subject):
    """Return who states which indicator, and who does not.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has a row an indicator and a column a place: ``""`` where it is compared, else the reason why not.
    """
    language, say = subject.language, subject.language.say
    values = subject.stated
    head = heading(say("comparison_missing"))
    if values.empty:
        return View([head, paragraph(say("comparison_nobody"))])
    frame = values.pivot(index="indicator", columns="place_code", values="reason")  # noqa: PD010 (nothing to aggregate)
    frame = frame.reindex(list(dict.fromkeys(values["indicator"]))).reset_index().rename_axis(columns=None)
    states = values["reason"].map(STATES).fillna("unlike")
    nobody = (states == "silent").groupby(values["indicator"], sort=False).transform("all")
    cells = values.assign(state=states)[~nobody]
    blocks = [head, paragraph(say("comparison_missing_intro"))]
    if len(cells):
        title = say("comparison_missing_caption", n=int(values["place_code"].nunique()))
        blocks.append(stated_matrix(cells, title, language, say("source_all"), subject.data))
    unlike = cells[cells["state"] == "unlike"]
    if len(unlike):
        shown = pd.DataFrame(
            {
                say("column_indicator"): [language.indicator(name) for name in unlike["indicator"]],
                say("column_place"): [language.place(code, False) for code in unlike["place_code"]],
                say("comparison_column_why"): [reason(subject, why) for why in unlike["reason"]],
            }
        )
        blocks.append(table(shown, say("comparison_unlike_caption")))
    if nobody.any():
        silent = list(dict.fromkeys(values.loc[nobody, "indicator"]))
        names = named(subject, silent, NAMED, language.indicator)
        blocks.append(paragraph(say("comparison_nobody_states", n=len(silent), names=names)))
    return View(blocks, frame)


def values(subject):
    """Return what each place states of the indicators that are compared.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.analysis.beside.values_beside`, of all indicators.
    """
    language, say = subject.language, subject.language.say
    head = heading(say("comparison_values"))
    if subject.compared.empty:
        return View(nothing(subject, head, "comparison_nothing"), subject.stated)
    compared = subject.compared
    text = [
        language.quantity(row.value, row.unit, row.bound)
        + ("" if row.year == subject.year else say("in_brackets", text=str(row.year)))
        for row in records(compared)
    ]
    cells = compared.assign(text=text).set_index(["place_code", "indicator"])["text"]
    names = list(dict.fromkeys(compared["indicator"]))
    codes = [code for code in subject.members["place_code"] if code in set(compared["place_code"])]
    shown, parts = [], range(0, len(names), ABREAST)
    for part, at in enumerate(parts, 1):
        some = names[at : at + ABREAST]
        # Each table has a caption of its own, by which it is told from the others.
        key = "comparison_values_caption" if len(parts) == 1 else "comparison_values_part"
        caption = say(key, part=part, of=len(parts))
        columns = [say("column_place"), *(language.indicator(name) for name in some)]
        rows = [
            [language.place(code, False), *(cells.get((code, name), "—") for name in some)]
            for code in codes
            if any((code, name) in cells.index for name in some)
        ]
        shown.append(table(pd.DataFrame(rows, columns=columns), caption, numeric=columns[1:]))
    return View([head, paragraph(say("comparison_values_intro")), *shown], subject.stated)


def provenance(subject):
    """Return the parameters of this run and where the numbers come from.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
    """
    language = subject.language
    return provenance_view(subject, [(language.say("row_source_title"), language.report_title(subject.report))])


def versions(subject):
    """Return the versions of the programs that made the comparison.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
    """
    shown = program_versions(subject.language, "lawgov_analysis", "pandas", "scipy", "matplotlib")
    return View([table(shown, subject.language.say("versions_caption"))], shown)


def facts(subject):
    """Return the title block of the publication and the day that it is dated.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    facts : tuple of tuple of str
    dated : datetime.date
    """
    say, report = subject.language.say, subject.report
    said = (
        (say("column_place"), f"{subject.place}{say('in_brackets', text=subject.place_code)}"),
        (say("column_year"), str(subject.year)),
        (say("comparison_fact_places"), say("comparison_fact_n", n=subject.gate.places)),
    )
    days = [report[name] for name in ("issued_on", "published_on") if not pd.isna(report[name])]
    return said, days[0].date() if days else date(subject.year, 12, 31)


def tables(subject):
    """Return the sheets of the workbook.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    dict of pandas.DataFrame
        ``peer_standings``, ``peer_members``, ``peer_values``, ``peer_rates``, ``peer_missing`` and ``peer_methods``; a
        reason or a standing is said in words, and an end that is not known is empty.

    Examples
    --------
    >>> from lawgov_analysis.reporting.peer_comparison import load
    >>> len(tables(load("丹枫镇", 2022, data_dir="data/samples/city"))["peer_members"])
    12
    """
    language = subject.language
    reports = subject.data.table("reports").set_index(["place_code", "year"])[["title", "url"]]
    values = subject.stated.merge(reports, left_on=["place_code", "year"], right_index=True, how="left")
    standings = subject.standings.assign(
        standing=[
            reason(subject, row.standing, "peer_standings", "standing", **row.values)
            for row in records(subject.standings)
        ]
    )
    silent = missing(subject).frame
    codes = [column for column in silent if column != "indicator"]
    said = {
        "": language.say("comparison_comparable"),
        **subject.data.table("peer_reasons", index="reason")[subject.lang],
    }
    silent[codes] = silent[codes].replace(said)
    sheets = {
        "peer_standings": standings.drop(columns="values"),
        "peer_members": subject.members,
        "peer_values": values.drop(columns="unit_class"),
        "peer_rates": subject.rates.drop(columns="unit_class"),
        "peer_missing": silent.rename(columns={code: language.place(code, False) for code in codes}),
        "peer_methods": subject.data.table("peer_methods")[["method", subject.lang, "source"]],
    }
    return {name: _in_words(table, subject, said) for name, table in sheets.items()}


def _in_words(table, subject, said):
    """A table with the names beside the codes, reasons in words and without endless numbers."""
    language = subject.language
    table = table.replace([float("inf"), float("-inf")], float("nan"))
    if "reason" in table:
        table = table.assign(reason=table["reason"].replace({**said, "": ""}))
    for code, name, names in (
        ("indicator", "indicator_name", language.indicator),
        ("place_code", "place", lambda code: language.place(code, False)),
    ):
        if code in table:
            table.insert(table.columns.get_loc(code) + 1, name, [names(each) for each in table[code]])
    return table


def numbers(subject):
    """Return what the page of all reports says of the comparison.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    dict
        ``place``, ``main`` (names and values as text) and ``coverage`` of its report.
    """
    say, language = subject.language.say, subject.language
    own = subject.compared.loc[subject.compared["own"], "indicator"].nunique()
    outside = subject.standings["standing"].isin(["far-above", "far-below", "above", "below"]).sum()
    main = [[say("comparison_fact_places"), say("comparison_fact_n", n=subject.gate.places)]]
    main.append([say("comparison_fact_indicators"), language.number(own)])
    if any(found.rows["own"].any() for found in subject.funnels.values()):
        main.append([say("comparison_fact_outside"), language.number(int(outside))])
    return {"place": subject.place, "coverage": subject.report["coverage"], "main": main}
