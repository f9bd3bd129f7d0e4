"""The place among others: its profile, who is in and who is out, and how the values of all lie."""

import pandas as pd

from ...analysis.charts_distribution import interval_text, rank_text, strip
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import kinds_of, records
from .limits import UNSURE
from .words import closed, named, nothing, per_what, reason, spread

# So many indicators are charted, those that most places state; the tables have all.
CHARTED = 6
# So many indicators are named, of those that nothing more is said of.
NAMED = 8


def profile(subject):
    """Return where the place stands in each indicator, at one look.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has ``indicator``, ``standing`` (of ``data/rules/peers/standings.csv``), ``n`` (other places), its
        value, its rate with interval and ranks, and the quartiles of the others.
    """
    language, say = subject.language, subject.language.say
    own = subject.stated[subject.stated["own"]].set_index("indicator")
    rated = subject.rated[subject.rated["own"].astype(bool)].set_index("indicator")
    frame = subject.standings.drop(columns="values").set_index("indicator")
    frame = frame.join(own[["value", "unit", "bound"]])
    frame = frame.join(rated[["denominator", "method", "rate", "rate_low", "rate_high", "best", "worst"]])
    blocks = [heading(say("comparison_profile")), *closed(subject)]
    if not subject.gate.is_open:
        return View(blocks, frame.reset_index())
    blocks.append(paragraph(_summary(subject)))
    # What is divided and what is not stand in tables of their own: their medians are of different things.
    by_rate, by_value = [], []
    for row in records(subject.standings):
        if row.standing in ("not-stated", "cannot-tell", "too-few"):
            continue
        one = own.loc[row.indicator]
        said = "—" if pd.isna(one["value"]) else language.quantity(one["value"], one["unit"], one["bound"])
        standing = reason(subject, row.standing, "peer_standings", "standing", **row.values)
        name = language.indicator(row.indicator)
        if row.indicator in rated.index:
            of = records(rated.loc[[row.indicator]].reset_index())[0]
            middle = _middle(subject, subject.rate_quartiles[row.indicator], 1)
            is_open = of.best == 1 and of.worst == len(subject.rated[subject.rated["indicator"] == row.indicator])
            ranks = say("comparison_rank_open") if is_open else rank_text(of.best, of.worst, language)
            name += say("in_brackets", text=per_what(subject, of))
            by_rate.append([name, said, interval_text(of, language), middle, ranks, standing])
        else:
            by_value.append([name, said, _middle(subject, subject.quartiles.get(row.indicator)), standing])
    tables = [
        (by_rate, ["indicator", "own", "rate", "median_rates", "ranks", "standing"], "rates", slice(1, 3)),
        (by_value, ["indicator", "own", "median", "standing"], "values", slice(1, 2)),
    ]
    for rows, names, key, numeric in tables:
        shown = pd.DataFrame(rows, columns=[say(f"comparison_column_{name}") for name in names])
        if rows:
            blocks.append(table(shown, say(f"comparison_profile_{key}"), numeric=shown.columns[numeric]))
    for standing in ("not-stated", "cannot-tell", "too-few"):
        chosen = subject.standings[subject.standings["standing"] == standing]["indicator"]
        if len(chosen):
            listed = named(subject, chosen, NAMED, language.indicator)
            blocks.append(
                paragraph(
                    say(
                        f"comparison_profile_{standing.replace('-', '_')}",
                        n=len(chosen),
                        names=listed,
                        needed=subject.terms.min_n,
                    )
                )
            )
    blocks.append(paragraph(say("comparison_no_judgement")))
    return View(blocks, frame.reset_index())


def _summary(subject):
    language, say = subject.language, subject.language.say
    standings = subject.standings["standing"]
    own = set(subject.compared.loc[subject.compared["own"], "indicator"])
    # Where it is only known between bounds nothing can be told.
    mine = {name: found.rows.loc[found.rows["own"].astype(bool), "outside"] for name, found in subject.funnels.items()}
    judged = [name for name, outside in mine.items() if len(outside) and outside.iloc[0] != UNSURE]
    out = subject.standings[standings.isin(["far-above", "far-below", "above", "below"])]
    if not own:
        return say("comparison_summary_none", n=subject.gate.places)
    said = [say("comparison_summary", n=subject.gate.places, indicators=len(own))]
    if judged:
        expected = language.number(0.05 * len(judged), 2)
        key = "comparison_summary_outside" if len(out) else "comparison_summary_inside"
        names = language.join(language.indicator(name) for name in out["indicator"])
        said.append(say(key, judged=len(judged), n=len(out), names=names, expected=expected))
    return ("" if subject.lang == "zh" else " ").join(said)


def _middle(subject, quartiles, decimals=None):
    if not quartiles:
        return "—"
    lower, median, upper = (spread(subject.language, *each, decimals) for each in quartiles)
    return subject.language.say("comparison_median_in", median=median, lower=lower, upper=upper)


