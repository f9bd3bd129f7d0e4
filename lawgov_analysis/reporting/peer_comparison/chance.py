"""Chance: rates with intervals, funnels, rank intervals, ceilings, and the methods that these stand on."""

import pandas as pd

from ...analysis.charts_distribution import funnel, interval_text, intervals, rank_text
from ...analysis.intervals import outside_by_chance
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import load_indicators, records
from .limits import OUTSIDE
from .words import nothing, per_what, reason

# So many indicators are charted, and of a chart so many rows.
CHARTED, FUNNELS, ROWS = 3, 2, 24


def rates(subject):
    """Return what the values are for each 10,000 residents or of the cases, with intervals.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.analysis.beside.rates_beside`.
    """
    language, say = subject.language, subject.language.say
    head = heading(say("comparison_rates"))
    if subject.rated.empty:
        return View(nothing(subject, head, "comparison_no_rates"), subject.rates)
    charts, rows = [], []
    for name, of_one in subject.rated.groupby("indicator", sort=False):
        first = records(of_one)[0]
        own = of_one[of_one["own"].astype(bool)]
        others = of_one[~of_one["own"].astype(bool)]
        chance = of_one["rate_low"].notna().all()
        rows.append(
            [
                language.indicator(name),
                per_what(subject, first),
                "—" if own.empty else interval_text(records(own)[0], language),
                language.number(others["rate"].median(), 1),
                str(len(others)),
                say("comparison_chance_yes" if chance else "comparison_chance_no"),
            ]
        )
        if chance and name in subject.funnels and len(own) and len(charts) < CHARTED:
            title = say(
                "comparison_rates_title",
                indicator=language.indicator(name),
                per=per_what(subject, first),
                year=subject.year,
            )
            charts.append(
                intervals(
                    _nearest(of_one), subject.funnels[name].centre, title, language, say("source_all"), subject.data
                )
            )
    names = ("indicator", "per", "own_rate", "median_rate", "n", "chance")
    shown = pd.DataFrame(rows, columns=[say(f"comparison_column_{name}") for name in names])
    left_out = subject.rates[subject.rates["reason"] != ""]
    out = [
        say(
            "comparison_left_out",
            place=language.place(row.place_code, False),
            indicator=language.indicator(row.indicator),
            why=reason(subject, row.reason),
        )
        for row in records(left_out)
    ]
    blocks = [
        head,
        paragraph(say("comparison_rates_intro")),
        *charts,
        table(shown, say("comparison_rates_caption"), numeric=shown.columns[2:5]),
    ]
    return View([*blocks, *([bullets(out)] if out else [])], subject.rates)


def _nearest(rows):
    """As many rows as a chart has room for: the place itself, both ends, and those next to it."""
    if len(rows) <= ROWS:
        return rows
    rows = rows.sort_values("rate", ascending=False, ignore_index=True)
    at = int(rows["own"].astype(bool).to_numpy().argmax())
    order = sorted(range(len(rows)), key=lambda i: (i != at, 3 <= i < len(rows) - 3, abs(i - at)))
    return rows.iloc[sorted(order[:ROWS])]


def funnels(subject):
    """Return which places differ from all together by more than chance.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has a row a rate, with ``outside``: the standing of one that lies outside, else ``""``.
    """
    language, say = subject.language, subject.language.say
    head = heading(say("comparison_funnel"))
    if not subject.funnels:
        return View(nothing(subject, head, "comparison_no_funnel"))
    charts, rows, outside = [], [], []
    for name, found in subject.funnels.items():
        first = records(found.rows)[0]
        share = first.method == "share"
        lies_outside = found.rows["outside"].isin(OUTSIDE)
        rows.append(
            [
                language.indicator(name),
                f"{found.centre:,.1f}{'%' if share else ''}",
                str(len(found.rows)),
                language.number(found.spread, 1),
                str(found.nominal),
                str(int(lies_outside.sum())),
                language.number(found.expected, 1),
            ]
        )
        for row in records(found.rows[lies_outside]):
            standing = reason(subject, row.outside, "peer_standings", "standing")
            outside.append(
                say(
                    "comparison_outside",
                    place=language.place(row.place_code, False),
                    indicator=language.indicator(name),
                    rate=interval_text(row, language),
                    standing=standing,
                )
            )
        if found.rows["own"].any() and len(charts) < FUNNELS and len(found.rows) >= 4:
            title = say(
                "comparison_funnel_title",
                indicator=language.indicator(name),
                per=per_what(subject, first),
                year=subject.year,
            )
            axis = say("comparison_axis_of", of=_exposure(subject, first))
            charts.append(
                funnel(found.rows, found.limits, found.centre, title, language, say("source_all"), subject.data, axis)
            )
    names = ("indicator", "centre", "n_all", "spread", "nominal", "outside", "expected")
    shown = pd.DataFrame(rows, columns=[say(f"comparison_column_{name}") for name in names])
    places = sum(len(found.rows) for found in subject.funnels.values())
    expected, any_at_all = outside_by_chance(places)
    nominal = sum(found.nominal for found in subject.funnels.values())
    blocks = [
        head,
        paragraph(say("comparison_funnel_intro")),
        *charts,
        table(shown, say("comparison_funnel_caption"), numeric=shown.columns[1:]),
        paragraph(
            say(
                "comparison_funnel_many",
                n=places,
                expected=language.number(expected, 1),
                any=language.percent(100 * any_at_all, 0),
            )
        ),
        bullets(outside)
        if outside
        else paragraph(say(f"comparison_none_outside{'_widened' if nominal else ''}", n=nominal)),
    ]
    frame = pd.concat([found.rows for found in subject.funnels.values()], ignore_index=True)
    return View(blocks, frame)


