"""What the runner of notebooks asks of every analysis: its facts, workbook, line on the page of all, and runs."""

from datetime import date

import pandas as pd

from ...tables import load_reports, open_data
from .days import publication
from .evidence import NOT_ASKED
from .load import ACCOUNTS
from .scoring import UNSCORED, moves
from .words import anonymous, band_name, dimension_name, rule_name, why_unknown

REGION = 6


def facts(subject):
    """Return the title block of the publication, and the day it is dated.

    Parameters
    ----------
    subject : Scorecard

    Returns
    -------
    facts : tuple of tuple of str
    dated : datetime.date
        The last day on which one of the reports was signed or published.
    """
    say = subject.language.say
    own = subject.rubric
    rubric = say("scorecard_rubric_own") if subject.parameters["rubric"] else say("scorecard_rubric_package")
    told = (
        (say("scorecard_fact_region"), subject.region),
        (say("column_year"), str(subject.year)),
        (
            say("scorecard_fact_reports"),
            say("scorecard_fact_counted", n=len(subject.places), scored=len(subject.scored)),
        ),
        (say("scorecard_fact_rubric"), say("scorecard_fact_rows", rubric=rubric, n=len(own))),
        (say("scorecard_fact_edition"), say("scorecard_internal" if subject.show_names else "scorecard_public")),
    )
    known = [date(subject.year, 12, 31)]
    for code in subject.scored["place_code"]:
        report = load_reports(code, subject.year, subject.data).iloc[0]
        known += [report[name].date() for name in ("issued_on", "published_on") if not pd.isna(report[name])]
    return told, max(known)


def tables(subject):
    """Return the tables of the workbook.

    Returns
    -------
    dict of pandas.DataFrame
        ``scores``, ``judged`` (a row each report and item), ``publication``, ``moves`` (which weights a band hangs on),
        ``rubric`` and ``bands``.
    """
    judged = subject.judged
    flat = judged.assign(
        figures=[", ".join(map(str, numbers)) for numbers in judged["figures"]],
        said=[" ".join(said) for said in judged["said"]],
        other=[" ".join(map(str, other)) for other in judged["other"]],
    )
    flat = flat[flat["answer"] != NOT_ASKED]
    flat.insert(flat.columns.get_loc("rule") + 1, "item", [rule_name(subject, rule) for rule in flat["rule"]])
    flat = flat.assign(
        dimension=[dimension_name(subject, name) for name in flat["dimension"]],
        answer=[subject.language.say(f"scorecard_answer_{answer}") for answer in flat["answer"]],
        reason=[why_unknown(subject, reason) if reason else "" for reason in flat["reason"]],
    )
    found = moves(judged, subject.scores, subject.bands)
    found = found.assign(
        rules=[", ".join(rules) for rules in found["rules"]],
        more=[", ".join("+" if up else "-" for up in more) for more in found["more"]],
    )
    named = {name: [band_name(subject, band) for band in found[name]] for name in ("band", "to")}
    scores = subject.scores.round(dict.fromkeys(("score", "judged", "lowest", "highest", "steady"), 1))
    for name in ("band", "band_lowest", "band_highest", "capped"):
        scores[name] = [band_name(subject, band) if band else "" for band in scores[name]]
    return {
        "scores": anonymous(subject, scores),
        "judged": anonymous(subject, flat),
        "publication": publication(subject).frame,
        "moves": anonymous(subject, found.assign(**named)),
        "rubric": subject.rubric,
        "bands": subject.bands,
    }


def numbers(subject):
    """Return what the page of all analyses shows of this one."""
    counts = subject.scores["band"].value_counts()
    bands = [*subject.bands["band"], UNSCORED]
    main = [
        [band_name(subject, band), subject.language.say("scorecard_n_places", n=int(counts[band]))]
        for band in bands
        if counts.get(band, 0)
    ]
    return {
        "place": subject.region,
        "places": len(subject.places),
        "scored": len(subject.scored),
        "main": main
        or [
            [
                subject.language.say("scorecard_unscored"),
                subject.language.say("scorecard_n_places", n=len(subject.places)),
            ]
        ],
    }


def runs(data, place_codes=(), years=()):
    """Return the parameters of each run of a batch: one a region and year that has a report to be scored.

    Parameters
    ----------
    data : Data
    place_codes : iterable of str
        Of these places alone; of their regions all.
    years : iterable of int

    Returns
    -------
    list of dict

    Examples
    --------
    >>> runs(open_data("data/samples/city"), years=[2022])[1]
    {'places': '990101', 'year': 2022}
    """
    reports = open_data(data).table("reports")
    reports = reports[(reports["coverage"] == "full") & reports["document_type"].isin(ACCOUNTS)]
    regions = {str(code)[:REGION] for code in place_codes}
    found = {(code[:REGION], int(year)) for code, year in zip(reports["place_code"], reports["year"], strict=True)}
    wanted = [
        (code, year)
        for code, year in sorted(found)
        if (not regions or code in regions) and (not years or year in set(years))
    ]
    return [{"places": code, "year": year} for code, year in wanted]