def membership(subject):
    """Return who is compared, who is not, and why.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.analysis.gate.members`.
    """
    language, say, terms = subject.language, subject.language.say, subject.terms
    members = subject.members
    taken, out = members[members["reason"] == ""], members[members["reason"] != ""]
    level = language.gloss(subject.level, "level")
    yes = {True: "", False: "_not"}
    said = [
        say("comparison_term_level", level=level),
        say("comparison_term_window", year=subject.year, window=terms.window)
        if terms.window
        else say("comparison_term_year", year=subject.year),
        say(f"comparison_term_full{yes[terms.full_only]}"),
        say(f"comparison_term_official{yes[terms.official_only]}"),
        say("comparison_term_alike"),
        say("comparison_term_min_n", needed=terms.min_n),
    ]
    if terms.places:
        said.insert(1, say("comparison_term_places", n=len(set(terms.places) - {subject.place_code})))
    others = _others(subject)
    if others:
        names = named(subject, others, NAMED)
        said.append(say("comparison_term_others", n=len(others), names=names))
    blocks = [heading(say("comparison_members")), paragraph(say("comparison_terms")), bullets(said)]
    if len(taken):
        shown = pd.DataFrame(
            {
                say("column_place"): [language.place(code, False) for code in taken["place_code"]],
                say("comparison_column_report"): [say("comparison_report_of", year=year) for year in taken["year"]],
                say("comparison_column_population"): [language.number(n) for n in _population(subject, taken)],
            }
        )
        key = "comparison_members_caption" if subject.gate.is_open else "comparison_members_caption_closed"
        caption = say(key, n=int((~taken["own"]).sum()))
        blocks.append(table(shown, caption, numeric=shown.columns[2:]))
    if len(out):
        shown = pd.DataFrame(
            [
                [reason(subject, why), str(len(rows)), language.join(_with_year(subject, row) for row in records(rows))]
                for why, rows in out.groupby("reason", sort=False)
            ],
            columns=[say(f"comparison_column_{name}") for name in ("why", "n_out", "places_out")],
        )
        blocks.append(table(shown, say("comparison_out_caption", n=len(out)), numeric=shown.columns[1:2]))
    else:
        blocks.append(paragraph(say("comparison_out_none")))
    years = _years(subject, taken)
    if len(taken):
        known = say("comparison_population_note", years=years) if years else say("comparison_population_none")
        blocks.append(paragraph(known))
    return View(blocks, members)


def _with_year(subject, row):
    place = subject.language.place(row.place_code, False)
    return place if pd.isna(row.year) else subject.language.say("place_year", place=place, year=int(row.year))


def _others(subject):
    """The places of the data that are of another level."""
    codes = pd.Series(subject.data.table("reports")["place_code"].unique(), dtype="str")
    own = kinds_of(pd.Series([subject.place_code], dtype="str"), subject.data)[0]
    return codes[(kinds_of(codes, subject.data) != own).to_numpy()].tolist()


def _population(subject, members):
    return (
        members["place_code"]
        .map(subject.language.places["population"])
        .astype("Float64")
        .to_numpy(float, na_value=float("nan"))
    )


def _years(subject, members):
    years = members["place_code"].map(subject.language.places["population_year"]).dropna().unique()
    return subject.language.join(str(int(year)) for year in sorted(years))


def distribution(subject):
    """Return how the values of all places lie, with the quartiles of the others and the own place marked.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has a row an indicator: ``n`` of other places, ``lowest``, ``lower``, ``median``, ``upper``,
        ``highest`` of the others (the least that each may be), and ``own``.
    """
    language, say = subject.language, subject.language.say
    compared = subject.compared[~subject.compared["indicator"].isin(subject.ceilings)]
    head = heading(say("comparison_distribution"))
    if compared.empty:
        return View(nothing(subject, head, "comparison_nothing"))
    others = compared[~compared["own"]].groupby("indicator", sort=False)["value"].agg(["size", "min", "max"])
    own = compared[compared["own"]].set_index("indicator")
    frame = pd.DataFrame(
        [
            {
                "indicator": name,
                "n": row["size"],
                "lowest": row["min"],
                **{key: subject.quartiles[name][at][0] for at, key in enumerate(("lower", "median", "upper"))},
                "highest": row["max"],
                "own": own["value"].get(name),
            }
            for name, row in others.iterrows()
        ]
    )
    shown = pd.DataFrame(
        [
            [
                language.indicator(row.indicator),
                language.number(row.n),
                *(spread(language, *each) for each in subject.quartiles[row.indicator]),
                language.say("comparison_from_to", low=language.number(row.lowest), high=language.number(row.highest)),
                _own_text(own, row.indicator, language),
            ]
            for row in records(frame)
        ],
        columns=[
            say(f"comparison_column_{name}")
            for name in ("indicator", "n", "lower", "median_only", "upper", "range", "own")
        ],
    )
    # Those that the place itself states come first; among them those that most places do.
    stated = frame.assign(mine=frame["own"].notna()).sort_values(["mine", "n"], ascending=False, kind="stable")
    stated = stated[stated["mine"]].head(CHARTED)["indicator"]
    marks = compared[compared["indicator"].isin(stated)]
    chart = [
        strip(
            marks,
            subject.quartiles,
            say(
                "comparison_strip_title",
                place=language.place(subject.place_code, False),
                year=subject.year,
                n=subject.gate.places,
            ),
            language,
            say("source_all"),
            subject.data,
        )
    ]
    return View(
        [
            head,
            paragraph(say("comparison_distribution_intro", n=len(frame))),
            *(chart if len(stated) else []),
            table(shown, say("comparison_distribution_caption"), numeric=shown.columns[1:]),
        ],
        frame,
    )


def _own_text(own, name, language):
    if name not in own.index:
        return "—"
    row = own.loc[name]
    return language.quantity(row["value"], row["unit"], row["bound"])