def _exposure(subject, row):
    table = subject.data.table("peer_denominators")
    of_one = table[(table["denominator"] == row.denominator) & table["indicator"].isin(["", row.indicator])]
    stated = of_one.sort_values("indicator", ascending=False)["stated_by"].iloc[0]
    return subject.language.indicator(stated) if stated else subject.language.say("comparison_residents")


def ranks(subject):
    """Return the ranks that chance and bounds leave open: intervals of ranks, and no rank below enough places.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has a row an indicator: ``n`` places, ``best`` and ``worst`` of the place, and of how many ``pairs``
        of places it is sure which is before the other.
    """
    language, say = subject.language, subject.language.say
    head = heading(say("comparison_ranks_heading"))
    chance = subject.rated[subject.rated["best"].notna() & ~subject.rated["indicator"].isin(subject.ceilings)]
    rows = []
    for name, of_one in chance.groupby("indicator", sort=False):
        own = of_one[of_one["own"].astype(bool)]
        if own.empty:
            continue
        n = len(of_one)
        # Each place knows how many are surely above it: together these are the pairs that are told apart.
        rows.append(
            [name, n, own["best"].iloc[0], own["worst"].iloc[0], int((of_one["best"] - 1).sum()), n * (n - 1) // 2]
        )
    frame = pd.DataFrame(rows, columns=["indicator", "n", "best", "worst", "pairs", "of_pairs"])
    if frame.empty:
        return View(nothing(subject, head, "comparison_no_ranks"), frame)
    if not frame["pairs"].any():
        names = language.join(language.indicator(name) for name in frame["indicator"])
        return View([head, paragraph(say("comparison_ranks_open", names=names))], frame)
    shown = pd.DataFrame(
        [
            [
                language.indicator(row.indicator),
                str(row.n),
                rank_text(row.best, row.worst, language),
                say("comparison_pairs", pairs=row.pairs, of=row.of_pairs),
            ]
            for row in records(frame)
        ],
        columns=[say(f"comparison_column_{name}") for name in ("indicator", "n_all", "ranks", "pairs")],
    )
    return View(
        [
            head,
            paragraph(say("comparison_ranks_intro")),
            table(shown, say("comparison_ranks_caption"), numeric=shown.columns[1:2]),
        ],
        frame,
    )


def ceilings(subject):
    """Return of rates at their ceiling who is the exception.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame has the exceptions: ``indicator``, ``place_code``, ``rate``, and ``value`` and ``exposure`` of a
        share.
    """
    language, say = subject.language, subject.language.say
    kind = load_indicators(subject.data)["kind"]
    said, frames = [], []
    for name in [each for each in dict.fromkeys(subject.stated["indicator"]) if each in subject.ceilings]:
        if kind[name] == "rate":
            rows = subject.compared[subject.compared["indicator"] == name]
            rows = rows.assign(rate=rows["value"], rate_bound=rows["bound"], exposure=float("nan"), method="")
        else:
            rows = subject.rated[subject.rated["indicator"] == name]
        # Of a bound nobody knows whether it is 100 %.
        rows = rows[rows["rate_bound"] == "exact"]
        below = rows[rows["rate"] < 100].sort_values("rate")
        frames.append(below[["indicator", "place_code", "rate", "value", "exposure"]])
        texts = [
            say(
                "comparison_exception" if row.method else "comparison_exception_bare",
                place=language.place(row.place_code, False),
                rate=language.percent(row.rate),
                part=language.number(row.value),
                whole=language.number(row.exposure),
            )
            for row in records(below)
        ]
        key = "comparison_ceiling" if texts else "comparison_ceiling_all"
        said.append(
            say(
                key,
                indicator=language.indicator(name),
                n=len(rows),
                full=len(rows) - len(below),
                exceptions=language.join(texts),
            )
        )
    head = heading(say("comparison_ceilings"))
    if not said:
        # That nothing is at its ceiling is no news.
        return View([], pd.DataFrame(columns=["indicator", "place_code", "rate", "value", "exposure"]))
    return View(
        [head, paragraph(say("comparison_ceilings_intro")), bullets(said)], pd.concat(frames, ignore_index=True)
    )


def methods(subject):
    """Return the methods that were used, each with its source.

    Parameters
    ----------
    subject : PeerSubject

    Returns
    -------
    View
        Its frame is that of ``data/rules/peers/methods.csv``, those used.
    """
    say, rated = subject.language.say, subject.rated
    chance = rated[rated["rate_low"].notna()]
    used = {
        "quartiles": len(subject.compared) > 0,
        "poisson": (chance["method"] == "rate").any(),
        "wilson": (chance["method"] == "share").any(),
        "funnel": bool(subject.funnels),
        "ranks": len(chance) > 0,
        "bounds": (subject.compared["bound"].fillna("exact") != "exact").any(),
        "chance": bool(subject.funnels),
    }
    frame = subject.data.table("peer_methods")
    frame = frame[[bool(used[name]) for name in frame["method"]]].reset_index(drop=True)
    head = heading(say("comparison_methods"))
    if frame.empty:
        return View([head, paragraph(say("comparison_no_methods"))] if subject.gate.is_open else [], frame)
    shown = pd.DataFrame(
        {
            say("comparison_column_method"): frame[subject.lang],
            say("comparison_column_source"): [text or "—" for text in frame["source"]],
        }
    )
    return View([head, table(shown, say("comparison_methods_caption"))], frame)
